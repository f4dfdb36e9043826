"""What the commands say, and how: plain sentences for people on standard output, JSON when asked, problems on
standard error."""

import json
import sys

from signdesk.core.errors import UserError

GOOD, FAILED, WRONG_USE = 0, 1, 2


def say(text: str) -> None:
    """One line for people."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def say_json(value: object) -> None:
    """One JSON document for programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    sys.stdout.flush()


def complain(error: UserError) -> None:
    """A problem and what to do about it."""
    sys.stderr.write(error.message + "\n")
    if error.hint:
        sys.stderr.write(error.hint + "\n")
    sys.stderr.flush()
