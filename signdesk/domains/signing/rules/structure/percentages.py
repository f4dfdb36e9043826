"""Shares and rates in running text: 5%, 0.5‰, 百分之五, 万分之三, 百分之零点五, and whether they run by the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.wording import Wording

_NUMERAL = "零〇一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾"
_RATE = Wording(
    r"(?=[\d十百千万])(?:(?<![\d.])(?P<figure>\d+(?:\.\d+)?)\s*(?P<sign>[%‰‱])"
    rf"|(?P<of>十万|百万|[百千万])分之\s*(?P<part>\d+(?:\.\d+)?|[{_NUMERAL}]+(?:点[{_NUMERAL}]+)?))",
    holds=("%", "‰", "‱", "分之"),
)
_PARTS = {"%": 100, "‰": 1000, "‱": 10000, "百": 100, "千": 1000, "万": 10000, "十万": 100_000, "百万": 1_000_000}
_DAILY = re.compile(r"每(?:逾期|延[迟期误]|迟延|拖[延欠]|超过|迟|晚)?[一1壹]?(?:日|天)|按[日天]|日(?:利率|息)")
_ANOTHER_CASE = re.compile(r"超过|累计|以上|解除|[日天]的")


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of something (0.05 for 5 %). `before` and `after` are the rest of its sentence."""

    value: Decimal
    daily: bool
    place: Place
    before: str
    after: str

    @property
    def percent(self) -> str:
        """For people, without a sign: "0.5"."""
        return percent(self.value)


def percent(value: Decimal) -> str:
    """A share as per cent, without zeros that say nothing: 0.2 → "20"."""
    return f"{(value * 100).normalize():f}"


def find_rates(body: Body) -> tuple[Rate, ...]:
    """All rates in order."""
    found = []
    for block, match in body.find(_RATE):
        value = _read(match["figure"] or match["part"]) / _PARTS[match["sign"] or match["of"]]
        ahead, behind = before(match.string, match.start()), after(match.string, match.end())
        place = Place(block.number, match.start(), match.end())
        found.append(Rate(value, _is_daily(ahead, behind), place, ahead, behind))
    return tuple(found)


def _read(numeral: str) -> Decimal:
    if numeral[0].isascii():
        return Decimal(numeral)
    whole, _point, fraction = numeral.partition("点")
    digits = "".join(str(number(character) or 0) for character in fraction)
    return Decimal(f"{number(whole) or 0}.{digits or 0}")


def _is_daily(ahead: str, behind: str) -> bool:
    """ "每逾期一日，按…" counts for the rate behind it, unless another case begins between ("逾期超过30日的，按…")."""
    if re.match(r"\s*(?:/|每)\s*[日天]", behind) or re.search(r"(?:^|[的按,，])(?:每)?[日天]$", ahead):
        return True
    days = list(_DAILY.finditer(ahead))
    return bool(days) and not _ANOTHER_CASE.search(ahead[days[-1].end() :])
