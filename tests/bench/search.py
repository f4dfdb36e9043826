"""Search in the archive through the service: the first fifty newest dossiers with everything their rows show, why
each was found, and the count up to its cap; against the bare FTS5 query with count and rows on the same encrypted
file."""

import os
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, pairwise

from signdesk.core.search import CAP, normal
from signdesk.domains.archive import service
from tests.bench import place
from tests.bench.check_in import GIVEN, SURNAMES
from tests.bench.measure import Figure, in_turns, seconds

ROUNDS = 40
DOSSIERS = int(os.environ.get("BENCH_DOSSIERS", "20000"))
AT_ONCE = 2000
PAGE = 50
ESTATES = ("云栖花园", "东篱苑", "海棠公寓", "青禾里", "澜庭府", "望舒台", "知行大厦", "锦程广场")
QUERIES = ("花园", "王文", "租赁合同", "海棠公寓7", "李明国")


def intakes() -> Iterator[service.Intake]:
    """Invented dossiers without end, the same ones each time."""
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


def figures() -> list[Figure]:
    """The ratios of one search."""
    with place.seat("archivist", "reception") as (seat, _):
        endless = intakes()
        for _ in range(0, DOSSIERS, AT_ONCE):
            some = [next(endless) for _ in range(AT_ONCE)]
            with seat.operation(service.TAKE_IN) as session:
                service.take_in_many(session, intakes=some)
        with seat.centre.engines.read.connect() as connection:
            bare = connection.connection.driver_connection
            assert bare is not None
            asked: dict[str, Iterator[str]] = {"service": iter(()), "fts5": iter(())}

            def following(name: str) -> str:
                query = next(asked[name], None)
                if query is None:
                    asked[name] = iter(QUERIES)
                    query = next(asked[name])
                return query

            def through_the_service() -> float:
                query = following("service")

                def find() -> None:
                    with seat.query() as session:
                        service.find(session, query=query, limit=PAGE)

                return seconds(find)

            def through_fts5() -> float:
                phrase = '"' + " ".join(a + b for a, b in pairwise(normal(following("fts5")))) + '"'

                def find() -> None:
                    bare.execute(
                        "SELECT * FROM dossier WHERE id IN (SELECT rowid FROM search_dossier"
                        " WHERE search_dossier MATCH ? ORDER BY rowid DESC LIMIT ?) ORDER BY id DESC",
                        (phrase, PAGE),
                    ).fetchall()
                    bare.execute(
                        "SELECT count(*) FROM (SELECT 1 FROM search_dossier WHERE search_dossier MATCH ? LIMIT ?)",
                        (phrase, CAP),
                    ).fetchall()

                return seconds(find)

            calls = {"service": through_the_service, "fts5": through_fts5}
            medians = in_turns(calls, rounds=ROUNDS * len(QUERIES))
    ours, fts5 = medians["service"], medians["fts5"]
    size = f"{DOSSIERS:,} dossiers (BENCH_DOSSIERS)"
    return [Figure("search, first 50 and count", "bare FTS5 and rows", ours, fts5, round(1.5 + 1 / fts5, 1), size)]
