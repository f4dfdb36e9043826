"""Amounts that are paid together or in equal parts: the first rent with the deposit, a rest in so many instalments.
Part of `amount_period`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from signdesk.core.i18n import _, ngettext
from signdesk.core.money import Money
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.relations import Relation
from signdesk.domains.signing.rules.structure.amounts import Amount
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.prices import only
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.wording import Wording

_RENT = (
    r"(?:(?P<{0}>首月|第一个?月|首个月|首季度?|首年|第一年|首半年|首期|首次|第一期|第一季度|[一二三四六两1-6]个月)(?:的|应付)?)?"
    r"(?:房屋|房)?(?:租金|房租)"
)
_DEPOSIT = r"(?:房屋|租赁|履约|的)*(?:押金|保证金)"
_TOGETHER = re.compile(
    rf"(?:{_RENT.format('one')}(?:[及和与、加＋+]|以及)(?:支付)?{_DEPOSIT}|{_DEPOSIT}(?:[及和与、加＋+]|以及)(?:支付)?{_RENT.format('two')})"
    r"(?:(?:两项|二者|一并|一次性|支付|总额|金额|应付|[,，)])*(?:合计|共计|总计|共)(?:应?支付)?|(?<=第一年租金及押金)|(?<=首年租金及押金))"
    r"(?:为|人民币|小写|大写|[:：(（¥￥\s])*$"
)
_FIRST_YEAR = re.compile(
    r"(?:首年|第一年)(?:的|度)?(?:房屋)?(?:租金|承包金|承包费|交[甲乙]方)(?:为|共?计|合计|人民币|[:¥￥\s])*$"
)
_BOTH_OF_A_MONTH = re.compile(r"月租金(?:及|和|、|与)(?:管理费|物业费|物业管理费)(?:合计|共计|共|为|人民币|[:¥￥\s])*$")
_SO_MANY_OF_BOTH = re.compile(
    r"整?(?:\([^()]*\))?[^。；;\n\d]{0,40}?(?:即|相当于|等于|为)(?P<count>\d{1,2}|[一二两三四五六])个月的?月?租金(?:及|和|、|与)(?:管理费|物业费|物业管理费)"
)
_MONTHS_NAMED = re.compile(
    r"(?:(?P<year>20\d\d)年)?\s*(?P<first>\d{1,2})月份?\s*(?:至|到|[-—~～])+\s*(?:(?P<next>20\d\d)年)?\s*(?P<last>\d{1,2})月份?"
    r"\s*[)]?\s*的?(?:房屋)?(?:租金|房租)?(?:共?计|合计|共计|金额|为|人民币|[:¥￥\s])*$"
)
_PARTED = re.compile(r"[、,，;；]")
_NOT_THE_RENT = re.compile(r"押金|保证金|物业|水费|电费|管理费|取暖|免租|减免")
_PART_OF_DEPOSIT = re.compile(
    r"(?:部分|先行?支付|首付|首期|(?P<rest>剩余|其余|余下))[^,，。；;\d]{0,8}(?:押金|保证金)[^,，。；;\d]{0,10}$"
)
_LENGTHS = {"月": (1,), "季": (3,), "年": (12,), "半": (6,)}
_EQUAL = Wording(
    r"分(?P<count>\d{1,3}|[二两三四五六七八九十]{1,3})个?(?:期|次|笔|月)[^。；;\d]{0,14}每(?:期|次|笔|月)[^。；;\d]{0,10}"
    r"(?P<each>\d[\d,]*(?:\.\d{1,2})?)元[^。；;\d]{0,10}(?:合计|共计|总计|共)(?:为|人民币|支付|[:¥￥\s])*"
    r"(?P<sum>\d[\d,]*(?:\.\d{1,2})?)元",
    holds="分",
)


def paid_together(contract: Contract) -> Iterator[Relation]:
    """Every relation of these kinds, right or wrong."""
    rents = dict.fromkeys(price.money for price in contract.prices if price.purpose == "rent" and price.months == 1)
    deposit = only(contract.prices, "deposit")
    year = first_year(contract)
    for amount in _introduced(contract) if deposit is not None else ():
        said = _TOGETHER.search(before(contract.texts[amount.place.block], amount.place.start))
        if said is None or amount.money is None or deposit is None:
            continue
        named = said["one"] or said["two"] or ""
        sums = [rent * months for rent in rents for months in _lengths(named)]
        if year is not None and named in ("首年", "第一年"):
            sums = [year[0]]
        if sums:
            expected = tuple(rent + deposit.money for rent in sums)
            how = _("{rent} of rent and {deposit} of deposit").format(rent=sums[0], deposit=deposit.money)
            yield Relation(amount.place, amount.money, expected, how, deposit.place)
    yield from _months_of_both(contract)
    yield from _of_named_months(contract)
    yield from _rest_of_the_deposit(contract)
    for block, match in contract.body.find(_EQUAL):
        count, each = number(match["count"]) or 0, _money(match["each"])
        how = _("{count} at {price} each").format(count=count, price=each)
        place, origin = (Place(block.number, *match.span(name)) for name in ("sum", "each"))
        yield Relation(place, _money(match["sum"]), (each * count,), how, origin)


def first_year(contract: Contract) -> tuple[Money, Place] | None:
    """第一年租金4.2万元: the rent of the first year, if the contract names one."""
    found = {
        amount.money: amount.place
        for amount in _introduced(contract)
        if amount.money and _FIRST_YEAR.search(before(contract.texts[amount.place.block], amount.place.start))
    }
    return next(iter(found.items())) if len(found) == 1 else None


def _months_of_both(contract: Contract) -> Iterator[Relation]:
    """26,344元，作为保证金，即两个月的月租金及管理费: so many times what both come to in a month."""
    amounts = list(_introduced(contract))
    both = {
        amount.money: amount.place
        for amount in amounts
        if amount.money and _BOTH_OF_A_MONTH.search(before(contract.texts[amount.place.block], amount.place.start))
    }
    for amount in amounts if len(both) == 1 else ():
        said = _SO_MANY_OF_BOTH.match(after(contract.texts[amount.place.block], amount.place.end))
        if said is not None and amount.money is not None:
            ((money, place),) = both.items()
            count = number(said["count"]) or 0
            how = ngettext("{count} month at {rent}", "{count} months at {rent}", count)
            how = how.format(count=count, rent=money)
            yield Relation(amount.place, amount.money, (money * count,), how, place)


def _of_named_months(contract: Contract) -> Iterator[Relation]:
    """首期租金（2026年3月至5月）为…: the rent of the months named, where it is the same in all of them."""
    rent = only(contract.prices, "rent", 1)
    for amount in _introduced(contract) if rent is not None else ():
        ahead = before(contract.texts[amount.place.block], amount.place.start)
        named = _MONTHS_NAMED.search(ahead)
        if named is None or rent is None or amount.money is None or _NOT_THE_RENT.search(_PARTED.split(ahead)[-1]):
            continue
        months = int(named["last"]) - int(named["first"]) + 1
        if named["next"]:
            months += 12 * (int(named["next"]) - int(named["year"] or named["next"]))
        months += 12 if months <= 0 else 0
        how = ngettext("{count} month at {rent}", "{count} months at {rent}", months)
        how = how.format(count=months, rent=rent.money)
        yield Relation(amount.place, amount.money, (rent.money * months,), how, rent.place)


def _rest_of_the_deposit(contract: Contract) -> Iterator[Relation]:
    """支付部分保证金…，剩余保证金…: both together are the deposit."""
    parts: dict[str, list[tuple[Money, Place]]] = {"部": [], "余": [], "": []}
    for price in contract.prices:
        if price.purpose == "deposit":
            part = _PART_OF_DEPOSIT.search(before(contract.texts[price.place.block], price.place.start))
            kind = "" if part is None else "余" if part["rest"] else "部"
            parts[kind].append((price.money, price.place))
    first, rest, whole = parts["部"], parts["余"], dict(parts[""])
    if len(first) == len(rest) == len(whole) == 1:
        ((money, place),) = whole.items()
        expected = money - first[0][0]
        how = _("{whole} less {part}").format(whole=money, part=first[0][0])
        yield Relation(rest[0][1], rest[0][0], (expected,), how, place)


def _introduced(contract: Contract) -> Iterator[Amount]:
    """Each amount once, as it is written first."""
    for index, amount in enumerate(contract.amounts):
        if amount.money is not None and (amount.partner is None or amount.partner > index):
            yield amount


def _lengths(named: str) -> tuple[int, ...]:
    """How many months' rent may be meant; where it is not said, what is usual for a first payment."""
    if (
        named.endswith("个月")
        and (count := number(named.removesuffix("个月").removeprefix("第")))
        and "首" not in named
    ):
        return (count,)
    if "半" in named:
        return (6,)
    return next((months for sign, months in _LENGTHS.items() if sign in named), (1, 2, 3, 6, 12))


def _money(figure: str) -> Money:
    return Money(int(Decimal(figure.replace(",", "")) * 100))
