"""The rules of approval as pure functions: who may decide, when a step is done, what follows. They know persons by
number only; storing instances and tasks is `approvals.engine`, reading the staff `approvals.directory`."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from signdesk.core.money import Money
from signdesk.core.people import chain_above


class Mode(StrEnum):
    """How many of the people at a step must agree. A rejection by any one of them always rejects."""

    ANY = "any"
    ALL = "all"
    SEQUENCE = "sequence"
    DISTINCT = "distinct"


class ResolverKind(StrEnum):
    """Ways of naming the people at a step."""

    ROLE = "role"
    POST = "post"
    HEAD = "head"
    NAMED = "named"
    CHOSEN = "chosen"
    FIELD = "field"


class TaskState(StrEnum):
    """Where one person's task stands: WAITING for its turn, PENDING for the person."""

    WAITING = "waiting"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    CANCELLED = "cancelled"


class InstanceState(StrEnum):
    """Where an approval stands. STOPPED: nobody is left who may decide; the staff or the way must be put right."""

    RUNNING = "running"
    APPROVED = "approved"
    REJECTED = "rejected"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"
    STOPPED = "stopped"
    REVERSED = "reversed"


OPEN_STATES = (InstanceState.RUNNING, InstanceState.RETURNED, InstanceState.STOPPED)
"""An approval in one of these keeps others of its kind and subject from starting."""


class Verdict(StrEnum):
    """What a person may say."""

    APPROVE = "approve"
    REJECT = "reject"
    RETURN = "return"


class Outcome(StrEnum):
    """Where a step stands after what was said so far."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    RETURNED = "returned"


class Capacity(StrEnum):
    """Why somebody may not approve: they started it, are paid by it, or it is done in their name."""

    STARTER = "starter"
    PAYEE = "payee"
    REPRESENTED = "represented"


@dataclass(frozen=True)
class Resolver:
    """Names the people at a step. `value`: a role, a post's id, persons' ids with commas, or the snapshot's field."""

    kind: ResolverKind
    value: str = ""


def role(name: str) -> Resolver:
    """Everybody with this role."""
    return Resolver(ResolverKind.ROLE, name)


def post(post_id: int) -> Resolver:
    """Everybody at this post."""
    return Resolver(ResolverKind.POST, str(post_id))


def head() -> Resolver:
    """The starter's superior."""
    return Resolver(ResolverKind.HEAD)


def named(*person_ids: int) -> Resolver:
    """These persons, in this order."""
    return Resolver(ResolverKind.NAMED, ",".join(map(str, person_ids)))


def chosen() -> Resolver:
    """Whom the starter chooses."""
    return Resolver(ResolverKind.CHOSEN)


def from_field(name: str) -> Resolver:
    """The person (or list of persons) whose id stands in this field of the snapshot."""
    return Resolver(ResolverKind.FIELD, name)


@dataclass(frozen=True)
class Node:
    """One step. Amounts include their bounds; `hours` are working hours; `fallback` decides if nobody else may."""

    name: str
    resolver: Resolver
    mode: Mode = Mode.ANY
    count: int = 1
    minimum: Money | None = None
    maximum: Money | None = None
    hours: int | None = None
    fallback: Resolver | None = None


@dataclass(frozen=True)
class Definition:
    """The way of one kind of approval, step after step."""

    nodes: tuple[Node, ...]

    def __post_init__(self) -> None:
        if not self.nodes:
            raise ValueError("an approval without a step")
        for node in self.nodes:
            if node.count < 1 or (node.mode is Mode.DISTINCT and node.count < 2):
                raise ValueError("a step of several distinct people needs at least two")


@dataclass(frozen=True)
class Member:
    """What the rules know of a person."""

    id: int
    superior: int | None = None
    roles: frozenset[str] = frozenset()
    post: int | None = None
    active: bool = True


Directory = Mapping[int, Member]


@dataclass(frozen=True)
class Request:
    """What decides who approves. `barred` are all who may not, the starter among them."""

    starter: int
    barred: frozenset[int]
    amount: Money | None = None
    chosen: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Assignment:
    """Somebody gets the task, for themselves, in place of somebody who may not, or because it was handed on to them."""

    person: int
    substitute_for: int | None = None
    handed_on: bool = False


def applies(node: Node, amount: Money | None) -> bool:
    """Whether the step is part of the way. Without an amount every step is: a condition must not be dodged by leaving
    the amount out."""
    if amount is None:
        return True
    return (node.minimum is None or amount >= node.minimum) and (node.maximum is None or amount <= node.maximum)


def path(definition: Definition, amount: Money | None) -> tuple[int, ...]:
    """Positions of the steps that apply, in order."""
    return tuple(position for position, node in enumerate(definition.nodes) if applies(node, amount))


def may_approve(person: int, request: Request, directory: Directory) -> bool:
    """Nobody approves what they started, are paid by, or act for; nor who does not work here any more."""
    return person in directory and directory[person].active and person not in request.barred


def resolve(resolver: Resolver, position: int, request: Request, directory: Directory) -> tuple[int, ...]:
    """Everybody the resolver names, whether they may approve or not."""
    match resolver.kind:
        case ResolverKind.ROLE:
            return tuple(sorted(each.id for each in directory.values() if resolver.value in each.roles))
        case ResolverKind.POST:
            return tuple(sorted(each.id for each in directory.values() if str(each.post) == resolver.value))
        case ResolverKind.HEAD:
            starter = directory.get(request.starter)
            return (starter.superior,) if starter is not None and starter.superior is not None else ()
        case ResolverKind.NAMED:
            return _unique(int(each) for each in resolver.value.split(",") if each)
        case ResolverKind.CHOSEN:
            return _unique(request.chosen.get(position, ()))
        case ResolverKind.FIELD:
            value = request.fields.get(resolver.value)
            listed = value if isinstance(value, list | tuple) else [value]
            return _unique(each for each in listed if isinstance(each, int) and not isinstance(each, bool))


def assign(node: Node, position: int, request: Request, directory: Directory) -> tuple[Assignment, ...]:
    """Who gets a task at this step, in order; nobody at all means the approval must stop and say so.

    Out of a set (role, post, or any one of several) those who may not simply fall out. Where each person named must
    agree, whoever may not is replaced by the nearest superior who may, then by the fallback; if that fails, nobody is
    assigned rather than one pair of eyes less.
    """
    wanted = resolve(node.resolver, position, request, directory)
    direct = [Assignment(each) for each in wanted if may_approve(each, request, directory)]
    if node.mode in (Mode.ALL, Mode.SEQUENCE) and node.resolver.kind not in (ResolverKind.ROLE, ResolverKind.POST):
        return _each_replaced(wanted, node, position, request, directory)
    needed = node.count if node.mode is Mode.DISTINCT else 1
    while len(direct) < needed:
        taken = {assignment.person for assignment in direct}
        substitute = _substitute((*wanted, request.starter), taken, node, position, request, directory)
        if substitute is None:
            return ()
        direct.append(substitute)
    return tuple(direct)


def holds_still(assignment: Assignment, node: Node, position: int, request: Request, directory: Directory) -> bool:
    """Whether who was assigned may still decide, tested again at the act: roles, posts and parties change meanwhile.

    A substitute need not be named by the resolver, only free to approve. Whoever a task is handed on to must have the
    role or post the step asks for; where the step names persons, whoever is free will do.
    """
    if not may_approve(assignment.person, request, directory):
        return False
    if assignment.substitute_for is not None or node.resolver.kind in (ResolverKind.CHOSEN, ResolverKind.HEAD):
        return True
    if assignment.handed_on and node.resolver.kind not in (ResolverKind.ROLE, ResolverKind.POST):
        return True
    return assignment.person in resolve(node.resolver, position, request, directory)


def outcome(mode: Mode, count: int, states: Iterable[TaskState]) -> Outcome:
    """Where a step stands. Tasks handed on or cancelled do not count; without any task it never passes."""
    counted = [state for state in states if state not in (TaskState.TRANSFERRED, TaskState.CANCELLED)]
    if TaskState.REJECTED in counted:
        return Outcome.REJECTED
    if TaskState.RETURNED in counted:
        return Outcome.RETURNED
    approved = counted.count(TaskState.APPROVED)
    needed = {Mode.ANY: 1, Mode.DISTINCT: count}.get(mode, len(counted))
    return Outcome.APPROVED if counted and approved >= needed else Outcome.OPEN


def first_states(mode: Mode, people: int) -> tuple[TaskState, ...]:
    """The states tasks begin with: in sequence only the first is pending."""
    if mode is Mode.SEQUENCE:
        return (TaskState.PENDING,) + (TaskState.WAITING,) * (people - 1)
    return (TaskState.PENDING,) * people


def canonical(snapshot: Mapping[str, object]) -> str:
    """The snapshot as JSON with one spelling only: amounts in fen, dates ISO. TypeError for anything unforeseen."""
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def fingerprint(snapshot: Mapping[str, object]) -> str:
    """SHA-256 of the snapshot, in hexadecimal: what an approval permits, it permits for this only."""
    return hashlib.sha256(canonical(snapshot).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Money):
        return value.fen
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} in a snapshot")


def _unique(people: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(people))


def _each_replaced(
    wanted: tuple[int, ...], node: Node, position: int, request: Request, directory: Directory
) -> tuple[Assignment, ...]:
    taken = {each for each in wanted if may_approve(each, request, directory)}
    assigned = []
    for each in wanted or (request.starter,):
        if each in taken:
            assigned.append(Assignment(each))
            continue
        others = taken | {assignment.person for assignment in assigned}
        substitute = _substitute((each,), others, node, position, request, directory)
        if substitute is None:
            return ()
        assigned.append(substitute)
    return tuple(assigned)


def _substitute(
    people: tuple[int, ...], taken: set[int], node: Node, position: int, request: Request, directory: Directory
) -> Assignment | None:
    """The nearest superior of one of `people` who may approve, else the fallback, else nobody."""
    superior_of = {member.id: member.superior for member in directory.values()}
    for person in people:
        for above in chain_above(superior_of, person):
            if above not in taken and may_approve(above, request, directory):
                return Assignment(above, person)
    if node.fallback is not None:
        for each in resolve(node.fallback, position, request, directory):
            if each not in taken and may_approve(each, request, directory):
                return Assignment(each, people[0])
    return None
