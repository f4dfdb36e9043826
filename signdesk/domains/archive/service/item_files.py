"""Reading the files of a dossier (查阅). Who reads, when and why stands in the trail, whatever is read: a contract
shows the numbers that are masked everywhere else. Looking at a file gives nothing that could be kept; copies
are made by `item_copies`."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from signdesk.core import attachments, audit, reveals
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.operations import require
from signdesk.domains.archive.models import DossierItem
from signdesk.domains.archive.service.paper import Printing, printing
from signdesk.domains.archive.service.vocabulary import (
    PROCEEDINGS,
    READ_FILES,
)
from signdesk.io import picture_pdf, text_pdf
from signdesk.io.pdf import PageHeader

TABLE = DossierItem.__tablename__


@dataclass(frozen=True)
class ItemFile:
    """The file of an item, verified: its name, and where, when and by whom it was opened."""

    title: str
    name: str
    data: bytes
    media_type: str
    on: Printing


def read_item(session: Session, *, item_id: int, reason: str) -> ItemFile:
    """The file of an item. Who read it and why stands in the trail; a contract or a person's paper counts among the
    numbers shown to one person a day.

    UserError without a reason, or if the item is on paper only; PermissionRefused without the right;
    VaultFileDamaged if a byte of the file was changed."""
    require(session, READ_FILES)
    item = load(session, DossierItem, item_id)
    if item.kind in PROCEEDINGS:
        reveals.require_reason(reason)
        audit.note(session, table=TABLE, record_id=item_id, action="read")
    else:
        reveals.record(session, table=TABLE, record_id=item_id, reason=reason)
    return file_of(session, item)


def can_be_shown(media_type: str) -> bool:
    """Whether `shown_item` draws files of this kind."""
    return media_type == "application/pdf" or media_type.startswith("image/") or media_type in text_pdf.MEDIA_TYPES


def shown_item(file: ItemFile) -> bytes:
    """An item's file as a PDF for the screen; on a worker. Of a Word or text file it is the text that is shown.
    UserError if it is damaged or cannot be read on this computer."""
    header = PageHeader(file.on.centre, file.title, "", file.on.at, "")
    notice = _("This is the text that was read from the file. The layout of the original may differ.")
    return pages_of(file, header, notice, remarks=True)


def pages_of(file: ItemFile, header: PageHeader, notice: str, *, remarks: bool) -> bytes:
    """A file as a PDF. `header` and `notice` are for pages drawn from text alone: others keep what they say. Of a copy,
    which leaves the centre, comments and the like (`remarks`) are no part."""
    if file.media_type == "application/pdf":
        return file.data
    if file.media_type in text_pdf.MEDIA_TYPES:
        return text_pdf.pdf_of(file.data, file.name, header=header, notice=notice, remarks=remarks)
    return picture_pdf.pdf_of(file.data, file.title)


def file_of(session: Session, item: DossierItem) -> ItemFile:
    """The file of an item, verified. For the other parts of this service. UserError if it is on paper only."""
    if item.attachment_id is None:
        raise UserError(_("{title} is on paper only.").format(title=item.title))
    data = attachments.read(session, item.attachment_id)
    about = attachments.info(session, item.attachment_id)
    return ItemFile(item.title, about.name, data, about.media_type, printing(session))
