"""The number ticket a visitor takes: as ESC/POS bytes for an 80 mm ticket printer and as a PDF. Names arrive
masked already; this module neither numbers nor masks."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from signdesk.core import clock, fonts
from signdesk.core.i18n import _
from signdesk.io.pdf import PageHeader, slip_pdf
from signdesk.io.pdf.font import sans
from signdesk.io.pdf.lines import break_lines
from signdesk.io.printing import PrinterTrouble, TicketPrinter, send

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageFont import FreeTypeFont

__all__ = ["PrinterTrouble", "TicketPrinter", "TicketSlip", "escpos_bytes", "print_ticket", "send", "ticket_pdf"]

_DOTS = 576  # printable dots across an 80 mm roll at 203 dpi
# ESC/POS, as understood by the ticket printers sold in China.
_START = b"\x1b@"
_CHINESE_MODE = b"\x1c&"  # without it many printers take the bytes for Latin letters
_CENTRED = b"\x1ba\x01"
_BOLD, _PLAIN = b"\x1bE\x01", b"\x1bE\x00"
_LARGE_SCALE = 4
_LARGE, _NORMAL = b"\x1d!\x33", b"\x1d!\x00"
_FEED_AND_CUT = b"\x1bd\x04\x1dVA\x03"
_QR_DOTS = 200


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


def _facts(slip: TicketSlip) -> list[tuple[str, str]]:
    facts = [(_("Customer"), slip.masked_name)] if slip.masked_name else []
    facts.append((_("Queue"), _("{count} ahead of you").format(count=slip.ahead)))
    if slip.wait_minutes is not None:
        facts.append((_("Wait"), _("about {count} min").format(count=slip.wait_minutes)))
    return facts


def _advice() -> str:
    return _("Please wait for your number to be called. If you missed it, come to the reception.")


def ticket_pdf(slip: TicketSlip) -> bytes:
    """The ticket as a page 80 mm wide."""
    header = PageHeader(slip.centre, slip.service, "", slip.printed_at, "")
    return slip_pdf(header, _facts(slip), number=slip.number, qr_text=slip.qr_text, advice=_advice())


def escpos_bytes(slip: TicketSlip) -> bytes:
    """The ticket for a ticket printer. Lines its built-in font cannot write (rare characters of names) are sent as
    pictures."""
    facts = [f"{label}  {value}" for label, value in _facts(slip)]
    printed = clock.to_local(slip.printed_at).strftime("%Y-%m-%d %H:%M")
    texts = (slip.centre, slip.service, slip.number, *facts, _advice())
    sans().check(set().union(*texts))  # no boxes in the pictures either
    parts = [_START, _CHINESE_MODE, _CENTRED, _BOLD, _line(slip.centre), _PLAIN, _line(slip.service)]
    parts += [_BOLD, _LARGE, _line(slip.number, scale=_LARGE_SCALE), _NORMAL, _PLAIN]
    parts += [_line(fact) for fact in facts]
    if slip.qr_text:
        parts.append(_raster(_qr_picture(slip.qr_text)))
    parts += [_line(line) for line in _short_lines(_advice())]
    parts += [_line(printed), _FEED_AND_CUT]
    return b"".join(parts)


def print_ticket(target: TicketPrinter, slip: TicketSlip) -> Path | None:
    """Makes the ticket in the form `target` takes and sends it; see `printing.send`. Takes at most some seconds."""
    payload = ticket_pdf(slip) if target.wants_pdf else escpos_bytes(slip)
    return send(target, payload, name=slip.number)


def _in_printers_font(text: str) -> bool:
    """Ticket printers have the one- and two-byte part of GB 18030 in their memory, not the four-byte part."""
    try:
        return all(len(character.encode("gb18030")) <= 2 for character in text)
    except UnicodeEncodeError:
        return False


def _line(text: str, *, scale: int = 1) -> bytes:
    if not text:
        return b""
    if _in_printers_font(text):
        return text.encode("gb18030") + b"\n"
    return _raster(_text_picture(text, 24 * scale))


def _short_lines(text: str) -> list[str]:
    """The printer breaks lines itself, but anywhere; 24 Chinese characters fit on the roll."""
    return break_lines(sans(), text, 24, _DOTS)


def _raster(picture: "Image.Image") -> bytes:
    """GS v 0: a black and white picture, one bit a dot, black is 1."""
    across = (picture.width + 7) // 8
    head = b"\x1dv0\x00" + across.to_bytes(2, "little") + picture.height.to_bytes(2, "little")
    return head + picture.tobytes("raw", "1;I")


@lru_cache(maxsize=2)
def _picture_font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(str(fonts.sans_path()), size, index=fonts.SANS_INDEX)


def _text_picture(text: str, size: int) -> "Image.Image":
    """`text` centred on a strip as wide as the paper."""
    from PIL import Image, ImageDraw

    strip = Image.new("1", (_DOTS, size + size // 3), 1)
    ImageDraw.Draw(strip).text((_DOTS / 2, strip.height / 2), text, fill=0, font=_picture_font(size), anchor="mm")
    return strip


def _qr_picture(text: str) -> "Image.Image":
    from PIL import Image, ImageDraw

    from signdesk.io.pdf.qr import dark_runs

    runs, modules = dark_runs(text)
    dots = max(_QR_DOTS // modules, 3)
    side = dots * modules
    picture = Image.new("1", (_DOTS, side), 1)
    draw = ImageDraw.Draw(picture)
    left = (_DOTS - side) // 2
    for column, row, length in runs:
        x, y = left + column * dots, row * dots
        draw.rectangle((x, y, x + length * dots - 1, y + dots - 1), fill=0)
    return picture
