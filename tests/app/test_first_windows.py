"""The windows before the main one, driven by keys as a person would: first run, passphrase, problems, second start."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from signdesk.app.card_window import CardWindow
from signdesk.app.first_run import FirstRunWindow
from signdesk.app.first_run_flow import FirstRun, Step
from signdesk.app.key_problem import OpeningWindow
from signdesk.app.login import LoginWindow
from signdesk.app.main_window import MainWindow
from signdesk.app.opening import Opening
from signdesk.app.single_instance import SingleInstance
from signdesk.app.start import FrontDoor, application
from signdesk.core import auth, i18n
from signdesk.core.keys import KeyStore
from signdesk.core.keystore_file import FLOOR
from signdesk.ui.buttons import Button

from .conftest import PASSPHRASE, PASSWORD

PATIENCE = 20_000


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    application()
    i18n.set_language("en")
    yield
    i18n.set_language(i18n.DEFAULT_LANGUAGE)


def named(window: QWidget, words: str) -> QWidget:
    """The visible control with this accessible name."""
    found = [
        one
        for kind in (QLineEdit, Button)
        for one in window.findChildren(kind)
        if one.accessibleName() == words and one.isVisible()
    ]
    assert len(found) == 1, (words, [one.accessibleName() for one in window.findChildren(QWidget) if one.isVisible()])
    return found[0]


def typed(qtbot: QtBot, window: QWidget, words: str, text: str) -> None:
    field = named(window, words)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, text)


def said(window: QWidget) -> str:
    """Everything that can be read in the window."""
    return "\n".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())


def settled(qtbot: QtBot, window: CardWindow) -> None:
    qtbot.waitUntil(lambda: window.ops.idle, timeout=PATIENCE)


def first_run(qtbot: QtBot, folder: Path) -> FirstRunWindow:
    window = FirstRunWindow(FirstRun(folder, language="en", cost=FLOOR))
    window.show()
    return window


def enter(qtbot: QtBot, window: CardWindow) -> None:
    """Enter where the cursor is."""
    target = window.focusWidget()
    assert target is not None
    qtbot.keyClick(target, Qt.Key.Key_Return)
    settled(qtbot, window)


def test_a_centre_is_set_up_with_the_keyboard_alone(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "centre"
    window = first_run(qtbot, folder)
    qtbot.keyClicks(window.focusWidget(), "Riverside")
    enter(qtbot, window)
    assert window.flow.step is Step.DATABASE
    enter(qtbot, window)
    assert window.flow.step is Step.FOUNDER
    for text in ("Zhou Min", "zhoumin", PASSWORD, PASSWORD):
        qtbot.keyClicks(window.focusWidget(), text)
        enter(qtbot, window)
    assert window.flow.step is Step.PROTECTION
    for text in (PASSPHRASE, PASSPHRASE):
        qtbot.keyClicks(window.focusWidget(), text)
        enter(qtbot, window)
    assert window.flow.step is Step.CODE
    code = "".join(window.findChild(QLabel, f"first_run.code.{number}").text() for number in range(1, 9))
    assert code == window.flow.code.replace("-", "")
    enter(qtbot, window)
    qtbot.keyClicks(window.focusWidget(), code.lower())
    enter(qtbot, window)
    assert window.flow.step is Step.STATION
    enter(qtbot, window)
    assert window.flow.step is Step.DONE
    assert str(folder) in said(window)
    with qtbot.waitSignal(window.made):
        enter(qtbot, window)
    assert KeyStore.load(folder).unlock_recovery(code)
    window.close()


def test_a_problem_stands_beside_its_field_and_what_was_typed_stays(qtbot: QtBot, tmp_path: Path) -> None:
    window = first_run(qtbot, tmp_path / "centre")
    qtbot.mouseClick(named(window, "Next"), Qt.MouseButton.LeftButton)
    assert window.findChild(QLabel, "first_run.centre.name.problem").isVisible()
    typed(qtbot, window, "Name of the centre", "Riverside")
    qtbot.mouseClick(named(window, "Next"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(named(window, "Next"), Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    for field, text in (("Name of the person", "Zhou Min"), ("Login name", "zhou"), ("Password again", "x")):
        typed(qtbot, window, field, text)
    typed(qtbot, window, "Password (12 characters or more)", "short")
    qtbot.mouseClick(named(window, "Next"), Qt.MouseButton.LeftButton)
    assert window.findChild(QLabel, "first_run.founder.password.problem").isVisible()
    assert window.flow.step is Step.FOUNDER
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.flow.step is Step.DATABASE
    window.close()
    assert not (tmp_path / "centre").exists()


def test_the_language_can_be_changed_on_the_first_page(qtbot: QtBot, tmp_path: Path) -> None:
    window = first_run(qtbot, tmp_path / "centre")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert i18n.language() == "en", "Esc is no way to change the language"
    qtbot.mouseClick(named(window, "中文"), Qt.MouseButton.LeftButton)
    assert (i18n.language(), window.flow.language) == ("zh_CN", "zh_CN")
    window.close()


def test_the_sheet_holds_the_code(qtbot: QtBot, tmp_path: Path) -> None:
    window = first_run(qtbot, tmp_path / "centre")
    window.flow.answers = window.flow.answers.__class__(name="望江签约中心")
    window.flow.step = Step.CODE
    window.show_step()
    window.save_sheet(tmp_path / "sheet.pdf")
    settled(qtbot, window)
    assert "Saved" in said(window)
    words = subprocess.run(["pdftotext", tmp_path / "sheet.pdf", "-"], capture_output=True, text=True).stdout
    assert all(group in words for group in window.flow.code.split("-"))
    assert "望江签约中心" in words
    window.close()


def test_the_passphrase_opens_the_log_in(qtbot: QtBot, folder: Path) -> None:
    door = FrontDoor(folder)
    door.begin()
    opening = door.window
    assert isinstance(opening, OpeningWindow)
    settled(qtbot, opening)
    qtbot.keyClicks(opening.focusWidget(), "not the right passphrase")
    enter(qtbot, opening)
    assert opening.findChild(QLabel, "opening.passphrase.passphrase.problem").isVisible()
    qtbot.keyClicks(opening.focusWidget(), PASSPHRASE)
    enter(qtbot, opening)
    login = door.window
    assert isinstance(login, LoginWindow)
    login.name.setText("zhoumin")
    login.password.field.setText(PASSWORD)
    qtbot.keyClick(login.password.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(door.window, MainWindow), timeout=PATIENCE)
    main = door.window
    assert isinstance(main, MainWindow)
    assert main.seat.actor.name == "周敏"
    main.log_out_asked.emit()
    qtbot.waitUntil(lambda: isinstance(door.window, LoginWindow), timeout=PATIENCE)
    door.finish()
    assert door.context is None


def test_when_the_system_is_locked_the_database_is_closed_and_its_keys_are_gone(qtbot: QtBot, folder: Path) -> None:
    door = FrontDoor(folder)
    context = Opening(folder).with_passphrase(PASSPHRASE)
    door.context = context
    door.on_logged_in(context, auth.log_in(context.centre, context.station, "zhoumin", PASSWORD))
    assert isinstance(door.window, MainWindow)
    qtbot.waitUntil(lambda: door.system_lock is not None, timeout=PATIENCE)
    assert door.system_lock is not None
    door.system_lock.on_changed(False)
    assert isinstance(door.window, MainWindow), "waking up locks nothing"
    door.system_lock.on_changed(True)
    assert isinstance(door.window, OpeningWindow)
    assert door.context is None
    assert context.centre.keys.db == context.centre.keys.data == b""
    settled(qtbot, door.window)
    qtbot.keyClicks(door.window.focusWidget(), PASSPHRASE)
    enter(qtbot, door.window)
    assert isinstance(door.window, LoginWindow)
    door.finish()


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs a D-Bus of its own")
def test_the_screen_savers_signal_is_heard() -> None:
    script = (
        "import sys\nfrom PySide6.QtCore import QCoreApplication, QTimer\n"
        "from PySide6.QtDBus import QDBusConnection, QDBusMessage\n"
        "from signdesk.app.system_lock import SystemLock\n"
        "app = QCoreApplication([])\nlock = SystemLock()\nlock.locked.connect(lambda: app.exit(7))\n"
        "path, name = '/org/freedesktop/ScreenSaver', 'org.freedesktop.ScreenSaver'\n"
        "message = QDBusMessage.createSignal(path, name, 'ActiveChanged')\nmessage.setArguments([True])\n"
        "QTimer.singleShot(0, lambda: QDBusConnection.sessionBus().send(message))\n"
        "QTimer.singleShot(20000, app.quit)\nsys.exit(app.exec())"
    )
    done = subprocess.run(["dbus-run-session", "--", sys.executable, "-c", script], check=False, capture_output=True)
    assert done.returncode == 7, done.stderr


def test_an_empty_folder_starts_the_first_run_and_lost_keys_never_do(
    qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    door = FrontDoor(tmp_path / "new")
    door.begin()
    assert isinstance(door.window, FirstRunWindow)
    door.finish()
    for name in ("keystore.json", "keystore.copy.json"):
        (folder / name).unlink()
    door = FrontDoor(folder)
    door.begin()
    assert isinstance(door.window, OpeningWindow)
    settled(qtbot, door.window)
    assert door.window.problem is not None
    assert door.window.problem.kind == "keystore_missing"
    door.finish()


@pytest.mark.parametrize("kind", ["keystore_damaged", "database_damaged", "database_missing", "settings_missing"])
def test_no_problem_screen_has_a_button_that_starts_empty_or_deletes(qtbot: QtBot, folder: Path, kind: str) -> None:
    if kind == "keystore_damaged":
        for name in ("keystore.json", "keystore.copy.json"):
            (folder / name).write_text("{}")
    elif kind == "database_damaged":
        (folder / "signdesk.db").write_bytes(b"x" * 8192)
    elif kind == "database_missing":
        (folder / "signdesk.db").unlink()
    else:
        for name in ("settings.bin", "settings.previous.bin"):
            (folder / name).unlink()
    window = OpeningWindow(Opening(folder))
    window.show()
    window.begin()
    settled(qtbot, window)
    if window.problem is None:
        qtbot.keyClicks(window.focusWidget(), PASSPHRASE)
        enter(qtbot, window)
    assert window.problem is not None
    assert window.problem.kind == kind
    words = {button.text() for button in window.findChildren(Button) if button.isVisible()}
    allowed = {
        "Try again",
        "Enter the passphrase",
        "Enter the recovery code",
        "Restore a backup",
        "Set this station up again",
        "Quit",
    }
    assert words <= allowed
    assert words - {"Quit"}
    window.close()


def test_a_lost_station_is_set_up_again_in_the_window(qtbot: QtBot, folder: Path) -> None:
    for name in ("settings.bin", "settings.previous.bin"):
        (folder / name).unlink()
    window = OpeningWindow(Opening(folder))
    window.show()
    window.begin()
    settled(qtbot, window)
    qtbot.keyClicks(window.focusWidget(), PASSPHRASE)
    enter(qtbot, window)
    qtbot.mouseClick(named(window, "Set this station up again"), Qt.MouseButton.LeftButton)
    typed(qtbot, window, "Name of this station", "Desk 4")
    with qtbot.waitSignal(window.opened, timeout=PATIENCE) as opened:
        qtbot.mouseClick(named(window, "Set up"), Qt.MouseButton.LeftButton)
    assert opened.args is not None
    context = opened.args[0]
    assert context.station.name == "Desk 4"
    context.centre.close()
    window.close()


def test_the_second_start_calls_the_first_forward(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "one")
    other = SingleInstance(tmp_path / "two")
    assert first.first
    assert other.first, "another folder is another place"
    script = (
        "import sys, pathlib\nfrom PySide6.QtCore import QCoreApplication\n"
        "from signdesk.app.single_instance import SingleInstance\napp = QCoreApplication([])\n"
        "second = SingleInstance(pathlib.Path(sys.argv[1]))\nassert not second.first\n"
        "sys.exit(0 if second.call_first() else 1)"
    )
    with qtbot.waitSignal(first.called, timeout=PATIENCE):
        process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "one")])
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=PATIENCE)
    assert process.returncode == 0
    first.close()
    again = SingleInstance(tmp_path / "one")
    assert again.first
    again.close()
    other.close()


def test_a_crashed_window_leaves_its_place_free(qtbot: QtBot, tmp_path: Path) -> None:
    script = (
        "import os, sys, pathlib\nfrom PySide6.QtCore import QCoreApplication\n"
        "from signdesk.app.single_instance import SingleInstance\napp = QCoreApplication([])\n"
        "assert SingleInstance(pathlib.Path(sys.argv[1])).first\nos.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "one")], check=False)
    again = SingleInstance(tmp_path / "one")
    assert again.first
    again.close()
    assert shutil.which("pdftotext")
