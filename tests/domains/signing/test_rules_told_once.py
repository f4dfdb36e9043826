"""One fault is told once, however many checks see it and from whatever side."""

from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.catalogue import CHECKS
from signdesk.domains.signing.rules.checks.engine import ONE_AT_A_PLACE, SAME_FAULT, Finding, Outcome, run_checks
from signdesk.domains.signing.rules.facts import CaseFacts, PartyFacts
from signdesk.domains.signing.rules.standards import Brief
from tests.domains.signing.corpus import model_of
from tests.domains.signing.short_texts import shop


def told(text, facts=None):
    """The checks that speak of each place, by its words."""
    model = model_of(text)
    by_words: dict[str, list[str]] = {}
    for result in run_checks(model, Brief(facts or CaseFacts()), CHECKS):
        for finding in result.findings:
            if finding.place:
                by_words.setdefault(model.excerpt(finding.place), []).append(result.check)
    return by_words


class Says:
    """A check that says what it is told to say."""

    title = why = source = ""

    def __init__(self, check, *findings):
        self.id = check
        self._findings = tuple(Finding(check, severity, "…", place, others) for severity, place, *others in findings)

    def run(self, contract, facts, standards):
        return Outcome("", self._findings)


def said(*checks):
    results = run_checks(model_of("一\n二"), Brief(), checks)
    return {result.check: [finding.place for finding in result.findings] for result in results}


def test_an_account_in_almost_a_party_s_name_is_told_as_a_wrong_name_alone():
    text = shop("租金汇入以下账户：户名：何大炜，账号：6222020200001234563。")
    facts = CaseFacts(parties=(PartyFacts("甲方", "何大伟"), PartyFacts("乙方", "罗小燕")))
    assert told(text, facts)["何大炜"] == ["party_name"]


def test_a_gap_where_the_way_is_to_be_chosen_is_told_as_a_choice_alone():
    text = shop("因本合同发生的争议，按下列第____种方式解决：\n1. 提交临江仲裁委员会仲裁；\n2. 向人民法院起诉。")
    assert told(text)["第____种方式"] == ["option_unchosen"]
    assert "____" not in told(text)


def test_wrong_capitals_are_not_told_again_for_their_zero():
    assert told(shop("押金为人民币12,000元（大写：壹万贰佰元整）。"))["壹万贰佰元整"] == ["amount_capitals"]


def test_copies_that_do_not_add_up_are_not_told_again_for_the_case():
    text = shop("本合同一式四份，甲方执一份，乙方执一份，登记机关执一份。")
    assert told(text, CaseFacts(copies=3))["一式四份"] == ["copies"]


def test_of_two_findings_at_one_place_the_graver_is_told_else_the_wider():
    check = min(ONE_AT_A_PLACE)
    wide, narrow, apart = Place(1, 0, 9), Place(1, 2, 5), Place(1, 9, 12)
    three = Says(check, ("warning", narrow), ("warning", wide), ("warning", apart))
    assert said(three) == {check: [wide, apart]}
    assert said(Says(check, ("warning", wide), ("error", narrow))) == {check: [narrow]}
    assert said(Says(check, ("error", wide), ("warning", narrow))) == {check: [wide]}
    assert said(Says(check, ("warning", None), ("warning", None))) == {check: [None, None]}


def test_a_check_that_tells_different_things_of_one_place_tells_them_all():
    place = Place(1, 0, 3)
    assert said(Says("tracked_changes", ("warning", place), ("warning", place))) == {"tracked_changes": [place, place]}


def test_where_two_checks_mean_the_same_the_second_is_silent_at_that_place_alone():
    (heard, other), *_rest = SAME_FAULT
    here, beyond = Place(1, 3, 6), Place(2, 3, 6)
    both = said(Says(heard, ("warning", Place(1, 5, 8))), Says(other, ("warning", here), ("warning", beyond)))
    assert both[other] == [beyond]
    assert said(Says(heard, ("warning", Place(1, 6, 8))), Says(other, ("warning", here)))[other] == [here]
    assert said(Says(heard, ("warning", None)), Says(other, ("warning", None)))[other] == [None]
    related = said(Says(heard, ("warning", beyond, here)), Says(other, ("warning", here)))
    assert related[other] == []


def test_a_check_that_has_nothing_left_to_say_has_passed():
    (heard, other), *_rest = SAME_FAULT
    place = Place(1, 0, 3)
    results = run_checks(model_of("一"), Brief(), (Says(heard, ("error", place)), Says(other, ("error", place))))
    assert [result.state for result in results] == ["failed", "passed"]


def test_a_quotation_mark_left_open_is_not_shown_within_quotation_marks():
    for text in (shop("甲方称“完好。乙方认可。"), shop("甲方称完好”。乙方认可。")):
        (result,) = [each for each in run_checks(model_of(text), Brief(), CHECKS) if each.check == "punctuation"]
        assert [finding.message.count("“") + finding.message.count("”") for finding in result.findings] == [0]
