# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""Habits of shops, workshops, parking places and agencies: how their contracts tell sums, and what must follow from
them."""

from __future__ import annotations

import pytest

from signdesk.core.text import Block, TextModel
from tests.domains.signing.short_texts import HEAD, shop, table
from tests.domains.signing.told import found, words


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("年租金为人民币36000元，租金每半年支付一次，每次支付18000.00元。", []),
        ("年租金为人民币36000元，租金每半年支付一次，每次支付19000.00元。", ["19000.00元"]),
        ("乙方每年应向甲方支付租赁费6000元，违约金为一个月租赁费500元。", []),
        ("乙方每年应向甲方支付租赁费6000元，违约金为一个月租赁费600元。", ["600元"]),
        ("管理费1200元/人，计4人，共计4800元。", []),
        ("管理费1200元/人，计4人，共计5800元。", ["5800"]),
        ("商家管理费每月2000元，每年100元/平方米/月，计12个月，共计1200元。", []),
        ("月租金为22000元，佣金按月租金计35%，具体数额为人民币7700元。", []),
        ("月租金为22000元，佣金按月租金计35%，具体数额为人民币7070元。", ["人民币7070元"]),
        ("租金共计120000元，每月租金10000元。期满续租的，租金每年递增5%。租期自2026年1月1日至2026年12月31日。", []),
        (
            "租金共计130000元，每月租金10000元。期满续租的，租金每年递增5%。租期自2026年1月1日至2026年12月31日。",
            ["130000元"],
        ),
        ("仓库100平方米，租金每月每平方米19元（含水电费每月每平方米4元），每月租金计1900元。", []),
    ],
)
def test_what_follows_from_a_rent_follows(terms, expected):
    assert words(shop(terms), "amount_period") == expected


@pytest.mark.parametrize(
    ("last", "total", "expected"),
    [
        ("③广告费1000元。", "乙方应交①-③费用总计6000元。", []),
        ("③广告费1000元。", "以上三项合计6000元。", []),
        ("③广告费1000元。", "以上三项合计6100元。", ["6100元"]),
        ("广告费另计1000元。", "以上三项合计6100元。", []),
    ],
)
def test_a_line_below_a_list_adds_it_up(last, total, expected):
    terms = f"①租金：共2个月，每月2000元，计4000元。\n②管理费1000元。\n{last}\n{total}"
    assert words(shop(terms), "amount_sum") == expected


def test_a_column_in_ten_thousands_may_have_its_total_in_yuan():
    rows = [("款项", "金额（万元）"), ("定金", "10"), ("首付款", "63"), ("合计", "¥730,000.00")]
    assert words(table(*rows), "amount_sum") == []
    assert words(table(*rows[:3], ("合计", "¥740,000.00")), "amount_sum") == ["¥740,000.00"]
    assert words(table(*rows[:3], ("合计", "73")), "amount_sum") == []


def test_letters_before_figures_make_them_money():
    assert words(shop("租金人民币陆仟元整（小写RMB6000元）。"), "amount_capitals") == []
    assert words(shop("租金人民币陆仟元整（小写RMB600元）。"), "amount_capitals") == ["陆仟元整"]


def test_a_down_payment_that_includes_the_earnest_money_is_not_it():
    text = "二手房买卖合同\n一、价款\n总价款100万元。\n二、付款\n乙方付定金10万元。\n乙方支付首付款（含定金）40万元，余款60万元按揭。"
    assert words(text, "deposit_limit") == words(text, "amount_sum") == []
    assert words(text.replace("定金10万", "定金30万"), "deposit_limit") == ["30万元"]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("租金每月为4800元（均不含税金），每季租金为14400元。", []),
        ("租金每月为4800元（均不含税金），每季租金为14000元。", ["14000元"]),
        ("租金每月为4800元（不含税），含税价另计，每季租金为15400元。", []),
        ("摊位24平方米，管理费为每平方米每月30元，每季应交管理费2160元。", []),
        ("摊位24平方米，管理费为每平方米每月30元，每季应交管理费2610元。", ["2610元"]),
        ("第一个租赁年度租金为120000元。乙方付保证金30000元，相当于三个月租金。", []),
        ("第一个租赁年度租金为120000元。乙方付保证金36000元，相当于三个月租金。", ["36000元"]),
        ("租金合计人民币504000元。签订之日支付租金的40%，即人民币201600元。", []),
        ("租金合计人民币504000元。签订之日支付租金的40%，即人民币210600元。", ["人民币210600元"]),
    ],
)
def test_quarters_and_shares_follow_from_the_rent_as_well(terms, expected):
    assert words(shop(terms), "amount_period") == expected


def test_a_deposit_of_many_months_is_told_by_a_rent_of_a_year():
    assert words(shop("年租金120000元，押金60000元。"), "deposit_limit") == ["60000元"]
    assert words(shop("年租金120000元，押金20000元。"), "deposit_limit") == []


def test_a_rent_may_rise_every_three_years():
    rows = [("年度", "年租金（元）"), ("第1—3年", "100000"), ("第4—6年", "105000")]

    def rents(last):
        model = table(*rows, ("第7年", last))
        lead = Block(99, "paragraph", "租金每三年递增5%。", "P99")
        return words(TextModel("docx", (*model.blocks, lead)), "amount_period")

    assert rents("110250") == []
    assert rents("112050") == ["112050"]


def test_capitals_behind_a_price_by_the_area_are_those_of_the_sum():
    terms = "租金43200元/（☑月/□年），即每平方米每月18元，大写{}。"
    assert words(shop(terms.format("肆万叁仟贰佰元整")), "amount_capitals") == []
    assert words(shop(terms.format("肆万贰仟叁佰元整")), "amount_capitals") == ["肆万贰仟叁佰元整"]
    assert words(shop("租金每平方米每月18元，大写壹拾捌元整。"), "amount_capitals") == []


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("第一年租金96000元，每半年支付48000元。", []),
        ("第一年租金96000元，每半年支付49000元。", ["49000"]),
        ("年租金为96000元，每季度支付24000元。", []),
        ("每年租金在上年基础上递增5%：第一年租金96000元；第二年租金100800元；第三年租金105840元。", []),
        ("每年租金在上年基础上递增5%：第一年租金96000元；第二年租金100800元；第三年租金108540元。", ["108540元"]),
        ("每年租金在上年基础上递增5%：第一年租金96000元；第三年租金108540元。", []),
        ("每年租金在上年基础上递增5%：第一年月租金8000元；第二年租金108540元。", []),
        ("租金标准：43200元/（□年/☑月），租金按季支付，每季129600元。", []),
        ("租金标准：43200元/（□年/☑月），租金按季支付，每季126900元。", ["126900元"]),
        ("月租金54600元。首期2个月的租金总计人民币109200元。", []),
        ("月租金54600元。首期2个月的租金总计人民币190200元。", ["人民币190200元"]),
        ("月租金54600元。乙方缴付相当于3个月租金的保证金，保证金总额为人民币163800元。", []),
        ("月租金54600元。乙方缴付相当于3个月租金的保证金，保证金总额为人民币168300元。", ["人民币168300元"]),
    ],
)
def test_parts_of_a_year_and_years_that_rise_follow_in_running_text(terms, expected):
    assert words(shop(terms), "amount_period") == expected


def test_what_two_get_of_an_income_is_all_of_it():
    assert words(shop("租金收入扣除税费后，甲方得60%，乙方得40%。"), "amount_sum") == []
    assert words(shop("租金收入扣除税费后，甲方得60%，乙方得50%。"), "amount_sum") == ["50"]


def test_figures_may_be_called_so_behind_them():
    assert words(shop("总房款为2724000元（小写）贰佰柒拾贰万肆仟元整（大写）。"), "amount_capitals") == []
    wrong = shop("总房款为2724000元（小写）贰佰柒拾肆万贰仟元整（大写）。")
    assert words(wrong, "amount_capitals") == ["贰佰柒拾肆万贰仟元整"]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("建筑面积100平方米，房屋单价20000元/平方米，总房款为2000000元。", []),
        ("建筑面积100平方米，房屋单价21000元/平方米，总房款为2000000元。", ["2000000元"]),
        ("总房款为2000000元。签约时支付30%，即600000元，余下70%即1400000元月底支付。", []),
        ("总房款为2000000元。签约时支付30%，即600000元，余下70%即1300000元月底支付。", ["1300000元"]),
    ],
)
def test_the_whole_of_the_house_s_price_has_many_names(terms, expected):
    assert words(shop(terms, title="定金收付书"), "amount_period") == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("库房面积4600平方米，雨篷面积400平方米", []),
        ("库房面积4600平方米，雨篷面积300平方米", [("warning", "300")]),
        ("库房面积4600平方米，雨篷面积500平方米", [("error", "500")]),
        ("库房面积4600平方米", []),
    ],
)
def test_the_parts_of_an_area_make_it_up(parts, expected):
    assert found(shop(f"仓库总面积5000平方米，其中{parts}。"), "amount_sum") == expected


def test_the_deposit_for_land_is_reckoned_by_the_year():
    terms = "年租金120000元，保证金60000元。"
    assert words(shop(terms), "deposit_limit") == ["60000元"]
    assert words(shop(terms, title="土地租赁合同"), "deposit_limit") == []


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("建筑面积1200平方米，租金为人民币每月35元/平方米，一年的租金总计为人民币504000元。", []),
        ("建筑面积1200平方米，租金为人民币每月38元/平方米，一年的租金总计为人民币504000元。", ["人民币504000元"]),
        ("年租金504000元，每三个月支付一次，每次在新三个月开始前10日内支付人民币126000元。", []),
        ("年租金504000元，每三个月支付一次，每次在新三个月开始前10日内支付人民币162000元。", ["人民币162000元"]),
    ],
)
def test_a_rent_by_the_month_and_the_area_makes_that_of_the_year(terms, expected):
    assert words(shop(terms), "amount_period") == expected


def test_capitals_may_stand_behind_what_the_figures_are_for():
    assert words(shop("租金500元/月（大写：伍佰元整）。"), "amount_capitals") == []
    assert words(shop("租金500元/月（大写：陆佰元整）。"), "amount_capitals") == ["陆佰元整"]


def test_a_month_without_rent_leaves_the_others_as_they_are():
    terms = "免租期一个月。每月租金为人民币60833元，租金每三个月支付一次，每次{}元。"
    assert words(shop(terms.format(182499)), "amount_period") == []
    assert words(shop(terms.format(128499)), "amount_period") == ["128499元"]


def test_a_multiple_of_the_rent_follows_from_it():
    assert words(shop("每月租金120000元。保证金为首月租金的两倍，即人民币240000元。"), "amount_period") == []
    assert words(shop("每月租金120000元。保证金为首月租金的两倍，即人民币420000元。"), "amount_period") == [
        "人民币420000元"
    ]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("租金为人民币500元/月，首付半年（6个月）租金共计3000元。租期自2025年5月20日起至2027年5月19日止。", []),
        ("租金为人民币500元/月，首付半年（6个月）租金共计3600元。租期自2025年5月20日起至2027年5月19日止。", ["3600元"]),
        ("租金为人民币500元/月，首付三个月租金共计1500元。租期自2025年5月20日起至2027年5月19日止。", []),
        ("租金为人民币500元/月，后续租金为每半年一交，每次3000元。", []),
        ("租金为人民币500元/月，后续租金为每半年一交，每次2500元。", ["2500元"]),
    ],
)
def test_a_first_payment_is_for_as_long_as_it_says(terms, expected):
    assert words(shop(terms), "amount_period") == expected


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("摊位租赁费每个每月600元，2个摊位每月合计1200元。", []),
        ("摊位租赁费每个每月600元，2个摊位每月合计1300元。", ["1300"]),
        ("月租金3600元，乙方每季度向丙方支付10800元。", []),
        ("月租金3600元，乙方每季度向丙方支付18000元。", ["18000元"]),
    ],
)
def test_what_stalls_cost_together_and_what_a_third_is_paid_follow(terms, expected):
    head = HEAD + "\n丙方（房东）：临江置业有限公司"
    assert words(shop(terms, head=head), "amount_period") == expected


@pytest.mark.parametrize(("paid", "told"), [("526,000", False), ("526,900", True)])
def test_a_share_with_decimals_may_have_been_rounded(paid, told):
    text = f"房屋买卖合同\n房屋总价款为1,736,000元。\n首付款{paid}元，占总价款的30.3%。"
    assert bool(found(text, "amount_period")) is told


def test_a_share_that_is_about_so_much_is_not_reckoned():
    text = "房屋买卖合同\n房屋总价款为1,736,000元。\n首付款500,000元，占总价款的30%{}。"
    assert found(text.format("左右"), "amount_period") == [] != found(text.format(""), "amount_period")


def test_what_some_days_of_delay_come_to_is_not_one_days_share():
    text = "房屋买卖合同\n房屋总价款为1,000,000元。\n买受人逾期付款的，每日按总价款的0.05%计算违约金，{}。"
    assert found(text.format("共计5,000元"), "amount_period") == []
    assert found(text.format("即每日5,000元"), "amount_period") != []
