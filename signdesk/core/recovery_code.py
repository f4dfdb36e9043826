"""The recovery code: 160 random bits as eight printed groups of five characters, the fifth of each a check character,
so that a mistyped group is named at once. Reading is forgiving of case, spaces, dashes, full-width letters and
look-alikes (O 0, I L 1, U V)."""

import hashlib
import secrets
import unicodedata

from signdesk.core.errors import UserError
from signdesk.core.i18n import _

BYTES = 20
GROUPS = 8
_DATA = 4  # characters of content in a group; one check character follows
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I L O U
_LOOK_ALIKES = str.maketrans("OILU", "011V")
_IGNORED = set(" -_.·—–\t\r\n")


def new() -> bytes:
    """A fresh code's 160 bits."""
    return secrets.token_bytes(BYTES)


def show(code: bytes) -> str:
    """The code as printed: eight groups of five, joined by dashes."""
    number = int.from_bytes(code, "big")
    characters = [_ALPHABET[(number >> shift) & 31] for shift in range(BYTES * 8 - 5, -5, -5)]
    groups = ("".join(characters[start : start + _DATA]) for start in range(0, len(characters), _DATA))
    return "-".join(group + _check(index, group) for index, group in enumerate(groups))


def read(text: str) -> bytes:
    """The 160 bits of a typed code. UserError (field "recovery_code") saying what is wrong: too short, too long, a
    strange character, or which group is mistyped."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_LOOK_ALIKES)
    characters = [character for character in plain if character not in _IGNORED]
    for character in characters:
        if character not in _ALPHABET:
            raise _wrong(_("The recovery code has no character “{character}”.").format(character=character))
    size = _DATA + 1
    if len(characters) != GROUPS * size:
        raise _wrong(
            _("The recovery code has {expected} characters; {count} were typed.").format(
                expected=GROUPS * size, count=len(characters)
            )
        )
    number = 0
    for index in range(GROUPS):
        group = "".join(characters[index * size : index * size + _DATA])
        if _check(index, group) != characters[index * size + _DATA]:
            raise _wrong(_("Group {number} of the recovery code is mistyped.").format(number=index + 1))
        for character in group:
            number = number << 5 | _ALPHABET.index(character)
    return number.to_bytes(BYTES, "big")


def _check(index: int, group: str) -> str:
    return _ALPHABET[hashlib.sha256(f"signdesk {index} {group}".encode()).digest()[0] & 31]


def _wrong(message: str) -> UserError:
    return UserError(message, field="recovery_code", hint=_("Compare it with the printed sheet, group by group."))
