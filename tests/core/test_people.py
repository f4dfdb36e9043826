"""Persons, posts and superiors."""

from datetime import timedelta
from typing import Any

import pytest

from signdesk.core import clock, people
from signdesk.core.audit import AuditEntry
from signdesk.core.errors import PermissionRefused, StaleRecord, UserError
from signdesk.core.operations import Seat
from signdesk.core.people import PersonInfo, chain_above


def add(seat: Seat, name: str, **details: Any) -> PersonInfo:
    with seat.operation(people.ADD_PERSON) as session:
        return people.add_person(session, name=name, **details)


def save(seat: Seat, person: PersonInfo, **changed: Any) -> PersonInfo:
    kept = {
        name: getattr(person, name)
        for name in ("name", "staff_number", "post_id", "superior_id", "active_from", "active_to")
    }
    with seat.operation(people.CHANGE_PERSON) as session:
        return people.change_person(session, person_id=person.id, version=person.version, **(kept | changed))


@pytest.fixture
def hr(seat_of: Any) -> Seat:
    seat: Seat = seat_of("hr")
    return seat


def test_a_person_gets_the_next_staff_number_and_a_masked_phone(hr: Seat) -> None:
    first, second = add(hr, "周敏", phone="138 0013 8000"), add(hr, "钱慧")
    assert (first.staff_number, second.staff_number) == ("E0001", "E0002")
    assert first.phone == "138****8000"
    assert first.active


def test_neither_name_of_field_nor_trail_gives_the_phone_away(hr: Seat) -> None:
    add(hr, "周敏", phone="13800138000")
    with hr.query() as session:
        assert all("13800138000" not in entry.payload for entry in session.query(AuditEntry))


def test_two_people_cannot_have_one_staff_number(hr: Seat) -> None:
    add(hr, "周敏", staff_number="A7")
    with pytest.raises(UserError) as refused:
        add(hr, "钱慧", staff_number="A7")
    assert refused.value.field == "staff_number"


def test_nobody_stands_above_themselves_by_any_detour(hr: Seat) -> None:
    chief = add(hr, "甲")
    deputy = add(hr, "乙", superior_id=chief.id)
    clerk = add(hr, "丙", superior_id=deputy.id)
    for superior in (chief, deputy, clerk):
        with pytest.raises(UserError) as refused:
            save(hr, chief, superior_id=superior.id)
        assert refused.value.field == "superior_id"


def test_the_chain_of_superiors_is_nearest_first(hr: Seat) -> None:
    chief = add(hr, "甲")
    deputy = add(hr, "乙", superior_id=chief.id)
    clerk = add(hr, "丙", superior_id=deputy.id)
    with hr.query() as session:
        assert [person.name for person in people.superiors(session, person_id=clerk.id)] == ["乙", "甲"]
        assert [person.name for person in people.reports(session, person_id=chief.id)] == ["乙"]


def test_who_has_left_stays_in_the_record_but_not_in_the_list(hr: Seat) -> None:
    person = add(hr, "周敏", active_from=clock.today() - timedelta(days=30))
    gone = save(hr, person, active_to=clock.today() - timedelta(days=1))
    assert not gone.active
    with hr.query() as session:
        assert people.people(session) == ()
        assert [each.name for each in people.people(session, active_only=False)] == ["周敏"]


def test_the_last_day_still_counts(hr: Seat) -> None:
    person = add(hr, "周敏")
    assert save(hr, person, active_to=clock.today()).active


def test_a_stale_save_is_refused(hr: Seat) -> None:
    person = add(hr, "周敏")
    save(hr, person, name="周敏敏")
    with pytest.raises(StaleRecord) as refused:
        save(hr, person, name="周民")
    assert refused.value.current == person.version + 1


def test_the_form_keeps_a_phone_it_only_has_masked(hr: Seat) -> None:
    person = add(hr, "周敏", phone="13800138000")
    kept = save(hr, person, name="周敏敏")
    assert kept.phone == "138****8000"
    assert save(hr, kept, phone="").phone == ""


def test_a_post_is_named_once(hr: Seat) -> None:
    with hr.operation(people.ADD_POST) as session:
        post = people.add_post(session, name="签约专员", department="签约部")
    with pytest.raises(UserError), hr.operation(people.ADD_POST) as session:
        people.add_post(session, name=" 签约专员 ")
    person = add(hr, "周敏", post_id=post.id)
    assert (person.post, person.department) == ("签约专员", "签约部")
    with hr.operation(people.CHANGE_POST) as session:
        people.change_post(
            session, post_id=post.id, version=post.version, name="专员", department="签约部", active=False
        )
    with hr.query() as session:
        assert people.posts(session) == ()
        assert people.person_info(session, person_id=person.id).post == "专员"


def test_only_who_may_adds_people(seat_of: Any) -> None:
    with pytest.raises(PermissionRefused):
        add(seat_of("counter"), "周敏")


def test_a_circle_in_old_data_does_not_hang_the_chain() -> None:
    assert chain_above({1: 2, 2: 3, 3: 1}, 1) == (2, 3)
    assert chain_above({1: 1}, 1) == ()
    assert chain_above({1: 2, 2: 3, 3: 2}, 1) == (2, 3)
