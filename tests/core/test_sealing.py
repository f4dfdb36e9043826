"""A person's numbers are sealed under a key of their own, found by a digest, and gone with the key."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from signdesk.core import masking, sealing
from signdesk.core.errors import BugError, UserError
from signdesk.core.operations import Operation, Seat

WRITE = Operation("test.seal", "Seal a number", None)
NUMBER = "11010519491231002X"


@pytest.fixture
def seat(seat_of: Callable[..., Seat]) -> Seat:
    return seat_of("reception")


def sealed(seat: Seat, subject: str, value: str = NUMBER) -> sealing.Sealed:
    with seat.operation(WRITE) as session:
        return sealing.seal(session, subject, value, masking.mask_id)


def test_a_sealed_number_shows_its_mask_and_its_tail_and_opens_again(seat: Seat) -> None:
    subject = sealing.new_subject()
    number = sealed(seat, subject)
    assert NUMBER.encode() not in number.ciphertext
    assert (number.masked[:3], number.tail) == ("110", "002X")
    with seat.query() as session:
        assert sealing.unseal(session, subject, number) == NUMBER


def test_a_persons_second_number_lies_under_the_same_key(seat: Seat) -> None:
    subject = sealing.new_subject()
    with seat.operation(WRITE) as session:
        numbers = [sealing.seal(session, subject, value, masking.mask_id) for value in (NUMBER, "13800138000")]
    with seat.query() as session:
        assert session.execute(text("SELECT count(*) FROM subject_key")).scalar() == 1
        assert [sealing.unseal(session, subject, number) for number in numbers] == [NUMBER, "13800138000"]


def test_what_is_sealed_in_a_later_operation_lies_under_the_key_that_is_stored(seat: Seat) -> None:
    subject = sealing.new_subject()
    first = sealed(seat, subject)
    later = sealed(seat, subject, "13800138000")  # the key is there already: one more must not be taken for stored
    with seat.query() as session:
        assert [sealing.unseal(session, subject, number) for number in (first, later)] == [NUMBER, "13800138000"]


def test_the_same_number_is_found_however_it_was_typed(seat: Seat) -> None:
    number = sealed(seat, sealing.new_subject())
    with seat.query() as session:
        assert sealing.digest(session, "110105 19491231-002x") == number.digest
        assert sealing.digest(session, "１１０１０５１９４９１２３１００２Ｘ") == number.digest
        assert sealing.digest(session, "110105194912310021") != number.digest


def test_one_persons_number_does_not_open_under_another_persons_key(seat: Seat) -> None:
    mine, theirs = sealing.new_subject(), sealing.new_subject()
    number = sealed(seat, mine)
    sealed(seat, theirs)
    with seat.query() as session, pytest.raises(UserError):
        sealing.unseal(session, theirs, number)


def test_a_changed_byte_is_noticed(seat: Seat) -> None:
    subject = sealing.new_subject()
    number = sealed(seat, subject)
    flipped = bytearray(number.ciphertext)
    flipped[-1] ^= 1
    with seat.query() as session, pytest.raises(UserError):
        sealing.unseal(session, subject, replace(number, ciphertext=bytes(flipped)))


def test_a_key_of_an_operation_that_failed_never_existed(seat: Seat) -> None:
    subject = sealing.new_subject()
    with pytest.raises(UserError), seat.operation(WRITE) as session:
        number = sealing.seal(session, subject, NUMBER, masking.mask_id)
        raise UserError("no")
    with seat.query() as session, pytest.raises(BugError):
        sealing.unseal(session, subject, number)


def test_after_erasure_nothing_opens_any_more(seat: Seat) -> None:
    subject = sealing.new_subject()
    number = sealed(seat, subject)
    with seat.operation(WRITE) as session:
        session.execute(text("UPDATE subject_key SET wrapped = NULL WHERE subject = :subject"), {"subject": subject})
    with seat.query() as session, pytest.raises(UserError):
        sealing.unseal(session, subject, number)


def test_a_session_of_nobody_seals_nothing() -> None:
    with pytest.raises(BugError):
        sealing.digest(Session(), NUMBER)
