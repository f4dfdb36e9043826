"""Who stands for a party: its legal representative, and its agent, at the head, in the signature block and in the power
of attorney. One inventory by party, so that one name can be held against the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import squeezed
from signdesk.domains.signing.rules.structure.people import REACH
from signdesk.domains.signing.rules.structure.wording import Wording

_LABEL = Wording(
    r"(?=[法负经委授代签受被])(?:(?P<office>法\s*定\s*代\s*表\s*人|法\s*人\s*代\s*表|(?<![目场术全工区])负\s*责\s*人|经\s*营\s*者)"
    r"|(?P<agent>(?:委\s*托\s*|授\s*权\s*)?代\s*理\s*人|授\s*权\s*(?:代\s*表\s*人?|人\s*员)|签\s*约\s*代\s*表|受\s*托\s*人|被\s*(?:委\s*托|授\s*权)\s*人))"
    r"\s*(?:姓\s*名)?\s*(?:\([^()]{0,16}\))?\s*:[ _]*(?P<name>[一-鿿·]{2,6}(?=[\s_,，。；;(、]|$))",
    holds=":",
)
_GIVEN_POWER = Wording(
    r"(?:兹|特|现|[方人])(?:委托|授权)(?P<name>[一-鿿]{2,4}?)(?:先生|女士)?(?=\s*[(,，]?\s*(?:身份证|性别|作?为|代[为理表]|全权|办理|签[订署]))",
    holds=("委托", "授权"),
)
_POWER = re.compile(r"授\s*权\s*委\s*托\s*书|委\s*托\s*书|授\s*权\s*书")
_EITHER = re.compile(r"(?:或者?|[/、(])\s*$")
"""Before a label on a line that is made for whoever signs."""
_NEAR = 4
"""Blocks below a party's place to sign that belong to it."""
_NO_NAME = re.compile(
    r"签[字名章]|身份|电话|地址|日期|盖章|证件|^无$|如有|姓名|委托|代理|授权|甲方|乙方|丙方|本人|他人"
)


@dataclass(frozen=True, slots=True)
class Representative:
    """`side`: the roles of the party, empty where it cannot be told. `signs`: named in the signature block; `power`: in
    a power of attorney."""

    kind: Literal["office", "agent"]
    name: str
    place: Place
    side: frozenset[str]
    signs: bool
    power: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Of one party's representatives by one office, one is called otherwise than the one named first."""

    one: Representative
    other: Representative


def find_representatives(contract: Contract) -> tuple[Representative, ...]:
    """All that are named, in order."""
    found: list[Representative] = []
    parties = frozenset[str]().union(*(declaration.roles for declaration in contract.declarations))
    power_from = next(
        (
            block.number
            for block, text in contract.body
            if contract.zones.in_attachments(block.number) and _POWER.search(text)
        ),
        None,
    )
    for block, match in contract.body.find(_LABEL):
        word = re.sub(r"\s", "", match["agent"] or match["office"])
        if _NO_NAME.search(match["name"]) or _EITHER.search(match.string, 0, match.start()):
            continue
        power = power_from is not None and block.number >= power_from
        if word == "受托人" and "受托人" in parties and not power:
            continue
        found.append(_named(contract, block, match, "agent" if match["agent"] else "office", power))
    for block, match in contract.body.find(_GIVEN_POWER):
        if not _NO_NAME.search(match["name"]):
            found.append(_named(contract, block, match, "agent", True))
    return tuple(sorted(found, key=lambda each: (each.place.block, each.place.start)))


def contradictions(contract: Contract, kind: Literal["office", "agent"]) -> Iterator[Contradiction]:
    """Each representative of this kind who signs for a party, or is given power, and is none of those the contract
    names before. What is named before stands there by itself: nothing says that two of them are one."""
    first: list[Representative] = []
    for each in (one for one in find_representatives(contract) if one.kind == kind):
        of_the_side = [one for one in first if one.side & each.side or each.power]
        if not (each.signs or each.power) or not of_the_side:
            first.append(each)
        elif not any(squeezed(one.name) == squeezed(each.name) for one in first):
            yield Contradiction(each, of_the_side[0])


def _named(
    contract: Contract, block: Block, match: re.Match[str], kind: Literal["office", "agent"], power: bool
) -> Representative:
    line = match.string.rfind("\n", 0, match.start()) + 1
    signs = not power and (block.number, line) in contract.zones.signature_lines
    side = frozenset[str]() if power else _side(contract, block, match, _NEAR if signs else REACH)
    return Representative(kind, match["name"], Place(block.number, *match.span("name")), side, signs, power)


def _side(contract: Contract, block: Block, match: re.Match[str], reach: int) -> frozenset[str]:
    """Whose representative stands here: of the party named last before, of the one above in the same column, or of the
    party that stands as far to the right in the line above as the representative does in this one."""
    at, text = (block.number, match.start()), match.string
    before = [
        each
        for each in contract.declarations
        if (each.label.block, each.label.start) < at and block.number - each.label.block <= reach
    ]
    if not before:
        return frozenset()
    column = re.search(r"T\d+R\d+(C\d+)$", block.place)
    if column:
        above = [each for each in before if contract.model.block(each.label.block).place.endswith(column[1])]
        return (above or before)[-1].roles
    line = text.rfind("\n", 0, match.start()) + 1
    if (before[-1].label.block, before[-1].label.start) >= (block.number, line):
        return before[-1].roles
    last = contract.texts[before[-1].label.block]
    begin = last.rfind("\n", 0, before[-1].label.start)
    beside = [each for each in before if each.label.block == before[-1].label.block and each.label.start > begin]
    here = list(_LABEL.pattern.finditer(text, line))
    ahead = sum(each.start() < match.start() for each in here)
    if len(here) == 1:  # alone on its line: below the party it stands under
        ahead = sum(each.label.start - begin - 1 <= match.start() - line for each in beside) - 1
    return beside[max(min(ahead, len(beside) - 1), 0)].roles
