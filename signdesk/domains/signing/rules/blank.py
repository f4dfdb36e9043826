"""blank: no gap is left to fill. Signatures and their dates are left out: they are filled at the signing itself."""

from __future__ import annotations

from dataclasses import dataclass

from signdesk.core.i18n import N_, _, ngettext
from signdesk.domains.signing.rules.engine import Finding, Outcome, Severity
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.blanks import Blank
from signdesk.domains.signing.rules.structure.contract import Contract

_WORDS = {
    "line": N_("A gap is not filled after “{before}”."),
    "space": N_("A gap is not filled after “{before}”."),
    "bracket": N_("Empty brackets after “{before}”."),
    "date": N_("A date is not filled in after “{before}”."),
    "cell": N_("The cell beside “{before}” is empty."),
    "table": N_("The table that begins with “{before}” has no entries."),
    "label": N_("Nothing stands after “{before}”."),
}
_AT_LINE_START = {
    "line": N_("A gap is not filled."),
    "space": N_("A gap is not filled."),
    "bracket": N_("Brackets are empty."),
    "date": N_("A date is not filled in."),
}


@dataclass(frozen=True)
class BlankCheck:
    id: str = "blank"
    title: str = N_("Gaps left blank")
    why: str = N_("What is left blank can be filled in later by one side alone.")
    source: str = N_("Civil Code, article 470: a contract states parties, subject, amount, price, term")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        blanks = [blank for blank in contract.blanks if blank.kind != "placeholder"]
        by_hand = sum(1 for blank in blanks if blank.where == "signature")
        findings = tuple(_finding(contract, blank) for blank in blanks if blank.where != "signature")
        looked_at = _("{count} paragraphs and cells").format(count=len(contract.model.body))
        if by_hand:
            looked_at += ngettext(
                "; {count} place for a signature or its date is filled at the signing",
                "; {count} places for signatures and their dates are filled at the signing",
                by_hand,
            ).format(count=by_hand)
        return Outcome(looked_at, findings)


def _finding(contract: Contract, blank: Blank) -> Finding:
    severity: Severity = "error"
    if blank.where == "details":
        severity = "info"
    elif blank.where == "attachment" or blank.kind == "table":
        severity = "warning"
    before = contract.model.excerpt(blank.place).strip() if blank.kind == "label" else blank.before
    message = _(_WORDS[blank.kind]).format(before=before) if before else _(_AT_LINE_START[blank.kind])
    return Finding("blank", severity, message, blank.place)
