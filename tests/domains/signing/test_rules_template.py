# ruff: noqa: E501  contracts are written as people write them, a fault to a line
"""A contract held against the template it must keep to: what is filled, chosen, left out or repeated is no change; what
is altered, added, removed or moved is found at its place, with the template's words."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date

import pytest

from signdesk.core import resources
from signdesk.core.money import Money
from signdesk.core.text import Block, Place, TextModel
from signdesk.domains.signing.rules.business import shipped_type, shipped_types
from signdesk.domains.signing.rules.checks.catalogue import check_by_id
from signdesk.domains.signing.rules.drafting import CaseSource, example, values
from signdesk.domains.signing.rules.facts import CaseFacts, InstalmentFacts, PartyFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.templates.fields import FILTERS
from signdesk.domains.signing.rules.templates.reading import read_fields
from signdesk.domains.signing.rules.templates.text import TemplateText, fits
from signdesk.io.importing.child import read_document
from signdesk.io.word import contract_docx
from signdesk.io.word_template import fill_lines, plain_text
from tests.bench.review import long_contract
from tests.domains.signing.contracts.rendered import Layout, model
from tests.domains.signing.corpus import model_of
from tests.io import contract_files as files

TEMPLATE = """委托服务合同
甲方：{{ 甲方.名称 }}
{{ 甲方.证件名称 }}：{{ 甲方.证件号码 }}
乙方：{{ 乙方.名称 }}
第一条 委托事项
甲方委托乙方提供{{ 委托事项 }}，服务地点为____。
第二条 服务费用
服务费总额为人民币{{ 服务费总额|金额 }}元（大写：{{ 服务费总额|大写 }}），于{{ 开始日期|日期 }}前分{{ 份数|中文数字 }}期支付。
支付方式：□现金 □转账
第三条 保密
乙方对服务中知悉的甲方信息负有保密义务，本合同终止后仍然有效。
第四条 违约责任
甲方逾期付款的，每逾期一日，按逾期金额的万分之三支付违约金；乙方不得将委托事项转委托第三人。
第五条 争议解决
协商不成的，向甲方住所地人民法院起诉。
甲方（签章）：            乙方（签章）：
日期：    年  月  日"""
FILLED = """委托服务合同
甲方：临江市第三中学
统一社会信用代码：91110108MAK5QEGEA4
乙方：王建国
第一条 委托事项
甲方委托乙方提供教师培训，服务地点为临江市文昌路12号。
第二条 服务费用
服务费总额为人民币120,000.00元（大写：壹拾贰万元整），于2026年12月1日前分三期支付。
支付方式：□现金 ☑转账
第三条 保密
乙方对服务中知悉的甲方信息负有保密义务，本合同终止后仍然有效。
第四条 违约责任
甲方逾期付款的，每逾期一日，按逾期金额的万分之三支付违约金；乙方不得将委托事项转委托第三人。
第五条 争议解决
协商不成的，向甲方住所地人民法院起诉。
甲方（签章）：李校长      乙方（签章）：王建国
日期：2026年11月28日"""


def outcome(template, contract, business=None):
    template, contract = (model_of(each) if isinstance(each, str) else each for each in (template, contract))
    standards = Standards(business, template=TemplateText("the template", template))
    return check_by_id("template_changed").run(Contract(contract), CaseFacts(), standards)


def found(template, contract):
    """Severity, message, and the words at the place, with the line they stand in where there are none."""
    contract = model_of(contract) if isinstance(contract, str) else contract
    return [
        (each.severity, each.message, contract.excerpt(each.place) or f"[{contract.block(each.place.block).text}]")
        for each in outcome(template, contract).findings
    ]


def altered(old, new, text=FILLED):
    assert text.count(old) == 1
    return found(TEMPLATE, text.replace(old, new))


# what is no change


def test_a_template_filled_is_unchanged_and_so_is_one_with_its_gaps():
    assert outcome(TEMPLATE, FILLED).findings == outcome(TEMPLATE, TEMPLATE).findings == ()
    assert outcome(TEMPLATE, FILLED).looked_at == "17 lines of the template"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("第三条 保密", "3、保密"),
        ("第三条 保密", "第八条　保　密"),
        ("甲方：临江市第三中学", "甲 方 : 临江市第三中学"),
        ("（大写：壹拾贰万元整）", "(大写：壹拾贰万元整)"),
        ("120,000.00元", "__120000__元"),
        ("万分之三支付违约金；", "万分之三支付违约金;"),
        ("2026年12月1日前", "____年__月__日前"),
        ("☑转账", "√转账"),
        ("□现金 ☑转账", "☑ 现金    □ 转账"),
        ("日期：2026年11月28日", "日期：二〇二六年十一月二十八日"),
        ("李校长      乙方（签章）：王建国", "            乙方（签章）："),
        ("\n协商不成的，", "\n协商不成\n的，"),
        ("第五条 争议解决\n协商", "第五条 争议解决协商"),
        ("第三条 保密\n乙方", "第三条 保密\n\n   \n乙方"),
        ("\n第四条 违约责任\n甲方逾期付款的，", "\n第四条\n违约责任甲方逾期付款\n的，"),
    ],
)
def test_numbers_width_white_space_ticks_and_breaks_are_no_change(old, new):
    assert altered(old, new) == []


def test_numbers_word_makes_itself_are_the_same_as_numbers_typed():
    layout = Layout(form="docx", lists=(("chineseCountingThousand", "第%1条"),))
    numbered = re.sub(r"第.条 ", "#1 ", FILLED)
    assert outcome(TEMPLATE, model(numbered, layout)).findings == ()
    assert outcome(model(re.sub(r"第.条 ", "#1 ", TEMPLATE), layout), FILLED).findings == ()


def test_a_number_alone_in_its_line_is_no_text():
    numbered = "第一条\n双方应当诚实守信。\n（二）\n乙方应当保密。"
    assert found(numbered, "双方应当诚实守信。\n乙方应当保密。") == []
    assert found("双方应当诚实守信。\n乙方应当保密。", numbered) == []


def test_what_is_a_header_in_one_file_may_stand_in_the_text_of_the_other():
    with_header = model(TEMPLATE, Layout(form="docx", header="临江市签约中心"))
    assert outcome(with_header, f"临江市签约中心\n{FILLED}").findings == ()
    assert (
        outcome(f"临江市签约中心\n{TEMPLATE}", model(FILLED, Layout(form="docx", header="临江市签约中心"))).findings
        == ()
    )
    assert outcome(TEMPLATE, FILLED.replace("义务，本合同", "义务，第1页 共2页本合同")).findings == ()


PARTIES = """甲方：{{ 甲方.名称 }}
{%p if 甲方.代理人 %}
委托代理人：{{ 甲方.代理人 }}
代理权限见授权委托书。
{%p else %}
甲方本人到场签约，未委托代理人。
{%p endif %}
付款安排如下，双方应当遵守：
{%p for 期 in 付款 %}
第{{ 期.序号|中文数字 }}期于{{ 期.日期|日期 }}前支付{{ 期.金额|金额 }}元。
逾期的，每日加收万分之三。
{%p endfor %}
{%p if 特别约定 %}
双方特别约定：{{ 特别约定 }}
{%p endif %}
以上约定双方确认无误，各份具有同等效力。"""
HEAD, TAIL = "甲方：李秀兰\n", "\n以上约定双方确认无误，各份具有同等效力。"
ALONE = "甲方本人到场签约，未委托代理人。\n付款安排如下，双方应当遵守："
BY_AGENT = "委托代理人：孙丽\n代理权限见授权委托书。\n付款安排如下，双方应当遵守："
INSTALMENT = "\n第{}期于2026年12月{}日前支付4,500.00元。\n逾期的，每日加收万分之三。"


@pytest.mark.parametrize("head", [ALONE, BY_AGENT])
@pytest.mark.parametrize("times", [0, 1, 2, 5])
@pytest.mark.parametrize("special", ["", "\n双方特别约定：钥匙当面交接。逾期不候。"])
def test_passages_are_left_out_and_repeated_as_the_template_says(head, times, special):
    body = "".join(INSTALMENT.format("一二三四五"[at], at + 1) for at in range(times))
    assert found(PARTIES, HEAD + head + body + special + TAIL) == []


def test_of_a_passage_that_is_there_no_line_is_missing_and_one_branch_is_there():
    missing = "Here the template has words that are missing: “{}”."
    assert found(PARTIES, HEAD + BY_AGENT.replace("代理权限见授权委托书。\n", "") + TAIL) == [
        ("error", missing.format("代理权限见授权委托书。"), "[委托代理人：孙丽]")
    ]
    assert found(PARTIES, HEAD + BY_AGENT.split("\n")[2] + TAIL) == [
        (
            "error",
            missing.format("委托代理人：____ 代理权限见授权委托书。 甲方本人到场签约，未委托代理人。"),
            "[甲方：李秀兰]",
        )
    ]
    body = INSTALMENT.format("一", 1) + INSTALMENT.format("二", 2).replace("万分之三", "万分之一")
    assert found(PARTIES, HEAD + ALONE + body + TAIL)[-1][1].count("万分之一") == 1


def test_passages_may_also_begin_and_end_within_lines():
    template = (
        "甲方：{{ 甲方.名称 }}{% if 甲方.代理人 %}，由{{ 甲方.代理人 }}代理{% elif 乙方.代理人 %}，未委托{% else %}，本人到场{% endif %}。\n"
        "付款：{% for 期 in 付款 %}{{ 期.金额|金额 }}元；{% endfor %}付清为止。\n"
        "{% if 特别约定 %}\n双方另有特别约定如下：\n{% endif %}\n"
        "{# 起草人注 #}争议由甲方所在地人民法院管辖。\n"
        "{% if 甲方.账号 %}收款账号：{{ 甲方.账号 }}\n不得变更。{% endif %}\n完"
    )
    rest = "\n争议由甲方所在地人民法院管辖。"
    for words in ("李秀兰，由孙丽代理。", "李秀兰，未委托。", "李秀兰，本人到场。"):
        assert found(template, f"甲方：{words}\n付款：付清为止。{rest}\n完") == []
    whole = f"甲方：李秀兰，本人到场。\n付款：1.00元；2.00元；付清为止。\n双方另有特别约定如下：{rest}\n收款账号：6222\n不得变更。\n完"
    assert found(template, whole) == []
    assert [each[2] for each in found(template, whole.replace("不得变更", "可以变更"))] == ["可以"]


def test_a_line_that_is_all_passage_may_be_left_out():
    template = "甲方：{{ 甲方.名称 }}\n{% if 特别约定 %}双方特别约定：{{ 特别约定 }}{% endif %}\n双方应当遵守本合同。"
    assert found(template, "甲方：李秀兰\n双方应当遵守本合同。") == []
    assert found(template, "甲方：李秀兰\n双方特别约定：钥匙当面交接。\n双方应当遵守本合同。") == []


def test_a_line_with_many_passages_in_it_is_no_explosion():
    many = "".join(f"{{% if 甲方.电话 %}}甲{at}{{% endif %}}" for at in range(40))
    assert found(f"{many}。\n双方确认无误。", "甲0甲39。\n双方确认无误。") == []


def test_a_template_whose_passages_do_not_close_is_still_compared():
    assert (
        found("{%p endif %}\n{%p else %}\n甲方应当付款。\n{%p if 甲方.电话 %}\n乙方应当交付。", "甲方应当付款。") == []
    )


def grid(*rows):
    """A document with a table after its title."""

    def build(document):
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
        document.add_paragraph("以上内容双方确认无误。")

    return read_document(files.word_file("设备租赁合同", build=build))


FORM = [("月租金", "{{ 月租金|金额 }}"), ("用途", ""), ("备注", "{{ 备注 }}")]
LIST = [
    ("序号", "日期", "金额"),
    ("{%tr for 期 in 付款 %}", "", ""),
    ("{{ 期.序号|中文数字 }}", "{{ 期.日期|日期 }}", "{{ 期.金额|金额 }}"),
    ("{%tr endfor %}", "", ""),
]


def test_cells_are_filled_and_rows_are_repeated():
    assert found(grid(*FORM), grid(("月租金", "4,500.00"), ("用途", "居住\n不得转租"), ("备注", "无"))) == []
    assert found(grid(*FORM), grid(("月租金", "4,500.00"), ("用途", ""), ("备注", ""))) == []
    rows = [("一", "2026年12月1日", "4,500.00"), ("二", "2027年3月1日", "4,500.00"), ("三", "____", "____")]
    for count in range(4):
        assert found(grid(*LIST), grid(LIST[0], *rows[:count])) == []


def test_what_a_cell_has_that_no_value_of_its_kind_is_is_found_in_the_cell():
    (finding,) = outcome(grid(*FORM), grid(("月租金", "4,500.00，不退"), ("用途", "居住"), ("备注", "无"))).findings
    assert (finding.message, finding.place) == (
        "The template does not have these words: “4,500.00，不退”.",
        Place(3, 0, 11),
    )
    faulty = grid(LIST[0], ("一", "2026年12月1日", "4,500.00"), ("二", "过户之日", "4,500.00"))
    assert [each[2] for each in found(grid(*LIST), faulty)] == ["过户之日"]
    assert [
        each[2] for each in found(grid(*FORM[:2]), grid(("月租金", "1"), ("用途", "居住"), ("违约金", "甲方不承担")))
    ] == ["违约金", "甲方不承担"]


@pytest.mark.parametrize("business", shipped_types(), ids=lambda business: business.code)
@pytest.mark.parametrize("form", ["docx", "pdf", "utf-8"])
def test_what_the_program_drafts_itself_is_unchanged(business, form):
    lines = resources.path("templates", business.template).read_text(encoding="utf-8")
    fields = read_fields([plain_text(lines)], business)
    template = read_document(contract_docx(lines.splitlines()))
    chance = random.Random(business.code)
    for filled in (
        example(fields),
        example(fields, gaps=True),
        *(values(fields, _source(chance, business), business, _added(chance, fields)) for _ in range(4)),
    ):
        contract = fill_lines(lines, filled, tuple(FILTERS))
        written = contract_docx(contract) if form == "docx" else None
        text = read_document(written) if written else model("\n".join(contract), Layout(form=form))
        assert found(template, text) == []


def _source(chance, business):
    parties = tuple(
        PartyFacts(role, "、".join(chance.sample(("李秀兰", "临江启航公司", "阿卜杜拉·买买提"), chance.randint(1, 2))),
                   chance.choice(("resident_id", "passport", "uscc")), "320106198503126422",
                   chance.choice(("", "13800138000")), chance.choice(("", "6222021234567890")))
        for role in business.roles
    )  # fmt: skip
    instalments = tuple(
        InstalmentFacts(Money.yuan(each), date(2027, each, 1)) for each in range(1, chance.randint(1, 5))
    )
    facts = CaseFacts(
        "", business.name, parties, Money.yuan(chance.randint(1, 9_999_999)), instalments, date(2026, 11, 23),
        ("房屋交割清单",), chance.randint(1, 12),
    )  # fmt: skip
    return CaseSource(facts, "HT-2026-0001", (chance.choice(("", "孙丽")), chance.choice(("", "周明"))))


def _added(chance, fields):
    of_kind = {
        "text": "临江市文昌区云栖花园3幢2单元502室，附地下车位一个（B2-017），储藏间一间，东临文昌路、南临滨河公园，与甲方其他房屋相邻",
        "money": Money(12_345_678),
        "date": date(2027, 2, 28),
        "number": 24,
    }
    added = {each.name: of_kind[each.kind] for each in fields if not each.of_case and chance.random() < 0.8}
    return added | ({"特别约定": SPECIAL} if "特别约定" in added else {})


SPECIAL = (
    "交付前的物业费由甲方承担；乙方可以提前入场测量，甲方不得拒绝。本条优先于第二条。双方应当另行签订补充协议，逾期不候"
)


# what is a change


@pytest.mark.parametrize(
    ("old", "new", "message", "at"),
    [
        ("万分之三", "万分之一", "“万分之一” stands here; the template has “万分之三”.", "万分之一"),
        ("向甲方住所地", "向乙方住所地", "“乙方” stands here; the template has “甲方”.", "乙方"),
        ("乙方不得将", "乙方可以将", "“可以” stands here; the template has “不得”.", "可以"),
        ("转委托第三人。", "转委托第三人，费用自理。", "“，费用自理” has been put into the template's words.", "，费用自理"),
        ("负有保密义务，", "负有义务，", "The template's words “保密” are missing here.",
         "[乙方对服务中知悉的甲方信息负有义务，本合同终止后仍然有效。]"),
        ("2026年12月1日前", "甲方满意前", "“甲方满意” stands where the template leaves a gap for a day.", "甲方满意"),
        ("120,000.00元", "约120,000.00元", "“约120,000.00元” stands here; the template has “____元”.", "约120,000.00元"),
        ("壹拾贰万元整", "见附件", "“见附件” stands where the template leaves a gap for an amount in capitals.", "见附件"),
        ("分三期", "分若干期", "“若干” stands where the template leaves a gap for a number.", "若干"),
        ("□现金 ☑转账", "☑现金", "The template's words “□转账” are missing here.", "[支付方式：☑现金]"),
        ("（签章）：李校长", "：李校长", "The template's words “（签章）” are missing here.", None),
    ],
)  # fmt: skip
def test_altered_words_are_found_where_they_stand_with_the_words_of_the_template(old, new, message, at):
    (finding,) = altered(old, new)
    assert finding[:2] == ("error", message)
    assert at is None or finding[2] == at


LET = """房屋租赁合同
甲方：{{ 甲方.名称 }}
{{ 甲方.证件名称 }}：{{ 甲方.证件号码 }}
房屋坐落于{{ 房屋坐落 }}，甲方出租给乙方使用。
特别约定：{{ 特别约定 }}
{{ 附注 }}
租赁期内的费用由{{ 负担人 }}应当按时支付的规定处理。
乙方应当妥善使用房屋，期满后将房屋交还甲方。
甲方（签章）：            乙方（签章）："""
LET_TO = """房屋租赁合同
甲方：张三
居民身份证：320106198503126422
房屋坐落于临江市文昌路1号，甲方出租给乙方使用。
特别约定：钥匙当面交接。甲方应当配合；乙方可以提前入住，甲方不得拒绝。
另有约定的，从其约定。双方应当书面确认。
租赁期内的费用由甲方应当按时支付的规定处理。
乙方应当妥善使用房屋，期满后将房屋交还甲方。
甲方（签章）：            乙方（签章）："""
HIDDEN = "甲方可随时涨租并单方解除合同，乙方放弃一切抗辩"


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_what_gaps_are_for_is_no_clause(form):
    for words in ("临江市文昌区1号，与丙方的房屋相邻，3.5米宽", "临江市文昌路1号。", "____", "甲方应收账款清单所列"):
        filled = LET_TO.replace("临江市文昌路1号", words)
        assert outcome(LET, model(filled, Layout(form=form))).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "hidden"),
    [
        ("文昌路1号，", f"文昌路1号。{HIDDEN}，", HIDDEN),
        ("文昌路1号，", "文昌路1号；租金每月上涨一倍，", "租金每月上涨一倍"),
        ("文昌路1号，", f"文昌路102.{HIDDEN}，", HIDDEN),
        ("文昌路1号，", "文昌路1号，乙方无权退租，", "乙方无权退租"),
        ("文昌路1号，", "文昌路1号，不得退租，", "不得退租"),
        ("文昌路1号，", "文昌路1号而承租人均不得退租，", "承租人均不得退租"),
        ("张三", "张三，且甲方有权随时涨租并解除合同", "，且甲方有权随时涨租并解除合同"),
        ("张三", f"张三。{HIDDEN}", HIDDEN),
        ("320106198503126422", f"320106198503126422，{HIDDEN}", HIDDEN),
    ],
)
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_clause_hidden_where_a_value_belongs_is_found(form, old, new, hidden):
    assert LET_TO.count(old) == 1
    contract = model(LET_TO.replace(old, new), Layout(form=form))
    points = found(LET, contract)
    assert {severity for severity, _message, _at in points} == {"error"}
    assert any(hidden[-4:] in at for _severity, _message, at in points)


def test_of_a_hidden_clause_it_is_said_that_it_stands_where_a_value_belongs():
    message = "Words that read like a clause stand where a value is filled in: “{}”."
    words = f"张三，且{HIDDEN}"
    assert found(LET, LET_TO.replace("张三", words)) == [("error", message.format(words), words)]


def test_a_clause_that_was_removed_is_told_where_it_is_missing():
    clause = "第三条 保密\n乙方对服务中知悉的甲方信息负有保密义务，本合同终止后仍然有效。\n"
    message = "Here the template has words that are missing: “第三条 保密 乙方对服务中知悉的甲方信息负有保密义务，本合同终止后仍然有效。”."
    assert altered(clause, "") == [("error", message, "[支付方式：□现金 ☑转账]")]
    assert altered("委托服务合同\n", "") == [
        ("error", "Here the template has words that are missing: “委托服务合同”.", "[甲方：临江市第三中学]")
    ]


def test_a_clause_that_was_added_is_one_point_with_all_its_lines():
    text = FILLED.replace("第五条 争", "第五条 免责\n乙方不承担任何责任。\n第六条 争")
    (finding,) = outcome(TEMPLATE, text).findings
    assert finding.message == "The template does not have these words: “第五条 免责 乙方不承担任何责任。”."
    assert [model_of(text).excerpt(place) for place in (finding.place, *finding.others)] == [
        "第五条 免责",
        "乙方不承担任何责任。",
    ]
    ((severity, _message, at),) = altered("乙方：王建国\n", "乙方：王建国\n乙方：王建国\n")
    assert (severity, at) == ("error", "乙方：王建国")


def test_a_clause_put_elsewhere_is_told_where_it_stands_now():
    line = "乙方对服务中知悉的甲方信息负有保密义务，本合同终止后仍然有效。"
    text = FILLED.replace(f"{line}\n", "").replace("第五条", f"{line}\n第五条")
    assert found(TEMPLATE, text) == [("error", f"In the template this stands at another place: “{line}”.", line)]


def test_a_line_that_was_written_anew_is_one_point_and_long_words_are_cut():
    new = "甲方迟延付款时，每迟延两日，依未付金额的万分之一加收违约金；乙方可以将全部事项转交其他人。"
    old = "甲方逾期付款的，每逾期一日，按逾期金额的万分之三支付违约金；乙方不得将委托事项转委托第三人。"
    assert altered(old, new) == [("error", f"The words of this line are others than the template's: “{old}”.", new)]
    (finding,) = altered("第五条 争", "第五条 附则\n" + "本条另有约定。" * 60 + "\n第六条 争")
    assert finding[1].endswith("…”.") and len(finding[1]) < 260


def test_what_attachments_and_signatures_say_beside_the_template_is_pointed_out_only():
    for more in ("法定代表人（签字）：李校长", "附件一：服务清单\n1. 心理辅导讲座四场", "附件\n" * 3):
        points = found(TEMPLATE, f"{FILLED}\n{more}")
        assert {severity for severity, _message, _at in points} == {"info"}
        assert points[0][1].startswith("Beside the signatures and in attachments there is more than the template has")
    template = TEMPLATE + "\n附件一：服务清单\n讲座不少于四场。"
    assert found(template, FILLED + "\n附件一：服务清单\n讲座不少于两场。") == [
        ("error", "“两” stands here; the template has “四”.", "两")
    ]


def test_another_text_is_one_point():
    others = "\n".join(long_contract(2))
    ((severity, message, at),) = found(TEMPLATE, others)
    assert (severity, at) == ("error", others.split("\n")[0])
    assert message.startswith("This is another text: only ") and "% of the template's lines are in it." in message
    assert found("{{ 甲方.名称 }}", "李秀兰\n王建国") == [
        ("error", "The template does not have these words: “王建国”.", "王建国")
    ]


def test_where_there_is_nothing_to_hold_it_against_the_check_says_so():
    check = check_by_id("template_changed")
    sale, lease = shipped_type("商品房买卖"), shipped_type("房屋租赁")
    empty = TemplateText("the template", TextModel("docx", (Block(1, "paragraph", " ", "P1"),)))
    for standards, words in (
        (Standards(), "no approved template to hold it against"),
        (Standards(sale), "no approved template to hold it against"),
        (Standards(sale, template=empty), "no approved template to hold it against"),
        (Standards(lease), "contracts of this kind need not keep to a template"),
    ):
        outcome = check.run(Contract(model_of(FILLED)), CaseFacts(), standards)
        assert (outcome.looked_at, outcome.findings, outcome.applicable) == (words, (), False)
    assert outcome_of_a_lease_that_is_held_against_one_nevertheless(lease).applicable


def outcome_of_a_lease_that_is_held_against_one_nevertheless(lease):
    return outcome(TEMPLATE, FILLED, replace(lease, fixed_text=False))


# long texts


def test_in_a_contract_of_a_hundred_pages_the_changes_are_found_and_nothing_else():
    lines = [f"{line}（备案{at}）" for at, line in enumerate(long_contract(100))]
    template = model_of(re.sub(r"人民币[\d,.]+元", "人民币{{ 金额|金额 }}元", "\n".join(lines)))
    assert found(template, "\n".join(lines)) == []
    places = [at for at, line in enumerate(lines) if "书面" in line][::9]
    changed = [line.replace("书面", "口头", 1) if at in places else line for at, line in enumerate(lines)]
    points = found(template, "\n".join(changed))
    assert len(points) == len(places) > 10 and {at for _severity, _message, at in points} == {"口头"}


def test_many_gaps_in_a_long_line_take_no_time_that_grows_beyond_measure():
    pattern, words = "\ue000,".join("甲" * 60), "甲," * 4_000
    assert not fits(pattern + "乙", words)
    assert fits("甲\ue001," * 60, "甲1," * 60) and not fits("甲\ue001," * 60, "甲1," * 59 + "甲乙,")
    hidden = "甲方可以，" * 2_000
    assert not fits(pattern + "乙", hidden) and not fits("甲\ue000，" * 60 + "乙", hidden)
