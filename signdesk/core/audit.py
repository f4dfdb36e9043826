"""The audit trail: one entry per changed record, chained by SHA-256 in the transaction that made the change. Nothing
here decides what may change; it makes sure that nothing changes unseen. Walking the chain is `walk`; signing its
head for outside the database is `core.anchors`."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    BigInteger,
    Connection,
    Integer,
    LargeBinary,
    Row,
    Text,
    UniqueConstraint,
    event,
    func,
    select,
    text,
)
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Mapped, Session, UOWTransaction, class_mapper, mapped_column
from sqlalchemy.orm.attributes import instance_state

from signdesk.core.db import Base, Record, UtcDateTime
from signdesk.core.errors import BugError
from signdesk.core.money import Money
from signdesk.core.sealing import CENTRE_SUBJECT, SubjectKeys, encrypt

GENESIS = bytes(32)
_LOCK = 0x5349474E  # any number of our own: PostgreSQL's advisory lock that lines up the writers of the chain


class AuditEntry(Base):
    """One link of the chain. `payload` is canonical JSON; personal fields in it are sealed."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("operation_uuid", "ordinal"),)

    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor: Mapped[str]
    station: Mapped[str]
    operation: Mapped[str] = mapped_column(Text, index=True)
    operation_uuid: Mapped[str]
    ordinal: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str | None]
    table_name: Mapped[str]
    record_id: Mapped[int]
    action: Mapped[str]
    payload: Mapped[str]
    prev: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


_TABLE = AuditEntry.__table__
_HEAD = select(_TABLE.c.seq, _TABLE.c.hash).order_by(_TABLE.c.seq.desc()).limit(1)
_APPEND = _TABLE.insert()


@dataclass(frozen=True)
class Author:
    """Who writes, where, in which operation: the same for all entries of one operation."""

    actor_id: int | None
    actor: str
    station: str
    operation: str
    operation_uuid: str
    reason: str | None


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold."""

    seq: int
    problem: str


@dataclass(frozen=True)
class Head:
    """The end of the chain."""

    seq: int
    hash: bytes


_AS_THEY_ARE = frozenset({str, int, bool, type(None)})
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass
class _Change:
    table: str
    record_id: int
    action: str
    payload: str


def _plain(value: object) -> object:
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, Money):
        return value.fen
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def canonical(payload: Mapping[str, object]) -> str:
    """JSON with one spelling only, so that a hash over it means something."""
    return _JSON.encode(payload)


def _entry_hash(seq: int, prev: bytes, entry: Mapping[str, object]) -> bytes:
    at = entry["at"]
    if not isinstance(at, datetime):
        raise BugError("an audit entry without a time")
    covered = {name: _plain(entry[name]) for name in _COVERED} | {"at": at.isoformat()}
    return hashlib.sha256(b"\x00" + seq.to_bytes(8, "big") + prev + canonical(covered).encode()).digest()


_COVERED = tuple(column.name for column in _TABLE.c if column.name not in ("seq", "prev", "hash"))


def _pending(session: Session) -> list[_Change]:
    changes: list[_Change] = session.info.setdefault("audit_changes", [])
    return changes


def _sealed(session: Session, subject: str, fields: Mapping[str, object]) -> dict[str, object]:
    keys = session.info["subject_keys"]
    if not isinstance(keys, SubjectKeys):
        raise BugError("no subject keys in this session")
    key = keys.key_of(session.connection(), subject, create=True)
    data = encrypt(AESGCM(key), canonical(fields).encode(), subject.encode())
    return {"subject": subject, "data": base64.b64encode(data).decode()}


@cache
def _described(kind: type[Record]) -> tuple[tuple[str, bool], ...]:
    """The fields of a record that stand in the trail, and whether each is personal."""
    fields = []
    for attribute in class_mapper(kind).column_attrs:
        column = attribute.columns[0]
        if attribute.key != "version" and not column.info.get("derived"):
            fields.append((attribute.key, bool(column.info.get("personal"))))
    return tuple(fields)


def _describe(session: Session, record: Record, *, inserted: bool) -> str | None:
    """Field: [from, to] of everything that changed; None if nothing did."""
    open_fields: dict[str, object] = {}
    secret_fields: dict[str, object] = {}
    state = instance_state(record)
    for name, personal in _described(type(record)):
        if inserted:
            value = getattr(record, name)
            if value is None or name == "id":
                continue
            change: object = _plain(value)
        else:
            if name not in state.committed_state:
                continue
            history: Any = state.attrs[name].history
            if not history.has_changes():
                continue
            change = [_plain(history.deleted[0]) if history.deleted else None, _plain(history.added[0])]
        (secret_fields if personal else open_fields)[name] = change
    if not open_fields and not secret_fields:
        return canonical({}) if inserted else None
    payload = dict(open_fields)
    if secret_fields:
        payload["sealed"] = _sealed(session, getattr(record, "subject", None) or CENTRE_SUBJECT, secret_fields)
    return canonical(payload)


def _before_flush(session: Session, _flush: UOWTransaction, _instances: object) -> None:
    for record in session.deleted:
        if isinstance(record, Record):
            raise BugError(f"{type(record).__tablename__}: records are voided with a reason, never deleted")
    session.connection().info["audit_flush"] = True


def _after_flush(session: Session, _flush: UOWTransaction) -> None:
    session.connection().info["audit_flush"] = False
    for records, inserted in ((session.new, True), (session.dirty, False)):
        for record in records:
            if not isinstance(record, Record):
                continue
            payload = _describe(session, record, inserted=inserted)
            if payload is not None:
                action = "insert" if inserted else "update"
                _pending(session).append(_Change(record.__tablename__, record.id, action, payload))


@contextmanager
def insertion(session: Session, record: Record) -> Iterator[Connection]:
    """The statement inside writes this new record and gives it its id: for `core.insertion`."""
    connection = session.connection()
    connection.info["audit_flush"] = True
    try:
        yield connection
    finally:
        connection.info["audit_flush"] = False
    payload = _describe(session, record, inserted=True)
    _pending(session).append(_Change(record.__tablename__, record.id, "insert", payload or canonical({})))


def watch(session: type[Session]) -> None:
    """Record every change that sessions of this class flush."""
    event.listen(session, "before_flush", _before_flush)
    event.listen(session, "after_flush", _after_flush)


def note(
    session: Session, *, table: str, record_id: int, action: str, payload: Mapping[str, object] | None = None
) -> None:
    """An entry for an act that changes no record: showing a masked field, printing, exporting. No personal values in
    `payload`."""
    fields = {name: _plain(value) for name, value in (payload or {}).items()}
    _pending(session).append(_Change(table, record_id, action, canonical(fields)))


def record(session: Session, *, table: str, rows: Iterable[tuple[int, str, Mapping[str, object]]]) -> None:
    """Account for rows written by Core or in bulk: (id, action, fields). Call it BEFORE the statement, which is
    refused otherwise."""
    for record_id, action, fields in rows:
        note(session, table=table, record_id=record_id, action=action, payload=fields)
    session.connection().info.setdefault("audit_recorded", set()).add(table)


def write(session: Session, author: Author, at: datetime) -> list[tuple[int, str, int]]:
    """Append the pending entries to the chain inside the running transaction. Returns (seq, table, record id) of
    each."""
    changes = _pending(session)
    if not changes:
        return []
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    last = head(connection)
    seq, prev = last.seq, last.hash
    entries: list[dict[str, object]] = []
    for ordinal, change in enumerate(changes):
        seq += 1
        entry: dict[str, object] = {
            "at": at,
            "actor_id": author.actor_id,
            "actor": author.actor,
            "station": author.station,
            "operation": author.operation,
            "operation_uuid": author.operation_uuid,
            "ordinal": ordinal,
            "reason": author.reason,
            "table_name": change.table,
            "record_id": change.record_id,
            "action": change.action,
            "payload": change.payload,
        }
        this = _entry_hash(seq, prev, entry)
        entries.append(entry | {"seq": seq, "prev": prev, "hash": this})
        prev = this
    # The drivers run this once per entry, so that the insert trigger can compare each with the head before it.
    connection.execute(_APPEND, entries)
    session.info["audit_changes"] = []
    return [(last.seq + 1 + n, change.table, change.record_id) for n, change in enumerate(changes)]


def head(connection: Connection) -> Head:
    """The last link (seq 0 and zeros for an empty chain)."""
    row = connection.execute(_HEAD).first()
    return Head(row.seq, bytes(row.hash)) if row else Head(0, GENESIS)


def walk(connection: Connection) -> Iterator[Head | Break]:
    """Every link in order, recomputed; ends with a Break at the first that does not hold."""
    seq, prev = 0, GENESIS
    for row in _rows_in_order(connection):
        entry = dict(row._mapping)
        if row.seq != seq + 1:
            yield Break(seq + 1, "missing")
            return
        if bytes(row.prev) != prev:
            yield Break(row.seq, "does not follow the entry before it")
            return
        if _entry_hash(row.seq, prev, entry) != bytes(row.hash):
            yield Break(row.seq, "has been changed")
            return
        seq, prev = row.seq, bytes(row.hash)
        yield Head(seq, prev)


def _rows_in_order(connection: Connection) -> Iterator[Row[Any]]:
    """All entries by pages, so that a walk broken off leaves no cursor open on the server."""
    seq = -1
    while rows := connection.execute(select(_TABLE).where(_TABLE.c.seq > seq).order_by(_TABLE.c.seq).limit(500)).all():
        yield from rows
        seq = rows[-1].seq


def latest_changes(connection: Connection, after: int) -> list[tuple[int, str, int]]:
    """(seq, table, record id) of the entries after `after`: what the change feed reads."""
    columns = (_TABLE.c.seq, _TABLE.c.table_name, _TABLE.c.record_id)
    rows = connection.execute(select(*columns).where(_TABLE.c.seq > after).order_by(_TABLE.c.seq))
    return [(row.seq, row.table_name, row.record_id) for row in rows]


_WRITES = re.compile(
    r'^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE
)


def guard(engine: Engine) -> None:
    """Refuse statements that change an audited table behind the trail's back."""

    @event.listens_for(engine, "before_cursor_execute")
    def on_execute(connection: Connection, _c: object, statement: str, _p: object, _x: object, _m: bool) -> None:
        written = _WRITES.match(statement)
        if written is None or written[1] not in audited_tables():
            return
        info = connection.info
        if not info.get("audit_flush") and written[1] not in info.get("audit_recorded", ()):
            raise BugError(f"unrecorded change of {written[1]}")

    @event.listens_for(engine, "checkin")
    def on_checkin(_connection: object, pooled: Any) -> None:
        # What one operation announced says nothing about the next that gets this connection.
        pooled.info.pop("audit_flush", None)
        pooled.info.pop("audit_recorded", None)
        pooled.info.pop("new_subject_keys", None)


@lru_cache(maxsize=1)
def _audited_tables(_mapped: int) -> frozenset[str]:
    mappers = [mapper for mapper in Base.registry.mappers if issubclass(mapper.class_, Record)]
    return frozenset(str(mapper.local_table.description) for mapper in mappers)


def audited_tables() -> frozenset[str]:
    """Names of the tables whose changes must stand in the trail. Rooms are imported late, so the set may grow."""
    return _audited_tables(len(Base.metadata.tables))


_SQLITE_TRIGGERS = (
    """CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
       BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END""",
    """CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
       BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be deleted'); END""",
    """CREATE TRIGGER audit_entry_chain BEFORE INSERT ON audit_entry
       WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_entry)
         OR NEW.prev IS NOT coalesce((SELECT hash FROM audit_entry ORDER BY seq DESC LIMIT 1), zeroblob(32))
       BEGIN SELECT RAISE(ABORT, 'the audit trail only grows at its end'); END""",
)

_POSTGRESQL_TRIGGERS = (
    """CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the audit trail cannot be changed'; END $$""",
    """CREATE FUNCTION audit_entry_extend() RETURNS trigger LANGUAGE plpgsql AS $$
       DECLARE last record;
       BEGIN
         SELECT seq, hash INTO last FROM audit_entry ORDER BY seq DESC LIMIT 1;
         IF NEW.seq <> coalesce(last.seq, 0) + 1
            OR NEW.prev <> coalesce(last.hash, decode(repeat('00', 32), 'hex')) THEN
           RAISE EXCEPTION 'the audit trail only grows at its end';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
       FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()""",
    "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry EXECUTE FUNCTION audit_entry_refuse()",
    "CREATE TRIGGER audit_entry_chain BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_extend()",
    "ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_no_change",
    "ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_no_truncate",
    "ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_chain",
)


def create_triggers(connection: Connection) -> None:
    """Make the trail append-only. For migrations; batch re-creation of the table on SQLite drops them, so call it
    again then."""
    for statement in _POSTGRESQL_TRIGGERS if connection.dialect.name == "postgresql" else _SQLITE_TRIGGERS:
        connection.execute(text(statement))


def triggers_present(connection: Connection) -> bool:
    """Whether all three triggers are there: asserted at every start."""
    if connection.dialect.name == "postgresql":
        count = """SELECT count(*) FROM pg_trigger
                   WHERE tgrelid = 'audit_entry'::regclass AND NOT tgisinternal AND tgenabled = 'A'"""
    else:
        count = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
    return int(connection.execute(text(count)).scalar_one()) == 3
