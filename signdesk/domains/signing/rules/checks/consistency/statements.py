"""What a sentence states of a subject, and when two such statements cannot both hold. How they are read is told by the
modules beside this one, one group of subjects each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from signdesk.core.money import Money
from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.prices import by_twelve, only

PARTY = (
    r"(?=[甲乙丙丁次受出承转买卖委任双一])(?:[甲乙丙丁]方|(?:次承|受转|出|承|转)租[方人]|出卖[方人]|买受[方人]|[买卖]方|[委受]托[方人]|任何一方|任一方|双方"
    r"|(?<!另)(?<!对)(?<!守约)(?<!违约)一方)"
)
"""Who may be bound by a sentence (a regular expression)."""
BOTH = frozenset(("任何一方", "任一方", "双方", "一方"))
ANYBODY = ""
"""For a sentence that names nobody."""

_ACTOR = re.compile(rf"(?<![向给对与同经得知告由于替为偿还付退])由?({PARTY})")
_BEARER = re.compile(r"(?P<letter>[甲乙丙丁])方")
_SAME = re.compile(
    r"(?P<role>(?:次承|受转|出|承|转)租|出卖|买受|委托|受托|[买卖])[方人]?\s*[(]\s*(?:以下|下)?简?称?为?[:“\"]?\s*(?P<letter>[甲乙丙丁])方"
    r"|(?P<letter2>[甲乙丙丁])方\s*[(]\s*(?P<role2>(?:次承|受转|出|承|转)租|出卖|买受|委托|受托|[买卖])"
)
_ALIASES = {"卖": "出卖", "买": "买受"}
_HEAD = 40
"""Blocks at the head in which the parties are named; characters of a title."""
_LEASE = re.compile(r"租[^。,，:]{0,10}(?:合同|协议|契约)")
_ENDS = re.compile(r"[。；;\n]")
_LONGEST = 400
"""Characters of a sentence that are looked at together: what has no end costs no square."""
_LISTED = re.compile(r"下列|以下|之一")
_EXCEPTION = re.compile(
    r"(?=[除另原上前])(?:除[^,，。；;]{1,24}外|除非|另有约定|另行约定|原(?:租赁|买卖|服务)?(?:合同|协议)|[上前]一?承租[方人])"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence says of `subject`, for this `case`, that it is one of `values`. `which` narrows it to one person or
    object; empty, it is said of all of them. `place` is where it says so."""

    subject: str
    case: tuple[str, ...]
    values: frozenset[Hashable]
    place: Place
    which: str = ""

    def denies(self, other: Statement) -> bool:
        """Whether both cannot hold. Asked of statements with the same subject and case."""
        meet = not self.which or not other.which or self.which == other.which
        return meet and self.place != other.place and not self.values & other.values


class Sentence(NamedTuple):
    """Words up to a full stop, a semicolon or the end of the line; in a cell with the label beside it before them,
    whose `shift` characters are not in the text. `start` counts in the whole body."""

    body: Body
    start: int
    text: str
    shift: int = 0

    def place(self, start: int, end: int) -> Place:
        """Where characters of it stand in the document."""
        first = max(start - self.shift, 0)
        return self.body.place(self.start + first, self.start + max(end - self.shift, first))

    def clause(self, start: int, end: int) -> str:
        """The words between two commas around some of it."""
        first = max(self.text.rfind(comma, 0, start) for comma in ",，") + 1
        ends = [at for comma in ",，" if (at := self.text.find(comma, end)) >= 0]
        return self.text[first : min(ends, default=len(self.text))]


@dataclass(frozen=True)
class Reading:
    """A contract, sentence by sentence, with its parties under one name each."""

    contract: Contract

    def having(self, *words: str) -> Iterator[Sentence]:
        """The sentences with one of the words, in order; not those that state an exception or speak of another
        contract."""
        text, found = self.contract.text, set[int]()
        for word in words:
            at = text.find(word) if self.contract.body.places((word,)) else -1
            while at >= 0:
                index = bisect_right(self._starts, at) - 1
                found.add(index)
                at = text.find(word, self._starts[index + 1])
        found |= {index for index, label in self._labelled.items() if any(word in label for word in words)}
        for index in sorted(found):
            sentence = self._sentence(index)
            if sentence is not None:
                yield sentence

    @cached_property
    def _starts(self) -> list[int]:
        """Where in the body's text sentences begin, and where the last one ends."""
        text = self.contract.text
        ends = [0, *(end.end() for end in _ENDS.finditer(text)), len(text) + 1]
        return [cut for start, end in pairwise(ends) for cut in range(start, end, _LONGEST)] + [ends[-1]]

    @cached_property
    def _labelled(self) -> dict[int, str]:
        """The sentences in cells beside which a label stands."""
        found: dict[int, str] = {}
        for start, block in self.contract.body.begins(self.contract.labels):
            found[bisect_right(self._starts, start) - 1] = self.contract.labels[block]
        return found

    @cached_property
    def _known(self) -> dict[int, Sentence | None]:
        return {}

    def _sentence(self, index: int) -> Sentence | None:
        """The sentence with this index; None for an exception and for one of no words."""
        if index not in self._known:
            start, end = self._starts[index], self._starts[index + 1]
            words = self.contract.text[start:end].rstrip("。；;\n")
            label = f"{self._labelled[index]}:" if index in self._labelled else ""
            counts = words and not _EXCEPTION.search(words)
            self._known[index] = Sentence(self.contract.body, start, label + words, len(label)) if counts else None
        return self._known[index]

    def chosen(self, place: Place) -> bool:
        """Whether the place belongs to no option that was left."""
        return not self.contract.unchosen.covers(place)

    @cached_property
    def _names(self) -> dict[str, str]:
        """出租 → 甲, as the head of the contract says."""
        head = "\n".join(text for _block, text in self.contract.body[:_HEAD])
        named = ((same["role"] or same["role2"], same["letter"] or same["letter2"]) for same in _SAME.finditer(head))
        return {_ALIASES.get(role, role): letter for role, letter in named}

    def name(self, party: str) -> str:
        """One name for a party whatever it is called: 出租方（甲方） is 甲. ANYBODY for both of them."""
        if party in BOTH:
            return ANYBODY
        role = _ALIASES.get(party[:-1], party[:-1])
        return self._names.get(role, role)

    def actor(self, ahead: str) -> str:
        """Who acts behind these words: whoever is named last and is not merely told or asked."""
        found = _ACTOR.findall(ahead)
        return self.name(found[-1]) if found else ANYBODY

    def lead(self, sentence: Sentence) -> str:
        """What introduces the list in which the sentence stands, in a line of its own or in the same one:
        乙方有下列情形之一的，甲方有权解除合同:"""
        place = sentence.place(0, 0)
        text = self.contract.texts[place.block]
        clause = self.contract.tree.at(place, text)
        above = "\n".join((clause.parent.line, *clause.parent.lines[-2:])) if clause and clause.parent else ""
        beside = text[max(text.rfind("\n", 0, place.start) + 1, place.start - _LONGEST) : place.start]
        return above + (beside if _LISTED.search(beside) else "")

    def heading(self, place: Place) -> str:
        """The line of the 条 a place belongs to."""
        clause = self.contract.tree.at(place, self.contract.texts[place.block])
        return clause.top().line if clause is not None else ""

    @cached_property
    def is_lease(self) -> bool:
        """Whether its title calls it a lease."""
        return any(_LEASE.search(text) for _block, text in self.contract.body[:6] if len(text) < _HEAD)

    @cached_property
    def rent(self) -> Money | None:
        """The rent of a month, if it is one sum."""
        prices = self.contract.prices
        price = only(prices, "rent", 1) or only(by_twelve(prices), "rent", 1)
        return price.money if price is not None else None
