"""Every page of the rail, on a real centre: it opens empty, fits the smallest window, its keys are its own, and a
screen reader finds a name on every control."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

import signdesk.app.domains  # noqa: F401 (makes every table known)
from signdesk.app.main_window import Facts, MainWindow
from signdesk.app.pages import PAGES, installed
from signdesk.core.operations import ROLES, SEPARATE_ROLES, Seat
from signdesk.ui.actions import ActionRegistry
from signdesk.ui.list_detail import ListDetail
from tests.ui.conftest import bring_up

HERE = [entry.page_id for entry in PAGES if installed(entry)]
Open = Callable[[str], MainWindow]


@pytest.fixture
def engine_name() -> str:
    """Pages are the same on both engines."""
    return "sqlite"


@pytest.fixture
def open_page(qtbot: QtBot, dressed: QApplication, seat_of: Callable[..., Seat]) -> Iterator[Open]:
    made: list[MainWindow] = []

    def open_it(page_id: str) -> MainWindow:
        everyone = set(ROLES) - SEPARATE_ROLES
        roles = everyone if page_id != "oversight.trail" else {"auditor"}
        window = MainWindow(seat_of(*sorted(roles)), facts=Facts("一号签约中心"), unlock=lambda word: None)
        made.append(window)
        crashes: list[BaseException] = []
        window.ops.crashed.disconnect()
        window.ops.crashed.connect(lambda crash: crashes.append(crash.error))
        window.on_crashed = lambda crash: crashes.append(crash.error)  # type: ignore[method-assign]
        window.resize(1440, 900)
        bring_up(window, qtbot)
        window.open_page(page_id)
        settle(window, qtbot)
        if crashes:
            raise crashes[0]
        return window

    yield open_it
    for window in made:
        window.close()
        window.deleteLater()


def settle(window: MainWindow, qtbot: QtBot) -> None:
    for _round in range(3):
        qtbot.waitUntil(lambda: window.ops.idle, timeout=10_000)
        QApplication.processEvents()


def keys_of(registry: ActionRegistry, *owners: QWidget) -> Counter[str]:
    return Counter(action.shortcut for owner in owners for action in registry.all_of(owner) if action.shortcut)


@pytest.mark.parametrize("page_id", HERE)
def test_a_page_opens_with_keys_of_its_own_and_names_for_a_screen_reader(
    open_page: Open, page_id: str, qtbot: QtBot
) -> None:
    window = open_page(page_id)
    page = window.current_page()
    assert page is not None and page.page_id == page_id
    twice = [key for key, count in keys_of(window.actions_, page, window.work).items() if count > 1]
    assert twice == []
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTableView)
    nameless = [
        (type(widget).__name__, widget.objectName())
        for widget in page.findChildren(QWidget)
        if isinstance(widget, kinds) and widget.isVisible() and not widget.accessibleName()
    ]
    assert nameless == []


@pytest.mark.parametrize("page_id", HERE)
def test_a_page_fits_the_smallest_window(open_page: Open, page_id: str, qtbot: QtBot) -> None:
    window = open_page(page_id)
    window.resize(640, 480)
    settle(window, qtbot)
    assert (window.width(), window.height()) == (640, 480)
    page = window.current_page()
    assert page is not None
    assert page.mapTo(window, page.rect().bottomRight()).x() < 640
    assert window.status.mapTo(window, window.status.rect().bottomRight()).y() < 480


@pytest.mark.parametrize("page_id", HERE)
def test_a_list_page_has_at_most_one_loud_button_in_its_head(open_page: Open, page_id: str) -> None:
    page = open_page(page_id).current_page()
    if isinstance(page, ListDetail):
        loud = [b for b in page.header.secondary if b.role == "primary"]
        assert loud == []
