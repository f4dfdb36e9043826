"""one_sided_term: no term takes from one party what the law leaves to everybody. Only words that do so by themselves
are told; whether a bargain is hard is for the people who make it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.wording import Wording
from signdesk.domains.signing.rules.unfair import PARTY, C, S, Unfair, unfair_terms

_MAY = rf"{C}{{0,4}}(?<![不无])(?:有权|可以?|得)"
_MONEY = r"(?:押金|保证金|定金|租金|款项?|费用?|佣金|报酬)"
_BOTH = re.compile(r"双方|任何一方|各方|均可|对方")


_TERMS = (
    Unfair(
        Wording(
            rf"解释权{C}{{0,6}}(?:归|由|属于?|为){PARTY}|{PARTY}{C}{{0,16}}(?:享有|拥有|保留|具有){C}{{0,8}}解释权",
            holds="释",
        ),
        _BOTH,
        N_("One party alone says what the contract means. (Civil Code, article 498)"),
    ),
    Unfair(
        Wording(
            rf"(?:人身|伤亡|伤害|死亡|安全事故|意外事故){S}{{0,60}}?{PARTY}(?:(?:一概|概|一律|均|都)?不(?:予|再)?(?:负责|负任何|承担任何)|(?:概|均|一律|一概)不承担)"
            rf"|(?:人身|伤亡|伤害|死亡|安全事故|意外事故){S}{{0,60}}?与{PARTY}(?:一概|概|均)?无关",
            holds="伤亡故身",
        ),
        re.compile(
            rf"(?:因|由于?|系){PARTY}{C}{{0,12}}(?:原因|过错|过失|不当|违反|擅自|造成|导致|引起)|{PARTY}(?:自身|自己|的?过错|原因|擅自|违反)"
            r"|自身原因|使用不当|操作不当|不可抗力|除外|第三[方者人]|擅自|违规"
        ),
        N_("A party answers for no injury, whatever caused it; that has no effect. (Civil Code, article 506)"),
    ),
    Unfair(
        Wording(
            rf"{PARTY}{C}{{0,12}}不得以{S}{{0,24}}?(?:理由|原因|借口|方式){C}{{0,10}}(?:解除|终止|退租|退房|要求退|减免)"
            rf"|{PARTY}(?:在?任何情况下|(?:无论|不论|不管){C}{{0,8}}?)[,，]?(?:均|都|也)?(?:不得|不能|无权){C}{{0,6}}(?:解除|终止|退租|退房)",
            holds="解终退减",
        ),
        _BOTH,
        N_("A party may never end the contract, not even where the law lets it. (Civil Code, articles 497, 563)"),
    ),
    Unfair(
        Wording(
            rf"{_MONEY}{S}{{0,24}}?(?:概|一律|一经|无论|不论|不管){S}{{0,12}}?不(?:予|再|作)?(?:退|返)"
            rf"|(?:无论|不论|不管){S}{{0,24}}{_MONEY}{C}{{0,8}}不(?:予|再|作)?(?:退|返)",
            holds="退返",
        ),
        re.compile(r"违约|逾期|擅自|违反|提前|拖欠|过错|拒绝|拒不|单方|反悔"),
        N_("Money is never given back, whoever the contract fails by. (Civil Code, articles 497, 566)"),
    ),
    Unfair(
        Wording(
            rf"{PARTY}{C}{{0,10}}(?:不得|无权|不能){C}{{0,14}}(?:提起诉讼|起诉|申请仲裁|提起仲裁|投诉|举报|上访)"
            rf"|{PARTY}{C}{{0,10}}放弃{C}{{0,20}}(?:诉讼|起诉|仲裁|投诉|举报|追究|追索|索赔|抗辩|请求赔偿|要求赔偿)",
            holds="诉仲举访追索抗赔",
        ),
        re.compile(
            rf"双方|任何一方|各方|终局|裁决|先诉|不可抗力|征收|拆迁|视为|未{C}{{0,12}}的[,，]|代为|授权|诉讼请求"
        ),
        N_("A party gives up the way to court, to arbitration or to the authorities. (Civil Code, article 497)"),
    ),
    Unfair(
        Wording(
            rf"{PARTY}{_MAY}{C}{{0,8}}(?:随时|单方面?|自行|任意){C}{{0,6}}(?:调整|调高|上调|提高|变更|修改|涨){S}{{0,12}}(?:租金|价格|单价|费用|收费|标准|合同|条款|协议|内容)"
            rf"|{PARTY}{C}{{0,4}}保留{C}{{0,12}}(?:调整|变更|修改){C}{{0,16}}权",
            holds="随单自任留",
        ),
        re.compile(r"协商|同意|书面确认|政府|国家|物价|主管部门|供[水电气]|双方"),
        N_("One party alone changes the price or the contract. (Civil Code, articles 497, 543)"),
    ),
)
_OF_A_TENANT = (
    Unfair(
        Wording(
            rf"{PARTY}{_MAY}{C}{{0,12}}(?:随时|任意|无条件){C}{{0,10}}(?:解除|终止|收回|提前收)",
            holds="随任件",
        ),
        re.compile(
            rf"双方|任何一方|各方|不定期|委托|赔偿|提前{C}{{0,10}}通知|的[,，]|[如若]|逾期|违约|违反|拖欠|发现|情形|否则|合理期限|期限{S}{{0,6}}届满"
        ),
        N_("One party may end the contract at any time and for no reason. (Civil Code, article 497)"),
    ),
    Unfair(
        Wording(
            rf"{PARTY}{C}{{0,12}}(?<![不得能])(?:随时|任意|自行|直接)(?:进入|入内|入户|开门|开锁)", holds="随任自直"
        ),
        re.compile(r"紧急|危及|险情|火灾|漏水|通知|同意|陪同|在场|预约|腾退|届满|解除|终止|承租[方人]|乙方可|乙方有权"),
        N_("The home is entered without asking who lives in it. (Civil Code, article 1033)"),
    ),
)
"""Terms of a lease only: who gives an order may take it back at any time (Civil Code, article 933)."""
_LOAN = Wording(r"租金(?:分期)?贷款?|租金分期|租房贷|消费(?:分期)?贷款?|分期贷款", holds="贷期")
_OF_A_LEASE = Wording(r"承租|租赁", holds="租")


@dataclass(frozen=True)
class OneSidedTerm:
    id: str = "one_sided_term"
    title: str = N_("No right taken from one side")
    why: str = N_("A term that frees one side alone falls away in court, and the dispute begins with it.")
    source: str = N_("Civil Code, articles 496, 497, 506")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        terms = _TERMS + _OF_A_TENANT if contract.body.has(_OF_A_LEASE) else _TERMS
        findings = [
            Finding("one_sided_term", "warning", _(term.words), place) for term, place in unfair_terms(contract, terms)
        ]
        findings += _loan(contract)
        return Outcome(_("{count} kinds of terms").format(count=len(_TERMS) + len(_OF_A_TENANT) + 1), tuple(findings))


def _loan(contract: Contract) -> list[Finding]:
    """A lease whose rent is paid by a loan is told once, however often it speaks of it."""
    places = [Place(block.number, match.start(), match.end()) for block, match in contract.body.find(_LOAN)]
    if not places or not contract.body.has(_OF_A_LEASE):
        return []
    words = _("The rent is paid by a loan in the tenant's name; the debt stays when the lease ends.")
    return [Finding("one_sided_term", "warning", words, places[0], tuple(places[1:]))]
