"""deposit_limit: earnest money (定金) is no more than the law lets count, a rent deposit no more than is usual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.checks.limits import Limit
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.percentages import percent
from signdesk.domains.signing.rules.structure.prices import by_twelve, only, whole
from signdesk.domains.signing.rules.structure.wording import Wording

HEAD = 12
"""Blocks in which a contract says what it is about."""

_BEFORE = re.compile(r"定金[^,，]{0,20}$")
_AFTER = re.compile(r"\s*(?:的|作为|为)*\s*定金")
_NOT_ITS_SIZE = re.compile(r"违约金|逾期|利息|不得?超过|抵作")
_MONTHS = Wording(
    r"(?:押金|保证金)[^。；;\n]{0,24}?(?<![\d第])(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})个月(?:的|房屋|固定|月)*租金"
    r"|押(?P<pledged>[一二两三四五六七八九十])付[一二两三四五六七八九十]",
    holds="押保",
)


@dataclass(frozen=True)
class DepositLimit:
    id: str = "deposit_limit"
    title: str = N_("Earnest money and deposits within bounds")
    why: str = N_("What exceeds a fifth of the price has no effect as earnest money.")
    source: str = N_("Civil Code, article 586")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        earnest = list(_earnest(contract, facts))
        pledged = list(_pledged(contract))
        limit, usual = standards.limits["earnest_share"], standards.limits["lease_deposit_months"]
        findings = [_too_much(share, place, limit) for share, place in earnest if share > limit.value]
        findings += [_unusual(months, place, usual) for months, place in pledged if months > usual.value]
        return Outcome(
            _("{earnest} shares of earnest money, {deposits} rent deposits").format(
                earnest=len(earnest), deposits=len(pledged)
            ),
            tuple(findings),
            applicable=bool(earnest or pledged),
        )


def _too_much(share: Decimal, place: Place, limit: Limit) -> Finding:
    message = _("The earnest money is {found} % of the price, the law allows {limit} %.")
    shown = percent(share.quantize(Decimal("0.0001")))
    return Finding("deposit_limit", "error", message.format(found=shown, limit=percent(limit.value)), place)


def _unusual(months: Decimal, place: Place, usual: Limit) -> Finding:
    message = _("The deposit is {found} months' rent, more than the usual {limit}. {note}")
    shown = f"{months.quantize(Decimal('0.1')).normalize():f}"
    return Finding("deposit_limit", "warning", message.format(found=shown, limit=usual.value, note=usual.note), place)


def _earnest(contract: Contract, facts: CaseFacts) -> Iterator[tuple[Decimal, Place]]:
    """Earnest money as a share of the price: as the text says it, and by its sum."""
    for rate in contract.rates:
        named = _BEFORE.search(rate.before) or _AFTER.match(rate.after)
        if named and not _NOT_ITS_SIZE.search(rate.before):
            yield rate.value, rate.place
    total = whole(contract.prices)
    price = total.money if total is not None else facts.amount
    if price:
        for stated in contract.prices:
            if stated.purpose == "earnest":
                yield Decimal(stated.money.fen) / price.fen, stated.place


def _pledged(contract: Contract) -> Iterator[tuple[Decimal, Place]]:
    """Rent deposits in months' rent: as the text says it, and by their sums."""
    for block, match in contract.body.find(_MONTHS):
        place = Place(block.number, match.start(), match.end())
        yield Decimal(number(match["count"] or match["pledged"]) or 0), place
    rent = only(contract.prices, "rent", 1)
    if rent is None and not any("土地" in text for _block, text in contract.body[:HEAD]):
        rent = only(by_twelve(contract.prices), "rent", 1)  # land is let by the year, and so is its deposit reckoned
    if rent is not None and rent.money:
        for stated in contract.prices:
            if stated.purpose == "deposit":
                yield Decimal(stated.money.fen) / rent.money.fen, stated.place
