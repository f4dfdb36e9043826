"""Narrow slips for an 80 mm roll, as a PDF for an ordinary printer, for the folder of a station without one, and
for the preview."""

from collections.abc import Sequence

from signdesk.core import clock
from signdesk.io.pdf.blocks import PageHeader
from signdesk.io.pdf.codes import draw_qr
from signdesk.io.pdf.font import sans
from signdesk.io.pdf.lines import break_lines
from signdesk.io.pdf.sheets import MM, Sheets

_WIDTH = 80 * MM
_EDGE = 5 * MM
_QR = 30 * MM


def draw_slip(header: PageHeader, lines: Sequence[tuple[str, str]], *, number: str, qr_text: str, advice: str) -> bytes:
    """The finished PDF/A-2u file of one page, as long as its content."""
    # Drawn twice: the first time only to learn how long the paper must be.
    height = _draw(Sheets((_WIDTH, 1000 * MM)), header, lines, number, qr_text, advice)
    sheets = Sheets((_WIDTH, height))
    _draw(sheets, header, lines, number, qr_text, advice)
    sheets.save()
    return sheets.archived(title=header.title, author=header.centre, created=header.printed_at)


def _draw(
    sheets: Sheets, header: PageHeader, lines: Sequence[tuple[str, str]], number: str, qr_text: str, advice: str
) -> float:
    font, room = sans(), _WIDTH - 2 * _EDGE

    def centred(text: str, size: float, leading: float, y: float, *, bold: bool = False, grey: float = 0) -> float:
        for line in break_lines(font, text, size, room):
            sheets.write(_WIDTH / 2, y + size, line, size, bold=bold, grey=grey, align="centre")
            y += leading
        return y

    y = 5 * MM
    y = centred(header.centre, 11, 16, y, bold=True)
    y = centred(header.title, 10, 15, y)
    if number:
        size = min(46.0, 46.0 * room / max(font.width(number, 46), 1))
        y = centred(number, size, size * 1.3, y + 2, bold=True)
    y += 6
    sheets.rule(_EDGE, y, _WIDTH - _EDGE, y)
    y += 5
    for label, value in lines:
        sheets.write(_EDGE, y + 11, label, 9.5, grey=0.25)
        for line in break_lines(font, value, 10.5, room - font.width(label, 9.5) - 8):
            sheets.write(_WIDTH - _EDGE, y + 11, line, 10.5, align="right")
            y += 16
    y += 4
    if qr_text:
        draw_qr(sheets, qr_text, (_WIDTH - _QR) / 2, sheets.height - y - _QR, _QR)
        y += _QR + 2
    if advice:
        y = centred(advice, 8.5, 13, y) + 3
    printed = clock.to_local(header.printed_at).strftime("%Y-%m-%d %H:%M")
    y = centred("  ".join(part for part in (header.number, printed, header.person) if part), 8, 12, y, grey=0.3)
    return y + 6 * MM
