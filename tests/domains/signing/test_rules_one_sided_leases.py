"""What a lease takes from who rents although the law gives it, and fair terms in nearly the same words."""

import pytest

from signdesk.domains.signing.rules.engine import run_checks
from signdesk.domains.signing.rules.one_sided_term import OneSidedTerm
from signdesk.domains.signing.rules.standards import Brief
from tests.domains.signing.corpus import model_of
from tests.domains.signing.told import found

HOME = "住房租赁合同\n出租方（甲方）：{landlord}\n承租方（乙方）：罗小燕\n甲方将住宅一套出租给乙方居住。\n{line}"
SHOP = "商铺租赁合同\n出租方（甲方）：何大伟\n承租方（乙方）：罗小燕\n甲方将文昌路18号商铺出租给乙方经营。\n{line}"
COMPANY = "青禾公寓管理有限公司"


def told(line, landlord="何大伟", lease=HOME):
    """Severity and words of what is told of the line."""
    return found(lease.format(landlord=landlord, line=line), "one_sided_term")


def messages(line, landlord="何大伟", lease=HOME):
    (result,) = run_checks(model_of(lease.format(landlord=landlord, line=line)), Brief(), [OneSidedTerm()])
    return [finding.message for finding in result.findings]


UNFAIR = {
    "deposit": [
        "不管什么原因退租，保证金都不退还。",
        "在任何情况下乙方均无权要求退还押金。",
        "墙面有钉孔的，押金不予退还。",
        "乙方弄丢门禁卡的，甲方没收全部押金。",
        "乙方违反任何一条约定，甲方有权扣除全部保证金。",
        "退租须提前6个月告知，否则押金不退。",
        "乙方中途退租的，甲方没收押金，并可要求乙方支付一个月租金的违约金。",
        "承租人提前搬走的，除支付违约金外，还应扣除全部押金。",
        "乙方单方解约应付违约金三千元，押金不退。",
        "租期届满且乙方没有任何违约时退还押金。",
        "甲方将房屋重新出租后退还押金。",
        "押金的退还时间由甲方决定。",
        "押金的退还要等甲方与业主结算。",
        "家电的自然损耗由乙方赔偿。",
        "地板的折旧从押金中扣除。",
        "退房时一律从押金中扣除清洁费二百元。",
        "退房时墙面重新粉刷的费用从押金中扣除，无论是否污损。",
    ],
    "payment": [
        "乙方提前搬走的，剩余租金不予退还。",
        "中途退租的，甲方不退还任何已收租金。",
        "合同终止后乙方无权要求退还物业管理费。",
        "乙方所缴全部款项，合同解除时均不退还。",
        "乙方提前解约的，按剩余租金的50%支付违约金。",
        "承租人退租应向出租人支付剩余租期的全部租金。",
        "提前退租的，违约金为未履行租期租金的两倍。",
        "提前退租的，剩余租金作为违约金归甲方。",
        "乙方提前搬离的，仍应支付租金至合同期满之日。",
    ],
    "late": [
        "租金逾期的，每次收取手续费50元。",
        "逾期交租的，加收三天罚金。",
        "逾期缴费的，每次应另付处理费80元。",
    ],
    "self_help": [
        "乙方欠租五日的，甲方可以断水断电。",
        "乙方拖欠水电费的，甲方有权停止供水。",
        "乙方未按时交租，甲方有权停止乙方使用电梯和公共厨房。",
        "乙方欠费的，甲方有权换锁。",
        "欠租期间甲方可冻结乙方的门卡。",
        "乙方失联的，甲方可自行撬门。",
        "到期不搬的，甲方有权将屋内物品搬出并丢弃。",
        "乙方欠租十日，房内财物视为放弃，任由甲方处置。",
        "欠租的，甲方视其屋内物品为垃圾。",
        "结清欠款前，甲方有权扣留乙方的行李。",
        "乙方违约的，甲方可强行收回房屋。",
        "乙方不搬的，甲方有权采取一切措施收回房屋。",
        "余额不足的，系统自动断电。",
        "门锁到期自动锁闭。",
        "拖欠电梯费的，甲方可停止电梯运行。",
        "乙方对甲方变卖物品的价格不得提出异议。",
        "乙方欠租的，甲方有权封存其产品。",
    ],
    "rights": [
        "乙方声明放弃优先购买权。",
        "甲方卖房时，优先购买权不适用于乙方。",
        "乙方不享有优先续租的权利。",
        "甲方出售房屋的，本合同终止，乙方应在十日内搬离。",
        "房屋产权转移后租赁合同自动解除。",
        "合同一经签署，乙方不得退房。",
        "乙方不得因工作调动等原因要求解除合同。",
        "不论发生什么情况，乙方都无权解除合同。",
        "乙方知道房屋刚装修，甲醛超出感受的，由乙方自行承担。",
        "乙方入住即视为对空气质量表示认可。",
        "甲方有权随时要求乙方搬走。",
        "出租人可以任意收回房屋。",
        "甲方需要自住时，提前十日告知即可收回房屋。",
        "甲方有权上调租金。",
        "租金随市场行情，乙方必须接受甲方的新价格。",
        "到期前乙方未书面提出退租的，本合同自动续期一年。",
        "甲方公告新的收费标准后乙方未搬走的，视为同意。",
        "甲方可以随时进入房间查看。",
        "甲方有权不通知乙方进入房屋。",
        "甲方带人看房无需通知乙方即可开门。",
        "甲方保留一套钥匙，可进入房间检查。",
        "房东卖房的，乙方应在七日内搬离。",
        "因甲方业务调整收回房屋的，提前五日告知即可。",
        "遇房价调整，甲方可对房屋租金重新定价并调整。",
        "乙方两日内未回复的，视为对涨租没有意见。",
        "管家可凭备用钥匙进入房间。",
        "甲方可不定期入室检查。",
        "甲方入户清点时乙方必须配合。",
        "房屋为危房，乙方自愿承租。",
        "乙方不得就房屋质量问题要求甲方赔偿。",
        "房屋的质量问题与甲方无关。",
        "甲方有权将乙方调换到其他房间。",
        "甲方有权修订入住须知。",
        "公寓运营方享有解释权。",
    ],
    "upkeep": [
        "租期内一切维修由乙方负责。",
        "无论何种原因造成的损坏，均由乙方维修。",
        "屋顶漏水的，由乙方自费修理。",
        "出租人不承担任何修缮费用。",
        "房屋结构有问题的，乙方应负责修复。",
        "乙方承担全部设施的维修费用。",
        "维修期间乙方不得要求减免租金。",
        "房屋漏水无法居住的，租金不予减免。",
        "遇征收的，全部补偿归甲方。",
        "拆迁补偿与乙方无关，乙方应无条件搬离。",
        "政府征用房屋的，乙方不得要求退还租金。",
        "门窗由乙方维修，甲方不再承担。",
        "空调坏了的，维修费用由乙方承担。",
    ],
    "liability": [
        "屋内发生触电等意外，甲方概不负责。",
        "室内财物被盗的，与甲方无关。",
        "燃气发生意外的，一切后果由乙方承担。",
        "因自然灾害造成房屋损坏的，由乙方赔偿。",
        "第三人造成的损坏由乙方负责赔偿。",
        "乙方违约的，甲方追讨欠款支出的律师费均由乙方承担。",
        "纠纷由甲方住所地人民法院处理。",
        "纠纷由合同签订地人民法院处理。",
        "任何原因造成的财产损失均与甲方无关。",
    ],
    "premises": [
        "甲方转租无须征得房东同意。",
        "房东是否同意出租，不影响乙方付租。",
        "房东收回房屋的，甲方不承担责任。",
        "发生权属纠纷的，与甲方无关。",
        "该房屋属于违章建筑。",
        "房屋未办理产权证，乙方已经知道。",
        "房屋已被查封，乙方自愿承担风险。",
        "房屋未通过消防验收，乙方已知悉。",
        "乙方须自行将前承租人清退出房屋。",
        "甲方将由阳台改建的房间出租给乙方。",
        "乙方承租的房间为地下室，仅供居住。",
        "出租房间为隔断间。",
        "双方为避税另签一份租金较低的合同。",
        "甲方不开具发票。",
        "乙方不得凭本合同办理居住证。",
        "本次出租没有共有人同意。",
        "业主提前收房的，不承担任何赔偿。",
    ],
    "services": [
        "乙方授权甲方代为办理租房消费贷款。",
        "不论是否退租，乙方都要偿还贷款。",
        "租金分期的还款与甲方无关。",
        "乙方征信受损的，由乙方自行承担。",
        "乙方不同意采集人脸信息的，不得入住。",
        "甲方有权向征信机构报送乙方的欠费，乙方授权甲方查询其信用。",
        "甲方可将乙方个人信息提供给合作商家用于营销。",
        "乙方只能使用甲方指定的宽带。",
        "水费每人固定40元。",
        "电费不论用量，每月固定100元。",
        "甲方有权调整物业费。",
        "乙方应购买甲方的保洁套餐。",
        "电费每度1.5元。",
        "电费按2元/度收取。",
        "甲方可将乙方身份信息提供给合作公司用于推广。",
    ],
}


@pytest.mark.parametrize("line", [line for lines in UNFAIR.values() for line in lines])
def test_what_a_home_lease_takes_from_who_rents_is_told_once(line):
    assert len(told(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "乙方擅自转租的，无论何时发现，押金不予退还。",
        "甲方在任何情况下不得不退还押金。",
        "任何一方违约的，押金不予退还或双倍返还，并支付违约金。",
        "乙方未付的违约金可从押金中抵扣，余额退还。",
        "乙方故意损坏主体结构的，押金不予退还。",
        "乙方损坏家具的，从押金中扣除相应费用。",
        "租期届满且乙方无违约的，甲方在5个工作日内退还押金。",
        "房屋重新出租前，甲方应于退房当日退还押金。",
        "家电的自然损耗由甲方承担。",
        "乙方应保持房屋完好，正常使用产生的磨损除外。",
        "双方同意退房时一律从押金中扣除实际发生的清洁费。",
        "甲方可直接从押金中扣除欠费，并向乙方提供明细。",
        "合同解除后，甲方应退还剩余租金。",
        "任何一方违约，按剩余租金的20%支付违约金。",
        "甲方提前收回房屋的，按剩余租金的50%支付违约金。",
        "乙方提前退租的，按剩余租金的5%支付违约金。",
        "乙方搬离后甲方应尽快重新出租，重新出租前乙方支付租金至合同期满。",
        "甲方不得以任何理由不退还租金。",
        "已使用的水电费不退。",
        "租金逾期的，银行收取的手续费由乙方承担。",
        "甲方不得停水停电。",
        "供电部门停电的，甲方可以通知乙方。",
        "乙方欠缴电费导致停电的，甲方有权要求乙方赔偿。",
        "乙方违法使用房屋的，甲方有权停止乙方使用。",
        "甲方不得换锁。",
        "乙方可以更换门锁，并将一把钥匙交甲方保管，甲方可留存。",
        "交还房屋后遗留的物品，甲方有权处置。",
        "经书面催告后十五日仍未取走的物品，甲方可登记保管。",
        "楼道内堆放的物品，甲方有权清理。",
        "甲方有权扣留部分押金，直到乙方修好家具。",
        "甲方有权申请法院强制执行。",
        "甲方不得强行收回房屋。",
        "乙方在十五日内未答复的，视为放弃优先购买权。",
        "乙方未在到期前一个月提出的，视为放弃优先承租权。",
        "甲方出售房屋的，本合同继续有效。",
        "乙方擅自转让房屋使用权的，甲方有权解除合同并收回房屋。",
        "未经甲方同意，乙方不得以转租为由退租。",
        "甲醛超标的，乙方有权解除合同，甲方承担检测费用。",
        "甲方需要自住的，应提前六十日通知并支付两个月租金作为补偿。",
        "租金标准由双方协商调整，甲方可以提出上调。",
        "续租时甲方有权调整租金。",
        "期满双方均未提出异议的，租期自动顺延一个月。",
        "甲方收到维修申请三日内未答复的，视为同意乙方自行维修的费用标准。",
        "甲方提前一日通知乙方后可以进入房屋检修。",
        "发生火灾时甲方可以直接进入。",
        "甲方带客户看房，应当经乙方同意并预约。",
        "日常小修由乙方负责，其余一切维修由甲方负责。",
        "乙方使用不当造成的一切损坏由乙方维修。",
        "维修影响居住的，甲方应当减免租金。",
        "因乙方原因停水的，租金不予减免。",
        "拆迁补偿中装修部分归乙方，其余归甲方。",
        "遇拆迁，双方互不赔偿，甲方退还剩余租金。",
        "乙方使用不当引起触电的，甲方概不负责。",
        "乙方邀请的第三人造成的损坏由乙方赔偿。",
        "双方对不可抗力造成的损失均不承担责任。",
        "违约方承担守约方的律师费。",
        "纠纷由房屋所在地人民法院管辖。",
        "甲方已取得房东书面同意。",
        "乙方转租未经业主同意的，甲方不承担责任。",
        "发生权属纠纷的，由甲方承担责任。",
        "甲方保证该房屋不属于违章建筑。",
        "该房屋未被查封、抵押，乙方不承担风险。",
        "房屋未通过消防验收的，由甲方负责整改。",
        "租赁期满，乙方应将转租的次承租人清退。",
        "厨房、阳台、地下室不得用于居住。",
        "房屋包括一间地下室，供乙方存放物品。",
        "电费按1.05元/度收取。",
        "电费按供电公司每度1.3元的峰时电价收取。",
        "乙方自带的空调由乙方维修。",
        "房屋为危房的，乙方可以随时解除合同。",
        "双方对房屋质量问题的责任另行约定，乙方不得拒绝协商。",
        "房门钥匙丢失的，甲方可以更换房间的门锁。",
        "经乙方同意，甲方可以将乙方调换到其他房间。",
        "解释权归双方。",
        "甲方保证出租已经共有人同意。",
        "甲方承诺不以任何形式要求乙方办理租金贷。",
        "甲方不得拒绝开具发票。",
        "双方另行签订补充协议。",
        "甲方不得代乙方申请贷款。",
        "无论如何，甲方不得诱导乙方办理贷款。",
        "甲方对乙方的个人信息负有保密义务，不得提供给第三方用于营销。",
        "乙方须将租金汇入甲方指定账户。",
        "水费固定40元，已包含在租金内。",
        "物业公司调整物业费的，甲方可以调整代收标准。",
    ],
)
def test_a_fair_term_of_a_home_lease_is_left_alone(line):
    assert told(line) == []


def test_what_is_told_names_the_articles():
    (message,) = messages("乙方欠租的，甲方有权换锁。")
    assert message.endswith("(Civil Code, articles 497, 1177; Ordinance on Residential Leases, article 12)")
    (message,) = messages("乙方欠租的，甲方有权换锁。", lease=SHOP)
    assert message.endswith("(Civil Code, articles 497, 1177)")


@pytest.mark.parametrize("line", ["乙方放弃优先承租权。", "乙方提前退租的，剩余租金不予退还。", "一切维修由乙方负责。"])
def test_what_merchants_agree_on_is_pointed_out_and_no_more(line):
    assert [severity for severity, _words in told(line, lease=SHOP)] == ["info"]
    assert [severity for severity, _words in told(line)] == ["warning"]


@pytest.mark.parametrize("line", ["水费每人固定40元。", "期满无违约时退还押金。", "该储藏室供乙方居住。"])
def test_what_protects_who_lives_there_is_not_asked_of_a_shop(line):
    assert told(line, lease=SHOP) == []


def test_two_things_said_in_one_sentence_are_told_where_each_stands():
    line = "乙方提前退租的，甲方扣除全部押金，并由乙方支付剩余租期租金的40%作为违约金。"
    assert told(line) == [
        ("warning", "甲方扣除全部押金，并由乙方支付剩余租期租金的40%作为违约金"),
        ("warning", "并由乙方支付剩余租期租金的40%作为违约金"),
    ]


def test_the_clauses_that_say_it_are_shown_whatever_the_parties_are_called():
    line = "承租人同意，承租人逾期的，出租人有权停水停电并更换门锁，承租人没有异议。"
    assert told(line) == [("warning", "出租人有权停水停电并更换门锁")]
    assert told("承租人逾期的，甲方有权催告，并断水断电。") == [("warning", "甲方有权催告，并断水断电")]


def test_who_lets_may_be_called_the_second_party():
    text = "房屋租赁合同\n甲方（承租方）：何大伟\n乙方（出租方）：罗小燕\n房屋供居住。\n{}"
    assert found(text.format("甲方欠租的，乙方有权停水停电。"), "one_sided_term") == [("warning", "乙方有权停水停电")]
    assert found(text.format("乙方欠租的，甲方有权停水停电。"), "one_sided_term") == []
    assert found(text.format("乙方有权上调租金。"), "one_sided_term") == [("warning", "乙方有权上调租金")]
    assert found(text.format("甲方有权上调租金。"), "one_sided_term") == []


def test_a_loan_is_told_once_for_what_each_of_its_terms_does():
    lines = "租金以租金贷支付。\n乙方授权甲方办理租金贷。\n租金贷的还款与甲方无关。\n不论是否退租，乙方应偿还贷款。"
    (result,) = run_checks(model_of(HOME.format(landlord=COMPANY, line=lines)), Brief(), [OneSidedTerm()])
    places = [[place.block for place in (finding.place, *finding.others)] for finding in result.findings]
    assert places == [[5], [6], [7, 8]]


@pytest.mark.parametrize("line", ["租金按年支付。", "租金押一付六。", "乙方一次性付清全年租金。", "每半年付一次租金。"])
def test_rent_for_months_ahead_is_told_of_a_company_that_lets_homes(line):
    assert [severity for severity, _words in told(line, COMPANY)] == ["warning"]
    assert told(line) == []
    assert told(line.replace("。", "，存入监管账户。"), COMPANY) == []


def test_rent_by_the_quarter_or_the_deposit_by_the_year_is_no_rent_ahead():
    assert told("租金每三个月支付一次。", COMPANY) == []
    assert told("物业费按年支付。", COMPANY) == []


def test_penalties_against_one_side_only_are_pointed_out_with_all_their_places():
    one_side = "乙方逾期付款的，按日支付万分之五的违约金。\n乙方擅自转租的，押金不予退还。"
    assert told(one_side) == [("info", "违约金")]
    assert told(one_side.split("\n")[0]) == []
    assert told(f"{one_side}\n甲方逾期交房的，应赔偿乙方损失。") == []
    assert told(f"{one_side}\n任何一方违约的，应承担违约责任。") == []


def test_a_machine_may_be_let_with_a_court_agreed_on():
    text = "设备租赁合同\n出租方：何大伟\n承租方：罗小燕\n纠纷由出租方所在地人民法院处理。"
    assert found(text, "one_sided_term") == []


def test_a_sale_is_no_lease():
    assert found("房屋买卖合同\n甲方有权换锁。\n乙方付清房款前，甲方可以停水停电。", "one_sided_term") == []


def test_who_lets_may_be_called_the_owner_alone():
    text = "租房协议\n房东：何大伟\n租客：罗小燕\n房屋供居住。\n租客欠租的，房东有权换锁。"
    assert found(text, "one_sided_term") == [("warning", "房东有权换锁")]


def test_a_term_of_any_contract_is_told_outside_a_lease():
    text = "维修服务合同\n甲方享有最终解释权。"
    assert found(text, "one_sided_term") == [("warning", "甲方享有最终解释权")]


def test_a_sale_of_a_house_that_is_let_is_no_lease():
    text = "存量房买卖合同\n甲方（出卖人）：何大伟\n乙方（买受人）：罗小燕\n房屋已出租给承租人周明，租赁合同另附。\n{}"
    assert found(text.format("产权转移后租赁合同由甲方负责终止，甲方可随时收回房屋。"), "one_sided_term") == []


def test_a_sublease_names_the_consent_of_who_owns_the_house():
    text = "房屋转租合同\n转租人（甲方）：何大伟\n次承租人（乙方）：罗小燕\n房屋供乙方居住。\n{}"
    silent = "乙方同意按月付租。"
    assert found(text.format(silent), "one_sided_term") == [("warning", "转租合同")]
    assert found(text.format(f"{silent}\n甲方已取得房东书面同意。"), "one_sided_term") == []
    assert found(text.format(f"{silent}\n房屋已征得出租人书面同意转租。"), "one_sided_term") == []
    assert found(text.format(f"{silent}\n周明已书面同意甲方转租。"), "one_sided_term") == []
    assert found(text.format(f"{silent}\n未经房东同意，乙方不得养宠物。"), "one_sided_term") != []
