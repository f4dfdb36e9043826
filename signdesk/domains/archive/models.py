"""Tables of the archive: categories with their number form, dossiers with parties and items, boxes, loans, checks.

Only the archive's service reads and writes them.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from signdesk.core.db import Base, Key, Personal, Record, Sealed, personal, sealed_column


class ArchiveCategory(Record):
    """A category (门类) of a fonds (全宗): how its dossiers are numbered and how long they are kept."""

    __tablename__ = "archive_category"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    fonds: Mapped[str]
    fonds_name: Mapped[str]
    unit: Mapped[str]
    template: Mapped[str]
    retention: Mapped[str]
    target_days: Mapped[int]


class ArchiveRequirement(Record):
    """An item every dossier of the category must hold (unless its business type says more)."""

    __tablename__ = "archive_requirement"

    category_id: Mapped[int] = mapped_column(ForeignKey("archive_category.id"), index=True)
    place: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str]
    least: Mapped[int]
    withdrawn: Mapped[bool]


class ArchiveBox(Record):
    """A box on a shelf; everything in it is of one fonds, category, year, period and unit."""

    __tablename__ = "archive_box"
    __table_args__ = (UniqueConstraint("fonds", "category", "year", "retention", "unit", "number"),)

    fonds: Mapped[str]
    category: Mapped[str]
    year: Mapped[int]
    retention: Mapped[str]
    unit: Mapped[str]
    number: Mapped[int]
    place: Mapped[str]
    spine_mm: Mapped[int]
    condition: Mapped[str]
    arranged_by: Mapped[str]
    arranged_on: Mapped[date | None]
    checked_by: Mapped[str]
    checked_on: Mapped[date | None]


class Dossier(Personal, Record):
    """A case in the archive. `subject` is its own key: the files of its items are sealed under it."""

    __tablename__ = "dossier"
    __table_args__ = (
        UniqueConstraint("source_table", "source_id"),
        Index(None, "state", "id"),
        Index(None, "year", "id"),
        Index(None, "retention", "id"),
        Index(None, "box_id", "id"),
    )

    number: Mapped[str] = mapped_column(unique=True)
    number_key: Mapped[str] = mapped_column(index=True, info={"derived": True})
    category_id: Mapped[int] = mapped_column(ForeignKey("archive_category.id"))
    fonds: Mapped[str]
    category: Mapped[str]
    unit: Mapped[str]
    year: Mapped[int]
    retention: Mapped[str]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    title: Mapped[str] = personal()
    parties: Mapped[str] = personal()
    responsible: Mapped[str]
    business_type: Mapped[str]
    signed_on: Mapped[date] = mapped_column(index=True)
    information_class: Mapped[str]
    opening: Mapped[str]
    carrier: Mapped[str]
    state: Mapped[str]
    box_id: Mapped[int | None] = mapped_column(ForeignKey("archive_box.id"))
    place: Mapped[str]
    item_count: Mapped[int]
    page_count: Mapped[int]
    source_table: Mapped[str | None]
    source_id: Mapped[int | None]
    taken_in_at: Mapped[datetime]
    taken_in_by: Mapped[str]
    remarks: Mapped[str] = personal()


class DossierParty(Personal, Record):
    """A party as it was when the dossier was made; `subject` is the customer's key."""

    __tablename__ = "dossier_party"
    __table_args__ = (Index(None, "name", "dossier_id"),)

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    place: Mapped[int]
    role: Mapped[str]
    name: Mapped[str] = personal()
    customer_id: Mapped[int | None] = mapped_column(index=True)
    id_kind: Mapped[str | None]
    id_number: Mapped[Sealed | None] = sealed_column("id_number")
    phone: Mapped[Sealed | None] = sealed_column("phone")


class DossierInitials(Base):
    """Derived from the parties' names: one row for each way their pinyin initials may be typed."""

    __tablename__ = "dossier_initials"
    __table_args__ = (Index(None, "initials", "dossier_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    initials: Mapped[str]


class DossierItem(Personal, Record):
    """A document in a dossier (卷内文件), with its file if there is one."""

    __tablename__ = "dossier_item"
    __table_args__ = (UniqueConstraint("dossier_id", "place"),)

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"))
    place: Mapped[int]
    kind: Mapped[str]
    number: Mapped[str]
    reference: Mapped[str]
    responsible: Mapped[str]
    title: Mapped[str] = personal()
    dated: Mapped[date | None]
    information_class: Mapped[str]
    pages: Mapped[int]
    remarks: Mapped[str] = personal()
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"), index=True)


class DossierText(Base):
    """A page of an item's text in the form it is searched in: says on which page a hit stands. Made from the file."""

    __tablename__ = "dossier_text"
    __table_args__ = (Index(None, "dossier_id", "item_id", "page"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("dossier_item.id"))
    page: Mapped[int]
    normal: Mapped[str]


class DossierCheck(Record):
    """One four-property check: when, by whom, on which occasion, and what it found."""

    __tablename__ = "dossier_check"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    occasion: Mapped[str]
    checked_at: Mapped[datetime]
    checked_by: Mapped[str]
    passed: Mapped[bool]
    findings: Mapped[str]


class Loan(Personal, Record):
    """A dossier handed out, and given back. The dossier keeps its home place meanwhile."""

    __tablename__ = "loan"
    __table_args__ = (Index(None, "returned_at", "due_on"),)

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    borrower: Mapped[str] = personal()
    unit: Mapped[str]
    contact: Mapped[str] = personal()
    purpose: Mapped[str]
    on_site: Mapped[bool]
    out_at: Mapped[datetime]
    due_on: Mapped[date]
    pages_out: Mapped[int]
    issued_by: Mapped[str]
    returned_at: Mapped[datetime | None]
    pages_in: Mapped[int | None]
    condition: Mapped[str]
    result: Mapped[str]
    returned_to: Mapped[str]
