"""White paper with text to read and to copy from, in the dark too: what the views of a contract have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTextEdit

from signdesk.ui import theme


class WhitePaper(QTextEdit):
    """Text, read only. `words` are its accessible name."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setReadOnly(True)
        self.setProperty("paper", True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White below the words, whatever the theme."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.LIGHT.surface)
        painter.end()
        super().paintEvent(event)
