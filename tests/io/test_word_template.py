"""Word templates: placeholders read and filled in a process of its own, with files as people make them."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
import zipfile

import pytest
from docx import Document

from signdesk.core import i18n
from signdesk.core.errors import UserError
from signdesk.io.word import contract_docx
from signdesk.io.word_template import TEMPLATE_CHILD, fill, fill_lines, read_placeholders

NAME = {"甲方": {"名称": {"": "李<秀兰> & 子"}}}


@pytest.fixture(autouse=True)
def english():
    before = i18n.language()
    i18n.set_language("en")
    yield
    i18n.set_language(before)


def lines_of(data):
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def save(document):
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_a_placeholder_that_word_has_split_into_runs_is_filled_in_the_format_of_its_first_run():
    document = Document()
    paragraph = document.add_paragraph("甲方：")
    for part in ("{", "{ 甲", "方.名", "称 }", "}"):
        paragraph.add_run(part).bold = True
    data = save(document)
    assert "{{ 甲方.名称 }}" in read_placeholders(data, "模板.docx")[0]
    filled = Document(io.BytesIO(fill(data, "模板.docx", NAME, ()))).paragraphs[0]
    assert filled.text == "甲方：李<秀兰> & 子"
    assert next(run for run in filled.runs if "李" in run.text).bold


def test_headers_and_footers_are_filled_and_properties_are_left_alone():
    document = Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "编号 {{ 合同编号 }}"
    document.sections[0].footer.paragraphs[0].text = "{{ 合同编号 }}"
    document.core_properties.title = "{{ 不会被填 }}"
    data = save(document)
    assert sum("{{ 合同编号 }}" in source for source in read_placeholders(data, "x.docx")) == 2
    filled = Document(io.BytesIO(fill(data, "x.docx", {"合同编号": {"": "HT-1"}}, ())))
    assert filled.sections[0].header.paragraphs[0].text == "编号 HT-1"
    assert filled.sections[0].footer.paragraphs[0].text == "HT-1"
    assert filled.core_properties.title == "{{ 不会被填 }}"


def test_passages_are_left_out_and_repeated_and_gaps_are_underlined_blanks():
    lines = [
        "题目",
        "{%p if 代理人 %}",
        "代理人 {{ 代理人 }}",
        "{%p endif %}",
        "{%p for 期 in 付款 %}",
        "{{ 期.金额|大写 }}",
    ]
    lines += ["{%p endfor %}", "{{ 电话 }}"]
    values = {
        "代理人": None,
        "付款": [{"金额": {"": "1", "大写": "壹"}}, {"金额": {"": "2", "大写": "贰"}}, {"金额": None}],
        "电话": None,
    }
    expected = ["题目", "壹", "贰", "____", "____"]
    assert lines_of(fill(contract_docx(lines), "x.docx", values, ("大写",))) == expected
    assert fill_lines("\n".join(lines), values, ("大写",)) == expected


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{{r 甲方.名称 }}", "does not stand in a line of text"),
        ("{{p 甲方.名称 }}", "does not stand in a line of text"),
    ],
)
def test_a_placeholder_that_would_break_the_document_is_refused(line, words):
    with pytest.raises(UserError, match=words):
        read_placeholders(contract_docx(["题目", line, "正文"]), "x.docx")


def test_a_template_that_comes_apart_when_filled_is_refused():
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "甲{% if 电话 %}"
    document.add_paragraph("乙{% endif %}")
    assert (
        "甲" in Document(io.BytesIO(fill(save(document), "x.docx", {"电话": {"": "1"}}, ()))).tables[0].cell(0, 0).text
    )
    with pytest.raises(UserError, match="falls apart"):
        fill(save(document), "x.docx", {"电话": None}, ())


def test_passages_too_many_inside_one_another_are_refused_and_are_no_crash():
    deep = ["题目", *["{%p if 电话 %}"] * 120, "{{ 电话 }}", *["{%p endif %}"] * 120]
    with pytest.raises(UserError, match="falls apart"):
        fill(contract_docx(deep), "x.docx", {"电话": {"": "1"}}, ())


def test_a_value_no_one_gave_is_refused_and_never_guessed():
    with pytest.raises(UserError, match="falls apart"):
        fill(contract_docx(["题目", "{{ 未知 }}"]), "x.docx", {}, ())


def test_the_sandbox_reaches_nothing_even_where_the_rules_were_passed_by():
    for line in ("{{ 甲.__class__.__mro__ }}", "{{ ''.__class__.__base__.__subclasses__() }}", "{{ range(9) }}"):
        with pytest.raises(UserError, match="falls apart"):
            fill(contract_docx(["题目", line]), "x.docx", {"甲": {"": "1"}}, ())


def test_what_is_no_word_document_is_refused_with_the_reason():
    for data in (b"plain text of a contract", b"%PDF-1.7 x"):
        with pytest.raises(UserError, match="no Word document"):
            read_placeholders(data, "x.docx")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x.txt", "x")
    with pytest.raises(UserError, match="no Word document"):
        read_placeholders(packed.getvalue(), "x.docx")
    with pytest.raises(UserError, match="damaged"):
        read_placeholders(contract_docx(["题目"])[:900], "x.docx")


def test_a_plain_contract_is_a4_with_numbered_pages_and_the_same_lines_make_the_same_file():
    lines = ["房屋租赁合同", "第一条 租赁房屋", "甲方将房屋出租给乙方。", "甲方（签章）："]
    written = Document(io.BytesIO(contract_docx(lines)))
    page = written.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert 'w:instr="NUMPAGES"' in page.footer._element.xml
    assert written.paragraphs[1].runs[0].bold and not written.paragraphs[2].runs[0].bold
    assert written.paragraphs[2].paragraph_format.first_line_indent.pt == 22
    stamps = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(contract_docx(lines))).infolist()}
    assert stamps == {(1980, 1, 1, 0, 0, 0)} and contract_docx(lines) == contract_docx(lines)


def test_the_program_without_python_reads_templates_by_calling_itself():
    job = {"docx": base64.b64encode(contract_docx(["题目", "{{ 甲方.名称 }}"])).decode()}
    command = [sys.executable, "-m", "signdesk", TEMPLATE_CHILD]
    done = subprocess.run(command, input=json.dumps(job).encode(), capture_output=True, check=True, timeout=60)
    assert "{{ 甲方.名称 }}" in json.loads(json.loads(done.stdout)["sources"])[0]
