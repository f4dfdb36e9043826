# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""Habits of shops, workshops, parking places and agencies: clauses, terms, copies, attachments and gaps as their
contracts have them, and what is no fault in them."""

from __future__ import annotations

import pytest

from signdesk.domains.signing.rules.business import shipped_type
from signdesk.domains.signing.rules.checks.catalogue import CHECKS
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Brief, Standards
from tests.domains.signing.corpus import model_of
from tests.domains.signing.short_texts import SIGNED, shop, table
from tests.domains.signing.told import words


def test_a_clause_may_have_a_comma_behind_its_number():
    text = "协议\n第一条、标的\n甲方出租车位。\n第二条、双方的义务\n见第四条。\n第三条、违约\n违约者赔偿。"
    assert words(text, "cross_reference") == ["第四条"]
    assert words(text.replace("见第四条", "见第三条"), "cross_reference") == []
    assert words(text.replace("见第四条。", "依照\n第一条、第三条处理。"), "clause_numbering") == []


def test_a_condition_in_brackets_is_no_instruction():
    assert words(shop("乙方办完登记手续（如有）后，甲方退款。"), "leftover") == []
    assert words(shop("附加条款（如有）"), "leftover") == ["（如有）"]


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


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("本合同一式4份，具有同等法律效力，合同持有情况如下：出卖人2份，买受人1份，登记机关1份。", []),
        ("本合同一式4份，具有同等法律效力，合同持有情况如下：出卖人2份，买受人1份。", ["一式4份"]),
        ("本合同一式四份，分配情况为：甲方执二份，乙方执二份。", []),
    ],
)
def test_who_holds_the_copies_may_be_told_after_other_words(sentence, expected):
    assert words(f"合同\n一、份数\n{sentence}", "copies") == expected


def test_a_sign_may_have_a_colon_behind_it():
    assert words(shop("租金壹仟叁佰伍拾元整（¥：1350）元。"), "amount_capitals") == []
    assert words(shop("租金壹仟叁佰伍拾元整（¥：1530）元。"), "amount_capitals") == ["壹仟叁佰伍拾元整"]


@pytest.mark.parametrize(("days", "expected"), [("7", []), ("9", ["9天"])])
def test_the_days_of_a_short_term_are_counted(days, expected):
    assert words(shop(f"租赁期限为2026年4月18日至2026年4月24日，共{days}天。"), "date_order") == expected


def test_the_number_of_an_attachment_may_stand_in_brackets():
    text = shop("平面图见本合同附件（{}）。") + "\n附件（一） 平面图\n附件（二） 清单"
    assert words(text.format("一"), "attachment_missing") == []
    assert words(text.format("三"), "attachment_missing") == ["附件（三）"]


def test_a_paper_that_is_called_an_attachment_must_stand_somewhere():
    terms = "《商户管理手册》为本合同附件。"
    assert words(shop(terms), "attachment_missing") == ["《商户管理手册》为本合同附件"]
    assert words(shop(terms) + "\n附件：商户管理手册", "attachment_missing") == []


def test_a_value_may_stand_on_the_next_line_with_other_fields_behind_it():
    text = "合同\n乙方：鲜果店，统一社会信用代码：\n92430111MA4Q2W8T5X，电话：15084917762\n一、约定\n双方守约。"
    assert words(text, "blank") == []
    assert words(text.replace("92430111MA4Q2W8T5X，", ""), "blank") == ["统一社会信用代码："]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("租赁期限为3年。即从2025年8月1日至2028年7月31日。", []),
        ("租赁期限为3年。即从2025年8月1日至2026年7月31日。", ["3年"]),
        ("本合同租赁期为24个月，从2026年1月1日起计至2027年12月31日届满。", []),
        ("本合同租赁期为24个月，从2026年1月1日起计至2026年12月31日届满。", ["24个月"]),
        ("装修期为30日，从2026年1月1日起至2026年1月30日止。", []),
        ("装修期为30日，从2026年1月1日起至2026年1月3日止。", ["30日"]),
    ],
)
def test_how_long_a_term_is_may_be_said_before_its_dates_in_many_ways(terms, expected):
    assert words(shop(terms), "date_order") == expected


def test_attachments_may_be_listed_within_a_sentence():
    text = shop("位置见附件一，装修守则见附件二。本合同的附件为：附件一：平面图；{}")
    assert words(text.format("附件二：装修守则。"), "attachment_missing") == []
    assert words(text.format("无其他。"), "attachment_missing") == ["附件二"]


def test_an_attachment_of_this_contract_must_stand_somewhere():
    terms = "本协议附件《设施清单》为本协议组成部分。"
    assert words(shop(terms), "attachment_missing") == ["本协议附件《设施清单》"]
    assert words(shop(terms) + "\n附件：设施清单", "attachment_missing") == []


def test_what_is_let_is_let_for_twenty_years_at_most_whatever_it_is():
    text = "土地租赁合同\n第一条 期限\n本合同项下的土地使用权租赁期自2025年1月1日起至2054年12月31日止。\n第二条 其他\n土地使用年限自2000年1月1日至2069年12月31日止。"
    assert words(text, "lease_over_20_years") == ["2054年12月31日"]
    assert words(text.replace("2054", "2039"), "lease_over_20_years") == []


def test_a_label_before_the_next_clause_wants_its_value():
    text = "合同\n第一条 条件\n经营业态：牛肉面\n经营品牌：{}\n第二条 期限\n两年。"
    assert words(text.format("老马家"), "blank") == []
    assert words(text.format(""), "blank") == ["经营品牌："]
    assert words("合同\n第一条 条件\n双方商定付款方式：\n第二条 期限\n两年。", "blank") == []


def test_a_term_may_go_on_behind_a_semicolon():
    assert words(shop("租赁期为2年；自2025年9月1日至2027年8月31日止。"), "date_order") == []
    assert words(shop("租赁期为2年；自2025年9月1日至2026年8月31日止。"), "date_order") == ["2年"]


def test_attachments_may_be_enumerated_behind_a_colon():
    text = shop("双方签署《交接单》（附件一）。本合同附件：附件一《交接单》，附件二《责任书》。")
    assert words(text, "attachment_missing") == []
    assert words(text.replace("（附件一）", "（附件五）"), "attachment_missing") == ["附件五"]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("租赁期共1年零6个月，甲方从2025年5月1日起将出租商铺交付乙方使用，至2026年10月31日收回。", []),
        ("租赁期共1年零6个月，甲方从2025年5月1日起将出租商铺交付乙方使用，至2026年12月31日收回。", ["1年零6个月"]),
        ("租赁期共1年，自2025年5月1日至2026年4月30日。", []),
    ],
)
def test_a_term_may_be_a_year_and_some_months(terms, expected):
    assert words(shop(terms), "date_order") == expected


def test_who_may_end_the_contract_else_has_a_reason():
    terms = "乙方不得私自改变用途，否则，甲方有权随时解除合同。"
    assert words(shop(terms), "one_sided_term") == []
    assert len(words(shop("甲方有权随时解除合同。"), "one_sided_term")) == 1
