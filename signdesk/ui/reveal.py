"""A masked value with 显示 beside it: asks for a reason, shows one field for 30 seconds, and is recorded.

``MaskedField(_("Phone"), masked="138****5678",
reveal=lambda reason, show: ops.write(REVEAL, …, show, reason=reason))``:
``reveal(reason, show)`` is the page's; it runs the recorded operation and calls ``show(value)`` with the full value.
Only one field of a window is shown at a time; locking the screen calls ``hide_all()``.
"""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from signdesk.core.i18n import _
from signdesk.ui.buttons import Button, label
from signdesk.ui.dialogs import ask_reason

SHOWN_S = 30
Reveal = Callable[[str, Callable[[str], object]], object]
_fields: WeakSet[MaskedField] = WeakSet()


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
        self.button = Button(_("Show"), role="quiet")
        self.button.setAccessibleName(_("Show {field}").format(field=name))
        self.button.setFixedHeight(26)
        self.button.clicked.connect(self._on_button)
        if reveal is None or not masked:
            self.button.hide()
        row.addWidget(self.words)
        row.addWidget(self.button)
        row.addStretch(1)
        self._left = 0
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._on_tick)
        _fields.add(self)

    @property
    def revealed(self) -> bool:
        """Whether the full value is on the screen."""
        return self._left > 0

    def _on_button(self) -> None:
        if self.revealed:
            self.conceal()
            return
        reveal = self._reveal
        if reveal is not None:
            ask_reason(
                self,
                _("Show {field}").format(field=self._name),
                text=_("It is shown for {seconds} seconds and the record says who looked and why.").format(
                    seconds=SHOWN_S
                ),
                yes=_("Show"),
                then=lambda reason: reveal(reason, self.show_value),
            )

    def show_value(self, value: str) -> None:
        """The recorded operation allowed it: show the value for 30 seconds."""
        hide_all()
        self._left = SHOWN_S
        self.words.setText(value)
        self.words.setAccessibleName(f"{self._name} {value}")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._tick.start()
        self._tell()

    def conceal(self) -> None:
        """Hide it again."""
        self._left = 0
        self._tick.stop()
        self.words.setText(self._masked)
        self.words.setAccessibleName(f"{self._name} {self._masked}")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.button.setText(_("Show"))
        self.button.setAccessibleName(_("Show {field}").format(field=self._name))

    def _tell(self) -> None:
        self.button.setText(_("Hide ({seconds} s)").format(seconds=self._left))

    def _on_tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.conceal()
        else:
            self._tell()


def hide_all() -> None:
    """Mask every revealed field (another one is shown, or the screen is locked)."""
    for shown in list(_fields):
        if shiboken6.isValid(shown) and shown.revealed:
            shown.conceal()
