"""What leaves as Excel is safe to open and good to work with."""

import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from signdesk.core.errors import UserError
from signdesk.core.i18n import set_language
from signdesk.core.money import Money
from signdesk.io.excel import ExcelColumn, ExportNote, write_table

NOTE = ExportNote("一号签约中心", "李静", datetime(2026, 11, 23, 8, 50, tzinfo=UTC), "DC-2026-0007")
NAMES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def cells(path: Path) -> dict[str, tuple[str, str]]:
    """Every cell as (type, value) as it stands in the file."""
    with zipfile.ZipFile(path) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
    found = {}
    for cell in sheet.iterfind(".//m:c", NAMES):
        assert cell.find("m:f", NAMES) is None, "a formula"
        text = "".join(part.text or "" for part in cell.iterfind(".//m:t", NAMES))
        value = cell.find("m:v", NAMES)
        found[cell.get("r", "")] = (cell.get("t", "n"), text or (value.text or "" if value is not None else ""))
    return found


def write(path: Path, columns: list[ExcelColumn], rows: list[list[object]]) -> dict[str, tuple[str, str]]:
    assert write_table(path, title="台账", columns=columns, rows=rows, watermark=NOTE) == len(rows)  # type: ignore[arg-type]  # any values
    return cells(path)


@pytest.mark.parametrize("text", ["=1+1", "+86138", "-cmd", "@SUM(A1)", "\tx", "\x00x", '=HYPERLINK("http://x","y")'])
def test_what_looks_like_a_formula_is_text(text: str, tmp_path: Path) -> None:
    kind, value = write(tmp_path / "t.xlsx", [ExcelColumn("备注")], [[text]])["A4"]
    assert kind == "inlineStr"
    assert value == text.replace("\x00", "_x0000_")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        assert b'quotePrefix="1"' in book.read("xl/styles.xml")
        assert b"<hyperlink" not in book.read("xl/worksheets/sheet1.xml")


def test_identity_numbers_and_codes_stay_text(tmp_path: Path) -> None:
    found = write(
        tmp_path / "t.xlsx", [ExcelColumn("证件"), ExcelColumn("号", "number")], [["110101199003070011", "007"]]
    )
    assert found["A4"] == ("inlineStr", "110101199003070011")
    assert found["B4"] == ("inlineStr", "007")


def test_dates_and_amounts_can_be_calculated_with(tmp_path: Path) -> None:
    columns = [
        ExcelColumn("日", "date"),
        ExcelColumn("时", "time"),
        ExcelColumn("额", "money"),
        ExcelColumn("数", "number"),
    ]
    moment = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)  # midnight of the 24th in the centre
    found = write(
        tmp_path / "t.xlsx", columns, [[date(2026, 11, 23), moment, Money.parse("1,280,000.05"), Decimal("2.5")]]
    )
    assert found["A4"] == ("n", "46349")
    assert found["B4"] == ("n", "46350")
    assert found["C4"] == ("n", "1280000.05")
    assert found["D4"] == ("n", "2.5")


def test_numbers_excel_would_round_are_written_as_text(tmp_path: Path) -> None:
    found = write(tmp_path / "t.xlsx", [ExcelColumn("数", "number")], [[6222021234567890123], [None], [7]])
    assert found["A4"] == ("inlineStr", "6222021234567890123")
    assert "A5" not in found
    assert found["A6"] == ("n", "7")


def test_who_exported_when_and_under_which_number_stands_on_the_sheet(tmp_path: Path) -> None:
    found = write(tmp_path / "t.xlsx", [ExcelColumn("甲")], [["x"]])
    for words in ("一号签约中心", "李静", "2026-11-23 16:50:00", "DC-2026-0007"):
        assert words in found["A2"][1]
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "DC-2026-0007" in re.findall("<oddFooter>(.*?)</oddFooter>", sheet)[0]
    assert 'ySplit="3"' in sheet and 'state="frozen"' in sheet


def test_a_text_longer_than_a_cell_is_cut_visibly(tmp_path: Path) -> None:
    _kind, value = write(tmp_path / "t.xlsx", [ExcelColumn("甲")], [["字" * 40_000]])["A4"]
    assert len(value) == 32_767 and value.endswith("…")


def test_rare_name_characters_survive(tmp_path: Path) -> None:
    assert write(tmp_path / "t.xlsx", [ExcelColumn("甲")], [["李𬭩"]])["A4"][1] == "李𬭩"


def test_a_title_that_is_no_sheet_name_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_table(path, title="2026/11: [接待]*?登记表" * 3, columns=[ExcelColumn("甲")], rows=[["x"]], watermark=NOTE)
    assert cells(path)["A4"][1] == "x"


def test_a_failed_export_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"old")

    def rows() -> object:
        yield ["1"]
        raise RuntimeError("the reader broke off")

    with pytest.raises(RuntimeError):
        write_table(path, title="t", columns=[ExcelColumn("甲")], rows=rows(), watermark=NOTE)  # type: ignore[arg-type]  # a generator
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["t.xlsx"]


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"x\.xlsx"):
        write_table(tmp_path / "none" / "x.xlsx", title="t", columns=[ExcelColumn("甲")], rows=[], watermark=NOTE)
