"""tracked_changes: the file has no tracked changes, comments or hidden text left: what is read is what is signed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Note, Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract


@dataclass(frozen=True)
class TrackedChanges:
    id: str = "tracked_changes"
    title: str = N_("Tracked changes, comments, hidden text")
    why: str = N_("What is accepted, refused or shown later by one click is not yet agreed.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        notes = [note for note in contract.model.notes if note.kind in _WORDS]
        counts = Counter(note.kind for note in notes)
        looked_at = _("{changes} tracked changes, {comments} comments, {hidden} pieces of hidden text").format(
            changes=counts["inserted"] + counts["deleted"] + counts["moved"],
            comments=counts["comment"],
            hidden=counts["hidden"],
        )
        findings = tuple(_finding(contract, note) for note in notes if note.text.strip())
        return Outcome(looked_at, findings, applicable=contract.model.source in ("docx", "doc"))


_WORDS = {
    "inserted": N_("“{text}” was inserted as a tracked change that nobody has accepted yet."),
    "deleted": N_("“{text}” was deleted as a tracked change that nobody has accepted yet."),
    "moved": N_("“{text}” was moved as a tracked change that nobody has accepted yet."),
    "comment": N_("A comment is still there: “{text}”."),
    "hidden": N_("Hidden text is in the file: “{text}”."),
}


def _finding(contract: Contract, note: Note) -> Finding:
    text = note.text.strip()
    message = _(_WORDS[note.kind]).format(text=text if len(text) <= 30 else text[:29] + "…")
    length = len(contract.model.block(note.block).text)
    place = Place(note.block, min(note.start, length), min(note.end, length))
    return Finding("tracked_changes", "error" if note.kind == "hidden" else "warning", message, place)
