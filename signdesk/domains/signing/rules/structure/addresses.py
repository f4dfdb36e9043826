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
    r"(?P<road>[一-鿿]{2,6}?(?:路|街|大道|巷|弄|胡同|道)(?:[东西南北中]?[一二三四五六七八九]?段|[一-鿿]{2}段)?)(?P<number>[甲乙丙丁]?\d{1,5})(?P<kind>[号弄])(?P<yard>院)?"
    r"(?P<estate>[一-鿿·]{2,8}?(?:花园|小区|大厦|公寓|广场|家园|国际大厦|中心|新村|[苑府湾城园庭邸轩阁里居都]))?"
    r"(?P<door>(?:[A-Z]?\d{1,4}|[A-Z])(?:栋|幢|号楼|座|单元|层|室|号|房)[0-9A-Z栋幢号楼座单元层室房门\-]*)?",
    holds="号弄",
)
_FLAT = Wording(
    r"(?P<where>[一-鿿]{2,14}(?:路|街|大道|巷|弄|胡同|小区|花园|家园|新村|[东西南北一二三四五六七八九]区|[苑园里村城庭]))"
    r"(?P<doors>(?:甲|乙)?\d{1,5}(?:弄|号院|号楼|号|栋|幢|座)(?:[一-鿿·]{0,8}?[0-9A-Z]{1,4}(?:栋|幢|号楼|座|单元|层|号|室|房))*"
    r"(?:[0-9A-Z-]{1,6}(?:室|房|号)?)?)",
    holds="路街道巷弄同区园村苑里城庭",
)
_IS_A_FLAT = re.compile(r"号楼|[栋幢座]|单元|[室房]$")
_LEAD_OF_A_FLAT = re.compile(r".*(?:[省市区县镇乡于在住到]|[方人][将把])(?=..)")
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


@dataclass(frozen=True, slots=True)
class Flat:
    """A building or a flat in it, as it is written, and the figures that tell it from others."""

    words: str
    figures: tuple[str, ...]
    place: Place


def find_flats(body: Body) -> Iterator[Flat]:
    """Addresses that name a building or a door behind the street or the estate, in order."""
    for block, match in body.find(_FLAT):
        if _IS_A_FLAT.search(match["doors"]):
            lead = _LEAD_OF_A_FLAT.match(match["where"])
            cut = lead.end() if lead else 0
            place = Place(block.number, match.start() + cut, match.end())
            yield Flat(match[0][cut:], tuple(re.findall(r"\d+", match["doors"])), place)


def find_addresses(body: Body) -> Iterator[Address]:
    """All addresses with a road and a number, in order."""
    for block, match in body.find(_ADDRESS):
        lead = _LEAD.match(match["road"])
        cut = lead.end() if lead and len(match["road"]) - lead.end() > 1 else 0
        road = match["road"][cut:] + match["number"] + match["kind"] + (match["yard"] or "")
        place = Place(block.number, match.start() + cut, match.end())
        yield Address(road, match["estate"] or "", match["door"] or "", place)
