"""The words around a place, no further than its sentence: what a figure belongs to is told by them."""

from __future__ import annotations

import re

_END = re.compile(r"[。；;\n]")


_LONGEST = 400
"""Characters; a longer sentence is looked at no further, so that a text without ends of sentences costs no square."""


def before(text: str, start: int) -> str:
    """What stands before `start` in its sentence."""
    return _END.split(text[max(start - _LONGEST, 0) : start])[-1]


def after(text: str, end: int) -> str:
    """What stands after `end` in its sentence."""
    return _END.split(text[end : end + _LONGEST], maxsplit=1)[0]
