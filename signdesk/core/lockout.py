"""How long an account pauses after failed attempts, and the words for it. Counting them is `core.auth`."""

from datetime import timedelta
from math import ceil

from signdesk.core.errors import UserError
from signdesk.core.i18n import _, ngettext

FAILURES_BEFORE_PAUSE = 5
LONGEST_PAUSE = timedelta(minutes=15)


def pause_after(failures: int) -> timedelta:
    """How long an account pauses after so many failures in a row: from the fifth on 1, 2, 4 … 15 minutes."""
    if failures < FAILURES_BEFORE_PAUSE:
        return timedelta()
    doubled = min(failures - FAILURES_BEFORE_PAUSE, 10)
    return min(timedelta(minutes=2**doubled), LONGEST_PAUSE)


def not_accepted() -> UserError:
    """The refusal of an attempt: the same for an unknown name and a wrong password."""
    return UserError(
        _("The name or the password is not right."), field="password", hint=_("Check Caps Lock and try again.")
    )


def paused(rest: timedelta) -> UserError:
    """The refusal while an account pauses for `rest` more."""
    minutes = max(1, ceil(rest.total_seconds() / 60))
    return UserError(
        ngettext(
            "Too many failed attempts: this account pauses for {count} minute.",
            "Too many failed attempts: this account pauses for {count} minutes.",
            minutes,
        ).format(count=minutes),
        field="password",
        hint=_("Wait, or ask the system administrator to set a new password."),
    )
