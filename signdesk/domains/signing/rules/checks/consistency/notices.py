"""How long ahead who must say what: that they end the contract early, that they renew it or do not, that they sell the
premises or want to enter them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from signdesk.domains.signing.rules.checks.consistency.spans import SPAN, read
from signdesk.domains.signing.rules.checks.consistency.statements import Reading, Sentence, Statement

_AHEAD = re.compile(
    rf"(?=[提期届到满])(?:提前|(?:期满|届满|到期|满期)(?:之?日)?(?P<before>之?前)?的?)(?:至少|最少|不少于|不低于|提前)?{SPAN}"
    r"(?:以上)?(?P<behind>\s*(?:之?前|以前))?"
)
_NO_RENEWAL = r"不(?:再|愿|愿意|拟|打算|欲|想)?(?:再)?(?:继续)?(?:续[租签约订期]|承租|租赁|租用|租住)"
_ACTS = re.compile(
    rf"(?P<no_renewal>{_NO_RENEWAL})"
    r"|(?P<renewal>续[租签约订期]|继续(?:承租|租赁|租用|租住|使用|居住))"
    r"|(?P<sale>(?:出售|出卖|转让)(?:该|本|此|租赁|出租)?(?:房屋|房产|商铺|物业|车位|厂房|租赁物|房子))"
    r"|(?P<showing>看房)"
    r"|(?P<repair>(?:进行|实施)?(?:维修|检修|修缮))"
    r"|(?P<entry>(?:检查|查验|巡查|查看|养护|进入)(?:[^,，]{0,4}(?:房屋|房间|屋内|房内|设施|租赁物))?|入户|入内)"
    r"|(?P<end>退租|退房|解约|停租|(?:提前|中途|单方面?|自行|擅自|要求|需要?|提出|可以?|有权)(?:书面)?(?:解除|终止|中止|收回|搬离|搬出|停止租)"
    r"|收回(?:该|本)?(?:房屋|房子|商铺|店面|车位|厂房|场地|租赁物|出租)"
    r"|(?:解除|终止|中止)(?:本|此|租赁)?(?:合同|协议|租约|租赁关系))"
)
"""What is said ahead."""
_OTHER_ACT = re.compile(r"变更|改变|装修|转租(?!期)|支付|交纳|缴纳|验收|交接|结清|增加|调整|抵押|更换")
_SAYS = re.compile(r"通知|告知|告诉|提出|申请|书面|通报|知会|说明|要求|与[甲乙出承]|预约|征得|协商|说(?=$|[,，])")
_NO_NOTICE = re.compile(
    r"(?:(?!通知|告知|提出|申请)[^,，]){0,14}(?:验收|交接|结清|搬|支付|缴|交纳|签订|签署|答复|回复|办理|预交|付清|招租)"
)
_CAUSE = re.compile(
    r"因(?!此|故|个人|自身|其自身|特殊|其他|工作|经营|[甲乙]方原因|[甲乙]方自身|[甲乙]方个人)[^,，]{2,}"
)
_BEHIND = re.compile(r"[^,，]{0,20}(?:[,，](?:方可|即可|可以?|才可|才能|方能)[^,，]{0,12})?")
_BEHIND_THE_TERM = re.compile(r"[^,，]{0,6}(?:[,，][^,，]{0,20})?")
"""租赁期满前30日，乙方如需续租应书面通知甲方."""
_NOT_IN_TIME = re.compile(
    r"未(?!居住|使用|到期|届满|满|付|租|履行|发生|住|结)|试[住用租]|没有|不足|不定期|节假日|工作日须"
)


def notices(reading: Reading) -> Iterator[Statement]:
    """乙方提前退租的，应提前30日书面通知甲方."""
    for sentence in reading.having("提前", "期满", "届满", "到期"):
        if _NOT_IN_TIME.search(sentence.text):
            continue
        for match in _AHEAD.finditer(sentence.text):
            if match[0].startswith("提前") or match["before"] or match["behind"]:
                yield from _notice(reading, sentence, match)


def _notice(reading: Reading, sentence: Sentence, match: re.Match[str]) -> Iterator[Statement]:
    ahead, behind = sentence.text[: match.start()], sentence.text[match.end() :]
    length, act = read(match), _act(ahead, behind, _BEHIND if match[0].startswith("提前") else _BEHIND_THE_TERM)
    tail = ahead[-12:] + behind[:24]
    if length is None or act is None or not _SAYS.search(tail) or _NO_NOTICE.match(behind) or _CAUSE.search(ahead):
        return
    place = sentence.place(match.start(), match.end())
    if reading.chosen(place):
        yield Statement(
            f"notice_{act}", (), frozenset((length,)), place, reading.actor(ahead) or reading.actor(behind[:12])
        )


def _act(ahead: str, behind: str, reach: re.Pattern[str]) -> str | None:
    """What is announced: the act named last before, if nothing else is; otherwise the one named right behind."""
    found = [(act.start(), act.lastgroup) for act in _ACTS.finditer(ahead)]
    others = [act.start() for act in _OTHER_ACT.finditer(ahead)]
    if found:
        return found[-1][1] if not others or others[-1] < found[-1][0] else None
    if others:
        return None
    near = reach.match(behind)
    act = _ACTS.search(near[0]) if near else None
    return act.lastgroup if act else None
