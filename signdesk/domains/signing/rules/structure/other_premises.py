"""Premises a contract is not about: another estate at its own address, another road, flat or door in a later clause
than the one that says what is let or sold. What is somebody's address, or is meant to be elsewhere, is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.structure.addresses import Address, Flat, find_addresses, find_flats
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.sentences import before
from signdesk.domains.signing.rules.structure.tree import Clause
from signdesk.domains.signing.rules.structure.wording import Wording

_LIES_AT = re.compile(r"(?:位于|[坐座]落[于在]?|地址[:为是]?)[^,，。；;]{0,24}$")
_LIES_FIRMLY_AT = re.compile(r"(?:(?:位于|[坐座]落)[^,，。；;]{0,40}|购买[^,，。；;]{0,30}|项目[^,，。；;]{0,6})$")
_PREMISES = re.compile(
    r"[^,，。；;\s]{0,12}?的?(?:房屋|房产|商铺|店铺|店面|铺面|门面|铺位|厂房|仓库|库房|车位|场地|写字楼|办公室|柜台|专柜|土地|地块|物业|商品房|住房|住宅|酒店|宾馆|公寓|大[厦楼]|摊位|柜位|网点|用房|门店|展?馆|停车场|车库|别墅)"
)
_SOMEBODY_S = re.compile(
    r"(?:住所|住址|通讯|通信|送达|注册|联系|邮寄|收件|户籍|办公地址|经营地址|身份证)[^,，。；;]{0,24}$"
)
_ANOTHER_ONE = re.compile(
    r"抵押|置换|安置|另[一有行]|其他|相邻|毗邻|对面|名下|自有|原[租址有]|总部|分店|样板|展示|售楼|法院|仲裁|中心办理"
)
_DOOR = Wording(
    r"(?P<building>\d{1,3})(?:幢|栋|号楼|座)(?:\d{1,2}单元|[一二三四五六七八九]单元)?(?:\d{1,2}层)?(?P<room>\d{3,4})(?:室|号房?|房)",
    holds="幢栋楼座",
)
_OF_A_LEASE = re.compile(r"租[^。,，:]{0,10}(?:合同|协议|契约)")
_LET = re.compile(r"坐落|座落|位于|[地住]址|出租|租赁|承租|房屋|[方人][将把]$")
_LIVES = re.compile(r"(?:通[讯信]|联系|送达|户籍|办公|注册|邮寄)[^,，。；;:]{0,4}地址|住[址所]|身份证")
_OTHER_USE = re.compile(
    r"[地住]址|送达|邮寄|寄[往至送]|户籍|居住于|现住|办公|营业|注册|公司|法院|银行|物业|仓库|车位|停车|办理|前往|到|收件|联系|领取|产权|担保|抵押|自有|名下|另[一有]"
)
_OFFICE = re.compile(r"[^,，。；;]{0,6}(?:领取|办理|法院|仲裁|派出所|中心|办公|管理处|银行|支行|车位|的?产权|的?房产)")


@dataclass(frozen=True, slots=True)
class OtherPremises:
    """`words` at `place` are not the premises at `meant`. `estate`: the same number and road by another name."""

    words: str
    place: Place
    meant: Place
    estate: bool = False


def find_other_premises(contract: Contract) -> Iterator[OtherPremises]:
    """All of them. A paragraph in which another road was told is not told again for its flat or its door."""
    for address, other in _other_places(contract):
        yield OtherPremises(address.words, address.place, other.place, estate=True)
    told: set[int] = set()
    for address, subject in _elsewhere(contract):
        told.add(address.place.block)
        yield OtherPremises(address.words, address.place, subject.place)
    for flat, let in _another_flat(contract):
        if flat.place.block not in told:
            told.add(flat.place.block)
            yield OtherPremises(flat.words, flat.place, let.place)
    for block, match, meant in _other_doors(contract):
        if block.number not in told:
            yield OtherPremises(match[0], Place(block.number, *match.span()), meant)


def _another_flat(contract: Contract) -> Iterator[tuple[Flat, Flat]]:
    """A flat in the terms of a lease that is not the one let, nor where somebody lives, works or is written to; and the
    one let."""
    title = next((text for _block, text in contract.body[:6] if _OF_A_LEASE.search(text) and len(text) < 40), "")
    flats = list(find_flats(contract.body)) if title else []
    let = next(
        (flat for flat in flats if _LET.search(ahead := _ahead(contract, flat)) and not _LIVES.search(ahead)), None
    )
    home = contract.tree.at(let.place, contract.texts[let.place.block]) if let else None
    for flat in flats if let is not None and home is not None else ():
        clause = contract.tree.at(flat.place, contract.texts[flat.place.block])
        if let is None or home is None or clause is None or clause.top() is home.top():
            continue
        known = any(flat.figures == other.figures for other in flats if other is not flat)
        behind = contract.texts[flat.place.block][flat.place.end : flat.place.end + 12]
        if not (
            known
            or set(flat.figures) <= set(let.figures)
            or _OTHER_USE.search(_ahead(contract, flat))
            or _OFFICE.search(behind)
        ):
            yield flat, let


def _ahead(contract: Contract, flat: Flat) -> str:
    return contract.texts[flat.place.block][max(flat.place.start - 30, 0) : flat.place.start]


def _disagree(one: Address, other: Address) -> bool:
    """One number of one road with two estates. A name that is part of the other is the same."""
    if one.road != other.road or not one.estate or not other.estate:
        return False
    return one.estate not in other.estate and other.estate not in one.estate


def _other_places(contract: Contract) -> Iterator[tuple[Address, Address]]:
    """Addresses with another estate on the same number of the same road: the one that stands there less often, and the
    other."""
    found = list(find_addresses(contract.body))
    counts = Counter(address.words for address in found)
    told: set[str] = set()
    for address in found:
        for other in found:
            if _disagree(address, other):
                odd, usual = sorted(
                    (address, other), key=lambda one: (counts[one.words], -one.place.block, -one.place.start)
                )
                if not told & {address.words, other.words}:
                    told |= {address.words, other.words}
                    yield odd, usual


def _elsewhere(contract: Contract) -> Iterator[tuple[Address, Address]]:
    """Premises on another road than those the contract is about, named once, in a later clause: 湖滨路12号的商铺 at the
    head, 北门街3号店面 where it is handed back."""
    found = list(find_addresses(contract.body))
    roads = Counter(_road(address) for address in found)
    subject: Address | None = None
    for address in found:
        text = contract.texts[address.place.block]
        ahead, behind = before(text, address.place.start), text[address.place.end : address.place.end + 24]
        if _SOMEBODY_S.search(ahead) or contract.zones.in_attachments(address.place.block):
            continue
        if subject is None:
            said = _LIES_FIRMLY_AT.search(ahead) or (_LIES_AT.search(ahead) and contract.tree.at(address.place, text))
            subject = address if said or _PREMISES.match(behind) else None
            continue
        here, there = (contract.tree.at(one.place, contract.texts[one.place.block]) for one in (address, subject))
        later = here is not None and (there is None or here.top() is not there.top())
        if (
            later
            and _PREMISES.match(behind)
            and roads[_road(address)] == 1
            and not _ANOTHER_ONE.search(ahead + address.road + behind)
        ):
            yield address, subject


def _road(address: Address) -> str:
    return re.sub(r"[甲乙丙丁]?\d+[号弄]院?$", "", address.road)


def _other_doors(contract: Contract) -> Iterator[tuple[Block, re.Match[str], Place]]:
    """3幢801室, once, in a later clause than the one that says which flat is meant: 6幢2单元1102室."""
    subject: Place | None = None
    top: Clause | None = None
    known: set[tuple[str, str]] = set()
    for block, match in contract.body.find(_DOOR):
        text, door = match.string, (match["building"], match["room"])
        ahead, place = before(text, match.start()), Place(block.number, *match.span())
        if _SOMEBODY_S.search(ahead) or contract.zones.in_attachments(block.number):
            continue
        clause = contract.tree.at(place, text)
        here = clause.top() if clause is not None else None
        if subject is None:
            if _LIES_FIRMLY_AT.search(ahead):
                subject, top, known = place, here, {door}
        elif here is top or here is None:
            known.add(door)
        elif door not in known and not _ANOTHER_ONE.search(ahead):
            yield block, match, subject
