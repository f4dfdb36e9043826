"""What a file is, by its first bytes and never by its name. It looks only at the outside; readers judge the inside."""

from __future__ import annotations

from typing import Literal

Kind = Literal["docx", "doc", "rtf", "pdf", "txt", "jpeg", "png", "tiff"]
PICTURES: frozenset[Kind] = frozenset({"jpeg", "png", "tiff"})
"""What scanners and telephones make of paper: pictures that can be read."""


class Refused(Exception):
    """A file that is not taken in. `code` is one of the keys of `signdesk.io.importing.REASONS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_OF_PAPER: dict[bytes, Kind] = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
}
_OTHER_PICTURES = (b"GIF8", b"\x89PNG", b"\x00\x00\x01\x00", b"8BPS")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_OTHER_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "PowerPoint Document", "VisioDocument"))
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def sniff(data: bytes) -> Kind:
    """The kind of contract file, or Refused with the reason."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty")
    head = data[:1024]
    if head.startswith(b"PK\x03\x04") or head.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        return "docx"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-") or b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(data)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith((b"MZ", b"\x7fELF")):
        raise Refused("program")
    if head.startswith(_ARCHIVES):
        raise Refused("archive")
    for magic, kind in _OF_PAPER.items():
        if head.startswith(magic):
            return kind
    if _is_other_picture(head):
        raise Refused("other_picture")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise Refused("html")
    return "txt"


def _compound(data: bytes) -> Kind:
    """Compound files of Word until 2003 and of WPS, told from those of other programs by the names of their streams."""
    if _ENCRYPTED_PACKAGE in data:
        raise Refused("encrypted")
    if _WORD_STREAM not in data and any(name in data for name in _OTHER_STREAMS):
        raise Refused("other_office")
    # The Word stream begins on a sector; bit 8 of the flags in its header says that it is encrypted (MS-DOC, FibBase).
    start = next((at for at in range(512, min(len(data), 1 << 22), 512) if data[at : at + 2] == b"\xec\xa5"), None)
    if start is not None and data[start + 11 : start + 12] and data[start + 11] & 0x01:
        raise Refused("encrypted")
    return "doc"


def _is_other_picture(head: bytes) -> bool:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return True
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypavif", b"ftypmif1"):
        return True
    # "BM" alone could begin an English text: a bitmap's header says more
    if head.startswith(b"BM"):
        return len(head) > 18 and head[6:10] == b"\x00\x00\x00\x00"
    return head.startswith(_OTHER_PICTURES)
