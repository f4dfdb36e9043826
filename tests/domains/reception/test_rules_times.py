"""Times that collide."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdesk.core.errors import UserError
from signdesk.domains.reception.rules.times import Span, check_times, conflicts, free_starts, overlap, slots

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def span(start: int, end: int, resource: str = "room:1", id: int = 0) -> Span:
    return Span(id, resource, NINE + timedelta(minutes=5 * start), NINE + timedelta(minutes=5 * end))


spans = st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from(["room:1", "room:2"])).map(
    lambda drawn: span(drawn[0], drawn[0] + drawn[1], drawn[2])
)


def test_one_that_begins_when_the_other_ends_does_not_collide() -> None:
    assert not overlap(span(0, 12), span(12, 24))
    assert overlap(span(0, 12), span(11, 24))
    assert not overlap(span(0, 12), span(0, 12, "room:2"))


def test_a_booking_never_collides_with_itself_when_it_is_moved() -> None:
    assert conflicts(span(1, 3, id=7), [span(0, 12, id=7)]) == []
    assert [found.id for found in conflicts(span(1, 9, id=7), [span(8, 12, id=9), span(0, 2, id=8)])] == [8, 9]


@given(spans, spans)
def test_two_spans_overlap_exactly_when_they_share_a_slot(first: Span, second: Span) -> None:
    shared = set(slots(first.start, first.end)) & set(slots(second.start, second.end))
    assert overlap(first, second) == (first.resource == second.resource and bool(shared))
    assert overlap(first, second) == overlap(second, first)


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        (NINE, NINE, "ends_at"),
        (NINE, NINE - timedelta(minutes=5), "ends_at"),
        (NINE, NINE + timedelta(hours=13), "ends_at"),
        (NINE + timedelta(minutes=2), NINE + timedelta(minutes=30), "starts_at"),
        (NINE, NINE + timedelta(minutes=31), "ends_at"),
    ],
)
def test_impossible_times_name_their_field(start: datetime, end: datetime, field: str) -> None:
    with pytest.raises(UserError) as refused:
        check_times(start, end)
    assert refused.value.field == field


def test_free_beginnings_leave_out_what_is_taken() -> None:
    found = free_starts(
        [span(6, 12)], "room:1", day_start=NINE, day_end=NINE + timedelta(hours=2), length=timedelta(minutes=30),
        step=timedelta(minutes=30),
    )  # fmt: skip
    assert [(start - NINE) // timedelta(minutes=1) for start in found] == [0, 60, 90]


@given(st.lists(spans, max_size=8))
def test_every_beginning_that_is_called_free_really_is(taken: list[Span]) -> None:
    length = timedelta(minutes=30)
    for start in free_starts(
        taken, "room:1", day_start=NINE, day_end=NINE + timedelta(hours=5), length=length, step=timedelta(minutes=15)
    ):
        wanted = Span(0, "room:1", start, start + length)
        assert not any(overlap(wanted, other) for other in taken)
