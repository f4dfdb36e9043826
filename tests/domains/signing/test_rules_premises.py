"""Premises of another contract: what a later clause says of them is held against the contract's own, part by part."""

import pytest

from tests.domains.signing.short_texts import shop
from tests.domains.signing.told import words

TEXT = (
    "{title}\n甲方：何大伟\n住址：临江市东湖区建设路5号2栋301室\n乙方：罗小燕\n一、标的\n甲方将{own}出租给乙方。\n"
    "二、约定\n{clause}\n三、其他\n双方守约。"
)
FLAT = "位于临江市东湖区文昌路18号锦绣花园6幢2单元1102室的房屋"


def told(clause, own=FLAT, title="房屋租赁合同"):
    return words(TEXT.format(title=title, own=own, clause=clause), "leftover")


@pytest.mark.parametrize(
    "other",
    [
        "3幢801室", "8号楼2单元1102室", "6幢2单元1103室", "1103室", "锦绣花园6幢3单元", "春江花园6幢2单元1102室",
        "文昌路81号锦绣花园6幢2单元1102室", "临江市西湖区文昌路18号房屋",
    ],
)  # fmt: skip
def test_a_flat_of_which_a_part_is_another_one_is_told(other):
    (found,) = told(f"期满乙方将{other}腾空交还甲方。")
    assert other.endswith(found) or found in other


@pytest.mark.parametrize(
    "same",
    [
        "6幢2单元1102室",
        "6幢1102号",
        "6号楼1102号房",
        "1102室",
        "锦绣花园6-2-1102室",
        "文昌路18号房屋",
        "建设路5号2栋301室",
        "6栋二单元",
    ],
)
def test_the_same_flat_by_fewer_parts_or_written_otherwise_is_not(same):
    assert told(f"期满乙方将{same}腾空交还甲方。") == []


@pytest.mark.parametrize(
    ("own", "other", "same"),
    [
        ("地下一层B2-118号车位", "B2-119号车位", "B2-118车位"),
        ("A区12号摊位", "21号摊位", "12号摊位"),
        ("园区3号厂房", "5号厂房", "3号厂房"),
        ("文昌路18号3号仓库", "2号库房", "3号仓库"),
        ("文昌路18号1102室B房间", "303室", "1102室"),
        ("车位（编号：C-031）一个", "C-013号车位", "编号C-031"),
        ("文昌路588弄12号301室", "588弄16号301室", "588弄12号301室"),
        ("工业园宿舍503房、504房", "607房", "503房"),
        ("卧龙新港2-3-307的宾馆", "2-3-309", "2-3-307"),
        ("建设路12号院2号楼", "15号院2号楼", "12号院2号楼"),
    ],
)
def test_whatever_has_a_number_is_told_by_it(own, other, same):
    assert told(f"乙方不得将{other}转借他人。", own) == [other]
    assert told(f"乙方不得将{same}转借他人。", own) == []


@pytest.mark.parametrize(
    "clause",
    [
        "房屋共6层，带3个车位，户型为2室1厅。", "租金于每月5号前支付。", "距地铁2号线300米。", "钥匙到3幢101室领取。",
        "甲方另有3幢801室一套，不在此列。", "乙方联系地址：3幢801室。", "清单见附件1，共2栋。",
        "甲方将3幢801室作抵押。",
    ],
)  # fmt: skip
def test_what_is_no_premises_or_another_s_on_purpose_is_not(clause):
    assert told(clause) == []


def test_what_is_said_twice_is_meant():
    assert told("3幢801室一并出租。\n3幢801室的租金另计。") == []


def test_premises_are_told_in_contracts_about_premises():
    assert told("将3幢801室打扫干净。", title="保洁服务合同") == []
    assert words(shop("将3幢801室打扫干净。"), "leftover") == []


@pytest.mark.parametrize(("thing", "told_of"), [("摊位", True), ("仓库", True), ("店面", False), ("商铺", False)])
def test_a_thing_the_contract_does_not_speak_of_cannot_be_taken_back(thing, told_of):
    assert words(shop(f"逾期的，甲方有权收回{thing}。"), "leftover") == ([thing] if told_of else [])
    assert words(shop(f"{thing}完好。逾期的，甲方有权收回{thing}。"), "leftover") == []


def test_a_parking_place_may_be_told_by_its_code_alone():
    own = "地下一层的固定停车位一个，编号为B1-076，"
    assert told("将B1-067号车位交还甲方。", own) == ["B1-067号车位"]
    assert told("将B1-076号车位交还甲方。", own) == []
    assert told("合同编号为B1-067。", own) == []


def test_in_a_clause_divided_twice_the_next_part_is_a_later_one():
    own = "约定如下：\n1、甲方：\n（1）提供位于厂区2号楼一层的食堂；\n（2）检查。\n2、乙方：\n（1）打扫{}一层"
    assert told("无。", own.format("5号楼")) == ["5号楼"]
    assert told("无。", own.format("2号楼")) == []


def test_a_thing_of_another_contract_is_not_given_back_by_its_number_either():
    assert words(shop("期满，乙方应将2号仓库清空后交还甲方。"), "leftover") == ["仓库"]
    assert words(shop("期满，乙方应将店面清空后交还甲方。"), "leftover") == []


def test_what_must_not_be_mortgaged_is_the_contract_s_own():
    assert told("乙方不得将3幢801室作抵押。") == ["3幢801室"]
