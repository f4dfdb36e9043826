"""Chinese working days: which days are worked, which are rest, and why; and arithmetic in working hours. The yearly
notice of the State Council comes from the calendar library; a year without one is "not published" and never guessed.
What time it is now is `core.clock`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from types import ModuleType

from signdesk.core import clock
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _


class DayKind(StrEnum):
    """What a day is. STATUTORY days count three times for pay; SWAPPED ones are paid back by a MAKE_UP workday."""

    WORKDAY = "workday"
    MAKE_UP = "make_up"
    REST = "rest"
    STATUTORY = "statutory"
    SWAPPED = "swapped"

    @property
    def worked(self) -> bool:
        """Whether the centre works on such a day."""
        return self in (DayKind.WORKDAY, DayKind.MAKE_UP)

    @property
    def label(self) -> str:
        """The kind in words."""
        return _(_LABELS[self])


_LABELS = {
    DayKind.WORKDAY: N_("Working day"),
    DayKind.MAKE_UP: N_("Make-up workday"),
    DayKind.REST: N_("Rest day"),
    DayKind.STATUTORY: N_("Public holiday"),
    DayKind.SWAPPED: N_("Swapped rest day"),
}

_HOLIDAY_NAMES = {
    "New Year's Day": N_("New Year's Day"),
    "Spring Festival": N_("Spring Festival"),
    "Tomb-sweeping Day": N_("Tomb-sweeping Day"),
    "Labour Day": N_("Labour Day"),
    "Dragon Boat Festival": N_("Dragon Boat Festival"),
    "National Day": N_("National Day"),
    "Mid-autumn Festival": N_("Mid-autumn Festival"),
}

# Days by the lunar calendar and the solar term: first day of the year, Tomb-sweeping, Dragon Boat, Mid-autumn.
# The notice gives the days off as a whole; which of them are the statutory ones follows from these dates and the law.
_FEASTS = {
    2020: ("01-25", "04-04", "06-25", "10-01"),
    2021: ("02-12", "04-04", "06-14", "09-21"),
    2022: ("02-01", "04-05", "06-03", "09-10"),
    2023: ("01-22", "04-05", "06-22", "09-29"),
    2024: ("02-10", "04-04", "06-10", "09-17"),
    2025: ("01-29", "04-04", "05-31", "10-06"),
    2026: ("02-17", "04-05", "06-19", "09-25"),
    2027: ("02-06", "04-05", "06-09", "09-15"),
    2028: ("01-26", "04-04", "05-28", "10-03"),
    2029: ("02-13", "04-04", "06-16", "09-22"),
    2030: ("02-03", "04-05", "06-05", "09-12"),
}


class NotPublished(UserError):
    """The notice for this year is not out yet, or lies before the years this program knows."""

    def __init__(self, year: int) -> None:
        super().__init__(
            _("The public holidays of {year} are not published.").format(year=year),
            hint=_("They come with an update, usually in November of the year before."),
        )
        self.year = year


Span = tuple[time, time]


@dataclass(frozen=True)
class WorkingHours:
    """The spans of a working day on the centre's wall clock, in order and apart."""

    spans: tuple[Span, ...] = ((time(9), time(12)), (time(13), time(18)))

    def __post_init__(self) -> None:
        ends = [moment for span in self.spans for moment in span]
        if not ends or any(later <= earlier for earlier, later in pairwise(ends)):
            raise ValueError("working hours must be in order and apart")


OFFICE_HOURS = WorkingHours()


def is_published(year: int) -> bool:
    """Whether the days of `year` are known."""
    return year in _FEASTS and year in _published_years()


def day_kind(day: date) -> DayKind:
    """What `day` is. NotPublished for a year without notice."""
    library = _library(day.year)
    if day in library.workdays:
        return DayKind.MAKE_UP
    if day in _statutory_days(day.year):
        return DayKind.STATUTORY
    if day in library.in_lieu_days:
        return DayKind.SWAPPED
    if day in library.holidays or day.weekday() >= 5:
        return DayKind.REST
    return DayKind.WORKDAY


def holiday_name(day: date) -> str:
    """The festival a day off belongs to, in words; "" on any other day. NotPublished for a year without notice."""
    name = _library(day.year).holidays.get(day, "")
    return _(_HOLIDAY_NAMES.get(name, name)) if name else ""


def is_working_day(day: date, *, assume_weekdays: bool = False) -> bool:
    """Whether the centre works on `day`.

    `assume_weekdays`: Monday to Friday in a year without notice, for deadlines that may be moved later; otherwise
    NotPublished.
    """
    if assume_weekdays and not is_published(day.year):
        return day.weekday() < 5
    return day_kind(day).worked


def working_days_between(first: date, last: date, *, assume_weekdays: bool = False) -> int:
    """How many working days lie from `first` to `last`, both included; 0 if `last` is earlier."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(is_working_day(day, assume_weekdays=assume_weekdays) for day in days)


def add_working_days(day: date, count: int, *, assume_weekdays: bool = False) -> date:
    """The `count`-th working day after `day`, which itself does not count (with 0: `day`, or the next working day)."""
    if count < 0:
        raise ValueError("working days are counted forwards")
    if count == 0:
        while not is_working_day(day, assume_weekdays=assume_weekdays):
            day += timedelta(days=1)
        return day
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, assume_weekdays=assume_weekdays)
    return day


def add_working_hours(
    moment: datetime, hours: float, *, office: WorkingHours = OFFICE_HOURS, assume_weekdays: bool = False
) -> datetime:
    """The moment (UTC) when `hours` working hours after `moment` (aware) are over; rest does not count."""
    if hours < 0:
        raise ValueError("working hours are counted forwards")
    left = timedelta(hours=hours)
    for begin, end in _spans_from(moment, office, assume_weekdays):
        if left <= end - begin:
            return begin + left
        left -= end - begin
    raise AssertionError("days do not end")


def working_hours_between(
    first: datetime, last: datetime, *, office: WorkingHours = OFFICE_HOURS, assume_weekdays: bool = False
) -> float:
    """Working hours from `first` to `last` (both aware); 0 if `last` is earlier."""
    total = timedelta()
    for begin, end in _spans_from(first, office, assume_weekdays):
        if begin >= last:
            break
        total += min(end, last) - begin
    return total.total_seconds() / 3600


def _spans_from(moment: datetime, office: WorkingHours, assume_weekdays: bool) -> Iterator[tuple[datetime, datetime]]:
    """Every span worked from `moment` on, in UTC, the first one cut."""
    day = clock.to_local(moment).date()
    while True:
        if is_working_day(day, assume_weekdays=assume_weekdays):
            for begins, ends in office.spans:
                begin, end = clock.from_local(day, begins), clock.from_local(day, ends)
                if end > moment:
                    yield max(begin, moment.astimezone(begin.tzinfo)), end
        day += timedelta(days=1)


def _library(year: int) -> ModuleType:
    if not is_published(year):
        raise NotPublished(year)
    return _constants()


@lru_cache(maxsize=1)
def _constants() -> ModuleType:
    # Imported when first asked: start-up never needs it.
    from chinese_calendar import constants

    module: ModuleType = constants
    return module


@lru_cache(maxsize=1)
def _published_years() -> frozenset[int]:
    return frozenset(day.year for day in _constants().holidays)


@lru_cache(maxsize=16)
def _statutory_days(year: int) -> frozenset[date]:
    """全国年节及纪念日放假办法, article 2; since 2025 also the lunar New Year's Eve and the second of May."""
    spring, tombs, boats, moon = (date.fromisoformat(f"{year}-{feast}") for feast in _FEASTS[year])
    eve = 1 if year >= 2025 else 0
    days = {date(year, 1, 1), date(year, 5, 1), tombs, boats, moon}
    days |= {spring + timedelta(days=n) for n in range(-eve, 3)}
    days |= {date(year, 10, n) for n in (1, 2, 3)}
    if year >= 2025:
        days.add(date(year, 5, 2))
    return frozenset(days)
