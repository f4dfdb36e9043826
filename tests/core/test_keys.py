"""The key store: three ways in, nothing lost, nothing accepted that was not written."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked as BackendLocked

from signdesk.core import keyring_slot, keystore_file, recovery_code
from signdesk.core.errors import UserError
from signdesk.core.keys import (
    KeyringEmpty,
    KeyringLocked,
    KeyringMissing,
    Keys,
    KeyStore,
    KeystoreDamaged,
    KeystoreMissing,
    KeystoreNewer,
    WrongSecret,
)
from signdesk.core.keystore_file import FLOOR

PASSPHRASE = "paper lantern seven bridges"


class MemoryKeyring(KeyringBackend):
    """A keyring that keeps what it is given, until it is locked."""

    priority = 1.0  # type: ignore[assignment]  # keyring declares a property here
    name = "Memory"

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise BackendLocked("locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise BackendLocked("locked")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop((service, username), None)


class PlaintextKeyring(MemoryKeyring):
    name = "Plain text"


class BrokenKeyring(MemoryKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise OSError("the bus is gone")


@pytest.fixture(autouse=True)
def memory_keyring() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def make(folder: Path, *, passphrase: str | None = PASSPHRASE, use_keyring: bool = False) -> tuple[KeyStore, Keys, str]:
    return KeyStore.create(folder, passphrase=passphrase, use_keyring=use_keyring, cost=FLOOR)


def test_all_three_ways_open_the_same_keys(tmp_path: Path) -> None:
    _store, keys, code = make(tmp_path, use_keyring=True)
    loaded = KeyStore.load(tmp_path)
    assert loaded.slots == ("recovery", "passphrase", "device")
    assert loaded.unlock_passphrase(PASSPHRASE) == keys
    assert loaded.unlock_recovery(code) == keys
    assert loaded.unlock_device() == keys
    assert loaded.notice == ""


def test_every_key_is_its_own_and_none_is_shown(tmp_path: Path) -> None:
    _store, keys, code = make(tmp_path)
    values = {keys.db, keys.vault, keys.config, keys.audit_sign, keys.backup, keys.index, keys.data}
    assert len(values) == 7
    assert {len(value) for value in values} == {32}
    text = (tmp_path / "keystore.json").read_text()
    for value in values:
        assert value.hex() not in text
        assert value.hex() not in repr(keys)
        assert repr(value) not in repr(keys)
    assert code.replace("-", "") not in text.upper()


def test_two_stores_share_nothing(tmp_path: Path) -> None:
    _one, keys, code = make(tmp_path / "one")
    other, other_keys, _code = make(tmp_path / "two")
    assert keys.db != other_keys.db
    with pytest.raises(WrongSecret):
        other.unlock_recovery(code)


def test_a_second_store_is_never_made_over_the_first(tmp_path: Path) -> None:
    make(tmp_path)
    before = (tmp_path / "keystore.json").read_bytes()
    with pytest.raises(FileExistsError):
        make(tmp_path)
    (tmp_path / "keystore.json").unlink()
    with pytest.raises(FileExistsError):
        make(tmp_path)
    assert (tmp_path / "keystore.copy.json").read_bytes() == before


def test_a_wrong_passphrase_is_told_from_damage(tmp_path: Path) -> None:
    make(tmp_path)
    with pytest.raises(WrongSecret) as wrong:
        KeyStore.load(tmp_path).unlock_passphrase("paper lantern eight bridges")
    assert wrong.value.field == "passphrase"


def test_full_width_letters_are_the_same_passphrase(tmp_path: Path) -> None:
    _store, keys, _code = make(tmp_path, passphrase="lantern-2026-bridge")
    assert KeyStore.load(tmp_path).unlock_passphrase("ｌａｎｔｅｒｎ-２０２６-bridge") == keys


@pytest.mark.parametrize("text", ["", "short", "aaaaaaaaaaaaaaaa", "abababababababab"])
def test_weak_passphrases_are_refused_beside_the_field(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError) as refused:
        make(tmp_path, passphrase=text)
    assert refused.value.field == "passphrase"
    assert not (tmp_path / "keystore.json").exists()


def test_someone_must_be_able_to_open_it(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        make(tmp_path, passphrase=None)
    assert not (tmp_path / "keystore.json").exists()


def test_changing_the_passphrase_rewraps_one_slot_and_keeps_the_others(tmp_path: Path) -> None:
    store, keys, code = make(tmp_path, use_keyring=True)
    store.change_passphrase(keys, "another good long passphrase", cost=FLOOR)
    loaded = KeyStore.load(tmp_path)
    assert loaded.unlock_passphrase("another good long passphrase") == keys
    assert loaded.unlock_recovery(code) == keys
    assert loaded.unlock_device() == keys
    with pytest.raises(WrongSecret):
        loaded.unlock_passphrase(PASSPHRASE)


def test_a_new_recovery_code_makes_the_old_sheet_worthless(tmp_path: Path) -> None:
    store, keys, old = make(tmp_path)
    new = store.new_recovery_code(keys, recovery_code.new())
    assert KeyStore.load(tmp_path).unlock_recovery(new) == keys
    with pytest.raises(WrongSecret):
        KeyStore.load(tmp_path).unlock_recovery(old)


def test_the_last_way_in_is_not_given_up(tmp_path: Path) -> None:
    store, keys, _code = make(tmp_path, passphrase=None, use_keyring=True)
    with pytest.raises(UserError):
        store.drop_device(keys)
    store.change_passphrase(keys, PASSPHRASE, cost=FLOOR)
    store.drop_device(keys)
    assert "device" not in KeyStore.load(tmp_path).slots


def test_wiped_keys_are_gone(tmp_path: Path) -> None:
    store, keys, _code = make(tmp_path)
    keys.wipe()
    assert keys.db == keys.data == b""
    with pytest.raises((ValueError, UserError)):
        store.change_passphrase(keys, "another good long passphrase", cost=FLOOR)


# -- the keyring


def test_a_null_keyring_is_found_out_by_the_round_trip(tmp_path: Path) -> None:
    keyring.set_keyring(null.Keyring())
    with pytest.raises(KeyringMissing):
        make(tmp_path, use_keyring=True)
    assert not (tmp_path / "keystore.json").exists()


@pytest.mark.parametrize("ring", [fail.Keyring, null.Keyring, PlaintextKeyring, BrokenKeyring])
def test_a_keyring_that_keeps_no_secret_is_no_keyring(tmp_path: Path, ring: Callable[[], KeyringBackend]) -> None:
    make(tmp_path, use_keyring=True)
    keyring.set_keyring(ring())
    with pytest.raises(KeyringMissing):
        keyring_slot.probe()
    with pytest.raises(KeyringMissing):
        KeyStore.load(tmp_path).unlock_device()


def test_a_locked_keyring_says_so(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    make(tmp_path, use_keyring=True)
    memory_keyring.locked = True
    with pytest.raises(KeyringLocked):
        KeyStore.load(tmp_path).unlock_device()


def test_an_empty_keyring_says_so_and_the_recovery_code_opens(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    _store, keys, code = make(tmp_path, passphrase=None, use_keyring=True)
    memory_keyring.kept.clear()
    with pytest.raises(KeyringEmpty):
        KeyStore.load(tmp_path).unlock_device()
    assert KeyStore.load(tmp_path).unlock_recovery(code) == keys


@pytest.mark.parametrize("content", [bytes(32).hex(), "zz", "", "ab"])
def test_a_changed_keyring_entry_opens_nothing(tmp_path: Path, memory_keyring: MemoryKeyring, content: str) -> None:
    make(tmp_path, use_keyring=True)
    for entry in memory_keyring.kept:
        memory_keyring.kept[entry] = content
    with pytest.raises(WrongSecret):
        KeyStore.load(tmp_path).unlock_device()


def test_renewing_the_keyring_entry_leaves_only_the_new_one(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    store, keys, _code = make(tmp_path, use_keyring=True)
    store.renew_device(keys)
    assert len(memory_keyring.kept) == 1
    assert KeyStore.load(tmp_path).unlock_device() == keys


def test_the_probe_leaves_nothing_behind(memory_keyring: MemoryKeyring) -> None:
    assert keyring_slot.probe() == "Memory"
    assert memory_keyring.kept == {}


# -- damage


def test_a_missing_store_is_missing_and_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(KeystoreMissing):
        KeyStore.load(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["keystore.json", "keystore.copy.json"])
@pytest.mark.parametrize("how", ["gone", "cut", "changed"])
def test_one_damaged_file_is_read_around_and_said(tmp_path: Path, name: str, how: str) -> None:
    _store, keys, code = make(tmp_path)
    path, sound = tmp_path / name, (tmp_path / name).read_bytes()
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(sound[:100] if how == "cut" else sound.replace(b"a", b"b", 1))
    loaded = KeyStore.load(tmp_path)
    assert name in loaded.notice
    assert loaded.unlock_recovery(code) == keys
    assert not path.exists() or path.read_bytes() != sound, "nothing is repaired before the store is open"
    loaded.heal(keys)
    assert (tmp_path / "keystore.json").read_bytes() == (tmp_path / "keystore.copy.json").read_bytes()
    assert KeyStore.load(tmp_path).notice == ""
    assert len(list(tmp_path.glob("*.damaged-*"))) == (how != "gone")


def test_no_mutation_of_both_files_is_accepted(tmp_path: Path) -> None:
    make(tmp_path)
    sound = (tmp_path / "keystore.json").read_bytes()
    dice = random.Random(2)
    for number in range(300):
        mutated = bytearray(sound)
        place = dice.randrange(len(sound))
        match number % 4:
            case 0:
                mutated[place] ^= 1 << dice.randrange(8)
            case 1:
                del mutated[place:]
            case 2:
                mutated[place : place + 16] = bytes(min(16, len(sound) - place))
            case _:
                mutated.insert(place, dice.choice(b" \n0a"))
        if mutated == sound:
            continue
        for name in ("keystore.json", "keystore.copy.json"):
            (tmp_path / name).write_bytes(mutated)
        with pytest.raises(KeystoreDamaged) as damage:
            KeyStore.load(tmp_path)
        assert damage.value.path == tmp_path / "keystore.json"
        assert (tmp_path / "keystore.json").read_bytes() == mutated, "the original stays untouched"


def test_a_forged_checksum_does_not_help(tmp_path: Path) -> None:
    _store, _keys, code = make(tmp_path, use_keyring=True)
    sound = json.loads((tmp_path / "keystore.json").read_text())
    places = [path for path in _leaves(sound) if path not in (("sum",), ("format",), ("version",))]
    accepted = []
    for place in places:
        forged = json.loads(json.dumps(sound))
        _change(forged, place)
        text = keystore_file.text_of(forged).encode()
        for name in ("keystore.json", "keystore.copy.json"):
            (tmp_path / name).write_bytes(text)
        try:
            KeyStore.load(tmp_path).unlock_recovery(code)
            accepted.append(place)
        except (WrongSecret, KeystoreDamaged):
            pass
    device = next(index for index, slot in enumerate(sound["slots"]) if slot["kind"] == "device")
    assert all(place[:2] == ("slots", device) for place in accepted), accepted


def test_a_forged_device_slot_does_not_open(tmp_path: Path) -> None:
    make(tmp_path, use_keyring=True)
    content = json.loads((tmp_path / "keystore.json").read_text())
    slot = next(slot for slot in content["slots"] if slot["kind"] == "device")
    slot["wrapped"] = "00" + slot["wrapped"][2:]
    for name in ("keystore.json", "keystore.copy.json"):
        (tmp_path / name).write_text(keystore_file.text_of(content))
    with pytest.raises(WrongSecret):
        KeyStore.load(tmp_path).unlock_device()


def test_forged_argon_costs_cannot_stop_the_pc(tmp_path: Path) -> None:
    make(tmp_path)
    content = json.loads((tmp_path / "keystore.json").read_text())
    slot = next(slot for slot in content["slots"] if slot["kind"] == "passphrase")
    slot["memory"] = 64 * 1024 * 1024
    for name in ("keystore.json", "keystore.copy.json"):
        (tmp_path / name).write_text(keystore_file.text_of(content))
    with pytest.raises(KeystoreDamaged):
        KeyStore.load(tmp_path)


def test_a_newer_store_is_named_as_such(tmp_path: Path) -> None:
    make(tmp_path)
    content = json.loads((tmp_path / "keystore.json").read_text())
    content["version"] = 2
    (tmp_path / "keystore.json").write_text(keystore_file.text_of(content))
    with pytest.raises(KeystoreNewer):
        KeyStore.load(tmp_path)


def test_a_crash_between_the_two_files_leaves_the_newer_one_in_force(tmp_path: Path) -> None:
    store, keys, _code = make(tmp_path)
    old = (tmp_path / "keystore.copy.json").read_bytes()
    store.change_passphrase(keys, "another good long passphrase", cost=FLOOR)
    (tmp_path / "keystore.copy.json").write_bytes(old)
    loaded = KeyStore.load(tmp_path)
    assert loaded.unlock_passphrase("another good long passphrase") == keys
    loaded.heal(keys)
    assert (tmp_path / "keystore.copy.json").read_bytes() == (tmp_path / "keystore.json").read_bytes()


# -- several PCs, one store


def test_another_pc_joins_with_the_passphrase_and_keeps_its_own_keyring(tmp_path: Path) -> None:
    store, keys, code = make(tmp_path / "first", use_keyring=True)
    document = store.shared_document(keys)
    assert "device" not in document
    joined = KeyStore.join(tmp_path / "second", document)
    assert joined.unlock_recovery(code) == keys
    assert not (tmp_path / "second").exists()
    joined.save_joined(keys)
    joined.renew_device(keys)
    assert KeyStore.load(tmp_path / "second").unlock_device() == keys
    assert KeyStore.load(tmp_path / "first").unlock_device() == keys
    with pytest.raises(KeystoreDamaged):
        KeyStore.join(tmp_path / "third", document.replace("0", "1", 1))


# -- the recovery code


@given(code=st.binary(min_size=20, max_size=20))
def test_every_code_reads_back_in_any_dress(code: bytes) -> None:
    shown = recovery_code.show(code)
    assert len(shown.split("-")) == 8
    dressed = shown.lower().replace("-", " ").replace("0", "O").replace("1", "l").replace("v", "U")
    wide = "".join(chr(ord(character) + 0xFEE0) if character != "-" else "—" for character in shown)
    assert recovery_code.read(shown) == recovery_code.read(dressed) == recovery_code.read(wide) == code


@settings(max_examples=200)
@given(
    code=st.binary(min_size=20, max_size=20),
    place=st.integers(0, 46),
    put=st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"),
)
def test_a_mistyped_character_never_reads_as_the_same_code(code: bytes, place: int, put: str) -> None:
    shown = recovery_code.show(code)
    if shown[place] in ("-", put):
        return
    typed = shown[:place] + put + shown[place + 1 :]
    try:
        assert recovery_code.read(typed) != code
    except UserError as error:
        assert str(place // 6 + 1) in error.message
        assert error.field == "recovery_code"


@pytest.mark.parametrize("typed", ["", "ABC", "*" * 40, "A" * 41, "二" * 40])
def test_what_is_no_code_says_why(typed: str) -> None:
    with pytest.raises(UserError) as wrong:
        recovery_code.read(typed)
    assert wrong.value.field == "recovery_code"


def _leaves(content: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(content, dict | list):
        for name, value in content.items() if isinstance(content, dict) else enumerate(content):
            yield from _leaves(value, (*above, name))
    else:
        yield above


def _change(content: Any, place: tuple[Any, ...]) -> None:
    *way, last = place
    for name in way:
        content = content[name]
    value = content[last]
    if isinstance(value, int):
        content[last] = value + 1
    else:
        content[last] = ("1" if value[:1] != "1" else "2") + value[1:]
