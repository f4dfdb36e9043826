"""Runs the checks over one contract. A check is a small object with an id that never changes, a sentence that says why
it matters, and a function; it reports what it found and, always, what it looked at, so that "nothing found" means
something."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal, Protocol

from signdesk.core.text import Place, TextModel
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Brief, Standards
from signdesk.domains.signing.rules.structure.contract import Contract

Severity = Literal["error", "warning", "info"]
State = Literal["passed", "failed", "warning", "skipped"]

SAME_FAULT = (
    ("party_name", "leftover"),  # an account in a name that is almost a party's
    ("term_mixed", "leftover"),  # a party called as in another kind of contract
    ("sale_term", "one_sided_term"),  # what the law leaves to everybody and, more closely, to a buyer
    ("commission_term", "one_sided_term"),
    ("one_sided_term", "deposit_return"),  # that it is left to one side is more than that no day is named
    ("option_unchosen", "blank"),  # the gap in 第____种方式
)
"""Pairs of checks that see one fault from two sides: where both speak of one place, the first is heard."""
ONE_AT_A_PLACE = frozenset(
    ("amount_capitals", "amount_case", "amount_sum", "attachment_missing", "copies", "date_order", "deposit_limit")
)
"""Checks that ask several questions of the same words: a fault is told by the first answer that shows it."""
LISTS = frozenset(("blank",))
"""Checks whose findings may list many places with one fault: told while one of the places is nobody else's."""


@dataclass(frozen=True)
class Finding:
    """One point. `place` is where to look first, None for what is missing altogether; `others` are places that belong
    to it (the second half of a contradiction); `sides` names the contradiction itself: (what, value) pairs."""

    check: str
    severity: Severity
    message: str
    place: Place | None
    others: tuple[Place, ...] = ()
    sides: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a check has to say: what it looked at in words, whether there was anything to judge, and its findings."""

    looked_at: str
    findings: tuple[Finding, ...] = ()
    applicable: bool = True


@dataclass(frozen=True)
class CheckResult:
    """The outcome of one check in a review."""

    check: str
    state: State
    looked_at: str
    findings: tuple[Finding, ...]


class Check(Protocol):
    """One automatic check. `title` and `why` are source strings, translated when shown."""

    @property
    def id(self) -> str:
        """Stable: stored with findings, used on the command line."""

    @property
    def title(self) -> str:
        """What it checks, in three or four words."""

    @property
    def why(self) -> str:
        """One sentence: why it matters."""

    @property
    def source(self) -> str:
        """The clause of law or standard it rests on, or ""."""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        """Look. Never raises for what a document contains."""


def run_checks(model: TextModel, brief: Brief, checks: Sequence[Check]) -> tuple[CheckResult, ...]:
    """Run `checks` in their order. Findings stand in the order of the text; one fault is told once."""
    contract = Contract(model)
    outcomes = {check.id: check.run(contract, brief.facts, brief.standards) for check in checks}
    findings = {check: tuple(sorted(outcome.findings, key=_order)) for check, outcome in outcomes.items()}
    for check in ONE_AT_A_PLACE & findings.keys():
        findings[check] = _one_at_a_place(findings[check])
    for heard, other in SAME_FAULT:
        findings[other] = _beside(findings.get(other, ()), findings.get(heard, ()))
    results = []
    for check, outcome in outcomes.items():
        told = replace(outcome, findings=findings[check])
        results.append(CheckResult(check, _state(told), told.looked_at, told.findings))
    return tuple(results)


def _order(finding: Finding) -> tuple[int, int, int]:
    return (finding.place.block, finding.place.start, -finding.place.end) if finding.place else (0, 0, 0)


def _one_at_a_place(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Of two of which one stands within the other's place, the graver, else the wider, else the first."""
    told: list[Finding] = []
    for finding in findings:
        if not (told and _within(finding.place, told[-1].place)):
            told.append(finding)
        elif (finding.severity, told[-1].severity) == ("error", "warning"):
            told[-1] = finding
    return tuple(told)


def _within(place: Place | None, wider: Place | None) -> bool:
    return place is not None and wider is not None and place.block == wider.block and place.end <= wider.end


def _beside(findings: tuple[Finding, ...], heard: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those of `findings` that share no character with a place of one of `heard`."""
    places = sorted(
        ((place.block, place.start), (place.block, place.end))
        for finding in heard
        for place in (finding.place, *finding.others)
        if place
    )
    starts = [start for start, _end in places]
    ends = list(accumulate((end for _start, end in places), max))

    def apart(place: Place | None) -> bool:
        before = bisect_left(starts, (place.block, place.end)) if place else 0
        return place is None or before == 0 or ends[before - 1] <= (place.block, place.start)

    return tuple(
        finding
        for finding in findings
        if apart(finding.place) or (finding.check in LISTS and any(map(apart, finding.others)))
    )


def _state(outcome: Outcome) -> State:
    severities = {finding.severity for finding in outcome.findings}
    if "error" in severities:
        return "failed"
    if "warning" in severities:
        return "warning"
    return "passed" if outcome.applicable else "skipped"
