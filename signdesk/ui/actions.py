"""What can be done, registered once: menu, button, shortcut, palette and permission all come from the same Action.

A page lists its actions; everything else follows::

    Action("reception.call_next", _("Call next"), self.call_next, shortcut="F4", permission=CALL, icon="call",
           enabled=lambda: bool(self.queue_length))

    context.actions.add(action, owner=page)           # ListDetail and Page.make_actions() do this for you
    context.actions.button("reception.call_next", role="primary")   # words, key, state; presses run the action
    context.actions.refresh(page)                     # ask every ``enabled`` again (after a selection change)

Keys of acts do not repeat while held and ignore a second press within 800 ms (also by mouse); ``act=False`` is for
what changes nothing (opening, moving). An action without permission for this seat is nowhere to be seen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from signdesk.ui.buttons import Button, Role
from signdesk.ui.ops import SeatLike

REPEAT_GUARD_S = 0.8


@dataclass(frozen=True)
class Action:
    """One thing that can be done. ``id`` is stable English (``room.verb``), ``text`` already translated."""

    id: str
    text: str
    callback: Callable[[], object]
    shortcut: str = ""
    permission: Any = None
    icon: str = ""
    enabled: Callable[[], bool] | None = None
    act: bool = True
    """Whether it changes something: such keys neither repeat nor fire twice within 800 ms."""
    reverse: str = ""
    """Id of the action that takes it back, if there is one: shown in the undo strip."""
    keywords: str = ""
    """Further words the palette finds it by."""
    hidden: bool = False
    """Not in the palette (Enter, Esc and the like)."""


@dataclass
class _Entry:
    action: Action
    qaction: QAction
    owner: QWidget
    pressed_at: float = -10.0
    buttons: list[Button] = field(default_factory=list)


class ActionRegistry(QObject):
    """All actions of one window, by id."""

    changed = Signal()

    def __init__(self, seat: SeatLike, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._entries: dict[str, _Entry] = {}
        self.clock: Callable[[], float] = time.monotonic

    def add(self, action: Action, owner: QWidget) -> QAction | None:
        """Register an action whose key works while ``owner`` is visible. None if this seat may not do it."""
        if not self._seat.may(action.permission):
            return None
        old = self._entries.pop(action.id, None)
        if old is not None and shiboken6.isValid(old.qaction):
            old.owner.removeAction(old.qaction)
            old.qaction.deleteLater()
        made = QAction(action.text, owner)
        made.setObjectName(action.id)
        made.setAutoRepeat(not action.act)
        if action.shortcut:
            made.setShortcut(QKeySequence(action.shortcut))
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        entry = _Entry(action, made, owner)
        self._entries[action.id] = entry
        made.triggered.connect(lambda _checked=False, id=action.id: self.run(id))
        owner.addAction(made)
        self._ask(entry)
        self.changed.emit()
        return made

    def add_all(self, actions: Iterable[Action], owner: QWidget) -> None:
        """Register several."""
        for action in actions:
            self.add(action, owner)

    def get(self, id: str) -> Action | None:
        """The action, or None if it is not registered (or not permitted)."""
        entry = self._entries.get(id)
        return entry.action if entry and shiboken6.isValid(entry.qaction) else None

    def qaction(self, id: str) -> QAction | None:
        """For menus."""
        entry = self._entries.get(id)
        return entry.qaction if entry and shiboken6.isValid(entry.qaction) else None

    def run(self, id: str) -> bool:
        """Do it, unless it is switched off or was done less than 800 ms ago. Returns whether it was done."""
        entry = self._entries.get(id)
        if entry is None or not shiboken6.isValid(entry.qaction):
            return False
        self._ask(entry)
        if not entry.qaction.isEnabled():
            return False
        now = self.clock()
        if entry.action.act and now - entry.pressed_at < REPEAT_GUARD_S:
            return False
        entry.pressed_at = now
        entry.action.callback()
        return True

    def refresh(self, owner: QWidget | None = None) -> None:
        """Ask every action (of one owner) again whether it can be done now."""
        for entry in list(self._live()):
            if owner is None or entry.owner is owner:
                self._ask(entry)

    def button(self, id: str, *, role: Role = "secondary", text: str = "", show_key: bool = True) -> Button:
        """A button for the action. Hidden if this seat may not do it."""
        entry = self._entries.get(id)
        if entry is None:
            made = Button(text or id, role=role)
            made.setObjectName(f"{id}.button")
            made.setVisible(False)
            made.setProperty("refused", True)
            return made
        key = entry.action.shortcut if show_key else ""
        made = Button(text or entry.action.text, role=role, key=key)
        made.setObjectName(f"{id}.button")
        made.setEnabled(entry.qaction.isEnabled())
        made.clicked.connect(lambda _checked=False: self.run(id))
        entry.buttons.append(made)
        return made

    def offered(self) -> list[Action]:
        """What the palette and the shortcuts sheet show: actions whose owner is on the screen or is the window."""
        return [entry.action for entry in self._live() if not entry.action.hidden and entry.owner.isVisible()]

    def keyed(self) -> list[Action]:
        """Every action whose key works right now."""
        return [entry.action for entry in self._live() if entry.action.shortcut and entry.owner.isVisible()]

    def offered_by(self, owner: QWidget) -> list[Action]:
        """One owner's actions that are not hidden."""
        return [entry.action for entry in self._live() if entry.owner is owner and not entry.action.hidden]

    def all_of(self, owner: QWidget) -> list[Action]:
        """Every action of one owner, hidden ones too."""
        return [entry.action for entry in self._live() if entry.owner is owner]

    def is_enabled(self, id: str) -> bool:
        """Whether it can be done now."""
        entry = self._entries.get(id)
        if entry is None or not shiboken6.isValid(entry.qaction):
            return False
        self._ask(entry)
        return entry.qaction.isEnabled()

    def _live(self) -> Iterator[_Entry]:
        for entry in self._entries.values():
            if shiboken6.isValid(entry.qaction) and shiboken6.isValid(entry.owner):
                yield entry

    def _ask(self, entry: _Entry) -> None:
        on = entry.action.enabled is None or bool(entry.action.enabled())
        if entry.qaction.isEnabled() != on:
            entry.qaction.setEnabled(on)
        entry.buttons = [button for button in entry.buttons if shiboken6.isValid(button)]
        for button in entry.buttons:
            if button.isEnabled() != on:
                button.setEnabled(on)
