"""Bank account and card numbers as people type them. Nothing here knows banks, and nothing proves that an account is
there."""

from __future__ import annotations

import re

from signdesk.core.i18n import _
from signdesk.core.typed_number import compact, refused, require_digit


def check_account(text: str) -> str:
    """Check a bank account or card number: 8 to 32 digits; returns the digits. See `account_warning`."""
    number = compact(text)
    for position, character in enumerate(number, start=1):
        require_digit(character, position, field="account")
    if not 8 <= len(number) <= 32:
        raise refused(
            _("An account number has 8 to 32 digits; this one has {count}.").format(count=len(number)), "account"
        )
    return number


def account_warning(text: str) -> str:
    """A warning if a card number (16 to 19 digits beginning 3 to 6) fails the Luhn sum (ISO/IEC 7812-1); "" if none.

    Only a warning: account numbers that are not cards have no such digit.
    """
    number = compact(text)
    if not (re.fullmatch(r"[3-6]\d{15,18}", number)) or luhn_holds(number):
        return ""
    return _("The card number's check digit does not fit: please compare it with the card.")


def luhn_holds(number: str) -> bool:
    """Whether a row of digits ends in its Luhn check digit (ISO/IEC 7812-1 annex B)."""
    total = 0
    for place, character in enumerate(reversed(number)):
        value = int(character) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
