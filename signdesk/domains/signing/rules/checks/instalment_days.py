"""Instalments and days of payment that are counted or listed: each later one is due later. Part of `date_order`."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from signdesk.core.i18n import _
from signdesk.domains.signing.rules.checks.engine import Finding
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.dates import FoundDate
from signdesk.domains.signing.rules.structure.normal import normal, number
from signdesk.domains.signing.rules.structure.sentences import before

INSTALMENT = re.compile(r"第\s*([一二三四五六七八九十\d]+)\s*(?:期|笔|次|批|季度|阶段)")
_LISTED = re.compile(r"\s*(?:之?前|以前)?\s*[,，、;；和及]\s*")
_PAYS = re.compile(r"(?:支付|付款|缴纳|交纳|缴费|交租)[^。；;]{0,6}(?:日期|时间|日|期限)")


def day_of(found: FoundDate) -> date:
    """The day of a complete date."""
    assert found.day is not None  # noqa: S101  only complete dates come here
    return found.day


def instalments(contract: Contract, dates: list[FoundDate]) -> list[Finding]:
    """第一期 … 第二期 …: each later one is due later."""
    findings = []
    last: tuple[int, FoundDate] | None = None
    for found in dates:
        marks = list(INSTALMENT.finditer(words_before(contract, found)))
        if not marks or (found.period is not None and contract.model.block(found.place.block).kind == "cell"):
            continue  # what a row pays for is no day on which it is due
        ordinal = number(marks[-1][1]) or 0
        follows = (
            last is not None
            and ordinal == last[0] + 1
            and found.place.block - last[1].place.block <= _reach(contract, found)
        )
        if last is not None and follows and day_of(found) < day_of(last[1]):
            findings.append(
                Finding(
                    "date_order",
                    "error",
                    _("Instalment {later} is due on {day}, before instalment {earlier} on {before}.").format(
                        later=ordinal, day=found.day, earlier=last[0], before=last[1].day
                    ),
                    found.place,
                    (last[1].place,),
                    ((str(last[0]), str(last[1].day)), (str(ordinal), str(found.day))),
                )
            )
        last = (ordinal, found)
    return findings


def listed_days(dates: list[FoundDate]) -> list[Finding]:
    """各期租金支付日期：1月18日、4月18日、7月18日…: days on which payments fall due, one after the other."""
    findings = []
    message = _("This is due on {day}, but stands behind {before}.")
    for earlier, later in pairwise(dates):
        listed = earlier.place.block == later.place.block and _LISTED.fullmatch(
            later.line, earlier.place.end, later.place.start
        )
        if listed and _PAYS.search(before(later.line, later.place.start)) and day_of(later) < day_of(earlier):
            sides = ((_("before"), str(earlier.day)), (_("here"), str(later.day)))
            findings.append(
                Finding(
                    "date_order", "error", message.format(day=later.day, before=earlier.day), later.place,
                    (earlier.place,), sides,
                )
            )  # fmt: skip
    return findings


def words_before(contract: Contract, found: FoundDate) -> str:
    """The sentence up to the date; in a table the row up to it, if its first cell is the number of the instalment."""
    block = contract.model.block(found.place.block)
    before = re.split(r"[。；;\n]", normal(block.text[max(found.place.start - 60, 0) : found.place.start]))[-1]
    row, _c, column = block.place.rpartition("C")
    if block.kind != "cell" or not column.isdigit() or int(column) > 4:
        return before
    cells = [contract.model.block(block.number - back) for back in range(1, int(column)) if block.number > back]
    return "".join(normal(cell.text) for cell in reversed(cells) if cell.place.startswith(f"{row}C")) + before


def _reach(contract: Contract, found: FoundDate) -> int:
    """How many blocks later the next instalment may stand: a few lines, or the row after this one."""
    return 12 if contract.model.block(found.place.block).kind == "cell" else 3
