"""Ruled tables of forms: rows of cells whose text wraps, thin lines inside and a firmer frame around, broken
between rows over pages with the head repeated. A row taller than a page is continued on the next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from signdesk.io.pdf.blocks import Align, CoverFields, Fields, Grid
from signdesk.io.pdf.flow import MIDDLE, Flow
from signdesk.io.pdf.lines import break_lines
from signdesk.io.pdf.writer import MM

_INSIDE, _AROUND, _HEAVY = 0.5, 1.0, 2.0
_LABEL_GREY = 0.95


@dataclass(frozen=True)
class Cell:
    """One cell; width in points, text already broken into lines when it is drawn."""

    text: str
    width: float
    align: Align = "left"
    bold: bool = False
    shaded: bool = False
    size: float = 10.5


@dataclass(frozen=True)
class Style:
    """Measures of a table in points."""

    leading: float
    padding: float
    side: float
    least: float
    around: float = _AROUND


_FIELDS = Style(leading=15.5, padding=5.2, side=6, least=26)
_GRID = Style(leading=13.5, padding=3.8, side=4, least=21)
_COVER = Style(leading=22, padding=9, side=12, least=42, around=_HEAVY)


class _Table:
    def __init__(self, flow: Flow, style: Style, head: Sequence[Cell] = ()) -> None:
        self._flow, self._style, self._head = flow, style, head
        self._segment_top = flow.y
        self._rows_in_segment = 0

    def row(self, cells: Sequence[Cell]) -> None:
        """Draws a row, on the next page if it does not fit here."""
        flow = self._flow
        lines = [self._lines(cell) for cell in cells]
        height = self._height(lines)
        head = self._height([self._lines(cell) for cell in self._head]) if self._head else 0
        page = flow.bottom - flow.top - head
        if not self._rows_in_segment and self._head:
            self._start_segment(head + min(height, page))
        if flow.y + height > flow.bottom:
            if height <= page:
                self._next_page()
            else:
                lines = self._begin_long_row(cells, lines, page)
                height = self._height(lines)
        self._draw(cells, lines, height)

    def close(self) -> None:
        """Draws the frame around what stands on the last page."""
        flow = self._flow
        if self._rows_in_segment:
            flow.page.frame(
                flow.left, self._segment_top, flow.width, flow.y - self._segment_top, weight=self._style.around
            )
        self._rows_in_segment = 0

    def head_only(self) -> None:
        """Draws just the head: a grid without rows."""
        self._start_segment(60)

    def _start_segment(self, needed: float) -> None:
        self._flow.need(needed)
        self._segment_top = self._flow.y
        if self._head:
            lines = [self._lines(cell) for cell in self._head]
            self._draw(self._head, lines, self._height(lines))

    def _next_page(self) -> None:
        self.close()
        self._flow.new_page()
        self._start_segment(0)

    def _begin_long_row(self, cells: Sequence[Cell], lines: list[list[str]], page: float) -> list[list[str]]:
        """Draws a row taller than a page piece by piece; returns the lines of its last piece."""
        flow, style = self._flow, self._style
        while self._height(lines) > flow.left_over:
            fitting = int((flow.left_over - 2 * style.padding) // style.leading)
            if fitting < 3 and flow.left_over < page:
                self._next_page()
                continue
            fitting = max(fitting, 1)
            self._draw(cells, [part[:fitting] for part in lines], flow.left_over)
            lines = [part[fitting:] for part in lines]
            self._next_page()
        return lines

    def _lines(self, cell: Cell) -> list[str]:
        room = cell.width - 2 * self._style.side
        return break_lines(self._flow.document.face, cell.text, cell.size, max(room, cell.size))

    def _height(self, lines: Sequence[Sequence[str]]) -> float:
        most = max((len(part) for part in lines), default=1)
        return max(most * self._style.leading + 2 * self._style.padding, self._style.least)

    def _draw(self, cells: Sequence[Cell], lines: Sequence[Sequence[str]], height: float) -> None:
        flow, style = self._flow, self._style
        page, top = flow.page, flow.y
        if not self._rows_in_segment:
            self._segment_top = top
        x = flow.left
        for cell, part in zip(cells, lines, strict=True):
            if cell.shaded:
                page.fill(x, top, cell.width, height, grey=_LABEL_GREY)
            y = top + (height - len(part) * style.leading) / 2 + style.leading / 2 + MIDDLE * cell.size
            for line in part:
                free = cell.width - flow.document.face.width(line, cell.size)
                shift = {"left": style.side, "centre": free / 2, "right": free - style.side}[cell.align]
                page.text(x + shift, y, line, cell.size, bold=cell.bold)
                y += style.leading
            x += cell.width
        # Lines after all shading, so that no neighbour paints over them.
        x = flow.left
        for cell in cells[:-1]:
            x += cell.width
            page.line(x, top, x, top + height, weight=_INSIDE)
        if self._rows_in_segment:
            page.line(flow.left, top, flow.right, top, weight=_INSIDE)
        flow.y = top + height
        self._rows_in_segment += 1


def draw_fields(flow: Flow, block: Fields) -> None:
    """Labels and values, `columns` pairs to a row; a long value takes its row alone."""
    if not block.rows:
        return
    face, size = flow.document.face, 10.5
    columns = max(1, block.columns)
    widest = max(face.width(label, size) for label, _value in block.rows)
    label_width = min(max(widest + 14, 24 * MM), 36 * MM, flow.width / columns * 0.5)
    value_width = flow.width / columns - label_width
    rows: list[list[tuple[str, str]]] = [[]]
    for label, value in block.rows:
        long = "\n" in value or face.width(value, size) > value_width - 2 * _FIELDS.side
        if rows[-1] and (long or len(rows[-1]) == columns):
            rows.append([])
        rows[-1].append((label, value))
        if long and columns > 1:
            rows.append([])
    table = _Table(flow, _FIELDS)
    flow.need(_FIELDS.least * min(2, len(rows)))
    for pairs in filter(None, rows):
        cells: list[Cell] = []
        for label, value in pairs:
            cells += [Cell(label, label_width, "centre", shaded=True), Cell(value, value_width)]
        missing = flow.width - sum(cell.width for cell in cells)
        cells[-1] = replace(cells[-1], width=cells[-1].width + missing)
        table.row(cells)
    table.close()


def draw_cover_fields(flow: Flow, block: CoverFields) -> None:
    """The few large fields of a cover sheet, in the middle of the page's width."""
    if not block.rows:
        return
    face, size = flow.document.face, 14.0
    label_width = max(max(face.width(label, size) for label, _value in block.rows) + 28, 38 * MM)
    table = _Table(flow, _COVER)
    for label, value in block.rows:
        table.row(
            [
                Cell(label, label_width, "centre", shaded=True, size=size),
                Cell(value, flow.width - label_width, size=size),
            ]
        )
    table.close()


def draw_grid(flow: Flow, block: Grid) -> None:
    """A ruled table with its head on every page."""
    widths = column_widths(flow, block)
    size = 9.5
    head = [
        Cell(column.title, width, "centre", bold=True, shaded=True, size=size)
        for column, width in zip(block.columns, widths, strict=True)
    ]
    table = _Table(flow, _GRID, head)
    if not block.rows:
        table.head_only()
    for row in block.rows:
        table.row(
            [
                Cell(text, width, column.align, size=size)
                for text, column, width in zip(row, block.columns, widths, strict=True)
            ]
        )
    table.close()


def column_widths(flow: Flow, block: Grid) -> list[float]:
    """Widths in points that fill the flow: fixed ones as given, the others by what stands in them."""
    face, size = flow.document.face, 9.5
    fixed = [column.width_mm * MM if column.width_mm else None for column in block.columns]
    wanted: list[float] = []
    for place, column in enumerate(block.columns):
        given = fixed[place]
        if given is not None:
            wanted.append(given)
            continue
        texts = [column.title, *(row[place] for row in block.rows)]
        widest = max(face.width(text, size) for text in texts) + 2 * _GRID.side + 4
        wanted.append(min(max(widest, 12 * MM), 70 * MM))
    free = [place for place, given in enumerate(fixed) if given is None]
    spare = flow.width - sum(wanted)
    flexible = sum(wanted[place] for place in free)
    if free and flexible + spare > len(free) * 10 * MM:
        return [width + spare * width / flexible if place in free else width for place, width in enumerate(wanted)]
    scale = flow.width / sum(wanted)
    return [width * scale for width in wanted]
