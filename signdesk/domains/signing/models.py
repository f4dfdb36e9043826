"""Tables of the signing room: business types, cases with their parties, contract versions, reviews, signing sessions.

Only the signing service reads and writes them. Parties are snapshots with the customer's id, so that a case stays what
it was when the customer's data changes.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signdesk.core.db import Personal, Record, Sealed, personal, sealed_column
from signdesk.core.money import Money


class BusinessTypeEdition(Record):
    """A business type as it was from some moment on; cases keep the edition they began with."""

    __tablename__ = "business_type"
    __table_args__ = (UniqueConstraint("code", "edition"),)

    code: Mapped[str]
    edition: Mapped[int]
    name: Mapped[str]
    content: Mapped[str]
    current: Mapped[bool]
    created_at: Mapped[datetime]


class SigningCase(Personal, Record):
    """One deal from reception to archive. `state`: draft, in_review, released, signing, signed, archived or void."""

    __tablename__ = "signing_case"
    __table_args__ = (Index(None, "state", "opened_at"),)

    number: Mapped[str] = mapped_column(unique=True)
    business_type_id: Mapped[int] = mapped_column(ForeignKey("business_type.id"))
    title: Mapped[str] = personal()
    amount: Mapped[Money | None]
    signing_date: Mapped[date | None]
    copies: Mapped[int]
    contract_no: Mapped[str]
    attachments: Mapped[str]
    state: Mapped[str]
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    released_version_id: Mapped[int | None] = mapped_column(BigInteger)
    released_at: Mapped[datetime | None]
    released_by: Mapped[str]
    signed_at: Mapped[datetime | None]
    archive_number: Mapped[str]
    reason: Mapped[str]


class CaseParty(Personal, Record):
    """A party of a case: a snapshot of the customer. `agent` acts for it by a power of attorney."""

    __tablename__ = "case_party"
    __table_args__ = (UniqueConstraint("case_id", "place"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("signing_case.id"))
    place: Mapped[int]
    role: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str] = personal(index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    id_kind: Mapped[str]
    id_number: Mapped[Sealed | None] = sealed_column("id_number", index=False)
    phone: Mapped[Sealed | None] = sealed_column("phone", index=False)
    account: Mapped[Sealed | None] = sealed_column("account", index=False)
    agent: Mapped[str] = personal()
    agent_paper: Mapped[str]
    agent_until: Mapped[date | None]
    withdrawn: Mapped[bool]


class CaseInstalment(Record):
    """A part of the amount and when it is due."""

    __tablename__ = "case_instalment"
    __table_args__ = (UniqueConstraint("case_id", "place"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("signing_case.id"))
    place: Mapped[int]
    amount: Mapped[Money]
    due_on: Mapped[date | None]


class CasePaper(Record):
    """A paper the business type asks for, and what was presented of it. `state`: missing (not all that is asked for),
    seen or returned."""

    __tablename__ = "case_paper"
    __table_args__ = (Index(None, "case_id", "place"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("signing_case.id"))
    place: Mapped[int]
    name: Mapped[str]
    role: Mapped[str]
    required: Mapped[bool]
    original: Mapped[bool]
    copies: Mapped[int]
    state: Mapped[str]
    handled_by: Mapped[str]
    handled_at: Mapped[datetime | None]
    originals_shown: Mapped[int] = mapped_column(server_default="0")
    copies_shown: Mapped[int] = mapped_column(server_default="0")
    note: Mapped[str] = personal(server_default="")
    returned_by: Mapped[str] = mapped_column(server_default="")
    returned_at: Mapped[datetime | None]
    returned_to_id: Mapped[int | None] = mapped_column(ForeignKey("case_party.id"))
    returned_to_agent: Mapped[bool] = mapped_column(server_default=false())
    case: Mapped[SigningCase] = relationship()

    @property
    def subject(self) -> str:
        """The person under whose key the note is sealed in the trail: the case's."""
        return self.case.subject


class ContractVersion(Personal, Record):
    """One version of a case's contract: the file in the vault, its digest, and its extracted text."""

    __tablename__ = "contract_version"
    __table_args__ = (UniqueConstraint("case_id", "place"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("signing_case.id"))
    place: Mapped[int]
    name: Mapped[str] = personal()
    media_type: Mapped[str]
    sha256: Mapped[str]
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    text_attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    facts: Mapped[str]
    note: Mapped[str]
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ContractTemplate(Record):
    """An edition of the Word template for a business type; its file is an attachment, the text read from it another.
    `fields` are what it asks for; `state`: draft, submitted, approved or retired. One edition of a business type is
    approved at a time."""

    __tablename__ = "contract_template"
    __table_args__ = (UniqueConstraint("code", "edition"),)

    code: Mapped[str]
    edition: Mapped[int]
    name: Mapped[str]
    sha256: Mapped[str]
    fields: Mapped[str]
    state: Mapped[str]
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str]


class ContractDraft(Personal, Record):
    """How a contract version was drafted: from which template, and with which values added to the case's."""

    __tablename__ = "contract_draft"

    case_id: Mapped[int] = mapped_column(ForeignKey("signing_case.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("contract_version.id"), unique=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("contract_template.id"))
    added: Mapped[str] = personal()


class ReviewCheck(Record):
    """The outcome of one automatic check on one version."""

    __tablename__ = "review_check"
    __table_args__ = (Index(None, "version_id", "place"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("contract_version.id"))
    place: Mapped[int]
    name: Mapped[str]
    state: Mapped[str]
    looked_at: Mapped[str]


class ReviewFinding(Personal, Record):
    """A point found on a version. `state`: open, accepted (to be put right), waived, noted or fixed."""

    __tablename__ = "review_finding"
    __table_args__ = (Index(None, "version_id", "place"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("contract_version.id"))
    place: Mapped[int]
    name: Mapped[str]
    severity: Mapped[str]
    message: Mapped[str] = personal()
    block: Mapped[int | None]
    start: Mapped[int]
    end: Mapped[int]
    others: Mapped[str]
    sides: Mapped[str] = personal()
    excerpt: Mapped[str] = personal()
    state: Mapped[str]
    reason: Mapped[str]
    settled_by: Mapped[str]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]


class ReviewItem(Record):
    """A manual item of the checklist for one version; signed off by a named person."""

    __tablename__ = "review_item"
    __table_args__ = (Index(None, "version_id", "place"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("contract_version.id"))
    place: Mapped[int]
    name: Mapped[str]
    text: Mapped[str]
    state: Mapped[str]
    note: Mapped[str]
    signed_by: Mapped[str]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]


class SigningSession(Record):
    """One sitting at which a released version is signed. `state`: running, interrupted, aborted or completed."""

    __tablename__ = "signing_session"
    __table_args__ = (Index(None, "case_id"), Index(None, "state"))

    case_id: Mapped[int] = mapped_column(ForeignKey("signing_case.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("contract_version.id"))
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id"))
    room: Mapped[str]
    copies: Mapped[int]
    state: Mapped[str]
    reason: Mapped[str]
    officer: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    record_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))


class Signatory(Personal, Record):
    """Who signs for a party: the party itself, or its agent or representative. Verified by whom and by which paper."""

    __tablename__ = "signatory"
    __table_args__ = (Index(None, "session_id", "place"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("signing_session.id"))
    place: Mapped[int]
    party_id: Mapped[int] = mapped_column(ForeignKey("case_party.id"))
    role: Mapped[str]
    name: Mapped[str] = personal()
    acts_for: Mapped[str] = personal()
    document: Mapped[str]
    authority: Mapped[str]
    verified_by: Mapped[str]
    verified_at: Mapped[datetime | None]


class SessionClause(Record):
    """A clause of the released text, explained once to all; `key` ones are acknowledged by each signatory."""

    __tablename__ = "session_clause"
    __table_args__ = (Index(None, "session_id", "place"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("signing_session.id"))
    place: Mapped[int]
    label: Mapped[str]
    title: Mapped[str]
    block: Mapped[int]
    key: Mapped[bool]
    explained_by: Mapped[str]
    explained_at: Mapped[datetime | None]


class Acknowledgement(Record):
    """A signatory has understood a key clause."""

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("clause_id", "signatory_id"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("signing_session.id"), index=True)
    clause_id: Mapped[int] = mapped_column(ForeignKey("session_clause.id"))
    signatory_id: Mapped[int] = mapped_column(ForeignKey("signatory.id"))
    at: Mapped[datetime]
    witnessed_by: Mapped[str]


class SealCell(Record):
    """One cell of the seal matrix: copy × party × what (signature, seal, cross_page, date)."""

    __tablename__ = "seal_cell"
    __table_args__ = (UniqueConstraint("session_id", "copy", "signatory_id", "kind"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("signing_session.id"))
    copy: Mapped[int]
    signatory_id: Mapped[int] = mapped_column(ForeignKey("signatory.id"))
    kind: Mapped[str]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str]


class SessionNote(Personal, Record):
    """A question asked at the signing and its answer, or an interruption and its reason."""

    __tablename__ = "session_note"
    __table_args__ = (Index(None, "session_id"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("signing_session.id"))
    kind: Mapped[str]
    text: Mapped[str] = personal()
    answer: Mapped[str] = personal()
    at: Mapped[datetime]
    by: Mapped[str]
