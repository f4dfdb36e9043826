# ruff: noqa: E501  contracts are written as people write them, a fault to a line
"""Contracts made for the project: clean ones in several habits of writing, and faults to plant in them. A fault is a
replacement in the text and the check that must find it, at the place where the new words stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric, uscc

from signdesk.core.money import Money
from signdesk.core.text import Block, TextModel
from signdesk.domains.signing.rules.facts import CaseFacts, InstalmentFacts, PartyFacts


def resident(first_seventeen: str) -> str:
    return first_seventeen + ric.calc_check_digit(first_seventeen + "0")


def company(first_seventeen: str) -> str:
    return first_seventeen + uscc.calc_check_digit(first_seventeen)


WANG = resident("11010119850307123")
LI = resident("32010219900412002")
ZHAO = resident("44030519771105341")
SELLER = company("91310115MA1K3QJ7X")
AGENCY = company("91110108MA01WX7P1")

SALE = f"""商品房买卖合同
合同编号：HT-2026-0418
出卖人：临江恒信置业有限公司
统一社会信用代码：{SELLER}
法定代表人：周明达
住所：临江市东湖区文昌路12号
联系电话：0791-86551234
买受人：王建国
身份证号：{WANG}
住址：临江市东湖区学府路88号3栋602室
联系电话：13800138000
根据《中华人民共和国民法典》及其他有关法律、法规之规定，买受人和出卖人在平等、自愿、协商一致的基础上就买卖商品房达成如下协议：
第一条 项目建设依据
出卖人以出让方式取得位于临江市东湖区文昌路、编号为DH2023-045的地块的土地使用权，土地使用年限自2023年5月10日至2093年5月9日止。
第二条 商品房基本情况
买受人购买的商品房为本合同第一条规定的项目中的第3幢2单元1203号房，建筑面积共118.56平方米，其中套内建筑面积96.20平方米。
第三条 计价方式与价款
按建筑面积计算，该商品房单价为每平方米人民币10,796.22元，总价款为人民币（小写）1,280,000.00元，（大写）壹佰贰拾捌万元整。
第四条 付款方式及期限
买受人按下列方式付款：
1. 第一期：于2026年11月30日前支付首期房价款384,000.00元（大写：叁拾捌万肆仟元整）；
2. 第二期：于2027年3月31日前支付896,000.00元（大写：捌拾玖万陆仟元整），以银行按揭方式支付。
第五条 逾期付款责任
买受人未按约定付款的，按下列方式处理：
（1）逾期不超过60日的，自应付款期限届满之次日起至实际付款之日止，按日计算向出卖人支付逾期应付款万分之三的违约金；
（2）逾期超过60日的，出卖人有权解除合同，买受人按累计应付款的5%支付违约金。
第六条 交付条件与期限
出卖人应当在2027年6月30日前向买受人交付该商品房。
第七条 逾期交付责任
出卖人逾期交付的，适用第五条第（1）项约定的标准。
第八条 面积差异处理
面积误差比在3%以内（含3%）的，据实结算；超出3%的，按国家有关规定处理。
第九条 质量与保修
保修期自交付之日起计算，具体保修范围见附件二。
第十条 不动产登记
出卖人应当在交付之日起90日内，将办理不动产登记需由出卖人提供的资料报登记机构备案。
第十一条 争议解决
本合同在履行过程中发生的争议，由双方协商解决；协商不成的，依法向房屋所在地人民法院起诉。
第十二条 其他
本合同一式肆份，出卖人执贰份，买受人执壹份，登记机构执壹份，自双方签字盖章之日起生效。
附件一：房屋平面图
附件二：保修范围与期限
出卖人（盖章）：临江恒信置业有限公司            买受人（签字）：王建国
法定代表人（签字）：
签订日期：2026年11月23日"""

SALE_FACTS = CaseFacts(
    "HT-2026-0418",
    "商品房买卖",
    (
        PartyFacts("出卖人", "临江恒信置业有限公司", "uscc", SELLER, "0791-86551234"),
        PartyFacts("买受人", "王建国", "resident_id", WANG, "13800138000"),
    ),
    Money.parse("1280000.00"),
    (
        InstalmentFacts(Money.parse("384000"), date(2026, 11, 30)),
        InstalmentFacts(Money.parse("896000"), date(2027, 3, 31)),
    ),
    date(2026, 11, 23),
    ("房屋平面图", "保修范围与期限"),
    4,
)

LEASE = f"""房屋租赁合同
出租方（甲方）：李秀兰        身份证号：{LI}
承租方（乙方）：赵志强        身份证号：{ZHAO}
依据《中华人民共和国民法典》的规定，甲乙双方在平等、自愿的基础上，就房屋租赁的有关事宜达成协议如下：
一、房屋基本情况
（一）甲方将坐落于临江市青云谱区洪都大道  256 号 8 栋 1 单元 502 室的房屋出租给乙方，建筑面积 89.5 平方米。
（二）房屋用途：居住。
二、租赁期限
租赁期自2026年12月1日起至2027年11月30日止，共计12个月。
三、租金及押金
（一）月租金人民币4,500.00元（大写：肆仟伍佰元整），全年租金总额为人民币54,000.00元（大写：伍万肆仟元整）。
（二）押金为人民币9000元（大写：玖仟元整），于签订本合同当日支付，租赁期满结清费用后7日内无息退还。
（三）租金按季支付，乙方应于每季度第一个月5日前支付，具体如下：
1、第一期：2026年12月5日前；
2、第二期：2027年3月5日前；
3、第三期：2027年6月5日前；
4、第四期：2027年9月5日前。
四、费用承担
租赁期内发生的水费、电费、燃气费、网络费由乙方承担；物业费由甲方承担。
五、房屋的交付、维修与转租
1、甲方应于2026年12月1日前交付房屋；
2、房屋的自然损耗由甲方维修，乙方使用不当造成的损坏由乙方承担；
3、未经甲方书面同意，乙方不得转租。
六、合同的解除与违约责任
1、乙方有下列情形之一的，甲方有权解除合同：
（1）拖欠租金累计达30日的；
（2）擅自改变房屋结构或者用途的；
（3）利用房屋从事违法活动的。
2、甲方有下列情形之一的，乙方有权解除合同：
（1）迟延交付房屋达10日的；
（2）交付的房屋危及乙方安全的。
3、任何一方违约的，应向对方支付一个月租金作为违约金。
七、争议解决
因履行本合同发生的争议，双方协商解决；协商不成的，向房屋所在地人民法院起诉。
八、附则
本合同一式三份，甲乙双方各执一份，签约中心存档一份。
甲方（签字）：______________        乙方（签字）：______________
签订日期：    年    月    日"""

LEASE_FACTS = CaseFacts(
    "",
    "房屋租赁",
    (PartyFacts("甲方", "李秀兰", "resident_id", LI), PartyFacts("乙方", "赵志强", "resident_id", ZHAO)),
    Money.parse("54000"),
    (),
    date(2026, 11, 23),
)

SERVICE = f"""委托服务合同
甲方（委托方）
名称：临江恒信置业有限公司
统一社会信用代码：{SELLER}
乙方（受托方）
名称：北京明诚房地产咨询有限公司
统一社会信用代码：{AGENCY}
第一章 总则
第一条 委托事项
1.1 甲方委托乙方提供文昌路项目的市场调研与销售策划服务。
1.2 服务内容包括：①市场调研；②定价建议；③销售策划。
第二条 服务期限
2.1 服务期限为1年，自2026年12月1日至2027年11月30日。
第二章 费用与成果
第三条 服务费
3.1 服务费总额为人民币叁拾陆万伍仟元整（￥365,000.00）。
3.2 甲方应于2026年12月15日前支付首期服务费人民币壹拾万元整（￥100,000.00元）。
3.3 余款265000元（人民币贰拾陆万伍仟元整）于验收合格后10个工作日内付清。
第四条 成果与验收
4.1 乙方应于2027年11月15日前提交全部成果，甲方应在10日内验收。
4.2 逾期不验收的，视为验收合格。
第三章 其他
第五条 保密
任何一方不得向第三方披露对方的商业秘密。
第六条 违约责任
乙方逾期提交成果的，每逾期一日按服务费总额的0.5‰支付违约金。
第七条 合同变更、解除与争议
7.1 变更或者解除本合同须采用书面形式。
7.2 争议提交临江仲裁委员会仲裁。
第八条 份数
本合同一式贰份，双方各执壹份，自双方盖章之日起生效。
甲方（盖章）：临江恒信置业有限公司    乙方（盖章）：北京明诚房地产咨询有限公司
授权代表：周明达    授权代表：吴静
签署日期：二〇二六年十一月二十三日"""

SERVICE_FACTS = CaseFacts(
    "",
    "委托服务",
    (
        PartyFacts("甲方", "临江恒信置业有限公司", "uscc", SELLER),
        PartyFacts("乙方", "北京明诚房地产咨询有限公司", "uscc", AGENCY),
    ),
    Money.parse("365000"),
    (),
    date(2026, 11, 23),
)

CLEAN = {"sale": (SALE, SALE_FACTS), "lease": (LEASE, LEASE_FACTS), "service": (SERVICE, SERVICE_FACTS)}


@dataclass(frozen=True)
class Fault:
    """Planted in `contract` by replacing `old` (once) with `new`; `check` finds it at a place that touches `at`."""

    contract: str
    old: str
    new: str
    check: str
    at: str = ""


FAULTS = (
    # blank
    Fault("sale", "万分之三的违约金", "万分之____的违约金", "blank", "____"),
    Fault("sale", "2027年6月30日前向", "2027年  月  日前向", "blank", "2027年  月  日"),
    Fault("sale", "2027年6月30日前向", "____年__月__日前向", "blank", "____年__月__日"),
    Fault("sale", "5%支付违约金", "    %支付违约金", "blank", "    "),
    Fault("sale", "交付之日起90日内", "交付之日起【  】日内", "blank", "【  】"),
    Fault("sale", "交付之日起90日内", "交付之日起（  ）日内", "blank", "（  ）"),
    Fault("sale", "身份证号：" + WANG, "身份证号：", "blank", "身份证号："),
    Fault("sale", "建筑面积共118.56平方米", "建筑面积共▁▁▁▁平方米", "blank", "▁▁▁▁"),
    Fault("sale", "一式肆份", "一式＿＿份", "blank", "＿＿"),
    Fault("lease", "李秀兰        身", "                身", "blank"),
    Fault("lease", "256 号", "      号", "blank"),
    Fault("lease", "（大写：玖仟元整）", "（大写：          ）", "blank", "          "),
    Fault("lease", "共计12个月", "共计    个月", "blank", "    "),
    Fault("lease", "达30日的", "达   日的", "blank", "   "),
    Fault("lease", "一式三份", "一式   份", "blank", "   "),
    Fault("lease", "坐落于临江市青云谱区洪都大道  256 号 8 栋 1 单元 502 室的房屋", "坐落于                        的房屋", "blank"),
    Fault("service", "提交临江仲裁委员会仲裁", "提交__________仲裁委员会仲裁", "blank", "__________"),
    Fault("service", "名称：北京明诚房地产咨询有限公司", "名称：", "blank", "名称："),
    Fault("service", "自2026年12月1日至2027年11月30日", "自    年  月  日至    年  月  日", "blank"),
    # placeholder
    Fault("sale", "周明达", "XXX", "placeholder", "XXX"),
    Fault("sale", "第3幢", "第××幢", "placeholder", "××"),
    Fault("lease", "居住。", "{{purpose}}。", "placeholder", "{{purpose}}"),
    Fault("lease", "洪都大道", "[地址]", "placeholder", "[地址]"),
    Fault("service", "文昌路项目", "某某项目", "placeholder", "某某"),
    Fault("service", "10个工作日", "【待定】个工作日", "placeholder", "【待定】"),
    Fault("service", "临江仲裁委员会", "（此处填写仲裁机构）", "placeholder", "（此处填写仲裁机构）"),
    # party_name
    Fault("sale", "买受人：王建国", "买受人：王建围", "party_name", "王建围"),
    Fault("sale", "（盖章）：临江恒信置业", "（盖章）：临江恒信置地", "party_name", "临江恒信置地有限公司"),
    Fault("sale", "出卖人：临江恒信置业有限公司", "出卖人：临江恒信置业公司", "party_name", "临江恒信置业公司"),
    Fault("sale", "（签字）：王建国", "（签字）：王建军", "party_name", "王建军"),
    Fault("lease", "（甲方）：李秀兰", "（甲方）：李秀蓝", "party_name", "李秀蓝"),
    Fault("lease", "（乙方）：赵志强", "（乙方）：李秀兰", "party_name", "李秀兰"),
    Fault("service", "名称：北京明诚房地产咨询有限公司", "名称：北京明成房地产咨询有限公司", "party_name", "北京明成房地产咨询有限公司"),
    Fault("service", "甲方委托乙方提供", "临江恒信置业有公司委托乙方提供", "party_name", "临江恒信置业有公司"),
    # party_number
    Fault("sale", WANG, LI, "party_number", LI),
    Fault("sale", SELLER, AGENCY, "party_number", AGENCY),
    Fault("sale", WANG, WANG[:9] + ("1" if WANG[9] != "1" else "2") + WANG[10:], "party_number"),
    Fault("lease", LI, ZHAO, "party_number", ZHAO),
    Fault("lease", ZHAO, ZHAO[:-4] + ZHAO[-3:], "party_number"),
    Fault("service", AGENCY, SELLER, "party_number"),
    # number_invalid
    Fault("sale", WANG, WANG[:-1] + ("0" if WANG[-1] != "0" else "1"), "number_invalid"),
    Fault("sale", SELLER, SELLER[:-1] + ("0" if SELLER[-1] != "0" else "1"), "number_invalid"),
    Fault("lease", LI, LI[:10] + "13" + LI[12:], "number_invalid"),
    # amount_capitals
    Fault("sale", "壹佰贰拾捌万元整", "壹佰贰拾捌万伍仟元整", "amount_capitals", "壹佰贰拾捌万伍仟元整"),
    Fault("sale", "叁拾捌万肆仟元整", "叁拾捌万肆佰元整", "amount_capitals", "叁拾捌万肆佰元整"),
    Fault("sale", "896,000.00元", "869,000.00元", "amount_capitals"),
    Fault("sale", "捌拾玖万陆仟元整", "捌玖万陆仟元整", "amount_capitals", "捌玖万陆仟元整"),
    Fault("lease", "肆仟伍佰元整", "肆万伍仟元整", "amount_capitals", "肆万伍仟元整"),
    Fault("lease", "9000元", "9500元", "amount_capitals"),
    Fault("lease", "伍万肆仟元整", "伍万四千五百元整", "amount_capitals", "伍万四千五百元整"),
    Fault("service", "￥365,000.00", "￥356,000.00", "amount_capitals"),
    Fault("service", "壹拾万元整", "壹拾壹万元整", "amount_capitals", "壹拾壹万元整"),
    Fault("service", "265000元", "256000元", "amount_capitals"),
    Fault("service", "（￥100,000.00元）", "（￥10万元）".replace("10万", "1万"), "amount_capitals"),
    # amount_case
    Fault("sale", "1,280,000.00元，（大写）壹佰贰拾捌万元整", "1,260,000.00元，（大写）壹佰贰拾陆万元整", "amount_case"),
    # date_invalid
    Fault("sale", "2027年6月30日", "2027年6月31日", "date_invalid", "2027年6月31日"),
    Fault("lease", "2027年3月5日", "2027年13月5日", "date_invalid", "2027年13月5日"),
    # date_order
    Fault("lease", "2027年11月30日止", "2026年11月30日止", "date_order", "2026年11月30日"),
    Fault("lease", "共计12个月", "共计24个月", "date_order", "24个月"),
    Fault("lease", "第三期：2027年6月5日", "第三期：2027年1月5日", "date_order", "2027年1月5日"),
    Fault("sale", "2027年6月30日前向", "2025年6月30日前向", "date_order", "2025年6月30日"),
    Fault("sale", "2026年11月30日前支付", "2025年11月30日前支付", "date_order", "2025年11月30日"),
    Fault("sale", "2027年3月31日前", "2026年11月25日前", "date_order", "2026年11月25日"),
    Fault("sale", "签订日期：2026年11月23日", "签订日期：2026年12月23日", "date_order"),
    Fault("service", "自2026年12月1日至2027年11月30日", "自2026年12月1日至2026年11月30日", "date_order", "2026年11月30日"),
    Fault("service", "服务期限为1年", "服务期限为2年", "date_order", "2年"),
    # clause_numbering
    Fault("sale", "第八条 面积", "第九条 面积", "clause_numbering", "第九条"),
    Fault("sale", "第六条 交付", "第五条 交付", "clause_numbering", "第五条"),
    Fault("sale", "第十条 不动产", "第十二条 不动产", "clause_numbering", "第十二条"),
    Fault("sale", "2. 第二期", "3. 第二期", "clause_numbering", "3."),
    Fault("sale", "（2）逾期超过", "（3）逾期超过", "clause_numbering", "（3）"),
    Fault("lease", "五、房屋", "六、房屋", "clause_numbering", "六、"),
    Fault("lease", "四、费用", "三、费用", "clause_numbering", "三、"),
    Fault("lease", "（二）押金", "（三）押金", "clause_numbering", "（三）"),
    Fault("lease", "2、房屋的自然", "1、房屋的自然", "clause_numbering", "1、"),
    Fault("lease", "3、第三期", "2、第三期", "clause_numbering", "2、"),
    Fault("lease", "（3）利用", "（4）利用", "clause_numbering", "（4）"),
    Fault("service", "3.2 甲方", "3.3 甲方", "clause_numbering", "3.3"),
    Fault("service", "4.2 逾期", "4.3 逾期", "clause_numbering", "4.3"),
    Fault("service", "4.1 乙方", "3.1 乙方", "clause_numbering", "3.1"),
    Fault("service", "第五条 保密", "第六条 保密", "clause_numbering", "第六条"),
    Fault("service", "第二章 费用", "第三章 费用", "clause_numbering", "第三章"),
)  # fmt: skip


def model_of(text: str) -> TextModel:
    """The text model a plain text file with this text has."""
    blocks = tuple(Block(n, "paragraph", line, f"P{n}") for n, line in enumerate(text.split("\n"), 1))
    return TextModel("txt", blocks)
