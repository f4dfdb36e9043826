"""`signdesk demo`: the real application on the sample centre. It asks nothing; the log-in window shows the names."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from signdesk.app.sample import cast
from signdesk.core import keystore_file
from signdesk.core.errors import UserError

if TYPE_CHECKING:
    from signdesk.app.login import SampleNames


def run(folder: Path) -> int:
    """Build the sample centre in `folder` unless today's is there, then open it. The application's exit code."""
    prepare(folder)
    from signdesk.app import start

    return start.run(folder, sample=sample_names())


def sample_names() -> "SampleNames":
    """Who can log in, for the log-in window."""
    from signdesk.app.login import SampleNames

    people = [(member.login_name, member.name, member.post) for member in cast.MEMBERS]
    return SampleNames(people, cast.PASSWORD)


def prepare(folder: Path) -> None:
    """Today's sample centre in `folder`; says on the terminal what takes its seconds."""
    if is_current(folder):
        return
    from signdesk.app.sample import build

    build.build(folder, _say)


def is_current(folder: Path) -> bool:
    """Whether `folder` holds a sample centre of this program and of today, complete. Reads the key store's header only:
    nothing heavy is imported before the log-in window is there."""
    try:
        content = keystore_file.parse((folder / keystore_file.FILE).read_bytes())
    except (OSError, UserError):
        return False
    return bool(content.get("header", {}).get(cast.BUILT) == cast.stamp())


def _say(words: str) -> None:
    sys.stdout.write(words + " …\n")
    sys.stdout.flush()
