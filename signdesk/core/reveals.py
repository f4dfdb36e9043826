"""Masked values shown in full. Each showing stands in the trail with its reason, and whoever has more shown in one day
than their work needs is reported to the security administrator. How a value is masked is `core.masking`; that it
disappears again after half a minute is `ui.reveal`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from signdesk.core import audit, clock, due, settings
from signdesk.core.audit import AuditEntry
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.core.operations import Actor, Operation, actor_of, operations

_ACTION = "reveal"
_ANSWER_WITHIN = timedelta(days=3)

A_DAY = settings.Setting(
    "security.reveals_a_day",
    int,
    30,
    N_("Numbers shown to one person a day"),
    N_("Whoever has more of them shown is reported to the security administrator; nothing is refused."),
    permission=settings.CHANGE_SECURITY_SETTINGS,
    low=1,
    high=1000,
)
TOO_MANY = due.DueKind("security.reveals", N_("Ask why so many numbers were shown"), noted=True)
"""About an account; the security administrator writes down what came of it."""


@dataclass(frozen=True)
class RevealOperation(Operation):
    """An operation that shows masked values in full."""


def record(session: Session, *, table: str, record_id: int, reason: str, field: str = "") -> None:
    """Note in the trail that a value of this record is shown: `field`, or all of them. Call it in a RevealOperation,
    before the value is handed out. UserError without a reason."""
    require_reason(reason)
    payload = {"field": field} if field else None
    audit.note(session, table=table, record_id=record_id, action=_ACTION, payload=payload)
    actor = actor_of(session)
    shown, limit = _shown_today(session, actor) + 1, settings.get(session, A_DAY)
    # Told once for every limit passed: each further number would take the item from under who is answering it.
    if actor.account_id is not None and shown > limit and (shown - 1) % limit == 0:
        _report(session, actor, actor.account_id, shown)


def require_reason(reason: str) -> None:
    """UserError without a reason. Also for what is looked at for a reason and shows nothing masked elsewhere."""
    if not reason.strip():
        raise UserError(_("Say why you need to see it."), field="reason")


def _shown_today(session: Session, actor: Actor) -> int:
    begins, _ends = clock.day_bounds(clock.today())
    names = [name for name, kind in operations().items() if isinstance(kind, RevealOperation)]
    return (
        session.scalar(
            select(func.count())
            .select_from(AuditEntry)
            .where(
                AuditEntry.operation.in_(names),
                AuditEntry.action == _ACTION,
                AuditEntry.actor_id == actor.account_id,
                AuditEntry.at >= begins,
            )
        )
        or 0
    )


def _report(session: Session, actor: Actor, account_id: int, shown: int) -> None:
    today = clock.today()
    begins: datetime = clock.day_bounds(today)[0]
    due.open(
        session,
        TOO_MANY,
        about=("account", account_id),
        title=_("{name}: {count} numbers shown on {day}").format(name=actor.name, count=shown, day=today.isoformat()),
        due_at=begins + _ANSWER_WITHIN,
        responsible=due.Responsible(role="security_admin"),
    )
