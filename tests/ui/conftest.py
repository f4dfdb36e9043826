"""Windows without a screen: the theme, a seat in memory, and the rule that Qt must have nothing to complain about."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from signdesk.core.i18n import language, set_language
from signdesk.ui import theme
from signdesk.ui.actions import ActionRegistry
from signdesk.ui.messages import Messages
from signdesk.ui.ops import Crash, Ops
from signdesk.ui.page import Forgetful, Outlet, PageContext
from tests.ui.in_memory import DevicesPage, MemorySeat, sample

EXPECTED = ("This plugin does not support propagateSizeHints()", "This plugin does not support raise()")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests read the source strings."""
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture(autouse=True)
def qt_is_content(qtlog) -> Iterator[None]:
    """Fail on anything Qt warns about."""
    yield
    said = [record.message for record in qtlog.records if not record.message.startswith(EXPECTED)]
    assert said == []


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    theme.apply(qapp, scheme="light")
    return qapp


@pytest.fixture
def seat() -> MemorySeat:
    return MemorySeat(sample())


@pytest.fixture
def ops(dressed: QApplication, seat: MemorySeat) -> Iterator[Ops]:
    made = Ops(seat)
    crashes: list[Crash] = []
    made.crashed.connect(crashes.append)
    yield made
    made.close()
    if not made.property("crashes expected"):
        for crash in crashes:
            raise crash.error


def bring_up(window: QWidget, qtbot: QtBot) -> None:
    """Show a window and wait until it has the keyboard."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


class Opened:
    """A page in a plain window with its messages."""

    def __init__(self, qtbot: QtBot, seat: MemorySeat, ops: Ops, outlet: Outlet | None, size: tuple[int, int]) -> None:
        self.qtbot, self.seat, self.ops = qtbot, seat, ops
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.actions = ActionRegistry(seat, self.window)
        self.messages = Messages(self.window)
        ops.refused.connect(self.messages.error)
        self.memory, self.drafts = Forgetful(), Forgetful()
        self.went: list[tuple[object, ...]] = []
        self.context = PageContext(
            seat, ops, self.actions, self.messages, lambda *to: self.went.append(to), self.memory, self.drafts, outlet
        )
        self.page = DevicesPage(self.context)
        box = QVBoxLayout(self.window)
        for part in (self.messages.bar, self.page, self.messages.strip):
            box.addWidget(part)
        self.window.resize(*size)
        bring_up(self.window, qtbot)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        for _round in range(3):
            self.qtbot.waitUntil(lambda: self.ops.idle, timeout=5000)
            QApplication.processEvents()

    def press(self, action: str) -> bool:
        """Run an action as if more than 800 ms had passed since the last."""
        now = self.actions.clock()
        self.actions.clock = lambda: now + 10
        done = self.actions.run(action)
        self.settle()
        return done


@pytest.fixture
def opened(qtbot: QtBot, seat: MemorySeat, ops: Ops) -> Callable[..., Opened]:
    def open_it(outlet: Outlet | None = None, size: tuple[int, int] = (1300, 900)) -> Opened:
        return Opened(qtbot, seat, ops, outlet, size)

    return open_it
