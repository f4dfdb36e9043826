"""Premises a contract is not about: what a later clause says of them is held, part by part, against what the contract
says is let or sold. What is somebody's address, or is meant to be elsewhere, is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.premises import Premises, find_premises
from signdesk.domains.signing.rules.structure.sentences import before
from signdesk.domains.signing.rules.structure.tree import Clause

_LIES_AT = re.compile(r"(?:位于|[坐座]落[于在]?|地址[:为是]?)[^,，。；;]{0,24}$")
_LIES_FIRMLY_AT = re.compile(
    r"(?:(?:位于|[坐座]落)[^,，。；;]{0,40}|购买[^,，。；;]{0,30}|项目[^,，。；;]{0,6}|[方人][将把][^,，。；;]{0,16}"
    r"|(?:房屋|房产|商铺|店面|厂房|仓库|车位|摊位|租赁物|标的物?)(?:地址|地点|位置|编号)?[:为是][^,，。；;]{0,24})$"
)
_PREMISES = re.compile(
    r"[^,，。；;\s]{0,12}?的?(?:房屋|房产|商铺|店铺|店面|铺面|门面|铺位|厂房|仓库|库房|车位|场地|写字楼|办公室|柜台|专柜|土地|地块|物业|商品房|住房|住宅|酒店|宾馆|公寓|大[厦楼]|摊位|柜位|网点|用房|门店|展?馆|停车场|车库|别墅)"
)
_SOMEBODY_S = re.compile(
    r"(?:住所|住址|通讯|通信|送达|注册|联系|邮寄|收件|户籍|居住|现住|[方人]住|[方人]的?地址|办公地址|经营地址|身份证)[^,，。；;]{0,40}$"
)
_ANOTHER_ONE = re.compile(
    r"抵押|置换|安置|另[一有行]|其他|相邻|毗邻|对面|隔壁|名下|自有|原[租址有]|总部|分店|样板|展示|售楼|法院|仲裁|中心办理|派出所|领取|前往|办理|寄[往至送]|产权证|物业服务(?:中心|处|企业)|管理处"
)
_WITH_IT = re.compile(r"(?:连同|以及|[及和与、]|到|前往|去)$")
"""Right before premises that are named beside the contract's own, or where somebody goes."""
_OF_WORK = re.compile(r"服务|保洁|物业|施工|装[修饰]|工程|承揽|劳动|劳务|运输|采购|设计")
"""Titles of contracts that are about no premises, wherever the work is done."""
_LONGEST, _BEHIND = 30, 12
"""Characters before and behind premises that say whose they are."""


@dataclass(frozen=True, slots=True)
class OtherPremises:
    """`words` at `place` are not the premises at `meant`. `estate`: the same number and road by another name."""

    words: str
    place: Place
    meant: Place
    estate: bool = False


def find_other_premises(contract: Contract) -> Iterator[OtherPremises]:
    """All of them, one a paragraph at most."""
    named = list(find_premises(contract.body))
    told: set[int] = set()
    found = [(*pair, True) for pair in _by_another_name(named)]
    found += [(*pair, False) for pair in _elsewhere(contract, named)]
    for odd, usual, estate in found:
        if odd.place.block not in told:
            told.add(odd.place.block)
            yield OtherPremises(odd.words, odd.place, usual.place, estate)


def _by_another_name(named: list[Premises]) -> Iterator[tuple[Premises, Premises]]:
    """One number of one road with two estates: the one that stands there less often, or later, and the other."""
    counts = Counter(each.words for each in named)
    by_number: dict[tuple[str, str], Premises] = {}
    for each in named:
        if {"road", "number", "estate"} <= each.parts.keys():
            first = by_number.setdefault((each.parts["road"], each.parts["number"]), each)
            if first.differs_from(each, ("estate",)):
                yield (first, each) if counts[first.words] < counts[each.words] else (each, first)


def _elsewhere(contract: Contract, named: list[Premises]) -> Iterator[tuple[Premises, Premises]]:
    """Premises in a later clause of which a part is another one than in the clause that says what is let or sold, and
    those. What is said more than once, in an address or in an annex, is meant."""
    if any(_OF_WORK.search(text) and len(text) < _LONGEST for _block, text in contract.body[:2]):
        return
    subject = next((each for each in named if _is_the_subject(contract, each)), None)
    if subject is None:
        return
    home = _clause(contract, subject)
    own = [each for each in named if _clause(contract, each) is home and not _is_an_address(contract, each)]
    for each in named:
        later = (here := _clause(contract, each)) is not None and here is not home
        if not later or contract.zones.in_attachments(each.place.block) or _is_meant(contract, each):
            continue
        comparable = [one for one in own if each.comparable_with(one)]
        others = [one for one in named if one is not each and one.comparable_with(each)]
        if comparable and all(each.differs_from(one) for one in comparable) and _only_here(each, others):
            yield each, comparable[0]


def _only_here(each: Premises, others: list[Premises]) -> bool:
    """Whether no other place says the same, or more of it."""
    return not any(each.figures <= one.figures and not each.differs_from(one) for one in others)


def _is_the_subject(contract: Contract, each: Premises) -> bool:
    if _is_an_address(contract, each) or contract.zones.in_attachments(each.place.block):
        return False
    text = contract.texts[each.place.block]
    ahead, behind = before(text, each.place.start), text[each.place.end : each.place.end + 24]
    if _LIES_FIRMLY_AT.search(ahead) or _PREMISES.match(behind) or "号" in each.words[:2]:
        return True
    return _LIES_AT.search(ahead) is not None and _clause(contract, each) is not None


def _is_meant(contract: Contract, each: Premises) -> bool:
    """Whether it is no premises of this contract on purpose: an address, an office, another flat of the landlord's; or
    a mere road with its number, where nothing says that premises are spoken of."""
    text = contract.texts[each.place.block]
    ahead, behind = before(text, each.place.start), text[each.place.end : each.place.end + 24]
    if _is_an_address(contract, each) or _WITH_IT.search(ahead):
        return True
    if "不得" not in ahead and _ANOTHER_ONE.search(ahead[-_LONGEST:] + each.words + behind[:_BEHIND]):
        return True
    return not (each.has_a_door or _PREMISES.match(behind) or _LIES_FIRMLY_AT.search(ahead))


def _is_an_address(contract: Contract, each: Premises) -> bool:
    return _SOMEBODY_S.search(before(contract.texts[each.place.block], each.place.start)) is not None


def _clause(contract: Contract, each: Premises) -> Clause | None:
    """The 条 it stands in; where that is divided twice (一、 1. (1)), the part of it."""
    clause = contract.tree.at(each.place, contract.texts[each.place.block])
    above = clause.parent if clause is not None else None
    if clause is not None and above is not None and above is not clause.top():
        return above
    return clause.top() if clause is not None else None
