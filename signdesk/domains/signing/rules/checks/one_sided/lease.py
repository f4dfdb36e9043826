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
_LET = re.compile(r"承租|租赁|租房|转租|出租")
_OF_SOMETHING_ELSE = re.compile(r"买卖|借款|抵押|施工|装修|物业服务|运输|采购|劳动|服务合同")
_TENANT_FIRST = re.compile(
    r"甲\s*方\s*(?:[（(:：]+\s*(?:承租|租入)|承租[方人]\s*[:：])|承\s*租\s*[方人]\s*[^\n乙]{0,24}[（(](?:以下)?简?称?[“\"]?甲方"
)
_TITLE = re.compile(r"合同|协议|契约|租约")
_SUBLET = re.compile(r"转租|二房东|代理|受托|托管|委托")
_PREMISES = re.compile(r"房屋|住房|公寓|商铺|店铺|门面|厂房|仓库|写字楼|办公|房间")
_COMPANY = re.compile(r"公司|企业|公寓|中心|合作社|集团")
_LETS = r"出租[方人]|转租[方人]|公寓(?:运营|管理)?方|本公寓|运营方|(?:公寓)?管家(?=有权|可|将|会)"
_RENTS = r"(?P<rents>次?承租[方人]|租[客户]|房客)"
_LETS_AT_ALL = re.compile(_LETS)
_NAMES = re.compile(rf"{_RENTS}|{_LETS}")
_NAMES_AT_HOME = re.compile(rf"{_RENTS}|{_LETS}|房东|房主")
_CLAUSE = re.compile(r"[,，。；;\n]")
_LETTERS = str.maketrans("甲乙", "乙甲")


@dataclass(frozen=True)
class Sentence:
    """A sentence by the block and offset it starts at, with its parties called 甲方 and 乙方, and what was found in it
    first. `longer`: from which offset in `words` on the text itself is so many characters ahead."""

    block: int
    start: int
    words: str
    match: re.Match[str]
    longer: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The sentence as it stands there."""
        text, start, end = self.match.string, self.match.start(), self.match.end()
        return before(text, start) + self.match[0] + after(text, end)

    @property
    def place(self) -> Place:
        """Where the match stands."""
        return Place(self.block, self.match.start(), self.match.end())

    @property
    def clause(self) -> Place:
        """The clause the match stands in."""
        return self._clauses(self.match.start(), self.match.end())

    def clauses_to(self, said: re.Match[str]) -> Place:
        """The clauses from the match to what is said in `words`, whichever comes first."""
        start, end = self._in_the_text(said.start()), self._in_the_text(said.end())
        return self._clauses(min(start, self.match.start()), max(end, self.match.end()))

    def _clauses(self, start: int, end: int) -> Place:
        text = self.match.string
        begin = start - len(_CLAUSE.split(before(text, start))[-1])
        return Place(self.block, begin, end + len(_CLAUSE.split(after(text, end), maxsplit=1)[0]))

    def _in_the_text(self, at: int) -> int:
        return self.start + at + max((ahead for offset, ahead in self.longer if offset <= at), default=0)


@dataclass(frozen=True)
class Lease:
    """The contract as a lease."""

    contract: Contract

    @cached_property
    def is_one(self) -> bool:
        """Whether it is a lease, and does not only speak of one."""
        return _LET.search(self.head) is not None and not _OF_SOMETHING_ELSE.search(self._title)

    @cached_property
    def of_a_home(self) -> bool:
        """Whether what is let is lived in."""
        return self.is_one and of_a_home(self.contract.body)

    @cached_property
    def of_premises(self) -> bool:
        """Whether rooms are let, and no machine or vehicle."""
        return self.is_one and _PREMISES.search(self.head) is not None

    @cached_property
    def by_a_company(self) -> bool:
        """Whether who lets makes a business of it."""
        lets = {"出租方", "出租人", "乙方" if self._reversed else "甲方"}
        return any(each.roles & lets and _COMPANY.search(each.name) is not None for each in self.contract.declarations)

    def sentences(self, wording: Wording) -> Iterator[Sentence]:
        """Every sentence that has the wording, once; in a lease with who lets called 甲方 and who rents 乙方."""
        number, done = 0, 0
        for block, match in self.contract.body.find(wording):
            if block.number == number and match.start() < done:
                continue
            text, number = match.string, block.number
            start = match.start() - len(before(text, match.start()))
            done = match.end() + len(after(text, match.end()))
            words, longer = self._plain(text[start:done]) if self.is_one else (text[start:done], ())
            yield Sentence(number, start, words, match, longer)

    def _plain(self, sentence: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        if self._reversed:
            sentence = sentence.translate(_LETTERS)
        words, longer, at, ahead = "", [], 0, 0
        owner = self._by_its_owner or not (self._sublet or "甲方" in sentence or _LETS_AT_ALL.search(sentence))
        for name in (_NAMES_AT_HOME if owner else _NAMES).finditer(sentence):
            words += sentence[at : name.start()] + ("乙方" if name["rents"] else "甲方")
            at, ahead = name.end(), ahead + len(name[0]) - 2
            longer.append((len(words), ahead))
        return words + sentence[at:], tuple(longer)

    @cached_property
    def head(self) -> str:
        """Where it says what it is about."""
        return self.contract.text[:_HEAD]

    @cached_property
    def _title(self) -> str:
        return next((line for line in self.head.split("\n") if _TITLE.search(line)), "")

    @cached_property
    def _by_its_owner(self) -> bool:
        """Whether nobody lets but the owner: beside a party who lets, an owner may be somebody else."""
        return "甲方" not in self.head and _LETS_AT_ALL.search(self.head) is None

    @cached_property
    def _sublet(self) -> bool:
        return _SUBLET.search(self.head) is not None

    @cached_property
    def _reversed(self) -> bool:
        return _TENANT_FIRST.search(self.head) is not None
