"""Photographs and scanned pictures as a PDF, so that they are looked at like any other paper. A picture from outside is
decoded in the limited process of `io.importing.confined`, never beside the program's keys."""

from __future__ import annotations

import base64
import io
import json
import sys
from typing import TYPE_CHECKING

from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.io import importing
from signdesk.io.importing import confined
from signdesk.io.importing.sniff import PICTURES, Refused, sniff

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURE_CHILD = "--picture-child"
MOST_PIXELS = 40_000_000
_MOST_PAGES = 50
_DPI = 200
_LONGEST_SIDE = 2400
_GREY = ("1", "L", "LA", "I", "I;16", "I;16B")
_OF_16_BITS = ("I", "I;16", "I;16B")

_TOO_MUCH = (N_("“{name}” is too large to be shown."), N_("Split it and add the parts, or scan it in grey at 200 dpi."))
_REASONS = {
    "too_many_pages": (N_("“{name}” has more than {pages} pages."), N_("Split it and add the parts.")),
    "page_too_large": (N_("A page of “{name}” has more than {pixels} million pixels."), N_("Scan it at 200 dpi.")),
    "too_much_memory": _TOO_MUCH,
    "too_slow": _TOO_MUCH,
}
"""Why a picture is not shown, where reading contracts has no such reason or says something else."""


def pdf_of(data: bytes, name: str) -> bytes:
    """The picture's pages as a PDF. Takes seconds: call it on a worker. Raises UserError."""
    try:
        return base64.b64decode(confined.ask("signdesk.io.picture_pdf", PICTURE_CHILD, data)["pdf"])
    except Refused as refusal:
        raise _in_words(refusal, name) from None


def _in_words(refusal: Refused, name: str) -> UserError:
    if refusal.code not in _REASONS:
        return importing.in_words(refusal, name)
    message, hint = _REASONS[refusal.code]
    return UserError(_(message).format(name=name, pages=_MOST_PAGES, pixels=MOST_PIXELS // 1_000_000), hint=_(hint))


def main() -> int:
    """Inside the process: a picture on standard input, {"pdf": base64} or {"refused": code} on standard output."""
    confined.take_limits()
    try:
        answer = {"pdf": base64.b64encode(_drawn(sys.stdin.buffer.read())).decode()}
    except Refused as refusal:
        answer = {"refused": refusal.code}
    except MemoryError:
        answer = {"refused": "too_much_memory"}
    except (ValueError, KeyError, IndexError, OSError, SyntaxError, EOFError):
        answer = {"refused": "damaged"}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    return 0


def _drawn(data: bytes) -> bytes:
    from PIL import Image, ImageOps

    if sniff(data) not in PICTURES:
        raise Refused("damaged")
    Image.MAX_IMAGE_PIXELS = None  # judged here, by words instead of a warning
    pages = []
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF")) as file:
        count: int = getattr(file, "n_frames", 1)
        if count > _MOST_PAGES:
            raise Refused("too_many_pages")
        for number in range(count):
            file.seek(number)
            if file.width * file.height > MOST_PIXELS:
                raise Refused("page_too_large")
            pages.append(_as_paper(ImageOps.exif_transpose(file)))
    target = io.BytesIO()
    pages[0].save(target, "PDF", resolution=_DPI, save_all=True, append_images=pages[1:])
    return target.getvalue()


def _as_paper(picture: Image) -> Image:
    """The picture upon white paper, no larger than a screen needs. What has no colours stays without them, and what is
    black and white too unless it is made smaller: fifty pages in colour would not fit."""
    from PIL import Image

    grey = picture.mode in _GREY
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
    elif picture.mode in _OF_16_BITS:
        picture = picture.convert("I").point(lambda shade: shade / 256).convert("L")
    elif picture.mode != "1" or max(picture.size) > _LONGEST_SIDE:
        picture = picture.convert("L" if grey else "RGB")
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.BILINEAR)
    if picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper.convert("L") if grey else paper
    return picture


if __name__ == "__main__":
    sys.exit(main())
