"""What goes in and out of the signing room's service: frozen values, never rows of tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from signdesk.core.money import Money
from signdesk.core.text import Place, TextModel
from signdesk.domains.signing.rules.business import BusinessType
from signdesk.domains.signing.rules.checks.engine import CheckResult
from signdesk.io.importing import MEDIA_TYPES


@dataclass(frozen=True)
class PartyIn:
    """A party for a case. With `customer_id` name and numbers are taken over from reception and may be left out."""

    role: str
    name: str = ""
    customer_id: int | None = None
    kind: str = "individual"
    id_kind: str = "resident_id"
    id_number: str = ""
    phone: str = ""
    account: str = ""
    agent: str = ""
    agent_paper: str = ""
    agent_until: date | None = None


@dataclass(frozen=True)
class InstalmentIn:
    """A part of the amount."""

    amount: Money
    due_on: date | None = None


@dataclass(frozen=True)
class TypeInfo:
    """An edition of a business type."""

    id: int
    version: int
    edition: int
    current: bool
    laid_down_at: datetime
    business: BusinessType

    @property
    def name(self) -> str:
        """What it is called."""
        return self.business.name


@dataclass(frozen=True)
class PartyInfo:
    """A party as pages show it: numbers masked."""

    id: int
    version: int
    place: int
    role: str
    kind: str
    name: str
    customer_id: int | None
    id_kind: str
    id_number: str
    phone: str
    account: str
    agent: str
    agent_paper: str
    agent_until: date | None

    @property
    def is_organisation(self) -> bool:
        """Whether it seals as well as signs."""
        return self.kind == "organisation"


@dataclass(frozen=True)
class PaperInfo:
    """A paper of the case's list: what is asked for (`original`, `copies`), what was presented and noted by whom, to
    whom the originals were given back, and its scans in the vault (ids of attachments)."""

    id: int
    version: int
    name: str
    role: str
    required: bool
    original: bool
    copies: int
    state: str
    handled_by: str
    handled_at: datetime | None
    originals_shown: int = 0
    copies_shown: int = 0
    note: str = ""
    returned_to: str = ""
    returned_by: str = ""
    returned_at: datetime | None = None
    scans: tuple[int, ...] = ()


@dataclass(frozen=True)
class VersionInfo:
    """One version of the contract."""

    id: int
    place: int
    name: str
    media_type: str
    sha256: str
    attachment_id: int
    note: str
    added_at: datetime
    added_by: str
    added_by_id: int | None

    @property
    def is_word(self) -> bool:
        """Whether it is a Word file, which can have comments."""
        return self.media_type == MEDIA_TYPES["docx"]


@dataclass(frozen=True)
class CaseRow:
    """A case as the list shows it."""

    id: int
    version: int
    number: str
    state: str
    business: str
    title: str
    parties: str
    amount: Money | None
    signing_date: date | None
    opened_at: datetime
    officer: str
    versions: int = 0
    unresolved: int = 0
    missing_papers: int = 0


@dataclass(frozen=True)
class CaseInfo:
    """A case with everything its pane shows."""

    row: CaseRow
    type: TypeInfo
    contract_no: str
    copies: int
    attachments: tuple[str, ...]
    parties: tuple[PartyInfo, ...]
    instalments: tuple[InstalmentIn, ...]
    papers: tuple[PaperInfo, ...]
    versions: tuple[VersionInfo, ...]
    officer_id: int | None
    ticket_id: int | None
    released_version_id: int | None
    released_at: datetime | None
    released_by: str
    signed_at: datetime | None
    archive_number: str
    reason: str

    @property
    def id(self) -> int:
        """The case's key."""
        return self.row.id

    @property
    def latest(self) -> VersionInfo | None:
        """The newest version of the contract."""
        return self.versions[-1] if self.versions else None


@dataclass(frozen=True)
class PreparedVersion:
    """A contract file read, hashed and checked outside any operation. `facts` is the fingerprint of what it was checked
    against."""

    name: str
    data: bytes
    media_type: str
    sha256: str
    model: TextModel
    results: tuple[CheckResult, ...]
    facts: str


@dataclass(frozen=True)
class OtherPlace:
    """A place that belongs to a point beside the one to look at first: the other half of a contradiction."""

    place: Place
    where: str
    excerpt: str


@dataclass(frozen=True)
class FindingInfo:
    """A point of the review and what became of it. `number` is its number in the text and on the sheet, for good."""

    id: int
    version: int
    number: int
    check: str
    title: str
    why: str
    source: str
    severity: str
    message: str
    place: Place | None
    others: tuple[OtherPlace, ...]
    sides: tuple[tuple[str, str], ...]
    excerpt: str
    where: str
    state: str
    reason: str
    settled_by: str
    settled_at: datetime | None

    @property
    def beside(self) -> tuple[str, ...]:
        """The other places by clause and words, each in one line; a gap says nothing and is left out."""
        said = ((other.where, " ".join(other.excerpt.split())) for other in self.others)
        return tuple(f"{where} {words}".strip() for where, words in said if any(map(str.isalnum, words)))

    @property
    def unresolved(self) -> bool:
        """Whether it still stands in the way of the release."""
        return self.state in ("open", "accepted") and self.severity != "info"


@dataclass(frozen=True)
class RevealedFile:
    """A file that shows what is masked elsewhere: the scan of a paper, a contract as it came in."""

    name: str
    data: bytes
    media_type: str


@dataclass(frozen=True)
class RevealedText:
    """A version's text and findings in full, for the seconds in which they are shown."""

    model: TextModel
    findings: tuple[FindingInfo, ...]


@dataclass(frozen=True)
class CheckInfo:
    """An automatic check's outcome."""

    check: str
    title: str
    why: str
    source: str
    state: str
    looked_at: str


@dataclass(frozen=True)
class ItemInfo:
    """A manual item of the checklist."""

    id: int
    version: int
    name: str
    text: str
    state: str
    note: str
    signed_by: str
    signed_at: datetime | None

    @property
    def unresolved(self) -> bool:
        """Whether nobody has signed it off."""
        return self.state != "signed"


@dataclass(frozen=True)
class ReviewInfo:
    """The review of one version: what is open, what was found, by whom it was settled, and what blocks the release.

    `may_release` is False with `refusal` in words for the drafter and for whoever has no right."""

    case: CaseInfo
    version: VersionInfo
    checks: tuple[CheckInfo, ...]
    findings: tuple[FindingInfo, ...]
    items: tuple[ItemInfo, ...]
    blockers: tuple[str, ...]
    waits_for: tuple[str, ...]
    may_release: bool
    refusal: str

    @property
    def open_findings(self) -> tuple[FindingInfo, ...]:
        """Findings that stand in the way."""
        return tuple(finding for finding in self.findings if finding.unresolved)

    @property
    def open_items(self) -> tuple[ItemInfo, ...]:
        """Manual items nobody has signed off."""
        return tuple(item for item in self.items if item.unresolved)


@dataclass(frozen=True)
class SignatoryInfo:
    """Who signs."""

    id: int
    version: int
    place: int
    party_id: int
    role: str
    name: str
    acts_for: str
    organisation: bool
    id_number: str
    document: str
    authority: str
    verified_by: str
    verified_at: datetime | None


@dataclass(frozen=True)
class ClauseInfo:
    """A clause at the signing; `acknowledged` are ids of signatories."""

    id: int
    version: int
    label: str
    title: str
    block: int
    key: bool
    explained_by: str
    explained_at: datetime | None
    acknowledged: frozenset[int] = frozenset()


@dataclass(frozen=True)
class CellInfo:
    """A cell of the seal matrix."""

    id: int
    copy: int
    signatory_id: int
    kind: str
    done_at: datetime | None
    done_by: str


@dataclass(frozen=True)
class NoteInfo:
    """A question with its answer, or an interruption."""

    kind: str
    text: str
    answer: str
    at: datetime
    by: str


@dataclass(frozen=True)
class SessionInfo:
    """A signing session with everything its page shows."""

    id: int
    version: int
    case_id: int
    case_number: str
    title: str
    business: str
    version_id: int
    version_place: int
    sha256: str
    booking_id: int | None
    room: str
    copies: int
    state: str
    reason: str
    officer: str
    begun_at: datetime
    ended_at: datetime | None
    record_id: int | None
    signatories: tuple[SignatoryInfo, ...]
    clauses: tuple[ClauseInfo, ...]
    cells: tuple[CellInfo, ...]
    notes: tuple[NoteInfo, ...]
