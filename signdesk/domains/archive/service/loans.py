"""Loans (借阅): handing a dossier out and taking it back, with a register that shows who has what since when."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from signdesk.core import clock, due, settings
from signdesk.core.db import load
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.operations import actor_of, require
from signdesk.core.sealing import new_subject
from signdesk.domains.archive import rules
from signdesk.domains.archive.models import Dossier, Loan
from signdesk.domains.archive.service.reading import loan_info, running_loan
from signdesk.domains.archive.service.values import LoanInfo
from signdesk.domains.archive.service.vocabulary import (
    IN_STORE,
    LOAN_DAYS,
    LOAN_DAYS_PERMANENT,
    LOAN_DUE,
    ON_LOAN,
    READ_ARCHIVE,
)


def lend(
    session: Session,
    *,
    dossier_id: int,
    version: int,
    borrower: str,
    purpose: str,
    unit: str = "",
    contact: str = "",
    on_site: bool = False,
    due_on: date | None = None,
) -> LoanInfo:
    """Hand a dossier out. Without `due_on` it is to be back today (on site), or after the centre's days of a loan.

    UserError if somebody has it already (who), if borrower or purpose is missing, if the due day is past.
    """
    dossier = load(session, Dossier, dossier_id, version)
    running = running_loan(session, dossier_id)
    if running is not None:
        raise UserError(
            _("{borrower} has this dossier until {date}.").format(borrower=running.borrower, date=running.due_on),
            hint=_("Take it back first."),
        )
    if not borrower.strip():
        raise UserError(_("Who borrows the dossier?"), field="borrower")
    if not purpose.strip():
        raise UserError(_("What is the dossier needed for?"), field="purpose")
    today = clock.today()
    if due_on is None:
        due_on = today if on_site else _usual_due(session, dossier.retention, today)
    if due_on < today:
        raise UserError(_("The dossier cannot be due before today."), field="due_on")
    loan = Loan(
        subject=new_subject(),
        dossier_id=dossier.id,
        borrower=borrower.strip(),
        unit=unit.strip(),
        contact=contact.strip(),
        purpose=purpose.strip(),
        on_site=on_site,
        out_at=clock.now(),
        due_on=due_on,
        pages_out=dossier.page_count,
        issued_by=actor_of(session).name,
        returned_at=None,
        pages_in=None,
        condition="",
        result="",
        returned_to="",
    )
    dossier.state = ON_LOAN
    session.add(loan)
    session.flush()
    due.open(
        session,
        LOAN_DUE,
        about=("dossier", dossier.id),
        title=f"{dossier.number} {dossier.title}",
        due_at=clock.day_bounds(due_on)[1],
        responsible=due.Responsible(role="archivist"),
    )
    return loan_info(loan, dossier)


def take_back(
    session: Session, *, loan_id: int, version: int, pages_in: int, condition: str = "", result: str = ""
) -> LoanInfo:
    """Take a dossier back and count its pages. Fewer or more pages than went out need a word on the condition.

    `result` is what came of using it (利用效果). UserError if it is back already.
    """
    loan = load(session, Loan, loan_id, version)
    if loan.returned_at is not None:
        raise UserError(_("This dossier is back already."))
    if pages_in != loan.pages_out and not condition.strip():
        raise UserError(
            _("{out} pages went out, {back} came back.").format(out=loan.pages_out, back=pages_in),
            field="condition",
            hint=_("Count again, or write down what is missing."),
        )
    dossier = load(session, Dossier, loan.dossier_id)
    loan.returned_at, loan.returned_to = clock.now(), actor_of(session).name
    loan.pages_in, loan.condition, loan.result = pages_in, condition.strip(), result.strip()
    dossier.state = IN_STORE
    session.flush()
    due.close(session, LOAN_DUE, about=("dossier", dossier.id))
    return loan_info(loan, dossier)


def loans(session: Session, *, running_only: bool = True) -> tuple[LoanInfo, ...]:
    """The loan register (借阅登记): those out, the one due first on top; or all, newest first."""
    require(session, READ_ARCHIVE)
    query = select(Loan, Dossier).join(Dossier, Dossier.id == Loan.dossier_id)
    if running_only:
        query = query.where(Loan.returned_at.is_(None)).order_by(Loan.due_on, Loan.id)
    else:
        query = query.order_by(Loan.id.desc())
    return tuple(loan_info(loan, dossier) for loan, dossier in session.execute(query))


def _usual_due(session: Session, retention: str, today: date) -> date:
    return rules.loan_due(
        retention,
        today,
        days=settings.get(session, LOAN_DAYS),
        days_permanent=settings.get(session, LOAN_DAYS_PERMANENT),
    )
