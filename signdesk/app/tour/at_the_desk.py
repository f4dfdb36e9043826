"""The tour at the front desk: somebody comes in, gets a number, is called, asks a question."""

from sqlalchemy import text

from signdesk.app.sample.invented import InventedPerson
from signdesk.app.tour.play import Tour
from signdesk.core.i18n import _
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


def wrong_number(tour: Tour) -> None:
    """A mistyped identity number is refused beside its field, and the words say which rule failed."""
    person = tour.person
    person.press("F2")
    person.wait_to_see(_("Comes as"))
    person.type_in("李测试")
    person.press("Return")
    person.type_in("1")
    person.type_in(CUSTOMER.id_number[:-1] + "1")
    person.press("Return")
    person.settle()
    tour.picture("wrong-number")


def check_in(tour: Tour) -> None:
    """F2, the name, Enter, 1, the number, the phone, Space for the consent, Ctrl+Enter: by keys only."""
    person = tour.person
    person.press("F2")
    person.wait_to_see(_("Comes as"))
    person.type_in(CUSTOMER.name)
    person.press("Return")
    person.wait_to_see(_("New customer"))
    person.type_in("1")
    person.type_in(CUSTOMER.id_number)
    person.type_in(CUSTOMER.phone)
    person.press("Space")
    tour.picture("check-in")
    person.press("Ctrl+Return")
    person.wait_to_see("A007")
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


def call(tour: Tour) -> None:
    """The counter officer calls the next by rule until the customer's turn, then starts serving."""


def consult(tour: Tour) -> None:
    """A question is answered with an approved answer."""
