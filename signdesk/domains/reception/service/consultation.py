"""Consultation: a question is answered by an approved answer, or referred to the lead; never only clos."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from signdesk.core import clock, due, people, search, settings
from signdesk.core.db import load
from signdesk.core.errors import PermissionRefused, UserError
from signdesk.core.i18n import _
from signdesk.core.operations import actor_of, require
from signdesk.core.sealing import CENTRE_SUBJECT
from signdesk.domains.reception.models import ApprovedAnswer, Consultation, Customer, Ticket
from signdesk.domains.reception.service.values import AnswerInfo, ConsultationInfo
from signdesk.domains.reception.service.vocabulary import ANSWERS, APPROVE_ANSWERS, REFERRAL_DUE, REFERRAL_HOURS

OPEN, REFERRED, ANSWERED, CLOSED = "open", "referred", "answered", "closed"
_LEAST_LIKENESS = 0.25


def ask(
    session: Session, *, question: str, category: str = "", customer_id: int | None = None, ticket_id: int | None = None
) -> ConsultationInfo:
    """Record a question, of a customer or of someone who gave no name."""
    if not question.strip():
        raise UserError(_("The question must not be empty."), field="question")
    if ticket_id is not None and customer_id is None:
        customer_id = load(session, Ticket, ticket_id).customer_id
    record = Consultation(
        subject=load(session, Customer, customer_id).subject if customer_id is not None else CENTRE_SUBJECT,
        customer_id=customer_id,
        ticket_id=ticket_id,
        category=category.strip(),
        question=question.strip(),
        answer="",
        materials="",
        state=OPEN,
        asked_at=clock.now(),
        asked_by=actor_of(session).name,
        answered_by="",
    )
    session.add(record)
    session.flush()
    return consultation_info(session, consultation_id=record.id)


def answer_with(
    session: Session, *, consultation_id: int, version: int, approved_answer_id: int, materials: str = ""
) -> ConsultationInfo:
    """Give an approved answer, note the materials handed out, and close the question."""
    record = _unanswered(session, consultation_id, version)
    approved = load(session, ApprovedAnswer, approved_answer_id)
    if not approved.active:
        raise UserError(_("This answer is no longer approved."), field="answer")
    record.approved_answer_id, record.answer = approved.id, approved.answer
    record.category = record.category or approved.category
    record.materials = materials.strip() or approved.materials
    record.answered_at = record.closed_at = clock.now()
    record.answered_by, record.state = actor_of(session).name, CLOSED
    session.flush()
    return consultation_info(session, consultation_id=consultation_id)


def refer(
    session: Session, *, consultation_id: int, version: int, lead_id: int, due_at: datetime | None = None
) -> ConsultationInfo:
    """Hand a question without an approved answer to the responsible lead, with a due time (else the centre's)."""
    record = _unanswered(session, consultation_id, version)
    until = due_at or clock.now() + timedelta(hours=settings.get(session, REFERRAL_HOURS))
    if until <= clock.now():
        raise UserError(_("The due time has passed."), field="due_at")
    record.lead_id = people.person_info(session, person_id=lead_id).id
    record.due_at, record.state = until, REFERRED
    due.open(
        session,
        REFERRAL_DUE,
        about=(Consultation.__tablename__, record.id),
        title=record.question,
        due_at=until,
        responsible=due.Responsible(person_id=lead_id),
    )
    session.flush()
    return consultation_info(session, consultation_id=consultation_id)


def answer_referral(
    session: Session, *, consultation_id: int, version: int, answer: str, approve: bool = False
) -> ConsultationInfo:
    """The lead's answer; with `approve` it becomes an approved answer for the next one who asks.

    PermissionRefused for anyone but the lead or somebody who may approve answers.
    """
    record = load(session, Consultation, consultation_id, version)
    if record.state != REFERRED:
        raise UserError(_("This question is not referred."))
    actor = actor_of(session)
    is_lead = actor.person_id is not None and actor.person_id == record.lead_id
    if not is_lead and not actor.may(APPROVE_ANSWERS):
        raise PermissionRefused(_("Only the responsible lead answers this question."))
    if not answer.strip():
        raise UserError(_("The answer must not be empty."), field="answer")
    record.answer, record.answered_at, record.answered_by = answer.strip(), clock.now(), actor.name
    record.state = ANSWERED
    due.close(session, REFERRAL_DUE, about=(Consultation.__tablename__, record.id))
    if approve:
        approved = add_answer(
            session, question=record.question, answer=record.answer, category=record.category,
            consultation_id=record.id,
        )  # fmt: skip
        record.approved_answer_id = approved.id
    session.flush()
    return consultation_info(session, consultation_id=consultation_id)


def close(session: Session, *, consultation_id: int, version: int, materials: str | None = None) -> ConsultationInfo:
    """The customer has been told. UserError while there is neither an approved answer nor the lead's."""
    record = load(session, Consultation, consultation_id, version)
    if record.state == CLOSED:
        raise UserError(_("This question is closed already."))
    if record.state != ANSWERED:
        raise UserError(
            _("There is no approved answer yet."),
            hint=_("Choose an approved answer, or refer it to the responsible lead."),
        )
    if materials is not None:
        record.materials = materials.strip()
    record.state, record.closed_at = CLOSED, clock.now()
    session.flush()
    return consultation_info(session, consultation_id=consultation_id)


def consultation_info(session: Session, *, consultation_id: int) -> ConsultationInfo:
    """One consultation. UserError if there is none with this id."""
    load(session, Consultation, consultation_id)
    return _infos(session, Consultation.id == consultation_id, limit=1)[0]


def consultations(session: Session, *, open_only: bool = False, limit: int = 500) -> tuple[ConsultationInfo, ...]:
    """The questions, newest first; those not closed come first by their due time with `open_only`."""
    if not open_only:
        return tuple(_infos(session, Consultation.id > 0, limit=limit))
    found = _infos(session, Consultation.state != CLOSED, limit=limit)
    return tuple(sorted(found, key=lambda info: (info.due_at is None, info.due_at or info.asked_at)))


def referred_to_me(session: Session) -> tuple[ConsultationInfo, ...]:
    """The questions that wait for whoever is logged in, oldest due time first."""
    person_id = actor_of(session).person_id
    if person_id is None:
        return ()
    found = _infos(session, (Consultation.state == REFERRED) & (Consultation.lead_id == person_id), limit=200)
    return tuple(sorted(found, key=lambda info: info.due_at or info.asked_at))


def find_answers(session: Session, text: str, *, category: str = "", limit: int = 6) -> tuple[AnswerInfo, ...]:
    """Approved answers that fit what was typed so far: those that contain it first, then those most alike."""
    if not text.strip():
        return ()
    rank = {
        answer_id: 1.0 + 1 / (place + 1) for place, answer_id in enumerate(ANSWERS.find(session, text, limit=limit))
    }
    typed = _bigrams(text)
    known = session.execute(
        select(ApprovedAnswer.id, ApprovedAnswer.question, ApprovedAnswer.answer).where(
            ApprovedAnswer.active, ApprovedAnswer.category == category if category else true()
        )
    )
    for row in known:
        if row.id not in rank and typed:
            likeness = len(typed & _bigrams(row.question + row.answer)) / len(typed)
            if likeness >= _LEAST_LIKENESS:
                rank[row.id] = likeness
    best = sorted(rank, key=lambda answer_id: (-rank[answer_id], answer_id))[:limit]
    found = {
        record.id: _answer_info(record)
        for record in session.scalars(select(ApprovedAnswer).where(ApprovedAnswer.id.in_(best), ApprovedAnswer.active))
    }
    return tuple(found[answer_id] for answer_id in best if answer_id in found)


def add_answer(
    session: Session,
    *,
    question: str,
    answer: str,
    category: str = "",
    materials: str = "",
    consultation_id: int | None = None,
) -> AnswerInfo:
    """A new approved answer. Needs the right to approve answers."""
    require(session, APPROVE_ANSWERS)
    if not question.strip() or not answer.strip():
        raise UserError(_("Question and answer must not be empty."), field="answer")
    record = ApprovedAnswer(
        category=category.strip(),
        question=question.strip(),
        answer=answer.strip(),
        materials=materials.strip(),
        approved_at=clock.now(),
        approved_by=actor_of(session).name,
        consultation_id=consultation_id,
        active=True,
    )
    session.add(record)
    session.flush()
    ANSWERS.put(session, record.id, [record.category, record.question, record.answer])
    return _answer_info(record)


def withdraw_answer(session: Session, *, answer_id: int, version: int) -> None:
    """The answer is no longer offered; what was answered with it stays as it is."""
    require(session, APPROVE_ANSWERS)
    record = load(session, ApprovedAnswer, answer_id, version)
    record.active = False
    ANSWERS.drop(session, answer_id)
    session.flush()


def categories(session: Session) -> tuple[str, ...]:
    """The categories used so far, for choosing while typing."""
    found = session.scalars(select(ApprovedAnswer.category).where(ApprovedAnswer.active).distinct())
    return tuple(sorted(category for category in found if category))


# -- helpers ----------------------------------------------------------------------------------------------------------


def _bigrams(text: str) -> set[str]:
    form = search.normal(text)
    return {form[place : place + 2] for place in range(len(form) - 1)}


def _unanswered(session: Session, consultation_id: int, version: int) -> Consultation:
    record = load(session, Consultation, consultation_id, version)
    if record.state != OPEN:
        raise UserError(_("This question has been dealt with already."))
    return record


def _answer_info(record: ApprovedAnswer) -> AnswerInfo:
    return AnswerInfo(
        record.id, record.version, record.category, record.question, record.answer, record.materials,
        record.approved_by, record.approved_at,
    )  # fmt: skip


def _infos(session: Session, condition: ColumnElement[bool], *, limit: int) -> list[ConsultationInfo]:
    rows = session.execute(
        select(Consultation, Customer.name)
        .outerjoin(Customer, Customer.id == Consultation.customer_id)
        .where(condition)
        .order_by(Consultation.id.desc())
        .limit(limit)
    ).all()
    leads = people.names(session, (record.lead_id for record, __ in rows))
    now = clock.now()
    return [
        ConsultationInfo(
            id=record.id,
            version=record.version,
            customer_id=record.customer_id,
            customer=name or "",
            ticket_id=record.ticket_id,
            category=record.category,
            question=record.question,
            answer=record.answer,
            approved_answer_id=record.approved_answer_id,
            materials=record.materials,
            state=record.state,
            asked_at=record.asked_at,
            asked_by=record.asked_by,
            lead_id=record.lead_id,
            lead=leads.get(record.lead_id, "") if record.lead_id else "",
            due_at=record.due_at,
            answered_at=record.answered_at,
            answered_by=record.answered_by,
            overdue=record.state == REFERRED and record.due_at is not None and record.due_at < now,
        )
        for record, name in rows
    ]
