"""Reading the queue: its order with reasons, one visit with its way and what blocks it, the paper, the display."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from signdesk.core import clock, masking, settings
from signdesk.core.db import load, look_up
from signdesk.core.i18n import _
from signdesk.core.operations import actor_of
from signdesk.domains.reception.models import (
    Appointment,
    Counter,
    Customer,
    PowerOfAttorney,
    Room,
    Ticket,
    TicketStep,
    VisitService,
)
from signdesk.domains.reception.rules import turn as turns
from signdesk.domains.reception.rules.ticket import BEING_SERVED, QUEUEING, Act, State
from signdesk.domains.reception.service import casefacts, customers, desks
from signdesk.domains.reception.service.values import (
    ORGANISATION,
    Blocker,
    Called,
    CounterInfo,
    Display,
    QueueRow,
    QueueView,
    Step,
    TicketInfo,
    TicketPaper,
    Visit,
)
from signdesk.domains.reception.service.vocabulary import APPOINTMENT_EARLY, MOST_AHEAD, USUAL_MINUTES, WAIT_TARGET

_SHOWN_CALLS = 5
_SHOWN_NEXT = 8


def policy(session: Session) -> turns.Policy:
    """What this centre has set for its queue."""
    return turns.Policy(
        appointment_early=timedelta(minutes=settings.get(session, APPOINTMENT_EARLY)),
        most_ahead=settings.get(session, MOST_AHEAD),
        overdue_after=timedelta(minutes=settings.get(session, WAIT_TARGET)),
    )


def queue(session: Session, *, counter: int | None = None) -> QueueView:
    """Today's queue. With `counter`, in the order in which that counter would call; those meant for others follow."""
    now = clock.now()
    today = _infos(session, Ticket.day == clock.today())
    rules = policy(session)
    waiting = [info for info in today if info.state in QUEUEING]
    desk = desks.counter_info(session, number=counter) if counter is not None else None
    rows = _in_turn(session, waiting, desk, now, rules)
    serving = sorted((info for info in today if info.state in BEING_SERVED), key=_since)
    over = sorted((info for info in today if info.state not in QUEUEING | BEING_SERVED), key=_since, reverse=True)
    waits = [turns.minutes_waited(info.arrived_at, info.called_at) for info in today if info.called_at]
    return QueueView(
        waiting=tuple(rows),
        serving=tuple(_row(info, now, rules) for info in serving),
        over=tuple(_row(info, now, rules) for info in over),
        received=len(today),
        average_wait=sum(waits) / len(waits) if waits else None,
        longest_wait=max((row.waited for row in rows), default=0),
        counters_open=sum(desk.open for desk in desks.counters(session)),
    )


def waiting_count(session: Session) -> int:
    """How many wait now, for the rail."""
    waiting = select(func.count(Ticket.id)).where(
        Ticket.day == clock.today(), Ticket.state.in_([state.value for state in QUEUEING])
    )
    return session.scalar(waiting) or 0


def ticket_info(session: Session, *, ticket_id: int) -> TicketInfo:
    """One ticket. UserError if there is none with this id.

    Record by record: after an act the session still holds most of them, so that nothing is read back.
    """
    ticket = load(session, Ticket, ticket_id)
    customer = load(session, Customer, ticket.customer_id)
    case = casefacts.open_cases(session, [ticket.customer_id]).get(ticket.customer_id)
    return _info(
        ticket,
        look_up(session, VisitService, ticket.service_id).name,
        customer.name,
        customer.kind,
        load(session, Customer, ticket.agent_id).name if ticket.agent_id else None,
        load(session, Appointment, ticket.appointment_id).starts_at if ticket.appointment_id else None,
        load(session, Room, ticket.room_id).name if ticket.room_id else None,
        _missing(load(session, PowerOfAttorney, ticket.power_id).paper if ticket.power_id else None, case),
    )


def ticket_by_number(session: Session, *, number: str, day: date | None = None) -> TicketInfo | None:
    """The ticket with this number (today's unless a day is given): what a scan of its code opens."""
    found = _infos(session, (Ticket.number == number.strip().upper()) & (Ticket.day == (day or clock.today())))
    return found[0] if found else None


def visit(session: Session, *, ticket_id: int) -> Visit:
    """Everything about one ticket: the customer, what blocks the visit, the way so far."""
    info = ticket_info(session, ticket_id=ticket_id)
    record = load(session, Ticket, ticket_id)
    power = customers.power_info(session, power_id=record.power_id) if record.power_id else None
    blockers = []
    if power and power.paper == "missing":
        blockers.append(Blocker(_("Power of attorney not brought: {name} cannot sign yet").format(name=power.agent)))
    elif power and power.paper == "copy":
        blockers.append(Blocker(_("Only a copy of the power of attorney was seen")))
    case = casefacts.open_cases(session, [info.customer_id]).get(info.customer_id)
    if case:
        blockers += [
            Blocker(_("Missing: {paper}").format(paper=paper), "signing.cases", case.case_id) for paper in case.missing
        ]
        blockers += case.blockers
    steps = session.scalars(select(TicketStep).where(TicketStep.ticket_id == ticket_id).order_by(TicketStep.id))
    return Visit(
        ticket=info,
        customer=customers.customer_info(session, customer_id=info.customer_id),
        power=power,
        blockers=tuple(blockers),
        way=tuple(
            Step(step.id, step.at, Act(step.act), step.place, step.actor, step.why, step.reason, step.undone)
            for step in steps
        ),
    )


def people_ahead(session: Session, *, ticket_id: int) -> int:
    """How many are called before this ticket, as things stand."""
    order = [row.ticket.id for row in queue(session).waiting]
    return order.index(ticket_id) if ticket_id in order else 0


def estimate(session: Session, *, ahead: int) -> int:
    """Estimated minutes of waiting with so many people ahead, from today's serving times and open counters."""
    served = session.execute(
        select(Ticket.started_at, Ticket.ended_at)
        .where(Ticket.day == clock.today(), Ticket.started_at.is_not(None), Ticket.ended_at.is_not(None))
        .order_by(Ticket.ended_at.desc())
        .limit(20)
    )
    minutes = [(row.ended_at - row.started_at).total_seconds() / 60 for row in served]
    usual = turns.typical_minutes(minutes, usual=settings.get(session, USUAL_MINUTES))
    open_desks = len(session.scalars(select(Counter.id).where(Counter.open)).all())
    return turns.estimated_wait(ahead, counters=open_desks, minutes_each=usual)


def ticket_paper(session: Session, *, ticket_id: int, centre: str = "") -> TicketPaper:
    """What is printed on the ticket: number, masked name, people ahead, estimated wait; `code` is for the QR code."""
    info = ticket_info(session, ticket_id=ticket_id)
    ahead = people_ahead(session, ticket_id=ticket_id)
    return TicketPaper(
        centre=centre,
        number=info.number,
        service=info.service,
        name="" if info.customer_kind == ORGANISATION else masking.mask_name(info.customer),
        ahead=ahead,
        estimate=estimate(session, ahead=ahead),
        at=info.arrived_at,
        # Digits only: a scanner types like a keyboard, and input methods swallow letters.
        code=f"{info.day:%Y%m%d}{info.id:08}",
    )


def ticket_of_code(session: Session, code: str) -> TicketInfo | None:
    """The ticket whose printed code was scanned, None if it is none of ours."""
    if len(code) != 16 or not code.isdigit():
        return None
    found = _infos(session, Ticket.id == int(code[8:]))
    return found[0] if found and f"{found[0].day:%Y%m%d}" == code[:8] else None


def display(session: Session) -> Display:
    """The public display: the latest calls that stand (an undone call is gone), who is next, how long it takes."""
    steps = session.execute(
        select(TicketStep, Ticket.number, Ticket.calls, Customer.name, Customer.kind)
        .join(Ticket, Ticket.id == TicketStep.ticket_id)
        .join(Customer, Customer.id == Ticket.customer_id)
        .where(
            TicketStep.day == clock.today(),
            TicketStep.act.in_((Act.CALL.value, Act.RECALL.value)),
            TicketStep.undone.is_(False),
        )
        .order_by(TicketStep.id.desc())
        .limit(4 * _SHOWN_CALLS)
    )
    calls: dict[str, Called] = {}
    for step, number, times, name, kind in steps:
        shown = "" if kind == ORGANISATION else masking.mask_name(name)
        calls.setdefault(number, Called(step.id, number, step.place, shown, max(times, 1), step.at))
    waiting = queue(session).waiting
    return Display(
        calls=tuple(list(calls.values())[:_SHOWN_CALLS]),
        next_numbers=tuple(row.ticket.number for row in waiting[:_SHOWN_NEXT]),
        waiting=len(waiting),
        estimate=estimate(session, ahead=len(waiting)),
    )


def first_in_turn(session: Session, desk: CounterInfo) -> QueueRow | None:
    """Who is next at this counter, and why; None if nobody waits for it."""
    waiting = _infos(session, (Ticket.day == clock.today()) & Ticket.state.in_([state.value for state in QUEUEING]))
    rows = _in_turn(session, waiting, desk, clock.now(), policy(session))
    return next((row for row in rows if row.turn), None)


# -- helpers ----------------------------------------------------------------------------------------------------------


def place_words(counter: int | None, room: str = "") -> str:
    """Where somebody is or is going: the room if there is one, else the counter."""
    if room:
        return room
    return _("Counter {number}").format(number=counter) if counter else ""


def _in_turn(
    session: Session, waiting: list[TicketInfo], desk: CounterInfo | None, now: datetime, rules: turns.Policy
) -> list[QueueRow]:
    mine = [info for info in waiting if _meant_for(info, desk, session)]
    places = turns.order(
        (turns.Waiting(info.id, info.arrived_at, info.appointment_at, info.priority, _from(info)) for info in mine),
        now=now,
        policy=rules,
        ahead_so_far=_ahead_so_far(session, rules.most_ahead),
    )
    by_id = {info.id: info for info in mine}
    rows = [_row(by_id[turn.ticket_id], now, rules, turn) for turn in places]
    others = sorted((info for info in waiting if info.id not in by_id), key=lambda info: info.arrived_at)
    return rows + [_row(info, now, rules) for info in others]


def _meant_for(info: TicketInfo, desk: CounterInfo | None, session: Session) -> bool:
    if desk is None:
        return True
    if info.for_counter is not None:
        return info.for_counter == desk.number
    if info.room:
        return False
    if info.for_person_id is not None:
        return info.for_person_id == actor_of(session).person_id
    return desk.serves(info.service_id)


def _from(info: TicketInfo) -> str:
    return info.transferred_from if info.state is State.TRANSFERRED else ""


def _ahead_so_far(session: Session, most: int) -> int:
    """How many of the latest calls in a row went ahead of the waiting order."""
    latest = session.scalars(
        select(TicketStep.ahead)
        .where(TicketStep.day == clock.today(), TicketStep.act == Act.CALL.value, TicketStep.undone.is_(False))
        .order_by(TicketStep.id.desc())
        .limit(most)
    )
    count = 0
    for ahead in latest:
        if not ahead:
            break
        count += 1
    return count


def _row(info: TicketInfo, now: datetime, rules: turns.Policy, turn: turns.Turn | None = None) -> QueueRow:
    waits_until = now if info.state in QUEUEING else info.called_at or info.ended_at or now
    overdue = info.state in QUEUEING and turns.is_overdue(info.arrived_at, now, rules)
    if turn:
        words = turns.explain(turn, time_words=f"{clock.to_local(turn.at):%H:%M}" if turn.at else "")
    else:
        words = _destination(info) if info.state in QUEUEING else ""
    return QueueRow(info, turns.minutes_waited(info.arrived_at, waits_until), overdue, turn, words)


def _destination(info: TicketInfo) -> str:
    if info.place:
        return _("For {place}").format(place=info.place)
    return _("For another counter")


def _since(info: TicketInfo) -> datetime:
    return info.ended_at or info.started_at or info.called_at or info.arrived_at


def _infos(session: Session, condition: ColumnElement[bool]) -> list[TicketInfo]:
    agent = Customer.__table__.alias("agent")
    rows = session.execute(
        select(
            Ticket, VisitService.name, Customer.name, Customer.kind, agent.c.name, Appointment.starts_at, Room.name,
            PowerOfAttorney.paper,
        )
        .join(VisitService, VisitService.id == Ticket.service_id)
        .join(Customer, Customer.id == Ticket.customer_id)
        .outerjoin(agent, agent.c.id == Ticket.agent_id)
        .outerjoin(Appointment, Appointment.id == Ticket.appointment_id)
        .outerjoin(Room, Room.id == Ticket.room_id)
        .outerjoin(PowerOfAttorney, PowerOfAttorney.id == Ticket.power_id)
        .where(condition)
        .order_by(Ticket.id)
    ).all()  # fmt: skip
    cases = casefacts.open_cases(session, {row[0].customer_id for row in rows})
    return [
        _info(ticket, service, name, kind, agent_name, at, room, _missing(paper, cases.get(ticket.customer_id)))
        for ticket, service, name, kind, agent_name, at, room, paper in rows
    ]


def _missing(paper: str | None, case: casefacts.CaseFacts | None) -> tuple[str, ...]:
    own = (_("power of attorney"),) if paper == "missing" else ()
    return own + (case.missing if case else ())


def _info(
    ticket: Ticket, service: str, name: str, kind: str, agent: str | None, at: datetime | None, room: str | None,
    missing: Iterable[str],
) -> TicketInfo:  # fmt: skip
    state = State(ticket.state)
    counter = ticket.for_counter if state is State.TRANSFERRED else ticket.counter
    return TicketInfo(
        id=ticket.id,
        version=ticket.version,
        number=ticket.number,
        day=ticket.day,
        state=state,
        service_id=ticket.service_id,
        service=service,
        customer_id=ticket.customer_id,
        customer=name,
        customer_kind=kind,
        agent=agent or "",
        companions=ticket.companions,
        priority=turns.Priority(ticket.priority) if ticket.priority else None,
        arrived_at=ticket.arrived_at,
        called_at=ticket.called_at,
        started_at=ticket.started_at,
        ended_at=ticket.ended_at,
        appointment_at=at,
        counter=ticket.counter,
        for_counter=ticket.for_counter,
        for_person_id=ticket.for_person_id,
        room=room or "",
        place="" if state is State.WAITING else place_words(counter, room or ""),
        transferred_from=ticket.transferred_from,
        calls=ticket.calls,
        served_by=ticket.served_by,
        seat=ticket.seat,
        drinks=ticket.drinks,
        materials=ticket.materials,
        note=ticket.note,
        missing=tuple(missing),
    )
