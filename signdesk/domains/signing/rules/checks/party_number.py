"""party_number: identity numbers and company codes in the contract are those of the case, each under its own party, and
go with what else is said of their holders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_letters

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.core.typed_number import compact
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.checks.person_details import person_details
from signdesk.domains.signing.rules.facts import CaseFacts, PartyFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import squeezed
from signdesk.domains.signing.rules.structure.parties import FoundNumber, roles_in
from signdesk.domains.signing.rules.structure.wording import Wording

SHORTEST_CODE = 15
"""Resident identity numbers had 15 digits, have 18, as company codes do: they are found by their form."""
_TOKEN = Wording(r"(?<![0-9A-Za-z])\d{0,3}[A-Za-z]{1,3}[0-9A-Za-z]{5,12}(?![0-9A-Za-z])", holds=ascii_letters)
_NAME_TO_NUMBER = (
    r"\s*[,，(、;；]?\s*(?:[男女]\s*[,，]\s*)?(?:居民|公民)?"
    r"(?:身份证?(?:件)?(?:号码?)?|证件号码?|统一社会信用代码)\s*[:为]?\s*$"
)
"""Between a party's name and its own number."""


@dataclass(frozen=True)
class PartyNumber:
    id: str = "party_number"
    title: str = N_("Parties' identity numbers and codes")
    why: str = N_("Names repeat; the number says who is meant, in court and at the land registry.")
    source: str = N_("Civil Code, article 470 (1)")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        parties = [party for party in facts.parties if party.id_number]
        numbers = contract.numbers
        findings: list[Finding] = []
        expected = {compact(party.id_number): party for party in parties}
        settled: set[FoundNumber] = set()
        for party in parties:
            number = compact(party.id_number)
            under = [one for one in numbers if _stands_under(contract, party, one)]
            for one in under:
                text = compact(one.text)
                if text == number or one in settled:
                    continue
                other = expected.get(text)
                if other is not None and squeezed(other.role) == squeezed(party.role):
                    continue  # several people on one side
                if other is None and len(under) > 1 and number in {compact(each.text) for each in under}:
                    if one.kind != _kind_of(party):
                        continue  # the representative's number beside the company's code
                    if _differing(text, number) > 3 and not _right_behind_name(contract, party, one):
                        continue
                settled.add(one)
                findings.append(_mismatch(party, one, number, other))
            if not contract.writes(number) and not any(one in settled for one in under):
                alike = [
                    one for one in numbers if one not in settled and 0 < _differing(compact(one.text), number) <= 3
                ]
                alike = alike or _tokens_like(contract, number)
                if alike:
                    settled.update(alike)
                    findings += [_mismatch(party, one, number, None) for one in alike]
                    continue
                twice = [one for one in under if compact(one.text) in expected and one not in settled]
                if len({compact(one.text) for one in twice}) == 1 < len(twice):
                    settled.add(twice[-1])
                    findings.append(_mismatch(party, twice[-1], number, expected[compact(twice[-1].text)]))
                    continue
                place = next((one.label for one in contract.declarations if one.roles & roles_in(party.role)), None)
                findings.append(
                    Finding(
                        "party_number",
                        "warning",
                        _("The number of {role} does not occur in the contract.").format(role=party.role or party.name),
                        place,
                    )
                )
        findings += person_details(contract, facts)
        looked_at = _("{numbers} numbers in the contract, {parties} of the case").format(
            numbers=len(numbers), parties=len(parties)
        )
        return Outcome(looked_at, tuple(findings), applicable=bool(parties or findings))


def _right_behind_name(contract: Contract, party: PartyFacts, number: FoundNumber) -> bool:
    """孟庆华，公民身份号码：…: nobody else's number can be meant."""
    ahead = contract.texts[number.place.block][: number.place.start]
    return bool(party.name) and re.search(re.escape(party.name) + _NAME_TO_NUMBER, ahead) is not None


def _stands_under(contract: Contract, party: PartyFacts, number: FoundNumber) -> bool:
    roles = roles_in(party.role)
    for declaration in contract.declarations:
        if declaration.roles & roles:
            roles = roles | declaration.roles
    return bool(roles & number.roles)


def _tokens_like(contract: Contract, number: str) -> list[FoundNumber]:
    """Numbers of passports and other papers have no form of their own: a token that differs by little is meant."""
    found = []
    for block, match in contract.body.find(_TOKEN) if len(number) < SHORTEST_CODE else ():
        if 0 < _differing(match[0].upper(), number) <= min(3, len(number) // 3):
            place = Place(block.number, match.start(), match.end())
            found.append(FoundNumber("unknown", match[0], place, frozenset(), labelled=False))
    return found


def _kind_of(party: PartyFacts) -> str:
    if party.id_type in ("uscc", "resident_id"):
        return party.id_type
    return "uscc" if any(character.isalpha() for character in party.id_number[:-1]) else "resident_id"


def _differing(one: str, other: str) -> int:
    if abs(len(one) - len(other)) == 1:
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        if any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))):
            return 1
    if len(one) != len(other):
        return max(len(one), len(other))
    return sum(a != b for a, b in zip(one, other, strict=True))


def _mismatch(party: PartyFacts, found: FoundNumber, number: str, other: PartyFacts | None) -> Finding:
    text = compact(found.text)
    role = party.role or party.name
    if other is not None:
        names = (other.name, party.name) if other.role == party.role else (other.role, role)
        message = _("Here stands the number of {other}, not that of {role}.").format(other=names[0], role=names[1])
    elif len(text) != len(number):
        message = _("The number of {role} has {found} characters here, {expected} in the case.").format(
            role=role, found=len(text), expected=len(number)
        )
    else:
        first = next(at for at, (a, b) in enumerate(zip(text, number, strict=True), 1) if a != b)
        message = _("The number of {role} differs from the case, first at character {position}.").format(
            role=role, position=first
        )
    return Finding("party_number", "error", message, found.place, sides=((_("contract"), text), (_("case"), number)))
