"""Paper: what is printed can be read back, is archive-grade, and never shows a box instead of a character."""

import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from signdesk.core.errors import UserError
from signdesk.core.fonts import SANS_INDEX, sans_path
from signdesk.io.pdf import (
    Cells,
    CoverFields,
    CoverTitle,
    Fields,
    Gap,
    Grid,
    GridColumn,
    Heading,
    MissingGlyph,
    PageBreak,
    PageHeader,
    Paragraph,
    Picture,
    QrCode,
    SignatureLines,
    form_pdf,
    ledger_pdf,
    slip_pdf,
)
from signdesk.io.pdf.font import paper_fonts, sans
from signdesk.io.pdf.lines import break_lines, cut
from tests.verapdf import VeraPdf

PRINTED = datetime(2026, 11, 23, 8, 50, tzinfo=UTC)
HEADER = PageHeader("一号签约中心", "签约记录", "QY-2026-0311", PRINTED, "李静")
RARE = ("王㛃", "李𬭩", "张䶮", "𠮷田", "堃〇龘")


def png(colour: tuple[int, int, int, int] = (20, 40, 160, 128)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (60, 20), colour).save(out, "PNG")
    return out.getvalue()


EVERY_BLOCK = [
    Paragraph("首行缩进的说明，长到需要换行。" * 12, indent=True),
    Fields(
        [("当事人", "、".join(RARE)), ("金额", "1,280,000.00"), ("大写", "人民币壹佰贰拾捌万元整"), ("长", "字" * 120)]
    ),
    Cells([{0: "住址", 1: "一号"}, {0: "电话", 1: "长" * 700, 2: "尾"}, {2: "仅末列"}], [2, 5, 1]),
    Heading("卷内文件"),
    Grid(
        [GridColumn("序号", 12, "centre"), GridColumn("题名"), GridColumn("页数", 15, "right")],
        [[str(number), f"第 {number} 件　𬭩", "3"] for number in range(1, 60)],
    ),
    Picture(png(), 30),
    QrCode("SIGNDESK:QY-2026-0311", "扫描打开"),
    SignatureLines(["甲方", "乙方", "见证人"]),
    PageBreak(),
    Paragraph("小字", small=True, align="right"),
    Gap(5),
    Paragraph("粗体", bold=True, align="centre"),
]
COVER = [CoverTitle("案卷", "一号签约中心"), CoverFields([("档号", "Z109-HT·2026-D30-0001"), ("题名", "𠮷田租赁合同")])]


def text_of(pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", "-layout", *options, str(path), "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode()


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    return text_of(pdf, folder).split("\f")[:-1]


def test_every_kind_of_paper_is_pdf_a_2u(tmp_path: Path, verapdf: VeraPdf) -> None:
    columns = [GridColumn("姓名"), GridColumn("金额", 30, "right")]
    papers = {
        "form": form_pdf(HEADER, EVERY_BLOCK),
        "landscape": form_pdf(HEADER, EVERY_BLOCK, landscape=True),
        "cover": form_pdf(HEADER, COVER),
        "ledger": ledger_pdf(HEADER, columns, [[name, "1.00"] for name in RARE] * 30),
        "slip": slip_pdf(HEADER, [("客户", "李𬭩*")], number="A012", qr_text="A012"),
    }
    paths = []
    for name, pdf in papers.items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(pdf)
    assert verapdf(paths) == []


def test_the_validator_finds_fault_with_an_ordinary_pdf(tmp_path: Path, verapdf: VeraPdf) -> None:
    plain = tmp_path / "plain.pdf"
    with pikepdf.open(io.BytesIO(form_pdf(HEADER, []))) as pdf:
        del pdf.Root.OutputIntents
        pdf.save(plain)
    assert any(problem.startswith("plain.pdf: 6.2.4.3") for problem in verapdf([plain]))


@pytest.mark.parametrize("name", RARE)
def test_rare_name_characters_are_read_back(name: str, tmp_path: Path) -> None:
    assert name in text_of(form_pdf(HEADER, [Fields([("姓名", name)])]), tmp_path)
    assert name in text_of(ledger_pdf(HEADER, [GridColumn("姓名")], [[name]]), tmp_path)


@pytest.mark.parametrize("twins", ["墫壿", "瑨𤨁", "一⼀", "A B\u00a0C", "①➀", "金\uf90a"])
def test_characters_that_share_a_glyph_are_each_read_back(twins: str) -> None:
    document = pypdfium2.PdfDocument(form_pdf(PageHeader("", "", "", PRINTED, ""), [Paragraph(twins)]))
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert twins in text


def test_every_page_names_centre_title_number_time_person_and_its_place(tmp_path: Path) -> None:
    pages = pages_of(form_pdf(HEADER, EVERY_BLOCK), tmp_path)
    assert len(pages) >= 3
    for number, page in enumerate(pages, start=1):
        for words in ("一号签约中心", "签约记录", "QY-2026-0311", "2026-11-23 16:50", "李静"):
            assert words in page
        foot = page.rstrip().splitlines()[-1]
        assert str(number) in foot and str(len(pages)) in foot


def test_the_head_of_a_grid_is_repeated_on_each_of_its_pages(tmp_path: Path) -> None:
    rows = [[str(number), "题名"] for number in range(200)]
    pages = pages_of(form_pdf(HEADER, [Grid([GridColumn("序号甲", 20), GridColumn("题名乙")], rows)]), tmp_path)
    assert len(pages) >= 4
    assert all("序号甲" in page for page in pages)
    assert [line.split()[0] for page in pages for line in page.splitlines() if "题名" in line and "乙" not in line] == [
        str(number) for number in range(200)
    ]


def test_a_cell_longer_than_a_page_goes_on_over_the_next(tmp_path: Path) -> None:
    words = "".join(chr(0x4E00 + number) for number in range(4000))
    pages = pages_of(form_pdf(HEADER, [Fields([("答复", words)])]), tmp_path)
    body = "".join(character for page in pages for character in page)
    assert len(pages) >= 3
    assert all(character in body for character in words)


@pytest.mark.parametrize("landscape", [False, True])
def test_every_framed_table_goes_on_over_pages(landscape: bool, tmp_path: Path) -> None:
    words = "".join(chr(0x4E00 + number) for number in range(1500))
    for block in (
        CoverFields([("甲", "一"), ("乙", words)]),
        Grid([GridColumn("号", 20), GridColumn("题名")], [["1", words], ["2", "完"]]),
        Paragraph(words),
    ):
        form = form_pdf(HEADER, [Heading("标题"), block, SignatureLines(["签名"])], landscape=landscape)
        body = "".join(pages_of(form, tmp_path))
        assert [character for character in words if character not in body] == []


def test_space_is_not_carried_over_to_the_next_page(tmp_path: Path) -> None:
    with_gap = text_of(form_pdf(HEADER, [Paragraph("上"), Gap(500), Paragraph("下")]), tmp_path, "-bbox")
    with_break = text_of(form_pdf(HEADER, [Paragraph("上"), PageBreak(), Paragraph("下")]), tmp_path, "-bbox")
    assert with_gap == with_break


def test_a_missing_glyph_prints_nothing_and_names_the_character() -> None:
    with pytest.raises(MissingGlyph) as refused:
        form_pdf(HEADER, [Paragraph("王\U000323af和😀")])
    assert refused.value.characters == "😀\U000323af"
    assert "U+1F600" in refused.value.message
    with pytest.raises(MissingGlyph):
        ledger_pdf(HEADER, [GridColumn("姓名")], [["\ue000"]])


def test_characters_that_draw_nothing_are_no_hindrance(tmp_path: Path) -> None:
    text = "王\u200b㛃\ufe0f\tA\u200d\r\n次行\x07"
    read = text_of(form_pdf(HEADER, [Paragraph(text)]), tmp_path)
    assert "王㛃" in read and "次行" in read


def test_the_same_form_gives_the_same_bytes_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first = form_pdf(HEADER, EVERY_BLOCK)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert form_pdf(HEADER, EVERY_BLOCK) == first


def test_title_and_language_are_told_to_readers() -> None:
    with pikepdf.open(io.BytesIO(form_pdf(HEADER, []))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "签约记录"
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.open_metadata()["dc:title"] == "签约记录"


def test_a_transparent_picture_stands_on_white_paper() -> None:
    with pikepdf.open(io.BytesIO(form_pdf(HEADER, [Picture(png((0, 0, 0, 0)), 20)]))) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        assert pikepdf.PdfImage(image).as_pil_image().getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("broken", [b"", b"no picture", png()[:40], b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_a_broken_picture_is_refused_in_words(broken: bytes) -> None:
    with pytest.raises(UserError):
        form_pdf(HEADER, [Picture(broken, 20)])


def test_a_heading_is_never_the_last_thing_on_a_page(tmp_path: Path) -> None:
    for lines in range(30, 50):
        blocks = [Paragraph("\n".join("行" for _ in range(lines))), Heading("标题在此"), Paragraph("正文在此\n" * 3)]
        pages = pages_of(form_pdf(HEADER, blocks), tmp_path)
        (with_heading,) = [page for page in pages if "标题在此" in page]
        assert "正文在此" in with_heading


@pytest.mark.parametrize("bold", [False, True])
def test_glyphs_keep_their_shape_when_turned_into_truetype(bold: bool) -> None:
    from fontTools.pens.areaPen import AreaPen
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.ttLib import TTFont

    text = "签约中心王㛃李𬭩张䶮𠮷田ABCgjQ0123456789，。（）￥龘—…①"
    font = paper_fonts()[bold]
    small = TTFont(io.BytesIO(font.face.makeSubset([0, *map(ord, text)])))
    with TTFont(sans_path(), fontNumber=SANS_INDEX, lazy=True) as large:
        names, before = large.getBestCmap(), large.getGlyphSet()
        after = small.getGlyphSet()
        for number, character in enumerate(text, start=1):
            shape, turned = before[names[ord(character)]], after[small.getGlyphName(number)]
            bounds = BoundsPen(before), BoundsPen(after)
            shape.draw(bounds[0])
            turned.draw(bounds[1])
            grown = 12 if bold else 0
            wanted = [edge + side * grown for edge, side in zip(bounds[0].bounds, (-1, -1, 1, 1), strict=True)]
            assert bounds[1].bounds == pytest.approx(wanted, abs=2.5), character
            areas = AreaPen(before), AreaPen(after)
            shape.draw(areas[0])
            turned.draw(areas[1])
            copies = 4 if bold else 1
            # The direction of outlines is the other way round in TrueType.
            assert areas[1].value == pytest.approx(-copies * areas[0].value, rel=0.02), character
            assert turned.width == shape.width, character


def test_widths_agree_with_the_font() -> None:
    from fontTools.ttLib import TTFont

    with TTFont(sans_path(), fontNumber=SANS_INDEX, lazy=True) as large:
        names, metrics = large.getBestCmap(), large["hmtx"]
        for character in "签A1.，㛃𬭩—…iW①":
            assert sans().width(character, 1000) == metrics[names[ord(character)]][0]


def test_signatures_never_stand_alone_on_the_last_page(tmp_path: Path) -> None:
    grid = [GridColumn("号", 20), GridColumn("事项")]
    for rows in range(20, 40, 2):
        endings = {
            "paragraph": [Paragraph("\n".join(f"正文 {row}" for row in range(rows + 10)))],
            "grid": [Grid(grid, [[str(row), f"正文 {row}"] for row in range(rows)])],
            "fields": [Fields([(f"项 {row}", f"正文 {row}") for row in range(rows)], columns=1)],
            "heading": [Grid(grid, [[str(row), f"正文 {row}"] for row in range(rows)]), Heading("签署"), Gap(2)],
        }
        for name, blocks in endings.items():
            pages = pages_of(form_pdf(HEADER, [*blocks, SignatureLines(["甲方签名处", "乙方签名处"])]), tmp_path)
            assert "甲方签名处" in pages[-1]
            assert "正文" in pages[-1], f"{name} of {rows} rows"
            numbers = [word for page in pages for word in re.findall(r"正文 (\d+)", page)]
            assert numbers == list(map(str, range(len(numbers)))), "nothing lost or repeated"
            assert len(numbers) == (rows + 10 if name == "paragraph" else rows)


def test_more_signatures_than_fit_on_a_page_go_on_over_the_next(tmp_path: Path) -> None:
    labels = [f"签名人 {number}" for number in range(60)]
    pages = pages_of(form_pdf(HEADER, [Paragraph("正文"), SignatureLines(labels)]), tmp_path)
    assert len(pages) >= 3
    assert [f"签名人 {number}" in "".join(pages) for number in range(60)] == [True] * 60


def test_documents_drawn_at_the_same_time_do_not_mix() -> None:
    alone = [form_pdf(HEADER, [Paragraph(chr(0x4E00 + number) * 9)]) for number in range(8)]
    with ThreadPoolExecutor(4) as workers:
        together = list(workers.map(lambda number: form_pdf(HEADER, [Paragraph(chr(0x4E00 + number) * 9)]), range(8)))
    assert together == alone


TEXT = st.text(st.sampled_from("签约中心。，（）“”《》ABC123 -/￥%\n"), max_size=80)


@given(text=TEXT, width=st.floats(30, 300))
def test_lines_lose_nothing_and_fit(text: str, width: float) -> None:
    lines = break_lines(sans(), text, 10.5, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert sans().width(line.rstrip(), 10.5) <= width + 0.01


@given(text=TEXT.map(lambda text: text.replace("\n", "")))
def test_no_closing_mark_begins_a_line_and_no_opening_mark_ends_one(text: str) -> None:
    text = text.replace(" ", "").strip("。，）”》%（“《￥")
    for mark in "。，）”》%（“《￥":
        while mark * 2 in text:
            text = text.replace(mark * 2, mark)
    lines = break_lines(sans(), text, 10, 200)
    for before, after in pairwise(lines):
        if len(before) > 12:  # a run of marks alone may fill a line
            assert after[0] not in "。，）》”%" or before[-1] in "。，（）《》“”￥%"


def test_a_text_too_long_for_a_ledger_ends_in_an_ellipsis() -> None:
    shown = cut(sans(), "上海长风置业有限公司", 10, 62)
    assert shown == "上海长风置…"
    assert cut(sans(), "上海", 10, 20) == "上海"


def test_a_ledger_reports_its_progress_and_can_be_cancelled() -> None:
    seen: list[tuple[int, int]] = []
    ledger_pdf(
        HEADER, [GridColumn("号")], [[str(number)] for number in range(100)], progress=lambda *at: seen.append(at)
    )
    assert seen[-1] == (100, 100)
    assert [done for done, _of in seen] == sorted({done for done, _of in seen})

    class Cancelled(Exception):
        pass

    def cancel(done: int, of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        ledger_pdf(HEADER, [GridColumn("号")], [["1"]] * 1000, progress=cancel)


def test_an_empty_ledger_is_one_page_with_its_head(tmp_path: Path) -> None:
    (page,) = pages_of(ledger_pdf(HEADER, [GridColumn("姓名"), GridColumn("备注")], []), tmp_path)
    assert "姓名" in page and "备注" in page


def test_all_rows_of_a_ledger_are_on_paper_in_order(tmp_path: Path) -> None:
    rows = [[f"N{number:04}", "one\ntwo"] for number in range(500)]
    text = text_of(ledger_pdf(HEADER, [GridColumn("号", 30), GridColumn("备注")], rows), tmp_path)
    found = [word for word in text.split() if word.startswith("N0")]
    assert found == [row[0] for row in rows]
    assert text.count("one two") == 500


def test_pages_that_are_never_drawn_cost_no_libraries() -> None:
    heavy = ("reportlab", "pikepdf", "fontTools", "PIL", "escpos", "segno", "xlsxwriter", "pypdfium2", "lxml")
    code = (
        "import sys, signdesk.io.pdf, signdesk.io.ticket, signdesk.io.excel, signdesk.io.labels, signdesk.io.preview, "
        "signdesk.io.speech; "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
