"""The detail pane and the messages above it: what must stay stays, what is over goes, colours are what they say."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from signdesk.ui import theme
from signdesk.ui.buttons import Button, label
from signdesk.ui.messages import Messages
from signdesk.ui.pane import CheckLine, LinkButton
from tests.ui.conftest import Opened, bring_up


def put(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    for widget in widgets:
        box.addWidget(widget)
    bring_up(window, qtbot)
    return window


def test_a_blocker_has_its_own_colour_not_the_buttons(dressed: QApplication, qtbot: QtBot) -> None:
    link = LinkButton("The contract is not released.", lambda: None, ink="seal")
    _window = put(qtbot, link)
    words = link.findChildren(type(label()))[0]
    assert words.palette().color(words.foregroundRole()) == theme.tokens().seal
    assert words.foregroundRole() == QPalette.ColorRole.WindowText


def test_enter_presses_buttons_links_and_checklists(dressed: QApplication, qtbot: QtBot) -> None:
    done: list[str] = []
    button = Button("Button")
    button.clicked.connect(lambda: done.append("button"))
    link = LinkButton("Link", lambda: done.append("link"))
    check = CheckLine("Paper", "", on=False, toggle=lambda: done.append("check"))
    _window = put(qtbot, button, link, check)
    for widget in (button, link, check):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Return)
    assert done == ["button", "link", "check"]
    assert not check.isChecked(), "the tick follows the record"


def test_long_words_do_not_widen_a_checklist(dressed: QApplication, qtbot: QtBot) -> None:
    check = CheckLine("出卖人 抵押权人书面同意或结清证明" * 3, "如有", on=True, toggle=lambda: None)
    link = LinkButton("出卖人 抵押权人书面同意或结清证明" * 3, lambda: None)
    for line in (check, link):
        assert line.minimumSizeHint().width() < 120
        assert line.heightForWidth(260) > line.heightForWidth(900)


def test_a_row_read_again_without_news_leaves_the_pane_alone(opened: Callable[..., Opened]) -> None:
    desk = opened()
    before = desk.page.pane.area.widget()
    desk.page.read_pane()
    desk.settle()
    assert desk.page.pane.area.widget() is before
    record = desk.page.view.current_id
    desk.page.view.select_id(next(id for id in desk.page.table.ids if id != record))
    desk.settle()
    assert desk.page.pane.area.widget() is not before


def test_the_cursor_stays_on_the_same_button_or_goes_back_to_the_list(opened: Callable[..., Opened]) -> None:
    desk = opened()
    pane, view = desk.page.pane, desk.page.view

    def show(*words: str) -> None:
        pane.start(pane.record_id)
        pane.custom_buttons(*((each, lambda: None, "secondary") for each in words))
        pane.finish()
        desk.settle()

    def at() -> QWidget | None:
        return QApplication.focusWidget()

    show("Recall", "Pass")
    pressed = next(button for button in pane.findChildren(Button) if button.text() == "Pass")
    pressed.setFocus()
    show("Pass", "Serve")
    now = at()
    assert isinstance(now, Button) and now.text() == "Pass" and now is not pressed
    show("Serve")
    assert at() is view
    show("Finish")
    assert at() is view, "a pane that did not have the cursor does not take it"


def test_filling_the_pane_never_takes_the_cursor_from_where_somebody_has_moved_it(
    opened: Callable[..., Opened],
) -> None:
    desk = opened()
    pane, search = desk.page.pane, desk.page.search
    pane.start(pane.record_id)
    pane.custom_buttons(("Pass", lambda: None, "secondary"))
    pane.finish()
    desk.settle()
    next(button for button in pane.findChildren(Button) if button.text() == "Pass").setFocus()
    pane.start(pane.record_id)
    pane.custom_buttons(("Pass", lambda: None, "secondary"))
    pane.finish()
    search.setFocus()
    desk.settle()
    assert QApplication.focusWidget() is search


def test_a_message_stays_with_its_page_but_not_one_said_on_the_way(dressed: QApplication, qtbot: QtBot) -> None:
    said = Messages()
    _window = put(qtbot, said.bar)
    said.info("Saved.")
    said.leave_page()
    assert said.bar.text == "Saved.", "the act led here and says so"
    said.bar.said_at -= 60
    said.leave_page()
    assert said.bar.text == ""


def test_undoing_leads_back_to_where_it_was_done(dressed: QApplication, qtbot: QtBot) -> None:
    said = Messages()
    _window = put(qtbot, said.strip)
    went: list[str] = []
    said.place = lambda: lambda: went.append("queue")
    said.done("A021 called.", undo=lambda: went.append("undone"))
    said.place = lambda: lambda: went.append("cases")
    said.strip.undo()
    assert went == ["queue", "undone"]
