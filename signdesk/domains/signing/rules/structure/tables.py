"""The tables of a contract by row and column, as far as sums need them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from signdesk.core.text import Block
from signdesk.domains.signing.rules.structure.body import Body

_CELL = re.compile(r"(T\d+(?:\D\d+)*?)R(\d+)C(\d+)")


@dataclass
class Table:
    """Cells by row and column, counted from 1 as in the names of the blocks; merged ones stand where they begin."""

    name: str
    cells: dict[tuple[int, int], tuple[Block, str]] = field(default_factory=dict)
    _columns: dict[int, list[int]] = field(default_factory=dict)

    def add(self, row: int, column: int, block: Block, text: str) -> None:
        """Put a cell where its name says it stands."""
        self.cells[row, column] = block, text
        self._columns.setdefault(row, []).append(column)

    def rows(self) -> list[int]:
        """The numbers of its rows."""
        return sorted(self._columns)

    def row(self, number: int) -> Iterator[tuple[int, Block, str]]:
        """Column, block and text of the cells of a row."""
        for column in sorted(self._columns[number]):
            yield column, *self.cells[number, column]


def find_tables(body: Body) -> tuple[Table, ...]:
    """All tables in order."""
    tables: dict[str, Table] = {}
    for block, text in body:
        named = _CELL.fullmatch(block.place) if block.kind == "cell" else None
        if named:
            table = tables.setdefault(named[1], Table(named[1]))
            table.add(int(named[2]), int(named[3]), block, text.strip())
    return tuple(tables.values())


def labels_beside(tables: tuple[Table, ...]) -> dict[int, str]:
    """What stands in the cell to the left, by the number of the block: in a form it is the label of the value. Long
    cells and figures are none."""
    found: dict[int, str] = {}
    for table in tables:
        for row in table.rows():
            for (_column, _block, label), (_next, block, _text) in pairwise(table.row(row)):
                if re.fullmatch(r"[一-鿿()/、:\s]{2,12}", label):
                    found[block.number] = label.rstrip(":")
    return found
