"""References to clauses, clauses that must be there, and the number of copies."""

import pytest

from signdesk.core.text import Block, TextModel
from signdesk.domains.signing.rules.business import shipped_type
from signdesk.domains.signing.rules.checks.catalogue import check_by_id
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from tests.domains.signing import corpus
from tests.domains.signing.corpus import model_of
from tests.domains.signing.told import found, words

ARTICLES = """合同
第一条 标的
甲方出租房屋。
第二条 租金
（一）月租金一千元。
（二）按月支付。
第三条 违约责任
甲方违约的，按{}处理。
逾期的支付违约金。
第四条 其他
其他事项另行约定。"""
DECIMALS = """合同
1. 标的
1.1 甲方出租房屋。
1.2 房屋完好。
2. 责任
2.1 按照{}处理。"""
CHAPTERS = """合同
第一章 总则
第一条 标的
甲方出租房屋，见{}。
第二章 费用
第二条 租金
月租金一千元，包括：
（1）房屋；
（2）家具。"""


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        (ARTICLES, "第二条", []),
        (ARTICLES, "第二条第（二）项", []),
        (ARTICLES, "第二条第二款", []),
        (ARTICLES, "第二条第（三）项", ["第二条第（三）项"]),
        (ARTICLES, "第二条第（一）项、第（五）项", ["第（五）项"]),
        (ARTICLES, "第五条", ["第五条"]),
        (ARTICLES, "第一条至第六条", ["第六条"]),
        (ARTICLES, "本条第二款", []),
        (ARTICLES, "本条第四款", ["第四款"]),
        (ARTICLES, "前述第九款", []),
        (ARTICLES, "《民法典》第七条", []),
        (ARTICLES, "民法典第五百八十五条及本合同第九条", ["第九条"]),
        (ARTICLES, "法律规定第七百条的", []),
        (ARTICLES, "第七百条的", []),
        (ARTICLES, "附件一第九条", []),
        (ARTICLES, "下列第2项", []),
        (ARTICLES, "第零条", []),
        (ARTICLES, "第四条约定的租金", ["第四条"]),
        (ARTICLES, "第二条约定的租金", []),
        (DECIMALS, "1.2", []),
        (DECIMALS, "第1.2款", []),
        (DECIMALS, "1.6的标准", ["1.6"]),
        (DECIMALS, "第1.6条", ["第1.6条"]),
        (DECIMALS, "第4.1条", ["第4.1条"]),
        (DECIMALS, "1.5倍租金", []),
        (CHAPTERS, "第二条第2项", []),
        (CHAPTERS, "第二条第4项", ["第二条第4项"]),
        (CHAPTERS, "第二条第一款、第三条", ["第三条"]),
    ],
)
def test_a_reference_leads_to_a_clause(text, reference, expected):
    assert words(text.format(reference), "cross_reference") == expected


def test_a_clause_that_is_a_sentence_has_no_subject_to_be_named_by():
    text = "合同\n第一条 甲方应当在每月五日之前支付租金给乙方。\n第二条 房屋归甲方所有。\n第三条 按第二条甲方交房。"
    assert words(text, "cross_reference") == []


def test_a_clause_that_refers_to_itself_is_pointed_out():
    text = "合同\n第一条 标的\n甲方出租房屋。\n第二条 租金按第二条支付。\n第三条 其他约定。\n甲方（签字）：\n签订日期："
    assert found(text, "cross_reference") == [("warning", "第二条")]


def test_the_contents_and_attachments_hold_no_references():
    text = "目录\n第一条 标的…………1\n第二条 租金…………9\n" + ARTICLES.format("第二条") + "\n甲方（签字）：\n乙方（签字）："
    assert words(text + "\n附件一：清单\n1、床\n2、桌", "cross_reference") == []


def test_text_without_clauses_has_nothing_that_could_be_referred_to():
    assert words("甲方按第三条付款。", "cross_reference") == []


def missing(text, business):
    standards = Standards(shipped_type(business) if business else None)
    outcome = check_by_id("clause_missing").run(Contract(model_of(text)), CaseFacts(), standards)
    return [(finding.severity, finding.message) for finding in outcome.findings]


@pytest.mark.parametrize(("name", "business"), [("sale", "商品房买卖"), ("lease", "房屋租赁"), ("service", "委托服务")])
def test_a_clean_contract_has_every_clause_of_its_kind(name, business):
    assert missing(corpus.CLEAN[name][0], business) == []


def test_a_key_clause_that_is_missing_is_an_error_and_the_others_are_one_warning():
    text = "租赁合同\n一、房屋坐落于文昌路，供居住，租期一年。\n二、租金每月一千元。\n三、任何一方违约的，赔偿损失。"
    errors = [message for severity, message in missing(text, "房屋租赁") if severity == "error"]
    warnings = [message for severity, message in missing(text, "房屋租赁") if severity == "warning"]
    assert len(errors) == 1 and "押金" in errors[0]
    assert len(warnings) == 1 and "转租" in warnings[0] and "争议解决" in warnings[0]


def test_mentioning_a_dispute_is_no_clause_on_disputes():
    text = "合同\n一、价款一千元，房屋不存在权属争议。\n二、乙方承担相应违约责任。\n附件一：说明\n由法院管辖。"
    assert [severity for severity, _message in missing(text, "")] == ["warning"]
    assert "违约责任" in missing(text, "")[0][1] and "争议" in missing(text, "")[0][1]


def test_without_numbered_clauses_nothing_is_missed():
    assert missing("甲方向乙方借款。", "房屋租赁") == []


def test_a_heading_without_text_is_found():
    clauses = "\n".join(f"第{n}条 事项\n双方另行约定费用、违约和诉讼。" for n in "一二三四五")
    assert found(f"合同\n{clauses}\n第六条 保密\n第七条 其他\n无。", "clause_missing") == [("error", "第六条")]
    assert found(f"合同\n{clauses}\n第六条 保密须另行约定。\n第七条 其他\n无。", "clause_missing") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("本合同一式两份，双方各执一份。", False),
        ("本合同一式两份，双方各执两份。", True),
        ("本合同一式叁（3）份，甲方执壹份，乙方执贰份。", False),
        ("本合同一式叁（2）份。", True),
        ("本合同一式陆份，甲、乙、丙三方各执两份。", False),
        ("本合同一式肆份，甲乙双方各执壹份，登记机构、见证方各执壹份。", False),
        ("本合同一式五份，甲、乙双方及登记机构各执壹份。", True),
        ("本合同一式八份，甲乙丙丁四方各执两份。", False),
        ("本合同一式四份，四方各执一份。", False),
        ("本合同一式三份，出租方、承租方和见证人各执一份。", False),
        ("本合同一式四份，甲方执两份，乙方各执一份。", False),
        ("本合同一式四份，甲方执三份，乙方各执一份。", True),
        ("本合同一式四份，甲方各执一份，乙方各执一份。", False),
        ("本合同一式三份，甲方执一份，其余由乙方保存。", False),
        ("本合同一式三份，甲方与乙方约定各执一份。", True),
        ("本合同一式三份，签字后，甲方执一份，乙方一共拿走两份。", False),
        ("本合同一式三份，乙方在签字后（当日）执一份。", False),
        ("本合同一式两份。\n本协议一式三份。", True),
        ("身份证复印件一式两份。", False),
        ("本合同一式零份。", False),
        ("本合同一式三份，三方各执一份。", False),
        ("本合同正本一式两份，买卖双方各执一份。", False),
    ],
)
def test_copies_are_said_one_way_and_given_out_as_made(line, expected):
    assert bool(found(f"合同正文。\n{line}\n附件一：清单\n清单一式九份。", "copies")) is expected


def test_copies_agree_with_the_case():
    text = "本合同一式两份，双方各执一份。"
    assert words(text, "copies", CaseFacts(copies=2)) == []
    assert words(text, "copies", CaseFacts(copies=3)) == ["一式两份"]


def unmarked(*paragraphs, business="房屋租赁"):
    """`*第一条 …` is a paragraph in bold."""
    blocks = [
        Block(n, "paragraph", text.lstrip("*"), f"P{n}", emphasised=((0, len(text) - 1),) if text[0] == "*" else ())
        for n, text in enumerate(paragraphs, 1)
    ]
    contract = Contract(TextModel("docx", tuple(blocks)))
    standards = Standards(shipped_type(business) if business else None)
    outcome = check_by_id("key_clause_unmarked").run(contract, CaseFacts(), standards)
    return outcome.applicable, [contract.model.excerpt(finding.place) for finding in outcome.findings]


def test_a_key_clause_that_does_not_stand_out_among_others_that_do_is_pointed_out():
    clauses = (
        "*第一条 租赁期限",
        "一年。",
        "第二条 租金",
        "*月租金一千元。",
        "第三条 违约责任",
        "赔偿。",
        "第四条 其他",
        "无。",
    )
    assert unmarked(*clauses) == (True, ["第三条"])
    assert unmarked(*clauses[:4], "*第三条 违约责任", *clauses[5:]) == (True, [])


def test_without_clauses_that_stand_out_none_is_missed():
    assert unmarked("第一条 租赁期限", "一年。", "第二条 租金", "*月租金一千元。", "第三条 违约责任") == (False, [])
    assert unmarked("*第一条 租赁期限", "*第二条 租金", "第三条 违约责任", business="") == (False, [])


def test_a_last_clause_whose_lines_have_no_full_stop_is_not_where_the_parties_sign():
    lines = "租赁合同\n一、房屋\n一套\n二、租期\n一年\n三、租金\n按月支付\n四、其他\n乙方不得饲养宠物\n甲方：何大伟"
    assert [severity for severity, _words in found(lines, "clause_missing")] == ["warning"]
