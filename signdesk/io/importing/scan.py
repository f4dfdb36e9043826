"""Scans: documents of which pages are pictures are read by the optional recogniser, on this computer, in a process of
its own that is killed when a page takes too long or the person has had enough."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

from signdesk.core.text import TextModel
from signdesk.io.importing import confined
from signdesk.io.importing.sniff import Refused

SCAN_CHILD = "--scan-child"
SECONDS_A_PAGE = 90.0
"""How long one page may take, the loading of the models with the first: some 5 on a desk's computer, 15 on an old
one."""

Report = Callable[[int, int], object]
"""Told how many pages of how many are read, also several times a second in between; what it raises ends the reading."""


def installed() -> bool:
    """Whether the extra is there. Imports nothing."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2", "numpy"))


def read(data: bytes, report: Report | None = None) -> TextModel:
    """The text model of a scan: a PDF with pages that are pictures, or a picture. Raises Refused, and what `report`
    raises."""
    tell = report or (lambda _done, _total: None)
    answer = confined.follow("signdesk.io.importing.scan_child", SCAN_CHILD, data, seconds=SECONDS_A_PAGE, report=tell)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return TextModel.from_json(answer["model"])
