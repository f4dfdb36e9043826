"""Contracts that come from outside become a text model: docx, pdf with text and txt by our own readers; doc, wps and
rtf through LibreOffice where it is installed; scans and photographs through the recogniser where it is installed. A
file is read in a process of its own that may use 10 seconds and 512 MiB and is killed beyond that (LibreOffice and the
recogniser have limits of their own); nothing is stored here. A file that is no contract is refused with the reason in
words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.core.text import TextModel
from signdesk.io.importing import confined, office, scan
from signdesk.io.importing.sniff import PICTURES, Kind, Refused, sniff

Report = scan.Report
LARGEST_FILE = 100 * 1024 * 1024
IMPORT_CHILD = "--import-child"

SUFFIXES = frozenset({".docx", ".doc", ".wps", ".rtf", ".pdf", ".txt"})
"""How the names of contract files end, for choosing files in a folder. What a file is, its bytes say."""

MEDIA_TYPES: dict[Kind, str] = {
    "doc": "application/msword",
    "rtf": "application/rtf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tiff": "image/tiff",
}


@dataclass(frozen=True)
class _Reason:
    message: str
    hint: str


_SAVE_AGAIN = N_("Open it in Word or WPS and save it as .docx.")
_SAVE_AGAIN_OR_INSTALL = N_(
    "Open it in Word or WPS and save it as .docx, or have LibreOffice installed on this computer."
)
_INSTALL_RECOGNISER = N_(
    "Have the recogniser for scans installed (the extra “recognition”), or import the contract as .docx, .txt or "
    "PDF with text."
)

REASONS: dict[str, _Reason] = {
    "empty": _Reason(N_("“{name}” is empty."), N_("Choose the file with the contract's text.")),
    "too_large": _Reason(N_("“{name}” is larger than 100 MB."), N_("A contract is far smaller. Choose another file.")),
    "too_long": _Reason(N_("“{name}” has more than five million characters."), N_("Split it and import the parts.")),
    "missing": _Reason(N_("There is no file “{name}”."), N_("Check the name and the folder.")),
    "unreadable": _Reason(N_("“{name}” cannot be opened."), N_("Check that you may read it and that it is a file.")),
    "encrypted": _Reason(
        N_("“{name}” is protected by a password."), N_("Remove the password in the program that made it, then import.")
    ),
    "old_doc": _Reason(N_("“{name}” is an old Word or WPS file (.doc, .wps)."), _SAVE_AGAIN_OR_INSTALL),
    "rtf": _Reason(N_("“{name}” is an RTF file."), _SAVE_AGAIN_OR_INSTALL),
    "html": _Reason(N_("“{name}” is a web page."), _SAVE_AGAIN),
    "program": _Reason(N_("“{name}” is a program, not a document."), N_("Do not open it. Tell your administrator.")),
    "archive": _Reason(N_("“{name}” is a packed archive."), N_("Unpack it and import the contract in it.")),
    "picture": _Reason(N_("“{name}” is a picture, not a document."), _INSTALL_RECOGNISER),
    "other_picture": _Reason(
        N_("“{name}” is a picture of a kind that cannot be read."),
        N_("Save it as JPEG, PNG or TIFF, or import the contract as .docx, .txt or PDF."),
    ),
    "not_word": _Reason(N_("“{name}” is a packed file, but no Word document."), N_("Import .docx, .pdf or .txt.")),
    "other_office": _Reason(
        N_("“{name}” is a spreadsheet or a presentation, not a contract."), N_("Import .docx, .pdf or .txt.")
    ),
    "bomb": _Reason(
        N_("“{name}” would unpack to an absurd size and was not opened."), N_("Do not use it. Ask the sender.")
    ),
    "damaged": _Reason(N_("“{name}” is damaged and cannot be read."), N_("Ask for the file again.")),
    "not_text": _Reason(N_("“{name}” is no text in UTF-8, GB18030 or UTF-16."), N_("Import .docx, .pdf or .txt.")),
    "no_text": _Reason(N_("“{name}” has no contract text in it."), N_("Choose the file with the contract's text.")),
    "scan": _Reason(
        N_("“{name}” is a scan: its pages are pictures without text."),
        _INSTALL_RECOGNISER,
    ),
    "nothing_recognised": _Reason(
        N_("No contract text was found in the scan “{name}”."),
        N_("Scan the pages again: straight, in focus, at 300 dpi."),
    ),
    "scan_too_long": _Reason(N_("“{name}” has more than 100 scanned pages."), N_("Split it and import the parts.")),
    "scan_too_large": _Reason(N_("A page of “{name}” is too large to be read."), N_("Scan it again at 300 dpi.")),
    "scan_too_slow": _Reason(
        N_("Reading a page of “{name}” took longer than 90 seconds and was given up."),
        N_("Scan it again: straight, in black and white, at 300 dpi."),
    ),
    "too_slow": _Reason(
        N_("“{name}” took longer than 10 seconds to read and was given up."), N_("Save it again or import it as text.")
    ),
    "office_too_slow": _Reason(
        N_("LibreOffice took longer than 60 seconds to read “{name}” and was given up."), _SAVE_AGAIN
    ),
    "too_much_memory": _Reason(
        N_("“{name}” needs more than 512 MB to read and was given up."), N_("Save it again or import it as text.")
    ),
}


def read_contract(
    source: Path | bytes, name: str = "", *, report: Report | None = None, recognise: bool = True
) -> TextModel:
    """Read a contract. `name` is only used in messages (the path's name by default). Pages that are pictures are read
    by the recogniser if it is installed and `recognise` is true; `report` hears how many of them are read, and what it
    raises ends the reading. Without it a scan is refused, and a document that has text besides names the pages nobody
    has read.

    Takes up to 10 seconds, through LibreOffice a minute, for scans some seconds a page: call it off the screen thread
    and before the operation that stores the file. Raises UserError saying why the file is refused."""
    label = name or (source.name if isinstance(source, Path) else _("the file"))
    try:
        data = source if isinstance(source, bytes) else _load(source)
        if len(data) > LARGEST_FILE:
            raise Refused("too_large")
        return _read(data, report, recognise and scan.installed())
    except Refused as refusal:
        raise in_words(refusal, label) from None


def _read(data: bytes, report: Report | None, recognise: bool) -> TextModel:
    kind = sniff(data)
    if kind in PICTURES:
        if not recognise:
            raise Refused("picture")
        return scan.read(data, report)
    if kind == "doc" or kind == "rtf":
        return replace(_in_child(office.to_docx(data, kind)), source="doc")
    try:
        model = _in_child(data)
    except Refused as refusal:
        if refusal.code != "scan" or kind != "pdf" or not recognise:
            raise
        return scan.read(data, report)
    return scan.read(data, report) if model.unread and recognise else model


def load(path: Path) -> bytes:
    """The bytes of a file that is small enough to be a contract. Raises UserError."""
    try:
        return _load(path)
    except Refused as refusal:
        raise in_words(refusal, path.name) from None


def media_type(data: bytes) -> str:
    """The media type by the first bytes. Raises UserError if it is no contract file."""
    try:
        return MEDIA_TYPES[sniff(data)]
    except Refused as refusal:
        raise in_words(refusal, _("the file")) from None


def in_words(refusal: Refused, name: str) -> UserError:
    """Why the file `name` is refused, for the person who chose it."""
    reason = REASONS[refusal.code]
    return UserError(_(reason.message).format(name=name), hint=_(reason.hint))


def _load(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Refused("unreadable" if path.exists() else "missing")
        if path.stat().st_size > LARGEST_FILE:
            raise Refused("too_large")
        return path.read_bytes()
    except OSError as problem:
        raise Refused("unreadable") from problem


def _in_child(data: bytes) -> TextModel:
    answer = confined.ask("signdesk.io.importing.child", IMPORT_CHILD, data)
    return TextModel.from_json(answer["model"])
