"""Customers' papers of a case: what was presented and seen, what was given back and to whom, their scans in the vault,
and the receipt the customer takes along. A scan shows what the rest of the program masks: looking at it is a reveal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import attachments, clock, reveals
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.operations import actor_of, require
from signdesk.domains.signing.models import CasePaper, CaseParty, SigningCase
from signdesk.domains.signing.rules.personal import masked_words
from signdesk.domains.signing.rules.presented import MOST, is_enough
from signdesk.domains.signing.service import vocabulary as words
from signdesk.domains.signing.service.values import PaperInfo, RevealedFile
from signdesk.io import importing, picture_pdf

_TABLE = CasePaper.__tablename__
LARGEST_SCAN = 20 * 1024 * 1024


@dataclass(frozen=True)
class PreparedScan:
    """A scan or photograph of a paper, read and found to be one."""

    name: str
    data: bytes
    media_type: str


def note_paper(session: Session, *, paper_id: int, version: int, state: str) -> PaperInfo:
    """A paper was seen as it is asked for, or turned out to be missing. `state`: seen or missing. What was presented
    beyond what is asked for stays noted when it is seen."""
    if state not in ("seen", "missing"):
        raise ValueError(state)
    paper = load(session, CasePaper, paper_id, version)
    copies = paper.copies or int(not paper.original)
    shown = (0, 0)
    if state == "seen":
        shown = (max(int(paper.original), paper.originals_shown), max(copies, paper.copies_shown))
    return present(
        session, paper_id=paper_id, version=version, originals=shown[0], copies=shown[1], note=paper.note
    )  # fmt: skip


def present(session: Session, *, paper_id: int, version: int, originals: int, copies: int, note: str = "") -> PaperInfo:
    """What was presented of a paper. It counts as seen, by whom and when, once it is all that is asked for. Who saw it
    stays who he is when only the note changes.

    UserError if the case is closed, the numbers are absurd, originals would vanish that were given back, or the note
    holds an identity number, a phone or an account: notes are read by everybody who sees the case. More originals than
    were given back have come since: they are here."""
    paper = load(session, CasePaper, paper_id, version)
    _require_open(session, paper)
    for field, number in (("originals", originals), ("copies", copies)):
        if not 0 <= number <= MOST:
            raise UserError(_("From 0 to {most}.").format(most=MOST), field=field)
    if paper.returned_at is not None and originals < paper.originals_shown:
        raise UserError(
            _("The originals were given back to {name}: they cannot be taken out of the record.").format(
                name=_returned_to(session, paper)
            ),
            hint=_("Leave the number of originals as it is."),
            field="originals",
        )
    if originals != paper.originals_shown:
        paper.returned_by, paper.returned_at, paper.returned_to_id, paper.returned_to_agent = "", None, None, False
    if paper.handled_at is None or (originals, copies) != (paper.originals_shown, paper.copies_shown):
        paper.handled_by, paper.handled_at = actor_of(session).name, clock.now()
    paper.originals_shown, paper.copies_shown, paper.note = originals, copies, _noted(note, paper)
    enough = is_enough(
        original=paper.original, copies=paper.copies, originals_shown=originals, copies_shown=copies
    )  # fmt: skip
    paper.state = "missing" if not enough else "returned" if paper.returned_at is not None else "seen"
    session.flush()
    return paper_value(session, paper)


def give_back(session: Session, *, paper_id: int, version: int, party_id: int, agent: bool = False) -> PaperInfo:
    """The originals of a paper were given back to a party of the case, or to its agent.

    UserError if there were none, if they were given back before, or if nobody of the case is meant."""
    paper = load(session, CasePaper, paper_id, version)
    party = load(session, CaseParty, party_id)
    if party.case_id != paper.case_id or (agent and not party.agent):
        raise UserError(_("Choose a party of this case."), field="returned_to")
    if not paper.originals_shown:
        raise UserError(_("No original of this paper was presented."), field="returned_to")
    if paper.returned_at is not None:
        raise UserError(_("The originals were given back before."), field="returned_to")
    paper.returned_to_id, paper.returned_to_agent = party_id, agent
    paper.returned_by, paper.returned_at = actor_of(session).name, clock.now()
    if paper.state == "seen":
        paper.state = "returned"
    session.flush()
    return paper_value(session, paper)


def prepare_scan(path: Path) -> PreparedScan:
    """Read a scan or photograph; on a worker. UserError if it is none, larger than 20 MB, or a picture that could not
    be shown."""
    data = importing.load(path)
    if len(data) > LARGEST_SCAN:
        raise UserError(_("“{name}” is larger than 20 MB.").format(name=path.name), hint=_("Scan it at 200 dpi."))
    media_type = importing.media_type(data)
    if media_type not in words.SHOWN_AS_PAGES:
        raise UserError(
            _("“{name}” is neither a PDF nor a picture.").format(name=path.name),
            hint=_("Choose a PDF, JPEG, PNG or TIFF file."),
        )
    shown_file(RevealedFile(path.name, data, media_type))
    return PreparedScan(path.name, data, media_type)


def add_scan(session: Session, *, paper_id: int, scan: PreparedScan) -> PaperInfo:
    """Keep a scan of a paper in the vault, under the key of the case's customer. UserError if the case is closed."""
    paper = load(session, CasePaper, paper_id)
    case = _require_open(session, paper)
    attachments.attach(
        session, owner=(_TABLE, paper_id), name=scan.name, data=scan.data, media_type=scan.media_type,
        subject=case.subject,
    )  # fmt: skip
    return paper_value(session, paper)


def reveal_scan(session: Session, *, paper_id: int, scan_id: int, reason: str) -> RevealedFile:
    """A paper's scan. Who saw it and why stands in the trail.

    UserError without a reason, or if the scan is of another paper; PermissionRefused without the right."""
    require(session, words.REVEAL_CONTRACTS)
    info = attachments.info(session, scan_id)
    if info.owner != (_TABLE, paper_id):
        raise UserError(_("This scan belongs to another paper."))
    reveals.record(session, table=_TABLE, record_id=paper_id, reason=reason)
    return RevealedFile(info.name, attachments.read(session, scan_id), info.media_type)


def shown_file(file: RevealedFile) -> bytes:
    """A PDF or picture as a PDF for the screen; on a worker. UserError if it is damaged."""
    if file.media_type == "application/pdf":
        return file.data
    return picture_pdf.pdf_of(file.data, file.name)


def papers_of(session: Session, case_id: int) -> tuple[PaperInfo, ...]:
    """The papers of a case in the order of its business type."""
    rows = session.scalars(select(CasePaper).where(CasePaper.case_id == case_id).order_by(CasePaper.place)).all()
    scans = attachments.ids_of(session, _TABLE, [row.id for row in rows])
    return tuple(_value(session, row, scans.get(row.id, ())) for row in rows)


def paper_value(session: Session, row: CasePaper) -> PaperInfo:
    """A paper as pages see it."""
    return _value(session, row, attachments.ids_of(session, _TABLE, [row.id]).get(row.id, ()))


def _noted(note: str, paper: CasePaper) -> str:
    """The note as it is kept: what stands there already, shown masked, stays when nothing else is said."""
    note = note.strip()
    if note in (paper.note, masked_words(paper.note)):
        return paper.note
    if masked_words(note) != note:
        raise UserError(
            _("A number does not belong in the note: everybody who sees the case would read it."),
            hint=_("Identity numbers, phones and accounts stand with the party, masked."),
            field="note",
        )
    return note


def _returned_to(session: Session, row: CasePaper) -> str:
    to = session.get(CaseParty, row.returned_to_id) if row.returned_to_id is not None else None
    if to is None:
        return ""
    return to.agent if row.returned_to_agent else to.name


def _value(session: Session, row: CasePaper, scans: tuple[int, ...]) -> PaperInfo:
    return PaperInfo(
        id=row.id,
        version=row.version,
        name=row.name,
        role=row.role,
        required=row.required,
        original=row.original,
        copies=row.copies,
        state=row.state,
        handled_by=row.handled_by,
        handled_at=row.handled_at,
        originals_shown=row.originals_shown,
        copies_shown=row.copies_shown,
        note=masked_words(row.note),
        returned_to=_returned_to(session, row),
        returned_by=row.returned_by,
        returned_at=row.returned_at,
        scans=scans,
    )


def _require_open(session: Session, paper: CasePaper) -> SigningCase:
    case = load(session, SigningCase, paper.case_id)
    if case.state in (words.SIGNED, words.ARCHIVED, words.VOID):
        raise UserError(_("The case is closed: {state}.").format(state=_(words.CASE_STATES[case.state])))
    return case
