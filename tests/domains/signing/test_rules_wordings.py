"""What a contract's body tells without reading it again: which paragraphs hold a character, and that no pattern is kept
from a paragraph in which it would be found."""

import importlib
import pkgutil
from re import _parser as grammar

import pytest

from signdesk.core.text import Block
from signdesk.domains.signing import rules
from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.wording import Wording


def body_of(*texts):
    return Body(Block(number, "paragraph", text, f"P{number}") for number, text in enumerate(texts, 1))


def wordings():
    for module in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, Wording):
                    yield pytest.param(each, id=f"{module.name.rpartition('rules.')[2]}{name}")


def needs_one(tree, characters):
    """Whether nothing matches this piece of a pattern without one of the characters."""
    return any(_needs_one(operation, operand, characters) for operation, operand in tree)


def _needs_one(operation, operand, characters):
    match str(operation):
        case "LITERAL":
            return chr(operand) in characters
        case "IN":
            return all(_is_one(kind, member, characters) for kind, member in operand)
        case "BRANCH":
            return all(needs_one(branch, characters) for branch in operand[1])
        case "SUBPATTERN":
            return needs_one(operand[-1], characters)
        case "MAX_REPEAT" | "MIN_REPEAT":
            return operand[0] > 0 and needs_one(operand[2], characters)
        case "ASSERT":
            return needs_one(operand[1], characters)
    return False


def _is_one(kind, member, characters):
    if str(kind) == "LITERAL":
        return chr(member) in characters
    return str(kind) == "RANGE" and all(chr(code) in characters for code in range(member[0], member[1] + 1))


@pytest.mark.parametrize("wording", list(wordings()))
def test_no_pattern_matches_without_one_of_its_characters(wording):
    assert needs_one(grammar.parse(wording.pattern.pattern), wording.holds)


def test_a_pattern_that_may_do_without_its_characters_is_found_out():
    for expression in ("甲|乙", "[甲乙]", "甲?", "甲*乙", "(?!甲)乙", "[^甲]", r"\d", "(丙|甲)"):
        assert not needs_one(grammar.parse(expression), "甲"), expression
    for expression in ("乙甲?丙甲", "(?:丙|甲甲)+甲|甲", "(?=甲)", "[甲乙甲-甲]|(乙)"):
        assert needs_one(grammar.parse(expression), "甲乙" if "[" in expression else "甲"), expression


def test_a_body_tells_which_paragraphs_hold_a_character():
    body = body_of("附件一", "", "见附件\n附件", "（１）")
    assert body.text == "附件一\n\n见附件\n附件\n(1)"
    assert body.places("附") == [0, 2]
    assert body.places("1一") == [0, 3]
    assert body.places("乙") == body.places("") == []
    found = [(block.number, match.start()) for block, match in body.find(Wording("附件", holds="件"))]
    assert found == [(1, 0), (3, 1), (3, 4)]
    assert body.has(Wording("见附", holds="见")) and not body.has(Wording("见件", holds="见"))
    assert [(block.number, start, line) for block, start, line in body.lines("见")] == [
        (3, 0, "见附件"),
        (3, 4, "附件"),
    ]
    assert len(list(body.lines())) == 5


def test_stretches_around_a_character_take_in_the_neighbours_and_join():
    body = body_of("甲", "元", "乙", "丙", "丁", "戊", "元", "元", "己")
    stretches = [body.text[start:end] for start, end in body.around("元") if start < end]
    assert stretches == ["甲\n元\n乙\n", "戊\n元\n元\n己"]
    assert [body.text[start:end] for start, end in body_of("甲").around("元")] == [""]


def test_a_place_in_the_whole_text_is_a_place_in_its_paragraph():
    body = body_of("甲方", "乙方")
    place = body.place(4, 5)
    assert (place.block, place.start, place.end) == (2, 1, 2)
    assert body.place(1, 5).end == 2
