"""option_unchosen: where the text offers a choice (□ … □ …, 【 】 … 【 】 …, 第 种方式), one is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract

_OPEN, _TICKED = "□☐❏❐▢", "☑☒■✔✓√●◉✅▣🗹🗵"
_BOX = re.compile(rf"(?<![{_OPEN}])(?P<open>[{_OPEN}])(?![{_OPEN}])(?=\s*[^\s,，。；;]{{2}})|(?P<ticked>[{_TICKED}])")
_BRACKET = re.compile(
    r"(?:^|(?<=[\s,，:;；、(为是属]))[【\[(]\s*(?P<ticked>[√✓✔☑vV]?)\s*[】\])](?=\s*[一-鿿]{2})(?!\s*(?:个?[年月日天元份%]|平方|工作日))"
)
_ONE_OF = re.compile(r"(?:支付|付款|租赁|出租|计价|争议解决|交付)方式|证件类型|性别|婚姻状况")
_WAY = re.compile(r"第[\s_【】\[\]()]+(?:种|项)(?:方式|办法|情形|标准|约定)?")


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
    for index, (block, text) in enumerate(contract.body):
        ticked = [match for match in _BOX.finditer(text) if match["ticked"]]
        if len(ticked) < 2 or not _BOX.match(text.lstrip()) or index == 0:
            continue
        label = contract.body[index - 1][1].strip() if block.kind == "cell" else ""
        if _ONE_OF.fullmatch(label):
            place = Place(block.number, ticked[1].start(), ticked[1].end())
            other = Place(block.number, ticked[0].start(), ticked[0].end())
            message = _("More than one is chosen for “{label}”.").format(label=label)
            yield Finding("option_unchosen", "error", message, place, (other,))


def _words_end(contract: Contract, place: Place) -> int:
    """Where the words behind a box end."""
    rest = contract.texts[place.block][place.end :]
    lead = len(rest) - len(rest.lstrip())
    ending = re.search(rf"[\s,，。；;/()（）{_OPEN}{_TICKED}\[【]", rest[lead:])
    return place.end + lead + (ending.start() if ending else len(rest.strip()))


def _words(contract: Contract, place: Place) -> str:
    return contract.model.block(place.block).text[place.end : _words_end(contract, place)].strip(" :：")


def _groups(contract: Contract) -> Iterator[tuple[tuple[Place, ...], bool]]:
    """Boxes that belong together, and whether one of them is ticked: those of a sentence, or lines that each begin with
    one."""
    lines: list[tuple[Place, bool]] = []
    for block, text in contract.body:
        offset = 0
        for line in text.split("\n"):
            start, offset = offset, offset + len(line) + 1
            boxes = list(_BOX.finditer(line))
            if len(boxes) == 1 and not line[: boxes[0].start()].strip(" 0123456789.、()"):
                lines.append(
                    (Place(block.number, start + boxes[0].start(), start + boxes[0].end()), _is_ticked(boxes[0]))
                )
                continue
            yield from _together(lines)
            lines = []
            for pattern in (_BOX, _BRACKET):
                if len(pattern.findall(line)) < 2:
                    continue  # no choice: hardly a line offers one
                for first, last in _pieces(line, pattern):
                    found = list(pattern.finditer(line, first, last))
                    yield from _together(
                        [(Place(block.number, start + m.start(), start + m.end()), _is_ticked(m)) for m in found]
                    )
    yield from _together(lines)


def _is_ticked(match: re.Match[str]) -> bool:
    return bool(match["ticked"])


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
    for block, text in contract.body:
        for match in _WAY.finditer(text):
            yield Place(block.number, match.start(), match.end())
