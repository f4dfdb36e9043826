"""Reading the files of a dossier (查阅) and making copies of them (复制). Who reads, when and why stands in the trail,
whatever is read: a contract shows the numbers that are masked everywhere else. What may leave the archive is a copy
with its own number on every page; looking at a file gives nothing that could be kept."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from signdesk.core import attachments, audit, clock, reveals
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.numbering import take
from signdesk.core.operations import require
from signdesk.domains.archive.models import Dossier, DossierItem
from signdesk.domains.archive.service.paper import Printing, printing
from signdesk.domains.archive.service.reading import is_persons_paper
from signdesk.domains.archive.service.vocabulary import COPY_FILES, COPY_NUMBER, PROCEEDINGS, READ_FILES
from signdesk.io import copy_mark, picture_pdf

_TABLE = DossierItem.__tablename__


@dataclass(frozen=True)
class ItemFile:
    """The file of an item, verified."""

    title: str
    data: bytes
    media_type: str


@dataclass(frozen=True)
class ItemCopy:
    """A copy that is to be made: its number, of which item, what for, and who makes it where and when."""

    number: str
    archive_number: str
    purpose: str
    file: ItemFile
    made: Printing


def read_item(session: Session, *, item_id: int, reason: str) -> ItemFile:
    """The file of an item. Who read it and why stands in the trail; a contract or a person's paper counts among the
    numbers shown to one person a day.

    UserError without a reason, or if the item is on paper only; PermissionRefused without the right;
    VaultFileDamaged if a byte of the file was changed."""
    require(session, READ_FILES)
    item = load(session, DossierItem, item_id)
    if item.kind in PROCEEDINGS:
        reveals.require_reason(reason)
        audit.note(session, table=_TABLE, record_id=item_id, action="read")
    else:
        reveals.record(session, table=_TABLE, record_id=item_id, reason=reason)
    return _file_of(session, item)


def copy_item(session: Session, *, item_id: int, purpose: str) -> ItemCopy:
    """A numbered copy of an item's file, to be drawn by `copy_pdf`. Number and purpose stand in the trail.

    UserError without a purpose, for a person's paper, or if the item is on paper only."""
    require(session, COPY_FILES)
    item = load(session, DossierItem, item_id)
    if not purpose.strip():
        raise UserError(_("Say who gets the copy and what for."), field="reason")
    if is_persons_paper(item):
        raise UserError(
            _("A person's paper is not copied here."), hint=_("It is read here; a copy is given by its owner.")
        )
    file = _file_of(session, item)
    number = take(session, COPY_NUMBER)
    audit.note(session, table=_TABLE, record_id=item_id, action="copy", payload={"number": number})
    dossier = load(session, Dossier, item.dossier_id)
    return ItemCopy(number, item.number or dossier.number, purpose.strip(), file, printing(session))


def shown_item(file: ItemFile) -> bytes:
    """An item's file, a PDF or a picture, as a PDF for the screen; on a worker. UserError if it is damaged."""
    return file.data if file.media_type == "application/pdf" else picture_pdf.pdf_of(file.data, file.title)


def copy_pdf(copy: ItemCopy) -> bytes:
    """The copy as a PDF with its mark on every page; on a worker. UserError if the file is damaged."""
    made = copy.made
    foot = _("Copy {number} of {archive_number} · {centre} · made by {person} {time} · for: {purpose}").format(
        number=copy.number,
        archive_number=copy.archive_number,
        centre=made.centre,
        person=made.person,
        time=f"{clock.to_local(made.at):%Y-%m-%d %H:%M}",
        purpose=copy.purpose,
    )
    mark = copy_mark.Mark(_("Copy {number}").format(number=copy.number), foot, made.at)
    return copy_mark.marked(shown_item(copy.file), mark, name=copy.file.title)


def _file_of(session: Session, item: DossierItem) -> ItemFile:
    if item.attachment_id is None:
        raise UserError(_("{title} is on paper only.").format(title=item.title))
    data = attachments.read(session, item.attachment_id)
    return ItemFile(item.title, data, attachments.info(session, item.attachment_id).media_type)
