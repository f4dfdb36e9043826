"""Somebody at the keyboard before one of the signing room's pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMainWindow

from signdesk.core.operations import Seat
from signdesk.ui.actions import ActionRegistry
from signdesk.ui.messages import Messages
from signdesk.ui.ops import Ops
from signdesk.ui.page import Page, PageContext


class Desk:
    """Somebody at the keyboard before one page."""

    def __init__(self, qtbot: Any, seat: Seat, page: type[Page]) -> None:
        self.bot, self.seat = qtbot, seat
        self.window = QMainWindow()
        self.ops = Ops(seat, self.window)
        self.crashes: list[Any] = []
        self.ops.crashed.connect(self.crashes.append)
        self.actions = ActionRegistry(seat, self.window)
        self.now = 0.0
        self.actions.clock = lambda: self.now
        self.opened: list[tuple[Any, ...]] = []
        self.messages = Messages(self.window)
        self.said: list[str] = []
        for kind in ("info", "warn", "error"):
            self._listen(kind)
        context = PageContext(seat, self.ops, self.actions, self.messages, lambda *where: self.opened.append(where))
        self.page = page(context)
        self.window.setCentralWidget(self.page)
        self.window.resize(1300, 860)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.settle()

    def _listen(self, kind: str) -> None:
        plain = getattr(self.messages, kind)

        def heard(words: Any, *rest: Any, **more: Any) -> Any:
            self.said.append(str(words))
            return plain(words, *rest, **more)

        setattr(self.messages, kind, heard)

    def settle(self) -> None:
        """Until nothing is under way: a write is followed by the reads of the pages it touched."""
        for _round in range(4):
            self.bot.wait(15)
            self.bot.waitUntil(lambda: self.ops.idle, timeout=30_000)
        assert self.crashes == []

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, as long after the last as a person takes."""
        self.now += 1.0
        if QApplication.activeWindow() is None:  # a dialog closed; a window manager would do this
            self.window.activateWindow()
            self.bot.waitUntil(self.window.isActiveWindow)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def press_at_once(self, *keys: Qt.Key | QKeyCombination) -> None:
        """One key after the other, faster than anything is written or read."""
        for key in keys:
            self.now += 1.0
            one = key if isinstance(key, QKeyCombination) else QKeyCombination(key)
            QTest.keyClick(QApplication.focusWidget() or self.window, one.key(), one.keyboardModifiers())
        self.settle()

    def type(self, text: str) -> None:
        """Into whatever has the focus."""
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        if text.isascii():
            QTest.keyClicks(field, text)
            return
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(field, event)

    def save_as(self, path: Path) -> None:
        """Answer the question where a file is to be saved."""
        dialog = self.page.findChild(QFileDialog)
        assert dialog is not None
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
        self.settle()

    def leave_when_stored(self, panel: Any) -> None:
        """The panel is left in the moment in which what it asked for has been stored, before anybody hears of it."""

        def leave(_changes: object) -> None:
            if shiboken6.isValid(panel):
                panel.reject()
                QCoreApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete)

        self.ops.changed.connect(leave)

    def panel(self, kind: type[Any]) -> Any:
        """The dialog that is open."""
        found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]
        return found[-1] if found else None
