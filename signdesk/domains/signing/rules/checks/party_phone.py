"""party_phone: the phone a party is reached by is the one of the case, and can be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts, PartyFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contacts import Contact
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.people import declared_before, party_of
from signdesk.domains.signing.rules.structure.wording import Wording

DIGITS = 11
"""Digits of a mainland mobile number."""

_MOBILE = Wording(
    r"(?:电\s*话|手\s*机|联[系络](?:方\s*式|号码?))(?:号码?)?\s*[:为是]?\s*"
    r"(?P<number>1[3-9]\d(?:[ -]?\d){5,11})(?![\d-])",
    holds="电手联",
)
_OF_ANOTHER = re.compile(r"代理人|联系人|紧急|经办|担保|客服|物业|见证|律师")


@dataclass(frozen=True)
class PartyPhone:
    id: str = "party_phone"
    title: str = N_("Phones against the case")
    why: str = N_("Notices go to the number in the contract; one wrong digit and they reach a stranger.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        known = {digits for party in facts.parties for digits in _digits(party)}
        phones = [contact for contact in contract.contacts if contact.kind == "phone"]
        wrong = list(_wrong(contract, facts, phones, known)) if known else []
        findings = [*_malformed(contract)]
        findings += [
            Finding(
                "party_phone",
                "error",
                _("This phone of {name} is not the one of the case.").format(name=party.name),
                contact.place,
                sides=((_("contract"), contact.digits), (_("case"), party.phone)),
            )
            for contact, party in wrong
        ]
        looked_at = _("{found} phones in the contract, {known} in the case").format(found=len(phones), known=len(known))
        return Outcome(looked_at, tuple(findings), applicable=bool(phones or known))


def _malformed(contract: Contract) -> Iterator[Finding]:
    """Mobile numbers with a digit too few or too many."""
    for block, match in contract.body.find(_MOBILE):
        digits = re.sub(r"\D", "", match["number"])
        if len(digits) != DIGITS:
            message = _("A mobile number has {expected} digits; this one has {count}.").format(
                expected=DIGITS, count=len(digits)
            )
            place = Place(block.number, match.start("number"), match.end("number"))
            yield Finding("party_phone", "warning", message, place)


def _digits(party: PartyFacts) -> list[str]:
    return [digits for part in re.split(r"[,，;；、/]", party.phone) if (digits := re.sub(r"\D", "", part))]


def _wrong(
    contract: Contract, facts: CaseFacts, phones: list[Contact], known: set[str]
) -> Iterator[tuple[Contact, PartyFacts]]:
    """Phones that should be a party's: mistyped by a digit or two, or under a party whose own is missing."""
    there = {contact.digits for contact in phones}
    for contact in phones:
        if contact.digits in known:
            continue
        typed = [party for party in facts.parties if any(_mistyped(contact.digits, own) for own in _digits(party))]
        declaration = declared_before(contract, contact.place)
        under = party_of(facts, declaration) if declaration is not None else None
        turned = [party for party in typed if any(_turned(contact.digits, own) for own in _digits(party))]
        if typed and not there.intersection(_digits(typed[0])):
            yield contact, typed[0]
        elif turned and not _OF_ANOTHER.search(contact.line):
            yield contact, turned[0]
        elif (
            under is not None and _digits(under) and not there.intersection(_digits(under))
            and contact.labelled and not _OF_ANOTHER.search(contact.line)
        ):  # fmt: skip
            yield contact, under


def _turned(one: str, other: str) -> bool:
    """The same number with two neighbouring digits changed round."""
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    return len(one) == len(other) and len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(one) == sorted(other)


def _mistyped(one: str, other: str) -> bool:
    """The same number but for two digits at most, or for one too many or too few."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) <= 2
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
