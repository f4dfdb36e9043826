"""How much a deposit is, within which time it is given back, and whether it is given back to a tenant who leaves
early."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from fractions import Fraction

from signdesk.domains.signing.rules.checks.consistency.departures import leaving
from signdesk.domains.signing.rules.checks.consistency.spans import NUMERAL, SPAN, read
from signdesk.domains.signing.rules.checks.consistency.statements import Reading, Sentence, Statement
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.sentences import after, before

_WORD = r"(?P<word>押金|保证金)"
_NAMED = re.compile(rf"(?P<kind>[一-鿿]{{0,6}}){_WORD}")
_ITS_OWN = re.compile(r"(?:[一-鿿]*[的为付纳交取收向方和及与])?(?:房屋|租赁|履约|合同|租房|住房|经营|人民币)*")
_PART_OF_IT = re.compile(
    r"扣|没收|补足|补交|补缴|增加|剩余|不足|部分|违约金|双倍|[两三]倍|首付|定金|合计|共计|一并|另[行外收]|每[户间套人次张把]|用水|卡|钥匙|遥控|损坏|赔偿|原租|业主|房东"
)
_MONTHS = re.compile(
    rf"{_WORD}(?:[^,，\d一二两三四五六]{{0,14}})(?:[,，](?:金额|数额)为?)?(?P<months>{NUMERAL})个月的?(?:房屋|固定|首月|月)?(?:租金|房租)"
    rf"|(?P<months2>{NUMERAL})个月的?(?:房屋|固定|首月|月)?(?:租金|房租)(?:数额|金额)?(?:的|作为|做为|为)*(?:房屋|租赁|履约)*(?P<word2>押金|保证金)"
)
_BACK = r"(?:退还|返还|退回|归还|退给|还给|无息退|退)"
_WITHIN = re.compile(
    rf"{SPAN}(?:之?内|以内)|(?P<once>(?:[期届]满|到期|终止|退房|退租|验收|结清)(?:之?日)?(?:当日|当天|之日)"
    rf"|(?:当日|当天|当场|立即|即时)(?:内)?|(?P<next>次日|第二[天日]|翌日))(?=[^,，]{{0,12}}{_BACK})"
)
_GIVEN_BACK = re.compile(rf"(?:(?!搬离|腾|迁出|交还房|返还房|结清)[^;；。]){{0,34}}?{_BACK}(?!房)")
_ONLY_BACK = re.compile(
    r"无息(?:退还|返还|退回)(?![^,，]{0,8}[款费])|(?:退还|返还|退回)(?:给?(?:[甲乙]方|承租[方人]))?(?=$|[,，])"
)
_NEAR = 2
"""Characters behind what is given back that may still say what it is."""
_FAR = 120
"""Characters before a sentence that may name the deposit it speaks of."""
_HEAD_SAYS_SO = re.compile(rf"^[^:]{{0,12}}(?:押金|保证金)[^:]{{0,6}}{_BACK}[^:]{{0,6}}:")
_NORMAL = re.compile(r"[期届]满|到期|期限?结束|终止|退房|退租|搬离|搬出|交还|返还房屋|交还房屋|验收|租赁期?结束|结清")
_SPECIAL = re.compile(
    r"[甲出][方租][^,，]{0,8}(?:原因|违约|过错|提前|收回)|不可抗力|拆迁|征收|逾期|未[能按]|无法|不能|定金|贷款|装修押金|扣除后?\D{0,6}补|补足|转让|业主|房东|原出租|解除.{0,6}之?前"
)
_EARLY = re.compile(r"提前(?:解除|终止|退租|解约|收回)|中途")
_BOTH = re.compile(r"[期届]满[^,，]{0,10}(?:或|、)|终止或|(?:或|、)[^,，]{0,6}(?:提前)?(?:解除|终止)")
_ENDED = re.compile(r"[^,，]{0,12}(?:租赁期?|租期|合同)(?:限)?(?:[期届]满|到期|结束)(?:后|时)?")
_SOMETHING_DONE = re.compile(r"违约|提前|擅自|未|不得|损坏|扣除|拖欠|逾期|抵[扣充]|赔偿|如|若|违反|定金|抵作|转为租金")
_KEPT = re.compile(
    rf"{_WORD}[^,，]{{0,8}}(?:不予?退|不予?返|概?不退|不再退|归[甲出]|没收|抵作违约金|作为违约金)|(?:扣除|扣留|没收|不退还?)(?:全部|乙方|其|所有)*(?P<word2>押金|保证金)"
)
_RETURNED = re.compile(
    rf"(?<!不予)(?<!不)(?:退还|返还|退回)[^,，]{{0,12}}(?P<word2>押金|保证金)|{_WORD}[^,，不]{{0,10}}(?:退还|返还|退回)"
)


def deposits(reading: Reading) -> Iterator[Statement]:
    """押金为两个月租金, 期满后7日内退还, 提前退租的押金不退."""
    if not any(word in reading.contract.text for word in ("押金", "保证金")):
        return
    yield from _sums(reading)
    for sentence in reading.having("押金", "保证金"):
        yield from _counted(reading, sentence)
        yield from _fate(reading, sentence)
    for sentence in reading.having("退", "返还", "归还"):
        if word := _of(reading, sentence):
            yield from _returned(reading, sentence, word)


def _sums(reading: Reading) -> Iterator[Statement]:
    contract = reading.contract
    for price in contract.prices:
        if price.purpose != "deposit" or not reading.chosen(price.place):
            continue
        text = contract.texts[price.place.block]
        ahead = contract.labels.get(price.place.block, "") + before(text, price.place.start)
        named = list(_NAMED.finditer(ahead)) or list(_NAMED.finditer(after(text, price.place.end)[:16]))
        around = ahead + after(text, price.place.end)[:20]
        if named and _ITS_OWN.fullmatch(named[-1]["kind"]) and not _PART_OF_IT.search(around):
            yield Statement("deposit", (named[-1]["word"],), frozenset((price.money,)), price.place)


def _counted(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    """So many months' rent. What stands beside its sum is held against it elsewhere."""
    for match in _MONTHS.finditer(sentence.text):
        months = number(match["months"] or match["months2"])
        place = sentence.place(*match.span())
        if not months or _PART_OF_IT.search(sentence.text) or not reading.chosen(place):
            continue
        value: Hashable = ("months", months)
        if not re.search(r"\d[\d,.]*元|[¥￥]", sentence.text):
            if reading.rent is not None:
                value = reading.rent * months
            yield Statement("deposit", (match["word"] or match["word2"],), frozenset((value,)), place)


def _of(reading: Reading, sentence: Sentence) -> str:
    """Which word for a deposit the sentence has; if it only says that it is given back, the one said before it."""
    here = _NAMED.search(sentence.text)
    if here is None and _ONLY_BACK.search(sentence.text):
        place = sentence.place(0, 0)
        ahead = reading.contract.texts[place.block][max(place.start - _FAR, 0) : place.start]
        here = _NAMED.search(ahead) or _NAMED.search(reading.heading(place))
    return here["word"] if here else ""


def _returned(reading: Reading, sentence: Sentence, word: str) -> Iterator[Statement]:
    """Within how many days."""
    text = sentence.text
    headed = _HEAD_SAYS_SO.match(text) is not None
    case = "ended" if not _EARLY.search(text) or _BOTH.search(text) else "early"
    if not headed and not _NORMAL.search(text) and case == "ended":
        return
    for match in _WITHIN.finditer(text):
        within = ("days", Fraction(1 if match["next"] else 0)) if match["once"] else read(match)
        back = _GIVEN_BACK.match(text, match.end())
        if within is None or not (headed or match["once"] or back):
            continue
        if _SPECIAL.search(text, 0, (back or match).end() + _NEAR):
            return
        yield Statement("deposit_return", (word, case), frozenset((within,)), sentence.place(*match.span()))
        return


def _fate(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    """Whether it is kept where the tenant leaves early, or at the end of the term."""
    left = leaving(reading, sentence)
    if left is not None and left.actor:
        case, start = (left.actor, left.consent), left.end
    elif (ended := _ENDED.match(sentence.text)) and not _SOMETHING_DONE.search(sentence.text):
        case, start = ("at the end", ""), ended.end()
    else:
        return
    kept, returned = _KEPT.search(sentence.text, start), _RETURNED.search(sentence.text, start)
    if (match := kept or returned) and (kept is None or returned is None):
        yield Statement("deposit_kept", case, frozenset((kept is not None,)), sentence.place(*match.span()))
