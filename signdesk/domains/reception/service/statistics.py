"""What a day at the front desk came to: statistics, the reception register, and one customer's journey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from signdesk.core import clock
from signdesk.core.i18n import _
from signdesk.domains.reception.models import Consultation, Ticket, TicketStep, VisitService
from signdesk.domains.reception.rules.ticket import Act, State
from signdesk.domains.reception.rules.turn import minutes_waited
from signdesk.domains.reception.service import customers
from signdesk.domains.reception.service.tickets import place_words
from signdesk.domains.reception.service.values import DayStatistics, RegisterLine


@dataclass(frozen=True)
class JourneyStep:
    """Something that happened with a customer: when, what in words, where it can be opened."""

    at: datetime
    words: str
    page_id: str
    record_id: int


def day_statistics(session: Session, *, day: date) -> DayStatistics:
    """A day in numbers (minutes)."""
    rows = session.execute(
        select(Ticket, VisitService.name)
        .join(VisitService, VisitService.id == Ticket.service_id)
        .where(Ticket.day == day)
        .order_by(Ticket.id)
    ).all()
    found = [ticket for ticket, __ in rows]
    waits = [minutes_waited(ticket.arrived_at, ticket.called_at) for ticket in found if ticket.called_at]
    times = [
        minutes_waited(ticket.started_at, ticket.ended_at)
        for ticket in found
        if ticket.started_at and ticket.ended_at and ticket.state == State.DONE.value
    ]
    states = Counter(ticket.state for ticket in found)
    hours = Counter(clock.to_local(ticket.arrived_at).hour for ticket in found)
    return DayStatistics(
        day=day,
        received=len(found),
        served=states[State.DONE.value],
        no_show=states[State.NO_SHOW.value],
        left=states[State.LEFT.value],
        average_wait=_average(waits),
        longest_wait=max(waits, default=0),
        average_service=_average(times),
        by_service=tuple(Counter(name for __, name in rows).most_common()),
        by_hour=tuple(sorted(hours.items())),
    )


def register_lines(session: Session, *, first: date, last: date) -> tuple[RegisterLine, ...]:
    """The reception register (接待登记表) from the first to the last day, by arrival; numbers are masked."""
    rows = session.execute(
        select(Ticket, VisitService.name)
        .join(VisitService, VisitService.id == Ticket.service_id)
        .where(Ticket.day >= first, Ticket.day <= last)
        .order_by(Ticket.day, Ticket.arrived_at, Ticket.id)
    ).all()
    concerned = {ticket.customer_id for ticket, __ in rows} | {
        ticket.agent_id for ticket, __ in rows if ticket.agent_id
    }
    known = customers.customers_by_id(session, concerned)
    return tuple(
        RegisterLine(
            number=ticket.number,
            day=ticket.day,
            arrived_at=ticket.arrived_at,
            customer=known[ticket.customer_id].name,
            id_number=known[ticket.customer_id].id_number,
            phone=known[ticket.customer_id].phone,
            agent=known[ticket.agent_id].name if ticket.agent_id else "",
            service=service,
            companions=ticket.companions,
            place=place_words(ticket.counter),
            served_by=ticket.served_by,
            state=State(ticket.state),
            ended_at=ticket.ended_at,
        )
        for ticket, service in rows
    )


def journey(session: Session, *, customer_id: int, limit: int = 50) -> tuple[JourneyStep, ...]:
    """What has happened with a customer at the front desk, newest first: visits and questions."""
    steps: list[JourneyStep] = []
    visits = session.execute(
        select(TicketStep, Ticket.number)
        .join(Ticket, Ticket.id == TicketStep.ticket_id)
        .where(Ticket.customer_id == customer_id, TicketStep.undone.is_(False))
        .order_by(TicketStep.id.desc())
        .limit(limit)
    )
    for step, number in visits:
        words = " ".join(part for part in (number, Act(step.act).label, step.place) if part)
        steps.append(JourneyStep(step.at, words, "reception.queue", step.ticket_id))
    asked = session.scalars(
        select(Consultation)
        .where(Consultation.customer_id == customer_id)
        .order_by(Consultation.id.desc())
        .limit(limit)
    )
    for question in asked:
        steps.append(
            JourneyStep(
                question.asked_at, _("Asked: {question}").format(question=question.question), "reception.consultation",
                question.id,
            )
        )  # fmt: skip
        if question.answered_at:
            words = _("Answered by {name}: {answer}").format(name=question.answered_by, answer=question.answer)
            steps.append(JourneyStep(question.answered_at, words, "reception.consultation", question.id))
    return tuple(sorted(steps, key=lambda step: step.at, reverse=True)[:limit])


def last_visit(session: Session, *, customer_id: int) -> datetime | None:
    """When the customer was last here."""
    return session.scalar(select(func.max(Ticket.arrived_at)).where(Ticket.customer_id == customer_id))


def _average(minutes: Sequence[int]) -> float | None:
    return sum(minutes) / len(minutes) if minutes else None
