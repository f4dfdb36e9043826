"""Fields and forms: what people type, what is said beside the field, and that nothing typed is lost."""

from collections.abc import Callable
from datetime import date

import pytest
import shiboken6
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from signdesk.core.errors import UserError
from signdesk.core.identity import check_resident_id
from signdesk.core.money import Money
from signdesk.ui.fields import (
    ChoiceField,
    DateField,
    IdNumberField,
    MoneyField,
    NotesField,
    NumberField,
    PhoneField,
    TextField,
    TickField,
    parse_date,
)
from signdesk.ui.form import Form
from signdesk.ui.page import Forgetful
from signdesk.ui.search_field import SearchField
from tests.ui.conftest import bring_up

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("=", TODAY),
        ("+3", date(2026, 11, 26)),
        ("-1", date(2026, 11, 22)),
        ("+0", TODAY),
        ("1130", date(2026, 11, 30)),
        ("105", date(2026, 1, 5)),
        ("30", date(2026, 11, 30)),
        ("20261130", date(2026, 11, 30)),
        ("2026-11-30", date(2026, 11, 30)),
        ("2026/1/5", date(2026, 1, 5)),
        ("2026年11月30日", date(2026, 11, 30)),
        ("11.30", date(2026, 11, 30)),
        ("+3", date(2026, 11, 26)),
        ("", None),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, day: date | None) -> None:
    assert parse_date(typed, today=TODAY) == day


@pytest.mark.parametrize("typed", ["2026-02-30", "1332", "soon", "++3", "1-2-3-4", "99999999"])
def test_what_is_no_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UserError, match="2026-11-30"):
        parse_date(typed, today=TODAY)


@given(st.dates())
def test_every_day_survives_being_written_and_read(day: date) -> None:
    field = DateField("day", "Day")
    assert field.parse(field.words(day)) == day


@given(st.text(max_size=20))
def test_no_text_breaks_a_field(text: str) -> None:
    for field in (
        DateField("f", "F"),
        NumberField("f", "F"),
        MoneyField("f", "F"),
        PhoneField("f", "F"),
        TextField("f", "F"),
    ):
        try:
            field.parse(text)
        except UserError:
            continue


def test_numbers_take_separators_and_know_their_limits() -> None:
    field = NumberField("n", "N", least=1, most=99)
    assert field.parse(" 1 2 ") == 12
    with pytest.raises(UserError, match="from 1 to 99"):
        field.parse("100")
    with pytest.raises(UserError, match="whole number"):
        field.parse("1.5")


def test_an_identity_number_field_goes_on_by_itself_after_eighteen_characters() -> None:
    field = IdNumberField("id", "Number", check=check_resident_id)
    assert field.complete("11010519491231002X")
    assert not field.complete("1101051949")
    assert field.parse("110105 19491231 002x") == "11010519491231002X"


@pytest.fixture
def form(qtbot: QtBot, dressed: QApplication) -> Callable[..., Form]:
    windows: list[QWidget] = []

    def make(drafts: Forgetful | None = None) -> Form:
        window = QWidget()
        qtbot.addWidget(window)
        made = Form(
            [
                TextField("name", "Name", required=True),
                IdNumberField("number", "Number", check=check_resident_id),
                MoneyField("price", "Price"),
                ChoiceField("kind", "Kind", options=[(1, "One"), (2, "Two")]),
                DateField("day", "Day"),
                NotesField("notes", "Notes"),
                TickField("agreed", "Agreed"),
            ],
            name="sample",
            drafts=drafts,
            draft="x",
            columns=2,
        )
        QVBoxLayout(window).addWidget(made)
        windows.append(window)
        bring_up(window, qtbot)
        return made

    return make


def test_a_field_is_checked_when_it_is_left_and_says_what_is_wrong(form: Callable[..., Form]) -> None:
    sample = form()
    number = sample.rows["number"]
    number.editor.setFocus()
    QTest.keyClicks(number.editor, "1101051949123100")
    assert number.problem.isHidden()
    sample.rows["price"].editor.setFocus()
    assert number.problem.isVisible()
    assert number.problem.text()
    number.editor.setFocus()
    QTest.keyClicks(number.editor, "2")
    assert number.problem.isHidden()


def test_a_complete_number_is_checked_at_once_and_goes_on_by_itself(form: Callable[..., Form]) -> None:
    sample = form()
    number = sample.rows["number"].editor
    number.setFocus()
    QTest.keyClicks(number, "110105194912310021")
    assert sample.rows["number"].problem.isVisible()
    assert number.hasFocus()
    QTest.keyClick(number, Qt.Key.Key_Backspace)
    QTest.keyClicks(number, "x")
    assert sample.rows["price"].editor.hasFocus()
    assert sample.rows["number"].text() == "11010519491231002X"


def test_a_digit_chooses_in_a_list_and_goes_on(form: Callable[..., Form]) -> None:
    sample = form()
    kind = sample.rows["kind"].editor
    kind.setFocus()
    QTest.keyClick(kind, "2")
    assert sample.rows["kind"].read() == 2
    assert sample.rows["day"].editor.hasFocus()


def test_a_good_value_is_tidied_on_leaving(form: Callable[..., Form]) -> None:
    sample = form()
    price = sample.rows["price"]
    price.editor.setFocus()
    QTest.keyClicks(price.editor, "1280000")
    sample.rows["day"].editor.setFocus()
    assert price.text() == "1,280,000.00"
    assert price.read() == Money.yuan(1_280_000)


def test_enter_goes_to_the_next_unfilled_field(form: Callable[..., Form]) -> None:
    sample = form()
    sample.rows["number"].set_text("11010519491231002X")
    name = sample.rows["name"].editor
    name.setFocus()
    QTest.keyClicks(name, "Wang")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert sample.rows["price"].editor.hasFocus()


def test_enter_stays_where_something_is_wrong(form: Callable[..., Form]) -> None:
    sample = form()
    name = sample.rows["name"].editor
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert name.hasFocus()
    assert sample.rows["name"].problem.text() == "Please fill this in."


def test_enter_makes_a_line_in_notes_and_control_enter_saves(form: Callable[..., Form], qtbot: QtBot) -> None:
    sample = form()
    sample.rows["name"].set_text("Wang")
    notes = sample.rows["notes"].editor
    notes.setFocus()
    QTest.keyClicks(notes, "a")
    QTest.keyClick(notes, Qt.Key.Key_Return)
    QTest.keyClicks(notes, "b")
    assert isinstance(notes, QPlainTextEdit)
    with qtbot.waitSignal(sample.saved) as told:
        QTest.keyClick(notes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    values = told.args[0]
    assert values["notes"] == "a\nb"
    assert values["agreed"] is False
    assert values["kind"] is None


def test_a_refusal_without_a_field_stands_above_the_form(form: Callable[..., Form]) -> None:
    sample = form()
    sample.refused(UserError("The disk is full.", hint="Free some room."))
    assert sample.problem.isVisible()
    assert sample.problem.text() == "The disk is full. Free some room."


def test_a_refusal_that_comes_after_the_form_was_closed_is_no_fault(qtbot: QtBot, form: Callable[..., Form]) -> None:
    sample = form()
    problem, name = sample.problem, sample.rows["name"]
    with qtbot.waitSignal(sample.destroyed):
        sample.deleteLater()
    for field in ("", "name"):
        sample.refused(UserError("Somebody else has done it meanwhile.", field=field))
    assert not any(shiboken6.isValid(widget) for widget in (problem, name))


def test_chinese_comes_in_through_the_input_method(form: Callable[..., Form]) -> None:
    sample = form()
    name = sample.rows["name"].editor
    name.setFocus()
    event = QInputMethodEvent()
    event.setCommitString("𠮷野㛃")
    QApplication.sendEvent(name, event)
    assert sample.rows["name"].read() == "𠮷野㛃"


def test_a_draft_comes_back_over_the_stored_values(form: Callable[..., Form]) -> None:
    drafts = Forgetful()
    first = form(drafts)
    QTest.keyClicks(first.rows["name"].editor, "typed")
    first.keep_draft()
    second = form(drafts)
    second.set_values({"name": "stored", "price": Money.yuan(5)})
    assert second.rows["name"].text() == "typed"
    assert second.restored
    second.forget_draft()
    third = form(drafts)
    third.set_values({"name": "stored"})
    assert third.rows["name"].text() == "stored"


def test_a_wrong_value_names_its_field(form: Callable[..., Form]) -> None:
    sample = form()
    with pytest.raises(UserError) as caught:
        sample.values()
    assert caught.value.field == "name"


def test_search_reads_what_is_being_composed_and_ignores_enter_meanwhile(qtbot: QtBot, dressed: QApplication) -> None:
    field = SearchField("Search", name="s")
    qtbot.addWidget(field)
    field.show()
    asked: list[str] = []
    entered: list[str] = []
    field.asked.connect(asked.append)
    field.entered.connect(entered.append)
    QApplication.sendEvent(field, QInputMethodEvent("wang'jian", []))
    qtbot.waitUntil(lambda: asked == ["wangjian"])
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert entered == []
    event = QInputMethodEvent("", [])
    event.setCommitString("王建")
    QApplication.sendEvent(field, event)
    qtbot.waitUntil(lambda: asked[-1] == "王建")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert entered == ["王建"]


def test_search_is_one_form_of_a_character(qtbot: QtBot, dressed: QApplication) -> None:
    field = SearchField("Search", name="s")
    qtbot.addWidget(field)
    field.setText("ＡＢ１２")
    assert field.words() == "AB12"


def test_a_form_begins_at_its_first_unfilled_field_and_a_box_not_ticked_is_none(
    dressed: QApplication, qtbot: QtBot
) -> None:
    form = Form([TextField("name", "Name"), TickField("seal", "Seal"), TextField("place", "Place")], name="f")
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(form)
    bring_up(window, qtbot)
    form.set_values({"name": "Lease"})
    form.focus_first()
    assert QApplication.focusWidget() is form.rows["place"].editor
    form.set_values({"place": "A-02"})
    form.focus_first()
    assert QApplication.focusWidget() is form.rows["name"].editor
