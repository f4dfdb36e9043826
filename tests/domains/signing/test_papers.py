"""Customers' papers: what was presented counts only when it is what is asked for, originals go back to somebody named,
scans are seen for a reason, and the customer takes a receipt along."""

from __future__ import annotations

import io
import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest
from alembic import command
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from signdesk.app.paper import Paper
from signdesk.core import clock, schema
from signdesk.core.attachments import Attachment
from signdesk.core.audit import AuditEntry
from signdesk.core.engines import open_sqlcipher
from signdesk.core.errors import PermissionRefused, StaleRecord, UserError
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.models import CasePaper, SigningCase
from signdesk.domains.signing.pages.cases_page import CasesPage
from signdesk.domains.signing.pages.parts import FilePanel
from signdesk.domains.signing.pages.review_page import ReviewPage
from signdesk.domains.signing.rules.presented import is_enough
from signdesk.io import picture_pdf
from signdesk.ui.buttons import Button
from signdesk.ui.dialogs import ReasonPanel
from signdesk.ui.preview import PdfPreview
from tests.conftest import keys
from tests.domains.signing import corpus
from tests.domains.signing.conftest import MORNING
from tests.io import contract_files as files
from tests.io import scans

on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"])


def case_of(seat, case):
    with seat.query() as session:
        return signing.case_info(session, case_id=case.id)


def present(seat, paper, **shown):
    with seat.operation(signing.NOTE_PAPER) as session:
        return signing.present(session, paper_id=paper.id, version=paper.version, **shown)


def give_back(seat, paper, party, **more):
    with seat.operation(signing.NOTE_PAPER) as session:
        return signing.give_back(session, paper_id=paper.id, version=paper.version, party_id=party.id, **more)


def asking(case, *, original=True):
    return next(paper for paper in case.papers if paper.required and paper.original is original and paper.copies)


@pytest.mark.parametrize(
    ("original", "copies", "shown", "enough"),
    [
        (True, 1, (1, 1), True),
        (True, 1, (0, 2), False),
        (True, 2, (1, 1), False),
        (True, 0, (1, 0), True),
        (False, 1, (0, 1), True),
        (False, 1, (1, 0), False),
        (False, 0, (0, 0), False),
        (False, 0, (1, 0), True),
        (False, 0, (0, 1), True),
    ],
)
def test_what_was_presented_is_measured_by_what_is_asked_for(original, copies, shown, enough):
    assert is_enough(original=original, copies=copies, originals_shown=shown[0], copies_shown=shown[1]) is enough


def test_a_copy_alone_does_not_stand_for_the_original_that_is_asked_for(officer, lease_case):
    paper = asking(lease_case)
    noted = present(officer, paper, originals=0, copies=paper.copies, note="下午补原件")
    assert (noted.state, noted.copies_shown, noted.note) == ("missing", paper.copies, "下午补原件")
    assert case_of(officer, lease_case).row.missing_papers == lease_case.row.missing_papers
    noted = present(officer, noted, originals=1, copies=paper.copies)
    assert (noted.state, noted.handled_by) == ("seen", "李静") and noted.handled_at is not None
    assert case_of(officer, lease_case).row.missing_papers == lease_case.row.missing_papers - 1


def test_ticking_a_paper_notes_just_what_is_asked_for_and_unticking_takes_it_back(officer, lease_case):
    paper = asking(lease_case)
    with officer.operation(signing.NOTE_PAPER) as session:
        seen = signing.note_paper(session, paper_id=paper.id, version=paper.version, state="seen")
    assert (seen.state, seen.originals_shown, seen.copies_shown) == ("seen", 1, paper.copies)
    with officer.operation(signing.NOTE_PAPER) as session:
        gone = signing.note_paper(session, paper_id=paper.id, version=seen.version, state="missing")
    assert (gone.state, gone.originals_shown, gone.copies_shown) == ("missing", 0, 0)


def test_originals_go_back_once_to_somebody_of_the_case(officer, lease_case):
    paper = asking(lease_case)
    with pytest.raises(UserError, match="No original"):
        give_back(officer, paper, lease_case.parties[0])
    seen = present(officer, paper, originals=1, copies=paper.copies)
    with pytest.raises(UserError, match="party of this case"):
        give_back(officer, seen, lease_case.parties[0], agent=True)
    back = give_back(officer, seen, lease_case.parties[1])
    assert (back.state, back.returned_to, back.returned_by) == ("returned", "赵志强", "李静")
    with pytest.raises(UserError, match="given back before"):
        give_back(officer, back, lease_case.parties[0])
    assert case_of(officer, lease_case).row.missing_papers == lease_case.row.missing_papers - 1
    again = present(officer, back, originals=2, copies=paper.copies)
    assert (again.state, again.returned_to, again.returned_at) == ("seen", "", None)


def test_giving_originals_back_leaves_standing_who_saw_the_paper_and_when(officer, hire, lease_case):
    paper = asking(lease_case)
    seen = present(officer, paper, originals=1, copies=paper.copies)
    desk = hire("周宁", "signing_officer")
    with clock.fixed(MORNING + timedelta(hours=3)):
        noted = present(desk, seen, originals=1, copies=paper.copies, note="五月到期")
        back = give_back(desk, noted, lease_case.parties[0])
        again = present(desk, back, originals=1, copies=paper.copies, note="六月到期")
        assert (again.note, again.handled_by, again.handled_at) == ("六月到期", "李静", seen.handled_at)
        assert (again.state, again.returned_by, again.returned_to) == ("returned", "周宁", "李秀兰")
        more = present(desk, again, originals=1, copies=paper.copies + 1)
    assert (more.state, more.handled_by, more.returned_to) == ("returned", "周宁", "李秀兰")


def test_originals_that_were_given_back_cannot_be_taken_out_of_the_record(officer, lease_case):
    paper = asking(lease_case)
    back = give_back(officer, present(officer, paper, originals=1, copies=0), lease_case.parties[0])
    with pytest.raises(UserError, match="given back to 李秀兰") as refused:
        present(officer, back, originals=0, copies=0)
    assert refused.value.field == "originals"
    for state in ("seen", "missing"):
        if state == "missing":
            with pytest.raises(UserError, match="given back to"), officer.operation(signing.NOTE_PAPER) as session:
                signing.note_paper(session, paper_id=paper.id, version=back.version, state=state)
            continue
        with officer.operation(signing.NOTE_PAPER) as session:
            back = signing.note_paper(session, paper_id=paper.id, version=back.version, state=state)
        assert (back.state, back.copies_shown, back.returned_to) == ("returned", paper.copies, "李秀兰")


def test_ticking_a_paper_forgets_nothing_of_what_was_presented_beyond_what_is_asked_for(officer, lease_case):
    paper = asking(lease_case)
    noted = present(officer, paper, originals=0, copies=paper.copies + 2)
    with officer.operation(signing.NOTE_PAPER) as session:
        seen = signing.note_paper(session, paper_id=paper.id, version=noted.version, state="seen")
    assert (seen.originals_shown, seen.copies_shown) == (1, paper.copies + 2)


def test_two_people_at_one_paper_do_not_overwrite_each_other(officer, lease_case):
    paper = asking(lease_case)
    present(officer, paper, originals=1, copies=paper.copies)
    with pytest.raises(StaleRecord):
        present(officer, paper, originals=0, copies=0)


def test_absurd_numbers_and_closed_cases_are_refused(officer, lease_case):
    paper = asking(lease_case)
    for shown in ({"originals": 100, "copies": 0}, {"originals": 0, "copies": -1}):
        with pytest.raises(UserError, match="From 0 to 99"):
            present(officer, paper, **shown)
    with officer.operation(signing.VOID_CASE) as session:
        signing.void_case(session, case_id=lease_case.id, version=lease_case.row.version, reason="客户放弃")
    with pytest.raises(UserError, match="closed"):
        present(officer, paper, originals=1, copies=1)


# scans


@pytest.fixture
def scanned(officer, lease_case, tmp_path):
    """A paper with a photograph in the vault."""
    photo = tmp_path / "李秀兰身份证.jpg"
    photo.write_bytes(scans.jpeg(scans.page(["居民身份证"]).resize((620, 877))))
    with officer.operation(signing.NOTE_PAPER) as session:
        return signing.add_scan(session, paper_id=asking(lease_case).id, scan=signing.prepare_scan(photo))


def test_a_scan_is_looked_at_for_a_reason_that_is_recorded(officer, reviewer, scanned):
    with pytest.raises(UserError, match="Say why"), reviewer.operation(signing.REVEAL_PAPER, reason=" ") as session:
        signing.reveal_scan(session, paper_id=scanned.id, scan_id=scanned.scans[0], reason=" ")
    with reviewer.operation(signing.REVEAL_PAPER, reason="核对本人") as session:
        scan = signing.reveal_scan(session, paper_id=scanned.id, scan_id=scanned.scans[0], reason="核对本人")
    assert signing.shown_file(scan).startswith(b"%PDF-")


def test_a_contract_is_compared_with_its_own_file_for_a_reason_that_is_recorded(
    officer, reviewer, lease_case, bring_in, hire
):
    version = bring_in(lease_case, corpus.LEASE)
    with reviewer.operation(signing.REVEAL, reason="核对扫描件") as session:
        file = signing.reveal_file(session, version_id=version.id, reason="核对扫描件")
    assert file.data == corpus.LEASE.encode() and file.media_type == "text/plain"
    with pytest.raises(UserError, match="Say why"), reviewer.operation(signing.REVEAL, reason=" ") as session:
        signing.reveal_file(session, version_id=version.id, reason=" ")
    desk = hire("周宁", "receptionist")
    with pytest.raises(PermissionRefused), desk.operation(signing.REVEAL, reason="看看") as session:
        signing.reveal_file(session, version_id=version.id, reason="看看")


def test_who_may_not_see_numbers_in_full_may_not_look_at_scans(hire, scanned):
    desk = hire("周宁", "receptionist")
    with pytest.raises(PermissionRefused), desk.operation(signing.REVEAL_PAPER, reason="看看") as session:
        signing.reveal_scan(session, paper_id=scanned.id, scan_id=scanned.scans[0], reason="看看")


def test_a_scan_is_reached_through_its_own_paper_only(reviewer, lease_case, scanned):
    other = next(paper for paper in lease_case.papers if paper.id != scanned.id)
    with (
        pytest.raises(UserError, match="another paper"),
        reviewer.operation(signing.REVEAL_PAPER, reason="核") as session,
    ):
        signing.reveal_scan(session, paper_id=other.id, scan_id=scanned.scans[0], reason="核")


def test_what_is_no_scan_is_refused(tmp_path):
    (tmp_path / "合同.docx").write_bytes(files.word_file("合同"))
    with pytest.raises(UserError, match="neither a PDF nor a picture"):
        signing.prepare_scan(tmp_path / "合同.docx")
    (tmp_path / "大.jpg").write_bytes(b"\xff\xd8\xff" + b"\x00" * (20 * 1024 * 1024))
    with pytest.raises(UserError, match="larger than 20 MB"):
        signing.prepare_scan(tmp_path / "大.jpg")


def test_a_damaged_photograph_says_so_when_it_is_looked_at():
    with pytest.raises(UserError, match="damaged"):
        signing.shown_file(signing.RevealedFile("坏.jpg", b"\xff\xd8\xff" + b"\x00" * 99, "image/jpeg"))


def saved(picture, form, **options):
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def shades(pdf):
    """The darkest and the lightest shade of a PDF's first page, and how many pages it has."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        picture = document[0].render().to_pil().convert("L")
        return (*picture.getextrema(), len(document))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xd8\xff" + b"\x00" * 99, "damaged"),
        (saved(Image.new("1", (6400, 6400)), "PNG"), "A page of “p” has more than 40 million pixels"),
        (
            saved(Image.new("1", (9, 9)), "TIFF", save_all=True, append_images=[Image.new("1", (9, 9))] * 50),
            "“p” has more than 50 pages",
        ),
    ],
    ids=["damaged", "large", "long"],
)
def test_a_picture_that_could_never_be_shown_is_refused_when_it_is_added(tmp_path, data, words):
    (tmp_path / "p").write_bytes(data)
    with pytest.raises(UserError, match=words) as refused:
        signing.prepare_scan(tmp_path / "p")
    assert "import" not in refused.value.hint and "recogni" not in refused.value.message


def test_a_black_and_white_scan_of_fifty_pages_is_shown():
    pages = scans.tiff(*[scans.page(["房屋租赁合同"])] * 50)
    darkest, lightest, count = shades(picture_pdf.pdf_of(pages, "合同.tif"))
    assert darkest < 50 and lightest > 250 and count == 50


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_in_a_picture_is_white_on_paper(mode):
    picture = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (100, 100, 200, 200))
    pdf = picture_pdf.pdf_of(saved(picture.convert(mode), "PNG"), "章.png")
    assert shades(pdf)[0] < 10
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        assert document[0].render().to_pil().convert("L").getpixel((3, 3)) > 250


def test_a_grey_scan_of_sixteen_bits_is_shown_with_its_shades():
    picture = Image.new("I;16", (400, 400), 30_000)
    darkest, lightest, _count = shades(picture_pdf.pdf_of(saved(picture, "PNG"), "灰.png"))
    assert 110 < darkest <= lightest < 125


# what the trail says


def test_the_note_on_a_paper_stands_sealed_in_the_trail_under_the_key_of_the_customer(officer, lease_case):
    present(officer, asking(lease_case), originals=1, copies=1, note="由其妹李秀梅送来")
    with officer.query() as session:
        entries = session.query(AuditEntry).filter_by(table_name="case_paper", action="update").all()
        (payload,) = [json.loads(entry.payload) for entry in entries]
        subject = session.query(SigningCase).one().subject
    assert "李秀梅" not in json.dumps(payload, ensure_ascii=False) and "note" not in payload
    assert payload["sealed"]["subject"] == subject


@pytest.mark.parametrize("number", ["身份证 440106198001010020", "电话 13800138000 联系", "卡号 6222020200112233445"])
def test_a_number_in_the_note_of_a_paper_is_refused_and_what_was_typed_before_is_shown_masked(
    officer, lease_case, number
):
    paper = asking(lease_case)
    with pytest.raises(UserError, match="does not belong") as refused:
        present(officer, paper, originals=1, copies=1, note=number)
    assert refused.value.field == "note"
    with officer.operation(signing.NOTE_PAPER) as session:
        session.get(CasePaper, paper.id).note = number
    old = next(each for each in case_of(officer, lease_case).papers if each.id == paper.id)
    assert old.note != number and old.note[:3] == number[:3] and "*" in old.note
    noted = present(officer, old, originals=1, copies=paper.copies, note=old.note)
    with officer.operation(signing.NOTE_PAPER) as session:
        seen = signing.note_paper(session, paper_id=paper.id, version=noted.version, state="seen")
        assert session.get(CasePaper, paper.id).note == number, "what stands there stays, whoever changes the rest"
    assert seen.note == old.note
    assert present(officer, seen, originals=1, copies=paper.copies, note="五月到期").note == "五月到期"


# the receipt


@on_sqlite
def test_the_receipt_says_what_was_received_given_back_and_is_still_to_come(officer, lease_case, verapdf, tmp_path):
    paper = asking(lease_case)
    give_back(
        officer, present(officer, paper, originals=1, copies=paper.copies, note="五月到期"), lease_case.parties[0]
    )
    with officer.query() as session:
        gathered = signing.gather_receipt(session, case_id=lease_case.id)
    pdf = signing.papers_receipt_pdf(*gathered)
    target = tmp_path / "receipt.pdf"
    target.write_bytes(pdf)
    assert verapdf([target]) == []
    document = pypdfium2.PdfDocument(pdf)
    words = "".join(document[0].get_textpage().get_text_range().split())
    document.close()
    assert "五月到期" in words and "李秀兰" in words and "Stilltobebrought" in words
    missing = next(each for each in gathered[0].papers if each.required and each.state == "missing")
    assert missing.name in words


# what was there before


def test_papers_that_were_seen_before_numbers_were_noted_count_as_presented_in_full(tmp_path):
    engines = open_sqlcipher(tmp_path / "before.db", keys().db)
    with engines.for_migration().begin() as connection:
        config = schema.configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "0006")
        for statement in (
            "INSERT INTO business_type (id, version, code, edition, name, content, current, created_at) "
            "VALUES (1, 1, 'lease', 1, '房屋租赁', '{}', 1, '2026-11-20')",
            "INSERT INTO signing_case (id, version, subject, number, business_type_id, title, copies, contract_no, "
            "attachments, state, opened_at, opened_by, released_by, archive_number, reason) VALUES "
            "(1, 1, 's', 'HT-1', 1, 't', 2, '', '[]', 'draft', '2026-11-20', '李静', '', '', '')",
            "INSERT INTO case_paper (id, version, case_id, place, name, role, required, original, copies, state, "
            "handled_by) VALUES (1, 1, 1, 1, '身份证', '甲方', 1, 1, 2, 'seen', '李静'), "
            "(2, 1, 1, 2, '户口簿', '甲方', 1, 0, 1, 'missing', '')",
        ):
            connection.exec_driver_sql(statement)
    schema.upgrade(engines)
    with engines.for_migration().connect() as connection:
        rows = connection.exec_driver_sql("SELECT originals_shown, copies_shown, note FROM case_paper ORDER BY id")
        assert [tuple(row) for row in rows] == [(1, 2, ""), (0, 0, "")]
    engines.dispose()


# by keyboard


@on_sqlite
def test_papers_are_noted_one_after_the_other_by_f11(sit, officer, lease_case, tmp_path):
    desk = sit(officer, CasesPage)
    desk.press(Qt.Key.Key_F11)
    first = asking(lease_case)
    page = desk.page
    assert page.findChild(QLineEdit, "signing.paper.originals").text() == "1"
    assert page.findChild(QLineEdit, "signing.paper.copies").text() == str(first.copies)
    back = page.findChild(QComboBox, "signing.paper.returned_to")
    back.setCurrentIndex(back.findText("赵志强", Qt.MatchFlag.MatchContains))
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    noted = next(paper for paper in page.shown.papers if paper.id == first.id)
    assert (noted.state, noted.returned_to) == ("returned", "赵志强")
    desk.press(Qt.Key.Key_F11)
    assert not [paper for paper in page.shown.papers if paper.id != first.id and paper.originals_shown]
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.shown.row.missing_papers == lease_case.row.missing_papers - 2


@on_sqlite
def test_what_was_noted_of_a_paper_stands_in_its_form_again(sit, officer, lease_case):
    paper = asking(lease_case)
    present(officer, paper, originals=1, copies=0)
    desk = sit(officer, CasesPage)
    desk.page.edit_paper(next(each for each in desk.page.shown.papers if each.id == paper.id))
    assert desk.page.findChild(QLineEdit, "signing.paper.originals").text() == "1"
    assert desk.page.findChild(QLineEdit, "signing.paper.copies").text() == "0"
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    noted = next(each for each in case_of(officer, lease_case).papers if each.id == paper.id)
    assert (noted.state, noted.originals_shown, noted.copies_shown) == ("missing", 1, 0)


@on_sqlite
def test_of_a_closed_case_only_originals_that_are_still_here_are_asked_about(sit, officer, lease_case):
    one, other = [paper for paper in lease_case.papers if paper.original][:2]
    give_back(officer, present(officer, one, originals=1, copies=0), lease_case.parties[0])
    present(officer, other, originals=1, copies=0)
    with officer.operation(signing.VOID_CASE) as session:
        signing.void_case(session, case_id=lease_case.id, version=lease_case.row.version, reason="客户放弃")
    desk = sit(officer, CasesPage)
    words = " ".join(each.text() for each in desk.page.pane.findChildren(QLabel))
    assert f"{other.role} {other.name}" in words
    desk.press(Qt.Key.Key_F11)
    assert desk.page.findChild(QLineEdit, "signing.paper.originals") is None
    back = desk.page.findChild(QComboBox, "signing.paper.returned_to")
    back.setCurrentIndex(back.findText("李秀兰", Qt.MatchFlag.MatchContains))
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    noted = next(paper for paper in case_of(officer, lease_case).papers if paper.id == other.id)
    assert noted.returned_to == "李秀兰"
    desk.press(Qt.Key.Key_F11)
    assert not desk.page.pane_busy and "no originals here" in desk.said[-1]
    desk.page.edit_paper(next(paper for paper in desk.page.shown.papers if paper.id == one.id))
    assert not desk.page.pane_busy and "no originals here" in desk.said[-1]


def adding_a_scan(sit, officer, case, folder):
    """Somebody before the panel that asks for a scan, the path of one typed in."""
    photo = folder / "p.png"
    photo.write_bytes(scans.png(scans.page([]).resize((400, 500))))
    desk = sit(officer, CasesPage)
    desk.page.add_scan(asking(case))
    panel = desk.panel(FilePanel)
    panel.file.set_text(str(photo))
    return desk, panel


@on_sqlite
def test_adding_a_scan_that_is_cancelled_keeps_nothing(sit, officer, lease_case, tmp_path):
    desk, panel = adding_a_scan(sit, officer, lease_case, tmp_path)
    QTest.keyClick(panel.file.editor, Qt.Key.Key_Return)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    desk.settle()
    assert desk.panel(FilePanel) is None
    assert sum(len(paper.scans) for paper in case_of(officer, lease_case).papers) == 0


@on_sqlite
def test_a_scan_that_is_being_stored_is_stored_though_its_panel_is_closed(sit, officer, lease_case, tmp_path):
    desk, panel = adding_a_scan(sit, officer, lease_case, tmp_path)
    desk.leave_when_stored(panel)
    QTest.keyClick(panel.file.editor, Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: desk.panel(FilePanel) is None, timeout=20_000)
    desk.settle()
    assert sum(len(paper.scans) for paper in case_of(officer, lease_case).papers) == 1


@on_sqlite
def test_a_case_without_a_screen_for_papers_is_not_said_to_lack_a_right(sit, officer, scanned):
    desk = sit(officer, CasesPage)
    desk.page.look_at_scan(scanned, scanned.scans[0])
    assert "cannot be shown here" in desk.said[-1]


@on_sqlite
def test_a_scan_is_added_after_the_paper_was_noted(sit, officer, lease_case, tmp_path):
    photo = tmp_path / "p.png"
    photo.write_bytes(scans.png(scans.page([]).resize((400, 500))))
    desk = sit(officer, CasesPage)
    desk.page.add_scan(asking(lease_case))
    panel = desk.panel(FilePanel)
    panel.file.set_text(str(tmp_path / "none.png"))
    QTest.keyClick(panel.file.editor, Qt.Key.Key_Return)
    desk.settle()
    assert "no file" in panel.file.problem.text()
    panel.file.set_text(str(photo))
    QTest.keyClick(panel.file.editor, Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: desk.panel(FilePanel) is None, timeout=20_000)
    desk.settle()
    assert sum(len(paper.scans) for paper in case_of(officer, lease_case).papers) == 1
    with officer.query() as session:
        assert session.query(Attachment).filter_by(owner_table="case_paper").one().media_type == "image/png"


@on_sqlite
def test_what_is_shown_for_a_reason_is_neither_saved_nor_printed(sit, officer, reviewer, lease_case, scanned):
    with officer.query() as session:
        brief = signing.case_brief(session, case_id=lease_case.id)
    contract = signing.prepare_version(files.pdf_file(corpus.LEASE), name="租赁合同.pdf", brief=brief)
    with officer.operation(signing.ADD_VERSION) as session:
        signing.add_version(session, case_id=lease_case.id, prepared=contract)
    for page, look in (
        (CasesPage, lambda page: page.look_at_scan(scanned, scanned.scans[0])),
        (ReviewPage, lambda page: page.original()),
    ):
        desk = sit(reviewer, page)
        desk.page.context = replace(desk.page.context, outlet=Paper(reviewer, "一号签约中心"))
        look(desk.page)
        asked = desk.panel(ReasonPanel)
        asked.row.set_text("核对本人")
        asked.finish()
        desk.settle()
        preview = desk.panel(PdfPreview)
        assert not preview.pages.paper.pixmap().isNull()
        assert {button.text() for button in preview.findChildren(Button) if button.text()} == {"Close"}
        preview.reject()
