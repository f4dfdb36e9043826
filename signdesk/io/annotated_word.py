"""A Word document with remarks as comments of Word's own, each on the words it is about: what goes back to whoever
writes the contract. The document comes from outside, so the comments are put in by a process under limits
(`io.importing.confined`). What a remark says is worded by the caller."""

from __future__ import annotations

import base64
import io
import json
import sys
from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.text import Place
from signdesk.io import importing
from signdesk.io.importing import confined
from signdesk.io.importing.elements import local
from signdesk.io.importing.sniff import Refused, sniff

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.run import CT_R

ANNOTATE_CHILD = "--annotate-child"
_NO_COMMENTS = "no_comments"


@dataclass(frozen=True)
class Remark:
    """`place` in the document's text model, None for what is about the whole; `text`, a paragraph a line."""

    place: Place | None
    text: str


def annotated(data: bytes, remarks: Sequence[Remark], *, author: str, name: str) -> bytes:
    """The document with the remarks. What is about the whole, or about words that can have no comment (headers, notes,
    text boxes), stands at its beginning. Takes up to 10 seconds: call it on a worker. UserError if it is no Word
    document, or one that cannot be read."""
    try:
        if sniff(data) != "docx":
            raise UserError(
                _("“{name}” is no Word document (.docx).").format(name=name),
                hint=_("Only a Word document can have comments."),
            )
        job = {
            "docx": base64.b64encode(data).decode(),
            "author": author,
            "remarks": [
                [[each.place.block, each.place.start, each.place.end] if each.place else None, each.text]
                for each in remarks
            ],
        }
        answer = confined.ask("signdesk.io.annotated_word", ANNOTATE_CHILD, json.dumps(job).encode())
    except Refused as refusal:
        if refusal.code != _NO_COMMENTS:
            raise importing.in_words(refusal, name) from None
        raise UserError(
            _("“{name}” cannot have comments.").format(name=name),
            hint=_("Save it in Word or WPS as .docx and import it."),
        ) from None
    return base64.b64decode(answer["docx"])


# -- in the process under limits


def main() -> int:
    """Read a job from standard input, answer on standard output: {"docx": …} or {"refused": code}."""
    confined.take_limits()
    job = json.load(sys.stdin.buffer)
    try:
        docx = _with_comments(base64.b64decode(job["docx"]), job["author"], job["remarks"])
        answer = {"docx": base64.b64encode(docx).decode()}
    except Refused as refusal:
        answer = {"refused": refusal.code}
    except MemoryError:
        answer = {"refused": "too_much_memory"}
    except (ValueError, KeyError, IndexError, OSError, RecursionError, EOFError, NotImplementedError, AttributeError):
        answer = {"refused": _NO_COMMENTS}  # what a file can make the library stumble over: our reader takes more
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    return 0


def _with_comments(data: bytes, author: str, remarks: list[tuple[list[int] | None, str]]) -> bytes:
    from docx import Document
    from docx.text.run import Run

    from signdesk.io.importing import word

    runs_of = word.runs_of(data)
    document = Document(io.BytesIO(data))
    places = [place for place, _text in remarks if place is not None and place[0] in runs_of]
    pieces = _cut(document, runs_of, places)
    first = next((block for block in pieces if pieces[block]), None)
    beginning = pieces[first][0][2] if first is not None else document.add_paragraph().add_run()._r
    for place, text in remarks:
        covered = _covered(pieces, *place) if place is not None and place[0] in pieces else []
        covered = covered or [beginning]
        ends = [Run(covered[0], document._body), Run(covered[-1], document._body)]
        document.add_comment(ends, text=text, author=author, initials=author[:2])
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


_Pieces = dict[int, list[tuple[int, int, "CT_R"]]]
"""By block: where each piece of its text begins and ends, and its run."""


def _cut(document: Document, runs_of: Mapping[int, list[tuple[int, int, int]]], places: list[list[int]]) -> _Pieces:
    """The runs, those cut in two in which a place begins or ends."""
    runs: list[Any] = [each for each in document.element.iter() if local(each.tag) == "r"]
    cuts: dict[int, set[int]] = {}
    for block, start, end in places:
        cuts.setdefault(block, set()).update((start, end))
    return {
        block: [piece for start, end, place in found for piece in _parted(runs[place], start, end, cuts.get(block, ()))]
        for block, found in runs_of.items()
    }


def _parted(run: CT_R, start: int, end: int, cuts: Collection[int]) -> list[tuple[int, int, CT_R]]:
    """A run cut at these places; whole if it holds more than plain text (a tab, a box to tick, a picture)."""
    within = sorted(at for at in cuts if start < at < end)
    words = "".join(child.text or "" for child in run if local(child.tag) == "t")
    plain = len(words) == end - start and all(local(child.tag) in ("rPr", "t") for child in run)
    if not within or not plain:
        return [(start, end, run)]
    pieces = []
    for first, last in zip([start, *within], [*within, end], strict=True):
        piece = deepcopy(run)
        for child in [child for child in piece if local(child.tag) == "t"]:
            piece.remove(child)
        piece.add_t(words[first - start : last - start])
        run.addprevious(piece)
        pieces.append((first, last, piece))
    run.getparent().remove(run)
    return pieces


def _covered(pieces: _Pieces, block: int, start: int, end: int) -> list[CT_R]:
    """The runs a place covers. A gap without text of its own is told at the words before it."""
    covered = [run for first, last, run in pieces[block] if first < end and start < last]
    if covered:
        return covered
    before = [run for first, _last, run in pieces[block] if first < start]
    earlier = [pieces[other][-1][2] for other in pieces if other <= block and pieces[other]]
    return before[-1:] or [run for _first, _last, run in pieces[block][:1]] or earlier[-1:]


if __name__ == "__main__":
    sys.exit(main())
