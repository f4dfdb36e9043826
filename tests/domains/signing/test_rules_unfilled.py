# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""A form that nobody has begun to fill is one point with all its empty places; a contract with a few gaps has each told."""

from __future__ import annotations

from signdesk.domains.signing.rules.checks.catalogue import CHECKS
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.standards import Brief
from tests.domains.signing.corpus import model_of

CLAUSES = """第一条 房屋
甲方将位于{}的房屋出租给乙方，建筑面积{}平方米，用于{}。
第二条 期限
租赁期自{}起至{}止，共{}个月。
第三条 租金
月租金{}元，押金{}元，乙方应于每月{}日前支付，收款账号：{}。
第四条 费用
水费、电费由{}承担，物业费由{}承担。
第五条 其他
本合同一式{}份。"""
VALUES = (
    "文昌路18号",
    "89",
    "居住",
    "2026年12月1日",
    "2027年11月30日",
    "12",
    "3600",
    "3600",
    "5",
    "6222020200001234567",
    "乙方",
    "甲方",
    "两",
)
GAP = "________"


def form(values, head="房屋租赁合同\n甲方：{}\n乙方：{}\n"):
    filled = head.format(*(["何大伟", "罗小燕"] if values[0] != GAP else [GAP, GAP])) + CLAUSES.format(*values)
    return f"{filled}\n甲方（签字）：____    乙方（签字）：____\n日期：    年  月  日"


def told(text, check="blank"):
    model = model_of(text)
    (result,) = [each for each in run_checks(model, Brief(), CHECKS) if each.check == check]
    return model, result.findings


def test_an_empty_form_is_one_point_that_leads_to_every_gap():
    model, (finding,) = told(form([GAP] * len(VALUES)))
    assert finding.severity == "error" and not finding.sides
    assert finding.message == "The form is hardly filled: 15 places are still empty, from its beginning to 第五条."
    places = [finding.place, *finding.others]
    assert [model.excerpt(place) for place in places] == [GAP] * 15
    assert places == sorted(places, key=lambda place: (place.block, place.start))


def test_where_it_begins_and_ends_is_said_as_far_as_there_are_clauses():
    values = ["文昌路18号", *[GAP] * (len(VALUES) - 1)]
    assert told(form(values))[1][0].message == (
        "The form is hardly filled: 12 places are still empty, from 第一条 to 第五条."
    )
    listed = "登记表\n" + "".join(f"项目{at}为________。\n" for at in range(12))
    assert told(listed)[1][0].message == "The form is hardly filled: 12 places are still empty."


def test_gaps_in_a_contract_that_is_filled_are_told_one_by_one():
    values = [*VALUES[:9], *[GAP] * 4]
    assert [model_finding.others for model_finding in told(form(values))[1]] == [()] * 4
    half = [value if at % 2 else GAP for at, value in enumerate(VALUES)]
    assert len(told(form(half))[1]) == 9


def test_a_dozen_gaps_among_as_many_values_are_still_told_one_by_one():
    text = form(VALUES) + "\n附件：清单\n" + "".join(f"第{at}件物品的编号为________。\n" for at in range(1, 15))
    assert len(told(text)[1]) == 14


def test_placeholders_of_a_template_count_as_empty_and_are_one_point_too():
    values = [f"{{{{项目{at}}}}}" for at in range(len(VALUES))]
    _model, gaps = told(form(values, head="房屋租赁合同\n甲方：________\n乙方：________\n"))
    _model, (finding,) = told(form(values, head="房屋租赁合同\n甲方：________\n乙方：________\n"), "placeholder")
    assert len(gaps) == 2 and not gaps[0].others  # a few beside many placeholders
    assert finding.message == "The form is hardly filled: 13 places are still empty, from 第一条 to 第五条."


def test_the_list_of_gaps_stays_where_the_first_of_them_is_told_as_a_choice_left_open():
    text = form([GAP] * len(VALUES), head="房屋租赁合同\n双方采用第____种方式签订。\n")
    assert told(text, "option_unchosen")[1]
    assert len(told(text)[1]) == 1
