"""Terms that take from one party what the law leaves it: the words by which such a term is told, and the words in its
sentence that make it a fair one. Which terms there are is told by the checks of each kind of deal."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.wording import Wording

PARTY = (
    r"(?=[甲乙丙出承转买卖委受居中经本我该公贷借购售开])(?:[甲乙丙]方|出租[方人]|承租[方人]|转租[方人]|出卖[方人]|买受[方人]|[买卖]方|出售[方人]|购买[方人]|转让[方人]"
    r"|受让[方人]|购房人|售房人|开发商|委托[方人]|受托[方人]|居间[方人]|中介[方人]|中介机构|经纪[方人]|经纪机构|[本我该]?公司|贷款人|出借人)"
)
"""A party by its letter or by what it is in such a deal (a regular expression)."""
C = r"[^。；;,，\n]"
"""A character within the same clause."""
S = r"[^。；;\n]"
"""A character within the same sentence."""


@dataclass(frozen=True)
class Unfair:
    """What a term says; words in its sentence that make it a fair one; what is told about it."""

    says: Wording
    fair: re.Pattern[str]
    words: str


def unfair_terms(contract: Contract, terms: Sequence[Unfair]) -> Iterator[tuple[Unfair, Place]]:
    """Every place where one of `terms` stands; of several that share words the first."""
    told: dict[int, list[tuple[int, int]]] = {}
    for term in terms:
        for block, match in contract.body.find(term.says):
            start, end = match.span()
            beside = told.setdefault(block.number, [])
            at = bisect_left(beside, (start, end))
            if (at and start < beside[at - 1][1]) or (at < len(beside) and beside[at][0] < end):
                continue
            if not term.fair.search(before(match.string, start) + match[0] + after(match.string, end)):
                beside.insert(at, (start, end))
                yield term, Place(block.number, start, end)
