"""The signing itself: begun at the room's door with the released file hashed again, identities verified,
clauses explained and acknowledged one by one, every cell of the seal matrix marked; interrupted, resumed, aborted or
completed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import attachments, clock, due, settings
from signdesk.core.db import load
from signdesk.core.due import Responsible
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.operations import actor_of
from signdesk.core.text import TextModel
from signdesk.domains.archive import service as archive
from signdesk.domains.reception import service as reception
from signdesk.domains.signing.models import (
    Acknowledgement,
    CaseParty,
    ContractVersion,
    SealCell,
    SessionClause,
    SessionNote,
    Signatory,
    SigningCase,
    SigningSession,
)
from signdesk.domains.signing.rules import matrix
from signdesk.domains.signing.rules.business import BusinessType
from signdesk.domains.signing.service import vocabulary as words
from signdesk.domains.signing.service.cases import case_info
from signdesk.domains.signing.service.review_reading import text_of
from signdesk.domains.signing.service.reviews import assert_released_unchanged
from signdesk.domains.signing.service.session_flow import SessionFlow
from signdesk.domains.signing.service.values import (
    CellInfo,
    ClauseInfo,
    NoteInfo,
    SessionInfo,
    SignatoryInfo,
)


@dataclass(frozen=True)
class SignatoryIn:
    """Somebody who signs for a party: without a name the party itself, or its agent if it has one."""

    party_id: int
    name: str = ""


def begin_session(
    session: Session,
    *,
    case_id: int,
    version: int,
    booking_id: int | None = None,
    signatories: Sequence[SignatoryIn] = (),
) -> SessionInfo:
    """Begin the signing of a released contract. Without `signatories`, every party signs, by its agent if it has one.

    UserError if the contract is not released or one byte of it changed, the room is not ready, a required paper or a
    power of attorney is missing, or a session of this case is open already.
    """
    case = load(session, SigningCase, case_id, version)
    released = assert_released_unchanged(session, case_id=case_id)
    if _open_session(session, case_id) is not None:
        raise UserError(_("This case is being signed already."), hint=_("Open its session."))
    info = case_info(session, case_id=case_id)
    missing = [paper.name for paper in info.papers if paper.required and paper.state == "missing"]
    if missing:
        raise UserError(
            _("Papers are missing: {papers}.").format(papers="、".join(dict.fromkeys(missing))),
            hint=_("Note them as seen in the case first."),
        )
    unproved = [party.agent for party in info.parties if party.agent and party.agent_paper not in ("original", "copy")]
    if unproved:
        raise UserError(_("No power of attorney was seen for {names}.").format(names="、".join(unproved)))
    expired = [party.agent for party in info.parties if party.agent_until and party.agent_until < clock.today()]
    if expired:
        raise UserError(
            _("The power of attorney of {names} has expired.").format(names="、".join(expired)),
            hint=_("Ask for a valid one."),
        )
    room = ""
    if booking_id is not None:
        room = reception.begin_booking(session, booking_id=booking_id).room
    actor = actor_of(session)
    row = SigningSession(
        case_id=case_id,
        version_id=released.id,
        booking_id=booking_id,
        room=room,
        copies=case.copies,
        state=words.RUNNING,
        reason="",
        officer=actor.name,
        officer_id=actor.person_id,
        begun_at=clock.now(),
        ended_at=None,
        record_id=None,
    )
    session.add(row)
    session.flush()
    parties = {party.id: party for party in session.scalars(select(CaseParty).where(CaseParty.case_id == case_id))}
    chosen = signatories or [SignatoryIn(party.id) for party in info.parties]
    who: list[Signatory] = []
    for place, each in enumerate(chosen, 1):
        party = parties.get(each.party_id)
        if party is None:
            raise UserError(_("This record does not exist any more."))
        name = each.name.strip() or party.agent or party.name
        who.append(
            Signatory(
                subject=party.subject,
                session_id=row.id,
                place=place,
                party_id=party.id,
                role=party.role,
                name=name,
                acts_for=party.name if name != party.name else "",
                document="",
                authority="",
                verified_by="",
                verified_at=None,
            )
        )
    session.add_all(who)
    session.flush()
    _plan(session, row, who, parties, text_of(session, version_id=released.id), info.type.business)
    case.state = words.SIGNING
    session.flush()
    return session_info(session, session_id=row.id)


def verify_identity(
    session: Session, *, signatory_id: int, version: int, document: str, authority: str = ""
) -> SessionInfo:
    """A signatory's document was seen and is theirs; for an agent or representative also the authority."""
    signatory = load(session, Signatory, signatory_id, version)
    row = _running(session, signatory.session_id)
    if not document.strip():
        raise UserError(_("Say which document was shown."), field="document")
    if signatory.acts_for and not authority.strip():
        raise UserError(
            _("Say by what authority {name} acts for {party}.").format(name=signatory.name, party=signatory.acts_for),
            field="authority",
        )
    signatory.document, signatory.authority = document.strip(), authority.strip()
    signatory.verified_by, signatory.verified_at = actor_of(session).name, clock.now()
    session.flush()
    return session_info(session, session_id=row.id)


def explain(session: Session, *, clause_id: int) -> SessionInfo:
    """A clause has been explained to all signatories. Their identities are verified first."""
    clause = load(session, SessionClause, clause_id)
    row = _running(session, clause.session_id)
    _require_verified(session, row.id)
    if clause.explained_at is None:
        clause.explained_by, clause.explained_at = actor_of(session).name, clock.now()
    session.flush()
    return session_info(session, session_id=row.id)


def acknowledge(session: Session, *, clause_id: int, signatory_id: int) -> SessionInfo:
    """One signatory acknowledges one key clause that has been explained."""
    clause = load(session, SessionClause, clause_id)
    signatory = load(session, Signatory, signatory_id)
    row = _running(session, clause.session_id)
    if signatory.session_id != clause.session_id or not clause.key:
        raise UserError(_("This clause needs no acknowledgement."))
    if clause.explained_at is None:
        raise UserError(_("Explain the clause first."))
    known = session.scalar(
        select(Acknowledgement.id).where(
            Acknowledgement.clause_id == clause_id, Acknowledgement.signatory_id == signatory_id
        )
    )
    if known is None:
        session.add(
            Acknowledgement(
                session_id=row.id,
                clause_id=clause_id,
                signatory_id=signatory_id,
                at=clock.now(),
                witnessed_by=actor_of(session).name,
            )
        )
    session.flush()
    return session_info(session, session_id=row.id)


def mark(session: Session, *, session_id: int, cell_ids: Collection[int], done: bool = True) -> SessionInfo:
    """Mark cells of the seal matrix, or take a mark back. Only once every clause is explained and acknowledged."""
    row = _running(session, session_id)
    flow = SessionFlow(session_info(session, session_id=session_id))
    if done and flow.next_clause is not None:
        raise UserError(
            _("Clause {label} is still open.").format(label=flow.next_clause.label or flow.next_clause.title),
            hint=_("Explain it and have it acknowledged, then sign."),
        )
    cells = session.scalars(
        select(SealCell).where(SealCell.session_id == session_id, SealCell.id.in_(list(cell_ids)))
    ).all()
    actor = actor_of(session)
    for cell in cells:
        cell.done_at, cell.done_by = (cell.done_at or clock.now(), cell.done_by or actor.name) if done else (None, "")
    session.flush()
    return session_info(session, session_id=row.id)


def note(session: Session, *, session_id: int, question: str, answer: str) -> SessionInfo:
    """A question asked at the signing, and what was answered."""
    row = _running(session, session_id)
    if not question.strip():
        raise UserError(_("Enter the question."), field="question")
    _write_note(session, row, "question", question.strip(), answer.strip())
    return session_info(session, session_id=row.id)


def interrupt(session: Session, *, session_id: int, version: int, reason: str) -> SessionInfo:
    """Stop for now: everything done so far stays."""
    row = _running(session, session_id, version)
    if not reason.strip():
        raise UserError(_("Say why."), field="reason")
    row.state, row.reason = words.INTERRUPTED, reason.strip()
    _write_note(session, row, "interrupted", reason.strip(), "")
    return session_info(session, session_id=session_id)


def resume(session: Session, *, session_id: int, version: int) -> SessionInfo:
    """Go on; the file is hashed again at the door."""
    row = load(session, SigningSession, session_id, version)
    if row.state != words.INTERRUPTED:
        raise UserError(_("This signing is not interrupted."))
    assert_released_unchanged(session, case_id=row.case_id)
    row.state, row.reason = words.RUNNING, ""
    _write_note(session, row, "resumed", "", "")
    return session_info(session, session_id=session_id)


def abort(session: Session, *, session_id: int, version: int, reason: str) -> SessionInfo:
    """Give this signing up, with a reason. The case is released as before; a new session begins from the start."""
    row = load(session, SigningSession, session_id, version)
    if row.state not in (words.RUNNING, words.INTERRUPTED):
        raise UserError(_("This signing is over."))
    if not reason.strip():
        raise UserError(_("Say why."), field="reason")
    row.state, row.reason, row.ended_at = words.ABORTED, reason.strip(), clock.now()
    case = load(session, SigningCase, row.case_id)
    case.state = words.RELEASED
    _write_note(session, row, "aborted", reason.strip(), "")
    _leave_room(session, row)
    return session_info(session, session_id=session_id)


def complete(session: Session, *, session_id: int, version: int, record: bytes, fingerprint: str) -> SessionInfo:
    """Everything is signed and sealed: store the signing record, close the case, and open the filing of the dossier.

    `record` is the PDF made beforehand by `paper.prepare_record`, `fingerprint` what it was made from. UserError naming
    what is open, or if the session or the released file changed meanwhile."""
    row = _running(session, session_id, version)
    info = session_info(session, session_id=session_id)
    blockers = SessionFlow(info).blockers
    if blockers:
        raise UserError(_("The signing cannot be completed: {blockers}.").format(blockers=_(", ").join(blockers)))
    if fingerprint != record_fingerprint(info):
        raise UserError(_("The session has changed since the record was made."), hint=_("Complete it again."))
    assert_released_unchanged(session, case_id=row.case_id)
    case = load(session, SigningCase, row.case_id)
    stored = attachments.attach(
        session,
        owner=(words.CASE_TABLE, case.id),
        name=_("Signing record {number}.pdf").format(number=case.number),
        data=record,
        media_type="application/pdf",
        subject=case.subject,
    )
    row.state, row.ended_at, row.record_id = words.COMPLETED, clock.now(), stored.id
    case.state, case.signed_at = words.SIGNED, clock.now()
    _leave_room(session, row)
    days = settings.get(session, words.FILING_DAYS)
    due.open(
        session,
        archive.INTAKE_DUE,
        about=(words.CASE_TABLE, case.id),
        title=f"{case.number} {case.title}",
        due_at=clock.now() + timedelta(days=days),
        responsible=Responsible(role="archivist"),
    )
    session.flush()
    return session_info(session, session_id=session_id)


def session_info(session: Session, *, session_id: int) -> SessionInfo:
    """One session with everything. UserError if there is none."""
    row = load(session, SigningSession, session_id)
    case = load(session, SigningCase, row.case_id)
    drafted = load(session, ContractVersion, row.version_id)
    parties = {party.id: party for party in session.scalars(select(CaseParty).where(CaseParty.case_id == case.id))}
    signatories = session.scalars(select(Signatory).where(Signatory.session_id == session_id).order_by(Signatory.place))
    given: dict[int, set[int]] = {}
    for each in session.scalars(select(Acknowledgement).where(Acknowledgement.session_id == session_id)):
        given.setdefault(each.clause_id, set()).add(each.signatory_id)
    clauses = session.scalars(
        select(SessionClause).where(SessionClause.session_id == session_id).order_by(SessionClause.place)
    )
    cells = session.scalars(
        select(SealCell)
        .where(SealCell.session_id == session_id)
        .order_by(SealCell.copy, SealCell.signatory_id, SealCell.id)
    )
    notes = session.scalars(select(SessionNote).where(SessionNote.session_id == session_id).order_by(SessionNote.id))
    return SessionInfo(
        id=row.id,
        version=row.version,
        case_id=case.id,
        case_number=case.number,
        title=case.title,
        business=case.title.partition(" · ")[0],
        version_id=drafted.id,
        version_place=drafted.place,
        sha256=drafted.sha256,
        booking_id=row.booking_id,
        room=row.room,
        copies=row.copies,
        state=row.state,
        reason=row.reason,
        officer=row.officer,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        record_id=row.record_id,
        signatories=tuple(_signatory(each, parties[each.party_id]) for each in signatories),
        clauses=tuple(
            ClauseInfo(
                clause.id, clause.version, clause.label, clause.title, clause.block, clause.key, clause.explained_by,
                clause.explained_at, frozenset(given.get(clause.id, set())),
            )
            for clause in clauses
        ),
        cells=tuple(
            CellInfo(cell.id, cell.copy, cell.signatory_id, cell.kind, cell.done_at, cell.done_by) for cell in cells
        ),
        notes=tuple(NoteInfo(each.kind, each.text, each.answer, each.at, each.by) for each in notes),
    )  # fmt: skip


def record_fingerprint(info: SessionInfo) -> str:
    """A digest over signatories, clauses, cells and notes: whether a record still says what the session says."""
    clauses = [(clause.id, clause.explained_at, sorted(clause.acknowledged)) for clause in info.clauses]
    return hashlib.sha256(repr((info.sha256, info.signatories, clauses, info.cells, info.notes)).encode()).hexdigest()


def session_of(session: Session, *, case_id: int) -> SessionInfo | None:
    """The newest session of a case, None if there was none."""
    found = session.scalars(
        select(SigningSession.id).where(SigningSession.case_id == case_id).order_by(SigningSession.id.desc())
    ).first()
    return session_info(session, session_id=found) if found is not None else None


def open_sessions(session: Session) -> tuple[SessionInfo, ...]:
    """Sessions under way or interrupted, oldest first."""
    found = session.scalars(
        select(SigningSession.id)
        .where(SigningSession.state.in_([words.RUNNING, words.INTERRUPTED]))
        .order_by(SigningSession.id)
    )
    return tuple(session_info(session, session_id=each) for each in found)


# -- helpers


def _plan(
    session: Session,
    row: SigningSession,
    who: Sequence[Signatory],
    parties: dict[int, CaseParty],
    model: TextModel,
    business: BusinessType,
) -> None:
    session.add_all(
        SessionClause(
            session_id=row.id,
            place=place,
            label=clause.label,
            title=clause.title,
            block=clause.block,
            key=clause.key,
            explained_by="",
            explained_at=None,
        )
        for place, clause in enumerate(matrix.clauses_to_explain(model, business.clauses), 1)
    )
    organisations = [parties[each.party_id].kind == "organisation" for each in who]
    session.add_all(
        SealCell(
            session_id=row.id,
            copy=cell.copy,
            signatory_id=who[cell.signatory - 1].id,
            kind=cell.kind,
            done_at=None,
            done_by="",
        )
        for cell in matrix.cells(copies=row.copies, signatories=organisations, plan=business.seal_plan)
    )
    session.flush()


def _signatory(row: Signatory, party: CaseParty) -> SignatoryInfo:
    return SignatoryInfo(
        id=row.id,
        version=row.version,
        place=row.place,
        party_id=row.party_id,
        role=row.role,
        name=row.name,
        acts_for=row.acts_for,
        organisation=party.kind == "organisation",
        id_number=party.id_number.masked if party.id_number else "",
        document=row.document,
        authority=row.authority,
        verified_by=row.verified_by,
        verified_at=row.verified_at,
    )


def _running(session: Session, session_id: int, version: int | None = None) -> SigningSession:
    row = load(session, SigningSession, session_id, version)
    if row.state == words.INTERRUPTED:
        raise UserError(_("This signing is interrupted."), hint=_("Resume it first."))
    if row.state != words.RUNNING:
        raise UserError(_("This signing is over."))
    return row


def _open_session(session: Session, case_id: int) -> int | None:
    return session.scalars(
        select(SigningSession.id).where(
            SigningSession.case_id == case_id, SigningSession.state.in_([words.RUNNING, words.INTERRUPTED])
        )
    ).first()


def _require_verified(session: Session, session_id: int) -> None:
    unknown = session.scalars(
        select(Signatory.name).where(Signatory.session_id == session_id, Signatory.verified_at.is_(None))
    ).all()
    if unknown:
        raise UserError(_("Identity not verified: {names}.").format(names="、".join(unknown)))


def _write_note(session: Session, row: SigningSession, kind: str, text: str, answer: str) -> None:
    case = load(session, SigningCase, row.case_id)
    session.add(
        SessionNote(
            subject=case.subject,
            session_id=row.id,
            kind=kind,
            text=text,
            answer=answer,
            at=clock.now(),
            by=actor_of(session).name,
        )
    )
    session.flush()


def _leave_room(session: Session, row: SigningSession) -> None:
    if row.booking_id is not None:
        reception.end_booking(session, booking_id=row.booking_id)
