"""What can be done on the archive page: take in, accept what is due, lend, take back, box, print. Each asks in the pane
what it needs; the service decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QKeyEvent, QKeySequence

from signdesk.core import clock
from signdesk.core.i18n import _
from signdesk.domains.archive import rules, service
from signdesk.domains.archive.pages.intake_form import IntakeForm
from signdesk.domains.archive.pages.item_reading import ItemReading
from signdesk.domains.archive.pages.parts import RowButton
from signdesk.ui.actions import Action
from signdesk.ui.fields import ChoiceField, DateField, Field, NotesField, NumberField, TextField, TickField
from signdesk.ui.preview import PdfPreview
from signdesk.ui.register import RegisterPage

_CASES, _CASE = -2, -3
"""What the pane shows instead of a dossier: the cases that are due, or one of them."""


class DossierActs(ItemReading, RegisterPage):
    """The acts. From RegisterPage come forms in the pane that keep what was typed."""

    def acts(self) -> list[Action]:
        """All actions of the page."""
        keep, lend = service.KEEP_ARCHIVE, service.LEND_DOSSIERS
        some = self._some
        out = lambda: some() and self.shown.loan is not None  # noqa: E731 - two conditions used once each
        home = lambda: some() and self.shown.loan is None  # noqa: E731
        return [
            Action("archive.dossiers.take_in", _("Take in"), self.start_take_in, "Ctrl+N", keep, "add", act=False),
            Action("archive.dossiers.pending", _("Due in the archive"), self.show_pending, "F7", keep, act=False),
            Action("archive.dossiers.lend", _("Lend"), self.start_lend, "F3", lend, "loan", enabled=home, act=False),
            Action(
                "archive.dossiers.take_back", _("Take back"), self.start_take_back, "F6", lend, "undo",
                enabled=out, act=False,
            ),
            Action("archive.dossiers.cover", _("Cover"), self.print_cover, "F8", icon="print", enabled=some),
            Action("archive.dossiers.items", _("Item list"), self.print_items, "Shift+F8", icon="print", enabled=some),
            Action("archive.dossiers.box", _("Box…"), self.start_box, "F9", keep, "archive", enabled=some, act=False),
            Action("archive.dossiers.box_note", _("Box note"), self.print_box_note, icon="print", enabled=self._boxed),
            Action("archive.dossiers.spine", _("Box spine"), self.print_spine, icon="print", enabled=self._boxed),
            Action("archive.dossiers.labels", _("Labels"), self.print_labels, icon="print", enabled=some),
            Action("archive.dossiers.loans", _("Loan register"), self.print_loans, icon="print"),
            Action(
                "archive.dossiers.readings", _("Register of readings"), self.print_readings, permission=keep,
                icon="print",
            ),
        ]  # fmt: skip

    def _some(self) -> bool:
        return getattr(self, "shown", None) is not None

    def _boxed(self) -> bool:
        return self._some() and self.shown.box_id is not None

    def _form(
        self,
        fields: Sequence[Field],
        draft: str,
        title: str,
        values: dict[str, Any],
        save: Callable[[dict[str, Any], Any], None],
    ) -> None:
        form = self._open_form(fields, draft, title, values)
        form.saved.connect(lambda given: save({key: value for key, value in given.items() if value is not None}, form))

    # ---- intake

    def start_take_in(self) -> None:
        """The intake form, with the categories there are."""
        self.ops.read(service.categories, self._show_take_in, key="archive.categories")

    def _show_take_in(self, categories: tuple[service.CategoryInfo, ...]) -> None:
        form = IntakeForm(categories, drafts=self.context.drafts)
        self.pane_busy = True
        self.form = form
        self.pane.start(-1)
        self.pane.heading(_("Take a dossier in"))
        if form.restored:
            self.pane.text(_("What you typed before and did not save is here again."), ink="waiting")
        self.pane.widget(form)
        self.pane.form_buttons(form, _("Take in"), lambda: self.close_form(form))
        self.pane.finish()
        if self.fit.pane_replaces:
            self._narrow_detail = True
            self._arrange()
        form.focus_first()
        form.saved.connect(lambda given: self._take_in(form, *given))

    def _take_in(self, form: IntakeForm, values: dict[str, Any], parties: Any, rows: list[dict[str, Any]]) -> None:
        def prepare() -> list[service.ItemIn]:
            items = []
            for row in rows:
                item = service.ItemIn(kind=row["kind"], title=row["title"], pages=int(row["pages"]))
                if row["file"] is not None:
                    file = service.prepare_file(row["file"])
                    item = replace(
                        item,
                        data=file.data,
                        file_name=file.name,
                        media_type=file.media_type,
                        text_pages=file.text_pages,
                        pages=max(item.pages, file.pages),
                    )
                items.append(item)
            return items

        def write(items: list[service.ItemIn]) -> None:
            self.ops.write(
                service.TAKE_IN,
                lambda session: service.take_in(session, parties=parties, items=items, **values),
                lambda dossier: self._taken_in(form, dossier),
                form.refused,
            )

        self.ops.work(prepare, write, form.refused, label=_("Reading the files"))

    def _taken_in(self, form: Any, dossier: service.DossierInfo) -> None:
        self._saved(form, dossier.id, say=False)
        self.messages.done(_("Taken in as {number}.").format(number=dossier.number))

    # ---- what is due

    def show_pending_count(self, count: int) -> None:
        """How many cases wait stands on the button."""
        for button in self.header.secondary:
            if button.objectName() == "archive.dossiers.pending.button":
                words = _("Due in the archive")
                button.setText(f"{words} {count}" if count else words)

    def renew_pending(self) -> None:
        """The list of cases is open and may have changed."""
        if self.pane_busy and self.pane.record_id == _CASES:
            self.show_pending()

    def show_pending(self) -> None:
        """The cases that are signed and not here yet, in the pane."""
        # Busy, so that a row's details still on their way do not take the list's place.
        self.pane_busy = True
        if self.fit.pane_replaces:
            self._narrow_detail = True
            self._arrange()
        self.pane.start(_CASES)
        self.pane.heading(_("Due in the archive"))
        if not self._pending:
            self.pane.text(_("Every signed case is in the archive."), ink="muted")
        for each in self._pending:
            due = _("due {date}").format(date=f"{each.due_on:%m-%d}")
            late = each.due_on < clock.today()
            row = RowButton(each.number, each.title, due, open_it=lambda each=each: self.show_case(each), urgent=late)
            self.pane.widget(row)
        self.pane.custom_buttons((_("Close"), self.close_pending, "secondary"))
        self.pane.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back from a case to the list of cases, and from there to the dossier."""
        if event.matches(QKeySequence.StandardKey.Cancel) and self.pane.record_id in (_CASES, _CASE):
            if self.pane.record_id == _CASE:
                self.show_pending()
            else:
                self.close_pending()
            return
        super().keyPressEvent(event)

    def unsaved(self) -> bool:
        """A form with something typed is open; the list of cases is none."""
        return self.pane.record_id not in (_CASES, _CASE) and super().unsaved()

    def close_pending(self) -> None:
        """Back to the selected dossier."""
        self.pane_busy = False
        self.read_pane()
        self.leave_pane()

    def show_case(self, case: service.PendingDossier) -> None:
        """One signed case: what it lacks, or take it in."""
        self.ops.read(
            lambda session: service.missing_from(session, source=case.source),
            lambda missing: self._show_case(case, missing),
            key="archive.case",
        )

    def _show_case(self, case: service.PendingDossier, missing: tuple[str, ...]) -> None:
        self.pane.start(_CASE)
        self.pane.heading(case.title)
        self.pane.facts(
            [
                (_("Case"), case.number),
                (_("Parties"), case.parties),
                (_("Signed on"), str(case.signed_on)),
                (_("Due in the archive"), str(case.due_on)),
            ]
        )
        leave = (_("Close"), self.show_pending, "secondary")
        if missing:
            self.pane.text(_("Still missing: {items}").format(items=_(", ").join(missing)), ink="seal")
            self.pane.custom_buttons(leave)
        else:
            self.pane.custom_buttons((_("Take in"), lambda: self.accept(case), "primary"), leave)
        self.pane.finish()

    def accept(self, case: service.PendingDossier) -> None:
        """Take the case in as its room has prepared it."""

        def accepted(dossier: service.DossierInfo) -> None:
            self.pane_busy = False
            self._wanted = dossier.id
            self.messages.done(_("Taken in as {number}.").format(number=dossier.number))
            self.refresh()

        self.ops.write(service.TAKE_IN, lambda session: service.accept(session, source=case.source), accepted)

    # ---- loans

    def start_lend(self) -> None:
        """Who, what for, until when."""
        dossier = self.shown
        fields = (
            TextField("borrower", _("Borrower"), required=True),
            TextField("purpose", _("Purpose of the loan"), required=True),
            TextField("unit", _("Borrower's unit")),
            TextField("contact", _("Contact of the borrower")),
            TickField("on_site", _("Read here, not taken out")),
            DateField("due_on", _("Due back")),
        )

        def save(values: dict[str, Any], form: Any) -> None:
            self.ops.write(
                service.LEND,
                lambda session: service.lend(session, dossier_id=dossier.id, version=dossier.version, **values),
                lambda loan: self._lent(form, loan),
                form.refused,
            )

        self._form(fields, f"lend.{dossier.id}", _("Lend {number}").format(number=dossier.number), {}, save)

    def _lent(self, form: Any, loan: service.LoanInfo) -> None:
        self._saved(form, loan.dossier_id, say=False)
        words = _("Lent to {name}, due back {date}.").format(name=loan.borrower, date=loan.due_on)
        back = lambda session: service.take_back(  # noqa: E731 - the reversing operation of the undo strip
            session, loan_id=loan.id, version=loan.version, pages_in=loan.pages_out, result=_("Not lent after all")
        )
        self.messages.done(words, undo=lambda: self.ops.write(service.TAKE_BACK, back))

    def start_take_back(self) -> None:
        """Count the pages."""
        loan = self.shown.loan
        fields = (
            NumberField("pages_in", _("Pages that came back"), required=True, default=loan.pages_out),
            NotesField("condition", _("Physical condition")),
            NotesField("result", _("What it was used for")),
        )

        def save(values: dict[str, Any], form: Any) -> None:
            def done(_loan: object) -> None:
                self._saved(form, loan.dossier_id, say=False)
                self.messages.done(_("{number} is back.").format(number=loan.number))

            self.ops.write(
                service.TAKE_BACK,
                lambda session: service.take_back(session, loan_id=loan.id, version=loan.version, **values),
                done,
                form.refused,
            )

        title = _("Take back from {name}").format(name=loan.borrower)
        self._form(fields, f"back.{loan.id}", title, {"pages_in": loan.pages_out}, save)

    # ---- boxes

    def start_box(self) -> None:
        """A box there is, or a new one, for all selected dossiers."""
        self.ops.read(service.boxes, self._show_boxes, key="archive.boxes")

    def _show_boxes(self, boxes: tuple[service.BoxInfo, ...]) -> None:
        dossier, ids = self.shown, self.view.selected_ids() or [self.shown.id]
        fitting = [
            box
            for box in boxes
            if (box.year, box.retention, box.unit) == (dossier.year, dossier.retention, dossier.unit)
        ]
        options = [(0, _("A new box")), *((box.id, f"{box.name} · {box.place}") for box in fitting)]
        fields = (
            ChoiceField("box_id", _("Box"), required=True, options=options, default=dossier.box_id or 0),
            TextField("place", _("Shelf place"), required=True, hint="A-02-3"),
            ChoiceField("spine_mm", _("Spine"), options=[(mm, f"{mm} mm") for mm in rules.BOX_WIDTHS], default=30),
        )

        def save(values: dict[str, Any], form: Any) -> None:
            chosen = values | {"box_id": values["box_id"] or None}
            self.ops.write(
                service.PUT_IN_BOX,
                lambda session: service.put_in_box(session, dossier_ids=ids, **chosen),
                lambda box: self._boxed_now(form, dossier.id, box),
                form.refused,
            )

        title = _("{count} dossiers into a box").format(count=len(ids))
        self._form(fields, f"box.{dossier.id}", title, {"place": dossier.place, "spine_mm": 30}, save)

    def _boxed_now(self, form: Any, dossier_id: int, box: service.BoxInfo) -> None:
        self._saved(form, dossier_id, say=False)
        self.messages.done(_("In box {box}, {place}.").format(box=box.name, place=box.place))

    # ---- paper

    def _print(self, gather: Callable[[Any], Any], draw: Callable[[Any], bytes], title: str) -> None:
        """Gather in an operation (a print stands in the trail), draw on the work thread, show before printing."""
        outlet = self.context.outlet
        if outlet is None:
            return

        def drawn(pdf: bytes) -> None:
            PdfPreview(self, self.ops, outlet, pdf, title=title).open()

        self.ops.write(
            service.PRINT, gather, lambda paper: self.ops.work(lambda: draw(paper), drawn, label=_("Making the PDF"))
        )

    def print_cover(self) -> None:
        """The dossier's cover."""
        self._print_dossier(service.cover_pdf)

    def print_items(self) -> None:
        """The list of the dossier's items."""
        self._print_dossier(service.catalogue_pdf)

    def _print_dossier(self, draw: Callable[[Any], bytes]) -> None:
        dossier = self.shown
        self._print(lambda session: service.gather_dossier(session, dossier_id=dossier.id), draw, dossier.number)

    def print_box_note(self) -> None:
        """The note of the box the dossier lies in."""
        self._print_box(service.box_note_pdf, _("Box note"))

    def print_spine(self) -> None:
        """The strip for the spine of the box."""
        self._print_box(service.spine_pdf, _("Box spine"))

    def _print_box(self, draw: Callable[[Any], bytes], title: str) -> None:
        box_id = self.shown.box_id
        self._print(lambda session: service.gather_box(session, box_id=box_id), draw, title)

    def print_labels(self) -> None:
        """Labels for all selected dossiers."""
        ids = self.view.selected_ids() or [self.shown.id]
        self._print(
            lambda session: service.gather_labels(session, dossier_ids=ids),
            lambda found: service.labels_pdf(*found),
            _("Dossier labels"),
        )

    def print_loans(self) -> None:
        """The loan register."""
        self._print(
            lambda session: (service.loans(session, running_only=False), service.printing(session)),
            lambda found: service.loans_pdf(*found),
            _("Loan register"),
        )

    def print_readings(self) -> None:
        """Who has read which files in the last twelve months, and the copies made."""
        self._print(
            lambda session: (service.readings(session), service.printing(session)),
            lambda found: service.readings_pdf(*found),
            _("Register of readings and copies"),
        )
