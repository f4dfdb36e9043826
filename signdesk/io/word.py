"""Writes plain contracts as Word files: a title, paragraphs, clause headings in bold. Filling a centre's own Word
templates is `word_template`; reading contracts is `signdesk.io.importing`."""

import io
import re
import zipfile
from collections.abc import Sequence
from functools import cache

_DEFAULT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}default"
_CLAUSE = re.compile(r"^第[一二三四五六七八九十百]+条 ")


def contract_docx(lines: Sequence[str]) -> bytes:
    """A Word file of these paragraphs; the first one is the title. The same lines give the same bytes."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document(io.BytesIO(_blank()))
    normal = document.styles["Normal"]
    normal.font.name = "Noto Sans CJK SC"
    normal.font.size = Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(lines[0])
    run.bold, run.font.size = True, Pt(18)
    for line in lines[1:]:
        paragraph = document.add_paragraph()
        paragraph.add_run(line).bold = bool(_CLAUSE.match(line))
    written = io.BytesIO()
    document.save(written)
    return undated(written)


def undated(package: io.BytesIO) -> bytes:
    """An Office package without the time at which it was written, so that the same content is the same file."""
    written = io.BytesIO()
    with zipfile.ZipFile(package) as dated, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as undated:
        for entry in dated.infolist():
            undated.writestr(zipfile.ZipInfo(entry.filename), dated.read(entry), zipfile.ZIP_DEFLATED)
    return written.getvalue()


@cache
def _blank() -> bytes:
    """The library's empty document without the styles nothing here uses: a hundred and sixty of them are most of a
    contract's bytes, and of the time to write and to read it."""
    from docx import Document

    document = Document()
    for style in list(document.styles):
        if not style.element.get(_DEFAULT):
            style.delete()
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
