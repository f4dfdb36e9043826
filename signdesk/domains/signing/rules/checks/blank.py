"""blank: no gap is left to fill. Signatures and their dates are left out: they are filled at the signing itself."""

from __future__ import annotations

from dataclasses import dataclass

from signdesk.core.i18n import N_, _, ngettext
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome, Severity
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.blanks import Blank
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.filling import hardly_filled

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


FEWEST_TOGETHER = 3
"""Empty places of a kind in a form that is hardly filled, from which on they are told together."""


@dataclass(frozen=True)
class BlankCheck:
    id: str = "blank"
    title: str = N_("Gaps left blank")
    why: str = N_("What is left blank can be filled in later by one side alone.")
    source: str = N_("Civil Code, article 470: a contract states parties, subject, amount, price, term")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        blanks = [blank for blank in contract.blanks if blank.kind != "placeholder"]
        by_hand = sum(1 for blank in blanks if blank.where == "signature")
        open_ones = [blank for blank in blanks if blank.where != "signature"]
        findings = all_in_one(contract, "blank", open_ones) or tuple(_finding(contract, each) for each in open_ones)
        looked_at = _("{count} paragraphs and cells").format(count=len(contract.model.body))
        if by_hand:
            looked_at += ngettext(
                "; {count} place for a signature or its date is filled at the signing",
                "; {count} places for signatures and their dates are filled at the signing",
                by_hand,
            ).format(count=by_hand)
        return Outcome(looked_at, findings)


def all_in_one(contract: Contract, check: str, open_ones: list[Blank]) -> tuple[Finding, ...]:
    """The one finding about a form that is hardly filled: the first of its empty places, with all the others beside it.
    None for a contract that is filled but for a few, or where the check has only a few of the places."""
    if len(open_ones) < FEWEST_TOGETHER or not hardly_filled(contract):
        return ()
    places = tuple(blank.place for blank in open_ones)
    first, last = (contract.clause_at(place) for place in (places[0], _last_in_the_terms(contract, places)))
    if first == last:
        words = _("The form is hardly filled: {count} places are still empty.")
    elif first:
        words = _("The form is hardly filled: {count} places are still empty, from {first} to {last}.")
    else:
        words = _("The form is hardly filled: {count} places are still empty, from its beginning to {last}.")
    message = words.format(count=len(places), first=first, last=last)
    return (Finding(check, "error", message, places[0], places[1:]),)


def _last_in_the_terms(contract: Contract, places: tuple[Place, ...]) -> Place:
    """The last one that stands in a clause: details beside the signatures and attachments have no number."""
    return next((place for place in reversed(places) if contract.clause_at(place)), places[0])


def _finding(contract: Contract, blank: Blank) -> Finding:
    severity: Severity = "error"
    if blank.where == "details":
        severity = "info"
    elif blank.where == "attachment" or blank.kind == "table":
        severity = "warning"
    before = contract.model.excerpt(blank.place).strip() if blank.kind == "label" else blank.before
    message = _(_WORDS[blank.kind]).format(before=before) if before else _(_AT_LINE_START[blank.kind])
    return Finding("blank", severity, message, blank.place)
