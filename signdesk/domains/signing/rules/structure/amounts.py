"""Amounts of money in running text, in figures ("1,280,000.00元", "￥128万") and in capitals ("壹佰贰拾捌万元整"), and
which of them are two ways of writing one amount."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from signdesk.core.errors import UserError
from signdesk.core.money import Money, parse_capitals
from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.body import Body

_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟壱弌貳貮弍參参叄弎陸漆"
_PLAIN = "一二三四五六七八九十百千两兩"
_CAPITAL = "零〇○" + _FORMAL + _PLAIN
_FIGURES = re.compile(
    r"(?=[¥￥RC人\s\d])(?:(?P<sign>[¥￥]:?|RMB|CNY|人民币)\s{0,2}|\s{0,2}(?<![\d.,A-Za-z]))"
    r"(?P<number>\d{1,3}(?:[,，]\s?\d{3})+(?:\.\d{1,4})?|\d+(?:[,，]\d+)*(?:\.\d{1,6})?)(?![\d.])"
    r"\s{0,2}(?P<scale>万|亿|千|百)?\s{0,2}(?P<unit>元|圆|块)?"
)
_CAPITALS = re.compile(
    rf"[{_CAPITAL}][{_CAPITAL}万萬亿億\s]{{0,48}}(?:[元圆圓](?:\s*[零{_FORMAL}一二三四五六七八九]\s*角)?(?:\s*零?\s*[零{_FORMAL}一二三四五六七八九]\s*分)?"
    r"\s*[整正]?|[整正])"
)
_MISWRITTEN = re.compile(
    rf"(?:(?<![零{_FORMAL}万萬亿億])[{_FORMAL}][零{_FORMAL}万萬亿億]{{1,24}}|(?<=大写)\s{{0,3}}[):]{{0,2}}\s{{0,3}}(?:人民币)?)"
    rf"(?P<wrong>[一-鿿])(?<![零{_FORMAL}万萬亿億])[零{_FORMAL}万萬亿億]{{1,24}}\s{{0,3}}[元圆圓]\s{{0,3}}[整正]?"
)
"""One character inside an amount in capitals that is no numeral: 陆仟染佰元整."""
_BARE_CAPITALS = re.compile(rf"(?<=大写)\s*\)?\s*(?:金额)?\s*[:为]?\s*(?:人民币)?\s*([{_CAPITAL}万萬亿億]{{2,}})")
_MONEY = "¥￥RC民元圆块写"
"""What shows figures to be money: a sign before them, a unit behind, or the label 小写."""
_FAR = 400
"""Characters before an amount, in its line, that may say that another contract is spoken of."""
_NO_MONEY = re.compile(r"\s*[日年月%]")
_NO_SLIP = _CAPITAL + "万萬亿億元圆圓角分整正和与及或至到加减乘为是即计合共额币另按"
_LABEL = re.compile(
    r"(大写|小写|合同总?价款?|合同总?金额|总价款?|总金额|总额|总计|合计|共计|价款|租金总额|房屋总价|成交价|转让价款?|服务费总额|合同价|总租金)"
    r"[^\d¥￥。；;\n]{0,14}$"
)
_BEFORE_CAPITALS = re.compile(
    r"\s*(?:整|正)?\s*(?:[/／](?:月|季度?|年|日|天|次|间|套|人|个|平方米|㎡))?\s*(?:\(小写\))?\s*[(,，、/;；|]?\s*(?:\d{0,2}个?[年月]的?租金\s*[)]\s*元?)?\s*[(]?\s*(?:人民币)?\s*(?:即|计|合|合计)?\s*[(]?\s*"
    r"(?:(?:金额)?大\s*写\s*(?:金额|人民币)?\s*[)]?)?\s*[:为是]?\s*[(]?\s*(?:人民币|RMB|[¥￥])?\s*[:]?\s*"
)
_BEFORE_FIGURES = re.compile(
    r"\s*(?:整|正)?\s*[)]?\s*[(,，、/;；|]?\s*(?:即|计|合)?\s*[(]?\s*(?:(?:金额)?小\s*写\s*(?:金额)?\s*[)]?)?\s*[:为是]?\s*[(]?\s*"
    r"(?:人民币|RMB|[¥￥])?\s*[:]?\s*"
)
_BY_THE_AREA = re.compile(r"每(?:平方米|平米|㎡)(?:每?[日天月年])?(?:租金|单价)?(?:为|按|人民币|[:¥￥\s])*$")
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "千": Decimal(1000), "百": Decimal(100)}

_TOTAL = re.compile(
    r"(?:(?:合同|房屋|房款|房价|购房|成交|交易|转让|转租|工程|委托服务|服务|装修|设备|货物|租金|货款|借款|报酬|价款|费用|酬金)(?:款|费|价)?"
    r"(?:总价款?|总金额|总额|总款|总计|总费用|总价格|合计|共计)|总价款?|总房价款?|总房款|总金额|总租金|总货款|总费用|总造价"
    r"|(?:签约合同|合同暂定|合同|转让)(?:总?价款?|金额|价格)|成交(?:总?价格?|总?价款|金额)|(?:工程|合同|装修)总?造价"
    r"|(?<![一-鿿])(?:本?(?:项目|合同|次))?(?:报酬|服务费|技术服务费|咨询费|代理费|承揽费)(?:\([^()]{0,12}\))?(?=[:为])|总报酬"
    r"|借款(?:本金|金额|数额)|总?售价|价款|出借(?:给|予)?(?:[甲乙丙]方|借款人)?|总投资额|投资总额|出资总额"
    r"|[一-鿿][费款金](?:总额|总计|合计|共计))"
    r"(?:\s|[:()、¥￥]|人民币|RMB|小写|大写|金额|暂定|含税|不含运费|应?为|是|共|计|合计|共计|总计)*$"
)
"""Words that introduce the price of the whole contract, up to the amount: "总价款的5%即…" is not among them."""
_COMPUTED = re.compile(
    r"\s*[\d.、()]*\s*(?:[一-鿿]{2,6}费用?|货款|价款|工程款|租金)(?:按照?|以)[^、]{2,30}[,，](?:合计|共计|总计)(?:人民币|为|[:¥￥\s])*"
)
"""A whole price that is reckoned in the same sentence: 设计费按每平方米240元计算，合计…"""
_OTHER_TOTAL = re.compile(
    r"第[一二三四五六七八九十\d]+年|[首次前后]\S{0,3}年|首期|尾款|[每按各本该](?:个?月|季度?|年度?|期|次|笔|批)|不含|税额|向\S{0,12}银行|贷款|按揭|累计|不低于|不少于|不超过|违约|滞纳|逾期|已[付支]|未付|剩余|首付|定金|押金|保证金|维修|物业|水电|(?<!含)税|利息|罚|原[租合]|[月季]租金"
)
"""Beside these it is the total of something less than the contract."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount. `money` is None where capitals cannot be read. `start`, `end` are offsets in the joined body; `label`
    is the word that introduces it; `partner` the index of the other way of writing the same amount; `problem` says what
    is wrong with the writing: "commas", "unreadable", or "mixed" (formal beside plain numerals)."""

    kind: str
    money: Money | None
    text: str
    place: Place
    start: int
    end: int
    label: str
    partner: int | None = None
    problem: str = ""


def find_amounts(body: Body) -> tuple[Amount, ...]:
    """Amounts in order of the text; the two writings of one amount point at each other."""
    found = _capitals(body)
    taken = _Taken((amount.start, amount.end) for amount in found)
    found += [amount for amount in _figures(body) if not taken.overlaps(amount.start, amount.end)]
    found.sort(key=lambda amount: amount.start)
    return tuple(_paired(body.text, found))


def _in_stretches(body: Body, pattern: re.Pattern[str], characters: str) -> Iterator[re.Match[str]]:
    """Matches in `text` of the body, near where one of the characters stands."""
    for start, end in body.around(characters):
        yield from pattern.finditer(body.text, start, end)


def introduced_as_total(text: str, amount: Amount) -> bool:
    """Whether the words before an amount, within its sentence of `text` (the joined body), make it the price of the
    contract as a whole."""
    sentence = re.split(r"[。；;\n]", text[max(amount.start - 40, 0) : amount.start])[-1]
    before = re.split(r"[，,]", sentence)[-1]
    if _OTHER_TOTAL.search(before) or not (_TOTAL.search(before) or _COMPUTED.fullmatch(sentence)):
        return False
    return not _of_another_contract(text[max(amount.start - _FAR, 0) : amount.start].rpartition("\n")[2])


def _of_another_contract(sentence: str) -> bool:
    """Whether a sentence tells what an earlier contract says: 双方签订了《…》（以下简称原合同），约定总价款…"""
    return re.search(r"简称[“\"]?原(?:合同|协议)|原(?:合同|协议)(?:约定|规定|中|项下|的)", sentence) is not None


class _Taken:
    """Spans that belong to something already; they do not overlap one another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def overlaps(self, start: int, end: int) -> bool:
        index = bisect_left(self._spans, (end, -1))
        return index > 0 and self._spans[index - 1][1] > start


def _figures(body: Body) -> list[Amount]:
    amounts, text = [], body.text
    for match in _in_stretches(body, _FIGURES, _MONEY):
        sign, unit, scale = match["sign"], match["unit"], match["scale"]
        label = _label(text[max(match.start() - 24, 0) : match.start("number")])
        if not (sign or unit or label == "小写"):
            continue
        if not unit and sign == "人民币" and _NO_MONEY.match(text, match.end()):
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
                body.place(start, end),
                start,
                end,
                label,
                None,
                problem,
            )
        )
    return amounts


def _capitals(body: Body) -> list[Amount]:
    amounts, text = [], body.text
    miswritten = _in_stretches(body, _MISWRITTEN, _FORMAL + "写")
    spans = [match.span() for match in miswritten if match["wrong"] not in _NO_SLIP]
    taken = _Taken(spans)
    written = _in_stretches(body, _CAPITALS, "元圆圓整正")
    spans += [match.span() for match in written if not taken.overlaps(*match.span())]
    taken = _Taken(spans)
    bare = _in_stretches(body, _BARE_CAPITALS, "写")
    spans += [match.span(1) for match in bare if not taken.overlaps(*match.span(1))]
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
        if not problem and {*words} & {*_FORMAL} and {*words} & {*_PLAIN}:
            problem = "mixed"
        if len(re.sub(r"[元圆圓整正\s]", "", words)) < 2 and label != "大写":
            continue
        amounts.append(Amount("capitals", money, words, body.place(start, end), start, end, label, None, problem))
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
                other = _behind_a_unit_price(text, found, index)
                if other is not None:
                    candidates.append((3, index, other))
                    continue
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


def _behind_a_unit_price(text: str, found: list[Amount], index: int) -> int | None:
    """43,200元/月，即每平方米每月18元，大写肆万…: the capitals are those of the sum, not of the price by the area."""
    if index < 2 or not _BY_THE_AREA.search(text[max(found[index - 1].start - 20, 0) : found[index - 1].start]):
        return None
    sum_, own = found[index - 2], found[index]
    near = sum_.kind == "figures" and not re.search(r"[。；;\n]", text[sum_.end : own.start])
    return index - 2 if near and sum_.money == own.money != found[index - 1].money else None


def _one_step(between: str, word: str) -> bool:
    """Over a line's or a cell's end only where the next one says 大写 or 小写."""
    return "\n" not in between or (between.count("\n") <= 2 and re.search(rf"{word}\s*写", between) is not None)
