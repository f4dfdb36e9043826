# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""The lease of a home: when its deposit comes back, and a sublease beside the lease it stands on."""

import pytest

from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.homes import of_a_home
from tests.domains.signing.corpus import model_of
from tests.domains.signing.told import found, words

DEPOSIT = "房屋租赁合同\n甲方（出租方）：徐建民\n乙方（承租方）：万晓岚\n房屋用途：居住\n押金：人民币2,000元（一个月租金）\n{}"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("乙方应爱护房屋。", [("warning", "押金：人民币2,000元")]),
        ("押金由甲方扣除欠费后退还乙方。", [("warning", "退还")]),
        ("租赁期满，甲方将押金退还乙方。", [("info", "退还")]),
        ("租赁期满后7日内，甲方将押金退还乙方。", []),
        ("押金退还条件：退租验收合格当日退还。", []),
        ("乙方交还房屋时甲方退还押金。", []),
        ("扣除欠费后，余额于十个工作日内无息退还。", []),
    ],
)
def test_a_deposit_that_comes_back_on_no_day_is_told(line, expected):
    assert found(DEPOSIT.format(line), "deposit_return") == expected


def test_the_day_may_stand_in_a_line_behind_the_deposits():
    text = DEPOSIT.format("乙方付清费用。\n扣除欠费后5日内无息返还。")
    assert found(text, "deposit_return") == []


def test_no_deposit_no_home_and_no_lease_yet_want_no_day():
    assert found("房屋租赁合同\n房屋用途：居住\n不收押金。", "deposit_return") == []
    assert found(DEPOSIT.replace("用途：居住", "用途：办公").format(""), "deposit_return") == []
    assert found(DEPOSIT.replace("房屋租赁合同", "租房定金协议").format(""), "deposit_return") == []


SUBLEASE = "房屋转租合同\n甲方（转租方）：徐建民\n乙方（次承租方）：万晓岚\n{}\n转租期限：自2026年3月1日起至2027年8月31日止。\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("原租赁合同租期自2025年1月1日至2026年12月31日。", [("error", "2027年8月31日")]),
        ("甲方从业主处整租该房屋，租期截止2027年6月30日。", [("error", "2027年8月31日")]),
        ("房屋由甲方整体承租，承租期限至2027年8月30日。", [("error", "2027年8月31日")]),
        ("甲方与业主于2025年1月1日签订租赁合同，租期至2030年12月31日。", []),
        ("甲方的承租期限至2027年8月31日。", []),
        ("甲方自房主处租得，房主书面同意转租，租期至2026年12月31日。", [("error", "2027年8月31日")]),
        ("甲方有权转租。", []),
    ],
)
def test_a_sublease_may_not_outlast_the_lease_it_stands_on(line, expected):
    assert found(SUBLEASE.format(line), "sublease_term") == expected


@pytest.mark.parametrize(
    ("text", "lived_in"),
    [
        ("房屋租赁合同\n房屋用途：居住", True),
        ("房屋租赁合同\n两室一厅。", True),
        ("公寓租赁合同\n甲方、乙方约定如下。", True),
        ("房屋租赁合同\n两室一厅，用于经营。", False),
        ("商铺租赁合同\n商铺不得居住。", False),
        ("房屋租赁合同\n甲方、乙方约定如下。", False),
    ],
)
def test_a_home_is_told_by_its_use_or_by_its_rooms(text, lived_in):
    assert of_a_home(Contract(model_of(text)).body) is lived_in


FORM = "房屋租赁合同\n甲方（出租人）：潘志远，身份证370102198102034150\n乙方（承租人）：卢佳怡，女，电话17853120943\n{}"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("甲方：家电等自然老化的，3日内修好，费用自理", []),
        ("乙方：爱护设施，损坏赔偿；不转租", []),
        ("乙方（签字）：卢家怡", ["卢家怡"]),
        ("乙方：卢家怡，电话17853120943", ["卢家怡"]),
    ],
)
def test_what_a_party_has_to_do_behind_its_letter_is_no_name(line, expected):
    assert words(FORM.format(line), "party_name") == expected


def test_the_owner_a_sublease_names_is_no_party_called_otherwise():
    text = "公寓转租合同\n甲方：优寓公寓管理有限公司\n乙方：柯宇航\n甲方与业主签订租赁合同取得转租权，业主应保证房屋安全。\n甲方应交付房屋，乙方应付租金。"
    assert words(text, "term_mixed") == []


LET = "房屋租赁合同\n甲方：潘志远，住址：济南市历下区经十路17703号\n乙方：卢佳怡\n{}"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("甲方将一套房屋出租给乙方居住。", False),
        ("房屋面积：22平方米。", False),
        ("甲方的联系地址：济南市历下区经十路17703号。", False),
        ("坐落：济南市历下区华特广场3单元1506室", True),
        ("甲方将经十路17703号3单元1506室出租给乙方。", True),
        ("房屋地址：____________", True),
        ("甲方将北冯村25号院落出租给乙方。", True),
    ],
)
def test_the_lease_of_a_house_says_which_house(line, named):
    assert (found(LET.format(line), "premises_named") == []) is named


def test_other_contracts_need_no_premises():
    assert found("设备租赁合同\n甲方出租设备一台。", "premises_named") == []


def test_a_time_for_giving_notice_is_none_for_giving_back_the_deposit():
    line = "押金由甲方退还乙方。\n一方解约的，提前30日通知，甲方退还押金。"
    assert [severity for severity, _words in found(DEPOSIT.format(line), "deposit_return")] == ["warning"]


CLAUSES = "房屋租赁合同\n第一条 租金\n月租金2,000元。\n第二条 押金\n{}\n第三条 其他\n乙方付清费用。"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("乙方向甲方交付定金2,000元，租赁期满后退还。", ["定金"]),
        ("乙方向甲方交付押金2,000元，租赁期满后退还。", []),
        ("乙方已付定金500元，入住时转为押金。", []),
    ],
)
def test_earnest_money_in_the_clause_on_the_deposit_is_told(line, expected):
    assert words(CLAUSES.format(line), "confusable_word") == expected


def test_the_landlord_somebody_sublets_from_is_no_party_called_otherwise():
    text = "房屋转租协议\n甲方：江涛\n乙方：谭雪\n甲方与房东的租约至2027年8月31日，房东已书面同意转租。\n甲方应交房，乙方应付租金。"
    assert words(text, "term_mixed") == []


SHORT_SUBLEASE = """房屋转租合同
甲方（转租方）：何大伟
乙方（承租方）：罗小燕
租赁来源：甲方与业主签有《租赁合同》（以下称“原合同”），承租期限自2025年3月1日起至2028年2月29日止
起租日期：2026年3月1日
到期日期：2027年2月28日
房屋交付：甲方于2026年3月1日前将房屋交付乙方
月租金：人民币3,000元
租金总额：人民币36,000元
押金：3,000元，退房结清后3日内退还
"""


def test_the_lease_a_sublease_stands_on_is_not_its_own_term():
    assert found(SHORT_SUBLEASE, "amount_period") == [] and found(SHORT_SUBLEASE, "date_order") == []
    assert found(SHORT_SUBLEASE.replace("36,000", "39,000"), "amount_period") != []


def test_a_power_to_let_is_not_asked_when_the_tenants_deposit_comes_back():
    text = "房屋出租委托合同\n甲方：何大伟\n乙方：罗小燕\n乙方代甲方出租住宅，月租金不低于3,000元，押金为一个月租金。"
    assert found(text, "deposit_return") == []


def test_who_lets_may_himself_rent_from_the_owner():
    head = (
        "房屋租赁合同\n甲方（出租方）：青禾公寓管理有限公司\n乙方（承租方）：罗小燕\n甲方承租该住宅后转租给乙方居住。\n"
    )
    assert found(head + "房屋自然损坏的由甲方负责维修，接到乙方通知后次日上门。", "one_sided_term") == []
