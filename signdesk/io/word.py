"""Writes plain contracts as Word files as they are usual in China: A4, the title in the middle, clause headings in
bold, sentences indented by two characters, pages numbered. Filling a centre's own Word templates is `word_template`;
reading contracts is `signdesk.io.importing`."""

import io
import re
import zipfile
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

_DEFAULT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}default"
_CLAUSE = re.compile(r"^第[一二三四五六七八九十百]+条 ")
_SENTENCE = re.compile(r"[。：；]$")
_SIGNATURE = "（签章）"
_SIZE = 11
"""Points of the text: a character is as wide."""


def contract_docx(lines: Sequence[str]) -> bytes:
    """A Word file of these paragraphs; the first one is the title. The same lines give the same bytes."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = Document(io.BytesIO(_blank()))
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(18)
    run = title.add_run(lines[0])
    run.bold, run.font.size = True, Pt(20)
    for line in lines[1:]:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line)
        layout = paragraph.paragraph_format
        if _CLAUSE.match(line):
            run.bold = layout.keep_with_next = True
            layout.space_before = Pt(6)
        elif _SIGNATURE in line:
            layout.space_before = Pt(24)
        elif _SENTENCE.search(line):
            layout.first_line_indent = Pt(2 * _SIZE)
    written = io.BytesIO()
    document.save(written)
    return undated(written)


def undated(package: io.BytesIO) -> bytes:
    """An Office package without the time at which it was written, so that the same content is the same file."""
    written = io.BytesIO()
    with zipfile.ZipFile(package) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            after.writestr(zipfile.ZipInfo(entry.filename), before.read(entry), zipfile.ZIP_DEFLATED)
    return written.getvalue()


@cache
def _blank() -> bytes:
    """The library's empty document, set up, without the styles nothing here uses: a hundred and sixty of them are most
    of a contract's bytes, and of the time to write and to read it."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    document = Document()
    for style in list(document.styles):
        if not style.element.get(_DEFAULT):
            style.delete()
    normal: ParagraphStyle = document.styles["Normal"]
    _set_font(normal)
    normal.paragraph_format.line_spacing = 1.2
    normal.paragraph_format.space_after = Pt(2)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(28)
    page.top_margin = page.bottom_margin = Mm(25)
    foot = page.footer.paragraphs[0]
    foot.style = normal
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words, counted in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES"), (" 页", "")):
        foot.add_run(words).font.size = Pt(9)
        if counted:
            _add_count(foot, counted)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_font(normal: "ParagraphStyle") -> None:
    """宋体 as contracts have it; where it is not installed, Word takes another of the kind."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    normal.font.name = "Times New Roman"
    normal.font.size = Pt(_SIZE)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")


def _add_count(paragraph: "Paragraph", name: str) -> None:
    """A number Word counts itself: the page's, or of all pages."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph.add_run("1").font.size = paragraph.runs[-1].font.size
    field.append(paragraph.runs[-1]._r)
    paragraph._p.append(field)
