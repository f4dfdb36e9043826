"""The zip around a Word file: opened with suspicion (sizes, ratios, names, entity tricks), its parts handed out as XML.
It knows nothing about the text in them."""

from __future__ import annotations

import io
import posixpath
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from xml.etree.ElementTree import Element

from signdesk.io.importing.sniff import Refused

LARGEST_PART = 64 * 1024 * 1024
LARGEST_TOTAL = 1024 * 1024 * 1024
MOST_PARTS = 20_000
HIGHEST_RATIO = 100
RATIO_COUNTS_FROM = 4 * 1024 * 1024


class Package:
    """An Office package held in memory. Raises Refused from the constructor if it is unsafe or no Word document."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
            raise Refused("damaged") from problem
        entries = self._zip.infolist()
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
            raise Refused("bomb")
        for entry in entries:
            if entry.flag_bits & 0x1:
                raise Refused("encrypted")
            if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
                raise Refused("bomb")
            if entry.filename.startswith(("/", "\\")) or ".." in entry.filename.replace("\\", "/").split("/"):
                raise Refused("damaged")
        self._names = {entry.filename: entry for entry in entries}
        self.main = self._main_part()

    def xml(self, part: str) -> Element | None:
        """A part's root element, None if there is no such part. Raises Refused if it is unsafe or no XML."""
        entry = self._names.get(part)
        if entry is None:
            return None
        if entry.file_size > LARGEST_PART:
            raise Refused("too_much_memory")
        try:
            with self._zip.open(entry) as stream:
                # the size in the directory may lie: never read on past the limit
                content = stream.read(min(entry.file_size, LARGEST_PART) + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            ValueError,
            RuntimeError,
        ) as wrong:
            raise Refused("damaged") from wrong
        if len(content) > entry.file_size:
            raise Refused("bomb")
        head = content[:2000]
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head or "<!DOCTYPE".encode("utf-16-le") in head:
            raise Refused("damaged")
        try:
            # Entities are excluded above and expat itself limits amplification.
            return ElementTree.fromstring(content)  # noqa: S314
        except (ElementTree.ParseError, LookupError, ValueError) as problem:
            raise Refused("damaged") from problem

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What `part` refers to: relation id → (last word of the relation's type, part name)."""
        folder, name = posixpath.split(part)
        root = self.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        found: dict[str, tuple[str, str]] = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
        return found

    def _main_part(self) -> str:
        if "[Content_Types].xml" not in self._names:
            raise Refused("not_word")
        main = next((path for kind, path in self.related("").values() if kind == "officeDocument"), "word/document.xml")
        if main.startswith(("xl/", "ppt/")):
            raise Refused("other_office")
        if main not in self._names:
            raise Refused("damaged" if any(name.startswith("word/") for name in self._names) else "not_word")
        return main
