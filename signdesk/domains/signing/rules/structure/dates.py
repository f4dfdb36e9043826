"""Dates in running text: 2026年11月30日, 2026-11-30, 2026.11.30, 二〇二六年十一月三十日, impossible ones
included; and what a date is for (beginning and end of a term, signing, payment)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.wording import Wording

Purpose = Literal["start", "end", "signing", "due", "other"]

_FIGURE_DATE = Wording(
    r"(?P<y>(?:19|20)\d{2})(?<!\d{5})\s*(?:年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]"
    r"|(?P<sep>[-./])\s*(?P<m2>\d{1,2})\s*(?P=sep)\s*(?P<d2>\d{1,2})(?![\d.]))",
    holds="年-./",
)
_CHINESE_DATE = Wording(
    r"(?P<y>[二两贰][〇零○0ＯO][〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖]{2})\s*年\s*(?P<m>[元正一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾零]{1,3})\s*月"
    r"\s*(?P<d>[一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾零]{1,4})\s*[日号]",
    holds="年",
)
_SIGNING = re.compile(
    r"(?:签\s*[订约署定]\s*(?:日\s*期|时\s*间|于|日)|(?:签字|签章|盖章)\s*(?:日\s*期|时\s*间)|签\s*订\s*日)\s*(?:\([^)]*\))?\s*[:为是]?\s*$"
)
_START = re.compile(
    r"(?:开始|起始|起租|起算|生效|入住|计租|开工|进场)\s*(?:日\s*期?|时\s*间)?\s*(?:\([^)]*\))?\s*[:为是]?\s*$"
)
_END = re.compile(
    r"(?:结束|终止|届满|到期|截止|期满|竣工|完工|退宿|退房|离店)\s*(?:日\s*期?|时\s*间)?\s*(?:\([^)]*\))?\s*[:为是]?\s*$"
)
_BETWEEN = re.compile(
    r"\s*(?:\([^)]*\))?\s*(?:(?:起|开始|始)?\s*(?:计算|计|算|生效|施行|执行|计租|履行)?\s*[,，]?\s*(?:有效期?|期限|租期|服务期|一直)?\s*"
    r"(?:至|到|[—―─]+|-+|–|~|～|止)|起[^。；;,，\d]{1,30}[,，]\s*(?:至|到)|(?:之?前)?\s*(?:开工|进场|开始施工)\s*[,，、;；]?\s*(?:于|至|到)?)\s*"
)
"""Between the beginning and the end of one term."""
_DUE = re.compile(r"(?:应当?|须|需|必须|将|最迟|不迟于|不晚于|保证)[^。；;\n]{0,24}$")
_TO_DO = (
    r"(?:支付|付清|付款|交付|交房|腾[退空]|办理|缴纳|归还|偿还|返还|交纳|结清|迁出|移交|过户|汇入|打入|提交|提供|完成|竣工|开工|完工|验收|交货|供货|发货|送达"
    r"|送至|安装|出具|签订|签署|申请|登记|迁移|搬离|起运|运抵)"
)
_DUE_AFTER = re.compile(
    rf"\s*(?:\d{{1,2}}\s*[:：时点][\d分]*)?\s*(?:之?前|以前|当日|内|止?前)?[^。；;\n]{{0,24}}?{_TO_DO}"
)
_BY_THEN = re.compile(r"\s*(?:\d{1,2}\s*[:：时点][\d分]*)?\s*(?:之?前|以前)")
_BEFORE_DAY = re.compile(rf"\s*(?:之?前|以前)\s*[,，]?[^。；;已]{{0,20}}?{_TO_DO}")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A complete date in the text; `day` is None where the calendar has no such day. `period` joins the two ends of a
    term that are written together."""

    day: date | None
    text: str
    place: Place
    purpose: Purpose
    period: int | None = None
    line: str = ""


def find_dates(body: Body) -> tuple[FoundDate, ...]:
    """All complete dates in order."""
    found: list[FoundDate] = []
    for index in body.places(_FIGURE_DATE.holds + _CHINESE_DATE.holds):
        block, text = body[index]
        written = (*_FIGURE_DATE.pattern.finditer(text), *_CHINESE_DATE.pattern.finditer(text))
        matches = sorted(written, key=lambda match: match.start())
        in_block: list[FoundDate] = []
        for index, match in enumerate(matches):
            before, after = _around(text, match.start(), match.end())
            purpose = _purpose(before, after)
            period = None
            previous = matches[index - 1] if index else None
            following = matches[index + 1] if index + 1 < len(matches) else None
            if following is not None and _BETWEEN.fullmatch(text[match.end() : following.start()]):
                purpose, period = "start", len(found) + len(in_block)
            elif previous is not None and _BETWEEN.fullmatch(text[previous.end() : match.start()]):
                purpose, period = "end", len(found) + len(in_block) - 1
            elif block.kind == "cell" and purpose == "other" and re.fullmatch(r"\s*(?:之|以)?前\s*", after):
                purpose = "due"
            place = Place(block.number, match.start(), match.end())
            in_block.append(FoundDate(_day(match), match[0], place, purpose, period, text))
        found += in_block
    return tuple(found)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    return text[max(line_start, start - 40) : start], text[end : line_end if line_end >= 0 else len(text)][:50]


def _purpose(before: str, after: str) -> Purpose:
    if _SIGNING.search(before) or re.match(r"\s*签\s*[订署约](?!了|的|编号|[^,，。；;]{0,12}《)", after):
        return "signing"
    if _START.search(before):
        return "start"
    if _END.search(before):
        return "end"
    clause = re.split(r"[。；;\n]", before)[-1]
    if (
        "已" not in clause
        and "已" not in after[:12]
        and _DUE.search(before)
        and (_BY_THEN.match(after) or _DUE_AFTER.match(after))
    ):
        return "due"
    if "已" not in clause and _BEFORE_DAY.match(after):
        return "due"
    return "other"


def _day(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    year = number(groups["y"].replace("O", "〇").replace("0", "〇")) if not groups["y"].isdigit() else int(groups["y"])
    month_text = (groups["m"] or groups.get("m2") or "").replace("元", "一").replace("正", "一")
    day_text = (groups["d"] or groups.get("d2") or "").replace("廿", "二十").replace("卅", "三十")
    month, day = number(month_text.lstrip("零") or "零"), number(day_text.lstrip("零") or "零")
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
