"""Compare two texts: lines that belong together, changes within them word by word, and all changes by their weight."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from signdesk.core.i18n import N_
from signdesk.core.text import Line, Place, TextModel
from signdesk.domains.signing.rules.comparison.lines import align
from signdesk.domains.signing.rules.comparison.tokens import Token, tokens, value_of
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import normal

Kind = Literal[
    "amount", "date", "period", "percentage", "number", "name", "role", "duty",
    "removed", "added", "moved", "wording", "numbering",
]  # fmt: skip
"""What a change is about, the weightiest first: values, who, what one must or may, whole lines, words, numbering."""

State = Literal["same", "changed", "removed", "added", "moved"]

KIND_TITLES: dict[Kind, str] = {
    "amount": N_("Amount"),
    "date": N_("Date"),
    "period": N_("Period"),
    "percentage": N_("Percentage"),
    "number": N_("Number"),
    "name": N_("Name"),
    "role": N_("Party"),
    "duty": N_("Duty or condition"),
    "removed": N_("Line removed"),
    "added": N_("Line added"),
    "moved": N_("Line moved"),
    "wording": N_("Wording"),
    "numbering": N_("Numbering"),
}
"""What a kind is called (source strings), in the order of weight."""

_WEIGHT = {kind: weight for weight, kind in enumerate(KIND_TITLES)}
SHORTEST_MOVED = 6
"""From so many characters on, an equal line elsewhere is the same line and no coincidence."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. A place is None where that side has no such line; for words inserted or deleted within a line the
    other side's place is the empty stretch where they would stand."""

    kind: Kind
    left: Place | None
    right: Place | None
    left_text: str
    right_text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Two lines that belong together, or one that has no partner. Rows stand in the order of the right text, with what
    was removed where it stood. A moved line has two rows: where it was, and where it is; both have the one change."""

    state: State
    left: Line | None
    right: Line | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Two texts side by side. Blank lines, white space, half- and full-width forms are no differences."""

    rows: tuple[Row, ...]

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """All changes, those of meaning first; within a kind in the order of the text."""
        distinct = dict.fromkeys(change for row in self.rows for change in row.changes)
        return tuple(sorted(distinct, key=lambda change: _WEIGHT[change.kind]))

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return all(row.state == "same" for row in self.rows)


Keyed = tuple[str, Line]
"""What a line is known by, and the line."""


def compare(left: TextModel, right: TextModel) -> Comparison:
    """Lay `right`, the newer text, beside `left`."""
    names = _names(left) | _names(right)

    def told(row: Row) -> Row:
        if row.state != "changed" or row.left is None or row.right is None:
            return row
        changes = changes_between(row.left, row.right, names)
        return replace(row, state="changed" if changes else "same", changes=changes)

    rows = lay_beside(
        [(_key(line), line) for line in _lines(left)],
        [(_key(line), line) for line in _lines(right)],
        lambda one, other: one.text == other.text,
    )
    return Comparison(tuple(map(told, rows)))


def lay_beside(left: Sequence[Keyed], right: Sequence[Keyed], same: Callable[[Line, Line], bool]) -> list[Row]:
    """Lay lines beside lines by what they are known by. What changed within two lines that belong together and are not
    the `same` is not told yet (`changes_between`)."""
    keyed: list[tuple[str, Row]] = []
    for i, j in align([key for key, _line in left], [key for key, _line in right]):
        if i is not None and j is not None:
            one, other = left[i][1], right[j][1]
            keyed.append(("", Row("same" if same(one, other) else "changed", one, other)))
        elif i is not None:
            key, line = left[i]
            change = Change("removed", _whole(line), None, line.text.strip(), "")
            keyed.append((key, Row("removed", line, None, (change,))))
        elif j is not None:
            key, line = right[j]
            change = Change("added", None, _whole(line), "", line.text.strip())
            keyed.append((key, Row("added", None, line, (change,))))
    return _with_moves(keyed)


def changes_between(left: Line, right: Line, names: frozenset[str] = frozenset()) -> tuple[Change, ...]:
    """What differs between two lines, word by word."""
    a, b = tokens(left.text, names), tokens(right.text, names)
    if a and b and (a[0].kind == "numbering") != (b[0].kind == "numbering"):
        # one side's number is made by Word and is no character of its text
        a, b = _without_automatic(a, right), _without_automatic(b, left)
    matcher = SequenceMatcher(None, [one.text for one in a], [one.text for one in b], autojunk=False)
    found = []
    for first, last, start, end in _stretches(matcher, a):
        before, after = a[first:last], b[start:end]
        place_left, place_right = _span(left, a, first, last), _span(right, b, start, end)
        found.append(
            Change(
                _kind(before, after),
                place_left,
                place_right,
                left.block.text[place_left.start : place_left.end],
                right.block.text[place_right.start : place_right.end],
            )
        )
    return tuple(found)


def _lines(model: TextModel) -> list[Line]:
    """All lines with something in them; page numbers are left out."""
    found = [line for line in model.lines() if line.text.strip()]
    for block in model.blocks:
        if block.kind in ("header", "footer") and not re.fullmatch(r"[\s\d第页共/—\-–Pageof]*", block.text):
            found.append(Line(block, 0, block.text, ""))
    return found


_LABEL = re.compile(
    r"^(?:第[\d〇零一二三四五六七八九十百]+[条章节]|[(（]?[\d〇一二三四五六七八九十]{1,3}[)、.]|(?:\d{1,2}\.){1,3}\d{1,2}|[①-⑳⑴-⒇㈠-㈩])[:、.]?"
)


def _key(line: Line) -> str:
    """What a line is known by: its words without number and white space."""
    text = "".join(normal(line.text).split()).replace(",", "，").replace(";", "；")
    return _LABEL.sub("", text, count=1) or text


def _names(model: TextModel) -> frozenset[str]:
    return frozenset(normal(one.name) for one in Contract(model).declarations if len(one.name) > 1)


def _whole(line: Line) -> Place:
    stripped = line.text.strip()
    start = line.start + line.text.index(stripped)
    return Place(line.block.number, start, start + len(stripped))


def _without_automatic(found: list[Token], other: Line) -> list[Token]:
    return found[1:] if found[0].kind == "numbering" and other.numeral.strip() else found


def _stretches(matcher: SequenceMatcher[str], a: Sequence[Token]) -> Iterable[tuple[int, int, int, int]]:
    """Stretches that differ; those parted by one mere character are one, so that words are not torn apart."""
    joined: list[tuple[int, int, int, int]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        if joined:
            first, last, start, end = joined[-1]
            between = a[last:i1]
            if len(between) <= 1 and j1 - end == len(between) and all(_is_mere(one) for one in between):
                joined[-1] = (first, i2, start, j2)
                continue
        joined.append((i1, i2, j1, j2))
    return joined


def _is_mere(token: Token) -> bool:
    return token.kind == "wording" and token.text.isalpha()


def _span(line: Line, found: Sequence[Token], first: int, last: int) -> Place:
    if first < last:
        return Place(line.block.number, line.start + found[first].start, line.start + found[last - 1].end)
    at = found[first - 1].end if first else (found[0].start if found else 0)
    return Place(line.block.number, line.start + at, line.start + at)


def _kind(before: Sequence[Token], after: Sequence[Token]) -> Kind:
    """The weightiest that changed; a value that is only written differently is wording."""
    kinds: list[Kind] = []
    values_before, values_after = [(t.kind, value_of(t)) for t in before], [(t.kind, value_of(t)) for t in after]
    for token, value in (
        *zip(before, values_before, strict=True),
        *zip(after, values_after, strict=True),
    ):
        if value in values_before and value in values_after:
            continue
        kinds.append(token.kind)
    return min(kinds, key=_WEIGHT.__getitem__, default="wording")


def _with_moves(keyed: Sequence[tuple[str, Row]]) -> list[Row]:
    """Lines removed here and added there that are known by the same words have moved."""
    rows = [row for _key, row in keyed]
    added: dict[str, list[int]] = defaultdict(list)
    for at, (key, row) in enumerate(keyed):
        if row.state == "added" and len(key) >= SHORTEST_MOVED:
            added[key].append(at)
    for at, (key, row) in enumerate(keyed):
        if row.state != "removed" or not added.get(key):
            continue
        there = added[key].pop(0)
        gone, come = row.changes[0], rows[there].changes[0]
        change = Change("moved", gone.left, come.right, gone.left_text, come.right_text)
        rows[at] = replace(row, state="moved", changes=(change,))
        rows[there] = replace(rows[there], state="moved", changes=(change,))
    return rows
