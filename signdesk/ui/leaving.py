"""How a list leaves the window: Excel and paper, from every list, with what is shown and nothing more.

``ListDetail`` owns one ``Leaving``. It reads all rows of the list on the read worker in windows of 500, turns them
into words exactly as painted (masked stays masked), and hands them to the app's ``Outlet``, which knows Excel and PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from signdesk.core.i18n import _
from signdesk.ui.actions import Action
from signdesk.ui.page import Listing
from signdesk.ui.table_model import cell_text

if TYPE_CHECKING:
    from signdesk.ui.list_detail import ListDetail

_AT_ONCE = 500


class Leaving(QObject):
    """Excel and print of one list."""

    def __init__(self, page: ListDetail) -> None:
        super().__init__(page)
        self._page = page

    def ids(self) -> tuple[str, ...]:
        """The ids of its actions."""
        return (f"{self._page.page_id}.excel", f"{self._page.page_id}.print")

    def actions(self) -> tuple[Action, ...]:
        """Excel and print, if the app gave an outlet."""
        if self._page.context.outlet is None:
            return ()
        excel, paper = self.ids()

        def filled() -> bool:
            return hasattr(self._page, "table") and len(self._page.table.ids) > 0

        return (
            Action(excel, _("Excel…"), self.to_excel, icon="excel", enabled=filled),
            Action(paper, _("Print…"), self.to_paper, shortcut="Ctrl+P", icon="print", enabled=filled),
        )

    def to_excel(self) -> None:
        """Ask where to, then write the file."""
        dialog = QFileDialog(self._page, _("Save the list"), "", "Excel (*.xlsx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{_(self._page.title)}.xlsx")
        dialog.fileSelected.connect(lambda path: self.save_excel(Path(path)))
        dialog.open()

    def save_excel(self, path: Path) -> None:
        """Write the list as it is shown to an Excel file."""
        outlet = self._page.context.outlet
        if outlet is None:
            return

        def write(listing: Listing) -> None:
            self._page.ops.work(
                lambda: path.write_bytes(outlet.excel(listing)),
                lambda _size: self._page.messages.info(_("Saved: {file}").format(file=path.name)),
                label=_("Writing the Excel file"),
            )

        self._read(write)

    def to_paper(self) -> None:
        """Make the PDF, then show it: every paper form has a preview first."""
        from signdesk.ui.preview import PdfPreview

        page, outlet = self._page, self._page.context.outlet
        if outlet is None:
            return

        def preview(listing: Listing) -> None:
            page.ops.work(
                lambda: outlet.pdf(listing),
                lambda pdf: PdfPreview(page, page.ops, outlet, pdf, title=listing.title).open(),
                label=_("Making the PDF"),
            )

        self._read(preview)

    def _read(self, then: Any) -> None:
        page = self._page
        columns = page.table.columns
        ids = page.table.ids.tolist()
        title, facts = _(page.title), page.header.facts.text()
        short = [page.table.record(row) for row in range(len(ids))] if page.table.whole or len(ids) <= 64 else None

        def read(session: Any) -> Listing:
            rows: list[tuple[str, ...]] = []
            for start in range(0, len(ids), _AT_ONCE):
                part = ids[start : start + _AT_ONCE]
                records = short if short is not None else in_order(page.read_rows(session, part), part)
                rows.extend(tuple(cell_text(column, record) for column in columns) for record in records if record)
            return Listing(title, facts, tuple(c.title for c in columns), tuple(c.kind for c in columns), tuple(rows))

        page.ops.read(read, then, label=_("Reading the list"))


def in_order(rows: Sequence[Any], ids: Sequence[int]) -> list[Any]:
    """Rows in the order of their ids; what is gone is left out."""
    by_id = {row.id: row for row in rows}
    return [by_id[id] for id in ids if id in by_id]
