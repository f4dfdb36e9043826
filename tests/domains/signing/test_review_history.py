"""Who did what when for a review, as the page tells it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from signdesk.core import clock
from signdesk.core.errors import PermissionRefused
from signdesk.domains.signing import service as signing
from tests.domains.signing import corpus
from tests.domains.signing.conftest import MORNING
from tests.domains.signing.test_way import FAULTY, release, review, sign_everything_off, submit


def history(seat, case):
    with seat.query() as session:
        return signing.review_history(session, case_id=case.id)


def finding(seat, case, check):
    return next(each for each in review(seat, case).findings if each.check == check)


def at(minutes):
    return clock.fixed(MORNING + timedelta(minutes=minutes))


def test_imports_decisions_with_reasons_decisions_taken_back_and_the_release_are_told_latest_first(
    lease_case, bring_in, officer, reviewer
):
    bring_in(lease_case, FAULTY)
    with at(1):
        submit(officer, lease_case)
    with at(2), reviewer.operation(signing.SEND_BACK, reason="大写有误") as session:
        sha256 = signing.review_info(session, case_id=lease_case.id).version.sha256
        signing.send_back(session, case_id=lease_case.id, sha256=sha256, reason="大写有误")
    with at(3):
        bring_in(lease_case, corpus.LEASE.replace("一式三份", "一式____份"))
        submit(officer, lease_case)
    with at(4):
        blank = finding(reviewer, lease_case, "blank")
        with reviewer.operation(signing.SETTLE) as session:
            blank = signing.accept(session, finding_id=blank.id, version=blank.version)
    with at(5), reviewer.operation(signing.SETTLE) as session:
        blank = signing.reopen(session, finding_id=blank.id, version=blank.version)
    with at(6), reviewer.operation(signing.SETTLE, reason="签约时填写") as session:
        signing.waive(session, finding_id=blank.id, version=blank.version, reason="签约时填写")
    with at(7):
        sign_everything_off(reviewer, lease_case)
    with at(8):
        release(reviewer, lease_case)
    lines = history(reviewer, lease_case)
    told = [(line.person, line.act) for line in lines if line.act != "Signed off"]
    assert told == [
        ("何律", "Released"),
        ("何律", "Waived"),
        ("何律", "Took back a decision"),
        ("何律", "To be put right"),
        ("李静", "Submitted for release"),
        ("李静", "Brought in version 2"),
        ("何律", "Sent back"),
        ("李静", "Submitted for release"),
        ("李静", "Brought in version 1"),
    ]
    by_act = {line.act: line for line in lines}
    assert by_act["Waived"].reason == "签约时填写" and f"no. {blank.number}: " in by_act["Waived"].about
    assert by_act["Sent back"].reason == "大写有误" and by_act["Sent back"].weight == "problem"
    assert "fixed by the next version" in by_act["Brought in version 1"].about
    assert len([line for line in lines if line.act == "Signed off"]) == 4


def test_a_sign_off_taken_back_and_who_saw_the_numbers_are_told_and_numbers_in_reasons_are_masked(
    lease_case, bring_in, reviewer
):
    version = bring_in(lease_case, FAULTY)
    item = review(reviewer, lease_case).items[0]
    with reviewer.operation(signing.SIGN_OFF) as session:
        item = signing.sign_off(session, item_id=item.id, version=item.version)
    with at(1), reviewer.operation(signing.SIGN_OFF) as session:
        signing.withdraw_sign_off(session, item_id=item.id, version=item.version)
    why = f"核对{corpus.LI}"
    with at(2), reviewer.operation(signing.REVEAL, reason=why) as session:
        signing.reveal_text(session, version_id=version.id, reason=why)
    seen, back, signed, _imported = history(reviewer, lease_case)
    assert (seen.act, seen.about) == ("Saw the numbers in full", "version 1")
    assert corpus.LI not in seen.reason and seen.reason.startswith("核对320")
    assert (back.act, signed.act, back.about) == ("Took back a sign-off", "Signed off", item.text)


def test_who_may_not_see_cases_sees_no_history(lease_case, bring_in, hire):
    bring_in(lease_case, FAULTY)
    with pytest.raises(PermissionRefused):
        history(hire("吴库", "asset_keeper"), lease_case)
