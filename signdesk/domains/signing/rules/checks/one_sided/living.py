"""How somebody lives there: how many to a room, who watches, who tells others."""

from __future__ import annotations

from signdesk.core.i18n import N_
from signdesk.domains.signing.rules.checks.one_sided.term import BOTH, term

_UNANNOUNCED = (
    r"紧急|险情|火灾|漏水|(?:提前|事先)[^。；;,，]{0,8}通知|(?:经|征得|取得)乙方(?:书面)?同意"
    r"|陪同|在场|预约|腾退|届满|期满|公共|消防设施|不得|公安|政府"
)

TERMS = (
    term(
        "enter",
        "查看 检查 巡查 察看",
        also=r"甲方[^。；;,，]{0,10}(?<![不无])(?:有权|可以?)[^。；;,，]{0,8}(?:随时|任意|不定期|不定时)[^。；;,，]{0,8}(?:查看|检查|巡查|察看)",
        fair=_UNANNOUNCED,
        told=N_("The home is entered without asking who lives in it."),
        law=(N_("Civil Code, article 1033"),),
        of_a_home=N_("Ordinance on Residential Leases, article 9"),
        where="home",
    ),
    term(
        "watched",
        "监控 摄像",
        also=r"乙方[^。；;,，]{0,8}同意[^。；;]{0,20}(?:监控|摄像)|(?:室内|房间内|屋内|客厅)[^。；;,，]{0,10}(?:安装|设置)[^。；;,，]{0,6}(?:监控|摄像)|甲方[^。；;]{0,16}(?:室内|房间|屋内|客厅)[^。；;,，]{0,10}(?:监控|摄像)",
        fair=rf"{BOTH}|楼道|走廊|大堂|大厅|电梯|门口|小区|停车|乙方[^。；;,，]{{0,6}}(?:可以?|有权|自行|如需|安装)|不得|禁止|拆除",
        told=N_("Who lives there is watched inside the home."),
        law=(N_("Civil Code, articles 1032, 1033"),),
        where="home",
    ),
    term(
        "told_to_others",
        "公布 公开 曝光 业主群 朋友圈",
        also=r"甲方[^。；;,，]{0,10}(?<![不无])(?:有权|可以?)[^。；;]{0,8}(?:将|把|对)?[^。；;]{0,20}(?:信息|照片|姓名|欠[费租款]|逾期|违约)[^。；;]{0,20}(?:公布|公开|曝光|业主群|朋友圈)",
        fair=rf"{BOTH}|不得|依法|法院|单独同意",
        told=N_("What is known of who rents may be made public; that needs consent of its own."),
        law=(N_("Personal Information Protection Law, article 25"), N_("Civil Code, article 1032")),
        where="home",
    ),
    term(
        "crowded",
        "每间 每个房间 单间 每室 高低床 上下铺 上下床",
        also=r"(?:每间|每个房间|单间|每室)[^。；;,，]{0,10}(?:住|居住|入住|容纳)[^。；;,，]{0,4}(?:[三四五六七八九十]|[3-9](?!\d)|[1-9]\d)\s*人|[三四五六七八九十3-9]张[^。；;,，]{0,2}(?:高低床|上下铺|上下床)",
        fair=r"不(?:得|超过|能)|一家|家庭|子女|宿舍|民宿|旅馆|平方米|㎡",
        told=N_("More people live in a room than the limits of most cities allow."),
        of_a_home=N_("Ordinance on Residential Leases, article 7"),
        where="home",
    ),
    term(
        "unproved",
        "房产证 产权证 产权证明 权属证明 身份证明",
        also=r"乙方[^。；;,，]{0,6}(?:不得|无权|不能)要求甲方[^。；;,，]{0,10}(?:提供|出示)",
        fair=BOTH,
        told=N_("Who lets need not prove its right to let; it must show it by law."),
        of_a_home=N_("Ordinance on Residential Leases, article 9"),
        where="home",
    ),
    term(
        "forced",
        "不使用亦 不使用也 不用也 是否使用均 是否使用都 是否使用,均 是否使用，均",
        also=r"(?:服务费|管家费|网费|网络费|宽带费|保洁费|健身|清洁费)",
        fair=rf"{BOTH}|物业服务|物业费|采暖|供暖|取暖",
        told=N_("Who rents pays for a service it may not want or use."),
        law=(N_("Consumer Protection Law, articles 9, 10"),),
        where="home",
    ),
)
