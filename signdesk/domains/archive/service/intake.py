"""Intake (归档): checks that a dossier is complete and its files sound, gives it its number, stores and indexes it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from signdesk.core import attachments, clock, due, numbering
from signdesk.core.db import Sealed, load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.masking import mask_id, mask_phone
from signdesk.core.operations import actor_of, require
from signdesk.core.pinyin import initials
from signdesk.core.sealing import new_subjects, seal
from signdesk.core.search import normal
from signdesk.domains.archive import rules
from signdesk.domains.archive.models import (
    ArchiveCategory,
    Dossier,
    DossierCheck,
    DossierInitials,
    DossierItem,
    DossierParty,
    DossierText,
)
from signdesk.domains.archive.service.categories import category_of, default_required, known_category, required_of
from signdesk.domains.archive.service.reading import dossier_info
from signdesk.domains.archive.service.values import DossierInfo, Intake, ItemIn, PartyIn, PendingDossier
from signdesk.domains.archive.service.vocabulary import (
    CLASSES,
    DOSSIER_NUMBER,
    DOSSIERS,
    IN_STORE,
    INTAKE_DUE,
    READ_ARCHIVE,
)

_HEAD = 4096  # bytes of a file the four-property check looks at
_BATCH = 500


class PendingSource(Protocol):
    """A higher room whose signed cases are due in the archive. `signdesk.app.domains` registers it."""

    def pending(self, session: Session) -> Sequence[PendingDossier]:
        """The cases that are signed and not in the archive yet, oldest first."""
        ...

    def intake(self, session: Session, *, source_id: int) -> Intake:
        """What is to be taken in for one of them."""
        ...

    def filed(self, session: Session, *, source_id: int, number: str) -> None:
        """One of them is in the archive now, under this number."""
        ...


_sources: dict[str, PendingSource] = {}


def register_source(table: str, source: PendingSource) -> None:
    """Let the archive ask a higher room for what is due. `table` is the first half of `Intake.source`."""
    _sources[table] = source


def pending(session: Session) -> tuple[PendingDossier, ...]:
    """All cases due in the archive (应归档), the one due first on top."""
    require(session, READ_ARCHIVE)
    found = [each for source in _sources.values() for each in source.pending(session)]
    return tuple(sorted(found, key=lambda each: (each.due_on, each.number)))


def pending_count(session: Session) -> int:
    """How many cases are due in the archive: the number in the rail."""
    return len(pending(session))


def missing_from(session: Session, *, source: tuple[str, int]) -> tuple[str, ...]:
    """Titles of what a case that is due still lacks; empty if it may be accepted. UserError if it is not due."""
    intake = _prepared(session, source)
    kinds = [item.kind for item in intake.items]
    return check_completeness(session, category=intake.category, kinds=kinds, required=intake.required)


def accept(session: Session, *, source: tuple[str, int], remarks: str = "") -> DossierInfo:
    """Take in a case that is due, as its room has prepared it. UserError as in `take_in`."""
    intake = _prepared(session, source)
    return take_in(
        session,
        title=intake.title,
        parties=intake.parties,
        items=intake.items,
        signed_on=intake.signed_on,
        category=intake.category,
        retention=intake.retention,
        responsible=intake.responsible,
        business_type=intake.business_type,
        required=intake.required,
        information_class=intake.information_class,
        source=source,
        remarks=remarks or intake.remarks,
    )


def take_in(
    session: Session,
    *,
    title: str,
    parties: Sequence[PartyIn],
    items: Sequence[ItemIn],
    signed_on: date,
    category: str = "",
    retention: str = "",
    responsible: str = "",
    business_type: str = "",
    required: Sequence[rules.Required] | None = None,
    information_class: str = "internal",
    source: tuple[str, int] | None = None,
    remarks: str = "",
) -> DossierInfo:
    """Take a dossier in: number it, store its items' files, and make it findable.

    Empty `category` is the centre's first, empty `retention` the category's; `required` (a business type's) replaces
    the category's own list. `responsible` (责任者) is the person logged in unless given. `source` is the case's
    (table, id): a case is taken in once.

    UserError, and nothing stored, if an item is missing (each is named), a file is not sound, the case is already in
    the archive, or title, parties or items are empty.
    """
    intake = Intake(
        title=title,
        parties=parties,
        items=items,
        signed_on=signed_on,
        category=category,
        retention=retention,
        responsible=responsible,
        business_type=business_type,
        required=required,
        information_class=information_class,
        source=source,
        remarks=remarks,
    )
    filed = _file(session, [intake])
    if source is not None:
        due.close(session, INTAKE_DUE, about=source, outcome=filed[0].number)
        if source[0] in _sources:
            _sources[source[0]].filed(session, source_id=source[1], number=filed[0].number)
    return dossier_info(session, dossier_id=filed[0].id)


def take_in_many(session: Session, *, intakes: Iterable[Intake]) -> tuple[int, ...]:
    """Take in many dossiers with the same checks, some hundred at a time (imports, the sample centre). Their ids."""
    ids: list[int] = []
    batch: list[Intake] = []
    for intake in intakes:
        batch.append(intake)
        if len(batch) == _BATCH:
            ids += [dossier.id for dossier in _file(session, batch)]
            session.expunge_all()
            batch.clear()
    ids += [dossier.id for dossier in _file(session, batch)]
    return tuple(ids)


def check_completeness(
    session: Session, *, category: str, kinds: Sequence[str], required: Sequence[rules.Required] | None = None
) -> tuple[str, ...]:
    """Titles of what is missing from a dossier that holds these kinds of items: what the form shows while typing."""
    if required is None:
        known = known_category(session, category)
        required = required_of(session, known) if known is not None else default_required()
    return rules.missing(required, kinds)


def add_text(session: Session, *, item_id: int, pages: Sequence[str]) -> None:
    """Make an item findable by the text of its pages (recognised later), in place of what was known of it."""
    item = load(session, DossierItem, item_id)
    for old in session.scalars(select(DossierText).where(DossierText.item_id == item_id)):
        session.delete(old)
    session.flush()
    if rows := _text_rows(item, _normal_pages(pages)):
        session.execute(insert(DossierText), rows)
    dossier = load(session, Dossier, item.dossier_id)
    parties = session.scalars(
        select(DossierParty.name).where(DossierParty.dossier_id == dossier.id).order_by(DossierParty.place)
    ).all()
    items = session.scalars(
        select(DossierItem).where(DossierItem.dossier_id == dossier.id).order_by(DossierItem.place)
    ).all()
    texts = session.scalars(
        select(DossierText.normal)
        .where(DossierText.dossier_id == dossier.id)
        .order_by(DossierText.item_id, DossierText.page)
    ).all()
    DOSSIERS.put(session, dossier.id, _searched(dossier, parties, items, texts))


# ---- the steps of one intake


def _prepared(session: Session, source: tuple[str, int]) -> Intake:
    if source[0] not in _sources:
        raise UserError(_("This record does not exist any more."))
    return _sources[source[0]].intake(session, source_id=source[1])


@dataclass(frozen=True)
class _Category:
    """A category and what it requires, read once for many intakes."""

    row: ArchiveCategory
    required: tuple[rules.Required, ...]


@dataclass(frozen=True)
class _Checked:
    """An intake that may be taken in."""

    intake: Intake
    category: ArchiveCategory
    retention: str
    findings: tuple[rules.CheckFinding, ...]


def _file(session: Session, intakes: Sequence[Intake]) -> list[Dossier]:
    known: dict[str, _Category] = {}
    checked = []
    for intake in intakes:
        if intake.category not in known:
            category = category_of(session, intake.category)
            known[intake.category] = _Category(category, required_of(session, category))
        checked.append(_check(session, intake, known[intake.category]))
    of_dossiers = new_subjects(session, len(checked))
    of_parties = iter(new_subjects(session, sum(map(_own_subjects, intakes))))
    dossiers = [_dossier(session, each, subject) for each, subject in zip(checked, of_dossiers, strict=True)]
    session.add_all(dossiers)
    session.flush()
    rows: list[object] = []
    typed: list[dict[str, object]] = []
    items_of: list[list[DossierItem]] = []
    for dossier, each in zip(dossiers, checked, strict=True):
        rows += _party_rows(session, dossier, each.intake.parties, of_parties)
        letters = dict.fromkeys(way for party in each.intake.parties for way in initials(party.name))
        typed += [{"dossier_id": dossier.id, "initials": way} for way in letters]
        items = [_item_row(session, dossier, place, item) for place, item in enumerate(each.intake.items, start=1)]
        items_of.append(items)
        rows += items
        rows.append(_check_row(dossier, each.findings))
    session.add_all(rows)
    session.flush()
    found_by: list[tuple[int, list[str]]] = []
    pages: list[dict[str, object]] = []
    for dossier, each, items in zip(dossiers, checked, items_of, strict=True):
        texts: list[str] = []
        for row, item in zip(items, each.intake.items, strict=True):
            forms = _normal_pages(item.text_pages)
            pages += _text_rows(row, forms)
            texts += forms.values()
        found_by.append((dossier.id, _searched(dossier, [party.name for party in each.intake.parties], items, texts)))
    for table, derived in ((DossierInitials, typed), (DossierText, pages)):
        if derived:
            session.execute(insert(table), derived)
    DOSSIERS.put_new(session, found_by)
    return dossiers


def _check(session: Session, intake: Intake, category: _Category) -> _Checked:
    if not intake.title.strip():
        raise UserError(_("A dossier needs a title."), field="title")
    if not [party for party in intake.parties if party.name.strip()]:
        raise UserError(_("A dossier needs at least one party."), field="parties")
    if not intake.items:
        raise UserError(_("A dossier needs at least one item."), field="items")
    if intake.information_class not in CLASSES:
        raise UserError(_("There is no such class of information."), field="information_class")
    required = intake.required if intake.required is not None else category.required
    lacking = rules.missing(required, (item.kind for item in intake.items))
    if lacking:
        raise UserError(
            _("The dossier is not complete. Missing: {items}.").format(items=_(", ").join(lacking)),
            field="items",
            hint=_("Add what is missing, then take the dossier in."),
        )
    if intake.source is not None:
        _refuse_second(session, intake.source)
    findings = _examine(session, intake)
    hard = [finding.message for finding in findings if finding.hard]
    if hard:
        raise UserError(hard[0], field="items", hint=_("Replace the file, then take the dossier in."))
    retention = intake.retention or category.row.retention
    rules.retention_years(retention)
    return _Checked(intake, category.row, retention, findings)


def _refuse_second(session: Session, source: tuple[str, int]) -> None:
    number = session.scalar(
        select(Dossier.number).where(Dossier.source_table == source[0], Dossier.source_id == source[1])
    )
    if number is not None:
        raise UserError(_("This case is already in the archive as {number}.").format(number=number))


def _examine(session: Session, intake: Intake) -> tuple[rules.CheckFinding, ...]:
    files = []
    for item in intake.items:
        data, media_type = item.data, item.media_type
        if item.attachment_id is not None:
            data, media_type = attachments.read(session, item.attachment_id), item.media_type
            media_type = media_type or attachments.info(session, item.attachment_id).media_type
        if data is not None:
            files.append(
                rules.ElectronicFile(
                    title=item.title,
                    media_type=media_type,
                    size=len(data),
                    sha256=hashlib.sha256(data).hexdigest(),
                    head=data[:_HEAD],
                    declared=item.declared_sha256,
                    pages=item.pages,
                )
            )
    return rules.four_properties(files, item_count=len(intake.items), paper=True)


def _own_subjects(intake: Intake) -> int:
    """How many parties need a key of their own."""
    return sum(map(_needs_a_key, intake.parties))


def _needs_a_key(party: PartyIn) -> bool:
    # A typed number is sealed under a key of its own, so that it can be erased alone; a mere name needs none.
    return not party.subject and bool(party.id_number or party.phone)


def _dossier(session: Session, checked: _Checked, subject: str) -> Dossier:
    intake, category = checked.intake, checked.category
    year = intake.signed_on.year
    number = _new_number(session, category, year, checked.retention)
    return Dossier(
        subject=subject,
        number=number,
        number_key=rules.number_key(number),
        category_id=category.id,
        fonds=category.fonds,
        category=category.code,
        unit=category.unit,
        year=year,
        retention=checked.retention,
        expires_on=rules.expires_on(checked.retention, year),
        title=intake.title.strip(),
        parties="、".join(party.name.strip() for party in intake.parties),
        responsible=intake.responsible.strip() or actor_of(session).name,
        business_type=intake.business_type,
        signed_on=intake.signed_on,
        information_class=intake.information_class,
        opening="restricted",
        carrier="both" if any(item.data or item.attachment_id for item in intake.items) else "paper",
        state=IN_STORE,
        box_id=None,
        place="",
        item_count=len(intake.items),
        page_count=sum(item.pages for item in intake.items),
        source_table=intake.source[0] if intake.source else None,
        source_id=intake.source[1] if intake.source else None,
        taken_in_at=clock.now(),
        taken_in_by=actor_of(session).name,
        remarks=intake.remarks.strip(),
    )


def _new_number(session: Session, category: ArchiveCategory, year: int, retention: str) -> str:
    fields = {
        "fonds": category.fonds,
        "category": category.code,
        "year": str(year),
        "retention": retention,
        "unit": category.unit,
    }
    template = rules.without_empty(category.template, fields)
    scope = rules.counting_scope(template, fields)
    return numbering.take(session, DOSSIER_NUMBER, template=template, scope=scope, **fields)


def _party_rows(
    session: Session, dossier: Dossier, parties: Sequence[PartyIn], new: Iterator[str]
) -> list[DossierParty]:
    rows = []
    for place, party in enumerate(parties, start=1):
        subject = next(new) if _needs_a_key(party) else party.subject or dossier.subject
        rows.append(
            DossierParty(
                subject=subject,
                dossier_id=dossier.id,
                place=place,
                role=party.role,
                name=party.name.strip(),
                customer_id=party.customer_id,
                id_kind=party.id_kind,
                id_number=_sealed(session, subject, party.id_number, "id"),
                phone=_sealed(session, subject, party.phone, "phone"),
            )
        )
    return rows


def _sealed(session: Session, subject: str, value: Sealed | str | None, kind: str) -> Sealed | None:
    if value is None or isinstance(value, Sealed):
        return value
    return seal(session, subject, value, mask_phone if kind == "phone" else mask_id) if value.strip() else None


def _item_row(session: Session, dossier: Dossier, place: int, item: ItemIn) -> DossierItem:
    attachment_id = item.attachment_id
    if item.data is not None:
        stored = attachments.attach(
            session,
            owner=("dossier", dossier.id),
            name=item.file_name or item.title,
            data=item.data,
            media_type=item.media_type,
            subject=dossier.subject,
        )
        attachment_id = stored.id
    return DossierItem(
        subject=dossier.subject,
        dossier_id=dossier.id,
        place=place,
        kind=item.kind,
        number=rules.item_number(dossier.number, place),
        reference=item.reference,
        responsible=item.responsible or dossier.responsible,
        title=item.title.strip(),
        dated=item.dated or dossier.signed_on,
        information_class=item.information_class or dossier.information_class,
        pages=item.pages,
        remarks=item.remarks,
        attachment_id=attachment_id,
    )


def _check_row(dossier: Dossier, findings: Sequence[rules.CheckFinding]) -> DossierCheck:
    return DossierCheck(
        dossier_id=dossier.id,
        occasion="intake",
        checked_at=dossier.taken_in_at,
        checked_by=dossier.taken_in_by,
        passed=True,
        findings=json.dumps([[f.property, f.message, f.hard] for f in findings], ensure_ascii=False),
    )


def _normal_pages(pages: Sequence[str]) -> dict[int, str]:
    """Page number → the text in the form it is searched in, of pages that have any."""
    return {page: form for page, text in enumerate(pages, start=1) if (form := normal(text))}


def _text_rows(item: DossierItem, forms: Mapping[int, str]) -> list[dict[str, object]]:
    return [
        {"dossier_id": item.dossier_id, "item_id": item.id, "page": page, "normal": form}
        for page, form in forms.items()
    ]


def _searched(
    dossier: Dossier, parties: Sequence[str], items: Sequence[DossierItem], texts: Sequence[str]
) -> list[str]:
    """The fields a dossier is found by."""
    titles = [item.title for item in items if item.title != dossier.title]
    references = [item.reference for item in items if item.reference]
    return [dossier.title, dossier.number, *parties, dossier.business_type, *titles, *references, *texts]
