"""A line of text that hears everybody who writes into it. Whatever a person does (keys, paste, drag and drop, an input
method, and also dictation or a screen reader that sets the text as a whole) is told by ``textEdited``; what our own
code puts in with ``setText`` is not.

Qt tells ``textEdited`` for the keyboard only: assistive technology reaches the field through the same ``setText`` as
our code does, but past the methods of this class, and that is how the two are told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget


class Line(QLineEdit):
    """One line of text."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._ours = False
        self._told = False
        self.textEdited.connect(self._on_told)
        self.textChanged.connect(self._on_changed)

    def setText(self, text: str | None) -> None:
        """Our own words; nobody typed them."""
        with self._by_us():
            super().setText(text)

    def clear(self) -> None:
        """Empty it; nobody typed that."""
        with self._by_us():
            super().clear()

    @contextmanager
    def _by_us(self) -> Iterator[None]:
        before, self._ours = self._ours, True
        try:
            yield
        finally:
            self._ours = before

    def _on_told(self, _text: str) -> None:
        self._told = True  # Qt says edited first, then changed

    def _on_changed(self, text: str) -> None:
        if self._ours:
            return
        if self._told:
            self._told = False
            return
        # Whoever writes stands in the field: it is checked when left, and its answers hang below it.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.textEdited.emit(text)
        self._told = False
