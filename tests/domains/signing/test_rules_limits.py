"""Rates in the text against what law and usage allow."""

import pytest

from tests.domains.signing.test_rules_details import found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("每逾期一日按月租金的0.5%收取滞纳金。", ["0.5%"]),
        ("逾期付款的，每日按应付款的千分之三支付违约金。", ["千分之三"]),
        ("逾期的按5‰/日支付违约金。", ["5‰"]),
        ("每逾期一日按应付款的万分之五支付违约金。", []),
        ("每逾期一日按0.1％支付违约金。", []),
        ("违约方按总价的5%支付违约金。", []),
        ("每日产量提高百分之十。", []),
    ],
)
def test_penalties_by_the_day_are_held_against_usage(line, expected):
    assert found(f"合同正文。\n{line}", "penalty_limit") == [("warning", words) for words in expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("买受人支付总价款的30%作为定金。", ["30%"]),
        ("定金为合同价款的百分之二十五。", ["百分之二十五"]),
        ("定金为合同价款的20%。", []),
        ("交付定金后，余款的80%于交付时支付。", []),
        ("首付款为总价的30%。", []),
    ],
)
def test_earnest_money_is_at_most_a_fifth_of_the_price(line, expected):
    assert found(f"合同正文。\n{line}", "deposit_limit") == [("error", words) for words in expected]
