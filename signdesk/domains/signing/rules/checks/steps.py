"""Steps of a deal that follow one another: a mortgage is ended before ownership is registered, what is entrusted is
done before the time for it is over. Part of `date_order`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from signdesk.core.i18n import _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.consistency.conveyance import conveyance
from signdesk.domains.signing.rules.checks.consistency.statements import Reading
from signdesk.domains.signing.rules.checks.engine import Finding
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.dates import FoundDate
from signdesk.domains.signing.rules.structure.deals import is_commission, is_sale
from signdesk.domains.signing.rules.structure.sentences import after, before

_ENDED = re.compile(
    r"\s*(?:之?前|以前)?[,，]?[^。；;,，\d]{0,24}?(?:注销|解除|涂销|撤销|还清|结清|清偿)[^。；;\d]{0,10}(?:抵押|贷款|借款|债务)"
)
_STAYS = ("带押过户", "带抵押过户", "不注销抵押")
_DONE = re.compile(r"\s*(?:之?前|以前)[^。；;]{0,10}?(?:取得|完成|办妥|办结|办理完毕|提交|交付)")
_OTHERWISE = re.compile(r"逾期|延长|顺延|续|如|若|未")


def steps(contract: Contract, terms: Sequence[tuple[FoundDate, FoundDate]]) -> Iterator[Finding]:
    """Every step that comes too late for the one behind it."""
    if is_sale(contract) and not any(word in contract.text for word in _STAYS):
        yield from _mortgage(contract)
    if is_commission(contract):
        yield from _entrusted(contract, terms)


def _mortgage(contract: Contract) -> Iterator[Finding]:
    days = {
        day: statement.place
        for statement in conveyance(Reading(contract))
        for day in statement.values
        if statement.subject == "registered" and isinstance(day, date)
    }
    if len(days) != 1:
        return
    ((registered, other),) = days.items()
    for found, text in _dated(contract):
        if found.day and found.day > registered and _ENDED.match(after(text, found.place.end)):
            message = _("The mortgage is ended by {day}, after ownership is registered by {other}.")
            yield _finding(message, found.place, other, found.day, registered)


def _entrusted(contract: Contract, terms: Sequence[tuple[FoundDate, FoundDate]]) -> Iterator[Finding]:
    """The day by which the whole is done stands in the paragraph of the term, or right behind it."""
    for _start, end in terms if len(terms) == 1 else ():
        for found, text in _dated(contract):
            if found.place.block - end.place.block not in (0, 1) or not (found.day and end.day and found.day > end.day):
                continue
            if _DONE.match(after(text, found.place.end)) and not _OTHERWISE.search(before(text, found.place.start)):
                message = _("This is to be done by {day}, after the time for it ends on {other}.")
                yield _finding(message, found.place, end.place, found.day, end.day)


def _dated(contract: Contract) -> Iterator[tuple[FoundDate, str]]:
    for found in contract.dates:
        if found.purpose not in ("start", "end", "signing"):
            yield found, contract.texts[found.place.block]


def _finding(message: str, place: Place, other: Place, day: date, bound: date) -> Finding:
    return Finding(
        "date_order", "warning", message.format(day=day, other=bound), place, (other,),
        ((_("here"), str(day)), (_("bound"), str(bound))),
    )  # fmt: skip
