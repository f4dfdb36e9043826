"""From a folder to an open centre: every problem has its screen, and none offers to start empty or to delete."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import null

from signdesk.app import bootstrap
from signdesk.app.opening import Offer, Opening, problem_of
from signdesk.core import backup
from signdesk.core.errors import UserError
from signdesk.core.keys import KeyStore, WrongSecret
from signdesk.core.keystore_file import FLOOR
from signdesk.core.operations import Station
from tests.core.test_keys import MemoryKeyring

from .conftest import CODE, PASSPHRASE, new_centre


@pytest.fixture(scope="module")
def with_keyring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[tuple[str, str], str]]]:
    """A closed centre opened by keyring and passphrase, and what the keyring keeps for it."""
    before = keyring.get_keyring()
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    folder = tmp_path_factory.mktemp("ring") / "centre"
    bootstrap.create_centre(folder, new_centre(use_keyring=True), cost=FLOOR)
    keyring.set_keyring(before)
    yield folder, dict(ring.kept)


@pytest.fixture
def ring(with_keyring: tuple[Path, dict[tuple[str, str], str]]) -> MemoryKeyring:
    made = MemoryKeyring()
    made.kept.update(with_keyring[1])
    keyring.set_keyring(made)
    return made


@pytest.fixture
def keyed(with_keyring: tuple[Path, dict[tuple[str, str], str]], tmp_path: Path) -> Path:
    copy = tmp_path / "centre"
    shutil.copytree(with_keyring[0], copy)
    return copy


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_keyring_opens_without_asking(keyed: Path, ring: MemoryKeyring) -> None:
    context = Opening(keyed).begin()
    assert context is not None
    context.centre.close()


def test_a_folder_with_a_passphrase_only_asks_for_it(folder: Path) -> None:
    opening = Opening(folder)
    assert opening.begin() is None
    assert opening.asks_first
    with pytest.raises(WrongSecret):
        opening.with_passphrase("not the right passphrase")
    context = opening.with_passphrase(PASSPHRASE)
    context.centre.close()


def _damage(folder: Path, ring: MemoryKeyring, what: str) -> None:
    database = folder / "signdesk.db"
    match what:
        case "keyring_missing":
            keyring.set_keyring(null.Keyring())
        case "keyring_locked":
            ring.locked = True
        case "keyring_empty":
            ring.kept.clear()
        case "wrong_key":
            ring.kept = dict.fromkeys(ring.kept, bytes(32).hex())
        case "keystore_missing":
            (folder / "keystore.json").unlink()
            (folder / "keystore.copy.json").unlink()
        case "keystore_damaged":
            (folder / "keystore.json").write_text("{}")
            (folder / "keystore.copy.json").write_text("{}")
        case "database_missing":
            database.unlink()
        case "database_damaged":
            database.write_bytes(bytes(16) + database.read_bytes()[16:])
        case "settings_missing":
            (folder / "settings.bin").unlink()
            (folder / "settings.previous.bin").unlink()
        case "settings_damaged":
            (folder / "settings.bin").write_bytes(b"x")
            (folder / "settings.previous.bin").write_bytes(b"x")


KINDS = {
    "keyring_missing": Offer.PASSPHRASE,
    "keyring_locked": Offer.TRY_AGAIN,
    "keyring_empty": Offer.PASSPHRASE,
    "wrong_key": Offer.PASSPHRASE,
    "keystore_missing": Offer.TRY_AGAIN,
    "keystore_damaged": Offer.TRY_AGAIN,
    "database_missing": Offer.TRY_AGAIN,
    "database_damaged": Offer.RESTORE,
    "settings_missing": Offer.STATION,
    "settings_damaged": Offer.STATION,
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_problem_has_its_screen_and_the_folder_stays_as_it_is(
    keyed: Path, ring: MemoryKeyring, kind: str
) -> None:
    _damage(keyed, ring, kind)
    before = everything(keyed)
    opening = Opening(keyed)
    with pytest.raises(UserError) as failure:
        opening.begin()
    problem = problem_of(failure.value, opening.slots)
    assert problem.kind == kind
    assert problem.offers[0] is KINDS[kind]
    assert problem.title and problem.text and problem.hint
    assert everything(keyed) == before


def test_the_passphrase_is_offered_only_where_there_is_one() -> None:
    problem = problem_of(WrongSecret("x"), ("recovery", "device"))
    assert Offer.PASSPHRASE not in problem.offers
    assert Offer.RECOVERY in problem.offers


@pytest.mark.parametrize("kind", ["keyring_empty", "wrong_key"])
def test_the_recovery_code_opens_and_renews_the_keyring(
    keyed: Path, ring: MemoryKeyring, kind: str, shown_code: str
) -> None:
    _damage(keyed, ring, kind)
    Opening(keyed).with_recovery(shown_code).centre.close()
    context = Opening(keyed).begin()
    assert context is not None
    context.centre.close()


def test_a_lost_station_is_set_up_again_beside_its_data(keyed: Path, ring: MemoryKeyring) -> None:
    _damage(keyed, ring, "settings_damaged")
    opening = Opening(keyed)
    with pytest.raises(UserError):
        opening.begin()
    context = opening.set_station_up(Station("档案室", "archive"))
    assert context.station.name == "档案室"
    context.centre.close()


@pytest.mark.parametrize("kind", ["database_damaged", "keystore_missing", "keystore_damaged"])
def test_a_restore_keeps_what_was_there_and_opens(
    keyed: Path, ring: MemoryKeyring, kind: str, tmp_path: Path, shown_code: str
) -> None:
    store = KeyStore.load(keyed)
    centre = bootstrap.open_centre(keyed, store.unlock_passphrase(PASSPHRASE), watch=False)
    backup.make(centre, store, tmp_path / "b")
    centre.close()
    _damage(keyed, ring, kind)
    before = everything(keyed)
    opening = Opening(keyed)
    with pytest.raises(UserError):
        opening.begin()
    with pytest.raises(UserError):
        opening.restore(tmp_path / "b", "not the right passphrase")
    assert everything(keyed) == before
    context = opening.restore(tmp_path / "b", shown_code)
    assert context.notices == ()
    context.centre.close()
    kept = [path for path in tmp_path.iterdir() if path.name.startswith("centre-before-")]
    assert [everything(path) for path in kept] == [before]
    assert CODE
