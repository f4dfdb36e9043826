"""Files that belong to a record: their names, digests and keys. The bytes lie sealed in the vault, each file under a
key of its own that is wrapped by the key of its customer, or of its record if it holds no one customer's data:
destroying that key erases the file. The row is written in the same operation as the record; who may read is the
business of the room that owns the record."""

import hashlib
import hmac
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Index, LargeBinary, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from signdesk.core import clock, sealing
from signdesk.core.db import Personal, Record, load, personal
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.operations import centre_of
from signdesk.core.sealing import SubjectKeys
from signdesk.core.vault import ALTERED, PROBLEMS, Expected, VaultFileDamaged

_CONTENT = (
    1  # the version its container is bound to: a corrected file is a new attachment, never a new content of this one
)


class Attachment(Record, Personal):
    """One file of a record. `file_key` is its key, wrapped by its subject's."""

    __tablename__ = "attachment"
    __table_args__ = (Index(None, "owner_table", "owner_id"),)

    owner_table: Mapped[str]
    owner_id: Mapped[int]
    name: Mapped[str] = personal()
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[bytes]
    document: Mapped[str]
    vault_id: Mapped[str] = mapped_column(unique=True)
    file_key: Mapped[bytes] = mapped_column(LargeBinary, info={"derived": True})
    added_at: Mapped[datetime]


@dataclass(frozen=True)
class AttachmentInfo:
    """What a page shows of a file. `size` in bytes; `sha256` is the content's."""

    id: int
    version: int
    owner: tuple[str, int]
    name: str
    media_type: str
    size: int
    sha256: bytes
    added_at: datetime


def attach(
    session: Session,
    *,
    owner: tuple[str, int],
    name: str,
    data: bytes | BinaryIO,
    media_type: str,
    subject: str | None = None,
) -> AttachmentInfo:
    """Store a file for the record `owner` (table, id). `subject` is the customer whose data it is; without one, the
    record's own key seals it. It is there once the running operation commits, and gone if that fails."""
    centre = centre_of(session)
    subject = subject or subject_of(owner)
    document, file_key = uuid4().hex, os.urandom(32)
    subject_key = centre.subject_keys.key_of(session.connection(), subject, create=True)
    stored = centre.vault.put(session, data, document=document, version=_CONTENT, file_key=file_key)
    attachment = Attachment(
        subject=subject,
        owner_table=owner[0],
        owner_id=owner[1],
        name=name,
        media_type=media_type,
        size=stored.size,
        sha256=stored.sha256,
        document=document,
        vault_id=stored.vault_id,
        file_key=sealing.encrypt(AESGCM(subject_key), file_key, _about(document)),
        added_at=clock.now(),
    )
    session.add(attachment)
    session.flush()
    return _info(attachment)


def read(session: Session, attachment_id: int) -> bytes:
    """The whole verified content. Raises VaultFileDamaged, which says the file's name and not its place, and UserError
    if the customer's data was erased."""
    attachment = load(session, Attachment, attachment_id)
    centre = centre_of(session)
    subject_key = centre.subject_keys.key_of(session.connection(), attachment.subject, create=False)
    try:
        content = centre.vault.open(
            session,
            attachment.vault_id,
            document=attachment.document,
            version=_CONTENT,
            file_key=sealing.decrypt(AESGCM(subject_key), attachment.file_key, _about(attachment.document)),
        )
    except VaultFileDamaged as damage:
        words = _("The stored file {place} {problem}.").format(
            place=attachment.name, problem=_(PROBLEMS[damage.problem])
        )
        raise VaultFileDamaged(words, problem=damage.problem, place=damage.place) from damage
    if not hmac.compare_digest(hashlib.sha256(content).digest(), attachment.sha256):
        raise VaultFileDamaged(
            _("The file {name} is not the one that was stored.").format(name=attachment.name),
            problem=ALTERED,
            place=attachment.vault_id,
        )
    return content


def info(session: Session, attachment_id: int) -> AttachmentInfo:
    """What is known of a file. UserError if there is none."""
    return _info(load(session, Attachment, attachment_id))


def list_of(session: Session, owner: tuple[str, int]) -> list[AttachmentInfo]:
    """The files of a record, oldest first."""
    query = select(Attachment).where(Attachment.owner_table == owner[0], Attachment.owner_id == owner[1])
    return [_info(attachment) for attachment in session.scalars(query.order_by(Attachment.id))]


def ids_of(session: Session, table: str, owner_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The ids of the files of several records of one table, oldest first; records without any are left out."""
    query = select(Attachment.owner_id, Attachment.id).where(
        Attachment.owner_table == table, Attachment.owner_id.in_(owner_ids)
    )
    found: dict[int, tuple[int, ...]] = {}
    for owner_id, attachment_id in session.execute(query.order_by(Attachment.id)):
        found[owner_id] = (*found.get(owner_id, ()), attachment_id)
    return found


def subject_of(owner: tuple[str, int]) -> str:
    """The name of a record's own key, for files that hold no one customer's data."""
    return f"{owner[0]}:{owner[1]}"


def expected(connection: Connection, keys: SubjectKeys) -> Iterator[Expected]:
    """Every file the rows say is there, for the vault's checker."""
    table = Attachment.__table__
    for row in connection.execute(select(table).order_by(table.c.id)):
        try:
            subject_key = keys.key_of(connection, row.subject, create=False)
            file_key = sealing.decrypt(AESGCM(subject_key), row.file_key, _about(row.document))
        except UserError:
            file_key = None  # erased: the bytes can no longer be read by anyone
        yield Expected(row.vault_id, row.document, _CONTENT, file_key, row.size, bytes(row.sha256))


def known_vault_ids(connection: Connection) -> set[str]:
    """The vault ids of all rows, for the sweep."""
    return set(connection.execute(select(Attachment.__table__.c.vault_id)).scalars())


def _about(document: str) -> bytes:
    return f"attachment {document}".encode()


def _info(attachment: Attachment) -> AttachmentInfo:
    return AttachmentInfo(
        id=attachment.id,
        version=attachment.version,
        owner=(attachment.owner_table, attachment.owner_id),
        name=attachment.name,
        media_type=attachment.media_type,
        size=attachment.size,
        sha256=attachment.sha256,
        added_at=attachment.added_at,
    )
