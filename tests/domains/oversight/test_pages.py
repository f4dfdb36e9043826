"""My work and the audit trail in a real window, by keys alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from signdesk.core import approvals, clock, due, people, reveals
from signdesk.core.approvals import InstanceState
from signdesk.core.operations import Operation, Seat
from tests.domains.oversight.test_my_work import PLAIN, submit
from tests.domains.staff.conftest import At

Sit = Callable[[Seat], At]
OPEN = Operation("test.oversight.open", "Open", None)
SHOW = reveals.RevealOperation("test.oversight.show", "Show a number", None)


@pytest.fixture
def engine_name() -> str:
    """Pages are the same on both engines."""
    return "sqlite"


def state(seat: Seat, instance_id: int) -> InstanceState:
    with seat.query() as session:
        return approvals.instance(session, instance_id).state


def test_an_approval_is_given_by_one_key_and_leaves_list_and_count(staff: Any, sit_down: Sit) -> None:
    officer, reviewer = staff.hire("何岚", "signing_officer"), staff.hire("沈律", "reviewer")
    instance = submit(officer)
    at = sit_down(reviewer)
    at.qtbot.waitUntil(lambda: "1" in at.window.top.work.text(), timeout=10_000)
    page = at.page("oversight.my_work")
    assert page.header.facts.text() == "1 waiting for you"
    at.press("F6")
    assert state(officer, instance.id) is InstanceState.APPROVED
    assert list(page.table.ids) == []
    assert page.empty.words.text() == "Nothing waits for you."
    at.qtbot.waitUntil(lambda: "1" not in at.window.top.work.text(), timeout=10_000)


@pytest.mark.parametrize(("key", "ended"), [("F7", InstanceState.RETURNED), ("F8", InstanceState.REJECTED)])
def test_no_needs_a_reason_which_the_starter_reads(staff: Any, sit_down: Sit, key: str, ended: InstanceState) -> None:
    officer, reviewer = staff.hire("何岚", "signing_officer"), staff.hire("沈律", "reviewer")
    instance = submit(officer)
    at = sit_down(reviewer)
    at.page("oversight.my_work")
    at.press(key)
    at.press("Return")
    assert state(officer, instance.id) is InstanceState.RUNNING
    at.type("第三条缺日期")
    at.press("Return")
    assert state(officer, instance.id) is ended
    at.window.close()
    hers = sit_down(officer)
    hers.page("oversight.my_work")
    assert "第三条缺日期" in hers.says()


def test_a_rejection_leaves_the_list_when_taken_note_of(staff: Any, sit_down: Sit) -> None:
    officer, reviewer = staff.hire("何岚", "signing_officer"), staff.hire("沈律", "reviewer")
    submit(officer)
    at = sit_down(reviewer)
    at.page("oversight.my_work")
    at.press("F8")
    at.type("no")
    at.press("Return")
    at.window.close()
    hers = sit_down(officer)
    page = hers.page("oversight.my_work")
    hers.press("F9")
    assert list(page.table.ids) == []


def test_one_enter_opens_the_record_in_its_own_room(staff: Any, sit_down: Sit) -> None:
    keeper = staff.hire("张建工", "asset_keeper")
    with keeper.operation(OPEN) as session:
        due.open(session, PLAIN, about=("equipment", 3), title="投影仪", due_at=clock.now() - timedelta(hours=1),
                 responsible=due.Responsible(role="asset_keeper"))  # fmt: skip
    at = sit_down(keeper)
    page = at.page("oversight.my_work")
    assert page.header.facts.text() == "1 waiting for you · 1 overdue"
    page.view.setFocus()
    went: list[tuple[object, ...]] = []
    object.__setattr__(page.context, "open_page", lambda *to: went.append(to))
    at.press("Return")
    assert went == [("assets.equipment", 3)]


def test_the_trail_shows_an_act_and_everything_about_its_record(staff: Any, sit_down: Sit) -> None:
    auditor, hr = staff.hire("韩审计", "auditor"), staff.hire("钱慧", "hr")
    with hr.operation(people.ADD_PERSON, reason="starts on Monday") as session:
        person = people.add_person(session, name="吴敏", phone="13900001234")
    at = sit_down(auditor)
    page = at.page("oversight.trail")
    seq = next(id for id in page.table.ids if (row := page.table.record(page.table.row_of(id))).table == "person"
               and row.record_id == person.id)  # fmt: skip
    page.view.select_id(seq)
    at.settle()
    assert "starts on Monday" in at.says()
    assert "13900001234" not in at.says()
    at.press("F6")
    assert page.search.text() == f"person:{person.id}"
    assert {page.table.record(row).record_id for row in range(len(page.table.ids))} == {person.id}
    at.press("F7")
    assert page.search.text() == "钱慧"


def test_the_chain_is_walked_by_one_key_and_the_walk_is_in_the_trail(staff: Any, sit_down: Sit) -> None:
    at = sit_down(staff.hire("韩审计", "auditor"))
    page = at.page("oversight.trail")
    at.press("F9")
    at.qtbot.waitUntil(lambda: "The audit trail is whole" in at.says(), timeout=10_000)
    at.settle()
    assert page.table.record(0).operation == "oversight.verify_trail"


def test_whoever_keeps_the_desk_sees_no_trail_and_no_staff(staff: Any, sit_down: Sit) -> None:
    at = sit_down(staff.hire("李静", "reception"))
    ids = {entry.page_id for entry in at.window.entries}
    assert "oversight.my_work" in ids
    assert ids.isdisjoint({"oversight.trail", "staff.people", "app.settings"})
    QApplication.processEvents()


def test_too_many_numbers_shown_are_looked_into_and_ended_by_a_word(staff: Any, sit_down: Sit) -> None:
    desk, security = staff.hire("李静", "reception"), staff.hire("林安全", "security_admin")
    for _time in range(reveals.A_DAY.default + 1):
        with desk.operation(SHOW, reason="核对") as session:
            reveals.record(session, table="customer", record_id=7, field="phone", reason="核对")
    at = sit_down(security)
    page = at.page("oversight.my_work")
    assert "李静" in at.says()
    at.press("F9")
    at.press("Return")
    assert len(page.table.ids) == 1, "without a word it stays"
    at.type("集中办证，已核实")
    at.press("Return")
    assert list(page.table.ids) == []
    with security.query() as session:
        found = session.scalars(select(due.DueItem)).one()
    assert found.outcome == "集中办证，已核实"
