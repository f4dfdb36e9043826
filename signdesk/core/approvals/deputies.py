"""Deputies: who decides in whose place while that person is away. Both names stand in the record; the deputy may not
approve what the deputy could not approve in person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import clock
from signdesk.core.approvals.kinds import MAINTAIN_APPROVALS, ApprovalKind
from signdesk.core.approvals.models import ApprovalDeputy
from signdesk.core.db import load
from signdesk.core.errors import PermissionRefused, UserError
from signdesk.core.i18n import N_, _
from signdesk.core.operations import Operation, actor_of
from signdesk.core.people import Person, names

APPOINT_DEPUTY = Operation("approvals.appoint_deputy", N_("Appoint a deputy"), None)
END_DEPUTY = Operation("approvals.end_deputy", N_("End a deputy's time"), None)


@dataclass(frozen=True)
class Deputy:
    """A deputy for a period, both days included; `kinds` empty for every kind."""

    id: int
    version: int
    person_id: int
    person: str
    deputy_id: int
    deputy: str
    first_day: date
    last_day: date
    kinds: tuple[str, ...]


def appoint(
    session: Session,
    *,
    deputy_id: int,
    first_day: date,
    last_day: date,
    kinds: Iterable[ApprovalKind] = (),
    person_id: int | None = None,
) -> Deputy:
    """Somebody decides in the actor's place, or, by who maintains approvals, in `person_id`'s."""
    person_id = _for_whom(session, person_id)
    if deputy_id == person_id:
        raise UserError(_("Choose somebody else as deputy."), field="deputy_id")
    if last_day < first_day:
        raise UserError(_("The last day lies before the first."), field="last_day")
    if last_day < clock.today():
        raise UserError(_("This period is over already."), field="last_day")
    if not load(session, Person, deputy_id).works_on(first_day):
        raise UserError(_("The deputy does not work here on the first day."), field="deputy_id")
    row = ApprovalDeputy(
        person_id=person_id,
        deputy_id=deputy_id,
        first_day=first_day,
        last_day=last_day,
        kinds=",".join(sorted(kind.name for kind in kinds)),
        ended_at=None,
    )
    session.add(row)
    session.flush()
    return _view(row, names(session, (person_id, deputy_id)))


def end(session: Session, *, deputy_row_id: int, version: int) -> None:
    """End a deputy's time now."""
    row = load(session, ApprovalDeputy, deputy_row_id, version)
    _for_whom(session, row.person_id)
    row.ended_at = clock.now()
    session.flush()


def deputies(session: Session, *, person_id: int | None = None) -> tuple[Deputy, ...]:
    """Those that hold today or later, of one person or of everybody."""
    query = select(ApprovalDeputy).where(ApprovalDeputy.ended_at.is_(None), ApprovalDeputy.last_day >= clock.today())
    if person_id is not None:
        query = query.where(ApprovalDeputy.person_id == person_id)
    rows = list(session.scalars(query.order_by(ApprovalDeputy.first_day, ApprovalDeputy.id)))
    known = names(session, [each for row in rows for each in (row.person_id, row.deputy_id)])
    return tuple(_view(row, known) for row in rows)


def represented_by(session: Session, *, deputy_id: int) -> dict[int, frozenset[str]]:
    """In whose place `deputy_id` decides today: person to kinds, an empty set meaning every kind."""
    today = clock.today()
    rows = session.scalars(
        select(ApprovalDeputy).where(
            ApprovalDeputy.deputy_id == deputy_id,
            ApprovalDeputy.ended_at.is_(None),
            ApprovalDeputy.first_day <= today,
            ApprovalDeputy.last_day >= today,
        )
    )
    found: dict[int, frozenset[str]] = {}
    for row in rows:
        kinds = frozenset(row.kinds.split(",")) - {""}
        known = found.get(row.person_id)
        # Two overlapping appointments add up; one without kinds covers everything.
        found[row.person_id] = frozenset() if not kinds or known == frozenset() else kinds | (known or frozenset())
    return found


def stands_in(represented: dict[int, frozenset[str]], person_id: int, kind_name: str) -> bool:
    """Whether, going by `represented_by`, a decision in `person_id`'s place is allowed for this kind."""
    covered = represented.get(person_id)
    return covered is not None and (not covered or kind_name in covered)


def _for_whom(session: Session, person_id: int | None) -> int:
    actor = actor_of(session)
    if person_id is None or person_id == actor.person_id:
        if actor.person_id is None:
            raise UserError(_("Log in as a person to do this."))
        return actor.person_id
    if not actor.may(MAINTAIN_APPROVALS):
        raise PermissionRefused(_("You may only appoint your own deputy."))
    return person_id


def _view(row: ApprovalDeputy, known: dict[int, str]) -> Deputy:
    return Deputy(
        id=row.id,
        version=row.version,
        person_id=row.person_id,
        person=known[row.person_id],
        deputy_id=row.deputy_id,
        deputy=known[row.deputy_id],
        first_day=row.first_day,
        last_day=row.last_day,
        kinds=tuple(sorted(set(row.kinds.split(",")) - {""})),
    )
