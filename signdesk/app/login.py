"""The log-in window: the first thing painted. It imports neither pages nor the database: while the person types,
``prepare`` (opening the centre, importing the rooms) runs on a thread, and Enter waits for it if need be.

::

    window = LoginWindow(centre_name="…", prepare=open_everything, log_in=lambda opened, name, word: auth.log_in(…))
    window.logged_in.connect(lambda opened, seat: …)      # both on the main thread
    window.failed.connect(show_screen_for)                # ``prepare`` raised: the start decides which screen
    window.set_names([("lijing", "李静"), …])             # completion; ``sample=`` lists them with the password
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from signdesk.app.login_parts import PasswordField, in_background
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.ui import icons, theme
from signdesk.ui.buttons import Button, label


@dataclass(frozen=True)
class SampleNames:
    """Who can log in to the sample centre, and the published password."""

    people: Sequence[tuple[str, str, str]]
    """(login name, person, what the person does)."""
    password: str


class LoginWindow(QWidget):
    """Name, password, Enter."""

    logged_in = Signal(object, object)
    """What ``prepare`` gave, and the seat."""
    failed = Signal(object)
    """``prepare`` raised this."""
    _prepared = Signal(object)
    _answered = Signal(object)

    def __init__(
        self,
        *,
        centre_name: str,
        prepare: Callable[[], Any],
        log_in: Callable[[Any, str, str], Any],
        sample: SampleNames | None = None,
        notices: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.setObjectName("login")
        self.setWindowTitle(_("SignDesk"))
        self.setWindowIcon(QIcon(icons.pixmap("sign", theme.tokens().accent, 32)))
        self._prepare, self._log_in, self._sample = prepare, log_in, sample
        self._opened: Any = None
        self._ready = self._waiting = self._started = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addStretch(1)
        self._card = self._make_card(centre_name, notices)
        outer.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        if sample is not None:
            outer.addSpacing(4)
            outer.addWidget(self._make_sample(sample), 8, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2 if sample is None else 1)
        self._prepared.connect(self._on_prepared, Qt.ConnectionType.QueuedConnection)
        self._answered.connect(self._on_answer, Qt.ConnectionType.QueuedConnection)
        self.setMinimumSize(640 if sample else 420, 480)
        self.resize(QSize(760, 700) if sample else QSize(520, 480))
        self.name.setFocus()

    def _make_card(self, centre_name: str, notices: Sequence[str]) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(360)
        box = QVBoxLayout(card)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        self._mark = label()
        self._mark.setPixmap(icons.pixmap("sign", theme.tokens().accent, 28, self.devicePixelRatioF()))
        head.addWidget(self._mark)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(_("SignDesk"), px=18, bold=True))
        words.addWidget(label(centre_name, "muted", wrap=True))
        head.addLayout(words, 1)
        box.addLayout(head)
        box.addSpacing(4)
        for notice in notices:
            box.addWidget(label(notice, "waiting", wrap=True))
        caption = label(_("Login name"), "muted")
        self.name = QLineEdit()
        self.name.setObjectName("login.name")
        self.name.setAccessibleName(_("Login name"))
        self.name.setFixedHeight(theme.CONTROL)
        self.name.setMaxLength(100)
        self.name.returnPressed.connect(self.on_name_entered)
        caption.setBuddy(self.name)
        named = QVBoxLayout()
        named.setSpacing(3)
        named.addWidget(caption)
        named.addWidget(self.name)
        box.addLayout(named)
        self.password = PasswordField(_("Password"), name="login.password")
        self.password.entered.connect(self.on_enter)
        box.addWidget(self.password)
        self.problem = label(ink="seal", wrap=True)
        self.problem.setObjectName("login.problem")
        self.problem.hide()
        box.addWidget(self.problem)
        self.button = Button(_("Log in"), role="primary", key="Return")
        self.button.setObjectName("login.enter")
        self.button.clicked.connect(self.on_enter)
        box.addWidget(self.button)
        return card

    def _make_sample(self, sample: SampleNames) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        card.setObjectName("login.sample")
        card.setFixedWidth(600)
        box = QVBoxLayout(card)
        box.setContentsMargins(20, 14, 20, 14)
        box.setSpacing(8)
        box.addWidget(label(_("Sample centre: invented people, nothing here is real."), "waiting", wrap=True))
        told = label(_("Choose a name. The password of all is {password}").format(password=sample.password), "muted")
        told.setWordWrap(True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(told)
        holder = QWidget()
        holder.setProperty("plain", True)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for number, (login_name, person, work) in enumerate(sample.people):
            button = Button(f"{person} · {work}", role="secondary")
            button.setObjectName(f"login.sample.{login_name}")
            button.setAccessibleName(_("Log in as {name}, {work}").format(name=person, work=work))
            button.clicked.connect(lambda _on=False, login_name=login_name: self.take(login_name))
            grid.addWidget(button, number // 3, number % 3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        lines = (len(sample.people) + 2) // 3
        area.setMinimumHeight(min(lines * 40, 84))
        area.setMaximumHeight(lines * 40)
        box.addWidget(area)
        return card

    def set_names(self, names: Sequence[tuple[str, str]]) -> None:
        """Names to complete: (login name, person)."""
        from PySide6.QtCore import QStringListModel
        from PySide6.QtWidgets import QCompleter

        completer = QCompleter(QStringListModel([login_name for login_name, _person in names], self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.name.setCompleter(completer)

    def take(self, login_name: str) -> None:
        """A name of the sample centre was chosen: log in as it."""
        if self._sample is None:
            return
        self.name.setText(login_name)
        self.password.field.setText(self._sample.password)
        self.on_enter()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin to open the centre once the window has been painted: not before, both need the interpreter."""
        super().paintEvent(event)
        if not self._started:
            self._started = True
            QTimer.singleShot(0, self, lambda: in_background(self._prepare, self._prepared.emit))

    def _on_prepared(self, answer: object) -> None:
        if isinstance(answer, BaseException):
            self._waiting = False
            self._show_busy("")
            self.failed.emit(answer)
            return
        self._opened, self._ready = answer, True
        if self._waiting:
            self._waiting = False
            self._try()

    def on_name_entered(self) -> None:
        """Enter in the name leads to the password."""
        if self.password.text():
            self.on_enter()
        else:
            self.password.field.setFocus()

    def on_enter(self) -> None:
        """Log in, or wait until the centre is open and then log in."""
        if not self.button.isEnabled():
            return
        if not self.name.text().strip():
            self.name.setFocus()
            return
        if not self.password.text():
            self.password.field.setFocus()
            return
        self._show_busy(_("Logging in…") if self._ready else _("Opening the centre…"))
        if self._ready:
            self._try()
        else:
            self._waiting = True

    def _try(self) -> None:
        log_in, opened, name, word = self._log_in, self._opened, self.name.text().strip(), self.password.text()
        in_background(lambda: log_in(opened, name, word), self._answered.emit)

    def _show_busy(self, words: str) -> None:
        for widget in (self.button, self.name, self.password):
            widget.setEnabled(not words)
        self.button.key = "" if words else "Return"
        self.button.setText(words or _("Log in"))

    def _on_answer(self, answer: object) -> None:
        self._show_busy("")
        self.password.clear()
        if isinstance(answer, UserError):
            self.problem.setText(f"{answer.message} {answer.hint}".strip())
            self.problem.show()
            self.password.field.setFocus()
            return
        if isinstance(answer, BaseException):
            self.failed.emit(answer)
            return
        self.problem.hide()
        self.logged_in.emit(self._opened, answer)
