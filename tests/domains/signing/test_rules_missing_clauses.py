"""Clauses that are not there: what was looked for, what stands next to it, and which law asks for it."""

from __future__ import annotations

import pytest

from signdesk.domains.signing.rules.business import Clause, shipped_type
from signdesk.domains.signing.rules.checks.catalogue import check_by_id
from signdesk.domains.signing.rules.checks.clause_subjects import shipped_subjects
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from tests.domains.signing.corpus import model_of

LEASE = [
    "房屋租赁合同",
    "一、甲方将位于文昌路18号的房屋交付乙方居住，租赁期限一年，租金每月三千元，押金三千元。",
    "二、水费由乙方承担；乙方不得转租；合同解除后收回房屋。",
    "三、违约的赔偿损失；协商不成的向法院起诉。",
]


def told(lines, business="房屋租赁"):
    text = "\n".join(lines)
    standards = Standards(shipped_type(business) if business else None)
    model = model_of(text)
    findings = check_by_id("clause_missing").run(Contract(model), CaseFacts(), standards).findings
    return [
        (each.severity, each.message, model.excerpt(each.place) if each.place else "", each.sides) for each in findings
    ]


def test_what_was_looked_for_and_which_law_asks_for_it_is_said():
    ((severity, message, excerpt, sides),) = told(LEASE)
    assert (severity, excerpt) == ("warning", "")
    assert message == "There are no words on: 维修责任 (“维修”, “修缮”, “维护”, “修理”)."
    assert sides == (("维修责任", "《民法典》第704条、第712条；《商品房屋租赁管理办法》第7条"),)


@pytest.mark.parametrize(
    "line",
    [
        "四、甲方应保证房屋处于正常使用状态，乙方报修后一日内到场。",
        "四、管道堵塞的，由乙方自行疏通。",
        "四、灯具损坏的，由甲方更换。",
    ],
)
def test_a_subject_is_there_by_whatever_words_people_say_it(line):
    assert told([*LEASE, line]) == []


def test_what_covers_a_subject_by_half_is_shown():
    ((severity, message, excerpt, _sides),) = told([*LEASE, "四、乙方应爱护房屋及其设施，退租时保持完好。"])
    assert severity == "warning" and excerpt == "四、乙方应爱护房屋及其设施，退租时保持完好"
    assert message.startswith("On 维修责任 there is only “四、乙方应爱护房屋及其设施，退租时保持完好”: none of “维修”")
    home = [
        "房屋买卖合同",
        "一、房屋坐落于文昌路，不动产权证号1234，成交价一百万元，定金十万元，付款方式为一次付清。",
        "二、房屋交付后违约的，由法院裁判。",
    ]
    errors = [
        (severity, message) for severity, message, _excerpt, _sides in told(home, "存量房买卖") if severity == "error"
    ]
    assert (
        len(errors) == 1 and "On 权属与抵押状况 there is only “一、房屋坐落于文昌路，不动产权证号1234" in errors[0][1]
    )


def test_of_a_long_sentence_what_stands_around_the_word_is_shown():
    long = (
        "四、"
        + "甲方与乙方在本合同履行过程中因履行本合同而发生的"
        + "任何争议均应当由双方本着友好合作的精神及时地、充分地协商并妥善处理完毕为止。"
    )
    lines = [*LEASE[:3], "三、违约的赔偿损失。", long]
    ((_severity, message, _excerpt, _sides),) = [each for each in told(lines) if "争议解决" in each[1]]
    assert "there is only “…" in message and "争议均应当" in message and "…”: none" in message


def test_a_word_in_passing_or_in_an_attachment_covers_nothing():
    lines = [*LEASE[:3], "三、乙方违约的，甲方可以解除合同，诉讼费用由败诉方承担。", "附件一：说明", "双方协商。"]
    ((_severity, message, excerpt, _sides), *_rest) = [each for each in told(lines) if "争议解决" in each[1]]
    assert "争议解决" in message and not excerpt


def test_where_nobody_told_the_business_the_title_does_as_far_as_the_law_names_clauses():
    lines = ["商铺租赁合同", "一、甲方将文昌路18号商铺出租给乙方，租金每月三千元。", "二、违约的赔偿，协商不成的起诉。"]
    ((severity, message, _excerpt, sides),) = told(lines, "")
    assert severity == "warning"
    assert all(title in message for title in ("租赁用途", "租赁期限", "维修责任")) and "押金" not in message
    assert [title for title, _law in sides] == ["租赁用途", "租赁期限", "维修责任"]


@pytest.mark.parametrize("title", ["车辆租赁合同", "房屋租赁补充协议", "房屋租赁代理合同", "协议"])
def test_a_title_that_says_something_else_asks_for_no_more_than_every_contract_needs(title):
    assert told([title, "一、甲方将文昌路18号房屋交乙方，费用三千元。", "二、违约的赔偿，协商不成的起诉。"], "") == []


def test_a_sale_of_goods_says_their_quality_delivery_and_inspection():
    lines = ["设备购销合同", "一、乙方向甲方购买设备三台，价款九万元。", "二、违约的赔偿，协商不成的起诉。"]
    ((_severity, message, _excerpt, sides),) = told(lines, "")
    assert "质量要求" in message and "交货" in message and ("交货", "《民法典》第596条") in sides
    lines.append("三、质量应合格，甲方送货上门，乙方当场验收。")
    assert told(lines, "") == []


def test_a_centre_s_own_clause_is_judged_by_its_own_words():
    own = Clause("宠物", ("宠物", "养狗"))
    business = shipped_type("房屋租赁")
    standards = Standards(type(business)(**{**vars(business), "clauses": (own,)}))
    (finding,) = (
        check_by_id("clause_missing").run(Contract(model_of("\n".join(LEASE))), CaseFacts(), standards).findings
    )
    assert finding.message == "There are no words on: 宠物 (“宠物”, “养狗”)." and finding.sides == ()


def test_every_subject_goes_by_the_title_of_a_shipped_clause_or_by_the_law():
    titles = {
        clause.title
        for name in ("商品房买卖", "存量房买卖", "房屋租赁", "委托服务")
        for clause in shipped_type(name).clauses
    }
    for subject in shipped_subjects().values():
        assert subject.title in titles or (subject.kinds and subject.law)
