"""Tables of the front desk: customers, tickets and their steps, appointments, rooms and bookings, consultations.

Only the reception service reads and writes them; what other rooms need they get from there as values.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from signdesk.core.db import Base, Key, Personal, Record, Sealed, personal, sealed_column


class Customer(Personal, Record):
    """Someone who is served: a person, or an organisation (`kind`)."""

    __tablename__ = "customer"
    __table_args__ = (
        # No number twice, also when two counters register the same person in the same moment.
        Index(
            "uq_customer_id_number_digest",
            "id_number_digest",
            unique=True,
            sqlite_where=text("void_reason IS NULL"),
            postgresql_where=text("void_reason IS NULL"),
        ),
        Index(None, "id_number_tail"),
    )

    kind: Mapped[str]
    name: Mapped[str] = personal(index=True)
    id_kind: Mapped[str | None]
    id_number: Mapped[Sealed | None] = sealed_column("id_number", index=False)
    phone: Mapped[Sealed | None] = sealed_column("phone")
    created_at: Mapped[datetime]
    void_reason: Mapped[str | None]


class CustomerInitials(Base):
    """Derived from the name: one row for each way its pinyin initials may be typed."""

    __tablename__ = "customer_initials"
    __table_args__ = (Index(None, "initials", "customer_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    initials: Mapped[str]


class Consent(Personal, Record):
    """What a customer has agreed to, for which purpose, and until when."""

    __tablename__ = "consent"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    purpose: Mapped[str]
    given_at: Mapped[datetime]
    valid_until: Mapped[date]
    received_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None]


class PowerOfAttorney(Personal, Record):
    """The paper by which an agent acts for a customer. `paper`: original, copy or missing."""

    __tablename__ = "power_of_attorney"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    paper: Mapped[str]
    valid_until: Mapped[date | None]
    seen_at: Mapped[datetime]


class VisitService(Record):
    """What a visitor may want. `digit` is its key at check-in, `prefix` the letter of its tickets."""

    __tablename__ = "visit_service"

    name: Mapped[str] = mapped_column(unique=True)
    prefix: Mapped[str]
    digit: Mapped[int]
    needs_id: Mapped[bool]
    minutes: Mapped[int]
    active: Mapped[bool]


class Counter(Record):
    """A desk that calls. `service_ids` is empty if it serves everything, else the ids with commas between."""

    __tablename__ = "counter"

    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    service_ids: Mapped[str]
    open: Mapped[bool]


class Ticket(Personal, Record):
    """A place in the queue and one visit's way through the centre."""

    __tablename__ = "ticket"
    __table_args__ = (UniqueConstraint("day", "number"), Index(None, "day", "state"))

    day: Mapped[date]
    number: Mapped[str]
    service_id: Mapped[int] = mapped_column(ForeignKey("visit_service.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    power_id: Mapped[int | None] = mapped_column(ForeignKey("power_of_attorney.id"))
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"), index=True)
    companions: Mapped[int]
    priority: Mapped[str | None]
    priority_by: Mapped[str | None]
    state: Mapped[str]
    arrived_at: Mapped[datetime]
    called_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    counter: Mapped[int | None]
    for_counter: Mapped[int | None]
    for_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    transferred_from: Mapped[str]
    calls: Mapped[int]
    served_by: Mapped[str]
    seat: Mapped[str]
    drinks: Mapped[str]
    materials: Mapped[str]
    note: Mapped[str] = personal()


class TicketStep(Personal, Record):
    """One step of a ticket: who did what where, why, and how it was before (for undoing a wrong one)."""

    __tablename__ = "ticket_step"
    __table_args__ = (Index(None, "ticket_id", "id"), Index(None, "day", "act"))

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    day: Mapped[date]
    at: Mapped[datetime]
    act: Mapped[str]
    state: Mapped[str]
    counter: Mapped[int | None]
    place: Mapped[str]
    actor: Mapped[str]
    why: Mapped[str]
    ahead: Mapped[bool]
    reason: Mapped[str] = personal()
    before: Mapped[str]
    undone: Mapped[bool]


class Appointment(Personal, Record):
    """A time a customer has been given. `state`: booked, arrived, cancelled or missed."""

    __tablename__ = "appointment"
    __table_args__ = (Index(None, "starts_at", "state"),)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("visit_service.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str]
    case_no: Mapped[str]
    note: Mapped[str] = personal()
    moved: Mapped[int]
    reason: Mapped[str]


class Room(Record):
    """A signing room."""

    __tablename__ = "room"

    name: Mapped[str] = mapped_column(unique=True)
    capacity: Mapped[int]
    equipment: Mapped[str]
    location: Mapped[str]
    active: Mapped[bool]


class RoomEquipment(Record):
    """A device that stands in a room: its number in the register of equipment, which reports its faults."""

    __tablename__ = "room_equipment"
    __table_args__ = (UniqueConstraint("room_id", "equipment_id"),)

    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"), index=True)
    equipment_id: Mapped[int] = mapped_column(BigInteger, index=True)
    name: Mapped[str]
    present: Mapped[bool]


class Booking(Record):
    """A room taken for a time. `state`: booked, in_use, over or cancelled."""

    __tablename__ = "booking"
    __table_args__ = (Index(None, "starts_at", "state"),)

    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    title: Mapped[str] = personal()
    people: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[str]
    reason: Mapped[str]


class OccupiedSlot(Base):
    """Five minutes of a room or a person. The key itself refuses a second booking, on both engines."""

    __tablename__ = "occupied_slot"

    resource: Mapped[str] = mapped_column(Text, primary_key=True)
    slot: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    holder: Mapped[str] = mapped_column(Text, index=True)


class ReadinessCheck(Record):
    """Whether a room was fit for a booking: clean, comfortable, its equipment working."""

    __tablename__ = "readiness_check"

    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), index=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    clean: Mapped[bool]
    comfortable: Mapped[bool]
    equipment_works: Mapped[bool]
    note: Mapped[str]
    faults: Mapped[str]
    checked_by: Mapped[str]
    checked_at: Mapped[datetime]


class Consultation(Personal, Record):
    """A question and what became of it. `state`: open, referred, answered or closed."""

    __tablename__ = "consultation"
    __table_args__ = (Index(None, "state", "due_at"),)

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    category: Mapped[str]
    question: Mapped[str] = personal()
    answer: Mapped[str] = personal()
    approved_answer_id: Mapped[int | None] = mapped_column(ForeignKey("approved_answer.id"))
    materials: Mapped[str]
    state: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by: Mapped[str]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str]
    closed_at: Mapped[datetime | None]


class ApprovedAnswer(Record):
    """A standard answer that may be given at the counter."""

    __tablename__ = "approved_answer"

    category: Mapped[str]
    question: Mapped[str]
    answer: Mapped[str]
    materials: Mapped[str]
    approved_at: Mapped[datetime]
    approved_by: Mapped[str]
    consultation_id: Mapped[int | None]
    active: Mapped[bool]
