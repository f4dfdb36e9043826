"""Words that are often mistaken for another, as data: the wrong one, the right one, and where the first is right after
all. Shipped in `resources/review/confusable_words.json`, a line a word; a centre adds its own and takes out what it
does not want."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
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


def with_own(shipped: tuple[Confusable, ...], own: str) -> tuple[Confusable, ...]:
    """`shipped` changed by what a centre wrote down: "错字=正字" is a word more, "-错字" one less. Raises UserError for
    anything else."""
    words = {word.wrong: word for word in shipped}
    for entry in re.split(r"[,，;；、\s]+", own.strip()):
        if more := re.fullmatch(r"([^-=＝]+)[=＝]([^=＝]+)", entry):
            words[more[1]] = Confusable(more[1], more[2])
        elif less := re.fullmatch(r"-([^=＝]+)", entry):
            words.pop(less[1], None)
        elif entry:
            raise UserError(
                _("“{entry}” is no pair of words.").format(entry=entry),
                hint=_("Write wrong=right for a word more, -wrong for one less, with commas in between."),
                field="value",
            )
    return tuple(words.values())


def check_own(own: str) -> None:
    """Raises UserError if a centre's own words cannot be read."""
    with_own((), own)
