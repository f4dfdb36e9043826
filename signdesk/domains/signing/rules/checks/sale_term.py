"""sale_term: a sale takes from the buyer nothing that the law leaves him, and declares the price that is paid. Only
words that do so by themselves are told; whether a price or a day is a good one is for the people who agree on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.checks.unequal_penalties import unequal_penalties
from signdesk.domains.signing.rules.checks.unfair import C, S, Unfair, unfair_terms
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.deals import is_sale
from signdesk.domains.signing.rules.structure.wording import Wording

_SELLER = r"(?:甲方|出卖[方人]|卖方|出售[方人]|转让[方人]|售房人|开发商)"
_BUYER = r"(?:乙方|买受[方人]|买方|购买[方人]|受让[方人]|购房人)"
_FREE = (
    rf"(?:与{_SELLER}(?:一概|一律|概|均|都|再)?无关|{_SELLER}(?:一概|一律|概|均|都|将|亦|也)?不(?:再|予)?(?:承担|负担?|负责)"
    rf"|由{_BUYER}(?:自行|自己|自负|全部|全权){C}{{0,4}}(?:承担|负责|解决|处理))"
)
"""The seller answers for nothing."""
_NOT_RETURNED = r"不(?:再|予|作)?(?:予)?(?:退|返)|概不退|没收"
_BY_THE_BUYER = (
    rf"{_BUYER}(?:使用|装修|自行(?:改|拆|装|施工)|擅自|自身|过错|原因|人为|不当|未{C}{{0,12}}(?:通知|维护)|造成|改[造动])|(?:人为|装修|使用){C}{{0,4}}(?:不当|造成|损坏|原因)"
    rf"|保修期?(?:限)?(?:届?满|以?外|之后)|保修范围(?:以|之)?外|自然(?:损耗|老化|磨损)|正常(?:损耗|磨损|老化)|不可抗力|除外"
)

_TERMS = (
    Unfair(
        Wording(
            rf"(?:质量|瑕疵|渗漏|漏水|隐蔽工程|缺陷){S}{{0,30}}?{_FREE}"
            rf"|{_SELLER}{C}{{0,2}}对{C}{{0,16}}(?:质量|瑕疵|缺陷){C}{{0,10}}不(?:再)?(?:承担|负){C}{{0,4}}(?:责任|义务)"
            rf"|(?:{_BUYER}{C}{{0,10}})?不得(?:以|因|就){C}{{0,14}}(?:质量|瑕疵|缺陷){C}{{0,16}}(?:主张|要求|提出|追究|索赔|向{_SELLER})",
            holds="质瑕渗漏隐缺",
        ),
        re.compile(
            rf"{_BY_THE_BUYER}|经{C}{{0,8}}(?:鉴定|检测)|(?:物业|水|电|燃气|暖气|税|过户|有线电视){C}{{0,4}}费{C}{{0,10}}由"
        ),
        N_(
            "The seller answers for no defect of the home. Towards one he kept silent on it does not help him. "
            "(Civil Code, articles 497, 618)"
        ),
    ),
    Unfair(
        Wording(
            rf"(?:查封|抵押|债务|产权纠纷|权属纠纷|产权争议|权属争议){S}{{0,24}}?{_FREE}"
            rf"|(?:出现|发生|存在){C}{{0,8}}(?:产权|权属){C}{{0,8}}{_FREE}",
            holds=("查封", "抵押", "债务", "产权", "权属"),
        ),
        re.compile(
            rf"{_BUYER}(?:原因|造成|引起|产生|自身|名下|的?贷款|所欠|申请|未)|(?:交付|交房|过户|登记)(?:之?日)?(?:以|之)?后{C}{{0,6}}(?:产生|发生|新增)"
            rf"|{_BUYER}{C}{{0,10}}抵押|不可抗力|除外"
        ),
        N_(
            "The seller answers for no claim of others to the home. Who sells must see to it that nobody has one. "
            "(Civil Code, article 612)"
        ),
    ),
    Unfair(
        Wording(
            rf"(?:施工|承建|承包|建设)(?:单位|方|商|人){S}{{0,60}}?(?:不(?:视为|属于?|构成|算){C}{{0,8}}(?:违约|逾期)|不(?:承担|负){C}{{0,8}}责任|免除{C}{{0,10}}责任)"
            rf"|(?:市政|配套|供[水电气热暖]|燃气|电力|自来水){S}{{0,60}}?(?:不(?:视为|属于?|构成|算){C}{{0,8}}(?:违约|逾期)|{_SELLER}{C}{{0,4}}不(?:承担|负){C}{{0,8}}责任|免除{C}{{0,10}}责任)",
            holds=(
                "施工",
                "承建",
                "承包",
                "建设",
                "市政",
                "配套",
                "供水",
                "供电",
                "供气",
                "供热",
                "供暖",
                "燃气",
                "电力",
                "自来水",
            ),
        ),
        re.compile(
            rf"{_BUYER}(?:自行|擅自|原因|未|欠|拖欠|逾期|违反|使用)|停[水电气]|检修|维修|保修|装修|欠费|(?:向|与){C}{{0,6}}(?:部门|单位){C}{{0,4}}办理"
        ),
        N_(
            "The seller is free where others make him late; towards the buyer he answers for them. "
            "(Civil Code, article 593)"
        ),
    ),
    Unfair(
        Wording(
            rf"面积{S}{{0,24}}?(?:差异|误差|出入|不符|不一致){S}{{0,40}}?(?:不(?:再|予|作)?(?:相互)?(?:找补|退补|补差|多退少补)|互不(?:找补|退补|补差)|不退不补|不补不退"
            rf"|不得{C}{{0,14}}(?:解除|退房|退款|要求))|面积{S}{{0,40}}?(?:多不退|不退不补|互不找补|不再找补)"
            rf"|(?:不论|无论|不管){C}{{0,10}}(?:误差|差异){S}{{0,24}}?(?:多退少补|据实结算)",
            holds=("差异", "误差", "出入", "不符", "不一致", "多不退", "不退不补", "找补"),
        ),
        re.compile(
            r"按套|[0-3](?:\.\d+)?%(?:\([^()]*\))?(?:以|之)内|(?:不超过|小于|低于)\s*[0-3](?:\.\d+)?%|产权证|不动产权证?书?为准|现状"
        ),
        N_(
            "The buyer bears every difference of the area, however large. "
            "(Civil Code, article 497; Measures for the Sale of Commercial Houses, article 20)"
        ),
    ),
    Unfair(
        Wording(
            rf"(?:{_NOT_RETURNED}){C}{{0,6}}定金{S}{{0,24}}?(?:并|同时|另|且|还应|外){S}{{0,20}}?违约金"
            rf"|定金{C}{{0,4}}(?:{_NOT_RETURNED}|归{C}{{1,6}}所有){S}{{0,16}}?(?:并|同时|另|且|还应|外){S}{{0,20}}?违约金"
            rf"|双倍返还{C}{{0,6}}定金{S}{{0,12}}?(?:并|同时|另|且|还应|外){S}{{0,20}}?违约金",
            holds=("定金",),
        ),
        re.compile(r"[或选择]者?.{0,8}(?:违约金|定金)|择一|之一|不得并用|不并用|不能同时|不同时"),
        N_(
            "Earnest money and a penalty for the same breach: only one of the two can be had. (Civil Code, article 588)"
        ),
    ),
    Unfair(
        Wording(
            rf"(?:只需?|仅需?|只须|仅须|原[数额]|如数|等额|全额){C}{{0,6}}退[还回]?{C}{{0,8}}定金|退[还回]{C}{{0,6}}定金(?:即可|了事|为限|本金)",
            holds=("定金",),
        ),
        re.compile(
            rf"\A(?!.*(?:违约|反悔|悔约|另[售卖]|不卖|不再出售|拒绝|卖给|出售给|转卖|不履行))|双倍|不可抗力|贷款|按揭|政策|限购|征收|拆迁|非因|非{C}{{0,6}}原因|不可归责|不能归责|协商一致|均?不(?:构成|属于|承担)?违约|抵作|{_BUYER}{C}{{0,4}}(?:违约|原因)"
        ),
        N_(
            "A seller who breaks the contract gives back no more than the earnest money he got; he owes it twice over. "
            "(Civil Code, article 587)"
        ),
    ),
    Unfair(
        Wording(
            rf"(?:已付|已交|已支付|所付|已缴|全部)的?{C}{{0,4}}(?:款项?|房款|价款|首付款?|购房款){C}{{0,6}}(?:{_NOT_RETURNED}|(?:全部)?归{_SELLER}所有)"
            rf"|(?:没收|不予退还|不退还?){C}{{0,6}}(?:已付|已交|已支付|所付|全部){C}{{0,6}}(?:款项?|房款|价款)",
            holds=("没收", "不退", "不返", "不再", "不予", "不作", "概不", "所有"),
        ),
        re.compile(r"违约金后|扣除|抵扣|余款|剩余|其余|监管|不得(?:没收|拒绝)|中介|居间|佣金|报酬"),
        N_(
            "Everything paid is kept when the sale fails; what is more than the penalty must be given back. "
            "(Civil Code, articles 566, 585)"
        ),
    ),
    Unfair(
        Wording(
            rf"(?:降低|减少|规避|少[缴交]|节[省约]|避免|合理避|逃避|为避){C}{{0,10}}税{S}{{0,40}}?(?:网签|签约|申报|备案|过户价|合同价|成交价)"
            rf"|(?:网签|网上签约|申报|备案|过户价|合同价){S}{{0,60}}?(?:降低|减少|规避|少[缴交]|节[省约]|逃避|合理避){C}{{0,10}}税"
            rf"|不(?:计入|写入|列入|体现在|在){C}{{0,6}}(?:网签|申报|备案)|低于{C}{{0,8}}(?:价|价格|价款){C}{{0,6}}(?:网签|网上签约|申报|备案)|(?:做低|做高)(?:网签|合同|申报|评估|过户|成交)|(?:网签|合同|申报|评估){C}{{0,6}}(?:做低|做高)|阴阳合同|另(?:行)?签(?:订|署)?{C}{{0,24}}(?:用于|供|以便){C}{{0,10}}(?:过户|备案|网签|贷款|缴税|报税)|按(?:照)?(?:最低|较低){C}{{0,8}}(?:申报|网签|过户|缴税|报税)|(?:调低|调高)(?:网签|合同价|申报)"
            rf"|(?:网签|网上签约|备案|申报){C}{{0,8}}(?:价|价格|价款|金额){S}{{0,30}}?(?:仅用于|仅供|只用于|实际成交(?:价格?)?仍?以|不作为|与实际{C}{{0,6}}(?:不|无关))",
            holds=(
                "网签",
                "签约",
                "申报",
                "备案",
                "过户价",
                "合同价",
                "成交价",
                "做低",
                "做高",
                "调低",
                "调高",
                "阴阳",
                "另签",
                "另行签",
                "最低",
                "较低",
            ),
        ),
        re.compile(r"不得|禁止|严禁|如实|一致|相同|诱导"),
        N_(
            "Another price is declared than is paid. That price has no effect, and the declaration must be true. "
            "(Civil Code, article 146; Urban Real Estate Administration Law, article 35)"
        ),
    ),
    Unfair(
        Wording(
            rf"户口{S}{{0,20}}?(?:{_SELLER}{C}{{0,4}}不(?:负责|承担|予|再)|与{_SELLER}{C}{{0,4}}无关|由{_BUYER}{C}{{0,4}}(?:自行|负责|解决|处理))|不(?:负责|承担){C}{{0,6}}户口|户口{C}{{0,10}}不(?:予)?(?:迁出|迁走)",
            holds=("户口",),
        ),
        re.compile(rf"{_BUYER}{C}{{0,6}}(?:迁入|落户)|逾期|违约金"),
        N_("Nobody has to move the households out that are registered in the home; no court orders it afterwards."),
    ),
    Unfair(
        Wording(
            rf"{_SELLER}(?:有权|可以?|得){C}{{0,16}}(?:变更|调整|修改|更改){C}{{0,8}}(?:规划|设计|户型|交付标准|装修标准|建筑材料)",
            holds=("规划", "设计", "户型", "标准", "建筑材料"),
        ),
        re.compile(rf"(?:书面)?通知{_BUYER}|{_BUYER}{C}{{0,6}}(?:有权|可以?)|同意|退房|解除合同并"),
        N_("The seller may change what he sells without asking the buyer. (Civil Code, articles 497, 543)"),
    ),
    Unfair(
        Wording(
            rf"(?:缴|交|付|结)(?:清|纳|齐|付)?{C}{{0,24}}(?:物业(?:服务|管理)?费|契税|办证费){S}{{0,24}}?(?:方可|才可|才能|方能|否则|有权拒绝|可以拒绝|拒绝)"
            rf"{S}{{0,14}}?(?:交付|交房|收房|钥匙|入住|交楼)",
            holds=("物业", "契税", "办证费"),
        ),
        re.compile(rf"不得|不应|不能以|非经|{_SELLER}(?:应当?|须|负责|已)?{C}{{0,6}}(?:结清|缴清|付清|交清)"),
        N_("The home is handed over against fees and taxes that are no part of its price. (Civil Code, article 497)"),
    ),
    Unfair(
        Wording(
            rf"(?:屋面|屋顶|楼顶|外墙|外立面|架空层|绿地|道路){C}{{0,20}}(?:使用权|所有权|收益权?|经营权|冠名权|权益){C}{{0,4}}(?:归|属于?){C}{{0,2}}{_SELLER}",
            holds=("屋面", "屋顶", "楼顶", "外墙", "外立面", "架空层", "绿地", "道路"),
        ),
        re.compile(r"业主|全体|共有"),
        N_("The seller keeps parts of the building that belong to all owners. (Civil Code, articles 271, 273, 282)"),
    ),
    Unfair(
        Wording(
            rf"{_SELLER}{S}{{0,24}}?有权{C}{{0,6}}(?:根据|按照?|视|随){C}{{0,6}}(?:市场|行情){C}{{0,6}}(?:调整|提高|上调|变更){C}{{0,6}}(?:价|房款)",
            holds=("市场", "行情"),
        ),
        re.compile(r"协商|同意|双方"),
        N_("The seller alone changes the price. (Civil Code, articles 497, 543)"),
    ),
    Unfair(
        Wording(
            rf"(?:贷款|按揭|公积金){S}{{0,30}}?(?:未获|未能|不能|没有|未予|不予|不足|不成|失败|未通过|不获){S}{{0,24}}?(?:视为|属于?|构成|按){C}{{0,2}}{_BUYER}{C}{{0,6}}违约",
            holds="贷揭积",
        ),
        re.compile(
            rf"因{_BUYER}|{_BUYER}{C}{{0,6}}(?:自身|原因|过错|隐瞒|未按|不配合|逾期|拖延)|不可归责|非{_BUYER}|资信|征信|虚假|自筹|现金"
        ),
        N_("The buyer breaks the contract where the bank gives no loan, whatever the cause. (Civil Code, article 497)"),
    ),
    Unfair(
        Wording(
            rf"{_SELLER}(?:有权|可以?){C}{{0,10}}(?:延期|推迟|顺延|延后){C}{{0,8}}(?:交付|交房|交楼){S}{{0,24}}?不(?:承担|负|视为|构成)"
            rf"|逾期(?:交付|交房|交楼){C}{{0,16}}[日天月](?:以内|之内|内){C}{{0,6}}[,，]?{C}{{0,6}}不(?:承担|负|视为|构成)",
            holds=("延期", "推迟", "顺延", "延后", "逾期交"),
        ),
        re.compile(r"不可抗力|双方|任何一方|经.{0,6}同意"),
        N_("The seller may be late without answering for it. (Civil Code, articles 497, 577)"),
    ),
    Unfair(
        Wording(rf"{_SELLER}(?:有权|可以?){C}{{0,6}}(?:将|以|用){C}{{0,24}}(?:抵押|担保)", holds=("抵押", "担保")),
        re.compile(rf"注销|解除抵押|涤除|经{_BUYER}|{_BUYER}{C}{{0,4}}同意|不得"),
        N_("The seller may mortgage what he has sold. (Civil Code, article 612)"),
    ),
    Unfair(
        Wording(
            rf"(?:政策|限购|限贷|税收|法规){S}{{0,40}}?(?:定金|已付{C}{{0,4}}款){C}{{0,4}}(?:{_NOT_RETURNED})",
            holds=("政策", "限购", "限贷", "税收", "法规"),
        ),
        re.compile(rf"{_BUYER}{C}{{0,8}}(?:违约|隐瞒|过错|虚假)|不得"),
        N_("The buyer loses his money for what is nobody's fault. (Civil Code, articles 497, 566)"),
    ),
    Unfair(
        Wording(
            rf"{_SELLER}{C}{{0,14}}(?:违约金|赔偿|责任){C}{{0,12}}(?:以|不超过|最高|上限){C}{{0,16}}?(?:(?<![\d.])[0-3](?:\.\d+)?%|百分之[一二三](?!十)|千分之|万分之){C}{{0,4}}(?:为限|$|(?=[,，。；;]))",
            holds=("%", "分之"),
        ),
        re.compile(rf"双方|任何一方|各方|{_BUYER}的?(?:违约|赔偿)|每日|按日|逾期一日"),
        N_(
            "What the seller answers for is capped far below a loss; the buyer may ask for more. "
            "(Civil Code, article 585)"
        ),
    ),
    Unfair(
        Wording(
            rf"(?:广告|宣传|楼书|沙盘|样板[房间]|展示){S}{{0,40}}?(?:不(?:作为|构成|视为|属于){C}{{0,10}}(?:合同|交付|要约|承诺|依据|组成)|仅供参考|仅(?:作)?为?要约邀请)",
            holds=("广告", "宣传", "楼书", "沙盘", "样板", "展示"),
        ),
        re.compile(r"具体确定|重大影响|除外|但[是书]?"),
        N_(
            "Nothing the seller advertises counts; what he promised definitely and what moved the price is part of the "
            "contract. (Judicial interpretation on sales of commercial houses, article 3)"
        ),
    ),
)


@dataclass(frozen=True)
class SaleTerm:
    id: str = "sale_term"
    title: str = N_("No right taken from the buyer")
    why: str = N_("A home is bought once; what such a term takes is fought over in court for years.")
    source: str = N_("Civil Code, articles 497, 585–588, 593, 612, 618")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        if not is_sale(contract):
            return Outcome(_("no sale"), applicable=False)
        findings = [
            Finding("sale_term", "warning", _(term.words), place) for term, place in unfair_terms(contract, _TERMS)
        ]
        for buyers, sellers, place, other in unequal_penalties(contract):
            words = _("A day of delay costs the seller {seller} %, the buyer {buyer} %. (Civil Code, articles 6, 497)")
            findings.append(
                Finding("sale_term", "warning", words.format(seller=sellers, buyer=buyers), place, (other,))
            )
        return Outcome(_("{count} kinds of terms").format(count=len(_TERMS) + 1), tuple(findings))
