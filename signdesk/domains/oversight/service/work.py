"""My work: approvals to decide, what came back, questions referred, everything due; oldest first. What a line is about
is opened in its own room."""

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from signdesk.core import approvals, clock, due
from signdesk.core.approvals import EventView, InstanceState, InstanceView, TaskView, Verdict
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.core.operations import actor_of

ACKNOWLEDGE, DECIDE, TAKE_NOTE = approvals.ACKNOWLEDGE, approvals.DECIDE, due.TAKE_NOTE

Kind = Literal["approval", "returned", "referral", "due"]

REFERRAL = "reception.referral"
"""The due kind of a question that was handed to a lead: it is answered rather than done."""
_ORDER: tuple[Kind, ...] = ("approval", "returned", "referral", "due")


@dataclass(frozen=True)
class WorkLine:
    """One thing that waits. `id` is stable while it waits and means nothing else; `source` is the kind of the due item
    or approval; `record` is the id of the task, the approval, or else of the record itself."""

    id: int
    kind: Kind
    source: str
    label: str
    title: str
    about: due.About
    since: datetime
    due_at: datetime | None
    record: int
    by: str = ""

    @property
    def overdue(self) -> bool:
        """Whether its time is over."""
        return self.due_at is not None and self.due_at < clock.now()


@dataclass(frozen=True)
class Task:
    """One line with what is known of its approval or due item (None for what is not one)."""

    id: int
    line: WorkLine
    approval: InstanceView | None
    item: due.Due | None = None

    @property
    def noted(self) -> bool:
        """Whether it only has to be looked into and ends with a word on what came of it."""
        return self.item is not None and self.item.noted

    @property
    def events(self) -> tuple[EventView, ...]:
        """What happened so far."""
        return self.approval.events if self.approval else ()


def my_work(session: Session) -> tuple[WorkLine, ...]:
    """Everything that waits for the person logged in, oldest first."""
    actor = actor_of(session)
    lines = [_of_task(view) for view in approvals.waiting_for(session, actor)]
    if actor.person_id is not None:
        lines += [_of_instance(view) for view in approvals.of_starter(session, person_id=actor.person_id)]
    lines += [_of_due(item) for item in due.mine(session)]
    lines += [_of_item(item) for item in due.my_work(session) if not item.kind.startswith(("due.", "approvals."))]
    return tuple(sorted(lines, key=lambda line: (line.since, line.id)))


def my_work_count(session: Session) -> int:
    """How much waits, for the top bar."""
    return len(due.my_work(session))


def task(session: Session, *, line_id: int) -> Task:
    """One line with its approval. UserError once it waits no more."""
    line = next((line for line in my_work(session) if line.id == line_id), None)
    if line is None:
        raise UserError(_("This has been done meanwhile."))
    if line.kind == "approval":
        waiting = {view.id: view.instance_id for view in approvals.waiting_for(session, actor_of(session))}
        return Task(line.id, line, approvals.instance(session, waiting[line.record]))
    approval = approvals.instance(session, line.record) if line.kind == "returned" else None
    item = next((item for item in due.mine(session) if _line_id("due", item.id) == line_id), None)
    return Task(line.id, line, approval, item)


def approve(session: Session, *, task_id: int, sha256: str) -> InstanceView:
    """Agree to what was shown. Errors as in `approvals.decide`."""
    return approvals.decide(session, task_id=task_id, verdict=Verdict.APPROVE, sha256=sha256)


def send_back(session: Session, *, task_id: int, sha256: str, reason: str) -> InstanceView:
    """Back to who started it, with what is to be put right."""
    return approvals.decide(session, task_id=task_id, verdict=Verdict.RETURN, comment=reason, sha256=sha256)


def reject(session: Session, *, task_id: int, sha256: str, reason: str) -> InstanceView:
    """No, with the reason: this approval is over."""
    return approvals.decide(session, task_id=task_id, verdict=Verdict.REJECT, comment=reason, sha256=sha256)


def acknowledge(session: Session, *, instance_id: int) -> None:
    """Take note that one's request was rejected or is outdated: it leaves the list."""
    approvals.acknowledge(session, instance_id=instance_id)


def take_note(session: Session, *, item_id: int, version: int, outcome: str) -> None:
    """Write down what came of something that had to be looked into. Errors as in `due.take_note`."""
    due.take_note(session, item_id=item_id, version=version, outcome=outcome)


def _of_task(view: TaskView) -> WorkLine:
    by = (
        view.starter
        if not view.substitute_for
        else _("{name}, for {other}").format(name=view.starter, other=view.substitute_for)
    )
    return WorkLine(
        id=_line_id("approval", view.id),
        kind="approval",
        source=view.kind,
        label=_("{kind}: {step}").format(kind=view.kind_label, step=view.step),
        title=view.title,
        about=view.subject,
        since=view.assigned_at,
        due_at=view.due_at,
        record=view.id,
        by=by,
    )


def _of_instance(view: InstanceView) -> WorkLine:
    return WorkLine(
        id=_line_id("returned", view.id),
        kind="returned",
        source=f"{view.kind}.{view.state.value}",
        label=_("{state}: {kind}").format(state=view.state_label, kind=view.kind_label),
        title=view.title,
        about=view.subject,
        since=view.finished_at or view.started_at,
        due_at=None,
        record=view.id,
        by=next((task.decided_by for task in reversed(view.tasks) if task.decided_by), ""),
    )


def _of_due(item: due.Due) -> WorkLine:
    return WorkLine(
        id=_line_id("due", item.id),
        kind="referral" if item.kind == REFERRAL else "due",
        source=item.kind,
        label=item.label,
        title=item.title,
        about=item.about,
        since=item.opened_at,
        due_at=item.due_at,
        record=item.about[1],
    )


def _of_item(item: due.WorkItem) -> WorkLine:
    # No row stands behind it, so its name does; the number stays clear of those that count rows.
    id = (zlib.crc32(f"{item.kind}.{item.about[0]}.{item.about[1]}".encode()) + (1 << 40)) * len(_ORDER)
    return WorkLine(
        id=id,
        kind="due",
        source=item.kind,
        label=item.label,
        title=item.title,
        about=item.about,
        since=item.since,
        due_at=item.due_at,
        record=item.about[1],
    )


def _line_id(kind: Kind, row: int) -> int:
    return row * len(_ORDER) + _ORDER.index(kind)


def can_acknowledge(view: InstanceView) -> bool:
    """Whether the starter has only to take note of it: nothing can be put right any more."""
    return view.state in (InstanceState.REJECTED, InstanceState.OUTDATED)


KIND_WORDS = {
    "approval": N_("To approve"),
    "returned": N_("Came back"),
    "referral": N_("To answer"),
    "due": N_("Due item"),
}
