"""`signdesk demo`: the real application on the sample centre. It asks nothing; the log-in window shows the names."""

import sys
from pathlib import Path

from signdesk.app.sample import staff
from signdesk.core.i18n import _
from signdesk.core.operations import ROLES


def run(folder: Path) -> int:
    """Build the sample centre in `folder` unless today's is there, then open it. The application's exit code."""
    prepare(folder)
    from signdesk.app import start
    from signdesk.app.login import SampleNames

    return start.run(folder, sample=SampleNames(people(), staff.PASSWORD))


def people() -> list[tuple[str, str, str]]:
    """Who can log in: login name, person, what the person does."""
    return [
        (member.login_name, member.name, "、".join(_(ROLES[role]) for role in member.roles)) for member in staff.MEMBERS
    ]


def prepare(folder: Path) -> None:
    """Today's sample centre in `folder`; says on the terminal what takes its seconds."""
    from signdesk.app.sample import build

    if not build.is_current(folder):
        build.build(folder, _say)


def _say(words: str) -> None:
    sys.stdout.write(words + " …\n")
    sys.stdout.flush()
