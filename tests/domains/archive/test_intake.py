"""A dossier is taken in complete and sound, or not at all; its number is given once."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from signdesk.core import clock, due, sealing
from signdesk.core.audit import AuditEntry
from signdesk.core.errors import PermissionRefused, UserError
from signdesk.core.masking import mask_id
from signdesk.core.operations import Seat
from signdesk.domains.archive import rules
from signdesk.domains.archive import service as archive
from signdesk.domains.archive.service import DossierInfo, Intake, ItemIn, PartyIn
from tests.domains.archive.conftest import PDF, SignedCases

TakeIn = Callable[..., DossierInfo]
CONTRACT = ItemIn(kind="contract", title="合同", pages=3)


def test_a_dossier_gets_number_items_parties_and_a_passed_check(take_in: TakeIn) -> None:
    dossier = take_in(
        "商品房买卖合同",
        items=[CONTRACT, ItemIn(kind="identity", title="身份证复印件", pages=2)],
        parties=[
            PartyIn(role="甲方", name="北京安居有限公司"),
            PartyIn(
                role="乙方", name="张𬭚", id_kind="resident_id", id_number="11010519491231002X", phone="13812345678"
            ),
        ],
        signed_on=date(2024, 2, 11),
    )
    assert dossier.number == "QY01-HT·2024-D30-0001"
    assert dossier.expires_on == date(2055, 1, 1)
    assert (dossier.item_count, dossier.page_count, dossier.state) == (2, 5, "in_store")
    assert [(item.number, item.title) for item in dossier.items] == [
        ("QY01-HT·2024-D30-0001-001", "合同"),
        ("QY01-HT·2024-D30-0001-002", "身份证复印件"),
    ]
    assert [(party.role, party.name, party.id_number, party.phone) for party in dossier.parties] == [
        ("甲方", "北京安居有限公司", "", ""),
        ("乙方", "张𬭚", "110***********002X", "138****5678"),
    ]
    assert dossier.check is not None
    assert (dossier.check.occasion, dossier.check.passed, dossier.check.findings) == ("intake", True, ())
    assert dossier.responsible == "周敏"


def test_numbers_follow_each_other_in_their_year_and_period(take_in: TakeIn) -> None:
    assert [take_in(signed_on=date(2026, 1, day)).number[-4:] for day in (1, 2, 3)] == ["0001", "0002", "0003"]
    assert take_in(signed_on=date(2025, 12, 31)).number == "QY01-HT·2025-D30-0001"
    assert take_in(retention="Y").number == "QY01-HT·2026-Y-0001"
    assert take_in(retention="D10").number == "QY01-HT·2026-D10-0001"
    assert take_in().number == "QY01-HT·2026-D30-0004"


def test_a_category_decides_the_form_of_its_numbers(archivist: Seat, take_in: TakeIn) -> None:
    with archivist.operation(archive.SET_UP_CATEGORY) as session:
        archive.set_up_category(
            session, code="WS", name="文书", fonds="Z109", unit="BGS", template=rules.BY_PIECE_DOTTED, retention="Y"
        )
        archive.set_up_category(session, code="KJ", name="会计", fonds="Z109", template=rules.BY_VOLUME)
    assert take_in(category="WS", signed_on=date(2011, 5, 1)).number == "Z109-WS·2011·Y·BGS-0001"
    assert take_in(category="KJ", signed_on=date(2011, 5, 1)).number == "Z109-KJ-0001"
    assert take_in(category="KJ", signed_on=date(2012, 5, 1)).number == "Z109-KJ-0002"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "  "}, "title"),
        ({"parties": []}, "parties"),
        ({"items": []}, "items"),
        ({"information_class": "绝密"}, "information_class"),
        ({"retention": "D0"}, "retention"),
        ({"category": "XX"}, "category"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(take_in: TakeIn, wrong: dict[str, Any], field: str) -> None:
    take_in()
    with pytest.raises(UserError) as refused:
        take_in(**wrong)
    assert refused.value.field == field
    assert take_in().number == "QY01-HT·2026-D30-0002"


def test_an_incomplete_dossier_is_refused_and_what_is_missing_is_named(archivist: Seat, take_in: TakeIn) -> None:
    required = [rules.Required("contract", "合同"), rules.Required("identity", "身份证复印件", least=2)]
    with pytest.raises(UserError, match="身份证复印件") as refused:
        take_in(required=required, items=[CONTRACT, ItemIn(kind="identity", title="身份证复印件")])
    assert "合同、" not in refused.value.message
    with archivist.query() as session:
        assert archive.facts(session).dossiers == 0
        assert archive.check_completeness(session, category="", kinds=["identity"], required=required) == (
            "合同",
            "身份证复印件",
        )


def test_the_categorys_own_list_holds_where_the_business_type_has_none(archivist: Seat, take_in: TakeIn) -> None:
    with archivist.operation(archive.SET_UP_CATEGORY) as session:
        made = archive.set_up_category(
            session, code="HT", name="合同", fonds="SQ01", required=[rules.Required("review", "审核记录")]
        )
    with pytest.raises(UserError, match="审核记录"):
        take_in()
    with archivist.operation(archive.SET_UP_CATEGORY) as session:
        archive.change_category(
            session,
            category_id=made.id,
            version=made.version,
            name="合同",
            fonds_name="一号签约中心",
            unit="",
            template=rules.BY_PIECE,
            retention="D10",
            target_days=5,
            required=[rules.Required("contract", "合同")],
        )
    dossier = take_in()
    assert (dossier.number, dossier.fonds_name) == ("SQ01-HT·2026-D10-0001", "一号签约中心")
    with archivist.query() as session:
        assert [each.title for each in archive.categories(session)[0].required] == ["合同"]


def test_a_file_is_stored_sealed_and_read_back(archivist: Seat, take_in: TakeIn) -> None:
    item = ItemIn(
        kind="contract",
        title="合同",
        data=PDF,
        media_type="application/pdf",
        declared_sha256=hashlib.sha256(PDF).hexdigest(),
    )
    dossier = take_in(items=[item])
    assert dossier.carrier == "both"
    assert dossier.items[0].sha256 == hashlib.sha256(PDF).hexdigest()
    with archivist.operation(archive.READ_FILE, reason="检查案卷") as session:
        assert archive.read_item(session, item_id=dossier.items[0].id, reason="检查案卷").data == PDF


@pytest.mark.parametrize(
    "wrong",
    [
        {"declared_sha256": "00" * 32},
        {"data": b""},
        {"data": b"MZ\x90", "media_type": "application/x-msdownload"},
        {"data": b"MZ\x90"},
        {"pages": 0},
    ],
)
def test_a_file_that_is_not_sound_refuses_the_dossier(archivist: Seat, take_in: TakeIn, wrong: dict[str, Any]) -> None:
    known: dict[str, Any] = {"kind": "contract", "title": "合同", "data": PDF, "media_type": "application/pdf"}
    with pytest.raises(UserError, match="合同") as refused:
        take_in(items=[ItemIn(**(known | wrong))])
    assert refused.value.field == "items"
    with archivist.query() as session:
        assert archive.facts(session).dossiers == 0


def test_a_case_is_taken_in_once(archivist: Seat, take_in: TakeIn) -> None:
    first = take_in(source=("case", 7))
    with pytest.raises(UserError, match=first.number):
        take_in(source=("case", 7))
    with archivist.query() as session:
        found = archive.dossier_of(session, source=("case", 7))
        assert found is not None
        assert found.id == first.id
        assert archive.dossier_of(session, source=("case", 8)) is None


def test_names_and_numbers_do_not_stand_in_the_trail(archivist: Seat, take_in: TakeIn) -> None:
    take_in("张三的秘密合同", parties=[PartyIn(name="张三", id_number="11010519491231002X", phone="13812345678")])
    with archivist.query() as session:
        entries = list(session.scalars(select(AuditEntry)))
    assert {"dossier", "dossier_party", "dossier_item", "dossier_check"} <= {entry.table_name for entry in entries}
    for entry in entries:
        assert not any(secret in entry.payload for secret in ("张三", "11010519491231002X", "002X", "13812345678"))


def test_a_known_customers_sealed_number_is_taken_over_as_it_is(archivist: Seat, take_in: TakeIn) -> None:
    subject = sealing.new_subject()
    with archivist.operation(archive.TAKE_IN) as session:
        sealed = sealing.seal(session, subject, "11010519491231002X", mask_id)
        dossier = archive.take_in(
            session,
            title="合同",
            parties=[PartyIn(name="张三", customer_id=5, subject=subject, id_number=sealed)],
            items=[CONTRACT],
            signed_on=date(2026, 11, 20),
        )
    assert dossier.parties[0].id_number == "110***********002X"
    assert dossier.parties[0].customer_id == 5


def test_only_who_keeps_the_archive_takes_in(seat_of: Callable[..., Seat]) -> None:
    with pytest.raises(PermissionRefused), seat_of("counter").operation(archive.TAKE_IN):
        raise AssertionError("never reached")


def test_many_dossiers_are_taken_in_at_once_by_the_same_rules(archivist: Seat) -> None:
    def intakes(count: int) -> list[Intake]:
        return [
            Intake(f"租赁合同{n}", [PartyIn(name="李明")], [CONTRACT], date(2025, 1, 1)) for n in range(1, count + 1)
        ]

    with archivist.operation(archive.TAKE_IN) as session:
        ids = archive.take_in_many(session, intakes=intakes(620))
    assert len(set(ids)) == 620
    with archivist.query() as session:
        assert archive.dossier_info(session, dossier_id=ids[-1]).number.endswith("-0620")
        assert len(archive.ids(session, query="租赁合同6")) == 32
    bad = [*intakes(3), Intake("", [PartyIn(name="李明")], [CONTRACT], date(2025, 1, 1))]
    with pytest.raises(UserError), archivist.operation(archive.TAKE_IN) as session:
        archive.take_in_many(session, intakes=bad)
    with archivist.query() as session:
        assert archive.facts(session).dossiers == 620


def test_a_signed_case_that_is_due_is_accepted_and_no_longer_due(archivist: Seat, signed_cases: SignedCases) -> None:
    with archivist.operation(archive.TAKE_IN) as session:
        due.open(
            session,
            archive.INTAKE_DUE,
            about=("probe_case", 3),
            title="租赁合同",
            due_at=datetime(2026, 11, 27, tzinfo=UTC),
            responsible=due.Responsible(role="archivist"),
        )
    with archivist.query() as session:
        assert [each.number for each in archive.pending(session)] == ["YW-1"]
        assert (archive.facts(session).pending, archive.pending_count(session)) == (1, 1)
        assert archive.missing_from(session, source=("probe_case", 3)) == ()
    with archivist.operation(archive.TAKE_IN) as session:
        dossier = archive.accept(session, source=("probe_case", 3))
    assert dossier.source == ("probe_case", 3)
    assert signed_cases.heard == [(3, dossier.number)]
    assert dossier.business_type == "长租"
    with archivist.query() as session:
        assert archive.pending(session) == ()
        assert due.of_record(session, about=("probe_case", 3)) == ()
    with pytest.raises(UserError), archivist.operation(archive.TAKE_IN) as session:
        archive.accept(session, source=("nothing", 1))


def test_categories_are_checked(archivist: Seat) -> None:
    with archivist.operation(archive.SET_UP_CATEGORY) as session:
        archive.set_up_category(session, code="HT", name="合同", fonds="SQ01")
    for wrong in (
        {"code": "HT"},
        {"code": ""},
        {"name": " "},
        {"fonds": ""},
        {"template": "{fonds}-{year}"},
        {"retention": "30"},
    ):
        known = {"code": "WS", "name": "文书", "fonds": "SQ01"} | wrong
        with pytest.raises(UserError), archivist.operation(archive.SET_UP_CATEGORY) as session:
            archive.set_up_category(session, **known)


def test_the_years_a_dossier_is_kept_are_counted_from_its_own_year(take_in: TakeIn) -> None:
    with clock.fixed(datetime(2026, 11, 23, tzinfo=UTC)):
        dossier = take_in(signed_on=date(2010, 6, 1), retention="D10")
    assert dossier.expires_on == date(2021, 1, 1)
