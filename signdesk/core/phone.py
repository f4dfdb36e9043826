"""Phone numbers as people type them: checked, and brought into their one written form."""

from __future__ import annotations

import re
import unicodedata

from signdesk.core.i18n import _
from signdesk.core.typed_number import refused, require_digit

_AREA_CODES_OF_THREE = frozenset(["010", *("02" + digit for digit in "012345789")])


def check_phone(text: str) -> str:
    """Check a phone number; returns 11 digits for a mobile, "021-63211234" for a landline, "+…" from abroad.

    Accepted: mainland mobile (1, then 3 to 9), landline with area code and optional extension, 400/800, +country.
    """
    plain = re.sub(r"[\s()()]", "", unicodedata.normalize("NFKC", text))
    if plain.startswith(("+86", "0086")):
        plain = plain.removeprefix("+86").removeprefix("0086").lstrip("-")
    if plain.startswith("+"):
        return _foreign_phone(plain)
    main, __, extension = plain.partition("转") if "转" in plain else _split_extension(plain)
    digits = main.replace("-", "")
    for position, character in enumerate(digits, start=1):
        require_digit(character, position, field="phone")
    if digits.startswith("1") and not digits.startswith("10"):
        return _mobile(digits)
    if digits.startswith(("400", "800")):
        if len(digits) != 10:
            raise refused(
                _("A 400 or 800 number has 10 digits; this one has {count}.").format(count=len(digits)), "phone"
            )
        return digits
    return _landline(digits, extension)


def _mobile(digits: str) -> str:
    if len(digits) != 11:
        raise refused(_("A mobile number has 11 digits; this one has {count}.").format(count=len(digits)), "phone")
    if digits[1] == "2":
        raise refused(_("No mobile number begins with {start}.").format(start=digits[:2]), "phone")
    return digits


def _split_extension(plain: str) -> tuple[str, str, str]:
    match = re.fullmatch(r"(0\d{2,3}-?\d{7,8})-(\d{1,6})", plain)
    return (match[1], "-", match[2]) if match else (plain, "", "")


def _landline(digits: str, extension: str) -> str:
    if not digits.startswith("0"):
        raise refused(_("A landline number needs its area code, for example 021."), "phone")
    area = digits[:3] if digits[:3] in _AREA_CODES_OF_THREE else digits[:4]
    rest = digits[len(area) :]
    if area[1:2] in ("", "0") or (area[1] in "12" and len(area) == 4):
        raise refused(_("Area code {area} is not known.").format(area=area), "phone")
    if len(rest) not in (7, 8):
        raise refused(
            _("After the area code {area} a landline has 7 or 8 digits; this one has {count}.").format(
                area=area, count=len(rest)
            ),
            "phone",
        )
    if rest[0] in "019":
        raise refused(_("No landline number begins with {start}.").format(start=rest[0]), "phone")
    if extension and not extension.isdigit():
        raise refused(_("The extension consists of digits."), "phone")
    return f"{area}-{rest}" + (f"-{extension}" if extension else "")


def _foreign_phone(plain: str) -> str:
    digits = plain[1:].replace("-", "")
    for position, character in enumerate(digits, start=2):
        require_digit(character, position, field="phone")
    if not 7 <= len(digits) <= 15:
        raise refused(
            _("A number from abroad has 7 to 15 digits (E.164); this one has {count}.").format(count=len(digits)),
            "phone",
        )
    return "+" + digits
