"""Amounts that say themselves how they are reckoned: so many months' rent, the share of a sum, so many pieces at so
much, what is paid each time in a known rhythm, a rent that rises every year. Part of `amount_period`, which turns what
does not hold into findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from signdesk.core.i18n import _, ngettext
from signdesk.core.money import Money
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.paid_together import first_year
from signdesk.domains.signing.rules.checks.relations import Relation
from signdesk.domains.signing.rules.structure.amounts import Amount
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.percentages import Rate
from signdesk.domains.signing.rules.structure.prices import MONTHS_OF_A_YEAR, Price, by_twelve, only
from signdesk.domains.signing.rules.structure.schedules import Span, spans
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.tables import Table
from signdesk.domains.signing.rules.structure.wording import Wording

_COUNT = r"(?P<count>\d{1,2}|[一二两三四五六七八九十壹贰叁肆伍陆]{1,2})"
_TO_IT = r"[,，(]?\s*(?:即|共?计|合计|共计|总计|金额)?(?:为|是)?(?:\(?人民币(?:大写|小写)?\)?|[:¥￥\s])*$"
_SO_MANY_MONTHS = re.compile(
    rf"(?<![\d第前首后])(?<!最后)(?<!免除){_COUNT}个月的?(?:固定|房屋|月|房)*(?:租赁费|租金?)"
    r"(?:的|作为|标准|数额|金额|为|\)|租赁押金|押金|租赁保证金|保证金|违约金|补偿金?|赔偿金?)*" + _TO_IT
)
_FEES = r"(?P<what>服务费|管理费|收益|托管费|承包费|使用费|场地费|摊位费|仓储费|保洁费)"
_MONTHS_OF_A_FEE = re.compile(
    rf"(?<![\d第前首后]){_COUNT}个月的?(?:托管|固定|物业)*{_FEES}(?:的|作为|标准|金额|为|违约金|保证金|押金|补偿金?)*"
    + _TO_IT
)
_IS_MONTHS_OF_A_FEE = re.compile(
    rf"整?\s*(?:\([^()]*\))?\s*[,，(]\s*(?:即|相当于|为|等于){_COUNT}个月的?(?:托管|固定|物业)*{_FEES}"
)
_TWICE_THE_EARNEST = re.compile(r"双倍返还[^,，。；;\d]{0,10}(?P<what>定金|押金|保证金)" + _TO_IT)
_RAISED = re.compile(r"租金[^。；;\d%]{0,16}(?:上调|上浮|递增|增加|上涨|增长|上升|提高)\s*$")
_ON_A_YEAR = re.compile(r"(?:第[一二三四五六七八九十\d]{1,2}|上一?|前一)个?(?:租赁)?年度?的?[月年]?租金")
"""More than the rent of one year: told by `rents_of_years`."""
_TO_A_MONTH = re.compile(r"[,，(]?\s*即(?:为|每月|月租金|每月租金|调整为|人民币|[:¥￥\s])*")
_IS_MONTHS_OF_RENT = re.compile(
    rf"整?\s*(?:\([^()]*\))?\s*[,，(]\s*(?:即|相当于|为|等于){_COUNT}个月的?(?:房屋|固定|月)*租金(?!的|及|和|、|\d|人民币)"
)
_TIMES_THE_RENT = re.compile(
    r"(?:首月|每月|月|一个月的?)(?:房屋|固定)?租金的?(?P<count>[二两三四五六]|\d)倍(?:的|作为|为|押金|租赁保证金|保证金|违约金)*"
    + _TO_IT
)
_REDUCED = re.compile(r"免租|免收|减半|优惠|折|递增|上浮|下浮|提成")
_OTHER_RENTS = re.compile(r"减半|优惠|折|递增|递减|上浮|下浮|提成")
_OFF = re.compile(r"减半|优惠|折扣|[\d一二三四五六七八九]折|提成")
"""A rent that is another one at times; months without any leave the other payments as they are."""
_RHYTHM = Wording(
    r"押[一二两三四\d]付(?P<pledged>[一二两三四五六]|\d{1,2})(?!\d)"
    r"|每 ?(?P<months>[二两三四六]|\d{1,2}) ?个月(?:支付|付|缴纳|交纳|交|结算|为一?[期次])(?:租金|房租)?一?次?"
    r"|每(?P<years>[二两三四五]|\d)年(?:支付|付|缴纳|交纳|交|结算)(?:租金|房租)?一?次?"
    r"|(?:每|按)(?P<named>半年|季度?|年度?)(?:为一期)?一?(?:支付|付款?|缴纳|交纳|交|结算)(?:租金|房租)?一?次?"
    r"|(?P<short>半年|季|年)付(?!款|清)",
    holds="押每按付",
)
_PAID_FOR = re.compile(
    rf"[按每]{_COUNT}个月(?:应|须|需)?(?:向[一-鿿]{{2,4}}?|一次性?)*(?:支付|付|缴纳|交纳|交)(?:租金|房租)?" + _TO_IT
)
_EACH_TIME = re.compile(
    r"(?:每[次期]|首[次期](?=的?应?付?房?租))(?:的|应)?(?:[^,，。；;\d]{0,14}(?:\d{1,2}个?(?:工作)?[日天])?(?:之?内|之?前))?"
    r"(?:房?租金?|房租)?(?:应?(?:支付|付|缴纳|交纳|交))?(?:租金)?" + _TO_IT
)
_NAMED_LENGTH = {"半": 6, "季": 3, "年": 12}
_TOTAL_WORDS = (
    r"(?:成交总?价款?|总价款?|总价格|房价款|房屋总?价款?|购房款|合同总?价款?|合同总?金额|合同总额|合同价|服务费总额|租金总额|价款总额|总金额|总房价|总房款"
    r"|转让总?价款?|转让价格|代理费(?:用)?总?额?|服务费用?总额|报酬(?:总额)?|工程总?造价|工程总?价款?|工程款|总造价|借款(?:本金|总额|金额|数额)|货款总额|总货款|投资总额|总额)"
)
_MONTH_WORDS = r"(?:月租金|每月租金|当月租金|[一1]个月的?租金)"
_OF_THE_TOTAL = re.compile(_TOTAL_WORDS + r"的?\s*$")
_OF_THE_FIRST_YEAR = re.compile(r"(?:首年|第一年)(?:的|度)?(?:房屋)?(?:租金|承包金|承包费)的?\s*$")
_MAKES_UP_A_YEAR = re.compile(
    r"整?\s*(?:\([^()]*\))?[,，(]?\s*(?:占|为|即|相当于)(?:首年|第一年)(?:租金|承包金|承包费)的?\s*"
)
_OF_THE_FEE = re.compile(r"月(?:服务费|管理费|保洁费|物业费|收益|费用)的?\s*$")
_OF_THE_MONTH = re.compile(_MONTH_WORDS + r"[的计按之]?\s*$")
_OF_THE_RENT = re.compile(r"(?<![月年季日期])租金的?\s*$")
_MAKES_UP = re.compile(
    r"整?\s*(?:\([^()]*\))?[,，(]?\s*(?:占|为|即|相当于)(?:本合同|全部|上述|该)?" + _TOTAL_WORDS + r"的?\s*"
)
"""Between a sum and the share it is: 384,000元（…），占全部房价款的30%."""
_IN_BRACKETS = re.compile(r"\s*\((?:即|按)?(?:本合同)?" + _TOTAL_WORDS + r"的?\s*")
_BARE_SHARE = re.compile(r"(?:支付|付|缴纳|交纳|剩余的?|余下的?|余款的?|其余的?)(?:人民币)?\s*$")
_REST_OF_IT = re.compile(r"(?:余款|尾款|其余|剩余|余下|贷款)(?:部分|房款|款项)?(?:占|为|的|即)?\s*$")
_OF_ANOTHER = re.compile(
    r"税|利率|利息|违约|逾期|滞纳|折扣|优惠|中介|佣金|居间|当月|当年|各自|分别|每[年月日季]|年度|首付|贷款|结算价|审定|实际"
)
_ITS_SUM = re.compile(
    r"[^,，。；;\d%(]{0,8}[,，(]?\s*(?:即|共?计|合计|共计|具体(?:数额|金额))?(?:为|是|各)?\s*(?:每月|每年|每[日天])?(?:人民币)?[:¥￥\s(]*"
)
_ABOUT = re.compile(r"\s*(?:左右|上下|以上|以内)")
_EACH_DAY = re.compile(r"[^,，]{0,12}[,，(]?\s*(?:即\s*$|(?:即|计|为)?\s*每[日天])")
_BASE_BEFORE = re.compile(
    r"元?整?\s*(?:\([^()]*\)\s*)?[)]?\s*(?:总额|金额)?\s*(?:的|[,，]\s*(?:抵押|质押|折扣|成新|贷款)率(?:为|按|:)?)\s*"
)
_PIECES = Wording(
    r"(?P<count>\d{1,5})\s*(?P<piece>[个台套间辆只张份件把盏樘吨])[^。；;\d]{0,10}(?:每(?P=piece)(?:每[月年次])?(?:租金|费用|单价|价格|收费)?|单价)"
    r"(?:为|人民币|[:¥￥\s])*(?P<each>\d[\d,]*(?:\.\d{1,2})?)元(?:[/／]月|每月)?[^。；;\d]{0,10}?"
    r"(?:合计|共计|总计|小计|计|金额|货款|价款)(?:每[月年])?(?:为|人民币|[:¥￥\s])*(?P<sum>\d[\d,]*(?:\.\d{1,2})?)元",
    holds=("每", "单价"),
)
_EACH_PIECE = Wording(
    r"(?P<each>\d[\d,]*(?:\.\d{1,2})?)元?\s*[/／每]\s*(?P<piece>[人个台间套亩辆次月年天日])(?![/／·])[^。；;\d/]{0,8}?(?:共?计|共|[×xX*])?"
    r"\s*(?P<count>\d{1,4})\s*个?(?P=piece)[^。；;\d]{0,8}?(?:合计|共计|总计|小计|计)(?:为|人民币|[:¥￥\s])*"
    r"(?P<sum>\d[\d,]*(?:\.\d{1,2})?)元",
    holds="/／每",
)
"""1,200元/人，计4人，共计4,800元."""
_PIECES_BEHIND = Wording(
    r"每(?P<piece>[个台套间辆吨亩户]|千伏安)(?:每[月年])?(?P<each>\d[\d,]*(?:\.\d{1,2})?)元[,，、](?:共|计|按)?(?P<count>\d{1,4})(?P=piece)[^。；;\d]{0,8}"
    r"(?:合计|共计|总计|计[,，]?)(?:每[月年])?(?:为|人民币|[:¥￥\s])*(?P<sum>\d[\d,]*(?:\.\d{1,2})?)元",
    holds="每",
)
"""每个每月600元，2个摊位每月合计1,200元."""
_MONTHS_TOGETHER = Wording(
    r"每月(?:支付|应付)?[^。；;\d]{0,8}(?P<each>\d[\d,]*(?:\.\d{1,2})?)元整?(?:\([^()]*\))?[,，]?\s*(?:共|按)?"
    rf"{_COUNT.replace('count', 'months')}个月(?:共计?|合计|总计)(?:为|人民币|[:¥￥\s])*"
    r"(?P<sum>\d[\d,]*(?:\.\d{1,2})?)元",
    holds="每",
)
_MONTH_AND_YEAR = Wording(
    r"每月(?:共计?|合计)?[^。；;,，\d]{0,10}(?P<each>\d[\d,]*(?:\.\d{1,2})?)元[,，、][^。；;\d元]{0,8}?(?:全年|一年|每年)(?:共计?|合计|共计|计)?"
    r"(?:为|人民币|[:¥￥\s])*(?P<sum>\d[\d,]*(?:\.\d{1,2})?)元(?!\s*[/／每])",
    holds=("全年", "一年", "每年"),
)
"""卫生费每月50元，全年600元."""
_AREA_RATE = Wording(
    r"(?:每(?:平方米|平米|㎡)每月|每月每(?:平方米|平米|㎡))(?:建筑面积)?(?:为|人民币|[:¥￥\s])*(?P<one>\d+(?:\.\d+)?)元"
    r"|(?P<two>\d+(?:\.\d+)?)元\s*/\s*(?:(?:平方米|平米|㎡|m2)\s*[·./]\s*月|月\s*[·./]\s*(?:平方米|平米|㎡|m2))",
    holds="米㎡2",
)
_OF_USE = re.compile(r"(?:水|电|气|暖|物业|管理|服务|卫生)[^,，。；;(]{0,6}$")
"""Right before a price by the area that is not the rent's."""
_OF_THE_AREA = re.compile(r"(?:每|/)?(?P<every>月|季|年)度?(?:[^\d,，。；;]{0,12})" + r"(?:人民币|[:¥￥\s])*$")
_RISES = re.compile(
    r"(?:每年|逐年|每满?(?P<years>[一二两三四五1-5])年|每一?年度|年租金|上一?(?:租赁|合同)?年度?)[^。；;]{0,24}?(?:递增|上浮|上涨|增长|上调)(?:率|幅度)?(?:为|按)?\s*$"
)
_YEAR = re.compile(
    r"第?(?P<year>[一二三四五六七八九十]|\d{1,2})(?:年?\s*(?:[-—~～]|至|到)+\s*第?(?P<last>[一二三四五六七八九十]|\d{1,2}))?(?:个?租赁|个?合同)?年度?"
)
_YEAR_S_RENT = re.compile(
    r"第(?P<year>[一二三四五六七八九十]|\d{1,2})(?:个?租赁|个?合同)?年度?的?(?P<what>月租金|年租金|每月租金|租金|月租)(?:总额)?(?:为|是|共计|人民币|[:¥￥\s])*$"
)
_MOST_OF_A_YEAR = 360
"""Days from which on a time counts as a year."""
_RENT_HEAD = re.compile(r"(?:月|年)?租金")


def counted(contract: Contract) -> Iterator[Relation]:
    """Every relation of these kinds, whether it holds or not."""
    by_the_month = (price for price in contract.prices if price.purpose == "rent" and price.months == 1)
    rents = tuple(by_the_month) or by_twelve(contract.prices)
    figures = [
        amount
        for amount in contract.amounts
        if amount.money is not None and (amount.kind == "figures" or amount.partner is None)
    ]
    if rents:
        first = list(_written_first(contract.amounts))
        yield from _months_of_rent(contract, first, rents)
        yield from _is_months_of_rent(contract, first, rents)
        yield from _each_time(contract, first, rents)
    beside: dict[int, list[Amount]] = {}
    for amount in figures:
        beside.setdefault(amount.place.block, []).append(amount)
    yield from _months_of_a_fee(contract, figures)
    yield from _earnest_twice(contract, figures)
    for rate in contract.rates:
        yield from _share(contract, beside.get(rate.place.block, []), rate, rents)
    yield from _pieces(contract)
    yield from _months_together(contract)
    yield from _month_and_year(contract)
    yield from _raised(contract, figures, rents)
    yield from _by_the_area(contract, figures)
    yield from _rising(contract)


def _written_first(amounts: tuple[Amount, ...]) -> Iterator[Amount]:
    """Each amount once, as it is written first: what stands before it says what it is."""
    for index, amount in enumerate(amounts):
        if amount.money is not None and (amount.partner is None or amount.partner > index):
            yield amount


def _months_of_rent(contract: Contract, figures: list[Amount], rents: tuple[Price, ...]) -> Iterator[Relation]:
    """两个月租金，计24,000元: so many times the rent of a month the contract names."""
    for amount in figures:
        ahead = before(contract.texts[amount.place.block], amount.place.start)
        match = _SO_MANY_MONTHS.search(ahead) or _PAID_FOR.search(ahead) or _TIMES_THE_RENT.search(ahead)
        count = number(match["count"]) if match else None
        if match and count and amount.money is not None and not _REDUCED.search(ahead):
            how = ngettext("{count} month at {rent}", "{count} months at {rent}", count)
            expected = tuple(dict.fromkeys(rent.money * count for rent in rents))
            how = how.format(count=count, rent=rents[0].money)
            yield Relation(amount.place, amount.money, expected, how, rents[0].place)


def _months_of_a_fee(contract: Contract, figures: list[Amount]) -> Iterator[Relation]:
    """两个月服务费即74,000元; 74,000元，即两个月服务费: so many times what is paid by the month under that name."""
    by_name: dict[str, list[Price]] = {}
    for price in contract.prices:
        if price.purpose == "fee" and price.months == 1:
            by_name.setdefault(price.what, []).append(price)
    for amount in figures if by_name else ():
        text = contract.texts[amount.place.block]
        said = _MONTHS_OF_A_FEE.search(before(text, amount.place.start)) or _IS_MONTHS_OF_A_FEE.match(
            after(text, amount.place.end)
        )
        prices = by_name.get(said["what"], []) if said else []
        count = number(said["count"]) if said else None
        if prices and count and amount.money is not None:
            how = ngettext("{count} month at {rent}", "{count} months at {rent}", count)
            how = how.format(count=count, rent=prices[0].money)
            expected = tuple(dict.fromkeys(price.money * count for price in prices))
            yield Relation(amount.place, amount.money, expected, how, prices[0].place)


def _raised(contract: Contract, figures: list[Amount], rents: tuple[Price, ...]) -> Iterator[Relation]:
    """租金在原基础上上调6%，即每月49,290元: more than the rent of a month named before it."""
    for rate in contract.rates if rents else ():
        if not _RAISED.search(rate.before) or _ON_A_YEAR.search(rate.before) or rate.daily:
            continue
        text, block = contract.texts[rate.place.block], rate.place.block
        found = next((one for one in figures if one.place.block == block and one.place.start >= rate.place.end), None)
        at = (block, rate.place.start)
        earlier = [rent for rent in rents if (rent.place.block, rent.place.start) < at]
        named = found is not None and _TO_A_MONTH.fullmatch(text[rate.place.end : found.place.start])
        if found is None or found.money is None or not named or not earlier:
            continue
        base = earlier[-1]
        expected = Money(int((base.money.fen * (1 + rate.value)).to_integral_value()))
        how = _("{rent} and {share} % more").format(rent=base.money, share=rate.percent)
        yield Relation(found.place, found.money, (expected,), how, base.place, max(100, expected.fen // 10000))


def _earnest_twice(contract: Contract, figures: list[Amount]) -> Iterator[Relation]:
    """双倍返还定金即100,000元 (Civil Code, article 587); the same of a deposit."""
    for amount in figures:
        said = _TWICE_THE_EARNEST.search(before(contract.texts[amount.place.block], amount.place.start))
        base = only(contract.prices, "earnest" if said["what"] == "定金" else "deposit") if said else None
        if base is not None and amount.money is not None:
            how = _("twice {part}").format(part=base.money)
            yield Relation(amount.place, amount.money, (base.money * 2,), how, base.place)


def _is_months_of_rent(contract: Contract, figures: list[Amount], rents: tuple[Price, ...]) -> Iterator[Relation]:
    """违约金6,000元，相当于一个月租金. What is said so of a deposit is told by `amount_period`."""
    deposits = {price.place for price in contract.prices if price.purpose == "deposit"}
    for amount in figures:
        said = _IS_MONTHS_OF_RENT.match(after(contract.texts[amount.place.block], amount.place.end))
        count = number(said["count"]) if said else None
        if count and amount.money is not None and amount.place not in deposits:
            how = ngettext("{count} month at {rent}", "{count} months at {rent}", count)
            how = how.format(count=count, rent=rents[0].money)
            expected = tuple(dict.fromkeys(rent.money * count for rent in rents))
            yield Relation(amount.place, amount.money, expected, how, rents[0].place)


def _each_time(contract: Contract, figures: list[Amount], rents: tuple[Price, ...]) -> Iterator[Relation]:
    """每三个月支付一次，每期10,200元: so often one of the rents of a month, where the contract names all of them."""
    named = dict.fromkeys(rent.money for rent in rents)
    if _OTHER_RENTS.search(contract.text) if len(named) == 1 else _OFF.search(contract.text):
        return
    found = [match for _block, match in contract.body.find(_RHYTHM)]
    of_rent = [match for match in found if "租" in before(match.string, match.end()) + after(match.string, match.end())]
    rhythms = {_months(match) for match in of_rent or found}
    months = rhythms.pop() if len(rhythms) == 1 else 0
    for amount in figures if months else ():
        if amount.money is not None and _EACH_TIME.search(
            before(contract.texts[amount.place.block], amount.place.start)
        ):
            how = ngettext("{count} month at {rent}", "{count} months at {rent}", months)
            how = how.format(count=months, rent=rents[0].money)
            expected = tuple(rent * months for rent in named)
            yield Relation(amount.place, amount.money, expected, how, rents[0].place)


def _months(rhythm: re.Match[str]) -> int:
    if counted_ := rhythm["pledged"] or rhythm["months"]:
        return number(counted_) or 0
    if rhythm["years"]:
        return (number(rhythm["years"]) or 0) * MONTHS_OF_A_YEAR
    return _NAMED_LENGTH[(rhythm["named"] or rhythm["short"])[0]]


def _share(contract: Contract, here: list[Amount], rate: Rate, rents: tuple[Price, ...]) -> Iterator[Relation]:
    """A share of the price, of the rent, or of the sum right before it, with what it comes to behind or before it;
    `here` are the sums of its paragraph."""
    text = contract.texts[rate.place.block]
    behind = next((one for one in here if one.place.start >= rate.place.end), None)
    if behind is not None and not _ITS_SUM.fullmatch(text[rate.place.end : behind.place.start]):
        behind = None
    ahead = next((one for one in reversed(here) if one.place.end <= rate.place.start), None)
    gap = text[ahead.place.end : rate.place.start] if ahead is not None else ""
    base: tuple[Money, Place] | None = None
    found = behind
    each = re.search(r"各(?:自)?(?:承担|负担|支付)\s*$", rate.before) and not re.search("[。；;]", gap)
    if ahead is not None and ahead.money and behind is not None and (each or _BASE_BEFORE.fullmatch(gap)):
        base = ahead.money, ahead.place
    elif ahead is not None and _MAKES_UP_A_YEAR.fullmatch(gap) and (year := first_year(contract)) is not None:
        base, found = year, ahead
    elif ahead is not None and (_MAKES_UP.fullmatch(gap) or _IN_BRACKETS.fullmatch(gap)):
        base, found = contract.total, ahead
    elif (_OF_THE_TOTAL.search(rate.before) and not re.search("违约|余|结算", rate.before)) or (
        not rents and _OF_THE_RENT.search(rate.before)
    ):
        base = contract.total
    elif _OF_THE_FIRST_YEAR.search(rate.before) and (year := first_year(contract)) is not None:
        base = year
    elif _OF_THE_FEE.search(rate.before) and (fee := only(contract.prices, "fee", 1)) is not None:
        base = fee.money, fee.place
    elif _OF_THE_MONTH.search(rate.before) and len({rent.money for rent in rents}) == 1:
        base = rents[0].money, rents[0].place
    elif (_BARE_SHARE.search(rate.before) and not _OF_ANOTHER.search(rate.before + rate.after)) or (
        _REST_OF_IT.search(rate.before) and _shares_of_the_total(contract, rate)
    ):
        base = contract.total
    if base is None or found is None or found.money is None:
        return
    if _ABOUT.match(rate.after) or rate.before.endswith("约"):
        return
    if rate.daily and found is behind and not _EACH_DAY.match(text[rate.place.end : behind.place.start]):
        return
    expected = Money(int((base[0].fen * rate.value).to_integral_value()))
    how = _("{share} % of {total}").format(share=rate.percent, total=base[0])
    rounded = int(base[0].fen * _half_of_the_last_place(rate)) if found is ahead else 0
    yield Relation(found.place, found.money, (expected,), how, rate.place, max(100, rounded))


def _half_of_the_last_place(rate: Rate) -> Decimal:
    """How much a share may have been rounded that is told of a sum: 30.3 % by 0.05 %. One without decimals is exact."""
    decimals = len(rate.percent.partition(".")[2])
    return Decimal(5).scaleb(-decimals - 3) if decimals else Decimal(0)


def _shares_of_the_total(contract: Contract, rate: Rate) -> bool:
    """Whether a share stands before this one in its sentence that is said to be one of the price, both together all of
    it: 首付款为总价款的30%…，余款70%…"""
    before_it = [
        other for other in contract.rates
        if other.place.block == rate.place.block and other.place.end <= rate.place.start
        and rate.before.startswith(other.before)
    ]  # fmt: skip
    of_the_total = any(_OF_THE_TOTAL.search(other.before) for other in before_it)
    return of_the_total and sum((other.value for other in before_it), rate.value) == 1


def _decimal(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))


def _money(yuan: Decimal) -> Money:
    return Money(int((yuan * 100).to_integral_value()))


def _pieces(contract: Contract) -> Iterator[Relation]:
    """车位4个，每个每月600元，合计每月2,400元; 600元/个，共4个，合计2,400元."""
    for block, match in (
        match for wording in (_PIECES, _EACH_PIECE, _PIECES_BEHIND) for match in contract.body.find(wording)
    ):
        expected = _money(_decimal(match["each"]) * int(match["count"]))
        how = _("{count} at {price} each").format(count=match["count"], price=match["each"])
        place, origin = (Place(block.number, *match.span(name)) for name in ("sum", "count"))
        yield Relation(place, _money(_decimal(match["sum"])), (expected,), how, origin)


def _months_together(contract: Contract) -> Iterator[Relation]:
    """每月6,000元，十二个月共计72,000元."""
    for block, match in contract.body.find(_MONTHS_TOGETHER):
        months = number(match["months"]) or 0
        each = _money(_decimal(match["each"]))
        how = ngettext("{count} month at {rent}", "{count} months at {rent}", months)
        how = how.format(count=months, rent=each)
        place, origin = (Place(block.number, *match.span(name)) for name in ("sum", "each"))
        yield Relation(place, _money(_decimal(match["sum"])), (each * months,), how, origin)


def _month_and_year(contract: Contract) -> Iterator[Relation]:
    """每月承担卫生费50元，全年600元."""
    for block, match in contract.body.find(_MONTH_AND_YEAR):
        if not _REDUCED.search(before(match.string, match.start()) + after(match.string, match.start())):
            each = _money(_decimal(match["each"]))
            how = ngettext("{count} month at {rent}", "{count} months at {rent}", MONTHS_OF_A_YEAR)
            how = how.format(count=MONTHS_OF_A_YEAR, rent=each)
            place, origin = (Place(block.number, *match.span(name)) for name in ("sum", "each"))
            yield Relation(place, _money(_decimal(match["sum"])), (each * MONTHS_OF_A_YEAR,), how, origin, 100)


def _by_the_area(contract: Contract, figures: list[Amount]) -> Iterator[Relation]:
    """1.80元/平方米·月，每月172,800元: what a square metre costs, times one of the areas named."""
    areas = tuple(dict.fromkeys(contract.areas))
    for block, unit in contract.body.find(_AREA_RATE) if areas else ():
        text = unit.string
        if text[: unit.start()].endswith("约"):
            continue
        yuan = Decimal(unit["one"] or unit["two"])
        sentence = after(text, unit.end())
        for amount in figures:
            place = amount.place
            if place.block != block.number or not unit.end() <= place.start < unit.end() + len(sentence):
                continue
            ahead = text[unit.end() : place.start]
            every = _OF_THE_AREA.search(ahead)
            found = amount.money
            if re.match(r"\s*(?:调整|变更|改|降|提高|上调|下调)", ahead):
                continue
            if "租金" in ahead and ("租金" not in before(text, unit.start()) or _OF_USE.search(text[: unit.start()])):
                continue  # 物业费每平方米每月2元，月租金…: what follows is something else
            if every is None or found is None or re.search(r"平方|㎡|[个位台]|滞纳|违约", ahead):
                continue
            times = {"年": 12, "季": 3}.get(every["every"], 1)
            sums = [_money(yuan * area * times) for area in areas]
            _off, nearest = min((abs(money - found).fen, money) for money in sums)
            how = _("The area at {price} a square metre").format(price=yuan)
            origin = Place(block.number, unit.start(), unit.end())
            yield Relation(place, found, (nearest,), how, origin, 100 * times, sure=False)


def _rising(contract: Contract) -> Iterator[Relation]:
    """A table of the years' rents, where the rent rises by one share every year."""
    rises = {rate.value: (rate, said) for rate in contract.rates if (said := _RISES.search(rate.before))}
    if len(rises) != 1:
        return
    share, (rate, said) = next(iter(rises.items()))
    years = (number(said["years"]) if said["years"] else 1) or 1
    periods = {span.start.place.block: span for span in spans(contract)}
    runs = [
        *(
            list(_rents_of_years(table, column, years, periods))
            for table in contract.tables
            for column in _rents(table)
        ),
        _in_the_text(contract, years),
    ]
    for rents in runs:
        for at, (money, place) in enumerate(rents):
            if at:
                before_it = rents[at - 1][0]
                expected = Money(int((before_it.fen * (1 + share)).to_integral_value()))
                chained = Money(int((rents[0][0].fen * (1 + share) ** at).to_integral_value()))
                how = _("{rent} and {share} % more").format(rent=before_it, share=rate.percent)
                slack = max(100, expected.fen // 10000)
                yield Relation(place, money, (expected, chained), how, rate.place, slack)


def _in_the_text(contract: Contract, years: int) -> list[tuple[Money, Place]]:
    """第一年租金96,000元，…；第二年租金100,800元: from the first on, year by year, each named alike."""
    found: list[tuple[Money, Place]] = []
    named: set[str] = set()
    for amount in contract.amounts if years == 1 else ():
        said = _YEAR_S_RENT.search(before(contract.texts[amount.place.block], amount.place.start))
        if said is None or amount.money is None or (amount.kind == "capitals" and amount.partner is not None):
            continue
        if number(said["year"]) != len(found) + 1:
            return []
        named.add(said["what"])
        found.append((amount.money, amount.place))
    return found if len(named) == 1 else []


def _rents(table: Table) -> list[int]:
    """The columns of rents."""
    return [column for column, _block, text in table.row(table.rows()[0]) if _RENT_HEAD.search(text)]


def _rents_of_years(
    table: Table, column: int, years: int, periods: Mapping[int, Span]
) -> Iterator[tuple[Money, Place]]:
    """The rents of a column with a row for so many years each, from the first (the last may be for fewer): the rows say
    which year they are for, or from when to when."""
    rows = table.rows()
    found: list[tuple[Money, Place]] = []
    following = 1
    for row in rows[1:]:
        year = _YEAR.match(next(table.row(row))[2])
        cell = table.cells.get((row, column))
        figure = re.fullmatch(r"[¥￥]?\s*(\d[\d,]*(?:\.\d{1,2})?)\s*元?(?:/[年月])?", cell[1]) if cell else None
        span = next((periods[block.number] for _c, block, _t in table.row(row) if block.number in periods), None)
        if cell is None or figure is None:
            return
        if span is not None and span.is_whole and (span.days > _MOST_OF_A_YEAR * years or row == rows[-1]):
            following += years
        elif year is not None and number(year["year"]) == following:
            following = (number(year["last"] or year["year"]) or 0) + 1
        else:
            return
        if following > 1 + years * (len(found) + 1) or (row != rows[-1] and following != 1 + years * (len(found) + 1)):
            return
        found.append((_money(_decimal(figure[1])), Place(cell[0].number, 0, len(cell[1]))))
    yield from found
