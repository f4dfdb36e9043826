"""The working copy: the contract's Word file with the open points as comments, numbered, for a reason, recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from signdesk.core.audit import AuditEntry
from signdesk.core.errors import PermissionRefused, UserError
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.pages.review_page import ReviewPage
from signdesk.io.importing import read_contract
from tests.domains.signing import corpus
from tests.domains.signing.test_way import FAULTY, review


def made(seat, version, why="请李静更正"):
    with seat.operation(signing.REVEAL, reason=why) as session:
        return signing.annotated_copy(session, version_id=version.id, reason=why)


def comments(data: bytes) -> dict[str, str]:
    """What each comment says, by the words it stands on."""
    model = read_contract(data)
    return {
        model.block(note.block).text[note.start : note.end]: note.text for note in model.notes if note.kind == "comment"
    }


def test_every_open_point_is_a_comment_on_its_words_and_the_first_says_whose_copy_it_is(lease_case, bring_in, reviewer):
    version = bring_in(lease_case, FAULTY, word=True)
    capitals, _copies = review(reviewer, lease_case).findings
    with reviewer.operation(signing.SETTLE) as session:
        signing.accept(session, finding_id=capitals.id, version=capitals.version)
    copy = made(reviewer, version)
    assert copy.number == "PZ-2026-00001" and copy.name == f"{lease_case.row.number} v1 PZ-2026-00001.docx"
    said = comments(signing.annotated_docx(copy))
    assert set(said) == {"房屋租赁合同", "肆仟元整", "____"}
    assert "PZ-2026-00001" in said["房屋租赁合同"] and "何律 2026-11-23 09:30 · for: 请李静更正" in said["房屋租赁合同"]
    assert said["肆仟元整"].startswith("1. Problem：") and said["肆仟元整"].endswith("To be put right：何律")
    assert made(reviewer, version).number == "PZ-2026-00002"


def test_what_was_let_stand_is_no_comment_and_the_numbers_are_in_full(lease_case, bring_in, reviewer):
    version = bring_in(lease_case, FAULTY, word=True)
    for finding in review(reviewer, lease_case).findings:
        with reviewer.operation(signing.SETTLE, reason="约定") as session:
            signing.waive(session, finding_id=finding.id, version=finding.version, reason="约定")
    data = signing.annotated_docx(made(reviewer, version))
    assert list(comments(data)) == ["房屋租赁合同"]
    assert corpus.LI in read_contract(data).as_text()


def test_a_copy_wants_a_reason_a_right_and_a_word_file_and_stands_in_the_trail(lease_case, bring_in, reviewer, hire):
    version = bring_in(lease_case, FAULTY, word=True)
    with pytest.raises(UserError, match="Say why"):
        made(reviewer, version, " ")
    with pytest.raises(PermissionRefused):
        made(hire("小前", "counter"), version)
    made(reviewer, version)
    with reviewer.query() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.record_id == version.id)).all()
        acts = [(each.action, each.actor, each.reason) for each in entries if each.actor == "何律"]
    assert acts == [("reveal", "何律", "请李静更正"), ("working_copy", "何律", "请李静更正")]
    text = bring_in(lease_case, FAULTY)
    with pytest.raises(UserError, match="no Word document"):
        made(reviewer, text)


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_by_keyboard_a_reason_a_place_and_the_file_is_there(sit, lease_case, bring_in, reviewer, tmp_path: Path):
    bring_in(lease_case, FAULTY, word=True)
    desk = sit(reviewer, ReviewPage)
    desk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.type("请李静更正")
    desk.press(Qt.Key.Key_Return)
    desk.save_as(tmp_path / "批注稿.docx")
    assert "肆仟元整" in comments((tmp_path / "批注稿.docx").read_bytes())
    assert "Saved as 批注稿.docx." in desk.said


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_contract_that_is_no_word_file_has_no_such_copy(sit, lease_case, bring_in, reviewer):
    bring_in(lease_case, FAULTY)
    desk = sit(reviewer, ReviewPage)
    assert not desk.actions.is_enabled("signing.review.annotated")
