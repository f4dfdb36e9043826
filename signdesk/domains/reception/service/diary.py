"""Appointments: book, move, cancel; checking in belongs to the queue. Rooms and people are never booked twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from signdesk.core import clock, people
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.domains.reception.models import Appointment, Booking, Customer, Room, VisitService
from signdesk.domains.reception.service import customers, desks, occupancy, room_bookings
from signdesk.domains.reception.service.values import AppointmentInfo, NewCustomer

BOOKED, ARRIVED, CANCELLED, MISSED = "booked", "arrived", "cancelled", "missed"


def book_appointment(
    session: Session,
    *,
    service_id: int,
    starts_at: datetime,
    minutes: int,
    customer_id: int | None = None,
    new_customer: NewCustomer | None = None,
    person_id: int | None = None,
    room_id: int | None = None,
    case_no: str = "",
    note: str = "",
) -> AppointmentInfo:
    """Give a customer a time, with a member of staff and a room if wanted (aware times, whole five minutes)."""
    if starts_at < clock.now():
        raise UserError(_("This time has passed."), field="starts_at")
    desks.service_info(session, service_id=service_id)
    if customer_id is None:
        if new_customer is None:
            raise UserError(_("The name must not be empty."), field="name")
        customer_id = customers.add_customer(session, customer=new_customer).id
    customer = load(session, Customer, customer_id)
    record = Appointment(
        subject=customer.subject,
        customer_id=customer_id,
        service_id=service_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        person_id=person_id,
        state=BOOKED,
        case_no=case_no.strip(),
        note=note.strip(),
        moved=0,
        reason="",
    )
    session.add(record)
    session.flush()
    _occupy(session, record)
    if room_id is not None:
        _book_room(session, record, room_id, customer.name)
    return appointment_info(session, appointment_id=record.id)


def move_appointment(
    session: Session,
    *,
    appointment_id: int,
    version: int,
    starts_at: datetime,
    minutes: int,
    person_id: int | None = None,
    room_id: int | None = None,
    reason: str = "",
) -> AppointmentInfo:
    """Another time, person or room. UserError if it is no longer open or the new time is taken: the old one stays."""
    record = _open(session, appointment_id, version)
    record.starts_at, record.ends_at = starts_at, starts_at + timedelta(minutes=minutes)
    record.person_id = person_id
    record.moved += 1
    record.reason = reason.strip()
    _occupy(session, record)
    booking = _booking(session, appointment_id)
    if booking is not None and room_id == booking.room_id:
        room_bookings.move_booking(
            session, booking_id=booking.id, version=booking.version, starts_at=record.starts_at, ends_at=record.ends_at
        )
    else:
        if booking is not None:
            room_bookings.cancel_booking(session, booking_id=booking.id, version=booking.version, reason=_("Moved"))
        if room_id is not None:
            _book_room(session, record, room_id, load(session, Customer, record.customer_id).name)
    session.flush()
    return appointment_info(session, appointment_id=appointment_id)


def cancel_appointment(session: Session, *, appointment_id: int, version: int, reason: str) -> AppointmentInfo:
    """Cancel with a reason; its room and person are free again."""
    record = _open(session, appointment_id, version)
    if not reason.strip():
        raise UserError(_("Say why it is cancelled."), field="reason")
    record.state, record.reason = CANCELLED, reason.strip()
    occupancy.release(session, holder=_holder(record))
    booking = _booking(session, appointment_id)
    if booking is not None:
        room_bookings.cancel_booking(session, booking_id=booking.id, version=booking.version, reason=reason)
    session.flush()
    return appointment_info(session, appointment_id=appointment_id)


def appointment_info(session: Session, *, appointment_id: int) -> AppointmentInfo:
    """One appointment. UserError if there is none with this id."""
    load(session, Appointment, appointment_id)
    return _infos(session, Appointment.id == appointment_id)[0]


def appointments(session: Session, *, first: date, last: date | None = None) -> tuple[AppointmentInfo, ...]:
    """The appointments of a day, or from the first to the last day, in the order of their times."""
    start, end = clock.day_bounds(first)[0], clock.day_bounds(last or first)[1]
    return tuple(_infos(session, (Appointment.starts_at >= start) & (Appointment.starts_at < end)))


# -- helpers ----------------------------------------------------------------------------------------------------------


def _open(session: Session, appointment_id: int, version: int) -> Appointment:
    record = load(session, Appointment, appointment_id, version)
    if record.state != BOOKED:
        raise UserError(_("This appointment is no longer open."))
    return record


def _holder(record: Appointment) -> str:
    return f"appointment:{record.id}"


def _occupy(session: Session, record: Appointment) -> None:
    resources = [occupancy.person(record.person_id)] if record.person_id is not None else []
    occupancy.occupy(session, holder=_holder(record), resources=resources, start=record.starts_at, end=record.ends_at)


def _book_room(session: Session, record: Appointment, room_id: int, title: str) -> None:
    room_bookings.book_room(
        session, room_id=room_id, starts_at=record.starts_at, ends_at=record.ends_at, title=title,
        appointment_id=record.id,
    )  # fmt: skip


def _booking(session: Session, appointment_id: int) -> Booking | None:
    return session.scalars(
        select(Booking).where(Booking.appointment_id == appointment_id, Booking.state == room_bookings.BOOKED)
    ).first()


def _infos(session: Session, condition: ColumnElement[bool]) -> list[AppointmentInfo]:
    rows = session.execute(
        select(Appointment, Customer.name, VisitService.name, Booking.id, Room.name)
        .join(Customer, Customer.id == Appointment.customer_id)
        .join(VisitService, VisitService.id == Appointment.service_id)
        .outerjoin(Booking, (Booking.appointment_id == Appointment.id) & (Booking.state != room_bookings.CANCELLED))
        .outerjoin(Room, Room.id == Booking.room_id)
        .where(condition)
        .order_by(Appointment.starts_at, Appointment.id)
    ).all()
    staff = people.names(session, (row[0].person_id for row in rows))
    now = clock.now()
    return [
        AppointmentInfo(
            id=record.id,
            version=record.version,
            customer_id=record.customer_id,
            customer=customer,
            service_id=record.service_id,
            service=service,
            starts_at=record.starts_at,
            ends_at=record.ends_at,
            person_id=record.person_id,
            person=staff.get(record.person_id, "") if record.person_id else "",
            room=room or "",
            booking_id=booking_id,
            state=MISSED if record.state == BOOKED and record.ends_at < now else record.state,
            case_no=record.case_no,
            note=record.note,
            moved=record.moved,
        )
        for record, customer, service, booking_id, room in rows
    ]
