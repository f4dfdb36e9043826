# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""Names and numbers of parties in every place they stand in, and whose they are."""

from __future__ import annotations

import pytest

from signdesk.domains.signing.rules.facts import CaseFacts, PartyFacts
from signdesk.domains.signing.rules.structure.contract import Contract
from tests.domains.signing.corpus import LI, SELLER, WANG, ZHAO, model_of
from tests.domains.signing.short_texts import table
from tests.domains.signing.told import found, words

LEASE_OF = "租赁合同\n{head}\n第一条 标的\n正文。\n第二条 其他\n正文。\n甲方（签字）：{a}\n乙方（签字）：{b}"


def parties(*facts):
    return CaseFacts(parties=tuple(PartyFacts(*each) for each in facts))


# parties


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


# business types and the seal matrix


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


def test_people_who_share_a_role_are_named_together_and_a_sub_tenant_is_no_landlord():
    assert found("合同\n承租人（乙方）：黄嘉怡、钟宇航\n乙方：钟宇航", "party_name") == []
    assert found("合同\n承租人（乙方）：黄嘉怡、钟宇航\n乙方：钟宇舫", "party_name") == [("error", "钟宇舫")]
    lease = "转租协议\n甲方（转租方）：高明远\n乙方（受转租方）：长沙味之源餐饮有限公司"
    assert found(lease, "party_name") == []


def test_a_brokers_code_below_the_buyer_is_not_the_buyers():
    wrong = WANG[:5] + "9" + WANG[6:]
    broker = f"房地产经纪机构：临江信达经纪有限公司（统一社会信用代码：{SELLER}）"
    text = f"买卖合同\n买受人：王建国\n身份证号：{wrong}\n{broker}"
    assert words(text, "party_number", parties(("买受人", "王建国", "resident_id", WANG))) == [wrong]
