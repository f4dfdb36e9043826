"""Contract files made by the tests themselves: Word, PDF and text, as people's programs write them."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

CONTRACT = (
    "房屋租赁合同",
    "甲方（出租人）：张三",
    "乙方（承租人）：李四",
    "第一条 租赁房屋",
    "房屋坐落于临江市东湖区文昌路12号。",
    "第二条 租金",
    "月租金人民币4,500.00元（大写：肆仟伍佰元整）。",
)


@cache
def blank() -> bytes:
    """The library's empty document with as many styles as Word and WPS write for a plain contract: its own hundred and
    sixty, kept twice, are eight hundred kB to pack and to read for every file."""
    document = docx.Document()
    for style in list(document.styles):
        if style.type != WD_STYLE_TYPE.PARAGRAPH:
            style.delete()
    twice = next(key for key, part in document.part.rels.items() if part.reltype.endswith("/stylesWithEffects"))
    del document.part.rels[twice]
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def word_file(*paragraphs: str, build=None) -> bytes:
    """A .docx with these paragraphs; `build(document)` may add more."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if build:
        build(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_part(data: bytes, name: str, change) -> bytes:
    """The same package with one part's bytes changed (or added where `change` is bytes)."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == name and callable(change):
                content = change(content)
            new.writestr(entry.filename, content)
        if not callable(change):
            new.writestr(name, change)
    return target.getvalue()


def body_xml(data: bytes, xml: str) -> bytes:
    """The package with `xml` as the first thing in the body."""
    return with_part(
        data, "word/document.xml", lambda content: content.replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)
    )


def define_list(document, levels, *, number_id="42", starts=None) -> None:
    """Add an automatic numbering: levels are (format, text) pairs."""
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), number_id)
    for depth, (number_format, text) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", number_format), ("w:lvlText", text)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    numbering.insert(0, abstract)
    instance = OxmlElement("w:num")
    instance.set(qn("w:numId"), number_id)
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), number_id)
    instance.append(link)
    for depth, start in (starts or {}).items():
        override = OxmlElement("w:lvlOverride")
        override.set(qn("w:ilvl"), str(depth))
        value = OxmlElement("w:startOverride")
        value.set(qn("w:val"), str(start))
        override.append(value)
        instance.append(override)
    numbering.append(instance)


def numbered(document, text: str, *, depth: int = 0, number_id: str = "42"):
    """Add a paragraph with an automatic number."""
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = depth
    properties.get_or_add_numId().val = int(number_id)
    return paragraph


def broken(text: str, width: int) -> list[str]:
    """Lines as a word processor breaks them: Chinese characters are two halves wide, no mark begins a line."""
    lines, line, used = [], "", 0
    for character in text:
        halves = 1 if character.isascii() else 2
        if used + halves > 2 * width and character not in "，。；：、）":
            lines.append(line)
            line, used = "", 0
        line += character
        used += halves
    return [*lines, line]


def pdf_file(*pages: str, size: float = 12, width: int = 36, heading: str = "", password: str = "") -> bytes:
    """A PDF with text; each page is a text whose paragraphs are broken where a line is `width` characters wide."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, encrypt=password or None)
    for number, page in enumerate(pages, 1):
        canvas.setFont("STSong-Light", size)
        top = A4[1] - 60
        if heading:
            canvas.drawString(70, A4[1] - 30, heading)
        for paragraph in page.split("\n"):
            for line in broken(paragraph, width):
                canvas.drawString(70, top, line)
                top -= size * 1.6
        if heading:
            canvas.drawCentredString(A4[0] / 2, 30, f"第{number}页 共{len(pages)}页")
        canvas.showPage()
    canvas.save()
    return target.getvalue()
