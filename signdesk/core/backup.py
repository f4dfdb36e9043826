"""One encrypted file that holds a whole centre of one PC: database, stored files, settings, signed heads and the key
slots that open it. Made while people work, verified after writing, and never restored over anything. A centre on
PostgreSQL is backed up on its server; here that is said rather than done by halves.

Layout: magic 8 | length of the key store's text, 4 bytes | that text | sealed container with a tar file: the parts,
then `manifest.json` with sizes, digests and the signed head of the trail."""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from signdesk import __version__
from signdesk.core import anchors, attachments, audit, clock, config, durable, keystore_file, sealed_stream
from signdesk.core.anchors import Anchor, Anchors
from signdesk.core.centre import ANCHORS_FILE, DATABASE_FILE, VAULT_FOLDER, Centre
from signdesk.core.engines import connect_sqlcipher, open_sqlcipher
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.keys import Keys, KeyStore
from signdesk.core.verify import check_database_file, check_trail

MAGIC = b"SDBACK1\n"
MANIFEST = "manifest.json"
_SMALL_FILES = (config.FILE, config.PREVIOUS, ANCHORS_FILE)
_LONGEST_KEYSTORE = 1024 * 1024
_BLOCK = 1024 * 1024

Progress = Callable[[str], None]


class BackupDamaged(UserError):
    """The backup file is not whole, or not one of ours."""


@dataclass(frozen=True)
class BackupInfo:
    """What a verified backup holds. `size` is the file's, in bytes; `missing` stored files that were not there when
    it was made."""

    made_at: datetime
    centre: str
    program: str
    head: Anchor
    files: int
    size: int
    missing: tuple[str, ...]


def make(centre: Centre, store: KeyStore, target: Path, *, progress: Progress | None = None) -> BackupInfo:
    """Write the whole centre into `target` (which must not exist) and read it back. UserError on PostgreSQL,
    FileExistsError rather than over another file; whatever fails leaves no file behind."""
    if not centre.reads_are_local:
        raise UserError(
            _("This centre's database is on a server."),
            hint=_("Back it up there (pg_dump); key store and settings lie in {folder}.").format(folder=centre.folder),
        )
    if target.exists():
        raise FileExistsError(target)
    tell = progress or (lambda _words: None)
    keys = centre.keys
    with _workplace(target.parent) as place:
        tell(_("Copying the database"))
        copy = place / DATABASE_FILE
        _copy_database(centre, copy)
        engines = open_sqlcipher(copy, keys.db)
        try:
            with engines.read.connect() as connection:
                head = audit.head(connection)
                vault_ids = sorted(attachments.known_vault_ids(connection))
        finally:
            engines.dispose()
        tell(_("Writing the backup"))
        durable.write_by(target, lambda file: _write(file, centre, store, copy, vault_ids, head))
    try:
        return check(target, keys, progress=progress)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def keystore_of(source: Path) -> KeyStore:
    """The key store a backup carries, to be unlocked before `check` or `restore`. Raises BackupDamaged."""
    with _opened(source) as file:
        document = _read_front(file)
    return KeyStore.join(source.parent, document)


def check(source: Path, keys: Keys, *, progress: Progress | None = None) -> BackupInfo:
    """Read a backup to its end: every byte, the database's pages and the trail. Raises BackupDamaged."""
    tell = progress or (lambda _words: None)
    tell(_("Verifying the backup"))
    with _workplace(Path(tempfile.gettempdir())) as place:
        info, _document = _unpack(source, keys, place, only={DATABASE_FILE})
        _check_contents(place, keys, info)
    return info


def restore(source: Path, folder: Path, keys: Keys, *, progress: Progress | None = None) -> BackupInfo:
    """Put a backup into `folder`, which must be missing or empty. It appears there only when all of it was verified;
    the trail then starts with a signed "restored from" head. Raises BackupDamaged, and UserError if the folder holds
    anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            _("The folder {folder} is not empty.").format(folder=folder),
            field="folder",
            hint=_("A backup is restored into a new folder; nothing is ever written over."),
        )
    tell = progress or (lambda _words: None)
    durable.make_folder(folder.parent)
    with _workplace(folder.parent) as place:
        tell(_("Unpacking the backup"))
        info, document = _unpack(source, keys, place)
        tell(_("Verifying the backup"))
        _check_contents(place, keys, info)
        for name in (keystore_file.FILE, keystore_file.COPY):
            durable.write(place / name, document.encode())
        Anchors(place / ANCHORS_FILE, keys.audit_sign).append(audit.Head(info.head.seq, info.head.hash), restored=True)
        for below in place.rglob("*"):
            if below.is_dir():
                durable.sync_folder(below)
        durable.sync_folder(place)
        if folder.exists():
            folder.rmdir()
        place.rename(folder)
        durable.sync_folder(folder.parent)
    return info


# -- writing


def _copy_database(centre: Centre, copy: Path) -> None:
    """A consistent copy in one step: in small steps a busy writer would start it anew each time."""
    os.close(os.open(copy, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
    source, target = centre.engines.connect(), connect_sqlcipher(copy, centre.keys.db)
    try:
        source.backup(target, pages=-1)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        target.close()
        source.close()


def _write(file: BinaryIO, centre: Centre, store: KeyStore, copy: Path, vault_ids: list[str], head: audit.Head) -> None:
    document = store.document().encode()
    file.write(MAGIC + len(document).to_bytes(4, "big") + document)
    folder = centre.folder
    parts = [(DATABASE_FILE, copy)]
    parts += [
        (name, folder / name) for name in (config.FILE, config.PREVIOUS, ANCHORS_FILE) if (folder / name).exists()
    ]
    parts += [(f"{VAULT_FOLDER}/{one[:2]}/{one}", folder / VAULT_FOLDER / one[:2] / one) for one in vault_ids]
    listed: dict[str, list[object]] = {}
    missing: list[str] = []
    with (
        sealed_stream.SealingWriter(file, centre.keys.backup, about=_about(document)) as writer,
        tarfile.open(fileobj=cast(BinaryIO, writer), mode="w|", bufsize=_BLOCK, format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, path in parts:
            try:
                listed[name] = _add(tar, name, path)
            except FileNotFoundError:
                missing.append(name)
        signing = Ed25519PrivateKey.from_private_bytes(centre.keys.audit_sign)
        manifest: dict[str, object] = {
            "made_at": clock.now().isoformat(timespec="seconds"),
            "centre": store.header.get("centre", ""),
            "program": __version__,
            "store": store.store_id,
            "files": listed,
            "missing": missing,
            "head": anchors.sign(signing, head),
        }
        _add_bytes(tar, MANIFEST, audit.canonical(manifest).encode())


def _add(tar: tarfile.TarFile, name: str, path: Path) -> list[object]:
    """Put one file into the archive; its size and digest. A file that grows meanwhile is taken as it was."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        tar.addfile(_entry(name, size), cast(Any, _Digesting(file, digest)))
    return [size, digest.hexdigest()]


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    tar.addfile(_entry(name, len(content)), io.BytesIO(content))


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


class _Digesting:
    """Reads on behalf of the archive and digests what passes."""

    def __init__(self, file: BinaryIO, digest: "hashlib._Hash") -> None:
        self._file = file
        self._digest = digest

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(size)
        self._digest.update(part)
        return part


# -- reading


@contextmanager
def _opened(source: Path) -> Iterator[BinaryIO]:
    try:
        with source.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise BackupDamaged(_("There is no file {path}.").format(path=source)) from None
    except IsADirectoryError:
        raise BackupDamaged(_("{path} is a folder, not a backup file.").format(path=source)) from None


def _read_front(file: BinaryIO) -> str:
    """The key store's text; the sealed part follows."""
    front = file.read(len(MAGIC) + 4)
    size = int.from_bytes(front[len(MAGIC) :], "big")
    if front[: len(MAGIC)] != MAGIC or size > _LONGEST_KEYSTORE:
        raise _damaged(file.name, _("it is no backup of SignDesk, or its beginning is damaged"))
    document = file.read(size)
    try:
        keystore_file.parse(document)
    except ValueError:
        raise _damaged(file.name, _("its key store is damaged")) from None
    return document.decode()


def _unpack(source: Path, keys: Keys, place: Path, *, only: set[str] | None = None) -> tuple[BackupInfo, str]:
    """Read all of the archive, writing the parts (those in `only`) below `place`; what it holds, and its key store's
    text."""
    with _opened(source) as file:
        document = _read_front(file)
        reader = io.BufferedReader(
            sealed_stream.UnsealingReader(file, keys.backup, about=_about(document.encode())), _BLOCK
        )
        found: dict[str, list[object]] = {}
        manifest: dict[str, Any] | None = None
        try:
            with tarfile.open(fileobj=reader, mode="r|") as tar:
                for entry in tar:
                    content = tar.extractfile(entry)
                    if content is None or manifest is not None:
                        raise ValueError(entry.name)
                    if entry.name == MANIFEST:
                        manifest = json.loads(content.read())
                        continue
                    keep = only is None or entry.name in only
                    found[entry.name] = _take(content, place / _safe(entry.name) if keep else None)
            while reader.read(_BLOCK):  # what follows the archive's end is verified as well
                pass
        except sealed_stream.Damaged as error:
            raise _damaged(str(source), error.message) from None
        except (tarfile.TarError, ValueError, KeyError) as error:
            raise _damaged(str(source), str(error)) from None
        if manifest is None or manifest["files"] != found:
            raise _damaged(str(source), _("its list of contents does not agree with what is in it"))
    head = anchors.check(Ed25519PrivateKey.from_private_bytes(keys.audit_sign), manifest["head"], 1)
    info = BackupInfo(
        made_at=datetime.fromisoformat(manifest["made_at"]),
        centre=manifest["centre"],
        program=manifest["program"],
        head=head,
        files=len(found),
        size=source.stat().st_size,
        missing=tuple(manifest["missing"]),
    )
    return info, document


def _safe(name: str) -> PurePosixPath:
    """A part's place below the folder; ValueError for any name this module would not have written."""
    path = PurePosixPath(name)
    flat = name in (DATABASE_FILE, config.FILE, config.PREVIOUS, ANCHORS_FILE)
    stored = (
        len(path.parts) == 3 and path.parts[0] == VAULT_FOLDER and path.parts[2].isalnum() and path.parts[1].isalnum()
    )
    if not flat and not stored:
        raise ValueError(name)
    return path


def _take(content: Any, target: Path | None) -> list[object]:
    digest, size = hashlib.sha256(), 0

    def pass_on(write: Callable[[bytes], object]) -> None:
        nonlocal size
        while part := content.read(_BLOCK):
            digest.update(part)
            size += len(part)
            write(part)

    if target is None:
        pass_on(len)
    else:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        durable.write_by(target, lambda file: pass_on(file.write))
    return [size, digest.hexdigest()]


def _check_contents(place: Path, keys: Keys, info: BackupInfo) -> None:
    """The unpacked database: its pages, its trail, and that its head is the signed one."""
    database = check_database_file(place / DATABASE_FILE, keys.db)
    if not database.ok:
        raise BackupDamaged(_("The database in the backup is damaged: {words}").format(words=database.message))
    engines = open_sqlcipher(place / DATABASE_FILE, keys.db)
    try:
        with engines.read.connect() as connection:
            trail = check_trail(connection)
            head = audit.head(connection)
    finally:
        engines.dispose()
    if not trail.ok:
        raise BackupDamaged(f"{trail.place}: {trail.message}")
    if (head.seq, head.hash) != (info.head.seq, info.head.hash):
        raise BackupDamaged(_("The backup's database is not the one its list of contents was signed for."))


@contextmanager
def _workplace(parent: Path) -> Iterator[Path]:
    """A folder for half-done things beside where the whole will be; gone afterwards unless it was renamed."""
    try:
        place = Path(tempfile.mkdtemp(prefix=".signdesk-", dir=parent))
    except OSError as error:
        raise durable.in_words(error, parent) from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _about(document: bytes) -> bytes:
    return b"backup" + hashlib.sha256(document).digest()


def _damaged(path: str, words: str) -> BackupDamaged:
    return BackupDamaged(
        _("The backup {path} cannot be used: {words}").format(path=path, words=words),
        hint=_("Try another backup. Nothing was changed."),
    )
