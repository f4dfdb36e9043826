"""What a lawyer with fresh eyes missed or did not believe: sums in one sentence, premises under any heading, the term
of an earlier lease, two ways to settle disputes at once."""

from __future__ import annotations

from datetime import date

import pytest

from signdesk.core.money import Money
from signdesk.domains.signing.rules.business import shipped_type
from signdesk.domains.signing.rules.checks.catalogue import CHECKS
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Brief, Standards
from tests.domains.signing.corpus import model_of
from tests.domains.signing.short_texts import shop
from tests.domains.signing.told import words


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("乙方签约时支付首月租金2600元和押金5200元，合计7900元。", ["7900元"]),
        ("乙方签约时支付首月租金2600元和押金5200元，合计7800元。", []),
        ("签约时应付：租金2,600元＋押金5,200元＝7,900元。", ["7,900元"]),
        ("签约时应付：租金2,600元+押金5,200元=7,800元。", []),
        ("应付：2,600元×3＝7,900元。", []),
    ],
)
def test_what_a_sentence_adds_up_is_added_up(terms, expected):
    assert words(shop(terms), "amount_sum") == expected


def test_the_rent_of_the_whole_term_is_known_by_that_name_and_held_against_the_case():
    facts = CaseFacts(amount=Money.yuan(15_600))
    terms = "租赁期限自2027年1月1日起至2027年6月30日止。月租金2,600元，全期租金：{}元。"
    assert words(shop(terms.format("31,200")), "amount_case", facts) == ["31,200元"]
    assert words(shop(terms.format("15,600")), "amount_case", facts) == []
    by_the_year = "租赁期限自2027年1月1日起至2028年12月31日止。月租金650元，年租金合计7,800元，租金总额15,600元。"
    assert words(shop(by_the_year), "amount_case", facts) == []


@pytest.mark.parametrize("premises", ["租赁单元为文昌大厦1203。", "【房屋】文昌路8号。", "车位位置：地下一层B12。"])
def test_premises_may_be_told_under_any_heading(premises):
    text = f"租赁合同\n甲方：何大伟\n乙方：罗小燕\n第一条 标的\n{premises}\n第二条 期限\n一年。\n第三条 其他\n另议。"
    brief = Brief(CaseFacts(), Standards(shipped_type("lease")))
    (result,) = [each for each in run_checks(model_of(text), brief, CHECKS) if each.check == "clause_missing"]
    assert not any("房屋基本情况" in finding.message for finding in result.findings)


def test_the_term_of_an_earlier_lease_has_begun_before():
    facts = CaseFacts(signing_date=date(2026, 11, 29))
    terms = "甲方依原租赁合同承租该商铺，期限自2025年3月1日起至2029年2月28日止。"
    assert words(shop(terms), "date_order", facts) == []


def test_a_deposit_by_the_wrong_name_may_be_either_of_two():
    model = model_of(shop("租赁期满退还订金。"))
    (result,) = [each for each in run_checks(model, Brief(), CHECKS) if each.check == "confusable_word"]
    assert "“定金”" in result.findings[0].message and "“押金”" in result.findings[0].message


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("争议协商不成的，可向临江仲裁委员会申请仲裁，或者向人民法院起诉。", ["申请仲裁，或者向人民法院起诉"]),
        ("协商不成的，向人民法院提起诉讼或申请仲裁。", ["向人民法院提起诉讼或申请仲裁"]),
        ("协商不成的，既可申请仲裁也可以提起诉讼。", ["申请仲裁也可以提起诉讼"]),
        ("协商不成的，向临江仲裁委员会申请仲裁。", []),
        ("协商不成的，向房屋所在地人民法院起诉。", []),
        ("协商不成的，按下列第1种方式解决：1、申请仲裁；2、向人民法院起诉。", []),
        ("协商不成的，□申请仲裁 ☑向人民法院起诉。", []),
        ("因起诉或者申请仲裁支出的费用由违约方承担。", []),
    ],
)
def test_disputes_are_settled_in_one_way(terms, expected):
    assert words(shop(terms), "dispute_forum") == expected
