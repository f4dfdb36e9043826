"""Characters made comparable without moving a single offset: full-width figures and letters become ASCII, every kind of
space one space; and Chinese numerals read as numbers."""

from __future__ import annotations

import re
import unicodedata

_WIDE = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_FORMS = {chr(code): chr(code - 0xFEE0) for code in _WIDE} | dict(
    zip("．％／－＿：（）〈〉", ".%/-_:()《》", strict=True)
)
_FORMS |= dict.fromkeys("\u3000\u00a0\t\u2002\u2003\u2009\r\v", " ")
_PUNCTUATION = tuple(zip("，；：（）！？", ",;:()!?", strict=True))
"""Marks that NFKC makes narrow, and all of it that most contracts have: without them it has nothing to do."""
_VARIANT = re.compile(f"[{''.join(_FORMS)}]")

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_DIGITS |= {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"○": 0, "两": 2, "貳": 2, "參": 3, "叄": 3, "陸": 6}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}

NUMERAL = "0-9〇○零一二三四五六七八九十百两"
"""Characters of a clause number, for use inside a regular expression's brackets."""


def normal(text: str) -> str:
    """`text` of the same length, its variants of one character made one."""
    return _VARIANT.sub(lambda variant: _FORMS[variant[0]], text)


def squeezed(text: str) -> str:
    """For comparing names: NFKC, no white space, brackets and middle dots in one form, upper case."""
    for wide, narrow in _PUNCTUATION:
        text = text.replace(wide, narrow)
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("•", "·").replace("・", "·").upper()


def number(text: str) -> int | None:
    """A numeral in figures or Chinese characters ("12", "十二", "一百零三", "二〇二六"); None if it is none."""
    text = text.strip()
    if not text:
        return None
    if text.isascii():
        return int(text) if text.isdigit() and len(text) < 10 else None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text)) if len(text) < 10 else None
    total, digit = 0, None
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[character]
            digit = None
        elif character == "廿":
            total += 20
        else:
            return None
    return total + (digit or 0)


def is_chinese(character: str) -> bool:
    """A Chinese character (any plane)."""
    return character != "" and (
        "一" <= character <= "鿿" or "㐀" <= character <= "䶿" or character >= "\U00020000" or character == "〇"
    )
