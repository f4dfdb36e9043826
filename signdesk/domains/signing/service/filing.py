"""What lower rooms ask the signing room: the archive, which signed cases are due and what belongs into their dossiers;
reception, which case a visitor has, what papers it still lacks and what blocks it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import attachments, clock, due
from signdesk.core.db import load
from signdesk.core.i18n import _
from signdesk.domains.archive import service as archive
from signdesk.domains.reception import service as reception
from signdesk.domains.signing.models import CasePaper, CaseParty, ContractVersion, SigningCase, SigningSession
from signdesk.domains.signing.service import vocabulary as words
from signdesk.domains.signing.service.cases import case_info, rows_by_id
from signdesk.domains.signing.service.review_reading import text_of
from signdesk.domains.signing.service.types import business_type
from signdesk.domains.signing.service.values import PaperInfo


class SignedCases:
    """The archive's source of pending dossiers (archive.service.PendingSource)."""

    def pending(self, session: Session) -> Sequence[archive.PendingDossier]:
        """The cases that are signed and not in the archive yet, oldest first."""
        cases = session.scalars(
            select(SigningCase).where(SigningCase.state == words.SIGNED).order_by(SigningCase.signed_at)
        )
        found = []
        for case in cases:
            signed_on = clock.to_local(case.signed_at or case.opened_at).date()
            items = due.of_record(session, about=(words.CASE_TABLE, case.id))
            due_on = clock.to_local(items[0].due_at).date() if items else signed_on
            found.append(
                archive.PendingDossier(
                    source=(words.CASE_TABLE, case.id),
                    number=case.number,
                    title=case.title,
                    parties=case.title.partition(" · ")[2],
                    signed_on=signed_on,
                    due_on=due_on,
                )
            )
        return found

    def intake(self, session: Session, *, source_id: int) -> archive.Intake:
        """The dossier of a signed case: the released contract, the signing record, the customers' papers."""
        case = load(session, SigningCase, source_id)
        info = case_info(session, case_id=source_id)
        kind = business_type(session, type_id=case.business_type_id).business
        released = load(session, ContractVersion, case.released_version_id or 0)
        last = session.scalars(
            select(SigningSession)
            .where(SigningSession.case_id == source_id, SigningSession.state == words.COMPLETED)
            .order_by(SigningSession.id.desc())
        ).one()
        model = text_of(session, version_id=released.id)
        pages: dict[int, list[str]] = {}
        for block in model.blocks:
            pages.setdefault(block.page or 1, []).append(block.shown())
        texts = tuple("\n".join(pages.get(page, [])) for page in range(1, max(pages, default=1) + 1))
        items = [
            archive.ItemIn(
                kind="contract",
                title=_("{business} contract").format(business=kind.name),
                pages=max(model.pages or 1, 1),
                reference=case.contract_no or case.number,
                attachment_id=released.attachment_id,
                media_type=released.media_type,
                declared_sha256=released.sha256,
                text_pages=texts,
            )
        ]
        if last.record_id is not None:
            items.append(
                archive.ItemIn(
                    kind="signing_record",
                    title=_("Signing record"),
                    pages=1,
                    reference=case.number,
                    attachment_id=last.record_id,
                    media_type="application/pdf",
                )
            )
        for paper in info.papers:
            if paper.state != "missing":
                items += _paper_items(session, paper)
        parties = session.scalars(
            select(CaseParty).where(CaseParty.case_id == source_id, ~CaseParty.withdrawn).order_by(CaseParty.place)
        )
        return archive.Intake(
            title=case.title.replace(" · ", "："),
            parties=[
                archive.PartyIn(
                    name=party.name,
                    role=party.role,
                    customer_id=party.customer_id,
                    subject=party.subject,
                    id_kind=party.id_kind,
                    id_number=party.id_number,
                    phone=party.phone,
                )
                for party in parties
            ],
            items=items,
            signed_on=clock.to_local(case.signed_at or case.opened_at).date(),
            retention=kind.retention,
            responsible=info.row.officer,
            business_type=kind.name,
            source=(words.CASE_TABLE, source_id),
        )

    def filed(self, session: Session, *, source_id: int, number: str) -> None:
        """The dossier is in the archive under this number: the case is done."""
        case = load(session, SigningCase, source_id)
        case.state, case.archive_number = words.ARCHIVED, number
        session.flush()


def visitors_cases(session: Session, customer_ids: Collection[int]) -> Mapping[int, reception.CaseFacts]:
    """The newest open case of each customer, for reception (reception.service.casefacts.Provider)."""
    if not customer_ids:
        return {}
    parties = session.execute(
        select(CaseParty.customer_id, CaseParty.case_id, CaseParty.role)
        .join(SigningCase, SigningCase.id == CaseParty.case_id)
        .where(
            CaseParty.customer_id.in_(list(customer_ids)),
            ~CaseParty.withdrawn,
            SigningCase.state.in_([words.DRAFT, words.IN_REVIEW, words.RELEASED, words.SIGNING]),
        )
        .order_by(SigningCase.id)
    )
    newest: dict[int, int] = {}
    roles: dict[tuple[int, int], set[str]] = {}
    for customer_id, case_id, role in parties:
        if customer_id is not None:
            newest[customer_id] = case_id
            roles.setdefault((customer_id, case_id), set()).add(role)
    cases = rows_by_id(session, set(newest.values()))
    missing: dict[int, list[tuple[str, str]]] = {}
    papers = select(CasePaper.case_id, CasePaper.name, CasePaper.role).where(
        CasePaper.case_id.in_(list(cases)), CasePaper.required, CasePaper.state == "missing"
    )
    for case_id, name, role in session.execute(papers.order_by(CasePaper.place)):
        missing.setdefault(case_id, []).append((name, role))
    return {
        customer_id: reception.CaseFacts(
            case_id=case_id,
            case_no=cases[case_id].number,
            business=cases[case_id].business,
            missing=tuple(
                name for name, role in missing.get(case_id, ()) if not role or role in roles[customer_id, case_id]
            ),
            blockers=_blockers(cases[case_id].state, cases[case_id].unresolved),
        )
        for customer_id, case_id in newest.items()
    }


def _blockers(state: str, unresolved: int) -> tuple[reception.Blocker, ...]:
    if state not in (words.DRAFT, words.IN_REVIEW):
        return ()
    text = (
        _("Contract review: {count} points open").format(count=unresolved)
        if unresolved
        else _("The contract is not released.")
    )
    return (reception.Blocker(text=text, page_id="signing.review"),)


def _paper_items(session: Session, paper: PaperInfo) -> list[archive.ItemIn]:
    """A customer's paper as items of the dossier: one for each scan, or one without a file."""
    kind = "identity" if "身份" in paper.name or "执照" in paper.name else "other"
    scans = [attachments.info(session, scan_id) for scan_id in paper.scans]
    return [
        archive.ItemIn(kind=kind, title=paper.name, attachment_id=scan.id, media_type=scan.media_type) for scan in scans
    ] or [archive.ItemIn(kind=kind, title=paper.name)]
