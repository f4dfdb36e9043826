"""How a home is lived in: by how many, for living or for trade, and who answers for what wears out by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from signdesk.domains.signing.rules.checks.consistency.spans import NUMERAL
from signdesk.domains.signing.rules.checks.consistency.statements import PARTY, Reading, Sentence, Statement
from signdesk.domains.signing.rules.structure.normal import number

_PEOPLE = re.compile(
    r"(?P<each>每[间室套户房][^,，]{0,6})?(?:居住|入住|租住|限住|同住|住宿|住客)(?:人员|人数|总数|上限|总人数)*"
    rf"(?:总计|合计|限制?|不得?超过|不多于|最多|至多|上限|为|是|[:\s])*(?P<count>{NUMERAL})\s*(?:个|名)?人(?!间)"
)
_BEDS = re.compile(rf"(?P<count>{NUMERAL})人间")
_VISITORS = re.compile(r"访客|留宿|亲友|临时|来访|聚会|超过[^,，]{0,6}人的|人均|另|增加|每[增多]")
_USED = re.compile(
    r"(?:用途|用于|用作|作为|供)(?P<words>[^,，]{0,24})|(?P<office>(?:作|改)为[^,，]{0,12}(?:办公|经营|商业)[^,，]{0,6})"
)
_LIVING, _TRADE = (
    re.compile(r"居住|住宿|自住|生活"),
    re.compile(r"办公|经营|营业|商用|商业|培训|工作室|仓储|仓库|生产|餐饮|注册(?:公司|企业|地址)|民宿"),
)
_NOT_USED = re.compile(r"不得|禁止|严禁|不可|不能|改变|变更|擅自|未经|商住|或|除|违法|违反|[若如]")
_HOUSE = re.compile(r"房屋|房间|住房|公寓|房产|室|用途")
_WEARS = re.compile(r"自然(?:损坏|损耗|磨损|老化|破损|损毁)|正常(?:损耗|磨损|老化|损坏)|老化")
_MENDS = re.compile(
    rf"(?:由|[,，:]|^)(?:则|均|应)?(?:由)?(?P<who>{PARTY})[^,，代]{{0,20}}?(?:(?:维修|修缮|修理|修复|修好|更换)|(?:承担|负责|负担)[^,，]{{0,8}}(?:维修|修缮|修理)?)"
)
_ALL = re.compile(
    r"^维修费用?(?=[:由均全])|"
    r"(?:一切|全部|所有)[^,，]{0,10}(?:维修|修缮|修理)|(?:房屋|设施|设备|家电|家具)[^,，人坏]{0,8}(?:的)?(?:维修|修缮|修理)(?:费用?|责任|义务)?"
)
_OF_ITS_OWN = re.compile(
    r"不当|人为|损坏|造成|导致|故意|过失|过错|添置|装修|增设|易耗|主体|公共|除|超[过出]|逾期|拒|[未如若]|以[上下内]|元|协助|配合|通知|期间外|小修|日常"
)


def living(reading: Reading) -> Iterator[Statement]:
    """居住人数不超过2人, 房屋用于居住, 自然损坏由甲方维修."""
    if not reading.is_lease:
        return
    for sentence in reading.having("居住", "入住", "租住", "限住", "同住", "住宿", "住客", "人间"):
        yield from _people(reading, sentence)
    for sentence in reading.having("用途", "用于", "用作", "作为", "供", "改为"):
        yield from _use(reading, sentence)
    for sentence in reading.having("维修", "修缮", "修理", "修好", "修复"):
        yield from _wear(reading, sentence)


def _people(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    if _VISITORS.search(sentence.text):
        return
    beds = _BEDS.search(sentence.text)
    for match in filter(None, (*_PEOPLE.finditer(sentence.text), beds)):
        count, place = number(match["count"]), sentence.place(*match.span())
        if count and reading.chosen(place):
            each = match is beds or match["each"] is not None or "间" in sentence.clause(*match.span())[:8]
            yield Statement("people", ("a room" if each else "all",), frozenset((count,)), place)


def _use(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    for match in _USED.finditer(sentence.text):
        words = match["words"] or match["office"] or ""
        place, clause = sentence.place(*match.span()), sentence.clause(*match.span())
        lived, traded = _LIVING.search(words) is not None, _TRADE.search(words) is not None
        if lived == traded or _NOT_USED.search(clause) or not _HOUSE.search(sentence.text[: match.end()]):
            continue
        if reading.chosen(place):
            yield Statement("use", (), frozenset(("living" if lived else "trade",)), place)


def _wear(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    text = sentence.text
    wears, everything = _WEARS.search(text), _ALL.search(text)
    said = [(wears.end(), len(text))] if wears else []
    if everything and not _OF_ITS_OWN.search(text if not wears else sentence.clause(*everything.span())):
        said.append((everything.start() if wears else max(everything.start() - _NEAR, 0), len(text)))
    for start, end in said:
        match = _MENDS.search(text, start, end)
        if match is not None and (who := reading.name(match["who"])) and reading.chosen(sentence.place(*match.span())):
            place = sentence.place(match.start("who"), match.end())
            yield Statement("wear", (), frozenset((who,)), place)


_NEAR = 12
"""Characters before what is repaired that may name who does it."""
