"""Search in the archive through the service: the first fifty newest dossiers with everything their rows show, why
each was found, and the count up to its cap; against the bare FTS5 query with count and rows on the same encrypted
file."""

import os
from collections.abc import Iterator
from itertools import pairwise

from signdesk.core.search import CAP, normal
from signdesk.domains.archive import service
from tests.bench import archive, place
from tests.bench.measure import Figure, in_turns, seconds

ROUNDS = 40
DOSSIERS = int(os.environ.get("BENCH_DOSSIERS", "20000"))
PAGE = 50
QUERIES = ("花园", "王文", "租赁合同", "海棠公寓7", "李明国")


def figures() -> list[Figure]:
    """The ratios of one search."""
    with place.seat("archivist", "reception") as (seat, _):
        archive.fill(seat, DOSSIERS)
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
