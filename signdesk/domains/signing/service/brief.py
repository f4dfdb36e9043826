"""What a case's contract is checked against, with full numbers: for the checks only, never for the screen."""

from __future__ import annotations

import json
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import settings
from signdesk.core.db import Sealed, load
from signdesk.core.sealing import unseal
from signdesk.domains.signing.models import CaseParty, SigningCase
from signdesk.domains.signing.rules.business import BusinessType
from signdesk.domains.signing.rules.confusables import shipped_confusables, with_own
from signdesk.domains.signing.rules.facts import CaseFacts, InstalmentFacts, PartyFacts
from signdesk.domains.signing.rules.limits import shipped_limits
from signdesk.domains.signing.rules.standards import Brief, Standards
from signdesk.domains.signing.service.cases import instalments_of
from signdesk.domains.signing.service.types import business_type
from signdesk.domains.signing.service.vocabulary import (
    CONFUSABLE_WORDS,
    DEPOSIT_MONTHS,
    PENALTY_DAILY,
    PENALTY_MONTHS,
)


def case_brief(session: Session, *, case_id: int) -> Brief:
    """All that a case's contract is checked against: the case itself and the standards of its business type, in the
    edition the case began with."""
    case = load(session, SigningCase, case_id)
    business = business_type(session, type_id=case.business_type_id).business
    parties = session.scalars(
        select(CaseParty).where(CaseParty.case_id == case_id, ~CaseParty.withdrawn).order_by(CaseParty.place)
    )
    facts = CaseFacts(
        contract_no=case.contract_no,
        business_type=business.name,
        parties=tuple(
            PartyFacts(
                role=party.role,
                name=party.name,
                id_type=party.id_kind,
                id_number=_open(session, party, party.id_number),
                phone=_open(session, party, party.phone),
                account=_open(session, party, party.account),
            )
            for party in parties
        ),
        amount=case.amount,
        instalments=tuple(InstalmentFacts(part.amount, part.due_on) for part in instalments_of(session, case_id)),
        signing_date=case.signing_date,
        attachments=tuple(json.loads(case.attachments)),
        copies=case.copies,
    )
    return Brief(facts, _standards(session, business))


def _standards(session: Session, business: BusinessType) -> Standards:
    """The standards of a business type, with what the centre decided on usage and words."""
    limits = shipped_limits().adjusted(
        {
            "penalty_daily": Decimal(settings.get(session, PENALTY_DAILY)) / 10_000,
            "penalty_months": Decimal(settings.get(session, PENALTY_MONTHS)),
            "lease_deposit_months": Decimal(settings.get(session, DEPOSIT_MONTHS)),
        }
    )
    words = with_own(shipped_confusables(), settings.get(session, CONFUSABLE_WORDS))
    return Standards(business=business, limits=limits, confusables=words)


def case_facts(session: Session, *, case_id: int) -> CaseFacts:
    """The case's own part of it."""
    return case_brief(session, case_id=case_id).facts


def _open(session: Session, party: CaseParty, sealed: Sealed | None) -> str:
    return unseal(session, party.subject, sealed) if sealed is not None else ""
