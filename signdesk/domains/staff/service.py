"""Staff and accounts in one view: each person with the account they log in with. It stores nothing of its own: persons
and posts are `core.people`, accounts and roles `core.auth`. Who does what stays apart: hr keeps the persons, the system
administrator the accounts, the security administrator the roles."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from signdesk.core import auth, clock, people, reveals, settings
from signdesk.core.auth import AccountInfo, NewPassword
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.core.operations import ROLES, Permission, require
from signdesk.core.people import Person, PersonInfo, PostInfo
from signdesk.core.pinyin import initials
from signdesk.core.sealing import unseal

SEE_STAFF = Permission(
    "staff.see", N_("See staff and accounts"), frozenset({"hr", "system_admin", "security_admin", "auditor"})
)

REVEAL_STAFF_PHONE = Permission("people.reveal_phone", N_("Show a staff phone"), frozenset({"hr"}))

REVEAL_PHONE = reveals.RevealOperation("people.reveal_phone", N_("Show a staff phone"), REVEAL_STAFF_PHONE)
ADD_PERSON, CHANGE_PERSON, ADD_POST = people.ADD_PERSON, people.CHANGE_PERSON, people.ADD_POST
CREATE_ACCOUNT, CHANGE_ACCOUNT, RESET_PASSWORD = auth.CREATE_ACCOUNT, auth.CHANGE_ACCOUNT, auth.RESET_PASSWORD
CHANGE_ROLES, END_PAUSE = auth.CHANGE_ROLES, auth.END_PAUSE

_LETTERS = "abcdefghkmnpqrstuvwxyz"  # none that is taken for another on paper
_DIGITS = "23456789"


@dataclass(frozen=True)
class Member(PersonInfo):
    """Somebody of the staff, with their account if there is one (the one in use, else the last that was closed).

    `paused_until` is set while wrong passwords make the account wait.
    """

    account: AccountInfo | None
    paused_until: datetime | None

    @property
    def login_name(self) -> str:
        """The name to log in with, "" without an account."""
        return self.account.login_name if self.account else ""

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles in words, in the order they are declared in."""
        return role_words(self.account.roles) if self.account else ()

    @property
    def may_log_in(self) -> bool:
        """Whether the account is open and the person still works here."""
        return self.active and self.account is not None and self.account.active

    @property
    def grants_alone(self) -> bool:
        """Whether this is the founder who still runs the system and grants the rights in one person."""
        return self.account is not None and self.account.active and self.account.roles >= auth.FOUNDER_ROLES


@dataclass(frozen=True)
class Facts:
    """The day's facts above the list."""

    working: int
    accounts: int
    without_account: int
    without_role: int
    paused: int
    left: int


@dataclass(frozen=True)
class Choices:
    """What the person's form offers: posts in use, and everybody who may stand above."""

    posts: tuple[PostInfo, ...]
    people: tuple[PersonInfo, ...]


def members(session: Session) -> tuple[Member, ...]:
    """Everybody who works here or worked here, by staff number."""
    require(session, SEE_STAFF)
    accounts: dict[int, AccountInfo] = {}
    for account in sorted(auth.accounts(session), key=lambda each: (each.active, each.id)):
        accounts[account.person_id] = account
    return tuple(_member(person, accounts.get(person.id)) for person in people.people(session, active_only=False))


def member(session: Session, *, person_id: int) -> Member:
    """One of the staff. UserError if there is none with this id."""
    found = next((each for each in members(session) if each.id == person_id), None)
    if found is None:
        raise UserError(_("This record does not exist any more."))
    return found


def facts(found: Iterable[Member]) -> Facts:
    """What there is to say about these people."""
    everybody = tuple(found)
    working = [each for each in everybody if each.active]
    return Facts(
        working=len(working),
        accounts=sum(each.may_log_in for each in working),
        without_account=sum(not each.may_log_in for each in working),
        without_role=sum(each.may_log_in and not each.roles for each in working),
        paused=sum(each.paused_until is not None for each in working),
        left=len(everybody) - len(working),
    )


def matches(found: Member, text: str) -> bool:
    """Whether name, initials of the name, staff number, post or login name contain `text`."""
    wanted = text.strip().casefold()
    words = (found.name, found.staff_number, found.post, found.login_name, *found.roles, *initials(found.name))
    return any(wanted in word.casefold() for word in words)


def choices(session: Session) -> Choices:
    """What may be chosen for a person now."""
    require(session, SEE_STAFF)
    return Choices(people.posts(session), people.people(session))


def add_person(
    session: Session,
    *,
    name: str,
    staff_number: str | None = None,
    post_id: int | None = None,
    superior_id: int | None = None,
    phone: str | None = None,
    active_from: date | None = None,
) -> int:
    """Somebody new; their id. Errors as in `people.add_person`."""
    return people.add_person(
        session,
        name=name,
        staff_number=staff_number or "",
        post_id=post_id,
        superior_id=superior_id,
        phone=phone or "",
        active_from=active_from,
    ).id


def change_person(
    session: Session,
    *,
    person_id: int,
    version: int,
    name: str,
    staff_number: str,
    post_id: int | None,
    superior_id: int | None,
    active_from: date,
    active_to: date | None,
    phone: str | None = None,
) -> None:
    """Save the person's form; no phone leaves the number as it is. Errors as in `people.change_person`."""
    people.change_person(
        session,
        person_id=person_id,
        version=version,
        name=name,
        staff_number=staff_number,
        post_id=post_id,
        superior_id=superior_id,
        active_from=active_from,
        active_to=active_to,
        phone=phone,
    )


def add_post(session: Session, *, name: str, department: str | None = None) -> int:
    """A new post; its id. UserError for a name already used."""
    return people.add_post(session, name=name, department=department or "").id


def reveal_phone(session: Session, *, person_id: int, reason: str) -> str:
    """The full number; that it was shown stands in the trail. UserError without a reason."""
    require(session, REVEAL_STAFF_PHONE)
    person = load(session, Person, person_id)
    reveals.record(session, table=Person.__tablename__, record_id=person_id, field="phone", reason=reason)
    return unseal(session, person.subject, person.phone) if person.phone else ""


def complex_required(session: Session) -> bool:
    """Whether the centre asks for all kinds of characters in a password."""
    return settings.get(session, settings.PASSWORD_COMPLEXITY)


def suggest_password() -> str:
    """A first password to write on a slip: three groups of letters and one of digits, some 70 bits."""
    groups = ["".join(secrets.choice(_LETTERS) for _letter in range(4)) for _group in range(3)]
    return "-".join([*groups, "".join(secrets.choice(_DIGITS) for _digit in range(4))])


def prepare_password(password: str, *, login_name: str, complex_required: bool) -> NewPassword:
    """Check and stretch a password: slow, so before the operation. UserError on field "password"."""
    return auth.prepare_password(password, login_name=login_name, complex_required=complex_required)


def create_account(session: Session, *, person_id: int, login_name: str, password: NewPassword) -> AccountInfo:
    """A way in without any role yet; the owner chooses another password at the first log-in."""
    return auth.create_account(session, person_id=person_id, login_name=login_name, password=password)


def set_roles(session: Session, *, account_id: int, version: int, roles: Iterable[str]) -> AccountInfo:
    """Give exactly these roles. Errors as in `auth.set_roles`."""
    return auth.set_roles(session, account_id=account_id, version=version, roles=roles)


def close_account(session: Session, *, account_id: int, version: int) -> AccountInfo:
    """Nobody logs in with it any more; whoever is logged in with it is locked out at once."""
    return auth.set_active(session, account_id=account_id, version=version, active=False)


def open_account(session: Session, *, account_id: int, version: int) -> AccountInfo:
    """It can be used again, with the roles it had."""
    return auth.set_active(session, account_id=account_id, version=version, active=True)


def reset_password(session: Session, *, account_id: int, version: int, password: NewPassword) -> AccountInfo:
    """A password the administrator chose, to be changed at the next log-in."""
    return auth.reset_password(session, account_id=account_id, version=version, password=password)


def end_pause(session: Session, *, account_id: int) -> AccountInfo:
    """Let somebody try again at once who mistyped too often."""
    return auth.end_pause(session, account_id=account_id)


def role_words(roles: Iterable[str]) -> tuple[str, ...]:
    """Roles in words, in the order they are declared in."""
    given = frozenset(roles)
    return tuple(_(words) for role, words in ROLES.items() if role in given)


def _member(person: PersonInfo, account: AccountInfo | None) -> Member:
    until = account.locked_until if account is not None and account.active else None
    return Member(
        **vars(person),
        account=account,
        paused_until=until if until is not None and until > clock.now() else None,
    )
