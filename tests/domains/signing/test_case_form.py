"""The forms of a case, driven by keys: who acts for whom by which paper, instalments, a draft changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QPlainTextEdit

from signdesk.core.errors import UserError
from signdesk.core.identity import IdKind
from signdesk.core.money import Money
from signdesk.domains.reception import service as reception
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.pages.case_form import InstalmentsField
from signdesk.domains.signing.pages.cases_page import CasesPage
from signdesk.domains.signing.service import InstalmentIn, PartyIn
from tests.domains.signing import corpus

on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"])
CONTROL = Qt.KeyboardModifier.ControlModifier


def open_lease(desk: Any) -> None:
    desk.press(Qt.Key.Key_F3)
    desk.press(Qt.Key.Key_3)  # the third business type: lease
    desk.press(Qt.Key.Key_Return, CONTROL)


def field(desk: Any, key: str, form: str = "signing.case") -> Any:
    for kind in (QLineEdit, QComboBox, QPlainTextEdit):
        found = desk.page.findChild(kind, f"{form}.{key}")
        if found is not None:
            return found
    raise AssertionError(key)


def fill(desk: Any, key: str, text: str) -> None:
    line = field(desk, key)
    line.setFocus()
    line.clear()
    desk.type(text)
    desk.settle()


@on_sqlite
def test_an_agent_without_an_answer_about_the_paper_is_not_stored(sit, officer):
    desk = sit(officer, CasesPage)
    open_lease(desk)
    fill(desk, "name0", "李秀兰")
    fill(desk, "name1", "赵志强")
    assert not field(desk, "paper1").isVisible()
    fill(desk, "agent1", "孙丽")
    assert field(desk, "paper1").isVisible()
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert desk.page.table.rowCount() == 0 and field(desk, "paper1").hasFocus()
    desk.press(Qt.Key.Key_3)  # not brought
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.bot.waitUntil(lambda: desk.page.table.rowCount() == 1)
    desk.settle()
    case = desk.page.shown
    assert (case.parties[1].agent, case.parties[1].agent_paper) == ("孙丽", "missing")
    said = [label.text() for label in desk.page.pane.findChildren(QLabel)]
    assert "Power of attorney not brought: 孙丽 cannot sign yet" in said
    desk.page.note_power(case.parties[1])
    desk.settle()
    field(desk, "paper", "signing.power").setFocus()
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    assert desk.page.shown.parties[1].agent_paper == "original"


@on_sqlite
def test_instalments_are_added_up_beside_their_field_and_stored(sit, officer):
    desk = sit(officer, CasesPage)
    open_lease(desk)
    fill(desk, "name0", "李秀兰")
    fill(desk, "phone0", "13800138000")
    fill(desk, "account0", "6222020200112233440")
    fill(desk, "name1", "赵志强")
    fill(desk, "amount", "54000")
    parts = field(desk, "instalments")
    parts.setPlainText("2026-12-01 18,000\n2027-03-01 30,000")
    desk.press(Qt.Key.Key_Return, CONTROL)
    problem = desk.page.findChild(QLabel, "signing.case.instalments.problem")
    assert "48,000.00" in problem.text() and "54,000.00" in problem.text() and problem.isVisible()
    parts.setPlainText("2026-12-01 18,000\n2027年3月1日：36,000.00")
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.bot.waitUntil(lambda: desk.page.table.rowCount() == 1)
    desk.settle()
    case = desk.page.shown
    assert case.instalments == (
        InstalmentIn(Money(18_000_00), date(2026, 12, 1)),
        InstalmentIn(Money(36_000_00), date(2027, 3, 1)),
    )
    assert case.parties[0].phone.startswith("138") and case.parties[0].account.endswith("3440")


@on_sqlite
def test_a_customer_is_found_by_initials_with_the_recorded_power(sit, officer, hire):
    desk_seat = hire("前台", "reception")
    with desk_seat.operation(reception.CHECK_IN) as session:
        zhao = reception.add_customer(
            session, customer=reception.NewCustomer("赵志强", id_kind=IdKind.RESIDENT_ID, id_number=corpus.ZHAO)
        )
        agent = reception.add_customer(session, customer=reception.NewCustomer("孙丽"))
        reception.record_power(session, customer_id=zhao.id, agent_id=agent.id, paper="copy")
    desk = sit(officer, CasesPage)
    open_lease(desk)
    fill(desk, "name0", "李秀兰")
    fill(desk, "name1", "zzq")
    hits = desk.page.findChild(QListWidget, "signing.case.name1.hits")
    desk.bot.waitUntil(lambda: hits.count() == 1 and hits.isVisible())
    desk.press(Qt.Key.Key_Return)
    assert field(desk, "name1").text() == "赵志强" and field(desk, "agent1").text() == "孙丽"
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.bot.waitUntil(lambda: desk.page.table.rowCount() == 1)
    desk.settle()
    party = desk.page.shown.parties[1]
    assert (party.customer_id, party.agent_paper) == (zhao.id, "copy") and party.id_number.startswith("440")


@on_sqlite
def test_two_people_changing_a_draft_are_told_of_each_other(sit, officer, lease_case):
    desk = sit(officer, CasesPage)
    desk.press(Qt.Key.Key_E, CONTROL)
    copies = field(desk, "copies", "signing.case_change")
    with officer.operation(signing.CHANGE_CASE) as session:
        signing.change_case(
            session, case_id=lease_case.id, version=lease_case.row.version, amount=lease_case.row.amount,
            instalments=(), signing_date=date(2026, 12, 24), contract_no="HT-9", attachments=(), copies=4,
        )  # fmt: skip
    desk.settle()
    copies.setText("6")
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    problem = desk.page.findChild(QLabel, "signing.case_change.problem")
    assert problem.isVisible() and "2026-12-24" in problem.text() and "HT-9" in problem.text()
    assert copies.text() == "6"
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    assert desk.page.shown.copies == 6 and not desk.page.pane_busy


def test_a_power_that_has_expired_or_was_not_brought_is_refused(officer, lease_case):
    with officer.operation(signing.OPEN_CASE) as session:
        case = signing.open_case(
            session,
            type_id=lease_case.type.id,
            parties=[
                PartyIn("甲方", "李秀兰", agent="孙丽", agent_paper="original", agent_until=date(2026, 11, 23)),
                PartyIn("乙方", "赵志强"),
            ],
        )
    party = case.parties[0]
    with pytest.raises(UserError, match="expired"), officer.operation(signing.CHANGE_CASE) as session:
        signing.note_power(
            session, party_id=party.id, version=party.version, paper="copy", valid_until=date(2026, 11, 22)
        )
    with officer.operation(signing.CHANGE_CASE) as session:
        noted = signing.note_power(session, party_id=party.id, version=party.version, paper="missing")
    assert (noted.agent_paper, noted.agent_until) == ("missing", None)


def test_a_line_that_is_no_instalment_is_named():
    with pytest.raises(UserError, match="Line 2"):
        InstalmentsField("parts", "Parts").parse("2026-12-01 18,000\nsoon 5")
