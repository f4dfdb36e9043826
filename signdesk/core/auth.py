"""Accounts: logging in, unlocking, passwords and roles. Passwords are stretched outside the transaction; failures are
counted in the database, so that a restart or another station does not forgive them. What a role may do is declared by
the rooms (`core.operations.Permission`); the data key is `core.keys`."""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, ForeignKey, Index, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from signdesk.core import audit, clock, lockout, passwords, separation, stretching
from signdesk.core.db import Record, load
from signdesk.core.errors import BugError, UserError
from signdesk.core.i18n import N_, _
from signdesk.core.operations import (
    ROLES,
    SYSTEM,
    Actor,
    Operation,
    Permission,
    Seat,
    Station,
    actor_of,
)
from signdesk.core.people import Person

if TYPE_CHECKING:
    from signdesk.core.centre import Centre

MAINTAIN_ACCOUNTS = Permission("auth.accounts", N_("Maintain accounts"), frozenset({"system_admin"}))
GRANT_ROLES = Permission("auth.roles", N_("Grant roles"), frozenset({"security_admin"}))

LOG_IN = Operation("auth.log_in", N_("Log in"), None)
UNLOCK = Operation("auth.unlock", N_("Unlock the screen"), None)
LOG_OUT = Operation("auth.log_out", N_("Log out"), None)
CHANGE_PASSWORD = Operation("auth.change_password", N_("Change the password"), None)
CREATE_ACCOUNT = Operation("auth.create_account", N_("Create an account"), MAINTAIN_ACCOUNTS)
CHANGE_ACCOUNT = Operation("auth.change_account", N_("Change an account"), MAINTAIN_ACCOUNTS)
RESET_PASSWORD = Operation("auth.reset_password", N_("Set a new password"), MAINTAIN_ACCOUNTS)
END_PAUSE = Operation("auth.end_pause", N_("End the pause of an account"), MAINTAIN_ACCOUNTS)
CHANGE_ROLES = Operation("auth.change_roles", N_("Change roles"), GRANT_ROLES)

FOUNDER_ROLES = frozenset({"system_admin", "security_admin"})
"""The first account of a centre holds both, as nobody else is there yet; it loses the second to whoever gets it."""


class Account(Record):
    """A way in for one person. The hash carries its own parameters and never reaches the trail."""

    __tablename__ = "account"
    __table_args__ = (
        Index(
            "uq_account_active_person",
            "person_id",
            unique=True,
            sqlite_where=text("active"),
            postgresql_where=text("active"),
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    login_name: Mapped[str]
    login_key: Mapped[str] = mapped_column(Text, unique=True)
    password_hash: Mapped[str] = mapped_column(Text, info={"derived": True})
    password_changed_at: Mapped[datetime]
    must_change_password: Mapped[bool]
    roles: Mapped[str] = mapped_column(Text, default="")
    failed_attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(default=True)

    @property
    def role_set(self) -> frozenset[str]:
        """The roles as a set; the column keeps them sorted, with commas."""
        return frozenset(self.roles.split(",")) - {""}


@dataclass(frozen=True)
class AccountInfo:
    """An account as pages show it."""

    id: int
    version: int
    person_id: int
    person: str
    login_name: str
    roles: frozenset[str]
    password_changed_at: datetime
    must_change_password: bool
    locked_until: datetime | None
    active: bool


@dataclass(frozen=True)
class LoginName:
    """What the log-in window completes: the name to type and whose it is."""

    login_name: str
    person: str


@dataclass(frozen=True)
class NewPassword:
    """A password that was checked and stretched, ready to be written; bound to the login name it was checked for."""

    login_key: str
    hash: str


@dataclass(frozen=True)
class _Found:
    """What was read of an account before its password is tried."""

    id: int
    person_id: int
    person: str
    hash: str
    locked_until: datetime | None
    usable: bool


def login_key(login_name: str) -> str:
    """One form for one login name: NFKC, without regard to case or outer spaces."""
    return unicodedata.normalize("NFKC", login_name).strip().casefold()


def prepare_password(password: str, *, login_name: str, complex_required: bool = False) -> NewPassword:
    """Check a new password against the rules and stretch it: slow (0.15 s), so call it before the operation.

    UserError on field "password" says which rule failed.
    """
    plain = passwords.checked(password, login_name=login_name, complex_required=complex_required)
    return NewPassword(login_key(login_name), stretching.stretched(plain))


def log_in(centre: Centre, station: Station, login_name: str, password: str) -> Seat:
    """Somebody sits down: the seat with their rights.

    UserError with the same words for an unknown name and a wrong password; after five failures in a row the account
    pauses for 1, 2, 4 … at most 15 minutes. Every attempt is in the trail. Takes 0.15 s: call it off the screen thread.
    """
    door = Seat(centre, Actor(None, None, "-"), station)
    with door.query() as session:
        found = _find(session, Account.login_key == login_key(login_name))
    right = _try(found, password)
    if found is not None and right:
        # Only who gave the right password stands in the trail by name.
        door = Seat(centre, Actor(found.id, found.person_id, found.person), station)
    actor: Actor | None = None
    problem: UserError | None = None
    with door.operation(LOG_IN) as session:
        if found is None:
            # What was typed is not kept: people type passwords into the wrong field.
            audit.note(session, table=Account.__tablename__, record_id=0, action="log_in_refused")
            problem = lockout.not_accepted()
        else:
            account = _load_locked(session, found.id)
            problem = _account_for(session, account, found, right, password)
            if problem is None:
                actor = _actor(session, account)
                audit.note(session, table=Account.__tablename__, record_id=account.id, action="log_in")
    if problem is not None:
        raise problem
    if actor is None:
        raise BugError("logged in as nobody")
    return centre.seat(actor, station)


def check_password(seat: Seat, password: str) -> None:
    """Whether the person at the seat is still the same one: for unlocking and before what cannot be undone.

    UserError as in `log_in`; also when the account was closed or its roles changed meanwhile (then: log in again).
    """
    actor = seat.actor
    if actor.account_id is None:
        raise BugError("nobody is logged in at this seat")
    # The seat's own rights are gone while the screen is locked.
    door = Seat(seat.centre, Actor(actor.account_id, actor.person_id, actor.name), seat.station)
    with door.query() as session:
        found = _find(session, Account.id == actor.account_id)
    if found is None:
        raise BugError("the account is gone")
    right = _try(found, password)
    with door.operation(UNLOCK) as session:
        account = _load_locked(session, found.id)
        problem = _account_for(session, account, found, right, password)
        if problem is None:
            audit.note(session, table=Account.__tablename__, record_id=account.id, action="unlock")
            if account.role_set != actor.roles:
                problem = UserError(_("Your roles have been changed."), hint=_("Log out and log in again."))
    if problem is not None:
        raise problem


def unlock(seat: Seat, password: str) -> None:
    """`check_password`, then give the seat its rights back."""
    check_password(seat, password)
    seat.resume_rights()


def log_out(seat: Seat) -> None:
    """Say in the trail that the person left, and end the seat's rights."""
    actor = seat.actor
    door = Seat(seat.centre, Actor(actor.account_id, actor.person_id, actor.name), seat.station)
    with door.operation(LOG_OUT) as session:
        audit.note(session, table=Account.__tablename__, record_id=actor.account_id or 0, action="log_out")
    seat.end_rights()


def change_password(seat: Seat, *, old: str, new: str, complex_required: bool = False) -> None:
    """The person's own password. UserError on field "old" or "password". Opens its operation itself."""
    try:
        check_password(seat, old)
    except UserError as error:
        raise UserError(error.message, field="old", hint=error.hint) from error
    with seat.query() as session:
        account = load(session, Account, seat.actor.account_id or 0)
        login_name = account.login_name
    if passwords.normal(old) == passwords.normal(new):
        raise UserError(_("The new password is the old one."), field="password")
    prepared = prepare_password(new, login_name=login_name, complex_required=complex_required)
    with seat.operation(CHANGE_PASSWORD) as session:
        account = _load_locked(session, account.id)
        _write_password(account, prepared, must_change=False)
        audit.note(session, table=Account.__tablename__, record_id=account.id, action="password")


def password_is_due(session: Session, *, account_id: int, expiry_days: int = 0) -> bool:
    """Whether a new password must be chosen first: after a reset by the administrator, or expired (0 days: never)."""
    account = load(session, Account, account_id)
    expired = expiry_days > 0 and clock.now() - account.password_changed_at > timedelta(days=expiry_days)
    return account.must_change_password or expired


def create_account(
    session: Session,
    *,
    person_id: int,
    login_name: str,
    password: NewPassword,
    must_change_password: bool = True,
) -> AccountInfo:
    """An account without roles, for a person who has none yet. UserError for a name or person already taken."""
    _check_bound(password, login_name)
    person = load(session, Person, person_id)
    name = unicodedata.normalize("NFKC", login_name).strip()
    if not name or any(character.isspace() for character in name):
        raise UserError(_("A login name has at least one character and no spaces."), field="login_name")
    if session.scalar(select(Account.id).where(Account.login_key == login_key(name))) is not None:
        raise UserError(_("This login name is taken."), field="login_name")
    if session.scalar(select(Account.id).where(Account.person_id == person_id, Account.active)) is not None:
        raise UserError(_("{name} has an account already.").format(name=person.name), field="person_id")
    account = Account(
        person_id=person_id,
        login_name=name,
        login_key=login_key(name),
        password_hash=password.hash,
        password_changed_at=clock.now(),
        must_change_password=must_change_password,
        roles="",
        failed_attempts=0,
        locked_until=None,
        active=True,
    )
    session.add(account)
    session.flush()
    return _info(session, account)


def found(session: Session, *, person_id: int, login_name: str, password: NewPassword) -> AccountInfo:
    """The first account of a new centre, with FOUNDER_ROLES. UserError once there is any account."""
    if session.scalar(select(Account.id).limit(1)) is not None:
        raise UserError(_("This centre has its first administrator already."))
    created = create_account(
        session, person_id=person_id, login_name=login_name, password=password, must_change_password=False
    )
    account = load(session, Account, created.id)
    account.roles = _joined(FOUNDER_ROLES)
    session.flush()
    return _info(session, account)


def set_roles(session: Session, *, account_id: int, version: int, roles: Iterable[str]) -> AccountInfo:
    """Give an account exactly these roles.

    UserError for one's own account, and for roles that must stay apart (see `conflict`). When somebody else becomes
    security administrator, a founder who held both roles keeps only that of the system administrator.
    """
    account = load(session, Account, account_id, version)
    wanted = frozenset(roles)
    actor = actor_of(session)
    if actor.account_id == account_id or (actor.person_id is not None and actor.person_id == account.person_id):
        raise UserError(_("Nobody changes their own roles."), hint=_("Ask another security administrator."))
    problem = separation.conflict(wanted)
    if problem:
        raise UserError(problem, field="roles")
    if "security_admin" in account.role_set - wanted and not _others_with(session, "security_admin", account_id):
        raise UserError(_("The centre needs at least one security administrator."), field="roles")
    if "system_admin" in account.role_set - wanted and not _others_with(session, "system_admin", account_id):
        raise UserError(_("The centre needs at least one system administrator."), field="roles")
    account.roles = _joined(wanted)
    if "security_admin" in wanted:
        for other in session.scalars(select(Account).where(Account.active, Account.id != account_id)):
            if other.role_set >= FOUNDER_ROLES:
                other.roles = _joined(other.role_set - {"security_admin"})
    session.flush()
    return _info(session, account)


def set_active(session: Session, *, account_id: int, version: int, active: bool) -> AccountInfo:
    """Close an account or open it again. UserError for one's own and for the last of either administrator."""
    account = load(session, Account, account_id, version)
    if actor_of(session).account_id == account_id:
        raise UserError(_("Nobody closes their own account."))
    if not active:
        for role in FOUNDER_ROLES & account.role_set:
            if not _others_with(session, role, account_id):
                raise UserError(
                    _("This is the last account with the role “{role}”.").format(role=_(ROLES[role])),
                    hint=_("Give the role to somebody else first."),
                )
    account.active = active
    session.flush()
    return _info(session, account)


def reset_password(session: Session, *, account_id: int, version: int, password: NewPassword) -> AccountInfo:
    """A first or forgotten password set by the administrator: its owner must choose another one at the next log-in."""
    account = load(session, Account, account_id, version)
    _check_bound(password, account.login_name)
    _write_password(account, password, must_change=True)
    account.failed_attempts, account.locked_until = 0, None
    session.flush()
    return _info(session, account)


def end_pause(session: Session, *, account_id: int) -> AccountInfo:
    """Let somebody try again at once who mistyped too often."""
    account = _load_locked(session, account_id)
    account.failed_attempts, account.locked_until = 0, None
    session.flush()
    return _info(session, account)


def still_holds(session: Session, actor: Actor) -> bool:
    """Whether what the actor logged in with is still so: account open, same roles, on the staff, no password set by the
    administrator meanwhile. False: lock the screen and have them log in again."""
    if actor.account_id is None:
        return True
    account = load(session, Account, actor.account_id)
    works = load(session, Person, account.person_id).works_on(clock.today())
    return account.active and works and account.role_set == actor.roles and not account.must_change_password


def accounts(session: Session) -> tuple[AccountInfo, ...]:
    """Every account, by login name."""
    return tuple(_info(session, account) for account in session.scalars(select(Account).order_by(Account.login_key)))


def account_names(centre: Centre) -> tuple[LoginName, ...]:
    """The names the log-in window completes, of accounts in use."""
    with Seat(centre, SYSTEM, Station("-")).query() as session:
        rows = session.execute(
            select(Account.login_name, Person.name, Person.active_from, Person.active_to)
            .join(Person, Person.id == Account.person_id)
            .where(Account.active)
            .order_by(Account.login_key)
        )
        today = clock.today()
        return tuple(
            LoginName(row.login_name, row.name)
            for row in rows
            if row.active_from <= today and (row.active_to is None or today <= row.active_to)
        )


def roles_of_people(session: Session) -> dict[int, frozenset[str]]:
    """The roles of each person with an active account: what approvals go by."""
    rows = session.execute(select(Account.person_id, Account.roles).where(Account.active))
    return {row.person_id: frozenset(row.roles.split(",")) - {""} for row in rows}


def separation_is_pending(session: Session) -> bool:
    """Whether the founder still runs the system and grants the rights alone: the compliance board says so."""
    return any(roles >= FOUNDER_ROLES for roles in roles_of_people(session).values())


def _find(session: Session, where: ColumnElement[bool]) -> _Found | None:
    row = session.execute(
        select(
            Account.id,
            Account.person_id,
            Account.password_hash,
            Account.locked_until,
            Account.active,
            Person.name,
            Person.active_from,
            Person.active_to,
        )
        .join(Person, Person.id == Account.person_id)
        .where(where)
    ).first()
    if row is None:
        return None
    today = clock.today()
    works = row.active_from <= today and (row.active_to is None or today <= row.active_to)
    return _Found(row.id, row.person_id, row.name, row.password_hash, row.locked_until, row.active and works)


def _try(found: _Found | None, password: str) -> bool:
    """Whether the password fits; an unknown name takes just as long."""
    if found is not None and found.locked_until is not None and found.locked_until > clock.now():
        return False  # not even tried: a pause must not tell right from wrong
    return stretching.fits(passwords.normal(password), found.hash if found else None)


def _load_locked(session: Session, account_id: int) -> Account:
    """The account, locked against another station's attempt at the same moment."""
    account = session.get(Account, account_id, with_for_update=True, populate_existing=True)
    if account is None:
        raise BugError("the account is gone")
    return account


def _account_for(session: Session, account: Account, found: _Found, right: bool, password: str) -> UserError | None:
    """Count the attempt; the refusal to be raised after the commit, or None if the person is in."""
    now = clock.now()
    if account.locked_until is not None and account.locked_until > now:
        audit.note(session, table=Account.__tablename__, record_id=account.id, action="log_in_paused")
        return lockout.paused(account.locked_until - now)
    if not hmac.compare_digest(account.password_hash, found.hash):
        right = False  # changed between reading and now
    if not right or not found.usable or not account.active:
        account.failed_attempts += 1
        pause = lockout.pause_after(account.failed_attempts)
        account.locked_until = now + pause if pause else None
        return lockout.paused(pause) if pause else lockout.not_accepted()
    account.failed_attempts, account.locked_until = 0, None
    if stretching.outdated(account.password_hash):
        # Rare and once per account: the parameters were raised since.
        account.password_hash = stretching.stretched(passwords.normal(password))
    return None


def _write_password(account: Account, password: NewPassword, *, must_change: bool) -> None:
    _check_bound(password, account.login_name)
    account.password_hash = password.hash
    account.password_changed_at = clock.now()
    account.must_change_password = must_change


def _check_bound(password: NewPassword, login_name: str) -> None:
    if password.login_key != login_key(login_name):
        raise BugError("a password that was checked for another login name")


def _joined(roles: Iterable[str]) -> str:
    return ",".join(sorted(roles))


def _others_with(session: Session, role: str, account_id: int) -> bool:
    others = session.scalars(select(Account).where(Account.active, Account.id != account_id))
    return any(role in other.role_set for other in others)


def _actor(session: Session, account: Account) -> Actor:
    person = load(session, Person, account.person_id)
    return Actor(account.id, person.id, person.name, account.role_set)


def _info(session: Session, account: Account) -> AccountInfo:
    person = load(session, Person, account.person_id)
    return AccountInfo(
        id=account.id,
        version=account.version,
        person_id=account.person_id,
        person=person.name,
        login_name=account.login_name,
        roles=account.role_set,
        password_changed_at=account.password_changed_at,
        must_change_password=account.must_change_password,
        locked_until=account.locked_until,
        active=account.active,
    )
