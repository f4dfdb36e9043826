"""sublease_term: a sublease does not outlast the lease it stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.dates import FoundDate

_OF_THE_HEAD_LEASE = re.compile(
    r"(?:自|从|向)[^。；;,，]{0,4}(?:房主|业主|房东)处|(?:房主|业主|房东|所有权人|产权人)[^。；;,，]{0,6}同意转租|原(?:房屋)?(?:租赁|出租|承租)?(?:合同|协议|租约|租期)|整体承租|整租|包租|总租期|主租"
    r"|(?:与|向)(?:房屋)?(?:业主|房东|产权人|所有权人|房主)|(?:甲方|转租[方人])[^。；;,，]{0,6}(?:承租期限|承租期|租赁期限?|租期)(?:截?止|为|自|至|到|:)"
)
_ENDS = re.compile(r"(?:至|到|截止|截至|期满|届满)[^。；;,，\d]{0,8}$|[-—~～]+\s*$")


@dataclass(frozen=True)
class SubleaseTerm:
    id: str = "sublease_term"
    title: str = N_("A sublease within its lease")
    why: str = N_("What is sublet beyond the lease it stands on does not bind the owner: the tenant has to go.")
    source: str = N_("Civil Code, article 717")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        heads = [found for found in contract.dates if found.day is not None and _ends_the_head_lease(found, contract)]
        days = {found.place: found for found in contract.dates}
        ends = [days[term.end] for term in contract.terms if term.end in days]
        own = [found for found in ends if found.place not in {head.place for head in heads}]
        if not heads or not own:
            return Outcome(_("no sublease with both terms"), applicable=False)
        head, last = heads[0], max(own, key=lambda found: str(found.day))
        looked_at = _("the lease ends on {head}, the sublease on {own}").format(head=head.day, own=last.day)
        if head.day is None or last.day is None or last.day <= head.day:
            return Outcome(looked_at)
        message = _("The sublease runs to {own}, the lease it stands on ends on {head}.").format(
            own=last.day, head=head.day
        )
        sides = ((_("sublease"), str(last.day)), (_("lease"), str(head.day)))
        return Outcome(looked_at, (Finding("sublease_term", "error", message, last.place, (head.place,), sides),))


def _ends_the_head_lease(found: FoundDate, contract: Contract) -> bool:
    text = contract.texts[found.place.block]
    start = max(text.rfind(mark, 0, found.place.start) for mark in "。；;\n") + 1
    ahead = text[max(start, found.place.start - 120) : found.place.start]
    return bool(_OF_THE_HEAD_LEASE.search(ahead)) and (found.purpose == "end" or bool(_ENDS.search(ahead)))
