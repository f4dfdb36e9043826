"""penalty_limit: a penalty stays within what courts usually leave standing, by the day, as a share, in months' rent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.checks.limits import Limit, Limits
from signdesk.domains.signing.rules.checks.one_sided.term import BOTH
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.percentages import Rate, percent
from signdesk.domains.signing.rules.structure.prices import whole
from signdesk.domains.signing.rules.structure.sentences import before
from signdesk.domains.signing.rules.structure.wording import Wording

_PENALTY = re.compile(r"违约金|滞纳金|罚金|逾期")
_IS_ONE = re.compile(
    r"\s*(?:的|作为|向|支付|承担|赔偿|给|甲方|乙方|对方|守约方|出租[方人]|承租[方人]|出卖人|买受人)*违约金"
)
_SAYS_ONE = re.compile(r"违约金(?:为|是|按|标准|金额|数额|:|,)*[^,，]{0,16}的?\s*$")
_OF_A_LOSS = re.compile(r"损失|利率|利息|不超过|不得超过|上限|以.{1,8}为限|高于|低于")
_OF_A_MONTH = re.compile(r"(?:月|一个月的?)租金的?\s*$")
_TO_COME = re.compile(r"(?:剩余|未到期|未履行|余下|未租)[^,，]{0,6}租[^,，]{0,8}$")
_FOR_BOTH = re.compile(BOTH)
_FIXED = re.compile(r"(?:支付|承担|赔偿)违约金(?:为|共计?|人民币|[:¥￥\s])*$")
_OF_A_DAY = re.compile(r"日(?:租金|均租金|房价|使用费)(?:标准)?(?:为?\d[\d,.]*元)?(?:\([^()]{1,24}\))?的?\s*$")
_LENDERS = re.compile(r"银行|信用社|信托|小额贷款|消费金融|典当")
_RATE_OF_A_LOAN = re.compile(r"(?P<every>[年月日])(?:化)?(?:利率|利息|息)(?:为|是|按|[:,，\s])*$")
_MONTHS = Wording(
    r"(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})个月(?:的|房屋|固定|月)*租金(?P<after>[^,，。；;\n]{0,12})",
    holds=("租金",),
)


@dataclass(frozen=True)
class PenaltyLimit:
    id: str = "penalty_limit"
    title: str = N_("Penalties within bounds")
    why: str = N_("A penalty far above the loss is reduced on request, and the sum is argued about in court.")
    source: str = N_("Civil Code, article 585")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        penalties = list(_penalties(contract, standards.limits))
        findings = tuple(
            Finding(
                "penalty_limit",
                "warning",
                _(words).format(found=_shown(limit, value), limit=_shown(limit, limit.value), note=limit.note),
                place,
            )
            for words, value, limit, place in penalties
            if value > limit.value
        )
        return Outcome(_("{count} penalties").format(count=len(penalties)), findings, applicable=bool(penalties))


def _penalties(contract: Contract, limits: Limits) -> Iterator[tuple[str, Decimal, Limit, Place]]:
    """Every penalty the text puts a figure to: the words for one that is too high, its size, its limit, its place."""
    for rate in contract.rates:
        if rate.daily and _OF_A_DAY.search(rate.before):
            continue  # half of a day's rent for each day is no rate of the whole
        if _TO_COME.search(rate.before) and not _FOR_BOTH.search(rate.before):
            continue  # a share of the rent to come is no share of the whole: `one_sided_term` tells it
        if rate.daily and _PENALTY.search(rate.before + rate.after):
            words = N_("The penalty is {found} % a day, more than the usual {limit} %. {note}")
            yield words, rate.value, limits["penalty_daily"], rate.place
        elif not rate.daily and _is_share(rate) and _OF_A_MONTH.search(rate.before):
            words = N_("The penalty is {found} months' rent, more than the usual {limit}. {note}")
            yield words, rate.value, limits["penalty_months"], rate.place
        elif not rate.daily and _is_share(rate):
            words = N_("The penalty is {found} % of the whole, more than the usual {limit} %. {note}")
            yield words, rate.value, limits["penalty_share"], rate.place
    yield from _interest(contract, limits["loan_interest"])
    total = whole(contract.prices)
    for amount in contract.amounts if total is not None and total.purpose == "total" else ():
        text = contract.texts[amount.place.block]
        if total is not None and amount.money and _FIXED.search(before(text, amount.place.start)):
            words = N_("The penalty is {found} % of the whole, more than the usual {limit} %. {note}")
            share = Decimal(amount.money.fen) / max(total.money.fen, 1)
            yield words, share.quantize(Decimal("0.001")), limits["penalty_share"], amount.place
    for block, match in contract.body.find(_MONTHS):
        if "违约金" in match["after"]:
            words = N_("The penalty is {found} months' rent, more than the usual {limit}. {note}")
            place = Place(block.number, match.start(), match.start("after"))
            yield words, Decimal(number(match["count"]) or 0), limits["penalty_months"], place


def _interest(contract: Contract, limit: Limit) -> Iterator[tuple[str, Decimal, Limit, Place]]:
    """The rates of a loan between others than banks, by the year."""
    head = "".join(text for _block, text in contract.body[:10])
    if "借款" not in re.sub(r"\s", "", head) or _LENDERS.search(head):
        return
    for rate in contract.rates:
        told = _RATE_OF_A_LOAN.search(rate.before)
        if told:
            words = N_("The interest is {found} % a year, more than the {limit} % the law protects. {note}")
            yield words, rate.value * {"年": 1, "月": 12, "日": 365}[told["every"]], limit, rate.place


def _is_share(rate: Rate) -> bool:
    clause = re.split(r"[,，]", rate.before)[-1]
    says = _IS_ONE.match(rate.after) is not None or _SAYS_ONE.search(clause) is not None
    return says and not _OF_A_LOSS.search(clause)


def _shown(limit: Limit, value: Decimal) -> str:
    return str(value) if limit.id == "penalty_months" else percent(value)
