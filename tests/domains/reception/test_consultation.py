"""Consultation: a question gets an approved answer or goes to the responsible lead; it is never just closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from signdesk.core import clock, due, people
from signdesk.core.errors import PermissionRefused, UserError
from signdesk.core.operations import Actor, Seat, Station
from signdesk.domains.reception import service as reception

from .conftest import MORNING, arrive, do, look


@pytest.fixture
def lead(front, desk: Seat, seat_of: Callable[..., Seat]) -> Seat:
    """何律, reviewer and lead for questions."""
    person = do(seat_of("hr"), people.ADD_PERSON, people.add_person, name="何律")
    return front.seat(Actor(None, person.id, "何律", frozenset({"reviewer"})), Station("审核 1"))


@pytest.fixture
def known_answers(lead: Seat) -> Seat:
    for question, answer in (
        ("定金交了以后可以退吗?", "定金适用定金罚则:支付方违约不退,收取方违约双倍返还。"),
        ("租赁合同要登记备案吗?", "租赁合同应在订立后三十日内办理备案登记。"),
        ("营业执照复印件可以吗?", "需核对原件,复印件加盖公章。"),
    ):
        do(lead, reception.APPROVE_ANSWER, reception.add_answer, question=question, answer=answer, category="合同")
    return lead


def ask(seat: Seat, question: str = "公积金贷款合同什么时候生效?", **arguments) -> reception.ConsultationInfo:
    return do(seat, reception.ASK, reception.ask, question=question, **arguments)


def refer(seat: Seat, asked: reception.ConsultationInfo, lead: Seat, **arguments) -> reception.ConsultationInfo:
    return do(
        seat, reception.REFER, reception.refer,
        consultation_id=asked.id, version=asked.version, lead_id=lead.actor.person_id, **arguments,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("定金", "定金交了以后可以退吗?"),
        ("交的定金能退吗", "定金交了以后可以退吗?"),
        ("备案", "租赁合同要登记备案吗?"),
        ("公章", "营业执照复印件可以吗?"),
    ],
)
def test_approved_answers_are_found_while_typing(known_answers: Seat, desk: Seat, typed: str, first: str) -> None:
    assert look(desk, reception.find_answers, text=typed)[0].question == first


def test_nothing_similar_finds_nothing(known_answers: Seat, desk: Seat) -> None:
    assert look(desk, reception.find_answers, text="停车场在哪里") == ()
    assert look(desk, reception.find_answers, text="") == ()


def test_an_approved_answer_closes_the_question(known_answers: Seat, desk: Seat) -> None:
    asked = ask(desk, "定金能退吗?")
    answer = look(desk, reception.find_answers, text=asked.question)[0]
    closed = do(
        desk, reception.ANSWER, reception.answer_with, consultation_id=asked.id, version=asked.version,
        approved_answer_id=answer.id, materials="办事指南",
    )  # fmt: skip
    assert (closed.state, closed.category, closed.materials) == ("closed", "合同", "办事指南")
    assert "双倍返还" in closed.answer


def test_a_question_without_an_approved_answer_cannot_be_closed_at_the_counter(desk: Seat) -> None:
    asked = ask(desk)
    with pytest.raises(UserError, match="no approved answer") as refused:
        do(desk, reception.CLOSE_QUESTION, reception.close, consultation_id=asked.id, version=asked.version)
    assert "refer" in refused.value.hint


def test_a_referred_question_waits_for_the_lead_and_is_seen_when_overdue(desk: Seat, lead: Seat) -> None:
    referred = refer(desk, ask(desk), lead)
    assert (referred.state, referred.lead, referred.due_at) == ("referred", "何律", MORNING + timedelta(hours=24))
    assert [info.id for info in look(lead, reception.referred_to_me)] == [referred.id]
    assert not referred.overdue
    assert [item.title for item in look(lead, due.my_work)] == [referred.question]
    with clock.fixed(MORNING + timedelta(hours=25)):
        assert look(lead, reception.referred_to_me)[0].overdue
        assert look(lead, due.my_work)[0].overdue


def test_only_the_lead_answers_and_the_answer_reaches_the_customers_journey(
    desk: Seat, lead: Seat, seat_of: Callable[..., Seat]
) -> None:
    ticket = arrive(desk, "张三")
    referred = refer(desk, ask(desk, ticket_id=ticket.id), lead)
    arguments = {"consultation_id": referred.id, "version": referred.version, "answer": "自审批通过之日起生效。"}
    with pytest.raises(PermissionRefused):
        do(desk, reception.ANSWER_REFERRAL, reception.answer_referral, **arguments)
    answered = do(lead, reception.ANSWER_REFERRAL, reception.answer_referral, **arguments)
    assert (answered.state, answered.customer) == ("answered", "张三")
    assert look(lead, due.my_work) == ()
    words = [step.words for step in look(desk, reception.journey, customer_id=ticket.customer_id)]
    assert "Answered by 何律: 自审批通过之日起生效。" in words
    closed = do(desk, reception.CLOSE_QUESTION, reception.close, consultation_id=answered.id, version=answered.version)
    assert closed.state == "closed"


def test_a_leads_answer_can_become_an_approved_answer(desk: Seat, lead: Seat) -> None:
    referred = refer(desk, ask(desk), lead)
    do(
        lead, reception.ANSWER_REFERRAL, reception.answer_referral, consultation_id=referred.id,
        version=referred.version, answer="自审批通过之日起生效。", approve=True,
    )  # fmt: skip
    assert look(desk, reception.find_answers, text="公积金贷款合同")[0].answer == "自审批通过之日起生效。"


def test_a_withdrawn_answer_is_no_longer_offered(known_answers: Seat, desk: Seat) -> None:
    answer = look(desk, reception.find_answers, text="定金")[0]
    do(known_answers, reception.APPROVE_ANSWER, reception.withdraw_answer, answer_id=answer.id, version=answer.version)
    assert look(desk, reception.find_answers, text="定金") == ()
    asked = ask(desk, "定金?")
    with pytest.raises(UserError, match="no longer approved"):
        do(
            desk, reception.ANSWER, reception.answer_with,
            consultation_id=asked.id, version=asked.version, approved_answer_id=answer.id,
        )  # fmt: skip


def test_the_counter_cannot_approve_its_own_answers(desk: Seat) -> None:
    with pytest.raises(PermissionRefused):
        do(desk, reception.ASK, reception.add_answer, question="问", answer="答")


def test_open_questions_come_by_due_time_and_a_due_time_lies_ahead(desk: Seat, lead: Seat) -> None:
    later = refer(desk, ask(desk, "甲?"), lead)
    sooner = refer(desk, ask(desk, "乙?"), lead, due_at=MORNING + timedelta(hours=1))
    asked = ask(desk, "丙?")
    assert [info.id for info in look(desk, reception.consultations, open_only=True)] == [sooner.id, later.id, asked.id]
    with pytest.raises(UserError, match="has passed"):
        refer(desk, asked, lead, due_at=MORNING)
    assert look(desk, reception.consultations)[0].id == asked.id


def test_an_empty_question_is_refused(desk: Seat) -> None:
    with pytest.raises(UserError):
        ask(desk, "  ")
