"""The view of a ``RecordTable``: one delegate that paints cached rows, columns that give way, selection by id.

``view = RecordView(table, memory, "reception.queue")`` — then ``view.current_changed`` (id or None), ``view.opened``
(id; Enter or double click), ``view.sort_asked`` (key, descending). A refresh keeps selection and scroll position by
id; widths are remembered under the view's name; Ctrl+C copies what is shown.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from signdesk.core.i18n import _
from signdesk.ui import theme
from signdesk.ui.buttons import chip_width, paint_chip
from signdesk.ui.table_model import Column, RecordTable, cell_text, is_figure, total

if TYPE_CHECKING:
    from signdesk.ui.page import Memory

_PAD = 10
_SELECTED = QStyle.StateFlag.State_Selected.value
_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value | Qt.TextFlag.TextSingleLine.value
_RIGHT = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value | Qt.TextFlag.TextSingleLine.value
_MIN_STRETCH = 96


def _least(column: Column) -> int:
    """What a stretching column keeps before others give way."""
    return max(min(_MIN_STRETCH, column.width), column.width * 3 // 4)


class RecordDelegate(QStyledItemDelegate):
    """Paints the cached row; asks the model for nothing else."""

    def __init__(self, table: RecordTable, view: RecordView) -> None:
        super().__init__(view)
        self._table = table
        self._view = view
        self._font = theme.font()
        self._bold = theme.font(bold=True)
        metrics, bold_metrics = QFontMetrics(self._font), QFontMetrics(self._bold)

        @lru_cache(maxsize=4096)
        def cut(words: str, width: int, bold: bool) -> str:
            return (bold_metrics if bold else metrics).elidedText(words, Qt.TextElideMode.ElideRight, width)

        self._cut = cut

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows have one height; widths come from the columns."""
        return QSize(80, theme.ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One cell."""
        now = theme.tokens()
        row, number = index.row(), index.column()
        column = self._table.columns[number]
        record = self._table.record(row)
        box: QRect = option.rect
        if option.state.value & _SELECTED:
            painter.fillRect(box, now.selection)
        elif row == self._view.hovered:
            painter.fillRect(box, now.background)
        painter.setPen(now.line)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if self._table.divider_at == row:
            painter.fillRect(QRect(box.left(), box.top(), box.width(), 3), now.control_border)
        inner = box.adjusted(_PAD, 0, -_PAD, -1)
        if column.chip is not None and record is not None:
            chip = column.chip(record)
            if chip is not None:
                paint_chip(painter, QRectF(inner), chip.text, chip.tone)
                if chip_width(chip.text) > inner.width():
                    self._view.make_room(column, chip_width(chip.text) + 2 * _PAD)
        else:
            words = cell_text(column, record)
            if words:
                painter.setFont(self._bold if column.bold else self._font)
                painter.setPen(now.muted if column.muted or record is None else now.text)
                flags = _RIGHT if is_figure(column) else _LEFT
                painter.drawText(inner, flags, self._cut(words, inner.width(), column.bold))
        if self._view.currentIndex().row() == row and self._view.hasFocus():
            self._ring(painter, box, number)

    def _ring(self, painter: QPainter, box: QRect, number: int) -> None:
        painter.setPen(QPen(theme.tokens().accent, 2))
        top, bottom = box.top() + 1, box.bottom()
        painter.drawLine(box.left(), top, box.right() + 1, top)
        painter.drawLine(box.left(), bottom, box.right() + 1, bottom)
        shown = self._view.shown_columns()
        if shown and number == shown[0]:
            painter.drawLine(box.left() + 1, top, box.left() + 1, bottom)
        if shown and number == shown[-1]:
            painter.drawLine(box.right(), top, box.right(), bottom)


class RecordView(QTableView):
    """A list on the screen."""

    current_changed = Signal(object)
    """Id of the current row, or None."""
    opened = Signal(object)
    """Enter or double click on a row: its id."""
    selection_summed = Signal(str)
    sort_asked = Signal(str, bool)

    def __init__(self, table: RecordTable, memory: Memory, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.hovered = -1
        self._memory = memory
        self._name = name
        self._laying_out = False
        self._restoring = False
        self._last_id: int | None = None
        self._kept: tuple[list[int], int | None, int | None] = ([], None, None)
        self._widths: dict[str, int] = dict(memory.get(f"widths.{name}") or {})
        self._chips: dict[str, int] = {}
        self._sort: tuple[str, bool] | None = None
        self.setObjectName(f"{name}.table")
        self._set_up()
        table.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.setModel(table)
        self.setItemDelegate(RecordDelegate(table, self))
        table.modelReset.connect(self._on_reset)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.doubleClicked.connect(lambda index: self.opened.emit(table.id_at(index.row())))
        theme.watcher().changed.connect(self.viewport().update)

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(24)
        rows.setDefaultSectionSize(theme.ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(44)
        header.setFixedHeight(38)
        header.setFont(theme.font(bold=True))
        header.sectionResized.connect(self._on_resized)
        header.sectionClicked.connect(self._on_header)

    # columns

    def set_row_height(self, height: int) -> None:
        """38, or 32 on small screens."""
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setDefaultSectionSize(height)
            self.horizontalHeader().setFixedHeight(height)

    def shown_columns(self) -> list[int]:
        """Indexes of the columns that are on the screen."""
        return [number for number in range(len(self.table.columns)) if not self.isColumnHidden(number)]

    def lay_out_columns(self) -> None:
        """Fit the columns into the width: give way by ``drop``, then fill with the stretching one."""
        width = self.viewport().width()
        if width < 50:
            return
        columns = self.table.columns
        heads = QFontMetrics(theme.font(bold=True))
        # Neither a title nor a state is cut, in any language, unless somebody wants the column narrower.
        titled = [
            max(
                _least(column) if column.stretch else self._widths.get(column.key, column.width),
                0 if column.key in self._widths else heads.horizontalAdvance(column.title) + 2 * _PAD,
            )
            for column in columns
        ]
        wanted = [
            titled[number] if column.key in self._widths else max(titled[number], self._chips.get(column.key, 0))
            for number, column in enumerate(columns)
        ]
        shown = set(range(len(columns)))
        for number in sorted(shown, key=lambda number: (-columns[number].drop, -number)):
            if sum(wanted[shown_number] for shown_number in shown) <= width or columns[number].drop == 0:
                break
            shown.discard(number)
        left = width - sum(wanted[number] for number in shown)
        if left < 0:
            # Even the columns that never go have no room: a cut state is better than a list that scrolls sideways.
            wanted = titled
            left = width - sum(wanted[number] for number in shown)
        stretching = [number for number in sorted(shown) if columns[number].stretch] or [max(shown)]
        self._laying_out = True
        for number in range(len(columns)):
            self.setColumnHidden(number, number not in shown)
            extra = left // len(stretching) if left > 0 and number in stretching else 0
            if number in shown:
                self.setColumnWidth(number, wanted[number] + extra)
        self._laying_out = False

    def make_room(self, column: Column, width: int) -> None:
        """A chip has been painted that was cut: its column gets so many pixels, and keeps them."""
        if width > self._chips.get(column.key, 0):
            self._chips[column.key] = width
            QTimer.singleShot(0, self, self.lay_out_columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns follow."""
        super().resizeEvent(event)
        self.lay_out_columns()

    def _on_resized(self, number: int, _old: int, new: int) -> None:
        if self._laying_out:
            return
        column = self.table.columns[number]
        if not column.stretch:
            self._widths[column.key] = new
            self._memory.set(f"widths.{self._name}", self._widths)
        QTimer.singleShot(0, self, self.lay_out_columns)

    def _on_header(self, number: int) -> None:
        column = self.table.columns[number]
        if not column.sortable:
            return
        descending = self._sort == (column.key, False)
        self._sort = (column.key, descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(number, order)
        self.sort_asked.emit(column.key, descending)

    # selection by id

    @property
    def current_id(self) -> int | None:
        """Id of the current row."""
        return self.table.id_at(self.currentIndex().row())

    def current_record(self) -> Any:
        """The current row's record, or None."""
        row = self.currentIndex().row()
        return self.table.record(row) if row >= 0 else None

    def selected_ids(self) -> list[int]:
        """Ids of all selected rows, from top to bottom."""
        rows: list[int] = []
        selection = self.selectionModel().selection()
        for number in range(selection.count()):
            block = selection.at(number)
            rows.extend(range(block.top(), block.bottom() + 1))
        return [record_id for row in sorted(set(rows)) if (record_id := self.table.id_at(row)) is not None]

    def select_id(self, record_id: int | None) -> bool:
        """Make a row current and scroll to it. False if it is not in the list."""
        row = self.table.row_of(record_id)
        if row < 0:
            return False
        place = self.table.index(row, self.shown_columns()[0] if self.shown_columns() else 0)
        # Said outright: Qt's own selectRow toggles while Ctrl is still held after Ctrl+Enter.
        flag = self.selectionModel().SelectionFlag
        self.selectionModel().setCurrentIndex(place, flag.ClearAndSelect | flag.Rows)
        self.scrollTo(place)
        return True

    def _on_about_to_reset(self) -> None:
        top = self.indexAt(self.viewport().rect().topLeft() + QPointF(2, 2).toPoint())
        selected = self.selected_ids() if self.selectionModel() else []
        at_top = self.verticalScrollBar().value() == 0
        self._kept = (selected[:1000], self.current_id, None if at_top else self.table.id_at(top.row()))
        self._restoring = True

    def _on_reset(self) -> None:
        selected, current, top = self._kept
        model = self.selectionModel()
        flag = model.SelectionFlag
        row = self.table.row_of(current)
        if row >= 0:
            model.setCurrentIndex(self.table.index(row, 0), flag.NoUpdate)
        for record_id in selected:
            place = self.table.row_of(record_id)
            if place >= 0:
                model.select(self.table.index(place, 0), flag.Select | flag.Rows)
        top_row = self.table.row_of(top)
        if top_row >= 0:
            self.scrollTo(self.table.index(top_row, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        self._restoring = False
        self.lay_out_columns()
        self._tell_current()
        self._on_selection()

    def _on_current(self) -> None:
        if not self._restoring:
            self._tell_current()

    def _tell_current(self) -> None:
        if self.current_id != self._last_id:
            self._last_id = self.current_id
            self.current_changed.emit(self._last_id)

    def _on_selection(self) -> None:
        if self._restoring:
            return
        ids = self.selected_ids()
        if len(ids) < 2:
            self.selection_summed.emit("")
            return
        parts = [_("{count} selected").format(count=f"{len(ids):,}")]
        if len(ids) <= 1000:
            records = [record for id in ids if (record := self.table.record(self.table.row_of(id))) is not None]
            for column in self.table.columns:
                if column.total and (summed := total(column, records)):
                    parts.append(_("{column} in all {total}").format(column=column.title, total=summed))
        self.selection_summed.emit(" · ".join(parts))

    # keys and mouse

    def copied_text(self) -> str:
        """What Ctrl+C puts on the clipboard: the selected rows as shown, columns parted by tabs."""
        shown = self.shown_columns()
        lines = []
        for record_id in self.selected_ids():
            row = self.table.row_of(record_id)
            lines.append("\t".join(self.table.text(row, number) for number in shown))
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies; the rest is Qt's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied_text())
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.current_id is not None:
                self.opened.emit(self.current_id)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are no search here: they would read every row of a large list."""

    def viewportEvent(self, event: QEvent) -> bool:
        """Hover marks the whole row."""
        kind = event.type()
        if kind in (QEvent.Type.MouseMove, QEvent.Type.HoverMove):
            self._hover(self.rowAt(int(event.position().y())))  # type: ignore[attr-defined]  # a mouse event by type
        elif kind in (QEvent.Type.Leave, QEvent.Type.HoverLeave):
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()
