"""Who pays a fee or a tax, who repairs, and what a tenant may do: one thing is one party's, it is allowed or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.domains.signing.rules.checks.consistency.statements import PARTY, Reading, Sentence, Statement

_FEES = (
    ("water", r"(?:自来)?水(?=费|、|电|和|,|，|及|与|/)"),
    ("electricity", r"电(?=费|、|和|,|，|及|与|/|气)"),
    ("gas", r"(?:燃气|煤气|天然气|(?<=[电、])气)(?=费|、|等|,|，|和|及)"),
    ("property", r"物业(?:(?:服务|管理)?费|(?=等|、|和|,|，|及))|(?<![理料位车库])管理费"),
    ("parking", r"(?:停车位?|车位|车库)(?:管理|服务)?费"),
    ("heating", r"(?:取暖|供暖|采暖|暖气)费?"),
    ("network", r"(?:网络|宽带|上网)费?"),
    ("deed_tax", r"契税"),
    ("income_tax", r"个人所得税|个税"),
    ("added_tax", r"增值税"),
    ("lease_tax", r"(?:房屋|出租|租赁)(?:租赁|出租)?税费?|租赁[^,，]{0,4}税费|房产税"),
    ("every_tax", r"(?:全部|一切|所有)[^,，]{0,4}税费|税费(?=全部|均|都)"),
    ("brokerage", r"(?:中介|居间|经纪)(?:服务)?(?:费用?|佣金)|佣金|丙方的?(?:服务费|报酬)"),
    ("notary", r"公证费"),
    ("registration", r"(?:不动产|产权)?登记费"),
    ("survey", r"测绘费"),
    ("valuation", r"评估费"),
)
_TAXES = ("deed_tax", "income_tax", "added_tax")
_LONGEST_ITEM = 14
"""Characters of a fee's name between two commas."""
_FEE = re.compile(
    r"(?=[自水电燃煤天气物取供采暖网宽上契个增房出租中居经佣公全一所税丙不产登测评管停车])"
    f"(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in _FEES)})"
)
_BEARS = r"(?:自行)?(?:承担|负担|支付|交纳|缴纳|缴付|缴交|负责|自理|自负)"
_BY = re.compile(
    rf"(?=[均全都一则应需须由归])(?:均|全部|都|一律|则|应|需|须)*(?:由|归)\s*(?P<who>{PARTY})\s*(?:自行|全部|全额|独自|一人|按时|按期|负责|按[^,，]{{0,8}})*{_BEARS}|:由?(?P<who2>{PARTY})(?:按[^,，:]{{0,8}}?|自行|全额)?(?:承担|负担|自理|负责|支付|缴纳|交纳|缴付)?(?=$|[,，(])"
)
_WHO_BEARS = re.compile(
    rf"(?<![向给对与由归])(?P<who>{PARTY})(?:应当?|须|需|必须|自行|负责|按时|按期|按月|全部|全额|及时|还)*(?:承担|负担|支付|交纳|缴纳|缴付|缴交)(?P<what>[^,，]{{0,24}})"
)
_SOME_CASE = re.compile(
    r"因(?!租赁|出租|本合同|使用|本次|交易)|由于|逾期|[未如若]|超[出过]|之?前|以前|[交入付租接]后|后所?[发产]|违约|损坏|擅自|代|垫付|先行"
    r"|空置|免租|装修期|安装|押金|欠|滞纳|罚|损失|除|公证费外|期满|届满|自[^,，]{0,10}起|结清|终止|解除"
)
"""Before a bearer, anywhere in the sentence: it is theirs in some case only."""
_NOT_ALL_OF_IT = re.compile(
    r"部分|公共[^,，]{0,6}[水电]|公摊|分摊|一半|50%|分之|各自|各付|各半|各承|双方|分别|另一|其余|其他方|不承担|无须|无需"
)
"""Between the bearer before and the next one: a part of it."""
_HALVES = re.compile(
    r"(?P<what>[^,，]{0,24}[费佣][^。]{0,16}?)(?:由|[,，])?(?:[甲乙丙]{2}双方|双方|[甲乙]方[、和与][甲乙]方)(?:各自?|平均)(?:承担|支付|分担|负担)?(?:一半|二分之一|50%)"
    r"|(?P<what2>[^,，]{0,24}费?)(?:由|按)?(?:[两二三四五六几各][户间人]|住户|室友|人头|合租[人者])(?:之间)?(?:平均分[摊担]|[平均分]摊)"
)
_INCLUDED = re.compile(r"(?:租金|房租)(?:中|里|已|已经)*(?:包含|包括|含)(?P<what>[^。]{0,40})")
_NOT_INCLUDED = re.compile(r"不(?:包含|包括|含)|部分|以内|公共|公摊")
_OBJECTS = (
    ("structure", r"(?:房屋)?主体结构|承重结构"),
    ("fittings", r"(?:房屋及其?|及其?|房屋的?)?附属(?:物品|设施|设备)+|房屋(?:及其?|[和、])(?:设施|设备)+"),
    ("furniture", r"(?:家具|家电|电器|家用电器)(?:[、和及与](?:家具|家电|电器))?"),
    ("lines", r"(?:水电|上下水|给排水|电路)(?:管线|线路|管道|设施)"),
    ("roof", r"屋[顶面]"),
    ("house", r"(?:该|本|租赁|出租)?(?:房屋|商铺|厂房|车位|租赁物)(?!及|附属|主体|内|屋)"),
)
_OBJECT = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _OBJECTS))
_MENDS = r"(?:维修|修缮|养护|维护|修理|保养|大修)(?:[、和及与]?(?:维修|修缮|养护|维护|修理|保养|大修))*"
_KIND = r"(?P<{}>日常|正常|一般|定期|大|小)?的?"
_WHAT = "|".join(f"(?:{pattern})" for _name, pattern in _OBJECTS)
_THING = (
    rf"{_KIND.format('kind')}(?P<what>(?:{_WHAT})(?:[、和及与](?:{_WHAT}))*)的?{_KIND.format('kind2')}{_MENDS}"
    r"(?:工作|责任|义务|费用)?"
)
_MENDED_BY = re.compile(rf"{_THING}[^,，由]{{0,4}}由(?P<who>{PARTY})(?:负责|承担|进行|自行)")
_WHO_MENDS = re.compile(
    rf"(?<![向给对与由])(?P<who>{PARTY})(?:应当?|须|需)?(?:负责|承担)(?:对)?(?:[^,，]{{0,8}}[及和、])?{_THING}"
)
_SOMEBODY_MENDS = re.compile(rf"(?=[维修养保大负承])(?:{_MENDS}[^,，由]{{0,10}}由|(?:负责|承担)[^,，]{{0,36}}{_MENDS})")
_A_CASE_OF_ITS_OWN = re.compile(
    r"因|由于|不当|人为|损坏|损毁|毁损|造成|导致|超[出过]|除|自然|添置|装修|增设|改善|[未如若]|故意|过失|擅自|以下|以上|元|保修|质保|易耗|外|拒|逾期|影响|紧急|期间外|不承担|部分"
)


@dataclass(frozen=True)
class _Deed:
    """Something a tenant may do or not."""

    name: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]


_DEEDS = (
    _Deed("sublease", ("转租",), re.compile("转租")),
    _Deed("pets", ("宠物", "饲养", "养狗", "养猫"), re.compile(r"(?:饲养|养)[^,，]{0,6}?(?:宠物|动物|[猫狗犬])")),
    _Deed("guests", ("留宿",), re.compile("留宿")),
    _Deed("sharing", ("群租", "合租"), re.compile("群租|合租")),
    _Deed("smoking", ("吸烟", "抽烟"), re.compile("吸烟|抽烟")),
)
_WITH_LEAVE = frozenset(("with leave", "no", "yes"))
"""Fits a bare yes and a bare no, not a yes that wants no leave."""
_FORBIDDEN, _ALLOWED, _UNCONDITIONAL = frozenset(("no", "never")), frozenset(("yes", "freely")), frozenset(("freely",))
_ABSOLUTELY = frozenset(("never",))
_AT_ALL = re.compile(r"任何(?:形式|情况|情形|方式|理由|时候|人)|一律|绝对|均不得|都不得|概不")
_LEAVE_GIVEN = re.compile(r"(?<![经须应得需])(?:[甲乙]方|[出承]租[方人])同意(?:[甲乙]方|[出承]租[方人])[^,，]{0,16}$")
"""甲方同意乙方可以转租: leave is given, not asked for."""
_SOME_OF_THEM = re.compile(r"大型|烈性|危险|凶猛|或部分")
_NEVER = re.compile(r"(?:不得|禁止|严禁|不允许|不能|不可以?|不准)[^,，。]{0,10}$")
_FREELY = re.compile(r"(?:可以?|有权|允许|得以)[^,，。不]{0,14}$")
_UNASKED = re.compile(r"(?:无需|无须|不需要?|不必)[^,，]{0,6}(?:同意|许可|批准)|自行|自由")
_ASKED = re.compile(r"同意|许可|批准|允许.{0,4}的?情况|擅自|私自|未经|征得|不得影响.{0,4}除|协商|超过|时间|连续")


def burdens(reading: Reading) -> Iterator[Statement]:
    """物业费由乙方承担, 甲方负责房屋的维修, 乙方不得转租."""
    for sentence in reading.having("费", "税", "佣金"):
        yield from _borne(reading, sentence)
    for sentence in reading.having("维修", "修缮", "维护", "修理", "养护", "大修"):
        yield from _mended(reading, sentence)
    for deed in _DEEDS:
        for sentence in reading.having(*deed.words):
            yield from _permitted(reading, sentence, deed)


def _borne(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    text, start = sentence.text, 0
    yield from _shared_or_included(reading, sentence)
    if not _FEE.search(text):
        return
    for match in sorted((*_BY.finditer(text), *_WHO_BEARS.finditer(text)), key=lambda each: each.start()):
        if "what" in match.groupdict():
            party, first, last = match["who"], *match.span("what")
        else:
            party, first, last = match["who"] or match["who2"], _items_from(text, start, match.start()), match.start()
        told, start = text[first : match.end()], match.end()
        who, what = reading.name(party), text[first:last]
        if not who or not re.search("[费税]|佣金", what):
            continue
        if _NOT_ALL_OF_IT.search(told) or _SOME_CASE.search(text, 0, match.end()):
            continue
        place = sentence.place(first, match.end())
        for fee in _FEE.finditer(text, first):
            if fee.end() <= last and reading.chosen(sentence.place(*fee.span())):
                for name in _TAXES if fee.lastgroup == "every_tax" else (fee.lastgroup or "",):
                    yield Statement("bears", (name,), frozenset((who,)), place)


def _shared_or_included(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    """中介费由双方各承担一半, 租金已包含水费: said of a fee, they leave it to neither of both alone."""
    for pattern, value, marks in ((_HALVES, "halves", "各均摊"), (_INCLUDED, "in the rent", "含括")):
        if not any(mark in sentence.text for mark in marks):
            continue
        for match in pattern.finditer(sentence.text):
            place = sentence.place(*match.span())
            if _NOT_INCLUDED.search(match[0]) or not reading.chosen(place):
                continue
            what = "what2" if match.groupdict().get("what2") else "what"
            for fee in _FEE.finditer(sentence.text, *match.span(what)):
                yield Statement("bears", (fee.lastgroup or "",), frozenset((value,)), place)


def _items_from(text: str, start: int, end: int) -> int:
    """Where a list of fees begins that ends at `end`: items between commas, the last one perhaps 等费用."""
    pieces = re.split("[,，]", text[start:end])
    first = end - len(pieces[-1])
    if not pieces[-1] and len(pieces) > 1:  # 物业费每月150元，由甲方承担
        first -= len(pieces.pop(-2)) + 1
    for piece in reversed(pieces[:-1]):
        if len(piece) > _LONGEST_ITEM or not _FEE.search(piece + " ") or re.search("包括|此|为", piece):
            break
        first -= len(piece) + 1
    return first


def _mended(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    if not _SOMEBODY_MENDS.search(sentence.text) or _A_CASE_OF_ITS_OWN.search(sentence.text):
        return
    match = _MENDED_BY.search(sentence.text) or _WHO_MENDS.search(sentence.text)
    if match is None or not (who := reading.name(match["who"])):
        return
    place = sentence.place(*match.span())
    kind = match["kind"] or match["kind2"] or ""
    for found in _OBJECT.finditer(match["what"]):
        if reading.chosen(place):
            yield Statement("mends", (found.lastgroup or "", kind), frozenset((who,)), place)


def _permitted(reading: Reading, sentence: Sentence, deed: _Deed) -> Iterator[Statement]:
    found = (each for each in deed.pattern.finditer(sentence.text) if reading.chosen(sentence.place(*each.span())))
    match = next(found, None)
    if match is None:
        return
    ahead, text = sentence.text[: match.start()], sentence.text
    place = sentence.place(0, len(text))
    unasked = _UNASKED.search(text) is not None
    if _LEAVE_GIVEN.search(ahead):
        values = _ALLOWED
    elif not unasked and _ASKED.search(text):
        values = _WITH_LEAVE
    elif _NEVER.search(ahead):
        if _SOME_OF_THEM.search(text):
            return
        values = _ABSOLUTELY if _AT_ALL.search(text) else _FORBIDDEN
    elif _FREELY.search(ahead):
        values = _UNCONDITIONAL if unasked else _ALLOWED
    else:
        return
    yield Statement("permitted", (deed.name,), values, place, reading.actor(ahead))
    for again in found:
        clause = text[max(text.rfind(comma, 0, again.start()) for comma in ",，") + 1 : again.start()]
        if _NEVER.search(clause) and _AT_ALL.search(clause):
            said = sentence.place(again.start() - len(clause), again.end())
            yield Statement("permitted", (deed.name,), _ABSOLUTELY, said, reading.actor(ahead))
