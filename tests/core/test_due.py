"""Due items and "my work"."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from signdesk.core import clock, due
from signdesk.core.due import Due, DueKind, Responsible
from signdesk.core.errors import BugError
from signdesk.core.operations import Operation, Seat

ACT = Operation("test.act", "Act", None)
REPAIR = DueKind("test.repair", "Repair")
ANSWER = DueKind("test.answer", "Answer")
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
SCANNER = ("equipment", 3)


def open_due(seat: Seat, kind: DueKind = REPAIR, *, hours: float = 1, about: Any = SCANNER, **whose: Any) -> Due:
    with seat.operation(ACT) as session:
        return due.open(
            session,
            kind,
            about=about,
            title="扫描仪",
            due_at=NOON + timedelta(hours=hours),
            responsible=Responsible(**(whose or {"role": "asset_keeper"})),
        )


def titles(seat: Seat) -> list[tuple[str, tuple[str, int]]]:
    with seat.query() as session:
        return [(item.kind, item.about) for item in due.my_work(session)]


def test_it_waits_for_everybody_with_the_role_and_for_nobody_else(staff: Any) -> None:
    keeper, counter = staff.hire("张建工", "asset_keeper"), staff.hire("周凯", "counter")
    open_due(counter)
    assert titles(keeper) == [("due.test.repair", SCANNER)]
    assert titles(counter) == []


def test_it_waits_for_the_person_named(staff: Any) -> None:
    keeper, counter = staff.hire("张建工", "asset_keeper"), staff.hire("周凯", "counter")
    item = open_due(keeper, person_id=staff.id_of("周凯"))
    assert item.person == "周凯"
    assert titles(counter) == [("due.test.repair", SCANNER)]
    assert titles(keeper) == []


def test_opening_it_again_moves_it_instead_of_doubling_it(staff: Any) -> None:
    keeper = staff.hire("张建工", "asset_keeper")
    first, second = open_due(keeper, hours=1), open_due(keeper, hours=5)
    assert (second.id, second.due_at) == (first.id, NOON + timedelta(hours=5))
    assert len(titles(keeper)) == 1


def test_what_is_done_leaves_the_list_but_stays_in_the_record(staff: Any) -> None:
    keeper = staff.hire("张建工", "asset_keeper")
    open_due(keeper)
    with keeper.operation(ACT) as session:
        assert due.close(session, REPAIR, about=SCANNER, outcome="repaired")
        assert not due.close(session, REPAIR, about=SCANNER)
        assert due.of_record(session, about=SCANNER) == ()
        (closed,) = due.of_record(session, about=SCANNER, open_only=False)
    assert closed.outcome == "repaired"
    assert not closed.overdue
    assert titles(keeper) == []
    assert open_due(keeper).id != closed.id


def test_it_is_overdue_after_its_time_and_only_while_open(staff: Any) -> None:
    keeper = staff.hire("张建工", "asset_keeper")
    open_due(keeper, hours=1)
    open_due(keeper, ANSWER, hours=3)
    with clock.fixed(NOON + timedelta(hours=2)), keeper.query() as session:
        assert [item.kind for item in due.overdue(session)] == ["test.repair"]
        assert due.overdue(session, kind=ANSWER) == ()
        assert [item.overdue for item in due.my_work(session)] == [True, False]


def test_the_oldest_work_comes_first(staff: Any) -> None:
    keeper = staff.hire("张建工", "asset_keeper")
    for hours, about in ((5, ("equipment", 1)), (1, ("equipment", 2))):
        with clock.fixed(NOON - timedelta(hours=hours)):
            open_due(keeper, about=about)
    assert [about for _kind, about in titles(keeper)] == [("equipment", 1), ("equipment", 2)]


def test_somebody_known_must_be_responsible() -> None:
    with pytest.raises(BugError):
        Responsible()
    with pytest.raises(BugError):
        Responsible(role="janitor")
