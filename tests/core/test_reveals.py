"""Showing masked values: each stands in the trail with its reason, and too many a day are reported."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from signdesk.core import clock, due, reveals, settings
from signdesk.core.audit import AuditEntry
from signdesk.core.errors import BugError, PermissionRefused, StaleRecord, UserError
from signdesk.core.operations import Operation, Seat
from signdesk.core.reveals import RevealOperation

SHOW = RevealOperation("test.show", "Show a number", None)
SHOW_OTHER = RevealOperation("test.show_other", "Show another number", None)
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def show(seat: Seat, times: int = 1, *, kind: RevealOperation = SHOW, reason: str = "核对身份证") -> None:
    for _time in range(times):
        with seat.operation(kind, reason=reason) as session:
            reveals.record(session, table="customer", record_id=7, field="phone", reason=reason)


def waiting(seat: Seat) -> tuple[due.Due, ...]:
    with seat.query() as session:
        return due.mine(session)


@pytest.fixture
def security(staff: Any) -> Seat:
    """The security administrator of a centre that allows three numbers a day."""
    seat: Seat = staff.hire("林安全", "security_admin")
    with seat.operation(settings.CHANGE_SETTING) as session:
        settings.change(session, reveals.A_DAY, 3)
    return seat


def test_the_trail_names_who_what_and_why(staff: Any) -> None:
    desk = staff.hire("李静", "reception")
    show(desk)
    with desk.query() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.operation == SHOW.name)).one()
    assert (entry.action, entry.actor, entry.reason) == ("reveal", "李静", "核对身份证")
    assert (entry.table_name, entry.record_id, entry.payload) == ("customer", 7, '{"field":"phone"}')


def test_without_a_reason_nothing_is_shown(staff: Any) -> None:
    with pytest.raises(UserError) as refused:
        show(staff.hire("李静", "reception"), reason="  ")
    assert refused.value.field == "reason"


def test_up_to_the_limit_nobody_is_told_and_one_more_is_reported_once_with_the_count(
    staff: Any, security: Seat
) -> None:
    desk, other = staff.hire("李静", "reception"), staff.hire("周凯", "counter")
    show(desk, 2)
    show(desk, kind=SHOW_OTHER)
    show(other, 3)
    assert waiting(security) == ()
    show(desk, kind=SHOW_OTHER)
    (item,) = waiting(security)
    assert "李静" in item.title and "4" in item.title and item.about[0] == "account"
    assert waiting(desk) == ()
    show(desk, 2)
    assert waiting(security) == (item,), "who is answering it is not disturbed"
    show(desk)
    assert "7" in waiting(security)[0].title


def test_the_next_day_counts_anew(staff: Any, security: Seat) -> None:
    desk = staff.hire("李静", "reception")
    with clock.fixed(NOON):
        show(desk, 3)
    with clock.fixed(NOON + timedelta(days=1)):
        show(desk, 3)
    assert waiting(security) == ()


def test_what_came_of_it_is_written_down_and_ends_it(staff: Any, security: Seat) -> None:
    desk = staff.hire("李静", "reception")
    show(desk, 4)
    (item,) = waiting(security)
    assert item.noted
    for refused, seat, words in ((UserError, security, " "), (PermissionRefused, desk, "是我")):
        with pytest.raises(refused), seat.operation(due.TAKE_NOTE) as session:
            due.take_note(session, item_id=item.id, version=item.version, outcome=words)
    with pytest.raises(StaleRecord), security.operation(due.TAKE_NOTE) as session:
        due.take_note(session, item_id=item.id, version=item.version + 1, outcome="已核实")
    with security.operation(due.TAKE_NOTE) as session:
        due.take_note(session, item_id=item.id, version=item.version, outcome=" 当日集中办证，已核实 ")
    assert waiting(security) == ()
    with security.query() as session:
        (closed,) = due.of_record(session, about=item.about, open_only=False)
    assert closed.outcome == "当日集中办证，已核实"
    with pytest.raises(PermissionRefused), security.operation(due.TAKE_NOTE) as session:
        due.take_note(session, item_id=item.id, version=closed.version, outcome="再记一次")


def test_work_that_ends_elsewhere_cannot_be_ended_by_a_word(staff: Any, seat_of: Callable[..., Seat]) -> None:
    keeper = staff.hire("张建工", "asset_keeper")
    act = Operation("test.reveals.act", "Act", None)
    repair = due.DueKind("test.reveals.repair", "Repair")
    with keeper.operation(act) as session:
        item = due.open(
            session,
            repair,
            about=("equipment", 3),
            title="扫描仪",
            due_at=NOON,
            responsible=due.Responsible(role="asset_keeper"),
        )
    with pytest.raises(BugError), keeper.operation(due.TAKE_NOTE) as session:
        due.take_note(session, item_id=item.id, version=item.version, outcome="好了")
