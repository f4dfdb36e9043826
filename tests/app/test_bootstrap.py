"""Making and opening a centre: whole or not at all, never a new key beside old data, and every damage has its own
name."""

import os
import shutil
from pathlib import Path

import pytest

from signdesk.app import bootstrap
from signdesk.app.bootstrap import (
    DatabaseDamaged,
    DatabaseMissing,
    DatabaseUnreachable,
    FolderState,
    Founder,
    state_of,
)
from signdesk.core import auth, schema, settings
from signdesk.core.config import SettingsDamaged, SettingsMissing
from signdesk.core.errors import UserError
from signdesk.core.keys import Keys, KeyStore, WrongSecret
from signdesk.core.keystore_file import FLOOR
from signdesk.core.operations import Station

from .conftest import PASSPHRASE, PASSWORD, new_centre


def opened_keys(folder: Path) -> Keys:
    return KeyStore.load(folder).unlock_passphrase(PASSPHRASE)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_first_administrator_can_log_in(folder: Path) -> None:
    context = bootstrap.open_app(KeyStore.load(folder), opened_keys(folder))
    try:
        seat = auth.log_in(context.centre, context.station, "zhoumin", PASSWORD)
        assert (seat.actor.name, seat.actor.roles) == ("周敏", auth.FOUNDER_ROLES)
        with seat.query() as session:
            assert settings.get(session, settings.CENTRE_NAME) == "望江签约中心"
        assert context.station == Station("前台 1", "counter", 1)
        assert (context.centre_name, context.is_demo, context.notices) == ("望江签约中心", False, ())
    finally:
        context.centre.close()


def test_only_the_finished_centre_appears(folder: Path) -> None:
    assert sorted(path.name for path in folder.parent.iterdir()) == ["centre"]
    assert state_of(folder) is FolderState.READY
    assert oct(folder.stat().st_mode)[-3:] == "700"
    assert all(oct(path.stat().st_mode)[-2:] == "00" for path in folder.iterdir() if path.is_file())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"passphrase": "short"}, "passphrase"),
        ({"passphrase": None}, "passphrase"),
        ({"founder": Founder(person="周敏", login_name="zhoumin", password="password")}, "password"),
        ({"founder": Founder(person="周敏", login_name="zhou min", password=PASSWORD)}, "login_name"),
        ({"founder": Founder(person="", login_name="zhoumin", password=PASSWORD)}, "name"),
        ({"url": "sqlite:///x"}, "url"),
        ({"url": "postgresql://localhost:1/x"}, "url"),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field_and_leaves_nothing(
    tmp_path: Path, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(UserError) as wrong:
        bootstrap.create_centre(tmp_path / "centre", new_centre(**changes), cost=FLOOR)
    assert wrong.value.field == field
    assert list(tmp_path.iterdir()) == []


def test_a_centre_is_never_made_over_anything(folder: Path, tmp_path: Path) -> None:
    before = everything(folder)
    with pytest.raises(UserError):
        bootstrap.create_centre(folder, new_centre(), cost=FLOOR)
    assert everything(folder) == before


@pytest.mark.parametrize("left", ["signdesk.db", "settings.bin", "vault", "heads.jsonl"])
def test_data_without_its_key_store_is_never_an_empty_folder(folder: Path, left: str) -> None:
    (folder / "vault").mkdir(exist_ok=True)
    for path in list(folder.iterdir()):
        if path.name != left:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert state_of(folder) is FolderState.KEYS_LOST
    with pytest.raises(UserError):
        bootstrap.create_centre(folder, new_centre(), cost=FLOOR)
    assert [path.name for path in folder.iterdir()] == [left]


def test_an_empty_or_missing_folder_is_empty(tmp_path: Path) -> None:
    assert state_of(tmp_path) is FolderState.EMPTY
    assert state_of(tmp_path / "not there") is FolderState.EMPTY


def test_each_loss_has_its_own_name_and_nothing_is_made_anew(folder: Path) -> None:
    keys = opened_keys(folder)

    def failing(kind: type[UserError]) -> None:
        before = everything(folder)
        with pytest.raises(kind):
            bootstrap.open_centre(folder, keys, watch=False)
        assert everything(folder) == before

    database = folder / "signdesk.db"
    sound = database.read_bytes()
    database.write_bytes(b"x" * 16 + sound[16:])
    failing(DatabaseDamaged)
    database.unlink()
    failing(DatabaseMissing)
    database.write_bytes(sound)
    settings = (folder / "settings.bin").read_bytes()
    for name in ("settings.bin", "settings.previous.bin"):
        (folder / name).write_bytes(settings[:40])
    failing(SettingsDamaged)
    for name in ("settings.bin", "settings.previous.bin"):
        (folder / name).unlink()
    failing(SettingsMissing)
    bootstrap.set_up_station_again(folder, keys, Station("档案室", "archive"))
    context = bootstrap.open_app(KeyStore.load(folder), keys)
    assert context.station == Station("档案室", "archive", None)
    context.centre.close()


def test_an_empty_database_file_is_not_taken_for_a_new_centre(folder: Path) -> None:
    (folder / "signdesk.db").write_bytes(b"")
    with pytest.raises(DatabaseMissing):
        bootstrap.open_centre(folder, opened_keys(folder), watch=False)


def test_a_newer_database_is_left_alone(folder: Path) -> None:
    keys = opened_keys(folder)
    from signdesk.core.engines import connect_sqlcipher

    connection = connect_sqlcipher(folder / "signdesk.db", keys.db)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(schema.NewerDatabase):
        bootstrap.open_centre(folder, keys, watch=False)


def test_an_older_database_is_copied_before_it_is_migrated(folder: Path) -> None:
    keys = opened_keys(folder)
    from signdesk.core.engines import connect_sqlcipher, open_sqlcipher

    connection = connect_sqlcipher(folder / "signdesk.db", keys.db)
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    connection.close()
    bootstrap._copy_before_migration(folder / "signdesk.db", keys.db, found)
    copy = folder / f"signdesk-before-{found}.db"
    engines = open_sqlcipher(copy, keys.db)
    assert schema.state(engines.read).up_to_date
    engines.dispose()
    assert copy.read_bytes()[:16] != b"SQLite format 3\0"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_rights_is_said(folder: Path) -> None:
    keys = opened_keys(folder)
    (folder / "signdesk.db").chmod(0)
    with pytest.raises(DatabaseUnreachable):
        bootstrap.open_centre(folder, keys, watch=False)


def test_left_over_temporary_files_are_swept_at_the_start(folder: Path) -> None:
    (folder / "settings.bin.12345678.part").write_bytes(b"half")
    bootstrap.open_centre(folder, opened_keys(folder), watch=False).close()
    assert not list(folder.glob("*.part"))


def test_the_recovery_code_opens_what_the_passphrase_opens(folder: Path, shown_code: str) -> None:
    keys = KeyStore.load(folder).unlock_recovery(shown_code)
    assert keys == opened_keys(folder)
    bootstrap.open_centre(folder, keys, watch=False).close()


# -- on a server


def test_two_stations_share_a_centre_on_a_server(
    tmp_path: Path, request: pytest.FixtureRequest, shown_code: str
) -> None:
    import psycopg

    server = request.getfixturevalue("postgres_server")
    url = server.create()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    try:
        assert bootstrap.shared_keystore(url) is None
        store, keys = bootstrap.create_centre(tmp_path / "one", new_centre(url=url), cost=FLOOR)
        first = bootstrap.open_app(store, keys)
        document = bootstrap.shared_keystore(url)
        assert document is not None
        joining = KeyStore.join(tmp_path / "two", document)
        opened = joining.unlock_recovery(shown_code)
        archive = Station("档案室", "archive")
        joined = bootstrap.join_centre(tmp_path / "two", url, joining, opened, archive, use_keyring=False)
        second = bootstrap.open_app(joined, joined.unlock_passphrase(PASSPHRASE))
        assert second.station == archive
        assert auth.log_in(second.centre, archive, "zhoumin", PASSWORD).actor.name == "周敏"
        bootstrap.change_passphrase(first, "another good long passphrase", cost=FLOOR)
        bootstrap.open_app(joined, joined.unlock_passphrase(PASSPHRASE)).centre.close()
        with pytest.raises(WrongSecret):
            KeyStore.load(tmp_path / "two").unlock_passphrase(PASSPHRASE)
        assert KeyStore.load(tmp_path / "two").unlock_passphrase("another good long passphrase")
        with pytest.raises(UserError) as taken:
            bootstrap.create_centre(tmp_path / "three", new_centre(url=url), cost=FLOOR)
        assert taken.value.field == "url"
        first.centre.close()
        second.centre.close()
        assert not (tmp_path / "one" / "signdesk.db").exists()
        secret = url.split("://")[1].encode()
        assert all(secret not in content for content in everything(tmp_path).values())
    finally:
        server.drop(url)
