"""The things on a form that are no tables: spaced titles, pictures and empty space."""

import io
from collections.abc import Sequence

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Spacer

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.io.pdf.font import BOLD, SANS, sans
from signdesk.io.pdf.lines import break_lines
from signdesk.io.pdf.sheets import Paper

_LARGEST_PICTURE = 40_000_000  # pixels
_SUBTITLE, _SUBTITLE_LEADING = 16.0, 25.0


class Title(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A centred bold title. Short ones are set wide, as on Chinese official papers: `spreads` says up to which length
    how wide, as a part of the type size. Sizes and distances in points."""

    def __init__(
        self,
        text: str,
        size: float,
        room: float,
        *,
        leading: float,
        above: float,
        below: float,
        spreads: Sequence[tuple[int, float]],
        subtitle: str = "",
    ) -> None:
        super().__init__()
        self._size, self._leading, self._above = size, leading, above
        self._lines = break_lines(sans(), text, size, room * 0.9)
        self._spread = (
            next(part * size for length, part in spreads if len(text) <= length) if len(self._lines) == 1 else 0.0
        )
        self._below_lines = break_lines(sans(), subtitle, _SUBTITLE, room * 0.9) if subtitle else []
        self.width = room
        self.height = above + leading * len(self._lines) + below
        if self._below_lines:
            self.height += 6 + _SUBTITLE_LEADING * len(self._below_lines)

    def draw(self) -> None:
        y = self.height - self._above
        self.canv.setFont(BOLD, self._size)
        for line in self._lines:
            x = (self.width - self._spread * (len(line) - 1)) / 2
            x -= sans().width(line, self._size) / 2
            self.canv.drawString(x, y - self._size, line, charSpace=self._spread)
            y -= self._leading
        self.canv.setFont(SANS, _SUBTITLE)
        for line in self._below_lines:
            self.canv.drawCentredString(self.width / 2, y - 6 - _SUBTITLE, line)
            y -= _SUBTITLE_LEADING


class Space(Spacer):  # type: ignore[misc]  # reportlab has no types
    """Empty space, of which only so much is left as the page has: none is carried to the next."""

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        return 0, min(self.height, height)


class PictureOnPaper(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A PNG `width` points wide, or as large as the paper allows; what is transparent in it becomes white."""

    def __init__(self, png: bytes, width: float, paper: Paper) -> None:
        super().__init__()
        self._picture = _on_white(png)
        wide, high = self._picture.size
        scale = min(width / wide, paper.room / wide, (paper.height - paper.top - paper.bottom) / high)
        self.width, self.height = wide * scale, high * scale
        self.spaceAfter = 8

    def draw(self) -> None:
        self.canv.drawImage(ImageReader(self._picture), 0, 0, self.width, self.height)


def _on_white(png: bytes) -> Image.Image:
    """Raises UserError if the picture is damaged or too large."""
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as opened:
            if opened.width * opened.height > _LARGEST_PICTURE:
                raise UserError(_("The picture is too large to be printed."))
            picture = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        raise UserError(_("The picture is damaged and cannot be printed.")) from error
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
