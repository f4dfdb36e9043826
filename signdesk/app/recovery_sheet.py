"""The sheet with the recovery code, for the safe."""

from signdesk.core import clock
from signdesk.core.i18n import _
from signdesk.io.pdf.blocks import Block


def recovery_sheet(*, code: str, centre: str) -> bytes:
    """One page as PDF/A-2u. It is made in memory; whoever saves it decides where. MissingGlyph if the centre's name
    has a character no embedded font can draw."""
    from signdesk.io.pdf import CoverFields, Gap, PageHeader, Paragraph, SignatureLines, form_pdf

    groups = code.split("-")
    header = PageHeader(centre=centre, title=_("Recovery code"), number="", printed_at=clock.now(), person="")
    rows = [
        (_("Groups {first} to {last}").format(first=start + 1, last=start + 2), "   ".join(groups[start : start + 2]))
        for start in range(0, len(groups), 2)
    ]
    about = _(
        "Whoever has this code can open the centre's data. Keep the sheet in a safe, never on a PC. "
        "It is needed when both the keyring and the passphrase are lost."
    )
    typing = _("There is no O, I, L or U in it; capitals and spaces do not matter when it is typed.")
    blocks: list[Block] = [Paragraph(about), Gap(4), CoverFields(rows), Gap(4), Paragraph(typing, small=True)]
    return form_pdf(header, [*blocks, Gap(8), SignatureLines([_("Handed over by"), _("Kept by")])])
