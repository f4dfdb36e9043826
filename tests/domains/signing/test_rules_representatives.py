"""Who stands for a party is one person, at the head, where it is signed and in the power of attorney."""

import pytest

from tests.domains.signing.short_texts import table
from tests.domains.signing.told import found, words

HEAD = (
    "厂房租赁合同\n甲方（出租方）：临江恒信置业有限公司\n法定代表人：罗振华\n委托代理人：何志远\n"
    "乙方（承租方）：临江明达物流有限公司\n法定代表人：邢海波\n第一条 约定\n授权委托书见附件一。双方守约。\n"
    "第二条 其他\n无。\n"
)
SIGNED = "甲方（盖章）：                乙方（盖章）：\n{}"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("法定代表人：罗振华    法定代表人：邢海波", []),
        ("法定代表人（签字）：罗振华    法定代表人（签字）：邢海涛", ["邢海涛"]),
        ("法定代表人：罗镇华    法定代表人：邢海波", ["罗镇华"]),
        ("法定代表人：邢海波    法定代表人：罗振华", []),
        ("法定代表人：          法定代表人：", []),
        ("法定代表人或授权代表：孙立    法定代表人或授权代表：邢海波", []),
    ],
)
def test_whoever_signs_by_office_is_the_one_of_the_head(lines, told):
    assert found(HEAD + SIGNED.format(lines), "signature_block") == [("error", name) for name in told]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("委托代理人：何志远    委托代理人：孙立", []),
        ("委托代理人（签字）：何志达", ["何志达"]),
        ("授权代表：孙立", ["孙立"]),
        ("委托代理人：无", []),
        ("委托代理人：何志远\n附件一：授权委托书\n兹委托何志远（身份证号略）代为签订合同。", []),
        ("委托代理人：何志远\n附件一：授权委托书\n兹委托何致远（身份证号略）代为签订合同。", ["何致远"]),
        ("委托代理人：何志远\n附件一：授权委托书\n委托人：临江恒信置业有限公司\n受托人：何志元", ["何志元"]),
        ("无\n附件一：授权委托书\n受托人：何志远", []),
        ("无\n附件一：授权委托书\n兹委托甲方代为签订合同。", []),
    ],
)
def test_whoever_is_given_power_is_the_agent(lines, told):
    assert found(HEAD + SIGNED.format(lines), "agent_authority") == [("error", name) for name in told]


def test_several_agents_named_together_are_several():
    text = HEAD.replace("委托代理人：何志远", "委托代理人：何志远\n委托代理人：孙立")
    assert words(text + SIGNED.format("委托代理人：孙立"), "agent_authority") == []


def test_in_a_contract_of_mandate_whoever_is_given_the_task_is_a_party():
    head = "委托合同\n委托人：何大伟\n受托人：罗小燕\n代理人：孙立\n一、约定\n双方守约。\n二、授权委托书\n另附。\n"
    text = head + "委托人（签字）：    受托人：罗小燕（签字）"
    assert words(text, "agent_authority") == []


def test_in_a_table_the_party_stands_above_its_representative():
    rows = (("甲方（盖章）：", "乙方（盖章）："), ("法定代表人：罗振华", "法定代表人：邢海涛"))
    model = table(*rows, before=HEAD.rstrip())
    assert words(model, "signature_block") == ["邢海涛"]


def test_nobody_s_representative_is_nobody_s():
    assert (
        words("合同\n法定代表人：罗振华\n第一条 约定\n双方守约。\n法定代表人（签字）：罗振国", "signature_block") == []
    )


def test_a_representative_below_a_line_of_one_party_is_that_party_s():
    lines = "甲方（盖章）：\n法定代表人：罗振国\n乙方（盖章）：\n法定代表人：邢海波"
    assert words(HEAD + lines, "signature_block") == ["罗振国"]
    assert words(HEAD + "甲方（盖章）：法定代表人：罗振国    乙方（盖章）：", "signature_block") == ["罗振国"]


def test_an_agent_who_is_named_where_it_is_signed_alone_is_held_against_the_power():
    head = HEAD.replace("委托代理人：何志远\n", "")
    power = "委托代理人：{}\n附件一：授权委托书\n受托人：何志远"
    assert words(head + SIGNED.format(power.format("何志远")), "agent_authority") == []
    assert words(head + SIGNED.format(power.format("何志源")), "agent_authority") == ["何志远"]


def test_a_representative_alone_on_a_line_stands_under_the_party_above_it():
    lines = "甲方（盖章）：某某            乙方（盖章）：某某\n                      法定代表人：邢海涛"
    assert words(HEAD + lines, "signature_block") == ["邢海涛"]
    assert words(HEAD + lines.replace("邢海涛", "邢海波"), "signature_block") == []
