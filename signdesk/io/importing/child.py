"""The other side of `read_contract`: a process of its own that reads one document from standard input under limits and
writes the text model, or why it refused, to standard output. It opens no file, keeps nothing, and is killed when it
takes too long. Run by `python -m signdesk.io.importing.child`, or by the frozen program with `IMPORT_CHILD`."""

from __future__ import annotations

import json
import sys

from signdesk.core.text import TextModel
from signdesk.io.importing import confined
from signdesk.io.importing.sniff import PICTURES, Refused, sniff

MOST_CHARACTERS = 5_000_000
FEWEST_CHARACTERS = 20


def read_document(data: bytes) -> TextModel:
    """Read one document in this process, without limits of time and memory. Raises Refused."""
    kind = sniff(data)
    if kind == "docx":
        from signdesk.io.importing import word

        model = word.read(data)
    elif kind == "pdf":
        from signdesk.io.importing import pdf

        model = pdf.read(data)
    elif kind in PICTURES:  # the recogniser has a process of its own
        raise Refused("picture")
    elif kind in ("doc", "rtf"):  # LibreOffice makes a .docx of it before it comes here
        raise Refused("rtf" if kind == "rtf" else "old_doc")
    else:
        from signdesk.io.importing import plain

        model = plain.read(data)
    characters = model.characters()
    if characters > MOST_CHARACTERS:
        raise Refused("too_long")
    if characters < FEWEST_CHARACTERS:
        raise Refused("scan" if model.unread or model.notes else "no_text")
    return model


def main() -> int:
    """Read standard input, answer on standard output with one JSON object: {"model": …} or {"refused": code}."""
    confined.take_limits()
    try:
        answer = {"model": read_document(sys.stdin.buffer.read()).to_json()}
    except Refused as refusal:
        answer = {"refused": refusal.code}
    except MemoryError:
        answer = {"refused": "too_much_memory"}
    except (ValueError, KeyError, IndexError, OSError, RecursionError, EOFError, NotImplementedError):
        # What a hostile file can make the readers stumble over; anything else is a fault of ours and shows as one.
        answer = {"refused": "damaged"}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
