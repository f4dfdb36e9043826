"""An archive as large as asked. The first dossiers go in through the service; a million would take it most of an hour,
so the others are copies of these, written below it with numbers of their own and indexed by the same index."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from signdesk.core.operations import Operation, Seat
from signdesk.domains.archive import service
from signdesk.domains.archive.models import Dossier, DossierInitials, DossierItem, DossierParty
from signdesk.domains.archive.service.vocabulary import DOSSIERS
from tests.bench.check_in import GIVEN, SURNAMES

THROUGH_THE_SERVICE = 4_000
ESTATES = ("云栖花园", "东篱苑", "海棠公寓", "青禾里", "澜庭府", "望舒台", "知行大厦", "锦程广场")
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
    for copy, begin in enumerate(range(own, dossiers, own), start=1):
        _copy(seat, copy, begin, min(own, dossiers - begin))


def _copy(seat: Seat, copy: int, offset: int, dossiers: int) -> None:
    """The first `dossiers` once more, their ids moved by `offset`."""
    fields = _fields(seat, dossiers)
    with seat.operation(_INDEX_COPIES) as session:
        # On the driver's own connection: what is copied here is nobody's act, and the trail is not what is measured.
        bare = session.connection().connection.driver_connection
        if bare is None:
            raise RuntimeError("no connection")
        for table in (Dossier.__table__, DossierParty.__table__, DossierItem.__table__, DossierInitials.__table__):
            key = "id" if table.name == "dossier" else "dossier_id"
            moved = {key: f"{key} + {offset}", "number": f"number || '-{copy}'" if key == "id" else "number"}
            columns = [column.name for column in table.columns if key == "id" or column.name != "id"]
            values = ", ".join(moved.get(name, name) for name in columns)
            bare.execute(
                f"INSERT INTO {table.name} ({', '.join(columns)}) SELECT {values} FROM {table.name} WHERE {key} <= ?",
                (dossiers,),
            )
        DOSSIERS.put_new(session, ((id + offset, [f"{words}-{copy}", *more]) for id, (words, *more) in fields))


def _fields(seat: Seat, dossiers: int) -> list[tuple[int, list[str]]]:
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
