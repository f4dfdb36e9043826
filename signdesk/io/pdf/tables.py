"""What a form stands in: reportlab's tables of text already broken into lines. Everything on a form is such a table,
also a paragraph, so that one rule keeps what belongs together on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import black, gray
from reportlab.platypus import Table

from signdesk.io.pdf.blocks import Cells, CoverFields, Fields, Grid, GridColumn
from signdesk.io.pdf.font import BOLD, SANS, PaperFont
from signdesk.io.pdf.lines import break_lines
from signdesk.io.pdf.sheets import MM

_INSIDE, _AROUND, _HEAVY = 0.5, 1.0, 2.0
_SHADE = gray.clone(red=0.95, green=0.95, blue=0.95)
_MIDDLE = 0.38  # the middle of a Chinese character lies this part of the type size above its baseline
_MOST_LINES = 18  # of one row; a longer cell goes on in a row below, without a line between, maybe on the next page
AFTER = 8.0  # points below a block

Command = tuple[Any, ...]


class Block(Table):  # type: ignore[misc]  # reportlab has no types
    """A table of a form. `needs_below` points of what follows must stand on the page of its last row."""

    needs_below = 0.0

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        wide, high = super().wrap(room, height)
        if high <= height < high + self.needs_below and not (self._is_first() and self._is_one_row()):
            return wide, height + 1  # more than there is: what is asked of us next is to split
        return wide, high

    def split(self, room: float, height: float) -> list[Table]:
        if sum(self._rowHeights) <= height:  # all would fit, were it not for what must stay with the end
            kept = 2 if len(self._rowHeights) > int(self.repeatRows) + 3 else 1
            height = sum(self._rowHeights[:-kept])
        parts: list[Table] = super().split(room, height)
        if parts:
            parts[-1].needs_below = self.needs_below
        return parts

    def least(self) -> float:
        """Height of what must not be parted from the block before this one."""
        beginning = int(self.repeatRows) + 2
        if not self.splitByRow or len(self._rowHeights) <= beginning:
            return float(sum(self._rowHeights)) + self.needs_below
        return float(sum(self._rowHeights[:beginning]))

    def _is_one_row(self) -> bool:
        return len(self._rowHeights) <= int(self.repeatRows) + 1

    def _is_first(self) -> bool:
        frame = getattr(self, "_frame", None)
        return bool(frame is not None and frame._atTop)


@dataclass(frozen=True)
class Look:
    """How the cells of a table are set, in points."""

    size: float
    leading: float
    padding: float = 0
    side: float = 0

    def commands(self, *, bold: bool = False) -> list[Command]:
        """The same for reportlab, with characters in the middle of their lines."""
        lift = self.leading / 2 - (1 - _MIDDLE) * self.size
        every = ((0, 0), (-1, -1))
        return [
            ("FONT", *every, BOLD if bold else SANS, self.size, self.leading),
            ("VALIGN", *every, "MIDDLE"),
            ("TOPPADDING", *every, self.padding + lift),
            ("BOTTOMPADDING", *every, self.padding - lift),
            ("LEFTPADDING", *every, self.side),
            ("RIGHTPADDING", *every, self.side),
        ]


_FIELDS = Look(10.5, 15.5, padding=5.2, side=6)
_GRID = Look(9.5, 13.5, padding=3.8, side=4)
_COVER = Look(13, 20, padding=8, side=12)


def _pieces(cells: Sequence[list[str]]) -> list[list[str]]:
    """One row, or several of at most so many lines, each cell's lines joined for reportlab."""
    longest = max(map(len, cells))
    starts = range(0, max(longest, 1), _MOST_LINES)
    return [["\n".join(lines[start : start + _MOST_LINES]) for lines in cells] for start in starts]


def _frame(starts: Sequence[int], weight: float) -> list[Command]:
    """Lines around the table and above each row that begins anew."""
    every = ((0, 0), (-1, -1))
    lines: list[Command] = [("LINEABOVE", (0, row), (-1, row), _INSIDE, black) for row in starts if row]
    return [*lines, ("LINEBEFORE", (1, 0), (-1, -1), _INSIDE, black), ("BOX", *every, weight, black)]


def fields_table(font: PaperFont, block: Fields, room: float) -> Block | None:
    """Labels and values, `columns` pairs to a row; a long value takes its row alone."""
    if not block.rows:
        return None
    look, columns = _FIELDS, max(1, block.columns)
    widest = max(font.width(label, look.size) for label, _value in block.rows)
    label_width = min(max(widest + 14, 24 * MM), 36 * MM, room / columns * 0.5)
    value_width = room / columns - label_width
    rows: list[list[tuple[str, str]]] = [[]]
    for label, value in block.rows:
        long = "\n" in value or font.width(value, look.size) > value_width - 2 * look.side
        if rows[-1] and (long or len(rows[-1]) == columns):
            rows.append([])
        rows[-1].append((label, value))
        if long and columns > 1:
            rows.append([])
    data: list[list[str]] = []
    starts: list[int] = []
    spans: list[Command] = []
    for pairs in filter(None, rows):
        last = value_width + (columns - len(pairs)) * (label_width + value_width)
        cells: list[list[str]] = []
        for place, (label, value) in enumerate(pairs):
            wide = last if place == len(pairs) - 1 else value_width
            cells.append(break_lines(font, label, look.size, label_width - 2 * look.side))
            cells.append(break_lines(font, value, look.size, wide - 2 * look.side))
        starts.append(len(data))
        for piece in _pieces(cells):
            spans.append(("SPAN", (len(piece) - 1, len(data)), (-1, len(data))))
            spans += [
                ("BACKGROUND", (label, len(data)), (label, len(data)), _SHADE) for label in range(0, len(piece), 2)
            ]
            data.append(piece + [""] * (2 * columns - len(piece)))
    style = [*look.commands(), *(("ALIGN", (label, 0), (label, -1), "CENTRE") for label in range(0, 2 * columns, 2))]
    return Block(
        data, [label_width, value_width] * columns, style=[*style, *spans, *_frame(starts, _AROUND)], spaceAfter=AFTER
    )


def cover_table(font: PaperFont, block: CoverFields, room: float) -> Block | None:
    """The few large fields of a cover sheet."""
    if not block.rows:
        return None
    look = _COVER
    label_width = max(max(font.width(label, look.size) for label, _value in block.rows) + 28, 38 * MM)
    data: list[list[str]] = []
    starts: list[int] = []
    for label, value in block.rows:
        starts.append(len(data))
        data += _pieces([[label], break_lines(font, value, look.size, room - label_width - 2 * look.side)])
    labels: list[Command] = [("ALIGN", (0, 0), (0, -1), "CENTRE"), ("BACKGROUND", (0, 0), (0, -1), _SHADE)]
    style = [*look.commands(), *labels, *_frame(starts, _HEAVY)]
    return Block(data, [label_width, room - label_width], style=style, spaceAfter=AFTER)


def grid_table(font: PaperFont, block: Grid, room: float) -> Block:
    """A ruled table with its head on every page."""
    look = _GRID
    longest = [
        max((font.width(row[place], look.size) for row in block.rows), default=0.0)
        for place in range(len(block.columns))
    ]
    widths = column_widths(font, block.columns, longest, room, size=look.size, side=look.side)
    inner = [max(width - 2 * look.side, look.size) for width in widths]
    titles = [
        break_lines(font, column.title, look.size, wide) for column, wide in zip(block.columns, inner, strict=True)
    ]
    data = [["\n".join(title) for title in titles]]
    starts: list[int] = []
    for row in block.rows:
        starts.append(len(data))
        data += _pieces([break_lines(font, text, look.size, wide) for text, wide in zip(row, inner, strict=True)])
    sides = [("ALIGN", (n, 1), (n, -1), column.align.upper()) for n, column in enumerate(block.columns)]
    head = [
        ("FONT", (0, 0), (-1, 0), BOLD, look.size, look.leading),
        ("ALIGN", (0, 0), (-1, 0), "CENTRE"),
        ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
    ]
    style = [*look.commands(), *sides, *head, *_frame(starts, _AROUND)]
    return Block(data, widths, repeatRows=1, style=style, spaceAfter=AFTER)


def cells_table(font: PaperFont, block: Cells, room: float) -> Block | None:
    """A ruled table without a head, its cells as wide as they were."""
    if not block.rows:
        return None
    look = _GRID
    widths = [room * share / sum(block.shares) for share in block.shares]
    data: list[list[str]] = []
    style = look.commands()
    for row in block.rows:
        begins = sorted({0, *row})
        ends = [*begins[1:], len(widths)]
        cells = [
            break_lines(font, row.get(begin, ""), look.size, max(sum(widths[begin:end]) - 2 * look.side, look.size))
            for begin, end in zip(begins, ends, strict=True)
        ]
        if data:  # nothing at the beginning of a row: what stands above reaches down
            style.append(("LINEABOVE", (min(row, default=0), len(data)), (-1, len(data)), _INSIDE, black))
        for piece in _pieces(cells):
            line = [""] * len(widths)
            for begin, end, text in zip(begins, ends, piece, strict=True):
                line[begin] = text
                if end - begin > 1:
                    style.append(("SPAN", (begin, len(data)), (end - 1, len(data))))
            data.append(line)
    return Block(
        data, widths, style=[*style, *_frame((), _AROUND)], spaceAfter=0 if block.goes_on else AFTER
    )  # fmt: skip


def column_widths(
    font: PaperFont, columns: Sequence[GridColumn], longest: Sequence[float], room: float, *, size: float, side: float
) -> list[float]:
    """Widths in points that fill `room`: fixed ones as given, the others by how wide their `longest` text is."""
    wanted: list[float] = []
    for column, text in zip(columns, longest, strict=True):
        wide = max(font.width(column.title, size), text) + 2 * side + 4
        wanted.append(column.width_mm * MM if column.width_mm else min(max(wide, 12 * MM), 75 * MM))
    free = [not column.width_mm for column in columns]
    spare = room - sum(wanted)
    flexible = sum(width for width, is_free in zip(wanted, free, strict=True) if is_free)
    if flexible and flexible + spare > sum(free) * 10 * MM:
        return [width * (1 + is_free * spare / flexible) for width, is_free in zip(wanted, free, strict=True)]
    return [width * room / sum(wanted) for width in wanted]
