"""confusable_word: words that are taken for another by sound or look (订金 for 定金, 帐户 for 账户)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.confusables import Confusable
from signdesk.domains.signing.rules.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract


@dataclass(frozen=True)
class ConfusableWord:
    id: str = "confusable_word"
    title: str = N_("Confusable words")
    why: str = N_("One wrong character can change what was agreed: 订金 is not 定金.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        found: dict[Confusable, list[Place]] = {}
        names = [declaration.name for declaration in contract.declarations] + [party.name for party in facts.parties]
        for word, place in _words(contract, standards.confusables):
            if not any(word.wrong in name for name in names):
                found.setdefault(word, []).append(place)
        findings = tuple(
            Finding(
                "confusable_word",
                "warning",
                _("“{wrong}” should probably be “{right}”. {note}")
                .format(wrong=word.wrong, right=word.right, note=word.note)
                .strip(),
                places[0],
                tuple(places[1:]),
            )
            for word, places in found.items()
        )
        return Outcome(_("{count} words often mistaken").format(count=len(standards.confusables)), findings)


def _words(contract: Contract, confusables: tuple[Confusable, ...]) -> Iterator[tuple[Confusable, Place]]:
    pattern, by_word = _pattern(confusables)
    for block, text in contract.body:
        for match in pattern.finditer(text):
            word = by_word[match[1]]
            at = match.start(1)
            if not any(_covers(text, phrase, at, at + len(word.wrong)) for phrase in word.unless):
                yield word, Place(block.number, at, at + len(word.wrong))


@cache
def _pattern(confusables: tuple[Confusable, ...]) -> tuple[re.Pattern[str], dict[str, Confusable]]:
    """One pattern for all words; the look-ahead lets two of them overlap. Most characters begin none of them: that is
    asked first and saves most of the time."""
    words = sorted((word.wrong for word in confusables), key=len, reverse=True)
    alternatives = "|".join(map(re.escape, words)) or r"(?!)"
    firsts = "".join(sorted({re.escape(word[0]) for word in words})) or r"\s\S"
    return re.compile(rf"(?=[{firsts}])(?=({alternatives}))"), {word.wrong: word for word in confusables}


def _covers(text: str, phrase: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` are part of `phrase`."""
    first = text.find(phrase, max(end - len(phrase), 0), start + len(phrase))
    return first >= 0 and first <= start
