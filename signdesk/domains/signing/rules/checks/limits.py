"""What law and usage allow at most, as data: penalties, earnest money, rent deposits. Shipped in
`resources/review/limits.json`, each with its source and a note in Chinese; nothing here judges a contract."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from signdesk.core.resources import path


@dataclass(frozen=True)
class Limit:
    """One upper limit. `value` is a share (0.2 = 20 %), a rate a day, or a number of months, as the id says;
    `note` is shown to people beside a finding."""

    id: str
    value: Decimal
    note: str
    source: str


@dataclass(frozen=True)
class Limits:
    """The limits in force. Each is asked for by its id."""

    entries: tuple[Limit, ...]

    def __getitem__(self, identity: str) -> Limit:
        """The limit with this id. Raises KeyError."""
        return {entry.id: entry for entry in self.entries}[identity]

    def adjusted(self, values: Mapping[str, Decimal]) -> Limits:
        """The same limits with other values, by id: where usage, not law, sets them."""
        return Limits(tuple(replace(entry, value=values.get(entry.id, entry.value)) for entry in self.entries))


@cache
def shipped_limits() -> Limits:
    """The limits that come with the program."""
    content: list[dict[str, str]] = json.loads(path("review", "limits.json").read_text(encoding="utf-8"))
    return Limits(
        tuple(Limit(entry["id"], Decimal(entry["value"]), entry["note"], entry["source"]) for entry in content)
    )
