"""Opens the database: SQLite through SQLCipher on one PC, PostgreSQL for several stations. Nobody above `core` knows
which; each store gives one engine that writes and one that can only read."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

OLDEST_SAFE_SQLITE = (3, 51, 3)
"""Earlier versions could corrupt the database when the write-ahead log was reset."""

_PRAGMAS = (
    "cipher_page_size = 4096",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "cache_size = -65536",
    "temp_store = MEMORY",
    "busy_timeout = 10000",
)


@dataclass(frozen=True)
class Engines:
    """The two ways into one store. `reads_are_local`: reading a page takes less than a frame, so a page may do it
    where it paints."""

    write: Engine
    read: Engine
    reads_are_local: bool
    connect: Callable[[], Any]
    """A raw connection of the driver, for the change feed and the hot backup."""
    for_migration: Callable[[], Engine]
    """An engine for changing the schema: on SQLite foreign keys are off, which inside a transaction would be ignored.
    """

    def dispose(self) -> None:
        """Close every connection."""
        self.write.dispose()
        self.read.dispose()


def connect_sqlcipher(path: Path, key: bytes, *, query_only: bool = False) -> Any:
    """A raw SQLCipher connection with the safe settings. Raises the driver's DatabaseError on a wrong key or a
    damaged file."""
    if len(key) != 32:
        # SQLCipher silently takes a key of another length for a passphrase.
        raise ValueError("the database key must have 32 bytes")
    if sqlcipher.sqlite_version_info < OLDEST_SAFE_SQLITE:
        raise RuntimeError(f"SQLite {sqlcipher.sqlite_version} is too old to be safe")
    connection = sqlcipher.connect(str(path), timeout=10, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master")
        if query_only:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def open_sqlcipher(path: Path, key: bytes) -> Engines:
    """Engines on the encrypted file at `path`, made if it does not exist (only the first-run set-up may ask for
    that)."""
    new = not path.exists()
    if new:
        # The file must exist with its owner's rights before the driver would make it with everybody's.
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    connect_sqlcipher(path, key).close()

    def build(begin: str, *, query_only: bool) -> Engine:
        engine = create_engine(
            "sqlite://",
            creator=lambda: connect_sqlcipher(path, key, query_only=query_only),
            module=sqlcipher,
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=4,
            hide_parameters=True,
        )

        @event.listens_for(engine, "begin")
        def on_begin(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine

    def connect_for_migration() -> Any:
        connection = connect_sqlcipher(path, key)
        connection.execute("PRAGMA foreign_keys = OFF")
        return connection

    def for_migration() -> Engine:
        engine = create_engine(
            "sqlite://", creator=connect_for_migration, module=sqlcipher, poolclass=NullPool, hide_parameters=True
        )
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        return engine

    return Engines(
        write=build("BEGIN IMMEDIATE", query_only=False),
        read=build("BEGIN", query_only=True),
        reads_are_local=True,
        connect=lambda: connect_sqlcipher(path, key),
        for_migration=for_migration,
    )


def open_postgresql(url: str) -> Engines:
    """Engines on the PostgreSQL server at `url` (`postgresql://user:password@host/database`)."""
    plain = re.sub(r"^postgresql(\+psycopg)?://", "postgresql://", url)
    address = plain.replace("postgresql://", "postgresql+psycopg://", 1)
    write = create_engine(address, hide_parameters=True, pool_pre_ping=True, pool_size=4)
    read = create_engine(
        address, hide_parameters=True, pool_pre_ping=True, pool_size=4, isolation_level="REPEATABLE READ"
    )

    @event.listens_for(read, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.read_only = True

    def connect() -> Any:
        import psycopg

        return psycopg.connect(plain, autocommit=True)

    return Engines(
        write=write,
        read=read,
        reads_are_local=False,
        connect=connect,
        for_migration=lambda: create_engine(address, hide_parameters=True, poolclass=NullPool),
    )
