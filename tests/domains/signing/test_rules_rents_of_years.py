# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""Rents and fees told year by year, fees by their names, interest, earnest money twice, days in the order of events."""

from __future__ import annotations

import pytest

from signdesk.domains.signing.rules.checks.catalogue import CHECKS
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.standards import Brief
from tests.domains.signing.corpus import model_of
from tests.domains.signing.short_texts import table
from tests.domains.signing.told import words

YEARS = [
    "1、第一年即从2026年1月1日起至2026年12月31日，每月租金为人民币8000元整；",
    "2、第二年即从2027年1月1日起至2027年12月31日，每月的租金按第一年租金上升5%，即每月8400元整收取；",
    "3、第三年即从2028年1月1日起至2028年12月31日，每月的租金按上一年租金上升5%，即每月8820元整收取。",
]


def lease(*lines, title="商铺租赁合同"):
    return "\n".join([title, "出租方（甲方）：何大伟", "承租方（乙方）：罗小燕", "一、约定", *lines])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (YEARS, []),
        ([YEARS[0], YEARS[1].replace("8400", "8480"), YEARS[2]], ["8480元"]),
        ([*YEARS, "签约时支付第一年上半年租金48000元，第一年下半年租金46000元。"], ["46000元"]),
        ([*YEARS, "第二年每季度租金25200元，第三年全年租金105000元。"], ["105000元"]),
        ([*YEARS, "三年租金总计302640元。"], []),
        ([*YEARS, "三年租金总计306240元。"], ["306240元"]),
        ([*YEARS, "首月免租，三年租金总计294640元。"], []),
        ([*YEARS, "四年租金总计400000元。"], []),
        ([*YEARS, "押金18000元，相当于第一年两个月租金。"], ["18000元"]),
        ([*YEARS, "押金17640元，相当于第三年两个月租金；第五年半年租金为9万元。"], []),
        ([*YEARS, "押金18000元，相当于第五年两个月租金。"], []),
        (["4.1 第一年托管收益为每月4500元，年收益共计45000元；", "4.2 第二年托管收益为每月4725元，年收益共计56700元。"], ["45000元"]),
        (["4.1 第一年托管收益为每月4500元，首月免收，年收益共计49500元；"], []),
    ],
)  # fmt: skip
def test_what_is_paid_in_a_year_follows_from_its_month(lines, expected):
    assert words(lease(*lines), "amount_period") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("服务费为每月37000元，每季度支付服务费110000元。", ["110000元"]),
        ("服务费为每月37000元，管理费为每月500元，每季度支付管理费1500元。", []),
        ("服务费为每月37000元；违约金47000元，即两个月服务费。", ["47000元"]),
        ("托管收益为每月4500元；应支付两个月收益即9000元的违约金。", []),
        ("托管收益为每月4500元；应支付两个月收益即8000元的违约金。", ["8000元"]),
        ("服务费为每月37000元；考核扣款不超过月服务费的10%，即3900元。", ["3900元"]),
        ("服务费为每月37000元；考核扣款约为月服务费的10%左右，即3900元。", []),
        ("评估价值80万元，抵押率为75%，即65万元。", ["65万元"]),
        ("定金50000元；甲方违约的，双倍返还定金即150000元。", ["150000元"]),
        ("定金50000元；甲方违约的，双倍返还定金100000元。", []),
    ],
)
def test_a_fee_is_reckoned_by_its_own_name(line, expected):
    assert words(lease(line, title="服务合同"), "amount_period") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("出借人向借款人提供借款人民币60万元（大写：陆拾万元整），年利率为8%，每月利息6000元。", ["6000元"]),
        ("出借人向借款人提供借款人民币60万元（大写：陆拾万元整），年利率为8%，每月利息4000元。", []),
        ("借款人支付咨询费5000元，即借款金额的0.5%；借款金额为60万元。", ["5000元"]),
    ],
)
def test_interest_follows_from_the_loan(line, expected):
    assert words(lease(line, title="借款合同"), "amount_period") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("双方应于2026年4月15日前共同办理转移登记手续。甲方应在过户后、2026年4月1日前交房。", ["2026年4月1日"]),
        ("双方应于2026年4月15日前共同办理转移登记手续。甲方应在过户后、2026年4月30日前交房。", []),
        ("乙方应于2026年4月15日前付清全部房款。甲方收到全部房款后于2026年4月1日前交房。", ["2026年4月1日"]),
        ("甲方收到全部房款后于2026年4月1日前交房。", []),
        ("2026年12月25日前支付第二年上半年租金，2026年6月25日前支付第二年下半年租金。", ["2026年6月25日"]),
        ("2026年12月25日前支付第二年上半年租金，2027年6月25日前支付第二年下半年租金。", []),
    ],
)
def test_what_comes_after_something_is_due_after_it(line, expected):
    assert words(lease(line, title="买卖合同"), "date_order") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("保洁面积3600平方米，其中一层800平方米，二至五层2600平方米。", ["2600"]),
        ("保洁面积3600平方米，其中一层800平方米，二至五层2800平方米。", []),
        ("保洁面积3600平方米，其中一层800平方米，库房100平方米。", []),
        ("建筑面积89平方米，其中阳台5平方米。", []),
    ],
)
def test_the_areas_of_storeys_make_up_the_whole(line, expected):
    assert words(lease(line), "amount_sum") == expected


def test_earnest_money_that_a_down_payment_includes_is_not_added_once_more():
    lines = [
        "（1）定金人民币50000元，过户当日转为购房款；",
        "（2）首付款人民币400000元（含定金）；",
        "（3）银行贷款人民币600000元。",
    ]
    assert words(lease(*lines, "以上首付款、贷款合计人民币1000000元。", title="买卖合同"), "amount_sum") == []
    assert words(lease(*lines, "以上首付款、贷款合计人民币1050000元。", title="买卖合同"), "amount_sum") != []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("月租金46500元，自第三年起租金在原基础上上调6%，即每月49920元。", ["49920元"]),
        ("月租金46500元。自第三年起租金在原基础上上调6%，即每月49290元，一年的租金总计为591480元。", []),
        ("月租金46500元。自第三年起租金在原基础上上调6%，即每月49290元，一年的租金总计为594180元。", ["594180"]),
        ("自第三年起租金在原基础上上调6%，即每月49290元。", []),
        ("月租金46500元，自第三年起租金在原基础上上调6%，租金按月支付。", []),
        ("月租金46500元，后为每月租金49290元。每三个月支付一次租金，每次支付147870元；物业费每年支付一次。", []),
        ("月租金46500元，后为每月租金49290元。每三个月支付一次租金，每次支付140000元；物业费每年支付一次。", ["140000元"]),
        ("卫生费每月50元，全年500元。", ["500"]),
        ("物业管理费每月3720元，按年缴纳，每年44640元。", []),
        ("清洁费每月50元，优惠后全年500元。", []),
        ("变压器容量费每千伏安每月30元、200千伏安计，每月6600元。", ["6600"]),
        ("吊灯共计12套，单价为18,500元，金额220,000元；筒灯400只，每只45元，计18,000元。", ["220,000"]),
        ("第一年租金4.2万元，押金5000元，共计支付第一年租金及押金74000元。", ["74000元"]),
        ("第一年租金4.2万元，押金5000元，共计支付第一年租金及押金47000元，违约金为第一年租金的10%即4200元。", []),
        ("第一年租金4.2万元，违约金为第一年租金的10%即2400元。", ["2400元"]),
        ("押金5000元；甲方违约的，双倍返还押金即12000元。", ["12000元"]),
        ("月租金及管理费共计人民币13172元。乙方交纳24344元，作为租赁保证金，即两个月的月租金及管理费。", ["24344元"]),
        ("月租金及管理费共计人民币13172元。乙方交纳26344元，作为租赁保证金，即两个月的月租金及管理费。", []),
        ("合同总价292,000元，每逾期一日按合同总价的千分之一即929元支付违约金。", ["929元"]),
    ],
)  # fmt: skip
def test_amounts_that_say_in_their_own_words_how_they_are_reckoned(line, expected):
    assert words(lease(line), "amount_period") == expected


def test_what_one_of_several_costs_is_no_part_of_the_sum():
    years = "第一年租金4.2万元（每间2.1万元），第二年租金4.41万元，第三年租金4.63万元，三年合计{}万元。"
    assert words(lease(years.format("13.24")), "amount_sum") == []
    assert words(lease(years.format("13.42")), "amount_sum") == ["13.42万元"]


def test_of_many_possible_amounts_the_nearest_are_named():
    line = "月租金5000元，押金10000元，乙方支付首期租金及押金共计16000元。"
    model = model_of(lease(line))
    (result,) = [each for each in run_checks(model, Brief(), CHECKS) if each.check == "amount_period"]
    assert "15,000.00 or 20,000.00 or 25,000.00 by calculation" in result.findings[0].message


def test_payments_by_year_are_due_one_after_the_other():
    rows = [
        ("年度", "租金（万元）", "付款时间"),
        ("第一年", "4.2", "2026年9月15日"),
        ("第二年", "4.41", "2026年9月5日"),
    ]
    assert words(table(*rows), "date_order") == ["2026年9月5日"]


def test_a_price_by_the_area_makes_the_price_of_a_home_in_ten_thousands():
    text = lease("建筑面积112平方米，房产的价格为人民币：95.2万元，即每平方米8800元。", title="房屋买卖合同")
    assert words(text, "amount_period") == ["95.2万元"]
    paid = ["乙方须交纳购房定金10万元；", "乙方支付首期款30万元；", "余款66.2万元于过户当日付清。"]
    assert words(lease("一、房产的价格为95.2万元。", "二、付款", *paid, title="房屋买卖合同"), "amount_sum") == [
        "66.2万元"
    ]


POND = "乙方第一年交甲方8万元，以后每年递增5千元，即第二年8.5万元，第三年{}，第四年9.5万元，四年合计35万元。"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (POND.format("9万元"), []),
        (POND.format("9.2万元"), ["9.2万元", "35万元"]),
        ("第一年8万元，第二年8.5万元，两年合计17万元。", ["17万元"]),
        ("第二年8.5万元，两年合计17万元，每年递增5千元。", []),
        ("第一年承包金8万元，保证金18000元，即第一年承包金的20%。", ["18000元"]),
        ("月租金6000元，违约金9000元，相当于一个月租金。", ["9000元"]),
        ("月租金6000元，违约金6000元，即一个月租金。", []),
        ("月租金3200元，乙方每3个月应向甲方缴纳租金人民币9800元。", ["人民币9800元"]),
        ("月租金6000元。押金12000元、2026年7月至8月租金18000元。", ["18000元"]),
        ("月租金6000元。2026年7月至8月租金12000元。", []),
        ("物业费每月230元、全年2670元。", ["2670"]),
    ],
)
def test_years_and_months_in_one_sentence(line, expected):
    assert words(lease(line), "amount_period") == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["转让费38000元，分两次支付：第一次20000元，第二次28000元。"], []),
        (["丙方支付转让费38000元。", "转让费分两次支付：第一次20000元，第二次28000元。"], ["28000元"]),
        (["租期内租金总额66000元。", "转让费38000元。", "转让费分两次支付：第一次20000元，第二次18000元。"], []),
        (["转让费分两次支付：第一次20000元，第二次18000元。"], []),
        (["鱼塘面积共80亩，其中一号塘40亩，二号塘45亩。"], ["45"]),
    ],
)
def test_what_is_paid_in_several_payments_is_known_by_its_name(lines, expected):
    assert words(lease(*lines), "amount_sum") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("贷款期限20年（360个月）。", ["360个月"]),
        ("贷款期限20年（240个月）。", []),
        ("租赁期三年，即36个月。", []),
        ("保修期2年，3个月内更换。", []),
        ("乙方已经支付的一笔租金，对应租期为自2026年6月1日起至2026年8月31日。签订日期：2026年6月15日", []),
    ],
)
def test_years_and_months_are_the_same_length(line, expected):
    assert words(lease(line), "date_order") == expected
