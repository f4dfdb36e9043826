"""PDF files with text become lines with their places on the page; a page that is a picture is named, not read. Runs
only in limited processes: PDFium reads hostile files."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from typing import Any, Protocol

from signdesk.core.text import TextModel
from signdesk.io.importing.paragraphs import Line, blocks_of
from signdesk.io.importing.sniff import Refused

MOST_PAGES = 2000
_FEWEST_CHARACTERS = 30
"""A picture's page with fewer characters has but a stamp or a page number of its own."""
_PICTURE_SHARE = 0.3
"""How much of a page a picture covers that may hold the page's text."""
_OUTLINES = 200


class Document(Protocol):
    """A PDF that PDFium has opened; the library has no types."""

    def __len__(self) -> int: ...
    def __getitem__(self, number: int) -> Any: ...
    def close(self) -> None: ...


def read(data: bytes) -> TextModel:
    """The text model of a PDF; pages that are pictures are named in it as unread. Raises Refused if it is encrypted,
    damaged or endless."""
    document = opened(data)
    try:
        if len(document) > MOST_PAGES:
            raise Refused("too_long")
        pages = [lines_of(document, number) for number in range(len(document))]
        unread = [number + 1 for number, lines in enumerate(pages) if is_picture(document, number, lines)]
    finally:
        document.close()
    blocks, _notes = blocks_of(pages)
    return TextModel("pdf", blocks, pages=len(pages), unread=tuple(unread))


def opened(data: bytes) -> Document:
    """The PDF; to be closed. Raises Refused if it is encrypted or damaged."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document: Document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        # FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY
        code = getattr(problem, "err_code", None)
        locked = code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) or "assword" in str(problem)
        raise Refused("encrypted" if locked else "damaged") from problem
    return document


def is_picture(document: Document, number: int, lines: Sequence[Line]) -> bool:
    """Whether page `number` (from 0) shows a picture and has no text to speak of: a scan, perhaps with a page number
    printed on it."""
    import pypdfium2
    import pypdfium2.raw as raw

    if sum(len(line.text) for line in lines) >= _FEWEST_CHARACTERS:
        return False
    page = document[number]
    try:
        width, height = page.get_size()
        covered, drawn = 0.0, 0
        for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH], max_depth=4):
            if each.type == raw.FPDF_PAGEOBJ_PATH:
                drawn += 1
            else:
                left, bottom, right, top = each.get_bounds()
                covered += (right - left) * (top - bottom)
            # scanners cut a page into strips; some programs draw every character as an outline
            if covered > _PICTURE_SHARE * width * height or drawn > _OUTLINES:
                return True
        return False
    except pypdfium2.PdfiumError as problem:
        raise Refused("damaged") from problem
    finally:
        page.close()


def lines_of(document: Document, number: int) -> list[Line]:
    """The lines of page `number` (from 0) with their places. Raises Refused."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        return _lines(document, number, raw)
    except pypdfium2.PdfiumError as problem:
        raise Refused("damaged") from problem


def _lines(document: Document, number: int, raw: object) -> list[Line]:
    page = document[number]
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        # one character beyond U+FFFF is two for PDFium: offsets are counted in UTF-16 units
        units = 0
        lines: list[Line] = []
        for piece in re.split(r"(\r\n|\r|\n)", text):
            length = len(piece.encode("utf-16-le", "surrogatepass")) // 2
            words = piece.strip("\r\n")
            if words.strip():
                boxes = [_box(text_page, units + offset, raw) for offset in range(length)]
                seen = [box for box in boxes if box is not None]
                spaced = _with_gaps(words, boxes) if length == len(words) else words
                left, right = min((box[0] for box in seen), default=0.0), max((box[1] for box in seen), default=0.0)
                bottom, top = min((box[2] for box in seen), default=0.0), max((box[3] for box in seen), default=0.0)
                lines.append(Line(_clean(spaced), number + 1, left, right, top, bottom))
            units += length
        return lines
    finally:
        text_page.close()
        page.close()


_Box = tuple[float, float, float, float]


def _box(text_page: object, index: int, raw: object) -> _Box | None:
    """Left, right, bottom, top of a character's em box (as wide as the step to the next one)."""
    rectangle = raw.FS_RECTF()  # type: ignore[attr-defined]  # pypdfium2 has no types
    found = raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(rectangle))  # type: ignore[attr-defined]
    if not found or rectangle.right <= rectangle.left or rectangle.top <= rectangle.bottom:
        return None
    return rectangle.left, rectangle.right, rectangle.bottom, rectangle.top


def _with_gaps(words: str, boxes: list[_Box | None]) -> str:
    """PDFium makes one space of a wide gap: give it back its width, in half-width spaces, so that a gap stays one."""
    if " " not in words:
        return words
    wide = [box[1] - box[0] for box, character in zip(boxes, words, strict=True) if box and not character.isascii()]
    heights = [box[3] - box[2] for box in boxes if box is not None]
    size = max(wide or heights, default=0.0)
    spaced = ""
    before: _Box | None = None
    waiting = 0
    for character, box in zip(words, boxes, strict=True):
        if character == " ":
            waiting += 1
            continue
        if waiting:
            gap = box[0] - before[1] if box is not None and before is not None and size else 0.0
            spaced += " " * max(waiting, min(round(gap / (size * 0.5)), 200) if size else 1)
            waiting = 0
        spaced += character
        before = box or before
    return spaced + " " * waiting


def _clean(text: str) -> str:
    # PDFium marks a hyphen at a line's end with U+FFFE and pads with U+0000
    return text.replace("￾", "-").replace("\x00", "").replace("\xa0", " ").replace("\xad", "-")
