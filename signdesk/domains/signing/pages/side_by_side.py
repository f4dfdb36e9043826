"""Two texts side by side on white paper, line beside line, with what differs marked: struck through on the left,
underlined on the right. It shows rows and knows nothing of cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit

from signdesk.core.i18n import _, ngettext
from signdesk.core.text import Line, Place
from signdesk.domains.signing.pages.white_paper import WhitePaper
from signdesk.domains.signing.service import Change, ComparisonRow
from signdesk.ui import theme

AROUND = 1
"""Lines shown before and after a line that differs, where the rest is left out."""


class SideBySide(WhitePaper):
    """Both texts, read only."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}.texts", _("Both texts"))
        self._marks: dict[Change, list[QTextCursor]] = {}
        self._current: Change | None = None

    def show_rows(self, rows: Sequence[ComparisonRow], *, only_different: bool) -> None:
        """Lay the rows out; with `only_different` equal stretches are told by their length."""
        self._marks = {}
        self._current = None
        self.setExtraSelections([])
        self.setDocument(self._compose(rows, only_different))
        self._paint_marks()

    def go_to(self, change: Change | None) -> None:
        """Make a change the current one and bring it into view."""
        self._current = change
        self._paint_marks()
        cursors = self._marks.get(change, []) if change is not None else []
        if not cursors:
            return
        at = QTextCursor(cursors[-1])
        at.setPosition(cursors[-1].selectionStart())
        self.setTextCursor(at)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(at).top() - self.viewport().height() // 3)

    def _compose(self, rows: Sequence[ComparisonRow], only_different: bool) -> QTextDocument:
        document = QTextDocument(self)
        document.setDocumentMargin(8)
        document.setDefaultFont(theme.font(14))
        shown = list(_shown(rows, only_different))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        form = QTextTableFormat()
        half = QTextLength(QTextLength.Type.PercentageLength, 50)
        form.setColumnWidthConstraints([half, half])
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setCellPadding(6)
        form.setCellSpacing(0)
        form.setBorder(1)
        form.setBorderBrush(theme.LIGHT.line)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderCollapse(True)
        table = cursor.insertTable(max(len(shown), 1), 2, form)
        for number, row in enumerate(shown):
            if isinstance(row, int):
                self._put_gap(table, number, row)
            else:
                self._put_row(table, number, row)
        cursor.endEditBlock()
        return document

    @staticmethod
    def _put_gap(table: QTextTable, number: int, lines: int) -> None:
        table.mergeCells(number, 0, 1, 2)
        faint = QTextCharFormat()
        faint.setForeground(theme.LIGHT.muted)
        middle = QTextBlockFormat()
        middle.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        cursor = table.cellAt(number, 0).firstCursorPosition()
        cursor.setBlockFormat(middle)
        cursor.insertText(
            ngettext("{count} line is the same", "{count} lines are the same", lines).format(count=lines), faint
        )

    def _put_row(self, table: QTextTable, number: int, row: ComparisonRow) -> None:
        for column, line in enumerate((row.left, row.right)):
            cell = table.cellAt(number, column)
            if line is None:
                ground = QTextCharFormat()
                ground.setBackground(theme.LIGHT.background)
                cell.setFormat(ground.toTableCellFormat())
                continue
            places = [(change, change.left if column == 0 else change.right) for change in row.changes]
            if row.state == "moved":
                places = [(change, _whole(line)) for change in row.changes]
            self._put_line(cell.firstCursorPosition(), row, line, places)

    def _put_line(
        self,
        cursor: QTextCursor,
        row: ComparisonRow,
        line: Line,
        places: Iterable[tuple[Change, Place | None]],
    ) -> None:
        plain, faint = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(theme.LIGHT.text)
        faint.setForeground(theme.LIGHT.muted)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(145, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(spaced)
        if row.state == "moved":
            cursor.insertText(_("moved") + "  ", faint)
        if line.numeral:
            cursor.insertText(f"{line.numeral} ", plain)
        start = cursor.position()
        cursor.insertText(line.text, plain)
        for change, place in places:
            if place is None:
                continue
            mark = QTextCursor(cursor.document())
            mark.setPosition(start + place.start - line.start)
            mark.setPosition(start + min(place.end - line.start, len(line.text)), QTextCursor.MoveMode.KeepAnchor)
            self._marks.setdefault(change, []).append(mark)

    def _paint_marks(self) -> None:
        selections = []
        for change, cursors in self._marks.items():
            for cursor in cursors:
                if not cursor.hasSelection():
                    continue
                left = cursor.currentTable() is not None and cursor.currentTable().cellAt(cursor).column() == 0
                form = QTextCharFormat()
                form.setForeground(theme.LIGHT.text)
                form.setBackground(theme.LIGHT.seal_soft if left else theme.LIGHT.ok_soft)
                if left:
                    form.setFontStrikeOut(True)
                else:
                    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
                    form.setUnderlineColor(theme.LIGHT.ok)
                if change == self._current:
                    form.setBackground(theme.LIGHT.selection)
                    form.setFontWeight(700)
                selection = QTextEdit.ExtraSelection()
                selection.cursor = cursor  # type: ignore[attr-defined]  # members of a C++ struct
                selection.format = form  # type: ignore[attr-defined]  # the same
                selections.append(selection)
        self.setExtraSelections(selections)


def _whole(line: Line) -> Place:
    return Place(line.block.number, line.start, line.start + len(line.text))


def _shown(rows: Sequence[ComparisonRow], only_different: bool) -> Iterable[ComparisonRow | int]:
    """The rows, or those that differ with a line around them and between them how many are the same."""
    if not only_different:
        yield from rows
        return
    near = {
        close
        for at, row in enumerate(rows)
        if row.state != "same"
        for close in range(max(at - AROUND, 0), min(at + AROUND + 1, len(rows)))
    }
    same = 0
    for at, row in enumerate(rows):
        if at not in near:
            same += 1
            continue
        if same:
            yield same
        same = 0
        yield row
    if same:
        yield same
