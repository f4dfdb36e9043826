"""The operating system's keyring as a place for one small secret per data folder: 32 bytes that open the device slot
of the key store. It says apart what can be wrong with a keyring, checks every write by reading it back (a null back
end accepts and forgets), and never falls back to a plain-text store. Every call may wait for the system's own unlock
window: not for the screen thread."""

import hmac
from typing import TYPE_CHECKING

from signdesk.core.errors import UserError
from signdesk.core.i18n import _

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "SignDesk"
# Back ends that would write the secret to disk unprotected.
_PLAIN = {"PlaintextKeyring"}


class KeyringMissing(UserError):
    """This PC has no usable keyring."""


class KeyringLocked(UserError):
    """The keyring is there but locked, or its owner refused to open it."""


class KeyringEmpty(UserError):
    """The keyring opened but does not hold this data folder's secret."""


def backend_name() -> str:
    """The keyring in use, in its own words (for example "SecretService Keyring"). Raises KeyringMissing."""
    return str(_backend().name)


def probe() -> str:
    """Find out whether the keyring really keeps secrets, by a round trip with a throw-away one; the back end's name.
    Raises KeyringMissing or KeyringLocked."""
    account = "probe"
    name = store(account, bytes(32))
    forget(account)
    return name


def store(account: str, secret: bytes) -> str:
    """Keep `secret` under `account` and read it back; the back end's name. Raises KeyringMissing or KeyringLocked."""
    from keyring.errors import KeyringError

    backend = _backend()
    try:
        backend.set_password(SERVICE, account, secret.hex())
        kept = backend.get_password(SERVICE, account)
    except KeyringError as error:
        raise _locked(error) from None
    except Exception as error:  # a back end's own failures (D-Bus gone, Windows error codes) have no common type
        raise _missing(type(error).__name__) from None
    if kept is None or not hmac.compare_digest(kept, secret.hex()):
        raise _missing(str(backend.name))
    return str(backend.name)


def fetch(account: str) -> bytes:
    """The secret of `account`. Raises KeyringMissing, KeyringLocked or KeyringEmpty."""
    from keyring.errors import KeyringError

    backend = _backend()
    try:
        kept = backend.get_password(SERVICE, account)
    except KeyringError as error:
        raise _locked(error) from None
    except Exception as error:  # here too a back end fails in ways of its own
        raise _missing(type(error).__name__) from None
    if kept is None:
        raise KeyringEmpty(
            _("The keyring of this PC ({name}) does not hold the key of this data folder.").format(name=backend.name),
            hint=_("Log in to this PC as the person who set SignDesk up, or use the passphrase or the recovery code."),
        )
    try:
        return bytes.fromhex(kept)
    except ValueError:
        return b""  # someone's own entry under our name: it opens nothing, which the key store says


def forget(account: str) -> None:
    """Remove the secret of `account`, if there is one and the keyring lets us."""
    from contextlib import suppress

    with suppress(Exception):  # nothing depends on it: an entry left behind opens only a slot that is gone
        _backend().delete_password(SERVICE, account)


def _backend() -> "KeyringBackend":
    import keyring
    from keyring.backends import chainer, fail, null

    try:
        backend = keyring.get_keyring()
    except Exception as error:  # choosing a back end runs its start-up code
        raise _missing(type(error).__name__) from None
    # The chainer would try the next store when the first refuses: with a plain-text one installed, that one.
    candidates = list(backend.backends) if isinstance(backend, chainer.ChainerBackend) else [backend]
    usable = [
        one
        for one in candidates
        if not isinstance(one, (fail.Keyring, null.Keyring)) and type(one).__name__ not in _PLAIN
    ]
    if not usable:
        raise _missing(str(backend.name))
    return usable[0]


def _missing(name: str) -> KeyringMissing:
    return KeyringMissing(
        _("This PC has no keyring that keeps secrets ({name}).").format(name=name),
        hint=_("Use the passphrase, or the recovery code."),
    )


def _locked(error: Exception) -> KeyringLocked | KeyringMissing:
    from keyring.errors import NoKeyringError

    if isinstance(error, NoKeyringError):
        return _missing(type(error).__name__)
    return KeyringLocked(
        _("The keyring of this PC is locked."),
        hint=_("Unlock it and try again, or use the passphrase or the recovery code."),
    )
