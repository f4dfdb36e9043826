"""What is let and by whom: without the owner, with a defect of title that who rents shall bear, in rooms nobody may
live in, against the tax office."""

from __future__ import annotations

from signdesk.core.i18n import N_
from signdesk.domains.signing.rules.checks.one_sided.term import term

_OWNER = r"(?:房东|产权人|业主|原出租[方人]|所有权人|原甲方|大房东)"
_AT_ITS_RISK = (
    r"不对[^。；;,，]{0,8}(?:产权|权属)[^。；;,，]{0,8}(?:负责|承担)"
    r"|乙方[^。；;]{0,20}(?:知悉|知晓|已知|明知|了解|自愿|承担|自负)|与甲方无关|甲方不(?:承担|负)"
)

TERMS = (
    term(
        "owner",
        "房东 产权人 业主 原出租 所有权人",
        also=rf"(?:未|没有|无需|无须|不需|不必)[^。；;,，]{{0,10}}(?:(?:取得|征得|经)[^。；;,，]{{0,10}})?{_OWNER}[^。；;,，]{{0,8}}同意|(?:未|没有|不)(?:告知|通知){_OWNER}|(?:是否同意|同意与否)[^。；;]{{0,20}}(?:无关|不影响)"
        rf"|{_OWNER}[^。；;]{{0,20}}(?:收回|收房|解除|终止)[^。；;]{{0,50}}(?:自动终止|甲方不(?:承担|负)|与甲方无关|不承担(?:违约|任何|赔偿))|甲方[与和]{_OWNER}[^。；;,，]{{0,12}}(?:终止|解除)[^。；;]{{0,24}}乙方[^。；;,，]{{0,6}}(?:立即|无条件|搬)",
        fair=r"乙方[^。；;,，]{0,8}转租|不得|甲方(?:应|须)[^。；;]{0,12}(?:退|赔)|业主(?:委员会|大会|公约)",
        told=N_("Let by somebody who does not own it, at the risk of who rents; a sublease needs the owner's consent."),
        law=(N_("Civil Code, articles 716, 718"),),
    ),
    term(
        "title",
        "产权纠纷 权属纠纷 权属争议 产权争议 产权问题 产权不清 产权真实 权属真实",
        also=_AT_ITS_RISK,
        fair=r"甲方(?:承担|负责|赔偿|应|保证|须)|保证",
        told=N_("Claims of others to the house are laid on who rents; it may end the lease and claim its loss."),
        law=(N_("Civil Code, articles 723, 724"),),
    ),
    term(
        "title",
        "违章 违建 违法建筑 产权证 房产证 小产权 规划许可",
        also=r"(?:系|为|属于?|是)(?:违章|违建|违法建筑|小产权)|(?:未|没有|尚未|无)(?:取得|办理|办)?[^。；;,，]{0,8}(?:产权证|房产证|规划许可)[^。；;]{0,80}(?:乙方|甲方不)",
        fair=r"不得|不(?:是|属于|存在)|非(?:违|小)|保证|承诺|(?<!违章)(?<!违法)搭建|甲方(?:承担|负责|应)|正在办理|如[^。；;,，]{0,6}为违",
        told=N_("A lease of what was built without a permit has no effect."),
        law=(N_("Judicial Interpretation on Leases of Urban Buildings, article 2"),),
    ),
    term(
        "title",
        "共有人 共有权人",
        also=r"(?:未|没有|无需|无须|不需)[^。；;,，]{0,10}(?:共有人|共有权人)[^。；;,，]{0,8}同意|共有(?:权)?人[^。；;,，]{0,12}(?:未|不|异议|反对)[^。；;]{0,30}(?:与甲方无关|甲方不(?:承担|负)|乙方[^。；;,，]{0,6}(?:承担|自负))",
        fair=r"甲方(?:承担|负责|应|保证|须)|保证|不得|乙方[^。；;,，]{0,4}共有",
        told=N_("Let without the consent of those who own it together with who lets, at the risk of who rents."),
        law=(N_("Civil Code, articles 301, 723"),),
    ),
    term(
        "title",
        "查封 抵押",
        also=r"(?:已被|已经|已)[^。；;,，]{0,10}(?:查封|抵押)[^。；;]{0,30}(?:乙方[^。；;]{0,20}(?:风险|自负|不得|放弃|自行承担)|甲方不(?:承担|负))|乙方(?:知悉|知晓|已知|明知)[^。；;]{0,30}(?:查封|抵押)[^。；;]{0,30}(?:风险|自负|承担)",
        fair=r"未被|不存在|没有|保证|甲方(?:承担|应|负责)",
        told=N_(
            "The house is sealed or mortgaged and who rents bears what comes of it; it may end the lease where it "
            "cannot use it."
        ),
        law=(N_("Civil Code, articles 405, 724"),),
    ),
    term(
        "title",
        "消防验收 消防手续 消防审批 消防合格 消防备案",
        also=r"(?:未|没有|尚未)[^。；;,，]{0,10}消防[^。；;]{0,80}(?:乙方[^。；;,，]{0,8}(?:承担|自负|知)|甲方不(?:承担|负))",
        fair=r"不得|乙方[^。；;,，]{0,10}(?:装修|办理|经营)|甲方(?:应|负责|承担)|保证",
        told=N_("The rooms lack what fire safety demands, at the risk of who rents."),
        law=(N_("Civil Code, article 708"),),
        of_a_home=N_("Ordinance on Residential Leases, article 7"),
    ),
    term(
        "delivery",
        "清退 腾空 清场 原承租 前承租 上一轮 上一任 前租户 前租客",
        also=r"乙方[^。；;]{0,8}(?:须|应|负责|承担|自行)[^。；;]{0,20}(?:原|前|上一[轮任]|现)[^。；;,，]{0,4}(?:承租|乙方|租[户客])[^。；;]{0,16}(?:清退|腾空|清场|腾退|搬)",
        fair=r"租赁期满|返还|转租|次承租",
        told=N_(
            "Clearing the rooms of who had them before is laid on who rents; to deliver them free is the duty of "
            "who lets."
        ),
        law=(N_("Civil Code, article 708"),),
    ),
    term(
        "space",
        "阳台 厨房 卫生间 过道 地下室 储藏室 储物间 车库 隔断",
        also=r"(?:甲方将?|出租(?:部分|的?房[间屋]|物)|该房[屋间]|房屋|乙方(?:承租|租[住用])|出租部位|出租范围|出租的[是为]|房间(?:为|系|是)|将|(?=(?:阳台|厨房|卫生间|过道|客厅|储藏室|车库)(?:改造|改建|隔)[^。；;]{0,10}(?:出租|居住|住人)))[^。；;]{0,40}(?:(?:阳台|厨房|卫生间|过道|客厅|车库|地下室|储藏室)[^。；;,，]{0,4}(?:改造|改建|改成|改的)|隔断[间房]|(?:木板|石膏板|玻璃)隔断|(?:地下室|储藏室|储物间|车库|阳台)[^。；;]{0,24}(?:居住|租住|卧室))|[间房]为[^。；;,，]{0,4}隔断[间房]|隔断[间房][^。；;,，]{0,10}(?:住户|住客|出租|居住)",
        fair=r"情形|(?:居住|出租)的(?:$|[,，])|不得|禁止|严禁|不准|不可|使用权|(?:共用|公用|合用)(?![^。；;]*(?:隔断[间房]|改造为|改建))|包括|配套|停放|存放|车位|擅自|拆|搭|乙方将|若|如",
        told=N_("Kitchens, bathrooms, balconies, passages, cellars and garages may not be let to live in."),
        of_a_home=N_("Ordinance on Residential Leases, article 7"),
        where="home",
    ),
    term(
        "tax",
        "避税 逃税 另签 另行签订 另行签署 阴阳合同 备案合同 备案租金 网签合同 实际租金",
        also=r"避税|逃税|阴阳合同|(?:另签|另行签[订署])[^。；;]{0,30}(?:备案|报税|网签)[^。；;]{0,20}(?:以本合同|不作|仅)|(?:备案|网签)(?:合同)?[^。；;]{0,10}租金[^。；;]{0,24}(?:实际|以本合同)",
        fair=r"不得|禁止|补充协议",
        told=N_("A second contract shows another rent to the authorities; it has no effect and evades taxes."),
        law=(N_("Civil Code, article 146"),),
    ),
    term(
        "tax",
        "发票 备案 居住证 公积金",
        also=r"甲方不(?:提供|开具|予|负责开)[^。；;,，]{0,6}发票|甲方不(?:予|负责|配合|协助|同意|办理)[^。；;,，]{0,10}(?:备案|居住证)|(?:不得|不能|无权)[^。；;,，]{0,14}(?:发票|备案|居住证|公积金)|不开(?:具)?发票|如需(?:开具)?发票[^。；;]{0,16}乙方承担",
        fair=r"不(?:得|能)(?:以|拒绝|因)|甲方(?:应|不得)|虚开|拒绝",
        told=N_("No invoice, or no registration of the lease: who lets owes both by law."),
        law=(N_("Urban Real Estate Administration Law, article 54"),),
        severity="info",
    ),
    term(
        "title",
        "产权证明 权属证明 产权证 房产证 产权情况 权属情况",
        also=r"(?:甲方|产权|权属)[^。；;]{0,10}(?:暂|尚)?(?:未|没有|无)(?:取得|办理|办|提供)?[^。；;,，]{0,6}(?:产权|权属|房产)(?:证|证明|证书)",
        fair=r"保证|承诺|应|须|不得|乙方(?:可|有权)",
        told=N_("Who lets proves no right to let; have it proved before money is paid."),
        law=(N_("Civil Code, article 723"),),
        where="home",
    ),
)
