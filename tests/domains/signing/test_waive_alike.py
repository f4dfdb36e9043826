"""Several doubts of one check settled with one reason."""

from __future__ import annotations

import pytest

from signdesk.core.errors import PermissionRefused, UserError
from signdesk.domains.signing import service as signing
from tests.domains.signing.test_review_page import SEVERAL
from tests.domains.signing.test_way import review


def waive(seat, findings, reason="交割时填写"):
    with seat.operation(signing.SETTLE, reason=reason) as session:
        return signing.waive_alike(session, findings=[(each.id, each.version) for each in findings], reason=reason)


def test_all_are_waived_by_name_or_none(lease_case, bring_in, reviewer, hire):
    bring_in(lease_case, SEVERAL.replace("肆仟伍佰元整", "肆仟元整"))
    findings = review(reviewer, lease_case).findings
    doubts = [each for each in findings if each.severity == "warning" and each.check == "blank"]
    problem = next(each for each in findings if each.severity == "error" and each.check == "blank")
    other = next(each for each in findings if each.check == "amount_capitals")
    for wrong, words in (([*doubts, problem], "by itself"), ([*doubts, other], "same check")):
        with pytest.raises(UserError, match=words):
            waive(reviewer, wrong)
    with pytest.raises(UserError, match="Say why"):
        waive(reviewer, doubts, reason=" ")
    with pytest.raises(PermissionRefused):
        waive(hire("周档", "archivist"), doubts)
    assert {each.state for each in review(reviewer, lease_case).findings} == {"open"}
    done = waive(reviewer, doubts)
    assert [(each.state, each.settled_by, each.reason) for each in done] == [("waived", "何律", "交割时填写")] * 3
    with pytest.raises(UserError, match="settled already"):
        waive(reviewer, done)
