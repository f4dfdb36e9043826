"""scan_reading: which pages a machine has read from a picture, where it was not sure, and which nobody has read."""

from __future__ import annotations

from dataclasses import dataclass

from signdesk.core.i18n import N_, _, ngettext
from signdesk.core.text import Note, Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract


@dataclass(frozen=True)
class ScanReading:
    id: str = "scan_reading"
    title: str = N_("Read from a scan")
    why: str = N_("A machine may read one character for another: the paper is what is signed.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        model = contract.model
        if not model.recognised and not model.unread:
            return Outcome(_("No page is a picture"), applicable=False)
        doubtful = [note for note in model.notes if note.kind == "doubtful"]
        findings = [_unread(model.unread)] if model.unread else []
        looked_at = ""
        if model.recognised:
            looked_at = _counted(len(model.recognised), sum(note.end - note.start for note in doubtful))
            advice = _("{counted}. Compare names, numbers and amounts with the paper.").format(counted=looked_at)
            findings.append(Finding(self.id, "info", advice, None))
        by_block: dict[int, list[Note]] = {}
        for note in doubtful:
            by_block.setdefault(note.block, []).append(note)
        findings += [self._doubt(notes) for notes in by_block.values()]
        return Outcome(looked_at or _pages_unread(model.unread), tuple(findings))

    def _doubt(self, notes: list[Note]) -> Finding:
        """What was hard to read in one paragraph or cell."""
        places = [Place(note.block, note.start, note.end) for note in notes]
        seen = _(", ").join(dict.fromkeys(f"“{note.text}”" for note in notes))
        message = _("Hard to read: {characters}. Compare with the paper.").format(characters=seen)
        return Finding(self.id, "info", message, places[0], tuple(places[1:]))


def _counted(pages: int, characters: int) -> str:
    return _("Read from a scan: {pages}, {characters}").format(
        pages=ngettext("{count} page", "{count} pages", pages).format(count=pages),
        characters=ngettext("{count} doubtful character", "{count} doubtful characters", characters).format(
            count=characters
        ),
    )


def _unread(pages: tuple[int, ...]) -> Finding:
    message = _("{pages} cannot be checked: read it yourself, or import the contract with text.").format(
        pages=_pages_unread(pages)
    )
    return Finding("scan_reading", "warning", message, None)


def _pages_unread(pages: tuple[int, ...]) -> str:
    return ngettext("Page {numbers} is a picture", "Pages {numbers} are pictures", len(pages)).format(
        numbers=_(", ").join(str(page) for page in pages)
    )
