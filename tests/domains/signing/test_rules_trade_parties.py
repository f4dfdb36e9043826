# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""Habits of shops, workshops, parking places and agencies: how their contracts name parties and premises, and what is
left in them of another contract."""

from __future__ import annotations

import pytest

from signdesk.domains.signing.rules.facts import CaseFacts, PartyFacts
from tests.domains.signing.corpus import LI, WANG
from tests.domains.signing.short_texts import HEAD, SIGNED, shop, table
from tests.domains.signing.told import found, words


@pytest.mark.parametrize("value", ["姓名：罗小燕", "名称：罗小燕", "单位名称：罗小燕", "罗小燕"])
def test_a_party_s_name_may_stand_behind_a_label_of_its_own_in_the_cell_beside_it(value):
    facts = CaseFacts(parties=(PartyFacts("乙方", "罗小燕"),))
    rows = ("乙方（买方）", value, f"身份证号：{LI}"), ("联系电话", "13800138000", "")
    assert words(table(*rows), "party_name", facts) == []
    wrong = (("乙方（买方）", value + "燕", f"身份证号：{LI}"), rows[1])
    assert words(table(*wrong), "party_name", facts) == ["罗小燕燕"]


def test_a_label_alone_leaves_the_name_to_the_cell_after_it():
    facts = CaseFacts(parties=(PartyFacts("乙方", "罗小燕"),))
    rows = ("乙方（买方）", "姓名：", "罗小雁"), ("联系电话", "13800138000", "")
    assert words(table(*rows), "party_name", facts) == ["罗小雁"]


def test_numbers_under_a_party_s_place_to_sign_are_that_party_s():
    facts = CaseFacts(
        parties=(PartyFacts("甲方", "李秀兰", "resident_id", LI), PartyFacts("乙方", "王建国", "resident_id", WANG))
    )
    text = (
        "合同\n甲方：李秀兰\n乙方：王建国\n一、约定\n双方守约。\n"
        f"甲方（卖方）签章\n签名：李秀兰\n身份证号：{LI}\n乙方（买方）签章\n签名：王建国\n身份证号：{WANG}\n"
    )
    assert words(text, "party_number", facts) == []
    assert words(text.replace(LI, WANG), "party_number", facts) == [WANG]


def test_a_party_may_be_given_its_letter_behind_its_name():
    text = "停车位租赁合同\n出租人：何大伟（以下简称甲方）\n承租人：罗小燕（以下简称乙方）\n一、约定\n甲方应交付，乙方应付款。\n甲方（签字）：何大伟    乙方（签字）：罗小燕"
    assert words(text, "signature_block") == words(text, "party_name") == []
    assert words(text.replace("（签字）：何大伟", "（签字）：何大炜"), "party_name") == ["何大炜"]


def test_a_line_over_the_parties_is_no_label():
    assert words("房屋租赁合同\n本合同当事人：\n出租方（甲方）：何大伟\n一、约定\n双方守约。", "blank") == []
    assert words("房屋租赁合同\n房屋产权人：\n房屋用途：商业\n一、约定\n双方守约。", "blank") == ["房屋产权人："]


@pytest.mark.parametrize("label", ["联络方式", "联系方式", "联络电话", "手机号码", "联系号码"])
def test_a_phone_under_any_of_its_labels_has_eleven_digits(label):
    assert found(shop(f"{label}：1386041225"), "party_phone") == [("warning", "1386041225")]
    assert found(shop(f"{label}：13860412257"), "party_phone") == []


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("乙方应付款。承租人不得转让。乙方应爱护，甲方应维修，甲方应交付。", ["承租人"]),
        ("乙方应付款。未经出租方书面同意不得转租。乙方应爱护，甲方应维修，甲方应交付。", ["出租方"]),
        ("乙方应付款。乙方向出租方提出申请。乙方应爱护，甲方应维修，甲方应交付。", ["出租方"]),
        ("乙方应付款。由甲方与新承租人另行签约，新承租人应另付。乙方应爱护，甲方应维修，甲方应交付。", []),
        ("乙方应付款。依民法典承租人有权优先承租。乙方应爱护，甲方应维修，甲方应交付。", []),
        ("乙方应付款。承租人应付款。承租人应爱护。乙方应爱护，甲方应维修，甲方应交付。", []),
        ("乙方应付款。出租人应交付、承租人应收取。乙方应爱护，甲方应维修，甲方应交付。", []),
    ],
)
def test_a_party_called_by_its_role_once_is_told_where_it_goes_by_its_letter(terms, expected):
    assert words(shop(terms), "term_mixed") == expected


def test_in_a_sublease_the_lessor_is_somebody_else():
    terms = "乙方应付款。出租人应同意转租。乙方应爱护，甲方应维修，甲方应交付。"
    assert words(shop(terms, title="商铺转租合同"), "term_mixed") == []


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("乙方付押金两万元，押金不计利息。期满退还押金。拖欠的从定金中抵扣。", ["定金"]),
        ("乙方付履约保证金两万元，保证金不计利息。保证金期满退还。中途退租的，押金不退。", ["押金"]),
        ("乙方付押金两万元，押金不计利息。另付装修保证金。", []),
        ("乙方付押金两万元，押金不计利息。乙方已付定金5000元。", []),
        ("乙方付押金两万元，押金不计利息，定金抵作押金。", []),
        ("乙方付押金两万元，押金不计利息。双方适用定金罚则。", []),
        ("乙方付押金。拖欠的从保证金中抵扣。", []),
    ],
)
def test_a_deposit_goes_by_one_name(terms, expected):
    assert words(shop(terms), "term_mixed") == expected
    assert words(shop(terms, title="房屋买卖合同"), "term_mixed") == []


def test_a_company_told_something_that_is_no_party_is_left_over():
    facts = CaseFacts(parties=(PartyFacts("甲方", "何大伟"), PartyFacts("乙方", "罗小燕")))
    for terms in ("甲方出售的，须提前书面通知临江禾田商贸有限公司。", "乙方应维护临江禾田商贸有限公司的正当利益。"):
        assert words(shop(terms), "leftover", facts) == ["临江禾田商贸有限公司"], terms
    for terms in ("停电时应通知临江供电有限公司。", "甲方委托临江禾田商贸有限公司代收。"):
        assert words(shop(terms), "leftover", facts) == [], terms


def test_premises_on_another_road_in_a_later_clause_are_left_over():
    assert words(shop("期满乙方将北门街3号店面交还甲方。"), "leftover") == ["北门街3号"]
    assert words(shop("期满乙方将文昌路18号店面交还甲方。"), "leftover") == []
    assert words(shop("甲方另有北门街3号的商铺一间。"), "leftover") == []
    assert words(shop("乙方住所：北门街3号商铺。"), "leftover") == []
    assert words(shop("乙方在北门街3号办理登记。"), "leftover") == []


@pytest.mark.parametrize("label", ["房东方（简称丙方）", "租赁代理机构（丙方）", "展场经营单位（下称丙方）"])
def test_a_party_may_be_called_anything_that_is_given_its_letter(label):
    facts = CaseFacts(
        parties=(PartyFacts("乙方", "王建国", "resident_id", WANG), PartyFacts("丙方", "李秀兰", "resident_id", LI))
    )
    text = (
        f"转租合同\n承租方（简称乙方）：王建国\n身份证号：{WANG}\n{label}：李秀兰\n身份证号：{LI}\n一、约定\n乙方、丙方守约。\n"
        "乙方（签字）：王建国\n丙方（签字）：李秀兰"
    )
    assert (
        words(text, "party_number", facts)
        == words(text, "party_name", facts)
        == words(text, "signature_block", facts)
        == []
    )
    assert found(text.replace("\n丙方（签字）：李秀兰", ""), "signature_block", facts) == [("error", "")]
    signed = text.replace("丙方（签字）：李秀兰", f"{label}签章：李秀岚")
    assert words(signed, "party_name", facts) == ["李秀岚"]


def test_another_flat_than_the_one_sold_is_left_over():
    text = "买卖合同\n第一条 房屋\n房屋座落：文昌路18号6幢2单元1102室，地下储藏室6幢102室。\n第二条 交付\n{}"
    assert words(text.format("甲方将3幢801室交付乙方。"), "leftover") == ["3幢801室"]
    assert words(text.format("甲方将6幢1102室连同6幢102室交付乙方。"), "leftover") == []
    assert words(text.format("乙方联系地址3幢801室。"), "leftover") == []
    assert words(text.format("甲方另有3幢801室。"), "leftover") == []


def test_a_company_s_name_may_hold_an_and():
    facts = CaseFacts(parties=(PartyFacts("甲方", "何大伟"), PartyFacts("乙方", "罗小燕")))
    assert words(shop("损坏的，由临江家和商贸有限公司负责修复。"), "leftover", facts) == ["临江家和商贸有限公司"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("签于2026年3月1日        签于    年  月  日", ["签于    年  月  日"]),
        ("2026年3月1日            年  月  日", ["年  月  日"]),
        ("    年  月  日            年  月  日", []),
    ],
)
def test_a_date_of_signing_needs_no_label(line, expected):
    assert [each.strip() for each in words(SIGNED.format(line), "signature_block")] == expected


def test_a_witness_goes_by_one_name_too():
    facts = CaseFacts(parties=(PartyFacts("甲方", "何大伟"), PartyFacts("乙方", "罗小燕")))
    text = (
        "契约\n甲方（卖方）：何大伟\n乙方（买方）：罗小燕\n见证方（中介机构）：临江宜居经纪事务所\n一、约定\n双方守约。\n"
        "甲方：何大伟\n乙方：罗小燕\n见证方（盖章）：临江{}居经纪事务所"
    )
    assert words(text.format("宜"), "party_name", facts) == []
    assert words(text.format("怡"), "party_name", facts) == ["临江怡居经纪事务所"]


def test_a_contract_calls_itself_by_one_name():
    terms = "本合同有效。本合同生效。本合同变更。本合同解除。本合同终止。本合同未尽事宜另议。本合同附件有效。{}到期自行终止。"
    assert words(shop(terms.format("本契约")), "term_mixed") == ["本契约"]
    assert words(shop(terms.format("本合同")), "term_mixed") == []
    assert words(shop("本协议有效。" + terms.format("本协议") + "本协议变更。"), "term_mixed") == []


@pytest.mark.parametrize(
    ("line", "expected"), [("不得转组。", ["转组"]), ("不得转组织他人。", []), ("承组人应付款。", ["承组"])]
)
def test_a_let_is_not_a_group(line, expected):
    assert words(shop(line), "confusable_word") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("身份证号：63010319880412", ["63010319880412"]),
        (f"身份证号：{LI}", []),
        ("身份证号：" + LI + "12", [LI + "12"]),
        ("电表编号：630103198804", []),
        ("许可证号：63010319880412", []),
    ],
)
def test_an_identity_number_that_lost_digits_is_no_possible_one(line, expected):
    assert words(f"合同\n甲方：何大伟\n{line}\n一、约定\n双方守约。", "number_invalid") == expected


def test_a_house_number_may_be_one_of_several():
    assert words(shop("期满乙方将建外大街甲24号写字楼恢复原状。"), "leftover") == ["建外大街甲24号"]


def test_somebody_from_elsewhere_may_be_named_with_the_place():
    facts = CaseFacts(parties=(PartyFacts("甲方", "何大伟"), PartyFacts("乙方", "罗小燕")))
    assert words(shop("临江市东湖区张莉应如实提供证件。"), "leftover", facts) == ["张莉"]
    assert words(shop("乙方应如实提供证件。"), "leftover", facts) == []


def test_a_company_may_stand_right_behind_the_number_of_its_clause():
    facts = CaseFacts(parties=(PartyFacts("甲方", "何大伟"), PartyFacts("乙方", "罗小燕")))
    assert words(shop("7.1临江创业中心有限公司负责厂房的维修。"), "leftover", facts) == ["临江创业中心有限公司"]


def test_a_house_may_stand_in_a_lane():
    text = shop("甲方应将北门街3号房屋腾空。").replace("文昌路18号的商铺", "文昌路588弄的商铺")
    assert words(text, "leftover") == ["北门街3号"]
    assert words(text.replace("北门街3号", "文昌路588弄"), "leftover") == []


def test_a_broker_is_called_by_its_letter_too():
    head = HEAD + "\n丙方（中介方）：临江宜居房产服务有限公司"
    assert words(shop("中介公司隐瞒事实的，应退费。丙方应保密。", head=head), "term_mixed") == ["中介公司"]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("乙方应付款，商户应于5日内搬迁，甲方应收回。", ["商户"]),
        ("8.店主不得转租，甲方应收回。", ["店主"]),
        ("乙方应付款，各商户应遵守商场制度，甲方应检查。", []),
        ("交易税费由卖家、买受人各自承担。", ["卖家", "买受人"]),
    ],
)
def test_what_shopkeepers_are_called_is_no_party_s_name(terms, expected):
    assert words(shop(terms), "term_mixed") == expected


def test_who_is_to_be_told_is_read_without_the_words_before_it():
    facts = CaseFacts(parties=(PartyFacts("甲方", "何大伟"), PartyFacts("乙方", "罗小燕")))
    assert words(shop("甲方应提前三个月告知临江鸠江传媒有限公司。"), "leftover", facts) == ["临江鸠江传媒有限公司"]


def test_a_door_may_be_told_with_its_floor():
    text = "买卖合同\n第一条 房屋\n房屋坐落于友谊西路127号院4幢3单元2层305号房。\n第二条 交付\n{}"
    assert words(text.format("将7幢2单元601号房腾空。"), "leftover") == ["7幢2单元601号房"]
    assert words(text.format("将4幢3单元2层305号房腾空。"), "leftover") == []


def test_parties_may_get_their_letters_in_the_sentence_behind_their_names():
    facts = CaseFacts(
        parties=(PartyFacts("甲方", "临江西部物流有限公司"), PartyFacts("乙方", "临江盛达供应链有限公司"))
    )
    text = (
        "仓库租赁合同\n出租方：临江西部物流有限公司\n承租方：临江盛{}供应链有限公司\n"
        "出租方（以下简称甲方）与承租方（以下简称乙方）经协商一致达成如下条款。\n一、约定\n甲方、乙方守约。\n"
        "甲方（印章）：临江西部物流有限公司    乙方（印章）：临江盛达供应链有限公司"
    )
    assert words(text.format("达"), "signature_block", facts) == words(text.format("达"), "party_name", facts) == []
    assert words(text.format("大"), "party_name", facts) == ["临江盛大供应链有限公司"]


def test_a_company_s_code_that_lost_characters_is_no_possible_one():
    assert words("合同\n甲方：石材公司\n统一社会信用代码：91420204MA4F2N7\n一、约定\n守约。", "number_invalid") == [
        "91420204MA4F2N7"
    ]
    assert words("合同\n甲方：石材公司\n设备编号：91420204MA4F2N7\n一、约定\n守约。", "number_invalid") == []


def test_what_is_given_back_goes_to_a_party():
    facts = CaseFacts(parties=(PartyFacts("甲方", "何大伟"), PartyFacts("乙方", "罗小燕")))
    assert words(shop("乙方应将场地清理干净交还临江宏发矿业有限公司。"), "leftover", facts) == ["临江宏发矿业有限公司"]


def test_a_home_in_a_project_is_the_one_that_is_sold():
    text = (
        "买卖合同\n第一条 房屋\n买受人购买的商品房为本项目中的第8幢1单元16层1602号房。\n第二条 交付\n将{}交付买受人。"
    )
    assert words(text.format("5幢902室"), "leftover") == ["5幢902室"]
    assert words(text.format("8幢1602号房"), "leftover") == []


def test_a_party_is_told_by_its_role_once_after_an_if_as_well():
    terms = "乙方应付款。若承租人中途终止，押金不退。乙方应爱护，甲方应维修，甲方应交付。"
    assert words(shop(terms), "term_mixed") == ["承租人"]
    plain = shop("乙方应付款，甲方可向承租方收取保证金。", head="甲方：何大伟\n乙方：罗小燕")
    assert words(plain, "term_mixed") == ["承租方"]


def test_whoever_keeps_a_stall_has_a_letter():
    assert words(shop("乙方应付款。摊主不得转租。甲方应维修。"), "term_mixed") == ["摊主"]
