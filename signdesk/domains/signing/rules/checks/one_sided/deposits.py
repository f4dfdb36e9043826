"""What becomes of the deposit: when it is kept, when it comes back, what is taken from it."""

from __future__ import annotations

from signdesk.core.i18n import N_
from signdesk.domains.signing.rules.checks.one_sided.term import BOTH, DEPOSIT, FORFEIT, NOT_BACK, term

_DEPOSIT = "押金 保证金 押租"
_A_DAY = r"[\d一二两三五七十]个?(?:工作)?[日天]|当[日天]|即[时日刻]?(?:退|返|归)|立即|同时|之日"

TERMS = (
    term(
        "deposit",
        _DEPOSIT,
        also=rf"(?:任何(?:情况|情形|理由|原因|条件)|何种(?:原因|理由|情况)|无论|不论|不管|概|一律)[^。；;]{{0,40}}(?:{NOT_BACK}|不予退还)|(?:政策|政府|不可抗力|拆迁|征收|疫情)[^。；;]{{0,40}}{NOT_BACK}|{DEPOSIT}[^。；;,，]{{0,4}}(?:作为|抵作|充作)[^。；;,，]{{0,10}}费[^。；;]{{0,4}}不|{DEPOSIT}[^。；;]{{0,16}}乙方[^。；;,，]{{0,4}}(?:不得|无权)[^。；;,，]{{0,4}}(?:催讨|追讨|索要)",
        fair=rf"{BOTH}|违约|逾期|擅自|违反|提前|拖欠|过错|拒绝|拒不|单方|反悔|违法|甲方[^。；;]{{0,8}}不得",
        told=N_("The deposit is kept whatever happens."),
        law=(N_("Civil Code, article 497"),),
        of_a_home=N_("Ordinance on Residential Leases, article 10"),
    ),
    term(
        "deposit",
        _DEPOSIT,
        also=rf"(?:何种|任何|何)原因[,，]?[^。；;,，]{{0,6}}{DEPOSIT}[^。；;,，]{{0,6}}(?:归甲方|{NOT_BACK})"
        rf"|(?:期满|届满|到期|解除|终止|结束)[^。；;,，]{{0,8}}[,，]?{DEPOSIT}[^。；;]{{0,24}}(?:归甲方|(?:转为|转作|作为|充作|抵作)[^。；;,，]{{0,10}}费)"
        rf"|{DEPOSIT}[^。；;]{{0,30}}(?:作为|充作|转为|转作)[^。；;,，]{{0,10}}费[,，]?[^。；;,，]{{0,6}}{NOT_BACK}",
        fair=rf"{BOTH}|违约|逾期|擅自|违反|拖欠|余额|剩余[^。；;,，]{{0,6}}退",
        told=N_("The deposit goes to who lets when the lease ends, whatever becomes of the rooms."),
        law=(N_("Civil Code, article 497"),),
        of_a_home=N_("Ordinance on Residential Leases, article 10"),
    ),
    term(
        "deposit",
        _DEPOSIT,
        also=rf"(?:并|还|另|同时|且|再|仍|外,?，?)[^。；;]{{0,40}}(?:违约金|剩余租|赔偿金)[^。；;]{{0,80}}{FORFEIT}"
        rf"|{FORFEIT}[^。；;]{{0,12}}(?:并|还|另|同时|且|再|仍|外)[^。；;]{{0,40}}(?:违约金|剩余租)"
        rf"|违约金[^。；;]{{0,20}}{FORFEIT}",
        fair=rf"{BOTH}|抵[作充扣冲]|冲抵|{DEPOSIT}[^。；;,，]{{0,8}}作为违约金|{DEPOSIT}(?:中|内)|损失[^。；;]{{0,8}}差额|甲方[^。；;]{{0,12}}(?:违约|逾期)",
        told=N_(
            "The deposit is kept and a penalty paid on top of it: together more than the loss, which a court reduces."
        ),
        law=(N_("Civil Code, article 585"),),
        soft=True,
    ),
    term(
        "deposit",
        _DEPOSIT,
        also=rf"(?:损坏|污[渍损]|划痕|刮花|钉孔|钥匙|门[禁卡]|卫生|清洁|打扫|宠物|留宿|访客|吸烟|噪音|遗失|丢失|任[何意]一[条项款]|任何(?:条款|约定|规定|损坏|违约)|告知)[^。；;]{{0,30}}{FORFEIT}"
        rf"|提前[六6三3]个月[^。；;]{{0,24}}{FORFEIT}",
        fair=rf"{BOTH}|故意|严重|重大|主体结构|违法|相应|损失|扣除[^。；;,，]{{0,10}}(?:费用|赔偿)|无损坏|不得(?:以|因)",
        told=N_("The whole deposit is lost for a trifle; what is taken from it must be agreed and answer to a loss."),
        law=(N_("Civil Code, article 585"),),
        of_a_home=N_("Ordinance on Residential Leases, article 10"),
        soft=True,
    ),
    term(
        "deposit",
        _DEPOSIT,
        also=r"(?:另行[租出][租出]?|再次?出租|重新出租|新的?租客|新乙方|与(?:房东|甲方|业主)结算|资金(?:情况|状况|安排)|酌情|审批|审核|住满[^。；;,，]{0,8}(?:方可?|才能?)|视[^。；;,，]{0,10}(?:情况|状况|情形))[^。；;]{0,24}(?:退|返)|退[还房]?(?:时间|日期|期限)[^。；;]{0,6}由甲方|退[^。；;]{0,10}由甲方(?:决定|确定|酌)|退[还房]?[^。；;,，]{0,4}等[^。；;,，]{0,10}结算",
        fair=rf"不得|{_A_DAY}",
        told=N_("The day on which the deposit comes back is left to who lets; it must be agreed."),
        law=(N_("Civil Code, article 497"),),
        of_a_home=N_("Ordinance on Residential Leases, article 10"),
    ),
    term(
        "deposit",
        _DEPOSIT,
        also=r"(?:到期|期满|退房|退租|终止|解除|届满|结束|搬离)[^。；;前]{0,10}(?:[二两三四五六2-6]个月|[6-9]\d个?(?:工作)?[日天]|[1-9]\d\d个?(?:工作)?[日天]|半年|一年)(?:之?后|内|以后)?[^。；;]{0,24}(?:返还|归还|退(?!租|房))",
        fair=rf"{BOTH}|质保|保修",
        told=N_("The deposit comes back only months after the lease ends."),
        law=(N_("Civil Code, article 497"),),
        of_a_home=N_("Ordinance on Residential Leases, article 10"),
        where="home",
    ),
    term(
        "deposit",
        _DEPOSIT,
        also=r"(?:无|没有|未有|未发生|不存在)(?:任何)?违约[^。；;]{0,30}(?:退还|返还|归还|退回|返回|退给)",
        fair=_A_DAY,
        told=N_(
            "The deposit comes back “if nothing was breached”, and no day is named; amount, day of return and "
            "what may be taken from it must be agreed."
        ),
        of_a_home=N_("Ordinance on Residential Leases, article 10"),
        where="home",
    ),
    term(
        "deposit",
        "自然损 自然磨损 自然老化 正常损耗 正常磨损 正常使用 正常老化 折旧",
        also=rf"乙方(?:承担|负责|赔偿|支付|应?予?赔)|{DEPOSIT}[^。；;,，]{{0,6}}扣|从[^。；;,，]{{0,4}}{DEPOSIT}",
        fair=r"除外|之外|以外|不(?:承担|负责|赔偿|得|在|计)|甲方(?:承担|负责|维修|修|应)|无[需须]|不属于|非正常|非自然|折旧(?:后|价|率)|按[^。；;,，]{0,10}折旧(?!费)|人为|使用不当|损坏|保持|影响|恢复",
        told=N_("Ordinary wear is laid on who rents; the law leaves it to who lets."),
        law=(N_("Civil Code, articles 710, 712"),),
    ),
    term(
        "deposit",
        "保洁费 清洁费 打扫费 清扫费 卫生费 折旧费 粉刷",
        also=rf"(?:一律|无论|不论|不管|均)[^。；;]{{0,30}}(?:{DEPOSIT}|扣)|{DEPOSIT}[^。；;]{{0,16}}(?:无论|不论|不管)|{DEPOSIT}[^。；;]{{0,24}}扣(?:除|减)?[^。；;,，]{{0,6}}(?:保洁|清洁|打扫|清扫|卫生|折旧)费[^。；;,，]{{0,6}}\d",
        fair=BOTH,
        told=N_(
            "A sum is taken from the deposit whatever state the rooms are in; what may be taken must be agreed "
            "and owed."
        ),
        law=(N_("Civil Code, article 497"),),
        of_a_home=N_("Ordinance on Residential Leases, article 10"),
    ),
    term(
        "deposit",
        _DEPOSIT,
        also=rf"甲方[^。；;,，]{{0,10}}(?:有权|可以?)[^。；;,，]{{0,4}}(?:直接|自行|不经通知|无需通知)[^。；;,，]{{0,10}}(?:扣|抵)[^。；;,，]{{0,12}}{DEPOSIT}",
        fair=rf"{BOTH}|清单|明细|凭[证据]|通知乙方|书面通知|{DEPOSIT}中",
        told=N_("The deposit is set off without a bill; agree that what is taken is listed and proved."),
        of_a_home=N_("Ordinance on Residential Leases, article 10"),
        where="home",
        severity="info",
    ),
    term(
        "deposit",
        "认为",
        also=rf"甲方认为[^。；;]{{0,24}}{FORFEIT}",
        fair=rf"{BOTH}|相应|损失|凭[证据]",
        told=N_("The whole deposit is lost for a trifle; what is taken from it must be agreed and answer to a loss."),
        law=(N_("Civil Code, article 585"),),
        of_a_home=N_("Ordinance on Residential Leases, article 10"),
    ),
)
