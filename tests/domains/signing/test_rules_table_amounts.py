# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""Amounts in the rows of a table, amounts paid together, rents by the day, shares of a price, rents that rise."""

from __future__ import annotations

import pytest

from signdesk.core.text import Block, TextModel
from tests.domains.signing.told import words

TERM = "租赁期限自2026年1月1日起至2028年12月31日止。"


def contract(*lines, rows=(), title="房屋租赁合同"):
    """Lines with a table in the place of "|"."""
    texts = [title, "出租方（甲方）：何大伟", "承租方（乙方）：罗小燕", "第一条 约定"]
    blocks = [Block(at, "paragraph", text, f"P{at}") for at, text in enumerate([*texts, *lines], 1)]
    for r, row in enumerate(rows, 1):
        for c, cell in enumerate(row.split("|"), 1):
            blocks.append(Block(len(blocks) + 1, "cell", cell, f"T1R{r}C{c}"))
    return TextModel("docx", tuple(blocks))


GOODS = "名称|数量|单价（元）|金额（元）"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([GOODS, "空调|3|2,400|7,200", "桌子|12|350|4,500"], ["4,500"]),
        ([GOODS, "空调|3台|2,400.00|7,200.00", "桌子|12张|350.00|4,200.00"], []),
        ([GOODS, "空调|若干|2,400|7,200"], []),
        (["名称|数量|单价|折扣|金额", "空调|3|2,400|九折|6,480"], []),
        (["楼层|面积（㎡）|单价（元/㎡）|总价（万元）", "一层|120|10000|125"], ["125"]),
        (["楼层|面积（㎡）|单价（元/㎡·月）|总价", "一层|120|50|72000"], []),
        (["期间|月租金（元）|本期租金（元）", "2026年1月1日至2026年3月31日|5000|15000", "2026年4月1日至2026年6月30日|5000|18000"], ["18000"]),
        (["期间|月租金（元）|本期租金（元）", "2026年1月1日至2027年1月1日|5000|60000", "2027年1月1日至2027年3月15日|5000|18000"], []),
        (["年度|月租金|年租金", "第一年|5000元|60000元", "第二年|5250元|65000元"], ["65000元"]),
        (["年度|月租金|月数|租金合计", "首年|5000元|10|50000元", "次年|5250元|12|60000元"], ["60000元"]),
        (["期间|租金及押金|租金金额", "2026年1月1日至2026年3月31日|20000|18000"], []),
        (["期间|月租金|租金金额", "2026年1月1日至2026年3月31日，2026年4月1日至2026年6月30日|5000|18000"], []),
        (["说明|金额", "首付|18000"], []),
        (["岗位|人数|单价（元/人·月）|月费用（元）", "保洁员|6|3800|28200", "领班|1|5200|5200"], ["28200"]),
        (["项目|数量|单价|月金额（元）", "厂房|748平方米|12.5元/平方米·月|9530", "宿舍|6间|450元/间·月|2700"], ["9530"]),
        (["名称|数量|折价（元/件）|合计（元）", "双人床|2|900|1600"], ["1600"]),
        (["岗位|人数|单价（元/人·月）|费用（元）", "保洁员|6|3800|273600"], []),
    ],
)  # fmt: skip
def test_what_a_row_comes_to_follows_from_what_stands_in_it(rows, expected):
    assert words(contract("价格如下：", rows=rows), "amount_period") == expected


def test_rows_of_a_plan_come_to_the_rent_of_a_month_the_contract_names():
    rows = ["期间|租金金额（元）", "2026年1月1日至2026年3月31日|15000", "2026年4月1日至2026年6月30日|16000"]
    assert words(contract("月租金5000元。", rows=rows), "amount_period") == ["16000"]
    assert words(contract("月租金5000元，首月免租。", rows=rows), "amount_period") == []
    assert words(contract("月租金5000元，逐年递增5%。", rows=rows), "amount_period") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("月租金5000元，押金10000元，乙方支付首月租金及押金共计16000元。", ["16000元"]),
        ("月租金5000元，押金10000元，乙方支付首月租金及押金共计15000元。", []),
        ("月租金5000元，押金10000元，乙方支付首季度房租和押金合计人民币25000元。", []),
        ("月租金5000元，押金10000元，乙方支付押金及首期租金共计人民币25000元。", []),
        ("月租金5000元，押金10000元，乙方支付押金及三个月租金共计24000元。", ["24000元"]),
        ("月租金5000元，押金10000元，乙方支付首半年租金与押金共计30000元。", ["30000元"]),
        ("月租金5000元，首期租金（2026年3月至5月）为人民币18000元。", ["人民币18000元"]),
        ("月租金5000元，首期租金（2026年11月至2027年1月）为15000元。", []),
        ("月租金5000元，11月至次年1月房租为15000元。", []),
        ("月租金5000元，2026年11月至1月租金为15000元。", []),
        ("月租金5000元，3月至5月的物业费为900元。", []),
        ("押金为10000元。乙方先支付部分押金4000元，剩余押金7000元交房时付清。", ["7000元"]),
        ("押金为10000元。乙方先支付部分押金4000元，剩余押金6000元交房时付清。", []),
        ("余款分12期支付，每期50000元，共计500000元。", ["500000"]),
        ("余款分十个月付清，每月付50,000元，合计500,000元。", []),
    ],
)
def test_what_is_paid_together_is_the_sum_of_its_parts(line, expected):
    assert words(contract(line), "amount_period") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("租金为每日每平方米2元，年租金83000元。", ["83000元"]),
        ("租金为每日每平方米2元，年租金73000元。", []),
        ("租金标准为2元/平方米/天，月租金8000元。", ["8000元"]),
        ("租金标准为2元/平方米·日，月租金6000元。", []),
        ("租金标准为2元/平方米·日。月租金为6083元。", []),
        ("租金约2元/平方米·月，月租金8000元。", []),
        ("租金标准为2元/平方米·日，按实际使用天数结算。", []),
    ],
)
def test_a_rent_by_the_day_and_square_metre_makes_that_of_a_month_or_year(line, expected):
    assert words(contract("房屋建筑面积100平方米。", line), "amount_period") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("首付款为总价款的30%即300000元，余款70%即600000元办理银行贷款。", ["600000元"]),
        ("首付款为总价款的30%即300000元，余款70%即700000元办理银行贷款。", []),
        ("首付款为总价款的30%左右，即310000元。", []),
        ("首付款为总价款的30%即300000元，余款的10%即50000元于交房时支付。", []),
    ],
)
def test_the_rest_of_a_price_is_the_share_it_is_said_to_be(line, expected):
    assert words(contract("房屋总价款1000000元。", line, title="房屋买卖合同"), "amount_period") == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["期间|月租金", "2026年1月1日至2026年12月31日|10000", "2027年1月1日至2027年12月31日|10500", "2028年1月1日至2028年12月31日|11250"], ["11250"]),
        (["期间|月租金", "2026年1月1日至2026年12月31日|10000", "2027年1月1日至2027年12月31日|10500", "2028年1月1日至2028年5月31日|11025"], []),
        (["期间|月租金", "2026年1月1日至2026年6月30日|10000", "2026年7月1日至2026年12月31日|12000"], []),
        (["期间|月租金", "2026年1月1日至2026年12月31日|10000", "2027年1月1日至2027年12月31日|面议"], []),
        (["年度|月租金|年租金", "第一年|10000|120000", "第二年|10500|126000", "第三年|11025|133000"], ["133000"]),
    ],
)  # fmt: skip
def test_a_rent_that_rises_every_year_does_so_in_the_table(rows, expected):
    assert words(contract(TERM, "租金每年递增5%。", rows=rows), "amount_period") == expected


PLAN = "期次|付款日期|金额（元）"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([PLAN, "第一期|2026年1月1日|60000", "第二期|2027年1月1日|65000", "合计||125000"], ["125000"]),
        ([PLAN, "第一期|2026年1月1日|60000", "第二期|2027年1月1日|60000", "合计||120000"], []),
        ([PLAN, "第一期|2026年1月1日|60000", "第二期|2027年1月1日|70000", "合计||130000"], []),  # with the deposit
        ([PLAN, "第一期|2026年1月1日|60000", "第二期|2027年1月1日|", "合计||60000"], []),
        ([PLAN, "第一期|2026年1月1日", "第二期|2027年1月1日|60000", "合计||60000"], []),
        (["期次|金额", "第一期|60000", "第二期|61000", "合计|121000"], []),  # of what, nobody says
    ],
)
def test_what_a_plan_of_payments_comes_to_is_the_price_in_the_terms(rows, expected):
    lines = ("租赁期内租金总额为120000元，押金10000元。",)
    assert words(contract(*lines, rows=rows), "amount_sum") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("逾期一日按工程造价的0.1%支付违约金，即每日186元。", ["186元"]),
        ("逾期一日按工程造价的0.1%支付违约金，即每日168元。", []),
        ("逾期一日按工程造价的0.1%支付违约金，合计不超过5000元。", []),
    ],
)
def test_what_a_share_comes_to_every_day_is_that_share(line, expected):
    assert words(contract("工程造价为168,000元。", line, title="施工合同"), "amount_period") == expected


def test_months_without_rent_change_neither_a_quarter_nor_a_fee():
    lines = ("首月免租。月租金5000元，每季度租金16000元，年租金55000元。", "管理费每月300元，每季度管理费1000元。")
    assert words(contract(*lines), "amount_period") == ["16000元", "1000元"]
