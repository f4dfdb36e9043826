"""How often rent or a fee is paid, on which day, how long ahead, and whether before or after the time it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from signdesk.domains.signing.rules.checks.consistency.spans import NUMERAL, SPAN, read
from signdesk.domains.signing.rules.checks.consistency.statements import Reading, Sentence, Statement
from signdesk.domains.signing.rules.structure.normal import number

_RENT = r"(?:租金|房租|租费|租赁费)"
_FEE = r"(?:服务费|顾问费|代理费|咨询费|报酬)"
_PAY = r"(?:一次性|预)?(?:支付|交纳|缴纳|缴付|交付|付清|付款|结算|结清|[付交缴])"
_TO_WHOM = r"(?:向[^,，]{1,6}?)?"
_FIRST_MONTH = r"(?:的?(?:首月|第一个月|首个月|末月))?"
_DAY = r"\s?(?P<from>\d{1,2})\s?[日号](?:[-至到~—]+(?P<to>\d{1,2})[日号])?"
_EVERY = re.compile(
    "|".join(
        (
            rf"[按每]\s?(?P<several>{NUMERAL})?\s?个?(?P<unit>月|季度?|半年|年度?){_TO_WHOM}{_PAY}",
            r"(?<![每当本次上首个下该\d半一二两三四五六整])(?P<short>月|季|半年|年)付(?!款|清|给|至)",
            r"押[一二两三\d]付(?P<pledged>[一二两三四六\d]|十二|半年)",
            rf"(?P<apart>{NUMERAL})\s?个月(?:为)?[一1](?:期|付|交|缴)",
            r"(?P<years>[一壹1半])年[一1](?:次性)?(?:付|交|缴|支付)",
            rf"每个?(?P<dated>月|季度?|半年|年){_FIRST_MONTH}{_DAY}(?:之?前|以前)?",
        )
    )
)
_PAID_THEN = re.compile(r"[^。；;,，]{0,16}(?:支付|交纳|缴纳|[付交缴汇])")
_DAY_OF_PAYMENT = re.compile(r"(?:[付交缴]|收取|支付|缴纳|交纳)[^,，:]{0,4}(?:日期?|时间|期限)(?:为|是|:|\s)*$")
_PAYABLE = re.compile(
    rf"(?P<rent>{_RENT}(?:[及和与、](?:物业|管理|服务)[^,，]{{0,4}}费)?)|(?P<fee>{_FEE})"
    r"|押金|保证金|[水电气暖](?:费)?|物业|管理费|网费|宽带|工资|贷款|利息|分期|佣金|违约金|滞纳金|提成|营业额"
)
_CHOICE = re.compile(
    r"选择|任选|或者?[按每月季半年]|[月季年]付\s*[/、或]|变更为|改为|调整为|原?房东|业主|原出租|付租金或"
)
_BY_YEARS = re.compile(r"(?:前|头)[一二两三四五\d]{1,2}年|首年|第[一二三四五\d]年")
"""In its sentence: 前两年租金半年一交，以后一年一交."""
_SOME_TIME = re.compile(r"[首第][一二三四五\d]?[年次期]|首付|装修期|续租|逾期|未按|如未|仍未|拖欠|累计")
_A_TIME = r"(?:一?期|个?月|一?季度?|半年|一?年度?)"
_BEFORE = re.compile(
    r"先(?:支?付|交|缴)[^,，。]{0,6}[,，、]?\s*后(?:用|使用|住|租|居住)"
    rf"|(?:支付|交纳|缴纳|交|付清?)[下次]{_A_TIME}的?{_RENT}"
)
_AFTER = re.compile(
    r"先(?:使?用|住|租|居住)[^,，。]{0,6}[,，、]?\s*后(?:支?付|交|缴)"
    rf"|(?:支付|交纳|缴纳|交|付清?)上{_A_TIME}的?{_RENT}"
    rf"|每个?(?:月|季度?|半年|年)(?:的?最后一?个?月)?(?:末|底)[^,，。]{{0,10}}(?:支付|交纳|缴纳|交|付清?)[本当该]{_A_TIME}的?{_RENT}"
)
_WAY = re.compile(r"(?:租金)?(?:支付|付款|交租|付租|缴租)(?:方式|周期|办法|时间|日期?)[:为]")
_AHEAD = re.compile(
    rf"提前{SPAN}(?![^,，]{{0,8}}(?:通知|告知|提出|申请))(?=[^,，]{{0,14}}(?:支付|交纳|缴纳|[付交缴])|[^,，]{{0,6}}(?:付|交|缴)清)"
)
_MONTHS = {"月": 1, "季": 3, "半年": 6, "年": 12}
_NAMED = ("租金", "房租", "租费", "租赁费", "服务费", "顾问费", "代理费", "咨询费", "报酬")
_WAYS = (
    "押一", "押二", "押三", "月付", "季付", "年付",
    "支付方式", "支付周期", "支付日", "支付时间", "付款", "交租", "付租",
)  # fmt: skip


def payments(reading: Reading) -> Iterator[Statement]:
    """租金按季度支付, 每月5日前支付当月租金, 先付后用."""
    for sentence in reading.having(*_NAMED, *_WAYS):
        if _CHOICE.search(sentence.text) or _BY_YEARS.search(sentence.text):
            continue
        yield from _often(reading, sentence)
        for pattern in (_BEFORE, _AFTER):
            for match in pattern.finditer(sentence.text):
                yield Statement("rent_order", (), frozenset((pattern is _BEFORE,)), sentence.place(*match.span()))
        for match in _AHEAD.finditer(sentence.text):
            if (ahead := read(match)) and _paid(sentence.text, match) == "rent":
                yield Statement("rent_ahead", (), frozenset((ahead,)), sentence.place(*match.span()))


def _often(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    text = sentence.text
    for match in _EVERY.finditer(text):
        what, months, place = _what(reading, text, match), _months(match), sentence.place(*match.span())
        if not what or not months or not reading.chosen(place):
            continue
        if _SOME_TIME.search(sentence.clause(match.start(), match.end())):
            continue
        day = match["to"] or match["from"]
        if day and not (_PAID_THEN.match(text, match.end()) or _DAY_OF_PAYMENT.search(text[: match.start()])):
            continue
        yield Statement("rent_every", (what,), frozenset((months,)), place)
        if day:
            yield Statement("rent_day", (what, str(months)), frozenset((int(day),)), place)


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


def _what(reading: Reading, text: str, match: re.Match[str]) -> str:
    """What is paid so often: rent, or a fee by its name."""
    return "rent" if match["pledged"] or _is_the_way(reading, text, match) else _paid(text, match)


def _is_the_way(reading: Reading, text: str, match: re.Match[str]) -> bool:
    """支付方式：季付, 付款周期：每半年支付一次 in a lease. Where two boxes are ticked, another check tells it."""
    if (
        reading.is_lease
        and (match["unit"] or match["dated"])
        and _WAY.search(text[: match.start()])
        and not _PAYABLE.search(text[: match.start()])
    ):
        return "□" not in text
    alone = sum(1 for each in _EVERY.finditer(text) if each["short"]) == text.count("□") + 1
    return reading.is_lease and match["short"] is not None and alone and not _PAYABLE.search(text)


def _paid(text: str, match: re.Match[str]) -> str:
    """Rent or a fee, whichever is named last before, or else first behind; "" for anything else."""
    ahead = list(_PAYABLE.finditer(text[: match.start()]))
    found = ahead[-1] if ahead else _PAYABLE.search(text, match.end())
    return "" if found is None else "rent" if found["rent"] else found["fee"] or ""
