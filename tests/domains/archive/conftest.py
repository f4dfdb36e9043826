"""Dossiers to take in, and the archivist who does it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from signdesk.core.operations import Seat
from signdesk.domains.archive import service as archive
from signdesk.domains.archive.service import DossierInfo, ItemIn, PartyIn

PDF = b"%PDF-1.7\n%a small file\n"


@pytest.fixture
def archivist(seat_of: Callable[..., Seat]) -> Seat:
    """Somebody who keeps the archive."""
    return seat_of("archivist", name="周敏")


@pytest.fixture
def take_in(archivist: Seat) -> Callable[..., DossierInfo]:
    """Takes a dossier in with everything it needs, except for what the test says."""

    def take(title: str = "房屋租赁合同", *names: str, **other: Any) -> DossierInfo:
        known: dict[str, Any] = {
            "title": title,
            "parties": [PartyIn(name=name) for name in names or ("王建国",)],
            "items": [ItemIn(kind="contract", title=title, pages=18)],
            "signed_on": date(2026, 11, 20),
        }
        with archivist.operation(archive.TAKE_IN) as session:
            return archive.take_in(session, **(known | other))

    return take
