"""What goes in and out of the archive's service: frozen values, never rows of tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from signdesk.core.db import Sealed
from signdesk.domains.archive.rules import CheckFinding, Required


@dataclass(frozen=True)
class PartyIn:
    """A party of a dossier to be taken in.

    A customer known to reception comes with `customer_id`, `subject` and the sealed numbers as they are; typed numbers
    (str) are sealed here, under a key of their own if there is no `subject`.
    """

    name: str
    role: str = ""
    customer_id: int | None = None
    subject: str | None = None
    id_kind: str | None = None
    id_number: Sealed | str | None = None
    phone: Sealed | str | None = None


@dataclass(frozen=True)
class ItemIn:
    """A document of a dossier to be taken in.

    With `data` the file is stored and belongs to the dossier; `attachment_id` refers to one already stored (a case's).
    `declared_sha256` (hex) is the digest it was released with: another one refuses the dossier. `text_pages` is the
    text of each page, if known, for search.
    """

    kind: str
    title: str
    pages: int = 1
    reference: str = ""
    responsible: str = ""
    dated: date | None = None
    information_class: str = ""
    remarks: str = ""
    data: bytes | None = None
    file_name: str = ""
    media_type: str = ""
    attachment_id: int | None = None
    declared_sha256: str | None = None
    text_pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Intake:
    """Everything `take_in` asks for, as one value: what a source of pending dossiers prepares."""

    title: str
    parties: Sequence[PartyIn]
    items: Sequence[ItemIn]
    signed_on: date
    category: str = ""
    retention: str = ""
    responsible: str = ""
    business_type: str = ""
    required: Sequence[Required] | None = None
    information_class: str = "internal"
    source: tuple[str, int] | None = None
    remarks: str = ""


@dataclass(frozen=True)
class PendingDossier:
    """A case that is signed and due in the archive. `source` names it: (table, id)."""

    source: tuple[str, int]
    number: str
    title: str
    parties: str
    signed_on: date
    due_on: date


@dataclass(frozen=True)
class CategoryInfo:
    """A category with its number form, period and required items."""

    id: int
    version: int
    code: str
    name: str
    fonds: str
    fonds_name: str
    unit: str
    template: str
    retention: str
    target_days: int
    required: tuple[Required, ...] = ()


@dataclass(frozen=True)
class DossierRow:
    """A dossier as the list shows it. `found_in` says why it was found, `exact` whether it is what was asked for."""

    id: int
    version: int
    state: str
    title: str
    parties: str
    signed_on: date
    number: str
    retention: str
    information_class: str
    box: str
    place: str
    pages: int
    items: int
    borrower: str = ""
    due_on: date | None = None
    found_in: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True)
class PartyInfo:
    """A party as the pane shows it: numbers masked."""

    role: str
    name: str
    customer_id: int | None
    id_kind: str | None
    id_number: str
    phone: str


@dataclass(frozen=True)
class ItemInfo:
    """A document of a dossier. A person's paper is read here and never copied."""

    id: int
    place: int
    kind: str
    number: str
    reference: str
    responsible: str
    title: str
    dated: date | None
    information_class: str
    pages: int
    remarks: str
    attachment_id: int | None
    persons_paper: bool
    media_type: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class LoanInfo:
    """A loan: who has the dossier since when, or had it until when."""

    id: int
    version: int
    dossier_id: int
    number: str
    title: str
    borrower: str
    unit: str
    contact: str
    purpose: str
    on_site: bool
    out_at: datetime
    due_on: date
    pages_out: int
    issued_by: str
    returned_at: datetime | None
    pages_in: int | None
    condition: str
    result: str
    returned_to: str


@dataclass(frozen=True)
class CheckInfo:
    """A four-property check that was made."""

    occasion: str
    checked_at: datetime
    checked_by: str
    passed: bool
    findings: tuple[CheckFinding, ...]


@dataclass(frozen=True)
class DossierInfo:
    """A dossier with everything the pane and the papers show."""

    id: int
    version: int
    number: str
    fonds: str
    fonds_name: str
    category: str
    category_name: str
    unit: str
    year: int
    retention: str
    expires_on: date | None
    title: str
    responsible: str
    business_type: str
    signed_on: date
    information_class: str
    opening: str
    carrier: str
    state: str
    box_id: int | None
    box: str
    place: str
    item_count: int
    page_count: int
    source: tuple[str, int] | None
    taken_in_at: datetime
    taken_in_by: str
    remarks: str
    parties: tuple[PartyInfo, ...]
    items: tuple[ItemInfo, ...]
    loan: LoanInfo | None
    check: CheckInfo | None


@dataclass(frozen=True)
class BoxInfo:
    """A box, what all in it have in common, and what is in it. `name` is how it is called: 2026-D30-3."""

    id: int
    version: int
    name: str
    fonds: str
    category: str
    year: int
    retention: str
    unit: str
    number: int
    place: str
    spine_mm: int
    condition: str
    arranged_by: str
    arranged_on: date | None
    checked_by: str
    checked_on: date | None
    dossiers: int
    first: str
    last: str


@dataclass(frozen=True)
class Filters:
    """The chips above the list; None or empty means all."""

    year: int | None = None
    retention: str | None = None
    state: str | None = None
    information_class: str | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Cursor:
    """Where the next page goes on: among the exact hits or the rest, below this id."""

    exact: bool
    before: int


@dataclass(frozen=True)
class Count:
    """How many hits; with `more` there are more than that."""

    number: int
    more: bool


@dataclass(frozen=True)
class Found:
    """A page of hits, newest first, exact ones before the rest. `following` is None on the last page; the first page
    also says how many there are."""

    rows: tuple[DossierRow, ...]
    following: Cursor | None
    count: Count | None


@dataclass(frozen=True)
class DayFacts:
    """The day's facts above the list."""

    dossiers: int
    on_loan: int
    overdue: int
    due_for_appraisal: int
    pending: int = 0
    years: tuple[int, ...] = field(default=())
