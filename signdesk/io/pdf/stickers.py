"""Draws sheets of stickers and strips for box spines; what they are is said in `signdesk.io.labels`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from signdesk.io.pdf.codes import draw_bars, draw_qr
from signdesk.io.pdf.font import sans
from signdesk.io.pdf.lines import break_lines
from signdesk.io.pdf.sheets import A4, MM, Sheets

if TYPE_CHECKING:
    from signdesk.io.labels import CodeKind, Label, LabelSheet

_SPINE_HEIGHT = 310.0 - 30  # mm; the box is 310 mm high, a strip must fit A4


def draw_labels(labels: Sequence["Label"], sheet: "LabelSheet", *, kind: "CodeKind", skip: int) -> Sheets:
    """Stickers on A4 sheets, the first `skip` left free."""
    sheets = Sheets(A4)
    per_page = sheet.columns * sheet.rows
    draw = _draw_with_qr if kind == "qr" else _draw_with_bars
    for number, label in enumerate(labels, start=skip % per_page):
        place = number % per_page
        if place == 0 and number:
            sheets.showPage()
        x = (sheet.left + place % sheet.columns * (sheet.width + sheet.gap_x)) * MM
        y = (sheet.top + place // sheet.columns * (sheet.height + sheet.gap_y)) * MM
        draw(sheets, label, x, y, sheet.width * MM, sheet.height * MM)
    sheets.save()
    return sheets


def draw_spines(labels: Sequence["Label"], *, spine_mm: int) -> Sheets:
    """Strips side by side on A4 sheets."""
    sheets = Sheets(A4)
    per_page = int(190 // spine_mm)
    for number, label in enumerate(labels):
        if number % per_page == 0 and number:
            sheets.showPage()
        x = (10 + number % per_page * spine_mm) * MM
        _draw_spine(sheets, label, x, 8 * MM, spine_mm * MM, _SPINE_HEIGHT * MM)
    sheets.save()
    return sheets


def _draw_lines(sheets: Sheets, label: "Label", x: float, y: float, width: float, height: float) -> None:
    """Title and lines, as large as the place allows, in the middle of its height."""
    font = sans()
    for size in (11.5, 10.0, 8.5, 7.0):
        small = size * 0.82
        titles = break_lines(font, label.title, size, width)
        lines = [line for text in label.lines for line in break_lines(font, text, small, width)]
        needed = len(titles) * size * 1.4 + len(lines) * small * 1.45
        if needed <= height and len(titles) <= 2:
            break
    at = y + max((height - needed) / 2, 0)
    for line in titles[:2]:
        sheets.write(x, at + size, line, size, bold=True)
        at += size * 1.4
    for line in lines:
        if at + small > y + height:
            return
        sheets.write(x, at + small, line, small)
        at += small * 1.45


def _draw_with_qr(sheets: Sheets, label: "Label", x: float, y: float, width: float, height: float) -> None:
    edge = 2.5 * MM
    side = min(height - 2 * edge, width * 0.4)
    draw_qr(sheets, label.code, x + edge, sheets.height - y - (height + side) / 2, side)
    left = x + edge + side + 4
    _draw_lines(sheets, label, left, y + edge, x + width - edge - left, height - 2 * edge)


def _draw_with_bars(sheets: Sheets, label: "Label", x: float, y: float, width: float, height: float) -> None:
    edge = 2.5 * MM
    bars_high = height * 0.32
    top = y + height - edge - bars_high - 9
    low = sheets.height - top - bars_high
    draw_bars(sheets, label.code, x + edge, low, width - 2 * edge, bars_high, widest=0.5 * MM)
    sheets.write(x + width / 2, top + bars_high + 8, label.code, 7.5, align="centre")
    _draw_lines(sheets, label, x + edge, y + edge, width - 2 * edge, top - y - edge - 3)


def _draw_spine(sheets: Sheets, label: "Label", x: float, y: float, width: float, height: float) -> None:
    font = sans()
    sheets.frame(x, y, width, height, weight=0.4, grey=0.6)
    room = width - 3 * MM
    size, small = min(16.0, room / 3), min(11.0, room / 5)
    at = y + 8 * MM
    for character in label.title:  # downwards, as spines are read
        if at > y + height * 0.5:
            break
        sheets.write(x + width / 2, at + size, character, size, bold=True, align="centre")
        at += size * 1.25
    at = max(at + 4 * MM, y + height * 0.55)
    side = min(room, 26 * MM)
    for text in label.lines:
        sheets.rule(x + 1.5 * MM, at, x + width - 1.5 * MM, at, weight=0.3, grey=0.5)
        for line in break_lines(font, text, small, room)[:3]:
            if at + small * 1.5 > y + height - side - 4 * MM:
                break
            sheets.write(x + width / 2, at + small * 1.35, line, small, align="centre")
            at += small * 1.55
        at += 4
    draw_qr(sheets, label.code, x + (width - side) / 2, sheets.height - y - height + 2 * MM, side)
