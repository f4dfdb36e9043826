"""Amounts in figures and capitals, against each other and against the case."""

from __future__ import annotations

from datetime import date

import pytest

from signdesk.core.money import Money
from signdesk.domains.signing.rules.facts import CaseFacts, InstalmentFacts
from tests.domains.signing.short_texts import table
from tests.domains.signing.told import found, words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("总价（大写）：壹佰万元整（小写）：￥1,000,000.00", []),
        ("总价100万元（大写：壹佰万元整）", []),
        ("总价壹佰万元整（¥1000000）", []),
        ("定金人民币伍万圆正（50,000元）", []),
        ("价款合计大写：壹佰万元，小写：900000元", ["壹佰万元"]),
        ("租金 1,00,000元（大写：壹拾万元整）", ["1,00,000元"]),
        ("单价每平方米10.12345元，共计壹万元整", []),
        ("大写金额：三百元整，小写300元", []),
        ("一百元钱的事，另有两元钱", []),
        ("（大写）壹拾贰万叁仟肆佰伍拾陆（小写）123456元", []),
        ("（大写）壹元整", []),
        ("另付壹元整，折合2元。", []),
        ("人民币 3 月结算一次", []),
    ],
)
def test_amounts_are_paired_and_compared(line, expected):
    assert words(f"合同的正文如下。\n{line}", "amount_capitals") == expected


def test_the_two_writings_may_stand_on_two_lines_or_in_two_cells():
    assert words("合同正文如下。\n总价：1,280,000.00元\n大写：壹佰贰拾万元整", "amount_capitals") == ["壹佰贰拾万元整"]
    model = table(("合计", "1,280,000.00元", "大写：壹佰贰拾捌万元整"))
    assert words(model, "amount_capitals") == []
    assert words("合同正文如下。\n壹佰\n贰拾元整", "amount_capitals") == []


@pytest.mark.parametrize(
    ("line", "severities"),
    [
        ("押金6,700元（陆仟染佰元整）。", ["error"]),
        ("押金（大写：染仟元整，小写：7,000元）。", ["error"]),
        ("押金33,480元（叁万叁仟肆佰捌元整）。", ["error"]),
        ("租金57,600元（伍万柒仟六百元整）。", ["warning"]),
        ("租金3,000元（大写：叁仟元整）。", []),
        ("租金3,000元（大写：参仟元整）。", []),
        ("订金壹万元和贰万元整。", []),
        ("月租三千元。", []),
    ],
)
def test_characters_that_are_no_formal_numerals_are_seen_in_capitals(line, severities):
    assert [severity for severity, _words in found(f"合同的正文如下。\n{line}", "amount_capitals")] == severities


def test_a_total_other_than_the_cases_is_an_error_and_one_not_named_a_warning():
    facts = CaseFacts(amount=Money.yuan(100))
    assert found("合同正文。\n合同总价款为200元。", "amount_case", facts) == [("error", "200元")]
    assert found("合同正文。\n押金为70元。", "amount_case", facts) == [("warning", "")]
    assert found("合同正文。\n月租金为25元。", "amount_case", facts) == []
    assert found("合同正文。\n居间报酬为70元，必要费用不超过20元。", "amount_case", facts) == [("warning", "70元")]


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("总价款为100元。\n附件\n总价款：120元", ["120元"]),
        ("总价款的5%即5元为违约金，总价款100元。", []),
        ("首期支付30元，余款70元于交付时支付。", []),
        ("定金80元，首期支付30元，余款70元于交付时支付。", []),
        ("首期服务费30元，余款60元。", ["60元"]),
        ("服务费每年20元，分五年支付。", []),
        ("租金20元/月，租金合计为90元。", ["90元"]),
        ("每月租金50元，租金合计为100元，两年租金总额为1200元。", []),
        ("房屋总价款90元，家具10元，合计100元。", []),
        ("总价款100元（大写：壹佰贰拾元整）。", []),
        ("合同总价款为0元。", ["0元"]),
    ],
)
def test_a_total_is_held_against_the_case_and_what_explains_it_is_no_contradiction(lines, wrong):
    facts = CaseFacts(amount=Money.yuan(100))
    assert words(f"合同正文。\n{lines}", "amount_case", facts) == wrong


def test_an_agreement_on_earnest_money_is_about_that():
    facts = CaseFacts(amount=Money.yuan(100))
    text = "购房定金协议\n房屋总价为9000元。\n乙方支付定金{}。"
    assert words(text.format("100元"), "amount_case", facts) == []
    assert words(text.format("200元"), "amount_case", facts) == ["200元"]
    fee = "合同正文。\n设计费按每平方米10元计算，合计120元。"
    assert words(fee, "amount_case", facts) == ["120元"]


def test_an_instalment_is_held_against_the_case_where_its_day_stands():
    facts = CaseFacts(instalments=(InstalmentFacts(Money.yuan(30), date(2026, 12, 1)),))
    text = "合同正文。\n乙方于2026年12月1日前支付{}；于2027年1月1日前支付70元。"
    assert words(text.format("30元"), "amount_case", facts) == []
    assert words(text.format("33元"), "amount_case", facts) == ["33元"]
    assert words(text.format("首期款"), "amount_case", facts) == []
    assert words("合同正文。\n2026年12月1日前付清。\n2027年付33元。", "amount_case", facts) == []
    rows = table(("第一期", "2026年12月1日", "33元"), ("第二期", "2027年1月1日", "70元"))
    assert words(rows, "amount_case", facts) == ["33元"]
    assert words(rows, "amount_case", CaseFacts(instalments=(InstalmentFacts(Money.yuan(30)),))) == []


# business types and the seal matrix


@pytest.mark.parametrize(
    ("words_in_capitals", "wrong"),
    [
        ("40,800元（大写：肆万零捌佰元整）", False),
        ("40,800元（大写：肆万捌佰零元整）", True),
        ("232,200元（大写：贰拾叁万贰仟零贰佰元整）", True),
        ("2,050元（大写：贰仟伍拾元整）", True),
        ("2,050元（大写：贰仟零伍拾元整）", False),
    ],
)
def test_a_zero_too_many_or_too_few_is_pointed_out(words_in_capitals, wrong):
    assert bool(found(f"合同\n总价{words_in_capitals}。", "amount_capitals")) is wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("借款合同\n出借人：李秀兰\n借款年利率为15%。", ["15%"]),
        ("借款合同\n出借人：李秀兰\n借款月利率为1%。", []),
        ("借款合同\n贷款人：工商银行\n借款年利率为15%。", []),
        ("房屋买卖合同\n贷款年利率为15%。", []),
        ("合同\n甲方逾期发放的，按未发放金额的日百分之三支付违约金。", ["百分之三"]),
        ("合同\n逾期交房的，每逾期一日，按日租金的50%支付违约金。", []),
    ],
)
def test_the_interest_of_a_loan_between_people_stays_within_the_law(text, expected):
    assert words(text, "penalty_limit") == expected


def test_half_of_a_days_rent_for_each_day_is_no_rate_of_the_whole():
    assert found("合同\n逾期的，每逾期一日按日租金240元的50%支付违约金。", "penalty_limit") == []
