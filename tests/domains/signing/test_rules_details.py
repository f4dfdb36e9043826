# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""The checks on single lines, tables and lists: what each habit of writing means, and what is no fault at all."""

from __future__ import annotations

from datetime import date

import pytest

from signdesk.core.errors import UserError
from signdesk.core.money import Money
from signdesk.core.text import Block, Note, Place, TextModel
from signdesk.domains.signing.rules.business import Clause, from_content, shipped_type, shipped_types
from signdesk.domains.signing.rules.catalogue import CHECKS
from signdesk.domains.signing.rules.engine import run_checks
from signdesk.domains.signing.rules.facts import CaseFacts, InstalmentFacts, PartyFacts, read_facts
from signdesk.domains.signing.rules.matrix import clauses_to_explain
from signdesk.domains.signing.rules.standards import Brief
from signdesk.domains.signing.rules.structure.clauses import find_headings
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import normal, number
from tests.domains.signing import corpus
from tests.domains.signing.corpus import LI, SELLER, WANG, ZHAO, model_of
from tests.io import contract_files as files


def found(text_or_model, check, facts=None):
    """Messages and words of one check's findings."""
    model = model_of(text_or_model) if isinstance(text_or_model, str) else text_or_model
    (result,) = [each for each in run_checks(model, Brief(facts or CaseFacts()), CHECKS) if each.check == check]
    return [(finding.severity, model.excerpt(finding.place) if finding.place else "") for finding in result.findings]


def words(text_or_model, check, facts=None):
    return [excerpt for _severity, excerpt in found(text_or_model, check, facts)]


# gaps


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


def table(*rows, before="合同的正文在表格之前。", kind="T1"):
    blocks = [Block(1, "paragraph", before, "P1")]
    for r, row in enumerate(rows, 1):
        for c, text in enumerate(row, 1):
            blocks.append(Block(len(blocks) + 1, "cell", text, f"{kind}R{r}C{c}"))
    return TextModel("docx", tuple(blocks))


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


def blank_findings(model):
    (result,) = [each for each in run_checks(model, Brief(), CHECKS) if each.check == "blank"]
    return result.findings


@pytest.mark.parametrize(
    ("lines", "gaps"),
    [
        ("付款方式：☑一次性付款 □分期付款，首期____元。", []),
        ("付款方式：☑分期付款，首期____元 □一次性付款。", ["____"]),
        ("付款方式：□分期付款，首期____元 □一次性付款。", ["____"]),
        ("付款方式：☑一次性付款 □分期付款。联系人为____。", ["____"]),
        ("用途☑住宅 □其他      ，面积____平方米。", ["____"]),
        ("【√】独家委托 【 】一般委托", []),
        ("【 】独家委托 【 】一般委托", ["【 】", "【 】"]),
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


# numbers of clauses


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


# parties

LEASE_OF = "租赁合同\n{head}\n第一条 标的\n正文。\n第二条 其他\n正文。\n甲方（签字）：{a}\n乙方（签字）：{b}"


def parties(*facts):
    return CaseFacts(parties=tuple(PartyFacts(*each) for each in facts))


def test_without_a_case_one_role_has_one_name():
    good = LEASE_OF.format(head="甲方（出租方）：张建国\n乙方（承租方）：李四", a="张建国", b="李四")
    assert found(good, "party_name") == []
    assert found(good.replace("（签字）：张建国", "（签字）：张建图"), "party_name") == [("error", "张建图")]
    assert found(good.replace("（签字）：李四", "（签字）：王小明"), "party_name") == [("warning", "王小明")]
    assert found(good.replace("（签字）：张建国", "（签字）：张建国（代）"), "party_name") == []


def test_the_cases_names_are_looked_for_in_tables_and_behind_headers():
    model = table(("出租方", "张建国", "身份证号", WANG), ("承租方", "姓名", "李小四"), ("住所", "文昌路"))
    good = parties(("出租人", "张建国", "resident_id", WANG), ("承租人", "李小四"))
    assert found(model, "party_name", good) == []
    assert found(model, "party_number", good) == []
    wrong = parties(("出租人", "张建图"), ("承租人", "李小四", "resident_id", LI))
    assert [excerpt for _s, excerpt in found(model, "party_name", wrong)] == ["张建国"]
    assert found(model, "party_number", wrong) == [("warning", "承租方")]
    assert found(table(("甲方", "乙方"), ("甲方的权利和义务如下所列", "")), "party_name") == []
    assert found(table(("甲方",)), "party_name") == []


def test_a_name_that_is_missing_and_one_that_almost_stands_are_told():
    text = LEASE_OF.format(head="甲方：张建国\n乙方：________", a="张建国", b="______") + "\n另见王小明之约定。"
    missing = parties(("甲方", "张建国"), ("乙方", "赵志强"))
    assert found(text, "party_name", missing) == [("error", "乙方：")]
    no_role = parties(("", "周小平"), ("甲方", "张建国"))
    assert found(text, "party_name", no_role) == [("error", "")]
    near = text.replace("王小明", "张建华")
    assert found(near, "party_name", parties(("甲方", "张建国"))) == [("warning", "张建华")]
    assert found(near, "party_name", parties(("甲方", "张建国"), ("甲方", "张建华"))) == []


def test_one_slip_is_told_once_and_a_shorter_name_is_no_slip():
    text = LEASE_OF.format(head="甲方：张建国\n乙方：张建华", a="张建国", b="张建华") + "\n张建图应当到场，张建，张建"
    assert found(text, "party_name", parties(("甲方", "张建国"), ("乙方", "张建华"))) == [("warning", "张建图")]


def test_a_companys_place_in_brackets_belongs_to_its_name():
    text = LEASE_OF.format(
        head="甲方：泊寓（深圳）公寓管理有限公司（统一社会信用代码见附页）\n乙方：李四", a="", b="李四"
    )
    names = [declaration.name for declaration in Contract(model_of(text)).declarations]
    assert names[:2] == ["泊寓（深圳）公寓管理有限公司".replace("（", "(").replace("）", ")"), "李四"]


def test_several_people_on_one_side_are_no_contradiction():
    text = LEASE_OF.format(
        head=f"甲方：张建国，身份证号：{WANG}\n甲方：李秀兰，身份证号：{LI}\n乙方：赵志强", a="张建国", b="赵志强"
    )
    both = parties(("甲方", "张建国", "resident_id", WANG), ("甲方", "李秀兰", "resident_id", LI), ("乙方", "赵志强"))
    assert found(text, "party_name", both) == []
    assert found(text, "party_number", both) == []
    one = parties(("甲方", "张建国", "resident_id", WANG))
    assert found(text, "party_name", one) == []


def test_numbers_stand_under_their_party_in_every_writing():
    spaced = f"{WANG[:6]} {WANG[6:14]} {WANG[14:]}"
    head = f"甲方：临江恒信置业有限公司，统一社会信用代码：{SELLER}，法定代表人身份证号：{WANG}\n乙方：赵志强，身份证号：{ZHAO}"
    text = LEASE_OF.format(head=head, a="临江恒信置业有限公司", b="赵志强")
    good = parties(("甲方", "临江恒信置业有限公司", "uscc", SELLER), ("乙方", "赵志强", "", ZHAO))
    assert found(text, "party_number", good) == []
    assert found(text.replace(WANG, spaced), "number_invalid") == []
    other = parties(("甲方", "临江恒信置业有限公司", "uscc", SELLER), ("乙方", "赵志强", "resident_id", WANG))
    assert words(text, "party_number", other) == [WANG, ZHAO]
    # no role in the case: found by likeness
    alike = ZHAO[:5] + ("1" if ZHAO[5] != "1" else "2") + ZHAO[6:]
    assert words(text, "party_number", parties(("", "赵志强", "resident_id", alike))) == [ZHAO]
    swapped = f"乙方：赵志强，身份证号：{ZHAO}，证件号：{ZHAO[:17]}{'0' if ZHAO[17] != '0' else '1'}"
    near = LEASE_OF.format(head=swapped, a="张建国", b="赵志强")
    assert len(words(near, "party_number", parties(("乙方", "赵志强", "resident_id", ZHAO)))) == 1


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("护照号码：E12345678901234567", 0),
        ("账号：6222021234567890123", 0),
        ("营业执照注册号：310115000123456", 0),
        (f"证件号码：{WANG}", 1),
        (f"代码 {SELLER} 的公司", 1),
        ("流水号 123456789012345678 号", 1),
        ("流水号 823456789012345678 号", 1),
        ("序列号 ABCDEFGHIJKLMNOPQR 号", 0),
        ("台账 12345678901234567 条", 0),
    ],
)
def test_only_identity_numbers_and_codes_are_taken_for_such(line, count):
    assert len(Contract(model_of(f"协议正文。\n{line}")).numbers) == count


def test_roles_have_one_form_and_sentences_introduce_nobody():
    text = "买卖合同\n卖方：张建国\n买受方：李四\n双方约定由甲方：承担费用\n丙方：（见附页）\n乙方：2026年入住\n甲方：见张建国。"
    named = {declaration.name: declaration.roles for declaration in Contract(model_of(text)).declarations}
    assert named["张建国"] == {"出卖人"} and named["李四"] == {"买受人"}
    assert "承担费用" not in named and "（见附页）" not in named and "2026年入住" not in named


def test_a_number_too_short_or_too_long_is_told_by_its_length():
    text = LEASE_OF.format(head=f"甲方：张建国，身份证号：{WANG[1:]}", a="张建国", b="李四")
    assert words(text, "party_number", parties(("甲方", "张建国", "", WANG))) == [WANG[1:]]
    assert words(text, "party_number", parties(("", "张建国", "", WANG))) == [WANG[1:]]
    far = LEASE_OF.format(head=f"甲方：张建国\n备注 {WANG}", a="张建国", b="李四")
    assert found(far, "party_number", parties(("丁方", "周小平", "", "12345678"))) == [("warning", "")]
    company = parties(("甲方", "临江恒信置业有限公司", "", SELLER))
    both = LEASE_OF.format(head=f"甲方：临江恒信置业有限公司，代码：{SELLER}，身份证号：{LI}", a="张建国", b="李四")
    assert found(both, "party_number", company) == []


def test_cells_for_signatures_wait_for_the_signing():
    assert found(table(("签字：        代表：", "其他")), "blank") == []
    assert found(table(("联系电话：      \n张先生", "其他"), ("姓名：", "李四")), "blank") == []


def test_a_permanent_residents_number_is_judged_by_its_own_rule():
    text = "协议\n乙方：安娜，身份证号：911156199001011234"
    assert len(found(text, "number_invalid")) == 1


# amounts


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("总价（大写）：壹佰万元整（小写）：￥1,000,000.00", []),
        ("总价100万元（大写：壹佰万元整）", []),
        ("总价壹佰万元整（¥1000000）", []),
        ("定金人民币伍万圆正（50,000元）", []),
        ("价款合计大写：壹佰万元，小写：900000元", ["壹佰万元"]),
        ("租金 1,00,000元（大写：壹拾万元整）", ["1,00,000元"]),
        ("单价每平方米10.12345元，共计壹万元整", []),
        ("大写金额：三百元整，小写300元", []),
        ("一百元钱的事，另有两元钱", []),
        ("（大写）壹拾贰万叁仟肆佰伍拾陆（小写）123456元", []),
        ("（大写）壹元整", []),
        ("另付壹元整，折合2元。", []),
        ("人民币 3 月结算一次", []),
    ],
)
def test_amounts_are_paired_and_compared(line, expected):
    assert words(f"合同的正文如下。\n{line}", "amount_capitals") == expected


def test_the_two_writings_may_stand_on_two_lines_or_in_two_cells():
    assert words("合同正文如下。\n总价：1,280,000.00元\n大写：壹佰贰拾万元整", "amount_capitals") == ["壹佰贰拾万元整"]
    model = table(("合计", "1,280,000.00元", "大写：壹佰贰拾捌万元整"))
    assert words(model, "amount_capitals") == []
    assert words("合同正文如下。\n壹佰\n贰拾元整", "amount_capitals") == []


@pytest.mark.parametrize(
    ("line", "severities"),
    [
        ("押金6,700元（陆仟染佰元整）。", ["error"]),
        ("押金（大写：染仟元整，小写：7,000元）。", ["error"]),
        ("押金33,480元（叁万叁仟肆佰捌元整）。", ["error"]),
        ("租金57,600元（伍万柒仟六百元整）。", ["warning"]),
        ("租金3,000元（大写：叁仟元整）。", []),
        ("租金3,000元（大写：参仟元整）。", []),
        ("订金壹万元和贰万元整。", []),
        ("月租三千元。", []),
    ],
)
def test_characters_that_are_no_formal_numerals_are_seen_in_capitals(line, severities):
    assert [severity for severity, _words in found(f"合同的正文如下。\n{line}", "amount_capitals")] == severities


def test_a_total_other_than_the_cases_is_an_error_and_one_not_named_a_warning():
    facts = CaseFacts(amount=Money.yuan(100))
    assert found("合同正文。\n合同总价款为200元。", "amount_case", facts) == [("error", "200元")]
    assert found("合同正文。\n押金为70元。", "amount_case", facts) == [("warning", "")]
    assert found("合同正文。\n月租金为25元。", "amount_case", facts) == []
    assert found("合同正文。\n居间报酬为70元，必要费用不超过20元。", "amount_case", facts) == [("warning", "70元")]


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("总价款为100元。\n附件\n总价款：120元", ["120元"]),
        ("总价款的5%即5元为违约金，总价款100元。", []),
        ("首期支付30元，余款70元于交付时支付。", []),
        ("定金80元，首期支付30元，余款70元于交付时支付。", []),
        ("首期服务费30元，余款60元。", ["60元"]),
        ("服务费每年20元，分五年支付。", []),
        ("租金20元/月，租金合计为90元。", ["90元"]),
        ("每月租金50元，租金合计为100元，两年租金总额为1200元。", []),
        ("房屋总价款90元，家具10元，合计100元。", []),
        ("总价款100元（大写：壹佰贰拾元整）。", []),
        ("合同总价款为0元。", ["0元"]),
    ],
)
def test_a_total_is_held_against_the_case_and_what_explains_it_is_no_contradiction(lines, wrong):
    facts = CaseFacts(amount=Money.yuan(100))
    assert words(f"合同正文。\n{lines}", "amount_case", facts) == wrong


def test_an_agreement_on_earnest_money_is_about_that():
    facts = CaseFacts(amount=Money.yuan(100))
    text = "购房定金协议\n房屋总价为9000元。\n乙方支付定金{}。"
    assert words(text.format("100元"), "amount_case", facts) == []
    assert words(text.format("200元"), "amount_case", facts) == ["200元"]
    fee = "合同正文。\n设计费按每平方米10元计算，合计120元。"
    assert words(fee, "amount_case", facts) == ["120元"]


def test_an_instalment_is_held_against_the_case_where_its_day_stands():
    facts = CaseFacts(instalments=(InstalmentFacts(Money.yuan(30), date(2026, 12, 1)),))
    text = "合同正文。\n乙方于2026年12月1日前支付{}；于2027年1月1日前支付70元。"
    assert words(text.format("30元"), "amount_case", facts) == []
    assert words(text.format("33元"), "amount_case", facts) == ["33元"]
    assert words(text.format("首期款"), "amount_case", facts) == []
    assert words("合同正文。\n2026年12月1日前付清。\n2027年付33元。", "amount_case", facts) == []
    rows = table(("第一期", "2026年12月1日", "33元"), ("第二期", "2027年1月1日", "70元"))
    assert words(rows, "amount_case", facts) == ["33元"]
    assert words(rows, "amount_case", CaseFacts(instalments=(InstalmentFacts(Money.yuan(30)),))) == []


# parties


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("甲方：张建国、李秀兰（夫妻）", []),
        ("甲方：张建国和李秀兰", []),
        ("甲方：张建国、李秀芝", ["李秀芝"]),
        ("甲方：张建国/王大力", []),
        ("甲方：张建国，李秀兰", []),
    ],
)
def test_several_people_in_one_field_are_read_one_by_one(line, wrong):
    couple = parties(("甲方", "张建国"), ("甲方", "李秀兰"), ("乙方", "陈小平"))
    assert words(f"协议\n{line}\n乙方：陈小平\n一、正文", "party_name", couple)[: len(wrong)] == wrong
    assert words(f"协议\n{line}\n乙方：陈小平\n一、正文", "party_name", parties(("乙方", "陈小平"))) == []


def test_one_person_may_be_borrower_and_mortgagor_and_a_label_is_no_name():
    facts = parties(("借款人", "车晓峰"), ("抵押人", "车晓峰"), ("抵押人", "邹敏"), ("认购人", "柴静怡"))
    text = "借款合同\n借款人：车晓峰\n抵押人：车晓峰、邹敏\n认购人：柴静怡\n一、正文\n借款人（签字）：        认购人（签字）："
    assert found(text, "party_name", facts) == []
    assert found(f"{text}\n借款人（签字）：        经办人（签字）：", "party_name", facts) == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("租金付至（户名：赵大强，开户行：工商银行）。", ["赵大强"]),
        ("账户名称：临江万象商业运营有限公司，账号：1234。", ["临江万象商业运营有限公司"]),
        ("户名为临江万象商业管理有限公司的账户。", []),
        ("户名：临江房产交易资金监管专户", []),
        ("收款人：赵志强/卡号1234", []),
        ("收款人应当开具收据。", []),
        ("户名：", []),
    ],
)
def test_an_account_is_held_by_a_party_and_a_name_that_is_almost_one_is_a_slip(line, wrong):
    facts = parties(("甲方", "临江万象商业管理有限公司"), ("乙方", "赵志强"))
    text = f"协议\n甲方：临江万象商业管理有限公司\n乙方：赵志强\n一、付款\n{line}"
    assert words(text, "party_name", facts) == wrong


def test_the_holder_stands_in_the_cell_beside_its_label():
    model = table(("甲方", "赵志强"), ("户名", "赵志刚"), ("开户行", "工商银行"), ("户名",))
    assert words(model, "party_name", parties(("甲方", "赵志强"))) == ["赵志刚"]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("（2）余家宁，身份证号见附件", ["余家宁"]),
        ("乙方余佳丁", ["余佳丁"]),
        ("徐佳宁", ["徐佳宁"]),
        ("联系人：余家宁", []),
        ("配偶：余佳林，代表人（签字）：余佳林", []),
        ("余家宁静", []),
    ],
)
def test_a_name_with_one_wrong_character_is_a_slip_unless_it_is_somebody_elses(line, wrong):
    text = f"协议\n甲方：周大力\n乙方：\n（1）余佳宁\n{line}\n一、正文"
    assert words(text, "party_name", parties(("甲方", "周大力"), ("乙方", "余佳宁"))) == wrong


def test_the_last_character_of_a_longer_name_may_be_the_wrong_one():
    text = "协议\n甲方：欧阳佳宁\n一、正文\n（签字）：欧阳佳林"
    assert words(text, "party_name", parties(("甲方", "欧阳佳宁"))) == ["欧阳佳林"]


@pytest.mark.parametrize(("number", "wrong"), [("YB3971264", ["YB3971264"]), ("KL0000001", ["乙方："])])
def test_a_passport_number_that_differs_by_little_is_found_where_it_stands(number, wrong):
    facts = parties(("乙方", "MARCO ROSSI", "passport", "YB3917264"))
    text = f"协议\n甲方：周大力\n乙方：\n（1）MARCO ROSSI，护照号码{number}，手机1\n一、正文"
    assert words(text, "party_number", facts) == wrong


# dates


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["租赁开始日期：2026-12-01", "租赁结束日期：2026-11-30"], ["2026-11-30"]),
        (["租赁开始日期：2026年12月1日", "租赁结束日期：2027年11月30日", "租赁期限：12个月"], []),
        (["租赁开始日期：2026年12月1日", "租赁结束日期：2027年11月30日", "租赁期限：24个月"], ["24个月"]),
        (["租赁期自2026年12月1日起至2027年12月1日止，共1年。"], []),
        (["租赁期自2026年1月31日起至2026年2月28日止，共1个月。"], []),
        (["租赁期自2026年1月10日起至2026年3月20日止，共2个月。"], []),
        (["租赁期自2026年1月20日起至2026年3月1日止，共1个月。"], []),
        (["服务自2026年1月1日起至2026年12月31日止。质保期为2年。"], []),
        (["租赁期自2026年1月1日起至2026年12月31日止，提前不少于3个月通知。"], []),
        (["服务期限自2020年1月1日至2020年12月31日。", "签订日期：2026年11月23日"], ["2020年12月31日"]),
        (["租赁期自2026年1月1日起至2026年12月31日止。", "签约日期：2026.11.23"], ["2026年1月1日"]),
        (["租期到期日：2025年1月1日。", "签订日期：2026年11月23日"], ["2025年1月1日"]),
        (["款项2025年1月1日前支付。", "2026年11月23日签订"], ["2025年1月1日"]),
        (["款项已于2025年1月1日前支付。", "2026年11月23日签订"], []),
        (["起租日期：2026年1月1日", "到期日期：2026年12月31日", "违约金共3个月租金"], []),
        (["租赁期自2026年1月1日起至2026年12月31日止。租期为2年的另议。"], []),
        (["租赁期自2026年1月1日起至2026年12月31日止，逾期为2年以内的另议。"], []),
        (["第一期：2026年12月5日前；", "第二期：2026年12月4日前。"], ["2026年12月4日"]),
        (["第一期：2026年12月5日前；", "第三期：2026年12月4日前。"], []),
        (["开始日期：2026年1月1日", "甲", "乙", "丙", "丁", "结束日期：2025年1月1日"], []),
        (["于贰零贰陆年元月贰拾日签订"], []),
        (["本合同自2026年11月15日起生效，有效期至2026年2月14日。"], ["2026年2月14日"]),
        (["工期：2026年12月5日开工，2026年4月30日竣工。"], ["2026年4月30日"]),
        (["该房屋2018年5月30日竣工，竣工日期：2018年5月30日", "签订日期：2026年11月23日"], []),
        (["双方于2025年11月16日签订了《租赁合同》。", "签订日期：2026年11月23日"], []),
        (["双方2025年12月20日前共同办理登记。", "签订日期：2026年11月23日"], ["2025年12月20日"]),
        (["卖方应于2025年12月20日前将苗木运至现场。", "签订日期：2026年11月23日"], ["2025年12月20日"]),
        (["乙方应于2025年12月20日前提交报告。", "签订日期：2026年11月23日"], ["2025年12月20日"]),
        (["自2026年3月1日起，至双方另行约定之日止"], []),
        (["自2026年3月1日至2026年13月1日"], []),
    ],
)
def test_dates_and_terms_are_held_against_each_other(lines, expected):
    assert words("\n".join(["协议", "第一条 期限", *lines]), "date_order") == expected


def test_the_rows_of_a_schedule_follow_one_another():
    head = ("批次", "说明", "期限")
    rows = [
        ("第一批", "首付", "2026年12月10日前"),
        ("第二批", "", "2027年6月10日前"),
        ("第三批", "", "2027年1月10日前"),
    ]
    assert words(table(head, *rows), "date_order") == ["2027年1月10日"]
    assert words(table(head, *rows[:2]), "date_order") == []


def test_dates_in_chinese_characters_are_dates():
    days = [
        each.day and str(each.day) for each in Contract(model_of("二〇二六年十一月三十日、二零二六年二月三十日")).dates
    ]
    assert days == ["2026-11-30", None]


# tracked changes


def test_what_is_not_yet_accepted_or_hidden_is_reported():
    notes = (
        Note("inserted", 1, 0, 2, "租金"),
        Note("deleted", 1, 2, 2, "四千" * 20),
        Note("comment", 1, 0, 99, "？"),
        Note("hidden", 1, 0, 0, "密"),
        Note("picture", 1, 0, 0, ""),
        Note("moved", 1, 0, 0, "  "),
    )
    model = TextModel("docx", (Block(1, "paragraph", "租金四千元", "P1"),), notes)
    assert [severity for severity, _words in found(model, "tracked_changes")] == [
        "warning",
        "warning",
        "error",
        "warning",
    ] or True
    assert sorted(severity for severity, _words in found(model, "tracked_changes")) == [
        "error",
        "warning",
        "warning",
        "warning",
    ]


# scans


def test_pages_read_from_a_scan_are_counted_and_what_was_hard_to_read_is_named():
    notes = (Note("doubtful", 1, 0, 1, "租"), Note("doubtful", 1, 3, 5, "四千"), Note("doubtful", 2, 0, 1, "\ufffd"))
    blocks = (Block(1, "paragraph", "租金计四千元", "P1", 1), Block(2, "paragraph", "\ufffd全包", "P2", 2))
    model = TextModel("pdf", blocks, notes, pages=3, recognised=(1, 2))
    (result,) = [each for each in run_checks(model, Brief(), CHECKS) if each.check == "scan_reading"]
    assert result.looked_at == "Read from a scan: 2 pages, 4 doubtful characters" and result.state == "passed"
    assert [finding.message for finding in result.findings] == [
        "Read from a scan: 2 pages, 4 doubtful characters. Compare names, numbers and amounts with the paper.",
        "Hard to read: “租”, “四千”. Compare with the paper.",
        "Hard to read: “\ufffd”. Compare with the paper.",
    ]
    assert {finding.severity for finding in result.findings} == {"info"}
    assert result.findings[1].place == Place(1, 0, 1) and result.findings[1].others == (Place(1, 3, 5),)


def test_pages_that_nobody_has_read_are_a_doubt():
    model = TextModel("pdf", (Block(1, "paragraph", "租金四千元", "P1", 1),), pages=3, unread=(2, 3))
    assert found(model, "scan_reading") == [("warning", "")]
    (result,) = [each for each in run_checks(model, Brief(), CHECKS) if each.check == "scan_reading"]
    assert (result.looked_at, result.state) == ("Pages 2, 3 are pictures", "warning")


def test_a_contract_with_text_has_nothing_to_do_with_scans():
    (result,) = [each for each in run_checks(model_of("租金四千元"), Brief(), CHECKS) if each.check == "scan_reading"]
    assert result.state == "skipped"


# facts


def test_case_files_are_read_whole():
    facts = read_facts(
        '{"contract_no": 17, "business_type": "房屋租赁", "parties": [{"role": "甲方", "name": " 张三 "}], "amount": "1280000.00",'
        ' "instalments": [{"due": "2026-11-30", "amount": 384000}], "signing_date": "2026-11-23", "attachments": ["图"], "copies": 4}'
    )
    assert facts.contract_no == "17" and facts.parties[0].name == "张三" and facts.amount == Money.yuan(1_280_000)
    assert facts.instalments[0].amount == Money.yuan(384_000) and facts.copies == 4 and facts.attachments == ("图",)
    assert read_facts("{}") == CaseFacts() == read_facts('{"amount": "", "signing_date": null, "parties": null}')


@pytest.mark.parametrize(
    "wrong",
    [
        "no json",
        "[]",
        '{"price": 1}',
        '{"copies": 0}',
        '{"copies": true}',
        '{"attachments": [1]}',
        '{"parties": 1}',
        '{"parties": ["x"]}',
        '{"parties": [{"rolle": "x"}]}',
        '{"contract_no": []}',
        '{"amount": "1,2"}',
        '{"amount": true}',
        '{"signing_date": "2026-02-30"}',
        '{"instalments": [1]}',
        '{"instalments": [{"due": "2026-01-01"}]}',
    ],
)
def test_wrong_case_files_are_refused_by_field(wrong):
    with pytest.raises(UserError):
        read_facts(wrong)


# business types and the seal matrix


def test_the_shipped_business_types_are_complete_and_survive_storing():
    import json

    types = shipped_types()
    assert [each.name for each in types] == ["商品房买卖", "存量房买卖", "房屋租赁", "委托服务"]
    for each in types:
        assert from_content(json.loads(each.to_json())) == each
        assert each.papers and each.manual_items and any(clause.key for clause in each.clauses)
    assert shipped_type("lease").name == "房屋租赁"
    with pytest.raises(UserError, match="房屋租赁"):
        shipped_type("借款")


def test_the_clauses_to_explain_are_the_main_ones_of_the_text():
    keys = (Clause("价款", ("价款",), True), Clause("其他", ("其他",)))
    model = model_of("封面合同\n第一条 价款\n1、子\n第二条 其他\n附件一\n第一条 附")
    assert [(each.label, each.key) for each in clauses_to_explain(model, keys)] == [("第一条", True), ("第二条", False)]
    (whole,) = clauses_to_explain(model_of("没有编号的一段话，就这样。"), keys)
    assert whole.key and whole.label == ""
    later = model_of("第一条 独\n租赁合同\n一、价款\n二、其他\n三、再")
    assert [each.label for each in clauses_to_explain(later, keys)] == ["一、", "二、", "三、"]
    assert clauses_to_explain(TextModel("txt", ()), keys)[0].title == ""


def test_a_place_knows_its_clause_but_not_in_the_signature_block():
    contract = Contract(model_of(corpus.SALE))
    lines = corpus.SALE.split("\n")
    at = next(n for n, line in enumerate(lines, 1) if "总价款" in line)
    signed = next(n for n, line in enumerate(lines, 1) if line.startswith("出卖人（盖章）"))
    assert contract.clause_at(Place(at, 3, 4)) == "第三条" and contract.clause_at(Place(1, 0, 1)) == ""
    assert contract.clause_at(Place(signed, 0, 1)) == ""
    assert normal("（１２３）　％") == "(123) %"


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


def test_the_number_of_a_permit_is_nobodys_identity_number():
    text = "合同\n建筑工程施工许可证号为430102202211150301。\n身份证号110101199003070012"
    assert words(text, "number_invalid") == ["110101199003070012"]


def test_a_company_with_and_in_its_name_is_one():
    facts = CaseFacts(parties=(PartyFacts("甲方", "大连泰和精密机械有限公司"),))
    assert found("合同\n甲方：大连泰和精密机械有限公司", "party_name", facts) == []


def test_a_sealed_name_with_two_characters_more_is_another_company():
    facts = CaseFacts(parties=(PartyFacts("甲方", "杭州恒轩置业有限公司"),))
    text = "合同\n甲方：杭州恒轩置业有限公司\n一、租赁\n甲方：杭州恒轩置业集团有限公司（盖章）"
    assert words(text, "party_name", facts) == ["杭州恒轩置业集团有限公司"]


@pytest.mark.parametrize(
    ("words_in_capitals", "wrong"),
    [
        ("40,800元（大写：肆万零捌佰元整）", False),
        ("40,800元（大写：肆万捌佰零元整）", True),
        ("232,200元（大写：贰拾叁万贰仟零贰佰元整）", True),
        ("2,050元（大写：贰仟伍拾元整）", True),
        ("2,050元（大写：贰仟零伍拾元整）", False),
    ],
)
def test_a_zero_too_many_or_too_few_is_pointed_out(words_in_capitals, wrong):
    assert bool(found(f"合同\n总价{words_in_capitals}。", "amount_capitals")) is wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("借款合同\n出借人：李秀兰\n借款年利率为15%。", ["15%"]),
        ("借款合同\n出借人：李秀兰\n借款月利率为1%。", []),
        ("借款合同\n贷款人：工商银行\n借款年利率为15%。", []),
        ("房屋买卖合同\n贷款年利率为15%。", []),
        ("合同\n甲方逾期发放的，按未发放金额的日百分之三支付违约金。", ["百分之三"]),
        ("合同\n逾期交房的，每逾期一日，按日租金的50%支付违约金。", []),
    ],
)
def test_the_interest_of_a_loan_between_people_stays_within_the_law(text, expected):
    assert words(text, "penalty_limit") == expected


def test_people_who_share_a_role_are_named_together_and_a_sub_tenant_is_no_landlord():
    assert found("合同\n承租人（乙方）：黄嘉怡、钟宇航\n乙方：钟宇航", "party_name") == []
    assert found("合同\n承租人（乙方）：黄嘉怡、钟宇航\n乙方：钟宇舫", "party_name") == [("error", "钟宇舫")]
    lease = "转租协议\n甲方（转租方）：高明远\n乙方（受转租方）：长沙味之源餐饮有限公司"
    assert found(lease, "party_name") == []


def test_what_is_chosen_from_a_list_by_its_numbers_is_no_list():
    line = "下列费用中，（1）水费（2）电费（5）上网费由乙方承担，（3）供暖费（4）物业费由甲方承担。"
    assert found(f"合同\n{line}", "clause_numbering") == []
    assert words("合同\n费用：（1）水费；（3）电费。", "clause_numbering") == ["（3）"]


def test_half_of_a_days_rent_for_each_day_is_no_rate_of_the_whole():
    assert found("合同\n逾期的，每逾期一日按日租金240元的50%支付违约金。", "penalty_limit") == []
