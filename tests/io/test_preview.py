"""Pages are drawn outside the app's own process, and a hostile file costs nothing but that process."""

import io
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pikepdf
import pytest
from PIL import Image

from signdesk.io import preview
from signdesk.io.pdf import PageBreak, PageHeader, Paragraph, form_pdf
from signdesk.io.preview import PreviewTrouble, page_count, render_page


@pytest.fixture(scope="module")
def pdf() -> Iterator[bytes]:
    header = PageHeader("一号签约中心", "签约记录", "1", datetime(2026, 11, 23, tzinfo=UTC), "李静")
    yield form_pdf(header, [Paragraph("第一页"), PageBreak(), Paragraph("第二页")])
    preview.close()


def test_a_page_becomes_a_picture_of_its_size(pdf: bytes) -> None:
    with Image.open(io.BytesIO(render_page(pdf, 1, 72))) as picture:
        assert picture.format == "PNG"
        assert picture.size == (596, 842)
        dark, light = picture.convert("L").getextrema()
    assert dark < 60 and light == 255


def test_pages_are_counted(pdf: bytes) -> None:
    assert page_count(pdf) == 2


def test_a_page_that_is_not_there_is_said(pdf: bytes) -> None:
    with pytest.raises(PreviewTrouble):
        render_page(pdf, 2, 72)
    with pytest.raises(PreviewTrouble):
        render_page(pdf, -1, 72)


def test_a_locked_file_is_told_from_a_damaged_one(pdf: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(PreviewTrouble) as locked:
        render_page(out.getvalue(), 0, 72)
    with pytest.raises(PreviewTrouble) as damaged:
        render_page(b"%PDF-1.7 nothing", 0, 72)
    assert locked.value.message != damaged.value.message


def test_a_giant_page_is_refused_before_memory_is_taken(pdf: bytes) -> None:
    with pytest.raises(PreviewTrouble):
        render_page(pdf, 0, 20_000)


def test_files_damaged_at_random_never_end_the_app_and_the_next_page_is_shown(pdf: bytes) -> None:
    luck = random.Random(7)
    shown = refused = 0
    for _round in range(40):
        broken = bytearray(pdf)
        for _flip in range(luck.randint(1, 60)):
            broken[luck.randrange(len(broken))] = luck.randrange(256)
        try:
            render_page(bytes(broken), 0, 40)
            shown += 1
        except PreviewTrouble:
            refused += 1
    assert shown + refused == 40
    assert render_page(pdf, 0, 40)


def test_the_drawing_process_is_replaced_after_it_died(pdf: bytes) -> None:
    render_page(pdf, 0, 40)
    assert preview._process._process is not None
    preview._process._process.kill()
    preview._process._process.join()
    assert render_page(pdf, 0, 40)


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, pdf: bytes) -> None:
    # A page of very many strokes, as a hostile or merely careless file can hold.
    out = io.BytesIO()
    with pikepdf.new() as slow:
        slow.add_blank_page()
        strokes = b"".join(b"%d 0 m 600 %d l S\n" % (number % 600, number % 800) for number in range(800))
        form = slow.make_stream(
            strokes * 500, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 600, 800]
        )
        slow.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=slow.make_indirect(form)))
        slow.pages[0].Contents = slow.make_stream(b"/F Do\n" * 50)
        slow.save(out)
    render_page(pdf, 0, 40)
    monkeypatch.setattr(preview, "WAIT_SECONDS", 1.0)
    started = time.monotonic()
    with pytest.raises(PreviewTrouble, match=r"long|耗时"):
        render_page(out.getvalue(), 0, 150)
    assert time.monotonic() - started < 5
    monkeypatch.undo()
    assert render_page(pdf, 0, 40)
