"""QR codes as runs of dark squares, for pages, labels and slips alike."""

import segno

from signdesk.core.errors import UserError
from signdesk.core.i18n import _

_QUIET = 2  # white squares around the code; readers ask for 4, forms give the rest by their own white


def dark_runs(text: str) -> tuple[list[tuple[int, int, int]], int]:
    """(column, row, length) of every horizontal run of dark squares, and the side of the code in squares with its
    white edge."""
    try:
        code = segno.make_qr(text, error="m", boost_error=True)
    except (ValueError, segno.DataOverflowError) as error:
        raise UserError(_("The text is too long for a QR code.")) from error
    runs: list[tuple[int, int, int]] = []
    for row, squares in enumerate(code.matrix):
        column = 0
        while column < len(squares):
            start = column
            while column < len(squares) and squares[column]:
                column += 1
            if column > start:
                runs.append((start + _QUIET, row + _QUIET, column - start))
            column += 1
    return runs, len(code.matrix) + 2 * _QUIET
