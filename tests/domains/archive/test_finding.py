"""Dossiers are found by what people remember of them, what they asked for exactly comes first, and why is said."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signdesk.core import clock
from signdesk.core.errors import PermissionRefused
from signdesk.core.operations import Seat
from signdesk.core.search import normal, words
from signdesk.domains.archive import rules
from signdesk.domains.archive import service as archive
from signdesk.domains.archive.service import Count, DossierInfo, DossierRow, Filters, Found, Intake, ItemIn, PartyIn

TakeIn = Callable[..., DossierInfo]


def find(seat: Seat, query: str = "", **other: object) -> Found:
    with seat.query() as session:
        return archive.find(session, query=query, **other)  # type: ignore[arg-type]  # a test's shorthand


def titles(found: Found) -> list[str]:
    return [row.title for row in found.rows]


def only(found: Found) -> DossierRow:
    assert len(found.rows) == 1
    return found.rows[0]


def test_everything_is_shown_newest_first_when_nothing_is_asked(archivist: Seat, take_in: TakeIn) -> None:
    for title in ("甲合同", "乙合同", "丙合同"):
        take_in(title)
    found = find(archivist)
    assert titles(found) == ["丙合同", "乙合同", "甲合同"]
    assert found.count == Count(3, False)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("租赁合", "题名"),
        ("建国", "当事人"),
        ("王建国", "当事人"),
        ("2026-D30", "档号"),
        ("qy01 ht 2026 d30 0001", "档号"),
        ("wjg", "拼音"),
        ("002x", "号码尾号"),
        ("5678", "号码尾号"),
        ("13812345678", "当事人的号码"),
        ("110105 1949 1231 002X", "当事人的号码"),
        ("滞纳金", "正文第 2 页"),
        ("补充说明", "第 2 件"),
        ("310000000001", "标签"),
    ],
)
def test_a_dossier_is_found_by_what_is_known_of_it_and_says_why(
    archivist: Seat, take_in: TakeIn, query: str, reason: str
) -> None:
    take_in(
        "房屋租赁合同",
        parties=[PartyIn(name="王建国", id_number="11010519491231002X", phone="13812345678")],
        items=[
            ItemIn(kind="contract", title="房屋租赁合同", text_pages=("第一条 租金", "第二条 滞 纳\n金")),
            ItemIn(kind="other", title="补充说明"),
        ],
    )
    take_in("无关", "李明", items=[ItemIn(kind="contract", title="别的")], signed_on=date(2025, 1, 1))
    assert only(find(archivist, query)).found_in == (reason,)


def test_full_numbers_are_not_found_by_their_parts(archivist: Seat, take_in: TakeIn) -> None:
    take_in(parties=[PartyIn(name="王建国", id_number="11010519491231002X", phone="13812345678")])
    for part in ("1381234567", "19491231", "1101051949"):
        assert find(archivist, part).rows == ()


def test_all_words_must_be_found_and_each_place_is_named(archivist: Seat, take_in: TakeIn) -> None:
    take_in("房屋租赁合同", "王建国")
    take_in("房屋租赁合同", "李明")
    assert only(find(archivist, "建国 租赁")).found_in == ("题名", "当事人")
    assert find(archivist, "建国 买卖").rows == ()


def test_exact_hits_come_before_newer_ones(archivist: Seat, take_in: TakeIn) -> None:
    take_in("甲", "王建国")
    take_in("乙", "王建国强")
    take_in("丙", "王建国")
    take_in("丁（王建国）", "李明")
    found = find(archivist, "王建国")
    assert titles(found) == ["丙", "甲", "丁（王建国）", "乙"]
    assert [row.exact for row in found.rows] == [True, True, False, False]
    assert found.count == Count(4, False)
    with archivist.query() as session:
        assert list(archive.ids(session, query="王建国")) == [row.id for row in found.rows]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 7, 20])
def test_pages_of_any_length_give_the_same_list(archivist: Seat, take_in: TakeIn, limit: int) -> None:
    for name in ("王建国", "王建国强", "李明", "王建国", "王建国", "赵王建国", "王建"):
        take_in("合同", name)
    with archivist.query() as session:
        expected = list(archive.ids(session, query="王建国"))
        everything = list(archive.ids(session))
    for query, wanted in (("王建国", expected), ("", everything)):
        seen: list[int] = []
        found = find(archivist, query, limit=limit)
        assert found.count == Count(len(wanted), False)
        while True:
            seen += [row.id for row in found.rows]
            if found.following is None:
                break
            found = find(archivist, query, limit=limit, after=found.following)
            assert found.count is None
        assert seen == wanted


def test_pages_of_initials_and_text_do_not_repeat_a_dossier(archivist: Seat, take_in: TakeIn) -> None:
    take_in("ZS 公司合同", "张三")
    take_in("zs 公司合同", "李明")
    take_in("合同", "赵四")
    found = find(archivist, "zs", limit=2)
    assert titles(found) == ["合同", "ZS 公司合同"]
    assert found.count == Count(3, False)
    assert found.following is not None
    assert titles(find(archivist, "zs", limit=2, after=found.following)) == ["zs 公司合同"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(year=2024), ["甲"]),
        (Filters(retention="Y"), ["乙"]),
        (Filters(information_class="core"), ["丙"]),
        (Filters(state="on_loan"), ["丁"]),
        (Filters(overdue=True), []),
        (Filters(year=2024, retention="Y"), []),
        (Filters(), ["丁", "丙", "乙", "甲"]),
    ],
)
@pytest.mark.parametrize("query", ["", "建国", "王建国", "wjg"])
def test_filters_narrow_every_way_of_finding(
    archivist: Seat, take_in: TakeIn, filters: Filters, expected: list[str], query: str
) -> None:
    take_in("甲", signed_on=date(2024, 5, 1))
    take_in("乙", retention="Y")
    take_in("丙", information_class="core")
    lent = take_in("丁")
    with archivist.operation(archive.LEND) as session:
        archive.lend(session, dossier_id=lent.id, version=lent.version, borrower="何律", purpose="核对")
    found = find(archivist, query, filters=filters)
    assert titles(found) == expected
    assert found.count == Count(len(expected), False)
    with archivist.query() as session:
        assert len(archive.ids(session, query=query, filters=filters)) == len(expected)


def test_an_overdue_loan_is_seen_in_the_list_and_its_filter(archivist: Seat, take_in: TakeIn) -> None:
    lent = take_in()
    with archivist.operation(archive.LEND) as session:
        archive.lend(session, dossier_id=lent.id, version=lent.version, borrower="何律", purpose="核对")
    with clock.fixed(clock.now() + timedelta(days=31)):
        row = only(find(archivist, filters=Filters(overdue=True)))
        with archivist.query() as session:
            assert archive.facts(session).overdue == 1
    assert (row.state, row.borrower, row.due_on) == ("on_loan", "何律", clock.today() + timedelta(days=30))


def test_rows_come_in_the_order_asked_and_say_why(archivist: Seat, take_in: TakeIn) -> None:
    first, second = take_in("甲合同", "张三"), take_in("乙合同", "李明")
    with archivist.query() as session:
        plain = archive.rows(session, dossier_ids=[first.id, 999, second.id])
        asked = archive.rows(session, dossier_ids=[second.id, first.id], query="张三")
    assert [row.title for row in plain] == ["甲合同", "乙合同"]
    assert [(row.title, row.exact) for row in asked] == [("乙合同", False), ("甲合同", True)]


def test_text_recognised_later_is_found(archivist: Seat, take_in: TakeIn) -> None:
    dossier = take_in(items=[ItemIn(kind="contract", title="合同", text_pages=("旧的文字",))])
    with archivist.operation(archive.TAKE_IN) as session:
        archive.add_text(session, item_id=dossier.items[0].id, pages=["", "水表底数为零"])
    assert only(find(archivist, "水表底数")).found_in == ("正文第 2 页",)
    assert find(archivist, "旧的文字").rows == ()
    assert only(find(archivist, "王建国")).exact


def test_the_palette_offers_the_first_dossiers_with_number_and_parties(archivist: Seat, take_in: TakeIn) -> None:
    first = take_in("甲合同", "张三")
    with archivist.query() as session:
        assert archive.palette(session, "zs") == [(first.id, "甲合同", f"{first.number} · 张三")]
        assert archive.palette(session, "  ") == []


def test_counting_stops_at_a_thousand(archivist: Seat) -> None:
    items = [ItemIn(kind="contract", title="合同")]
    with archivist.operation(archive.TAKE_IN) as session:
        archive.take_in_many(
            session,
            intakes=[Intake("租赁合同", [PartyIn(name="李明")], items, date(2025, 1, 1)) for _ in range(1_010)],
        )
    assert find(archivist, "租赁").count == Count(1_000, True)
    assert find(archivist, "李明").count == Count(1_000, True)
    assert find(archivist, "lm", filters=Filters(year=2025)).count == Count(1_000, True)
    assert find(archivist, filters=Filters(year=2025)).count == Count(1_000, True)
    assert find(archivist).count == Count(1_010, False)


def test_the_facts_of_the_day_are_counted(archivist: Seat, take_in: TakeIn) -> None:
    take_in(signed_on=date(2000, 1, 1), retention="D10")
    take_in(signed_on=date(2024, 1, 1))
    with archivist.query() as session:
        facts = archive.facts(session)
    assert (facts.dossiers, facts.on_loan, facts.overdue, facts.due_for_appraisal) == (2, 0, 0, 1)
    assert facts.years == (2024, 2000)


def test_who_has_no_business_in_the_archive_finds_nothing(seat_of: Callable[..., Seat], take_in: TakeIn) -> None:
    dossier = take_in()
    stranger = seat_of("system_admin")
    for look in (
        lambda session: archive.find(session, query="王"),
        lambda session: archive.ids(session),
        lambda session: archive.rows(session, dossier_ids=[dossier.id]),
        lambda session: archive.dossier_info(session, dossier_id=dossier.id),
        archive.facts,
    ):
        with pytest.raises(PermissionRefused), stranger.query() as session:
            look(session)


PIECE = st.text(alphabet="王建国租赁合同1-aB ", min_size=1, max_size=5)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(documents=st.lists(st.tuples(PIECE, PIECE), min_size=1, max_size=5), query=PIECE)
def test_finding_agrees_with_reading_everything(archivist: Seat, documents: list[tuple[str, str]], query: str) -> None:
    """What an exact look-up adds (initials, tails) aside: the query's own characters are Chinese or not initials."""
    items = [ItemIn(kind="contract", title="件")]
    intakes = [Intake(f"题{title}", [PartyIn(name=f"名{name}")], items, date(2026, 1, 1)) for title, name in documents]
    with archivist.operation(archive.TAKE_IN) as session:
        newest = archive.ids(session)[:1]
        archive.take_in_many(session, intakes=intakes)
    with archivist.query() as session:
        mine = [id for id in archive.ids(session) if not newest or id > newest[0]]
        held = {id: archive.dossier_info(session, dossier_id=id) for id in mine}
        found = {id for id in archive.ids(session, query=query) if id in held}
    asked = words(query)
    expected = {
        id
        for id, dossier in held.items()
        if asked
        and all(
            any(
                word in normal(text)
                for text in (dossier.title, dossier.number, *(p.name for p in dossier.parties), dossier.items[0].title)
            )
            for word in asked
        )
    }
    assert expected <= found
    assert all(rules.number_key(query).isascii() for _ in found - expected)
