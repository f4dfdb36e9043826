"""What every contract of its kind is held against, whichever case it belongs to: the business type it is made
for, the template it keeps to. Data, never code; what belongs to one deal is in `facts`."""

from __future__ import annotations

from dataclasses import dataclass, field

from signdesk.domains.signing.rules.business import BusinessType
from signdesk.domains.signing.rules.checks.confusables import Confusable, shipped_confusables
from signdesk.domains.signing.rules.checks.limits import Limits, shipped_limits
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.templates.text import TemplateText


@dataclass(frozen=True)
class Standards:
    """`business` may be missing: a check that needs it says so and is skipped. `template` is there where the contract
    must keep to an approved template's words."""

    business: BusinessType | None = None
    limits: Limits = field(default_factory=shipped_limits)
    confusables: tuple[Confusable, ...] = field(default_factory=shipped_confusables)
    template: TemplateText | None = None


@dataclass(frozen=True)
class Brief:
    """All that a contract is checked against: its own case and the standards of its kind."""

    facts: CaseFacts = field(default_factory=CaseFacts)
    standards: Standards = field(default_factory=Standards)
