"""The times for which rent is paid, one behind the other, and the days on which it falls due: without gaps, without
overlaps, within the term. Part of `date_order`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from signdesk.core.i18n import _
from signdesk.domains.signing.rules.checks.engine import Finding
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.dates import FoundDate
from signdesk.domains.signing.rules.structure.schedules import Span, rented_runs, spans, the_term
from signdesk.domains.signing.rules.structure.sentences import after, before

_LATE = timedelta(days=31)
"""A last rent may fall due a little after the term, where it is paid for the time behind it."""
_MONTHS_DIFFER = 3
"""Days by which times of as many months may differ."""
_OF_THE_RENT = re.compile(r"租金|房租|租费|第\s*[一二三四五六七八九十\d]{1,3}\s*[期次笔批]")
_NOT_FOR_THE_TERM = re.compile(r"退还|返还|退回|归还|结算|结清|清退|违约|续租|续签|滞纳|下一")
_FREE = re.compile(r"免租|免收租金|装修")
_RENT_BEGINS_BEHIND = re.compile(
    r"\s*(?:日|当日)?起?\s*(?:开始|起)?\s*(?:计租|起租|计收租金|计算租金|支付租金|交纳租金|收取租金)"
)
_RENT_BEGINS_AHEAD = re.compile(r"(?:起租|计租|租金起算|租金起计)(?:日期?|时间)?(?:为|是|自|从|:)*\s*$")


def paid_periods(contract: Contract) -> Iterator[Finding]:
    """What is wrong with them."""
    runs = rented_runs(contract)
    term = the_term(contract)
    for run in runs:
        yield from _breaks(contract, run)
        if term is not None:
            yield from _against_the_term(contract, run, term)
    if term is not None:
        yield from _due_too_late(contract, term)
    yield from _rent_begins(contract)


def _breaks(contract: Contract, run: list[Span]) -> Iterator[Finding]:
    """A row that does not begin on the day after the one above it ends (or on that very day)."""
    outside: list[tuple[date, date]] = []
    for above, below in pairwise(run):
        days = (below.first - above.last).days - 1
        if days in (0, -1):
            continue
        outside = outside or [
            (span.first, span.last)
            for span in spans(contract)
            if not (span.first <= run[0].first and span.last >= run[-1].last)
        ]
        if days > 0 and _is_filled(above, below, outside):
            continue
        message = (
            _("This time begins on {start}, the one before it ends on {end}: {days} days are in neither.")
            if days > 0
            else _("This time begins on {start}, the one before it ends on {end}: {days} days are in both.")
        ).format(start=below.first, end=above.last, days=abs(days))
        places = (below.start.place, above.end.place)
        typical = sorted(span.days for span in run)[len(run) // 2]
        odd = len(run) > 2 and abs(above.days - typical) > abs(below.days - typical) + _MONTHS_DIFFER
        if (below.is_whole and not above.is_whole) or odd:
            places = (above.end.place, below.start.place)
        sides = ((_("ends"), str(above.last)), (_("begins"), str(below.first)))
        yield Finding("date_order", "error", message, places[0], places[1:], sides)


def _is_filled(above: Span, below: Span, others: list[tuple[date, date]]) -> bool:
    """Whether another time the contract names fills the gap: months without rent."""
    from_, to = above.last + timedelta(days=1), below.first - timedelta(days=1)
    return any(first <= from_ and last >= to for first, last in others)


def _against_the_term(contract: Contract, run: list[Span], term: Span) -> Iterator[Finding]:
    """The first row begins with the term, the last ends with it. A table for the first years only is left alone, and so
    is a beginning behind months without rent."""
    shortest = min(span.days for span in run)
    late, early = (run[0].first - term.first).days, (term.last - run[-1].last).days
    if late < 0 or (0 < late < shortest and not _FREE.search(contract.text)):
        message = _("The first time for which rent is paid begins on {day}, the term on {term}.")
        yield _beside_the_term(message, run[0].start, term.start)
    if early < -1 or 0 < early < shortest:
        message = _("The last time for which rent is paid ends on {day}, the term on {term}.")
        yield _beside_the_term(message, run[-1].end, term.end)


def _beside_the_term(message: str, found: FoundDate, of_the_term: FoundDate) -> Finding:
    sides = ((_("term"), str(of_the_term.day)), (_("here"), str(found.day)))
    words = message.format(day=found.day, term=of_the_term.day)
    return Finding("date_order", "error", words, found.place, (of_the_term.place,), sides)


def _due_too_late(contract: Contract, term: Span) -> Iterator[Finding]:
    """Rent that falls due long after the lease is over."""
    for found in contract.dates:
        if found.day is None or found.purpose != "due" or found.day <= term.last + _LATE:
            continue
        text, place = contract.texts[found.place.block], found.place
        around = before(text, place.start) + after(text, place.end)
        if contract.model.block(place.block).kind != "cell" and _pays_rent(around):
            message = _("This falls due on {due}, after the term ends on {end}.").format(due=found.day, end=term.last)
            sides = ((_("due"), str(found.day)), (_("ends"), str(term.last)))
            yield Finding("date_order", "error", message, place, (term.end.place,), sides)


def _pays_rent(sentence: str) -> bool:
    return _OF_THE_RENT.search(sentence) is not None and _NOT_FOR_THE_TERM.search(sentence) is None


def _rent_begins(contract: Contract) -> Iterator[Finding]:
    """Rent begins on the day after the months without rent."""
    free = [span for span in spans(contract) if _FREE.search(before(contract.texts[_block(span)], _at(span)))]
    if len(free) != 1:
        return
    (rest,) = free
    for found in contract.dates:
        text, place = contract.texts[found.place.block], found.place
        named = _RENT_BEGINS_AHEAD.search(before(text, place.start)) or _RENT_BEGINS_BEHIND.match(text, place.end)
        if named and found.day and found.period is None and rest.first <= found.day != rest.last + timedelta(days=1):
            message = _("Rent begins on {day}, the time without rent ends on {end}.")
            sides = ((_("ends"), str(rest.last)), (_("begins"), str(found.day)))
            words = message.format(day=found.day, end=rest.last)
            yield Finding("date_order", "error", words, place, (rest.end.place,), sides)


def _block(span: Span) -> int:
    return span.start.place.block


def _at(span: Span) -> int:
    return span.start.place.start
