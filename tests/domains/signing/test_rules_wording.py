"""Confusable words, punctuation, names used one way, and what is left of another text."""

import pytest

from signdesk.core.errors import UserError
from signdesk.core.text import Block, TextModel
from signdesk.domains.signing.rules.checks.catalogue import check_by_id
from signdesk.domains.signing.rules.checks.confusables import Confusable, check_own, shipped_confusables, with_own
from signdesk.domains.signing.rules.facts import CaseFacts, PartyFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from tests.domains.signing.corpus import LI, WANG, model_of
from tests.domains.signing.told import found, words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("买受人支付订金。", ["订金"]),
        ("本合同于今日签定，帐户如下。", ["签定", "帐户"]),
        ("双方的权力和义务。", ["权力"]),
        ("经最高权力机关批准。", []),
        ("继续定期付款，明确订立日期，降低押金，违反还款约定。", []),
        ("任何一方在次日通知，不得在次转租。", ["在次"]),
        ("租凭证办理租凭手续。", ["租凭"]),
        ("签订、账户、权利、租赁。", []),
    ],
)
def test_words_often_mistaken_are_pointed_out(line, expected):
    assert found(f"合同\n{line}", "confusable_word") == [("warning", word) for word in expected]


def test_a_word_that_is_part_of_a_partys_name_stays_as_it_is():
    assert words("甲方：临江天燃气有限公司\n天燃气费由甲方承担。", "confusable_word") == []
    facts = CaseFacts(parties=(PartyFacts("甲方", "临江天燃气有限公司"),))
    assert words("天燃气费由临江天燃气有限公司承担。", "confusable_word", facts) == []


def test_the_same_word_twice_is_one_finding_with_both_places():
    outcome = check_by_id("confusable_word").run(Contract(model_of("签定\n签定")), CaseFacts(), Standards())
    (finding,) = outcome.findings
    assert finding.place.block == 1 and [place.block for place in finding.others] == [2]


def test_the_words_can_be_others_than_those_shipped():
    standards = Standards(confusables=(Confusable("甲乙", "乙甲", note="按本中心惯例。"),))
    outcome = check_by_id("confusable_word").run(Contract(model_of("甲乙订金")), CaseFacts(), standards)
    assert [finding.message for finding in outcome.findings] == ["“甲乙” should probably be “乙甲”. 按本中心惯例。"]
    nothing = check_by_id("confusable_word").run(Contract(model_of("甲乙订金")), CaseFacts(), Standards(confusables=()))
    assert nothing.findings == ()


def test_every_exception_of_a_word_holds_the_word_and_no_right_word_is_itself_pointed_out():
    shipped = shipped_confusables()
    assert len({word.wrong for word in shipped}) == len(shipped)
    for word in shipped:
        assert word.wrong != word.right and all(word.wrong in phrase for phrase in word.unless), word
        assert words(f"合同\n{word.right}", "confusable_word") == [], word
        assert words(f"合同\n{word.wrong}", "confusable_word") == [word.wrong], word
        assert all(words(f"合同\n{phrase}", "confusable_word") == [] for phrase in word.unless), word


PLENTY = "一，二，三，四，五，六，七，八，九，十，十一，十二。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲方应付款，，乙方应交房。", ["，，"]),
        ("甲方应付款。。", ["。。"]),
        ("甲方应付款，。", ["，。"]),
        ("甲方：    ，乙方。", []),
        ("电话：，地址：：文昌路。", ["：："]),
        ("详见下文……以及——其他。", []),
        (PLENTY + "走廊,卫生间。", [","]),
        (PLENTY + "按期交付;", [";"]),
        ("走廊,卫生间,厨房。", []),
        (PLENTY + "面积1,200平方米，电话:138。", []),
        ("租金（人民币一千元整，按月支付。", ["（"]),
        ("租金人民币一千元整），按月支付。", ["）"]),
        ("（二)保证按期交付。", [")"]),
        ("（二）保证按期交付；1)水；2）电；a)气。", []),
        ("依照《民法典的规定。", ["《"]),
        ("称为“该房屋的房屋。", ["“"]),
        ("【注】见《合同（示范）》。", []),
        ("房屋坐落于文昌路（东湖\n区）12号。", []),
        ("房屋坐落于文昌路（东湖\n区\n县）12号。", ["（", "）"]),
    ],
)
def test_marks_stand_alone_in_one_width_and_closed(text, expected):
    assert found(text, "punctuation") == [("warning", mark) for mark in expected]


LEASE = "房屋租赁合同\n甲方：李秀兰\n乙方：王建国\n一、租金\n{}"
SALE = "房屋买卖合同\n出卖人：李秀兰\n买受人：王建国\n一、价款\n{}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LEASE.format("乙方应付款，甲、乙双方另行约定。"), []),
        (LEASE.format("丙方应付款，丙方应交房。"), [("error", "丙方")]),
        (LEASE.format("甲、乙、丙三方约定，丙方应付款。"), []),
        (LEASE.format("李四（以下简称“丙方”）承担责任，丙方应付款。"), []),
        (SALE.format("乙方应付款。"), [("error", "乙方")]),
        (SALE.format("买受人应付款。"), []),
        (SALE.format("卖方应交房。"), []),
        (LEASE.format("承租方拖欠租金的，甲方可以解除。"), [("warning", "承租方")]),
        (LEASE.format("甲方为房屋寻找承租人。"), []),
        (LEASE.replace("乙方：", "承租方（乙方）：").format("承租方应付款。"), []),
        (LEASE.replace("租赁", "租赁居间").format("承租方应付款。"), []),
        (LEASE.format("付款。\n二、其他\n无。\n甲方（签字）：\n附件一：清单\n丙方应到场。"), []),
        ("说明\n丙方应付款。", []),
    ],
)
def test_parties_go_by_one_name(text, expected):
    assert found(text, "term_mixed") == expected


def test_the_same_contract_names_its_parties_in_the_same_order_each_time():
    text = "合同\n甲方（出租人）：李秀兰\n承租人：王建国\n买受人：赵明\n保证人：张三\n一、价款\n丙方应付款。"
    outcome = check_by_id("term_mixed").run(Contract(model_of(text)), CaseFacts(), Standards())
    assert ": 甲方, 买受人, 保证人, 出租人, 承租人." in outcome.findings[0].message


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("文昌路12号（以下简称“该房屋”），该房屋供居住。", []),
        ("文昌路12号（以下简称“该房屋”），本房屋供居住。", ["本房屋"]),
        ("本房屋坐落于文昌路12号（以下简称“该房屋”），签订本房屋租赁合同。", []),
        ("甲公司（以下简称“委托物业”），乙公司（以下简称“委托物业”）。", ["委托物业"]),
        ("文昌路12号（以下简称“房屋”），本房屋供居住。", []),
    ],
)
def test_a_short_name_means_one_thing_and_is_used(line, expected):
    assert words(LEASE.format(line), "term_mixed") == expected


FACTS = CaseFacts(parties=(PartyFacts("甲方", "李秀兰", "resident_id", LI), PartyFacts("乙方", "王建国", "id", WANG)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("【起草说明：本条可删】付款。", ["起草说明：本条可删"]),
        ("其他（如无其他约定请删除本条）。", ["如无其他约定请删除"]),
        ("以下内容仅供参考，请根据实际情况修改。", ["仅供参考，请根据实际情况修改"]),
        ("英文翻译仅供参考。", []),
        ("请根据账单付款，请按时交租。", []),
        ("签约时删除本行。", ["签约时删除"]),
        ("签订合同前请仔细阅读全部条款。", []),
        ("户名：李秀兰，账号：6222", []),
        ("户名：赵志强，账号：6222", ["赵志强"]),
        ("收款人为王建国。", []),
        ("监管账户名称：临江公证处", []),
        ("账户名称：乙方指定", []),
        ("户名：          ", []),
    ],
)
def test_nothing_is_left_of_a_template_or_another_deal(line, expected):
    assert found(LEASE.format(line), "leftover", FACTS) == [("warning", word) for word in expected]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("合同编号：HT-2026-0418", []),
        ("合同编号：ＨＴ-2026-0418", []),
        ("合同编号：HT-2025-0101", ["HT-2025-0101"]),
        ("根据《买卖合同》（合同编号：XS-1234）", []),
        ("合同编号：", []),
    ],
)
def test_the_contracts_number_is_that_of_the_case(head, expected):
    facts = CaseFacts(contract_no="HT-2026-0418")
    assert words(f"房屋租赁合同\n{head}\n一、租金", "leftover", facts) == expected
    assert words(f"{head}\n甲方出租房屋。", "leftover", facts) == expected
    behind = f"房屋租赁合同\n一、租金\n二、其他\n{head}"
    assert words(behind, "leftover", facts) == []


def test_a_centre_adds_words_of_its_own_and_takes_others_out():
    shipped = (Confusable("订金", "定金"), Confusable("帐户", "账户"))
    own = with_own(shipped, "甲房=甲方，-帐户 订金＝定金\n-没有")
    assert [(word.wrong, word.right) for word in own] == [("订金", "定金"), ("甲房", "甲方")]
    assert with_own(shipped, "") == shipped
    for wrong in ("甲房", "=甲方", "甲房=", "-", "甲=乙=丙"):
        with pytest.raises(UserError) as problem:
            check_own(f"甲房=甲方，{wrong}")
        assert problem.value.field == "value" and wrong in str(problem.value)


def test_whose_account_it_may_be_is_told_by_the_contract_where_there_is_no_case():
    assert words(LEASE.format("户名：赵志强"), "leftover") == ["赵志强"]
    assert words("户名：赵志强", "leftover") == []


def test_a_cell_without_marks_is_no_punctuation():
    model = TextModel("docx", (Block(1, "cell", "甲", "T1R1C1"),))
    assert found(model, "punctuation") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("紧急联系人：程立新（如无请填“无”）", ["（如无请填“无”）"]),
        ("房屋坐落于珠江路（填写详细地址）。", ["（填写详细地址）"]),
        ("第五条 过渡期【如适用】", ["【如适用】"]),
        ("双方（注：此处可增加约定）共同申请。", ["（注：此处可增加约定）"]),
        ("向（原告/被告）所在地法院起诉。", ["（原告/被告）"]),
        ("王建民应于3日内迁出户口。", ["王建民"]),
        ("周期应为三个月，张贴须经同意，张贴物不得破坏墙面，董事有权查阅。", []),
        ("王建民应到场。王建民须签字。", []),
        ("就郑先生的房屋达成协议。", ["郑先生"]),
        ("就李女士的房屋达成协议。", []),
        ("上海博睿咨询有限公司承租该房屋。", ["上海博睿咨询有限公司"]),
        ("向上海博睿评估有限公司查询。", []),
        ("该房屋位于东大街88号锦绣花园6栋，乙方住东大街88号春江花园6栋。", ["东大街88号春江花园6栋"]),
        ("该房屋位于东大街88号锦绣花园6栋，乙方住东大街90号春江花园6栋。", []),
        ("该房屋位于成都市锦江区东大街88号国际大厦，乙方住东大街88号星河国际大厦。", []),
    ],
)
def test_what_was_left_by_another_hand_or_another_deal_is_told(line, expected):
    assert words(f"房屋租赁合同\n甲方：李秀兰\n乙方：赵小军\n一、租赁\n{line}", "leftover") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("由供应商提交资料。", ["供应商"]),
        ("款项转入出借人账户。", ["出借人"]),
        ("经全体业主同意，业主负责清理。", []),
    ],
)
def test_a_party_of_another_kind_of_deal_that_acts_once_is_pointed_out(line, expected):
    assert words(f"服务合同\n甲方：李秀兰\n乙方：王建国\n一、服务\n{line}", "term_mixed") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("租用车位N个。", ["N"]),
        ("沙发？套，床2张？", ["？"]),
        ("注册地址：（公司地址）", ["（公司地址）"]),
        ("甲方指定（姓名）为联系人。", ["（姓名）"]),
        ("甲方（姓名）：李秀兰", []),
        ("股东为[股东C]。", ["[股东C]"]),
        ("提请○○仲裁委员会仲裁。", ["○○"]),
    ],
)
def test_marks_of_a_template_that_stand_for_a_word(line, expected):
    assert [each.strip() for each in words(f"合同\n{line}", "placeholder")] == expected


def test_an_empty_label_above_labels_with_values_is_a_gap():
    head = "合同\n甲方：李秀兰\n委员会主任：\n联系人：王建国\n"
    assert words(head + "一、付款\n付款方式：\n现金：100元", "blank") == ["委员会主任："]
