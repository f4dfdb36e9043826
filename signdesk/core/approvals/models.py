"""Tables of the approvals engine. A definition is never changed once stored: a new edition takes its place. Nodes and
events are only ever added; the mapper itself refuses to update them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column

from signdesk.core.db import Record, personal
from signdesk.core.errors import BugError
from signdesk.core.money import Money


class ApprovalDefinition(Record):
    """One edition of the way a kind of approval takes."""

    __tablename__ = "approval_definition"
    __table_args__ = (UniqueConstraint("kind", "edition"),)

    kind: Mapped[str]
    edition: Mapped[int]
    current: Mapped[bool]
    created_at: Mapped[datetime]


class ApprovalNode(Record):
    """One step of a definition."""

    __tablename__ = "approval_node"
    __table_args__ = (UniqueConstraint("definition_id", "position"),)

    definition_id: Mapped[int] = mapped_column(ForeignKey("approval_definition.id"))
    position: Mapped[int]
    name: Mapped[str]
    resolver: Mapped[str]
    resolver_value: Mapped[str]
    mode: Mapped[str]
    count: Mapped[int]
    minimum: Mapped[Money | None]
    maximum: Mapped[Money | None]
    hours: Mapped[int | None]
    fallback: Mapped[str | None]
    fallback_value: Mapped[str | None]


_OPEN = text("state IN ('running', 'returned', 'stopped')")


class ApprovalInstance(Record):
    """One approval of one subject: what was to be approved (snapshot and its hash), and how far it has come."""

    __tablename__ = "approval_instance"
    __table_args__ = (
        Index(
            "uq_approval_instance_open",
            "kind",
            "subject_table",
            "subject_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_approval_instance_subject", "subject_table", "subject_id"),
    )

    kind: Mapped[str]
    definition_id: Mapped[int] = mapped_column(ForeignKey("approval_definition.id"))
    subject_table: Mapped[str]
    subject_id: Mapped[int]
    title: Mapped[str] = personal()
    snapshot: Mapped[str] = personal()
    sha256: Mapped[str]
    amount: Mapped[Money | None]
    chosen: Mapped[str]
    starter_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(Text, index=True)
    position: Mapped[int]
    round: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("approval_instance.id"))


class ApprovalParty(Record):
    """Somebody who may not approve this one, and why."""

    __tablename__ = "approval_party"

    instance_id: Mapped[int] = mapped_column(ForeignKey("approval_instance.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    capacity: Mapped[str]


class ApprovalTask(Record):
    """One person's task at one step, in one round."""

    __tablename__ = "approval_task"
    __table_args__ = (Index("ix_approval_task_person_state", "person_id", "state"),)

    instance_id: Mapped[int] = mapped_column(ForeignKey("approval_instance.id"), index=True)
    position: Mapped[int]
    round: Mapped[int]
    ordinal: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    substitute_for_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    handed_on_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str]
    assigned_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    reminded_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    comment: Mapped[str] = personal()


class ApprovalEvent(Record):
    """What happened, in order. Only added to."""

    __tablename__ = "approval_event"

    instance_id: Mapped[int] = mapped_column(ForeignKey("approval_instance.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("approval_task.id"))
    at: Mapped[datetime]
    happened: Mapped[str]
    position: Mapped[int]
    round: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    comment: Mapped[str] = personal()


class ApprovalDeputy(Record):
    """Who decides in whose place, from one day to another, both included. `kinds` with commas; empty means all."""

    __tablename__ = "approval_deputy"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    kinds: Mapped[str]
    ended_at: Mapped[datetime | None]


def _refuse_update(_mapper: object, _connection: object, record: Any) -> None:
    raise BugError(f"{type(record).__tablename__} is only ever added to")


for _model in (ApprovalNode, ApprovalEvent):
    event.listen(_model, "before_update", _refuse_update)
