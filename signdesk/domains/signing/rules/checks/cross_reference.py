"""cross_reference: every reference to a clause leads to one, not to itself, and to the subject it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from signdesk.core.i18n import N_, _
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.references import Reference
from signdesk.domains.signing.rules.structure.tree import Clause, holds

LARGEST = 100
"""No contract of this trade has so many clauses: a higher number is an article of a law named further off."""

SHORTEST_SUBJECT = 4
"""Characters; shorter words stand in too many headings to say which clause is meant."""

_BETWEEN = (
    r"\s*(?:中|项下)?\s*(?:之|的)?(?:约定|规定|所述|所列|所作|载明|列明)?"
    r"\s*(?:的|之|承担|支付|执行|处理|退还|返还|缴纳|缴付|交付|中)?\s*[\"“《(【、]?\s*"
)
"""What may stand between a reference and the subject it names (a regular expression)."""
_PHRASE = re.compile(r"\s*(?:约定|规定|所述|所列|所作|载明|列明)的?(?P<phrase>[一-鿿]{4,10})")


@dataclass(frozen=True)
class CrossReference:
    id: str = "cross_reference"
    title: str = N_("References to clauses")
    why: str = N_("A reference that leads nowhere, or to another subject, takes away the rule it was to bring in.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        tops = _Tops(contract.tree.tops())
        findings = []
        if tops.clauses:
            findings = [finding for reference in contract.references if (finding := _judge(contract, tops, reference))]
        looked_at = _("{references} references, {clauses} clauses").format(
            references=len(contract.references), clauses=len(contract.tree.clauses)
        )
        return Outcome(looked_at, tuple(findings), applicable=bool(contract.references and tops.clauses))


@dataclass(frozen=True)
class _Tops:
    """The clauses that are called 条, and the subjects their headings name."""

    clauses: tuple[Clause, ...]

    @cached_property
    def subjects(self) -> list[tuple[Clause, str]]:
        """Each subject with its clause, in order."""
        return [(clause, subject) for clause in self.clauses for subject in _subjects(clause.heading.title)]


def _judge(contract: Contract, tops: _Tops, reference: Reference) -> Finding | None:
    standing = contract.tree.at(reference.place, contract.model.block(reference.place.block).text)
    words = contract.model.excerpt(reference.place)
    unit, values = reference.path[0]
    if unit != "条" and len(values) == 1:
        if not reference.here or standing is None:
            return None  # "前述第二款": which clause is meant is not written
        targets, rest = [standing.top()], reference.path
    else:
        if len(values) == 1 and values[0] >= LARGEST:
            return None
        targets, rest = _clauses(contract, tops.clauses, values), reference.path[1:]
        within = [clause for clause in tops.clauses if clause.value == values[0]] if len(values) > 1 else []
        if not targets and within:
            return _nothing_there(words, reference, within[0])
        if not targets:
            message = _("“{words}” does not exist: the clauses end with “{last}”.").format(
                words=words, last=max(tops.clauses, key=lambda clause: clause.value).heading.label
            )
            return Finding("cross_reference", "error", message, reference.place)
    for _unit, below in rest:
        if not any(holds(clause, below[-1]) for clause in targets):
            return _nothing_there(words, reference, targets[0])
    if (
        not rest
        and standing in targets
        and standing.parent is None
        and not standing.children
        and _first_line(standing, reference, contract)
    ):
        message = _("“{words}” stands in this clause itself.").format(words=words)
        return Finding("cross_reference", "warning", message, reference.place)
    return _other_subject(tops, targets, reference, words, standing.top() if standing else None)


def _nothing_there(words: str, reference: Reference, clause: Clause) -> Finding:
    message = _("“{words}” does not exist: “{clause}” has nothing with this number.").format(
        words=words, clause=clause.heading.label
    )
    return Finding("cross_reference", "error", message, reference.place, (clause.heading.place,))


def _first_line(standing: Clause, reference: Reference, contract: Contract) -> bool:
    """Whether nothing else in the clause could be meant: it has no other paragraph."""
    return len(standing.lines) <= 1 and reference.place.block >= standing.heading.place.block


def _clauses(contract: Contract, tops: tuple[Clause, ...], values: tuple[int, ...]) -> list[Clause]:
    exact = [clause for clause in contract.tree.clauses if clause.heading.values == values and len(values) > 1]
    if exact:
        return exact
    found = [clause for clause in tops if clause.value == values[0]]
    if len(values) == 1:
        return found
    return [clause for clause in found if holds(clause, values[1])]


def _other_subject(
    tops: _Tops, targets: list[Clause], reference: Reference, words: str, standing: Clause | None
) -> Finding | None:
    """A subject named right behind the reference that is another clause's heading, and nowhere in the one meant."""
    named = [(other, subject) for other, subject in tops.subjects if subject in reference.after]
    whole = "".join(clause.top().text() for clause in targets) if named else ""
    for other, subject in named:
        if other in targets or other.heading.part != targets[0].heading.part:
            continue
        if subject not in whole and re.match(_BETWEEN + re.escape(subject), reference.after):
            message = _("“{words}” speaks of “{subject}”, which is the subject of “{other}”.").format(
                words=words, subject=subject, other=other.heading.label
            )
            return Finding("cross_reference", "warning", message, reference.place, (other.heading.place,))
    phrase = _PHRASE.match(reference.after)
    if phrase is None:
        return None
    others = [clause for clause in tops.clauses if clause not in targets and clause is not standing]
    return _subject_within(others, targets, phrase["phrase"], reference, words)


def _subject_within(
    tops: list[Clause], targets: list[Clause], phrase: str, reference: Reference, words: str
) -> Finding | None:
    """第五条约定的交付条件, where the only heading that speaks of 交付条件 is that of another clause."""
    whole, part = "".join(clause.top().text() for clause in targets), targets[0].heading.part
    for length in range(len(phrase), SHORTEST_SUBJECT - 1, -1):
        subject = phrase[:length]
        if subject in whole:
            return None
        others = [clause for clause in tops if subject in clause.heading.title and clause.heading.part == part]
        if len(others) == 1 and not subject.endswith("的"):
            message = _("“{words}” speaks of “{subject}”, which is the subject of “{other}”.").format(
                words=words, subject=subject, other=others[0].heading.label
            )
            return Finding("cross_reference", "warning", message, reference.place, (others[0].heading.place,))
    return None


def _subjects(title: str) -> list[str]:
    plain = title.strip()
    if len(plain) > 14 or re.search(r"[。；;，,:]", plain):
        return []
    pieces = [plain, *re.split(r"[、和与及]", plain)]
    return [piece.strip() for piece in dict.fromkeys(pieces) if len(piece.strip()) >= 2]
