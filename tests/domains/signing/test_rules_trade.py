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
        ("乙方付押金。拖欠的从保证金中抵扣。", []),
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


# what a second look at other trades brought up


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


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("租金每月为4800元（均不含税金），每季租金为14400元。", []),
        ("租金每月为4800元（均不含税金），每季租金为14000元。", ["14000元"]),
        ("租金每月为4800元（不含税），含税价另计，每季租金为15400元。", []),
        ("摊位24平方米，管理费为每平方米每月30元，每季应交管理费2160元。", []),
        ("摊位24平方米，管理费为每平方米每月30元，每季应交管理费2610元。", ["2610元"]),
        ("第一个租赁年度租金为120000元。乙方付保证金30000元，相当于三个月租金。", []),
        ("第一个租赁年度租金为120000元。乙方付保证金36000元，相当于三个月租金。", ["36000元"]),
        ("租金合计人民币504000元。签订之日支付租金的40%，即人民币201600元。", []),
        ("租金合计人民币504000元。签订之日支付租金的40%，即人民币210600元。", ["人民币210600元"]),
    ],
)
def test_quarters_and_shares_follow_from_the_rent_as_well(terms, expected):
    assert words(shop(terms), "amount_period") == expected


def test_a_deposit_of_many_months_is_told_by_a_rent_of_a_year():
    assert words(shop("年租金120000元，押金60000元。"), "deposit_limit") == ["60000元"]
    assert words(shop("年租金120000元，押金20000元。"), "deposit_limit") == []


def test_a_rent_may_rise_every_three_years():
    rows = [("年度", "年租金（元）"), ("第1—3年", "100000"), ("第4—6年", "105000")]

    def rents(last):
        model = table(*rows, ("第7年", last))
        lead = Block(99, "paragraph", "租金每三年递增5%。", "P99")
        return words(TextModel("docx", (*model.blocks, lead)), "amount_period")

    assert rents("110250") == []
    assert rents("112050") == ["112050"]


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


def test_a_value_may_stand_on_the_next_line_with_other_fields_behind_it():
    text = "合同\n乙方：鲜果店，统一社会信用代码：\n92430111MA4Q2W8T5X，电话：15084917762\n一、约定\n双方守约。"
    assert words(text, "blank") == []
    assert words(text.replace("92430111MA4Q2W8T5X，", ""), "blank") == ["统一社会信用代码："]


def test_capitals_behind_a_price_by_the_area_are_those_of_the_sum():
    terms = "租金43200元/（☑月/□年），即每平方米每月18元，大写{}。"
    assert words(shop(terms.format("肆万叁仟贰佰元整")), "amount_capitals") == []
    assert words(shop(terms.format("肆万贰仟叁佰元整")), "amount_capitals") == ["肆万贰仟叁佰元整"]
    assert words(shop("租金每平方米每月18元，大写壹拾捌元整。"), "amount_capitals") == []


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("第一年租金96000元，每半年支付48000元。", []),
        ("第一年租金96000元，每半年支付49000元。", ["49000"]),
        ("年租金为96000元，每季度支付24000元。", []),
        ("每年租金在上年基础上递增5%：第一年租金96000元；第二年租金100800元；第三年租金105840元。", []),
        ("每年租金在上年基础上递增5%：第一年租金96000元；第二年租金100800元；第三年租金108540元。", ["108540元"]),
        ("每年租金在上年基础上递增5%：第一年租金96000元；第三年租金108540元。", []),
        ("每年租金在上年基础上递增5%：第一年月租金8000元；第二年租金108540元。", []),
        ("租金标准：43200元/（□年/☑月），租金按季支付，每季129600元。", []),
        ("租金标准：43200元/（□年/☑月），租金按季支付，每季126900元。", ["126900元"]),
        ("月租金54600元。首期2个月的租金总计人民币109200元。", []),
        ("月租金54600元。首期2个月的租金总计人民币190200元。", ["人民币190200元"]),
        ("月租金54600元。乙方缴付相当于3个月租金的保证金，保证金总额为人民币163800元。", []),
        ("月租金54600元。乙方缴付相当于3个月租金的保证金，保证金总额为人民币168300元。", ["人民币168300元"]),
    ],
)
def test_parts_of_a_year_and_years_that_rise_follow_in_running_text(terms, expected):
    assert words(shop(terms), "amount_period") == expected


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


def test_what_two_get_of_an_income_is_all_of_it():
    assert words(shop("租金收入扣除税费后，甲方得60%，乙方得40%。"), "amount_sum") == []
    assert words(shop("租金收入扣除税费后，甲方得60%，乙方得50%。"), "amount_sum") == ["50"]


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


# land, food courts, towers, earnest money


def test_what_is_let_is_let_for_twenty_years_at_most_whatever_it_is():
    text = "土地租赁合同\n第一条 期限\n本合同项下的土地使用权租赁期自2025年1月1日起至2054年12月31日止。\n第二条 其他\n土地使用年限自2000年1月1日至2069年12月31日止。"
    assert words(text, "lease_over_20_years") == ["2054年12月31日"]
    assert words(text.replace("2054", "2039"), "lease_over_20_years") == []


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


def test_a_label_before_the_next_clause_wants_its_value():
    text = "合同\n第一条 条件\n经营业态：牛肉面\n经营品牌：{}\n第二条 期限\n两年。"
    assert words(text.format("老马家"), "blank") == []
    assert words(text.format(""), "blank") == ["经营品牌："]
    assert words("合同\n第一条 条件\n双方商定付款方式：\n第二条 期限\n两年。", "blank") == []


def test_a_term_may_go_on_behind_a_semicolon():
    assert words(shop("租赁期为2年；自2025年9月1日至2027年8月31日止。"), "date_order") == []
    assert words(shop("租赁期为2年；自2025年9月1日至2026年8月31日止。"), "date_order") == ["2年"]


def test_a_house_number_may_be_one_of_several():
    assert words(shop("期满乙方将建外大街甲24号写字楼恢复原状。"), "leftover") == ["建外大街甲24号"]


def test_somebody_from_elsewhere_may_be_named_with_the_place():
    facts = CaseFacts(parties=(PartyFacts("甲方", "何大伟"), PartyFacts("乙方", "罗小燕")))
    assert words(shop("临江市东湖区张莉应如实提供证件。"), "leftover", facts) == ["张莉"]
    assert words(shop("乙方应如实提供证件。"), "leftover", facts) == []


def test_figures_may_be_called_so_behind_them():
    assert words(shop("总房款为2724000元（小写）贰佰柒拾贰万肆仟元整（大写）。"), "amount_capitals") == []
    wrong = shop("总房款为2724000元（小写）贰佰柒拾肆万贰仟元整（大写）。")
    assert words(wrong, "amount_capitals") == ["贰佰柒拾肆万贰仟元整"]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("建筑面积100平方米，房屋单价20000元/平方米，总房款为2000000元。", []),
        ("建筑面积100平方米，房屋单价21000元/平方米，总房款为2000000元。", ["2000000元"]),
        ("总房款为2000000元。签约时支付30%，即600000元，余下70%即1400000元月底支付。", []),
        ("总房款为2000000元。签约时支付30%，即600000元，余下70%即1300000元月底支付。", ["1300000元"]),
    ],
)
def test_the_whole_of_the_house_s_price_has_many_names(terms, expected):
    assert words(shop(terms, title="定金收付书"), "amount_period") == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("库房面积4600平方米，雨篷面积400平方米", []),
        ("库房面积4600平方米，雨篷面积300平方米", [("warning", "300")]),
        ("库房面积4600平方米，雨篷面积500平方米", [("error", "500")]),
        ("库房面积4600平方米", []),
    ],
)
def test_the_parts_of_an_area_make_it_up(parts, expected):
    assert found(shop(f"仓库总面积5000平方米，其中{parts}。"), "amount_sum") == expected


def test_attachments_may_be_enumerated_behind_a_colon():
    text = shop("双方签署《交接单》（附件一）。本合同附件：附件一《交接单》，附件二《责任书》。")
    assert words(text, "attachment_missing") == []
    assert words(text.replace("（附件一）", "（附件五）"), "attachment_missing") == ["附件五"]


def test_the_deposit_for_land_is_reckoned_by_the_year():
    terms = "年租金120000元，保证金60000元。"
    assert words(shop(terms), "deposit_limit") == ["60000元"]
    assert words(shop(terms, title="土地租赁合同"), "deposit_limit") == []


# parks, yards and houses in lanes


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("建筑面积1200平方米，租金为人民币每月35元/平方米，一年的租金总计为人民币504000元。", []),
        ("建筑面积1200平方米，租金为人民币每月38元/平方米，一年的租金总计为人民币504000元。", ["人民币504000元"]),
        ("年租金504000元，每三个月支付一次，每次在新三个月开始前10日内支付人民币126000元。", []),
        ("年租金504000元，每三个月支付一次，每次在新三个月开始前10日内支付人民币162000元。", ["人民币162000元"]),
    ],
)
def test_a_rent_by_the_month_and_the_area_makes_that_of_the_year(terms, expected):
    assert words(shop(terms), "amount_period") == expected


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


# shop fronts, roofs and old houses


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


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("乙方应付款，商户应于5日内搬迁，甲方应收回。", ["商户"]),
        ("8.店主不得转租，甲方应收回。", ["店主"]),
        ("乙方应付款，各商户应遵守商场制度，甲方应检查。", []),
        ("交易税费由卖家、买受人各自承担。", ["卖家"]),
    ],
)
def test_what_shopkeepers_are_called_is_no_party_s_name(terms, expected):
    assert words(shop(terms), "term_mixed") == expected


def test_who_is_to_be_told_is_read_without_the_words_before_it():
    facts = CaseFacts(parties=(PartyFacts("甲方", "何大伟"), PartyFacts("乙方", "罗小燕")))
    assert words(shop("甲方应提前三个月告知临江鸠江传媒有限公司。"), "leftover", facts) == ["临江鸠江传媒有限公司"]


def test_capitals_may_stand_behind_what_the_figures_are_for():
    assert words(shop("租金500元/月（大写：伍佰元整）。"), "amount_capitals") == []
    assert words(shop("租金500元/月（大写：陆佰元整）。"), "amount_capitals") == ["陆佰元整"]


def test_a_month_without_rent_leaves_the_others_as_they_are():
    terms = "免租期一个月。每月租金为人民币60833元，租金每三个月支付一次，每次{}元。"
    assert words(shop(terms.format(182499)), "amount_period") == []
    assert words(shop(terms.format(128499)), "amount_period") == ["128499元"]


def test_a_door_may_be_told_with_its_floor():
    text = "买卖合同\n第一条 房屋\n房屋坐落于友谊西路127号院4幢3单元2层305号房。\n第二条 交付\n{}"
    assert words(text.format("将7幢2单元601号房腾空。"), "leftover") == ["7幢2单元601号房"]
    assert words(text.format("将4幢3单元2层305号房腾空。"), "leftover") == []


# yards, logistics and homes before they are built


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


def test_a_multiple_of_the_rent_follows_from_it():
    assert words(shop("每月租金120000元。保证金为首月租金的两倍，即人民币240000元。"), "amount_period") == []
    assert words(shop("每月租金120000元。保证金为首月租金的两倍，即人民币420000元。"), "amount_period") == [
        "人民币420000元"
    ]


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


# corner shops and cellars


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("租金为人民币500元/月，首付半年（6个月）租金共计3000元。租期自2025年5月20日起至2027年5月19日止。", []),
        ("租金为人民币500元/月，首付半年（6个月）租金共计3600元。租期自2025年5月20日起至2027年5月19日止。", ["3600元"]),
        ("租金为人民币500元/月，首付三个月租金共计1500元。租期自2025年5月20日起至2027年5月19日止。", []),
        ("租金为人民币500元/月，后续租金为每半年一交，每次3000元。", []),
        ("租金为人民币500元/月，后续租金为每半年一交，每次2500元。", ["2500元"]),
    ],
)
def test_a_first_payment_is_for_as_long_as_it_says(terms, expected):
    assert words(shop(terms), "amount_period") == expected


def test_a_party_is_told_by_its_role_once_after_an_if_as_well():
    terms = "乙方应付款。若承租人中途终止，押金不退。乙方应爱护，甲方应维修，甲方应交付。"
    assert words(shop(terms), "term_mixed") == ["承租人"]
    plain = shop("乙方应付款，甲方可向承租方收取保证金。", head="甲方：何大伟\n乙方：罗小燕")
    assert words(plain, "term_mixed") == ["承租方"]


def test_who_may_end_the_contract_else_has_a_reason():
    terms = "乙方不得私自改变用途，否则，甲方有权随时解除合同。"
    assert words(shop(terms), "one_sided_term") == []
    assert len(words(shop("甲方有权随时解除合同。"), "one_sided_term")) == 1


# stalls and takeovers


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("摊位租赁费每个每月600元，2个摊位每月合计1200元。", []),
        ("摊位租赁费每个每月600元，2个摊位每月合计1300元。", ["1300"]),
        ("月租金3600元，乙方每季度向丙方支付10800元。", []),
        ("月租金3600元，乙方每季度向丙方支付18000元。", ["18000元"]),
    ],
)
def test_what_stalls_cost_together_and_what_a_third_is_paid_follow(terms, expected):
    head = HEAD + "\n丙方（房东）：临江置业有限公司"
    assert words(shop(terms, head=head), "amount_period") == expected


def test_whoever_keeps_a_stall_has_a_letter():
    assert words(shop("乙方应付款。摊主不得转租。甲方应维修。"), "term_mixed") == ["摊主"]
