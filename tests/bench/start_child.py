"""The process that `start` measures: `bare` shows an empty Qt window, `app` opens the centre in the folder as every
day, `log-in` as the demo (with the card of names); each ends when its window has painted. `page` also logs in, three
seconds later, and prints the seconds from Enter to the first page with rows. Only the paint handlers of the windows
meant are watched: a filter on the whole application would cost as much as what is measured."""

import os
import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

TYPING_MS = 3_000


def leave(words: str = "") -> None:
    """End at once: closing down is not measured."""
    sys.stdout.write(words)
    sys.stdout.flush()
    os._exit(0)


class Bare(QWidget):
    """The empty window."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # Qt's name
        QTimer.singleShot(0, leave)


def after(kind: type[Any], name: str, then: Callable[[Any, Any], None]) -> None:
    """Call `then(object, event)` after the method `name` of each object of this class."""
    method = getattr(kind, name)

    def and_then(self: Any, event: Any) -> Any:
        answer = method(self, event)
        then(self, event)
        return answer

    setattr(kind, name, and_then)


class LogIn:
    """Takes the first name of the sample centre's card, after the time typing takes, and waits for a list with
    rows."""

    def __init__(self) -> None:
        self.seen = False
        self.pressed = 0.0

    def log_in_painted(self, window: QWidget, _event: object) -> None:
        """The log-in window is there."""
        if not self.seen:
            self.seen = True
            QTimer.singleShot(TYPING_MS, lambda: self.enter(window))

    def enter(self, window: QWidget) -> None:
        """Choose the name, which enters its password too. From here on lists are watched."""
        from signdesk.ui.table_view import RecordView

        after(RecordView, "viewportEvent", self.list_painted)
        buttons = window.findChildren(QAbstractButton)
        button = next(button for button in buttons if button.objectName().startswith("login.sample."))
        self.pressed = time.perf_counter()
        button.click()

    def list_painted(self, view: Any, event: QEvent) -> None:
        """A list is there; it counts once it has rows."""
        if event.type() == QEvent.Type.Paint and view.model().rowCount():
            QTimer.singleShot(0, lambda: leave(str(time.perf_counter() - self.pressed)))


def main(kind: str, folder: str) -> None:
    """Show what `kind` says."""
    if kind == "bare":
        application = QApplication([])
        window = Bare()
        window.resize(480, 360)
        window.show()
        application.exec()
        return
    from signdesk.__main__ import main as signdesk
    from signdesk.app.login import LoginWindow

    if kind in ("app", "log-in"):
        after(LoginWindow, "paintEvent", lambda _window, _event: QTimer.singleShot(0, leave))
    else:
        after(LoginWindow, "paintEvent", LogIn().log_in_painted)
    sys.exit(signdesk(["--dir", folder] if kind == "app" else ["demo", "--dir", folder]))


if __name__ == "__main__":
    main(*sys.argv[1:])
