"""One of a few, chosen by its digit: the service, who has come, which paper was seen, why somebody goes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from signdesk.ui import theme
from signdesk.ui.buttons import ChipButton, label
from signdesk.ui.layouts import FlowLayout


class DigitChoice(QWidget):
    """A caption and chips with digits. A digit chooses and goes on; arrows move; Enter goes on."""

    chosen = Signal(object)
    """A value was chosen by hand."""
    entered = Signal()
    """Enter: on to the next field."""

    def __init__(self, caption: str, options: Sequence[tuple[int, str, Any]], *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(caption)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        self.caption = label(caption, "muted")
        box.addWidget(self.caption)
        self.holder = QWidget()
        self.flow = FlowLayout(self.holder, gap=6)
        box.addWidget(self.holder)
        self.problem = label(ink="seal", px=12, wrap=True)
        self.problem.setObjectName(f"{name}.problem")
        self.problem.hide()
        box.addWidget(self.problem)
        self.chips: list[ChipButton] = []
        self.options: list[tuple[int, str, Any]] = []
        self.value: Any = None
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[int, str, Any]]) -> None:
        """Offer these: (digit, words, value)."""
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        while self.flow.takeAt(0) is not None:
            pass
        self.options = list(options)
        self.chips = []
        for digit, words, value in self.options:
            chip = ChipButton(f"{digit} {words}")
            chip.setAccessibleName(words)
            chip.setObjectName(f"{self.objectName()}.{digit}")
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.installEventFilter(self)
            chip.clicked.connect(lambda _on=False, value=value: self._choose(value))
            self.flow.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        self.choose(self.value)

    def choose(self, value: Any) -> None:
        """Show this value as chosen (None: nothing)."""
        self.value = value
        words = ""
        for chip, (_digit, text, known) in zip(self.chips, self.options, strict=True):
            on = value is not None and known == value
            chip.setChecked(on)
            words = text if on else words
        self.setAccessibleDescription(words)
        if words:
            self.show_problem("")
        self.holder.updateGeometry()

    def show_problem(self, words: str) -> None:
        """Say beside the field what is wrong."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def press(self, digit: int) -> bool:
        """Choose by digit; False if there is no such."""
        for known, _words, value in self.options:
            if known == digit:
                self._choose(value)
                return True
        return False

    def _choose(self, value: Any) -> None:
        self.choose(value)
        self.chosen.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on a chip brings the keyboard here too."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, arrows, Enter."""
        key = event.key()
        if event.text().isdigit() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not self.press(int(event.text())):
                event.ignore()
            return
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.options:
            values = [value for _digit, _words, value in self.options]
            place = values.index(self.value) if self.value in values else -1
            step = 1 if key == Qt.Key.Key_Right else -1
            self.choose(values[(place + step) % len(values)])
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        """The ring appears."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: Any) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A mark at the side says where the keyboard is."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.tokens().accent, 2))
            painter.drawLine(-1, 2, -1, self.height() - 2)
            painter.drawRoundedRect(
                self.holder.geometry().adjusted(-3, -3, 3, 3).intersected(self.rect().adjusted(1, 1, -1, -1)), 6, 6
            )
            painter.end()
