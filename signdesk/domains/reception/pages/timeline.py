"""A day of the signing rooms as a picture: one line per room, one bar per booking, a mark for now. The list below it
holds the same for the keyboard and for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from signdesk.core import clock
from signdesk.core.i18n import _
from signdesk.ui import theme
from signdesk.ui.theme import Tone

_LABEL, _RIGHT, _HEAD, _LINE = 104, 30, 22, 30
_FIRST, _LAST = 8, 18


@dataclass(frozen=True)
class Bar:
    """A booking: which entry of the list it is, in which room, from when to when."""

    entry_id: int
    room_id: int
    start: datetime
    end: datetime
    words: str
    tone: Tone


class Timeline(QWidget):
    """Rooms and hours."""

    pressed = Signal(int)
    """A bar was clicked: its entry's id."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reception.rooms.timeline")
        self.setAccessibleName(_("Rooms today"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.rooms: Sequence[tuple[int, str]] = ()
        self.bars: Sequence[Bar] = ()
        self.day: date = clock.today()
        self.current: int | None = None

    def show_day(self, day: date, rooms: Sequence[tuple[int, str]], bars: Sequence[Bar]) -> None:
        """Paint this day."""
        self.day, self.rooms, self.bars = day, rooms, bars
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def mark(self, entry_id: int | None) -> None:
        """The selected entry gets a frame."""
        self.current = entry_id
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its rooms."""
        return QSize(600, _HEAD + _LINE * max(len(self.rooms), 1) + 6)

    def _hours(self) -> tuple[float, float]:
        edges = [self._hour(moment) for bar in self.bars for moment in (bar.start, bar.end)]
        return min([_FIRST, *edges]) // 1, -(-max([_LAST, *edges]) // 1)

    def _hour(self, moment: datetime) -> float:
        local = clock.to_local(moment)
        days = (local.date() - self.day).days
        return min(max(days * 24 + local.hour + local.minute / 60, 0.0), 24.0)

    def _x(self, hour: float) -> float:
        first, last = self._hours()
        return _LABEL + (hour - first) / max(last - first, 1) * (self.width() - _LABEL - _RIGHT)

    def _box(self, bar: Bar) -> QRectF | None:
        line = next((place for place, (room_id, _name) in enumerate(self.rooms) if room_id == bar.room_id), None)
        if line is None:
            return None
        left, right = self._x(self._hour(bar.start)), self._x(self._hour(bar.end))
        return QRectF(left + 1, _HEAD + line * _LINE + 3, max(right - left - 2, 6), _LINE - 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lines, hours, bars, now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.tokens()
        painter.setPen(QPen(now.line, 1))
        painter.setBrush(now.surface)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.CARD_RADIUS, theme.CARD_RADIUS
        )
        first, last = self._hours()
        painter.setFont(theme.font(11))
        step = 1 if self.width() > 700 else 2
        for hour in range(int(first), int(last) + 1):
            x = self._x(hour)
            painter.setPen(QPen(now.line, 1))
            painter.drawLine(QPointF(x, _HEAD), QPointF(x, self.height() - 4))
            if (hour - int(first)) % step == 0:
                painter.setPen(now.muted)
                painter.drawText(QRectF(x - 24, 2, 48, _HEAD - 2), Qt.AlignmentFlag.AlignCenter, f"{hour}:00")
        self._paint_rooms(painter)
        if self.day == clock.today() and first <= self._hour(clock.now()) <= last:
            x = self._x(self._hour(clock.now()))
            painter.setPen(QPen(now.accent, 2))
            painter.drawLine(QPointF(x, _HEAD - 4), QPointF(x, self.height() - 4))
        painter.end()

    def _paint_rooms(self, painter: QPainter) -> None:
        now = theme.tokens()
        painter.setFont(theme.font(12))
        metrics = painter.fontMetrics()
        for place, (_room_id, name) in enumerate(self.rooms):
            box = QRectF(12, _HEAD + place * _LINE, _LABEL - 18, _LINE)
            painter.setPen(now.text)
            words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        for bar in self.bars:
            shape = self._box(bar)
            if shape is None:
                continue
            ink, soft = theme.tone(bar.tone)
            painter.setPen(QPen(ink, 2 if bar.entry_id == self.current else 1))
            painter.setBrush(soft)
            painter.drawRoundedRect(shape, 4, 4)
            words = metrics.elidedText(bar.words, Qt.TextElideMode.ElideRight, int(shape.width()) - 10)
            painter.drawText(shape.adjusted(6, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a bar selects its entry."""
        for bar in self.bars:
            box = self._box(bar)
            if box is not None and box.contains(event.position()):
                self.pressed.emit(bar.entry_id)
                return
        super().mousePressEvent(event)
