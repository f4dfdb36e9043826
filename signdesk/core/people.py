"""Who works here: persons, their posts and whose word is above theirs. Approvals and accounts stand on it; what the
staff room adds (attendance, leave, training) refers to these persons and changes nothing here. Logging in is
`core.auth`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from signdesk.core import clock
from signdesk.core.db import Personal, Record, Sealed, load, sealed_column
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.core.masking import mask_phone
from signdesk.core.numbering import NumberSeries, take
from signdesk.core.operations import Operation, Permission
from signdesk.core.phone import check_phone
from signdesk.core.sealing import new_subject, seal

MAINTAIN_PEOPLE = Permission("people.maintain", N_("Maintain staff"), frozenset({"hr", "system_admin"}))

ADD_PERSON = Operation("people.add", N_("Add a person"), MAINTAIN_PEOPLE)
CHANGE_PERSON = Operation("people.change", N_("Change a person"), MAINTAIN_PEOPLE)
ADD_POST = Operation("people.add_post", N_("Add a post"), MAINTAIN_PEOPLE)
CHANGE_POST = Operation("people.change_post", N_("Change a post"), MAINTAIN_PEOPLE)

STAFF_NUMBER = NumberSeries("people.staff_number", N_("Staff number"), "E{seq:04}")


class Post(Record):
    """A post of the centre, such as signing officer in the signing department."""

    __tablename__ = "post"

    name: Mapped[str] = mapped_column(unique=True)
    department: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class Person(Personal, Record):
    """Someone who works here, or worked here: the record stays when the person leaves."""

    __tablename__ = "person"

    name: Mapped[str]
    staff_number: Mapped[str] = mapped_column(unique=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    superior_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    active_from: Mapped[date]
    active_to: Mapped[date | None]
    phone: Mapped[Sealed | None] = sealed_column("phone")

    def works_on(self, day: date) -> bool:
        """Whether the person belongs to the centre on `day` (the last day included)."""
        return self.active_from <= day and (self.active_to is None or day <= self.active_to)


@dataclass(frozen=True)
class PostInfo:
    """A post as pages show it."""

    id: int
    version: int
    name: str
    department: str
    active: bool


@dataclass(frozen=True)
class PersonInfo:
    """A person as pages show it; the phone is masked. `active` is as of the centre's today."""

    id: int
    version: int
    name: str
    staff_number: str
    post_id: int | None
    post: str
    department: str
    superior_id: int | None
    superior: str
    phone: str
    active_from: date
    active_to: date | None
    active: bool


def add_post(session: Session, *, name: str, department: str = "") -> PostInfo:
    """A new post. UserError if there is one of that name."""
    name = _required(name, "name")
    if session.scalar(select(Post.id).where(Post.name == name)) is not None:
        raise UserError(_("There is already a post of this name."), field="name")
    post = Post(name=name, department=department.strip(), active=True)
    session.add(post)
    session.flush()
    return _post_info(post)


def change_post(
    session: Session, *, post_id: int, version: int, name: str, department: str, active: bool = True
) -> PostInfo:
    """Rename a post, or close it with `active=False` (persons keep it until they get another)."""
    post = load(session, Post, post_id, version)
    name = _required(name, "name")
    taken = session.scalar(select(Post.id).where(Post.name == name, Post.id != post_id))
    if taken is not None:
        raise UserError(_("There is already a post of this name."), field="name")
    post.name, post.department, post.active = name, department.strip(), active
    session.flush()
    return _post_info(post)


def posts(session: Session, *, active_only: bool = True) -> tuple[PostInfo, ...]:
    """The posts by name."""
    query = select(Post).order_by(Post.department, Post.name)
    if active_only:
        query = query.where(Post.active)
    return tuple(_post_info(post) for post in session.scalars(query))


def add_person(
    session: Session,
    *,
    name: str,
    staff_number: str = "",
    post_id: int | None = None,
    superior_id: int | None = None,
    phone: str = "",
    active_from: date | None = None,
) -> PersonInfo:
    """A new member of staff. An empty staff number takes the next one; the first working day is today unless given.

    UserError for a number already used, a wrong phone, a superior who is not there.
    """
    name = _required(name, "name")
    number = staff_number.strip() or take(session, STAFF_NUMBER)
    _check_free(session, number, None)
    person = Person(
        subject=new_subject(),
        name=name,
        staff_number=number,
        post_id=_existing_post(session, post_id),
        superior_id=_existing_superior(session, None, superior_id),
        active_from=active_from or clock.today(),
        active_to=None,
        phone=None,
    )
    person.phone = _sealed_phone(session, person.subject, phone)
    session.add(person)
    session.flush()
    return person_info(session, person_id=person.id)


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
) -> PersonInfo:
    """Save what the form shows. `phone=None` leaves the number as it is (the form only has it masked), "" removes it.

    StaleRecord if someone saved the person meanwhile; UserError as in `add_person`, for a circle of superiors, and for
    a last day before the first.
    """
    person = load(session, Person, person_id, version)
    _check_free(session, staff_number.strip(), person_id)
    if active_to is not None and active_to < active_from:
        raise UserError(_("The last day lies before the first."), field="active_to")
    person.name = _required(name, "name")
    person.staff_number = _required(staff_number, "staff_number")
    person.post_id = _existing_post(session, post_id)
    person.superior_id = _existing_superior(session, person_id, superior_id)
    person.active_from, person.active_to = active_from, active_to
    if phone is not None:
        person.phone = _sealed_phone(session, person.subject, phone)
    session.flush()
    return person_info(session, person_id=person_id)


def person_info(session: Session, *, person_id: int) -> PersonInfo:
    """One person. UserError if there is none with this id."""
    load(session, Person, person_id)
    return _infos(session, select(Person).where(Person.id == person_id))[0]


def people(session: Session, *, active_only: bool = True) -> tuple[PersonInfo, ...]:
    """Everybody by staff number; only those who work here today unless asked otherwise."""
    found = _infos(session, select(Person).order_by(Person.staff_number))
    return tuple(person for person in found if person.active or not active_only)


def names(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """The names of persons by id, in one question; unknown ids are left out."""
    wanted = {person_id for person_id in ids if person_id is not None}
    if not wanted:
        return {}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def superiors(session: Session, *, person_id: int) -> tuple[PersonInfo, ...]:
    """The chain of superiors, nearest first, also those who have left (approvals skip them)."""
    above = {row.id: row.superior_id for row in session.execute(select(Person.id, Person.superior_id))}
    found = {person.id: person for person in _infos(session, select(Person))}
    return tuple(found[each] for each in chain_above(above, person_id))


def reports(session: Session, *, person_id: int) -> tuple[PersonInfo, ...]:
    """Those whose superior this person is, who work here today."""
    query = select(Person).where(Person.superior_id == person_id).order_by(Person.staff_number)
    return tuple(person for person in _infos(session, query) if person.active)


def chain_above(superior_of: dict[int, int | None], person_id: int) -> tuple[int, ...]:
    """The ids above `person_id`, nearest first; stops before anyone would come twice."""
    chain: list[int] = []
    above = superior_of.get(person_id)
    while above is not None and above not in chain and above != person_id:
        chain.append(above)
        above = superior_of.get(above)
    return tuple(chain)


def _infos(session: Session, query: Select[Person]) -> list[PersonInfo]:
    found = list(session.scalars(query))
    known_posts = {post.id: post for post in session.scalars(select(Post))}
    superior_names = names(session, (person.superior_id for person in found))
    today = clock.today()
    return [
        PersonInfo(
            id=person.id,
            version=person.version,
            name=person.name,
            staff_number=person.staff_number,
            post_id=person.post_id,
            post=known_posts[person.post_id].name if person.post_id else "",
            department=known_posts[person.post_id].department if person.post_id else "",
            superior_id=person.superior_id,
            superior=superior_names.get(person.superior_id, "") if person.superior_id else "",
            phone=person.phone.masked if person.phone else "",
            active_from=person.active_from,
            active_to=person.active_to,
            active=person.works_on(today),
        )
        for person in found
    ]


def _post_info(post: Post) -> PostInfo:
    return PostInfo(post.id, post.version, post.name, post.department, post.active)


def _required(value: str, field: str) -> str:
    value = value.strip()
    if not value:
        raise UserError(_("This must not be empty."), field=field)
    return value


def _check_free(session: Session, number: str, person_id: int | None) -> None:
    taken = session.scalar(select(Person.id).where(Person.staff_number == number))
    if taken is not None and taken != person_id:
        raise UserError(_("This staff number belongs to someone else."), field="staff_number")


def _existing_post(session: Session, post_id: int | None) -> int | None:
    if post_id is not None:
        load(session, Post, post_id)
    return post_id


def _existing_superior(session: Session, person_id: int | None, superior_id: int | None) -> int | None:
    if superior_id is None:
        return None
    load(session, Person, superior_id)
    above = {row.id: row.superior_id for row in session.execute(select(Person.id, Person.superior_id))}
    if person_id is not None and (superior_id == person_id or person_id in chain_above(above, superior_id)):
        raise UserError(_("Nobody can stand above themselves: choose another superior."), field="superior_id")
    return superior_id


def _sealed_phone(session: Session, subject: str, phone: str) -> Sealed | None:
    return seal(session, subject, check_phone(phone), mask_phone) if phone.strip() else None
