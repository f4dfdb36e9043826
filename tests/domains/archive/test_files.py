"""A file is read before it becomes an item: its kind, its pages, its text; what is no such file is refused in words."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from signdesk.core import clock
from signdesk.core.errors import UserError
from signdesk.domains.archive.service import prepare_file
from signdesk.io.pdf import PageHeader, Paragraph, form_pdf


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_text_is_read_with_its_words(tmp_path: Path) -> None:
    file = prepare_file(
        put(
            tmp_path,
            "合同.txt",
            "房屋租赁合同\n第一条 房屋坐落于幸福路八号。\n第二条 租金每月三千元，按季度支付。\n".encode("gb18030"),
        )
    )
    assert (file.name, file.media_type, file.pages) == ("合同.txt", "text/plain", 1)
    assert "租金每月三千元" in file.text_pages[0]


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    header = PageHeader("一号签约中心", "合同", "1", clock.now(), "周敏")
    pdf = form_pdf(header, [Paragraph(f"第{n}条 房屋租赁合同的条款，租金按月支付。") for n in range(1, 90)])
    file = prepare_file(put(tmp_path, "合同.pdf", pdf))
    assert file.media_type == "application/pdf"
    assert file.pages == len(file.text_pages) > 1
    assert "第1条" in file.text_pages[0]
    assert "第89条" in file.text_pages[-1]


def test_a_scan_without_text_is_kept_with_its_pages(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    for _page in range(3):
        document.new_page(595, 842)
    buffer = BytesIO()
    document.save(buffer)
    document.close()
    file = prepare_file(put(tmp_path, "扫描.pdf", buffer.getvalue()))
    assert (file.media_type, file.pages, file.text_pages) == ("application/pdf", 3, ())


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"II*\x00", "image/tiff"),
        (b"MM\x00*", "image/tiff"),
    ],
)
def test_a_picture_is_one_page(tmp_path: Path, head: bytes, media_type: str) -> None:
    file = prepare_file(put(tmp_path, "照片", head + bytes(20)))
    assert (file.media_type, file.pages, file.text_pages) == (media_type, 1, ())


@pytest.mark.parametrize("data", [b"", b"MZ\x90" + bytes(100), b"PK\x03\x04" + bytes(100)])
def test_what_is_no_document_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UserError):
        prepare_file(put(tmp_path, "合同.docx", data))


def test_a_file_that_cannot_be_read_is_refused_at_the_items(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        prepare_file(tmp_path / "没有.pdf")
    assert refused.value.field == "items"


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "大.pdf"
    with path.open("wb") as file:
        file.truncate(101 * 1024 * 1024)
    with pytest.raises(UserError, match="100 MB"):
        prepare_file(path)
