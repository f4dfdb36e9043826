"""Tells the windows that records have changed: those of this process at once, those of other processes and stations
through the audit trail. A change names tables and ids only; whoever shows them asks again (pull, no diff
protocol)."""

import contextlib
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from signdesk.core import audit

CHANNEL = "signdesk_changes"
_LOOK_EVERY = 0.3
"""Seconds between two looks at SQLite's data version, a counter in shared memory: some 2 µs each."""
_POLL_EVERY = 2.0
"""Seconds after which a silent PostgreSQL channel is polled, in case its connection died unnoticed."""


@dataclass(frozen=True)
class ChangeSet:
    """The ids that changed, by table. `own` is false for what another process or station did."""

    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    own: bool = True

    def touches(self, *tables: str) -> bool:
        """Whether any of these tables changed."""
        return any(table in self.ids for table in tables)


def change_set(changed: Iterable[tuple[int, str, int]], *, own: bool) -> ChangeSet:
    """The change set of audit entries (seq, table, id)."""
    ids: dict[str, set[int]] = {}
    for _seq, table, record_id in changed:
        ids.setdefault(table, set()).add(record_id)
    return ChangeSet({table: frozenset(found) for table, found in ids.items()}, own)


Listener = Callable[[ChangeSet], None]


class ChangeFeed:
    """One centre's feed. Listeners are called on the thread that committed or on the watching thread: they only pass
    the news on."""

    def __init__(self, read: Engine, connect: Callable[[], Any]) -> None:
        self._read = read
        self._connect = connect
        self._listeners: list[Listener] = []
        self._own: set[int] = set()
        self._seen = 0
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` for every change from now on; the result ends it."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            with contextlib.suppress(ValueError):
                self._listeners.remove(listener)

        return unsubscribe

    def publish_own(self, changed: list[tuple[int, str, int]]) -> None:
        """News of an operation of this process, just committed."""
        if not changed:
            return
        with self._lock:
            self._own.update(seq for seq, _table, _id in changed)
        self._tell(change_set(changed, own=True))

    def start(self) -> None:
        """Watch for the changes of others until `stop`."""
        with self._read.connect() as connection:
            self._seen = audit.head(connection).seq
        local = self._read.dialect.name == "sqlite"
        self._thread = threading.Thread(
            target=self._watch_sqlite if local else self._watch_postgresql, name="change feed", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End the watching thread and wait for it."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
            self._thread = None

    def catch_up(self) -> None:
        """Read the trail from where we stood and tell what others did."""
        with self._read.connect() as connection:
            new = audit.latest_changes(connection, self._seen)
        if not new:
            return
        self._seen = new[-1][0]
        with self._lock:
            foreign = [entry for entry in new if entry[0] not in self._own]
            self._own = {seq for seq in self._own if seq > self._seen}
        if foreign:
            self._tell(change_set(foreign, own=False))

    def _tell(self, changes: ChangeSet) -> None:
        for listener in tuple(self._listeners):
            listener(changes)

    def _watch_sqlite(self) -> None:
        connection = self._connect()
        try:
            before = None
            while not self._stop.wait(_LOOK_EVERY):
                now = connection.execute("PRAGMA data_version").fetchone()[0]
                if now != before:
                    before = now
                    with contextlib.suppress(SQLAlchemyError):  # a busy moment: the next look tells as much
                        self.catch_up()
        finally:
            connection.close()

    def _watch_postgresql(self) -> None:
        import psycopg

        connection: Any = None
        while not self._stop.is_set():
            try:
                if connection is None:
                    connection = self._connect()
                    connection.execute(f"LISTEN {CHANNEL}")
                for _notice in connection.notifies(timeout=_POLL_EVERY if not self._stop.is_set() else 0, stop_after=1):
                    pass
                self.catch_up()
            except (psycopg.Error, SQLAlchemyError):
                # The server went away: try again on a new connection until it is back.
                if connection is not None:
                    with contextlib.suppress(psycopg.Error):
                        connection.close()
                connection = None
                self._stop.wait(_POLL_EVERY)
        if connection is not None:
            connection.close()
