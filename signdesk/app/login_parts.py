"""What log-in window and lock share: a password field that says when Caps Lock is on, and work on a thread of its own
whose end is told by a signal. No SQLAlchemy, no pages: this is on the way to the first painted window."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from signdesk.core.i18n import _
from signdesk.ui import theme
from signdesk.ui.buttons import label


def in_background(work: Callable[[], object], tell: Callable[[object], object]) -> None:
    """Run ``work`` on a daemon thread and ``tell`` its result, or the exception it raised (give a signal's emit)."""

    def run() -> None:
        answer: object
        try:
            answer = work()
        except BaseException as error:  # whatever it is, the window must hear of it
            answer = error
        with contextlib.suppress(RuntimeError):  # the window is gone
            tell(answer)

    threading.Thread(target=run, name="signdesk log-in", daemon=True).start()


class PasswordField(QWidget):
    """A password with its label and a hint about Caps Lock."""

    entered = Signal()

    def __init__(self, name_words: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        caption = label(name_words, "muted")
        box.addWidget(caption)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setFixedHeight(theme.CONTROL)
        self.field.setMaxLength(200)
        self.field.setAccessibleName(name_words)
        self.field.setObjectName(name)
        self.field.returnPressed.connect(self.entered)
        self.field.installEventFilter(self)
        caption.setBuddy(self.field)
        box.addWidget(self.field)
        self.hint = label(_("Caps Lock is on."), "waiting", px=12)
        self.hint.setObjectName(f"{name}.caps")
        self.hint.hide()
        box.addWidget(self.hint)

    def text(self) -> str:
        """What is typed."""
        return self.field.text()

    def clear(self) -> None:
        """Forget what is typed."""
        self.field.clear()
        self.hint.hide()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at what a key gives."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._on_key(event)
        elif event.type() == QEvent.Type.FocusOut:
            self.hint.hide()
        return False

    def _on_key(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            # The state after this key is not known yet; the next letter tells.
            self.hint.hide()
            return
        known = caps_lock()
        if known is None:
            text = event.text()
            if not (len(text) == 1 and text.isalpha() and text.isascii()):
                return
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            known = text.isupper() != shift
        self.hint.setVisible(known)


def caps_lock() -> bool | None:
    """Whether Caps Lock is on; None where the system does not tell (then the letters do)."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.GetKeyState(0x14) & 1)
    return None
