"""Rents (and fees, and what an owner is paid) that are told year by year in the text: what follows from that of one
year or of all of them. Part of `amount_period`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from signdesk.core.i18n import _, ngettext
from signdesk.core.money import Money
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.relations import Relation
from signdesk.domains.signing.rules.structure.amounts import Amount
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.wording import Wording

_NUMERAL = r"[一二两三四五六七八九十\d]{1,2}"
_LINE = re.compile(
    rf"\s*(?:[(]?(?:\d{{1,2}}(?:\.\d{{1,2}})*|[一二三四五六七八九十])[)、.]*\s*)?第(?P<year>{_NUMERAL})年度?"
)
_IS = r"(?:为|是|共?计|合计|共计|总计|总额|即|人民币|小写|[:(¥￥\s])*$"
_OF_A_MONTH = re.compile(r"(?:每月|月(?=租|收益|服务费|管理费|费))[^,，。；;\d]{0,12}?" + _IS)
_OF_THE_YEAR = re.compile(r"(?:年(?=租|收益|服务费|管理费|费)|全年|当年|该年度?|本年度?)[^,，。；;\d]{0,8}?" + _IS)
_PART_OF_A_YEAR = re.compile(
    rf"第(?P<year>{_NUMERAL})年度?(?:的|租金)?(?P<part>[上下]半年|每半年|每季度?|全年)[^,，。；;\d]{{0,8}}?" + _IS
)
_ALL_YEARS = re.compile(rf"(?<![第\d])(?P<count>{_NUMERAL})年的?[^,，。；;\d]{{0,8}}?(?:总计|合计|共计|总额)" + _IS)
_MONTHS_OF_ONE = re.compile(
    rf"整?(?:\([^()]*\))?[^。；;\n\d]{{0,24}}?(?:相当于|即|等于|为)第(?P<year>{_NUMERAL})年的?(?P<count>{_NUMERAL})个月的?(?:租金|收益|月租)"
)
_MORE_THAN = re.compile(
    rf"(?:第(?P<year>{_NUMERAL})年|上一?个?(?:租赁)?年度?|前一年|上年)的?[月年]?(?:租金|收益|标准)(?:标准)?(?:的?基础上|基础)?[,，]?"
    r"(?:上升|上浮|递增|增加|上涨|增长|上调)\s*$"
)
_BEHIND = re.compile(r"[,，(]?\s*(?:即|为|计)?(?:每月|每年|月租金|年租金)?[^,，。；;\d]{0,6}?(?:为|人民币|[:¥￥\s(])*")
_A_YEAR_S = re.compile(
    rf"第(?P<year>{_NUMERAL})年度?(?:的|房屋)?(?:租金|承包金|承包费|年租金|交[甲乙]方|支付)?(?:为|人民币|[:¥￥\s])*$"
)
_STEP = Wording(
    r"每年(?:递增|增加|上浮|上调)(?:人民币)?\s*(?P<step>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>[百千万]?)元", holds=("每年",)
)
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000}
_FREE = re.compile(r"免租|免收|减免|优惠")
_PARTS = {"上": 6, "下": 6, "半": 6, "季": 3, "全": 12}
_YEAR = 12

_Years = Mapping[int, tuple[Money, Place]]
"""The rent of a month in each year, and where it stands."""


def rents_of_years(contract: Contract) -> Iterator[Relation]:
    """Every relation of these kinds, right or wrong."""
    amounts = [each for each in contract.amounts if each.money and (each.kind == "figures" or each.partner is None)]
    yield from _by_the_year(contract, amounts)
    lines = _lines(contract, amounts)
    years = {year: (amount.money or Money(0), amount.place) for year, (amount, _rest) in lines.items()}
    if not years:
        return
    for year, (amount, rest) in lines.items():
        for other in rest:
            if _OF_THE_YEAR.search(_ahead(contract, other)) and not _FREE.search(contract.texts[other.place.block]):
                yield _times(other, years[year], _YEAR)
        yield from _more_than_before(contract, years, year, amount)
    for amount in amounts:
        ahead = _ahead(contract, amount)
        if part := _PART_OF_A_YEAR.search(ahead):
            base = years.get(number(part["year"]) or 0)
            months = next(count for sign, count in _PARTS.items() if sign in part["part"])
            if base is not None:
                yield _times(amount, base, months)
        elif said := _MONTHS_OF_ONE.match(after(contract.texts[amount.place.block], amount.place.end)):
            base = years.get(number(said["year"]) or 0)
            if base is not None:
                yield _times(amount, base, number(said["count"]) or 0)
        elif (said := _ALL_YEARS.search(ahead)) and number(said["count"]) == len(years) == max(years):
            yield from _all_together(contract, amount, years)


def _by_the_year(contract: Contract, amounts: list[Amount]) -> Iterator[Relation]:
    """第一年8万元，以后每年递增5千元，即第二年8.5万元，…，五年合计…: years in one sentence, and all of them."""
    run: list[Amount] = []
    for amount in amounts:
        ahead = _ahead(contract, amount)
        said = _A_YEAR_S.search(ahead)
        if said is not None and number(said["year"]) == (1 if not run else len(run) + 1):
            run.append(amount)
        elif (whole := _ALL_YEARS.search(ahead)) and len(run) > 1 and number(whole["count"]) == len(run):
            total = sum((each.money.fen for each in run if each.money), 0)
            how = _("{count} years at the rents named").format(count=len(run))
            yield Relation(amount.place, amount.money or Money(0), (Money(total),), how, run[-1].place, 100)
    steps = [match for block, match in contract.body.find(_STEP) if run and block.number == run[0].place.block]
    if len(steps) == 1 and len(run) > 1:
        step = Money(int(Decimal(steps[0]["step"].replace(",", "")) * _SCALES[steps[0]["scale"] or ""] * 100))
        for at, (earlier, later) in enumerate(pairwise(run), 1):
            expected = ((earlier.money or Money(0)) + step, (run[0].money or Money(0)) + step * at)
            how = _("{rent} and {step} more").format(rent=earlier.money, step=step)
            yield Relation(later.place, later.money or Money(0), expected, how, earlier.place)


def _lines(contract: Contract, amounts: list[Amount]) -> dict[int, tuple[Amount, list[Amount]]]:
    """By the year it begins with: the rent of a month a line names, and the amounts behind it in the line."""
    by_block: dict[int, list[Amount]] = {}
    for amount in amounts:
        by_block.setdefault(amount.place.block, []).append(amount)
    found: dict[int, tuple[Amount, list[Amount]]] = {}
    for block, here in by_block.items():
        said = _LINE.match(contract.texts[block])
        month = next((each for each in here if _OF_A_MONTH.search(_ahead(contract, each))), None)
        year = number(said["year"]) if said else None
        if year and month and year not in found:
            found[year] = month, here[here.index(month) + 1 :]
    return found


def _more_than_before(contract: Contract, years: _Years, year: int, amount: Amount) -> Iterator[Relation]:
    """按第一年租金上升5%，即每月8,400元."""
    text = contract.texts[amount.place.block]
    for rate in contract.rates:
        if rate.place.block != amount.place.block or rate.place.end > amount.place.start:
            continue
        said = _MORE_THAN.search(rate.before)
        base = years.get((number(said["year"]) if said["year"] else year - 1) or 0) if said else None
        if base is not None and _BEHIND.fullmatch(text[rate.place.end : amount.place.start]):
            expected = Money(int((base[0].fen * (1 + rate.value)).to_integral_value()))
            first = years.get(year - 2)  # where the year between is the wrong one, this one is right
            chained = [Money(int((first[0].fen * (1 + rate.value) ** 2).to_integral_value()))] if first else []
            how = _("{rent} and {share} % more").format(rent=base[0], share=rate.percent)
            slack = max(100, expected.fen // 10000)
            yield Relation(amount.place, amount.money or Money(0), (expected, *chained), how, base[1], slack)


def _all_together(contract: Contract, amount: Amount, years: _Years) -> Iterator[Relation]:
    """三年租金总计…, where each year is told."""
    if not _FREE.search(contract.text):
        months = sum((money.fen for money, _place in years.values()), 0)
        how = _("{count} years at the rents named").format(count=len(years))
        origin = years[max(years)][1]
        yield Relation(amount.place, amount.money or Money(0), (Money(months * _YEAR),), how, origin, 100)


def _times(amount: Amount, base: tuple[Money, Place], months: int) -> Relation:
    how = ngettext("{count} month at {rent}", "{count} months at {rent}", months)
    how = how.format(count=months, rent=base[0])
    return Relation(amount.place, amount.money or Money(0), (base[0] * months,), how, base[1], 100)


def _ahead(contract: Contract, amount: Amount) -> str:
    return before(contract.texts[amount.place.block], amount.place.start)
