"""A line cut into what changes as a whole: an amount, a date, a percentage, a period, a number, a name, a word that
carries a duty; everything else character by character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from signdesk.core.errors import UserError
from signdesk.core.money import parse_capitals
from signdesk.domains.signing.rules.structure.normal import normal, number
from signdesk.domains.signing.rules.structure.zones import ROLE

TokenKind = Literal["amount", "date", "percentage", "period", "number", "name", "role", "duty", "numbering", "wording"]

_CHINESE = "〇○零一二三四五六七八九十百千两"
_CAPITAL = "零〇壹贰叁肆伍陆柒捌玖拾佰仟"
_SCALE = {"万": 10_000, "亿": 100_000_000}
_DAYS = r"(?:个工作日|工作日|个自然日|自然日|个日历天|日历天|个交易日|个月|个季度|季度|个年度|周年|小时|日|天|年|周|期)"
_PATTERN = (
    rf"(?P<date>(?:\d{{4}}|[〇○零一二三四五六七八九]{{4}})\s*[年./-]\s*(?:\d{{1,2}}|[{_CHINESE}]{{1,3}})\s*[月./-]"
    rf"\s*(?:\d{{1,2}}(?!\d)|[{_CHINESE}]{{1,3}})\s*日?|(?:\d{{4}}年\s*)?\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日|份)|\d{{4}}年(?!度))"
    rf"|(?P<percentage>[百千万]分之[\d.{_CHINESE}]+|\d+(?:\.\d+)?\s*[%‰])"
    rf"|(?P<amount>(?:RMB|[¥￥])\s*\d[\d,，]*(?:\.\d+)?\s*[万亿]?\s*元?|\d[\d,，]*(?:\.\d+)?\s*[万亿]?\s*[元圆]整?"
    rf"|[{_CAPITAL}万亿]{{2,}}[元圆](?:[{_CAPITAL}]角)?(?:[{_CAPITAL}]分)?[整正]?)"
    rf"|(?P<period>(?:\d{{1,4}}|[{_CHINESE}]{{1,4}})\s*{_DAYS}(?![租前后])|(?:\d{{1,4}}|[{_CHINESE}]{{1,4}})\s*{_DAYS})"
    rf"|(?P<number>(?:[A-Za-z]{{1,6}}-)*[A-Za-z0-9]*\d[A-Za-z0-9]*(?:[-.,/][A-Za-z0-9]+)*"
    rf"|[{_CHINESE}{_CAPITAL}]{{1,4}}(?=份|次|套|倍|间|人|平方米|层|个(?!体|别)))"
    rf"|(?P<role>{ROLE})"
    r"|(?P<duty>不得|不应|不可|应当|必须|务必|可以|有权|无权|无须|无需|不再|不予|禁止|严禁|免除|以上|以下|以内|以外|不超过|不少于|不低于"
    r"|超过|少于|低于|高于|之前|之后|仅|均|或者|或|并且|且|和|[不未无非须免前后]|(?<![相对供响反适])应(?![用急对]))"
    r"|(?P<word>[A-Za-z]+)|(?P<wording>\S)"
)
LABEL = re.compile(
    rf"\s*(?:第[\d{_CHINESE}]+[条章节款项](?=[\s:、]|$)|第[\d{_CHINESE}]+[条章节]|[({{]\s*[\d{_CHINESE}]{{1,3}}\s*[)}}]|[\d{_CHINESE}]{{1,3}}(?:[、)]|[.](?!\d))"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s|[^\d\s元%‰万亿米倍平天日年月个吨公千克])|[①-⑳⑴-⒇㈠-㈩])"
)
"""The number typed before a line."""


@dataclass(frozen=True, slots=True)
class Token:
    """`start` to `end` of the line; `text` is what is compared: normalised, without white space."""

    kind: TokenKind
    start: int
    end: int
    text: str


@lru_cache(maxsize=8)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    if not names:
        return re.compile(_PATTERN)
    known = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?P<name>{known})|{_PATTERN}")


def tokens(line: str, names: frozenset[str] = frozenset()) -> list[Token]:
    """The parts of a line. `names` are normalised names of people and companies, each one part."""
    text = normal(line)
    found: list[Token] = []
    start = 0
    if label := LABEL.match(text):
        first = len(label[0]) - len(label[0].lstrip())
        found.append(Token("numbering", first, label.end(), _squeezed(label[0])))
        start = label.end()
    for match in _pattern(names).finditer(text, start):
        kind = match.lastgroup
        end = match.start() + len(match[0].rstrip())
        found.append(Token(_KINDS.get(kind or "", "wording"), match.start(), end, _squeezed(match[0])))
    return found


_KINDS: dict[str, TokenKind] = {
    "name": "name", "date": "date", "percentage": "percentage", "amount": "amount", "period": "period",
    "number": "number", "role": "role", "duty": "duty",
}  # fmt: skip
_MARKS = str.maketrans(
    {",": "，", ";": "；", "?": "？", "!": "！", ".": "。", "“": '"', "”": '"', "「": '"', "」": '"'}
)


def _squeezed(text: str) -> str:
    plain = re.sub(r"\s", "", text)
    return plain.translate(_MARKS) if len(plain) == 1 else plain


def value_of(token: Token) -> object:
    """What an amount, a date, a percentage or a number comes to, however it is written; its text where it is none."""
    text = token.text
    if token.kind == "amount":
        figures = re.fullmatch(r"(?:RMB|[¥￥])?([\d,，]+(?:\.\d+)?)([万亿])?[元圆]?整?", text)
        if figures:
            return Decimal(re.sub(r"[,，]", "", figures[1])) * _SCALE.get(figures[2], 1)
        try:
            return Decimal(parse_capitals(text).fen) / 100
        except UserError:
            return text
    if token.kind == "date":
        parts = [number(part) for part in re.split(r"[年月日./-]", text) if part]
        try:
            return date(*[part or 0 for part in parts]) if len(parts) == 3 else tuple(parts)
        except ValueError:
            return text
    if token.kind == "period":
        match = re.fullmatch(rf"([\d{_CHINESE}]+)(\D+)", text)
        return (number(match[1]), match[2]) if match else text
    if token.kind == "number":
        plain = re.sub(r"(?<=\d),(?=\d{3})", "", text)
        return number(plain) if number(plain) is not None else plain
    return text
