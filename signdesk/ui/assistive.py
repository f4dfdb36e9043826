"""What assistive technology is told where Qt's own account is wrong. It knows no page; ``install`` is called once for
the application, and nothing of it is built until somebody listens.

A **scroll area** is asked for its children by number. Qt 6.11 does not look whether there still is such a child, and
ends the application when a scroll bar vanished after the screen reader had counted (the viewport is child 0, bars that
show come after it). Here a number that is none has no child.

A **button that paints itself** (filter chip, line of the rail, tick of a checklist) is toggled by Qt without being
clicked, so that its tick changes and nothing happens. Here toggle and press are both a click.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QScrollArea, QWidget


class ScrolledArea(QAccessibleWidget):
    """A scroll area: its viewport, then the bars that show."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area, QAccessible.Role.Client)

    def _parts(self) -> list[QWidget]:
        area = cast(QScrollArea, self.object())
        bars = (area.horizontalScrollBar(), area.verticalScrollBar())
        holders = (bar.parentWidget() for bar in bars if bar.isVisible())
        return [area.viewport(), *(holder for holder in holders if holder is not None)]

    def childCount(self) -> int:
        """How many there are now."""
        return len(self._parts())

    def child(self, index: int) -> QAccessibleInterface:
        """The child of this number, if there is one now."""
        parts = self._parts()
        if 0 <= index < len(parts):
            return QAccessible.queryAccessibleInterface(parts[index])
        return super().child(-1)  # Qt's own word for no child

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The number of a child, -1 if it is none."""
        parts, it = self._parts(), child.object()
        return parts.index(it) if it in parts else -1


class PaintedButton(QAccessibleWidget):
    """A button that paints itself, checkable or not."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, QAccessible.Role.Button)

    def _button(self) -> QAbstractButton:
        return cast(QAbstractButton, self.object())

    def role(self) -> QAccessible.Role:
        """A button that is on or off is a check box."""
        return QAccessible.Role.CheckBox if self._button().isCheckable() else QAccessible.Role.Button

    def state(self) -> QAccessible.State:
        """On or off, beside what is true of every control."""
        button, state = self._button(), super().state()
        state.checkable = button.isCheckable()
        state.checked = button.isChecked()
        state.pressed = button.isDown()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """The name given, else the words on it."""
        said = super().text(kind)
        return self._button().text() if kind == QAccessible.Text.Name and not said else said

    def actionNames(self) -> list[str]:
        """Toggle where it is on or off, press in any case."""
        button = self._button()
        names = [QAccessibleActionInterface.pressAction()] if button.isEnabled() else []
        if names and button.isCheckable():
            names.insert(0, QAccessibleActionInterface.toggleAction())
        return [*names, *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Toggling is a click; it comes a moment later, as after a finger, so that whoever asked is not kept waiting
        by what the click opens."""
        if name in (QAccessibleActionInterface.pressAction(), QAccessibleActionInterface.toggleAction()):
            self._button().animateClick()
        else:
            super().doAction(name)


def _account_of(kind: str, it: QObject) -> QAccessibleInterface | None:
    """Qt asks with the class of `it`, then with each class above, until somebody knows it."""
    if kind == "QScrollArea" and isinstance(it, QScrollArea):
        return ScrolledArea(it)
    if kind == "QAbstractButton" and isinstance(it, QAbstractButton):
        return PaintedButton(it)
    return None


def install() -> None:
    """Give these accounts from now on. Once for the application, before its first window."""
    QAccessible.installFactory(_account_of)
