"""The only thing that commits. A service function takes an open session, checks, writes and returns; the operation
around it checks the right, lets the audit trail write what changed, commits, and only then says which records
changed. Domain change, approval, number, attachment row and audit entry succeed or fail together."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from signdesk.core import audit, clock
from signdesk.core.errors import BugError, PermissionRefused, StaleRecord, UserError
from signdesk.core.i18n import N_, _

if TYPE_CHECKING:
    from signdesk.core.centre import Centre

_REMEMBERED = 256

ROLES: Mapping[str, str] = {
    "system_admin": N_("System administrator"),
    "security_admin": N_("Security administrator"),
    "auditor": N_("Auditor"),
    "manager": N_("Centre manager"),
    "reception": N_("Receptionist"),
    "counter": N_("Counter officer"),
    "signing_officer": N_("Signing officer"),
    "reviewer": N_("Contract reviewer"),
    "archivist": N_("Archivist"),
    "asset_keeper": N_("Asset keeper"),
    "hr": N_("Human resources"),
    "finance": N_("Finance officer"),
    "safety_officer": N_("Safety officer"),
}
"""System, security, audit and business roles are kept apart: none of the first three may do business, the manager may
not do theirs."""

SEPARATE_ROLES = frozenset({"system_admin", "security_admin", "auditor"})


@dataclass(frozen=True)
class Permission:
    """A right, and the roles that have it from the start. The manager has every right of the business."""

    name: str
    label: str
    roles: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        unknown = self.roles - ROLES.keys()
        if unknown:
            raise ValueError(f"unknown roles {sorted(unknown)}")

    def granted_to(self, roles: frozenset[str]) -> bool:
        """Whether someone with `roles` has this right."""
        if self.roles & roles:
            return True
        reserved = bool(self.roles) and self.roles <= SEPARATE_ROLES
        return "manager" in roles and not reserved


@dataclass(frozen=True)
class Operation:
    """An act with a name for the audit trail, words for people, and the right it needs (None: everyone logged in)."""

    name: str
    label: str
    permission: Permission | None

    def __post_init__(self) -> None:
        _operations[self.name] = self


_operations: dict[str, Operation] = {}


def operations() -> Mapping[str, Operation]:
    """Every operation declared by the rooms imported so far."""
    return _operations


def operation_label(name: str) -> str:
    """The words for an operation's name in the audit trail."""
    known = _operations.get(name)
    return _(known.label) if known else name


@dataclass(frozen=True)
class Actor:
    """Who acts. `account_id` is None for the operating system's user on the command line and for the program itself."""

    account_id: int | None
    person_id: int | None
    name: str
    roles: frozenset[str] = frozenset()

    def may(self, permission: Permission | None) -> bool:
        """Whether the actor has this right."""
        return permission is None or permission.granted_to(self.roles)


@dataclass(frozen=True)
class Station:
    """Where: a PC with its devices. `counter` is the counter's number at a counter PC that calls tickets."""

    name: str
    kind: str = "counter"
    counter: int | None = None


SYSTEM = Actor(None, None, "signdesk", frozenset({"system_admin"}))
"""The program itself: set-up, sample centre, migrations."""


class _WritingSession(Session):
    """Describes every change for the trail, and holds the latest records, which SQLAlchemy itself would forget: a
    record one act touches several times is read once."""

    def __init__(self, engine: Engine, *, expire_on_commit: bool) -> None:
        super().__init__(engine, expire_on_commit=expire_on_commit)
        self.latest: deque[object] = deque(maxlen=_REMEMBERED)


def _remember(session: _WritingSession, record: object) -> None:
    session.latest.append(record)


audit.watch(_WritingSession)
event.listen(_WritingSession, "pending_to_persistent", _remember)
event.listen(_WritingSession, "detached_to_persistent", _remember)
event.listen(_WritingSession, "loaded_as_persistent", _remember)


class Seat:
    """Somebody at a station of an opened centre. `end_rights` takes the rights away (lock) without closing anything."""

    def __init__(self, centre: "Centre", actor: Actor, station: Station) -> None:
        self.centre = centre
        self.station = station
        self._actor = actor
        self._ended = False

    @property
    def actor(self) -> Actor:
        """Who is logged in."""
        return self._actor

    def may(self, permission: Permission | None) -> bool:
        """Whether the person logged in has this right now."""
        return not self._ended and self._actor.may(permission)

    def end_rights(self) -> None:
        """The screen is locked: nothing may be done from this seat until `resume_rights`."""
        self._ended = True

    def resume_rights(self) -> None:
        """The password was right."""
        self._ended = False

    @contextmanager
    def operation(self, kind: Operation, *, reason: str | None = None, uuid: str | None = None) -> Iterator[Session]:
        """Everything inside happens together or not at all.

        `uuid` identifies the act across a lost connection: the trail takes each only once. Raises PermissionRefused
        before anything is done, and UserError for what a person can put right (busy, full disk, someone else was
        faster).
        """
        if not self.may(kind.permission):
            raise PermissionRefused(_("You have no right to do this: {act}.").format(act=_(kind.label)))
        author = audit.Author(
            actor_id=self._actor.account_id,
            actor=self._actor.name,
            station=self.station.name,
            operation=kind.name,
            operation_uuid=uuid or str(uuid4()),
            reason=reason,
        )
        after_commit: list[Callable[[], None]] = []
        on_failure: list[Callable[[], None]] = []
        session = _WritingSession(self.centre.engines.write, expire_on_commit=False)
        session.info.update(
            seat=self, subject_keys=self.centre.subject_keys, after_commit=after_commit, on_failure=on_failure
        )
        changed: list[tuple[int, str, int]] = []
        try:
            with _words_for_database_errors():
                try:
                    yield session
                    session.flush()
                    changed = audit.write(session, author, clock.now())
                    if changed:
                        self.centre.announce(session.connection(), changed[-1][0])
                    session.commit()
                except BaseException:
                    session.rollback()
                    for undo in reversed(on_failure):
                        undo()
                    raise
        finally:
            session.close()
        for act in after_commit:
            act()
        self.centre.changes.publish_own(changed)
        self.centre.committed(changed)

    @contextmanager
    def query(self) -> Iterator[Session]:
        """A short read. Writing in it is refused by the database itself."""
        if self._ended:
            raise PermissionRefused(_("The screen is locked."))
        with _words_for_database_errors(), Session(self.centre.engines.read, expire_on_commit=False) as session:
            session.info.update(seat=self, subject_keys=self.centre.subject_keys)
            yield session


def seat_of(session: Session) -> Seat:
    """The seat this session was opened at."""
    seat = session.info.get("seat")
    if not isinstance(seat, Seat):
        raise BugError("a session outside operation() and query()")
    return seat


def actor_of(session: Session) -> Actor:
    """Who acts in this session."""
    return seat_of(session).actor


def station_of(session: Session) -> Station:
    """The station this session was opened at."""
    return seat_of(session).station


def centre_of(session: Session) -> "Centre":
    """The centre this session belongs to."""
    return seat_of(session).centre


def require(session: Session, permission: Permission) -> None:
    """Refuse whoever has no right to read or do what follows. For reads of sensitive data; operations check their
    own."""
    if not seat_of(session).may(permission):
        raise PermissionRefused(_("You have no right to do this: {act}.").format(act=_(permission.label)))


def after_commit(session: Session, act: Callable[[], None]) -> None:
    """Run `act` once the running operation has been committed."""
    session.info["after_commit"].append(act)


def on_failure(session: Session, undo: Callable[[], None]) -> None:
    """Run `undo` if the running operation fails: for files written before the commit."""
    session.info["on_failure"].append(undo)


@contextmanager
def _words_for_database_errors() -> Iterator[None]:
    """The one place where the driver's errors become words."""
    try:
        yield
    except StaleDataError as error:
        raise StaleRecord(
            _("Someone else has changed this record meanwhile."),
            current=0,
            hint=_("What you typed is kept: compare and save again."),
        ) from error
    except OperationalError as error:
        words = str(error.orig)
        if "locked" in words or "busy" in words:
            raise UserError(_("The database is busy."), hint=_("Try again in a moment; nothing is lost.")) from error
        if "full" in words:
            raise UserError(
                _("The disk is full."), hint=_("Free some space and save again; what you typed is kept.")
            ) from error
        if "readonly" in words or "read-only" in words:
            raise UserError(
                _("The database can only be read here."), hint=_("Check the rights of the data folder.")
            ) from error
        if error.connection_invalidated:
            raise UserError(
                _("The connection to the database server was lost."),
                hint=_("Check the network, then look whether your last step is there before you repeat it."),
            ) from error
        raise
