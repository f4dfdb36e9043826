"""What a day of delay costs each side of a sale: the buyer who pays late, the seller who hands over late. Part of
`sale_term`; whether one of the two is too much by itself is told by `penalty_limit`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.percentages import Rate

TIMES_AS_MUCH = 4
"""From here on it is no rounding and no difference of what the rate is taken of."""

_PAYS_LATE = re.compile(
    r"逾期(?:支付|付款|缴纳|交纳|应付)|(?:未|不)(?:能)?(?:按|如)[^,，。；;]{0,12}(?:付款|支付|缴纳)|付款[^,，]{0,4}逾期"
)
_HANDS_OVER_LATE = re.compile(
    r"逾期(?:交付|交房|交楼)|(?:未|不)(?:能)?(?:按|如)[^,，。；;]{0,16}(?:交付|交房|交楼)|交付期限届满|实际交付之日"
)
_MORE_THAN_ONE = re.compile(r"任何一方|双方|一方|守约方|违约方")


def unequal_penalties(contract: Contract) -> Iterator[tuple[str, str, Place, Place]]:
    """The dearest rate of the buyer and the cheapest one of the seller, where the first is many times the second: both
    in per cent, and where they stand, the seller's first."""
    buyers: list[Rate] = []
    sellers: list[Rate] = []
    for rate in contract.rates:
        if not rate.daily or _MORE_THAN_ONE.search(rate.before):
            continue
        said = rate.before + rate.after
        if not (_PAYS_LATE.search(said) or _HANDS_OVER_LATE.search(said)):
            clause = contract.tree.at(rate.place, contract.texts[rate.place.block])
            said = clause.top().line if clause is not None else ""
        pays, hands_over = _PAYS_LATE.search(said), _HANDS_OVER_LATE.search(said)
        if pays and not hands_over:
            buyers.append(rate)
        elif hands_over and not pays:
            sellers.append(rate)
    if not buyers or not sellers:
        return
    dear, cheap = max(buyers, key=_value), min(sellers, key=_value)
    if cheap.value * TIMES_AS_MUCH <= dear.value:
        yield dear.percent, cheap.percent, cheap.place, dear.place


def _value(rate: Rate) -> Decimal:
    return rate.value
