"""What belongs to a sale alone: on which day the home is handed over and registered, whether it is mortgaged, who pays
the taxes, one by one or all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.consistency.statements import PARTY, Reading, Sentence, Statement
from signdesk.domains.signing.rules.structure.dates import FoundDate
from signdesk.domains.signing.rules.structure.deals import is_sale
from signdesk.domains.signing.rules.structure.sentences import after, before

_NOT_THE_DAY = re.compile(r"逾期|仍未|若|如|未能|未在|延期|顺延|届满|备案|预告|初始|首次|分户")
_THING_HANDED_OVER = re.compile(
    r"\s*(?:之?前|以前|当日|日)?[,，]?(?:(?!\d{4}年)[^。；;,，]){0,30}?(?:腾空|腾退|交房|交楼|(?:交付|移交)(?=[^。；;,，]{0,8}(?:房|使用|买受|买方|乙方|受让|商铺)|[。；;,，\n]|$))"
)
_ASKED = re.compile(r"(?:交房|交付|交楼)(?:房屋)?(?:时间|日期|期限)[^。；;\d]{0,8}$")
_PAID_THEN = re.compile(
    r"(?:定金|首付|首期|房款|价款|尾款|余款|款项|材料|资料|证)[^。；;,，]{0,4}(?:交付|移交)|(?:交付|移交)[^。；;,，]{0,4}(?:定金|首付|首期|款|资料|材料|证)"
)
_REGISTERED = re.compile(
    r"\s*(?:之?前|以前|当日|日)?[,，]?[^。；;\d]{0,40}?(?:(?P<done>办妥|办结|完成|取得)[^。；;,，]{0,12}(?:过户|转移登记|产权证|权属证|不动产权证)|(?:办理|申请|进行|前往|配合)[^。；;,，]{0,24}(?:过户|转移登记))"
)
_ROW_OF_THE_HANDOVER = re.compile(r"(?:房屋)?交(?:付|房)(?:使用|房屋)?(?:之日|当日|时|日)?(?:付清|支付)?")
_MORTGAGED = re.compile(r"抵押权人(?:为|是|:)\s*[一-鿿]|设(?:有|定了?|立了?)(?:银行|最高额)?抵押(?!权?登记|贷款)")
_NOT_YET = re.compile(
    r"(?:不再|不得|承诺)[^,，。；;:【]{0,40}$|(?:不|未|无|没有|如|若|可|得|拟|将|后|或|是否|为)[^,，。；;:【]{0,12}$"
)
_FREE = re.compile(
    r"(?:无|没有|未|不存在)(?:任何|设定|设立|设置|办理)?(?:[^,，。；;其他]{0,8}[、和或])?(?:设定|设立)?抵押"
)
_AT_ANOTHER_TIME = re.compile(r"过户|交付|注销|解除|涤除|之?后|保证金|承诺|不得|贷款|如|若|届时|前")
_TAXES = {"deed_tax": "契税", "income_tax": "个人所得税|个税", "added_tax": "(?<!土地)增值税", "land_tax": "土地增值税"}
_TAX = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _TAXES.items()))
_BORNE_BY = re.compile(
    rf"(?P<what>(?:(?:(?<!土地)增值税(?:及附加)?|土地增值税|契税|个人所得税|个税|印花税|附加税?|城建税|教育费附加)[、,，和及]*)+)"
    rf"(?:等(?:税费|费用)?)?(?:\([^()]{{0,24}}\))?(?:均|全部|都|依法|一律|应)*由(?P<who>{PARTY})(?:自行|全部|依法|各自)*(?:承担|负担|缴纳|交纳|支付)"
)
_ALL_BORNE_BY = re.compile(
    rf"(?:(?:全部|一切|所有|各项|各种|任何)的?(?:交易|转让|过户|相关)?(?:税费|税金|税款|税、费)[^。；;,，]{{0,16}}?|(?:税费|税金|税款)[^。；;,，由]{{0,4}}(?:概|均|全|一律|全部))"
    rf"由(?P<who>{PARTY})(?:自行|全部|一并)*(?:承担|负担|缴纳|交纳|支付|负责)"
)
_OUTSIDE = re.compile(r"除(?P<what>[^。；;]{1,24}?)外")


def conveyance(reading: Reading) -> Iterator[Statement]:
    """2026年9月10日前交房, 过户, 无抵押, 契税由乙方承担, 一切税费由乙方承担."""
    if not is_sale(reading.contract):
        return
    yield from _days(reading)
    yield from _rows(reading)
    for sentence in reading.having("抵押"):
        yield from _encumbered(reading, sentence)
    yield from _taxed(reading)


def _days(reading: Reading) -> Iterator[Statement]:
    for found in reading.contract.dates:
        if found.day is None or not reading.chosen(found.place):
            continue
        text = reading.contract.texts[found.place.block]
        ahead, behind = before(text, found.place.start), after(text, found.place.end)
        if _NOT_THE_DAY.search(ahead) or _NOT_THE_DAY.search(behind[:16]):
            continue
        handed_over = _THING_HANDED_OVER.match(behind)
        if _ASKED.search(ahead) or (
            handed_over and not _PAID_THEN.search(handed_over[0] + behind[handed_over.end() :][:6])
        ):
            yield Statement("handed_over", (), frozenset((found.day,)), found.place)
        elif registered := _REGISTERED.match(behind):
            case = "done" if registered["done"] else "begun"
            yield Statement("registered", (case,), frozenset((found.day,)), found.place)


def _rows(reading: Reading) -> Iterator[Statement]:
    """A row of a plan that says what its day is: 2026年12月31日 | 交付之日."""
    dates: dict[int, list[FoundDate]] = {}
    for found in reading.contract.dates:
        dates.setdefault(found.place.block, []).append(found)
    for table in reading.contract.tables:
        for row in table.rows():
            cells = list(table.row(row))
            days = [day for _column, block, _text in cells for day in dates.get(block.number, ())]
            said = any(_ROW_OF_THE_HANDOVER.fullmatch(text.strip()) for _column, _block, text in cells)
            if said and len(days) == 1 and days[0].day is not None:
                yield Statement("handed_over", (), frozenset((days[0].day,)), days[0].place)


def _encumbered(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    for match in _MORTGAGED.finditer(sentence.text):
        place = sentence.place(*match.span())
        if reading.chosen(place) and not _NOT_YET.search(sentence.text[: match.start()]):
            yield Statement("mortgaged", (), frozenset((True,)), place)
            return
    free = _FREE.search(sentence.text)
    if free and not _AT_ANOTHER_TIME.search(sentence.text) and reading.chosen(sentence.place(*free.span())):
        yield Statement("mortgaged", (), frozenset((False,)), sentence.place(*free.span()))


def _taxed(reading: Reading) -> Iterator[Statement]:
    for block, line_start, line in reading.contract.body.lines(("税",)):
        general: list[Statement] = []
        for match in _BORNE_BY.finditer(line):
            place = Place(block.number, line_start + match.start(), line_start + match.end())
            who = reading.name(match["who"])
            for tax in _TAX.finditer(match["what"]) if who and reading.chosen(place) else ():
                yield Statement("bears", (tax.lastgroup or "",), frozenset((who,)), place)
        for match in _ALL_BORNE_BY.finditer(line):
            place = Place(block.number, line_start + match.start(), line_start + match.end())
            who = reading.name(match["who"])
            outside = _OUTSIDE.search(before(line, match.start()) + match[0])
            spared = {tax.lastgroup for tax in _TAX.finditer(outside["what"])} if outside else set()
            for tax_name in _TAXES if who and reading.chosen(place) else ():
                if tax_name not in spared:
                    general.append(Statement("bears", (tax_name,), frozenset((who,)), place))
        yield from general
