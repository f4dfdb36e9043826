"""punctuation: no doubled marks, no half-width marks between Chinese words, no bracket or quotation mark left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Block, JoinedText, Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract

_DOUBLED = re.compile(r"[，。；：、,;](?:(?<!：)[，。；：、,;]+|(?<=：)：+|(?<![,;])\.(?!\d))")
_NARROW = re.compile(r"[,;?!](?<=[一-鿿”》）】].)(?=[一-鿿“《（【\s]|$)")
_WIDE = "，；？！"
_MARKS = "，。；：、（）《》“”"
_PAIRS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "〔": "〕", "「": "」", "『": "』", "“": "”"}
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_TWINS = {")": "（", "）": "("}
_BRACKET = re.compile(f"[{re.escape(''.join([*_PAIRS, *_OPENING]))}]")
_ITEM = re.compile(r"(?:^|[\s；;。，,：:])[0-9a-zA-Z一二三四五六七八九十]{1,3}$")
_OPENS = N_("The quotation mark that opens here is not closed.")
_CLOSES = N_("This quotation mark closes nothing.")
"""A quotation mark is not shown within quotation marks."""
FEW = 10
"""Half-width marks are slips where they are fewer than one in so many; else they are how the contract was typed."""


@dataclass(frozen=True)
class Punctuation:
    id: str = "punctuation"
    title: str = N_("Punctuation")
    why: str = N_("A comma decides what a condition belongs to, a missing bracket where it ends.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        whole = contract.model.joined()
        findings = [*_doubled(whole), *_narrow(whole), *_brackets(contract.model.body)]
        marks = _count(whole, _MARKS)
        return Outcome(_("{count} marks").format(count=marks), tuple(findings), applicable=bool(marks))


def _count(whole: JoinedText, marks: str) -> int:
    return sum(map(whole.text.count, marks))


def _doubled(whole: JoinedText) -> Iterator[Finding]:
    for match in _DOUBLED.finditer(whole.text):
        message = _("“{marks}”: two marks in a row.").format(marks=match[0])
        yield Finding("punctuation", "warning", message, whole.place(*match.span()))


def _narrow(whole: JoinedText) -> Iterator[Finding]:
    found = list(_NARROW.finditer(whole.text))
    if len(found) * FEW > _count(whole, _WIDE):
        return
    for match in found:
        message = _("“{mark}” is half-width between Chinese words.").format(mark=match[0])
        yield Finding("punctuation", "warning", message, whole.place(*match.span()))


_Open = dict[str, list[tuple[Block, int]]]
"""Where brackets are open, by the opening mark, the last one last."""


def _brackets(blocks: tuple[Block, ...]) -> Iterator[Finding]:
    """Brackets without their other half. One may be closed in the next paragraph; "1)" and "a)" open nothing."""
    waiting: _Open = {}
    for block in blocks:
        opened: _Open = {}
        for match in _BRACKET.finditer(block.text):
            if match[0] in _PAIRS:
                opened.setdefault(match[0], []).append((block, match.start()))
            else:
                yield from _closed(block, match.start(), opened, waiting)
        yield from _left_open(waiting)
        waiting = opened
    yield from _left_open(waiting)


def _closed(block: Block, at: int, opened: _Open, waiting: _Open) -> Iterator[Finding]:
    """Take back what a closing mark closes; report it where nothing is open, or what is open is of another width."""
    mark, place = block.text[at], Place(block.number, at, at + 1)
    for pending in (opened, waiting):
        fitting = [opening for opening in (_OPENING[mark], _TWINS.get(mark, "")) if pending.get(opening)]
        if fitting:
            opening = max(fitting, key=lambda each: pending[each][-1][1])
            pending[opening].pop()
            if _PAIRS[opening] != mark:
                message = _("“{opening}” and “{closing}” differ in width.").format(opening=opening, closing=mark)
                yield Finding("punctuation", "warning", message, place)
            return
    if not (mark in "）)" and _ITEM.search(block.text[max(at - 5, 0) : at])):
        message = _(_CLOSES) if mark in "”」』" else _("“{mark}” closes nothing.").format(mark=mark)
        yield Finding("punctuation", "warning", message, place)


def _left_open(pending: _Open) -> Iterator[Finding]:
    for opening, places in pending.items():
        for block, at in places:
            message = _(_OPENS) if opening in "“「『" else _("“{mark}” is not closed.").format(mark=opening)
            yield Finding("punctuation", "warning", message, Place(block.number, at, at + 1))
