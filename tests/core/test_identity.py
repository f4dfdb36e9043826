"""Numbers of documents, companies, phones and accounts: what is accepted and which digit rule is named when not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdesk.core import i18n
from signdesk.core.bank_account import account_warning, check_account, luhn_holds
from signdesk.core.errors import UserError
from signdesk.core.identity import (
    IdKind,
    check_hk_macao_permit,
    check_id,
    check_passport,
    check_permanent_residence,
    check_residence_permit,
    check_resident_id,
    check_taiwan_permit,
    check_uscc,
    guess_kind,
    resident_check_character,
)
from signdesk.core.phone import check_phone
from signdesk.core.typed_number import compact

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = i18n.language()
    i18n.set_language("en")
    yield
    i18n.set_language(before)


def resident(first_seventeen: str) -> str:
    return first_seventeen + resident_check_character(first_seventeen)


def refusal(check, text: str, **arguments) -> UserError:
    with pytest.raises(UserError) as caught:
        check(text, **arguments)
    return caught.value


# -- resident identity number -----------------------------------------------------------------------------------------


def test_the_standards_own_example_is_accepted_and_read() -> None:
    person = check_resident_id("11010519491231002x", today=TODAY)
    assert person.number == "11010519491231002X"
    assert person.birth_date == date(1949, 12, 31)
    assert person.sex == "female"
    assert person.region == "北京市朝阳区"


def test_full_width_digits_and_spaces_are_the_same_number() -> None:
    assert check_resident_id("110105 19491231 002X").number == "11010519491231002X"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1101051949123100", "has 18 characters; this one has 16"),
        ("", "has 18 characters; this one has 0"),
        ("11010519491231002XX", "has 18 characters; this one has 19"),
        ("11O10519491231002X", "Character 3 “O” is not a digit"),
        ("11010519491231002A", "Character 18 “A” must be a digit or X"),
        ("99010519491231002X", "Region code 990105 is not known"),
        ("31099919491231002X", "Region code 310999 is not known"),
        ("11010519491331002X", "Birth date impossible: 19491331"),
        ("110105190002290021", "Birth date impossible: 19000229"),
        ("110105200002290022", "Checksum: the last character should be 1, not 2"),
        ("110105194912310021", "the last character should be X, not 1"),
        ("110105491231002", "not valid since 2013"),
    ],
)
def test_a_wrong_number_says_which_rule_failed(typed: str, said: str) -> None:
    error = refusal(check_resident_id, typed, today=TODAY)
    assert said in error.message
    assert error.field == "id_number"


def test_a_letter_for_a_digit_brings_the_digit_it_resembles() -> None:
    assert "0" in refusal(check_resident_id, "11O10519491231002X").hint


def test_a_birth_in_the_future_is_refused_only_when_today_is_known() -> None:
    number = resident("11010520270101001")
    assert "in the future" in refusal(check_resident_id, number, today=TODAY).message
    assert check_resident_id(number).birth_date == date(2027, 1, 1)


def test_a_county_younger_than_the_person_is_accepted() -> None:
    # Numbers were given from 1984 on, under the code of then: Futian exists since 1990.
    assert check_resident_id(resident("44030419750918001")).region.startswith("广东省")


@given(st.text("0123456789", min_size=3, max_size=3), st.dates(date(1920, 1, 1), TODAY), st.integers(0, 16), st.data())
def test_one_mistyped_digit_is_always_noticed(sequence: str, born: date, place: int, data: st.DataObject) -> None:
    number = resident("110105" + born.strftime("%Y%m%d") + sequence)
    assert check_resident_id(number, today=TODAY).birth_date == born
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    refusal(check_resident_id, number[:place] + other + number[place + 1 :], today=TODAY)


# -- the other documents ----------------------------------------------------------------------------------------------


def test_residence_permits_use_three_region_codes() -> None:
    assert check_residence_permit(resident("83000019900101001")).region == "台湾省"
    assert "810000, 820000 or 830000" in refusal(check_residence_permit, "11010519491231002X").message


def test_both_forms_of_the_permanent_resident_card_are_accepted() -> None:
    assert check_permanent_residence("usa110091040512") == "USA110091040512"
    number = resident("91184019910405123")
    assert check_permanent_residence(number) == number
    assert "should be" in refusal(check_permanent_residence, number[:17] + ("0" if number[17] != "0" else "1")).message
    assert "three letters" in refusal(check_permanent_residence, "US1110091040512").message
    assert "Birth date impossible" in refusal(check_permanent_residence, "USA110091134012").message
    assert "starts with 9" in refusal(check_permanent_residence, "11010519491231002X").message


def test_permits_and_passports_follow_their_forms() -> None:
    assert check_id(IdKind.HK_MACAO_PERMIT, "h01234567") == "H01234567"
    assert check_id(IdKind.HK_MACAO_PERMIT, "M0123456702") == "M0123456702"
    assert "H (Hong Kong) or M (Macao)" in refusal(check_hk_macao_permit, "A01234567").message
    assert "this one has 7" in refusal(check_hk_macao_permit, "H0123456").message
    assert check_id(IdKind.TAIWAN_PERMIT, "01234567") == "01234567"
    assert "this one has 9" in refusal(check_taiwan_permit, "012345678").message
    assert check_passport("ej1234567") == "EJ1234567"
    assert "neither a letter nor a digit" in refusal(check_passport, "E1234/678").message
    assert "contains digits" in refusal(check_passport, "ABCDEF").message
    assert "this one has 3" in refusal(check_passport, "E12").message
    assert check_id(IdKind.OTHER, "军字第 123 号") == "军字第123号"
    refusal(lambda text: check_id(IdKind.OTHER, text), "1")


def test_every_kind_has_a_check_and_a_label() -> None:
    for kind in IdKind:
        refusal(lambda text, kind=kind: check_id(kind, text), "")
        assert kind.label


# -- social credit code -----------------------------------------------------------------------------------------------


def test_social_credit_codes_are_checked_to_the_last_character() -> None:
    assert check_uscc("9111 0000 6000 3734 1l") == "91110000600037341L"
    assert "last character should be L, not M" in refusal(check_uscc, "91110000600037341M").message
    assert "Character 17 “I” never occurs" in refusal(check_uscc, "9111000060003734IL").message
    assert "Character 3 “A” is not a digit" in refusal(check_uscc, "91A10000600037341L").message
    assert "has 18 characters; this one has 17" in refusal(check_uscc, "9111000060003734L").message
    assert "Region code 990000 is not known" in refusal(check_uscc, "91990000600037341L").message


def test_rural_collectives_whose_code_begins_with_n_are_accepted() -> None:
    from stdnum.cn import uscc

    body = "N2320581MF1234567"
    assert check_uscc(body + uscc.calc_check_digit(body)).startswith("N2")


# -- guessing the kind ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("11010519491231002X", IdKind.RESIDENT_ID),
        ("11O10519491231002X", IdKind.RESIDENT_ID),
        ("1101051949123100", IdKind.RESIDENT_ID),
        ("91110000600037341L", IdKind.USCC),
        ("H01234567", IdKind.HK_MACAO_PERMIT),
        ("01234567", IdKind.TAIWAN_PERMIT),
        ("USA110091040512", IdKind.PERMANENT_RESIDENCE),
        (resident("91184019910405123"), IdKind.PERMANENT_RESIDENCE),
        (resident("81000019910405123"), IdKind.HMT_RESIDENCE_PERMIT),
        ("E12345678", IdKind.PASSPORT),
        ("张三", None),
        ("123", None),
    ],
)
def test_the_kind_of_a_number_is_guessed(typed: str, kind: IdKind | None) -> None:
    assert guess_kind(typed) is kind


@given(st.text(max_size=25))
def test_whatever_is_typed_gives_a_result_or_a_user_error(typed: str) -> None:
    guess_kind(typed)
    for kind in IdKind:
        with suppress(UserError):
            assert check_id(kind, typed) == compact(typed)
    for check in (check_phone, check_account):
        with suppress(UserError):
            check(typed)


# -- phone, account ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 1234 5678", "13812345678"),
        ("+86-138-1234-5678", "13812345678"),
        ("(021) 6321 1234", "021-63211234"),
        ("021-63211234转12", "021-63211234-12"),
        ("021-63211234-12", "021-63211234-12"),
        ("0512-67891234", "0512-67891234"),
        ("400-800-1234", "4008001234"),
        ("+852 9123 4567", "+85291234567"),
    ],
)
def test_phones_are_kept_in_one_form(typed: str, kept: str) -> None:
    assert check_phone(typed) == kept
    assert check_phone(kept) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1381234567", "11 digits; this one has 10"),
        ("12812345678", "No mobile number begins with 12"),
        ("138a2345678", "Character 4 “a” is not a digit"),
        ("63211234", "needs its area code"),
        ("0266321123", "Area code 0266 is not known"),
        ("021-632112", "this one has 6"),
        ("021-03211234", "No landline number begins with 0"),
        ("40012", "this one has 5"),
        ("+123", "this one has 3"),
        ("021-63211234转a", "extension"),
    ],
)
def test_a_wrong_phone_says_which_rule_failed(typed: str, said: str) -> None:
    error = refusal(check_phone, typed)
    assert said in error.message
    assert error.field == "phone"


def test_an_account_is_digits_and_a_card_number_that_fails_luhn_only_warns() -> None:
    assert check_account("6222 0200 0000 0003 662") == "6222020000000003662"
    assert "is not a digit" in refusal(check_account, "6222-O200").message
    assert "this one has 5" in refusal(check_account, "12345").message
    assert account_warning("4111111111111111") == ""
    assert account_warning("4111111111111112") != ""
    assert account_warning("1001234567890123") == ""  # an account of a company, no card


@given(st.text("0123456789", min_size=1, max_size=20))
def test_exactly_one_last_digit_fulfils_luhn(body: str) -> None:
    assert sum(luhn_holds(body + digit) for digit in "0123456789") == 1


def test_a_code_of_a_social_organisation_is_recognised_though_it_does_not_begin_with_nine() -> None:
    assert guess_kind("52310104MJ12345677") is IdKind.USCC


def test_a_residence_permit_names_the_place_its_holder_comes_from() -> None:
    assert check_resident_id("810000199003070015").region == "香港特别行政区"
