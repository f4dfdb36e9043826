"""date_invalid: every date exists in the calendar."""

from __future__ import annotations

from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.domains.signing.rules.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract


@dataclass(frozen=True)
class DateInvalid:
    id: str = "date_invalid"
    title: str = N_("Dates exist")
    why: str = N_("A day that is not in the calendar can be neither kept nor missed.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        dates = contract.dates
        findings = tuple(
            Finding("date_invalid", "error", _("There is no {date}.").format(date=found.text), found.place)
            for found in dates
            if found.day is None
        )
        return Outcome(_("{count} dates").format(count=len(dates)), findings, applicable=bool(dates))
