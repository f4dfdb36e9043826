"""The verification: reads everything a centre has stored to its end and names the first broken place of each part. It
repairs nothing and deletes nothing; what it finds is restored from a backup."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from signdesk.core import attachments, audit, config, keystore_file
from signdesk.core.anchors import Anchors
from signdesk.core.audit import Break, Head
from signdesk.core.centre import ANCHORS_FILE, DATABASE_FILE, VAULT_FOLDER
from signdesk.core.config import DATABASE_URL, Config, SettingsDamaged, SettingsMissing
from signdesk.core.engines import Engines, connect_sqlcipher, open_postgresql, open_sqlcipher
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _, ngettext
from signdesk.core.keys import Keys
from signdesk.core.sealing import SubjectKeys
from signdesk.core.vault import DatabaseVault, Expected, FileVault

PARTS = {
    "keystore": N_("Key store"),
    "settings": N_("Settings"),
    "database": N_("Database"),
    "trail": N_("Audit trail"),
    "heads": N_("Signed heads"),
    "vault": N_("Stored files"),
}

_LINK_PROBLEMS = (
    N_("missing"),
    N_("does not follow the entry before it"),
    N_("has been changed"),
    N_("missing: a signed head lies beyond the end of the trail"),
    N_("differs from its signed head"),
)
"""What `core.audit` and `core.anchors` say of a link, for the catalogue."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Check:
    """What was found out about one part (a key of PARTS). `looked_at` says what and how much; `place` and `message`
    name the first broken place, `more` counts further ones."""

    part: str
    ok: bool
    looked_at: str
    place: str = ""
    message: str = ""
    more: int = 0


@dataclass(frozen=True)
class Report:
    """The whole verification."""

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Nothing is broken."""
        return all(check.ok for check in self.checks)


def verify(folder: Path, keys: Keys, *, progress: Progress | None = None) -> Report:
    """Check key store, settings, database, trail, signed heads and stored files of the centre in `folder`.

    `progress` is told the part about to be read; raising from it ends the verification. The centre may be open
    elsewhere meanwhile."""
    return Report(tuple(_checks(folder, keys, progress or (lambda _part: None))))


def _checks(folder: Path, keys: Keys, progress: Progress) -> Iterator[Check]:
    progress("keystore")
    yield _keystore(folder)
    progress("settings")
    settings, url = _settings(folder, keys)
    yield settings
    progress("database")
    if url:
        yield from _on_server(folder, keys, url, progress)
    else:
        yield from _on_this_pc(folder, keys, progress)


def _keystore(folder: Path) -> Check:
    looked_at = _("both files of the key store")
    broken = []
    for name in (keystore_file.FILE, keystore_file.COPY):
        try:
            keystore_file.parse((folder / name).read_bytes())
        except FileNotFoundError:
            broken.append((folder / name, _("is missing")))
        except (ValueError, OSError):
            broken.append((folder / name, _("is damaged")))
    if not broken:
        return Check("keystore", True, looked_at)
    return Check("keystore", False, looked_at, str(broken[0][0]), broken[0][1], len(broken) - 1)


def _settings(folder: Path, keys: Keys) -> tuple[Check, str]:
    """The check, and the address of the database server ("" for this PC's own file)."""
    looked_at = _("the settings of this station and their previous generation")
    broken = config.check(folder, keys.config)
    try:
        url = Config.load(folder, keys.config).get(DATABASE_URL)
    except (SettingsMissing, SettingsDamaged):
        url = ""
    if not broken:
        return Check("settings", True, looked_at), url
    message = _("is damaged") if broken[0].exists() else _("is missing")
    return Check("settings", False, looked_at, str(broken[0]), message, len(broken) - 1), url


def _on_this_pc(folder: Path, keys: Keys, progress: Progress) -> Iterator[Check]:
    path = folder / DATABASE_FILE
    database = check_database_file(path, keys.db)
    yield database
    if not database.ok and not _readable(path, keys.db):
        return
    engines = open_sqlcipher(path, keys.db)
    try:
        yield from _contents(engines, folder, keys, progress, FileVault(folder / VAULT_FOLDER, keys.vault))
    finally:
        engines.dispose()


def _on_server(folder: Path, keys: Keys, url: str, progress: Progress) -> Iterator[Check]:
    engines = open_postgresql(url)
    try:
        looked_at = _("the connection to the database server; its own files are the server's business")
        try:
            engines.read.connect().close()
        except DatabaseError:
            message = _("the database server does not answer")
            yield Check("database", False, looked_at, engines.read.url.render_as_string(hide_password=True), message)
            return
        yield Check("database", True, looked_at)
        yield from _contents(engines, folder, keys, progress, DatabaseVault(engines.read, keys.vault))
    finally:
        engines.dispose()


def check_database_file(path: Path, key: bytes) -> Check:
    """Every page of an encrypted database file: its authentication code, then SQLite's own structure check."""
    if not path.exists():
        return Check("database", False, _("every page of the database"), str(path), _("is missing"))
    pages = path.stat().st_size // 4096
    looked_at = ngettext("{count} page of the database", "{count} pages of the database", pages).format(count=pages)
    try:
        connection = connect_sqlcipher(path, key)
    except sqlcipher.DatabaseError:
        return Check("database", False, looked_at, str(path), _("is damaged in its first page or in its schema"))
    try:
        # Pages that are newer in the write-ahead log would look changed in the file.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        found = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
        if not found:
            found = [row[0] for row in connection.execute("PRAGMA quick_check") if row[0] != "ok"]
    except sqlcipher.DatabaseError as error:
        found = [str(error)]
    finally:
        connection.close()
    if not found:
        return Check("database", True, looked_at)
    return Check("database", False, looked_at, str(path), str(found[0]), len(found) - 1)


def _readable(path: Path, key: bytes) -> bool:
    try:
        connect_sqlcipher(path, key).close()
    except (sqlcipher.DatabaseError, OSError):
        return False
    return path.exists()


def _contents(
    engines: Engines, folder: Path, keys: Keys, progress: Progress, vault: FileVault | DatabaseVault
) -> Iterator[Check]:
    """What stands in the database, as far as a damaged one still lets itself be read."""
    steps: tuple[tuple[str, Callable[[Connection], Check]], ...] = (
        ("trail", check_trail),
        ("heads", lambda connection: check_heads(connection, Anchors(folder / ANCHORS_FILE, keys.audit_sign))),
        ("vault", lambda connection: _vault(connection, vault, SubjectKeys(keys.vault, keys.index))),
    )
    for part, step in steps:
        progress(part)
        try:
            with engines.read.connect() as connection:
                yield step(connection)
        except DatabaseError as error:
            words = str(error.orig)
            yield Check(part, False, _("the database"), DATABASE_FILE, _("cannot be read: {words}").format(words=words))


def check_trail(connection: Connection) -> Check:
    """Walk the whole chain and look for its triggers."""
    count, found = 0, None
    for link in audit.walk(connection):
        if isinstance(link, Head):
            count = link.seq
        else:
            found = link
    looked_at = ngettext("{count} entry", "{count} entries", count).format(count=count)
    if found is not None:
        return _broken_link("trail", looked_at, found)
    if not audit.triggers_present(connection):
        return Check("trail", False, looked_at, "audit_entry", _("the triggers that protect the trail are missing"))
    return Check("trail", True, looked_at)


def check_heads(connection: Connection, anchors: Anchors) -> Check:
    """Whether the trail reaches every head signed outside the database."""
    try:
        count = len(anchors.read())
        found = anchors.compare(connection)
    except ValueError as error:
        return Check(
            "heads", False, _("the signed heads"), f"{anchors.path}, {error}", _("was not signed by this centre")
        )
    looked_at = ngettext("{count} signed head", "{count} signed heads", count).format(count=count)
    if found is not None:
        return _broken_link("heads", looked_at, found)
    if count == 0 and audit.head(connection).seq > 0:
        return Check("heads", False, looked_at, str(anchors.path), _("is missing"))
    return Check("heads", True, looked_at)


def _broken_link(part: str, looked_at: str, found: Break) -> Check:
    place = _("entry {seq} of the audit trail").format(seq=found.seq)
    words = _(found.problem) if found.problem in _LINK_PROBLEMS else found.problem
    return Check(part, False, looked_at, place, words)


def _vault(connection: Connection, vault: FileVault | DatabaseVault, subject_keys: SubjectKeys) -> Check:
    count = 0

    def counted() -> Iterator[Expected]:
        nonlocal count
        for one in attachments.expected(connection, subject_keys):
            count += 1
            yield one

    try:
        problems = list(vault.check(counted()))
    except UserError as error:  # a sealed key in a row that no longer opens
        return Check("vault", False, _("the stored files"), "attachment", error.message)
    looked_at = ngettext("{count} stored file", "{count} stored files", count).format(count=count)
    if not problems:
        return Check("vault", True, looked_at)
    first = problems[0]
    return Check("vault", False, looked_at, first.place, first.words, len(problems) - 1)
