"""Dates that stand in an order: the rows of a plan of payments, and terms that follow one another year by year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.dates import FoundDate
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.tables import Table

_DUE_COLUMN = re.compile(
    r"(?:付款|支付|还款|交付|缴纳|缴款|交纳|应付|到期|付|还)[^,，。]{0,4}(?:日期?|期限|时间|时限)$"
)
_ORDINAL = re.compile(r"第?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:期|次|笔|批|年度?)?(?:款|付款)?")
_YEAR = re.compile(
    r"\s*(?:[(]?\d{1,2}(?:\.\d{1,2})*[)、.]?\s*)?第[一二三四五六七八九十\d]{1,2}个?(?:租赁|托管|合同)?年度?\s*[(:,，]?\s*即?\s*(?:自|从)?\s*$"
)
_RENTED = re.compile(r"租|物业|管理费|服务费|收益|承包费|使用费")
_BEGINS_COLUMN = re.compile(r"(?:开始|起始|起算|起)(?:日期?|时间)?$|^自$|^从$")
_ENDS_COLUMN = re.compile(r"(?:结束|终止|截止|到期|届满|止)(?:日期?|时间)?$|^至$")
_NOT_THE_TERM_S = re.compile(
    r"免租|装修|续租|续期|优先|原租|原合同|租赁期限?(?:为|自|从|:)*\s*$|租期(?:为|自|从|:)*\s*$"
)
_NEXT_DATE = re.compile(r"20\d\d\s*[年./-]")
_NEXT = 2
"""Blocks from one to the next of the same list."""
_NEAR = 24


def due_columns(contract: Contract) -> Iterator[tuple[str, list[FoundDate]]]:
    """Columns of due dates in tables whose rows are numbered payments, with their heads."""
    by_block: dict[int, list[FoundDate]] = {}
    for found in contract.dates:
        by_block.setdefault(found.place.block, []).append(found)
    for table in contract.tables:
        rows = table.rows()
        for column, _block, head in table.row(rows[0]):
            if not _DUE_COLUMN.search(head):
                continue
            dates = []
            for row in rows[1:]:
                cell = table.cells.get((row, column))
                dated = by_block.get(cell[0].number, []) if cell else []
                if len(dated) == 1 and dated[0].day is not None and _ORDINAL.fullmatch(next(table.row(row))[2]):
                    dates.append(dated[0])
            if len(dates) > 1:
                yield head, dates


@dataclass(frozen=True, slots=True)
class Span:
    """A time from `start` to `end`, written as such, for which something is paid."""

    start: FoundDate
    end: FoundDate

    @property
    def first(self) -> date:
        """Its first day."""
        return self.start.day or date.min

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end.day or date.min

    @property
    def days(self) -> int:
        """How long it is, both days counted."""
        return (self.last - self.first).days + 1

    @property
    def is_whole(self) -> bool:
        """Whether it is so many whole months."""
        return (self.last + timedelta(days=1)).day == self.first.day or self.last.day == self.first.day


def spans(contract: Contract) -> Iterator[Span]:
    """Every time from one day to a later one, written together."""
    for start, end in pairwise(contract.dates):
        together = start.period is not None and end.period == start.period
        if together and start.day is not None and end.day is not None and start.day < end.day:
            yield Span(start, end)


def the_term(contract: Contract) -> Span | None:
    """The contract's own term, if there is no doubt which one it is: the times for which a rent each is paid are not
    it."""
    taken = {span.start.place for run in rented_runs(contract) for span in run}
    days = {found.place: found for found in contract.dates}
    terms = {
        (days[term.start].day, days[term.end].day): Span(days[term.start], days[term.end])
        for term in reversed(contract.terms)
        if term.start not in taken
    }
    return next(iter(terms.values())) if len(terms) == 1 else None


def rented_runs(contract: Contract) -> list[list[Span]]:
    """Times for which rent or fees are paid, one behind the other: the rows of a table, or sentences and lines that
    name an amount for each. Those that do not go on (two houses, two years side by side) are no run."""
    every = tuple(spans(contract))
    whole: dict[int, list[Span]] = {}
    for span in every:
        whole.setdefault(span.start.place.block, []).append(span)
    alone = {found.place.block: found for found in contract.dates if found.period is None and found.day is not None}
    runs = [*(_of_rows(table, whole, alone) for table in contract.tables), *_in_the_text(contract, every)]
    return [
        run for run in runs if len(run) > 1 and all(a.first < b.first and a.last < b.last for a, b in pairwise(run))
    ]


def _of_rows(table: Table, whole: Mapping[int, list[Span]], alone: Mapping[int, FoundDate]) -> list[Span]:
    rows = table.rows()
    head = {column: text for column, _block, text in table.row(rows[0])}
    if not any(_RENTED.search(text) for text in head.values()):
        return []
    begins, ends = (
        [column for column, text in head.items() if pattern.search(text)] for pattern in (_BEGINS_COLUMN, _ENDS_COLUMN)
    )
    run = []
    for row in rows[1:]:
        cells = {column: block.number for column, block, _text in table.row(row)}
        here = [span for number in cells.values() for span in whole.get(number, ())]
        if not here and len(begins) == len(ends) == 1:
            start, end = (alone.get(cells.get(column, 0)) for column in (begins[0], ends[0]))
            here = [Span(start, end)] if start and end and (start.day or date.max) < (end.day or date.min) else []
        if len(here) > 1:
            return []
        run += here
    return run


def _in_the_text(contract: Contract, every: tuple[Span, ...]) -> Iterator[list[Span]]:
    run: list[Span] = []
    cells = {block.number for table in contract.tables for block, _text in table.cells.values()}
    for span in every:
        if span.start.place.block in cells or not _is_paid_for(contract, span):
            continue
        if run and span.start.place.block - run[-1].end.place.block > _NEXT:
            yield run
            run = []
        run.append(span)
    yield run


def _is_paid_for(contract: Contract, span: Span) -> bool:
    """第一年（…至…）租金…元; 2026年1月1日至2026年12月31日，月租金…元. What is said of the time after the term, and of a
    time without rent, is none."""
    text, at = contract.texts[span.start.place.block], span.end.place
    ahead, behind = before(text, span.start.place.start), after(text, at.end)
    if _NOT_THE_TERM_S.search(ahead):
        return False
    if _YEAR.match(text[text.rfind("\n", 0, span.start.place.start) + 1 : span.start.place.start]):
        return True
    following = _NEXT_DATE.search(behind)
    behind = behind[: following.start()] if following else behind
    amount = next(iter(contract.amounts_in(at.block, at.end, at.end + len(behind))), None)
    return amount is not None and _RENTED.search(ahead[-_NEAR:] + behind) is not None
