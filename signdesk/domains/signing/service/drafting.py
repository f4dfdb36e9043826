"""Drafting: a case's contract is written from the template in use, with what the case has and what the drafter adds,
checked like any contract, and stored as the case's next version together with what was added."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.money import Money
from signdesk.core.operations import require
from signdesk.core.text import TextModel
from signdesk.domains.signing.models import BusinessTypeEdition, ContractDraft, SigningCase
from signdesk.domains.signing.rules import drafting as rules
from signdesk.domains.signing.rules.drafting import CaseSource, Need, Value
from signdesk.domains.signing.rules.personal import masked_model
from signdesk.domains.signing.rules.standards import Brief
from signdesk.domains.signing.rules.templates.fields import FILTERS, TemplateField
from signdesk.domains.signing.service import vocabulary as words
from signdesk.domains.signing.service.brief import case_brief
from signdesk.domains.signing.service.cases import case_info
from signdesk.domains.signing.service.reviews import add_version, prepare_version
from signdesk.domains.signing.service.templates import (
    TemplateInfo,
    require_usable,
    template_file,
    template_in_use,
    template_info,
)
from signdesk.domains.signing.service.values import CaseInfo, PreparedVersion, VersionInfo
from signdesk.io.importing import read_contract
from signdesk.io.word_template import fill

_CASES_TO_TRY = 8


@dataclass(frozen=True)
class Drafting:
    """What a contract can be drafted from: the case, the template in use, what is still needed (in the template's
    order), and what was added when the case's contract was last drafted."""

    case: CaseInfo
    template: TemplateInfo
    needs: tuple[Need, ...]
    earlier: Mapping[str, Value]
    source: CaseSource = field(repr=False)
    brief: Brief = field(repr=False)
    data: bytes = field(repr=False)

    @property
    def asked(self) -> tuple[TemplateField, ...]:
        """What the drafter may add; what may stay empty comes last."""
        asked = [need.field for need in self.needs if need.ask == "drafter"]
        return tuple(sorted(asked, key=lambda field: field.optional))

    def missing(self, added: Mapping[str, Value]) -> tuple[str, ...]:
        """What leaves a gap in the contract if this is added."""
        business = self.case.type.business
        return rules.missing(self.template.fields, self.source, business, added)

    @property
    def of_case(self) -> tuple[str, ...]:
        """What the case itself ought to have; a change of the case fills it."""
        return tuple(need.field.name for need in self.needs if need.ask == "case" and not need.field.optional)


@dataclass(frozen=True)
class PreparedDraft:
    """A contract written and checked outside any operation. `missing` are the gaps left in it."""

    case_id: int
    template_id: int
    edition: int
    added: Mapping[str, Value] = field(repr=False)
    version: PreparedVersion
    missing: tuple[str, ...]


def drafting_of(session: Session, *, case_id: int) -> Drafting:
    """What a case's contract can be drafted from. UserError if no template for its business is in use."""
    case = case_info(session, case_id=case_id)
    template = template_in_use(session, code=case.type.business.code)
    if template is None:
        raise UserError(
            _("No contract template for “{business}” is in use.").format(business=case.type.name),
            hint=_("Import a contract (F9), or have a template approved."),
        )
    require_usable(session, template_id=template.id)
    return _drafting(session, case, template)


def trial_of(session: Session, *, template_id: int, case_id: int) -> Drafting:
    """What a case's contract would be drafted from with this edition, in use or not: to look at, never to store."""
    return _drafting(session, case_info(session, case_id=case_id), template_info(session, template_id=template_id))


def cases_to_try(session: Session, *, code: str) -> tuple[tuple[int, str], ...]:
    """The newest cases of a business type, ids and words, to look at a template with."""
    require(session, words.READ_CASES)
    newest = (
        select(SigningCase.id, SigningCase.number, SigningCase.title)
        .join(BusinessTypeEdition, BusinessTypeEdition.id == SigningCase.business_type_id)
        .where(BusinessTypeEdition.code == code)
        .order_by(SigningCase.id.desc())
        .limit(_CASES_TO_TRY)
    )
    return tuple((case_id, f"{number} {title}") for case_id, number, title in session.execute(newest))


def trial_text(drafting: Drafting) -> TextModel:
    """The text of the contract a template would make of a case, masked. Slow: on a worker."""
    business = drafting.case.type.business
    filled = rules.values(drafting.template.fields, drafting.source, business, drafting.earlier)
    return masked_model(_text_of(drafting.data, drafting.template.name, filled))


def example_text(data: bytes, template: TemplateInfo) -> TextModel:
    """The text of a template filled with invented values. Slow: on a worker."""
    return _text_of(data, template.name, rules.example(template.fields))


def prepare_draft(drafting: Drafting, added: Mapping[str, Value]) -> PreparedDraft:
    """Write the contract and check it. Slow: on a worker, before it is stored."""
    business = drafting.case.type.business
    fields = drafting.template.fields
    contract = fill(
        drafting.data,
        drafting.template.name,
        rules.values(fields, drafting.source, business, added),
        tuple(FILTERS),
    )
    name = _("{business} contract {number}.docx").format(business=business.name, number=drafting.case.row.number)
    return PreparedDraft(
        case_id=drafting.case.id,
        template_id=drafting.template.id,
        edition=drafting.template.edition,
        added=added,
        version=prepare_version(contract, name=name, brief=drafting.brief),
        missing=drafting.missing(added),
    )


def draft(session: Session, *, prepared: PreparedDraft) -> VersionInfo:
    """Store a drafted contract as the case's next version, with its review.

    UserError if the template has gone out of use meanwhile, and for whatever `add_version` refuses."""
    require_usable(session, template_id=prepared.template_id)
    version = add_version(
        session,
        case_id=prepared.case_id,
        prepared=prepared.version,
        note=_("Drafted from the template, edition {number}").format(number=prepared.edition),
    )
    session.add(
        ContractDraft(
            subject=_subject(session, prepared.case_id),
            case_id=prepared.case_id,
            version_id=version.id,
            template_id=prepared.template_id,
            added=_to_json(prepared.added),
        )
    )
    session.flush()
    return version


# -- helpers


def _drafting(session: Session, case: CaseInfo, template: TemplateInfo) -> Drafting:
    require(session, words.DRAFT_CONTRACTS)
    brief = case_brief(session, case_id=case.id, template_id=template.id)
    source = CaseSource(brief.facts, case.row.number, tuple(party.agent for party in case.parties))
    return Drafting(
        case=case,
        template=template,
        needs=rules.needs(template.fields, source, case.type.business),
        earlier=_earlier(session, case.id),
        source=source,
        brief=brief,
        data=template_file(session, template_id=template.id),
    )


def _text_of(data: bytes, name: str, values: rules.Values) -> TextModel:
    return read_contract(fill(data, name, values, tuple(FILTERS)), name)


def _subject(session: Session, case_id: int) -> str:
    return session.scalars(select(SigningCase.subject).where(SigningCase.id == case_id)).one()


def _earlier(session: Session, case_id: int) -> dict[str, Value]:
    row = session.scalars(
        select(ContractDraft).where(ContractDraft.case_id == case_id).order_by(ContractDraft.id.desc())
    ).first()
    return _from_json(row.added) if row is not None else {}


def _to_json(added: Mapping[str, Value]) -> str:
    """Values with their kind, so that they come back as what they were."""
    plain: dict[str, tuple[str, str | int]] = {}
    for name, value in added.items():
        if isinstance(value, Money):
            plain[name] = ("money", value.fen)
        elif isinstance(value, date):
            plain[name] = ("date", value.isoformat())
        else:
            plain[name] = ("plain", value)
    return json.dumps(plain, ensure_ascii=False)


def _from_json(text: str) -> dict[str, Value]:
    read: dict[str, Callable[[Any], Value]] = {"money": Money, "date": date.fromisoformat, "plain": lambda value: value}
    return {name: read[kind](value) for name, (kind, value) in json.loads(text).items()}
