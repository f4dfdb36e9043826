"""How long the contract runs, in months, as its dates say; a term that cannot be told for sure is none. Terms of other
things (a land use right, a guarantee, weeks free of rent) are not the contract's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.dates import FoundDate
from signdesk.domains.signing.rules.structure.sentences import before

_SOMETHING_ELSE = re.compile(
    r"土地|使用权|使用年限|许可|营业|经营期|免租|装修|质保|保修|保证期|宽限|试用|有效期|工期|原"
)
_LET = re.compile(r"(?:租赁|承租|出租|租用)(?:期限?|期间|时间|年限)[^,，。；;]{0,8}$")
"""What is let is named as such, whatever it is: 土地使用权租赁期自…"""
_OF_ANOTHER_LEASE = re.compile(r"原(?:租赁|出租|承租)?(?:合同|协议|租约|关系)")
"""The lease a sublease stands on."""
_NAMED = re.compile(r"期限|租期|租赁期|服务期|合同期|委托期")


@dataclass(frozen=True, slots=True)
class Term:
    """From `start` to `end`: at least `fewest` whole months, at most `most` where a broken one counts as whole."""

    fewest: int
    most: int
    start: Place
    end: Place


def find_terms(body: Body, dates: tuple[FoundDate, ...], labels: Mapping[int, str]) -> tuple[Term, ...]:
    """The terms that may be the contract's own; those named as one (租赁期限 …) first of all. Cells count only where
    the label beside them (`labels`) names a term."""
    texts = {
        block.number: text
        for block, text in body
        if block.kind != "cell" or _NAMED.search(labels.get(block.number, ""))
    }
    named: list[Term] = []
    others: list[Term] = []
    for index, start in enumerate(dates[:-1]):
        end = dates[index + 1]
        if start.period is None or end.period != start.period or start.place.block not in texts:
            continue
        ahead = labels.get(start.place.block, "") + before(texts[start.place.block], start.place.start)
        term = _term(start, end)
        own = _LET.search(ahead) and not _OF_ANOTHER_LEASE.search(ahead)
        if term is not None and (own or not _SOMETHING_ELSE.search(ahead)):
            (named if _NAMED.search(ahead) else others).append(term)
    return tuple(named or others) or tuple(_on_two_lines(texts, dates))


def _on_two_lines(texts: Mapping[int, str], dates: tuple[FoundDate, ...]) -> Iterator[Term]:
    """租赁开始日期：… with 租赁结束日期：… in one of the next lines."""
    for start, end in pairwise(dates):
        ahead = before(texts.get(start.place.block, ""), start.place.start)
        alone = start.period is None and end.period is None and (start.purpose, end.purpose) == ("start", "end")
        if alone and end.place.block - start.place.block <= 2 and not _SOMETHING_ELSE.search(ahead):
            term = _term(start, end)
            if term is not None:
                yield term


def _term(start: FoundDate, end: FoundDate) -> Term | None:
    if start.day is None or end.day is None or end.day <= start.day:
        return None
    first, past = start.day, end.day + timedelta(days=1)
    months = (past.year - first.year) * 12 + past.month - first.month
    if past.day == first.day or end.day.day == first.day:
        return Term(months, months, start.place, end.place)
    fewest = months if past.day > first.day else months - 1
    return Term(fewest, fewest + 1, start.place, end.place)
