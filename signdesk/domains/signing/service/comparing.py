"""Two versions of a contract side by side, as they are shown: numbers masked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.operations import require
from signdesk.domains.signing.rules.comparison import KIND_TITLES, Comparison, compare, masked_comparison
from signdesk.domains.signing.service import vocabulary as words
from signdesk.domains.signing.service.cases import versions_of
from signdesk.domains.signing.service.review_reading import text_of
from signdesk.domains.signing.service.values import VersionInfo

CHANGE_KINDS = KIND_TITLES
"""What a change is about, in words (source strings), the weightiest first."""
OF_WORDING = frozenset({"moved", "wording", "numbering"})
"""Kinds of changes that leave the meaning as it is."""


@dataclass(frozen=True)
class VersionComparison:
    """What the newer version changed in the older one; numbers are masked in it. `versions` are all there are."""

    versions: tuple[VersionInfo, ...]
    older: VersionInfo
    newer: VersionInfo
    comparison: Comparison


def compare_versions(
    session: Session, *, case_id: int, older_id: int | None = None, newer_id: int | None = None
) -> VersionComparison:
    """Two versions of one case; the newest and the one before it, if not told otherwise. Which is older is told by
    their order, not by the order in which they are given.

    UserError if there is only one version, or one of those asked for is not the case's."""
    require(session, words.READ_CASES)
    versions = tuple(versions_of(session, case_id))
    if len(versions) < 2:
        raise UserError(_("There is only one version: nothing to compare."))
    known = {version.id: version for version in versions}
    newer = known.get(newer_id) if newer_id is not None else versions[-1]
    older = known.get(older_id) if older_id is not None else versions[-2]
    if newer is None or older is None:
        raise UserError(_("This version belongs to another case."))
    if older.place > newer.place:
        older, newer = newer, older
    left, right = text_of(session, version_id=older.id), text_of(session, version_id=newer.id)
    return VersionComparison(versions, older, newer, masked_comparison(compare(left, right), left, right))
