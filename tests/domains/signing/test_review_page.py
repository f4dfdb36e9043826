"""The review page as a careful reviewer uses it: numbers masked and shown on request."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
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


def test_a_moved_line_is_one_difference_shown_in_both_places_and_equal_versions_say_so(
    sit, reviewer, lease_case, bring_in
):
    lines = FAULTY.split("\n")
    place = next(number for number, line in enumerate(lines) if "居住" in line)
    moved = [*lines[:place], *lines[place + 1 :], lines[place]]
    bring_in(lease_case, FAULTY)
    bring_in(lease_case, "\n".join(moved))
    bring_in(lease_case, "\n\n".join(moved))
    desk = sit(reviewer, ReviewPage)
    desk.press(Qt.Key.Key_F4)
    view = desk.page.comparison
    assert view.facts.text() == "These two versions say the same." and not differences(desk)
    desk.press(Qt.Key.Key_F8)  # nowhere to go
    view.older.setCurrentIndex(0)
    view.older.activated.emit(0)
    desk.settle()
    assert differences(desk).count("moved") == 1
    view.view.select_id(differences(desk).index("moved") + 1)
    assert view.texts.toPlainText().count("moved") == 2
    marked = [one.cursor.selectedText() for one in view.texts.extraSelections()]
    assert sum("居住" in words for words in marked) == 2


def test_what_was_decided_is_taken_back_and_enter_leads_to_what_can_be_done(sit, reviewer, lease_case, bring_in):
    bring_in(lease_case, FAULTY)
    desk = sit(reviewer, ReviewPage)
    first = desk.page.current
    desk.page.view.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget().text() == "Accept"
    desk.press(Qt.Key.Key_Return)
    assert next(point for point in desk.page.points if point.id == first).finding.state == "accepted"
    desk.page.view.select_id(first)
    desk.settle()
    assert desk.actions.run("signing.review.reopen")
    desk.settle()
    assert next(point for point in desk.page.points if point.id == first).finding.state == "open"
    assert desk.page.current == first


SEVERAL = (
    corpus.LEASE.replace("一式三份", "一式____份") + "\n附件一：房屋交割清单\n家具____件，家电____台，钥匙____把。"
)
"""One problem and three doubts of the same check."""


def shown_points(desk):
    return [desk.page.table.record(row) for row in range(desk.page.table.rowCount())]


def test_doubts_of_one_check_are_waived_together_with_one_reason_and_the_problem_stays(
    sit, reviewer, lease_case, bring_in
):
    bring_in(lease_case, SEVERAL)
    desk = sit(reviewer, ReviewPage)
    page = desk.page
    problem, *doubts = [point for point in page.points if point.unresolved and point.finding]
    assert problem.finding.severity == "error" and len(doubts) == 3
    desk.press(Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert desk.panel(ReasonPanel) is None  # on a problem: each has its own reason
    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert desk.panel(ReasonPanel) is not None
    desk.type("交割时填写")
    desk.press(Qt.Key.Key_Return)
    findings = {point.finding.id: point.finding for point in page.points if point.finding}
    assert [findings[each.finding.id].reason for each in doubts] == ["交割时填写"] * 3
    assert findings[problem.finding.id].state == "open"
    assert page._point().unresolved and page._point().item is not None  # on to what nobody has decided
    page.paper.history_tab.click()
    desk.settle()
    assert sum("交割时填写" in words for words in told(desk)) == 1


def test_only_those_selected_are_waived_together(sit, reviewer, lease_case, bring_in):
    bring_in(lease_case, SEVERAL)
    desk = sit(reviewer, ReviewPage)
    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    desk.type("交割时填写")
    desk.press(Qt.Key.Key_Return)
    states = [point.finding.state for point in desk.page.points if point.finding]
    assert sorted(states) == ["open", "open", "waived", "waived"]


def test_filters_show_what_they_count_and_the_next_problem_is_found_behind_them(sit, reviewer, lease_case, bring_in):
    bring_in(lease_case, SEVERAL)
    desk = sit(reviewer, ReviewPage)
    page = desk.page
    assert {id: chip.count for id, chip in page.chips.items() if id != "passed"} == {
        "open": 8, "settled": 0, "error": 1, "warning": 3, "info": 0, "manual": 4,
    }  # fmt: skip
    for id in ("warning", "manual", "passed"):
        page.chips[id].click()
        desk.settle()
        assert len(page.table.ids) == page.chips[id].count > 0
        page.chips[id].click()
        desk.settle()
    page.chips["warning"].click()
    page.chips["open"].click()
    desk.settle()
    assert [point.finding.severity for point in shown_points(desk)] == ["warning"] * 3
    assert page.chips["settled"].count == 0 and page.chips["manual"].count == 4
    for _step in range(3):  # past the last doubt stand the manual items, which the filter hides
        desk.press(Qt.Key.Key_F8)
    assert page._point().item is not None and not page.chips["warning"].isChecked()


def test_a_key_pressed_before_the_page_has_followed_is_meant_for_the_next_point(sit, reviewer, lease_case, bring_in):
    bring_in(lease_case, SEVERAL)
    desk = sit(reviewer, ReviewPage)
    first, second = desk.page.points[:2]
    desk.press_at_once(Qt.Key.Key_F5, Qt.Key.Key_F7)
    panel = desk.panel(ReasonPanel)
    assert second.finding.message in words_of(panel) and first.finding.message not in words_of(panel)
    desk.type("交割时填写")
    desk.press(Qt.Key.Key_Return)
    states = {point.id: point.finding.state for point in desk.page.points if point.finding}
    assert (states[first.id], states[second.id]) == ("accepted", "waived")


def test_manual_items_are_signed_off_as_fast_as_the_key_is_pressed(sit, reviewer, lease_case, bring_in):
    bring_in(lease_case, corpus.LEASE)
    desk = sit(reviewer, ReviewPage)
    desk.press_at_once(*[Qt.Key.Key_F6] * 4)
    assert not desk.page._open_points()


def test_what_was_pressed_after_something_refused_is_forgotten(sit, officer, lease_case, bring_in):
    bring_in(lease_case, FAULTY)
    desk = sit(officer, ReviewPage)  # brought it in: may not waive its problems
    desk.press_at_once(Qt.Key.Key_F7)
    desk.type("无妨")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert desk.actions.run("signing.review.accept")  # kept, as its key would be
    desk.settle()
    assert any("You brought this version in" in words for words in desk.said)
    assert {point.finding.state for point in desk.page.points if point.finding} == {"open"}


def words_of(panel):
    return "\n".join(one.text() for one in panel.findChildren(ThemedLabel))


LOAN = FAULTY.replace("四、费用承担\n", "四、费用承担\n乙方以租金贷款方式支付首年租金。\n").replace(
    "八、附则\n", "八、附则\n租金贷款的本息由乙方偿还。\n"
)


def test_a_point_with_several_places_says_where_they_are_and_is_walked_by_key(sit, reviewer, lease_case, bring_in):
    bring_in(lease_case, LOAN)
    desk = sit(reviewer, ReviewPage)
    point = next(each for each in desk.page.points if each.finding and each.finding.check == "one_sided_term")
    assert desk.page.view.select_id(point.id)
    desk.settle()
    said = [label.text() for label in desk.page.pane.findChildren(ThemedLabel)]
    assert "See also" in said and "八、 租金贷款" in said
    lines = []
    for _place in range(3):
        lines.append(desk.page.document.textCursor().block().text())
        desk.press(Qt.Key.Key_F3)
    assert [line[:4] for line in lines] == ["乙方以租", "租金贷款", "乙方以租"]
