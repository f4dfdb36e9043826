"""The archive's main page: one search field over everything, why each dossier was found, its items, where it lies and
who has it. Finding and rules are in the service."""

from __future__ import annotations

from array import array
from typing import Any

from PySide6.QtCore import QTimer

from signdesk.core import clock
from signdesk.core.i18n import N_, _
from signdesk.domains.archive import rules, service
from signdesk.domains.archive.pages.acts import DossierActs
from signdesk.domains.archive.pages.parts import ItemButton, MenuChip
from signdesk.ui.actions import Action
from signdesk.ui.list_detail import Found, Query
from signdesk.ui.pane import Step
from signdesk.ui.table_model import Chip, Column

FILTERS = ("year", "retention", "state", "information_class")


def chip_of(row: Any) -> Chip:
    """State in words: who has it, and red only if it should be back."""
    if row.state != service.ON_LOAN:
        return Chip(_("In store"), "ok")
    due = row.loan.due_on if hasattr(row, "loan") and row.loan else row.due_on
    if due is not None and due < clock.today():
        return Chip(_("Overdue"), "seal")
    return Chip(_("On loan"), "waiting")


def whereabouts(row: service.DossierRow) -> str:
    """Box and place, or who has it until when."""
    if row.state == service.ON_LOAN:
        return _("{borrower}, due {date}").format(
            borrower=row.borrower, date=f"{row.due_on:%m-%d}" if row.due_on else ""
        )
    return " · ".join(part for part in (row.box, row.place) if part)


class DossiersPage(DossierActs):
    """Search, list, pane. What can be done is in `DossierActs`."""

    page_id, group, title, icon = "archive.dossiers", "archive", N_("Archive"), "archive"
    tables = frozenset({"dossier", "dossier_item", "loan", "archive_box"})
    permission = service.READ_ARCHIVE
    primary = "archive.dossiers.take_in"
    secondary = ("archive.dossiers.pending",)
    menu = (
        "archive.dossiers.labels", "archive.dossiers.box_note", "archive.dossiers.spine", "archive.dossiers.loans",
        "archive.dossiers.readings",
    )  # fmt: skip
    search_hint = N_("Name, contract, archive number, text of a scan; zs for 张三; last four digits")
    empty_sentence, empty_action = N_("The archive is empty."), "archive.dossiers.take_in"

    # ---- actions

    def make_actions(self) -> list[Action]:
        """See DossierActs."""
        return self.acts()

    # ---- columns

    def make_columns(self) -> tuple[Column, ...]:
        """As the list shows them when nothing is asked for."""
        return self._columns(searching=False)

    def _columns(self, *, searching: bool) -> tuple[Column, ...]:
        found = Column("found_in", _("Found in"), 98, text=lambda row: _(", ").join(row.found_in), drop=2, muted=True)
        return (
            Column("state", _("State"), 84, "chip", chip=chip_of, drop=0),
            Column("title", _("Dossier title"), 200, stretch=True, drop=0, bold=True),
            *((found,) if searching else ()),
            Column("parties", _("Parties"), 112, drop=1),
            Column("signed_on", _("Date"), 94, "date", drop=3),
            Column("number", _("Archive number"), 208, drop=0),
            Column("place", _("Box and place"), 112, text=whereabouts, drop=4),
            Column("pages", _("Number of pages"), 84, "number", drop=5, total=True),
        )

    def make_filters(self) -> tuple[Any, ...]:
        """None that are merely on or off: see `build` for the chips with menus."""
        return ()

    # ---- layout

    def build(self) -> None:
        """As every list, then the search field goes to the front and the chips open menus."""
        self._asked = Query()
        self._pending: tuple[service.PendingDossier, ...] = ()
        super().build()
        row = self.filter_row.layout()
        row.removeWidget(self.search)
        row.insertWidget(0, self.search, 3)
        row.setStretch(1, 2)
        self.menu_chips: dict[str, MenuChip] = {}
        holder = row.itemAt(1).widget().layout()
        names = (_("Archive year"), _("Retention period"), _("State"), _("Class of information"))
        kept = self.context.memory.get(f"menus.{self.page_id}") or {}
        for id, name in zip(FILTERS, names, strict=True):
            chip = MenuChip(id, name)
            chip.setObjectName(f"{self.page_id}.filter.{id}")
            chip.choose(kept.get(id), tell=False)
            chip.chosen.connect(self.on_chosen)
            self.menu_chips[id] = chip
            holder.addWidget(chip)
        self.menu_chips["retention"].set_options([(code, rules.retention_label(code)) for code in rules.RETENTIONS])
        self.menu_chips["state"].set_options(
            [*((state, _(words)) for state, words in service.STATES.items()), ("overdue", _("Overdue"))]
        )
        self.menu_chips["information_class"].set_options([(name, _(words)) for name, words in service.CLASSES.items()])

    def apply_fit(self, fit: Any) -> None:
        """The search field takes the room there is."""
        super().apply_fit(fit)
        self.search.setMinimumWidth(240)
        self.search.setMaximumWidth(16_777_215)

    # ---- wiring

    def on_chosen(self) -> None:
        """Another value of a chip."""
        kept = {id: chip.value for id, chip in self.menu_chips.items() if chip.value is not None}
        self.context.memory.set(f"menus.{self.page_id}", kept)
        self.refresh()

    def clear_filters(self) -> None:
        """Show everything again."""
        for chip in self.menu_chips.values():
            chip.choose(None, tell=False)
        self.context.memory.set(f"menus.{self.page_id}", {})
        super().clear_filters()

    def query(self) -> Query:
        """Words and chosen values."""
        chosen = {f"{id}={chip.value}" for id, chip in self.menu_chips.items() if chip.value is not None}
        return Query(self.search.words(), frozenset(chosen))

    def refresh(self) -> None:
        """The first page at once; the whole list, for its length and jumps, right after it."""
        asked, filters = self.query(), self.wanted()
        self.ops.read(
            lambda session: (
                asked,
                service.find(session, query=asked.text, filters=filters),
                service.facts(session),
                service.pending(session),
            ),
            self.on_first_page,
            key=f"{self.page_id}.find",
            label=_("Searching the archive"),
        )

    def wanted(self) -> service.Filters:
        """The chips as the service takes them."""
        chosen = {id: chip.value for id, chip in self.menu_chips.items()}
        overdue = chosen["state"] == "overdue"
        return service.Filters(
            year=chosen["year"],
            retention=chosen["retention"],
            state=None if overdue else chosen["state"],
            information_class=chosen["information_class"],
            overdue=overdue,
        )

    def on_first_page(self, answer: tuple[Query, service.Found, service.DayFacts, Any]) -> None:
        """Show the first hits and what the day is like, then ask for the rest."""
        asked, found, facts, self._pending = answer
        self.show_pending_count(len(self._pending))
        self.renew_pending()
        self.menu_chips["year"].set_options([(year, str(year)) for year in facts.years])
        searching = bool(asked.text)
        if searching != bool(self._asked.text):
            self._show_columns(searching=searching)
        same, self._asked = asked == self._asked, asked
        first = array("q", (row.id for row in found.rows))
        longer = found.following is not None
        # A refresh must not throw a long list away and scroll to the top while the whole is read again.
        keeps = same and longer and len(self.table.ids) > len(first)
        self.on_found(Found(self.table.ids if keeps else first, facts=self._facts(asked, found, facts)))
        if longer:
            filters = self.wanted()
            self.ops.read(
                lambda session: (asked, service.ids(session, query=asked.text, filters=filters)),
                self.on_all,
                key=f"{self.page_id}.all",
                label=_("Reading the whole list"),
            )

    def on_all(self, answer: tuple[Query, array[int]]) -> None:
        """The whole list is known."""
        asked, ids = answer
        if asked != self._asked:
            return
        self.table.set_ids(ids)
        if asked.text or asked.filters:
            self.header.facts.setText(_("{count} found").format(count=f"{len(ids):,}"))
        if self._wanted is not None and self.view.select_id(self._wanted):
            self._wanted = None

    def _facts(self, asked: Query, found: service.Found, facts: service.DayFacts) -> str:
        if asked.text or asked.filters:
            count = found.count or service.Count(0, False)
            words = _("more than {count} found") if count.more else _("{count} found")
            return words.format(count=f"{count.number:,}")
        parts = [_("{count} dossiers").format(count=f"{facts.dossiers:,}")]
        if facts.on_loan:
            parts.append(_("{count} on loan").format(count=facts.on_loan))
        if facts.overdue:
            parts.append(_("{count} overdue").format(count=facts.overdue))
        if facts.due_for_appraisal:
            parts.append(_("{count} due for appraisal").format(count=facts.due_for_appraisal))
        return " · ".join(parts)

    def _show_columns(self, *, searching: bool) -> None:
        self.table.beginResetModel()
        self.table.columns = self._columns(searching=searching)
        self.table.endResetModel()
        self.view.lay_out_columns()

    def read_rows(self, session: Any, ids: Any) -> Any:
        """Up to 64 rows, with where they were found."""
        return service.rows(session, dossier_ids=ids, query=self._asked.text)

    def read_detail(self, session: Any, record_id: int) -> service.DossierInfo:
        """The dossier in the pane."""
        return service.dossier_info(session, dossier_id=record_id)

    def open_record(self, record_id: int) -> None:
        """From another page: show it also if the chips would hide it."""
        if self.table.row_of(record_id) < 0 and (self.query().text or self.query().filters):
            self.clear_filters()
        super().open_record(record_id)
        QTimer.singleShot(0, self, self.view.setFocus)

    # ---- pane

    def fill_pane(self, pane: Any, dossier: service.DossierInfo) -> None:
        """What it is, who has it, what is in it, where it has been."""
        pane.heading(dossier.title, chip=chip_of(dossier))
        pane.text(dossier.number, ink="muted")
        if dossier.loan is not None:
            loan = dossier.loan
            late = loan.due_on < clock.today()
            words = _("{borrower} has it for {purpose}, due back {date}")
            pane.text(
                words.format(borrower=loan.borrower, purpose=loan.purpose, date=loan.due_on),
                ink="seal" if late else "waiting",
            )
        pane.facts(
            [
                (_("Parties"), "\n".join(_party_words(party) for party in dossier.parties)),
                (_("Signed on"), str(dossier.signed_on)),
                (_("Responsible body"), dossier.responsible),
                (_("Retention period"), _retention_words(dossier)),
                (_("Class of information"), _(service.CLASSES.get(dossier.information_class, ""))),
                (_("Box and place"), " · ".join(part for part in (dossier.box, dossier.place) if part) or "—"),
                (_("Business type"), dossier.business_type),
                (_("Four-property check"), _check_words(dossier)),
                (_("Remarks"), dossier.remarks),
            ]
        )
        pane.section(_("{items} items, {pages} pages").format(items=dossier.item_count, pages=dossier.page_count))
        for item in dossier.items:
            pane.widget(
                ItemButton(
                    item.place,
                    item.title,
                    item.pages,
                    has_file=item.attachment_id is not None,
                    open_it=lambda item=item: self.preview_item(item),
                )
            )
        pane.section(_("So far"))
        taken = f"{clock.to_local(dossier.taken_in_at):%Y-%m-%d %H:%M}"
        pane.steps(
            [
                Step("done", _("Taken in by {name}").format(name=dossier.taken_in_by), taken),
                *([Step("done", _("Put in box {box}").format(box=dossier.box), dossier.place)] if dossier.box else ()),
                *(
                    [
                        Step(
                            "now",
                            _("Lent to {name}").format(name=dossier.loan.borrower),
                            f"{dossier.loan.due_on:%m-%d}",
                        )
                    ]
                    if dossier.loan
                    else ()
                ),
            ]
        )
        first = "archive.dossiers.take_back" if dossier.loan else "archive.dossiers.lend"
        pane.buttons(None, first, "archive.dossiers.cover", "archive.dossiers.items", "archive.dossiers.box")


def _party_words(party: service.PartyInfo) -> str:
    return " ".join(part for part in (party.role, party.name, party.id_number, party.phone) if part)


def _retention_words(dossier: service.DossierInfo) -> str:
    words = rules.retention_label(dossier.retention)
    if dossier.expires_on is None:
        return words
    return _("{period}, until {date}").format(period=words, date=dossier.expires_on)


def _check_words(dossier: service.DossierInfo) -> str:
    if dossier.check is None:
        return ""
    if not dossier.check.findings:
        return _("passed")
    return _(", ").join(finding.message for finding in dossier.check.findings)
