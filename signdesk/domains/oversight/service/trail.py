"""The audit trail for people: found by person, operation, record and day; each entry in words; and the chain walked
from its first link. What stands sealed in it (personal data) stays sealed here."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from signdesk.core import audit, clock
from signdesk.core.audit import AuditEntry, Break
from signdesk.core.i18n import N_, _
from signdesk.core.operations import Operation, Permission, centre_of, operation_label, operations, require

READ_TRAIL = Permission(
    "oversight.read_trail",
    N_("Read the audit trail"),
    frozenset({"auditor", "manager", "system_admin", "security_admin"}),
)
VERIFY_TRAIL = Operation("oversight.verify_trail", N_("Verify the audit trail"), READ_TRAIL)

TABLES: Mapping[str, str] = {
    "account": N_("Account"),
    "acknowledgement": N_("Acknowledgement"),
    "appointment": N_("Appointment"),
    "approval_instance": N_("Approval"),
    "approval_task": N_("Approval task"),
    "approval_event": N_("Approval"),
    "approved_answer": N_("Approved answer"),
    "archive_box": N_("Box"),
    "attachment": N_("Attachment"),
    "backup": N_("Backup"),
    "audit_entry": N_("Audit trail"),
    "booking": N_("Booking"),
    "business_type": N_("Business type"),
    "case_party": N_("Party"),
    "consent": N_("Consent"),
    "consultation": N_("Consultation"),
    "contract_draft": N_("Drafted contract"),
    "contract_template": N_("Contract template"),
    "contract_version": N_("Contract version"),
    "counter": N_("Counter"),
    "customer": N_("Customer"),
    "dossier": N_("Dossier"),
    "dossier_item": N_("Dossier item"),
    "due_item": N_("Due item"),
    "equipment": N_("Equipment"),
    "export": N_("Export"),
    "loan": N_("Loan"),
    "maintenance": N_("Maintenance"),
    "person": N_("Person"),
    "post": N_("Post"),
    "readiness_check": N_("Readiness"),
    "repair": N_("Repair"),
    "review_check": N_("Check"),
    "review_finding": N_("Finding"),
    "review_item": N_("Manual item"),
    "room": N_("Room"),
    "seal_cell": N_("Seal matrix"),
    "setting": N_("Setting"),
    "signing_case": N_("Case"),
    "signing_session": N_("Signing session"),
    "station": N_("Station"),
    "ticket": N_("Ticket"),
    "ticket_step": N_("Ticket step"),
    "visit_service": N_("Service"),
}

ACTIONS: Mapping[str, str] = {
    "insert": N_("added"),
    "update": N_("changed"),
    "reveal": N_("shown"),
    "read": N_("read"),
    "copy": N_("copied"),
    "print": N_("printed"),
    "export": N_("exported"),
    "log_in": N_("logged in"),
    "log_out": N_("logged out"),
    "log_in_refused": N_("log-in refused"),
    "log_in_paused": N_("log-in paused"),
    "unlock": N_("unlocked"),
    "password": N_("password changed"),
    "verify": N_("verified"),
    "backup": N_("backed up"),
    "app.export_list": N_("exported"),
    "app.print_list": N_("printed"),
}


FIELDS: Mapping[str, str] = {
    "active": N_("In use"),
    "active_from": N_("First day"),
    "active_to": N_("Last day"),
    "amount": N_("Amount"),
    "category": N_("Category"),
    "comment": N_("Comment"),
    "counter_id": N_("Counter"),
    "customer_id": N_("Customer"),
    "department": N_("Department"),
    "due_at": N_("Due"),
    "entries": N_("Entries"),
    "failed_attempts": N_("Failed attempts"),
    "file": N_("File"),
    "keeper_id": N_("Keeper"),
    "kind": N_("Kind"),
    "list": N_("List"),
    "locked_until": N_("Paused until"),
    "login_name": N_("Login name"),
    "must_change_password": N_("Must change the password"),
    "name": N_("Name"),
    "number": N_("Number"),
    "password_changed_at": N_("Password of"),
    "person_id": N_("Person"),
    "place": N_("Place"),
    "post_id": N_("Post"),
    "roles": N_("Roles"),
    "rows": N_("Rows"),
    "size": N_("Size"),
    "staff_number": N_("Staff number"),
    "state": N_("State"),
    "status": N_("State"),
    "superior_id": N_("Superior"),
    "title": N_("Title"),
    "value": N_("Value"),
}


@dataclass(frozen=True)
class Entry:
    """One link of the chain in a list. `id` is its number in the chain."""

    id: int
    at: datetime
    actor: str
    station: str
    operation: str
    act: str
    table: str
    record_id: int
    thing: str
    action: str
    reason: str


@dataclass(frozen=True)
class Change:
    """One field that changed. `sealed` for personal data, whose values only a key opens."""

    field: str
    before: str
    after: str
    sealed: bool = False


@dataclass(frozen=True)
class EntryDetail:
    """One link with what changed, its fingerprint, and how many entries the same operation wrote."""

    id: int
    entry: Entry
    changes: tuple[Change, ...]
    fingerprint: str
    operation_uuid: str
    siblings: tuple[Entry, ...]


@dataclass(frozen=True)
class Wanted:
    """What is looked for: all of `words`, on these days (both included), of this record, in one operation."""

    words: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    record: tuple[str, int] | None = None
    number: int | None = None


@dataclass(frozen=True)
class Verdict:
    """How the walk along the chain ended. `broken_at` is the number of the first link that does not hold."""

    entries: int
    broken_at: int | None = None
    problem: str = ""
    checked_at: datetime = field(default_factory=clock.now)

    @property
    def whole(self) -> bool:
        """Nothing is broken."""
        return self.broken_at is None


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")
_LONG = re.compile(r"[^\s\u2e80-\uffff]{20}")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_RECORD = re.compile(r"([a-z_]+):(\d+)")
_NUMBER = re.compile(r"#(\d+)")


def wanted_of(text: str, *, first: date | None = None, last: date | None = None) -> Wanted:
    """What a person types: words, a day (2026-11-30), a record (equipment:12), the number of an entry (#1234)."""
    words: list[str] = []
    record: tuple[str, int] | None = None
    number: int | None = None
    for part in text.split():
        if match := _RECORD.fullmatch(part):
            record = (match[1], int(match[2]))
        elif match := _NUMBER.fullmatch(part):
            number = int(match[1])
        elif (day := _day(part)) is not None:
            first = last = day
        else:
            words.append(part)
    return Wanted(tuple(words), first, last, record, number)


def find_entries(session: Session, wanted: Wanted, *, limit: int = 200_000) -> list[int]:
    """The numbers of the entries that fit, newest first."""
    require(session, READ_TRAIL)
    query = select(AuditEntry.seq).order_by(AuditEntry.seq.desc()).limit(limit)
    if wanted.number is not None:
        return list(session.scalars(query.where(AuditEntry.seq == wanted.number)))
    if wanted.record is not None:
        query = query.where(AuditEntry.table_name == wanted.record[0], AuditEntry.record_id == wanted.record[1])
    if wanted.first is not None:
        query = query.where(AuditEntry.at >= clock.day_bounds(wanted.first)[0])
    if wanted.last is not None:
        query = query.where(AuditEntry.at < clock.day_bounds(wanted.last)[1])
    if wanted.words:
        query = query.where(and_(*(_says(word) for word in wanted.words)))
    return list(session.scalars(query))


def entries(session: Session, *, ids: Sequence[int]) -> tuple[Entry, ...]:
    """The entries with these numbers."""
    require(session, READ_TRAIL)
    return tuple(_entry(row) for row in session.scalars(select(AuditEntry).where(AuditEntry.seq.in_(ids))))


def entry(session: Session, *, seq: int) -> EntryDetail | None:
    """One entry with what changed; None if there is none with this number."""
    require(session, READ_TRAIL)
    row = session.get(AuditEntry, seq)
    if row is None:
        return None
    siblings = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.operation_uuid == row.operation_uuid, AuditEntry.seq != seq)
        .order_by(AuditEntry.seq)
        .limit(20)
    )
    return EntryDetail(
        id=seq,
        entry=_entry(row),
        changes=_changes(row.payload),
        fingerprint=bytes(row.hash).hex(),
        operation_uuid=row.operation_uuid,
        siblings=tuple(_entry(each) for each in siblings),
    )


def verify(session: Session, *, say: Callable[[int, int], object] = lambda done, total: None) -> Verdict:
    """Walk the whole chain and compare it with the signed heads outside the database. `say(done, total)` hears how
    far it is; what it raises ends the walk."""
    require(session, READ_TRAIL)
    connection = session.connection()
    total = connection.scalar(select(func.count()).select_from(AuditEntry)) or 0
    done = 0
    for link in audit.walk(connection):
        if isinstance(link, Break):
            return Verdict(done, link.seq, _(_PROBLEMS.get(link.problem, link.problem)))
        done = link.seq
        if done % 500 == 0:
            say(done, max(total, done))
    try:
        found = centre_of(session).anchors.compare(connection)
    except ValueError as error:
        return Verdict(done, done, _("The file of signed heads was changed: {place}").format(place=error))
    if found is not None:
        return Verdict(done, found.seq, _("does not agree with the signed heads kept outside the database"))
    return Verdict(done)


def note_verdict(session: Session, *, verdict: Verdict) -> None:
    """That the trail was verified, and how it ended, goes into the trail itself."""
    facts = {"entries": verdict.entries, "broken_at": verdict.broken_at or 0}
    audit.note(session, table=AuditEntry.__tablename__, record_id=0, action="verify", payload=facts)


def field_words(name: str) -> str:
    """What a column is called; its own name with spaces where no words are known."""
    return _(FIELDS[name]) if name in FIELDS else name.replace("_", " ")


def table_words(table: str) -> str:
    """What a record of this table is called."""
    return _(TABLES[table]) if table in TABLES else table


_PROBLEMS = {
    "missing": N_("an entry is missing"),
    "does not follow the entry before it": N_("does not follow the entry before it"),
    "has been changed": N_("has been changed"),
}


def _says(word: str) -> ColumnElement[bool]:
    """Person, station or reason contain the word, or operation or record are called so."""
    if word in operations():
        return AuditEntry.operation == word
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    like = f"%{escaped}%"
    low = word.casefold()
    acts = [name for name in operations() if low in operation_label(name).casefold()]
    tables = [table for table in TABLES if low in table_words(table).casefold()]
    return or_(
        AuditEntry.actor.ilike(like, escape="\\"),
        AuditEntry.station.ilike(like, escape="\\"),
        AuditEntry.reason.ilike(like, escape="\\"),
        AuditEntry.operation.in_(acts),
        AuditEntry.table_name.in_(tables),
    )


def _entry(row: AuditEntry) -> Entry:
    return Entry(
        id=row.seq,
        at=row.at,
        actor=row.actor,
        station=row.station,
        operation=row.operation,
        act=operation_label(row.operation),
        table=row.table_name,
        record_id=row.record_id,
        thing=f"{table_words(row.table_name)} {row.record_id}" if row.record_id else table_words(row.table_name),
        action=_(ACTIONS[row.action]) if row.action in ACTIONS else row.action,
        reason=row.reason or "",
    )


def _changes(payload: str) -> tuple[Change, ...]:
    return tuple(_each_change(json.loads(payload).items()))


def _each_change(fields: Iterable[tuple[str, object]]) -> Iterable[Change]:
    for name, value in fields:
        if name == "sealed":
            yield Change(_("Personal data"), "", _("sealed"), sealed=True)
        elif isinstance(value, list) and len(value) == 2:
            yield Change(field_words(name), _text(value[0]), _text(value[1]))
        else:
            yield Change(field_words(name), "", _text(value))


def _text(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if _MOMENT.fullmatch(words):
        return clock.to_local(datetime.fromisoformat(words)).strftime("%Y-%m-%d %H:%M:%S")
    words = words if len(words) <= 200 else words[:199] + "…"
    # What has no place to break (hashes, paths) would push the pane wider than it is.
    return _LONG.sub(lambda found: f"{found[0]}\u200b", words)


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def days_back(days: int) -> date:
    """The first of the last so many days, today included."""
    return clock.today() - timedelta(days=days - 1)
