"""Word and text files as a PDF, so that they are read like any other paper where nothing but papers is shown. What is
drawn is the text that was read from the file in the limited process of `io.importing`, with headings, tables and
automatic numbers; the look of the original is not imitated, and every such PDF says so at its head in words of the
caller's."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from textwrap import wrap

from signdesk.core import text
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _
from signdesk.core.text import NoteKind, TextModel
from signdesk.io import importing
from signdesk.io.pdf import Block, Cells, Fields, Grid, GridColumn, Heading, PageHeader, Paragraph, form_pdf

MEDIA_TYPES = frozenset(importing.MEDIA_TYPES[kind] for kind in ("doc", "docx", "rtf", "txt"))
MOST_CHARACTERS = 1_000_000
"""Some thousand pages, which take up to a minute to draw."""

_LONGEST_HEADING = 40
_LONGEST_PIECE = 4000  # characters of a paragraph drawn as one, rows of a table: what draws them slows down beyond
_MOST_ROWS = 150
_LEAST_SHARE, _MOST_SHARE = 6, 60  # of a column, in halves of a Chinese character
_EXCERPT = 24

_REMARKS: frozenset[NoteKind] = frozenset({"inserted", "deleted", "moved", "comment", "hidden"})
_NOTES: dict[NoteKind, str] = {
    "inserted": N_("Inserted as a tracked change"),
    "deleted": N_("Deleted as a tracked change"),
    "moved": N_("Moved away as a tracked change"),
    "comment": N_("Comment in the margin"),
    "hidden": N_("Hidden text"),
    "picture": N_("Picture, not shown here"),
    "embedded": N_("Embedded object, not shown here"),
    "doubtful": N_("Not read with certainty"),
}


def pdf_of(data: bytes, name: str, *, header: PageHeader, notice: str, remarks: bool = True) -> bytes:
    """The text of the file `name` as a PDF that says at its head where it comes from: the file's name and SHA-256, and
    `notice`. Without `remarks` it leaves out what is meant for those who worked on the file: comments, hidden text,
    and which words are tracked changes. Takes seconds, for an old Word file up to a minute: call it on a worker.
    Raises UserError."""
    model = importing.read_contract(data, name, recognise=False)
    if model.characters() > MOST_CHARACTERS:
        raise UserError(
            _("“{name}” has more than a million characters and is not shown.").format(name=name),
            hint=_("Its text is found by search."),
        )
    from signdesk.io.pdf.font import spelt_out

    digest = hashlib.sha256(data).hexdigest()
    origin = [
        (_("Read from the file"), spelt_out(name)),
        (_("SHA-256 of the file"), "\n".join(" ".join(wrap(half, 8)) for half in wrap(digest, 32))),
        (_("Please note"), notice),
    ]
    shown = _drawable(model)
    if not remarks:
        shown = replace(shown, notes=tuple(note for note in shown.notes if note.kind not in _REMARKS))
    header = replace(header, title=spelt_out(header.title))
    return form_pdf(header, [Fields(origin, columns=1), *_blocks(shown)])


def _drawable(model: TextModel) -> TextModel:
    """The model as it is shown: automatic numbers in the text, blanks to be filled in as lines, characters the font
    lacks spelt out, and a block emphasised whole or not at all. Offsets of notes no longer hold."""
    from signdesk.io.pdf.font import spelt_out

    notes = tuple(replace(note, text=spelt_out(note.text), author=spelt_out(note.author)) for note in model.notes)
    blocks = []
    for block in model.blocks:
        words = spelt_out(_as_shown(block))
        emphasised = ((0, len(words)),) if _is_bold(block) else ()
        blocks.append(replace(block, text=words, numerals=(), underlined=(), emphasised=emphasised))
    return replace(model, blocks=tuple(blocks), notes=notes)


def _is_bold(block: text.Block) -> bool:
    bold = "".join(block.text[start:end] for start, end in block.emphasised)
    return bool(bold.strip()) and "".join(bold.split()) == "".join(block.text.split())


def _as_shown(block: text.Block) -> str:
    characters = list(block.text)
    for start, end in block.underlined:
        for at in range(start, end):
            if characters[at] != "\n" and characters[at].isspace():
                characters[at] = {"\t": "____", "\u3000": "__"}.get(characters[at], "_")
    for at, numeral in reversed(block.numerals):
        characters.insert(at, f"{numeral} ")
    return "".join(characters)


def _blocks(model: TextModel) -> Iterator[Block]:
    """What the document says in its order, then its notes, its headers and footers, and what is beside the text."""
    body = [block for block in model.blocks if block.kind in ("paragraph", "cell", "text_box")]
    for kind, run in groupby(body, key=lambda block: block.kind):
        if kind == "cell":
            yield from _tables(list(run))
        elif kind == "text_box":
            yield from (Cells([{0: block.text}], [1]) for block in run)
        else:
            yield from _paragraphs(list(run))
    for kinds, title in (
        (("footnote", "endnote"), _("Footnotes")),
        (("header", "footer"), _("Headers and footers of the pages")),
    ):
        said = [block.text for block in model.blocks if block.kind in kinds]
        said = [words for words in said if any(map(str.isalpha, words))]  # page numbers say nothing here
        if said:
            yield Heading(title)
            yield from (Paragraph(words, small=True) for words in said)
    yield from _beside(model)


def _paragraphs(run: Sequence[text.Block]) -> Iterator[Block]:
    """Of several empty lines below each other one is left."""
    before = ""
    for block in run:
        if not block.text.strip():
            if before:
                yield Paragraph("")
        elif block.outline is not None and len(block.text) <= _LONGEST_HEADING:
            yield Heading(block.text.strip())
        else:
            bold = block.outline is not None or bool(block.emphasised)
            for at in range(0, len(block.text), _LONGEST_PIECE):
                yield Paragraph(block.text[at : at + _LONGEST_PIECE], bold=bold)
        before = block.text.strip()


def _tables(cells: Sequence[text.Block]) -> Iterator[Block]:
    """The tables whose cells follow each other; one that stands in a cell of another comes after it."""
    tables: dict[str, dict[int, dict[int, str]]] = {}
    for cell in cells:
        table, _row, rest = cell.place.partition("R")
        row, _column, column = rest.partition("C")
        tables.setdefault(table, {}).setdefault(int(row), {})[int(column)] = cell.text
    for rows in tables.values():
        yield from _table(list(rows.values()))


def _table(found: Sequence[dict[int, str]]) -> Iterator[Block]:
    places = sorted({column for row in found for column in row})
    order = {column: place for place, column in enumerate(places)}
    rows = [{order[column]: words for column, words in row.items()} for row in found]
    shares = [float(_LEAST_SHARE)] * len(places)
    for row in rows:
        for place, words in row.items():
            if place + 1 in row or place + 1 == len(places):  # no wider than its column
                widest = max(map(_width, words.split("\n")))
                shares[place] = min(max(shares[place], widest), _MOST_SHARE)
    for at in range(0, len(rows), _MOST_ROWS):
        yield Cells(rows[at : at + _MOST_ROWS], shares, goes_on=at + _MOST_ROWS < len(rows))


def _width(words: str) -> int:
    """In halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in words)


def _beside(model: TextModel) -> Iterator[Block]:
    if not model.notes:
        return
    yield Heading(_("What stands beside the text in the file"))
    columns = [
        GridColumn(_("Kind"), 30),
        GridColumn(_("Wording")),
        GridColumn(_("Where"), 46),
        GridColumn(_("Author"), 26),
    ]
    rows = []
    for note in model.notes:
        where = " ".join(model.block(note.block).text.split())
        where = where if len(where) <= _EXCERPT else where[:_EXCERPT] + "…"
        rows.append((_(_NOTES[note.kind]), note.text or "—", where or "—", f"{note.author} {note.date[:10]}".strip()))
    for at in range(0, len(rows), _MOST_ROWS):
        yield Grid(columns, rows[at : at + _MOST_ROWS])
