"""The front desk's other windows: the public display, appointments and rooms, consultation, and the pane of a visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from signdesk.core import clock, people
from signdesk.core.operations import Actor, Seat, Station
from signdesk.domains.assets import service as assets
from signdesk.domains.reception import service as reception
from signdesk.domains.reception.pages import ConsultationPage, DisplayWindow, QueuePage, RoomsPage
from signdesk.ui import theme
from signdesk.ui.actions import ActionRegistry
from signdesk.ui.buttons import Button
from signdesk.ui.messages import Messages
from signdesk.ui.ops import Ops
from signdesk.ui.page import Page, PageContext
from signdesk.ui.reveal import MaskedField

from .conftest import arrive, do, look, resident_number

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """The windows' workers live in the real time, so these tests do too."""
    yield


class Shown:
    """A page in a window of its own."""

    def __init__(self, qtbot: Any, seat: Seat, page: type[Page]) -> None:
        self.bot, self.seat = qtbot, seat
        self.window = QMainWindow()
        self.ops = Ops(seat, self.window)
        self.crashes: list[Any] = []
        self.ops.crashed.connect(self.crashes.append)
        self.actions = ActionRegistry(seat, self.window)
        self.messages = Messages(self.window)
        self.ops.refused.connect(self.messages.error)
        self.opened: list[tuple[Any, ...]] = []
        self.context = PageContext(
            seat, self.ops, self.actions, self.messages, lambda *where: self.opened.append(where)
        )
        self.page: Any = page(self.context)
        self.window.setCentralWidget(self.page)
        self.window.resize(1300, 900)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.settle()

    def settle(self) -> None:
        self.bot.wait(2)
        self.bot.waitUntil(lambda: self.ops.idle)
        self.bot.wait(2)
        self.bot.waitUntil(lambda: self.ops.idle)

    def run(self, action: str) -> None:
        """Press an action as a button would."""
        assert self.actions.run(action), f"{action} is switched off"
        self.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.window.focusWidget(), text)

    def texts(self, column: int) -> list[str]:
        return [self.page.table.text(row, column) for row in range(len(self.page.table.ids))]


@pytest.fixture
def show(qtbot: Any, qapp: QApplication) -> Iterator[Callable[[Seat, type[Page]], Shown]]:
    """Show a page for somebody; no page may crash."""
    theme.apply(qapp, scheme="light")
    shown: list[Shown] = []

    def make(seat: Seat, page: type[Page]) -> Shown:
        shown.append(Shown(qtbot, seat, page))
        return shown[-1]

    yield make
    for one in shown:
        one.ops.close()
        one.window.close()
        assert one.crashes == []


# -- the queue's pane -------------------------------------------------------------------------------------------------


def test_the_pane_shows_number_blockers_and_the_way_so_far(show: Any, desk: Seat) -> None:
    agent = reception.Agent(new=reception.NewCustomer("李四"), paper="missing")
    arrive(desk, "张三", agent=agent)
    at = show(desk, QueuePage)
    words = [child.text() for child in at.page.pane.findChildren(type(at.page.header.title))]
    assert "B001" in words
    assert any("cannot sign yet" in text for text in words)
    assert any(text.startswith("Checked in") for text in words)


def test_there_is_one_primary_button_and_it_is_the_seats_own(show: Any, desk: Seat, counter_two: Seat) -> None:
    arrive(desk, "张三")
    for seat, text in ((desk, "Check in"), (counter_two, "Call next")):
        at = show(seat, QueuePage)
        primaries = [b for b in at.page.findChildren(Button) if b.role == "primary" and b.isVisible()]
        assert [button.text() for button in primaries] == [text]


def test_a_masked_number_is_shown_after_a_reason_and_recorded(show: Any, desk: Seat) -> None:
    arrive(desk, "张三", new_customer=reception.NewCustomer("张三", phone="13812345678"))
    at = show(desk, QueuePage)
    field = at.page.pane.findChild(MaskedField)
    assert field.words.text() == "138****5678"
    field._reveal("核对电话", field.show_value)
    at.bot.waitUntil(lambda: field.words.text() == "13812345678")
    at.page.refresh()  # news from elsewhere does not hide what is being shown
    at.settle()
    assert at.page.pane.findChild(MaskedField) is field
    assert field.words.text() == "13812345678"
    field.conceal()
    assert field.words.text() == "138****5678"


def test_calling_out_of_turn_asks_for_the_reason(show: Any, desk: Seat) -> None:
    arrive(desk, "张三")
    second = arrive(desk, "王建国")
    at = show(desk, QueuePage)
    at.page.view.select_id(second.id)
    at.settle()
    at.run("reception.queue.call_selected")
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.row.set_text("资料已齐")
    dialog.finish()
    at.bot.waitUntil(lambda: look(desk, reception.ticket_info, ticket_id=second.id).state is reception.State.CALLED)
    assert look(desk, reception.visit, ticket_id=second.id).way[-1].reason == "资料已齐"
    at.settle()


def test_seat_and_drinks_are_noted_in_the_pane(show: Any, desk: Seat) -> None:
    ticket = arrive(desk, "张三")
    at = show(desk, QueuePage)
    at.run("reception.queue.note")
    at.type("2")
    QTest.keyClick(at.window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at.bot.waitUntil(lambda: look(desk, reception.ticket_info, ticket_id=ticket.id).seat == "2")
    at.settle()


def test_another_seats_call_appears_by_itself(show: Any, desk: Seat, counter_two: Seat) -> None:
    arrive(desk, "张三")
    at = show(desk, QueuePage)
    do(counter_two, reception.CALL, reception.call_next, counter=2)
    at.bot.waitUntil(lambda: at.texts(6) == ["Called"])


# -- the public display -----------------------------------------------------------------------------------------------


@pytest.fixture
def hall(show: Any, desk: Seat) -> Iterator[tuple[Shown, DisplayWindow]]:
    at = show(desk, QueuePage)
    window = DisplayWindow(at.ops, "一号签约中心")
    window.show()
    at.settle()
    yield at, window
    window.close()


def test_a_call_fills_the_hero_and_a_recall_says_which_it_is(hall: tuple[Shown, DisplayWindow], desk: Seat) -> None:
    at, window = hall
    arrive(desk, "欧阳明月")
    called = do(desk, reception.CALL, reception.call_next, counter=1)
    at.bot.waitUntil(lambda: window.calling is not None)
    assert (window.calling.number, window.calling.name, window.calling.times) == ("B001", "欧阳*月", 1)
    at.bot.waitUntil(lambda: window.glow == 1.0)
    do(desk, reception.RECALL, reception.recall, ticket_id=called.id, version=called.version)
    at.bot.waitUntil(lambda: window.calling.times == 2)
    window.grab()


def test_a_wrong_call_disappears_from_the_display(hall: tuple[Shown, DisplayWindow], desk: Seat) -> None:
    at, window = hall
    arrive(desk, "张三")
    called = do(desk, reception.CALL, reception.call_next, counter=1)
    at.bot.waitUntil(lambda: window.calling is not None)
    do(desk, reception.UNDO_STEP, reception.undo, ticket_id=called.id, version=called.version)
    at.bot.waitUntil(lambda: window.calling is None and window.state.calls == ())


def test_calls_wait_for_each_other_and_old_ones_are_not_announced_again(
    hall: tuple[Shown, DisplayWindow], desk: Seat, counter_two: Seat
) -> None:
    at, window = hall
    arrive(desk, "张三")
    arrive(desk, "王建国")
    do(desk, reception.CALL, reception.call_next, counter=1)
    do(counter_two, reception.CALL, reception.call_next, counter=2)
    at.bot.waitUntil(
        lambda: window.calling is not None and [call.number for call in window.state.calls] == ["B002", "B001"]
    )
    at.settle()
    assert window.calling.number == "B001"
    window._on_over()
    assert window.calling.number == "B002"
    window._on_over()
    assert window.calling is None
    again = DisplayWindow(at.ops, "")
    at.settle()
    assert again.calling is None  # a window opened later shows the calls, it does not repeat them
    assert again.state.calls[0].number == "B002"
    again.close()


def test_the_display_goes_on_while_the_desk_is_locked(hall: tuple[Shown, DisplayWindow], desk: Seat) -> None:
    at, window = hall
    arrive(desk, "张三")
    do(desk, reception.CALL, reception.call_next, counter=1)
    at.bot.waitUntil(lambda: window.calling is not None)
    desk.end_rights()
    window.refresh()
    at.settle()
    assert window.state.calls[0].number == "B001"
    desk.resume_rights()


# -- appointments and rooms -------------------------------------------------------------------------------------------


@pytest.fixture
def room(desk: Seat) -> reception.RoomInfo:
    return do(desk, reception.SET_COUNTER, reception.add_room, name="签约室甲", capacity=4)


def tomorrow_at(hour: int):
    return clock.day_bounds(clock.today())[1] + timedelta(hours=hour)


def test_an_appointment_is_booked_by_keys_and_stands_in_list_and_picture(
    show: Any, desk: Seat, room: reception.RoomInfo
) -> None:
    at = show(desk, RoomsPage)
    at.page.turn(1)
    at.settle()
    at.run("reception.rooms.book")
    form = at.page.findChild(object, "reception.booking")
    form.customer.show_new("张三")
    form.customer.named.emit("张三")
    at.type("1")
    assert form.time.editor.hasFocus()
    at.type("1430")
    form.room.editor.setCurrentIndex(1)
    form.save()
    at.bot.waitUntil(lambda: at.texts(0) == ["14:30–15:15"])
    at.settle()
    assert at.texts(3) == ["签约室甲"]
    assert [bar.words for bar in at.page.timeline.bars] == ["张三"]
    at.window.grab()


def test_a_taken_room_is_told_beside_its_field_and_the_form_stays(
    show: Any, desk: Seat, room: reception.RoomInfo
) -> None:
    do(desk, reception.BOOK_ROOM, reception.book_room, room_id=room.id, title="内部会议",
       starts_at=tomorrow_at(14), ends_at=tomorrow_at(15))  # fmt: skip
    at = show(desk, RoomsPage)
    at.page.turn(1)
    at.settle()
    at.run("reception.rooms.book_room")
    form = at.page.findChild(object, "reception.booking")
    form.title.set_text("签约")
    form.time.set_text("14:30")
    form.room.editor.setCurrentIndex(1)
    form.save()
    at.bot.waitUntil(lambda: "already taken from 14:00 to 15:00" in form.room.problem.text())
    assert form.title.text() == "签约"


def test_what_was_booked_for_another_day_is_shown_on_that_day(show: Any, desk: Seat, room: reception.RoomInfo) -> None:
    at = show(desk, RoomsPage)
    at.run("reception.rooms.book_room")
    form = at.page.findChild(object, "reception.booking")
    form.title.set_text("签约")
    form.day.set_text((clock.today() + timedelta(days=8)).isoformat())
    form.time.set_text("14:30")
    form.room.editor.setCurrentIndex(1)
    form.save()
    at.bot.waitUntil(lambda: at.texts(1) == ["签约"])
    assert at.page.day == clock.today() + timedelta(days=8)
    at.bot.waitUntil(lambda: at.page.shown is not None and at.page.shown.who == "签约")


def test_times_are_read_as_people_type_them(show: Any, desk: Seat) -> None:
    from datetime import time

    from signdesk.core.errors import UserError
    from signdesk.domains.reception.pages.booking_form import parse_time

    assert [parse_time(text) for text in ("14:30", "1430", "14", "9", "9：05")] == [
        time(14, 30), time(14, 30), time(14), time(9), time(9, 5),
    ]  # fmt: skip
    assert parse_time("") is None
    for wrong in ("25:00", "14:70", "x"):
        with pytest.raises(UserError):
            parse_time(wrong)


def test_a_faulty_scanner_is_reported_from_the_readiness_list(
    show: Any, desk: Seat, room: reception.RoomInfo, seat_of: Callable[..., Seat]
) -> None:
    scanner = do(seat_of("asset_keeper"), assets.ADD, assets.add, details=assets.Details("高拍仪", place=room.name)).row
    booking = do(desk, reception.BOOK_ROOM, reception.book_room, room_id=room.id, title="签约",
                 starts_at=tomorrow_at(14), ends_at=tomorrow_at(15))  # fmt: skip
    at = show(desk, RoomsPage)
    at.page.turn(1)
    at.settle()
    at.run("reception.rooms.check_room")
    form = at.page.findChild(object, "reception.readiness")
    form.ticks["clean"].setChecked(True)
    form.ticks["comfortable"].setChecked(True)
    form.save()
    at.bot.waitUntil(lambda: bool(form.fault.problem.text()))  # what does not work must be said
    form.device.editor.setCurrentIndex(1)
    form.fault.set_text("无法对焦")
    form.save()
    at.bot.waitUntil(lambda: look(desk, reception.booking_info, booking_id=booking.id).readiness is not None)
    at.settle()
    checked = look(desk, reception.booking_info, booking_id=booking.id).readiness
    assert (checked.ready, checked.faults) == (True, scanner.number)
    assert at.texts(6) == ["Ready, fault reported"]


def test_checking_in_from_an_appointment_leads_to_the_queue(show: Any, desk: Seat) -> None:
    service = look(desk, reception.services)[0]
    do(desk, reception.BOOK, reception.book_appointment, service_id=service.id, starts_at=tomorrow_at(9), minutes=30,
       new_customer=reception.NewCustomer("张三", id_number=resident_number(1)))  # fmt: skip
    at = show(desk, RoomsPage)
    at.page.turn(1)
    at.settle()
    at.run("reception.rooms.check_in")
    assert at.opened == [("reception.queue",)]


def test_the_queue_opens_check_in_for_a_known_customer(show: Any, desk: Seat) -> None:
    customer = do(desk, reception.ADD_CUSTOMER, reception.add_customer, customer=reception.NewCustomer("张三"))
    at = show(desk, QueuePage)
    at.page.check_in_customer(customer.id)
    at.settle()
    assert at.page._form().customer.hit.customer.id == customer.id


# -- consultation -----------------------------------------------------------------------------------------------------


@pytest.fixture
def lead(front: Any, seat_of: Callable[..., Seat]) -> Seat:
    person = do(seat_of("hr"), people.ADD_PERSON, people.add_person, name="何律")
    return front.seat(Actor(None, person.id, "何律", frozenset({"reviewer"})), Station("审核 1"))


def test_a_question_is_answered_by_the_approved_answer_found_while_typing(show: Any, desk: Seat, lead: Seat) -> None:
    do(
        lead,
        reception.APPROVE_ANSWER,
        reception.add_answer,
        question="定金能退吗?",
        answer="支付方违约不退。",
        category="买卖",
    )
    at = show(desk, ConsultationPage)
    at.run("reception.consultation.ask")
    form = at.page.findChild(object, "reception.ask")
    at.bot.waitUntil(lambda: form.question.editor.hasFocus())
    form.question.set_text("定金可以退吗")
    at.bot.waitUntil(lambda: form.list.count() == 1)
    form.list.setCurrentRow(0)
    assert form.full.text() == "支付方违约不退。"
    form.save()
    at.bot.waitUntil(lambda: at.texts(6) == ["Closed"])
    at.settle()


def test_a_question_nobody_may_answer_is_referred_answered_and_closed(show: Any, desk: Seat, lead: Seat) -> None:
    at = show(desk, ConsultationPage)
    at.run("reception.consultation.ask")
    form = at.page.findChild(object, "reception.ask")
    form.question.set_text("公积金贷款合同何时生效?")
    form.save()
    at.bot.waitUntil(lambda: at.texts(6) == ["Unanswered"])
    at.settle()
    at.run("reception.consultation.refer")
    refer = at.page.findChild(object, "reception.refer")
    refer.rows["lead_id"].editor.setCurrentIndex(1)
    refer.save()
    at.bot.waitUntil(lambda: at.texts(6) == ["Referred"])
    at.settle()
    assert not at.actions.is_enabled("reception.consultation.answer")  # the desk may not
    theirs = show(lead, ConsultationPage)
    theirs.run("reception.consultation.answer")
    answer = theirs.page.findChild(object, "reception.answer")
    answer.rows["answer"].set_text("自审批通过之日起生效。")
    answer.save()
    at.bot.waitUntil(lambda: at.texts(6) == ["Answered, tell the customer"])
    at.settle()
    theirs.settle()
    at.run("reception.consultation.close")
    at.bot.waitUntil(lambda: at.texts(6) == ["Closed"])
    theirs.settle()


def test_a_form_in_the_pane_takes_the_lists_place_on_a_small_window(show: Any, desk: Seat) -> None:
    arrive(desk, "张三")
    at = show(desk, QueuePage)
    at.run("reception.queue.check_in")
    at.window.resize(683, 512)
    at.settle()
    assert not at.page.list_card.isVisible()
    assert at.page._form().isVisible()
    QTest.keyClick(at.page._form().customer.field, Qt.Key.Key_Escape)
    at.settle()
    assert at.page.list_card.isVisible()
