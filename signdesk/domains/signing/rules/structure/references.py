"""Where a contract refers to its own clauses: "第五条第二款第（三）项", "本条第一款", "第七条至第九条", "上述第3.2条".
What refers to a law or to another document is told apart by the words before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.clauses import Heading
from signdesk.domains.signing.rules.structure.normal import NUMERAL, number
from signdesk.domains.signing.rules.structure.wording import Wording

_N = rf"[(]?\s*[{NUMERAL}]+(?:\.\d{{1,2}})*\s*[)]?"
_UNIT = Wording(
    r"(?=[第\d按适依根违参不符见本上前])"
    rf"(?:第\s*(?P<numbers>{_N}(?:\s*[、至到~-]\s*第?\s*{_N})*)\s*(?P<unit>条(?!件|例)|款(?!项|式)|项(?!目)|目(?!标|的|录))"
    r"|(?<![\d.])(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})\s*(?P<short>条(?!件|例)|款(?!项|式))"
    r"|(?:按照?|适用|依照?|根据|违反|依据|参照|不?符合|见|本合同|上述|前述)\s*(?P<bare>\d{1,2}(?:\.\d{1,2}){1,3}(?:[、和及]\d{1,2}(?:\.\d{1,2}){1,3})*)(?![\d.])"
    r"(?=\s*(?:所|的)?(?:约定|规定|标准|要求|方式|承担|执行|处理|赔偿)))",
    holds="第.",
)
_ORDER = "条款项目"
_FOREIGN = re.compile(
    r"(?:》|法典?|条例|办法|规定|解释|规则|准则|细则|通知|章程|公约|规约|原合同|主合同|原协议|主协议|补充协议|借款合同|买卖合同|租赁合同|委托合同)"
    r"\s*(?:》|[(（][^()]{0,20}[)）])?\s*(?:的|中的?|之|[(])?\s*$"
)
_OWN = re.compile(r"(?:本(?:合同|协议|补充协议)|上述|前述)\s*[》]?\s*(?:的|中|之|[(])?\s*$")
_CHOICE = re.compile(r"(?:下列|以下|如下|下述|选择|选定|选用|采用|采取)\s*(?:的|之)?\s*$")
_GOES_ON = re.compile(r"\s*(?:的|之|中)?\s*$")
_AND = re.compile(r"\s*(?:[、,，和及与或至到以]|以及|或者)+\s*$")
_ATTACHMENT = re.compile(rf"附件\s*[{NUMERAL}A-F]*\s*(?:《[^》]*》)?\s*(?:的|中|之)?\s*$")
_HERE = re.compile(r"本[条款]\s*(?:的|之|中)?\s*$")
_NEAR = 120
"""Characters before a reference that may say what it refers to."""
_LEADERS = re.compile(r"[.…·]{2,}\s*\d+\s*$")


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference. `path` is (unit, values) from 条 downwards: (("条", (5,)), ("款", (2,))); `here` where it means
    the clause it stands in; `after` is what follows it in the sentence."""

    path: tuple[tuple[str, tuple[int, ...]], ...]
    here: bool
    place: Place
    after: str


def find_references(body: Body, headings: tuple[Heading, ...]) -> tuple[Reference, ...]:
    """References of the contract to its own clauses, in order."""
    labels = {(heading.place.block, heading.place.start) for heading in headings if not heading.automatic}
    found: list[Reference] = []
    for block, start, line in body.lines(_UNIT.holds):
        if not _LEADERS.search(line):
            found += _in_line(block, line, start, labels)
    return tuple(found)


def _in_line(block: Block, line: str, start: int, labels: set[tuple[int, int]]) -> list[Reference]:
    """One run of units (第五条第二款) is one reference; a list (第二款、第三款) is one for each."""
    found: list[Reference] = []
    path: list[tuple[str, tuple[int, ...]]] = []
    here = foreign = False
    last_end, first = -1, 0
    for match in _UNIT.pattern.finditer(line):
        if (block.number, start + match.start()) in labels:
            last_end = -1
            continue
        unit = match["unit"] or match["short"] or "条"
        before = line[last_end : match.start()] if last_end >= 0 else ""
        values = _values(match["numbers"] or match["decimal"] or match["bare"])
        goes_on = last_end >= 0 and _GOES_ON.fullmatch(before) and path and _lower(unit, path[-1][0])
        listed = last_end >= 0 and _AND.fullmatch(before) is not None
        if goes_on:
            found.pop()
        elif listed and path and not _lower(unit, path[-1][0]):
            path = [step for step in path if _lower(unit, step[0])]
            first = match.start()
        else:
            ahead = line[max(match.start() - _NEAR, 0) : match.start()]
            here = _HERE.search(ahead) is not None
            foreign = not _OWN.search(ahead) and bool(
                (_FOREIGN.search(ahead) and not here) or _CHOICE.search(ahead) or _ATTACHMENT.search(ahead)
            )
            path, first = [], match.start("bare") if match["bare"] else match.start()
        last_end = match.end()
        if not values:
            path, last_end = [], -1
            continue
        place = Place(block.number, start + first, start + match.end())
        after = re.split(r"[。；;\n]", line[match.end() : match.end() + 24])[0]
        references = [Reference((*path, (unit, value)), here, place, after) for value in values]
        path.append((unit, values[-1]))
        if foreign:
            references = [Reference((), False, place, "")]
        found += references
    return [each for each in found if each.path]


def _lower(unit: str, above: str) -> bool:
    return _ORDER.index(unit) > _ORDER.index(above)


def _values(text: str) -> list[tuple[int, ...]]:
    """ "3.2" → (3, 2); "五至八" → (5,), (8,)."""
    found = []
    for piece in re.findall(rf"[{NUMERAL}]+(?:\.\d{{1,2}})*", text):
        values = [number(part) for part in piece.split(".")]
        if any(not value for value in values):
            return []
        found.append(tuple(value for value in values if value))
    return found
