"""What a form is made of: plain frozen values that a service fills with words already translated and that say
nothing about points, fonts or pages. Importing this module costs nothing; what draws the blocks is loaded when
a document is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from signdesk.core.errors import UserError

Align = Literal["left", "centre", "right"]


class MissingGlyph(UserError):
    """Characters no embedded font can draw. Nothing was printed: a box instead of a character of a name is never
    acceptable."""

    def __init__(self, message: str, *, characters: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.characters = characters


@dataclass(frozen=True)
class PageHeader:
    """What every page says about itself: centre, title, number, printing time (aware) and the person who printed
    it; "" for pages that are only shown on the screen, which were not printed."""

    centre: str
    title: str
    number: str
    printed_at: datetime
    person: str


@dataclass(frozen=True)
class Heading:
    """The title of a section; never left alone at the foot of a page."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; line feeds in it start new lines. `indent` sets the first line in by two characters, `small`
    is for notes."""

    text: str
    align: Align = "left"
    indent: bool = False
    bold: bool = False
    small: bool = False


@dataclass(frozen=True)
class Fields:
    """A framed table of labels and values, `columns` pairs side by side; a value too long for its cell takes the
    row."""

    rows: Sequence[tuple[str, str]]
    columns: int = 2


@dataclass(frozen=True)
class GridColumn:
    """A column of a grid or ledger. Without `width_mm` it shares what the others leave."""

    title: str
    width_mm: float | None = None
    align: Align = "left"


@dataclass(frozen=True)
class Grid:
    """A ruled table whose cells wrap and whose head is repeated on every page."""

    columns: Sequence[GridColumn]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Cells:
    """A ruled table as it was found in somebody's document: no head, cells joined as they please. Each row holds its
    cells by column (from 0); a column without one belongs to the cell on its left, or stays empty if there is none.
    `shares` says how the columns divide the width. A table that `goes_on` has its next rows in the block after it."""

    rows: Sequence[Mapping[int, str]]
    shares: Sequence[float]
    goes_on: bool = False


@dataclass(frozen=True)
class SignatureLines:
    """Places to sign by hand, each with a date; kept together on one page."""

    labels: Sequence[str]


@dataclass(frozen=True)
class QrCode:
    """A QR code of `text` with a caption beside it."""

    text: str
    caption: str
    size_mm: float = 26.0


@dataclass(frozen=True)
class Picture:
    """A PNG (a captured signature, a stamp); what is transparent in it becomes white paper."""

    png: bytes
    width_mm: float


@dataclass(frozen=True)
class CoverTitle:
    """The large spaced title of a cover sheet; with it on the page the form's own title line is left out."""

    text: str
    subtitle: str = ""


@dataclass(frozen=True)
class CoverFields:
    """The heavily framed one-column table of a cover sheet: few rows, large type, room to write."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Gap:
    """Empty space, in millimetres."""

    mm: float


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""


Block = (
    Heading
    | Paragraph
    | Fields
    | Grid
    | Cells
    | SignatureLines
    | QrCode
    | Picture
    | CoverTitle
    | CoverFields
    | Gap
    | PageBreak
)
