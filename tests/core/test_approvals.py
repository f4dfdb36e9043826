"""Approvals from start to end, in a real centre."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from signdesk.core import approvals, clock
from signdesk.core.approvals import (
    ApprovalKind,
    Definition,
    InstanceState,
    InstanceView,
    Mode,
    Node,
    Verdict,
    chosen,
    fingerprint,
    head,
    named,
    role,
    when_finished,
)
from signdesk.core.approvals.deputies import APPOINT_DEPUTY, END_DEPUTY, appoint, deputies, end
from signdesk.core.approvals.models import ApprovalDefinition, ApprovalEvent, ApprovalNode
from signdesk.core.audit import AuditEntry
from signdesk.core.auth import CREATE_ACCOUNT, Account
from signdesk.core.db import load
from signdesk.core.due import my_work
from signdesk.core.errors import BugError, PermissionRefused, StaleRecord, UserError
from signdesk.core.money import Money
from signdesk.core.operations import Operation, Seat

SUBMIT = Operation("test.submit", "Submit", None)
SUBJECT = ("contract_version", 7)
TEXT = {"sha256": "ab" * 32, "title": "租赁合同"}

RELEASE = ApprovalKind("test.release", "Release", Definition((Node("Second look", role("reviewer")),)))
CLAIM = ApprovalKind(
    "test.claim",
    "Claim",
    Definition(
        (
            Node("Head", head()),
            Node("Finance", role("finance"), Mode.ALL, hours=8),
            Node("Manager", role("manager"), minimum=Money.yuan(10_000)),
        )
    ),
    editable=frozenset({"remark"}),
)
CHOSEN = ApprovalKind("test.chosen", "Chosen", Definition((Node("Whom", chosen(), Mode.SEQUENCE),)))

finished: list[tuple[int, InstanceState]] = []


@when_finished(RELEASE)
def remember(session: Any, instance_id: int) -> None:
    view = approvals.instance(session, instance_id)
    finished.append((instance_id, view.state))
    if view.title == "explodes":
        raise UserError("the room refuses")


def submit(seat: Seat, kind: ApprovalKind = RELEASE, **details: Any) -> InstanceView:
    given = {"subject": SUBJECT, "title": "租赁合同 HT-1", "snapshot": TEXT} | details
    with seat.operation(SUBMIT) as session:
        return approvals.start(session, kind, **given)


def decide(seat: Seat, verdict: Verdict = Verdict.APPROVE, *, task: int = 0, **details: Any) -> InstanceView:
    with seat.operation(approvals.DECIDE) as session:
        waiting = approvals.waiting_for(session, seat.actor)
        return approvals.decide(session, task_id=task or waiting[0].id, verdict=verdict, **details)


def waiting(seat: Seat) -> list[str]:
    with seat.query() as session:
        return [task.step for task in approvals.waiting_for(session, seat.actor)]


def approved(seat: Seat, kind: ApprovalKind = RELEASE, snapshot: Any = TEXT) -> bool:
    with seat.query() as session:
        try:
            approvals.require_approved(session, kind, subject=SUBJECT, sha256=fingerprint(snapshot))
        except UserError:
            return False
        return True


def test_one_of_the_role_is_enough_and_the_others_are_no_longer_asked(staff: Any) -> None:
    drafter = staff.hire("何岚", "signing_officer")
    first, second = staff.hire("沈律", "reviewer"), staff.hire("徐遥", "reviewer")
    started = submit(drafter)
    assert started.waits_for == ("沈律", "徐遥")
    assert not approved(drafter)
    done = decide(first, comment="好")
    assert done.state is InstanceState.APPROVED
    assert [task.state for task in done.tasks] == ["approved", "cancelled"]
    assert waiting(second) == []
    assert approved(drafter)
    assert finished[-1] == (done.id, InstanceState.APPROVED)


def test_what_was_approved_is_exactly_that_and_nothing_else(staff: Any) -> None:
    drafter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    submit(drafter)
    decide(reviewer)
    assert not approved(drafter, snapshot=TEXT | {"sha256": "ac" * 32})
    assert not approved(drafter, CLAIM)


def test_nobody_approves_what_they_started_even_with_the_role(staff: Any) -> None:
    both, other = staff.hire("何岚", "reviewer"), staff.hire("沈律", "reviewer")
    assert submit(both).waits_for == ("沈律",)
    assert waiting(both) == []
    with other.query() as session:
        (task,) = approvals.waiting_for(session, other.actor)
    with pytest.raises(PermissionRefused):
        decide(both, task=task.id)


def test_nobody_approves_what_they_are_paid_by_or_done_in_their_name(staff: Any) -> None:
    starter, payee = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    represented, free = staff.hire("徐遥", "reviewer"), staff.hire("李静", "reviewer")
    started = submit(starter, payees=[staff.id_of("沈律")], represented=[staff.id_of("徐遥")])
    assert started.waits_for == ("李静",)
    assert waiting(payee) == waiting(represented) == []
    assert decide(free).state is InstanceState.APPROVED


def test_when_nobody_may_decide_the_start_says_so_and_leaves_nothing(staff: Any) -> None:
    alone = staff.hire("何岚", "reviewer")
    with pytest.raises(UserError) as refused:
        submit(alone)
    assert "Second look" in refused.value.message
    with alone.query() as session:
        assert approvals.latest(session, RELEASE, subject=SUBJECT) is None


def test_no_reviewer_left_means_the_superior(staff: Any) -> None:
    staff.hire("陈国华", "manager")
    only = staff.hire("沈律", "reviewer", superior="陈国华")
    assert submit(only).waits_for == ("陈国华",)


def test_it_goes_step_by_step_and_the_amount_decides_how_far(staff: Any) -> None:
    staff.hire("陈国华", "manager")
    starter = staff.hire("何岚", superior="陈国华")
    finance = [staff.hire("孙会", "finance"), staff.hire("钱会", "finance")]
    chief = staff.seats["陈国华"]
    small = submit(starter, CLAIM, amount=Money.yuan(500))
    assert (small.step, waiting(chief), waiting(finance[0])) == ("Head", ["Head"], [])
    assert decide(chief).step == "Finance"
    assert decide(finance[0]).state is InstanceState.RUNNING
    done = decide(finance[1])
    assert done.state is InstanceState.APPROVED
    large = submit(starter, CLAIM, amount=Money.yuan(10_000), subject=("claim", 8))
    for seat in (chief, *finance):
        large = decide(seat)
    assert (large.state, large.step) == (InstanceState.RUNNING, "Manager")
    assert decide(chief).state is InstanceState.APPROVED


def test_two_decisions_in_one_moment_do_not_lose_the_end(staff: Any) -> None:
    staff.hire("陈国华", "manager")
    starter = staff.hire("何岚", superior="陈国华")
    finance = [staff.hire(name, "finance") for name in ("孙会", "钱会", "李会", "周会")]
    submit(starter, CLAIM, amount=Money.yuan(1))
    decide(staff.seats["陈国华"])
    ready = threading.Barrier(len(finance))

    def act(seat: Seat) -> None:
        ready.wait()
        decide(seat)

    threads = [threading.Thread(target=act, args=(seat,)) for seat in finance]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with starter.query() as session:
        found = approvals.latest(session, CLAIM, subject=SUBJECT)
    assert found is not None
    assert found.state is InstanceState.APPROVED


def test_a_rejection_needs_a_reason_ends_it_and_reaches_the_starter(staff: Any) -> None:
    starter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    submit(starter)
    with pytest.raises(UserError) as refused:
        decide(reviewer, Verdict.REJECT)
    assert refused.value.field == "comment"
    done = decide(reviewer, Verdict.REJECT, comment="条款缺失")
    assert done.state is InstanceState.REJECTED
    with starter.operation(approvals.ACKNOWLEDGE) as session:
        assert [item.title for item in my_work(session)] == ["租赁合同 HT-1"]
        approvals.acknowledge(session, instance_id=done.id)
        assert my_work(session) == ()


def test_what_is_returned_comes_back_in_a_new_round_with_the_corrected_text(staff: Any) -> None:
    starter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    submit(starter)
    returned = decide(reviewer, Verdict.RETURN, comment="金额不符")
    assert returned.state is InstanceState.RETURNED
    corrected = TEXT | {"sha256": "cd" * 32}
    with reviewer.operation(approvals.RESUBMIT) as session, pytest.raises(PermissionRefused):
        approvals.resubmit(session, instance_id=returned.id, snapshot=corrected)
    with starter.operation(approvals.RESUBMIT) as session:
        again = approvals.resubmit(session, instance_id=returned.id, snapshot=corrected)
    assert (again.round, again.sha256) == (2, fingerprint(corrected))
    assert decide(reviewer).state is InstanceState.APPROVED
    assert approved(starter, snapshot=corrected)
    assert not approved(starter)


def test_a_later_step_can_return_to_an_earlier_one(staff: Any) -> None:
    chief = staff.hire("陈国华", "manager")
    starter = staff.hire("何岚", superior="陈国华")
    finance = staff.hire("孙会", "finance")
    submit(starter, CLAIM, amount=Money.yuan(1))
    decide(chief)
    back = decide(finance, Verdict.RETURN, comment="看一下", to_position=0)
    assert (back.state, back.step, back.round) == (InstanceState.RUNNING, "Head", 2)
    decide(chief)
    assert decide(finance).state is InstanceState.APPROVED


def test_only_the_starter_withdraws_and_only_before_the_decision(staff: Any) -> None:
    starter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    started = submit(starter)
    with reviewer.operation(approvals.WITHDRAW) as session, pytest.raises(PermissionRefused):
        approvals.withdraw(session, instance_id=started.id, reason="x")
    with starter.operation(approvals.WITHDRAW) as session:
        assert approvals.withdraw(session, instance_id=started.id, reason="x").state is InstanceState.WITHDRAWN
    assert waiting(reviewer) == []
    submit(starter)
    done = decide(reviewer)
    with starter.operation(approvals.WITHDRAW) as session, pytest.raises(UserError):
        approvals.withdraw(session, instance_id=done.id, reason="x")


def test_there_is_one_approval_of_a_thing_at_a_time(staff: Any) -> None:
    starter = staff.hire("何岚")
    staff.hire("沈律", "reviewer")
    submit(starter)
    with pytest.raises(UserError):
        submit(starter)


def test_after_approval_only_an_approved_reversal_takes_it_back(staff: Any) -> None:
    starter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    first = submit(starter)
    decide(reviewer)
    submit(starter, snapshot={"reverse": first.id}, reverses=first.id)
    assert approved(starter)
    decide(reviewer)
    assert not approved(starter)
    with starter.query() as session:
        assert approvals.instance(session, first.id).state is InstanceState.REVERSED


def test_a_running_subject_is_locked_but_for_what_its_kind_leaves_open(staff: Any) -> None:
    staff.hire("陈国华", "manager")
    starter = staff.hire("何岚", superior="陈国华")
    submit(starter, CLAIM)
    with starter.query() as session:
        approvals.check_unlocked(session, subject=SUBJECT, changing={"remark"})
        approvals.check_unlocked(session, subject=("contract_version", 8))
        for changing in ({"amount"}, {"remark", "amount"}, set[str]()):
            with pytest.raises(UserError):
                approvals.check_unlocked(session, subject=SUBJECT, changing=changing)


def test_a_material_change_makes_a_running_or_granted_approval_outdated(staff: Any) -> None:
    starter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    started = submit(starter)
    with starter.operation(SUBMIT) as session:
        approvals.subject_changed(session, kind=RELEASE, subject=SUBJECT, snapshot=TEXT)
        assert approvals.instance(session, started.id).state is InstanceState.RUNNING
        approvals.subject_changed(session, kind=RELEASE, subject=SUBJECT, snapshot=TEXT | {"title": "另一份"})
        assert approvals.instance(session, started.id).state is InstanceState.OUTDATED
    assert waiting(reviewer) == []
    submit(starter)
    decide(reviewer)
    with starter.operation(SUBMIT) as session:
        approvals.subject_changed(session, kind=RELEASE, subject=SUBJECT, snapshot=TEXT | {"title": "另一份"})
    assert not approved(starter)


def test_a_decision_about_what_was_not_shown_is_refused(staff: Any) -> None:
    starter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    submit(starter)
    with pytest.raises(StaleRecord):
        decide(reviewer, sha256=fingerprint({"another": "text"}))
    assert decide(reviewer, sha256=fingerprint(TEXT)).state is InstanceState.APPROVED


def test_a_deputy_decides_for_a_time_and_both_names_stand_in_the_record(staff: Any) -> None:
    starter, reviewer, deputy = staff.hire("何岚"), staff.hire("沈律", "reviewer"), staff.hire("李静")
    started = submit(starter)
    with pytest.raises(PermissionRefused):
        decide(deputy, task=started.tasks[0].id)
    today = clock.today()
    with reviewer.operation(APPOINT_DEPUTY) as session:
        appoint(session, deputy_id=staff.id_of("李静"), first_day=today, last_day=today, kinds=[RELEASE])
    assert waiting(deputy) == ["Second look"]
    done = decide(deputy)
    assert done.state is InstanceState.APPROVED
    assert (done.tasks[0].person, done.tasks[0].decided_by) == ("沈律", "李静")
    line = next(each for each in done.events if each.happened == "approve")
    assert (line.person, line.on_behalf_of) == ("李静", "沈律")


def test_a_deputy_of_another_time_or_kind_or_one_that_started_it_does_not_decide(staff: Any) -> None:
    starter, reviewer, deputy = staff.hire("何岚"), staff.hire("沈律", "reviewer"), staff.hire("李静")
    started = submit(starter)
    today = clock.today()
    with reviewer.operation(APPOINT_DEPUTY) as session:
        appoint(session, deputy_id=staff.id_of("李静"), first_day=today, last_day=today, kinds=[CLAIM])
        later = today + timedelta(days=1)
        appoint(session, deputy_id=staff.id_of("李静"), first_day=later, last_day=later)
        appoint(session, deputy_id=staff.id_of("何岚"), first_day=today, last_day=today)
    for seat in (deputy, starter):
        assert waiting(seat) == []
        with pytest.raises(PermissionRefused):
            decide(seat, task=started.tasks[0].id)


def test_a_deputys_time_can_be_ended(staff: Any) -> None:
    starter, reviewer, deputy = staff.hire("何岚"), staff.hire("沈律", "reviewer"), staff.hire("李静")
    submit(starter)
    with reviewer.operation(APPOINT_DEPUTY) as session:
        row = appoint(session, deputy_id=staff.id_of("李静"), first_day=clock.today(), last_day=clock.today())
    with deputy.operation(END_DEPUTY) as session, pytest.raises(PermissionRefused):
        end(session, deputy_row_id=row.id, version=row.version)
    with reviewer.operation(END_DEPUTY) as session:
        end(session, deputy_row_id=row.id, version=row.version)
        assert deputies(session) == ()
    assert waiting(deputy) == []


def test_one_person_does_not_decide_twice_at_a_step_of_several(staff: Any) -> None:
    chief = staff.hire("陈国华", "manager")
    starter = staff.hire("何岚", superior="陈国华")
    one, two = staff.hire("孙会", "finance"), staff.hire("钱会", "finance")
    started = submit(starter, CLAIM, amount=Money.yuan(1))
    decide(chief)
    with two.operation(APPOINT_DEPUTY) as session:
        appoint(session, deputy_id=staff.id_of("孙会"), first_day=clock.today(), last_day=clock.today())
    decide(one)
    assert waiting(one) == []
    with one.query() as session:
        tasks = approvals.instance(session, started.id).tasks
        (left,) = [task for task in tasks if task.person == "钱会"]
    with pytest.raises(PermissionRefused):
        decide(one, task=left.id)
    assert decide(two).state is InstanceState.APPROVED


def test_who_lost_the_role_meanwhile_is_refused_at_the_act(staff: Any) -> None:
    starter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    submit(starter)
    with staff.system.operation(CREATE_ACCOUNT) as session:
        load(session, Account, reviewer.actor.account_id or 0).roles = "counter"
    with pytest.raises(PermissionRefused):
        decide(reviewer)


def test_a_task_can_be_handed_on_to_somebody_who_may_decide(staff: Any) -> None:
    starter, reviewer = staff.hire("何岚", "reviewer"), staff.hire("沈律", "reviewer")
    started = submit(starter)
    other = staff.hire("徐遥", "reviewer")
    staff.hire("无角色")
    with reviewer.operation(approvals.HAND_ON) as session:
        for refused in ("何岚", "无角色", "沈律"):
            with pytest.raises(UserError):
                approvals.hand_on(session, task_id=started.tasks[0].id, to_person_id=staff.id_of(refused), comment="x")
        with pytest.raises(UserError):
            approvals.hand_on(session, task_id=started.tasks[0].id, to_person_id=staff.id_of("徐遥"), comment=" ")
        approvals.hand_on(session, task_id=started.tasks[0].id, to_person_id=staff.id_of("徐遥"), comment="休假")
    assert waiting(reviewer) == []
    assert decide(other).state is InstanceState.APPROVED


def test_where_persons_are_named_a_task_goes_to_whoever_is_free(staff: Any) -> None:
    starter, one, free = staff.hire("何岚"), staff.hire("甲"), staff.hire("乙")
    started = submit(starter, CHOSEN, chosen={0: [staff.id_of("甲")]})
    with one.operation(approvals.HAND_ON) as session:
        approvals.hand_on(session, task_id=started.tasks[0].id, to_person_id=staff.id_of("乙"), comment="休假")
    with one.operation(approvals.HAND_ON) as session, pytest.raises(UserError):
        approvals.hand_on(session, task_id=started.tasks[0].id, to_person_id=staff.id_of("乙"), comment="again")
    assert decide(free).state is InstanceState.APPROVED


def test_a_step_without_anybody_goes_to_the_starters_superior(staff: Any) -> None:
    chief = staff.hire("陈国华", "manager")
    starter = staff.hire("何岚", superior="陈国华")
    started = submit(starter, CLAIM, amount=Money.yuan(1), payees=[])
    with chief.query() as session:
        assert approvals.instance(session, started.id).waits_for == ("陈国华",)
    # The chief has no superior, nobody has the role finance: the next step finds the chief as the starter's superior.
    assert decide(chief).waits_for == ("陈国华",)
    assert decide(chief).state is InstanceState.APPROVED


def test_a_stopped_approval_keeps_what_was_decided_and_resumes(staff: Any) -> None:
    way = ApprovalKind(
        "test.stops", "Stops", Definition((Node("First", role("reviewer")), Node("Second", role("finance"))))
    )
    starter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    manager = staff.hire("陈国华", "manager")
    submit(starter, way)
    # Nobody has the role finance; the starter has no superior.
    stopped = decide(reviewer)
    assert (stopped.state, stopped.waits_for) == (InstanceState.STOPPED, ())
    assert not approved(starter, way)
    finance = staff.hire("孙会", "finance")
    with reviewer.operation(SUBMIT) as session, pytest.raises(PermissionRefused):
        approvals.resume(session, instance_id=stopped.id)
    with manager.operation(approvals.RESUME) as session:
        assert approvals.resume(session, instance_id=stopped.id).waits_for == ("孙会",)
    assert decide(finance).state is InstanceState.APPROVED


def test_the_starter_chooses_in_order(staff: Any) -> None:
    starter, one, two = staff.hire("何岚"), staff.hire("甲"), staff.hire("乙")
    with pytest.raises(UserError) as refused:
        submit(starter, CHOSEN)
    assert refused.value.field == "chosen"
    submit(starter, CHOSEN, chosen={0: [staff.id_of("乙"), staff.id_of("甲")]})
    assert (waiting(one), waiting(two)) == ([], ["Whom"])
    decide(two)
    assert waiting(one) == ["Whom"]
    assert decide(one).state is InstanceState.APPROVED


def test_a_new_way_holds_for_the_next_approval_not_for_the_one_under_way(staff: Any) -> None:
    starter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    manager = staff.hire("陈国华", "manager")
    submit(starter)
    new = Definition((Node("Board", named(staff.id_of("陈国华"))),))
    with reviewer.operation(SUBMIT) as session, pytest.raises(PermissionRefused):
        session.info["seat"].operation(approvals.DEFINE).__enter__()
    with manager.operation(approvals.DEFINE) as session:
        assert approvals.define(session, RELEASE, new) == 2
    assert decide(reviewer).state is InstanceState.APPROVED
    assert submit(starter, subject=("contract_version", 8)).waits_for == ("陈国华",)
    with manager.query() as session:
        assert approvals.definition_of(session, RELEASE) == new


def test_steps_and_events_are_only_ever_added(staff: Any) -> None:
    starter = staff.hire("何岚")
    staff.hire("沈律", "reviewer")
    submit(starter)
    for model, column in ((ApprovalNode, "name"), (ApprovalEvent, "comment")):
        with pytest.raises(BugError), starter.operation(SUBMIT) as session:
            row = session.query(model).first()
            setattr(row, column, "forged")


def test_when_the_room_refuses_the_decision_did_not_happen(staff: Any) -> None:
    starter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    submit(starter, title="explodes")
    with pytest.raises(UserError):
        decide(reviewer)
    assert waiting(reviewer) == ["Second look"]


def test_a_deadline_is_in_working_hours_and_never_decides(staff: Any) -> None:
    chief = staff.hire("陈国华", "manager")
    starter = staff.hire("何岚", superior="陈国华")
    finance = staff.hire("孙会", "finance")
    submit(starter, CLAIM, amount=Money.yuan(1))
    decided = decide(chief)
    (task,) = [task for task in decided.tasks if task.person == "孙会"]
    assert task.due_at is not None
    assert task.due_at > task.assigned_at + timedelta(hours=8)
    with clock.fixed(task.due_at + timedelta(days=400)), finance.query() as session:
        (item,) = my_work(session)
        assert item.overdue
        assert approvals.instance(session, decided.id).state is InstanceState.RUNNING


def test_the_trail_holds_every_step_and_no_word_of_the_subject(staff: Any) -> None:
    starter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    submit(starter)
    decide(reviewer, comment="同意放行")
    with starter.query() as session:
        entries = list(session.query(AuditEntry))
    assert {"approval_instance", "approval_task", "approval_event", "approval_party"} <= {
        entry.table_name for entry in entries
    }
    assert all("租赁合同" not in entry.payload and "同意放行" not in entry.payload for entry in entries)


def test_the_program_itself_neither_starts_nor_decides(staff: Any) -> None:
    with pytest.raises(UserError):
        submit(staff.system)


def test_two_stations_that_start_the_same_at_once_start_it_once(staff: Any) -> None:
    kind = ApprovalKind("test.race", "Race", Definition((Node("Second look", role("reviewer")),)))
    seats = [staff.hire(name) for name in ("甲", "乙", "丙")]
    staff.hire("沈律", "reviewer")
    ready = threading.Barrier(len(seats))
    outcomes: list[str] = []

    def act(seat: Seat) -> None:
        ready.wait()
        try:
            submit(seat, kind)
        except UserError:
            outcomes.append("refused")
        else:
            outcomes.append("started")

    threads = [threading.Thread(target=act, args=(seat,)) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "refused", "started"]


def test_two_stations_that_start_the_first_approvals_of_a_kind_at_once_both_start(staff: Any) -> None:
    kind = ApprovalKind("test.firsts", "Firsts", Definition((Node("Second look", role("reviewer")),)))
    seats = [staff.hire(name) for name in ("甲", "乙", "丙")]
    staff.hire("沈律", "reviewer")
    ready = threading.Barrier(len(seats))
    started: list[InstanceView] = []

    def act(number: int) -> None:
        ready.wait()
        started.append(submit(seats[number], kind, subject=("contract_version", number)))

    threads = [threading.Thread(target=act, args=(number,)) for number in range(len(seats))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(started) == 3


@pytest.mark.parametrize("to_position", [0, 1, -1, 7])
def test_it_can_only_be_sent_back_to_an_earlier_step(staff: Any, to_position: int) -> None:
    starter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    submit(starter)
    with pytest.raises(UserError) as refused:
        decide(reviewer, Verdict.RETURN, comment="x", to_position=to_position)
    assert refused.value.field == "to_position"


def test_a_decision_that_is_made_cannot_be_made_again(staff: Any) -> None:
    starter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    task = submit(starter).tasks[0].id
    decide(reviewer)
    with pytest.raises(UserError):
        decide(reviewer, task=task)


def test_what_is_neither_approved_nor_halted_nor_sent_back_is_left_alone(staff: Any) -> None:
    starter, manager = staff.hire("何岚"), staff.hire("陈国华", "manager")
    staff.hire("沈律", "reviewer")
    running = submit(starter)
    with starter.operation(approvals.RESUBMIT) as session, pytest.raises(UserError):
        approvals.resubmit(session, instance_id=running.id, snapshot=TEXT)
    with manager.operation(approvals.RESUME) as session, pytest.raises(UserError):
        approvals.resume(session, instance_id=running.id)
    with pytest.raises(UserError):
        submit(starter, subject=("contract_version", 8), reverses=running.id)
    with manager.operation(approvals.RESUME) as session, pytest.raises(UserError):
        approvals.resume(session, instance_id=running.id + 1000)


def test_an_amount_for_which_no_step_is_laid_down_does_not_pass(staff: Any) -> None:
    kind = ApprovalKind("test.gap", "Gap", Definition((Node("Large", role("manager"), minimum=Money.yuan(100)),)))
    staff.hire("陈国华", "manager")
    with pytest.raises(UserError):
        submit(staff.hire("何岚"), kind, amount=Money.yuan(99))


def test_a_way_that_names_nobody_known_is_refused(staff: Any) -> None:
    manager = staff.hire("陈国华", "manager")
    for nobody in (role("janitor"), named(), named(999)):
        with manager.operation(approvals.DEFINE) as session, pytest.raises(UserError):
            approvals.define(session, RELEASE, Definition((Node("x", nobody),)))


def test_the_refusal_says_whom_it_waits_for(staff: Any) -> None:
    starter = staff.hire("何岚")
    staff.hire("沈律", "reviewer")
    submit(starter)
    with starter.query() as session, pytest.raises(UserError) as refused:
        approvals.require_approved(session, RELEASE, subject=SUBJECT, sha256=fingerprint(TEXT))
    assert "沈律" in refused.value.hint


def test_a_deputy_is_somebody_else_who_works_here_in_a_time_to_come(staff: Any) -> None:
    reviewer = staff.hire("沈律", "reviewer")
    other = staff.hire("李静")
    me, deputy, today = staff.id_of("沈律"), staff.id_of("李静"), clock.today()
    day = timedelta(days=1)
    for details in (
        {"deputy_id": me, "first_day": today, "last_day": today},
        {"deputy_id": deputy, "first_day": today, "last_day": today - day},
        {"deputy_id": deputy, "first_day": today - 2 * day, "last_day": today - day},
        {"deputy_id": deputy, "first_day": today - day, "last_day": today},
    ):
        with reviewer.operation(APPOINT_DEPUTY) as session, pytest.raises(UserError):
            appoint(session, **details)
    with staff.system.operation(APPOINT_DEPUTY) as session, pytest.raises(UserError):
        appoint(session, deputy_id=deputy, first_day=today, last_day=today)
    manager = staff.hire("陈国华", "manager")
    with manager.operation(APPOINT_DEPUTY) as session:
        row = appoint(session, deputy_id=deputy, first_day=today, last_day=today, person_id=me)
        assert (row.person, row.deputy) == ("沈律", "李静")
        assert deputies(session, person_id=me) == (row,)
    assert waiting(other) == []


def test_a_subject_may_have_a_way_of_its_own_which_is_stored_once_and_leaves_the_kinds_way_alone(staff: Any) -> None:
    kind = ApprovalKind("test.own_way", "Own way", Definition((Node("Second look", role("reviewer")),)))
    own = Definition((Node("Board", role("manager")),))
    drafter, reviewer = staff.hire("何岚"), staff.hire("沈律", "reviewer")
    manager = staff.hire("陈国华", "manager")
    for number in (1, 2):
        assert submit(drafter, kind, subject=("contract_version", number), way=own).waits_for == ("陈国华",)
        assert decide(manager).state is InstanceState.APPROVED
    assert submit(drafter, kind, subject=("contract_version", 3)).waits_for == ("沈律",)
    assert decide(reviewer).state is InstanceState.APPROVED
    with drafter.query() as session:
        editions = session.scalars(select(ApprovalDefinition).where(ApprovalDefinition.kind == kind.name)).all()
        assert sorted((each.edition, each.current) for each in editions) == [(1, False), (2, True)]
        assert approvals.definition_of(session, kind) == kind.default
