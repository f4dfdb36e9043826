"""The signing room's pages by keyboard alone: import, review, release, sign."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from signdesk.core.errors import UserError
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.pages.cases_page import CasesPage
from signdesk.domains.signing.pages.parts import ImportPanel
from signdesk.domains.signing.pages.review_page import ReviewPage
from signdesk.domains.signing.pages.session_page import SessionPage
from signdesk.domains.signing.service import SessionFlow
from signdesk.ui.buttons import Button
from signdesk.ui.dialogs import ReasonPanel
from tests.domains.signing import corpus
from tests.domains.signing.test_way import FAULTY, release, sign_everything_off, submit
from tests.io import scans

on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"])


@on_sqlite
def test_a_contract_is_imported_by_typing_its_path_and_a_picture_is_refused_beside_the_field(
    sit, officer, lease_case, tmp_path
):
    desk = sit(officer, CasesPage)
    desk.press(Qt.Key.Key_F9)
    panel = desk.panel(ImportPanel)
    (tmp_path / "x.docx").write_bytes(b"GIF89a" + b"\x00" * 64)
    desk.type(str(tmp_path / "x.docx"))
    desk.press(Qt.Key.Key_Return)
    assert "picture" in panel.file.problem.text() and panel.isVisible()
    (tmp_path / "租赁合同.txt").write_text(corpus.LEASE, encoding="gb18030")
    panel.file.editor.clear()
    panel.file.editor.setFocus()
    desk.type(str(tmp_path / "租赁合同.txt"))
    desk.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: desk.panel(ImportPanel) is None, timeout=20_000)
    assert desk.opened == [("signing.review", lease_case.id)]


@on_sqlite
def test_an_import_that_is_left_before_it_reads_brings_in_nothing(sit, officer, lease_case, tmp_path):
    (tmp_path / "租赁合同.txt").write_text(corpus.LEASE, encoding="utf-8")
    desk = sit(officer, CasesPage)
    desk.press(Qt.Key.Key_F9)
    panel = desk.panel(ImportPanel)
    heard = []
    desk.ops.progressed.connect(lambda *said: heard.append(said))
    panel.file.set_text(str(tmp_path / "租赁合同.txt"))
    panel.finish()
    panel.reject()
    QCoreApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete)
    desk.settle()
    assert desk.opened == [] and heard == []


@on_sqlite
def test_an_import_that_is_left_while_it_is_stored_is_shown_all_the_same(sit, officer, lease_case, tmp_path):
    (tmp_path / "租赁合同.txt").write_text(corpus.LEASE, encoding="utf-8")
    desk = sit(officer, CasesPage)
    desk.press(Qt.Key.Key_F9)
    panel = desk.panel(ImportPanel)
    desk.leave_when_stored(panel)
    panel.file.set_text(str(tmp_path / "租赁合同.txt"))
    panel.finish()
    desk.settle()
    assert desk.opened == [("signing.review", lease_case.id)]


@on_sqlite
def test_a_scan_is_imported_with_its_progress_and_can_be_given_up(sit, officer, lease_case, tmp_path):
    scan = tmp_path / "扫描.jpg"
    scan.write_bytes(scans.jpeg(scans.page(corpus.LEASE.split("\n")[:4])))
    desk = sit(officer, CasesPage)

    def begin() -> ImportPanel:
        desk.bot.waitUntil(lambda: desk.panel(ImportPanel) is None)
        desk.page.setFocus()
        desk.press(Qt.Key.Key_F9)
        panel = desk.panel(ImportPanel)
        panel.file.set_text(str(scan))
        panel.finish()
        return panel

    panel = begin()
    desk.bot.waitUntil(lambda: panel.doing.isVisible(), timeout=60_000)
    assert "scan" in panel.doing.text() or "page 1 of 1" in panel.doing.text()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    desk.settle()
    assert desk.opened == [] and desk.panel(ImportPanel) is None
    begin()
    desk.bot.waitUntil(lambda: desk.opened != [], timeout=120_000)
    with officer.query() as session:
        review = signing.review_info(session, case_id=lease_case.id)
    notes = [finding.message for finding in review.findings if finding.check == "scan_reading"]
    assert any(note.startswith("Read from a scan: 1 page") for note in notes)


@on_sqlite
def test_a_case_is_opened_from_the_keyboard(sit, officer):
    desk = sit(officer, CasesPage)
    desk.press(Qt.Key.Key_F3)
    desk.press(Qt.Key.Key_3)  # the third business type: lease
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    for words in ("李秀兰", corpus.LI):
        desk.type(words)
        if len(words) < 18:
            desk.press(Qt.Key.Key_Return)
    form = desk.page.findChild(QLineEdit, "signing.case.name1")
    form.setFocus()
    desk.type("赵志强")
    desk.page.findChild(QLineEdit, "signing.case.amount").setText("54,000")
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.bot.waitUntil(lambda: desk.page.table.rowCount() == 1)
    desk.settle()
    case = desk.page.shown
    assert case.row.parties == "李秀兰 / 赵志强" and case.parties[0].id_number.startswith("320")
    desk.press(Qt.Key.Key_F7)
    assert desk.page.shown.row.missing_papers == 0


@on_sqlite
def test_the_review_is_gone_through_settled_and_released_by_keys(sit, officer, reviewer, lease_case, bring_in):
    bring_in(lease_case, FAULTY)
    submit(officer, lease_case)
    desk = sit(reviewer, ReviewPage)
    page = desk.page
    assert "6 open: 2 problems · 0 doubts · 4 to check" in page.header.facts.text()
    assert page.points[0].finding is not None and page.points[0].unresolved
    desk.press(Qt.Key.Key_F12)
    assert any("Not yet" in words and "Gaps left blank: 1 point" in words for words in desk.said)
    first = page.current
    desk.press(Qt.Key.Key_F8)
    assert page.current == page.points[1].id != first
    desk.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.current == first
    marked = [selection.cursor.selectedText() for selection in page.document.extraSelections()]
    assert "肆仟元整" in marked and "____" in marked
    desk.press(Qt.Key.Key_F5)
    assert any(point.finding and point.finding.state == "accepted" for point in page.points)
    for _finding in range(2):
        while page._point().finding is None:
            desk.press(Qt.Key.Key_F8)
        desk.press(Qt.Key.Key_F7)
        assert desk.panel(ReasonPanel) is not None
        desk.type("双方书面确认")
        desk.press(Qt.Key.Key_Return)
        desk.settle()
        if page._open_points():
            page.view.select_id(page._open_points()[0].id)
            desk.settle()
    for _item in range(4):
        desk.press(Qt.Key.Key_F6)
        if page._open_points():
            page.view.select_id(page._open_points()[0].id)
            desk.settle()
    assert "Nothing open" in page.header.facts.text()
    desk.press(Qt.Key.Key_F12)
    assert page.loaded.review.case.row.state == "released"


@on_sqlite
def test_the_drafter_is_refused_in_words(sit, officer, reviewer, lease_case, bring_in):
    bring_in(lease_case, corpus.LEASE)
    desk = sit(officer, ReviewPage)
    desk.press(Qt.Key.Key_F12)
    assert any("may not release" in words for words in desk.said)
    desk.press(Qt.Key.Key_F10)
    assert desk.page.loaded.review.case.row.state == "in_review"


def test_marks_stand_at_their_words_also_behind_numbers_and_superscripts(qtbot, qapp):
    from signdesk.core.text import Block, Place, TextModel
    from signdesk.domains.signing.pages.document_view import DocumentView, Mark

    model = TextModel(
        "docx",
        (
            Block(1, "paragraph", "甲方：张三，乙方：李四", "P1", numerals=((0, "第一条"),), emphasised=((0, 2),)),
            Block(2, "cell", "金额\n壹万元整", "T1R1C1"),
        ),
    )
    view = DocumentView("test")
    qtbot.addWidget(view)
    places = [Place(1, 3, 5), Place(1, 9, 11), Place(2, 3, 7), Place(1, 0, 0)]
    view.show_text(1, model, [Mark(n, n, place, True, True) for n, place in enumerate(places, 1)])
    found = [selection.cursor.selectedText() for selection in view.extraSelections()]
    assert found == ["张三", "李四", "壹万元整", ""]
    view.go_to(2)
    assert view.extraSelections()[-1].cursor.selectedText() == "李四"


@pytest.fixture
def released_lease(officer, reviewer, lease_case, bring_in):
    """A contract that can be signed at once."""
    bring_in(lease_case, corpus.LEASE)
    submit(officer, lease_case)
    sign_everything_off(reviewer, lease_case)
    release(reviewer, lease_case)
    with officer.operation(signing.NOTE_PAPER) as session:
        for paper in signing.case_info(session, case_id=lease_case.id).papers:
            signing.note_paper(session, paper_id=paper.id, version=paper.version, state="seen")
    return lease_case


CTRL_RETURN = Qt.KeyboardModifier.ControlModifier | Qt.Key.Key_Return


@on_sqlite
def test_the_key_for_the_next_step_pressed_before_the_signing_has_begun_takes_that_step(sit, officer, released_lease):
    desk = sit(officer, SessionPage)
    desk.press(Qt.Key.Key_F3)
    desk.press_at_once(CTRL_RETURN, Qt.Key.Key_F8)
    assert desk.page.loaded.session.state == "running"
    assert desk.page.findChild(QLineEdit, "signing.verify.document").isVisible()
    desk.press_at_once(CTRL_RETURN, Qt.Key.Key_F8)
    desk.press_at_once(CTRL_RETURN, Qt.Key.Key_F8, Qt.Key.Key_F8)
    clause = SessionFlow(desk.page.loaded.session).info.clauses
    assert [one.verified_by != "" for one in desk.page.loaded.session.signatories] == [True, True]
    assert clause[0].explained_at is not None


class LosesTheServer(SessionPage):
    """The page at a station whose connection comes and goes."""

    lost = False

    def find_records(self, session, query):
        if self.lost:
            raise UserError("The connection was lost.")
        return super().find_records(session, query)


@on_sqlite
def test_a_key_pressed_while_the_page_could_not_follow_is_not_played_later_on_something_else(
    sit, officer, released_lease
):
    desk = sit(officer, LosesTheServer)
    desk.press(Qt.Key.Key_F3)
    desk.press_at_once(CTRL_RETURN)
    for _signatory in range(2):
        desk.press(Qt.Key.Key_F8)
        desk.press_at_once(CTRL_RETURN)
    desk.page.lost = True
    desk.press_at_once(Qt.Key.Key_F8, Qt.Key.Key_F8)
    assert any("connection was lost" in words for words in desk.said)
    desk.page.lost = False
    desk.page.refresh()
    desk.settle()
    explained = [clause for clause in desk.page.loaded.session.clauses if clause.explained_at is not None]
    assert len(explained) == 1 and not explained[0].acknowledged


@on_sqlite
def test_a_whole_signing_by_f8(sit, officer, released_lease):
    desk = sit(officer, SessionPage)
    page = desk.page
    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.loaded.session.state == "running"
    desk.press(Qt.Key.Key_F12)
    assert any("identity not verified" in words for words in desk.said)
    for _signatory in range(2):
        desk.press(Qt.Key.Key_F8)
        desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page._step == "clauses"
    for _act in range(60):
        if SessionFlow(page.loaded.session).current.name == "finish":
            break
        desk.press(Qt.Key.Key_F8)
    assert page._step == "matrix" and not SessionFlow(page.loaded.session).open_cells
    desk.press_at_once(Qt.Key.Key_F8, Qt.Key.Key_F12)
    desk.bot.waitUntil(lambda: page.loaded.session.state == "completed", timeout=30_000)
    desk.settle()
    with officer.query() as session:
        assert signing.case_info(session, case_id=released_lease.id).row.state == "signed"
    buttons = {button.text() for button in page.pane.findChildren(Button) if button.isVisible()}
    assert "Signing record" in buttons and "Mark the row" not in buttons, "the pane follows the end of the session"
    assert not page.context.actions.is_enabled(f"{page.page_id}.complete")
    assert not [words for words in desk.said if "meanwhile" in words], "the second key asked for nothing more"
