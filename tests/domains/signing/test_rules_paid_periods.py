# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""Times for which rent is paid: one behind the other, within the term; and when it falls due."""

from __future__ import annotations

import pytest

from signdesk.core.text import Block, TextModel
from tests.domains.signing.told import words

TERM = "租赁期限自2026年1月1日起至2027年12月31日止。"


def lease(*lines, term=TERM, title="房屋租赁合同", rows=()):
    """A lease whose third clause says what is tried; rows of cells stand behind it as a table."""
    texts = [title, "出租方（甲方）：何大伟", "承租方（乙方）：罗小燕", "第一条 期限", term, "第二条 租金", *lines]
    blocks = [Block(at, "paragraph", text, f"P{at}") for at, text in enumerate(texts, 1)]
    for r, row in enumerate(rows, 1):
        for c, cell in enumerate(row.split("|"), 1):
            blocks.append(Block(len(blocks) + 1, "cell", cell, f"T1R{r}C{c}"))
    return TextModel("docx", tuple(blocks))


YEARS = "租赁年度|起止日期|月租金（元）"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([YEARS, "第一年|2026年1月1日至2026年12月31日|5000", "第二年|2027年1月1日至2027年12月31日|5500"], []),
        ([YEARS, "第一年|2026-01-01—2026-12-31|5000", "第二年|2027-02-01—2027-12-31|5500"], ["2027-02-01"]),
        ([YEARS, "第一年|2026-01-01—2026-12-31|5000", "第二年|2026-12-01—2027-12-31|5500"], ["2026-12-01"]),
        ([YEARS, "第一年|2026-01-01—2026-11-30|5000", "第二年|2027-01-01—2027-12-31|5500"], ["2027-01-01"]),
        ([YEARS, "第一年|2026-01-01—2026-12-20|5000", "第二年|2027-01-01—2027-12-31|5500"], ["2026-12-20"]),
        ([YEARS, "第一年|2026年1月1日至2027年1月1日|5000", "第二年|2027年1月1日至2027年12月31日|5500"], []),
        ([YEARS, "第一年|2026-02-01—2026-12-31|5000", "第二年|2027-01-01—2027-12-31|5500"], ["2026-02-01"]),
        ([YEARS, "第一年|2026-01-01—2026-12-31|5000", "第二年|2027-01-01—2028-12-31|5500"], ["2028-12-31"]),
        ([YEARS, "第一年|2025-12-01—2026-12-31|5000", "第二年|2027-01-01—2027-12-31|5500"], ["2025-12-01"]),
        ([YEARS, "一期|2026-01-01—2026-03-31|15000", "二期|2026-04-01—2026-06-30|15000"], []),  # the first half year alone
        ([YEARS, "一层|2026-01-01—2027-12-31|5000", "二层|2026-01-01—2027-12-31|4000"], []),  # side by side
        (["期次|开始日期|结束日期|租金", "1|2026-01-01|2026-12-31|60000", "2|2027-03-01|2027-12-31|60000"], ["2027-03-01"]),
        (["期次|开始日期|结束日期|租金", "1|2026-01-01|2026-12-31|60000", "2|2027-01-01|2027-12-31|60000", "合计|||120000"], []),
        (["课程|时间", "初级|2026-01-01—2026-03-31", "高级|2026-05-01—2026-06-30"], []),
        ([YEARS, "第一年|2026-01-01—2026-06-30，2026-07-01—2026-12-31|5000", "第二年|2027-02-01—2027-12-31|5500"], []),
    ],
)  # fmt: skip
def test_the_rows_of_a_rent_table_follow_one_another_from_the_first_day_to_the_last(rows, expected):
    assert words(lease("租金标准如下：", rows=rows), "date_order") == expected


def test_of_several_rows_the_odd_one_is_pointed_at():
    rows = [YEARS, "一|2026-01-01—2026-12-31|1", "二|2027-01-01—2027-11-30|1", "三|2028-01-01—2028-12-31|1"]
    model = lease("租金标准如下：", term="租赁期限自2026年1月1日起至2028年12月31日止。", rows=rows)
    assert words(model, "date_order") == ["2027-11-30"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["2026年1月1日至2026年12月31日，月租金5000元；2027年2月1日至2027年12月31日，月租金5500元。"], ["2027年2月1日"]),
        (["（1）2026年1月1日至2026年12月31日，月租金5000元；", "（2）2027年1月1日至2027年11月30日，月租金5500元。"], ["2027年11月30日"]),
        (["2026年1月1日至2026年3月31日免收租金，2026年4月1日至2026年12月31日月租金5000元，2027年1月1日至2027年12月31日月租金5500元。"], []),
        (["2026年1月1日至2026年12月31日，月租金5000元；2027年3月1日至2027年12月31日，月租金5500元；2027年1月1日至2027年2月28日停业，不收租金。"], []),
        (["第一年（2026年1月1日至2026年12月31日）共六万元；", "第二年（2027年1月5日至2027年12月31日）共六万元。"], ["2027年1月5日"]),
        (["续租期自2028年1月1日至2028年12月31日的租金6000元，2029年3月1日至2029年12月31日的租金6500元。"], []),
        (["2026年1月1日至2026年12月31日月租金5000元。", "甲方按时收取。", "乙方按时支付。", "双方对账。", "2027年6月1日至2027年8月31日租金6000元。"], []),
    ],
)  # fmt: skip
def test_times_with_a_rent_each_in_the_text_are_such_a_list_too(lines, expected):
    assert words(lease(*lines), "date_order") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("第一期租金30000元，2026年1月5日前支付；第二期租金30000元，2028年6月25日前支付。", ["2028年6月25日"]),
        ("第二期应付租金30000元，乙方应于2028年10月25日前支付。", ["2028年10月25日"]),
        ("最后一期租金乙方应于2028年1月10日前支付。", []),  # paid for the time behind it
        ("租金的余额甲方应于2028年3月25日前退还。", []),
        ("甲方应于2028年10月25日前支付奖金。", []),
    ],
)
def test_rent_does_not_fall_due_long_after_the_term(line, expected):
    assert words(lease(line), "date_order") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("免租期自2026年1月1日起至2026年2月28日止，自2026年2月1日起计租。", ["2026年2月1日"]),
        ("免租期自2026年1月1日起至2026年2月28日止，计租日期为2026年4月1日。", ["2026年4月1日"]),
        ("免租期自2026年1月1日起至2026年2月28日止，自2026年3月1日起计租。", []),
        ("自2026年3月1日起计租。", []),
    ],
)
def test_rent_begins_when_the_time_without_rent_is_over(line, expected):
    assert words(lease(line), "date_order") == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (TERM + "租赁期共计三年。", ["三年"]),
        ("房屋租赁期为三年。具体自2026年1月1日起至2027年12月31日止。", ["三年"]),
        ("租赁期为二年。具体自2026年1月1日起至2027年12月31日止。", []),
        ("房屋租赁期为三年。租赁期自2026年1月1日起至2027年12月31日止。", ["三年"]),
        (TERM + "租赁期为三年的，押金另议。", []),
        (TERM + "其中租期为三个月，自2026年1月1日至2026年3月31日按试营业计。", []),
    ],
)
def test_the_length_of_the_term_may_stand_in_a_sentence_of_its_own(term, expected):
    assert words(lease("月租金五千元。", term=term), "date_order") == expected


@pytest.mark.parametrize(
    ("words_", "expected"),
    [
        ("甲方应于2026年1月5日（星期三）交付房屋。", ["2026年1月5日（星期三"]),
        ("甲方应于2026年1月5日（周一）交付房屋。", []),
        ("甲方应于2026年1月4日 星期天交付房屋。", []),
        ("2026年1月5日周一至周五开放。", []),
    ],
)
def test_a_day_of_the_week_beside_a_date_is_the_right_one(words_, expected):
    assert words(lease(words_), "date_invalid") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("装修期2个月，自2026年1月1日起至2026年3月31日止。", ["2个月"]),
        ("装修期3个月，自2026年1月1日起至2026年3月31日止。", []),
        ("保修期为二年，自2028年1月1日起至2028年12月31日止。", ["二年"]),
        ("质保期自2028年1月1日至2029年12月31日，共计三年。", ["三年"]),
        ("质保期一年零六个月，即2028年1月1日至2029年6月30日。", []),
        ("工程期限80日历天，开工日期2026年3月10日，竣工日期2026年6月7日。", ["80日历天"]),
        ("工程期限90日历天，开工日期2026年3月10日，竣工日期2026年6月7日。", []),
    ],
)
def test_a_length_beside_any_time_is_the_time_s_own(line, expected):
    assert words(lease(line), "date_order") == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026年6月28日", ["2026年6月28日"]),
        ("2026年1月5日", []),
        ("2025年12月31日", []),
        ("2028年6月1日", ["2028年6月1日"]),
    ],
)
def test_the_house_is_handed_over_when_the_lease_begins(day, expected):
    lines = ("免租期自2026年1月1日起至2026年1月31日止。", f"甲方应于{day}前将房屋交付乙方使用。")
    assert words(lease(*lines), "date_order") == expected
    assert words(lease(*lines, title="房屋买卖合同"), "date_order") == []
