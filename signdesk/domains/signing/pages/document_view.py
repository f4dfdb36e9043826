"""A contract's text on the screen with the places of findings marked and numbered. White paper in the dark too. It
shows a text model and knows nothing of cases."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import (
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit

from signdesk.core.i18n import _
from signdesk.core.text import Place, TextModel
from signdesk.domains.signing.pages.white_paper import WhitePaper
from signdesk.ui import theme


@dataclass(frozen=True)
class Mark:
    """A place to mark: its number in the list, and whether it still waits."""

    id: int
    number: int
    place: Place
    open: bool
    severe: bool


class DocumentView(WhitePaper):
    """The text of one version, read only."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}.document", _("Contract text"))
        self._positions: dict[int, tuple[int, list[int]]] = {}
        self._marks: tuple[Mark, ...] = ()
        self._current: int | None = None
        self._shown: tuple[int, TextModel, tuple[tuple[int, Place], ...]] | None = None

    def show_text(self, version_id: int, model: TextModel, marks: Sequence[Mark]) -> None:
        """Show a version's text with its marks. Where only what became of the points changed, the text stands as it is;
        where the same version is shown in other words (masked, in full), it is not scrolled."""
        before = self._shown
        numbers = tuple((mark.number, mark.place) for mark in marks)
        composed = before is not None and before[1] is model and before[2] == numbers
        if composed and tuple(marks) == self._marks:
            return
        self._marks = tuple(marks)
        if not composed:
            scrolled = self.verticalScrollBar().value()
            self.setDocument(self._compose(model))
            if before is not None and before[0] == version_id:
                self.verticalScrollBar().setValue(scrolled)
        self._shown = (version_id, model, numbers)
        self._paint_marks()

    def go_to(self, mark_id: int | None, nth: int = 0) -> None:
        """Make a point the current one and bring its first place into view, or the `nth` of several (from 0, round)."""
        self._current = mark_id
        self._paint_marks()
        places = [each.place for each in self._marks if each.id == mark_id]
        if not places:
            return
        cursor = self._cursor(places[nth % len(places)])
        if cursor is None:
            return
        at = QTextCursor(cursor)
        at.setPosition(cursor.selectionStart())
        self.setTextCursor(at)
        box = self.cursorRect(at)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + box.top() - self.viewport().height() // 3)

    def _compose(self, model: TextModel) -> QTextDocument:
        document = QTextDocument(self)
        document.setDocumentMargin(18)
        document.setDefaultFont(theme.font(14))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        paragraph, cell = QTextBlockFormat(), QTextBlockFormat()
        for form in (paragraph, cell):
            form.setLineHeight(165, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            form.setBottomMargin(4)
        cell.setLeftMargin(24)
        plain, bold, faint, raised = QTextCharFormat(), QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        plain.setForeground(theme.LIGHT.text)
        bold.setForeground(theme.LIGHT.text)
        bold.setFontWeight(700)
        faint.setForeground(theme.LIGHT.faint)
        raised.setForeground(theme.LIGHT.seal)
        raised.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        ends: dict[int, list[tuple[int, int]]] = {}
        for mark in self._marks:
            ends.setdefault(mark.place.block, []).append((mark.place.end, mark.number))
        self._positions = {}
        first = True
        page = None
        for block in model.blocks:
            if not block.text.strip() and block.number not in ends:
                continue
            if not first:
                cursor.insertBlock()
            first = False
            cursor.setBlockFormat(cell if block.kind == "cell" else paragraph)
            if block.page is not None and block.page != page:
                page = block.page
                cursor.insertText(_("page {page}").format(page=page) + "  ", faint)
            elif block.kind not in ("paragraph", "text_box"):
                cursor.insertText(f"{block.place}  ", faint)
            numeral = block.numeral_at(0)
            if numeral:
                cursor.insertText(f"{numeral} ", bold if block.outline is not None else plain)
            start = cursor.position()
            shifts: list[int] = []
            at = 0
            for end, number in sorted(ends.get(block.number, [])):
                self._insert(cursor, block.text, block.emphasised, at, end, plain, bold)
                at = max(at, end)
                words = f",{number}" if shifts and shifts[-1] == end else str(number)
                cursor.insertText(words, raised)
                shifts += [end] * len(words)
            self._insert(cursor, block.text, block.emphasised, at, len(block.text), plain, bold)
            self._positions[block.number] = (start, shifts)
        cursor.endEditBlock()
        return document

    @staticmethod
    def _insert(
        cursor: QTextCursor,
        text: str,
        emphasised: Sequence[tuple[int, int]],
        start: int,
        end: int,
        plain: QTextCharFormat,
        bold: QTextCharFormat,
    ) -> None:
        at = start
        for first, last in emphasised:
            first, last = max(first, at), min(last, end)
            if first >= last:
                continue
            cursor.insertText(_one_block(text[at:first]), plain)
            cursor.insertText(_one_block(text[first:last]), bold)
            at = last
        if at < end:
            cursor.insertText(_one_block(text[at:end]), plain)

    def _cursor(self, place: Place) -> QTextCursor | None:
        known = self._positions.get(place.block)
        if known is None:
            return None
        start, shifts = known
        text_start = start + place.start + bisect_right(shifts, place.start)
        # marks that end right here stand behind the words
        text_end = start + place.end + sum(1 for shift in shifts if shift < place.end)
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(text_start, self.document().characterCount() - 1))
        cursor.setPosition(
            min(max(text_end, text_start), self.document().characterCount() - 1), QTextCursor.MoveMode.KeepAnchor
        )
        return cursor

    def _paint_marks(self) -> None:
        selections = []
        for mark in sorted(self._marks, key=lambda each: each.id == self._current):
            cursor = self._cursor(mark.place)
            if cursor is None:
                continue
            selection = QTextEdit.ExtraSelection()
            ink, ground = self._colours(mark)
            form = QTextCharFormat()
            form.setBackground(ground)
            form.setForeground(theme.LIGHT.text)
            form.setUnderlineStyle(
                QTextCharFormat.UnderlineStyle.SingleUnderline if mark.open else QTextCharFormat.UnderlineStyle.DotLine
            )
            form.setUnderlineColor(ink)
            if not cursor.hasSelection():
                form.setProperty(QTextFormat.Property.FullWidthSelection, True)
            if mark.id == self._current:
                form.setBackground(theme.LIGHT.selection)
                form.setFontWeight(700)
            selection.cursor = cursor  # type: ignore[attr-defined]  # members of a C++ struct
            selection.format = form  # type: ignore[attr-defined]  # the same
            selections.append(selection)
        self.setExtraSelections(selections)

    @staticmethod
    def _colours(mark: Mark) -> tuple[QColor, QColor]:
        if not mark.open:
            return theme.LIGHT.muted, theme.LIGHT.background
        if mark.severe:
            return theme.LIGHT.seal, theme.LIGHT.seal_soft
        return theme.LIGHT.waiting, theme.LIGHT.waiting_soft


def _one_block(text: str) -> str:
    """A line feed inside a paragraph stays in its block."""
    return text.replace("\n", " ")
