"""Whose line it is: the party a phone, an account or a signature stands under; and whether a name is a person's or an
organisation's."""

from __future__ import annotations

import re

from signdesk.core.text import Place
from signdesk.domains.signing.rules.facts import CaseFacts, PartyFacts
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import squeezed
from signdesk.domains.signing.rules.structure.parties import Declaration, roles_in
from signdesk.domains.signing.rules.structure.tree import Clause

REACH = 12
"""Blocks within which a line still belongs to the party named above it."""

_ORGANISATION = re.compile(
    r"(?:公司|集团|企业|合伙|中心|事务所|商行|商店|经营部|工作室|厂|店|学校|中学|小学|大学|学院|幼儿园|医院|银行|支行|分行|馆|局"
    r"|委员会|居委会|村委会|合作社|协会|学会|基金会|研究院|研究所|政府|办事处|管委会|部|社|站|院|所|处|队|会)(?:\([^()]*\))?$"
)


def is_organisation(name: str) -> bool:
    """Whether a name is that of a company, an office, a school …: told by its last word."""
    plain = re.sub(r"\s", "", name)
    return len(plain) > 4 and _ORGANISATION.search(plain) is not None


def natural(party: PartyFacts) -> bool:
    """Whether a party of the case is a natural person."""
    return party.id_type not in ("uscc", "other", "") or (party.id_type == "" and not is_organisation(party.name))


def declared_before(contract: Contract, place: Place) -> Declaration | None:
    """The named party a place stands under: declared last before it, not too far above, in the same clause or both in
    none."""
    found = None
    for declaration in contract.declarations:
        if (declaration.place.block, declaration.place.start) > (place.block, place.start):
            break
        if declaration.name and place.block - declaration.place.block <= REACH:
            found = declaration
    if found is None or _clause(contract, found.place) is not _clause(contract, place):
        return None
    return found


def _clause(contract: Contract, place: Place) -> Clause | None:
    clause = contract.tree.at(place, contract.texts[place.block])
    return clause.top() if clause is not None else None


def party_of(facts: CaseFacts, declaration: Declaration) -> PartyFacts | None:
    """The party of the case a declaration names, by its name; else by its role, if only one party has it."""
    names = [
        party for party in facts.parties if squeezed(party.name) and squeezed(party.name) in squeezed(declaration.name)
    ]
    if names:
        return names[0]
    roles = [party for party in facts.parties if roles_in(party.role) & declaration.roles]
    return roles[0] if len(roles) == 1 else None
