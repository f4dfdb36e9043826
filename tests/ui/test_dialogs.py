"""The dialog that asks for a reason, in a real window: everything in it is seen, and a key takes a suggestion."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from signdesk.ui import theme
from signdesk.ui.buttons import Button
from signdesk.ui.dialogs import ReasonPanel, ask_reason

LONG = ("王建国本人留存", "赵志强本人留存", "无锡望舒物业管理有限公司本人留存", "苏州和瑞建筑设计有限公司本人留存")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[QMainWindow]:
    theme.apply(qapp, scheme="light")
    shown = QMainWindow()
    qtbot.addWidget(shown)
    shown.resize(1024, 768)
    shown.show()
    yield shown


def place(panel: ReasonPanel, part: QWidget) -> QRect:
    return QRect(part.mapTo(panel, part.rect().topLeft()), part.size())


@pytest.mark.parametrize("count", range(len(LONG) + 1))
def test_every_suggestion_is_seen_whole_and_so_is_the_field(qtbot: QtBot, window: QMainWindow, count: int) -> None:
    given: list[str] = []
    panel = ask_reason(window, "复制？", then=given.append, text="提供给其他人须先经审批。", suggestions=LONG[:count])
    qtbot.waitUntil(panel.isVisible)
    QApplication.processEvents()
    parts = [*panel.findChildren(Button), panel.row]
    for part in parts:
        assert part.height() >= part.minimumSizeHint().height(), part.accessibleName()
        assert part.visibleRegion().boundingRect() == part.rect(), part.accessibleName()
    places = [place(panel, part) for part in parts]
    assert not [one for at, one in enumerate(places) for other in places[:at] if one.intersects(other)]


def test_a_key_takes_its_suggestion_as_it_is_and_a_click_leaves_it_to_be_finished(
    qtbot: QtBot, window: QMainWindow
) -> None:
    given: list[str] = []
    panel = ask_reason(window, "复制？", then=given.append, suggestions=LONG)
    qtbot.waitUntil(panel.isActiveWindow)
    next(button for button in panel.findChildren(Button) if button.text() == LONG[0]).click()
    assert given == [] and panel.reason == LONG[0]
    QTest.keyClick(panel.row.editor, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert given == [LONG[1]]
