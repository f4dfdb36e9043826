"""The queue: who is called and why, what can be taken back, and what the public sees."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from signdesk.core import clock, settings
from signdesk.core.centre import Centre
from signdesk.core.errors import PermissionRefused, StaleRecord, UserError
from signdesk.core.operations import Seat, Station
from signdesk.domains.reception import service as reception
from signdesk.domains.reception.service import Act, Priority, State, TicketInfo

from .conftest import MORNING, arrive, do, look, resident_number


def later(minutes: int):
    return clock.fixed(MORNING + timedelta(minutes=minutes))


def call_next(seat: Seat, counter: int = 1) -> TicketInfo:
    return do(seat, reception.CALL, reception.call_next, counter=counter)


def act(seat: Seat, operation, function, ticket: TicketInfo, /, **arguments) -> TicketInfo:
    return do(seat, operation, function, ticket_id=ticket.id, version=ticket.version, **arguments)


def test_the_queue_says_why_each_one_stands_where_it_stands(desk: Seat) -> None:
    arrive(desk, "张三")
    with later(1):
        arrive(desk, "王建国", priority=Priority.ELDERLY)
    with later(3):
        view = look(desk, reception.queue)
    assert [(row.ticket.number, row.why, row.waited) for row in view.waiting] == [
        ("B002", "Priority: elderly (70 and older)", 2),
        ("B001", "Waiting order", 3),
    ]
    assert view.received == 2


def test_calling_the_next_leaves_counter_person_and_reason_in_the_record(desk: Seat, counter_two: Seat) -> None:
    arrive(desk, "张三")
    called = call_next(counter_two, 2)
    assert (called.number, called.state, called.counter, called.served_by) == ("B001", State.CALLED, 2, "周凯")
    way = look(desk, reception.visit, ticket_id=called.id).way
    assert [(step.act, step.actor, step.place, step.why) for step in way] == [
        (Act.CHECK_IN, "李静", "", ""),
        (Act.CALL, "周凯", "Counter 2", "Waiting order"),
    ]


def test_nobody_waiting_is_said_in_words(desk: Seat) -> None:
    with pytest.raises(UserError, match="Nobody is waiting"):
        call_next(desk)


def test_calling_somebody_out_of_turn_needs_a_reason(desk: Seat) -> None:
    arrive(desk, "张三")
    second = arrive(desk, "王建国")
    with pytest.raises(UserError) as refused:
        act(desk, reception.CALL, reception.call, second, counter=1, reason=" ")
    assert refused.value.field == "reason"
    assert "B001" in refused.value.hint
    called = act(desk, reception.CALL, reception.call, second, counter=1, reason="资料已齐,只需盖章")
    step = look(desk, reception.visit, ticket_id=called.id).way[-1]
    assert (step.act, step.why, step.reason) == (Act.CALL, "Called out of turn", "资料已齐,只需盖章")


def test_selecting_the_one_whose_turn_it_is_needs_no_reason(desk: Seat) -> None:
    first = arrive(desk, "张三")
    assert act(desk, reception.CALL, reception.call, first, counter=1, reason="").state is State.CALLED


def test_a_wrong_call_is_undone_and_both_stay_in_the_record(desk: Seat) -> None:
    ticket = arrive(desk, "张三")
    called = act(desk, reception.RECALL, reception.recall, call_next(desk))
    undone = act(desk, reception.UNDO_STEP, reception.undo, called)
    assert (undone.state, undone.counter, undone.called_at, undone.calls) == (State.WAITING, None, None, 0)
    way = look(desk, reception.visit, ticket_id=ticket.id).way
    assert [(step.act, step.undone) for step in way] == [
        (Act.CHECK_IN, False), (Act.CALL, True), (Act.RECALL, True), (Act.UNDO, False),
    ]  # fmt: skip
    assert look(desk, reception.display).calls == ()
    assert call_next(desk).number == "B001"


def test_every_act_can_be_undone_back_to_where_the_ticket_stood(desk: Seat) -> None:
    arrive(desk, "张三")
    state = call_next(desk)
    for operation, function in ((reception.START, reception.start), (reception.FINISH, reception.finish)):
        done = act(desk, operation, function, state)
        back = act(desk, reception.UNDO_STEP, reception.undo, done)
        assert (back.state, back.started_at, back.ended_at) == (state.state, state.started_at, state.ended_at)
        state = act(desk, operation, function, back)
    assert state.state is State.DONE
    with pytest.raises(UserError, match="nothing to undo"):
        for _again in range(4):
            state = act(desk, reception.UNDO_STEP, reception.undo, state)


def test_a_passed_number_is_restored_at_its_old_place(desk: Seat) -> None:
    arrive(desk, "张三")
    with later(1):
        arrive(desk, "王建国")
        passed = act(desk, reception.PASS_OVER, reception.pass_over, call_next(desk))
    assert passed.state is State.NO_SHOW
    with later(5):
        act(desk, reception.RESTORE, reception.restore, passed)
        assert call_next(desk).number == "B001"


def test_one_who_was_not_called_cannot_be_passed(desk: Seat) -> None:
    with pytest.raises(UserError, match="Waiting"):
        act(desk, reception.PASS_OVER, reception.pass_over, arrive(desk, "张三"))


def test_a_transfer_keeps_the_place_and_only_the_other_counter_calls(desk: Seat, counter_two: Seat) -> None:
    arrive(desk, "张三")
    arrive(desk, "王建国")
    serving = act(desk, reception.START, reception.start, call_next(desk))
    moved = act(desk, reception.TRANSFER, reception.transfer, serving, to_counter=2, reason="需贷款窗口")
    assert (moved.state, moved.place, moved.transferred_from) == (State.TRANSFERRED, "Counter 2", "Counter 1")
    assert call_next(desk).number == "B002"
    row = look(counter_two, reception.queue, counter=2).waiting[0]
    assert (row.ticket.number, row.why) == ("B001", "Transferred from Counter 1")
    assert call_next(counter_two, 2).number == "B001"


def test_a_transfer_goes_to_exactly_one_place(desk: Seat) -> None:
    ticket = arrive(desk, "张三")
    with pytest.raises(UserError, match="one counter, person or room"):
        act(desk, reception.TRANSFER, reception.transfer, ticket)
    with pytest.raises(UserError, match="no counter 9"):
        act(desk, reception.TRANSFER, reception.transfer, ticket, to_counter=9)


def test_one_who_waits_for_a_room_is_called_by_no_counter(desk: Seat) -> None:
    room = do(desk, reception.SET_COUNTER, reception.add_room, name="签约室甲", capacity=6)
    ticket = arrive(desk, "张三")
    moved = act(desk, reception.TRANSFER, reception.transfer, ticket, to_room_id=room.id)
    assert moved.place == "签约室甲"
    with pytest.raises(UserError, match="Nobody is waiting"):
        call_next(desk)
    signing = act(desk, reception.SIGN, reception.sign, moved, room_id=room.id)
    assert (signing.state, signing.place) == (State.SIGNING, "签约室甲")
    assert act(desk, reception.FINISH, reception.finish, signing).state is State.DONE


def test_somebody_who_looks_at_an_old_state_is_told_what_happened(desk: Seat, counter_two: Seat) -> None:
    seen = arrive(desk, "张三")
    call_next(counter_two, 2)
    with pytest.raises(StaleRecord, match="B001 has changed meanwhile: Called Counter 2"):
        act(desk, reception.CALL, reception.call, seen, counter=1, reason="")


def test_two_counters_calling_at_once_never_call_the_same(desk: Seat, open_centre: Callable[[], Centre]) -> None:
    for count in range(12):
        arrive(desk, f"客户{count}")
    other = open_centre().seat(desk.actor, Station("前台机 02", "counter", 2))
    called: list[str] = []
    failures: list[BaseException] = []

    def call_all(seat: Seat, counter: int) -> None:
        try:
            for _call in range(6):
                with clock.fixed(MORNING):
                    called.append(call_next(seat, counter).number)
        except BaseException as error:  # a thread's failure must fail the test
            failures.append(error)

    threads = [threading.Thread(target=call_all, args=pair) for pair in ((desk, 1), (other, 2))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(called) == [f"B{number:03}" for number in range(1, 13)]


def test_priorities_never_keep_the_longest_waiting_back_for_ever(desk: Seat) -> None:
    arrive(desk, "张三")
    for count in range(5):
        with later(count + 1):
            arrive(desk, f"老人{count}", priority=Priority.ELDERLY)
    with later(10):
        order = [row.ticket.number for row in look(desk, reception.queue).waiting]
        assert order == [call_next(desk).number for _turn in range(6)]
    assert order.index("B001") == 3


def test_waiting_longer_than_the_target_is_overdue(desk: Seat) -> None:
    arrive(desk, "张三")
    with later(20):
        assert not look(desk, reception.queue).waiting[0].overdue
    with later(21):
        assert look(desk, reception.queue).waiting[0].overdue
        assert look(desk, reception.queue).longest_wait == 21


def test_what_counts_as_overdue_is_the_centres_decision(desk: Seat, seat_of: Callable[..., Seat]) -> None:
    do(seat_of("manager"), settings.CHANGE_SETTING, settings.change, setting=reception.WAIT_TARGET, value=5)
    arrive(desk, "张三")
    with later(6):
        assert look(desk, reception.queue).waiting[0].overdue


def test_the_display_shows_numbers_masked_names_and_never_the_service(desk: Seat, counter_two: Seat) -> None:
    arrive(desk, "欧阳明月")
    agent = reception.Agent(new=reception.NewCustomer("李四"))
    company = reception.NewCustomer("上海和平置业有限公司", kind=reception.ORGANISATION)
    arrive(desk, "", agent=agent, new_customer=company)
    arrive(desk, "张三")
    call_next(desk)
    act(counter_two, reception.RECALL, reception.recall, call_next(counter_two, 2))
    shown = look(desk, reception.display)
    assert [(call.number, call.place, call.name, call.times) for call in shown.calls] == [
        ("B002", "Counter 2", "", 2),
        ("B001", "Counter 1", "欧阳*月", 1),
    ]
    assert (shown.next_numbers, shown.waiting) == (("B003",), 1)


def test_seat_drinks_and_materials_are_noted_without_touching_the_rest(desk: Seat) -> None:
    ticket = arrive(desk, "张三")
    noted = act(desk, reception.NOTE_VISIT, reception.note_visit, ticket, seat="休息区 2 号", drinks="茶")
    noted = act(desk, reception.NOTE_VISIT, reception.note_visit, noted, materials="办事指南")
    assert (noted.seat, noted.drinks, noted.materials, noted.state) == ("休息区 2 号", "茶", "办事指南", State.WAITING)


def test_only_those_with_the_right_call(desk: Seat, seat_of: Callable[..., Seat]) -> None:
    arrive(desk, "张三")
    with pytest.raises(PermissionRefused):
        call_next(seat_of("archivist"))


def test_what_a_higher_room_knows_about_a_case_stands_in_the_queue(desk: Seat) -> None:
    from signdesk.domains.reception.service import casefacts

    ticket = arrive(desk, "张三", digit=1, new_customer=reception.NewCustomer("张三", id_number=resident_number(1)))
    facts = reception.CaseFacts(7, "HT-2026-0418", "租赁", missing=("房产证",))

    def provider(_session, customer_ids):
        return {ticket.customer_id: facts} if ticket.customer_id in customer_ids else {}

    reception.register(provider)
    try:
        assert look(desk, reception.queue).waiting[0].ticket.missing == ("房产证",)
        blocker = look(desk, reception.visit, ticket_id=ticket.id).blockers[0]
        assert ("房产证" in blocker.text, blocker.record_id) == (True, 7)
    finally:
        casefacts._providers.remove(provider)


def test_a_day_in_numbers_and_the_register(desk: Seat) -> None:
    arrive(desk, "张三")
    arrive(desk, "王建国", new_customer=reception.NewCustomer("王建国", phone="13812345678"))
    with later(10):
        serving = act(desk, reception.START, reception.start, call_next(desk))
    with later(25):
        act(desk, reception.FINISH, reception.finish, serving)
        day = look(desk, reception.day_statistics, day=clock.today())
        lines = look(desk, reception.register_lines, first=clock.today(), last=clock.today())
    assert (day.received, day.served, day.average_wait, day.average_service) == (2, 1, 10, 15)
    assert day.by_hour == ((9, 2),)
    assert [(line.number, line.customer, line.state, line.phone) for line in lines] == [
        ("B001", "张三", State.DONE, ""), ("B002", "王建国", State.WAITING, "138****5678"),
    ]  # fmt: skip
    journey = look(desk, reception.journey, customer_id=serving.customer_id)
    assert journey[0].words == "B001 Visit finished Counter 1"
