"""The acts of the queue: check in, call, recall, pass, restore, transfer, serve, finish, leave; and undoing a wr.

Each checks the version the desk has been looking at, changes the ticket, and leaves a step with who, where and why.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from signdesk.core import clock, numbering
from signdesk.core.db import load
from signdesk.core.errors import StaleRecord, UserError
from signdesk.core.i18n import _
from signdesk.core.identity import IdKind
from signdesk.core.insertion import insert_now
from signdesk.core.operations import actor_of, station_of
from signdesk.domains.reception.models import Appointment, Counter, Customer, Room, Ticket, TicketStep
from signdesk.domains.reception.rules.ticket import QUEUEING, UNDOABLE, Act, State, after
from signdesk.domains.reception.rules.turn import Priority, Why
from signdesk.domains.reception.service import customers, desks, tickets
from signdesk.domains.reception.service.values import ORGANISATION, CounterInfo, CustomerInfo, NewCustomer, TicketInfo
from signdesk.domains.reception.service.vocabulary import TICKET_NUMBER

_UNDO_FIELDS = (
    "state", "called_at", "started_at", "ended_at", "counter", "for_counter", "for_person_id", "room_id",
    "transferred_from", "calls", "served_by",
)  # fmt: skip
_TIMES = frozenset({"called_at", "started_at", "ended_at"})

_TICKET = Ticket.__table__
# Kept ready, and by Core: asked at every check-in, while records still wait to be written.
_STANDING = select(_TICKET.c.number).where(
    _TICKET.c.day == bindparam("on_day"),
    _TICKET.c.customer_id == bindparam("of_customer"),
    _TICKET.c.service_id == bindparam("for_service"),
    _TICKET.c.state.in_(sorted(state.value for state in QUEUEING | {State.CALLED})),
)


@dataclass(frozen=True)
class Agent:
    """Who acts for the customer, and the power of attorney seen: `paper` is original, copy or missing."""

    customer_id: int | None = None
    new: NewCustomer | None = None
    paper: str = "missing"
    valid_until: date | None = None


def check_in(
    session: Session,
    *,
    service_id: int,
    customer_id: int | None = None,
    new_customer: NewCustomer | None = None,
    id_kind: IdKind | None = None,
    id_number: str = "",
    phone: str = "",
    agent: Agent | None = None,
    companions: int = 0,
    priority: Priority | None = None,
    consent: bool = False,
    appointment_id: int | None = None,
) -> TicketInfo:
    """Receive somebody and give them a number: a returning customer by id, or a new one.

    `id_number` and `phone` complete a returning customer who has none yet. UserError names the field that is missing:
    consent (none given, none valid from earlier), id_number (the service needs one), agent (an organisation needs one).
    """
    service = desks.service_info(session, service_id=service_id)
    customer = _who(session, customer_id, new_customer, id_kind, id_number, phone)
    if service.needs_id and not customer.id_number:
        raise UserError(_("“{service}” needs an identity document.").format(service=service.name), field="id_number")
    if not 0 <= companions <= 99:
        raise UserError(_("Companions: a number from 0 to 99."), field="companions")
    if consent:
        customers.give_consent(session, customer_id=customer.id)
    elif customer.consent_until is None:
        raise UserError(
            _("Consent to the processing of personal data is missing."),
            field="consent",
            hint=_("Ask the customer and tick it; without consent nothing is stored."),
        )
    number = numbering.take(session, TICKET_NUMBER, prefix=service.prefix)
    if customer_id is not None:
        # The number's counter lines the seats up: only now is it certain that no other seat receives the same customer.
        _refuse_second_ticket(session, customer_id, service_id)
    power = _power(session, customer.id, customer.kind, agent)
    ticket = Ticket(
        subject=customer.subject,
        day=clock.today(),
        number=number,
        service_id=service_id,
        customer_id=customer.id,
        agent_id=power[0] if power else None,
        power_id=power[1] if power else None,
        appointment_id=_arrive(session, appointment_id, customer.id),
        companions=companions,
        priority=priority.value if priority else None,
        priority_by=actor_of(session).name if priority else None,
        state=State.WAITING.value,
        arrived_at=clock.now(),
        transferred_from="",
        calls=0,
        served_by="",
        seat="",
        drinks="",
        materials="",
        note="",
    )
    insert_now(session, ticket)
    _leave_step(session, ticket, Act.CHECK_IN, before={}, why=priority.label if priority else "")
    return tickets.ticket_info(session, ticket_id=ticket.id)


def call_next(session: Session, *, counter: int) -> TicketInfo:
    """Call the one whose turn it is at this counter. UserError if nobody waits for it."""
    desk = _line_up(session, counter)
    row = tickets.first_in_turn(session, desk)
    if row is None or row.turn is None:
        raise UserError(_("Nobody is waiting for counter {number}.").format(number=counter))
    ticket = load(session, Ticket, row.ticket.id)
    ahead = row.turn.why in (Why.TRANSFERRED, Why.APPOINTMENT, Why.PRIORITY)
    return _call(session, ticket, counter, why=row.why, ahead=ahead, reason="")


def call(session: Session, *, ticket_id: int, version: int, counter: int, reason: str) -> TicketInfo:
    """Call somebody out of turn. The reason is required unless it is their turn anyway; both stand in the record."""
    desk = _line_up(session, counter)
    ticket = _ticket(session, ticket_id, version)
    first = tickets.first_in_turn(session, desk)
    in_turn = first is not None and first.ticket.id == ticket_id
    if not in_turn and not reason.strip():
        raise UserError(
            _("Say why this one goes first."),
            field="reason",
            hint=_("Next by rule is {number}.").format(number=first.ticket.number) if first else "",
        )
    why = first.why if in_turn and first else _("Called out of turn")
    return _call(session, ticket, counter, why=why, ahead=not in_turn, reason=reason.strip())


def recall(session: Session, *, ticket_id: int, version: int) -> TicketInfo:
    """Call the same number once more."""
    ticket = _ticket(session, ticket_id, version)
    return _do(session, ticket, Act.RECALL, calls=ticket.calls + 1)


def pass_over(session: Session, *, ticket_id: int, version: int) -> TicketInfo:
    """Nobody came: the number is passed. It can be restored."""
    return _do(session, _ticket(session, ticket_id, version), Act.PASS_OVER, ended_at=clock.now())


def restore(session: Session, *, ticket_id: int, version: int) -> TicketInfo:
    """A passed number, or one that left, waits again at the place its arrival gives it."""
    ticket = _ticket(session, ticket_id, version)
    _today_only(ticket)
    return _do(
        session,
        ticket,
        Act.RESTORE,
        called_at=None,
        started_at=None,
        ended_at=None,
        counter=None,
        calls=0,
        served_by="",
    )


def transfer(
    session: Session,
    *,
    ticket_id: int,
    version: int,
    to_counter: int | None = None,
    to_person_id: int | None = None,
    to_room_id: int | None = None,
    reason: str = "",
) -> TicketInfo:
    """Send somebody to a counter, a lead or a room without losing the place: they are called there before others."""
    if sum(target is not None for target in (to_counter, to_person_id, to_room_id)) != 1:
        raise UserError(_("Choose one counter, person or room."), field="target")
    ticket = _ticket(session, ticket_id, version)
    if to_counter is not None:
        desks.counter_info(session, number=to_counter)
    if to_room_id is not None:
        load(session, Room, to_room_id)
    came_from = tickets.place_words(ticket.counter or station_of(session).counter) or _("Reception")
    return _do(
        session, ticket, Act.TRANSFER, reason=reason.strip(), for_counter=to_counter, for_person_id=to_person_id,
        room_id=to_room_id, transferred_from=came_from, counter=None, called_at=ticket.called_at, started_at=None,
    )  # fmt: skip


def start(session: Session, *, ticket_id: int, version: int) -> TicketInfo:
    """The customer has come to the counter: serving begins."""
    ticket = _ticket(session, ticket_id, version)
    return _do(session, ticket, Act.START, started_at=clock.now(), served_by=actor_of(session).name)


def sign(session: Session, *, ticket_id: int, version: int, room_id: int) -> TicketInfo:
    """The customer goes to the signing room; the signing session takes over."""
    ticket = _ticket(session, ticket_id, version)
    load(session, Room, room_id)
    started = ticket.started_at or clock.now()
    return _do(session, ticket, Act.SIGN, room_id=room_id, started_at=started, served_by=actor_of(session).name)


def finish(session: Session, *, ticket_id: int, version: int) -> TicketInfo:
    """The visit is over."""
    return _do(session, _ticket(session, ticket_id, version), Act.FINISH, ended_at=clock.now())


def leave(session: Session, *, ticket_id: int, version: int, reason: str = "") -> TicketInfo:
    """The customer has left without (all) service. The number can be restored."""
    ticket = _ticket(session, ticket_id, version)
    return _do(session, ticket, Act.LEAVE, reason=reason.strip(), ended_at=clock.now())


def undo(session: Session, *, ticket_id: int, version: int) -> TicketInfo:
    """Take the ticket's last step back: it stands where it stood before. The step stays in the record as undone."""
    ticket = _ticket(session, ticket_id, version)
    _today_only(ticket)
    step = session.scalars(
        select(TicketStep)
        .where(
            TicketStep.ticket_id == ticket_id,
            TicketStep.undone.is_(False),
            TicketStep.act.in_([act.value for act in UNDOABLE]),
        )
        .order_by(TicketStep.id.desc())
        .limit(1)
    ).first()
    if step is None:
        raise UserError(_("There is nothing to undo on this ticket."))
    for recalled in session.scalars(
        select(TicketStep).where(
            TicketStep.ticket_id == ticket_id, TicketStep.id > step.id, TicketStep.undone.is_(False)
        )
    ):
        recalled.undone = True
    step.undone = True
    before = _snapshot(ticket)
    for field, value in json.loads(step.before).items():
        setattr(ticket, field, datetime.fromisoformat(value) if value and field in _TIMES else value)
    _leave_step(session, ticket, Act.UNDO, before=before, why=Act(step.act).label)
    session.flush()
    return tickets.ticket_info(session, ticket_id=ticket_id)


def note_visit(
    session: Session,
    *,
    ticket_id: int,
    version: int,
    seat: str | None = None,
    drinks: str | None = None,
    materials: str | None = None,
    note: str | None = None,
) -> TicketInfo:
    """Note the chair in the waiting area, drinks served, materials handed out; None leaves a field as it is."""
    ticket = _ticket(session, ticket_id, version)
    for field, value in {"seat": seat, "drinks": drinks, "materials": materials, "note": note}.items():
        if value is not None:
            setattr(ticket, field, value.strip())
    session.flush()
    return tickets.ticket_info(session, ticket_id=ticket_id)


# -- helpers ----------------------------------------------------------------------------------------------------------


def _who(
    session: Session,
    customer_id: int | None,
    new: NewCustomer | None,
    id_kind: IdKind | None,
    id_number: str,
    phone: str,
) -> CustomerInfo:
    if customer_id is None:
        if new is None:
            raise UserError(_("The name must not be empty."), field="name")
        return customers.add_customer(session, customer=new)
    if id_number.strip() or phone.strip():
        customers.supply_missing(session, customer_id=customer_id, id_kind=id_kind, id_number=id_number, phone=phone)
    return customers.customer_info(session, customer_id=customer_id)


def _power(session: Session, customer_id: int, kind: str, agent: Agent | None) -> tuple[int, int] | None:
    if agent is None:
        if kind == ORGANISATION:
            raise UserError(_("Who has come for the organisation?"), field="agent")
        return None
    agent_id = agent.customer_id
    if agent_id is None:
        if agent.new is None:
            raise UserError(_("Who has come for the customer?"), field="agent")
        agent_id = customers.add_customer(session, customer=agent.new).id
    power = customers.record_power(
        session, customer_id=customer_id, agent_id=agent_id, paper=agent.paper, valid_until=agent.valid_until
    )
    return agent_id, power.id


def _arrive(session: Session, appointment_id: int | None, customer_id: int) -> int | None:
    if appointment_id is None:
        return None
    appointment = load(session, Appointment, appointment_id)
    if appointment.customer_id != customer_id:
        raise UserError(_("This appointment belongs to someone else."), field="appointment")
    if appointment.state != "booked":
        raise UserError(_("This appointment is no longer open."), field="appointment")
    appointment.state = "arrived"
    return appointment.id


def _refuse_second_ticket(session: Session, customer_id: int, service_id: int) -> None:
    number = session.connection().scalar(
        _STANDING, {"on_day": clock.today(), "of_customer": customer_id, "for_service": service_id}
    )
    if number:
        raise UserError(
            _("This customer already waits with {number}.").format(number=number),
            field="name",
            hint=_("Print that ticket again instead."),
        )


def _ticket(session: Session, ticket_id: int, version: int) -> Ticket:
    try:
        return load(session, Ticket, ticket_id, version)
    except StaleRecord as stale:
        now = tickets.ticket_info(session, ticket_id=ticket_id)
        raise StaleRecord(
            _("{number} has changed meanwhile: {state} {place}")
            .format(number=now.number, state=now.state.label, place=now.place)
            .strip(),
            current=stale.current,
            hint=_("Look at it and decide again."),
        ) from None


def _line_up(session: Session, counter: int) -> CounterInfo:
    """Two counters never call the same ticket: on PostgreSQL each waits here for the other's call to be committed.

    A counter that calls is open.
    """
    session.execute(select(Counter.id).order_by(Counter.number).limit(1).with_for_update())
    desk = desks.counter_info(session, number=counter)
    return desk if desk.open else desks.set_counter(session, number=counter, is_open=True)


def _today_only(ticket: Ticket) -> None:
    if ticket.day != clock.today():
        raise UserError(_("Tickets of an earlier day stay as they are."))


def _call(session: Session, ticket: Ticket, counter: int, *, why: str, ahead: bool, reason: str) -> TicketInfo:
    return _do(
        session, ticket, Act.CALL, why=why, ahead=ahead, reason=reason, counter=counter,
        called_at=clock.now(), calls=1, room_id=None, served_by=actor_of(session).name,
    )  # fmt: skip


def _do(
    session: Session,
    ticket: Ticket,
    act: Act,
    *,
    why: str = "",
    ahead: bool = False,
    reason: str = "",
    **changes: object,
) -> TicketInfo:
    before = _snapshot(ticket)
    ticket.state = after(State(ticket.state), act).value
    for field, value in changes.items():
        setattr(ticket, field, value)
    _leave_step(session, ticket, act, before=before, why=why, ahead=ahead, reason=reason)
    session.flush()
    return tickets.ticket_info(session, ticket_id=ticket.id)


def _snapshot(ticket: Ticket) -> dict[str, object]:
    found = {field: getattr(ticket, field) for field in _UNDO_FIELDS}
    return {field: value.isoformat() if isinstance(value, datetime) else value for field, value in found.items()}


def _leave_step(
    session: Session,
    ticket: Ticket,
    act: Act,
    *,
    before: dict[str, object],
    why: str = "",
    ahead: bool = False,
    reason: str = "",
) -> None:
    room = load(session, Room, ticket.room_id).name if ticket.room_id else ""
    target = tickets.place_words(ticket.for_counter, room) if act is Act.TRANSFER else ""
    insert_now(
        session,
        TicketStep(
            subject=load(session, Customer, ticket.customer_id).subject,
            ticket_id=ticket.id,
            day=ticket.day,
            at=clock.now(),
            act=act.value,
            state=ticket.state,
            counter=ticket.counter,
            place=target or tickets.place_words(ticket.counter, room),
            actor=actor_of(session).name,
            why=why,
            ahead=ahead,
            reason=reason,
            before=json.dumps(before),
            undone=False,
        ),
    )
