"""Cases: opened for customers, changed while they are drafts, voided with a reason; the list and the pane."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from signdesk.core import clock, numbering, people
from signdesk.core.bank_account import check_account
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.identity import IdKind, check_id
from signdesk.core.masking import mask_account, mask_id, mask_phone
from signdesk.core.money import Money
from signdesk.core.operations import actor_of
from signdesk.core.phone import check_phone
from signdesk.core.sealing import new_subject, seal
from signdesk.domains.reception import service as reception
from signdesk.domains.signing.models import (
    CaseInstalment,
    CasePaper,
    CaseParty,
    ContractVersion,
    ReviewFinding,
    ReviewItem,
    SigningCase,
)
from signdesk.domains.signing.service import vocabulary as words
from signdesk.domains.signing.service.customers_papers import papers_of
from signdesk.domains.signing.service.types import business_type
from signdesk.domains.signing.service.values import (
    CaseInfo,
    CaseRow,
    InstalmentIn,
    PartyIn,
    PartyInfo,
    VersionInfo,
)


def open_case(
    session: Session,
    *,
    type_id: int,
    parties: Sequence[PartyIn],
    amount: Money | None = None,
    instalments: Sequence[InstalmentIn] = (),
    signing_date: date | None = None,
    contract_no: str = "",
    attachments: Sequence[str] = (),
    copies: int | None = None,
    officer_id: int | None = None,
    ticket_id: int | None = None,
) -> CaseInfo:
    """Open a case of a business type and give it its number.

    UserError names what is wrong: a party without name or role, a role the type does not know, a wrong number,
    instalments that do not add up to the amount.
    """
    kind = business_type(session, type_id=type_id)
    _check_parties(parties, kind.business.roles)
    _check_instalments(amount, instalments)
    case = SigningCase(
        subject=new_subject(),
        number=numbering.take(session, words.CASE_NUMBER),
        business_type_id=type_id,
        title="",
        amount=amount,
        signing_date=signing_date,
        copies=copies or kind.business.copies,
        contract_no=contract_no.strip(),
        attachments=json.dumps(list(attachments), ensure_ascii=False),
        state=words.DRAFT,
        opened_at=clock.now(),
        opened_by=actor_of(session).name,
        officer_id=officer_id if officer_id is not None else actor_of(session).person_id,
        ticket_id=ticket_id,
        released_version_id=None,
        released_at=None,
        released_by="",
        signed_at=None,
        archive_number="",
        reason="",
    )
    session.add(case)
    session.flush()
    names = [_add_party(session, case, place, party) for place, party in enumerate(parties, 1)]
    case.title = f"{kind.business.name} · {' / '.join(names)}"
    _put_instalments(session, case, instalments)
    session.add_all(
        CasePaper(
            case_id=case.id,
            place=place,
            name=paper.name,
            role=paper.role,
            required=paper.required,
            original=paper.original,
            copies=paper.copies,
            state="missing",
            handled_by="",
            handled_at=None,
            originals_shown=0,
            copies_shown=0,
            note="",
            returned_by="",
            returned_to_agent=False,
        )
        for place, paper in enumerate(kind.business.papers, 1)
    )
    session.flush()
    return case_info(session, case_id=case.id)


def change_case(
    session: Session,
    *,
    case_id: int,
    version: int,
    amount: Money | None,
    instalments: Sequence[InstalmentIn],
    signing_date: date | None,
    contract_no: str,
    attachments: Sequence[str],
    copies: int,
) -> CaseInfo:
    """Change a draft. What is in review or later is changed by sending it back first."""
    case = load(session, SigningCase, case_id, version)
    require_draft(case)
    _check_instalments(amount, instalments)
    if copies < 1:
        raise UserError(_("There is at least one copy."), field="copies")
    case.amount, case.signing_date, case.copies = amount, signing_date, copies
    case.contract_no = contract_no.strip()
    case.attachments = json.dumps(list(attachments), ensure_ascii=False)
    _put_instalments(session, case, instalments)
    session.flush()
    return case_info(session, case_id=case_id)


def void_case(session: Session, *, case_id: int, version: int, reason: str) -> CaseInfo:
    """Give a case up, with a reason. A signed one cannot be voided."""
    case = load(session, SigningCase, case_id, version)
    if case.state in (words.SIGNED, words.ARCHIVED, words.SIGNING, words.VOID):
        raise UserError(_("A case that is being signed or was signed cannot be voided."))
    if not reason.strip():
        raise UserError(_("Say why."), field="reason")
    case.state, case.reason = words.VOID, reason.strip()
    session.flush()
    return case_info(session, case_id=case_id)


def note_power(
    session: Session, *, party_id: int, version: int, paper: str, valid_until: date | None = None
) -> PartyInfo:
    """Which power of attorney a party's agent has shown: `paper` is original, copy or missing; missing blocks it.

    UserError if the party has no agent, the paper has expired, or the signing has begun.
    """
    if paper not in ("original", "copy", "missing"):
        raise ValueError(paper)
    party = load(session, CaseParty, party_id, version)
    case = load(session, SigningCase, party.case_id)
    if case.state not in (words.DRAFT, words.IN_REVIEW, words.RELEASED):
        raise UserError(_("The signing has begun or is over; the powers of attorney are fixed."))
    if not party.agent:
        raise UserError(_("This party has no agent."), field="agent")
    party.agent_paper, party.agent_until = paper, _still_valid(valid_until) if paper != "missing" else None
    session.flush()
    return _party(party)


def case_info(session: Session, *, case_id: int) -> CaseInfo:
    """One case with everything. UserError if there is none."""
    case = load(session, SigningCase, case_id)
    parties = session.scalars(
        select(CaseParty).where(CaseParty.case_id == case_id, ~CaseParty.withdrawn).order_by(CaseParty.place)
    ).all()
    return CaseInfo(
        row=_rows(session, [case])[0],
        type=business_type(session, type_id=case.business_type_id),
        contract_no=case.contract_no,
        copies=case.copies,
        attachments=tuple(json.loads(case.attachments)),
        parties=tuple(_party(party) for party in parties),
        instalments=instalments_of(session, case_id),
        papers=papers_of(session, case_id),
        versions=versions_of(session, case_id),
        officer_id=case.officer_id,
        ticket_id=case.ticket_id,
        released_version_id=case.released_version_id,
        released_at=case.released_at,
        released_by=case.released_by,
        signed_at=case.signed_at,
        archive_number=case.archive_number,
        reason=case.reason,
    )


def case_rows(
    session: Session, *, states: Collection[str] | None = None, text: str = "", limit: int = 500
) -> tuple[CaseRow, ...]:
    """Cases, newest first; `text` matches number or title."""
    query = select(SigningCase).order_by(SigningCase.id.desc()).limit(limit)
    if states is not None:
        query = query.where(SigningCase.state.in_(list(states)))
    if text.strip():
        like = f"%{text.strip()}%"
        query = query.where(SigningCase.number.ilike(like) | SigningCase.title.ilike(like))
    return tuple(_rows(session, list(session.scalars(query))))


def rows_by_id(session: Session, ids: Collection[int]) -> dict[int, CaseRow]:
    """Several cases by id, in one question."""
    found = session.scalars(select(SigningCase).where(SigningCase.id.in_(list(ids))))
    return {row.id: row for row in _rows(session, list(found))}


def count_in(session: Session, *, states: Collection[str]) -> int:
    """How many cases are in these states."""
    return int(session.scalar(select(func.count(SigningCase.id)).where(SigningCase.state.in_(list(states)))) or 0)


def review_count(session: Session) -> int:
    """Contracts that wait in review: the number beside the page's name."""
    return count_in(session, states=(words.IN_REVIEW,))


def versions_of(session: Session, case_id: int) -> tuple[VersionInfo, ...]:
    """The versions of a case's contract, oldest first."""
    found = session.scalars(
        select(ContractVersion).where(ContractVersion.case_id == case_id).order_by(ContractVersion.place)
    )
    return tuple(version_value(row) for row in found)


def version_value(row: ContractVersion) -> VersionInfo:
    """A version's row as a value."""
    return VersionInfo(
        id=row.id,
        place=row.place,
        name=row.name,
        media_type=row.media_type,
        sha256=row.sha256,
        attachment_id=row.attachment_id,
        note=row.note,
        added_at=row.added_at,
        added_by=row.added_by,
        added_by_id=row.added_by_id,
    )


def instalments_of(session: Session, case_id: int) -> tuple[InstalmentIn, ...]:
    """The parts of a case's amount, in their order."""
    found = session.scalars(
        select(CaseInstalment).where(CaseInstalment.case_id == case_id).order_by(CaseInstalment.place)
    )
    return tuple(InstalmentIn(row.amount, row.due_on) for row in found if row.amount)


def require_draft(case: SigningCase) -> None:
    """Refuse to change a case whose contract is in review or further."""
    if case.state != words.DRAFT:
        raise UserError(
            _("This case is not a draft any more: {state}.").format(state=_(words.CASE_STATES[case.state])),
            hint=_("Have the contract sent back first."),
        )


# -- helpers


def _check_parties(parties: Sequence[PartyIn], roles: Sequence[str]) -> None:
    if len(parties) < 2:
        raise UserError(_("A case needs at least two parties."), field="parties")
    for party in parties:
        if party.role not in roles:
            raise UserError(
                _("The role {role} does not belong to this business type.").format(role=party.role), field="role"
            )


def _still_valid(until: date | None) -> date | None:
    if until is not None and until < clock.today():
        raise UserError(_("The power of attorney has expired."), field="until", hint=_("Ask for a valid one."))
    return until


def _check_instalments(amount: Money | None, instalments: Sequence[InstalmentIn]) -> None:
    if not instalments:
        return
    total = sum((part.amount for part in instalments), Money(0))
    if amount is not None and total != amount:
        raise UserError(
            _("The instalments add up to {total}, not to {amount}.").format(total=total, amount=amount),
            field="instalments",
        )


def _add_party(session: Session, case: SigningCase, place: int, party: PartyIn) -> str:
    if party.customer_id is not None:
        customer = reception.customer_info(session, customer_id=party.customer_id)
        known = reception.sealed_numbers(session, customer_id=party.customer_id)
        subject, name = customer.subject, customer.name
        kind, id_kind = customer.kind, customer.id_kind.value if customer.id_kind else party.id_kind
        id_number, phone = known
    else:
        subject, name, kind, id_kind = new_subject(), party.name.strip(), party.kind, party.id_kind
        id_number = phone = None
    if not name:
        raise UserError(_("A party needs a name."), field="name")
    if party.id_number.strip():
        number = check_id(IdKind(party.id_kind), party.id_number)
        id_kind, id_number = party.id_kind, seal(session, subject, number, mask_id)
    if party.phone.strip():
        phone = seal(session, subject, check_phone(party.phone), mask_phone)
    account = seal(session, subject, check_account(party.account), mask_account) if party.account.strip() else None
    session.add(
        CaseParty(
            subject=subject,
            case_id=case.id,
            place=place,
            role=party.role,
            kind=kind,
            name=name,
            customer_id=party.customer_id,
            id_kind=id_kind,
            id_number=id_number,
            phone=phone,
            account=account,
            agent=party.agent.strip(),
            agent_paper=party.agent_paper,
            agent_until=_still_valid(party.agent_until),
            withdrawn=False,
        )
    )
    return name


def _put_instalments(session: Session, case: SigningCase, instalments: Sequence[InstalmentIn]) -> None:
    """Amounts in place: rows are reused, and one no longer needed becomes zero, because nothing is deleted."""
    rows = {row.place: row for row in session.scalars(select(CaseInstalment).where(CaseInstalment.case_id == case.id))}
    for place, part in enumerate(instalments, 1):
        row = rows.pop(place, None)
        if row is None:
            session.add(CaseInstalment(case_id=case.id, place=place, amount=part.amount, due_on=part.due_on))
        else:
            row.amount, row.due_on = part.amount, part.due_on
    for row in rows.values():
        row.amount, row.due_on = Money(0), None


def _party(row: CaseParty) -> PartyInfo:
    return PartyInfo(
        id=row.id,
        version=row.version,
        place=row.place,
        role=row.role,
        kind=row.kind,
        name=row.name,
        customer_id=row.customer_id,
        id_kind=row.id_kind,
        id_number=row.id_number.masked if row.id_number else "",
        phone=row.phone.masked if row.phone else "",
        account=row.account.masked if row.account else "",
        agent=row.agent,
        agent_paper=row.agent_paper,
        agent_until=row.agent_until,
    )


def _rows(session: Session, cases: Sequence[SigningCase]) -> list[CaseRow]:
    ids = [case.id for case in cases]
    if not ids:
        return []
    staff = people.names(session, (case.officer_id for case in cases))
    names: dict[int, list[str]] = {}
    parties = select(CaseParty.case_id, CaseParty.name).where(CaseParty.case_id.in_(ids), ~CaseParty.withdrawn)
    for case_id, name in session.execute(parties.order_by(CaseParty.place)):
        names.setdefault(case_id, []).append(name)
    kinds = {
        type_id: business_type(session, type_id=type_id).name for type_id in {case.business_type_id for case in cases}
    }
    counts: dict[int, int] = _pairs(
        session.execute(
            select(ContractVersion.case_id, func.max(ContractVersion.place))
            .where(ContractVersion.case_id.in_(ids))
            .group_by(ContractVersion.case_id)
        ).all()
    )
    open_points = _open_points(session, ids)
    missing: dict[int, int] = _pairs(
        session.execute(
            select(CasePaper.case_id, func.count())
            .where(CasePaper.case_id.in_(ids), CasePaper.required, CasePaper.state == "missing")
            .group_by(CasePaper.case_id)
        ).all()
    )
    return [
        CaseRow(
            id=case.id,
            version=case.version,
            number=case.number,
            state=case.state,
            business=kinds[case.business_type_id],
            title=case.title,
            parties=" / ".join(names.get(case.id, [])),
            amount=case.amount,
            signing_date=case.signing_date,
            opened_at=case.opened_at,
            officer=staff.get(case.officer_id, "") if case.officer_id else case.opened_by,
            versions=counts.get(case.id, 0),
            unresolved=open_points.get(case.id, 0),
            missing_papers=missing.get(case.id, 0),
        )
        for case in cases
    ]


def _pairs(rows: Iterable[Sequence[int]]) -> dict[int, int]:
    return {key: value for key, value in rows}  # noqa: C416  dict() would take a result for a mapping


def _open_points(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Unresolved findings and manual items of the newest version of each case."""
    newest = (
        select(func.max(ContractVersion.id))
        .where(ContractVersion.case_id.in_(list(ids)))
        .group_by(ContractVersion.case_id)
    )
    found: dict[int, int] = {}
    findings = (
        select(ContractVersion.case_id, func.count())
        .join(ReviewFinding, ReviewFinding.version_id == ContractVersion.id)
        .where(
            ContractVersion.id.in_(newest),
            ReviewFinding.state.in_([words.OPEN, words.ACCEPTED]),
            ReviewFinding.severity != "info",
        )
        .group_by(ContractVersion.case_id)
    )
    items = (
        select(ContractVersion.case_id, func.count())
        .join(ReviewItem, ReviewItem.version_id == ContractVersion.id)
        .where(ContractVersion.id.in_(newest), ReviewItem.state != "signed")
        .group_by(ContractVersion.case_id)
    )
    for query in (findings, items):
        for case_id, count in session.execute(query):
            found[case_id] = found.get(case_id, 0) + count
    return found
