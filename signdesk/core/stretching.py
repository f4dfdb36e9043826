"""Passwords stretched with argon2id, some 0.15 s on an office PC: never inside a transaction or on the screen's thread,
but for the rare rewriting of an old hash. What a password must be is `core.passwords`."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError, VerifyMismatchError

from signdesk.core.errors import BugError

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
"""Raising these rewrites each hash at its owner's next log-in."""


def stretched(password: str) -> str:
    """The hash to keep; it carries its own parameters."""
    return _hasher.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether the password belongs to the hash; where there is none it takes just as long. BugError if damaged."""
    try:
        _hasher.verify(_nobody() if kept is None else kept, password)
    except VerifyMismatchError:
        return False
    except VerificationError as error:
        raise BugError("a damaged password hash") from error
    return kept is not None


def outdated(kept: str) -> bool:
    """Whether the parameters were raised since this hash was made."""
    return _hasher.check_needs_rehash(kept)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher.hash("the password of nobody")
