"""Runs the checks over one contract. A check is a small object with an id that never changes, a sentence that says why
it matters, and a function; it reports what it found and, always, what it looked at, so that "nothing found" means
something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from signdesk.core.text import Place, TextModel
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Brief, Standards
from signdesk.domains.signing.rules.structure.contract import Contract

Severity = Literal["error", "warning", "info"]
State = Literal["passed", "failed", "warning", "skipped"]


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
    """Run `checks` in their order. Findings stand in the order of the text."""
    contract = Contract(model)
    results = []
    for check in checks:
        outcome = check.run(contract, brief.facts, brief.standards)
        findings = tuple(sorted(outcome.findings, key=_order))
        results.append(CheckResult(check.id, _state(outcome), outcome.looked_at, findings))
    return tuple(results)


def _order(finding: Finding) -> tuple[int, int]:
    return (finding.place.block, finding.place.start) if finding.place else (0, 0)


def _state(outcome: Outcome) -> State:
    severities = {finding.severity for finding in outcome.findings}
    if "error" in severities:
        return "failed"
    if "warning" in severities:
        return "warning"
    return "passed" if outcome.applicable else "skipped"
