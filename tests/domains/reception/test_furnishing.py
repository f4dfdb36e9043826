"""Setting up the front desk: services, counters and rooms, in the service and by keys in the window."""

from collections.abc import Callable
from typing import Any

import pytest

from signdesk.core.errors import PermissionRefused, UserError
from signdesk.core.operations import Seat
from signdesk.domains.reception import service
from signdesk.domains.reception.service import furnishing
from tests.domains.staff.conftest import At, dressed, english, qt_is_content, sit_down

__all__ = ["dressed", "english", "qt_is_content", "sit_down"]


@pytest.fixture
def system(seat_of: Callable[..., Seat]) -> Seat:
    return seat_of("system_admin")


def do(seat: Seat, act: Callable[..., Any], **values: Any) -> Any:
    with seat.operation(service.SET_UP) as session:
        return act(session, **values)


def pieces(seat: Seat) -> tuple[furnishing.Piece, ...]:
    with seat.query() as session:
        return furnishing.pieces(session)


def test_each_kind_is_added_changed_and_told_apart(system: Seat) -> None:
    signing = do(system, furnishing.furnish, kind="service", name="签约", prefix="a", digit=1, minutes=30)
    counter = do(system, furnishing.furnish, kind="counter", number=1, name=None)
    room = do(system, furnishing.furnish, kind="room", name="一号室", capacity=6, equipment=None, location=None)
    assert len({signing, counter, room}) == 3
    by_id = {one.id: one for one in pieces(system)}
    assert (by_id[signing].prefix, by_id[counter].number, by_id[room].capacity) == ("A", 1, 6)
    one = by_id[room]
    do(system, furnishing.change_room, room_id=one.record_id, version=one.version, name="一号室", capacity=8)
    one = by_id[signing]
    do(system, furnishing.change_service, service_id=one.record_id, version=one.version, name="签约", prefix="S",
       digit=2, needs_id=True, minutes=20)  # fmt: skip
    one = by_id[counter]
    do(system, furnishing.change_counter, counter_id=one.record_id, version=one.version, number=7, name="东")
    after = {one.id: one for one in pieces(system)}
    assert (after[room].capacity, after[signing].prefix, after[counter].number) == (8, "S", 7)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("name", {"kind": "service", "name": "签约", "prefix": "B", "digit": 2}),
        ("digit", {"kind": "service", "name": "咨询", "prefix": "B", "digit": 1}),
        ("prefix", {"kind": "service", "name": "咨询", "prefix": "甲", "digit": 2}),
        ("number", {"kind": "counter", "number": 1}),
        ("name", {"kind": "room", "name": "一号室", "capacity": 2}),
        ("capacity", {"kind": "room", "name": "二号室", "capacity": 0}),
    ],
)
def test_what_is_taken_or_cannot_be_is_said_on_its_field(system: Seat, field: str, values: dict[str, Any]) -> None:
    do(system, furnishing.furnish, kind="service", name="签约", prefix="A", digit=1)
    do(system, furnishing.furnish, kind="counter", number=1)
    do(system, furnishing.furnish, kind="room", name="一号室", capacity=6)
    with pytest.raises(UserError) as refused:
        do(system, furnishing.furnish, **values)
    assert refused.value.field == field


def test_a_service_out_of_use_is_not_offered_and_comes_back_only_while_its_key_is_free(system: Seat) -> None:
    old = do(system, furnishing.furnish, kind="service", name="签约", prefix="A", digit=1)
    do(system, furnishing.set_in_use, piece_id=old, in_use=False)
    with system.query() as session:
        assert service.services(session) == ()
    new = do(system, furnishing.furnish, kind="service", name="签约二", prefix="A", digit=1)
    with pytest.raises(UserError):
        do(system, furnishing.set_in_use, piece_id=old, in_use=True)
    do(system, furnishing.set_in_use, piece_id=new, in_use=False)
    do(system, furnishing.set_in_use, piece_id=old, in_use=True)
    with system.query() as session:
        assert [one.name for one in service.services(session)] == ["签约"]


def test_the_desk_itself_does_not_set_up(seat_of: Callable[..., Seat]) -> None:
    with pytest.raises(PermissionRefused):
        do(seat_of("reception"), furnishing.furnish, kind="counter", number=1)
    with pytest.raises(PermissionRefused):
        pieces(seat_of("reception"))


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_room_is_added_and_taken_out_of_use_by_keys(
    system: Seat, sit_down: Callable[[Seat], At], engine_name: str
) -> None:
    at = sit_down(system)
    page = at.page("reception.set_up")
    at.press("Ctrl+N")
    at.type("一号室")
    at.press("Return")
    at.type("6")
    at.press("Ctrl+Return")
    assert (page.shown.name, page.shown.capacity) == ("一号室", 6)
    at.press("Ctrl+E")
    assert page.form.rows["capacity"].text() == "6"
    at.press("Ctrl+Return")
    at.window.actions_.run("reception.set_up.retire")
    at.settle()
    assert page.shown.active is False
    at.press("Ctrl+Z")
    assert page.shown.active is True
