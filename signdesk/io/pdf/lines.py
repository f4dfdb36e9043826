"""Breaking Chinese text into lines: anywhere between characters, but no closing mark begins a line and no opening
mark ends one, and words and numbers in Latin letters stay whole while they fit (the rules of GB/T 15834-2011
5.1 on where marks may stand). reportlab's own breaking lets closing marks hang over the edge of a cell and tears
dates apart."""

import re

from signdesk.io.pdf.font import PaperFont

_NEVER_FIRST = frozenset("，。、；：？！）】》〉」』〕”’…—％‰℃·～,.;:?!)]}%")
_NEVER_LAST = frozenset("（【《〈「『〔“‘￥¥＄([{#")
_UNIT = re.compile(r"[ \t\u00a0]+|[!-~\u00c0-\u024f]+|.", re.DOTALL)


def _units(text: str) -> list[str]:
    """The pieces between which a line may end."""
    units: list[str] = []
    join_next = False
    for piece in _UNIT.findall(text):
        glued = join_next or piece[0] in _NEVER_FIRST
        if glued and units and not units[-1].isspace():
            units[-1] += piece
        else:
            units.append(piece)
        join_next = piece[-1] in _NEVER_LAST
    return units


def break_lines(font: PaperFont, text: str, size: float, width: float, *, first_indent: float = 0) -> list[str]:
    """`text` in lines no wider than `width` points; at least one line, which may be empty."""
    lines: list[str] = []
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n"):
        lines += _break_paragraph(font, paragraph, size, width, first_indent)
    return lines


def _break_paragraph(font: PaperFont, text: str, size: float, width: float, indent: float) -> list[str]:
    limit = width - indent
    if font.width(text, size) <= limit:
        return [text]
    lines: list[str] = []
    line, taken = "", 0.0
    for unit in _units(text):
        wide = font.width(unit, size)
        if taken + wide <= limit or (unit.isspace() and line):
            line, taken = line + unit, taken + wide
            continue
        if line:
            lines.append(line.rstrip())
            line, taken, limit = "", 0.0, width
        if unit.isspace():
            continue
        for character in unit if wide > limit else (unit,):
            wide = font.width(character, size)
            if line and taken + wide > limit:
                lines.append(line)
                line, taken, limit = "", 0.0, width
            line, taken = line + character, taken + wide
    lines.append(line.rstrip())
    return lines


def cut(font: PaperFont, text: str, size: float, width: float) -> str:
    """`text` on one line, its end replaced by … if it is wider than `width` points."""
    if font.width(text, size) <= width:
        return text
    taken = font.width("…", size)
    for place, character in enumerate(text):
        taken += font.width(character, size)
        if taken > width:
            return text[:place] + "…"
    return text
