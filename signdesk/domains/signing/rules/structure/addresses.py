"""Addresses of buildings in a contract: road and number, the estate or building that stands there, and the door. What
is said twice about one place can be held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.wording import Wording

_ADDRESS = Wording(
    r"(?P<road>[一-鿿]{2,6}?(?:路|街|大道|巷|弄|胡同|道)(?:[东西南北中]?[一二三四五六七八九]?段|[一-鿿]{2}段)?)(?P<number>\d{1,5})号(?P<yard>院)?"
    r"(?P<estate>[一-鿿·]{2,8}?(?:花园|小区|大厦|公寓|广场|家园|国际大厦|中心|新村|[苑府湾城园庭邸轩阁里居都]))?"
    r"(?P<door>(?:[A-Z]?\d{1,4}|[A-Z])(?:栋|幢|号楼|座|单元|层|室|号|房)[0-9A-Z栋幢号楼座单元层室房门\-]*)?",
    holds="号",
)
_LEAD = re.compile(r"^.*[省市区县镇乡于在住将把对由]")


@dataclass(frozen=True, slots=True)
class Address:
    """Road with number, estate and door, "" where not said."""

    road: str
    estate: str
    door: str
    place: Place

    @property
    def words(self) -> str:
        """The address without its town."""
        return self.road + self.estate + self.door


def find_addresses(body: Body) -> Iterator[Address]:
    """All addresses with a road and a number, in order."""
    for block, match in body.find(_ADDRESS):
        lead = _LEAD.match(match["road"])
        cut = lead.end() if lead and len(match["road"]) - lead.end() > 1 else 0
        road = match["road"][cut:] + match["number"] + "号" + (match["yard"] or "")
        place = Place(block.number, match.start() + cut, match.end())
        yield Address(road, match["estate"] or "", match["door"] or "", place)
