"""`signdesk review`: the JSON others build upon, the words for people, the exit codes."""

from __future__ import annotations

import io
import json

import pytest

from signdesk.__main__ import main
from signdesk.app.commands import review
from signdesk.core.i18n import language, set_language
from signdesk.io.importing import read_contract
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
        code = review.run([path], business_type=kind, case=facts, as_json=as_json, out=out)
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


def test_a_finding_with_several_places_names_them_all(run):
    text = corpus.LEASE.replace("八、附则", "租金贷款由乙方申请。\n八、附则\n租金贷款由乙方偿还。")
    _code, answer = run(text.encode(), kind="lease", case={})
    (finding,) = [each for each in answer["findings"] if each["check"] == "one_sided_term"]
    (other,) = finding["others"]
    assert other["excerpt"] == finding["excerpt"] == "租金贷款" and other["paragraph"] == finding["paragraph"] + 2
    _code, said = run(text.encode(), kind="lease", case={}, as_json=False)
    assert "»租金贷款«由乙方申请" in said and "八、  »租金贷款«由乙方偿还" in said


def test_what_was_found_is_written_into_a_copy_of_the_word_file(tmp_path, capsys):
    contract, copy = tmp_path / "合同.docx", tmp_path / "批注.docx"
    contract.write_bytes(files.word_file(*FAULTY.split("\n")))
    assert review.run([contract], comments=copy, out=io.StringIO()) == 1
    model = read_contract(copy)
    said = {model.block(n.block).text[n.start : n.end]: n.text for n in model.notes if n.kind == "comment"}
    assert said["壹佰贰拾捌万伍仟元整"].startswith("Problem：")
    assert review.run([contract], comments=tmp_path / "无" / "批注.docx", out=io.StringIO()) == 1
    assert "“批注.docx” cannot be written." in capsys.readouterr().err
    assert review.run([contract, tmp_path], comments=copy, out=io.StringIO()) == 2
    (tmp_path / "合同.txt").write_text(FAULTY, encoding="utf-8")
    assert review.run([tmp_path / "合同.txt"], comments=copy, out=io.StringIO()) == 1
    assert "no Word document" in capsys.readouterr().err


def test_warnings_alone_are_good(run):
    code, answer = run(corpus.SALE.replace("签订日期：2026年11月23日", "签订日期：2026年11月24日").encode())
    assert code == 0 and {finding["severity"] for finding in answer["findings"]} == {"warning"}


def test_wrong_use_and_refused_files_have_their_codes(run, tmp_path, capsys):
    assert run(corpus.SALE.encode(), "no json")[0] == 2
    assert run(corpus.SALE.encode(), {"copies": "four"})[0] == 2
    assert run(corpus.SALE.encode(), kind="借款")[0] == 2 and "商品房买卖" in capsys.readouterr().err
    assert run(b"GIF89a" + b"\x00" * 99)[0] == 1 and "picture" in capsys.readouterr().err
    missing = {"business_type": "lease", "case": None, "as_json": True}
    assert review.run([tmp_path / "none.docx"], **missing) == 2
    assert review.run([tmp_path / "none.docx"], business_type=None, case=tmp_path / "none.json", as_json=True) == 2
    (tmp_path / "x.json").write_bytes(b"\xff\xfe")
    assert review.run([tmp_path / "none.docx"], business_type=None, case=tmp_path / "x.json", as_json=True) == 2


def test_a_contract_is_held_against_the_template_given(contracts, tmp_path):
    template = tmp_path / "模板.txt"
    template.write_text(
        corpus.SALE.replace("王建国", "{{ 买受人.名称 }}").replace("万分之三", "万分之一"), encoding="utf-8"
    )
    code, words = reviewed(contracts / "a.txt", template=template)
    assert (
        code == 1
        and "error: “万分之三” stands here; the template has “万分之一”." in words
        and "lines of “模板.txt”" in words
    )
    assert "no approved template to hold it against" in reviewed(contracts / "a.txt")[1]
    assert reviewed(contracts / "a.txt", template=tmp_path / "none.docx")[0] == 2
    assert main(["review", str(contracts / "a.txt"), "--template", str(template)]) == 1


# several files


@pytest.fixture
def contracts(tmp_path):
    """A folder with a good, a faulty and a refused contract, and what lies about beside them."""
    folder = tmp_path / "合同"
    (folder / "二期" / ".trash").mkdir(parents=True)
    (folder / "b 错误.docx").write_bytes(files.word_file(*FAULTY.split("\n")))
    (folder / "a.txt").write_bytes(corpus.SALE.encode())
    (folder / "二期" / "c.PDF").write_bytes(b"%PDF-1.7 and nothing more")
    for beside in ("~$错误.docx", ".hidden.txt", "case.json", "二期/.trash/old.txt"):
        (folder / beside).write_bytes(b"not a contract")
    return folder


def reviewed(*paths, **options):
    out = io.StringIO()
    return review.run(paths, out=out, **options), out.getvalue()


def test_a_folder_answers_for_each_of_its_contracts_and_a_refused_one_stops_nothing(contracts):
    code, words = reviewed(contracts, as_json=True)
    answer = json.loads(words)
    assert code == 1 and set(answer) == {"files"}
    assert [entry["file"] for entry in answer["files"]] == [
        str(contracts / name) for name in ("a.txt", "b 错误.docx", "二期/c.PDF")
    ]
    good, faulty, refused = answer["files"]
    assert set(good) == set(faulty) == {"file", "checks", "findings"}
    assert "壹佰贰拾捌万伍仟元整" in {finding["excerpt"] for finding in faulty["findings"]}
    assert "damaged" in refused["refused"] and refused["checks"] == refused["findings"] == []


def test_one_file_alone_and_one_in_a_folder_say_the_same(contracts):
    _code, alone = reviewed(contracts / "b 错误.docx", as_json=True)
    _code, among = reviewed(contracts, as_json=True)
    assert json.loads(among)["files"][1] == {"file": str(contracts / "b 错误.docx"), **json.loads(alone)}


def test_people_get_one_line_for_each_file_and_the_totals(contracts):
    code, words = reviewed(contracts)
    good, faulty, refused, totals = words.splitlines()
    assert code == 1
    assert good.startswith("[passed]") and "a.txt" in good
    assert faulty.startswith("[failed]") and "1 error" in faulty and "capitals" in faulty
    assert refused.startswith("[refused]") and "damaged" in refused
    assert totals.startswith("3 files: 1 without errors, 1 with errors, 1 refused; 1 error")


def test_files_and_folders_may_be_named_together_and_none_is_reviewed_twice(contracts):
    good = contracts / "a.txt"
    code, words = reviewed(good, good, contracts / "b 错误.docx", as_json=True)
    assert code == 1 and len(json.loads(words)["files"]) == 2
    assert reviewed(good, contracts, as_json=True)[1].count('"file"') == 3


def test_a_path_that_is_not_there_and_a_folder_without_contracts_are_wrong_use(contracts, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert reviewed(contracts, tmp_path / "none.docx") == (2, "")
    assert reviewed(tmp_path / "empty") == (2, "")
    assert "no contract" in capsys.readouterr().err


def test_the_text_is_shown_with_its_places_and_nothing_is_checked(contracts, capsys):
    code, words = reviewed(contracts / "b 错误.docx", as_text=True)
    assert code == 0 and words.splitlines()[0] == f"[1 P1] {FAULTY.splitlines()[0]}"
    code, words = reviewed(contracts, as_text=True)
    assert code == 1 and words.count("\n== ") == 2 and "damaged" in capsys.readouterr().err


def test_the_command_line_takes_a_contract_without_type_and_case(contracts, capsys):
    assert main(["review", str(contracts / "a.txt")]) == 0
    assert "a.txt" in capsys.readouterr().out
    assert main(["review", str(contracts / "a.txt"), str(contracts), "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["files"]) == 3
    with pytest.raises(SystemExit) as wrong:
        main(["review", str(contracts), "--json", "--text"])
    assert wrong.value.code == 2
