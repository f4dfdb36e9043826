"""An opened centre: its database, keys, vault and change feed in one place. Making or finding one on disk is
`signdesk.app.bootstrap`."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from signdesk.core import audit
from signdesk.core.anchors import Anchors
from signdesk.core.changes import CHANNEL, ChangeFeed
from signdesk.core.engines import Engines, open_postgresql, open_sqlcipher
from signdesk.core.keys import Keys
from signdesk.core.sealing import SubjectKeys
from signdesk.core.vault import DatabaseVault, FileVault, Vault

if TYPE_CHECKING:
    from signdesk.core.operations import Actor, Seat, Station

DATABASE_FILE = "signdesk.db"
VAULT_FOLDER = "vault"
ANCHORS_FILE = "heads.jsonl"
_ANCHOR_EVERY = 100
"""Audit entries between two signed heads outside the database."""


class Centre:
    """One opened centre. `close` drains and drops everything, keys included; a closed centre is never used again."""

    def __init__(self, folder: Path, keys: Keys, engines: Engines, *, watch: bool = True) -> None:
        self.folder = folder
        self.keys = keys
        self.engines = engines
        self.vault: Vault = (
            FileVault(folder / VAULT_FOLDER, keys.vault)
            if engines.reads_are_local
            else DatabaseVault(engines.write, keys.vault)
        )
        self.subject_keys = SubjectKeys(keys.vault, keys.index)
        self.anchors = Anchors(folder / ANCHORS_FILE, keys.audit_sign)
        self.changes = ChangeFeed(engines.read, engines.connect)
        self._entries_since_anchor = 0
        audit.guard(engines.write)
        if watch:
            self.changes.start()

    @classmethod
    def open(cls, folder: Path, keys: Keys, *, url: str | None = None, watch: bool = True) -> "Centre":
        """The centre in `folder`: its own SQLite file, or the PostgreSQL database at `url`.

        The schema must be there already. `watch=False` for short command-line visits that show nothing.
        """
        engines = open_postgresql(url) if url else open_sqlcipher(folder / DATABASE_FILE, keys.db)
        return cls(folder, keys, engines, watch=watch)

    @property
    def reads_are_local(self) -> bool:
        """Whether a page of rows may be read where it is painted."""
        return self.engines.reads_are_local

    def seat(self, actor: "Actor", station: "Station") -> "Seat":
        """Somebody sits down at a station."""
        from signdesk.core.operations import Seat

        return Seat(self, actor, station)

    def announce(self, connection: Connection, seq: int) -> None:
        """Tell other stations, on commit, that the trail has grown to `seq`. SQLite's readers see it by themselves."""
        if not self.engines.reads_are_local:
            connection.execute(text("SELECT pg_notify(:channel, :seq)"), {"channel": CHANNEL, "seq": str(seq)})

    def committed(self, changed: list[tuple[int, str, int]]) -> None:
        """Sign the head of the trail from time to time, outside the database."""
        self._entries_since_anchor += len(changed)
        if self._entries_since_anchor >= _ANCHOR_EVERY:
            self.anchor()

    def anchor(self) -> None:
        """Sign the head of the trail now."""
        self._entries_since_anchor = 0
        with self.engines.read.connect() as connection:
            self.anchors.append(audit.head(connection))

    def close(self) -> None:
        """Stop watching, sign the head, close every connection, forget every key."""
        self.changes.stop()
        if self._entries_since_anchor:
            self.anchor()
        self.engines.dispose()
        self.subject_keys.forget()
        self.vault.forget()
        self.keys.wipe()
