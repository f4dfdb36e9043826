"""dispute_forum: disputes go to arbitration or to court. Who agrees on both has agreed on no arbitration."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.sentences import after, before
from signdesk.domains.signing.rules.structure.wording import Wording

_ARBITRATION = r"(?:申请|提请|提起|提交)[^。；;,，\n□☐☑√]{0,16}?仲裁"
_COURT = r"(?:向[^。；;,，\n□☐☑√]{0,20}?(?:人民)?法院)?(?:提起诉讼|提出诉讼|起诉)"
_OR = r"[,，、]?(?:或者?|也可以?|亦可以?|又可以?)(?:直接|依法|可以?)?"
_BOTH_WAYS = Wording(
    rf"{_ARBITRATION}{_OR}{_COURT}|{_COURT}{_OR}(?:向[^。；;,，\n]{{0,20}})?{_ARBITRATION}", holds="裁"
)
_WAYS = Wording(r"仲裁|诉讼|起诉|法院", holds="裁诉法")
_SOMETHING_ELSE = re.compile(r"下列|以下|第[^。；;,，]{0,6}[种项]|[□☐☑√✓]|费用?由|支出|时效|而(?:产生|支付)")


@dataclass(frozen=True)
class DisputeForum:
    id: str = "dispute_forum"
    title: str = N_("One way to settle disputes")
    why: str = N_("Where arbitration and court are both agreed on, the agreement on arbitration has no effect.")
    source: str = N_("Supreme People's Court, Fa Shi [2006] No. 7, article 7")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        findings = []
        for block, match in contract.body.find(_BOTH_WAYS):
            sentence = before(match.string, match.start()) + match[0] + after(match.string, match.end())
            if not _SOMETHING_ELSE.search(sentence):
                message = _("Arbitration and court are both agreed on: choose one of them.")
                place = Place(block.number, match.start(), match.end())
                findings.append(Finding("dispute_forum", "warning", message, place))
        ways = sum(1 for _found in contract.body.find(_WAYS))
        return Outcome(_("{count} words on disputes").format(count=ways), tuple(findings), applicable=ways > 0)
