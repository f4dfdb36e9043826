"""Reading reviews: what is open, what blocks the release, who may release; and the text and file of a version."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import zip_longest

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import approvals, attachments, reveals
from signdesk.core.approvals import InstanceView, TaskState
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _, ngettext
from signdesk.core.operations import require, seat_of
from signdesk.core.text import Place, TextModel
from signdesk.domains.signing.models import (
    ContractVersion,
    ReviewCheck,
    ReviewFinding,
    ReviewItem,
    SigningCase,
)
from signdesk.domains.signing.rules.checks.catalogue import check_by_id
from signdesk.domains.signing.rules.personal import masked as masked_text
from signdesk.domains.signing.rules.personal import masked_like, masked_model, masked_words
from signdesk.domains.signing.service import vocabulary as words
from signdesk.domains.signing.service.cases import case_info, version_value
from signdesk.domains.signing.service.values import (
    CheckInfo,
    FindingInfo,
    ItemInfo,
    OtherPlace,
    RevealedFile,
    RevealedText,
    ReviewInfo,
)


def review_info(session: Session, *, case_id: int, version_id: int | None = None) -> ReviewInfo:
    """The review of the newest version, or of an older one. UserError if there is no contract yet."""
    case = case_info(session, case_id=case_id)
    newest = newest_version(session, case_id)
    if newest is None:
        raise UserError(_("There is no contract yet."), hint=_("Import one first."))
    row = load(session, ContractVersion, version_id) if version_id is not None else newest
    checks = session.scalars(
        select(ReviewCheck).where(ReviewCheck.version_id == row.id).order_by(ReviewCheck.place)
    ).all()
    findings = tuple(finding_value(each) for each in finding_rows(session, row.id))
    items = tuple(item_value(each) for each in item_rows(session, row.id))
    instance = approvals.latest(session, words.RELEASE_KIND, subject=(words.CASE_TABLE, case_id))
    refusal = refusal_of(session, case.row.state, row, newest, instance)
    return ReviewInfo(
        case=case,
        version=version_value(row),
        checks=tuple(_check(each) for each in checks),
        findings=findings,
        items=items,
        blockers=_blockers(findings, items),
        waits_for=instance.waits_for if instance is not None else (),
        may_release=not refusal,
        refusal=refusal,
    )


def text_of(session: Session, *, version_id: int) -> TextModel:
    """The extracted text of a version in full, for checks, signing and filing; no page shows it."""
    row = load(session, ContractVersion, version_id)
    return TextModel.from_json(attachments.read(session, row.text_attachment_id).decode())


def shown_text(session: Session, *, version_id: int) -> TextModel:
    """The text of a version as it is shown: identity numbers, phones and accounts masked, every place unmoved."""
    return masked_model(text_of(session, version_id=version_id))


def reveal_text(session: Session, *, version_id: int, reason: str) -> RevealedText:
    """The text and findings of a version in full. Who saw it and why stands in the trail.

    UserError without a reason; PermissionRefused without the right."""
    require(session, words.REVEAL_CONTRACTS)
    model = text_of(session, version_id=version_id)
    reveals.record(session, table=ContractVersion.__tablename__, record_id=version_id, reason=reason)
    return RevealedText(model, tuple(finding_value(row, masked=False) for row in finding_rows(session, version_id)))


def reveal_file(session: Session, *, version_id: int, reason: str) -> RevealedFile:
    """A version's file as it came in, to compare with what was read from it. Who saw it and why stands in the trail.

    UserError without a reason; PermissionRefused without the right."""
    require(session, words.REVEAL_CONTRACTS)
    row = load(session, ContractVersion, version_id)
    reveals.record(session, table=ContractVersion.__tablename__, record_id=version_id, reason=reason)
    return RevealedFile(row.name, attachments.read(session, row.attachment_id), row.media_type)


def file_of(session: Session, *, version_id: int) -> bytes:
    """The file of a version, verified by the vault."""
    row = load(session, ContractVersion, version_id)
    return attachments.read(session, row.attachment_id)


def snapshot_of(case: SigningCase, row: ContractVersion) -> dict[str, object]:
    return {"case": case.number, "version": row.place, "sha256": row.sha256, "facts": row.facts}


def newest_version(session: Session, case_id: int) -> ContractVersion | None:
    query = select(ContractVersion).where(ContractVersion.case_id == case_id).order_by(ContractVersion.place.desc())
    return session.scalars(query).first()


def finding_rows(session: Session, version_id: int) -> list[ReviewFinding]:
    query = select(ReviewFinding).where(ReviewFinding.version_id == version_id).order_by(ReviewFinding.place)
    return list(session.scalars(query))


def item_rows(session: Session, version_id: int) -> list[ReviewItem]:
    return list(
        session.scalars(select(ReviewItem).where(ReviewItem.version_id == version_id).order_by(ReviewItem.place))
    )


def refusal_of(
    session: Session, state: str, row: ContractVersion, newest: ContractVersion, instance: InstanceView | None
) -> str:
    """Why the person logged in may not release this version now; "" if they may."""
    seat = seat_of(session)
    actor = seat.actor
    if row.id != newest.id:
        return _("There is a newer version.")
    if not seat.may(words.RELEASE_CONTRACTS):
        return _("Only a contract reviewer may release.")
    if actor.person_id is not None and actor.person_id == newest.added_by_id:
        return _("You brought this version in: the drafter never releases.")
    if state != words.IN_REVIEW or instance is None:
        return _("Not submitted: {state}.").format(state=_(words.CASE_STATES[state]))
    if actor.person_id is not None and actor.person_id == instance.starter_id:
        return _("You submitted this version: somebody else must release it.")
    pending = [task for task in instance.tasks if task.state is TaskState.PENDING]
    if not any(approvals.may_decide(session, task, actor) for task in pending):
        return _("It waits for {people}.").format(people="、".join(instance.waits_for))
    return ""


def require_no_blockers(session: Session, version_id: int) -> None:
    findings = [finding_value(row) for row in finding_rows(session, version_id)]
    items = [item_value(row) for row in item_rows(session, version_id)]
    blockers = _blockers(findings, items)
    if blockers:
        raise UserError(
            _("It cannot be released yet: {blockers}.").format(blockers=_(", ").join(blockers)),
            hint=_("Settle each point first."),
        )


def _blockers(findings: Iterable[FindingInfo], items: Iterable[ItemInfo]) -> tuple[str, ...]:
    blockers = []
    unresolved = [finding for finding in findings if finding.unresolved]
    by_title: dict[str, int] = {}
    for finding in unresolved:
        by_title[finding.title] = by_title.get(finding.title, 0) + 1
    for title, count in by_title.items():
        blockers.append(
            ngettext("{title}: {count} point", "{title}: {count} points", count).format(title=title, count=count)
        )
    blockers += [_("not signed off: {item}").format(item=item.text) for item in items if item.unresolved]
    return tuple(blockers)


def _check(row: ReviewCheck) -> CheckInfo:
    title, why, source = _words_of(row.name)
    return CheckInfo(row.name, title, why, source, row.state, masked_words(row.looked_at))


def _words_of(name: str) -> tuple[str, str, str]:
    check = check_by_id(name)
    return (_(check.title), _(check.why), _(check.source)) if check else (name, "", "")


def finding_value(row: ReviewFinding, *, masked: bool = True) -> FindingInfo:
    """A finding as pages and paper show it; in full only for who has asked to see the contract's text in full."""
    title, why, source = _words_of(row.name)
    where, excerpt, *beside = json.loads(row.excerpt)
    sides = tuple((name, value) for name, value in json.loads(row.sides))
    message, reason = row.message, row.reason
    if masked:
        reason = masked_text(reason)
        message, excerpt, sides = masked_words(message), masked_words(excerpt), _masked_sides(sides)
        beside = [(clause, masked_words(words)) for clause, words in beside]
    return FindingInfo(
        id=row.id,
        version=row.version,
        number=row.place,
        check=row.name,
        title=title,
        why=why,
        source=source,
        severity=row.severity,
        message=message,
        place=Place(row.block, row.start, row.end) if row.block is not None else None,
        others=tuple(
            OtherPlace(Place(*at), *words)
            for at, words in zip_longest(json.loads(row.others), beside, fillvalue=("", ""))
        ),
        sides=sides,
        excerpt=excerpt,
        where=where,
        state=row.state,
        reason=reason,
        settled_by=row.settled_by,
        settled_at=row.settled_at,
    )


def _masked_sides(sides: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    if len(sides) == 2 and "*" in sides[1][1]:
        # the case's number was stored masked, showing only where the two differ
        return ((sides[0][0], masked_like(sides[0][1], sides[1][1])), sides[1])
    return tuple((name, masked_words(value)) for name, value in sides)


def item_value(row: ReviewItem) -> ItemInfo:
    note = masked_text(row.note)
    return ItemInfo(row.id, row.version, row.name, row.text, row.state, note, row.signed_by, row.signed_at)
