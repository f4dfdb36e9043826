"""What who rents may no longer say or ask: claims given up, notices that bind by being put up, damages beyond the
loss, a contract handed on without being asked. Told of sentences of which nothing closer is."""

from __future__ import annotations

from signdesk.core.i18n import N_
from signdesk.domains.signing.rules.checks.one_sided.term import BOTH, term

_OF_ITS_OWN = (
    r"因乙方|由于乙方|乙方[^。；;,，]{0,16}(?:违约|过错|原因|逾期|擅自|未按|未经|违反|使用不当|提前|拖欠|未在|未能)"
    r"|不可抗力|政府|拆迁|征收|依法|届满|期满|到期|装修|装饰|添置|增设|经营|停[水电]"
)

TERMS = (
    term(
        "claims",
        "追究 主张 追偿 索赔 要求赔偿 要求甲方赔偿 要求补偿 要求任何赔偿 要求甲方承担",
        also=r"乙方[^。；;,，]{0,6}(?:不得|无权|不能)(?:再|因此|以此)?(?:向甲方)?(?:追究|主张|索赔|要求(?:甲方)?(?:承担)?(?:任何)?(?:赔偿|补偿|责任))|(?:不得|无权)(?:再|因此)?向甲方(?:主张|追偿|索要|要求)",
        fair=rf"{BOTH}|{_OF_ITS_OWN}",
        told=N_("Claims are given up that the law gives to who rents."),
        law=(N_("Civil Code, articles 497, 577"),),
        alone=True,
        where="home",
    ),
    term(
        "defects",
        "一切问题 任何问题 所有问题 一切损坏 任何损坏 任何故障 一切风险 全部风险 所有风险 任何保证 不作保证 不做保证",
        also=r"(?:入住|接收|交付|验收|签字|交接)[^。；;]{0,24}(?:后|即|起)[^。；;]{0,30}(?:一切|任何|所有)(?:问题|损坏|故障)[^。；;,，]{0,8}(?:由乙方|均由乙方|与甲方无关)"
        r"|自愿承担[^。；;,，]{0,16}(?:一切|全部|所有)[^。；;,，]{0,4}风险|甲方[^。；;]{0,24}(?:房屋|质量|居住|安全|产权)[^。；;]{0,16}不[作做提][^。；;,，]{0,6}保证",
        fair=rf"{BOTH}|经营|市场|使用不当|人为|乙方(?:造成|原因|过错)|除外|甲方(?:负责|承担)",
        told=N_("Defects of the rooms may not be held against who lets, who owes rooms fit for use."),
        law=(N_("Civil Code, articles 708, 712"),),
        alone=True,
        soft=True,
    ),
    term(
        "silence",
        "通知为准 规定为准 公告为准 要求为准 视为送达 即生效 对乙方生效 对乙方有约束 对乙方具有约束",
        also=r"以甲方[^。；;,，]{0,8}(?:通知|规定|公告|要求)为准|(?:公示|公告|发布|张贴)[^。；;,，]{0,12}(?:视为送达|生效|对乙方)|(?:公示|公告|发布|张贴)[^。；;]{0,8}(?:即|并)对乙方",
        fair=rf"{BOTH}|时间|日期|账[户号]|面积|地址|账单|短信|微信|邮[件寄箱]|合同自",
        told=N_("What one party puts up binds the other, who was not asked."),
        law=(N_("Civil Code, articles 496, 543"),),
        alone=True,
        where="home",
    ),
    term(
        "assigned",
        "无需乙方 无须乙方 不经乙方 无需承租 无须承租 不需乙方 不必乙方",
        also=r"甲方[^。；;]{0,30}(?:(?:义务|合同)[^。；;,，]{0,14}(?:转让|转移|转给)|(?:转让|转移)[^。；;,，]{0,8}(?:义务|合同))[^。；;]{0,20}(?:无[需须]|不[经需必])",
        fair=rf"{BOTH}|(?:须|应|需)(?:经|征得)[^。；;,，]{{0,4}}乙方",
        told=N_("Who lets hands its duties on without asking; that needs the consent of who rents."),
        law=(N_("Civil Code, articles 551, 555"),),
        alone=True,
    ),
    term(
        "damages",
        "倍赔偿 倍价款 倍价格 倍进行赔偿 倍予以赔偿 倍的赔偿 加倍赔偿",
        also=r"(?:损坏|丢失|遗失|缺失|污损|原价|市价|购买价|购置价|价格)[^。；;]{0,16}(?:[二两三四五六七八九十双2-9]倍|加倍)[^。；;,，]{0,8}赔偿",
        fair=rf"{BOTH}|甲方(?:应|须)[^。；;]{{0,12}}乙方|故意",
        told=N_("Damages are a multiple of the loss; they answer to the loss."),
        law=(N_("Civil Code, articles 584, 585"),),
        alone=True,
        where="home",
    ),
    term(
        "taxes",
        "税费",
        also=r"(?:出租|租赁|租金|房屋)[^。；;,，]{0,16}税费[^。；;,，]{0,6}由乙方(?:承担|负责|缴纳)|乙方[^。；;,，]{0,6}(?:承担|负责|缴纳)[^。；;,，]{0,8}(?:出租|租赁)[^。；;,，]{0,16}税",
        fair=rf"{BOTH}|甲方(?:承担|缴纳)|经营|各自|营业",
        told=N_("Taxes on the letting are laid on who rents; before the tax office they stay with who lets."),
        law=(N_("Tax Collection Law, article 4"),),
        alone=True,
        where="home",
        severity="info",
    ),
)
