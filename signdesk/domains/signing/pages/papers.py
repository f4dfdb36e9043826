"""Customers' papers in a case's pane: what was presented of each, a form to note it, its scans, and the receipt. Mixed
into the cases page; rules and writing are in the service."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from signdesk.core import clock
from signdesk.core.errors import UserError
from signdesk.core.i18n import _, ngettext
from signdesk.domains.signing import service
from signdesk.domains.signing.pages.parts import FilePanel
from signdesk.domains.signing.service import CaseInfo, PaperInfo
from signdesk.ui.dialogs import ask_reason
from signdesk.ui.fields import ChoiceField, NumberField, TextField, TickField
from signdesk.ui.form import Form
from signdesk.ui.form_in_pane import FormInPane
from signdesk.ui.pane import DetailPane
from signdesk.ui.preview import PdfPreview

_CLOSED = (service.SIGNED, service.ARCHIVED, service.VOID)


def shown_words(paper: PaperInfo) -> str:
    """What was presented, by whom it was seen, and where the originals are; "" if nothing was."""
    counts = []
    if paper.originals_shown:
        counts.append(
            ngettext("{count} original", "{count} originals", paper.originals_shown).format(count=paper.originals_shown)
        )
    if paper.copies_shown:
        counts.append(ngettext("{count} copy", "{count} copies", paper.copies_shown).format(count=paper.copies_shown))
    if not counts:
        return ""
    words = [_(", ").join(counts)]
    if paper.handled_at is not None:
        words.append(f"{paper.handled_by} {clock.to_local(paper.handled_at):%m-%d %H:%M}")
    if paper.returned_at is not None:
        words.append(
            _("originals back to {name} {time}").format(
                name=paper.returned_to, time=f"{clock.to_local(paper.returned_at):%m-%d %H:%M}"
            )
        )
    elif paper.originals_shown:
        words.append(_("originals are here"))
    return " · ".join(filter(None, [*words, paper.note]))


def is_here(paper: PaperInfo) -> bool:
    """Whether originals were presented that have not been given back."""
    return bool(paper.originals_shown) and paper.returned_at is None


def paper_form(paper: PaperInfo, case: CaseInfo) -> Form:
    """What was presented of a paper, and who took its originals back. Until something is noted it suggests what is
    asked for; of a closed case only originals that are here can still be given back."""
    people: list[tuple[Any, str]] = []
    for party in case.parties:
        people.append(((party.id, False), f"{party.role} {party.name}"))
        if party.agent:
            people.append(((party.id, True), _("agent {name}").format(name=party.agent)))
    back = ChoiceField("returned_to", _("Originals given back to"), options=people, wide=True)
    if case.row.state in _CLOSED:
        return Form([back], name="signing.paper")
    fields = [
        NumberField("originals", _("Originals presented"), True, most=99),
        NumberField("copies", _("Copies presented"), True, most=99),
        TextField("note", _("Note"), max_length=120, wide=True, hint=_("For example: expires in May. No numbers.")),
    ]
    if paper.returned_at is None:
        fields.append(back)
    fields.append(TickField("scan", _("Add a scan or photograph afterwards")))
    form = Form(fields, name="signing.paper")
    shown = (paper.originals_shown, paper.copies_shown)
    originals, copies = (int(paper.original), paper.copies) if paper.handled_at is None else shown
    form.set_values({"originals": originals, "copies": copies, "note": paper.note})
    return form


class CasePapers(FormInPane):
    """The part of the cases page about customers' papers."""

    def _case(self) -> CaseInfo | None:
        raise NotImplementedError

    def fill_papers(self, pane: DetailPane, case: CaseInfo) -> None:
        """Every paper of the list: whether it is there, what exactly was presented, its scans."""
        if not case.papers:
            return
        pane.section(_("Papers"))
        for paper in case.papers:
            self._fill_paper(pane, case, paper)

    def _fill_paper(self, pane: DetailPane, case: CaseInfo, paper: PaperInfo) -> None:
        wanted = service.wanted_words(paper)
        words = f"{paper.role} {paper.name}"
        if case.row.state in _CLOSED:
            pane.text(words)
        else:
            pane.check(
                words,
                wanted if paper.required else _("{wanted}, if there is one").format(wanted=wanted),
                on=paper.state != "missing",
                toggle=lambda: self.toggle_paper(paper),
            )
        shown = shown_words(paper)
        if shown and paper.state == "missing":
            shown = _("not all that is asked for: {shown}").format(shown=shown)
        if shown:
            pane.link(shown, lambda: self.edit_paper(paper), ink="waiting" if paper.state == "missing" else "muted")
        for number, scan_id in enumerate(paper.scans, 1):
            pane.link(
                _("Scan {number} of {paper}").format(number=number, paper=paper.name),
                lambda scan_id=scan_id: self.look_at_scan(paper, scan_id),  # type: ignore[misc]  # bound now
            )

    # acts

    def toggle_paper(self, paper: PaperInfo) -> None:
        """Seen as it is asked for, or missing after all."""
        state = "seen" if paper.state == "missing" else "missing"
        self.ops.write(
            service.NOTE_PAPER,
            lambda s: service.note_paper(s, paper_id=paper.id, version=paper.version, state=state),
            None,
        )

    def papers_seen(self) -> None:
        """Every required paper was seen as it is asked for."""
        case = self._case()
        if case is None:
            return
        missing = [paper for paper in case.papers if paper.required and paper.state == "missing"]

        def act(session: Any) -> None:
            for paper in missing:
                service.note_paper(session, paper_id=paper.id, version=paper.version, state="seen")

        self.ops.write(service.NOTE_PAPER, act, None)

    def next_paper(self) -> None:
        """The form of the first paper that is missing, else of one whose originals are here, else of the first; of a
        closed case only of one whose originals are here."""
        case = self._case()
        if case is None or not case.papers or self.pane_busy:
            return
        here = [paper for paper in case.papers if is_here(paper)]
        if case.row.state in _CLOSED:
            self.edit_paper([*here, *case.papers][0])
            return
        missing = [paper for paper in case.papers if paper.state == "missing"]
        self.edit_paper([*sorted(missing, key=lambda paper: not paper.required), *here, *case.papers][0])

    def edit_paper(self, paper: PaperInfo) -> None:
        """What was presented of a paper, and who took its originals back."""
        case = self._case()
        if case is None or self.pane_busy:
            return
        closed = case.row.state in _CLOSED
        if closed and not is_here(paper):
            self.messages.info(_("The case is closed, and there are no originals here to give back."))
            return
        form = paper_form(paper, case)

        def note(session: Any, values: dict[str, Any]) -> PaperInfo:
            noted = paper
            if not closed:
                noted = service.present(
                    session,
                    paper_id=paper.id,
                    version=paper.version,
                    originals=values["originals"],
                    copies=values["copies"],
                    note=values["note"] or "",
                )
            if values.get("returned_to"):
                party_id, agent = values["returned_to"]
                noted = service.give_back(
                    session, paper_id=paper.id, version=noted.version, party_id=party_id, agent=agent
                )
            return noted

        def save(values: dict[str, Any]) -> None:
            self.ops.write(
                service.NOTE_PAPER, lambda session: note(session, values), lambda _paper: done(values), form.refused
            )

        def done(values: dict[str, Any]) -> None:
            self.close_form()
            if values.get("scan"):
                self.add_scan(paper)

        form.saved.connect(save)
        self.put_form(f"{paper.role} {paper.name} · {service.wanted_words(paper)}", form, _("Save"))
        next(iter(form.rows.values())).editor.setFocus()

    def add_scan(self, paper: PaperInfo) -> None:
        """Ask for a scan or photograph of a paper and keep it."""

        def take(path: Path) -> None:
            self.ops.work(lambda: service.prepare_scan(path), store, panel.refuse, label=_("Reading the scan"))

        def store(scan: service.PreparedScan) -> None:
            if stopped:
                return
            self.ops.write(
                service.NOTE_PAPER,
                lambda session: service.add_scan(session, paper_id=paper.id, scan=scan),
                lambda _paper: None if stopped else panel.accept(),
                panel.refuse,
            )

        stopped: list[bool] = []
        panel = FilePanel(
            self,
            take,
            name="signing.paper_scan",
            title=_("Add a scan of {paper}").format(paper=paper.name),
            words=_("PDF, JPEG, PNG or TIFF, up to 20 MB. It is kept encrypted; who looks at it says why."),
            caption=_("File"),
            kinds=_("Scans and photographs") + " (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)",
        )
        panel.rejected.connect(lambda: stopped.append(True))
        panel.open()
        panel.file.editor.setFocus()

    def look_at_scan(self, paper: PaperInfo, scan_id: int) -> None:
        """Show a scan, with a reason that is recorded."""
        outlet = self.context.outlet
        if not self.context.seat.may(service.REVEAL_CONTRACTS):
            self.messages.warn(_("You may not look at customers' papers."))
            return
        if outlet is None:
            self.messages.warn(_("Papers cannot be shown here: nothing can be previewed or printed."))
            return

        def look(reason: str) -> None:
            self.ops.write(
                service.REVEAL_PAPER,
                lambda session: service.reveal_scan(session, paper_id=paper.id, scan_id=scan_id, reason=reason),
                draw,
                reason=reason,
            )

        def draw(scan: service.RevealedFile) -> None:
            self.ops.work(lambda: service.shown_file(scan), show, label=_("Opening the preview"))

        def show(pdf: bytes) -> None:
            PdfPreview(self, self.ops, outlet, pdf, title=paper.name, keep=False).open()

        ask_reason(
            self, _("Look at {paper}?").format(paper=paper.name), text=_("Who looks at it and why is recorded."),
            yes=_("Show"), then=look, suggestions=[_("Compare with the person"), _("Compare with the contract")],
        )  # fmt: skip

    def papers_receipt(self) -> None:
        """The receipt for the customer before printing."""
        case, outlet = self._case(), self.context.outlet
        if case is None or outlet is None:
            return

        def draw(gathered: tuple[CaseInfo, service.Printing]) -> None:
            self.ops.work(lambda: service.papers_receipt_pdf(*gathered), show, label=_("Making the PDF"))

        def show(pdf: bytes) -> None:
            PdfPreview(self, self.ops, outlet, pdf, title=_("Receipt for papers")).open()

        def failed(error: UserError) -> None:
            self.messages.error(error)

        self.ops.read(lambda session: service.gather_receipt(session, case_id=case.id), draw, failed)
