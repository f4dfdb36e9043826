"""The contract templates at the keyboard: brought in, looked at, submitted, approved by somebody else, retired."""

from __future__ import annotations

import io

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from signdesk.domains.signing import service as signing
from signdesk.domains.signing.pages.parts import FilePanel
from signdesk.domains.signing.pages.template_look import TextPanel
from signdesk.domains.signing.pages.templates_page import TemplatesPage
from signdesk.io.word import contract_docx
from signdesk.ui.buttons import Button
from signdesk.ui.dialogs import ReasonPanel
from tests.domains.signing import corpus
from tests.domains.signing.test_drafting import LEASE, bring_in, in_use, submit

on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"])
CONTROL = Qt.KeyboardModifier.ControlModifier


def rows(seat):
    with seat.query() as session:
        return signing.template_rows(session)


def buttons(desk):
    return {button.text() for button in desk.page.pane.findChildren(Button) if button.isVisible()}


def said_in_pane(desk):
    return " ".join(label.text() for label in desk.page.pane.findChildren(QLabel))


@on_sqlite
def test_the_shipped_template_is_taken_looked_at_submitted_and_approved_by_another(sit, officer, reviewer, lease_case):
    desk = sit(officer, TemplatesPage)
    assert "without a template: 商品房买卖" in desk.page.header.facts.text()
    desk.press(Qt.Key.Key_F3)
    desk.press(Qt.Key.Key_3)  # the third business type: lease
    desk.bot.waitUntil(lambda: desk.page.table.rowCount() == 1)
    desk.settle()
    assert "Submit for approval" in buttons(desk) and "月租金" in said_in_pane(desk)
    desk.press(Qt.Key.Key_F6)
    desk.press(Qt.Key.Key_1)  # the newest case
    desk.bot.waitUntil(lambda: desk.panel(TextPanel) is not None, timeout=20_000)
    text = desk.panel(TextPanel).view.toPlainText()
    assert "出租人（甲方）：李秀兰" in text and "____" in text and corpus.LI not in text
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_F10)
    assert rows(officer)[0].state == "submitted" and "It waits for 何律." in desk.said
    assert "You brought this template in" in said_in_pane(desk) and "Approve" not in buttons(desk)
    other = sit(reviewer, TemplatesPage)
    assert "look at it filled, then approve" in said_in_pane(other)
    other.press(Qt.Key.Key_F12)
    assert rows(reviewer)[0].state == "approved"


@on_sqlite
def test_a_word_file_is_brought_in_for_a_business_and_a_bad_one_is_refused_beside_the_field(sit, officer, tmp_path):
    bad, good = tmp_path / "坏.docx", tmp_path / "租赁.docx"
    bad.write_bytes(contract_docx(["房屋租赁合同", "{{ ''.__class__.__mro__ }}", "正文"]))
    good.write_bytes(
        contract_docx(
            ["房屋租赁合同", "甲方：{{ 甲方.名称 }}，房屋：{{ 房屋坐落 }}", "第一条 租赁期限自双方签字之日起计算。"]
        )
    )
    desk = sit(officer, TemplatesPage)
    desk.press(Qt.Key.Key_F9)
    desk.press(Qt.Key.Key_3)
    panel = desk.panel(FilePanel)
    assert any("乙方.证件号码" in words.text() for words in panel.findChildren(QLabel))
    desk.type(str(bad))
    desk.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: "only the names of fields are allowed" in panel.file.problem.text(), timeout=20_000)
    panel.file.editor.clear()
    panel.file.editor.setFocus()
    desk.type(str(good))
    desk.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: desk.panel(FilePanel) is None, timeout=20_000)
    desk.settle()
    assert [(row.business, row.edition, row.name) for row in rows(officer)] == [("房屋租赁", 1, "租赁.docx")]
    desk.press(Qt.Key.Key_F6)
    desk.press(Qt.Key.Key_1)  # there is no case yet: invented values
    desk.bot.waitUntil(lambda: desk.panel(TextPanel) is not None, timeout=20_000)
    assert "甲方：示例，房屋：示例" in desk.panel(TextPanel).view.toPlainText()


@on_sqlite
def test_the_word_file_is_saved_to_be_changed_and_brought_in_again(sit, officer, reviewer, tmp_path):
    in_use(officer, reviewer, signing.prepare_shipped(LEASE))
    desk = sit(officer, TemplatesPage)
    desk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.save_as(tmp_path / "模板.docx")
    saved = Document(io.BytesIO((tmp_path / "模板.docx").read_bytes()))
    assert "{{ 合同编号 }}" in "".join(paragraph.text for paragraph in saved.paragraphs)
    desk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.save_as(tmp_path / "无" / "模板.docx")
    assert "“模板.docx” cannot be written." in desk.said


@on_sqlite
def test_sending_back_and_retiring_ask_for_a_reason(sit, officer, reviewer):
    submit(officer, bring_in(officer, signing.prepare_shipped(LEASE)))
    desk = sit(reviewer, TemplatesPage)
    desk.press(Qt.Key.Key_F7)
    assert desk.panel(ReasonPanel) is not None
    desk.type("缺少转租条款")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert rows(reviewer)[0].state == "draft"
    desk.page.retire()
    desk.settle()
    assert isinstance(QApplication.activeModalWidget(), ReasonPanel)
    desk.type("另有新版")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert rows(reviewer)[0].state == "retired"
