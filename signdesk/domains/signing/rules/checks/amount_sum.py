"""amount_sum: parts make up their whole: columns of a table and its total row, instalments and the price, shares and a
hundred per cent, "of which … and …". Added up only where the text says that the parts are all there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from signdesk.core.i18n import N_, _
from signdesk.core.money import Money
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.amount_period import sum_behind
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.checks.stated_sums import Sum, stated_sums
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.amounts import Amount
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.normal import number as numeral
from signdesk.domains.signing.rules.structure.percentages import Rate, percent
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.tables import Table
from signdesk.domains.signing.rules.structure.tree import Clause

_TOTAL_ROW = re.compile(r"(?:合\s*计|总\s*计|共\s*计)(?:金额)?(?:\(元\))?[:]?")
_FIGURE = re.compile(r"[¥￥]?\s*(\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?:元|(%))?")
_SUMMED = re.compile(
    r"金额|价款|租金|费用?|小计|合价|总价|应付|款项|比例|%|[(]元[)]|数量|[套幢户栋间]数|面积|出资|股份|股权|份额|税额|人数|本金|利息"
)
_PAYMENT = re.compile(
    r"(?:支付|付清|付给|[将把](?:购?房款|价款|款项)|(?<![已应未])付(?=[定房购货工尾余款])|缴纳|交纳|交付|首付|贷款|按揭|首期|首笔|余款|其余|剩余|余额|尾款|尾数|第[一二三四五六七八九十\d]+[期笔次批])[^,，。；;\d]{0,24}$"
)
_PAID_BEHIND = re.compile(
    r"\s*整?\s*(?:\([^()]*\))?\s*[,，]?(?:由|以|通过|采用|采取)[^,，。；;\d]{0,16}?(?:贷款|按揭|公积金|支付|付清)"
)
"""380,000元由买受人申请贷款支付: a payment whose sum stands first."""
_SAYS_WHAT = re.compile(r"其中|含|扣除|包括")
_REST = re.compile(r"(?:余款|其余|剩余|余额|尾款)[^,，。；;\d]{0,24}$")
_NOT_OF_THE_PRICE = re.compile(
    r"违约金|赔偿|押金|保证金|逾期|每[年月日季]|租金|不超过|以内|物业|居间|中介|佣金|税|维修|滞纳|利息|扣减|罚"
)
_EARNEST = re.compile(r"(?<![含括])(?<!含已付)定金")
"""A payment of its own; a down payment that includes it (首付款（含定金）) is not it."""
_SHARE_PAID = re.compile(
    r"(?:支付|付|余款|其余|剩余的?|尾款|质保金)(?:至)?(?:人民币)?"
    r"(?:转让价款|转让款|合同总?价款?|合同总?金额|合同总额|服务费总额|总价款?|总金额|全部价款|房价款|服务费|价款)?的?\s*$"
)
_SHARE_CLOSING = re.compile(r"(?:余款|其余|剩余|尾款|质保金)[^,，。；;\d的]{0,20}$|剩余的$")
_SO_MANY_TIMES = re.compile(r"分(?P<count>[二两三四五六]|[2-6])(?:次|期|笔|批)")
"""How many shares there are: with so many they are all of it."""
_ANOTHER_WAY = re.compile(r"第[^。；;]{0,4}种|下列|任选|[□☐☑√]|或者?一次性|方式[一二12]")
"""Shares of several ways to pay are no parts of one price."""
_UP_TO = re.compile(r"付至|达到|累计")
_OF_WHICH = re.compile(r"[,，(]?\s*其中[:]?")
TEN_THOUSAND = 10_000
_SLACK = 5
"""Fen by which rounded parts may miss their whole."""


@dataclass(frozen=True)
class AmountSum:
    id: str = "amount_sum"
    title: str = N_("Parts and their whole")
    why: str = N_("If the instalments do not make up the price, the last one is argued about.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        sums = [
            *(each for table in contract.tables for each in _columns(table)),
            *_instalments(contract),
            *_shares(contract),
            *_of_which(contract),
            *stated_sums(contract),
        ]
        findings = tuple(
            Finding(
                "amount_sum",
                "error" if each.sure else "warning",
                _("The parts make {sum}, the whole is {whole}.").format(sum=each.parts, whole=each.whole),
                each.place,
                each.others,
                ((_("whole"), each.whole), (_("parts"), each.parts)),
            )
            for each in sums
            if not each.holds
        )
        return Outcome(_("{count} sums").format(count=len(sums)), findings, applicable=bool(sums))


def _columns(table: Table) -> Iterator[Sum]:
    """Columns above a row that says it is their total. A column counts if every cell between heading and total is a
    figure of the same kind."""
    start = table.rows()[0]
    for number in table.rows():
        cells = list(table.row(number))
        if not cells or not _TOTAL_ROW.fullmatch(cells[0][2]):
            continue
        above = [row for row in table.rows() if start < row < number]
        for column, block, text in cells[1:]:
            heading = table.cells.get((start, column))
            total = _FIGURE.fullmatch(text)
            parts = [_FIGURE.fullmatch(table.cells[row, column][1]) for row in above if (row, column) in table.cells]
            if total is None or heading is None or not _SUMMED.search(heading[1]) or len(parts) != len(above):
                continue
            figures = [part for part in parts if part is not None and part[2] == total[2]]
            if len(figures) < 2 or len(figures) != len(parts):
                continue
            added, stated = sum((_decimal(part[1]) for part in figures), Decimal(0)), _decimal(total[1])
            if "单价" in heading[1]:
                several = _pieces_at_their_price(table, start, above, column)
                if several is None or stated in (added, several):
                    continue
                added = several
            if "万元" in heading[1] and re.search("[¥￥元]", text) and "万" not in text:
                added *= TEN_THOUSAND  # 金额（万元） above 合计 ¥2,130,000.00
            sign = total[2] or ""
            yield Sum(
                abs(added - stated) * 100 <= _SLACK, f"{added:,}{sign}", f"{stated:,}{sign}",
                Place(block.number, 0, len(text)),
                tuple(Place(cell[0].number, 0, len(cell[1])) for row in above if (cell := table.cells[row, column])),
            )  # fmt: skip
        start = number


def _pieces_at_their_price(table: Table, start: int, above: list[int], prices: int) -> Decimal | None:
    """What the pieces of a list cost together, by the columns of how many there are and what one costs."""
    counts = [column for column, _block, text in table.row(start) if re.search("数量|件数|个数", text)]
    added = Decimal(0)
    for row in above:
        count = (
            re.match(r"\d{1,5}", table.cells[row, counts[0]][1]) if counts and (row, counts[0]) in table.cells else None
        )
        price = _FIGURE.fullmatch(table.cells[row, prices][1])
        if count is None or price is None:
            return None
        added += int(count[0]) * _decimal(price[1])
    return added


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub(r"[,，]", "", text))


def _instalments(contract: Contract) -> Iterator[Sum]:
    """Payments of one clause up to the one that is the rest (余款, 其余, 剩余): together the price."""
    total = contract.total
    if total is None:
        return
    by_clause: dict[tuple[int, int], list[tuple[Amount, str]]] = {}
    for amount in contract.amounts:
        if amount.money is None or (amount.kind == "capitals" and amount.partner is not None):
            continue
        text = contract.texts[amount.place.block]
        ahead = before(text, amount.place.start)
        behind = _PAID_BEHIND.match(after(text, amount.place.end)) is not None and not _SAYS_WHAT.search(ahead)
        pays = behind or _PAYMENT.search(ahead)
        if amount.money == total[0] or not pays or _NOT_OF_THE_PRICE.search(ahead):
            continue
        clause = contract.tree.at(amount.place, text)
        if clause is not None:
            by_clause.setdefault(_group(clause), []).append((amount, ahead))
    for payments in by_clause.values():
        closing = [index for index, (_amount, ahead) in enumerate(payments) if _REST.search(ahead)]
        if len(payments) < 2 or closing != [len(payments) - 1]:
            continue
        paid = [(amount.money or Money(0), bool(_EARNEST.search(ahead[-12:]))) for amount, ahead in payments]
        everything = sum((money for money, _earnest in paid), Money(0))
        without = sum((money for money, earnest in paid if not earnest), Money(0))
        yield Sum(
            total[0] in (everything, without),
            str(everything),
            str(total[0]),
            payments[-1][0].place,
            (*(amount.place for amount, _ahead in payments[:-1]), total[1]),
        )


def _shares(contract: Contract) -> Iterator[Sum]:
    """Payments by share: with the rest they are a hundred per cent, and then their sums are the price."""
    total = contract.total
    by_clause: dict[tuple[int, int], list[Rate]] = {}
    for rate in contract.rates:
        clause = contract.tree.at(rate.place, contract.texts[rate.place.block])
        if clause is None or not _SHARE_PAID.search(rate.before) or _NOT_OF_THE_PRICE.search(rate.before):
            continue
        by_clause.setdefault(_group(clause), []).append(rate)
    for rates in by_clause.values():
        if len(rates) < 2 or any(_UP_TO.search(rate.before) for rate in rates):
            continue
        added = sum((rate.value for rate in rates), Decimal(0))
        sums = [found for rate in rates if (found := sum_behind(contract, rate)) is not None]
        times = _SO_MANY_TIMES.search(contract.texts[rates[0].place.block][: rates[0].place.start])
        too_much = (
            added > 1
            and len({rate.place.block for rate in rates}) == 1
            and not _ANOTHER_WAY.search(contract.texts[rates[0].place.block])
        )
        if too_much or _SHARE_CLOSING.search(rates[-1].before) or (times and numeral(times["count"]) == len(rates)):
            others = tuple(rate.place for rate in rates[:-1])
            yield Sum(added == 1, f"{percent(added)} %", "100 %", rates[-1].place, others)
        if added == 1 and len(sums) == len(rates) and total is not None:
            paid = sum((money for money, _place in sums), Money(0))
            others = (*(place for _money, place in sums[:-1]), total[1])
            yield Sum(abs(paid - total[0]).fen <= _SLACK, str(paid), str(total[0]), sums[-1][1], others)


def _group(clause: Clause) -> tuple[int, int]:
    """What stands together: an outermost clause, or all of 3.1, 3.2, 3.3 where 3 has no line of its own."""
    heading = clause.top().heading
    return (heading.part, -heading.values[0]) if heading.style == "decimal" else (heading.part, heading.place.block)


def _counts(amount: Amount) -> bool:
    """Whether it is to be added up: figures, and capitals that stand alone."""
    return amount.money is not None and (amount.kind == "figures" or amount.partner is None)


def _of_which(contract: Contract) -> Iterator[Sum]:
    """月租金6,700元，其中甲承担3,900元，乙承担2,800元: two parts or more behind 其中 are all there are."""
    for base in filter(_counts, contract.amounts):
        behind = after(contract.texts[base.place.block], base.place.end)
        opening = _OF_WHICH.search(behind)
        if opening is None or re.search(r"\d", re.sub(r"\([^()]*\)", "", behind[: opening.start()])):
            continue
        begin, end = base.place.end + opening.end(), base.place.end + len(behind)
        parts = list(filter(_counts, contract.amounts_in(base.place.block, begin, end)))
        if len(parts) < 2 or re.search(r"包括但|等|不含|另", behind) or base.money is None:
            continue
        added = sum((part.money for part in parts if part.money is not None), Money(0))
        yield Sum(
            added == base.money, str(added), str(base.money), parts[-1].place,
            (*(part.place for part in parts[:-1]), base.place), sure=added > base.money,
        )  # fmt: skip
