"""What a higher room knows about a visitor's case: reception asks through this, since it may not call signing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from signdesk.domains.reception.service.values import Blocker


@dataclass(frozen=True)
class CaseFacts:
    """A customer's open case as reception needs it: its number, the papers still missing, what blocks it, its room."""

    case_id: int
    case_no: str
    business: str
    missing: tuple[str, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    room: str = ""
    signing_at: datetime | None = None


Provider = Callable[[Session, Collection[int]], Mapping[int, CaseFacts]]
"""The open cases of these customers, by customer id."""

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Ask this provider too. `app.domains` registers the room of signing; each provider only once."""
    if provider not in _providers:
        _providers.append(provider)


def open_cases(session: Session, customer_ids: Collection[int]) -> dict[int, CaseFacts]:
    """The open cases of these customers; empty while no room that knows cases is there."""
    found: dict[int, CaseFacts] = {}
    for provider in _providers:
        found.update(provider(session, customer_ids))
    return found
