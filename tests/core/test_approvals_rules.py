"""The rules of approval, whatever the staff looks like."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdesk.core.approvals.rules import (
    Assignment,
    Definition,
    Member,
    Mode,
    Node,
    Outcome,
    Request,
    TaskState,
    applies,
    assign,
    chosen,
    fingerprint,
    first_states,
    from_field,
    head,
    holds_still,
    may_approve,
    named,
    outcome,
    path,
    post,
    resolve,
    role,
)
from signdesk.core.money import Money

people_ids = st.integers(1, 8)
directories = st.dictionaries(
    people_ids,
    st.tuples(
        st.none() | people_ids,
        st.frozensets(st.sampled_from(["reviewer", "manager"])),
        st.none() | st.integers(1, 2),
        st.booleans(),
    ),
).map(lambda raw: {who: Member(who, *facts) for who, facts in raw.items()})
resolvers = st.one_of(
    st.sampled_from([role("reviewer"), role("manager"), post(1), head(), chosen(), from_field("payee_head")]),
    st.lists(people_ids, min_size=1, max_size=4).map(lambda ids: named(*ids)),
)
nodes = st.builds(
    Node,
    name=st.just("step"),
    resolver=resolvers,
    mode=st.sampled_from(Mode),
    count=st.integers(2, 3),
    fallback=st.none() | people_ids.map(named),
)
requests = st.builds(
    lambda starter, others, picked, field: Request(
        starter, frozenset(others) | {starter}, chosen={0: tuple(picked)}, fields={"payee_head": field}
    ),
    people_ids,
    st.frozensets(people_ids, max_size=3),
    st.lists(people_ids, max_size=4),
    st.none() | people_ids,
)
states = st.lists(st.sampled_from(TaskState), max_size=6)


@given(nodes, requests, directories)
def test_nobody_who_may_not_is_ever_assigned(node: Node, request: Request, directory: dict[int, Member]) -> None:
    for assignment in assign(node, 0, request, directory):
        assert may_approve(assignment.person, request, directory)
        assert assignment.person != request.starter
        assert holds_still(assignment, node, 0, request, directory)


@given(nodes, requests, directories)
def test_nobody_gets_two_tasks_of_one_step(node: Node, request: Request, directory: dict[int, Member]) -> None:
    people = [assignment.person for assignment in assign(node, 0, request, directory)]
    assert len(people) == len(set(people))


@given(nodes, requests, directories)
def test_no_step_has_fewer_pairs_of_eyes_than_asked_for(
    node: Node, request: Request, directory: dict[int, Member]
) -> None:
    assigned = assign(node, 0, request, directory)
    if not assigned:
        return
    if node.mode is Mode.DISTINCT:
        assert len(assigned) >= node.count
    if node.mode in (Mode.ALL, Mode.SEQUENCE) and node.resolver.kind in ("named", "chosen", "field"):
        assert len(assigned) >= len(resolve(node.resolver, 0, request, directory))


@given(nodes, requests, directories)
def test_a_substitute_stands_above_whom_it_replaces_or_is_the_fallback(
    node: Node, request: Request, directory: dict[int, Member]
) -> None:
    for assignment in assign(node, 0, request, directory):
        if assignment.substitute_for is None:
            continue
        above, at = set(), directory.get(assignment.substitute_for)
        while at is not None and at.superior is not None and at.superior not in above:
            above.add(at.superior)
            at = directory.get(at.superior)
        fallback = resolve(node.fallback, 0, request, directory) if node.fallback else ()
        assert assignment.person in above or assignment.person in fallback


@given(st.sampled_from(Mode), st.integers(1, 4), states)
def test_a_step_passes_only_by_an_approval(mode: Mode, count: int, found: list[TaskState]) -> None:
    if outcome(mode, count, found) is Outcome.APPROVED:
        assert TaskState.APPROVED in found
        assert TaskState.REJECTED not in found


@given(st.sampled_from(Mode), st.integers(1, 4), states)
def test_one_rejection_rejects(mode: Mode, count: int, found: list[TaskState]) -> None:
    assert outcome(mode, count, [*found, TaskState.REJECTED]) is Outcome.REJECTED


@given(states)
def test_all_means_that_nobody_is_still_asked(found: list[TaskState]) -> None:
    if outcome(Mode.ALL, 1, found) is Outcome.APPROVED:
        assert not {TaskState.PENDING, TaskState.WAITING} & set(found)


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.booleans()))
def test_the_fingerprint_does_not_depend_on_the_order_of_fields(snapshot: dict[str, object]) -> None:
    assert fingerprint(snapshot) == fingerprint(dict(reversed(snapshot.items())))


def test_any_change_changes_the_fingerprint() -> None:
    one = {"amount": Money(128), "due": date(2026, 11, 30), "file": b"\x01", "tags": {"a", "b"}}
    prints = {fingerprint(one)}
    changes = ({"amount": Money(129)}, {"due": date(2026, 12, 1)}, {"file": b"\x02"}, {"tags": {"a"}})
    for change in changes:
        prints.add(fingerprint(one | change))
    assert len(prints) == 5


def test_what_cannot_be_written_in_one_way_only_is_no_snapshot() -> None:
    with pytest.raises(TypeError):
        fingerprint({"x": object()})


TEAM = {
    1: Member(1, None, frozenset({"manager"})),
    2: Member(2, 1, frozenset({"reviewer"})),
    3: Member(3, 2, frozenset({"reviewer"})),
    4: Member(4, 2),
}


def people_at(node: Node, request: Request, team: dict[int, Member] | None = None) -> list[int]:
    return [each.person for each in assign(node, 0, request, team or TEAM)]


def test_of_a_role_those_who_may_not_fall_out() -> None:
    assert people_at(Node("x", role("reviewer")), Request(3, frozenset({3}))) == [2]
    assert people_at(Node("x", role("reviewer"), Mode.ALL), Request(4, frozenset({4}))) == [2, 3]


def test_when_nobody_of_the_role_is_left_the_superior_decides() -> None:
    assert people_at(Node("x", role("reviewer")), Request(3, frozenset({2, 3}))) == [1]


def test_a_person_who_must_agree_is_replaced_not_dropped() -> None:
    node = Node("x", named(3, 4), Mode.ALL)
    assert people_at(node, Request(4, frozenset({4}))) == [3, 2]
    gone = TEAM | {3: Member(3, 2, active=False)}
    assert people_at(node, Request(9, frozenset({9})), gone) == [2, 4]


def test_two_people_cannot_be_replaced_by_one() -> None:
    node = Node("x", named(3, 4), Mode.ALL)
    assert people_at(node, Request(3, frozenset({3, 4}))) == [2, 1]
    assert people_at(node, Request(3, frozenset({1, 3, 4}))) == []


def test_the_chief_without_a_superior_needs_the_fallback() -> None:
    assert people_at(Node("x", head()), Request(1, frozenset({1}))) == []
    assert people_at(Node("x", head(), fallback=named(4)), Request(1, frozenset({1}))) == [4]


def test_an_amount_decides_which_steps_apply_and_no_amount_means_all() -> None:
    way = Definition(
        (
            Node("small", head(), maximum=Money(99)),
            Node("always", head()),
            Node("large", head(), minimum=Money(100)),
        )
    )
    assert path(way, Money(99)) == (0, 1)
    assert path(way, Money(100)) == (1, 2)
    assert path(way, None) == (0, 1, 2)
    assert applies(way.nodes[2], Money(100))


def test_in_sequence_only_the_first_is_asked_at_once() -> None:
    assert first_states(Mode.SEQUENCE, 3) == (TaskState.PENDING, TaskState.WAITING, TaskState.WAITING)
    assert first_states(Mode.ALL, 2) == (TaskState.PENDING, TaskState.PENDING)


def test_an_approval_needs_a_step_and_several_people_need_two() -> None:
    with pytest.raises(ValueError, match="without a step"):
        Definition(())
    with pytest.raises(ValueError, match="at least two"):
        Definition((Node("x", head(), Mode.DISTINCT, 1),))


def test_whoever_lost_the_role_may_not_decide_any_more() -> None:
    node, request = Node("x", role("reviewer")), Request(4, frozenset({4}))
    (two, _three) = assign(node, 0, request, TEAM)
    assert not holds_still(two, node, 0, request, TEAM | {2: Member(2, 1)})
    assert not holds_still(two, node, 0, request, TEAM | {2: Member(2, 1, frozenset({"reviewer"}), active=False)})
    assert not holds_still(two, node, 0, Request(4, frozenset({2, 4})), TEAM)


def test_a_task_is_handed_on_only_to_somebody_with_the_role() -> None:
    node, request = Node("x", role("reviewer")), Request(4, frozenset({4}))
    assert holds_still(Assignment(3, handed_on=True), node, 0, request, TEAM)
    assert not holds_still(Assignment(1, handed_on=True), node, 0, request, TEAM)
    assert holds_still(Assignment(1, handed_on=True), Node("x", named(2)), 0, request, TEAM)


def test_true_is_no_person() -> None:
    node = Node("x", from_field("agrees"))
    assert resolve(node.resolver, 0, Request(4, frozenset({4}), fields={"agrees": True}), TEAM) == ()
