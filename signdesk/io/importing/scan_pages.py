"""The pages of a scan as grey pictures: rendered from a PDF at 300 dpi, or decoded from a picture file. Bounded in
number and size before anything is decoded. Runs only in the recogniser's limited process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray
from PIL import Image, ImageOps

from signdesk.io.importing import pdf
from signdesk.io.importing.sniff import Refused

Grey = NDArray[numpy.uint8]

DPI = 300
MOST_PAGES = 100
MOST_PIXELS = 80_000_000
"""More than A2 at 600 dpi needs; a picture that says it has more is not decoded."""
_WORKING_PIXELS = 20_000_000
"""A3 at 300 dpi. Larger pages are read at less than 300 dpi."""
_A4_LENGTH = 842.0
"""A picture has no size in points of its own: its longer side is taken for that of an A4 page."""


@dataclass(frozen=True)
class ScannedPage:
    """A page as a picture, with the size of a pixel in points."""

    number: int
    picture: Grey
    point: float


def of_pdf(document: pdf.Document, number: int) -> ScannedPage:
    """Page `number` (from 0) of a PDF."""
    page = document[number]
    try:
        scale = DPI / 72
        pixels = page.get_width() * page.get_height() * scale * scale
        if pixels > _WORKING_PIXELS:
            scale *= (_WORKING_PIXELS / pixels) ** 0.5
        bitmap = page.render(scale=scale, grayscale=True)
        picture: Grey = numpy.array(bitmap.to_numpy()[:, :, 0] if bitmap.to_numpy().ndim == 3 else bitmap.to_numpy())
        bitmap.close()
        return ScannedPage(number + 1, picture, 1 / scale)
    finally:
        page.close()


def count_of_picture(data: bytes) -> int:
    """How many pages a picture file has: a TIFF may have many. Decodes nothing. Raises Refused."""
    with _opened(data) as file:
        count: int = getattr(file, "n_frames", 1)
    if count > MOST_PAGES:
        raise Refused("scan_too_long")
    return count


def of_picture(data: bytes) -> Iterator[ScannedPage]:
    """The pages of a picture file. Raises Refused."""
    with _opened(data) as file:
        for number in range(getattr(file, "n_frames", 1)):
            file.seek(number)
            _require_size(file.size)
            upright = ImageOps.exif_transpose(file)
            # what is transparent shows white paper
            if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                upright = upright.convert("RGBA")
                upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
            grey = upright.convert("L")
            pixels = grey.width * grey.height
            if pixels > _WORKING_PIXELS:
                share = (_WORKING_PIXELS / pixels) ** 0.5
                grey = grey.resize((max(int(grey.width * share), 1), max(int(grey.height * share), 1)))
            yield ScannedPage(number + 1, numpy.array(grey), _A4_LENGTH / max(grey.size))


def _opened(data: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # judged here, by words instead of a warning
    try:
        file = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF"))
    except (OSError, SyntaxError, ValueError) as problem:
        raise Refused("damaged") from problem
    _require_size(file.size)
    return file


def _require_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise Refused("scan_too_large")
