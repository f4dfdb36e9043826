"""Persons and their accounts: who keeps which part, and that a first password is only a first one."""

from datetime import timedelta
from typing import Any

import pytest

from signdesk.core import auth, clock
from signdesk.core.auth import NewPassword, still_holds
from signdesk.core.centre import Centre
from signdesk.core.errors import PermissionRefused, StaleRecord, UserError
from signdesk.core.operations import Operation, Seat, Station
from signdesk.domains.staff import service

COUNTER = Station("前台机 1", "counter", 1)


def add(seat: Seat, name: str = "吴敏", **details: Any) -> int:
    with seat.operation(service.ADD_PERSON) as session:
        return service.add_person(session, name=name, **details)


def do(seat: Seat, operation: Operation, act: Any, **details: Any) -> Any:
    with seat.operation(operation) as session:
        return act(session, **details)


def member(seat: Seat, person_id: int) -> service.Member:
    with seat.query() as session:
        return service.member(session, person_id=person_id)


def prepared(login_name: str, plain: str) -> NewPassword:
    return service.prepare_password(plain, login_name=login_name, complex_required=False)


def test_a_new_colleague_logs_in_with_the_first_password_and_must_choose_another(centre: Centre, staff: Any) -> None:
    hr, system, security = (
        staff.hire(n, r) for n, r in (("钱慧", "hr"), ("王", "system_admin"), ("林", "security_admin"))
    )
    person_id = add(hr)
    plain = service.suggest_password()
    do(system, service.CREATE_ACCOUNT, service.create_account, person_id=person_id, login_name="wumin",
       password=prepared("wumin", plain))  # fmt: skip
    account = member(system, person_id).account
    assert account is not None
    assert account.must_change_password
    do(security, service.CHANGE_ROLES, service.set_roles, account_id=account.id, version=account.version,
       roles=["counter"])  # fmt: skip
    seat = auth.log_in(centre, COUNTER, "wumin", plain)
    assert seat.actor.roles == {"counter"}
    with seat.query() as session:
        assert auth.password_is_due(session, account_id=account.id)
    auth.change_password(seat, old=plain, new="three lanterns over water")
    with seat.query() as session:
        assert not auth.password_is_due(session, account_id=account.id)
    assert member(system, person_id).roles == ("柜台经办",) or member(system, person_id).roles == ("Counter officer",)


def test_each_part_has_its_own_keeper(staff: Any) -> None:
    hr, system, counter = staff.hire("钱慧", "hr"), staff.hire("王", "system_admin"), staff.hire("吴敏", "counter")
    account = member(system, staff.id_of("吴敏")).account
    assert account is not None
    with pytest.raises(PermissionRefused):
        do(hr, service.CREATE_ACCOUNT, service.create_account, person_id=1, login_name="x", password=None)
    with pytest.raises(PermissionRefused):
        do(system, service.CHANGE_ROLES, service.set_roles, account_id=account.id, version=1, roles=["manager"])
    with pytest.raises(PermissionRefused), counter.query() as session:
        service.members(session)


def test_roles_that_must_stay_apart_are_refused_in_words(staff: Any) -> None:
    security, system = staff.hire("林", "security_admin"), staff.hire("王", "system_admin")
    staff.hire("吴敏", "counter")
    account = member(system, staff.id_of("吴敏")).account
    assert account is not None
    with pytest.raises(UserError) as refused:
        do(security, service.CHANGE_ROLES, service.set_roles, account_id=account.id, version=account.version,
           roles=["counter", "auditor"])  # fmt: skip
    assert refused.value.field == "roles"


def test_a_form_that_was_overtaken_is_refused_and_nothing_is_lost(staff: Any) -> None:
    hr = staff.hire("钱慧", "hr")
    person_id = add(hr)
    first = member(hr, person_id)
    kept = {"staff_number": first.staff_number, "post_id": None, "superior_id": None,
            "active_from": first.active_from, "active_to": None}  # fmt: skip
    change = {"person_id": person_id, "version": first.version, **kept}
    do(hr, service.CHANGE_PERSON, service.change_person, name="吴敏敏", **change)
    with pytest.raises(StaleRecord):
        do(hr, service.CHANGE_PERSON, service.change_person, name="吴小敏", **change)
    assert member(hr, person_id).name == "吴敏敏"


def test_an_empty_phone_field_leaves_the_number_as_it_is(staff: Any) -> None:
    hr = staff.hire("钱慧", "hr")
    person_id = add(hr, phone="13900001234")
    before = member(hr, person_id)
    do(hr, service.CHANGE_PERSON, service.change_person, person_id=person_id, version=before.version, name="吴敏",
       staff_number=before.staff_number, post_id=None, superior_id=None, active_from=before.active_from, active_to=None,
       phone=None)  # fmt: skip
    assert member(hr, person_id).phone == before.phone == "139****1234"
    with hr.operation(service.REVEAL_PHONE, reason="call back") as session:
        assert service.reveal_phone(session, person_id=person_id, reason="call back") == "13900001234"


def test_who_has_mistyped_too_often_is_seen_and_let_in_again(centre: Centre, staff: Any, password: str) -> None:
    system = staff.hire("王", "system_admin")
    staff.hire("吴敏", "counter")
    for _time in range(5):
        with pytest.raises(UserError):
            auth.log_in(centre, COUNTER, "吴敏", "wrong")
    paused = member(system, staff.id_of("吴敏"))
    assert paused.paused_until is not None
    assert paused.account is not None
    with system.query() as session:
        assert service.facts(service.members(session)).paused == 1
    do(system, service.END_PAUSE, service.end_pause, account_id=paused.account.id)
    assert member(system, staff.id_of("吴敏")).paused_until is None
    assert auth.log_in(centre, COUNTER, "吴敏", password).actor.name == "吴敏"


def test_a_closed_account_holds_no_longer_and_can_be_opened_again(staff: Any) -> None:
    system, counter = staff.hire("王", "system_admin"), staff.hire("吴敏", "counter")
    account = member(system, staff.id_of("吴敏")).account
    assert account is not None

    def holds() -> bool:
        with system.query() as session:
            return still_holds(session, counter.actor)

    assert holds()
    closed = do(system, service.CHANGE_ACCOUNT, service.close_account, account_id=account.id, version=account.version)
    assert not holds()
    assert not member(system, staff.id_of("吴敏")).may_log_in
    do(system, service.CHANGE_ACCOUNT, service.open_account, account_id=closed.id, version=closed.version)
    assert holds()


@pytest.mark.parametrize("change", ["roles", "password", "left"])
def test_what_the_person_logged_in_with_stops_holding(staff: Any, change: str) -> None:
    system, security, hr = (
        staff.hire("王", "system_admin"),
        staff.hire("林", "security_admin"),
        staff.hire("钱慧", "hr"),
    )
    counter = staff.hire("吴敏", "counter")
    shown = member(system, staff.id_of("吴敏"))
    assert shown.account is not None
    at = {"account_id": shown.account.id, "version": shown.account.version}
    if change == "roles":
        do(security, service.CHANGE_ROLES, service.set_roles, roles=["counter", "reception"], **at)
    elif change == "password":
        do(
            system,
            service.RESET_PASSWORD,
            service.reset_password,
            password=prepared("吴敏", "a slip of paper 77"),
            **at,
        )
    else:
        do(hr, service.CHANGE_PERSON, service.change_person, person_id=shown.id, version=shown.version, name="吴敏",
           staff_number=shown.staff_number, post_id=None, superior_id=None,
           active_from=shown.active_from - timedelta(days=9),
           active_to=clock.today() - timedelta(days=1))  # fmt: skip
    with system.query() as session:
        assert not still_holds(session, counter.actor)


def test_people_are_found_by_name_initials_login_name_and_post(staff: Any) -> None:
    hr = staff.hire("钱慧", "hr", login_name="qianhui")
    with hr.operation(service.ADD_POST) as session:
        post_id = service.add_post(session, name="柜台经办")
    person_id = add(hr, post_id=post_id)
    found = member(hr, person_id)
    for text in ("吴", "wm", "WM", "柜台"):
        assert service.matches(found, text)
    assert service.matches(member(hr, staff.id_of("钱慧")), "qianhui")
    assert not service.matches(found, "zs")


def test_suggested_passwords_pass_the_rules_and_never_repeat() -> None:
    suggested = {service.suggest_password() for _time in range(200)}
    assert len(suggested) == 200
    for one in list(suggested)[:20]:
        service.prepare_password(one, login_name="wumin", complex_required=False)
