"""The ticket reaches the printer as bytes it understands, and a printer that is off is said in words, quickly."""

import io
import os
import shutil
import socket
import subprocess
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from signdesk.core.i18n import set_language
from signdesk.io.pdf import MissingGlyph
from signdesk.io.printing import PrinterTrouble, TicketPrinter, print_pdf, save_pdf, send
from signdesk.io.ticket import TicketSlip, escpos_bytes, print_ticket, ticket_pdf
from tests.verapdf import VeraPdf

PRINTED = datetime(2026, 11, 23, 8, 50, tzinfo=UTC)


def slip(name: str = "张*", number: str = "A012") -> TicketSlip:
    return TicketSlip("一号签约中心", number, "签约", name, 3, 12, PRINTED, "SD:T:20261123:A012")


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def printed(data: bytes) -> tuple[str, list[Image.Image]]:
    """What a Chinese ticket printer would put on paper: its lines and its pictures."""
    text = bytearray()
    pictures = []
    lengths = {b"\x1b@": 2, b"\x1c&": 2, b"\x1ba": 3, b"\x1bE": 3, b"\x1d!": 3, b"\x1bd": 3, b"\x1dV": 3}
    at = 0
    while at < len(data):
        command = data[at : at + 2]
        if command == b"\x1dv":
            across = int.from_bytes(data[at + 4 : at + 6], "little")
            down = int.from_bytes(data[at + 6 : at + 8], "little")
            dots = data[at + 8 : at + 8 + across * down]
            pictures.append(Image.frombytes("1", (across * 8, down), bytes(255 - byte for byte in dots)))
            at += 8 + across * down
        elif command in lengths:
            at += lengths[command]
        else:
            assert data[at] not in (0x1B, 0x1C, 0x1D), f"unknown command {command!r}"
            text.append(data[at])
            at += 1
    return text.decode("gb18030"), pictures


def read_codes(picture: Image.Image, folder: Path) -> list[str]:
    path = folder / "code.png"
    framed = Image.new("L", (picture.width + 80, picture.height + 80), 255)
    framed.paste(picture.convert("L"), (40, 40))
    framed.resize((framed.width * 2, framed.height * 2)).save(path)
    done = subprocess.run(["zbarimg", "-q", "--nodbus", "--raw", str(path)], capture_output=True, text=True, timeout=60)
    return done.stdout.split()


def test_the_bytes_start_by_choosing_chinese_and_end_by_cutting() -> None:
    data = escpos_bytes(slip())
    assert data.startswith(b"\x1b@\x1c&")
    assert data.endswith(b"\x1dV\x00")


def test_centre_number_name_and_wait_are_on_the_ticket() -> None:
    text, _pictures = printed(escpos_bytes(slip()))
    for words in ("一号签约中心", "签约", "A012", "张*", "3 ahead of you", "about 12 min", "2026-11-23 16:50"):
        assert words in text


def test_the_code_on_the_ticket_can_be_scanned(tmp_path: Path) -> None:
    _text, (code,) = printed(escpos_bytes(slip()))
    assert read_codes(code, tmp_path) == ["SD:T:20261123:A012"]


@pytest.mark.parametrize("name", ["李𬭩*", "王㛃"])
def test_rare_characters_are_sent_as_a_picture_because_printers_lack_them(name: str) -> None:
    text, pictures = printed(escpos_bytes(slip(name)))
    assert name not in text
    (line, _code) = pictures
    assert line.width == 576
    black = line.histogram()[0]
    assert 200 < black < 5000


def test_a_character_without_glyph_is_refused_before_printing() -> None:
    with pytest.raises(MissingGlyph):
        escpos_bytes(slip("\U000323af"))


def test_nothing_is_said_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    escpos_bytes(slip("王㛃"))
    assert capsys.readouterr() == ("", "")


def test_the_ticket_as_pdf_is_archive_grade_and_says_the_same(tmp_path: Path, verapdf: VeraPdf) -> None:
    path = tmp_path / "ticket.pdf"
    path.write_bytes(ticket_pdf(slip("𠮷*")))
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    for words in ("一号签约中心", "签约", "A012", "𠮷*", "3 ahead of you"):
        assert words in text
    assert verapdf([path]) == []


def test_a_folder_gets_one_pdf_a_ticket_and_none_is_overwritten(tmp_path: Path) -> None:
    folder = TicketPrinter("pdf_folder", str(tmp_path / "tickets"))
    first = print_ticket(folder, slip())
    second = print_ticket(folder, slip())
    assert first is not None and second is not None
    assert first != second
    assert sorted(file.name for file in (tmp_path / "tickets").iterdir()) == ["A012-2.pdf", "A012.pdf"]
    assert first.read_bytes().startswith(b"%PDF-")


def test_a_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    path = save_pdf(tmp_path / "tickets", b"%PDF-", name="../../etc/x")
    assert path.parent == tmp_path / "tickets"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("in the way")
    with pytest.raises(PrinterTrouble, match="file"):
        send(TicketPrinter("pdf_folder", str(blocker / "below")), b"%PDF-")


def test_a_network_printer_receives_the_bytes_unchanged() -> None:
    received = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def take() -> None:
            connection, _address = server.accept()
            with connection:
                while part := connection.recv(65536):
                    received.extend(part)

        taking = threading.Thread(target=take)
        taking.start()
        target = TicketPrinter("network", f"127.0.0.1:{server.getsockname()[1]}")
        print_ticket(target, slip())
        taking.join(10)
    assert bytes(received) == escpos_bytes(slip())


def test_a_network_printer_that_is_off_is_reported() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(PrinterTrouble) as trouble:
        send(TicketPrinter("network", f"127.0.0.1:{port}"), b"x")
    assert str(port) in trouble.value.message
    assert "power" in trouble.value.hint


def test_a_printer_that_accepts_and_then_hangs_is_given_up_within_seconds() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        target = TicketPrinter("network", f"127.0.0.1:{server.getsockname()[1]}")
        started = time.monotonic()
        with pytest.raises(PrinterTrouble):
            send(target, bytes(50_000_000))
        assert time.monotonic() - started < 6


@pytest.mark.parametrize("address", ["", ":9100", "host:port", "127.0.0.1:99999999"])
def test_a_wrong_address_is_said(address: str) -> None:
    with pytest.raises(PrinterTrouble):
        send(TicketPrinter("network", address), b"x")


def test_a_device_gets_the_bytes(tmp_path: Path) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        send(TicketPrinter("device", str(pipe)), b"\x1b@ticket")
        assert os.read(reader, 100) == b"\x1b@ticket"
    finally:
        os.close(reader)


def test_a_device_without_paper_is_given_up_within_seconds(tmp_path: Path) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        started = time.monotonic()
        with pytest.raises(PrinterTrouble):
            send(TicketPrinter("device", str(pipe)), bytes(1_000_000))
        assert time.monotonic() - started < 6
    finally:
        os.close(reader)


def test_a_mistyped_device_does_not_become_a_file(tmp_path: Path) -> None:
    with pytest.raises(PrinterTrouble):
        send(TicketPrinter("device", str(tmp_path / "lp9")), b"x")
    assert list(tmp_path.iterdir()) == []


def test_the_systems_printer_gets_the_pdf_on_its_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A stand-in for CUPS' own program, which test machines do not have: it keeps what it is given.
    program = tmp_path / "lp"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\ncat > {tmp_path}/page\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    send(TicketPrinter("system", "前台 激光"), b"%PDF-page", name="A012")
    assert (tmp_path / "page").read_bytes() == b"%PDF-page"
    assert "前台 激光" in (tmp_path / "arguments").read_text()


def test_a_computer_without_printing_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("lp") is None
    with pytest.raises(PrinterTrouble) as trouble:
        print_pdf(b"%PDF-")
    assert "CUPS" in trouble.value.hint


def test_a_refusing_printer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "lp"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(PrinterTrouble, match="HP"):
        print_pdf(b"%PDF-", printer="HP")


def test_a_long_number_still_fits_the_slip() -> None:
    assert ticket_pdf(slip(number="SIGNING-000123"))
    assert io.BytesIO(ticket_pdf(slip(name=""))).read(5) == b"%PDF-"
