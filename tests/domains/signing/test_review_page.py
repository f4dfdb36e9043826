"""The review page as a careful reviewer uses it: numbers masked and shown on request."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from signdesk.core.audit import AuditEntry
from signdesk.domains.signing.pages.review_page import ReviewPage
from signdesk.ui.dialogs import ReasonPanel
from signdesk.ui.reveal import hide_all
from tests.domains.signing import corpus
from tests.domains.signing.test_way import FAULTY

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])


def asked_to_show(desk, why):
    desk.page.paper.show_button.click()
    desk.settle()
    assert isinstance(desk.panel(ReasonPanel), ReasonPanel)
    desk.type(why)
    desk.press(Qt.Key.Key_Return)


def shown(desk):
    return desk.page.document.toPlainText()


def test_the_text_is_shown_in_full_after_a_reason_for_thirty_seconds_and_recorded(
    sit,
    reviewer,
    lease_case,
    bring_in,
):
    version = bring_in(lease_case, FAULTY)
    desk = sit(reviewer, ReviewPage)
    assert corpus.LI not in shown(desk) and corpus.LI[:3] in shown(desk)
    asked_to_show(desk, "与身份证原件核对")
    assert corpus.LI in shown(desk) and desk.page.paper.show_button.text() == "Hide (30 s)"
    with reviewer.query() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "reveal")).one()
    assert (entry.actor, entry.reason, entry.record_id) == ("何律", "与身份证原件核对", version.id)
    desk.page.refresh()  # news from elsewhere does not hide what is being shown
    desk.settle()
    assert corpus.LI in shown(desk)
    for _second in range(30):
        desk.page.paper.show_button._tick.timeout.emit()
    assert corpus.LI not in shown(desk)


def test_the_text_is_masked_again_by_the_button_by_the_lock_and_by_another_contract(
    sit,
    reviewer,
    lease_case,
    bring_in,
):
    bring_in(lease_case, FAULTY)
    desk = sit(reviewer, ReviewPage)
    asked_to_show(desk, "核对")
    desk.page.paper.show_button.click()
    assert corpus.LI not in shown(desk)
    asked_to_show(desk, "核对")
    hide_all()  # what the lock does
    assert corpus.LI not in shown(desk)
    asked_to_show(desk, "核对")
    assert corpus.LI in shown(desk)
    bring_in(lease_case, FAULTY + "\n补充约定：无。")
    desk.page.refresh()
    desk.settle()
    assert "补充约定" in shown(desk) and corpus.LI not in shown(desk)


def test_without_a_reason_nothing_is_shown_and_without_the_right_there_is_no_button(
    sit,
    reviewer,
    hire,
    lease_case,
    bring_in,
):
    bring_in(lease_case, FAULTY)
    desk = sit(reviewer, ReviewPage)
    desk.page.paper.show_button.click()
    desk.settle()
    desk.press(Qt.Key.Key_Return)
    assert desk.panel(ReasonPanel) is not None and corpus.LI not in shown(desk)
    desk.press(Qt.Key.Key_Escape)
    archivist = sit(hire("老邓", "archivist"), ReviewPage)
    assert corpus.LI[:3] in shown(archivist) and corpus.LI not in shown(archivist)
    assert not archivist.page.paper.show_button.isVisible()


def test_a_point_settled_leaves_the_text_as_it_stands(sit, reviewer, lease_case, bring_in):
    bring_in(lease_case, FAULTY)
    desk = sit(reviewer, ReviewPage)
    document = desk.page.document.document()
    desk.press(Qt.Key.Key_F5)
    assert any(point.finding and point.finding.state == "accepted" for point in desk.page.points)
    assert desk.page.document.document() is document
