"""Numbers people show at the counter: identity documents and company codes.

Each check takes what was typed, returns it in its one written form and raises a `UserError` that names the digit rule
which failed and where. Nothing here knows customers or a database, and nothing proves that a document is genuine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.core.typed_number import compact, look_alike, refused, require_digit

Sex = Literal["male", "female"]


class IdKind(StrEnum):
    """Kinds of identity document that are accepted (requirement R2.1)."""

    RESIDENT_ID = "resident_id"
    USCC = "uscc"
    PASSPORT = "passport"
    HK_MACAO_PERMIT = "hk_macao_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    HMT_RESIDENCE_PERMIT = "hmt_residence_permit"
    PERMANENT_RESIDENCE = "permanent_residence"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What the document is called on the screen, in the language set."""
        return _(_LABELS[self])


_LABELS = {
    IdKind.RESIDENT_ID: N_("Resident identity card"),
    IdKind.USCC: N_("Unified social credit code"),
    IdKind.PASSPORT: N_("Passport"),
    IdKind.HK_MACAO_PERMIT: N_("Mainland travel permit for Hong Kong and Macao residents"),
    IdKind.TAIWAN_PERMIT: N_("Mainland travel permit for Taiwan residents"),
    IdKind.HMT_RESIDENCE_PERMIT: N_("Residence permit for Hong Kong, Macao and Taiwan residents"),
    IdKind.PERMANENT_RESIDENCE: N_("Foreign permanent resident identity card"),
    IdKind.OTHER: N_("Other document"),
}


@dataclass(frozen=True)
class ResidentId:
    """A resident identity number that passed all checks, and what can be read from it."""

    number: str
    birth_date: date
    sex: Sex
    region: str


# Residence permits carry a number of the resident form under these three region codes.
_HMT_REGIONS = {"810000": "香港特别行政区", "820000": "澳门特别行政区", "830000": "台湾省"}
# First two digits of GB/T 2260: per region of the country, which second digits exist.
_PROVINCES_BY_REGION = {
    "1": "12345", "2": "123", "3": "1234567", "4": "123456", "5": "01234", "6": "12345", "7": "1", "8": "12",
}  # fmt: skip
_PROVINCES = frozenset(
    region + province for region, provinces in _PROVINCES_BY_REGION.items() for province in provinces
)
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def check_resident_id(text: str, *, today: date | None = None) -> ResidentId:
    """Check a resident identity number (GB 11643-1999): length, digits, region, birth date, check character.

    With `today`, a birth after that day is refused. Raises UserError naming the first rule that failed.
    """
    number = compact(text)
    _require_18_of_resident_form(number)
    return _resident_number(number, today=today, region=_region_of(number))


def check_residence_permit(text: str, *, today: date | None = None) -> ResidentId:
    """Check a residence permit of a Hong Kong, Macao or Taiwan resident: resident form, region 81/82/83 0000."""
    number = compact(text)
    _require_18_of_resident_form(number)
    region = _HMT_REGIONS.get(number[:6])
    if region is None:
        raise refused(_("A residence permit number starts with 810000, 820000 or 830000."))
    return _resident_number(number, today=today, region=region)


def check_permanent_residence(text: str, *, today: date | None = None) -> str:
    """Check the number of a foreigner's permanent-residence card, either form; returns it compacted.

    Since December 2023: 18 digits beginning with 9, check character as in GB 11643-1999. Before: three letters of the
    nationality and twelve digits (place 4, birth YYMMDD, sequence, check); the old check digit is not verified.
    """
    number = compact(text)
    if number[:1].isalpha():
        _require_length(number, 15, _("The older permanent resident card"))
        for position, character in enumerate(number, start=1):
            if position <= 3 and not ("A" <= character <= "Z"):
                raise refused(
                    _(
                        "Character {position} “{character}” should be a letter: "
                        "the card begins with three letters for the nationality."
                    ).format(position=position, character=character)
                )
            if position > 3:
                require_digit(character, position)
        month, day = int(number[9:11]), int(number[11:13])
        if not (1 <= month <= 12 and 1 <= day <= 31):
            raise refused(
                _("Birth date impossible: {date} (characters {first} to {last}).").format(
                    date=number[7:13], first=8, last=13
                )
            )
        return number
    _require_18_of_resident_form(number)
    if number[0] != "9":
        raise refused(_("A permanent resident card number starts with 9."))
    _birth_date(number, today)
    _require_check_character(number)
    return number


def check_uscc(text: str) -> str:
    """Check a unified social credit code (GB 32100-2015, MOD 31-3); returns it compacted.

    The registering authority and the kind of organisation may be letters (N rural collective, Y other); the place is
    checked to the province only, because development zones have codes of their own.
    """
    code = compact(text)
    _require_length(code, 18, _("A unified social credit code"))
    for position, character in enumerate(code, start=1):
        if character not in _USCC_ALPHABET:
            raise refused(
                _("Character {position} “{character}” never occurs in a credit code (no I, O, S, V, Z).").format(
                    position=position, character=character
                ),
                hint=look_alike(character),
            )
        if 3 <= position <= 8:
            require_digit(character, position)
    if code[2:4] not in _PROVINCES and code[2:4] != "10":
        raise refused(
            _("Region code {code} is not known (characters {first} to {last}).").format(code=code[2:8], first=3, last=8)
        )
    from stdnum.cn import uscc

    expected = uscc.calc_check_digit(code[:17])
    if code[17] != expected:
        raise _wrong_last(expected, code[17])
    return code


def check_passport(text: str) -> str:
    """Check a passport number: letters and digits; Chinese passports by their own forms; returns it compacted."""
    number = compact(text)
    for position, character in enumerate(number, start=1):
        if not (character.isascii() and character.isalnum()):
            raise refused(
                _("Character {position} “{character}” is neither a letter nor a digit.").format(
                    position=position, character=character
                )
            )
    if not 5 <= len(number) <= 12:
        raise refused(_("A passport number has 5 to 12 characters; this one has {count}.").format(count=len(number)))
    if not any(character.isdigit() for character in number):
        raise refused(_("A passport number contains digits."))
    return number


def check_hk_macao_permit(text: str) -> str:
    """Check a mainland travel permit for Hong Kong and Macao residents: H or M and 8 digits (1999 form: 10 digits)."""
    number = compact(text)
    if number[:1] not in ("H", "M"):
        raise refused(_("The permit number starts with H (Hong Kong) or M (Macao)."))
    for position, character in enumerate(number[1:], start=2):
        require_digit(character, position)
    if len(number) not in (9, 11):
        raise refused(
            _("The permit number has 8 or 10 digits after the letter; this one has {count}.").format(
                count=len(number) - 1
            )
        )
    return number


def check_taiwan_permit(text: str) -> str:
    """Check a mainland travel permit for Taiwan residents: 8 digits (booklet: 2 more characters for the issue)."""
    number = compact(text)
    for position, character in enumerate(number[:8], start=1):
        require_digit(character, position)
    if len(number) not in (8, 10):
        raise refused(
            _("The permit number has 8 digits (older booklets 10 characters); this one has {count}.").format(
                count=len(number)
            )
        )
    return number


def check_other(text: str) -> str:
    """Check the number of a document of no listed kind: three characters or more; returns it compacted."""
    number = compact(text)
    if len(number) < 3:
        raise refused(_("The number is too short."))
    return number


def check_id(kind: IdKind, text: str, *, today: date | None = None) -> str:
    """Check a number as that kind of document; returns its one written form. Raises UserError."""
    if kind is IdKind.RESIDENT_ID:
        return check_resident_id(text, today=today).number
    if kind is IdKind.HMT_RESIDENCE_PERMIT:
        return check_residence_permit(text, today=today).number
    if kind is IdKind.PERMANENT_RESIDENCE:
        return check_permanent_residence(text, today=today)
    return _SIMPLE_CHECKS[kind](text)


def guess_kind(text: str) -> IdKind | None:
    """Which kind of document a number looks like, also while it is still incomplete; None if it could be anything."""
    number = compact(text)
    if re.fullmatch(r"8[123]0000\d{0,12}|8[123]0000\d{11}X", number):
        return IdKind.HMT_RESIDENCE_PERMIT
    if re.fullmatch(r"[HM]\d{8}(\d\d)?", number):
        return IdKind.HK_MACAO_PERMIT
    if re.fullmatch(r"[A-Z]{3}\d{12}", number):
        return IdKind.PERMANENT_RESIDENCE
    if re.fullmatch(r"\d{8}", number):
        return IdKind.TAIWAN_PERMIT
    if len(number) >= 15:
        return _guess_long(number)
    if re.fullmatch(r"[A-Z]{1,2}\d{6,8}", number):
        return IdKind.PASSPORT
    return None


def resident_check_character(first_seventeen: str) -> str:
    """The last character of a resident number from its first seventeen digits (ISO 7064 MOD 11-2)."""
    from stdnum.cn import ric

    return ric.calc_check_digit(first_seventeen + "0")


_SIMPLE_CHECKS: dict[IdKind, Callable[[str], str]] = {
    IdKind.USCC: check_uscc,
    IdKind.PASSPORT: check_passport,
    IdKind.HK_MACAO_PERMIT: check_hk_macao_permit,
    IdKind.TAIWAN_PERMIT: check_taiwan_permit,
    IdKind.OTHER: check_other,
}


# -- the rules one by one ---------------------------------------------------------------------------------------------


def _wrong_last(expected: str, found: str) -> UserError:
    return refused(
        _("Checksum: the last character should be {expected}, not {found}.").format(expected=expected, found=found),
        hint=_("One digit is probably mistyped: compare the number with the document."),
    )


def _require_length(number: str, length: int, what: str, field: str = "id_number") -> None:
    if len(number) != length:
        raise refused(
            _("{what} has {length} characters; this one has {count}.").format(
                what=what, length=length, count=len(number)
            ),
            field,
        )


def _require_18_of_resident_form(number: str) -> None:
    if len(number) == 15 and number.isdigit():
        raise refused(
            _("A number of 15 digits belongs to a first-generation card, not valid since 2013."),
            hint=_("Ask for the current card with 18 characters."),
        )
    _require_length(number, 18, _("An identity number"))
    for position, character in enumerate(number[:17], start=1):
        require_digit(character, position)
    if number[17] != "X":
        _require_last_digit_or_x(number[17])


def _require_last_digit_or_x(character: str) -> None:
    if not ("0" <= character <= "9"):
        raise refused(
            _("Character {position} “{character}” must be a digit or X.").format(position=18, character=character)
        )


def _resident_number(number: str, *, today: date | None, region: str) -> ResidentId:
    birth = _birth_date(number, today)
    _require_check_character(number)
    return ResidentId(number=number, birth_date=birth, sex="male" if int(number[16]) % 2 else "female", region=region)


def _birth_date(number: str, today: date | None) -> date:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    try:
        birth = date(year, month, day)
    except ValueError:
        birth = None
    if birth is None or year < 1850:
        raise refused(
            _("Birth date impossible: {date} (characters {first} to {last}).").format(
                date=number[6:14], first=7, last=14
            )
        )
    if today is not None and birth > today:
        raise refused(
            _("Birth date {date} lies in the future (characters {first} to {last}).").format(
                date=birth.isoformat(), first=7, last=14
            )
        )
    return birth


def _require_check_character(number: str) -> None:
    expected = resident_check_character(number[:17])
    if number[17] != expected:
        raise _wrong_last(expected, number[17])


def _region_of(number: str) -> str:
    """Province and county of the first six digits (GB/T 2260 with its history).

    A county newer than the birth is accepted: everybody born before 1984 got a number later, under the code of then.
    """
    code = number[:6]
    if code in _HMT_REGIONS:
        return _HMT_REGIONS[code]
    from stdnum import numdb

    info: dict[str, str] = {}
    for __, properties in numdb.get("cn/loc").info(code):
        info.update(properties)
    if "county" not in info:
        raise refused(
            _("Region code {code} is not known (characters {first} to {last}).").format(code=code, first=1, last=6),
            hint=_("If the document really shows it, take it as “Other document”."),
        )
    return info["province"] + _county_in(info["county"], int(number[6:10]))


def _county_in(history: str, year: int) -> str:
    """The county's name in that year from "[1986-1999]甲县,[1999-]甲市", else its first name after it."""
    name = ""
    for entry in history.split(","):
        period, __, name = entry.rpartition("]")
        end = period.lstrip("[").partition("-")[2]
        if not end or year <= int(end):
            break
    return "" if name == "市辖区" else name


def _guess_long(number: str) -> IdKind | None:
    """Company codes, resident numbers and the residence card of 2023 may all be 18 digits: the checks decide."""
    from stdnum.cn import uscc

    fits_card = re.fullmatch(r"\d{17}[\dX]", number) is not None and number[17] == resident_check_character(number[:17])
    in_alphabet = len(number) == 18 and all(character in _USCC_ALPHABET for character in number)
    fits_code = in_alphabet and number[17] == uscc.calc_check_digit(number[:17])
    letters = sum(not character.isdigit() for character in number)
    looks_dated = number[6:8] in ("18", "19", "20") and letters <= 2
    if number[0] == "9":
        return IdKind.PERMANENT_RESIDENCE if fits_card and looks_dated and not fits_code else IdKind.USCC
    if fits_code and not fits_card:
        return IdKind.USCC
    if looks_dated or (number[:2] in _PROVINCES and number.isdigit() and len(number) < 18):
        return IdKind.RESIDENT_ID
    return IdKind.USCC if len(number) == 18 else None
