"""The window before a centre is open: one card with a title, a few lines, a form and buttons at its foot. The first
run and the screens for key problems are made of such cards; what they say and do is theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.ui import theme
from signdesk.ui.buttons import Button, label
from signdesk.ui.dialogs import show_crash
from signdesk.ui.fields import Field
from signdesk.ui.form import Form
from signdesk.ui.ops import Ops

T = TypeVar("T")
_WIDTH = 560


@dataclass(frozen=True)
class SecretField(Field):
    """A passphrase or password: shown as dots, taken exactly as typed."""

    def parse(self, text: str) -> str | None:
        """Nothing is trimmed: spaces are part of a passphrase."""
        return text or None


def hide_secrets(form: Form) -> Form:
    """Show the form's secrets as dots."""
    for row in form.rows.values():
        if isinstance(row.field, SecretField) and isinstance(row.editor, QLineEdit):
            row.editor.setEchoMode(QLineEdit.EchoMode.Password)
            row.editor.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText)
    return form


class CardWindow(QWidget):
    """Shows one card after another; slow work runs beside, with the buttons held and a line that says what is being
    done."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWindowTitle(_("SignDesk"))
        self.setMinimumSize(640, 480)
        self.resize(880, 640)
        self.ops = Ops(None, self)  # type: ignore[arg-type]  # nobody sits here yet: only slow work without a database
        self.ops.crashed.connect(lambda crash: show_crash(self, crash))
        self.form: Form | None = None
        self._buttons: list[Button] = []
        self._escape: Button | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll, 1)
        self._foot = QWidget()
        outer.addWidget(self._foot)
        self._foot_line = QHBoxLayout(self._foot)
        self._foot_line.setContentsMargins(24, 8, 24, 20)
        self._foot_line.setSpacing(8)

    def show_card(
        self,
        title: str,
        *,
        above: str = "",
        lead: str = "",
        body: Sequence[QWidget] = (),
        form: Form | None = None,
        left: Sequence[Button] = (),
        right: Sequence[Button] = (),
    ) -> None:
        """Put up a card. The last button of `right` is the main one; the first of `left` answers Esc."""
        holder = QWidget()
        centred = QHBoxLayout(holder)
        centred.setContentsMargins(24, 36, 24, 12)
        card = QWidget()
        card.setMaximumWidth(_WIDTH)
        lines = QVBoxLayout(card)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        if above:
            lines.addWidget(label(above, "muted"))
        heading = label(title, px=22, bold=True, wrap=True)
        heading.setObjectName(f"{self.objectName()}.title")
        lines.addWidget(heading)
        if lead:
            lines.addWidget(label(lead, "muted", wrap=True))
        for widget in body:
            lines.addWidget(widget)
        if form is not None:
            lines.addWidget(form)
        lines.addStretch(1)
        centred.addStretch(1)
        centred.addWidget(card, 8)
        centred.addStretch(1)
        self.form = form
        self._scroll.setWidget(holder)
        self._fill_foot(left, right)
        if form is not None:
            form.focus_first()
        elif self._buttons:
            self._buttons[-1].setFocus()

    def _fill_foot(self, left: Sequence[Button], right: Sequence[Button]) -> None:
        while (item := self._foot_line.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for button in left:
            self._foot_line.addWidget(button)
        self.doing = label(ink="muted")
        self.doing.setObjectName(f"{self.objectName()}.doing")
        self._foot_line.addWidget(self.doing, 1)
        for button in right:
            self._foot_line.addWidget(button)
        self._buttons = [*left, *right]
        self._escape = left[0] if left else None

    def button(
        self, words: str, act: Callable[[], object], *, name: str, primary: bool = False, key: str = ""
    ) -> Button:
        """A button for a card."""
        made = Button(words, role="primary" if primary else "secondary", key=key)
        made.setObjectName(f"{self.objectName()}.{name}")
        made.setAutoDefault(True)
        made.clicked.connect(lambda _checked=False: act())
        return made

    def work(
        self, words: str, fn: Callable[[], T], then: Callable[[T], object], failed: Callable[[UserError], object]
    ) -> None:
        """Run `fn` beside the screen thread; meanwhile nothing can be pressed twice."""
        self._hold(words)

        def done(result: T) -> None:
            self._hold("")
            then(result)

        def refused(error: UserError) -> None:
            self._hold("")
            failed(error)

        self.ops.work(fn, done, refused, label=words)

    def refuse(self, error: UserError) -> None:
        """Say a problem in the form, beside its field."""
        if self.form is not None:
            self.form.refused(error)

    def _hold(self, words: str) -> None:
        self.doing.setText(words)
        for button in self._buttons:
            button.setEnabled(not words)
        if self.form is not None:
            self.form.setEnabled(not words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape and self._escape is not None and self._escape.isEnabled():
            self._escape.click()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What runs is finished; its result goes nowhere."""
        self.ops.close()
        super().closeEvent(event)


def values_of(form: Form) -> dict[str, Any]:
    """What stands in the form, unchecked secrets included; empty fields are empty strings."""
    return {key: ("" if (value := row.read()) is None else value) for key, row in form.rows.items()}


def space(height: int = theme.SPACES[1]) -> QWidget:
    """A gap in a card."""
    made = QWidget()
    made.setFixedHeight(height)
    return made
