"""Sheets of labels with codes for scanners: QR or Code 128, on A4 sheets of stickers or as strips for box spines.
What stands on them comes from the caller. Codes meant to be read by a scanner that types are best digits only:
input methods swallow letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.io.pdf.lines import break_lines
from signdesk.io.pdf.qr import dark_runs
from signdesk.io.pdf.writer import A4, MM, Document, Page

CodeKind = Literal["qr", "code128"]


@dataclass(frozen=True)
class Label:
    """One label: the scanned `code`, a bold `title`, and further lines."""

    code: str
    title: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class LabelSheet:
    """A sheet of stickers in millimetres. The margins are where the first label begins."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0


EQUIPMENT = LabelSheet(columns=3, rows=8, width=64, height=33.9, left=7, top=13, gap_x=2)
DOSSIER = LabelSheet(columns=2, rows=7, width=99.1, height=38.1, left=4.65, top=15.15, gap_x=2.5)
BOX_SPINE_WIDTHS = (20, 30, 40, 50)  # mm, DA/T 22-2015 6.4
_BOX_HEIGHT = 310.0 - 30  # the box is 310 mm high; a strip must fit A4

# Code 128: bar and space widths of its symbols (ISO/IEC 15417), digits as modules.
_SYMBOLS = (  # noqa: SIM905 - a table read against the standard, not a list of words
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232"
).split()
_STOP = "2331112"
_START_B, _START_C, _TO_B, _TO_C = 104, 105, 100, 99


def label_pdf(
    labels: Sequence[Label],
    *,
    title: str,
    centre: str,
    made_at: datetime,
    sheet: LabelSheet = DOSSIER,
    kind: CodeKind = "qr",
    skip: int = 0,
) -> bytes:
    """Labels on A4 sheets as PDF/A-2u; `skip` leaves the stickers free that are already used up."""
    document = Document()
    per_page = sheet.columns * sheet.rows
    for number, label in enumerate(labels, start=skip):
        if number % per_page == 0 or not document.pages:
            document.add_page(*A4)
        place = number % per_page
        x = (sheet.left + place % sheet.columns * (sheet.width + sheet.gap_x)) * MM
        y = (sheet.top + place // sheet.columns * (sheet.height + sheet.gap_y)) * MM
        if kind == "qr":
            _draw_with_qr(document.pages[-1], label, x, y, sheet.width * MM, sheet.height * MM)
        else:
            _draw_with_bars(document.pages[-1], label, x, y, sheet.width * MM, sheet.height * MM)
    if not document.pages:
        raise UserError(_("There is nothing to print on labels."))
    return document.finish(title=title, author=centre, created=made_at)


def spine_pdf(labels: Sequence[Label], *, title: str, centre: str, made_at: datetime, spine_mm: int = 30) -> bytes:
    """Strips for the spines of archive boxes to be cut out along thin lines; lines stand below each other, the
    code at the foot."""
    document = Document()
    per_page = int(190 // spine_mm)
    for number, label in enumerate(labels):
        if number % per_page == 0:
            document.add_page(*A4)
        x = (10 + number % per_page * spine_mm) * MM
        _draw_spine(document.pages[-1], label, x, 8 * MM, spine_mm * MM, _BOX_HEIGHT * MM)
    if not document.pages:
        raise UserError(_("There is nothing to print on labels."))
    return document.finish(title=title, author=centre, created=made_at)


def _draw_lines(page: Page, label: Label, x: float, y: float, width: float, height: float) -> None:
    """Title and lines, as large as the place allows, in the middle of its height."""
    face = page.face
    for size in (11.5, 10.0, 8.5, 7.0):
        small = size * 0.82
        titles = break_lines(face, label.title, size, width)
        lines = [line for text in label.lines for line in break_lines(face, text, small, width)]
        needed = len(titles) * size * 1.4 + len(lines) * small * 1.45
        if needed <= height and len(titles) <= 2:
            break
    at = y + max((height - needed) / 2, 0)
    for line in titles[:2]:
        page.text(x, at + size, line, size, bold=True)
        at += size * 1.4
    for line in lines:
        if at + small > y + height:
            return
        page.text(x, at + small, line, small)
        at += small * 1.45


def _draw_with_qr(page: Page, label: Label, x: float, y: float, width: float, height: float) -> None:
    edge = 2.5 * MM
    side = min(height - 2 * edge, width * 0.4)
    runs, modules = dark_runs(label.code)
    page.cells(x + edge, y + (height - side) / 2, side / modules, runs)
    left = x + edge + side + 4
    _draw_lines(page, label, left, y + edge, x + width - edge - left, height - 2 * edge)


def _draw_with_bars(page: Page, label: Label, x: float, y: float, width: float, height: float) -> None:
    edge = 2.5 * MM
    bars_high = height * 0.32
    code = label.code
    widths, modules = code128(code)
    module = min((width - 2 * edge) / (modules + 20), 0.5 * MM)  # ten quiet modules on either side
    left = x + (width - modules * module) / 2
    top = y + height - edge - bars_high - 9
    page.bars(left, top, bars_high, [(start * module, wide * module) for start, wide in widths])
    page.text(x + (width - page.face.width(code, 7.5)) / 2, top + bars_high + 8, code, 7.5)
    _draw_lines(page, label, x + edge, y + edge, width - 2 * edge, top - y - edge - 3)


def _draw_spine(page: Page, label: Label, x: float, y: float, width: float, height: float) -> None:
    face = page.face
    page.frame(x, y, width, height, weight=0.4, grey=0.6)
    room = width - 3 * MM
    size, small = min(16.0, room / 3), min(11.0, room / 5)
    at = y + 8 * MM
    for character in label.title:  # downwards, as spines are read
        if at > y + height * 0.5:
            break
        page.text(x + (width - face.width(character, size)) / 2, at + size, character, size, bold=True)
        at += size * 1.25
    at = max(at + 4 * MM, y + height * 0.55)
    side = min(room, 26 * MM)
    for text in label.lines:
        page.line(x + 1.5 * MM, at, x + width - 1.5 * MM, at, weight=0.3, grey=0.5)
        for line in break_lines(face, text, small, room)[:3]:
            if at + small * 1.5 > y + height - side - 4 * MM:
                break
            page.text(x + (width - face.width(line, small)) / 2, at + small * 1.35, line, small)
            at += small * 1.55
        at += 4
    runs, modules = dark_runs(label.code)
    page.cells(x + (width - side) / 2, y + height - side - 2 * MM, side / modules, runs)


def code128(text: str) -> tuple[list[tuple[int, int]], int]:
    """The bars of `text` (printable ASCII) as (start, width) in modules, and the code's length in modules. Runs of
    digits are packed."""
    if not text or not all(32 <= ord(character) <= 126 for character in text):
        raise UserError(_("A bar code can hold only letters, digits and signs of the English keyboard."))
    values = _code_values(text)
    check = (values[0] + sum(place * value for place, value in enumerate(values[1:], start=1))) % 103
    pattern = "".join(_SYMBOLS[value] for value in (*values, check)) + _STOP
    bars: list[tuple[int, int]] = []
    at = 0
    for place, digit in enumerate(pattern):
        if place % 2 == 0:
            bars.append((at, int(digit)))
        at += int(digit)
    return bars, at


def _code_values(text: str) -> list[int]:
    """Symbol values with the start symbol: set C (two digits a symbol) where four or more digits follow each
    other, else set B."""
    values: list[int] = []
    in_pairs = False
    at = 0
    while at < len(text):
        digits = 0
        while at + digits < len(text) and text[at + digits] in "0123456789":
            digits += 1
        pairs = digits >= 4 or (in_pairs and digits >= 2) or (digits == len(text) == 2)
        if pairs != in_pairs or not values:
            # An odd run leaves its first digit to set B, so that the pairs reach its end.
            if pairs and digits % 2 and values and not in_pairs:
                values.append(ord(text[at]) - 32)
                at += 1
            values.append((_TO_C if pairs else _TO_B) if values else (_START_C if pairs else _START_B))
            in_pairs = pairs
            continue
        if in_pairs:
            values.append(int(text[at : at + 2]))
            at += 2
        else:
            values.append(ord(text[at]) - 32)
            at += 1
    return values
