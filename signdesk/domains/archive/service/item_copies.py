"""Copies of a dossier's files (复制). What may leave the archive is a copy with its own number on every page, for a
party of the dossier or for what has been approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import approvals, audit, clock, due, settings
from signdesk.core.approvals import InstanceState, InstanceView
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.numbering import take
from signdesk.core.operations import actor_of, require
from signdesk.domains.archive.models import Dossier, DossierItem, DossierParty
from signdesk.domains.archive.service.item_files import TABLE, ItemFile, file_of, pages_of
from signdesk.domains.archive.service.reading import is_persons_paper
from signdesk.domains.archive.service.vocabulary import (
    COPY_DAYS,
    COPY_DUE,
    COPY_FILES,
    COPY_KIND,
    COPY_NUMBER,
)
from signdesk.io import copy_mark
from signdesk.io.pdf import PageHeader


@dataclass(frozen=True)
class ItemCopy:
    """A copy that is to be made: its number, of which item, and what for."""

    number: str
    archive_number: str
    purpose: str
    file: ItemFile


def ask_for_copy(session: Session, *, dossier_id: int, purpose: str) -> InstanceView:
    """Ask for copies from a dossier for somebody who is no party of it. They are made once the request is approved. One
    that was sent back is submitted again.

    UserError without a purpose, or while another request for this dossier waits."""
    dossier = load(session, Dossier, dossier_id)
    purpose = purpose.strip()
    if not purpose:
        raise UserError(_("Say who gets the copy and what for."), field="reason")
    subject = (Dossier.__tablename__, dossier_id)
    title = _("For {purpose}: {number} {title}").format(purpose=purpose, number=dossier.number, title=dossier.title)
    snapshot = {"dossier": dossier.number, "purpose": purpose}
    before = approvals.latest(session, COPY_KIND, subject=subject)
    if (
        before is not None
        and before.state is InstanceState.RETURNED
        and before.starter_id == actor_of(session).person_id
    ):
        return approvals.resubmit(session, instance_id=before.id, snapshot=snapshot, title=title)
    return approvals.start(session, COPY_KIND, subject=subject, title=title, snapshot=snapshot)


def approved_purpose(session: Session, *, dossier_id: int) -> str:
    """What the person logged in may copy from the dossier for now, by an approved request of their own; "" if there is
    none or its days are over."""
    request = approvals.latest(session, COPY_KIND, subject=(Dossier.__tablename__, dossier_id))
    if request is None or request.state is not InstanceState.APPROVED or request.finished_at is None:
        return ""
    if request.starter_id != actor_of(session).person_id or clock.now() > _usable_until(session, request.finished_at):
        return ""
    return str(request.snapshot["purpose"])


def copy_for_party(session: Session, *, item_id: int, party: str) -> ItemCopy:
    """A numbered copy for a party of the dossier, to be drawn by `copy_pdf`. Number and purpose stand in the trail.

    UserError if nobody of this name is a party, for a person's paper, or if the item is on paper only."""
    require(session, COPY_FILES)
    item = load(session, DossierItem, item_id)
    names = session.scalars(select(DossierParty.name).where(DossierParty.dossier_id == item.dossier_id)).all()
    if party not in names:
        raise UserError(_("{name} is no party of this dossier.").format(name=party), field="reason")
    return _copy(session, item, own_use(party))


def copy_as_approved(session: Session, *, item_id: int) -> ItemCopy:
    """A numbered copy for what the dossier's request was approved for, like `copy_for_party`.

    UserError if the person logged in has no approved request for this dossier, or its days are over."""
    require(session, COPY_FILES)
    item = load(session, DossierItem, item_id)
    purpose = approved_purpose(session, dossier_id=item.dossier_id)
    if not purpose:
        raise UserError(
            _("A copy for somebody who is no party has to be approved first."), hint=_("Ask for it and say what for.")
        )
    copy = _copy(session, item, purpose)
    due.close(session, COPY_DUE, about=(Dossier.__tablename__, item.dossier_id), outcome=copy.number)
    return copy


def own_use(party: str) -> str:
    """The purpose of a copy that a party of the dossier gets."""
    return _("{party}, own use").format(party=party)


@approvals.when_finished(COPY_KIND)
def _decided(session: Session, instance_id: int) -> None:
    """Whoever asked is told by their work that the copy can be made; of a refusal the approval itself tells."""
    request = approvals.instance(session, instance_id)
    if request.state is InstanceState.APPROVED:
        due.open(
            session,
            COPY_DUE,
            about=request.subject,
            title=request.title,
            due_at=_usable_until(session, request.finished_at or clock.now()),
            responsible=due.Responsible(person_id=request.starter_id),
        )


def copy_pdf(copy: ItemCopy) -> bytes:
    """The copy as a PDF with its mark on every page; on a worker. UserError if the file is damaged."""
    made = copy.file.on
    foot = _("Copy {number} of {archive_number} · {centre} · made by {person} {time} · for: {purpose}").format(
        number=copy.number,
        archive_number=copy.archive_number,
        centre=made.centre,
        person=made.person,
        time=f"{clock.to_local(made.at):%Y-%m-%d %H:%M}",
        purpose=copy.purpose,
    )
    mark = copy_mark.Mark(_("Copy {number}").format(number=copy.number), foot, made.at)
    header = PageHeader(made.centre, copy.file.title, copy.number, made.at, made.person)
    notice = _(
        "This copy was made from the text of the file. The layout of the original may differ, and it shows no seals or "
        "signatures: whoever needs the signed and sealed original gets it from the paper."
    )
    return copy_mark.marked(pages_of(copy.file, header, notice, remarks=False), mark, name=copy.file.title)


def _copy(session: Session, item: DossierItem, purpose: str) -> ItemCopy:
    if is_persons_paper(item):
        raise UserError(
            _("A person's paper is not copied here."), hint=_("It is read here; a copy is given by its owner.")
        )
    file = file_of(session, item)
    number = take(session, COPY_NUMBER)
    audit.note(session, table=TABLE, record_id=item.id, action="copy", payload={"number": number})
    dossier = load(session, Dossier, item.dossier_id)
    return ItemCopy(number, item.number or dossier.number, purpose, file)


def _usable_until(session: Session, approved_at: datetime) -> datetime:
    return approved_at + timedelta(days=settings.get(session, COPY_DAYS))
