"""The recogniser itself (the extra `recognition`: rapidocr with its models, run by onnxruntime on this computer): a
page picture becomes lines. It straightens what lies askew, turns what lies on its side or head, gives gaps their width
back and says which characters it is not sure of. Runs only in its own limited process."""

from __future__ import annotations

import itertools
import logging
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
import numpy
from numpy.typing import NDArray

from signdesk.core.text import Span
from signdesk.io.importing import reading_order, ruled
from signdesk.io.importing.paragraphs import Line
from signdesk.io.importing.reading_order import Frame, Piece
from signdesk.io.importing.scan_pages import Grey, ScannedPage

SURE = 0.85
"""A character the recogniser believes less than this is to be compared with the paper."""
UNREAD = "\ufffd"
"""Stands where there is ink between two characters that the recogniser has no character for."""

_DETECTOR_SIDE = 1600
"""Pixels of the longer side in which lines are looked for; what stands in them is read at full size."""
_LEAST_TILT = 0.05
_WIDE = 3.0
"""A box that is so many times as wide as high says how its line lies."""
_NOISE = 0.5
_INK_SHARE = 0.03
"""Of a gap between two characters, when something stands in it."""
_CELL_INK_SHARE = 0.002
"""Of a cell in which no words were found."""
_OPENING, _CLOSING = "（《“‘【〔([", "、，。；：）》”’】〕！？"
"""Characters whose ink stands at one side of the space they take."""
_ASIDE = 0.75
_ENOUGH_STEPS = 6
_LEAST_WITH_INK = 0.6
"""Of a Chinese character's width: the narrowest place of one that may have been passed over."""
_LEAST_EMPTY = 0.85
"""The same for a gap."""
_PUNCTUATION = str.maketrans(",:;!?()", "，：；！？（）")
_WIDTH_UNKNOWN = re.compile(r"(?<![!-~])[,:;!?()]|[,:;!?()](?![!-~])")
"""Full and half width look alike in a picture: beside Chinese it is full width."""
_OR_PER_MILLE = re.compile(r"0\.\d+%|(?:日|违约金|滞纳金|罚息)[^%]*?%")
"""Where ‰ is as usual as %: the recogniser reads the one for the other and is sure of it."""


class _Answer(Protocol):
    """What the library gives back: of these, what the step asked for has."""

    boxes: NDArray[numpy.float32] | None
    txts: tuple[str, ...] | None
    word_results: tuple[Any, ...]
    cls_res: list[tuple[str, float]] | None


@dataclass(frozen=True)
class _Straight:
    """A page turned so that its lines run level, and the boxes of its lines: left, top, right, bottom in pixels."""

    picture: Grey
    boxes: list[tuple[int, int, int, int]]


class Recogniser:
    """The models, loaded once."""

    def __init__(self) -> None:
        logging.disable(logging.CRITICAL)  # it tells what it loads; standard error is for faults
        from rapidocr import RapidOCR

        self._ask: Callable[..., Any] = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": 1 << 20,
                "Det.limit_type": "max",
                "Det.limit_side_len": _DETECTOR_SIDE,
            }
        )

    def rehearse(self) -> None:
        """Read a small page that has something of everything: what the libraries load only when it is needed, is loaded
        then. Afterwards the process may be kept from opening anything."""
        picture = numpy.full((480, 640), 255, numpy.uint8)
        for top in (60, 120):
            cv2.putText(picture, "Page 12  34", (40, top), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0,), 3)
        for left, top in ((40, 200), (300, 200), (40, 300), (300, 300)):
            cv2.rectangle(picture, (left, top), (left + 260, top + 100), (0,), 3)
        self.lines_of(ScannedPage(1, picture, 1.0))

    def lines_of(self, page: ScannedPage) -> list[Line]:
        """What the page says, in reading order."""
        straight = self._straight(page.picture)
        if straight is None:
            return []
        height, point = straight.picture.shape[0], page.point
        pieces = [piece for box in straight.boxes if (piece := self._piece(straight.picture, box, point)) is not None]
        frames = []
        for cell in ruled.cells_of(straight.picture):
            frame = Frame(
                (cell.table, cell.row, cell.column), cell.left * point, cell.right * point,
                (height - cell.bottom) * point, (height - cell.top) * point,
            )  # fmt: skip
            frames.append(frame)
            if not any(frame.holds(piece) for piece in pieces) and _is_written_in(straight.picture, cell):
                pieces.append(Piece(UNREAD, frame.left, frame.right, frame.bottom, frame.top, ((0, 1),)))
        return reading_order.lines_of(pieces, frames, page.number)

    def _step(self, picture: NDArray[numpy.uint8], step: str) -> _Answer:
        steps = {"use_det": False, "use_cls": False, "use_rec": False} | {step: True}
        answer: _Answer = self._ask(picture, return_word_box=True, **steps)
        return answer

    def _boxes(self, picture: Grey) -> NDArray[numpy.float32]:
        """Four corners of every line, clockwise from the upper left."""
        found = self._step(_coloured(picture), "use_det").boxes
        return numpy.zeros((0, 4, 2), numpy.float32) if found is None else numpy.asarray(found, numpy.float32)

    def _straight(self, picture: Grey) -> _Straight | None:
        quads = self._boxes(picture)
        if len(quads) == 0:
            return None
        if _lies_on_its_side(quads):
            picture = numpy.ascontiguousarray(numpy.rot90(picture))
            quads = self._boxes(picture)
            if len(quads) == 0:
                return None
        height, width = picture.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), _tilt(quads), 1.0)
        level = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
        corners = cv2.transform(quads.reshape(-1, 1, 2), turn).reshape(-1, 4, 2)
        boxes = [
            (max(int(quad[:, 0].min()), 0), max(int(quad[:, 1].min()), 0), int(quad[:, 0].max()), int(quad[:, 1].max()))
            for quad in corners
        ]
        boxes = [box for box in boxes if box[2] - box[0] > 4 and box[3] - box[1] > 4]
        straight = _Straight(numpy.asarray(level, numpy.uint8), boxes)
        if self._stands_on_its_head(straight):
            turned = numpy.ascontiguousarray(straight.picture[::-1, ::-1])
            boxes = [(width - box[2], height - box[3], width - box[0], height - box[1]) for box in boxes]
            straight = _Straight(turned, [(max(a, 0), max(b, 0), c, d) for a, b, c, d in boxes])
        return straight

    def _stands_on_its_head(self, page: _Straight) -> bool:
        longest = sorted(page.boxes, key=lambda box: box[0] - box[2])[:7]
        turned = 0
        for box in longest:
            judged = self._step(_cut(page.picture, box), "use_cls").cls_res
            turned += judged is not None and judged[0][0] == "180"
        return 2 * turned > len(longest)

    def _piece(self, picture: Grey, box: tuple[int, int, int, int], point: float) -> Piece | None:
        cut = _cut(picture, box)
        answer = self._step(cut, "use_rec")
        text = answer.txts[0] if answer.txts else ""
        if not text.strip():
            return None
        words = answer.word_results[0]
        sureness: list[float] = words.confs
        places = iter(column for group in words.word_cols for column in group)
        step = cut.shape[1] / max(words.line_txt_len, 1.0)
        read = [
            _Character(character, sure, (next(places) + 0.5) * step)
            for character, sure in zip(text, sureness, strict=True)
            if not character.isspace()
        ]
        if sum(each.sureness for each in read) / len(read) < _NOISE and not any(each.text.isalnum() for each in read):
            return None
        words_read, doubtful = _spaced(_with_per_mille(read), cut)
        height = picture.shape[0]
        return Piece(
            words_read, box[0] * point, box[2] * point, (height - box[3]) * point, (height - box[1]) * point, doubtful
        )


@dataclass(frozen=True)
class _Character:
    text: str
    sureness: float
    middle: float


def _cut(picture: Grey, box: tuple[int, int, int, int]) -> NDArray[numpy.uint8]:
    left, top, right, bottom = box
    return _coloured(picture[top:bottom, left:right])


def _coloured(picture: Grey) -> NDArray[numpy.uint8]:
    """As the models want it: three times the same."""
    return numpy.repeat(picture[:, :, numpy.newaxis], 3, axis=2)


def _lies_on_its_side(quads: NDArray[numpy.float32]) -> bool:
    across = down = 0.0
    for quad in quads:
        width, height = float(numpy.ptp(quad[:, 0])), float(numpy.ptp(quad[:, 1]))
        if width > _WIDE * height:
            across += width
        elif height > _WIDE * width:
            down += height
    return down > across


def _tilt(quads: NDArray[numpy.float32]) -> float:
    """Degrees by which the lines lean, clockwise: the middle of what long lines say, each by its length."""
    leaning: list[tuple[float, float]] = []
    for quad in quads:
        across, down = (float(number) for number in quad[1] - quad[0])
        high = math.dist(quad[0], quad[3])
        if across > _WIDE * max(high, 1.0):
            leaning.append((math.degrees(math.atan2(down, across)), across))
    leaning.sort()
    half, seen = sum(length for _angle, length in leaning) / 2, 0.0
    for angle, length in leaning:
        seen += length
        if seen >= half:
            return angle if abs(angle) > _LEAST_TILT else 0.0
    return 0.0


def _with_per_mille(read: list[_Character]) -> list[_Character]:
    """‰ is often read as % and a small circle."""
    joined: list[_Character] = []
    for each in read:
        if joined and joined[-1].text == "%" and each.text in ("o", "O", "0"):
            joined[-1] = _Character("‰", 0.0, joined[-1].middle)
        else:
            joined.append(each)
    return joined


def _spaced(read: list[_Character], cut: NDArray[numpy.uint8]) -> tuple[str, tuple[Span, ...]]:
    """The characters with the gaps between them, and those that are doubtful."""
    size = _em(read, cut.shape[0])
    text, doubtful = "", []
    for number, each in enumerate(read):
        if number:
            before = read[number - 1]
            start, end = before.middle + _after(before, size), each.middle - _before(each, size)
            if end - start > _LEAST_WITH_INK * size and _has_ink(cut, start + 0.1 * size, end - 0.1 * size):
                doubtful.append((len(text), len(text) + 1))
                text += UNREAD
            elif end - start > _LEAST_EMPTY * size:
                text += " " * round((end - start) / (size / 2))
        if each.sureness < SURE and (each.text.isalnum() or each.text == "‰"):
            doubtful.append((len(text), len(text) + 1))
        text += each.text
    doubtful += [(found.end() - 1, found.end()) for found in _OR_PER_MILLE.finditer(text)]
    text = _WIDTH_UNKNOWN.sub(lambda found: found[0].translate(_PUNCTUATION), text)
    return text, tuple(sorted(set(doubtful)))


def _em(read: list[_Character], height: int) -> float:
    """The width of a Chinese character, between what the steps from one to the next say, which the recogniser sees to a
    sixth of a character only, and what the line's height says, whose box is half as high again."""
    by_height = 0.65 * height
    steps = sorted(
        after.middle - before.middle
        for before, after in itertools.pairwise(read)
        if not before.text.isascii() and not after.text.isascii()
    )
    if len(steps) < _ENOUGH_STEPS:
        return by_height
    middle = steps[len(steps) // 2]
    usual = [step for step in steps if 0.6 * middle < step < 1.4 * middle]
    return min(max((sum(usual) / len(usual) + by_height) / 2, 0.5 * height), 0.95 * height)


def _before(character: _Character, size: float) -> float:
    """How far the character's own space reaches to the left of where its ink is."""
    return size / 4 if character.text.isascii() else size * (_ASIDE if character.text in _OPENING else 0.5)


def _after(character: _Character, size: float) -> float:
    """The same to the right."""
    return size / 4 if character.text.isascii() else size * (_ASIDE if character.text in _CLOSING else 0.5)


def _has_ink(cut: NDArray[numpy.uint8], start: float, end: float) -> bool:
    """Whether something is written in the gap; a line under it is nothing."""
    height = cut.shape[0]
    gap = cut[int(height * 0.15) : int(height * 0.75), int(start) + 2 : max(int(end) - 2, int(start) + 3), 0]
    return _ink_share(gap, cut) > _INK_SHARE


def _is_written_in(picture: Grey, cell: ruled.Cell) -> bool:
    margin = (cell.bottom - cell.top) // 8 + 4
    inside = picture[cell.top + margin : cell.bottom - margin, cell.left + margin : cell.right - margin]
    around = picture[max(cell.top - 20, 0) : cell.bottom + 20, max(cell.left - 20, 0) : cell.right + 20]
    return _ink_share(inside, around) > _CELL_INK_SHARE


def _ink_share(area: NDArray[numpy.uint8], around: NDArray[numpy.uint8]) -> float:
    """How much of an area is dark, by the paper and the ink around it."""
    if area.size == 0:
        return 0.0
    paper, ink = float(numpy.percentile(around, 90)), float(numpy.percentile(around, 1))
    dark = paper - 0.35 * (paper - ink)  # thin strokes are never quite black
    return float((cv2.medianBlur(numpy.ascontiguousarray(area), 3) < dark).mean())
