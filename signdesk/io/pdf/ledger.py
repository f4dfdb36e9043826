"""Long lists on paper: one line a row, a ruled sheet, every column written as one run of text. Ten thousand rows
cost a few times what writing the same characters into a bare stream costs; nothing here measures more than it
must."""

from collections.abc import Callable, Sequence

from signdesk.core.errors import BugError
from signdesk.core.i18n import _
from signdesk.io.pdf.blocks import GridColumn, PageHeader
from signdesk.io.pdf.flow import ACROSS, MIDDLE, UPRIGHT, write_foot, write_head
from signdesk.io.pdf.font import FontFace
from signdesk.io.pdf.lines import cut
from signdesk.io.pdf.writer import A4, MM, Document, Page

_SIZE = 8.5
_LEADING = 15.0
_SIDE = 3.0
_TITLE = 16.0
_MEASURED_ROWS = 200  # widths of columns without one are judged by so many rows, spread over the list
_LINE_GREY = 0.55

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
    document = Document()
    margins = ACROSS if landscape else UPRIGHT
    width, height = (A4[1], A4[0]) if landscape else A4
    left, right = margins.left, width - margins.right
    widths = _column_widths(document.face, columns, rows, right - left)
    done = 0
    while True:
        page = document.add_page(width, height)
        top = margins.top
        if len(document.pages) == 1:
            face = document.face
            page.text(
                (left + right - face.width(header.title, _TITLE)) / 2, top + _TITLE, header.title, _TITLE, bold=True
            )
            total = _("{count} rows").format(count=f"{len(rows):,}")
            page.text(right - face.width(total, _SIZE), top + _TITLE, total, _SIZE, grey=0.3)
            top += _TITLE + 10
        fitting = int((height - margins.bottom - top) // _LEADING) - 1
        part = rows[done : done + fitting]
        _draw_sheet(page, left, top, widths, columns, part)
        done += len(part)
        if progress:
            progress(done, len(rows))
        if done >= len(rows):
            break
    for number, page in enumerate(document.pages, start=1):
        write_head(page, header, left, right)
        write_foot(page, left, right, number, len(document.pages))
    return document.finish(title=header.title, author=header.centre, created=header.printed_at)


def _draw_sheet(
    page: Page, left: float, top: float, widths: Sequence[float], columns: Sequence[GridColumn], rows: Rows
) -> None:
    face = page.face
    total = sum(widths)
    height = _LEADING * (len(rows) + 1)
    page.fill(left, top, total, _LEADING, grey=0.94)
    page.ruling(left, top, widths, _LEADING, len(rows) + 1, weight=0.35, grey=_LINE_GREY)
    page.frame(left, top, total, height, weight=0.8)
    baseline = top + _LEADING / 2 + MIDDLE * _SIZE
    x = left
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        title = cut(face, column.title, _SIZE, width - 2 * _SIDE)
        page.text(x + (width - face.width(title, _SIZE)) / 2, baseline, title, _SIZE, bold=True)
        try:
            texts = [row[place] for row in rows]
        except IndexError as error:
            raise BugError("a ledger row is shorter than the ledger's columns") from error
        room = width - 2 * _SIDE
        surely = int(room / _SIZE)  # so many characters fit whatever they are
        if not "".join(texts).isprintable():
            texts = [_one_line(text) for text in texts]
        shown = [text if len(text) <= surely else cut(face, text, _SIZE, room) for text in texts]
        if shown and column.align == "left":
            page.column(x + _SIDE, baseline + _LEADING, _LEADING, shown, _SIZE)
        elif shown:
            part = 1.0 if column.align == "right" else 0.5
            lines = [((room - face.width(text, _SIZE)) * part, text) for text in shown]
            page.shifted_column(x + _SIDE, baseline + _LEADING, _LEADING, lines, _SIZE)
        x += width


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _column_widths(face: FontFace, columns: Sequence[GridColumn], rows: Rows, total: float) -> list[float]:
    """Widths in points that fill the sheet."""
    sample = rows[:: max(1, len(rows) // _MEASURED_ROWS)]
    widths: list[float] = []
    for place, column in enumerate(columns):
        if column.width_mm:
            widths.append(column.width_mm * MM)
            continue
        texts = [column.title, *(row[place] for row in sample if place < len(row))]
        widths.append(min(max(face.width(text, _SIZE) for text in texts) + 2 * _SIDE + 3, 80 * MM))
    free = [place for place, column in enumerate(columns) if not column.width_mm]
    spare = total - sum(widths)
    flexible = sum(widths[place] for place in free)
    if free and flexible + spare > len(free) * 8 * MM:
        return [width + spare * width / flexible if place in free else width for place, width in enumerate(widths)]
    scale = total / sum(widths)
    return [width * scale for width in widths]
