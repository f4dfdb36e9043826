"""deposit_limit: earnest money (定金) stated as a share of the price is no more than the law lets count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.domains.signing.rules.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract

_BEFORE = re.compile(r"定金[^,，]{0,20}$")
_AFTER = re.compile(r"\s*(?:的|作为|为)*\s*定金")
_NOT_ITS_SIZE = re.compile(r"违约金|逾期|利息")


@dataclass(frozen=True)
class DepositLimit:
    id: str = "deposit_limit"
    title: str = N_("Earnest money within the law")
    why: str = N_("What exceeds a fifth of the price has no effect as earnest money.")
    source: str = N_("Civil Code, article 586")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        limit = standards.limits["earnest_share"]
        shares = [
            rate
            for rate in contract.rates
            if (_BEFORE.search(rate.before) or _AFTER.match(rate.after)) and not _NOT_ITS_SIZE.search(rate.before)
        ]
        findings = tuple(
            Finding(
                "deposit_limit",
                "error",
                _("The earnest money is {found} % of the price, the law allows {limit} %.").format(
                    found=f"{rate.value * 100:f}", limit=f"{limit.value * 100:f}"
                ),
                rate.place,
            )
            for rate in shares
            if rate.value > limit.value
        )
        return Outcome(_("{count} shares of earnest money").format(count=len(shares)), findings, bool(shares))
