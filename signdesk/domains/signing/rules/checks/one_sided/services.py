"""What comes with the rooms: loans, data, water and electricity, services nobody asked for."""

from __future__ import annotations

from signdesk.core.i18n import N_
from signdesk.domains.signing.rules.checks.one_sided.term import BOTH, term

_NOT = r"不得|禁止|严禁|不(?:代|诱导|强迫|以任何|要求)|自行与|自愿选择"

TERMS = (
    term(
        "loan",
        "贷款 租金贷 租房贷 金融机构 分期",
        also=r"授权甲方[^。；;]{0,20}(?:办理|申请|签署|签订|向)|(?:由|同意)甲方[^。；;,，]{0,10}(?:代其|代为|代)[^。；;]{0,20}(?:贷款|分期)|甲方代[^。；;,，]{0,10}申请",
        fair=_NOT,
        told=N_("Who lets takes out a loan in the tenant's name; a lease may not contain one."),
        law=(N_("Opinions of six ministries, Jian Fang Gui [2021] No. 2"),),
        where="home",
        once=True,
    ),
    term(
        "loan",
        "贷款 租金贷 租房贷 本息 分期 还款",
        also=r"(?:无论|不论|不管)[^。；;]{0,30}(?:贷款|本息|还款|分期)|(?:贷款|本息|还款|分期)[^。；;]{0,40}(?:与甲方(?:及金融机构)?无关|甲方不(?:承担|负))|(?:退租|解除|终止|破产|停业|倒闭)[^。；;]{0,20}(?:仍|继续)[^。；;]{0,10}(?:偿还|还款)",
        fair=_NOT,
        told=N_(
            "The loan is paid back whatever becomes of the lease, and who lets keeps the money: agree that it "
            "repays the lender when the lease ends."
        ),
        law=(
            N_("Civil Code, article 497"),
            N_("Opinions of six ministries, Jian Fang Gui [2021] No. 2"),
        ),
        where="home",
        once=True,
    ),
    term(
        "loan",
        "征信",
        also=r"征信[^。；;]{0,40}(?:与甲方[^。；;,，]{0,8}无关|乙方[^。；;,，]{0,8}(?:承担|负责|自负))",
        fair=_NOT,
        told=N_("What becomes of the tenant's credit record is laid on the tenant, even if who lets is to blame."),
        law=(N_("Civil Code, article 497"),),
        where="home",
        once=True,
    ),
    term(
        "data",
        "人脸 面容 面部识别 征信 个人信息 身份信息 联系方式 手机号 营销 推广",
        also=r"(?:不同意|拒绝|否则)[^。；;]{0,14}(?:不得|不予|无法|不能)[^。；;]{0,6}(?:入住|签约|办理|使用)|授权[^。；;]{0,16}(?:查询|报送|上报|提供)[^。；;]{0,14}(?:征信|信用)|(?:查询|报送|上报)[^。；;,，]{0,10}征信|征信[^。；;,，]{0,10}(?:查询|报送|上报)"
        r"|(?:提供|共享|披露|转让)[^。；;,，]{0,20}(?:第三方|合作)[^。；;]{0,16}(?:营销|推广|使用)|(?:身份信息|个人信息|联系方式|手机号)[^。；;,，]{0,20}(?:用于|作)[^。；;,，]{0,8}(?:推广|营销)|采集[^。；;,，]{0,10}人脸",
        fair=r"甲方不得|保密|未经|单独同意|依法|银行|其他方式",
        told=N_(
            "Data that is not needed for the lease is taken, passed on or made a condition; it needs consent of "
            "its own."
        ),
        law=(N_("Personal Information Protection Law, articles 16, 23, 29"),),
    ),
    term(
        "forced",
        "指定 合作金融 购买甲方 购买出租 使用甲方 使用出租",
        also=r"(?:必须|只能|须|仅限|不得使用(?:其他|非))[^。；;]{0,20}甲方(?:所)?(?:指定|合作)|乙方(?:必须|须|应当?)购买甲方|(?:必须|只能|须|应)使用甲方[^。；;,，]{0,6}(?:网络|宽带|燃气|保洁|搬家|家政)",
        fair=r"账户|账号|帐户|地点|时间|位置|区域|人员|联系人|接收|验收|停放|场所|方式支付|日期|范围|法院",
        told=N_("Who rents must buy from whom the other party names."),
        law=(N_("Consumer Protection Law, articles 9, 10"),),
        where="home",
    ),
    term(
        "utilities",
        "水费 电费 燃气费 水电",
        also=r"(?:不论|不分|无论|不管)[^。；;,，]{0,4}(?:用量|用[水电气]量|用[水电气]|多少|使用)|每[月人][^。；;,，]{0,10}固定|固定[^。；;,，]{0,6}\d+元|包干",
        fair=rf"{BOTH}|包含在租金|甲方承担",
        told=N_("A fixed sum for water or electricity, whatever is used; have it metered at the public rate."),
        law=(N_("Civil Code, article 497"),),
        where="home",
        severity="info",
    ),
    term(
        "rent_at_will",
        "水费 电费 水电费 物业费 服务费 管理费",
        also=r"甲方[^。；;]{0,10}?(?<![不无])(?:有权|可以?|可随时)[^。；;]{0,12}(?:调整|上调|提高|调高|增收|加收|增加)",
        fair=rf"{BOTH}|协商|同意|政府|国家|物价|主管部门|供[水电气]|物业(?:公司|服务)|部门",
        told=N_("One party alone changes the price or the contract."),
        law=(N_("Civil Code, articles 497, 543"),),
    ),
    term(
        "utilities",
        "电费 电价 水价 水费 水电",
        also=r"每度[^。；;,，]{0,3}(?<![\d.])(?:1\.[2-9]|[2-9](?:\.|(?!\d)))\d*\s*元|(?<![\d.])(?:1\.[2-9]\d*|[2-9](?:\.\d+)?)\s*元\s*/\s*(?:度|千瓦时|kWh)|加价|商业(?:用电)?(?:电价|价格|标准)|由甲方(?:自行|单方)?(?:定价|确定|制定|核定)|按甲方(?:公布|规定|制定|自定|核算)|高于国家(?:标准|定价)",
        fair=rf"{BOTH}|不得|峰|供电(?:局|公司|部门)|居民(?:用电)?电价|国家电网|充电桩|热水|不(?:另)?加价",
        told=N_("Water or power costs more than the supplier takes; nothing may be added to it."),
        law=(N_("Electric Power Law, article 44"),),
        where="home",
    ),
)
