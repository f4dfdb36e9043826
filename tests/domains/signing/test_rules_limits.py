"""Penalties, earnest money and deposits in the text against what law and usage allow."""

import pytest

from signdesk.core.money import Money
from signdesk.domains.signing.rules.checks.catalogue import check_by_id
from signdesk.domains.signing.rules.checks.limits import shipped_limits
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from tests.domains.signing.corpus import model_of
from tests.domains.signing.told import found


def rates(line):
    return [(rate.percent, rate.daily) for rate in Contract(model_of(line)).rates]


def prices(text):
    return [(price.purpose, price.months, price.money.plain()) for price in Contract(model_of(text)).prices]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("按百分之零点五支付。", [("0.5", False)]),
        ("每逾期一日，按应付款的万分之五支付违约金。", [("0.05", True)]),
        ("每日千分之一。", [("0.1", True)]),
        ("按5‰/日计收，按0.5％每天计收。", [("0.5", True), ("0.5", True)]),
        (
            "百分之二十，百分之三点二五，百分之 30，2‱。",
            [("20", False), ("3.25", False), ("30", False), ("0.02", False)],
        ),
        ("每逾期一日支付100元，逾期超过30日的，按总价的5%支付。", [("5", False)]),
        ("面积误差在3%以内。", [("3", False)]),
    ],
)
def test_shares_and_rates_are_read_in_every_writing(line, expected):
    assert rates(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("每逾期一日按月租金的0.5%收取滞纳金。", ["0.5%"]),
        ("逾期付款的，每日按应付款的千分之三支付违约金。", ["千分之三"]),
        ("逾期的按5‰/日支付违约金。", ["5‰"]),
        ("每逾期一日按应付款的百分之零点五支付违约金。", ["百分之零点五"]),
        ("每逾期一日按应付款的万分之五支付违约金。", []),
        ("每日按千分之一支付违约金。", []),
        ("每逾期一日按0.1％支付违约金。", []),
        ("每日产量提高百分之十。", []),
        ("违约方按总价的5%支付违约金。", []),
        ("违约方应按总价的40%向对方支付违约金。", ["40%"]),
        ("违约金为合同总价的百分之五十。", ["百分之五十"]),
        ("退租的，按月租金的200%支付违约金。", []),
        ("退租的，按月租金的400%支付违约金。", ["400%"]),
        ("违约金不超过合同总价的50%。", []),
        ("违约金高于损失的百分之三十五的，可以请求减少。", []),
        ("提前解除合同的，支付六个月租金作为违约金。", ["六个月租金"]),
        ("提前解除合同的，支付1个月租金作为违约金。", []),
        ("期满前六个月租金应当结清。", []),
    ],
)
def test_penalties_are_held_against_usage(line, expected):
    assert found(f"合同正文。\n{line}", "penalty_limit") == [("warning", words) for words in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("买受人支付总价款的30%作为定金。", ["30%"]),
        ("定金为合同价款的百分之二十五。", ["百分之二十五"]),
        ("定金为合同价款的20%。", []),
        ("交付定金后，余款的80%于交付时支付。", []),
        ("首付款为总价的30%。", []),
        ("总价款为1,000,000元。\n买受人支付定金300,000元（大写：叁拾万元整）。", ["300,000元"]),
        ("总价款为1,000,000元。\n买受人支付定金200,000元（大写：贰拾万元整）。", []),
        ("买受人支付定金300,000元。", []),
    ],
)
def test_earnest_money_is_at_most_a_fifth_of_the_price(text, expected):
    assert found(f"合同正文。\n{text}", "deposit_limit") == [("error", words) for words in expected]


def test_earnest_money_is_held_against_the_price_of_the_case_where_the_text_names_none():
    facts = CaseFacts(amount=Money.parse("1000000"))
    assert found("买受人支付定金300,000元。", "deposit_limit", facts) == [("error", "300,000元")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("押金为六个月租金。", ["押金为六个月租金"]),
        ("租金押五付一。", ["押五付一"]),
        ("租金押一付三，押金相当于3个月的租金。", []),
        ("月租金2,000元。\n押金9,000元。", ["9,000元"]),
        ("月租金2,000元。\n押金6,000元。", []),
        ("押金9,000元。", []),
    ],
)
def test_a_rent_deposit_beyond_three_months_is_pointed_out(text, expected):
    assert found(f"合同正文。\n{text}", "deposit_limit") == [("warning", words) for words in expected]


def test_percentages_are_shown_without_zeros_that_say_nothing():
    contract = Contract(model_of("每逾期一日按百分之零点五支付违约金。定金为价款的30%。\n押金为六个月租金。"))
    messages = [
        finding.message
        for identity in ("penalty_limit", "deposit_limit")
        for finding in check_by_id(identity).run(contract, CaseFacts(), Standards()).findings
    ]
    assert [message[: message.index("%") + 1] for message in messages if "%" in message] == [
        "The penalty is 0.5 %",
        "The earnest money is 30 %",
    ]
    assert "6 months' rent" in messages[-1]


def test_every_limit_has_its_source_and_is_asked_for_by_name():
    limits = shipped_limits()
    assert all(entry.note and entry.source and entry.value > 0 for entry in limits.entries)
    with pytest.raises(KeyError):
        limits["no_such_limit"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("月租金人民币4,500.00元（大写：肆仟伍佰元整）", [("rent", 1, "4500.00")]),
        ("租金为3000元/月，押金3000元", [("rent", 1, "3000.00"), ("deposit", 0, "3000.00")]),
        ("租金：每季度9000元，全年租金36000元", [("rent", 3, "9000.00"), ("rent", 12, "36000.00")]),
        ("租金标准及支付方式：3000元/月", [("rent", 1, "3000.00")]),
        ("租金标准为每月3000元", [("rent", 1, "3000.00")]),
        ("两年租金总额为72000元", [("rent", 24, "72000.00")]),
        ("租金合计为36000元/年", [("rent", 12, "36000.00")]),
        ("总租金36000元", [("rent", 0, "36000.00")]),
        ("服务费总额为人民币叁拾陆万伍仟元整", [("fee", 0, "365000.00")]),
        ("宽带费每月99元", []),
        ("租金单价为2元/平方米", []),
        ("月租金为每间3000元", []),
        ("首期房价款30000元，总价款为90000元", [("total", 0, "90000.00")]),
    ],
)
def test_an_amount_says_what_it_is_for(line, expected):
    assert prices(line) == expected
