"""A ticket's life: which act is possible when, and what follows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdesk.core.errors import UserError
from signdesk.domains.reception.rules.ticket import BEING_SERVED, OVER, QUEUEING, Act, State, after, may


def test_the_usual_way_from_waiting_to_done() -> None:
    state = State.WAITING
    for act in (Act.CALL, Act.RECALL, Act.START, Act.SIGN, Act.FINISH):
        state = after(state, act)
    assert state is State.DONE


def test_a_passed_ticket_can_be_restored_and_waits_again() -> None:
    assert after(after(State.CALLED, Act.PASS_OVER), Act.RESTORE) is State.WAITING


def test_one_who_is_transferred_can_be_called_again() -> None:
    assert after(after(State.SERVING, Act.TRANSFER), Act.CALL) is State.CALLED


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (State.WAITING, Act.PASS_OVER),  # nobody is passed before being called
        (State.WAITING, Act.START),
        (State.DONE, Act.CALL),
        (State.DONE, Act.LEAVE),
        (State.SERVING, Act.RECALL),
        (State.CALLED, Act.FINISH),
    ],
)
def test_what_is_not_possible_is_refused_with_the_state_in_words(state: State, act: Act) -> None:
    with pytest.raises(UserError) as refused:
        after(state, act)
    assert state.label in refused.value.message


@given(st.lists(st.sampled_from(Act)))
def test_whatever_is_done_a_ticket_is_always_in_one_group(acts: list[Act]) -> None:
    state = State.WAITING
    for act in acts:
        if may(state, act):
            state = after(state, act)
        assert sum(state in group for group in (QUEUEING, BEING_SERVED, OVER)) == 1


def test_states_and_acts_have_words() -> None:
    assert all(state.label for state in State)
    assert all(act.label for act in Act)
