"""The column of a form in which blocks stand below each other: where the next one goes, when a new page begins,
and what stands at the head and foot of every page."""

from dataclasses import dataclass

from signdesk.core import clock
from signdesk.core.i18n import _
from signdesk.io.pdf.blocks import PageHeader
from signdesk.io.pdf.writer import A4, MM, Document, Page

HEAD_SIZE = 8.5
HEAD_GREY = 0.3
# The middle of a Chinese character lies this far above its baseline, as a part of the type size.
MIDDLE = 0.38


@dataclass(frozen=True)
class Margins:
    """White edges of a sheet in points; the left one is wide enough for punching and binding."""

    left: float
    right: float
    top: float
    bottom: float


UPRIGHT = Margins(left=26 * MM, right=18 * MM, top=24 * MM, bottom=20 * MM)
ACROSS = Margins(left=20 * MM, right=18 * MM, top=25 * MM, bottom=17 * MM)


class Flow:
    """Pages of one document filled from top to bottom; distances in points."""

    def __init__(self, document: Document, header: PageHeader, *, landscape: bool) -> None:
        self.document, self.header, self.landscape = document, header, landscape
        self.margins = ACROSS if landscape else UPRIGHT
        width, height = (A4[1], A4[0]) if landscape else A4
        self.sheet = width, height
        self.left, self.right = self.margins.left, width - self.margins.right
        self.bottom = height - self.margins.bottom
        self.width = self.right - self.left
        self.page: Page
        self.y = 0.0
        self.new_page()

    @property
    def top(self) -> float:
        """Where a page's content begins."""
        return self.margins.top

    @property
    def left_over(self) -> float:
        """Height still free on this page."""
        return self.bottom - self.y

    @property
    def is_fresh(self) -> bool:
        """Nothing stands on this page yet."""
        return self.y <= self.top

    def new_page(self) -> None:
        """Begins a sheet."""
        self.page = self.document.add_page(*self.sheet)
        self.y = self.top

    def need(self, height: float) -> None:
        """Begins a sheet if `height` is not free on this one."""
        if self.y + height > self.bottom and not self.is_fresh:
            self.new_page()

    def write_heads_and_feet(self) -> None:
        """Puts the header and 'page n of m' on all pages; called once, when their number is known."""
        count = len(self.document.pages)
        for number, page in enumerate(self.document.pages, start=1):
            write_head(page, self.header, self.left, self.right)
            write_foot(page, self.left, self.right, number, count)


def write_head(page: Page, header: PageHeader, left: float, right: float) -> None:
    """Centre and title on the left, number, time and person on the right, a thin line below."""
    printed = clock.to_local(header.printed_at).strftime("%Y-%m-%d %H:%M")
    where = "  ｜  ".join(part for part in (header.centre, header.title) if part)
    number = _("No. {number}").format(number=header.number) if header.number else ""
    who = _("Printed {time} by {person}").format(time=printed, person=header.person)
    face = page.face
    marks = "   ".join(part for part in (number, who) if part)
    rule = 19 * MM
    wide = face.width(marks, HEAD_SIZE)
    if face.width(where, HEAD_SIZE) + wide + 16 <= right - left:
        page.text(left, rule - 5, where, HEAD_SIZE, grey=HEAD_GREY)
    else:
        page.text(left, rule - 5 - HEAD_SIZE * 1.5, where, HEAD_SIZE, grey=HEAD_GREY)
    page.text(right - wide, rule - 5, marks, HEAD_SIZE, grey=HEAD_GREY)
    page.line(left, rule, right, rule, weight=0.6)


def write_foot(page: Page, left: float, right: float, number: int, count: int) -> None:
    """The page's number in the middle of the foot."""
    text = _("Page {page} of {pages}").format(page=number, pages=count)
    wide = page.face.width(text, HEAD_SIZE)
    page.text((left + right - wide) / 2, page.height - 11 * MM, text, HEAD_SIZE, grey=HEAD_GREY)
