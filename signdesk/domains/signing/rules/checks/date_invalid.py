"""date_invalid: every date exists in the calendar, and is the day of the week it is said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract

_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
_SAID = re.compile(r"\s*\(?(?:星期|礼拜|周)(?P<day>[一二三四五六日天])(?![一二三四五六七八九十至到])")


@dataclass(frozen=True)
class DateInvalid:
    id: str = "date_invalid"
    title: str = N_("Dates exist")
    why: str = N_("A day that is not in the calendar can be neither kept nor missed.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        dates = contract.dates
        findings = tuple(
            Finding("date_invalid", "error", _("There is no {date}.").format(date=found.text), found.place)
            for found in dates
            if found.day is None
        )
        findings += tuple(_wrong_weekdays(contract))
        return Outcome(_("{count} dates").format(count=len(dates)), findings, applicable=bool(dates))


def _wrong_weekdays(contract: Contract) -> Iterator[Finding]:
    """2026年1月5日（星期三）, which is a Monday."""
    for found in contract.dates:
        said = _SAID.match(contract.texts[found.place.block], found.place.end)
        if said is None or found.day is None:
            continue
        stated = "一二三四五六日".index(said["day"].replace("天", "日"))
        if stated != found.day.weekday():
            message = _("{day} is a {weekday}, not a {stated}.").format(
                day=found.day, weekday=_(_WEEKDAYS[found.day.weekday()]), stated=_(_WEEKDAYS[stated])
            )
            place = Place(found.place.block, found.place.start, said.end("day"))
            yield Finding("date_invalid", "error", message, place)
