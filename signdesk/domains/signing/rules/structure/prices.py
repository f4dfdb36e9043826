"""What an amount of money is for: the total, rent or fee of so many months, a deposit, earnest money. Only what stands
right at the amount counts; an amount whose purpose is not written there is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from signdesk.core.money import Money
from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.amounts import Amount
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.sentences import after, before

Purpose = Literal["total", "rent", "fee", "deposit", "earnest"]

_GAP = (
    r"(?:总额|金额|数额|标准|合计|共计|总计|人民币|小写|大写|支付|交付|缴纳|交纳|为|是|计|共|即|按|收取|[:()¥￥\s])*$"
)
_EARNEST = re.compile(r"(?<![含括除])(?<!已付)(?<!双倍返还)定金" + _GAP)
"""Not where another sum includes it or is reckoned without it: 首付款（含定金）, 扣除定金后."""
_DEPOSIT = re.compile(r"(?<!双倍返还)(?:押金|租赁保证金|履约保证金|房屋保证金|保证金)(?:\([^()]*\))?" + _GAP)
_IS_DEPOSIT = re.compile(
    r"整?\s*(?:\([^()]{0,24}\)|[,，]?大写[:]?[零壹贰叁肆伍陆柒捌玖拾佰仟万元整]{2,24})?\s*(?:[,，]\s*(?:作为|做为)|的|作为|做为|为)?(?:本合同|租赁|房屋|履约|的)*(?:押金|保证金)(?!的?[\d%百千万])"
)
"""Behind a sum: 缴纳8,600元（大写：…）押金, 4,400元作为履约保证金."""
_RENT_WITH_IT = re.compile(r"(?:租金|房租)[及和与、加](?:租赁|履约|房屋)*(?:押金|保证金)(?:一并|一共)?" + _GAP)
_TOTAL = re.compile(
    r"(?:(?:房产|房屋|商铺|车位)的?(?:出售|转让|成交)?(?:总价|价格|价款|售价)|合同总?价款?|合同总?金额|合同总额|房屋总价款?|总房款|房款总额|房屋总款|购房总?价款|房价款|总价款?|总金额|成交总?价格?|转让价款?|成交总价|服务费总额|报酬总额|居间报酬|价款总额)"
    + _GAP
)
_WHAT = (
    r"(?P<what>租金|房租|租赁费|床位费|住宿费|服务费用?|管理费|物业费|保洁费|咨询费|顾问费|代理费|律师费|劳务报酬"
    r"|劳务费用?|收益(?!人|权)|托管费|承包费|使用费|场地费|摊位费|仓储费)"
)
_NAMED = re.compile(
    rf"(?:(?P<every>月|年度?|季度?|每个?月|每季度?|每年|全年|半年)(?:的|固定|基本|应付|应交)?{_WHAT}"
    rf"|{_WHAT.replace('what', 'what2')}(?:标准|单价|金额)?(?:为|是|按|[:,，])*"
    r"(?P<every2>每个?月|每季度?|每年|每半年|全年|月|年)"
    rf"|月(?P<what3>租)"
    rf"|{_WHAT.replace('what', 'what4')}(?:总额|总计|合计|共计|共(?!同|有|用)))" + _GAP
)
_SO_LONG = re.compile(
    r"(?:(?P<named>半年|季度?)|(?P<months>\d{1,2}|[一二两三四五六七八九十])个月)(?:\([^()]*\))?(?:的|房屋|商铺|首期){0,2}$"
)
"""How much of the term a sum of rent is for: 首付半年（6个月）租金共计3,000元."""
_TO_PAY = re.compile(
    r"(?P<every>每个?月|每季度?|每年|每半年)(?:\d{1,2}[日号]之?前)?(?:应|需|须)?(?:向[甲乙丙]?[^,，。；;\d]{1,6}?)?"
    r"(?:支付|交纳|缴纳|交付)(?:房屋|车位|场地|当月|本月)?" + _WHAT + _GAP
)
"""每年应向甲方支付租赁费：6,000元."""
_TO_SOMEBODY = re.compile(
    r"(?P<every>每个?月|每季度?|每年|每半年)(?:应|需|须)?向[甲乙丙]方(?:支付|交纳|缴纳|交付)" + _GAP
)
"""月租金3,600元，乙方每季度向丙方支付10,800元."""
_OF_THE_TERM = re.compile(
    r"(?:合同|租赁|租|服务|委托|劳务)期(?:限|间)?内?(?:的|租金|费用|报酬)*(?:共计|合计|总计|总额|共)" + _GAP
)
_BARE_TOTAL = re.compile(r"(?:总租金|租金总价|租金总额|全期租金)" + _GAP)
_OF_YEARS = re.compile(r"(?P<years>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*年(?:租金)?(?:共计|合计|总计|总共)" + _GAP)
"""每年租金18,000元，五年共计90,000元."""
_BARE = re.compile(
    r"(?:^|[,，(]|即|(?:第[一二三四五六七八九十\d]{1,2}|首)(?:个租赁)?年度?)(?P<every>每月|每季度?|每年|全年)" + _GAP
)
_A_UNIT = re.compile(
    r"\s*(?:人民币)?\s*(?:/|每)\s*(?:\(?(?:[□☐][^☑√✓■(),，。；;]{1,4}[/、 ]?){0,3}[☑√✓■]\s*)?"
    r"(?P<unit>月|季度?|年|平方米|平米|㎡|m2|个|次|人|天|日|套|间)"
)
"""What an amount is for, right behind it, or ticked there: 元/（□年/☑月）."""
_SUBJECT = re.compile(_WHAT)
_PADDED = re.compile(r"(?<=[一-鿿]) (?=[一-鿿])")
"""Room around a word that was filled in: 每 月 租金."""
_OF_AN_EARLIER_CONTRACT = re.compile(r"原(?:租赁|买卖)?(?:合同|协议)")
_SHARE_OF_IT = re.compile(_WHAT.replace("?P<what>", "?:") + r"[^。；;]{0,10}(?:[%‰]|分之)")
_FOR_ONE = re.compile(r"每(?:亩|人|间|套|台|车|个|只|份|吨|公里|位)[^,，。；;]{0,8}$")
_PART = re.compile(r"(?:首[期付批]|余|剩余|尾|第.{1,2}[期批次笔]|逾期|应付|已付|未付|部分|%|分之.{1,2})的?$")
_YEARS = re.compile(r"(?P<years>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*个?$")
_CALENDAR_MONTH = re.compile(r"(?:年|月份?[至到—-]+(?:次年)?)\s*$")
MONTHS_OF_A_YEAR = 12
_MONTHS = {"月": 1, "季": 3, "半": 6, "年": 12}


@dataclass(frozen=True, slots=True)
class Price:
    """An amount with its purpose. `months` is how many months of rent or fee it pays for; 0 for those of the whole
    term and for everything that does not recur; `what` names a fee."""

    purpose: Purpose
    money: Money
    months: int
    place: Place
    what: str = ""


def find_prices(amounts: tuple[Amount, ...], texts: Mapping[int, str], labels: Mapping[int, str]) -> tuple[Price, ...]:
    """Amounts that say what they are for, each once: its figures, or its capitals where they alone are introduced.
    `labels` are the words beside a cell, by the number of its block."""
    found: list[Price] = []
    taken: set[int] = set()
    for index, amount in enumerate(amounts):
        if amount.money is None or index in taken:
            continue
        text = texts[amount.place.block]
        ahead = labels.get(amount.place.block, "") + _PADDED.sub("", before(text, amount.place.start))
        read = _purpose(ahead, after(text, amount.place.end))
        if read is not None:
            named = _SUBJECT.findall(ahead) if read[0] == "fee" else []
            what = named[-1].removesuffix("用") if named else ""
            found.append(Price(read[0], amount.money, read[1], amount.place, what))
            taken |= {index} if amount.partner is None else {index, amount.partner}
    return tuple(found)


def only(prices: tuple[Price, ...], purpose: Purpose, months: int = 0) -> Price | None:
    """The price of this purpose, if the contract names exactly one sum for it."""
    fitting = [price for price in prices if price.purpose == purpose and price.months == months]
    return fitting[0] if len({price.money for price in fitting}) == 1 else None


def by_twelve(prices: tuple[Price, ...]) -> tuple[Price, ...]:
    """The rents of a month that those of a year come to."""
    years = [price for price in prices if price.purpose == "rent" and price.months == MONTHS_OF_A_YEAR]
    return tuple(
        Price("rent", Money(year.money.fen // MONTHS_OF_A_YEAR), 1, year.place)
        for year in years
        if year.money.fen % MONTHS_OF_A_YEAR == 0
    )


def whole(prices: tuple[Price, ...]) -> Price | None:
    """The total of the contract, if it names exactly one: the price, or the rent or fee of the whole term."""
    fitting = [price for price in prices if price.purpose in ("total", "rent", "fee") and not price.months]
    return fitting[0] if len({price.money for price in fitting}) == 1 else None


def _purpose(ahead: str, behind: str) -> tuple[Purpose, int] | None:
    unit = _A_UNIT.match(behind)
    if unit is not None and unit["unit"][0] not in _MONTHS:
        return None
    if _FOR_ONE.search(ahead) or _RENT_WITH_IT.search(ahead) or _OF_AN_EARLIER_CONTRACT.search(ahead):
        return None
    if _EARNEST.search(ahead):
        return "earnest", 0
    if _DEPOSIT.search(ahead) or _IS_DEPOSIT.match(behind):
        return "deposit", 0
    if named := _NAMED.search(ahead):
        every = named["every"] or named["every2"] or ("月" if named["what3"] else "")
        what = named["what"] or named["what2"] or named["what4"] or "租"
        if not every and unit is not None:
            every = unit["unit"]
        part = _SO_LONG.search(ahead[: named.start()]) if not every else None
        if part is not None:
            months = _length(part["named"]) if part["named"] else number(part["months"]) or 0
            return _kind(what), months
        several = _YEARS.search(ahead[: named.start()]) if every in ("年", "月") else None
        if several and every == "月" and _CALENDAR_MONTH.search(ahead[: several.start()]):
            return None  # 2026年7月至8月租金: which months they are, and not how many
        if several and every == "月" and number(several["years"]) == 1:
            return None  # 违约金为一个月租金2,600元: what follows from the rent does not tell it
        return _kind(what), _length(every) * ((number(several["years"]) or 0) if several else 1)
    if to_pay := _TO_PAY.search(ahead):
        return _kind(to_pay["what"]), _length(to_pay["every"])
    subjects = [match["what"] for match in _SUBJECT.finditer(ahead)]
    if subjects and (to_somebody := _TO_SOMEBODY.search(ahead)):
        return _kind(subjects[-1]), _length(to_somebody["every"])
    if _BARE_TOTAL.search(ahead):
        return "rent", 0
    if (total := _TOTAL.search(ahead)) and not _PART.search(ahead[: total.start()]):
        return "total", 0
    if _SHARE_OF_IT.search(ahead):
        return None
    several = _OF_YEARS.search(ahead)
    if several and subjects and {_kind(subject) for subject in subjects} == {"rent"} and "上述" not in ahead:
        return "rent", (number(several["years"]) or 0) * MONTHS_OF_A_YEAR
    if _is_of_the_term(ahead):
        return _kind(_SUBJECT.findall(ahead)[-1]), 0
    subjects = [match["what"] for match in _SUBJECT.finditer(ahead)]
    if subjects and (bare := _BARE.search(ahead)):
        return _kind(subjects[-1]), _length(bare["every"])
    if (
        subjects
        and unit is not None
        and re.search(_WHAT + r"(?:(?:标准|单价|支付方式)[及和、]?|[及和、])*" + _GAP, ahead)
    ):
        return _kind(subjects[-1]), _length(unit["unit"])
    return None


def the_total(introduced: tuple[Amount, ...], prices: tuple[Price, ...]) -> tuple[Money, Place] | None:
    """The price of the whole contract with its place: what is called so, else what is `introduced` so, else the rent or
    fee of the whole term. None where two sums could be it."""
    called = only(prices, "total")
    if called is not None:
        return called.money, called.place
    places = {amount.money: amount.place for amount in reversed(introduced) if amount.money is not None}
    if len(places) == 1:
        return next(iter(places.items()))
    rest = whole(prices)
    return (rest.money, rest.place) if rest is not None else None


def _is_of_the_term(ahead: str) -> bool:
    """Whether a rent or fee is said to be that of the whole term: 每月…，合同期内共计…"""
    return _SUBJECT.search(ahead) is not None and _OF_THE_TERM.search(ahead) is not None


def _kind(what: str) -> Purpose:
    return "rent" if re.search("租|床位|住宿", what) else "fee"


def _length(every: str) -> int:
    return next((months for sign, months in _MONTHS.items() if sign in every), 0)
