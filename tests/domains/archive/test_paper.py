"""Paper and Excel say what the database says, with every rare character."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from sqlalchemy import select

from signdesk.core.audit import AuditEntry
from signdesk.core.errors import PermissionRefused
from signdesk.core.operations import Seat
from signdesk.domains.archive import service as archive
from signdesk.domains.archive.service import DossierInfo, ItemIn, PartyIn

TakeIn = Callable[..., DossierInfo]
pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")
    finally:
        document.close()


@pytest.fixture
def dossier(take_in: TakeIn) -> DossierInfo:
    """A dossier with rare characters in its names."""
    return take_in(
        "商品房买卖合同",
        parties=[PartyIn(role="甲方", name="㛃𬭩"), PartyIn(role="乙方", name="䶮𠮷")],
        items=[
            ItemIn(kind="contract", title="商品房买卖合同", pages=18, reference="YW-2026-0007"),
            ItemIn(kind="identity", title="身份证复印件", pages=2, dated=date(2026, 11, 1)),
        ],
        business_type="商品房",
    )


def test_the_cover_shows_what_the_standard_asks_for(archivist: Seat, dossier: DossierInfo) -> None:
    with archivist.operation(archive.PRINT) as session:
        paper = archive.gather_dossier(session, dossier_id=dossier.id)
    said = text_of(archive.cover_pdf(paper))
    for each in (
        dossier.number,
        "QY01",
        "㛃𬭩",
        "䶮𠮷",
        "2026",
        "30 年",
        "商品房买卖合同",
        "2 件，20 页",
        "2026-11-01",
    ):
        assert each in said
    with archivist.query() as session:
        assert session.scalar(select(AuditEntry.record_id).where(AuditEntry.action == "print")) == dossier.id


def test_the_catalogue_has_every_item_with_its_columns(archivist: Seat, dossier: DossierInfo) -> None:
    with archivist.operation(archive.PRINT) as session:
        paper = archive.gather_dossier(session, dossier_id=dossier.id)
    said = text_of(archive.catalogue_pdf(paper))
    for column in ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"):
        assert column in said
    for each in ("YW-2026-0007", "身份证复印件", "周敏", "内部"):
        assert each in said


def test_box_note_and_spine_name_the_box(archivist: Seat, dossier: DossierInfo) -> None:
    with archivist.operation(archive.PUT_IN_BOX) as session:
        box = archive.put_in_box(session, dossier_ids=[dossier.id], place="A-02-3")
        paper = archive.gather_box(session, box_id=box.id)
    note, spine = text_of(archive.box_note_pdf(paper)), text_of(archive.spine_pdf(paper))
    for each in ("备考表", dossier.number, "A-02-3", "30 年", "整理人", "周敏"):
        assert each in note
    for each in ("QY01", "2026", "30 年", "0001"):
        assert each in spine


def test_labels_and_the_loan_register_are_printed(archivist: Seat, dossier: DossierInfo) -> None:
    with archivist.operation(archive.LEND) as session:
        archive.lend(session, dossier_id=dossier.id, version=dossier.version, borrower="何律", purpose="核对")
        found, printed = archive.gather_labels(session, dossier_ids=[dossier.id])
        register = archive.loans(session)
    assert dossier.number in text_of(archive.labels_pdf(found, printed))
    said = text_of(archive.loans_pdf(register, printed))
    assert "何律" in said
    assert "核对" in said


def test_the_catalogue_goes_to_excel_and_into_the_trail(
    archivist: Seat, seat_of: Callable[..., Seat], dossier: DossierInfo, tmp_path: Path
) -> None:
    path = tmp_path / "目录.xlsx"
    with archivist.operation(archive.EXPORT) as session:
        assert archive.export_catalogue(session, dossier_ids=[dossier.id], path=path) == 1
    with ZipFile(path) as book:
        strings = b"".join(book.read(name) for name in book.namelist()).decode("utf-8", "replace")
    assert "㛃𬭩、䶮𠮷" in strings
    assert dossier.number in strings
    with archivist.query() as session:
        assert "DA-" in (session.scalar(select(AuditEntry.payload).where(AuditEntry.action == "export")) or "")
    with pytest.raises(PermissionRefused), seat_of("counter").query() as session:
        archive.export_catalogue(session, dossier_ids=[dossier.id], path=path)
