"""The container for everything encrypted outside the database: vault files, settings and backups. AES-256-GCM in the
STREAM construction: 64 KiB chunks, each nonce made of a prefix, the chunk's number and a last-chunk flag, so that a
changed, exchanged, missing or appended chunk is found. It knows nothing of where the bytes lie or whose they are:
`about` (bound into every chunk) says so.

Layout: magic 8 | salt 32 | nonce prefix 7 | chunks, each up to 65,536 bytes of content + 16 bytes tag. The key of one
container is HKDF-SHA256(key, salt, magic + about): one long-lived key may seal any number of containers."""

import io
import os
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from signdesk.core.errors import UserError
from signdesk.core.i18n import _

MAGIC = b"SDSEAL1\n"
CHUNK = 64 * 1024
TAG = 16
_SALT = 32
_PREFIX = 7
HEADER = len(MAGIC) + _SALT + _PREFIX
_LIMIT = 2**32 - 1  # the chunk's number has four bytes: 256 TiB


class Damaged(UserError):
    """Sealed content does not open: changed, cut off, taken from elsewhere, or another key. `offset` is where, in
    bytes of the file."""

    def __init__(self, message: str, *, offset: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.offset = offset


class Sink(Protocol):
    """Where a container goes: a file, or whatever takes bytes."""

    def write(self, content: bytes, /) -> object:
        """Take all of `content`."""


def sealed_size(size: int) -> int:
    """How many bytes a container of `size` bytes of content takes."""
    return HEADER + size + TAG * max(1, -(-size // CHUNK))


class _Box:
    """One container's cipher: derives its key and numbers its nonces."""

    def __init__(self, key: bytes, about: bytes, salt: bytes, prefix: bytes) -> None:
        if len(key) != 32:
            raise ValueError("the key is gone or has a wrong length")
        derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=MAGIC + about).derive(key)
        self._cipher = AESGCM(derived)
        self._prefix = prefix
        self._about = MAGIC + about

    def nonce(self, number: int, last: bool) -> bytes:
        if number > _LIMIT:
            raise OverflowError("too many chunks")
        return self._prefix + number.to_bytes(4, "big") + (b"\x01" if last else b"\x00")

    def seal(self, number: int, last: bool, content: bytes) -> bytes:
        return self._cipher.encrypt(self.nonce(number, last), content, self._about)

    def open(self, number: int, last: bool, sealed: bytes) -> bytes:
        return self._cipher.decrypt(self.nonce(number, last), sealed, self._about)


class SealingWriter(io.RawIOBase):
    """Writes a container to `target`; it is whole only after `close()`, which leaves `target` open. Leaving a `with`
    block by an exception does not close it, so that half a content never looks like a whole one."""

    def __init__(self, target: Sink, key: bytes, *, about: bytes) -> None:
        salt, prefix = os.urandom(_SALT), os.urandom(_PREFIX)
        self._box = _Box(key, about, salt, prefix)
        self._target = target
        self._pending = bytearray()
        self._number = 0
        target.write(MAGIC + salt + prefix)

    def writable(self) -> bool:
        return True

    def write(self, content: bytes, /) -> int:  # type: ignore[override]  # narrower than any buffer: bytes-like is all we take
        self._pending += content
        # A full chunk waits until more follows: only then is it known not to be the last.
        if len(self._pending) > CHUNK:
            start = 0
            view = bytes(self._pending)
            while len(view) - start > CHUNK:
                self._target.write(self._box.seal(self._number, False, view[start : start + CHUNK]))
                self._number += 1
                start += CHUNK
            del self._pending[:start]
        return len(content)

    def close(self) -> None:
        if not self.closed:
            self._target.write(self._box.seal(self._number, True, bytes(self._pending)))
            self._pending.clear()
        super().close()

    def __exit__(self, kind: object, value: object, trace: object) -> None:
        if kind is None:
            self.close()

    def __del__(self) -> None:
        """Forgetting a writer must not finish its container, which is what io's own finaliser would do."""


def chunks(source: BinaryIO, key: bytes, *, about: bytes) -> Iterator[bytes]:
    """The content of a container, chunk by chunk, each verified before it is handed on. Content is whole only when
    this ends without `Damaged`; nothing may be acted upon before."""
    header = source.read(HEADER)
    if len(header) < HEADER or header[: len(MAGIC)] != MAGIC:
        raise Damaged(_("This file is not one of SignDesk's sealed files, or its beginning is damaged."), offset=0)
    box = _Box(key, about, header[len(MAGIC) : len(MAGIC) + _SALT], header[len(MAGIC) + _SALT :])
    number, offset = 0, HEADER
    sealed = _read_exactly(source, CHUNK + TAG)
    while True:
        following = _read_exactly(source, CHUNK + TAG) if len(sealed) == CHUNK + TAG else b""
        last = not following
        try:
            content = box.open(number, last, sealed)
        except (InvalidTag, ValueError):
            raise Damaged(
                _("The sealed content is damaged at byte {offset}, or belongs to another key.").format(offset=offset),
                offset=offset,
            ) from None
        yield content
        if last:
            return
        number, offset, sealed = number + 1, offset + len(sealed), following


def _read_exactly(source: BinaryIO, size: int) -> bytes:
    """`size` bytes unless the file ends before (raw files and pipes may return less at a time)."""
    piece = source.read(size)
    if len(piece) == size or not piece:
        return piece
    parts = [piece]
    missing = size - len(piece)
    while missing and (piece := source.read(missing)):
        parts.append(piece)
        missing -= len(piece)
    return b"".join(parts)


def seal(content: bytes, key: bytes, *, about: bytes) -> bytes:
    """`content` as a container, in memory."""
    target = io.BytesIO()
    with SealingWriter(target, key, about=about) as writer:
        writer.write(content)
    return target.getvalue()


def unseal(container: bytes, key: bytes, *, about: bytes) -> bytes:
    """The content of a container held in memory. Raises `Damaged`."""
    return b"".join(chunks(io.BytesIO(container), key, about=about))


class UnsealingReader(io.RawIOBase):
    """A container as a readable stream (a backup's archive is read this way). Every byte returned has been verified;
    `Damaged` may come at any read, so nothing is final before the end was reached."""

    def __init__(self, source: BinaryIO, key: bytes, *, about: bytes) -> None:
        self._chunks = chunks(source, key, about=about)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # RawIOBase's Buffer type is 3.12's
        while not self._left:
            following = next(self._chunks, None)
            if following is None:
                return 0
            self._left = following
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
