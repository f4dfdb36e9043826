"""Approvals as pages and rooms see them: values without a session behind them, and the questions they answer. Changing
anything is `approvals.engine`."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased

from signdesk.core import due
from signdesk.core.approvals import deputies
from signdesk.core.approvals.kinds import ApprovalKind, directory, kind_label, load_definition
from signdesk.core.approvals.models import ApprovalEvent, ApprovalInstance, ApprovalNode, ApprovalParty, ApprovalTask
from signdesk.core.approvals.rules import Assignment, Capacity, InstanceState, Request, TaskState, holds_still
from signdesk.core.db import load
from signdesk.core.due import WorkItem
from signdesk.core.i18n import N_, _
from signdesk.core.money import Money
from signdesk.core.operations import Actor, actor_of
from signdesk.core.people import names

Subject = tuple[str, int]
"""The table and id of what is to be approved."""

STATE_LABELS = {
    InstanceState.RUNNING: N_("In approval"),
    InstanceState.APPROVED: N_("Approved"),
    InstanceState.REJECTED: N_("Rejected"),
    InstanceState.RETURNED: N_("Sent back"),
    InstanceState.WITHDRAWN: N_("Withdrawn"),
    InstanceState.OUTDATED: N_("Outdated"),
    InstanceState.STOPPED: N_("Halted"),
    InstanceState.REVERSED: N_("Revoked"),
}

TASK_LABELS = {
    TaskState.WAITING: N_("Not yet their turn"),
    TaskState.PENDING: N_("To decide"),
    TaskState.APPROVED: N_("Approved"),
    TaskState.REJECTED: N_("Rejected"),
    TaskState.RETURNED: N_("Sent back"),
    TaskState.TRANSFERRED: N_("Handed on"),
    TaskState.CANCELLED: N_("No longer needed"),
}

EVENT_LABELS = {
    "started": N_("Submitted"),
    "resubmitted": N_("Submitted again"),
    "assigned": N_("Assigned"),
    "approve": N_("Approved"),
    "reject": N_("Rejected"),
    "return": N_("Sent back"),
    "handed_on": N_("Handed on"),
    "withdrawn": N_("Withdrawn"),
    "outdated": N_("Outdated: the subject was changed"),
    "stopped": N_("Halted: nobody may decide"),
    "resumed": N_("Resumed"),
    "finished": N_("Finished"),
    "reversed": N_("Revoked"),
    "reminded": N_("Reminded"),
}


@dataclass(frozen=True)
class TaskView:
    """One person's task. `subject` is (table, id); `decided_by` differs from `person` when a deputy decided."""

    id: int
    version: int
    instance_id: int
    kind: str
    kind_label: str
    title: str
    subject: Subject
    sha256: str
    step: str
    position: int
    round: int
    person_id: int
    person: str
    substitute_for: str
    starter: str
    state: TaskState
    assigned_at: datetime
    due_at: datetime | None
    decided_at: datetime | None
    decided_by: str
    comment: str

    @property
    def state_label(self) -> str:
        """The state in words."""
        return _(TASK_LABELS[self.state])


@dataclass(frozen=True)
class EventView:
    """One line of an approval's history."""

    at: datetime
    happened: str
    label: str
    person: str
    on_behalf_of: str
    step: str
    round: int
    comment: str


@dataclass(frozen=True)
class InstanceView:
    """One approval with its tasks and history, oldest first."""

    id: int
    version: int
    kind: str
    kind_label: str
    subject: Subject
    title: str
    snapshot: Mapping[str, object]
    """What was to be approved."""
    sha256: str
    amount: Money | None
    state: InstanceState
    step: str
    round: int
    starter_id: int
    starter: str
    started_at: datetime
    finished_at: datetime | None
    tasks: tuple[TaskView, ...]
    events: tuple[EventView, ...]

    @property
    def state_label(self) -> str:
        """The state in words."""
        return _(STATE_LABELS[self.state])

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Names of those whose decision is awaited now."""
        return tuple(task.person for task in self.tasks if task.state is TaskState.PENDING)


def instance(session: Session, instance_id: int) -> InstanceView:
    """One approval. UserError if there is none."""
    return _views(session, [load(session, ApprovalInstance, instance_id)])[0]


def instances_of(session: Session, *, subject: Subject) -> tuple[InstanceView, ...]:
    """Every approval of a subject, newest first."""
    rows = session.scalars(
        select(ApprovalInstance)
        .where(ApprovalInstance.subject_table == subject[0], ApprovalInstance.subject_id == subject[1])
        .order_by(ApprovalInstance.id.desc())
    )
    return _views(session, list(rows))


def latest(session: Session, kind: ApprovalKind, *, subject: Subject) -> InstanceView | None:
    """The newest approval of this kind and subject, in whatever state."""
    row = session.scalars(
        select(ApprovalInstance)
        .where(
            ApprovalInstance.kind == kind.name,
            ApprovalInstance.subject_table == subject[0],
            ApprovalInstance.subject_id == subject[1],
        )
        .order_by(ApprovalInstance.id.desc())
        .limit(1)
    ).first()
    return None if row is None else _views(session, [row])[0]


def waiting_for(session: Session, actor: Actor) -> tuple[TaskView, ...]:
    """The tasks this person may decide now, their own and those they are deputy for, oldest first."""
    if actor.person_id is None:
        return ()
    represented = deputies.represented_by(session, deputy_id=actor.person_id)
    decided = aliased(ApprovalTask)
    rows = session.execute(
        select(ApprovalTask, ApprovalInstance)
        .join(ApprovalInstance, ApprovalInstance.id == ApprovalTask.instance_id)
        .where(
            ApprovalTask.state == TaskState.PENDING.value,
            ApprovalInstance.state == InstanceState.RUNNING.value,
            ApprovalTask.person_id.in_([actor.person_id, *represented]),
            # Who has decided at this step cannot do so again as somebody's deputy.
            ~exists().where(
                decided.instance_id == ApprovalTask.instance_id,
                decided.position == ApprovalTask.position,
                decided.round == ApprovalTask.round,
                decided.decided_by_id == actor.person_id,
            ),
        )
        .order_by(ApprovalTask.assigned_at, ApprovalTask.id)
    ).all()
    mine = [
        (task, owner)
        for task, owner in rows
        if task.person_id == actor.person_id or deputies.stands_in(represented, task.person_id, owner.kind)
    ]
    allowed = _not_barred(session, actor.person_id, [owner.id for _task, owner in mine])
    return _task_views(session, [(task, owner) for task, owner in mine if owner.id in allowed])


def of_starter(session: Session, *, person_id: int) -> tuple[InstanceView, ...]:
    """What somebody started and must look at again: returned, stopped, or unseen since it ended without approval."""
    rows = session.scalars(
        select(ApprovalInstance)
        .where(
            ApprovalInstance.starter_id == person_id,
            or_(
                ApprovalInstance.state.in_([InstanceState.RETURNED.value, InstanceState.STOPPED.value]),
                ApprovalInstance.state.in_([InstanceState.REJECTED.value, InstanceState.OUTDATED.value])
                & ApprovalInstance.seen_at.is_(None),
            ),
        )
        .order_by(ApprovalInstance.id)
    )
    return _views(session, list(rows))


def may_decide(session: Session, task: TaskView, actor: Actor) -> bool:
    """Whether this person could decide the task now: for showing or greying a button. The act tests again."""
    return any(each.id == task.id for each in waiting_for(session, actor))


def request_of(session: Session, row: ApprovalInstance, fields: dict[str, object]) -> Request:
    """The stored instance as the rules see it."""
    barred = session.scalars(select(ApprovalParty.person_id).where(ApprovalParty.instance_id == row.id))
    chosen = {int(position): tuple(people) for position, people in json.loads(row.chosen).items()}
    return Request(row.starter_id, frozenset(barred), row.amount, chosen, fields)


def still_free(session: Session, row: ApprovalInstance, task: ApprovalTask, fields: dict[str, object]) -> bool:
    """Whether the person the task was given to may still decide."""
    return holds_still(
        Assignment(task.person_id, task.substitute_for_id, task.handed_on_by_id is not None),
        load_definition(session, row.definition_id).nodes[task.position],
        task.position,
        request_of(session, row, fields),
        directory(session),
    )


def parties(session: Session, instance_id: int) -> dict[int, Capacity]:
    """Who may not approve this one, and why."""
    rows = session.scalars(select(ApprovalParty).where(ApprovalParty.instance_id == instance_id))
    return {row.person_id: Capacity(row.capacity) for row in rows}


def _not_barred(session: Session, person_id: int, instance_ids: list[int]) -> set[int]:
    barred = session.scalars(
        select(ApprovalParty.instance_id).where(
            ApprovalParty.person_id == person_id, ApprovalParty.instance_id.in_(instance_ids)
        )
    )
    return set(instance_ids) - set(barred)


def _steps(session: Session, definition_ids: Iterable[int]) -> dict[tuple[int, int], str]:
    rows = session.execute(
        select(ApprovalNode.definition_id, ApprovalNode.position, ApprovalNode.name).where(
            ApprovalNode.definition_id.in_(set(definition_ids))
        )
    )
    return {(row.definition_id, row.position): _(row.name) for row in rows}


def _task_views(session: Session, pairs: list[tuple[ApprovalTask, ApprovalInstance]]) -> tuple[TaskView, ...]:
    steps = _steps(session, (row.definition_id for _task, row in pairs))
    known = names(
        session,
        [
            person
            for task, row in pairs
            for person in (task.person_id, task.substitute_for_id, task.decided_by_id, row.starter_id)
        ],
    )
    return tuple(
        TaskView(
            id=task.id,
            version=task.version,
            instance_id=row.id,
            kind=row.kind,
            kind_label=kind_label(row.kind),
            title=row.title,
            subject=(row.subject_table, row.subject_id),
            sha256=row.sha256,
            step=steps[row.definition_id, task.position],
            position=task.position,
            round=task.round,
            person_id=task.person_id,
            person=known[task.person_id],
            substitute_for=known.get(task.substitute_for_id or 0, ""),
            starter=known[row.starter_id],
            state=TaskState(task.state),
            assigned_at=task.assigned_at,
            due_at=task.due_at,
            decided_at=task.decided_at,
            decided_by=known.get(task.decided_by_id or 0, ""),
            comment=task.comment,
        )
        for task, row in pairs
    )


def _views(session: Session, rows: list[ApprovalInstance]) -> tuple[InstanceView, ...]:
    if not rows:
        return ()
    owner = {row.id: row for row in rows}
    tasks = session.scalars(
        select(ApprovalTask)
        .where(ApprovalTask.instance_id.in_(owner))
        .order_by(ApprovalTask.round, ApprovalTask.position, ApprovalTask.ordinal, ApprovalTask.id)
    )
    task_views = _task_views(session, [(task, owner[task.instance_id]) for task in tasks])
    events = list(
        session.scalars(select(ApprovalEvent).where(ApprovalEvent.instance_id.in_(owner)).order_by(ApprovalEvent.id))
    )
    known = names(
        session,
        [row.starter_id for row in rows] + [each for line in events for each in (line.person_id, line.on_behalf_of_id)],
    )
    steps = _steps(session, (row.definition_id for row in rows))
    return tuple(
        InstanceView(
            id=row.id,
            version=row.version,
            kind=row.kind,
            kind_label=kind_label(row.kind),
            subject=(row.subject_table, row.subject_id),
            title=row.title,
            snapshot=json.loads(row.snapshot),
            sha256=row.sha256,
            amount=row.amount,
            state=InstanceState(row.state),
            step=steps[row.definition_id, row.position],
            round=row.round,
            starter_id=row.starter_id,
            starter=known[row.starter_id],
            started_at=row.started_at,
            finished_at=row.finished_at,
            tasks=tuple(task for task in task_views if task.instance_id == row.id),
            events=tuple(
                EventView(
                    at=line.at,
                    happened=line.happened,
                    label=_(EVENT_LABELS[line.happened]),
                    person=known.get(line.person_id or 0, ""),
                    on_behalf_of=known.get(line.on_behalf_of_id or 0, ""),
                    step=steps[row.definition_id, line.position],
                    round=line.round,
                    comment=line.comment,
                )
                for line in events
                if line.instance_id == row.id
            ),
        )
        for row in rows
    )


@due.add_source
def _work(session: Session) -> list[WorkItem]:
    """Approvals in "my work": what to decide, and what came back."""
    actor = actor_of(session)
    found = [
        WorkItem(
            kind="approvals.decide",
            label=task.kind_label,
            title=task.title,
            about=task.subject,
            since=task.assigned_at,
            due_at=task.due_at,
        )
        for task in waiting_for(session, actor)
    ]
    if actor.person_id is not None:
        found += [
            WorkItem(
                kind=f"approvals.{view.state.value}",
                label=_("{state}: {kind}").format(state=view.state_label, kind=view.kind_label),
                title=view.title,
                about=view.subject,
                since=view.finished_at or view.started_at,
            )
            for view in of_starter(session, person_id=actor.person_id)
        ]
    return found
