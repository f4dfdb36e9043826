"""Amounts that follow from others, parts that make up a whole, and how long a lease may run."""

import pytest

from signdesk.core.text import Block, TextModel
from tests.domains.signing.corpus import model_of
from tests.domains.signing.test_rules_details import found, words

TERM = "一、租赁期限自2027年1月1日起至2027年12月31日止。\n"
BROKEN = "一、租赁期限自2027年1月1日起至2027年9月9日止。\n"


def table(*rows):
    cells = [("paragraph", "一、付款安排如下。", "P1")]
    for at, row in enumerate(rows, 1):
        cells += [("cell", text, f"T1R{at}C{column}") for column, text in enumerate(row, 1)]
    return TextModel("docx", tuple(Block(n, kind, text, place) for n, (kind, text, place) in enumerate(cells, 1)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TERM + "月租金2,000元，全年租金24,000元。", []),
        (TERM + "月租金2,000元，全年租金26,000元。", ["26,000元"]),
        (TERM + "月租金2,000元，租金总额22,000元。", ["22,000元"]),
        (TERM + "月租金2,000元，每季度租金6,500元。", ["6,500元"]),
        ("一、年租金24,000元，两年租金总额50,000元。", ["50,000元"]),
        ("一、年租金24,000元，两年租金总额48,000元。", []),
        ("一、服务费每月500元，全年6,500元。", ["6,500元"]),
        (TERM + "月租金2,000元，第二年起递增5%，租金总额49,200元。", []),
        (TERM + "月租金2,000元，免租期一个月，租金总额22,000元。", []),
        ("一、月租金2,000元，租金总额22,000元。", []),
        ("一、月租金2,000元，另一间月租金3,000元，全年租金60,000元。", []),
        (BROKEN + "月租金2,000元，租金总额16,000元。", []),
        (BROKEN + "月租金2,000元，租金总额16,600元。", []),
        (BROKEN + "月租金2,000元，租金总额18,000元。", []),
        (BROKEN + "月租金2,000元，租金总额19,000元。", ["19,000元"]),
        (BROKEN + "月租金2,000元，租金总额16,000元，不足一个月的按一个月计。", ["16,000元"]),
    ],
)
def test_rent_of_a_year_or_the_term_is_so_many_months_rent(text, expected):
    assert words(text, "amount_period") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("月租金2,000元。\n押金6,000元，相当于三个月租金。", []),
        ("月租金2,000元。\n押金5,000元（即3个月的租金）。", ["5,000元"]),
        ("租金每月2000元，押一付三。\n押金3000元。", ["3000元"]),
        ("租金每月2000元，押一付三。\n押金2000元。", []),
        ("月租金2,000元。\n押金5,000元。", []),
        ("押金5,000元，相当于三个月租金。", []),
    ],
)
def test_a_deposit_in_months_is_that_many_months_rent(text, expected):
    assert words(text, "amount_period") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建筑面积100平方米，单价为每平方米12,000元，总价款为1,200,000元。", []),
        ("建筑面积100平方米，单价为每平方米12,000元，总价款为1,020,000元。", ["1,020,000元"]),
        ("建筑面积118.56平方米，套内96.2㎡，单价10,796.22元/㎡，总价款1,280,000元。", []),
        ("面积480平方米。\n租金为每月每平方米120元，月租金56,700元。", ["56,700元"]),
        ("面积480平方米。\n租金为120元/平方米·月，月租金57,600元。", []),
        ("面积480平方米。\n租金为每平方米每月120元。\n月租金为56,700元。", ["56,700元"]),
        ("面积480平方米。\n租金为每平方米每月120元，第二年每平方米每月130元。\n月租金为56,700元。", []),
        ("面积480平方米。\n租金为每天每平方米4元。\n月租金为56,700元。", []),
        ("面积480平方米。\n物业费每平方米每月2元，月租金为56,700元。", []),
        ("单价为每平方米12,000元，总价款为1,020,000元。", []),
        ("建筑面积____平方米，套内80平方米，单价为每平方米12,000元，总价款为1,020,000元。", []),
    ],
)
def test_a_price_by_the_area_is_that_price_times_an_area(text, expected):
    assert found(text, "amount_period") == [("warning", each) for each in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总价款为1,000,000元。\n买受人支付总价款的30%，即300,000元。", []),
        ("总价款为1,000,000元。\n买受人支付总价款的30%，即320,000元。", ["320,000元"]),
        ("成交价865,000元。\n按成交价的1.5%向丙方支付服务费12,975元。", []),
        ("总价款为1,000,000元。\n按总价款的5%支付违约金，另付20,000元。", []),
        ("总价款为1,000,000元。\n买受人支付总价款的30%，余款另行约定。", []),
        ("买受人支付总价款的30%，即320,000元。", []),
    ],
)
def test_a_share_of_the_price_is_that_share(text, expected):
    assert words(text, "amount_period") == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("期次", "金额（元）"), ("一", "1,000"), ("二", "2,000"), ("合计", "3,000")), []),
        ((("期次", "金额（元）"), ("一", "1,000"), ("二", "2,000"), ("合计", "3,500")), ["3,500"]),
        ((("期次", "比例"), ("一", "30%"), ("二", "60%"), ("合计", "100%")), ["100%"]),
        ((("期次", "金额"), ("一", "1,000元"), ("二", "另行约定"), ("合计", "3,000元")), []),
        ((("期次", "金额"), ("一", "1,000元"), ("合计", "3,000元")), []),
        ((("期次", "年份"), ("一", "2027"), ("二", "2028"), ("合计", "2")), []),
        ((("物品", "数量"), ("床", "1"), ("椅", "2")), []),
    ],
)
def test_a_column_makes_its_total(rows, expected):
    assert words(table(*rows), "amount_sum") == expected


def test_a_second_total_row_counts_only_what_stands_under_the_first():
    rows = (("期次", "金额"), ("一", "10"), ("二", "20"), ("合计", "30"), ("三", "40"), ("四", "5"), ("总计", "45"))
    assert words(table(*rows), "amount_sum") == []


def test_clauses_3_1_to_3_3_stand_together_where_3_has_no_line_of_its_own():
    text = "3 价款\n3.1 总价款为1,000元。\n3.2 支付合同总价的30%；\n3.3 支付合同总价的50%；\n3.4 剩余{}%作为质保金。"
    assert words(text.format(20), "amount_sum") == []
    assert words(text.format(10), "amount_sum") == ["10%"]


PRICE = "一、总价款为1,000,000元。\n二、付款\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PRICE + "1、支付定金100,000元；\n2、支付首付款300,000元；\n3、余款600,000元办理贷款。", []),
        (PRICE + "1、支付定金100,000元，抵作首付款；\n2、支付首付款400,000元；\n3、余款600,000元办理贷款。", []),
        (PRICE + "1、支付定金100,000元；\n2、支付首付款300,000元；\n3、余款500,000元办理贷款。", ["500,000元"]),
        (
            PRICE
            + "1、支付首付款300,000元（大写：叁拾万元整）；\n2、余款600,000元办理贷款。\n三、支付装修款10,000元。",
            ["600,000元"],
        ),
        (PRICE + "1、支付首付款300,000元；\n2、支付400,000元。", []),
        (PRICE + "1、支付首付款300,000元；\n2、余款700,000元；逾期的支付违约金5,000元。", []),
        ("支付首付款300,000元，余款600,000元办理贷款。", []),
        ("总价款为1,000,000元。支付首付款300,000元，余款600,000元办理贷款。", []),
        (PRICE + "1、支付50%，即500,000元；\n2、支付50%，即400,000元。", ["400,000元"]),
        (PRICE + "1、支付合同总价的30%；\n2、支付合同总价的50%；\n3、余款的30%验收后付。", []),
        (PRICE + "1、支付合同总价的30%；\n2、支付合同总价的50%；\n3、余款30%验收后付。", ["30%"]),
        (PRICE + "1、支付合同总价的30%；\n2、支付合同总价的50%；\n3、余款20%验收后付。", []),
        (PRICE + "1、支付合同总价的30%；\n2、支付至合同总价的80%；\n3、余款20%验收后付。", []),
    ],
)
def test_instalments_make_up_the_price(text, expected):
    assert words(text, "amount_sum") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("月租金6,700元，其中甲承担3,900元，乙承担2,800元。", []),
        ("月租金6,700元（陆仟柒佰元整），其中甲承担3,900元，乙承担2,600元。", [("warning", "2,600元")]),
        ("月租金6,700元，其中甲承担3,900元，乙承担3,800元。", [("error", "3,800元")]),
        ("总价100万元，其中装修款5万元。", []),
        ("总价100万元，其中装修款5万元，家具款3万元等。", []),
        ("月租金6,700元，由乙方在5日前支付，其中甲承担3,900元，乙承担2,600元。", []),
    ],
)
def test_what_is_of_which_makes_up_the_whole(text, expected):
    assert found(text, "amount_sum") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("房屋租赁合同\n租赁期限25年，自2026年11月15日至2051年11月14日。", ["2051年11月14日"]),
        ("房屋租赁合同\n租赁期为二十一年。", ["租赁期为二十一年"]),
        ("房屋租赁合同\n租赁期限为241个月。", ["租赁期限为241个月"]),
        ("房屋租赁合同\n租赁期限20年，自2026年11月15日至2046年11月14日。", []),
        ("房屋租赁合同\n土地使用年限自2023年5月10日至2093年5月9日止，租赁期限为三年。", []),
        ("房屋租赁合同\n租赁期限自2027年2月30日至2029年1月1日。", []),
        ("房屋买卖合同\n土地使用权期限为70年。", []),
    ],
)
def test_a_lease_runs_no_longer_than_twenty_years(text, expected):
    assert words(model_of(text), "lease_over_20_years") == expected


RENT = TERM + "月租金2,000元。\n"
PRICE_OF_ALL = "合同正文。\n合同总价款为100,000元。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RENT + "押金为两个月租金，计4,000元。", []),
        (RENT + "押金为两个月租金，计5,000元。", ["5,000元"]),
        (RENT + "违约方另付一个月租金2,500元。", ["2,500元"]),
        (RENT + "首月减半，第一个月租金1,000元。", []),
        (RENT + "押一付三，每次付6,000元。", []),
        (RENT + "押一付三，每次付5,000元。", ["5,000元"]),
        (RENT + "租金每半年支付一次，每期租金12,500元。", ["12,500元"]),
        (RENT + "租金按季支付，逢节日优惠，每期5,900元。", []),
        (RENT + "服务费为月租金的5%，即每月120元。", ["120元"]),
        (PRICE_OF_ALL + "签约时支付30%，计30,000元；验收后支付70%，计60,000元。", ["60,000元"]),
        (PRICE_OF_ALL + "首笔40,000元，占合同总价款的30%。", ["40,000元"]),
        (PRICE_OF_ALL + "每逾期一日支付违约金100元（合同总价的0.5‰）。", ["100元"]),
        (PRICE_OF_ALL + "平均工资20,000元的30%，即每月6,500元。", ["6,500元"]),
        (PRICE_OF_ALL + "佣金8,000元由甲乙双方各承担50%，即各4,000元。", []),
        (PRICE_OF_ALL + "佣金8,000元由甲乙双方各承担50%，即各3,000元。", ["3,000元"]),
        ("合同正文。\n车位4个，每个每月600元，合计每月2,400元。", []),
        ("合同正文。\n车位4个，每个每月600元，合计每月2,600元。", ["2,600"]),
        ("合同正文。\n每月6,000元，十二个月共计62,000元。", ["62,000"]),
        ("建筑面积96平方米。\n物业费1.5元/平方米·月，每月144元，全年1,728元。", []),
        ("建筑面积96平方米。\n物业费1.5元/平方米·月，每月414元。", ["414元"]),
        ("建筑面积300平方米。\n租金由每月每平方米120元调整为110元，月租金为33,000元。", []),
    ],
)
def test_an_amount_that_says_how_it_is_reckoned_is_reckoned(text, expected):
    assert words(text, "amount_period") == expected


def test_a_rent_that_rises_every_year_rises_by_that_share():
    rows = [("租赁年度", "月租金（元）"), ("第一年", "10,000.00"), ("第二年", "10,500.00"), ("第三年", "11,000.00")]
    assert words(_below("租金每年在上一年度基础上递增5%。", rows), "amount_period") == ["11,000.00"]
    assert words(_below("租金每两年递增5%。", rows), "amount_period") == []
    assert words(_below("租金每年在上一年度基础上递增5%。", [*rows[:2], ("合计", "20,500.00")]), "amount_period") == []


def _below(terms, rows):
    blocks = [Block(1, "paragraph", terms, "P1")]
    for at, row in enumerate(rows, 1):
        blocks += [Block(len(blocks) + column, "cell", text, f"T1R{at}C{column}") for column, text in enumerate(row, 1)]
    return TextModel("docx", tuple(blocks))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("合同\n建筑总层数33层，其中地上31层，地下2层。", []),
        ("合同\n建筑总层数33层，其中地上31层，地下3层。", ["3"]),
        ("合同\n按份共有，其中甲方占60%，乙方占40%。", []),
        ("合同\n按份共有，其中甲方占60%，乙方占50%。", ["50"]),
        ("合同\n服务费含税¥106.00，其中不含税金额¥100.00，税额¥6.00。", []),
        ("合同\n服务费含税¥106.00，其中不含税金额¥101.00，税额¥6.00。", ["¥101.00"]),
        (PRICE_OF_ALL + "一、价款分两次支付：\n（1）签约时支付40,000元；\n（2）验收后支付60,000元。", []),
        (PRICE_OF_ALL + "一、价款分两次支付：\n（1）签约时支付40,000元；\n（2）验收后支付50,000元。", ["50,000元"]),
    ],
)
def test_floors_owners_taxes_and_payments_on_lines_of_their_own_make_up_their_whole(text, expected):
    assert words(text, "amount_sum") == expected


def test_the_price_of_one_piece_is_no_part_of_a_total():
    rows = [("名称", "数量", "单价（元）"), ("空调", "2", "3,200"), ("冰箱", "1", "2,100"), ("合计", "3", "8,500")]
    assert words(_below("物品如下。", rows), "amount_sum") == []
