"""Numbers without gaps, by templates a centre may change."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from signdesk.core import clock, numbering
from signdesk.core.centre import Centre
from signdesk.core.errors import UserError
from signdesk.core.operations import Operation, Seat

TAKE = Operation("test.take_number", "Take a number", None)
YEARLY = numbering.NumberSeries("test.yearly", "Test number", "Z-{year}-{seq:04}", per=("year",))
DAILY = numbering.NumberSeries("test.daily", "Test ticket", "{prefix}{seq:03}", per=("prefix", "date"))


def take(seat: Seat, series: numbering.NumberSeries, template: str | None = None, **fields: str) -> str:
    with seat.operation(TAKE) as session:
        return numbering.take(session, series, template=template, **fields)


def test_numbers_follow_each_other_and_start_again_with_the_year(seat_of: Callable[..., Seat]) -> None:
    seat = seat_of("reception")
    with clock.fixed(datetime(2026, 12, 31, 1, tzinfo=UTC)):
        assert [take(seat, YEARLY) for _ in range(3)] == ["Z-2026-0001", "Z-2026-0002", "Z-2026-0003"]
    with clock.fixed(datetime(2027, 1, 1, 1, tzinfo=UTC)):
        assert take(seat, YEARLY) == "Z-2027-0001"


def test_each_prefix_and_day_counts_for_itself(seat_of: Callable[..., Seat]) -> None:
    seat = seat_of("reception")
    with clock.fixed(datetime(2026, 11, 23, 1, tzinfo=UTC)):
        assert [take(seat, DAILY, prefix=letter) for letter in "ABA"] == ["A001", "B001", "A002"]
        with seat.query() as session:
            assert numbering.last_taken(session, DAILY, prefix="A") == 2
            assert numbering.last_taken(session, DAILY, prefix="C") == 0
    with clock.fixed(datetime(2026, 11, 24, 1, tzinfo=UTC)):
        assert take(seat, DAILY, prefix="A") == "A001"


def test_the_centre_may_use_a_template_of_its_own(seat_of: Callable[..., Seat]) -> None:
    with clock.fixed(datetime(2026, 3, 5, 1, tzinfo=UTC)):
        assert take(seat_of("reception"), YEARLY, "{year}{month}{day}-{seq:02}") == "20260305-01"


def test_an_operation_that_fails_gives_its_number_back(seat_of: Callable[..., Seat]) -> None:
    seat = seat_of("reception")
    with clock.fixed(datetime(2026, 11, 23, 1, tzinfo=UTC)):
        with pytest.raises(UserError), seat.operation(TAKE) as session:
            numbering.take(session, YEARLY)
            raise UserError("no")
        assert take(seat, YEARLY) == "Z-2026-0001"


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_stations_that_open_a_new_year_in_the_same_moment_get_different_numbers(
    centre: Centre, seat_of: Callable[..., Seat]
) -> None:
    first, second = seat_of("reception"), seat_of("counter")
    second_found_no_counter = threading.Event()
    taken: list[str] = []

    def looked(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("UPDATE number_counter") and threading.current_thread() is other:
            second_found_no_counter.set()

    event.listen(centre.engines.write, "after_cursor_execute", looked)
    other = threading.Thread(target=lambda: taken.append(take(second, YEARLY)))
    with first.operation(TAKE) as session:
        taken.append(numbering.take(session, YEARLY))
        other.start()
        assert second_found_no_counter.wait(20)
    other.join()
    assert [number[-4:] for number in taken] == ["0001", "0002"]


@pytest.mark.parametrize("template", ["{year}-{seq:04}", "{fonds}-{category}·{year}-{seq}"])
def test_a_template_with_one_sequence_and_known_segments_is_accepted(template: str) -> None:
    numbering.check_template(template, frozenset({"fonds", "category"}))


@pytest.mark.parametrize(
    ("template", "named"),
    [("{year}", "{seq}"), ("{seq}{seq}", "{seq}"), ("{box}-{seq}", "box"), ("{seq}-{", "{"), ("{seq:x}", "{seq}")],
)
def test_a_template_that_cannot_work_is_refused_with_what_is_wrong(template: str, named: str) -> None:
    with pytest.raises(UserError) as refusal:
        numbering.check_template(template, frozenset({"fonds"}))
    assert named in refusal.value.message
    assert refusal.value.field == "template"
