"""Approvals: one engine for everything that needs somebody else's word. A room declares an ApprovalKind with a way to
begin with, starts it with a snapshot of the subject, and begins every act that needs it with `require_approved`.

    WAY = Definition((Node(N_("Review"), role("reviewer")),))
    RELEASE = ApprovalKind("signing.release", N_("Release of a contract"), WAY)

    approvals.start(session, RELEASE, subject=("contract_version", 7), title="…", snapshot={"sha256": …})
    approvals.decide(session, task_id=3, verdict=Verdict.APPROVE)
    approvals.require_approved(session, RELEASE, subject=("contract_version", 7), sha256=fingerprint(snapshot))
"""

from signdesk.core.approvals.engine import (
    ACKNOWLEDGE,
    DECIDE,
    HAND_ON,
    RESUBMIT,
    RESUME,
    WITHDRAW,
    acknowledge,
    decide,
    hand_on,
    resubmit,
    resume,
    start,
    subject_changed,
    withdraw,
)
from signdesk.core.approvals.guards import check_unlocked, is_approved, require_approved
from signdesk.core.approvals.kinds import (
    DEFINE,
    MAINTAIN_APPROVALS,
    ApprovalKind,
    define,
    definition_of,
    kinds,
    when_finished,
)
from signdesk.core.approvals.rules import (
    Definition,
    InstanceState,
    Mode,
    Node,
    TaskState,
    Verdict,
    chosen,
    fingerprint,
    from_field,
    head,
    named,
    post,
    role,
)
from signdesk.core.approvals.views import (
    EventView,
    InstanceView,
    TaskView,
    instance,
    instances_of,
    latest,
    may_decide,
    of_starter,
    waiting_for,
)

__all__ = [
    "ACKNOWLEDGE",
    "DECIDE",
    "DEFINE",
    "HAND_ON",
    "MAINTAIN_APPROVALS",
    "RESUBMIT",
    "RESUME",
    "WITHDRAW",
    "ApprovalKind",
    "Definition",
    "EventView",
    "InstanceState",
    "InstanceView",
    "Mode",
    "Node",
    "TaskState",
    "TaskView",
    "Verdict",
    "acknowledge",
    "check_unlocked",
    "chosen",
    "decide",
    "define",
    "definition_of",
    "fingerprint",
    "from_field",
    "hand_on",
    "head",
    "instance",
    "instances_of",
    "is_approved",
    "kinds",
    "latest",
    "may_decide",
    "named",
    "of_starter",
    "post",
    "require_approved",
    "resubmit",
    "resume",
    "role",
    "start",
    "subject_changed",
    "waiting_for",
    "when_finished",
    "withdraw",
]
