"""What a delay costs by the day, and how long it may last before the contract may be ended. Delays differ by what is
late (rent, a price, premises) and by who is late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from signdesk.core.money import Money
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.consistency.spans import SPAN, read
from signdesk.domains.signing.rules.checks.consistency.statements import ANYBODY, Reading, Sentence, Statement
from signdesk.domains.signing.rules.structure.percentages import Rate

_LATE = re.compile(
    r"(?=[逾延迟拖欠未不晚])(?<![每按以所])(?:逾期|延[期迟误]|迟延|拖欠|欠[缴付交]|欠(?=租)|拖延|[晚迟](?=[交付退缴])"
    r"|未(?:能)?(?:按[时期约]|如期|依约|及时|按照?(?:本)?(?:合同)?(?:约定|规定)(?:的?(?:时间|期限|日期))?)"
    r"|不按(?:[时期]|照?(?:合同)?约定))"
    r"(?P<what>(?:(?!逾期|迟延|拖欠)[^,，]){0,16})"
)
_NO_THING = re.compile(r"之[日时]|[一1壹]?[日天]|金额|部分|款项?的|应付|未付|期间|超过|达|满|\d")
"""Behind a word for lateness that says how long or how much, not what is late."""
_THINGS = (
    ("refund", re.compile(r"(?:退还|返还|退回)[^,，]{0,6}[金款]|[金款][^,，、]{0,4}(?:退|返)")),
    ("rent", re.compile(r"租金|房租|租费|租赁费|[交付缴]租(?!赁|用)|^租(?!赁|用)|床位费|住宿费")),
    ("household", re.compile(r"户口")),
    ("deposit", re.compile(r"押金|保证金|定金")),
    ("part", re.compile(r"首付|首期|尾款|余款|贷款|预付|进度款|第[一二三四\d][期笔]")),
    (
        "fees",
        re.compile(
            r"水电|[水电气暖]|物业|管理费|网费|佣金|中介费|发票|工资|维修|利息|本金|还款|借款|补足|赔偿|违约金|税|费用"
        ),
    ),
    ("transfer", re.compile(r"过户|转移登记|产权登记|办证|不动产权?证|权属登记")),
    ("return", re.compile(r"返还|腾[退空]|交还|归还|搬离|搬出|迁出|退还(?:房屋|租赁|商铺|场地)|退房")),
    ("handover", re.compile(r"交付|交房|移交|交货|供货|发货|提交|完成|竣工|完工|交工|提供")),
    ("payment", re.compile(r"付|^交|交款|缴|款|交纳")),
)
_PREMISES = re.compile(r"房|商铺|店|厂|库|场地|车位|租赁物|物业|专柜|摊位|门面|土地")
_GOODS = re.compile(r"成果|报告|方案|设计|初稿|资料|产品|设备|货|工程|作品|软件|系统|证")
_PAYABLE = re.compile(r"(?P<rent>租金|房租)|(?P<fees>[水电气暖]费|水电|物业|管理费|押金|保证金|服务费)")
_STEPS = re.compile(r"超过|以上|以内|之内|不超过|累计|日内|天内|期内|逾\d|达")
_A_DAY = re.compile(
    r"每(?:逾期|延[迟期误]|迟延|拖[延欠]|超过|迟|晚)?[一1壹]?[日天][^,，]{0,6}?[,，]?[^,，\d%]{0,16}?(?P<sum>\d{1,3}(?:[,，]\d{3})+|\d{1,7})\s*元"
)
_A_SHARE = re.compile("[%‰‱]|分之")
"""Beside it a sum is only what the share comes to: 每日按货款的千分之一即292元."""
_LONG = 400
"""Days beyond any delay."""
_AND_LATE = re.compile(r"[^,，\d]{1,16}[、或和及与][^,，\d]{0,12}")
"""Between two delays that cost the same: 乙方逾期支付租金、甲方逾期退还押金."""
_ENDING = re.compile(r"解除|终止|收回|解约")
_GRACE = re.compile(
    rf"(?=[每达超满逾累\d一二两三四五六七八九十半【\[_ ])(?P<each>每[^,，]{{0,4}})?(?:达到?|超过|满|逾|累计)?{SPAN}"
)
_DUNNED = re.compile(r"催告|书面催|催促|催收")
_OTHERWISE = re.compile(r"宽限|通知(?!其|对方)|累计[一二两三四五\d]次|停止")
_LOOKED_AT = (
    "逾期",
    "晚交",
    "晚付",
    "晚退",
    "迟交",
    "迟付",
    "拖欠",
    "欠付",
    "欠租",
    "欠缴",
    "欠交",
    "迟延",
    "延迟",
    "延期",
    "延误",
    "拖延",
    "未按",
    "未能",
    "未如期",
    "未及时",
    "不按",
)


@dataclass(frozen=True)
class _Delay:
    """What is late, whose fault it is (ANYBODY for rent, which one party alone owes), where the words for it end."""

    what: str
    actor: str
    end: int


def delays(reading: Reading) -> Iterator[Statement]:
    """逾期支付租金的，每逾期一日支付万分之五; 拖欠租金达15日的，可以解除合同."""
    rates: dict[int, list[Rate]] = {}
    for rate in reading.contract.rates:
        if rate.daily and reading.chosen(rate.place):
            rates.setdefault(rate.place.block, []).append(rate)
    last: tuple[int, _Delay] | None = None
    for sentence in reading.having(*_LOOKED_AT):
        place = sentence.place(0, 0)
        known = [last[1]] if last is not None and last[0] == place.block else []
        here = [*known, *_delays(reading, sentence.text)]
        if here:
            last = (place.block, _Delay(here[-1].what, here[-1].actor, 0))
            yield from _by_the_day(sentence, place, rates.get(place.block, []), here)
            yield from _grace(reading, sentence, here[-1])


def _delays(reading: Reading, text: str) -> Iterator[_Delay]:
    """The delays these words name, in order."""
    for match in _LATE.finditer(text):
        if not _NO_THING.match(match["what"]) and (found := _delay(reading, text, match)) is not None:
            yield found


def _delay(reading: Reading, text: str, match: re.Match[str]) -> _Delay | None:
    ahead = text[: match.start()]
    what = _thing(match["what"])
    actor = reading.actor(ahead)
    if what == "payment":
        what = _owed(reading, ahead, actor)
    if what is None:
        return None
    return _Delay(what, ANYBODY if what == "rent" else actor, match.start("what"))


def _thing(words: str) -> str | None:
    """What these words say is late; fees, papers and parts of a price one by one."""
    for name, pattern in _THINGS:
        found = pattern.search(words)
        if found is None:
            continue
        if name in ("fees", "transfer", "part"):
            return f"{name} {found[0]}"
        if name == "handover" and not _PREMISES.search(words):
            goods = _GOODS.search(words)
            return f"{name} {goods[0] if goods else words.rstrip('的者')}"
        return name
    return None


def _owed(reading: Reading, ahead: str, actor: str) -> str:
    """What is to be paid, by the words before; in a lease it is rent."""
    named = [found.lastgroup for found in _PAYABLE.finditer(ahead)]
    if named:
        return named[-1] or "payment"
    return "rent" if reading.is_lease and actor != reading.name("出租方") else "payment"


def _by_the_day(sentence: Sentence, first: Place, rates: list[Rate], here: list[_Delay]) -> Iterator[Statement]:
    """What each day costs, for the delay named last before; not where it costs something else after some days."""
    text = sentence.text
    costs: list[tuple[int, Decimal | Money, Place]] = []
    for rate in rates:
        at = rate.place.start - first.start + sentence.shift
        if 0 <= at < len(text):
            costs.append((at, rate.value, rate.place))
    if "元" in text and not _A_SHARE.search(text) and (match := _A_DAY.search(text)):
        money = Money(int(Decimal(re.sub("[,，]", "", match["sum"]))) * 100)
        costs.append((match.start(), money, sentence.place(*match.span())))
    for at, value, place in costs:
        named = [delay for delay in here if delay.end <= at]
        if not named or _STEPS.search(text, named[-1].end, at):
            continue
        yield Statement("late", (named[-1].what,), frozenset((value,)), place, named[-1].actor)
        for delay, following in reversed([*pairwise(named)]):
            if not delay.end or not _AND_LATE.fullmatch(text, delay.end, following.end):
                break
            yield Statement("late", (delay.what,), frozenset((value,)), place, delay.actor)


def _grace(reading: Reading, sentence: Sentence, delay: _Delay) -> Iterator[Statement]:
    """After how many days of arrears the contract may be ended."""
    spans = _GRACE.finditer(sentence.text, delay.end, delay.end + 40)
    match = next((span for span in spans if not span["each"]), None)
    if delay.what not in ("rent", "payment", "handover") or match is None or _OTHERWISE.search(sentence.text):
        return
    if not (_ENDING.search(sentence.text, match.end()) or _ENDING.search(reading.lead(sentence))):
        return
    days = read(match)
    if days is not None:
        case = (delay.what, "together" if "累计" in sentence.text[delay.end : match.end()] else "")
        values = frozenset((days,))
        if _DUNNED.search(sentence.text):  # fits any longer delay that may end it without a demand
            values = frozenset((days[0], Fraction(day)) for day in range(int(days[1]), _LONG))
        yield Statement("grace", case, values, sentence.place(*match.span()), delay.actor)
