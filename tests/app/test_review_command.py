"""`signdesk review`: the JSON others build upon, the words for people, the exit codes."""

from __future__ import annotations

import io
import json

import pytest

from signdesk.app.commands import review
from signdesk.core.i18n import language, set_language
from tests.domains.signing import corpus
from tests.io import contract_files as files

FAULTY = corpus.SALE.replace("壹佰贰拾捌万元整", "壹佰贰拾捌万伍仟元整")
CASE = {
    "business_type": "商品房买卖",
    "parties": [
        {"role": "出卖人", "name": "临江恒信置业有限公司", "id_type": "uscc", "id_number": corpus.SELLER},
        {"role": "买受人", "name": "王建国", "id_type": "resident_id", "id_number": corpus.WANG},
    ],
    "amount": "1280000.00",
    "signing_date": "2026-11-23",
}


@pytest.fixture(autouse=True)
def english():
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture
def run(tmp_path):
    def do(data: bytes, case=CASE, *, name="合同.docx", kind="商品房买卖", as_json=True):
        path, facts = tmp_path / name, tmp_path / "case.json"
        path.write_bytes(data)
        facts.write_text(case if isinstance(case, str) else json.dumps(case), encoding="utf-8")
        out = io.StringIO()
        code = review.run(path, business_type=kind, case=facts, as_json=as_json, out=out)
        return code, json.loads(out.getvalue()) if as_json and out.getvalue() else out.getvalue()

    return do


def test_the_answer_names_checks_and_findings_with_offsets_into_the_text(run):
    code, answer = run(files.word_file(*FAULTY.split("\n")))
    assert code == 1 and set(answer) == {"checks", "findings"}
    assert {check["check"] for check in answer["checks"]} >= {
        "blank", "party_name", "party_number", "amount_capitals", "date_order", "clause_numbering"
    }  # fmt: skip
    assert all(set(check) == {"check", "state", "looked_at"} for check in answer["checks"])
    (finding,) = answer["findings"]
    text = FAULTY.split("\n")[finding["paragraph"] - 1]
    assert text[finding["start"] : finding["end"]] == finding["excerpt"] == "壹佰贰拾捌万伍仟元整"
    assert (finding["check"], finding["severity"]) == ("amount_capitals", "error")
    assert "cell" not in finding and "page" not in finding


def test_pages_and_cells_are_named_where_there_are_any(run):
    _code, answer = run(files.pdf_file(FAULTY.replace("\n附件一", "\n\n附件一")), name="a.pdf")
    assert {finding["page"] for finding in answer["findings"]} == {1}

    def build(document):
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "联系电话", ""

    _code, answer = run(files.word_file(*corpus.SALE.split("\n"), build=build))
    assert [finding["cell"] for finding in answer["findings"]] == ["T1R1C2"]


def test_what_is_missing_points_at_the_beginning(run):
    case = CASE | {"parties": [{"role": "见证人", "name": "周小平"}]}
    _code, answer = run(corpus.SALE.encode(), case)
    (finding,) = answer["findings"]
    assert (finding["paragraph"], finding["start"], finding["end"], finding["excerpt"]) == (1, 0, 0, "")


def test_people_get_words_with_the_place_marked(run):
    code, words = run(FAULTY.encode("gb18030"), as_json=False)
    assert code == 1 and "»壹佰贰拾捌万伍仟元整«" in words and "第三条" in words
    assert words.strip().endswith("1 error, 0 warnings")
    code, words = run(corpus.SALE.encode("utf-16"), as_json=False)
    assert code == 0 and words.strip().endswith("0 errors, 0 warnings")


def test_warnings_alone_are_good(run):
    code, answer = run(corpus.SALE.replace("签订日期：2026年11月23日", "签订日期：2026年11月24日").encode())
    assert code == 0 and {finding["severity"] for finding in answer["findings"]} == {"warning"}


def test_wrong_use_and_refused_files_have_their_codes(run, tmp_path, capsys):
    assert run(corpus.SALE.encode(), "no json")[0] == 2
    assert run(corpus.SALE.encode(), {"copies": "four"})[0] == 2
    assert run(corpus.SALE.encode(), kind="借款")[0] == 2 and "商品房买卖" in capsys.readouterr().err
    assert run(b"\x89PNG\r\n\x1a\n" + b"\x00" * 99)[0] == 1 and "picture" in capsys.readouterr().err
    missing = {"business_type": "lease", "case": None, "as_json": True}
    assert review.run(tmp_path / "none.docx", **missing) == 2
    assert review.run(tmp_path / "none.docx", business_type=None, case=tmp_path / "none.json", as_json=True) == 2
    (tmp_path / "x.json").write_bytes(b"\xff\xfe")
    assert review.run(tmp_path / "none.docx", business_type=None, case=tmp_path / "x.json", as_json=True) == 2
