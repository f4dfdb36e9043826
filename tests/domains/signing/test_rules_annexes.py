"""Options that must be chosen, and attachments that must be there."""

import pytest

from signdesk.domains.signing.rules.facts import CaseFacts
from tests.domains.signing.told import found, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("用途：□住宅 □商业 □办公。", ["□住宅"]),
        ("用途：☑住宅 □商业 □办公。", []),
        ("■自有 □共有，□有抵押 □无抵押。", ["□有抵押"]),
        ("□自有，□共有，☑其他。", []),
        ("□已抵押 ☑未抵押；□已出租 □未出租。", ["□已出租"]),
        ("付款方式：\n□1. 一次性付款\n□2. 分期付款\n以上任选。", ["□1."]),
        ("付款方式：\n☑一次性付款\n□分期付款", []),
        ("□其他约定。", []),
        ("面积为□□□平方米。", []),
        ("【√】独家委托 【 】一般委托", []),
        ("委托方式：【 】独家委托 【 】一般委托", ["【 】独家委托"]),
        ("【 】年【 】月", []),
        ("买受人选择下列第   种方式付款。", ["第   种方式"]),
        ("买受人选择下列第【 】种方式付款。", ["第【 】种方式"]),
        ("买受人选择下列第2种方式付款。", []),
    ],
)
def test_where_the_text_offers_a_choice_one_is_made(text, expected):
    assert words(f"合同\n{text}", "option_unchosen") == expected


def test_a_choice_in_an_attachment_is_made_later():
    text = "合同\n第一条 约定\n无。\n第二条 其他\n无。\n甲方（签字）：\n附件一：交接清单\n家具：□完好 □损坏"
    assert found(text, "option_unchosen") == [("info", "□完好")]


BODY = "合同\n第一条 房屋\n{}\n第二条 其他\n无。\n甲方（签字）：\n{}"


@pytest.mark.parametrize(
    ("terms", "behind", "expected"),
    [
        ("平面图见附件一。", "附件一：房屋平面图", []),
        ("平面图见附件1。", "附件一 房屋平面图", []),
        ("平面图见附件三，清单见附件三。", "附件一：房屋平面图", [("error", "附件三")]),
        ("平面图见附件一。", "", [("warning", "附件一")]),
        ("平面图见附件一。附件：1.房屋平面图；2.清单。", "", []),
        ("平面图见附件二。", "附件：\n1、清单\n2、房屋平面图", []),
        ("平面图见附件三。", "附件：\n1、清单\n2、房屋平面图", [("warning", "附件三")]),
        ("平面图见附件一。", "附件一\n房屋平面图", []),
        ("清单见附件B。", "附件A：平面图\n附件B：清单", []),
        ("清单见附件C。", "附件A：平面图\n附件B：清单", [("error", "附件C")]),
        ("清单见附件B。附件包括：附件A《平面图》、附件B《清单》。", "", []),
        ("《物品清单》（附件二）和附件一《平面图》。", "附件一：平面图\n附件二：物品清单", []),
        (
            "《物品清单》（附件一）和平面图（附件二）。",
            "附件一：平面图\n附件二：物品清单",
            [("error", "附件一")],
        ),
        ("本合同及附件一式两份，附件1式样由双方商定。", "", [("warning", "附件1")]),
        ("依照原租赁合同附件三和《预算合同》附件四。", "附件一：平面图", []),
    ],
)
def test_attachments_that_are_named_are_there(terms, behind, expected):
    assert found(BODY.format(terms, behind), "attachment_missing") == expected


def test_attachments_of_the_case_are_named():
    text = BODY.format("无。", "附件一：房屋平面图")
    assert found(text, "attachment_missing", CaseFacts(attachments=("房屋平面图",))) == []
    assert found(text, "attachment_missing", CaseFacts(attachments=("营业执照",))) == [("warning", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("以【出让】☑【划拨】□方式取得，用途为【住宅】☑【办公】□。", []),
        ("以【出让】□【划拨】□方式取得，用途为【住宅】☑【办公】□。", ["【"]),
        ("该房【抵押】☑【未抵押】☑。", ["☑"]),
        ("☑未出租 ☑已出租", ["☑"]),
        ("是否首套：☑是 ☑否", ["☑"]),
        ("☑空调 ☑冰箱 ☑洗衣机", []),
        ("争议按下列第 4 种方式解决：\n1、仲裁；\n2、诉讼。", ["4"]),
        ("争议按下列第 2 种方式解决：\n1、仲裁；\n2、诉讼。", []),
    ],
)
def test_options_with_boxes_behind_them_opposites_and_numbers_beyond_the_list(text, expected):
    assert [each[:1] for each in words(f"合同\n{text}", "option_unchosen")] == expected


def test_what_is_left_open_in_an_option_that_was_not_taken_waits_for_nobody_and_elsewhere_it_does():
    taken = "以【出让】☑【其他方式____】□取得的地块，规划用途为________，终止日期为2092年6月30日。"
    assert words(f"合同\n{taken}", "blank") == ["________"]


@pytest.mark.parametrize(
    ("listed", "behind", "expected"),
    [
        ("附：1.物品清单\n2.同意书", "物品清单\n沙发1套\n同意书\n同意转租。", []),
        ("附：1.物品清单\n2.同意书", "同意书\n同意转租。", ["物品清单"]),
        ("附：1.物品清单\n2.同意书", "另行提供。", []),
        ("本合同附件：授权委托书、身份证复印件。", "附件：授权委托书\n委托人全权委托。", []),
        ("本合同附件：授权委托书、交接清单。", "附件：授权委托书\n委托人全权委托。", ["交接清单"]),
    ],
)
def test_of_a_list_of_attachments_the_one_that_is_not_there_is_named(listed, behind, expected):
    terms = "合同\n甲方：李秀兰\n乙方：王建国\n一、标的\n房屋。\n二、附则\n"
    signing = "甲方（签字）：        乙方（签字）：\n2026年12月1日\n"
    assert words(f"{terms}{listed}\n{signing}{behind}", "attachment_missing") == expected
