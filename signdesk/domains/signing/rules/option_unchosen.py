"""option_unchosen: where the text offers a choice (□ … □ …, 【 】 … 【 】 …, 第 种方式), one is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.sentences import lines
from signdesk.domains.signing.rules.structure.wording import Wording

_OPEN, _TICKED = "□☐❏❐▢", "☑☒■✔✓√●◉✅▣🗹🗵"
_BOX = Wording(
    rf"(?<![{_OPEN}])(?P<open>[{_OPEN}])(?![{_OPEN}])(?=\s*[^\s,，。；;]{{2}})|(?P<ticked>[{_TICKED}])",
    holds=_OPEN + _TICKED,
)
_BRACKET = Wording(
    r"[【\[(](?<![^\s,，:;；、(为是属].)\s*(?P<ticked>[√✓✔☑vV]?)\s*[】\])](?=\s*[一-鿿]{2})"
    r"(?!\s*(?:个?[年月日天元份%]|平方|工作日))",
    holds="【[(",
)
_LONGEST = 400
"""Characters of an option that are shown."""
_ONE_OF = re.compile(r"(?:支付|付款|租赁|出租|计价|争议解决|交付)方式|证件类型|性别|婚姻状况")
_WAY = Wording(r"第[\s_【】\[\]()]+(?:种|项)(?:方式|办法|情形|标准|约定)?", holds="种项")


@dataclass(frozen=True)
class OptionUnchosen:
    id: str = "option_unchosen"
    title: str = N_("Options chosen")
    why: str = N_("A choice left open means that neither of the possibilities was agreed.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        groups = list(_groups(contract))
        findings = [
            Finding(
                "option_unchosen",
                "info" if contract.zones.in_attachments(places[0].block) else "error",
                _("None is chosen of: {options}.").format(
                    options=_(", ").join(_words(contract, place) for place in places)
                ),
                Place(places[0].block, places[0].start, _words_end(contract, places[0])),
                places[1:],
            )
            for places, chosen in groups
            if not chosen
        ]
        findings += list(_several(contract))
        ways = list(_ways(contract))
        findings += [
            Finding("option_unchosen", "error", _("Which one is meant is not filled in."), way) for way in ways
        ]
        count = len(groups) + len(ways)
        return Outcome(_("{count} choices").format(count=count), tuple(findings), applicable=bool(count))


def _several(contract: Contract) -> Iterator[Finding]:
    """Two boxes ticked where the one excludes the other: how to pay, how to let."""
    for index in contract.body.places(_TICKED):
        block, text = contract.body[index]
        ticked = [match for match in _BOX.pattern.finditer(text) if match["ticked"]]
        if len(ticked) < 2 or not _BOX.pattern.match(text.lstrip()) or index == 0:
            continue
        label = contract.body[index - 1][1].strip() if block.kind == "cell" else ""
        if _ONE_OF.fullmatch(label):
            place = Place(block.number, ticked[1].start(), ticked[1].end())
            other = Place(block.number, ticked[0].start(), ticked[0].end())
            message = _("More than one is chosen for “{label}”.").format(label=label)
            yield Finding("option_unchosen", "error", message, place, (other,))


def _words_end(contract: Contract, place: Place) -> int:
    """Where the words behind a box end."""
    rest = contract.texts[place.block][place.end : place.end + _LONGEST]
    lead = len(rest) - len(rest.lstrip())
    ending = re.search(rf"[\s,，。；;/()（）{_OPEN}{_TICKED}\[【]", rest[lead:])
    return place.end + lead + (ending.start() if ending else len(rest.strip()))


def _words(contract: Contract, place: Place) -> str:
    return contract.model.block(place.block).text[place.end : _words_end(contract, place)].strip(" :：")


def _groups(contract: Contract) -> Iterator[tuple[tuple[Place, ...], bool]]:
    """Boxes that belong together, and whether one of them is ticked: those of a sentence, or lines that each begin with
    one."""
    beneath: list[tuple[Place, bool]] = []
    last = 0
    for index in contract.body.places(_BOX.holds + _BRACKET.holds):
        block, text = contract.body[index]
        for start, line in lines(text):
            boxes = list(_BOX.pattern.finditer(line))
            alone = len(boxes) == 1 and not line[: boxes[0].start()].strip(" 0123456789.、()")
            if not alone or index > last + 1:
                yield from _together(beneath)
                beneath = []
            last = index
            if alone:
                beneath.append(_box(block, start, boxes[0]))
                continue
            for pattern in (_BOX.pattern, _BRACKET.pattern):
                if len(pattern.findall(line)) > 1:
                    for piece in _pieces(line, pattern):
                        yield from _together([_box(block, start, box) for box in pattern.finditer(line, *piece)])
    yield from _together(beneath)


def _box(block: Block, start: int, box: re.Match[str]) -> tuple[Place, bool]:
    """Where a box of a line stands, and whether it is ticked."""
    return Place(block.number, start + box.start(), start + box.end()), bool(box["ticked"])


def _together(boxes: list[tuple[Place, bool]]) -> Iterator[tuple[tuple[Place, ...], bool]]:
    if len(boxes) > 1:
        yield tuple(place for place, _ticked in boxes), any(ticked for _place, ticked in boxes)


def _pieces(line: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Sentences; and their parts between commas, if every one of them offers a choice of its own."""
    for sentence in re.finditer(r"[^。；;]+", line):
        parts = [
            (sentence.start() + part.start(), sentence.start() + part.end())
            for part in re.finditer(r"[^,，]+", sentence[0])
        ]
        counts = [len(pattern.findall(line[first:last])) for first, last in parts]
        if all(count != 1 for count in counts):
            yield from parts
        else:
            yield sentence.start(), sentence.end()


def _ways(contract: Contract) -> Iterator[Place]:
    for block, match in contract.body.find(_WAY):
        yield Place(block.number, match.start(), match.end())
