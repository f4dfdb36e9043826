"""What one check says of a text, as tests like to compare it."""

from __future__ import annotations

from signdesk.domains.signing.rules.checks.catalogue import CHECKS
from signdesk.domains.signing.rules.checks.engine import run_checks
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Brief
from tests.domains.signing.corpus import model_of


def found(text_or_model, check, facts=None):
    """Severity and words of each of the check's findings."""
    model = model_of(text_or_model) if isinstance(text_or_model, str) else text_or_model
    (result,) = [each for each in run_checks(model, Brief(facts or CaseFacts()), CHECKS) if each.check == check]
    return [(finding.severity, model.excerpt(finding.place) if finding.place else "") for finding in result.findings]


def words(text_or_model, check, facts=None):
    """The words alone."""
    return [excerpt for _severity, excerpt in found(text_or_model, check, facts)]
