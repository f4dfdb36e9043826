"""The ticket in the language of ticket printers (ESC/POS), made by python-escpos on no printer at all, so that it can
be sent anywhere and looked at in tests. It asks nothing of a printer's own code pages but GB 18030."""

import io
from functools import lru_cache

from escpos.printer import Dummy
from PIL import Image, ImageDraw, ImageFont

from signdesk.core import clock, fonts
from signdesk.io.pdf.codes import qr_code
from signdesk.io.pdf.font import refuse_unprintable, sans
from signdesk.io.pdf.lines import break_lines
from signdesk.io.ticket import TicketSlip, advice, facts

_DOTS = 576  # printable dots across an 80 mm roll at 203 dpi
_TYPE = 24  # dots of the printer's own Chinese characters
_NUMBER_SCALE = 4
_QR_DOTS = 200
_PROFILE = "RP-F10-80mm"  # any of 80 mm: only the width and the way to cut are taken from it
_CHINESE_MODE = b"\x1c&"  # FS &; without it many printers take the bytes for Latin letters


def ticket_on_roll(slip: TicketSlip) -> bytes:
    """The bytes for an 80 mm printer; see `signdesk.io.ticket.escpos_bytes`."""
    lines = [f"{label}  {value}" for label, value in facts(slip)]
    refuse_unprintable("".join((slip.centre, slip.service, slip.number, *lines, advice())))
    roll = Dummy(profile=_PROFILE)
    roll.hw("INIT")
    roll._raw(_CHINESE_MODE)
    roll.set(align="center", bold=True)
    _line(roll, slip.centre)
    roll.set(bold=False)
    _line(roll, slip.service)
    roll.set(bold=True, custom_size=True, width=_NUMBER_SCALE, height=_NUMBER_SCALE)
    _line(roll, slip.number, scale=_NUMBER_SCALE)
    roll.set(bold=False, custom_size=True, width=1, height=1)
    for line in lines:
        _line(roll, line)
    if slip.qr_text:
        roll.image(_qr_picture(slip.qr_text))
    for line in break_lines(sans(), advice(), _TYPE, _DOTS):  # the printer breaks lines itself, but anywhere
        _line(roll, line)
    _line(roll, clock.to_local(slip.printed_at).strftime("%Y-%m-%d %H:%M"))
    roll.cut()
    made: bytes = roll.output
    return made


def _line(roll: Dummy, text: str, *, scale: int = 1) -> None:
    if text and _in_printers_font(text):
        roll._raw(text.encode("gb18030") + b"\n")  # python-escpos has no Chinese code pages
    elif text:
        roll.image(_text_picture(text, _TYPE * scale))


def _in_printers_font(text: str) -> bool:
    """Ticket printers have the one- and two-byte part of GB 18030 in their memory, not the four-byte part."""
    try:
        return all(len(character.encode("gb18030")) <= 2 for character in text)
    except UnicodeEncodeError:
        return False


@lru_cache(maxsize=2)
def _picture_font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.sans_path()), size, index=fonts.SANS_INDEX)


def _text_picture(text: str, size: int) -> Image.Image:
    """`text` centred on a strip as wide as the paper."""
    strip = Image.new("1", (_DOTS, size + size // 3), 1)
    ImageDraw.Draw(strip).text((_DOTS / 2, strip.height / 2), text, fill=0, font=_picture_font(size), anchor="mm")
    return strip


def _qr_picture(text: str) -> Image.Image:
    """The code centred on a strip as wide as the paper; not every printer draws codes by itself."""
    code = qr_code(text)
    drawn = io.BytesIO()
    code.save(drawn, kind="png", border=2, scale=max(_QR_DOTS // code.symbol_size(border=2)[0], 3))
    with Image.open(drawn) as picture:
        strip = Image.new("1", (_DOTS, picture.height), 1)
        strip.paste(picture.convert("1"), ((_DOTS - picture.width) // 2, 0))
    return strip
