"""Reading single dossiers: what the pane, the cover and the catalogue show."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import attachments
from signdesk.core.db import load
from signdesk.core.operations import require
from signdesk.domains.archive.models import (
    ArchiveBox,
    ArchiveCategory,
    Dossier,
    DossierCheck,
    DossierItem,
    DossierParty,
    Loan,
)
from signdesk.domains.archive.rules import CheckFinding
from signdesk.domains.archive.service.values import CheckInfo, DossierInfo, ItemInfo, LoanInfo, PartyInfo
from signdesk.domains.archive.service.vocabulary import CONTRACT, PROCEEDINGS, READ_ARCHIVE


def dossier_info(session: Session, *, dossier_id: int) -> DossierInfo:
    """A dossier with parties, items, the loan that is running and the last check. UserError if there is none."""
    require(session, READ_ARCHIVE)
    dossier = load(session, Dossier, dossier_id)
    category = load(session, ArchiveCategory, dossier.category_id)
    box = session.get(ArchiveBox, dossier.box_id) if dossier.box_id else None
    source = (dossier.source_table, dossier.source_id)
    return DossierInfo(
        id=dossier.id,
        version=dossier.version,
        number=dossier.number,
        fonds=dossier.fonds,
        fonds_name=category.fonds_name,
        category=dossier.category,
        category_name=category.name,
        unit=dossier.unit,
        year=dossier.year,
        retention=dossier.retention,
        expires_on=dossier.expires_on,
        title=dossier.title,
        responsible=dossier.responsible,
        business_type=dossier.business_type,
        signed_on=dossier.signed_on,
        information_class=dossier.information_class,
        opening=dossier.opening,
        carrier=dossier.carrier,
        state=dossier.state,
        box_id=dossier.box_id,
        box=box_name(box) if box else "",
        place=box.place if box else dossier.place,
        item_count=dossier.item_count,
        page_count=dossier.page_count,
        source=(source[0], source[1]) if source[0] is not None and source[1] is not None else None,
        taken_in_at=dossier.taken_in_at,
        taken_in_by=dossier.taken_in_by,
        remarks=dossier.remarks,
        parties=_parties(session, dossier_id),
        items=_items(session, dossier_id),
        loan=running_loan(session, dossier_id),
        check=_last_check(session, dossier_id),
    )


def dossier_of(session: Session, *, source: tuple[str, int]) -> DossierInfo | None:
    """The dossier a case has become, None if it is not in the archive yet."""
    found = session.scalar(select(Dossier.id).where(Dossier.source_table == source[0], Dossier.source_id == source[1]))
    return dossier_info(session, dossier_id=found) if found is not None else None


def loan_info(loan: Loan, dossier: Dossier) -> LoanInfo:
    """A loan as a value. For the other parts of this service."""
    return LoanInfo(
        id=loan.id,
        version=loan.version,
        dossier_id=dossier.id,
        number=dossier.number,
        title=dossier.title,
        borrower=loan.borrower,
        unit=loan.unit,
        contact=loan.contact,
        purpose=loan.purpose,
        on_site=loan.on_site,
        out_at=loan.out_at,
        due_on=loan.due_on,
        pages_out=loan.pages_out,
        issued_by=loan.issued_by,
        returned_at=loan.returned_at,
        pages_in=loan.pages_in,
        condition=loan.condition,
        result=loan.result,
        returned_to=loan.returned_to,
    )


def running_loan(session: Session, dossier_id: int) -> LoanInfo | None:
    """Who has the dossier now, None if it is in its place. For the other parts of this service."""
    loan = session.scalar(select(Loan).where(Loan.dossier_id == dossier_id, Loan.returned_at.is_(None)))
    return loan_info(loan, load(session, Dossier, dossier_id)) if loan else None


def is_persons_paper(item: DossierItem) -> bool:
    """Whether an item is taken for a paper of a person, by its kind. For the other parts of this service."""
    return item.kind != CONTRACT and item.kind not in PROCEEDINGS


def box_name(box: ArchiveBox) -> str:
    """How a box is called in lists: 2026-D30-3."""
    return f"{box.year}-{box.retention}-{box.number}"


def _parties(session: Session, dossier_id: int) -> tuple[PartyInfo, ...]:
    found = session.scalars(
        select(DossierParty).where(DossierParty.dossier_id == dossier_id).order_by(DossierParty.place)
    )
    return tuple(
        PartyInfo(
            role=party.role,
            name=party.name,
            customer_id=party.customer_id,
            id_kind=party.id_kind,
            id_number=party.id_number.masked if party.id_number else "",
            phone=party.phone.masked if party.phone else "",
        )
        for party in found
    )


def _items(session: Session, dossier_id: int) -> tuple[ItemInfo, ...]:
    found = session.scalars(select(DossierItem).where(DossierItem.dossier_id == dossier_id).order_by(DossierItem.place))
    items = []
    for item in found:
        file = attachments.info(session, item.attachment_id) if item.attachment_id else None
        items.append(
            ItemInfo(
                id=item.id,
                place=item.place,
                kind=item.kind,
                number=item.number,
                reference=item.reference,
                responsible=item.responsible,
                title=item.title,
                dated=item.dated,
                information_class=item.information_class,
                pages=item.pages,
                remarks=item.remarks,
                attachment_id=item.attachment_id,
                persons_paper=is_persons_paper(item),
                media_type=file.media_type if file else "",
                sha256=file.sha256.hex() if file else "",
            )
        )
    return tuple(items)


def _last_check(session: Session, dossier_id: int) -> CheckInfo | None:
    check = session.scalar(
        select(DossierCheck).where(DossierCheck.dossier_id == dossier_id).order_by(DossierCheck.id.desc()).limit(1)
    )
    if check is None:
        return None
    return CheckInfo(
        occasion=check.occasion,
        checked_at=check.checked_at,
        checked_by=check.checked_by,
        passed=check.passed,
        findings=tuple(CheckFinding(*finding) for finding in json.loads(check.findings)),
    )
