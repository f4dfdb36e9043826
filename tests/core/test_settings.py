"""The centre's settings."""

from datetime import date, time
from typing import Any

import pytest

from signdesk.core import clock, settings
from signdesk.core.audit import AuditEntry
from signdesk.core.errors import BugError, PermissionRefused, StaleRecord, UserError
from signdesk.core.money import Money
from signdesk.core.operations import SYSTEM, Seat, Station
from signdesk.core.settings import AUTO_LOCK_MINUTES, CENTRE_NAME, CHANGE_SETTING, TIME_ZONE, WORK_BEGINS, Setting

LIMIT = Setting("test.limit", Money, Money.yuan(500), "Limit", low=Money(0))
SINCE = Setting("test.since", date, date(2026, 1, 1), "Since")
SHEET = Setting("test.sheet", str, "A4", "Sheet", choices=("A4", "A5"))
GREETS = Setting("test.greets", bool, True, "Greets")


@pytest.fixture
def manager(seat_of: Any) -> Seat:
    seat: Seat = seat_of("manager")
    return seat


def change(seat: Seat, setting: Any, value: Any, **details: Any) -> Any:
    with seat.operation(CHANGE_SETTING) as session:
        return settings.change(session, setting, value, **details)


def value_of(seat: Seat, setting: Any) -> Any:
    with seat.query() as session:
        return settings.get(session, setting)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (CENTRE_NAME, "一号签约中心"),
        (LIMIT, Money(12345)),
        (SINCE, date(2026, 11, 23)),
        (WORK_BEGINS, time(8, 30)),
        (GREETS, False),
        (SHEET, "A5"),
    ],
)
def test_each_kind_of_value_comes_back_as_it_was_set(manager: Seat, setting: Any, value: Any) -> None:
    assert value_of(manager, setting) == setting.default
    assert change(manager, setting, value) == setting.default
    assert value_of(manager, setting) == value
    assert type(value_of(manager, setting)) is setting.type


def test_the_change_stands_in_the_trail_with_both_values(manager: Seat) -> None:
    change(manager, CENTRE_NAME, "一号")
    change(manager, CENTRE_NAME, "二号")
    with manager.query() as session:
        last = session.query(AuditEntry).order_by(AuditEntry.seq.desc()).first()
    assert last is not None
    assert "一号" in last.payload
    assert "二号" in last.payload


def test_security_settings_are_not_the_managers(manager: Seat, seat_of: Any) -> None:
    with pytest.raises(PermissionRefused):
        change(manager, AUTO_LOCK_MINUTES, 5)
    with pytest.raises(PermissionRefused):
        change(seat_of("security_admin"), CENTRE_NAME, "x")
    change(seat_of("security_admin"), AUTO_LOCK_MINUTES, 5)
    assert value_of(manager, AUTO_LOCK_MINUTES) == 5


@pytest.mark.parametrize(
    ("setting", "value"),
    [(AUTO_LOCK_MINUTES, 0), (AUTO_LOCK_MINUTES, 121), (SHEET, "A3"), (TIME_ZONE, "Mars/Base"), (LIMIT, Money(-1))],
)
def test_values_that_cannot_be_are_refused(seat_of: Any, setting: Any, value: Any) -> None:
    seat = seat_of("manager", "security_admin")
    with pytest.raises(UserError) as refused:
        change(seat, setting, value)
    assert refused.value.field == "value"
    assert value_of(seat, setting) == setting.default


def test_two_people_at_the_settings_page_do_not_overwrite_each_other(manager: Seat, seat_of: Any) -> None:
    change(manager, CENTRE_NAME, "一号", version=0)
    with pytest.raises(StaleRecord) as refused:
        change(seat_of("manager"), CENTRE_NAME, "二号", version=0)
    change(manager, CENTRE_NAME, "二号", version=refused.value.current)


def test_the_page_sees_every_setting_with_its_value(manager: Seat) -> None:
    change(manager, CENTRE_NAME, "一号")
    with manager.query() as session:
        shown = {each.setting.name: each for each in settings.settings(session)}
    assert shown["centre.name"].value == "一号"
    assert not shown["centre.name"].is_default
    assert shown["test.sheet"].is_default
    assert {each.name for each in settings.declared()} == set(shown)


def test_a_new_time_zone_holds_from_the_commit_on(manager: Seat) -> None:
    try:
        with pytest.raises(UserError), manager.operation(CHANGE_SETTING) as session:
            settings.change(session, TIME_ZONE, "Asia/Urumqi")
            raise UserError("no")
        assert clock.to_local(clock.now()).tzinfo.key == "Asia/Shanghai"  # type: ignore[union-attr]
        change(manager, TIME_ZONE, "Asia/Urumqi")
        assert clock.to_local(clock.now()).tzinfo.key == "Asia/Urumqi"  # type: ignore[union-attr]
        clock.set_zone(clock.DEFAULT_ZONE)
        with manager.query() as session:
            settings.apply(session)
        assert clock.to_local(clock.now()).tzinfo.key == "Asia/Urumqi"  # type: ignore[union-attr]
    finally:
        clock.set_zone(clock.DEFAULT_ZONE)


def test_a_damaged_value_is_said_and_not_replaced_by_the_default(manager: Seat) -> None:
    change(manager, LIMIT, Money(1))
    with manager.operation(CHANGE_SETTING) as session:
        session.query(settings.SettingValue).one().value = '"much"'
    with pytest.raises(UserError):
        value_of(manager, LIMIT)


def test_a_setting_is_declared_once_and_takes_its_own_type() -> None:
    with pytest.raises(BugError):
        Setting("test.sheet", str, "", "again")


def test_another_type_is_our_own_fault(manager: Seat) -> None:
    with pytest.raises(BugError):
        change(manager, GREETS, 1)


def test_working_hours_follow_each_other_and_may_have_no_break(manager: Seat) -> None:
    change(manager, WORK_BEGINS, time(8, 30))
    with manager.query() as session:
        spans = settings.office_hours(session).spans
    assert spans == ((time(8, 30), time(12)), (time(13), time(18)))
    with pytest.raises(UserError):
        change(manager, WORK_BEGINS, time(12, 30))
    change(manager, settings.BREAK_ENDS, time(12))
    with manager.query() as session:
        assert settings.office_hours(session).spans == ((time(8, 30), time(18)),)


def test_the_program_may_name_the_centre_it_sets_up(centre: Any) -> None:
    change(centre.seat(SYSTEM, Station("setup")), CENTRE_NAME, "一号签约中心")
