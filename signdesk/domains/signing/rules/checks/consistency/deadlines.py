"""Within how many days of what somebody has to do something: pay against an invoice, accept a delivery, hand premises
back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from signdesk.domains.signing.rules.checks.consistency.spans import SPAN, read
from signdesk.domains.signing.rules.checks.consistency.statements import Reading, Sentence, Statement

_WITHIN = re.compile(
    rf"(?=[起后当])(?:[起后](?:的|应当?|须|需|在|于)*{SPAN}(?:之?内|以内)|(?P<same>当日|当天))[,，]?"
    r"(?P<act>[^,，]{0,30}(?:[,，][^,，]{0,16})?)"
)
_FAR = 24
"""Characters before a deadline that say what it runs from."""
_EVENTS = (
    ("invoice", re.compile(r"收到[^,，]{0,8}发票")),
    ("work", re.compile(r"收到[^,，]{0,10}(?:成果|报告|初稿|方案|文件|设计稿|样品)")),
    ("all paid", re.compile(r"(?:收到|付清)[^,，]{0,4}(?:全部|全额)[^,，]{0,4}款")),
    ("repair asked", re.compile(r"报修|(?:维修|修理)[^,，]{0,4}通知|通知[^,，]{0,4}维修")),
    ("handed over", re.compile(r"(?:交付|交房|移交|交接)")),
    ("accepted", re.compile(r"验收")),
    ("expiry", re.compile(r"[期届]满|到期|租赁期?结束")),
    ("signing", re.compile(r"(?:合同|协议)?签[订署约]")),
)
_SOME_EVENT = re.compile(r"收到|付清|报修|修|交|验收|[期届]满|到期|结束|签")
"""A word of any of them: most deadlines run from none."""
_ACTS = (
    ("hand back", re.compile(r"(?:腾[空退]|搬[离出]|迁出|交还|归还|返还)(?![^,，]{0,6}(?:押金|保证金|款|费))")),
    ("accept", re.compile(r"(?:进行|完成|组织)?验收")),
    ("transfer", re.compile(r"过户|转移登记")),
    ("mend", re.compile(r"维修|修复|修理")),
    ("invoice", re.compile(r"开[具出][^,，]{0,10}发票")),
    ("pay deposit", re.compile(r"(?:支付|交纳|缴纳|交付)[^,，]{0,16}(?:押金|保证金)")),
    ("pay earnest", re.compile(r"(?:支付|交付|交纳|缴纳)[^,，]{0,16}定金")),
    ("hand over", re.compile(r"(?:交付|移交)[^,，]{0,6}(?:房|商铺|店)|交房")),
    (
        "pay",
        re.compile(
            r"付款|(?:支付|付清|结清)(?:(?:服务|咨询|代理|委托)?(?:费用?|报酬|酬金)|款项|价款|货款|全部款项)?$"
            r"|(?:支付|付清)[^,，]{0,8}(?:服务费|费用|款项|报酬|货款)"
        ),
    ),
)
_PAYMENT_BY_PARTS = re.compile(r"首[期付笔]|预付|尾款|余款|进度|第[一二三四\d]|质保|%|剩余|其余|部分|每[月季年期]|分期")
_DEPOSIT = re.compile("押金|保证金")
_NOT_THE_RULE = re.compile(r"逾期|未|提前|超过|如|若|因|甲方原因|不能|解除|终止|异议|整改|修改")


def deadlines(reading: Reading) -> Iterator[Statement]:
    """收到发票后10个工作日内付款, 期满后10日内交还房屋."""
    for sentence in reading.having("日内", "天内", "月内", "当日", "当天", "以内"):
        yield from _deadline(reading, sentence)


def _deadline(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    match = _WITHIN.search(sentence.text)
    if match is None:
        return
    ahead = re.split("[,，]", sentence.text[max(match.start() - _FAR, 0) : match.start()])[-1]
    event = _named(_EVENTS, ahead) if _SOME_EVENT.search(ahead) else None
    act = _named(_ACTS, match["act"]) if event is not None else None
    if event is None or act is None:
        return
    within = ("days", Fraction(0)) if match["same"] else read(match)
    if within is None or _NOT_THE_RULE.search(sentence.text[: match.start()] + re.split("[,，]", match["act"])[0]):
        return
    if act == "hand back" and _DEPOSIT.search(sentence.text):
        return
    if act == "pay" and _PAYMENT_BY_PARTS.search(sentence.text):
        return
    end = match.start("act")
    place = sentence.place(match.start("count") if match["count"] else match.start("same"), end)
    if reading.chosen(place):
        yield Statement("deadline", (event, act), frozenset((within,)), place)


def _named(kinds: tuple[tuple[str, re.Pattern[str]], ...], words: str) -> str | None:
    return next((name for name, pattern in kinds if pattern.search(words)), None)
