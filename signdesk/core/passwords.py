"""What a password must be, as pure functions. Storing and trying one is `core.auth`; the passphrase that opens the
database is `core.keys`."""

import re
import unicodedata
from functools import lru_cache

from signdesk.core import resources
from signdesk.core.errors import UserError
from signdesk.core.i18n import _

SHORTEST = 12
LONGEST = 256
"""Far above what anyone types, so that a pasted file does not keep the PC busy."""

_LOOK_ALIKES = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "@": "a", "5": "s", "$": "s", "!": "i"})
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb")


def normal(password: str) -> str:
    """One form for one password, whatever keyboard it was typed on (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def checked(password: str, *, login_name: str, complex_required: bool = False) -> str:
    """The normalised password. UserError on field "password" names the rule that failed.

    Length counts, not kinds of characters; `complex_required` is for centres whose own rules ask for them.
    """
    plain = normal(password)
    if len(plain) < SHORTEST:
        raise _refused(_("A password has at least {count} characters.").format(count=SHORTEST))
    if len(plain) > LONGEST:
        raise _refused(_("A password has at most {count} characters.").format(count=LONGEST))
    name = normal(login_name).strip().casefold()
    rest = plain.casefold().replace(name, "") if name else plain
    if name and (not rest or (len(rest) <= SHORTEST // 2 and len(name) > 2)):
        raise _refused(_("The password must not be made of the login name."))
    if is_common(plain):
        raise _refused(_("This password is one of those that are tried first."))
    if complex_required and not _has_all_kinds(plain):
        raise _refused(_("The centre's rules ask for capital and small letters, a digit and a sign."))
    return plain


def is_common(password: str) -> bool:
    """Whether a password is a well-known word with decoration, a run along the keyboard or a repetition."""
    plain = normal(password).casefold()
    if len(set(plain)) < 5 or _repeats(plain):
        return True
    if _covered_by_runs(plain):
        return True
    stems = _stems()
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    for form in (plain, core.translate(_LOOK_ALIKES)):
        words = re.findall(r"[^\W\d_]+", form)
        if words and all(_made_of(word, stems) for word in words):
            return True
    return not re.search(r"[^\W\d_]", plain) and len(plain) < 16


def _refused(message: str) -> UserError:
    return UserError(message, field="password", hint=_("Several words that only you would put together are best."))


def _has_all_kinds(plain: str) -> bool:
    return all(
        any(test(character) for character in plain)
        for test in (str.isupper, str.islower, str.isdigit, lambda character: not character.isalnum())
    )


def _repeats(plain: str) -> bool:
    """abcabcabcabc: a piece of at most half the length, over and over."""
    return any(
        plain == (plain[:size] * (len(plain) // size + 1))[: len(plain)] for size in range(1, len(plain) // 2 + 1)
    )


def _covered_by_runs(plain: str) -> bool:
    """Whether every piece is a run of at least three along the alphabet, the digits or a row of keys, either way."""
    rows = [row + row for row in _ROWS] + [(row + row)[::-1] for row in _ROWS]
    at = 0
    while at < len(plain):
        longest = 0
        for size in range(3, len(plain) - at + 1):
            if any(plain[at : at + size] in row for row in rows):
                longest = size
            else:
                break
        if not longest:
            return False
        at += longest
    return True


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    lines = resources.path("common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _made_of(word: str, stems: frozenset[str]) -> bool:
    """Whether `word` is nothing but stems put side by side (at most three)."""

    def rest(text: str, left: int) -> bool:
        if not text:
            return True
        return left > 0 and any(text.startswith(stem) and rest(text[len(stem) :], left - 1) for stem in stems)

    return rest(word, 3)
