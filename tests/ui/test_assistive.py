"""What a screen reader or dictation asks of a window, and that what it does counts as done by hand."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from signdesk.app.shell_rail import Rail
from signdesk.ui.fields import PhoneField, TextField
from signdesk.ui.form import Form
from signdesk.ui.line import Line
from signdesk.ui.page import Forgetful, PageEntry
from tests.ui.conftest import Opened, bring_up

Open = Callable[..., Opened]
TOGGLE, PRESS = QAccessibleActionInterface.toggleAction(), QAccessibleActionInterface.pressAction()


def told_of(widget: QWidget) -> QAccessibleInterface:
    """What assistive technology reads of a widget."""
    told = QAccessible.queryAccessibleInterface(widget)
    assert told is not None
    return told


def dictate(line: Line, text: str) -> None:
    """Set the whole text past the application, as AT-SPI's EditableText and the Value of UI Automation do."""
    told_of(line).setText(QAccessible.Text.Value, text)


def do(widget: QWidget, action: str) -> None:
    told_of(widget).actionInterface().doAction(action)


@pytest.fixture
def line(qtbot: QtBot, dressed: QApplication) -> Line:
    made = Line()
    qtbot.addWidget(made)
    bring_up(made, qtbot)
    return made


# -- scroll areas


def test_a_scroll_bar_that_has_vanished_is_no_child_and_ends_nothing(qtbot: QtBot, dressed: QApplication) -> None:
    area, inner = QScrollArea(), QLabel("long")
    qtbot.addWidget(area)
    inner.resize(1000, 1000)
    area.setWidget(inner)
    area.resize(200, 200)
    bring_up(area, qtbot)
    told = told_of(area)
    assert told.childCount() == 3
    last = told.child(2)
    assert last is not None
    assert told.indexOfChild(last) == 2
    inner.resize(10, 10)
    qtbot.waitUntil(lambda: not area.verticalScrollBar().isVisible())
    assert told.childCount() == 1
    assert [told.child(place) for place in (-1, 1, 2, 100)] == [None] * 4
    viewport = told.child(0)
    assert viewport is not None
    assert viewport.object() is area.viewport()
    assert told.indexOfChild(viewport) == 0


# -- buttons that are on or off


@pytest.mark.parametrize("action", [TOGGLE, PRESS])
def test_a_filter_chip_narrows_the_list_when_assistive_technology_acts(opened: Open, qtbot: QtBot, action: str) -> None:
    window = opened()
    chip = window.page.chips["fault"]
    told = told_of(chip)
    assert (told.role(), told.state().checkable, told.state().checked) == (QAccessible.Role.CheckBox, 1, 0)
    do(chip, action)
    qtbot.waitUntil(lambda: told.state().checked == 1)
    window.settle()
    assert len(window.page.table.ids) == 5
    do(chip, action)
    qtbot.waitUntil(lambda: told.state().checked == 0)
    window.settle()
    assert len(window.page.table.ids) == 60


@pytest.mark.parametrize("action", [TOGGLE, PRESS])
def test_a_line_of_the_rail_opens_its_page_and_is_the_one_that_is_on(
    qtbot: QtBot, dressed: QApplication, action: str
) -> None:
    entries = [PageEntry(id, "desk", title, "search", "") for id, title in (("a", "First"), ("b", "Second"))]
    rail = Rail("Centre", entries, {})
    qtbot.addWidget(rail)
    bring_up(rail, qtbot)
    rail.mark("a")
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    do(rail.buttons["b"], action)
    qtbot.waitUntil(lambda: chosen == ["b"])
    assert [told_of(rail.buttons[id]).state().checked for id in ("a", "b")] == [0, 1]
    assert told_of(rail.buttons["b"]).text(QAccessible.Text.Name) == "Second"


def test_a_chip_that_is_off_limits_offers_nothing_to_do(opened: Open) -> None:
    chip = opened().page.chips["fault"]
    chip.setEnabled(False)
    offered = told_of(chip).actionInterface().actionNames()
    assert TOGGLE not in offered
    assert PRESS not in offered


# -- text from outside


def test_whoever_writes_into_a_line_is_heard_once_and_our_own_words_are_not(line: Line, qtbot: QtBot) -> None:
    heard: list[str] = []
    line.textEdited.connect(heard.append)

    line.setText("ours")
    line.clear()
    assert heard == []

    QTest.keyClicks(line, "a")
    assert heard == ["a"]
    dictate(line, "dictated")
    assert heard[1:] == ["dictated"]
    told_of(line).editableTextInterface().insertText(0, "well ")
    assert heard[2:] == ["well dictated"]
    QApplication.clipboard().setText("!")
    line.end(False)
    line.paste()
    assert heard[3:] == ["well dictated!"]
    composed = QInputMethodEvent("", [])
    composed.setCommitString("好")
    QApplication.sendEvent(line, composed)
    assert heard[4:] == ["well dictated!好"]
    carried = QMimeData()
    carried.setText("dropped ")
    plain, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    line.dropEvent(QDropEvent(QPointF(1, 5), Qt.DropAction.CopyAction, carried, left, plain))
    assert len(heard) == 6
    assert "dropped" in heard[5]
    line.undo()
    assert len(heard) == 7

    line.setText("ours again")
    assert len(heard) == 7


def test_words_we_put_in_while_hearing_are_not_heard_again(line: Line) -> None:
    heard: list[str] = []

    def tidy(text: str) -> None:
        heard.append(text)
        line.setText(text.upper())

    line.textEdited.connect(tidy)
    dictate(line, "abc")
    QTest.keyClicks(line, "d")
    dictate(line, "xyz")
    assert heard == ["abc", "ABCd", "xyz"]
    assert line.text() == "XYZ"


def test_a_form_filled_by_dictation_is_checked_kept_and_saved_like_a_typed_one(
    qtbot: QtBot, dressed: QApplication
) -> None:
    drafts = Forgetful()
    window = QWidget()
    qtbot.addWidget(window)
    form = Form([TextField("name", "Name"), PhoneField("phone", "Phone")], name="guests", drafts=drafts)
    QVBoxLayout(window).addWidget(form)
    bring_up(window, qtbot)
    form.set_values({"name": "before"})
    assert not form.dirty
    name, phone = form.rows["name"].editor, form.rows["phone"].editor
    assert isinstance(name, Line)
    assert isinstance(phone, Line)
    dictate(phone, "12")
    dictate(name, "赵晓𬭩")
    assert form.dirty
    assert form.rows["phone"].problem.isVisible()  # left, and wrong
    form.keep_draft()
    assert drafts.get("draft.guests.") == {"name": "赵晓𬭩", "phone": "12"}
    dictate(phone, "13816542299")
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    assert saved.args == [{"name": "赵晓𬭩", "phone": "13816542299"}]


def test_a_search_dictated_into_the_list_narrows_it(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    dictate(window.page.search, "SB-2022")
    qtbot.waitUntil(lambda: len(window.page.table.ids) < 60)
    assert window.page.search.hasFocus()
