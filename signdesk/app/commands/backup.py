"""`signdesk backup FILE` and `signdesk restore FILE`: one encrypted file for a whole centre, and a new folder from
it."""

from dataclasses import replace
from pathlib import Path

from signdesk.app import bootstrap
from signdesk.app.commands.answers import FAILED, GOOD, say
from signdesk.app.commands.unlock import unlock
from signdesk.core import backup, clock
from signdesk.core.backup import BackupInfo
from signdesk.core.config import BACKUP_LAST, Config
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.keys import KeyStore


def make(folder: Path, target: Path, *, passphrase_fd: int | None) -> int:
    """Back the centre in `folder` up into `target`."""
    store = KeyStore.load(folder)
    keys = unlock(store, passphrase_fd=passphrase_fd)
    centre = bootstrap.open_centre(folder, replace(keys), watch=False)  # closing a centre wipes its keys
    try:
        info = backup.make(centre, store, target, progress=say)
    except FileExistsError:
        raise UserError(
            _("There is a file {path} already.").format(path=target),
            hint=_("Choose another name; nothing is overwritten."),
        ) from None
    finally:
        centre.close()
    Config.load(folder, keys.config).set(BACKUP_LAST, info.made_at.isoformat())
    say(_("The backup {path} was written and read back.").format(path=target))
    _describe(info)
    for name in info.missing:
        say(_("Not in it, because it was missing: {name}").format(name=name))
    return FAILED if info.missing else GOOD


def restore(folder: Path, source: Path, *, passphrase_fd: int | None) -> int:
    """Restore `source` into `folder`, which must be missing or empty."""
    store = backup.keystore_of(source)
    info = backup.restore(source, folder, unlock(store, passphrase_fd=passphrase_fd), progress=say)
    say(_("The backup was restored into {folder}.").format(folder=folder))
    _describe(info)
    return GOOD


def _describe(info: BackupInfo) -> None:
    say(
        _("{centre}, {time}: {files} files, {size} MB, audit trail up to entry {seq}").format(
            centre=info.centre or _("Centre"),
            time=clock.to_local(info.made_at).strftime("%Y-%m-%d %H:%M"),
            files=info.files,
            size=f"{info.size / 1e6:.1f}",
            seq=info.head.seq,
        )
    )
