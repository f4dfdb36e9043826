"""Options that must be chosen, and attachments that must be there."""

import pytest

from signdesk.domains.signing.rules.facts import CaseFacts
from tests.domains.signing.test_rules_details import found, words


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
