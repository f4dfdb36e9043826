"""The only place that knows the time. Times are aware and in UTC; "today" is the centre's own calendar day, whatever
the PC's zone is, because it decides when ticket numbers start again."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Shanghai"

_zone = ZoneInfo(DEFAULT_ZONE)
_fixed: ContextVar[datetime | None] = ContextVar("fixed", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """The centre's calendar day."""
    return to_local(now()).date()


def to_local(moment: datetime) -> datetime:
    """`moment` (aware) on the centre's wall clock."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(_zone)


def from_local(day: date, at: time) -> datetime:
    """The UTC moment of a wall-clock time in the centre."""
    return datetime.combine(day, at, tzinfo=_zone).astimezone(UTC)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """First moment of the centre's `day` and of the day after, in UTC."""
    return from_local(day, time.min), from_local(day + timedelta(days=1), time.min)


def set_zone(name: str) -> None:
    """Use the centre's time zone (an IANA name; the zone table is shipped)."""
    global _zone
    _zone = ZoneInfo(name)


@contextmanager
def fixed(moment: datetime) -> Iterator[None]:
    """Everything inside happens at `moment`: for building the sample centre's past."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
