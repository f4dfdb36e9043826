"""The vault and its attachments, on both engines: a file commits with its row, and a changed byte is named."""

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from signdesk.core import attachments, sealing
from signdesk.core.attachments import Attachment, AttachmentInfo
from signdesk.core.centre import Centre
from signdesk.core.errors import UserError
from signdesk.core.operations import Operation, Seat
from signdesk.core.sealing import SubjectKey
from signdesk.core.vault import ALTERED, MISSING, ORPHANED, VaultFileDamaged, VaultPiece

KEEP = Operation("test.keep_file", "Keep a file", None)
OWNER = ("case", 7)
SCAN = random.Random(5).randbytes(3 * 1024 * 1024 + 77)


@pytest.fixture
def seat(seat_of: Callable[..., Seat]) -> Seat:
    return seat_of("archivist")


def keep(
    seat: Seat, data: bytes = SCAN, *, name: str = "张三 身份证.png", subject: str | None = None
) -> AttachmentInfo:
    with seat.operation(KEEP) as session:
        return attachments.attach(session, owner=OWNER, name=name, data=data, media_type="image/png", subject=subject)


def problems(centre: Centre) -> list[tuple[str, str]]:
    with centre.engines.read.connect() as connection:
        found = centre.vault.check(attachments.expected(connection, centre.subject_keys))
        return [(problem.problem, problem.vault_id) for problem in found]


def vault_ids(centre: Centre) -> list[str]:
    with centre.engines.read.connect() as connection:
        return list(connection.execute(select(Attachment.__table__.c.vault_id)).scalars())


@pytest.mark.parametrize("size", [0, 1, 65536, 1024 * 1024, len(SCAN)])
def test_a_file_comes_back_with_its_digest(centre: Centre, seat: Seat, size: int) -> None:
    kept = keep(seat, SCAN[:size])
    assert (kept.size, kept.sha256) == (size, hashlib.sha256(SCAN[:size]).digest())
    with seat.query() as session:
        assert attachments.read(session, kept.id) == SCAN[:size]
        assert attachments.list_of(session, OWNER) == [kept]
        assert attachments.info(session, kept.id) == kept
    assert problems(centre) == []


def test_a_file_may_come_as_a_stream(seat: Seat, tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(SCAN)
    with path.open("rb") as file, seat.operation(KEEP) as session:
        kept = attachments.attach(session, owner=OWNER, name="x", data=file, media_type="image/png")
    with seat.query() as session:
        assert attachments.read(session, kept.id) == SCAN


def test_a_failed_operation_leaves_neither_row_nor_file(centre: Centre, seat: Seat) -> None:
    with pytest.raises(KeyError), seat.operation(KEEP) as session:
        attachments.attach(session, owner=OWNER, name="x", data=SCAN, media_type="image/png")
        raise KeyError
    assert problems(centre) == []
    with seat.query() as session:
        assert attachments.list_of(session, OWNER) == []


def test_nothing_readable_lies_in_the_folder(centre: Centre, seat: Seat) -> None:
    text = "北京市海淀区中关村大街一号 张三".encode()
    keep(seat, text * 100)
    for path in centre.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert text[:30] not in content
            assert "身份证".encode() not in content


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_every_mutation_of_a_stored_file_is_found_and_the_file_named(centre: Centre, seat: Seat) -> None:
    kept = keep(seat, SCAN[:200_000])
    (vault_id,) = vault_ids(centre)
    (path,) = [path for path in (centre.folder / "vault").rglob("*") if path.is_file()]
    sound = path.read_bytes()
    dice = random.Random(9)
    for number in range(200):
        place = dice.randrange(len(sound))
        match number % 4:
            case 0:
                mutated = sound[:place] + bytes([sound[place] ^ 1 << dice.randrange(8)]) + sound[place + 1 :]
            case 1:
                mutated = sound[:place]
            case 2:
                mutated = sound[:place] + bytes(32) + sound[place + 32 :]
            case _:
                mutated = sound + sound[place:][:50]
        path.write_bytes(mutated)
        assert problems(centre) == [(ALTERED, vault_id)]
    with seat.query() as session, pytest.raises(VaultFileDamaged) as damage:
        attachments.read(session, kept.id)
    assert vault_id in damage.value.place
    assert path.read_bytes() == mutated, "the damaged original is left as it is"


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_a_changed_or_missing_piece_in_the_database_is_found(centre: Centre, seat: Seat) -> None:
    keep(seat)
    (vault_id,) = vault_ids(centre)
    with Session(centre.engines.write) as session:
        piece = session.scalars(select(VaultPiece).where(VaultPiece.number == 2)).one()
        sound = piece.content
        assert session.scalar(select(VaultPiece.number).order_by(VaultPiece.number.desc())) == 3
        changed = bytes([sound[0] ^ 1]) + sound[1:]
        session.execute(update(VaultPiece).where(VaultPiece.number == 2).values(content=changed))
        session.commit()
        assert problems(centre) == [(ALTERED, vault_id)]
        session.execute(delete(VaultPiece).where(VaultPiece.number == 2))
        session.commit()
        assert problems(centre) == [(ALTERED, vault_id)]
        session.execute(delete(VaultPiece))
        session.commit()
        assert problems(centre) == [(MISSING, vault_id)]


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_missing_and_orphaned_files_are_told_apart(centre: Centre, seat: Seat) -> None:
    keep(seat, b"one")
    keep(seat, b"two")
    first, second = vault_ids(centre)
    path = centre.folder / "vault" / first[:2] / first
    path.rename(path.with_name("f" * 32))
    found = problems(centre)
    assert found == [(MISSING, first), (ORPHANED, "f" * 32)]
    assert second not in dict(found).values()


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_two_files_exchanged_are_both_found(centre: Centre, seat: Seat) -> None:
    keep(seat, b"one")
    keep(seat, b"two")
    paths = [centre.folder / "vault" / vault_id[:2] / vault_id for vault_id in vault_ids(centre)]
    contents = [path.read_bytes() for path in paths]
    paths[0].write_bytes(contents[1])
    paths[1].write_bytes(contents[0])
    assert [problem for problem, _id in problems(centre)] == [ALTERED, ALTERED]


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_the_sweep_takes_only_what_no_row_knows_and_keeps_it_aside(centre: Centre, seat: Seat) -> None:
    kept = keep(seat, b"one")
    folder = centre.folder / "vault"
    (folder / "ab").mkdir(exist_ok=True)
    (folder / "ab" / ("ab" * 16)).write_bytes(b"left by a crash")
    (folder / "ab" / ("ab" * 16 + ".12345678.part")).write_bytes(b"half")
    with centre.engines.write.begin() as connection:
        assert centre.vault.sweep(attachments.known_vault_ids(connection)) == 2
        assert centre.vault.sweep(attachments.known_vault_ids(connection)) == 0
    assert problems(centre) == []
    assert [path.name for path in (centre.folder / "vault-orphans").iterdir()] == ["ab" * 16]
    with seat.query() as session:
        assert attachments.read(session, kept.id) == b"one"


def test_destroying_the_customers_key_erases_their_files_and_no_others(centre: Centre, seat: Seat) -> None:
    subject = sealing.new_subject()
    personal, other = keep(seat, b"personal", subject=subject), keep(seat, b"other")
    with Session(centre.engines.write) as session:
        session.execute(update(SubjectKey).where(SubjectKey.subject == subject).values(wrapped=None))
        session.commit()
    centre.subject_keys.forget()
    with seat.query() as session:
        with pytest.raises(UserError, match=r"."):
            attachments.read(session, personal.id)
        assert attachments.read(session, other.id) == b"other"
    assert problems(centre) == []


def test_a_removed_file_goes_only_with_the_commit(centre: Centre, seat: Seat) -> None:
    kept = keep(seat, b"one")
    (vault_id,) = vault_ids(centre)
    with pytest.raises(KeyError), seat.operation(KEEP) as session:
        centre.vault.remove(session, vault_id)
        raise KeyError
    with seat.query() as session:
        assert attachments.read(session, kept.id) == b"one"
    with seat.operation(KEEP) as session:
        centre.vault.remove(session, vault_id)
    assert problems(centre) == [(MISSING, vault_id)]


def test_the_trail_does_not_tell_the_files_name_in_plain(centre: Centre, seat: Seat) -> None:
    from signdesk.core.audit import AuditEntry

    keep(seat)
    with centre.engines.read.connect() as connection:
        payloads = list(connection.execute(select(AuditEntry.__table__.c.payload)).scalars())
    assert payloads
    assert all("张三" not in payload and "file_key" not in payload for payload in payloads)
