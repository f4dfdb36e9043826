"""How the program speaks to the person: a bar inside the window, and the strip that offers to undo. No dialogs.

Pages say ``messages.info(_("Saved."))``, ``messages.warn(text)``, ``messages.error(text, hint)`` and, for an act that
can be taken back, ``messages.done(_("Ticket A021 called."), undo=self.take_back)``: for ten seconds a strip with its
countdown offers 撤销 (Ctrl+Z). Only the newest act can be undone this way. One ``Messages`` per window; its two widgets
are placed by the shell (``messages.bar``, ``messages.strip``, ``messages.progress`` for ``ops.long``).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.ui import icons, theme
from signdesk.ui.buttons import Button, label

Level = Literal["info", "warn", "error"]
UNDO_S = 10
_ON_THE_WAY_S = 0.3
"""What an act said just before it led to another page is about that page."""
_STAYS_MS: dict[Level, int] = {"info": 6000, "warn": 12000, "error": 0}
_TONES: dict[Level, theme.Tone] = {"info": "accent", "warn": "waiting", "error": "seal"}
_ICONS: dict[Level, str] = {"info": "info", "warn": "warning", "error": "error"}


class _Strip(QWidget):
    """A coloured strip with rounded corners."""

    above = below = 0
    """Room outside the coloured ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone: theme.Tone = "accent"
        self.icon_name = "info"
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(40, 4 + self.above, 6, 4 + self.below)
        self.row.setSpacing(8)
        self.words = label(wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.row.addWidget(self.words, 1)
        self.setMinimumHeight(42 + self.above + self.below)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, border, icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, soft = theme.tone(self.tone)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(soft)
        ground = QRectF(self.rect()).adjusted(0.5, 0.5 + self.above, -0.5, -0.5 - self.below)
        painter.drawRoundedRect(ground, theme.RADIUS, theme.RADIUS)
        top = round(ground.center().y()) - 9
        painter.drawPixmap(12, top, icons.pixmap(self.icon_name, ink, 18, self.devicePixelRatioF()))
        painter.end()


class MessageBar(_Strip):
    """The bar above the page. Information hides itself, errors stay until closed or replaced."""

    above = 8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._more = Button("", role="quiet")
        self._more.hide()
        self._more.clicked.connect(self._on_more)
        self._then: Callable[[], object] | None = None
        self.said_at = 0.0
        close = Button(_("Close"), role="quiet")
        close.setObjectName("message_bar.close")
        close.clicked.connect(self.hide)
        self.row.addWidget(self._more)
        self.row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)

    @property
    def text(self) -> str:
        """What it says."""
        return self.words.text() if not self.isHidden() else ""

    def say(
        self, level: Level, text: str, hint: str = "", button: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a message, replacing the one before."""
        self.tone, self.icon_name = _TONES[level], _ICONS[level]
        self.words.setText(f"{text} {hint}" if hint else text)
        self._then = button[1] if button else None
        self._more.setText(button[0] if button else "")
        self._more.setVisible(button is not None)
        self.said_at = time.monotonic()
        self._timer.stop()
        if _STAYS_MS[level]:
            self._timer.start(_STAYS_MS[level])
        self.show()
        self.update()
        announce(self, self.words.text(), urgent=level == "error")

    def _on_more(self) -> None:
        self.hide()
        if self._then is not None:
            self._then()


class UndoStrip(_Strip):
    """Says what was done and offers for ten seconds to take it back."""

    below = 8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undo_strip")
        self.tone, self.icon_name = "ok", "done"
        self._undo: Callable[[], object] | None = None
        self._left = 0
        self._count = label(ink="muted")
        self.button = Button(_("Undo"), key="Ctrl+Z", icon="undo")
        self.button.setObjectName("undo_strip.undo")
        self.button.clicked.connect(self.undo)
        close = Button(_("Close"), role="quiet")
        close.setObjectName("undo_strip.close")
        close.clicked.connect(self.dismiss)
        for widget in (self._count, self.button, close):
            self.row.addWidget(widget)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._on_tick)

    @property
    def offered(self) -> bool:
        """Whether there is something to take back."""
        return self._undo is not None

    def offer(self, text: str, undo: Callable[[], object]) -> None:
        """Offer to take back what was just done."""
        self.words.setText(text)
        self._undo = undo
        self._left = UNDO_S
        self._show_left()
        self._tick.start()
        self.show()
        announce(self, _("{what} Press Ctrl+Z to undo.").format(what=text))

    def undo(self) -> None:
        """Take it back."""
        undo, self._undo = self._undo, None
        self.dismiss()
        if undo is not None:
            undo()

    def dismiss(self) -> None:
        """The offer is over."""
        self._undo = None
        self._tick.stop()
        self.hide()

    def _on_tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.dismiss()
        else:
            self._show_left()

    def _show_left(self) -> None:
        self._count.setText(_("{seconds} s").format(seconds=self._left))


class ProgressStrip(_Strip):
    """Long work: what is being done, how far, how long still, and a button to cancel."""

    below = 8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress_strip")
        self.icon_name = "follow"
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.setAccessibleName(_("Progress"))
        self._left = label(ink="muted")
        self.button = Button(_("Cancel"))
        self.button.setObjectName("progress_strip.cancel")
        self.button.clicked.connect(self._on_cancel)
        for widget in (self._left, self.bar, self.button):
            self.row.addWidget(widget)
        self.clock: Callable[[], float] = time.monotonic
        self._cancel: Callable[[], object] | None = None
        self._of: object = None
        self._began = 0.0

    def tell(self, work: object, cancel: Callable[[], object], words: str, done: int, total: int) -> None:
        """Show how far ``work`` is; empty words end it."""
        if not words:
            if work is self._of:
                self._of = None
                self.hide()
            return
        if work is not self._of:
            self._of, self._cancel, self._began = work, cancel, self.clock()
            self.button.setEnabled(True)
        self.words.setText(words)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._left.setText(self._time_left(done, total))
        self.show()

    def _time_left(self, done: int, total: int) -> str:
        passed = self.clock() - self._began
        if not done or not total or passed < 1:
            return ""
        seconds = round(passed * (total - done) / done)
        if seconds < 90:
            return _("about {seconds} s left").format(seconds=seconds)
        return _("about {minutes} min left").format(minutes=round(seconds / 60))

    def _on_cancel(self) -> None:
        self.button.setEnabled(False)
        if self._cancel is not None:
            self._cancel()


class Messages(QObject):
    """What pages talk to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place: Callable[[], Callable[[], object]] = lambda: lambda: None
        """The window's: gives the way back to the page that is shown now."""
        self.bar = MessageBar(parent)
        self.strip = UndoStrip(parent)
        self.progress = ProgressStrip(parent)

    def info(self, text: str, *, button: tuple[str, Callable[[], object]] | None = None) -> None:
        """Something went well or is worth knowing; hides itself."""
        self.bar.say("info", text, button=button)

    def warn(self, text: str, hint: str = "", *, button: tuple[str, Callable[[], object]] | None = None) -> None:
        """Something needs care."""
        self.bar.say("warn", text, hint, button)

    def error(
        self, error: str | UserError, hint: str = "", *, button: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Something was refused or failed: what happened and what to do."""
        if isinstance(error, UserError):
            self.bar.say("error", error.message, hint or error.hint, button)
        else:
            self.bar.say("error", error, hint, button)

    def done(self, text: str, *, undo: Callable[[], object] | None = None) -> None:
        """An act succeeded; with ``undo`` it can be taken back for ten seconds."""
        if undo is None:
            self.info(text)
            return
        back = self.place()

        def take_back() -> None:
            back()  # whoever has gone on to another page sees what is taken back
            undo()

        self.bar.hide()
        self.strip.offer(text, take_back)

    def leave_page(self) -> None:
        """Another page is shown: what was said belongs to the one before, unless it was said on the way here."""
        if time.monotonic() - self.bar.said_at > _ON_THE_WAY_S:
            self.bar.hide()


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say it."""
    if not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
