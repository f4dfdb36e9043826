"""Photographs and scanned pictures as a PDF, so that they are looked at like any other paper. A picture from outside is
decoded in the limited process of `io.importing.confined`, never beside the program's keys."""

from __future__ import annotations

import base64
import io
import json
import sys

from signdesk.io import importing
from signdesk.io.importing import confined
from signdesk.io.importing.sniff import PICTURES, Refused, sniff

PICTURE_CHILD = "--picture-child"
MOST_PIXELS = 40_000_000
_MOST_PAGES = 50
_DPI = 200
_LONGEST_SIDE = 2400


def pdf_of(data: bytes, name: str) -> bytes:
    """The picture's pages as a PDF. Takes seconds: call it on a worker. Raises UserError."""
    try:
        return base64.b64decode(confined.ask("signdesk.io.picture_pdf", PICTURE_CHILD, data)["pdf"])
    except Refused as refusal:
        raise importing.in_words(refusal, name) from None


def main() -> int:
    """Inside the process: a picture on standard input, {"pdf": base64} or {"refused": code} on standard output."""
    confined.take_limits()
    try:
        answer = {"pdf": base64.b64encode(_drawn(sys.stdin.buffer.read())).decode()}
    except Refused as refusal:
        answer = {"refused": refusal.code}
    except MemoryError:
        answer = {"refused": "scan_too_large"}
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
            raise Refused("scan_too_long")
        for number in range(count):
            file.seek(number)
            if file.width * file.height > MOST_PIXELS:
                raise Refused("scan_too_large")
            page = ImageOps.exif_transpose(file).convert("RGB")
            page.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            pages.append(page)
    target = io.BytesIO()
    pages[0].save(target, "PDF", resolution=_DPI, save_all=True, append_images=pages[1:])
    return target.getvalue()


if __name__ == "__main__":
    sys.exit(main())
