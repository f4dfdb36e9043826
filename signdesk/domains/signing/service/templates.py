"""Contract templates: a Word file for a business type comes in as its next edition, is submitted, approved by somebody
who did not bring it, and is then the one contracts are drafted from. Drafting itself is `drafting`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import approvals, attachments, clock, resources
from signdesk.core.approvals import InstanceState, InstanceView, TaskState, TaskView, Verdict
from signdesk.core.db import load
from signdesk.core.errors import PermissionRefused, UserError
from signdesk.core.i18n import _
from signdesk.core.operations import actor_of, require, seat_of
from signdesk.core.text import TextModel
from signdesk.domains.signing.models import ContractTemplate
from signdesk.domains.signing.rules.business import BusinessType, shipped_types
from signdesk.domains.signing.rules.drafting import example
from signdesk.domains.signing.rules.templates import fields as template_fields
from signdesk.domains.signing.rules.templates.fields import FILTERS, TemplateField
from signdesk.domains.signing.service import vocabulary as words
from signdesk.domains.signing.service.types import business_types
from signdesk.io.importing import MEDIA_TYPES, read_contract
from signdesk.io.importing import load as load_file
from signdesk.io.importing.child import read_document
from signdesk.io.word import contract_docx
from signdesk.io.word_template import fill, plain_text, read_placeholders


@dataclass(frozen=True)
class PreparedTemplate:
    """A template file read, tried and hashed outside any operation, for one business type. `model` is its text, with
    the placeholders."""

    code: str
    name: str
    data: bytes = field(repr=False)
    sha256: str
    fields: tuple[TemplateField, ...]
    model: TextModel = field(repr=False)


@dataclass(frozen=True)
class TemplateInfo:
    """An edition of a business type's template. `waits_for` and `refusal` (why the person logged in may not approve it,
    "" if they may) are told for a submitted one."""

    id: int
    version: int
    code: str
    business: str
    edition: int
    name: str
    sha256: str
    fields: tuple[TemplateField, ...]
    state: str
    added_at: datetime
    added_by: str
    approved_at: datetime | None
    approved_by: str
    waits_for: tuple[str, ...] = ()
    refusal: str = ""


def prepare_template(data: bytes, *, name: str, business: BusinessType) -> PreparedTemplate:
    """Read a template's fields and try it, filled and with gaps. Slow: on a worker, before it is stored.

    UserError saying what is wrong with the file or with one of its placeholders."""
    from signdesk.domains.signing.rules.templates.reading import read_fields

    fields = read_fields(read_placeholders(data, name), business)
    fill(data, name, example(fields), tuple(FILTERS))
    fill(data, name, example(fields, gaps=True), tuple(FILTERS))
    return PreparedTemplate(
        business.code, name, data, hashlib.sha256(data).hexdigest(), fields, read_contract(data, name)
    )


def prepare_template_file(path: Path, *, business: BusinessType) -> PreparedTemplate:
    """`prepare_template` for a file on disk."""
    return prepare_template(load_file(path), name=path.name, business=business)


def prepare_shipped(business: BusinessType) -> PreparedTemplate:
    """The template that comes with the program, for a business type that came with it. UserError for another.

    The text is this program's own: no limited process is needed, as a file from outside gets."""
    from signdesk.domains.signing.rules.templates.reading import read_fields

    shipped = {each.code: each.template for each in shipped_types()}
    if business.code not in shipped:
        raise UserError(_("No template comes with the program for “{name}”.").format(name=business.name))
    lines = resources.path("templates", shipped[business.code]).read_text(encoding="utf-8")
    fields = read_fields([plain_text(lines)], business)
    data = contract_docx(lines.splitlines())
    name = _("{business} contract.docx").format(business=business.name)
    return PreparedTemplate(business.code, name, data, hashlib.sha256(data).hexdigest(), fields, read_document(data))


def template_names(business: BusinessType) -> tuple[str, ...]:
    """The names by which a template of this business finds the case's data."""
    return tuple(template_fields.vocabulary(business))


def add_template(session: Session, *, prepared: PreparedTemplate) -> TemplateInfo:
    """Store a prepared template as the next edition of its business type, a draft.

    UserError if the newest edition is this very file."""
    newest = session.scalars(
        select(ContractTemplate).where(ContractTemplate.code == prepared.code).order_by(ContractTemplate.edition.desc())
    ).first()
    if newest is not None and newest.sha256 == prepared.sha256 and newest.state != words.RETIRED:
        raise UserError(_("This file is already edition {number}.").format(number=newest.edition), field="file")
    actor = actor_of(session)
    row = ContractTemplate(
        code=prepared.code,
        edition=newest.edition + 1 if newest else 1,
        name=prepared.name,
        sha256=prepared.sha256,
        fields=template_fields.to_json(prepared.fields),
        state=words.DRAFT,
        added_at=clock.now(),
        added_by=actor.name,
        added_by_id=actor.person_id,
        approved_at=None,
        approved_by="",
    )
    session.add(row)
    session.flush()
    attachments.attach(
        session,
        owner=(words.TEMPLATE_TABLE, row.id),
        name=prepared.name,
        data=prepared.data,
        media_type=MEDIA_TYPES["docx"],
    )
    attachments.attach(
        session,
        owner=(words.TEMPLATE_TABLE, row.id),
        name=f"{prepared.name}.json",
        data=prepared.model.to_json().encode(),
        media_type=words.TEXT_MODEL_TYPE,
    )
    return template_info(session, template_id=row.id)


def submit_template(session: Session, *, template_id: int, version: int) -> TemplateInfo:
    """Ask for the approval of an edition. Who brought it in and who submits it may not approve it."""
    row = load(session, ContractTemplate, template_id, version)
    if row.state != words.DRAFT:
        raise UserError(_("This edition is not a draft: {state}.").format(state=_(words.TEMPLATE_STATES[row.state])))
    approvals.start(
        session,
        words.TEMPLATE_KIND,
        subject=(words.TEMPLATE_TABLE, row.id),
        title=_("Template “{business}”, edition {number}").format(
            business=_business_name(session, row.code), number=row.edition
        ),
        snapshot=_snapshot(row),
        represented=[row.added_by_id] if row.added_by_id is not None else [],
    )
    row.state = words.SUBMITTED
    session.flush()
    return template_info(session, template_id=row.id)


def approve_template(session: Session, *, template_id: int, sha256: str, comment: str = "") -> TemplateInfo:
    """Approve the edition with this digest; it takes the place of the one in use. PermissionRefused for the drafter."""
    _decide(session, template_id, sha256, Verdict.APPROVE, comment)
    return template_info(session, template_id=template_id)


def reject_template(session: Session, *, template_id: int, sha256: str, reason: str) -> TemplateInfo:
    """Do not approve: a draft again, with a reason in the record."""
    _decide(session, template_id, sha256, Verdict.REJECT, reason)
    return template_info(session, template_id=template_id)


def retire_template(session: Session, *, template_id: int, version: int, reason: str) -> TemplateInfo:
    """Take an edition out of use, or give a draft up. Contracts drafted from it stay what they are."""
    row = load(session, ContractTemplate, template_id, version)
    if row.state not in (words.APPROVED, words.DRAFT):
        raise UserError(_("This edition cannot be retired: {state}.").format(state=_(words.TEMPLATE_STATES[row.state])))
    if not reason.strip():
        raise UserError(_("Say why."), field="reason")
    row.state = words.RETIRED
    session.flush()
    return template_info(session, template_id=row.id)


def template_rows(session: Session, *, states: tuple[str, ...] | None = None, text: str = "") -> list[TemplateInfo]:
    """Templates by business type, the newest edition first."""
    require(session, words.READ_CASES)
    query = select(ContractTemplate).order_by(ContractTemplate.code, ContractTemplate.edition.desc())
    if states is not None:
        query = query.where(ContractTemplate.state.in_(states))
    names = _business_names(session)
    found = [_info(row, names.get(row.code, row.code)) for row in session.scalars(query)]
    wanted = text.strip().casefold()
    return [info for info in found if wanted in f"{info.business} {info.name}".casefold()]


def template_info(session: Session, *, template_id: int) -> TemplateInfo:
    """One edition, and for a submitted one whose turn it is."""
    require(session, words.READ_CASES)
    row = load(session, ContractTemplate, template_id)
    info = _info(row, _business_name(session, row.code))
    if row.state != words.SUBMITTED:
        return info
    instance = approvals.latest(session, words.TEMPLATE_KIND, subject=(words.TEMPLATE_TABLE, row.id))
    return replace(info, waits_for=instance.waits_for if instance else (), refusal=_refusal(session, row, instance))


def template_in_use(session: Session, *, code: str) -> TemplateInfo | None:
    """The approved edition for a business type, or None."""
    row = session.scalars(
        select(ContractTemplate).where(ContractTemplate.code == code, ContractTemplate.state == words.APPROVED)
    ).one_or_none()
    return _info(row, _business_name(session, code)) if row is not None else None


def template_file(session: Session, *, template_id: int) -> bytes:
    """The Word file of an edition, verified by the vault. UserError if it is not the one that was brought in."""
    require(session, words.READ_CASES)
    row = load(session, ContractTemplate, template_id)
    data = attachments.read(session, attachments.list_of(session, (words.TEMPLATE_TABLE, row.id))[0].id)
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise UserError(
            _("The template's file is not the one that was brought in."),
            hint=_("Do not use it. Run the verification and tell your administrator."),
        )
    return data


def template_text(session: Session, *, template_id: int) -> TextModel:
    """The text of an edition's file, with its placeholders, verified by the vault."""
    require(session, words.READ_CASES)
    files = attachments.list_of(session, (words.TEMPLATE_TABLE, template_id))
    text = next((file for file in files if file.media_type == words.TEXT_MODEL_TYPE), None)
    if text is None:  # an edition that was brought in before its text was kept
        return read_contract(template_file(session, template_id=template_id), files[0].name)
    return TextModel.from_json(attachments.read(session, text.id).decode())


def require_usable(session: Session, *, template_id: int) -> ContractTemplate:
    """The door before drafting: the edition is in use and approved exactly as it stands. UserError otherwise."""
    row = load(session, ContractTemplate, template_id)
    if row.state != words.APPROVED:
        raise UserError(
            _("This template is not in use: {state}.").format(state=_(words.TEMPLATE_STATES[row.state])),
            hint=_("Draft again from the one in use."),
        )
    approvals.require_approved(
        session,
        words.TEMPLATE_KIND,
        subject=(words.TEMPLATE_TABLE, row.id),
        sha256=approvals.fingerprint(_snapshot(row)),
    )
    return row


@approvals.when_finished(words.TEMPLATE_KIND)
def _finished(session: Session, instance_id: int) -> None:
    """The approval has ended: the edition takes the place of the one in use, or is a draft again."""
    instance = approvals.instance(session, instance_id)
    row = load(session, ContractTemplate, instance.subject[1])
    if row.state != words.SUBMITTED:
        return
    if instance.state is not InstanceState.APPROVED:
        row.state = words.DRAFT
        session.flush()
        return
    if instance.sha256 != approvals.fingerprint(_snapshot(row)):
        raise UserError(_("What was submitted has changed meanwhile."), hint=_("Submit it again."))
    for former in session.scalars(
        select(ContractTemplate)
        .where(ContractTemplate.code == row.code, ContractTemplate.state == words.APPROVED)
        .with_for_update()
    ):
        former.state = words.RETIRED
    row.state, row.approved_at, row.approved_by = words.APPROVED, clock.now(), actor_of(session).name
    session.flush()


# -- helpers


def _decide(session: Session, template_id: int, sha256: str, verdict: Verdict, comment: str) -> None:
    row = load(session, ContractTemplate, template_id)
    if row.sha256 != sha256:
        raise UserError(_("What was submitted has changed meanwhile."), hint=_("Look at it first."))
    instance = approvals.latest(session, words.TEMPLATE_KIND, subject=(words.TEMPLATE_TABLE, row.id))
    refusal = _refusal(session, row, instance)
    if refusal or instance is None:
        raise PermissionRefused(refusal)
    task = next(task for task in instance.tasks if _mine(session, task))
    approvals.decide(session, task_id=task.id, verdict=verdict, comment=comment, sha256=instance.sha256)


def _refusal(session: Session, row: ContractTemplate, instance: InstanceView | None) -> str:
    seat = seat_of(session)
    person = seat.actor.person_id
    if row.state != words.SUBMITTED or instance is None:
        return _("Not submitted: {state}.").format(state=_(words.TEMPLATE_STATES[row.state]))
    if person is not None and person == row.added_by_id:
        return _("You brought this template in: somebody else must approve it.")
    if person is not None and person == instance.starter_id:
        return _("You submitted this template: somebody else must approve it.")
    if not any(_mine(session, task) for task in instance.tasks):
        return _("It waits for {people}.").format(people="、".join(instance.waits_for))
    return ""


def _mine(session: Session, task: TaskView) -> bool:
    return task.state is TaskState.PENDING and approvals.may_decide(session, task, actor_of(session))


def _snapshot(row: ContractTemplate) -> dict[str, object]:
    return {"code": row.code, "edition": row.edition, "sha256": row.sha256}


def _business_names(session: Session) -> dict[str, str]:
    return {kind.business.code: kind.name for kind in business_types(session)}


def _business_name(session: Session, code: str) -> str:
    return _business_names(session).get(code, code)


def _info(row: ContractTemplate, business: str) -> TemplateInfo:
    return TemplateInfo(
        id=row.id,
        version=row.version,
        code=row.code,
        business=business,
        edition=row.edition,
        name=row.name,
        sha256=row.sha256,
        fields=template_fields.from_json(row.fields),
        state=row.state,
        added_at=row.added_at,
        added_by=row.added_by,
        approved_at=row.approved_at,
        approved_by=row.approved_by,
    )
