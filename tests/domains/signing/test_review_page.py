"""The review page as a careful reviewer uses it: numbers masked and shown on request."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from signdesk.core.audit import AuditEntry
from signdesk.domains.signing.pages.review_page import ReviewPage
from signdesk.ui.buttons import ThemedLabel
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


CHANGED = FAULTY.replace("4,500", "4,600").replace("居住。", "办公。") + f"\n联系人身份证号：{corpus.LI}"


def differences(desk):
    return [each.change.kind for each in desk.page.comparison.differences]


def test_two_versions_stand_side_by_side_and_are_gone_through_by_key_meaning_first(sit, reviewer, lease_case, bring_in):
    bring_in(lease_case, FAULTY)
    desk = sit(reviewer, ReviewPage)
    desk.press(Qt.Key.Key_F4)
    assert not desk.page.comparing  # one version: nothing to compare
    bring_in(lease_case, CHANGED)
    desk.page.refresh()
    desk.settle()
    desk.press(Qt.Key.Key_F4)
    view = desk.page.comparison
    assert desk.page.comparing and view.isVisible() and not desk.page.splitter.isVisible()
    assert differences(desk)[0] == "amount" and differences(desk)[-1] == "wording"
    assert desk.page.header.primary.text() == "Next difference"
    seen = [view.view.current_id]
    for _step in differences(desk):
        desk.press(Qt.Key.Key_F8)
        seen.append(view.view.current_id)
    assert seen == [*range(1, len(seen)), 1]
    desk.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert view.view.current_id == len(differences(desk))
    marked = [one.cursor.selectedText() for one in view.texts.extraSelections()]
    assert {"居住", "办公"} <= set(marked)
    assert corpus.LI not in view.texts.toPlainText() and corpus.LI[:3] in view.texts.toPlainText()


def test_no_point_is_settled_by_a_key_while_the_versions_are_compared(sit, reviewer, lease_case, bring_in):
    bring_in(lease_case, FAULTY)
    bring_in(lease_case, CHANGED)
    desk = sit(reviewer, ReviewPage)
    before = [point.finding.state for point in desk.page.points if point.finding]
    desk.press(Qt.Key.Key_F4)
    for key in (Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F7):
        desk.press(key)
    assert desk.panel(ReasonPanel) is None
    desk.press(Qt.Key.Key_Escape)
    assert not desk.page.comparing and desk.page.splitter.isVisible()
    assert [point.finding.state for point in desk.page.points if point.finding] == before


def test_equal_lines_can_be_left_out_and_other_versions_chosen(sit, reviewer, lease_case, bring_in):
    for text in (FAULTY, CHANGED, CHANGED + "\n附言。"):
        bring_in(lease_case, text)
    desk = sit(reviewer, ReviewPage)
    desk.press(Qt.Key.Key_F4)
    view = desk.page.comparison
    assert differences(desk) == ["added"]
    whole = view.texts.toPlainText()
    view.only.click()
    assert "lines are the same" in view.texts.toPlainText() and len(view.texts.toPlainText()) < len(whole) / 4
    view.older.setCurrentIndex(0)
    view.older.activated.emit(0)
    desk.settle()
    assert differences(desk)[0] == "amount"


def test_the_history_stands_behind_the_text_and_follows_what_is_done(sit, reviewer, lease_case, bring_in):
    bring_in(lease_case, FAULTY)
    desk = sit(reviewer, ReviewPage)
    desk.page.paper.history_tab.click()
    desk.settle()
    assert any("Brought in version 1" in words for words in told(desk))
    assert not desk.page.paper.show_button.isEnabled()  # nothing is masked there that could be shown
    desk.press(Qt.Key.Key_F7)
    desk.type("双方书面确认")
    desk.press(Qt.Key.Key_Return)
    assert "Waived" in told(desk)[0] and "双方书面确认" in told(desk)[0]
    desk.page.paper.text_tab.click()
    assert desk.page.document.isVisible()


def told(desk):
    labels = desk.page.paper.history.findChildren(ThemedLabel)
    return [one.text() for one in labels if " · " in one.text()]
