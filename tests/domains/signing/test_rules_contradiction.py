# ruff: noqa: E501  contracts are written as people write them, a clause to a line
"""What two clauses say of one thing and cannot both mean. What only looks like it stands in the module of look-alikes."""

import pytest

from signdesk.core.money import Money
from signdesk.core.text import Block, TextModel
from signdesk.domains.signing.rules.checks.contradiction import Contradiction
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Brief
from tests.domains.signing.corpus import model_of
from tests.domains.signing.two_clauses import HEADS, findings, told

AGAINST_EACH_OTHER = {
    "notice end": (
        "lease",
        "三、乙方如需提前退租，应提前30日书面通知甲方。\n八、乙方提前解除合同的，须提前两个月通知甲方并结清费用。",
    ),
    "notice end lessor": (
        "lease",
        "第五条 甲方需要提前收回房屋的，应当提前三十天告知乙方。\n第九条 甲方提前解除本合同，必须提前60日书面通知乙方。",
    ),
    "notice renew": (
        "lease",
        "2、租赁期满后乙方要求续租的，应在期满前一个月书面提出。\n9、乙方有意续租的，须于租赁期届满前三个月向甲方提出书面申请。",
    ),
    "notice renew b": (
        "shop",
        "第四条 乙方续租，应提前90日提出。\n第十一条 合同到期，乙方需继续承租该商铺的，应提前30日书面告知甲方。",
    ),
    "notice visit": (
        "lease",
        "甲方入户检查设施，应提前24小时通知乙方。\n甲方检查房屋使用情况的，应提前三天通知乙方，乙方应予配合。",
    ),
    "rent every": ("lease", "租金支付方式：月付，每月5日前支付。\n四、乙方按季度支付租金，先付后用。"),
    "rent every b": (
        "shop",
        "第三条 租金按半年支付，每半年支付一次。\n第七条 乙方每季度支付一次租金，逾期按本合同第十条处理。",
    ),
    "rent pledge": ("lease", "租金付款方式：押一付三。\n乙方于每月1日前向甲方支付当月租金。"),
    "rent day": ("lease", "乙方应于每月5日前将当月租金汇入甲方账户。\n乙方每月10日前支付房租，甲方出具收条。"),
    "rent advance": ("lease", "租金采取先付后用的原则。\n乙方使用房屋满一个月后，于次月3日前支付上月租金。"),
    "deposit sum": ("lease", "押金：2,000元。\n乙方签订合同当日向甲方交付押金3,000元（大写：叁仟元整）。"),
    "deposit months": ("lease", "押金为两个月租金。\n乙方应于签约当日支付相当于一个月租金的押金。"),
    "deposit months sum": (
        "lease",
        "月租金3,500元。\n押金：3,500元，签约时付清。\n第九条 押金为两个月租金，用于担保乙方履约。",
    ),
    "deposit days": (
        "lease",
        "租赁期满，乙方结清费用后，甲方7日内无息退还押金。\n合同到期后，甲方在验收房屋无误后15个工作日内退还押金。",
    ),
    "deposit days b": (
        "lease",
        "押金退还条件：租赁期满且房屋无损坏，合同到期当日退还\n第八条 期满后乙方搬离的，甲方于10日内将押金退回乙方。",
    ),
    "deposit kept": ("lease", "乙方提前退租的，押金不予退还。\n乙方提前退租的，甲方退还押金及剩余租金。"),
    "penalty early": (
        "lease",
        "乙方提前退租须提前60天申请，并支付两个月租金作为违约金\n乙方提前解约且经甲方同意的，须一次性支付剩余租期租金的30%作为违约金，并扣除全部押金",
    ),
    "penalty early b": (
        "shop",
        "月租金5,000元。\n第六条 乙方中途退租的，按一个月租金支付违约金。\n第十二条 乙方提前退租，应向甲方支付违约金20,000元。",
    ),
    "penalty late": (
        "lease",
        "乙方逾期支付租金的，每逾期一日按应付租金的0.05%支付滞纳金。\n乙方拖欠租金的，每日按欠付金额的0.5%支付违约金。",
    ),
    "penalty late sale": (
        "sale",
        "第六条 买受人逾期付款的，每逾期一日按应付未付款的万分之三支付违约金。\n第十条 乙方未按时付款的，按逾期金额每日千分之一向甲方支付违约金。",
    ),
    "grace": (
        "lease",
        "乙方拖欠租金达7日的，甲方有权解除合同。\n（2）乙方逾期支付租金超过15日的，甲方可以终止合同并收回房屋。",
    ),
    "grace b": (
        "shop",
        "第七条 乙方有下列行为之一的，甲方有权解除合同：\n（1）拖欠房租累计60日以上的；\n第十条 乙方有下列情形之一的，甲方有权终止合同：\n（4）拖欠房租累计60个月以上的。",
    ),
    "utilities": ("lease", "租赁期间水费、电费由乙方承担。\n物业费：甲方承担\n第九条 乙方负责交纳物业费和取暖费。"),
    "taxes": ("sale", "本次交易产生的契税、个人所得税均由乙方承担。\n个人所得税由甲方负担，契税由乙方负担。"),
    "repairs": ("lease", "房屋及附属设施的日常维修由甲方负责。\n乙方负责房屋及附属设施的日常维修并承担费用。"),
    "agency fee": ("lease", "中介费由甲方承担。\n中介费用由乙方支付。"),
    "sublease": ("lease", "乙方可以自行转租房屋，无需甲方同意。\n乙方不得转租、转借承租房屋。"),
    "pets": ("lease", "房屋内禁止饲养宠物。\n乙方可以饲养小型宠物，但应保持卫生。"),
    "rent two": ("lease", "月租金：3,500元\n乙方每月向甲方支付租金3,800元。"),
    "area two": ("sale", "该房屋建筑面积89.5平方米。\n附：房屋建筑面积为98.5平方米，以产权证为准。"),
    "term two": ("lease", "租赁期限：24个月\n第八条 本合同租期一年，期满另议。"),
    "term dates": (
        "lease",
        "租赁期限：自2027年1月1日起至2027年12月31日止。\n第十条 特别约定\n租赁期自2027年1月1日起至2028年12月31日止，期间租金不变。",
    ),
    "layout": ("lease", "户型：两室一厅一卫\n房屋状况：该房屋为三室一厅，简装。"),
    "effect": ("lease", "本合同自双方签字之日起生效。\n本合同自乙方支付首期租金及押金之日起生效。"),
    "effect notary": ("sale", "本合同经公证后生效。\n本合同自双方签字盖章之日起生效。"),
    "court": ("lease", "协商不成的，向房屋所在地人民法院起诉。\n因本合同发生的争议，由甲方所在地人民法院管辖。"),
    "arbitration court": (
        "service",
        "争议协商不成的，提交北京仲裁委员会仲裁。\n双方发生纠纷的，依法向合同签订地人民法院提起诉讼。",
    ),
    "language": ("service", "本合同以中文文本为准。\n中英文不一致的，以英文文本为准。"),
    "precedence": ("service", "附件与本合同不一致的，以本合同为准。\n附件内容与合同正文不一致时，以附件为准。"),
    "renewal": (
        "lease",
        "租赁期满，双方无异议的，合同自动续期一年。\n乙方续租的，双方应重新签订租赁合同，期满本合同自动终止。",
    ),
    "totals": ("sale", "第二条 房屋总价款为1,280,000元。\n第五条 乙方应于过户当日付清全部房屋总价款1,250,000元。"),
    "act days": ("service", "甲方应在收到发票后10个工作日内付款。\n甲方收到乙方发票后30日内支付服务费。"),
    "accept days": (
        "service",
        "甲方应在收到成果后5日内完成验收。\n甲方收到工作成果后15个工作日内进行验收，逾期视为合格。",
    ),
    "handback": ("lease", "租赁期满当日，乙方应将房屋返还甲方。\n租赁期满后10日内，乙方应腾空并交还房屋。"),
    "an area with its house": ("lease", "甲方出租的房屋（面积62.5平方米）配有家具。\n该房屋面积为65.2平方米。"),
    "leave that is given": ("lease", "甲方同意乙方可以将房屋转租他人。\n乙方不得转租。"),
    "no leave in any case": ("lease", "乙方转租的，应当取得甲方书面同意。\n乙方不得转租房屋，任何情况下均不例外。"),
    "in force behind the copies": (
        "lease",
        "本合同一式两份，双方各执一份，自双方签字之日起生效。\n本合同自乙方付清押金之日起生效。",
    ),
    "fees of the management": ("lease", "供暖费和物业管理费由甲方承担。\n乙方承担管理费、水费。"),
    "who pays for the car": ("lease", "车位管理费每月60元，由甲方承担。\n车位管理费由乙方承担。"),
    "with room around figures": ("lease", "租金支付周期：每 3 个月支付一次。\n租金每月支付一次。"),
    "an end for a fault": (
        "lease",
        "月租金8,500元。\n因一方违约导致合同解除的，支付一个月租金的违约金8,500元。\n因一方违约导致合同终止的，违约金为两个月租金。",
    ),
    "not as agreed": (
        "lease",
        "八、乙方有下列情形之一的，甲方有权解除合同：\n1、不按照约定支付租金达7日的。\n乙方逾期支付租金超过10日的，甲方可以解除合同。",
    ),
    "before the end of the term": (
        "lease",
        "合同期满前两个月，若乙方希望继续承租，应书面告知甲方。\n乙方需续租的，应提前一个月书面告知甲方。",
    ),
    "a court that was chosen from a list": (
        "lease",
        "第八条 争议按下列第2种方式解决：\n（1）提交临江仲裁委员会仲裁；\n（2）向房屋所在地人民法院起诉。\n第九条 发生纠纷的，提交临江仲裁委员会仲裁。",
    ),
    "back on the day all is settled": (
        "lease",
        "甲方同意在租期届满乙方结清费用当天将押金无息退还，押金不能作租金。\n租赁期满后甲方在十五日内将押金退还乙方。",
    ),
    "the rent of the whole term": ("shop", "2027年1月1日至2028年12月31日，月租金为27,000元。\n月租金：28,350元"),
    "two delays at one price": (
        "lease",
        "乙方逾期支付租金、甲方逾期退还押金的，每逾期一日支付万分之五的违约金。\n甲方逾期退还押金的，每日支付千分之一的违约金。\n乙方逾期支付租金的，每日支付万分之三的违约金。",
    ),
    "a deposit whose sum follows": ("lease", "押金：1个月租金\n乙方须缴纳押金，金额为两个月租金。"),
    "at the end of a quarter's last month": ("lease", "租金先付后住。\n租金于每季度最后一个月底支付本季度租金。"),
    "fees between commas": ("lease", "水费，电费，物业费等由乙方承担。\n水费由甲方承担。"),
    "every so many months": ("lease", "租金每三个月一付。\n租金按月支付。"),
    "once a year": ("lease", "租金一年一付。\n租金付款方式：半年付。"),
    "pledged for half a year": ("lease", "付款方式：押一付半年。\n租金每三个月为一期，按期支付。\n租金三个月一付。"),
    "how long ahead rent is paid": ("lease", "乙方应提前15日支付下一期租金。\n下期租金应提前7日支付。"),
    "last day of some": ("lease", "乙方应于每月1日至5日支付当月租金。\n乙方每月10日前缴纳租金。"),
    "a share of a month": (
        "lease",
        "月租金3,000元。\n乙方提前退租的，按月租金的50%支付违约金。\n乙方提前解约的，支付违约金3,000元。",
    ),
    "half a month": ("lease", "乙方提前退租的，支付半个月租金作为违约金。\n乙方中途退租的，应赔偿甲方两个月租金。"),
    "a share of a year": (
        "shop",
        "乙方擅自解除合同的，按年租金的20%支付违约金。\n乙方单方解除合同的，按合同总租金的10%支付违约金。",
    ),
    "a sum in words of ten thousand": (
        "shop",
        "月租金5,000元。\n甲方提前收回商铺的，支付违约金2万元。\n甲方提前解除合同的，支付一个月租金作为违约金。",
    ),
    "a deposit is given back by the sentence before": (
        "lease",
        "第五条 押金\n乙方签约时交付。租赁期满，乙方交还房屋后5个工作日内，甲方无息退还。\n第九条 合同终止并验收房屋后10日内，甲方退还押金。",
    ),
    "a deposit is given back by its heading": (
        "lease",
        "第五条 押金\n租赁期满，乙方交还房屋后5日内，甲方无息退还。\n第九条 合同终止后10日内，甲方退还押金。",
    ),
    "a deposit after an early end": (
        "lease",
        "合同提前解除的，甲方3日内退还押金。\n提前终止合同的，甲方应在15日内退还押金。",
    ),
    "so many months and so many": ("lease", "保证金为三个月租金。\n乙方交付一个月租金作为租赁保证金。"),
    "so much a day": ("lease", "乙方逾期支付租金的，每逾期一日支付违约金50元。\n乙方拖欠租金的，每日支付滞纳金100元。"),
    "a delay goes on behind a semicolon": (
        "lease",
        "乙方逾期付款的，每逾期一日支付万分之五的违约金；逾期超过10日的，甲方有权解除合同。\n乙方拖欠租金达20日的，甲方可以解除合同。",
    ),
    "a late paper": (
        "service",
        "乙方逾期提交报告的，每日按服务费的千分之一支付违约金。\n乙方未按时提交报告的，每逾期一日按服务费的千分之五支付违约金。",
    ),
    "a late transfer": (
        "sale",
        "甲方逾期办理过户的，每日支付房款万分之一的违约金。\n甲方未按约定办理过户的，每逾期一日支付房款千分之一的违约金。",
    ),
    "a late instalment": (
        "sale",
        "乙方逾期支付首付款的，每日支付万分之一的违约金。\n乙方逾期支付首付款的，每日支付千分之一的违约金。",
    ),
    "courts by their names": ("service", "争议由临江市东湖区人民法院管辖。\n发生纠纷的，向临江市西湖区人民法院起诉。"),
    "a big repair": ("lease", "房屋的大修由甲方承担。\n乙方负责房屋的大修。"),
    "the household moves out": (
        "sale",
        "甲方逾期迁出户口的，每日支付100元违约金。\n甲方未按期迁出户口的，每逾期一日支付200元违约金。",
    ),
    "half a year and five months": ("shop", "乙方需要续租的，应提前半年书面通知甲方。\n乙方续租应提前五个月提出。"),
    "a year ahead": ("shop", "甲方出售商铺的，应提前365日通知乙方。\n甲方转让该商铺的，应提前三个月告知乙方。"),
    "notice again 1": (
        "lease",
        "1. 乙方若中途需要退租，务必提前一个半月告知甲方。\n6. 租期未满乙方要求解约的，应当提前30天以书面形式提出。",
    ),
    "notice again 2": ("lease", "乙方不续租的，需提前15天通知甲方。\n乙方如不继续租赁，也需提前一个月通知甲方。"),
    "notice again 3": (
        "shop",
        "甲方如需收回商铺自用，须提前三个月通知乙方。\n租赁期内甲方收回商铺的，应提前一个月书面通知乙方。",
    ),
    "notice again 4": (
        "service",
        "任何一方可提前30日书面通知对方解除本合同。\n甲方解除本合同，应提前60日书面通知乙方。",
    ),
    "notice again 5": ("lease", "甲方带人看房须提前一天与乙方预约。\n甲方看房应至少提前48小时通知乙方。"),
    "notice again 6": (
        "service",
        "合同期满前30日，任何一方未书面提出异议的，本合同自动续展一年。\n服务期限届满本合同终止，双方需要继续合作的，另行签订合同。",
    ),
    "payment again 1": ("lease", "房租按季交纳，每季度首月10日前交清。\n租金每月结清一次。"),
    "payment again 2": ("shop", "租金支付方式：半年付\n乙方应按年度向甲方缴纳租金，于每年1月10日前付清。"),
    "payment again 3": ("lease", "租金：先付后住，每次支付三个月。\n乙方于每季度末支付本季度租金。"),
    "payment again 4": ("lease", "房租每两个月付一次。\n付款方式：押一付一"),
    "payment again 5": ("lease", "租金支付日期：每月15日\n乙方须在每月10日之前交付租金，逾期按违约处理。"),
    "payment again 6": ("service", "服务费按月支付。\n甲方每季度支付一次服务费。"),
    "deposit again 1": (
        "lease",
        "押金：人民币 4,200 元（1个月租金）\n合同签订时乙方一次性交付押金人民币捌仟肆佰元整。",
    ),
    "deposit again 2": ("shop", "履约保证金为30,000元。\n乙方交付的履约保证金50,000元于期满后无息退还。"),
    "deposit again 3": ("lease", "押金退还：退房后3日内\n租赁终止，乙方结清水电费后，甲方应于15日内将押金返还。"),
    "deposit again 4": ("lease", "退租验房无误后，甲方当场退还押金。\n甲方在租赁期满后7个工作日内退还押金。"),
    "deposit again 5": ("lease", "乙方提前解除合同的，押金不退。\n乙方提前终止合同，甲方应在结清费用后退还乙方押金。"),
    "deposit again 6": ("lease", "租赁期满押金不予退还，转为清洁费。\n租赁期满，甲方应将押金全额退还乙方。"),
    "penalty again 1": (
        "lease",
        "租期未满乙方单方退租的，视为违约，应支付一个月房租的违约金。\n乙方擅自退租的，应按剩余租期租金总额的20%赔偿甲方。",
    ),
    "penalty again 3": (
        "lease",
        "逾期交租的，每天加收房租的1%作为滞纳金。\n乙方不按时交纳租金，每拖欠一天按月租金的5‰支付违约金。",
    ),
    "penalty again 4": (
        "sale",
        "卖方逾期交房，每日按总房款的万分之二支付违约金。\n甲方未按期交付房屋的，每逾期一日向乙方支付500元违约金。",
    ),
    "penalty again 5": (
        "sale",
        "乙方逾期付款超过15日，甲方有权解除合同。\n乙方逾期付款达30日的，甲方可解除合同并没收定金。",
    ),
    "penalty again 6": (
        "service",
        "乙方逾期交付成果的，每日按合同总价的1‰支付违约金。\n乙方延期交付工作成果，每延期一日扣减合同总价的0.5%。",
    ),
    "burden again 1": ("lease", "物业费每月150元，由甲方承担。\n入住期间的水、电、燃气、物业等费用均由乙方负责交纳。"),
    "burden again 2": ("lease", "供暖费：出租方承担\n租赁期内水费、电费、取暖费由承租方承担。"),
    "burden again 3": ("sale", "交易税费全部由买受人承担。\n个人所得税、增值税由出卖人承担，契税由买受人承担。"),
    "burden again 4": ("lease", "房屋及设施的维修费用由乙方承担。\n租赁期间房屋及设施的维修由甲方负责。"),
    "burden again 5": ("lease", "家电自然损坏的，由甲方维修。\n家用电器自然损坏的维修费用由乙方承担。"),
    "burden again 6": ("shop", "房屋租赁税费由甲方缴纳。\n因租赁产生的税费由乙方承担。"),
    "leave again 1": ("lease", "乙方有权将房屋转租给第三人。\n租赁期内禁止转租。"),
    "leave again 2": ("lease", "屋内不得养宠物。\n允许乙方饲养一只猫。"),
    "figure again 1": ("lease", "月租金为人民币叁仟伍佰元整（¥3,500）。\n乙方应于每月5日前支付租金3,800元。"),
    "figure again 2": ("lease", "该房屋建筑面积89.5㎡。\n甲方出租的房屋（建筑面积：98.5㎡）水电齐全。"),
    "figure again 3": ("lease", "租赁期限：12个月\n五、其他：租赁期限为两年。"),
    "figure again 4": ("service", "服务期限为一年。\n第九条 本合同服务期限六个月，自签订之日起计算。"),
    "figure again 5": ("service", "合同总价为120,000元。\n第六条 甲方应支付合同总金额150,000元。"),
    "figure again 6": ("lease", "房屋面积：35 平方米\n甲方将面积为53平方米的房屋出租给乙方。"),
    "closing again 1": ("lease", "本合同自甲乙双方签字盖章后生效。\n本合同自乙方付清押金之日起生效。"),
    "closing again 2": ("lease", "争议解决：向房屋所在地法院提起诉讼\n发生争议由合同签订地人民法院管辖。"),
    "closing again 3": (
        "service",
        "本合同未尽事宜以补充协议为准，补充协议与本合同冲突的，以本合同为准。\n补充协议与本合同不一致的，以补充协议为准。",
    ),
    "closing again 4": ("lease", "合同到期自动终止。\n到期后如双方无异议，本合同自动顺延一年。"),
    "closing again 6": ("sale", "本合同自办理公证之日起生效。\n双方签字后本合同即生效。"),
    "time again 2": ("sale", "甲方应于收到全部房款后3日内交付房屋。\n乙方付清全部房款后10日内，甲方交付房屋。"),
    "time again 3": ("lease", "甲方接到报修后应在3日内维修。\n甲方应在接到乙方维修通知后7日内进行维修。"),
}


@pytest.mark.parametrize(("kind", "text"), AGAINST_EACH_OTHER.values(), ids=AGAINST_EACH_OTHER)
def test_two_rules_for_one_thing_are_told_with_both_places(kind, text):
    found = told(kind, text)
    assert found and all(len(each) == 3 for each in found)


def test_the_later_place_comes_first_and_an_error_is_what_cannot_be_meant():
    assert told("lease", "月租金：3,500元\n租期：12个月\n乙方每月向甲方支付租金3,800元。") == [
        ("error", "3,800元", "3,500元")
    ]
    assert told("lease", "租金按季度支付。\n乙方于每月5日前支付租金。") == [("warning", "每月5日前", "按季度支付")]


def test_the_words_tell_the_subject_both_values_and_the_clause():
    text = HEADS["lease"] + "第一条 租金\n租金按季度支付。\n第二条 其他\n乙方于每月5日前支付租金。"
    (finding,) = findings(text)
    assert [finding.sides[0][1], *finding.sides[1]] == ["每月5日前", "第一条", "按季度支付"]


def test_what_is_said_twice_is_told_once_for_each_other_place():
    text = "押金2,000元。\n押金3,000元。\n押金3,000元。\n押金4,000元。"
    assert [here for _severity, here, _there in told("lease", text)] == ["3,000元", "3,000元", "4,000元"]


def test_either_party_is_the_one_party_too():
    text = "任何一方提前解除合同的，应提前30日通知对方。\n乙方提前退租的，应提前60日书面通知甲方。"
    assert told("lease", text) == [("warning", "提前60日", "提前30日")]


def test_a_cell_is_read_with_the_label_beside_it():
    cells = [("建筑面积", "89.5平方米"), ("支付方式", "季付")]
    blocks = [Block(1, "paragraph", "房屋租赁合同", "P1")]
    for row, pair in enumerate(cells, 1):
        for column, text in enumerate(pair, 1):
            blocks.append(Block(len(blocks) + 1, "cell", text, f"T1R{row}C{column}"))
    blocks.append(Block(9, "paragraph", "该房屋建筑面积98.5平方米，租金按月支付。", "P2"))
    model = TextModel("docx", tuple(blocks))
    excerpts = [[model.excerpt(place) for place in (each.place, *each.others)] for each in findings(model)]
    assert excerpts == [["98.5", "89.5"], ["按月支付", "季付"]]


def test_a_total_is_held_against_the_other_one_where_no_case_says_what_it_is():
    text = HEADS["sale"] + "房屋总价款为1,280,000元。\n乙方付清全部房屋总价款1,250,000元。"
    assert len(findings(text)) == 1
    assert findings(text, CaseFacts(amount=Money(128_000_000))) == ()


def test_a_contract_that_rules_nothing_is_skipped():
    (result,) = run_checks(model_of("收条\n今收到现金。"), Brief(), [Contradiction()])
    assert (result.state, result.findings) == ("skipped", ())


def test_the_clause_is_named_as_it_is_numbered():
    text = HEADS["lease"] + "4. 租金\n4.1 租金按季度支付。\n4.2 乙方于每月5日前支付租金。"
    assert "4.1" in findings(text)[0].sides[1][0]


def test_one_fault_is_told_once_even_where_it_breaks_two_subjects():
    text = "租赁期间房屋及设施的维修由甲方负责。\n房屋及设施的维修费用由乙方承担。"
    assert len(told("lease", text)) == 1


LISTED = (("项目", "金额（元）"), ("开发", "70,000"), ("维护", "60,000"), ("合计", "130,000"))


def listed(kind, price, rows=LISTED):
    """The words told of a contract of this kind with a price and a list of what it is for."""
    lines = [*HEADS[kind].splitlines(), f"第一条 总价款为{price}元。"]
    blocks = [Block(at, "paragraph", line, f"P{at}") for at, line in enumerate(lines, 1)]
    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            blocks.append(Block(len(blocks) + 1, "cell", text, f"T1R{row}C{column}"))
    return [each.sides[0][1] for each in findings(TextModel("docx", tuple(blocks)))]


def test_the_total_of_the_list_is_the_price():
    assert listed("service", "120,000") == ["130,000"]
    assert listed("service", "130,000") == []


@pytest.mark.parametrize(
    "rows",
    [
        (("项目", "数量"), ("开发", "7"), ("合计", "7")),
        (("项目", "金额"), ("开发", "70,000"), ("维护", "60,000")),
        (("项目", "金额"), ("开发", "另议"), ("合计", "另议")),
        (("项目", "金额"), ("合计", "130,000")),
    ],
)
def test_a_table_without_such_a_total_is_no_list_of_the_price(rows):
    assert listed("service", "120,000", rows) == []


def test_in_a_sale_of_a_home_a_list_is_one_of_other_things():
    assert listed("sale", "120,000") == []
