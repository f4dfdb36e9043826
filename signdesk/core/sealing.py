"""Seals single personal values (identity numbers, phones, accounts; personal fields in the audit trail) under the key
of the person they belong to. Destroying that key erases every copy at once, wherever it stands, and leaves the
audit chain whole."""

import hashlib
import hmac
import os
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, LargeBinary, Text, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from signdesk.core import clock
from signdesk.core.db import Base, Sealed
from signdesk.core.errors import BugError, UserError
from signdesk.core.i18n import _

CENTRE_SUBJECT = "centre"
"""Seals personal data that belongs to no customer, such as a visitor's name in a remark."""

_NONCE = 12


class SubjectKey(Base):
    """One person's key, wrapped by the vault key. Erasing a person empties `wrapped`."""

    __tablename__ = "subject_key"

    subject: Mapped[str] = mapped_column(Text, primary_key=True)
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary, nullable=True)
    created_at: Mapped[datetime]


_TABLE = SubjectKey.__table__
_FIND = select(_TABLE.c.wrapped).where(_TABLE.c.subject == bindparam("wanted"))
# Two stations may need a new key in the same moment (the centre's own, above all): the first one's holds for both.
_ADD = {
    "sqlite": sqlite.insert(_TABLE).on_conflict_do_nothing().returning(_TABLE.c.subject),
    "postgresql": postgresql.insert(_TABLE).on_conflict_do_nothing().returning(_TABLE.c.subject),
}


class SubjectKeys:
    """The opened keys of one centre, kept in memory until it is locked."""

    def __init__(self, vault_key: bytes, index_key: bytes) -> None:
        self._wrapping = AESGCM(vault_key)
        self._index_key = index_key
        self._opened: dict[str, bytes] = {}

    def key_of(self, connection: Connection, subject: str, *, create: bool) -> bytes:
        """The key of `subject`; made on first use when `create`. Raises UserError when the person's data has been
        erased."""
        made = self._made(connection)
        if known := self._opened.get(subject) or made.get(subject):
            return known
        if create:
            key, row_to_add = self._new(subject)
            if connection.execute(_ADD[connection.dialect.name], row_to_add).first() is not None:
                made[subject] = key
                return key
        row = connection.execute(_FIND, {"wanted": subject}).first()
        if row is None:
            raise BugError("sealed data without a subject key")
        if row.wrapped is None:
            raise UserError(_("This person's data has been erased."))
        key = decrypt(self._wrapping, row.wrapped, subject.encode())
        self._opened[subject] = key
        return key

    def make(self, connection: Connection, subjects: Sequence[str]) -> None:
        """Keys for subjects nobody has used yet, in one statement."""
        made, rows = self._made(connection), []
        for subject in subjects:
            made[subject], row_to_add = self._new(subject)
            rows.append(row_to_add)
        if rows:
            connection.execute(_TABLE.insert(), rows)

    @staticmethod
    def _made(connection: Connection) -> dict[str, bytes]:
        """The keys made in this operation, known to it only: if it is rolled back, they never existed."""
        made: dict[str, bytes] = connection.info.setdefault("new_subject_keys", {})
        return made

    def _new(self, subject: str) -> tuple[bytes, dict[str, object]]:
        key = os.urandom(32)
        wrapped = encrypt(self._wrapping, key, subject.encode())
        return key, {"subject": subject, "wrapped": wrapped, "created_at": clock.now()}

    def digest(self, value: str) -> bytes:
        """Keyed digest of the normalised value: equal values meet, nobody without the key can try numbers out."""
        return hmac.new(self._index_key, normalise(value).encode(), hashlib.sha256).digest()

    def forget(self) -> None:
        """Drop every opened key (lock)."""
        self._opened.clear()


def encrypt(cipher: AESGCM, data: bytes, about: bytes) -> bytes:
    """Nonce and ciphertext of `data`, bound to `about`."""
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, data, about)


def decrypt(cipher: AESGCM, sealed: bytes, about: bytes) -> bytes:
    """The data of `encrypt`; UserError if a byte of it was changed."""
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], about)
    except InvalidTag:
        raise UserError(
            _("A sealed value has been damaged."), hint=_("Run the verification and restore from a backup.")
        ) from None


def normalise(value: str) -> str:
    """One form for one number: NFKC, upper case, without spaces and dashes."""
    return unicodedata.normalize("NFKC", value).upper().replace(" ", "").replace("-", "")


def new_subject() -> str:
    """A name for a new person's key."""
    return uuid4().hex


def new_subjects(session: Session, count: int) -> list[str]:
    """Names for many new persons, their keys made at once: for imports."""
    subjects = [new_subject() for _number in range(count)]
    _keys(session).make(session.connection(), subjects)
    return subjects


def _keys(session: Session) -> SubjectKeys:
    keys = session.info.get("subject_keys")
    if not isinstance(keys, SubjectKeys):
        raise BugError("a session outside operation() and query()")
    return keys


def seal(session: Session, subject: str, value: str, mask: Callable[[str], str]) -> Sealed:
    """`value` sealed under the subject's key; `mask` (see core.masking) says how it is shown."""
    keys = _keys(session)
    key = keys.key_of(session.connection(), subject, create=True)
    return Sealed(
        ciphertext=encrypt(AESGCM(key), value.encode(), subject.encode()),
        masked=mask(value),
        tail=normalise(value)[-4:],
        digest=keys.digest(value),
    )


def unseal(session: Session, subject: str, sealed: Sealed) -> str:
    """The full value. Callers record why it was opened (operations.note)."""
    key = _keys(session).key_of(session.connection(), subject, create=False)
    return decrypt(AESGCM(key), sealed.ciphertext, subject.encode()).decode()


def digest(session: Session, value: str) -> bytes:
    """The digest under which `value` is found in `<name>_digest` columns."""
    return _keys(session).digest(value)
