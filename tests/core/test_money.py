"""Money in figures and in capitals, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdesk.core.errors import UserError
from signdesk.core.money import Money, capitals, parse_capitals

AMOUNTS = st.one_of(
    st.integers(0, 10**6),
    st.integers(0, 10**13),
    st.integers(0, 10**18),
    st.integers(0, 10**9).map(lambda n: n * 10**6),
).map(Money)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ("1,409.50", "人民币壹仟肆佰零玖元伍角"),
        ("16,409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("1,280,000.00", "人民币壹佰贰拾捌万元整"),
        ("10.00", "人民币壹拾元整"),
        ("0.00", "人民币零元整"),
        ("0.05", "人民币伍分"),
        ("0.50", "人民币伍角"),
        ("6,007.14", "人民币陆仟零柒元壹角肆分"),
        ("1,000,000,001.00", "人民币壹拾亿零壹元整"),
        ("100,050,000.00", "人民币壹亿零伍万元整"),
        ("1,000,000,000,000.00", "人民币壹万亿元整"),
        ("-12.30", "人民币负壹拾贰元叁角"),
    ],
)
def test_figures_and_capitals_belong_together(figures, words):
    money = Money.parse(figures)
    assert str(money) == figures
    assert capitals(money) == words
    assert parse_capitals(words) == money


@given(AMOUNTS)
def test_what_is_written_is_read_back(money):
    assert parse_capitals(capitals(money)) == money
    assert Money.parse(str(money)) == money
    assert Money.parse(money.plain()) == money


@given(AMOUNTS)
def test_capitals_never_double_a_zero_nor_end_with_one(money):
    words = capitals(money)
    assert "零零" not in words
    assert "零万" not in words and "零亿" not in words
    assert words.endswith("整") == (money.fen % 100 == 0)


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("壹佰贰拾捌万圆正", "1280000"),
        ("人民币：壹佰贰拾捌万元", "1280000"),
        ("一百二十八万元整", "1280000"),
        ("壹 佰 贰 拾 捌 万 元 整", "1280000"),
        ("壹佰贰拾捌万零仟零佰零拾零元零角零分", "1280000"),
        ("肆仟伍佰元整", "4500"),
        ("肆仟伍佰", "4500"),
        ("十二万元", "120000"),
        ("贰仟零伍拾元零伍分整", "2050.05"),
        ("贰仟元零伍角", "2000.50"),
        ("貳萬圓整", "20000"),
        ("叁仟零伍", "3005"),
    ],
)
def test_capitals_are_read_as_people_write_them(words, figures):
    assert parse_capitals(words) == Money.parse(figures)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "元整",
        "伍伍仟元",
        "壹拾佰元",
        "三万五",
        "一百二",
        "大写",
        "壹仟仟元",
        "人民币",
        "肆仟1百元",
        "万元",
        "壹亿万亿元",
        "伍佰壹仟元",
        "贰叁万元",
        "壹仟百元",
        "壹万零贰万元",
    ],
)
def test_capitals_that_cannot_be_read_in_one_way_are_refused(words):
    with pytest.raises(UserError):
        parse_capitals(words)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1280000", 128000000),
        ("￥384,000.5", 38400050),
        ("１２８０", 128000),
        (" 1 280.00 ", 128000),
        ("-5", -500),
        ("0.07", 7),
    ],
)
def test_typed_amounts_are_read(typed, fen):
    assert Money.parse(typed) == Money(fen)


@pytest.mark.parametrize("typed", ["", "1,28,000", "12.345", "128万", "abc", "1.2.3", ",100", "1e5"])
def test_slips_in_typed_amounts_are_refused(typed):
    with pytest.raises(UserError):
        Money.parse(typed)


def test_money_is_counted_without_rounding():
    assert Money.yuan(3) + Money(50) - Money(1) == Money(349)
    assert 12 * Money.parse("4500.10") == Money.parse("54001.20")
    assert -Money(5) == Money(-5) and abs(Money(-5)) == Money(5)
    assert not Money(0) and Money(1)
    assert Money(1) < Money(2)
