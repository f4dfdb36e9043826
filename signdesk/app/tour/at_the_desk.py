"""The tour at the front desk: somebody comes in, gets a number, is called, asks a question."""

from sqlalchemy import text

from signdesk.app.sample.invented import InventedPerson
from signdesk.app.tour.play import Tour
from signdesk.app.tour.report import Unverified
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.identity import check_resident_id
from signdesk.domains.reception import service as reception

CUSTOMER = InventedPerson("郭𬭩", "310104199208172034", "13816542207")
"""The one customer of the tour; the second character of the name lies above U+FFFF."""


def log_in(tour: Tour) -> None:
    """The receptionist logs in by keys."""
    tour.person.wait_to_see(_("Login name"))
    tour.picture("log-in")
    tour.log_in("lijing")
    tour.person.wait_to_see("A004")
    tour.picture("queue")
    tour.check_trail("auth.log_in", "李静")


def check_in(tour: Tour) -> None:
    """F2, the name, Enter, 1, the number, the phone, Space for the consent, Ctrl+Enter: by keys only."""
    person = tour.person
    person.press("F2")
    person.wait_for_cursor(_("Customer"))
    person.type_in(CUSTOMER.name)
    person.press("Return")
    person.wait_to_see(_("New customer"))
    person.type_in("1")
    person.type_in(CUSTOMER.id_number)
    person.type_in(CUSTOMER.phone)
    person.press("Space")
    tour.picture("check-in")
    person.press("Ctrl+Return")
    person.wait(lambda: person.sees("A007") and not person.has(_("Take number")), "the number in place of the form")
    tour.picture("ticket")

    ticket = tour.look_up(lambda session: reception.ticket_by_number(session, number="A007"))
    tour.check("the ticket A007 is in the database, waiting", ticket is not None and ticket.state == "waiting")
    if ticket is None:
        return
    tour.visit.ticket_id, tour.visit.ticket, tour.visit.customer_id = ticket.id, ticket.number, ticket.customer_id
    tour.check("it belongs to the customer", ticket.customer == CUSTOMER.name)
    stored = tour.look_up(
        lambda session: session.execute(
            text("SELECT id_number_sealed, id_number_masked FROM customer WHERE id = :id"), {"id": ticket.customer_id}
        ).one()
    )
    tour.check("the identity number is stored sealed", CUSTOMER.id_number.encode() not in bytes(stored[0]))
    tour.check("and shown masked", stored[1] == "310***********2034")
    consent = tour.look_up(lambda session: reception.consent_until(session, customer_id=ticket.customer_id))
    tour.check("the consent is recorded", consent is not None)
    tour.check_trail("reception.check_in", "李静")


def wrong_number(tour: Tour) -> None:
    """A mistyped identity number is refused beside its field, and the words say which rule failed; Esc gives up."""
    person = tour.person
    person.press("F2")
    person.wait_for_cursor(_("Customer"))
    person.type_in("赵测试")
    person.press("Return")
    person.wait_to_see(_("New customer"))
    person.type_in("1")
    wrong = CUSTOMER.id_number[:-1] + "5"
    person.type_in(wrong)
    try:
        check_resident_id(wrong)
    except UserError as error:
        person.wait_to_see(error.message)
        tour.check(f"the words beside the field: {error.message}", True)
    tour.picture("wrong-number")
    person.press("Esc")
    found = tour.look_up(lambda session: reception.find_customers(session, "赵测试"))
    tour.check("nothing was stored of a check-in that was not finished", found == ())


def call(tour: Tour) -> None:
    """The counter officer finishes, calls the next by rule, then the customer with a reason, and starts serving."""
    person, visit = tour.person, tour.visit
    tour.log_in("zhoukai")
    person.wait_to_see(visit.ticket)
    person.select_row("A003")
    _at_counter(tour, "F9", "A003", "done")
    first = tour.look_up(lambda session: reception.queue(session, counter=1)).waiting[0]
    _at_counter(tour, "F4", first.ticket.number, "called")
    tour.check(f"called by rule: {first.why}", bool(first.why))
    _at_counter(tour, "F7", first.ticket.number, "serving")
    _at_counter(tour, "F9", first.ticket.number, "done")

    person.select_row(visit.ticket)
    person.wait_to_see("138****2207")
    person.find(_("Call this one"))
    person.press("Shift+F4")
    person.fill(_("Reason"), "材料齐全，签约室已备好")
    tour.picture("call-reason")
    person.press("Return")
    _until(tour, visit.ticket, "called")
    tour.picture("called")
    ticket = _ticket(tour, visit.ticket)
    tour.check("called to counter 1, for the first time", (ticket.counter, ticket.calls) == (1, 1))
    tour.check_trail("reception.call", "周凯")
    tour.check("the reason stands in the trail", tour.newest_reason("reception.call") == "材料齐全，签约室已备好")
    _at_counter(tour, "F7", visit.ticket, "serving")


def consult(tour: Tour) -> None:
    """A question of the customer is answered with an approved answer found while typing."""
    person = tour.person
    tour.go(_("Consultation"))
    person.press("F3")
    person.wait_for_cursor(_("Question"))
    person.type_in("押金一般几个月")
    person.wait_to_see("押金一般是几个月？")
    person.press("Down")
    person.fill(_("Customer (may stay empty)"), CUSTOMER.name)
    person.press("Return")
    tour.picture("consultation")
    person.wait_to_see("138****2207")
    person.press("Ctrl+Return")

    def answered() -> bool:
        newest = tour.look_up(lambda session: reception.consultations(session, limit=1))
        return bool(newest) and newest[0].state == "closed" and newest[0].customer_id == tour.visit.customer_id

    person.wait(answered, "the answered question")
    tour.check("the question is answered with an approved answer and closed", answered())
    way = tour.look_up(lambda session: reception.journey(session, customer_id=tour.visit.customer_id))
    tour.check("it stands on the customer's timeline", any("押金" in step.words for step in way))
    tour.picture("consulted")


def _ticket(tour: Tour, number: str) -> reception.TicketInfo:
    ticket = tour.look_up(lambda session: reception.ticket_by_number(session, number=number))
    if ticket is None:
        raise Unverified(f"no ticket {number}")
    return ticket


def _until(tour: Tour, number: str, state: str) -> None:
    tour.person.wait(lambda: _ticket(tour, number).state == state, f"{number} {state}")


def _at_counter(tour: Tour, key: str, number: str, state: str) -> None:
    """Press an act's key once its button can be seen, and see the ticket reach its state in the database."""
    tour.person.find({"F4": _("Call next"), "F7": _("Start serving"), "F9": _("Finish")}[key])
    tour.person.press(key)
    _until(tour, number, state)
    tour.person.settle()
