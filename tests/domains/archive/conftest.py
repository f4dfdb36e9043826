"""Dossiers to take in, and the archivist who does it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from signdesk.core.operations import Seat
from signdesk.domains.archive import service as archive
from signdesk.domains.archive.service import DossierInfo, Intake, ItemIn, PartyIn, PendingDossier
from signdesk.domains.archive.service import intake as intake_module

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


class SignedCases:
    """A room above that has one signed case, and remembers what it was told."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, str]] = []

    def filed(self, session: Session, *, source_id: int, number: str) -> None:
        """It is in the archive now."""
        self.heard.append((source_id, number))

    def pending(self, session: Session) -> Sequence[PendingDossier]:
        """The case, until it is in the archive."""
        if archive.dossier_of(session, source=("probe_case", 3)) is not None:
            return ()
        return (
            PendingDossier(("probe_case", 3), "YW-1", "租赁合同", "王建国", date(2026, 11, 20), date(2026, 11, 27)),
        )

    def intake(self, session: Session, *, source_id: int) -> Intake:
        """What is to be taken in."""
        return Intake(
            "租赁合同",
            [PartyIn(name="王建国")],
            [ItemIn(kind="contract", title="合同", pages=3)],
            date(2026, 11, 20),
            business_type="长租",
        )


@pytest.fixture
def signed_cases() -> Iterator[SignedCases]:
    """A room above that has told the archive of itself, as `app.domains` does, for the time of the test."""
    source = SignedCases()
    archive.register_source("probe_case", source)
    yield source
    intake_module._sources.pop("probe_case")
