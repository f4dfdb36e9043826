"""Ruled tables in a straightened page picture: where the lines run, and so which cells there are. It knows nothing of
what stands in them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy
from numpy.typing import NDArray

Grey = NDArray[numpy.uint8]

_LONG = 1 / 30
"""The shortest ruled line, as a share of the page's longer side: longer than any stroke of a character."""
_FEWEST_CELLS = 4
_SMALLEST = 1 / 200
"""The smallest side of a cell, as a share of the page's longer side."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table, in pixels; `table`, `row` and `column` are counted from 1. A joined cell has the row and
    column in which it begins."""

    table: int
    row: int
    column: int
    left: int
    top: int
    right: int
    bottom: int


def cells_of(picture: Grey) -> list[Cell]:
    """The cells of every ruled table of the page, from the top down."""
    length = max(int(max(picture.shape) * _LONG), 20)
    ink = cv2.adaptiveThreshold(
        cv2.GaussianBlur(picture, (5, 5), 0), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 15
    )
    # a line that leans by a pixel or two on its way is still one
    ink = cv2.dilate(ink, numpy.ones((3, 3), numpy.uint8))
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((1, length), numpy.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((length, 1), numpy.uint8))
    lines = cv2.dilate(cv2.bitwise_or(across, down), numpy.ones((7, 7), numpy.uint8))
    count, of_line, boxes, _centres = cv2.connectedComponentsWithStats(lines)
    tables = sorted((tuple(int(side) for side in boxes[label][:4]), label) for label in range(1, count))
    tables.sort(key=lambda table: table[0][1])
    cells: list[Cell] = []
    smallest = max(max(picture.shape) * _SMALLEST, 4.0)
    for (left, top, width, height), label in tables:
        if width < length or height < length / 2:
            continue
        frame = numpy.where(of_line[top : top + height, left : left + width] == label, 0, 255).astype(numpy.uint8)
        inside = _inside(frame, smallest)
        if len(inside) >= _FEWEST_CELLS:
            number = cells[-1].table + 1 if cells else 1
            cells += _numbered(inside, number, left, top, smallest)
    return cells


_Box = tuple[int, int, int, int]


def _inside(frame: Grey, smallest: float) -> list[_Box]:
    """Left, top, right, bottom of every white area that lines enclose."""
    count, _labels, boxes, _centres = cv2.connectedComponentsWithStats(frame, connectivity=4)
    height, width = frame.shape
    found: list[_Box] = []
    for label in range(1, count):
        left, top, across, down, area = (int(number) for number in boxes[label])
        outside = left == 0 or top == 0 or left + across == width or top + down == height
        if not outside and min(across, down) > smallest and area > 0.6 * across * down:
            found.append((left, top, left + across, top + down))
    return found


def _numbered(boxes: list[_Box], table: int, left: int, top: int, apart: float) -> list[Cell]:
    columns = _steps([box[0] for box in boxes], apart)
    rows = _steps([box[1] for box in boxes], apart)
    cells = [
        Cell(
            table, _step_of(box[1], rows), _step_of(box[0], columns),
            left + box[0], top + box[1], left + box[2], top + box[3],
        )
        for box in boxes
    ]  # fmt: skip
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _steps(edges: list[int], apart: float) -> list[int]:
    steps: list[int] = []
    for edge in sorted(edges):
        if not steps or edge - steps[-1] > apart:
            steps.append(edge)
    return steps


def _step_of(edge: int, steps: list[int]) -> int:
    return sum(step <= edge for step in steps)
