"""An operation happens altogether or not at all, only with the right to it, and never unseen."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from signdesk.core import audit, numbering, operations, sealing
from signdesk.core.audit import AuditEntry, Break, Head
from signdesk.core.centre import Centre
from signdesk.core.changes import ChangeSet
from signdesk.core.db import load
from signdesk.core.errors import BugError, PermissionRefused, StaleRecord, UserError
from signdesk.core.i18n import _
from signdesk.core.operations import Operation, Permission, Seat
from signdesk.core.people import Person

NAMING = Permission("test.naming", "Name people", frozenset({"hr"}))
NAME = Operation("test.name", "Name a person", NAMING)
SERIES = numbering.NumberSeries("test", "Test number", "T-{year}-{seq:04}", per=("year",))


def add(session: Any, name: str = "张三") -> Person:
    person = Person(subject=sealing.new_subject(), name=name, staff_number=f"S{name}", active_from=date(2026, 1, 1))
    session.add(person)
    session.flush()
    return person


def entries(seat: Seat) -> list[AuditEntry]:
    with seat.query() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.seq)))


def test_what_an_operation_writes_is_there_afterwards_with_an_entry_saying_who_and_why(
    seat_of: Callable[..., Seat],
) -> None:
    seat = seat_of("hr", name="李静")
    with seat.operation(NAME, reason="入职") as session:
        person = add(session)
    with seat.query() as session:
        assert session.get(Person, person.id) is not None
    written = [entry for entry in entries(seat) if entry.table_name == "person"]
    assert [(entry.actor, entry.station, entry.operation, entry.reason, entry.action) for entry in written] == [
        ("李静", "前台 1", "test.name", "入职", "insert")
    ]


def test_without_the_right_nothing_is_even_begun(seat_of: Callable[..., Seat]) -> None:
    seat = seat_of("archivist")
    with pytest.raises(PermissionRefused, match="Name a person"), seat.operation(NAME):
        raise AssertionError("never reached")
    assert entries(seat) == []


def test_a_locked_seat_may_neither_write_nor_read(seat_of: Callable[..., Seat]) -> None:
    seat = seat_of("hr")
    seat.end_rights()
    with pytest.raises(PermissionRefused), seat.operation(NAME):
        raise AssertionError("never reached")
    with pytest.raises(PermissionRefused), seat.query():
        raise AssertionError("never reached")
    seat.resume_rights()
    with seat.operation(NAME) as session:
        add(session)


def test_an_operation_that_fails_leaves_neither_record_nor_number_nor_entry_nor_news(
    centre: Centre, seat_of: Callable[..., Seat]
) -> None:
    seat = seat_of("hr")
    heard: list[ChangeSet] = []
    centre.changes.subscribe(heard.append)
    undone: list[str] = []
    with pytest.raises(UserError), seat.operation(NAME) as session:
        add(session)
        numbering.take(session, SERIES)
        operations.on_failure(session, lambda: undone.append("file removed"))
        raise UserError("no")
    assert undone == ["file removed"]
    assert heard == []
    assert entries(seat) == []
    with seat.operation(NAME) as session:
        assert numbering.take(session, SERIES).endswith("-0001")


def test_a_read_session_cannot_write(seat_of: Callable[..., Seat]) -> None:
    with pytest.raises(Exception, match=r"read|读取"), seat_of("hr").query() as session:
        add(session)


def test_personal_values_stand_nowhere_in_the_trail(seat_of: Callable[..., Seat]) -> None:
    seat = seat_of("hr")
    with seat.operation(NAME) as session:
        person = add(session)
        person.phone = sealing.seal(session, person.subject, "13812345678", lambda value: f"138****{value[-4:]}")
    payloads = [entry.payload for entry in entries(seat) if entry.table_name == "person"]
    assert len(payloads) == 2
    assert not any("5678" in payload for payload in payloads)
    assert '"sealed"' in payloads[1]


def test_saving_over_someone_elses_change_is_refused(seat_of: Callable[..., Seat]) -> None:
    seat = seat_of("hr")
    with seat.operation(NAME) as session:
        person = add(session)
        seen = person.version
    with seat.operation(NAME) as session:
        load(session, Person, person.id, seen).name = "张三丰"
    with pytest.raises(StaleRecord), seat.operation(NAME) as session:
        load(session, Person, person.id, seen)


def test_a_change_behind_the_trails_back_is_refused(seat_of: Callable[..., Seat]) -> None:
    seat = seat_of("hr")
    with seat.operation(NAME) as session:
        person = add(session)
    for statement in (
        update(Person).where(Person.id == person.id).values(staff_number="X"),
        delete(Person).where(Person.id == person.id),
        insert(Person).values(subject="s", name="n", staff_number="n", version=1),
        text("UPDATE person SET staff_number = 'X'"),
    ):
        with pytest.raises(BugError, match="unrecorded"), seat.operation(NAME) as session:
            session.connection().execute(statement)
    with pytest.raises(BugError, match="voided"), seat.operation(NAME) as session:
        session.delete(load(session, Person, person.id))


def test_a_bulk_change_that_accounts_for_itself_is_allowed_but_for_one_operation_only(
    seat_of: Callable[..., Seat],
) -> None:
    seat = seat_of("hr")
    with seat.operation(NAME) as session:
        person = add(session)
    with seat.operation(NAME) as session:
        audit.record(session, table="person", rows=[(person.id, "update", {"staff_number": "X"})])
        session.connection().execute(update(Person).where(Person.id == person.id).values(staff_number="X"))
    with pytest.raises(BugError, match="unrecorded"), seat.operation(NAME) as session:
        session.connection().execute(update(Person).where(Person.id == person.id).values(staff_number="Y"))


def test_the_chain_holds_and_every_forgery_is_refused_by_the_database_itself(
    centre: Centre, seat_of: Callable[..., Seat]
) -> None:
    seat = seat_of("hr")
    for number in range(5):
        with seat.operation(NAME) as session:
            add(session, f"人{number}")
    with centre.engines.read.connect() as connection:
        links = list(audit.walk(connection))
    assert all(isinstance(link, Head) for link in links)
    assert links[-1] == Head(len(links), links[-1].hash if isinstance(links[-1], Head) else b"")
    for forgery in (
        "UPDATE audit_entry SET actor = 'x' WHERE seq = 2",
        "DELETE FROM audit_entry WHERE seq = 2",
        "INSERT INTO audit_entry SELECT 99, at, actor_id, actor, station, operation, 'u', 0, reason, table_name,"
        " record_id, action, payload, prev, hash FROM audit_entry WHERE seq = 2",
    ):
        with pytest.raises(Exception, match="audit trail"), centre.engines.write.begin() as connection:
            connection.execute(text(forgery))


def test_whoever_gets_past_the_triggers_is_named_by_the_walk(
    centre: Centre, seat_of: Callable[..., Seat], engine_name: str
) -> None:
    seat = seat_of("hr")
    for number in range(4):
        with seat.operation(NAME) as session:
            add(session, f"人{number}")
    drop = (
        "DROP TRIGGER audit_entry_no_update"
        if engine_name == "sqlite"
        else ("DROP TRIGGER audit_entry_no_change ON audit_entry")
    )
    with centre.engines.write.begin() as connection:
        connection.execute(text(drop))
        connection.execute(text("UPDATE audit_entry SET actor = '某人' WHERE seq = 3"))
    with centre.engines.read.connect() as connection:
        *_good, last = audit.walk(connection)
    assert last == Break(3, "has been changed")


def test_a_cut_off_tail_is_given_away_by_the_signed_head(
    centre: Centre, seat_of: Callable[..., Seat], engine_name: str
) -> None:
    seat = seat_of("hr")
    for number in range(3):
        with seat.operation(NAME) as session:
            add(session, f"人{number}")
    centre.anchor()
    with centre.engines.read.connect() as connection:
        assert centre.anchors.compare(connection) is None
    drop = (
        "DROP TRIGGER audit_entry_no_delete"
        if engine_name == "sqlite"
        else ("DROP TRIGGER audit_entry_no_change ON audit_entry")
    )
    with centre.engines.write.begin() as connection:
        connection.execute(text(drop))
        connection.execute(text("DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)"))
    with centre.engines.read.connect() as connection:
        assert all(isinstance(link, Head) for link in audit.walk(connection))
        found = centre.anchors.compare(connection)
    assert found is not None
    assert "beyond the end" in found.problem


def test_news_of_a_change_names_its_tables_and_ids(centre: Centre, seat_of: Callable[..., Seat]) -> None:
    heard: list[ChangeSet] = []
    centre.changes.subscribe(heard.append)
    with seat_of("hr").operation(NAME) as session:
        person = add(session)
    assert [(change.own, change.ids["person"]) for change in heard] == [(True, frozenset({person.id}))]


def test_another_process_hears_of_it_and_does_not_hear_its_own_twice(
    open_centre: Callable[[], Centre],
) -> None:
    here, there = open_centre(), open_centre()
    heard_here: list[ChangeSet] = []
    heard_there: list[ChangeSet] = []
    here.changes.subscribe(heard_here.append)
    there.changes.subscribe(heard_there.append)
    seat = here.seat(operations.Actor(1, None, "李静", frozenset({"hr"})), operations.Station("前台 1"))
    with seat.operation(NAME) as session:
        person = add(session)
    there.changes.catch_up()
    here.changes.catch_up()
    assert [(change.own, change.ids["person"]) for change in heard_there] == [(False, frozenset({person.id}))]
    assert [change.own for change in heard_here] == [True]


def test_sealed_values_open_again_and_are_found_by_their_digest(seat_of: Callable[..., Seat]) -> None:
    seat = seat_of("hr")
    subject = sealing.new_subject()
    with seat.operation(NAME) as session:
        sealed = sealing.seal(session, subject, "110101 19900307-002x", lambda value: value[:3] + "***")
        again = sealing.seal(session, subject, "11010119900307002X", lambda value: value[:3] + "***")
    assert sealed.ciphertext != again.ciphertext
    assert (sealed.digest, sealed.tail, sealed.masked) == (again.digest, "002X", "110***")
    with seat.query() as session:
        assert sealing.unseal(session, subject, again) == "11010119900307002X"
        assert sealing.digest(session, "11010119900307002X") == sealed.digest


@pytest.mark.parametrize(
    ("driver_says", "person_reads"),
    [
        ("database is locked", "The database is busy."),
        ("database or disk is full", "The disk is full."),
        ("attempt to write a readonly database", "The database can only be read here."),
        ("could not extend file: No space left, disk full", "The disk is full."),
    ],
)
@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_what_the_driver_says_reaches_a_person_in_words(
    seat_of: Callable[..., Seat], driver_says: str, person_reads: str
) -> None:
    with pytest.raises(UserError) as refused, seat_of("hr").operation(NAME):
        raise OperationalError("INSERT", None, Exception(driver_says))
    assert refused.value.message == _(person_reads)
    assert refused.value.hint


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_lost_connection_tells_to_look_before_repeating(seat_of: Callable[..., Seat]) -> None:
    lost = OperationalError("INSERT", None, Exception("server closed"), connection_invalidated=True)
    with pytest.raises(UserError) as refused, seat_of("hr").operation(NAME):
        raise lost
    assert refused.value.message == _("The connection to the database server was lost.")


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_an_unknown_fault_of_the_database_stays_a_fault(seat_of: Callable[..., Seat]) -> None:
    with pytest.raises(OperationalError), seat_of("hr").operation(NAME):
        raise OperationalError("INSERT", None, Exception("no such function"))


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_row_that_changed_under_the_flush_is_a_stale_record(seat_of: Callable[..., Seat]) -> None:
    with pytest.raises(StaleRecord), seat_of("hr").operation(NAME):
        raise StaleDataError("0 rows matched")


def test_a_right_for_a_role_nobody_knows_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="wizard"):
        Permission("test.magic", "Magic", frozenset({"wizard"}))


def test_a_session_outside_an_operation_belongs_to_no_seat() -> None:
    with pytest.raises(BugError), Session() as session:
        operations.seat_of(session)
