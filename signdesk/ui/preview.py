"""Shows a PDF page by page before it is printed or saved. It draws pictures that the app's ``Outlet`` makes.

``PdfPreview(page, ops, outlet, pdf, title="…").open()``. Pages are rendered on the work thread as they are turned to;
the paper stays white in the dark.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QWidget

from signdesk.core.i18n import _
from signdesk.ui.buttons import Button, label
from signdesk.ui.dialogs import Panel
from signdesk.ui.ops import Ops
from signdesk.ui.page import Outlet

_DPI = 96


class PdfPages(QScrollArea):
    """One page of a PDF on the screen; also used inside panes. Right and Left turn the page, Home and End go to the
    first and last; PgDn and PgUp turn it where there is nothing more of it to scroll to."""

    def __init__(self, ops: Ops, outlet: Outlet, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ops, self._outlet, self.pdf = ops, outlet, pdf
        self.number = 0
        self._dpi: dict[int, int] = {}
        self.count = 1
        self._wanted = 0
        self.paper = QLabel()
        self.paper.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.paper.setAccessibleName(_("Page {number} of {count}").format(number=1, count=1))
        self.setWidget(self.paper)
        self.setWidgetResizable(True)
        self.setMinimumSize(280, 200)
        self.setAccessibleName(_("Preview"))
        self.told = label(ink="muted")
        ops.work(lambda: outlet.page_count(pdf), self._on_count, label=_("Opening the preview"))
        self.turn_to(0)

    def begin_at(self, number: int) -> None:
        """Show page `number` (from 0) as soon as it is known how many there are."""
        self._wanted = number

    def _on_count(self, count: int) -> None:
        self.count = max(count, 1)
        if self._wanted:
            self.turn_to(self._wanted)
        self._tell()

    def _tell(self) -> None:
        words = _("Page {number} of {count}").format(number=self.number + 1, count=self.count)
        self.told.setText(words)
        self.paper.setAccessibleName(words)

    def turn_to(self, number: int) -> None:
        """Show another page (from 0)."""
        self.number = min(max(number, 0), self.count - 1)
        self._tell()
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages by key."""
        bar, key = self.verticalScrollBar(), event.key()
        if key == Qt.Key.Key_Right or (key == Qt.Key.Key_PageDown and bar.value() == bar.maximum()):
            self._turn_by_key(self.number + 1, bar.minimum())
        elif key == Qt.Key.Key_Left or (key == Qt.Key.Key_PageUp and bar.value() == bar.minimum()):
            self._turn_by_key(self.number - 1, bar.maximum() if key == Qt.Key.Key_PageUp else bar.minimum())
        elif key == Qt.Key.Key_Home:
            self._turn_by_key(0, bar.minimum())
        elif key == Qt.Key.Key_End:
            self._turn_by_key(self.count - 1, bar.minimum())
        else:
            super().keyPressEvent(event)

    def _turn_by_key(self, number: int, scrolled: int) -> None:
        if 0 <= number < self.count and number != self.number:
            self.turn_to(number)
            self.verticalScrollBar().setValue(scrolled)

    def _draw(self) -> None:
        wanted, ratio, outlet, pdf = self.number, self.devicePixelRatioF(), self._outlet, self.pdf
        dpi = self._dpi.get(wanted, _DPI)
        self._ops.work(
            lambda: (wanted, ratio, outlet.png(pdf, wanted, round(dpi * ratio))),
            self._on_page,
            key=f"preview.{id(self)}",
            label=_("Opening the preview"),
        )

    def _on_page(self, drawn: tuple[int, float, bytes]) -> None:
        number, ratio, png = drawn
        if number != self.number:
            return
        pixmap = QPixmap()
        pixmap.loadFromData(png)
        pixmap.setDevicePixelRatio(ratio)
        room = self.viewport().width() - 4
        width = pixmap.width() / ratio
        if number not in self._dpi and width > room > 100:
            # The page's size is known only now: draw it once more, sharp, as wide as there is room.
            self._dpi[number] = int(_DPI * room / width)
            self._draw()
            return
        self.paper.setPixmap(pixmap)


class PdfPreview(Panel):
    """The preview as a dialog: turn pages, save, print. What is shown by a reveal is looked at and not kept
    (`keep` False): it can be neither saved nor printed here, for such a copy would leave no trace in the trail. `copy`
    is the page's way to make one that does; the preview closes for it."""

    def __init__(
        self,
        parent: QWidget,
        ops: Ops,
        outlet: Outlet,
        pdf: bytes,
        *,
        title: str,
        keep: bool = True,
        copy: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent, title, name="preview", width=720)
        self._ops, self._outlet, self._title = ops, outlet, title
        window = parent.window()
        self.resize(min(920, window.width() - 40), min(1000, window.height() - 40))
        self.pages = PdfPages(ops, outlet, pdf)
        self.body.addWidget(self.pages, 1)
        self.foot.insertWidget(0, self.pages.told)
        back = Button("", icon="back")
        back.setAccessibleName(_("Page before"))
        back.clicked.connect(lambda _checked=False: self.pages.turn_to(self.pages.number - 1))
        on = Button("", icon="forward")
        on.setAccessibleName(_("Next page"))
        on.clicked.connect(lambda _checked=False: self.pages.turn_to(self.pages.number + 1))
        self.foot.insertWidget(1, back)
        self.foot.insertWidget(2, on)
        if copy is not None:
            self.accepted.connect(copy)
            self.add_button(Button(_("Copy…"), icon="document", key="F8"), self.accept)
            QShortcut(QKeySequence("F8"), self, self.accept)
        self.add_button(Button(_("Close"), key="Esc", role="secondary" if keep else "primary"), self.reject)
        if keep:
            self.add_button(Button(_("Save as PDF…"), icon="save"), self.save_as)
            self.add_button(Button(_("Print"), role="primary", icon="print"), self.send)

    def open_at(self, page: int) -> None:
        """Open at a page (from 1); a later one than there is opens the last."""
        self.pages.begin_at(page - 1)
        self.open()

    def save_as(self) -> None:
        """Write the PDF to a place the person chooses."""
        dialog = QFileDialog(self, _("Save as PDF"), "", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._title}.pdf")
        dialog.fileSelected.connect(lambda path: Path(path).write_bytes(self.pages.pdf))
        dialog.open()

    def send(self) -> None:
        """Send it to the printer."""
        outlet, pdf, title = self._outlet, self.pages.pdf, self._title
        self._ops.work(lambda: outlet.print(pdf, title), label=_("Printing"))
        self.accept()
