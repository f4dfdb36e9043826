"""Rights of who rents that the law gives and a form takes: to buy first, to stay, to leave, to be asked."""

from __future__ import annotations

from signdesk.core.i18n import N_
from signdesk.domains.signing.rules.checks.one_sided.term import BOTH, term

_GIVES_UP = r"(?:放弃|不享有|不再享有|不具有|没有|不主张|不行使|排除|丧失)"
_IN_TIME = (
    r"(?<!签字即)(?<!签署即)(?<!签约即)视为|视同|未[^。；;,，]{0,16}(?:表示|答复|回复|行使|购买|提出|通知|申请|书面|续|告知)|逾期|否则|[日天]内|期限内"
    r"|不愿|如乙方放弃|若乙方放弃|乙方放弃的|权的[,，]|近亲属|违约|违反"
)
_END = r"(?:解除|终止|退租|退房|退掉)"

TERMS = (
    term(
        "buy_first",
        "优先购买 优先受让 优先于第三人购买",
        also=rf"{_GIVES_UP}[^。；;,，]{{0,20}}优先|优先(?:购买|受让)[^。；;,，]{{0,10}}(?:不适用|放弃)",
        fair=_IN_TIME,
        told=N_("The right to buy first, before others, is given up."),
        law=(N_("Civil Code, article 726"),),
        soft=True,
    ),
    term(
        "rent_first",
        "优先承租 优先续租 优先租 优先续约",
        also=rf"{_GIVES_UP}[^。；;]{{0,16}}优先|优先(?:承租|续租|租赁|续约)[^。；;]{{0,8}}(?:不适用|放弃)",
        fair=_IN_TIME,
        told=N_("The right to rent again before others is given up."),
        law=(N_("Civil Code, article 734"),),
        soft=True,
    ),
    term(
        "sale",
        "出售 出卖 转让 所有权 产权 卖房 变卖",
        also=r"(?:甲方|房东|业主|房屋|产权|所有权)[^。；;]{0,30}(?:出售|出卖|转让|变更|变卖|转移|卖)[^。；;]{0,60}(?:合同[^。；;,，]{0,10}(?:终止|解除)|(?:终止|解除)(?:本)?合同|无条件|搬离|搬出|搬走|腾退|腾房|迁出|收回)",
        fair=rf"{BOTH}|继续(?:有效|履行|承租|租)|不(?:受)?影响|有效|优先(?![^。；;]*(?:转让|出售|过户|卖)后[^。；;]{{0,10}}(?:搬|腾|迁))|协商|(?<![不予需何作])(?:赔偿|补偿)|违约金|甲方[^。；;,，]{{0,6}}不得|乙方[^。；;]{{0,8}}(?:有权|可以?)[^。；;]{{0,4}}{_END}|擅自|乙方[^。；;,，]{{0,14}}(?:转让|转租)|转(?:让|租)[^。；;,，]{{0,8}}(?:他人|第三|摊位|租赁权)|纠纷|争议|瑕疵",
        told=N_("A sale ends the lease; by law the lease goes on with the buyer."),
        law=(N_("Civil Code, article 725"),),
        soft=True,
    ),
    term(
        "leave",
        "退租 退房 解除 终止",
        also=rf"一经[^。；;]{{0,20}}乙方[^。；;,，]{{0,4}}(?:不得|不能|无权)[^。；;,，]{{0,8}}{_END}|(?:无论|不论|不管)[^。；;]{{0,30}}乙方[^。；;,，]{{0,6}}(?:不得|不能|无权)[^。；;,，]{{0,10}}{_END}"
        rf"|乙方[^。；;,，]{{0,16}}不得(?:以|因)[^。；;]{{0,50}}(?:为由|理由|原因|借口|方式)[^。；;,，]{{0,10}}(?:{_END}|要求退)",
        fair=rf"{BOTH}|未经甲方|擅自|无故|乙方违约",
        told=N_("A party may never end the contract, not even where the law lets it."),
        law=(N_("Civil Code, articles 497, 563"),),
    ),
    term(
        "leave",
        "即使 即便 纵使",
        also=rf"(?:即使|即便|纵使)[^。；;]{{0,40}}乙方[^。；;,，]{{0,6}}(?:不得|不能|无权)[^。；;,，]{{0,8}}{_END}",
        fair=rf"{BOTH}|擅自|乙方违约",
        told=N_("A party may never end the contract, not even where the law lets it."),
        law=(N_("Civil Code, articles 497, 563"),),
    ),
    term(
        "health",
        "甲醛 空气质量 装修污染 装修异味 空气污染 装修气味",
        also=r"乙方[^。；;]{0,12}(?:自行承担|自负|承担)|与甲方无关|不得[^。；;]{0,20}(?:退租|解除|要求|主张)|视为[^。；;]{0,16}(?:认可|合格|同意)|甲方不(?:承担|负责)",
        fair=r"甲方(?:应|保证|负责|须|承诺)|乙方(?:有权|可以?)|不合格|超标",
        told=N_(
            "Bad air in the rooms is laid on who rents; rooms that endanger health may be left at any time, known "
            "or not."
        ),
        law=(N_("Civil Code, article 731"),),
        of_a_home=N_("Ordinance on Residential Leases, article 7"),
    ),
    term(
        "health",
        "危房 危楼 安全隐患",
        also=r"乙方[^。；;]{0,14}(?:知悉|知晓|已知|明知|自愿|自行承担|自负)|与甲方无关|甲方不(?:承担|负责)",
        fair=r"甲方(?:应|保证|负责|须)|乙方(?:有权|可以?|应|不得|造成|装修)|不(?:是|属于|存在)|通知",
        told=N_("Rooms that are not safe are laid on who rents; it may leave them at any time, known or not."),
        law=(N_("Civil Code, article 731"),),
        of_a_home=N_("Ordinance on Residential Leases, article 7"),
    ),
    term(
        "defects",
        "质量问题 房屋质量 房屋瑕疵 质量瑕疵",
        also=r"乙方[^。；;]{0,30}(?:不得|不能|无权)[^。；;]{0,16}(?:质量|瑕疵)[^。；;]{0,20}(?:要求|主张|追究|索赔|拒)|(?:质量|瑕疵)[^。；;]{0,20}(?:与甲方无关|甲方(?:概)?不(?:承担|负))",
        fair=rf"{BOTH}|装修(?:工程)?质量|乙方(?:装修|施工|使用不当|产品|商品)|商品质量|产品质量|工程质量",
        told=N_("Defects of the rooms may not be held against who lets, who owes rooms fit for use."),
        law=(N_("Civil Code, articles 708, 712"),),
        soft=True,
    ),
    term(
        "end_at_will",
        "随时 任意 无条件 任何时候",
        also=r"甲方[^。；;]{0,30}?(?<![不无])(?:有权|可以?|得)[^。；;]{0,12}(?:随时|任意|无条件|任何时候)[^。；;,，]{0,12}(?:解除|终止|收回|提前收|要求[^。；;,，]{0,4}搬)",
        fair=rf"{BOTH}|不定期|委托|赔偿|提前[^。；;,，]{{0,10}}通知|的[,，]|[如若]|逾期|违约(?!责任)|违反|拖欠|发现|情形|否则|合理期限|期限[^。；;]{{0,6}}届满|甲方不(?:得|可|能)",
        told=N_("One party may end the contract at any time and for no reason."),
        law=(N_("Civil Code, article 497"),),
    ),
    term(
        "end_at_will",
        "自用 自身需要 自己需要 他用 占用此房 自住 经营需要 工作需要 经营调整 业务调整 运营需要 统一规划",
        also=r"甲方[^。；;]{0,30}(?:自用|自身需要|自己需要|他用|占用此房|自住|需要|调整|规划)[^。；;]{0,50}(?:解除|终止|收回|搬离|搬出|腾)",
        fair=rf"{BOTH}|赔偿|补偿|违约金|双倍|退还[^。；;]{{0,30}}并|协商|乙方(?:有权|可|需要|因|提)|不得",
        told=N_("Who lets may end the lease for reasons of its own and owes nothing for it."),
        law=(N_("Civil Code, articles 497, 577"),),
    ),
    term(
        "end_at_will",
        "通知乙方即可 通知承租人即可 通知承租方即可 通知租客即可 通知即可 告知乙方即可 告知即可",
        also=r"甲方[^。；;]{0,20}(?:收回|收房|用房|解除|终止)[^。；;]{0,24}(?:通知|告知)(?:乙方)?即可",
        fair=rf"{BOTH}|赔偿|补偿|违约|逾期|拖欠|违反|乙方[^。；;,，]{{0,8}}(?:擅自|利用|未)|到期|届满|期满",
        told=N_("Who lets may end the lease for reasons of its own and owes nothing for it."),
        law=(N_("Civil Code, articles 497, 577"),),
        where="home",
    ),
    term(
        "rent_at_will",
        "调整租金 上调租金 提高租金 租金上浮 上浮租金 租金上涨 涨租 调整房租 调高租金 租金标准 市场价 市场行情 "
        "上调 租金根据 涨价 新租金 新的租金 物价上涨 单方通知 说了算 由甲方决定 "
        "由甲方确定 由房东决定 由房东定 对租金 对房屋租金 租金进行 房价调整",
        also=r"甲方[^。；;]{0,24}?(?<![不无])(?:有权|可以?|得)[^。；;]{0,24}(?:调整|上调|提高|上浮|涨|调高)[^。；;]{0,10}|乙方[^。；;]{0,24}(?:须|应|必须|不得)[^。；;,，]{0,10}(?:接受|补齐|服从|异议)|(?:租金|房租|价格)[^。；;]{0,30}由甲方(?:说了算|决定|确定|定)|按甲方要求补|乙方不接受[^。；;,，]{0,8}(?:涨|调|新)[^。；;]{0,14}(?:搬|退租|腾|解除|违约)|租金[^。；;]{0,30}甲方[^。；;,，]{0,4}(?<![不无])(?:有权|可以?)[^。；;,，]{0,10}(?:调整|上调)",
        fair=rf"{BOTH}|协商|(?<!不)同意|续租|续签|期满|届满|到期|政府|国家|物价(?:局|部门)|主管部门|供[水电气]|第[一二三四五\d]年|每年|递增|不得(?:单方|任意|随意|擅自|调|提高|上)|%",
        told=N_("One party alone changes the price or the contract."),
        law=(N_("Civil Code, articles 497, 543"),),
    ),
    term(
        "rent_at_will",
        "守则 调配 管理规定 入住须知 租客须知 管理制度 公寓规则 调换 其他房间 其它房间 更换房间 调整房间 调整床位 "
        "调整铺位 调整商铺位置",
        also=r"甲方[^。；;,，]{0,6}(?<![不无])(?:有权|可以?)[^。；;,，]{0,20}(?:修改|修订|调整|变更|调换|更换)|(?:床位|房间)[^。；;,，]{0,4}由甲方[^。；;,，]{0,6}(?:调配|调整)",
        fair=rf"{BOTH}|协商|同意|法律|法规|政府|部门|维修|抢修|丢失|破损",
        told=N_("One party alone changes the price or the contract."),
        law=(N_("Civil Code, articles 497, 543"),),
        soft=True,
    ),
    term(
        "renewal",
        "自动续 自动顺延 自动延 视为续租 视为自动续 视为自动延 视为自动顺 视同续 视为按 视作续 视为同意续 视为愿意续",
        also=r"乙方[^。；;]{0,20}未|乙方[^。；;,，]{0,8}不续[^。；;]{0,24}(?:否则|违约)|未[^。；;]{0,10}(?:退租|搬离)|租金[^。；;]{0,10}(?:上浮|上涨|递增)",
        fair=rf"{BOTH}|均未|都未|不定期|无异议|甲方(?:未|没有)",
        told=N_(
            "Silence of who rents renews the lease for a fixed time; by law it goes on without term and may be ended."
        ),
        law=(N_("Civil Code, articles 140, 497, 734"),),
    ),
    term(
        "silence",
        "视为对 视为无异议 视为没有异议 视为同意 视为认可 视为接受 视为默认 视为确认 视同同意 视为乙方同意 "
        "视为乙方认可 视为乙方接受",
        also=r"(?:调整|变更|修改|修订|涨|新增|规定|公告|规章|制度|标准|费用)[^。；;]{0,80}乙方[^。；;]{0,30}视[为同]|乙方[^。；;]{0,30}(?:调整|变更|修改|修订|规定|公告)[^。；;]{0,80}视[为同]|甲方[^。；;]{0,20}(?:调整|变更|修改|修订|公告)[^。；;]{0,80}视[为同]|乙方[^。；;]{0,30}(?:未|不)[^。；;]{0,20}视[为同][^。；;,，]{0,8}(?:涨|调|变更)|乙方[^。；;,，]{0,10}[不未](?:回复|答复|回应)[^。；;]{0,8}视[为同]",
        fair=rf"{BOTH}|甲方[^。；;乙]{{0,30}}(?:未|逾期|不)[^。；;乙]{{0,24}}视|验收|交付|交接|送达|清单|账单|对账|协商",
        told=N_("Silence of one party counts as its consent to what the other changes."),
        law=(N_("Civil Code, articles 140, 497"),),
    ),
    term(
        "enter",
        "进入 带看 入室 入内 入户 开门 开锁 打开房门 看房 查房 钥匙",
        also=r"甲方[^。；;]{0,24}?(?<![不无])(?:有权|可以?|会|保留|得)[^。；;]{0,30}?(?:随时|任意|自行|直接|经常|不通知|不经通知|无需通知)[^。；;]{0,10}(?:进入|入内|入户|开门|开锁|看房|乙方)"
        r"|甲方[^。；;]{0,16}(?:随时|经常)[^。；;]{0,4}进入|甲方[^。；;]{0,24}进入[^。；;]{0,30}(?:乙方不得拒绝|不在家|无[需须])|甲方保留[^。；;]{0,6}钥匙[^。；;]{0,16}(?:进入|进屋|开门|入内)"
        r"|(?:不通知|不经|无[需须](?:通知|征得|经))乙方[^。；;]{0,10}(?:进入|看房|入内|开门|打开)|甲方[^。；;]{0,20}不经通知[^。；;]{0,8}(?:打开|进入|开门)|甲方[^。；;,，]{0,6}无[需须]通知[^。；;,，]{0,6}(?:进入|入内|入户|查看|开门)"
        r"|(?:甲方|人员|管家|管理员)[^。；;,，]{0,8}(?:有权|可以?)[^。；;,，]{0,12}钥匙[^。；;,，]{0,8}(?:进入|开)|甲方[^。；;,，]{0,6}随时[^。；;,，]{0,6}带|不定期[^。；;,，]{0,8}(?:进入|入室|入户|查房)|(?:可以?|有权)[^。；;,，]{0,4}(?:随时|突击)查房"
        r"|(?:进入|入室|入户)[^。；;]{0,20}(?:无条件|必须)配合",
        fair=r"紧急|危及|险情|火灾|漏水|(?<!不)(?<!不经)(?<!无需)(?<!无须)(?<!无[需须]事先)(?<!无[需须]提前)(?<!无[需须]另行)通知(?!乙方的)|(?:经|征得|取得)乙方(?:书面)?同意|陪同|在场|预约|腾退|届满|期满|公共区域|不得(?:随意|擅自|任意|私自|随时|未经)|公安|政府|甲方不得|乙方(?:可以?|有权)[^。；;,，]{0,6}(?:随时|自行)",
        told=N_("The home is entered without asking who lives in it."),
        law=(N_("Civil Code, article 1033"),),
        of_a_home=N_("Ordinance on Residential Leases, article 9"),
    ),
    term(
        "buy_first",
        "无需通知 无须通知 不必通知 不用通知 不再通知",
        also=r"(?:出售|出卖|转让|卖)[^。；;]{0,14}(?:无[需须]|不[必用再])通知乙方",
        fair=BOTH,
        told=N_("The right to buy first, before others, is given up."),
        law=(N_("Civil Code, article 726"),),
        soft=True,
    ),
    term(
        "end_at_will",
        "收回 收房 用房 解除 终止",
        also=r"甲方[^。；;]{0,24}(?:收回|收房|解除|终止|用房)[^。；;]{0,24}(?:无[需须]|不[必用]|不(?:予|再)?(?:承担|支付|负|给予|作|做))[^。；;,，]{0,12}(?:违约|赔偿|补偿|责任)"
        r"|甲方[^。；;]{0,20}(?:收回|收房|解除|终止|用房)[^。；;]{0,16}乙方[^。；;,，]{0,8}(?:无条件|不得(?:要求|主张|索要)(?:任何)?(?:赔偿|补偿)|立即)",
        fair=rf"{BOTH}|乙方[^。；;]{{0,30}}(?:逾期|违约|违反|拖欠|擅自|利用|拒不|未(?:按|经|能|及时|在))|违反|逾期|拖欠|擅自|不可抗力|征收|拆迁|政府|届满|期满|到期|下列|以下|情形|[如若]乙方|协商|法院|业主|房东|产权人",
        told=N_("Who lets may end the lease for reasons of its own and owes nothing for it."),
        law=(N_("Civil Code, articles 497, 577"),),
        where="home",
    ),
    term(
        "leave",
        "退租 退房 解除 解约 终止",
        also=r"乙方[^。；;,，]{0,6}(?:不得|不能|无权)(?:提出|要求)?(?:提前)?(?:解除(?:本?合同)?|退租|退房|解约|终止(?:本?合同)?)(?=[。；;,，\n]|$)"
        r"|乙方[^。；;,，]{0,8}放弃[^。；;,，]{0,6}(?:解除|退租|终止)[^。；;,，]{0,4}权",
        fair=rf"{BOTH}|除外|除非|否则|擅自|提前|单方|期间|期内|法律|未|无正当",
        told=N_("A party may never end the contract, not even where the law lets it."),
        law=(N_("Civil Code, articles 497, 563"),),
        where="home",
    ),
    term(
        "health",
        "质量 瑕疵 隐患 安全",
        also=r"(?:房屋|设施|设备)[^。；;,，]{0,8}(?:质量|安全|隐患|瑕疵)[^。；;,，]{0,10}(?:由乙方[^。；;,，]{0,4}(?:负责|承担)|与甲方[^。；;,，]{0,3}无关)"
        r"|甲方(?:对|就)[^。；;,，]{0,12}(?:质量|安全|瑕疵|隐患)[^。；;,，]{0,6}不(?:承担|负|作|做)",
        fair=rf"{BOTH}|乙方(?:自行|自己)?(?:装修|添置|增设|购置)|使用不当|擅自|人身",
        told=N_("Who lets does not answer for whether the home is safe; an unsafe one may be left at any time."),
        law=(N_("Civil Code, articles 708, 731"),),
        where="home",
    ),
    term(
        "interpretation",
        "解释 说明为准",
        also=r"由甲方[^。；;,，]{0,4}解释|以甲方[^。；;,，]{0,4}(?:解释|说明)为准",
        fair=rf"{BOTH}|共同|法律|司法",
        told=N_("One party alone says what the contract means."),
        law=(N_("Civil Code, article 498"),),
    ),
)
