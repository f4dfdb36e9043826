"""Versions and their review: a file comes in with its checks done, findings and manual items are settled by named
persons, the version is submitted, released by somebody else, and frozen by its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import approvals, attachments, clock
from signdesk.core.approvals import InstanceState, TaskState, Verdict
from signdesk.core.db import load
from signdesk.core.errors import PermissionRefused, UserError
from signdesk.core.i18n import _
from signdesk.core.operations import actor_of
from signdesk.core.text import Place, TextModel
from signdesk.core.vault import VaultFileDamaged
from signdesk.domains.signing.models import (
    ContractVersion,
    ReviewCheck,
    ReviewFinding,
    ReviewItem,
    SigningCase,
)
from signdesk.domains.signing.rules.checks.catalogue import CHECKS
from signdesk.domains.signing.rules.checks.engine import Finding, run_checks
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.personal import masked_beside, masked_words
from signdesk.domains.signing.rules.standards import Brief
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.service import vocabulary as words
from signdesk.domains.signing.service.brief import case_facts
from signdesk.domains.signing.service.cases import version_value
from signdesk.domains.signing.service.review_reading import (
    finding_rows,
    finding_value,
    item_value,
    newest_version,
    refusal_of,
    require_no_blockers,
    review_info,
    snapshot_of,
)
from signdesk.domains.signing.service.types import business_type
from signdesk.domains.signing.service.values import (
    FindingInfo,
    ItemInfo,
    PreparedVersion,
    ReviewInfo,
    VersionInfo,
)
from signdesk.io.importing import Report, media_type, read_contract
from signdesk.io.importing import load as load_file


def prepare_version(data: bytes, *, name: str, brief: Brief, report: Report | None = None) -> PreparedVersion:
    """Read, hash and check a contract file. Slow (up to 10 s, a scan some seconds a page): on a worker, before the
    operation that stores it. `report` hears how many scanned pages of how many are read; what it raises ends it.

    UserError with the reason if the file is refused."""
    return check_text(data, name=name, model=read_contract(data, name, report=report), brief=brief)


def check_text(data: bytes, *, name: str, model: TextModel, brief: Brief) -> PreparedVersion:
    """Hash and check a file whose text is known already, such as one this program has just written."""
    return PreparedVersion(
        name=name,
        data=data,
        media_type=media_type(data),
        sha256=hashlib.sha256(data).hexdigest(),
        model=model,
        results=run_checks(model, brief, CHECKS),
        facts=fingerprint(brief.facts),
    )


def prepare_file(path: Path, *, brief: Brief, report: Report | None = None) -> PreparedVersion:
    """`prepare_version` for a file on disk."""
    return prepare_version(load_file(path), name=path.name, brief=brief, report=report)


def fingerprint(facts: CaseFacts) -> str:
    """What a version was checked against, without telling it."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def add_version(session: Session, *, case_id: int, prepared: PreparedVersion, note: str = "") -> VersionInfo:
    """Store a prepared file as the case's next version, with its review.

    A case in review or released falls back to a draft: what was submitted is outdated. UserError if the case is being
    signed or closed, if the same file is already the newest version, or if the case changed since the file was checked.
    """
    case = load(session, SigningCase, case_id)
    if case.state not in (words.DRAFT, words.IN_REVIEW, words.RELEASED):
        raise UserError(_("No new version can be added: {state}.").format(state=_(words.CASE_STATES[case.state])))
    before = session.scalars(
        select(ContractVersion).where(ContractVersion.case_id == case_id).order_by(ContractVersion.place.desc())
    ).first()
    if before is not None and before.sha256 == prepared.sha256:
        raise UserError(
            _("This file is already version {number}.").format(number=before.place),
            field="file",
            hint=_("Choose the corrected file."),
        )
    if prepared.facts != fingerprint(case_facts(session, case_id=case_id)):
        raise UserError(_("The case has changed meanwhile."), hint=_("Import the file again."))
    owner = (words.CASE_TABLE, case_id)
    stored = attachments.attach(
        session, owner=owner, name=prepared.name, data=prepared.data, media_type=prepared.media_type,
        subject=case.subject,
    )  # fmt: skip
    text = attachments.attach(
        session, owner=owner, name=f"{prepared.name}.json", data=prepared.model.to_json().encode(),
        media_type=words.TEXT_MODEL_TYPE, subject=case.subject,
    )  # fmt: skip
    actor = actor_of(session)
    row = ContractVersion(
        subject=case.subject,
        case_id=case_id,
        place=before.place + 1 if before else 1,
        name=prepared.name,
        media_type=prepared.media_type,
        sha256=prepared.sha256,
        attachment_id=stored.id,
        text_attachment_id=text.id,
        facts=prepared.facts,
        note=note.strip(),
        added_at=clock.now(),
        added_by=actor.name,
        added_by_id=actor.person_id,
    )
    session.add(row)
    session.flush()
    _store_review(session, case, row, prepared, before)
    _outdate(session, case, row)
    return version_value(row)


def accept(session: Session, *, finding_id: int, version: int) -> FindingInfo:
    """The finding is right: the contract will be put right by a new version. It goes on blocking the release."""
    row = _finding_row(session, finding_id, version)
    return _settle(session, row, words.ACCEPTED, "")


def waive(session: Session, *, finding_id: int, version: int, reason: str) -> FindingInfo:
    """Let a finding stand, with a reason. Who brought the version in may not waive an error of it."""
    row = _finding_row(session, finding_id, version)
    if not reason.strip():
        raise UserError(_("Say why this may stand."), field="reason")
    drafted = load(session, ContractVersion, row.version_id)
    person = actor_of(session).person_id
    if row.severity == "error" and person is not None and person == drafted.added_by_id:
        raise PermissionRefused(
            _("You brought this version in: somebody else must waive its errors."), hint=_("Or import a new version.")
        )
    return _settle(session, row, words.WAIVED, reason.strip())


def waive_alike(session: Session, *, findings: Sequence[tuple[int, int]], reason: str) -> tuple[FindingInfo, ...]:
    """Let several doubts of one check stand, all for the same reason; `findings` are (id, version) of each.

    UserError if they are of different checks, if one of them is an error (each of those needs its own reason), or if
    one is settled already: then none is waived."""
    rows = [_finding_row(session, finding_id, version) for finding_id, version in findings]
    if not reason.strip():
        raise UserError(_("Say why this may stand."), field="reason")
    if len({(row.version_id, row.name) for row in rows}) > 1:
        raise UserError(_("Only points of the same check are waived together."))
    if any(row.severity == "error" for row in rows):
        raise UserError(_("A problem is waived by itself, with its own reason."))
    if any(row.state not in (words.OPEN, words.ACCEPTED) for row in rows):
        raise UserError(_("One of these points is settled already."))
    return tuple(_settle(session, row, words.WAIVED, reason.strip()) for row in rows)


def reopen(session: Session, *, finding_id: int, version: int) -> FindingInfo:
    """Take back what was decided about a finding, while the contract is not released."""
    row = _finding_row(session, finding_id, version)
    return _settle(session, row, words.OPEN, "")


def sign_off(session: Session, *, item_id: int, version: int, note: str = "") -> ItemInfo:
    """Sign off a manual item by name."""
    row = load(session, ReviewItem, item_id, version)
    _require_open_review(session, row.version_id)
    actor = actor_of(session)
    row.state, row.note = "signed", note.strip()
    row.signed_by, row.signed_by_id, row.signed_at = actor.name, actor.person_id, clock.now()
    session.flush()
    return item_value(row)


def withdraw_sign_off(session: Session, *, item_id: int, version: int) -> ItemInfo:
    """Take a sign-off back (its reverse); both stay in the trail."""
    row = load(session, ReviewItem, item_id, version)
    _require_open_review(session, row.version_id)
    row.state, row.signed_by, row.signed_by_id, row.signed_at = "open", "", None, None
    session.flush()
    return item_value(row)


def submit(session: Session, *, case_id: int, version: int) -> ReviewInfo:
    """Ask for the release of the newest version. Its importer and the one who submits may not release it."""
    case = load(session, SigningCase, case_id, version)
    if case.state != words.DRAFT:
        raise UserError(_("This case is not a draft any more: {state}.").format(state=_(words.CASE_STATES[case.state])))
    newest = newest_version(session, case_id)
    if newest is None:
        raise UserError(_("There is no contract yet."), hint=_("Import one first."))
    barred = [newest.added_by_id] if newest.added_by_id is not None else []
    path = business_type(session, type_id=case.business_type_id).business.release
    approvals.start(
        session,
        words.RELEASE_KIND,
        subject=(words.CASE_TABLE, case_id),
        title=_("Release {number}, version {version}").format(number=case.number, version=newest.place),
        snapshot=snapshot_of(case, newest),
        amount=case.amount,
        represented=barred,
        way=words.release_way(path, approvals.definition_of(session, words.RELEASE_KIND)),
    )
    case.state = words.IN_REVIEW
    session.flush()
    return review_info(session, case_id=case_id)


def release(session: Session, *, case_id: int, sha256: str, comment: str = "") -> ReviewInfo:
    """定稿: approve the release of the version with this digest. The last approval freezes it.

    UserError naming every blocker; PermissionRefused for the drafter."""
    _decide(session, case_id, sha256, Verdict.APPROVE, comment)
    return review_info(session, case_id=case_id)


def send_back(session: Session, *, case_id: int, sha256: str, reason: str) -> ReviewInfo:
    """Do not release: back to the drafter, with a reason."""
    _decide(session, case_id, sha256, Verdict.REJECT, reason)
    return review_info(session, case_id=case_id)


def assert_released_unchanged(session: Session, *, case_id: int) -> VersionInfo:
    """The room's door: the released file is read again and hashed, and its approval must stand for exactly it.

    UserError if it is not released, or one byte of it or of what was approved differs."""
    case = load(session, SigningCase, case_id)
    if case.released_version_id is None or case.state not in (words.RELEASED, words.SIGNING):
        raise UserError(_("The contract is not released."), hint=_("Have it reviewed and released first."))
    row = load(session, ContractVersion, case.released_version_id)
    changed = UserError(
        _("The contract's file is not the one that was released."),
        hint=_("Do not sign. Run the verification and tell your administrator."),
    )
    try:
        data = attachments.read(session, row.attachment_id)
    except VaultFileDamaged as damage:
        raise changed from damage
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise changed
    approvals.require_approved(
        session,
        words.RELEASE_KIND,
        subject=(words.CASE_TABLE, case_id),
        sha256=approvals.fingerprint(snapshot_of(case, row)),
    )
    return version_value(row)


@approvals.when_finished(words.RELEASE_KIND)
def _finished(session: Session, instance_id: int) -> None:
    """The approval of a release has ended: freeze the version, or give the case back to the drafter."""
    instance = approvals.instance(session, instance_id)
    case = load(session, SigningCase, instance.subject[1])
    if instance.state is InstanceState.APPROVED:
        newest = newest_version(session, case.id)
        if newest is None or instance.sha256 != approvals.fingerprint(snapshot_of(case, newest)):
            raise UserError(_("What was submitted has changed meanwhile."), hint=_("Submit it again."))
        require_no_blockers(session, newest.id)
        case.state, case.released_version_id = words.RELEASED, newest.id
        approved = dict.fromkeys(task.decided_by for task in instance.tasks if task.state is TaskState.APPROVED)
        case.released_at, case.released_by = clock.now(), "、".join(approved)
    elif case.state in (words.IN_REVIEW, words.RELEASED):
        case.state, case.released_version_id = words.DRAFT, None
    session.flush()


# -- helpers


def _store_review(
    session: Session, case: SigningCase, row: ContractVersion, prepared: PreparedVersion, before: ContractVersion | None
) -> None:
    contract = Contract(prepared.model)
    session.add_all(
        ReviewCheck(version_id=row.id, place=place, name=result.check, state=result.state, looked_at=result.looked_at)
        for place, result in enumerate(prepared.results, 1)
    )
    found = sorted((finding for result in prepared.results for finding in result.findings), key=_in_the_text)
    waivers = _waivers(session, before)
    new = [_finding_of(contract, case, row, place, finding) for place, finding in enumerate(found, 1)]
    for each in new:
        known = waivers.get((each.name, each.message, each.excerpt))
        if known is not None:
            # the same point in the same words was waived before: the waiver goes with it, by the same name
            each.state, each.reason, each.settled_at = known.state, known.reason, known.settled_at
            each.settled_by, each.settled_by_id = known.settled_by, known.settled_by_id
    session.add_all(new)
    if before is not None:
        still = {(each.name, each.excerpt) for each in new}
        for old in finding_rows(session, before.id):
            if old.state in (words.OPEN, words.ACCEPTED) and (old.name, old.excerpt) not in still:
                old.state, old.settled_at = words.FIXED, clock.now()
                old.reason = _("Fixed by version {number}").format(number=row.place)
                old.settled_by, old.settled_by_id = actor_of(session).name, actor_of(session).person_id
    manual = business_type(session, type_id=case.business_type_id).business.manual_items
    session.add_all(
        ReviewItem(
            version_id=row.id,
            place=place,
            name=item.id,
            text=item.text,
            state="open",
            note="",
            signed_by="",
            signed_by_id=None,
            signed_at=None,
        )
        for place, item in enumerate(manual, 1)
    )
    session.flush()


def _in_the_text(finding: Finding) -> tuple[bool, int, int]:
    """Findings are numbered in the order of the text; what is missing altogether comes last."""
    at = finding.place
    return (False, at.block, at.start) if at is not None else (True, 0, 0)


def _waivers(session: Session, before: ContractVersion | None) -> dict[tuple[str, str, str], ReviewFinding]:
    if before is None:
        return {}
    return {
        (old.name, old.message, old.excerpt): old
        for old in finding_rows(session, before.id)
        if old.state == words.WAIVED
    }


def _finding_of(
    contract: Contract, case: SigningCase, row: ContractVersion, place: int, finding: Finding
) -> ReviewFinding:
    at = finding.place
    sides = finding.sides
    if len(sides) == 2 and all(masked_words(value) != value for _name, value in sides):
        # the case's number is kept masked, like everywhere, but for the characters that are the contradiction
        sides = (sides[0], (sides[1][0], masked_beside(sides[1][1], sides[0][1])))
    return ReviewFinding(
        subject=case.subject,
        version_id=row.id,
        place=place,
        name=finding.check,
        severity=finding.severity,
        message=finding.message,
        block=at.block if at else None,
        start=at.start if at else 0,
        end=at.end if at else 0,
        others=json.dumps([[other.block, other.start, other.end] for other in finding.others]),
        sides=json.dumps(sides, ensure_ascii=False),
        excerpt=json.dumps(
            [*_wording(contract, at), *(_wording(contract, other) for other in finding.others)], ensure_ascii=False
        ),
        state=words.NOTED if finding.severity == "info" else words.OPEN,
        reason="",
        settled_by="",
        settled_by_id=None,
        settled_at=None,
    )


def _wording(contract: Contract, at: Place | None) -> tuple[str, str]:
    """The clause a place stands in, and its words."""
    return (contract.clause_at(at), contract.model.excerpt(at)) if at else ("", "")


def _outdate(session: Session, case: SigningCase, row: ContractVersion) -> None:
    """A new version makes what was submitted or released outdated; the case is a draft again."""
    approvals.subject_changed(
        session, subject=(words.CASE_TABLE, case.id), kind=words.RELEASE_KIND, snapshot=snapshot_of(case, row)
    )
    case.state, case.released_version_id = words.DRAFT, None
    session.flush()


def _require_open_review(session: Session, version_id: int) -> None:
    row = load(session, ContractVersion, version_id)
    newest = newest_version(session, row.case_id)
    if newest is not None and newest.id != row.id:
        raise UserError(_("There is a newer version."), hint=_("Settle its findings instead."))
    case = load(session, SigningCase, row.case_id)
    if case.state not in (words.DRAFT, words.IN_REVIEW):
        raise UserError(_("The review is closed: {state}.").format(state=_(words.CASE_STATES[case.state])))


def _finding_row(session: Session, finding_id: int, version: int) -> ReviewFinding:
    row = load(session, ReviewFinding, finding_id, version)
    _require_open_review(session, row.version_id)
    return row


def _settle(session: Session, row: ReviewFinding, state: str, reason: str) -> FindingInfo:
    actor = actor_of(session)
    settled = state != words.OPEN
    row.state, row.reason = state, reason
    row.settled_by, row.settled_by_id = (actor.name, actor.person_id) if settled else ("", None)
    row.settled_at = clock.now() if settled else None
    session.flush()
    return finding_value(row)


def _decide(session: Session, case_id: int, sha256: str, verdict: Verdict, comment: str) -> None:
    case = load(session, SigningCase, case_id)
    newest = newest_version(session, case_id)
    if newest is None or newest.sha256 != sha256:
        raise UserError(_("There is a newer version."), hint=_("Look at it first."))
    instance = approvals.latest(session, words.RELEASE_KIND, subject=(words.CASE_TABLE, case_id))
    refusal = refusal_of(session, case.state, newest, newest, instance)
    if refusal or instance is None:
        raise PermissionRefused(refusal)
    if verdict is Verdict.APPROVE:
        require_no_blockers(session, newest.id)
    actor = actor_of(session)
    mine = [
        task
        for task in instance.tasks
        if task.state is TaskState.PENDING and approvals.may_decide(session, task, actor)
    ]
    approvals.decide(session, task_id=mine[0].id, verdict=verdict, comment=comment, sha256=instance.sha256)
