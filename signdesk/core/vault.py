"""The encrypted store of whole files behind attachments, with two back ends: sealed files in a folder on a single PC,
sealed 1 MiB pieces in the database on PostgreSQL. It knows vault ids and keys; names, owners and who may read are
`core.attachments`.

A file is put inside the operation that writes its row, the row last: a crash leaves at most a file without a row,
which `sweep` removes."""

import hashlib
import hmac
import io
import os
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from sqlalchemy import Engine, Integer, LargeBinary, Text, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from signdesk.core import durable, sealed_stream
from signdesk.core.db import Base
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.core.operations import after_commit, on_failure
from signdesk.core.sealed_stream import CHUNK, Damaged, SealingWriter, Sink

PIECE = 1024 * 1024
KEPT_ASIDE = 30 * 24 * 3600
"""Seconds an orphan stays beside the vault before it is removed."""
_ID = re.compile(r"[0-9a-f]{32}")

MISSING, ALTERED, ORPHANED, UNREADABLE = "missing", "altered", "orphaned", "unreadable"
PROBLEMS = {
    MISSING: N_("is missing"),
    ALTERED: N_("has been changed or belongs to another key"),
    ORPHANED: N_("belongs to no record"),
    UNREADABLE: N_("cannot be read"),
}


class VaultFileDamaged(UserError):
    """A stored file is missing, changed or unreadable; `problem` is one of PROBLEMS."""

    def __init__(self, message: str, *, problem: str, place: str) -> None:
        super().__init__(message, hint=_("The original was left as it is. Restore it from a backup."))
        self.problem = problem
        self.place = place


@dataclass(frozen=True)
class StoredFile:
    """What a row must keep to find the file again. `size` in bytes and `sha256` are those of the content."""

    vault_id: str
    size: int
    sha256: bytes


@dataclass(frozen=True)
class Expected:
    """A file some row says is there. `file_key` is None if it was destroyed by an erasure: then only its presence is
    checked."""

    vault_id: str
    document: str
    version: int
    file_key: bytes | None
    size: int
    sha256: bytes


@dataclass(frozen=True)
class VaultProblem:
    """One thing the checker found. `place` is the file (or the row of pieces) itself."""

    problem: str
    vault_id: str
    place: str

    @property
    def words(self) -> str:
        """The problem, said of the place."""
        return _(PROBLEMS[self.problem])


class Vault(Protocol):
    """What both back ends do."""

    def put(
        self, session: Session, data: bytes | BinaryIO, *, document: str, version: int, file_key: bytes
    ) -> StoredFile:
        """Store a content under its own key, bound to its document and version. It stays only if the operation
        commits."""

    def open(self, session: Session, vault_id: str, *, document: str, version: int, file_key: bytes) -> bytes:
        """The whole verified content. Raises VaultFileDamaged."""

    def remove(self, session: Session, vault_id: str) -> None:
        """Remove a file for good once the operation commits (destruction, erasure)."""

    def check(self, expected: Iterable[Expected]) -> Iterator[VaultProblem]:
        """Read every expected file to its end; then name what nobody expected."""

    def forget(self) -> None:
        """Drop the key (lock): nothing can be read or put afterwards."""

    def sweep(self, known: set[str]) -> int:
        """Take away files no row knows; how many. Only while no operation can be running: inside one of its own."""


class FileVault:
    """Sealed files `D/vault/ab/abcd…`, on the PC that holds the database."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self.aside = folder.with_name(f"{folder.name}-orphans")
        self._key = key

    def put(
        self, session: Session, data: bytes | BinaryIO, *, document: str, version: int, file_key: bytes
    ) -> StoredFile:
        vault_id = secrets.token_hex(16)
        path = self._path(vault_id)
        durable.make_folder(path.parent)
        on_failure(session, lambda: path.unlink(missing_ok=True))
        sealed = _sealing(data, _container_key(self._key, file_key), _about(document, version))
        size, digest = durable.write_by(path, sealed)
        return StoredFile(vault_id, size, digest)

    def open(self, session: Session, vault_id: str, *, document: str, version: int, file_key: bytes) -> bytes:
        return b"".join(self._content(vault_id, document, version, file_key))

    def remove(self, session: Session, vault_id: str) -> None:
        path = self._path(vault_id)
        after_commit(session, lambda: path.unlink(missing_ok=True))

    def check(self, expected: Iterable[Expected]) -> Iterator[VaultProblem]:
        known = set()
        for file in expected:
            known.add(file.vault_id)
            path = self._path(file.vault_id)
            if not path.is_file():
                yield VaultProblem(MISSING, file.vault_id, str(path))
            elif file.file_key is not None:
                content = self._content(file.vault_id, file.document, file.version, file.file_key)
                if problem := _compare(content, file):
                    yield VaultProblem(problem, file.vault_id, str(path))
        for path in self._files():
            if path.name not in known:
                yield VaultProblem(ORPHANED, path.name, str(path))

    def forget(self) -> None:
        self._key = b""

    def sweep(self, known: set[str]) -> int:
        """Orphans are moved beside the vault and removed for good after 30 days: if an old database was put back by
        mistake, the files it does not know are not lost with it."""
        orphans = [path for path in self._files() if path.name not in known]
        if orphans:
            durable.make_folder(self.aside)
        for path in orphans:
            if path.name.endswith(durable.TEMPORARY):
                path.unlink(missing_ok=True)
            else:
                path.replace(self.aside / path.name)
                os.utime(self.aside / path.name)
        oldest = time.time() - KEPT_ASIDE
        for path in self.aside.iterdir() if self.aside.is_dir() else ():
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)
        return len(orphans)

    def _path(self, vault_id: str) -> Path:
        if not _ID.fullmatch(vault_id):
            raise ValueError("not a vault id")
        return self.folder / vault_id[:2] / vault_id

    def _files(self) -> list[Path]:
        """Every file below the folder: there is nothing else in it but what the vault wrote (or a crash or a person
        left)."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    def _content(self, vault_id: str, document: str, version: int, file_key: bytes) -> Iterator[bytes]:
        path = self._path(vault_id)
        try:
            with path.open("rb", buffering=0) as file:
                source = io.BufferedReader(file, CHUNK * 4)
                yield from sealed_stream.chunks(
                    source, _container_key(self._key, file_key), about=_about(document, version)
                )
        except FileNotFoundError:
            raise _broken(MISSING, str(path)) from None
        except Damaged:
            raise _broken(ALTERED, str(path)) from None
        except OSError:
            raise _broken(UNREADABLE, str(path)) from None


class VaultPiece(Base):
    """One piece of a sealed file, at most 1 MiB."""

    __tablename__ = "vault_piece"

    vault_id: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class DatabaseVault:
    """Sealed files as rows of the shared database: every station reads them, and they commit with their row."""

    def __init__(self, engine: Engine, key: bytes) -> None:
        self._engine = engine
        self._key = key

    def put(
        self, session: Session, data: bytes | BinaryIO, *, document: str, version: int, file_key: bytes
    ) -> StoredFile:
        vault_id = secrets.token_hex(16)
        target = _Pieces(
            lambda number, piece: session.execute(
                insert(VaultPiece), {"vault_id": vault_id, "number": number, "content": piece}
            )
        )
        size, digest = _sealing(data, _container_key(self._key, file_key), _about(document, version))(target)
        target.finish()
        return StoredFile(vault_id, size, digest)

    def open(self, session: Session, vault_id: str, *, document: str, version: int, file_key: bytes) -> bytes:
        return b"".join(self._content(session, vault_id, document, version, file_key))

    def remove(self, session: Session, vault_id: str) -> None:
        session.execute(delete(VaultPiece).where(VaultPiece.vault_id == vault_id))

    def check(self, expected: Iterable[Expected]) -> Iterator[VaultProblem]:
        known = set()
        with Session(self._engine) as session:
            for file in expected:
                known.add(file.vault_id)
                place = self._place(file.vault_id)
                count = session.scalar(select(func.count()).where(VaultPiece.vault_id == file.vault_id))
                if not count:
                    yield VaultProblem(MISSING, file.vault_id, place)
                elif file.file_key is not None:
                    content = self._content(session, file.vault_id, file.document, file.version, file.file_key)
                    if problem := _compare(content, file):
                        yield VaultProblem(problem, file.vault_id, place)
            for vault_id in session.scalars(select(VaultPiece.vault_id).distinct().order_by(VaultPiece.vault_id)):
                if vault_id not in known:
                    yield VaultProblem(ORPHANED, vault_id, self._place(vault_id))

    def forget(self) -> None:
        self._key = b""

    def sweep(self, known: set[str]) -> int:
        """Nothing to do: pieces commit or vanish together with their row."""
        return 0

    def _place(self, vault_id: str) -> str:
        return f"vault_piece {vault_id}"

    def _content(
        self, session: Session, vault_id: str, document: str, version: int, file_key: bytes
    ) -> Iterator[bytes]:
        numbers = session.scalars(
            select(VaultPiece.number).where(VaultPiece.vault_id == vault_id).order_by(VaultPiece.number)
        ).all()
        if not numbers:
            raise _broken(MISSING, self._place(vault_id))
        # One piece in memory at a time, without a cursor left open on the server if the reader stops early.
        pieces = (_piece(session, vault_id, number) for number in numbers)
        source = io.BufferedReader(_Joined(pieces), PIECE)
        try:
            yield from sealed_stream.chunks(
                source, _container_key(self._key, file_key), about=_about(document, version)
            )
        except Damaged:
            raise _broken(ALTERED, self._place(vault_id)) from None


class _Pieces(io.RawIOBase):
    """Cuts what is written into pieces of 1 MiB and hands each on."""

    def __init__(self, keep: Callable[[int, bytes], object]) -> None:
        self._keep = keep
        self._pending = bytearray()
        self._number = 0

    def writable(self) -> bool:
        return True

    def write(self, content: bytes, /) -> int:  # type: ignore[override]  # bytes is all that comes
        self._pending += content
        while len(self._pending) >= PIECE:
            self._send(PIECE)
        return len(content)

    def finish(self) -> None:
        if self._pending:
            self._send(len(self._pending))

    def _send(self, size: int) -> None:
        self._keep(self._number, bytes(self._pending[:size]))
        del self._pending[:size]
        self._number += 1


class _Joined(io.RawIOBase):
    """The pieces as one readable stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # as above
        while not self._left:
            following = next(self._pieces, None)
            if following is None:
                return 0
            self._left = bytes(following)
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def _container_key(vault_key: bytes, file_key: bytes) -> bytes:
    """Both are needed: the centre's, and the file's own, whose destruction erases the file wherever copies of it
    lie."""
    if len(vault_key) != 32 or len(file_key) != 32:
        raise ValueError("a vault key is gone")
    return hmac.digest(vault_key, b"vault file" + file_key, "sha256")


def _about(document: str, version: int) -> bytes:
    return f"vault {document} {version}".encode()


def _sealing(data: bytes | BinaryIO, key: bytes, about: bytes) -> Callable[[Sink], tuple[int, bytes]]:
    """What writes `data` sealed into a file, and returns the content's size and SHA-256."""

    def fill(target: Sink) -> tuple[int, bytes]:
        source = io.BytesIO(data) if isinstance(data, bytes) else data
        digest, size = hashlib.sha256(), 0
        with SealingWriter(target, key, about=about) as writer:
            while part := source.read(CHUNK * 4):
                digest.update(part)
                size += len(part)
                writer.write(part)
        return size, digest.digest()

    return fill


def _compare(content: Iterator[bytes], expected: Expected) -> str | None:
    """The problem with a content, if it is not the expected one."""
    digest, size = hashlib.sha256(), 0
    try:
        for part in content:
            digest.update(part)
            size += len(part)
    except VaultFileDamaged as error:
        return error.problem
    return None if (size, digest.digest()) == (expected.size, expected.sha256) else ALTERED


def _broken(problem: str, place: str) -> VaultFileDamaged:
    return VaultFileDamaged(
        _("The stored file {place} {problem}.").format(place=place, problem=_(PROBLEMS[problem])),
        problem=problem,
        place=place,
    )


def _piece(session: Session, vault_id: str, number: int) -> bytes:
    query = select(VaultPiece.content).where(VaultPiece.vault_id == vault_id, VaultPiece.number == number)
    return session.scalar(query) or b""
