"""Signing rooms: bookings that cannot collide, and the readiness list a session needs before it starts (R2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from signdesk.core import clock, people
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.operations import actor_of
from signdesk.domains.assets import service as assets
from signdesk.domains.reception.models import Booking, ReadinessCheck, Room, RoomEquipment
from signdesk.domains.reception.service import occupancy
from signdesk.domains.reception.service.values import BookingInfo, ReadinessInfo, RoomInfo

BOOKED, IN_USE, OVER, CANCELLED = "booked", "in_use", "over", "cancelled"


def rooms(session: Session) -> tuple[RoomInfo, ...]:
    """The rooms in use, in the order they were set up: 甲 乙 丙 does not sort by its characters."""
    found = session.scalars(select(Room).where(Room.active).order_by(Room.id))
    return tuple(
        RoomInfo(room.id, room.version, room.name, room.capacity, room.equipment, room.location) for room in found
    )


def room_devices(session: Session, *, room_id: int) -> tuple[tuple[int, str], ...]:
    """The devices a room's readiness list goes through: (equipment id, name), those whose place in the register of
    equipment is the room and those that were put there (`place_device`)."""
    room = load(session, Room, room_id)
    devices = {row.id: f"{row.number} {row.name}" for row in assets.at_place(session, place=room.name)}
    put = session.scalars(
        select(RoomEquipment).where(RoomEquipment.room_id == room_id, RoomEquipment.present).order_by(RoomEquipment.id)
    )
    for device in put:
        devices.setdefault(device.equipment_id, device.name)
    return tuple(devices.items())


def add_room(session: Session, *, name: str, capacity: int, equipment: str = "", location: str = "") -> RoomInfo:
    """A new room. UserError for an empty name, one that is used, or no seats."""
    name = name.strip()
    if not name:
        raise UserError(_("The name must not be empty."), field="name")
    if session.scalar(select(Room.id).where(Room.name == name)) is not None:
        raise UserError(_("There is already a room of this name."), field="name")
    if capacity < 1:
        raise UserError(_("A room has at least one seat."), field="capacity")
    room = Room(name=name, capacity=capacity, equipment=equipment.strip(), location=location.strip(), active=True)
    session.add(room)
    session.flush()
    return next(info for info in rooms(session) if info.id == room.id)


def place_device(session: Session, *, room_id: int, equipment_id: int, name: str) -> None:
    """Say that this device of the register of equipment stands in the room."""
    load(session, Room, room_id)
    session.add(RoomEquipment(room_id=room_id, equipment_id=equipment_id, name=name, present=True))
    session.flush()


def book_room(
    session: Session,
    *,
    room_id: int,
    starts_at: datetime,
    ends_at: datetime,
    title: str,
    people_expected: int = 2,
    person_id: int | None = None,
    appointment_id: int | None = None,
    case_id: int | None = None,
) -> BookingInfo:
    """Take a room, and the officer `person_id`, for a time. UserError if either is taken or the room is too small."""
    room = load(session, Room, room_id)
    if people_expected > room.capacity:
        raise UserError(
            _("{room} has {capacity} seats.").format(room=room.name, capacity=room.capacity),
            field="people_expected",
            hint=_("Choose a larger room."),
        )
    booking = Booking(
        room_id=room_id,
        person_id=person_id,
        appointment_id=appointment_id,
        case_id=case_id,
        title=title.strip(),
        people=people_expected,
        starts_at=starts_at,
        ends_at=ends_at,
        state=BOOKED,
        reason="",
    )
    session.add(booking)
    session.flush()
    _occupy(session, booking)
    return booking_info(session, booking_id=booking.id)


def move_booking(
    session: Session,
    *,
    booking_id: int,
    version: int,
    starts_at: datetime,
    ends_at: datetime,
    room_id: int | None = None,
) -> BookingInfo:
    """Another time or room for a booking that has not begun."""
    booking = _open(session, booking_id, version)
    booking.starts_at, booking.ends_at = starts_at, ends_at
    if room_id is not None:
        booking.room_id = load(session, Room, room_id).id
    _occupy(session, booking)
    session.flush()
    return booking_info(session, booking_id=booking_id)


def cancel_booking(session: Session, *, booking_id: int, version: int, reason: str) -> BookingInfo:
    """Cancel with a reason; the room is free again."""
    booking = _open(session, booking_id, version)
    if not reason.strip():
        raise UserError(_("Say why it is cancelled."), field="reason")
    booking.state, booking.reason = CANCELLED, reason.strip()
    occupancy.release(session, holder=_holder(booking))
    session.flush()
    return booking_info(session, booking_id=booking_id)


def begin_booking(session: Session, *, booking_id: int) -> BookingInfo:
    """The session begins in the room. UserError unless its readiness has been checked and it is ready."""
    require_ready(session, booking_id=booking_id)
    booking = load(session, Booking, booking_id)
    if booking.state not in (BOOKED, IN_USE):
        raise UserError(_("This booking is no longer open."))
    booking.state = IN_USE
    session.flush()
    return booking_info(session, booking_id=booking_id)


def end_booking(session: Session, *, booking_id: int) -> BookingInfo:
    """The room is empty again, also earlier than booked: the rest of the time is given back."""
    booking = load(session, Booking, booking_id)
    booking.state = OVER
    occupancy.release(session, holder=_holder(booking))
    session.flush()
    return booking_info(session, booking_id=booking_id)


def bookings(session: Session, *, first: date, last: date | None = None) -> tuple[BookingInfo, ...]:
    """The bookings of a day, or from the first to the last day, without cancelled ones, in the order of their times."""
    start, end = clock.day_bounds(first)[0], clock.day_bounds(last or first)[1]
    within = (Booking.starts_at >= start) & (Booking.starts_at < end) & (Booking.state != CANCELLED)
    return tuple(_infos(session, within))


def booking_info(session: Session, *, booking_id: int) -> BookingInfo:
    """One booking. UserError if there is none with this id."""
    load(session, Booking, booking_id)
    return _infos(session, Booking.id == booking_id)[0]


def free_rooms(
    session: Session, *, starts_at: datetime, ends_at: datetime, people_expected: int = 1
) -> tuple[RoomInfo, ...]:
    """Rooms that are free all that time and large enough, the smallest first."""
    fitting = [room for room in rooms(session) if room.capacity >= people_expected]
    free = [
        room
        for room in fitting
        if occupancy.is_free(session, resource=occupancy.room(room.id), start=starts_at, end=ends_at)
    ]
    return tuple(sorted(free, key=lambda room: (room.capacity, room.name)))


def check_readiness(
    session: Session,
    *,
    booking_id: int,
    clean: bool,
    comfortable: bool,
    equipment_works: bool,
    note: str = "",
    faults: Sequence[tuple[int, str]] = (),
) -> ReadinessInfo:
    """Fill in the readiness list before a session.

    `faults` are (equipment id, what is wrong): each opens a repair request in the register of equipment. What is not
    in order needs a note or a fault.
    """
    booking = load(session, Booking, booking_id)
    if not equipment_works and not faults and not note.strip():
        raise UserError(_("Say which device does not work and what is wrong."), field="faults")
    if not (clean and comfortable) and not note.strip():
        raise UserError(_("Say what is not in order."), field="note")
    reports = [_report(session, equipment_id, description) for equipment_id, description in faults]
    session.add(
        ReadinessCheck(
            booking_id=booking_id,
            room_id=booking.room_id,
            clean=clean,
            comfortable=comfortable,
            equipment_works=equipment_works and not faults,
            note=note.strip(),
            faults=", ".join(reports),
            checked_by=actor_of(session).name,
            checked_at=clock.now(),
        )
    )
    session.flush()
    found = booking_info(session, booking_id=booking_id).readiness
    assert found is not None  # noqa: S101 -- just written
    return found


def require_ready(session: Session, *, booking_id: int) -> ReadinessInfo:
    """The latest readiness check; UserError if there is none or the room is not fit for a session."""
    found = booking_info(session, booking_id=booking_id).readiness
    if found is None:
        raise UserError(_("The room has not been checked yet."), hint=_("Fill in the readiness list first."))
    if not found.ready:
        raise UserError(
            _("The room is not ready: {note}").format(note=found.note), hint=_("Put it in order, check again.")
        )
    return found


# -- helpers ----------------------------------------------------------------------------------------------------------


def _holder(booking: Booking) -> str:
    return f"booking:{booking.id}"


def _report(session: Session, equipment_id: int, description: str) -> str:
    if not description.strip():
        raise UserError(_("Say what is wrong with the device."), field="faults")
    report = assets.report_fault(session, equipment_id=equipment_id, description=description.strip())
    return report.number


def _open(session: Session, booking_id: int, version: int) -> Booking:
    booking = load(session, Booking, booking_id, version)
    if booking.state != BOOKED:
        raise UserError(_("This booking is no longer open."))
    return booking


def _occupy(session: Session, booking: Booking) -> None:
    resources = [occupancy.room(booking.room_id)]
    if booking.person_id is not None:
        resources.append(occupancy.person(booking.person_id))
    occupancy.occupy(
        session, holder=_holder(booking), resources=resources, start=booking.starts_at, end=booking.ends_at
    )


def _infos(session: Session, condition: ColumnElement[bool]) -> list[BookingInfo]:
    found = session.execute(
        select(Booking, Room.name)
        .join(Room, Room.id == Booking.room_id)
        .where(condition)
        .order_by(Booking.starts_at, Room.name)
    ).all()
    staff = people.names(session, (booking.person_id for booking, __ in found))
    checks = _latest_checks(session, [booking.id for booking, __ in found])
    return [
        BookingInfo(
            id=booking.id,
            version=booking.version,
            room_id=booking.room_id,
            room=name,
            person_id=booking.person_id,
            person=staff.get(booking.person_id, "") if booking.person_id else "",
            appointment_id=booking.appointment_id,
            case_id=booking.case_id,
            title=booking.title,
            people=booking.people,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            state=booking.state,
            readiness=checks.get(booking.id),
        )
        for booking, name in found
    ]


def _latest_checks(session: Session, booking_ids: list[int]) -> dict[int, ReadinessInfo]:
    if not booking_ids:
        return {}
    found = session.scalars(
        select(ReadinessCheck).where(ReadinessCheck.booking_id.in_(booking_ids)).order_by(ReadinessCheck.id)
    )
    return {
        check.booking_id: ReadinessInfo(
            check.clean, check.comfortable, check.equipment_works, check.note, check.faults, check.checked_by,
            check.checked_at,
        )
        for check in found
    }  # fmt: skip
