"""party_account: money goes to the account of the case, and to one that is in a party's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts, PartyFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contacts import Contact
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import squeezed
from signdesk.domains.signing.rules.structure.people import declared_before, party_of

_HELD_BY_A_THIRD = re.compile(r"监管|托管|存管|共管|法院|公积金|税务|财政|住建")


@dataclass(frozen=True)
class PartyAccount:
    id: str = "party_account"
    title: str = N_("Accounts against the case")
    why: str = N_("Money paid to a wrong account is hard to get back.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        holders = [party for party in facts.parties if _digits(party)]
        accounts = [contact for contact in contract.contacts if contact.kind == "account"]
        findings = tuple(
            Finding(
                "party_account",
                "error",
                _("This account of {name} is not the one of the case.").format(name=party.name),
                contact.place,
                sides=((_("contract"), contact.digits), (_("case"), party.account)),
            )
            for contact, party in _wrong(contract, facts, accounts, holders)
        )
        looked_at = _("{found} accounts in the contract, {known} in the case").format(
            found=len(accounts), known=len(holders)
        )
        return Outcome(looked_at, findings, applicable=bool(holders))


def _digits(party: PartyFacts) -> str:
    return re.sub(r"\D", "", party.account)


def _wrong(
    contract: Contract, facts: CaseFacts, accounts: list[Contact], holders: list[PartyFacts]
) -> Iterator[tuple[Contact, PartyFacts]]:
    known = {_digits(party) for party in holders}
    there = {contact.digits for contact in accounts}
    for contact in accounts:
        if contact.digits in known:
            continue
        line = squeezed(contact.line)
        holding = [
            party for party in facts.parties if party.name and f"户名{squeezed(party.name)}" in line.replace(":", "")
        ]
        if not holding and _HELD_BY_A_THIRD.search(contact.line):
            continue
        named = holding or [party for party in facts.parties if squeezed(party.name) in line]
        declaration = declared_before(contract, contact.place)
        under = party_of(facts, declaration) if declaration is not None and not named else None
        holder = named[0] if named else under
        if holder is None and len(holders) == len(accounts) == 1:
            holder = holders[0]
        if holder is not None and holder in holders and _digits(holder) not in there:
            yield contact, holder
