"""Lengths that are told in years and again in months: 20年（240个月）. Part of `date_order`."""

from __future__ import annotations

from collections.abc import Iterator

from signdesk.core.i18n import _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.wording import Wording

MONTHS_OF_A_YEAR = 12
_NUMERAL = r"[\d一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]{1,3}"
_TWICE = Wording(
    rf"(?<![\d一二三四五六七八九十第])(?P<years>{_NUMERAL})\s*年\s*(?:整)?[(,，]\s*(?:即|共计?|合计?|计)?\s*(?P<months>{_NUMERAL})\s*个月(?=[)。,，；;]|$)",
    holds=("个月",),
)


def lengths_told_twice(contract: Contract) -> Iterator[Finding]:
    """Where years and months are not the same."""
    for block, match in contract.body.find(_TWICE):
        years, months = number(match["years"]) or 0, number(match["months"]) or 0
        if years and months >= MONTHS_OF_A_YEAR and years * MONTHS_OF_A_YEAR != months:
            message = _("{years} years are {right} months, not {months}.").format(
                years=years, right=years * MONTHS_OF_A_YEAR, months=months
            )
            place, other = (Place(block.number, *match.span(name)) for name in ("months", "years"))
            yield Finding("date_order", "error", message, Place(place.block, place.start, match.end()), (other,))
