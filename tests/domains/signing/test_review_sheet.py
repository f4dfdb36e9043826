"""The review sheet on paper: the file by its hash, every point with who settled it and why, numbers masked."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from signdesk.domains.signing import service as signing
from tests.domains.signing import corpus
from tests.domains.signing.test_review_page import SEVERAL
from tests.domains.signing.test_way import review, sign_everything_off
from tests.verapdf import VeraPdf

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])


def sheet(seat, case, folder):
    with seat.query() as session:
        gathered = signing.gather_review(session, case_id=case.id)
    path = folder / "sheet.pdf"
    path.write_bytes(signing.review_sheet_pdf(*gathered))
    return path


def words(path: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode()


def codes(path: Path) -> list[str]:
    subprocess.run(["pdftoppm", "-r", "300", "-gray", str(path), str(path.with_suffix(""))], check=True)
    found: list[str] = []
    for page in sorted(path.parent.glob("*.pgm")):
        done = subprocess.run(
            ["zbarimg", "-q", "--nodbus", "--raw", str(page)], capture_output=True, text=True, timeout=120
        )
        found += done.stdout.splitlines()
    return found


def test_the_sheet_is_archive_grade_and_names_the_file_by_its_hash_also_as_a_code(
    lease_case, bring_in, reviewer, tmp_path: Path, verapdf: VeraPdf
):
    version = bring_in(lease_case, SEVERAL)
    path = sheet(reviewer, lease_case, tmp_path)
    assert verapdf([path]) == []
    assert version.sha256 in "".join(words(path).split())
    assert codes(path) == [f"{lease_case.row.number} v1 {version.sha256}"]


def test_the_sheet_says_what_is_open_who_settled_what_and_why_and_shows_no_number_in_full(
    lease_case, bring_in, reviewer, tmp_path: Path
):
    wrong = corpus.ZHAO[:12] + str((int(corpus.ZHAO[12]) + 1) % 10) + corpus.ZHAO[13:]
    bring_in(lease_case, SEVERAL.replace(corpus.ZHAO, wrong))
    doubts = [each for each in review(reviewer, lease_case).findings if each.severity == "warning"]
    why = f"核对{corpus.LI}原件"
    with reviewer.operation(signing.SETTLE, reason=why) as session:
        signing.waive_alike(session, findings=[(each.id, each.version) for each in doubts], reason=why)
    text = words(sheet(reviewer, lease_case, tmp_path))
    open_now = review(reviewer, lease_case)
    assert f"{len(open_now.open_findings) + len(open_now.open_items)} points are open" in text
    assert text.count("Waived") == 3 and "何律 2026-11-23 09:30" in text and "原件" in text
    for secret in (corpus.LI, wrong, corpus.LI[6:14]):
        assert secret not in "".join(text.split())
    bring_in(lease_case, corpus.LEASE)
    sign_everything_off(reviewer, lease_case)
    assert "Nothing open" in words(sheet(reviewer, lease_case, tmp_path))


def test_the_sheet_shows_every_place_of_a_point_that_has_several(lease_case, bring_in, reviewer, tmp_path: Path):
    bring_in(lease_case, corpus.LEASE.replace("八、附则", "租金贷款由乙方申请。\n八、附则\n租金贷款由乙方偿还。"))
    text = " ".join(words(sheet(reviewer, lease_case, tmp_path)).split())
    assert "Wording: 租金贷款" in text and "See also: 八、 租金贷款" in text
