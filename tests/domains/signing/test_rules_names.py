"""Companies and people who are no parties: whoever takes part without having been introduced is left over."""

import pytest

from tests.domains.signing.short_texts import shop
from tests.domains.signing.told import words


@pytest.mark.parametrize(
    "sentence",
    [
        "水电费由{}承担。",
        "经{}同意，乙方可以装修。",
        "{}应予以配合。",
        "{}租期满后搬离。",
        "乙方应通知{}，由其验收。",
        "乙方应将钥匙交还{}。",
        "因{}使用不当造成的损坏，照价赔偿。",
        "{}的押金不予退还。",
        "乙方向{}支付租金。",
        "若{}逾期付款，乙方不承担责任。",
        "乙方与{}另行结算水电费。",
        "承租人{}逾期搬离的，另付使用费。",
    ],
)
@pytest.mark.parametrize("name", ["石卫东", "孟庆芳", "欧丽华", "屠建国"])
def test_somebody_without_an_address_is_told_wherever_the_sentence_takes_him_in(sentence, name):
    assert words(shop(sentence.format(name)), "leftover") == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "甲方委托石卫东代收租金。",
        "甲方的配偶刘美华知悉本合同。",
        "该商铺登记在孟庆芳名下。",
        "联系人：石卫东，电话另告。",
        "石卫东路以北由甲方维修。",
        "乙方应告知罗小燕。",
        "孟庆芳、石卫东应到场。石卫东、孟庆芳须签字。",
        "由高明度灯具照明。",
        "联系石卫东律师。",
        "甲方的联系人石卫东应到场。",
        "安全生产由乙方负责。",
        "经全国统一平台登记。",
        "乙方与任何人另行结算。",
        "由石家庄仲裁委员会仲裁。",
    ],
)
def test_somebody_introduced_a_party_or_a_mere_word_is_not(sentence):
    assert words(shop(sentence), "leftover") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "水电费由{}承担。",
        "经{}同意，乙方可以装修。",
        "{}应予以配合。",
        "乙方应通知{}，由其验收。",
        "乙方应将钥匙交还{}。",
        "因{}使用不当造成的损坏，照价赔偿。",
        "租金支付给{}。",
        "未征得{}书面同意，不得转租。",
        "{}开业之日起计租。",
    ],
)
@pytest.mark.parametrize("name", ["临江宏发矿业有限公司", "临江禾田商贸行（普通合伙）经营部", "临江明远会计师事务所"])
def test_a_third_company_is_told_wherever_the_sentence_takes_it_in(sentence, name):
    if name.endswith("事务所") and not sentence.startswith(("{}应", "水电")):
        return  # serves everybody: told where it has duties alone
    (found,) = words(shop(sentence.format(name)), "leftover")
    assert found in name


@pytest.mark.parametrize(
    "sentence",
    [
        "甲方委托临江宏发商贸有限公司代收。",
        "设备由临江宏发机械有限公司生产的为准。",
        "乙方向临江人民保险股份有限公司投保。",
        "停水时通知临江自来水有限公司。",
        "甲方与临江宏发商贸有限公司签有协议。",
        "收款人：临江宏发商贸有限公司物业部代收",
    ],
)
def test_a_company_that_is_introduced_or_serves_everybody_is_not(sentence):
    assert words(shop(sentence), "leftover") == []


@pytest.mark.parametrize("sentence", ["不得干涉{}自由经营。", "押金不退，但{}仍可使用。", "甲方不再向{}收取。"])
@pytest.mark.parametrize("name", ["周金海", "闻晓芳", "罗美娟"])
def test_a_name_within_a_sentence_is_one_too(sentence, name):
    assert words(shop(sentence.format(name)), "leftover") == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "履行过程中发生的争议，协商解决。",
        "设施发生损坏的，由乙方修复。",
        "乙方负责日常清洁卫生。",
        "含运费和安装费。",
        "责任和义务见前。",
    ],
)
def test_where_words_meet_there_is_no_name(sentence):
    assert words(shop(sentence), "leftover") == []


def test_what_is_given_back_to_a_carrier_is_given_to_somebody_else():
    for name, told in (("临江巴山物流有限公司", True), ("临江安居物业服务有限公司", False)):
        assert words(shop(f"期满乙方将商铺交还{name}。"), "leftover") == ([name] if told else [])


def test_a_party_with_another_s_name_in_brackets_and_a_contract_of_another_kind_are_left_over():
    assert words(shop("乙方（田文静）应按月付款。"), "leftover") == ["田文静"]
    assert words(shop("本借款合同自签字起生效。"), "leftover") == ["本借款合同"]
