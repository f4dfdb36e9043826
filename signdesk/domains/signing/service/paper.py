"""The signing room's papers: the review sheet (合同审核清单), the signing record (签约记录) and the risk notice
(风险告知确认书). What goes on them is gathered inside a query; drawing is slow and belongs on a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from signdesk.core import clock, settings
from signdesk.core.i18n import _, ngettext
from signdesk.core.operations import actor_of
from signdesk.domains.signing.service import vocabulary as words
from signdesk.domains.signing.service.cases import case_info
from signdesk.domains.signing.service.review_reading import review_info
from signdesk.domains.signing.service.sessions import record_fingerprint, session_info
from signdesk.domains.signing.service.values import CaseInfo, FindingInfo, PaperInfo, ReviewInfo, SessionInfo
from signdesk.io.pdf import (
    Block,
    Fields,
    Gap,
    Grid,
    GridColumn,
    Heading,
    PageHeader,
    Paragraph,
    QrCode,
    SignatureLines,
    form_pdf,
)

_LONGEST_WORDING, _MOST_BESIDE = 60, 3


@dataclass(frozen=True)
class Printing:
    """What every page says about itself: centre, time and person."""

    centre: str
    printed_at: datetime
    person: str


@dataclass(frozen=True)
class RecordPaper:
    """Everything the signing record says. `fingerprint` tells whether the session is still what was printed."""

    info: SessionInfo
    case: CaseInfo
    printing: Printing

    @property
    def fingerprint(self) -> str:
        """A digest of what the record says about the session."""
        return record_fingerprint(self.info)


@dataclass(frozen=True)
class PreparedRecord:
    """The signing record as a file, and the fingerprint of the session it was made from."""

    pdf: bytes
    fingerprint: str


def gather_record(session: Session, *, session_id: int) -> RecordPaper:
    """What the signing record will say."""
    info = session_info(session, session_id=session_id)
    return RecordPaper(info, case_info(session, case_id=info.case_id), printing(session))


def prepare_record(paper: RecordPaper) -> PreparedRecord:
    """Draw the signing record. UserError naming a character no font can draw."""
    return PreparedRecord(signing_record_pdf(paper), paper.fingerprint)


def gather_review(session: Session, *, case_id: int, version_id: int | None = None) -> tuple[ReviewInfo, Printing]:
    """What the review sheet will say."""
    return review_info(session, case_id=case_id, version_id=version_id), printing(session)


def gather_receipt(session: Session, *, case_id: int) -> tuple[CaseInfo, Printing]:
    """What the receipt for a customer's papers will say."""
    return case_info(session, case_id=case_id), printing(session)


def printing(session: Session) -> Printing:
    """Centre, time and person for the page's head."""
    return Printing(settings.get(session, settings.CENTRE_NAME), clock.now(), actor_of(session).name)


def review_sheet_pdf(review: ReviewInfo, on: Printing) -> bytes:
    """The review sheet: the version by its digest (also as a code), every point with who settled it and why, every
    manual item with who signed it off, every check with what it looked at. Numbers are masked."""
    case, version = review.case, review.version
    blocks: list[Block] = [
        Fields(
            [
                (_("Case"), case.row.number),
                (_("Business type"), case.row.business),
                (_("Parties"), case.row.parties),
                (_("Amount"), str(case.row.amount) if case.row.amount is not None else "—"),
                (_("Contract file"), version.name),
                (_("Version"), str(version.place)),
                (_("Brought in by"), f"{version.added_by} {_moment(version.added_at)}"),
                (_("Released by"), f"{case.released_by} {_moment(case.released_at)}" if case.released_by else "—"),
                (_("Result"), _outcome(review)),
            ]
        ),
        QrCode(f"{case.row.number} v{version.place} {version.sha256}", _digest_words(version.sha256)),
        Heading(_("Findings")),
    ]
    if review.findings:
        blocks.append(
            Grid(
                [
                    GridColumn(_("No."), 11),
                    GridColumn(_("Weight"), 14),
                    GridColumn(_("Place"), 20),
                    GridColumn(_("Finding")),
                    GridColumn(_("Settled"), 52),
                ],
                [
                    (
                        str(finding.number),
                        _(words.WEIGHTS[finding.severity]),
                        finding.where or "—",
                        _found(finding),
                        _settled(finding),
                    )
                    for finding in review.findings
                ],
            )
        )
    else:
        blocks.append(Paragraph(_("No findings.")))
    blocks += [
        Heading(_("Manual items")),
        Grid(
            [GridColumn(_("Item")), GridColumn(_("Signed off by"), 60)],
            [
                (
                    "\n".join(filter(None, [item.text, item.note])),
                    f"{item.signed_by} {_moment(item.signed_at)}".strip() or "—",
                )
                for item in review.items
            ],
        ),
        Heading(_("Automatic checks")),
        Grid(
            [GridColumn(_("Check"), 52), GridColumn(_("Result"), 24), GridColumn(_("Looked at"))],
            [(check.title, _result(check.state), check.looked_at) for check in review.checks],
        ),
        Gap(4),
        SignatureLines([_("Drafted by"), _("Reviewed by")]),
    ]
    return form_pdf(_header(_("Contract review checklist"), case.row.number, on), blocks)


def signing_record_pdf(paper: RecordPaper) -> bytes:
    """The signing record: who signed what when, identities, clauses, questions, the seal matrix."""
    info, case = paper.info, paper.case
    blocks: list[Block] = [
        Fields(
            [
                (_("Case"), info.case_number),
                (_("Business type"), case.row.business),
                (_("Room"), info.room or "—"),
                (_("Signing officer"), info.officer),
                (_("Begun"), _moment(info.begun_at)),
                (_("Copies"), str(info.copies)),
                (_("Contract version"), str(info.version_place)),
                (_("Amount"), str(case.row.amount) if case.row.amount is not None else "—"),
            ]
        ),
        Heading(_("Identities and authority")),
        Grid(
            [
                GridColumn(_("Side"), 22),
                GridColumn(_("Signatory"), 42),
                GridColumn(_("For")),
                GridColumn(_("Document and authority"), 44),
                GridColumn(_("Verified"), 36),
            ],
            [
                (
                    signatory.role,
                    signatory.name,
                    signatory.acts_for or "—",
                    " ".join(filter(None, [signatory.document, signatory.id_number, signatory.authority])),
                    f"{signatory.verified_by} {_moment(signatory.verified_at)}",
                )
                for signatory in info.signatories
            ],
        ),
        Heading(_("Clauses explained and acknowledged")),
        Grid(
            [
                GridColumn(_("Clause"), 22),
                GridColumn(_("Title")),
                GridColumn(_("Explained"), 36),
                GridColumn(_("Acknowledged by"), 52),
            ],
            [
                (
                    clause.label,
                    f"★ {clause.title}" if clause.key else clause.title,
                    _moment(clause.explained_at),
                    "、".join(each.name for each in info.signatories if each.id in clause.acknowledged) or "—",
                )
                for clause in info.clauses
            ],
        ),
        Paragraph(_("★ marks key clauses, which each signatory acknowledges."), small=True),
        Heading(_("Signatures and seals")),
        Grid(_matrix_columns(info), _matrix_rows(info)),
    ]
    questions = [each for each in info.notes if each.kind == "question"]
    if questions:
        blocks += [
            Heading(_("Questions and answers")),
            Grid(
                [GridColumn(_("Question")), GridColumn(_("Answer"))], [(each.text, each.answer) for each in questions]
            ),
        ]
    blocks += [
        Gap(4),
        QrCode(f"{info.case_number} v{info.version_place} {info.sha256}", _digest_words(info.sha256)),
        Paragraph(
            _("A digest proves that a file was not changed. It is no electronic signature of the signatories."),
            small=True,
        ),
        SignatureLines([*(f"{each.role} {each.name}" for each in info.signatories), _("Signing officer")]),
    ]
    return form_pdf(_header(_("Signing record"), info.case_number, paper.printing), blocks)


def risk_notice_pdf(paper: RecordPaper) -> bytes:
    """The risk notice: the key clauses, for each signatory to sign."""
    info = paper.info
    blocks: list[Block] = [
        Paragraph(
            _("The following clauses concern your rights in particular. They were explained to you one by one."),
            indent=True,
        ),
        Grid(
            [GridColumn(_("Clause"), 24), GridColumn(_("Title")), GridColumn(_("Explained"), 40)],
            [(clause.label, clause.title, _moment(clause.explained_at)) for clause in info.clauses if clause.key],
        ),
        Paragraph(_("I have read and understood the clauses above."), bold=True),
        SignatureLines([f"{each.role} {each.name}" for each in info.signatories]),
    ]
    return form_pdf(_header(_("Risk notice"), info.case_number, paper.printing), blocks)


def papers_receipt_pdf(case: CaseInfo, on: Printing) -> bytes:
    """材料收件清单: which papers the centre has received or seen, what of them was given back, what is still to come.
    For the customer to take along; it shows no number."""
    received = [paper for paper in case.papers if paper.originals_shown or paper.copies_shown]
    missing = [paper for paper in case.papers if paper.required and paper.state == "missing"]
    blocks: list[Block] = [
        Fields(
            [
                (_("Case"), case.row.number),
                (_("Business type"), case.row.business),
                (_("Parties"), case.row.parties),
                (_("Signing day"), str(case.row.signing_date or "—")),
            ]
        ),
        Heading(_("Received")),
    ]
    if received:
        blocks.append(
            Grid(
                [
                    GridColumn(_("No."), 11),
                    GridColumn(_("Paper")),
                    GridColumn(_("Originals"), 17),
                    GridColumn(_("Photocopies"), 17),
                    GridColumn(_("Seen by"), 34),
                    GridColumn(_("Originals given back"), 40),
                ],
                [
                    (
                        str(number),
                        "\n".join(filter(None, [f"{paper.role} {paper.name}", paper.note])),
                        str(paper.originals_shown or "—"),
                        str(paper.copies_shown or "—"),
                        f"{paper.handled_by} {_moment(paper.handled_at)}",
                        _given_back(paper),
                    )
                    for number, paper in enumerate(received, 1)
                ],
            )
        )
    else:
        blocks.append(Paragraph(_("No paper was received yet.")))
    if missing:
        blocks += [
            Heading(_("Still to be brought")),
            *(Paragraph(f"□ {paper.role} {paper.name}（{wanted_words(paper)}）") for paper in missing),
        ]
    blocks += [Gap(4), SignatureLines([_("Received by"), _("Handed in by"), _("Originals taken back by")])]
    return form_pdf(_header(_("Receipt for papers"), case.row.number, on), blocks)


def wanted_words(paper: PaperInfo) -> str:
    """What of a paper is asked for: "original and 2 copies"."""
    copies = ngettext("{count} copy", "{count} copies", paper.copies).format(count=paper.copies)
    if paper.original and paper.copies:
        return _("original and {copies}").format(copies=copies)
    return copies if paper.copies else _("original") if paper.original else _("original or copy")


def _given_back(paper: PaperInfo) -> str:
    if not paper.originals_shown:
        return "—"
    if paper.returned_at is None:
        return _("kept here")
    return "\n".join([paper.returned_to, f"{paper.returned_by} {_moment(paper.returned_at)}"])


def _matrix_columns(info: SessionInfo) -> list[GridColumn]:
    names = [f"{each.role} {each.name}" for each in info.signatories]
    return [GridColumn(_("Copy"), 16), *(GridColumn(name) for name in names)]


def _matrix_rows(info: SessionInfo) -> Sequence[Sequence[str]]:
    rows = []
    for copy in range(1, info.copies + 1):
        row = [str(copy)]
        for signatory in info.signatories:
            here = [cell for cell in info.cells if (cell.copy, cell.signatory_id) == (copy, signatory.id)]
            row.append(
                " ".join(f"{'✓' if cell.done_at else '□'}{_(words.CELL_KINDS[cell.kind])}" for cell in here) or "—"
            )
        rows.append(row)
    return rows


def _header(title: str, number: str, on: Printing) -> PageHeader:
    return PageHeader(on.centre, title, number, on.printed_at, on.person)


def _outcome(review: ReviewInfo) -> str:
    """Whether this sheet may stand beside a released contract, at a glance."""
    count = len(review.open_findings) + len(review.open_items)
    if not count:
        return _("Nothing open")
    return ngettext("{count} point is open", "{count} points are open", count).format(count=count)


def _found(finding: FindingInfo) -> str:
    """What was found, and the wording it was found in, here and elsewhere, numbers masked."""
    lines = [finding.message]
    wording = _wording(finding.excerpt)
    if wording:
        lines.append(_("Wording: {words}").format(words=wording))
    lines += [_("See also: {words}").format(words=said[:_LONGEST_WORDING]) for said in finding.beside[:_MOST_BESIDE]]
    return "\n".join(lines)


def _wording(excerpt: str) -> str:
    """As much of it as the sheet shows, nothing if it says nothing (a gap)."""
    words = " ".join(excerpt.split())[:_LONGEST_WORDING]
    return words if any(character.isalnum() for character in words) else ""


def _settled(finding: FindingInfo) -> str:
    state = _(words.FINDING_STATES[finding.state])
    by = " ".join(filter(None, [finding.settled_by, _moment(finding.settled_at)]))
    return "\n".join(filter(None, [f"{state}：{finding.reason}" if finding.reason else state, by]))


def _result(state: str) -> str:
    return {
        "passed": _("passed"),
        "failed": _("failed"),
        "warning": _("warning"),
        "skipped": _("nothing to check"),
    }[state]


def _digest_words(sha256: str) -> str:
    return _("SHA-256 of the contract file: {digest}").format(
        digest=" ".join(sha256[at : at + 8] for at in range(0, 64, 8))
    )


def _moment(at: datetime | None) -> str:
    return f"{clock.to_local(at):%Y-%m-%d %H:%M}" if at is not None else ""
