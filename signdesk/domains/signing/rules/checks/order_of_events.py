"""What is to happen after something else, and halves of years that are paid one after the other: their days stand in
the same order. Part of `date_order`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from signdesk.core.i18n import N_, _
from signdesk.domains.signing.rules.checks.engine import Finding
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.dates import FoundDate
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.sentences import after, before

_TRANSFER = r"(?:过户|转移登记|产权(?:变更|转移|过户))(?:登记|手续)*"
_PAID = r"(?:付清|支付完毕|收到|收齐)[^,，。；;\d]{0,10}(?:房款|价款|款项|尾款|余款|货款|租金)?"
_EVENTS = (
    (
        re.compile(_TRANSFER + r"(?:完成|办理完毕|办结|完毕|当日)?(?:之?后|完成后)[、,，]?[^。；;,，\d]{0,8}$"),
        re.compile(r"[^。；;]{0,24}?" + _TRANSFER),
        N_("This is due on {day}, after the transfer that is due on {other}: it stands before it."),
    ),
    (
        re.compile(_PAID + r"(?:之?后)[、,，]?[^。；;,，\d]{0,8}$"),
        re.compile(r"[^。；;]{0,16}?(?:付清|(?:支付|交付)[^,，。；;\d]{0,6}(?:尾款|余款|全部房款|剩余房款))"),
        N_("This is due on {day}, after the payment that is due on {other}: it stands before it."),
    ),
)
"""What comes before a day that depends on an event, what comes behind the day of the event, and what is wrong."""
_HALF = re.compile(
    r"\s*(?:日?之?前)?[^。；;,，\d]{0,8}?(?:支付|交纳|缴纳|付清|付)\s*第(?P<year>[一二三四五六七八九十\d]{1,2})年度?(?P<half>[上下])半年"
)


def order_of_events(contract: Contract) -> Iterator[Finding]:
    """Days that stand against the order."""
    due = [found for found in contract.dates if found.day is not None]
    for depends, is_event, message in _EVENTS:
        events = [each for each in due if is_event.match(each.line, each.place.end) and not _ahead(each).endswith("后")]
        latest = max(events, key=_day, default=None)
        for found in due if latest is not None else ():
            if latest is not None and _day(found) < _day(latest) and depends.search(_ahead(found)):
                words = _(message).format(day=found.day, other=latest.day)
                yield Finding("date_order", "error", words, found.place, (latest.place,), _sides(latest, found))
    last: tuple[tuple[int, bool], FoundDate] | None = None
    for found in due:
        half = _HALF.match(after(found.line, found.place.end))
        if half is None:
            continue
        at = (number(half["year"]) or 0, half["half"] == "下")
        if last is not None and at > last[0] and _day(found) <= _day(last[1]):
            words = _("This is due on {day}, but stands behind {before}.").format(day=found.day, before=last[1].day)
            yield Finding("date_order", "error", words, found.place, (last[1].place,), _sides(last[1], found))
        last = at, found


def _sides(earlier: FoundDate, found: FoundDate) -> tuple[tuple[str, str], ...]:
    return (_("before"), str(earlier.day)), (_("here"), str(found.day))


def _day(found: FoundDate) -> date:
    return found.day or date.min


def _ahead(found: FoundDate) -> str:
    return before(found.line, found.place.start)
