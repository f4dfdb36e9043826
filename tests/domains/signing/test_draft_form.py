"""A contract drafted at the keyboard: the form asks for what the case does not have and names the gaps."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from signdesk.core.money import Money
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.pages.cases_page import CasesPage
from signdesk.domains.signing.service import PartyIn
from signdesk.ui.buttons import Button
from tests.domains.signing import corpus
from tests.domains.signing.test_drafting import LEASE, in_use, prepared_of

on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"])
CONTROL = Qt.KeyboardModifier.ControlModifier
TYPED = {
    "乙方.电话": "13900139000", "房屋坐落": "云栖花园3幢502室", "建筑面积": "62.5", "租赁用途": "居住",
    "起租日期": "2026-12-01", "终止日期": "2027-11-30", "租赁月数": "12", "月租金": "4500", "付租周期": "季度",
    "押金": "4500", "交付日期": "2026-12-01",
}  # fmt: skip


def line(desk, key):
    return desk.page.findChild(QLineEdit, f"signing.draft_contract.{key}")


def fill(desk, key, text):
    line(desk, key).setFocus()
    line(desk, key).clear()
    desk.type(text)


def said(desk, name):
    return desk.page.findChild(QLabel, f"signing.draft_contract.{name}")


def versions(desk, case):
    with desk.seat.query() as session:
        return signing.case_info(session, case_id=case.id).versions


@on_sqlite
def test_a_contract_is_drafted_by_keyboard_checked_and_goes_on_to_its_review(sit, officer, reviewer, lease_case):
    in_use(officer, reviewer, signing.prepare_shipped(LEASE))
    desk = sit(officer, CasesPage)
    assert "Draft the contract" in {button.text() for button in desk.page.pane.findChildren(Button)}
    desk.press(Qt.Key.Key_F4)
    assert line(desk, "乙方.电话").hasFocus() and line(desk, "甲方.名称") is None and line(desk, "甲方.电话") is None
    assert "11 fields stay blank: 乙方电话" in said(desk, "gaps").text() and not said(desk, "of_case").isVisible()
    for key, text in TYPED.items():
        fill(desk, key, text)
    assert said(desk, "gaps").text() == "Nothing stays blank."
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.bot.waitUntil(lambda: desk.opened == [("signing.review", lease_case.id)], timeout=20_000)
    assert "Version 1 is drafted and checked." in desk.said
    assert [version.place for version in versions(desk, lease_case)] == [1]
    with officer.query() as session:
        assert signing.review_info(session, case_id=lease_case.id).findings == ()


@on_sqlite
def test_what_stays_blank_is_named_and_what_was_typed_is_offered_again(sit, officer, reviewer, lease_case):
    in_use(officer, reviewer, signing.prepare_shipped(LEASE))
    desk = sit(officer, CasesPage)
    desk.press(Qt.Key.Key_F4)
    for key, text in TYPED.items():
        if key != "押金":
            fill(desk, key, text)
    fill(desk, "月租金", "4500元钱")
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert line(desk, "月租金").hasFocus() and versions(desk, lease_case) == ()
    fill(desk, "月租金", "4500")
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.bot.waitUntil(lambda: bool(desk.opened), timeout=20_000)
    assert any("1 field stays blank: 押金" in words for words in desk.said)
    desk.press(Qt.Key.Key_F4)
    assert line(desk, "房屋坐落").text() == "云栖花园3幢502室" and line(desk, "起租日期").text() == "2026-12-01"
    assert line(desk, "押金").hasFocus()
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.bot.waitUntil(lambda: "already version 1" in desk.page.findChild(
        QLabel, "signing.draft_contract.problem").text(), timeout=20_000)  # fmt: skip
    desk.type("4500")
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.bot.waitUntil(lambda: len(desk.opened) == 2, timeout=20_000)
    assert [version.place for version in versions(desk, lease_case)] == [1, 2]


@on_sqlite
def test_what_belongs_into_the_case_is_said_and_not_asked(sit, officer, reviewer, room):
    in_use(officer, reviewer, signing.prepare_shipped(LEASE))
    with officer.operation(signing.OPEN_CASE) as session:
        types = {kind.business.code: kind for kind in signing.business_types(session)}
        signing.open_case(
            session, type_id=types["lease"].id, parties=[PartyIn("甲方", "李秀兰"), PartyIn("乙方", "赵志强")]
        )
    desk = sit(officer, CasesPage)
    desk.press(Qt.Key.Key_F4)
    assert "租金总额、签约日期" in said(desk, "of_case").text() and line(desk, "租金总额") is None
    fill(desk, "甲方.证件号码", corpus.LI)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.page.pane_busy


@on_sqlite
def test_a_template_the_case_fills_alone_is_drafted_at_once(sit, officer, reviewer, lease_case):
    in_use(
        officer, reviewer, prepared_of(["房屋租赁合同", "出租人（甲方）：{{ 甲方.名称 }}", "租金{{ 租金总额|大写 }}"])
    )
    desk = sit(officer, CasesPage)
    desk.press(Qt.Key.Key_F4)
    desk.bot.waitUntil(lambda: bool(desk.opened), timeout=20_000)
    assert len(versions(desk, lease_case)) == 1


@on_sqlite
def test_without_a_template_the_officer_is_told_to_import(sit, officer, lease_case):
    desk = sit(officer, CasesPage)
    desk.press(Qt.Key.Key_F4)
    assert any("No contract template for “房屋租赁” is in use" in words for words in desk.said)
    assert not desk.page.pane_busy


def test_a_rent_and_a_day_are_read_as_values(qtbot, officer, reviewer, lease_case):
    from signdesk.domains.signing.pages.draft_form import DraftForm
    from signdesk.ui.page import Forgetful

    in_use(officer, reviewer, signing.prepare_shipped(LEASE))
    with officer.query() as session:
        form = DraftForm(signing.drafting_of(session, case_id=lease_case.id), Forgetful())
    qtbot.addWidget(form)
    form.rows["月租金"].set_text("4,500")
    form.rows["起租日期"].set_text("20261201")
    form.rows["租赁月数"].set_text("ein Jahr")
    assert form.added() == {"月租金": Money.yuan(4_500), "起租日期": date(2026, 12, 1)}
