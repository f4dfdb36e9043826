"""Accounts, passwords, log-in and the separation of roles."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher

from signdesk.core import auth, clock, passwords, people
from signdesk.core.audit import AuditEntry
from signdesk.core.auth import log_in
from signdesk.core.centre import Centre
from signdesk.core.errors import BugError, PermissionRefused, UserError
from signdesk.core.lockout import pause_after
from signdesk.core.operations import Operation, Station
from signdesk.core.separation import conflict

COUNTER = Station("前台机 1", "counter", 1)
NOON = datetime(2027, 3, 1, 4, tzinfo=UTC)
ANYTHING = Operation("test.anything", "Anything", None)


def actions(centre: Centre, staff: Any) -> list[str]:
    with staff.system.query() as session:
        return [entry.action for entry in session.query(AuditEntry).order_by(AuditEntry.seq)]


def refuse(centre: Centre, name: str, typed: str) -> UserError:
    with pytest.raises(UserError) as refused:
        log_in(centre, COUNTER, name, typed)
    return refused.value


def test_the_right_password_gives_a_seat_with_the_rights(centre: Centre, staff: Any, password: str) -> None:
    staff.hire("周敏", "archivist", login_name="zhou.min")
    seat = log_in(centre, COUNTER, " ZHOU.Min ", password)
    assert (seat.actor.name, seat.actor.roles) == ("周敏", frozenset({"archivist"}))
    assert actions(centre, staff)[-1] == "log_in"


def test_unknown_name_and_wrong_password_get_the_same_words(centre: Centre, staff: Any) -> None:
    staff.hire("周敏", "archivist")
    unknown, wrong = refuse(centre, "nobody here", "x"), refuse(centre, "周敏", "x")
    assert (unknown.message, unknown.hint, unknown.field) == (wrong.message, wrong.hint, wrong.field)
    assert "log_in_refused" in actions(centre, staff)


def test_what_was_typed_for_a_name_is_not_kept(centre: Centre, staff: Any) -> None:
    refuse(centre, "my secret by mistake", "x")
    with staff.system.query() as session:
        last = session.query(AuditEntry).order_by(AuditEntry.seq.desc()).first()
        assert last is not None
        assert "secret" not in last.payload + last.actor


def test_five_failures_pause_the_account_even_for_the_right_password(centre: Centre, staff: Any, password: str) -> None:
    staff.hire("周敏", "archivist")
    with clock.fixed(NOON):
        words = [refuse(centre, "周敏", "wrong").message for _ in range(5)]
        assert words[0] == words[3] != words[4]
        assert refuse(centre, "周敏", password).message == words[4]
    with clock.fixed(NOON + timedelta(minutes=1, seconds=1)):
        assert log_in(centre, COUNTER, "周敏", password).actor.name == "周敏"


def test_failures_are_counted_on_every_station_together(
    open_centre: Any, centre: Centre, staff: Any, password: str
) -> None:
    staff.hire("周敏", "archivist")
    other = open_centre()
    with clock.fixed(NOON):
        for opened in (centre, other, centre, other, centre):
            refuse(opened, "周敏", "wrong")
        refuse(other, "周敏", password)


def test_each_pause_is_longer_up_to_a_quarter_of_an_hour() -> None:
    minutes = [pause_after(failures).total_seconds() / 60 for failures in range(12)]
    assert minutes == [0, 0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15]
    assert pause_after(10**9) == timedelta(minutes=15)


def test_success_forgives_earlier_failures(centre: Centre, staff: Any, password: str) -> None:
    staff.hire("周敏", "archivist")
    for _ in range(4):
        refuse(centre, "周敏", "wrong")
    log_in(centre, COUNTER, "周敏", password)
    first = refuse(centre, "周敏", "wrong")
    assert first.message == refuse(centre, "nobody", "wrong").message


def test_who_has_left_cannot_log_in(centre: Centre, staff: Any, password: str) -> None:
    staff.hire("周敏", "archivist")
    with staff.system.operation(people.CHANGE_PERSON) as session:
        person = people.person_info(session, person_id=staff.id_of("周敏"))
        day_before = clock.today() - timedelta(days=1)
        people.change_person(
            session,
            person_id=person.id,
            version=person.version,
            name=person.name,
            staff_number=person.staff_number,
            post_id=None,
            superior_id=None,
            active_from=day_before,
            active_to=day_before,
        )
    refuse(centre, "周敏", password)
    assert auth.account_names(centre) == ()


def test_a_locked_seat_does_nothing_until_its_password(centre: Centre, staff: Any, password: str) -> None:
    staff.hire("周敏", "archivist")
    seat = log_in(centre, COUNTER, "周敏", password)
    seat.end_rights()
    with pytest.raises(UserError):
        auth.unlock(seat, "wrong")
    with pytest.raises(PermissionRefused), seat.operation(ANYTHING):
        pass
    auth.unlock(seat, password)
    with seat.operation(ANYTHING):
        pass


def test_unlocking_after_the_roles_changed_asks_for_a_new_log_in(centre: Centre, staff: Any, password: str) -> None:
    staff.hire("周敏", "archivist")
    security = staff.hire("安全", "security_admin")
    seat = log_in(centre, COUNTER, "周敏", password)
    with security.operation(auth.CHANGE_ROLES) as session:
        account = next(each for each in auth.accounts(session) if each.person == "周敏")
        auth.set_roles(session, account_id=account.id, version=account.version, roles={"reception"})
    with pytest.raises(UserError):
        auth.unlock(seat, password)
    assert log_in(centre, COUNTER, "周敏", password).actor.roles == {"reception"}


def test_the_window_completes_the_names_in_use(centre: Centre, staff: Any) -> None:
    staff.hire("周敏", "archivist", login_name="zhou.min")
    staff.hire("李静", "reception", login_name="Li.Jing")
    assert [(each.login_name, each.person) for each in auth.account_names(centre)] == [
        ("Li.Jing", "李静"),
        ("zhou.min", "周敏"),
    ]


def test_login_names_are_one_whatever_their_case(staff: Any) -> None:
    staff.hire("周敏", login_name="zhou")
    with pytest.raises(UserError):
        staff.hire("周民", login_name="ＺＨＯＵ")


def test_changing_the_password_needs_the_old_one(centre: Centre, staff: Any, password: str) -> None:
    staff.hire("周敏", "archivist")
    seat = log_in(centre, COUNTER, "周敏", password)
    with pytest.raises(UserError) as refused:
        auth.change_password(seat, old="wrong", new="three quiet kettles")
    assert refused.value.field == "old"
    auth.change_password(seat, old=password, new="three quiet kettles")
    refuse(centre, "周敏", password)
    assert log_in(centre, COUNTER, "周敏", "three quiet kettles").actor.name == "周敏"
    with staff.system.query() as session:
        assert all("argon2" not in entry.payload for entry in session.query(AuditEntry))


def test_a_password_set_by_the_administrator_must_be_changed(centre: Centre, staff: Any, password: str) -> None:
    staff.hire("周敏", "archivist")
    new = auth.prepare_password("three quiet kettles", login_name="周敏")
    with staff.system.operation(auth.RESET_PASSWORD) as session:
        (account,) = auth.accounts(session)
        auth.reset_password(session, account_id=account.id, version=account.version, password=new)
    seat = log_in(centre, COUNTER, "周敏", "three quiet kettles")
    with seat.query() as session:
        assert auth.password_is_due(session, account_id=account.id)
    auth.change_password(seat, old="three quiet kettles", new="four quiet kettles")
    with seat.query() as session:
        assert not auth.password_is_due(session, account_id=account.id)


def test_passwords_expire_only_where_the_centre_wants_it(staff: Any, centre: Centre) -> None:
    with clock.fixed(NOON):
        seat = staff.hire("周敏", "archivist")
    with clock.fixed(NOON + timedelta(days=91)), seat.query() as session:
        assert not auth.password_is_due(session, account_id=seat.actor.account_id)
        assert auth.password_is_due(session, account_id=seat.actor.account_id, expiry_days=90)


def test_accounts_are_the_system_administrators_and_roles_the_security_administrators(staff: Any) -> None:
    system, security = staff.hire("甲", "system_admin"), staff.hire("乙", "security_admin")
    for seat, operation in ((security, auth.CREATE_ACCOUNT), (system, auth.CHANGE_ROLES)):
        with pytest.raises(PermissionRefused), seat.operation(operation):
            pass
    for operation in (auth.CREATE_ACCOUNT, auth.CHANGE_ROLES):
        with pytest.raises(PermissionRefused), staff.hire(operation.name, "manager").operation(operation):
            pass


def test_nobody_changes_their_own_roles(staff: Any) -> None:
    security = staff.hire("乙", "security_admin")
    with pytest.raises(UserError), security.operation(auth.CHANGE_ROLES) as session:
        (account,) = auth.accounts(session)
        auth.set_roles(session, account_id=account.id, version=account.version, roles={"manager"})


@pytest.mark.parametrize(
    ("roles", "allowed"),
    [
        ({"manager", "reviewer", "archivist"}, True),
        ({"system_admin"}, True),
        (set(), True),
        ({"system_admin", "security_admin"}, False),
        ({"auditor", "manager"}, False),
        ({"security_admin", "counter"}, False),
    ],
)
def test_running_granting_auditing_and_business_are_different_people(roles: set[str], allowed: bool) -> None:
    assert (conflict(frozenset(roles)) == "") is allowed


def test_the_founder_gives_the_second_role_away(centre: Centre, staff: Any) -> None:
    new = auth.prepare_password("three quiet kettles", login_name="founder")
    with staff.system.operation(people.ADD_PERSON) as session:
        person = people.add_person(session, name="陈国华")
    with staff.system.operation(auth.CREATE_ACCOUNT) as session:
        auth.found(session, person_id=person.id, login_name="founder", password=new)
    founder = log_in(centre, COUNTER, "founder", "three quiet kettles")
    assert founder.actor.roles == auth.FOUNDER_ROLES
    staff.hire("乙")
    with founder.operation(auth.CHANGE_ROLES) as session:
        assert auth.separation_is_pending(session)
        second = next(each for each in auth.accounts(session) if each.person == "乙")
        auth.set_roles(session, account_id=second.id, version=second.version, roles={"security_admin"})
    with founder.query() as session:
        assert not auth.separation_is_pending(session)
        assert {each.person: each.roles for each in auth.accounts(session)} == {
            "陈国华": {"system_admin"},
            "乙": {"security_admin"},
        }
    with pytest.raises(UserError), staff.system.operation(auth.CREATE_ACCOUNT) as session:
        auth.found(session, person_id=person.id, login_name="again", password=new)


def test_the_last_administrator_cannot_be_closed(staff: Any) -> None:
    staff.hire("甲", "system_admin")
    with pytest.raises(UserError), staff.system.operation(auth.CHANGE_ACCOUNT) as session:
        (account,) = auth.accounts(session)
        auth.set_active(session, account_id=account.id, version=account.version, active=False)
    staff.hire("乙", "system_admin")
    with staff.system.operation(auth.CHANGE_ACCOUNT) as session:
        assert not auth.set_active(session, account_id=account.id, version=account.version, active=False).active


@pytest.mark.parametrize(
    "weak",
    [
        "short 1!",
        "password1234",
        "P@ssw0rd!2026",
        "123456789012",
        "qwertyuiop[]12",
        "abcabcabcabc",
        "aaaaaaaaaaaaaaa",
        "woaini5201314",
        "admin@123456",
        "signdesk2026",
        "987654321098",
        "签约中心20262026",
        "20261123094512",
        "zhou.min2026!",
    ],
)
def test_passwords_that_are_tried_first_are_refused(weak: str) -> None:
    with pytest.raises(UserError) as refused:
        passwords.checked(weak, login_name="zhou.min")
    assert refused.value.field == "password"


@pytest.mark.parametrize(
    "good",
    ["three quiet kettles", "雨后的石板路映着七盏灯笼晃动", "correct horse battery", "x" * 3 + "tall blue gate " * 4],
)
def test_long_passwords_of_ones_own_are_taken_whatever_their_kinds_of_characters(good: str) -> None:
    assert passwords.checked(good, login_name="zhou.min") == good


def test_kinds_of_characters_count_only_where_the_centres_rules_ask() -> None:
    with pytest.raises(UserError):
        passwords.checked("three quiet kettles", login_name="z", complex_required=True)
    assert passwords.checked("Three quiet kettles 7!", login_name="z", complex_required=True)


def test_full_width_and_half_width_typing_is_one_password(centre: Centre, staff: Any, password: str) -> None:
    staff.hire("周敏")
    assert log_in(centre, COUNTER, "周敏", password.replace("42", "４２")).actor.name == "周敏"


def test_an_account_is_one_persons_and_its_name_has_no_spaces(staff: Any) -> None:
    staff.hire("周敏", login_name="zhou")
    for name in ("zhou2", "zhou min", "  "):
        with pytest.raises(UserError), staff.system.operation(auth.CREATE_ACCOUNT) as session:
            password = auth.NewPassword(auth.login_key(name), "x")
            auth.create_account(session, person_id=staff.id_of("周敏"), login_name=name, password=password)


def test_a_password_is_written_only_for_the_name_it_was_checked_for(staff: Any) -> None:
    staff.hire("周敏", login_name="zhou")
    other = auth.NewPassword("somebody", "x")
    with pytest.raises(BugError), staff.system.operation(auth.RESET_PASSWORD) as session:
        (account,) = auth.accounts(session)
        auth.reset_password(session, account_id=account.id, version=account.version, password=other)


def test_the_last_of_either_administrator_keeps_the_role(staff: Any) -> None:
    staff.hire("甲", "system_admin")
    one, two = staff.hire("乙", "security_admin"), staff.hire("丙", "security_admin")
    with one.operation(auth.CHANGE_ROLES) as session:
        known = {each.person: each for each in auth.accounts(session)}
        with pytest.raises(UserError):
            auth.set_roles(session, account_id=known["甲"].id, version=known["甲"].version, roles=set())
        with pytest.raises(UserError):
            auth.set_roles(
                session, account_id=known["甲"].id, version=known["甲"].version, roles={"manager", "auditor"}
            )
        auth.set_roles(session, account_id=known["丙"].id, version=known["丙"].version, roles=set())
    # The seat keeps its rights until it is locked, but the last one cannot be taken away any more.
    with two.operation(auth.CHANGE_ROLES) as session, pytest.raises(UserError):
        first = next(each for each in auth.accounts(session) if each.person == "乙")
        auth.set_roles(session, account_id=first.id, version=first.version, roles=set())


def test_nobody_closes_their_own_account(staff: Any) -> None:
    system = staff.hire("甲", "system_admin")
    staff.hire("乙", "system_admin")
    with pytest.raises(UserError), system.operation(auth.CHANGE_ACCOUNT) as session:
        account = next(each for each in auth.accounts(session) if each.person == "甲")
        auth.set_active(session, account_id=account.id, version=account.version, active=False)


def test_the_new_password_is_another_one(centre: Centre, staff: Any, password: str) -> None:
    staff.hire("周敏")
    seat = log_in(centre, COUNTER, "周敏", password)
    with pytest.raises(UserError) as refused:
        auth.change_password(seat, old=password, new=password)
    assert refused.value.field == "password"


def test_logging_out_is_in_the_trail_and_ends_the_rights(centre: Centre, staff: Any, password: str) -> None:
    staff.hire("周敏")
    seat = log_in(centre, COUNTER, "周敏", password)
    auth.log_out(seat)
    assert actions(centre, staff)[-1] == "log_out"
    with pytest.raises(PermissionRefused), seat.query():
        pass


def test_a_hash_of_older_parameters_is_renewed_at_log_in(centre: Centre, staff: Any, password: str) -> None:
    staff.hire("周敏")
    older = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(passwords.normal(password))
    with staff.system.operation(auth.RESET_PASSWORD) as session:
        session.query(auth.Account).one().password_hash = older
    log_in(centre, COUNTER, "周敏", password)
    with staff.system.query() as session:
        assert "m=65536,t=3,p=4" in session.query(auth.Account).one().password_hash
    assert log_in(centre, COUNTER, "周敏", password).actor.name == "周敏"


def test_a_damaged_hash_is_our_fault_not_the_persons(centre: Centre, staff: Any, password: str) -> None:
    staff.hire("周敏")
    with staff.system.operation(auth.RESET_PASSWORD) as session:
        session.query(auth.Account).one().password_hash = "$argon2id$v=19$torn"
    with pytest.raises(BugError):
        log_in(centre, COUNTER, "周敏", password)


def test_a_password_as_long_as_a_book_is_refused() -> None:
    with pytest.raises(UserError):
        passwords.checked("kettle " * 60, login_name="z")
