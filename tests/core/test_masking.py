"""Masking: what eyes that need not know may see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdesk.core.masking import mask_account, mask_id, mask_name, mask_phone, surname_of


def test_identity_numbers_keep_the_first_three_and_last_four() -> None:
    assert mask_id("11010519491231002X") == "110***********002X"
    assert mask_id("E12345678") == "E1*****78"


def test_phones_keep_what_tells_them_apart() -> None:
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("021-63211234") == "021-****1234"
    assert mask_phone("021-63211234-12") == "021-****1234-**"


def test_accounts_keep_their_last_four_digits() -> None:
    assert mask_account("6222020000000003662") == "***************3662"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"), ("王建国", "王*国"), ("欧阳明月", "欧阳*月"), ("司马光", "司马*"), ("诸葛", "诸*"),
        ("张", "*"), ("", ""), ("Anna Smith", "A*** S****"), ("买买提·艾力", "买**·**"), ("阿卜杜拉", "阿**拉"),
    ],
)  # fmt: skip
def test_names_in_public(name: str, shown: str) -> None:
    assert mask_name(name) == shown


def test_compound_surnames_are_kept_together() -> None:
    assert surname_of("欧阳明月") == "欧阳"
    assert surname_of("欧阳") == "欧"
    assert surname_of("王建国") == "王"


@given(st.text("0123456789X", max_size=30))
def test_at_least_a_third_of_a_number_is_hidden_and_its_length_kept(number: str) -> None:
    for mask in (mask_id, mask_account):
        shown = mask(number)
        assert len(shown) == len(number)
        assert shown.count("*") * 3 >= len(number)
