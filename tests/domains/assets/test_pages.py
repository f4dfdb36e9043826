"""The register of equipment in a real window: a fault from report to acceptance, by two people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from signdesk.core import clock
from signdesk.core.money import Money
from signdesk.core.operations import Seat
from signdesk.domains.assets import service as assets
from signdesk.domains.assets.pages import EquipmentPage
from signdesk.domains.assets.service import Details, EquipmentInfo
from signdesk.ui import theme
from signdesk.ui.actions import ActionRegistry
from signdesk.ui.dialogs import ReasonPanel
from signdesk.ui.messages import Messages
from signdesk.ui.ops import Crash, Ops
from signdesk.ui.page import Forgetful, PageContext

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@dataclass
class Desk:
    """The page in a window at one seat."""

    page: EquipmentPage
    actions: ActionRegistry
    messages: Messages
    ops: Ops
    window: QWidget = field(repr=False)

    def settle(self) -> None:
        for _round in range(4):
            while not self.ops.idle:
                QApplication.processEvents()
            QApplication.processEvents()

    def press(self, action: str) -> bool:
        now = self.actions.clock()
        self.actions.clock = lambda: now + 10
        done = self.actions.run(f"assets.equipment.{action}")
        self.settle()
        return done

    def fill(self, **words: str) -> None:
        for key, text in words.items():
            editor = self.page.form.rows[key].editor
            assert isinstance(editor, (QLineEdit, QPlainTextEdit))
            editor.setText(text) if isinstance(editor, QLineEdit) else editor.setPlainText(text)
        self.page.form.save()
        self.settle()

    def chip(self, row: int = 0) -> str:
        return self.page.table.text(row, 0)

    def offered(self) -> set[str]:
        names = ("report", "start", "finish", "accept", "send_back", "maintain", "scrap", "edit")
        return {name for name in names if self.actions.is_enabled(f"assets.equipment.{name}")}


@pytest.fixture
def sit(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Seat], Desk]]:
    theme.apply(qapp, scheme="light")
    open_ops: list[Ops] = []
    crashes: list[Crash] = []

    def open_page(seat: Seat) -> Desk:
        ops = Ops(seat)
        open_ops.append(ops)
        ops.crashed.connect(crashes.append)
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(1252, 810)
        actions, messages = ActionRegistry(seat, window), Messages(window)
        ops.refused.connect(messages.error)
        page = EquipmentPage(PageContext(seat, ops, actions, messages, lambda *_to: None, Forgetful(), Forgetful()))
        box = QVBoxLayout(window)
        for part in (messages.bar, page, messages.strip):
            box.addWidget(part)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        desk = Desk(page, actions, messages, ops, window)
        desk.settle()
        return desk

    yield open_page
    for ops in open_ops:
        ops.close()
    for crash in crashes:
        raise crash.error


@pytest.fixture
def keeper(seat_of: Callable[..., Seat]) -> Seat:
    return seat_of("asset_keeper", name="张工")


@pytest.fixture
def add(keeper: Seat) -> Callable[..., EquipmentInfo]:
    def add_device(name: str = "高拍仪", **other: Any) -> EquipmentInfo:
        with keeper.operation(assets.ADD) as session:
            return assets.add(session, details=Details(name, **other))

    return add_device


Sit = Callable[[Seat], Desk]
Add = Callable[..., EquipmentInfo]


def test_a_device_is_added_and_changed(sit: Sit, keeper: Seat) -> None:
    desk = sit(keeper)
    desk.press("add")
    desk.fill(name="激光打印机", place="前台 1", price="2480", purchased_on="2023-03-14", maintenance_months="12")
    device = desk.page.shown
    assert (device.row.number, device.details.price) == ("SB-2023-0001", Money.yuan(2480))
    desk.press("edit")
    desk.fill(place="柜台 2")
    assert desk.page.shown.row.place == "柜台 2"
    assert desk.page.table.text(0, 2) == "柜台 2"


def test_a_wrong_field_keeps_what_was_typed(sit: Sit, keeper: Seat) -> None:
    desk = sit(keeper)
    desk.press("add")
    desk.fill(name="打印机", place="前台", purchased_on="2024-01-01", warranty_until="2023-01-01")
    assert "保修期" in desk.page.form.rows["warranty_until"].problem.text()
    desk.fill(warranty_until="2026-01-01")
    assert desk.page.shown.row.name == "打印机"


def test_a_fault_goes_its_way_and_whose_turn_it_is_is_said(
    sit: Sit, keeper: Seat, seat_of: Callable[..., Seat], add: Add
) -> None:
    add(kind="高拍仪")
    spare = add("高拍仪", kind="高拍仪", spare=True, place="库房")
    user = sit(seat_of("counter", name="李静"))
    user.page.view.select_id(1)
    user.settle()
    assert user.offered() == {"report"}
    user.press("report")
    user.fill(description="扫描有竖纹")
    assert user.chip() == "报修 · 第 1 天"
    assert user.page.shown.spares[0].id == spare.row.id

    mine = sit(keeper)
    assert mine.page.header.facts.text() == "2 台 · 在用 1 · 报修 1"
    assert mine.offered() == {"report", "start", "edit", "maintain"}
    mine.press("start")
    mine.fill(repaired_by="")
    assert mine.chip() == "维修 · 第 1 天"
    mine.press("finish")
    mine.fill(work="更换灯管", cost="300")
    assert mine.chip() == "待验收 · 第 1 天"
    assert {"accept", "send_back"}.isdisjoint(mine.offered())

    user.settle()
    user.press("send_back")
    panel = next(panel for panel in user.window.findChildren(ReasonPanel))
    panel.row.set_text("仍有竖纹")
    panel.finish()
    user.settle()
    assert user.chip() == "维修 · 第 1 天"
    mine.settle()
    mine.press("finish")
    mine.fill(work="更换镜头", cost="500")
    user.settle()
    user.press("accept")
    assert user.chip() == "在用"
    assert user.page.shown.cost == Money.yuan(500)


def test_filters_show_what_is_meant(sit: Sit, keeper: Seat, add: Add) -> None:
    add("打印机", purchased_on=clock.today() - timedelta(days=360), maintenance_months=12)
    add("签字板")
    desk = sit(keeper)
    assert desk.page.chips["soon"].count == 1
    desk.page.chips["soon"].click()
    desk.settle()
    assert [desk.page.table.text(0, 1), len(desk.page.table.ids)] == ["打印机", 1]
    desk.page.clear_filters()
    desk.page.search.setText("签字")
    desk.page.search.ask_now()
    desk.settle()
    assert desk.page.table.text(0, 1) == "签字板"


def test_overdue_maintenance_is_red_until_it_is_done(sit: Sit, keeper: Seat, add: Add) -> None:
    add("打印机", purchased_on=date(2024, 1, 1), maintenance_months=6)
    desk = sit(keeper)
    assert desk.chip() == "保养逾期"
    desk.press("maintain")
    desk.fill(work="清洁")
    assert desk.chip() == "在用"


def test_scrapping_asks_for_the_reason(sit: Sit, keeper: Seat, add: Add) -> None:
    add()
    desk = sit(keeper)
    desk.press("scrap")
    panel = next(panel for panel in desk.window.findChildren(ReasonPanel))
    panel.row.set_text("无配件")
    panel.finish()
    desk.settle()
    assert (desk.chip(), desk.page.shown.scrap_reason) == ("待报废", "无配件")
