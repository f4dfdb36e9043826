"""Long lists on paper: one line a row on a ruled sheet, every column one run of text on the canvas."""

from collections.abc import Callable, Sequence

from signdesk.core.errors import BugError
from signdesk.core.i18n import _
from signdesk.io.pdf.blocks import GridColumn, PageHeader
from signdesk.io.pdf.font import sans
from signdesk.io.pdf.lines import cut
from signdesk.io.pdf.sheets import ACROSS, UPRIGHT, HeadedSheets, Paper
from signdesk.io.pdf.tables import column_widths

_SIZE, _LEADING, _SIDE, _TITLE = 8.5, 15.0, 3.0, 16.0
_BASELINE = _LEADING / 2 + 0.38 * _SIZE  # below the upper edge of a row
_MEASURED_ROWS = 200  # widths of columns without one are judged by so many rows, spread over the list

Rows = Sequence[Sequence[str]]


def draw_ledger(
    header: PageHeader,
    columns: Sequence[GridColumn],
    rows: Rows,
    *,
    landscape: bool,
    progress: Callable[[int, int], None] | None,
) -> bytes:
    """The finished PDF/A-2u file; see `signdesk.io.pdf.ledger_pdf`."""
    if any(len(row) < len(columns) for row in rows):
        raise BugError("a ledger row is shorter than the ledger's columns")
    paper = ACROSS if landscape else UPRIGHT
    sheets = HeadedSheets(paper, header)
    widths = _widths(columns, rows, paper)
    top, done = _draw_title(sheets, header, paper, len(rows)), 0
    while True:
        fitting = int((paper.height - paper.bottom - top) // _LEADING) - 1
        part = rows[done : done + fitting]
        _draw_sheet(sheets, paper.left, top, widths, columns, part)
        sheets.showPage()
        done, top = done + len(part), paper.top
        if progress:
            progress(done, len(rows))
        if done >= len(rows):
            break
    sheets.save()
    return sheets.archived(title=header.title, author=header.centre, created=header.printed_at)


def _draw_title(sheets: HeadedSheets, header: PageHeader, paper: Paper, count: int) -> float:
    """Draws title and number of rows; how far down the list begins."""
    baseline = paper.top + _TITLE
    sheets.write(paper.left + paper.room / 2, baseline, header.title, _TITLE, bold=True, align="centre")
    total = _("{count} rows").format(count=f"{count:,}")
    sheets.write(paper.width - paper.right, baseline, total, _SIZE, grey=0.3, align="right")
    return baseline + 10


def _draw_sheet(
    sheets: HeadedSheets, left: float, top: float, widths: Sequence[float], columns: Sequence[GridColumn], rows: Rows
) -> None:
    lines = f"sheet-{len(rows)}-{top:.0f}"  # the same on every full page, so it is written once
    if not sheets.hasForm(lines):
        sheets.beginForm(lines)
        _draw_lines(sheets, left, top, widths, columns, len(rows) + 1)
        sheets.endForm()
    sheets.doForm(lines)
    if not rows:
        return
    x, first = left + _SIDE, top + _LEADING + _BASELINE
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        _draw_column(sheets, x, first, width - 2 * _SIDE, column, [row[place] for row in rows])
        x += width


def _draw_column(
    sheets: HeadedSheets, x: float, first: float, room: float, column: GridColumn, texts: Sequence[str]
) -> None:
    font = sans()
    surely = int(room / _SIZE)  # so many characters fit whatever they are
    if not "".join(texts).isprintable():
        texts = [" ".join(text.split()) for text in texts]
    shown = [text if len(text) <= surely else cut(font, text, _SIZE, room) for text in texts]
    if column.align == "left":
        sheets.write_column(x, first, shown, _SIZE, _LEADING)
    else:
        part = 1.0 if column.align == "right" else 0.5
        offsets = [(room - font.width(text, _SIZE)) * part for text in shown]
        sheets.write_column(x, first, shown, _SIZE, _LEADING, offsets=offsets)


def _draw_lines(
    sheets: HeadedSheets, left: float, top: float, widths: Sequence[float], columns: Sequence[GridColumn], rows: int
) -> None:
    """The head and the lines between rows and columns."""
    high, total = sheets.height - top, sum(widths)
    sheets.setFillGray(0.94)
    sheets.rect(left, high - _LEADING, total, _LEADING, stroke=0, fill=1)
    edges = [left + sum(widths[:place]) for place in range(len(widths))]
    across = [(left, high - row * _LEADING, left + total, high - row * _LEADING) for row in range(1, rows)]
    down = [(edge, high, edge, high - rows * _LEADING) for edge in edges[1:]]
    sheets.setLineWidth(0.35)
    sheets.setStrokeGray(0.55)
    sheets.lines([*across, *down])
    sheets.frame(left, top, total, rows * _LEADING, weight=0.8)
    for edge, column, width in zip(edges, columns, widths, strict=True):
        title = cut(sans(), column.title, _SIZE, width - 2 * _SIDE)
        sheets.write(edge + width / 2, top + _BASELINE, title, _SIZE, bold=True, align="centre")


def _widths(columns: Sequence[GridColumn], rows: Rows, paper: Paper) -> list[float]:
    sample = rows[:: max(1, len(rows) // _MEASURED_ROWS)]
    longest = [max((sans().width(row[place], _SIZE) for row in sample), default=0.0) for place in range(len(columns))]
    return column_widths(sans(), columns, longest, paper.room, size=_SIZE, side=_SIDE)
