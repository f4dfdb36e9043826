"""Due items: what must happen by when, and whose turn it is, across all rooms. A room opens one about a record and
closes it when the thing is done; deadlines remind and never decide. `my_work` collects them with the work other engines
have for a person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from signdesk.core import clock
from signdesk.core.db import Record, load, personal
from signdesk.core.errors import BugError, PermissionRefused, UserError
from signdesk.core.i18n import N_, _
from signdesk.core.operations import ROLES, Operation, actor_of
from signdesk.core.people import names

TAKE_NOTE = Operation("due.take_note", N_("Write down what came of it"), None)
"""Everyone may begin; `take_note` asks whose turn it is."""

About = tuple[str, int]
"""The table and id of the record a due item is about."""


class DueItem(Record):
    """One thing that must happen. Closed, never deleted."""

    __tablename__ = "due_item"
    __table_args__ = (
        Index(
            "uq_due_item_open",
            "kind",
            "about_table",
            "about_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_due_item_about", "about_table", "about_id"),
        Index("ix_due_item_due_at", "due_at"),
    )

    kind: Mapped[str]
    about_table: Mapped[str]
    about_id: Mapped[int]
    title: Mapped[str] = personal()
    due_at: Mapped[datetime]
    role: Mapped[str | None] = mapped_column(Text, index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str]


@dataclass(frozen=True)
class DueKind:
    """Something that falls due, such as a repair or an answer. `label` says it to the person whose turn it is. What is
    `noted` ends by their word alone (`take_note`); everything else ends where its work is done."""

    name: str
    label: str
    noted: bool = False

    def __post_init__(self) -> None:
        _kinds[self.name] = self


@dataclass(frozen=True)
class Responsible:
    """Whose turn it is: a person, everybody with a role, or (both given) that person with the role as a stand-in."""

    role: str | None = None
    person_id: int | None = None

    def __post_init__(self) -> None:
        if self.role is None and self.person_id is None:
            raise BugError("nobody is responsible")
        if self.role is not None and self.role not in ROLES:
            raise BugError(f"no role {self.role}")


@dataclass(frozen=True)
class Due:
    """A due item as pages show it."""

    id: int
    version: int
    kind: str
    label: str
    about: About
    title: str
    due_at: datetime
    role: str | None
    person_id: int | None
    person: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str
    noted: bool

    @property
    def overdue(self) -> bool:
        """Past its time and still open."""
        return self.closed_at is None and self.due_at < clock.now()


@dataclass(frozen=True)
class WorkItem:
    """One line of "my work". `kind` is stable and English; `about` is what a click opens; `since` orders the list."""

    kind: str
    label: str
    title: str
    about: About
    since: datetime
    due_at: datetime | None = None

    @property
    def overdue(self) -> bool:
        """Whether its time is over."""
        return self.due_at is not None and self.due_at < clock.now()


_kinds: dict[str, DueKind] = {}
Source = Callable[[Session], "list[WorkItem]"]
_sources: list[Source] = []


def open(
    session: Session, kind: DueKind, *, about: About, title: str, due_at: datetime, responsible: Responsible
) -> Due:
    """`kind` is due for a record. One that is open already for it is moved instead of doubled."""
    row = _open_row(session, kind, about)
    if row is None:
        row = DueItem(
            kind=kind.name,
            about_table=about[0],
            about_id=about[1],
            title=title,
            due_at=due_at,
            role=responsible.role,
            person_id=responsible.person_id,
            opened_at=clock.now(),
            closed_at=None,
            closed_by_id=None,
            outcome="",
        )
        session.add(row)
    else:
        row.title, row.due_at = title, due_at
        row.role, row.person_id = responsible.role, responsible.person_id
    session.flush()
    return _views(session, [row])[0]


def close(session: Session, kind: DueKind, *, about: About, outcome: str = "") -> bool:
    """It is done (or no longer needed: `outcome` says so). False if nothing was open."""
    row = _open_row(session, kind, about)
    if row is None:
        return False
    row.closed_at, row.closed_by_id, row.outcome = clock.now(), actor_of(session).person_id, outcome
    session.flush()
    return True


def take_note(session: Session, *, item_id: int, version: int, outcome: str) -> None:
    """Close something that only had to be looked into, with what came of it.

    UserError without words; PermissionRefused if it waits for somebody else; StaleRecord if it changed meanwhile."""
    row = load(session, DueItem, item_id, version)
    if not (row.kind in _kinds and _kinds[row.kind].noted):
        raise BugError(f"{row.kind} ends where its work is done")
    if row.closed_at is not None or not _is_mine(session, row):
        raise PermissionRefused(_("This does not wait for you."))
    if not outcome.strip():
        raise UserError(_("Say what came of it."), field="outcome")
    row.closed_at, row.closed_by_id, row.outcome = clock.now(), actor_of(session).person_id, outcome.strip()
    session.flush()


def of_record(session: Session, *, about: About, open_only: bool = True) -> tuple[Due, ...]:
    """Everything due about a record, soonest first."""
    query = select(DueItem).where(DueItem.about_table == about[0], DueItem.about_id == about[1])
    if open_only:
        query = query.where(DueItem.closed_at.is_(None))
    return _views(session, list(session.scalars(query.order_by(DueItem.due_at, DueItem.id))))


def overdue(session: Session, *, kind: DueKind | None = None) -> tuple[Due, ...]:
    """Everything past its time and still open, oldest first."""
    query = select(DueItem).where(DueItem.closed_at.is_(None), DueItem.due_at < clock.now())
    if kind is not None:
        query = query.where(DueItem.kind == kind.name)
    return _views(session, list(session.scalars(query.order_by(DueItem.due_at, DueItem.id))))


def mine(session: Session) -> tuple[Due, ...]:
    """What is due from the person logged in, in person or by role, soonest first."""
    actor = actor_of(session)
    whose = or_(DueItem.role.in_(actor.roles), DueItem.person_id == (actor.person_id or 0))
    query = select(DueItem).where(DueItem.closed_at.is_(None), whose).order_by(DueItem.due_at, DueItem.id)
    return _views(session, list(session.scalars(query)))


def add_source(source: Source) -> Source:
    """Engines and rooms add their own work to `my_work` with this (also as a decorator)."""
    _sources.append(source)
    return source


def my_work(session: Session) -> tuple[WorkItem, ...]:
    """Everything that waits for the person logged in, across all rooms, oldest first."""
    found = [
        WorkItem(
            kind=f"due.{item.kind}",
            label=item.label,
            title=item.title,
            about=item.about,
            since=item.opened_at,
            due_at=item.due_at,
        )
        for item in mine(session)
    ]
    for source in _sources:
        found += source(session)
    return tuple(sorted(found, key=lambda item: item.since))


def _is_mine(session: Session, row: DueItem) -> bool:
    actor = actor_of(session)
    return row.role in actor.roles or (row.person_id is not None and row.person_id == actor.person_id)


def _open_row(session: Session, kind: DueKind, about: About) -> DueItem | None:
    return session.scalars(
        select(DueItem).where(
            DueItem.kind == kind.name,
            DueItem.about_table == about[0],
            DueItem.about_id == about[1],
            DueItem.closed_at.is_(None),
        )
    ).one_or_none()


def _views(session: Session, rows: list[DueItem]) -> tuple[Due, ...]:
    known = names(session, (row.person_id for row in rows))
    return tuple(
        Due(
            id=row.id,
            version=row.version,
            kind=row.kind,
            label=_(_kinds[row.kind].label) if row.kind in _kinds else row.kind,
            about=(row.about_table, row.about_id),
            title=row.title,
            due_at=row.due_at,
            role=row.role,
            person_id=row.person_id,
            person=known.get(row.person_id or 0, ""),
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            outcome=row.outcome,
            noted=row.kind in _kinds and _kinds[row.kind].noted,
        )
        for row in rows
    )
