"""amount_case: the total named in the contract is the amount of the case."""

from __future__ import annotations

from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.money import Money
from signdesk.domains.signing.rules.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.amounts import TOTAL, Amount
from signdesk.domains.signing.rules.structure.contract import Contract

MOST_PERIODS = 240
"""Months in the longest lease the law knows (Civil Code, article 705)."""


@dataclass(frozen=True)
class AmountCase:
    id: str = "amount_case"
    title: str = N_("Total against the case")
    why: str = N_("What was agreed at the counter is what the contract must say.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        if facts.amount is None:
            return Outcome(_("the case names no amount"), applicable=False)
        amounts = [amount for amount in contract.amounts if amount.money is not None]
        if any(amount.money == facts.amount or _multiplied(amount, facts.amount) for amount in amounts):
            return Outcome(_("{count} amounts").format(count=len(amounts)))
        totals = [amount for amount in amounts if _is_total(contract, amount)]
        findings = tuple(
            Finding(
                "amount_case",
                "error",
                _("The total is {found} here, {expected} in the case.").format(
                    found=amount.money, expected=facts.amount
                ),
                amount.place,
                sides=((_("contract"), str(amount.money)), (_("case"), str(facts.amount))),
            )
            for amount in totals
        )
        if not findings:
            message = _("The amount of the case, {amount}, does not occur in the contract.").format(amount=facts.amount)
            findings = (Finding("amount_case", "warning", message, None),)
        return Outcome(_("{count} amounts").format(count=len(amounts)), findings)


def _multiplied(amount: Amount, total: Money) -> bool:
    """Whether the total is so many months' or years' rent or fee."""
    return (
        bool(amount.money)
        and amount.money is not None
        and total.fen % amount.money.fen == 0
        and (total.fen // amount.money.fen <= MOST_PERIODS)
    )


def _is_total(contract: Contract, amount: Amount) -> bool:
    text = contract.model.block(amount.place.block).text
    return TOTAL.search(text[max(amount.place.start - 24, 0) : amount.place.start]) is not None
