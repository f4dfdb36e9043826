"""The staff page in a real window, by keys alone: a new colleague from the first key to the account."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox

from signdesk.core import auth
from signdesk.core.centre import Centre
from signdesk.core.operations import Seat, Station
from signdesk.domains.staff import service
from tests.domains.staff.conftest import At

Sit = Callable[[Seat], At]


@pytest.fixture
def engine_name() -> str:
    """Pages are the same on both engines."""
    return "sqlite"


def of(seat: Seat, name: str) -> service.Member:
    with seat.query() as session:
        return next(one for one in service.members(session) if one.name == name)


def test_a_colleague_gets_an_account_by_keys_alone(staff: Any, sit_down: Sit, centre: Centre) -> None:
    system = staff.hire("王系统", "system_admin", login_name="wangxt")
    at = sit_down(system)
    page = at.page("staff.people")
    at.press("Ctrl+N")
    at.type("吴敏")
    at.press("Ctrl+Return")
    assert page.shown.name == "吴敏"
    assert page.view.selected_ids() == [page.current]
    at.press("F6")
    at.type("wumin")
    first = page.form.rows["password"].text()
    at.press("Ctrl+Return")
    at.qtbot.waitUntil(lambda: not page.pane_busy)
    at.settle()
    assert page.shown.login_name == "wumin"
    assert "must be changed at the first log-in" in at.says()
    seat = auth.log_in(centre, Station("前台机 1", "counter", 1), "wumin", first)
    assert seat.actor.roles == frozenset()


def test_a_taken_login_name_is_said_beside_the_field_and_nothing_typed_is_lost(staff: Any, sit_down: Sit) -> None:
    at = sit_down(staff.hire("王系统", "system_admin", login_name="wangxt"))
    page = at.page("staff.people")
    at.press("Ctrl+N")
    at.type("吴敏")
    at.press("Ctrl+Return", "F6")
    at.type("WANGXT")
    first = page.form.rows["password"].text()
    at.press("Ctrl+Return")
    row = page.form.rows["login_name"]
    at.qtbot.waitUntil(row.problem.isVisible)
    assert row.problem.text() == "This login name is taken."
    assert row.editor.hasFocus()
    assert page.form.rows["password"].text() == first


def test_a_weak_password_is_said_beside_the_field(staff: Any, sit_down: Sit) -> None:
    at = sit_down(staff.hire("王系统", "system_admin"))
    staff.hire("吴敏", "counter")
    page = at.page("staff.people")
    page.view.select_id(staff.id_of("吴敏"))
    at.settle()
    at.press("F8", "Ctrl+A")
    at.type("short")
    at.press("Ctrl+Return")
    row = page.form.rows["password"]
    at.qtbot.waitUntil(row.problem.isVisible)
    assert "12" in row.problem.text()


def test_passwords_are_never_kept_as_drafts(staff: Any, sit_down: Sit) -> None:
    at = sit_down(staff.hire("王系统", "system_admin"))
    staff.hire("吴敏", "counter")
    page = at.page("staff.people")
    page.view.select_id(staff.id_of("吴敏"))
    at.settle()
    at.press("F8", "Ctrl+A")
    at.type("a slip of paper 77")
    page.keep_drafts()
    assert "slip" not in repr(vars(at.window.drafts))


def test_the_security_administrator_ticks_roles_and_sees_nothing_else_to_do(staff: Any, sit_down: Sit) -> None:
    security = staff.hire("林安全", "security_admin")
    staff.hire("吴敏", "counter")
    at = sit_down(security)
    page = at.page("staff.people")
    assert page.header.primary is None or page.header.primary.property("refused")
    page.view.select_id(staff.id_of("吴敏"))
    at.settle()
    at.press("F7")
    box = page.form.rows["reception"].editor
    assert isinstance(box, QCheckBox)
    box.setFocus()
    at.press("Space", "Ctrl+Return")
    assert of(security, "吴敏").account.roles == {"counter", "reception"}  # type: ignore[union-attr]


def test_roles_that_must_stay_apart_are_refused_above_the_form(staff: Any, sit_down: Sit) -> None:
    at = sit_down(staff.hire("林安全", "security_admin"))
    staff.hire("吴敏", "counter")
    page = at.page("staff.people")
    page.view.select_id(staff.id_of("吴敏"))
    at.settle()
    at.press("F7")
    page.form.rows["auditor"].editor.setFocus()
    at.press("Space", "Ctrl+Return")
    assert "must be two people" in page.form.problem.text()


def test_who_is_logged_in_loses_the_rights_when_the_account_changes(staff: Any, sit_down: Sit, password: str) -> None:
    security = staff.hire("林安全", "security_admin")
    counter = staff.hire("吴敏", "counter")
    at = sit_down(counter)
    shown = of(security, "吴敏").account
    assert shown is not None
    with security.operation(service.CHANGE_ROLES) as session:
        service.set_roles(session, account_id=shown.id, version=shown.version, roles=["reception"])
    at.qtbot.waitUntil(lambda: at.window.locked)
    problem = at.window.lock_screen.problem
    assert problem.text().startswith("Your account has been changed.")
    at.type(password)
    at.press("Return")
    at.qtbot.waitUntil(lambda: "roles" in problem.text())
    assert problem.text() == "Your roles have been changed. Log out and log in again."
    assert not counter.may(None)


def test_a_failed_attempt_elsewhere_locks_nobody(staff: Any, sit_down: Sit, centre: Centre) -> None:
    at = sit_down(staff.hire("吴敏", "counter"))
    try:
        auth.log_in(centre, Station("前台机 2"), "吴敏", "wrong")
    except Exception as error:
        assert "not right" in str(error)
    at.settle()
    QApplication.processEvents()
    at.settle()
    assert not at.window.locked


def test_nobody_is_offered_to_change_their_own_roles_or_close_their_own_account(staff: Any, sit_down: Sit) -> None:
    founder = staff.hire("周敏", "system_admin", "security_admin")
    staff.hire("吴敏", "counter")
    at = sit_down(founder)
    page = at.page("staff.people")
    verbs = [f"staff.people.{verb}" for verb in ("roles", "reset_password", "close_account")]
    page.view.select_id(founder.actor.person_id)
    at.settle()
    assert [at.window.actions_.is_enabled(verb) for verb in verbs] == [False] * 3
    page.view.select_id(staff.id_of("吴敏"))
    at.settle()
    assert [at.window.actions_.is_enabled(verb) for verb in verbs] == [True] * 3
