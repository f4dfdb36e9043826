"""Phones, accounts, agents and places to sign against the parties of the case."""

import pytest

from signdesk.domains.signing.rules.facts import CaseFacts, PartyFacts
from tests.domains.signing.corpus import LI, SELLER, WANG
from tests.domains.signing.short_texts import table
from tests.domains.signing.told import found, words

PEOPLE = CaseFacts(
    parties=(
        PartyFacts("甲方", "李秀兰", "resident_id", LI, "13800138000、0791-86551234", "6222603710701512989"),
        PartyFacts("乙方", "王建国", "resident_id", WANG),
    )
)
HEAD = "合同\n甲方：李秀兰 {}\n乙方：王建国 {}\n一、约定\n{}"


def text(first="", second="", terms=""):
    return HEAD.format(first, second, terms)


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        (text("电话：13800138000"), []),
        (text("电话：138 0013 8000"), []),
        (text("电话：0791-86551234"), []),
        (text("电话：13800138001"), ["13800138001"]),
        (text("电话：1380013800"), ["1380013800"]),
        (text("电话：0791-8655123"), ["0791-8655123"]),
        (text("电话：13912345678"), ["13912345678"]),
        (text("电话：13800138000", "电话：13912345678"), []),
        (text("", "电话：13912345678"), []),
        (text("", "", "紧急联系人电话：13912345678"), []),
        (text("", "", "客服电话：400-820-6655"), []),
        (text("", "", "价款：13912345678元"), []),
        (text("身份证号：" + LI), []),
    ],
)
def test_the_phone_of_a_party_is_that_of_the_case(contract, expected):
    assert words(contract, "party_phone", PEOPLE) == expected


def test_a_mobile_number_has_eleven_digits():
    assert found(text("手机：1380013800"), "party_phone") == [("warning", "1380013800")]
    assert found(text("电话：138001380001"), "party_phone") == [("warning", "138001380001")]
    assert found(text("电话：138 0013 8000，83214567"), "party_phone") == []


def test_without_phones_in_the_case_none_is_judged():
    assert words(text("电话：13912345678"), "party_phone", CaseFacts(parties=PEOPLE.parties[1:])) == []


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("账号：6222603710701512989", []),
        ("账号：6222 6037 1070 1512 989", []),
        ("户名李秀兰，卡号6222606883837171694", ["6222606883837171694"]),
        ("收款账号：6222606883837171694", ["6222606883837171694"]),
        ("监管账号：6222606883837171694", []),
        ("户名王建国，账号6222606883837171694", []),
        ("合同编号：6222606883837171694", []),
        ("账号：6222606883837171694元", []),
    ],
)
def test_money_goes_to_the_account_of_the_case(terms, expected):
    assert words(text("", "", terms), "party_account", PEOPLE) == expected


def test_an_account_in_a_table_is_told_by_the_cell_beside_it():
    model = table(("甲方", "李秀兰"), ("收款账号", "6222606883837171694"), ("手机", "13800138001"))
    assert words(model, "party_account", PEOPLE) == ["6222606883837171694"]
    assert words(model, "party_phone", PEOPLE) == ["13800138001"]


def test_the_account_stands_under_the_party_that_is_named_above_it():
    contract = "合同\n甲方：李秀兰\n账号：6222606883837171694\n乙方：王建国\n账号：6222603710701512980"
    assert words(contract, "party_account", PEOPLE) == ["6222606883837171694"]


COMPANY = CaseFacts(parties=(PartyFacts("甲方", "临江恒信置业有限公司", "uscc", SELLER), PEOPLE.parties[1]))


@pytest.mark.parametrize(
    ("contract", "facts", "expected"),
    [
        (text("\n委托代理人：李国强"), PEOPLE, ["委托代理人：李国强"]),
        (text("\n委托代理人：李国强"), CaseFacts(), ["委托代理人：李国强"]),
        (text("\n委托代理人：李国强（授权委托书见附件一）"), PEOPLE, []),
        (text("\n委托代理人：李国强", "", "授权见附件一。\n甲方（签字）：\n附件一：授权委托书"), PEOPLE, []),
        (text("\n委托代理人：李国强", "", "无。\n甲方（签字）：\n附件一：授权委托书"), PEOPLE, ["委托代理人：李国强"]),
        (text("\n委托代理人："), PEOPLE, []),
        (text("\n委托代理人：签字"), PEOPLE, []),
        ("合同\n甲方：临江恒信置业有限公司\n委托代理人：李国强\n乙方：王建国", COMPANY, []),
        ("合同\n甲方：临江恒信置业有限公司\n委托代理人：李国强\n乙方：王建国", CaseFacts(), []),
        ("合同\n甲方：临江恒信置业有限公司\n授权代表：李国强\n经办人：李四\n乙方：王建国", COMPANY, []),
        ("委托代理人：李国强", PEOPLE, []),
    ],
)
def test_the_agent_of_a_natural_person_needs_a_power_of_attorney(contract, facts, expected):
    assert words(contract, "agent_authority", facts) == expected


SIGNED = "合同\n甲方：{}\n乙方：王建国\n第一条 房屋\n双方约定。\n第二条 其他\n无。\n{}"


@pytest.mark.parametrize(
    ("name", "block", "expected"),
    [
        ("李秀兰", "甲方（签字）：    乙方（签字）：", []),
        ("李秀兰", "甲方（签字）：", [("error", "")]),
        ("李秀兰", "", [("error", "")]),
        ("李秀兰", "（签字）：          （签字）：", []),
        ("李秀兰", "甲方（盖章）：    乙方（签字）：", [("warning", "甲方（盖章）：")]),
        ("李秀兰", "甲方（签字或盖章）：    乙方（签字）：", []),
        ("临江恒信置业有限公司", "甲方（盖章）：    乙方（签字）：", []),
        ("临江恒信置业有限公司", "甲方（签字）：    乙方（签字）：", [("warning", "甲方（签字）：")]),
        ("临江恒信置业有限公司", "甲方（签章）：    乙方（签名）：", []),
        ("临江恒信置业有限公司", "甲方（签字）：    乙方（签字）：    丙方（盖章）：", [("warning", "甲方（签字）：")]),
    ],
)
def test_every_party_signs_in_its_own_way(name, block, expected):
    assert found(SIGNED.format(name, block), "signature_block") == expected


def test_a_line_for_a_legal_representative_where_only_people_sign_is_pointed_out():
    contract = SIGNED.format("李秀兰", "甲方（签字）：    乙方（签字）：\n法定代表人（签字）：")
    assert found(contract, "signature_block", PEOPLE) == [("warning", "法定代表人")]
    contract = SIGNED.format("临江恒信置业有限公司", "甲方（盖章）：    乙方（签字）：\n法定代表人（签字）：")
    assert found(contract, "signature_block", COMPANY) == []
    only_a_witness = CaseFacts(parties=(PartyFacts("见证人", "周小平"),))
    assert found(contract, "signature_block", only_a_witness) == []


def test_a_role_in_brackets_is_a_party_too():
    contract = (
        "合同\n转租人（甲方）：李秀兰\n受让人（以下简称“乙方”）：王建国\n第一条 房屋\n双方约定。\n甲方签字：______"
    )
    assert found(contract, "signature_block") == [("error", "")]
    assert found(contract + "    乙方签字：______", "signature_block") == []


def test_without_parties_nobody_is_missed():
    assert found("合同\n一、约定。", "signature_block") == []
