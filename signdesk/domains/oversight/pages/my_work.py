"""My work: everything that waits for the person logged in, oldest first. Approvals are decided in the pane; Enter opens
the record in its own room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from signdesk.core import clock
from signdesk.core.due import Due
from signdesk.core.i18n import N_, _
from signdesk.domains.oversight import service
from signdesk.domains.oversight.service import Task, WorkLine
from signdesk.ui.actions import Action
from signdesk.ui.dialogs import ask_reason
from signdesk.ui.list_detail import Filter, Found, ListDetail, Query
from signdesk.ui.pane import DetailPane, Step
from signdesk.ui.table_model import Chip, Column

_ID = "oversight.my_work"

PLACES = {
    "consultation": "reception.consultation",
    "ticket": "reception.queue",
    "appointment": "reception.rooms",
    "booking": "reception.rooms",
    "signing_case": "signing.review",
    "signing_session": "signing.session",
    "contract_template": "signing.templates",
    "dossier": "archive.dossiers",
    "equipment": "assets.equipment",
    "person": "staff.people",
}
"""Which page shows the record of a table."""
ELSEWHERE = {"archive.intake": "archive.dossiers", "security.reveals": "oversight.trail"}
"""Where the work of a due item is done, if not where its record is shown."""


def chip_of(line: WorkLine) -> Chip:
    """What kind of work; red only when it is overdue."""
    words = _(service.KIND_WORDS[line.kind])
    if line.overdue:
        return Chip(_("{kind} · overdue").format(kind=words), "seal")
    return Chip(words, "waiting" if line.kind in ("approval", "returned") else "accent")


class MyWorkPage(ListDetail):
    """List and pane of what waits."""

    page_id, group, title, icon = _ID, "management", N_("My work"), "work"
    tables = frozenset({"approval_task", "approval_instance", "due_item", "consultation", "equipment"})
    search_hint = N_("Title, kind or person")
    empty_sentence = N_("Nothing waits for you.")

    # actions

    def make_actions(self) -> Sequence[Action]:
        """Open, and the three answers to an approval."""
        decides = self._of_kind("approval")
        return (
            Action(f"{_ID}.open", _("Open the record"), self.open_it, icon="forward", enabled=self._opens, act=False),
            Action(f"{_ID}.approve", _("Approve"), self.approve, "F6", icon="check", enabled=decides),
            Action(f"{_ID}.send_back", _("Send back"), self.send_back, "F7", icon="undo", enabled=decides),
            Action(f"{_ID}.reject", _("Reject"), self.reject, "F8", enabled=decides),
            Action(f"{_ID}.acknowledge", _("Taken note"), self.acknowledge, "F9", icon="check", enabled=self._noted),
        )

    # list

    def make_columns(self) -> Sequence[Column]:
        """Kind, title, since when, until when."""
        return (
            Column("kind", _("State"), 130, "chip", chip=chip_of, drop=0),
            Column("title", _("Title"), 220, stretch=True, drop=0),
            Column("label", _("What to do"), 170, drop=1),
            Column("by", _("From"), 90, drop=2),
            Column("since", _("Since"), 100, "date", text=lambda one: _day(one.since), drop=1, muted=True),
            Column("due_at", _("Due"), 100, "date", text=lambda one: _day(one.due_at), drop=2),
        )

    def make_filters(self) -> Sequence[Filter]:
        """By kind, and what is late."""
        kinds = [Filter(kind, _(words), "kind") for kind, words in service.KIND_WORDS.items()]
        return (Filter("overdue", _("Overdue")), *kinds)

    def find_records(self, session: Any, query: Query) -> Found:
        """Short enough to be read whole."""
        lines = service.my_work(session)
        late = sum(line.overdue for line in lines)
        counts = {kind: sum(line.kind == kind for line in lines) for kind in service.KIND_WORDS} | {"overdue": late}
        rows = list(lines)
        for kind in query.filters & service.KIND_WORDS.keys():
            rows = [line for line in rows if line.kind == kind]
        if "overdue" in query.filters:
            rows = [line for line in rows if line.overdue]
        wanted = query.text.casefold()
        rows = [line for line in rows if wanted in f"{line.title} {line.label} {line.by}".casefold()]
        words = _("{n} waiting for you").format(n=len(lines))
        if late:
            words += " · " + _("{n} overdue").format(n=late)
        return Found(rows=rows, facts=words, counts=counts)

    def read_detail(self, session: Any, record_id: int) -> Any:
        """The line with its approval."""
        return service.task(session, line_id=record_id)

    # pane

    def fill_pane(self, pane: DetailPane, task: Task) -> None:
        """What it is, since when, what happened so far."""
        line = task.line
        pane.heading(line.title, chip=chip_of(line))
        pane.facts(
            [
                (_("What to do"), line.label),
                (_("From"), line.by),
                (_("Since"), _local(line.since)),
                (_("Due"), _local(line.due_at) if line.due_at else ""),
                (_("Amount"), str(task.approval.amount) if task.approval and task.approval.amount else ""),
            ]
        )
        if task.approval is not None:
            pane.section(_("So far"))
            pane.steps(
                Step(
                    "problem" if event.happened in ("reject", "return", "stopped", "outdated") else "done",
                    " ".join(part for part in (event.label, event.person, _quoted(event.comment)) if part),
                    clock.to_local(event.at).strftime("%m-%d %H:%M"),
                )
                for event in task.events
                if event.happened not in ("assigned", "finished")
            )
            if task.approval.waits_for:
                pane.steps([Step("now", _("Waits for {names}").format(names="、".join(task.approval.waits_for)))])
        if line.kind == "approval":
            pane.text(_("Open the record and look at it before you decide."), ink="muted")
            pane.buttons(f"{_ID}.approve", f"{_ID}.send_back", f"{_ID}.reject", *self._way())
        elif self._noted():
            pane.buttons(f"{_ID}.acknowledge", *self._way())
        else:
            pane.buttons(*(self._way() or (None,)))

    def _way(self) -> tuple[str, ...]:
        return (f"{_ID}.open",) if self._opens() else ()

    # acts

    def on_open(self, record_id: int) -> None:
        """Enter: to the record, in its own room."""
        self.open_it()

    def open_it(self) -> None:
        """The page that shows the record."""
        line = self._line()
        if line is not None:
            page = _page_of(line)
            if page is not None:
                self.context.open_page(page, None if line.source in ELSEWHERE else line.about[1])

    def approve(self) -> None:
        """Agree to what the pane shows."""
        task = self._shown()
        if task is not None and task.approval is not None:
            id, sha256 = task.line.record, task.approval.sha256
            self.ops.write(
                service.DECIDE,
                lambda session: service.approve(session, task_id=id, sha256=sha256),
                lambda _done: self.messages.info(_("Approved: {title}").format(title=task.line.title)),
            )

    def send_back(self) -> None:
        """With what is to be put right."""
        self._with_reason(_("Send back: {title}"), service.send_back, _("Sent back: {title}"))

    def reject(self) -> None:
        """With the reason."""
        self._with_reason(_("Reject: {title}"), service.reject, _("Rejected: {title}"))

    def _with_reason(self, question: str, decide: Callable[..., object], done: str) -> None:
        task = self._shown()
        if task is None or task.approval is None:
            return
        id, sha256, title = task.line.record, task.approval.sha256, task.line.title

        def write(reason: str) -> None:
            self.ops.write(
                service.DECIDE,
                lambda session: decide(session, task_id=id, sha256=sha256, reason=reason),
                lambda _done: self.messages.info(done.format(title=title)),
                reason=reason,
            )

        ask_reason(self, question.format(title=title), then=write)

    def acknowledge(self) -> None:
        """One's request was refused: seen. What had to be looked into: what came of it."""
        task = self._shown()
        if task is not None and task.item is not None:
            self._take_note(task.line.title, task.item)
        elif task is not None:
            id = task.line.record
            self.ops.write(service.ACKNOWLEDGE, lambda session: service.acknowledge(session, instance_id=id))

    def _take_note(self, title: str, item: Due) -> None:
        def write(outcome: str) -> None:
            self.ops.write(
                service.TAKE_NOTE,
                lambda session: service.take_note(session, item_id=item.id, version=item.version, outcome=outcome),
            )

        ask_reason(self, title, asked=_("What came of it"), yes=_("Taken note"), then=write)

    # inside

    def _shown(self) -> Task | None:
        return getattr(self, "shown", None) if getattr(self, "current", None) is not None else None

    def _line(self) -> WorkLine | None:
        """The selected line: from the list, so that Enter need not wait for the pane."""
        if getattr(self, "current", None) is None:
            return None
        return self.table.record(self.table.row_of(self.current))

    def _of_kind(self, kind: str) -> Callable[[], bool]:
        return lambda: (task := self._shown()) is not None and task.id == self.current and task.line.kind == kind

    def _opens(self) -> bool:
        line = self._line() if hasattr(self, "table") else None
        return line is not None and _page_of(line) is not None

    def _noted(self) -> bool:
        task = self._shown()
        if task is None:
            return False
        refused = task.line.kind == "returned" and task.approval is not None
        return task.noted or (refused and service.can_acknowledge(task.approval))


def _page_of(line: WorkLine) -> str | None:
    return ELSEWHERE.get(line.source) or PLACES.get(line.about[0])


def _local(at: Any) -> str:
    return clock.to_local(at).strftime("%Y-%m-%d %H:%M")


def _day(at: Any) -> str:
    return clock.to_local(at).date().isoformat() if at else ""


def _quoted(comment: str) -> str:
    return _("“{text}”").format(text=comment) if comment else ""
