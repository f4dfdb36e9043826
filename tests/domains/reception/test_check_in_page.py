"""Check-in as the front desk does it: keys only, few of them, and nothing is lost when they come fast."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from signdesk.core import clock
from signdesk.core.operations import Seat
from signdesk.domains.reception import service as reception
from signdesk.domains.reception.pages.check_in import CheckInForm
from signdesk.domains.reception.pages.queue_page import QueuePage
from signdesk.ui import theme, typed_ahead
from signdesk.ui.actions import ActionRegistry
from signdesk.ui.messages import Messages
from signdesk.ui.ops import Ops
from signdesk.ui.page import PageContext

from .conftest import arrive, do, look, resident_number

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])


class Desk:
    """Somebody at the keyboard of the queue page, whose keystrokes are counted."""

    def __init__(self, qtbot: Any, seat: Seat) -> None:
        self.bot, self.seat, self.keys = qtbot, seat, 0
        self.window = QMainWindow()
        self.ops = Ops(seat, self.window)
        self.crashes: list[Any] = []
        self.ops.crashed.connect(self.crashes.append)
        self.actions = ActionRegistry(seat, self.window)
        self.messages = Messages(self.window)
        self.context = PageContext(seat, self.ops, self.actions, self.messages, lambda *_a: None)
        self.page = QueuePage(self.context)
        self.window.setCentralWidget(self.page)
        self.window.resize(1200, 900)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: self.window.isActiveWindow() and self.ops.idle)

    @property
    def form(self) -> CheckInForm:
        """The form on the screen."""
        found = self.page._form()
        assert found is not None
        return found

    def settle(self) -> None:
        """Until nothing is under way."""
        self.bot.wait(1)
        self.bot.waitUntil(lambda: self.ops.idle and not self.form_is_searching())

    def form_is_searching(self) -> bool:
        form = self.page._form()
        return form is not None and any(picker.field._pause.isActive() for picker in (form.customer, form.agent))

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        for key in keys:
            self.keys += 1
            modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def open(self) -> None:
        """F2."""
        self.press(Qt.Key.Key_F2)
        self.bot.waitUntil(lambda: self.page._form() is not None and self.form.customer.field.hasFocus())

    def type(self, text: str) -> None:
        for character in text:
            self.keys += 1
            QTest.keyClicks(self.window.focusWidget(), character)

    def compose(self, pinyin: str, text: str) -> None:
        """Chinese by an input method: the letters, then one key that commits."""
        self.keys += len(pinyin) + 1
        event = QInputMethodEvent(pinyin, [])
        QApplication.sendEvent(self.window.focusWidget(), event)
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self.window.focusWidget(), event)

    def scan(self, number: str) -> None:
        """A card on the reader, which types the number and Enter: one movement."""
        before = self.keys
        self.type(number)
        self.press(Qt.Key.Key_Return)
        self.keys = before + 1
        self.settle()

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    def take(self) -> reception.TicketInfo:
        """Ctrl+Enter; the ticket that was made."""
        before = {row.ticket.id for row in look(self.seat, reception.queue).waiting}
        self.press(Qt.Key.Key_Return, control=True)
        self.bot.waitUntil(lambda: {row.ticket.id for row in look(self.seat, reception.queue).waiting} > before)
        new = [row.ticket for row in look(self.seat, reception.queue).waiting if row.ticket.id not in before]
        self.bot.waitUntil(lambda: self.page._form() is None and self.ops.idle)
        return new[0]


@pytest.fixture
def at(qtbot: Any, qapp: QApplication, desk: Seat, morning: None) -> Iterator[Desk]:
    """李静 in front of the queue page. Clock: workers do not share the test's context, so the real day is used."""
    theme.apply(qapp, scheme="light")
    made = Desk(qtbot, desk)
    yield made
    made.bot.waitUntil(lambda: made.ops.idle)
    made.ops.close()
    made.window.close()
    assert made.crashes == []


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """The windows' workers live in the real time, so these tests do too."""
    yield


def known(seat: Seat, name: str, number: str = "", **arguments: Any) -> reception.CustomerInfo:
    """A customer from earlier, with consent."""
    new = reception.NewCustomer(name, id_number=number, phone="13812345678", **arguments)
    customer = do(seat, reception.ADD_CUSTOMER, reception.add_customer, customer=new)
    do(seat, reception.RECORD_CONSENT, reception.give_consent, customer_id=customer.id)
    return customer


def test_a_returning_customer_with_an_appointment_takes_five_keys(at: Desk) -> None:
    customer = known(at.seat, "张三", resident_number(1))
    service = look(at.seat, reception.services)[0]
    start = clock.from_local(
        clock.today(), clock.to_local(clock.now()).time().replace(minute=0, second=0, microsecond=0)
    )
    soon = start + timedelta(hours=1)
    if clock.to_local(soon).date() != clock.today():
        pytest.skip("no hour is left today")
    do(at.seat, reception.BOOK, reception.book_appointment, customer_id=customer.id, service_id=service.id,
       starts_at=soon, minutes=30)  # fmt: skip
    at.open()
    at.type("zs")
    at.enter()
    ticket = at.take()
    assert (ticket.customer, ticket.service_id, ticket.appointment_at) == ("张三", service.id, soon)
    assert at.keys == 5


def test_keys_faster_than_the_answer_lose_nothing(at: Desk) -> None:
    """F2, zs, Enter, 2, Ctrl+Enter without waiting for anything."""
    known(at.seat, "张三", resident_number(1))
    second = look(at.seat, reception.services)[1]
    at.press(Qt.Key.Key_F2)
    at.type("zs")
    at.enter()
    at.type("2")
    ticket = at.take()
    assert (ticket.customer, ticket.service_id) == ("张三", second.id)


def test_a_card_followed_at_once_by_the_name_loses_nothing(at: Desk) -> None:
    at.press(Qt.Key.Key_F2)
    at.type(resident_number(7))
    at.enter()
    at.compose("zhangsan", "张三")
    at.type("1")
    at.bot.waitUntil(lambda: at.form.consent.hasFocus())
    assert (at.form.customer.new_name, at.form.number.text()) == ("张三", resident_number(7))
    assert at.form.service.value == look(at.seat, reception.services)[0].id


def test_a_known_companys_agent_is_there_before_the_next_key_counts(at: Desk) -> None:
    company = known(at.seat, "上海和平有限公司", "91110000600037341L", kind=reception.ORGANISATION)
    agent = known(at.seat, "李四", resident_number(9))
    do(at.seat, reception.RECORD_POWER, reception.record_power, customer_id=company.id, agent_id=agent.id,
       paper="original")  # fmt: skip
    at.press(Qt.Key.Key_F2)
    at.type("shhp")
    at.enter()
    at.type("1")
    ticket = at.take()
    assert (ticket.customer, ticket.agent) == ("上海和平有限公司", "李四")


def test_the_next_customer_may_be_typed_before_the_number_is_there(at: Desk) -> None:
    known(at.seat, "张三", resident_number(1))
    known(at.seat, "李四", resident_number(2))
    at.press(Qt.Key.Key_F2)
    at.type("zs")
    at.enter()
    at.type("1")
    at.press(Qt.Key.Key_Return, control=True)
    at.bot.waitUntil(lambda: at.form.taking)
    at.press(Qt.Key.Key_F2)
    at.type("ls")
    at.enter()
    at.type("1")
    at.press(Qt.Key.Key_Return, control=True)
    at.bot.waitUntil(lambda: len(look(at.seat, reception.queue).waiting) == 2)
    assert [row.ticket.customer for row in look(at.seat, reception.queue).waiting] == ["张三", "李四"]


def test_esc_throws_away_what_was_typed_ahead(at: Desk) -> None:
    known(at.seat, "张三", resident_number(1))
    at.press(Qt.Key.Key_F2)
    at.type("zs")
    at.enter()
    at.type("2")
    at.press(Qt.Key.Key_Escape)
    assert not typed_ahead.holding()
    at.settle()
    assert at.form.service.value is None


def test_a_new_individual_by_card_takes_fourteen_keys(at: Desk) -> None:
    at.open()
    at.scan(resident_number(7))
    assert at.form.number.text() == resident_number(7)
    at.compose("zhangsan", "张三")
    at.type("1")
    assert at.form.consent.hasFocus()
    at.press(Qt.Key.Key_Space)
    ticket = at.take()
    assert (ticket.customer, ticket.number) == ("张三", "A001")
    assert at.keys <= 14
    info = look(at.seat, reception.customer_info, customer_id=ticket.customer_id)
    assert info.id_number.endswith(resident_number(7)[-4:])


def test_a_new_individual_typed_takes_at_most_46_keys(at: Desk) -> None:
    at.open()
    at.compose("zhangsan", "张三")
    at.settle()
    at.enter()
    at.bot.waitUntil(lambda: at.form.service.hasFocus())
    at.type("1")
    assert at.form.number.editor.hasFocus()
    at.type(resident_number(8))
    assert at.form.phone.editor.hasFocus()
    at.type("13812345678")
    assert at.form.consent.hasFocus()
    at.press(Qt.Key.Key_Space)
    ticket = at.take()
    assert ticket.customer == "张三"
    assert at.keys <= 46


def test_a_new_company_with_its_agents_card_takes_at_most_63_keys(at: Desk) -> None:
    at.open()
    at.compose("shanghaiheping", "上海和平")
    at.compose("youxiangongsi", "有限公司")
    at.settle()
    at.enter()
    at.bot.waitUntil(lambda: at.form.service.hasFocus())
    at.type("1")
    assert at.form.number.editor.hasFocus()
    at.type("91110000600037341L")
    at.enter()  # past the phone, which may stay empty
    assert at.form.agent.field.hasFocus()
    at.scan(resident_number(9))
    at.compose("lisi", "李四")
    at.type("3")  # a digit after a scanned person's name: the power of attorney was not brought
    at.bot.waitUntil(lambda: at.form.consent.hasFocus())
    at.press(Qt.Key.Key_Space)
    ticket = at.take()
    assert (ticket.customer, ticket.agent, ticket.missing) == ("上海和平有限公司", "李四", ("power of attorney",))
    assert at.keys <= 63


def test_a_known_company_takes_at_most_nine_keys(at: Desk) -> None:
    company = known(at.seat, "上海和平有限公司", "91110000600037341L", kind=reception.ORGANISATION)
    agent = known(at.seat, "李四", resident_number(9))
    do(
        at.seat,
        reception.RECORD_POWER,
        reception.record_power,
        customer_id=company.id,
        agent_id=agent.id,
        paper="original",
    )
    at.open()
    at.type("shhp")
    at.enter()
    at.bot.waitUntil(lambda: at.form.agent.settled)
    at.bot.waitUntil(lambda: at.form.service.hasFocus())
    at.type("1")
    ticket = at.take()
    assert (ticket.customer, ticket.agent) == ("上海和平有限公司", "李四")
    assert at.keys <= 9


def test_names_that_share_initials_are_offered_side_by_side(at: Desk) -> None:
    known(at.seat, "张三", resident_number(1))
    known(at.seat, "赵帅", resident_number(2))
    at.open()
    at.type("zs")
    at.settle()
    at.bot.waitUntil(lambda: at.form.customer.list.count() == 2)
    offered = [at.form.customer.list.item(row).text() for row in range(2)]
    assert {words.split("\n")[0] for words in offered} == {"张三", "赵帅"}
    assert all("310***" in words for words in offered)
    at.press(Qt.Key.Key_Down)
    second = offered[1].split("\n")[0]
    at.enter()
    assert at.form.customer.hit is not None
    assert at.form.customer.hit.customer.name == second


def test_a_wrong_number_says_beside_the_field_which_digit_rule_failed(at: Desk) -> None:
    right = resident_number(8)
    at.open()
    at.compose("zhangsan", "张三")
    at.settle()
    at.enter()
    at.bot.waitUntil(lambda: at.form.service.hasFocus())
    at.type("1")
    at.type(right[:17] + ("1" if right[17] != "1" else "2"))
    assert f"should be {right[17]}" in at.form.number.problem.text()
    assert at.form.number.editor.hasFocus()


def test_a_scanned_card_with_a_wrong_number_is_told_in_the_smart_field(at: Desk) -> None:
    at.open()
    at.scan("11010519491231002A".replace("A", "1"))
    assert "should be X" in at.form.customer.problem.text()


def test_consent_is_never_ticked_beforehand_and_an_earlier_one_is_shown(at: Desk) -> None:
    known(at.seat, "张三", resident_number(1))
    at.open()
    assert not at.form.consent.isChecked()
    at.type("zs")
    at.settle()
    at.enter()
    assert not at.form.consent.isVisibleTo(at.form)
    assert "valid until" in at.form.consent_known.text()


def test_without_consent_the_form_says_so_and_keeps_everything(at: Desk) -> None:
    at.open()
    at.compose("zhangsan", "张三")
    at.settle()
    at.enter()
    at.bot.waitUntil(lambda: at.form.service.hasFocus())
    at.type("2")
    at.press(Qt.Key.Key_Return, control=True)
    at.bot.waitUntil(lambda: not at.form.consent_problem.isHidden())
    assert at.form.consent.hasFocus()
    assert at.form.customer.field.text() == "张三"


def test_only_what_the_service_needs_is_asked(at: Desk) -> None:
    at.open()
    at.compose("zhangsan", "张三")
    at.settle()
    at.enter()
    at.bot.waitUntil(lambda: at.form.service.hasFocus())
    at.type("2")
    assert not at.form.number.isVisibleTo(at.form)
    at.form.service.choose(at.form.services[0].id)
    at.form.arrange()
    assert at.form.number.isVisibleTo(at.form)


def test_what_was_typed_survives_a_crash(at: Desk) -> None:
    at.open()
    at.compose("zhangsan", "张三")
    at.form.keep_draft()
    again = CheckInForm(at.context, at.form.services)  # the next start finds the same drafts
    assert again.customer.field.text() == "张三"


def test_esc_gives_up_and_ten_seconds_long_takes_it_up_again(at: Desk) -> None:
    at.open()
    at.compose("zhangsan", "张三")
    at.settle()
    at.enter()
    at.bot.waitUntil(lambda: at.form.service.hasFocus())
    at.press(Qt.Key.Key_Escape)
    at.bot.waitUntil(lambda: at.page._form() is None)
    at.settle()
    assert at.context.drafts.get("draft.reception.check_in") is None
    at.messages.strip.undo()
    at.bot.waitUntil(lambda: at.page._form() is not None)
    assert at.form.customer.field.text() == "张三"
    at.settle()


def test_another_counters_call_does_not_close_the_form(at: Desk, counter_two: Seat) -> None:
    arrive(at.seat, "王建国")
    at.page.refresh()
    at.settle()
    at.open()
    at.type("z")
    do(counter_two, reception.CALL, reception.call_next, counter=2)
    at.bot.waitUntil(lambda: at.ops.idle)
    at.settle()
    assert at.form.customer.field.text() == "z"


def test_a_failing_printer_never_loses_the_number(at: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """The printer is a folder that cannot be written; the centre's settings name it."""
    from signdesk.core.config import TICKET_PRINTER, Config

    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    Config.create(at.seat.centre.folder, at.seat.centre.keys.config, {TICKET_PRINTER: f"pdf_folder:{blocked}/tickets"})
    known(at.seat, "张三", resident_number(1))
    at.open()
    at.type("zs")
    at.settle()
    at.enter()
    at.type("2")
    ticket = at.take()
    at.bot.waitUntil(lambda: "could not be saved" in at.messages.bar.text)
    assert ticket.number in at.messages.bar.text


def test_a_ticket_is_printed_to_the_folder_of_the_settings(at: Desk, tmp_path: Any) -> None:
    from signdesk.core.config import TICKET_PRINTER, Config

    folder = tmp_path / "tickets"
    Config.create(at.seat.centre.folder, at.seat.centre.keys.config, {TICKET_PRINTER: f"pdf_folder:{folder}"})
    known(at.seat, "张三", resident_number(1))
    at.open()
    at.type("zs")
    at.settle()
    at.enter()
    at.type("2")
    ticket = at.take()
    at.bot.waitUntil(
        lambda: folder.is_dir() and [path.name for path in folder.glob("*.pdf")] == [f"{ticket.number}.pdf"]
    )


# -- the acts by key --------------------------------------------------------------------------------------------------


def test_the_queue_is_worked_by_keys_alone(at: Desk) -> None:
    arrive(at.seat, "张三")
    arrive(at.seat, "王建国")
    at.page.refresh()
    at.settle()
    at.actions.clock = lambda clicks=iter(range(10, 1000, 2)): float(next(clicks))  # a patient person's pace
    way = {Qt.Key.Key_F4: "called", Qt.Key.Key_F5: "called", Qt.Key.Key_F7: "serving", Qt.Key.Key_F9: "done"}
    for key, state in way.items():
        at.press(key)
        at.bot.waitUntil(lambda: at.ops.idle)
        at.settle()
        assert {look(at.seat, reception.ticket_by_number, number="B001").state.value} == {state}


def test_a_wrong_call_is_taken_back_from_the_strip(at: Desk) -> None:
    arrive(at.seat, "张三")
    at.page.refresh()
    at.settle()
    at.press(Qt.Key.Key_F4)
    at.bot.waitUntil(lambda: at.messages.strip.offered)
    at.messages.strip.undo()
    at.bot.waitUntil(lambda: look(at.seat, reception.ticket_by_number, number="B001").state is reception.State.WAITING)
    at.settle()
