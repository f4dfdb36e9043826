"""Amounts in the rows of a table that follow from what stands beside them: so many pieces at so much, the rent of a
month for so many months, an area at a price by the square metre. Part of `amount_period`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from signdesk.core.i18n import _, ngettext
from signdesk.core.money import Money
from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.checks.relations import Relation
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.prices import only
from signdesk.domains.signing.rules.structure.schedules import Span, spans
from signdesk.domains.signing.rules.structure.tables import Table

_COUNT = re.compile(r"数量|件数|个数|台数|套数|人数")
_AREA = re.compile(r"面积")
_UNIT = re.compile(r"单价|折价|每件")
_SUM = re.compile(
    r"^(?:金额|小计|合价|总价|价款|价格|合计|总额|总金额|货款|费用|服务费|费)(?:\((?:人民币)?(?:元|万元)\))?$"
)
_MONTH_RENT = re.compile(r"月租金|月租$|租金\(?元?[/／]月|每月租金|租金标准\(?元?[/／]月")
_SEVERAL_MONTHS = re.compile(
    r"^(?:(?P<year>年租金|年度租金|全年租金)|(?:本期|当期|应付|应交|应缴)?租金(?:金额|合计|总额|小计)?|(?:应付)?金额|小计|合计)"
    r"(?:\((?:人民币)?元\))?$"
)
_NUMBER_OF_MONTHS = re.compile(r"月数|月份数|期限\(月\)|租期\(月\)")
_REDUCED = re.compile(r"免租|免收|折扣|[\d一二三四五六七八九]折|优惠|税率|减免")
_NOT_RENT_ALONE = re.compile(r"押金|保证金|物业|管理费|水电|服务费|定金")
_BY_TIME = re.compile(r"[日天月年]")
_FIGURE = re.compile(
    r"[¥￥]?\s*(\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>元|万元|㎡|平方米|[个台套间件张把辆人位块])?(?:[/／][^\d]{1,8})?"
)
_TEN_THOUSAND = 10_000
_YEAR = 12


@dataclass(frozen=True)
class _Cell:
    """A figure in a row and where it stands."""

    value: Decimal
    place: Place


@dataclass(frozen=True)
class _Columns:
    """The columns of a table by what their heads say; None where none or several do."""

    heads: Mapping[int, str]

    def one(self, pattern: re.Pattern[str]) -> int | None:
        """The only column whose head says so."""
        fitting = [column for column, head in self.heads.items() if pattern.search(head)]
        return fitting[0] if len(fitting) == 1 else None


def in_rows(contract: Contract) -> Iterator[Relation]:
    """Every such row, right or wrong."""
    periods: dict[int, list[Span]] = {}
    for span in spans(contract):
        periods.setdefault(span.start.place.block, []).append(span)
    for table in contract.tables:
        rows = table.rows()
        columns = _Columns({column: re.sub(r"\s", "", text) for column, _block, text in table.row(rows[0])})
        if any(_REDUCED.search(head) for head in columns.heads.values()):
            continue
        for row in rows[1:]:
            yield from _pieces(table, columns, row)
            yield from _months(contract, table, columns, row, periods)


def _pieces(table: Table, columns: _Columns, row: int) -> Iterator[Relation]:
    """数量 × 单价 = 金额, 面积 × 单价 = 总价."""
    count, unit, everything = columns.one(_COUNT) or columns.one(_AREA), columns.one(_UNIT), columns.one(_SUM)
    if count is None or unit is None:
        return
    priced = table.cells.get((row, unit))
    times = set(_BY_TIME.findall(columns.heads[unit] + (priced[1] if priced else "")))
    if times:
        everything = next(
            (at for at, head in columns.heads.items() if times == {head[:1]} and _SUM.match(head[1:])), None
        )
    if everything is None:
        return
    many, each, whole = (_figure(table, columns, row, column) for column in (count, unit, everything))
    if many is None or each is None or whole is None:
        return
    expected = _money(many.value * each.value)
    how = _("{count} at {price} each").format(count=f"{many.value:,}", price=f"{each.value:,}")
    slack = 100 if _COUNT.search(columns.heads[count]) else 100 + expected.fen // 2000
    yield Relation(whole.place, _money(whole.value), (expected,), how, each.place, slack)


def _months(
    contract: Contract, table: Table, columns: _Columns, row: int, periods: Mapping[int, list[Span]]
) -> Iterator[Relation]:
    """The rent of a month, as the row or the contract says it, for the months of the row."""
    everything, monthly = columns.one(_SEVERAL_MONTHS), columns.one(_MONTH_RENT)
    words = "".join([*columns.heads.values(), *(text for _column, _block, text in table.row(row))])
    if everything is None or _NOT_RENT_ALONE.search(words) or _REDUCED.search(contract.text):
        return
    whole = _figure(table, columns, row, everything)
    rent = _figure(table, columns, row, monthly) if monthly is not None else _rent(contract)
    count = _length(table, columns, row, periods)
    if count is None and "年" in columns.heads[everything]:
        count = _YEAR
    if whole is None or rent is None or not count:
        return
    how = ngettext("{count} month at {rent}", "{count} months at {rent}", count)
    how = how.format(count=count, rent=_money(rent.value))
    yield Relation(whole.place, _money(whole.value), (_money(rent.value * count),), how, rent.place, 100)


def _rent(contract: Contract) -> _Cell | None:
    """The only rent of a month the contract names, where no year has one of its own."""
    price = only(contract.prices, "rent", 1)
    if price is None or re.search("递增|递减|上浮|第[二三]年", contract.text):
        return None
    return _Cell(Decimal(price.money.fen) / 100, price.place)


def _length(table: Table, columns: _Columns, row: int, periods: Mapping[int, list[Span]]) -> int | None:
    """How many months a row is for; 0 where it is for broken ones."""
    here = [span for _column, block, _text in table.row(row) for span in periods.get(block.number, ())]
    if len(here) == 1:
        (span,) = here
        past = span.last if span.last.day == span.first.day else span.last + timedelta(days=1)
        return (past.year - span.first.year) * _YEAR + past.month - span.first.month if span.is_whole else 0
    if here:
        return 0
    months_column = columns.one(_NUMBER_OF_MONTHS)
    stated = _figure(table, columns, row, months_column) if months_column is not None else None
    return int(stated.value) if stated is not None else None


def _figure(table: Table, columns: _Columns, row: int, column: int) -> _Cell | None:
    """The figure of a cell, in yuan where its head or the cell itself counts in ten thousands."""
    cell: tuple[Block, str] | None = table.cells.get((row, column))
    figure = _FIGURE.fullmatch(cell[1]) if cell else None
    if cell is None or figure is None:
        return None
    value = Decimal(re.sub("[,，]", "", figure[1]))
    if figure["unit"] == "万元" or ("万元" in columns.heads[column] and figure["unit"] is None):
        value *= _TEN_THOUSAND
    return _Cell(value, Place(cell[0].number, 0, len(cell[1])))


def _money(yuan: Decimal) -> Money:
    return Money(int((yuan * 100).to_integral_value()))
