"""The window around the pages: rail, palette, keys, lock, messages, crash; and the log-in window."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from signdesk.app.lock import IdleWatch
from signdesk.app.login import LoginWindow, SampleNames
from signdesk.app.main_window import Facts, MainWindow
from signdesk.app.shell_memory import SealedMemory
from signdesk.core.errors import UserError
from signdesk.core.i18n import _, language
from signdesk.ui.dialogs import CrashPanel, crash_report, redacted
from signdesk.ui.ops import Crash
from signdesk.ui.page import Forgetful, PageEntry
from signdesk.ui.reveal import MaskedField
from signdesk.ui.shortcuts import ShortcutsSheet
from tests.ui.conftest import bring_up
from tests.ui.in_memory import Device, DevicesPage, MemorySeat

HERE = "tests.ui.test_shell"


class OtherPage(DevicesPage):
    page_id = "other"


def broken(session: dict[int, Device]) -> int:
    return sum(device.state == "fault" for device in session.values())


def search_devices(session: dict[int, Device], words: str) -> list[tuple[int, str, str]]:
    return [(d.id, d.number, d.name) for d in session.values() if words in d.number][:5]


ENTRIES = (
    PageEntry(
        "devices",
        "registers",
        "Devices",
        "device",
        "tests.ui.in_memory:DevicesPage",
        permission="tests.ui.in_memory:KEEP",
        count=f"{HERE}:broken",
        count_tables=frozenset({"device"}),
        search=f"{HERE}:search_devices",
    ),
    PageEntry("other", "registers", "设备台账", "supply", f"{HERE}:OtherPage"),
    PageEntry("gone", "management", "Not installed", "people", "signdesk.no_such_room.pages:Page"),
)
Make = Callable[..., MainWindow]


def settle(window: MainWindow, qtbot: QtBot) -> None:
    for _round in range(3):
        qtbot.waitUntil(lambda: window.ops.idle, timeout=5000)
        QApplication.processEvents()


@pytest.fixture
def main(qtbot: QtBot, dressed: QApplication, seat: MemorySeat) -> Iterator[Make]:
    made: list[MainWindow] = []

    def make(unlock: Callable[[str], object] = lambda word: None, **facts: object) -> MainWindow:
        window = MainWindow(
            seat,
            facts=Facts("一号签约中心", "前台机 01", lambda: _("Database on this PC · encrypted"), **facts),  # type: ignore[arg-type]
            unlock=unlock,
            memory=Forgetful(),
            entries=ENTRIES,
        )
        made.append(window)
        window.resize(1440, 900)
        bring_up(window, qtbot)
        window.open_first()
        settle(window, qtbot)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()


def test_the_rail_has_what_is_installed_and_permitted_with_what_waits(
    main: Make, seat: MemorySeat, qtbot: QtBot
) -> None:
    window = main()
    assert list(window.rail.buttons) == ["devices", "other"]
    qtbot.waitUntil(lambda: window.rail.buttons["devices"].count == 5, timeout=10_000)
    with seat.operation(_doing()) as session:
        del session[11]
    qtbot.waitUntil(lambda: window.rail.buttons["devices"].count == 4, timeout=10_000)


def test_a_page_without_permission_is_not_in_the_rail(main: Make, seat: MemorySeat) -> None:
    seat.rights.clear()
    assert list(main().rail.buttons) == ["other"]


def test_pages_are_built_on_first_show_only(main: Make, qtbot: QtBot) -> None:
    window = main()
    assert list(window.shown) == ["devices"]
    first = window.current_page()
    QTest.mouseClick(window.rail.buttons["other"], Qt.MouseButton.LeftButton)
    settle(window, qtbot)
    assert list(window.shown) == ["devices", "other"]
    assert window.open_page("devices") is first
    window.back()
    assert window.page_id == "other"


def test_nothing_flashes_up_as_a_window_of_its_own(main: Make, qtbot: QtBot, dressed: QApplication) -> None:
    class Watch(QObject):
        seen: ClassVar[list[str]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(type(watched).__name__)
            return False

    watch = Watch()
    dressed.installEventFilter(watch)
    window = main(demo=True)
    page = window.current_page()
    assert isinstance(page, DevicesPage)
    page.start_add()
    page.pane.widget(MaskedField("Phone", masked="1", reveal=lambda reason, show: None))
    window.messages.error("No.")
    settle(window, qtbot)
    dressed.removeEventFilter(watch)
    assert watch.seen == ["MainWindow"]


def test_the_palette_finds_pages_by_pinyin_initials_and_records_by_number(main: Make, qtbot: QtBot) -> None:
    window = main()
    QTest.keySequence(window, "Ctrl+K")
    assert window.top.search.hasFocus()
    QTest.keyClicks(window.top.search, "sbtz")
    qtbot.waitUntil(lambda: [line.text for line in window.palette_.lines] == ["设备台账"])
    window.top.search.setText("2023-0012")
    qtbot.waitUntil(lambda: [line.text for line in window.palette_.lines] == ["SB-2023-0012"])
    QTest.keyClick(window.top.search, Qt.Key.Key_Return)
    settle(window, qtbot)
    page = window.current_page()
    assert isinstance(page, DevicesPage)
    assert page.current == 12
    assert window.palette_.isHidden()


def test_the_palette_runs_actions_and_escape_leads_back(main: Make, qtbot: QtBot) -> None:
    window = main()
    page = window.current_page()
    assert isinstance(page, DevicesPage)
    page.view.setFocus()
    QTest.keySequence(window, "Ctrl+K")
    QTest.keyClicks(window.top.search, "nothing at all")
    QTest.keyClick(window.top.search, Qt.Key.Key_Escape)
    assert page.view.hasFocus()
    QTest.keySequence(window, "Ctrl+K")
    window.top.search.setText("登记")
    qtbot.waitUntil(lambda: bool(window.palette_.lines) and window.palette_.lines[0].text == "登记设备")
    QTest.keyClick(window.top.search, Qt.Key.Key_Return)
    assert page.pane_busy


def test_the_palette_works_also_when_what_had_the_cursor_is_gone(main: Make, qtbot: QtBot) -> None:
    window = main()
    page = window.current_page()
    assert isinstance(page, DevicesPage)
    page.pane.start(None)
    field = QLineEdit()
    page.pane.widget(field)
    page.pane.finish()
    field.setFocus()
    QTest.keySequence(window, "Ctrl+K")
    page.pane.show_empty("Closed.")
    qtbot.waitUntil(lambda: not shiboken6.isValid(field))
    QTest.keyClicks(window.top.search, "sbtz")
    QTest.keyClick(window.top.search, Qt.Key.Key_Return)
    assert window.palette_.isHidden()
    assert window.current_page() is not page, "Enter leads to the page found"


def test_keys_of_a_hidden_page_do_nothing(main: Make, qtbot: QtBot, seat: MemorySeat) -> None:
    window = main()
    window.open_page("other")
    settle(window, qtbot)
    QTest.keySequence(window, "F6")
    settle(window, qtbot)
    assert len(seat.centre.log) <= 1


def test_f1_lists_the_keys_of_this_page(main: Make) -> None:
    window = main()
    QTest.keySequence(window, "F1")
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, ShortcutsSheet)
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"F6", "报修", "Ctrl+N", "登记设备", "Ctrl+K", "Ctrl+Z", "Alt+2"} <= words
    sheet.accept()


def test_the_status_bar_shows_this_pages_keys(main: Make, qtbot: QtBot) -> None:
    window = main()
    assert "F6 报修" in window.status.keys.text()
    window.resize(640, 480)
    settle(window, qtbot)
    assert window.status.keys.text().endswith("F1 Keys")
    assert "…" not in window.status.keys.text()
    assert "Database on this PC" in window.status._place_words


def test_locking_covers_everything_and_takes_the_rights_away(main: Make, qtbot: QtBot, seat: MemorySeat) -> None:
    ended: list[bool] = []
    seat.end_rights = lambda: ended.append(True)  # type: ignore[attr-defined]
    typed: list[str] = []

    def unlock(word: str) -> None:
        typed.append(word)
        if word != "right":
            raise UserError("Not accepted.")

    window = main(unlock)
    secret = MaskedField("Phone", masked="138****5678", reveal=lambda reason, show: None, parent=window.work)
    secret.show_value("13812345678")
    QTest.keySequence(window, "F1")
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, ShortcutsSheet)
    window.lock()
    assert ended == [True]
    assert not sheet.isVisible()
    assert secret.words.text() == "138****5678"
    shown = [
        w for w in window.findChildren(QWidget) if w.isVisible() and isinstance(w, (QLabel, QAbstractButton, QLineEdit))
    ]
    assert all(window.lock_screen.isAncestorOf(widget) for widget in shown)
    QTest.keyClicks(window.lock_screen.field, "wrong")
    QTest.keyClick(window.lock_screen.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.lock_screen.problem.isVisible())
    assert window.lock_screen.field.text() == ""
    QTest.keyClicks(window.lock_screen.field, "right")
    QTest.keyClick(window.lock_screen.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.locked)
    assert typed == ["wrong", "right"]
    assert sheet.isVisible()
    sheet.accept()


def test_ten_idle_minutes_lock_and_a_key_starts_them_again(qtbot: QtBot, main: Make) -> None:
    window = main()
    now = [0.0]
    watch: IdleWatch = window.idle
    watch.clock = lambda: now[0]
    watch.watch(window.windowHandle())
    watch.touch()
    now[0] = 599
    watch.look()
    assert not window.locked
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    now[0] = 1190
    watch.look()
    assert not window.locked
    now[0] = 1200
    watch.look()
    assert window.locked


def test_a_crash_keeps_drafts_and_its_report_holds_no_names(main: Make, qtbot: QtBot) -> None:
    window = main()
    page = window.current_page()
    assert isinstance(page, DevicesPage)
    page.start_add()
    page.form.rows["name"].editor.setFocus()
    QTest.keyClicks(page.form.rows["name"].editor, "half")
    try:
        raise KeyError("王建国 11010519491231002X")
    except KeyError as error:
        window.on_crashed(Crash("Saving", error))
    panel = QApplication.activeModalWidget()
    assert isinstance(panel, CrashPanel)
    assert "王建国" not in panel.report
    assert "110105" not in panel.report
    assert "KeyError" in panel.report
    assert "test_shell.py" in panel.report
    panel.copy()
    assert QGuiApplication.clipboard().text() == panel.report
    assert window.drafts.get("draft.devices.new")["name"] == "half"
    panel.accept()


def test_a_report_takes_out_quoted_values_and_long_numbers() -> None:
    error = ValueError("row {'phone': '13812345678'} of 310101199001011234 is bad")
    words = redacted(error)
    assert "138" not in words
    assert "3101" not in words
    assert "is bad" in words
    assert "SignDesk" in crash_report(Crash("x", error))


def test_switching_the_language_keeps_page_selection_and_what_is_typed(main: Make, qtbot: QtBot) -> None:
    window = main()
    page = window.current_page()
    assert isinstance(page, DevicesPage)
    page.view.select_id(7)
    settle(window, qtbot)
    page.start_add()
    page.form.rows["name"].editor.setFocus()
    QTest.keyClicks(page.form.rows["name"].editor, "half")
    window.set_language("zh_CN")
    settle(window, qtbot)
    assert language() == "zh_CN"
    assert window.status.place.text() == _("Database on this PC · encrypted") != "Database on this PC · encrypted"
    fresh = window.current_page()
    assert isinstance(fresh, DevicesPage) and fresh is not page
    assert fresh.current == 7
    fresh.start_add()
    assert fresh.form.rows["name"].text() == "half"


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (683, 512), (640, 480)])
def test_the_window_fits_every_size_of_the_design(main: Make, qtbot: QtBot, size: tuple[int, int]) -> None:
    window = main(demo=True)
    window.resize(*size)
    settle(window, qtbot)
    assert (window.width(), window.height()) == size
    page = window.current_page()
    assert page is not None
    for widget in (window.top.lock, window.status, page):
        corner = widget.mapTo(window, widget.rect().bottomRight())
        assert corner.x() < size[0] and corner.y() < size[1]
    assert window.rail.isVisible() == (size[0] >= 800)


def test_on_a_small_window_the_rail_floats_and_goes_when_a_page_is_chosen(main: Make, qtbot: QtBot) -> None:
    window = main()
    window.resize(700, 560)
    settle(window, qtbot)
    QTest.mouseClick(window.top.rail_button, Qt.MouseButton.LeftButton)
    assert window.rail.isVisible()
    QTest.mouseClick(window.rail.buttons["other"], Qt.MouseButton.LeftButton)
    assert not window.rail.isVisible()
    assert window.page_id == "other"


def test_every_control_of_the_shell_has_a_name(main: Make) -> None:
    window = main()
    kinds = (QAbstractButton, QLineEdit)
    nameless = [
        (type(widget).__name__, widget.objectName())
        for widget in window.findChildren(QWidget)
        if isinstance(widget, kinds) and widget.isVisible() and not widget.accessibleName()
    ]
    assert nameless == []


def test_memory_is_sealed_on_disk_and_read_again(tmp_path: Path, dressed: QApplication) -> None:
    path, key = tmp_path / "windows" / "7.sealed", bytes(32)
    kept = SealedMemory(path, key)
    kept.set("draft.x", {"name": "王建国"})
    kept.flush()
    assert "王建国".encode() not in path.read_bytes()
    assert SealedMemory(path, key).get("draft.x") == {"name": "王建国"}
    damaged = SealedMemory(path, bytes([1]) * 32)
    assert damaged.damaged
    assert damaged.get("draft.x") is None


# log-in


class Door:
    """Opens slowly, lets in who says the word."""

    def __init__(self) -> None:
        self.gate = threading.Event()

    def prepare(self) -> str:
        self.gate.wait(10)
        return "open"

    def log_in(self, opened: str, name: str, word: str) -> tuple[str, str]:
        if word != "right word":
            raise UserError("Name or password is not right.", hint="Wait 2 minutes.")
        return opened, name


@pytest.fixture
def door() -> Iterator[Door]:
    made = Door()
    yield made
    made.gate.set()


@pytest.fixture
def login(qtbot: QtBot, dressed: QApplication, door: Door) -> Callable[..., LoginWindow]:
    def make(sample: SampleNames | None = None) -> LoginWindow:
        window = LoginWindow(centre_name="一号签约中心", prepare=door.prepare, log_in=door.log_in, sample=sample)
        qtbot.addWidget(window)
        bring_up(window, qtbot)
        return window

    return make


def test_enter_waits_for_the_centre_to_be_open(login: Callable[..., LoginWindow], door: Door, qtbot: QtBot) -> None:
    window = login()
    QTest.keyClicks(window.name, "lijing")
    QTest.keyClick(window.name, Qt.Key.Key_Return)
    assert window.password.field.hasFocus()
    QTest.keyClicks(window.password.field, "right word")
    QTest.keyClick(window.password.field, Qt.Key.Key_Return)
    assert window.button.text() == "Opening the centre…"
    with qtbot.waitSignal(window.logged_in) as told:
        door.gate.set()
    assert told.args == ["open", ("open", "lijing")]
    assert window.password.text() == ""


def test_a_refused_log_in_says_why_and_how_long(login: Callable[..., LoginWindow], door: Door, qtbot: QtBot) -> None:
    door.gate.set()
    window = login()
    window.name.setText("lijing")
    window.password.field.setText("wrong")
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.problem.isVisible())
    assert window.problem.text() == "Name or password is not right. Wait 2 minutes."
    assert window.password.text() == ""
    assert window.name.text() == "lijing"
    assert window.password.field.hasFocus()


def test_a_centre_that_does_not_open_is_told_to_the_start(qtbot: QtBot, dressed: QApplication) -> None:
    def prepare() -> None:
        raise UserError("The database is damaged.")

    window = LoginWindow(centre_name="x", prepare=prepare, log_in=lambda *a: None)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.failed) as told:
        window.show()
    assert told.args[0].message == "The database is damaged."


def test_the_sample_centre_shows_who_can_log_in_and_one_click_does_it(
    login: Callable[..., LoginWindow], door: Door, qtbot: QtBot
) -> None:
    door.gate.set()
    window = login(SampleNames([("lijing", "李静", "前台接待"), ("helv", "何律", "签约专员")], "right word"))
    assert any("right word" in label.text() for label in window.findChildren(QLabel))
    button = next(b for b in window.findChildren(QAbstractButton) if b.accessibleName() == "Log in as 何律, 签约专员")
    with qtbot.waitSignal(window.logged_in) as told:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args[1] == ("open", "helv")


def test_caps_lock_is_noticed_from_what_the_keys_give(login: Callable[..., LoginWindow]) -> None:
    window = login()
    window.password.field.setFocus()
    QTest.keyClick(window.password.field, "A")
    assert window.password.hint.isVisible()
    QTest.keyClick(window.password.field, "a")
    assert not window.password.hint.isVisible()


def test_the_way_to_the_log_in_window_imports_no_database_and_no_room() -> None:
    import subprocess
    import sys

    program = (
        "import sys; import signdesk.app.login; "
        "heavy = [m for m in ('sqlalchemy', 'signdesk.domains', 'reportlab', 'pypinyin', 'signdesk.ui.list_detail',"
        " 'cryptography', 'babel') if m in sys.modules]; sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def _doing():  # type: ignore[no-untyped-def]
    from tests.ui.in_memory import ADD

    return ADD
