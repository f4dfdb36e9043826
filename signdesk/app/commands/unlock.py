"""Opens a key store for a command: the sample centre's published passphrase, a file descriptor, this PC's keyring, or
a prompt. Never an argument, which every user of the PC could read."""

import getpass
import os
import sys

from signdesk.app.context import DEMO
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.keys import Keys, KeyStore

_LONGEST = 4096


def unlock(store: KeyStore, *, passphrase_fd: int | None) -> Keys:
    """The keys. UserError if none of the ways opens the store."""
    if DEMO in store.header:
        return store.unlock_passphrase(store.header[DEMO])
    if passphrase_fd is not None:
        return open_with(store, _from_descriptor(passphrase_fd))
    problem: UserError | None = None
    if "device" in store.slots:
        try:
            return store.unlock_device()
        except UserError as error:
            problem = error
    if sys.stdin is not None and sys.stdin.isatty():
        if problem is not None:
            sys.stderr.write(problem.message + "\n")
        return open_with(store, getpass.getpass(_("Passphrase or recovery code: ")))
    raise problem or UserError(
        _("A passphrase is needed."), hint=_("Type it at a prompt, or hand it over with --passphrase-fd N.")
    )


def open_with(store: KeyStore, secret: str) -> Keys:
    """The keys by a text that is either the passphrase or the recovery code. Raises WrongSecret."""
    try:
        return store.unlock_passphrase(secret)
    except UserError as wrong:
        try:
            return store.unlock_recovery(secret)
        except UserError:
            raise wrong from None


def _from_descriptor(descriptor: int) -> str:
    """The first line that `descriptor` gives."""
    try:
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.readline(_LONGEST).decode().rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise UserError(
            _("File descriptor {number} gives no passphrase.").format(number=descriptor), field="passphrase_fd"
        ) from None
