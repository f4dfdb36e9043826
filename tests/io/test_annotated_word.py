"""A Word document with remarks as comments: each on its words, and nothing else in the document changed."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
from collections.abc import Iterator

import docx
import pytest

from signdesk.core.errors import UserError
from signdesk.core.i18n import language, set_language
from signdesk.core.text import Place
from signdesk.io.annotated_word import ANNOTATE_CHILD, Remark, annotated
from signdesk.io.importing.child import read_document
from tests.io import contract_files as files


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)


def remarked(data: bytes, *remarks: Remark) -> bytes:
    return annotated(data, remarks, author="何律", name="合同.docx")


def told(data: bytes) -> list[tuple[str, str]]:
    """The words of each comment of the document, and what it says."""
    model = read_document(data)
    notes = [note for note in model.notes if note.kind == "comment"]
    return [(model.block(note.block).text[note.start : note.end], note.text) for note in notes]


def test_each_comment_stands_on_its_words_and_the_text_stays() -> None:
    data = files.word_file(*files.CONTRACT)
    made = remarked(data, Remark(Place(7, 6, 15), "小写"), Remark(Place(7, 19, 25), "大写\n第二段"))
    assert told(made) == [("4,500.00元", "小写"), ("肆仟伍佰元整", "大写 第二段")]
    assert [block.text for block in read_document(made).blocks] == [block.text for block in read_document(data).blocks]
    (first, _second) = docx.Document(io.BytesIO(made)).comments
    assert (first.author, first.initials) == ("何律", "何律")


def test_overlapping_places_and_bold_words_keep_their_form() -> None:
    def build(document):
        paragraph = document.add_paragraph("租金为")
        paragraph.add_run("每月四千元").bold = True
        paragraph.add_run("，按季支付。")

    made = remarked(
        files.word_file("房屋租赁合同，双方约定如下", build=build),
        Remark(Place(2, 1, 5), "甲"), Remark(Place(2, 3, 8), "乙"), Remark(Place(2, 4, 4), "丙"),
    )  # fmt: skip
    assert sorted(told(made)) == [("每", "丙"), ("每月四千元", "乙"), ("金为每月", "甲")]
    runs = docx.Document(io.BytesIO(made)).paragraphs[1].runs
    assert "".join(run.text for run in runs if run.bold) == "每月四千元"


def test_comments_of_others_and_tracked_changes_stay() -> None:
    change = (
        '<w:p><w:r><w:t>本合同</w:t></w:r><w:ins w:id="7" w:author="张三" w:date="2026-11-01T09:00:00Z">'
        "<w:r><w:t>一式三份</w:t></w:r></w:ins></w:p>"
    )
    data = remarked(files.body_xml(files.word_file(*files.CONTRACT), change), Remark(Place(1, 3, 7), "份数"))
    again = remarked(data, Remark(Place(1, 0, 3), "合同"))
    assert sorted(told(again)) == [("一式三份", "份数"), ("本合同", "合同")]
    assert [note.text for note in read_document(again).notes if note.kind == "inserted"] == ["一式三份"]


def test_what_has_no_words_to_stand_on_is_told_at_the_words_before_or_at_the_beginning() -> None:
    def build(document):
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "联系电话"
        document.sections[0].header.paragraphs[0].text = "页眉里的文字"

    data = files.word_file("房屋租赁合同，双方约定如下", build=build)
    places = {block.place: block.number for block in read_document(data).blocks}
    made = remarked(
        data,
        Remark(None, "整体"), Remark(Place(places["T1R1C2"], 0, 0), "空格"), Remark(Place(places["H1"], 0, 4), "页眉"),
    )  # fmt: skip
    title = "房屋租赁合同，双方约定如下"
    assert sorted(told(made)) == [(title, "整体"), (title, "页眉"), ("联系电话", "空格")]


def test_a_tab_or_a_box_is_not_cut_through() -> None:
    xml = "<w:p><w:r><w:t>甲方：</w:t><w:tab/><w:t>（签字）</w:t></w:r></w:p>"
    made = remarked(files.body_xml(files.word_file(*files.CONTRACT), xml), Remark(Place(1, 0, 2), "签字"))
    assert told(made) == [("甲方：\t（签字）", "签字")]


def test_what_is_no_word_document_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="no Word document"):
        remarked("房屋租赁合同，甲方与乙方约定如下条款".encode(), Remark(None, "x"))
    with pytest.raises(UserError, match="damaged"):
        remarked(files.word_file(*files.CONTRACT)[:900], Remark(None, "x"))
    strict = files.word_file(*files.CONTRACT)
    for part in ("word/document.xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        strict = files.with_part(
            strict,
            part,
            lambda content: content.replace(b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"),
        )
    with pytest.raises(UserError, match="cannot have comments"):
        remarked(strict, Remark(None, "x"))


def test_the_program_without_python_puts_comments_in_by_calling_itself() -> None:
    job = {
        "docx": base64.b64encode(files.word_file(*files.CONTRACT)).decode(), "author": "何律",
        "remarks": [[[2, 0, 2], "当事人"]],
    }  # fmt: skip
    command = [sys.executable, "-m", "signdesk", ANNOTATE_CHILD]
    done = subprocess.run(command, input=json.dumps(job).encode(), capture_output=True, check=True, timeout=60)
    assert told(base64.b64decode(json.loads(done.stdout)["docx"])) == [("甲方", "当事人")]
