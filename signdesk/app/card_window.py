"""The window before a centre is open: one card with a title, a few lines, a form and buttons at its foot. The first
run and the screens for key problems are made of such cards; what they say and do is theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.ui import icons, theme
from signdesk.ui.buttons import Button, label
from signdesk.ui.dialogs import show_crash
from signdesk.ui.fields import Field
from signdesk.ui.form import Form
from signdesk.ui.ops import Ops

T = TypeVar("T")
_WIDTH = 520


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
        self._main: Button | None = None
        self._escape: Button | None = None
        self.setWindowIcon(icons.icon("sign", theme.tokens().accent, 32))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll, 1)

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
        """Put up a card. A button of `left` with the key Esc answers it; the main one has the focus without a form."""
        holder = QWidget()
        middle = QVBoxLayout(holder)
        middle.setContentsMargins(16, 16, 16, 16)
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(_WIDTH)
        lines = QVBoxLayout(card)
        lines.setContentsMargins(28, 22, 28, 22)
        lines.setSpacing(12)
        lines.addLayout(self._head(above))
        heading = label(title, px=20, bold=True, wrap=True)
        heading.setObjectName(f"{self.objectName()}.title")
        lines.addWidget(heading)
        if lead:
            lines.addWidget(label(lead, "muted", wrap=True))
        for widget in body:
            lines.addWidget(widget)
        if form is not None:
            lines.addWidget(form)
        lines.addSpacing(8)
        lines.addLayout(self._foot(left, right))
        # Stretches, not an alignment: an aligned card would not grow when a problem appears below a field.
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card)
        across.addStretch(1)
        middle.addStretch(1)
        middle.addLayout(across)
        middle.addStretch(2)
        self.form = form
        self._scroll.setWidget(holder)
        if form is not None:
            _focus(form)
        elif self._main is not None:
            self._main.setFocus()

    def _head(self, above: str) -> QHBoxLayout:
        """Whose window this is, and where in the conversation."""
        line = QHBoxLayout()
        line.setSpacing(8)
        mark = label()
        mark.setPixmap(icons.pixmap("sign", theme.tokens().accent, 20, self.devicePixelRatioF()))
        line.addWidget(mark)
        line.addWidget(label(_("SignDesk"), bold=True))
        line.addStretch(1)
        if above:
            line.addWidget(label(above, "muted"))
        return line

    def _foot(self, left: Sequence[Button], right: Sequence[Button]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in left:
            line.addWidget(button)
        self.doing = label(ink="muted", wrap=True)
        self.doing.setObjectName(f"{self.objectName()}.doing")
        line.addWidget(self.doing, 1)
        for button in right:
            line.addWidget(button)
        self._escape = next((button for button in left if button.key == "Esc"), None)
        return line

    def button(
        self, words: str, act: Callable[[], object], *, name: str, primary: bool = False, key: str = ""
    ) -> Button:
        """A button for a card."""
        made = Button(words, role="primary" if primary else "secondary", key=key)
        made.setObjectName(f"{self.objectName()}.{name}")
        made.setAutoDefault(True)
        made.clicked.connect(lambda _checked=False: act())
        self._buttons.append(made)
        if primary:
            self._main = made
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
        self._buttons = [button for button in self._buttons if shiboken6.isValid(button)]
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


def _focus(form: Form) -> None:
    """The cursor into the first unfilled field that is shown."""
    shown = [row for row in form.rows.values() if row.isVisibleTo(form)]
    target = next((row for row in shown if not row.text()), shown[0])
    target.editor.setFocus(Qt.FocusReason.OtherFocusReason)
