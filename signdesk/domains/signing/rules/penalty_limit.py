"""penalty_limit: a penalty by the day stays within what courts usually leave standing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.domains.signing.rules.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract

_PENALTY = re.compile(r"违约金|滞纳金|逾期")


@dataclass(frozen=True)
class PenaltyLimit:
    id: str = "penalty_limit"
    title: str = N_("Penalties by the day")
    why: str = N_("A penalty far above the loss is reduced on request, and the sum is argued about in court.")
    source: str = N_("Civil Code, article 585")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        limit = standards.limits["penalty_daily"]
        rates = [rate for rate in contract.rates if rate.daily and _PENALTY.search(rate.before + rate.after)]
        findings = tuple(
            Finding(
                "penalty_limit",
                "warning",
                _("The penalty is {found} % a day, more than the usual {limit} %. {note}").format(
                    found=f"{rate.value * 100:f}", limit=f"{limit.value * 100:f}", note=limit.note
                ),
                rate.place,
            )
            for rate in rates
            if rate.value > limit.value
        )
        return Outcome(_("{count} penalties by the day").format(count=len(rates)), findings, applicable=bool(rates))
