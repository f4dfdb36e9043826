"""The numbered lines of a contract as a tree: which clause stands in which, what text belongs to it, and which clause a
place belongs to. Whether the numbers are right is not asked here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.clauses import Heading
from signdesk.domains.signing.rules.structure.sentences import lines
from signdesk.domains.signing.rules.structure.zones import Zones

_DIVISIONS = ("part", "chapter", "section")


@dataclass(eq=False)
class Clause:
    """A numbered line with what stands under it: its unnumbered lines (`lines`, normalised), of which `paragraphs` are
    no cells of a table, and the clauses in it."""

    heading: Heading
    line: str
    parent: Clause | None = None
    children: list[Clause] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    paragraphs: int = 0

    @property
    def value(self) -> int:
        """Its own number: 2 for 第二条, （二） and 1.2."""
        return self.heading.values[-1]

    def below(self) -> Iterator[Clause]:
        """Every clause inside, in order."""
        for child in self.children:
            yield child
            yield from child.below()

    def text(self) -> str:
        """All its text with that of the clauses in it."""
        return "\n".join([self.line, *self.lines, *(child.text() for child in self.children)])

    def top(self) -> Clause:
        """The 条 it belongs to: the outermost clause that is no part, chapter or section."""
        clause = self
        while clause.parent is not None and clause.parent.heading.style not in _DIVISIONS:
            clause = clause.parent
        return clause


@dataclass(frozen=True)
class Tree:
    """All clauses in order, and the clause each line belongs to (by block and offset of the line)."""

    clauses: tuple[Clause, ...]
    owners: dict[tuple[int, int], Clause]

    def at(self, place: Place, text: str) -> Clause | None:
        """The innermost clause a place belongs to; `text` is the text of its block."""
        return self.owners.get((place.block, text.rfind("\n", 0, place.start) + 1))

    def tops(self) -> tuple[Clause, ...]:
        """The clauses that are called 条 in this contract, attachments included."""
        outermost = [each for each in self.clauses if each.heading.style not in _DIVISIONS and each.top() is each]
        articles = [each for each in outermost if each.heading.style == "article"]
        lists = [each for each in outermost if each.heading.style != "letter"]
        return tuple(articles if len(articles) > 1 else lists or outermost)


def grow(body: Body, headings: tuple[Heading, ...], zones: Zones) -> Tree:
    """Put every numbered line into the clause it stands in. The signature block and what follows the text belongs to
    no clause."""
    by_block: dict[int, list[Heading]] = {}
    for heading in headings:
        by_block.setdefault(heading.place.block, []).append(heading)
    clauses: list[Clause] = []
    owners: dict[tuple[int, int], Clause] = {}
    stack: list[Clause] = []
    for block, text in body:
        if block.number == zones.attachments_from:
            stack = []
        here = by_block.get(block.number, [])
        for start, line in lines(text):
            numbered = [each for each in here if start <= each.place.start <= start + len(line)]
            if not numbered:
                if not line.strip() or not stack:
                    continue
                if (block.number, start) in zones.signature_lines:
                    stack = []
                    continue
                stack[-1].lines.append(line.strip())
                stack[-1].paragraphs += block.kind != "cell"
            else:
                heading = numbered[0]
                if stack and stack[-1].heading.part != heading.part:
                    stack = []
                clause = Clause(heading, line.strip())
                _climb(stack, heading)
                if stack:
                    clause.parent = stack[-1]
                    stack[-1].children.append(clause)
                stack.append(clause)
                clauses.append(clause)
            owners[block.number, start] = stack[-1]
    return Tree(tuple(clauses), owners)


def _climb(stack: list[Clause], heading: Heading) -> None:
    """Leave the clauses the new one does not stand in."""
    if heading.style in _DIVISIONS or heading.style == "article":
        rank = (*_DIVISIONS, "article").index(heading.style)
        while stack and stack[-1].heading.style not in _DIVISIONS[:rank]:
            stack.pop()
        return
    if heading.style == "list_chinese":
        # whereas A, B, C: the clauses that follow do not stand in the last of them
        while stack and stack[-1].heading.style == "letter":
            stack.pop()
    depth = len(heading.values)
    for index, open_clause in enumerate(stack):
        other = open_clause.heading
        if other.style == heading.style and len(other.values) >= depth:
            del stack[index:]
            return


def holds(clause: Clause, number: int) -> bool:
    """Whether something in the clause can be called its `number`th 款 or 项: a numbered clause in it, a paragraph, or
    an item within a sentence."""
    if any(each.value == number for each in clause.below()) or clause.paragraphs + 1 >= number:
        return True
    written = "〇一二三四五六七八九十"[number] if number <= 10 else str(number)
    circle = chr(0x2460 + number - 1) if number <= 20 else str(number)
    marks = rf"[(]\s*(?:{number}|{written})\s*[)]|(?<!\d){number}\s*[、.)](?!\d)|{written}[、.]|{circle}|其{written}"
    own = "" if clause.heading.automatic else clause.heading.label
    return re.search(marks, clause.text().removeprefix(own)) is not None
