"""key_clause_unmarked: where a contract makes its key clauses stand out in bold, it does so with every one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.domains.signing.rules.business import Clause
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.tree import Clause as Numbered

FEWEST = 2
"""So many key clauses must stand out before one that does not is an omission."""


@dataclass(frozen=True)
class KeyClauseUnmarked:
    id: str = "key_clause_unmarked"
    title: str = N_("Key clauses stand out")
    why: str = N_("A standard term that weighs on the other side is no part of the contract if nothing points it out.")
    source: str = N_("Civil Code, article 496")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        if standards.business is None:
            return Outcome(_("the kind of deal is not known"), applicable=False)
        key = _key_clauses(contract, standards.business.clauses)
        marked = _marked(contract)
        plain = [clause for clause in key if clause not in marked]
        findings: tuple[Finding, ...] = ()
        if len(key) - len(plain) >= FEWEST:
            findings = tuple(
                Finding(
                    "key_clause_unmarked",
                    "warning",
                    _("“{label} {title}” is a key clause but does not stand out as the others do.").format(
                        label=clause.heading.label, title=clause.heading.title
                    ),
                    clause.heading.place,
                )
                for clause in plain
            )
        looked_at = _("{count} key clauses, {marked} stand out").format(count=len(key), marked=len(key) - len(plain))
        return Outcome(looked_at, findings, applicable=len(key) - len(plain) >= FEWEST)


def _key_clauses(contract: Contract, clauses: Sequence[Clause]) -> list[Numbered]:
    """The main clauses whose heading names a key clause of the business type."""
    words = [word for clause in clauses if clause.key for word in clause.words]
    return [top for top in contract.tree.tops() if any(word in top.heading.title for word in words)]


def _marked(contract: Contract) -> list[Numbered]:
    """The main clauses with something in bold."""
    bold = {block.number for block, _text in contract.body if block.emphasised}
    return [clause.top() for (number, _start), clause in contract.tree.owners.items() if number in bold]
