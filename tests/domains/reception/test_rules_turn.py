"""Whose turn it is: the order explains itself and is fair."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from signdesk.domains.reception.rules.turn import (
    Policy,
    Priority,
    Waiting,
    Why,
    estimated_wait,
    is_overdue,
    minutes_waited,
    order,
    typical_minutes,
)

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


@st.composite
def a_queue(draw: st.DrawFn) -> list[Waiting]:
    people = []
    for ticket_id in range(1, draw(st.integers(0, 25)) + 1):
        appointment = draw(st.none() | st.integers(-60, 60))
        people.append(
            Waiting(
                ticket_id,
                at(-draw(st.integers(0, 120))),
                None if appointment is None else at(appointment),
                draw(st.none() | st.sampled_from(Priority)),
                draw(st.sampled_from(["", "", "", "A desk"])),
            )
        )
    return people


def test_without_anything_special_the_longest_waiting_is_next() -> None:
    turns = order([Waiting(1, at(-3)), Waiting(2, at(-9)), Waiting(3, at(-5))], now=NOW)
    assert [turn.ticket_id for turn in turns] == [2, 3, 1]
    assert {turn.why for turn in turns} == {Why.WAITING}


def test_ahead_go_those_transferred_then_due_appointments_then_priorities() -> None:
    turns = order(
        [
            Waiting(1, at(-50)),
            Waiting(2, at(-5), priority=Priority.PREGNANT),
            Waiting(3, at(-2), appointment_at=at(5)),
            Waiting(4, at(-1), transferred_from="Counter 1"),
        ],
        now=NOW,
    )
    assert [(turn.ticket_id, turn.why) for turn in turns] == [
        (4, Why.TRANSFERRED), (3, Why.APPOINTMENT), (2, Why.PRIORITY), (1, Why.WAITING),
    ]  # fmt: skip
    assert turns[1].at == at(5)
    assert turns[2].priority is Priority.PREGNANT


def test_an_appointment_that_is_not_due_yet_waits_in_the_waiting_order() -> None:
    turns = order([Waiting(1, at(-5), appointment_at=at(11)), Waiting(2, at(-9))], now=NOW)
    assert [turn.ticket_id for turn in turns] == [2, 1]


def test_after_three_ahead_in_a_row_it_is_the_longest_waitings_turn() -> None:
    people = [Waiting(1, at(-60)), *(Waiting(n, at(-n), priority=Priority.ELDERLY) for n in range(2, 7))]
    turns = order(people, now=NOW)
    assert [turn.ticket_id for turn in turns].index(1) == 3
    assert turns[3].why is Why.FAIRNESS
    assert order(people, now=NOW, ahead_so_far=3)[0].ticket_id == 1


@given(a_queue(), st.integers(0, 5))
def test_everybody_has_exactly_one_place_whatever_the_sequence_of_input(people: list[Waiting], ahead: int) -> None:
    turns = order(people, now=NOW, ahead_so_far=ahead)
    assert sorted(turn.ticket_id for turn in turns) == sorted(one.ticket_id for one in people)
    assert [turn.place for turn in turns] == list(range(1, len(people) + 1))
    assert order(reversed(people), now=NOW, ahead_so_far=ahead) == turns


@given(a_queue(), st.integers(0, 3))
def test_nobody_overtakes_for_the_same_reason(people: list[Waiting], ahead: int) -> None:
    by_id = {one.ticket_id: one for one in people}
    turns = order(people, now=NOW, ahead_so_far=ahead)
    for why in Why:
        same = [turn for turn in turns if turn.why is why or (why is Why.WAITING and turn.why is Why.FAIRNESS)]
        key = [turn.at or by_id[turn.ticket_id].arrived_at for turn in same]
        assert key == sorted(key)


@given(a_queue(), st.integers(1, 5))
def test_never_more_than_the_allowed_number_goes_ahead_in_a_row(people: list[Waiting], most: int) -> None:
    turns = order(people, now=NOW, policy=Policy(most_ahead=most))
    usual = [place for place, turn in enumerate(turns) if turn.why in (Why.WAITING, Why.FAIRNESS)]
    for number, place in enumerate(usual):
        assert place <= (number + 1) * most + number


@given(a_queue())
def test_the_head_of_the_order_stays_the_same_when_it_is_called(people: list[Waiting]) -> None:
    """Calling one after the other gives the order that was shown."""
    shown = order(people, now=NOW)
    left, ahead = list(people), 0
    for turn in shown:
        head = order(left, now=NOW, ahead_so_far=ahead)[0]
        assert head.ticket_id == turn.ticket_id
        ahead = 0 if head.why in (Why.WAITING, Why.FAIRNESS) else ahead + 1
        left = [one for one in left if one.ticket_id != head.ticket_id]


def test_waiting_minutes_are_whole_and_never_negative() -> None:
    assert minutes_waited(at(-14), NOW + timedelta(seconds=59)) == 14
    assert minutes_waited(at(3), NOW) == 0
    assert not is_overdue(at(-20), NOW)
    assert is_overdue(at(-21), NOW)


def test_the_estimate_depends_on_people_counters_and_usual_time() -> None:
    assert estimated_wait(0, counters=3, minutes_each=12) == 0
    assert estimated_wait(4, counters=3, minutes_each=12) == 20
    assert estimated_wait(4, counters=0, minutes_each=12) == 50
    assert estimated_wait(1, counters=9, minutes_each=1) == 5


@given(st.integers(0, 60), st.integers(0, 9), st.floats(0, 90))
def test_more_people_never_mean_a_shorter_estimate(people: int, counters: int, minutes: float) -> None:
    shorter = estimated_wait(people, counters=counters, minutes_each=minutes)
    assert shorter <= estimated_wait(people + 1, counters=counters, minutes_each=minutes)
    assert shorter % 5 == 0


def test_the_typical_time_is_the_median_once_there_are_five() -> None:
    assert typical_minutes([1, 2, 3, 4], usual=15) == 15
    assert typical_minutes([1, 90, 3, 4, 2], usual=15) == 3
    assert typical_minutes([1, 90, 3, 4, 2, 4], usual=15) == 3.5


def test_every_priority_has_words() -> None:
    assert all(reason.label for reason in Priority)
