"""The rules of the register of equipment: when maintenance falls due, how long something was down, whose turn it is,
and that who repairs does not accept. Pure functions."""

import calendar
from collections.abc import Iterable
from datetime import date, datetime, timedelta

SOON_DAYS = 7
"""Maintenance within so many days stands in the list of what is next."""


def next_maintenance(last: date, months: int) -> date | None:
    """The day so many months after the last maintenance, or the month's last if it is shorter; None without a plan."""
    if months <= 0:
        return None
    year, month = divmod(last.year * 12 + last.month - 1 + months, 12)
    return date(year, month + 1, min(last.day, calendar.monthrange(year, month + 1)[1]))


def due_soon(next_on: date | None, today: date) -> bool:
    """Whether maintenance is due within a week, or overdue."""
    return next_on is not None and next_on <= today + timedelta(days=SOON_DAYS)


def downtime_days(faults: Iterable[tuple[datetime, datetime | None]], now: datetime) -> int:
    """Days a device was not usable: begun days from each report to its acceptance, or to now."""
    return sum(days_down(reported, accepted or now) for reported, accepted in faults)


def days_down(reported: datetime, until: datetime) -> int:
    """Which day of the fault it is: the day of the report is the first."""
    return (until - reported).days + 1


def may_accept(repairer_id: int | None, repaired_by: str, *, account_id: int | None, name: str) -> bool:
    """Whether somebody may accept a repair: never who did it. Without an account the name decides."""
    if repairer_id is not None and account_id is not None:
        return repairer_id != account_id
    return repaired_by != name
