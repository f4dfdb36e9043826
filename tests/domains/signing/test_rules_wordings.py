"""What a contract's body tells without reading it again: which paragraphs hold a character or a word, and that no
pattern is kept from a paragraph in which it would be found."""

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
                each = getattr(each, "says", each)  # the words of a term
                if isinstance(each, Wording):
                    yield pytest.param(each, id=f"{module.name.rpartition('rules.')[2]}{name}")


def needs_one(tree, marks):
    """Whether nothing matches this pattern without one of the marks, characters or words."""
    return not _without(tree, {""}, tuple(marks))


def _without(tree, begun, marks):
    """The ways to go through a piece of a pattern and meet no mark, each as the beginning of a mark it ends with: a way
    that ends with none of them gets on whenever another does."""
    for operation, operand in tree:
        match str(operation):
            case "LITERAL":
                begun = _read(begun, chr(operand), marks)
            case "IN" if all(str(kind) == "LITERAL" for kind, _member in operand):
                begun = {end for _kind, member in operand for end in _read(begun, chr(member), marks)}
            case "IN" if all(str(kind) in ("LITERAL", "RANGE") for kind, _member in operand):
                members = {code for kind, member in operand for code in _codes(kind, member)}
                begun = {end for code in members for end in _read(begun, chr(code), marks)}
            case "BRANCH":
                begun = {end for branch in operand[1] for end in _without(branch, begun, marks)}
            case "SUBPATTERN":
                begun = _without(operand[-1], begun, marks)
            case "MAX_REPEAT" | "MIN_REPEAT":
                least, most, again = operand
                begun = _repeated(again, begun, marks, least, most)
            case "ASSERT" if not _without(operand[1], {""}, marks):
                begun = set()
            case "ASSERT" | "ASSERT_NOT" | "AT":
                pass  # takes no character
            case _:
                begun = {""} if begun else begun
    return begun


def _read(begun, character, marks):
    ends = set()
    for start in begun:
        words = start + character
        if not any(mark in words for mark in marks):
            ends.add(next(words[i:] for i in range(len(words) + 1) if any(m.startswith(words[i:]) for m in marks)))
    return ends


def _codes(kind, member):
    return (member,) if str(kind) == "LITERAL" else range(member[0], member[1] + 1)


def _repeated(tree, begun, marks, least, most):
    ends = _without(tree, begun, marks) if least else begun | _without(tree, begun, marks)
    while most > 1 and not (more := _without(tree, ends, marks)) <= ends:
        ends |= more
    return ends


@pytest.mark.parametrize("wording", list(wordings()))
def test_no_pattern_matches_without_one_of_its_marks(wording):
    assert needs_one(grammar.parse(wording.pattern.pattern), wording.holds)


def test_a_pattern_that_may_do_without_its_marks_is_found_out():
    for expression in ("甲|乙", "[甲乙]", "甲?", "甲*乙", "(?!甲)乙", "[^甲]", r"\d", "(丙|甲)"):
        assert not needs_one(grammar.parse(expression), "甲"), expression
    for expression in ("乙甲?丙甲", "(?:丙|甲甲)+甲|甲", "(?=甲)", "[甲乙甲-甲]|(乙)"):
        assert needs_one(grammar.parse(expression), "甲乙" if "[" in expression else "甲"), expression
    for expression in (
        "违约|违约金",
        "违(?:约|约金)",
        "违约金?",
        "违.金",
        "违约(?!金)",
        "违[约反正]金",
        "违(?:约)?金",
        "违约+",
    ):
        assert not needs_one(grammar.parse(expression), ("违约金", "反金", "约约约")), expression
    for expression in (
        "违约责任|违约金",
        "违约(?:责任|金)",
        "违(?:约)金",
        "(?:违约){1,3}金",
        "违+约金",
        "甲[违反]约金",
    ):
        assert needs_one(grammar.parse(expression), ("违约金", "约责", "反约金")), expression


def test_a_body_tells_which_paragraphs_hold_a_character_or_a_word():
    body = body_of("附件一", "", "见附件\n附件", "（１）")
    assert body.text == "附件一\n\n见附件\n附件\n(1)"
    assert body.places("附") == [0, 2]
    assert body.places("1一") == [0, 3]
    assert body.places("乙") == body.places("") == []
    assert body.places(("附件一", "(1)", "件附")) == [0, 3]
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
