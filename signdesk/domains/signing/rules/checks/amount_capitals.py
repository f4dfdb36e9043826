"""amount_capitals: an amount in figures and the same amount in capitals say the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.money import capitals
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract

_DIGIT = "[壹贰叁肆伍陆柒捌玖]"
_MISPLACED_ZERO = re.compile(
    rf"(?<=.)零[元圆万亿]|[仟千]零{_DIGIT}[佰百]|[佰百]零{_DIGIT}[拾十]|[拾十]零{_DIGIT}[元圆万亿]"
    rf"|[仟千]{_DIGIT}[拾十元圆万亿]|[佰百]{_DIGIT}[元圆万亿]|[万亿]{_DIGIT}[佰百拾十元圆]"
)
"""A 零 where no digit is 0, or none where one is."""
_ZEROS = N_("“{text}” has a 零 too many or too few: {right}.")
_PROBLEMS = {
    "commas": N_("The commas in “{text}” are not at every third digit."),
    "mixed": N_("“{text}” mixes formal numerals (壹 贰 佰 仟) with plain ones, which are easily changed."),
}


@dataclass(frozen=True)
class AmountCapitals:
    id: str = "amount_capitals"
    title: str = N_("Amounts in figures and in capitals")
    why: str = N_("Where figures and capitals disagree, the parties will disagree about the price.")
    source: str = N_("Payment and settlement measures, annex 1")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        amounts = contract.amounts
        findings: list[Finding] = []
        pairs = 0
        in_capitals = [amount for amount in amounts if amount.kind == "capitals"]
        for amount in in_capitals:
            partner = amounts[amount.partner] if amount.partner is not None else None
            if amount.money is None:
                sides = [(_("in capitals"), amount.text)]
                if partner is not None and partner.money is not None:
                    sides += [(_("in figures"), str(partner.money)), (_("should be"), capitals(partner.money))]
                findings.append(
                    Finding(
                        "amount_capitals",
                        "error",
                        _("“{text}” cannot be read as one amount.").format(text=amount.text),
                        amount.place,
                        (partner.place,) if partner else (),
                        tuple(sides),
                    )
                )
                continue
            if partner is None or partner.money is None:
                continue
            pairs += 1
            if partner.money != amount.money:
                difference = abs(partner.money - amount.money)
                findings.append(
                    Finding(
                        "amount_capitals",
                        "error",
                        _("In figures {figures}, in capitals {capitals}: a difference of {difference}.").format(
                            figures=partner.money, capitals=amount.money, difference=difference
                        ),
                        amount.place,
                        (partner.place,),
                        (
                            (_("in figures"), str(partner.money)),
                            (_("in capitals"), str(amount.money)),
                            (_("difference"), str(difference)),
                        ),
                    )
                )
        for amount in in_capitals:
            misplaced = not amount.problem and _MISPLACED_ZERO.search(re.sub(r"\s", "", amount.text))
            if amount.money is not None and misplaced:
                message = _(_ZEROS).format(text=amount.text, right=capitals(amount.money))
                findings.append(Finding("amount_capitals", "warning", message, amount.place))
        findings += [
            Finding("amount_capitals", "warning", _(_PROBLEMS[amount.problem]).format(text=amount.text), amount.place)
            for amount in amounts
            if amount.problem in _PROBLEMS
        ]
        looked_at = _("{figures} amounts in figures, {capitals} in capitals, {pairs} pairs").format(
            figures=len(amounts) - len(in_capitals), capitals=len(in_capitals), pairs=pairs
        )
        return Outcome(looked_at, tuple(findings), applicable=bool(in_capitals))
