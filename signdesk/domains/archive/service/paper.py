"""The archive's papers: cover, catalogue, box note, spine, labels, loan register, and the catalogue for Excel.

Each is gathered in a session (`gather_…`, fast) and drawn without one (`…_pdf`, slow: on a worker). What draws is
imported when used, since searching must not wait for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import audit, clock, settings
from signdesk.core.db import load
from signdesk.core.i18n import _
from signdesk.core.operations import actor_of, require
from signdesk.domains.archive import rules
from signdesk.domains.archive.models import ArchiveBox, Dossier
from signdesk.domains.archive.service.boxes import box_info
from signdesk.domains.archive.service.finding import rows
from signdesk.domains.archive.service.reading import dossier_info
from signdesk.domains.archive.service.values import BoxInfo, DossierInfo, DossierRow, LoanInfo
from signdesk.domains.archive.service.vocabulary import CLASSES, EXPORT_CATALOGUE, READ_ARCHIVE, STATES
from signdesk.io.pdf import (
    CoverFields,
    CoverTitle,
    Fields,
    Gap,
    Grid,
    GridColumn,
    Heading,
    PageHeader,
    Paragraph,
    QrCode,
    SignatureLines,
    form_pdf,
    ledger_pdf,
)

_EXPORT_STEP = 500


@dataclass(frozen=True)
class Printing:
    """What every paper says about itself: where, when and by whom it was printed."""

    centre: str
    person: str
    at: datetime


@dataclass(frozen=True)
class DossierPaper:
    """A dossier and the printing that is to show it."""

    dossier: DossierInfo
    printing: Printing


@dataclass(frozen=True)
class BoxPaper:
    """A box, what lies in it, and the printing that is to show it."""

    box: BoxInfo
    fonds_name: str
    dossiers: tuple[DossierRow, ...]
    printing: Printing


def printing(session: Session) -> Printing:
    """Where, when and by whom a paper printed now is printed."""
    return Printing(settings.get(session, settings.CENTRE_NAME), actor_of(session).name, clock.now())


def gather_dossier(session: Session, *, dossier_id: int) -> DossierPaper:
    """What the cover and the catalogue of a dossier show; the print is noted in the trail."""
    info = dossier_info(session, dossier_id=dossier_id)
    audit.note(session, table="dossier", record_id=dossier_id, action="print")
    return DossierPaper(info, printing(session))


def cover_pdf(paper: DossierPaper) -> bytes:
    """The dossier's cover (案卷封面): fonds, year, period, unit, title, dates, pages, number, with a code to scan."""
    dossier = paper.dossier
    dates = sorted(item.dated for item in dossier.items if item.dated)
    span = " – ".join(dict.fromkeys(f"{day}" for day in (dates[0], dates[-1]))) if dates else str(dossier.signed_on)
    fields = [
        (_("Fonds"), " ".join(part for part in (dossier.fonds, dossier.fonds_name) if part)),
        (_("Archive number"), dossier.number),
        (_("Dossier title"), dossier.title),
        (_("Parties"), "、".join(party.name for party in dossier.parties)),
        (_("Responsible body"), dossier.responsible),
        (_("Dates"), span),
        (_("Archive year"), str(dossier.year)),
        (_("Retention period"), rules.retention_label(dossier.retention)),
        (_("Class of information"), _(CLASSES[dossier.information_class])),
        (
            _("Items and pages"),
            _("{items} items, {pages} pages").format(items=dossier.item_count, pages=dossier.page_count),
        ),
    ]
    if dossier.unit:
        fields.insert(1, (_("Organisation or subject"), dossier.unit))
    return form_pdf(
        _header(paper.printing, _("Dossier cover"), dossier.number),
        [
            CoverTitle(paper.printing.centre or dossier.fonds_name or _("Archives"), dossier.business_type),
            CoverFields(fields),
            Gap(3),
            QrCode(rules.label_code(dossier.id), dossier.number, size_mm=20),
        ],
    )


def catalogue_pdf(paper: DossierPaper) -> bytes:
    """The list of items (卷内目录) with the columns of DA/T 22-2015 5.5.2."""
    dossier = paper.dossier
    columns = [
        GridColumn(_("No."), 10, "centre"),
        GridColumn(_("Archive number"), 52),
        GridColumn(_("Reference"), 28),
        GridColumn(_("Responsible body"), 20),
        GridColumn(_("Dossier title")),
        GridColumn(_("Date"), 21, "centre"),
        GridColumn(_("Class of information"), 14, "centre"),
        GridColumn(_("Number of pages"), 11, "right"),
        GridColumn(_("Remarks"), 18),
    ]
    lines = [
        (
            str(item.place),
            item.number,
            item.reference,
            item.responsible,
            item.title,
            str(item.dated or ""),
            _(CLASSES.get(item.information_class, item.information_class)),
            str(item.pages),
            item.remarks,
        )
        for item in dossier.items
    ]
    return form_pdf(
        _header(paper.printing, _("Catalogue of the dossier"), dossier.number),
        [
            Fields(
                [
                    (_("Archive number"), dossier.number),
                    (_("Retention period"), rules.retention_label(dossier.retention)),
                    (_("Dossier title"), dossier.title),
                ]
            ),
            Gap(3),
            Grid(columns, lines),
            Paragraph(_pages_said(dossier), align="right", small=True),
        ],
        landscape=True,
    )


def gather_box(session: Session, *, box_id: int) -> BoxPaper:
    """What the note and the spine of a box show; the print is noted in the trail."""
    require(session, READ_ARCHIVE)
    box = load(session, ArchiveBox, box_id)
    ids = session.scalars(select(Dossier.id).where(Dossier.box_id == box.id).order_by(Dossier.number)).all()
    lying = rows(session, dossier_ids=ids)
    fonds_name = dossier_info(session, dossier_id=ids[0]).fonds_name if ids else ""
    audit.note(session, table="archive_box", record_id=box_id, action="print")
    return BoxPaper(box_info(session, box_id=box_id), fonds_name, lying, printing(session))


def box_note_pdf(paper: BoxPaper) -> bytes:
    """The box note (备考表, DA/T 22-2015 6.4): what is in the box, its condition, who arranged and who checked it."""
    box = paper.box
    return form_pdf(
        _header(paper.printing, _("Box note"), box.name),
        [
            Fields(
                [
                    (_("Fonds"), " ".join(part for part in (box.fonds, paper.fonds_name) if part)),
                    (_("Box number"), str(box.number)),
                    (_("Archive year"), str(box.year)),
                    (_("Retention period"), rules.retention_label(box.retention)),
                    (_("From number"), box.first),
                    (_("To number"), box.last),
                    (_("Shelf place"), box.place),
                    (_("Dossiers"), str(box.dossiers)),
                ]
            ),
            Heading(_("Physical condition")),
            Paragraph(box.condition or _("Complete and in order.")),
            Gap(4),
            Fields(
                [
                    (_("Arranged by"), box.arranged_by),
                    (_("Arranged on"), str(box.arranged_on or "")),
                    (_("Checked by"), box.checked_by),
                    (_("Checked on"), str(box.checked_on or "")),
                ]
            ),
            Gap(4),
            Grid(
                [
                    GridColumn(_("No."), 10, "centre"),
                    GridColumn(_("Archive number"), 52),
                    GridColumn(_("Dossier title")),
                    GridColumn(_("Number of pages"), 14, "right"),
                ],
                [
                    (str(place), row.number, row.title, str(row.pages))
                    for place, row in enumerate(paper.dossiers, start=1)
                ],
            ),
            SignatureLines([_("Arranged by"), _("Checked by")]),
        ],
    )


def spine_pdf(paper: BoxPaper) -> bytes:
    """The strip for the box's spine: fonds, year, period, first and last number, box number."""
    from signdesk.io import labels

    box = paper.box
    lines = [
        f"{_('Fonds')} {box.fonds}",
        f"{_('Archive year')} {box.year}",
        rules.retention_label(box.retention),
        f"{_('Dossiers')} {_last_part(box.first)}–{_last_part(box.last)}",
        f"{_('Box number')} {box.number}",
    ]
    title = paper.fonds_name or paper.printing.centre or box.fonds
    label = labels.Label(code=f"32{box.id:010}", title=title, lines=lines)
    return labels.spine_pdf(
        [label], title=_("Spine"), centre=paper.printing.centre, made_at=paper.printing.at, spine_mm=box.spine_mm
    )


def gather_labels(session: Session, *, dossier_ids: Sequence[int]) -> tuple[tuple[DossierRow, ...], Printing]:
    """The dossiers labels are to be printed for."""
    return rows(session, dossier_ids=dossier_ids), printing(session)


def labels_pdf(dossiers: Sequence[DossierRow], printed: Printing, *, skip: int = 0) -> bytes:
    """Labels with a code of digits for dossiers; `skip` stickers of the sheet are used up already."""
    from signdesk.io import labels

    found = [
        labels.Label(
            code=rules.label_code(row.id),
            title=row.number,
            lines=(row.title, row.parties, rules.retention_label(row.retention)),
        )
        for row in dossiers
    ]
    return labels.label_pdf(found, title=_("Dossier labels"), centre=printed.centre, made_at=printed.at, skip=skip)


def loans_pdf(loans: Sequence[LoanInfo], printed: Printing) -> bytes:
    """The loan register (借阅登记表)."""
    columns = [
        GridColumn(_("Archive number"), 40),
        GridColumn(_("Dossier title")),
        GridColumn(_("Borrower"), 18),
        GridColumn(_("Borrower's unit"), 18),
        GridColumn(_("Purpose of the loan"), 26),
        GridColumn(_("Way of use"), 15),
        GridColumn(_("Lent on"), 19),
        GridColumn(_("Due back"), 19),
        GridColumn(_("Returned on"), 19),
        GridColumn(_("Number of pages"), 14),
        GridColumn(_("Physical condition"), 22),
    ]
    lines = [
        (
            loan.number,
            loan.title,
            loan.borrower,
            loan.unit,
            loan.purpose,
            _("On site") if loan.on_site else _("Taken out"),
            f"{clock.to_local(loan.out_at):%Y-%m-%d}",
            str(loan.due_on),
            f"{clock.to_local(loan.returned_at):%Y-%m-%d}" if loan.returned_at else "",
            f"{loan.pages_out}/{loan.pages_in if loan.pages_in is not None else ''}",
            loan.condition,
        )
        for loan in loans
    ]
    return ledger_pdf(_header(printed, _("Loan register"), ""), columns, lines)


def export_catalogue(session: Session, *, dossier_ids: Sequence[int], path: Path) -> int:
    """Write the dossiers in this order to an Excel file; how many. The export stands in the trail with its number."""
    from signdesk.io import excel

    require(session, EXPORT_CATALOGUE)
    made = printing(session)
    number = f"DA-{clock.to_local(made.at):%Y%m%d%H%M%S}"
    audit.note(
        session, table="dossier", record_id=0, action="export", payload={"rows": len(dossier_ids), "number": number}
    )
    columns = [
        excel.ExcelColumn(_("State"), width=8),
        excel.ExcelColumn(_("Dossier title"), width=36),
        excel.ExcelColumn(_("Parties"), width=22),
        excel.ExcelColumn(_("Date"), "date", 12),
        excel.ExcelColumn(_("Archive number"), width=26),
        excel.ExcelColumn(_("Retention period"), width=12),
        excel.ExcelColumn(_("Class of information"), width=12),
        excel.ExcelColumn(_("Box"), width=16),
        excel.ExcelColumn(_("Shelf place"), width=12),
        excel.ExcelColumn(_("Items"), "number", 8),
        excel.ExcelColumn(_("Number of pages"), "number", 8),
    ]

    def lines() -> Iterable[Sequence[excel.Value]]:
        for start in range(0, len(dossier_ids), _EXPORT_STEP):
            for row in rows(session, dossier_ids=dossier_ids[start : start + _EXPORT_STEP]):
                yield (
                    _(STATES[row.state]),
                    row.title,
                    row.parties,
                    row.signed_on,
                    row.number,
                    rules.retention_label(row.retention),
                    _(CLASSES[row.information_class]),
                    row.box,
                    row.place,
                    row.items,
                    row.pages,
                )

    note = excel.ExportNote(made.centre, made.person, made.at, number)
    return excel.write_table(path, title=_("Catalogue of the archive"), columns=columns, rows=lines(), watermark=note)


def _header(printed: Printing, title: str, number: str) -> PageHeader:
    return PageHeader(printed.centre, title, number, printed.at, printed.person)


def _last_part(number: str) -> str:
    return number.rsplit("-", 1)[-1]


def _pages_said(dossier: DossierInfo) -> str:
    return _("{items} items, {pages} pages").format(items=dossier.item_count, pages=dossier.page_count)
