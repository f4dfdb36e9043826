"""number_invalid: identity numbers and company codes in the contract follow their own digit rules."""

from __future__ import annotations

from dataclasses import dataclass

from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.core.identity import check_permanent_residence, check_resident_id, check_uscc
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.parties import FoundNumber


@dataclass(frozen=True)
class NumberInvalid:
    id: str = "number_invalid"
    title: str = N_("Identity numbers and company codes are possible")
    why: str = N_("A number that breaks its own digit rule names nobody.")
    source: str = N_("GB 11643-1999, GB 32100-2015")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        numbers = contract.numbers
        findings = []
        for number in numbers:
            problem = number_problem(number)
            if problem:
                kind = _("The company code is wrong") if number.kind == "uscc" else _("The identity number is wrong")
                findings.append(Finding("number_invalid", "error", f"{kind}: {problem}", number.place))
        looked_at = _("{count} identity numbers and company codes").format(count=len(numbers))
        return Outcome(looked_at, tuple(findings), applicable=bool(numbers))


def number_problem(number: FoundNumber) -> str:
    """Which rule a number in the text breaks, in words; "" if none."""
    try:
        if number.kind == "uscc":
            check_uscc(number.text)
        elif number.kind == "resident_id":
            if number.text[:1] == "9" and len(number.text) == 18:
                check_permanent_residence(number.text)
            else:
                check_resident_id(number.text)
    except UserError as problem:
        return problem.message
    return ""
