"""Sums a contract states in running text and in schedules: "A and B, together C", "in three payments: …", what is paid
in each year, the payments of a plan, and the parts of an area. What stands in the total row of a table, and shares, are
told by `amount_sum` itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from signdesk.core.money import Money
from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.structure.amounts import Amount
from signdesk.domains.signing.rules.structure.clauses import Heading
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import number
from signdesk.domains.signing.rules.structure.prices import only, whole
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.tables import Table
from signdesk.domains.signing.rules.structure.wording import Wording

_TOGETHER = re.compile(r"(?:合计|共计|总计)(?:应)?(?:支付|退还|返还|付)?(?:为|金额|人民币|小写|大写|[:¥￥\s])*$")
_ALL_ABOVE = re.compile(
    r"(?:以上|上述|前述|上列)[^,，。；;\d]{0,16}(?:合计|共计|总计)|[①(]?1?[)]?\s*[-—~至到]\s*[(]?[②-⑳2-9][)]?(?:项)?[^,，。；;\d]{0,12}(?:合计|共计|总计)"
)
"""What adds up the numbered lines above it."""
_WITH_EARNEST = re.compile(r"(?:含|包括|抵作|转为)[^,，。；;]{0,6}(?:定金|购房款|首付款|房款)")
_AN_EARNEST = re.compile(r"(?<![含括])定金[^,，。；;\d]{0,12}$")
"""A down payment that includes the earnest money, and that money itself."""
_ASIDE = re.compile(r"\((?:每|即|折合?|合|其中|含)[^()]{0,24}\)")
"""Beside an amount in brackets: what one of several costs."""
_COMES_TO = re.compile(r"(?:合计|共计|总计|小计|[,，]计)(?:为|人民币|[:¥￥\s])*$")
_RECURS = re.compile(r"每|(?<![首当])月租|单价|[/]|元/")
_EQUALS = re.compile(r"[=＝]\s*(?:人民币|[¥￥])?\s*$")
_MONEY = r"(?:人民币|[¥￥])?(?P<{}>\d{{1,3}}(?:,\d{{3}})+|\d{{2,8}})(?:\.00?)?元"
_HALVES = Wording(
    rf"(?<!另)一半(?:即|为|计)?{_MONEY.format('one')}[^。;；\n]{{0,40}}?另(?:外)?一半(?:即|为|计)?{_MONEY.format('other')}",
    holds=("一半",),
)
_SO_MANY_OF_ONE = Wording(
    rf"每(?:季度?|期|次|笔|月){_MONEY.format('each')}[^。\n]{{0,160}}?[,，;；:](?P<count>[二三四五六七八九十]|十[一二]|\d{{1,2}})[期次笔](?:租金)?(?:共计|合计|总计){_MONEY.format('sum')}",
    holds=("共计", "合计", "总计"),
)
_IN_SO_MANY = re.compile(r"分(?P<count>[二两三四五六七八2-8])[次期笔批](?:支付|付清|缴纳|付款|给付|付)?[^。；;:]{0,4}:")
_ITS_NAME = r"(?P<name>转让费|押金|保证金|定金|装修费|设备费|服务费|管理费|补偿费|顶手费)"
_BY_NAME = re.compile(_ITS_NAME + r"(?:由[甲乙丙]方)?$")
_NAMED = re.compile(_ITS_NAME + r"(?:为|共计?|合计|人民币|[:¥￥\s])*$")
"""Something of its own that is paid in several payments."""
_YEAR = re.compile(r"\s*(?:[(]?\d{1,2}[)、.]\s*)?第(?P<year>[一二三四五六七八九十\d]{1,2})(?:个?租赁)?年度?")
_OF_THE_YEAR = re.compile(
    r"(?:当年|全年|年|该年度?|本年度?)(?:租金|合计|共计)(?:总额)?(?:为|共计|合计|人民币|[:¥￥\s])*$"
)
_OF_THINGS = re.compile(r"单价|品牌|型号|规格|件数|名称|品名")
"""Heads of a list of what is bought or handed over, not of payments."""
_PLAN = re.compile(r"金额|本金|租金|款额|应付|应还")
_TOTAL_ROW = re.compile(r"(?:合\s*计|总\s*计|共\s*计)(?:金额)?(?:\(元\))?[:]?")
_BARE = re.compile(r"(\d[\d,]*(?:\.\d{1,2})?)")
_ORDINAL = re.compile(r"第?(?P<ordinal>[一二三四五六七八九十]{1,3}|\d{1,2})(?:期|次|笔|批)?(?:款|付款)?")
_AREAS = re.compile(
    r"建筑面积[^,，。；;\d]{0,6}(?P<all>\d+(?:\.\d+)?)(?:平方米|㎡)[,，][^。；;\d]{0,6}套内[^,，。；;\d]{0,8}(?P<inside>\d+(?:\.\d+)?)(?:平方米|㎡)"
    r"[,，、][^。；;\d]{0,4}(?:分摊|公摊)[^,，。；;\d]{0,12}(?P<shared>\d+(?:\.\d+)?)(?:平方米|㎡)"
)


_PARTS = Wording(
    r"(?:总面积|面积(?:共计?|合计|总计|总共))[^,，。；;\d]{0,4}(?P<all>\d+(?:\.\d+)?)(?:平方米|㎡)[,，(。;；]\s*其中[:]?(?P<parts>[^。；;]+)",
    holds="积",
)
_FLOORS_OF_IT = Wording(
    r"面积(?:为|约|共计?|合计)?\s*(?P<all>\d+(?:\.\d+)?)(?P<unit>平方米|㎡|亩)[,，(]其中[:]?(?P<parts>[^。；;]+)",
    holds=("其中",),
)
_NAMED_PLACE = (
    r"[一二三四五六七八九十\dA-Z]{1,2}(?:[至、和-]第?[一二三四五六七八九十\d]{1,2})?(?:层|区|号[一-鿿]{0,2}|栋|幢)"
)
_A_FLOOR = re.compile(rf"(?:第?{_NAMED_PLACE}|[东西南北]区)(?:面积)?(?:为)?(?P<area>\d+(?:\.\d+)?)(?:平方米|㎡|亩)")
_PART_OF_IT = re.compile(
    r"(?:面积?|[\d一二三四五六七八九十][室号层幢栋])[^,，。；;\d]{0,4}(?P<area>\d+(?:\.\d+)?)(?:平方米|㎡)"
)
_FLOORS = Wording(
    r"总?层数[^,，。；;\d]{0,6}(?P<all>\d{1,3})层?[,，(](?:其中)?[:]?地上(?:部分)?(?P<above>\d{1,3})层?[,，、](?:其中)?地下(?:部分)?(?P<below>\d{1,2})层?",
    holds="层",
)
_OWNED = Wording(
    r"[一-鿿]{2,4}?(?:占|享有|拥有|所占份额为|分得|得|获得|承担)(?:份额)?(?:的?比例)?(?:为)?\s*(?P<share>\d{1,3}(?:\.\d+)?)%(?:的?(?:份额|产权|所有权))?",
    holds="%",
)
_IN_SHARES = re.compile(r"共有|份额|产权|持股|出资比例|分配|分享|分担|分成|收入|收益")
HUNDRED = 100
_NET = re.compile(r"不含(?:增值)?税(?:金额|价款?|总?价)?(?:为|[:¥￥\s]|人民币)*$")
_TAX = re.compile(r"(?<!含)(?:增值)?税(?:额|金|款)(?:为|[:¥￥\s]|人民币)*$")
_AREA_SLACK = Decimal("0.02")
"""Square metres by which rounded areas may miss their whole."""


@dataclass(frozen=True)
class Sum:
    """Parts and whole as shown; `place` is where to look, `others` the parts. `sure` where the text says that the parts
    are all there are."""

    holds: bool
    parts: str
    whole: str
    place: Place
    others: tuple[Place, ...]
    sure: bool = True


def stated_sums(contract: Contract) -> Iterator[Sum]:
    """Every sum of these kinds, right or wrong."""
    yield from _together(contract)
    yield from _equations(contract)
    yield from _of_the_list(contract)
    yield from _in_so_many(contract)
    yield from _halves(contract)
    yield from _so_many_of_one(contract)
    yield from _years(contract)
    for table in contract.tables:
        yield from _plan(contract, table)
    yield from _of_areas(contract)
    yield from _of_parts(contract)
    yield from _of_storeys(contract)
    yield from _of_floors(contract)
    yield from _of_owners(contract)
    yield from _with_tax(contract)


def _once(contract: Contract, block: int, start: int, end: int) -> list[Amount]:
    """The amounts between two places of a block, each once though it is written twice."""
    return [
        amount
        for amount in contract.amounts_in(block, start, end)
        if amount.money is not None and (amount.kind == "figures" or amount.partner is None)
    ]


def _sum(parts: list[Amount], stated: Money, place: Place, others: tuple[Place, ...], sure: bool) -> Sum:
    added = sum((part.money for part in parts if part.money is not None), Money(0))
    return Sum(added == stated, str(added), str(stated), place, others, sure)


def _together(contract: Contract) -> Iterator[Sum]:
    """A and B, together C, in one sentence; and what follows in the same clause is C once more, in payments by date."""
    for amount in contract.amounts:
        text = contract.texts[amount.place.block]
        ahead = before(text, amount.place.start)
        said = _TOGETHER.search(ahead)
        if said is None or amount.money is None or (amount.kind == "capitals" and amount.partner is not None):
            continue
        sentence = amount.place.start - len(ahead)
        aside = [match.span() for match in _ASIDE.finditer(ahead, 0, said.start())]
        parts = [
            part
            for part in _once(contract, amount.place.block, sentence, sentence + said.start())
            if not any(first <= part.place.start - sentence < last for first, last in aside)
        ]
        if len(parts) < 2 or _RECURS.search(_ASIDE.sub("", ahead[: said.start()])):
            continue
        yield _sum(parts, amount.money, amount.place, tuple(part.place for part in parts), sure=True)
        yield from _paid_by_date(contract, amount)


def _equations(contract: Contract) -> Iterator[Sum]:
    """A + B = C, with nothing multiplied or taken away."""
    for amount in contract.amounts:
        text = contract.texts[amount.place.block]
        ahead = before(text, amount.place.start)
        said = _EQUALS.search(ahead)
        if said is None or amount.money is None:
            continue
        sentence = amount.place.start - len(ahead)
        parts = _once(contract, amount.place.block, sentence, sentence + said.start())
        between = text[parts[0].place.end : sentence + said.start()] if parts else ""
        if len(parts) > 1 and len(re.findall("[+＋]", between)) == len(parts) - 1 and not re.search("[×*÷−-]", between):
            yield _sum(parts, amount.money, amount.place, tuple(part.place for part in parts), sure=True)


def _paid_by_date(contract: Contract, total: Amount) -> Iterator[Sum]:
    """The next paragraph pays the sum: 于…前支付A元，于…前支付B元."""
    following = next(
        (block for block, text in contract.body if block.number > total.place.block and text.strip()), None
    )
    if following is None or total.money is None:
        return
    text = contract.texts[following.number]
    parts = _once(contract, following.number, 0, len(text))
    days = [found for found in contract.dates if found.place.block == following.number]
    if len(parts) > 1 and len(days) == len(parts) and len(re.findall("支付|付清|退还", text)) == len(parts):
        others = (*(part.place for part in parts[:-1]), total.place)
        yield _sum(parts, total.money, parts[-1].place, others, sure=False)


def _of_the_list(contract: Contract) -> Iterator[Sum]:
    """上述①—⑤项费用总计…: the numbered lines right above, each with its own amount, are the parts."""
    above: list[tuple[Heading, Amount]] = []
    headed = {heading.place.block: heading for heading in contract.headings}
    for block, text in contract.body:
        heading = headed.get(block.number)
        amounts = _once(contract, block.number, 0, len(text))
        if heading is not None and not _ALL_ABOVE.search(text):
            same = bool(above) and above[-1][0].style == heading.style
            follows = same and heading.values[-1] == above[-1][0].values[-1] + 1
            own = [each for each in amounts if _COMES_TO.search(before(text, each.place.start))] or amounts
            above = [*above, (heading, own[-1])] if follows and own else [(heading, own[-1])] if own else []
        elif amounts and len(above) > 1 and above[0][0].values[-1] == 1 and (said := _ALL_ABOVE.search(text)):
            total = next((each for each in amounts if each.place.start >= said.start()), None)
            if total is not None and total.money is not None:
                parts = [amount for _heading, amount in above]
                if "定金" not in text and any(_WITH_EARNEST.search(contract.texts[each.place.block]) for each in parts):
                    parts = [each for each in parts if not _AN_EARNEST.search(_ahead(contract, each))]
                yield _sum(parts, total.money, total.place, tuple(part.place for part in parts), sure=True)
            above = []
        elif text.strip():
            above = []


def _ahead(contract: Contract, amount: Amount) -> str:
    return before(contract.texts[amount.place.block], amount.place.start)


def _in_so_many(contract: Contract) -> Iterator[Sum]:
    """分三次支付: and three amounts in the same paragraph are the whole price, or what is paid so by its name."""
    price = _total(contract)
    named: dict[str, list[Amount]] = {}
    for block, text in contract.body:
        said = _IN_SO_MANY.search(text)
        if said is None:
            continue
        parts = _once(contract, block.number, said.end(), len(text))
        if not parts:
            parts = _items_below(contract, block.number, number(said["count"]) or 0)
        name = _BY_NAME.search(text[: said.start()])
        total = price
        if name is not None:
            named = named or _by_their_names(contract)
            before_it = {each.money: each for each in named.get(name["name"], ()) if each.place.block <= block.number}
            total = next(iter(before_it.values())) if len(before_it) == 1 else None
        if total is not None and len(parts) == number(said["count"]):
            others = (*(part.place for part in parts[:-1]), total.place)
            yield _sum(parts, total.money or Money(0), parts[-1].place, others, sure=True)


def _by_their_names(contract: Contract) -> dict[str, list[Amount]]:
    """The amounts that stand right behind a name of this kind."""
    found: dict[str, list[Amount]] = {}
    for amount in contract.amounts:
        if named := _NAMED.search(_ahead(contract, amount)):
            found.setdefault(named["name"], []).append(amount)
    return found


def _items_below(contract: Contract, block: int, count: int) -> list[Amount]:
    """The amounts of the numbered lines under this one, if each of `count` lines names one."""
    following = [number for number, text in contract.texts.items() if number > block and text.strip()][:count]
    headed = {heading.place.block for heading in contract.headings}
    amounts = [_once(contract, number, 0, len(contract.texts[number])) for number in following if number in headed]
    return [each[0] for each in amounts] if all(len(each) == 1 for each in amounts) else []


def _total(contract: Contract) -> Amount | None:
    """The one amount that is the price of everything, as the terms say it."""
    stated = whole(contract.prices)
    places = {amount.place for amount in contract.totals} | ({stated.place} if stated is not None else set())
    fitting = [amount for amount in contract.amounts if amount.money is not None and amount.place in places]
    if len({amount.money for amount in fitting}) == 1:
        return fitting[0]
    return next((each for each in contract.amounts if contract.total and each.place == contract.total[1]), None)


def _halves(contract: Contract) -> Iterator[Sum]:
    """One half and the other."""
    for block, match in contract.body.find(_HALVES):
        one, other = (Money(int(Decimal(match[name].replace(",", "")) * 100)) for name in ("one", "other"))
        place, beside = (Place(block.number, *match.span(name)) for name in ("other", "one"))
        yield Sum(one == other, str(other), str(one), place, (beside,))


def _so_many_of_one(contract: Contract) -> Iterator[Sum]:
    """每季度9,600元，…四期合计38,400元, in one sentence."""
    for block, match in contract.body.find(_SO_MANY_OF_ONE):
        each, stated = (Money(int(Decimal(match[name].replace(",", "")) * 100)) for name in ("each", "sum"))
        added = each * (number(match["count"]) or 0)
        place, beside = (Place(block.number, *match.span(name)) for name in ("sum", "each"))
        yield Sum(added == stated, str(added), str(stated), place, (beside,))


def _years(contract: Contract) -> Iterator[Sum]:
    """第一年 … 第五年 with the rent of each: together the rent of the whole term."""
    total = only(contract.prices, "rent") or only(contract.prices, "total")
    if total is None:
        return
    run: list[Amount] = []
    for block, text in contract.body:
        year = _YEAR.match(text)
        stated = [
            amount
            for amount in _once(contract, block.number, 0, len(text))
            if _OF_THE_YEAR.search(before(text, amount.place.start))
        ]
        if year and len(stated) == 1 and number(year["year"]) == len(run) + 1:
            run.append(stated[0])
        elif len(run) > 1:
            break
        else:
            run = []
    if len(run) > 1:
        yield _sum(run, total.money, run[-1].place, (*(part.place for part in run[:-1]), total.place), sure=True)


def _plan(contract: Contract, table: Table) -> Iterator[Sum]:
    """The payments of a plan, numbered from the first: together the price, unless they are another amount the contract
    names outside the table (what is left after a first payment)."""
    total = _total(contract) or _amount_of_year(contract)
    rows = table.rows()
    closing = rows[-1] if _TOTAL_ROW.fullmatch(next(table.row(rows[-1]))[2]) else None
    rows = rows[:-1] if closing else rows
    if total is None or total.money is None or len(rows) < 3:
        return
    columns = [column for column, _block, text in table.row(rows[0]) if _PLAN.search(text) and "比例" not in text]
    ordinals = [_ORDINAL.fullmatch(next(table.row(row))[2]) for row in rows[1:]]
    if len(columns) != 1 or [each and number(each["ordinal"]) for each in ordinals] != [*range(1, len(rows))]:
        return
    if any(_OF_THINGS.search(text) for _column, _block, text in table.row(rows[0])):
        return
    head = table.cells[rows[0], columns[0]][1]
    parts: list[tuple[Money, Place]] = []
    for row in rows[1:]:
        part = _payment(contract, table.cells.get((row, columns[0])), head)
        if part is None:
            return
        parts.append(part)
    added = sum((money for money, _place in parts), Money(0))
    stated = _payment(contract, table.cells.get((closing, columns[0])), head) if closing else None
    if closing and (stated is None or stated[0] != added):
        return  # what the total row says of its own column is told beside it
    inside = {block.number for block, _text in table.cells.values()}
    named = {amount.money for amount in contract.amounts if amount.place.block not in inside}
    rest = {abs(added - total.money)} & named
    if added == total.money or not (added in named or rest):
        places = (*(place for _money, place in parts), total.place)
        place = stated[1] if stated else parts[-1][1]
        yield Sum(added == total.money, str(added), str(total.money), place, places, sure=bool(closing))


def _payment(contract: Contract, cell: tuple[Block, str] | None, head: str) -> tuple[Money, Place] | None:
    """The one amount of a cell; a bare figure counts as its head does."""
    if cell is None:
        return None
    block, text = cell
    found = _once(contract, block.number, 0, len(text))
    if len(found) == 1 and found[0].money is not None:
        return found[0].money, found[0].place
    bare = _BARE.fullmatch(text)
    if found or bare is None or "元" not in head:
        return None
    fen = Decimal(bare[1].replace(",", "")) * (1_000_000 if "万元" in head else 100)
    return Money(int(fen)), Place(block.number, 0, len(text))


def _amount_of_year(contract: Contract) -> Amount | None:
    """The rent of a year, where the contract runs for just that."""
    year = only(contract.prices, "rent", 12)
    if year is None or {(term.fewest, term.most) for term in contract.terms} != {(12, 12)}:
        return None
    return next((amount for amount in contract.amounts if amount.place == year.place), None)


def _of_areas(contract: Contract) -> Iterator[Sum]:
    """A floor area is what is inside and what is shared."""
    for block, text in contract.body:
        for match in _AREAS.finditer(text):
            everything, inside, shared = (Decimal(match[name]) for name in ("all", "inside", "shared"))
            place = Place(block.number, *match.span("shared"))
            others = (Place(block.number, *match.span("inside")), Place(block.number, *match.span("all")))
            added = inside + shared
            holds = abs(added - everything) <= _AREA_SLACK
            yield Sum(holds, f"{added} ㎡", f"{everything} ㎡", place, others)


def _of_parts(contract: Contract) -> Iterator[Sum]:
    """总面积5000平方米，其中库房面积4600平方米，雨篷面积400平方米."""
    for block, match in contract.body.find(_PARTS):
        parts = [*_PART_OF_IT.finditer(match.string, match.start("parts"), match.end("parts"))]
        if len(parts) > 1:
            everything = Decimal(match["all"])
            added = sum((Decimal(part["area"]) for part in parts), Decimal(0))
            places = [Place(block.number, *part.span("area")) for part in parts]
            others = (*places[:-1], Place(block.number, *match.span("all")))
            holds = abs(added - everything) <= _AREA_SLACK
            yield Sum(holds, f"{added} ㎡", f"{everything} ㎡", places[-1], others, sure=added > everything)


def _of_storeys(contract: Contract) -> Iterator[Sum]:
    """面积3600平方米，其中一层800平方米，二至五层2800平方米."""
    for block, match in contract.body.find(_FLOORS_OF_IT):
        parts = [*_A_FLOOR.finditer(match.string, match.start("parts"), match.end("parts"))]
        if len(parts) > 1 and len(parts) == len(re.findall("平方米|㎡|亩", match["parts"])):
            everything = Decimal(match["all"])
            added = sum((Decimal(part["area"]) for part in parts), Decimal(0))
            places = [Place(block.number, *part.span("area")) for part in parts]
            others = (*places[:-1], Place(block.number, *match.span("all")))
            holds = abs(added - everything) <= _AREA_SLACK
            unit = match["unit"].replace("平方米", "㎡")
            yield Sum(holds, f"{added} {unit}", f"{everything} {unit}", places[-1], others)


def _of_floors(contract: Contract) -> Iterator[Sum]:
    """总层数33层，其中地上31层，地下2层."""
    for block, match in contract.body.find(_FLOORS):
        everything, above, below = (number(match[name]) or 0 for name in ("all", "above", "below"))
        places = [Place(block.number, *match.span(name)) for name in ("below", "above", "all")]
        yield Sum(above + below == everything, str(above + below), str(everything), places[0], tuple(places[1:]))


def _of_owners(contract: Contract) -> Iterator[Sum]:
    """按份共有，其中甲占60%，乙占40%: shares of owners are a whole."""
    by_sentence: dict[tuple[int, str], list[tuple[Place, Decimal]]] = {}
    for block, match in contract.body.find(_OWNED):
        place, text = Place(block.number, *match.span("share")), match.string
        sentence = before(text, match.end()) + after(text, match.end())
        by_sentence.setdefault((block.number, sentence), []).append((place, Decimal(match["share"])))
    for (_block, sentence), shares in by_sentence.items():
        if len(shares) > 1 and _IN_SHARES.search(sentence):
            added = sum((share for _place, share in shares), Decimal(0))
            *others, last = (place for place, _share in shares)
            yield Sum(added == HUNDRED, f"{added} %", "100 %", last, tuple(others))


def _with_tax(contract: Contract) -> Iterator[Sum]:
    """含税¥460,000.00，其中不含税金额¥433,962.26，税额¥26,037.74."""
    for index in contract.body.places("税"):
        block, text = contract.body[index]
        amounts = _once(contract, block.number, 0, len(text))
        for everything, net, tax in zip(amounts, amounts[1:], amounts[2:], strict=False):
            named = _NET.search(before(text, net.place.start)) and _TAX.search(before(text, tax.place.start))
            if named and everything.money and net.money and tax.money:
                added = net.money + tax.money
                holds = abs(added - everything.money).fen <= 1
                yield Sum(holds, str(added), str(everything.money), net.place, (tax.place, everything.place))
