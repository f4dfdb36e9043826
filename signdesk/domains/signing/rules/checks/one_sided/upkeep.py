"""Who keeps the rooms in repair, what happens to the rent while they cannot be used, who is compensated when they are
pulled down."""

from __future__ import annotations

from signdesk.core.i18n import N_
from signdesk.domains.signing.rules.checks.one_sided.term import BOTH, term

TERMS = (
    term(
        "repair",
        "维修 修缮 修复 维护 更换 修理",
        also=r"(?:一切|一律|所有|全部|任何|无论|不论|不管|何种原因|主体结构|漏水|墙体|屋顶|屋面|老化|自然损)[^。；;]{0,40}(?:由|归)乙方(?:[^。；;,，]{0,4})(?:负责|承担|维修|修|自费)"
        r"|(?:结构|管线)[^。；;,，]{0,12}(?:维修|修缮|修复)[^。；;,，]{0,4}由乙方|由乙方(?:负责|自行)?维修[^。；;]{0,6}甲方(?:概)?不|甲方不(?:承担|负责|再负责|负|保证|承诺)[^。；;,，]{0,6}(?:任何)?(?:维修|修缮|修理)|结构[^。；;]{0,30}乙方(?:应|须)?(?:负责|及时|自行)[^。；;,，]{0,8}(?:修复|维修|修缮)|甲方(?:无|没有|概无)[^。；;,，]{0,6}(?:维修|修缮)[^。；;,，]{0,4}义务"
        r"|乙方(?:承担|负责)[^。；;,，]{0,20}(?:一切|全部|所有|主体结构)[^。；;,，]{0,14}(?:维修|修缮|维护)",
        fair=rf"{BOTH}|使用不当|不当使用|人为|保管不当|过错|过失|乙方原因|因乙方|由于乙方|乙方造成|乙方自己|有偿|施工|乙方(?:的|对|自行)?[^。；;,，]{{0,6}}(?:装修|装饰|增设|添置|安装)|装修部分|日常|易耗|小修|除[^。；;]{{0,16}}[外,，]|除外|甲方(?:负责|承担|维修|修缮)|(?:负责|承担)主体|故意|损毁|乙方损坏",
        told=N_("Every repair is laid on who rents, whatever broke and why; by law who lets repairs."),
        law=(N_("Civil Code, articles 712, 713"),),
        soft=True,
    ),
    term(
        "repair",
        "空调 热水器 洗衣机 冰箱 家电 电器",
        also=r"(?:空调|热水器|洗衣机|冰箱|家电|电器)[^。；;]{0,30}(?:维修|修理)[^。；;,，]{0,10}乙方(?:自理|自行|承担|负责)",
        fair=rf"{BOTH}|使用不当|不当使用|人为|保管不当|过错|乙方(?:原因|造成|损坏|自带|添置|自购|安装|增设)|因乙方|日常|清洗|除外|甲方(?:负责|承担)|小修",
        told=N_("Repairs of what was let with the rooms are laid on who rents; by law who lets repairs unless agreed."),
        law=(N_("Civil Code, articles 712, 713"),),
        where="home",
        severity="info",
    ),
    term(
        "rent_cut",
        "减免 减租 减少租金 免租 租金照 照常支付 照付 照交",
        also=r"(?:维修|停水|停电|漏水|影响|故障|质量|不可抗力|检修|无论|任何)[^。；;]{0,80}(?:(?:不得|不能要求|无权)[^。；;,，]{0,16}(?:减免|减少|减租|免租)|乙方[^。；;,，]{0,6}照[常旧]?(?:支付|付|交|缴)|(?:不予|不作|概不|不)减免|租金照)",
        fair=rf"{BOTH}|乙方(?:原因|过错|自身|使用不当)|因乙方|经营(?:不善|亏损)|装修期|生意",
        told=N_("The rent stays as it is while the rooms cannot be used; by law it is lowered."),
        law=(N_("Civil Code, articles 713, 723, 729"),),
        soft=True,
    ),
    term(
        "demolition",
        "拆迁 征收 征用 动迁 拆除 拆建 规划 规化 占用",
        also=r"(?:一切|全部|所有|均|都|装修)[^。；;]{0,20}(?:补偿|赔偿)[^。；;]{0,16}(?:归|由|属于?)甲方|(?:补偿|赔偿)[^。；;]{0,12}(?:一切|全部|所有|均|都|一律|亦)[^。；;]{0,6}(?:归|由|属于?)甲方"
        r"|(?:补偿|赔偿)[^。；;]{0,30}与乙方无关|乙方[^。；;,，]{0,14}(?:不得|无权|不能)[^。；;,，]{0,16}(?:补偿|赔偿|索赔|退还租金)|甲方不(?:予|作|给予|承担|再|退)[^。；;,，]{0,10}(?:补偿|赔偿|租金)|租金[^。；;,，]{0,8}不予?退|乙方应?(?:当|须)?无条件(?:搬|服从|腾|退)|(?:不得|不能)[^。；;,，]{0,4}(?:提|有)[^。；;,，]{0,6}(?:要求|条件|异议)|乙方[^。；;,，]{0,10}(?:装修|搬[家迁]|损失)[^。；;,，]{0,12}(?:自理|自行承担|自负)",
        fair=rf"{BOTH}|(?:归|属于?|支付给|补偿给|返还)乙方|乙方所有|乙方(?:有权|可以?)|(?:甲方|政府)(?:应|须)[^。；;]{{0,10}}(?:补偿|赔偿|退还)|剩余租金[^。；;]{{0,10}}退|乙方(?:擅自|违)|擅自|违章|恢复|占用(?:公共|消防|通道)|乙方占用",
        told=N_(
            "When the house is pulled down, everything paid for it goes to who lets; what is paid for decoration, "
            "removal and loss of trade belongs to who bears it."
        ),
        law=(
            N_("Regulation on Expropriation of Buildings, article 17"),
            N_("Civil Code, article 497"),
        ),
    ),
)
