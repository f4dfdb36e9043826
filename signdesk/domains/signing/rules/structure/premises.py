"""The premises a contract names, part by part: town, district, road and number, estate, building, unit, room, or the
number of a parking place, a stall, a shop. One inventory of every place where any of it is said. Which of them are not
the contract's own is told by `other_premises`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.sentences import before
from signdesk.domains.signing.rules.structure.wording import Wording

_THINGS = {
    "停车位": "车位", "车位": "车位", "泊位": "车位", "车库": "车库", "摊位": "摊位", "铺位": "摊位", "柜位": "摊位",
    "柜台": "摊位", "专柜": "摊位", "档口": "摊位", "展位": "摊位", "商铺": "商铺", "店铺": "商铺", "店面": "商铺",
    "门面房": "商铺", "门面": "商铺", "铺面": "商铺", "门市": "商铺", "门店": "商铺", "厂房": "厂房", "仓库": "仓库",
    "库房": "仓库", "房间": "房间", "卧室": "房间", "办公室": "办公室", "工位": "工位",
}  # fmt: skip
"""What has a number of its own, and what else the same is called."""
_THING = "|".join(_THINGS)
_BUILDINGS = ("号楼", "幢", "栋", "座")
_FIGURE = r"(?:[甲乙丙丁](?=\d))?(?:[A-Z]{1,3}-?)?\d{1,5}[A-Z]?(?:-[A-Z]?\d{1,5}){0,2}"
_BEGINS = "".join(dict.fromkeys("编位房铺室" + "".join(thing[0] for thing in _THINGS)))
_NUMBERED = Wording(
    rf"(?=[\dA-Z甲乙丙丁一二三四五六七八九十{_BEGINS}])(?:(?=[\dA-Z甲乙丙丁一二三四五六七八九十])(?<![\dA-Za-z.,%-])(?:(?P<figure>{_FIGURE}|[A-Z](?=[座栋幢])|[一二三四五六七八九十]{{1,3}}(?=单元|号楼))"
    rf"(?P<kind>号?(?:{_THING})|号楼|号院|弄|幢|栋|座(?![谈落机位])|单元|层(?![面高次])|室(?![内外友温\d])|号?房(?![屋产东客价款型间]|租(?!金))|号(?![码线召])))"
    r"|(?<![\d-])(?P<dashed>\d{1,3}-\d{1,2}-\d{3,4})(?![\d-])"
    rf"|(?:编号|[位房铺室]号)[:为是]{{1,2}}(?P<coded>{_FIGURE})"
    rf"|(?P<thing>{_THING})(?P<label>[(]?编号|号码|号)?[:为是]{{0,2}}第?(?P<behind>{_FIGURE})(?P<mark>号?))",
    holds="-号弄幢栋座单层室房位库柜铺口店面市间",
)
_ESTATE = (
    "花园|小区|大厦|公寓|广场|家园|中心|新村|新城|国际|[东西南北一二三四五六七八九]区|[苑府湾城园庭邸轩阁里居都村]"
)
_JOINED = re.compile(rf"(?P<estate>[一-鿿·]{{2,10}}?(?:{_ESTATE}))?(?:第|的|地下|地上|之|自编|临街)?")
"""What may stand between two parts of one address."""
_ESTATE_AHEAD = re.compile(rf"[一-鿿·]{{2,10}}(?:{_ESTATE})$")
_ROAD_AHEAD = re.compile(
    r"[一-鿿]{2,8}(?:路|街|大道|巷|弄|胡同|道)(?:[东西南北中]?[一二三四五六七八九]?段|[一-鿿]{2}段)?$"
)
_REGION_AHEAD = re.compile(
    r"(?P<city>[一-鿿]{2,4}市)?(?P<district>[一-鿿]{1,3}[区县])?(?:[一-鿿]{1,4}(?:镇|乡|街道))?$"
)
_LEAD = re.compile(r"^.*(?:[省市区县镇乡于在住将把对由至到]|街道)(?=..)")
_LEAD_OF_AN_ESTATE = re.compile(r"^.*(?:[省市区县镇乡于在住将把对由至到路街道巷]|[方人]的)(?=..)")
_BY_NAME = ("city", "district", "road", "estate")
_LONGEST = 30
"""Characters before the first number of an address that may belong to it."""


@dataclass(frozen=True, slots=True)
class Premises:
    """`parts`: what is said, by kind: city, district, road, number, yard, lane, estate, building, unit, room, or a
    thing with a number of its own (车位). `figures` are all its numbers: 3-2-301室 may be written as 3幢2单元301室."""

    words: str
    parts: dict[str, str]
    figures: frozenset[str]
    place: Place

    @property
    def has_a_door(self) -> bool:
        """Whether it says more than a road, its number and an estate."""
        return not self.parts.keys() <= {"city", "district", "road", "number", "yard", "lane", "estate"}

    def differs_from(self, other: Premises, kinds: Collection[str] = ()) -> bool:
        """Whether a part that both name (of these kinds, else of any) is another one. Where one is written with dashes
        (3-2-301室), its numbers are those of the other's parts."""
        dashed = any("-" in figure for figure in (*self.parts.values(), *other.parts.values()))
        alike = dashed and (self.figures <= other.figures or other.figures <= self.figures)
        compared = kinds or (_BY_NAME if alike else self.parts.keys())
        return any(self._is_another(other, kind) for kind in compared)

    def comparable_with(self, other: Premises) -> bool:
        """Whether both name a part of one kind, be it the same or another."""
        return bool((self.parts.keys() & other.parts.keys()) - {"city", "district"})

    def _is_another(self, other: Premises, kind: str) -> bool:
        mine, its = self.parts.get(kind, ""), other.parts.get(kind, "")
        part_of_it = kind in _BY_NAME and (mine in its or its in mine)
        return mine != its and "" not in (mine, its) and not part_of_it


def find_premises(body: Body) -> Iterator[Premises]:
    """All of them, in order."""
    for block, chain in _chains(body):
        first = chain[0]
        text, start, end = first.string, first.start(), first.end()
        parts: dict[str, str] = {}
        ahead = text[max(start - _LONGEST, 0) : start]
        if estate := _ESTATE_AHEAD.search(ahead):
            name = _LEAD_OF_AN_ESTATE.sub("", estate[0])
            parts["estate"], ahead = name, ahead[: len(ahead) - len(name)]
        if road := _ROAD_AHEAD.search(ahead):
            parts["road"] = _LEAD.sub("", road[0])
            ahead = ahead[: len(ahead) - len(parts["road"])]
        start = first.start() - sum(map(len, parts.values()))
        if parts and (region := _REGION_AHEAD.search(ahead)):
            parts |= {kind: _LEAD.sub("", name) for kind, name in region.groupdict().items() if name}
        figures: set[str] = set()
        for last, piece in zip((None, *chain), chain, strict=False):
            if last is not None and (between := _JOINED.fullmatch(text[last.end() : piece.start()])):
                parts |= {"estate": between["estate"]} if between["estate"] else {}
            kind, figure = (
                _kind(piece, parts),
                _figure(next(filter(None, piece.group("figure", "behind", "coded", "dashed")))),
            )
            if kind:
                parts[kind] = figure
                figures |= set(figure.split("-"))
            by_the_road = kind == "number" and piece["kind"].removeprefix("号") in _THINGS
            end = piece.start("kind") + 1 if by_the_road else piece.end()  # 北门街3号店面: the shop has no number
        if parts.keys() - {"city", "district", "unit"} and figures:
            yield Premises(text[start:end], parts, frozenset(figures), Place(block, start, end))


def _chains(body: Body) -> Iterator[tuple[int, list[re.Match[str]]]]:
    """Numbered parts that follow one another as one address, by block."""
    number_of, chain = 0, list[re.Match[str]]()
    for block, piece in body.find(_NUMBERED):
        if chain and (block.number != number_of or not _follows(chain[-1], piece)):
            yield number_of, chain
            chain = []
        number_of = block.number
        chain.append(piece)
    if chain:
        yield number_of, chain


def _follows(last: re.Match[str], piece: re.Match[str]) -> bool:
    between = last.string[last.end() : min(piece.start(), last.end() + 16)]
    return last.end() + len(between) == piece.start() and _JOINED.fullmatch(between) is not None


def _figure(written: str) -> str:
    """As it is compared: 三单元 is 3单元."""
    return str(number(written)) if not re.search("[A-Z甲乙丙丁\\d]", written) else written


def _kind(piece: re.Match[str], parts: dict[str, str]) -> str:
    """Which part of an address it is, by its word and by what was said before it; "" for a storey and for what is no
    part of one (每月5号, 3个车位)."""
    if piece["dashed"]:
        return "room"
    if piece["coded"]:
        things = re.findall(_THING, before(piece.string, piece.start()))
        return _THINGS[things[-1]] if things and re.search("[A-Z-]", piece["coded"]) else ""
    if piece["thing"]:
        named = piece["label"] or piece["mark"] or re.search("[A-Z-]", piece["behind"])
        return _THINGS[piece["thing"]] if named else ""
    kind = piece["kind"]
    if kind == "号院":
        return "yard"
    if kind[0] == "号" and "road" in parts and not parts.keys() & {"number", "yard", "lane"}:
        return "number"
    if kind.removeprefix("号") in _THINGS:
        numbered = kind[0] == "号" or re.search("[A-Z-]", piece["figure"])
        return _THINGS[kind.removeprefix("号")] if numbered else ""
    if kind in _BUILDINGS:
        return "building"
    if kind == "号":
        if parts.keys() & {"building", "unit"}:
            return "room"
        if parts.keys() & {"lane", "yard", "number"} or (parts.get("estate") and "road" not in parts):
            return "building"
        return ""
    if kind in ("室", "房", "号房"):
        return "room" if len(piece["figure"]) > 2 or parts else ""
    return {"弄": "lane", "单元": "unit"}.get(kind, "")
