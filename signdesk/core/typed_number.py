"""What all checks of typed numbers share: the form in which numbers are compared, and refusals that name the place.
Which numbers there are is told by `identity`, `phone` and `bank_account`."""

from __future__ import annotations

import re
import unicodedata

from signdesk.core.errors import UserError
from signdesk.core.i18n import _


def compact(text: str) -> str:
    """The number as it is compared: NFKC (full width becomes ASCII), upper case, no spaces, dots or dashes."""
    return re.sub(r"[\s\-‐‑–—·.]", "", unicodedata.normalize("NFKC", text)).upper()


def refused(message: str, field: str = "id_number", *, hint: str = "") -> UserError:
    """The refusal, to be shown beside `field`."""
    return UserError(message, field=field, hint=hint)


def require_digit(character: str, position: int, *, field: str = "id_number") -> None:
    """Refuse a character that is no digit, by its place (from 1), and name the digit it resembles."""
    if not ("0" <= character <= "9"):
        raise refused(
            _("Character {position} “{character}” is not a digit.").format(position=position, character=character),
            field,
            hint=look_alike(character),
        )


def look_alike(character: str) -> str:
    """A hint naming the digit a letter is often taken for, "" for any other character."""
    digit = {"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"}.get(character)
    return _("Did you mean {digit}?").format(digit=digit) if digit else ""
