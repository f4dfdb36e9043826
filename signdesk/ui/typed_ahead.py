"""Keys typed faster than an answer comes: they are kept, in order, and given to where the cursor is once the answer is
here. A scanner and a practised clerk do not wait, and nothing they type may land in the wrong field.

``hold(self)`` when the next field depends on an answer that is under way; ``let_go(self)`` when it is here. Several may
hold at once; what was kept is replayed when the last of them lets go. Function keys and Esc are not kept: Esc means
that nothing of it is wanted any more.
"""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

LONGEST_MS = 5000
"""After this time the keys are given back whatever happens: an answer that never comes must not lock the keyboard."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class _TypedAhead(QObject):
    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._holders: set[int] = set()
        self._kept: deque[QEvent] = deque()
        self._replaying = False
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(LONGEST_MS)
        self._longest.timeout.connect(self._give_back)

    @property
    def holding(self) -> bool:
        return bool(self._holders)

    def hold(self, who: int) -> None:
        if not self._holders:
            self._application.installEventFilter(self)
        self._holders.add(who)
        self._longest.start()

    def let_go(self, who: int, *, forget: bool) -> None:
        if forget:
            self._kept.clear()
        if who not in self._holders:
            return
        self._holders.discard(who)
        if not self._holders:
            self._give_back()

    def _give_back(self) -> None:
        self._holders.clear()
        self._longest.stop()
        self._application.removeEventFilter(self)
        if self._replaying:
            return  # the loop below goes on by itself
        self._replaying = True
        try:
            # What is replayed may ask the next question: then the rest waits for that answer too.
            while self._kept and not self._holders:
                event = self._kept.popleft()
                target = self._application.focusWidget() or self._application.activeWindow()
                if target is not None:
                    self._application.sendEvent(target, event)
        finally:
            self._replaying = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep what is typed; everything else goes its way."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if _is_typing(event):
                event.accept()  # comes again as a key press, and is kept then
                return True
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._kept.clear()
                self._give_back()
            elif _is_typing(event):
                self._kept.append(QKeyEvent(kind, event.key(), event.modifiers(), event.text()))
                return True
        elif kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            copy = QInputMethodEvent(event.preeditString(), event.attributes())
            copy.setCommitString(event.commitString(), event.replacementStart(), event.replacementLength())
            self._kept.append(copy)
            return True
        return False


def _is_typing(event: QKeyEvent) -> bool:
    """Whether a key belongs to filling in a form: letters, digits, Enter, Ctrl+Enter, Tab, arrows, Backspace."""
    key = event.key()
    if event.modifiers() & _MODIFIERS:
        return key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.AltModifier
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35 or key == Qt.Key.Key_Escape:
        return False
    return not Qt.Key.Key_Shift <= key <= Qt.Key.Key_ScrollLock


_keepers: list[_TypedAhead] = []


def _keeper() -> _TypedAhead | None:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return None
    if not _keepers or _keepers[0].parent() is not application:
        _keepers[:] = [_TypedAhead(application)]
    return _keepers[0]


def hold(who: QObject) -> None:
    """Keep what is typed from now on, until ``who`` lets go."""
    keeper = _keeper()
    if keeper is not None:
        keeper.hold(id(who))


def let_go(who: QObject, *, forget: bool = False) -> None:
    """The answer is here: what was typed meanwhile goes to where the cursor is. With ``forget`` it is thrown away."""
    keeper = _keeper()
    if keeper is not None:
        keeper.let_go(id(who), forget=forget)


def holding() -> bool:
    """Whether keys are being kept."""
    keeper = _keeper()
    return keeper is not None and keeper.holding
