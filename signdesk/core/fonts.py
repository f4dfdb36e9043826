"""Where the Chinese fonts that SignDesk brings along lie, for the screen and for paper alike.

System fonts miss half of the rare characters found in names (㛃 𬭩 䶮 𠮷), so screen and PDF both use the Noto Sans CJK
file that comes with the package ``noto-cjk-sans-otc``. Only paths and family names are known here; loading a font is
the business of ``ui.theme`` (Qt) and of the PDF kit (subsetting).
"""

from __future__ import annotations

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
