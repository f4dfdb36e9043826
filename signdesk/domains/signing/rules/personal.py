"""Identity numbers, phones and accounts inside a contract's text, masked without moving a character, so that marks
keep their places. Checks read the full text; this is for eyes. Names stay, and so do company codes, which anybody can
look up in the public register."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from signdesk.core.errors import UserError
from signdesk.core.identity import check_permanent_residence, check_resident_id, check_uscc
from signdesk.core.masking import STAR, mask_account, mask_id, mask_phone
from signdesk.core.text import TextModel
from signdesk.core.typed_number import compact

Mask = Callable[[str], str]

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full width to ASCII, one character for one."""

_ALONE, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_GAP = r"[ \u3000\u00a0-]?"
_MOBILE = rf"1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}"
_LABELLED = re.compile(
    r"(?:(?P<id>身\s*份\s*证[^:\n\d]{0,8}|公民身份号码|证\s*[件照][^:\n\d]{0,6}号码?|护\s*照[^:\n\d]{0,4}|[通居][行留]证[^:\n\d]{0,4})"
    r"|(?P<account>[账帐卡]\s*[号户][^:\n\d]{0,4})|(?P<phone>电\s*话[^:\n\d]{0,6}|手\s*机[^:\n\d]{0,4}|联系方式))"
    r"\s*:?[ \t\u3000_]*\n?[ \t\u3000_]*(?P<value>[0-9A-Za-z+(][0-9A-Za-z()\u3000 -]{5,40})"
)
_LANDLINE = r"\(?0\d{2,3}(?:\)|[ -])?\d{7,8}(?:-\d{1,6})?"
_PATTERNS: tuple[tuple[re.Pattern[str], Mask], ...] = (
    (re.compile(rf"{_ALONE}\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXx]{_END}"), mask_id),
    (re.compile(rf"{_ALONE}\d{{3}} \d{{3}} \d{{4}} \d{{4}} \d{{3}}[\dXx]{_END}"), mask_id),
    (re.compile(rf"{_ALONE}(?:\+?86{_GAP})?{_MOBILE}{_END}"), mask_phone),
    (re.compile(rf"{_ALONE}{_LANDLINE}{_END}"), mask_phone),
    (re.compile(rf"{_ALONE}\d{{4}}(?:[ -]\d{{4}}){{3,4}}(?:[ -]?\d{{1,3}})?{_END}"), mask_account),
    (re.compile(rf"{_ALONE}\d{{14,15}}{_END}|{_ALONE}\d{{17}}[\dXx]?{_END}"), mask_id),
    (re.compile(rf"{_ALONE}\d{{16,30}}[Xx]?{_END}"), mask_account),
)
_BROKEN = re.compile(rf"{_ALONE}\d{{3,17}}\n\d{{0,15}}[\dXx]{_END}")
_BARE = re.compile(rf"{_ALONE}[A-Z]{{0,2}}\d{{8,30}}{_END}(?![.,]\d|\s*[元万亿])")


def masked(text: str) -> str:
    """`text` with the same length, every identity number, phone and account in it masked."""
    plain = text.translate(_NARROW)
    return _hidden(text, [*_labelled(plain), *_patterned(plain), *_broken(plain)])


def masked_words(text: str) -> str:
    """Like `masked`, for a few words torn from their context (an excerpt, one side of a contradiction): without a label
    to tell what they are, long figures that are no amounts count as accounts."""
    plain = text.translate(_NARROW)
    bare = [(match.start(), match.end(), _mask_of(match[0])) for match in _BARE.finditer(plain)]
    return _hidden(text, [*_labelled(plain), *_patterned(plain), *bare])


def masked_model(model: TextModel) -> TextModel:
    """A document's text masked; blocks, offsets and marks stay where they are."""
    whole = masked("\n".join(block.text for block in model.blocks))
    blocks, at = [], 0
    for block in model.blocks:
        blocks.append(replace(block, text=whole[at : at + len(block.text)]))
        at += len(block.text) + 1
    notes = tuple(replace(note, text=masked(note.text)) for note in model.notes)
    return replace(model, blocks=tuple(blocks), notes=notes)


def masked_beside(number: str, other: str) -> str:
    """`number` masked, but for the characters in which it differs from `other`: without them a contradiction of two
    numbers would show the same stars twice. If more than three differ it is simply another number."""
    hidden = mask_id(number)
    differing = [at for at, pair in enumerate(zip(number, other, strict=False)) if pair[0] != pair[1]]
    if len(number) != len(other) or len(differing) > 3:
        return hidden
    return _with(hidden, number, differing)


def masked_apart(one: str, other: str, shown_one: str, shown_other: str) -> tuple[str, str]:
    """Two wordings that differ, as they are shown. Where masking has made them alike, up to three characters in which
    they differ are shown; if more differ, both stay as they are masked."""
    differing = [at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    if shown_one != shown_other or len(one) != len(other) or len(differing) > 3:
        return shown_one, shown_other
    return _with(shown_one, one, differing), _with(shown_other, other, differing)


def _with(shown: str, own: str, places: list[int]) -> str:
    return "".join(own[at] if at in places else character for at, character in enumerate(shown))


def masked_like(number: str, pattern: str) -> str:
    """`number` masked where `pattern`, its counterpart from `masked_beside`, is masked."""
    if len(number) != len(pattern):
        return masked_words(number)
    return "".join(STAR if shown == STAR else own for own, shown in zip(number, pattern, strict=True))


def _labelled(text: str) -> list[tuple[int, int, Mask]]:
    found: list[tuple[int, int, Mask]] = []
    for match in _LABELLED.finditer(text):
        value = match["value"].rstrip(" \u3000(-")
        digits = sum(character.isdigit() for character in value)
        if digits < 5 or (match["account"] and digits < 8) or _is_public(value):
            continue
        mask: Mask = mask_id if match["id"] else mask_account if match["account"] else mask_phone
        found.append((match.start("value"), match.start("value") + len(value), mask))
    return found


def _patterned(text: str) -> list[tuple[int, int, Mask]]:
    return [
        (match.start(), match.end(), mask)
        for pattern, mask in _PATTERNS
        for match in pattern.finditer(text)
        if not _is_public(match[0])
    ]


def _broken(text: str) -> list[tuple[int, int, Mask]]:
    """Numbers that a PDF broke at the end of a line; taken only where they are possible numbers as a whole."""
    found: list[tuple[int, int, Mask]] = []
    for match in _BROKEN.finditer(text):
        whole = match[0].replace("\n", "")
        if _is_resident(whole) or re.fullmatch(_MOBILE, whole):
            found.append((match.start(), match.end(), _mask_of(whole)))
    return found


def _mask_of(number: str) -> Mask:
    if len(number) in (15, 18):
        return mask_id
    return mask_phone if re.fullmatch(_MOBILE, number) else mask_account


def _hidden(text: str, spans: list[tuple[int, int, Mask]]) -> str:
    """Earlier spans of the list win over later ones that overlap them."""
    taken: list[tuple[int, int]] = []
    characters = list(text)
    for start, end, mask in spans:
        if any(start < last and first < end for first, last in taken):
            continue
        taken.append((start, end))
        places = [at for at in range(start, end) if characters[at].isalnum()]
        for at, shown in zip(places, mask("".join(text[at] for at in places)), strict=True):
            characters[at] = shown
    return "".join(characters)


def _is_public(number: str) -> bool:
    """Whether this is a company's code and no person's number."""
    try:
        check_uscc(compact(number))
    except UserError:
        return False
    return not _is_resident(compact(number))


def _is_resident(number: str) -> bool:
    for check in (check_resident_id, check_permanent_residence):
        try:
            check(number)
        except UserError:
            continue
        return True
    return False
