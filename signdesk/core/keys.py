"""The key store: one random data key, never derived from a password, that wraps the keys for database, vault,
settings, audit heads, backups and search; and slots (this PC's keyring, a passphrase, the printed recovery code) that
each wrap the data key. Everything is in `keystore.json`, written twice; nothing in it is secret. What opens the store
never destroys: there is no "start again" here.

A store's text is canonical JSON with a checksum (so damage is told from a wrong secret before any secret is known)
and a MAC under the data key over all but the device slots (so a changed slot, parameter or header is found once it is
open; each PC has its own device slot, and AES-GCM covers that)."""

import hmac
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from signdesk.core import clock, durable, keyring_slot, recovery_code
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.keyring_slot import KeyringEmpty, KeyringLocked, KeyringMissing
from signdesk.core.keystore_file import (
    COPY,
    DEVICE,
    FILE,
    FORMAT,
    KEY_NAMES,
    PASSPHRASE,
    RECOVERY,
    VERSION,
    Cost,
    KeystoreDamaged,
    KeystoreMissing,
    KeystoreNewer,
    canonical,
    cost_of,
    damaged,
    parse,
    text_of,
)

__all__ = [
    "Cost",
    "KeyStore",
    "KeyringEmpty",
    "KeyringLocked",
    "KeyringMissing",
    "Keys",
    "KeystoreDamaged",
    "KeystoreMissing",
    "KeystoreNewer",
    "WrongSecret",
]

PASSPHRASE_LENGTH = 12


class WrongSecret(UserError):
    """The passphrase, recovery code or keyring entry does not open this key store."""


@dataclass(frozen=True, kw_only=True)
class Keys:
    """The opened keys, 32 bytes each. Pass them to what needs one, never to a log; `wipe()` when the centre closes."""

    db: bytes = field(repr=False)
    vault: bytes = field(repr=False)
    config: bytes = field(repr=False)
    audit_sign: bytes = field(repr=False)
    backup: bytes = field(repr=False)
    index: bytes = field(repr=False)
    data: bytes = field(repr=False)  # wraps the others; only the key store uses it

    def wipe(self) -> None:
        """Drop every key. Python cannot promise that no copy is left in memory; using this object afterwards fails
        instead of sealing something with an empty key (every cipher here refuses one)."""
        for one in fields(self):
            object.__setattr__(self, one.name, b"")


class KeyStore:
    """One folder's key store. `notice` is a sentence to show if a damaged file was read around."""

    def __init__(self, folder: Path, content: dict[str, Any], *, notice: str = "") -> None:
        self.folder = folder
        self.notice = notice
        self._content = content

    # -- making and finding

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        passphrase: str | None,
        use_keyring: bool,
        header: Mapping[str, str] | None = None,
        code: bytes | None = None,
        cost: Cost | None = None,
    ) -> "tuple[KeyStore, Keys, str]":
        """A new store in `folder`, its keys, and the recovery code as printed. `header` is what may be known before
        unlocking (nothing secret); `code` a recovery code already shown and typed back. FileExistsError rather than a
        second store, ever; UserError if neither keyring nor passphrase is to open it, KeyringMissing or KeyringLocked
        if the keyring does not keep its slot."""
        for name in (FILE, COPY):
            if (folder / name).exists():
                raise FileExistsError(folder / name)
        if passphrase is None and not use_keyring:
            raise UserError(
                _("Choose the keyring of this PC, a passphrase, or both."),
                field="passphrase",
                hint=_("Without one of them nobody could open the data."),
            )
        if passphrase is not None:
            check_passphrase(passphrase)
        code = code or recovery_code.new()
        keys = Keys(data=secrets.token_bytes(32), **{name: secrets.token_bytes(32) for name in KEY_NAMES})
        store = cls(
            folder,
            {
                "format": FORMAT,
                "version": VERSION,
                "id": secrets.token_hex(16),
                "generation": 0,
                "created": clock.now().isoformat(timespec="seconds"),
                "header": dict(header or {}),
                "slots": [],
                "keys": {},
            },
        )
        store._content["check"] = store._check_value(keys.data).hex()
        for name in KEY_NAMES:
            store._content["keys"][name] = {"epoch": 1, **store._wrap(keys.data, getattr(keys, name), f"key {name} 1")}
        store._put_slot(store._recovery_slot(keys.data, code))
        if passphrase is not None:
            store._put_slot(store._passphrase_slot(keys.data, passphrase, cost or Cost()))
        durable.make_folder(folder)
        if use_keyring:
            store._put_slot(store._device_slot(keys.data))
        store._save(keys)
        return store, keys, recovery_code.show(code)

    @classmethod
    def load(cls, folder: Path) -> "KeyStore":
        """The store in `folder`. If one of its two files is damaged or gone the other serves, and `notice` says so.
        Raises KeystoreMissing or KeystoreDamaged; neither is ever a reason to make a new one."""
        found: list[dict[str, Any]] = []
        broken: list[Path] = []
        present = 0
        for path in (folder / FILE, folder / COPY):
            try:
                found.append(parse(path.read_bytes()))
                present += 1
            except FileNotFoundError:
                broken.append(path)
            except (ValueError, OSError):
                broken.append(path)
                present += 1
        if not found:
            if not present:
                raise KeystoreMissing(
                    _("The data folder {folder} has no key store.").format(folder=folder),
                    hint=_("Without it the data cannot be opened. Put keystore.json back, or restore a backup."),
                )
            raise damaged(broken[0])
        newest = max(found, key=lambda content: int(content["generation"]))
        notice = ""
        if broken:
            notice = _("The key store file {path} is damaged or missing; its copy was used and will renew it.").format(
                path=broken[0]
            )
        return cls(folder, newest, notice=notice)

    @classmethod
    def join(cls, folder: Path, document: str) -> "KeyStore":
        """The store of a shared database, for a PC that joins it: `document` is what `shared_document` gave. Nothing
        is written before `save_joined`. Raises KeystoreDamaged."""
        try:
            return cls(folder, parse(document.encode()))
        except ValueError:
            raise damaged(Path("keystore")) from None

    def save_joined(self, keys: Keys) -> None:
        """Write a joined store into this PC's folder, which must not have one. FileExistsError otherwise."""
        if (self.folder / FILE).exists() or (self.folder / COPY).exists():
            raise FileExistsError(self.folder / FILE)
        durable.make_folder(self.folder)
        self._save(keys)

    # -- what may be known while it is locked

    @property
    def store_id(self) -> str:
        """Names this store: its keyring entry, and what its containers are bound to."""
        return str(self._content["id"])

    @property
    def header(self) -> dict[str, str]:
        """What may be known before unlocking: the centre's name, the language, whether this is the demo."""
        return dict(self._content["header"])

    @property
    def slots(self) -> tuple[str, ...]:
        """Which ways in exist: "device", "passphrase", "recovery"."""
        return tuple(slot["kind"] for slot in self._content["slots"])

    @property
    def keyring_name(self) -> str:
        """The keyring back end that keeps the device slot's secret, "" if there is none."""
        slot = self._slot(DEVICE)
        return str(slot["backend"]) if slot else ""

    # -- the three ways in

    def unlock_device(self) -> Keys:
        """Open by this PC's keyring. Raises KeyringMissing, KeyringLocked, KeyringEmpty, WrongSecret (another entry
        is there)."""
        slot = self._slot(DEVICE)
        if slot is None:
            raise KeyringEmpty(
                _("This data folder is not opened by a keyring."), hint=_("Use the passphrase, or the recovery code.")
            )
        secret = keyring_slot.fetch(str(slot["account"]))
        opened = self._open_slot(slot, secret)
        if opened is None:
            raise WrongSecret(
                _("The key in this PC's keyring does not belong to this data folder."),
                hint=_("Use the passphrase or the recovery code; the keyring entry is renewed afterwards."),
            )
        return opened

    def unlock_passphrase(self, text: str) -> Keys:
        """Open by the passphrase (argon2id: some 0.7 s). Raises WrongSecret."""
        slot = self._slot(PASSPHRASE)
        if slot is None:
            raise WrongSecret(
                _("This data folder has no passphrase."), field="passphrase", hint=_("Use the recovery code.")
            )
        opened = self._open_slot(slot, _stretch(text, bytes.fromhex(slot["salt"]), cost_of(slot)))
        if opened is None:
            raise WrongSecret(
                _("The passphrase is wrong."), field="passphrase", hint=_("Mind capitals and the input method.")
            )
        return opened

    def unlock_recovery(self, text: str) -> Keys:
        """Open by the printed recovery code. UserError names a mistyped group; WrongSecret if it is another store's
        code."""
        code = recovery_code.read(text)
        slot = self._slot(RECOVERY)
        opened = slot and self._open_slot(slot, _from_code(code, bytes.fromhex(slot["salt"])))
        if not opened:
            raise WrongSecret(
                _("This recovery code belongs to another data folder."),
                field="recovery_code",
                hint=_("Every data folder has a sheet of its own."),
            )
        return opened

    # -- changing the ways in (a password change rewraps a slot; no data is touched)

    def change_passphrase(self, keys: Keys, new: str, *, cost: Cost | None = None) -> None:
        """Replace (or add) the passphrase. UserError if it is too short."""
        check_passphrase(new)
        self._put_slot(self._passphrase_slot(keys.data, new, cost or Cost()))
        self._save(keys)

    def renew_device(self, keys: Keys) -> None:
        """Make (or renew) this PC's keyring entry and slot. Raises KeyringMissing or KeyringLocked."""
        old = self._slot(DEVICE)
        self._put_slot(self._device_slot(keys.data))
        self._save(keys)
        if old:
            keyring_slot.forget(str(old["account"]))

    def drop_device(self, keys: Keys) -> None:
        """Open by the keyring no more. UserError if that were the only way but the printed code."""
        slot = self._slot(DEVICE)
        if slot is None:
            return
        if self._slot(PASSPHRASE) is None:
            raise UserError(
                _("Set a passphrase first."),
                field="passphrase",
                hint=_("Without one of them nobody could open the data."),
            )
        self._content["slots"].remove(slot)
        self._save(keys)
        keyring_slot.forget(str(slot["account"]))

    def new_recovery_code(self, keys: Keys, code: bytes) -> str:
        """Replace the recovery code by `code` (shown and typed back before); as printed. The old sheet opens nothing
        any more."""
        self._put_slot(self._recovery_slot(keys.data, code))
        self._save(keys)
        return recovery_code.show(code)

    def set_header(self, keys: Keys, header: Mapping[str, str]) -> None:
        """Change what may be known before unlocking."""
        self._content["header"] = dict(header)
        self._save(keys)

    def adopt(self, keys: Keys, document: str) -> None:
        """Take over passphrase and recovery code from the shared database, where another station may have changed
        them. A text that is not vouched for by the data key is left alone."""
        try:
            shared = parse(document.encode())
        except (ValueError, UserError):
            return
        if shared["id"] != self.store_id or not hmac.compare_digest(self._mac(keys.data, shared).hex(), shared["mac"]):
            return
        theirs = [slot for slot in shared["slots"] if slot["kind"] != DEVICE]
        if theirs != [slot for slot in self._content["slots"] if slot["kind"] != DEVICE]:
            own = [slot for slot in self._content["slots"] if slot["kind"] == DEVICE]
            self._content["slots"] = [*theirs, *own]
            self._save(keys)

    def heal(self, keys: Keys) -> None:
        """Once open: write the two files again if one was damaged, missing or behind the other. A damaged one is kept
        aside first."""
        texts = []
        for path in (self.folder / FILE, self.folder / COPY):
            try:
                texts.append(path.read_bytes())
                parse(texts[-1])
            except FileNotFoundError:
                texts.append(b"")
            except ValueError:
                path.replace(path.with_name(f"{path.name}.damaged-{clock.now():%Y%m%dT%H%M%S}"))
                texts[-1] = b""
        if not texts[0] or texts[0] != texts[1]:
            self._save(keys)
        self.notice = ""

    def document(self) -> str:
        """The store's text as it stands, for a backup."""
        return text_of(self._content)

    def shared_document(self, keys: Keys) -> str:
        """The store's text without this PC's device slot, for a shared database."""
        content = {**self._content, "slots": [slot for slot in self._content["slots"] if slot["kind"] != DEVICE]}
        content["mac"] = self._mac(keys.data, content).hex()
        return text_of(content)

    # -- inside

    def _slot(self, kind: str) -> dict[str, Any] | None:
        return next((slot for slot in self._content["slots"] if slot["kind"] == kind), None)

    def _put_slot(self, slot: dict[str, Any]) -> None:
        others = [one for one in self._content["slots"] if one["kind"] != slot["kind"]]
        self._content["slots"] = [*others, slot]

    def _passphrase_slot(self, data: bytes, passphrase: str, cost: Cost) -> dict[str, Any]:
        salt = secrets.token_bytes(16)
        wrapped = self._wrap(_stretch(passphrase, salt, cost), data, "slot passphrase")
        return {
            "kind": PASSPHRASE,
            "kdf": "argon2id",
            "time": cost.time,
            "memory": cost.memory,
            "lanes": cost.lanes,
            "salt": salt.hex(),
            **wrapped,
        }

    def _recovery_slot(self, data: bytes, code: bytes) -> dict[str, Any]:
        salt = secrets.token_bytes(16)
        return {"kind": RECOVERY, "salt": salt.hex(), **self._wrap(_from_code(code, salt), data, "slot recovery")}

    def _device_slot(self, data: bytes) -> dict[str, Any]:
        secret = secrets.token_bytes(32)
        # A new account each time: until the store is written, the old entry must go on opening the old slot.
        account = f"{self.store_id}.{secrets.token_hex(4)}"
        backend = keyring_slot.store(account, secret)
        return {"kind": DEVICE, "backend": backend, "account": account, **self._wrap(secret, data, "slot device")}

    def _open_slot(self, slot: dict[str, Any], key: bytes) -> Keys | None:
        """The keys, if `key` opens `slot`. KeystoreDamaged if it does but the rest is not what the data key vouches
        for."""
        data = self._unwrap(key, slot, f"slot {slot['kind']}")
        if data is None:
            return None
        sound = hmac.compare_digest(self._check_value(data).hex(), self._content["check"]) and hmac.compare_digest(
            self._mac(data, self._content).hex(), self._content["mac"]
        )
        opened = {}
        for name in KEY_NAMES:
            wrapped = self._content["keys"][name]
            opened[name] = self._unwrap(data, wrapped, f"key {name} {wrapped['epoch']}") or b""
            sound = sound and len(opened[name]) == 32
        if not sound:
            raise damaged(self.folder / FILE)
        return Keys(data=data, **opened)

    def _wrap(self, key: bytes, secret: bytes, purpose: str) -> dict[str, str]:
        nonce = secrets.token_bytes(12)
        return {"nonce": nonce.hex(), "wrapped": AESGCM(key).encrypt(nonce, secret, self._bound_to(purpose)).hex()}

    def _unwrap(self, key: bytes, wrapped: Mapping[str, str], purpose: str) -> bytes | None:
        if len(key) != 32:
            return None
        try:
            sealed = bytes.fromhex(wrapped["wrapped"])
            return AESGCM(key).decrypt(bytes.fromhex(wrapped["nonce"]), sealed, self._bound_to(purpose))
        except (InvalidTag, ValueError):
            return None

    def _bound_to(self, purpose: str) -> bytes:
        return f"{FORMAT} {VERSION} {self.store_id} {purpose}".encode()

    def _check_value(self, data: bytes) -> bytes:
        return hmac.digest(data, self._bound_to("check"), "sha256")[:16]

    def _mac(self, data: bytes, content: Mapping[str, Any]) -> bytes:
        covered = {name: value for name, value in content.items() if name not in ("mac", "sum")}
        covered["slots"] = [slot for slot in content["slots"] if slot["kind"] != DEVICE]
        return hmac.digest(data, b"mac " + canonical(covered), "sha256")

    def _save(self, keys: Keys) -> None:
        if len(keys.data) != 32:
            raise ValueError("the keys were wiped")
        self._content["generation"] += 1
        self._content["mac"] = self._mac(keys.data, self._content).hex()
        text = text_of(self._content).encode()
        for name in (FILE, COPY):
            durable.write(self.folder / name, text)


def exists(folder: Path) -> bool:
    """Whether `folder` has a key store, sound or not."""
    return (folder / FILE).exists() or (folder / COPY).exists()


def check_passphrase(text: str) -> None:
    """UserError (field "passphrase") if it is shorter than 12 characters or hardly varied."""
    plain = unicodedata.normalize("NFKC", text)
    if len(plain) < PASSPHRASE_LENGTH:
        raise UserError(
            _("The passphrase has fewer than {count} characters.").format(count=PASSPHRASE_LENGTH),
            field="passphrase",
            hint=_("Four or five words that do not belong together are easy to remember."),
        )
    if len(set(plain)) < 5:
        raise UserError(
            _("The passphrase repeats the same few characters."),
            field="passphrase",
            hint=_("Four or five words that do not belong together are easy to remember."),
        )


def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    # NFKC: an input method's full-width letters are the same passphrase.
    secret = unicodedata.normalize("NFKC", passphrase).encode()
    try:
        return hash_secret_raw(
            secret,
            salt,
            time_cost=cost.time,
            memory_cost=cost.memory,
            parallelism=cost.lanes,
            hash_len=32,
            type=Type.ID,
        )
    except HashingError:
        raise UserError(
            _("There is not enough free memory to check the passphrase."),
            field="passphrase",
            hint=_("Close other programs and try again, or use the recovery code."),
        ) from None


def _from_code(code: bytes, salt: bytes) -> bytes:
    """160 random bits need no stretching."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"signdesk recovery").derive(code)
