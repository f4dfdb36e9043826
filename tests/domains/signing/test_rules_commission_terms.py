"""Terms by which who acts for another frees himself of what he owes him, and fair ones in nearly the same words."""

import pytest

from tests.domains.signing.told import words


def told(line, title="委托服务合同"):
    """The words of the line that are told."""
    return words(f"{title}\n委托人（甲方）：沈一\n受托人（乙方）：韩二\n第一条 约定如下\n{line}", "commission_term")


@pytest.mark.parametrize(
    "line",
    [
        "乙方可将委托事务转委托他人办理，无需甲方同意。",
        "乙方不经甲方同意即可将全部工作转包。",
        "乙方有权自行将受托事项转委托第三人。",
        "代办第三方的过错由甲方自行追究。",
        "乙方对第三人的行为不承担责任。",
        "甲方自愿放弃任意解除权。",
        "委托期内甲方不得单方解除，乙方可以随时解除。",
        "无论是否促成买卖合同，甲方均应支付全部佣金。",
        "不论最终能否办理过户，乙方须向丙方支付居间费。",
        "成交价高于委托底价的部分归乙方所有。",
        "乙方可以赚取其中的差价。",
        "乙方因故意或者过失造成损失的，不承担责任。",
        "乙方不对房屋的权属状况承担任何核实责任。",
        "业主的个人信息可由乙方用于市场推广，无须另行征得同意。",
        "乙方有权自行将服务外包给第三方。",
        "甲方提前解除的，应付清剩余全部服务费。",
        "甲方私下成交的，应支付双倍佣金。",
    ],
)
def test_a_term_by_which_nobody_answers_for_what_was_entrusted_is_told_once(line):
    assert len(told(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "未经甲方书面同意，乙方不得将委托事务转委托第三人。",
        "经甲方同意转委托的，乙方仅就第三人的选任承担责任。",
        "情况紧急时，乙方可以不经甲方同意转委托他人，但应当及时报告。",
        "双方均放弃任意解除权。",
        "双方均可随时解除本合同。",
        "未促成买卖合同的，甲方无需支付佣金。",
        "无论甲方是否私下与买方签订合同，只要利用了乙方提供的机会，均应支付佣金。",
        "乙方不得赚取差价。",
        "面积差额由甲方承担。",
        "非因乙方故意或者重大过失造成的损失，乙方不承担责任。",
        "乙方应当对房屋权属承担核实责任。",
        "乙方不得将客户信息提供给第三方。",
        "乙方收集的个人信息仅用于本合同约定的事项。",
        "买卖合同签订即视为居间服务完成，甲方应支付佣金。",
        "乙方对房屋权属状况负有核实义务。",
        "甲方解除合同的，应支付已完成部分的全部报酬。",
        "乙方违约的，应双倍返还报酬。",
    ],
)
def test_a_fair_term_of_a_commission_in_nearly_the_same_words_is_left_alone(line):
    assert told(line) == []


def test_in_a_contract_by_which_nobody_acts_for_another_it_is_not_looked_for():
    assert words("房屋买卖合同\n甲方：沈一\n乙方：韩二\n高于市价的差价归甲方所有。", "commission_term") == []
