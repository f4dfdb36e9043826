"""An archive as large as asked. The first dossiers go in through the service; a million would take it most of an hour,
so the others are copies of these, written below it with numbers of their own and indexed by the same index."""

import random
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from math import ceil
from typing import Any

from signdesk.core.operations import Operation, Seat
from signdesk.domains.archive import service
from signdesk.domains.archive.models import Dossier, DossierInitials, DossierItem, DossierParty
from signdesk.domains.archive.service.vocabulary import DOSSIERS
from tests.bench.check_in import GIVEN, SURNAMES

THROUGH_THE_SERVICE = 4_000
ESTATES = ("云栖花园", "东篱苑", "海棠公寓", "青禾里", "澜庭府", "望舒台", "知行大厦", "锦程广场")
_TABLES = (Dossier.__table__, DossierParty.__table__, DossierItem.__table__, DossierInitials.__table__)
_CACHE_KIB = 1 << 20
_Found = tuple[int, list[str]]
_INDEX_COPIES = Operation("bench.index", "Index copies", None)


def fill(seat: Seat, dossiers: int) -> None:
    """Put this many invented dossiers into an empty archive, the same ones each time."""
    endless = _intakes()
    own = min(dossiers, THROUGH_THE_SERVICE)
    with seat.operation(service.TAKE_IN) as session:
        ids = service.take_in_many(session, intakes=(next(endless) for _ in range(own)))
    if dossiers == own:
        return
    if ids != tuple(range(1, own + 1)):
        raise RuntimeError("the archive was not empty")
    copies = [
        _Copy(number, number * own, min(own, dossiers - number * own)) for number in range(1, ceil(dossiers / own))
    ]
    # On a connection of the driver's own: what is copied is nobody's act, and the trail is not what is measured.
    with closing(seat.centre.engines.connect()) as connection, _without_indexes(connection):
        _set_originals_aside(connection)
        for copy in copies:
            _add_rows(connection, copy)
    fields = _fields(seat, own)
    for copy in copies:
        with seat.operation(_INDEX_COPIES) as session:
            DOSSIERS.put_new(session, map(copy.of, fields[: copy.dossiers]))


@dataclass(frozen=True)
class _Copy:
    """The first `dossiers` once more, their ids moved by `offset`."""

    number: int
    offset: int
    dossiers: int

    def of(self, found: _Found) -> _Found:
        """What the copy of a dossier is found by."""
        id, (number, *more) = found
        return id + self.offset, [f"{number}-{self.number}", *more]


@contextmanager
def _without_indexes(connection: Any) -> Iterator[None]:
    """Meanwhile the tables have no indexes but those of their constraints; then these are made anew, each in one go.
    Kept up row by row, every one of them would want a page for every row, and of a large archive few are at hand."""
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    names = ", ".join(f"'{table.name}'" for table in _TABLES)
    indexes = connection.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({names})"
    ).fetchall()
    for name, _sql in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _name, sql in indexes:
        connection.execute(sql)


def _set_originals_aside(connection: Any) -> None:
    """So that they are found without an index, and not looked for in ever more rows."""
    for table in _TABLES:
        connection.execute(f"CREATE TEMP TABLE original_{table.name} AS SELECT * FROM {table.name}")


def _add_rows(connection: Any, copy: _Copy) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for table in _TABLES:
        key = "id" if table.name == "dossier" else "dossier_id"
        moved = {key: f"{key} + {copy.offset}", "number": f"number || '-{copy.number}'" if key == "id" else "number"}
        columns = [column.name for column in table.columns if key == "id" or column.name != "id"]
        values = ", ".join(moved.get(name, name) for name in columns)
        originals = f"SELECT {values} FROM original_{table.name} WHERE {key} <= ?"
        connection.execute(f"INSERT INTO {table.name} ({', '.join(columns)}) {originals}", (copy.dossiers,))
    connection.execute("COMMIT")


def _fields(seat: Seat, dossiers: int) -> list[_Found]:
    """What the first dossiers are found by, the number first."""
    with seat.centre.engines.read.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, number, title, parties FROM dossier ORDER BY id LIMIT ?", (dossiers,)
        )
        return [(id, [number, title, *parties.split("、"), "房屋租赁合同"]) for id, number, title, parties in rows]


def _intakes() -> Iterator[service.Intake]:
    """Invented dossiers without end."""
    chance = random.Random(1)
    for number in count():
        house = f"{chance.choice(ESTATES)}{chance.randint(1, 28)}幢{chance.randint(1, 32)}0{chance.randint(1, 8)}室"
        names = ["".join(map(chance.choice, (SURNAMES, GIVEN, GIVEN))) for _ in range(2)]
        yield service.Intake(
            title=f"{house}房屋租赁合同",
            parties=tuple(service.PartyIn(name=name) for name in names),
            items=(service.ItemIn(kind="contract", title="房屋租赁合同", pages=12),),
            signed_on=date(2019, 1, 1) + timedelta(days=number % 2500),
        )
