"""amount_period: amounts that follow from others do follow: months of rent, deposits in months, price by the area,
shares of the price. Held against each other only where the text leaves one reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from signdesk.core.i18n import N_, _, ngettext
from signdesk.core.money import Money
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.counted_amounts import counted
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.checks.paid_together import paid_together
from signdesk.domains.signing.rules.checks.relations import Relation
from signdesk.domains.signing.rules.checks.rents_of_years import rents_of_years
from signdesk.domains.signing.rules.checks.table_amounts import in_rows
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.amounts import Amount
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.percentages import Rate
from signdesk.domains.signing.rules.structure.prices import Price, by_twelve, only, whole
from signdesk.domains.signing.rules.structure.quantities import UnitPrice
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.wording import Wording

MOST_POSSIBLE = 3
"""Amounts that are shown where more than one would follow."""
_CHANGING = Wording(
    r"(?=[递免减优上下提第含\d])(?:递增|递减|免租|免收|减免|优惠|上浮|下浮|上调|提成|第[二三四五2-5]年|\d折|(?<!不)含税)",
    holds=(
        "递增",
        "递减",
        "免租",
        "免收",
        "减免",
        "优惠",
        "浮",
        "上调",
        "提成",
        *(f"第{which}年" for which in "二三四五2345"),
        "折",
        "含税",
    ),
)
_FREE = frozenset(("免租", "免收"))
"""Words for months without rent."""
_OF_THE_NEXT = re.compile(r"续[租约签]|期满后|届满后|另行签订|重新签订")
_SO_MANY_MONTHS = re.compile(
    r"(?:整?\s*\([^()]{0,24}\))?[^,，。；;\n]{0,12}?(?:[,，(]\s*(?:即|相当于|为|等于|按)?[^,，。；;\n]{0,6}?)?(?<![\d第])"
    r"(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})个月的?(?:固定|房屋|月)*租金(?!\s*(?:人民币|[:¥￥\d]))"
)
_SO_MANY_BEFORE = re.compile(
    r"(?<![\d第])(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})个月的?(?:固定|房屋|月)*租金的?(?:押金|(?:租赁|履约)?保证金)[^\d]{0,40}$"
)
_OF_ONE_YEAR = re.compile(r"第[一二三四五六七八九十\d]{1,2}年")
"""Months of the rent of one year: told by `rents_of_years`."""
_BROKEN_COUNTS_WHOLE = Wording(r"不足[一1]个?月的?,?，?[^,，。；;]{0,6}按[一1]个?(?:整|足)?月", holds="足")
_PLEDGED = Wording(r"押(?P<count>[一二两三四五六七八九十])付[一二两三四五六七八九十]", holds="押")
_OF_THE_PRICE = re.compile(
    r"(?:成交总?价|总价款?|房价款|合同总?价款?|合同总?金额|合同总额|服务费总额|租金总额|价款总额|总金额|总房价)的?\s*$"
)
_TO_ITS_SUM = re.compile(r"[^,，。；;\d%]{0,20}[,，(]?\s*(?:即|计|合计?|共计?|为)?\s*(?:人民币)?[:¥￥\s(]*")
_AREA_OPEN = Wording(r"面积[^\d,，。；;]{0,6}[\s_]{2,}(?:平方米|平米|㎡)", holds="积")
_FIGURE = r"(?P<{}>\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,2}})?|\d+(?:\.\d{{1,2}})?)元"
_MONTH_AND_YEAR = Wording(
    rf"(?:每月|月租金)(?:租金)?(?:为|人民币|[:¥￥\s])*{_FIGURE.format('month')}[^。；;\d]{{0,12}}(?:当年|全年|一年的?|年|该年度?)租金(?:总额|总计|合计)?"
    rf"(?:为|共计|合计|人民币|[:¥￥\s])*{_FIGURE.format('year')}",
    holds="年",
)
_YEAR_AND_PART = Wording(
    rf"年租金(?:总额)?(?:为|共计|合计|人民币|[:¥￥\s])*{_FIGURE.format('year')}整?(?:\([^()]*\))?[,，][^。；;\d]{{0,12}}每(?P<part>半年|季度?|个?月)"
    rf"(?:应?(?:支付|付|缴纳|交纳|交))?(?:租金)?(?:为|人民币|[:¥￥\s])*{_FIGURE.format('sum')}",
    holds="年",
)
_PARTS_OF_A_YEAR = {"半": 2, "季": 4, "月": 12, "个": 12}
_AREA_FEE = Wording(
    r"(?:物业|管理|服务)[^。；;\d]{0,14}(?:每(?:平方米|㎡)每月|每月每(?:平方米|㎡))(?:建筑面积)?(?:人民币)?(?P<unit>\d+(?:\.\d+)?)元?[,，]"
    rf"(?:每月|月)(?:共?计|合计|为)?(?:人民币)?{_FIGURE.format('fee')}",
    holds="平㎡",
)
_LENDS = re.compile(r"(?:提供|借给|出借|借到|借款)[^,，。；;\d]{0,12}(?:人民币|[:¥￥\s(])*$")
_MONTH_INTEREST = re.compile(r"(?:首月|每月|月|当月)利息(?:为|计|是|金额|人民币|[:¥￥\s])*$")
_DAYS = {
    months: tuple(map(Decimal, days.split()))
    for months, days in {
        1: "30 30.4167 30.42 30.5 31 28 29",
        3: "90 91 91.25 92",
        6: "180 181 182 182.5 183 184",
        12: "360 365 366",
    }.items()
}
"""Days for which a rent by the day may be reckoned, by the months it is paid for."""
_NOT_EXACT = re.compile(r"约$|不低于$|不少于$|不超过$")


@dataclass(frozen=True)
class AmountPeriod:
    id: str = "amount_period"
    title: str = N_("Amounts that follow from others")
    why: str = N_("If the rent of a month and that of a year contradict each other, nobody knows which one was agreed.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        relations = [
            *_recurring(contract), *_deposits(contract), *_by_area(contract), *_shares(contract),
            *_beside_each_other(contract), *_interest(contract), *_shares_in_tables(contract), *counted(contract),
            *in_rows(contract), *paid_together(contract), *rents_of_years(contract),
        ]  # fmt: skip
        broken = {
            (relation.place.block, relation.place.start): relation
            for relation in reversed(relations)
            if not relation.holds
        }
        findings = tuple(
            Finding(
                "amount_period",
                "error" if relation.sure else "warning",
                _("{found} here, {expected} by calculation: {how}.").format(
                    how=relation.how,
                    expected=_(" or ").join(map(str, _nearest(relation))),
                    found=relation.found,
                ),
                relation.place,
                (relation.origin,),
                ((_("here"), str(relation.found)), (_("expected"), str(relation.expected[0]))),
            )
            for relation in reversed(broken.values())
        )
        looked_at = _("{count} amounts that follow from another").format(count=len(relations))
        return Outcome(looked_at, findings, applicable=bool(relations))


def _nearest(relation: Relation) -> list[Money]:
    """What it should be; of many possible amounts those that come nearest, in their order."""
    possible = list(dict.fromkeys(relation.expected))
    nearest = sorted(possible, key=lambda amount: abs(amount - relation.found).fen)[:MOST_POSSIBLE]
    return [amount for amount in possible if amount in nearest]


def _recurring(contract: Contract) -> Iterator[Relation]:
    """Rent or fee of a quarter, a year or the whole term against that of a month, where it never changes. Months
    without rent change what a year and the whole term come to, not a quarter, and no fee."""
    changes = set(_changes(contract))
    if changes - _FREE:
        return
    term = contract.terms[0] if len({(term.fewest, term.most) for term in contract.terms}) == 1 else None
    whole_months = contract.body.has(_BROKEN_COUNTS_WHOLE)
    kinds: dict[tuple[str, str], list[Price]] = {}
    for price in contract.prices:
        if price.purpose in ("rent", "fee"):
            kinds.setdefault((price.purpose, price.what), []).append(price)
    for prices in map(tuple, kinds.values()):
        purpose = prices[0].purpose
        base = only(prices, purpose, 1) or only(prices, purpose, 12)
        for price in prices if base is not None else ():
            if base is None or price.months == base.months or price.months % base.months:
                continue
            free = purpose == "rent" or any(word in contract.texts[price.place.block] for word in _FREE)
            if changes and free and not 0 < price.months < 12:
                continue
            if price.months:
                yield _periods(price, base, price.months, price.months)
            elif term is not None:
                yield _periods(price, base, term.most if whole_months else term.fewest, term.most)


def _changes(contract: Contract) -> Iterator[str]:
    """The words by which the rent is another one in some month; what is said of a new contract after this one does not
    count."""
    for _block, match in contract.body.find(_CHANGING):
        if not _OF_THE_NEXT.search(before(match.string, match.start()) + after(match.string, match.start())):
            yield match[0]


def _periods(price: Price, base: Price, fewest: int, most: int) -> Relation:
    """`price` pays for `fewest` to `most` months, `base` for one month or one year."""
    if base.months == 12:
        how = ngettext("{count} year at {rent}", "{count} years at {rent}", fewest // 12)
    else:
        how = ngettext("{count} month at {rent}", "{count} months at {rent}", fewest)
    sums = tuple(base.money * (months // base.months) for months in range(fewest, most + 1))
    broken = fewest % base.months or (fewest != most and sums[0] < price.money < sums[-1])
    return Relation(
        price.place, price.money, (price.money,) if broken else sums,
        how.format(count=fewest // base.months, rent=base.money), base.place,
    )  # fmt: skip


def _deposits(contract: Contract) -> Iterator[Relation]:
    """A deposit that is said to be so many months' rent."""
    rents = [price for price in contract.prices if price.purpose == "rent" and price.months == 1]
    if not rents and (yearly := only(by_twelve(contract.prices), "rent", 1)):
        rents = [yearly]
    deposits = [price for price in contract.prices if price.purpose == "deposit"]
    if not rents:
        return
    pledged = {match["count"] for _block, match in contract.body.find(_PLEDGED)}
    for deposit in deposits:
        stated = _SO_MANY_MONTHS.match(after(contract.texts[deposit.place.block], deposit.place.end))
        if stated is None:
            ahead = before(contract.texts[deposit.place.block], deposit.place.start)
            stated = _SO_MANY_BEFORE.search(ahead)
        if stated and _OF_ONE_YEAR.search(stated[0]):
            continue
        count = stated["count"] if stated else pledged.copy().pop() if len(pledged) == len(deposits) == 1 else ""
        if months := number(count):
            how = ngettext("{count} month at {rent}", "{count} months at {rent}", months)
            sums = tuple(dict.fromkeys(rent.money * months for rent in rents))
            how = how.format(count=months, rent=rents[0].money)
            yield Relation(deposit.place, deposit.money, sums, how, rents[0].place)


def _by_area(contract: Contract) -> Iterator[Relation]:
    """The price or the month's rent against the price of a square metre and the areas named."""
    if not contract.areas or contract.body.has(_AREA_OPEN):
        return
    for unit in contract.unit_prices:
        target = _target(contract, unit)
        if target is None:
            continue
        areas = dict.fromkeys(contract.areas)
        counts = _DAYS[target.months] if unit.months < 0 else (Decimal(max(target.months // (unit.months or 1), 1)),)
        sums = [Money(int((unit.yuan * area * times * 100).to_integral_value())) for area in areas for times in counts]
        nearest = min(sums, key=lambda amount: abs(amount - target.money).fen)
        rounding = 100 + int(max(contract.areas) / 2) + target.money.fen // 2000
        by_the_day, once = _("The area at {price} a square metre and day"), _("The area at {price} a square metre")
        how = (by_the_day if unit.months < 0 else once).format(price=f"{unit.yuan:,}")
        yield Relation(target.place, target.money, (nearest,), how, unit.place, rounding, sure=False)


def _target(contract: Contract, unit: UnitPrice) -> Price | None:
    """What the unit price makes: the rent behind it in its sentence, else the only sum it can be. A price by the day
    makes the rent of a month, a quarter, half a year or a year."""
    if _NOT_EXACT.search(contract.texts[unit.place.block][: unit.place.start]):
        return None
    by_the_day = unit.months < 0
    if unit.months:
        beside = [
            price
            for price in contract.prices
            if price.purpose == "rent" and (price.months in _DAYS if by_the_day else price.months == unit.months)
            and price.place.block == unit.place.block and price.place.start > unit.place.start
        ]  # fmt: skip
        if beside:
            return beside[0]
    if len({(each.yuan, each.months) for each in contract.unit_prices}) > 1:
        return None
    if by_the_day:
        return next((price for months in _DAYS if (price := only(contract.prices, "rent", months))), None)
    if not unit.months:
        return only(contract.prices, "total")
    return only(contract.prices, "rent", unit.months) or only(contract.prices, "rent", 12)


def _shares(contract: Contract) -> Iterator[Relation]:
    """A share of the price with its sum behind it: 成交价的1.5%，即12,975元."""
    total = whole(contract.prices)
    for rate in contract.rates if total is not None else ():
        if total is None or rate.daily or not _OF_THE_PRICE.search(rate.before) or "违约" in rate.before:
            continue
        if re.match(r"\s*(?:左右|上下|以上|以内)", rate.after):
            continue
        found = sum_behind(contract, rate)
        if found is not None:
            expected = Money(int((total.money.fen * rate.value).to_integral_value()))
            how = _("{share} % of {total}").format(share=rate.percent, total=total.money)
            yield Relation(found[1], found[0], (expected,), how, rate.place, 100)


def _beside_each_other(contract: Contract) -> Iterator[Relation]:
    """每月16,000元，当年租金192,000元: rent of a month and of a year in one sentence, where it changes later."""
    changing = any(_changes(contract))
    for block, match in contract.body.find(_MONTH_AND_YEAR) if changing else ():
        if "元" in before(match.string, match.start()) or re.search(r"免租|减免|优惠|免收", match[0]):
            continue
        month, year = (Money(int(Decimal(re.sub("[,，]", "", match[name])) * 100)) for name in ("month", "year"))
        place = Place(block.number, match.start("year"), match.end("year"))
        origin = Place(block.number, match.start("month"), match.end("month"))
        how = ngettext("{count} month at {rent}", "{count} months at {rent}", 12).format(count=12, rent=month)
        yield Relation(place, year, (month * 12,), how, origin, 100)
    for block, match in contract.body.find(_YEAR_AND_PART):
        year, part = (Money(int(Decimal(re.sub("[,，]", "", match[name])) * 100)) for name in ("year", "sum"))
        place, origin = (Place(block.number, *match.span(name)) for name in ("sum", "year"))
        how = _("one of {count} parts of {total}").format(count=_PARTS_OF_A_YEAR[match["part"][0]], total=year)
        expected = Money(year.fen // _PARTS_OF_A_YEAR[match["part"][0]])
        yield Relation(place, part, (expected,), how, origin, 100)
    for block, match in contract.body.find(_AREA_FEE) if len(set(contract.areas)) == 1 else ():
        fee = Decimal(match["unit"]) * contract.areas[0] * 100
        found = Money(int(Decimal(re.sub("[,，]", "", match["fee"])) * 100))
        place = Place(block.number, match.start("fee"), match.end("fee"))
        origin = Place(block.number, match.start("unit"), match.end("unit"))
        how = _("The area at {price} a square metre").format(price=match["unit"])
        yield Relation(place, found, (Money(int(fee.to_integral_value())),), how, origin, 100, sure=False)


def _interest(contract: Contract) -> Iterator[Relation]:
    """A loan's interest of a month by the rate of a year; by days it may be a little more or less."""
    if not any("借款" in re.sub(r"\s", "", text) for _block, text in contract.body[:3]):
        return
    loans = {amount.money for amount in contract.totals if amount.money and _counts(amount)} or {
        amount.money for amount in contract.amounts if amount.money and _counts(amount) and _lends(contract, amount)
    }
    if len(loans) != 1:
        return
    loan = loans.pop()
    years = [
        rate
        for rate in contract.rates
        if re.search(r"年利率(?:为|是|按|:)*$", rate.before) and not re.search("逾期|罚息", rate.before)
    ]
    for amount in contract.amounts if len(years) == 1 else ():
        if amount.kind != "figures" or amount.money is None:
            continue
        if _MONTH_INTEREST.search(before(contract.texts[amount.place.block], amount.place.start)):
            expected = Money(int((loan.fen * years[0].value / 12).to_integral_value()))
            how = _("{share} % of {total}").format(share=years[0].percent, total=loan)
            yield Relation(amount.place, amount.money, (expected,), how, years[0].place, expected.fen // 14, sure=False)


def _counts(amount: Amount) -> bool:
    """Figures, and capitals that stand alone: where both contradict each other, the figures are taken."""
    return amount.kind == "figures" or amount.partner is None


def _lends(contract: Contract, amount: Amount) -> bool:
    return _LENDS.search(before(contract.texts[amount.place.block], amount.place.start)) is not None


def _shares_in_tables(contract: Contract) -> Iterator[Relation]:
    """A row with a share and a sum, in columns that say so: the sum is that share of the price."""
    total = contract.total
    for table in contract.tables if total is not None else ():
        rows = table.rows()
        head = {column: text for column, _block, text in table.row(rows[0])}
        shares = [column for column, text in head.items() if "比例" in text]
        sums = [column for column, text in head.items() if re.search(r"金额|款额", text)]
        if total is None or len(shares) != 1 or len(sums) != 1:
            continue
        for row in rows[1:]:
            share, found = table.cells.get((row, shares[0])), table.cells.get((row, sums[0]))
            rate = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*%", share[1]) if share else None
            written = re.fullmatch(r"[¥￥]?\s*(\d[\d,]*(?:\.\d{1,2})?)\s*元?", found[1]) if found else None
            if share is None or found is None or rate is None or written is None:
                continue
            expected = Money(int((total[0].fen * Decimal(rate[1]) / 100).to_integral_value()))
            money = Money(int(Decimal(written[1].replace(",", "")) * 100))
            how = _("{share} % of {total}").format(share=rate[1], total=total[0])
            place = Place(found[0].number, 0, len(found[1]))
            decimals = len(rate[1].partition(".")[2])
            rounded = total[0].fen // (2 * 10 ** (decimals + 2)) if decimals > 1 else 0
            yield Relation(place, money, (expected,), how, Place(share[0].number, 0, len(share[1])), rounded + 100)


def sum_behind(contract: Contract, rate: Rate) -> tuple[Money, Place] | None:
    """The amount a share is said to come to, right behind it."""
    behind = (amount for amount in contract.amounts_in(rate.place.block, rate.place.end) if amount.money is not None)
    amount = next(behind, None)
    if amount is None or amount.money is None:
        return None
    between = contract.texts[rate.place.block][rate.place.end : amount.place.start]
    return (amount.money, amount.place) if _TO_ITS_SUM.fullmatch(between) else None
