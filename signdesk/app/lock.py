"""The lock: covers the screen after ten idle minutes (or Ctrl+L) and gives it back for the password.

``IdleWatch`` notices that nobody has touched this window; ``LockScreen`` covers it. What locking means for rights and
revealed fields is done by the main window; the password is checked by a callable on a thread of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from signdesk.app.login_parts import PasswordField, in_background
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.ui import icons, theme
from signdesk.ui.buttons import Button, label

IDLE_S = 600
_LOOK_EVERY_MS = 5000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.InputMethod,
    }
)


def dialogs_of(window: QWidget) -> list[QWidget]:
    """The windows of its own that stand over `window` now, and must be out of sight while it is locked."""

    def belongs(widget: QWidget) -> bool:
        above = widget.parentWidget()
        while above is not None and above is not window:
            above = above.parentWidget()
        return above is not None

    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and belongs(widget)]


class IdleWatch(QObject):
    """Says ``idle`` when no window of the program was touched for a while.

    It listens at the native windows, which get raw input only: a filter on the application would run for every
    event there is."""

    idle = Signal()

    def __init__(self, *, seconds: float = IDLE_S, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.seconds = seconds
        self.clock: Callable[[], float] = time.monotonic
        self._touched = self.clock()
        self._mark = f"signdesk_idle_{id(self)}"
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self.watch)

    def start(self) -> None:
        """Count from now."""
        self.touch()
        self._timer.start()

    def stop(self) -> None:
        """Do not count (the screen is locked)."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is here."""
        self._touched = self.clock()

    def watch(self, window: QWindow | None) -> None:
        """Listen at one more native window."""
        if window is not None and not window.property(self._mark):
            window.setProperty(self._mark, True)
            window.installEventFilter(self)

    def look(self) -> None:
        """Whether the time is over."""
        if self.clock() - self._touched >= self.seconds:
            self.idle.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note the time of every touch."""
        if event.type() in _TOUCHES:
            self._touched = self.clock()
        return False


class LockScreen(QWidget):
    """Covers everything until the password is right."""

    unlocked = Signal()
    other_asked = Signal()
    """Somebody else wants to log in."""
    _answered = Signal(object)

    def __init__(self, person: str, unlock: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock")
        self.setAccessibleName(_("The screen is locked"))
        self._unlock = unlock
        outer = QVBoxLayout(self)
        outer.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(360)
        box = QVBoxLayout(card)
        box.setContentsMargins(24, 22, 24, 20)
        box.setSpacing(10)
        head = QHBoxLayout()
        self._mark = label()
        head.addWidget(self._mark)
        head.addWidget(label(_("The screen is locked"), px=16, bold=True), 1)
        box.addLayout(head)
        box.addWidget(label(_("{name}, enter your password to go on.").format(name=person), "muted", wrap=True))
        self.password = PasswordField(_("Password"), name="lock.password")
        self.password.entered.connect(self.on_enter)
        box.addWidget(self.password)
        self.problem = label(ink="seal", wrap=True)
        self.problem.setObjectName("lock.problem")
        self.problem.hide()
        box.addWidget(self.problem)
        self.button = Button(_("Unlock"), role="primary", key="Return")
        self.button.setObjectName("lock.unlock")
        self.button.clicked.connect(self.on_enter)
        box.addWidget(self.button)
        other = Button(_("Log in as someone else"), role="quiet")
        other.setObjectName("lock.other")
        other.clicked.connect(self.other_asked)
        box.addWidget(other)
        outer.addWidget(card)
        self._answered.connect(self._on_answer, Qt.ConnectionType.QueuedConnection)

    @property
    def field(self) -> QLineEdit:
        """Where the password is typed."""
        return self.password.field

    def on_enter(self) -> None:
        """Try the password."""
        typed = self.password.text()
        if not typed or not self.button.isEnabled():
            return
        self.button.setEnabled(False)
        unlock = self._unlock
        in_background(lambda: unlock(typed), self._answered.emit)

    def _on_answer(self, answer: object) -> None:
        self.button.setEnabled(True)
        self.password.clear()
        if isinstance(answer, UserError):
            self.problem.setText(f"{answer.message} {answer.hint}".strip())
            self.problem.show()
            self.field.setFocus()
            return
        if isinstance(answer, BaseException):
            raise answer
        self.problem.hide()
        self.unlocked.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor waits in the field."""
        super().showEvent(event)
        self._mark.setPixmap(icons.pixmap("lock", theme.tokens().accent, 22, self.devicePixelRatioF()))
        self.password.clear()
        self.problem.hide()
        self.field.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing shines through."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.tokens().background)
        painter.end()
