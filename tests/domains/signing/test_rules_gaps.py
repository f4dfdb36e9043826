"""Gaps and placeholders in every writing, and what only looks like one."""

from __future__ import annotations

import pytest

from signdesk.core.text import Block, TextModel
from signdesk.domains.signing.rules.checks.catalogue import CHECKS
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.standards import Brief
from tests.domains.signing.corpus import model_of
from tests.domains.signing.short_texts import table
from tests.domains.signing.told import found, words
from tests.io import contract_files as files


def blank_findings(model):
    (result,) = [each for each in run_checks(model, Brief(), CHECKS) if each.check == "blank"]
    return result.findings


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        ("房屋坐落于____________，建筑面积89平方米。", "____________"),
        ("房屋用途为          。", "          "),
        ("具体情况为：          结构，共三层。", "          "),
        ("总价款（大写：            ）。", "            "),
        ("本合同自    年  月  日起生效。", "    年  月  日"),
        ("本合同自二〇二六年  月  日起生效。", "二〇二六年  月  日"),
        ("违约金为总价的___%。", "___"),
        ("（大写___万___仟___佰___拾___元整）", "___万___仟___佰___拾___"),
        ("电话：        地址：临江市文昌路1号", "        "),
        ("联系电话：", "联系电话："),
        ("付款方式：      ", "      "),
        ("经营范围为食品、      的商品，不得超出。", "      "),
        ("乙方应提前   书面通知甲方", "   "),
        ("乙方租用的房屋为      ，双方无异议。", "      "),
        ("金额为《  》元", "《  》"),
        ("______________________", "______________________"),
        ("每逾期一日按 月租金的　％支付。", "　"),
        ("建筑面积为____使用面积为89平方米。", "____"),
    ],
)
def test_a_gap_is_found_with_all_that_belongs_to_it(line, gap):
    assert words(f"协议\n一、标的\n{line}\n二、其他\n无其他约定事项，照此执行。", "blank") == [gap]


@pytest.mark.parametrize(
    "line",
    [
        "乙方需提前  15 日提交方案。",
        "甲方：张三          乙方：李四",
        "        首行缩进的一句话，没有空白。",
        "房  屋  交  割  清  单",
        "出生年月日以身份证为准。",
        "出生年月日 以身份证为准。",
        "自____2026____年____11____月____30____日起。",
        "甲方：____张三____，乙方：____李四____。",
        "身份证号：440301199901011234______",
        "金额为人民币__壹佰元整__。",
        "□是  □否  [ ] 其他",
        "call f() now",
        "地址：\n临江市文昌路12号3栋",
        "经营项目的，      污水      排放应符合标准。",
        "——————",
        "甲─乙──丙",
        "正文到此为止。      ",
        "甲方确认：以上属实，      特此说明：无",
    ],
)
def test_padding_columns_and_boxes_are_no_gaps(line):
    assert words(f"协议\n一、标的\n{line}\n二、其他\n无其他约定事项，照此执行。", "blank") == []


def test_a_label_in_the_last_line_has_nothing_behind_it():
    assert words("协议\n一、标的\n合同正文。\n住所：", "blank") == ["住所："]
    assert words("协议\n一、标的\n合同正文。\n住所：\n" + "很长的一段话" * 20, "blank") == ["住所："]


def test_underlined_spaces_are_gaps_unless_a_value_stands_on_the_line():
    def build(document):
        for texts in (["      "], ["  ", "张三", "  "], ["      万"], [" "], ["\t"]):
            paragraph = document.add_paragraph("租金为")
            for text in texts:
                paragraph.add_run(text).underline = True
            paragraph.add_run("元整。")

    from signdesk.io.importing.child import read_document

    model = read_document(files.word_file("租赁合同的正文从这里开始，共五处。", build=build))
    assert words(model, "blank") == ["      ", "      ", "\t"]


def test_empty_cells_beside_a_label_are_gaps_and_an_empty_grid_is_one():
    model = table(("姓名", "张三", "身份证号", ""), ("地址：", "", "签字：", ""))
    places = [
        finding.place.block
        for result in run_checks(model, Brief(), CHECKS)
        if result.check == "blank"
        for finding in result.findings
    ]
    assert places == [5, 7]
    grid = table(("名称", "数量", "单价"), ("", "", ""), ("", "", ""))
    assert found(grid, "blank") == [("warning", "")]
    assert found(table(("名称", "数量", "单价"), ("床", "1", "800"), ("", "", "")), "blank") == []


def test_in_a_grid_a_cell_is_a_gap_where_its_column_is_filled_everywhere_else():
    head = ("期次", "日期", "金额（元）", "备注")
    rows = [("第一期", "3月1日", "800", "现金"), ("第二期", "", "800", ""), ("第三期", "5月1日", "800", "转账")]
    (gap,) = blank_findings(table(head, *rows, ("合计", "", "2400", "")))
    assert gap.place.block == 11 and "日期" in gap.message
    forms = table(("采购单位（甲方）", "图书馆", "联系电话", "1"), ("服务地点", ""), ("服务期限", "一年"), ("备注", ""))
    assert [finding.place.block for finding in blank_findings(forms)] == [7]
    people = table(("甲方", "张三", "身份证号", "1"), ("乙方", "", "身份证号", "2"), ("联系电话", "3", "地址", "4"))
    assert [finding.place.block for finding in blank_findings(people)] == [7]


@pytest.mark.parametrize(
    ("lines", "gaps"),
    [
        ("付款方式：☑一次性付款 □分期付款，首期____元。", []),
        ("付款方式：☑分期付款，首期____元 □一次性付款。", ["____"]),
        ("付款方式：□分期付款，首期____元 □一次性付款。", ["____"]),
        ("付款方式：☑一次性付款 □分期付款。联系人为____。", ["____"]),
        ("用途☑住宅 □其他      ，面积____平方米。", ["____"]),
        ("【√】独家委托 【 】一般委托", []),
        ("【 】独家委托 【 】一般委托", []),  # told as the choice that was not made
        ("☑有 □无，金额【 】元", []),
        ("付款方式：\n☑一次性付款；\n□分期付款，首期____元。余款____元。\n违约金____元。", ["____"]),
        ("按下列第【2】种方式付款：\n1. 于____前付清；\n2. 首期30元；\n3. 其他：____。\n三、其他____。", ["____"]),
        ("按下列第2种方式付款：\n1. 于8月付清；\n2. 首期____元；", ["____"]),
        ("按下列第5种方式付款：\n1. 于____付清；\n2. 首期30元；", ["____"]),
        ("选择下列第一种方式解决：\n（一）向法院起诉；\n（二）提交____仲裁委员会仲裁。\n补充____。", ["____"]),
        ("选择下列第1种方式解决：\n1、起诉；\n2、仲裁：\n（1）在____；\n4、其他____。", ["____", "____"]),
        ("按下列第2种方式付款：\n    1. 于____前\n或____前付清；\n  2. 首期30元。", []),
    ],
)
def test_gaps_in_options_that_were_not_chosen_wait_for_nobody(lines, gaps):
    assert words(f"协议\n一、标的\n正文。\n二、付款\n{lines}\n三、其他\n照此执行。", "blank") == gaps


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        ("护照号码：，手机18679120045。", "护照号码："),
        ("房屋建筑面积平方米，月租金800元。", ""),
        ("月租金为元，按月支付。", ""),
        ("四至为：东至，南至县道。", ""),
        ("四至为：东至 ，南至县道。", " "),
        ("出租期限为 年，自交付之日起。", " "),
        ("乙方应提前日通知。", ""),
        ("交付钥匙 把和全部证件。", " "),
    ],
)
def test_a_value_that_is_missing_without_a_gap_is_one_too(line, gap):
    assert words(f"协议\n一、标的\n{line}\n二、其他\n照此执行。", "blank") == [gap]


@pytest.mark.parametrize(
    ("line", "cross"),
    [
        ("坐落于白鹭小区X栋2单元。", "X"),
        ("派驻保洁员×名。", "×"),
        ("车牌号码：赣AXXXXX。", "XXXXX"),
        ("运至{交货地点}。", "{交货地点}"),
        ("位于L3层LXXX号。", "LXXX"),
        ("于202X年12月1日前支付。", "X"),
        ("每日租金按月租金×12÷365计算，租金×月数为总额。", ""),
        ("床1.8米×2.0米，X光机一台，X轴导轨。", ""),
    ],
)
def test_a_single_cross_is_a_placeholder_where_a_figure_or_a_name_belongs(line, cross):
    assert words(f"协议\n一、标的\n{line}\n二、其他\n照此执行。", "placeholder") == ([cross] if cross else [])


def test_gaps_beside_signatures_are_left_to_the_signing_and_details_there_are_notes():
    text = (
        "协议\n第一条 标的\n正文。\n第二条 其他\n正文。\n甲方（签字）：____________   电话：          \n"
        "乙方（签字）：____________\n代理人：________\n    年   月   日"
    )
    assert found(text, "blank") == [("info", "          ")]
    (result,) = [each for each in run_checks(model_of(text), Brief(), CHECKS) if each.check == "blank"]
    assert "4 places for signatures" in result.looked_at and result.state == "passed"


def test_gaps_in_attachments_are_warnings():
    text = "协议\n第一条 标的\n正文。\n甲方（盖章）：张三\n附件一：交接单\n交房日期：    年  月  日"
    assert found(text, "blank") == [("warning", "    年  月  日")]
    model = TextModel(
        "docx",
        (
            *model_of("协议\n第一条 标的\n正文。\n甲方（盖章）：张三\n附件一：交接清单").blocks,
            *(Block(n, "cell", t, f"T1R1C{n - 5}") for n, t in ((6, "姓名"), (7, ""))),
        ),
    )
    assert found(model, "blank") == [("warning", "")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("电话：138****5678", []),
        ("尺寸 3×××4", []),
        ("型号 AXX，编号 XX12", []),
        ("**重要**", []),
        ("所谓“某某”是指第三人", []),
        ("由XX公司承担", ["XX"]),
        ("位于○○市", ["○○"]),
        ("由***担保", ["***"]),
        ("联系人：【姓名】", ["【姓名】"]),
        ("价款待定：TBD", ["TBD"]),
        ("期限？？年", ["？？"]),
    ],
)
def test_placeholders_are_told_from_masks_and_names(line, expected):
    assert words(f"协议正文如下，共两行。\n{line}", "placeholder") == expected


def test_both_gaps_of_a_line_are_found_where_the_words_between_lead_up_to_the_second():
    line = "协议\n一、标的\n建筑面积为________使用面积为____________平方米。\n二、其他\n无其他约定事项，照此执行。"
    assert words(line, "blank") == ["________", "____________"]
