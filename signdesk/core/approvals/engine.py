"""Drives approvals from start to end: assigns tasks, takes decisions, moves from step to step, stops when nobody is
left. Who may decide and when a step is done are `approvals.rules`; reading is `approvals.views`; refusing what is not
approved is `approvals.guards`. Nothing ever passes by itself: neither a deadline nor an empty step approves."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from signdesk.core import calendar, clock, settings
from signdesk.core.approvals import deputies, rules, views
from signdesk.core.approvals.kinds import (
    MAINTAIN_APPROVALS,
    ApprovalKind,
    directory,
    ensure_edition,
    load_definition,
    tell_finished,
)
from signdesk.core.approvals.models import ApprovalEvent, ApprovalInstance, ApprovalParty, ApprovalTask
from signdesk.core.approvals.rules import (
    OPEN_STATES,
    Assignment,
    Capacity,
    Definition,
    InstanceState,
    Mode,
    Node,
    Outcome,
    ResolverKind,
    TaskState,
    Verdict,
)
from signdesk.core.approvals.views import InstanceView, Subject
from signdesk.core.db import load
from signdesk.core.errors import BugError, PermissionRefused, StaleRecord, UserError
from signdesk.core.i18n import N_, _
from signdesk.core.money import Money
from signdesk.core.operations import Operation, actor_of, require
from signdesk.core.people import Person, names

DECIDE = Operation("approvals.decide", N_("Decide on an approval"), None)
HAND_ON = Operation("approvals.hand_on", N_("Hand on an approval"), None)
RESUBMIT = Operation("approvals.resubmit", N_("Submit again"), None)
WITHDRAW = Operation("approvals.withdraw", N_("Withdraw from approval"), None)
ACKNOWLEDGE = Operation("approvals.acknowledge", N_("Take note of a decision"), None)
RESUME = Operation("approvals.resume", N_("Resume a halted approval"), MAINTAIN_APPROVALS)


def start(
    session: Session,
    kind: ApprovalKind,
    *,
    subject: Subject,
    title: str,
    snapshot: Mapping[str, object],
    amount: Money | None = None,
    payees: Iterable[int] = (),
    represented: Iterable[int] = (),
    chosen: Mapping[int, Iterable[int]] | None = None,
    reverses: int | None = None,
    way: Definition | None = None,
) -> InstanceView:
    """Ask for approval of `subject` as it stands in `snapshot`; the actor is the starter.

    `payees` and `represented` are persons who, like the starter, may not approve; `chosen` maps a step's position to
    the persons the starter chose for it; `way` is the subject's own way, in place of the kind's. UserError if one is
    under way already, or nobody may decide the first step.
    """
    starter = _acting_person(session)
    table, subject_id = subject
    if _open_instance(session, kind, subject) is not None:
        raise UserError(_("An approval of this is under way already."))
    definition = ensure_edition(session, kind, way)
    row = ApprovalInstance(
        kind=kind.name,
        definition_id=definition.id,
        subject_table=table,
        subject_id=subject_id,
        title=title,
        snapshot=rules.canonical(snapshot),
        sha256=rules.fingerprint(snapshot),
        amount=amount,
        chosen=json.dumps({str(at): list(people) for at, people in (chosen or {}).items()}, sort_keys=True),
        starter_id=starter,
        state=InstanceState.RUNNING.value,
        position=0,
        round=1,
        started_at=clock.now(),
        finished_at=None,
        seen_at=None,
        reverses_id=_approved_id(session, reverses),
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise UserError(_("An approval of this is under way already.")) from error
    barred = dict.fromkeys(represented, Capacity.REPRESENTED)
    barred |= dict.fromkeys(payees, Capacity.PAYEE)
    barred |= {starter: Capacity.STARTER}
    session.add_all(
        ApprovalParty(instance_id=row.id, person_id=person, capacity=capacity.value)
        for person, capacity in sorted(barred.items())
    )
    _tell(session, row, "started", person=starter)
    _begin(session, row)
    return views.instance(session, row.id)


def decide(
    session: Session,
    *,
    task_id: int,
    verdict: Verdict,
    comment: str = "",
    sha256: str | None = None,
    to_position: int | None = None,
) -> InstanceView:
    """The actor, or the actor as deputy, decides a task.

    Rejecting and returning need a comment. RETURN goes to the starter, or to the earlier step `to_position`. `sha256`
    is the hash of what the person was shown: StaleRecord if the approval is about something else by now. Who may
    decide is tested again here: PermissionRefused for who started it, is paid by it, is represented by it, or has lost
    the role meanwhile.
    """
    person = _acting_person(session)
    task = load(session, ApprovalTask, task_id)
    row = _locked(session, task.instance_id)
    session.refresh(task)
    if row.state != InstanceState.RUNNING.value or task.state != TaskState.PENDING.value:
        raise UserError(_("This is not waiting for a decision any more."), hint=_("Refresh the list."))
    if sha256 is not None and sha256 != row.sha256:
        raise StaleRecord(_("What is to be approved has changed meanwhile."), current=row.version)
    if verdict is not Verdict.APPROVE and not comment.strip():
        raise UserError(_("Say why."), field="comment")
    _check_may_decide(session, row, task, person)
    earlier = [at for at in rules.path(load_definition(session, row.definition_id), row.amount) if at < row.position]
    if to_position is not None and (verdict is not Verdict.RETURN or to_position not in earlier):
        raise UserError(_("It can only be sent back to an earlier step."), field="to_position")
    task.state = {
        Verdict.APPROVE: TaskState.APPROVED,
        Verdict.REJECT: TaskState.REJECTED,
        Verdict.RETURN: TaskState.RETURNED,
    }[verdict].value
    task.decided_at, task.decided_by_id, task.comment = clock.now(), person, comment.strip()
    on_behalf = task.person_id if task.person_id != person else None
    _tell(session, row, verdict.value, person=person, on_behalf_of=on_behalf, task=task, comment=comment.strip())
    session.flush()
    _advance(session, row, to_position)
    session.flush()
    return views.instance(session, row.id)


def hand_on(session: Session, *, task_id: int, to_person_id: int, comment: str) -> InstanceView:
    """Give one's own task to somebody else, who must be free to approve it and have the role or post it asks for."""
    person = _acting_person(session)
    task = load(session, ApprovalTask, task_id)
    row = _locked(session, task.instance_id)
    session.refresh(task)
    if row.state != InstanceState.RUNNING.value or task.state != TaskState.PENDING.value or task.person_id != person:
        raise UserError(_("Only your own open task can be handed on."))
    if not comment.strip():
        raise UserError(_("Say why."), field="comment")
    node = load_definition(session, row.definition_id).nodes[row.position]
    request = views.request_of(session, row, json.loads(row.snapshot))
    receiver = Assignment(to_person_id, handed_on=True)
    if not rules.holds_still(receiver, node, row.position, request, directory(session)):
        raise UserError(_("This person may not decide here."), field="to_person_id")
    if any(each.person_id == to_person_id for each in _tasks(session, row)):
        raise UserError(_("This person has a task in this step already."), field="to_person_id")
    task.state, task.decided_at, task.comment = TaskState.TRANSFERRED.value, clock.now(), comment.strip()
    successor = _task(row, task.ordinal, to_person_id, TaskState.PENDING, task.due_at)
    successor.handed_on_by_id = person
    session.add(successor)
    session.flush()
    _tell(session, row, "handed_on", person=to_person_id, on_behalf_of=person, task=successor, comment=comment.strip())
    session.flush()
    return views.instance(session, row.id)


def withdraw(session: Session, *, instance_id: int, reason: str) -> InstanceView:
    """The starter takes it back before it is decided."""
    row = _locked(session, instance_id)
    _check_starter(session, row)
    if InstanceState(row.state) not in OPEN_STATES:
        raise UserError(_("It is decided already."), hint=_("Ask for a reversal instead: both stay in the record."))
    _tell(session, row, "withdrawn", person=row.starter_id, comment=reason.strip())
    _finish(session, row, InstanceState.WITHDRAWN)
    return views.instance(session, row.id)


def resubmit(
    session: Session,
    *,
    instance_id: int,
    snapshot: Mapping[str, object],
    title: str | None = None,
    amount: Money | None = None,
    comment: str = "",
) -> InstanceView:
    """The starter submits again what was sent back, as it stands now: a new round from the first step.

    `amount` is given anew; without one every step applies.
    """
    row = _locked(session, instance_id)
    _check_starter(session, row)
    if row.state != InstanceState.RETURNED.value:
        raise UserError(_("Only what was sent back can be submitted again."))
    row.snapshot, row.sha256, row.amount = rules.canonical(snapshot), rules.fingerprint(snapshot), amount
    row.title = title or row.title
    row.round += 1
    row.state, row.finished_at = InstanceState.RUNNING.value, None
    _tell(session, row, "resubmitted", person=row.starter_id, comment=comment.strip())
    _begin(session, row)
    return views.instance(session, row.id)


def resume(session: Session, *, instance_id: int) -> InstanceView:
    """Try a stopped approval's step again, after staff, roles or superiors were put right."""
    require(session, MAINTAIN_APPROVALS)
    row = _locked(session, instance_id)
    if row.state != InstanceState.STOPPED.value:
        raise UserError(_("This approval is not halted."))
    row.state = InstanceState.RUNNING.value
    _tell(session, row, "resumed", person=actor_of(session).person_id)
    _enter(session, row, row.position)
    session.flush()
    return views.instance(session, row.id)


def acknowledge(session: Session, *, instance_id: int) -> None:
    """The starter has seen that it was not approved; it leaves their work list."""
    row = _locked(session, instance_id)
    _check_starter(session, row)
    row.seen_at = clock.now()
    session.flush()


def subject_changed(session: Session, *, subject: Subject, kind: ApprovalKind, snapshot: Mapping[str, object]) -> None:
    """Rooms call this when they save a subject: a material change (another fingerprint) makes a running or granted
    approval outdated. What was returned to its starter may change until it is submitted again."""
    table, subject_id = subject
    now = rules.fingerprint(snapshot)
    rows = session.scalars(
        select(ApprovalInstance)
        .where(
            ApprovalInstance.kind == kind.name,
            ApprovalInstance.subject_table == table,
            ApprovalInstance.subject_id == subject_id,
            ApprovalInstance.sha256 != now,
            ApprovalInstance.state.in_(
                [InstanceState.RUNNING.value, InstanceState.STOPPED.value, InstanceState.APPROVED.value]
            ),
        )
        .with_for_update()
    )
    for row in list(rows):
        _tell(session, row, "outdated", person=actor_of(session).person_id)
        _finish(session, row, InstanceState.OUTDATED)


def _begin(session: Session, row: ApprovalInstance) -> None:
    """Enter the first step that applies. UserError if nobody may decide it: starting shall not look successful."""
    definition = load_definition(session, row.definition_id)
    way = rules.path(definition, row.amount)
    if not way:
        raise UserError(
            _("No step of this approval applies to this amount."), hint=_("Ask the manager to lay down its way.")
        )
    for position in way:
        if definition.nodes[position].resolver.kind is ResolverKind.CHOSEN and str(position) not in json.loads(
            row.chosen
        ):
            raise UserError(
                _("Choose who decides at “{step}”.").format(step=_(definition.nodes[position].name)), field="chosen"
            )
    _enter(session, row, way[0])
    session.flush()
    if row.state == InstanceState.STOPPED.value:
        raise UserError(
            _("Nobody may decide at “{step}”.").format(step=_(definition.nodes[way[0]].name)),
            hint=_(
                "Whoever starts it, is paid by it or is represented cannot decide. Ask the manager to add somebody."
            ),
        )


def _enter(session: Session, row: ApprovalInstance, position: int) -> None:
    """Give out the tasks of a step, or stop if nobody may have one."""
    node = load_definition(session, row.definition_id).nodes[position]
    row.position = position
    request = views.request_of(session, row, json.loads(row.snapshot))
    assignments = rules.assign(node, position, request, directory(session))
    if not assignments:
        row.state = InstanceState.STOPPED.value
        _tell(session, row, "stopped")
        return
    due_at = _due_at(session, node)
    states = rules.first_states(node.mode, len(assignments))
    for ordinal, (assignment, state) in enumerate(zip(assignments, states, strict=True)):
        task = _task(row, ordinal, assignment.person, state, due_at)
        task.substitute_for_id = assignment.substitute_for
        session.add(task)
        session.flush()
        _tell(session, row, "assigned", person=assignment.person, on_behalf_of=assignment.substitute_for, task=task)


def _advance(session: Session, row: ApprovalInstance, to_position: int | None) -> None:
    """What follows from the step's tasks as they stand now."""
    definition = load_definition(session, row.definition_id)
    node = definition.nodes[row.position]
    tasks = _tasks(session, row)
    match rules.outcome(node.mode, node.count, [TaskState(task.state) for task in tasks]):
        case Outcome.REJECTED:
            _finish(session, row, InstanceState.REJECTED)
        case Outcome.RETURNED if to_position is None:
            _finish(session, row, InstanceState.RETURNED)
        case Outcome.RETURNED:
            _cancel_open(session, row)
            row.round += 1
            _enter(session, row, to_position if to_position is not None else row.position)
        case Outcome.APPROVED:
            _cancel_open(session, row)
            later = [at for at in rules.path(definition, row.amount) if at > row.position]
            if later:
                _enter(session, row, later[0])
            else:
                _finish(session, row, InstanceState.APPROVED)
        case Outcome.OPEN:
            waiting = [task for task in tasks if task.state == TaskState.WAITING.value]
            if node.mode is Mode.SEQUENCE and waiting:
                waiting[0].state = TaskState.PENDING.value
                waiting[0].assigned_at, waiting[0].due_at = clock.now(), _due_at(session, node)


def _finish(session: Session, row: ApprovalInstance, state: InstanceState) -> None:
    _cancel_open(session, row)
    row.state, row.finished_at = state.value, clock.now()
    if state is InstanceState.APPROVED:
        _tell(session, row, "finished")
        if row.reverses_id is not None:
            reversed_row = _locked(session, row.reverses_id)
            reversed_row.state = InstanceState.REVERSED.value
            _tell(session, reversed_row, "reversed", person=row.starter_id)
    session.flush()
    tell_finished(session, row.kind, row.id)


def _cancel_open(session: Session, row: ApprovalInstance) -> None:
    open_tasks = session.scalars(
        select(ApprovalTask).where(
            ApprovalTask.instance_id == row.id,
            ApprovalTask.state.in_([TaskState.PENDING.value, TaskState.WAITING.value]),
        )
    )
    for task in open_tasks:
        task.state = TaskState.CANCELLED.value


def _check_may_decide(session: Session, row: ApprovalInstance, task: ApprovalTask, person: int) -> None:
    if task.person_id != person:
        represented = deputies.represented_by(session, deputy_id=person)
        if not deputies.stands_in(represented, task.person_id, row.kind):
            raise PermissionRefused(_("This task waits for somebody else."))
    barred = views.parties(session, row.id)
    if person in barred or task.person_id in barred:
        raise PermissionRefused(
            {
                Capacity.STARTER: _("Nobody approves what they started."),
                Capacity.PAYEE: _("Nobody approves what they are paid by."),
                Capacity.REPRESENTED: _("Nobody approves what is done in their name."),
            }[barred[person] if person in barred else barred[task.person_id]]
        )
    if any(each.decided_by_id == person for each in _tasks(session, row)):
        raise PermissionRefused(_("You have decided at this step already: it needs another person."))
    if not load(session, Person, person).works_on(clock.today()):
        raise PermissionRefused(_("You do not work here any more."))
    if not views.still_free(session, row, task, json.loads(row.snapshot)):
        known = names(session, (task.person_id,))
        raise PermissionRefused(
            _("{name} may not decide here any more.").format(name=known[task.person_id]),
            hint=_("The role, the post or the staff has changed. Hand the task on, or ask the starter to withdraw it."),
        )


def _check_starter(session: Session, row: ApprovalInstance) -> None:
    if actor_of(session).person_id != row.starter_id:
        raise PermissionRefused(_("Only who started it may do this."))


def _acting_person(session: Session) -> int:
    person = actor_of(session).person_id
    if person is None:
        raise UserError(_("Log in as a person to do this."))
    return person


def _locked(session: Session, instance_id: int) -> ApprovalInstance:
    """The instance, locked: two people deciding at once must see each other's decision."""
    row = session.get(ApprovalInstance, instance_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise UserError(_("This record does not exist any more."))
    return row


def _open_instance(session: Session, kind: ApprovalKind, subject: Subject) -> int | None:
    return session.scalar(
        select(ApprovalInstance.id).where(
            ApprovalInstance.kind == kind.name,
            ApprovalInstance.subject_table == subject[0],
            ApprovalInstance.subject_id == subject[1],
            ApprovalInstance.state.in_([state.value for state in OPEN_STATES]),
        )
    )


def _approved_id(session: Session, instance_id: int | None) -> int | None:
    if instance_id is not None and _locked(session, instance_id).state != InstanceState.APPROVED.value:
        raise UserError(_("Only what was approved can be reversed."))
    return instance_id


def _tasks(session: Session, row: ApprovalInstance) -> list[ApprovalTask]:
    """The tasks of the current step and round, in order."""
    return list(
        session.scalars(
            select(ApprovalTask)
            .where(
                ApprovalTask.instance_id == row.id,
                ApprovalTask.position == row.position,
                ApprovalTask.round == row.round,
            )
            .order_by(ApprovalTask.ordinal, ApprovalTask.id)
            .execution_options(populate_existing=True)
        )
    )


def _task(row: ApprovalInstance, ordinal: int, person: int, state: TaskState, due_at: datetime | None) -> ApprovalTask:
    return ApprovalTask(
        instance_id=row.id,
        position=row.position,
        round=row.round,
        ordinal=ordinal,
        person_id=person,
        substitute_for_id=None,
        handed_on_by_id=None,
        state=state.value,
        assigned_at=clock.now(),
        due_at=due_at,
        reminded_at=None,
        escalated_at=None,
        decided_at=None,
        decided_by_id=None,
        comment="",
    )


def _due_at(session: Session, node: Node) -> datetime | None:
    # A deadline only reminds, so a year whose holidays are not published yet may be counted by weekdays.
    if node.hours is None:
        return None
    office = settings.office_hours(session)
    return calendar.add_working_hours(clock.now(), node.hours, office=office, assume_weekdays=True)


def _tell(
    session: Session,
    row: ApprovalInstance,
    happened: str,
    *,
    person: int | None = None,
    on_behalf_of: int | None = None,
    task: ApprovalTask | None = None,
    comment: str = "",
) -> None:
    if happened not in views.EVENT_LABELS:
        raise BugError(happened)
    session.add(
        ApprovalEvent(
            instance_id=row.id,
            task_id=task.id if task is not None else None,
            at=clock.now(),
            happened=happened,
            position=row.position,
            round=row.round,
            person_id=person,
            on_behalf_of_id=on_behalf_of,
            comment=comment,
        )
    )
