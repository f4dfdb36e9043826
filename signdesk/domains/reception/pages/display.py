"""The public display: a window of its own, on the second screen if there is one. Numbers and masked names, never what
somebody came for. Sizes are parts of the height, so it can be read across any hall."""

from __future__ import annotations

from collections import deque
from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from signdesk.core import clock
from signdesk.core.i18n import _
from signdesk.domains.reception import service
from signdesk.domains.reception.service import Called, Display
from signdesk.ui import theme
from signdesk.ui.ops import Ops

SHOWN_S, SHOWN_WITH_QUEUE_S = 15, 8
FADE_MS = 300
_EVERY_MS = 20_000


class DisplayWindow(QWidget):
    """Shows calls; asks again when tickets change. It goes on while the screen at the desk is locked."""

    def __init__(self, ops: Ops, centre: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("reception.display")
        self.setWindowTitle(_("Public display"))
        self.setAccessibleName(_("Public display"))
        self.ops, self.centre = ops, centre
        self.state = Display((), (), 0, 0)
        self.calling: Called | None = None
        self.glow = 0.0
        self._heard = -1
        self._queue: deque[Called] = deque()
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._on_over)
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(FADE_MS)
        self._fade.valueChanged.connect(self._on_fade)
        self._clock = QTimer(self)
        self._clock.setInterval(_EVERY_MS)
        self._clock.timeout.connect(self.refresh)
        self._clock.start()
        ops.changed.connect(self._on_changed)
        self.resize(1280, 720)
        self.refresh()

    def set_centre(self, name: str) -> None:
        """The centre's name, in the header."""
        self.centre = name
        self.update()

    def place(self) -> None:
        """Whole second screen, or a window on the only one."""
        screens = QGuiApplication.screens()
        here = QGuiApplication.primaryScreen()
        other = next((screen for screen in screens if screen is not here), None)
        if other is not None:
            self.setGeometry(other.geometry())
            self.showFullScreen()
        else:
            self.show()

    def _on_changed(self, changes: Any) -> None:
        if changes.touches("ticket", "ticket_step", "counter"):
            self.refresh()

    def refresh(self) -> None:
        """Ask what is to be shown. While the desk is locked the last state stays."""
        self.ops.read(service.display, self.show_state, lambda _error: None, key="reception.display")

    def show_state(self, state: Display) -> None:
        """Show it; calls not shown yet are called one after the other."""
        first = self._heard < 0
        fresh = [call for call in reversed(state.calls) if call.step_id > self._heard]
        self._heard = max([self._heard, 0, *(call.step_id for call in state.calls)])
        self.state = state
        standing = {call.number for call in state.calls}
        if self.calling is not None and self.calling.number not in standing:
            self._on_over()  # a wrong call was taken back
        self._queue = deque(call for call in self._queue if call.number in standing)
        if not first:
            for call in fresh:
                if self.calling is not None and call.number == self.calling.number:
                    self._call(call)  # called once more while it is still on the screen
                else:
                    self._queue.append(call)
            self._next()
        self.update()

    def _next(self) -> None:
        if self.calling is not None or not self._queue:
            if self.calling is not None and self._queue:
                self._over.start(min(self._over.remainingTime(), SHOWN_WITH_QUEUE_S * 1000))
            return
        self._call(self._queue.popleft())

    def _call(self, call: Called) -> None:
        self.calling = call
        self._fade_to(1.0)
        QApplication.beep()
        service.speak(call)
        self._over.start((SHOWN_WITH_QUEUE_S if self._queue else SHOWN_S) * 1000)

    def _on_over(self) -> None:
        self._over.stop()
        self.calling = None
        if self._queue:
            self._next()
        else:
            self._fade_to(0.0)
        self.update()

    def _fade_to(self, target: float) -> None:
        self._fade.stop()
        self._fade.setStartValue(self.glow)
        self._fade.setEndValue(target)
        self._fade.start()

    def _on_fade(self, value: float) -> None:
        self.glow = float(value)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F11 whole screen and back, Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)

    # painting: everything is a part of the height

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Header 8, hero 36, body 48, footer 8."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = float(self.width()), float(self.height())
        now = theme.LIGHT
        painter.fillRect(self.rect(), now.rail)
        self._header(painter, QRectF(0, 0, width, height * 0.08), now.rail_text)
        self._hero(painter, QRectF(0, height * 0.08, width, height * 0.36))
        body = QRectF(0, height * 0.44, width, height * 0.48)
        self._calls(painter, QRectF(body.left(), body.top(), width * 0.62, body.height()))
        self._waiting(painter, QRectF(width * 0.62, body.top(), width * 0.38, body.height()))
        footer = QRectF(0, height * 0.92, width, height * 0.08)
        painter.fillRect(footer, now.rail_selected)
        self._words(painter, footer, _("If your number was passed, please come to the reception"), 0.032, now.on_filled)
        painter.end()

    def _size(self, part: float, *, bold: bool = False) -> QFont:
        return theme.font(max(int(self.height() * part), 8), bold=bold)

    def _words(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        part: float,
        ink: QColor,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
        *,
        bold: bool = False,
    ) -> None:
        font = self._size(part, bold=bold)
        while QFontMetricsF(font).horizontalAdvance(words) > box.width() * 0.96 and font.pixelSize() > 10:
            font.setPixelSize(int(font.pixelSize() * 0.92))
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), words)

    def _header(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        inner = box.adjusted(box.height() * 0.5, 0, -box.height() * 0.5, 0)
        self._words(painter, inner, self.centre, 0.034, ink, Qt.AlignmentFlag.AlignLeft, bold=True)
        time = f"{clock.to_local(clock.now()):%Y-%m-%d  %H:%M}"
        self._words(painter, inner, time, 0.034, ink, Qt.AlignmentFlag.AlignRight)

    def _hero(self, painter: QPainter, box: QRectF) -> None:
        now = theme.LIGHT
        shown = self.calling or (self.state.calls[0] if self.state.calls else None)
        edge = box.adjusted(box.height() * 0.05, box.height() * 0.03, -box.height() * 0.05, -box.height() * 0.03)
        ground = _mixed(now.rail_selected, now.primary, self.glow)
        painter.setBrush(ground)
        painter.setPen(QPen(_mixed(ground, now.on_filled, self.glow), max(box.height() * 0.014, 2)))
        painter.drawRoundedRect(edge, 12, 12)
        if shown is None:
            self._words(painter, edge, _("Welcome. Please take a number at the reception."), 0.06, now.on_filled)
            return
        left = QRectF(edge.left(), edge.top(), edge.width() * 0.46, edge.height())
        right = QRectF(left.right(), edge.top() + edge.height() * 0.14, edge.width() * 0.52, edge.height() * 0.72)
        self._words(painter, left, shown.number, 0.22, now.on_filled, bold=True)
        place = QRectF(right.left(), right.top(), right.width(), right.height() * 0.56)
        self._words(painter, place, f"→ {shown.place}", 0.13, now.on_filled, Qt.AlignmentFlag.AlignLeft, bold=True)
        below = QRectF(right.left(), place.bottom(), right.width(), right.height() * 0.36)
        words = shown.name
        if shown.times > 1:
            words += ("   " if words else "") + _("call no. {count}").format(count=shown.times)
        self._words(painter, below, words, 0.06, now.on_filled, Qt.AlignmentFlag.AlignLeft)

    def _calls(self, painter: QPainter, box: QRectF) -> None:
        now = theme.LIGHT
        row = self.height() * 0.088
        top = box.top() + (box.height() - 5 * row) / 2
        for place, call in enumerate(self.state.calls[:5]):
            line = QRectF(box.left() + self.height() * 0.03, top + place * row, box.width() - self.height() * 0.05, row)
            if place:
                painter.setPen(QPen(now.rail_selected, 2))
                painter.drawLine(line.topLeft(), line.topRight())
            thirds = line.width() / 10
            number = QRectF(line.left(), line.top(), thirds * 3.0, row)
            where = QRectF(number.right(), line.top(), thirds * 4.4, row)
            name = QRectF(where.right(), line.top(), thirds * 2.6, row)
            left = Qt.AlignmentFlag.AlignLeft
            self._words(painter, number, call.number, 0.07, now.on_filled, left, bold=True)
            self._words(painter, where, f"→ {call.place}", 0.05, now.on_filled, left)
            self._words(painter, name, call.name, 0.04, now.rail_text, left)

    def _waiting(self, painter: QPainter, box: QRectF) -> None:
        now = theme.LIGHT
        inner = box.adjusted(self.height() * 0.03, self.height() * 0.02, -self.height() * 0.03, -self.height() * 0.02)
        painter.setPen(QPen(now.rail_selected, 2))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        left = Qt.AlignmentFlag.AlignLeft
        head = QRectF(inner.left(), inner.top(), inner.width(), self.height() * 0.05)
        self._words(painter, head, _("Coming up"), 0.036, now.rail_text, left)
        row, column = self.height() * 0.075, inner.width() / 2
        for place, number in enumerate(self.state.next_numbers[:8]):
            cell = QRectF(inner.left() + (place % 2) * column, head.bottom() + (place // 2) * row, column, row)
            self._words(painter, cell, number, 0.055, now.on_filled, left, bold=place == 0)
        foot = QRectF(inner.left(), inner.bottom() - self.height() * 0.055, inner.width(), self.height() * 0.05)
        words = _("Waiting: {count} · about {minutes} min").format(
            count=self.state.waiting, minutes=self.state.estimate
        )
        self._words(painter, foot, words, 0.036, now.rail_text, left)


def _mixed(first: QColor, second: QColor, part: float) -> QColor:
    """A colour between two of the palette."""
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * part,
        first.greenF() + (second.greenF() - first.greenF()) * part,
        first.blueF() + (second.blueF() - first.blueF()) * part,
    )
