"""The kinds of failure. A UserError is something a person can put right and is always said in words; a BugError is
ours and goes to the crash dialog. Raise them where the fact is known; they are turned into windows in exactly one
place (`signdesk.ui`)."""


class UserError(Exception):
    """Something the person at the desk can put right.

    `message` is already translated and says what happened; `hint` says what to do; `field` names the form field it
    belongs to.
    """

    def __init__(self, message: str, *, field: str | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.hint = hint


class PermissionRefused(UserError):
    """The person logged in has no right to do this."""


class StaleRecord(UserError):
    """Someone else saved the record meanwhile. `current` is its version now; what was typed must be kept by the
    caller."""

    def __init__(self, message: str, *, current: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.current = current


class BugError(Exception):
    """A fault of the program itself: an assumption of ours that did not hold."""
