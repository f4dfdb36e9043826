"""What an approval permits and what it forbids: acts that need one begin with `require_approved`, changes of a subject
with `check_unlocked`. Driving approvals is `approvals.engine`."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core.approvals import views
from signdesk.core.approvals.kinds import ApprovalKind, kind_named
from signdesk.core.approvals.models import ApprovalInstance
from signdesk.core.approvals.rules import InstanceState
from signdesk.core.approvals.views import Subject
from signdesk.core.errors import UserError
from signdesk.core.i18n import _


def check_unlocked(session: Session, *, subject: Subject, changing: Iterable[str] = ()) -> None:
    """Refuse to change a subject while its approval runs, but for the fields its kind leaves open."""
    table, subject_id = subject
    fields = frozenset(changing)
    running = session.execute(
        select(ApprovalInstance.kind).where(
            ApprovalInstance.subject_table == table,
            ApprovalInstance.subject_id == subject_id,
            ApprovalInstance.state.in_([InstanceState.RUNNING.value, InstanceState.STOPPED.value]),
        )
    )
    for (name,) in running:
        if not fields or not fields <= kind_named(name).editable:
            raise UserError(
                _("This is in approval and cannot be changed now."),
                hint=_("Withdraw it from approval first, or have it sent back."),
            )


def is_approved(session: Session, kind: ApprovalKind, *, subject: Subject, sha256: str) -> bool:
    """Whether exactly this (by its fingerprint) has been approved, and neither outdated nor reversed since."""
    table, subject_id = subject
    return (
        session.scalar(
            select(ApprovalInstance.id)
            .where(
                ApprovalInstance.kind == kind.name,
                ApprovalInstance.subject_table == table,
                ApprovalInstance.subject_id == subject_id,
                ApprovalInstance.sha256 == sha256,
                ApprovalInstance.state == InstanceState.APPROVED.value,
            )
            .limit(1)
        )
        is not None
    )


def require_approved(session: Session, kind: ApprovalKind, *, subject: Subject, sha256: str) -> None:
    """Refuse what is not approved exactly as it stands: every act an approval permits begins with this."""
    if is_approved(session, kind, subject=subject, sha256=sha256):
        return
    newest = views.latest(session, kind, subject=subject)
    if newest is not None and newest.state is InstanceState.APPROVED:
        raise UserError(_("This was changed after it had been approved."), hint=_("Have it approved again."))
    waits = "、".join(newest.waits_for) if newest is not None else ""
    raise UserError(
        _("This is not approved yet: {kind}.").format(kind=_(kind.label)),
        hint=_("It waits for {people}.").format(people=waits) if waits else _("Submit it for approval first."),
    )
