"""The working copy of a contract (批注稿): its Word file with every open point as a comment, for whoever corrects the
text. It shows everything in full and leaves the program, so it has a number, a reason and a line in the trail."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from signdesk.core import attachments, audit, clock, reveals
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.numbering import take
from signdesk.core.operations import actor_of, require
from signdesk.domains.signing.models import ContractVersion, SigningCase
from signdesk.domains.signing.service import vocabulary as words
from signdesk.domains.signing.service.cases import version_value
from signdesk.domains.signing.service.review_reading import finding_rows, finding_value
from signdesk.domains.signing.service.values import FindingInfo
from signdesk.io.annotated_word import Remark, annotated

_MOST_BESIDE = 3


@dataclass(frozen=True)
class AnnotatedCopy:
    """A working copy that is to be made: its number, the file, the remarks, and in whose name they stand."""

    number: str
    name: str
    data: bytes
    remarks: tuple[Remark, ...]
    author: str


def annotated_copy(session: Session, *, version_id: int, reason: str) -> AnnotatedCopy:
    """A numbered working copy of a version, to be made by `annotated_docx`. Number and reason stand in the trail.

    UserError without a reason, or if the version is no Word file; PermissionRefused without the right."""
    require(session, words.REVEAL_CONTRACTS)
    row = load(session, ContractVersion, version_id)
    if not version_value(row).is_word:
        raise UserError(
            _("“{name}” is no Word document (.docx).").format(name=row.name),
            hint=_("Only a Word document can have comments."),
        )
    reveals.record(session, table=ContractVersion.__tablename__, record_id=version_id, reason=reason)
    number = take(session, words.WORKING_COPY_NUMBER)
    audit.note(
        session, table=ContractVersion.__tablename__, record_id=version_id, action="working_copy",
        payload={"number": number},
    )  # fmt: skip
    case, person = load(session, SigningCase, row.case_id), actor_of(session).name
    head = _("Working copy {number} of {case}, version {version} · {person} {time} · for: {reason}").format(
        number=number,
        case=case.number,
        version=row.place,
        person=person,
        time=f"{clock.to_local(clock.now()):%Y-%m-%d %H:%M}",
        reason=reason.strip(),
    )
    notice = _("It is for correcting the text and is never signed. Take the comments out before it comes back.")
    findings = [finding_value(each, masked=False) for each in finding_rows(session, version_id)]
    remarks = [Remark(each.place, _remark(each)) for each in findings if each.unresolved]
    name = f"{case.number} v{row.place} {number}.docx"
    data = attachments.read(session, row.attachment_id)
    return AnnotatedCopy(number, name, data, (Remark(None, f"{head}\n{notice}"), *remarks), person)


def annotated_docx(copy: AnnotatedCopy) -> bytes:
    """The Word file with its comments; on a worker. UserError if the file is damaged."""
    return annotated(copy.data, copy.remarks, author=copy.author, name=copy.name)


def _remark(finding: FindingInfo) -> str:
    """A point as its comment says it: number and weight, what it is, where else, and the rule it rests on."""
    lines = [f"{finding.number}. {_(words.WEIGHTS[finding.severity])}：{finding.message}"]
    lines += [_("See also: {words}").format(words=said) for said in finding.beside[:_MOST_BESIDE]]
    if finding.source and finding.source not in finding.message:
        lines.append(_("Source: {words}").format(words=finding.source))
    if finding.state == words.ACCEPTED:
        lines.append(f"{_(words.FINDING_STATES[finding.state])}：{finding.settled_by}")
    return "\n".join(lines)
