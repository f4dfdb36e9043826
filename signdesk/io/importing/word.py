"""Word documents (.docx) become a text model: paragraphs, tables, text boxes, footnotes, headers in reading order,
numbers as Word shows them, and what a reader of the printed page would miss: tracked changes, comments, hidden text.
Read from the XML itself: what is needed goes past what python-docx shows, and a 100-page contract reads faster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from signdesk.core.text import Block, BlockKind, Note, NoteKind, Span, TextModel
from signdesk.io.importing.numbering import Level, ListDefinition, ListInstance, Numbering
from signdesk.io.importing.package import Package

DEEPEST = 60
"""Tables in tables and boxes in boxes beyond this are no contract."""

_ON = (None, "1", "true", "on")
_SYMBOLS = {  # checkboxes and ticks from the symbol fonts, by code
    0xF0A8: "□", 0xF06F: "□", 0xF071: "□", 0xF0A3: "☐", 0xF0FE: "☑", 0xF052: "☑", 0xF0FC: "√", 0xF0FB: "✗",
    0xF0FD: "☒", 0xF054: "☒", 0xF053: "☒", 0xF06E: "■", 0xF0B7: "•", 0xF06C: "●",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _name(element: Element) -> str:
    return _local(element.tag)


def _child(element: Element | None, name: str) -> Element | None:
    if element is not None:
        for child in element:
            if _local(child.tag) == name:
                return child
    return None


def _attribute(element: Element | None, name: str) -> str | None:
    if element is not None:
        for key, value in element.items():
            if _local(key) == name:
                return value
    return None


def _value(element: Element | None, name: str) -> str | None:
    """The `val` of a child."""
    return _attribute(_child(element, name), "val")


def _switched_on(properties: Element | None, name: str) -> bool | None:
    """A toggle property: None where it is not mentioned."""
    child = _child(properties, name)
    return None if child is None else _attribute(child, "val") in _ON


def _number(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


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


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._related = package.related(package.main)
        self._styles = self._read_styles()
        self._numbering = self._read_numbering()
        self._comments = self._read_comments()
        self._blocks: list[Block] = []
        self._notes: list[Note] = []
        self._counts = {"P": 0, "T": 0, "X": 0, "N": 0, "H": 0, "F": 0}
        self._footnotes: list[tuple[str, str]] = []
        self._parts_seen: list[tuple[BlockKind, str]] = []

    def read(self) -> TextModel:
        root = self._package.xml(self._package.main)
        self._body(_child(root, "body"), 0)
        self._append_footnotes()
        for kind, part in self._parts_seen:
            self._append_part(kind, part)
        return TextModel("docx", tuple(self._blocks), tuple(self._notes))

    # parts beside the document

    def _part(self, kind: str) -> Element | None:
        path = next((path for of_kind, path in self._related.values() if of_kind == kind), None)
        return self._package.xml(path) if path else None

    def _read_styles(self) -> dict[str, _Style]:
        styles: dict[str, _Style] = {}
        self._default_style = ""
        for element in self._part("styles") or ():
            if _name(element) != "style":
                continue
            identity = _attribute(element, "styleId") or ""
            properties = _child(element, "pPr")
            style = _Style(_value(element, "basedOn"), bold=bool(_switched_on(_child(element, "rPr"), "b")))
            style.number = self._number_of(properties)
            style.outline = _outline(properties)
            style.leader = _has_leader(properties)
            styles[identity] = style
            if _attribute(element, "type") == "paragraph" and _attribute(element, "default") in ("1", "true"):
                self._default_style = identity
        return styles

    @staticmethod
    def _number_of(properties: Element | None) -> tuple[str, int] | None:
        numbering = _child(properties, "numPr")
        if numbering is None:
            return None
        return _value(numbering, "numId") or "", _number(_value(numbering, "ilvl"), -1)

    def _read_numbering(self) -> Numbering:
        definitions: dict[str, ListDefinition] = {}
        instances: dict[str, ListInstance] = {}
        style_links: dict[str, str] = {}
        linked: dict[str, str] = {}
        self._level_of_style: dict[tuple[str, str], int] = {}
        for element in self._part("numbering") or ():
            if _name(element) == "abstractNum":
                identity = _attribute(element, "abstractNumId") or ""
                definition = definitions.setdefault(identity, ListDefinition())
                for child in element:
                    if _name(child) == "lvl":
                        depth = _number(_attribute(child, "ilvl"), 0)
                        definition.levels[depth] = _level(child)
                        if style := _value(child, "pStyle"):
                            self._level_of_style[identity, style] = depth
                    elif _name(child) == "styleLink":
                        style_links[_attribute(child, "val") or ""] = identity
                    elif _name(child) == "numStyleLink":
                        linked[identity] = _attribute(child, "val") or ""
            elif _name(element) == "num":
                instance = ListInstance(_value(element, "abstractNumId") or "")
                for override in element:
                    if _name(override) != "lvlOverride":
                        continue
                    depth = _number(_attribute(override, "ilvl"), 0)
                    start = _value(override, "startOverride")
                    if start is not None:
                        instance.starts[depth] = _number(start, 1)
                    level = _child(override, "lvl")
                    if level is not None:
                        instance.levels[depth] = _level(level)
                instances[_attribute(element, "numId") or ""] = instance
        for identity, style in linked.items():
            if style in style_links:
                definitions[identity] = definitions[style_links[style]]
        self._instances = instances
        return Numbering(definitions, instances)

    def _read_comments(self) -> dict[str, tuple[str, str, str]]:
        found = {}
        for element in self._part("comments") or ():
            text = " ".join("".join(_plain(paragraph)) for paragraph in element if _name(paragraph) == "p")
            found[_attribute(element, "id") or ""] = (
                text, _attribute(element, "author") or "", _attribute(element, "date") or ""
            )  # fmt: skip
        return found

    # the body

    def _body(self, parent: Element | None, depth: int) -> None:
        if depth > DEEPEST:
            return
        for element in _content(parent):
            name = _name(element)
            if name == "p":
                paragraph = self._paragraph(element)
                self._counts["P"] += 1
                self._emit("paragraph", f"P{self._counts['P']}", [paragraph], depth)
                self._sections(_child(_child(element, "pPr"), "sectPr"))
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
        for row in _content(table):
            if _name(row) != "tr":
                continue
            row_number += 1
            properties = _child(row, "trPr")
            removed = _child(properties, "del") is not None
            column = 1 + _number(_value(properties, "gridBefore"), 0)
            for cell in _content(row):
                if _name(cell) != "tc":
                    continue
                cell_properties = _child(cell, "tcPr")
                merged = _child(cell_properties, "vMerge")
                if merged is None or _attribute(merged, "val") == "restart":
                    self._cell(cell, f"{name}R{row_number}C{column}", depth, removed)
                column += max(_number(_value(cell_properties, "gridSpan"), 1), 1)

    def _cell(self, cell: Element, place: str, depth: int, removed: bool) -> None:
        paragraphs, tables = [], []
        for element in _content(cell):
            if _name(element) == "p":
                paragraphs.append(self._paragraph(element))
            elif _name(element) == "tbl":
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
        paragraphs = [self._paragraph(element) for element in _content(box) if _name(element) == "p"]
        if any(paragraph.length for paragraph in paragraphs):
            self._counts["X"] += 1
            self._emit("text_box", f"X{self._counts['X']}", paragraphs, depth)
        for element in _content(box):
            if _name(element) == "tbl":
                self._table(element, depth + 1)

    def _sections(self, section: Element | None) -> None:
        for element in section if section is not None else ():
            kind: BlockKind
            if _name(element) == "headerReference":
                kind = "header"
            elif _name(element) == "footerReference":
                kind = "footer"
            else:
                continue
            _kind, part = self._related.get(_attribute(element, "id") or "", ("", ""))
            if part and (kind, part) not in self._parts_seen:
                self._parts_seen.append((kind, part))

    def _append_part(self, kind: BlockKind, part: str) -> None:
        root = self._package.xml(part)
        letter = "H" if kind == "header" else "F"
        for element in root.iter() if root is not None else ():
            if _name(element) != "p":
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
                parts[kind] = {_attribute(note, "id") or "": note for note in (root if root is not None else ())}
            note = parts[kind].get(identity)
            paragraphs = [self._paragraph(element) for element in _content(note) if _name(element) == "p"]
            self._counts["N"] += 1
            self._emit("footnote" if kind == "footnote" else "endnote", f"N{self._counts['N']}", paragraphs, 0)

    # paragraphs

    def _paragraph(self, element: Element) -> _Paragraph:
        paragraph = _Paragraph()
        properties = _child(element, "pPr")
        style_id = _value(properties, "pStyle") or self._default_style
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
                    instance = self._instances.get(style.number[0])
                    depth = self._level_of_style.get((instance.definition, identity), 0) if instance else 0
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
            name = _name(element)
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
                paragraph.comments[_attribute(element, "id") or ""] = paragraph.length
            elif name == "commentRangeEnd":
                identity = _attribute(element, "id") or ""
                self._comment(paragraph, identity, paragraph.comments.pop(identity, 0), paragraph.length)
            elif name in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo"):
                self._inline(element, paragraph, depth + 1)
            elif name == "AlternateContent":
                self._inline(_alternative(element), paragraph, depth + 1)
            elif name in ("oMath", "oMathPara"):
                paragraph.add("".join(text.text or "" for text in element.iter() if _name(text) == "t"))

    def _run(self, run: Element, paragraph: _Paragraph, depth: int) -> None:
        properties = _child(run, "rPr")
        hidden = bool(_switched_on(properties, "vanish"))
        line = _value(properties, "u")
        underlined = line is not None and line != "none"
        bold = _switched_on(properties, "b")
        emphasised = bold if bold is not None else paragraph.bold
        words: list[str] = []
        for element in run:
            name = _name(element)
            piece = ""
            if name == "t":
                piece = element.text or ""
            elif name in ("tab", "ptab"):
                piece = "\t"
                if paragraph.leader and not hidden:
                    paragraph.add(piece, underlined=True)
                    continue
            elif name in ("br", "cr"):
                piece = "\n" if (_attribute(element, "type") or "textWrapping") == "textWrapping" else ""
            elif name == "noBreakHyphen":
                piece = "-"
            elif name == "sym":
                code = _attribute(element, "char") or ""
                try:
                    piece = _SYMBOLS.get(int(code, 16), "")
                except ValueError:
                    piece = ""
            elif name == "fldChar":
                piece = _form_checkbox(element)
            elif name in ("footnoteReference", "endnoteReference"):
                self._footnotes.append((name.removesuffix("Reference"), _attribute(element, "id") or ""))
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                content = _alternative(element) if name == "AlternateContent" else element
                paragraph.boxes += _outermost_boxes(content, depth)
                if any(_name(inner) in ("blip", "imagedata") for inner in content.iter()):
                    paragraph.notes.append(("picture", paragraph.length, paragraph.length, "", "", ""))
            if hidden:
                words.append(piece)
            else:
                paragraph.add(piece, underlined=underlined, emphasised=emphasised)
        if hidden and "".join(words).strip():
            paragraph.notes.append(("hidden", paragraph.length, paragraph.length, "".join(words), "", ""))


def _level(element: Element) -> Level:
    return Level(
        format=_value(element, "numFmt")
        or _value(_alternative(_child(element, "AlternateContent")), "numFmt")
        or "decimal",
        text=_value(element, "lvlText") or "",
        start=_number(_value(element, "start"), 1),
        restart=_number(restart, 0) if (restart := _value(element, "lvlRestart")) is not None else None,
        legal=bool(_switched_on(element, "isLgl")),
    )


def _outline(properties: Element | None) -> int | None:
    level = _number(_value(properties, "outlineLvl"), 9)
    return level if level < 9 else None


def _has_leader(properties: Element | None) -> bool:
    tabs = _child(properties, "tabs")
    return tabs is not None and any(_attribute(tab, "leader") in ("underscore", "heavy") for tab in tabs)


def _content(parent: Element | None) -> Iterator[Element]:
    """The block-level children, with structured document tags and insertions opened up."""
    for element in parent if parent is not None else ():
        name = _name(element)
        if name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _content(element)
        elif name == "AlternateContent":
            yield from _content(_alternative(element))
        else:
            yield element


def _alternative(element: Element | None) -> Element:
    """The branch of an AlternateContent that is read: the choice, else the fallback."""
    for name in ("Choice", "Fallback"):
        branch = _child(element, name)
        if branch is not None:
            return branch
    return Element("none")


def _outermost_boxes(element: Element, depth: int) -> Iterator[Element]:
    if depth > DEEPEST:
        return
    for child in element:
        name = _name(child)
        if name == "txbxContent":
            yield child
        elif name == "AlternateContent":
            yield from _outermost_boxes(_alternative(child), depth + 1)
        else:
            yield from _outermost_boxes(child, depth + 1)


def _form_checkbox(field_character: Element) -> str:
    box = _child(_child(field_character, "ffData"), "checkBox")
    if box is None:
        return ""
    ticked = _switched_on(box, "checked")
    if ticked is None:
        ticked = _switched_on(box, "default")
    return "☑" if ticked else "☐"


def _plain(element: Element) -> Iterator[str]:
    for inner in element.iter():
        if _name(inner) in ("t", "delText"):
            yield inner.text or ""


def _by_whom(element: Element) -> tuple[str, str]:
    return _attribute(element, "author") or "", _attribute(element, "date") or ""
