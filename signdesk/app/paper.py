"""How lists leave the window: as an Excel file or on paper, with who, when and under which number, and an entry in
the trail. What stands in them is what the page shows; masked stays masked. Everything here is called on a worker."""

import re
import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from signdesk.core import audit, clock
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_
from signdesk.core.money import Money
from signdesk.core.numbering import NumberSeries, take
from signdesk.core.operations import Operation, Seat
from signdesk.io import preview, printing
from signdesk.io.excel import ExcelColumn, ExportNote, Kind, Value, write_table
from signdesk.io.pdf import GridColumn, PageHeader, ledger_pdf
from signdesk.ui.page import Listing

EXPORT_LIST = Operation("app.export_list", N_("Export a list"), None)
PRINT_LIST = Operation("app.print_list", N_("Print a list"), None)
EXPORT_NUMBER = NumberSeries("app.export", N_("Export number"), "EX-{year}-{seq:05}", per=("year",))

_NUMBERS = re.compile(r"-?[\d,]+(\.\d+)?")
_WIDEST = 60


class Paper:
    """A `ui.page.Outlet` for one seat."""

    def __init__(self, seat: Seat, centre_name: str) -> None:
        self._seat = seat
        self._centre_name = centre_name

    def excel(self, listing: Listing) -> bytes:
        """The list as an Excel file, with its export number."""
        number, at = self._record(EXPORT_LIST, listing)
        note = ExportNote(centre=self._centre_name, person=self._seat.actor.name, exported_at=at, number=number)
        columns = [
            ExcelColumn(title, _kind(kind), _width(title, [row[place] for row in listing.rows[:200]]))
            for place, (title, kind) in enumerate(zip(listing.columns, listing.kinds, strict=True))
        ]
        rows = [[_value(column.kind, text) for column, text in zip(columns, row, strict=True)] for row in listing.rows]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "list.xlsx"
            write_table(path, title=listing.title, columns=columns, rows=rows, watermark=note)
            return path.read_bytes()

    def pdf(self, listing: Listing) -> bytes:
        """The list as PDF/A, with its export number on every page."""
        number, at = self._record(PRINT_LIST, listing)
        columns = [
            GridColumn(title, align="right" if kind in ("number", "money") else "left")
            for title, kind in zip(listing.columns, listing.kinds, strict=True)
        ]
        header = PageHeader(
            centre=self._centre_name,
            title=listing.title,
            number=number,
            printed_at=at,
            person=self._seat.actor.name,
        )
        return ledger_pdf(header, columns, listing.rows)

    def png(self, pdf: bytes, page: int, dpi: int) -> bytes:
        """A page as a picture, drawn in a process of its own."""
        return preview.render_page(pdf, page, dpi)

    def page_count(self, pdf: bytes) -> int:
        """How many pages."""
        return preview.page_count(pdf)

    def print(self, pdf: bytes, title: str) -> None:
        """To this PC's default printer. Raises PrinterTrouble."""
        printing.print_pdf(pdf, name=title)

    def _record(self, operation: Operation, listing: Listing) -> tuple[str, datetime]:
        """A number and an entry in the trail: what list, how many rows; no values."""
        with self._seat.operation(operation) as session:
            number = take(session, EXPORT_NUMBER)
            facts = {"number": number, "list": listing.title, "rows": len(listing.rows)}
            audit.note(session, table="export", record_id=0, action=operation.name, payload=facts)
        return number, clock.now()


def _kind(kind: str) -> Kind:
    match kind:
        case "number" | "money" | "date" | "time":
            return kind
        case _:
            return "text"


def _value(kind: Kind, text: str) -> Value:
    """A cell's words as a value Excel can calculate with, where they surely are one."""
    try:
        if kind == "money" and text:
            return Money.parse(text)
        if kind == "date" and text:
            return date.fromisoformat(text)
        if kind == "number" and _NUMBERS.fullmatch(text):
            return float(text.replace(",", ""))
    except (ValueError, UserError):
        return text
    return text


def _width(title: str, texts: Sequence[str]) -> float:
    """Characters, Chinese ones counted as two."""
    longest = max((sum(2 if ord(one) > 0x2E7F else 1 for one in text) for text in (title, *texts)), default=8)
    return float(min(max(longest + 2, 8), _WIDEST))
