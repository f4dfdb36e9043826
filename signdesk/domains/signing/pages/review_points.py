"""What the review page lists: points made of findings, manual items and checks that found nothing, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from signdesk.core.i18n import _
from signdesk.core.text import TextModel
from signdesk.domains.signing import service
from signdesk.domains.signing.service import CheckInfo, FindingInfo, ItemInfo, ReviewInfo
from signdesk.ui.list_detail import Filter
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

    @property
    def undecided(self) -> bool:
        """Whether nobody has said anything about it yet."""
        return self.unresolved and (self.finding is None or self.finding.state == service.OPEN)

    @property
    def states(self) -> frozenset[str]:
        """The filters it passes: what became of it, and what it is."""
        if self.item is not None:
            return frozenset({"open" if self.unresolved else "settled", "manual"})
        if self.finding is not None:
            return frozenset({"open" if self.unresolved else "settled", self.finding.severity})
        return frozenset({"passed"})


@dataclass(frozen=True)
class Loaded:
    """What was read: the cases to choose from, the one shown, its review with all points, its text."""

    cases: tuple[tuple[int, str], ...] = ()
    case_id: int | None = None
    review: ReviewInfo | None = None
    points: tuple[Point, ...] = ()
    model: TextModel | None = None


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


def make_filters() -> tuple[Filter, ...]:
    """What became of a point, and what it is."""
    return (
        Filter("open", _("Unsettled"), "state"),
        Filter("settled", _("Dealt with"), "state"),
        Filter("passed", _("Without findings"), "state"),
        Filter("error", _("Problem"), "kind"),
        Filter("warning", _("Doubt"), "kind"),
        Filter("info", _("Hint"), "kind"),
        Filter("manual", _("By hand"), "kind"),
    )


def filtered(points: Sequence[Point], filters: frozenset[str]) -> list[Point]:
    """The points that pass every filter that is on."""
    return [point for point in points if filters <= point.states]


def counts(points: Sequence[Point], filters: frozenset[str]) -> dict[str, int]:
    """For every filter how many points it would show beside those of the other group that are on."""
    group_of = {one.id: one.group for one in make_filters()}
    return {
        id: len(filtered(points, frozenset({id, *(other for other in filters if group_of.get(other) != group)})))
        for id, group in group_of.items()
    }


def alike(points: Sequence[Point], point: Point | None) -> list[Point]:
    """The open doubts of the same check as this one, itself among them; none if it is no open doubt itself."""

    def is_doubt(other: Point) -> bool:
        return other.finding is not None and other.unresolved and other.finding.severity != "error"

    if point is None or point.finding is None or not is_doubt(point):
        return []
    check = point.finding.check
    return [other for other in points if is_doubt(other) and other.finding and other.finding.check == check]


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
