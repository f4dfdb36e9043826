"""The ticket on paper and the call in the loudspeaker: slow work without a database, for the pages' third worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from signdesk.core import settings
from signdesk.core.config import TICKET_PRINTER, Config
from signdesk.core.errors import UserError
from signdesk.core.operations import centre_of
from signdesk.domains.reception.service.values import Called, TicketPaper
from signdesk.io import speech
from signdesk.io.printing import PrinterKind, TicketPrinter

if TYPE_CHECKING:
    from signdesk.io.ticket import TicketSlip

_KINDS: dict[str, PrinterKind] = {
    "pdf_folder": "pdf_folder", "network": "network", "device": "device", "system": "system",
}  # fmt: skip


def ticket_printer(session: Session) -> TicketPrinter | None:
    """The ticket printer of this station's settings, None if there is none."""
    centre = centre_of(session)
    try:
        return parse_printer(Config.load(centre.folder, centre.keys.config).get(TICKET_PRINTER))
    except UserError:
        # No settings of its own: a centre opened on the command line. Tickets are still shown on the screen.
        return None


def centre_name(session: Session) -> str:
    """The centre's name as it stands on tickets and the public display: the setting, else the name given at set-up."""
    from signdesk.core.keys import KeyStore

    if decided := settings.get(session, settings.CENTRE_NAME):
        return decided
    try:
        return KeyStore.load(centre_of(session).folder).header.get("centre", "")
    except UserError:
        return ""


def parse_printer(setting: str) -> TicketPrinter | None:
    """A printer as it stands in the settings: "network:192.168.1.50", "device:/dev/usb/lp0", "pdf_folder:/tickets",
    "system:Name"; a name alone is a printer of the operating system; empty is none."""
    kind, colon, address = setting.partition(":")
    if colon and kind in _KINDS:
        return TicketPrinter(_KINDS[kind], address)
    return TicketPrinter("system", setting) if setting.strip() else None


def print_ticket(printer: TicketPrinter, paper: TicketPaper) -> Path | None:
    """Print a ticket; the file written, for a folder. PrinterTrouble if no paper came: the number stands."""
    from signdesk.io import ticket  # brings the PDF parts along: only when something is printed

    return ticket.print_ticket(printer, _slip(paper))


def ticket_pdf(paper: TicketPaper) -> bytes:
    """The ticket as a PDF, to be looked at or printed by hand."""
    from signdesk.io import ticket

    return ticket.ticket_pdf(_slip(paper))


def speak(call: Called) -> bool:
    """Speak a call twice, after what is being spoken. False if this computer has no voice; never waits."""
    return speech.say(speech.call_sentence(call.number, call.place), times=2)


def _slip(paper: TicketPaper) -> TicketSlip:
    from signdesk.io.ticket import TicketSlip

    return TicketSlip(
        centre=paper.centre,
        number=paper.number,
        service=paper.service,
        masked_name=paper.name,
        ahead=paper.ahead,
        wait_minutes=paper.estimate,
        printed_at=paper.at,
        qr_text=paper.code,
    )
