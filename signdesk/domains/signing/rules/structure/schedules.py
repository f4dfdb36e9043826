"""Dates that stand in an order: the rows of a plan of payments, and terms that follow one another year by year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.dates import FoundDate
from signdesk.domains.signing.rules.structure.normal import number

_DUE_COLUMN = re.compile(
    r"(?:付款|支付|还款|交付|缴纳|缴款|交纳|应付|到期|付|还)[^,，。]{0,4}(?:日期?|期限|时间|时限)$"
)
_ORDINAL = re.compile(r"第?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:期|次|笔|批)?(?:款|付款)?")
_YEAR = re.compile(
    r"\s*(?:[(]?\d{1,2}[)、.]\s*)?第(?P<year>[一二三四五六七八九十\d]{1,2})个?(?:租赁)?年度?\s*[(:,，]?\s*(?:自|从)?\s*$"
)


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


def broken_years(contract: Contract) -> Iterator[tuple[FoundDate, FoundDate]]:
    """第一年（…至…）, 第二年（…至…）: ends of years, and beginnings of the next that are not the day after."""
    years: list[tuple[int, FoundDate, FoundDate]] = []
    for start, end in pairwise(contract.dates):
        if start.period is None or end.period != start.period:
            continue
        text = contract.texts[start.place.block]
        line = text[text.rfind("\n", 0, start.place.start) + 1 : start.place.start]
        if year := _YEAR.match(line):
            years.append((number(year["year"]) or 0, start, end))
    for (earlier, _start, end), (later, start, _end) in pairwise(years):
        if later == earlier + 1 and start.day is not None and end.day is not None and (start.day - end.day).days != 1:
            yield end, start
