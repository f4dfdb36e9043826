"""Chinese working days, as the State Council's notices have them, and arithmetic in working hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdesk.core.calendar import (
    DayKind,
    NotPublished,
    WorkingHours,
    add_working_days,
    add_working_hours,
    day_kind,
    holiday_name,
    is_published,
    is_working_day,
    working_days_between,
    working_hours_between,
)
from signdesk.core.i18n import language, set_language

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 11, 23), DayKind.WORKDAY),
        (date(2026, 11, 22), DayKind.REST),
        (date(2026, 2, 14), DayKind.MAKE_UP),
        (date(2026, 2, 15), DayKind.REST),
        (date(2026, 2, 16), DayKind.STATUTORY),
        (date(2026, 2, 19), DayKind.STATUTORY),
        (date(2026, 2, 20), DayKind.SWAPPED),
        (date(2026, 5, 2), DayKind.STATUTORY),
        (date(2026, 10, 3), DayKind.STATUTORY),
        (date(2026, 10, 7), DayKind.SWAPPED),
        (date(2024, 2, 9), DayKind.WORKDAY),
        (date(2024, 5, 2), DayKind.SWAPPED),
    ],
)
def test_each_day_is_what_the_notice_says(day: date, kind: DayKind) -> None:
    # New Year's Eve (2024-02-09) and the second of May became statutory days only in 2025.
    assert day_kind(day) is kind


def test_2026_has_six_make_up_workdays_and_thirteen_statutory_days() -> None:
    kinds = [day_kind(date(2026, 1, 1) + timedelta(days=n)) for n in range(365)]
    assert kinds.count(DayKind.MAKE_UP) == 6
    assert kinds.count(DayKind.STATUTORY) == 13
    assert kinds.count(DayKind.SWAPPED) == kinds.count(DayKind.MAKE_UP)


def test_a_year_without_notice_is_not_guessed() -> None:
    assert is_published(2026)
    assert not is_published(2031)
    with pytest.raises(NotPublished) as refused:
        day_kind(date(2031, 5, 6))
    assert refused.value.year == 2031
    with pytest.raises(NotPublished):
        working_days_between(date(2031, 5, 6), date(2031, 5, 7))
    assert is_working_day(date(2031, 5, 6), assume_weekdays=True)


def test_days_off_have_their_festivals_name_in_the_readers_language() -> None:
    before = language()
    try:
        set_language("en")
        assert holiday_name(date(2026, 2, 17)) == "Spring Festival"
        assert holiday_name(date(2026, 11, 23)) == ""
    finally:
        set_language(before)


def test_working_days_are_counted_with_both_ends() -> None:
    assert working_days_between(date(2026, 2, 13), date(2026, 2, 24)) == 3
    assert working_days_between(date(2026, 11, 23), date(2026, 11, 23)) == 1
    assert working_days_between(date(2026, 11, 24), date(2026, 11, 23)) == 0


def test_days_are_added_over_the_holidays() -> None:
    assert add_working_days(date(2026, 2, 14), 1) == date(2026, 2, 24)
    assert add_working_days(date(2026, 2, 15), 0) == date(2026, 2, 24)
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 2, 14), -1)


@pytest.mark.parametrize(
    ("begin", "hours", "end"),
    [
        (at(11, 23, 9), 3, at(11, 23, 12)),
        (at(11, 23, 9), 4, at(11, 23, 14)),
        (at(11, 23, 12, 30), 1, at(11, 23, 14)),
        (at(11, 23, 17), 2, at(11, 24, 10)),
        (at(11, 20, 17), 2, at(11, 23, 10)),
        (at(11, 21, 3), 1, at(11, 23, 10)),
        (at(2, 14, 17), 2, at(2, 24, 10)),
        (at(11, 23, 20), 0, at(11, 24, 9)),
    ],
)
def test_hours_run_only_while_the_centre_works(begin: datetime, hours: float, end: datetime) -> None:
    assert add_working_hours(begin, hours) == end


moments = st.datetimes(datetime(2025, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis adds the zone


@given(moments, st.integers(1, 60 * 40))
def test_added_hours_are_the_hours_between(begin: datetime, minutes: int) -> None:
    end = add_working_hours(begin, minutes / 60)
    assert working_hours_between(begin, end) == pytest.approx(minutes / 60)
    assert is_working_day(end.astimezone(SHANGHAI).date())


def test_nothing_lies_between_the_later_and_the_earlier() -> None:
    assert working_hours_between(at(11, 24, 9), at(11, 23, 9)) == 0
    with pytest.raises(ValueError, match="forwards"):
        add_working_hours(at(11, 24, 9), -1)


def test_hours_that_overlap_are_no_working_hours() -> None:
    with pytest.raises(ValueError, match="in order"):
        WorkingHours(((time(9), time(12)), (time(11), time(18))))
    with pytest.raises(ValueError, match="in order"):
        WorkingHours(())
