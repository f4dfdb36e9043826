"""The other side of `scan.read`: a process of its own that recognises one document under limits. It says on standard
output, a line at a time, how many pages are read, and at last the text model or why it refused. Once the models are
loaded it can open nothing more: no file and no connection. Run by `python -m signdesk.io.importing.scan_child`, or by
the frozen program with `SCAN_CHILD`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator

import pypdfium2.raw  # noqa: F401 -- loaded before the doors are closed
from PIL import Image

from signdesk.core.text import TextModel
from signdesk.io.importing import pdf, scan_pages
from signdesk.io.importing.paragraphs import Line, blocks_of
from signdesk.io.importing.recogniser import Recogniser
from signdesk.io.importing.scan_pages import ScannedPage
from signdesk.io.importing.sniff import Refused, sniff

MEMORY = 3 * 1024 * 1024 * 1024
"""Address space in bytes. Most of it is libraries and models; some 650 MiB are really used."""
FEWEST_CHARACTERS = 20


def main() -> int:
    """Read standard input; answer with lines {"read": n, "of": m} and a last one {"model": …}, {"refused": code}
    or {"fault": kind}."""
    _take_limits()
    answer: dict[str, object]
    try:
        answer = {"model": _read(sys.stdin.buffer.read()).to_json()}
    except Refused as refusal:
        answer = {"refused": refusal.code}
    except MemoryError:
        answer = {"refused": "scan_too_large"}
    except (ValueError, KeyError, IndexError, OSError, RecursionError, EOFError, SyntaxError):
        # What a hostile file can make the readers stumble over; anything else is a fault of ours.
        answer = {"refused": "damaged"}
    except Exception as fault:
        answer = {"fault": type(fault).__name__}  # its words could hold personal data
    _tell(answer)
    return 0


def _read(data: bytes) -> TextModel:
    is_pdf = sniff(data) == "pdf"
    if not is_pdf:
        scan_pages.count_of_picture(data)  # before the models are loaded for nothing
    recogniser = Recogniser()
    recogniser.rehearse()
    _close_the_doors()
    pages = list(_pages_of_pdf(data, recogniser) if is_pdf else _pages_of_picture(data, recogniser))
    blocks, notes = blocks_of([lines for lines, _recognised in pages])
    model = TextModel(
        "pdf" if is_pdf else "picture",
        blocks,
        notes,
        pages=len(pages),
        recognised=tuple(number for number, (_lines, recognised) in enumerate(pages, 1) if recognised),
    )
    if model.characters() < FEWEST_CHARACTERS:
        raise Refused("nothing_recognised")
    return model


_Page = tuple[list[Line], bool]
"""Its lines, and whether they were recognised."""


def _pages_of_pdf(data: bytes, recogniser: Recogniser) -> Iterator[_Page]:
    document = pdf.opened(data)
    try:
        if len(document) > pdf.MOST_PAGES:
            raise Refused("too_long")
        pages = [pdf.lines_of(document, number) for number in range(len(document))]
        pictures = [number for number, lines in enumerate(pages) if pdf.is_picture(document, number, lines)]
        if len(pictures) > scan_pages.MOST_PAGES:
            raise Refused("scan_too_long")
        done = 0
        for number, lines in enumerate(pages):
            if number not in pictures:
                yield lines, False
                continue
            _tell({"read": done, "of": len(pictures)})
            yield recogniser.lines_of(scan_pages.of_pdf(document, number)), True
            done += 1
    finally:
        document.close()


def _pages_of_picture(data: bytes, recogniser: Recogniser) -> Iterator[_Page]:
    count = scan_pages.count_of_picture(data)
    scanned: Iterator[ScannedPage] = scan_pages.of_picture(data)
    for number, page in enumerate(scanned):
        _tell({"read": number, "of": count})
        yield recogniser.lines_of(page), True


def _tell(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _take_limits() -> None:
    if sys.platform == "win32":  # only the time limits, kept by the parent
        return
    import resource

    os.nice(10)  # the desk goes on working meanwhile
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _close_the_doors() -> None:
    Image.init()  # its readers are modules of their own
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
