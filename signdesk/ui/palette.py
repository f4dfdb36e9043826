"""The command palette (Ctrl+K): one field for everything. It finds actions, pages, and records through providers.

The field is the top bar's own search field; the answers hang below it while it has the focus. Actions and pages are
matched by their words and by pinyin initials (``core.pinyin``), records are read on the read worker. Enter does the
marked line, Esc leads back to where one was::

    palette = Palette(field, registry, ops, pages=[PageLine(…)], open_page=window.open_page, providers=[Provider(…)])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from signdesk.core import pinyin
from signdesk.core.i18n import _
from signdesk.ui import icons, theme
from signdesk.ui.actions import ActionRegistry
from signdesk.ui.buttons import key_words
from signdesk.ui.ops import Ops, Session
from signdesk.ui.search_field import SearchField

_MOST = 8
_LINE = 34


@dataclass(frozen=True)
class Line:
    """One answer."""

    kind: str
    text: str
    note: str
    icon: str
    go: Callable[[], object]


@dataclass(frozen=True)
class PageLine:
    """A page that can be opened."""

    page_id: str
    title: str
    icon: str


@dataclass(frozen=True)
class Provider:
    """Finds records: ``search(session, words)`` gives (id, text, note) triples, best first, at most a handful."""

    page_id: str
    title: str
    icon: str
    search: Callable[[Session, str], Iterable[tuple[int, str, str]]]


def fits(words: str, text: str, *more: str) -> bool:
    """Whether every typed word stands in the text, in further words, or in its pinyin initials."""
    whole = " ".join((text, *more)).casefold()
    letters = pinyin.initials(text) if words.isascii() else ()
    return all(
        part in whole or any(part in initials.casefold() for initials in letters) for part in words.casefold().split()
    )


def begins(words: str, text: str) -> bool:
    """Whether the text itself, or its pinyin initials, begin with what was typed."""
    typed = words.casefold().replace(" ", "")
    letters = pinyin.initials(text) if typed.isascii() else ()
    return text.casefold().startswith(typed) or any(one.casefold().startswith(typed) for one in letters)


class _Delegate(QStyledItemDelegate):
    def __init__(self, owner: Palette) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, _option: Any, _index: Any) -> QSize:
        return QSize(200, _LINE)

    def paint(self, painter: QPainter, option: Any, index: Any) -> None:
        line = self._owner.lines[index.row()]
        now = theme.tokens()
        box: QRect = option.rect
        marked = index.row() == self._owner.list.currentRow()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.selection)
            painter.drawRoundedRect(QRectF(box).adjusted(4, 1, -4, -1), theme.RADIUS, theme.RADIUS)
        ratio = self._owner.devicePixelRatioF()
        painter.drawPixmap(box.left() + 14, box.center().y() - 8, icons.pixmap(line.icon, now.muted, 18, ratio))
        painter.setFont(theme.font())
        painter.setPen(now.muted)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        metrics = painter.fontMetrics()
        # The words come first: a long note gives way to them, but keeps half the line.
        words_width = min(metrics.horizontalAdvance(line.text), (box.width() - 66) // 2)
        note_room = box.width() - 42 - words_width - 38
        note = metrics.elidedText(line.note or line.kind, Qt.TextElideMode.ElideRight, note_room)
        note_width = metrics.horizontalAdvance(note) + 24
        painter.drawText(box.adjusted(0, 0, -14, 0), right, note)
        painter.setPen(now.text)
        room = box.adjusted(42, 0, -note_width, 0)
        words = painter.fontMetrics().elidedText(line.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class Palette(QFrame):
    """The answers below the field."""

    closed = Signal()

    def __init__(
        self,
        field: SearchField,
        registry: ActionRegistry,
        ops: Ops,
        *,
        pages: Sequence[PageLine],
        open_page: Callable[..., object],
        providers: Sequence[Provider] = (),
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName(_("Search and commands"))
        self._field, self._registry, self._ops = field, registry, ops
        self._pages, self._open_page, self._providers = tuple(pages), open_page, tuple(providers)
        self.lines: list[Line] = []
        self._within = parent
        self._records: list[Line] = []
        self._before: QWidget | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 5, 1, 5)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Search and commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Delegate(self))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.itemClicked.connect(lambda item: self.go(self.list.row(item)))
        self.list.currentRowChanged.connect(lambda _row: self.list.viewport().update())
        box.addWidget(self.list)
        self.hide()
        field.installEventFilter(self)
        field.asked.connect(self.on_asked)
        field.entered.connect(lambda _words: self.go(self.list.currentRow()))

    def open(self) -> None:
        """Ctrl+K: the cursor goes into the field."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self.on_asked(self._field.words())

    def close_up(self, *, back: bool = True) -> None:
        """Hide the answers, empty the field, lead back to where one was."""
        self.hide()
        self._field.clear()
        before, self._before = self._before, None
        # What had the cursor may be gone: a form that was being closed when the palette was opened.
        if back and before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def on_asked(self, words: str) -> None:
        """Look for these words."""
        if not self._field.hasFocus():
            return
        self._records = []
        self._show(words)
        if len(words) >= 2 and self._providers:
            providers = self._providers

            def find(session: Session) -> list[tuple[Provider, tuple[int, str, str]]]:
                return [(provider, hit) for provider in providers for hit in list(provider.search(session, words))[:5]]

            self._ops.read(find, lambda found: self._on_records(words, found), key="palette")

    def _on_records(self, words: str, found: list[tuple[Provider, tuple[int, str, str]]]) -> None:
        if not self._field.hasFocus() or words != self._field.words():
            return
        self._records = [
            Line(_(provider.title), text, note, provider.icon, self._opener(provider.page_id, id))
            for provider, (id, text, note) in found
        ]
        self._show(words)

    def _opener(self, page_id: str, record_id: int | None = None) -> Callable[[], object]:
        if record_id is None:
            return lambda: self._open_page(page_id)
        return lambda: self._open_page(page_id, record_id)

    def _show(self, words: str) -> None:
        marked = self.list.currentRow()
        pages = [
            Line(_("Page"), page.title, "", page.icon, self._opener(page.page_id))
            for page in self._pages
            if fits(words, page.title)
        ]
        actions = [
            Line(_("Command"), action.text, key_words(action.shortcut), action.icon or "forward", self._doer(action.id))
            for action in self._registry.offered()
            if fits(words, action.text, action.keywords) and self._registry.is_enabled(action.id)
        ]
        by_fit = sorted([*actions, *pages], key=lambda line: (line.text != words, not begins(words, line.text)))
        self.lines = [*self._records, *by_fit] if words else [*actions, *pages]
        self.list.clear()
        for line in self.lines:
            item = QListWidgetItem(line.text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.text}, {line.note or line.kind}")
            self.list.addItem(item)
        self.list.setCurrentRow(marked if 0 < marked < len(self.lines) and self._records else 0)
        self._place()

    def _doer(self, id: str) -> Callable[[], object]:
        return lambda: self._registry.run(id)

    def _place(self) -> None:
        if not self.lines:
            self.hide()
            return
        corner = self._field.mapTo(self._within, QPoint(0, self._field.height() + 4))
        width = max(self._field.width(), 380)
        width = min(width, self._within.width() - corner.x() - 8)
        room = self._within.height() - corner.y() - 12
        height = min(len(self.lines), _MOST + 4) * _LINE + 12
        self.setGeometry(corner.x(), corner.y(), width, min(height, room))
        self.show()
        self.raise_()

    def go(self, row: int) -> None:
        """Do one line."""
        if not 0 <= row < len(self.lines) or self.isHidden():
            return
        line = self.lines[row]
        self.close_up()
        line.go()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keys of the field that belong to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self._field.composing:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}.get(
                Qt.Key(event.key())
            )
            if step is not None and self.lines:
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), len(self.lines) - 1))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_up()
                return True
        elif event.type() == QEvent.Type.FocusIn:
            if self._before is None:
                self._before = self._previous()
            self.on_asked(self._field.words())
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        return False

    def remember(self, widget: QWidget | None) -> None:
        """Where the cursor was before the field got it."""
        self._before = widget

    def _previous(self) -> QWidget | None:
        return None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A raised card."""
        now = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(now.raised)
        painter.setPen(QPen(now.control_border, 1))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.CARD_RADIUS, theme.CARD_RADIUS
        )
        painter.end()
