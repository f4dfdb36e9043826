"""The model behind every list: an array of ids, and rows read in windows of 64 when they are painted.

A million rows cost eight bytes each; sorting and searching give a new array of ids, never rows. Rows are any frozen
dataclasses with an ``id``; columns say how to show them::

    columns = (
        Column("number", _("Number"), 90, drop=0),
        Column("customer", _("Customer"), 160, stretch=True, drop=0),
        Column("waited", _("Waiting"), 80, kind="number", text=lambda row: _("{n} min").format(n=row.waited)),
        Column("state", _("State"), 110, kind="chip", chip=lambda row: Chip(_("Overdue"), "seal"), drop=0),
        Column("amount", _("Amount"), 120, kind="money", total=True),
    )
    table = RecordTable(ops, columns, read_rows=lambda session, ids: service.rows(session, ids=ids))
    table.set_ids(ids)                    # or table.set_rows(rows) for a short list that was read whole

``read_rows`` may return the rows in any order and leave out what is gone. ``drop`` says how early a column gives way
when the window is narrow (0 never: number, name, state). Painting is done by ``ui.table_view``.
"""

from __future__ import annotations

import sys
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from signdesk.core import clock
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.money import Money
from signdesk.ui.ops import Ops, Session
from signdesk.ui.theme import Tone

WINDOW = 64
_WINDOWS_KEPT = 64
Kind = Literal["text", "chip", "number", "date", "money"]
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Chip:
    """A state in words with its tone. Red (seal) is overdue or a problem, nothing else."""

    text: str
    tone: Tone = "neutral"


@dataclass(frozen=True)
class Column:
    """One column. ``title`` is translated; ``key`` is the row's attribute unless ``text`` or ``chip`` is given."""

    key: str
    title: str
    width: int = 120
    kind: Kind = "text"
    stretch: bool = False
    text: Callable[[Any], str] | None = None
    chip: Callable[[Any], Chip | None] | None = None
    drop: int = 1
    muted: bool = False
    total: bool = False
    """Sum of the selected cells goes to the status bar (number, money)."""
    sortable: bool = False
    bold: bool = False


def words(value: object) -> str:
    """How a value stands in a cell when the column does not say otherwise."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return clock.to_local(value).strftime("%m-%d %H:%M")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def cell_text(column: Column, row: Any) -> str:
    """The words of one cell, as painted, copied, printed and exported."""
    if row is None:
        return "…"
    if column.chip is not None:
        chip = column.chip(row)
        return chip.text if chip else ""
    if column.text is not None:
        return column.text(row)
    return words(getattr(row, column.key))


class RecordTable(QAbstractTableModel):
    """Ids in order, rows on demand."""

    failed = Signal(object)
    """A UserError while a window of rows was read."""

    def __init__(
        self,
        ops: Ops,
        columns: Sequence[Column],
        read_rows: Callable[[Session, Sequence[int]], Iterable[Any]] | None = None,
        parent: QObject | None = None,
        *,
        id_of: Callable[[Any], int] = lambda row: int(row.id),
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._ops = ops
        self._read_rows = read_rows
        self._id_of = id_of
        self._ids: array[int] = array("q")
        self._windows: OrderedDict[int, list[Any]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0
        self.whole = False
        """Whether all rows are here (given by ``set_rows``)."""
        self.divider_at: int | None = None
        """Row above which a divider is painted (those being served, below those who wait)."""

    def set_ids(self, ids: Iterable[int], *, divider_at: int | None = None) -> None:
        """Show these ids in this order; rows are read again when painted."""
        fresh = ids if isinstance(ids, array) else array("q", ids)
        self.whole = False
        self._replace(fresh, OrderedDict(), divider_at)

    def set_rows(self, rows: Sequence[Any], *, divider_at: int | None = None) -> None:
        """Show a short list that was read whole (some hundred rows)."""
        ids = array("q", (self._id_of(row) for row in rows))
        windows = OrderedDict(
            (start // WINDOW, list(rows[start : start + WINDOW])) for start in range(0, len(rows), WINDOW)
        )
        self.whole = True
        self._replace(ids, windows, divider_at)

    def _replace(self, ids: array[int], windows: OrderedDict[int, list[Any]], divider_at: int | None) -> None:
        self._generation += 1
        self._asked.clear()
        if len(ids) == len(self._ids) and memoryview(ids).cast("B") == memoryview(self._ids).cast("B"):
            self._windows, self.divider_at = windows, divider_at
            if len(ids):
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._ids, self._windows, self.divider_at = ids, windows, divider_at
        self.endResetModel()

    def forget_rows(self) -> None:
        """Rows changed but not their order: read them again when painted."""
        self._replace(self._ids, OrderedDict(), self.divider_at)

    @property
    def ids(self) -> array[int]:
        """All ids in order. Do not change it."""
        return self._ids

    def id_at(self, row: int) -> int | None:
        """The id in a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, record_id: int | None) -> int:
        """The row of an id, or -1."""
        if record_id is None:
            return -1
        # As bytes: a million ids take 2 ms instead of 90.
        everything, wanted = self._ids.tobytes(), record_id.to_bytes(8, sys.byteorder, signed=True)
        place = everything.find(wanted)
        while place % 8 and place >= 0:
            place = everything.find(wanted, place + 1)
        return place // 8 if place >= 0 else -1

    def record(self, row: int) -> Any:
        """The row's record, read now if reads are local; None while it is on its way or if it is gone."""
        number = row // WINDOW
        window = self._windows.get(number)
        if window is None:
            window = self._fetch(number)
            if window is None:
                return None
        place = row % WINDOW
        return window[place] if place < len(window) else None

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        return cell_text(self.columns[column], self.record(row))

    def _fetch(self, number: int) -> list[Any] | None:
        if self._read_rows is None or number in self._asked:
            return None
        start = number * WINDOW
        wanted = self._ids[start : start + WINDOW].tolist()
        read_rows = self._read_rows
        if self._ops.reads_are_local:
            try:
                rows = self._ops.read_now(lambda session: list(read_rows(session, wanted)))
            except UserError as error:
                self._asked.add(number)
                self.failed.emit(error)
                return None
            return self._keep(number, wanted, rows)
        self._asked.add(number)
        generation = self._generation

        def arrived(rows: list[Any]) -> None:
            if generation != self._generation:
                return
            self._asked.discard(number)
            self._keep(number, wanted, rows)
            last = min(start + WINDOW, len(self._ids)) - 1
            self.dataChanged.emit(self.index(start, 0), self.index(last, len(self.columns) - 1))

        self._ops.read(lambda session: list(read_rows(session, wanted)), arrived, self.failed.emit)
        return None

    def _keep(self, number: int, wanted: list[int], rows: list[Any]) -> list[Any]:
        by_id = {self._id_of(row): row for row in rows}
        window = [by_id.get(record_id) for record_id in wanted]
        while len(self._windows) >= _WINDOWS_KEPT and not self.whole:
            self._windows.popitem(last=False)
        self._windows[number] = window
        return window

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many ids."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words of a cell; also what a screen reader says."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and index.isValid():
            return self.text(index.row(), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles."""
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            column = self.columns[section]
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return column.title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if is_figure(column) else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


def is_figure(column: Column) -> bool:
    """Whether the column is set flush right."""
    return column.kind in ("number", "money")


def total(column: Column, rows: Iterable[Any]) -> str:
    """The sum of a column over some rows, in words; empty if there is nothing to add."""
    fen, count, money = 0, 0, False
    for row in rows:
        value = getattr(row, column.key, None)
        if isinstance(value, Money):
            fen, money = fen + value.fen, True
        elif isinstance(value, int):
            count += value
    return str(Money(fen)) if money else f"{count:,}" if count else ""
