"""Word and text files drawn as pages: everything that stands in the file can be read there, in its order, under a head
that says what it was read from."""

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from docx.document import Document
from PIL import Image

from signdesk.core.errors import UserError
from signdesk.io import text_pdf
from signdesk.io.pdf import PageHeader
from tests.io import contract_files as files
from tests.verapdf import VeraPdf

HEADER = PageHeader("一号签约中心", "租赁合同", "", datetime(2026, 11, 23, 8, 50, tzinfo=UTC), "")
NOTICE = "版式可能不同。"


def drawn(data: bytes, name: str = "合同.docx", *, remarks: bool = True) -> bytes:
    return text_pdf.pdf_of(data, name, header=HEADER, notice=NOTICE, remarks=remarks)


def words(pdf: bytes) -> str:
    """What can be selected on the pages, white space left out."""
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf))


def assert_in_order(text: str, *wanted: str) -> None:
    at = 0
    for each in wanted:
        found = text.find(each, at)
        assert found >= 0, f"{each} is not after {text[:at][-20:]}"
        at = found + len(each)


def contract(document: Document) -> None:
    document.add_heading("第一章 总则", 1)
    files.define_list(document, [("chineseCounting", "第%1条"), ("decimal", "（%2）")])
    files.numbered(document, "租赁房屋")
    files.numbered(document, "承租人王㛃、李𬭩、张䶮与𠮷田共同承租。", depth=1)
    table = document.add_table(4, 4)
    for place, text in enumerate(("姓名", "王㛃", "电话", "13800000000")):
        table.cell(0, place).text = text
    table.cell(1, 0).text = "住址"
    table.cell(1, 1).merge(table.cell(1, 3)).text = "临江市东湖区文昌路12号"
    table.cell(2, 0).merge(table.cell(3, 0)).text = "设备"
    for row in (2, 3):
        for column in (1, 2, 3):
            table.cell(row, column).text = f"第{row}件{column}"
    files.numbered(document, "租金")
    blank = document.add_paragraph("租期自").add_run("        ")
    blank.underline = True
    document.add_paragraph("以下无正文。")


def test_a_word_contract_is_drawn_in_its_order_with_numbers_tables_and_rare_characters(
    tmp_path: Path, verapdf: VeraPdf
) -> None:
    data = files.word_file(*files.CONTRACT, build=contract)
    pdf = drawn(data)
    digest = hashlib.sha256(data).hexdigest()
    assert_in_order(
        words(pdf), "租赁合同", "合同.docx", digest[:32], digest[32:], NOTICE, "房屋租赁合同", "甲方（出租人）：张三",
        "第一章总则", "第一条租赁房屋", "（1）承租人王㛃、李𬭩、张䶮与𠮷田共同承租。", "姓名", "王㛃", "电话",
        "13800000000", "住址", "临江市东湖区文昌路12号", "设备", "第2件1", "第2件2", "第2件3", "第3件1", "第3件2",
        "第3件3", "第二条租金", "租期自________", "以下无正文。",
    )  # fmt: skip
    path = tmp_path / "contract.pdf"
    path.write_bytes(pdf)
    assert verapdf([path]) == []


def test_what_was_only_shown_is_not_said_to_be_printed() -> None:
    assert "打印" not in words(drawn(files.word_file(*files.CONTRACT)))


def test_a_text_in_gb18030_is_drawn_line_by_line() -> None:
    lines = ["房屋租赁合同", "　　甲方：王㛃", "　　乙方：𠮷田、李𬭩、张䶮", "", "第一条 房屋坐落于幸福路八号。"]
    assert_in_order(
        words(drawn("\r\n".join(lines).encode("gb18030"), "合同.txt")),
        "合同.txt", "房屋租赁合同", "甲方：王㛃", "乙方：𠮷田、李𬭩、张䶮", "第一条房屋坐落于幸福路八号。",
    )  # fmt: skip


def test_a_sign_the_font_lacks_is_spelt_out_and_the_contract_is_read_all_the_same() -> None:
    data = files.word_file(*files.CONTRACT, "院内有\ue123一处。")
    assert "院内有〔U+E123〕一处。" in words(drawn(data, "合同\U0001f3e0.docx"))


def test_changes_and_pictures_are_named_after_the_text_and_remarks_are_left_out_where_they_are_not_wanted() -> None:
    def build(document: Document) -> None:
        picture = io.BytesIO()
        Image.new("RGB", (20, 20), "red").save(picture, "PNG")
        document.add_paragraph("甲方盖章处").add_run().add_picture(picture)

    changed = (
        "<w:p><w:r><w:t>押金为</w:t></w:r>"
        '<w:del w:author="林晓" w:date="2026-11-01T08:00:00Z"><w:r><w:delText>五千元</w:delText></w:r></w:del>'
        "<w:r><w:t>六千元。</w:t></w:r></w:p>"
    )
    data = files.body_xml(files.word_file(*files.CONTRACT, build=build), changed)
    text = words(drawn(data))
    assert_in_order(text, "押金为六千元。", "房屋租赁合同", "甲方盖章处", "文件正文以外的内容")
    beside = text[text.index("文件正文以外的内容") :]
    assert [each for each in ("修订删除", "五千元", "林晓2026-11-01", "图片", "甲方盖章处") if each not in beside] == []
    without = words(drawn(data, remarks=False))
    assert_in_order(without, "押金为六千元。", "文件正文以外的内容", "图片", "甲方盖章处")
    assert "五千元" not in without and "林晓" not in without


def test_a_header_is_read_and_a_lone_page_number_left_out() -> None:
    def build(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "编号：ZL-2026-18"
        document.sections[0].footer.paragraphs[0].text = "7"

    text = words(drawn(files.word_file(*files.CONTRACT, build=build)))
    assert "页眉与页脚编号：ZL-2026-18一号签约中心" in text, "what every page says follows at once"


def test_a_long_table_and_a_long_paragraph_run_over_pages_whole() -> None:
    def build(document: Document) -> None:
        table = document.add_table(320, 2)
        cells = table._cells
        for row in range(320):
            cells[2 * row].text, cells[2 * row + 1].text = f"物品{row}号", "完好"

    text = words(drawn(files.word_file("租金" * 5000, build=build)))
    assert text.count("租") >= 5000 and text.count("完好") == 320
    assert_in_order(text, *(f"物品{row}号" for row in range(320)))


def test_what_cannot_be_read_is_refused_in_words() -> None:
    whole = files.word_file(*files.CONTRACT)
    with pytest.raises(UserError, match=r"“合同.docx”已损坏"):
        drawn(whole[: len(whole) // 2])
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(UserError, match="密码"):
        drawn(protected)
    with pytest.raises(UserError, match="一百万字") as refused:
        drawn(("租金每月三千元\n" * 150_000).encode(), "合同.txt")
    assert refused.value.hint
