"""The fields a form is made of, described by frozen values: what is asked, how it is read, what is checked.

A field reads its widget's words into a value (``parse``) and writes a value back as words (``words``); both raise
UserError with words that say what to do. Dates understand ``=`` (today), ``+3`` (in three days), ``1130``,
``2026-11-30``. ``check`` is any callable that takes the value and raises UserError; the checks of identity numbers
live in ``core.identity``. The widgets are made by ``ui.form``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from signdesk.core import clock
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.money import Money
from signdesk.core.phone import check_phone

Check = Callable[[Any], object]


@dataclass(frozen=True)
class Field:
    """One line of text, and what all fields share. ``label`` is already translated."""

    key: str
    label: str
    required: bool = False
    check: Check | None = None
    hint: str = ""
    """Stands in the empty field."""
    default: Any = None
    wide: bool = False
    """Takes the whole width of a form in two columns."""
    max_length: int = 500

    def parse(self, text: str) -> Any:
        """The value of what was typed; None if nothing was."""
        return unicodedata.normalize("NFC", text).strip() or None

    def words(self, value: Any) -> str:
        """The value as it stands in the field."""
        return "" if value is None else str(value)

    def complete(self, text: str) -> bool:
        """Whether what was typed is so surely complete that the cursor may go on by itself."""
        return False


class TextField(Field):
    """A line of text."""


@dataclass(frozen=True)
class NotesField(Field):
    """Several lines, `lines` of them in sight; Enter makes a line, Ctrl+Enter saves."""

    lines: int = 3


@dataclass(frozen=True)
class NumberField(Field):
    """A whole number."""

    least: int = 0
    most: int = 2**53

    def parse(self, text: str) -> int | None:
        """Digits, with or without separators."""
        cleaned = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))
        if not cleaned:
            return None
        if not re.fullmatch(r"[+-]?\d+", cleaned):
            raise UserError(_("Enter a whole number."))
        number = int(cleaned)
        if not self.least <= number <= self.most:
            raise UserError(_("Enter a number from {least} to {most}.").format(least=self.least, most=self.most))
        return number


@dataclass(frozen=True)
class MoneyField(Field):
    """An amount in yuan."""

    def parse(self, text: str) -> Money | None:
        """Figures as people write them."""
        return Money.parse(text) if text.strip() else None


@dataclass(frozen=True)
class DateField(Field):
    """A day."""

    def parse(self, text: str) -> date | None:
        """``=``, ``+3``, ``-1``, ``1130``, ``20261130``, ``2026-11-30``, ``2026年11月30日``."""
        return parse_date(text)


@dataclass(frozen=True)
class PhoneField(Field):
    """A mobile or landline number; checked by the rule of ``core.identity``."""

    def parse(self, text: str) -> str | None:
        """The number without gaps."""
        return check_phone(text) if text.strip() else None

    def complete(self, text: str) -> bool:
        """A Chinese mobile number has eleven digits."""
        return bool(re.fullmatch(r"1\d{10}", text.strip()))


@dataclass(frozen=True)
class IdNumberField(Field):
    """An identity number or code; give the right ``check`` (``core.identity``)."""

    def parse(self, text: str) -> str | None:
        """Upper case without gaps."""
        return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper() or None

    def complete(self, text: str) -> bool:
        """Resident numbers and credit codes have 18 characters."""
        return len(text.strip()) == 18


@dataclass(frozen=True)
class ChoiceField(Field):
    """One of several: (value, words). Typing a digit chooses by position."""

    options: Sequence[tuple[Any, str]] = ()

    def parse(self, text: str) -> Any:
        """The value whose words these are."""
        for value, words in self.options:
            if words == text:
                return value
        return None

    def words(self, value: Any) -> str:
        """The words of a value."""
        return next((words for known, words in self.options if known == value), "")


@dataclass(frozen=True)
class TickField(Field):
    """Yes or no."""


def parse_date(text: str, *, today: date | None = None) -> date | None:
    """A day from what a person types; None for nothing. Raises UserError with an example."""
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return None
    now = today or clock.today()
    if typed == "=":
        return now
    if match := re.fullmatch(r"([+-])(\d{1,4})", typed):
        days = int(match[2])
        return now + timedelta(days=days if match[1] == "+" else -days)
    plain = re.fullmatch(r"[\d\s./年月日-]+", typed)
    parts = [int(part) for part in re.findall(r"\d+", typed)] if plain else []
    digits = re.sub(r"\D", "", typed)
    if len(parts) == 1:
        if len(digits) == 8:
            parts = [int(digits[:4]), int(digits[4:6]), int(digits[6:])]
        elif len(digits) in (3, 4):
            parts = [now.year, int(digits[:-2]), int(digits[-2:])]
        elif len(digits) <= 2:
            parts = [now.year, now.month, int(digits)]
    elif len(parts) == 2:
        parts = [now.year, *parts]
    try:
        if len(parts) != 3:
            raise ValueError(typed)
        return date(*parts)
    except ValueError:
        raise UserError(_("This is not a day. Write 2026-11-30, 1130, = for today or +3 for in three days.")) from None
