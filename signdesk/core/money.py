"""Amounts of money in renminbi: whole fen, written in figures and in capitals (大写金额), and read back. What a
contract says about money in running text ("128万元", ranges, percentages) is the matter of the signing rules; this
module knows only the value and its two official ways of writing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from signdesk.core.errors import UserError
from signdesk.core.i18n import _

_FIGURES = re.compile(r"(?P<sign>[+-]?)[¥￥]?(?P<yuan>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<fen>\d{1,2}))?")

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")

_DIGIT_VALUES: dict[str, int] = {character: value for value, character in enumerate(_DIGITS)}
_DIGIT_VALUES |= {character: value for value, character in enumerate("〇一二三四五六七八九")}
_DIGIT_VALUES |= {"○": 0, "O": 0, "壱": 1, "弌": 1, "貳": 2, "弍": 2, "貮": 2, "两": 2, "兩": 2}
_DIGIT_VALUES |= {"叄": 3, "參": 3, "参": 3, "弎": 3, "陸": 6, "漆": 7}
_PLACE_VALUES = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_SAME = str.maketrans({"圆": "元", "圓": "元", "園": "元", "萬": "万", "億": "亿", "毛": "角", "正": "整", "块": "元"})


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in fen (1/100 yuan). Adds, subtracts, compares; multiplies by whole numbers only, so nothing is rounded
    unseen."""

    fen: int

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read an amount typed by a person: "1280000", "1,280,000.00", "￥384,000.5", full-width digits too.

        Strict, so that a slip is noticed: commas only every three digits, at most two decimals, no unit.
        Raises UserError saying what is wrong."""
        cleaned = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
        if not cleaned:
            raise UserError(_("Enter an amount."))
        match = _FIGURES.fullmatch(cleaned)
        if match is None:
            if re.fullmatch(r"[+-]?[¥]?[\d,]+\.\d{3,}", cleaned):
                raise UserError(_("An amount has at most two decimals (jiao and fen)."))
            if re.fullmatch(r"[+-]?[¥]?[\d,]+(\.\d{1,2})?", cleaned):
                raise UserError(_("The commas in this amount are not at every third digit."))
            raise UserError(_("This is not an amount. Write it like 1,280,000.00."))
        fen = int(match["yuan"].replace(",", "")) * 100 + int((match["fen"] or "").ljust(2, "0"))
        return cls(-fen if match["sign"] == "-" else fen)

    @classmethod
    def yuan(cls, yuan: int) -> Money:
        """Whole yuan."""
        return cls(yuan * 100)

    def __str__(self) -> str:
        whole, rest = divmod(abs(self.fen), 100)
        return f"{'-' if self.fen < 0 else ''}{whole:,}.{rest:02}"

    def plain(self) -> str:
        """Without separators, for files and machines: "1280000.00"."""
        return str(self).replace(",", "")

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __mul__(self, times: int) -> Money:
        return Money(self.fen * times)

    __rmul__ = __mul__

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __abs__(self) -> Money:
        return Money(abs(self.fen))

    def __bool__(self) -> bool:
        return self.fen != 0


def capitals(money: Money) -> str:
    """The amount in capitals as on cheques and contracts: "人民币壹佰贰拾捌万元整".

    Prefix without a gap; 整 after 元, left out after 角, never after 分; a zero between counted places is written once
    (16409.02: 壹万陆仟肆佰零玖元零贰分). Source: 支付结算办法, 附一 正确填写票据和结算凭证的基本规定."""
    whole, rest = divmod(abs(money.fen), 100)
    jiao, fen = divmod(rest, 10)
    words = "负" if money.fen < 0 else ""
    if whole or not rest:
        words += _spell(whole) + "元"
    if not rest:
        return f"人民币{words}整"
    if jiao:
        words += _DIGITS[jiao] + "角"
    elif whole:
        words += "零"
    if fen:
        words += _DIGITS[fen] + "分"
    return f"人民币{words}"


def parse_capitals(text: str) -> Money:
    """Read an amount in capitals as people write it: 元 or 圆, 整 or 正 or neither, with or without 人民币,
    small digits (一百二十八万元), older forms (贰 貳 弍, 萬), zeros written in every place (零仟零佰).

    Raises UserError where it cannot be read in exactly one way, for example two digits side by side."""
    cleaned = re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", text)).translate(_SAME)
    cleaned = re.sub(r"^(?:人民币|RMB|¥)[:：]?", "", cleaned, flags=re.IGNORECASE)
    match = re.fullmatch(
        r"(?P<sign>负?)(?:(?P<yuan>[^元角分整]+)(?:元|(?=整?$)))?"
        r"零?(?:(?P<jiao>[^元角分整])角)?零?(?:(?P<fen>[^元角分整])分)?整?",
        cleaned,
    )
    if match is None or not (match["yuan"] or match["jiao"] or match["fen"]):
        raise _unreadable(text)
    try:
        whole = _read(match["yuan"]) if match["yuan"] else 0
        rest = 10 * _DIGIT_VALUES[match["jiao"] or "零"] + _DIGIT_VALUES[match["fen"] or "零"]
    except (KeyError, ValueError) as problem:
        raise _unreadable(text) from problem
    fen = whole * 100 + rest
    return Money(-fen if match["sign"] else fen)


def _unreadable(text: str) -> UserError:
    return UserError(_("“{text}” cannot be read as an amount in capitals.").format(text=text.strip()))


def _spell(number: int) -> str:
    """A whole number in capitals, without unit; 亿 groups may repeat (壹亿亿), so there is no upper limit."""
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return _spell(high) + unit + gap + (_spell(low) if low else "")
    words, zero = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if zero and words else "") + _DIGITS[digit] + _PLACES[place]
            zero = False
        else:
            zero = True
    return words or "零"


def _read(words: str) -> int:
    """The reverse of _spell, tolerant in its characters, strict in their order. Raises ValueError."""
    if not words:
        raise ValueError(words)
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if unit in words:
            high_words, _unit, low_words = words.rpartition(unit)
            high = _read(high_words)
            low = _read(low_words) if low_words else 0
            if low >= size or (unit == "万" and high >= size):
                raise ValueError(words)
            if 0 < low < 10 and low_words[0] in _DIGIT_VALUES and _DIGIT_VALUES[low_words[0]]:
                # 三万五 is 35,000 to the ear and 30,005 to the letter
                raise ValueError(words)
            return high * size + low
    total, last_place, digit = 0, 10**4, None
    for character in words:
        if character in _DIGIT_VALUES:
            value = _DIGIT_VALUES[character]
            if digit:
                raise ValueError(words)
            digit = value
        else:
            place = _PLACE_VALUES.get(character)
            if place is None or place >= last_place:
                raise ValueError(words)
            if digit is None:
                if place != 10 or total:
                    raise ValueError(words)
                digit = 1
            total += digit * place
            last_place, digit = place, None
    if digit and last_place not in (10, 10**4) and words[-2] not in "零〇○":
        raise ValueError(words)  # 一百二 is 120 to the ear
    return total + (digit or 0)
