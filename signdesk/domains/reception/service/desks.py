"""What the front desk is set up with: the services visitors may want, and the counters that call."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from signdesk.core.db import look_up
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.domains.reception.models import Counter, VisitService
from signdesk.domains.reception.service.values import CounterInfo, ServiceInfo


def services(session: Session) -> tuple[ServiceInfo, ...]:
    """The services in use, by their digit."""
    found = session.scalars(select(VisitService).where(VisitService.active).order_by(VisitService.digit))
    return tuple(_service_info(record) for record in found)


def service_info(session: Session, *, service_id: int) -> ServiceInfo:
    """One service, also one no longer in use."""
    return _service_info(look_up(session, VisitService, service_id))


def add_service(
    session: Session, *, name: str, prefix: str, digit: int, needs_id: bool = False, minutes: int = 15
) -> ServiceInfo:
    """A new service. `prefix` is the letter of its tickets; several services may share one row of numbers."""
    if not (len(prefix) == 1 and prefix.isascii() and prefix.isalpha()):
        raise UserError(_("The prefix is one letter, A to Z."), field="prefix")
    if not 1 <= digit <= 9:
        raise UserError(_("The key is a digit from 1 to 9."), field="digit")
    taken = session.scalars(select(VisitService).where(VisitService.active, VisitService.digit == digit)).first()
    if taken is not None:
        raise UserError(_("Key {digit} belongs to “{service}”.").format(digit=digit, service=taken.name), field="digit")
    record = VisitService(
        name=name.strip(), prefix=prefix.upper(), digit=digit, needs_id=needs_id, minutes=minutes, active=True
    )
    session.add(record)
    session.flush()
    return _service_info(record)


def counters(session: Session) -> tuple[CounterInfo, ...]:
    """All counters by number."""
    return tuple(_counter_info(record) for record in session.scalars(select(Counter).order_by(Counter.number)))


def counter_info(session: Session, *, number: int) -> CounterInfo:
    """The counter with this number; UserError if there is none."""
    return _counter_info(_counter(session, number))


def add_counter(
    session: Session, *, number: int, name: str = "", service_ids: frozenset[int] = frozenset()
) -> CounterInfo:
    """A new counter; without services it serves all of them."""
    record = Counter(number=number, name=name.strip(), service_ids=",".join(map(str, sorted(service_ids))), open=False)
    session.add(record)
    session.flush()
    return _counter_info(record)


def set_counter(session: Session, *, number: int, is_open: bool) -> CounterInfo:
    """Open or close a counter: how many are open decides the estimated wait."""
    record = _counter(session, number)
    record.open = is_open
    session.flush()
    return _counter_info(record)


def _counter(session: Session, number: int) -> Counter:
    record = session.scalars(select(Counter).where(Counter.number == number)).first()
    if record is None:
        raise UserError(
            _("There is no counter {number}.").format(number=number),
            hint=_("Set this station's counter in the settings."),
        )
    return record


def _service_info(record: VisitService | Row[Any]) -> ServiceInfo:
    return ServiceInfo(
        record.id, record.version, record.name, record.prefix, record.digit, record.needs_id, record.minutes
    )


def _counter_info(record: Counter) -> CounterInfo:
    ids = frozenset(int(part) for part in record.service_ids.split(",") if part)
    return CounterInfo(record.id, record.version, record.number, record.name, ids, record.open)
