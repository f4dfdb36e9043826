"""The words around a place, no further than its sentence or its line: what a figure belongs to is told by them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[。；;\n]")
_LONGEST = 400
"""Characters; a longer sentence is looked at no further, so that a text without ends of sentences costs no square."""


def before(text: str, start: int) -> str:
    """What stands before `start` in its sentence."""
    return _END.split(text[max(start - _LONGEST, 0) : start])[-1]


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Every line with the offset at which it begins."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def line_at(text: str, at: int) -> str:
    """The line `at` stands in, as far as it is looked at."""
    start = max(text.rfind("\n", 0, at) + 1, at - _LONGEST)
    return text[start : at + _LONGEST].partition("\n")[0]


def after(text: str, end: int) -> str:
    """What stands after `end` in its sentence."""
    return _END.split(text[end : end + _LONGEST], maxsplit=1)[0]
