"""The signing session: steps on the right, what the current step consists of in the list: signatories, clauses, the
seal matrix. F8 always does the next thing. What may be done is the service's and the flow's word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox

from signdesk.core import clock
from signdesk.core.i18n import N_, _
from signdesk.domains.reception import service as reception
from signdesk.domains.signing import service
from signdesk.domains.signing.pages.session_acts import SessionActs
from signdesk.domains.signing.pages.session_lines import STEPS, Line, Loaded, cell_chip, done_chip, lines_of
from signdesk.domains.signing.service import CaseInfo, ClauseInfo, SessionFlow, SessionInfo, SignatoryInfo
from signdesk.ui import theme
from signdesk.ui.actions import Action
from signdesk.ui.fields import ChoiceField, TextField
from signdesk.ui.form import Form
from signdesk.ui.list_detail import Filter, Found, Query
from signdesk.ui.pane import DetailPane, Step
from signdesk.ui.table_model import Column

_P = "signing.session"


class SessionPage(SessionActs):
    """One signing session at a time."""

    page_id, group, title, icon = _P, "signing", N_("Signing session"), "sign"
    tables = frozenset(
        {
            "signing_session",
            "signatory",
            "session_clause",
            "acknowledgement",
            "seal_cell",
            "session_note",
            "signing_case",
        }
    )
    permission = service.READ_CASES
    primary = f"{_P}.next"
    secondary = (f"{_P}.note", f"{_P}.complete")
    menu = (f"{_P}.interrupt", f"{_P}.resume", f"{_P}.abort", f"{_P}.record", f"{_P}.risk_notice")
    empty_sentence = N_("No released contract waits for its signing.")

    def make_actions(self) -> Sequence[Action]:
        """The steps and what surrounds them."""
        hold = service.HOLD_SESSIONS
        steps = (
            Action(f"{_P}.begin", _("Begin the signing"), self.begin, "F3", hold, "sign", act=False,
                   enabled=lambda: self._released() is not None),
            Action(f"{_P}.next", _("Next step"), self.next, "F8", hold, "forward",
                   enabled=lambda: self._running() is not None or self._released() is not None),
            Action(f"{_P}.verify", _("Verify the identity"), self.verify, "F6", hold, "person", act=False,
                   enabled=lambda: self._line_of("signatory") and self._running() is not None),
            Action(f"{_P}.explain", _("Explain or acknowledge"), self.explain, "F5", hold, "check",
                   enabled=lambda: self._line_of("clause") and self._running() is not None),
            Action(f"{_P}.mark", _("Mark the row"), self.mark, "F7", hold, "tick",
                   enabled=lambda: self._line_of("cells") and self._running() is not None),
            Action(f"{_P}.unmark", _("Take the marks back"), self.unmark, "Shift+F7", hold, "undo",
                   enabled=lambda: self._line_of("cells") and self._running() is not None),
            Action(f"{_P}.note", _("Note a question"), self.note, "F9", hold, "consult", act=False,
                   enabled=lambda: self._running() is not None),
            Action(f"{_P}.complete", _("Complete the signing"), self.complete, "F12", hold, "done",
                   enabled=lambda: self._running() is not None),
            Action(f"{_P}.interrupt", _("Interrupt"), self.interrupt, "", hold,
                   enabled=lambda: self._running() is not None),
            Action(f"{_P}.resume", _("Resume"), self.resume, "F4", hold,
                   enabled=lambda: self._state() == service.INTERRUPTED),
            Action(f"{_P}.abort", _("Abort"), self.abort, "", hold,
                   enabled=lambda: self._state() in (service.RUNNING, service.INTERRUPTED)),
        )  # fmt: skip
        return (
            *self.in_turn(steps),
            Action(f"{_P}.record", _("Signing record"), self.record, "", service.READ_CASES, act=False,
                   enabled=lambda: self._session() is not None),
            Action(f"{_P}.risk_notice", _("Risk notice"), self.risk_notice, "", service.READ_CASES, act=False,
                   enabled=lambda: self._session() is not None),
        )  # fmt: skip

    def build(self) -> None:
        """The contract is chosen above the list."""
        self.case_id: int | None = None
        self.loaded = Loaded((), None, None)
        self._step = "identities"
        super().build()
        self.chooser = QComboBox()
        self.chooser.setObjectName(f"{_P}.case")
        self.chooser.setAccessibleName(_("Case"))
        self.chooser.setFixedHeight(theme.CONTROL)
        self.chooser.setMinimumWidth(240)
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.activated.connect(self._on_chosen)
        row = self.filter_row.layout()
        row.insertWidget(0, self.chooser, 1)  # type: ignore[union-attr]  # a box layout
        self.filter_row.show()

    def make_filters(self) -> Sequence[Filter]:
        """One chip for each step."""
        return (
            Filter("identities", _("Identities"), "step", True),
            Filter("clauses", _("Clauses"), "step"),
            Filter("matrix", _("Seal matrix"), "step"),
        )

    def make_columns(self) -> Sequence[Column]:
        """What the step in hand needs: the matrix, or who or what and how far."""
        state = Column("done", _("State"), 96, "chip", chip=done_chip, drop=0)
        if getattr(self, "_step", "") != "matrix":
            return (
                Column("what", _("Signatory or clause"), 200, stretch=True, drop=0),
                Column("note", _("How far"), 260, drop=1, muted=True),
                state,
            )
        return (
            Column("copy", _("Copy"), 60, text=lambda line: str(line.copy), drop=0, bold=True),
            Column("what", _("Signatory"), 160, stretch=True, drop=0),
            *(
                Column(kind, _(words), 84, "chip", chip=cell_chip(kind), drop=1)
                for kind, words in service.CELL_KINDS.items()
            ),
            state,
        )

    # reading

    def find_records(self, session: Any, query: Query) -> Found:
        """Read worker: the sessions under way and the contracts that are released."""
        rows = service.case_rows(session, states=(service.SIGNING, service.RELEASED), limit=200)
        ordered = sorted(rows, key=lambda row: (row.state != service.SIGNING, row.opened_at))
        cases = [(row.id, f"{row.number} · {row.parties} · {_(service.CASE_STATES[row.state])}") for row in ordered]
        case_id = self.case_id if self.case_id is not None else (cases[0][0] if cases else None)
        case = service.case_info(session, case_id=case_id) if case_id is not None else None
        if case is not None and case.id not in [known for known, _words in cases]:
            cases.insert(
                0, (case.id, f"{case.row.number} · {case.row.parties} · {_(service.CASE_STATES[case.row.state])}")
            )
        info = service.session_of(session, case_id=case_id) if case_id is not None else None
        if (
            info is not None
            and info.state == service.ABORTED
            and case is not None
            and case.row.state == service.RELEASED
        ):
            info = None
        self.found = Loaded(tuple(cases), case, info)
        if info is None:
            return Found(rows=[], facts=case.row.title if case is not None else "")
        flow = SessionFlow(info)
        before = self.loaded.session
        wanted = next((step for step in STEPS if step in query.filters), flow.current.name)
        moved = before is not None and before.id == info.id and SessionFlow(before).current.name != flow.current.name
        if before is None or before.id != info.id or moved:
            wanted = flow.current.name if flow.current.name in STEPS else "matrix"
        self._step = wanted
        counts = {step.name: step.total - step.done for step in flow.steps if step.name in STEPS}
        current = flow.current
        facts = " · ".join(
            [
                _(service.SESSION_STATES[info.state]),
                f"{current.title} {current.done}/{current.total}",
                info.title,
                *([info.room] if info.room else []),
            ]
        )
        return Found(rows=lines_of(info, wanted), facts=facts, counts=counts)

    def on_found(self, found: Found) -> None:
        """List, chips and title follow the session."""
        self.loaded = self.found
        case = self.loaded.case
        self.case_id = case.id if case is not None else None
        self.chooser.blockSignals(True)
        self.chooser.clear()
        for case_id, words in self.loaded.cases:
            self.chooser.addItem(words, case_id)
        self.chooser.setCurrentIndex(max(self.chooser.findData(self.case_id), 0))
        self.chooser.blockSignals(False)
        words = _(self.title)
        self.header.title.setText(f"{words} · {case.row.number}" if case is not None else words)
        for step, chip in self.chips.items():
            chip.setChecked(step == self._step)
        lines: list[Line] = list(found.rows or ())
        following = next((line for line in lines if not line.done), None)
        if following is not None and not any(line.id == self.current and not line.done for line in lines):
            self._wanted = following.id
        self.lines = lines
        self.table.columns = tuple(self.make_columns())
        super().on_found(found)
        self.view.lay_out_columns()

    def show_nothing(self, pane: DetailPane) -> None:
        """No session yet: the case that can be signed."""
        case = getattr(self, "loaded", Loaded((), None, None)).case
        if case is None:
            super().show_nothing(pane)
            return
        self._show_case(case)

    def _show_empty(self) -> None:
        if not len(self.table.ids) and self.loaded.case is not None and self.loaded.session is None:
            button = self.context.actions.button(f"{_P}.begin")
            self.empty.say(
                _("{number} is released and can be signed.").format(number=self.loaded.case.row.number), button
            )
            self.stack.setCurrentWidget(self.empty)
            return
        if not len(self.table.ids):
            self.empty.say(_(self.empty_sentence), None)
            self.stack.setCurrentWidget(self.empty)
            return
        super()._show_empty()

    def on_filter(self, id: str) -> None:
        """A step was chosen."""
        for known, chip in self.chips.items():
            chip.setChecked(known == id)
        self.refresh()

    def read_detail(self, session: Any, record_id: int) -> Line | None:
        """The line itself: everything was read with the list."""
        return next((line for line in getattr(self, "lines", ()) if line.id == record_id), None)

    def pane_facts(self, line: Line | None) -> tuple[Line | None, SessionInfo | None]:
        """The pane tells of the whole session, not of its line alone."""
        return line, self.loaded.session

    def fill_pane(self, pane: DetailPane, line: Line | None) -> None:
        """The way so far, what is selected, what comes next."""
        info = self.loaded.session
        if info is None:
            return
        flow = SessionFlow(info)
        current = flow.current.name
        pane.steps(
            [
                Step(
                    "done" if step.complete else "now" if step.name == current else "open",
                    step.title,
                    f"{step.done}/{step.total}",
                )
                for step in flow.steps
            ]
        )
        if info.state == service.INTERRUPTED:
            pane.text(_("Interrupted: {reason}").format(reason=info.reason), ink="waiting")
        if line is not None:
            words = _("Copy {number}: {who}").format(number=line.copy, who=line.what) if line.copy else line.what
            pane.section(words)
            self._fill_line(pane, flow, line)
        if info.notes:
            pane.section(_("Questions and answers"))
            for each in info.notes:
                words = f"{each.text} — {each.answer}" if each.kind == "question" else each.text
                pane.text(f"{clock.to_local(each.at):%H:%M} {words}".strip(), ink="muted")
        if info.state == service.INTERRUPTED:
            pane.buttons(f"{_P}.resume", f"{_P}.abort")
        elif info.state == service.COMPLETED:
            pane.buttons(None, f"{_P}.record", f"{_P}.risk_notice")
        elif line is not None and line.cells:
            pane.buttons(None, f"{_P}.mark", f"{_P}.unmark")
        elif line is not None and line.clause is not None:
            pane.buttons(None, f"{_P}.explain")
        elif line is not None:
            pane.buttons(None, f"{_P}.verify")

    def _fill_line(self, pane: DetailPane, flow: SessionFlow, line: Line) -> None:
        if line.clause is not None:
            clause = line.clause
            told = _("explained by {person} {time}") if clause.explained_at is not None else _("not explained yet")
            at = clock.to_local(clause.explained_at) if clause.explained_at is not None else None
            pane.text(told.format(person=clause.explained_by, time=f"{at:%H:%M}" if at else ""), ink="muted")
            for each in flow.info.signatories if clause.key else ():
                state = each.id in clause.acknowledged
                pane.steps(
                    [Step("done" if state else "open", f"{each.role} {each.name}", _("acknowledged") if state else "")]
                )
        elif line.cells:
            pane.steps(
                [Step("done" if done else "open", _(service.CELL_KINDS[kind])) for kind, _id, done in line.cells]
            )
        elif line.signatory is not None:
            who = line.signatory
            pane.facts(
                [
                    (_("Acts for"), who.acts_for),
                    (_("Document number"), who.id_number),
                    (_("Document shown"), who.document),
                    (_("Authority"), who.authority),
                    (
                        _("Verified"),
                        f"{who.verified_by} {clock.to_local(who.verified_at):%H:%M}" if who.verified_at else "",
                    ),
                ]
            )

    def _show_case(self, case: CaseInfo) -> None:
        self.pane.start(None)
        self.pane.heading(case.row.number)
        self.pane.text(case.row.title, bold=True)
        self.pane.facts(
            [
                (_("Released by"), case.released_by),
                (_("Copies"), str(case.copies)),
                (_("Papers missing"), "、".join(p.name for p in case.papers if p.required and p.state == "missing")),
            ]
        )
        self.pane.link(_("Open the case"), lambda: self.context.open_page("signing.cases", case.id))
        self.pane.finish()

    # what is there

    def _session(self) -> SessionInfo | None:
        return getattr(self, "loaded", Loaded((), None, None)).session

    def _state(self) -> str:
        info = self._session()
        return info.state if info is not None else ""

    def _running(self) -> SessionInfo | None:
        info = self._session()
        return info if info is not None and info.state == service.RUNNING else None

    def _released(self) -> CaseInfo | None:
        case = getattr(self, "loaded", Loaded((), None, None)).case
        return case if case is not None and case.row.state == service.RELEASED else None

    def _line(self) -> Line | None:
        current = getattr(self, "current", None)
        return next((line for line in getattr(self, "lines", ()) if line.id == current), None)

    def _line_of(self, part: str) -> bool:
        line = self._line()
        return line is not None and bool(getattr(line, part)) and (part == "cells" or not line.cells)

    def open_record(self, record_id: int) -> None:
        """Show the signing of this case."""
        self.case_id = record_id
        if self.isVisible():
            self.refresh()
        else:
            self.stale = True

    def _on_chosen(self, index: int) -> None:
        self.case_id = self.chooser.itemData(index)
        self.refresh()
        self.view.setFocus()

    # acts

    def next(self) -> None:
        """Whatever comes next: begin, verify, explain, acknowledge, mark, complete."""
        info = self._running()
        if info is None:
            self.begin()
            return
        flow = SessionFlow(info)
        step = flow.current.name
        if step == "identities" and flow.next_signatory is not None:
            self._verify(flow.next_signatory)
        elif step == "clauses" and flow.next_clause is not None:
            self._clause(flow, flow.next_clause)
        elif step == "matrix":
            line = next((line for line in lines_of(info, "matrix") if not line.done), None)
            if line is not None:
                self._mark(info, line, True)
        else:
            self.complete()

    def begin(self) -> None:
        """Choose the room booked for it, then open the door."""
        case = self._released()
        if case is None:
            return

        def offer(booked: Sequence[reception.BookingInfo]) -> None:
            options = [(one.id, f"{one.room} {clock.to_local(one.starts_at):%H:%M} {one.title}") for one in booked]
            mine = next((one.id for one in booked if one.case_id == case.id), options[0][0] if options else None)
            form = Form(
                [ChoiceField("booking_id", _("Room booked"), options=options, default=mine)], name="signing.begin"
            )
            form.saved.connect(lambda values: self._begin(case, values["booking_id"], form))
            self.put_form(_("Begin the signing of {number}").format(number=case.row.number), form, _("Begin"))

        today = clock.today()
        self.ops.read(
            lambda s: [one for one in reception.bookings(s, first=today) if one.state in ("booked", "in_use")], offer
        )

    def _begin(self, case: CaseInfo, booking_id: int | None, form: Form) -> None:
        self.write_in_turn(
            service.BEGIN_SESSION,
            lambda s: service.begin_session(s, case_id=case.id, version=case.row.version, booking_id=booking_id),
            lambda _done: self.close_form(),
            form.refused,
        )

    def verify(self) -> None:
        """The identity of the selected signatory."""
        line = self._line()
        if line is not None and line.signatory is not None:
            self._verify(line.signatory)

    def _verify(self, who: SignatoryInfo) -> None:
        fields = [
            TextField(
                "document", _("Document shown"), required=True, default=who.document or _("Resident identity card")
            )
        ]
        if who.acts_for:
            hint = _("Power of attorney, its date; or legal representative")
            fields.append(TextField("authority", _("Authority"), required=True, hint=hint, default=who.authority))
        form = Form(fields, name="signing.verify")

        def save(values: dict[str, Any]) -> None:
            self.write_in_turn(
                service.VERIFY_IDENTITY,
                lambda s: service.verify_identity(
                    s, signatory_id=who.id, version=who.version, document=values["document"],
                    authority=values.get("authority") or "",
                ),
                lambda _done: self.close_form(),
                form.refused,
            )  # fmt: skip

        form.saved.connect(save)
        self.put_form(_("Verify {role} {name}").format(role=who.role, name=who.name), form, _("Verified"))

    def explain(self) -> None:
        """The selected clause: explained, or acknowledged by the next signatory."""
        line, info = self._line(), self._running()
        if line is not None and line.clause is not None and info is not None:
            self._clause(SessionFlow(info), line.clause)

    def _clause(self, flow: SessionFlow, clause: ClauseInfo) -> None:
        if clause.explained_at is None:
            self.write_in_turn(service.EXPLAIN, lambda s: service.explain(s, clause_id=clause.id), None)
            return
        waiting = flow.still_to_acknowledge(clause)
        if waiting:
            who = waiting[0]
            self.write_in_turn(
                service.ACKNOWLEDGE,
                lambda s: service.acknowledge(s, clause_id=clause.id, signatory_id=who.id),
                lambda _done: self.messages.info(
                    _("{name} has acknowledged {clause}.").format(
                        name=who.name, clause=f"{clause.label} {clause.title}"
                    )
                ),
            )

    def mark(self) -> None:
        """Every cell of the row."""
        line, info = self._line(), self._running()
        if line is not None and line.cells and info is not None:
            self._mark(info, line, True)

    def unmark(self) -> None:
        """Take the row's marks back."""
        line, info = self._line(), self._running()
        if line is not None and line.cells and info is not None:
            self._mark(info, line, False)

    def _mark(self, info: SessionInfo, line: Line, done: bool) -> None:
        ids = [cell_id for _kind, cell_id, _done in line.cells]
        self.write_in_turn(service.MARK, lambda s: service.mark(s, session_id=info.id, cell_ids=ids, done=done), None)
