"""Narrow slips for an 80 mm roll, as a PDF for an ordinary printer, for the folder of a station without one, and
for the preview."""

from collections.abc import Sequence

from signdesk.core import clock
from signdesk.io.pdf.blocks import PageHeader
from signdesk.io.pdf.lines import break_lines
from signdesk.io.pdf.qr import dark_runs
from signdesk.io.pdf.writer import MM, Document, Page

WIDTH = 80 * MM
_EDGE = 5 * MM
_QR = 30 * MM


def draw_slip(header: PageHeader, lines: Sequence[tuple[str, str]], *, number: str, qr_text: str, advice: str) -> bytes:
    """The finished PDF/A-2u file of one page, as long as its content."""
    # Drawn twice: the first time only to learn how long the paper must be.
    scratch = Document()
    height = _draw(scratch.add_page(WIDTH, 1000 * MM), header, lines, number, qr_text, advice)
    document = Document()
    _draw(document.add_page(WIDTH, height), header, lines, number, qr_text, advice)
    return document.finish(title=header.title, author=header.centre, created=header.printed_at)


def _draw(
    page: Page, header: PageHeader, lines: Sequence[tuple[str, str]], number: str, qr_text: str, advice: str
) -> float:
    face = page.face
    room = WIDTH - 2 * _EDGE

    def centred(text: str, size: float, leading: float, y: float, *, bold: bool = False, grey: float = 0) -> float:
        for line in break_lines(face, text, size, room):
            page.text((WIDTH - face.width(line, size)) / 2, y + size, line, size, bold=bold, grey=grey)
            y += leading
        return y

    y = 5 * MM
    y = centred(header.centre, 11, 16, y, bold=True)
    y = centred(header.title, 10, 15, y)
    if number:
        size = min(46.0, 46.0 * room / max(face.width(number, 46), 1))
        y = centred(number, size, size * 1.3, y + 2, bold=True)
    y += 6
    page.line(_EDGE, y, WIDTH - _EDGE, y, weight=0.5)
    y += 5
    for label, value in lines:
        label_width = face.width(label, 9.5)
        wrapped = break_lines(face, value, 10.5, room - label_width - 8)
        page.text(_EDGE, y + 11, label, 9.5, grey=0.25)
        for line in wrapped:
            page.text(WIDTH - _EDGE - face.width(line, 10.5), y + 11, line, 10.5)
            y += 16
    y += 4
    if qr_text:
        runs, modules = dark_runs(qr_text)
        page.cells((WIDTH - _QR) / 2, y, _QR / modules, runs)
        y += _QR + 2
    if advice:
        y = centred(advice, 8.5, 13, y) + 3
    printed = clock.to_local(header.printed_at).strftime("%Y-%m-%d %H:%M")
    y = centred("  ".join(part for part in (header.number, printed, header.person) if part), 8, 12, y, grey=0.3)
    return y + 6 * MM
