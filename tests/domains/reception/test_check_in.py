"""Check-in: who comes is known again, gets one number, and only what the purpose needs is asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from signdesk.core import clock
from signdesk.core.centre import Centre
from signdesk.core.errors import UserError
from signdesk.core.operations import Seat, Station
from signdesk.domains.reception import service as reception

from .conftest import MORNING, arrive, do, look, resident_number


def test_a_new_visitor_gets_the_first_number_of_the_service(desk: Seat) -> None:
    ticket = arrive(desk, "张三")
    assert (ticket.number, ticket.state, ticket.customer) == ("B001", reception.State.WAITING, "张三")
    assert arrive(desk, "王建国").number == "B002"
    signing = arrive(
        desk, "欧阳明月", digit=1, new_customer=reception.NewCustomer("欧阳明月", id_number=resident_number(2))
    )
    assert signing.number == "A001"


def test_numbers_start_again_on_the_next_day(desk: Seat) -> None:
    arrive(desk, "张三")
    with clock.fixed(MORNING + timedelta(days=1)):
        assert arrive(desk, "王建国").number == "B001"


def test_two_seats_taking_tickets_at_once_leave_no_gap_and_no_double(
    desk: Seat, open_centre: Callable[[], Centre]
) -> None:
    other = open_centre().seat(desk.actor, Station("前台机 02", "counter", 2))
    taken: list[str] = []
    failures: list[BaseException] = []

    def take(seat: Seat, who: str) -> None:
        try:
            for count in range(15):
                with clock.fixed(MORNING):
                    taken.append(arrive(seat, f"{who}{count}").number)
        except BaseException as error:  # a thread's failure must fail the test
            failures.append(error)

    threads = [threading.Thread(target=take, args=pair) for pair in ((desk, "甲"), (other, "乙"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(taken) == [f"B{number:03}" for number in range(1, 31)]


def test_a_failed_check_in_takes_no_number(desk: Seat) -> None:
    arrive(desk, "张三")
    with pytest.raises(UserError):
        arrive(desk, "王建国", companions=-1)
    assert arrive(desk, "李四").number == "B002"


def test_without_consent_nothing_is_stored(desk: Seat) -> None:
    with pytest.raises(UserError) as refused:
        arrive(desk, "张三", consent=False)
    assert refused.value.field == "consent"
    assert look(desk, reception.find_customers, text="张三") == ()


def test_an_earlier_valid_consent_is_enough_and_a_withdrawn_one_is_not(desk: Seat) -> None:
    customer_id = arrive(desk, "张三").customer_id
    again = arrive(desk, "", customer_id=customer_id, consent=False, digit=4)
    assert again.customer_id == customer_id
    assert look(desk, reception.consent_until, customer_id=customer_id) == date(2027, 11, 23)
    do(desk, reception.RECORD_CONSENT, reception.withdraw_consent, customer_id=customer_id)
    with clock.fixed(MORNING + timedelta(days=1)), pytest.raises(UserError) as refused:
        arrive(desk, "", customer_id=customer_id, consent=False)
    assert refused.value.field == "consent"


def test_a_service_that_needs_a_document_asks_for_it_once(desk: Seat) -> None:
    with pytest.raises(UserError) as refused:
        arrive(desk, "张三", digit=1)
    assert refused.value.field == "id_number"
    ticket = arrive(desk, "张三", digit=1, new_customer=reception.NewCustomer("张三", id_number=resident_number(1)))
    again = arrive(desk, "", customer_id=ticket.customer_id, digit=3)
    assert again.number == "C001"


def test_a_returning_customer_without_number_gets_it_completed(desk: Seat) -> None:
    customer_id = arrive(desk, "张三").customer_id
    arrive(desk, "", customer_id=customer_id, digit=1, id_number=resident_number(1), phone="13812345678")
    info = look(desk, reception.customer_info, customer_id=customer_id)
    assert info.id_number == "310***********" + resident_number(1)[-4:]
    assert info.phone == "138****5678"


def test_a_wrong_number_names_the_rule_and_stores_nothing(desk: Seat) -> None:
    wrong = resident_number(1)[:17] + ("0" if resident_number(1)[17] != "0" else "1")
    with pytest.raises(UserError, match="last character should be"):
        arrive(desk, "张三", new_customer=reception.NewCustomer("张三", id_number=wrong))
    assert look(desk, reception.find_customers, text="张三") == ()


def test_nobody_is_registered_twice_under_one_number(desk: Seat) -> None:
    arrive(desk, "张三", new_customer=reception.NewCustomer("张三", id_number=resident_number(1)))
    with pytest.raises(UserError, match="already registered") as refused:
        arrive(desk, "张叁", new_customer=reception.NewCustomer("张叁", id_number=resident_number(1)))
    assert refused.value.field == "id_number"


def test_whoever_waits_already_gets_no_second_number(desk: Seat) -> None:
    ticket = arrive(desk, "张三")
    with pytest.raises(UserError, match="B001"):
        arrive(desk, "", customer_id=ticket.customer_id)


def test_an_organisation_needs_somebody_who_came_for_it(desk: Seat) -> None:
    company = reception.NewCustomer("上海和平置业有限公司", kind=reception.ORGANISATION, id_number="91110000600037341L")
    with pytest.raises(UserError) as refused:
        arrive(desk, "", digit=1, new_customer=company)
    assert refused.value.field == "agent"
    agent = reception.Agent(new=reception.NewCustomer("李四", id_number=resident_number(4)), paper="missing")
    ticket = arrive(desk, "", digit=1, new_customer=company, agent=agent)
    assert ticket.agent == "李四"
    assert ticket.missing == ("power of attorney",)


def test_a_missing_power_of_attorney_blocks_signing_but_not_the_ticket(desk: Seat) -> None:
    agent = reception.Agent(new=reception.NewCustomer("李四"), paper="missing")
    ticket = arrive(desk, "张三", agent=agent)
    blockers = look(desk, reception.visit, ticket_id=ticket.id).blockers
    assert any("cannot sign" in blocker.text for blocker in blockers)


def test_an_expired_power_of_attorney_is_refused(desk: Seat) -> None:
    agent = reception.Agent(new=reception.NewCustomer("李四"), paper="original", valid_until=date(2026, 11, 22))
    with pytest.raises(UserError) as refused:
        arrive(desk, "张三", agent=agent)
    assert refused.value.field == "valid_until"


def test_a_valid_power_of_attorney_is_offered_at_the_next_visit(desk: Seat) -> None:
    agent = reception.Agent(new=reception.NewCustomer("李四"), paper="original", valid_until=date(2026, 12, 31))
    ticket = arrive(desk, "张三", agent=agent)
    power = look(desk, reception.latest_power, customer_id=ticket.customer_id)
    assert power is not None
    assert (power.agent, power.paper, power.valid_until) == ("李四", "original", date(2026, 12, 31))


# -- finding the returning customer -----------------------------------------------------------------------------------


@pytest.fixture
def three_of_a_kind(desk: Seat) -> Seat:
    """张三, 赵帅 and 曾石, who share initials; and a company."""
    for count, name in enumerate(("张三", "赵帅", "曾石"), start=1):
        arrive(
            desk,
            name,
            new_customer=reception.NewCustomer(name, id_number=resident_number(count), phone=f"1381234567{count}"),
        )
    agent = reception.Agent(new=reception.NewCustomer("李四"))
    arrive(
        desk, "", agent=agent, new_customer=reception.NewCustomer("上海和平置业有限公司", kind=reception.ORGANISATION)
    )
    return desk


@pytest.mark.parametrize(
    ("typed", "names", "found_by"),
    [
        ("zs", {"张三", "赵帅", "曾石"}, "initials"),
        ("ZS", {"张三", "赵帅", "曾石"}, "initials"),
        ("cs", {"曾石"}, "initials"),
        ("shhp", {"上海和平置业有限公司"}, "initials"),
        ("张", {"张三"}, "name"),
        ("和平置业", {"上海和平置业有限公司"}, "name"),
        ("5672", {"赵帅"}, "phone"),
        (resident_number(3)[-4:], {"曾石"}, "number"),
        (resident_number(1), {"张三"}, "number"),
        ("13812345671", {"张三"}, "number"),
        ("没有此人", set(), ""),
        ("", set(), ""),
    ],
)
def test_a_returning_customer_is_found_while_typing(
    three_of_a_kind: Seat, typed: str, names: set[str], found_by: str
) -> None:
    hits = look(three_of_a_kind, reception.find_customers, text=typed)
    assert {hit.customer.name for hit in hits} == names
    assert all(hit.found_by == found_by for hit in hits)


def test_those_with_an_appointment_today_come_first(three_of_a_kind: Seat) -> None:
    zeng = look(three_of_a_kind, reception.find_customers, text="曾石")[0].customer
    service = look(three_of_a_kind, reception.services)[0]
    at = MORNING + timedelta(hours=1)
    do(
        three_of_a_kind, reception.BOOK, reception.book_appointment,
        service_id=service.id, customer_id=zeng.id, starts_at=at, minutes=30,
    )  # fmt: skip
    first = look(three_of_a_kind, reception.find_customers, text="zs")[0]
    assert (first.customer.name, first.appointment_at, first.service_id) == ("曾石", at, service.id)


def test_a_changed_name_is_found_by_its_new_initials_only(three_of_a_kind: Seat) -> None:
    zhang = look(three_of_a_kind, reception.find_customers, text="张三")[0].customer
    do(
        three_of_a_kind,
        reception.CHANGE_CUSTOMER,
        reception.change_customer,
        customer_id=zhang.id,
        version=zhang.version,
        name="张伟",
    )
    assert {hit.customer.name for hit in look(three_of_a_kind, reception.find_customers, text="zw")} == {"张伟"}
    assert "张伟" not in {hit.customer.name for hit in look(three_of_a_kind, reception.find_customers, text="zs")}
    assert look(three_of_a_kind, reception.find_customers, text="张三") == ()


# -- showing a masked field -------------------------------------------------------------------------------------------


def test_a_masked_field_is_shown_with_a_reason_that_stands_in_the_trail(desk: Seat) -> None:
    from sqlalchemy import text

    number = resident_number(1)
    customer_id = arrive(desk, "张三", new_customer=reception.NewCustomer("张三", id_number=number)).customer_id
    with desk.operation(reception.REVEAL, reason="核对身份证") as session:
        shown = reception.reveal(session, customer_id=customer_id, field="id_number", reason="核对身份证")
    assert shown == number
    with desk.query() as session:
        row = session.execute(
            text("SELECT action, reason, actor, payload FROM audit_entry WHERE operation = 'reception.reveal'")
        ).one()
    assert (row.action, row.reason, row.actor) == ("reveal", "核对身份证", "李静")
    assert number not in row.payload


def test_nothing_is_shown_without_a_reason(desk: Seat) -> None:
    customer_id = arrive(desk, "张三", new_customer=reception.NewCustomer("张三", phone="13812345678")).customer_id
    with pytest.raises(UserError) as refused:
        do(desk, reception.REVEAL, reception.reveal, customer_id=customer_id, field="phone", reason=" ")
    assert refused.value.field == "reason"


def test_who_does_not_need_to_know_sees_nothing(desk: Seat, seat_of: Callable[..., Seat]) -> None:
    from signdesk.core.errors import PermissionRefused

    customer_id = arrive(desk, "张三", new_customer=reception.NewCustomer("张三", phone="13812345678")).customer_id
    with pytest.raises(PermissionRefused):
        do(
            seat_of("finance"),
            reception.REVEAL,
            reception.reveal,
            customer_id=customer_id,
            field="phone",
            reason="想看",
        )


def test_numbers_and_phones_stand_nowhere_in_plain(desk: Seat) -> None:
    """Neither in the tables nor in the trail: only sealed, masked, or as tails."""
    from sqlalchemy import inspect, text

    number, phone = resident_number(1), "13812345678"
    arrive(desk, "张三", new_customer=reception.NewCustomer("张三", id_number=number, phone=phone))
    with desk.query() as session:
        for table in inspect(session.connection()).get_table_names():
            rows = session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 -- names from the schema itself
            assert number not in str(rows)
            assert phone not in str(rows)


# -- the printed ticket -----------------------------------------------------------------------------------------------


def test_the_ticket_shows_a_masked_name_people_ahead_and_the_estimate(desk: Seat) -> None:
    arrive(desk, "张三")
    paper = look(desk, reception.ticket_paper, ticket_id=arrive(desk, "王建国").id, centre="一号签约中心")
    assert (paper.name, paper.ahead, paper.estimate, paper.number) == ("王*国", 1, 15, "B002")
    assert paper.code.isdigit()
    found = look(desk, reception.ticket_of_code, code=paper.code)
    assert found is not None
    assert found.number == "B002"
    assert look(desk, reception.ticket_of_code, code="2026112299999999") is None
    assert look(desk, reception.ticket_of_code, code="12") is None


def test_an_organisations_name_is_not_printed(desk: Seat) -> None:
    ticket = arrive(
        desk, "", agent=reception.Agent(new=reception.NewCustomer("李四")),
        new_customer=reception.NewCustomer("上海和平置业有限公司", kind=reception.ORGANISATION),
    )  # fmt: skip
    assert look(desk, reception.ticket_paper, ticket_id=ticket.id).name == ""
