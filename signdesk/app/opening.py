"""Getting from a data folder to an open centre, without windows: which way in is tried, what can be wrong, and what
is offered then. Each problem has its own title and its own offers; none of them starts empty, makes a new key or
deletes. `app.key_problem` shows it."""

import contextlib
import shutil
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from signdesk.app import bootstrap
from signdesk.app.bootstrap import DatabaseDamaged, DatabaseMissing, DatabaseUnreachable
from signdesk.app.commands.unlock import open_with
from signdesk.app.context import DEMO, AppContext
from signdesk.core import backup, clock, durable
from signdesk.core.config import SettingsDamaged, SettingsMissing
from signdesk.core.errors import BugError, UserError
from signdesk.core.i18n import N_, _
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
from signdesk.core.operations import Station
from signdesk.core.schema import NewerDatabase


class Offer(Enum):
    """What can be done about a problem; the value is the button's words."""

    TRY_AGAIN = N_("Try again")
    PASSPHRASE = N_("Enter the passphrase")
    RECOVERY = N_("Enter the recovery code")
    RESTORE = N_("Restore a backup")
    STATION = N_("Set this station up again")


@dataclass(frozen=True)
class Problem:
    """One screen. `kind` is its stable name, `offers` in order of preference; the first is the main one."""

    kind: str
    title: str
    text: str
    hint: str
    offers: tuple[Offer, ...]


_SECRETS = (Offer.PASSPHRASE, Offer.RECOVERY)
_TYPED = (*_SECRETS, Offer.TRY_AGAIN, Offer.RESTORE)
_AGAIN = (Offer.TRY_AGAIN, Offer.RESTORE)
_STATION = (Offer.STATION, Offer.RESTORE)
_KINDS: tuple[tuple[type[UserError], str, str, tuple[Offer, ...]], ...] = (
    (KeyringMissing, "keyring_missing", N_("This PC's keyring is missing"), _TYPED),
    (KeyringLocked, "keyring_locked", N_("This PC's keyring is locked"), (Offer.TRY_AGAIN, *_SECRETS, Offer.RESTORE)),
    (KeyringEmpty, "keyring_empty", N_("The keyring does not hold the key"), _TYPED),
    (WrongSecret, "wrong_key", N_("The key does not fit"), _TYPED),
    (KeystoreMissing, "keystore_missing", N_("The key store is missing"), _AGAIN),
    (KeystoreDamaged, "keystore_damaged", N_("The key store is damaged"), _AGAIN),
    (KeystoreNewer, "keystore_newer", N_("Written by a newer SignDesk"), (Offer.TRY_AGAIN,)),
    (NewerDatabase, "database_newer", N_("Written by a newer SignDesk"), (Offer.TRY_AGAIN,)),
    (DatabaseMissing, "database_missing", N_("The database is missing"), _AGAIN),
    (DatabaseDamaged, "database_damaged", N_("The database is damaged"), (Offer.RESTORE, Offer.TRY_AGAIN)),
    (DatabaseUnreachable, "database_unreachable", N_("The database does not answer"), _AGAIN),
    (SettingsMissing, "settings_missing", N_("This station's settings are missing"), _STATION),
    (SettingsDamaged, "settings_damaged", N_("This station's settings are damaged"), _STATION),
)


def problem_of(error: UserError, slots: tuple[str, ...] = ()) -> Problem:
    """The screen for an error. A way in that the key store does not have is not offered."""
    for kind, name, title, offers in _KINDS:
        if isinstance(error, kind):
            possible = tuple(offer for offer in offers if offer is not Offer.PASSPHRASE or "passphrase" in slots)
            return Problem(name, _(title), error.message, error.hint, possible)
    return Problem(
        "other", _("The centre cannot be opened"), error.message, error.hint, (Offer.TRY_AGAIN, Offer.RESTORE)
    )


class Opening:
    """One attempt after another to open the centre in `folder`. Every method may be slow and raises UserError; keys
    once found are kept for the next attempt, until `give_up`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store: KeyStore | None = None
        self._keys: Keys | None = None

    @property
    def slots(self) -> tuple[str, ...]:
        """The ways in that exist, as far as known."""
        return self.store.slots if self.store else ()

    @property
    def asks_first(self) -> bool:
        """Whether the passphrase is the ordinary way in here: then asking for it is no problem."""
        return self.store is not None and "device" not in self.store.slots and DEMO not in self.store.header

    def load(self) -> KeyStore:
        """Read the key store (again). Raises KeystoreMissing, KeystoreDamaged or KeystoreNewer."""
        self.store = KeyStore.load(self.folder)
        return self.store

    def begin(self) -> AppContext | None:
        """Open by what needs no typing: keys found before, the sample centre's published passphrase, or the keyring.
        None if the passphrase must be asked for, which is how such a folder is opened."""
        store = self.load()
        if self._keys is None:
            if DEMO in store.header:
                self._keys = store.unlock_passphrase(store.header[DEMO])
            elif "device" in store.slots:
                self._keys = store.unlock_device()
            else:
                return None
        return self._open()

    def with_passphrase(self, text: str) -> AppContext:
        """Open by the passphrase. Raises WrongSecret."""
        self._keys = (self.store or self.load()).unlock_passphrase(text)
        return self._open()

    def with_recovery(self, text: str) -> AppContext:
        """Open by the recovery code; this PC's keyring entry is renewed if it has one."""
        store = self.store or self.load()
        self._keys = store.unlock_recovery(text)
        if "device" in store.slots:
            # If the keyring itself is what is wrong, the next start says so again.
            with contextlib.suppress(UserError):
                store.renew_device(self._keys)
        return self._open()

    def set_station_up(self, station: Station, *, url: str = "") -> AppContext:
        """New settings for this PC, then open. The keys are known: settings are only read with them."""
        if self._keys is None:
            raise BugError("settings without keys")
        bootstrap.set_up_station_again(self.folder, self._keys, station, url=url)
        return self._open()

    def restore(self, source: Path, secret: str) -> AppContext:
        """Restore a backup in place of this folder, which is kept beside it under another name; then open. `secret`
        is the backup's passphrase or recovery code; empty means this PC's keyring. Raises BackupDamaged,
        WrongSecret."""
        carried = backup.keystore_of(source)
        keys = open_with(carried, secret) if secret else carried.unlock_device()
        stamp = clock.to_local(clock.now()).strftime("%Y%m%d-%H%M%S")
        fresh = self.folder.with_name(f"{self.folder.name}-restored-{stamp}")
        backup.restore(source, fresh, keys)
        if self.folder.exists():
            if any(self.folder.iterdir()):
                self.folder.rename(self.folder.with_name(f"{self.folder.name}-before-{stamp}"))
            else:
                self.folder.rmdir()
        shutil.move(fresh, self.folder)
        durable.sync_folder(self.folder.parent)
        self.load()
        self._keys = keys
        return self._open()

    def give_up(self) -> None:
        """Forget the keys."""
        if self._keys is not None:
            self._keys.wipe()
            self._keys = None

    def _open(self) -> AppContext:
        if self.store is None or self._keys is None:
            raise BugError("opening without keys")
        # A copy for the centre, which wipes its keys when it closes, also when opening it fails half-way.
        context = bootstrap.open_app(self.store, replace(self._keys))
        self.give_up()
        return context
