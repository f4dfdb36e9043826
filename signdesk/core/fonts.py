"""Where the Chinese fonts that SignDesk brings along lie, for the screen and for paper alike.

System fonts miss half of the rare characters found in names (㛃 𬭩 䶮 𠮷), so screen and PDF both use the Noto Sans CJK
file that comes with the package ``noto-cjk-sans-otc``. Only paths and family names are known here; loading a font is
the business of ``ui.theme`` (Qt) and of the PDF kit (subsetting).
"""

from __future__ import annotations

import os
import struct
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SANS_PACKAGE = "noto_cjk_sans_otc"
SANS_FILE = "NotoSansCJK-Regular.ttc"
#: Family of the Simplified Chinese face inside the collection, as font databases name it.
SANS_FAMILY = "Noto Sans CJK SC"
#: Index of the Simplified Chinese face inside the collection (JP, KR, SC, TC, HK).
SANS_INDEX = 2


@cache
def sans_path() -> Path:
    """The font collection file. Raises FileNotFoundError when the font package is not installed."""
    places: list[Path] = []
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle:
        places.append(Path(bundle) / SANS_PACKAGE)
    spec = find_spec(SANS_PACKAGE)
    if spec is not None:
        places.extend(Path(place) for place in spec.submodule_search_locations or ())
    for place in places:
        file = place / SANS_FILE
        if file.is_file():
            return file
    raise FileNotFoundError(f"{SANS_FILE} not found; install the package noto-cjk-sans-otc")


def kept_face() -> Path:
    """Where the Simplified Chinese face is kept as a file of its own: in this user's cache, named after the collection
    it was taken from. Loading it takes a third of the time that loading ten faces takes."""
    stand = sans_path().stat()
    return _cache_folder() / f"{sans_path().stem}-{SANS_INDEX}-{stand.st_size}-{stand.st_mtime_ns}.otf"


def keep_face() -> None:
    """Take the face out of the collection for the next start, if that is not done yet. Raises OSError where the cache
    cannot be written."""
    from signdesk.core import durable

    place = kept_face()
    if not place.exists():
        durable.make_folder(place.parent)
        durable.write(place, face(sans_path().read_bytes(), SANS_INDEX))


def face(collection: bytes, index: int) -> bytes:
    """One font of an OpenType collection as a font file: its table directory with the offsets moved, and its tables."""
    (start,) = struct.unpack_from(">I", collection, 12 + 4 * index)
    (count,) = struct.unpack_from(">H", collection, start + 4)
    directory = [collection[start : start + 12]]
    tables: list[bytes] = []
    place = 12 + 16 * count
    for number in range(count):
        tag, checksum, offset, length = struct.unpack_from(">4sIII", collection, start + 12 + 16 * number)
        directory.append(struct.pack(">4sIII", tag, checksum, place, length))
        padding = -length % 4
        tables += (collection[offset : offset + length], bytes(padding))
        place += length + padding
    return b"".join(directory + tables)


def _cache_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "SignDesk" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "SignDesk"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "signdesk"
