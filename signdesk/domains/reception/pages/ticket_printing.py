"""A ticket on paper, from a page: printed off the screen thread, or shown where there is no printer. A printer that
fails never costs the number."""

from __future__ import annotations

from typing import Any

from signdesk.core.errors import UserError
from signdesk.core.i18n import _, ngettext
from signdesk.domains.reception import service
from signdesk.domains.reception.service import TicketInfo, TicketPaper
from signdesk.ui.page import Page
from signdesk.ui.preview import PdfPreview


def print_ticket(page: Page, ticket: TicketInfo) -> None:
    """Say the number and how long it will take, and print it."""

    def read(session: Any) -> tuple[TicketPaper, Any]:
        name = service.centre_name(session)
        return service.ticket_paper(session, ticket_id=ticket.id, centre=name), service.ticket_printer(session)

    page.ops.read(read, lambda found: _put_out(page, *found))


def _put_out(page: Page, paper: TicketPaper, printer: Any) -> None:
    ahead = ngettext("{count} person ahead", "{count} people ahead", paper.ahead).format(count=paper.ahead)
    words = _("Number {number}: {ahead}, about {minutes} min.").format(
        number=paper.number, ahead=ahead, minutes=paper.estimate
    )
    if printer is None:
        page.messages.info(words, button=(_("Show ticket"), lambda: _preview(page, paper)))
        return

    def failed(error: UserError) -> None:
        again = (_("Print again"), lambda: _put_out(page, paper, printer))
        page.messages.error(f"{words} {error.message}", error.hint, button=again)

    page.messages.info(words)
    page.ops.work(lambda: service.print_ticket(printer, paper), None, failed, label=_("Printing the ticket"))


def _preview(page: Page, paper: TicketPaper) -> None:
    outlet = page.context.outlet
    if outlet is None:
        return
    page.ops.work(
        lambda: service.ticket_pdf(paper),
        lambda pdf: PdfPreview(page, page.ops, outlet, pdf, title=paper.number).open(),
        label=_("Making the PDF"),
    )
