"""Lines of pages become paragraphs: what the page broke is joined again, because an amount or a name may run over the
end of a line; running heads and page numbers become headers and footers; ruled cells stay cells. It sees words and
where they stand, wherever they come from: a PDF's text or a recogniser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from signdesk.core.text import Block, BlockKind, Note, Span

_STARTS_PARAGRAPH = re.compile(
    r"\s*(?:第[零〇一二三四五六七八九十百\d]+[章节条款编]|[一二三四五六七八九十]+\s*[、.．]|[(（][一二三四五六七八九十\d]+[)）]"
    r"|\d+\s*[、.．)）]|\d+(?:\.\d+)+|[①-⑳㈠-㈩⑴-⒇]|[A-Za-z][.、)]|[□☐☑☒■○●◇◆•]|附件|甲\s*方|乙\s*方|丙\s*方)"
)
_STARTS_FIELD = re.compile(r"\s*[一-鿿]{2,8}\s*(?:[（(][^（()）]{1,14}[）)]\s*(?:签[章字名]|盖章)?)?\s*[：:]")
"""A label at the beginning of a line begins a paragraph, unless the line before it enumerates: "开户行：…，账号：…"."""
_BROKEN_CODE = re.compile(r"[0-9A-Z]*\d[0-9A-Z]*\n[0-9A-Z]*\d")
"""A company's code or another number of letters and figures that the end of a line broke in two."""
_NUMBER_GOES_ON = re.compile(
    r"[0-9A-Z]{4,}\n(?:[0-9A-Z]{3,18}(?![0-9A-Z])(?!\s*[年月日])|[0-9A-Z]{1,2}(?=[，,。；;]|$))"
)
_ENDS_PARAGRAPH = re.compile(r"[。；;：:！？!?…]\s*$")
_PAGE_NUMBER = re.compile(r"[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–\s]*")


@dataclass(frozen=True, eq=False)
class Line:
    """One line of a page, in points seen from the page's lower left corner. Lines of different `column`s of a page do
    not share a margin. `cell` is table (counted on its page), row and column of a ruled table: then `text` is the whole
    cell, its lines joined by line breaks. `doubtful` are the characters a recogniser is not sure of."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    column: int = 0
    cell: tuple[int, int, int] | None = None
    doubtful: tuple[Span, ...] = ()


def blocks_of(pages: Sequence[Sequence[Line]]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The blocks of a document whose pages have these lines, in their order, and notes on what is doubtful in them."""
    running = _running_heads(pages)
    blocks: list[Block] = []
    notes: list[Note] = []
    margins = [(line, kind) for page in pages for line in page if (kind := running.get(id(line)))]
    body = [line for page in pages for line in page if id(line) not in running]
    right_edge = _right_edges(body)
    open_lines: list[Line] = []
    tables: list[tuple[int, int]] = []

    def put(kind: BlockKind, place: str, text: str, lines: Sequence[tuple[int, Line]]) -> None:
        number = len(blocks) + 1
        blocks.append(Block(number, kind, text, place, lines[0][1].page))
        for offset, line in lines:
            for first, last in line.doubtful:
                start, end = max(offset + first, 0), min(offset + last, len(text))
                if start < end:
                    notes.append(Note("doubtful", number, start, end, text[start:end]))

    def close() -> None:
        if open_lines:
            text, starts = _join([line.text for line in open_lines])
            put("paragraph", f"P{len(blocks) + 1}", text, list(zip(starts, open_lines, strict=True)))
            open_lines.clear()

    for line in body:
        if line.cell is not None:
            close()
            table, row, column = line.cell
            if (line.page, table) not in tables:
                tables.append((line.page, table))
            put("cell", f"T{len(tables)}R{row}C{column}", line.text, [(0, line)])
            continue
        if open_lines and not _continues(open_lines[-1], line, right_edge):
            close()
        open_lines.append(line)
    close()
    counts: Counter[str] = Counter()
    for line, kind in margins:
        letter = "H" if kind == "header" else "F"
        counts[letter] += 1
        put(kind, f"{letter}{counts[letter]}", line.text, [(0, line)])
    return tuple(blocks), tuple(notes)


_Margin = tuple[int, int]
"""Page and column."""


def _right_edges(body: Sequence[Line]) -> dict[_Margin, float]:
    edges: dict[_Margin, float] = {}
    for line in body:
        if line.cell is None:
            edges[line.page, line.column] = max(edges.get((line.page, line.column), 0.0), line.right)
    # a page with few short lines has the margins of the others
    usual = max(edges.values(), default=0.0)
    return {at: (edge if edge > 0.8 * usual or at[1] else usual) for at, edge in edges.items()}


def _continues(before: Line, line: Line, right_edge: dict[_Margin, float]) -> bool:
    height = max(before.top - before.bottom, 6.0)
    edge = right_edge[before.page, before.column]
    together = (before.page, before.column) == (line.page, line.column)
    if together and abs(before.bottom - line.bottom) < 0.3 * height:
        return True  # two pieces side by side
    if _STARTS_FIELD.match(line.text) and not (_in_brackets(before.text) or re.search(r"[，,、]\s*$", before.text)):
        return False
    if before.right > 0.6 * edge and _NUMBER_GOES_ON.search(before.text + "\n" + line.text):
        return True
    # words are not broken at every character: figures and closing marks may leave a line shorter
    slack = 6 if _in_brackets(before.text) else 2.2
    full = before.right > edge - slack * height
    if not full or _STARTS_PARAGRAPH.match(line.text):
        return False
    indented = line.left > before.left + 1.2 * height and not _ENDS_PARAGRAPH.search(before.text)
    if _ENDS_PARAGRAPH.search(before.text):
        # a full line that also ends a sentence: only an unindented next line goes on with it
        return line.left < before.left - 0.8 * height or abs(line.left - before.left) < 0.3 * height
    return not (indented and together and before.bottom - line.top > 1.5 * height)


def _in_brackets(text: str) -> bool:
    """Whether a line ends inside brackets that it opened: the sentence goes on."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _join(texts: Sequence[str]) -> tuple[str, list[int]]:
    """The lines as one, and where the first character of each would stand in it."""
    joined, starts = texts[0].rstrip(), [0]
    for text in texts[1:]:
        piece = text.strip()
        words = joined[-1:].isascii() and joined[-1:].isalpha() and piece[:1].isascii() and piece[:1].isalpha()
        joined += " " if words and not _BROKEN_CODE.search(f"{joined}\n{piece}") else ""
        starts.append(len(joined) - text.index(piece))
        joined += piece
    return joined, starts


def _running_heads(pages: Sequence[Sequence[Line]]) -> dict[int, BlockKind]:
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
            if (len(pages) > 1 and often) or (is_number and not is_top):
                found[id(line)] = "header" if is_top else "footer"
    return found


def _edges(page: Sequence[Line]) -> list[tuple[bool, Line]]:
    lines = [line for line in page if line.cell is None]
    if len(lines) < 2:
        return []
    return [(True, lines[0]), (False, lines[-1])]
