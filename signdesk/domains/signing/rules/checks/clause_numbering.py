"""clause_numbering: clauses are numbered without gaps, repeats or leaps, in every habit of numbering, mixed or not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import zip_longest

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome, Severity
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.clauses import Heading, Style
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import number

_RUNNING = tuple(
    re.compile(r"(?:^\s*|[:：;；，,。]\s*)(" + mark + ")")
    for mark in (r"\d{1,2}\s*[、．.](?![\d、])", r"\(\s*\d{1,2}\s*\)", r"\([一二三四五六七八九十]{1,3}\)", "[①-⑳]")
)
"""A number within a line, behind a mark that ends the item before it."""
_NAMED_IN_PASSING = re.compile(r"\(\d\)[一-鿿]{1,8}\(\d\)[一-鿿]{1,8}(?:\(\d\)|由)")
"""（1）水费（2）电费（5）上网费由乙方承担: what is chosen from a list, by its numbers."""
_MAY_RUN = re.compile(r"[:：;；，,。]\s*[\d(①-⑳]")
_CHINESE, _FIGURES = "一二三四五六七八九十", [str(value) for value in range(1, 10)]
_DIVISIONS: tuple[Style, ...] = ("part", "chapter", "section")
_TOP: tuple[Style, ...] = ("part", "chapter", "article", "list_chinese")


@dataclass
class _List:
    """A run of numbers in one style: its last number and the heading that bore it."""

    style: Style
    prefix: tuple[int, ...]
    last: int
    heading: Heading


@dataclass
class _Part:
    """The lists open at a place, outermost first; and where the last list of each style ended."""

    lists: list[_List] = field(default_factory=list)
    ended: dict[Style, Heading] = field(default_factory=dict)


@dataclass(frozen=True)
class ClauseNumbering:
    id: str = "clause_numbering"
    title: str = N_("Clause numbers")
    why: str = N_("A number missing or used twice makes every reference to it uncertain, and hints at a lost clause.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        parts: dict[int, _Part] = {}
        findings: list[Finding] = []
        under_their_clause = _decimals_stand_under_their_clause(contract.headings)
        for heading, following in _with_next_alike(contract.headings):
            part = parts.setdefault(heading.part, _Part())
            finding = _step(part, heading, following, under_their_clause)
            part.ended[heading.style] = heading
            if finding is not None:
                findings.append(finding)
        findings += _within_lines(contract)
        looked_at = _("{count} numbered clauses in {parts} parts").format(
            count=len(contract.headings), parts=len(parts)
        )
        return Outcome(looked_at, tuple(findings), applicable=bool(contract.headings))


def _within_lines(contract: Contract) -> list[Finding]:
    """Lists that run on in one line ("服务项目：1、主持；2、摄像；3、布置")."""
    findings = []
    for block, start, line in contract.body.lines():
        if _MAY_RUN.search(line) and not _NAMED_IN_PASSING.search(line):
            for pattern in _RUNNING:
                findings += _run(block.number, start, list(pattern.finditer(line)))
    return findings


def _run(block: int, start: int, marks: list[re.Match[str]]) -> list[Finding]:
    findings: list[Finding] = []
    if not marks or _value(marks[0]) != 1:
        return findings
    before, last = marks[0], 1
    for mark, following in zip_longest(marks[1:], marks[2:]):
        value = _value(mark)
        if value != last + 1 and value != 1:
            places = [Place(block, start + each.start(1), start + each.end(1)) for each in (mark, before)]
            words = (
                _("“{label}” comes twice.")
                if value == last
                else _("“{label}” stands after “{before}”, where another number belongs.")
            )
            message = words.format(label=mark[1], before=before[1])
            sides = ((_("before"), before[1]), (_("here"), mark[1]))
            findings.append(Finding("clause_numbering", "error", message, places[0], (places[1],), sides))
        # the next one may go on as if this one were right
        goes_on = value == last and following is not None and _value(following) == last + 2
        before, last = mark, last + 1 if goes_on else value
    return findings


def _value(mark: re.Match[str]) -> int:
    label = mark[1].strip("().、．）（ ")
    return ord(label) - 0x2460 + 1 if "①" <= label <= "⑳" else number(label) or 0


def _with_next_alike(headings: tuple[Heading, ...]) -> list[tuple[Heading, Heading | None]]:
    """Every number with the next one that could belong to the same list."""
    nearest: dict[tuple[int, Style, int], Heading] = {}
    found: list[tuple[Heading, Heading | None]] = []
    for heading in reversed(headings):
        alike = (heading.part, heading.style, len(heading.values))
        found.append((heading, nearest.get(alike)))
        nearest[alike] = heading
    return found[::-1]


def _step(part: _Part, heading: Heading, following: Heading | None, under_their_clause: bool) -> Finding | None:
    """Take one numbered line: it goes on with an open list, starts one again, or begins one."""
    at = _open_list(part.lists, heading)
    if at is None:
        return _begin(part, heading, under_their_clause)
    current = part.lists[at]
    del part.lists[at + 1 :]
    value, before = heading.values[-1], current.heading
    if value == current.last + 1 or (value == 1 and _may_start_again(part.lists, at, heading)):
        current.last, current.heading = value, heading
        return None
    if following is not None and following.values == (*heading.values[:-1], current.last + 2):
        # the next one goes on as if this one were right: only this label is wrong
        current.last, current.heading = current.last + 1, heading
        if value == current.last - 1:
            return _finding(heading, before, _("“{label}” comes twice."))
        return _finding(heading, before, _("“{label}” stands after “{before}”, where another number belongs."))
    if value == current.last:
        return _finding(heading, before, _("“{label}” comes twice."))
    if value > current.last:
        current.last, current.heading = value, heading
        return _finding(heading, before, _("“{label}” follows “{before}”: a number is missing between them."))
    if value == 1:
        current.last, current.heading = value, heading
        return _finding(heading, before, _("After “{before}” the numbering begins again with “{label}”."))
    return _finding(heading, before, _("“{label}” follows “{before}”: the numbers go back."))


def _open_list(lists: list[_List], heading: Heading) -> int | None:
    """Where the list stands that this heading goes on with; None if it begins one."""
    for index in range(len(lists) - 1, -1, -1):
        if lists[index].style == heading.style:
            if heading.style != "decimal" or lists[index].prefix == heading.values[:-1]:
                return index
            if len(lists[index].prefix) == len(heading.values) - 1:
                del lists[index:]  # 3.4 → 4.1
                return None
    return None


def _may_start_again(lists: list[_List], at: int, heading: Heading) -> bool:
    """Whether a list may start again with 1 without a new clause above it."""
    if heading.style == "article":
        return any(each.style in _DIVISIONS for each in lists[:at])
    if heading.style in _TOP:
        return at == 0 and heading.after == "introduction"
    return heading.after != ""


def _begin(part: _Part, heading: Heading, under_their_clause: bool) -> Finding | None:
    """The first number of a list: 1, or the one after the last list of this style, or 3.1 under clause 3."""
    lists, value = part.lists, heading.values[-1]
    if heading.style in _DIVISIONS:
        rank = _DIVISIONS.index(heading.style)
        while lists and not (lists[-1].style in _DIVISIONS and _DIVISIONS.index(lists[-1].style) < rank):
            lists.pop()
    elif heading.style == "article" and not any(each.style in _TOP for each in lists):
        lists.clear()  # what was counted in the preamble ends with it
    above = next((each for each in reversed(lists) if each.style in ("article", "list_figure", "list_chinese")), None)
    lists.append(_List(heading.style, heading.values[:-1], value, heading))
    hangs_on_clause = under_their_clause and heading.style == "decimal" and len(heading.values) == 2
    if hangs_on_clause and above is not None and above.last != heading.values[0]:
        return _finding(heading, above.heading, _("“{label}” stands under “{before}”."))
    ended = part.ended.get(heading.style)
    if value == 1 or (ended is not None and heading.style != "decimal" and value == ended.values[-1] + 1):
        return None
    if above is not None and _begun_within(above.heading, heading):
        return None
    if ended is not None and heading.style == "article":
        twice = value == ended.values[-1]
        words = _("“{label}” comes twice.") if twice else _("“{label}” follows “{before}”: the order is broken.")
        return _finding(heading, ended, words)
    severity: Severity = "error" if heading.style in _TOP else "warning"
    message = _("The numbering begins with “{label}”.").format(label=heading.label)
    return Finding("clause_numbering", severity, message, heading.place)


def _begun_within(above: Heading, heading: Heading) -> bool:
    """第五条 【违约责任】（1）…, and （2） on the next line."""
    numerals = _CHINESE if heading.style in ("paren_chinese", "list_chinese") else _FIGURES
    value = heading.values[-1]
    if not 1 < value <= len(numerals):
        return False
    return heading.label.replace(numerals[value - 1], numerals[value - 2]) in above.title


def _finding(heading: Heading, before: Heading, words: str) -> Finding:
    return Finding(
        "clause_numbering",
        "error",
        words.format(label=heading.label, before=before.label),
        heading.place,
        (before.place,),
        ((_("before"), before.label), (_("here"), heading.label)),
    )


def _decimals_stand_under_their_clause(headings: tuple[Heading, ...]) -> bool:
    """Whether in this contract 3.1 stands under clause 3 as a rule."""
    above: dict[int, int] = {}
    votes: Counter[bool] = Counter()
    for heading in headings:
        if heading.style in ("article", "list_figure", "list_chinese"):
            above[heading.part] = heading.values[-1]
        elif heading.style == "decimal" and len(heading.values) == 2 and heading.part in above:
            votes[heading.values[0] == above[heading.part]] += 1
    return votes[True] >= 2 and votes[True] > 2 * votes[False]
