"""Labels are read back by a real scanner program, Code 128 also for all characters it can hold."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from signdesk.core.errors import UserError
from signdesk.io.labels import DOSSIER, EQUIPMENT, Label, LabelSheet, label_pdf, spine_pdf
from signdesk.io.pdf.codes import bars
from tests.verapdf import VeraPdf

MADE = datetime(2026, 11, 23, tzinfo=UTC)
WIDE = LabelSheet(columns=1, rows=4, width=200, height=60, left=5, top=10)


def scan(pdf: bytes, folder: Path, *options: str) -> list[str]:
    (folder / "labels.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "300", "-gray", str(folder / "labels.pdf"), str(folder / "page")], check=True)
    codes: list[str] = []
    for page in sorted(folder.glob("page*.pgm")):
        done = subprocess.run(
            ["zbarimg", "-q", "--nodbus", "--raw", *options, str(page)], capture_output=True, text=True, timeout=120
        )
        codes += done.stdout.splitlines()
    return sorted(codes)


@pytest.mark.parametrize("kind", ["qr", "code128"])
def test_every_label_of_a_sheet_is_read_back(kind: str, tmp_path: Path) -> None:
    labels = [
        Label(f"2026000{number:05}", f"Z109-HT·2026-D30-{number:04}", ["长租公寓租赁合同", "王㛃"])
        for number in range(7)
    ]
    sheet = DOSSIER if kind == "qr" else EQUIPMENT
    pdf = label_pdf(labels, title="标签", centre="一号签约中心", made_at=MADE, sheet=sheet, kind=kind)  # type: ignore[arg-type]  # parametrised
    assert scan(pdf, tmp_path) == [label.code for label in labels]


def test_used_up_stickers_are_left_free(tmp_path: Path) -> None:
    pdf = label_pdf([Label("123456", "设备")], title="标签", centre="中心", made_at=MADE, sheet=EQUIPMENT, skip=25)
    text = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    (word,) = [line for line in text.splitlines() if "设备" in line]
    left = float(word.split('xMin="')[1].split('"')[0])
    assert 66 + 7 < left / 72 * 25.4 < 66 * 2 + 7  # the second of three columns


def test_spines_carry_their_code(tmp_path: Path) -> None:
    pdf = spine_pdf(
        [Label("SD:B:0012", "档案盒", ["全宗号 Z109"])], title="盒脊", centre="中心", made_at=MADE, spine_mm=20
    )
    assert scan(pdf, tmp_path) == ["SD:B:0012"]


def test_labels_are_archive_grade(tmp_path: Path, verapdf: VeraPdf) -> None:
    path = tmp_path / "labels.pdf"
    path.write_bytes(label_pdf([Label("A1", "𬭩")], title="标签", centre="中心", made_at=MADE, kind="code128"))
    assert verapdf([path]) == []


@pytest.mark.parametrize(
    "text",
    ["SB-2026-0001", "0123456789", "123", "12", "A1", "a12345b", "12345A", "x1234", "".join(map(chr, range(33, 80)))],
)
def test_code_128_is_read_back(text: str, tmp_path: Path) -> None:
    label = Label(text, "设备")
    pdf = label_pdf([label], title="标签", centre="中心", made_at=MADE, sheet=WIDE, kind="code128")
    assert scan(pdf, tmp_path, "-Sdisable", "-Scode128.enable") == [text]


def test_runs_of_digits_are_packed() -> None:
    assert bars("20260000001234", 1, 1).width < bars("ABCDEFGHIJKLMN", 1, 1).width * 0.7


@pytest.mark.parametrize("text", ["", "档号", "a\n"])
def test_what_bars_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        label_pdf([Label(text, "设备")], title="标签", centre="中心", made_at=MADE, kind="code128")


def test_no_labels_is_said() -> None:
    with pytest.raises(UserError):
        label_pdf([], title="标签", centre="中心", made_at=MADE)
