"""Where data lies on this platform. Standard library only: the command line asks before anything heavy is imported."""

import os
import sys
from pathlib import Path


def default_folder(name: str = "SignDesk") -> Path:
    """Where this platform keeps a user's data; `name` tells the sample centre's from the real one's."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / name
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / name
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / name.lower()
