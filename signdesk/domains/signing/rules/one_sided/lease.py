"""Who lets and what is let: whether somebody lives in it, and the sentences of the lease with its parties called by one
name each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.homes import of_a_home
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.wording import Wording

_HEAD = 1500
"""Characters in which a contract says what it is about."""
_IS_ONE = Wording(r"承租|租赁|租房|转租", holds=("承租", "租赁", "租房", "转租"))
_TENANT_FIRST = re.compile(
    r"甲\s*方\s*[（(:：]*\s*(?:承租|租入)|承\s*租\s*[方人]\s*[^\n乙]{0,24}[（(](?:以下)?简?称?[“\"]?甲方"
)
_PREMISES = re.compile(r"房屋|住房|公寓|商铺|店铺|门面|厂房|仓库|写字楼|办公|房间")
_COMPANY = re.compile(r"公司|企业|公寓|中心|合作社|集团")
_LETS = re.compile(r"出租[方人]|转租[方人]|公寓(?:运营|管理)?方|本公寓|运营方")
_OWNER = re.compile(r"房东|业主")
_RENTS = re.compile(r"(?:次)?承租[方人]|租[客户]|房客")
_CLAUSE = re.compile(r"[,，。；;\n]")
_LETTERS = str.maketrans("甲乙", "乙甲")


@dataclass(frozen=True)
class Sentence:
    """A sentence by the block and offset it starts at, with its parties called 甲方 and 乙方, and what was found in it
    first."""

    block: int
    start: int
    words: str
    match: re.Match[str]

    @property
    def place(self) -> Place:
        """Where the match stands."""
        return Place(self.block, self.match.start(), self.match.end())

    @property
    def clause(self) -> Place:
        """The clause the match stands in."""
        text, start, end = self.match.string, self.match.start(), self.match.end()
        begin = start - len(_CLAUSE.split(before(text, start))[-1])
        return Place(self.block, begin, end + len(_CLAUSE.split(after(text, end), maxsplit=1)[0]))


@dataclass(frozen=True)
class Lease:
    """The contract as a lease."""

    contract: Contract

    @cached_property
    def is_one(self) -> bool:
        """Whether anything is let in it at all."""
        return self.contract.body.has(_IS_ONE)

    @cached_property
    def of_a_home(self) -> bool:
        """Whether what is let is lived in."""
        return self.is_one and of_a_home(self.contract.body)

    @cached_property
    def of_premises(self) -> bool:
        """Whether rooms are let, and no machine or vehicle."""
        return self.is_one and _PREMISES.search(self._head) is not None

    @cached_property
    def by_a_company(self) -> bool:
        """Whether who lets makes a business of it."""
        lets = {"出租方", "出租人", "乙方" if self._reversed else "甲方"}
        return any(each.roles & lets and _COMPANY.search(each.name) is not None for each in self.contract.declarations)

    def plain(self, sentence: str) -> str:
        """The sentence with who lets called 甲方 and who rents 乙方, whatever it calls them."""
        if not self.is_one:
            return sentence
        if self._reversed:
            sentence = sentence.translate(_LETTERS)
        if self._by_its_owner:
            sentence = _OWNER.sub("甲方", sentence)
        return _RENTS.sub("乙方", _LETS.sub("甲方", sentence))

    def sentences(self, wording: Wording) -> Iterator[Sentence]:
        """Every sentence that has the wording, once."""
        number, done = 0, 0
        for block, match in self.contract.body.find(wording):
            if block.number == number and match.start() < done:
                continue
            text, number = match.string, block.number
            start = match.start() - len(before(text, match.start()))
            done = match.end() + len(after(text, match.end()))
            yield Sentence(number, start, self.plain(text[start:done]), match)

    @cached_property
    def _head(self) -> str:
        return self.contract.text[:_HEAD]

    @cached_property
    def _by_its_owner(self) -> bool:
        """Whether who lets is called the owner: beside a party who lets, an owner is somebody else."""
        return "甲方" not in self._head and _LETS.search(self._head) is None

    @cached_property
    def _reversed(self) -> bool:
        return _TENANT_FIRST.search(self._head) is not None
