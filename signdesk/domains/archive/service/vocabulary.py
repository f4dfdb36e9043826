"""The archive's vocabulary: rights, acts, number series, states and classes, each in one place."""

from collections.abc import Mapping

from signdesk.core.approvals import ApprovalKind, Definition, Node, role
from signdesk.core.due import DueKind
from signdesk.core.i18n import N_
from signdesk.core.numbering import NumberSeries
from signdesk.core.operations import Operation, Permission
from signdesk.core.reveals import RevealOperation
from signdesk.core.search import SearchIndex
from signdesk.core.settings import Setting
from signdesk.domains.archive import rules

_READERS = frozenset({
    "archivist", "reception", "counter", "signing_officer", "reviewer", "finance", "safety_officer", "hr",
    "asset_keeper", "auditor",
})  # fmt: skip

READ_ARCHIVE = Permission("archive.read", N_("Search the archive"), _READERS)
KEEP_ARCHIVE = Permission("archive.keep", N_("Keep the archive"), frozenset({"archivist"}))
LEND_DOSSIERS = Permission("archive.lend", N_("Lend dossiers"), frozenset({"archivist"}))
READ_FILES = Permission(
    "archive.read_files", N_("Read files of the archive"), frozenset({"archivist", "reviewer", "signing_officer"})
)
COPY_FILES = Permission("archive.copy_files", N_("Make copies of files of the archive"), frozenset({"archivist"}))
EXPORT_CATALOGUE = Permission("archive.export", N_("Export the archive's catalogue"), frozenset({"archivist"}))

TAKE_IN = Operation("archive.take_in", N_("Take a dossier in"), KEEP_ARCHIVE)
ADD_ITEM = Operation("archive.add_item", N_("Add an item"), KEEP_ARCHIVE)
PUT_IN_BOX = Operation("archive.put_in_box", N_("Put in a box"), KEEP_ARCHIVE)
SET_UP_CATEGORY = Operation("archive.set_up_category", N_("Set up a category"), KEEP_ARCHIVE)
LEND = Operation("archive.lend", N_("Lend a dossier"), LEND_DOSSIERS)
TAKE_BACK = Operation("archive.take_back", N_("Take a dossier back"), LEND_DOSSIERS)
READ_FILE = RevealOperation("archive.read_file", N_("Read a file of the archive"), READ_FILES)
ASK_FOR_COPY = Operation("archive.ask_for_copy", N_("Ask for a copy from the archive"), COPY_FILES)
COPY_FILE = Operation("archive.copy_file", N_("Make a copy of a file of the archive"), COPY_FILES)
PRINT = Operation("archive.print", N_("Print for the archive"), READ_ARCHIVE)
EXPORT = Operation("archive.export", N_("Export the catalogue"), EXPORT_CATALOGUE)

DOSSIER_NUMBER = NumberSeries(
    "archive.dossier",
    N_("Archive number"),
    "{fonds}-{category}·{year}-{retention}-{unit}-{seq:04}",
    per=("scope",),
)
BOX_NUMBER = NumberSeries("archive.box", N_("Box number"), "{seq}", per=("scope",))
COPY_NUMBER = NumberSeries("archive.copy", N_("Number of a copy"), "FB-{year}-{seq:05}", per=("year",))

COPY_KIND = ApprovalKind(
    "archive.copy",
    N_("Copy from the archive"),
    Definition((Node(N_("Centre manager"), role("manager"), fallback=role("archivist")),)),
)
"""A copy for anybody but a party of the dossier. Who asks never approves: for the manager's own request the archivist
does."""

COPY_DUE = DueKind("archive.copy", N_("Make the approved copy"), noted=True)
INTAKE_DUE = DueKind("archive.intake", N_("File in the archive"))
"""About a case that is signed: the room of the case opens it, `take_in` closes it."""
LOAN_DUE = DueKind("archive.loan", N_("Dossier to come back"))

FONDS_CODE = Setting(
    "archive.fonds_code", str, "QY01", N_("Fonds code"), N_("First part of every archive number; never changed later.")
)
COPY_DAYS = Setting(
    "archive.copy_days",
    int,
    7,
    N_("Days to make an approved copy"),
    N_("After that a copy for somebody else than a party has to be approved again."),
    low=1,
    high=60,
)
LOAN_DAYS = Setting("archive.loan_days", int, rules.LOAN_DAYS, N_("Days of a loan"), low=1, high=365)
LOAN_DAYS_PERMANENT = Setting(
    "archive.loan_days_permanent",
    int,
    rules.LOAN_DAYS_PERMANENT,
    N_("Days of a loan of permanent dossiers"),
    low=1,
    high=365,
)

DOSSIERS = SearchIndex("dossier")

IN_STORE, ON_LOAN = "in_store", "on_loan"
STATES: Mapping[str, str] = {IN_STORE: N_("In store"), ON_LOAN: N_("On loan")}

CLASSES: Mapping[str, str] = {
    "public": N_("Public information"),
    "internal": N_("Internal information"),
    "ordinary": N_("Ordinary trade secret"),
    "core": N_("Core trade secret"),
}
"""Classes of information (密级); not the words of state secrets."""

OPENINGS: Mapping[str, str] = {"open": N_("Open to readers"), "restricted": N_("Restricted to readers")}
"""开放标识, one of the mandatory elements of a description (DA/T 18-2022)."""

CARRIERS: Mapping[str, str] = {
    "paper": N_("On paper"),
    "both": N_("On paper and electronic"),
    "electronic": N_("Electronic only"),
}

ITEM_KINDS: Mapping[str, str] = {
    "contract": N_("Contract"),
    "identity": N_("Copy of an identity document"),
    "authority": N_("Power of attorney"),
    "review": N_("Review record"),
    "signing_record": N_("Signing record"),
    "risk_notice": N_("Risk notice"),
    "correspondence": N_("Correspondence"),
    "other": N_("Other paper"),
}
"""Kinds of items known to the centre from the start; a business type may require others by its own names."""

CONTRACT = "contract"
PROCEEDINGS = frozenset({"review", "signing_record", "risk_notice", "correspondence"})
"""What was written while the case was worked on. Whoever reads such an item says why, like for any other, but is not
counted among those who have numbers shown. Every kind that is neither this nor the contract, a business type's own
kinds included, is taken for a paper of a person (an identity card, a family register, a deed)."""
