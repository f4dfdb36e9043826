# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""What leases are like: a flat, a tenant, rent by the month, and what is left in them of the lease before."""

from __future__ import annotations

import pytest

from signdesk.core.text import Block, TextModel
from signdesk.domains.signing.rules.facts import CaseFacts, PartyFacts
from tests.domains.signing.corpus import LI, SELLER, WANG
from tests.domains.signing.told import found, words

LEASE = """房屋租赁合同
甲方：李秀兰
乙方：王建国
一、甲方将文昌路12号3栋602室租给乙方居住，租赁期限自2027年1月1日起至2027年12月31日止{term}。
二、月租金3,000元，押金3,000元。甲方收款，乙方付款。
三、{clause}
四、甲方负责维修，乙方负责打扫，甲方不加租，乙方不转租。
甲方（签字）：李秀兰
乙方（签字）：王建国
签订日期：2026年12月20日"""


def lease(clause="双方商量着办。", *, term=""):
    return LEASE.format(clause=clause, term=term)


# values with room around them


@pytest.mark.parametrize(
    "copies", ["一式 叁 份，双方各执 壹 份", "一式 三 份", "一式 两 份，甲方执 一 份，乙方执 一 份"]
)
def test_a_count_with_room_around_it_is_filled_in(copies):
    assert words(lease(f"本合同{copies}。"), "blank") == []


def test_a_price_is_read_with_room_around_its_words():
    text = lease().replace("月租金3,000元", "每 月 租金为 3,000 元，每三个月为一期，每期 {} 元")
    assert words(text.replace("{}", "9,000"), "amount_period") == []
    assert words(text.replace("{}", "6,000"), "amount_period") == ["6,000 元"]


@pytest.mark.parametrize("head", ["本合同当事人：", "本合同双方当事人：", "合同各方："])
def test_a_line_that_leads_to_the_parties_is_no_gap(head):
    assert words(f"{head}\n甲方：李秀兰\n乙方：王建国\n一、约定如上。", "blank") == []


def test_a_meter_without_its_reading_is_a_gap():
    assert words(lease("水表：    吨；电表：3120度。"), "blank") == ["    "]
    assert words(lease("水表：12吨；电表：3120度。"), "blank") == []


# who is who


def test_a_name_with_what_it_is_called_behind_it_has_both_roles():
    text = (
        lease()
        .replace("甲方：李秀兰", "出租人：李秀兰（以下简称甲方）")
        .replace("乙方：王建国", "承租人：王建国（下称“乙方”）")
    )
    assert words(text, "signature_block") == []
    assert words(text.replace("乙方（签字）：王建国\n", ""), "signature_block") == [""]


SIDES = CaseFacts(
    parties=(PartyFacts("出租方", "李秀兰", "resident_id", LI), PartyFacts("承租方", "王建国", "resident_id", WANG))
)


def test_numbers_stand_under_those_who_sign_above_them():
    text = lease() + f"\n出租方（甲方）签章：李秀兰\n身份证：{LI}\n承租方（乙方）签章：王建国\n身份证：{WANG}"
    assert words(text, "party_number", SIDES) == []
    swapped = text.replace(LI, "*").replace(WANG, LI).replace("*", WANG)
    assert len(words(swapped, "party_number", SIDES)) == 2


def test_two_parties_side_by_side_have_their_numbers_side_by_side():
    text = f"一、约定\n出租方（甲方）：李秀兰          承租方（乙方）：王建国\n证件号码：{LI}      证件号码：{WANG}"
    assert words(text, "party_number", SIDES) == []
    swapped = text.replace(LI, "*").replace(WANG, LI).replace("*", WANG)
    assert len(words(swapped, "party_number", SIDES)) == 2
    assert words(text + "\n见证人：赵六", "party_number", SIDES) == []


@pytest.mark.parametrize(
    ("number", "wrong"), [(WANG, False), (SELLER, False), (WANG[:-2] + "10", True), (SELLER[:-1] + "0", True)]
)
def test_a_label_for_either_number_asks_for_neither(number, wrong):
    text = f"承租人：王建国\n证件号码/统一社会信用代码：{number}\n一、约定如上。"
    assert words(text, "number_invalid") == ([number] if wrong else [])


@pytest.mark.parametrize("name", ["Daniel Wong 黄志明", "黄志明 Daniel Wong", "黄志明Daniel"])
def test_a_foreign_name_may_stand_beside_the_chinese_one(name):
    facts = CaseFacts(parties=(PartyFacts("乙方", "黄志明", "passport", "E12345678"),))
    text = "甲方：李秀兰\n乙方：{}\n一、约定如上。"
    assert words(text.format(name), "party_name", facts) == []
    assert words(text.format(name.replace("志", "智")), "party_name", facts) != []


# rent, deposit, penalty


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("押金6,000元，每月5日前付下期一个月租金3,000元。", []),
        ("押金6,000元（两个月租金）。", []),
        ("押金6,000元，相当于两个月租金。", []),
        ("押金6,000元（一个月租金）。", ["6,000元"]),
        ("保证金为2个月的租金，即（人民币）6,000元。", []),
        ("保证金为2个月的租金，即（人民币）9,000元。", ["9,000元"]),
        ("房租按三个月一次性支付9,000元。", []),
        ("房租按三个月一次性支付6,000元。", ["6,000元"]),
        ("付款押一付三，首期租金9,000元。", []),
        ("付款押一付三，首期租金6,000元。", ["6,000元"]),
    ],
)
def test_what_is_said_in_months_of_rent_is_so_many(clause, expected):
    text = lease(clause).replace("，押金3,000元", "")
    assert words(text, "amount_period") == expected


def test_a_share_of_the_day_s_rent_is_no_rate_of_the_whole():
    assert words(lease("每逾期一日，支付日租金（即月租金/30）的100%作为违约金。"), "penalty_limit") == []
    assert words(lease("每逾期一日，支付欠租的100%作为违约金。"), "penalty_limit") == ["100%"]


# dates


def test_every_length_that_is_stated_is_held_against_the_dates():
    assert words(lease(term="，共计12个月"), "date_order") == []
    text = lease(term="，共计24个月").replace("租赁期限自", "租期1年，自")
    assert words(text, "date_order") == ["24个月"]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("甲方应于2027年1月1日前将房屋交付乙方。", []),
        ("甲方应于2028年1月1日前将房屋交付乙方。", ["2028年1月1日"]),
        ("乙方应于2028年1月5日前将房屋交付甲方。", []),
        ("甲方应于2028年1月5日前返还押金并交付收据。", []),
    ],
)
def test_the_house_is_handed_over_while_it_is_let(clause, expected):
    assert words(lease(clause), "date_order") == expected


def plan(*rows):
    cells = [("paragraph", line, "") for line in lease().split("\n")]
    for at, row in enumerate((("期次", "支付日期", "租期", "金额"), *rows), 1):
        cells += [("cell", text, f"T1R{at}C{column}") for column, text in enumerate(row, 1)]
    return TextModel(
        "docx", tuple(Block(n, kind, text, place or f"P{n}") for n, (kind, text, place) in enumerate(cells, 1))
    )


def test_what_a_row_pays_for_is_not_when_it_is_due():
    first = ("第一期", "2026年12月25日", "2027年1月1日至2027年6月30日", "18,000")
    second = ("第二期", "2027年6月15日", "2027年7月1日至2027年12月31日", "18,000")
    assert words(plan(first, second), "date_order") == []
    late = ("第二期", "2028年6月15日", *second[2:])
    assert words(plan(first, late), "date_order") == ["2028年6月15日"]
    early = ("第二期", "2026年12月24日", *second[2:])
    assert words(plan(first, early), "date_order") == ["2026年12月24日"]


# choices


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("乙方属于（低收入家庭☑，新就业职工□，来本市务工者□）。", []),
        ("乙方属于（低收入家庭□，新就业职工□，来本市务工者□）。", ["低收入家庭□"]),
        ("该房屋（□是 □否）出租过。", ["□是"]),
        ("该房屋（□是 ☑否）出租过。", []),
    ],
)
def test_boxes_may_stand_behind_their_words_and_words_may_be_short(clause, expected):
    assert words(lease(clause), "option_unchosen") == expected


def test_behind_an_option_left_out_the_sentence_goes_on():
    clause = "乙方属于（低收入家庭☑，新就业职工□），租用____路的房屋。"
    assert words(lease(clause), "blank") == ["____"]


# numbers of clauses and annexes


def test_clauses_may_be_numbered_with_a_dash():
    text = "租赁合同\n一、房屋\n1-1 甲方出租。\n1-2 乙方承租。\n二、租金\n2-1 甲方收取租金。\n2-{} 乙方支付租金。\n三、其他\n3-1 双方协商。"
    assert words(text.format(2), "clause_numbering") == []
    assert words(text.format(1), "clause_numbering") == ["2-1"]
    assert words(text.format(2) + "\n5-7个工作日内答复。", "clause_numbering") == []


def test_annexes_may_be_numbered_in_brackets():
    text = "租赁合同\n一、房屋的平面图见附件（一），设备见附件（二）。\n二、约定如上。\n附件（一）平面图（粘贴处）\n附件（二）设备、家具状况"
    assert words(text, "attachment_missing") == []
    assert words(text.replace("附件（二）设备、家具状况", ""), "attachment_missing") == ["附件（二）"]
    listed = "租赁合同\n一、附件包括附件（一）、附件（二）。\n二、设备见附件（二），图见附件（三）。"
    assert words(listed, "attachment_missing") == ["附件（三）"]


# names of parties


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("出租方负责维修。", ["出租方"]),
        ("出租方负责维修。出租方不加租。出租方须退押金。", []),
        ("承租方人为损坏的，照价赔偿。", ["承租方"]),
        ("未尽事宜，经房东、租客双方协商。", ["房东", "租客"]),
    ],
)
def test_a_party_with_a_letter_is_not_suddenly_called_otherwise(clause, expected):
    text = (
        lease(clause)
        .replace("甲方：李秀兰", "甲方（房屋管理人）：李秀兰")
        .replace("乙方：王建国", "乙方（承租人）：王建国")
    )
    assert words(text.replace("约定", "甲方乙方约定"), "term_mixed") == expected


# what is left of the lease before


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("租约期满，梁志豪如需续租的，提前告知甲方。", ["梁志豪"]),
        ("张丽萍应遵守小区的规定。", ["张丽萍"]),
        ("甲方出售房屋的，提前一个月通知周文斌，其可以优先购买。", ["周文斌"]),
        ("甲方出售房屋的，提前一个月通知王建国，其可以优先购买。", []),
        ("甲方应退还余款，并告知物业。", []),
    ],
)
def test_somebody_of_another_lease_is_told(clause, expected):
    assert words(lease(clause), "leftover") == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("对于望京西园四区407号楼的损耗，乙方不承担责任。", ["望京西园四区407号楼"]),
        ("房东收回（龙阳大道58号3栋2单元702室）的，提前告知乙方。", ["龙阳大道58号3栋2单元702室"]),
        ("对于文昌路12号3栋602室的损耗，乙方不承担责任。", []),
        ("通知按龙阳大道58号3栋702室送达，地址：龙阳大道58号3栋702室。", []),
        ("钥匙到龙阳大道58号2栋101室领取。", []),
        ("纠纷由龙阳大道58号2栋101室物业服务中心调解。", []),
    ],
)
def test_another_flat_in_the_terms_is_told(clause, expected):
    assert words(lease(clause), "leftover") == expected


def test_a_flat_is_told_in_leases_only():
    text = lease("对于望京西园四区407号楼的损耗，乙方不承担责任。")
    assert words(text.replace("房屋租赁合同", "服务合同").replace("租赁期限", "期限"), "leftover") == []


def test_a_handover_after_the_end_says_when_the_lease_ends():
    assert found(lease("甲方应于2028年1月1日前将房屋交付乙方。"), "date_order") == [("error", "2028年1月1日")]


# a second helping of habits


def test_whoever_lets_again_is_not_whom_it_is_let_to():
    facts = CaseFacts(
        parties=(
            PartyFacts("转租方", "李秀兰", "resident_id", LI),
            PartyFacts("受转租方", "王建国", "resident_id", WANG),
        )
    )
    text = f"房屋转租合同\n转租方（甲方）：李秀兰\n身份证号：{LI}\n受转租方（乙方）：王建国\n身份证号：{WANG}\n一、约定如上。"
    assert words(text, "party_number", facts) == words(text, "party_name", facts) == []
    assert words(text.replace("王建国", "王建军"), "party_name", facts) == ["王建军"]


def test_a_label_for_a_person_or_a_registered_company_asks_for_either():
    text = f"出租方：临江公寓有限公司\n身份证号码/注册号：{SELLER}\n一、约定如上。"
    assert words(text, "number_invalid") == []


def test_a_passport_may_begin_with_figures():
    facts = CaseFacts(parties=(PartyFacts("乙方", "Marie Curie", "passport", "19FV40872"),))
    text = "甲方：李秀兰\n乙方：Marie Curie\n护照号码：{}\n一、约定如上。"
    assert words(text.format("19FV40872"), "party_number", facts) == []
    assert words(text.format("19FV40827"), "party_number", facts) == ["19FV40827"]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("租赁期限共184天。甲方从2027年3月1日起将房屋租给乙方，至2027年8月31日收回。", []),
        ("租赁期限共148天。甲方从2027年3月1日起将房屋租给乙方，至2027年8月31日收回。", ["148天"]),
        ("租赁期从2027年3月1日起至2030年2月28日止（即36个月）。", []),
        ("租赁期从2027年3月1日起至2030年2月28日止（即24个月）。", ["24个月"]),
        ("租赁期从2027年3月1日起至2030年2月28日止，提前退租的付违约金，即1个月租金。", []),
        ("房租支付日期：2027年1月18日，2027年4月18日，2027年7月18日。", []),
        ("房租支付日期：2027年1月18日，2027年4月18日，2027年2月18日。", ["2027年2月18日"]),
        ("出差的日子为2027年1月18日，2027年4月18日，2027年2月18日。", []),
    ],
)
def test_the_length_of_a_lease_and_its_days_of_payment_agree(term, expected):
    assert words(f"房屋租赁合同\n甲方：李秀兰\n乙方：王建国\n一、{term}\n二、其他。", "date_order") == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("乙方缴纳18,000元（大写：壹万捌仟元整）押金后合同生效。", ["18,000元"]),
        ("乙方交纳18,000元作为履约保证金。", ["18,000元"]),
        ("乙方交纳3,000元作为履约保证金。", []),
    ],
)
def test_a_sum_is_a_deposit_by_the_words_behind_it_too(clause, expected):
    assert words(lease(clause).replace("，押金3,000元", ""), "deposit_limit") == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("房租按季度交纳，每季度9,000元。", []),
        ("房租按季度交纳，每季度9,900元。", ["9,900元"]),
        ("乙方每六个月向甲方交纳租金18,000元。", []),
        ("乙方每六个月向甲方交纳租金16,000元。", ["16,000元"]),
    ],
)
def test_rent_goes_by_other_names_and_by_several_months(clause, expected):
    assert words(lease(clause), "amount_period") == expected


def inventory(total):
    rows = (("名称", "数量", "单价（元）"), ("床", "2张", "900"), ("书桌", "1张", "600"), ("合计", "", total))
    cells = [("paragraph", "一、家具如下。", "P1")]
    for at, row in enumerate(rows, 1):
        cells += [("cell", text, f"T1R{at}C{column}") for column, text in enumerate(row, 1)]
    return TextModel("docx", tuple(Block(n, kind, text, place) for n, (kind, text, place) in enumerate(cells, 1)))


@pytest.mark.parametrize(("total", "expected"), [("2,400", []), ("1,500", []), ("2,600", ["2,600"])])
def test_the_total_below_unit_prices_is_what_all_pieces_cost(total, expected):
    assert words(inventory(total), "amount_sum") == expected


def test_a_total_below_unit_prices_without_counts_is_left_alone():
    model = inventory("2,600")
    blocks = tuple(
        block if block.text != "2张" else Block(block.number, "cell", "一对", block.place) for block in model.blocks
    )
    assert words(TextModel("docx", blocks), "amount_sum") == []


def test_a_list_that_begins_its_line_is_counted_through():
    assert words(lease("物品如下：\n（1）床；（2）衣柜；（3）热水器；（4）沙发。"), "clause_numbering") == []
    assert words(lease("物品如下：\n（1）床；（2）衣柜；（2）热水器；（4）沙发。"), "clause_numbering") == ["（2）"]


def test_a_count_left_out_after_more_than_is_a_gap():
    assert words(lease("来访超过 个朋友的，提前告知甲方。"), "blank") == [" "]
    assert words(lease("来访超过 2 个朋友的，提前告知甲方。"), "blank") == []


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("乙、丁方有优先权。", ["丁方"]),
        ("因租客的过错造成的损坏，由租客承担。", ["租客"]),
        ("房客应爱护家具。", ["房客"]),
    ],
)
def test_nobody_else_is_a_party(clause, expected):
    assert words(lease(clause), "term_mixed") == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("经刘美华同意，乙方可以养猫。", ["刘美华"]),
        ("陈卫平租期满后，押金退还。", ["陈卫平"]),
        ("任何人入住的，应当登记。", []),
        ("经李秀兰同意，乙方可以养猫。", []),
    ],
)
def test_whoever_else_rents_or_agrees_is_told(clause, expected):
    assert words(lease(clause), "leftover") == expected


def test_an_agency_is_not_cut_in_two():
    text = lease("由临江安巢房地产经纪有限公司应于当日收取佣金。")
    assert words(text, "leftover") == ["临江安巢房地产经纪有限公司"]


# a third


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("乙方按半年支付租金，每次支付（人民币大写）壹万捌仟元整（￥18,000）。", []),
        ("乙方按半年支付租金，每次支付（人民币大写）壹万陆仟元整（￥16,000）。", ["壹万陆仟元整"]),
        ("乙方支付（相当于两个月房租的金额）作为押金，即（人民币大写）陆仟元整（￥6,000）。", []),
        ("乙方支付（相当于两个月房租的金额）作为押金，即（人民币大写）叁仟元整（￥3,000）。", ["叁仟元整"]),
        ("甲方收取贰个月租金数额的租赁押金，即人民币6,000元（大写：陆仟元整）。", []),
        ("甲方收取贰个月租金数额的租赁押金，即人民币3,000元（大写：叁仟元整）。", ["3,000元"]),
        ("租金每 3 个月支付一次，每次支付人民币 9,000 元。", []),
        ("租金每 3 个月支付一次，每次支付人民币 6,000 元。", ["6,000 元"]),
    ],
)
def test_what_comes_of_the_rent_may_be_written_in_capitals_first(clause, expected):
    assert [
        each.removeprefix("人民币").strip()
        for each in words(lease(clause).replace("，押金3,000元", ""), "amount_period")
    ] == expected


def test_capitals_behind_a_rent_by_the_month_are_its_own():
    assert words(lease("网费 850 元/月（大写：捌佰伍拾元整）。"), "amount_capitals") == []
    assert words(lease("网费 850 元/月（大写：捌佰零伍元整）。"), "amount_capitals") == ["捌佰零伍元整"]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("租期为2年6个月，从2027年1月1日起至2029年6月30日止。", []),
        ("租期为3年6月，从2027年1月1日起至2029年6月30日止。", ["3年6月"]),
        ("租期为1年0个月，即自2027年1月1日至2027年12月31日止。", []),
        ("租期为1年0个月，即自2027年1月1日至2028年12月31日止。", ["1年0个月"]),
    ],
)
def test_a_lease_may_last_years_and_months(term, expected):
    assert words(f"房屋租赁合同\n甲方：李秀兰\n乙方：王建国\n一、{term}\n二、其他。", "date_order") == expected


@pytest.mark.parametrize(
    ("copies", "expected"),
    [
        ("一式三份，甲方执一份、乙方执一份、备案机关存一份。", []),
        ("一式三份，甲方执一份、乙方执两份、备案机关存一份。", ["一式三份"]),
        ("一式两份，股份公司执一份，乙方执一份。", []),
        ("正本2份，甲、乙方各执1份；副本3份，送房管所备案。", []),
        ("正本2份，甲、乙方各执2份；副本3份，送房管所备案。", ["本合同正本2份"]),
    ],
)
def test_copies_are_counted_however_they_are_strung_together(copies, expected):
    assert words(lease(f"本合同{copies}"), "copies") == expected


def test_a_cross_with_room_behind_it_stands_for_a_figure():
    assert words(lease("该房屋有卧室 X 间。"), "placeholder") == ["X"]
    assert words(lease("该房屋有 X 光机一台。"), "placeholder") == []


def test_a_table_of_contents_may_have_no_pages():
    text = "公寓租赁合同\n合同目录\n第一章 房屋\n第二章 租金\n第三章 其他\n第一章 房屋\n1.1 坐落如上。\n第二章 租金\n2.1 按月支付。\n第三章 其他\n3.1 双方协商。"
    assert words(text, "clause_numbering") == []
    assert words(text.replace("\n第二章 租金\n2.1", "\n第四章 租金\n2.1"), "clause_numbering") != []


def test_a_party_signs_under_its_name_whatever_it_is_called_there():
    text = lease().replace("甲方（签字）：李秀兰", "房屋出租方签字：李秀兰").replace("乙方（签字）", "承租方签字")
    assert words(text, "signature_block") == []


def test_annexes_listed_in_a_sentence_are_there():
    text = lease("清单见附件一。").replace("四、", "四、附件：附件一《清单》；附件二《收据》。")
    assert words(text, "attachment_missing") == []


def test_the_flat_that_is_let_is_not_where_the_landlord_is_written_to():
    text = (
        lease()
        .replace("甲方：李秀兰", "甲方：李秀兰\n一、通讯地址：望京西园三区31号楼152室")
        .replace("一、甲方将文昌路", "二、甲方将位于文昌路")
    )
    assert words(text, "leftover") == []


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("因杭州寓家公寓管理有限公司使用不当造成的损坏，由乙方修复。", ["杭州寓家公寓管理有限公司"]),
        ("税费由高台县运输公司负担。", ["高台县运输公司"]),
        ("仲裁的费用由邓丽娟承担。", ["邓丽娟"]),
        ("搬家找搬家公司。", []),
    ],
)
def test_whoever_else_uses_or_bears_is_told(clause, expected):
    assert words(lease(clause), "leftover") == expected


@pytest.mark.parametrize("clause", ["甲方不得以任何理由任意调整租金。", "甲方不得随时进入房屋。"])
def test_what_a_party_may_not_do_is_no_right_of_its_own(clause):
    assert words(lease(clause), "one_sided_term") == []


def test_in_an_agency_s_contract_the_tenant_is_somebody_else():
    text = lease("因承租人使用不当造成的损坏，由乙方督促修复。").replace("房屋租赁合同", "房屋出租委托代理合同")
    assert words(text, "term_mixed") == []
    assert words(text.replace("委托代理", ""), "term_mixed") == ["承租人"]


# a fourth


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("租金每两年支付一次，每次72,000元。", []),
        ("租金每两年支付一次，每次70,000元。", ["70,000元"]),
        ("首期租金及押金合计12,000元。", []),
    ],
)
def test_rent_may_be_paid_by_several_years_and_with_the_deposit(clause, expected):
    text = lease(clause).replace("，押金3,000元", "")
    assert words(text, "amount_period") == expected
    assert words(text, "deposit_limit") == []


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("服务费由石卫东承担。", ["石卫东"]),
        ("孟庆芳应予以配合。", ["孟庆芳"]),
        ("服务费由石材商承担。", []),
    ],
)
def test_somebody_left_over_may_have_a_name_that_begins_words(clause, expected):
    assert words(lease(clause), "leftover") == expected


def test_a_landlord_who_gives_back_in_full_is_a_party():
    assert words(lease("房东如数退还押金。"), "term_mixed") == ["房东"]


def test_a_neighbour_may_be_called_much_like_a_party():
    assert words(lease("院子东邻：李秀芬院，西邻：村路。"), "party_name") == []
