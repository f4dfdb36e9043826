"""Lengths of time as contracts write them: 三十日, 30（三十）天, 15个工作日, 两个月, 半年; one length, however it is
written, is one value."""

from __future__ import annotations

import re
from fractions import Fraction

from signdesk.domains.signing.rules.structure.normal import number

NUMERAL = r"(?:\d{1,4}|[一二两三四五六七八九十百零壹贰叁肆伍陆柒捌玖拾]{1,5})"
SPAN = (
    rf"[【\[_\s]{{0,4}}(?P<count>{NUMERAL}|半)[】\]_\s]{{0,4}}(?:[(]\s*(?:{NUMERAL})\s*[)])?[】\]_\s]{{0,4}}"
    r"个?(?P<half>半(?=月))?(?P<unit>工作日|工作天|日历[天日]|自然[天日]|[日天月周年]|小时|星期)(?!期|租金)"
)
"""A length of time, for use inside a regular expression: `count` and `unit`."""
_DAYS = {"日": 1, "天": 1, "周": 7, "星期": 7, "月": 30, "年": 360}
_A_YEAR = (365, 366)

Length = tuple[str, Fraction]
"""Working days, or days; a month is 30 of them, a year twelve months."""


def length(count: str, unit: str) -> Length | None:
    """The value of a span; None where the numeral is none."""
    many = Fraction(1, 2) if count == "半" else number(count)
    if not many:
        return None
    if unit.startswith("工作"):
        return "working days", Fraction(many)
    if unit == "小时":
        return "days", Fraction(many, 24)
    if many in _A_YEAR:
        return "days", Fraction(_DAYS["年"])
    return "days", Fraction(many) * _DAYS.get(unit, 1)


def read(match: re.Match[str]) -> Length | None:
    """The span of a match of a pattern that holds SPAN."""
    found = length(match["count"], match["unit"])
    return (found[0], found[1] + Fraction(15)) if found and match["half"] else found
