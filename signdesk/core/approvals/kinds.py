"""What can be approved, and the way it takes. Rooms declare kinds with a way to begin with; a centre may lay down
another, which is a new edition: approvals under way keep the one they started with."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from signdesk.core import clock
from signdesk.core.approvals.models import ApprovalDefinition, ApprovalNode
from signdesk.core.approvals.rules import Definition, Member, Mode, Node, Resolver, ResolverKind
from signdesk.core.auth import roles_of_people
from signdesk.core.db import load
from signdesk.core.errors import BugError, UserError
from signdesk.core.i18n import N_, _
from signdesk.core.operations import ROLES, Operation, Permission
from signdesk.core.people import Person

MAINTAIN_APPROVALS = Permission("approvals.maintain", N_("Maintain approvals"), frozenset({"manager"}))
DEFINE = Operation("approvals.define", N_("Lay down the way of an approval"), MAINTAIN_APPROVALS)


@dataclass(frozen=True)
class ApprovalKind:
    """Something that needs approval.

    `editable` names the subject's fields that may still change while the approval runs; everything else is locked.
    """

    name: str
    label: str
    default: Definition
    editable: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        _kinds[self.name] = self


_kinds: dict[str, ApprovalKind] = {}
Hook = Callable[[Session, int], None]
_hooks: dict[str, list[Hook]] = {}


def kinds() -> tuple[ApprovalKind, ...]:
    """Every kind declared by the rooms imported so far."""
    return tuple(_kinds.values())


def kind_named(name: str) -> ApprovalKind:
    """The kind with this name."""
    if name not in _kinds:
        raise BugError(f"no approval kind {name}")
    return _kinds[name]


def kind_label(name: str) -> str:
    """The words for a kind; its name if the room that declared it is not there."""
    return _(_kinds[name].label) if name in _kinds else name


def when_finished(kind: ApprovalKind) -> Callable[[Hook], Hook]:
    """Decorates a room's function (session, instance id) that is called in the operation in which an approval of this
    kind ends (approved, rejected, returned, withdrawn, outdated), so that both succeed or fail together."""

    def register(hook: Hook) -> Hook:
        _hooks.setdefault(kind.name, []).append(hook)
        return hook

    return register


def tell_finished(session: Session, kind_name: str, instance_id: int) -> None:
    """Call the room's functions registered with `when_finished`."""
    for hook in _hooks.get(kind_name, ()):
        hook(session, instance_id)


def define(session: Session, kind: ApprovalKind, definition: Definition) -> int:
    """Lay down a new way for `kind`, from the next approval on; the edition's number.

    UserError for a step that names nobody the centre knows.
    """
    for node in definition.nodes:
        for resolver in (node.resolver, node.fallback):
            if resolver is not None:
                _check_known(session, resolver)
    return _store(session, kind, definition).edition


def definition_of(session: Session, kind: ApprovalKind) -> Definition:
    """The way an approval of `kind` would take if it started now."""
    row = _current(session, kind)
    return kind.default if row is None else load_definition(session, row.id)


def ensure_edition(session: Session, kind: ApprovalKind, way: Definition | None) -> ApprovalDefinition:
    """The stored edition an approval that starts now takes: the one that says `way`, or the current one; the kind's own
    way becomes the first."""
    known = _edition(session, kind, way)
    if known is not None:
        return known
    try:
        with session.begin_nested():
            return _store(session, kind, way or kind.default, current=way is None)
    except IntegrityError:
        # Another station started the first approval that goes this way in the same moment.
        stored = _edition(session, kind, way)
        if stored is None:
            raise
        return stored


def load_definition(session: Session, definition_id: int) -> Definition:
    """A stored edition."""
    rows = session.scalars(
        select(ApprovalNode).where(ApprovalNode.definition_id == definition_id).order_by(ApprovalNode.position)
    )
    return Definition(tuple(_node(row) for row in rows))


def directory(session: Session) -> dict[int, Member]:
    """Everybody, as the rules see them today. Who has no account has no roles, so gets no task by role."""
    today = clock.today()
    roles = roles_of_people(session)
    return {
        person.id: Member(
            id=person.id,
            superior=person.superior_id,
            roles=roles.get(person.id, frozenset()),
            post=person.post_id,
            active=person.works_on(today),
        )
        for person in session.scalars(select(Person))
    }


def _current(session: Session, kind: ApprovalKind) -> ApprovalDefinition | None:
    return session.scalars(
        select(ApprovalDefinition).where(ApprovalDefinition.kind == kind.name, ApprovalDefinition.current)
    ).one_or_none()


def _edition(session: Session, kind: ApprovalKind, way: Definition | None) -> ApprovalDefinition | None:
    if way is None:
        return _current(session, kind)
    editions = session.scalars(
        select(ApprovalDefinition)
        .where(ApprovalDefinition.kind == kind.name)
        .order_by(ApprovalDefinition.edition.desc())
    )
    return next((edition for edition in editions.all() if load_definition(session, edition.id) == way), None)


def _store(session: Session, kind: ApprovalKind, definition: Definition, *, current: bool = True) -> ApprovalDefinition:
    before = _current(session, kind)
    if before is not None and current:
        before.current = False
    newest = session.scalar(select(func.max(ApprovalDefinition.edition)).where(ApprovalDefinition.kind == kind.name))
    row = ApprovalDefinition(kind=kind.name, edition=(newest or 0) + 1, current=current, created_at=clock.now())
    session.add(row)
    session.flush()
    session.add_all(
        ApprovalNode(
            definition_id=row.id,
            position=position,
            name=node.name,
            resolver=node.resolver.kind.value,
            resolver_value=node.resolver.value,
            mode=node.mode.value,
            count=node.count,
            minimum=node.minimum,
            maximum=node.maximum,
            hours=node.hours,
            fallback=node.fallback.kind.value if node.fallback else None,
            fallback_value=node.fallback.value if node.fallback else None,
        )
        for position, node in enumerate(definition.nodes)
    )
    session.flush()
    return row


def _node(row: ApprovalNode) -> Node:
    return Node(
        name=row.name,
        resolver=Resolver(ResolverKind(row.resolver), row.resolver_value),
        mode=Mode(row.mode),
        count=row.count,
        minimum=row.minimum,
        maximum=row.maximum,
        hours=row.hours,
        fallback=Resolver(ResolverKind(row.fallback), row.fallback_value or "") if row.fallback else None,
    )


def _check_known(session: Session, resolver: Resolver) -> None:
    if resolver.kind is ResolverKind.ROLE and resolver.value not in ROLES:
        raise UserError(_("There is no such role."), field="resolver")
    if resolver.kind is ResolverKind.NAMED:
        if not resolver.value:
            raise UserError(_("Name at least one person."), field="resolver")
        for each in resolver.value.split(","):
            load(session, Person, int(each))
