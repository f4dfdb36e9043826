"""The text of an approved template as a contract is held against it: line by line, what is fixed, where a value
belongs, and what may be left out or repeated. The fields themselves are `template_reading`; what differs from the
template is found by `template_changed`."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, groupby

from signdesk.core.i18n import N_
from signdesk.core.text import Block, Line, TextModel
from signdesk.domains.signing.rules.comparison.tokens import LABEL
from signdesk.domains.signing.rules.structure.choices import BOX
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import normal

GAP = "\ue000"
"""Stands in a template's line where any value belongs; the characters after it where one of a certain kind does."""
_ANYTHING = "\ue005"
"""Stands where a part of a line is repeated, or where it may read in too many ways."""
_NUMERALS = "0-9〇○零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟"
_KINDS = {
    "\ue001": re.compile(rf"[.,_¥{_NUMERALS}万亿]*"),
    "\ue002": re.compile(r"[_零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正负人民币]*"),
    "\ue003": re.compile(rf"[{_NUMERALS}年月日号_./\-]*"),
    "\ue004": re.compile(rf"[{_NUMERALS}_]*"),
}
_KIND_NAMES = {
    "\ue001": N_("an amount"),
    "\ue002": N_("an amount in capitals"),
    "\ue003": N_("a day"),
    "\ue004": N_("a number"),
}
_OF_FILTER = {"金额": "\ue001", "大写": "\ue002", "日期": "\ue003", "中文数字": "\ue004"}
_GAPS = re.compile(f"([{GAP}\ue001-\ue005])")

_TAG = re.compile(
    r"\{\{(?P<output>.*?)\}\}|\{%-?(?P<reach>tr|tc|p|r)?\s*(?P<word>if|elif|else|endif|for|endfor)\b.*?%\}|\{#.*?#\}"
)
_OUTPUT = re.compile(r"\{\{.*?\}\}")
_CONTROL = re.compile(r"\{%.*?%\}")
_LINE_LEFT = re.compile("_{2,}|＿+")
_ROW = re.compile(r"T\d+(?:\D\d+)*?R\d+(?=C\d+$)")
_PAGE = re.compile(r"第\d+页[,，/]?共\d+页")
"""The number of a page: a PDF's, where it could not be told from the text."""
_PARTY = "(?:[甲乙丙丁双各买卖]方|(?:任何|另)?一方|(?:出租|承租|委托|受托|转让|受让)[人方]|出卖人|买受人)"
_POWER = "(?:可|应(?![收付急])|须(?!知)|必须|不得|不再|不承担|不负|有权|无权|无须|无需|放弃|免除|随时|单方)"
_CLAUSE = re.compile(
    rf"""(?:[;!?]|(?<![0-9A-Za-z])\.)(?=[^\W_])        # a sentence has ended and goes on
    |[.,](?=(?:且|并|并且|而且|但|但是|同时|则|故)?(?:{_PARTY}|应当|可以|必须|不得|有权|无权))
    |{_PARTY}(?=[均都也亦仍]?{_POWER})""",
    re.VERBOSE,
)
"""Up to the end of a match there may be a value; words that go on from there are a clause."""
_MAY_HOLD_CLAUSES = re.compile(
    rf"(?:[^.,;:]*(?:约定|条款|备注|说明|其他|补充|要求|事项|内容|条件|标准|方式|范围|用途|情况|责任|办法)[^.,;:]*:)?"
    rf"[^\w:\ue000-\ue005]*{GAP}[^\w:\ue000-\ue005]*"
    rf"|.*{_ANYTHING}.*"
)
"""A gap that is a line of its own, with nothing before it but what the words are about: "特别约定："."""
_MOST_VARIANTS = 64
_FEW = 8
"""With more places than these where words may begin, it is faster to look for the words."""

Ends = tuple[int, ...] | range | set[int]
"""Places in a text."""
_MARKS = str.maketrans(
    {"。": ".", "“": '"', "”": '"', "「": '"', "」": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "【": "[", "】": "]",
     "〔": "[", "〕": "]", "•": "·", "・": "·"}
)  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """A part of a template that a contract may be without: a branch of an `if`, or what a `for` repeats. With an
    `else`, one branch of the group must be there."""

    group: int
    branch: int
    needed: bool
    repeats: bool


@dataclass(frozen=True)
class TemplateLine:
    """A line of a template. `line` is its text with gaps, with all it may hold; `variants` are the ways it may stand in
    a contract, as `forms` writes them: several where an `if` stands within it."""

    line: Line
    variants: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def key(self) -> str:
        """What it is known by beside the lines of a contract."""
        return self.variants[0]

    @cached_property
    def fixed(self) -> int:
        """How many characters of it are fixed."""
        return len(_GAPS.sub("", self.key))

    @cached_property
    def holds_clauses(self) -> bool:
        """Whether what is filled in here may be anything, not only a value."""
        return _MAY_HOLD_CLAUSES.fullmatch(self.key) is not None

    @property
    def repeats(self) -> bool:
        """Whether a contract may have it several times."""
        return any(passage.repeats for passage in self.passages)

    def allows(self, forms: Iterable[str], *, clauses: bool = False) -> bool:
        """Whether a contract's line of these `forms` is this line, filled: with values, or even with `clauses`."""
        clauses = clauses or self.holds_clauses
        return any(fits(variant, words, clauses=clauses) for words in forms for variant in self.variants)


@dataclass(frozen=True)
class TemplateText:
    """An approved template: what it is called in words, and its text with placeholders."""

    name: str
    model: TextModel

    @cached_property
    def lines(self) -> tuple[TemplateLine, ...]:
        """Its lines in order."""
        return tuple(_within_passages(list(_items(self.model))))


def forms(words: str) -> tuple[str, ...]:
    """Words as they are compared: without white space, width, kinds of quotes and dashes, ticks, numbers of pages,
    placeholders left as they are, and the number typed before them. If there is such a number, the same words with it
    follow: it may have been filled in."""
    text = normal(_OUTPUT.sub("____", words))
    label = LABEL.match(text)
    return tuple(_squeezed(each) for each in ((text[label.end() :], text) if label else (text,)))


def _squeezed(text: str) -> str:
    words = _PAGE.sub("", "".join(BOX.sub("□", text).split()))
    return unicodedata.normalize("NFKC", words).translate(_MARKS)


def shown(words: str) -> str:
    """A template's words for people."""
    return re.sub(f"{_GAPS.pattern}+", "____", words).strip()


def fixed_parts(pattern: str) -> list[str]:
    """What stands between a pattern's gaps."""
    return [part for part in _GAPS.split(pattern) if part and not _GAPS.match(part)]


def gap_kind(words: str) -> str:
    """If these are one gap for a certain kind of value: what kind, a source string. Otherwise ""."""
    return _KIND_NAMES.get(words, "")


def fits(pattern: str, words: str, *, clauses: bool = False) -> bool:
    """Whether these are the pattern's words with its gaps filled, or left open: with values, or even with `clauses`.
    The time grows with the length of both, however many gaps there are: what is kept is where the words so far may
    end, not how."""
    return len(words) in _ends_after(pattern, words, (0,), () if clauses else _before_clauses(words, ()))


def _before_clauses(words: str, breaks: Sequence[int]) -> Sequence[int]:
    """These breaks and those before the clauses in the words."""
    found = [clause.end() for clause in _CLAUSE.finditer(words)]
    return sorted({*breaks, *found, len(words)}) if found else breaks


def fit_together(lines: Sequence[TemplateLine], words: Sequence[str], *, wrapped: bool) -> bool:
    """Whether lines of a contract are these lines of a template, filled, with their breaks elsewhere. Passages may be
    left out and repeated. A value goes on in the next line only where lines were `wrapped` to fit a page."""
    whole = "".join(words)
    breaks = () if wrapped else tuple(accumulate(map(len, words)))
    stops = {True: breaks, False: _before_clauses(whole, breaks)}
    ends: Ends = (0,)
    for passages, group in groupby(lines, key=lambda line: line.passages if line.repeats else None):
        if passages is None:
            for line in group:
                ends = {*_ends_after_one_of([line], whole, ends, stops), *(ends if line.passages else ())}
        else:
            ends = _ends_after_many(list(group), whole, ends, stops)
    return len(whole) in ends


_Stops = Mapping[bool, Sequence[int]]
"""Places no value goes on over, for lines that hold clauses and for those that do not. Where there are any, the end of
the text is the last."""


def _ends_after_many(lines: Sequence[TemplateLine], words: str, ends: Ends, stops: _Stops) -> Ends:
    """Any number of these lines in any order."""
    reached = fresh = set(ends)
    while fresh:
        fresh = set(_ends_after_one_of(lines, words, fresh, stops)) - reached
        reached = reached | fresh
    return reached


def _ends_after_one_of(lines: Iterable[TemplateLine], words: str, ends: Ends, stops: _Stops) -> Iterator[int]:
    for line in lines:
        for variant in line.variants:
            yield from _ends_after(variant, words, ends, stops[line.holds_clauses])


def _ends_after(pattern: str, words: str, ends: Ends, stops: Sequence[int]) -> Ends:
    """Where the pattern may end if it begins at one of `ends`. No value goes on over one of `stops`."""
    for part in filter(None, _GAPS.split(pattern)):
        if not ends:
            return ends
        if part in (GAP, _ANYTHING):
            ends = _up_to(stops, ends) if stops else range(min(ends), len(words) + 1)
        elif part in _KINDS:
            ends = {end for start in ends for end in _reached(_KINDS[part], words, start)}
        elif len(ends) > _FEW:
            ends = {start + len(part) for start in _occurrences(part, words, min(ends)) if start in ends}
        else:
            ends = {start + len(part) for start in ends if words.startswith(part, start)}
    return ends


def _up_to(stops: Sequence[int], starts: Ends) -> set[int]:
    """All places from each of `starts` up to the next of `stops`."""
    found, last = set[int](), -1
    for start in sorted(starts):
        stop = stops[bisect_right(stops, start, hi=len(stops) - 1)]
        if stop > last:
            found.update(range(start, stop + 1))
            last = stop
    return found


def _reached(kind: re.Pattern[str], words: str, start: int) -> range:
    found = kind.match(words, start)
    return range(start, (found.end() if found else start) + 1)


def _occurrences(part: str, words: str, start: int) -> Iterator[int]:
    while (start := words.find(part, start)) >= 0:
        yield start
        start += 1


# -- reading


@dataclass
class _Open:
    """An `if` or `for` that has begun: the ways each of its branches may read, as far as it stands in one line."""

    word: str
    branches: list[list[str]] = field(default_factory=lambda: [[""]])
    has_else: bool = False

    def take(self, words: Iterable[str]) -> None:
        """More text, in each of these ways."""
        here = [before + more for before in self.branches[-1] for more in words]
        self.branches[-1] = (
            here if len(here) <= _MOST_VARIANTS else [before + _ANYTHING for before in self.branches[-1]]
        )

    def ways(self) -> list[str]:
        """All the ways it may read."""
        if self.word == "for":
            return [_ANYTHING]
        found = [way for branch in self.branches for way in branch]
        return found if self.has_else or self.word == "" else [*found, ""]


_Item = str | tuple[Line, str]
"""What follows one another in a template: the word of a tag that holds for lines, or a line with its text."""


def _items(model: TextModel) -> Iterator[_Item]:
    blanks = _blanks(model)
    controlled = {_row(block) for block in model.body if any(tag["reach"] == "tr" for tag in _TAG.finditer(block.text))}
    for line in model.lines():
        words = [tag["word"] for tag in _TAG.finditer(line.text) if tag["word"]]
        if _row(line.block) in controlled - {""} or any(
            tag["reach"] in ("p", "tc") for tag in _TAG.finditer(line.text)
        ):
            yield from words  # the paragraph, cell or row vanishes
        elif not line.text.strip():
            if line.block.kind == "cell" and not line.block.text.strip():
                yield line, GAP
        else:
            text = _with_gaps(line, blanks.get((line.block.number, line.start), []))
            if _is_balanced(words):
                yield line, text
                continue
            first = not text[: text.index("{%")].strip()
            if first:
                yield from words
            if plain := _CONTROL.sub("", text).strip():
                yield line, plain
            if not first:
                yield from words


def _within_passages(items: list[_Item]) -> Iterator[TemplateLine]:
    with_else = _groups_with_else(items)
    around: list[Passage] = []
    for at, item in enumerate(items):
        if isinstance(item, tuple):
            line, text = item
            ways = _ways(text)
            variants = tuple(forms(way)[0] for way in ways)
            if not any(variants):
                continue  # a number alone
            block = Block(line.block.number, line.block.kind, ways[0], line.block.place)
            yield TemplateLine(Line(block, 0, ways[0], line.numeral), variants, tuple(around))
        elif item in ("if", "for"):
            around.append(Passage(at, 0, at in with_else, item == "for"))
        elif around and item.startswith("end"):
            around.pop()
        elif around:
            around[-1] = replace(around[-1], branch=around[-1].branch + 1)


def _groups_with_else(items: list[_Item]) -> set[int]:
    found, opened = set(), list[int]()
    for at, item in enumerate(items):
        if item in ("if", "for"):
            opened.append(at)
        elif opened and item == "else":
            found.add(opened[-1])
        elif opened and item in ("endif", "endfor"):
            opened.pop()
    return found


def _is_balanced(words: Iterable[str]) -> bool:
    """Whether every passage that begins in a line ends in it, and the other way round."""
    depth = 0
    for word in words:
        if depth == 0 and word not in ("if", "for"):
            return False
        depth += (word in ("if", "for")) - word.startswith("end")
    return depth == 0


def _ways(text: str) -> list[str]:
    """The ways a line may read in which passages begin and end; the first one holds the most."""
    opened = [_Open("")]
    at = 0
    for tag in _TAG.finditer(text):
        opened[-1].take([text[at : tag.start()]])
        at = tag.end()
        if tag["word"] in ("if", "for"):
            opened.append(_Open(tag["word"]))
        elif tag["word"] in ("elif", "else"):
            opened[-1].branches.append([""])
            opened[-1].has_else |= tag["word"] == "else"
        else:
            done = opened.pop()
            opened[-1].take(done.ways())
    opened[-1].take([text[at:]])
    return opened[-1].ways()


def _row(block: Block) -> str:
    """The table row of a cell."""
    found = _ROW.match(block.place)
    return found[0] if found else ""


def _blanks(model: TextModel) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Where values are to be written by hand, by the line: gaps of every kind, and the ends of the lines to sign."""
    contract = Contract(model)
    found: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for blank in contract.blanks:
        start = contract.texts[blank.place.block].rfind("\n", 0, blank.place.start) + 1
        first, last = blank.place.start - start, blank.place.end - start
        found.setdefault((blank.place.block, start), []).append((last if blank.kind == "label" else first, last))
    for line in model.lines():
        if (line.block.number, line.start) in contract.zones.signature_lines:
            found.setdefault((line.block.number, line.start), []).append((len(line.text), len(line.text)))
    return found


def _with_gaps(line: Line, blanks: Iterable[tuple[int, int]]) -> str:
    """The line's text with a gap for everything that is filled; the tags of passages within it stay."""
    spans = [(tag.start(), tag.end(), _gap_of(tag)) for tag in _TAG.finditer(line.text)]
    for first, last in (*blanks, *(found.span() for found in _LINE_LEFT.finditer(line.text))):
        if not any(start < last and first < end for start, end, _words in spans):
            spans.append((first, last, GAP))
    text, at = "", 0
    for start, end, words in sorted(spans):
        text += line.text[at:start] + words
        at = end
    return text + line.text[at:]


def _gap_of(tag: re.Match[str]) -> str:
    if tag["output"] is None:
        return tag[0] if tag["word"] else ""
    return _OF_FILTER.get(tag["output"].rpartition("|")[2].strip(), GAP)
