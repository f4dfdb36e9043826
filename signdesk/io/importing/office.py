"""Old Word, WPS and RTF files are turned into .docx by LibreOffice, where it is installed. It runs without windows,
macros and network, with a profile and a home of its own in a private folder that lies in memory where the system has
such a place, and that is removed whatever happens. The text is not read here: the .docx goes on to the limited reader
like any other."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import quoteattr

from signdesk.io.importing.sniff import Refused

SECONDS = 60
"""How long a conversion may take: LibreOffice alone needs some five seconds to start with a new profile."""
MEMORY = 3 * 1024 * 1024 * 1024
"""Address space of LibreOffice in bytes; most of it is libraries."""
LARGEST_RESULT = 100 * 1024 * 1024

_FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format"}
_FOLDER = "signdesk-office-"
_STALE_SECONDS = 3600
_USUAL_PLACES = {
    "darwin": "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "win32": r"C:\Program Files\LibreOffice\program\soffice.exe",
}
_NOWHERE = (("HTTP", "127.0.0.1", "9"), ("HTTPS", "127.0.0.1", "9"))
# No macros, no active content, nothing fetched from elsewhere, no question asked, nothing remembered.
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    *(("/org.openoffice.Inet/Settings", f"ooInet{kind}ProxyName", host) for kind, host, _port in _NOWHERE),
    *(("/org.openoffice.Inet/Settings", f"ooInet{kind}ProxyPort", port) for kind, _host, port in _NOWHERE),
    ("/org.openoffice.Office.Common/History", "PickListSize", "0"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)


def program() -> str | None:
    """LibreOffice's command, None where it is not installed."""
    usual = _USUAL_PLACES.get(sys.platform, "")
    return shutil.which("soffice") or shutil.which("libreoffice") or (usual if Path(usual).is_file() else None)


def to_docx(data: bytes, kind: Literal["doc", "rtf"]) -> bytes:
    """The file as .docx. Takes up to SECONDS. Raises Refused, also where LibreOffice is not installed."""
    office = program()
    if office is None:
        raise Refused("rtf" if kind == "rtf" else "old_doc")
    _sweep()
    with _private_folder() as folder:
        file = folder / f"contract.{kind}"
        file.write_bytes(data)
        _write_profile(folder / "profile")
        _run(
            [
                office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--invisible",
                "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard",
                f"--infilter={_FILTERS[kind]}", "--convert-to", "docx:MS Word 2007 XML",
                "--outdir", str(folder / "out"), str(file),
            ],
            folder,
        )  # fmt: skip
        result = folder / "out" / "contract.docx"
        if not result.is_file():
            raise Refused("damaged")
        if result.stat().st_size > LARGEST_RESULT:
            raise Refused("too_large")
        return result.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")}
    environment |= {"LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    own = ("HOME", "USERPROFILE", "TMPDIR", "TMP", "TEMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    environment |= dict.fromkeys(own, str(folder))
    office = subprocess.Popen(  # noqa: S603  the command is our own; the file's content is only read
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _limit(office.pid)
        office.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise Refused("office_too_slow") from None
    finally:
        if os.name == "posix":  # its command is a starter: what it started goes too
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(office.pid, signal.SIGKILL)
        else:
            office.kill()
        office.wait()


def _limit(process: int) -> None:
    """Memory, time on the processor and size of files. Linux alone lets one process limit another."""
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(process, resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.prlimit(process, resource.RLIMIT_CPU, (int(SECONDS) + 1, int(SECONDS) + 1))
            resource.prlimit(process, resource.RLIMIT_CORE, (0, 0))
            resource.prlimit(process, resource.RLIMIT_FSIZE, (2 * LARGEST_RESULT, 2 * LARGEST_RESULT))


@contextlib.contextmanager
def _private_folder() -> Iterator[Path]:
    """A folder only this user can enter, named after this process, gone afterwards."""
    place = next(place for place in _places() if os.access(place, os.W_OK))
    folder = Path(tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _places() -> list[Path]:
    """Where the folder may lie, best first: in memory, so that the text meets no disk; else among temporary files."""
    candidates = [os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm" if sys.platform == "linux" else ""]  # noqa: S108 -- a folder of our own is made in it
    places = [Path(candidate) for candidate in candidates if candidate and Path(candidate).is_dir()]
    roomy = [place for place in places if shutil.disk_usage(place).free > 4 * LARGEST_RESULT]
    return [*roomy, Path(tempfile.gettempdir())]


def _sweep() -> None:
    """Remove folders whose process is gone without having tidied up (killed, power cut)."""
    for place in _places():
        for folder in place.glob(f"{_FOLDER}*"):
            if _is_left_behind(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_left_behind(folder: Path) -> bool:
    try:
        about = folder.stat()
        if os.name != "posix":
            return time.time() - about.st_mtime > _STALE_SECONDS
        if about.st_uid != os.getuid():
            return False
        os.kill(int(folder.name.removeprefix(_FOLDER).partition("-")[0]), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError):
        return False
    return False


def _write_profile(profile: Path) -> None:
    items = "".join(
        f"<item oor:path={quoteattr(path)}><prop oor:name={quoteattr(name)} oor:op='fuse'><value>{value}</value></prop>"
        "</item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )
