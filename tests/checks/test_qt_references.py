"""Keeps the pin of PySide6 honest. Release 6.12.0 drops a reference to None with every void call on Python 3.11 and
aborts the process after some thousands of them; a release may be unpinned once this passes with it."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

CALLS = 1000
# Some reference counting of Qt and Python itself may happen in between; a real leak or loss is one a call.
TOLERANCE = CALLS // 20


class TwoRows(QAbstractTableModel):
    """The smallest model that announces insertions."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 2

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return None

    def announce(self) -> None:
        self.beginInsertRows(QModelIndex(), 0, 0)
        self.endInsertRows()


def change_of_references_to_none(call: Callable[[], object]) -> int:
    """How the number of references to None moves over CALLS calls, after one to warm up."""
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return sys.getrefcount(None) - before


@pytest.mark.parametrize(
    "name", ["label text", "widget size", "object name", "update", "rows inserted", "data through the model", "events"]
)
def test_void_calls_leave_the_references_to_none_alone(qapp: QApplication, name: str) -> None:
    label, widget, thing, model = QLabel(), QWidget(), QObject(), TwoRows()
    index = model.index(0, 0)
    calls: dict[str, Callable[[], object]] = {
        "label text": lambda: label.setText("签约台"),
        "widget size": lambda: widget.resize(10, 10),
        "object name": lambda: thing.setObjectName("name"),
        "update": widget.update,
        "rows inserted": model.announce,
        "data through the model": lambda: model.data(index),
        "events": qapp.processEvents,
    }
    assert abs(change_of_references_to_none(calls[name])) < TOLERANCE
