"""Figures that describe the deal and stand in several places: the rent of a month, the price, the area, the rooms, the
term. What follows from another figure by calculation is told elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from signdesk.core.money import Money
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.consistency.spans import NUMERAL
from signdesk.domains.signing.rules.checks.consistency.statements import Reading, Sentence, Statement
from signdesk.domains.signing.rules.structure.deals import is_sale
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.tables import Table

_CHANGES = re.compile(
    r"第[一二三四五六七八九十\d]+年|[首次前后]年|年度|递增|递减|调整|上浮|下浮|续租|免租|优惠|减免|折|市场|届时|其中|分别|房东|业主"
)
"""In its sentence: the rent of some time, or somebody else's."""
_NOT_THE_RENT = re.compile(
    r"原|单价|平方|每[间套个位人平户]|违约|逾期|个月的?租金|合计|总计|税|物业|自\d|起|之后|押金|保证金|滞纳|补偿|赔偿|参考|评估|约为|不低于|不超过"
)
"""Between its commas: something reckoned from it."""
_FROM_DAY_TO_DAY = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?[^,，]{0,4}[至到—-]")
_OWN_RENT = re.compile(
    r"(?:月租金|每月租金|租金(?:标准)?[:为是]*每月|月租|每月[^,，]{0,12}(?:支付|交纳|缴纳|交付)(?:当月|本月)?(?:房屋)?租金"
    r"|租金(?:标准|单价)?(?:为|是|:|人民币|[¥￥\s])*$)"
)
_AREA = re.compile(
    r"(?P<label>套内建筑面积|套内面积|建筑面积|使用面积|实用面积|租赁面积|承租面积|计租面积|房屋面积|(?:(?<![一-鿿])|(?<=[将屋业铺房库]))面积)(?:共计?|约|合计|总计|为|是|[:\s_【\[])*(?P<area>\d{1,6}(?:\.\d{1,4})?)[_\s】\]]*(?:平方米|平米|㎡|m²|m2)"
)
_PART_OF_IT = re.compile(
    r"公摊|分摊|土地|阳台|车[库位棚]|停车|储物|地下|储藏|其中|误差|实测|预测|花园|露台|附属|阁楼|一层|二层|三层|每|单价|套内.{0,4}建筑|超过|小于|大于|合计|总|分别|另|增加|扩大|原|项目|大[厦楼]|全部|整[栋层幢]"
)
_ROOM = re.compile(r"的?[^,，]{0,4}(?:主卧|次卧|卧室|房间|单间|隔间)")
_WHICH = re.compile(r"[一二三四五六七八九十\dA-Z]+(?:#|号楼|号|栋|幢|室|层|楼|区|座|单元)")
_TERM = re.compile(
    rf"(?P<label>租赁(?:期限?|时间|年限)|(?<!甲方)(?<!甲方的)承租期限?|(?:(?<![装免续转起])租期)|服务期限?|委托期限|合同(?:期限|有效期))(?:共计?|合计|暂?定?为|是|[:\s_])*(?P<count>{NUMERAL})[_\s]*(?P<unit>年|个月)(?!\s*\d|[月期]|内|后|以[上下])"
)
_LENGTH = re.compile(rf"(?<![\d第年])(?P<count>{NUMERAL})\s*(?P<unit>年|个月)(?!\s*\d)")
_OTHER_TERM = re.compile(
    r"免租|续[租签约]|不[少低超]|最[短长少]|每|试用|装修|[届期]?满|逾|剩余|首[年期个]|第[一二三四五\d]+[年期个]|顺延|自动|延长|原"
)
_KINDS = {"租": "lease", "承": "lease", "服": "service", "委": "mandate", "合": "contract"}
_DATED = re.compile(
    r"(?P<label>租赁期限?|租赁时间|租期|服务期限?|委托期限|合同期限)(?:[^,，。；;]{0,12}[,，])?(?:为|是|自|从|由|[:\s_])*$"
)
_LAYOUT = re.compile(r"(?P<rooms>[一二两三四五六七1-9])室(?P<halls>[一二两三四0-9])厅")
_LAYOUT_OF_ANOTHER = re.compile(r"其中|样板|改造|原|相邻|一间|单间|主卧|次卧")
_WHOLE_PRICE = re.compile(
    r"(?P<label>(?:合同|房屋|成交|转让|购房|服务)总(?:价款?|金额|房价?款|房价|额)|总(?:价款?|房价?款|房价|金额)|合同(?:价款?|金额|价格)|成交价款?)(?:\([^()]*\))?(?:共计|合计|总计|暂定|含税|人民币|小写|大写|为|是|计|共|[:()¥￥\s])*$"
)


_OF_SOMETHING_ELSE = re.compile(r"其中|(?:装修|家具|家电|设备|车位|储藏室|附属|物品)[^,，]{0,4}(?:总价|合同价|成交价)")
_SUM_HEAD = re.compile(r"^(?:金额|价款|费用|小计|总价|合价|报价)(?:\(元\))?$")
_THING_HEAD = re.compile(r"序号|项目|名称|内容|服务|品名|货物|产品|设备|模块")
_TOTAL = re.compile(r"合\s*计|总\s*计|共\s*计")
_FIGURE = re.compile(r"[¥￥]?\s*(?P<sum>\d{1,3}(?:[,，]\d{3})*(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)\s*元?(?:整)?")
_FEWEST_ROWS = 3
_HOME, _HEAD = re.compile("房屋|商品房|房产|商铺|车位"), 400
"""What is sold, in the first characters of a contract."""


def figures(reading: Reading) -> Iterator[Statement]:
    """月租金3,500元, 建筑面积89.5平方米, 租期24个月."""
    yield from _rents(reading)
    yield from _prices(reading)
    yield from _listed_prices(reading)
    yield from _dated_terms(reading)
    for sentence in reading.having("面积"):
        yield from _areas(reading, sentence)
    for sentence in reading.having("租期", "租赁期", "承租期", "租赁时间", "租赁年限", "期限", "有效期"):
        yield from _terms(reading, sentence)
    for sentence in reading.having("厅"):
        match = _LAYOUT.search(sentence.text)
        if match is not None and not _LAYOUT_OF_ANOTHER.search(sentence.text):
            rooms = frozenset(((number(match["rooms"]), number(match["halls"])),))
            yield Statement("layout", (), rooms, sentence.place(*match.span()), _which(sentence.text[: match.start()]))


def _which(ahead: str) -> str:
    """Which of several objects: 3号楼801室."""
    return "".join(_WHICH.findall(re.split("[,，]", ahead)[-1]))


def _rents(reading: Reading) -> Iterator[Statement]:
    contract, dated = reading.contract, list[Statement]()
    for price in contract.prices:
        if price.purpose != "rent" or price.months != 1 or not reading.chosen(price.place):
            continue
        text = contract.texts[price.place.block]
        ahead = contract.labels.get(price.place.block, "") + before(text, price.place.start)
        behind = after(text, price.place.end)
        clause = re.split("[,，]", ahead)[-1] + re.split("[,，]", behind)[0]
        if _OWN_RENT.search(ahead) and not (_CHANGES.search(ahead + behind) or _NOT_THE_RENT.search(clause)):
            payer = reading.actor(ahead)
            which = payer + "".join(_WHICH.findall(ahead))
            rent = Statement("rent", (), frozenset((price.money,)), price.place, which)
            if _FROM_DAY_TO_DAY.search(ahead):
                dated.append(rent)
            else:
                yield rent
    if len(dated) == 1:  # of the whole term; several are those of one time after the other
        yield from dated


def _prices(reading: Reading) -> Iterator[Statement]:
    contract = reading.contract
    for amount in contract.totals:
        ahead = before(contract.texts[amount.place.block], amount.place.start)
        if (
            amount.kind == "figures"
            and _WHOLE_PRICE.search(ahead)
            and not _OF_SOMETHING_ELSE.search(ahead)
            and reading.chosen(amount.place)
        ):
            yield Statement("price", (), frozenset((amount.money,)), amount.place, _which(ahead))


def _listed_prices(reading: Reading) -> Iterator[Statement]:
    """The whole price, and the total of the one table that says what it is for; in a lease or a sale of a home a table
    lists other things as well, or payments, which are added up elsewhere."""
    contract = reading.contract
    home = is_sale(contract) and _HOME.search(contract.text, 0, _HEAD)
    if reading.is_lease or home or contract.total is None:
        return
    listed = list(filter(None, map(_total_of, contract.tables)))
    if len(listed) == 1:
        for money, place in (contract.total, listed[0]):
            yield Statement("listed", (), frozenset((money,)), place)


def _total_of(table: Table) -> tuple[Money, Place] | None:
    rows = table.rows()
    head, last = list(table.row(rows[0])), list(table.row(rows[-1]))
    sums = [column for column, _block, text in head if _SUM_HEAD.search(text)]
    if len(rows) < _FEWEST_ROWS or len(sums) != 1 or not (_THING_HEAD.search(head[0][2]) and _TOTAL.match(last[0][2])):
        return None
    cell = table.cells.get((rows[-1], sums[0]))
    figure = _FIGURE.fullmatch(cell[1]) if cell else None
    if cell is None or figure is None or "万" in head[-1][2]:
        return None
    return Money(int(Decimal(re.sub("[,，]", "", figure["sum"])) * 100)), Place(cell[0].number, 0, len(cell[1]))


def _areas(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    for match in _AREA.finditer(sentence.text):
        ahead, place = sentence.text[: match.start()], sentence.place(match.start("area"), match.end("area"))
        if _ROOM.match(sentence.text, match.end()):
            continue
        if _PART_OF_IT.search(re.split("[,，]", ahead)[-1]) or not reading.chosen(place):
            continue
        label = "房屋面积" if match["label"] == "面积" else match["label"]
        yield Statement("area", (label,), frozenset((Decimal(match["area"]),)), place, _which(ahead))


def _terms(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    for match in _TERM.finditer(sentence.text):
        place = sentence.place(match.start("count"), match.end("unit"))
        count = number(match["count"])
        if (
            not count
            or _OTHER_TERM.search(sentence.clause(*match.span()))
            or not reading.chosen(place)
            or _beside_dates(reading, place)
        ):
            continue
        kind = _KINDS[match["label"][0]]
        if reading.is_lease and kind == "contract":
            kind = "lease"
        yield Statement("term", (kind,), frozenset((_months(match),)), place)


def _months(match: re.Match[str]) -> int:
    return (number(match["count"]) or 0) * (12 if match["unit"] == "年" else 1)


def _beside_dates(reading: Reading, place: Place) -> bool:
    """Whether a term's dates stand there too: then its length is held against them."""
    blocks = {term.start.block for term in reading.contract.terms}
    return any(abs(place.block - block) <= 1 for block in blocks)


def _dated_terms(reading: Reading) -> Iterator[Statement]:
    contract = reading.contract
    days = {found.place: found.day for found in contract.dates}
    for term in contract.terms:
        text = contract.texts[term.start.block]
        ahead = contract.labels.get(term.start.block, "") + before(text, term.start.start)
        named = _DATED.search(ahead)
        if named is None or _OTHER_TERM.search(ahead) or not reading.chosen(term.start):
            continue
        said = [_months(length) for length in _LENGTH.finditer(ahead + after(text, term.end.end))]
        if said and not set(said) & set(range(term.fewest, term.most + 1)):
            continue  # that its dates and its length disagree is told elsewhere
        kind = _KINDS[named["label"][0]]
        yield Statement("term", (kind,), frozenset(range(term.fewest, term.most + 1)), term.end)
        yield Statement("term_dates", (kind,), frozenset(((days[term.start], days[term.end]),)), term.end)
