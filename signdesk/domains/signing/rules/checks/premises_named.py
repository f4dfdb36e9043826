"""premises_named: a contract about premises says which they are. What an address must consist of is not asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.wording import Wording

_LEASE = re.compile(
    r"(?:房屋?|住房|公寓|商铺|店铺|门面|厂房|仓库|写字楼|车位|房间)[^。,，:\n]{0,8}(?:租|转租)[^。,，:\n]{0,10}(?:合同|协议|契约)"
)
_TITLE = 6
"""Blocks in which the title stands."""
_NAMED = Wording(
    r"坐\s*落|座\s*落|位\s*于|地\s*址|房\s*号|室号|门牌|位置|[路街巷弄道村镇苑园区城厦座里][^。；;,，\n]{0,20}?(?:\d|[一二三四五六七八九十])[^。；;,，\n]{0,3}(?:号|室|栋|幢|座|楼|单元|弄|层|排|间)",
    holds=("落", "于", "址", "号", "室", "牌", "位置", "栋", "幢", "座", "楼", "单元", "弄", "层", "排", "间"),
)
_OF_A_PARTY = re.compile(
    r"住\s*[址所]|(?:联系|通[讯信]|送达|公司|单位|营业|注册|办公|家庭|户籍)(?:地|$)|邮寄|法定代表|邮箱|开户|银行|[甲乙丙]方地|人地"
)
"""Before a place in its clause: where somebody lives or is written to."""
_CLAUSE = re.compile(r"[,，。；;\n]|\s{2,}")
_LONGEST = 60


@dataclass(frozen=True)
class PremisesNamed:
    id: str = "premises_named"
    title: str = N_("The premises named")
    why: str = N_("What is let must be told from every other house in town.")
    source: str = N_("Civil Code, articles 470 (3), 704")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        title = "\n".join(re.sub(r"\s", "", text) for _block, text in contract.body[:_TITLE])
        if not _LEASE.search(title):
            return Outcome(_("no lease of premises"), applicable=False)
        found = 0
        for _block, match in contract.body.find(_NAMED):
            ahead = _CLAUSE.split(match.string[max(match.start() - _LONGEST, 0) : match.end()])[-1]
            found += not _OF_A_PARTY.search(ahead)
        looked_at = _("{count} words on where the premises are").format(count=found)
        if found:
            return Outcome(looked_at)
        message = _("Nothing says where the premises are: name the street, the house and the room.")
        return Outcome(looked_at, (Finding("premises_named", "error", message, None),))
