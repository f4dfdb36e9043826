"""The archive's page in a real window on a real centre: searching, taking in, lending, by keys and fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from signdesk.app.paper import Paper
from signdesk.core import approvals, clock
from signdesk.core.audit import AuditEntry
from signdesk.core.centre import Centre
from signdesk.core.operations import Seat
from signdesk.domains.archive import service as archive
from signdesk.domains.archive.pages import DossiersPage
from signdesk.domains.archive.pages.parts import ItemButton, RowButton
from signdesk.domains.archive.rules import Required
from signdesk.domains.archive.service import DossierInfo, Filters, Intake, ItemIn, PartyIn
from signdesk.ui import theme
from signdesk.ui.actions import ActionRegistry
from signdesk.ui.buttons import Button
from signdesk.ui.dialogs import ReasonPanel
from signdesk.ui.messages import Messages
from signdesk.ui.ops import Crash, Ops
from signdesk.ui.page import Forgetful, PageContext
from signdesk.ui.preview import PdfPreview
from tests.core.conftest import Staff
from tests.domains.archive.conftest import PDF, SignedCases
from tests.io import contract_files

TakeIn = Callable[..., DossierInfo]
pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@dataclass
class Desk:
    """The page in a window, and a way to wait until nothing is under way."""

    page: DossiersPage
    actions: ActionRegistry
    messages: Messages
    ops: Ops
    went: list[tuple[Any, ...]]
    drafts: Forgetful
    window: QWidget = field(repr=False)

    def settle(self) -> None:
        for _round in range(4):
            while not self.ops.idle:
                QApplication.processEvents()
            QApplication.processEvents()

    def press(self, action: str) -> bool:
        now = self.actions.clock()
        self.actions.clock = lambda: now + 10
        done = self.actions.run(action)
        self.settle()
        return done

    def search(self, words: str) -> None:
        self.page.search.setText(words)
        self.page.search.ask_now()
        self.settle()

    def titles(self) -> list[str]:
        table = self.page.table
        return [table.record(row).title for row in range(len(table.ids))]

    def words(self) -> str:
        """Everything the pane says."""
        labels = self.page.pane.findChildren(QWidget)
        return "\n".join(str(part.text()) for part in labels if hasattr(part, "text") and callable(part.text))


@pytest.fixture
def desk_of(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Seat], Desk]]:
    """Seats somebody at the page."""
    with ExitStack() as closing:
        yield lambda seat: closing.enter_context(_sitting(qtbot, qapp, seat))


@pytest.fixture
def desk(desk_of: Callable[[Seat], Desk], archivist: Seat) -> Desk:
    """The archivist at the page."""
    return desk_of(archivist)


@contextmanager
def _sitting(qtbot: QtBot, qapp: QApplication, seat: Seat) -> Iterator[Desk]:
    theme.apply(qapp, scheme="light")
    ops = Ops(seat)
    crashes: list[Crash] = []
    ops.crashed.connect(crashes.append)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1252, 810)
    actions, messages = ActionRegistry(seat, window), Messages(window)
    ops.refused.connect(messages.error)
    went: list[tuple[Any, ...]] = []
    drafts = Forgetful()
    outlet = Paper(seat, "一号签约中心")
    context = PageContext(seat, ops, actions, messages, lambda *to: went.append(to), Forgetful(), drafts, outlet)
    page = DossiersPage(context)
    box = QVBoxLayout(window)
    for part in (messages.bar, page, messages.strip):
        box.addWidget(part)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made = Desk(page, actions, messages, ops, went, drafts, window)
    made.settle()
    yield made
    ops.close()
    for crash in crashes:
        raise crash.error


def editor(desk: Desk, name: str) -> QLineEdit | QPlainTextEdit:
    found = [w for kind in (QLineEdit, QPlainTextEdit) for w in desk.page.pane.findChildren(kind)]
    return next(w for w in found if w.accessibleName() == name and w.isVisibleTo(desk.window))


def type_into(desk: Desk, name: str, words: str) -> None:
    """As an input method would: key clicks with Chinese characters end the process."""
    widget = editor(desk, name)
    widget.setFocus()
    if isinstance(widget, QLineEdit):
        widget.setText(words)
        widget.textEdited.emit(words)
    else:
        widget.setPlainText(words)


def button(desk: Desk, name: str) -> Button:
    return next(b for b in desk.window.findChildren(Button) if b.accessibleName() == name and b.isVisible())


def test_an_empty_archive_says_so_and_offers_to_take_in(desk: Desk) -> None:
    assert desk.page.stack.currentWidget() is desk.page.empty
    assert button(desk, "归档入库").isEnabled()


def test_the_list_follows_what_is_taken_in_elsewhere(desk: Desk, take_in: TakeIn) -> None:
    take_in("房屋租赁合同", "王建国")
    desk.settle()
    assert desk.titles() == ["房屋租赁合同"]
    assert desk.page.header.facts.text() == "1 卷"
    assert "QY01-HT·2026-D30-0001" in desk.words()


def test_searching_says_where_each_was_found_and_esc_leads_back(desk: Desk, take_in: TakeIn) -> None:
    take_in("房屋租赁合同", "王建国")
    take_in("借款合同", "李明")
    desk.search("wjg")
    assert desk.titles() == ["房屋租赁合同"]
    columns = [column.key for column in desk.page.table.columns]
    assert desk.page.table.text(0, columns.index("found_in")) == "拼音"
    assert desk.page.header.facts.text() == "命中 1 卷"
    QTest.keyClick(desk.page.search, Qt.Key.Key_Escape)
    desk.settle()
    assert len(desk.titles()) == 2
    assert "found_in" not in [column.key for column in desk.page.table.columns]


def test_chips_narrow_the_list_and_are_remembered(desk: Desk, take_in: TakeIn) -> None:
    take_in("旧合同", signed_on=date(2024, 1, 1))
    take_in("新合同")
    desk.settle()
    desk.page.menu_chips["year"].choose(2024)
    desk.settle()
    assert desk.titles() == ["旧合同"]
    assert desk.page.menu_chips["year"].accessibleName() == "年度 2024"
    assert desk.page.context.memory.get("menus.archive.dossiers") == {"year": 2024}
    desk.page.clear_filters()
    desk.settle()
    assert len(desk.titles()) == 2


def test_a_chip_offers_its_values_in_a_menu(desk: Desk) -> None:
    chip = desk.page.menu_chips["retention"]
    menu = chip.open_menu()
    assert [action.text() for action in menu.actions()] == ["全部", "永久", "30 年", "10 年"]
    menu.actions()[1].trigger()
    menu.close()
    desk.settle()
    assert desk.page.wanted() == Filters(retention="Y")


def test_a_dossier_is_taken_in_by_hand(desk: Desk, archivist: Seat, tmp_path: Path) -> None:
    file = tmp_path / "合同.txt"
    file.write_text("房屋租赁合同\n第一条 房屋坐落于幸福路。\n第二条 租金每月三千元。", "utf-8")
    desk.press("archive.dossiers.take_in")
    type_into(desk, "题名", "幸福路租赁合同")
    type_into(desk, "当事人 1 名称", "张三")
    type_into(desk, "当事人 1 证件号码", "110105 19491231 002x")
    type_into(desk, "第 1 件 页数", "3")
    items = desk.page.form.items
    items.take_file(items.rows[0], items._cells[2], file)
    assert editor(desk, "第 1 件 文件题名").text() == "合同"
    desk.page.form.save()
    desk.settle()
    dossier = desk.page.shown
    assert (dossier.title, dossier.item_count, dossier.page_count) == ("幸福路租赁合同", 1, 3)
    assert dossier.parties[0].id_number == "110***********002X"
    assert dossier.parties[0].id_kind == "resident_id"
    desk.search("坐落于幸福")
    assert desk.titles() == ["幸福路租赁合同"]
    desk.press("archive.dossiers.take_in")
    assert editor(desk, "题名").text() == ""


def test_what_is_missing_is_said_and_nothing_typed_is_lost(desk: Desk, archivist: Seat) -> None:
    desk.press("archive.dossiers.take_in")
    type_into(desk, "题名", "租赁合同")
    desk.page.form.save()
    desk.settle()
    assert desk.page.form.parties.problem.text().startswith("案卷至少要有一位当事人")
    type_into(desk, "当事人 1 名称", "张三")
    type_into(desk, "当事人 1 证件号码", "110105194912310021")
    desk.page.form.save()
    desk.settle()
    assert desk.page.form.parties.problem.text()
    type_into(desk, "当事人 1 证件号码", "")
    desk.page.form.save()
    desk.settle()
    assert desk.page.form.items.problem.text().startswith("案卷至少要有一件卷内文件")
    type_into(desk, "第 1 件 文件题名", "合同")
    type_into(desk, "第 1 件 页数", "零")
    desk.page.form.save()
    assert "数字" in desk.page.form.items.problem.text()
    type_into(desk, "第 1 件 页数", "2")
    desk.page.form.save()
    desk.settle()
    assert desk.titles() == ["租赁合同"]


def test_a_half_filled_form_is_there_again(desk: Desk) -> None:
    desk.press("archive.dossiers.take_in")
    type_into(desk, "题名", "租赁合同")
    type_into(desk, "当事人 1 名称", "张三")
    desk.page.keep_drafts()
    assert desk.page.unsaved()
    desk.page.pane_busy = False
    desk.press("archive.dossiers.take_in")
    assert editor(desk, "题名").text() == "租赁合同"
    assert editor(desk, "当事人 1 名称").text() == "张三"
    desk.page.close_form(desk.page.form)
    desk.settle()
    desk.press("archive.dossiers.take_in")
    assert editor(desk, "当事人 1 名称").text() == ""


def test_rows_are_added_and_removed(desk: Desk) -> None:
    desk.press("archive.dossiers.take_in")
    button(desk, "添加卷内文件").click()
    desk.settle()
    type_into(desk, "第 2 件 文件题名", "附件")
    items = desk.page.form.items
    assert [row["title"] for row in items.values()] == ["附件"]
    items.remove_row(items.rows[0])
    assert editor(desk, "第 1 件 文件题名").text() == "附件"
    items.remove_row(items.rows[0])
    assert items.values() == []
    assert len(items.rows) == 1


def test_a_dossier_is_lent_and_taken_back(desk: Desk, take_in: TakeIn, archivist: Seat) -> None:
    take_in()
    desk.settle()
    assert not desk.actions.is_enabled("archive.dossiers.take_back")
    desk.press("archive.dossiers.lend")
    type_into(desk, "借阅人", "何律")
    desk.page.form.save()
    assert not desk.page.form.rows["purpose"].problem.isHidden()
    type_into(desk, "利用目的", "核对")
    desk.page.form.save()
    desk.settle()
    assert desk.page.shown.loan.borrower == "何律"
    assert desk.page.table.text(0, 0) == "借出"
    due = clock.today() + timedelta(days=30)
    assert f"何律，{due:%m-%d} 应还" in [desk.page.table.text(0, n) for n in range(7)]
    assert not desk.actions.is_enabled("archive.dossiers.lend")
    desk.press("archive.dossiers.take_back")
    type_into(desk, "还回页数", "17")
    desk.page.form.save()
    desk.settle()
    assert "17" in desk.page.form.rows["condition"].problem.text()
    type_into(desk, "状况", "少一页")
    desk.page.form.save()
    desk.settle()
    assert desk.page.shown.loan is None
    assert desk.page.table.text(0, 0) == "在库"


def test_a_wrong_loan_is_undone(desk: Desk, take_in: TakeIn, archivist: Seat) -> None:
    take_in()
    desk.settle()
    desk.press("archive.dossiers.lend")
    type_into(desk, "借阅人", "何律")
    type_into(desk, "利用目的", "核对")
    desk.page.form.save()
    desk.settle()
    desk.messages.strip.undo()
    desk.settle()
    assert desk.page.shown.loan is None
    with archivist.query() as session:
        assert [loan.result for loan in archive.loans(session, running_only=False)] == ["撤销借出"]


def test_dossiers_are_put_into_a_box(desk: Desk, take_in: TakeIn) -> None:
    take_in("甲")
    take_in("乙")
    desk.settle()
    desk.page.view.selectAll()
    desk.press("archive.dossiers.box")
    type_into(desk, "库位", "A-02-3")
    desk.page.form.save()
    desk.settle()
    assert desk.page.shown.box == "2026-D30-1"
    assert [desk.page.table.record(row).place for row in range(2)] == ["A-02-3", "A-02-3"]
    assert desk.actions.is_enabled("archive.dossiers.spine")


def test_items_are_buttons_that_space_opens(desk: Desk, take_in: TakeIn) -> None:
    take_in(
        items=[
            ItemIn("contract", "合同", data=PDF, media_type="application/pdf"),
            ItemIn("identity", "身份证复印件", pages=2),
        ]
    )
    desk.settle()
    items = desk.page.pane.findChildren(ItemButton)
    assert [item.accessibleName() for item in items] == ["01 合同, 1 页", "02 身份证复印件, 2 页"]
    items[1].setFocus()
    QTest.keyClick(items[1], Qt.Key.Key_Space)
    desk.settle()
    assert "仅有纸质" in desk.messages.bar.text


def test_a_dossier_asked_for_elsewhere_is_shown_also_if_chips_would_hide_it(desk: Desk, take_in: TakeIn) -> None:
    old = take_in("旧合同", signed_on=date(2024, 1, 1))
    take_in("新合同")
    desk.settle()
    desk.page.menu_chips["year"].choose(2026)
    desk.settle()
    desk.page.open_record(old.id)
    desk.settle()
    assert desk.page.shown.id == old.id


def test_a_long_list_is_whole_after_its_first_page_and_keeps_its_place(desk: Desk, archivist: Seat) -> None:
    items = [ItemIn(kind="contract", title="合同")]
    intakes = [Intake(f"合同{n}", [PartyIn(name="李明")], items, date(2025, 1, 1)) for n in range(300)]
    with archivist.operation(archive.TAKE_IN) as session:
        archive.take_in_many(session, intakes=intakes)
    desk.settle()
    assert len(desk.page.table.ids) == 300
    desk.page.view.verticalScrollBar().setValue(3000)
    top = desk.page.table.id_at(desk.page.view.rowAt(2))
    with archivist.operation(archive.TAKE_IN) as session:
        archive.take_in_many(session, intakes=intakes[:1])
    desk.settle()
    assert len(desk.page.table.ids) == 301
    assert desk.page.table.id_at(desk.page.view.rowAt(2)) == top


def test_a_case_that_is_due_is_taken_in_from_its_list(desk: Desk, signed_cases: SignedCases, take_in: TakeIn) -> None:
    desk.page.refresh()
    desk.settle()
    assert button(desk, "应归档 1").isEnabled()
    desk.press("archive.dossiers.pending")
    case = next(link for link in desk.page.pane.findChildren(RowButton) if "YW-1" in link.accessibleName())
    case.click()
    desk.settle()
    assert "2026-11-27" in desk.words()
    next(b for b in desk.page.pane.findChildren(Button) if b.text() == "归档入库" and b.isVisible()).click()
    desk.settle()
    assert desk.page.shown.source == ("probe_case", 3)
    assert signed_cases.heard == [(3, desk.page.shown.number)]
    desk.press("archive.dossiers.pending")
    assert "已签约的业务都已归档" in desk.words()


def test_the_due_cases_stay_when_a_rows_details_arrive_late_and_esc_leads_back(
    desk: Desk, signed_cases: SignedCases, take_in: TakeIn
) -> None:
    dossier = take_in()
    desk.page.open_record(dossier.id)
    desk.settle()
    desk.page.read_pane()
    desk.page.show_pending()  # before the row's details are here
    desk.settle()
    assert [link for link in desk.page.pane.findChildren(RowButton) if "YW-1" in link.accessibleName()]
    assert not desk.page.unsaved()
    QTest.keyClick(desk.page.view, Qt.Key.Key_Escape)
    desk.settle()
    assert desk.page.pane.record_id == dossier.id


def test_a_case_that_lacks_something_says_so_instead(desk: Desk, archivist: Seat, signed_cases: SignedCases) -> None:
    with archivist.operation(archive.SET_UP_CATEGORY) as session:
        required = [Required("contract", "合同"), Required("identity", "身份证复印件")]
        archive.set_up_category(session, code="HT", name="合同", fonds="SQ01", required=required)
    desk.page.refresh()
    desk.settle()
    desk.press("archive.dossiers.pending")
    next(link for link in desk.page.pane.findChildren(RowButton)).click()
    desk.settle()
    assert "还缺：身份证复印件" in desk.words()
    assert not [b for b in desk.page.pane.findChildren(Button) if b.text() == "归档入库" and b.isVisible()]


@pytest.mark.parametrize("paper", ["cover", "items", "labels", "loans", "readings", "box_note", "spine"])
def test_every_paper_is_shown_before_it_is_printed(desk: Desk, take_in: TakeIn, archivist: Seat, paper: str) -> None:
    dossier = take_in()
    with archivist.operation(archive.PUT_IN_BOX) as session:
        archive.put_in_box(session, dossier_ids=[dossier.id], place="A-1")
    with archivist.operation(archive.LEND) as session:
        version = archive.dossier_info(session, dossier_id=dossier.id).version
        archive.lend(session, dossier_id=dossier.id, version=version, borrower="何律", purpose="核对")
    desk.settle()
    assert desk.press(f"archive.dossiers.{paper}")
    preview = next(panel for panel in desk.window.findChildren(PdfPreview))
    assert preview.pages.pdf.startswith(b"%PDF-")
    assert not preview.pages.paper.pixmap().isNull()
    preview.reject()


def photograph() -> bytes:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def button_words(preview: PdfPreview) -> set[str]:
    return {button.text() for button in preview.findChildren(Button) if button.text()}


def read_for(desk: Desk, reason: str) -> PdfPreview:
    """Answer why, and wait for the file."""
    asked = desk.window.findChild(ReasonPanel)
    asked.row.set_text(reason)
    asked.finish()
    desk.settle()
    preview = desk.window.findChild(PdfPreview)
    assert preview is not None and not preview.pages.paper.pixmap().isNull()
    return preview


def key(panel: QDialog, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key pressed in the dialog that was opened last."""
    panel.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(panel.focusWidget() or panel, key, held)


def close(desk: Desk, panel: QDialog) -> None:
    panel.reject()
    QApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete)
    desk.settle()


def readings(seat: Seat) -> list[tuple[str, str | None]]:
    with seat.query() as session:
        rows = session.scalars(
            select(AuditEntry).where(AuditEntry.operation == archive.READ_FILE.name).order_by(AuditEntry.seq)
        )
        return [(row.action, row.reason) for row in rows]


def test_a_picture_is_shown_as_a_page_drawn_in_the_limited_process(desk: Desk, take_in: TakeIn) -> None:
    take_in(items=[ItemIn("contract", "照片", data=photograph(), media_type="image/png")])
    desk.settle()
    desk.page.pane.findChildren(ItemButton)[0].click()
    preview = read_for(desk, "检查案卷")
    assert preview.pages.pdf.startswith(b"%PDF-")
    assert button_words(preview) == {"关闭", "复制…"}, "a file that is read is not kept but by a numbered copy"


def test_a_word_contract_is_read_as_pages_and_may_be_copied(desk: Desk, take_in: TakeIn, archivist: Seat) -> None:
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    data = contract_files.word_file(*contract_files.CONTRACT)
    take_in(items=[ItemIn("contract", "合同", data=data, media_type=media_type, file_name="定稿.docx")])
    desk.settle()
    desk.page.pane.findChildren(ItemButton)[0].click()
    preview = read_for(desk, "检查案卷")
    assert preview.pages.pdf.startswith(b"%PDF-") and readings(archivist) == [("reveal", "检查案卷")]
    assert button_words(preview) == {"关闭", "复制…"}


def test_a_damaged_picture_says_so_in_words(desk: Desk, take_in: TakeIn) -> None:
    take_in(items=[ItemIn("contract", "照片", data=photograph()[:60], media_type="image/png")])
    desk.settle()
    desk.page.pane.findChildren(ItemButton)[0].click()
    asked = desk.window.findChild(ReasonPanel)
    asked.row.set_text("检查案卷")
    asked.finish()
    desk.settle()
    assert desk.window.findChild(PdfPreview) is None
    assert "照片" in desk.messages.bar.text


def test_one_key_gives_the_reason_and_it_holds_for_the_other_items_until_another_dossier_is_chosen(
    desk: Desk, take_in: TakeIn, archivist: Seat
) -> None:
    picture = photograph()
    for name in ("甲", "乙"):
        take_in(
            name,
            items=[
                ItemIn("contract", f"{name}合同", data=picture + name.encode(), media_type="image/png"),
                ItemIn("signing_record", f"{name}签约记录", data=picture, media_type="image/png"),
            ],
        )
    desk.settle()
    first, second = desk.page.table.ids[0], desk.page.table.ids[1]
    desk.page.view.select_id(first)
    desk.settle()
    desk.page.pane.findChildren(ItemButton)[0].click()
    asked = desk.window.findChild(ReasonPanel)
    key(asked, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    close(desk, desk.window.findChild(PdfPreview))
    desk.page.pane.findChildren(ItemButton)[1].click()
    assert desk.window.findChild(ReasonPanel) is None or not desk.window.findChild(ReasonPanel).isVisible()
    desk.settle()
    close(desk, desk.window.findChild(PdfPreview))
    assert readings(archivist) == [("reveal", "与纸质件核对"), ("read", "与纸质件核对")]
    desk.page.view.select_id(second)
    desk.settle()
    desk.page.pane.findChildren(ItemButton)[1].click()
    desk.settle()
    assert desk.window.findChild(PdfPreview) is None
    assert any(panel.isVisible() for panel in desk.window.findChildren(ReasonPanel))


def test_after_the_screen_was_locked_the_reason_is_asked_anew(desk: Desk, take_in: TakeIn) -> None:
    take_in(items=[ItemIn("contract", "照片", data=photograph(), media_type="image/png")])
    desk.settle()
    desk.page.pane.findChildren(ItemButton)[0].click()
    close(desk, read_for(desk, "检查案卷"))
    desk.page.hide_secrets()
    desk.page.pane.findChildren(ItemButton)[0].click()
    desk.settle()
    assert desk.window.findChild(PdfPreview) is None


def ask_for_a_copy(desk: Desk) -> ReasonPanel:
    """Read the first item, and press the key for a copy of it."""
    desk.page.pane.findChildren(ItemButton)[0].click()
    preview = read_for(desk, "答复查询")
    key(preview, Qt.Key.Key_F8)
    QApplication.sendPostedEvents(preview, QEvent.Type.DeferredDelete)
    desk.settle()
    return next(panel for panel in desk.window.findChildren(ReasonPanel) if panel.isVisible())


def copies(seat: Seat) -> list[str | None]:
    with seat.query() as session:
        return list(session.scalars(select(AuditEntry.reason).where(AuditEntry.action == "copy")))


def test_a_party_gets_a_marked_copy_by_one_key_and_only_that_one_is_saved(
    desk: Desk, take_in: TakeIn, archivist: Seat
) -> None:
    take_in("甲", "王建国", "赵志强", items=[ItemIn("contract", "合同", data=photograph(), media_type="image/png")])
    desk.settle()
    key(ask_for_a_copy(desk), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    copy = desk.window.findChild(PdfPreview)
    assert button_words(copy) == {"关闭", "另存为 PDF…", "打印"}
    assert copy.windowTitle().startswith("FB-") and not copy.pages.paper.pixmap().isNull()
    assert copies(archivist) == ["赵志强本人留存"]


def test_a_copy_for_somebody_else_is_asked_for_and_made_after_it_was_approved(
    desk_of: Callable[[Seat], Desk], centre: Centre, take_in: TakeIn
) -> None:
    staff = Staff(centre)
    clerk, manager = staff.hire("周档", "archivist"), staff.hire("陈国华", "manager")
    take_in(items=[ItemIn("contract", "合同", data=photograph(), media_type="image/png")])
    desk = desk_of(clerk)
    asked = ask_for_a_copy(desk)
    asked.row.set_text("法院调取")
    asked.finish()
    desk.settle()
    assert desk.window.findChild(PdfPreview) is None and copies(clerk) == []
    assert "陈国华" in desk.messages.bar.text
    with manager.query() as session:
        (task,) = approvals.waiting_for(session, manager.actor)
    with manager.operation(approvals.DECIDE) as session:
        approvals.decide(session, task_id=task.id, verdict=approvals.Verdict.APPROVE)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.page.pane.findChildren(ItemButton)[0].click()
    desk.settle()
    preview = desk.window.findChild(PdfPreview)
    key(preview, Qt.Key.Key_F8)
    QApplication.sendPostedEvents(preview, QEvent.Type.DeferredDelete)
    desk.settle()
    again = next(panel for panel in desk.window.findChildren(ReasonPanel) if panel.isVisible())
    key(again, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.window.findChild(PdfPreview).windowTitle().startswith("FB-")
    assert copies(clerk) == ["法院调取"]


def test_a_persons_paper_is_looked_at_for_a_reason_and_neither_saved_nor_printed(desk: Desk, take_in: TakeIn) -> None:
    take_in(required=[], items=[ItemIn("identity", "身份证", data=photograph(), media_type="image/png")])
    desk.settle()
    desk.page.pane.findChildren(ItemButton)[0].click()
    desk.settle()
    assert desk.window.findChild(PdfPreview) is None
    asked = desk.window.findChild(ReasonPanel)
    asked.finish()
    assert desk.window.findChild(PdfPreview) is None
    asked.row.set_text("核对本人")
    asked.finish()
    desk.settle()
    preview = desk.window.findChild(PdfPreview)
    assert not preview.pages.paper.pixmap().isNull()
    assert button_words(preview) == {"关闭"}
    close(desk, preview)
    desk.page.pane.findChildren(ItemButton)[0].click()
    assert any(panel.isVisible() for panel in desk.window.findChildren(ReasonPanel)), "each look has its own reason"


@pytest.mark.parametrize("kind", ["contract", "identity", "correspondence"])
def test_who_only_searches_the_archive_is_told_whom_to_ask_for_a_file(
    desk_of: Callable[[Seat], Desk], seat_of: Callable[..., Seat], take_in: TakeIn, kind: str
) -> None:
    take_in(required=[], items=[ItemIn(kind, "文件", data=photograph(), media_type="image/png")])
    desk = desk_of(seat_of("finance", name="何静"))
    desk.page.pane.findChildren(ItemButton)[0].click()
    desk.settle()
    assert desk.window.findChild(ReasonPanel) is None and desk.window.findChild(PdfPreview) is None
    assert "档案管理员" in desk.messages.bar.text


def test_a_reviewer_reads_and_makes_no_copies(
    desk_of: Callable[[Seat], Desk], seat_of: Callable[..., Seat], take_in: TakeIn
) -> None:
    take_in(items=[ItemIn("contract", "合同", data=photograph(), media_type="image/png")])
    desk = desk_of(seat_of("reviewer", name="林晓"))
    desk.page.pane.findChildren(ItemButton)[0].click()
    assert button_words(read_for(desk, "核对续签")) == {"关闭"}


def test_a_pdf_item_is_shown_page_by_page(desk: Desk, take_in: TakeIn, archivist: Seat) -> None:
    with archivist.operation(archive.PRINT) as session:
        other = archive.gather_labels(session, dossier_ids=[take_in("甲").id])
    pdf = archive.labels_pdf(*other)
    take_in("乙", items=[ItemIn("contract", "合同", data=pdf, media_type="application/pdf")])
    desk.settle()
    desk.page.view.select_id(desk.page.table.ids[0])
    desk.settle()
    desk.page.pane.findChildren(ItemButton)[-1].click()
    assert read_for(desk, "检查案卷").pages.pdf == pdf
