"""Times that collide: one room and one person are only ever in one place (requirements R2.1, R2.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from signdesk.core.errors import UserError
from signdesk.core.i18n import _

SLOT_MINUTES = 5
"""Bookings begin and end on whole slots, so that the database itself can refuse two in one slot."""
LONGEST = timedelta(hours=12)


@dataclass(frozen=True)
class Span:
    """Something that occupies a resource from `start` up to, but not including, `end` (aware times)."""

    id: int
    resource: str
    start: datetime
    end: datetime


def overlap(first: Span, second: Span) -> bool:
    """Whether two spans claim the same resource at the same moment. One that ends when the other begins does not."""
    return first.resource == second.resource and first.start < second.end and second.start < first.end


def conflicts(wanted: Span, taken: Iterable[Span]) -> list[Span]:
    """Those already taken that collide with `wanted`, earliest first; a booking that is moved never collides with
    itself. A new one has the id 0."""
    others = (span for span in taken if wanted.id == 0 or span.id != wanted.id)
    return sorted((span for span in others if overlap(wanted, span)), key=lambda span: span.start)


def slots(start: datetime, end: datetime) -> range:
    """The numbers of the slots a booking covers, counted in whole slots since 1970."""
    seconds = SLOT_MINUTES * 60
    return range(int(start.timestamp()) // seconds, -(-int(end.timestamp()) // seconds))


def check_times(start: datetime, end: datetime) -> None:
    """UserError unless a booking ends after it begins, is no longer than LONGEST and lies on whole slots."""
    if end <= start:
        raise UserError(_("The end must be later than the beginning."), field="ends_at")
    if end - start > LONGEST:
        raise UserError(_("A booking lasts twelve hours at most."), field="ends_at")
    for moment, field in ((start, "starts_at"), (end, "ends_at")):
        if moment.timestamp() % (SLOT_MINUTES * 60):
            raise UserError(_("Times go in steps of {minutes} minutes.").format(minutes=SLOT_MINUTES), field=field)


def free_starts(
    taken: Iterable[Span], resource: str, *, day_start: datetime, day_end: datetime, length: timedelta, step: timedelta
) -> list[datetime]:
    """Beginnings at which a booking of that length fits between the ones already taken."""
    spans = [span for span in taken if span.resource == resource]
    found = []
    start = day_start
    while start + length <= day_end:
        if not conflicts(Span(0, resource, start, start + length), spans):
            found.append(start)
        start += step
    return found
