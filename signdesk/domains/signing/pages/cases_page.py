"""The cases: from an opened case to its dossier. What is missing, what blocks it, and the way to the next page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from signdesk.core import clock
from signdesk.core.errors import StaleRecord, UserError
from signdesk.core.i18n import N_, _, ngettext
from signdesk.domains.reception import service as reception
from signdesk.domains.signing import service
from signdesk.domains.signing.pages.case_form import (
    CaseForm,
    NewCaseForm,
    change_form,
    differences,
    paper_words,
    power_form,
)
from signdesk.domains.signing.pages.draft_form import draft_contract
from signdesk.domains.signing.pages.papers import CasePapers
from signdesk.domains.signing.pages.parts import case_chip, import_contract
from signdesk.domains.signing.service import CaseInfo, CaseRow, PartyInfo, TypeInfo
from signdesk.ui.actions import Action
from signdesk.ui.dialogs import ask_reason
from signdesk.ui.fields import ChoiceField
from signdesk.ui.form import Form
from signdesk.ui.list_detail import Filter, Found, Query
from signdesk.ui.pane import DetailPane, Step
from signdesk.ui.table_model import Chip, Column

_P = "signing.cases"
_GROUPS = {
    "draft": (service.DRAFT,),
    "review": (service.IN_REVIEW,),
    "signing": (service.RELEASED, service.SIGNING),
    "signed": (service.SIGNED, service.ARCHIVED),
}
_WAY = (service.DRAFT, service.IN_REVIEW, service.RELEASED, service.SIGNING, service.SIGNED, service.ARCHIVED)


def state_chip(row: CaseRow) -> Chip:
    """The case's state in words."""
    return case_chip(row.state)


def open_text(row: CaseRow) -> str:
    """What is still missing."""
    parts = []
    if row.state in (service.DRAFT, service.IN_REVIEW) and row.unresolved:
        parts.append(ngettext("{count} point", "{count} points", row.unresolved).format(count=row.unresolved))
    if row.missing_papers and row.state not in (service.SIGNED, service.ARCHIVED, service.VOID):
        parts.append(
            ngettext("{count} paper missing", "{count} papers missing", row.missing_papers).format(
                count=row.missing_papers
            )
        )
    return " · ".join(parts)


class CasesPage(CasePapers):
    """All cases, newest first."""

    page_id, group, title, icon = _P, "signing", N_("Cases"), "document"
    tables = frozenset(
        {"signing_case", "case_party", "case_paper", "contract_version", "review_finding", "review_item"}
    )
    permission = service.READ_CASES
    primary = f"{_P}.open"
    menu = (f"{_P}.void",)
    search_hint = N_("Case number or party")
    empty_sentence, empty_action = N_("There are no cases yet."), f"{_P}.open"

    def make_actions(self) -> Sequence[Action]:
        """Opening a case, its papers, its contract, the pages it goes on to."""
        keep, read = service.KEEP_CASES, service.READ_CASES
        return (
            Action(f"{_P}.open", _("Open a case"), self.open_case, "F3", keep, "add", act=False),
            Action(f"{_P}.draft", _("Draft the contract"), self.draft, "F4", service.DRAFT_CONTRACTS, "edit", act=False,
                   enabled=lambda: self._in(service.DRAFT, service.IN_REVIEW, service.RELEASED)),
            Action(f"{_P}.import", _("Import a contract"), self.import_file, "F9", service.DRAFT_CONTRACTS, "add",
                   act=False, enabled=lambda: self._in(service.DRAFT, service.IN_REVIEW, service.RELEASED)),
            Action(f"{_P}.review", _("Review"), self.review, "F6", read, "review", act=False,
                   enabled=lambda: self._case() is not None and bool(self._case().versions)),  # type: ignore[union-attr]  # just tested
            Action(f"{_P}.sign", _("Sign"), self.sign, "F8", read, "sign", act=False,
                   enabled=lambda: self._in(service.RELEASED, service.SIGNING)),
            Action(f"{_P}.papers", _("All papers seen"), self.papers_seen, "F7", keep, "tick",
                   enabled=self._lacks_papers),
            Action(f"{_P}.paper", _("Papers"), self.next_paper, "F11", keep, "document", act=False,
                   enabled=self._has_papers),
            Action(f"{_P}.receipt", _("Receipt for papers"), self.papers_receipt, "Shift+F11", read, "print", act=False,
                   enabled=self._has_papers),
            Action(f"{_P}.change", _("Edit"), self.change, "Ctrl+E", keep, "edit", act=False,
                   enabled=lambda: self._in(service.DRAFT)),
            Action(f"{_P}.void", _("Void the case"), self.void, "", keep,
                   enabled=lambda: self._in(service.DRAFT, service.IN_REVIEW, service.RELEASED)),
        )  # fmt: skip

    def make_columns(self) -> Sequence[Column]:
        """State, number, parties, business, amount, what is open, day, officer."""
        return (
            Column("state", _("State"), 104, "chip", chip=state_chip, drop=0),
            Column("number", _("Number"), 118, drop=0, bold=True),
            Column("parties", _("Parties"), 180, stretch=True, drop=0),
            Column("business", _("Business type"), 100, drop=3),
            Column("amount", _("Amount"), 120, "money", drop=2, total=True),
            Column("open", _("Still open"), 150, text=open_text, drop=1, muted=True),
            Column("signing_date", _("Signing day"), 100, "date", drop=4),
            Column("officer", _("Officer"), 80, drop=5),
        )

    def make_filters(self) -> Sequence[Filter]:
        """By where they stand."""
        return (
            Filter("draft", _("Draft"), "state"),
            Filter("review", _("In review"), "state"),
            Filter("signing", _("To be signed"), "state"),
            Filter("signed", _("Signed"), "state"),
        )

    def find_records(self, session: Any, query: Query) -> Found:
        """Read worker."""
        chosen = next((states for name, states in _GROUPS.items() if name in query.filters), None)
        rows = service.case_rows(session, states=chosen, text=query.text)
        counts = {name: service.count_in(session, states=states) for name, states in _GROUPS.items()}
        facts = _("{review} in review · {signing} to be signed").format(
            review=counts["review"], signing=counts["signing"]
        )
        return Found(rows=rows, facts=facts, counts=counts)

    def read_detail(self, session: Any, record_id: int) -> CaseInfo:
        """Read worker."""
        return service.case_info(session, case_id=record_id)

    def fill_pane(self, pane: DetailPane, case: CaseInfo) -> None:
        """Who, how much, what is missing, how far, what now."""
        row = case.row
        pane.heading(row.number, chip=state_chip(row))
        pane.text(row.title, bold=True)
        pane.facts(
            [
                (_("Amount"), str(row.amount) if row.amount is not None else ""),
                (_("Signing day"), str(row.signing_date or "")),
                (_("Copies"), str(case.copies)),
                (_("Contract number"), case.contract_no),
                (_("Officer"), row.officer),
                (_("Archive number"), case.archive_number),
                (_("Reason"), case.reason),
            ]
        )
        pane.section(_("Parties"))
        for party in case.parties:
            numbers = [f"{party.role} {party.name}", party.id_number, party.phone, party.account]
            pane.text(" · ".join(filter(None, numbers)))
            if party.agent:
                self._fill_agent(pane, case, party)
        if case.instalments:
            pane.section(_("Instalments"))
            pane.facts([(str(part.due_on or "—"), str(part.amount)) for part in case.instalments])
        self._fill_blockers(pane, case)
        self.fill_papers(pane, case)
        if case.versions:
            pane.section(_("Contract versions"))
            for version in reversed(case.versions):
                pane.text(
                    _("Version {number}: {name}, {person} {time}").format(
                        number=version.place,
                        name=version.name,
                        person=version.added_by,
                        time=f"{clock.to_local(version.added_at):%m-%d %H:%M}",
                    ),
                    ink="muted",
                )
        pane.section(_("So far"))
        here = _WAY.index(row.state) if row.state in _WAY else -1
        pane.steps(
            [
                Step("done" if place < here else "now" if place == here else "open", _(service.CASE_STATES[state]))
                for place, state in enumerate(_WAY)
            ]
        )
        pane.buttons(self._main_button(case), *self._other_buttons(case))

    def _fill_agent(self, pane: DetailPane, case: CaseInfo, party: PartyInfo) -> None:
        words = _("agent {name}").format(name=party.agent) + " · " + paper_words(party.agent_paper)
        if party.agent_until is not None:
            words += " · " + _("valid until {day}").format(day=party.agent_until)
        proved = party.agent_paper in ("original", "copy")
        if case.row.state in (service.DRAFT, service.IN_REVIEW, service.RELEASED):
            pane.link(words, lambda: self.note_power(party), ink="accent" if proved else "waiting")
        else:
            pane.text(words, ink="muted")

    def _fill_blockers(self, pane: DetailPane, case: CaseInfo) -> None:
        row = case.row
        if row.state in (service.SIGNED, service.ARCHIVED, service.VOID):
            return
        found: list[tuple[str, Any]] = []
        if not case.versions:
            found.append((_("There is no contract yet."), self.draft))
        elif row.state in (service.DRAFT, service.IN_REVIEW):
            found.append(
                (
                    ngettext(
                        "{count} point of the review is open.", "{count} points of the review are open.", row.unresolved
                    ).format(count=row.unresolved)
                    if row.unresolved
                    else _("The contract is not released."),
                    self.review,
                )
            )
        missing = [paper for paper in case.papers if paper.required and paper.state == "missing"]
        if missing:
            names = _(", ").join(f"{paper.role} {paper.name}" for paper in missing)
            found.append((_("Papers are missing: {papers}").format(papers=names), self.next_paper))
        for party in case.parties:
            if party.agent and party.agent_paper not in ("original", "copy"):
                words = _("Power of attorney not brought: {name} cannot sign yet").format(name=party.agent)
                found.append((words, lambda party=party: self.note_power(party)))
        if found:
            pane.section(_("What blocks it"))
            for words, follow in found:
                pane.link(words, follow, ink="waiting")

    @staticmethod
    def _main_button(case: CaseInfo) -> str | None:
        if case.row.state in (service.RELEASED, service.SIGNING):
            return f"{_P}.sign"
        if case.row.state in (service.DRAFT, service.IN_REVIEW):
            return f"{_P}.review" if case.versions else f"{_P}.draft"
        return None

    @staticmethod
    def _other_buttons(case: CaseInfo) -> list[str]:
        others = [f"{_P}.change"] if case.row.state == service.DRAFT else []
        if case.row.missing_papers and case.row.state not in (service.SIGNED, service.ARCHIVED, service.VOID):
            others.append(f"{_P}.papers")
        if case.papers:
            others += [f"{_P}.paper", f"{_P}.receipt"]
        if case.row.state in (service.DRAFT, service.IN_REVIEW, service.RELEASED):
            others += [f"{_P}.import", f"{_P}.draft"] if case.versions else [f"{_P}.import"]
        return others

    # what is selected

    def _case(self) -> CaseInfo | None:
        shown = getattr(self, "shown", None)
        return shown if isinstance(shown, CaseInfo) and shown.id == self.current else None

    def _in(self, *states: str) -> bool:
        case = self._case()
        return case is not None and case.row.state in states

    def _has_papers(self) -> bool:
        case = self._case()
        return case is not None and bool(case.papers)

    def _lacks_papers(self) -> bool:
        case = self._case()
        return case is not None and case.row.missing_papers > 0

    # acts

    def open_case(self, customer_id: int | None = None) -> None:
        """The form for a new case, with a customer's data if one is given."""

        def read(session: Any) -> tuple[Any, ...]:
            customer = reception.customer_info(session, customer_id=customer_id) if customer_id else None
            power = reception.latest_power(session, customer_id=customer_id) if customer_id else None
            return service.business_types(session), customer, power

        self.ops.read(read, lambda found: self._choose_type(*found))

    def _choose_type(
        self,
        types: tuple[TypeInfo, ...],
        customer: reception.CustomerInfo | None,
        power: reception.PowerInfo | None,
    ) -> None:
        if not types:
            self.messages.warn(_("There are no business types yet."))
            return
        form = Form(
            [ChoiceField("type_id", _("Business type"), True, options=[(kind.id, kind.name) for kind in types],
                         default=types[0].id)],
            name="signing.case_type",
        )  # fmt: skip

        def go_on(values: dict[str, Any]) -> None:
            self._fill_in(next(kind for kind in types if kind.id == values["type_id"]), customer, power)

        form.saved.connect(go_on)
        self.put_form(_("Open a case"), form, _("Go on"))

    def _fill_in(
        self, kind: TypeInfo, customer: reception.CustomerInfo | None, power: reception.PowerInfo | None
    ) -> None:
        form = NewCaseForm(kind, self.ops, self.context.drafts)
        if customer is not None:
            form.take(len(form.roles) - 1, customer, power)
        else:
            form.restore_draft()
        form.saved.connect(lambda values: self._save(kind, values, form))
        self.put_form(kind.name, form, _("Open the case"))

    def _save(self, kind: TypeInfo, values: dict[str, Any], form: NewCaseForm) -> None:
        def act(session: Any) -> CaseInfo:
            return service.open_case(
                session,
                type_id=kind.id,
                parties=form.parties(session, values),
                amount=values["amount"],
                instalments=values["instalments"] or (),
                signing_date=values["signing_date"],
                copies=values["copies"],
                contract_no=values["contract_no"] or "",
            )

        def done(case: CaseInfo) -> None:
            form.forget_draft()
            self.close_form()
            self.messages.info(_("{number} is open.").format(number=case.row.number))
            self.open_record(case.id)

        self.ops.write(service.OPEN_CASE, act, done, form.refused)

    def change(self) -> None:
        """A draft's data, in a form."""
        case = self._case()
        if case is None or self.pane_busy:
            return
        form = change_form(case, self.context.drafts)
        known = [case]
        form.saved.connect(lambda values: self._change(known, values, form))
        self.put_form(_("Change {number}").format(number=case.row.number), form, _("Save"))

    def _change(self, known: list[CaseInfo], values: dict[str, Any], form: CaseForm) -> None:
        """`known` ends with the case as it was seen last: after a conflict that is somebody else's."""
        case = known[-1]

        def act(session: Any) -> CaseInfo:
            return service.change_case(
                session,
                case_id=case.id,
                version=case.row.version,
                amount=values["amount"],
                instalments=values["instalments"] or (),
                signing_date=values["signing_date"],
                contract_no=values["contract_no"] or "",
                attachments=case.attachments,
                copies=values["copies"],
            )

        def done(_case: CaseInfo) -> None:
            form.forget_draft()
            self.close_form()
            self.messages.info(_("Saved."))

        def failed(error: UserError) -> None:
            if not isinstance(error, StaleRecord):
                form.refused(error)
                return

            def compare(now: CaseInfo) -> None:
                known.append(now)
                theirs = differences(case, now, form)
                hint = _("There it says now: {facts}.").format(facts=theirs) + " " if theirs else ""
                again = _("Save again to put yours in its place, or cancel.")
                form.refused(UserError(error.message, hint=hint + again))

            self.ops.read(lambda session: service.case_info(session, case_id=case.id), compare, form.refused)

        self.ops.write(service.CHANGE_CASE, act, done, failed)

    def note_power(self, party: PartyInfo) -> None:
        """Which paper the agent has shown by now."""
        form = power_form(party)

        def save(values: dict[str, Any]) -> None:
            self.ops.write(
                service.CHANGE_CASE,
                lambda session: service.note_power(
                    session,
                    party_id=party.id,
                    version=party.version,
                    paper=values["paper"],
                    valid_until=values["until"],
                ),
                lambda _party: self.close_form(),
                form.refused,
            )

        form.saved.connect(save)
        self.put_form(_("Power of attorney of {name}").format(name=party.agent), form, _("Save"))

    def draft(self) -> None:
        """Write the contract from the template in use."""
        case = self._case()
        if case is not None and not self.pane_busy:
            draft_contract(self, case.id, lambda _version: self.context.open_page("signing.review", case.id))

    def import_file(self) -> None:
        """Bring the contract in."""
        case = self._case()
        if case is not None:
            import_contract(self, case.id, lambda _version: self.context.open_page("signing.review", case.id))

    def review(self) -> None:
        """On to the review."""
        case = self._case()
        if case is not None:
            self.context.open_page("signing.review", case.id)

    def sign(self) -> None:
        """On to the signing."""
        case = self._case()
        if case is not None:
            self.context.open_page("signing.session", case.id)

    def void(self) -> None:
        """Give the case up, with a reason."""
        case = self._case()
        if case is None:
            return
        ask_reason(
            self,
            _("Void {number}?").format(number=case.row.number),
            yes=_("Void the case"),
            then=lambda reason: self.ops.write(
                service.VOID_CASE,
                lambda s: service.void_case(s, case_id=case.id, version=case.row.version, reason=reason),
                None,
                reason=reason,
            ),
        )
