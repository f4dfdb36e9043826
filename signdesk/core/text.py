"""The text of a document with places that stay the same however often it is read: blocks in reading order, each with
its offsets, the automatic numbers Word shows, page, underlining and emphasis, and what is not part of the text but
must be known (tracked changes, comments, hidden text). It says where things stand, never what they mean: clauses,
amounts and dates are found by the rules of the signing room."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

BlockKind = Literal["paragraph", "cell", "header", "footer", "footnote", "endnote", "text_box"]
NoteKind = Literal["inserted", "deleted", "moved", "comment", "hidden", "picture", "embedded", "doubtful"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one table cell with its paragraphs joined by a line break.

    `number` counts all blocks of the document from 1 in reading order: body with its tables and text boxes where they
    stand, then footnotes, headers, footers. `place` names the block for people: "P12", "T1R2C3", "H1", "F1", "N2",
    "X1". Automatic numbers are shown by Word but are no characters of the text: `numerals` holds each with the offset
    of the line it stands before, so offsets count only what can be selected and copied."""

    number: int
    kind: BlockKind
    text: str
    place: str
    page: int | None = None
    numerals: tuple[tuple[int, str], ...] = ()
    underlined: tuple[Span, ...] = ()
    emphasised: tuple[Span, ...] = ()
    outline: int | None = None

    @property
    def cell(self) -> str | None:
        """The cell's name ("T1R2C3": first table, second row, third column) if this is a cell."""
        return self.place if self.kind == "cell" else None

    def numeral_at(self, offset: int) -> str:
        """The automatic number shown before the line that starts at `offset`, or ""."""
        return next((numeral for at, numeral in self.numerals if at == offset), "")

    def shown(self) -> str:
        """The text with automatic numbers, as Word shows it."""
        lines, offset = [], 0
        for line in self.text.split("\n"):
            numeral = self.numeral_at(offset)
            lines.append(f"{numeral} {line}" if numeral else line)
            offset += len(line) + 1
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block: a paragraph, or one paragraph of a cell. `start` is its offset in the block."""

    block: Block
    start: int
    text: str
    numeral: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something beside the text: a tracked change, a comment, hidden text, a picture, or characters of a scan that the
    recogniser is not sure of. `text` is what was inserted, deleted, remarked or doubtful; `start`/`end` are offsets in
    block `block` (equal where nothing of it is in the text)."""

    kind: NoteKind
    block: int
    start: int
    end: int
    text: str
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start` to `end` of block number `block`."""

    block: int
    start: int
    end: int


@dataclass(frozen=True)
class TextModel:
    """A document's text. `source` says what it was read from ("doc": an old Word, WPS or RTF file through LibreOffice);
    `pages` only where the file has pages of its own. Of these, `recognised` are pictures whose text is a recogniser's
    reading, and `unread` are pictures that nobody has read: page numbers from 1."""

    source: Literal["docx", "doc", "pdf", "txt", "picture"]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    pages: int | None = None
    encoding: str | None = None
    recognised: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    _by_number: dict[int, Block] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_number.update({block.number: block for block in self.blocks})

    def block(self, number: int) -> Block:
        """The block with this number. Raises KeyError."""
        return self._by_number[number]

    @cached_property
    def body(self) -> tuple[Block, ...]:
        """What belongs to the running text: no headers and footers."""
        return tuple(block for block in self.blocks if block.kind not in ("header", "footer"))

    def lines(self) -> Iterator[Line]:
        """The body line by line."""
        for block in self.body:
            offset = 0
            for text in block.text.split("\n"):
                yield Line(block, offset, text, block.numeral_at(offset))
                offset += len(text) + 1

    def excerpt(self, place: Place) -> str:
        """The characters at a place."""
        return self._by_number[place.block].text[place.start : place.end]

    def joined(self) -> JoinedText:
        """The body as one string, for what may run over several blocks."""
        return JoinedText(self.body)

    def characters(self) -> int:
        """How much text there is, white space left out."""
        return sum(len("".join(block.text.split())) for block in self.blocks)

    def as_text(self) -> str:
        """For people: which pages are pictures, place, page and text of every block, notes at the end."""
        lines = [f"(recognised: pages {', '.join(map(str, self.recognised))})"] if self.recognised else []
        lines += [f"(not read: pages {', '.join(map(str, self.unread))})"] if self.unread else []
        for block in self.blocks:
            page = f" p{block.page}" if block.page is not None else ""
            lines.append(f"[{block.number} {block.place}{page}] {block.shown()}")
        lines += [
            f"({note.kind} {note.block}:{note.start}-{note.end} {note.author}) {note.text}" for note in self.notes
        ]
        return "\n".join(lines)

    def to_json(self) -> str:
        """For storing and for passing between processes; `from_json` is its reverse."""
        return json.dumps(
            {
                "source": self.source,
                "pages": self.pages,
                "encoding": self.encoding,
                "recognised": self.recognised,
                "unread": self.unread,
                "blocks": [
                    [b.number, b.kind, b.text, b.place, b.page, b.numerals, b.underlined, b.emphasised, b.outline]
                    for b in self.blocks
                ],
                "notes": [[n.kind, n.block, n.start, n.end, n.text, n.author, n.date] for n in self.notes],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, stored: str) -> TextModel:
        """Read what `to_json` wrote. Raises ValueError if it is something else."""
        try:
            content: dict[str, Any] = json.loads(stored)
            blocks = tuple(
                Block(
                    number=number,
                    kind=kind,
                    text=text,
                    place=place,
                    page=page,
                    numerals=tuple((at, numeral) for at, numeral in numerals),
                    underlined=tuple((start, end) for start, end in underlined),
                    emphasised=tuple((start, end) for start, end in emphasised),
                    outline=outline,
                )
                for number, kind, text, place, page, numerals, underlined, emphasised, outline in content["blocks"]
            )
            notes = tuple(Note(*note) for note in content["notes"])
            return cls(
                content["source"],
                blocks,
                notes,
                content["pages"],
                content["encoding"],
                # models stored before scans were read have neither
                tuple(content.get("recognised", ())),
                tuple(content.get("unread", ())),
            )
        except (KeyError, TypeError) as problem:
            raise ValueError("not a stored text model") from problem


class JoinedText:
    """Several blocks as one string with a line break between them, and the way back from an offset to a place."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._blocks = blocks
        self._starts: list[int] = []
        position = 0
        for block in blocks:
            self._starts.append(position)
            position += len(block.text) + 1
        self.text = "\n".join(block.text for block in blocks)

    def place(self, start: int, end: int) -> Place:
        """Where `start` to `end` of the joined string stands; cut at the end of the block in which it starts."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        block, offset = self._blocks[index], self._starts[index]
        return Place(block.number, start - offset, min(end - offset, len(block.text)))

    def offset(self, place: Place) -> int:
        """The reverse: where a place starts in the joined string. Raises KeyError if its block is not part of it."""
        for block, start in zip(self._blocks, self._starts, strict=True):
            if block.number == place.block:
                return start + place.start
        raise KeyError(place.block)
