"""A described register on the screen: list, pane, forms, acts; driven by keys, on a list in memory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from signdesk.core.money import Money
from signdesk.ui.buttons import Button, chip_width
from signdesk.ui.page import Listing
from signdesk.ui.table_model import Chip
from tests.ui.conftest import Opened
from tests.ui.in_memory import ADD, MemorySeat, add

Open = Callable[..., Opened]


def button(opened: Opened, name: str) -> Button:
    return next(b for b in opened.window.findChildren(Button) if b.accessibleName() == name and b.isVisible())


def test_the_list_shows_everything_and_the_pane_the_first_row(opened: Open) -> None:
    page = opened().page
    assert len(page.table.ids) == 60
    assert page.current == 1
    assert page.pane.record_id == 1
    assert page.header.facts.text() == "60 台 · 报修 5 · 7 天内保养 8"
    assert page.chips["fault"].count == 5


def test_the_pane_belongs_to_the_selected_row(opened: Open) -> None:
    window = opened()
    window.page.view.select_id(17)
    window.settle()
    assert window.page.pane.record_id == 17
    assert window.page.shown.number == "SB-2023-0017"


def test_a_change_from_elsewhere_keeps_selection_and_scroll(opened: Open, seat: MemorySeat) -> None:
    window = opened()
    page = window.page
    page.view.select_id(41)
    window.settle()
    page.view.verticalScrollBar().setValue(900)
    top = page.table.id_at(page.view.rowAt(2))
    with seat.operation(ADD) as session:
        del session[3]
        del session[50]
    window.settle()
    assert len(page.table.ids) == 58
    assert page.current == 41
    assert page.table.id_at(page.view.rowAt(2)) == top
    assert page.view.selected_ids() == [41]


def test_a_row_that_was_taken_away_leaves_nothing_selected_twice(opened: Open, seat: MemorySeat) -> None:
    window = opened()
    window.page.view.select_id(41)
    window.settle()
    with seat.operation(ADD) as session:
        del session[41]
    window.settle()
    assert 41 not in window.page.view.selected_ids()
    assert window.page.pane.record_id != 41


def test_filters_and_search_narrow_the_list_and_are_remembered(opened: Open) -> None:
    window = opened()
    page = window.page
    QTest.mouseClick(page.chips["fault"], Qt.MouseButton.LeftButton)
    window.settle()
    assert len(page.table.ids) == 5
    assert window.memory.get("filters.devices") == ["fault"]
    QTest.keyClicks(page.search, "SB-2022")
    page.search.ask_now()
    window.settle()
    assert len(page.table.ids) == 1


def test_an_empty_list_says_so_and_offers_the_way_out(opened: Open) -> None:
    window = opened()
    page = window.page
    page.search.setText("nothing like this")
    page.search.ask_now()
    window.settle()
    assert page.stack.currentWidget() is page.empty
    assert page.empty.words.text() == "Nothing fits these filters."
    QTest.mouseClick(button(window, "Show all"), Qt.MouseButton.LeftButton)
    window.settle()
    assert len(page.table.ids) == 60


def test_adding_by_keys_alone(opened: Open, seat: MemorySeat, qtbot: QtBot) -> None:
    window = opened()
    QTest.keySequence(window.window, "Ctrl+N")
    window.settle()
    form = window.page.form
    assert form.rows["name"].editor.hasFocus()
    QTest.keyClicks(form.rows["name"].editor, "Scanner")
    QTest.keyClick(form.rows["name"].editor, Qt.Key.Key_Return)
    place = form.rows["place"].editor
    assert place.hasFocus()
    QTest.keyClick(place, Qt.Key.Key_Down)
    QTest.keyClick(place, Qt.Key.Key_Return)
    QTest.keyClicks(form.rows["keeper"].editor, "Li")
    form.rows["price"].editor.setFocus()
    QTest.keyClicks(form.rows["price"].editor, "2480")
    form.rows["bought"].editor.setFocus()
    QTest.keyClicks(form.rows["bought"].editor, "20230520")
    QTest.keyClick(form.rows["bought"].editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    made = seat.centre.devices[61]
    assert (made.name, made.place, made.price, made.bought) == (
        "Scanner",
        "前台 1",
        Money.yuan(2480),
        date(2023, 5, 20),
    )
    assert window.page.current == 61
    assert window.page.pane.record_id == 61
    assert window.drafts.get("draft.devices.new") is None


def test_saving_with_gaps_jumps_to_the_first_problem_and_writes_nothing(opened: Open, seat: MemorySeat) -> None:
    window = opened()
    window.press("devices.add")
    form = window.page.form
    form.rows["name"].editor.setText("Scanner")
    save = button(window, "Save")
    assert save.isEnabled()
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    window.settle()
    assert form.rows["place"].editor.hasFocus()
    assert form.rows["place"].problem.text() == "Please fill this in."
    assert len(seat.centre.devices) == 60


def test_what_the_service_refuses_stands_beside_its_field_and_nothing_typed_is_lost(
    opened: Open, seat: MemorySeat
) -> None:
    window = opened()
    window.press("devices.add")
    form = window.page.form
    taken = seat.centre.devices[5]
    form.set_values({"name": taken.name, "place": taken.place, "keeper": "Li", "price": Money.yuan(1)})
    form.save()
    window.settle()
    assert form.rows["name"].problem.text() == "这里已有同名设备。 请换个名称。"
    assert form.rows["keeper"].text() == "Li"
    assert len(seat.centre.devices) == 60


def test_a_stale_save_is_refused_and_the_form_keeps_everything(opened: Open, seat: MemorySeat) -> None:
    window = opened()
    window.page.view.select_id(5)
    window.settle()
    window.press("devices.edit")
    form = window.page.form
    form.rows["keeper"].editor.setText("周敏")
    with seat.operation(ADD) as session:
        from dataclasses import replace

        session[5] = replace(session[5], notes="x", version=2)
    window.settle()
    assert window.page.form is form
    assert form.rows["keeper"].text() == "周敏"
    form.save()
    window.settle()
    assert "别人刚改过" in form.problem.text()
    assert seat.centre.devices[5].keeper != "周敏"
    assert form.rows["keeper"].text() == "周敏"


def test_a_draft_survives_until_it_is_saved_or_given_up(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    window.press("devices.add")
    QTest.keyClicks(window.page.form.rows["name"].editor, "Half a name")
    qtbot.waitUntil(lambda: window.drafts.get("draft.devices.new") is not None)
    window.page.view.select_id(9)
    window.settle()
    assert window.page.pane.record_id == 9
    window.press("devices.add")
    assert window.page.form.restored
    assert window.page.form.rows["name"].text() == "Half a name"
    QTest.mouseClick(button(window, "Cancel"), Qt.MouseButton.LeftButton)
    window.settle()
    window.press("devices.add")
    assert not window.page.form.restored


def test_an_act_is_done_and_can_be_undone_for_ten_seconds(opened: Open, seat: MemorySeat) -> None:
    window = opened()
    assert window.press("devices.report")
    assert seat.centre.devices[1].state == "fault"
    strip = window.messages.strip
    assert strip.offered
    assert strip.words.text() == "已报修。"
    strip.undo()
    window.settle()
    assert seat.centre.devices[1].state == "in_use"
    assert [name for name, _reason in seat.centre.log] == ["devices.report", "devices.report"]


def test_the_offer_to_undo_ends_by_itself(opened: Open) -> None:
    window = opened()
    window.press("devices.report")
    strip = window.messages.strip
    for _second in range(10):
        strip._on_tick()
    assert not strip.offered
    assert strip.isHidden()


def test_an_act_that_does_not_fit_is_off(opened: Open) -> None:
    window = opened()
    window.page.view.select_id(11)
    window.settle()
    assert not window.press("devices.report")


def test_an_act_with_a_reason_asks_and_takes_no_empty_one(opened: Open, seat: MemorySeat, qtbot: QtBot) -> None:
    window = opened()
    window.page.view.select_id(11)
    window.settle()
    window.press("devices.scrap")
    panel = QGuiApplication.instance().activeModalWidget()  # type: ignore[union-attr]
    QTest.keyClick(panel.row.editor, Qt.Key.Key_Return)
    assert panel.isVisible()
    assert panel.row.problem.text() == "Please fill this in."
    QTest.keyClicks(panel.row.editor, "worn out")
    QTest.keyClick(panel.row.editor, Qt.Key.Key_Return)
    window.settle()
    assert seat.centre.log == [("devices.report", "worn out")]


def test_who_has_no_right_sees_no_button(qtbot: QtBot, opened: Open, seat: MemorySeat) -> None:
    seat.rights.clear()
    window = opened()
    assert window.page.header.primary is not None
    assert not window.page.header.primary.isVisible()
    assert window.actions.get("devices.add") is None
    names = {b.accessibleName() for b in window.page.findChildren(Button) if b.isVisible()}
    assert not {"登记设备", "报修", "Edit"} & names


def test_copying_gives_what_is_shown(opened: Open) -> None:
    window = opened()
    window.page.view.select_id(2)
    QTest.keyClick(window.page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\t")
    assert copied[:3] == ["在用", "身份证阅读器", "签约室甲"]


def test_the_sum_of_several_rows_is_told(opened: Open) -> None:
    window = opened()
    told: list[str] = []
    window.page.status_changed.connect(told.append)
    window.page.view.setFocus()
    window.page.view.select_id(1)
    QTest.keyClick(window.page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert told[-1] == "2 selected · 原值 in all 1,071.00"


def test_sorting_asks_again_in_the_other_order(opened: Open) -> None:
    window = opened()
    number = next(n for n, column in enumerate(window.page.table.columns) if column.key == "price")
    window.page.view._on_header(number)
    window.settle()
    assert window.page.table.ids[0] == 1
    window.page.view._on_header(number)
    window.settle()
    assert window.page.table.ids[0] == 60


def test_on_a_narrow_window_the_pane_takes_the_lists_place_and_escape_leads_back(opened: Open) -> None:
    window = opened(size=(700, 560))
    page = window.page
    assert page.list_card.isVisible() and not page.pane.isVisible()
    page.view.setFocus()
    page.view.select_id(4)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    window.settle()
    assert page.pane.isVisible() and not page.list_card.isVisible()
    assert page.pane.record_id == 4
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.list_card.isVisible() and not page.pane.isVisible()


def test_columns_give_way_but_never_state_name_and_number(opened: Open) -> None:
    window = opened(size=(1000, 700))
    shown = [window.page.table.columns[n].key for n in window.page.view.shown_columns()]
    assert {"state", "name", "number"} <= set(shown)
    assert "model" not in shown


def test_a_width_is_remembered(opened: Open) -> None:
    window = opened(size=(1500, 900))
    number = next(n for n, column in enumerate(window.page.table.columns) if column.key == "place")
    window.page.view.horizontalHeader().resizeSection(number, 140)
    assert window.memory.get("widths.devices") == {"place": 140}


LONG_STATE = "保养已逾期一百二十天"


def with_long_states(window: Opened) -> int:
    """The list with states wider than their column; the state column's number."""
    table = window.page.table
    table.columns = tuple(
        replace(column, chip=lambda row: Chip(LONG_STATE)) if column.key == "state" else column
        for column in table.columns
    )
    table.forget_rows()
    window.settle()
    window.page.view.viewport().grab()
    window.settle()
    return next(number for number, column in enumerate(table.columns) if column.key == "state")


def test_a_state_is_not_cut_while_other_columns_can_give_way(opened: Open) -> None:
    window = opened(size=(1300, 900))
    view = window.page.view
    number = with_long_states(window)
    assert view.columnWidth(number) >= chip_width(LONG_STATE) + 20
    assert not view.horizontalScrollBar().isVisible()
    view.horizontalHeader().resizeSection(number, 70)
    window.settle()
    view.viewport().grab()
    window.settle()
    assert view.columnWidth(number) == 70, "whoever makes it narrow wants it narrow"


def test_a_list_without_room_for_its_states_does_not_scroll_sideways_for_them(opened: Open) -> None:
    window = opened(size=(700, 700))
    before = window.page.view.horizontalScrollBar().maximum()
    with_long_states(window)
    assert window.page.view.horizontalScrollBar().maximum() == before


class Paper:
    """Keeps the listing it was given."""

    def __init__(self) -> None:
        self.listings: list[Listing] = []

    def excel(self, listing: Listing) -> bytes:
        self.listings.append(listing)
        return b"xlsx"

    def pdf(self, listing: Listing) -> bytes:
        return b"pdf"

    def png(self, pdf: bytes, page: int, dpi: int) -> bytes:
        return b""

    def page_count(self, pdf: bytes) -> int:
        return 1

    def print(self, pdf: bytes, title: str) -> None:
        return None


def test_every_list_goes_to_excel_as_it_is_shown(opened: Open, tmp_path: Path) -> None:
    paper = Paper()
    window = opened(paper)
    assert window.page.menu_ids() == ("devices.excel", "devices.print")
    window.page.leaving.save_excel(tmp_path / "list.xlsx")
    window.settle()
    listing = paper.listings[0]
    assert listing.title == "设备台账"
    assert len(listing.rows) == 60
    assert listing.rows[0][:3] == ("在用", "高拍仪", "柜台 2")
    assert (tmp_path / "list.xlsx").read_bytes() == b"xlsx"


def test_a_long_list_is_read_in_parts_and_leaves_whole(opened: Open, seat: MemorySeat, tmp_path: Path) -> None:
    from tests.ui.in_memory import sample

    seat.centre.devices = sample(1234).devices
    paper = Paper()
    window = opened(paper)
    window.page.leaving.save_excel(tmp_path / "list.xlsx")
    window.settle()
    assert len(paper.listings[0].rows) == 1234


def test_every_control_has_a_name_for_a_screen_reader_and_a_place_in_the_tab_order(opened: Open) -> None:
    window = opened()
    window.press("devices.add")
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTableView)
    nameless = [
        (type(widget).__name__, widget.objectName())
        for widget in window.window.findChildren(QWidget)
        if isinstance(widget, kinds) and widget.isVisible() and not widget.accessibleName()
    ]
    assert nameless == []
    fields = [row.editor for row in window.page.form.rows.values()]
    assert all(editor.focusPolicy() & Qt.FocusPolicy.TabFocus for editor in fields)


def test_reading_rows_asynchronously_fills_them_in(qtbot: QtBot, opened: Open, seat: MemorySeat) -> None:
    seat.centre.reads_are_local = False
    window = opened()
    window.page.view.viewport().repaint()
    window.settle()
    assert window.page.table.text(0, 1) == "高拍仪"


def test_the_sample_service_itself_refuses_a_second_one_of_the_same_name(seat: MemorySeat) -> None:
    import pytest

    from signdesk.core.errors import UserError

    first = seat.centre.devices[1]
    with pytest.raises(UserError):
        add(dict(seat.centre.devices), {"name": first.name, "place": first.place})
