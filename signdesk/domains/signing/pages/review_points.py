"""What the review page lists: points made of findings, manual items and checks that found nothing, in their order."""

from __future__ import annotations

from dataclasses import dataclass

from signdesk.core.i18n import _
from signdesk.core.text import TextModel
from signdesk.domains.signing import service
from signdesk.domains.signing.service import CheckInfo, FindingInfo, ItemInfo, ReviewInfo
from signdesk.ui.table_model import Chip
from signdesk.ui.theme import Tone

_TONES: dict[str, Tone] = {
    service.OPEN: "seal",
    service.ACCEPTED: "waiting",
    service.WAIVED: "neutral",
    service.NOTED: "neutral",
    service.FIXED: "ok",
}


@dataclass(frozen=True)
class Point:
    """A line of the list: a finding, a manual item, or a check that found nothing. Findings have a number, the one that
    stands in the text and on the sheet."""

    id: int
    number: int | None
    what: str
    where: str
    by: str
    unresolved: bool
    finding: FindingInfo | None = None
    item: ItemInfo | None = None
    check: CheckInfo | None = None


@dataclass(frozen=True)
class Loaded:
    """What was read: the cases to choose from, the one shown, its review, its text."""

    cases: tuple[tuple[int, str], ...]
    case_id: int | None
    review: ReviewInfo | None
    model: TextModel | None


def points_of(review: ReviewInfo) -> list[Point]:
    """Unresolved first (errors, warnings, manual items), then what is settled, then what passed."""
    rank = {"error": 0, "warning": 1, "info": 3}
    findings = sorted(review.findings, key=lambda each: (not each.unresolved, rank[each.severity]))
    points = [
        Point(
            finding.id * 4,
            finding.number,
            finding.message,
            finding.where,
            finding.settled_by,
            finding.unresolved,
            finding=finding,
        )
        for finding in findings
    ]
    items = sorted(review.items, key=lambda each: not each.unresolved)
    manual = [Point(item.id * 4 + 1, None, item.text, "", item.signed_by, item.unresolved, item=item) for item in items]
    merged = [
        *(point for point in points if point.unresolved),
        *(point for point in manual if point.unresolved),
        *(point for point in points if not point.unresolved),
        *(point for point in manual if not point.unresolved),
    ]
    found_by = {finding.check for finding in review.findings}
    quiet = [check for check in review.checks if check.check not in found_by]
    merged += [
        Point(place * 4 + 2, None, f"{check.title}：{check.looked_at}", "", "", False, check=check)
        for place, check in enumerate(quiet, 1)
    ]
    return merged


def way_chip(point: Point) -> Chip:
    """Found by the program or to be checked by a person."""
    return Chip(_("By hand"), "accent") if point.item is not None else Chip(_("Automatic"))


def state_chip(point: Point) -> Chip:
    """What became of it, in words."""
    if point.item is not None:
        return Chip(_("Signed off"), "ok") if not point.unresolved else Chip(_("To check"), "waiting")
    if point.check is not None:
        return Chip(_("passed"), "ok") if point.check.state == "passed" else Chip(_("nothing to check"))
    finding = point.finding
    assert finding is not None  # noqa: S101  one of the three
    if finding.state == service.OPEN:
        return Chip(_("Problem"), "seal") if finding.severity == "error" else Chip(_("Doubt"), "waiting")
    return Chip(_(service.FINDING_STATES[finding.state]), _TONES[finding.state])
