"""Writing a file so that after a power cut either the old or the whole new one is there: temporary file, fsync,
rename, fsync of the folder. For key store, settings and vault; the database does this for itself."""

import errno
import os
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, TypeVar

from signdesk.core.errors import UserError
from signdesk.core.i18n import _

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
T = TypeVar("T")
TEMPORARY = ".part"  # what a crash may leave behind; always safe to remove


class CannotWrite(UserError, OSError):
    """A file could not be written: the disk is full or read-only, or the rights are missing. The old file is
    untouched."""


def write(path: Path, content: bytes) -> None:
    """Replace `path` by a file holding `content`. OSError if the disk is full or read-only: the old file is then
    untouched."""
    write_by(path, lambda file: file.write(content))


def write_by(path: Path, fill: Callable[[BinaryIO], T]) -> T:
    """Like `write`, but `fill(file)` writes the content; what it returns is handed on."""
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                result = fill(file)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except UserError:
        raise
    except OSError as error:
        raise in_words(error, path) from error
    return result


def in_words(error: OSError, path: Path) -> CannotWrite:
    """The system's error as words for a person."""
    if error.errno in _FULL:
        return CannotWrite(_("The disk is full."), hint=_("Free some space and save again; what you typed is kept."))
    return CannotWrite(
        _("The file {path} cannot be written.").format(path=path),
        hint=_("Check the rights of the folder and whether the disk is read-only."),
    )


def sync_folder(folder: Path) -> None:
    """Make renames and removals within `folder` survive a power cut. Windows does this by itself and refuses the
    call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Create `folder` (and what is above it) for this user alone, durably. Raises CannotWrite."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
    except OSError as error:
        raise in_words(error, folder) from error


def remove_leftovers(folders: Iterable[Path]) -> int:
    """Remove temporary files a crash left in `folders`; how many there were."""
    count = 0
    for folder in folders:
        for leftover in folder.glob(f"*{TEMPORARY}") if folder.is_dir() else ():
            leftover.unlink(missing_ok=True)
            count += 1
    return count
