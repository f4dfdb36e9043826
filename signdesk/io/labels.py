"""Sheets of labels with codes for scanners: QR or Code 128, on A4 sheets of stickers or as strips for box spines.
What stands on them comes from the caller; how they are
drawn is in `pdf.stickers`. Codes meant to be read by a scanner that types are best digits only:
input methods swallow letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from signdesk.core.errors import UserError
from signdesk.core.i18n import _

CodeKind = Literal["qr", "code128"]


@dataclass(frozen=True)
class Label:
    """One label: the scanned `code`, a bold `title`, and further lines."""

    code: str
    title: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class LabelSheet:
    """A sheet of stickers in millimetres. The margins are where the first label begins."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0


EQUIPMENT = LabelSheet(columns=3, rows=8, width=64, height=33.9, left=7, top=13, gap_x=2)
DOSSIER = LabelSheet(columns=2, rows=7, width=99.1, height=38.1, left=4.65, top=15.15, gap_x=2.5)
BOX_SPINE_WIDTHS = (20, 30, 40, 50)  # mm, DA/T 22-2015 6.4


def label_pdf(
    labels: Sequence[Label],
    *,
    title: str,
    centre: str,
    made_at: datetime,
    sheet: LabelSheet = DOSSIER,
    kind: CodeKind = "qr",
    skip: int = 0,
) -> bytes:
    """Labels on A4 sheets as PDF/A-2u; `skip` leaves the stickers free that are already used up."""
    from signdesk.io.pdf.stickers import draw_labels

    sheets = draw_labels(_some(labels), sheet, kind=kind, skip=skip)
    return sheets.archived(title=title, author=centre, created=made_at)


def spine_pdf(labels: Sequence[Label], *, title: str, centre: str, made_at: datetime, spine_mm: int = 30) -> bytes:
    """Strips for the spines of archive boxes to be cut out along thin lines; lines stand below each other, the
    code at the foot."""
    from signdesk.io.pdf.stickers import draw_spines

    return draw_spines(_some(labels), spine_mm=spine_mm).archived(title=title, author=centre, created=made_at)


def _some(labels: Sequence[Label]) -> Sequence[Label]:
    if not labels:
        raise UserError(_("There is nothing to print on labels."))
    return labels
