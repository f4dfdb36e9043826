"""What a sale of a home leaves open although a heading speaks of it."""

import pytest

from signdesk.domains.signing.rules.business import shipped_type
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.checks.left_open import LeftOpen
from signdesk.domains.signing.rules.standards import Brief, Standards
from tests.domains.signing.corpus import model_of
from tests.domains.signing.short_texts import table

RESALE = """存量房屋买卖合同
出卖人：沈一
买受人：韩二
第一条 房屋坐落于临江市西湖区站前路77号，用途为住宅，没有渗漏。
第二条 成交价为人民币1,380,000元。
第三条 房款存入监管账户。
第四条 双方应于2026年12月10日前办理过户。
第五条 出卖人应在过户后5日内将房屋交付买受人。
第六条 出卖人应在交付之日前将户口全部迁出。
第七条 违约方按成交价的10%支付违约金。
第八条 争议由房屋所在地人民法院管辖。"""
PRESALE = """商品房预售合同
出卖人：临江置业有限公司
买受人：韩二
第一条 商品房已取得预售许可证，用途为住宅。
第二条 总价款为人民币1,380,000元。
第三条 交付期限：2028年6月30日前。
第四条 出卖人按住宅质量保证书承担保修责任。
第五条 出卖人应在交付后90日内协助办理不动产权证。
第六条 逾期交付的，每日支付万分之二的违约金。
第七条 逾期付款的，每日支付万分之二的违约金。
第八条 争议由房屋所在地人民法院管辖。"""


def told(text, business=None):
    """Severity and words of what is left open."""
    standards = Standards(shipped_type(business) if business else None)
    (result,) = run_checks(model_of(text), Brief(standards=standards), [LeftOpen()])
    return [(finding.severity, finding.message) for finding in result.findings]


def test_a_sale_that_settles_all_of_it_is_left_alone():
    assert told(RESALE) == []
    assert told(PRESALE) == []


@pytest.mark.parametrize(
    ("old", "new", "point"),
    [
        ("应在过户后5日内将房屋交付买受人", "应将房屋交付买受人", "by when the home is handed over"),
        ("应于2026年12月10日前办理过户", "应互相配合办理过户", "by when ownership is registered"),
        ("应在交付之日前将户口全部迁出", "应将户口全部迁出", "by when the households registered there leave"),
    ],
)
def test_a_thing_that_is_spoken_of_without_a_time_is_told(old, new, point):
    assert told(RESALE.replace(old, new)) == [("warning", f"The contract does not settle: {point}.")]


@pytest.mark.parametrize(
    ("old", "new", "point"),
    [
        ("，没有渗漏", "", "who answers for defects"),
        ("存入监管账户", "直接付给出卖人", "who keeps the money until ownership is registered"),
        ("将户口全部迁出", "结清物业费", "by when the households registered there leave"),
    ],
)
def test_what_people_may_leave_to_the_law_is_a_hint_where_no_list_of_clauses_asks_for_it(old, new, point):
    assert told(RESALE.replace(old, new)) == [("info", f"It is safer to settle as well: {point}.")]
    assert told(RESALE.replace(old, new), "home_resale") == []


def test_how_the_money_is_paid_is_asked_where_it_goes_straight_to_the_seller():
    assert told(RESALE.replace("存入监管账户", "由贷款银行发放")) == []


def test_a_broker_who_helps_with_supervision_keeps_no_money():
    text = RESALE.replace("存入监管账户", "转账至卖方账户，居间方协助办理资金监管手续")
    point = "It is safer to settle as well: who keeps the money until ownership is registered."
    assert told(text) == told(text, "home_resale") == [("info", point)]


def test_a_developer_answers_for_defects_by_a_clause_of_the_contract():
    bare = PRESALE.replace("出卖人按住宅质量保证书承担保修责任", "质量及保修责任\n出卖人提供住宅质量保证书")
    assert told(bare) == [("warning", "The contract does not settle: who answers for defects.")]
    assert told(bare, "new_home_sale") == told(bare)
    assert told(PRESALE.replace("按住宅质量保证书承担保修责任", "提供图纸"), "new_home_sale") == []


@pytest.mark.parametrize(
    "line", ["交房时间：2026年12月31日前", "交付日期见下：2026年12月31日", "出卖人于付清房款当日交付房屋"]
)
def test_a_time_may_stand_behind_the_word_or_be_an_event(line):
    assert told(RESALE.replace("出卖人应在过户后5日内将房屋交付买受人", line)) == []


def test_notes_and_other_papers_leave_it_open_on_purpose():
    bare = RESALE.replace("应在过户后5日内将房屋交付买受人", "应将房屋交付买受人")
    assert told(bare.replace("存量房屋买卖合同", "房屋买卖定金合同")) == []
    assert told(bare.replace("存量房屋买卖合同", "房屋租赁合同")) == []
    assert told("\n".join(bare.split("\n")[:6])) == []


def test_the_time_may_stand_in_the_cell_beside_the_word():
    rows = [("房屋交付期限", "2026年12月31日"), ("联系人", "韩二")]
    bare = RESALE.replace("出卖人应在过户后5日内将房屋交付买受人", "出卖人应将房屋交给买受人")
    (result,) = run_checks(table(*rows, before=bare), Brief(), [LeftOpen()])
    assert result.findings == ()
