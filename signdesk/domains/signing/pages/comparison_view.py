"""Versions side by side: which two, the differences by their weight, and both texts with the current one in view. The
page reads; this shows what it read and says which versions are wanted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QSplitter, QVBoxLayout, QWidget

from signdesk.core import clock
from signdesk.core.i18n import _, ngettext
from signdesk.domains.signing import service
from signdesk.domains.signing.pages.side_by_side import SideBySide
from signdesk.domains.signing.service import Change, VersionComparison
from signdesk.ui import theme
from signdesk.ui.buttons import Button, ChipButton, label
from signdesk.ui.layouts import FlowLayout
from signdesk.ui.page import PageContext
from signdesk.ui.table_model import Chip, Column, RecordTable
from signdesk.ui.table_view import RecordView

_LIST_WIDTH = 380


@dataclass(frozen=True)
class Difference:
    """A line of the list."""

    id: int
    number: int
    words: str
    change: Change


class ComparisonView(QWidget):
    """Two versions of one contract."""

    chosen = Signal(int, int)
    """Ids of the versions wanted: older, newer."""
    left = Signal()
    """Back to the review."""

    def __init__(self, name: str, context: PageContext) -> None:
        super().__init__()
        self._name = name
        self.found: VersionComparison | None = None
        self.differences: tuple[Difference, ...] = ()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self._make_head())
        self.table = RecordTable(context.ops, _columns(), None, self)
        self.view = RecordView(self.table, context.memory, f"{name}.differences")
        self.view.setAccessibleName(_("Differences"))
        self.view.current_changed.connect(self._on_current)
        self.texts = SideBySide(name)
        self.body = QSplitter(Qt.Orientation.Horizontal)
        self.body.setHandleWidth(10)
        self.body.setChildrenCollapsible(False)
        for part in (self.view, self.texts):
            card = QFrame()
            card.setProperty("card", True)
            inner = QVBoxLayout(card)
            inner.setContentsMargins(1, 1, 1, 1)
            inner.addWidget(part)
            self.body.addWidget(card)
        self.body.setStretchFactor(1, 1)
        box.addWidget(self.body, 1)
        self.setFocusProxy(self.view)

    def _make_head(self) -> QWidget:
        head = QWidget()
        row = FlowLayout(head, gap=8)
        self.older, self.newer = self._chooser(_("Older version")), self._chooser(_("Newer version"))
        self.only = ChipButton(_("Only what differs"))
        self.only.setObjectName(f"{self._name}.only_different")
        self.only.clicked.connect(self._lay_out)
        back = Button(_("Back to the review"), role="quiet", key="Esc", icon="back")
        back.clicked.connect(lambda _checked=False: self.left.emit())
        self.facts = label("", "muted")
        arrow = label("→", "muted")
        for part in (self.facts, arrow, self.only):
            part.setFixedHeight(theme.CONTROL)
        for part in (back, self.older, arrow, self.newer, self.only, self.facts):
            row.addWidget(part)
        return head

    def _chooser(self, name: str) -> QComboBox:
        chooser = QComboBox()
        chooser.setAccessibleName(name)
        chooser.setFixedHeight(theme.CONTROL)
        chooser.setMinimumWidth(170)
        chooser.activated.connect(self._on_chosen)
        return chooser

    def show_comparison(self, found: VersionComparison) -> None:
        """Show two versions; the first difference is current."""
        self.found = found
        for chooser, current in ((self.older, found.older), (self.newer, found.newer)):
            chooser.clear()
            for version in found.versions:
                chooser.addItem(
                    _("version {number} · {time}").format(
                        number=version.place, time=f"{clock.to_local(version.added_at):%m-%d %H:%M}"
                    ),
                    version.id,
                )
            chooser.setCurrentIndex(chooser.findData(current.id))
        changes = found.comparison.changes
        self.differences = tuple(
            Difference(number, number, _words(change), change) for number, change in enumerate(changes, 1)
        )
        of_wording = sum(1 for change in changes if change.kind in service.OF_WORDING)
        self.facts.setText(
            _("{differences}: {meaning} of meaning · {wording} of wording").format(
                differences=ngettext("{count} difference", "{count} differences", len(changes)).format(
                    count=len(changes)
                ),
                meaning=len(changes) - of_wording,
                wording=of_wording,
            )
            if changes
            else _("These two versions say the same.")
        )
        self.table.set_rows(self.differences)
        self._lay_out()
        if self.differences:
            self.view.select_id(self.differences[0].id)
            self._on_current(self.differences[0].id)

    def step(self, by: int) -> None:
        """The next or previous difference, in the order of the list."""
        if not self.differences:
            return
        ids = [each.id for each in self.differences]
        here = ids.index(self.view.current_id) if self.view.current_id in ids else (-1 if by > 0 else 0)
        self.view.select_id(ids[(here + by) % len(ids)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow window the list stands above the texts."""
        super().resizeEvent(event)
        wide = self.width() >= 860
        self.body.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        if wide:
            width = min(_LIST_WIDTH, self.width() // 3)
            self.body.setSizes([width, self.width() - width])
        else:
            self.body.setSizes([self.height() // 3, self.height() * 2 // 3])

    def _on_chosen(self, _index: int) -> None:
        self.chosen.emit(self.older.currentData(), self.newer.currentData())

    def _on_current(self, number: int | None) -> None:
        self.texts.go_to(next((each.change for each in self.differences if each.id == number), None))

    def _lay_out(self) -> None:
        if self.found is not None:
            self.texts.show_rows(self.found.comparison.rows, only_different=self.only.isChecked())
            self._on_current(self.view.current_id)


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", _("No."), 44, "number", drop=4),
        Column("kind", _("About"), 112, "chip", chip=_kind_chip, drop=0),
        Column("words", _("Before → after"), 180, stretch=True, drop=0),
    )


def _kind_chip(difference: Difference) -> Chip:
    kind = difference.change.kind
    return Chip(_(service.CHANGE_KINDS[kind]), "neutral" if kind in service.OF_WORDING else "waiting")


def _words(change: Change) -> str:
    before, after = " ".join(change.left_text.split()), " ".join(change.right_text.split())
    if change.kind == "moved":
        return after
    if change.left is None or change.right is None:
        return before or after
    nothing = _("(nothing)")
    return f"{before or nothing} → {after or nothing}"
