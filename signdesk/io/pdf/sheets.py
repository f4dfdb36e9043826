"""Pages being drawn: reportlab's canvas with our fonts, distances counted from the upper edge, and on papers that say
where they come from, a head and a foot on every page."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from signdesk.core import clock
from signdesk.core.i18n import _
from signdesk.io.pdf.archival import archival
from signdesk.io.pdf.blocks import PageHeader
from signdesk.io.pdf.font import BOLD, SANS, PaperFont, paper_fonts, refuse_absent

__all__ = ["A4", "ACROSS", "MM", "UPRIGHT", "HeadedSheets", "Paper", "Sheets"]

MM = 72 / 25.4
_HEAD_SIZE = 8.5
_HEAD_GREY = 0.3


@dataclass(frozen=True)
class Paper:
    """A sheet and its white edges in points; the left one is wide enough for punching and binding."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def room(self) -> float:
        """Width between the edges."""
        return self.width - self.left - self.right


UPRIGHT = Paper(width=A4[0], height=A4[1], left=26 * MM, right=18 * MM, top=24 * MM, bottom=20 * MM)
ACROSS = Paper(width=A4[1], height=A4[0], left=20 * MM, right=18 * MM, top=25 * MM, bottom=17 * MM)


class Sheets(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Pages of one document. Vertical distances of the methods named here count downwards from the upper edge."""

    def __init__(self, size: tuple[float, float]) -> None:
        self._file = io.BytesIO()
        self._fonts: tuple[PaperFont, PaperFont] = paper_fonts()
        # Compressed once, when it is closed as PDF/A.
        super().__init__(self._file, pagesize=size, pageCompression=0, invariant=1, initialFontName=SANS)
        self.height: float = size[1]

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        grey: float = 0,
        align: Literal["left", "centre", "right"] = "left",
    ) -> None:
        """Draws one line of text, its baseline at y, beginning, centred or ending at x."""
        self.setFont(BOLD if bold else SANS, size)
        self.setFillGray(grey)
        draw = {"left": self.drawString, "centre": self.drawCentredString, "right": self.drawRightString}[align]
        draw(x, self.height - y, text)

    def write_column(
        self, x: float, y: float, lines: Sequence[str], size: float, leading: float, *, offsets: Sequence[float] = ()
    ) -> None:
        """Draws lines below each other in black, the first baseline at y, each begun at x or `offsets` to the right.

        The operators are written here because reportlab's text objects take three times as long for a long list.
        """
        font = self._fonts[0]
        shown = [f"<{numbers.hex()}> Tj T*" for numbers in font.numbers(lines, self._doc)]
        if offsets:
            steps = [offset - before for offset, before in zip(offsets, (0.0, *offsets), strict=False)]
            shown = [f"{step:.2f} 0 Td {line}" for step, line in zip(steps, shown, strict=True)]
        name = font.getSubsetInternalName(0, self._doc)
        begin = f"BT 0 g {name} {size:g} Tf {leading:g} TL {x:.2f} {self.height - y:.2f} Td"
        self.addLiteral("\n".join((begin, *shown, "ET")))

    def rule(self, x1: float, y1: float, x2: float, y2: float, *, weight: float = 0.5, grey: float = 0) -> None:
        """A straight line."""
        self.setLineWidth(weight)
        self.setStrokeGray(grey)
        self.line(x1, self.height - y1, x2, self.height - y2)

    def frame(self, x: float, y: float, width: float, height: float, *, weight: float, grey: float = 0) -> None:
        """The outline of a rectangle whose upper left corner is (x, y)."""
        self.setLineWidth(weight)
        self.setStrokeGray(grey)
        self.rect(x, self.height - y - height, width, height)

    def archived(self, *, title: str, author: str, created: datetime) -> bytes:
        """The saved file as PDF/A-2u. Raises MissingGlyph if any drawn character is not in the font."""
        refuse_absent(set().union(*(font.absent(self._doc) for font in self._fonts)))
        return archival(self._file.getvalue(), title=title, author=author, created=created)


class HeadedSheets(Sheets):
    """Pages with head and foot, which are drawn when the number of pages is known."""

    def __init__(self, paper: Paper, header: PageHeader) -> None:
        super().__init__((paper.width, paper.height))
        self._paper, self._header = paper, header
        self._pages: list[dict[str, Any]] = []  # the canvas as it stood at the end of each

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self._draw_head()
            foot = _("Page {page} of {pages}").format(page=number, pages=len(self._pages))
            middle = self._paper.left + self._paper.room / 2
            self.write(middle, self.height - 11 * MM, foot, _HEAD_SIZE, grey=_HEAD_GREY, align="centre")
            super().showPage()
        super().save()

    def _draw_head(self) -> None:
        """Centre and title on the left, number, time and person on the right, a thin line below."""
        paper, header = self._paper, self._header
        right = paper.width - paper.right
        printed = clock.to_local(header.printed_at).strftime("%Y-%m-%d %H:%M")
        where = "  ｜  ".join(part for part in (header.centre, header.title) if part)
        number = _("No. {number}").format(number=header.number) if header.number else ""
        who = _("Printed {time} by {person}").format(time=printed, person=header.person) if header.person else ""
        marks = "   ".join(part for part in (number, who) if part)
        line = 19 * MM
        regular = self._fonts[0]
        fits = regular.width(where, _HEAD_SIZE) + regular.width(marks, _HEAD_SIZE) + 16 <= paper.room
        self.write(paper.left, line - 5 - (0 if fits else _HEAD_SIZE * 1.5), where, _HEAD_SIZE, grey=_HEAD_GREY)
        self.write(right, line - 5, marks, _HEAD_SIZE, grey=_HEAD_GREY, align="right")
        self.rule(paper.left, line, right, line, weight=0.6)
