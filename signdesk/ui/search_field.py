"""A search field that works with Chinese input methods.

It reads the preedit (what is being composed) together with what is already there, so that a list narrows while 拼音 is
typed, normalises (NFKC), waits 150 ms, and ignores Enter while composing. ``asked`` carries the words, ``entered`` is
Enter, ``left_down`` the arrow that leads into the list, Esc empties.
"""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QWidget

from signdesk.ui import icons, theme
from signdesk.ui.line import Line

PAUSE_MS = 150


class SearchField(Line):
    """One line that asks while one types."""

    asked = Signal(str)
    entered = Signal(str)
    left_down = Signal()

    def __init__(self, placeholder: str, *, name: str, icon: str = "search", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setObjectName(name)
        self.setClearButtonEnabled(False)
        self.setFixedHeight(theme.CONTROL)
        self._preedit = ""
        self._last = ""
        self._icon = icon
        self.setTextMargins(22, 0, 0, 0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(lambda _text: self._pause.start())

    @property
    def composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return bool(self._preedit)

    def words(self) -> str:
        """What is searched for, including what is being composed."""
        text = self.text()
        place = self.cursorPosition()
        joined = text[:place] + self._preedit.replace("'", "") + text[place:]
        return unicodedata.normalize("NFKC", joined).strip()

    def ask_now(self) -> None:
        """Do not wait for the pause."""
        self._pause.stop()
        self._ask()

    def _ask(self) -> None:
        words = self.words()
        if words != self._last:
            self._last = words
            self.asked.emit(words)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Keep what is being composed."""
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        self._pause.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field with its glass."""
        super().paintEvent(event)
        painter = QPainter(self)
        drawn = icons.pixmap(self._icon, theme.tokens().muted, 16, self.devicePixelRatioF())
        painter.drawPixmap(9, (self.height() - 16) // 2, drawn)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Down, Esc; nothing of it while composing."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # saves the form around the field
            elif not self.composing:
                self.ask_now()
                self.entered.emit(self.words())
            return
        if key == Qt.Key.Key_Down and not self.composing:
            self.ask_now()
            self.left_down.emit()
            return
        if key == Qt.Key.Key_Escape and self.text() and not self.composing:
            self.clear()
            self.ask_now()
            return
        super().keyPressEvent(event)
