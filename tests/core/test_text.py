"""The text model: stable places, automatic numbers apart from the text, stored and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdesk.core.text import Block, Note, Place, TextModel

BLOCKS = (
    Block(1, "paragraph", "房屋租赁合同", "P1", outline=0),
    Block(
        2,
        "paragraph",
        "租金为每月4,500元。",
        "P2",
        numerals=((0, "第一条"),),
        underlined=((4, 9),),
        emphasised=((0, 2),),
    ),
    Block(3, "cell", "甲方\n乙方", "T1R1C1", numerals=((3, "1."),)),
    Block(4, "header", "第1页", "H1", page=1),
)
MODEL = TextModel("docx", BLOCKS, (Note("comment", 2, 0, 2, "请核对", "何律", "2026-01-01"),))


def test_automatic_numbers_are_shown_but_are_no_text():
    assert MODEL.block(2).shown() == "第一条 租金为每月4,500元。"
    assert MODEL.block(3).shown() == "甲方\n1. 乙方"
    assert MODEL.excerpt(Place(2, 0, 2)) == "租金"


def test_headers_are_no_part_of_the_body():
    assert [block.number for block in MODEL.body] == [1, 2, 3]
    assert [line.text for line in MODEL.lines()] == ["房屋租赁合同", "租金为每月4,500元。", "甲方", "乙方"]
    assert [line.numeral for line in MODEL.lines()] == ["", "第一条", "", "1."]
    assert MODEL.block(3).cell == "T1R1C1" and MODEL.block(2).cell is None


def test_a_place_in_the_joined_text_leads_back_to_its_block():
    joined = MODEL.joined()
    at = joined.text.index("乙方")
    place = joined.place(at, at + 2)
    assert place == Place(3, 3, 5) and MODEL.excerpt(place) == "乙方"
    assert joined.offset(place) == at
    with pytest.raises(KeyError):
        joined.offset(Place(99, 0, 1))


def test_the_model_survives_storing():
    assert TextModel.from_json(MODEL.to_json()) == MODEL
    with pytest.raises(ValueError, match="stored"):
        TextModel.from_json('{"blocks": 3}')


@given(st.lists(st.text("甲乙 元\n0", max_size=8), min_size=1, max_size=6), st.data())
def test_every_offset_has_exactly_one_place(texts, data):
    model = TextModel("txt", tuple(Block(n, "paragraph", text, f"P{n}") for n, text in enumerate(texts, 1)))
    joined = model.joined()
    offset = data.draw(st.integers(0, len(joined.text)))
    place = joined.place(offset, offset)
    assert joined.offset(place) == offset


def test_for_people_every_block_names_its_place():
    assert "[3 T1R1C1] 甲方" in MODEL.as_text() and "[4 H1 p1]" in MODEL.as_text()
    assert MODEL.as_text().endswith("(comment 2:0-2 何律) 请核对")
    assert MODEL.characters() == 6 + 12 + 4 + 3
