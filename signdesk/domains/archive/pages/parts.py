"""Parts of the archive page that no other page has: chips that open a menu, and the list of items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from signdesk.core.i18n import _
from signdesk.ui import theme
from signdesk.ui.buttons import ChipButton


class MenuChip(ChipButton):
    """A filter chip that offers several values and shows the one chosen: "年度 2024"."""

    chosen = Signal()

    def __init__(self, id: str, name: str) -> None:
        super().__init__(name)
        self.id, self._name = id, name
        self.value: Any = None
        self._options: list[tuple[Any, str]] = []
        self.clicked.connect(lambda _checked=False: self.open_menu())
        self._show()

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """The values to choose from, with their words."""
        self._options = list(options)
        self._show()

    def choose(self, value: Any, *, tell: bool = True) -> None:
        """Choose a value; None is all."""
        if value != self.value:
            self.value = value
            self._show()
            if tell:
                self.chosen.emit()

    def nextCheckState(self) -> None:
        """Pressing opens the menu; what is chosen there switches the chip on or off."""

    def open_menu(self) -> QMenu:
        """Show the values below the chip."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, words in [(None, _("All")), *self._options]:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(value == self.value)
            action.triggered.connect(lambda _checked=False, value=value: self.choose(value))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        return menu

    def _show(self) -> None:
        words = next((words for value, words in self._options if value == self.value), _("All"))
        self.setText(f"{self._name} {words}")
        self.setAccessibleName(self.text())
        self.setChecked(self.value is not None)
        self.updateGeometry()
        self.update()


class RowButton(QPushButton):
    """A row in the pane that leads somewhere: a mark, words that are cut where they do not fit, a note at the right."""

    def __init__(
        self,
        mark: str,
        words: str,
        note: str,
        *,
        open_it: Callable[[], object],
        muted: bool = False,
        urgent: bool = False,
    ) -> None:
        super().__init__()
        self._mark, self._words, self._note, self._muted, self._urgent = mark, words, note, muted, urgent
        self.setAccessibleName(f"{mark} {words}, {note}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: open_it())

    def sizeHint(self) -> QSize:
        """A row of a list."""
        return QSize(200, theme.ROW_SMALL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Mark and note muted, a line below."""
        now, box = theme.tokens(), self.rect()
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            painter.fillRect(box, now.accent_soft)
        painter.setPen(now.line)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        metrics = self.fontMetrics()
        left, right = metrics.horizontalAdvance(self._mark), metrics.horizontalAdvance(self._note)
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(now.muted)
        painter.drawText(box.adjusted(6, 0, 0, 0), centre, self._mark)
        painter.setPen(now.seal if self._urgent else now.muted)
        painter.drawText(box.adjusted(0, 0, -6, 0), centre | Qt.AlignmentFlag.AlignRight, self._note)
        painter.setPen(now.muted if self._muted else now.text)
        room = box.adjusted(left + 18, 0, -right - 14, 0)
        painter.drawText(room, centre, metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room.width()))
        if self.hasFocus():
            painter.setPen(QPen(now.accent, 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.end()


class ItemButton(RowButton):
    """One item of a dossier: place, title, pages. Space or a click shows its file."""

    def __init__(self, place: int, title: str, pages: int, *, has_file: bool, open_it: Callable[[], object]) -> None:
        super().__init__(
            f"{place:02}", title, _("{pages} pages").format(pages=pages), open_it=open_it, muted=not has_file
        )
        self.setObjectName(f"archive.dossiers.item.{place}")
        if not has_file:
            self.setAccessibleDescription(_("On paper only"))
