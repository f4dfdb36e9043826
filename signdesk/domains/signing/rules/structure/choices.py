"""What a contract offers and the parties did not take: options whose box is empty beside a ticked one ("☑甲 □乙",
"【√】甲 【 】乙"), and the items of a list of which one is named ("按下列第 2 种方式：1.… 2.…"). Gaps in there wait
for nobody. Where nothing is ticked, nothing is known to be left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.clauses import Heading
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.wording import Wording

_TICKED = "☑☒■√✓✔▣◉"
BOX = re.compile(
    rf"(?P<ticked>[{_TICKED}]|(?P<t_open>[【\[(])\s*[√✓✔☑■]\s*[】\])])"
    r"|(?P<empty>[□☐◻▢]|[○◯](?=[一-鿿])|(?P<e_open>[【\[(])\s*[】\])])"
)
"""A box to tick, ticked or empty, as contracts write it."""
_CHOSEN = Wording(
    r"(?:下列|以下|如下|下述|选择|采用|采取|按照?|执行|适用)[^。；;\n]{0,14}?第?\s*[【\[(_]*\s*(?P<number>[\d一二三四五六七八九十]{1,2})"
    r"\s*[】\])_]*\s*(?:种|项|款)(?:[^。；;\n]{0,20})[:。]?\s*$",
    holds="种项款",
)
_OPTION_END = re.compile(r"(?P<option>[^。；;,，]*(?:\s{2}|_)\s*(?=[,，])|[^。；;]*(?=[。；;]))")
"""An option within a sentence ends with it, or with the gap it holds ("□其他____，面积…")."""
_LIST_STYLES = ("list_figure", "half_paren", "paren_figure", "paren_chinese", "circle", "letter", "decimal")


@dataclass(frozen=True)
class Unchosen:
    """Stretches of text that were offered and not taken, by block, in order and apart."""

    spans: dict[int, tuple[tuple[int, int], ...]]

    def covers(self, place: Place) -> bool:
        """Whether the place belongs to an option that was not chosen."""
        spans = self.spans.get(place.block, ())
        index = bisect_right(spans, (place.start, inf)) - 1
        return index >= 0 and place.end <= spans[index][1]


def find_unchosen(body: Body, headings: tuple[Heading, ...]) -> Unchosen:
    """All options left out."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for block, start, end in (*_empty_boxes(body), *_items_not_named(body, headings)):
        spans.setdefault(block, []).append((start, end))
    return Unchosen({block: tuple(_joined(found)) for block, found in spans.items()})


_Span = tuple[int, int, int]
"""Block, start, end."""
_Line = tuple[int, int, str]
"""Block, offset in it, words."""


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches that overlap made one."""
    begin, end = min(spans)
    for start, stop in sorted(spans):
        if start > end:
            yield begin, end
            begin, end = start, stop
        end = max(end, stop)
    yield begin, end


def box_behind(boxes: str) -> re.Pattern[str]:
    """An option with its box behind it: 【出让】☑【划拨】□, or 低收入家庭☑，新就业职工□."""
    return re.compile(
        rf"(?P<words>【[^【】]{{1,20}}】\s*(?=[{boxes}])"
        rf"|(?:^|(?<=[(,，:\s/]))[一-鿿][一-鿿、]{{0,15}} ?(?=[{boxes}]\s*(?:[,，、/;；)。]|$)))(?P<box>[{boxes}])"
    )


_BEHIND = box_behind("☑☒■√✓✔□☐◻▢")


def _boxes_behind(block: int, start: int, line: str) -> Iterator[_Span] | None:
    """The options of a line whose boxes stand behind them and are empty; None if its boxes stand in front."""
    behind = list(_BEHIND.finditer(line))
    if len(behind) < 2 or len(behind) < sum(1 for _mark in BOX.finditer(line)) - len(behind):
        return None
    return ((block, start + option.start(), start + option.end()) for option in behind if option["box"] in "□☐◻▢")


def _empty_boxes(body: Body) -> Iterator[_Span]:
    if not body.places(_TICKED):
        return
    for group in _groups(_lines(body)):
        if len(group) == 1 and (left_out := _boxes_behind(*group[0])) is not None:
            yield from left_out
            continue
        marks = [(place, mark) for place in group for mark in BOX.finditer(place[2])]
        kinds = {mark["t_open"] or "" for _place, mark in marks if mark["ticked"]}
        marks = [(place, mark) for place, mark in marks if mark["ticked"] or (mark["e_open"] or "") in kinds]
        for index, (place, mark) in enumerate(marks):
            if mark["ticked"]:
                continue
            block, start, line = place
            following = marks[index + 1] if index + 1 < len(marks) else None
            end = following[1].start() if following and following[0] is place else len(line)
            if mark.start() > len(line) - len(line.lstrip()) and (stop := _OPTION_END.match(line[mark.end() : end])):
                end = mark.end() + stop.end("option")
            yield block, start + mark.start(), start + end


def _groups(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Lines whose boxes belong to one question: a line, and those after it that begin with a box."""
    group: list[_Line] = []
    for place in lines:
        box = BOX.match(place[2].lstrip())
        if group and not (box and BOX.search(group[-1][2])):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _items_not_named(body: Body, headings: tuple[Heading, ...]) -> Iterator[_Span]:
    for choice in _choices(body, headings):
        if choice.chosen not in {choice.values[each] for each in choice.listed}:
            continue
        for each in choice.listed:
            if choice.values[each] == choice.chosen:
                continue
            last, final = each + 1, choice.listed[-1]
            while (
                last < len(choice.lines) and last not in choice.ends and last < (final if each != final else each + 1)
            ):
                last += 1
            for block, start, words in choice.lines[each:last]:
                yield block, start, start + len(words)


def items_beyond(body: Body, headings: tuple[Heading, ...]) -> Iterator[tuple[int, int, str, int]]:
    """Choices of an item that the list below does not have: block, offset and figure, and how many there are."""
    for choice in _choices(body, headings):
        if len(choice.listed) > 1 and choice.chosen > len(choice.listed):
            block, start, _line = choice.lines[choice.at]
            yield block, start + choice.figure.start("number"), choice.figure["number"], len(choice.listed)


@dataclass(frozen=True)
class _Choice:
    """按下列第2种方式 in line `at`, and the `listed` lines of the items below it with their numbers."""

    at: int
    figure: re.Match[str]
    chosen: int
    listed: list[int]
    values: dict[int, int]
    lines: list[_Line]
    ends: set[int]


def _choices(body: Body, headings: tuple[Heading, ...]) -> Iterator[_Choice]:
    if not any(_CHOSEN.pattern.search(line) for _block, _start, line in body.lines(_CHOSEN.holds)):
        return
    lines = _lines(body)
    at = {(block, start): index for index, (block, start, _line) in enumerate(lines)}
    items = {_line_of(heading, lines, at): heading for heading in headings if heading.style in _LIST_STYLES}
    ends = {_line_of(heading, lines, at) for heading in headings}
    for index, (_block, _start, line) in enumerate(lines):
        first = items.get(index + 1)
        figure = _CHOSEN.pattern.search(line) if first is not None and first.values[-1] == 1 else None
        if figure is None:
            continue
        listed = _list_from(index + 1, items, len(lines))
        values = {each: items[each].values[-1] for each in listed}
        yield _Choice(index, figure, number(figure["number"]) or 0, listed, values, lines, ends)


def _list_from(first: int, items: dict[int, Heading], count: int) -> list[int]:
    """The lines of the items that follow one another from line `first`."""
    style, listed = items[first].style, [first]
    for index in range(first + 1, min(first + 60, count)):
        heading = items.get(index)
        if heading is not None and heading.style == style:
            if heading.values[-1] != items[listed[-1]].values[-1] + 1:
                break
            listed.append(index)
    return listed


def _line_of(heading: Heading, lines: list[_Line], at: dict[tuple[int, int], int]) -> int:
    """The index of the line a heading stands in."""
    start = heading.place.start
    while (heading.place.block, start) not in at and start > 0:
        start -= 1
    return at[heading.place.block, start]


def _lines(body: Body) -> list[_Line]:
    return [(block.number, start, line) for block, start, line in body.lines()]
