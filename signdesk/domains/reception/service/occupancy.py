"""Rooms and people are only ever in one place: the database's own key refuses the second booking of five minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from signdesk.core import clock, people
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.domains.reception.models import OccupiedSlot, Room
from signdesk.domains.reception.rules.times import SLOT_MINUTES, check_times, slots


def room(room_id: int) -> str:
    """The resource name of a room."""
    return f"room:{room_id}"


def person(person_id: int) -> str:
    """The resource name of a member of staff."""
    return f"person:{person_id}"


def occupy(session: Session, *, holder: str, resources: Sequence[str], start: datetime, end: datetime) -> None:
    """Take rooms and people for a time, in place of what `holder` had taken before.

    UserError names who or what is taken until when; also if somebody else took it in the same moment.
    """
    check_times(start, end)
    release(session, holder=holder)
    wanted = slots(start, end)
    if not resources:
        return
    taken = session.execute(
        select(OccupiedSlot.resource, OccupiedSlot.slot)
        .where(OccupiedSlot.resource.in_(resources), OccupiedSlot.slot >= wanted.start, OccupiedSlot.slot < wanted.stop)
        .order_by(OccupiedSlot.slot)
        .limit(1)
    ).first()
    if taken is not None:
        raise _conflict(session, taken.resource, taken.slot)
    rows = [{"resource": resource, "slot": slot, "holder": holder} for resource in sorted(resources) for slot in wanted]
    connection = session.connection()
    try:
        # By Core on the connection: slots are derived from the booking, which is the record.
        with connection.begin_nested():
            connection.execute(insert(OccupiedSlot), rows)
    except IntegrityError as error:
        raise UserError(_("Somebody else has just booked this time."), field="starts_at") from error


def release(session: Session, *, holder: str) -> None:
    """Give back everything this holder had taken."""
    session.connection().execute(delete(OccupiedSlot).where(OccupiedSlot.holder == holder))


def is_free(session: Session, *, resource: str, start: datetime, end: datetime) -> bool:
    """Whether nothing is booked there in this time."""
    wanted = slots(start, end)
    found = session.scalar(
        select(OccupiedSlot.slot)
        .where(OccupiedSlot.resource == resource, OccupiedSlot.slot >= wanted.start, OccupiedSlot.slot < wanted.stop)
        .limit(1)
    )
    return found is None


def _conflict(session: Session, resource: str, slot: int) -> UserError:
    kind, __, number = resource.partition(":")
    if kind == "room":
        name, field = load(session, Room, int(number)).name, "room_id"
    else:
        name, field = people.person_info(session, person_id=int(number)).name, "person_id"
    holder = session.scalars(
        select(OccupiedSlot.holder).where(OccupiedSlot.resource == resource, OccupiedSlot.slot == slot)
    ).one()
    taken = session.scalars(
        select(OccupiedSlot.slot)
        .where(OccupiedSlot.resource == resource, OccupiedSlot.holder == holder)
        .order_by(OccupiedSlot.slot)
    ).all()
    start, end = (f"{clock.to_local(_moment(edge)):%H:%M}" for edge in (taken[0], taken[-1] + 1))
    return UserError(
        _("{name} is already taken from {start} to {end}.").format(name=name, start=start, end=end),
        field=field,
        hint=_("Choose another time, room or person."),
    )


def _moment(slot: int) -> datetime:
    return datetime.fromtimestamp(slot * SLOT_MINUTES * 60, tz=clock.now().tzinfo)
