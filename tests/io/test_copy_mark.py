"""The mark on copies that leave the centre: on every page, whatever it is like, put on in a process of its own."""

import base64
import json
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from signdesk.core.errors import UserError
from signdesk.io.copy_mark import MARK_CHILD, Mark, marked
from signdesk.io.pdf import PageHeader, Paragraph, form_pdf

MADE = datetime(2026, 11, 23, 4, tzinfo=UTC)
MARK = Mark("副本 FB-2026-00007", "副本 FB-2026-00007 · 周敏 · 用途：法院调取", MADE)


def paper(*, landscape: bool = False) -> bytes:
    return form_pdf(PageHeader("一号签约中心", "合同", "", MADE, "周敏"), [Paragraph("押金" * 40)], landscape=landscape)


def words(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_mark_is_on_the_page_upright_or_across_and_however_it_was_turned(landscape: bool, turned: int) -> None:
    target = BytesIO()
    with pikepdf.open(BytesIO(paper(landscape=landscape))) as pdf:
        for page in pdf.pages:
            page.rotate(turned, relative=False)
        pdf.save(target)
    done = marked(target.getvalue(), MARK, name="合同")
    (said,) = words(done)
    assert said.count("FB-2026-00007") == 4 and "法院调取" in said and "押金" in said
    page = pypdfium2.PdfDocument(done)[0]
    picture, plain = page.render().to_numpy(), pypdfium2.PdfDocument(target.getvalue())[0].render().to_numpy()
    foot = int(picture.shape[0] * 0.9)
    assert (picture[foot:] != plain[foot:]).any(), "the foot is at the lower edge as the page is looked at"


def test_a_long_purpose_takes_more_lines_and_none_of_it_is_lost() -> None:
    purpose = "提供给当事人办理不动产登记之用" * 20
    (said,) = words(marked(paper(), Mark(MARK.across, purpose, MADE), name="合同"))
    assert said.replace("\r", "").replace("\n", "").count("提供给当事人办理不动产登记之用") == 20


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7\n%a small file\n", b"\x00" * 400, paper()[:900]])
def test_what_is_no_pdf_is_refused_in_words(broken: bytes) -> None:
    with pytest.raises(UserError, match="合同"):
        marked(broken, MARK, name="合同")


def test_the_program_can_mark_by_calling_itself() -> None:
    """The program without Python has no `-m`."""
    mark, data = paper(), paper()
    done = subprocess.run(
        [sys.executable, "-m", "signdesk", MARK_CHILD],
        input=len(mark).to_bytes(8, "big") + mark + data,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert base64.b64decode(json.loads(done.stdout)["pdf"]).startswith(b"%PDF-")
