"""A centre with services, three counters, and somebody at each desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from signdesk.core import clock, i18n
from signdesk.core.centre import Centre
from signdesk.core.identity import resident_check_character
from signdesk.core.operations import SYSTEM, Seat, Station
from signdesk.domains.reception import service as reception

MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # 09:30 on the centre's clock


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = i18n.language()
    i18n.set_language("en")
    yield
    i18n.set_language(before)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.fixed(MORNING):
        yield


@pytest.fixture
def front(centre: Centre) -> Centre:
    """A centre whose front desk is set up."""
    with centre.seat(SYSTEM, Station("set-up")).operation(reception.SET_UP) as session:
        reception.set_up_defaults(session)
    return centre


@pytest.fixture
def desk(front: Centre, seat_of: Callable[..., Seat]) -> Seat:
    """李静 at reception."""
    return seat_of("reception", name="李静", station=Station("前台机 01", "counter", 1))


@pytest.fixture
def counter_two(front: Centre, seat_of: Callable[..., Seat]) -> Seat:
    """周凯 at counter 2."""
    return seat_of("counter", name="周凯", station=Station("前台机 02", "counter", 2))


def resident_number(sequence: int, *, born: str = "19800101", region: str = "310101") -> str:
    """A valid, invented resident identity number."""
    body = f"{region}{born}{sequence:03}"
    return body + resident_check_character(body)


def arrive(seat: Seat, name: str, *, digit: int = 2, **arguments) -> reception.TicketInfo:
    """Somebody new comes in with consent; digit 2 is consultation, which needs no document."""
    with seat.operation(reception.CHECK_IN) as session:
        service = next(one for one in reception.services(session) if one.digit == digit)
        arguments.setdefault("consent", True)
        if "customer_id" not in arguments:
            arguments.setdefault("new_customer", reception.NewCustomer(name))
        return reception.check_in(session, service_id=service.id, **arguments)


def do(seat: Seat, operation, act, /, **arguments):
    """One act of the service in an operation of its own."""
    with seat.operation(operation) as session:
        return act(session, **arguments)


def look(seat: Seat, read, /, **arguments):
    """One question to the service."""
    with seat.query() as session:
        return read(session, **arguments)
