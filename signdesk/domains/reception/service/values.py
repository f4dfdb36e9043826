"""What the front desk hands out: frozen values, each with the version of the record it shows. Numbers are masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from signdesk.core.identity import IdKind
from signdesk.domains.reception.rules.ticket import Act, State
from signdesk.domains.reception.rules.turn import Priority, Turn

INDIVIDUAL = "individual"
ORGANISATION = "organisation"


@dataclass(frozen=True)
class NewCustomer:
    """A customer as typed at the counter; empty strings where nothing was asked."""

    name: str
    kind: str = INDIVIDUAL
    id_kind: IdKind | None = None
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True)
class CustomerInfo:
    """A customer as pages show it: masked number and phone."""

    id: int
    version: int
    kind: str
    name: str
    id_kind: IdKind | None
    id_number: str
    phone: str
    subject: str
    consent_until: date | None
    void_reason: str = ""


@dataclass(frozen=True)
class CustomerHit:
    """A customer found while typing; `found_by` says by what: name, initials, phone or number."""

    customer: CustomerInfo
    found_by: str
    last_seen_at: datetime | None = None
    appointment_at: datetime | None = None
    appointment_id: int | None = None
    service_id: int | None = None


@dataclass(frozen=True)
class PowerInfo:
    """A power of attorney: whose agent, which paper was seen."""

    id: int
    customer_id: int
    agent_id: int
    agent: str
    paper: str
    valid_until: date | None


@dataclass(frozen=True)
class ServiceInfo:
    """What a visitor may want."""

    id: int
    version: int
    name: str
    prefix: str
    digit: int
    needs_id: bool
    minutes: int


@dataclass(frozen=True)
class CounterInfo:
    """A desk that calls."""

    id: int
    version: int
    number: int
    name: str
    service_ids: frozenset[int]
    open: bool

    def serves(self, service_id: int) -> bool:
        """Whether this counter serves that; one without a list serves everything."""
        return not self.service_ids or service_id in self.service_ids


@dataclass(frozen=True)
class TicketInfo:
    """A ticket as pages show it. Times are UTC."""

    id: int
    version: int
    number: str
    day: date
    state: State
    service_id: int
    service: str
    customer_id: int
    customer: str
    customer_kind: str
    agent: str
    companions: int
    priority: Priority | None
    arrived_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    appointment_at: datetime | None
    counter: int | None
    for_counter: int | None
    for_person_id: int | None
    room: str
    place: str
    transferred_from: str
    calls: int
    served_by: str
    seat: str
    drinks: str
    materials: str
    note: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class QueueRow:
    """A line of the queue: the ticket, how long it has waited, and why it stands where it stands."""

    ticket: TicketInfo
    waited: int
    overdue: bool
    turn: Turn | None
    why: str

    @property
    def id(self) -> int:
        """The ticket's id: what the list selects by."""
        return self.ticket.id


@dataclass(frozen=True)
class QueueView:
    """The queue at one moment: those waiting in the order of their turn, those being served, the day's facts."""

    waiting: tuple[QueueRow, ...]
    serving: tuple[QueueRow, ...]
    over: tuple[QueueRow, ...]
    received: int
    average_wait: float | None
    longest_wait: int
    counters_open: int


@dataclass(frozen=True)
class Step:
    """A step on a visit's way, for its timeline."""

    id: int
    at: datetime
    act: Act
    place: str
    actor: str
    why: str
    reason: str
    undone: bool


@dataclass(frozen=True)
class Blocker:
    """What stands in a visit's way, and the page where it is settled ("" if it is settled by bringing a paper)."""

    text: str
    page_id: str = ""
    record_id: int | None = None


@dataclass(frozen=True)
class Visit:
    """Everything about one ticket: the customer, what blocks it, the way so far."""

    ticket: TicketInfo
    customer: CustomerInfo
    power: PowerInfo | None
    blockers: tuple[Blocker, ...]
    way: tuple[Step, ...]


@dataclass(frozen=True)
class TicketPaper:
    """What is printed on a ticket. `name` is masked; `estimate` in minutes."""

    centre: str
    number: str
    service: str
    name: str
    ahead: int
    estimate: int
    at: datetime
    code: str


@dataclass(frozen=True)
class Called:
    """A call as the public display shows and speaks it; `name` is "" for organisations."""

    step_id: int
    number: str
    place: str
    name: str
    times: int
    at: datetime


@dataclass(frozen=True)
class Display:
    """What the public sees: the latest calls, who is next, how many wait and about how long (minutes)."""

    calls: tuple[Called, ...]
    next_numbers: tuple[str, ...]
    waiting: int
    estimate: int


@dataclass(frozen=True)
class AppointmentInfo:
    """An appointment as pages show it."""

    id: int
    version: int
    customer_id: int
    customer: str
    service_id: int
    service: str
    starts_at: datetime
    ends_at: datetime
    person_id: int | None
    person: str
    room: str
    booking_id: int | None
    state: str
    case_no: str
    note: str
    moved: int


@dataclass(frozen=True)
class RoomInfo:
    """A signing room."""

    id: int
    version: int
    name: str
    capacity: int
    equipment: str
    location: str


@dataclass(frozen=True)
class ReadinessInfo:
    """The latest check of a room before a booking."""

    clean: bool
    comfortable: bool
    equipment_works: bool
    note: str
    faults: str
    checked_by: str
    checked_at: datetime

    @property
    def ready(self) -> bool:
        """Whether the session may begin: a fault of a device does not stop it, but is repaired."""
        return self.clean and self.comfortable


@dataclass(frozen=True)
class BookingInfo:
    """A room taken for a time."""

    id: int
    version: int
    room_id: int
    room: str
    person_id: int | None
    person: str
    appointment_id: int | None
    case_id: int | None
    title: str
    people: int
    starts_at: datetime
    ends_at: datetime
    state: str
    readiness: ReadinessInfo | None


@dataclass(frozen=True)
class ConsultationInfo:
    """A question and what became of it."""

    id: int
    version: int
    customer_id: int | None
    customer: str
    ticket_id: int | None
    category: str
    question: str
    answer: str
    approved_answer_id: int | None
    materials: str
    state: str
    asked_at: datetime
    asked_by: str
    lead_id: int | None
    lead: str
    due_at: datetime | None
    answered_at: datetime | None
    answered_by: str
    overdue: bool


@dataclass(frozen=True)
class AnswerInfo:
    """An approved answer."""

    id: int
    version: int
    category: str
    question: str
    answer: str
    materials: str
    approved_by: str
    approved_at: datetime


@dataclass(frozen=True)
class DayStatistics:
    """A day in numbers: minutes are whole; `by_hour` counts arrivals per local hour."""

    day: date
    received: int
    served: int
    no_show: int
    left: int
    average_wait: float | None
    longest_wait: int
    average_service: float | None
    by_service: tuple[tuple[str, int], ...]
    by_hour: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class RegisterLine:
    """A line of the reception register (接待登记表)."""

    number: str
    day: date
    arrived_at: datetime
    customer: str
    id_number: str
    phone: str
    agent: str
    service: str
    companions: int
    place: str
    served_by: str
    state: State
    ended_at: datetime | None
