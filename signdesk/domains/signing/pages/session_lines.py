"""What the signing page lists for each step: signatories, clauses, the rows of the seal matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from signdesk.core.i18n import _
from signdesk.domains.signing.service import CaseInfo, ClauseInfo, SessionFlow, SessionInfo, SignatoryInfo
from signdesk.ui.table_model import Chip

STEPS = ("identities", "clauses", "matrix")


@dataclass(frozen=True)
class Line:
    """A line of the list: a signatory, a clause, or one signatory's cells on one copy."""

    id: int
    what: str
    note: str
    done: bool
    key: bool = False
    signatory: SignatoryInfo | None = None
    clause: ClauseInfo | None = None
    copy: int = 0
    cells: tuple[tuple[str, int, bool], ...] = ()


@dataclass(frozen=True)
class Loaded:
    """What was read: the cases that can be signed, the one shown, its session."""

    cases: tuple[tuple[int, str], ...]
    case: CaseInfo | None
    session: SessionInfo | None


def lines_of(info: SessionInfo, step: str) -> list[Line]:
    """What a step consists of."""
    flow = SessionFlow(info)
    if step == "identities":
        return [
            Line(
                each.id,
                f"{each.role} {each.name}",
                _("for {party}").format(party=each.acts_for) if each.acts_for else each.id_number,
                each.verified_at is not None,
                signatory=each,
            )
            for each in info.signatories
        ]
    if step == "clauses":
        return [
            Line(
                clause.id,
                f"{clause.label} {clause.title}".strip(),
                _acknowledged(info, clause),
                flow.clause_done(clause),
                key=clause.key,
                clause=clause,
            )
            for clause in info.clauses
        ]
    lines = []
    for copy in range(1, info.copies + 1):
        for each in info.signatories:
            here = [cell for cell in info.cells if (cell.copy, cell.signatory_id) == (copy, each.id)]
            if here:
                lines.append(
                    Line(
                        copy * 1000 + each.place,
                        f"{each.role} {each.name}",
                        "",
                        all(cell.done_at is not None for cell in here),
                        signatory=each,
                        copy=copy,
                        cells=tuple((cell.kind, cell.id, cell.done_at is not None) for cell in here),
                    )
                )
    return lines


def _acknowledged(info: SessionInfo, clause: ClauseInfo) -> str:
    if clause.explained_at is None:
        return ""
    if not clause.key:
        return _("explained")
    names = [each.name for each in info.signatories if each.id in clause.acknowledged]
    return _("acknowledged by {names}").format(names="、".join(names)) if names else _("explained, not acknowledged")


def done_chip(line: Line) -> Chip:
    """Whether it is done; key clauses say so."""
    if line.done:
        return Chip(_("Done"), "ok")
    return Chip(_("Key clause"), "waiting") if line.key else Chip(_("Not done"))


def cell_chip(kind: str) -> Any:
    def chip(line: Line) -> Chip | None:
        found = next((done for known, _id, done in line.cells if known == kind), None)
        if found is None:
            return None
        return Chip(_("✓ done"), "ok") if found else Chip(_("□ open"), "waiting")

    return chip
