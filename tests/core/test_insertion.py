"""A record inserted at once is in every way like one added to the session: sealed in the trail, versioned, guarded."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from signdesk.core import sealing
from signdesk.core.audit import AuditEntry
from signdesk.core.db import load, look_up
from signdesk.core.errors import BugError, StaleRecord, UserError
from signdesk.core.insertion import insert_now
from signdesk.core.operations import Operation, Permission, Seat
from signdesk.core.people import Person

NAMING = Permission("test.insertion", "Name people", frozenset({"hr"}))
NAME = Operation("test.insertion", "Name a person", NAMING)


def person(session: Session, name: str = "张三", phone: str = "") -> Person:
    """A new person, in no session yet."""
    made = Person(subject=sealing.new_subject(), name=name, staff_number=f"S{name}", active_from=date(2026, 1, 1))
    if phone:
        made.phone = sealing.seal(session, made.subject, phone, lambda value: f"138****{value[-4:]}")
    return made


def payloads(seat: Seat) -> list[tuple[str, int, str]]:
    with seat.query() as session:
        found = session.scalars(
            select(AuditEntry).where(AuditEntry.table_name == Person.__tablename__).order_by(AuditEntry.seq)
        )
        return [(entry.action, entry.record_id, entry.payload) for entry in found]


def test_it_is_found_again_by_its_id_with_every_field_and_unset_ones_empty(seat_of: Callable[..., Seat]) -> None:
    seat = seat_of("hr")
    with seat.operation(NAME) as session:
        made = insert_now(session, person(session, phone="13812345678"))
        assert load(session, Person, made.id) is made
        assert made.active_to is None
    with seat.query() as session:
        found = load(session, Person, made.id)
        assert (found.name, found.version, found.active_from, found.active_to) == ("张三", 1, date(2026, 1, 1), None)
        assert found.phone is not None and sealing.unseal(session, found.subject, found.phone) == "13812345678"


def test_looked_up_it_shows_the_same_values_as_loaded_and_one_that_is_missing_is_said_to_be(
    seat_of: Callable[..., Seat],
) -> None:
    seat = seat_of("hr")
    with seat.operation(NAME) as session:
        made = insert_now(session, person(session))
        seen = look_up(session, Person, made.id)
        assert (seen.name, seen.version, seen.active_from) == (made.name, made.version, made.active_from)
        for read in (load, look_up):
            with pytest.raises(UserError, match="这条记录已不存在"):
                read(session, Person, made.id + 1)


def test_the_trail_says_the_same_of_it_as_of_one_that_was_added(seat_of: Callable[..., Seat]) -> None:
    seat = seat_of("hr")
    with seat.operation(NAME) as session:
        at_once = insert_now(session, person(session, "李四", phone="13812345678"))
        added = person(session, "王五", phone="13812345678")
        session.add(added)
    (one, two) = payloads(seat)
    assert [entry[:2] for entry in (one, two)] == [("insert", at_once.id), ("insert", added.id)]
    assert "5678" not in one[2] + two[2]
    shape = [payload.replace(subject, "S").split('"data"')[0] for payload, subject in (
        (one[2].replace("李四", "N"), at_once.subject), (two[2].replace("王五", "N"), added.subject)
    )]  # fmt: skip
    assert shape[0] == shape[1]


def test_a_change_after_it_is_an_entry_of_its_own_and_raises_the_version(seat_of: Callable[..., Seat]) -> None:
    seat = seat_of("hr")
    with seat.operation(NAME) as session:
        made = insert_now(session, person(session))
        made.active_to = date(2026, 12, 31)
    assert [action for action, _id, _payload in payloads(seat)] == ["insert", "update"]
    with seat.query() as session:
        assert load(session, Person, made.id).version == 2
        with pytest.raises(StaleRecord):
            load(session, Person, made.id, version=1)


def test_what_must_be_unique_is_refused_and_leaves_nothing(seat_of: Callable[..., Seat]) -> None:
    seat = seat_of("hr")
    with seat.operation(NAME) as session:
        insert_now(session, person(session))
    with pytest.raises(IntegrityError), seat.operation(NAME) as session:
        insert_now(session, person(session))
    assert len(payloads(seat)) == 1


@pytest.mark.parametrize("fails", [False, True])
def test_afterwards_a_table_is_guarded_again(seat_of: Callable[..., Seat], fails: bool) -> None:
    seat = seat_of("hr")
    with seat.operation(NAME) as session:
        insert_now(session, person(session))
    with pytest.raises(BugError, match="unrecorded"), seat.operation(NAME) as session:
        if fails:
            with pytest.raises(IntegrityError), session.connection().begin_nested():
                insert_now(session, person(session))
        else:
            insert_now(session, person(session, "李四"))
        session.connection().execute(update(Person.__table__).values(name="无名"))
