"""What a case's contract is checked against, with full numbers: for the checks only, never for the screen."""

from __future__ import annotations

import json
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import settings
from signdesk.core.db import Sealed, load
from signdesk.core.i18n import _
from signdesk.core.sealing import unseal
from signdesk.domains.signing.models import CaseParty, ContractDraft, SigningCase
from signdesk.domains.signing.rules.business import BusinessType
from signdesk.domains.signing.rules.checks.confusables import shipped_confusables, with_own
from signdesk.domains.signing.rules.checks.limits import shipped_limits
from signdesk.domains.signing.rules.facts import CaseFacts, InstalmentFacts, PartyFacts
from signdesk.domains.signing.rules.standards import Brief, Standards
from signdesk.domains.signing.rules.templates.text import TemplateText
from signdesk.domains.signing.service.cases import instalments_of
from signdesk.domains.signing.service.templates import (
    TemplateInfo,
    require_usable,
    template_in_use,
    template_info,
    template_text,
)
from signdesk.domains.signing.service.types import business_type
from signdesk.domains.signing.service.vocabulary import (
    CONFUSABLE_WORDS,
    DEPOSIT_MONTHS,
    PENALTY_DAILY,
    PENALTY_MONTHS,
)


def case_brief(session: Session, *, case_id: int, template_id: int | None = None) -> Brief:
    """All that a case's contract is checked against: the case itself and the standards of its business type, in the
    edition the case began with. Where the template's words are fixed, it is held against the edition it was last
    drafted from (or will be: `template_id`), or else the one in use. UserError if that is damaged."""
    case = load(session, SigningCase, case_id)
    business = business_type(session, type_id=case.business_type_id).business
    template = None
    if business.fixed_text and (info := _template(session, case_id, business.code, template_id)) is not None:
        name = _("the template, edition {number}").format(number=info.edition)
        template = TemplateText(name, template_text(session, template_id=info.id))
    return Brief(_facts(session, case, business), _standards(session, business, template))


def case_facts(session: Session, *, case_id: int) -> CaseFacts:
    """The case's own part of it."""
    case = load(session, SigningCase, case_id)
    return _facts(session, case, business_type(session, type_id=case.business_type_id).business)


def _facts(session: Session, case: SigningCase, business: BusinessType) -> CaseFacts:
    parties = session.scalars(
        select(CaseParty).where(CaseParty.case_id == case.id, ~CaseParty.withdrawn).order_by(CaseParty.place)
    )
    return CaseFacts(
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
        instalments=tuple(InstalmentFacts(part.amount, part.due_on) for part in instalments_of(session, case.id)),
        signing_date=case.signing_date,
        attachments=tuple(json.loads(case.attachments)),
        copies=case.copies,
    )


def _template(session: Session, case_id: int, code: str, template_id: int | None) -> TemplateInfo | None:
    drafted_from = (
        template_id
        or session.scalars(
            select(ContractDraft.template_id).where(ContractDraft.case_id == case_id).order_by(ContractDraft.id.desc())
        ).first()
    )
    if drafted_from is not None:
        return template_info(session, template_id=drafted_from)
    in_use = template_in_use(session, code=code)
    if in_use is not None:
        require_usable(session, template_id=in_use.id)
    return in_use


def _standards(session: Session, business: BusinessType, template: TemplateText | None) -> Standards:
    """The standards of a business type, with what the centre decided on usage and words."""
    limits = shipped_limits().adjusted(
        {
            "penalty_daily": Decimal(settings.get(session, PENALTY_DAILY)) / 10_000,
            "penalty_months": Decimal(settings.get(session, PENALTY_MONTHS)),
            "lease_deposit_months": Decimal(settings.get(session, DEPOSIT_MONTHS)),
        }
    )
    words = with_own(shipped_confusables(), settings.get(session, CONFUSABLE_WORDS))
    return Standards(business=business, limits=limits, confusables=words, template=template)


def _open(session: Session, party: CaseParty, sealed: Sealed | None) -> str:
    return unseal(session, party.subject, sealed) if sealed is not None else ""
