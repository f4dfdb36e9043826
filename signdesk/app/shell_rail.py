"""The left rail of the main window: groups, pages, counts of what waits. It shows what it is given and says what was
chosen; it knows no page and no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from signdesk.core.i18n import _
from signdesk.ui import icons, theme
from signdesk.ui.fit import RAIL_ICONS, RAIL_WIDE
from signdesk.ui.page import PageEntry


class RailButton(QAbstractButton):
    """One page: icon, title, count."""

    def __init__(self, entry: PageEntry) -> None:
        super().__init__()
        self.entry = entry
        self.count = 0
        self.icons_only = False
        self.low = False
        self.setText(_(entry.title))
        self.setObjectName(f"rail.{entry.page_id}")
        self.setAccessibleName(_(entry.title))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """34 high, 28 where height is short."""
        return QSize(RAIL_ICONS if self.icons_only else RAIL_WIDE, 28 if self.low else 34)

    def set_count(self, count: int) -> None:
        """How many wait; 0 shows nothing."""
        if count != self.count:
            self.count = count
            self.setAccessibleDescription(_("{count} waiting").format(count=count) if count else "")
            self.update()

    def set_shape(self, *, icons_only: bool, low: bool) -> None:
        """Icons only, low rows."""
        self.icons_only, self.low = icons_only, low
        self.setToolTip(self.text() if icons_only else "")
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, mark, icon, words, count."""
        now = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on or self.underMouse():
            painter.fillRect(self.rect(), now.rail_selected)
        if on:
            painter.fillRect(0, 0, 3, self.height(), now.rail_mark)
        ink = now.on_filled if on else now.rail_text
        ratio = self.devicePixelRatioF()
        middle = self.height() // 2
        if self.icons_only:
            painter.drawPixmap((self.width() - 20) // 2, middle - 10, icons.pixmap(self.entry.icon, ink, 20, ratio))
            if self.count:
                self._badge(painter)
        else:
            painter.drawPixmap(18, middle - 9, icons.pixmap(self.entry.icon, ink, 18, ratio))
            painter.setFont(theme.font(bold=on))
            painter.setPen(ink)
            room = self.rect().adjusted(46, 0, -40 if self.count else -8, 0)
            words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            if self.count:
                painter.setFont(theme.font(12, bold=True))
                painter.setPen(ink)
                side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
                painter.drawText(self.rect().adjusted(0, 0, -16, 0), side, self._count_words())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.on_filled, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 2, -4, -2), 4, 4)
        painter.end()

    def _count_words(self) -> str:
        return str(self.count) if self.count < 1000 else "999+"

    def _badge(self, painter: QPainter) -> None:
        now = theme.tokens()
        painter.setFont(theme.font(10, bold=True))
        words = str(self.count) if self.count < 100 else "99+"
        width = max(painter.fontMetrics().horizontalAdvance(words) + 6, 14)
        box = QRectF(self.width() - width - 4, 2, width, 14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.rail_text)
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(now.rail)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk, Enter chooses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class _GroupTitle(QWidget):
    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.icons_only = False
        self.setAccessibleName(text)
        self.set_shape(icons_only=False, low=False)

    def set_shape(self, *, icons_only: bool, low: bool) -> None:
        self.icons_only = icons_only
        self.setFixedHeight(13 if icons_only else 24 if low else 34)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        if self.icons_only:
            painter.setPen(now.rail_selected)
            painter.drawLine(14, 6, self.width() - 14, 6)
        else:
            painter.setFont(theme.font(11))
            painter.setPen(now.rail_group)
            box = self.rect().adjusted(20, 0, 0, -4)
            painter.drawText(box, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, self._text)
        painter.end()


class _Brand(QWidget):
    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        self.icons_only = False
        self.setAccessibleName(f"{_('SignDesk')} · {place}")
        self.set_shape(icons_only=False, low=False)

    def set_shape(self, *, icons_only: bool, low: bool) -> None:
        self.icons_only = icons_only
        self.setFixedHeight(52 if icons_only or low else 68)
        self.setToolTip(self._place if icons_only else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.icons_only:
            mark = icons.pixmap("sign", now.on_filled, 24, self.devicePixelRatioF())
            painter.drawPixmap((self.width() - 24) // 2, (self.height() - 24) // 2, mark)
        else:
            low = self.height() < 60
            painter.setFont(theme.font(17, bold=True))
            painter.setPen(now.on_filled)
            painter.drawText(20, 24 if low else 34, _("SignDesk"))
            painter.setFont(theme.font(11))
            painter.setPen(now.rail_text)
            words = painter.fontMetrics().elidedText(self._place, Qt.TextElideMode.ElideRight, self.width() - 32)
            painter.drawText(20, 42 if low else 54, words)
        painter.end()


class Rail(QFrame):
    """The rail."""

    chosen = Signal(str)

    def __init__(
        self, place: str, entries: Sequence[PageEntry], titles: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(_("Pages"))
        self.buttons: dict[str, RailButton] = {}
        self._heads: list[_GroupTitle] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(0)
        self._brand = _Brand(place)
        box.addWidget(self._brand)
        self._scroll = QScrollArea()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("plain", True)
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        group = QButtonGroup(self)
        group.setExclusive(True)
        last = ""
        for entry in entries:
            if entry.group != last:
                last = entry.group
                head = _GroupTitle(_(titles.get(entry.group, entry.group)))
                self._heads.append(head)
                lines.addWidget(head)
            button = RailButton(entry)
            button.clicked.connect(lambda _on=False, id=entry.page_id: self.chosen.emit(id))
            group.addButton(button)
            self.buttons[entry.page_id] = button
            lines.addWidget(button)
        lines.addStretch(1)
        self._scroll.setWidget(inner)
        box.addWidget(self._scroll, 1)
        self.set_shape(icons_only=False, low=False)

    def set_shape(self, *, icons_only: bool, low: bool) -> None:
        """Wide or icons, normal or low rows."""
        self.setFixedWidth(RAIL_ICONS if icons_only else RAIL_WIDE)
        self._brand.set_shape(icons_only=icons_only, low=low)
        for head in self._heads:
            head.set_shape(icons_only=icons_only, low=low)
        for button in self.buttons.values():
            button.set_shape(icons_only=icons_only, low=low)

    def mark(self, page_id: str) -> None:
        """This page is shown."""
        button = self.buttons.get(page_id)
        if button is not None:
            button.setChecked(True)
            self._scroll.ensureWidgetVisible(button)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """What waits, by page."""
        for page_id, count in counts.items():
            if page_id in self.buttons:
                self.buttons[page_id].set_count(count)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ink ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.tokens().rail)
        painter.end()
