"""The signing room's vocabulary: rights, acts, number series, the approval of a release, states and settings."""

from collections.abc import Mapping
from dataclasses import replace

from signdesk.core.approvals import ApprovalKind, Definition, Mode, Node, role
from signdesk.core.i18n import N_
from signdesk.core.numbering import NumberSeries
from signdesk.core.operations import Operation, Permission
from signdesk.core.reveals import RevealOperation
from signdesk.core.settings import Setting
from signdesk.domains.signing.rules.business import ReleasePath
from signdesk.domains.signing.rules.checks.confusables import check_own

_STAFF = frozenset({"signing_officer", "reviewer", "counter", "reception"})

READ_CASES = Permission("signing.read", N_("See cases and contracts"), _STAFF | {"archivist", "auditor"})
KEEP_CASES = Permission("signing.cases", N_("Keep cases"), frozenset({"signing_officer", "counter", "reception"}))
DRAFT_CONTRACTS = Permission(
    "signing.draft", N_("Draft and import contracts"), frozenset({"signing_officer", "reviewer"})
)
REVIEW_CONTRACTS = Permission("signing.review", N_("Review contracts"), frozenset({"reviewer", "signing_officer"}))
RELEASE_CONTRACTS = Permission("signing.release", N_("Release contracts"), frozenset({"reviewer"}))
REVEAL_CONTRACTS = Permission(
    "signing.reveal", N_("Show the numbers in a contract"), frozenset({"reviewer", "signing_officer"})
)
HOLD_SESSIONS = Permission("signing.sessions", N_("Hold signing sessions"), frozenset({"signing_officer"}))
KEEP_TEMPLATES = Permission(
    "signing.templates", N_("Keep contract templates"), frozenset({"signing_officer", "reviewer"})
)
SEE_TYPES = Permission("signing.see_types", N_("See the business types"), frozenset({"reviewer", "signing_officer"}))
SET_UP_TYPES = Permission("signing.types", N_("Set up business types"), frozenset())

OPEN_CASE = Operation("signing.open_case", N_("Open a case"), KEEP_CASES)
CHANGE_CASE = Operation("signing.change_case", N_("Change a case"), KEEP_CASES)
VOID_CASE = Operation("signing.void_case", N_("Void a case"), KEEP_CASES)
NOTE_PAPER = Operation("signing.note_paper", N_("Note a customer's paper"), KEEP_CASES)
ADD_VERSION = Operation("signing.add_version", N_("Import a contract version"), DRAFT_CONTRACTS)
DRAFT_CONTRACT = Operation("signing.draft_contract", N_("Draft a contract"), DRAFT_CONTRACTS)
SUBMIT = Operation("signing.submit", N_("Submit for release"), DRAFT_CONTRACTS)
SETTLE = Operation("signing.settle", N_("Settle a finding"), REVIEW_CONTRACTS)
SIGN_OFF = Operation("signing.sign_off", N_("Sign off a manual item"), REVIEW_CONTRACTS)
REVEAL = RevealOperation("signing.reveal", N_("Show the numbers in a contract"), REVEAL_CONTRACTS)
REVEAL_PAPER = RevealOperation("signing.reveal_paper", N_("Look at the scan of a paper"), REVEAL_CONTRACTS)
RELEASE = Operation("signing.release", N_("Release the contract"), RELEASE_CONTRACTS)
SEND_BACK = Operation("signing.send_back", N_("Send the contract back"), RELEASE_CONTRACTS)
BEGIN_SESSION = Operation("signing.begin", N_("Begin the signing"), HOLD_SESSIONS)
VERIFY_IDENTITY = Operation("signing.verify_identity", N_("Verify an identity"), HOLD_SESSIONS)
EXPLAIN = Operation("signing.explain", N_("Explain a clause"), HOLD_SESSIONS)
ACKNOWLEDGE = Operation("signing.acknowledge", N_("Note an acknowledgement"), HOLD_SESSIONS)
MARK = Operation("signing.mark", N_("Mark the seal matrix"), HOLD_SESSIONS)
NOTE = Operation("signing.note", N_("Note a question"), HOLD_SESSIONS)
INTERRUPT = Operation("signing.interrupt", N_("Interrupt the signing"), HOLD_SESSIONS)
RESUME = Operation("signing.resume", N_("Resume the signing"), HOLD_SESSIONS)
ABORT = Operation("signing.abort", N_("Abort the signing"), HOLD_SESSIONS)
COMPLETE = Operation("signing.complete", N_("Complete the signing"), HOLD_SESSIONS)
ADD_TEMPLATE = Operation("signing.add_template", N_("Import a contract template"), KEEP_TEMPLATES)
SUBMIT_TEMPLATE = Operation("signing.submit_template", N_("Submit a template"), KEEP_TEMPLATES)
APPROVE_TEMPLATE = Operation("signing.approve_template", N_("Approve a template"), RELEASE_CONTRACTS)
RETIRE_TEMPLATE = Operation("signing.retire_template", N_("Retire a template"), KEEP_TEMPLATES)
SET_UP = Operation("signing.set_up", N_("Set up business types"), SET_UP_TYPES)
WITHDRAW_TYPE = Operation("signing.withdraw_type", N_("Withdraw or offer a business type"), SET_UP_TYPES)

WORKING_COPY_NUMBER = NumberSeries(
    "signing.working_copy", N_("Number of a working copy"), "PZ-{year}-{seq:05}", per=("year",)
)
CASE_NUMBER = NumberSeries("signing.case", N_("Case number"), "HT-{year}-{seq:04}", per=("year",))

RELEASE_KIND = ApprovalKind(
    "signing.release", N_("Release of a contract"), Definition((Node(N_("Contract review"), role("reviewer")),))
)


def release_way(path: ReleasePath, centre: Definition) -> Definition | None:
    """The way of a release as its business type lays it down, never less than the centre asks for every contract
    (None: just that)."""
    if path == ReleasePath():
        return None
    nodes = list(centre.nodes)
    reviewers = Node(N_("Contract review"), role("reviewer"), Mode.DISTINCT, count=path.reviewers)
    place = next((at for at, node in enumerate(nodes) if node.resolver == reviewers.resolver), None)
    if place is None:
        nodes.insert(0, reviewers if path.reviewers > 1 else replace(reviewers, mode=Mode.ANY))
    elif nodes[place].count < path.reviewers:
        nodes[place] = reviewers
    if path.manager_from is not None:
        nodes.append(Node(N_("Centre manager"), role("manager"), minimum=path.manager_from))
    return Definition(tuple(nodes))


TEMPLATE_KIND = ApprovalKind(
    "signing.template", N_("Contract template"), Definition((Node(N_("Template review"), role("reviewer")),))
)

FILING_DAYS = Setting(
    "signing.filing_days", int, 7, N_("Days from signing to filing"), N_("The dossier is due in the archive by then."),
    low=1, high=180,
)  # fmt: skip

RETENTIONS: Mapping[str, str] = {"Y": N_("Permanent"), "D30": N_("30 years"), "D10": N_("10 years")}
"""How long a business type's dossiers are kept, by the codes of DA/T 22 that stand in an archive number."""

PENALTY_DAILY = Setting(
    "signing.penalty_daily", int, 10, N_("Usual daily penalty at most"),
    N_("In ten-thousandths. The review points out contracts that agree on more."), low=1, high=100,
)  # fmt: skip
PENALTY_MONTHS = Setting(
    "signing.penalty_months", int, 3, N_("Usual penalty at most, in months' rent"),
    N_("The review points out leases that agree on more."), low=1, high=24,
)  # fmt: skip
DEPOSIT_MONTHS = Setting(
    "signing.deposit_months", int, 3, N_("Usual deposit at most, in months' rent"),
    N_("The review points out leases that agree on more. Some places allow only one month."), low=1, high=24,
)  # fmt: skip
CONFUSABLE_WORDS = Setting(
    "signing.confusable_words", str, "", N_("Confusable words of this centre"),
    N_("Write wrong=right for a word more, -wrong for one less, with commas in between."),
    check=check_own,
)  # fmt: skip

DRAFT, IN_REVIEW, RELEASED, SIGNING, SIGNED, ARCHIVED, VOID = (
    "draft", "in_review", "released", "signing", "signed", "archived", "void"
)  # fmt: skip
CASE_STATES: Mapping[str, str] = {
    DRAFT: N_("Draft"),
    IN_REVIEW: N_("In review"),
    RELEASED: N_("Released"),
    SIGNING: N_("Signing under way"),
    SIGNED: N_("Signed"),
    ARCHIVED: N_("Archived"),
    VOID: N_("Void"),
}

OPEN, ACCEPTED, WAIVED, NOTED, FIXED = "open", "accepted", "waived", "noted", "fixed"
WEIGHTS: Mapping[str, str] = {"error": N_("Problem"), "warning": N_("Doubt"), "info": N_("Hint")}
FINDING_STATES: Mapping[str, str] = {
    OPEN: N_("Unsettled"),
    ACCEPTED: N_("To be put right"),
    WAIVED: N_("Waived"),
    NOTED: N_("Noted"),
    FIXED: N_("Fixed"),
}

RUNNING, INTERRUPTED, ABORTED, COMPLETED = "running", "interrupted", "aborted", "completed"
SESSION_STATES: Mapping[str, str] = {
    RUNNING: N_("Under way"),
    INTERRUPTED: N_("Interrupted"),
    ABORTED: N_("Aborted"),
    COMPLETED: N_("Completed"),
}

SIGNATURE, SEAL, CROSS_PAGE, DATE = "signature", "seal", "cross_page", "date"
CELL_KINDS: Mapping[str, str] = {
    SIGNATURE: N_("Signature"),
    SEAL: N_("Seal"),
    CROSS_PAGE: N_("Cross-page seal"),
    DATE: N_("Date"),
}

SHOWN_AS_PAGES = frozenset({"application/pdf", "image/jpeg", "image/png", "image/tiff"})
"""Media types of files that have pages to look at."""
PAPER_STATES: Mapping[str, str] = {"missing": N_("Missing"), "seen": N_("Seen"), "returned": N_("Returned")}

SUBMITTED, APPROVED, RETIRED = "submitted", "approved", "retired"
TEMPLATE_STATES: Mapping[str, str] = {
    DRAFT: N_("Draft"),
    SUBMITTED: N_("Submitted"),
    APPROVED: N_("In use"),
    RETIRED: N_("Retired"),
}

CASE_TABLE = "signing_case"
TEMPLATE_TABLE = "contract_template"
TEXT_MODEL_TYPE = "application/json"
"""The media type of a text that was read from a file and is kept beside it."""
