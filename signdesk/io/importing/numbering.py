"""The numbers Word puts before paragraphs by itself ("第一条", "(二)", "3.2", "①"), computed from numbering.xml as
Word does: counters per list, deeper levels restarting, overrides. Source: ECMA-376 part 1, 17.9.
Bullets are no number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_SMALL = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"


@dataclass
class Level:
    """One level of a list definition."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass
class ListDefinition:
    """An abstract numbering: its levels, by depth 0-8."""

    levels: dict[int, Level] = field(default_factory=dict)


@dataclass
class ListInstance:
    """A numbering in use: which definition, and what it overrides."""

    definition: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering:
    """Counts through a document. Ask `next_number` for every numbered paragraph, in order."""

    def __init__(
        self,
        definitions: dict[str, ListDefinition],
        instances: dict[str, ListInstance],
        levels_of_styles: dict[tuple[str, str], int] | None = None,
    ) -> None:
        """`levels_of_styles`: by definition and style, the depth the style stands for."""
        self._definitions = definitions
        self._instances = instances
        self._levels_of_styles = levels_of_styles or {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def depth_of(self, instance_id: str, style: str) -> int:
        """The depth a style stands for in a list; 0 if it stands for none."""
        instance = self._instances.get(instance_id)
        return self._levels_of_styles.get((instance.definition, style), 0) if instance is not None else 0

    def next_number(self, instance_id: str, depth: int) -> str:
        """The number shown before the next paragraph of this list at this depth; "" for bullets and unknown lists."""
        instance = self._instances.get(instance_id)
        if instance is None or not 0 <= depth <= 8:
            return ""
        level = self._level(instance, depth)
        if level is None:
            return ""
        counters = self._counters.setdefault(instance.definition, [None] * 9)
        if depth in instance.starts and (instance_id, depth) not in self._begun:
            counters[depth] = instance.starts[depth]
        else:
            current = counters[depth]
            counters[depth] = level.start if current is None else current + 1
        self._begun.add((instance_id, depth))
        for deeper in range(depth + 1, 9):
            below = self._level(instance, deeper)
            if below is not None and below.restart is not None and (below.restart == 0 or depth >= below.restart):
                continue
            counters[deeper] = None
        if level.format in ("bullet", "none") and not re.search(r"%\d", level.text.replace(f"%{depth + 1}", "")):
            return "" if level.format == "bullet" else level.text.replace(f"%{depth + 1}", "").strip()
        return self._shown(instance, level, counters)

    def _level(self, instance: ListInstance, depth: int) -> Level | None:
        if depth in instance.levels:
            return instance.levels[depth]
        definition = self._definitions.get(instance.definition)
        return definition.levels.get(depth) if definition else None

    def _shown(self, instance: ListInstance, level: Level, counters: list[int | None]) -> str:
        def one(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            of_level = self._level(instance, depth) or Level()
            value = counters[depth]
            if value is None:
                value = of_level.start
                counters[depth] = value
            return written("decimal" if level.legal else of_level.format, value)

        return re.sub(r"%([1-9])", one, level.text).strip()


def written(number_format: str, value: int) -> str:
    """`value` in one of Word's number formats; decimal for formats that do not occur in Chinese contracts."""
    writer = _WRITERS.get(number_format)
    if writer is None or value < 0:
        return str(value)
    return writer(value)


def chinese(value: int, digits: str = _SMALL, places: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """12 → 十二, 105 → 一百〇五 (with 零), 20 → 二十."""
    if value >= 10_000:
        return str(value)
    if value == 0:
        return digits[0]
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + digits[digit] + places[place]
            gap = False
        else:
            gap = bool(words)
    return words[1:] if places[1] == "十" and 10 <= value < 20 else words


def _letters(value: int, first: str) -> str:
    if value < 1:
        return str(value)
    return chr(ord(first) + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    words = ""
    for size, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        words += letters * (value // size)
        value %= size
    return words


def _circled(value: int) -> str:
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= value <= last:
            return chr(code + value - first)
    return str(value)


def _of(characters: str) -> Callable[[int], str]:
    return lambda value: characters[(value - 1) % len(characters)] if value else str(value)


def _by_digit(value: int) -> str:
    return "".join(_SMALL[int(digit)] for digit in str(value))


def _enclosed(code: int) -> Callable[[int], str]:
    return lambda value: chr(code + value - 1) if 1 <= value <= 20 else str(value)


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: "".join(chr(0xFF10 + int(digit)) for digit in str(value)),
    "decimalFullWidth2": lambda value: "".join(chr(0xFF10 + int(digit)) for digit in str(value)),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "taiwaneseDigital": _by_digit,
    "chineseLegalSimplified": lambda value: chinese(value, _LEGAL, ("", "拾", "佰", "仟")),
    "ideographLegalTraditional": lambda value: chinese(value, "零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟")),
    "japaneseLegal": lambda value: chinese(value, "零壱弐参四伍六七八九", ("", "拾", "百", "阡")),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _enclosed(0x2474),
    "decimalEnclosedFullstop": _enclosed(0x2488),
    "ideographEnclosedCircle": lambda value: chr(0x3280 + value - 1) if 1 <= value <= 10 else str(value),
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "upperLetter": lambda value: _letters(value, "A"),
    "lowerLetter": lambda value: _letters(value, "a"),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "none": lambda value: "",
    "bullet": lambda value: "",
}
