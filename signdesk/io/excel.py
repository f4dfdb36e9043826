"""Lists as Excel files people can go on working with: real dates and amounts, a frozen head, and at the top who
exported it, when and under which number. What comes from outside never becomes a formula, and identity numbers
stay text."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from signdesk.core import clock
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.money import Money

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Kind = Literal["text", "number", "money", "date", "time"]
Value = str | int | float | Decimal | Money | date | datetime | None

_LONGEST_TEXT = 32_767  # of a cell
_MOST_ROWS = 1_048_576 - 3  # of a sheet, less title, note and head
_LARGEST_EXACT = 10**15  # Excel keeps 15 digits of a number; longer ones are written as text
_READ_AS_FORMULA = ("=", "+", "-", "@", "\t", "\0", "\r", "\n")


@dataclass(frozen=True)
class ExcelColumn:
    """A column: `kind` decides how cells look and are stored, `width` is in characters (Chinese ones count two)."""

    title: str
    kind: Kind = "text"
    width: float = 14


@dataclass(frozen=True)
class ExportNote:
    """Who exported, where, when (aware) and under which number; stands above the list and at the foot of every
    printed page."""

    centre: str
    person: str
    exported_at: datetime
    number: str

    def __str__(self) -> str:
        when = clock.to_local(self.exported_at).strftime("%Y-%m-%d %H:%M:%S")
        words = _("{centre}, exported {time} by {person}, export number {number}")
        return words.format(centre=self.centre, time=when, person=self.person, number=self.number)


def write_table(
    path: Path, *, title: str, columns: Sequence[ExcelColumn], rows: Iterable[Sequence[Value]], watermark: ExportNote
) -> int:
    """Writes the list to `path` in one step (an older file stays until the new one is whole); how many rows there
    were.

    Rows are taken one by one and not kept. Raises UserError if the place cannot be written or the list is too
    long.
    """
    try:
        # In a folder beside the result: whatever happens, neither half a file nor the rows written so far stay behind.
        with tempfile.TemporaryDirectory(prefix=".export-", dir=path.parent) as folder:
            part = Path(folder) / "part.xlsx"
            count = _write(part, title=title, columns=columns, rows=rows, watermark=watermark)
            part.replace(path)
    except OSError as error:
        raise UserError(
            _("The file {path} could not be written.").format(path=path.name),
            hint=_("Close it if it is open in Excel, check the free space, then export again."),
        ) from error
    return count


def _write(
    path: Path, *, title: str, columns: Sequence[ExcelColumn], rows: Iterable[Sequence[Value]], watermark: ExportNote
) -> int:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    try:
        count = _fill(book, title=title, columns=columns, rows=rows, watermark=watermark)
    finally:
        # Also after a failure: it holds open files.
        try:
            book.close()
        except FileCreateError as error:
            raise OSError(str(error)) from error
    return count


def _fill(
    book: "Workbook",
    *,
    title: str,
    columns: Sequence[ExcelColumn],
    rows: Iterable[Sequence[Value]],
    watermark: ExportNote,
) -> int:
    created = _naive(watermark.exported_at)
    book.set_properties({"title": title, "author": watermark.person, "comments": str(watermark), "created": created})
    sheet = book.add_worksheet(_sheet_name(title))
    note = book.add_format({"font_color": "#566072", "font_size": 9})
    head = book.add_format(
        {
            "bold": True,
            "bg_color": "#EEF1F5",
            "border": 1,
            "border_color": "#B8BFCA",
            "align": "center",
            "valign": "vcenter",
        }
    )
    cells = _Cells(book, sheet)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 15, "valign": "vcenter"}))
    sheet.write_string(1, 0, str(watermark), note)
    sheet.set_row(2, 20)
    for place, column in enumerate(columns):
        sheet.write_string(2, place, column.title, head)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&8" + str(watermark).replace("&", "&&")[:200] + "&R&8&P / &N")
    count = 0
    for row in rows:
        if count >= _MOST_ROWS:
            raise UserError(
                _("The list has more than {count} rows, the most an Excel sheet can hold.").format(
                    count=f"{_MOST_ROWS:,}"
                ),
                hint=_("Narrow the filter, then export again."),
            )
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            cells.write(count + 3, place, column.kind, value)
        count += 1
    if count and columns:
        sheet.autofilter(2, 0, count + 2, len(columns) - 1)
    return count


class _Cells:
    """Writes values in the form their column asks for."""

    def __init__(self, book: "Workbook", sheet: "Worksheet") -> None:
        self._sheet = sheet
        make = book.add_format
        self._text = make({"num_format": "@"})
        self._quoted = make({"num_format": "@", "quote_prefix": True})
        self._date = make({"num_format": "yyyy-mm-dd", "align": "center"})
        self._time = make({"num_format": "yyyy-mm-dd hh:mm", "align": "center"})
        self._money = make({"num_format": "#,##0.00"})
        self._number = make({"num_format": "General"})

    def write(self, row: int, place: int, kind: Kind, value: Value) -> None:
        sheet = self._sheet
        if value is None or value == "":
            return
        if isinstance(value, str) or kind == "text":
            self._write_text(row, place, str(value))
        elif isinstance(value, datetime):
            sheet.write_datetime(row, place, _naive(value), self._time if kind != "date" else self._date)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, self._date)
        elif isinstance(value, Money):
            exact = abs(value.fen) < _LARGEST_EXACT
            if exact:
                sheet.write_number(row, place, value.fen / 100, self._money)
            else:
                self._write_text(row, place, str(value))
        elif abs(float(value)) >= _LARGEST_EXACT:
            self._write_text(row, place, str(value))
        else:
            sheet.write_number(row, place, float(value), self._money if kind == "money" else self._number)

    def _write_text(self, row: int, place: int, text: str) -> None:
        if len(text) > _LONGEST_TEXT:
            text = text[: _LONGEST_TEXT - 1] + "…"
        # The mark keeps it text even after somebody edits the cell or saves it as another kind of file.
        self._sheet.write_string(row, place, text, self._quoted if text.startswith(_READ_AS_FORMULA) else self._text)


def _naive(moment: datetime) -> datetime:
    """Wall-clock time of the centre; Excel knows no zones."""
    return clock.to_local(moment).replace(tzinfo=None)


def _sheet_name(title: str) -> str:
    name = "".join(" " if character in "[]:*?/\\\0" else character for character in title).strip().strip("'")[:31]
    return name or "1"
