"""How often rent is paid, on which day, how long ahead, and whether before or after the time it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from signdesk.domains.signing.rules.consistency.spans import NUMERAL, SPAN, read
from signdesk.domains.signing.rules.consistency.statements import Reading, Sentence, Statement
from signdesk.domains.signing.rules.structure.normal import number

_RENT = r"(?:租金|房租|租费|租赁费)"
_PAY = r"(?:一次性|预)?(?:支付|交纳|缴纳|缴付|交付|付清|付款|结算|[付交缴])"
_EVERY = re.compile(
    rf"(?:[按每](?P<several>{NUMERAL})?个?(?P<unit>月|季度?|半年|年度?)(?:一次性?)?{_PAY}"
    rf"|(?<![每当本次上首个下该\d半一二两三四五六整])(?P<short>月|季|半年|年)付(?!款|清|给|至)"
    rf"|押[一二两三\d]付(?P<pledged>[一二两三四六\d]|十二|半年)"
    rf"|(?P<apart>{NUMERAL})个月(?:为)?[一1](?:期|付|交|缴)"
    r"|(?P<years>[一壹1半])年[一1](?:次性)?(?:付|交|缴|支付)"
    r"|每个?(?P<dated>月|季度?|半年|年)(?:的?(?:首月|第一个月|首个月|末月))?(?P<from>\d{1,2})[日号](?:[-至到~—]+(?P<to>\d{1,2})[日号])?(?:之?前|以前)?(?=[^。；;,，]{0,16}(?:支付|交纳|缴纳|[付交缴汇])))"
)
_DATED = re.compile(
    r"每个?(?:月|季度?|半年|年)(?:的?(?:首月|第一个月|首个月|末月))?(?P<from>\d{1,2})[日号](?:[-至到~—]+(?P<to>\d{1,2})[日号])?"
)
_PAYABLE = re.compile(
    rf"(?P<rent>{_RENT}(?:[及和与、](?:物业|管理|服务)[^,，]{{0,4}}费)?)|押金|保证金|[水电气暖](?:费)?|物业|管理费|网费|宽带|工资|服务费|贷款|利息|分期|佣金|违约金|滞纳金"
)
_CHOICE = re.compile(
    r"选择|任选|或者?[按每月季半年]|[月季年]付\s*[/、或]|变更为|改为|调整为|原?房东|业主|原出租|付租金或"
)
_SOME_TIME = re.compile(r"[首第][一二三四五\d]?[年次期]|首付|装修期|续租|逾期|未按|如未|仍未|拖欠|累计")
_BEFORE = re.compile(
    r"先(?:支?付|交|缴)[^,，。]{0,6}[,，、]?\s*后(?:用|使用|住|租|居住)|(?:支付|交纳|缴纳|交|付清?)(?:下|次)(?:一?期|个?月|一?季度?|一?年度?)的?"
    + _RENT
)
_AFTER = re.compile(
    r"先(?:使?用|住|租|居住)[^,，。]{0,6}[,，、]?\s*后(?:支?付|交|缴)|(?:支付|交纳|缴纳|交|付清?)上(?:一?期|个?月|一?季度?|一?年度?)的?"
    + _RENT
)
_AHEAD = re.compile(
    rf"提前{SPAN}(?![^,，]{{0,8}}(?:通知|告知|提出|申请))(?=[^,，]{{0,14}}(?:支付|交纳|缴纳|[付交缴])|[向]?[^,，]{{0,6}}(?:付|交|缴)清)"
)
_WAY = re.compile(r"(?:租金)?(?:支付|付款|交租|付租|缴租)(?:方式|周期|办法|时间|日期)?[:为]")
_MONTHS = {"月": 1, "季": 3, "半年": 6, "年": 12}


def payments(reading: Reading) -> Iterator[Statement]:
    """租金按季度支付, 每月5日前支付当月租金, 先付后用."""
    for sentence in reading.having(
        "租金", "房租", "租费", "租赁费", "押一", "押二", "押三", "月付", "季付", "年付", "支付方式", "付款"
    ):
        if _CHOICE.search(sentence.text):
            continue
        yield from _often(reading, sentence)
        for pattern in (_BEFORE, _AFTER):
            for match in pattern.finditer(sentence.text):
                yield Statement("rent_order", (), frozenset((pattern is _BEFORE,)), sentence.place(*match.span()))
        for match in _AHEAD.finditer(sentence.text):
            if (ahead := read(match)) and _is_rent(sentence.text, match):
                yield Statement("rent_ahead", (), frozenset((ahead,)), sentence.place(*match.span()))


def _often(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    for match in _EVERY.finditer(sentence.text):
        place = sentence.place(*match.span())
        months = _months(match)
        if not months or not reading.chosen(place) or _SOME_TIME.search(sentence.clause(match.start(), match.end())):
            continue
        if not (match["pledged"] or _is_rent(sentence.text, match) or _is_the_way(reading, sentence.text, match)):
            continue
        yield Statement("rent_every", (), frozenset((months,)), place)
        day = match["to"] or match["from"]
        if day:
            yield Statement("rent_day", (str(months),), frozenset((int(day),)), place)


def _months(match: re.Match[str]) -> int | None:
    if match["pledged"]:
        return 6 if match["pledged"] == "半年" else number(match["pledged"])
    if match["apart"]:
        return number(match["apart"])
    if match["years"]:
        return 6 if match["years"] == "半" else 12
    unit = match["unit"] or match["short"] or match["dated"]
    several = number(match["several"]) if match["several"] else 1
    return _MONTHS.get(unit, _MONTHS.get(unit[0], 0)) * (several or 1)


def _is_the_way(reading: Reading, text: str, match: re.Match[str]) -> bool:
    """支付方式：季付, 付款周期：每半年支付一次 in a lease. Where two boxes are ticked, another check tells it."""
    if reading.is_lease and match["unit"] and _WAY.match(text) and not _PAYABLE.search(text[: match.start()]):
        return "□" not in text
    alone = sum(1 for each in _EVERY.finditer(text) if each["short"]) == text.count("□") + 1
    return reading.is_lease and match["short"] is not None and alone and not _PAYABLE.search(text)


def _is_rent(text: str, match: re.Match[str]) -> bool:
    """Whether it is rent that is paid so: named last before, or else first behind."""
    ahead = [found["rent"] is not None for found in _PAYABLE.finditer(text[: match.start()])]
    if ahead:
        return ahead[-1]
    behind = _PAYABLE.search(text[match.end() :])
    return behind is not None and behind["rent"] is not None
