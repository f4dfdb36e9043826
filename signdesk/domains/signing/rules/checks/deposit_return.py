"""deposit_return: the lease of a home says when its deposit comes back. How much it may be is another check's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.homes import of_a_home
from signdesk.domains.signing.rules.structure.wording import Wording

_LEASE = Wording(r"租赁|承租|出租|转租|合租|租房", holds="租")
_PAID = Wording(
    r"(?:押金|(?:租赁|履约|房屋)?保证金)[^。；;\n]{0,16}?(?:\d[\d,]*(?:\.\d+)?\s*元|[一二两三壹贰叁\d]个?月)|押[一二三]付",
    holds=("押金", "保证金", "押一", "押二", "押三"),
)
_BACK = re.compile(r"(?:退还|返还|退回|归还|退给|还给|返给|结退|[,，]退|退|返)")
_WHEN = re.compile(
    r"(?<!提前)(?<![\d一二三四五六七八九十])(?:\d{1,3}|[一二两三四五六七八九十壹贰叁伍拾]{1,3}|半)\s*[)】\]]?\s*个?(?:工作)?(?:[日天周月]|小时|星期)"
    r"|当[日天场时]|即[时日]|立即|同时|同日|次日|之日|一次性|一并|及时"
    r"|(?:交还|返还|退房|退租|搬[离出]|腾房|验收|验房|结清|期满|届满|到期|终止|解除)[^。；;,，]{0,16}(?:时|后[,，]?[^。；;]{0,4}(?:即|立即|马上))"
)
_AT_THE_END = re.compile(r"(?:期满|届满|到期|终止|解除|退租|退房|搬离|交还|结清)[^。；;]{0,60}(?:退|返)")
"""Owed when the lease ends, which is a time, though one that is argued about."""
_NO_LEASE_YET = re.compile(
    r"定金(?:协议|合同|书|收)|认租|预定|意向|^(?!.*租赁合同)[^\n]{0,20}委托[^\n]{0,10}(?:合同|协议|书)"
)
_END = re.compile(r"[。；;\n]")
_LINES_BEHIND = 3
"""Lines that may go on about a deposit without naming it again."""


@dataclass(frozen=True)
class DepositReturn:
    id: str = "deposit_return"
    title: str = N_("Return of the deposit agreed on")
    why: str = N_("Without a day nobody can say from when on the deposit is owed, and it is what tenants sue for most.")
    source: str = N_("Ordinance on Residential Leases, article 10")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        body = contract.body
        paid = next(body.find(_PAID), None)
        if paid is None or not body.has(_LEASE) or not of_a_home(body) or _before_a_lease(contract):
            return Outcome(_("no deposit of a home's lease"), applicable=False)
        block, match = paid
        said = list(_returns(contract))
        if any(_WHEN.search(sentence) for _place, sentence in said):
            return Outcome(_("{count} sentences on the deposit's return").format(count=len(said)))
        looked_at = _("{count} sentences on the deposit's return").format(count=len(said))
        if not said:
            message = _("Nothing says when the deposit comes back, and what may be deducted from it.")
            place = Place(block.number, match.start(), match.end())
            return Outcome(looked_at, (Finding("deposit_return", "warning", message, place),))
        message = _("The deposit comes back on no day: agree on one, and on what may be deducted.")
        at_the_end = any(_AT_THE_END.search(sentence) for _place, sentence in said)
        return Outcome(
            looked_at, (Finding("deposit_return", "info" if at_the_end else "warning", message, said[0][0]),)
        )


def _before_a_lease(contract: Contract) -> bool:
    return any(_NO_LEASE_YET.search(text) for _block, text in contract.body[:3])


def _returns(contract: Contract) -> Iterator[tuple[Place, str]]:
    """Sentences in which something is given back, near where a deposit is named."""
    named = contract.body.places(("押金", "保证金"))
    near = sorted({index for first in named for index in range(first, first + 1 + _LINES_BEHIND)})
    for index in near:
        if index < len(contract.body):
            block, text = contract.body[index]
            start = 0
            for end in (*(found.start() for found in _END.finditer(text)), len(text)):
                sentence = text[start:end]
                back = _BACK.search(sentence)
                if back and (index in named or "无息" in sentence or "扣" in sentence):
                    yield Place(block.number, start + back.start(), start + back.end()), sentence
                start = end + 1
