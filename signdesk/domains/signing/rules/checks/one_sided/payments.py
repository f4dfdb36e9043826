"""What is paid and never seen again: rent for time not used, penalties reckoned from all the rent to come, a fee each
time the rent is late."""

from __future__ import annotations

from signdesk.core.i18n import N_
from signdesk.domains.signing.rules.checks.one_sided.term import BOTH, NOT_BACK, term

_MONEY = r"(?:租金|房租|租费|房费|住宿费|床位费|服务费|管理费|款项|费用)"
_TO_COME = r"(?:剩余|未到期|未履行|余下|未租|未住|未满)"
_SHARE = r"(?:[2-9]\d(?:\.\d+)?%|100%|百分之(?:[二三四五六七八九]十|百)|[一二两双三四五]倍)"
_YEARS = r"(?:[两二三四五六七八九十]|(?<![\d.])(?:[2-9]|[1-9]\d))"
_MONTHS = r"(?:十二|1[2-9]|[2-9]\d)"
_PAYS_UP = r"(?:支付|付清|交清|缴清|预付|交纳|缴纳|预交)"
_PAYS = r"(?:违约金|赔偿|支付|付清|付完|补足|缴清|交清|承担|一次性)"

TERMS = (
    term(
        "payment",
        "剩余租 剩余期 剩余月 剩余合同 剩余的租 剩余房 未到期 未履行 余下租 余下的租 余下月 余下的月 余下全部 "
        "未租 剩余全部",
        also=rf"{_TO_COME}[^。；;,，]{{0,16}}租(?:金|费|赁费)?[^。；;,，]{{0,14}}{_SHARE}[^。；;]{{0,20}}|{_SHARE}[^。；;,，]{{0,10}}{_TO_COME}"
        rf"|{_PAYS}[^。；;,，]{{0,16}}{_TO_COME}[^。；;,，]{{0,10}}(?:全部|所有|总)?[^。；;,，]{{0,4}}(?:租金|房租)"
        rf"|{_TO_COME}[^。；;,，]{{0,14}}(?:全部|所有|全额)[^。；;,，]{{0,4}}(?:租金|房租)|{_TO_COME}[^。；;,，]{{0,10}}(?:租金|房租)[^。；;,，]{{0,8}}(?:作为|为)违约金",
        fair=rf"{BOTH}|(?<!不)(?<!不予)(?<!不再)(?:退还|返还|退回|退给)|(?:的|为|按)1?\d%|百分之十|甲方(?:提前|违约|单方|擅自|逾期|无故)|优惠|折扣",
        told=N_(
            "The penalty is reckoned from the rent of the whole time to come; who lets can let again, and a court "
            "reduces it to the loss."
        ),
        law=(N_("Civil Code, articles 585, 591"),),
        soft=True,
    ),
    term(
        "payment",
        "至合同期满 至租期届满 至租赁期满 至合同到期 至租期满 至期满",
        also=r"(?:退租|退房|解除|搬离|搬出|提前|未满)[^。；;]{0,40}(?:支付|交纳|缴纳|承担)[^。；;,，]{0,6}(?:租金|房租)[^。；;,，]{0,4}至|(?:租金|房租)照[付交常][^。；;,，]{0,4}至",
        fair=rf"{BOTH}|另行出租|再次出租|重新出租|新乙方",
        told=N_("The rent runs on to the end after the lease is over; who lets must keep the loss small."),
        law=(N_("Civil Code, articles 566, 591"),),
        soft=True,
    ),
    term(
        "payment",
        "空置期 空置损失 空置费 空置租金",
        also=r"乙方[^。；;]{0,40}空置",
        fair=rf"{BOTH}|最长|最多|不超过|以[^。；;,，]{{0,6}}为限|甲方(?:提前|违约)",
        told=N_("The rent runs on to the end after the lease is over; who lets must keep the loss small."),
        law=(N_("Civil Code, articles 566, 591"),),
        soft=True,
    ),
    term(
        "payment",
        "不退 不可退 不能退 不予退 不再退 不予返 不返还 不作退 要求退 要求甲方退 要求出租人退 要求出租方退 不得退",
        also=rf"{_MONEY}[^。；;,，]{{0,30}}?{NOT_BACK}|{NOT_BACK}还?(?:任何|全部|乙方|所有|其他)?[^。；;,，]{{0,14}}{_MONEY}|{_MONEY}[^。；;]{{0,12}}[,，](?![^,，]{{0,8}}(?:押金|保证金|定金))[^。；;,，]{{0,14}}{NOT_BACK}|所(?:付|交|缴)[^。；;,，]{{0,16}}{NOT_BACK}",
        fair=rf"{BOTH}|拆迁|征收|征用|定金|中介|居间|佣金|甲方[^。；;,，]{{0,8}}(?:不得|应|须|逾期|未)[^。；;]{{0,6}}(?:退|返|拒)|不得(?:以|无故|拒|借)|利息|[水电]费|多退少补|已(?:发生|使用|消费)|认筹|购房",
        told=N_("Rent or fees paid for time that is not used are never given back."),
        law=(N_("Civil Code, articles 497, 566, 585"),),
        soft=True,
    ),
    term(
        "late",
        "手续费 逾期管理费 罚金 催缴 催收费 处理费 滞纳费",
        also=r"(?:逾期|拖欠|超过|迟延|迟交|晚交)[^。；;]{0,50}(?:\d+元?(?:/|每|一)次|每次[^。；;,，]{0,24}\d+元|逾期(?:手续|管理)费|催[缴收][^。；;,，]{0,8}\d+元|加收[^。；;,，]{0,6}天[^。；;,，]{0,3}罚金)",
        fair=rf"{BOTH}|银行|刷卡|支付宝|微信|第三方支付|机关|部门",
        told=N_(
            "A fee is charged each time the rent is late, whatever is owed and for how long; agree on a rate a "
            "day instead."
        ),
        law=(N_("Civil Code, articles 497, 585"),),
    ),
    term(
        "payment",
        "归甲方 归出租方 归出租人 归房东",
        also=rf"(?:{_TO_COME}|未使用|预付|多[付交]|已付)[^。；;,，]{{0,10}}(?:租金|房租|款项?)[^。；;,，]{{0,6}}归甲方",
        fair=rf"{BOTH}|定金",
        told=N_("Rent or fees paid for time that is not used are never given back."),
        law=(N_("Civil Code, articles 497, 566, 585"),),
        soft=True,
    ),
    term(
        "prepaid",
        "一次性 一次付 一次交 一次缴 年一付 年一次 年一交 预付 预交 预缴",
        also=rf"{_YEARS}年的?[^。；;,，]{{0,4}}(?:租金|房租)[^。；;]{{0,24}}一次"
        rf"|一次性?[^。；;,，]{{0,10}}{_PAYS_UP}[^。；;,，]{{0,6}}{_YEARS}年的?[^。；;,，]{{0,3}}(?:租金|房租)"
        rf"|(?:一次性?[^。；;,，]{{0,6}}{_PAYS_UP}[^。；;,，]{{0,4}}|预[付交缴][^。；;,，]{{0,3}}){_MONTHS}个月"
        r"|(?:租金|房租)[^。；;,，]{0,6}[两二三四五六]年一[付交缴次]"
        r"|(?:租赁期|租期|合同期)[内间]?(?:的)?全部(?:租金|房租)[^。；;]{0,24}一次",
        fair=rf"{BOTH}|甲方[^。；;,，]{{0,8}}(?:支付|退)|(?<!不)(?<!不予)退还|优惠|自愿选择|可以?选择",
        told=N_("Rent is paid for a year or more at once; if who lets fails, it is lost. Agree on shorter periods."),
        law=(N_("Civil Code, article 721"),),
        where="home",
    ),
    term(
        "fine",
        "罚款",
        also=r"(?:每次|一次|处以?|收取|扣|交纳|缴纳)[^。；;,，]{0,10}罚款|罚款[^。；;,，]{0,8}元",
        fair=rf"{BOTH}|行政|公安|城管|部门|执法|政府|机关|物业|被[^。；;,，]{{0,8}}罚款",
        told=N_("A private party may not fine another; agree on a penalty that answers to a loss."),
        law=(N_("Civil Code, article 585"),),
        where="home",
    ),
)
