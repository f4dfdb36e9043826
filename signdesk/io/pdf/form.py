"""Draws a form: its title, then its blocks one below the other on pages that platypus fills. Each kind of block has
one function here or in `tables`."""

from collections.abc import Sequence

from reportlab.lib.colors import black
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from reportlab.platypus import PageBreak as NewPage

from signdesk.core.errors import BugError
from signdesk.core.i18n import _
from signdesk.io.pdf import blocks as kinds
from signdesk.io.pdf.blocks import PageHeader
from signdesk.io.pdf.codes import QrSquare
from signdesk.io.pdf.flowables import PictureOnPaper, Space, Title
from signdesk.io.pdf.font import SANS, PaperFont, sans
from signdesk.io.pdf.lines import break_lines
from signdesk.io.pdf.sheets import ACROSS, MM, UPRIGHT, HeadedSheets, Paper
from signdesk.io.pdf.tables import AFTER, Block, Command, Look, cells_table, cover_table, fields_table, grid_table

_BODY, _SMALL, _HEADING = Look(10.5, 17.5), Look(9, 14), Look(12, 16)
_SIGNED_SIZE, _SIGNED_ROWS = 10.5, (23.0, 26.0)  # type size; heights of the line to sign on and of the date's
_KEPT_SIGNATURES = 8  # rows of signatures that are never parted


def draw_form(header: PageHeader, blocks: Sequence[kinds.Block], *, landscape: bool) -> bytes:
    """The finished PDF/A-2u file."""
    paper = ACROSS if landscape else UPRIGHT
    sheets = HeadedSheets(paper, header)
    drawn = [(block, flowable) for block in blocks if (flowable := _drawn(block, paper)) is not None]
    _tie(drawn, paper)
    story = [flowable for _block, flowable in drawn]
    if not any(isinstance(block, kinds.CoverTitle) for block in blocks):
        story.insert(
            0, Title(header.title, 20, paper.room, leading=29, above=8, below=12, spreads=((8, 0.3), (99, 0.08)))
        )
    frame = Frame(paper.left, paper.bottom, paper.room, paper.height - paper.top - paper.bottom, 0, 0, 0, 0)
    template = BaseDocTemplate(None, pagesize=(paper.width, paper.height))
    template.addPageTemplates(PageTemplate(frames=[frame]))
    template.build(story, canvasmaker=lambda *_arguments, **_options: sheets)
    return sheets.archived(title=header.title, author=header.centre, created=header.printed_at)


def _drawn(block: kinds.Block, paper: Paper) -> Flowable | None:
    """The block as platypus takes it; None if there is nothing in it."""
    font, room = sans(), paper.room
    match block:
        case kinds.Heading():
            return _heading(font, block, room)
        case kinds.Paragraph():
            return _paragraph(font, block, room)
        case kinds.Fields():
            return fields_table(font, block, room)
        case kinds.Grid():
            return grid_table(font, block, room)
        case kinds.Cells():
            return cells_table(font, block, room)
        case kinds.SignatureLines():
            return _signature_lines(font, block, paper)
        case kinds.QrCode():
            return _qr_code(font, block, room)
        case kinds.Picture():
            return PictureOnPaper(block.png, block.width_mm * MM, paper)
        case kinds.CoverTitle():
            return _cover_title(block, paper)
        case kinds.CoverFields():
            return cover_table(font, block, room)
        case kinds.Gap():
            return Space(0, block.mm * MM)
        case kinds.PageBreak():
            return NewPage()
        case _:
            raise BugError(f"no such block: {block!r}")


def _tie(drawn: Sequence[tuple[kinds.Block, Flowable]], paper: Paper) -> None:
    """A heading stays with the beginning of what it heads, and signatures with the end of what is signed."""
    needed, signed = 0.0, False
    for block, flowable in reversed(drawn):
        if isinstance(flowable, Block):
            if signed or isinstance(block, kinds.Heading):
                flowable.needs_below = flowable.getSpaceAfter() + needed
            flowable.wrap(paper.room, paper.height * 1000)
            needed = flowable.getSpaceBefore() + flowable.least()
            signed = isinstance(block, kinds.SignatureLines) or (signed and isinstance(block, kinds.Heading))
        elif isinstance(block, kinds.Gap):
            needed += block.mm * MM
        else:
            needed, signed = 0.0, False


def _heading(font: PaperFont, block: kinds.Heading, room: float) -> Block:
    rows = [[line] for line in break_lines(font, block.text, _HEADING.size, room - 10)]
    every = ((0, 0), (-1, -1))
    bar: list[Command] = [("LINEBEFORE", *every, 2.2, black, "butt"), ("LEFTPADDING", *every, 7)]
    return Block(rows, [room], style=[*_HEADING.commands(bold=True), *bar], spaceBefore=AFTER + 4, spaceAfter=6)


def _paragraph(font: PaperFont, block: kinds.Paragraph, room: float) -> Block:
    look = _SMALL if block.small else _BODY
    indent = 2 * look.size if block.indent else 0.0
    rows: list[list[str]] = []
    style = [*look.commands(bold=block.bold), ("ALIGN", (0, 0), (-1, -1), block.align.upper())]
    for text in block.text.split("\n"):
        style.append(("LEFTPADDING", (0, len(rows)), (0, len(rows)), indent))
        rows += [[line] for line in break_lines(font, text, look.size, room, first_indent=indent)]
    return Block(rows, [room], [look.leading] * len(rows), style=style, spaceAfter=4)


def _signature_lines(font: PaperFont, block: kinds.SignatureLines, paper: Paper) -> Block | None:
    if not block.labels:
        return None
    across = 3 if len(block.labels) % 3 == 0 and paper is ACROSS else min(2, len(block.labels))
    labels = [_("{label}:").format(label=label) for label in block.labels]
    dated = _("{label}:").format(label=_("Date"))
    blanks = _("{year} / {month} / {day}").format(year=" " * 14, month=" " * 9, day=" " * 9)
    rows = -(-len(labels) // across)
    data = [[""] * (3 * across) for _row in range(2 * rows)]
    every = ((0, 0), (-1, -1))
    style: list[Command] = [("FONT", *every, SANS, _SIGNED_SIZE, _SIGNED_SIZE), ("VALIGN", *every, "BOTTOM")]
    style += [(f"{side}PADDING", *every, 0) for side in ("TOP", "LEFT", "RIGHT")]
    for place, label in enumerate(labels):
        row, column = 2 * (place // across), 3 * (place % across)
        data[row][column], data[row + 1][column], data[row + 1][column + 1] = label, dated, blanks
        style.append(("LINEBELOW", (column + 1, row), (column + 1, row), 0.5, black))
        style.append(("BOTTOMPADDING", (0, row), (-1, row), 3))
        style.append(("BOTTOMPADDING", (0, row + 1), (-1, row + 1), 10))
    widths: list[float] = []
    for column in range(across):
        gap = 18 if column < across - 1 else 0
        widest = max(font.width(label, _SIGNED_SIZE) for label in (*labels[column::across], dated)) + 4
        widest = min(widest, paper.room / across - gap - 40)
        widths += [widest, paper.room / across - gap - widest, gap]
    heights = list(_SIGNED_ROWS) * rows
    return Block(data, widths, heights, style=style, spaceBefore=AFTER + 6, splitByRow=int(rows > _KEPT_SIGNATURES))


def _qr_code(font: PaperFont, block: kinds.QrCode, room: float) -> Block:
    side = block.size_mm * MM
    lines = break_lines(font, block.caption, _SMALL.size, room - side - 12)
    style = [*_SMALL.commands(), *((f"{edge}PADDING", (0, 0), (0, 0), 0) for edge in ("TOP", "BOTTOM"))]
    return Block(
        [[QrSquare(block.text, side), "\n".join(lines)]], [side + 12, room - side - 12], style=style, spaceAfter=AFTER
    )


def _cover_title(block: kinds.CoverTitle, paper: Paper) -> Title:
    above = 10 * MM if paper is ACROSS else 20 * MM
    spreads = ((6, 0.5), (99, 0.06))
    return Title(
        block.text, 34, paper.room, leading=51, above=above, below=14 * MM, spreads=spreads, subtitle=block.subtitle
    )
