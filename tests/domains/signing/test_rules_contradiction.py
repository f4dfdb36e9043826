# ruff: noqa: E501  contracts are written as people write them, a clause to a line
"""What two clauses say of one thing and cannot both mean; and what looks like it and is none: other people, other cases,
other things, steps that follow one another."""

import pytest

from signdesk.core.money import Money
from signdesk.core.text import Block, TextModel
from signdesk.domains.signing.rules.contradiction import Contradiction
from signdesk.domains.signing.rules.engine import run_checks
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Brief
from tests.domains.signing.corpus import model_of

HEADS = {
    "lease": "房屋租赁合同\n甲方（出租方）：何大伟\n乙方（承租方）：罗小燕\n",
    "shop": "商铺租赁合同\n出租方（甲方）：何大伟\n承租方（乙方）：罗小燕\n",
    "sublease": "房屋转租合同\n转租方（甲方）：何大伟\n承租方（乙方）：罗小燕\n",
    "sale": "房屋买卖合同\n出卖人（甲方）：何大伟\n买受人（乙方）：罗小燕\n",
    "service": "咨询服务合同\n委托方（甲方）：何大伟\n受托方（乙方）：罗小燕\n",
}


def findings(text, facts=None):
    (result,) = run_checks(
        text if isinstance(text, TextModel) else model_of(text), Brief(facts or CaseFacts()), [Contradiction()]
    )
    return result.findings


def told(kind, text):
    """Severity and the two places of every finding, the later one first."""
    model = model_of(HEADS[kind] + text)
    return [
        (finding.severity, *(model.excerpt(place) for place in (finding.place, *finding.others)))
        for finding in findings(model)
    ]


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
}


@pytest.mark.parametrize(("kind", "text"), AGAINST_EACH_OTHER.values(), ids=AGAINST_EACH_OTHER)
def test_two_rules_for_one_thing_are_told_with_both_places(kind, text):
    found = told(kind, text)
    assert found and all(len(each) == 3 for each in found)


ALIKE = {
    "actors": ("lease", "甲方提前收回房屋的，应提前60日通知乙方。\n乙方提前退租的，应提前30日通知甲方。"),
    "cases": (
        "lease",
        "乙方续租的，应提前60日书面提出。\n乙方提前退租的，应提前30日书面通知甲方。\n乙方不再续租的，提前15日告知甲方。",
    ),
    "same units": ("lease", "乙方提前退租，应提前30日通知甲方。\n乙方需提前解约的，提前一个月书面通知甲方。"),
    "sell": ("lease", "甲方出售房屋的，应提前三个月通知乙方。\n甲方提前解除合同的，应提前一个月通知乙方。"),
    "answer": ("lease", "乙方续租应提前60日申请，甲方应在期满前30日答复。\n期满前30日，甲方可带人看房。"),
    "water by month": ("lease", "租金按季度支付。\n水电费按月支付，乙方每月10日前缴清。"),
    "rent counted": ("lease", "租金按月计算，每季度支付一次。\n每季度首月5日前支付当季租金。\n月租金：3,500元"),
    "first rent": ("lease", "首期租金于签订合同当日支付。\n以后每月5日前支付当月租金。\n租金月付"),
    "late step": ("lease", "乙方应于每月5日前支付租金。\n乙方每月10日仍未支付租金的，视为逾期。"),
    "wages": ("service", "甲方每月15日前支付服务费。\n乙方每月10日前向员工发放工资。\n乙方每月5日前提交上月报表。"),
    "key deposit": ("lease", "押金：3,000元\n门禁卡押金200元，退卡时退还。\n宠物押金500元。"),
    "deposit cases": (
        "lease",
        "租赁期满，甲方7日内退还押金。\n因甲方原因提前解除合同的，甲方应在3日内退还押金并支付违约金。",
    ),
    "deposit conditions": (
        "lease",
        "租赁期满或提前解除时，乙方结清全部费用且设施完好，甲方在5个工作日内无息退还全部押金\n乙方提前退租且未履行30天通知义务的，押金不予退还\n甲方提前收回房屋的，应提前30天通知乙方，并退还剩余租金及押金",
    ),
    "penalty actors": (
        "lease",
        "乙方提前退租的，支付一个月租金作为违约金。\n甲方提前收回房屋的，支付两个月租金作为违约金。",
    ),
    "penalty notice": (
        "lease",
        "乙方提前30日通知甲方退租的，支付一个月租金作为违约金。\n乙方未提前通知擅自退租的，支付两个月租金作为违约金。",
    ),
    "delivery payment": (
        "sale",
        "买受人逾期付款的，每日按应付款的万分之二支付违约金。\n出卖人逾期交付房屋的，每日按已付款的万分之五支付违约金。",
    ),
    "tiers": (
        "sale",
        "乙方逾期付款在15日之内的，每日按万分之二支付违约金。\n乙方逾期付款超过15日的，每日按万分之五支付违约金。",
    ),
    "dunning": (
        "lease",
        "乙方逾期支付租金7日的，甲方应书面催告。\n催告后15日内仍不支付的，甲方有权解除合同。\n乙方拖欠水电费超过30日的，甲方有权解除合同。",
    ),
    "before after": ("sale", "交付前的物业费由甲方承担。\n交付后的物业费由乙方承担。"),
    "repairs cases": (
        "lease",
        "房屋主体结构由甲方负责维修。\n因乙方使用不当造成房屋及设施损坏的，由乙方负责维修。\n室内易耗品由乙方维修。",
    ),
    "sublease consent": (
        "lease",
        "未经甲方书面同意，乙方不得转租。\n乙方擅自转租的，甲方有权解除合同。\n经甲方书面同意，乙方可以将房屋转租给第三人。",
    ),
    "sublease plain": ("lease", "乙方不得转租、转借房屋。\n未经甲方同意，乙方擅自转租的，甲方有权收回房屋。"),
    "years": ("shop", "第一年月租金5,000元，第二年月租金5,250元。\n租金自第二年起每年递增5%。"),
    "two shops": ("shop", "一号商铺建筑面积80平方米，月租金4,000元。\n二号商铺建筑面积120平方米，月租金6,000元。"),
    "areas": ("sale", "建筑面积89.5平方米，套内建筑面积75.2平方米。\n其中公摊面积14.3平方米。"),
    "free rent": ("shop", "租赁期限：36个月\n免租期一个月，自交付之日起计算。\n续租期限为一年。"),
    "effect other": (
        "lease",
        "本合同自双方签字之日起生效。\n补充协议经双方签字盖章后生效。\n通知自送达之日起生效。\n本合同经甲、乙双方签字并按手印后生效。",
    ),
    "forum list": (
        "lease",
        "争议解决方式按下列第2种执行：\n1. 提交北京仲裁委员会仲裁；\n2. 向房屋所在地人民法院起诉。\n诉讼期间，双方可向法院申请财产保全。",
    ),
    "renew cond": ("lease", "租赁期满，本合同自动终止。\n乙方续租的，应提前30日提出，双方重新签订合同。"),
    "workdays": (
        "service",
        "甲方应在收到发票后10个工作日内付款。\n乙方应在签订合同后30日内提交初稿。\n甲方应在收到初稿后10日内反馈意见。",
    ),
    "general": ("lease", "除本合同另有约定外，租金按季度支付。\n双方同意首年租金按月支付。"),
    "pledge": ("lease", "押一付三，月租金3,500元，押金3,500元。\n租金每三个月支付一次，于每期到期前7日支付。"),
    "either": ("lease", "水费、电费由乙方承担。\n公共区域的水费、电费由甲方承担。"),
    "tenant of other": ("sublease", "乙方应于每月5日前向甲方支付租金。\n甲方应于每月10日前向原出租人支付租金。"),
    "both term": (
        "lease",
        "租赁期限自2027年1月1日起至2028年12月31日止，共24个月。\n租期两年，期满后乙方享有优先承租权。",
    ),
    "a right to leave": ("lease", "乙方有权提前解除合同，甲方赔偿一个月租金。\n乙方提前解除合同的，赔偿两个月租金。"),
    "the other one's fault": (
        "lease",
        "因甲方违约乙方提前解除合同的，支付三个月租金作为违约金。\n乙方提前解除合同的，支付两个月租金作为违约金。",
    ),
    "another one pays": (
        "lease",
        "月租金3,000元。\n乙方提前退租的，甲方应补偿一个月租金。\n乙方提前退租的，支付两个月租金作为违约金。",
    ),
    "a penalty that is no sum": ("lease", "乙方提前退租的，应赔偿甲方损失。\n乙方提前退租的，违约金为两个月租金。"),
    "a house given back and a deposit": (
        "lease",
        "租赁期满后10日内，甲方返还押金，乙方搬离。\n租赁期满当日乙方搬离房屋。",
    ),
    "instalments and all of it": ("service", "甲方收到发票后10日内付款。\n甲方收到发票后30日内支付尾款。"),
    "a deadline without its act": ("service", "本合同签订后10日内生效。\n合同签订后，乙方在当日开始工作。"),
    "pets of some size": ("lease", "不得饲养大型犬。\n乙方可以饲养小型宠物。"),
    "one pledged, one of its months": ("lease", "押一付三。\n□月付 □季付"),
    "a choice that was left": ("lease", "租金支付方式：☑月付 □季付\n乙方于每月5日前支付租金。"),
    "a deposit in part": (
        "lease",
        "押金3,000元。\n押金不足时，乙方应补足押金1,000元。\n押金相当于一个月租金，扣除损坏赔偿后退还。",
    ),
    "a part of the area": ("shop", "建筑面积120平方米。\n其中二层建筑面积60平方米。"),
    "a first year": (
        "shop",
        "租赁期限自2027年1月1日起至2029年12月31日止。\n首年租赁期限自2027年1月1日起至2027年12月31日止。",
    ),
    "a term that its length denies": (
        "shop",
        "租赁期限自2027年1月1日起至2027年12月31日止。\n租赁期限自2027年1月1日起至2028年12月31日止，共12个月。",
    ),
    "a certain case": ("service", "本合同经双方盖章后生效。\n如需审批，本合同自批准之日起生效。"),
    "fees by whom": (
        "lease",
        "水费由双方承担。\n电费、清洁工具由乙方承担。\n本合同自行承担，卫生用品由甲方承担，水费由乙方承担。",
    ),
    "leave is asked": ("lease", "乙方转租须经甲方同意。\n甲方转租不在此限。"),
    "fees named before": (
        "lease",
        "水电费按月结算，乙方逾期支付的，每日支付千分之一的违约金。\n乙方逾期支付租金的，每日支付万分之五的违约金。",
    ),
    "nobody pays": ("lease", "乙方提前退租的，违约金不予收取。\n赔偿之后乙方提前退租的，双方互不追究。"),
    "a deposit and somebody's fault": ("lease", "租赁期满后7日内退还押金。\n因不可抗力租赁期满的，3日内退还押金。"),
    "another act within some days": ("lease", "租赁期满后7日内搬离，押金无息退还。\n租赁期满后10日内退还押金。"),
    "no day at all": ("lease", "乙方续租的，应提前0日通知甲方。\n乙方续租的，应提前30日通知甲方。"),
    "nothing but a label": ("lease", "月租金：3,500元\n押金：\n甲方退还。"),
}


@pytest.mark.parametrize(("kind", "text"), ALIKE.values(), ids=ALIKE)
def test_what_holds_together_is_left_alone(kind, text):
    assert told(kind, text) == []


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
