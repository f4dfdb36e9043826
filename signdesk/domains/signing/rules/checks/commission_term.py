"""commission_term: who acts for another answers to him, is paid for what he brings about, and keeps no more than that.
Only words that say otherwise by themselves are told; what the service is worth is for the people who agree on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.checks.unfair import PARTY, C, S, Unfair, unfair_terms
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.deals import is_commission
from signdesk.domains.signing.rules.structure.wording import Wording

_PASSES_ON = r"(?:转委托|转托|转包|分包|外包|转给|交由|交给|委托给?(?:第三|他人|其他))"
_NO_LEAVE = r"(?:无[需须]|不必|毋[需须]|不需|不经)"
_PAY = r"(?:支付|给付|付清|交纳|缴纳|付)"
_FEE = r"(?:报酬|佣金|服务费|居间费|中介费|代理费|酬金|费用)"

_TERMS = (
    Unfair(
        Wording(
            rf"{_PASSES_ON}{S}{{0,30}}?{_NO_LEAVE}{S}{{0,12}}?同意|{_NO_LEAVE}{S}{{0,16}}?同意[,，]?{C}{{0,14}}?{_PASSES_ON}|有权自行将{C}{{0,12}}{_PASSES_ON}",
            holds=("转委托", "转托", "转包", "分包", "外包", "转给", "交由", "交给", "第三", "他人", "其他"),
        ),
        re.compile(rf"紧急|(?<!不)(?<!未)(?<!非)经{PARTY}{C}{{0,6}}同意"),
        N_("What is entrusted is passed on without asking who gave the order. (Civil Code, article 923)"),
    ),
    Unfair(
        Wording(
            rf"(?:第三[方人]|受转托人|转受托人|他人)的?(?:行为|过错|过失|责任|失误|工作){C}{{0,8}}(?:与{PARTY}{C}{{0,2}}无关|{PARTY}{C}{{0,4}}不(?:承担|负|予)|由{PARTY}自行)"
            r"|对(?:受转托人|转受托人|第三[方人])的?(?:行为|过错|过失|失误|工作){0,3}不(?:承担|负)",
            holds=("第三", "受转托", "转受托", "他人"),
        ),
        re.compile(r"侵权|业主|承租|不可抗力|紧急"),
        N_("Nobody answers for who carries out what was entrusted. (Civil Code, article 923)"),
    ),
    Unfair(
        Wording(
            rf"(?:放弃|不享有|无权行使|不得行使){C}{{0,10}}(?:任意|随时|单方){C}{{0,4}}解除{C}{{0,3}}权",
            holds=("解除",),
        ),
        re.compile(r"双方|各方|任何一方"),
        N_("One party alone may not take back the order, which the law lets both do. (Civil Code, article 933)"),
    ),
    Unfair(
        Wording(
            rf"(?:不得|不能|无权){C}{{0,4}}(?:单方面?|提前|中途|任意|随时){C}{{0,4}}(?:解除|终止|撤销){S}{{0,60}}?[;；,，。]?(?:而|但)?{PARTY}(?:则|却)?(?:有权|可以?){C}{{0,4}}(?:随时|单方面?|任意|提前){C}{{0,4}}(?:解除|终止|撤销)",
            holds="随单任提",
        ),
        re.compile(r"双方均|任何一方"),
        N_("One party alone may not take back the order, which the law lets both do. (Civil Code, article 933)"),
    ),
    Unfair(
        Wording(
            rf"(?:无论|不论|不管|即使){S}{{0,20}}?(?:促成|成交|过户|签订|成立|办妥|办成|办理|成功|登记|贷款){S}{{0,30}}?(?:应|须|需|必须|要){C}{{0,10}}{_PAY}{C}{{0,10}}{_FEE}",
            holds=("报酬", "佣金", "服务费", "居间费", "中介费", "代理费", "酬金", "费用"),
        ),
        re.compile(r"私下|绕[过开]|自行成交|跳单|利用|不再|无需|不支付|不得|提供的?(?:机会|信息)"),
        N_(
            "The fee is owed whatever comes of the service. Who brings about no contract has none to ask. "
            "(Civil Code, article 964)"
        ),
    ),
    Unfair(
        Wording(
            rf"(?:差价|差额|(?:超过|超出|高于|高出){C}{{0,14}}(?:部分|款项|金额)){C}{{0,4}}(?:归|作为|由){C}{{0,2}}{PARTY}{C}{{0,6}}(?:所有|取得|享有|报酬|佣金|收取)"
            rf"|{PARTY}{C}{{0,6}}(?:保留|赚取|收取|取得|获取){C}{{0,20}}差价",
            holds="差超高",
        ),
        re.compile(r"不得|不应|禁止|严禁|退|补足|面积|审计|评估"),
        N_(
            "Who acts for another keeps what the deal brings above its price, instead of a fee that was agreed. "
            "(Civil Code, articles 927, 963)"
        ),
    ),
    Unfair(
        Wording(
            rf"(?:故意|重大过失){S}{{0,24}}?不(?:承担|负){C}{{0,8}}(?:责任|赔偿)",
            holds=("故意", "重大过失"),
        ),
        re.compile(r"非因?|除外|没有|并无|无|不存在|不是"),
        N_("A party answers not even for what it does on purpose; that has no effect. (Civil Code, article 506)"),
    ),
    Unfair(
        Wording(
            rf"不对{C}{{0,24}}(?:真实|权属|产权|合法性|抵押|查封){C}{{0,16}}(?:承担|负){C}{{0,12}}(?:审查|核实|核验|保证|赔偿|任何)"
            rf"|对{C}{{0,24}}(?:真实|权属|产权|合法性|抵押|查封){C}{{0,16}}不(?:承担|负){C}{{0,12}}(?:审查|核实|核验|保证|赔偿|任何)",
            holds=("真实", "权属", "产权", "合法性", "抵押", "查封"),
        ),
        re.compile(rf"(?:委托[方人]|甲方|出租[方人]|出卖[方人]){C}{{0,4}}(?:应|须|保证|承诺)|由{C}{{0,8}}提供的"),
        N_("The broker does not have to tell truly what he knows of the deal. (Civil Code, article 962)"),
    ),
    Unfair(
        Wording(
            rf"(?:个人信息|客户信息|业主信息|用户信息|客户资料|客户数据){S}{{0,24}}?(?:用于|提供给|共享|转让|出售|对外){S}{{0,40}}?(?:无[需须]|不必|毋[需须]|不再){C}{{0,10}}(?:同意|授权|告知)",
            holds=("个人信息", "客户信息", "业主信息", "用户信息", "客户资料", "客户数据"),
        ),
        re.compile(r"法律(?:法规)?(?:另有)?规定|依法|国家机关|不得"),
        N_(
            "Data of persons are used beyond the order and without their leave. "
            "(Personal Information Protection Law, articles 13, 21)"
        ),
    ),
    Unfair(
        Wording(
            rf"(?:解除|终止|撤销){S}{{0,30}}?(?:支付|付清|交清|缴清|缴纳){C}{{0,6}}(?:全部|剩余|余下|未付|合同期内){C}{{0,8}}{_FEE}",
            holds=("全部", "剩余", "余下", "未付", "合同期内"),
        ),
        re.compile(r"双方|任何一方|已完成|已提供|已履行|实际|结算|结清|欠付|拖欠|逾期"),
        N_("Who ends the order owes the fee for all of it, for work that is not done. (Civil Code, articles 585, 933)"),
    ),
    Unfair(
        Wording(rf"(?:双倍|[两二三]倍|加倍)(?:的|支付|约定|本合同|上述)*{_FEE}", holds="倍"),
        re.compile(r"返还|退还|工资|加班|租金"),
        N_("The fee is owed several times over. (Civil Code, article 585)"),
    ),
)


@dataclass(frozen=True)
class CommissionTerm:
    id: str = "commission_term"
    title: str = N_("Who acts for another answers to him")
    why: str = N_("An order is a matter of trust; a term that breaks it is what such disputes are about.")
    source: str = N_("Civil Code, articles 923, 933, 962–964")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        if not is_commission(contract):
            return Outcome(_("nobody acts for another"), applicable=False)
        findings = tuple(
            Finding("commission_term", "warning", _(term.words), place)
            for term, place in unfair_terms(contract, _TERMS)
        )
        return Outcome(_("{count} kinds of terms").format(count=len(_TERMS)), findings)
