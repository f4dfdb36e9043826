"""Where the files shipped with the program lie: icons, catalogues, templates.

The same call works from a checkout (``resources/`` beside the package), from an installed wheel
(``signdesk/_resources``) and from the one-folder app made by PyInstaller. It only finds paths; it never
reads, caches or writes anything, and user data never lives here.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds the shipped resources. Raises FileNotFoundError if the installation is incomplete."""
    package = Path(__file__).resolve().parent.parent
    candidates = [package / "_resources", package.parent / "resources"]
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle:
        candidates.insert(0, Path(bundle) / "resources")
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("resources folder not found beside the program: " + ", ".join(map(str, candidates)))


def path(*parts: str) -> Path:
    """Path of one shipped file or folder, e.g. ``path("icons", "queue.svg")``. The file need not exist."""
    return root().joinpath(*parts)
