"""Reading a file that is to become an item: its content, kind, pages and text. Slow; called on a worker before the
dossier is taken in. Nothing is stored here."""

from dataclasses import dataclass
from pathlib import Path

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.text import TextModel

LARGEST_FILE = 100 * 1024 * 1024

_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}


@dataclass(frozen=True)
class PreparedFile:
    """A file read whole. `text_pages` is empty where it holds no text (a scan not recognised yet)."""

    name: str
    data: bytes
    media_type: str
    pages: int
    text_pages: tuple[str, ...]


def prepare_file(path: Path) -> PreparedFile:
    """Read a PDF, Word, text or picture file. UserError for what is no such file, empty, protected or too large."""
    from signdesk.io import importing

    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UserError(_("The file {name} is larger than 100 MB.").format(name=path.name), field="items")
        data = path.read_bytes()
    except OSError as error:
        raise UserError(_("The file {name} cannot be read.").format(name=path.name), field="items") from error
    for magic, media_type in _PICTURES.items():
        if data.startswith(magic):
            return PreparedFile(path.name, data, media_type, 1, ())
    try:
        text = importing.read_contract(data, path.name, recognise=False)
    except UserError:
        if not data.startswith(b"%PDF-"):
            raise
        # A PDF without text is a scan: kept as it is, to be recognised later.
        return PreparedFile(path.name, data, "application/pdf", _pages_of_scan(data), ())
    return PreparedFile(path.name, data, importing.media_type(data), text.pages or 1, pages_of(text))


def pages_of(text: TextModel) -> tuple[str, ...]:
    """The text of each page, for search; one page if the document does not say where its pages end."""
    pages: dict[int, list[str]] = {}
    for block in text.blocks:
        pages.setdefault(block.page or 1, []).append(block.text)
    return tuple("\n".join(pages.get(number, [])) for number in range(1, max(pages, default=0) + 1))


def _pages_of_scan(data: bytes) -> int:
    from signdesk.io import preview

    return preview.page_count(data)
