"""The running text of a contract with its characters made comparable, which can tell without reading it again where a
character or a word stands. What the words mean is told by the modules that look for them."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from itertools import accumulate
from typing import Self

from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.structure.normal import normal
from signdesk.domains.signing.rules.structure.sentences import lines
from signdesk.domains.signing.rules.structure.wording import Wording

_OFTEN = 60
"""Blocks in which a mark stands; from so many on all are asked."""


class Body(tuple[tuple[Block, str], ...]):
    """Blocks, each with its normalised text of the same length as the original; `text` is all of it as one string, a
    line break between two blocks."""

    text: str
    _starts: list[int]
    _places: dict[str, set[int]]
    _pairs: frozenset[int]
    _characters: frozenset[str]
    _lines: dict[int, tuple[tuple[int, str], ...]]

    def __new__(cls, blocks: Iterable[Block]) -> Self:
        """The body that consists of these blocks."""
        blocks = tuple(blocks)
        text = normal("\n".join(block.text for block in blocks))
        starts = [0, *accumulate(len(block.text) + 1 for block in blocks)]
        body = super().__new__(
            cls, ((block, text[start : start + len(block.text)]) for block, start in zip(blocks, starts, strict=False))
        )
        body.text, body._starts, body._places, body._lines = text, starts, {}, {}
        body._pairs = _pairs_of(text)
        halves = {half for pair in body._pairs for half in (pair & 0xFFFF, pair >> 16)}
        body._characters = frozenset(map(chr, halves)) | frozenset(text[:1])
        return body

    def places(self, marks: Iterable[str]) -> list[int]:
        """The indices of the blocks that hold one of the characters or words."""
        return sorted(set[int]().union(*map(self._places_of, marks)))

    def pairs(self, firsts: str, seconds: str) -> tuple[str, ...]:
        """What stands anywhere of words of two characters, one of `firsts` and one of `seconds`."""
        words = (pair.to_bytes(4, sys.byteorder).decode(_CODEC, "surrogatepass") for pair in self._pairs)
        return tuple(word for word in words if word[0] in firsts and word[1:] in seconds)

    def find(self, wording: Wording, marks: Iterable[str] | None = None) -> Iterator[tuple[Block, re.Match[str]]]:
        """Every match within a block, in order. `marks` may be rarer ones of this text than the wording's own."""
        for index in self.places(wording.holds if marks is None else marks):
            block, text = self[index]
            for match in wording.pattern.finditer(text):
                yield block, match

    def has(self, wording: Wording) -> bool:
        """Whether it stands in any block."""
        return next(self.find(wording), None) is not None

    def lines(self, marks: Iterable[str] | None = None) -> Iterator[tuple[Block, int, str]]:
        """Block, offset in it and words of every line; if `marks` are named, of the blocks that hold one."""
        for index in range(len(self)) if marks is None else self.places(marks):
            block, text = self[index]
            if index not in self._lines:
                self._lines[index] = tuple(lines(text))
            for start, line in self._lines[index]:
                yield block, start, line

    def place(self, start: int, end: int) -> Place:
        """Where `start` to `end` of `text` stands; cut at the end of the block in which it starts."""
        index = bisect_right(self._starts, start) - 1
        first, block = self._starts[index], self[index][0]
        return Place(block.number, start - first, min(end - first, len(block.text)))

    def begins(self, numbers: Container[int]) -> Iterator[tuple[int, int]]:
        """Where in `text` the blocks with these numbers begin, and their numbers."""
        for (block, _text), start in zip(self, self._starts, strict=False):
            if block.number in numbers:
                yield start, block.number

    def around(self, characters: str) -> Iterator[tuple[int, int]]:
        """Where each stretch of `text` begins and ends that holds one of the characters: blocks with the one before and
        the one behind, for what may run on from one to the next (a label, its amount in the cell beside it)."""
        begin = end = 0
        for index in self.places(characters):
            first, last = self._starts[max(index - 1, 0)], self._starts[min(index + 2, len(self))]
            if first > end:
                yield begin, end
                begin = first
            end = last
        yield begin, end

    def _places_of(self, mark: str) -> set[int]:
        """Asked again for the same mark, it is not looked for again. Most words are ruled out because two of their
        characters stand nowhere together; where a mark stands often, it is quicker to ask every block."""
        if mark not in self._places:
            found: set[int] = set()
            possible = _pairs_of(mark) <= self._pairs if mark[1:] else mark in self._characters
            at = self.text.find(mark) if possible else -1
            while at >= 0 and len(found) < _OFTEN:
                index = bisect_right(self._starts, at) - 1
                found.add(index)
                at = self.text.find(mark, self._starts[index + 1])
            self._places[mark] = {i for i, (_block, text) in enumerate(self) if mark in text} if at >= 0 else found
        return self._places[mark]


_CODEC = f"utf-16-{sys.byteorder[0]}e"


def _pairs_of(text: str) -> frozenset[int]:
    """Every two characters that stand beside each other, as one number: the fastest way to know them all."""
    units = memoryview(text.encode(_CODEC, "surrogatepass"))
    return frozenset((*units[: len(units) // 4 * 4].cast("I"), *units[2 : (len(units) - 2) // 4 * 4 + 2].cast("I")))
