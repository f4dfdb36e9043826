"""The road to the database: workers, order, errors, and results for windows that are gone."""

import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from signdesk.core.changes import ChangeSet
from signdesk.core.errors import UserError
from signdesk.ui.messages import ProgressStrip
from signdesk.ui.ops import Crash, Ops, Progress, Unexpected
from tests.ui.in_memory import ADD, Device, MemorySeat


def test_a_read_runs_on_a_worker_and_its_result_arrives_on_the_main_thread(qtbot: QtBot, ops: Ops) -> None:
    threads: list[str] = []
    answers: list[tuple[str, int]] = []

    def read(session: dict[int, Device]) -> int:
        threads.append(threading.current_thread().name)
        return len(session)

    ops.read(read, lambda count: answers.append((threading.current_thread().name, count)))
    qtbot.waitUntil(lambda: bool(answers))
    assert threads == ["signdesk read"]
    assert answers == [("MainThread", 60)]


def test_a_write_commits_and_tells_what_changed(qtbot: QtBot, ops: Ops, seat: MemorySeat) -> None:
    with qtbot.waitSignal(ops.changed) as told:
        ops.write(ADD, lambda session: session.update({99: Device(99, "SB-99", "钟", "前台", "李静")}), reason="new")
    assert isinstance(told.args[0], ChangeSet)
    assert told.args[0].touches("device")
    assert 99 in seat.centre.devices
    assert seat.centre.log == [("devices.add", "new")]


def test_writes_keep_their_order(qtbot: QtBot, ops: Ops, seat: MemorySeat) -> None:
    done: list[int] = []
    for number in range(20):
        ops.write(ADD, lambda session, number=number: number, done.append)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_a_refusal_goes_to_the_caller_and_else_to_the_message_bar(qtbot: QtBot, ops: Ops, seat: MemorySeat) -> None:
    def refuse(session: object) -> None:
        raise UserError("taken", field="name")

    mine: list[UserError] = []
    ops.write(ADD, refuse, failed=mine.append)
    qtbot.waitUntil(lambda: bool(mine))
    assert mine[0].field == "name"
    with qtbot.waitSignal(ops.refused) as told:
        ops.write(ADD, refuse)
    assert told.args[0].message == "taken"
    assert seat.centre.log == []


def test_a_bug_goes_to_the_crash_dialog_and_the_form_hears_of_it(qtbot: QtBot, ops: Ops) -> None:
    ops.setProperty("crashes expected", True)
    heard: list[UserError] = []
    with qtbot.waitSignal(ops.crashed) as told:
        ops.write(ADD, lambda session: session[-1], failed=heard.append)
    crash = told.args[0]
    assert isinstance(crash, Crash)
    assert isinstance(crash.error, KeyError)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], Unexpected)


def test_a_newer_read_of_the_same_key_replaces_the_older(qtbot: QtBot, ops: Ops) -> None:
    gate = threading.Event()
    answers: list[str] = []
    ops.read(lambda _s: gate.wait(5) and "old", answers.append, key="list")
    ops.read(lambda _s: "middle", answers.append, key="list")
    ops.read(lambda _s: "new", answers.append, key="list")
    gate.set()
    qtbot.waitUntil(lambda: ops.idle)
    assert answers == ["new"]


def test_a_result_for_a_page_that_is_gone_is_dropped(qtbot: QtBot, ops: Ops) -> None:
    class Page(QObject):
        heard = False

        def on_rows(self, _rows: object) -> None:
            Page.heard = True

    import shiboken6

    page = Page()
    gate = threading.Event()
    ops.read(lambda _s: gate.wait(5), page.on_rows)
    shiboken6.delete(page)
    gate.set()
    qtbot.waitUntil(lambda: ops.idle)
    assert not Page.heard


def test_what_takes_long_is_said_and_taken_back(qtbot: QtBot, ops: Ops) -> None:
    gate = threading.Event()
    words: list[str] = []
    ops.busy.connect(words.append)
    ops.work(lambda: gate.wait(5), label="Making the PDF")
    qtbot.waitUntil(lambda: words == ["Making the PDF"])
    gate.set()
    qtbot.waitUntil(lambda: words[-1] == "")


def test_short_work_is_not_worth_a_word(qtbot: QtBot, ops: Ops) -> None:
    words: list[str] = []
    ops.busy.connect(words.append)
    for _number in range(5):
        ops.read(lambda _s: 1, lambda _one: None)
    qtbot.waitUntil(lambda: ops.idle)
    assert [word for word in words if word] == []


def test_closing_lets_a_running_write_finish(ops: Ops, seat: MemorySeat) -> None:
    started = threading.Event()

    def slow(session: dict[int, Device]) -> None:
        started.set()
        end = time.monotonic() + 0.2
        while time.monotonic() < end:
            threading.Event().wait(0.01)
        del session[1]

    ops.write(ADD, slow)
    assert started.wait(5)
    ops.close()
    assert 1 not in seat.centre.devices


def test_long_work_tells_how_far_it_is_and_can_be_cancelled(qtbot: QtBot, ops: Ops) -> None:
    told: list[tuple[str, int, int]] = []
    ops.progressed.connect(lambda _work, words, done, total: told.append((words, done, total)))
    gate = threading.Event()
    reached: list[int] = []

    def work(progress: Progress) -> str:
        for part in range(10):
            progress.say(part, 10)
            reached.append(part)
            if part == 3:
                gate.wait(5)
        return "all"

    answers: list[str] = []
    work_under_way = ops.long(work, answers.append, label="Importing")
    qtbot.waitUntil(lambda: ("Importing", 3, 10) in told)
    work_under_way.cancel()
    gate.set()
    qtbot.waitUntil(lambda: told[-1] == ("", 0, 0))
    assert reached == [0, 1, 2, 3]
    assert answers == []


def test_the_strip_of_long_work_shows_the_time_left(qtbot: QtBot) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    now = [0.0]
    strip.clock = lambda: now[0]
    cancelled: list[bool] = []
    work = object()
    strip.tell(work, lambda: cancelled.append(True), "Importing", 0, 100)
    now[0] = 10
    strip.tell(work, lambda: None, "Importing", 25, 100)
    assert strip._left.text() == "about 30 s left"
    strip.button.click()
    assert cancelled == [True]
    assert not strip.button.isEnabled()
    strip.tell(work, lambda: None, "", 0, 0)
    assert strip.isHidden()


def test_a_cancelled_read_brings_nothing(qtbot: QtBot, ops: Ops) -> None:
    gate = threading.Event()
    answers: list[object] = []
    ops.read(lambda _s: gate.wait(5), lambda _x: None)
    ops.read(lambda _s: 1, answers.append).cancel()
    gate.set()
    qtbot.waitUntil(lambda: ops.idle)
    assert answers == []


@pytest.mark.parametrize("lane", ["read", "write"])
def test_the_screen_thread_does_not_wait(ops: Ops, lane: str) -> None:
    gate = threading.Event()
    before = time.perf_counter()
    calls: dict[str, Callable[[], object]] = {
        "read": lambda: ops.read(lambda _s: gate.wait(5), lambda _x: None),
        "write": lambda: ops.write(ADD, lambda _s: gate.wait(5)),
    }
    calls[lane]()
    assert time.perf_counter() - before < 0.1
    gate.set()
