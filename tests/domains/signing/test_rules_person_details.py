"""What an identity number says of its holder, against the birth date, the sex and the day of the signing."""

from __future__ import annotations

from datetime import date

import pytest

from signdesk.domains.signing.rules.facts import CaseFacts
from tests.domains.signing.corpus import resident
from tests.domains.signing.short_texts import table
from tests.domains.signing.told import found, words

WANG = resident("11010119850307123")  # a man
LI = resident("32010219900412002")  # a woman
CHILD = resident("32010220100412001")


def lease(*lines, signed="签订日期：2026年11月23日"):
    return "\n".join(["租赁合同", *lines, "第一条 标的", "甲方出租房屋。", "甲方（签字）：", "乙方（签字）：", signed])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([f"甲方：王建国，男，1985年3月7日出生，身份证号：{WANG}"], []),
        ([f"甲方：王建国，女，1985年3月7日出生，身份证号：{WANG}"], ["女"]),
        ([f"甲方：王建国，男，1985年3月17日出生，身份证号：{WANG}"], ["1985年3月17日"]),
        ([f"甲方：王建国，身份证号：{WANG}", "出生日期：1985年7月3日"], ["1985年7月3日"]),
        (["性别：男    出生日期：1990年4月12日", f"甲方：李秀兰，身份证号：{LI}"], ["男"]),
        ([f"甲方：李秀兰，女，身份证号：{LI}；乙方：王建国，男，身份证号：{WANG}"], []),
        ([f"甲方：王建国，身份证号：{WANG}", "性别：女", f"乙方：李秀兰，身份证号：{LI}"], []),  # of one of the two
        ([f"甲方：王建国，身份证号：{WANG[:-1]}X", "出生日期：1985年7月3日"], []),  # no number at all
        ([f"甲方：王建国，身份证号：{WANG}", "", "", "", "他的女儿，女，2015年5月5日出生。"], []),
        (["甲方：王建国，男，1985年3月7日出生"], []),
    ],
)
def test_birth_date_and_sex_are_those_of_the_number(lines, expected):
    assert words(lease(*lines), "party_number") == expected


def test_in_a_table_they_stand_in_cells_of_their_own():
    rows = [("姓名", "王建国", "性别：女"), ("出生日期", "1985年3月8日", ""), ("身份证号", WANG, "")]
    assert words(table(*rows), "party_number") == ["女", "1985年3月8日"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([f"乙方：赵小朋，身份证号：{CHILD}"], [("warning", CHILD)]),
        ([f"乙方：赵小朋，身份证号：{CHILD}", "法定代理人：赵志强"], []),
        ([f"乙方：李秀兰，身份证号：{LI}"], []),
        ([f"同住人：赵小朋，身份证号：{CHILD}"], []),
        ([f"乙方：赵小朋，身份证号：{CHILD}", f"乙方身份证号：{CHILD}"], [("warning", CHILD)]),
    ],
)
def test_who_is_under_age_at_the_signing_needs_a_representative(lines, expected):
    assert found(lease(*lines), "party_number") == expected


def test_without_a_day_of_signing_nobody_is_too_young():
    text = lease(f"乙方：赵小朋，身份证号：{CHILD}", signed="")
    assert found(text, "party_number") == []
    assert found(text, "party_number", CaseFacts(signing_date=date(2026, 11, 23))) == [("warning", CHILD)]
    assert found(text, "party_number", CaseFacts(signing_date=date(2028, 4, 12))) == []
