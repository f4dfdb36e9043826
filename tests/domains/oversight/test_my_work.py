"""My work: what waits for one person and for nobody else, and deciding it."""

from datetime import timedelta
from typing import Any

import pytest

from signdesk.core import approvals, clock, due
from signdesk.core.approvals import ApprovalKind, Definition, InstanceState, Node, role
from signdesk.core.errors import PermissionRefused, StaleRecord, UserError
from signdesk.core.operations import Operation, Seat
from signdesk.domains.oversight import service
from signdesk.domains.reception import service as reception

SUBMIT = Operation("test.oversight.submit", "Submit", None)
KIND = ApprovalKind("test.oversight", "Release of a contract", Definition((Node("Review", role("reviewer")),)))
PLAIN = due.DueKind("test.oversight.due", "Repair equipment")


def submit(seat: Seat, title: str = "租赁合同 HT-1", subject: int = 7) -> approvals.InstanceView:
    with seat.operation(SUBMIT) as session:
        return approvals.start(session, KIND, subject=("signing_case", subject), title=title, snapshot={"n": subject})


def work(seat: Seat) -> tuple[service.WorkLine, ...]:
    with seat.query() as session:
        return service.my_work(session)


def count(seat: Seat) -> int:
    with seat.query() as session:
        return service.my_work_count(session)


def shown(seat: Seat, line: service.WorkLine) -> service.Task:
    with seat.query() as session:
        return service.task(session, line_id=line.id)


def test_oldest_first_and_each_only_for_whose_turn_it_is(staff: Any) -> None:
    officer, reviewer = staff.hire("何岚", "signing_officer"), staff.hire("沈律", "reviewer")
    keeper = staff.hire("张建工", "asset_keeper")
    now = clock.now()
    with clock.fixed(now - timedelta(days=2)), officer.operation(SUBMIT) as session:
        due.open(session, PLAIN, about=("equipment", 3), title="投影仪", due_at=now - timedelta(days=1),
                 responsible=due.Responsible(role="reviewer"))  # fmt: skip
    submit(officer)
    found = work(reviewer)
    assert [(line.kind, line.title) for line in found] == [("due", "投影仪"), ("approval", "租赁合同 HT-1")]
    assert [line.overdue for line in found] == [True, False]
    assert found[1].by == "何岚"
    assert count(reviewer) == 2
    assert work(officer) == work(keeper) == ()


def test_approving_takes_it_from_the_list_and_finishes_it(staff: Any) -> None:
    officer, reviewer = staff.hire("何岚", "signing_officer"), staff.hire("沈律", "reviewer")
    instance = submit(officer)
    task = shown(reviewer, work(reviewer)[0])
    assert task.approval is not None
    with reviewer.operation(service.DECIDE) as session:
        service.approve(session, task_id=task.line.record, sha256=task.approval.sha256)
    assert work(reviewer) == ()
    with reviewer.query() as session:
        assert approvals.instance(session, instance.id).state is InstanceState.APPROVED
    with pytest.raises(UserError), reviewer.query() as session:
        service.task(session, line_id=task.id)


def test_what_was_sent_back_waits_for_its_starter_with_the_reason(staff: Any) -> None:
    officer, reviewer = staff.hire("何岚", "signing_officer"), staff.hire("沈律", "reviewer")
    submit(officer)
    task = shown(reviewer, work(reviewer)[0])
    assert task.approval is not None
    with reviewer.operation(service.DECIDE) as session:
        service.send_back(session, task_id=task.line.record, sha256=task.approval.sha256, reason="第三条缺日期")
    (line,) = work(officer)
    assert (line.kind, line.by) == ("returned", "沈律")
    assert "第三条缺日期" in [event.comment for event in shown(officer, line).events]


def test_a_rejection_stays_until_its_starter_has_taken_note(staff: Any) -> None:
    officer, reviewer = staff.hire("何岚", "signing_officer"), staff.hire("沈律", "reviewer")
    instance = submit(officer)
    task = shown(reviewer, work(reviewer)[0])
    assert task.approval is not None
    with reviewer.operation(service.DECIDE) as session:
        service.reject(session, task_id=task.line.record, sha256=task.approval.sha256, reason="不符")
    (line,) = work(officer)
    approval = shown(officer, line).approval
    assert approval is not None
    assert service.can_acknowledge(approval)
    with officer.operation(service.ACKNOWLEDGE) as session:
        service.acknowledge(session, instance_id=instance.id)
    assert count(officer) == 0


def test_nobody_approves_what_they_started_or_did_not_see(staff: Any) -> None:
    officer, reviewer = staff.hire("何岚", "signing_officer"), staff.hire("沈律", "reviewer")
    instance = submit(officer)
    line = work(reviewer)[0]
    with pytest.raises(PermissionRefused), officer.operation(service.DECIDE) as session:
        service.approve(session, task_id=line.record, sha256=instance.sha256)
    with pytest.raises(StaleRecord), reviewer.operation(service.DECIDE) as session:
        service.approve(session, task_id=line.record, sha256="0" * 64)


def test_a_referred_question_waits_for_its_lead(staff: Any) -> None:
    counter, lead = staff.hire("吴敏", "counter"), staff.hire("陈国华", "manager")
    with counter.operation(reception.ASK) as session:
        asked = reception.ask(session, category="费用", question="契税怎么算？")
    with counter.operation(reception.REFER) as session:
        reception.refer(session, consultation_id=asked.id, version=asked.version, lead_id=staff.id_of("陈国华"))
    (line,) = work(lead)
    assert (line.kind, line.about) == ("referral", ("consultation", asked.id))
    assert count(lead) == 1
    assert work(counter) == ()


def test_lines_keep_their_number_while_others_come_and_go(staff: Any) -> None:
    officer, reviewer = staff.hire("何岚", "signing_officer"), staff.hire("沈律", "reviewer")
    submit(officer, "甲", 1)
    before = work(reviewer)[0].id
    submit(officer, "乙", 2)
    assert {line.title: line.id for line in work(reviewer)}["甲"] == before
    assert len({line.id for line in work(reviewer)}) == 2
