"""Where recognised words belong on a page: pieces that stand side by side become a line, columns are read one after the
other, what stands in a ruled cell stays together. Places are points seen from the page's lower left corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from signdesk.core.text import Span
from signdesk.io.importing.paragraphs import Line

_FEWEST_ROWS = 6
"""Fewer rows side by side are signatures or labels, no columns of running text."""
_FULL = 0.85
"""Share of a column's width that running text fills in most of its rows; what parties sign does not."""
_CLOSE = 1.4
"""So many times the usual step from line to line is still the same paragraph."""


@dataclass(frozen=True)
class Piece:
    """Words in one box, with the characters that are not sure."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    doubtful: tuple[Span, ...] = ()

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the box."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True)
class Frame:
    """A cell of a ruled table: table, row and column from 1, and its edges."""

    cell: tuple[int, int, int]
    left: float
    right: float
    bottom: float
    top: float

    def holds(self, piece: Piece) -> bool:
        """Whether the piece's centre is inside."""
        across, up = piece.middle
        return self.left <= across <= self.right and self.bottom <= up <= self.top


def lines_of(pieces: Sequence[Piece], frames: Sequence[Frame], page: int) -> list[Line]:
    """The page's lines in the order in which they are read."""
    inside: dict[tuple[int, int, int], list[Piece]] = {frame.cell: [] for frame in frames}
    outside: list[Piece] = []
    for piece in pieces:
        frame = next((frame for frame in frames if frame.holds(piece)), None)
        (outside if frame is None else inside[frame.cell]).append(piece)
    tables = [list(group) for _table, group in groupby(frames, key=lambda frame: frame.cell[0])]
    tables = [table for table in tables if any(inside[frame.cell] for frame in table)]
    read: list[Line] = []
    rows = _rows(outside)
    for table in tables:
        edge = max(frame.top for frame in table)
        above = [row for row in rows if row[0].middle[1] > edge]
        read += _running_text(above, page)
        rows = rows[len(above) :]
        read += [_cell(frame, inside[frame.cell], page) for frame in table]
    return [*read, *_running_text(rows, page)]


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand side by side, from the top of the page down, each row from the left."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle[1]):
        row = next((row for row in reversed(rows[-3:]) if _beside(piece, row)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _beside(piece: Piece, row: Sequence[Piece]) -> bool:
    height = min(piece.top - piece.bottom, *(other.top - other.bottom for other in row))
    return all(
        abs(piece.middle[1] - other.middle[1]) < 0.5 * height
        and (other.right <= piece.left or piece.right <= other.left)
        for other in (_shrunk(other, height) for other in row)
    )


def _shrunk(piece: Piece, height: float) -> Piece:
    """Boxes are drawn a little too wide: neighbours may overlap by a quarter of a character."""
    return Piece(piece.text, piece.left + height / 4, piece.right - height / 4, piece.bottom, piece.top)


def _running_text(rows: Sequence[list[Piece]], page: int) -> Iterator[Line]:
    for gutter, group in groupby(_with_gutters(rows), key=lambda pair: pair[1]):
        band = [row for row, _gutter in group]
        if gutter is None:
            yield from (_line(row, page) for row in band)
            continue
        for column in (1, 2):
            halves = ([piece for piece in row if (piece.middle[0] > gutter) == (column == 2)] for row in band)
            yield from (_line(half, page, column) for half in halves if half)


def _with_gutters(rows: Sequence[list[Piece]]) -> list[tuple[list[Piece], float | None]]:
    """Each row with the middle of the white strip that parts it into two columns of running text, if it is in such."""
    found: list[tuple[list[Piece], float | None]] = []
    at = 0
    while at < len(rows):
        end, strip = _band(rows, at)
        gutter = sum(strip) / 2 if strip is not None else None
        end = end if gutter is not None else at + 1
        found += [(row, gutter) for row in rows[at:end]]
        at = end
    return found


def _band(rows: Sequence[list[Piece]], start: int) -> tuple[int, tuple[float, float] | None]:
    """How far the rows from `start` leave one white strip free in the middle, and the strip if these are columns."""
    left, right = _extent(rows)
    third = (right - left) / 3
    free = (left + third, right - third)
    sides: list[tuple[list[Piece], list[Piece]]] = []
    end = start
    for row in rows[start:]:
        middle = (free[0] + free[1]) / 2
        before = [piece for piece in row if piece.middle[0] < middle]
        after = [piece for piece in row if piece.middle[0] >= middle]
        narrowed = (
            max([free[0], *(piece.right for piece in before)]), min([free[1], *(piece.left for piece in after)])
        )  # fmt: skip
        height = row[0].top - row[0].bottom
        if narrowed[1] - narrowed[0] < height / 3:
            break
        free = narrowed
        sides.append((before, after))
        end += 1
    both = sum(1 for before, after in sides if before and after)
    if both < _FEWEST_ROWS:
        return end, None
    full = [
        number
        for number, (before, after) in enumerate(sides)
        if _width(before) > _FULL * (free[0] - left) or _width(after) > _FULL * (right - free[1])
    ]
    if len(full) <= len(sides) / 2:
        return end, None
    # one more line may end the last paragraph, if it follows closely; then comes what parties sign
    last = start + full[-1]
    follows = last + 1 < end and _step(rows, last) < _CLOSE * _step(rows, last - 1)
    return last + 1 + follows, free


def _step(rows: Sequence[list[Piece]], number: int) -> float:
    """From a row to the next."""
    return rows[number][0].middle[1] - rows[number + 1][0].middle[1]


def _extent(rows: Sequence[list[Piece]]) -> tuple[float, float]:
    return min(row[0].left for row in rows), max(row[-1].right for row in rows)


def _width(side: Sequence[Piece]) -> float:
    return side[-1].right - side[0].left if side else 0.0


def _line(row: Sequence[Piece], page: int, column: int = 0) -> Line:
    text, doubtful = _joined(row)
    return Line(
        text, page, row[0].left, row[-1].right, max(piece.top for piece in row), min(piece.bottom for piece in row),
        column=column, doubtful=doubtful,
    )  # fmt: skip


def _joined(row: Sequence[Piece]) -> tuple[str, tuple[Span, ...]]:
    """The words of a row; a gap is as many half-width spaces as it is wide."""
    text, doubtful = "", []
    for number, piece in enumerate(row):
        if number:
            half = max((piece.top - piece.bottom) * 0.4, 1.0)
            text += " " * max(round((piece.left - row[number - 1].right) / half), 1)
        doubtful += [(len(text) + start, len(text) + end) for start, end in piece.doubtful]
        text += piece.text
    return text, tuple(doubtful)


def _cell(frame: Frame, pieces: Sequence[Piece], page: int) -> Line:
    text, doubtful = "", []
    for row in _rows(pieces):
        words, unsure = _joined(row)
        text += "\n" if text else ""
        doubtful += [(len(text) + start, len(text) + end) for start, end in unsure]
        text += words
    return Line(
        text, page, frame.left, frame.right, frame.top, frame.bottom, cell=frame.cell, doubtful=tuple(doubtful)
    )  # fmt: skip
