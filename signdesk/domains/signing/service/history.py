"""Who did what when with a contract on its way to release: versions, settled points with their reasons, sign-offs, the
text shown in full, submissions and releases. Told from the records and, for what a record does not keep (a decision
taken back), from the audit trail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from signdesk.core import approvals
from signdesk.core.approvals import EventView
from signdesk.core.audit import AuditEntry
from signdesk.core.i18n import N_, _, ngettext
from signdesk.core.operations import require
from signdesk.domains.signing.models import ContractVersion, ReviewFinding, ReviewItem
from signdesk.domains.signing.rules.personal import masked
from signdesk.domains.signing.service import vocabulary as words
from signdesk.domains.signing.service.review_reading import finding_value

Weight = Literal["done", "problem"]

_SETTLED = {
    words.OPEN: N_("Took back a decision"),
    words.ACCEPTED: N_("To be put right"),
    words.WAIVED: N_("Waived"),
}
_DECIDED = {
    "started": N_("Submitted for release"),
    "resubmitted": N_("Submitted again"),
    "approve": N_("Released"),
    "reject": N_("Sent back"),
    "return": N_("Sent back"),
    "handed_on": N_("Handed on"),
    "withdrawn": N_("Withdrawn"),
    "outdated": N_("The release is outdated by a new version"),
}
_MOST_NAMED = 3
"""Of several points settled at once so many are named; the rest is counted."""


@dataclass(frozen=True)
class HistoryLine:
    """One act: who, when, what, about what, and why. `weight` is "problem" for what led back."""

    at: datetime
    person: str
    act: str
    about: str
    reason: str
    weight: Weight = "done"


def review_history(session: Session, *, case_id: int) -> tuple[HistoryLine, ...]:
    """Everything that was done for a case's review, the latest first; numbers are masked."""
    require(session, words.READ_CASES)
    query = select(ContractVersion).where(ContractVersion.case_id == case_id).order_by(ContractVersion.place)
    versions = session.scalars(query).all()
    findings = {
        row.id: row
        for row in session.scalars(
            select(ReviewFinding).where(ReviewFinding.version_id.in_([version.id for version in versions]))
        )
    }
    items = {
        row.id: row
        for row in session.scalars(
            select(ReviewItem).where(ReviewItem.version_id.in_([version.id for version in versions]))
        )
    }
    lines = [
        *(_imported(version, findings.values()) for version in versions),
        *_from_trail(session, {version.id: version.place for version in versions}, findings, items),
        *_decisions(session, case_id),
    ]
    lines.sort(key=lambda line: line.at)
    return tuple(reversed(lines))


def _imported(version: ContractVersion, findings: Iterable[ReviewFinding]) -> HistoryLine:
    found = [finding for finding in findings if finding.version_id == version.id]
    fixed = sum(1 for finding in found if finding.state == words.FIXED)
    about = [version.name, ngettext("{count} finding", "{count} findings", len(found)).format(count=len(found))]
    if fixed:
        about.append(_("{count} of them fixed by the next version").format(count=fixed))
    return HistoryLine(
        version.added_at,
        version.added_by,
        _("Brought in version {number}").format(number=version.place),
        " · ".join(about),
        masked(version.note),
    )


def _from_trail(
    session: Session, places: dict[int, int], findings: dict[int, ReviewFinding], items: dict[int, ReviewItem]
) -> Iterator[HistoryLine]:
    records = (
        (ReviewFinding.__tablename__, findings),
        (ReviewItem.__tablename__, items),
        (ContractVersion.__tablename__, places),
    )
    entries = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.operation.in_([words.SETTLE.name, words.SIGN_OFF.name, words.REVEAL.name]),
            or_(*(and_(AuditEntry.table_name == table, AuditEntry.record_id.in_(known)) for table, known in records)),
        )
        .order_by(AuditEntry.seq)
    )
    for _uuid, together in groupby(entries, key=lambda entry: entry.operation_uuid):
        group = list(together)
        first = group[0]
        changed = json.loads(first.payload)
        reason = masked(_new(changed, "reason") or first.reason or "")
        if first.table_name == ReviewFinding.__tablename__:
            rows = [findings[entry.record_id] for entry in group]
            state = _new(changed, "state")
            if state in _SETTLED:
                about = _about(rows, places[rows[0].version_id])
                yield HistoryLine(first.at, first.actor, _(_SETTLED[state]), about, reason)
        elif first.table_name == ReviewItem.__tablename__:
            taken_back = _new(changed, "state") == "open"
            act = _("Took back a sign-off") if taken_back else _("Signed off")
            yield HistoryLine(first.at, first.actor, act, items[first.record_id].text, reason)
        else:
            about = _("version {number}").format(number=places[first.record_id])
            yield HistoryLine(first.at, first.actor, _("Saw the numbers in full"), about, reason)


def _new(changed: dict[str, object], name: str) -> str:
    """What a field became, in a trail's payload of "field: [from, to]"."""
    change = changed.get(name)
    return str(change[1] or "") if isinstance(change, list) else ""


def _about(rows: Sequence[ReviewFinding], place: int) -> str:
    named = "；".join(
        _("no. {number}: {message}").format(number=row.place, message=finding_value(row).message)
        for row in rows[:_MOST_NAMED]
    )
    more = len(rows) - _MOST_NAMED
    if more > 0:
        named += ngettext(" and {count} more", " and {count} more", more).format(count=more)
    return _("version {number}, {points}").format(number=place, points=named)


def _decisions(session: Session, case_id: int) -> Iterator[HistoryLine]:
    for instance in approvals.instances_of(session, subject=(words.CASE_TABLE, case_id)):
        for event in instance.events:
            if event.happened in _DECIDED:
                yield _decision(event, instance.title)


def _decision(event: EventView, title: str) -> HistoryLine:
    person = event.person
    if event.on_behalf_of:
        person = _("{person} for {other}").format(person=person, other=event.on_behalf_of)
    back = event.happened in ("reject", "return", "withdrawn", "outdated")
    return HistoryLine(
        event.at, person, _(_DECIDED[event.happened]), title, masked(event.comment), "problem" if back else "done"
    )
