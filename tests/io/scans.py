"""Pages as a scanner delivers them, made by the tests themselves: words drawn as a picture, tilted, blurred, grainy."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from signdesk.core import fonts

DPI = 300
_A4 = (2480, 3508)
_MARGIN = 300
_SIZE = 50
"""Twelve points: the size most contracts are written in."""
_STEP = 92
_CELL = (90, 20)


def page(
    lines: Sequence[str], *, tilt: float = 0.0, grain: float = 0.0, size: int = _SIZE, left: int = _MARGIN
) -> Image.Image:
    """One A4 page at 300 dpi. A line `|a|b|` is a row of a ruled table (`/` begins a new line in a cell), `<u>   </u>`
    an underlined gap of so many spaces, `a<col>b` two columns. `tilt` in degrees, `grain` the spread of the noise in
    shades of grey."""
    picture = Image.new("L", _A4, 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(fonts.sans_path()), size, index=fonts.SANS_INDEX)
    top = _MARGIN
    for line in lines:
        if line.startswith("|"):
            _row(pen, font, line[1:-1].split("|"), left, top)
        elif "<col>" in line:
            first, second = line.split("<col>")
            pen.text((left, top), first, 0, font)
            pen.text((_A4[0] // 2 + 100, top), second, 0, font)
        else:
            _line(pen, font, line, left, top)
        top += _STEP if not line.startswith("|") else _CELL[0]
    return spoiled(picture, tilt=tilt, grain=grain)


def spoiled(picture: Image.Image, *, tilt: float, grain: float) -> Image.Image:
    """The picture as it comes from the glass: askew, a little blurred, with grain, the white not quite white."""
    if tilt:
        picture = picture.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    if not grain:
        return picture
    shades = numpy.asarray(picture.filter(ImageFilter.GaussianBlur(1.2)), dtype=numpy.float32) * 0.85 + 25
    noise = numpy.random.default_rng(1).normal(0, grain, shades.shape)
    return Image.fromarray(numpy.clip(shades + noise, 0, 255).astype(numpy.uint8))


def jpeg(picture: Image.Image) -> bytes:
    """The picture as a file."""
    return _saved(picture, "JPEG", quality=75, dpi=(DPI, DPI))


def png(picture: Image.Image) -> bytes:
    """The picture as a file."""
    return _saved(picture, "PNG", dpi=(DPI, DPI))


def tiff(*pictures: Image.Image) -> bytes:
    """Pictures as the pages of one file, squeezed as fax machines and scanners do."""
    first, *others = [picture.point(lambda shade: 255 if shade > 150 else 0).convert("1") for picture in pictures]
    return _saved(first, "TIFF", compression="group4", save_all=True, append_images=others, dpi=(DPI, DPI))


def pdf(*pictures: Image.Image) -> bytes:
    """A PDF of which every page is a picture."""
    first, *others = pictures
    return _saved(first, "PDF", resolution=DPI, save_all=True, append_images=others)


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def _line(pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, line: str, left: float, top: int) -> None:
    underlined = False
    for piece in line.replace("</u>", "<u>").split("<u>"):
        width = font.getlength(piece)
        if underlined:
            pen.line((left, top + font.size * 1.3, left + width, top + font.size * 1.3), 0, 3)
        pen.text((left, top), piece, 0, font)
        left += width
        underlined = not underlined


def _row(pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, cells: Sequence[str], left: int, top: int) -> None:
    height, inner = _CELL
    width = (_A4[0] - left - _MARGIN) // len(cells)
    for number, cell in enumerate(cells):
        edge = left + number * width
        pen.rectangle((edge, top, edge + width, top + height), outline=0, width=3)
        for step, part in enumerate(cell.split("/")):
            pen.text((edge + inner, top + 8 + step * 40), part, 0, font if "/" not in cell else _small(font))


def _small(font: ImageFont.FreeTypeFont) -> ImageFont.FreeTypeFont:
    return font.font_variant(size=34)
