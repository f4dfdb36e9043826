"""Areas and prices by the area: 118.56平方米, 每平方米10,796.22元, 18元/平方米·月."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.sentences import before
from signdesk.domains.signing.rules.structure.wording import Wording

_NUMBER = r"(?P<{}>\d{{1,3}}(?:[,，]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SQUARE = r"(?:平方米|平米|㎡|m²|m2)"
_AREA = Wording(r"(?<![\d.])" + _NUMBER.format("area") + r"\s*" + _SQUARE, holds="平㎡m")
_UNIT_PRICE = Wording(
    rf"(?P<ahead>每?[日天月年]?)每{_SQUARE}(?P<behind>每?[日天月年]?)(?:人民币|建筑面积|租金|单价|价格|价款|为|是|计|[:¥￥\s])*"
    + _NUMBER.format("after")
    + r"\s*元"
    + r"|(?:每个?(?P<lead>[月年日天])(?:租金)?(?:为|是|人民币|[:¥￥\s])*)?(?<![\d.])"
    + _NUMBER.format("before")
    + rf"\s*元\s*/\s*(?:(?P<slash>[月年日天])\s*[/·.]\s*)?{_SQUARE}(?:\s*[/·.]\s*(?P<slash2>[月年日天]))?",
    holds="平㎡m",
)
_OTHER_PRICE = re.compile(r"物业|管理费|水费|电费|燃气|暖|违约|补偿|赔偿|误差|找补|差价|停车|维修")
_NO_LONGER = re.compile(r"\s*(?:调整|变更|改|降|提高|上调|下调|下降)")
"""Behind a price that another one takes the place of."""
_MONTHS = {"": 0, "月": 1, "年": 12, "日": -1, "天": -1}


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """Yuan for a square metre; `months` as in Price, -1 by the day."""

    yuan: Decimal
    months: int
    place: Place


def find_areas(body: Body) -> tuple[Decimal, ...]:
    """Every area named, in square metres."""
    return tuple(_decimal(match["area"]) for _block, match in body.find(_AREA))


def find_unit_prices(body: Body) -> tuple[UnitPrice, ...]:
    """Prices and rents by the square metre, not those of heating, cleaning or damages."""
    found = []
    for block, match in body.find(_UNIT_PRICE):
        if _NO_LONGER.match(match.string, match.end()) or _OTHER_PRICE.search(before(match.string, match.start())):
            continue
        per = (match["ahead"] or match["behind"] or match["slash"] or match["slash2"] or match["lead"] or "")[-1:]
        place = Place(block.number, match.start(), match.end())
        found.append(UnitPrice(_decimal(match["after"] or match["before"]), _MONTHS[per.strip("每")], place))
    return tuple(found)


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub(r"[,，]", "", text))
