"""The register of readings and copies (查阅复制登记簿): who had which item of the archive before them, when, what for,
and under which number a copy was made. It is read from the audit trail, where nobody can leave anything out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import clock
from signdesk.core.audit import AuditEntry
from signdesk.core.i18n import _
from signdesk.core.operations import require
from signdesk.domains.archive.models import Dossier, DossierItem
from signdesk.domains.archive.service.paper import Printing
from signdesk.domains.archive.service.vocabulary import COPY_FILE, KEEP_ARCHIVE, READ_FILE
from signdesk.io.pdf import GridColumn, PageHeader, ledger_pdf

KEPT_IN_SIGHT = timedelta(days=365)


@dataclass(frozen=True)
class Reading:
    """One reading of an item, or a copy of it: then `copy` is its number."""

    at: datetime
    person: str
    archive_number: str
    dossier: str
    item: str
    reason: str
    copy: str


def readings(session: Session, *, since: date | None = None) -> tuple[Reading, ...]:
    """Readings and copies since a day, or of the last twelve months; the newest first."""
    require(session, KEEP_ARCHIVE)
    begins, _ends = clock.day_bounds(since or clock.today() - KEPT_IN_SIGHT)
    found = session.execute(
        select(AuditEntry, DossierItem, Dossier)
        .join(DossierItem, DossierItem.id == AuditEntry.record_id)
        .join(Dossier, Dossier.id == DossierItem.dossier_id)
        .where(
            AuditEntry.operation.in_([READ_FILE.name, COPY_FILE.name]),
            AuditEntry.table_name == DossierItem.__tablename__,
            AuditEntry.at >= begins,
        )
        .order_by(AuditEntry.seq.desc())
    )
    return tuple(
        Reading(
            at=entry.at,
            person=entry.actor,
            archive_number=item.number or dossier.number,
            dossier=dossier.title,
            item=item.title,
            reason=entry.reason or "",
            copy=json.loads(entry.payload).get("number", "") if entry.operation == COPY_FILE.name else "",
        )
        for entry, item, dossier in found
    )


def readings_pdf(listed: Sequence[Reading], printed: Printing) -> bytes:
    """The register on paper."""
    columns = [
        GridColumn(_("Date and time"), 28),
        GridColumn(_("Read by"), 18),
        GridColumn(_("Archive number"), 52),
        GridColumn(_("Dossier title")),
        GridColumn(_("Dossier item"), 44),
        GridColumn(_("Reason"), 44),
        GridColumn(_("Number of a copy"), 28),
    ]
    lines = [
        (
            f"{clock.to_local(each.at):%Y-%m-%d %H:%M}",
            each.person,
            each.archive_number,
            each.dossier,
            each.item,
            each.reason,
            each.copy,
        )
        for each in listed
    ]
    title = _("Register of readings and copies")
    return ledger_pdf(PageHeader(printed.centre, title, "", printed.at, printed.person), columns, lines)
