"""Who answers for what happens in the rooms, and before whom."""

from __future__ import annotations

from signdesk.core.i18n import N_
from signdesk.domains.signing.rules.checks.one_sided.term import BOTH, term

_FAULT = (
    r"(?:因|由于?|系)乙方[^。；;,，]{0,12}(?:原因|过错|过失|不当|违反|擅自|造成|导致|引起|措施|管理)|乙方(?:自身|自己|的?过错|原因|擅自|违反|违规|管理不善|措施不当|邀请)"
    r"|自身原因|使用不当|操作不当|管理不善|不可抗力|除外|除甲方|第三[方者人]|擅自|违规|违章|违法|装修|施工|经营|生产|作业|车辆|车位|停放|乙方的?(?:雇员|员工)|甲方(?:应|须|负责|承担)"
)

TERMS = (
    term(
        "liability",
        "安全事故 人身 伤亡 触电 漏电 煤气 意外 丢失 遗失 保管责任 财产损失 财产安全 被盗 失窃 盗窃 各种事故 一切事故",
        also=r"甲方[^。；;,，]{0,6}(?:概不|一概不|不(?:承担|负))|与甲方[^。；;,，]{0,4}无关|概不负责|(?:一切|全部|所有)[^。；;,，]{0,4}(?:责任|后果|损失)[^。；;,，]{0,10}乙方|乙方自负[,，]?甲方|责任[^。；;,，]{0,4}由乙方自行|(?:任何|一切|所有)[^。；;,，]{0,8}(?:伤害|伤亡|损失|事故|意外)[^。；;,，]{0,6}由乙方",
        fair=_FAULT,
        told=N_("A party answers for no injury, whatever caused it; that has no effect."),
        law=(N_("Civil Code, article 506"),),
    ),
    term(
        "liability",
        "不可抗力 第三方 第三人 自然灾害 自然原因",
        also=r"(?:不可抗力|自然灾害|自然原因)[^。；;]{0,30}(?:由乙方|乙方(?:应|须|负责|仍))[^。；;,，]{0,8}(?:承担|赔偿|负责)|第三[方人](?:的?(?:原因|行为)|造成|侵权)[^。；;]{0,24}(?:由乙方|乙方(?:应|须|负责|承担))",
        fair=rf"{BOTH}|均不|不承担|乙方[^。；;,，]{{0,10}}(?:引入|邀请|允许|雇|过错)|转租|受转租|次承租|同住|追偿|迟延|经营|自身|使用不当|因乙方|不可抗力(?:除外|情形除外)|除[^。；;,，]{{0,8}}不可抗力|保险",
        told=N_("Who rents answers for what neither party could help or others did."),
        law=(N_("Civil Code, articles 180, 590, 729"),),
    ),
    term(
        "interpretation",
        "解释权",
        also=r"解释权[^。；;,，]{0,6}(?:归|由|属于?|为)甲方|甲方[^。；;,，]{0,16}(?:享有|拥有|保留|具有)",
        fair=BOTH,
        told=N_("One party alone says what the contract means."),
        law=(N_("Civil Code, article 498"),),
    ),
    term(
        "liability",
        "责任不超过 责任上限 责任以 赔偿上限 赔偿总额 只对因 仅对因 只对故意 仅对故意 只对其故意 仅就故意",
        also=r"甲方[^。；;乙]{0,20}(?:责任|赔偿)[^。；;,，]{0,8}(?:不超过|上限|以[^。；;,，]{0,12}为限)|甲方[^。；;,，]{0,4}[只仅](?:对|就)[^。；;,，]{0,6}故意",
        fair=rf"{BOTH}|甲方违约|重大过失|逾期",
        told=N_("Who lets answers for no harm, whatever caused it; for injury and gross fault that has no effect."),
        law=(N_("Civil Code, article 506"),),
        where="home",
    ),
    term(
        "lawyer",
        "律师费 律师代理费 实现债权 维权费用",
        also=r"乙方[^。；;]{0,80}律师[^。；;]{0,50}(?:由乙方|乙方(?:承担|支付|负担))|律师[^。；;]{0,50}(?:均|全部)?由乙方(?:承担|支付|负担)|乙方[^。；;,，]{0,4}承担甲方[^。；;,，]{0,20}(?:一切|全部)费用|实现债权[^。；;,，]{0,20}由乙方|甲方[^。；;]{0,20}(?:支出|支付|产生)[^。；;]{0,16}律师[^。；;]{0,30}乙方",
        fair=rf"{BOTH}|甲方(?:违约|未|逾期)|另一方",
        told=N_("Only one party bears the other's lawyer; agree that whoever breaches does."),
        law=(N_("Civil Code, article 497"),),
        severity="info",
    ),
    term(
        "forum",
        "法院",
        also=r"(?:甲方|乙方|原告|被告|起诉方)(?:所在地|住所地|住地|注册地|户籍地|经营地|居住地)?[^。；;,，]{0,10}法院",
        fair=r"房屋所在|租赁(?:房屋|物|标的)?所在|不动产所在|物业所在|标的物?所在|仲裁|[□☐]|执行|查封|或者?被告",
        told=N_(
            "Disputes about a lease of rooms belong before the court where the rooms are; another court cannot be "
            "agreed on."
        ),
        where="premises",
        law=(
            N_("Civil Procedure Law, article 34"),
            N_("Judicial Interpretation of it, article 28"),
        ),
    ),
    term(
        "forum",
        "法院",
        also=r"合同(?:签订|签约|订立|履行)地[^。；;,，]{0,10}法院",
        fair=r"房屋所在|租赁(?:房屋|物|标的)?所在|不动产所在|物业所在|标的物?所在|仲裁|[□☐]",
        told=N_(
            "Disputes about a lease of rooms belong before the court where the rooms are; another court cannot be "
            "agreed on."
        ),
        where="premises",
        law=(
            N_("Civil Procedure Law, article 34"),
            N_("Judicial Interpretation of it, article 28"),
        ),
        severity="info",
    ),
    term(
        "liability",
        "意外 伤害 受伤 损害 损失 事故",
        also=r"乙方[^。；;]{0,30}(?:意外|伤害|受伤|损害|损失|事故)[^。；;]{0,30}甲方(?:免责|[^。；;,，]{0,4}(?:一概|概|一律|均|都)?不(?:予|再)?(?:负责|承担))"
        r"|(?:房屋|设施|设备|家电)[^。；;]{0,20}(?:伤害|受伤|损害|损失|事故)[^。；;]{0,16}甲方(?:免责|[^。；;,，]{0,4}不(?:予)?(?:负责|承担))",
        fair=rf"{BOTH}|{_FAULT}|供[水电气]|停[水电]|拆[迁除]|征收|政府|乙方[^。；;,，]{{0,8}}(?:违|逾期|未)",
        told=N_("Who lets answers for no harm, whatever caused it; for injury and gross fault that has no effect."),
        law=(N_("Civil Code, article 506"),),
        where="home",
    ),
)
