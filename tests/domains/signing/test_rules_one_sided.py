"""Terms by which one party gives up what the law leaves to everybody, and fair ones in nearly the same words."""

import pytest

from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.checks.one_sided_term import OneSidedTerm
from signdesk.domains.signing.rules.standards import Brief
from tests.domains.signing.corpus import model_of
from tests.domains.signing.told import words


def told(line):
    """The words of the line that are told."""
    return words(f"房屋租赁合同\n出租人甲、承租人乙约定如下：\n{line}", "one_sided_term")


@pytest.mark.parametrize(
    "line",
    [
        "本合同的最终解释权归甲方所有。",
        "甲方对本合同及附件享有最终解释权。",
        "租赁期内发生的一切人身伤亡事故，甲方概不负责。",
        "无论何种原因发生人身伤害，均与甲方无关。",
        "租赁期间乙方人员发生伤亡的，甲方不承担任何责任。",
        "合同签订后，乙方不得以任何理由要求解除合同。",
        "乙方不得以调动、失业等原因提出退租。",
        "乙方无论何种情况，均不得终止本合同。",
        "押金一经收取，概不退还。",
        "无论合同因何终止，已收租金均不予返还。",
        "中介服务费一律不退。",
        "发生纠纷时乙方不得向人民法院起诉。",
        "乙方自愿放弃追究甲方责任的权利。",
        "乙方不得就房屋问题向任何部门投诉。",
        "甲方有权根据市场行情随时调整租金，乙方不得有异议。",
        "甲方可单方变更合同内容。",
        "甲方有权随时收回房屋，无需说明理由。",
        "出租人可以任意解除本合同，不承担责任。",
        "甲方可随时进入房屋检查设施。",
        "出租人有权自行开门入内打扫。",
        "租金以租金分期贷款方式支付，由乙方按月还款。",
        "乙方提前退租的，已付租金一律不退。",
        "乙方放弃优先购买权。",
    ],
)
def test_a_term_that_takes_a_right_from_one_side_is_told(line):
    assert len(told(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "本合同的解释权归双方共同所有。",
        "本合同由双方共同解释。",
        "因乙方使用不当造成人身伤害的，甲方不承担任何责任。",
        "乙方自身原因引起的意外事故，与甲方无关。",
        "因不可抗力造成伤亡的，甲方不承担任何责任。",
        "任何一方不得以任何理由单方解除合同。",
        "乙方不得以任何理由拖欠租金。",
        "乙方违约的，押金不予退还。",
        "租赁期满，甲方应将押金退还乙方，不得无故不予退还。",
        "仲裁裁决是终局的，甲方不得再向人民法院起诉。",
        "乙方有权代为放弃诉讼请求。",
        "保证人自愿放弃先诉抗辩权。",
        "甲方有权在提前一个月与乙方协商后调整租金。",
        "电费标准由供电部门调整，甲方可以随时按供电部门的标准调整收费标准。",
        "乙方拖欠租金达三十日的，甲方有权随时解除合同。",
        "乙方不得在仓库内存放危险品，否则甲方有权随时解除合同。",
        "租赁期满未续签的，按不定期租赁处理，甲方可以随时解除合同，但应提前通知。",
        "发生漏水等紧急情况的，甲方可直接进入房屋抢修。",
        "甲方提前一日通知乙方后可自行进入房屋查看。",
        "乙方不得擅自改变房屋结构。",
        "租赁期内甲方不得单方任意调整租金标准。",
        "出租人不得随时收回房屋。",
        "甲方不得随时进入房屋。",
        "甲方不可以自行变更合同内容。",
    ],
)
def test_a_fair_term_in_nearly_the_same_words_is_left_alone(line):
    assert told(line) == []


def test_a_loan_for_the_rent_is_told_once_with_all_its_places():
    text = "房屋租赁合同\n乙方以租金分期方式支付租金。\n租金分期贷款由乙方偿还。\n乙方逾期还款的，自行承担责任。"
    (result,) = run_checks(model_of(text), Brief(), [OneSidedTerm()])
    (finding,) = result.findings
    assert [place.block for place in (finding.place, *finding.others)] == [2, 3]


def test_who_gives_an_order_may_take_it_back_at_any_time():
    assert words("委托合同\n委托人可以随时解除委托合同。\n甲方有权随时解除本合同。", "one_sided_term") == []


def test_a_loan_in_another_contract_is_its_own_matter():
    assert words("借款合同\n借款人以消费贷款方式取得款项。", "one_sided_term") == []
