"""confusable_word: words that are taken for another by sound or look (订金 for 定金, 帐户 for 账户)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.confusables import Confusable
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.wording import Wording

_EARNEST = Wording(r"定金(?:人民币|共计?|为|[:¥￥\s])*\d", holds=("定金",))
_OF_DEPOSITS = re.compile("押金|保证金")
_BECOMES = re.compile(
    r"定金[^。；;]{0,24}(?:抵|转[为作]|冲|退还后|自动)|(?:抵|转[为作])[^。；;]{0,12}定金|已[付交]定金"
)


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
        findings += tuple(_earnest_for_a_deposit(contract))
        return Outcome(_("{count} words often mistaken").format(count=len(standards.confusables)), findings)


def _earnest_for_a_deposit(contract: Contract) -> Iterator[Finding]:
    """定金2,000元 in the clause on the deposit: the one is forfeited or returned twice, the other given back."""
    for block, match in contract.body.find(_EARNEST):
        place = Place(block.number, match.start(), match.start() + 2)
        clause = contract.tree.at(place, match.string)
        title = clause.top().heading.title if clause is not None else match.string[: match.string.find(":") + 1]
        if _OF_DEPOSITS.search(title) and "定金" not in title and not _BECOMES.search(match.string):
            message = _("“定金” in the clause on the deposit: earnest money is forfeited or returned twice.")
            yield Finding("confusable_word", "warning", message, place)


def _words(contract: Contract, confusables: tuple[Confusable, ...]) -> Iterator[tuple[Confusable, Place]]:
    """In order; of two that begin at one place the longer."""
    longest: dict[tuple[int, int], tuple[Confusable, str]] = {}
    for word in sorted(confusables, key=lambda each: len(each.wrong)):
        for index in contract.body.places((word.wrong,)):
            block, text = contract.body[index]
            start = text.find(word.wrong)
            while start >= 0:
                longest[block.number, start] = word, text
                start = text.find(word.wrong, start + 1)
    for (number, start), (word, text) in sorted(longest.items(), key=lambda each: each[0]):
        end = start + len(word.wrong)
        if not any(_covers(text, phrase, start, end) for phrase in word.unless):
            yield word, Place(number, start, end)


def _covers(text: str, phrase: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` are part of `phrase`."""
    first = text.find(phrase, max(end - len(phrase), 0), start + len(phrase))
    return first >= 0 and first <= start
