"""A comparison for eyes: made of the full texts, so that a digit changed in an identity number is found, and shown with
the numbers masked. Of two numbers that would show the same stars, the characters that differ stay."""

from __future__ import annotations

from dataclasses import replace

from signdesk.core.text import Line, Place, TextModel
from signdesk.domains.signing.rules.comparison.compare import Change, Comparison, Row
from signdesk.domains.signing.rules.personal import masked_apart, masked_model


def masked_comparison(comparison: Comparison, left: TextModel, right: TextModel) -> Comparison:
    """`comparison` of `left` and `right` with every identity number, phone and account masked, every place unmoved."""
    texts_left, texts_right = _texts(masked_model(left)), _texts(masked_model(right))
    for change in comparison.changes:
        if change.left is not None and change.right is not None:
            shown = masked_apart(
                change.left_text, change.right_text, _at(texts_left, change.left), _at(texts_right, change.right)
            )
            _put(texts_left, change.left, shown[0])
            _put(texts_right, change.right, shown[1])
    return Comparison(tuple(_row(row, texts_left, texts_right) for row in comparison.rows))


def _texts(model: TextModel) -> dict[int, str]:
    return {block.number: block.text for block in model.blocks}


def _at(texts: dict[int, str], place: Place) -> str:
    return texts[place.block][place.start : place.end]


def _put(texts: dict[int, str], place: Place, words: str) -> None:
    text = texts[place.block]
    texts[place.block] = text[: place.start] + words + text[place.end :]


def _row(row: Row, left: dict[int, str], right: dict[int, str]) -> Row:
    changes = tuple(_change(change, left, right) for change in row.changes)
    return Row(row.state, _line(row.left, left), _line(row.right, right), changes)


def _change(change: Change, left: dict[int, str], right: dict[int, str]) -> Change:
    return replace(
        change,
        left_text=_at(left, change.left) if change.left is not None else "",
        right_text=_at(right, change.right) if change.right is not None else "",
    )


def _line(line: Line | None, texts: dict[int, str]) -> Line | None:
    if line is None:
        return None
    text = texts[line.block.number]
    block = replace(line.block, text=text)
    return replace(line, block=block, text=text[line.start : line.start + len(line.text)])
