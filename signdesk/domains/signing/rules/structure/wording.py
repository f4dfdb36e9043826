"""A pattern to look for in a contract, with characters or words of which each of its matches holds one. Most paragraphs
have none of them, and whether they do is asked far more cheaply than the pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable


class Wording:
    """`pattern` is a regular expression for normalised text. `holds` are the characters, or a tuple of words where each
    of their characters is common; the rarer they are in contracts, the fewer paragraphs the pattern is tried on. Every
    match must hold one: the tests prove it."""

    def __init__(self, expression: str, *, holds: Iterable[str]) -> None:
        self.pattern = re.compile(expression)
        self.holds = tuple(holds)
