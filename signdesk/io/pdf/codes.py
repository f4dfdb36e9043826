"""Codes for scanners: QR by segno, Code 128 by reportlab, both drawn as shapes on the canvas."""

from itertools import groupby
from typing import Any

import segno
from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from signdesk.core.errors import UserError
from signdesk.core.i18n import _

_QUIET = 2  # white squares around the code; readers ask for 4, forms give the rest by their own white


def qr_code(text: str) -> segno.QRCode:
    """The QR code of `text`. Raises UserError if it is too long."""
    try:
        return segno.make_qr(text, error="m", boost_error=True)
    except (ValueError, segno.DataOverflowError) as error:
        raise UserError(_("The text is too long for a QR code.")) from error


class QrSquare(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A QR code of `side` points with its white edge."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self.width = self.height = side
        self._matrix = qr_code(text).matrix

    def draw(self) -> None:
        module = self.width / (len(self._matrix) + 2 * _QUIET)
        canvas = self.canv
        canvas.saveState()
        canvas.setFillGray(0)
        shape = canvas.beginPath()
        for row, squares in enumerate(self._matrix, start=_QUIET):
            column = _QUIET
            for dark, run in groupby(squares):
                length = len(list(run))
                if dark:
                    shape.rect(column * module, self.height - (row + 1) * module, length * module, module)
                column += length
        canvas.drawPath(shape, stroke=0, fill=1)
        canvas.restoreState()


def draw_qr(canvas: Canvas, text: str, x: float, y: float, side: float) -> None:
    """Draws a QR code whose lower left corner is (x, y), in points."""
    QrSquare(text, side).drawOn(canvas, x, y)


def draw_bars(canvas: Canvas, text: str, x: float, y: float, width: float, height: float, *, widest: float) -> None:
    """Draws the Code 128 of `text` (printable ASCII) in the middle of a box whose lower left corner is (x, y), with
    its quiet zones; `widest` limits the width of a single bar, in points."""
    module = min(width / bars(text, 1, height).width, widest)
    code = bars(text, module, height)
    code.drawOn(canvas, x + (width - code.width) / 2, y)


def bars(text: str, module: float, height: float) -> Any:
    """reportlab's Code 128 with ten quiet modules on either side; digits are packed."""
    if not text or not all(32 <= ord(character) <= 126 for character in text):
        raise UserError(_("A bar code can hold only letters, digits and signs of the English keyboard."))
    return Code128(text, barWidth=module, barHeight=height, quiet=1, lquiet=10 * module, rquiet=10 * module)
