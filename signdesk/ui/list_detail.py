"""The shape of nearly every page: title with the day's facts, one primary button, filter chips, search, list, pane.

A page by hand derives from ``ListDetail``, declares columns and filters and overrides five hooks; a plain register is
only described (``ui.register``). ``find``, ``rows`` and ``detail`` run on the read worker: they call the service and
touch no widget. ``show`` runs on the main thread and fills the pane::

    class LoansPage(ListDetail):
        page_id, title, icon, tables = "archive.loans", N_("Loans"), "loan", frozenset({"loan"})
        primary, secondary = "archive.lend", ("archive.remind",)
        search_hint = N_("Borrower, archive number …")
        def make_columns(self): return (Column("number", _("Archive number"), 180, drop=0), …)
        def make_filters(self): return (Filter("overdue", _("Overdue")),)
        def find_records(self, session, query):
            ids = service.loan_ids(session, text=query.text, overdue="overdue" in query.filters)
            return Found(ids, facts=_("{n} on loan").format(n=len(ids)), counts={"overdue": …})
        def read_rows(self, session, ids): return service.loans(session, ids=ids)
        def read_detail(self, session, record_id): return service.loan(session, loan_id=record_id)
        def fill_pane(self, pane, loan): pane.heading(loan.title, chip=…); pane.buttons("archive.return")

``self.current`` is the id of the selected row, ``self.shown`` the detail in the pane (or None): actions use these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.ui import fit as fitting
from signdesk.ui.buttons import Button, ChipButton
from signdesk.ui.layouts import FlowLayout
from signdesk.ui.leaving import Leaving
from signdesk.ui.ops import Unexpected
from signdesk.ui.page import Page
from signdesk.ui.page_header import EmptyState, PageHeader
from signdesk.ui.pane import DetailPane
from signdesk.ui.search_field import SearchField
from signdesk.ui.table_model import Column, RecordTable
from signdesk.ui.table_view import RecordView


@dataclass(frozen=True)
class Filter:
    """A filter chip. Chips of the same ``group`` exclude each other."""

    id: str
    title: str
    group: str = ""
    on: bool = False


@dataclass(frozen=True)
class Query:
    """What the person wants to see."""

    text: str = ""
    filters: frozenset[str] = frozenset()
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True)
class Found:
    """What was found: ids in order (or the rows themselves, if the list is short), and facts for the title."""

    ids: Sequence[int] = ()
    facts: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    rows: Sequence[Any] | None = None
    divider_at: int | None = None


class ListDetail(Page):
    """List and pane. See the module's text for what to override."""

    primary: ClassVar[str] = ""
    secondary: ClassVar[tuple[str, ...]] = ()
    menu: ClassVar[tuple[str, ...]] = ()
    search_hint: ClassVar[str] = ""
    empty_sentence: ClassVar[str] = ""
    empty_action: ClassVar[str] = ""
    auto_select: ClassVar[bool] = True
    has_pane: ClassVar[bool] = True

    # what a page overrides

    def make_columns(self) -> Sequence[Column]:
        """The columns."""
        raise NotImplementedError

    def make_filters(self) -> Sequence[Filter]:
        """The filter chips."""
        return ()

    def find_records(self, session: Any, query: Query) -> Found:
        """Read worker: which ids, in which order, and the facts for the title."""
        raise NotImplementedError

    def read_rows(self, session: Any, ids: Sequence[int]) -> Sequence[Any]:
        """Read worker: the rows of up to 64 ids, in any order."""
        return ()

    def read_detail(self, session: Any, record_id: int) -> Any:
        """Read worker: what the pane shows. The row itself is often enough for simple pages."""
        return None

    def show_nothing(self, pane: DetailPane) -> None:
        """Nothing is selected."""
        pane.show_empty(_("Select a row to see its details here."))

    def fill_pane(self, pane: DetailPane, detail: Any) -> None:
        """Fill the pane between ``pane.start`` and ``pane.finish``, which are called for you."""
        raise NotImplementedError

    def on_open(self, record_id: int) -> None:
        """Enter on a row. By default the pane gets the focus (on small windows it replaces the list)."""
        self.pane.setFocus()
        self.pane.focusNextChild()

    # the machinery

    def build(self) -> None:
        """Put the parts together."""
        self.fit = fitting.fit(1440, 900)
        self.current: int | None = None
        self.shown: Any = None
        self._filled_with: tuple[int, Any, bool] | None = None
        self.pane_busy = False
        """A form is open in the pane: refreshes leave it alone."""
        self._wanted: int | None = None
        self._sort: tuple[str, bool] = ("", False)
        self._narrow_detail = False
        memory = self.context.memory
        self.leaving = Leaving(self)
        self.context.actions.add_all(self.leaving.actions(), self)
        self.table = RecordTable(self.ops, self.make_columns(), self.read_rows, self)
        self.table.failed.connect(self.messages.error)
        self.view = RecordView(self.table, memory, self.page_id)
        self.view.setAccessibleName(_(self.title))
        self.pane = DetailPane(self.context.actions, self.page_id)
        self.pane.lost_cursor.connect(self.view.setFocus)
        self.pane.setAccessibleName(_("Details"))
        self.header = PageHeader(self)
        self._make_filter_row()
        self._make_body()
        self._box = QVBoxLayout(self)
        self._box.setSpacing(12)
        self._box.addWidget(self.header)
        self._box.addWidget(self.filter_row)
        self._box.addWidget(self.splitter, 1)
        if not self.has_pane:
            self.pane.hide()
        self.setFocusProxy(self.view)
        self.view.current_changed.connect(self.on_current)
        self.view.opened.connect(self.on_opened)
        self.view.sort_asked.connect(self.on_sort)
        self.view.selection_summed.connect(self.status_changed)
        if self.has_pane:
            self.show_nothing(self.pane)

    def _make_filter_row(self) -> None:
        self.filter_row = QWidget()
        row = QHBoxLayout(self.filter_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        kept = self.context.memory.get(f"filters.{self.page_id}")
        self.filters = tuple(self.make_filters())
        self.chips: dict[str, ChipButton] = {}
        for one in self.filters:
            chip = ChipButton(one.title)
            chip.setObjectName(f"{self.page_id}.filter.{one.id}")
            chip.setChecked(one.id in kept if kept is not None else one.on)
            chip.clicked.connect(lambda _on=False, id=one.id: self.on_filter(id))
            self.chips[one.id] = chip
            flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        row.addWidget(holder, 1)
        hint = _(self.search_hint) if self.search_hint else _("Search")
        self.search = SearchField(hint, name=f"{self.page_id}.search")
        self.search.setFixedWidth(300)
        self.search.asked.connect(lambda _words: self.refresh())
        self.search.entered.connect(lambda _words: self.view.setFocus())
        self.search.left_down.connect(self.view.setFocus)
        row.addWidget(self.search)
        # Only ever hidden, never shown: a widget without a parent yet would flash up as a window of its own.
        if not self.search_hint:
            self.search.hide()
        if not (self.filters or self.search_hint):
            self.filter_row.hide()

    def _make_body(self) -> None:
        card = QFrame()
        card.setProperty("card", True)
        box = QVBoxLayout(card)
        box.setContentsMargins(1, 1, 1, 1)
        self.empty = EmptyState()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        box.addWidget(self.stack)
        self.list_card = card
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(card)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        card.setMinimumWidth(280)
        self.pane.setMinimumWidth(280)
        self.splitter.splitterMoved.connect(self._on_splitter)

    def menu_ids(self) -> tuple[str, ...]:
        """What stands in ⋯ besides what found no room: the page's own, then Excel and print."""
        known = self.context.actions.get
        return tuple(id for id in (*self.menu, *self.leaving.ids()) if known(id) is not None)

    def query(self) -> Query:
        """What is asked for now."""
        on = frozenset(id for id, chip in self.chips.items() if chip.isChecked())
        return Query(self.search.words(), on, *self._sort)

    def refresh(self) -> None:
        """Ask again; selection, scroll and an open form stay."""
        query = self.query()
        self.ops.read(
            lambda session: self.find_records(session, query),
            self.on_found,
            self.on_not_read,
            key=f"{self.page_id}.find",
            label=_("Reading the list"),
        )

    def on_not_read(self, error: UserError) -> None:
        """The list could not be read; what it showed stays."""
        if not isinstance(error, Unexpected):
            self.messages.error(error)

    def on_found(self, found: Found) -> None:
        """The answer is here."""
        if found.rows is not None:
            self.table.set_rows(found.rows, divider_at=found.divider_at)
        else:
            self.table.set_ids(found.ids, divider_at=found.divider_at)
        self.header.facts.setText(found.facts)
        for id, count in found.counts.items():
            if id in self.chips:
                self.chips[id].set_count(count)
        self._show_empty()
        if self._wanted is not None and self.view.select_id(self._wanted):
            self._wanted = None
            if self.has_pane and not self.pane_busy:
                self.read_pane()  # the row may have been current already, and then nothing else reads it again
        elif self.current is None and self.auto_select and not self.fit.pane_replaces and len(self.table.ids):
            self.view.select_id(self.table.id_at(0))
        elif self.has_pane and not self.pane_busy:
            self.read_pane()
        self.context.actions.refresh(self)

    def _show_empty(self) -> None:
        if len(self.table.ids):
            self.stack.setCurrentWidget(self.view)
            return
        query = self.query()
        if query.text or query.filters:
            clear = Button(_("Show all"), key="Esc")
            clear.clicked.connect(self.clear_filters)
            self.empty.say(_("Nothing fits these filters."), clear)
        else:
            button = self.context.actions.button(self.empty_action) if self.empty_action else None
            self.empty.say(_(self.empty_sentence) if self.empty_sentence else _("Nothing here yet."), button)
        self.stack.setCurrentWidget(self.empty)

    def clear_filters(self) -> None:
        """Show everything again."""
        for chip in self.chips.values():
            chip.setChecked(False)
        self.search.clear()
        self._keep_filters()
        self.search.ask_now()
        self.refresh()

    def _keep_filters(self) -> None:
        self.context.memory.set(f"filters.{self.page_id}", [id for id, chip in self.chips.items() if chip.isChecked()])

    def on_filter(self, id: str) -> None:
        """A chip was pressed."""
        group = next((one.group for one in self.filters if one.id == id), "")
        if group:
            for other in self.filters:
                if other.group == group and other.id != id:
                    self.chips[other.id].setChecked(False)
        self._keep_filters()
        self.refresh()

    def on_sort(self, key: str, descending: bool) -> None:
        """A header was pressed."""
        self._sort = (key, descending)
        self.refresh()

    def on_current(self, record_id: int | None) -> None:
        """Another row is current."""
        self.current = record_id
        self.pane_busy = False
        self.context.actions.refresh(self)
        if self.has_pane:
            self.read_pane()

    def read_pane(self) -> None:
        """Read the current record again and fill the pane."""
        record_id = self.current
        if record_id is None:
            self.shown = None
            self.ops.read(lambda _session: None, self._on_nothing, key=f"{self.page_id}.detail")
            return
        self.ops.read(
            lambda session: (record_id, self.read_detail(session, record_id)),
            self._on_detail,
            self._on_no_detail,
            key=f"{self.page_id}.detail",
        )

    def _on_nothing(self, _none: None) -> None:
        if self.current is None and not self.pane_busy:
            self.show_nothing(self.pane)

    def _on_detail(self, found: tuple[int, Any]) -> None:
        record_id, detail = found
        if record_id != self.current or self.pane_busy:
            return
        self.shown = detail
        self.context.actions.refresh(self)
        if not self.is_news(record_id, detail):
            return
        self._filled_with = (record_id, self.pane_facts(detail), self.fit.pane_replaces)
        self.pane.start(record_id)
        if self.fit.pane_replaces:
            self.pane.back(self.leave_pane)
        self.fill_pane(self.pane, detail)
        self.pane.finish()

    def pane_facts(self, detail: Any) -> Any:
        """All the pane is filled from; a page that shows more than its detail says so here."""
        return detail

    def is_news(self, record_id: int, detail: Any) -> bool:
        """Whether filling the pane again would change anything. If not, it is left alone: a number that is just being
        shown stays, and so do cursor and scroll."""
        same = self._filled_with == (record_id, self.pane_facts(detail), self.fit.pane_replaces)
        return not (same and self.pane.record_id == record_id)

    def _on_no_detail(self, error: UserError) -> None:
        self.shown = None
        self.pane.show_empty(error.message)

    def open_record(self, record_id: int) -> None:
        """Select and show one record, now or when the list has been read."""
        if self.view.select_id(record_id):
            self.read_pane()
        else:
            self._wanted = record_id
            if self.isVisible():
                self.refresh()
        if self.fit.pane_replaces:
            self._narrow_detail = True
            self._arrange()

    def on_opened(self, record_id: int) -> None:
        """Enter or double click."""
        self.view.select_id(record_id)
        if self.fit.pane_replaces and self.has_pane:
            self._narrow_detail = True
            self._arrange()
            self.read_pane()
        self.on_open(record_id)

    def leave_pane(self) -> None:
        """Esc: back to the list."""
        self._narrow_detail = False
        self._arrange()
        self.view.setFocus()

    def focus_search(self) -> bool:
        """Ctrl+F."""
        if not self.search.isVisible():
            return False
        self.search.setFocus()
        self.search.selectAll()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back: from the pane to the list, then it empties search and filters."""
        if event.matches(QKeySequence.StandardKey.Cancel):
            if self.pane.isAncestorOf(self.focusWidget() or self) or self._narrow_detail:
                self.leave_pane()
            elif self.query().text or self.query().filters:
                self.clear_filters()
            return
        super().keyPressEvent(event)

    # small screens

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's size."""
        super().resizeEvent(event)
        window = self.window()
        self.apply_fit(fitting.fit(window.width(), window.height()))

    def apply_fit(self, fit: fitting.Fit) -> None:
        """Take the measures for this window."""
        changed = fit != self.fit
        self.fit = fit
        self._box.setContentsMargins(fit.margin, 12, fit.margin, 12)
        self.search.setFixedWidth(240 if fit.search_width == 240 else 300)
        self.view.set_row_height(fit.row)
        self.header.set_overflow(fit.buttons_overflow)
        if changed or event_first(self):
            self._arrange()

    def _arrange(self) -> None:
        narrow = self.fit.pane_replaces and self.has_pane
        self.list_card.setVisible(not (narrow and self._narrow_detail))
        self.pane.setVisible(self.has_pane and (not narrow or self._narrow_detail))
        if not narrow and self.has_pane:
            kept = self.context.memory.get(f"pane.{self.page_id}") or 0
            wanted = self.fit.pane_width if self.fit.pane_width == 300 else max(kept, 0) or self.fit.pane_width
            total = max(self.splitter.width(), 700)
            QTimer.singleShot(0, self, lambda: self.splitter.setSizes([total - wanted - 12, wanted]))

    def _on_splitter(self, _position: int, _index: int) -> None:
        if not self.fit.pane_replaces:
            self.context.memory.set(f"pane.{self.page_id}", self.pane.width())

    def sizeHint(self) -> QSize:
        """Pages take what the window gives."""
        return QSize(900, 600)


def event_first(page: ListDetail) -> bool:
    """Whether the page has not been arranged yet."""
    first = page.property("arranged") is None
    page.setProperty("arranged", True)
    return first
