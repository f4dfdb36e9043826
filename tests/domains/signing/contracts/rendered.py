"""Turns a written contract into the file a person would bring: Word, PDF or text, and reads it as the program does.

Marks in the lines, for what only some files can hold: `<b>` `<u>` emphasis and underlining, `<sdt>` a content control,
`<box>` a text box, `<ins>` `<del>` tracked changes, `<hid>` hidden text, `<note>` a comment; `#1 ` at the beginning of
a line is an automatic number of level 1; `|a|b|` is a table row, in which `>` joins the cell to its left neighbour and
`^` to the one above. Text and PDF files hold the words of such lines alone."""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import dataclass

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from signdesk.core.text import TextModel
from signdesk.io.importing.child import read_document
from tests.io import contract_files as files

_MARK = re.compile(r"<(b|u|sdt|box|ins|del|hid|note)>(.*?)</\1>")
_LEVEL = re.compile(r"#(\d) ")
_BOXES = {"☑": "F0FE", "□": "F0A8", "☐": "F0A3"}
_LINES_A_PAGE = 40


@dataclass(frozen=True)
class Layout:
    """What kind of file it is and what stands around the text. `lists` are the levels of automatic numbering;
    `symbols` says that check boxes are characters of a symbol font, as Word inserts them."""

    form: str = "utf-8"
    header: str = ""
    footer: str = ""
    lists: tuple[tuple[str, str], ...] = ()
    symbols: bool = False
    width: int = 37


def model(text: str, layout: Layout) -> TextModel:
    """The text model of the file."""
    return read_document(_file(text, layout))


def plain(line: str) -> str:
    """The words of a line without marks; what is no running text (boxes, remarks, deletions) left out."""
    line = _LEVEL.sub("", re.sub(r"<(box|note|del|hid)>.*?</\1>", "", line))
    line = _MARK.sub(r"\2", _MARK.sub(r"\2", line))
    return "  ".join(cell for cell in _cells(line) if cell not in "^>") if line.startswith("|") else line


def boxes(line: str) -> list[str]:
    """The words in the line's text boxes."""
    return re.findall(r"<box>(.*?)</box>", line)


def _cells(line: str) -> list[str]:
    return [cell.strip(" ") for cell in line[1:-1].split("|")]


def _file(text: str, layout: Layout) -> bytes:
    lines = text.split("\n")
    if layout.form == "docx":
        return _word(lines, layout)
    plain_lines = [piece for line in lines for piece in (plain(line), *boxes(line)) if piece or not line]
    if layout.form != "pdf":
        return "\n".join(plain_lines).encode(layout.form)
    broken = [piece for line in plain_lines for piece in files.broken(line, layout.width)]
    pages = ["\n".join(broken[at : at + _LINES_A_PAGE]) for at in range(0, len(broken), _LINES_A_PAGE)]
    return files.pdf_file(*pages, width=layout.width + 3, heading=layout.header)


def _word(lines: list[str], layout: Layout) -> bytes:
    document = docx.Document(io.BytesIO(files.blank()))
    if layout.lists:
        files.define_list(document, layout.lists)
    for kind, group in itertools.groupby(lines, key=lambda line: line.startswith("|")):
        if kind:
            _table(document, [_cells(line) for line in group], layout)
        else:
            for line in group:
                _paragraph(document, line, layout)
    section = document.sections[0]
    if layout.header:
        section.header.paragraphs[0].text = layout.header
    if layout.footer:
        section.footer.paragraphs[0].text = layout.footer
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _paragraph(document, line: str, layout: Layout) -> None:
    level = _LEVEL.match(line)
    if level:
        paragraph = files.numbered(document, "", depth=int(level[1]) - 1)
        line = line[level.end() :]
    else:
        paragraph = document.add_paragraph()
    _fill(paragraph, line, layout)


def _table(document, rows: list[list[str]], layout: Layout) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    grid = [list(row.cells) for row in table.rows]  # asked for once: the library counts all cells through every time
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            cell = grid[number][column]
            if words == ">":
                grid[number][column] = grid[number][column - 1].merge(cell)
            elif words == "^":
                grid[number][column] = grid[number - 1][column].merge(cell)
            else:
                _fill(cell.paragraphs[0], words, layout)


def _fill(paragraph, words: str, layout: Layout) -> None:
    position = 0
    for mark in _MARK.finditer(words):
        _run(paragraph, words[position : mark.start()], layout)
        _marked(paragraph, mark[1], mark[2], layout)
        position = mark.end()
    _run(paragraph, words[position:], layout)


def _run(paragraph, words: str, layout: Layout):
    run = paragraph.add_run()
    for piece in re.split("([☑□☐])", words) if layout.symbols else [words]:
        if layout.symbols and piece in _BOXES:
            run._r.append(parse_xml(f'<w:sym {nsdecls("w")} w:font="Wingdings" w:char="{_BOXES[piece]}"/>'))
        elif piece:
            run.add_text(piece)
    return run


def _marked(paragraph, mark: str, words: str, layout: Layout) -> None:
    if mark == "note":
        paragraph.part.document.add_comment(paragraph.runs[-1], text=words, author="审核人")
        return
    run = _run(paragraph, words, layout)
    if mark == "b":
        run.bold = True
    elif mark == "u":
        run.underline = True
    elif mark == "hid":
        run.font.hidden = True
    elif mark == "sdt":
        _wrap(run, "<w:sdt {}><w:sdtPr/><w:sdtContent/></w:sdt>", "sdtContent")
    elif mark == "ins":
        _wrap(run, '<w:ins {} w:id="1" w:author="经办人" w:date="2026-11-20T10:00:00Z"/>', "ins")
    elif mark == "del":
        for text in run._r.findall(qn("w:t")):
            text.tag = qn("w:delText")
        _wrap(run, '<w:del {} w:id="2" w:author="经办人" w:date="2026-11-20T10:00:00Z"/>', "del")
    elif mark == "box":
        run._r.getparent().replace(run._r, _text_box(words))


def _wrap(run, xml: str, inner: str) -> None:
    element = parse_xml(xml.format(nsdecls("w")))
    run._r.addprevious(element)
    next(part for part in element.iter() if part.tag == qn(f"w:{inner}")).append(run._r)


def _text_box(words: str):
    return parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:200pt;height:40pt">'
        f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
        "</v:shape></w:pict></w:r>"
    )
