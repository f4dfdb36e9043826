"""Customers: found while typing, never registered twice, their numbers sealed and shown only with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from signdesk.core import clock, pinyin, reveals, sealing, settings
from signdesk.core.db import Sealed, load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.identity import IdKind, check_id, guess_kind
from signdesk.core.insertion import insert_now
from signdesk.core.masking import mask_id, mask_phone
from signdesk.core.operations import actor_of, require
from signdesk.core.phone import check_phone
from signdesk.core.typed_number import compact
from signdesk.domains.reception.models import (
    Appointment,
    Consent,
    Customer,
    CustomerInitials,
    PowerOfAttorney,
    Ticket,
)
from signdesk.domains.reception.service.values import (
    INDIVIDUAL,
    ORGANISATION,
    CustomerHit,
    CustomerInfo,
    NewCustomer,
    PowerInfo,
)
from signdesk.domains.reception.service.vocabulary import (
    CONSENT_DAYS,
    CUSTOMER_NAMES,
    PURPOSES,
    RECEPTION_PURPOSE,
    REVEAL_CUSTOMER,
)

PAPERS = ("original", "copy", "missing")
_COLUMN = Customer.__table__.c
"""The parts of the sealed values, which are columns but no attributes of the class."""
_ADD_INITIALS = CustomerInitials.__table__.insert()


def find_customers(session: Session, text: str, *, limit: int = 8) -> tuple[CustomerHit, ...]:
    """Customers that fit what was typed so far: name, pinyin initials, tail of phone or number, or a whole number.

    Those with an appointment today come first, then those seen last.
    """
    text = text.strip()
    if not text:
        return ()
    found: dict[int, str] = {}
    for ids, found_by in _ways_to_find(session, text, limit * 4):
        for customer_id in ids:
            found.setdefault(customer_id, found_by)
    if not found:
        return ()
    today = _appointments_today(session, found)
    seen = _last_seen(session, found)
    infos = _infos(session, Customer.id.in_(found))
    hits = [
        CustomerHit(info, found[info.id], seen.get(info.id), *today.get(info.id, (None, None, None)))
        for info in infos
        if not info.void_reason
    ]
    hits.sort(key=lambda hit: -hit.customer.id)
    hits.sort(key=lambda hit: hit.last_seen_at.timestamp() if hit.last_seen_at else 0.0, reverse=True)
    hits.sort(key=lambda hit: hit.appointment_at is None)
    return tuple(hits[:limit])


def customer_info(session: Session, *, customer_id: int) -> CustomerInfo:
    """One customer. UserError if there is none with this id."""
    record = load(session, Customer, customer_id)
    return _info(record, _consents(session, [customer_id], RECEPTION_PURPOSE).get(customer_id))


def customers_by_id(session: Session, customer_ids: Iterable[int]) -> dict[int, CustomerInfo]:
    """Several customers by id, in one question."""
    return {info.id: info for info in _infos(session, Customer.id.in_(set(customer_ids)))}


def customer_ids(session: Session) -> tuple[int, ...]:
    """The ids of all customers that are not void, newest first."""
    return tuple(
        session.scalars(select(Customer.id).where(Customer.void_reason.is_(None)).order_by(Customer.id.desc()))
    )


def known_customer(session: Session, number: str) -> CustomerInfo | None:
    """The customer registered with this document number, if any (exact, by keyed digest)."""
    digest = sealing.digest(session, compact(number))
    found = _infos(session, (_COLUMN.id_number_digest == digest) & Customer.void_reason.is_(None))
    return found[0] if found else None


def add_customer(session: Session, *, customer: NewCustomer) -> CustomerInfo:
    """Register a customer. UserError names the field: empty name, wrong number or phone, number registered already."""
    name = _name(customer.name)
    if customer.kind not in (INDIVIDUAL, ORGANISATION):
        raise ValueError(customer.kind)
    record = Customer(
        subject=sealing.new_subject(),
        kind=customer.kind,
        name=name,
        id_kind=None,
        created_at=clock.now(),
        void_reason=None,
    )
    _set_number(session, record, customer.id_kind, customer.id_number)
    record.phone = _sealed_phone(session, record.subject, customer.phone)
    try:
        insert_now(session, record)
    except IntegrityError as error:  # another counter registered the same number in this moment
        raise UserError(
            _("This number has just been registered."),
            field="id_number",
            hint=_("Choose the returning customer instead."),
        ) from error
    if rows := _initials(record):
        session.connection().execute(_ADD_INITIALS, rows)
    CUSTOMER_NAMES.put_new(session, [(record.id, [record.name])])
    return _info(record, None)


def change_customer(
    session: Session,
    *,
    customer_id: int,
    version: int,
    name: str,
    id_kind: IdKind | None = None,
    id_number: str | None = None,
    phone: str | None = None,
) -> CustomerInfo:
    """Save a customer. `None` for number or phone leaves it as it is, "" removes it. StaleRecord if saved meanwhile."""
    record = load(session, Customer, customer_id, version)
    renamed = record.name != _name(name)
    record.name = _name(name)
    if id_number is not None:
        _set_number(session, record, id_kind, id_number)
    if phone is not None:
        record.phone = _sealed_phone(session, record.subject, phone)
    session.flush()
    if renamed:
        _index_name(session, record)
    return customer_info(session, customer_id=customer_id)


def supply_missing(session: Session, *, customer_id: int, id_kind: IdKind | None, id_number: str, phone: str) -> None:
    """Add a number or phone typed at check-in to a returning customer who has none yet; a known one stays."""
    record = load(session, Customer, customer_id)
    if id_number.strip() and record.id_number is None:
        _set_number(session, record, id_kind, id_number)
    if phone.strip() and record.phone is None:
        record.phone = _sealed_phone(session, record.subject, phone)
    session.flush()


def reveal(session: Session, *, customer_id: int, field: str, reason: str) -> str:
    """The full number ("id_number") or phone ("phone") of one customer. Who saw it and why stands in the trail.

    UserError without a reason; PermissionRefused without the right.
    """
    require(session, REVEAL_CUSTOMER)
    record = load(session, Customer, customer_id)
    sealed = {"id_number": record.id_number, "phone": record.phone}[field]
    reveals.record(session, table=Customer.__tablename__, record_id=customer_id, field=field, reason=reason)
    return sealing.unseal(session, record.subject, sealed) if sealed else ""


def sealed_numbers(session: Session, *, customer_id: int) -> tuple[Sealed | None, Sealed | None]:
    """Document number and phone as they lie sealed, for a room that takes a snapshot of the customer."""
    record = load(session, Customer, customer_id)
    return record.id_number, record.phone


def give_consent(session: Session, *, customer_id: int, purpose: str = RECEPTION_PURPOSE) -> date:
    """Record that the customer agrees to the processing of their data for this purpose; returns the last valid day."""
    if purpose not in PURPOSES:
        raise ValueError(purpose)
    subject = load(session, Customer, customer_id).subject
    until = clock.today() + timedelta(days=settings.get(session, CONSENT_DAYS))
    insert_now(
        session,
        Consent(
            subject=subject,
            customer_id=customer_id,
            purpose=purpose,
            given_at=clock.now(),
            valid_until=until,
            received_by=actor_of(session).name,
            withdrawn_at=None,
        ),
    )
    return until


def withdraw_consent(session: Session, *, customer_id: int, purpose: str = RECEPTION_PURPOSE) -> None:
    """Record that the customer takes the consent back; from now on none is valid."""
    for consent in session.scalars(
        select(Consent).where(
            Consent.customer_id == customer_id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None)
        )
    ):
        consent.withdrawn_at = clock.now()


def consent_until(session: Session, *, customer_id: int, purpose: str = RECEPTION_PURPOSE) -> date | None:
    """The last day of the valid consent, None if there is none today."""
    return _consents(session, [customer_id], purpose).get(customer_id)


def record_power(
    session: Session, *, customer_id: int, agent_id: int, paper: str, valid_until: date | None = None
) -> PowerInfo:
    """Record by which paper an agent acts for a customer. A missing one is noted, it blocks signing, not the ticket."""
    principal = load(session, Customer, customer_id)
    if customer_id == agent_id:
        raise UserError(_("Nobody is their own agent."), field="agent")
    if paper not in PAPERS:
        raise ValueError(paper)
    if valid_until is not None and valid_until < clock.today():
        raise UserError(_("The power of attorney has expired."), field="valid_until", hint=_("Ask for a valid one."))
    record = PowerOfAttorney(
        subject=principal.subject,
        customer_id=customer_id,
        agent_id=load(session, Customer, agent_id).id,
        paper=paper,
        valid_until=valid_until,
        seen_at=clock.now(),
    )
    session.add(record)
    session.flush()
    return power_info(session, power_id=record.id)


def power_info(session: Session, *, power_id: int) -> PowerInfo:
    """One power of attorney."""
    record = load(session, PowerOfAttorney, power_id)
    agent = load(session, Customer, record.agent_id)
    return PowerInfo(record.id, record.customer_id, record.agent_id, agent.name, record.paper, record.valid_until)


def latest_power(session: Session, *, customer_id: int) -> PowerInfo | None:
    """The power of attorney seen last for this customer that is still valid, to be offered at the next visit."""
    record = session.scalars(
        select(PowerOfAttorney)
        .where(
            PowerOfAttorney.customer_id == customer_id,
            PowerOfAttorney.paper != "missing",
            or_(PowerOfAttorney.valid_until.is_(None), PowerOfAttorney.valid_until >= clock.today()),
        )
        .order_by(PowerOfAttorney.id.desc())
        .limit(1)
    ).first()
    return power_info(session, power_id=record.id) if record else None


# -- helpers ----------------------------------------------------------------------------------------------------------


def _ways_to_find(session: Session, text: str, limit: int) -> list[tuple[list[int], str]]:
    number = compact(text)
    ways: list[tuple[list[int], str]] = []
    if len(number) >= 8 and (number.isdigit() or guess_kind(text)):
        digest = sealing.digest(session, number)
        exact = or_(_COLUMN.id_number_digest == digest, _COLUMN.phone_digest == digest)
        ways.append((_ids(session, exact, limit), "number"))
    if len(number) == 4 and number[:3].isdigit():
        ways.append((_ids(session, _COLUMN.phone_tail == number, limit), "phone"))
        ways.append((_ids(session, _COLUMN.id_number_tail == number, limit), "number"))
    if pinyin.looks_like_initials(text):
        lower = text.lower()
        # A range instead of LIKE: served by the index on both engines, whatever the collation.
        statement = (
            select(CustomerInitials.customer_id)
            .where(CustomerInitials.initials >= lower, CustomerInitials.initials < lower[:-1] + chr(ord(lower[-1]) + 1))
            .order_by(CustomerInitials.initials, CustomerInitials.customer_id.desc())
            .limit(limit)
        )
        ways.append((list(session.scalars(statement)), "initials"))
    if not number.isdigit():
        ways.append((CUSTOMER_NAMES.find(session, text, limit=limit), "name"))
    return ways


def _ids(session: Session, condition: ColumnElement[bool], limit: int) -> list[int]:
    return list(session.scalars(select(Customer.id).where(condition).order_by(Customer.id.desc()).limit(limit)))


def _appointments_today(session: Session, found: Iterable[int]) -> dict[int, tuple[object, int, int]]:
    start, end = clock.day_bounds(clock.today())
    rows = session.execute(
        select(Appointment.customer_id, Appointment.starts_at, Appointment.id, Appointment.service_id)
        .where(
            Appointment.customer_id.in_(found),
            Appointment.state == "booked",
            Appointment.starts_at >= start,
            Appointment.starts_at < end,
        )
        .order_by(Appointment.starts_at.desc())
    )
    return {row.customer_id: (row.starts_at, row.id, row.service_id) for row in rows}


def _last_seen(session: Session, found: Iterable[int]) -> dict[int, datetime]:
    rows = session.execute(
        select(Ticket.customer_id, func.max(Ticket.arrived_at).label("at"))
        .where(Ticket.customer_id.in_(found))
        .group_by(Ticket.customer_id)
    )
    return {row.customer_id: row.at for row in rows}


def _infos(session: Session, condition: ColumnElement[bool]) -> list[CustomerInfo]:
    records = list(session.scalars(select(Customer).where(condition).order_by(Customer.id)))
    consents = _consents(session, [record.id for record in records], RECEPTION_PURPOSE)
    return [_info(record, consents.get(record.id)) for record in records]


def _info(record: Customer, consent_until: date | None) -> CustomerInfo:
    return CustomerInfo(
        id=record.id,
        version=record.version,
        kind=record.kind,
        name=record.name,
        id_kind=IdKind(record.id_kind) if record.id_kind else None,
        id_number=record.id_number.masked if record.id_number else "",
        phone=record.phone.masked if record.phone else "",
        subject=record.subject,
        consent_until=consent_until,
        void_reason=record.void_reason or "",
    )


def _consents(session: Session, wanted: list[int], purpose: str) -> dict[int, date]:
    if not wanted:
        return {}
    rows = session.execute(
        select(Consent.customer_id, Consent.valid_until)
        .where(
            Consent.customer_id.in_(wanted),
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
            Consent.valid_until >= clock.today(),
        )
        .order_by(Consent.valid_until)
    )
    return {row.customer_id: row.valid_until for row in rows}


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserError(_("The name must not be empty."), field="name")
    if len(name) > 120:
        raise UserError(_("The name is longer than 120 characters."), field="name")
    return name


def _set_number(session: Session, record: Customer, id_kind: IdKind | None, number: str) -> None:
    if not number.strip():
        record.id_kind, record.id_number = None, None
        return
    kind = id_kind or guess_kind(number) or IdKind.OTHER
    checked = check_id(kind, number, today=clock.today())
    twin = known_customer(session, checked)
    if twin is not None and twin.id != record.id:
        raise UserError(
            _("This number is already registered: {name}, {number}.").format(name=twin.name, number=twin.id_number),
            field="id_number",
            hint=_("Choose the returning customer instead."),
        )
    record.id_kind = kind.value
    record.id_number = sealing.seal(session, record.subject, checked, mask_id)


def _sealed_phone(session: Session, subject: str, phone: str) -> Sealed | None:
    return sealing.seal(session, subject, check_phone(phone), mask_phone) if phone.strip() else None


def _index_name(session: Session, record: Customer) -> None:
    # Derived from the name; by Core on the connection, because it is an index and no record of the trade.
    connection = session.connection()
    connection.execute(delete(CustomerInitials).where(CustomerInitials.customer_id == record.id))
    if rows := _initials(record):
        connection.execute(_ADD_INITIALS, rows)
    CUSTOMER_NAMES.put(session, record.id, [record.name])


def _initials(record: Customer) -> list[dict[str, object]]:
    return [{"customer_id": record.id, "initials": letters} for letters in pinyin.initials(record.name)]
