"""Amounts of money in running text, in figures ("1,280,000.00元", "￥128万") and in capitals ("壹佰贰拾捌万元整"), and
which of them are two ways of writing one amount."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from signdesk.core.errors import UserError
from signdesk.core.money import Money, parse_capitals
from signdesk.core.text import Block, JoinedText, Place

_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟貳參叄陸弍"
_CAPITAL = "零〇○" + _FORMAL + "一二三四五六七八九十百千两"
_FIGURES = re.compile(
    r"(?=[¥￥RC人\s\d])(?P<sign>[¥￥]|RMB|CNY|人民币)?\s{0,2}(?<![\d.,A-Za-z])"
    r"(?P<number>\d{1,3}(?:[,，]\s?\d{3})+(?:\.\d{1,4})?|\d+(?:[,，]\d+)*(?:\.\d{1,6})?)(?![\d.])"
    r"\s{0,2}(?P<scale>万|亿|千|百)?\s{0,2}(?P<unit>元|圆|块)?"
)
_CAPITALS = re.compile(
    rf"[{_CAPITAL}][{_CAPITAL}万萬亿億\s]*(?:[元圆圓](?:\s*[零{_FORMAL}一二三四五六七八九]\s*角)?(?:\s*零?\s*[零{_FORMAL}一二三四五六七八九]\s*分)?"
    r"\s*[整正]?|[整正])"
)
_BARE_CAPITALS = re.compile(rf"(?<=大写)\s*\)?\s*(?:金额)?\s*[:为]?\s*(?:人民币)?\s*([{_CAPITAL}万萬亿億]{{2,}})")
_LABEL = re.compile(
    r"(大写|小写|合同总?价款?|合同总?金额|总价款?|总金额|总额|总计|合计|共计|价款|租金总额|房屋总价|成交价|转让价款?|服务费总额|合同价|总租金)"
    r"[^\d¥￥。；;\n]{0,14}$"
)
_BEFORE_CAPITALS = re.compile(
    r"\s*(?:整|正)?\s*[(,，、/;；|]?\s*(?:\d{0,2}个?[年月]的?租金\s*[)]\s*元?)?\s*[(]?\s*(?:人民币)?\s*(?:即|计|合|合计)?\s*[(]?\s*"
    r"(?:(?:金额)?大\s*写\s*(?:金额|人民币)?\s*[)]?)?\s*[:为是]?\s*[(]?\s*(?:人民币|RMB|[¥￥])?\s*[:]?\s*"
)
_BEFORE_FIGURES = re.compile(
    r"\s*(?:整|正)?\s*[)]?\s*[(,，、/;；|]?\s*(?:即|计|合)?\s*[(]?\s*(?:(?:金额)?小\s*写\s*(?:金额)?\s*[)]?)?\s*[:为是]?\s*[(]?\s*"
    r"(?:人民币|RMB|[¥￥])?\s*[:]?\s*"
)
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "千": Decimal(1000), "百": Decimal(100)}

TOTAL = re.compile(
    r"(?:合同总?价款?|合同总?金额|总价款?|总金额|租金总额|总租金|房屋总价|成交价格?|转让价款|成交总价|服务费总额|委托服务费总额|合同总额)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount. `money` is None where capitals cannot be read. `start`, `end` are offsets in the joined body; `label`
    is the word that introduces it; `partner` the index of the other way of writing the same amount."""

    kind: str
    money: Money | None
    text: str
    place: Place
    start: int
    end: int
    label: str
    partner: int | None = None
    problem: str = ""


def find_amounts(body: tuple[tuple[Block, str], ...]) -> tuple[Amount, ...]:
    """Amounts in order of the text; the two writings of one amount point at each other."""
    joined = JoinedText(tuple(block for block, _text in body))
    text = "\n".join(normalised for _block, normalised in body)
    found = _capitals(text, joined)
    taken = _Taken((amount.start, amount.end) for amount in found)
    found += [amount for amount in _figures(text, joined) if not taken.overlaps(amount.start, amount.end)]
    found.sort(key=lambda amount: amount.start)
    return tuple(_paired(text, found))


class _Taken:
    """Spans that belong to something already; they do not overlap one another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def overlaps(self, start: int, end: int) -> bool:
        index = bisect_left(self._spans, (end, -1))
        return index > 0 and self._spans[index - 1][1] > start


def _figures(text: str, joined: JoinedText) -> list[Amount]:
    amounts = []
    for match in _FIGURES.finditer(text):
        before = text[max(match.start() - 24, 0) : match.start("number")]
        label = _label(before)
        sign, unit, scale = match["sign"], match["unit"], match["scale"]
        if not (sign or unit or label == "小写"):
            continue
        if not unit and sign == "人民币" and re.match(r"\s*[日年月%]", text[match.end() :]):
            continue
        number = re.sub(r"[,，\s]", "", match["number"])
        problem = ""
        if re.search(r"[,，]", match["number"]) and not re.fullmatch(
            r"\d{1,3}(?:[,，]\s?\d{3})+(?:\.\d+)?", match["number"]
        ):
            problem = "commas"
        value = Decimal(number) * (_SCALES[scale] if scale else 1) * 100
        if value != value.to_integral_value() or len(number) > 18:
            continue  # a unit price with fractions of a fen
        end = match.end() if unit else (match.end("scale") if scale else match.end("number"))
        start = match.start("sign") if sign else match.start("number")
        amounts.append(
            Amount(
                "figures",
                Money(int(value)),
                text[start:end],
                joined.place(start, end),
                start,
                end,
                label,
                None,
                problem,
            )
        )
    return amounts


def _capitals(text: str, joined: JoinedText) -> list[Amount]:
    amounts = []
    spans = [match.span() for match in _CAPITALS.finditer(text)]
    taken = _Taken(spans)
    spans += [match.span(1) for match in _BARE_CAPITALS.finditer(text) if not taken.overlaps(*match.span(1))]
    for start, end in sorted(spans):
        words = text[start:end].rstrip()
        before = text[max(start - 24, 0) : start]
        label = _label(before)
        if not any(character in _FORMAL for character in words) and label != "大写":
            continue
        if "\n" in words:
            words = words.split("\n")[0]
            if not re.search(r"[元圆整正]", words):
                continue
        end = start + len(words)
        money: Money | None = None
        problem = ""
        try:
            money = parse_capitals(words)
        except UserError:
            problem = "unreadable"
        if len(re.sub(r"[元圆圓整正\s]", "", words)) < 2 and label != "大写":
            continue
        amounts.append(Amount("capitals", money, words, joined.place(start, end), start, end, label, None, problem))
    return amounts


def _label(before: str) -> str:
    match = _LABEL.search(before)
    return match[1] if match else ""


def _paired(text: str, found: list[Amount]) -> list[Amount]:
    """Give each amount in capitals the figures it belongs to: those right before it, else those right after it."""
    partner: dict[int, int] = {}
    candidates: list[tuple[int, int, int]] = []
    for index, amount in enumerate(found):
        if amount.kind != "capitals":
            continue
        before = found[index - 1] if index else None
        if before is not None and before.kind == "figures":
            between = text[before.end : amount.start]
            if len(between) <= 60 and _BEFORE_CAPITALS.fullmatch(between) and _one_step(between, "大"):
                strength = 3 if re.search(r"大\s*写", between) else 2
                candidates.append((strength, index, index - 1))
        after = found[index + 1] if index + 1 < len(found) else None
        if after is not None and after.kind == "figures":
            between = text[amount.end : after.start]
            if len(between) <= 60 and _BEFORE_FIGURES.fullmatch(between) and _one_step(between, "小"):
                explicit = re.search(r"小\s*写|[(]", between) or after.text.startswith(("¥", "￥"))
                candidates.append((4 if explicit else 1, index, index + 1))
    for _strength, index, other in sorted(candidates, key=lambda item: -item[0]):
        if index not in partner and other not in partner:
            partner[index], partner[other] = other, index
    return [
        Amount(
            amount.kind, amount.money, amount.text, amount.place, amount.start, amount.end, amount.label,
            partner.get(index), amount.problem,
        )
        for index, amount in enumerate(found)
    ]  # fmt: skip


def _one_step(between: str, word: str) -> bool:
    """Over a line's or a cell's end only where the next one says 大写 or 小写."""
    return "\n" not in between or (between.count("\n") <= 2 and re.search(rf"{word}\s*写", between) is not None)
