"""punctuation: no doubled marks, no half-width marks between Chinese words, no bracket or quotation mark left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract

_DOUBLED = re.compile(r"[，。；、,;][，。；：、,;]+|：{2,}|[，。；：、]\.(?!\d)")
_NARROW = re.compile(r"(?<=[一-鿿”》）】])[,;?!](?=[一-鿿“《（【\s]|$)")
_WIDE = re.compile(r"[，；？！]")
_PAIRS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "〔": "〕", "「": "」", "『": "』", "“": "”"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_TWINS = {"（": ")", "(": "）"}
_ITEM = re.compile(r"(?:^|[\s；;。，,：:])[0-9a-zA-Z一二三四五六七八九十]{1,3}$")
FEW = 10
"""Half-width marks are slips where they are fewer than one in so many; else they are how the contract was typed."""


@dataclass(frozen=True)
class Punctuation:
    id: str = "punctuation"
    title: str = N_("Punctuation")
    why: str = N_("A comma decides what a condition belongs to, a missing bracket where it ends.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        blocks = contract.model.body
        findings = [*_doubled(blocks), *_narrow(blocks), *_brackets(blocks)]
        marks = sum(len(re.findall(r"[，。；：、（）《》“”]", block.text)) for block in blocks)
        return Outcome(_("{count} marks").format(count=marks), tuple(findings), applicable=bool(marks))


def _doubled(blocks: tuple[Block, ...]) -> Iterator[Finding]:
    for block in blocks:
        for match in _DOUBLED.finditer(block.text):
            message = _("“{marks}”: two marks in a row.").format(marks=match[0])
            yield Finding("punctuation", "warning", message, Place(block.number, match.start(), match.end()))


def _narrow(blocks: tuple[Block, ...]) -> Iterator[Finding]:
    found = [(block, match) for block in blocks for match in _NARROW.finditer(block.text)]
    wide = sum(len(_WIDE.findall(block.text)) for block in blocks)
    if len(found) * FEW > wide:
        return
    for block, match in found:
        message = _("“{mark}” is half-width between Chinese words.").format(mark=match[0])
        yield Finding("punctuation", "warning", message, Place(block.number, match.start(), match.end()))


def _brackets(blocks: tuple[Block, ...]) -> Iterator[Finding]:
    """Brackets without their other half. One may be closed in the next paragraph; "1)" and "a)" open nothing."""
    waiting: list[tuple[Block, int]] = []
    for block in blocks:
        opened: list[tuple[Block, int]] = []
        for at, mark in enumerate(block.text):
            if mark in _PAIRS:
                opened.append((block, at))
            elif mark in _CLOSING:
                yield from _closed(block, at, opened, waiting)
        yield from map(_left_open, waiting)
        waiting = opened
    yield from map(_left_open, waiting)


def _closed(
    block: Block, at: int, opened: list[tuple[Block, int]], waiting: list[tuple[Block, int]]
) -> Iterator[Finding]:
    """Take back what a closing mark closes; report it where nothing is open, or what is open is of another width."""
    mark = block.text[at]
    for pending in (opened, waiting):
        for index in range(len(pending) - 1, -1, -1):
            opening_block, start = pending[index]
            opening = opening_block.text[start]
            if _PAIRS[opening] == mark:
                del pending[index]
                return
            if _TWINS.get(opening) == mark:
                del pending[index]
                message = _("“{opening}” and “{closing}” differ in width.").format(opening=opening, closing=mark)
                yield Finding("punctuation", "warning", message, Place(block.number, at, at + 1))
                return
    if mark in "）)" and _ITEM.search(block.text[max(at - 5, 0) : at]):
        return
    message = _("“{mark}” closes nothing.").format(mark=mark)
    yield Finding("punctuation", "warning", message, Place(block.number, at, at + 1))


def _left_open(opening: tuple[Block, int]) -> Finding:
    block, at = opening
    message = _("“{mark}” is not closed.").format(mark=block.text[at])
    return Finding("punctuation", "warning", message, Place(block.number, at, at + 1))
