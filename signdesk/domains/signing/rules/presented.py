"""Customers' papers: whether what was presented is what the business type asks for."""

from __future__ import annotations

MOST = 99
"""More originals or copies of one paper are a slip of the fingers."""


def is_enough(*, original: bool, copies: int, originals_shown: int, copies_shown: int) -> bool:
    """An original that is asked for is not replaced by copies, nor the copies that are kept by an original. Where
    neither is asked for, one of either kind will do."""
    if not original and not copies:
        return originals_shown + copies_shown > 0
    return originals_shown >= int(original) and copies_shown >= copies
