"""Terms that take from one party what the law leaves to everybody, in a contract of any kind."""

from __future__ import annotations

import re

from signdesk.core.i18n import N_
from signdesk.domains.signing.rules.checks.one_sided.term import Term
from signdesk.domains.signing.rules.checks.unfair import PARTY, C, S
from signdesk.domains.signing.rules.structure.wording import Wording

_MAY = rf"{C}{{0,4}}(?<![不无])(?:有权|可以?|得)"
_MONEY = r"(?:押金|保证金|定金|租金|款项?|费用?|佣金|报酬)"
_BOTH = re.compile(r"双方|任何一方|各方|均可|对方")

TERMS = (
    Term(
        "interpretation",
        Wording(
            rf"解释权{C}{{0,6}}(?:归|由|属于?|为){PARTY}|{PARTY}{C}{{0,16}}(?:享有|拥有|保留|具有){C}{{0,8}}解释权",
            holds="释",
        ),
        None,
        _BOTH,
        N_("One party alone says what the contract means."),
        (N_("Civil Code, article 498"),),
        where="any",
    ),
    Term(
        "liability",
        Wording(
            rf"(?:人身|伤亡|伤害|死亡|安全事故|意外事故){S}{{0,60}}?{PARTY}(?:(?:一概|概|一律|均|都)?不(?:予|再)?(?:负责|负任何|承担任何)|(?:概|均|一律|一概)不承担)"
            rf"|(?:人身|伤亡|伤害|死亡|安全事故|意外事故){S}{{0,60}}?与{PARTY}(?:一概|概|均)?无关",
            holds="伤亡故身",
        ),
        None,
        re.compile(
            rf"(?:因|由于?|系){PARTY}{C}{{0,12}}(?:原因|过错|过失|不当|违反|擅自|造成|导致|引起)|{PARTY}(?:自身|自己|的?过错|原因|擅自|违反)"
            r"|自身原因|使用不当|操作不当|不可抗力|除外|第三[方者人]|擅自|违规"
        ),
        N_("A party answers for no injury, whatever caused it; that has no effect."),
        (N_("Civil Code, article 506"),),
        where="any",
    ),
    Term(
        "leave",
        Wording(
            rf"{PARTY}{C}{{0,12}}不得以{S}{{0,24}}?(?:理由|原因|借口|方式){C}{{0,10}}(?:解除|终止|退租|退房|要求退|减免)"
            rf"|{PARTY}(?:在?任何情况下|(?:无论|不论|不管){C}{{0,8}}?)[,，]?(?:均|都|也)?(?:不得|不能|无权){C}{{0,6}}(?:解除|终止|退租|退房)",
            holds=("不得以", "任何情况", "无论", "不论", "不管"),
        ),
        None,
        _BOTH,
        N_("A party may never end the contract, not even where the law lets it."),
        (N_("Civil Code, articles 497, 563"),),
        where="any",
    ),
    Term(
        "payment",
        Wording(
            rf"{_MONEY}{S}{{0,24}}?(?:概|一律|一经|无论|不论|不管){S}{{0,12}}?不(?:予|再|作)?(?:退|返)"
            rf"|(?:无论|不论|不管){S}{{0,24}}{_MONEY}{C}{{0,8}}不(?:予|再|作)?(?:退|返)",
            holds="退返",
        ),
        None,
        re.compile(r"违约|逾期|擅自|违反|提前|拖欠|过错|拒绝|拒不|单方|反悔"),
        N_("Money is never given back, whoever the contract fails by."),
        (N_("Civil Code, articles 497, 566"),),
        where="any",
    ),
    Term(
        "court",
        Wording(
            rf"{PARTY}{C}{{0,10}}(?:不得|无权|不能|不就){C}{{0,14}}(?:提起诉讼|起诉|申请仲裁|提起仲裁|投诉|举报|上访)"
            rf"|{PARTY}{C}{{0,10}}放弃{C}{{0,20}}(?:诉讼|起诉|仲裁|投诉|举报|追究|追索|索赔|抗辩|请求赔偿|要求赔偿|提出异议)"
            rf"|{PARTY}{C}{{0,10}}(?:不得|无权|不能)向{C}{{0,14}}反映",
            holds=("诉", "仲裁", "举报", "上访", "追究", "追索", "索赔", "抗辩", "求赔偿", "异议", "反映"),
        ),
        None,
        re.compile(
            rf"双方|任何一方|各方|终局|裁决|先诉|不可抗力|征收|拆迁|视为|未{C}{{0,12}}的[,，]|代为|授权|诉讼请求"
        ),
        N_("A party gives up the way to court, to arbitration or to the authorities."),
        (N_("Civil Code, article 497"),),
        where="any",
    ),
    Term(
        "rent_at_will",
        Wording(
            rf"{PARTY}{_MAY}{C}{{0,8}}(?:随时|单方面?|自行|任意){C}{{0,6}}(?:调整|调高|上调|提高|变更|修改|涨){S}{{0,12}}(?:租金|价格|单价|费用|收费|标准|合同|条款|协议|内容)"
            rf"|{PARTY}{C}{{0,4}}保留{C}{{0,12}}(?:调整|变更|修改){C}{{0,16}}权",
            holds=("随时", "单方", "自行", "任意", "保留"),
        ),
        None,
        re.compile(r"协商|同意|书面确认|政府|国家|物价(?:局|部门)|主管部门|供[水电气]|双方"),
        N_("One party alone changes the price or the contract."),
        (N_("Civil Code, articles 497, 543"),),
        where="any",
    ),
)
