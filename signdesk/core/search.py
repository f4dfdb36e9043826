"""Full-text search in Chinese: one tokeniser and one index interface for both databases.

A search index finds rows by any run of characters in any of their fields: two characters of a name, the middle of
a contract number, half a sentence of a scan. It is exact (what a scan over the text would find, it finds, and nothing
else) and ordered by newest. It is no ranking engine and knows neither words nor pinyin; names' initials and the tails
of numbers are ordinary indexed columns of the domain that has them.

How it works. Text is brought into one normal form (`normal`). Every character is a unit; the index holds the bigrams
of each field plus the field's last single character. Fields are kept apart by a separator, so that nothing is
found across two of them. SQLite keeps the bigrams in an FTS5 table without content and asks it for phrases;
PostgreSQL keeps them as numbers in an array under a GIN index and rechecks longer words on the normal text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import isqrt
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    TextClause,
    and_,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

CAP = 1_001
"""Counts stop here unless told otherwise: a person reads "more than 1,000" as well as any number above it."""

ABOVE_ALL = 1 << 62
"""Greater than any id: where the first page begins."""

_STEP = 20_000
_SEPARATOR = "\u2400"  # stands between fields; taken out of every text, so no query can ever hold it
_ZERO_WIDTH = [0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF]
_DROPPED = dict.fromkeys([*range(0x20), 0x7F, *range(0xD800, 0xE000), *_ZERO_WIDTH, ord(_SEPARATOR)])
# FTS5's ascii tokeniser takes every byte from 0x80 as part of a token, but splits at ASCII punctuation and folds
# ASCII letters. Moved to the full-width block, ASCII is treated like any other character.
_TO_FULL_WIDTH: dict[int, int] = {0x20: 0x3000, **{code: code + 0xFEE0 for code in range(0x21, 0x7F)}}
_SPACES = re.compile(r"\s+")
_LOOSE_SPACE = re.compile(r"(?<![!-~]) | (?![!-~])")


def normal(value: str) -> str:
    """Return the form in which text is indexed and looked up.

    Half and full width, upper and lower case and compatibility forms become one (NFKC, lower case). White space
    counts only between two ASCII characters: the blanks of a letter-spaced title (合 同 书) and the line breaks of a
    scan disappear. Control and zero-width characters go.
    """
    if not value.isascii():
        value = unicodedata.normalize("NFKC", value)
    value = _SPACES.sub(" ", value).translate(_DROPPED).lower()
    return _LOOSE_SPACE.sub("", _SPACES.sub(" ", value)).translate(_TO_FULL_WIDTH)


def words(query: str) -> tuple[str, ...]:
    """Split what a person typed at white space into normal words, all of which must be found.

    A word that is part of another one is left out, since it adds nothing. No word at all finds nothing.
    """
    found = sorted({word for part in unicodedata.normalize("NFKC", query).split() if (word := normal(part))}, key=len)
    kept = [word for at, word in enumerate(found) if not any(word in longer for longer in found[at + 1 :])]
    return tuple(reversed(kept))


def matches(query_words: Iterable[str], value: str | None) -> bool:
    """Tell whether any of the words (from `words`) stands in this text: the reason a hit was found there."""
    if not value:
        return False
    form = normal(value)
    return any(word in form for word in query_words)


Among = Callable[[ColumnElement[int]], ColumnElement[bool]]
"""A further condition: given the index's id column, returns what must hold (usually an EXISTS on the domain's row)."""


@dataclass(frozen=True)
class SearchIndex:
    """One named index over rows that have an integer id. The name becomes the table `search_<name>`."""

    name: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z_]{0,40}", self.name):
            raise ValueError(f"{self.name!r} cannot be part of a table's name")

    @property
    def table_name(self) -> str:
        """The table that holds the index (a virtual one on SQLite)."""
        return f"search_{self.name}"

    # ---- for the migrations

    def create(self, connection: Connection) -> None:
        """Create the index tables. For the migrations."""
        for statement in _engine_of(connection).create(self.table_name):
            connection.execute(text(statement))

    def remove(self, connection: Connection) -> None:
        """Drop the index tables. For the migrations."""
        connection.execute(text(f"DROP TABLE {self.table_name}"))

    # ---- writing

    def put(self, session: Session, id: int, fields: Sequence[str | None]) -> None:
        """Index one row by its fields, in place of what was indexed for it before."""
        self.drop(session, id)
        self.put_new(session, [(id, fields)])

    def put_new(self, session: Session, rows: Iterable[tuple[int, Sequence[str | None]]]) -> None:
        """Index many rows whose ids are not in the index yet (imports)."""
        connection = session.connection()
        engine = _engine_of(connection)
        forms = ((id, [form for field in fields if field and (form := normal(field))]) for id, fields in rows)
        payload = [engine.row(id, form) for id, form in forms]
        if payload:
            connection.execute(engine.insert(self.table_name), payload)

    def drop(self, session: Session, id: int) -> None:
        """Take one row out of the index; nothing happens if it is not in it."""
        where = _engine_of(session.connection()).id_name
        session.execute(text(f"DELETE FROM {self.table_name} WHERE {where} = :id"), {"id": id})  # noqa: S608 - checked name

    def erase(self, session: Session, ids: Iterable[int]) -> None:
        """Take rows out and rewrite the index, so that their terms no longer stand in its file.

        On SQLite the terms of a dropped row stay in older segments until these are merged, also with secure delete.
        PostgreSQL frees them at its next vacuum.
        """
        for id in ids:
            self.drop(session, id)
        self.optimize(session)

    def optimize(self, session: Session) -> None:
        """Merge the index into one segment. Seconds per million rows; for erasure and after imports."""
        if session.connection().dialect.name == "sqlite":
            session.execute(text(f"INSERT INTO {self.table_name}({self.table_name}) VALUES ('optimize')"))  # noqa: S608 - checked name

    # ---- asking

    def find(
        self, session: Session, query: str, *, limit: int = 50, before: int | None = None, among: Among | None = None
    ) -> list[int]:
        """Return the ids of rows that hold every word of the query, newest (greatest id) first.

        `before` continues after the last id of the page before.
        """
        asked = words(query)
        if not asked:
            return []
        if among is None and session.connection().dialect.name == "sqlite":
            return _Fts5.plain_page(session.connection(), self.table_name, asked, limit, before)
        statement = _engine_of(session.connection()).page(session, self.table_name, asked, limit, before, among)
        return list(session.execute(statement).scalars())

    def count(self, session: Session, query: str, *, cap: int = CAP, among: Among | None = None) -> int:
        """Return how many rows hold every word, but at most `cap`: a result equal to it means "or more"."""
        asked = words(query)
        if not asked:
            return 0
        if among is None and session.connection().dialect.name == "sqlite":
            return _Fts5.plain_count(session.connection(), self.table_name, asked, cap)
        hits, id = _engine_of(session.connection()).hits(self.table_name, asked)
        some = _narrowed(hits, id, among).with_only_columns(literal(1)).limit(cap).subquery()
        return session.execute(select(func.count()).select_from(some)).scalar_one()

    def ids(self, session: Session, query: str, *, among: Among | None = None) -> array[int]:
        """Return the ids of all hits, newest first, as one vector: for jumping about in the whole result.

        They come in one database row: 200,000 hits take about 20 ms, row by row many times that.
        """
        asked = words(query)
        if not asked:
            return array("q")
        engine = _engine_of(session.connection())
        hits, id = engine.hits(self.table_name, asked)
        return engine.vector(session, _narrowed(hits, id, among).order_by(id.desc()))


def vector(session: Session, ids: Select[int]) -> array[int]:
    """Return the ids a select gives, in its order, as one vector read in one database row."""
    return _engine_of(session.connection()).vector(session, ids)


# ---- the two engines


def _engine_of(connection: Connection) -> type[_Fts5] | type[_Gin]:
    return _Fts5 if connection.dialect.name == "sqlite" else _Gin


def _bigrams(form: str) -> list[str]:
    return [first + second for first, second in pairwise(form)]


def _narrowed(hits: Select[int], id: ColumnElement[int], among: Among | None) -> Select[int]:
    return hits if among is None else hits.where(among(id))


class _Fts5:
    """SQLite: FTS5 without content; phrases of bigrams, one character as a prefix."""

    id_name = "rowid"

    @staticmethod
    def create(name: str) -> list[str]:
        # ascii and not unicode61: that one drops characters it does not know and finds what is not there.
        return [
            f"CREATE VIRTUAL TABLE {name} USING fts5"
            "(grams, content='', contentless_delete=1, tokenize='ascii', detail=full)"
        ]

    @staticmethod
    @cache
    def insert(name: str) -> TextClause:
        return text(f"INSERT INTO {name}(rowid, grams) VALUES (:id, :grams)")  # noqa: S608 - checked name

    @staticmethod
    def row(id: int, forms: Sequence[str]) -> dict[str, Any]:
        grams: list[str] = []
        for form in forms:
            grams += _bigrams(form)
            grams += (form[-1], _SEPARATOR)
        return {"id": id, "grams": " ".join(grams)}

    @staticmethod
    def phrase(asked: tuple[str, ...]) -> str:
        return " AND ".join(f'"{word}" *' if len(word) == 1 else f'"{" ".join(_bigrams(word))}"' for word in asked)

    # The two questions of every keystroke are asked without building an expression first: that alone would cost
    # several times what the index takes to answer.

    @classmethod
    def plain_page(
        cls, connection: Connection, name: str, asked: tuple[str, ...], limit: int, before: int | None
    ) -> list[int]:
        page = f"SELECT rowid FROM {name} WHERE {name} MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608 - checked name
        below = ABOVE_ALL if before is None else before
        return [row[0] for row in connection.exec_driver_sql(page, (cls.phrase(asked), below, limit)).all()]

    @classmethod
    def plain_count(cls, connection: Connection, name: str, asked: tuple[str, ...], cap: int) -> int:
        count = f"SELECT count(*) FROM (SELECT 1 FROM {name} WHERE {name} MATCH ? LIMIT ?)"  # noqa: S608 - checked name
        return int(connection.exec_driver_sql(count, (cls.phrase(asked), cap)).scalar_one())

    @classmethod
    def hits(cls, name: str, asked: tuple[str, ...]) -> tuple[Select[int], ColumnElement[int]]:
        source = table(name, column("rowid", BigInteger))
        asks = literal_column(name).op("MATCH")(cls.phrase(asked))
        return select(source.c.rowid).select_from(source).where(asks), source.c.rowid

    @classmethod
    def page(
        cls, _: Session, name: str, asked: tuple[str, ...], limit: int, before: int | None, among: Among | None
    ) -> Select[int]:
        hits, id = cls.hits(name, asked)
        if before is not None:
            hits = hits.where(id < before)
        return _narrowed(hits, id, among).order_by(id.desc()).limit(limit)

    @staticmethod
    def vector(session: Session, ids: Select[int]) -> array[int]:
        inner = ids.subquery()
        rest = session.execute(select(func.group_concat(inner.c[0]))).scalar() or ""
        found = array("q")
        while rest:
            # In steps: reading a million numbers at one go would keep the screen's thread waiting for the interpreter.
            numbers = rest.split(",", _STEP)
            rest = numbers.pop() if len(numbers) > _STEP else ""
            found.extend(map(int, numbers))
        return found


class _Gin:
    """PostgreSQL: bigrams and single characters as numbers under GIN; words of three and more are rechecked."""

    id_name = "id"

    @staticmethod
    def create(name: str) -> list[str]:
        # fastupdate=off: a pending list would have to be read through by every search.
        return [
            f"CREATE TABLE {name} (id bigint PRIMARY KEY, grams bigint[] NOT NULL, normal text NOT NULL)",
            f"CREATE INDEX ix_{name}_grams ON {name} USING gin (grams) WITH (fastupdate = off)",
        ]

    @staticmethod
    @cache
    def insert(name: str) -> TextClause:
        return text(f"INSERT INTO {name}(id, grams, normal) VALUES (:id, :grams, :normal)")  # noqa: S608 - checked name

    @staticmethod
    def row(id: int, forms: Sequence[str]) -> dict[str, Any]:
        codes = {_code(gram) for form in forms for gram in (*_bigrams(form), *form)}
        return {"id": id, "grams": sorted(codes), "normal": _SEPARATOR.join(forms)}

    @staticmethod
    def hits(name: str, asked: tuple[str, ...]) -> tuple[Select[int], ColumnElement[int]]:
        source = table(name, column("id", BigInteger), column("grams", ARRAY(BigInteger)), column("normal"))
        codes = {_code(gram) for word in asked for gram in (_bigrams(word) or [word])}
        contained = source.c.grams.contains(literal(sorted(codes), ARRAY(BigInteger)))
        # Two characters side by side are exactly what a bigram says; only longer words can be put together by chance.
        recheck = [func.strpos(source.c.normal, word) > 0 for word in asked if len(word) > 2]
        return select(source.c.id).select_from(source).where(contained, *recheck), source.c.id

    @classmethod
    def page(
        cls, session: Session, name: str, asked: tuple[str, ...], limit: int, before: int | None, among: Among | None
    ) -> Select[int]:
        # Left alone, the planner answers ORDER BY id LIMIT n on rare words by walking the whole key (330-930 ms at a
        # million rows). So count first, and stop where walking becomes the cheaper way: n·N/hits rows against hits.
        hits, id = cls.hits(name, asked)
        rows = session.execute(
            text("SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(:name)"), {"name": name}
        ).scalar_one()
        worth = max(1_000, isqrt(limit * max(0, rows)))
        few = hits.with_only_columns(literal(1)).limit(worth + 1).subquery()
        if session.execute(select(func.count()).select_from(few)).scalar_one() <= worth:
            found = hits.cte("found").prefix_with("MATERIALIZED", dialect="postgresql")
            inner: ColumnElement[int] = found.c[0]
            statement = _narrowed(select(inner), inner, among)
            id = inner
        else:
            source = table(name, column("id", BigInteger), column("normal"))
            id = source.c.id
            walked = select(id).where(and_(*(func.strpos(source.c.normal, word) > 0 for word in asked)))
            statement = _narrowed(walked, id, among)
        if before is not None:
            statement = statement.where(id < before)
        return statement.order_by(id.desc()).limit(limit)

    @staticmethod
    def vector(session: Session, ids: Select[int]) -> array[int]:
        inner = ids.subquery()
        listed = session.execute(select(func.array_agg(inner.c[0]))).scalar()
        return array("q", listed or ())


def _code(gram: str) -> int:
    """One or two characters as one number: Unicode needs 21 bits."""
    return ord(gram) if len(gram) == 1 else ord(gram[0]) << 21 | ord(gram[1])
