"""A dossier that is out is known to be out, with whom and until when; a box holds one kind only."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from signdesk.core import clock, due
from signdesk.core import settings as centre_settings
from signdesk.core.errors import PermissionRefused, StaleRecord, UserError
from signdesk.core.operations import Operation, Seat
from signdesk.domains.archive import service as archive
from signdesk.domains.archive.service import DossierInfo, LoanInfo
from signdesk.domains.archive.service.vocabulary import LOAN_DAYS

TakeIn = Callable[..., DossierInfo]


def lend(seat: Seat, dossier: DossierInfo, **other: object) -> LoanInfo:
    known: dict[str, object] = {"borrower": "何律", "purpose": "核对条款", "version": dossier.version}
    with seat.operation(archive.LEND) as session:
        return archive.lend(session, dossier_id=dossier.id, **(known | other))  # type: ignore[arg-type]  # a shorthand


def take_back(seat: Seat, loan: LoanInfo, pages: int = 18, condition: str = "") -> LoanInfo:
    with seat.operation(archive.TAKE_BACK) as session:
        return archive.take_back(session, loan_id=loan.id, version=loan.version, pages_in=pages, condition=condition)


def look(seat: Seat, dossier: DossierInfo) -> DossierInfo:
    with seat.query() as session:
        return archive.dossier_info(session, dossier_id=dossier.id)


def test_a_dossier_goes_out_and_comes_back_to_its_place(archivist: Seat, take_in: TakeIn) -> None:
    dossier = take_in()
    with archivist.operation(archive.PUT_IN_BOX) as session:
        archive.put_in_box(session, dossier_ids=[dossier.id], place="A-02-3")
    loan = lend(archivist, look(archivist, dossier))
    assert loan.due_on == clock.today() + timedelta(days=30)
    out = look(archivist, dossier)
    assert (out.state, out.place, out.loan) == ("on_loan", "A-02-3", loan)
    with archivist.query() as session:
        assert archive.loans(session) == (loan,)
        assert [each.kind for each in due.of_record(session, about=("dossier", dossier.id))] == ["archive.loan"]
    back = take_back(archivist, loan)
    assert (back.pages_in, back.returned_to) == (18, "周敏")
    home = look(archivist, dossier)
    assert (home.state, home.place, home.loan) == ("in_store", "A-02-3", None)
    with archivist.query() as session:
        assert archive.loans(session) == ()
        assert archive.loans(session, running_only=False) == (back,)
        assert due.of_record(session, about=("dossier", dossier.id)) == ()


def test_permanent_dossiers_and_those_read_here_come_back_sooner(archivist: Seat, take_in: TakeIn) -> None:
    assert lend(archivist, take_in(retention="Y")).due_on == clock.today() + timedelta(days=10)
    assert lend(archivist, take_in(), on_site=True).due_on == clock.today()
    assert lend(archivist, take_in(), due_on=clock.today() + timedelta(days=3)).due_on == clock.today() + timedelta(3)


def test_the_centre_decides_how_long_a_loan_lasts(
    archivist: Seat, seat_of: Callable[..., Seat], take_in: TakeIn
) -> None:
    setting = Operation("test.setting", "Set", None)
    with seat_of("manager").operation(setting) as session:
        centre_settings.change(session, LOAN_DAYS, 7)
    assert lend(archivist, take_in()).due_on == clock.today() + timedelta(days=7)


def test_nobody_borrows_what_somebody_has(archivist: Seat, take_in: TakeIn) -> None:
    dossier = take_in()
    lend(archivist, dossier)
    with pytest.raises(UserError, match="何律"):
        lend(archivist, look(archivist, dossier), borrower="赵敏")


def test_who_looks_at_an_old_state_is_told(archivist: Seat, take_in: TakeIn) -> None:
    dossier = take_in()
    loan = lend(archivist, dossier)
    with pytest.raises(StaleRecord):
        lend(archivist, dossier)
    take_back(archivist, loan)
    with pytest.raises(StaleRecord):
        take_back(archivist, loan)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"borrower": " "}, "borrower"),
        ({"purpose": ""}, "purpose"),
        ({"due_on": date(2020, 1, 1)}, "due_on"),
    ],
)
def test_a_loan_needs_borrower_purpose_and_a_day_to_come(
    archivist: Seat, take_in: TakeIn, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        lend(archivist, take_in(), **wrong)
    assert refused.value.field == field


def test_missing_pages_need_a_word(archivist: Seat, take_in: TakeIn) -> None:
    loan = lend(archivist, take_in())
    with pytest.raises(UserError, match="17") as refused:
        take_back(archivist, loan, pages=17)
    assert refused.value.field == "condition"
    assert take_back(archivist, loan, pages=17, condition="第 3 页遗失").condition == "第 3 页遗失"


def test_a_dossier_that_is_back_does_not_come_back_again(archivist: Seat, take_in: TakeIn) -> None:
    back = take_back(archivist, lend(archivist, take_in()))
    with pytest.raises(UserError):
        take_back(archivist, back)


def test_only_the_archivist_lends(seat_of: Callable[..., Seat]) -> None:
    for act in (archive.LEND, archive.TAKE_BACK, archive.PUT_IN_BOX):
        with pytest.raises(PermissionRefused), seat_of("signing_officer").operation(act):
            raise AssertionError("never reached")


def test_a_box_takes_what_belongs_together(archivist: Seat, take_in: TakeIn) -> None:
    first, second = take_in(), take_in()
    with archivist.operation(archive.PUT_IN_BOX) as session:
        box = archive.put_in_box(session, dossier_ids=[first.id], place="A-02-3")
        box = archive.put_in_box(session, dossier_ids=[second.id], box_id=box.id, place="A-02-3")
    assert (box.name, box.number, box.dossiers) == ("2026-D30-1", 1, 2)
    assert (box.first, box.last) == (first.number, second.number)
    assert look(archivist, first).box == "2026-D30-1"
    with archivist.query() as session:
        assert archive.boxes(session) == (box,)
        assert archive.find(session).rows[0].place == "A-02-3"


def test_a_box_never_mixes_years_or_periods(archivist: Seat, take_in: TakeIn) -> None:
    one, older, longer = take_in(), take_in(signed_on=date(2025, 1, 1)), take_in(retention="Y")
    with archivist.operation(archive.PUT_IN_BOX) as session:
        box = archive.put_in_box(session, dossier_ids=[one.id], place="A-1")
    for wrong in (older, longer):
        with pytest.raises(UserError, match=wrong.number), archivist.operation(archive.PUT_IN_BOX) as session:
            archive.put_in_box(session, dossier_ids=[wrong.id], box_id=box.id, place="A-1")
    with pytest.raises(UserError), archivist.operation(archive.PUT_IN_BOX) as session:
        archive.put_in_box(session, dossier_ids=[], place="A-1")
    with pytest.raises(UserError), archivist.operation(archive.PUT_IN_BOX) as session:
        archive.put_in_box(session, dossier_ids=[older.id], place="A-1", spine_mm=33)


def test_boxes_of_each_kind_are_counted_apart(archivist: Seat, take_in: TakeIn) -> None:
    with archivist.operation(archive.PUT_IN_BOX) as session:
        names = [
            archive.put_in_box(session, dossier_ids=[dossier.id], place="A-1").name
            for dossier in (take_in(), take_in(), take_in(retention="Y"))
        ]
    assert names == ["2026-D30-1", "2026-D30-2", "2026-Y-1"]


def test_the_box_note_says_who_arranged_and_who_checked(archivist: Seat, take_in: TakeIn) -> None:
    with archivist.operation(archive.PUT_IN_BOX) as session:
        box = archive.put_in_box(session, dossier_ids=[take_in().id], place="A-1")
    with archivist.operation(archive.PUT_IN_BOX) as session:
        noted = archive.note_box(
            session, box_id=box.id, version=box.version, condition="第 2 件有水渍", checked_by="李静"
        )
    assert (noted.condition, noted.arranged_by, noted.checked_by) == ("第 2 件有水渍", "周敏", "李静")
    assert noted.checked_on == clock.today()
