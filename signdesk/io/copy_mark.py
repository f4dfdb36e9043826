"""Marks a copy of a paper that leaves the centre: across every page which copy it is, and at its foot who made it,
when and what for. The file comes from outside, so the mark is put on in the limited process of
`io.importing.confined`. What the mark says is worded by the caller."""

from __future__ import annotations

import base64
import io
import json
import sys
from dataclasses import dataclass
from datetime import datetime

from signdesk.io import importing
from signdesk.io.importing import confined
from signdesk.io.importing.sniff import Refused

MARK_CHILD = "--mark-child"
_SLANT = 32  # degrees
_FAINT = 0.16  # of black: read through, and still there on a photocopy
_LENGTH = 8  # bytes of the mark's length before mark and file


@dataclass(frozen=True)
class Mark:
    """`across` stands slanted over each page, `foot` in one or more lines at its lower edge. `made_at` is aware."""

    across: str
    foot: str
    made_at: datetime


def marked(pdf: bytes, mark: Mark, *, name: str) -> bytes:
    """The PDF with the mark on every page. Takes up to seconds: call it on a worker. Raises UserError for a damaged
    file, MissingGlyph for words that cannot be drawn."""
    drawn = _drawn(mark)
    data = len(drawn).to_bytes(_LENGTH, "big") + drawn + pdf
    try:
        return base64.b64decode(confined.ask("signdesk.io.copy_mark", MARK_CHILD, data)["pdf"])
    except Refused as refusal:
        raise importing.in_words(refusal, name) from None


def _drawn(mark: Mark) -> bytes:
    """One page with nothing but the mark on it."""
    from signdesk.io.pdf.font import sans
    from signdesk.io.pdf.lines import break_lines
    from signdesk.io.pdf.sheets import MM, UPRIGHT, Sheets

    sheets = Sheets((UPRIGHT.width, UPRIGHT.height))
    sheets.saveState()
    sheets.setFillAlpha(_FAINT)
    size = min(30.0, 30.0 * 150 * MM / max(sans().width(mark.across, 30.0), 1))
    for down in (0.2, 0.5, 0.8):
        sheets.saveState()
        sheets.translate(UPRIGHT.width / 2, UPRIGHT.height * down)
        sheets.rotate(_SLANT)
        sheets.write(0, sheets.height, mark.across, size, bold=True, align="centre")
        sheets.restoreState()
    sheets.restoreState()
    edge = 8 * MM
    lines = break_lines(sans(), mark.foot, 7.5, UPRIGHT.width - 2 * edge)
    for place, line in enumerate(lines, 1):
        sheets.write(edge, UPRIGHT.height - 5 * MM - (len(lines) - place) * 10, line, 7.5, grey=0.25)
    sheets.showPage()
    sheets.save()
    return sheets.archived(title=mark.across, author="", created=mark.made_at)


def main() -> int:
    """Inside the process: mark and PDF on standard input, {"pdf": base64} or {"refused": code} on standard output."""
    confined.take_limits()
    try:
        data = sys.stdin.buffer.read()
        start = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
        answer = {"pdf": base64.b64encode(_put_on(data[start:], data[_LENGTH:start])).decode()}
    except MemoryError:
        answer = {"refused": "too_much_memory"}
    except (ValueError, KeyError, IndexError, OSError, TypeError):
        answer = {"refused": "damaged"}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    return 0


def _put_on(paper: bytes, mark: bytes) -> bytes:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(paper)) as pdf, pikepdf.open(io.BytesIO(mark)) as stamp:
            for page in pdf.pages:
                page.add_overlay(stamp.pages[0], None)
            target = io.BytesIO()
            pdf.save(target)
    except pikepdf.PdfError as problem:
        raise ValueError from problem
    return target.getvalue()


if __name__ == "__main__":
    sys.exit(main())
