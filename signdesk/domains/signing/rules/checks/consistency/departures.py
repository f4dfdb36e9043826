"""What it costs to end a lease before its end: who leaves or takes the premises back early, with or without the other's
consent, and what is to be paid for it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from signdesk.core.money import Money
from signdesk.domains.signing.rules.checks.consistency.spans import NUMERAL
from signdesk.domains.signing.rules.checks.consistency.statements import Reading, Sentence, Statement
from signdesk.domains.signing.rules.structure.normal import number

_LEAVES = re.compile(
    r"(?=[提中擅单自无退解未不没])(?:(?:提前|中途|擅自|单方面?|自行|无故|无正当理由){1,3}[^,，]{0,6}?(?P<end>退租|退房|解约|(?:解除|终止|中止)(?:本|此|租赁)?(?:合同|协议|租约|履行)?|收回|搬离|停租|不租)"
    r"|(?<![^,，方需要求])(?P<end2>退租|退房|解约|(?:未|不|没)住满[^,，]{0,6}(?:合同|租|期)))"
)
_OF_ONE = re.compile(r"在?租赁?期[^,，]{0,6}[,，]|[^,，]*")
_WITHOUT_NOTICE = re.compile(r"未[^,，]{0,16}(?:通知|告知|申请)|(?:不足|未满)[^,，]{0,6}[日天月]")
_WITHOUT_CONSENT = re.compile(r"擅自|未经|无故|无正当理由|单方")
_WITH_CONSENT = re.compile(r"(?<!未)经[^,，]{0,6}同意|协商一致|双方同意")
_BY_RIGHT = re.compile(r"(?:有权|可以?|得以?|不得|不能|不可)[^,，]{0,6}$|因[^,，]{0,12}(?:违约|违反)[^,，]*$")
_FOR_A_FAULT = re.compile(r"因(?:任何)?一方(?:的)?(?:违约|原因|过错)[^,，]{0,8}(?:解除|终止)")
"""Before words for leaving: a right to leave, or leave for the other's fault, is no breach."""
_PENAL = re.compile(r"违约金|赔偿|补偿|罚|赔付")
_MONTHS = re.compile(rf"(?P<count>{NUMERAL}|半)个月(?:的)?(?:房屋|固定|月)?(?:租金|房租)(?!\s*的?\s*\d+\s*%)")
_SHARE = re.compile(
    r"(?P<of>剩余|未履行|未到期|尚未|年|月|总|当年|当月|全年|合同|租期内?)[^,，%]{0,10}租金(?:总额|总和|金额|之和)?的?\s*(?P<share>\d{1,3}(?:\.\d+)?)\s*%"
    r"|租金总额的?\s*(?P<share2>\d{1,3}(?:\.\d+)?)\s*%"
)
_SUM = re.compile(
    r"违约金(?:人民币|共计|合计|为|计|[:¥￥\s]){0,4}(?P<sum>\d{1,3}(?:[,，]\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)\s*(?P<ten>万)?元|(?P<sum2>\d{1,3}(?:[,，]\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)\s*(?P<ten2>万)?元(?:整)?(?:\([^()]*\))?(?:的|作为)*违约金"
)
_ANOTHER_TIME = re.compile(
    r"首年|第[一二三四五\d]+年|不足[一二三四五六\d半]+个?[月年]|不满|满[一二三半\d]+个?[月年]|以内|以上的?|超过"
)


@dataclass(frozen=True)
class Leaving:
    """Who ends a lease before its end, with or without the other's consent; `end` is where the words for it end."""

    actor: str
    consent: str
    end: int


def leaving(reading: Reading, sentence: Sentence) -> Leaving | None:
    """The first such case of a sentence, if nothing else makes it a special one."""
    match = _LEAVES.search(sentence.text)
    if match is None or _WITHOUT_NOTICE.search(sentence.text) or _ANOTHER_TIME.search(sentence.text):
        return None
    ahead = sentence.text[: match.start()]
    if _BY_RIGHT.search(ahead):
        return None
    around = ahead + sentence.text[match.start() : match.end() + 16]
    consent = "without" if _WITHOUT_CONSENT.search(around) else ""
    if not consent and _WITH_CONSENT.search(around):
        consent = "with"
    return Leaving(reading.actor(ahead), consent, match.end())


def departures(reading: Reading) -> Iterator[Statement]:
    """提前退租的，支付两个月租金作为违约金."""
    for sentence in reading.having("违约金", "赔偿", "补偿"):
        fault = _FOR_A_FAULT.search(sentence.text)
        if fault and (found := _price(reading, sentence.text, fault.end())):
            yield Statement("leaving", ("fault",), frozenset((found[0],)), sentence.place(*found[1:]))
        left = leaving(reading, sentence)
        found = _price(reading, sentence.text, left.end) if left is not None else None
        if left is None or found is None:
            continue
        value, start, end = found
        payer, place = reading.actor(sentence.text[left.end : start]), sentence.place(start, end)
        if reading.chosen(place) and (not payer or not left.actor or payer == left.actor):
            # leave given and a bare rule are the same case; going off without leave is another one
            case = "without" if left.consent == "without" else ""
            yield Statement("leaving", (case,), frozenset((value,)), place, left.actor)


def _price(reading: Reading, text: str, start: int) -> tuple[Hashable, int, int] | None:
    if not _PENAL.search(text, start):
        return None
    months, share, sum_ = (pattern.search(text, start) for pattern in (_MONTHS, _SHARE, _SUM))
    if months is not None:
        count = Decimal("0.5") if months["count"] == "半" else Decimal(number(months["count"]) or 0)
        return _in_money(reading, count), months.start(), months.end()
    if share is not None:
        of, percent = share["of"] or "总", Decimal(share["share"] or share["share2"])
        if of in ("月", "当月"):
            return _in_money(reading, percent / 100), share.start(), share.end()
        kind = "rest" if of in ("剩余", "未履行", "未到期", "尚未") else "year" if "年" in of else "whole"
        return (kind, percent), share.start(), share.end()
    if sum_ is not None and reading.rent is not None:
        many = 10_000 if sum_["ten"] or sum_["ten2"] else 1
        yuan = Decimal(re.sub("[,，]", "", sum_["sum"] or sum_["sum2"])) * many
        return Money(int(yuan * 100)), sum_.start(), sum_.end()
    return None


def _in_money(reading: Reading, months: Decimal) -> Hashable:
    """So many months' rent, in money where the rent is known."""
    if reading.rent is None:
        return "months", months
    return Money(int(reading.rent.fen * months))
