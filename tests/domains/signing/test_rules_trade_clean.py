"""Contracts of sale and lease in order, in habits of writing that look like faults: nothing is said of them; and the
faults beside them, which are told."""

import pytest

from signdesk.core.money import Money
from signdesk.domains.signing.rules.facts import CaseFacts, PartyFacts
from tests.domains.signing.short_texts import table
from tests.domains.signing.told import found, words

COUPLE = CaseFacts(
    parties=(
        PartyFacts("出卖人", "甘露", "resident_id", "110101198001010010"),
        PartyFacts("共有权人", "石磊", "resident_id", "110101198001010037"),
    )
)


def test_the_paper_that_is_ticked_among_others_says_whose_number_it_is():
    line = "买受人：甘露\n【√身份证】【　护照】【　营业执照】，证号：110101198001010010"
    assert found(f"商品房买卖合同\n{line}", "number_invalid") == []
    assert words(f"商品房买卖合同\n{line[:-1]}5", "number_invalid") == ["110101198001010015"]


def test_a_co_owner_has_a_number_of_his_own():
    text = "存量房屋买卖合同\n出卖人：甘露\n身份证号：110101198001010010\n共有权人：石磊\n身份证号：110101198001010037"
    assert found(text, "party_number", COUPLE) == []


def shares(one, other):
    rows = [("期次", "金额（元）", "占总价款比例"), ("一", one, "4.93%"), ("二", other, "95.07%")]
    return table(*rows, before="房屋买卖合同\n总价款为人民币2,028,000元。")


def test_a_share_with_two_decimals_is_a_rounded_one():
    assert words(shares("100,000", "1,928,000"), "amount_period") == []
    assert words(shares("101,000", "1,928,000"), "amount_period") == ["101,000"]


def test_a_list_may_begin_within_the_line_of_its_clause():
    head = "房屋买卖合同\n第一条 房屋在甲市。\n第二条 【违约责任】（1）买方逾期付款的，支付违约金。\n"
    assert words(f"{head}（2）卖方逾期交房的，支付违约金。", "clause_numbering") == []
    assert words(f"{head}（3）卖方逾期交房的，支付违约金。", "clause_numbering") == ["（3）"]


def test_money_that_is_put_into_an_account_is_a_payment():
    def told(second):
        return words(
            "房屋买卖合同\n一、成交价为人民币980,000元。\n二、付款\n1、签约当日支付定金人民币80,000元。\n"
            f"2、乙方将房款人民币{second}元存入监管账户。\n3、余款人民币100,000元于交房时付清。",
            "amount_sum",
        )

    assert told("800,000") == []
    assert told("700,000") == ["人民币100,000元"]


@pytest.mark.parametrize(("second", "expected"), [("40", []), ("50", ["50%"])])
def test_as_many_shares_as_payments_are_all_of_it(second, expected):
    text = f"委托合同\n一、报酬分两次支付：签约时支付60%，过户后支付{second}%。"
    assert words(text, "amount_sum") == expected


def test_the_amount_of_the_case_may_stand_in_a_table():
    rows = [("年度", "全年租金（元）"), ("第一年", "576,000"), ("合计", "1,267,200")]
    text = table(*rows, before="厂房租赁合同\n每月租金47,000元。")
    assert found(text, "amount_case", CaseFacts(amount=Money(126720000))) == []
    assert len(found(text, "amount_case", CaseFacts(amount=Money(126720100)))) == 1


@pytest.mark.parametrize(("months", "expected"), [("两", []), ("三", ["48,000元"])])
def test_a_deposit_is_counted_by_the_rent_of_any_year(months, expected):
    text = (
        "商铺租赁合同\n一、租金第一年每月24,000元，第二年在第一年的基础上递增5%，即每月25,200元。\n"
        f"二、乙方支付押金48,000元，即{months}个月租金。"
    )
    assert words(text, "amount_period") == expected


@pytest.mark.parametrize(("year", "expected"), [("2026", []), ("2025", ["2025年8月20日"])])
def test_a_day_below_the_signatures_is_that_of_the_signing(year, expected):
    text = (
        f"房屋买卖合同\n一、双方应于{year}年8月20日前一起办理过户手续。\n二、双方各执一份。\n"
        "甲方（签字）：甘露          乙方（签字）：石磊\n2026年7月18日              2026年7月18日"
    )
    assert words(text, "date_order") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("监管资金划转至出卖人账户：户名甘露，账号6217850100004826213", ["6217850100004826213"]),
        ("监管资金划转至出卖人账户：户名甘露，账号6217850100004826312", []),
        ("监管账户：户名临江市交易资金监管中心，账号6217850100004826213", []),
    ],
)
def test_an_account_in_a_party_s_name_is_that_party_s_though_money_is_supervised(line, expected):
    facts = CaseFacts(parties=(PartyFacts("出卖人", "甘露", account="6217850100004826312"),))
    assert words(f"存量房屋买卖合同\n出卖人：甘露\n{line}。", "party_account", facts) == expected


@pytest.mark.parametrize(("whole", "expected"), [("480", []), ("500", ["220"])])
def test_rooms_make_up_the_area_though_they_stand_in_a_sentence_of_their_own(whole, expected):
    text = f"写字楼租赁合同\n一、面积合计{whole}平方米。其中1501室260平方米，1502室220平方米。"
    assert words(text, "amount_sum") == expected


@pytest.mark.parametrize(("loan", "expected"), [("500,000", []), ("600,000", ["100,000元"])])
def test_a_payment_may_be_told_by_what_stands_behind_its_sum(loan, expected):
    text = (
        "房屋买卖合同\n一、转让价款为人民币980,000元。\n二、付款\n1、签约当日付定金80,000元。\n"
        f"2、2026年8月1日前支付首付款300,000元。\n3、{loan}元由买受人申请贷款支付。\n4、余款100,000元于交房时付清。"
    )
    assert words(text, "amount_sum") == expected


@pytest.mark.parametrize(("last", "expected"), [("30", []), ("50", ["50%"])])
def test_shares_of_one_paragraph_come_to_no_more_than_all_of_it(last, expected):
    text = f"委托合同\n一、支付方式：签约后支付40%；受理后支付30%；取得证书后支付{last}%。"
    assert words(text, "amount_sum") == expected


def test_shares_of_several_ways_to_pay_are_not_added_up():
    text = "委托合同\n一、按下列第1种方式：1．签约支付40%，完成支付60%；2．签约支付100%。"
    assert words(text, "amount_sum") == []


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("转让方（签字）：龚一、蔡二", []),
        ("转让方（签字）：龚一", ["转让方（签字）：龚一"]),
        ("转让方（签字）：", []),
        ("转让方（签字）：龚一　委托代理人：龚三", []),
    ],
)
def test_who_owns_it_together_signs_together(signed, expected):
    head = "房屋转让合同\n转让方（甲方）：龚一、蔡二\n受让方（乙方）：柏三\n第一条 房屋。\n第二条 价款。"
    text = f"{head}\n{signed}\n受让方（签字）：柏三"
    assert words(text, "signature_block") == expected


def test_an_estate_that_begins_like_a_name_is_nobody():
    head = "房屋买卖合同\n出卖人：甘露\n买受人：石磊\n第一条 该房屋坐落于丰台区方庄芳群"
    assert words(f"{head}园三区14号楼603室。", "leftover") == []
    assert words(f"{head}三区14号楼603室。", "leftover") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("首付款存入待定账户。", ["待定"]),
        ("争议向待定人民法院起诉。", ["待定"]),
        ("交房日期由双方另行约定，待定事项见补充协议。", []),
    ],
)
def test_what_is_still_to_be_settled_is_a_placeholder_where_it_names_something(line, expected):
    assert words(f"房屋买卖合同\n一、{line}", "placeholder") == expected
