"""The sealed container: what goes in comes out, and nothing else ever does."""

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signdesk.core import sealed_stream
from signdesk.core.sealed_stream import (
    CHUNK,
    HEADER,
    TAG,
    Damaged,
    SealingWriter,
    UnsealingReader,
    chunks,
    seal,
    sealed_size,
    unseal,
)

KEY = bytes(range(32))
ABOUT = b"document 7"
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17]


@pytest.mark.parametrize("size", SIZES)
def test_content_comes_back_and_the_size_is_as_foretold(size: int) -> None:
    content = random.Random(size).randbytes(size)
    sealed = seal(content, KEY, about=ABOUT)
    assert len(sealed) == sealed_size(size)
    assert unseal(sealed, KEY, about=ABOUT) == content
    assert content[:40] not in sealed or size < 40


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.integers(0, CHUNK + 50), max_size=6), seed=st.integers(0, 2**32))
def test_it_does_not_matter_in_which_pieces_content_is_written(pieces: list[int], seed: int) -> None:
    source = random.Random(seed)
    parts = [source.randbytes(size) for size in pieces]
    target = io.BytesIO()
    with SealingWriter(target, KEY, about=ABOUT) as writer:
        for part in parts:
            writer.write(part)
    assert unseal(target.getvalue(), KEY, about=ABOUT) == b"".join(parts)
    reader = io.BufferedReader(UnsealingReader(io.BytesIO(target.getvalue()), KEY, about=ABOUT))
    assert reader.read() == b"".join(parts)


def test_a_source_that_returns_little_at_a_time_is_read_to_its_end() -> None:
    class Drip(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 999))

    content = random.Random(1).randbytes(2 * CHUNK + 5)
    sealed = seal(content, KEY, about=ABOUT)
    assert b"".join(chunks(Drip(sealed), KEY, about=ABOUT)) == content


def test_the_same_content_never_looks_the_same_twice() -> None:
    assert seal(b"x" * 100, KEY, about=ABOUT) != seal(b"x" * 100, KEY, about=ABOUT)


def test_another_key_or_another_document_does_not_open_it() -> None:
    sealed = seal(b"content", KEY, about=ABOUT)
    for key, about in ((bytes(32), ABOUT), (KEY, b"document 8"), (KEY, b"")):
        with pytest.raises(Damaged):
            unseal(sealed, key, about=about)


def test_a_wiped_key_refuses_to_seal() -> None:
    with pytest.raises(ValueError, match="key"):
        seal(b"content", b"", about=ABOUT)


def test_a_writer_left_by_an_error_leaves_no_whole_container() -> None:
    target = io.BytesIO()
    with pytest.raises(KeyError), SealingWriter(target, KEY, about=ABOUT) as writer:
        writer.write(b"half")
        raise KeyError
    del writer
    with pytest.raises(Damaged):
        unseal(target.getvalue(), KEY, about=ABOUT)


@pytest.mark.parametrize("content_size", [0, 300, 2 * CHUNK, 3 * CHUNK + 1000])
def test_no_mutation_is_ever_accepted(content_size: int, request: pytest.FixtureRequest) -> None:
    dice = random.Random(content_size)
    content = dice.randbytes(content_size)
    sealed = seal(content, KEY, about=ABOUT)
    other = seal(content, KEY, about=ABOUT)
    for number in range(150):
        mutated = _mutate(sealed, other, dice, number)
        if mutated == sealed:
            continue
        with pytest.raises(Damaged):
            unseal(mutated, KEY, about=ABOUT)


def _mutate(sealed: bytes, other: bytes, dice: random.Random, number: int) -> bytes:
    place = dice.randrange(len(sealed))
    unit = CHUNK + TAG
    parts = [sealed[HEADER + start : HEADER + start + unit] for start in range(0, len(sealed) - HEADER, unit)]
    match number % 8:
        case 0:  # one bit
            return sealed[:place] + bytes([sealed[place] ^ 1 << dice.randrange(8)]) + sealed[place + 1 :]
        case 1:  # cut
            return sealed[:place]
        case 2:  # zeroes
            return sealed[:place] + bytes(min(64, len(sealed) - place)) + sealed[place + 64 :]
        case 3:  # appended
            return sealed + dice.randbytes(dice.choice([1, TAG, unit]))
        case 4:  # the last chunk is missing
            return sealed[:HEADER] + b"".join(parts[:-1])
        case 5:  # chunks in another order
            dice.shuffle(parts)
            return sealed[:HEADER] + b"".join(parts)
        case 6:  # header of another container with the same content and key
            return other[:HEADER] + sealed[HEADER:]
        case _:  # a chunk twice
            return sealed + parts[-1]


def test_a_container_ends_before_its_chunk_numbers_repeat() -> None:
    box = sealed_stream._Box(KEY, ABOUT, bytes(32), bytes(7))
    assert box.nonce(2**32 - 1, True)
    with pytest.raises(OverflowError):
        box.nonce(2**32, True)


def test_reader_and_writer_are_streams_of_the_standard_library() -> None:
    assert SealingWriter(io.BytesIO(), KEY, about=ABOUT).writable()
    assert UnsealingReader(io.BytesIO(seal(b"x", KEY, about=ABOUT)), KEY, about=ABOUT).readable()


def test_damage_names_the_place() -> None:
    sealed = bytearray(seal(bytes(3 * CHUNK), KEY, about=ABOUT))
    sealed[HEADER + CHUNK + TAG + 5] ^= 1
    with pytest.raises(Damaged) as damage:
        unseal(bytes(sealed), KEY, about=ABOUT)
    assert damage.value.offset == HEADER + CHUNK + TAG
