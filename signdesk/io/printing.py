"""Hands finished bytes to a printer: a folder of PDFs, a network or attached ticket printer, a printer of the
operating system. It makes nothing itself. Every call ends within seconds, with a UserError that says what to
do; callers run it on a worker."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.io import handed_over

PrinterKind = Literal["pdf_folder", "network", "device", "system"]
WAIT_SECONDS = 3.0
RAW_PORT = 9100


@dataclass(frozen=True)
class TicketPrinter:
    """Where tickets go: a folder, `host` or `host:port`, a device such as /dev/usb/lp0 or COM3, or a printer's
    name ("" = default)."""

    kind: PrinterKind
    address: str

    @property
    def wants_pdf(self) -> bool:
        """True if this printer takes pages, False if it takes ESC/POS bytes."""
        return self.kind in ("pdf_folder", "system")


class PrinterTrouble(UserError):
    """The paper did not come; the work it belongs to stands and can be printed again."""


def send(target: TicketPrinter, payload: bytes, *, name: str = "ticket") -> Path | None:
    """Delivers `payload` (PDF or ESC/POS, as the target wants); the file written, for a folder. Raises
    PrinterTrouble.

    `name` becomes the file's or print job's name.
    """
    match target.kind:
        case "pdf_folder":
            return save_pdf(Path(target.address), payload, name=name)
        case "network":
            _send_to_network(target.address, payload)
        case "device":
            _send_to_device(target.address, payload)
        case "system":
            print_pdf(payload, printer=target.address, name=name)
    return None


def save_pdf(folder: Path, payload: bytes, *, name: str) -> Path:
    """Writes the PDF under a name not taken yet; a reader never sees half a file."""
    stem = "".join(character if character.isalnum() or character in "-_." else "-" for character in name) or "page"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(payload)
        for number in range(1, 10_000):
            path = folder / (f"{stem}.pdf" if number == 1 else f"{stem}-{number}.pdf")
            if _claim(Path(part), path):
                return path
    except OSError as error:
        raise PrinterTrouble(
            _("The PDF could not be saved in {folder}.").format(folder=folder),
            hint=_("Check that the folder exists and has free space, then print again."),
        ) from error
    raise PrinterTrouble(
        _("The PDF could not be saved in {folder}.").format(folder=folder),
        hint=_("Empty the folder, then print again."),
    )


def _claim(part: Path, path: Path) -> bool:
    """Gives `part` its name unless that is taken."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return False
    part.replace(path)
    return True


def _send_to_network(address: str, payload: bytes) -> None:
    host, _colon, port = address.strip().rpartition(":") if address.count(":") == 1 else (address.strip(), "", "")
    if not host or (port and not port.isdigit()):
        raise PrinterTrouble(
            _("“{address}” is no printer address.").format(address=address),
            hint=_("Enter it in the settings as 192.168.1.50 or 192.168.1.50:9100."),
        )
    until = time.monotonic() + WAIT_SECONDS
    try:
        with socket.create_connection((host, int(port or RAW_PORT)), timeout=WAIT_SECONDS) as connection:
            connection.settimeout(max(until - time.monotonic(), 0.1))
            connection.sendall(payload)
            connection.shutdown(socket.SHUT_WR)
    except (OSError, OverflowError) as error:
        raise PrinterTrouble(
            _("The ticket printer at {address} cannot be reached.").format(address=address),
            hint=_(
                "Check its power, paper and network cable, then print again; or choose another printer in the settings."
            ),
        ) from error


def _send_to_device(address: str, payload: bytes) -> None:
    try:
        if sys.platform == "win32":
            with Path(rf"\\.\{address}").open("wb") as device:
                device.write(payload)
        else:
            _write_before_timeout(address, payload)
    except OSError as error:
        hint = _("Check its power, paper and cable, then print again; or choose another printer in the settings.")
        if isinstance(error, PermissionError):
            hint = _(
                "This user may not use the device. Ask the system administrator for the right to print (group lp)."
            )
        raise PrinterTrouble(
            _("The ticket printer {address} does not answer.").format(address=address), hint=hint
        ) from error


def _write_before_timeout(address: str, payload: bytes) -> None:
    """Writes to a device file; without paper some printers would make a plain write wait for ever."""
    import select

    until = time.monotonic() + WAIT_SECONDS
    # Never O_CREAT: a mistyped device must not become a file full of tickets.
    handle = os.open(address, os.O_WRONLY | os.O_NONBLOCK)
    try:
        rest = memoryview(payload)
        while rest:
            _readable, writable, _failed = select.select([], [handle], [], max(until - time.monotonic(), 0))
            if not writable:
                raise TimeoutError(address)
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


def print_pdf(payload: bytes, *, printer: str = "", name: str = "page", copies: int = 1) -> None:
    """Gives a PDF to a printer of the operating system ("" = its default). Raises PrinterTrouble."""
    if sys.platform == "win32":
        _run_guarded(lambda: _print_on_windows(payload, printer))
        return
    command = shutil.which("lp")
    if command is None:
        raise PrinterTrouble(
            _("This computer has no printing system."),
            hint=_("Install CUPS (package cups-client), or choose “PDF folder” as the printer in the settings."),
        )
    options = ["-d", printer] if printer else []
    _run_guarded(
        lambda: subprocess.run(  # noqa: S603 - the command is found by which, the arguments are ours, there is no shell
            [command, "-s", "-t", name, "-n", str(copies), *options, "-"],
            input=payload,
            capture_output=True,
            check=True,
            timeout=WAIT_SECONDS,
        ),
        printer,
    )


def _run_guarded(act: Callable[[], object], printer: str = "") -> None:
    try:
        act()
    except (OSError, subprocess.SubprocessError) as error:
        raise PrinterTrouble(
            _("The printer {printer} did not take the page.").format(printer=printer or _("(default)")),
            hint=_("Check in the system's settings that it is switched on and not paused, then print again."),
        ) from error


def _print_on_windows(payload: bytes, printer: str) -> None:
    if sys.platform != "win32":  # also tells the type checker what may be called here
        return
    # The system's own reader prints it and wants a file; it does not tell when it has read it.
    page = str(handed_over.hand_over(payload, suffix=".pdf"))
    if printer:
        os.startfile(page, "printto", f'"{printer}"')  # noqa: S606 - a PDF from here, not a program
    else:
        os.startfile(page, "print")  # noqa: S606 - the same


def system_printers() -> list[str]:
    """Names of the printers this computer knows; empty if there is no printing system."""
    if sys.platform == "win32":
        return []
    command = shutil.which("lpstat")
    if command is None:
        return []
    try:
        done = subprocess.run(  # noqa: S603 - found by which, fixed arguments, no shell
            [command, "-e"], capture_output=True, text=True, timeout=WAIT_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return sorted(line.strip() for line in done.stdout.splitlines() if line.strip())
