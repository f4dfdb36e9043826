"""Rows to fill in within a form, as many as needed: the parties and the items of a dossier being taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from signdesk.core.i18n import _
from signdesk.ui import theme
from signdesk.ui.buttons import Button, label
from signdesk.ui.line import Line
from signdesk.ui.page import Memory


@dataclass(frozen=True)
class Cell:
    """One thing asked for in every row. `kind`: text, choice (of `options`) or file."""

    key: str
    name: str
    kind: str = "text"
    line: int = 0
    width: int = 0
    options: Sequence[tuple[str, str]] = ()
    default: str = ""


class RowsEditor(QWidget):
    """A title, rows, and a button for another row. What is typed is kept as a draft."""

    edited = Signal()

    def __init__(
        self, title: str, row_name: str, cells: Sequence[Cell], *, name: str, add_text: str, drafts: Memory
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._row_name, self._cells, self._drafts = row_name, tuple(cells), drafts
        self._key = f"draft.{name}"
        self.rows: list[dict[str, Any]] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(8)
        box.addWidget(label(title, "muted"))
        self._rows_box = QVBoxLayout()
        self._rows_box.setSpacing(8)
        box.addLayout(self._rows_box)
        self.problem = label(ink="seal", px=12, wrap=True)
        self.problem.setObjectName(f"{name}.problem")
        self.problem.hide()
        box.addWidget(self.problem)
        foot = QHBoxLayout()
        more = Button(add_text, icon="add")
        more.setObjectName(f"{name}.add")
        more.clicked.connect(lambda _checked=False: self.add_row()["editors"][self._cells[0].key].setFocus())
        foot.addWidget(more)
        foot.addStretch(1)
        box.addLayout(foot)
        kept = drafts.get(self._key)
        for texts in kept if isinstance(kept, list) and kept else [{}]:
            self.add_row(texts if isinstance(texts, dict) else {})

    def add_row(self, texts: dict[str, str] | None = None) -> dict[str, Any]:
        """One more row, with these words in it."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        row: dict[str, Any] = {"holder": holder, "editors": {}, "path": None}
        lines: dict[int, QHBoxLayout] = {}
        for cell in self._cells:
            if cell.line not in lines:
                lines[cell.line] = QHBoxLayout()
                lines[cell.line].setSpacing(6)
                grid.addLayout(lines[cell.line], cell.line, 0)
            editor = self._editor(cell, row)
            editor.setObjectName(f"{self.objectName()}.{len(self.rows) + 1}.{cell.key}")
            if cell.width:
                editor.setFixedWidth(cell.width)
            lines[cell.line].addWidget(editor, 0 if cell.width else 1)
            row["editors"][cell.key] = editor
        remove = Button("", role="quiet", icon="error")
        remove.clicked.connect(lambda _checked=False: self.remove_row(row))
        row["remove"] = remove
        lines[min(lines)].addWidget(remove)
        self.rows.append(row)
        self._rows_box.addWidget(holder)
        for key, text in (texts or {}).items():
            self._set(row, key, text)
        self._number()
        self._edited()
        return row

    def remove_row(self, row: dict[str, Any]) -> None:
        """Take a row away; the last one is emptied."""
        self.rows.remove(row)
        row["holder"].hide()
        row["holder"].deleteLater()
        if not self.rows:
            self.add_row()
        self._number()
        self._edited()

    def values(self) -> list[dict[str, Any]]:
        """The rows in which something is typed."""
        found = []
        for row in self.rows:
            values: dict[str, Any] = {cell.key: self._get(row, cell) for cell in self._cells}
            typed = [
                values[cell.key]
                for cell in self._cells
                if cell.kind != "choice" and values[cell.key] and values[cell.key] != cell.default
            ]
            if typed:
                found.append(values)
        return found

    def say(self, words: str) -> None:
        """What is wrong with the rows, or nothing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def forget_draft(self) -> None:
        """It was saved or given up."""
        self._drafts.set(self._key, None)

    # parts

    def _editor(self, cell: Cell, row: dict[str, Any]) -> QWidget:
        if cell.kind == "choice":
            choice = QComboBox()
            choice.setFixedHeight(theme.CONTROL)
            for value, words in cell.options:
                choice.addItem(words, value)
            choice.currentIndexChanged.connect(lambda _index: self._edited())
            return choice
        if cell.kind == "file":
            button = Button(_("File…"))
            button.clicked.connect(lambda _checked=False: self._ask_file(row, cell))
            return button
        line = Line(cell.default)
        line.setFixedHeight(theme.CONTROL)
        line.setPlaceholderText(cell.name)
        line.textEdited.connect(lambda _text: self._edited())
        return line

    def _get(self, row: dict[str, Any], cell: Cell) -> Any:
        if cell.kind == "file":
            return row["path"]
        editor = row["editors"][cell.key]
        return editor.currentData() if isinstance(editor, QComboBox) else editor.text().strip()

    def _set(self, row: dict[str, Any], key: str, text: str) -> None:
        editor = row["editors"].get(key)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(text), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def _ask_file(self, row: dict[str, Any], cell: Cell) -> None:
        dialog = QFileDialog(self, _("Choose the item's file"), "")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        dialog.setNameFilter(_("Documents and scans") + " (*.pdf *.docx *.txt *.png *.jpg *.jpeg *.tif *.tiff)")
        dialog.fileSelected.connect(lambda path: self.take_file(row, cell, Path(path)))
        dialog.open()

    def take_file(self, row: dict[str, Any], cell: Cell, path: Path) -> None:
        """This file belongs to the row."""
        row["path"] = path
        button = row["editors"][cell.key]
        button.setText(path.suffix.lstrip(".").upper() or "✓")
        button.setAccessibleDescription(path.name)
        title = row["editors"].get("title")
        if isinstance(title, QLineEdit) and not title.text():
            title.setText(path.stem)
        self._edited()

    def _number(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            place = self._row_name.format(number=number)
            for cell in self._cells:
                row["editors"][cell.key].setAccessibleName(f"{place} {cell.name}")
            row["remove"].setAccessibleName(_("Remove {row}").format(row=place))
            row["remove"].setVisible(len(self.rows) > 1)

    def _edited(self) -> None:
        self.say("")
        texts = [
            {cell.key: str(self._get(row, cell) or "") for cell in self._cells if cell.kind != "file"}
            for row in self.rows
        ]
        self._drafts.set(self._key, texts if self.values() else None)
        self.edited.emit()
