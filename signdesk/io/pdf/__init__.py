"""Paper: forms, ledgers and slips as PDF/A-2u with the used characters of the Chinese font embedded. Words come
from the callers, already translated; only what every page says about itself (page 1 of 2, printed at) is worded
here. All functions are pure (values in, bytes out), take as long as drawing takes and therefore belong on a
worker, never on the screen thread."""

from collections.abc import Callable, Sequence

from signdesk.io.pdf.blocks import (
    Align,
    Block,
    Cells,
    CoverFields,
    CoverTitle,
    Fields,
    Gap,
    Grid,
    GridColumn,
    Heading,
    MissingGlyph,
    PageBreak,
    PageHeader,
    Paragraph,
    Picture,
    QrCode,
    SignatureLines,
)

__all__ = [
    "Align",
    "Block",
    "Cells",
    "CoverFields",
    "CoverTitle",
    "Fields",
    "Gap",
    "Grid",
    "GridColumn",
    "Heading",
    "MissingGlyph",
    "PageBreak",
    "PageHeader",
    "Paragraph",
    "Picture",
    "QrCode",
    "SignatureLines",
    "form_pdf",
    "ledger_pdf",
    "slip_pdf",
]


def form_pdf(header: PageHeader, blocks: Sequence[Block], *, landscape: bool = False) -> bytes:
    """An A4 form as PDF/A-2u. Raises MissingGlyph, naming the characters, before anything is drawn with boxes."""
    from signdesk.io.pdf.form import draw_form

    return draw_form(header, blocks, landscape=landscape)


def ledger_pdf(
    header: PageHeader,
    columns: Sequence[GridColumn],
    rows: Sequence[Sequence[str]],
    *,
    landscape: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """A long list, one line per row (what does not fit is cut with …), as PDF/A-2u.

    `progress(done, of)` is called with rows after each page; an exception raised there (a cancel) ends the work.
    """
    from signdesk.io.pdf.ledger import draw_ledger

    return draw_ledger(header, columns, rows, landscape=landscape, progress=progress)


def slip_pdf(
    header: PageHeader, lines: Sequence[tuple[str, str]], *, number: str = "", qr_text: str = "", advice: str = ""
) -> bytes:
    """A narrow slip for an 80 mm roll: the `number` large, (label, value) lines, a QR code, a line of advice. As
    long as its content."""
    from signdesk.io.pdf.slip import draw_slip

    return draw_slip(header, lines, number=number, qr_text=qr_text, advice=advice)
