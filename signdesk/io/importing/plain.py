"""Contracts in plain text: UTF-8, GB18030 (with it GBK and GB2312) and UTF-16. One line is one paragraph."""

from __future__ import annotations

import codecs
import unicodedata

from signdesk.core.text import Block, TextModel
from signdesk.io.importing.sniff import Refused


def read(data: bytes) -> TextModel:
    """The text model of a plain text. Raises Refused if the bytes are no text in a known encoding."""
    text, encoding = decode(data)
    controls = sum(1 for character in text if unicodedata.category(character) == "Cc" and character not in "\t\n\r\f")
    if controls > len(text) // 1000:
        raise Refused("not_text")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").rstrip("\n").split("\n")
    blocks = tuple(Block(number, "paragraph", line, f"P{number}") for number, line in enumerate(lines, 1))
    return TextModel("txt", blocks, encoding=encoding)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises Refused."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(data, encoding), encoding.removesuffix("-sig")
    guesses = ["utf-8", "gb18030"]
    sample = data[:4096]
    # without a mark: line feeds, spaces and ASCII digits have a zero byte on one fixed side
    zeros = (sample[1::2].count(0), sample[0::2].count(0))
    if max(zeros) * 50 > len(sample):
        guesses.insert(0, "utf-16-le" if zeros[0] >= zeros[1] else "utf-16-be")
    for encoding in guesses:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Refused("not_text")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise Refused("not_text") from problem
