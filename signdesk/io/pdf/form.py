"""Draws a form: its title, then its blocks one below the other. Each kind of block has one function here or in
`tables`."""

from collections.abc import Sequence

from signdesk.core.errors import BugError
from signdesk.core.i18n import _
from signdesk.io.pdf.blocks import (
    Block,
    CoverFields,
    CoverTitle,
    Fields,
    Gap,
    Grid,
    Heading,
    PageBreak,
    PageHeader,
    Paragraph,
    Picture,
    QrCode,
    SignatureLines,
)
from signdesk.io.pdf.flow import MIDDLE, Flow
from signdesk.io.pdf.lines import break_lines
from signdesk.io.pdf.qr import dark_runs
from signdesk.io.pdf.tables import draw_cover_fields, draw_fields, draw_grid
from signdesk.io.pdf.writer import MM, Document, picture_size

_BODY, _BODY_LEADING = 10.5, 17.5
_SMALL, _SMALL_LEADING = 9.0, 14.0
_TITLE = 20.0
_BETWEEN = 8.0  # between neighbouring blocks


def draw_form(header: PageHeader, blocks: Sequence[Block], *, landscape: bool) -> bytes:
    """The finished PDF/A-2u file."""
    document = Document()
    flow = Flow(document, header, landscape=landscape)
    if not any(isinstance(block, CoverTitle) for block in blocks):
        _draw_title(flow, header.title)
    for block in blocks:
        _draw(flow, block)
    flow.write_heads_and_feet()
    return document.finish(title=header.title, author=header.centre, created=header.printed_at)


def _draw(flow: Flow, block: Block) -> None:
    match block:
        case Heading():
            _draw_heading(flow, block)
        case Paragraph():
            _draw_paragraph(flow, block)
        case Fields():
            draw_fields(flow, block)
            flow.y += _BETWEEN
        case Grid():
            draw_grid(flow, block)
            flow.y += _BETWEEN
        case SignatureLines():
            _draw_signature_lines(flow, block)
        case QrCode():
            _draw_qr_code(flow, block)
        case Picture():
            _draw_picture(flow, block)
        case CoverTitle():
            _draw_cover_title(flow, block)
        case CoverFields():
            draw_cover_fields(flow, block)
            flow.y += _BETWEEN
        case Gap():
            flow.y += block.mm * MM
        case PageBreak():
            flow.new_page()
        case _:
            raise BugError(f"no such block: {block!r}")


def _centred(flow: Flow, text: str, size: float, baseline: float, *, bold: bool = False, spread: float = 0) -> None:
    wide = flow.document.face.width(text, size) + spread * max(len(text) - 1, 0)
    flow.page.text(flow.left + (flow.width - wide) / 2, baseline, text, size, bold=bold, spread=spread)


def _spread(text: str, size: float) -> float:
    """Short titles are set wide, as on Chinese official papers."""
    return size * 0.3 if len(text) <= 8 else size * 0.08


def _draw_title(flow: Flow, title: str) -> None:
    flow.y += 8
    lines = break_lines(flow.document.face, title, _TITLE, flow.width * 0.9)
    for line in lines:
        _centred(
            flow, line, _TITLE, flow.y + _TITLE, bold=True, spread=_spread(title, _TITLE) if len(lines) == 1 else 0
        )
        flow.y += _TITLE * 1.45
    flow.y += 12


def _draw_heading(flow: Flow, block: Heading) -> None:
    flow.y += 4 if not flow.is_fresh else 0
    flow.need(30 + 3 * _BODY_LEADING)  # never alone at the foot
    for line in break_lines(flow.document.face, block.text, 12, flow.width - 10):
        flow.page.fill(flow.left, flow.y + 3, 2.6, 12.5)
        flow.page.text(flow.left + 8, flow.y + 9.25 + MIDDLE * 12, line, 12, bold=True)
        flow.y += 19
    flow.y += 4


def _draw_paragraph(flow: Flow, block: Paragraph) -> None:
    size, leading = (_SMALL, _SMALL_LEADING) if block.small else (_BODY, _BODY_LEADING)
    face = flow.document.face
    for paragraph in block.text.split("\n"):
        indent = 2 * size if block.indent else 0.0
        for line in break_lines(face, paragraph, size, flow.width, first_indent=indent):
            flow.need(leading)
            free = flow.width - face.width(line, size)
            shift = {"left": indent, "centre": free / 2, "right": free}[block.align]
            flow.page.text(flow.left + shift, flow.y + leading / 2 + MIDDLE * size, line, size, bold=block.bold)
            flow.y += leading
            indent = 0.0
    flow.y += 4


def _draw_signature_lines(flow: Flow, block: SignatureLines) -> None:
    if not block.labels:
        return
    face = flow.document.face
    columns = 3 if len(block.labels) % 3 == 0 and flow.landscape else min(2, len(block.labels))
    width = flow.width / columns
    row_height = 49.0
    rows = -(-len(block.labels) // columns)
    flow.y += 6
    flow.need(row_height * rows)
    date = _("Date")
    for place, label in enumerate(block.labels):
        x = flow.left + place % columns * width
        y = flow.y + place // columns * row_height
        end = x + width - (18 if (place + 1) % columns else 0)
        written = _("{label}:").format(label=label)
        line_from = x + face.width(written, _BODY) + 4
        flow.page.text(x, y + 20, written, _BODY)
        flow.page.line(min(line_from, end - 40), y + 23, end, y + 23)
        written = _("{label}:").format(label=date)
        flow.page.text(x, y + 39, written, _BODY)
        blanks = _("{year} / {month} / {day}").format(year=" " * 14, month=" " * 9, day=" " * 9)
        flow.page.text(x + face.width(written, _BODY) + 4, y + 39, blanks, _BODY)
    flow.y += row_height * rows + 4


def _draw_qr_code(flow: Flow, block: QrCode) -> None:
    size = block.size_mm * MM
    face = flow.document.face
    lines = break_lines(face, block.caption, _SMALL, flow.width - size - 12) if block.caption else []
    flow.need(size + 4)
    runs, modules = dark_runs(block.text)
    flow.page.cells(flow.left, flow.y, size / modules, runs)
    y = flow.y + (size - len(lines) * _SMALL_LEADING) / 2 + _SMALL_LEADING / 2 + MIDDLE * _SMALL
    for line in lines:
        flow.page.text(flow.left + size + 12, y, line, _SMALL)
        y += _SMALL_LEADING
    flow.y += size + _BETWEEN


def _draw_picture(flow: Flow, block: Picture) -> None:
    wide, high = picture_size(block.png)
    width = min(block.width_mm * MM, flow.width)
    height = width * high / wide
    if height > flow.bottom - flow.top:
        width, height = width * (flow.bottom - flow.top) / height, flow.bottom - flow.top
    flow.need(height)
    flow.page.image(flow.left, flow.y, width, height, block.png)
    flow.y += height + _BETWEEN


def _draw_cover_title(flow: Flow, block: CoverTitle) -> None:
    flow.y += 26 * MM if not flow.landscape else 10 * MM
    size = 34.0
    for line in break_lines(flow.document.face, block.text, size, flow.width * 0.85):
        spread = size * 0.5 if len(block.text) <= 6 else size * 0.06
        _centred(flow, line, size, flow.y + size, bold=True, spread=spread)
        flow.y += size * 1.5
    if block.subtitle:
        flow.y += 6
        for line in break_lines(flow.document.face, block.subtitle, 16, flow.width * 0.9):
            _centred(flow, line, 16, flow.y + 16)
            flow.y += 25
    flow.y += 14 * MM
