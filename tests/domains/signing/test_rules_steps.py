"""Steps of a deal that come too late for the one behind them."""

import pytest

from tests.domains.signing.told import words

SALE = "房屋买卖合同\n甲方（出卖人）：沈一\n乙方（买受人）：韩二\n"
ORDER = "委托代理合同\n甲方（委托人）：沈一\n乙方（受托人）：韩二\n"


@pytest.mark.parametrize(("released", "expected"), [("2026年8月31日", []), ("2026年10月31日", ["2026年10月31日"])])
def test_a_mortgage_is_ended_before_ownership_is_registered(released, expected):
    text = f"{SALE}甲方应于{released}前结清贷款并注销抵押。\n双方应于2026年9月15日前办理转移登记手续。"
    assert words(text, "date_order") == expected


def test_where_the_mortgage_stays_or_the_day_is_not_one_nothing_follows():
    late = f"{SALE}甲方应于2026年10月31日前结清贷款。\n"
    registered = "双方应于2026年9月15日前办理转移登记手续。"
    assert words(f"{late}{registered}本次交易采用带押过户。", "date_order") == []
    assert words(f"{late}{registered}\n双方应于2026年11月15日前办理过户。", "date_order") == []
    assert words(late.replace("买卖", "租赁") + registered, "date_order") == []


@pytest.mark.parametrize(("done", "expected"), [("9月20日", []), ("12月20日", ["2026年12月20日"])])
def test_what_is_entrusted_is_done_while_it_is_entrusted(done, expected):
    text = f"{ORDER}二、委托期限\n自2026年4月1日起至2026年9月30日止。乙方应于2026年{done}前取得全部证书。"
    assert words(text, "date_order") == expected


def test_what_is_late_or_prolonged_may_be_done_after_the_time():
    text = f"{ORDER}自2026年4月1日起至2026年9月30日止。期限顺延的，应于2026年12月20日前完成。"
    assert words(text, "date_order") == []
