"""Numbers of clauses and of lists within a line, in every habit of counting."""

from __future__ import annotations

import pytest

from signdesk.core.text import Block, TextModel
from signdesk.domains.signing.rules.structure.clauses import find_headings
from signdesk.domains.signing.rules.structure.normal import number
from tests.domains.signing.told import found, words


def numbering(*lines, facts=None):
    return words("\n".join(lines), "clause_numbering")


@pytest.mark.parametrize(
    "lines",
    [
        ["第一章 总则", "第一条 甲", "第二条 乙", "第二章 分则", "第三条 丙"],
        ["第一章 总则", "第一条 甲", "第二章 分则", "第一条 乙"],
        ["第一部分 协议书", "第一章 总则", "第一条 甲", "第二部分 条款", "第一章 总则", "第二条 乙"],
        ["一、甲", "（一）子", "1．孙", "（1）曾孙", "①玄孙", "②玄孙", "（2）曾孙", "2．孙", "（二）子", "二、乙"],
        ["1 标的", "1.1 甲", "1.2 乙", "1.2.1 丙", "1.2.2 丁", "2.1 戊"],
        ["一、甲", "1、子", "二、乙", "2、子"],
        ["一、甲", "甲方义务：", "1、子", "2、子", "乙方义务：", "1、子"],
        ["以下为双方责任：", "一、甲", "二、乙", "乙方责任如下：", "一、丙"],
        ["1、甲项", "2、乙项", "3乙方另行约定", "4、丙项"],
        ["目录", "第一条 甲……1", "第二条 乙……3", "第一条 甲", "第二条 乙"],
        ["第一条 甲", "第二条约定的事项从其约定。", "第二条 乙"],
        ["一、前言", "第一章 甲", "第一条 乙"],
        ["第零条 甲", "第一条 乙"],
        ["㈠甲", "㈡乙", "⑴丙", "⑵丁", "⒈戊"],
        ["A. 甲", "B. 乙", "1) 丙", "2) 丁"],
        ["2026年的事", "3.5米以内", "0.5 的比例", "1.0 版本", "12 个月"],
        ["第一条 甲", "附件一", "第一条 甲", "补充协议", "第一条 乙"],
    ],
)  # fmt: skip
def test_usual_numbering_is_no_fault(lines):
    assert numbering(*lines) == []


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["第一条 甲", "第三条 丙", "第四条 丁"], ["第三条"]),
        (["第一条 甲", "第二条 乙", "第一条 丙", "第二条 丁"], ["第一条"]),
        (["一、甲", "二、乙", "三、丙", "二、丁", "四、戊"], ["二、"]),
        (["第一章 甲", "第一条 甲", "第二章 乙", "第三条 乙"], ["第三条"]),
        (["第一章 甲", "第一条 甲", "第二章 乙", "第一条 乙", "第二章 丙"], ["第二章"]),
        (["第一章 甲", "第一条 甲", "第二条 甲", "第二章 乙", "第二条 乙"], ["第二条"]),
        (["三、甲", "四、乙"], ["三、"]),
        (["一、甲", "（二）子", "（三）子"], ["（二）"]),
        (["1、甲。", "2、乙。", "1、丙。", "2、丁。"], ["1、"]),
        (["3.2 甲", "3.3 乙"], ["3.2"]),
        (["1、甲。", "2、乙。", "2、丙。", "2、丁。"], ["2、", "2、"]),
    ],
)
def test_faults_in_numbering_are_found_once_each(lines, wrong):
    assert numbering(*lines) == wrong


def test_a_cell_with_several_lines_numbers_for_itself_and_notes_do_not_count():
    blocks = (
        Block(1, "paragraph", "第一条 甲", "P1"),
        Block(2, "cell", "1、子\n2、子\n4、子", "T1R1C1"),
        Block(3, "cell", "7", "T1R1C2"),
        Block(4, "paragraph", "第二条 乙", "P2"),
        Block(5, "footnote", "第九条 注", "N1"),
    )
    assert words(TextModel("docx", blocks), "clause_numbering") == ["4、"]


def test_automatic_numbers_count_like_typed_ones():
    numerals = ["第一条", "第二条", "第四条", "1", "二"]
    blocks = tuple(
        Block(n, "paragraph", f"正文内容{n}。", f"P{n}", numerals=((0, numeral),))
        for n, numeral in enumerate(numerals, 1)
    )
    assert words(TextModel("docx", blocks), "clause_numbering") == ["正文内容3。", "正文内容5。"]
    empty = (Block(1, "paragraph", "", "P1", numerals=((0, "第一条"),)),)
    assert [each.label for each in find_headings(tuple((block, block.text) for block in empty))] == ["第一条"]
    strange = (Block(1, "paragraph", "正文", "P1", numerals=((0, "§"),)), Block(2, "paragraph", "", "P2"))
    assert find_headings(tuple((block, block.text) for block in strange)) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("一百零三", 103),
        ("二〇二六", 2026),
        ("廿三", 23),
        ("", None),
        ("x", None),
        ("十x", None),
        ("1.5", None),
    ],
)
def test_numerals_are_read(text, value):
    assert number(text) == value


# business types and the seal matrix


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("服务项目：1、主持；2、摄像；3、布置。", []),
        ("服务项目：1、主持；2、摄像；2、布置。", ["2、"]),
        ("服务项目：（1）主持；（3）摄像。", ["（3）"]),
        ("服务项目：（一）主持，（二）摄像，（四）布置。", ["（四）"]),
        ("服务项目：①主持；②摄像；②布置。", ["②"]),
        ("甲方：1、主持；2、摄像。乙方：1、付款。", []),
        ("位于：3、5、7号楼，4、6号车库。", []),
        ("适用第五条第（1）项、第（3）项。", []),
    ],
)
def test_a_list_that_runs_on_in_one_line_is_numbered_too(line, wrong):
    assert words(f"协议\n一、标的\n{line}\n二、其他\n照此执行。", "clause_numbering") == wrong


def test_what_is_chosen_from_a_list_by_its_numbers_is_no_list():
    line = "下列费用中，（1）水费（2）电费（5）上网费由乙方承担，（3）供暖费（4）物业费由甲方承担。"
    assert found(f"合同\n{line}", "clause_numbering") == []
    assert words("合同\n费用：（1）水费；（3）电费。", "clause_numbering") == ["（3）"]


def test_a_sentence_that_ends_with_the_word_contract_is_no_title_of_another_one():
    text = "租赁合同\n一、租期\n租期一年。\n二、解除\n双方协商后可以提前终止本合同\n三、其他\n照此执行。"
    assert words(text, "clause_numbering") == []


def test_a_decimal_number_before_the_rent_of_a_month_is_a_heading():
    rent = "第一条 租金\n1.1 月租金为3,000元。\n1.2 按季支付。"
    text = f"租赁合同\n{rent}\n第二条 费用\n2.1 年租金外另付物业费。\n2.3 其他。"
    assert words(text, "clause_numbering") == ["2.3"]


def test_a_list_that_begins_far_up_is_pointed_out():
    assert words("协议\n第一条 费用\n（三十）水费。\n（三十一）电费。\n第二条 其他", "clause_numbering") == ["（三十）"]
