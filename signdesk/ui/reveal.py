"""What is masked, with 显示 beside it: asks for a reason, shows it for 30 seconds, and is recorded.

``MaskedField(_("Phone"), masked="138****5678",
reveal=lambda reason, show: ops.write(REVEAL, …, show, reason=reason))``:
``reveal(reason, show)`` is the page's; it runs the recorded operation and calls ``show(value)`` with the full value.
What is more than one value (a whole text) has a ``ShowButton`` of its own and shows and masks itself. Only one of a
window is shown at a time; locking the screen calls ``hide_all()``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from signdesk.core.i18n import _
from signdesk.ui.buttons import Button, label
from signdesk.ui.dialogs import ask_reason

SHOWN_S = 30
Reveal = Callable[[str, Callable[[Any], object]], object]
_buttons: WeakSet[ShowButton] = WeakSet()


class ShowButton(Button):
    """显示, and while it is shown 隐藏 with the seconds left. ``show`` gets what the recorded operation gave;
    ``conceal`` masks it again."""

    def __init__(
        self,
        name: str,
        *,
        reveal: Reveal,
        show: Callable[[Any], object],
        conceal: Callable[[], object],
        words: str = "",
    ) -> None:
        super().__init__(words or _("Show"), role="quiet")
        self._name, self._words = name, words or _("Show")
        self._reveal, self._show, self._conceal = reveal, show, conceal
        self._left = 0
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._on_tick)
        self.setAccessibleName(_("Show {field}").format(field=name))
        self.setFixedHeight(26)
        self.clicked.connect(self.press)
        _buttons.add(self)

    @property
    def revealed(self) -> bool:
        """Whether it is on the screen in full."""
        return self._left > 0

    def press(self) -> None:
        """Ask for the reason, or hide again."""
        if self.revealed:
            self.conceal()
            return
        ask_reason(
            self,
            _("Show {field}").format(field=self._name),
            text=_("It is shown for {seconds} seconds and the record says who looked and why.").format(seconds=SHOWN_S),
            yes=_("Show"),
            then=lambda reason: self._reveal(reason, self.reveal),
        )

    def reveal(self, full: Any) -> None:
        """The recorded operation allowed it: show it for 30 seconds."""
        hide_all()
        self._left = SHOWN_S
        self._show(full)
        self._tick.start()
        self._tell()

    def conceal(self) -> None:
        """Hide it again."""
        if not self.revealed:
            return
        self._left = 0
        self._tick.stop()
        self._conceal()
        self.setText(self._words)
        self.setAccessibleName(_("Show {field}").format(field=self._name))

    def _tell(self) -> None:
        self.setText(_("Hide ({seconds} s)").format(seconds=self._left))

    def _on_tick(self) -> None:
        if self._left <= 1:
            self.conceal()
        else:
            self._left -= 1
            self._tell()


class MaskedField(QWidget):
    """One masked value."""

    def __init__(self, name: str, *, masked: str, reveal: Reveal | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._masked, self._reveal = name, masked, reveal
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.words = label(masked)
        self.words.setAccessibleName(f"{name} {masked}")
        self.button = ShowButton(
            name, reveal=reveal or (lambda _reason, _show: None), show=self._put, conceal=self._put_masked
        )
        if reveal is None or not masked:
            self.button.hide()
        row.addWidget(self.words)
        row.addWidget(self.button)
        row.addStretch(1)

    @property
    def revealed(self) -> bool:
        """Whether the full value is on the screen."""
        return self.button.revealed

    def show_value(self, value: str) -> None:
        """The recorded operation allowed it: show the value for 30 seconds."""
        self.button.reveal(value)

    def conceal(self) -> None:
        """Hide it again."""
        self.button.conceal()

    def _put(self, value: str) -> None:
        self.words.setText(value)
        self.words.setAccessibleName(f"{self._name} {value}")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _put_masked(self) -> None:
        self.words.setText(self._masked)
        self.words.setAccessibleName(f"{self._name} {self._masked}")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)


def hide_all() -> None:
    """Mask everything that is shown in full (something else is shown, or the screen is locked)."""
    for shown in list(_buttons):
        if shiboken6.isValid(shown) and shown.revealed:
            shown.conceal()
