"""What the review page's pane says about one point: the contradiction itself, why it matters, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from signdesk.core import clock
from signdesk.core.i18n import _, ngettext
from signdesk.domains.signing import service
from signdesk.domains.signing.pages.review_points import Point, state_chip
from signdesk.domains.signing.service import FindingInfo
from signdesk.ui.pane import DetailPane

_LONGEST_WORDING, _MOST_BESIDE = 80, 5


def fill(pane: DetailPane, point: Point, *, page_id: str, alike: Sequence[Point], refusal: str) -> None:
    """One point with its buttons. `alike` are doubts of the same check that can be waived together; `refusal` says why
    a review with nothing open cannot be released by who looks at it."""
    if point.finding is not None:
        _finding(pane, point, point.finding)
    elif point.item is not None:
        pane.heading(point.item.text, chip=state_chip(point))
        if point.unresolved:
            pane.text(_("Check it on paper and on the screen, then sign it off by your name."), ink="muted")
        else:
            signed = _by(point.item.signed_by, point.item.signed_at)
            pane.facts([(_("Signed off by"), signed), (_("Note"), point.item.note)])
    elif point.check is not None:
        pane.heading(point.check.title, chip=state_chip(point))
        pane.text(point.check.why, ink="muted")
        pane.facts([(_("Looked at"), point.check.looked_at), (_("Source"), point.check.source)])
    if refusal:
        pane.text(refusal, ink="waiting")
    if point.item is not None:
        pane.buttons(None, f"{page_id}.sign_off" if point.unresolved else f"{page_id}.reopen")
    elif point.finding is not None and point.finding.state != service.NOTED:
        acts = ["accept", "waive", *(["waive_alike"] if len(alike) > 1 else []), "new_version"]
        acts += ["other_place"] if point.finding.others else []
        pane.buttons(None, *(f"{page_id}.{act}" for act in (acts if point.unresolved else ["reopen"])))


def _finding(pane: DetailPane, point: Point, finding: FindingInfo) -> None:
    pane.heading(finding.message, chip=state_chip(point))
    if finding.sides:
        pane.facts(finding.sides)
    pane.text(f"{finding.title}：{finding.why}", ink="muted")
    pane.facts(
        [
            (_("Clause"), finding.where),
            (_("Wording"), _short(finding.excerpt)),
            *_beside(finding),
            (_("Source"), finding.source),
            (_("Settled by"), _by(finding.settled_by, finding.settled_at)),
            (_("Reason"), finding.reason),
        ]
    )


def _beside(finding: FindingInfo) -> list[tuple[str, str]]:
    """The places that belong to it, the first few by their words."""
    shown = [_short(said) for said in finding.beside[:_MOST_BESIDE]]
    left = len(finding.others) - len(shown)
    if left:
        shown.append(ngettext("and {count} more", "and {count} more", left).format(count=left))
    return [(_("See also"), words) for words in shown]


def _short(excerpt: str) -> str:
    return excerpt.strip()[:_LONGEST_WORDING]


def _by(person: str, at: datetime | None) -> str:
    return f"{person} {clock.to_local(at):%m-%d %H:%M}" if person and at is not None else person
