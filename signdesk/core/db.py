"""The ground every table stands on: column types that cannot lose money or time zones, the audited `Record`, sealed
personal columns, and loading a record with its version. Opening databases is `core.engines`, committing is
`core.operations`."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    TypeDecorator,
    bindparam,
    select,
)
from sqlalchemy.orm import (
    Composite,
    DeclarativeBase,
    Mapped,
    MappedColumn,
    Session,
    composite,
    declared_attr,
    mapped_column,
)

from signdesk.core.errors import StaleRecord, UserError
from signdesk.core.i18n import _
from signdesk.core.money import Money

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Key = BigInteger().with_variant(Integer, "sqlite")
"""SQLite makes a key of its own row number only for INTEGER, which holds 64 bits there."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. Naive times are refused: SQLite would silently drop their offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class MoneyInFen(TypeDecorator[Money]):
    """An amount as whole fen: SQLite would keep a decimal as a float."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.fen

    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        return None if value is None else Money(value)


class Base(DeclarativeBase):
    """Every table. Plain `Base` tables are machinery (counters, indexes, the trail itself) and not audited."""

    __table__: ClassVar[Table]
    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {  # noqa: RUF012 -- SQLAlchemy reads this as a plain class attribute
        int: BigInteger,
        str: Text,
        bytes: LargeBinary,
        date: Date,
        datetime: UtcDateTime,
        Money: MoneyInFen,
    }


class Record(Base):
    """A record of the trade: audited, versioned, never deleted. Void it with a reason instead."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(Key, primary_key=True, sort_order=-2)
    version: Mapped[int] = mapped_column(Integer, sort_order=-1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Personal:
    """Mixin for a row that holds a person's data: `subject` names the key under which it is sealed, and with which it
    is erased."""

    subject: Mapped[str] = mapped_column(Text, index=True)


def personal(*, index: bool = False, nullable: bool = False, server_default: str | None = None) -> MappedColumn[Any]:
    """A plain column with personal data: readable in the encrypted database, sealed in the audit trail."""
    return mapped_column(info={"personal": True}, index=index, nullable=nullable, server_default=server_default)


@dataclass(frozen=True)
class Sealed:
    """An identity number, phone or account: ciphertext, how it is shown, its last four characters, and a keyed digest
    for exact search."""

    ciphertext: bytes
    masked: str
    tail: str
    digest: bytes


def sealed_column(name: str, *, index: bool = True) -> Composite[Any]:
    """The four columns of a `Sealed` value, named `<name>_sealed`, `_masked`, `_tail`, `_digest`. Empty is None."""
    secret = {"personal": True}
    return composite(
        Sealed,
        mapped_column(f"{name}_sealed", LargeBinary, nullable=True, info=secret),
        mapped_column(f"{name}_masked", Text, nullable=True, info=secret),
        mapped_column(f"{name}_tail", Text, nullable=True, index=index, info=secret),
        mapped_column(f"{name}_digest", LargeBinary, nullable=True, index=index, info={"derived": True}),
        return_none_on=lambda *values: values[0] is None,
    )


R = TypeVar("R", bound=Record)


def load(session: Session, model: type[R], record_id: int, version: int | None = None) -> R:
    """The record with this id.

    With `version` (the one the caller has been looking at) a record saved by someone else meanwhile raises
    StaleRecord; comparing is explicit because reloading would hide the conflict. A missing id raises UserError.
    """
    record = session.get(model, record_id)
    if record is None:
        raise _gone()
    if version is not None and record.version != version:
        raise StaleRecord(
            _("Someone else has changed this record meanwhile."),
            current=record.version,
            hint=_("What you typed is kept: compare and save again."),
        )
    return record


def look_up(session: Session, model: type[Record], record_id: int) -> Row[Any]:
    """The columns of a record that is only looked at, in a third of the time of loading it: as they are stored, without
    what the session has not written yet. A missing id raises UserError."""
    row = session.connection().execute(_columns_of(model), {"wanted": record_id}).one_or_none()
    if row is None:
        raise _gone()
    return row


@cache
def _columns_of(model: type[Record]) -> Select[Any]:
    table = model.__table__
    return select(table).where(table.c.id == bindparam("wanted"))


def _gone() -> UserError:
    return UserError(_("This record does not exist any more."), hint=_("Refresh the list and choose again."))
