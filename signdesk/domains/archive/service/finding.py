"""Finding dossiers: by any run of characters, a party's initials, the tail of a number, the archive number, a label.

What was asked for exactly (that number, that name) comes before the rest, each newest first, and every hit says where
it was found. Pages are read by key, so that the millionth dossier is as near as the first.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    cast,
    exists,
    func,
    not_,
    or_,
    select,
    union,
)
from sqlalchemy.orm import Session

from signdesk.core import clock
from signdesk.core.i18n import N_, _
from signdesk.core.operations import require
from signdesk.core.pinyin import looks_like_initials
from signdesk.core.sealing import digest
from signdesk.core.search import ABOVE_ALL, CAP, Among, matches, normal, vector, words
from signdesk.domains.archive import rules
from signdesk.domains.archive.models import (
    ArchiveBox,
    Dossier,
    DossierInitials,
    DossierItem,
    DossierParty,
    DossierText,
    Loan,
)
from signdesk.domains.archive.service.intake import pending
from signdesk.domains.archive.service.values import Count, Cursor, DayFacts, DossierRow, Filters, Found
from signdesk.domains.archive.service.vocabulary import DOSSIERS, ON_LOAN, READ_ARCHIVE

PAGE = 64
_PARTY = DossierParty.__table__.c

_NO_FILTERS = Filters()


def find(
    session: Session,
    *,
    query: str = "",
    filters: Filters = _NO_FILTERS,
    after: Cursor | None = None,
    limit: int = PAGE,
) -> Found:
    """A page of dossiers, exact hits first, newest first; all dossiers if nothing is asked for.

    The first page (`after` is None) also counts the hits, up to 1,000.
    """
    require(session, READ_ARCHIVE)
    asked = words(query)
    if not asked:
        ids = _all_ids(session, filters, after.before if after else None, limit + 1)
        shown = _rows(session, ids[:limit], None, {})
        following = Cursor(False, ids[limit - 1]) if len(ids) > limit else None
        return Found(shown, following, _all_count(session, filters) if after is None else None)

    ways = _Ways.of(session, query.strip())
    exact: dict[int, str] = {}
    if after is None or after.exact:
        exact = ways.newest(session, filters, after.before if after else None, limit + 1)
        any_exact = bool(exact) or after is not None
    else:
        any_exact = bool(ways.newest(session, filters, None, 1))
    ids = sorted(exact, reverse=True)
    following = None
    if len(ids) > limit:
        ids = ids[:limit]
        following = Cursor(True, ids[-1])
    else:
        room = limit - len(ids)
        before = after.before if after is not None and not after.exact else None
        # The further condition costs a look at every hit: only where something is to be left out.
        rest = DOSSIERS.find(
            session, query, limit=room + 1, before=before, among=_among(filters, ways if any_exact else _NO_WAYS)
        )
        if len(rest) > room:
            rest = rest[:room]
            following = Cursor(False, rest[-1]) if rest else Cursor(False, ABOVE_ALL)
        ids += rest
    shown = _rows(session, ids, _Asked.of(query, asked), exact)
    if after is not None:
        return Found(shown, following, None)
    if following is None:
        return Found(shown, None, Count(len(shown), False))
    return Found(shown, following, _count(session, query, ways if any_exact else _NO_WAYS, filters))


def ids(session: Session, *, query: str = "", filters: Filters = _NO_FILTERS) -> array[int]:
    """The ids of all hits in the order of `find`: for the length of the list and jumps into it."""
    require(session, READ_ARCHIVE)
    if not words(query):
        return vector(session, _filtered(select(Dossier.id), filters).order_by(Dossier.id.desc()))
    ways = _Ways.of(session, query.strip())
    found = ways.all(filters).subquery()
    exact = vector(session, select(found.c[0]).order_by(found.c[0].desc()))
    return exact + DOSSIERS.ids(session, query, among=_among(filters, ways if exact else _NO_WAYS))


def rows(session: Session, *, dossier_ids: Sequence[int], query: str = "") -> tuple[DossierRow, ...]:
    """These dossiers as the list shows them, in this order; ids that are not there are left out."""
    require(session, READ_ARCHIVE)
    asked = words(query)
    if not asked:
        return _rows(session, dossier_ids, None, {})
    exact = _Ways.of(session, query.strip()).among(session, dossier_ids)
    return _rows(session, dossier_ids, _Asked.of(query, asked), exact)


def palette(session: Session, query: str) -> list[tuple[int, str, str]]:
    """The first dossiers for the command palette: (id, title, what is said beside it)."""
    found = find(session, query=query, limit=6).rows if words(query) else ()
    return [(row.id, row.title, f"{row.number} · {row.parties}") for row in found]


def facts(session: Session) -> DayFacts:
    """The day's facts above the list, and the years there are for the filter."""
    require(session, READ_ARCHIVE)
    today = clock.today()
    month_end = today.replace(day=1, month=today.month % 12 + 1, year=today.year + today.month // 12)
    running = Loan.returned_at.is_(None)

    def number(of: Select[int]) -> int:
        return session.execute(of).scalar_one()

    # One step per year through the index instead of a look at every row.
    years: list[int] = []
    newest = session.scalar(select(func.max(Dossier.year)))
    while newest is not None and len(years) < 40:
        years.append(newest)
        newest = session.scalar(select(func.max(Dossier.year)).where(Dossier.year < newest))
    return DayFacts(
        dossiers=number(select(func.count()).select_from(Dossier)),
        on_loan=number(select(func.count()).select_from(Loan).where(running)),
        overdue=number(select(func.count()).select_from(Loan).where(running, Loan.due_on < today)),
        due_for_appraisal=number(select(func.count()).select_from(Dossier).where(Dossier.expires_on < month_end)),
        pending=len(pending(session)),
        years=tuple(years),
    )


# ---- filters


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.year is not None:
        conditions.append(Dossier.year == filters.year)
    if filters.retention is not None:
        conditions.append(Dossier.retention == filters.retention)
    if filters.state is not None:
        conditions.append(Dossier.state == filters.state)
    if filters.information_class is not None:
        conditions.append(Dossier.information_class == filters.information_class)
    if filters.overdue:
        late = exists().where(Loan.dossier_id == Dossier.id, Loan.returned_at.is_(None), Loan.due_on < clock.today())
        conditions += [Dossier.state == ON_LOAN, late]
    return conditions


def _filtered(ids: Select[int], filters: Filters) -> Select[int]:
    return ids.where(*_conditions(filters))


def _among(filters: Filters, without: _Ways) -> Among | None:
    conditions = _conditions(filters)
    if not conditions and not without.asked:
        return None

    def condition(id: ColumnElement[int]) -> ColumnElement[bool]:
        parts = [not_(exists().where(way.id == id, way.holds(value))) for way, value in without.asked]
        if conditions:
            parts.append(exists().where(Dossier.id == id, *conditions))
        return and_(*parts)

    return condition


def _all_ids(session: Session, filters: Filters, before: int | None, limit: int) -> list[int]:
    query = _filtered(select(Dossier.id), filters).order_by(Dossier.id.desc()).limit(limit)
    return list(session.scalars(query if before is None else query.where(Dossier.id < before)))


def _all_count(session: Session, filters: Filters) -> Count:
    if filters == _NO_FILTERS:
        return Count(session.execute(select(func.count()).select_from(Dossier)).scalar_one(), False)
    some = _filtered(select(Dossier.id), filters).limit(CAP).subquery()
    return _capped(session.execute(select(func.count()).select_from(some)).scalar_one())


# ---- exact hits


@dataclass(frozen=True)
class _Way:
    """One way in which a dossier may be exactly what was asked for: a value in one of `columns`, beside its `id`."""

    reason: str
    id: ColumnElement[int]
    columns: tuple[ColumnElement[Any], ...]
    newest: Select[int]
    """Its newest hits, built once: building an expression takes longer than the index takes to answer."""

    def holds(self, value: Any) -> ColumnElement[bool]:
        """The condition that a row says this."""
        return or_(*(each == value for each in self.columns))


def _way(reason: str, id: ColumnElement[int], *columns: ColumnElement[Any]) -> _Way:
    asked = or_(*(each == bindparam("asked") for each in columns))
    newest = select(id).where(asked, id < bindparam("before")).distinct().order_by(id.desc()).limit(bindparam("most"))
    return _Way(reason, id, columns, newest)


_LABEL = _way(N_("Dossier label"), Dossier.__table__.c.id, Dossier.__table__.c.id)
_NUMBER = _way(N_("Archive number"), Dossier.__table__.c.id, Dossier.__table__.c.number_key)
_NAME = _way(N_("Party"), _PARTY.dossier_id, _PARTY.name)
_LETTERS = DossierInitials.__table__.c
_INITIALS = _way(N_("Pinyin"), _LETTERS.dossier_id, _LETTERS.initials)
_TAIL = _way(N_("Tail of a number"), _PARTY.dossier_id, _PARTY.id_number_tail, _PARTY.phone_tail)
_DIGEST = _way(N_("Number of a party"), _PARTY.dossier_id, _PARTY.id_number_digest, _PARTY.phone_digest)


@dataclass(frozen=True)
class _Ways:
    """The ways that make sense for what was typed, and what to ask in each."""

    asked: tuple[tuple[_Way, Any], ...] = ()

    @classmethod
    def of(cls, session: Session, query: str) -> _Ways:
        """The ways for a query."""
        compact = rules.number_key(query)
        values: dict[_Way, Any] = {_NAME: query}
        if (labelled := rules.from_label_code(compact)) is not None:
            values[_LABEL] = labelled
        if len(compact) >= 6 and re.search(r"\d", compact):
            values[_NUMBER] = compact
        if looks_like_initials(query) and len(query) >= 2:
            values[_INITIALS] = query.lower()
        if re.fullmatch(r"\d{3}[\dX]", compact):
            values[_TAIL] = compact
        if re.fullmatch(r"[0-9A-Z]{7,20}", compact):
            values[_DIGEST] = digest(session, query)
        return cls(tuple(values.items()))

    def all(self, filters: Filters) -> CompoundSelect[int]:
        """Every exact hit."""
        conditions = _conditions(filters)
        parts = []
        for way, value in self.asked:
            part = select(way.id).where(way.holds(value))
            parts.append(part.where(exists().where(Dossier.id == way.id, *conditions)) if conditions else part)
        return union(*parts)

    def newest(self, session: Session, filters: Filters, before: int | None, limit: int) -> dict[int, str]:
        """The newest exact hits below `before`, each with its reason."""
        conditions = _conditions(filters)
        page = {"before": ABOVE_ALL if before is None else before, "most": limit}
        found: dict[int, str] = {}
        for way, value in self.asked:
            hits = way.newest
            if conditions:
                hits = hits.where(exists().where(Dossier.id == way.id, *conditions))
            for (id,) in session.connection().execute(hits, {**page, "asked": value}).all():
                found.setdefault(id, way.reason)
        return {id: found[id] for id in sorted(found, reverse=True)[:limit]}

    def among(self, session: Session, ids: Sequence[int]) -> dict[int, str]:
        """Those of the ids that are exact hits, with their reasons."""
        found: dict[int, str] = {}
        for way, value in self.asked:
            for id in session.execute(select(way.id).where(way.holds(value), way.id.in_(ids))).scalars():
                found.setdefault(id, way.reason)
        return found


_NO_WAYS = _Ways()


def _count(session: Session, query: str, ways: _Ways, filters: Filters) -> Count:
    exact = 0
    if ways.asked:
        some = ways.all(filters).limit(CAP).subquery()
        exact = session.execute(select(func.count()).select_from(some)).scalar_one()
    if exact >= CAP:
        return _capped(exact)
    return _capped(exact + DOSSIERS.count(session, query, among=_among(filters, ways)))


def _capped(number: int) -> Count:
    return Count(CAP - 1, True) if number >= CAP else Count(number, False)


# ---- rows and reasons


@dataclass(frozen=True)
class _Asked:
    """The words asked for: as typed, for a quick look, and in their normal form."""

    typed: tuple[str, ...] = ()
    normal: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: str, normal: tuple[str, ...]) -> _Asked:
        """The words of a query."""
        return cls(tuple(query.split()), normal)

    def found_in(self, places: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], bool]:
        """Names of the places whose text holds a word, and whether every word was found in one of them."""
        # First as typed, without bringing every text into normal form: what nearly every hit needs.
        named: dict[str, None] = {}
        for word in self.typed:
            held = [name for name, text in places if word in text]
            if not held:
                break
            named |= dict.fromkeys(held)
        else:
            return tuple(name for name, _text in places if name in named), True
        forms = [(name, normal(text)) for name, text in places]
        found = tuple(name for name, form in forms if any(word in form for word in self.normal))
        return found, all(any(word in form for _name, form in forms) for word in self.normal)


_ROW = (
    select(
        Dossier.id,
        Dossier.version,
        Dossier.state,
        Dossier.title,
        Dossier.parties,
        Dossier.signed_on,
        Dossier.number,
        Dossier.retention,
        Dossier.information_class,
        ArchiveBox.year.label("box_year"),
        ArchiveBox.retention.label("box_retention"),
        ArchiveBox.number.label("box_number"),
        func.coalesce(ArchiveBox.place, Dossier.place).label("place"),
        Dossier.page_count,
        Dossier.item_count,
        Loan.borrower,
        Loan.due_on,
    )
    .select_from(Dossier)
    .outerjoin(ArchiveBox, ArchiveBox.id == Dossier.box_id)
    .outerjoin(Loan, and_(Dossier.state == ON_LOAN, Loan.dossier_id == Dossier.id, Loan.returned_at.is_(None)))
)
# The ids come as one value, a list in JSON: with a place for each, the statement would be written anew for every page.
_IDS = bindparam("ids", type_=JSON)
_LISTED = {
    "sqlite": func.json_each(_IDS).table_valued("value"),
    "postgresql": func.json_array_elements_text(_IDS).table_valued("value"),
}
_ROWS = {
    engine: _ROW.where(Dossier.id.in_(select(cast(listed.c.value, BigInteger)))) for engine, listed in _LISTED.items()
}


def _rows(session: Session, ids: Sequence[int], asked: _Asked | None, exact: dict[int, str]) -> tuple[DossierRow, ...]:
    if not ids:
        return ()
    connection = session.connection()
    found = {row[0]: row for row in connection.execute(_ROWS[connection.dialect.name], {"ids": list(ids)}).all()}
    there = [found[id] for id in ids if id in found]
    reasons = _reasons(session, there, asked, exact) if asked else {}
    rows = []
    # Taken apart by place: asking a row for its columns by name takes as long as the whole question to the database.
    for row in there:
        box_year, box_retention, box_number, place, pages, items, borrower, due_on = row[9:]
        box = f"{box_year}-{box_retention}-{box_number}" if box_number else ""
        why, is_exact = reasons.get(row[0], ()), row[0] in exact
        rows.append(DossierRow(*row[:9], box, place, pages, items, borrower or "", due_on, why, is_exact))
    return tuple(rows)


def _reasons(
    session: Session, rows: Sequence[Sequence[Any]], asked: _Asked, exact: dict[int, str]
) -> dict[int, tuple[str, ...]]:
    """Where each hit was found, in words: 题名, 当事人, 档号, 拼音, 正文第 3 页."""
    reasons: dict[int, tuple[str, ...]] = {}
    unexplained: list[int] = []
    title, parties, number = _("Dossier title"), _("Party"), _("Archive number")
    for row in rows:
        if row[0] in exact:
            reasons[row[0]] = (_(exact[row[0]]),)
            continue
        reasons[row[0]], explained = asked.found_in(((title, row[3]), (parties, row[4]), (number, row[6])))
        if not explained:
            unexplained.append(row[0])
    if unexplained:
        for id, where in _found_inside(session, unexplained, asked).items():
            reasons[id] += where
    return reasons


def _found_inside(session: Session, ids: Sequence[int], asked: _Asked) -> dict[int, tuple[str, ...]]:
    """The first page of text, or else the item, in which a word stands."""
    position = func.instr if session.connection().dialect.name == "sqlite" else func.strpos
    holds = or_(*(position(DossierText.normal, word) > 0 for word in asked.normal))
    pages = session.execute(
        select(DossierText.dossier_id, func.min(DossierText.page))
        .where(DossierText.dossier_id.in_(ids), holds)
        .group_by(DossierText.dossier_id)
    )
    found: dict[int, tuple[str, ...]] = {id: (_("Text, page {page}").format(page=page),) for id, page in pages}
    left = [id for id in ids if id not in found]
    if left:
        items = session.execute(
            select(DossierItem.dossier_id, DossierItem.place, DossierItem.title, DossierItem.reference)
            .where(DossierItem.dossier_id.in_(left))
            .order_by(DossierItem.dossier_id, DossierItem.place)
        )
        for id, place, item_title, reference in items:
            if id not in found and (matches(asked.normal, item_title) or matches(asked.normal, reference)):
                found[id] = (_("Item {number}").format(number=place),)
    return found
