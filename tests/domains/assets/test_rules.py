"""The rules of the register of equipment."""

from datetime import UTC, date, datetime, timedelta

import pytest

from signdesk.domains.assets import rules

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "months", "expected"),
    [
        (date(2026, 5, 20), 6, date(2026, 11, 20)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 1, 15), 11, date(2026, 12, 15)),
        (date(2026, 1, 15), 0, None),
    ],
)
def test_maintenance_falls_due_after_the_plans_months(last: date, months: int, expected: date | None) -> None:
    assert rules.next_maintenance(last, months) == expected


def test_maintenance_within_a_week_is_soon_and_so_is_overdue() -> None:
    today = date(2026, 11, 23)
    assert rules.due_soon(today + timedelta(days=7), today)
    assert rules.due_soon(today - timedelta(days=90), today)
    assert not rules.due_soon(today + timedelta(days=8), today)
    assert not rules.due_soon(None, today)


def test_the_day_of_the_report_is_the_first_day_down() -> None:
    assert rules.days_down(NOW, NOW) == 1
    assert rules.days_down(NOW - timedelta(hours=30), NOW) == 2
    assert rules.downtime_days([(NOW - timedelta(days=9), NOW - timedelta(days=7)), (NOW, None)], NOW) == 4


def test_who_repairs_does_not_accept() -> None:
    assert not rules.may_accept(3, "张工", account_id=3, name="张工")
    assert rules.may_accept(3, "张工", account_id=4, name="李静")
    assert not rules.may_accept(None, "张工", account_id=4, name="张工")
    assert rules.may_accept(None, "维修公司", account_id=4, name="李静")
