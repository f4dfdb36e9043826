"""Backups and verification: one changed byte is found and its file named; a backup comes back whole or not at all."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from signdesk.app import bootstrap
from signdesk.app.bootstrap import Founder, NewCentre
from signdesk.core import attachments, backup, recovery_code
from signdesk.core.backup import BackupDamaged
from signdesk.core.centre import Centre
from signdesk.core.errors import UserError
from signdesk.core.keys import Keys, KeyStore
from signdesk.core.keystore_file import FLOOR
from signdesk.core.operations import SYSTEM, Operation, Station
from signdesk.core.verify import Check, check_database_file, verify

PASSPHRASE = "paper lantern seven bridges"
STATION = Station("前台 1", "counter", 1)
KEEP = Operation("test.keep", "Keep", None)
SCAN = random.Random(4).randbytes(150_000)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre with 30 stored files, closed."""
    folder = tmp_path_factory.mktemp("made") / "centre"
    new = NewCentre(
        name="望江签约中心",
        founder=Founder(person="周敏", login_name="zhoumin", password="quiet river 81 stones"),
        station=STATION,
        code=recovery_code.new(),
        passphrase=PASSPHRASE,
    )
    _store, keys = bootstrap.create_centre(folder, new, cost=FLOOR)
    centre = bootstrap.open_centre(folder, keys, watch=False)
    seat = centre.seat(SYSTEM, STATION)
    for number in range(30):
        with seat.operation(KEEP) as session:
            attachments.attach(
                session, owner=("case", number), name=f"{number}.png", data=SCAN[number:], media_type="image/png"
            )
    centre.close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "centre"
    shutil.copytree(made, copy)
    return copy


def keys_of(folder: Path) -> Keys:
    return KeyStore.load(folder).unlock_passphrase(PASSPHRASE)


@pytest.fixture
def keys(folder: Path) -> Keys:
    return keys_of(folder)


@pytest.fixture
def centre(folder: Path) -> Iterator[Centre]:
    opened = bootstrap.open_centre(folder, keys_of(folder), watch=False)
    yield opened
    opened.close()


def broken(folder: Path, keys: Keys) -> list[Check]:
    return [check for check in verify(folder, keys).checks if not check.ok]


def test_a_sound_centre_is_clean_and_says_what_was_looked_at(folder: Path, keys: Keys) -> None:
    report = verify(folder, keys)
    assert report.ok, report
    assert [check.part for check in report.checks] == ["keystore", "settings", "database", "trail", "heads", "vault"]
    assert "30" in report.checks[-1].looked_at


def test_it_may_run_while_the_centre_is_open(centre: Centre, folder: Path, keys: Keys) -> None:
    with centre.seat(SYSTEM, STATION).operation(KEEP) as session:
        attachments.attach(session, owner=("case", 99), name="x", data=b"y", media_type="text/plain")
    assert verify(folder, keys).ok


FILES: dict[str, Callable[[Path], Path]] = {
    "database": lambda folder: folder / "signdesk.db",
    "settings": lambda folder: folder / "settings.bin",
    "keystore": lambda folder: folder / "keystore.json",
    "vault": lambda folder: max(path for path in (folder / "vault").rglob("*") if path.is_file()),
}


@pytest.mark.parametrize("part", FILES)
@pytest.mark.parametrize("how", ["flip", "cut", "zero", "gone"])
def test_one_changed_byte_names_its_file(folder: Path, keys: Keys, part: str, how: str) -> None:
    path = FILES[part](folder)
    sound, dice = path.read_bytes(), random.Random(f"{part} {how}")
    for _round in range(1 if how == "gone" else 12):
        place = dice.randrange(len(sound))
        if how == "gone":
            path.unlink()
        else:
            path.write_bytes(_changed(sound, place, how))
        for left in folder.glob("signdesk.db-*"):
            left.unlink()
        found = broken(folder, keys)
        assert found, (part, how, place)
        assert found[0].part == part
        assert str(path) in found[0].place
        assert found[0].message


def test_no_mutation_of_the_database_file_is_missed(folder: Path, keys: Keys) -> None:
    path = folder / "signdesk.db"
    sound, dice = path.read_bytes(), random.Random(11)
    for number in range(200):
        mutated = _changed(sound, dice.randrange(len(sound)), ("flip", "cut", "zero")[number % 3])
        path.write_bytes(mutated)
        check = check_database_file(path, keys.db)
        assert not check.ok
        assert check.place == str(path)
        for left in folder.glob("signdesk.db-*"):
            left.unlink()


def test_a_centre_on_a_server_is_verified_too(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    import psycopg

    server = request.getfixturevalue("postgres_server")
    url = server.create()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
        new = NewCentre(
            name="望江签约中心",
            founder=Founder(person="周敏", login_name="zhoumin", password="quiet river 81 stones"),
            station=STATION,
            code=recovery_code.new(),
            url=url,
            passphrase=PASSPHRASE,
        )
        folder = tmp_path / "centre"
        store, keys = bootstrap.create_centre(folder, new, cost=FLOOR)
        centre = bootstrap.open_centre(folder, keys, watch=False)
        with centre.seat(SYSTEM, STATION).operation(KEEP) as session:
            attachments.attach(session, owner=("case", 1), name="x", data=SCAN, media_type="image/png")
        with pytest.raises(UserError):
            backup.make(centre, store, tmp_path / "b")
        centre.close()
        assert verify(folder, keys_of(folder)).ok
        connection.execute("UPDATE vault_piece SET content = set_byte(content, 100, get_byte(content, 100) # 1)")
        found = broken(folder, keys_of(folder))
        assert [check.part for check in found] == ["vault"]
        assert "vault_piece" in found[0].place
        connection.execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
        connection.execute("UPDATE audit_entry SET reason = 'forged' WHERE seq = 1")
        found = broken(folder, keys_of(folder))
        assert [check.part for check in found] == ["trail", "vault"]
        assert "1" in found[0].place
    server.drop(url)
    assert [check.part for check in broken(folder, keys_of(folder))] == ["database"]


def _changed(sound: bytes, place: int, how: str) -> bytes:
    if how == "flip":
        return sound[:place] + bytes([sound[place] ^ 4]) + sound[place + 1 :]
    if how == "cut":
        return sound[:place]
    end = min(len(sound), place + 64)
    filling = bytes(end - place) if any(sound[place:end]) else b"\xff" * (end - place)
    return sound[:place] + filling + sound[end:]


def test_a_cut_tail_of_the_trail_is_found_by_the_signed_heads(folder: Path, keys: Keys, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    shutil.copy(folder / "signdesk.db", older)
    centre = bootstrap.open_centre(folder, keys_of(folder), watch=False)
    with centre.seat(SYSTEM, STATION).operation(KEEP) as session:
        attachments.attach(session, owner=("case", 99), name="x", data=b"y", media_type="text/plain")
    centre.close()
    for left in folder.glob("signdesk.db-*"):
        left.unlink()
    shutil.copy(older, folder / "signdesk.db")
    assert [check.part for check in broken(folder, keys)] == ["heads", "vault"]
    reopened = bootstrap.open_app(KeyStore.load(folder), keys_of(folder))
    assert reopened.notices, "a start says so"
    assert broken(folder, keys)[-1].more == 0, "and sweeps nothing away"
    reopened.centre.close()


@pytest.mark.parametrize("how", ["signature", "gone", "earlier"])
def test_changed_heads_are_found(folder: Path, keys: Keys, how: str) -> None:
    path = folder / "heads.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    if how == "gone":
        path.unlink()
    elif how == "signature":
        path.write_text("".join([lines[0].replace('"seq":', '"seq":1', 1), *lines[1:]]))
    else:
        path.write_text(lines[0].replace(json.loads(lines[0])["hash"], "00" * 32) + "".join(lines[1:]))
    found = broken(folder, keys)
    assert [check.part for check in found] == ["heads"]


# -- backup and restore


def test_a_backup_comes_back_whole(centre: Centre, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "centre.signdesk-backup"
    info = backup.make(centre, KeyStore.load(folder), target)
    assert (info.centre, info.missing) == ("望江签约中心", ())
    restored = tmp_path / "restored"
    store = backup.keystore_of(target)
    assert backup.restore(target, restored, store.unlock_passphrase(PASSPHRASE)).files == info.files
    assert verify(restored, keys_of(restored)).ok
    opened = bootstrap.open_app(KeyStore.load(restored), keys_of(restored))
    assert opened.notices == ()
    with opened.centre.seat(SYSTEM, STATION).query() as session:
        assert attachments.read(session, attachments.list_of(session, ("case", 7))[0].id) == SCAN[7:]
    opened.centre.close()


def test_a_backup_holds_nothing_readable(centre: Centre, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "b"
    backup.make(centre, KeyStore.load(folder), target)
    content = target.read_bytes()
    for word in ("周敏", "前台 1", "signdesk.db", "manifest"):
        assert word.encode() not in content
        assert word.encode("utf-16-le") not in content
        assert word.encode("gb18030") not in content


def test_a_backup_made_while_others_write_is_consistent(centre: Centre, folder: Path, tmp_path: Path) -> None:
    seat = centre.seat(SYSTEM, STATION)

    def busy(_words: str) -> None:
        with seat.operation(KEEP) as session:
            attachments.attach(session, owner=("case", 5), name="later", data=b"later", media_type="text/plain")

    info = backup.make(centre, KeyStore.load(folder), tmp_path / "b", progress=busy)
    restored = tmp_path / "restored"
    backup.restore(tmp_path / "b", restored, keys_of(folder))
    assert info.missing == ()
    assert verify(restored, keys_of(restored)).ok


def test_a_restore_into_the_past_is_a_signed_fact_and_no_forgery(centre: Centre, folder: Path, tmp_path: Path) -> None:
    backup.make(centre, KeyStore.load(folder), tmp_path / "b")
    with centre.seat(SYSTEM, STATION).operation(KEEP) as session:
        attachments.attach(session, owner=("case", 5), name="later", data=b"later", media_type="text/plain")
    centre.anchor()
    restored = tmp_path / "restored"
    backup.restore(tmp_path / "b", restored, keys_of(folder))
    last = json.loads((restored / "heads.jsonl").read_text().splitlines()[-1])
    assert last["restored"] is True
    shutil.copy(folder / "heads.jsonl", restored / "heads.jsonl")
    assert [check.part for check in broken(restored, keys_of(restored))] == ["heads"]


def test_no_mutation_of_a_backup_is_accepted(centre: Centre, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "b"
    backup.make(centre, KeyStore.load(folder), target)
    keys = keys_of(folder)
    sound, dice = target.read_bytes(), random.Random(6)
    mutated = tmp_path / "mutated"
    for number in range(200):
        how = ("flip", "cut", "zero")[number % 3]
        # The front (magic, key store) and the end are hit more often than their share.
        place = dice.choice([dice.randrange(len(sound)), dice.randrange(4000), len(sound) - 1 - dice.randrange(4000)])
        mutated.write_bytes(_changed(sound, place, how))
        with pytest.raises(BackupDamaged) as damage:
            store = backup.keystore_of(mutated)
            assert store.store_id
            if number % 8 == 0:
                backup.restore(mutated, tmp_path / "restored", keys)
            backup.check(mutated, keys)
        assert str(mutated) in damage.value.message
        assert not (tmp_path / "restored").exists()
    assert [path.name for path in tmp_path.glob(".signdesk-*")] == [], "nothing half-done is left"


def test_nothing_is_restored_over_anything(centre: Centre, folder: Path, tmp_path: Path) -> None:
    backup.make(centre, KeyStore.load(folder), tmp_path / "b")
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("mine")
    with pytest.raises(UserError) as refused:
        backup.restore(tmp_path / "b", full, keys_of(folder))
    assert refused.value.field == "folder"
    assert [path.name for path in full.iterdir()] == ["letter.txt"]
    with pytest.raises(FileExistsError):
        backup.make(centre, KeyStore.load(folder), tmp_path / "b")


def test_a_stored_file_that_is_gone_is_named_in_the_backup(centre: Centre, folder: Path, tmp_path: Path) -> None:
    lost = FILES["vault"](folder)
    lost.unlink()
    info = backup.make(centre, KeyStore.load(folder), tmp_path / "b")
    assert [lost.name in name for name in info.missing] == [True]


@pytest.mark.parametrize("content", [b"", b"SDBACK1\n", b"PK\x03\x04" + bytes(100), b"SDBACK1\n\xff\xff\xff\xff"])
def test_what_is_no_backup_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "b"
    path.write_bytes(content)
    with pytest.raises(BackupDamaged):
        backup.keystore_of(path)
    with pytest.raises(BackupDamaged):
        backup.keystore_of(tmp_path / "not there")
    with pytest.raises(BackupDamaged):
        backup.keystore_of(tmp_path)
