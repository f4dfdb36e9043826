"""Appointments and rooms: nothing and nobody is booked twice, and no session starts in a room that is not ready."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from signdesk.core import clock, people
from signdesk.core.centre import Centre
from signdesk.core.errors import UserError
from signdesk.core.operations import Seat
from signdesk.domains.assets import service as assets
from signdesk.domains.reception import service as reception

from .conftest import MORNING, arrive, do, look


def at(hours: float) -> datetime:
    """So many hours after 09:30."""
    return MORNING + timedelta(hours=hours)


@pytest.fixture
def room(desk: Seat) -> reception.RoomInfo:
    return do(desk, reception.SET_COUNTER, reception.add_room, name="签约室甲", capacity=4)


def book(seat: Seat, room: reception.RoomInfo, start: float, end: float, **arguments) -> reception.BookingInfo:
    return do(
        seat, reception.BOOK_ROOM, reception.book_room,
        room_id=room.id, starts_at=at(start), ends_at=at(end), title="张三 签约", **arguments,
    )  # fmt: skip


def appoint(seat: Seat, name: str, start: float, **arguments) -> reception.AppointmentInfo:
    service = look(seat, reception.services)[1]
    return do(
        seat, reception.BOOK, reception.book_appointment, service_id=service.id, starts_at=at(start), minutes=60,
        new_customer=reception.NewCustomer(name), **arguments,
    )  # fmt: skip


def test_a_room_is_never_booked_twice_and_the_words_say_until_when(desk: Seat, room: reception.RoomInfo) -> None:
    book(desk, room, 0.5, 2)
    with pytest.raises(UserError, match=r"签约室甲 is already taken from 10:00 to 11:30") as refused:
        book(desk, room, 1.5, 3)
    assert refused.value.field == "room_id"
    assert book(desk, room, 2, 3).room == "签约室甲"


def test_two_seats_booking_the_same_room_at_once_one_gets_it(
    desk: Seat, room: reception.RoomInfo, open_centre: Callable[[], Centre]
) -> None:
    other = open_centre().seat(desk.actor, desk.station)
    outcome: list[str] = []
    gate = threading.Barrier(2)

    def try_to_book(seat: Seat) -> None:
        gate.wait()
        with clock.fixed(MORNING):
            try:
                book(seat, room, 1, 2)
                outcome.append("booked")
            except UserError:
                outcome.append("refused")

    threads = [threading.Thread(target=try_to_book, args=(seat,)) for seat in (desk, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["booked", "refused"]
    assert len(look(desk, reception.bookings, first=clock.today())) == 1


def test_a_member_of_staff_is_in_one_place_only(
    desk: Seat, room: reception.RoomInfo, seat_of: Callable[..., Seat]
) -> None:
    officer = do(seat_of("hr"), people.ADD_PERSON, people.add_person, name="何律")
    second = do(desk, reception.SET_COUNTER, reception.add_room, name="签约室乙", capacity=8)
    book(desk, room, 1, 2, person_id=officer.id)
    with pytest.raises(UserError, match="何律 is already taken"):
        book(desk, second, 1.5, 2.5, person_id=officer.id)
    with pytest.raises(UserError, match="何律 is already taken"):
        appoint(desk, "张三", 1.5, person_id=officer.id)


def test_a_cancelled_booking_gives_its_time_back(desk: Seat, room: reception.RoomInfo) -> None:
    first = book(desk, room, 1, 2)
    with pytest.raises(UserError) as refused:
        do(
            desk,
            reception.CANCEL_BOOKING,
            reception.cancel_booking,
            booking_id=first.id,
            version=first.version,
            reason="",
        )
    assert refused.value.field == "reason"
    do(
        desk,
        reception.CANCEL_BOOKING,
        reception.cancel_booking,
        booking_id=first.id,
        version=first.version,
        reason="客户改期",
    )
    assert book(desk, room, 1, 2).state == "booked"
    assert [booking.id for booking in look(desk, reception.bookings, first=clock.today())] != [first.id]


def test_a_booking_can_be_moved_over_its_own_time(desk: Seat, room: reception.RoomInfo) -> None:
    first = book(desk, room, 1, 2)
    moved = do(
        desk, reception.MOVE_BOOKING, reception.move_booking,
        booking_id=first.id, version=first.version, starts_at=at(1.5), ends_at=at(2.5),
    )  # fmt: skip
    assert moved.starts_at == at(1.5)
    book(desk, room, 1, 1.5)


def test_a_room_too_small_is_refused_and_the_smallest_that_fits_is_offered(
    desk: Seat, room: reception.RoomInfo
) -> None:
    do(desk, reception.SET_COUNTER, reception.add_room, name="会议室", capacity=20)
    do(desk, reception.SET_COUNTER, reception.add_room, name="签约室丙", capacity=8)
    with pytest.raises(UserError, match="4 seats"):
        book(desk, room, 1, 2, people_expected=6)
    free = look(desk, reception.free_rooms, starts_at=at(1), ends_at=at(2), people_expected=6)
    assert [one.name for one in free] == ["签约室丙", "会议室"]


def test_an_appointment_takes_its_room_along_when_it_moves_and_when_it_is_cancelled(
    desk: Seat, room: reception.RoomInfo
) -> None:
    booked = appoint(desk, "张三", 1, room_id=room.id)
    assert (booked.room, booked.state) == ("签约室甲", "booked")
    moved = do(
        desk, reception.MOVE, reception.move_appointment, appointment_id=booked.id, version=booked.version,
        starts_at=at(3), minutes=60, room_id=room.id,
    )  # fmt: skip
    assert (moved.starts_at, moved.moved, moved.room) == (at(3), 1, "签约室甲")
    book(desk, room, 1, 2)
    with pytest.raises(UserError):
        book(desk, room, 3, 4)
    do(
        desk, reception.CANCEL, reception.cancel_appointment,
        appointment_id=moved.id, version=moved.version, reason="客户取消",
    )  # fmt: skip
    book(desk, room, 3, 4)


def test_a_move_to_a_taken_time_leaves_the_old_one_standing(desk: Seat, room: reception.RoomInfo) -> None:
    book(desk, room, 3, 4)
    booked = appoint(desk, "张三", 1, room_id=room.id)
    with pytest.raises(UserError, match="already taken"):
        do(
            desk, reception.MOVE, reception.move_appointment, appointment_id=booked.id, version=booked.version,
            starts_at=at(3), minutes=60, room_id=room.id,
        )  # fmt: skip
    stands = look(desk, reception.appointment_info, appointment_id=booked.id)
    assert (stands.starts_at, stands.room, stands.version) == (at(1), "签约室甲", booked.version)
    with pytest.raises(UserError):
        book(desk, room, 1, 2)


def test_an_appointment_in_the_past_is_refused(desk: Seat) -> None:
    with pytest.raises(UserError, match="has passed"):
        appoint(desk, "张三", -1)


def test_checking_in_for_an_appointment_goes_ahead_when_it_is_due(desk: Seat) -> None:
    arrive(desk, "王建国")
    booked = appoint(desk, "张三", 0.5)
    with clock.fixed(at(0.4)):
        ticket = arrive(desk, "", customer_id=booked.customer_id, appointment_id=booked.id)
        first = look(desk, reception.queue).waiting[0]
    assert (first.ticket.number, first.why) == (ticket.number, "Appointment 10:00")
    assert look(desk, reception.appointment_info, appointment_id=booked.id).state == "arrived"
    with clock.fixed(at(0.5)), pytest.raises(UserError, match="no longer open"):
        arrive(desk, "", customer_id=booked.customer_id, appointment_id=booked.id, digit=4)


def test_an_appointment_nobody_came_to_is_shown_as_missed(desk: Seat) -> None:
    booked = appoint(desk, "张三", 1)
    with clock.fixed(at(2.5)):
        assert look(desk, reception.appointments, first=clock.today())[0].state == "missed"
    assert look(desk, reception.appointments, first=clock.today())[0].id == booked.id


# -- the readiness list -----------------------------------------------------------------------------------------------


def check(seat: Seat, booking: reception.BookingInfo, **arguments) -> reception.ReadinessInfo:
    values = {"clean": True, "comfortable": True, "equipment_works": True} | arguments
    return do(seat, reception.CHECK_ROOM, reception.check_readiness, booking_id=booking.id, **values)


def test_no_session_begins_before_the_room_was_checked(desk: Seat, room: reception.RoomInfo) -> None:
    booking = book(desk, room, 0.5, 2)
    with pytest.raises(UserError, match="not been checked"):
        do(desk, reception.CHECK_ROOM, reception.begin_booking, booking_id=booking.id)
    check(desk, booking, clean=False, note="桌面未整理")
    with pytest.raises(UserError, match="桌面未整理"):
        do(desk, reception.CHECK_ROOM, reception.begin_booking, booking_id=booking.id)
    check(desk, booking)
    assert do(desk, reception.CHECK_ROOM, reception.begin_booking, booking_id=booking.id).state == "in_use"


def test_what_is_not_in_order_must_be_said(desk: Seat, room: reception.RoomInfo) -> None:
    booking = book(desk, room, 0.5, 2)
    for wrong, field in (({"comfortable": False}, "note"), ({"equipment_works": False}, "faults")):
        with pytest.raises(UserError) as refused:
            check(desk, booking, **wrong)
        assert refused.value.field == field


def test_a_room_that_is_empty_early_can_be_booked_again(desk: Seat, room: reception.RoomInfo) -> None:
    booking = book(desk, room, 0, 2)
    check(desk, booking)
    do(desk, reception.CHECK_ROOM, reception.begin_booking, booking_id=booking.id)
    do(desk, reception.CHECK_ROOM, reception.end_booking, booking_id=booking.id)
    assert book(desk, room, 1, 2).state == "booked"


def test_a_faulty_device_noted_there_opens_a_repair_in_the_register(
    desk: Seat, room: reception.RoomInfo, seat_of: Callable[..., Seat]
) -> None:
    keeper = seat_of("asset_keeper", name="张工")
    scanner = do(keeper, assets.ADD, assets.add, details=assets.Details("高拍仪", place=room.name)).row
    booking = book(desk, room, 0.5, 2)
    assert look(desk, reception.room_devices, room_id=room.id) == ((scanner.id, f"{scanner.number} 高拍仪"),)
    checked = check(desk, booking, equipment_works=False, faults=((scanner.id, "无法对焦"),))
    assert (checked.ready, checked.equipment_works, checked.faults) == (True, False, scanner.number)
    assert look(keeper, assets.equipment_info, equipment_id=scanner.id).row.status == assets.FAULT


def test_a_fault_that_cannot_be_reported_leaves_no_check_behind(desk: Seat, room: reception.RoomInfo) -> None:
    booking = book(desk, room, 0.5, 2)
    with pytest.raises(UserError):
        check(desk, booking, equipment_works=False, faults=((999, "无法对焦"),))
    assert look(desk, reception.booking_info, booking_id=booking.id).readiness is None
