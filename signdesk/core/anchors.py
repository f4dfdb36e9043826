"""Signed heads of the audit trail, kept outside the database. Whoever owns the database can drop its triggers and cut
the trail's tail off; an older signed head that the trail no longer reaches is what gives that away."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select

from signdesk.core import audit, clock
from signdesk.core.audit import AuditEntry, Break, Head


@dataclass(frozen=True)
class Anchor:
    """A head that was true at `at`. `restored` marks the start after a restore: older anchors may lie beyond it."""

    seq: int
    hash: bytes
    at: datetime
    restored: bool = False


class Anchors:
    """The file of signed heads, one line of JSON each, newest last."""

    def __init__(self, path: Path, signing_key: bytes) -> None:
        self.path = path
        self._key = Ed25519PrivateKey.from_private_bytes(signing_key)

    def append(self, head: Head, *, restored: bool = False) -> None:
        """Sign `head` and write it durably."""
        line = sign(self._key, head, restored=restored)
        descriptor = os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, line.encode() + b"\n")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def read(self) -> list[Anchor]:
        """Every anchor, oldest first. ValueError names the line whose signature does not hold; a torn last line is a
        crash, not a forgery."""
        if not self.path.exists():
            return []
        lines = self.path.read_text().splitlines(keepends=True)
        found = []
        for number, line in enumerate(lines, start=1):
            if number == len(lines) and not line.endswith("\n"):
                break
            found.append(check(self._key, line, number))
        return found

    def compare(self, connection: Connection) -> Break | None:
        """Whether the trail still reaches every anchor since the last restore; the first that it does not."""
        table = AuditEntry.__table__
        relevant: list[Anchor] = []
        for anchor in self.read():
            relevant = [anchor] if anchor.restored else [*relevant, anchor]
        for anchor in relevant:
            if anchor.seq == 0:
                continue
            found = connection.execute(select(table.c.hash).where(table.c.seq == anchor.seq)).scalar()
            if found is None:
                return Break(audit.head(connection).seq + 1, "missing: a signed head lies beyond the end of the trail")
            if bytes(found) != anchor.hash:
                return Break(anchor.seq, "differs from its signed head")
        return None


def sign(key: Ed25519PrivateKey, head: Head, *, restored: bool = False) -> str:
    """One line: the head, when, and the signature over both."""
    body = {"seq": head.seq, "hash": head.hash.hex(), "at": clock.now().isoformat(), "restored": restored}
    signature = key.sign(audit.canonical(body).encode())
    return audit.canonical(body | {"signature": signature.hex()})


def check(key: Ed25519PrivateKey, line: str, number: int) -> Anchor:
    """The anchor on one line. ValueError if it was not written by this centre."""
    try:
        body = json.loads(line)
        signature = bytes.fromhex(body.pop("signature"))
        key.public_key().verify(signature, audit.canonical(body).encode())
        return Anchor(body["seq"], bytes.fromhex(body["hash"]), datetime.fromisoformat(body["at"]), body["restored"])
    except (InvalidSignature, ValueError, KeyError, TypeError, AttributeError):
        raise ValueError(f"line {number}") from None
