# ruff: noqa: E501  contracts are written as people write them
"""Two versions of a contract side by side: what changed, the weighty first, at its place in both texts."""

from __future__ import annotations

import time

import pytest

from signdesk.core.text import Block, TextModel
from signdesk.domains.signing.rules.comparison import KIND_TITLES, compare
from signdesk.domains.signing.rules.comparison.lines import align, alike
from tests.domains.signing import corpus
from tests.domains.signing.corpus import model_of


def changes(left, right):
    return [(one.kind, one.left_text, one.right_text) for one in compare(model_of(left), model_of(right)).changes]


def states(left, right):
    return [row.state for row in compare(model_of(left), model_of(right)).rows]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("总价款为1,280,000.00元整。", "总价款为1,260,000.00元整。", ("amount", "1,280,000.00元整", "1,260,000.00元整")),
        ("（大写）壹佰贰拾捌万元整。", "（大写）壹佰贰拾陆万元整。", ("amount", "壹佰贰拾捌万元整", "壹佰贰拾陆万元整")),
        ("定金￥5万，当日付。", "定金￥6万，当日付。", ("amount", "￥5万", "￥6万")),
        ("应于2026年11月30日前支付。", "应于2026年12月30日前支付。", ("date", "2026年11月30日", "2026年12月30日")),
        ("应于2026年2月30日前支付。", "应于2026年2月31日前支付。", ("date", "2026年2月30日", "2026年2月31日")),
        ("签订于二〇二六年三月一日。", "签订于二〇二六年三月二日。", ("date", "二〇二六年三月一日", "二〇二六年三月二日")),
        ("每年3月份支付一次租金。", "每年4月份支付一次租金。", ("date", "3月份", "4月份")),
        ("乙方应提前30日书面通知甲方。", "乙方应提前60日书面通知甲方。", ("period", "30日", "60日")),
        ("应在十个工作日内付清。", "应在十五个工作日内付清。", ("period", "十个工作日", "十五个工作日")),
        ("按日万分之三支付违约金。", "按日万分之五支付违约金。", ("percentage", "万分之三", "万分之五")),
        ("支付合同总价5%的违约金。", "支付合同总价50%的违约金。", ("percentage", "5%", "50%")),
        ("房屋为第3幢2单元1203号房。", "房屋为第3幢2单元1204号房。", ("number", "1203", "1204")),
        ("编号为DH2023-045的地块。", "编号为DH2023-046的地块。", ("number", "DH2023-045", "DH2023-046")),
        ("本合同一式肆份，各执贰份。", "本合同一式叁份，各执贰份。", ("number", "肆", "叁")),
        ("水费由乙方承担，电费另计。", "水费由甲方承担，电费另计。", ("role", "乙方", "甲方")),
        ("乙方不得将房屋转租他人。", "乙方可以将房屋转租他人。", ("duty", "不得", "可以")),
        ("逾期超过60日的，可解除。", "逾期未超过60日的，可解除。", ("duty", "", "未")),
        ("双方友好协商解决争议。", "双方诚意协商解决争议。", ("wording", "友好", "诚意")),
        ("（大写）壹佰贰万叁拾元元整。", "（大写）壹佰贰万叁仟拾万元整。", ("amount", "壹佰贰万叁拾元元整", "壹佰贰万叁仟拾万元整")),
        ("房屋应完好无损地返还。", "房屋应整好如损地返还。", ("duty", "完好无", "整好如")),
        ("第八条 面积差异处理", "第九条 面积差异处理", ("numbering", "第八条", "第九条")),
        ("乙方购买 ABC 品牌的空调一台。", "乙方购买 ABD 品牌的空调一台。", ("wording", "ABC", "ABD")),
    ],
)  # fmt: skip
def test_a_change_has_its_kind_and_its_words(old, new, expected):
    frame = "合同\n甲方：张三\n{}\n以上为全部条款，双方确认无误。"
    assert changes(frame.format(old), frame.format(new)) == [expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("总价10000元", "总价10,000.00元"),
        ("总价10000元", "总价壹万元整"),
        ("于2026年3月1日付", "于2026-03-01付"),
        ("应在10日内付清", "应在十日内付清"),
        ("共1,000份", "共1000份"),
    ],
)
def test_a_value_written_differently_is_wording_and_no_change_of_meaning(old, new):
    assert [kind for kind, *_texts in changes(f"合同\n{old}，照此执行。", f"合同\n{new}，照此执行。")] == ["wording"]


def test_a_partys_name_changes_as_a_whole():
    assert changes("买受人：王建国\n身份证号：1", "买受人：王建围\n身份证号：1") == [("name", "王建国", "王建围")]


def test_what_matters_stands_first_whatever_stands_first_in_the_text():
    old = "第一条 双方友好协商。\n第二条 乙方应付9000元。\n第三条 期限为30日。\n第四条 无。"
    new = "第一条 双方诚意协商。\n第二条 乙方应付9500元。\n第三条 期限为20日。\n第四条 无。\n第五条 新增的一条约定。"
    assert [kind for kind, *_texts in changes(old, new)] == ["amount", "period", "added", "wording"]
    assert set(KIND_TITLES) >= {"amount", "period", "added", "wording"}


def test_white_space_blank_lines_and_width_are_no_differences():
    assert compare(
        model_of("合同\n甲方: 张三\n\n共３份(含副本),各执一份"),
        model_of("合 同\n甲方：张三\n共3份（含副本），各执一份\n\n"),
    ).same


def test_places_point_into_both_texts():
    text, _facts = corpus.CLEAN["sale"]
    left, right = model_of(text), model_of("封面\n" + text.replace("10,796.22元", "10,976.22元"))
    comparison = compare(left, right)
    (change,) = [one for one in comparison.changes if one.kind == "amount"]
    assert left.excerpt(change.left) == "10,796.22元" and right.excerpt(change.right) == "10,976.22元"
    (added,) = [one for one in comparison.changes if one.kind == "added"]
    assert added.left is None and right.excerpt(added.right) == "封面"


def test_a_removed_line_an_added_line_and_a_moved_line():
    old = "合同\n第一条 甲方交付房屋给乙方。\n第二条 乙方支付租金给甲方。\n第三条 争议由法院管辖。\n完"
    assert states(old, old.replace("第二条 乙方支付租金给甲方。\n", "")) == ["same", "same", "removed", "same", "same"]
    assert states(old, old.replace("完", "第四条 一式两份。\n完"))[4] == "added"
    moved = "合同\n第一条 争议由法院管辖。\n第二条 甲方交付房屋给乙方。\n第三条 乙方支付租金给甲方。\n完"
    comparison = compare(model_of(old), model_of(moved))
    assert [row.state for row in comparison.rows].count("moved") == 2
    assert next((one.kind, one.left_text, one.right_text) for one in comparison.changes) == (
        "moved", "第三条 争议由法院管辖。", "第一条 争议由法院管辖。",
    )  # fmt: skip


def test_an_emptied_text_has_lost_everything():
    assert states("甲方：张三\n乙方：李四", "") == ["removed", "removed"]
    assert states("", "") == []


def test_numbers_word_makes_are_the_same_as_typed_ones():
    automatic = TextModel("docx", (Block(1, "paragraph", "甲方交付房屋。", "P1", numerals=((0, "第一条"),)),))
    assert compare(automatic, model_of("第一条 甲方交付房屋。")).same
    assert compare(model_of("第一条 甲方交付房屋。"), automatic).same


def test_headers_are_compared_and_page_numbers_are_not():
    def with_header(header, page):
        return TextModel("docx", (Block(1, "paragraph", "正文", "P1"), Block(2, "header", header, "H1"), Block(3, "footer", page, "F1")))  # fmt: skip

    changed = compare(with_header("合同编号：HT-1", "第1页"), with_header("合同编号：HT-2", "第3页")).changes
    assert [(one.kind, one.left_text, one.right_text) for one in changed] == [("number", "HT-1", "HT-2")]


def test_lines_that_repeat_are_paired_in_order():
    assert align(["元", "一", "元", "二", "元"], ["元", "二", "元"])[-1] == (4, 2)
    assert align(["a", "a", "b", "a"], ["a", "c", "a", "a"]) == [(0, 0), (None, 1), (1, 2), (2, None), (3, 3)]
    assert {(1, 2), (2, 3)} <= set(align(["x", "元", "元", "y"], ["z", "元", "元", "元", "w"]))
    assert alike("", "") == 1.0 and alike("甲", "乙") == 0.0


def test_a_rewritten_line_in_a_rewritten_stretch_finds_its_partner():
    old = "题\n甲方应于每月五日前交付上月的全部租金清单。\n乙方对房屋的损坏承担赔偿责任。\n尾"
    new = "题\n房屋若有损坏，乙方对房屋的损坏承担全部赔偿责任。\n此处另有新的约定事项。\n尾"
    rows = compare(model_of(old), model_of(new)).rows
    assert [(row.left.text[:2] if row.left else "", row.right.text[:2] if row.right else "") for row in rows] == [
        ("题", "题"), ("甲方", ""), ("乙方", "房屋"), ("", "此处"), ("尾", "尾"),
    ]  # fmt: skip


def test_the_time_for_a_long_contract_grows_with_its_length_and_not_with_its_square():
    text, _facts = corpus.CLEAN["sale"]
    lines = text.split("\n")

    def long(times, change):
        return model_of("\n".join(f"{line}（{n}之{k}{'改' if (n + k) % 7 == change else ''}）" for n in range(times) for k, line in enumerate(lines)))  # fmt: skip

    def seconds(times):
        left, right = long(times, 0), long(times, 1)
        started = time.perf_counter()
        compare(left, right)
        return time.perf_counter() - started

    seconds(1)
    assert seconds(16) < seconds(4) * 9
