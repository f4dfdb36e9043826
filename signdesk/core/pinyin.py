"""Pinyin initials of a name, for finding 张三 by typing zs; a name that may be read in several ways gives several.

The common characters come from the order of GB 2312 level 1 (sorted by reading), so nothing is loaded for them; rarer
ones ask pypinyin, which takes 0.2 s to import and therefore never is imported at start.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import product

# First code of each initial in GB 2312-80 level 1, whose 3,755 characters are filed by reading; i, u, v begin none.
_LEVEL_1_STARTS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
_LEVEL_1_LETTERS = "abcdefghjklmnopqrstwxyz"
_LEVEL_1_END = 0xD7FA

# Characters of names that are really read in two ways; the surname's own reading first.
_SEVERAL_READINGS = {
    "单": "sdc", "曾": "zc", "查": "zc", "仇": "qc", "解": "xj", "区": "oq", "翟": "zd", "乐": "yl", "覃": "qt",
    "重": "cz", "秘": "bm", "种": "cz", "召": "sz", "折": "sz", "盛": "sc", "晟": "sc", "尉": "wy", "长": "zc",
    "朝": "cz", "行": "xh", "石": "sd", "朴": "pb", "褚": "cz", "车": "cj", "郗": "xc", "谌": "cs", "隗": "wk",
    "万": "wm", "俟": "qs", "适": "sk", "祭": "jz", "繁": "pf", "参": "cs", "调": "dt", "降": "jx", "校": "xj",
    "藏": "zc", "弹": "dt", "厦": "sx", "省": "sx", "会": "hk", "系": "xj", "传": "cz", "宿": "sx", "幢": "zc",
}  # fmt: skip
_MOST_ROWS = 8


def initials(name: str) -> tuple[str, ...]:
    """All initials a name may be looked for by, most usual first: 曾乐 → ("zy", "zl", "cy", "cl"); at most eight.

    Latin letters and digits stand for themselves in lower case; everything else (spaces, brackets, dots) is left out.
    """
    readings = [_letters_of(character) for character in unicodedata.normalize("NFKC", name)]
    readings = [letters for letters in readings if letters]
    if not readings:
        return ()
    several = 1
    for place, letters in enumerate(readings):
        if several * len(letters) > _MOST_ROWS:
            readings[place] = letters[:1]
        else:
            several *= len(letters)
    return tuple(dict.fromkeys("".join(letters) for letters in product(*readings)))


def looks_like_initials(text: str) -> bool:
    """Whether what was typed may be pinyin initials: Latin letters (and digits after them) only."""
    return text.isascii() and text.isalnum() and text[:1].isalpha()


def _letters_of(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    return _SEVERAL_READINGS.get(character) or _level_1_letter(character) or _rare_letters(character)


def _level_1_letter(character: str) -> str:
    try:
        high, low = character.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return ""
    code = high * 256 + low
    if not _LEVEL_1_STARTS[0] <= code < _LEVEL_1_END:
        return ""
    return _LEVEL_1_LETTERS[bisect_right(_LEVEL_1_STARTS, code) - 1]


@lru_cache(maxsize=4096)
def _rare_letters(character: str) -> str:
    if not unicodedata.category(character).startswith("Lo"):
        return ""
    from pypinyin import Style, pinyin

    readings = pinyin(character, style=Style.FIRST_LETTER, heteronym=False, errors="ignore")
    return readings[0][0][:1].lower() if readings and readings[0][0] else ""
