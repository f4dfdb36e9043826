"""Who is called what: the parties go by the names they were introduced by."""

import pytest

from tests.domains.signing.short_texts import shop
from tests.domains.signing.told import found, words

LETTERED = "乙方应付款。{}乙方应爱护，甲方应维修，甲方应交付。"
BY_ROLE = (
    "租赁合同\n出租人（甲方）：何大伟\n承租人（乙方）：罗小燕\n第一条 约定\n出租人交付，租金由承租人支付。\n"
    "第二条 使用\n承租人应爱护房屋，出租人负责维修。出租人可以检查，承租人应予配合。承租人按月付款。\n{}"
)


@pytest.mark.parametrize(
    "name",
    [
        "房客",
        "租客",
        "房东",
        "租户",
        "店主",
        "卖家",
        "买家",
        "购房者",
        "租赁方",
        "受让方",
        "次承租人",
        "摊主",
        "库主",
        "承租单位",
        "承包户",
    ],
)
@pytest.mark.parametrize("sentence", ["{}不得留宿他人。", "钥匙交还{}。", "经催告{}仍不履行的，押金不退。"])
def test_whatever_a_party_is_called_once_it_is_told(name, sentence):
    assert words(shop(LETTERED.format(sentence.format(name))), "term_mixed") == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "乙方不得影响其他租户。",
        "乙方负责清退上一轮承租户。", "乙方应遵守《租客手册》。", "甲方可以另寻租客。", "厂房主体由甲方维修。",
        "租赁方式为整租。",
        "经甲方同意转租的，次承租人应遵守本合同。", "店铺转让的，受让方应另行签约。", "房屋出售的，买受人承继本合同。",
        "违约方应赔偿，任何一方不得拒绝，败诉方承担费用。",
        "甲方与房东签有合租协议，房东应到场。", "品牌方的授权由乙方办理。", "甲方的卖家具由其自理。",
        "全体业主应遵守公约。", "甲方（即房东）负责维修。", "乙方将商铺出租客厅部分除外。",
    ],
)  # fmt: skip
def test_whoever_is_somebody_else_is_not_taken_for_a_party(sentence):
    assert words(shop(LETTERED.format(sentence)), "term_mixed") == []


def test_a_letter_is_told_where_the_parties_go_by_their_roles():
    assert found(BY_ROLE.format("乙方不得留宿他人。"), "term_mixed") == [("warning", "乙方")]
    assert words(BY_ROLE.format("承租人不得留宿他人。"), "term_mixed") == []
    assert words(BY_ROLE.format("乙方不得留宿。\n乙方不得养狗。"), "term_mixed") == []


def test_a_name_that_stands_twice_is_a_slip_among_very_many_others():
    often = "甲方应维修，乙方应付款。" * 6
    assert words(shop(often + "租客不得养狗。租客不得吸烟。"), "term_mixed") == ["租客"]
    assert words(shop("租客不得养狗。租客不得吸烟。"), "term_mixed") == []


def test_a_deposit_by_two_other_names_at_once_is_told_once():
    text = "乙方付履约保证金两万元，保证金不计利息。保证金期满退还。中途退租的，{}不退。"
    assert words(shop(text.format("定金（押金）")), "term_mixed") == ["定金"]
    assert words(shop(text.format("定金和定金的利息")), "term_mixed") == ["定金"]
    assert words(shop(text.format("保证金（押金）")), "term_mixed") == []


def test_what_annexes_call_the_parties_is_theirs():
    text = shop("乙方付押金两万元，押金不计利息。") + "\n附件一：清单\n房东已收定金。"
    assert words(text, "term_mixed") == []


def test_a_deposit_by_another_name_is_told_though_its_sentence_has_the_right_one_elsewhere():
    text = "乙方付押金20000元，期满后{}不计利息退还。"
    assert words(shop(text.format("保证金")), "term_mixed") == ["保证金"]
    assert words(shop(text.format("押金")), "term_mixed") == []
    assert words(shop("乙方交付20000元作为押金。\n期满后定金退还。"), "term_mixed") == ["定金"]
    assert words(shop("乙方付押金两万元，押金不退。另付门禁卡押金，水电保证金。"), "term_mixed") == []


@pytest.mark.parametrize("name", ["学校", "商场", "中介", "业主", "品牌方"])
def test_whoever_acts_once_and_has_no_name_is_a_party_of_another_contract(name):
    assert words(shop(f"{name}应如数退还租金。"), "term_mixed") == [name]
    assert words(shop(f"商铺与{name}相邻。"), "term_mixed") == []


def test_a_name_used_throughout_is_one_of_the_contract_s_own():
    assert words(shop("租客不得养狗。\n租客不得吸烟。\n租客应当爱护。"), "term_mixed") == []


def test_whoever_acts_in_an_annex_is_called_so_there():
    text = shop("乙方应付款。") + "\n附件一：清单\n品牌方应提供授权。"
    assert words(text, "term_mixed") == []
