"""Someone who uses the windows as a person would: looks for what is on the screen by its accessible name, presses
keys, clicks, and takes pictures. It knows nothing of the rooms; the steps of the tour do. Nothing here reaches
past the windows into the program."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QImage, QInputMethodEvent, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

PATIENCE = 30.0
"""Seconds after which something expected is taken for hung; on a normal PC everything appears in a fraction of one."""

_REST_S = 0.12

W = TypeVar("W", bound=QWidget)


class NotSeen(Exception):
    """What a person expected to see or to happen did not, within PATIENCE."""


class Person:
    """At the keyboard of this application."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._pressed: dict[str, float] = {}

    def settle(self) -> None:
        """Let the windows handle what is waiting."""
        for _round in range(3):
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def come_to_rest(self) -> None:
        """Wait until the window in front looks the same twice in a row: what is read beside the screen has arrived. A
        window that never rests (a countdown) is taken as it is after two seconds."""
        end = time.monotonic() + 2
        before = QImage()
        while (now := self.window().grab().toImage()) != before and time.monotonic() < end:
            before = now
            self._wait_until(time.monotonic() + _REST_S)

    def _wait_until(self, moment: float) -> None:
        self.wait(lambda: time.monotonic() > moment, "a moment later")

    def wait(self, happened: Callable[[], object], what: str) -> None:
        """Wait until `happened()`; NotSeen names `what` and what is on the screen instead."""
        end = time.monotonic() + PATIENCE
        awake = QTimer()  # an idle application would sleep until its next event
        awake.start(15)
        try:
            while not happened():
                if time.monotonic() > end:
                    raise NotSeen("; ".join((what, "on the screen: " + "; ".join(self.names()), *self._reports())))
                self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        finally:
            awake.stop()

    def window(self) -> QWidget:
        """The window in front."""
        front = self._application.activeModalWidget() or self._application.activePopupWidget()
        front = front or self._application.activeWindow()
        if front is not None and front.isVisible():
            return front
        shown = [w for w in self._application.topLevelWidgets() if w.isVisible()]
        if not shown:
            raise NotSeen("no window at all")
        return shown[-1]

    def names(self) -> list[str]:
        """The names of all that can be seen, for messages."""
        return sorted({_name(widget) for widget in self._seen(QWidget) if _name(widget)})[:80]

    def _reports(self) -> list[str]:
        """What stands in texts that cannot be changed: the report of a crash dialog, above all."""
        return [text.toPlainText() for text in self._seen(QPlainTextEdit) if text.isReadOnly()]

    def find(self, name: str, *, begins: bool = False) -> QWidget:
        """The visible, enabled control with this accessible name (or, lacking one, this text). Waits for it. With
        `begins` a name that begins so will do."""
        return self.find_kind(QWidget, name, begins=begins)

    def find_kind(self, kind: type[W], name: str, *, begins: bool = False) -> W:
        """The same among controls of one kind."""
        found: list[W] = []

        def fits(widget: W) -> bool:
            own = _name(widget)
            return own == name or (begins and own.startswith(name))

        def look() -> bool:
            found[:] = [widget for widget in self._seen(kind) if widget.isEnabled() and fits(widget)]
            return bool(found)

        self.wait(look, f"no {kind.__name__} named {name!r}")
        return found[0]

    def find_button(self, name: str) -> QAbstractButton:
        """The same among buttons alone: a group of the rail may be called like an act, and is there before it."""
        return self.find_kind(QAbstractButton, name)

    def has(self, name: str) -> bool:
        """Whether a control of exactly this name can be seen now."""
        return self.count(name) > 0

    def count(self, name: str) -> int:
        """How many controls of exactly this name can be seen now."""
        return sum(1 for widget in self._seen(QWidget) if _name(widget) == name)

    def sees(self, text: str) -> bool:
        """Whether `text` stands somewhere on the screen now."""
        return any(text in shown for shown in self._texts())

    def wait_to_see(self, text: str) -> None:
        """Wait until `text` stands somewhere on the screen."""
        self.wait(lambda: self.sees(text), f"no {text!r}")

    def click(self, name: str, *, begins: bool = False) -> None:
        """Click the button (or other control) of this name."""
        widget = self.find(name, begins=begins)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=_middle(widget))
        self.settle()

    def click_last(self, name: str) -> None:
        """Click the last control of this name: the one in the pane, where the list's head has one of the same name."""
        self.find(name)
        widget = [one for one in self._seen(QWidget) if _name(one) == name and one.isEnabled()][-1]
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=_middle(widget))
        self.settle()

    def lists(self, text: str) -> bool:
        """Whether a list shows `text` now."""
        views = self._seen(QAbstractItemView)
        return any(text in str(index.data() or "") for view in views for index in _cells(view))

    def wait_for_drawing(self) -> None:
        """Wait until a page is drawn in the window in front."""
        self.wait(
            lambda: any(label.pixmap().height() > 300 for label in self._seen(QLabel)), "a drawn page in the window"
        )

    def shows_current(self) -> bool:
        """Whether the words of the list's current row stand beside it as well: the pane follows a moment later."""
        for view in self._seen(QTableView):
            at = view.currentIndex()
            if at.isValid():
                cells = [str(at.siblingAtColumn(column).data() or "") for column in range(at.model().columnCount())]
                return any(label.text() == max(cells, key=len) for label in self._seen(QLabel))
        return False

    def focus(self, name: str) -> QWidget:
        """Put the cursor into the field of this name."""
        widget = self.find(name)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.settle()
        return widget

    def wait_for_cursor(self, name: str) -> None:
        """Wait until the cursor stands in the field of this name."""

        def there() -> bool:
            at = self._application.focusWidget()
            return at is not None and _name(at) == name

        self.wait(there, f"no cursor in {name!r}")

    def press(self, keys: str) -> None:
        """Press keys such as "F2" or "Ctrl+Return" where the cursor is."""
        # The windows take a second press of an act's key within 800 ms for a bouncing finger, and a person is slower.
        again = self._pressed.get(keys, 0.0) + 0.9
        if keys.startswith("F") or "+F" in keys:
            self._wait_until(again)
        self.wait(self._has_keyboard, "no window with the keyboard")
        self._pressed[keys] = time.monotonic()
        target = self._application.focusWidget() or self.window()
        QTest.keySequence(target, QKeySequence(keys))
        self.settle()

    def type_in(self, text: str) -> None:
        """Type into the field with the cursor: keys for ASCII, the input method's commit for everything else."""
        target = self._cursor()
        if text.isascii():
            QTest.keyClicks(target, text)
        else:
            # Key events cannot carry Chinese characters; an input method commits them.
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            self._application.sendEvent(target, event)
        self.settle()

    def _cursor(self) -> QWidget:
        """The field with the cursor; on a real screen a window gets it a moment after it has come."""
        found: list[QWidget] = []

        def look() -> bool:
            at = self._application.focusWidget() if self._has_keyboard() else None
            found[:] = [at] if at is not None else []
            return bool(found)

        self.wait(look, "no cursor anywhere")
        return found[0]

    def _has_keyboard(self) -> bool:
        """Whether a window has the keyboard: until then no key reaches an act. Without a window manager nobody gives
        it to a window once another has closed, and on a real screen it comes a moment after it was asked for."""
        if self._application.activeWindow() is None:
            self.window().activateWindow()
        return self._application.activeWindow() is not None

    def fill(self, name: str, text: str) -> None:
        """Replace what stands in the field of this name."""
        widget = self.focus(name)
        if isinstance(widget, QComboBox) and not widget.isEditable():
            self.choose(name, text)
            return
        self.press("Ctrl+A")
        self.type_in(text)

    def choose(self, name: str, option: str) -> None:
        """Choose an option of a list by keys, as a person does."""
        box = self.find_kind(QComboBox, name)
        wanted = next((n for n in range(box.count()) if option in box.itemText(n)), None)
        if wanted is None:
            raise NotSeen(f"no option {option!r} in {name!r}")
        box.setFocus(Qt.FocusReason.TabFocusReason)  # not by name: a page of the rail may be called like the list
        self.settle()
        steps = wanted - box.currentIndex()
        for _step in range(abs(steps)):
            QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
        self.settle()
        if box.currentText() != box.itemText(wanted):
            raise NotSeen(f"{name!r} shows {box.currentText()!r} instead of {option!r}")

    def choose_menu(self, text: str) -> None:
        """Go down the open menu to this entry by keys, and take it."""
        menus: list[QMenu] = []

        def look() -> bool:
            menus[:] = [m for m in self._seen(QMenu) if any(_plain(a.text()) == text for a in m.actions())]
            return bool(menus)

        self.wait(look, f"no menu with {text!r}")
        menu = menus[-1]
        for _step in range(len(menu.actions()) + 1):
            active = menu.activeAction()
            if active is not None and _plain(active.text()) == text:
                break
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        self.settle()

    def select_row(self, text: str, table: str | None = None) -> QModelIndex:
        """Click the row of a list that shows `text`."""
        found: list[tuple[QAbstractItemView, QModelIndex]] = []

        def look() -> bool:
            found[:] = [
                (view, index)
                for view in self._seen(QAbstractItemView)
                if table is None or _name(view) == table
                for index in _cells(view)
                if text in str(index.data() or "")
            ]
            return bool(found)

        self.wait(look, f"no row with {text!r}")
        view, index = found[0]
        view.scrollTo(index)
        self.settle()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
        self.settle()
        return index

    def picture(self, path: Path) -> None:
        """A picture of the window in front, once it has come to rest; a dialog is shown on the window it belongs to."""
        self.come_to_rest()
        front = self.window()
        parent = front.parentWidget()
        behind = parent.window() if parent is not None else front
        picture = behind.grab()
        if behind is not front:
            painter = QPainter(picture)
            painter.drawPixmap(front.mapToGlobal(QPoint()) - behind.mapToGlobal(QPoint()), front.grab())
            painter.end()
        if not picture.save(str(path)):
            raise OSError(f"cannot write {path}")

    def _seen(self, kind: type[W]) -> Iterator[W]:
        front = self._application.activeModalWidget()
        roots = [front] if front is not None else [w for w in self._application.topLevelWidgets() if w.isVisible()]
        for root in roots:
            if isinstance(root, kind):
                yield root
            yield from (widget for widget in root.findChildren(kind) if widget.isVisible())

    def _texts(self) -> Iterator[str]:
        for widget in self._seen(QWidget):
            if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
                yield widget.text()
            elif isinstance(widget, QPlainTextEdit | QTextEdit):
                yield widget.toPlainText()
            elif isinstance(widget, QComboBox):
                yield widget.currentText()
            elif isinstance(widget, QAbstractItemView):
                yield from (str(index.data() or "") for index in _cells(widget))
            if widget.accessibleName():
                yield widget.accessibleName()
            if widget.accessibleDescription():
                yield widget.accessibleDescription()


def _name(widget: QWidget) -> str:
    """The name a screen reader would say."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return _plain(widget.text())
    return ""


def _plain(text: str) -> str:
    """The words on a button or in a menu, without the mark of its access key and its shortcut."""
    return text.split("\t")[0].replace("&", "")


def _middle(widget: QWidget) -> QPoint:
    return widget.rect().center()


def _cells(view: QAbstractItemView, most: int = 400) -> Iterator[QModelIndex]:
    model = view.model()
    if model is None:
        return
    top = QModelIndex()
    for row in range(min(model.rowCount(top), most)):
        for column in range(model.columnCount(top) if isinstance(view, QTableView) else 1):
            yield model.index(row, column)


__all__ = ["PATIENCE", "NotSeen", "Person"]
