"""amount_case: the price the contract states is the amount of the case, and so is every instalment. A contract may say
the same amount by other words (so much a month for so many months, instalments that add up to it): that is no
contradiction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from signdesk.core.i18n import N_, _
from signdesk.core.money import Money
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome, Severity
from signdesk.domains.signing.rules.facts import CaseFacts, InstalmentFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.amounts import Amount
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import normal
from signdesk.domains.signing.rules.structure.prices import Price, only

MOST_PERIODS = 240
"""Months in the longest lease the law knows (Civil Code, article 705)."""

_PERIODIC_BEFORE = re.compile(
    r"[每按](?:个?月|季度?|半?年|日|天|次|期)|[月季年日](?:固定|基本|基础)?(?:租金|服务费|费用|酬金)"
)
_PERIODIC_AFTER = re.compile(r"\s*整?\s*[)]?\s*(?:/|每)\s*(?:个?月|季度?|半?年|日|天|次|期)")
_PRICE = re.compile(r"[费款]|价(?!值)|租金|佣金|酬金|本金|报酬|出借")
_EARNEST_TITLE = re.compile(r"(?:定金|订金|意向金|诚意金)(?:协议|合同|协议书|合同书)\s*$")
_LONGEST_TITLE = 40
_EARNEST = re.compile(r"[定订]金|意向金|诚意金")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,2})?|\d{4,12}(?:\.\d{1,2})?")
_CLAUSE_END = re.compile(r"[。；;，,\n]")


@dataclass(frozen=True)
class AmountCase:
    id: str = "amount_case"
    title: str = N_("Total against the case")
    why: str = N_("What was agreed at the counter is what the contract must say.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        if facts.amount is None and not facts.instalments:
            return Outcome(_("the case names no amount"), applicable=False)
        amounts = [amount for amount in contract.amounts if amount.money is not None]
        findings = _totals(contract, amounts, facts.amount) if facts.amount is not None else []
        flagged = {finding.place for finding in findings}
        for instalment in facts.instalments:
            findings += [one for one in _instalment(contract, amounts, instalment) if one.place not in flagged]
        return Outcome(_("{count} amounts").format(count=len(amounts)), tuple(findings))


def _totals(contract: Contract, amounts: list[Amount], expected: Money) -> list[Finding]:
    stated = _stated(contract, amounts)
    named = {amount.money for amount in amounts if amount.money is not None}
    periodic = any(_is_periodic(contract, amount) for amount in amounts)
    whole = (
        {price.place for price in contract.prices if not price.months}
        if expected == _rent_of_the_term(contract)
        else set()
    )
    wrong = [
        amount
        for amount in stated
        if expected not in (amount.money, _other_writing(contract, amount))
        and not _explained(amount, expected, named, periodic and amount.place not in whole)
    ]
    if wrong:
        return [_contradiction(amount, expected, "error") for amount in wrong]
    if any(amount.money == expected for amount in amounts) or _follows_from(contract, amounts, expected):
        return []
    if _stands_in_a_table(contract, expected):
        return []
    prices = [amount for amount in amounts if _PRICE.search(_clause_before(contract, amount))]
    if prices:
        return [_contradiction(max(prices, key=lambda amount: amount.money or Money(0)), expected, "warning")]
    message = _("The amount of the case, {amount}, does not occur in the contract.").format(amount=expected)
    return [Finding("amount_case", "warning", message, None)]


def _stands_in_a_table(contract: Contract, expected: Money) -> bool:
    """A cell that is nothing but this figure: its head says what it counts."""
    cells = (text for block, text in contract.body if block.kind == "cell")
    figures = (match[0].replace(",", "") for text in cells if (match := _FIGURE.fullmatch(text.strip())))
    return any(Money(int(Decimal(figure) * 100)) == expected for figure in figures)


def _stated(contract: Contract, amounts: list[Amount]) -> list[Amount]:
    """The amounts the contract is about: its price, or the earnest money if that alone is agreed on."""
    if any(_EARNEST_TITLE.search(text) for _block, text in contract.body[:3] if len(text) < _LONGEST_TITLE):
        return [amount for amount in amounts if _EARNEST.search(_clause_before(contract, amount))]
    of_the_term = {price.place for price in contract.prices if _is_of_the_whole_term(contract, price)}
    totals = {amount.place for amount in contract.totals}
    return [amount for amount in amounts if amount.place in of_the_term or amount.place in totals]


def _is_of_the_whole_term(contract: Contract, price: Price) -> bool:
    """The rent or fee of the whole term, said so or by as many months as the contract runs."""
    if price.purpose not in ("rent", "fee"):
        return False
    return not price.months or {(term.fewest, term.most) for term in contract.terms} == {(price.months, price.months)}


def _rent_of_the_term(contract: Contract) -> Money | None:
    """The month's rent as often as the contract has months, if both are certain: then what the whole term is said to
    cost is for no other time."""
    rent, spans = only(contract.prices, "rent", 1), {(term.fewest, term.most) for term in contract.terms}
    if rent is None or len(spans) != 1:
        return None
    ((fewest, most),) = spans
    return Money(rent.money.fen * fewest) if fewest == most else None


def _contradiction(amount: Amount, expected: Money, severity: Severity) -> Finding:
    words = _("The total is {found} here, {expected} in the case.")
    if severity == "warning":
        words = _("The amount of the case, {expected}, does not occur in the contract; here stands {found}.")
    return Finding(
        "amount_case",
        severity,
        words.format(found=amount.money, expected=expected),
        amount.place,
        sides=((_("contract"), str(amount.money)), (_("case"), str(expected))),
    )


def _other_writing(contract: Contract, amount: Amount) -> Money | None:
    """Where figures and capitals disagree, one of them may be right: that they disagree is another check's matter."""
    return contract.amounts[amount.partner].money if amount.partner is not None else None


def _explained(total: Amount, expected: Money, named: set[Money], periodic: bool) -> bool:
    """Whether a total beside the case's amount is one for another span of time, where the contract pays by periods, or
    one part of it with the other part named too (a loan beside the first payment, a home beside its furniture)."""
    here = total.money
    if here is None or not here.fen or not expected.fen:
        return True
    small, large = sorted((here.fen, expected.fen))
    if large % small == 0 and periodic:
        return True
    return expected in named and Money(large - small) in named


def _follows_from(contract: Contract, amounts: list[Amount], expected: Money) -> bool:
    """Whether the amount is so many periods' rent or fee, or the sum of amounts that follow one another."""
    for amount in amounts:
        if amount.money is None or amount.money.fen == 0 or not _is_periodic(contract, amount):
            continue
        periods, rest = divmod(expected.fen, amount.money.fen)
        if rest == 0 and periods <= MOST_PERIODS:
            return True
    return _adds_up([amount.money.fen for amount in amounts if amount.money and amount.kind == "figures"], expected.fen)


def _adds_up(figures: list[int], expected: int) -> bool:
    """Whether neighbours in the list add up to `expected`: a window that grows at its end and shrinks at its beginning,
    for none of them is negative."""
    first, total = 0, 0
    for figure in figures:
        total += figure
        while total > expected and first < len(figures):
            total -= figures[first]
            first += 1
        if total == expected:
            return True
    return False


def _is_periodic(contract: Contract, amount: Amount) -> bool:
    """Whether it is so much a month, a year, each time."""
    after = contract.text[amount.end : amount.end + 8]
    return bool(_PERIODIC_BEFORE.search(_clause_before(contract, amount)) or _PERIODIC_AFTER.match(after))


def _clause_before(contract: Contract, amount: Amount) -> str:
    return _CLAUSE_END.split(contract.text[max(amount.start - 30, 0) : amount.start])[-1]


def _instalment(contract: Contract, amounts: list[Amount], instalment: InstalmentFacts) -> list[Finding]:
    """Where the day of an instalment stands with one amount, and it is another one."""
    if instalment.due is None or any(amount.money == instalment.amount for amount in amounts):
        return []
    findings = []
    for found in contract.dates:
        if found.day != instalment.due:
            continue
        beside = [amount for amount in amounts if _stands_beside(contract, found.place, amount)]
        if len({amount.money for amount in beside}) == 1:
            message = _("The instalment due on {day} is {found} here, {expected} in the case.").format(
                day=instalment.due, found=beside[0].money, expected=instalment.amount
            )
            sides = ((_("contract"), str(beside[0].money)), (_("case"), str(instalment.amount)))
            findings.append(Finding("amount_case", "error", message, beside[0].place, (found.place,), sides))
    return findings


def _stands_beside(contract: Contract, place: Place, amount: Amount) -> bool:
    """In the same sentence, or in the same row of a table."""
    day, money = contract.model.block(place.block), contract.model.block(amount.place.block)
    if day.kind == "cell" and money.kind == "cell":
        return day.place.rpartition("C")[0] == money.place.rpartition("C")[0]
    if day.number != money.number or amount.place.start < place.end:
        return False
    return re.search(r"[。；;\n]", normal(day.text)[place.end : amount.place.start]) is None
