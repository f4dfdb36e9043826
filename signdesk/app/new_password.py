"""Choosing another password: as a window of its own before anything else, when the one in use was set by the
administrator or has expired; as a dialog when the person wants to. The rules are `core.passwords`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from signdesk.app.login_parts import PasswordField, in_background
from signdesk.core import auth, settings
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.operations import Seat
from signdesk.ui import icons, theme
from signdesk.ui.buttons import Button, ThemedLabel, label
from signdesk.ui.dialogs import Panel


def is_due(seat: Seat) -> bool:
    """Whether the person must choose a new password before anything else. Reads the database: on a worker."""
    account = seat.actor.account_id
    if account is None:
        return False
    with seat.query() as session:
        days = settings.get(session, settings.PASSWORD_EXPIRY_DAYS)
        return auth.password_is_due(session, account_id=account, expiry_days=days)


def change(seat: Seat, *, old: str, new: str) -> None:
    """Change the password of the person at the seat. Slow: on a worker. UserError on field "old" or "password"."""
    with seat.query() as session:
        complex_required = settings.get(session, settings.PASSWORD_COMPLEXITY)
    auth.change_password(seat, old=old, new=new, complex_required=complex_required)


class PasswordForm(QWidget):
    """The old password, the new one twice; what is wrong stands below the field it is about."""

    changed = Signal()
    _answered = Signal(object)

    def __init__(self, act: Callable[[str, str], object]) -> None:
        super().__init__()
        self.setObjectName("new_password")
        self._act = act
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        self.fields: dict[str, PasswordField] = {}
        self.problems: dict[str, ThemedLabel] = {}
        for key, words in (
            ("old", _("Present password")),
            ("password", _("New password")),
            ("again", _("New password again")),
        ):
            field = PasswordField(words, name=f"new_password.{key}")
            field.entered.connect(lambda key=key: self.on_enter(key))
            box.addWidget(field)
            self.fields[key] = field
            problem = label(ink="seal", px=12, wrap=True)
            problem.setObjectName(f"new_password.{key}.problem")
            problem.hide()
            box.addWidget(problem)
            self.problems[key] = problem
        box.addWidget(
            label(
                _("At least 12 characters. Several words that only you would put together are best."),
                "muted",
                wrap=True,
            )
        )
        self.button = Button(_("Change the password"), role="primary", key="Return")
        self.button.setObjectName("new_password.change")
        self.button.clicked.connect(lambda _checked=False: self.send())
        self._answered.connect(self._on_answer, Qt.ConnectionType.QueuedConnection)

    def focus_first(self) -> None:
        """The cursor into the first field."""
        self.fields["old"].field.setFocus()

    def on_enter(self, key: str) -> None:
        """Enter goes on to the next empty field, and changes the password from the last."""
        for later in list(self.fields)[list(self.fields).index(key) + 1 :]:
            if not self.fields[later].text():
                self.fields[later].field.setFocus()
                return
        self.send()

    def send(self) -> None:
        """Change it, unless something is missing or the two differ."""
        if not self.button.isEnabled():
            return
        self._show({})
        for key, field in self.fields.items():
            if not field.text():
                self._show({key: _("Please fill this in.")})
                return
        old, new = self.fields["old"].text(), self.fields["password"].text()
        if new != self.fields["again"].text():
            self._show({"again": _("The two are not the same.")})
            return
        self.button.setEnabled(False)
        act = self._act
        in_background(lambda: act(old, new), self._answered.emit)

    def _on_answer(self, answer: object) -> None:
        self.button.setEnabled(True)
        if isinstance(answer, UserError):
            key = answer.field if answer.field in self.fields else "password"
            self._show({str(key): f"{answer.message} {answer.hint}".strip()})
            return
        if isinstance(answer, BaseException):
            raise answer
        for field in self.fields.values():
            field.clear()
        self.changed.emit()

    def _show(self, problems: dict[str, str]) -> None:
        for key, shown in self.problems.items():
            words = problems.get(key, "")
            shown.setText(words)
            shown.setVisible(bool(words))
            self.fields[key].field.setAccessibleDescription(words)
        for key in problems:
            self.fields[key].field.setFocus()
            self.fields[key].field.selectAll()


class NewPasswordWindow(QWidget):
    """Nothing else opens before a new password is chosen; the way out is to leave."""

    done = Signal()
    left = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("new_password.window")
        self.setWindowTitle(_("SignDesk"))
        self.setWindowIcon(icons.icon("sign", theme.tokens().accent, 32))
        outer = QVBoxLayout(self)
        outer.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(400)
        box = QVBoxLayout(card)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        mark = label()
        mark.setPixmap(icons.pixmap("key", theme.tokens().accent, 24, self.devicePixelRatioF()))
        head.addWidget(mark)
        head.addWidget(label(_("Choose a new password"), px=16, bold=True, wrap=True), 1)
        box.addLayout(head)
        words = _("{name}, the password you logged in with was set by the administrator or has expired.")
        box.addWidget(label(words.format(name=seat.actor.name), "muted", wrap=True))
        self.form = PasswordForm(lambda old, new: change(seat, old=old, new=new))
        self.form.changed.connect(self.done)
        box.addWidget(self.form)
        box.addWidget(self.form.button)
        leave = Button(_("Log out"), role="quiet")
        leave.setObjectName("new_password.leave")
        leave.clicked.connect(lambda _checked=False: self.left.emit())
        box.addWidget(leave)
        outer.addWidget(card)
        self.setMinimumSize(460, 520)
        self.resize(QSize(560, 600))
        self.form.focus_first()


def ask(parent: QWidget, seat: Seat, *, then: Callable[[], object]) -> Panel:
    """The same as a dialog, because the person wants to. `then` hears that it was done."""
    panel = Panel(parent, _("Change my password"), name="change_password")
    form = PasswordForm(lambda old, new: change(seat, old=old, new=new))
    panel.body.addWidget(form)
    cancel = Button(_("Cancel"), key="Esc")
    panel.add_button(cancel, panel.reject)
    panel.foot.addWidget(form.button)
    form.changed.connect(panel.accept)
    panel.accepted.connect(then)
    panel.open()
    form.focus_first()
    return panel
