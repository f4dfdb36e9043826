"""What two clauses of a sale say of its days, mortgage and taxes and cannot both mean; and what fits together."""

import pytest

from tests.domains.signing.short_texts import table
from tests.domains.signing.told import words

HEAD = "房屋买卖合同\n甲方（出卖人）：沈一\n乙方（买受人）：韩二\n"


def told(*lines):
    """The later of the places that do not agree."""
    return words(HEAD + "\n".join(lines), "contradiction")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("甲方应于2026年9月10日前将房屋交付乙方。", "交房时间：2026年10月10日前。"), ["2026年10月10日"]),
        (("2026年9月10日前，即交房当日，乙方付清余款。", "甲方应于2026年9月30日前腾空房屋。"), ["2026年9月30日"]),
        (
            ("双方应于2026年8月1日前申请办理转移登记。", "双方于2026年8月20日前到登记中心办理过户手续。"),
            ["2026年8月20日"],
        ),
        (("房屋已设定抵押，抵押权人为某银行。", "房屋无查封、抵押，未出租。"), ["无查封、抵押"]),
        (
            ("契税由乙方承担，增值税、个人所得税（如需缴纳）由甲方承担。", "甲方到手价不变，全部税费由乙方承担。"),
            ["全部税费由乙方承担"],
        ),
        (
            ("增值税、土地增值税由甲方承担。除增值税外，本次交易的一切税费均由乙方承担。",),
            ["一切税费均由乙方承担"],
        ),
        (("契税由乙方承担，个人所得税由甲方承担。", "个人所得税由乙方负担。"), ["个人所得税由乙方负担"]),
    ],
)
def test_what_cannot_hold_together_is_told(lines, expected):
    assert told(*lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ("甲方应于2026年9月10日前将房屋交付乙方。", "交房时间：2026年9月10日。"),
        ("甲方应于2026年9月10日前交付房屋。", "2026年8月1日前乙方交付首付款。", "2026年7月1日前甲方移交资料。"),
        ("双方应于2026年8月1日前申请办理转移登记。", "甲方应于2026年9月1日前协助乙方取得不动产权证。"),
        ("双方应于2026年8月1日前办理过户。", "如2026年9月1日前仍未办理过户的，乙方可以解除合同。"),
        ("房屋已设定抵押，抵押权人为某银行。", "甲方应于过户前注销抵押，保证过户时房屋无抵押。"),
        ("房屋未设定抵押。", "甲方不得再将房屋设定抵押。", "乙方以房屋设定抵押贷款。"),
        ("契税由乙方承担。", "全部税费由乙方承担。"),
        ("契税由乙方承担，个人所得税由甲方承担。", "其他税费由双方按规定各自承担。"),
        ("契税由乙方承担，个人所得税由甲方承担。", "除个人所得税外，一切税费由乙方承担。"),
        (
            "出卖人逾期未迁出户口的，自逾期之日起每日按已收房款的万分之一支付违约金。",
            "乙方逾期付款的，每日按逾期款项的万分之三支付违约金。",
        ),
    ],
)
def test_what_fits_together_is_left_alone(lines):
    assert told(*lines) == []


def test_the_row_of_a_plan_may_name_the_day_of_the_handover():
    rows = [("期数", "期限", "备注"), ("1", "2026年9月1日", "定金"), ("2", "2026年12月31日", "交付使用之日")]
    late = table(*rows, before=f"{HEAD}甲方应于2027年3月31日前将房屋交付乙方。")
    assert words(late, "contradiction") == ["2026年12月31日"]
    assert words(table(*rows, before=f"{HEAD}甲方应于2026年12月31日前将房屋交付乙方。"), "contradiction") == []


def test_days_of_a_lease_are_not_those_of_a_sale():
    lines = "甲方应于2026年9月10日前将房屋交付乙方。\n交房时间：2026年10月10日前。"
    assert words(f"房屋租赁合同\n甲方（出租人）：沈一\n乙方（承租人）：韩二\n{lines}", "contradiction") == []


def test_a_day_that_is_none_and_an_option_that_was_left_say_nothing():
    assert told("甲方应于2026年9月31日前将房屋交付乙方。", "交房时间：2026年10月10日。") == []


def test_fees_of_the_register_are_paid_by_one():
    head = "委托代理合同\n甲方（委托人）：沈一\n乙方（受托人）：韩二\n"
    lines = "登记费、测绘费由甲方承担。\n登记费、测绘费均由乙方承担。"
    assert words(head + lines, "contradiction") == ["登记费、测绘费均由乙方承担"]
