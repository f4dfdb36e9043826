"""placeholder: no XX, ×××, {{name}} or [to be filled] is left from a template."""

from __future__ import annotations

from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.domains.signing.rules.checks.blank import all_in_one
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract


@dataclass(frozen=True)
class PlaceholderCheck:
    id: str = "placeholder"
    title: str = N_("Placeholders left")
    why: str = N_("A placeholder from the template makes the term indefinite.")
    source: str = ""

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        left = [blank for blank in contract.blanks if blank.kind == "placeholder"]
        findings = all_in_one(contract, "placeholder", left) or tuple(
            Finding(
                "placeholder",
                "error",
                _("The placeholder “{text}” is still there.").format(text=contract.model.excerpt(blank.place)),
                blank.place,
            )
            for blank in left
        )
        return Outcome(_("{count} paragraphs and cells").format(count=len(contract.model.body)), findings)
