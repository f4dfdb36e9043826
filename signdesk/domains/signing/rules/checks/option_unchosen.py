"""option_unchosen: where the text offers a choice (□ … □ …, 【 】 … 【 】 …, 第 种方式), one is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from signdesk.core.i18n import N_, _
from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.choices import box_behind, items_beyond
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.sentences import lines
from signdesk.domains.signing.rules.structure.wording import Wording

_OPEN, _TICKED = "□☐❏❐▢", "☑☒■✔✓√●◉✅▣🗹🗵"
_ONE_CHARACTER = r"[是否有无男女已未](?![^\s,，。；;/、)）])"
"""An option of a single character, standing alone."""
_BOX = Wording(
    rf"(?<![{_OPEN}])(?P<open>[{_OPEN}])(?![{_OPEN}])(?=\s*(?:[^\s,，。；;]{{2}}|{_ONE_CHARACTER}))|(?P<ticked>[{_TICKED}])",
    holds=_OPEN + _TICKED,
)
_BRACKET = Wording(
    r"[【\[(](?<![^\s,，:;；、(为是属].)\s*(?P<ticked>[√✓✔☑vV]?)\s*[】\])](?=\s*[一-鿿]{2})"
    r"(?!\s*(?:个?[年月日天元份%]|平方|工作日))",
    holds="【[(",
)
_LONGEST = 400
"""Characters of an option that are shown."""
_BEHIND = box_behind(_OPEN + _TICKED)
_NOT = re.compile(r"[未无不非否没]|没有")
_ONE_OF = re.compile(r"(?:支付|付款|租赁|出租|计价|争议解决|交付)方式|证件类型|性别|婚姻状况")
_EITHER = Wording(r"[\[【](?P<words>[一-鿿]{1,16}(?:\s*[/／]\s*[一-鿿]{1,16})+)[\]】]", holds="/／")
"""[甲方/乙方]所在地: two or more of which one should have been left."""
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
        findings += list(_contradicting(contract))
        findings += list(_out_of_range(contract))
        ways = list(_ways(contract))
        findings += [
            Finding("option_unchosen", "error", _("Which one is meant is not filled in."), way) for way in ways
        ]
        either = list(contract.body.find(_EITHER))
        findings += [
            Finding(
                "option_unchosen",
                "error",
                _("None is chosen of: {options}.").format(
                    options=_(", ").join(word.strip() for word in re.split("[/／]", match["words"]))
                ),
                Place(block.number, match.start(), match.end()),
            )
            for block, match in either
        ]
        count = len(groups) + len(ways) + len(either)
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


def _contradicting(contract: Contract) -> Iterator[Finding]:
    """☑未设定抵押 ☑已设定抵押: a thing and its opposite, both ticked."""
    for index in contract.body.places(_TICKED):
        block, text = contract.body[index]
        ticked = [(match["words"], match.start("box")) for match in _BEHIND.finditer(text) if match["box"] in _TICKED]
        if not ticked:
            boxes = [match for match in _BOX.pattern.finditer(text) if match["ticked"]]
            ticked = [(text[box.end() : _words_end(contract, _place(block, 0, box))], box.start()) for box in boxes]
        for (words, at), (others, other_at) in pairwise(ticked):
            if "\n" not in text[at:other_at] and _opposite(words, others):
                message = _("Both “{one}” and “{other}” are chosen.").format(
                    one=words.strip(" 【】"), other=others.strip(" 【】")
                )
                places = (Place(block.number, at, at + 1) for at in (other_at, at))
                yield Finding("option_unchosen", "error", message, next(places), tuple(places))


def _opposite(one: str, other: str) -> bool:
    """Whether two options differ by a not alone: 未出租 and 已出租, 抵押 and 未抵押, 是 and 否."""
    if {one.strip(), other.strip()} == {"是", "否"}:
        return True
    plain = [re.sub(r"[\s【】已有是为]", "", _NOT.sub("", words)) for words in (one, other)]
    return plain[0] == plain[1] != "" and bool(_NOT.search(one)) != bool(_NOT.search(other))


def _out_of_range(contract: Contract) -> Iterator[Finding]:
    """按下列第 4 种方式解决, above a list of two."""
    for block, start, figure, count in items_beyond(contract.body, contract.headings):
        message = _("The choice is number {number}, but only {count} are offered.").format(number=figure, count=count)
        yield Finding("option_unchosen", "error", message, Place(block, start, start + len(figure)))


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
            behind = list(_BEHIND.finditer(line))
            if len(behind) > 1:
                for row in _in_a_row(line, behind):
                    yield from _together([(_place(block, start, each), each["box"] in _TICKED) for each in row])
                continue
            for pattern in (_BOX.pattern, _BRACKET.pattern):
                if len(pattern.findall(line)) > 1:
                    for piece in _pieces(line, pattern):
                        yield from _together([_box(block, start, box) for box in pattern.finditer(line, *piece)])
    yield from _together(beneath)


def _in_a_row(line: str, options: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Options that follow one another with nothing but a mark between them."""
    row: list[re.Match[str]] = []
    for option in options:
        if row and line[row[-1].end() : option.start()].strip(" 、/，,"):
            yield row
            row = []
        row.append(option)
    yield row


def _place(block: Block, start: int, box: re.Match[str]) -> Place:
    return Place(block.number, start + box.start(), start + box.end())


def _box(block: Block, start: int, box: re.Match[str]) -> tuple[Place, bool]:
    """Where a box of a line stands, and whether it is ticked."""
    return _place(block, start, box), bool(box["ticked"])


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
