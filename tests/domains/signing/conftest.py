"""A centre with business types, a drafter, a reviewer and a signing officer who are real people with accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from signdesk.core import clock, i18n
from signdesk.core.centre import Centre
from signdesk.core.operations import SYSTEM, Operation, Seat, Station
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.service import PartyIn
from signdesk.ui import theme
from signdesk.ui.page import Page
from tests.core.conftest import Staff
from tests.domains.signing import corpus
from tests.domains.signing.desk import Desk
from tests.io.contract_files import word_file

MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # 09:30 on the centre's clock
HIRE = Operation("tests.hire", "Hire", None)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = i18n.language()
    i18n.set_language("en")
    yield
    i18n.set_language(before)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.fixed(MORNING):
        yield


@pytest.fixture
def hire(centre: Centre) -> Callable[..., Seat]:
    """`hire("何律", "reviewer")`: a person with an account and these roles, at a seat."""
    return Staff(centre).hire


@pytest.fixture
def room(centre: Centre) -> Centre:
    """A centre whose signing room is set up."""
    with centre.seat(SYSTEM, Station("set-up")).operation(HIRE) as session:
        signing.set_up_defaults(session)
    return centre


@pytest.fixture
def officer(room: Centre, hire: Callable[..., Seat]) -> Seat:
    """李静 drafts and signs."""
    return hire("李静", "signing_officer")


@pytest.fixture
def reviewer(room: Centre, hire: Callable[..., Seat]) -> Seat:
    """何律 reviews and releases."""
    return hire("何律", "reviewer")


@pytest.fixture
def lease_case(officer: Seat) -> signing.CaseInfo:
    """A lease between two people, ready for its contract."""
    with officer.operation(signing.OPEN_CASE) as session:
        types = {kind.business.code: kind for kind in signing.business_types(session)}
        return signing.open_case(
            session,
            type_id=types["lease"].id,
            parties=[
                PartyIn("甲方", "李秀兰", id_number=corpus.LI, phone="13800138000"),
                PartyIn("乙方", "赵志强", id_number=corpus.ZHAO),
            ],
            amount=corpus.LEASE_FACTS.amount,
            signing_date=corpus.LEASE_FACTS.signing_date,
        )


@pytest.fixture
def bring_in(officer: Seat) -> Callable[..., signing.VersionInfo]:
    """Imports a text as the case's next version; as a Word file if that is wanted."""

    def do(case: signing.CaseInfo, text: str, *, seat: Seat | None = None, word: bool = False) -> signing.VersionInfo:
        who = seat or officer
        name, data = ("租赁合同.docx", word_file(*text.split("\n"))) if word else ("租赁合同.txt", text.encode())
        with who.query() as session:
            brief = signing.case_brief(session, case_id=case.id)
        prepared = signing.prepare_version(data, name=name, brief=brief)
        with who.operation(signing.ADD_VERSION) as session:
            return signing.add_version(session, case_id=case.id, prepared=prepared)

    return do


@pytest.fixture
def sit(qtbot: Any, qapp: QApplication) -> Iterator[Callable[[Seat, type[Page]], Desk]]:
    theme.apply(qapp, scheme="light")
    desks: list[Desk] = []

    def do(seat: Seat, page: type[Page]) -> Desk:
        desk = Desk(qtbot, seat, page)
        desks.append(desk)
        return desk

    yield do
    for desk in desks:
        desk.ops.close()
        desk.window.close()
        desk.window.deleteLater()
