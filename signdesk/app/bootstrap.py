"""Finds, makes and opens a centre: data folder, keys, settings, database, schema, and what is checked at every start.
It never makes a new key where data lies, and never starts empty beside it. No Qt here; the windows are
`app.start`."""

import importlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.orm import Session

from signdesk.app.context import DEMO, AppContext, station_of
from signdesk.core import attachments, auth, config, durable, keys, people, schema, settings, shared_keys
from signdesk.core.centre import ANCHORS_FILE, DATABASE_FILE, VAULT_FOLDER, Centre
from signdesk.core.config import Config
from signdesk.core.engines import Engines, connect_sqlcipher, open_postgresql, open_sqlcipher
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.core.keys import Cost, Keys, KeyStore
from signdesk.core.operations import SYSTEM, Actor, Operation, Station

FOUND_CENTRE = Operation("app.found", N_("Set up the centre"), None)


class DatabaseMissing(UserError):
    """Keys are there, the database is not."""


class DatabaseDamaged(UserError):
    """The right key does not open the database file. `path` names it."""

    def __init__(self, message: str, *, path: Path, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.path = path


class DatabaseUnreachable(UserError):
    """The database server does not answer, or the file may not be read."""


class FolderState(Enum):
    """What a data folder is, before any key is known."""

    EMPTY = "empty"
    READY = "ready"
    KEYS_LOST = "keys lost"


@dataclass(frozen=True, kw_only=True)
class Founder:
    """The first administrator."""

    person: str
    login_name: str
    password: str


@dataclass(frozen=True, kw_only=True)
class NewCentre:
    """Everything the first run asks for. `code` is the recovery code already shown and typed back; an empty `url`
    means a database on this PC."""

    name: str
    founder: Founder
    station: Station
    code: bytes
    url: str = ""
    passphrase: str | None = None
    use_keyring: bool = False
    language: str = "zh_CN"
    demo: bool = False


def state_of(folder: Path) -> FolderState:
    """Whether `folder` holds a centre, nothing of ours, or data whose key store is gone."""
    if keys.exists(folder):
        return FolderState.READY
    ours = (DATABASE_FILE, VAULT_FOLDER, ANCHORS_FILE, config.FILE, config.PREVIOUS)
    return FolderState.KEYS_LOST if any((folder / name).exists() for name in ours) else FolderState.EMPTY


# -- the first run


def create_centre(folder: Path, new: NewCentre, *, cost: Cost | None = None) -> tuple[KeyStore, Keys]:
    """Make a centre in `folder`, which must be missing or empty; it appears there only when it is complete. UserError
    for what the form can put right (field names: passphrase, password, login_name, url, folder); DatabaseUnreachable
    for a server that does not answer."""
    _require_empty(folder)
    password = auth.prepare_password(new.founder.password, login_name=new.founder.login_name)
    header = {"centre": new.name, "language": new.language}
    if new.demo and new.passphrase:
        header[DEMO] = new.passphrase
    with _staged(folder) as place:
        store, opened, code = KeyStore.create(
            place, passphrase=new.passphrase, use_keyring=new.use_keyring, header=header, code=new.code, cost=cost
        )
        _write_settings(place, opened, new.station, url=new.url, language=new.language)
        engines = _server(new.url) if new.url else open_sqlcipher(place / DATABASE_FILE, opened.db)
        try:
            with _words_for_the_server():
                _require_empty_database(engines)
                schema.upgrade(engines)
                if new.url:
                    with engines.write.begin() as connection:
                        shared_keys.write(connection, store.shared_document(opened))
        finally:
            engines.dispose()
        centre = Centre.open(place, opened, url=new.url or None, watch=False)
        try:
            seat = centre.seat(SYSTEM, new.station)
            with seat.operation(FOUND_CENTRE) as session:
                person = people.add_person(session, name=new.founder.person)
                auth.found(session, person_id=person.id, login_name=new.founder.login_name, password=password)
                settings.change(session, settings.CENTRE_NAME, new.name)
                _furnish(session)
            centre.anchor()
        finally:
            centre.close()
    store = KeyStore.load(folder)
    return store, store.unlock_recovery(code)


def _furnish(session: Session) -> None:
    """What the first working day needs, to be changed afterwards: services and counters of the front desk, the shipped
    business types."""
    importlib.import_module("signdesk.app.domains")
    from signdesk.domains.reception import service as reception
    from signdesk.domains.signing import service as signing

    reception.set_up_defaults(session)
    signing.set_up_defaults(session)


def shared_keystore(url: str) -> str | None:
    """The key store's text of the centre in the PostgreSQL database at `url`; None if there is none yet.
    DatabaseUnreachable if the server does not answer or refuses: this is also the connection test."""
    engines = _server(url)
    with _words_for_the_server():
        try:
            with engines.read.connect() as connection:
                return shared_keys.read(connection)
        finally:
            engines.dispose()


def join_centre(
    folder: Path, url: str, store: KeyStore, opened: Keys, station: Station, *, use_keyring: bool
) -> KeyStore:
    """Make this PC a station of the centre at `url`. `store` is `KeyStore.join(folder, shared_keystore(url))`,
    unlocked as `opened`."""
    _require_empty(folder)
    with _staged(folder) as place:
        staged = KeyStore.join(place, store.document())
        staged.save_joined(opened)
        if use_keyring:
            staged.renew_device(opened)
        _write_settings(place, opened, station, url=url, language=store.header.get("language", "zh_CN"))
    return KeyStore.load(folder)


def set_up_station_again(folder: Path, opened: Keys, station: Station, *, url: str = "") -> None:
    """New settings for this PC when both generations are lost. The damaged files stay beside them."""
    for name in (config.FILE, config.PREVIOUS):
        path = folder / name
        if path.exists():
            path.replace(path.with_name(f"{name}.damaged-{secrets.token_hex(3)}"))
    _write_settings(folder, opened, station, url=url, language="zh_CN")


# -- every start


def open_centre(folder: Path, opened: Keys, *, watch: bool = True) -> Centre:
    """The centre in `folder`, brought to this program's schema (after a copy of its database) and swept of files no
    row knows.

    Raises SettingsMissing, SettingsDamaged, DatabaseMissing, DatabaseDamaged, DatabaseUnreachable,
    schema.NewerDatabase. None of them changes anything."""
    return _open(folder, opened, Config.load(folder, opened.config), watch=watch)[0]


def open_app(store: KeyStore, opened: Keys) -> AppContext:
    """The centre with everything the application needs. Raises as `open_centre` does."""
    folder = store.folder
    told = Config.load(folder, opened.config)
    notices = [notice for notice in (store.notice, told.notice) if notice]
    centre, found = _open(folder, opened, told, watch=True)
    store.heal(opened)
    if not centre.reads_are_local:
        with centre.engines.read.connect() as connection:
            store.adopt(opened, shared_keys.read(connection) or "")
    if found:
        notices.append(found)
    return AppContext(folder, store, told, centre, station_of(told), tuple(notices))


def change_passphrase(context: AppContext, new: str, *, cost: Cost | None = None) -> None:
    """Another passphrase for this centre, on a server for all its stations. UserError (field "passphrase") if it is
    weak."""
    store, centre = context.store, context.centre
    store.change_passphrase(centre.keys, new, cost=cost)
    if not centre.reads_are_local:
        with centre.engines.write.begin() as connection:
            shared_keys.write(connection, store.shared_document(centre.keys))


def command_line_actor() -> Actor:
    """The operating system's user, as `cli`."""
    import getpass

    try:
        name = getpass.getuser()
    except OSError:
        name = "?"
    return Actor(None, None, f"cli:{name}")


def _open(folder: Path, opened: Keys, told: Config, *, watch: bool) -> tuple[Centre, str]:
    """The centre, and what its trail says against it ("" if nothing)."""
    importlib.import_module("signdesk.app.domains")  # every room's tables, and what rooms ask each other
    url = told.get(config.DATABASE_URL)
    path = folder / DATABASE_FILE
    if not url:
        _require_readable_file(path, opened.db)
    with _words_for_the_server():
        engines = open_postgresql(url) if url else open_sqlcipher(path, opened.db)
        try:
            stand = schema.state(engines.read)
            if stand.found is None:
                raise DatabaseMissing(_("The database is empty."), hint=_("Restore a backup. Nothing was changed."))
            if not stand.up_to_date:
                if not url:
                    _copy_before_migration(path, opened.db, stand.found)
                schema.upgrade(engines)
        finally:
            engines.dispose()
        centre = Centre.open(folder, opened, url=url or None, watch=watch)
    try:
        with centre.seat(SYSTEM, station_of(told)).query() as session:
            settings.apply(session)
        return centre, _look_over(centre)
    except BaseException:
        centre.close()
        raise


def _look_over(centre: Centre) -> str:
    """Compare the trail with its signed heads, then sweep. A trail that does not reach them is said, and nothing is
    swept: the database may be an older one put back by mistake, and the files newer than it."""
    with centre.engines.read.connect() as connection:
        try:
            found = centre.anchors.compare(connection)
        except ValueError as error:
            return _("The file of signed heads {path} was changed ({place}).").format(
                path=centre.anchors.path, place=error
            )
    if found is not None:
        return _(
            "The audit trail does not agree with its signed heads from entry {seq} on. Run the verification."
        ).format(seq=found.seq)
    if centre.reads_are_local:
        durable.remove_leftovers([centre.folder])
        with centre.engines.write.begin() as connection:
            centre.vault.sweep(attachments.known_vault_ids(connection))
    return ""


def _require_readable_file(path: Path, key: bytes) -> None:
    if not path.exists():
        raise DatabaseMissing(
            _("The database {path} is missing.").format(path=path),
            hint=_("Put it back, or restore a backup. Nothing was changed."),
        )
    try:
        connect_sqlcipher(path, key).close()
    except sqlcipher.OperationalError as error:
        raise DatabaseUnreachable(
            _("The database {path} cannot be opened: {words}").format(path=path, words=error),
            hint=_("Check the rights of the data folder and whether the disk is full or read-only."),
        ) from None
    except sqlcipher.DatabaseError:
        # The key store has vouched for the key, so it is the file.
        raise DatabaseDamaged(
            _("The database {path} is damaged.").format(path=path),
            path=path,
            hint=_("Restore a backup into a new folder. The damaged file is left as it is."),
        ) from None


def _copy_before_migration(path: Path, key: bytes, revision: str) -> None:
    """A whole copy of the database as it was, beside it. An earlier copy of the same revision is replaced."""
    copy = path.with_name(f"{path.stem}-before-{revision}.db")
    part = copy.with_name(copy.name + durable.TEMPORARY)
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600))
    source, target = connect_sqlcipher(path, key), connect_sqlcipher(part, key)
    try:
        source.backup(target, pages=-1)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        target.execute("PRAGMA journal_mode = DELETE")
    finally:
        target.close()
        source.close()
    part.replace(copy)
    durable.sync_folder(path.parent)


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            _("The folder {folder} is not empty.").format(folder=folder),
            field="folder",
            hint=_("Choose a new folder. Nothing is ever written over."),
        )


def _require_empty_database(engines: Engines) -> None:
    if schema.state(engines.read).found is not None:
        raise UserError(
            _("There is a centre in this database already."),
            field="url",
            hint=_("Join it with its passphrase or recovery code, or name another database."),
        )


def _write_settings(folder: Path, opened: Keys, station: Station, *, url: str, language: str) -> None:
    made = Config.create(folder, opened.config)
    texts = {
        config.DATABASE_KIND: config.POSTGRESQL if url else config.SQLCIPHER,
        config.DATABASE_URL: url,
        config.STATION_NAME: station.name,
        config.STATION_KIND: station.kind,
        config.LANGUAGE: language,
    }
    made.update(texts)
    made.set(config.STATION_COUNTER, station.counter or 0)


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """A folder beside `folder` that becomes it when the block ends well, and is gone otherwise."""
    durable.make_folder(folder.parent)
    place = folder.parent / f".{folder.name}-{secrets.token_hex(4)}"
    durable.make_folder(place)
    try:
        yield place
        durable.sync_folder(place)
        if folder.exists():
            folder.rmdir()
        place.rename(folder)
        durable.sync_folder(folder.parent)
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _words_for_the_server() -> Iterator[None]:
    """A server that is away, refuses the log-in or has no such database, in words; never with the address's
    password."""
    try:
        yield
    except DatabaseError as error:
        first = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
        raise DatabaseUnreachable(
            _("The database does not answer: {words}").format(words=first),
            field="url",
            hint=_("Check the address, the network and whether the server runs."),
        ) from None


def _server(url: str) -> Engines:
    """Engines for an address a person typed."""
    try:
        if not url.strip().startswith("postgresql"):
            raise ValueError(url)
        return open_postgresql(url.strip())
    except (ArgumentError, ValueError):
        raise UserError(
            _("This is no database address."),
            field="url",
            hint=_("It looks like postgresql://user:password@server/database."),
        ) from None
