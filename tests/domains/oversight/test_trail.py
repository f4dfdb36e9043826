"""The audit trail for people: found, read, and walked; and a change behind its back is named."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from signdesk.core import clock, people
from signdesk.core.centre import Centre
from signdesk.core.errors import PermissionRefused
from signdesk.core.operations import Seat
from signdesk.domains.oversight import service

Sit = Callable[..., Seat]
DAY = datetime(2026, 11, 20, 4, tzinfo=UTC)


def add(seat: Seat, name: str, reason: str | None = None, **details: Any) -> int:
    with seat.operation(people.ADD_PERSON, reason=reason) as session:
        return people.add_person(session, name=name, **details).id


@pytest.fixture
def auditor(seat_of: Sit) -> Seat:
    return seat_of("auditor", name="韩审计")


def find(seat: Seat, typed: str = "", **days: Any) -> list[service.Entry]:
    with seat.query() as session:
        ids = service.find_entries(session, service.wanted_of(typed, **days))
        rows = {row.id: row for row in service.entries(session, ids=ids)}
        return [rows[id] for id in ids]


def test_only_those_who_watch_may_read_it(seat_of: Sit) -> None:
    for role in ("auditor", "manager", "system_admin", "security_admin"):
        find(seat_of(role))
    for role in ("reception", "hr", "archivist"):
        with pytest.raises(PermissionRefused):
            find(seat_of(role))


def test_an_entry_says_who_when_where_what_and_why(seat_of: Sit, auditor: Seat) -> None:
    with clock.fixed(DAY):
        person = add(seat_of("hr", name="钱慧"), "吴敏", "starts on Monday", phone="13900001234")
    newest = next(one for one in find(auditor) if one.table == "person")
    assert (newest.actor, newest.station, newest.operation, newest.reason) == (
        "钱慧", "前台 1", "people.add", "starts on Monday",
    )  # fmt: skip
    assert (newest.at, newest.record_id) == (DAY, person)
    with auditor.query() as session:
        detail = service.entry(session, seq=newest.id)
    assert detail is not None
    told = {change.field: change.after for change in detail.changes}
    assert "吴敏" in told.values()
    assert "13900001234" not in repr(detail)
    assert any(one.table == "number_counter" for one in detail.siblings) or detail.siblings == ()


def test_it_is_found_by_person_act_record_day_and_reason(seat_of: Sit, auditor: Seat) -> None:
    hr, other = seat_of("hr", name="钱慧"), seat_of("hr", name="周凯")
    with clock.fixed(DAY):
        first = add(hr, "吴敏", "100% sure")
    with clock.fixed(DAY + timedelta(days=3)):
        second = add(other, "徐遥")

    def persons(typed: str = "", **days: Any) -> set[int]:
        return {one.record_id for one in find(auditor, typed, **days) if one.table == "person"}

    assert persons() == {first, second}
    assert persons("钱慧") == {first}
    assert persons("100%") == {first}
    assert persons("people.add") == {first, second}
    assert persons(f"person:{second}") == {second}
    assert persons("2026-11-20") == {first}
    assert persons(first=date(2026, 11, 21)) == {second}
    assert persons("钱慧 2026-11-23") == set()
    newest = find(auditor)[0].id
    assert [one.id for one in find(auditor, f"#{newest}")] == [newest]
    assert persons("nobody_") == set()


def test_newest_first(seat_of: Sit, auditor: Seat) -> None:
    hr = seat_of("hr")
    for name in ("甲", "乙", "丙"):
        add(hr, name)
    numbers = [one.id for one in find(auditor)]
    assert numbers == sorted(numbers, reverse=True)


def test_a_whole_chain_is_said_to_be_whole_and_that_it_was_walked_is_written(seat_of: Sit, auditor: Seat) -> None:
    for name in ("甲", "乙"):
        add(seat_of("hr"), name)
    heard: list[int] = []
    with auditor.query() as session:
        verdict = service.verify(session, say=lambda done, total: heard.append(done))
    assert verdict.whole
    assert verdict.entries == len(find(auditor))
    with auditor.operation(service.VERIFY_TRAIL) as session:
        service.note_verdict(session, verdict=verdict)
    assert find(auditor)[0].operation == "oversight.verify_trail"


def test_a_changed_entry_is_named(centre: Centre, seat_of: Sit, auditor: Seat) -> None:
    for name in ("甲", "乙", "丙"):
        add(seat_of("hr"), name)
    broken = find(auditor)[2].id
    with centre.engines.write.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_entry_no_update"))
        else:
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change"))
        connection.execute(text("UPDATE audit_entry SET actor = 'somebody' WHERE seq = :seq"), {"seq": broken})
    with auditor.query() as session:
        verdict = service.verify(session)
    assert (verdict.whole, verdict.broken_at) == (False, broken)


def test_a_tail_that_was_cut_off_is_found_by_the_signed_heads(centre: Centre, seat_of: Sit, auditor: Seat) -> None:
    for name in ("甲", "乙"):
        add(seat_of("hr"), name)
    centre.anchor()
    last = find(auditor)[0].id
    with centre.engines.write.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_entry_no_delete"))
        else:
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change"))
        connection.execute(text("DELETE FROM audit_entry WHERE seq = :seq"), {"seq": last})
    with auditor.query() as session:
        assert service.verify(session).broken_at == last
