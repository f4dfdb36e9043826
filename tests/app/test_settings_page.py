"""Settings, station, backup and the password that must be changed first: in the real windows, on a centre as the first
run makes it."""

from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from signdesk.app import bootstrap, shell, upkeep
from signdesk.app.context import AppContext
from signdesk.app.main_window import MainWindow
from signdesk.app.new_password import NewPasswordWindow
from signdesk.app.settings_page import SettingsPage, TimeField
from signdesk.app.start import FrontDoor
from signdesk.core import auth, backup, people, settings
from signdesk.core.audit import AuditEntry
from signdesk.core.config import LANGUAGE, STATION_NAME, TICKET_PRINTER, Config
from signdesk.core.errors import UserError
from signdesk.core.keys import KeyStore
from signdesk.core.operations import SYSTEM, Actor, Seat, Station
from tests.app.conftest import PASSPHRASE, PASSWORD
from tests.ui.conftest import bring_up, dressed, english, qt_is_content

__all__ = ["dressed", "english", "qt_is_content"]
FIRST = "a slip of paper 77"


@pytest.fixture
def place(folder: Path) -> Iterator[AppContext]:
    """The centre, open."""
    store = KeyStore.load(folder)
    context = bootstrap.open_app(store, store.unlock_passphrase(PASSPHRASE))
    yield context
    context.centre.close()


class At:
    """Somebody in front of the settings page."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        page = window.open_page("app.settings")
        assert isinstance(page, SettingsPage)
        self.page = page
        self.settle()

    def settle(self) -> None:
        for _round in range(3):
            self.qtbot.waitUntil(lambda: self.window.ops.idle, timeout=20_000)
            QApplication.processEvents()

    def choose(self, group: str) -> None:
        self.page.chips[group].setFocus()
        QTest.keySequence(self.page.chips[group], QKeySequence("Space"))
        self.settle()

    def fill(self, key: str, text: str) -> None:
        assert self.page.form is not None
        editor = self.page.form.rows[key].editor
        editor.setFocus()
        QTest.keySequence(editor, QKeySequence("Ctrl+A"))
        QTest.keyClicks(editor, text)

    def press(self, keys: str) -> None:
        now = self.window.actions_.clock()
        self.window.actions_.clock = lambda: now + 10
        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(keys))
        self.settle()

    def problem(self, key: str) -> str:
        assert self.page.form is not None
        return self.page.form.rows[key].problem.text()

    def says(self) -> str:
        return "\n".join(one.text() for one in self.window.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def sit_down(place: AppContext, qtbot: QtBot, dressed: QApplication) -> Iterator[Callable[..., At]]:
    made: list[MainWindow] = []
    crashes: list[BaseException] = []

    def open_it(*roles: str) -> At:
        seat = place.centre.seat(Actor(99, None, "somebody", frozenset(roles)), place.station)
        window = shell.main_window(place, seat)
        window.ops.crashed.disconnect()
        window.ops.crashed.connect(lambda crash: crashes.append(crash.error))
        made.append(window)
        window.resize(1440, 900)
        bring_up(window, qtbot)
        return At(window, qtbot)

    yield open_it
    for window in made:
        window.close()
        window.deleteLater()
    if crashes:
        raise crashes[0]


def value(place: AppContext, setting: Any) -> Any:
    with place.centre.seat(SYSTEM, place.station).query() as session:
        return settings.get(session, setting)


def acts(place: AppContext) -> list[str]:
    with place.centre.seat(SYSTEM, place.station).query() as session:
        return [row.operation for row in session.query(AuditEntry).order_by(AuditEntry.seq)]


def test_each_sees_only_what_they_may_change(sit_down: Callable[..., At]) -> None:
    assert {"centre", "hours", "station", "backup"} <= sit_down("system_admin").page.chips.keys()
    assert set(sit_down("security_admin").page.chips) == {"security"}


def test_a_changed_setting_is_saved_by_keys_and_recorded(sit_down: Callable[..., At], place: AppContext) -> None:
    at = sit_down("system_admin")
    at.choose("centre")
    at.fill("centre.phone", "021-5555 0100")
    at.press("Ctrl+S")
    assert value(place, settings.CENTRE_PHONE) == "021-5555 0100"
    assert acts(place)[-1] == "settings.change"
    assert "Saved." in at.says()


def test_a_new_name_of_the_centre_is_known_before_it_is_unlocked(
    sit_down: Callable[..., At], place: AppContext
) -> None:
    at = sit_down("manager")
    at.fill("centre.name", "Riverside Centre")
    at.press("Ctrl+S")
    assert KeyStore.load(place.folder).header["centre"] == "Riverside Centre"


def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_written(
    sit_down: Callable[..., At], place: AppContext
) -> None:
    at = sit_down("manager")
    at.fill("centre.time_zone", "Nowhere/Land")
    before = acts(place)
    at.press("Ctrl+S")
    assert "no time zone" in at.problem("centre.time_zone")
    at.choose("hours")
    at.fill("centre.work_ends", "7")
    at.press("Ctrl+S")
    assert "must follow each other" in at.problem("centre.work_ends")
    assert acts(place) == before
    assert value(place, settings.WORK_ENDS) == time(18)


def test_a_day_that_moves_as_a_whole_can_be_saved(sit_down: Callable[..., At], place: AppContext) -> None:
    at = sit_down("manager")
    at.choose("hours")
    for key, text in (("work_begins", "19"), ("break_begins", "2030"), ("break_ends", "21:00"), ("work_ends", "23")):
        at.fill(f"centre.{key}", text)
    at.press("Ctrl+S")
    assert value(place, settings.WORK_BEGINS) == time(19)
    at.choose("hours")
    for key, text in (("work_begins", "6"), ("break_begins", "8"), ("break_ends", "9"), ("work_ends", "12")):
        at.fill(f"centre.{key}", text)
    at.press("Ctrl+S")
    assert value(place, settings.WORK_ENDS) == time(12)


def test_two_who_change_the_same_setting_do_not_overwrite_each_other(
    sit_down: Callable[..., At], place: AppContext
) -> None:
    at = sit_down("manager")
    at.fill("centre.address", "1 River Road")
    with place.centre.seat(SYSTEM, place.station).operation(settings.CHANGE_SETTING) as session:
        settings.change(session, settings.CENTRE_ADDRESS, "2 Hill Street")
    at.settle()
    at.press("Ctrl+S")
    assert "meanwhile" in at.problem("centre.address")
    assert value(place, settings.CENTRE_ADDRESS) == "2 Hill Street"


def test_the_station_is_set_up_and_its_printer_tried_before_saving(
    sit_down: Callable[..., At], place: AppContext, tmp_path: Path
) -> None:
    at = sit_down("system_admin")
    at.choose("station")
    assert at.page.form is not None
    at.fill("name", "Desk 7")
    at.page.form.rows["printer"].set_value("pdf_folder")
    at.fill("address", str(tmp_path / "tickets"))
    at.press("F6")
    assert len(list((tmp_path / "tickets").glob("*.pdf"))) == 1
    assert place.config.get(STATION_NAME) == "前台 1"
    at.press("Ctrl+S")
    kept = Config.load(place.folder, place.centre.keys.config)
    assert kept.get(STATION_NAME) == "Desk 7"
    assert kept.get(TICKET_PRINTER) == f"pdf_folder:{tmp_path / 'tickets'}"
    assert acts(place)[-1] == "app.change_station"


def test_a_printer_without_an_address_is_refused_beside_the_address(sit_down: Callable[..., At]) -> None:
    at = sit_down("system_admin")
    at.choose("station")
    assert at.page.form is not None
    at.page.form.rows["printer"].set_value("network")
    at.press("Ctrl+S")
    assert "address" in at.problem("address")


def test_another_language_is_kept_for_the_station(sit_down: Callable[..., At], place: AppContext) -> None:
    at = sit_down("system_admin")
    at.choose("station")
    assert at.page.form is not None
    at.page.form.rows["language"].set_value("zh_CN" if place.config.get(LANGUAGE) == "en" else "en")
    wanted = "zh_CN" if place.config.get(LANGUAGE) == "en" else "en"
    at.press("Ctrl+S")
    assert Config.load(place.folder, place.centre.keys.config).get(LANGUAGE) == wanted


def test_a_backup_is_made_read_back_and_told(sit_down: Callable[..., At], place: AppContext, tmp_path: Path) -> None:
    at = sit_down("system_admin")
    at.choose("backup")
    assert "Last backup: never" in at.says()
    at.fill("folder", str(tmp_path / "kept"))
    at.press("Ctrl+S")
    at.press("F9")
    at.qtbot.waitUntil(lambda: "Backed up and read back" in at.says(), timeout=20_000)
    (file,) = (tmp_path / "kept").iterdir()
    assert backup.check(file, place.centre.keys).centre == "望江签约中心"
    assert upkeep.last_backup(place) is not None
    assert acts(place)[-1] == "app.back_up"
    at.settle()
    assert "Last backup: never" not in at.says()


@pytest.mark.parametrize("typed", ["somewhere", "{data}/backups", "/proc/nowhere"])
def test_a_backup_folder_that_serves_for_nothing_is_refused(
    sit_down: Callable[..., At], place: AppContext, typed: str
) -> None:
    at = sit_down("system_admin")
    at.choose("backup")
    at.fill("folder", typed.format(data=place.folder))
    at.press("Ctrl+S")
    assert at.problem("folder")


@pytest.mark.parametrize(("typed", "read"), [("9", time(9)), ("0930", time(9, 30)), ("18:00", time(18)), ("", None)])
def test_times_of_day_as_people_write_them(typed: str, read: time | None) -> None:
    assert TimeField("t", "T").parse(typed) == read


@pytest.mark.parametrize("typed", ["25", "9:75", "noon"])
def test_what_is_no_time_of_day(typed: str) -> None:
    with pytest.raises(UserError):
        TimeField("t", "T").parse(typed)


def test_the_idle_time_holds_at_once_in_every_window(sit_down: Callable[..., At]) -> None:
    counter, security = sit_down("manager"), sit_down("security_admin")
    assert counter.window.idle.seconds == 600
    security.fill("security.auto_lock_minutes", "3")
    security.press("Ctrl+S")
    counter.settle()
    assert counter.window.idle.seconds == security.window.idle.seconds == 180


# -- a password that must be changed


@pytest.fixture
def newcomer(place: AppContext) -> AppContext:
    """Somebody whose first password was set by the administrator."""
    hire = Actor(None, None, "signdesk", frozenset({"hr", "system_admin"}))
    seat = place.centre.seat(hire, place.station)
    password = auth.prepare_password(FIRST, login_name="wumin")
    with seat.operation(people.ADD_PERSON) as session:
        person = people.add_person(session, name="吴敏")
    with seat.operation(auth.CREATE_ACCOUNT) as session:
        auth.create_account(session, person_id=person.id, login_name="wumin", password=password)
    return place


@pytest.fixture
def door(newcomer: AppContext, qtbot: QtBot, dressed: QApplication) -> Iterator[FrontDoor]:
    made = FrontDoor(newcomer.folder)
    made.show_log_in(newcomer.centre_name, lambda: newcomer)
    yield made
    if made.window is not None:
        made.window.close()
        made.window = None
    QApplication.processEvents()


def log_in(door: FrontDoor, qtbot: QtBot, name: str, password: str) -> None:
    window: Any = door.window
    window.name.setText(name)
    window.password.field.setText(password)
    QTest.keySequence(window.password.field, QKeySequence("Return"))
    qtbot.waitUntil(lambda: door.window is not window, timeout=20_000)


def type_new(window: NewPasswordWindow, *words: str) -> None:
    for key, text in zip(window.form.fields, words, strict=True):
        field = window.form.fields[key].field
        field.setFocus()
        QTest.keySequence(field, QKeySequence("Ctrl+A"))
        QTest.keyClicks(field, text)
    QTest.keySequence(window.form.fields["again"].field, QKeySequence("Return"))


def test_a_first_password_is_changed_before_anything_else(door: FrontDoor, qtbot: QtBot, newcomer: AppContext) -> None:
    log_in(door, qtbot, "wumin", FIRST)
    asking = door.window
    assert isinstance(asking, NewPasswordWindow)
    type_new(asking, FIRST, "short", "short")
    qtbot.waitUntil(lambda: asking.form.problems["password"].isVisible(), timeout=10_000)
    type_new(asking, FIRST, "three lanterns over water", "three lanterns over wine")
    assert asking.form.problems["again"].isVisible()
    type_new(asking, FIRST, "three lanterns over water", "three lanterns over water")
    qtbot.waitUntil(lambda: isinstance(door.window, MainWindow), timeout=20_000)
    seat: Seat = auth.log_in(newcomer.centre, Station("x"), "wumin", "three lanterns over water")
    with seat.query() as session:
        assert not auth.password_is_due(session, account_id=seat.actor.account_id or 0)


def test_whoever_does_not_want_to_leaves_and_the_next_logs_in_without_being_asked(
    door: FrontDoor, qtbot: QtBot
) -> None:
    log_in(door, qtbot, "wumin", FIRST)
    asking = door.window
    assert isinstance(asking, NewPasswordWindow)
    asking.left.emit()
    log_in(door, qtbot, "zhoumin", PASSWORD)
    assert isinstance(door.window, MainWindow)


def test_the_password_is_changed_from_the_menu_of_the_person(door: FrontDoor, qtbot: QtBot) -> None:
    log_in(door, qtbot, "zhoumin", PASSWORD)
    window = door.window
    assert isinstance(window, MainWindow)
    window.password_asked.emit()
    panel: Any = QApplication.activeModalWidget()
    form = panel.findChild(object, "new_password")
    for key, text in (
        ("old", PASSWORD),
        ("password", "three lanterns over water"),
        ("again", "three lanterns over water"),
    ):
        form.fields[key].field.setText(text)
    QTest.keySequence(form.fields["again"].field, QKeySequence("Return"))
    words = lambda: [one.text() for one in window.findChildren(QLabel) if one.isVisible()]  # noqa: E731 -- asked twice
    qtbot.waitUntil(lambda: "The password is changed." in words(), timeout=20_000)
