"""left_open: a sale of a home says by when it is handed over, by when it changes hands in the register, by when the
households leave it, who answers for defects and who keeps the money until then. A heading alone settles none of it:
what is looked for is a day or a time in a sentence that speaks of the thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.deals import is_sale
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.wording import Wording

FEWEST = 8
"""With fewer numbered lines it is a note of what will be agreed, and leaves most of it open on purpose."""

_TIME = re.compile(
    r"\d\s*[年./-]\s*\d|[日天月]\s*(?:之?内|以内|之?前|以前|后)|(?:当日|当天|同时|同日|之日|之时|时即|即日|立即|已经?(?:交付|过户|办理|迁出))|工作日|年\s*月\s*日|_{2,}|\s{3,}"
)
"""A day, a span or an event; a gap that waits for one is the matter of another check."""
_ASKS = re.compile(r"[^,，。；;:\n]{0,8}(?:时间|日期|期限)")
_HANDED_OVER = Wording(
    r"(?:交付|交房|腾空|腾退|移交|交接|入住|收房|交楼)",
    holds=("交付", "交房", "腾", "移交", "交接", "入住", "收房", "交楼"),
)
_REGISTERED = Wording(
    r"过户|转移登记|变更登记|产权登记|权属登记|不动产登记|所有权登记|房地产权证|产权证|不动产权(?:属)?证|所有权证",
    holds=("过户", "登记", "权证", "属证"),
)
_HOUSEHOLDS = Wording("户口|户籍", holds=("户口", "户籍"))
_HOUSEHOLDS_LEAVE = Wording(r"迁出|迁走|迁移|户口", holds=("迁出", "迁走", "迁移", "户口"))
_DEFECTS = Wording("质量|保修|渗漏|漏水|瑕疵|缺陷|完好|隐患", holds="质修渗漏瑕缺完隐")
_WARRANTY = Wording(r"(?:保修|质保)[^\n]{6}|[^\n]{16}(?:保修|质保)", holds=("保修", "质保"))
"""More than a heading."""
_KEPT = Wording(
    r"监管(?:账户|帐户|专户|专用|资金|银行|机构|协议|账号)|(?:资金|第三方|银行)(?:的)?监管(?:专|账|，|。|,)|由[^。；;\n]{0,20}监管|存管|托管|提存|专用账户|第三方账户|保证机构",
    holds=("监管", "存管", "托管", "提存", "专用", "第三方账", "保证机构"),
)
_NAMED = Wording("监管|存管", holds=("监管", "存管"))
_PAID_STRAIGHT = Wording(
    r"直接(?:支付|汇|付|转账?)[^。；;\n]{0,10}?(?:甲方|出卖|卖方|出售|转让)"
    r"|(?:转账?至|划入|划至|划付至?|汇入|汇至|支付至|付至|打入|存入)(?:甲方|出卖[方人]|卖方|出售[方人]|转让[方人])[^。；;\n]{0,6}账户",
    holds=("直接", "转账", "转至", "划入", "划至", "划付", "汇入", "汇至", "支付至", "付至", "打入", "存入"),
)
_LIVED_IN = Wording("住宅|居住|公寓|小区|住房", holds=("住宅", "居住", "公寓", "小区", "住房"))
_OF_A_DEVELOPER = Wording("预售|现售|竣工验收|开发企业|初始登记", holds=("预售", "现售", "竣工", "开发企业", "初始"))
_OF_A_HOME = Wording("房屋|商品房|房地产|住宅|房产", holds="房宅")
_SALE_TITLE = re.compile(r"买卖|购房|预售|转让|出售")
_ANOTHER_PAPER = re.compile(r"委托|补充|解除|终止|定金|意向|认购|预订|预定|转让权益|车位|车库|股权|解约")


@dataclass(frozen=True)
class LeftOpen:
    id: str = "left_open"
    title: str = N_("What a sale must settle")
    why: str = N_("What is agreed on without a day is asked for in vain when it does not come.")
    source: str = N_("Civil Code, articles 470, 595, 596")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        if not _is_whole_sale(contract):
            return Outcome(_("no sale of a home"), applicable=False)
        new, asked_elsewhere = contract.body.has(_OF_A_DEVELOPER), standards.business is not None
        must = list(_must_be_settled(contract, new, asked_elsewhere))
        better = list(_better_settled(contract, new, asked_elsewhere))
        findings: list[Finding] = []
        if must:
            words = _("The contract does not settle: {points}.").format(points=_(", ").join(must))
            findings.append(Finding("left_open", "warning", words, None))
        if better:
            words = _("It is safer to settle as well: {points}.").format(points=_(", ").join(better))
            findings.append(Finding("left_open", "info", words, None))
        return Outcome(_("handover, registration, households, defects, money"), tuple(findings))


def _is_whole_sale(contract: Contract) -> bool:
    title = "".join(text for _block, text in contract.body[:2])[:40]
    whole = is_sale(contract) and len(contract.headings) >= FEWEST and contract.body.has(_OF_A_HOME)
    return whole and _SALE_TITLE.search(title) is not None and not _ANOTHER_PAPER.search(title)


def _must_be_settled(contract: Contract, new: bool, asked_elsewhere: bool) -> Iterator[str]:
    if not _timed(contract, _HANDED_OVER):
        yield _("by when the home is handed over")
    if not _timed(contract, _REGISTERED):
        yield _("by when ownership is registered")
    if not new and contract.body.has(_HOUSEHOLDS) and not _timed(contract, _HOUSEHOLDS_LEAVE):
        yield _("by when the households registered there leave")
    if new and not contract.body.has(_WARRANTY) and not (asked_elsewhere and not contract.body.has(_DEFECTS)):
        yield _("who answers for defects")


def _better_settled(contract: Contract, new: bool, asked_elsewhere: bool) -> Iterator[str]:
    """What a seller who is no developer may well leave to the law. Where the kind of contract is known, what the text
    has no word of is told as a missing clause."""
    if new:
        return
    if contract.body.has(_LIVED_IN) and not contract.body.has(_HOUSEHOLDS) and not asked_elsewhere:
        yield _("by when the households registered there leave")
    if not contract.body.has(_DEFECTS) and not asked_elsewhere:
        yield _("who answers for defects")
    told_elsewhere = asked_elsewhere and not contract.body.has(_NAMED)
    if contract.body.has(_PAID_STRAIGHT) and not contract.body.has(_KEPT) and not told_elsewhere:
        yield _("who keeps the money until ownership is registered")


def _timed(contract: Contract, wording: Wording) -> bool:
    """Whether a time stands before it in a sentence that speaks of it, or behind words that ask for one
    (交房时间：…), or in the cell beside it."""
    for block, match in contract.body.find(wording):
        behind = _ASKS.match(match.string, match.end())
        if _TIME.search(before(match.string, match.start())) or (
            behind and _TIME.search(after(match.string, behind.end()))
        ):
            return True
        if _TIME.search(contract.labels.get(block.number, "")) or (behind and block.number + 1 in contract.labels):
            return True
    return False
