"""Shares and rates in running text: 5%, 0.5‰, 百分之五, 万分之三, and whether they run by the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.structure.normal import number

_RATE = re.compile(
    r"(?P<figure>\d+(?:\.\d+)?)\s*(?P<sign>[%‰‱])"
    r"|(?P<of>[百千万])分之\s*(?P<part>\d+(?:\.\d+)?|[一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]+)"
)
_ONE = {"%": 100, "‰": 1000, "‱": 10000, "百": 100, "千": 1000, "万": 10000}
_DAILY = re.compile(r"每逾期[一1壹]?[日天]|每延[迟期][一1壹]?[日天]|每[日天]|按[日天]|日$")


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of something (0.05 for 5 %). `before` and `after` are the rest of its sentence."""

    value: Decimal
    daily: bool
    place: Place
    before: str
    after: str


def find_rates(body: tuple[tuple[Block, str], ...]) -> tuple[Rate, ...]:
    """All rates in order."""
    found = []
    for block, text in body:
        for match in _RATE.finditer(text):
            part = match["figure"] or match["part"]
            value = Decimal(part) if part[0].isascii() else Decimal(number(part) or 0)
            before = re.split(r"[。；;\n]", text[: match.start()])[-1]
            after = re.split(r"[。；;\n]", text[match.end() :])[0]
            daily = _DAILY.search(before) is not None or re.match(r"\s*/\s*[日天]", after) is not None
            place = Place(block.number, match.start(), match.end())
            found.append(Rate(value / _ONE[match["sign"] or match["of"]], daily, place, before, after))
    return tuple(found)
