"""The number ticket a visitor takes: as ESC/POS bytes for an 80 mm ticket printer and as a PDF. Names arrive
masked already; this module neither numbers nor masks."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from signdesk.core.i18n import _
from signdesk.io.pdf import PageHeader, slip_pdf
from signdesk.io.printing import PrinterTrouble, TicketPrinter, send

__all__ = ["PrinterTrouble", "TicketPrinter", "TicketSlip", "escpos_bytes", "print_ticket", "send", "ticket_pdf"]


@dataclass(frozen=True)
class TicketSlip:
    """What stands on a ticket. `number` also says the service by its prefix; `wait_minutes` is an estimate, None
    if there is none."""

    centre: str
    number: str
    service: str
    masked_name: str
    ahead: int
    wait_minutes: int | None
    printed_at: datetime
    qr_text: str


def facts(slip: TicketSlip) -> list[tuple[str, str]]:
    """What the visitor waits for, as (label, value)."""
    found = [(_("Customer"), slip.masked_name)] if slip.masked_name else []
    found.append((_("Queue"), _("{count} ahead of you").format(count=slip.ahead)))
    if slip.wait_minutes is not None:
        found.append((_("Wait"), _("about {count} min").format(count=slip.wait_minutes)))
    return found


def advice() -> str:
    """What the visitor is asked to do."""
    return _("Please wait for your number to be called. If you missed it, come to the reception.")


def ticket_pdf(slip: TicketSlip) -> bytes:
    """The ticket as a page 80 mm wide."""
    header = PageHeader(slip.centre, slip.service, "", slip.printed_at, "")
    return slip_pdf(header, facts(slip), number=slip.number, qr_text=slip.qr_text, advice=advice())


def escpos_bytes(slip: TicketSlip) -> bytes:
    """The ticket for a ticket printer. Lines its built-in font cannot write (rare characters of names) are sent as
    pictures. Raises MissingGlyph if those cannot be drawn either."""
    from signdesk.io.roll import ticket_on_roll

    return ticket_on_roll(slip)


def print_ticket(target: TicketPrinter, slip: TicketSlip) -> Path | None:
    """Makes the ticket in the form `target` takes and sends it; see `printing.send`. Takes at most some seconds."""
    payload = ticket_pdf(slip) if target.wants_pdf else escpos_bytes(slip)
    return send(target, payload, name=slip.number)
