"""Taking the law into one's own hands: cutting the water, changing the lock, clearing the rooms, keeping belongings."""

from __future__ import annotations

from signdesk.core.i18n import N_
from signdesk.domains.signing.rules.checks.one_sided.term import LANDLORD_MAY, term

_NOT = r"甲方[^。；;,，]{0,6}(?:不得|不能|不可|无权)|(?:禁止|严禁)甲方|法院|公证|依法申请|申请[^。；;,，]{0,6}执行"
_LEFT_BEHIND = (
    r"(?:返还|交还|退房|腾退|搬离|搬迁|迁出|移交|交接|交房)(?:该?(?:房屋|商铺|场地|租赁物))?(?:后|时|完成)"
    r"|未经(?:甲方)?同意(?:而)?(?:留存|遗留|留置)|留存的?物"
)

TERMS = (
    term(
        "self_help",
        "停水 停电 断水 断电 停气 断气 断网 停止供水 停止供电 停止水电 停止供应 停止提供水 切断 中断水 "
        "停暖 停用水 停供 停用门 停用房 停用智",
        also=rf"{LANDLORD_MAY}|自动[停断]",
        fair=rf"{_NOT}|不得[^。；;,，]{{0,20}}[停断]|(?:导致|造成|引起|遇|因)[^。；;,，]{{0,8}}[停断][水电气]|[停断][水电气](?:、?[停断][水电气网])*等?(?:的|时|期间|给|造成|影响|导致|通知)|部门|检修|抢修|供电局|自来水公司|乙方(?:可|有权)",
        told=N_("Water, electricity or gas are cut to make somebody pay or leave; that is for a court."),
        law=(N_("Civil Code, articles 497, 1177"),),
        of_a_home=N_("Ordinance on Residential Leases, article 12"),
    ),
    term(
        "self_help",
        "停止乙方使用 停止承租人使用 停止承租方使用 停止其使用 暂停乙方使用 限制乙方使用 停止电梯 暂停电梯 停用电梯",
        also=LANDLORD_MAY,
        fair=rf"{_NOT}|通知|违法|危险|安全|整改",
        told=N_("Who rents is kept from using what is let; that is for a court."),
        law=(N_("Civil Code, articles 708, 1177"),),
        soft=True,
    ),
    term(
        "self_help",
        "智能锁 智能门锁 换锁 换密码 改密码 更改密码 重置密码 换门锁 更换锁 更换门锁 更换房锁 更换房门 锁门 "
        "封门 撬锁 撬门 封闭房屋 封闭商铺 封铺 锁闭 上锁 加锁 冻结乙方 冻结门 冻结开门 开门权限 关闭门禁 "
        "禁止乙方进入 限制乙方进入 拒绝乙方进入",
        also=rf"{LANDLORD_MAY}|甲方[^。；;]{{0,20}}(?:打开|撬)|自动[^。；;,，]{{0,10}}锁|锁[^。；;,，]{{0,6}}(?:失效|停用|冻结)",
        fair=rf"{_NOT}|不得[^。；;,，]{{0,16}}(?:锁|封)|乙方(?:应|须|需|可以?|有权)[^。；;,，]{{0,10}}锁|丢失[^。；;]{{0,12}}锁|费用由乙方|消防",
        told=N_("Who rents is locked out; rooms are cleared by a court only."),
        law=(N_("Civil Code, articles 497, 1177"),),
        of_a_home=N_("Ordinance on Residential Leases, article 12"),
    ),
    term(
        "self_help",
        "物品 行李 财物 财产 遗留物 余物 杂物 东西 家具 清空 清场",
        also=r"甲方[^。；;]{0,40}?(?<![不无])(?:有权|可以?(?!能)|自行|全权)[^。；;]{0,30}?(?:处置|处理|清理|清空|清除|清场|变卖|拍卖|丢弃|抛弃|打包|搬离|搬出|搬走|移出|清出|清走|清离|扔|放(?:到|在)?门[口外]|堆放)"
        r"|视为[^。；;,，]{0,14}(?:放弃|遗弃|抛弃|废弃|丢弃|无主|弃置|垃圾)|视其?[^。；;,，]{0,10}为(?:丢弃|废弃|遗弃|抛弃|垃圾)|由甲方(?:任意|自行|全权)?(?:处置|处理)|(?:物品|东西|财物|财产)[^。；;,，]{0,8}归甲方|(?:对|就)甲方(?:处置|变卖|处理)[^。；;,，]{0,14}(?:异议|主张|追究)",
        fair=rf"{_NOT}|{_LEFT_BEHIND}|通知|催告|清单|登记|(?<!不承担)(?<!不负责)(?<!无需)保管|危险|违禁|易燃|公共|楼道|走廊|通道|紧急|寄存|装修|装饰|添附|残值|依法|纠纷|投诉|乙方(?:可|有权)|财产(?:损失|损害|安全|保险|权)|自身财产|危险废物",
        told=N_("Belongings are taken for abandoned and cleared away without notice, a list or time to fetch them."),
        law=(N_("Civil Code, articles 497, 1177"),),
        of_a_home=N_("Ordinance on Residential Leases, article 12"),
    ),
    term(
        "self_help",
        "扣留 扣押 留置 扣存 封存",
        also=r"甲方[^。；;]{0,30}?(?<![不无])(?:有权|可以?|将)[^。；;]{0,16}(?:扣留|扣押|留置|扣存|封存)[^。；;,，]{0,20}(?:物|材料|产品|成品|财产|设备|货|家具|行李|证件|车)",
        fair=rf"{_NOT}|保证金|押金|代管|寄存|仓储|不得(?:有|留置)",
        told=N_("Belongings are kept as a pledge; who lets does not hold them and has no lien."),
        law=(N_("Civil Code, articles 447, 1177"),),
        soft=True,
    ),
    term(
        "self_help",
        "强制 强行 清退 驱逐 赶出 必要措施 一切措施 一切手段 任何手段",
        also=r"甲方[^。；;]{0,40}?(?<![不无])(?:有权|可以?(?!能)|将)[^。；;]{0,16}(?:强制|强行|清退|驱逐|赶出|(?:(?:必要|一切)措施|(?:一切|任何)手段)[^。；;,，]{0,10}(?:收回|腾|清))",
        fair=rf"{_NOT}|政府|公安|依法|强制性|强制措施|抢修|紧急|乙方(?:强行|强制)",
        told=N_("Who rents is put out by force; rooms are cleared by a court only."),
        law=(N_("Civil Code, article 1177"),),
        of_a_home=N_("Ordinance on Residential Leases, article 12"),
    ),
)
