"""Cells of tables that wait to be filled. A form has labels with the value in the cell to the right; a grid has a row
of column heads with entries below. In a grid an empty cell is a gap only where its column is filled everywhere else:
a column for remarks may be empty."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from signdesk.core.text import Block, Place
from signdesk.domains.signing.rules.structure.tables import Table

_REMARKS = re.compile(r"备\s*注|说\s*明|附\s*注")
_MAY_STAY_EMPTY = re.compile(r"备\s*注|说\s*明|签\s*[字名收章]|确\s*认|盖\s*章|验\s*收|附\s*注")
_SUM = re.compile(r"\s*(?:合|总|小|共)\s*计")


@dataclass(frozen=True)
class _Cell:
    block: Block
    text: str
    column: int

    @property
    def empty(self) -> bool:
        return not self.text

    @property
    def place(self) -> Place:
        return Place(self.block.number, 0, 0)


_Rows = list[list[_Cell]]


def empty_cells(tables: tuple[Table, ...], asks: Callable[[str], bool]) -> Iterator[tuple[Place, str, bool]]:
    """Every cell to fill, with the label or column head it belongs to; a grid without entries is one (True).
    `asks` tells a label that wants a value."""
    for table in tables:
        rows = [[_Cell(block, text, column) for column, block, text in table.row(number)] for number in table.rows()]
        yield from _in_grid(rows) if _is_grid(rows, asks) else _in_form(rows, asks)


def _is_grid(rows: _Rows, asks: Callable[[str], bool]) -> bool:
    head = rows[0]
    if len(head) < 3 or any(cell.empty or ":" in cell.text for cell in head):
        return False
    # 甲方 | 张三 | 身份证号 | 350…: labels and values take turns
    asked = [asks(cell.text) for cell in head]
    turns = any(label and not value for label, value in zip(asked[::2], asked[1::2], strict=False))
    return not (turns and (len(rows) == 1 or any(asks(row[0].text) or len(row) != len(head) for row in rows[1:])))


def _in_grid(rows: _Rows) -> Iterator[tuple[Place, str, bool]]:
    head, *rows = rows
    below = [cell for row in rows for cell in row]
    empty = [cell for cell in below if cell.empty]
    entries = [cell for cell in below if not cell.empty and cell.column != 1]
    if len(entries) * 4 < len(empty) and len(empty) > len(below) // 2:
        yield empty[0].place, head[0].text[:16], True
        return
    heads = {cell.column: cell.text for cell in head}
    entered = [row for row in rows if len(row) == len(head) and not _SUM.match(row[0].text)]
    entered = [row for row in entered if 2 * sum(cell.empty for cell in row) <= len(row)]
    for column, name in heads.items():
        cells = [cell for row in entered for cell in row if cell.column == column]
        gaps = [cell for cell in cells if cell.empty]
        if len(gaps) == 1 and len(cells) > 1 and not _MAY_STAY_EMPTY.search(name):
            yield gaps[0].place, name, False


def _in_form(rows: _Rows, asks: Callable[[str], bool]) -> Iterator[tuple[Place, str, bool]]:
    paired = len(rows[0]) in (2, 4) and any(asks(row[0].text) for row in rows)
    for row in rows:
        for index, (label, value) in enumerate(pairwise(row)):
            is_label = asks(label.text) or (paired and index % 2 == 0 and len(row) % 2 == 0 and _is_short(label.text))
            if value.empty and is_label and not _REMARKS.search(label.text):
                yield value.place, label.text.rstrip(":"), False


def _is_short(label: str) -> bool:
    """A label of a form in words of its own: 服务地点."""
    return re.fullmatch(r"[一-鿿()/、]{2,12}", label) is not None
