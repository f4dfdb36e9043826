"""The guided signing session as a state without windows: which step is next, what still blocks it, what may be done
now. A page merely shows it; acts go through the service, which refuses by the same rules."""

from __future__ import annotations

from dataclasses import dataclass

from signdesk.core.i18n import N_, _, ngettext
from signdesk.domains.signing.service.values import CellInfo, ClauseInfo, SessionInfo, SignatoryInfo

IDENTITIES, CLAUSES, MATRIX, FINISH = "identities", "clauses", "matrix", "finish"
STEP_TITLES = {
    IDENTITIES: N_("Identities and authority"),
    CLAUSES: N_("Explain the clauses"),
    MATRIX: N_("Signatures and seals"),
    FINISH: N_("Complete"),
}


@dataclass(frozen=True)
class StepState:
    """One step: how far it is and whether it is done."""

    name: str
    title: str
    done: int
    total: int

    @property
    def complete(self) -> bool:
        """Nothing left in this step."""
        return self.done >= self.total


class SessionFlow:
    """What the page asks about one session. Make a new one whenever the session was read again."""

    def __init__(self, info: SessionInfo) -> None:
        self.info = info

    @property
    def running(self) -> bool:
        """Whether acts are possible: neither interrupted nor over."""
        return self.info.state == "running"

    @property
    def steps(self) -> tuple[StepState, ...]:
        """The steps in their order."""
        info = self.info
        verified = sum(1 for signatory in info.signatories if signatory.verified_at is not None)
        wanted = sum(1 + (len(info.signatories) if clause.key else 0) for clause in info.clauses)
        given = sum(
            (clause.explained_at is not None) + (len(clause.acknowledged) if clause.key else 0)
            for clause in info.clauses
        )
        marked = sum(1 for cell in info.cells if cell.done_at is not None)
        finished = 1 if info.state == "completed" else 0
        counts = {
            IDENTITIES: (verified, len(info.signatories)),
            CLAUSES: (given, wanted),
            MATRIX: (marked, len(info.cells)),
            FINISH: (finished, 1),
        }
        return tuple(StepState(name, _(STEP_TITLES[name]), *counts[name]) for name in STEP_TITLES)

    @property
    def current(self) -> StepState:
        """The first step that is not done."""
        return next((step for step in self.steps if not step.complete), self.steps[-1])

    @property
    def next_signatory(self) -> SignatoryInfo | None:
        """Whose identity is verified next."""
        return next((each for each in self.info.signatories if each.verified_at is None), None)

    @property
    def next_clause(self) -> ClauseInfo | None:
        """The clause that is explained or acknowledged next."""
        return next((clause for clause in self.info.clauses if not self.clause_done(clause)), None)

    def clause_done(self, clause: ClauseInfo) -> bool:
        """Explained, and if key acknowledged by every signatory."""
        everyone = {signatory.id for signatory in self.info.signatories}
        return clause.explained_at is not None and (not clause.key or everyone <= clause.acknowledged)

    def still_to_acknowledge(self, clause: ClauseInfo) -> tuple[SignatoryInfo, ...]:
        """Who has not acknowledged a key clause yet."""
        if not clause.key:
            return ()
        return tuple(each for each in self.info.signatories if each.id not in clause.acknowledged)

    @property
    def open_cells(self) -> tuple[CellInfo, ...]:
        """Cells of the matrix that are not marked."""
        return tuple(cell for cell in self.info.cells if cell.done_at is None)

    def cell(self, copy: int, signatory_id: int, kind: str) -> CellInfo | None:
        """One cell, None if the plan has none there."""
        wanted = (copy, signatory_id, kind)
        return next((cell for cell in self.info.cells if (cell.copy, cell.signatory_id, cell.kind) == wanted), None)

    @property
    def blockers(self) -> tuple[str, ...]:
        """What stands in the way of completing, in words; empty if nothing does."""
        found = []
        if self.info.state in ("aborted", "completed"):
            return (_("This signing is over."),)
        if self.info.state == "interrupted":
            found.append(_("the signing is interrupted"))
        unknown = [signatory.name for signatory in self.info.signatories if signatory.verified_at is None]
        if unknown:
            found.append(_("identity not verified: {names}").format(names="、".join(unknown)))
        clauses = sum(1 for clause in self.info.clauses if not self.clause_done(clause))
        if clauses:
            found.append(ngettext("{count} clause open", "{count} clauses open", clauses).format(count=clauses))
        cells = len(self.open_cells)
        if cells:
            found.append(
                ngettext("{count} cell of the seal matrix open", "{count} cells of the seal matrix open", cells).format(
                    count=cells
                )
            )
        return tuple(found)

    @property
    def may_complete(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.blockers
