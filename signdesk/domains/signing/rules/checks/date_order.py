"""date_order: terms end after they begin and last as long as they say, nothing falls due before the signing,
instalments follow one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome, Severity
from signdesk.domains.signing.rules.checks.instalment_days import (
    INSTALMENT,
    day_of,
    instalments,
    listed_days,
    words_before,
)
from signdesk.domains.signing.rules.checks.lengths import lengths_told_twice
from signdesk.domains.signing.rules.checks.order_of_events import order_of_events
from signdesk.domains.signing.rules.checks.paid_periods import paid_periods
from signdesk.domains.signing.rules.checks.steps import steps
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.dates import FoundDate
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.schedules import due_columns, the_term
from signdesk.domains.signing.rules.structure.sentences import after, before

_LENGTH = re.compile(
    r"(?:共计?|合计|总计|计|为|期限|租期|期|即)\s*[:为]?\s*([\d一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]{1,3})\s*"
    r"(年(?:\s*零?\s*(?P<over>[\d一二三四五六七八九十]{1,2})\s*个?月)?|个月|个?月)(?!\s*\d|的?(?:房屋)?(?:房|月)?租)"
)
_NUMBER = r"[\d一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]"
_YEARS = rf"(?P<unit>年)(?:\s*零?\s*(?P<over>{_NUMBER}{{1,2}})\s*个?月)?"
_WHOLE = rf"(?P<whole>(?P<count>(?<!{_NUMBER}){_NUMBER}{{1,3}})\s*(?:{_YEARS}|个月))"
_LENGTH_AHEAD = re.compile(
    rf"(?:期限?间?|时间|时限)(?:共计?|合计|总计|为|是|:|\s)*{_WHOLE}"
    r"\s*整?[,，(:]?\s*(?:即|具体|分别|期限)?(?:为|是)?\s*[自从由]?\s*$"
)
_LENGTH_BEHIND = re.compile(rf"\s*[日]?(?:止|结束)?\s*[,，、(]?\s*(?:共计?|合计|总计|为期|期限为|计)\s*{_WHOLE}")
"""Right before a time and right behind it."""
_FULL_STOP_BETWEEN = re.compile(r"(?<=[年月])\s*[。；;](?=\s*即?[自从由])")
"""租赁期共2年。自…起至…止: the sentence goes on behind its full stop."""
_SAYS_THE_LENGTH = re.compile(
    r"\s*(?:\(?[一二三四五六七八九十\d]{1,2}[)、.]\s*)?(?:本合同|该?房屋|租赁|服务|委托|合同|承租|借款|的)*"
    r"(?:期限|租期|租赁期|服务期|合同期)间?(?:共计?|合计|总计|为|:|\s)*"
)
"""The whole of a sentence before the length of the term."""
_A_YEAR = re.compile(r"(?:19|20)\d\d\s*[年./-]")
_OF_THIS_CONTRACT = re.compile(r"租赁|租期|承租|出租|服务|委托|合同|借款|期限|履行|聘")
_OF_SOMETHING_ELSE = re.compile(r"原(?:租赁)?(?:合同|协议)|土地|使用权|使用年限|许可|质保|保修|有效期|营业|经营期")
_PAID_ALREADY = re.compile(r"已经?(?:支付|付清|交付|缴纳|交纳)的?[^,，。；;]{0,6}租金|已付租金")
_DAYS = re.compile(
    r"(?:止|竣工|完工|结束|完成)?[,，、(]?\s*(?:(?:总?工期|施工期|总天数)(?:共计?|合计|总计|为|计|:)*|(?:期限)?(?:共计?|合计|总计|为|计)+)\s*(\d{1,4})\s*(?:个)?(?P<unit>日历天|日历日|自然日|天|日)"
)
_DAYS_BEFORE = re.compile(
    r"(?:期限?|租期|工期|工期总天数)(?:共计?|合计|总计|为|计|:)*\s*(\d{1,4})\s*个?(?P<unit>日历天|日历日|自然日|天|日)[,，。(]?\s*[^\d。；;]{0,10}$"
)
_NEAR = 400
"""Characters beside a date that say what it is the date of."""
_DONE = ("已", "已经", "已于", "已在", "已经于", "已经在")
_WAS_DONE = re.compile(r"[^,，。；;]{0,6}(?:签订|签署|支付|交付|收到|取得|订立)了")
_LEASE_TITLE = re.compile(r"租[^。,，:]{0,10}(?:合同|协议|契约)")
_BY_THE_LESSOR = re.compile(r"(?:甲方|出租[方人])[^,，甲乙]{0,8}$")
_HANDS_OVER = re.compile(r"\s*(?:之?前|以前|当日|当天|内)?[,，]?[^。；;,，返归]{0,24}?(?:交付|移交|交给|交房)")
_SOON = timedelta(days=7)
"""Within these a house may well be handed over after the first day."""
_NOTHING_BUT_DAYS = re.compile(r"(?:\s*20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)+\s*")


@dataclass(frozen=True)
class DateOrder:
    id: str = "date_order"
    title: str = N_("Dates in order")
    why: str = N_("A term that ends before it begins, or a payment due before the signing, cannot be kept.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        dates = [found for found in contract.dates if found.day is not None]
        terms = _terms(dates)
        signing = [found for found in dates if found.purpose == "signing"] or _below_signatures(contract, dates)
        findings = [*_reversed_terms(terms), *_lengths(contract, terms), *instalments(contract, dates)]
        findings += [*_plans(contract, terms), *paid_periods(contract), *_days(contract, terms)]
        findings += [
            *order_of_events(contract),
            *steps(contract, terms),
            *lengths_told_twice(contract),
            *_handed_over_late(contract),
            *listed_days(dates),
        ]
        signed_on = max((found.day for found in signing if found.day), default=None) or facts.signing_date
        if signed_on is not None:
            findings += _before_signing(dates, terms, signed_on)
            findings += _still_to_come(dates, signed_on)
        if facts.signing_date is not None:
            findings += [
                Finding(
                    "date_order",
                    "warning",
                    _("The signing date is {found} here, {expected} in the case.").format(
                        found=found.day, expected=facts.signing_date
                    ),
                    found.place,
                    sides=((_("contract"), str(found.day)), (_("case"), str(facts.signing_date))),
                )
                for found in signing
                if found.day != facts.signing_date
            ]
        looked_at = _("{dates} dates, {terms} terms with beginning and end, {due} due dates").format(
            dates=len(dates), terms=len(terms), due=sum(1 for found in dates if found.purpose == "due")
        )
        return Outcome(looked_at, tuple(findings), applicable=bool(dates))


def _below_signatures(contract: Contract, dates: list[FoundDate]) -> list[FoundDate]:
    """Days that stand alone on a line of the signature block, where they are one day."""
    found = []
    for each in dates:
        start = each.line.rfind("\n", 0, each.place.start) + 1
        line = each.line[start:].partition("\n")[0]
        in_a_cell = contract.model.block(each.place.block).kind == "cell"
        if not in_a_cell and contract.zones.signed_by_hand(each.place, start) and _NOTHING_BUT_DAYS.fullmatch(line):
            found.append(each)
    return found if len({each.day for each in found}) == 1 else []


def _terms(dates: list[FoundDate]) -> list[tuple[FoundDate, FoundDate]]:
    """Beginnings with their ends: written together, or a line for each."""
    terms = []
    open_start: FoundDate | None = None
    for index, found in enumerate(dates):
        following = dates[index + 1] if index + 1 < len(dates) else None
        if found.purpose == "start" and found.period is not None:
            if following is not None and following.period == found.period:
                terms.append((found, following))
            open_start = None
        elif found.purpose == "start":
            open_start = found
        elif found.purpose == "end" and found.period is None and open_start is not None:
            if found.place.block - open_start.place.block <= 4:
                terms.append((open_start, found))
            open_start = None
    return terms


def _reversed_terms(terms: list[tuple[FoundDate, FoundDate]]) -> list[Finding]:
    return [
        Finding(
            "date_order",
            "error",
            _("The term begins on {start} and ends on {end}, before it begins.").format(start=start.day, end=end.day),
            end.place,
            (start.place,),
            ((_("begins"), str(start.day)), (_("ends"), str(end.day))),
        )
        for start, end in terms
        if day_of(end) < day_of(start)
    ]


def _lengths(contract: Contract, terms: list[tuple[FoundDate, FoundDate]]) -> list[Finding]:
    findings = []
    for start, end in terms:
        if day_of(end) <= day_of(start):
            continue
        real = _months_between(day_of(start), day_of(end))
        lengths = dict.fromkeys((*_stated_lengths(contract, start, end), *_right_beside(contract, start, end)))
        for months, place in lengths:
            if months in real:
                continue
            shown = "-".join(str(value) for value in sorted(real)) or "?"
            findings.append(
                Finding(
                    "date_order",
                    "error",
                    _("The term is stated as {stated} months, but from {start} to {end} it is {real}.").format(
                        stated=months, start=start.day, end=end.day, real=shown
                    ),
                    place,
                    (start.place, end.place),
                    ((_("stated"), str(months)), (_("by the dates"), shown)),
                )
            )
    return findings


def _stated_lengths(contract: Contract, start: FoundDate, end: FoundDate) -> Iterator[tuple[int, Place]]:
    """The lengths named in the same sentence, or else the one in the two lines around a term of two lines."""
    told = False
    for block in range(start.place.block - 1, end.place.block + 2):
        text = contract.texts.get(block, "")
        same_block = block in (start.place.block, end.place.block)
        if told and not same_block:
            return
        nearest = start.place if block == start.place.block else end.place
        around = (max(nearest.start - 100, 0), nearest.end + 100) if same_block else (0, len(text))
        for match in _LENGTH.finditer(text, *around):
            if same_block:
                between = text[min(match.start(), nearest.start) : max(match.end(), nearest.end)]
                parted = re.search(r"[。；;\n]", _FULL_STOP_BETWEEN.sub("", between, count=1)) is not None
                if abs(match.start() - nearest.start) > 60 or (parted and not _is_of_the_term(text, match, start)):
                    continue
            elif contract.model.block(start.place.block).kind == "cell":
                row, here = (contract.model.block(at).place.rpartition("C")[0] for at in (start.place.block, block))
                if here != row or not text.strip().startswith(("共", "计", "合计", "期限")):
                    continue
            elif not re.match(r"\s*(?:租赁|服务|委托|合同|承租|借款)?\s*(?:期限|租期|期)", text):
                continue
            if re.search(
                r"(?:提前|每|押金|免租|装修|宽限|试用|质保|保修|不超过|不少于|逾期|届满前)[^,，。；;]{0,8}$|逾$",
                text[max(match.start() - 30, 0) : match.start()],
            ):
                continue
            count = number(match[1])
            if count:
                told = True
                months = count * 12 + (number(match["over"] or "") or 0) if match[2][0] == "年" else count
                yield months, Place(block, match.start(1), match.end())
                if not same_block:
                    return


def _right_beside(contract: Contract, start: FoundDate, end: FoundDate) -> Iterator[tuple[int, Place]]:
    """装修期2个月，自…起至…止: a length that stands right before or behind a time, whatever it is the time of."""
    ahead = before(contract.texts[start.place.block], start.place.start)
    block, offset = start.place.block, start.place.start - len(ahead)
    match = _LENGTH_AHEAD.search(ahead)
    if match is None:
        block, offset = end.place.block, 0
        match = _LENGTH_BEHIND.match(contract.texts[block], end.place.end)
    count = number(match["count"]) if match else None
    if match is not None and count:
        months = count * 12 + (number(match["over"] or "") or 0) if match["unit"] == "年" else count
        yield months, Place(block, offset + match.start("count"), offset + match.end("whole"))


def _is_of_the_term(text: str, length: re.Match[str], start: FoundDate) -> bool:
    """Whether a sentence of its own, without a date, gives the length of the contract's term: 租赁期共计三年。"""
    said = _SAYS_THE_LENGTH.fullmatch(before(text, length.start(1))) is not None
    behind = after(text, length.end())
    return said and behind[:1] in "整,，)" and _is_of_this_contract(start) and not _A_YEAR.search(behind)


def _months_between(start: date, end: date) -> set[int]:
    """Whole months a term may be said to last: ending on the day before or on the same day of the month."""
    found = set()
    for last in (end + timedelta(days=1), end):
        months = (last.year - start.year) * 12 + last.month - start.month
        if last.day == start.day:
            found.add(months)
        elif (last.replace(day=1) - timedelta(days=1)) and abs(last.day - start.day) <= 3 and start.day > 27:
            found.add(months)  # the 31st of one month to the last of another
    if not found:
        months = (end.year - start.year) * 12 + end.month - start.month
        found = {months, months + 1} if abs(end.day - start.day) > 3 else {months}
        # a broken month at the end may be counted or not: only what is further off is a contradiction
        found |= {months - 1} if end.day < start.day else set()
    return found


def _before_signing(dates: list[FoundDate], terms: list[tuple[FoundDate, FoundDate]], signed_on: date) -> list[Finding]:
    findings = [
        Finding(
            "date_order",
            "error",
            _("This falls due on {due}, before the signing on {signed}.").format(due=found.day, signed=signed_on),
            found.place,
            sides=((_("due"), str(found.day)), (_("signing"), str(signed_on))),
        )
        for found in dates
        if found.purpose == "due" and day_of(found) < signed_on
    ]
    ends = [(end, day_of(end)) for start, end in terms if day_of(end) >= day_of(start) and _is_of_this_contract(start)]
    # when a building was finished is no end of anything agreed here
    ends += [
        (found, day_of(found))
        for found in dates
        if found.purpose == "end" and found.period is None and not re.search(r"[竣完]工|建成", _around(found))
    ]
    flagged = set()
    for end, day in ends:
        if day < signed_on and end.place not in flagged:
            flagged.add(end.place)
            findings.append(
                Finding(
                    "date_order",
                    "error",
                    _("The term ends on {end}, before the signing on {signed}.").format(end=day, signed=signed_on),
                    end.place,
                    sides=((_("ends"), str(day)), (_("signing"), str(signed_on))),
                )
            )
    for start, end in terms:
        if day_of(start) < signed_on <= day_of(end) and _is_of_this_contract(start):
            findings.append(
                Finding(
                    "date_order",
                    "warning",
                    _("The term begins on {start}, before the signing on {signed}.").format(
                        start=start.day, signed=signed_on
                    ),
                    start.place,
                    sides=((_("begins"), str(start.day)), (_("signing"), str(signed_on))),
                )
            )
    return findings


def _around(found: FoundDate) -> str:
    """The words beside a date."""
    return found.line[max(found.place.start - _NEAR, 0) : found.place.end + _NEAR]


def _is_of_this_contract(start: FoundDate) -> bool:
    """Whether a term is the contract's own: a land use right or a permit may well have begun before, and so may the
    time of a rent that was paid already."""
    near = start.line[max(start.place.start - 40, 0) : start.place.start]
    paid = _PAID_ALREADY.search(before(start.line, start.place.start)) is not None
    return _OF_THIS_CONTRACT.search(near) is not None and _OF_SOMETHING_ELSE.search(near) is None and not paid


def _plans(contract: Contract, terms: list[tuple[FoundDate, FoundDate]]) -> list[Finding]:
    """The rows of a plan: each later one is due later, none before the signing, and a loan is paid back in its term."""
    findings = []
    signed_on = max((found.day for found in contract.dates if found.purpose == "signing" and found.day), default=None)
    for head, dates in due_columns(contract):
        for earlier, later in pairwise(dates):
            if day_of(later) < day_of(earlier) and not INSTALMENT.search(words_before(contract, later)):
                message = _("This is due on {day}, before the one above it on {before}.")
                findings.append(
                    Finding(
                        "date_order", "error", message.format(day=later.day, before=earlier.day), later.place,
                        (earlier.place,), ((_("above"), str(earlier.day)), (_("here"), str(later.day))),
                    )
                )  # fmt: skip
        last = dates[-1]
        if signed_on is not None and last.purpose != "due":
            findings += [
                Finding(
                    "date_order",
                    "error",
                    _("This falls due on {due}, before the signing on {signed}.").format(due=one.day, signed=signed_on),
                    one.place,
                    sides=((_("due"), str(one.day)), (_("signing"), str(signed_on))),
                )
                for one in dates
                if day_of(one) < signed_on and one.purpose != "due"
            ]
        own = [term for term in terms if _is_of_this_contract(term[0])] if _is_lease(contract) else terms
        if (
            ("还" in head or own is not terms)
            and len(own) == 1
            and day_of(own[0][0]) < day_of(own[0][1]) < day_of(last)
        ):
            message = _("The last payment is due on {day}, after the term ends on {end}.")
            findings.append(
                Finding(
                    "date_order",
                    "error",
                    message.format(day=last.day, end=own[0][1].day),
                    last.place,
                    (own[0][1].place,),
                    ((_("due"), str(last.day)), (_("ends"), str(own[0][1].day))),
                )
            )
    return findings


def _is_lease(contract: Contract) -> bool:
    return any(_LEASE_TITLE.search(text) is not None for _block, text in contract.body[:6] if len(text) < 40)


def _handed_over_late(contract: Contract) -> Iterator[Finding]:
    """甲方应于…前将房屋交付乙方, on a day when the lease runs already or is over."""
    term = the_term(contract) if _is_lease(contract) else None
    for found in contract.dates if term is not None else ():
        by_the_lessor = _BY_THE_LESSOR.search(before(found.line, found.place.start))
        if term is None or found.day is None or found.purpose != "due" or not by_the_lessor:
            continue
        if not _HANDS_OVER.match(found.line, found.place.end) or found.day <= term.first + _SOON:
            continue
        start, end = term.start, term.end
        over = found.day > day_of(end)
        message = (
            _("The house is handed over on {day}, after the lease ends on {end}.").format(day=found.day, end=end.day)
            if over
            else _("The house is handed over on {day}, after the lease begins on {start}.").format(
                day=found.day, start=start.day
            )
        )
        other, what = (end, _("ends")) if over else (start, _("begins"))
        sides = ((_("handed over"), str(found.day)), (what, str(other.day)))
        severity: Severity = "error" if over else "warning"
        yield Finding("date_order", severity, message, found.place, (other.place,), sides)


def _days(contract: Contract, terms: list[tuple[FoundDate, FoundDate]]) -> list[Finding]:
    """工期共121日历天: days from beginning to end, the first and the last counted or not."""
    findings = []
    for start, end in terms:
        text = contract.texts[end.place.block]
        stated = _DAYS.match(text, end.place.end)
        if stated is None and start.place.block == end.place.block:
            stated = _DAYS_BEFORE.search(text[: start.place.start])
        if stated is None or day_of(end) <= day_of(start):
            continue
        real = (day_of(end) - day_of(start)).days
        if int(stated[1]) not in (real - 1, real, real + 1):
            message = _("The term is stated as {stated} days, but from {start} to {end} it is {real}.").format(
                stated=stated[1], start=start.day, end=end.day, real=real + 1
            )
            place = Place(end.place.block, stated.start(1), stated.end("unit"))
            sides = ((_("stated"), stated[1]), (_("by the dates"), str(real + 1)))
            findings.append(Finding("date_order", "error", message, place, (start.place, end.place), sides))
    return findings


def _still_to_come(dates: list[FoundDate], signed_on: date) -> list[Finding]:
    """What is told as done (于…签订了, 已于…支付) cannot be later than the signing."""
    return [
        Finding(
            "date_order",
            "error",
            _("This is told as done, but {day} is after the signing on {signed}.").format(
                day=found.day, signed=signed_on
            ),
            found.place,
            sides=((_("done"), str(found.day)), (_("signing"), str(signed_on))),
        )
        for found in dates
        if day_of(found) > signed_on
        and (found.line.endswith(_DONE, 0, found.place.start) or _WAS_DONE.match(found.line, found.place.end))
    ]
