"""Words that are often mistaken for another, as data: the wrong one, the right one, and where the first is right after
all. Shipped in `resources/review/confusable_words.json`, a line a word, open to additions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from signdesk.core.resources import path


@dataclass(frozen=True)
class Confusable:
    """`wrong` is meant to be `right`, but not inside one of the words of `unless`; `note` is shown to people."""

    wrong: str
    right: str
    unless: tuple[str, ...] = ()
    note: str = ""


@cache
def shipped_confusables() -> tuple[Confusable, ...]:
    """The words that come with the program."""
    content = json.loads(path("review", "confusable_words.json").read_text(encoding="utf-8"))
    return tuple(
        Confusable(entry["wrong"], entry["right"], tuple(entry.get("unless", ())), entry.get("note", ""))
        for entry in content
    )
