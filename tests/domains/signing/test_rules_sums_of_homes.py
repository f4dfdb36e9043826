"""What a home costs under other names and for several years, and lists that are no plan of payments."""

import pytest

from signdesk.core.text import Block, TextModel
from tests.domains.signing.corpus import model_of
from tests.domains.signing.told import found, words

BEDS = (
    "学生公寓床位租赁合同\n入住日期：2026年9月1日\n退宿日期：2027年1月31日\n"
    "床位费：每月人民币720元\n床位费合计：人民币{}元"
)
YEARS = "房屋租赁合同\n租期自2026年5月1日起至2031年4月30日止。\n每年租金人民币18,000元，五年共计人民币{}元。"


@pytest.mark.parametrize(("text", "right", "wrong"), [(BEDS, "3,600", "4,320"), (YEARS, "90,000", "80,000")])
def test_rent_by_another_name_or_of_several_years_is_reckoned(text, right, wrong):
    assert found(text.format(right), "amount_period") == []
    assert [severity for severity, _words in found(text.format(wrong), "amount_period")] == ["error"]


def test_what_rent_and_fees_together_come_to_in_years_is_no_rent():
    text = "租赁合同\n租金每月4,000元。\n管理费每月800元。\n上述租金、管理费两年合计人民币115,200元。"
    assert words(text, "amount_period") == []


def test_a_list_of_furniture_is_no_plan_of_payments():
    rows = (
        ("序号", "名称", "单价（元）", "金额（元）"),
        ("1", "空调", "2,600", "5,200"),
        ("2", "冰箱", "1,900", "1,900"),
        ("合计", "", "", "7,100"),
    )
    blocks = list(model_of("房屋租赁合同\n租金总额：69,600元").blocks)
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            blocks.append(Block(len(blocks) + 1, "cell", text, f"T1R{number}C{column}"))
    assert words(TextModel("docx", tuple(blocks)), "amount_sum") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("签约时支付一半6,500元，入住时支付另一半6,500元。", []),
        ("签约时支付一半6,500元，入住时支付另一半5,600元。", ["5,600"]),
        ("每季度9,600元，第一期于5月30日前支付，四期合计38,400元。", []),
        ("每季度9,600元，第一期于5月30日前支付，四期合计36,400元。", ["36,400"]),
    ],
)
def test_halves_are_alike_and_so_many_payments_make_their_sum(line, expected):
    assert words(f"房屋租赁合同\n{line}", "amount_sum") == expected
