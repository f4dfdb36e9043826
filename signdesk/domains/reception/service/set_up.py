"""The front desk of a new centre: the usual services and its counters. Everything can be changed afterwards."""

from __future__ import annotations

from sqlalchemy.orm import Session

from signdesk.core.i18n import _
from signdesk.domains.reception.service import desks


def set_up_defaults(session: Session, *, counters: int = 3) -> None:
    """Add the usual services and so many counters, unless there are services already."""
    if desks.services(session):
        return
    usual = (
        (_("Contract signing"), "A", True, 30),
        (_("Questions"), "B", False, 15),
        (_("Collecting documents"), "C", True, 10),
        (_("Handing in documents"), "D", False, 10),
    )
    for digit, (name, prefix, needs_id, minutes) in enumerate(usual, start=1):
        desks.add_service(session, name=name, prefix=prefix, digit=digit, needs_id=needs_id, minutes=minutes)
    for number in range(1, counters + 1):
        desks.add_counter(session, number=number)
