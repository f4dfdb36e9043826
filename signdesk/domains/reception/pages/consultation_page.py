"""Consultation: a question is recorded, approved answers appear while it is typed, what has none goes to the lead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from signdesk.core import clock, people
from signdesk.core.i18n import N_, _, ngettext
from signdesk.domains.reception import service
from signdesk.domains.reception.pages.ask_form import AskForm
from signdesk.domains.reception.service import ConsultationInfo
from signdesk.ui.actions import Action
from signdesk.ui.fields import ChoiceField, DateField, NotesField, TextField, TickField
from signdesk.ui.form import Form
from signdesk.ui.form_in_pane import FormInPane
from signdesk.ui.list_detail import Filter, Found, Query
from signdesk.ui.pane import DetailPane, Step
from signdesk.ui.table_model import Chip, Column

_P = "reception.consultation"


def chip_of(asked: ConsultationInfo) -> Chip:
    """The state in words; overdue is red."""
    if asked.overdue:
        return Chip(_("Overdue"), "seal")
    return {
        "open": Chip(_("Unanswered"), "waiting"),
        "referred": Chip(_("Referred"), "waiting"),
        "answered": Chip(_("Answered, tell the customer"), "accent"),
        "closed": Chip(_("Closed"), "ok"),
    }[asked.state]


class ConsultationPage(FormInPane):
    """Questions, newest first; the open ones by due time."""

    page_id, group, title, icon = _P, "desk", N_("Consultation"), "consult"
    tables = frozenset({"consultation", "approved_answer", "customer"})
    permission = service.SEE_QUEUE
    primary = f"{_P}.ask"
    secondary = (f"{_P}.add_answer",)
    search_hint = N_("Question, customer or lead")
    empty_sentence, empty_action = N_("No questions yet."), f"{_P}.ask"

    def make_actions(self) -> Sequence[Action]:
        """Ask, refer, answer, close, and new approved answers."""
        return (
            Action(f"{_P}.ask", _("Record a question"), self.ask, "F3", service.CONSULT, "consult", act=False),
            Action(
                f"{_P}.refer",
                _("Refer"),
                self.refer,
                "F8",
                service.CONSULT,
                act=False,
                enabled=lambda: self._is("open"),
            ),
            Action(
                f"{_P}.use",
                _("Use an approved answer"),
                self.use_answer,
                "F6",
                service.CONSULT,
                act=False,
                enabled=lambda: self._is("open"),
            ),
            Action(f"{_P}.answer", _("Answer"), self.answer, "F7", act=False, enabled=self._may_answer),
            Action(
                f"{_P}.close",
                _("Customer told: close"),
                self.close_question,
                "F9",
                service.CONSULT,
                enabled=lambda: self._is("answered"),
            ),
            Action(
                f"{_P}.add_answer",
                _("Add an approved answer"),
                self.add_answer,
                "",
                service.APPROVE_ANSWERS,
                "add",
                act=False,
            ),
        )

    def make_columns(self) -> Sequence[Column]:
        """Question, customer, category, lead, due, state."""
        return (
            Column("asked_at", _("Asked"), 96, "date", drop=3),
            Column("question", _("Question"), 220, stretch=True, drop=0),
            Column("customer", _("Customer"), 110, drop=2),
            Column("category", _("Category"), 80, drop=4),
            Column("lead", _("Lead"), 90, drop=3),
            Column("due_at", _("Due"), 96, "date", drop=1),
            Column("state", _("State"), 150, "chip", chip=chip_of, drop=0),
        )

    def make_filters(self) -> Sequence[Filter]:
        """Open ones, overdue ones, mine."""
        return (Filter("open", _("Not closed")), Filter("overdue", _("Overdue")), Filter("mine", _("Waiting for me")))

    def find_records(self, session: Any, query: Query) -> Found:
        """The questions that fit."""
        everything = service.consultations(session)
        open_ones = service.consultations(session, open_only=True)
        mine = {one.id for one in service.referred_to_me(session)}
        rows = open_ones if query.filters & {"open", "overdue", "mine"} else everything
        if "overdue" in query.filters:
            rows = tuple(one for one in rows if one.overdue)
        if "mine" in query.filters:
            rows = tuple(one for one in rows if one.id in mine)
        wanted = query.text.lower()
        rows = tuple(one for one in rows if wanted in f"{one.question} {one.customer} {one.lead} {one.answer}".lower())
        late = sum(one.overdue for one in open_ones)
        facts = [
            ngettext("{count} question open", "{count} questions open", len(open_ones)).format(count=len(open_ones))
        ]
        if late:
            facts.append(_("{count} overdue").format(count=late))
        counts = {"open": len(open_ones), "overdue": late, "mine": len(mine)}
        return Found(rows=rows, facts=" · ".join(facts), counts=counts)

    def read_detail(self, session: Any, record_id: int) -> ConsultationInfo:
        """One question."""
        return service.consultation_info(session, consultation_id=record_id)

    def fill_pane(self, pane: DetailPane, asked: ConsultationInfo) -> None:
        """The question, its answer, its way, and what can be done."""
        pane.heading(asked.category or _("Question"), chip=chip_of(asked))
        pane.text(asked.question, bold=True)
        pane.facts([(_("Customer"), asked.customer), (_("Materials"), asked.materials)])
        if asked.customer_id is not None and asked.ticket_id is not None:
            pane.link(_("To the visit"), lambda: self.context.open_page("reception.queue", asked.ticket_id))
        if asked.answer:
            pane.section(_("Answer"))
            pane.text(asked.answer)
        pane.section(_("The way so far"))
        steps = [Step("done", _("Asked · {name}").format(name=asked.asked_by), _time(asked.asked_at))]
        if asked.lead:
            words = _("Referred to {name}, due {time}").format(name=asked.lead, time=_time(asked.due_at))
            steps.append(Step("problem" if asked.overdue else "done", words))
        if asked.answered_at is not None:
            steps.append(Step("done", _("Answered · {name}").format(name=asked.answered_by), _time(asked.answered_at)))
        waiting = {
            "open": _("Needs an approved answer, or the lead"),
            "referred": _("Waiting for the lead's answer"),
            "answered": _("Tell the customer"),
        }
        if asked.state in waiting:
            steps.append(Step("now", waiting[asked.state]))
        pane.steps(steps)
        acts = {"open": ("use", "refer"), "referred": ("answer",), "answered": ("close",), "closed": ()}[asked.state]
        pane.buttons(None, *(f"{_P}.{act}" for act in acts))

    # acts

    def _asked(self) -> ConsultationInfo | None:
        shown = getattr(self, "shown", None)
        return shown if isinstance(shown, ConsultationInfo) and shown.id == self.current else None

    def _is(self, state: str) -> bool:
        asked = self._asked()
        return asked is not None and asked.state == state and not self.pane_busy

    def _may_answer(self) -> bool:
        asked = self._asked()
        if asked is None or asked.state != "referred" or self.pane_busy:
            return False
        seat = self.context.seat
        return bool(seat.may(service.APPROVE_ANSWERS) or seat.actor.person_id == asked.lead_id)

    def _done(self, asked: ConsultationInfo, words: str) -> None:
        self.close_form()
        if not self.view.select_id(asked.id):
            self._wanted = asked.id
        self.messages.info(words)

    def ask(self) -> None:
        """F3: the question, with answers while typing."""
        form = AskForm(self.context)
        form.asked.connect(lambda asked: self._done(asked, _asked_words(asked)))
        self.put_form(_("Record a question"), form, _("Save"))
        form.start()

    def use_answer(self) -> None:
        """Give an approved answer to the open question."""
        asked = self._asked()
        if asked is None:
            return
        form = AskForm(self.context, asked)
        form.asked.connect(lambda done: self._done(done, _asked_words(done)))
        self.put_form(_("Use an approved answer"), form, _("Save"))
        form.start()

    def refer(self) -> None:
        """To the responsible lead, with a due time."""
        asked = self._asked()
        if asked is not None:
            self.pane_busy = True
            self.ops.read(lambda session: people.people(session), lambda staff: self._refer_form(asked, staff))

    def _refer_form(self, asked: ConsultationInfo, staff: Sequence[Any]) -> None:
        options = [(one.id, " · ".join(part for part in (one.name, one.post) if part)) for one in staff]
        tomorrow = clock.today() + timedelta(days=1)
        form = Form(
            [
                ChoiceField("lead_id", _("Lead"), required=True, options=options),
                DateField("due_on", _("Answer by the end of"), required=True, default=tomorrow),
            ],
            name="reception.refer",
        )

        def save(values: dict[str, Any]) -> None:
            due = clock.day_bounds(values["due_on"])[1]
            self.ops.write(
                service.REFER,
                lambda session: service.refer(
                    session, consultation_id=asked.id, version=asked.version, lead_id=values["lead_id"], due_at=due
                ),
                lambda done: self._done(done, _("Referred to {name}.").format(name=done.lead)),
                form.refused,
            )

        form.saved.connect(save)
        self.put_form(_("Refer to the lead"), form, _("Refer"))
        form.focus_first()

    def answer(self) -> None:
        """The lead's answer."""
        asked = self._asked()
        if asked is None:
            return
        form = Form(
            [
                NotesField("answer", _("Answer"), required=True),
                TickField("approve", _("May be given to the next one who asks")),
            ],
            name="reception.answer",
            drafts=self.context.drafts,
            draft=str(asked.id),
        )

        def save(values: dict[str, Any]) -> None:
            self.ops.write(
                service.ANSWER_REFERRAL,
                lambda session: service.answer_referral(
                    session, consultation_id=asked.id, version=asked.version, answer=values["answer"],
                    approve=bool(values["approve"]),
                ),
                lambda done: (form.forget_draft(), self._done(done, _("Answered."))),
                form.refused,
            )  # fmt: skip

        form.saved.connect(save)
        self.put_form(asked.question, form, _("Answer"))
        form.restore_draft()
        form.focus_first()

    def close_question(self) -> None:
        """The customer has been told."""
        asked = self._asked()
        if asked is not None:
            self.ops.write(
                service.CLOSE_QUESTION,
                lambda session: service.close(session, consultation_id=asked.id, version=asked.version),
                lambda _done: self.messages.info(_("Closed.")),
            )

    def add_answer(self) -> None:
        """A new approved answer."""
        form = Form(
            [
                TextField("category", _("Category")),
                NotesField("question", _("Question"), required=True),
                NotesField("answer", _("Answer"), required=True),
                TextField("materials", _("Materials")),
            ],
            name="reception.approved_answer",
            drafts=self.context.drafts,
            draft="new",
        )

        def save(values: dict[str, Any]) -> None:
            kept = {key: value or "" for key, value in values.items()}
            self.ops.write(
                service.APPROVE_ANSWER,
                lambda session: service.add_answer(session, **kept),
                lambda _done: (
                    form.forget_draft(),
                    self.close_form(),
                    self.messages.info(_("The answer is approved.")),
                ),
                form.refused,
            )

        form.saved.connect(save)
        self.put_form(_("Add an approved answer"), form, _("Save"))
        form.restore_draft()
        form.focus_first()


def _time(moment: Any) -> str:
    return f"{clock.to_local(moment):%m-%d %H:%M}" if moment else ""


def _asked_words(asked: ConsultationInfo) -> str:
    if asked.state == "closed":
        return _("Answered and closed.")
    return _("Recorded. It needs an approved answer, or refer it (F8).")
