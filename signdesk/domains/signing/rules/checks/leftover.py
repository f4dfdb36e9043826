"""leftover: nothing is left of the template's instructions or of another contract: its number, or an account in the
name of somebody who is no party."""

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
from signdesk.domains.signing.rules.structure.normal import normal, squeezed
from signdesk.domains.signing.rules.structure.sentences import line_at
from signdesk.domains.signing.rules.structure.strangers import find_strangers
from signdesk.domains.signing.rules.structure.wording import Wording

_NOTE = Wording(
    r"(?=[起填编拟模范示请如若签使打定正本此仅供(\[【])(?:"  # asked of each place first: most are none of these
    r"(?:起草|填写|填表|编写|拟稿|模板|范本)(?:说明|提示|须知|注意)|起草人|(?:示范文本|范本|模板)[^。；;]{0,16}(?:制定|使用前|供参考)"
    r"|请(?:根据|按照?|依据|结合|视)[^。；;]{0,16}(?:修改|填写|选择|选用|删除|删减|调整|增减)"
    r"|(?:如|若)(?:无|没有|不需要|不适用)[^。；;,，]{0,12}(?:请|可|应)?(?:自行)?删(?:除|去|掉)"
    r"|(?:签约|签订|使用|打印|定稿|正式)[前时后][^。；;]{0,8}删(?:除|去|掉)|请(?:自行)?删(?:除|去|掉)|(?:本[条款句段]|此处)可删"
    r"|\((?:请)?(?:如实)?(?:填写|填入|注明|写明|选填|选择填写|删除不适用|划掉|勾选)[^()。]{0,20}\)"
    r"|\((?![^()]*(?:当日|届时|交接|双方|交付时|验收时))[^()。]{0,16}(?:填写|选填|填[“\"][^()”\"]{1,6}[”\"]|可根据实际[^()]{0,8}|视(?:具体)?情况而定|删减|增减|可另?附图?|自行(?:约定|选择))\)"
    r"|[\[【(]\s*(?:视情况|可选|选用|备选|二选一|任选其一|任选一项)\s*[\]】)]|[\[【(]\s*(?:如适用|若适用|如有)\s*[\]】)](?=\s*(?:$|[^\s一-鿿,，、;；]))"
    r"|[\[【(]\s*(?:注|备注|说明|提示)\s*[:：][^()\[\]【】]{2,40}[\]】)]"
    r"|\((?:原告|被告|甲方|乙方|出租方|承租方|买方|卖方)/(?:原告|被告|甲方|乙方|出租方|承租方|买方|卖方)\)(?=所在地|住所地|承担|负担)"
    r"|(?:此处|本处)(?:填写|填入|插入|粘贴|补充)|仅?供参考[,，](?=[^。；;]{0,4}请))",
    holds=(
        "起草",
        "填",
        "编写",
        "拟稿",
        "模板",
        "范本",
        "范文本",
        "修改",
        "选择",
        "选用",
        "选填",
        "勾选",
        "划掉",
        "删",
        "调整",
        "增减",
        "注明",
        "写明",
        "视",
        "附",
        "自行",
        "可选",
        "备选",
        "选一",
        "任选",
        "适用",
        "如有",
        "注",
        "可根据",
        "备注",
        "说明",
        "提示",
        "粘贴",
        "插入",
        "补充",
        "参考",
        "/",
    ),
)
_NUMBER = re.compile(
    r"(?<![一-鿿》(])(?:合\s*同|协\s*议)\s*编\s*号\s*:\s*(?P<number>[A-Za-z0-9一-鿿〔〕\[\]()/-]{4,40})(?<![年月日])"
)
HEAD = 12
"""Blocks that are the head of a contract without numbered clauses."""

_HOLDER = Wording(
    r"(?:户\s*名|[账帐]户名称?|开户名称?|收款人|收款单位)(?:\([^()]*\))?\s*[:为是]?\s*(?P<name>[一-鿿A-Za-z·()]{2,40})",
    holds="户收",
)
_HELD_BY_A_THIRD = re.compile(r"监管|托管|存管|共管|法院|公积金|税务|财政|物业|代收|指定")
_NOT_A_NAME = re.compile(
    r"开户|账号|帐号|银行$|如下|以下|信息|应|须|变更|甲方|乙方|丙方|出租|承租|出卖|买受|委托|受托|的|为|与|一致"
)


@dataclass(frozen=True)
class Leftover:
    id: str = "leftover"
    title: str = N_("Nothing left of another text")
    why: str = N_("An instruction or a name left from a template or another deal becomes part of the contract.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        findings = [
            *_notes(contract),
            *_other_number(contract, facts),
            *_strange_holders(contract, facts),
            *_strangers(contract, facts),
        ]
        return Outcome(_("{count} paragraphs and cells").format(count=len(contract.body)), tuple(findings))


def _notes(contract: Contract) -> Iterator[Finding]:
    """One finding a line, from the first to the last word that gives it away."""
    for block, start, line in contract.body.lines(_NOTE.holds):
        notes = list(_NOTE.pattern.finditer(line))
        if notes:
            place = Place(block.number, start + notes[0].start(), start + notes[-1].end())
            message = _("“{words}” is an instruction for whoever fills in the template.")
            yield Finding("leftover", "warning", message.format(words=contract.model.excerpt(place)), place)


def _other_number(contract: Contract, facts: CaseFacts) -> Iterator[Finding]:
    """A contract number at the head or in a header or footer that is not the case's."""
    first = contract.headings[0].place.block if contract.headings else HEAD
    for block in contract.model.blocks if facts.contract_no else ():
        if block.number > first and block.kind not in ("header", "footer"):
            continue
        for match in _NUMBER.finditer(normal(block.text)):
            if squeezed(match["number"]) != squeezed(facts.contract_no):
                place = Place(block.number, match.start("number"), match.end("number"))
                message = _("The contract's number is {found} here, {expected} in the case.").format(
                    found=match["number"], expected=facts.contract_no
                )
                yield Finding("leftover", "warning", message, place)


_STRANGERS = {
    "role": N_("“{words}” is a party of another kind of contract."),
    "thing": N_("“{words}”: the contract speaks of no such thing elsewhere."),
    "contract": N_("“{words}” is the name of another kind of contract."),
    "company": N_("“{words}” is no party, but has rights or duties here."),
    "person": N_("“{words}” is no party."),
    "elsewhere": N_("“{words}” is another place than the one this contract is about."),
    "place": N_("“{words}”: the contract says something else of this address elsewhere."),
}


def _strangers(contract: Contract, facts: CaseFacts) -> Iterator[Finding]:
    known = {party.name for party in facts.parties} | {each.name for each in contract.declarations if each.name}
    for stranger in find_strangers(contract, frozenset(known)):
        message = _(_STRANGERS[stranger.kind]).format(words=stranger.words)
        yield Finding("leftover", "warning", message, stranger.place, stranger.others)


def _strange_holders(contract: Contract, facts: CaseFacts) -> Iterator[Finding]:
    """Accounts in the name of nobody the contract or the case knows."""
    known = [party.name for party in facts.parties] or [each.name for each in contract.declarations if each.name]
    if not known:
        return
    whole = [squeezed(name) for name in known]
    for block, match in contract.body.find(_HOLDER):
        name = match["name"].strip()
        if _NOT_A_NAME.search(name) or any(squeezed(name) in each or each in squeezed(name) for each in whole):
            continue
        if not _HELD_BY_A_THIRD.search(line_at(match.string, match.start())):
            message = _("The account is in the name of “{name}”, who is no party.").format(name=name)
            place = Place(block.number, match.start("name"), match.end("name"))
            yield Finding("leftover", "warning", message, place)
