"""lease_over_20_years: a lease runs no longer than the law knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import number

LONGEST = 240
"""Months in twenty years (Civil Code, article 705)."""

_STATED = re.compile(
    r"(?:租赁|承租|出租|转租)?(?:期限|期间|租期|租赁期)\s*(?:共计|共|合计|总计|暂定|定|为|是|计|[:,，\s])*"
    r"(?P<count>\d{1,3}|[一二两三四五六七八九十百]{1,4})\s*(?P<unit>年|个月)"
)
_LEASE = re.compile(r"租赁|出租|承租|租期|租金")


@dataclass(frozen=True)
class LeaseOver20Years:
    id: str = "lease_over_20_years"
    title: str = N_("Lease of at most twenty years")
    why: str = N_("What goes beyond twenty years has no effect; the tenant who relies on it stands without a lease.")
    source: str = N_("Civil Code, article 705")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        if not any(_LEASE.search(text) for _block, text in contract.body[:12]):
            return Outcome(_("not a lease"), applicable=False)
        terms = [(term.fewest, term.end) for term in contract.terms]
        for block, text in contract.body:
            for match in _STATED.finditer(text):
                if "租" in text[max(match.start() - 12, 0) : match.end()]:
                    months = (number(match["count"]) or 0) * (12 if match["unit"] == "年" else 1)
                    terms.append((months, Place(block.number, match.start(), match.end())))
        longest = max(terms, key=lambda term: term[0], default=None)
        findings: tuple[Finding, ...] = ()
        if longest is not None and longest[0] > LONGEST:
            message = _("The lease runs for {months} months; what goes beyond {longest} has no effect.").format(
                months=longest[0], longest=LONGEST
            )
            others = tuple(place for months, place in terms if months > LONGEST and place != longest[1])
            findings = (Finding("lease_over_20_years", "error", message, longest[1], others),)
        return Outcome(_("{count} terms").format(count=len(terms)), findings, applicable=bool(terms))
