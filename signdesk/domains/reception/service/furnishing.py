"""What the front desk is furnished with, as one list for whoever sets it up: services, counters, rooms. Each is changed
or taken out of use; nothing is deleted, because tickets and bookings name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.operations import require
from signdesk.domains.reception.models import Counter, Room, VisitService
from signdesk.domains.reception.service import desks, room_bookings
from signdesk.domains.reception.service.vocabulary import SET_UP_RECEPTION

Kind = Literal["service", "counter", "room"]
KINDS: tuple[Kind, ...] = ("service", "counter", "room")


@dataclass(frozen=True)
class Piece:
    """One service, counter or room. `id` tells the three kinds apart; `record_id` is the record's own. What a kind does
    not have is empty or 0."""

    id: int
    kind: Kind
    record_id: int
    version: int
    name: str
    active: bool
    prefix: str = ""
    digit: int = 0
    needs_id: bool = False
    minutes: int = 0
    number: int = 0
    capacity: int = 0
    equipment: str = ""
    location: str = ""


def pieces(session: Session) -> tuple[Piece, ...]:
    """Everything, services first, those in use before the others."""
    require(session, SET_UP_RECEPTION)
    found = [_of_service(row) for row in session.scalars(select(VisitService).order_by(VisitService.digit))]
    found += [_of_counter(row) for row in session.scalars(select(Counter).order_by(Counter.number))]
    found += [_of_room(row) for row in session.scalars(select(Room).order_by(Room.id))]
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), not one.active)))


def piece(session: Session, *, piece_id: int) -> Piece:
    """One of them. UserError if there is none."""
    found = next((one for one in pieces(session) if one.id == piece_id), None)
    if found is None:
        raise UserError(_("This record does not exist any more."))
    return found


def furnish(session: Session, *, kind: Kind, **values: object) -> int:
    """A new service, counter or room; the id of the piece. UserError on the field that is wrong."""
    given = {name: value for name, value in values.items() if value is not None}
    if kind == "service":
        _check_free_name(session, str(given.get("name", "")), None)
        return _id("service", desks.add_service(session, **given).id)  # type: ignore[arg-type]  # a form's values
    if kind == "counter":
        _check_free_number(session, given.get("number"), None)
        return _id("counter", desks.add_counter(session, **given).id)  # type: ignore[arg-type]  # a form's values
    return _id("room", room_bookings.add_room(session, **given).id)  # type: ignore[arg-type]  # a form's values


def change_service(
    session: Session, *, service_id: int, version: int, name: str, prefix: str, digit: int, needs_id: bool, minutes: int
) -> None:
    """Change a service; tickets already given keep their numbers. Errors as in `add_service`."""
    row = load(session, VisitService, service_id, version)
    if not (len(prefix) == 1 and prefix.isascii() and prefix.isalpha()):
        raise UserError(_("The prefix is one letter, A to Z."), field="prefix")
    _check_free_digit(session, digit, service_id)
    _check_free_name(session, name, service_id)
    row.name, row.prefix, row.digit = name.strip(), prefix.upper(), digit
    row.needs_id, row.minutes = needs_id, minutes


def change_counter(session: Session, *, counter_id: int, version: int, number: int, name: str | None) -> None:
    """Another number or name."""
    row = load(session, Counter, counter_id, version)
    _check_free_number(session, number, counter_id)
    row.number, row.name = number, (name or "").strip()


def change_room(
    session: Session,
    *,
    room_id: int,
    version: int,
    name: str,
    capacity: int,
    equipment: str | None = None,
    location: str | None = None,
) -> None:
    """Change a room. UserError for a name that is used, or no seats."""
    row = load(session, Room, room_id, version)
    if session.scalar(select(Room.id).where(Room.name == name.strip(), Room.id != room_id)) is not None:
        raise UserError(_("There is already a room of this name."), field="name")
    if capacity < 1:
        raise UserError(_("A room has at least one seat."), field="capacity")
    row.name, row.capacity = name.strip(), capacity
    row.equipment, row.location = (equipment or "").strip(), (location or "").strip()


def set_in_use(session: Session, *, piece_id: int, in_use: bool) -> None:
    """Take a service or room out of use, or back. UserError if its key belongs to another service by now, and for a
    counter, which is opened and closed at the desk."""
    found = piece(session, piece_id=piece_id)
    if found.kind == "counter":
        raise UserError(_("A counter is opened and closed at the desk."))
    if found.kind == "service":
        if in_use:
            _check_free_digit(session, found.digit, found.record_id)
        load(session, VisitService, found.record_id).active = in_use
    else:
        load(session, Room, found.record_id).active = in_use


def _check_free_digit(session: Session, digit: int, service_id: int) -> None:
    taken = session.scalars(
        select(VisitService).where(VisitService.active, VisitService.digit == digit, VisitService.id != service_id)
    ).first()
    if taken is not None:
        raise UserError(_("Key {digit} belongs to “{service}”.").format(digit=digit, service=taken.name), field="digit")


def _check_free_name(session: Session, name: str, service_id: int | None) -> None:
    taken = session.scalar(select(VisitService.id).where(VisitService.name == name.strip()))
    if taken is not None and taken != service_id:
        raise UserError(_("There is already a service of this name."), field="name")


def _check_free_number(session: Session, number: object, counter_id: int | None) -> None:
    taken = session.scalar(select(Counter.id).where(Counter.number == number))
    if taken is not None and taken != counter_id:
        raise UserError(_("There is already a counter of this number."), field="number")


def _id(kind: Kind, record_id: int) -> int:
    return record_id * len(KINDS) + KINDS.index(kind)


def _of_service(row: VisitService) -> Piece:
    return Piece(
        _id("service", row.id), "service", row.id, row.version, row.name, row.active,
        prefix=row.prefix, digit=row.digit, needs_id=row.needs_id, minutes=row.minutes,
    )  # fmt: skip


def _of_counter(row: Counter) -> Piece:
    return Piece(_id("counter", row.id), "counter", row.id, row.version, row.name, True, number=row.number)


def _of_room(row: Room) -> Piece:
    return Piece(
        _id("room", row.id), "room", row.id, row.version, row.name, row.active,
        capacity=row.capacity, equipment=row.equipment, location=row.location,
    )  # fmt: skip
