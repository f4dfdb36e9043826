"""Numbered lines: every habit of numbering people use in Chinese contracts (第一条, 一、, (一), 1., 1.1, ①, A., and the
numbers Word makes by itself), told apart from figures and references that merely begin a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.structure.normal import NUMERAL, normal, number
from signdesk.domains.signing.rules.structure.sentences import lines

Style = Literal[
    "part", "chapter", "section", "article", "list_chinese", "paren_chinese",
    "list_figure", "half_paren", "paren_figure", "decimal", "circle", "letter",
]  # fmt: skip

_QUANTITY = (
    r"(?:元|万|亿|%|‰|平方|㎡|米|公里|倍|个|年|月|日|天|小时|份|人|套|间|层|号|次|周|季|期|室|栋|楼|吨|千|百"
    r"|公斤|角|分|折|成)"
)
_IS_QUANTITY = re.compile(
    rf"\s*(?![年月日]租|人民|分期|个人|天然|日常|年度|月度|期[限间满]|层高|室内|号码){_QUANTITY}(?!\S{{0,3}}[:为])"
)
"""Behind 4.1 in 4.1元; a heading such as 4.1 月租金 or 4.1 期限: begins with a word of its own."""
_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第\s*([{NUMERAL}]+)\s*(?:部分|编|篇)")),
    ("chapter", re.compile(rf"第\s*([{NUMERAL}]+)\s*章")),
    ("section", re.compile(rf"第\s*([{NUMERAL}]+)\s*节")),
    ("article", re.compile(rf"第\s*([{NUMERAL}]+)\s*条(?!\s*第)(?!之[一二三])")),
    ("list_chinese", re.compile(r"([〇一二三四五六七八九十百]+)\s*[、.．](?!\d)")),
    ("paren_chinese", re.compile(r"\(\s*([〇一二三四五六七八九十百]+)\s*\)")),
    ("decimal", re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})(?![\d.]*\d)(?:\s*[、.](?!\d))?")),
    ("decimal", re.compile(r"(\d{1,2}-\d{1,2})(?=\s*[甲乙丙本该租房双如未]|\s+[一-鿿])")),
    ("list_figure", re.compile(r"(\d{1,3})\s*(?:、|[.](?!\d))")),
    ("half_paren", re.compile(r"(\d{1,2})\s*\)")),
    ("paren_figure", re.compile(r"\(\s*(\d{1,2})\s*\)")),
    ("circle", re.compile(r"([①-⑳])")),
    ("letter", re.compile(r"\(?([A-Ha-h])\s*(?:[、.)])(?![A-Za-z])")),
)
_GLUED = re.compile(rf"(\d{{1,2}})(?=[一-鿿])(?!\d+{_QUANTITY})")
_ENCLOSED: tuple[tuple[Style, int, int], ...] = (
    ("paren_chinese", 0x3220, 10),
    ("paren_figure", 0x2474, 20),
    ("list_figure", 0x2488, 20),
)
_REFERENCE = re.compile(
    r"\s*(?:约定|规定|所述|所列|所称|中所|之规定|的(?:约定|规定|要求|情形)|第\s*[(（]?[0-9一二三四五六七八九十])|[款及和至或]|、\s*第?[0-9一二三四五六七八九十]+[条款项]|项(?!目)"
)
_CONTENTS = re.compile(r"(?:[.．。·…‥\-_\s]{2,}|\s)\d{1,3}\s*$")
_CONTENTS_TITLE = re.compile(r"(?:合\s*同)?目\s*录")
_FIRST = re.compile(r"[第〇一二三四五六七八九十百(\d①-⑳A-Ha-h㈠-㈩⑴-⒇⒈-⒛]")
"""What a line with a number begins with."""
_PART = re.compile(
    r"^\s*(?:附件|附录|附表|附图|补充协议|补充条款|目\s*录|合同(?:通用|专用)条款|(?:通用|专用)条款)[一二三四五六七八九十\d]{0,3}\s*[:：]?"
)


_LED_IN = re.compile(r"附件?(?:清单)?\s*[:：]\s*(?=1\s*[、.](?!\d))")
"""What may stand before the first number of a list on its line."""

Found = tuple[Style, tuple[int, ...], str]
"""Style, values and label of a number."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that begins with a number. `values` has one number per place (1.2.3 → (1, 2, 3)); `label` is how it is
    written; `place` covers the label, or the whole line where Word makes the number; `part` counts the pieces of the
    document (text, attachments, cells) within which numbers run; `after` says what kind of unnumbered line stands
    before it."""

    style: Style
    values: tuple[int, ...]
    label: str
    place: Place
    part: int
    automatic: bool
    title: str
    after: Literal["", "title", "introduction"] = ""


def find_headings(body: Iterable[tuple[Block, str]]) -> tuple[Heading, ...]:
    """Every numbered line of the body."""
    body = tuple(body)
    finder = _Finder(Counter(line.strip() for _block, text in body for _start, line in lines(text)))
    for block, text in body:
        if block.kind in ("footnote", "endnote", "text_box") or (block.kind == "cell" and "\n" not in text):
            continue
        finder.enter(block)
        for start, line in lines(text):
            finder.take(block, start, line)
    return tuple(finder.headings)


class _Finder:
    """Goes through the lines and remembers what the next number depends on."""

    def __init__(self, to_come: Counter[str]) -> None:
        self.headings: list[Heading] = []
        self._to_come = to_come  # how often each line is still to come
        self._body_part, self._part, self._parts = 0, 0, 1
        self._in_contents = False
        self._after: Literal["", "title", "introduction"] = ""
        self._last_figure: int | None = None

    def enter(self, block: Block) -> None:
        """A cell with several lines numbers for itself."""
        self._part = self._body_part
        if block.kind == "cell":
            self._part = self._new_part()

    def _new_part(self) -> int:
        self._parts += 1
        self._last_figure = None
        return self._parts - 1

    def take(self, block: Block, start: int, line: str) -> None:
        """Look at one line."""
        numeral = normal(block.numeral_at(start)).strip() if block.numerals else ""
        stripped = line.strip()
        self._to_come[stripped] -= 1
        if not stripped and not numeral:
            return
        if _CONTENTS_TITLE.fullmatch(stripped):
            self._in_contents = True
            return
        if not numeral and _begins_part(stripped, block):
            self._body_part = self._part = self._new_part()
            self._in_contents, self._after = False, ""
            return
        found = _typed(stripped)
        if not found and (led := _LED_IN.match(stripped)):
            lead = len(line) - len(line.lstrip()) + led.end()
            if behind := _typed(stripped[led.end() :]):
                place = Place(block.number, start + lead, start + lead + len(behind[2]))
                self._add(block, behind, place, stripped[led.end() :], False)
                return
        if found and self._in_contents and self._to_come[stripped] > 0:
            return  # a table of contents without pages
        if found and _CONTENTS.search(stripped) and (self._in_contents or re.search(r"…|\.{3}|·{3}", stripped)):
            return
        lead = len(line) - len(line.lstrip())
        if found:
            self._add(block, found, Place(block.number, start + lead, start + lead + len(found[2])), stripped, False)
        elif numeral and (automatic := _typed(numeral, whole=True)):
            self._add(block, automatic, Place(block.number, start, start + len(line)), stripped, True)
        elif self._last_figure and (glued := _GLUED.match(stripped)):
            # 11、… then 12甲方…: the mark was forgotten, the number is meant
            if int(glued[1]) == self._last_figure + 1:
                place = Place(block.number, start + lead, start + lead + len(glued[1]))
                self._add(block, ("list_figure", (int(glued[1]),), glued[1]), place, stripped, False)
        elif stripped.endswith((":", "如下", "如下。")):
            self._after = "introduction"
        elif len(stripped) <= 20 and not re.search(r"[。；;,，!！?？]$", stripped):
            self._after = "title"
        else:
            self._after = ""

    def _add(self, block: Block, found: Found, place: Place, line: str, automatic: bool) -> None:
        style, values, label = found
        title = (line if automatic else line[len(label) :]).strip(" :、.")[:40]
        self.headings.append(Heading(style, values, label, place, self._part, automatic, title, self._after))
        self._after, self._in_contents = "", False
        # "1、乙方有下列行为之一的:" introduces the list below it
        if line.endswith(":"):
            self._after = "introduction"
        if style == "list_figure":
            self._last_figure = values[0]
        elif style in ("article", "list_chinese", "paren_chinese"):
            self._last_figure = None


def _typed(line: str, *, whole: bool = False) -> Found | None:
    """Style, values and label of the number a line begins with; `whole`: the line is nothing but a number."""
    if not (whole or _FIRST.match(line)):
        return None
    for style, first, count in _ENCLOSED:
        value = ord(line[0]) - first + 1
        if 1 <= value <= count:
            return style, (value,), line[0]
    for style, pattern in _PATTERNS:
        match = pattern.match(line)
        if match is None:
            continue
        rest = line[match.end() :]
        if style == "circle":
            return style, (ord(match[1]) - 0x2460 + 1,), match[0]
        if style == "letter":
            return style, (ord(match[1].upper()) - ord("A") + 1,), match[0]
        if style in ("article", "chapter", "section", "part") and _REFERENCE.match(rest):
            return None
        if style == "decimal":
            values = tuple(int(piece) for piece in re.split("[.-]", match[1]))
            if not whole and (_IS_QUANTITY.match(rest) or values[0] == 0):
                return None
            if (not whole and not rest.strip()) or 0 in values:
                return None
            return style, values, match[0].strip()
        value_read = number(match[1])
        if value_read is None or value_read == 0:
            return None
        return style, (value_read,), match[0].strip()
    if whole:
        plain = re.fullmatch(rf"([{NUMERAL}]+)", line)
        if plain and (value_read := number(plain[1])):
            return ("list_figure" if plain[1].isascii() else "list_chinese"), (value_read,), line
    return None


def _begins_part(line: str, block: Block) -> bool:
    """A line after which numbering starts afresh: an attachment's heading, a second document's title."""
    if block.kind == "cell" or len(line) > 40:
        return False
    if _PART.match(line) and not re.search(r"[。；;，,]", line):
        return True
    title = re.sub(r"\s", "", line)
    return (
        len(title) <= 20
        and re.search(r"(?:合同|协议|协议书|合同书|清单|承诺书|告知书|委托书|确认书|通知书|条款)$", title) is not None
        and not re.match(r"[0-9一二三四五六七八九十(（第]", title)
        and not re.search(r"[，,。；;：:]|可以|应当?|不得|有权|须|签[订署]|解除|终止|履行|同意", title)
    )
