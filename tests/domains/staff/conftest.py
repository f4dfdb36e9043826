"""Real people with real accounts, and real windows they sit in front of: for the staff room and for oversight."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import signdesk.app.domains  # noqa: F401 (makes every table known)
from signdesk.app.main_window import Facts, MainWindow
from signdesk.app.seat_watch import SeatWatch, unlock
from signdesk.core.operations import Seat
from signdesk.ui.list_detail import ListDetail
from tests.core.conftest import password, staff
from tests.ui.conftest import bring_up, dressed, english, qt_is_content

__all__ = ["At", "dressed", "english", "password", "qt_is_content", "sit_down", "staff"]


class At:
    """Somebody at the keyboard of a main window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def settle(self) -> None:
        """Wait until nothing is under way."""
        for _round in range(3):
            self.qtbot.waitUntil(lambda: self.window.ops.idle, timeout=10_000)
            QApplication.processEvents()

    def page(self, page_id: str) -> ListDetail:
        """Show a page."""
        page = self.window.open_page(page_id)
        assert isinstance(page, ListDetail)
        self.settle()
        return page

    def press(self, *keys: str) -> None:
        """Keys, where the cursor is; acts take each other's place only after 800 ms."""
        for key in keys:
            before = self.window.actions_.clock()
            self.window.actions_.clock = lambda before=before: before + 10  # type: ignore[misc]
            front = QApplication.activeModalWidget()
            QTest.keySequence(QApplication.focusWidget() or front or self.window, QKeySequence(key))
            self.settle()

    def type(self, text: str) -> None:
        """Words into the field with the cursor."""
        target = QApplication.focusWidget()
        assert target is not None
        if text.isascii():
            QTest.keyClicks(target, text)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            QApplication.sendEvent(target, event)
        self.settle()

    def says(self) -> str:
        """All words on the screen."""
        return "\n".join(one.text() for one in self.window.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def sit_down(qtbot: QtBot, dressed: QApplication) -> Iterator[Callable[[Seat], At]]:
    """`sit_down(seat)`: the real main window of this person."""
    made: list[MainWindow] = []
    crashes: list[BaseException] = []

    def open_it(seat: Seat) -> At:
        window = MainWindow(seat, facts=Facts("一号签约中心"), unlock=lambda word: unlock(seat, word))
        SeatWatch(window, seat)
        window.on_crashed = lambda crash: crashes.append(crash.error)  # type: ignore[method-assign]
        window.ops.crashed.disconnect()
        window.ops.crashed.connect(lambda crash: crashes.append(crash.error))
        made.append(window)
        window.resize(1440, 900)
        bring_up(window, qtbot)
        at = At(window, qtbot)
        at.settle()
        return at

    yield open_it
    for window in made:
        window.close()
        window.deleteLater()
    if crashes:
        raise crashes[0]
