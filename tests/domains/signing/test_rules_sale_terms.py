"""Terms of a sale by which the buyer gives up what the law leaves him, and fair ones in nearly the same words."""

import pytest

from tests.domains.signing.told import words


def told(line, title="房屋买卖合同"):
    """The words of the line that are told."""
    return words(f"{title}\n甲方（出卖人）：沈一\n乙方（买受人）：韩二\n第一条 约定如下\n{line}", "sale_term")


@pytest.mark.parametrize(
    "line",
    [
        # quality
        "房屋按现状交付，日后出现质量问题的，甲方不再承担任何责任。",
        "乙方收楼后，渗漏等瑕疵均由乙方自行解决。",
        "出卖人对房屋质量不负任何责任。",
        "交房后发现的隐蔽工程缺陷与卖方一概无关。",
        # claims of others
        "办妥过户后，房屋如被查封，与甲方无关。",
        "房屋上的抵押由买受人自行解决。",
        "房屋出现产权纠纷的，卖方不承担责任。",
        # reasons of third parties
        "由于施工单位的原因造成延期交房的，不视为甲方违约。",
        "因市政配套工程未完成导致逾期，出卖人不承担逾期交付责任。",
        "因供电部门未及时接通电源而推迟交付的，不构成违约。",
        # area
        "实测面积与合同面积有误差的，双方互不找补。",
        "无论面积差异多少，买受人不得要求解除合同。",
        # earnest money
        "乙方违约的，甲方没收定金，并有权要求乙方支付违约金。",
        "买受人违约，定金不予退还，同时按总价的5%支付违约金。",
        "甲方违约的，应双倍返还定金并另行支付违约金。",
        "甲方将房屋另售他人的，只需退还乙方已付定金。",
        "出卖人反悔的，原额退还定金即可。",
        # what was paid
        "乙方逾期付款的，已付房款不予退还。",
        "买受人违约的，甲方有权没收乙方已付款项并另行出售。",
        # the declared price
        "为减少税费，双方按150万元办理网签。",
        "网签合同价仅用于办理过户，实际成交以本合同为准。",
        "另付装修款30万元，不计入申报价格。",
        "双方同意以低于成交价的价格网签。",
        # households
        "房屋内原有户口由乙方自行解决。",
        "甲方不负责户口迁出。",
        # design, fees, common parts, price, loan
        "甲方有权变更小区规划，乙方不得有异议。",
        "乙方缴清契税和维修资金后，甲方方可交付房屋。",
        "乙方未付清一年物业服务费的，甲方有权拒绝交房。",
        "本楼屋顶的使用权归甲方所有。",
        "在收齐房款前，甲方有权根据市场行情提高房价。",
        "银行贷款未获批准的，视为乙方违约。",
    ],
)
def test_a_term_that_takes_a_right_from_the_buyer_is_told_once(line):
    assert len(told(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "因乙方使用不当造成的质量问题，甲方不承担责任。",
        "保修期届满后出现的质量问题，由乙方自行承担维修费用。",
        "甲方保证房屋质量合格，出现质量问题由甲方承担责任。",
        "乙方申请贷款所办理的抵押由乙方负责。",
        "过户后新增的债务与甲方无关。",
        "房屋如有抵押、查封，由甲方负责解决。",
        "因乙方拖欠费用导致供电部门停电的，甲方不承担责任。",
        "因施工单位的原因造成的质量问题，由甲方负责修复。",
        "面积误差在3%以内的，双方互不找补。",
        "房屋按套出售，面积差异不再找补。",
        "面积误差超过3%的，买受人有权解除合同。",
        "乙方违约的，定金不予退还；甲方违约的，双倍返还定金。",
        "守约方可以选择适用定金或者违约金。",
        "因贷款未获批准解除合同的，甲方全额退还定金。",
        "任何一方可以解除合同，甲方应当退还已付房款。",
        "甲方扣除违约金后，其余已付房款退还乙方。",
        "双方应如实申报成交价，不得以低于成交价的价格网签。",
        "网签价格与实际成交价一致。",
        "甲方逾期迁出户口的，每日支付违约金；乙方户口的迁入由乙方自行办理。",
        "规划变更经批准的，甲方有权调整设计，但应书面通知乙方，乙方有权退房。",
        "甲方不得以乙方未交物业服务费为由拒绝交房。",
        "屋顶的使用权归全体业主所有。",
        "因乙方自身原因贷款未能获批的，视为乙方违约。",
        "甲方应保证房屋质量，交付后的物业费由乙方自行承担。",
        "全部房款付清后归乙方所有的房屋由甲方协助过户。",
        "网签价格以实际成交价填写。",
        "银行调低评估价的，乙方应补足首付款。",
        "甲方结清物业费后方可交房。",
        "乙方应先交存维修资金方可办理入住。",
        "经核实房屋不能过户的，甲方如数退还定金。",
        "贷款未获批准的，乙方应以自筹资金付款，否则视为乙方违约。",
    ],
)
def test_a_fair_term_of_a_sale_in_nearly_the_same_words_is_left_alone(line):
    assert told(line) == []


def test_terms_of_a_sale_are_looked_for_in_sales_alone():
    line = "租赁期内房屋出现质量问题的，甲方不承担任何责任。"
    assert told(line)
    assert words(f"房屋租赁合同\n甲方：沈一\n乙方：韩二\n{line}", "sale_term") == []


@pytest.mark.parametrize(
    ("late_payment", "late_handover", "expected"),
    [
        ("万分之三", "万分之三", []),
        ("万分之三", "万分之一", []),
        ("万分之五", "万分之一", ["万分之一"]),
        ("千分之一", "十万分之一", ["十万分之一"]),
        ("万分之一", "千分之一", []),
    ],
)
def test_a_day_of_delay_costs_both_sides_about_the_same(late_payment, late_handover, expected):
    line = (
        f"乙方逾期付款的，按日支付逾期应付款{late_payment}的违约金。\n"
        f"第二条 逾期交付责任\n逾期不超过60日的，甲方按日支付已付房价款{late_handover}的违约金。"
    )
    assert told(line) == expected


def test_a_rate_that_holds_for_both_sides_is_no_unequal_one():
    line = "任何一方逾期付款的，按日支付千分之一的违约金。\n甲方逾期交房的，按日支付万分之一的违约金。"
    assert told(line) == []


def test_words_that_say_two_such_things_are_told_once():
    assert told("过户后房屋的质量、查封等一切问题由乙方自行承担，甲方不负任何责任。") == [
        "质量、查封等一切问题由乙方自行承担"
    ]
