# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""Habits of shops, workshops, parking places and agencies: how their contracts name parties, sums, places and dates, and
what is no fault in them."""

from __future__ import annotations

import pytest

from signdesk.core.text import Block, TextModel
from signdesk.domains.signing.rules.business import shipped_type
from signdesk.domains.signing.rules.catalogue import CHECKS
from signdesk.domains.signing.rules.engine import run_checks
from signdesk.domains.signing.rules.facts import CaseFacts, PartyFacts
from signdesk.domains.signing.rules.standards import Brief, Standards
from tests.domains.signing.corpus import LI, WANG, model_of
from tests.domains.signing.test_rules_details import found, words

SHOP = "{title}\n{head}\n第一条 标的\n甲方将位于文昌路18号的商铺交乙方使用。\n第二条 条件\n{terms}\n第三条 其他\n本合同由甲方、乙方签字后生效。甲方与乙方各执一份。\n甲方（签字）：    乙方（签字）："
HEAD = "甲方（出租方）：何大伟\n乙方（承租方）：罗小燕"


def shop(
    terms="乙方按月付款，甲方开具收据。甲方应保证乙方使用，乙方应爱护，甲方可以检查。", title="商铺租赁合同", head=HEAD
):
    return SHOP.format(title=title, head=head, terms=terms)


def table(*rows):
    """Rows of cells as one table, below a title."""
    blocks = [Block(1, "paragraph", "房屋买卖居间合同", "P1")]
    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            blocks.append(Block(len(blocks) + 1, "cell", text, f"T1R{row}C{column}"))
    return TextModel("docx", tuple(blocks))


# numbers before clauses


def test_a_clause_may_have_a_comma_behind_its_number():
    text = "协议\n第一条、标的\n甲方出租车位。\n第二条、双方的义务\n见第四条。\n第三条、违约\n违约者赔偿。"
    assert words(text, "cross_reference") == ["第四条"]
    assert words(text.replace("见第四条", "见第三条"), "cross_reference") == []
    assert words(text.replace("见第四条。", "依照\n第一条、第三条处理。"), "clause_numbering") == []


# parties


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


# names for one thing


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
    ],
)
def test_a_deposit_goes_by_one_name(terms, expected):
    assert words(shop(terms), "term_mixed") == expected
    assert words(shop(terms, title="房屋买卖合同"), "term_mixed") == []


# what is left of another contract


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


def test_a_condition_in_brackets_is_no_instruction():
    assert words(shop("乙方办完登记手续（如有）后，甲方退款。"), "leftover") == []
    assert words(shop("附加条款（如有）"), "leftover") == ["（如有）"]


# sums


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("年租金为人民币36000元，租金每半年支付一次，每次支付18000.00元。", []),
        ("年租金为人民币36000元，租金每半年支付一次，每次支付19000.00元。", ["19000.00元"]),
        ("乙方每年应向甲方支付租赁费6000元，违约金为一个月租赁费500元。", []),
        ("乙方每年应向甲方支付租赁费6000元，违约金为一个月租赁费600元。", ["600元"]),
        ("管理费1200元/人，计4人，共计4800元。", []),
        ("管理费1200元/人，计4人，共计5800元。", ["5800"]),
        ("商家管理费每月2000元，每年100元/平方米/月，计12个月，共计1200元。", []),
        ("月租金为22000元，佣金按月租金计35%，具体数额为人民币7700元。", []),
        ("月租金为22000元，佣金按月租金计35%，具体数额为人民币7070元。", ["人民币7070元"]),
        ("租金共计120000元，每月租金10000元。期满续租的，租金每年递增5%。租期自2026年1月1日至2026年12月31日。", []),
        (
            "租金共计130000元，每月租金10000元。期满续租的，租金每年递增5%。租期自2026年1月1日至2026年12月31日。",
            ["130000元"],
        ),
        ("仓库100平方米，租金每月每平方米19元（含水电费每月每平方米4元），每月租金计1900元。", []),
    ],
)
def test_what_follows_from_a_rent_follows(terms, expected):
    assert words(shop(terms), "amount_period") == expected


@pytest.mark.parametrize(
    ("last", "total", "expected"),
    [
        ("③广告费1000元。", "乙方应交①-③费用总计6000元。", []),
        ("③广告费1000元。", "以上三项合计6000元。", []),
        ("③广告费1000元。", "以上三项合计6100元。", ["6100元"]),
        ("广告费另计1000元。", "以上三项合计6100元。", []),
    ],
)
def test_a_line_below_a_list_adds_it_up(last, total, expected):
    terms = f"①租金：共2个月，每月2000元，计4000元。\n②管理费1000元。\n{last}\n{total}"
    assert words(shop(terms), "amount_sum") == expected


def test_a_column_in_ten_thousands_may_have_its_total_in_yuan():
    rows = [("款项", "金额（万元）"), ("定金", "10"), ("首付款", "63"), ("合计", "¥730,000.00")]
    assert words(table(*rows), "amount_sum") == []
    assert words(table(*rows[:3], ("合计", "¥740,000.00")), "amount_sum") == ["¥740,000.00"]
    assert words(table(*rows[:3], ("合计", "73")), "amount_sum") == []


def test_letters_before_figures_make_them_money():
    assert words(shop("租金人民币陆仟元整（小写RMB6000元）。"), "amount_capitals") == []
    assert words(shop("租金人民币陆仟元整（小写RMB600元）。"), "amount_capitals") == ["陆仟元整"]


def test_a_down_payment_that_includes_the_earnest_money_is_not_it():
    text = "二手房买卖合同\n一、价款\n总价款100万元。\n二、付款\n乙方付定金10万元。\n乙方支付首付款（含定金）40万元，余款60万元按揭。"
    assert words(text, "deposit_limit") == words(text, "amount_sum") == []
    assert words(text.replace("定金10万", "定金30万"), "deposit_limit") == ["30万元"]


# gaps, choices, dates, attachments


@pytest.mark.parametrize("words_left", ["待补充", "待填写", "待定", "待确认"])
def test_what_is_still_to_come_is_a_placeholder(words_left):
    assert words(shop(f"产权证号：{words_left}"), "placeholder") == [words_left]
    assert words(table(("产权证号", words_left)), "placeholder") == [words_left]
    assert words(shop("待确认无误后付款。资料待补充的，乙方应补充。"), "placeholder") == []


def test_one_of_two_in_brackets_must_be_left():
    assert words(shop("向[甲方所在地/乙方所在地]人民法院起诉。"), "option_unchosen") == ["[甲方所在地/乙方所在地]"]
    assert words(shop("租金25元[每月/每平方米2元]。"), "option_unchosen") == []


def test_a_fitting_out_period_ends_after_it_begins():
    assert words(shop("（装修期为2025-06-01―2025-06-30）"), "date_order") == []
    assert words(shop("（装修期为2025-06-01―2025-05-30）"), "date_order") == ["2025-05-30"]


SIGNED = "租赁合同\n甲方：何大伟\n乙方：罗小燕\n一、约定\n双方守约。\n甲方（签字）：    乙方（签字）：\n{}"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("日期：2026年3月1日    日期：2026年3月1日", []),
        ("日期：          日期：", []),
        ("日期：2026年3月1日    日期：", ["日期："]),
        ("签订时间：        签订时间：二〇二六年三月一日", ["签订时间："]),
        ("签约日期：2026年3月", ["签约日期：2026年3月"]),
        ("签约日期：2026.3.1", []),
        ("代表（签字）：程浩        代表（签字）：____", ["代表（签字）：____"]),
        ("代表（签字）：        代表（签字）：", []),
        ("法定代表人：程浩      授权代表：", []),
    ],
)
def test_both_sides_of_the_signatures_are_filled_in_or_neither(line, expected):
    assert [each.rstrip() for each in words(SIGNED.format(line), "signature_block")] == expected


@pytest.mark.parametrize("lead", ["本合同正文与", "按照", "双方签署", "详见"])
def test_an_attachment_the_text_names_by_its_title_must_stand_somewhere(lead):
    terms = f"{lead}附件《安全生产管理协议书》共同构成约定。"
    assert words(shop(terms), "attachment_missing") == [
        ("与" if lead.endswith("与") else lead[-2:] if lead != "详见" else "见") + "附件《安全生产管理协议书》"
    ]
    assert words(shop(terms) + "\n附件：安全生产管理协议书", "attachment_missing") == []


# clauses


@pytest.mark.parametrize(
    ("kind", "sentence", "clause"),
    [
        ("委托服务", "委托内容：出租写字楼。", "委托事项"),
        ("委托服务", "乙方不得泄露甲方资料。", "保密"),
        ("委托服务", "乙方促成交易。", "成果与验收"),
        ("存量房买卖", "房屋座落于文昌路18号。", "房屋基本情况"),
        ("房屋租赁", "乙方租用的期限为三年。", "租赁期限"),
        ("房屋租赁", "乙方付信誉金两万元。", "押金"),
    ],
)
def test_a_clause_is_known_by_the_words_of_the_trade(kind, sentence, clause):
    def missing(text):
        brief = Brief(CaseFacts(), Standards(shipped_type(kind)))
        results = run_checks(model_of(text), brief, CHECKS)
        return " ".join(
            each.message for result in results if result.check == "clause_missing" for each in result.findings
        )

    assert clause in missing("合同\n一、约定\n双方守约。")
    assert clause not in missing(f"合同\n一、约定\n{sentence}")
