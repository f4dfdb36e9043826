"""Word documents (.docx) become a text model: paragraphs, tables, text boxes, footnotes, headers in reading order,
numbers as Word shows them, and what a reader of the printed page would miss: tracked changes, comments, hidden text.
Read from the XML itself: what is needed goes past what python-docx shows, and a 100-page contract reads faster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from signdesk.core.text import Block, BlockKind, Note, NoteKind, Span, TextModel
from signdesk.io.importing.elements import (
    alternative,
    attribute,
    child_of,
    content_of,
    name_of,
    switched_on,
    value_of,
    whole_number,
)
from signdesk.io.importing.numbering_part import read_numbering
from signdesk.io.importing.package import Package
from signdesk.io.importing.sniff import Refused

DEEPEST = 60
"""Tables in tables and boxes in boxes beyond this are no contract."""

_SYMBOLS = {  # checkboxes and ticks from the symbol fonts, by code
    0xF0A8: "□", 0xF06F: "□", 0xF071: "□", 0xF0A3: "☐", 0xF0FE: "☑", 0xF052: "☑", 0xF0FC: "√", 0xF0FB: "✗",
    0xF0FD: "☒", 0xF054: "☒", 0xF053: "☒", 0xF06E: "■", 0xF0B7: "•", 0xF06C: "●",
}  # fmt: skip


@dataclass
class _Style:
    based_on: str | None = None
    number: tuple[str, int] | None = None
    outline: int | None = None
    bold: bool = False
    leader: bool = False


@dataclass
class _Paragraph:
    """What one paragraph says, while it is being read."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    underlined: list[Span] = field(default_factory=list)
    emphasised: list[Span] = field(default_factory=list)
    notes: list[tuple[NoteKind, int, int, str, str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    numeral: str = ""
    outline: int | None = None
    bold: bool = False
    leader: bool = False
    comments: dict[str, int] = field(default_factory=dict)
    runs: list[tuple[int, int, Element]] = field(default_factory=list)

    def add(self, text: str, *, underlined: bool = False, emphasised: bool = False) -> None:
        if not text:
            return
        start, end = self.length, self.length + len(text)
        self.parts.append(text)
        self.length = end
        for wanted, spans in ((underlined, self.underlined), (emphasised, self.emphasised)):
            if wanted and spans and spans[-1][1] == start:
                spans[-1] = (spans[-1][0], end)
            elif wanted:
                spans.append((start, end))


def read(data: bytes) -> TextModel:
    """The text model of a Word document. Raises Refused if it is unsafe, damaged or something else."""
    return _Reader(Package(data)).read()


def runs_of(data: bytes) -> dict[int, list[tuple[int, int, int]]]:
    """For who writes into the document: by the number of the paragraph's or cell's block in its text model, where in
    the block's text each run begins and ends, and which of all runs of the document it is (elements called `r`, from
    0). Text boxes, notes, headers and footers are left out: nothing can be attached to them. Raises Refused."""
    reader = _Reader(Package(data))
    reader.runs = {}
    root = reader.read_main()
    places = {id(run): place for place, run in enumerate(run for run in root.iter() if name_of(run) == "r")}
    return {block: [(start, end, places[id(run)]) for start, end, run in runs] for block, runs in reader.runs.items()}


class _Reader:
    runs: dict[int, list[tuple[int, int, Element]]] | None = None
    """By block, while somebody asks for them."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._related = package.related(package.main)
        self._styles = self._read_styles()
        self._numbering = read_numbering(self._part("numbering"))
        self._comments = self._read_comments()
        self._blocks: list[Block] = []
        self._notes: list[Note] = []
        self._counts = {"P": 0, "T": 0, "X": 0, "N": 0, "H": 0, "F": 0}
        self._footnotes: list[tuple[str, str]] = []
        self._parts_seen: list[tuple[BlockKind, str]] = []

    def read(self) -> TextModel:
        self.read_main()
        self._append_footnotes()
        for kind, part in self._parts_seen:
            self._append_part(kind, part)
        return TextModel("docx", tuple(self._blocks), tuple(self._notes))

    def read_main(self) -> Element:
        """The document itself, without what is kept beside it; its root."""
        root = self._package.xml(self._package.main)
        if root is None:
            raise Refused("damaged")
        self._body(child_of(root, "body"), 0)
        return root

    # parts beside the document

    def _part(self, kind: str) -> Element | None:
        path = next((path for of_kind, path in self._related.values() if of_kind == kind), None)
        return self._package.xml(path) if path else None

    def _read_styles(self) -> dict[str, _Style]:
        styles: dict[str, _Style] = {}
        self._default_style = ""
        for element in self._part("styles") or ():
            if name_of(element) != "style":
                continue
            identity = attribute(element, "styleId") or ""
            properties = child_of(element, "pPr")
            style = _Style(value_of(element, "basedOn"), bold=bool(switched_on(child_of(element, "rPr"), "b")))
            style.number = self._number_of(properties)
            style.outline = _outline(properties)
            style.leader = _has_leader(properties)
            styles[identity] = style
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true"):
                self._default_style = identity
        return styles

    @staticmethod
    def _number_of(properties: Element | None) -> tuple[str, int] | None:
        numbering = child_of(properties, "numPr")
        if numbering is None:
            return None
        return value_of(numbering, "numId") or "", whole_number(value_of(numbering, "ilvl"), -1)

    def _read_comments(self) -> dict[str, tuple[str, str, str]]:
        found = {}
        for element in self._part("comments") or ():
            text = " ".join("".join(_plain(paragraph)) for paragraph in element if name_of(paragraph) == "p")
            found[attribute(element, "id") or ""] = (
                text, attribute(element, "author") or "", attribute(element, "date") or ""
            )  # fmt: skip
        return found

    # the body

    def _body(self, parent: Element | None, depth: int) -> None:
        if depth > DEEPEST:
            return
        for element in content_of(parent):
            name = name_of(element)
            if name == "p":
                paragraph = self._paragraph(element)
                self._counts["P"] += 1
                self._emit("paragraph", f"P{self._counts['P']}", [paragraph], depth)
                self._sections(child_of(child_of(element, "pPr"), "sectPr"))
            elif name == "tbl":
                self._table(element, depth + 1)
            elif name == "sectPr":
                self._sections(element)

    def _table(self, table: Element, depth: int) -> None:
        if depth > DEEPEST:
            return
        self._counts["T"] += 1
        name = f"T{self._counts['T']}"
        row_number = 0
        for row in content_of(table):
            if name_of(row) != "tr":
                continue
            row_number += 1
            properties = child_of(row, "trPr")
            removed = child_of(properties, "del") is not None
            column = 1 + whole_number(value_of(properties, "gridBefore"), 0)
            for cell in content_of(row):
                if name_of(cell) != "tc":
                    continue
                cell_properties = child_of(cell, "tcPr")
                merged = child_of(cell_properties, "vMerge")
                if merged is None or attribute(merged, "val") == "restart":
                    self._cell(cell, f"{name}R{row_number}C{column}", depth, removed)
                column += max(whole_number(value_of(cell_properties, "gridSpan"), 1), 1)

    def _cell(self, cell: Element, place: str, depth: int, removed: bool) -> None:
        paragraphs, tables = [], []
        for element in content_of(cell):
            if name_of(element) == "p":
                paragraphs.append(self._paragraph(element))
            elif name_of(element) == "tbl":
                tables.append(element)
        if removed:
            text = "\n".join("".join(paragraph.parts) for paragraph in paragraphs)
            self._notes.append(Note("deleted", max(len(self._blocks), 1), 0, 0, text))
            return
        self._emit("cell", place, paragraphs, depth)
        for table in tables:
            self._table(table, depth + 1)

    def _emit(self, kind: BlockKind, place: str, paragraphs: list[_Paragraph], depth: int) -> None:
        """Append one block made of these paragraphs, then the text boxes anchored in it."""
        number = len(self._blocks) + 1
        offset = 0
        if self.runs is not None and kind in ("paragraph", "cell"):
            self.runs[number] = _moved(paragraphs)
        numerals: list[tuple[int, str]] = []
        underlined: list[Span] = []
        emphasised: list[Span] = []
        for paragraph in paragraphs:
            if paragraph.numeral:
                numerals.append((offset, paragraph.numeral))
            underlined += [(start + offset, end + offset) for start, end in paragraph.underlined]
            emphasised += [(start + offset, end + offset) for start, end in paragraph.emphasised]
            self._notes += [
                Note(kind_of_note, number, start + offset, end + offset, text, author, date)
                for kind_of_note, start, end, text, author, date in paragraph.notes
            ]
            offset += paragraph.length + 1
        text = "\n".join("".join(paragraph.parts) for paragraph in paragraphs)
        outline = paragraphs[0].outline if kind == "paragraph" and paragraphs else None
        self._blocks.append(
            Block(number, kind, text, place, None, tuple(numerals), tuple(underlined), tuple(emphasised), outline)
        )
        for paragraph in paragraphs:
            for box in paragraph.boxes:
                self._box(box, depth + 1)

    def _box(self, box: Element, depth: int) -> None:
        if depth > DEEPEST:
            return
        paragraphs = [self._paragraph(element) for element in content_of(box) if name_of(element) == "p"]
        if any(paragraph.length for paragraph in paragraphs):
            self._counts["X"] += 1
            self._emit("text_box", f"X{self._counts['X']}", paragraphs, depth)
        for element in content_of(box):
            if name_of(element) == "tbl":
                self._table(element, depth + 1)

    def _sections(self, section: Element | None) -> None:
        for element in section if section is not None else ():
            kind: BlockKind
            if name_of(element) == "headerReference":
                kind = "header"
            elif name_of(element) == "footerReference":
                kind = "footer"
            else:
                continue
            _kind, part = self._related.get(attribute(element, "id") or "", ("", ""))
            if part and (kind, part) not in self._parts_seen:
                self._parts_seen.append((kind, part))

    def _append_part(self, kind: BlockKind, part: str) -> None:
        root = self._package.xml(part)
        letter = "H" if kind == "header" else "F"
        for element in root.iter() if root is not None else ():
            if name_of(element) != "p":
                continue
            paragraph = self._paragraph(element)
            if "".join(paragraph.parts).strip():
                self._counts[letter] += 1
                self._emit(kind, f"{letter}{self._counts[letter]}", [paragraph], 0)

    def _append_footnotes(self) -> None:
        parts: dict[str, dict[str, Element]] = {}
        for kind, identity in self._footnotes:
            if kind not in parts:
                root = self._part(f"{kind}s")
                parts[kind] = {attribute(note, "id") or "": note for note in (root if root is not None else ())}
            note = parts[kind].get(identity)
            paragraphs = [self._paragraph(element) for element in content_of(note) if name_of(element) == "p"]
            self._counts["N"] += 1
            self._emit("footnote" if kind == "footnote" else "endnote", f"N{self._counts['N']}", paragraphs, 0)

    # paragraphs

    def _paragraph(self, element: Element) -> _Paragraph:
        paragraph = _Paragraph()
        properties = child_of(element, "pPr")
        style_id = value_of(properties, "pStyle") or self._default_style
        number = self._number_of(properties)
        seen: set[str] = set()
        identity: str | None = style_id
        paragraph.outline = _outline(properties)
        paragraph.leader = _has_leader(properties)
        while identity and identity not in seen and identity in self._styles:
            seen.add(identity)
            style = self._styles[identity]
            if style.number is not None and (number is None or not number[0]):
                depth = style.number[1] if number is None or number[1] < 0 else number[1]
                if depth < 0:
                    depth = self._numbering.depth_of(style.number[0], identity)
                number = (style.number[0], depth)
            if paragraph.outline is None:
                paragraph.outline = style.outline
            paragraph.bold = paragraph.bold or style.bold
            paragraph.leader = paragraph.leader or style.leader
            identity = style.based_on
        self._inline(element, paragraph, 0)
        for comment, start in paragraph.comments.items():
            self._comment(paragraph, comment, start, paragraph.length)
        if number is not None and number[0] not in ("", "0"):
            paragraph.numeral = self._numbering.next_number(number[0], max(number[1], 0))
        return paragraph

    def _comment(self, paragraph: _Paragraph, identity: str, start: int, end: int) -> None:
        text, author, date = self._comments.get(identity, ("", "", ""))
        if text:
            paragraph.notes.append(("comment", start, end, text, author, date))

    def _inline(self, parent: Element, paragraph: _Paragraph, depth: int) -> None:
        if depth > DEEPEST:
            return
        for element in parent:
            name = name_of(element)
            if name == "r":
                self._run(element, paragraph, depth)
            elif name in ("del", "moveFrom"):
                text = "".join(_plain(element))
                if text:
                    kind: NoteKind = "deleted" if name == "del" else "moved"
                    paragraph.notes.append(
                        (kind, paragraph.length, paragraph.length, text, *_by_whom(element))
                    )  # fmt: skip
            elif name in ("ins", "moveTo"):
                start = paragraph.length
                self._inline(element, paragraph, depth + 1)
                if paragraph.length > start:
                    text = "".join(paragraph.parts)[start:]
                    paragraph.notes.append(("inserted", start, paragraph.length, text, *_by_whom(element)))
            elif name == "commentRangeStart":
                paragraph.comments[attribute(element, "id") or ""] = paragraph.length
            elif name == "commentRangeEnd":
                identity = attribute(element, "id") or ""
                self._comment(paragraph, identity, paragraph.comments.pop(identity, 0), paragraph.length)
            elif name in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo"):
                self._inline(element, paragraph, depth + 1)
            elif name == "AlternateContent":
                self._inline(alternative(element), paragraph, depth + 1)
            elif name in ("oMath", "oMathPara"):
                paragraph.add("".join(text.text or "" for text in element.iter() if name_of(text) == "t"))

    def _run(self, run: Element, paragraph: _Paragraph, depth: int) -> None:
        properties = child_of(run, "rPr")
        hidden = bool(switched_on(properties, "vanish"))
        line = value_of(properties, "u")
        underlined = line is not None and line != "none"
        bold = switched_on(properties, "b")
        begin = paragraph.length
        emphasised = bold if bold is not None else paragraph.bold
        words: list[str] = []
        for element in run:
            name = name_of(element)
            piece = ""
            if name == "t":
                piece = element.text or ""
            elif name in ("tab", "ptab"):
                piece = "\t"
                if paragraph.leader and not hidden:
                    paragraph.add(piece, underlined=True)
                    continue
            elif name in ("br", "cr"):
                piece = "\n" if (attribute(element, "type") or "textWrapping") == "textWrapping" else ""
            elif name == "noBreakHyphen":
                piece = "-"
            elif name == "sym":
                code = attribute(element, "char") or ""
                try:
                    piece = _SYMBOLS.get(int(code, 16), "")
                except ValueError:
                    piece = ""
            elif name == "fldChar":
                piece = _form_checkbox(element)
            elif name in ("footnoteReference", "endnoteReference"):
                self._footnotes.append((name.removesuffix("Reference"), attribute(element, "id") or ""))
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                content = alternative(element) if name == "AlternateContent" else element
                paragraph.boxes += _outermost_boxes(content, depth)
                if any(name_of(inner) in ("blip", "imagedata") for inner in content.iter()):
                    paragraph.notes.append(("picture", paragraph.length, paragraph.length, "", "", ""))
            if hidden:
                words.append(piece)
            else:
                paragraph.add(piece, underlined=underlined, emphasised=emphasised)
        if paragraph.length > begin:
            paragraph.runs.append((begin, paragraph.length, run))
        if hidden and "".join(words).strip():
            paragraph.notes.append(("hidden", paragraph.length, paragraph.length, "".join(words), "", ""))


def _moved(paragraphs: list[_Paragraph]) -> list[tuple[int, int, Element]]:
    """The runs of paragraphs that stand below each other in one block."""
    found, offset = [], 0
    for paragraph in paragraphs:
        found += [(start + offset, end + offset, run) for start, end, run in paragraph.runs]
        offset += paragraph.length + 1
    return found


def _outline(properties: Element | None) -> int | None:
    level = whole_number(value_of(properties, "outlineLvl"), 9)
    return level if level < 9 else None


def _has_leader(properties: Element | None) -> bool:
    tabs = child_of(properties, "tabs")
    return tabs is not None and any(attribute(tab, "leader") in ("underscore", "heavy") for tab in tabs)


def _outermost_boxes(element: Element, depth: int) -> Iterator[Element]:
    if depth > DEEPEST:
        return
    for child in element:
        name = name_of(child)
        if name == "txbxContent":
            yield child
        elif name == "AlternateContent":
            yield from _outermost_boxes(alternative(child), depth + 1)
        else:
            yield from _outermost_boxes(child, depth + 1)


def _form_checkbox(field_character: Element) -> str:
    box = child_of(child_of(field_character, "ffData"), "checkBox")
    if box is None:
        return ""
    ticked = switched_on(box, "checked")
    if ticked is None:
        ticked = switched_on(box, "default")
    return "☑" if ticked else "☐"


def _plain(element: Element) -> Iterator[str]:
    for inner in element.iter():
        if name_of(inner) in ("t", "delText"):
            yield inner.text or ""


def _by_whom(element: Element) -> tuple[str, str]:
    return attribute(element, "author") or "", attribute(element, "date") or ""
