"""An amount that follows from another one: where it stands, what it should be, and what it follows from. Which amounts
are held against which is told by `amount_period` and `counted_amounts`."""

from __future__ import annotations

from dataclasses import dataclass

from signdesk.core.money import Money
from signdesk.core.text import Place


@dataclass(frozen=True)
class Relation:
    """`found` at `place` should be one of `expected`; `origin` is where it follows from; `how` says so to people;
    `tolerance` is in fen, for what was rounded; `sure` where the text leaves no other reading."""

    place: Place
    found: Money
    expected: tuple[Money, ...]
    how: str
    origin: Place
    tolerance: int = 0
    sure: bool = True

    @property
    def holds(self) -> bool:
        """Whether the amount follows."""
        return any(abs(self.found - amount).fen <= self.tolerance for amount in self.expected)
