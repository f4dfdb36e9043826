"""Files shown on the screen for a reason: the contract as it came in, and the scan of a customer's paper, in real
windows, from the key or link to the drawn page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from signdesk.app.paper import Paper
from signdesk.core.attachments import Attachment
from signdesk.core.audit import AuditEntry
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.pages.cases_page import CasesPage
from signdesk.domains.signing.pages.review_page import ReviewPage
from signdesk.ui.buttons import Button
from signdesk.ui.dialogs import ReasonPanel
from signdesk.ui.preview import PdfPreview
from tests.domains.signing import corpus
from tests.domains.signing.test_papers import asking
from tests.domains.signing.test_way import FAULTY
from tests.io import contract_files as files
from tests.io import scans

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])


@pytest.fixture
def see(sit):
    """Somebody before a page of a PC that can show files."""

    def do(seat, page):
        desk = sit(seat, page)
        desk.page.context = replace(desk.page.context, outlet=Paper(seat, "一号签约中心"))
        return desk

    return do


@pytest.fixture
def bring_file(officer, lease_case):
    """A file comes in as the case's contract."""

    def do(data, name):
        with officer.query() as session:
            brief = signing.case_brief(session, case_id=lease_case.id)
        prepared = signing.prepare_version(data, name=name, brief=brief)
        with officer.operation(signing.ADD_VERSION) as session:
            return signing.add_version(session, case_id=lease_case.id, prepared=prepared)

    return do


@pytest.fixture
def scan_in(officer, lease_case):
    """A file is kept as the scan of a paper."""

    def do(data, name, folder):
        path = folder / name
        path.write_bytes(data)
        scan = signing.prepare_scan(path)
        with officer.operation(signing.NOTE_PAPER) as session:
            return signing.add_scan(session, paper_id=asking(lease_case).id, scan=scan)

    return do


def answer(desk, why):
    """Type the reason and press Enter, as a person does."""
    panel = desk.panel(ReasonPanel)
    panel.activateWindow()
    desk.type(why)
    desk.press(Qt.Key.Key_Return)
    return desk.panel(PdfPreview)


def revealed(seat):
    with seat.query() as session:
        return [
            (row.table_name, row.record_id, row.reason)
            for row in session.scalars(select(AuditEntry).where(AuditEntry.action == "reveal").order_by(AuditEntry.seq))
        ]


def inked(preview):
    """Whether there is anything but white on the page shown."""
    picture = preview.pages.paper.pixmap().toImage()
    step = range(0, picture.width(), 3)
    return any(picture.pixelColor(x, y).lightness() < 128 for y in range(0, picture.height(), 3) for x in step)


def scan_link(desk):
    return next(
        each
        for each in desk.page.pane.findChildren(Button) + desk.page.pane.findChildren(QLabel)
        if each.text().startswith("Scan 1")
    )


def test_f11_shows_the_contract_as_it_came_in_for_a_reason(see, reviewer, bring_file):
    version = bring_file(files.pdf_file(corpus.LEASE), "租赁合同.pdf")
    desk = see(reviewer, ReviewPage)
    desk.press(Qt.Key.Key_F11)
    desk.press(Qt.Key.Key_Return)
    assert desk.panel(PdfPreview) is None and revealed(reviewer) == [], "an empty reason is none"
    preview = answer(desk, "与原件核对")
    assert preview.windowTitle() == "租赁合同.pdf" and inked(preview)
    assert revealed(reviewer) == [("contract_version", version.id, "与原件核对")]
    desk.press(Qt.Key.Key_Escape)
    assert desk.panel(PdfPreview) is None


def test_the_original_opens_at_the_page_of_the_point_and_is_turned_by_key(see, reviewer, bring_file):
    lines = FAULTY.splitlines()
    bring_file(files.pdf_file("\n".join(lines[:8]), "\n".join(lines[8:])), "租赁合同.pdf")
    desk = see(reviewer, ReviewPage)
    model = desk.page.loaded.model
    for point in desk.page.points:
        if point.finding and point.finding.place and model.block(point.finding.place.block).page == 2:
            desk.page.view.select_id(point.id)
            break
    desk.settle()
    desk.press(Qt.Key.Key_F11)
    preview = answer(desk, "核对金额")
    assert preview.pages.told.text() == "Page 2 of 2" and inked(preview)
    desk.press(Qt.Key.Key_Left)
    assert preview.pages.told.text() == "Page 1 of 2" and inked(preview)
    desk.press(Qt.Key.Key_PageDown)
    assert preview.pages.told.text() == "Page 1 of 2", "there is more of this page to scroll to"
    for _time in range(3):
        desk.press(Qt.Key.Key_PageDown)
    assert preview.pages.told.text() == "Page 2 of 2"
    desk.press(Qt.Key.Key_Home)
    assert preview.pages.told.text() == "Page 1 of 2"
    desk.press(Qt.Key.Key_End)
    desk.press(Qt.Key.Key_Right)
    assert preview.pages.told.text() == "Page 2 of 2", "the last page has none after it"


def test_a_word_file_has_no_pages_and_f11_asks_for_nothing(see, reviewer, bring_file):
    bring_file(files.word_file(*corpus.LEASE.splitlines()), "租赁合同.docx")
    desk = see(reviewer, ReviewPage)
    desk.press(Qt.Key.Key_F11)
    assert desk.panel(ReasonPanel) is None and revealed(reviewer) == []


def test_an_original_whose_bytes_were_changed_is_not_shown_and_says_so(see, reviewer, bring_file):
    bring_file(files.pdf_file(corpus.LEASE), "租赁合同.pdf")
    desk = see(reviewer, ReviewPage)
    with reviewer.query() as session:
        vault_id = session.scalars(select(Attachment.vault_id).where(Attachment.name == "租赁合同.pdf")).one()
    (stored,) = reviewer.centre.folder.rglob(f"*{vault_id}*")
    data = bytearray(stored.read_bytes())
    data[-40] ^= 1
    stored.write_bytes(data)
    refused = []
    desk.ops.refused.connect(refused.append)
    desk.press(Qt.Key.Key_F11)
    assert answer(desk, "核对") is None
    assert [each.place for each in refused] == [str(stored)]
    assert "租赁合同.pdf" in refused[0].message and str(stored.parent) not in refused[0].message
    assert revealed(reviewer) == []


def pictures():
    page = scans.page(["中华人民共和国", "居民身份证"]).convert("L")
    return {
        "photo.jpg": (scans.jpeg(page), 1),
        "photo.png": (scans.png(page), 1),
        "both sides.tiff": (scans.tiff(page, page), 2),
        "scan.pdf": (scans.pdf(page, page, page), 3),
        "wide.png": (scans.png(page.rotate(90, expand=True).resize((3000, 900))), 1),
    }


@pytest.mark.parametrize("name", list(pictures()))
def test_the_link_of_a_scan_shows_every_page_of_it(see, reviewer, scan_in, tmp_path, name):
    data, count = pictures()[name]
    paper = scan_in(data, name, tmp_path)
    desk = see(reviewer, CasesPage)
    QTest.mouseClick(scan_link(desk), Qt.MouseButton.LeftButton)
    desk.settle()
    preview = answer(desk, "与本人核对")
    for number in range(1, count + 1):
        assert preview.pages.told.text() == f"Page {number} of {count}" and inked(preview)
        desk.press(Qt.Key.Key_Right)
    room, shown = preview.pages.viewport().width(), preview.pages.paper.pixmap()
    assert shown.width() / shown.devicePixelRatio() <= room, "the whole width is seen without scrolling"
    assert revealed(reviewer) == [("case_paper", paper.id, "与本人核对")]


def test_a_preview_that_is_closed_while_its_page_is_drawn_is_forgotten(see, reviewer, scan_in, tmp_path):
    scan_in(scans.pdf(scans.page(["身份证"]).convert("L")), "scan.pdf", tmp_path)
    desk = see(reviewer, CasesPage)
    desk.page.look_at_scan(
        next(p for p in desk.page.shown.papers if p.scans), next(p for p in desk.page.shown.papers if p.scans).scans[0]
    )
    panel = desk.panel(ReasonPanel)
    panel.row.set_text("核对")
    panel.finish()
    desk.bot.waitUntil(lambda: desk.panel(PdfPreview) is not None, timeout=30_000)
    desk.panel(PdfPreview).reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.settle()
    assert desk.panel(PdfPreview) is None and desk.crashes == []
