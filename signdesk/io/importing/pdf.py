"""PDF files with text become a text model with page numbers. Lines that the page broke are joined again to paragraphs,
because an amount or a name may run over the end of a line; running heads and page numbers become headers and footers.
Scans are refused by the caller for want of text. Runs only in the limited child process: PDFium reads hostile files."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass

from signdesk.core.text import Block, BlockKind, TextModel
from signdesk.io.importing.sniff import Refused

MOST_PAGES = 2000

_STARTS_PARAGRAPH = re.compile(
    r"\s*(?:第[零〇一二三四五六七八九十百\d]+[章节条款编]|[一二三四五六七八九十]+\s*[、.．]|[(（][一二三四五六七八九十\d]+[)）]"
    r"|\d+\s*[、.．)）]|\d+(?:\.\d+)+|[①-⑳㈠-㈩⑴-⒇]|[A-Za-z][.、)]|[□☐☑☒■○●◇◆•]|附件|甲\s*方|乙\s*方|丙\s*方)"
)
_STARTS_FIELD = re.compile(r"\s*[一-鿿]{2,8}\s*(?:[（(][^（()）]{1,14}[）)])?\s*[：:]")
"""A label at the beginning of a line begins a paragraph, unless the line before it enumerates: "开户行：…，账号：…"."""
_BROKEN_CODE = re.compile(r"[0-9A-Z]*\d[0-9A-Z]*\n[0-9A-Z]*\d")
"""A company's code or another number of letters and figures that the end of a line broke in two."""
_NUMBER_GOES_ON = re.compile(
    r"[0-9A-Z]{4,}\n(?:[0-9A-Z]{3,18}(?![0-9A-Z])(?!\s*[年月日])|[0-9A-Z]{1,2}(?=[，,。；;]|$))"
)
_ENDS_PARAGRAPH = re.compile(r"[。；;：:！？!?…]\s*$")
_PAGE_NUMBER = re.compile(r"[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–\s]*")


@dataclass
class _Line:
    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float


def read(data: bytes) -> TextModel:
    """The text model of a PDF. Raises Refused if it is encrypted, damaged or endless."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        # FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY
        code = getattr(problem, "err_code", None)
        locked = code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) or "assword" in str(problem)
        raise Refused("encrypted" if locked else "damaged") from problem
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise Refused("too_long")
        pages: list[list[_Line]] = []
        for number in range(count):
            try:
                pages.append(_lines(document, number, raw))
            except pypdfium2.PdfiumError as problem:
                raise Refused("damaged") from problem
    finally:
        document.close()
    return _model(pages)


def _lines(document: object, number: int, raw: object) -> list[_Line]:
    page = document[number]  # type: ignore[index]  # pypdfium2 has no types
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        # one character beyond U+FFFF is two for PDFium: offsets are counted in UTF-16 units
        units = 0
        lines: list[_Line] = []
        for piece in re.split(r"(\r\n|\r|\n)", text):
            length = len(piece.encode("utf-16-le", "surrogatepass")) // 2
            words = piece.strip("\r\n")
            if words.strip():
                boxes = [_box(text_page, units + offset, raw) for offset in range(length)]
                seen = [box for box in boxes if box is not None]
                spaced = _with_gaps(words, boxes) if length == len(words) else words
                left, right = min((box[0] for box in seen), default=0.0), max((box[1] for box in seen), default=0.0)
                bottom, top = min((box[2] for box in seen), default=0.0), max((box[3] for box in seen), default=0.0)
                lines.append(_Line(_clean(spaced), number + 1, left, right, top, bottom))
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


def _model(pages: list[list[_Line]]) -> TextModel:
    running = _running_heads(pages)
    blocks: list[Block] = []
    margins = [(line, kind) for page in pages for line in page if (kind := running.get(id(line)))]
    body = [line for page in pages for line in page if id(line) not in running]
    right_edge = _right_edges(body)
    open_lines: list[_Line] = []

    def close() -> None:
        if open_lines:
            number = len(blocks) + 1
            text = _join([line.text for line in open_lines])
            blocks.append(Block(number, "paragraph", text, f"P{number}", open_lines[0].page))
            open_lines.clear()

    for line in body:
        if open_lines and not _continues(open_lines[-1], line, right_edge):
            close()
        open_lines.append(line)
    close()
    counts: Counter[str] = Counter()
    for line, kind in margins:
        letter = "H" if kind == "header" else "F"
        counts[letter] += 1
        blocks.append(Block(len(blocks) + 1, kind, line.text, f"{letter}{counts[letter]}", line.page))
    return TextModel("pdf", tuple(blocks), pages=len(pages))


def _right_edges(body: list[_Line]) -> dict[int, float]:
    edges: dict[int, float] = {}
    for line in body:
        edges[line.page] = max(edges.get(line.page, 0.0), line.right)
    # a page with few short lines has the margins of the others
    usual = max(edges.values(), default=0.0)
    return {page: (edge if edge > 0.8 * usual else usual) for page, edge in edges.items()}


def _continues(before: _Line, line: _Line, right_edge: dict[int, float]) -> bool:
    height = max(before.top - before.bottom, 6.0)
    if before.page == line.page and abs(before.bottom - line.bottom) < 0.3 * height:
        return True  # two pieces side by side
    if _STARTS_FIELD.match(line.text) and not (_in_brackets(before.text) or re.search(r"[，,、]\s*$", before.text)):
        return False
    if before.right > 0.6 * right_edge[before.page] and _NUMBER_GOES_ON.search(before.text + "\n" + line.text):
        return True
    # words are not broken at every character: figures and closing marks may leave a line shorter
    slack = 6 if _in_brackets(before.text) else 2.2
    full = before.right > right_edge[before.page] - slack * height
    if not full or _STARTS_PARAGRAPH.match(line.text):
        return False
    indented = line.left > before.left + 1.2 * height and not _ENDS_PARAGRAPH.search(before.text)
    if _ENDS_PARAGRAPH.search(before.text):
        # a full line that also ends a sentence: only an unindented next line goes on with it
        return line.left < before.left - 0.8 * height or abs(line.left - before.left) < 0.3 * height
    return not (indented and before.page == line.page and before.bottom - line.top > 1.5 * height)


def _in_brackets(text: str) -> bool:
    """Whether a line ends inside brackets that it opened: the sentence goes on."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _join(texts: list[str]) -> str:
    joined = texts[0].rstrip()
    for text in texts[1:]:
        piece = text.strip()
        words = joined[-1:].isascii() and joined[-1:].isalpha() and piece[:1].isascii() and piece[:1].isalpha()
        joined += (" " if words and not _BROKEN_CODE.search(f"{joined}\n{piece}") else "") + piece
    return joined


def _running_heads(pages: list[list[_Line]]) -> dict[int, BlockKind]:
    """First and last lines that come again on most pages (numbers aside), and page numbers: by identity of the line."""
    found: dict[int, BlockKind] = {}
    heights: dict[tuple[bool, str], list[float]] = {}
    for page in pages:
        for is_top, line in _edges(page):
            heights.setdefault((is_top, re.sub(r"\d+", "#", line.text.strip())), []).append(line.top)
    for page in pages:
        for is_top, line in _edges(page):
            tops = heights[is_top, re.sub(r"\d+", "#", line.text.strip())]
            # of two pages both must agree, also in how high it stands: a title is no running head
            often = len(tops) > len(pages) // 2 and (len(pages) > 2 or (len(tops) == 2 and max(tops) - min(tops) < 2))
            is_number = _PAGE_NUMBER.fullmatch(line.text.strip()) is not None
            if (len(pages) > 1 and often) or (is_number and line is page[-1]):
                found[id(line)] = "header" if is_top else "footer"
    return found


def _edges(page: list[_Line]) -> list[tuple[bool, _Line]]:
    if len(page) < 2:
        return []
    return [(True, page[0]), (False, page[-1])]
