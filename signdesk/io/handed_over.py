"""Files that are handed to another program, which reads them when it comes to it and does not say when it has. They lie
in the system's folder for temporary files, and only as long as they must: each is removed after two minutes, or when
the program ends, and what a crash left behind is removed the next time a file is handed over."""

import atexit
import os
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

READ_WITHIN_SECONDS = 120.0
_PREFIX = "signdesk-page-"
_own: set[Path] = set()


def hand_over(data: bytes, *, suffix: str) -> Path:
    """Write a file for another program to read within two minutes. Raises OSError."""
    remove_old()
    handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=suffix)
    path = Path(name)
    _own.add(path)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    timer = threading.Timer(READ_WITHIN_SECONDS + 1, remove_old)
    timer.daemon = True
    timer.start()
    return path


def remove_old() -> None:
    """Remove what was handed over more than two minutes ago, also by a program that has crashed since. A file that is
    still being read (Windows keeps it then) is tried again at the next file, and at the program's end."""
    written_before = time.time() - READ_WITHIN_SECONDS
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if path.stat().st_mtime < written_before:
                path.unlink()
                _own.discard(path)


@atexit.register
def _remove_own() -> None:
    for path in tuple(_own):
        with suppress(OSError):
            path.unlink()
