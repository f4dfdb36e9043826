"""Long work on threads and in child processes."""

import os
import threading
import time
from pathlib import Path

import pytest

from signdesk.core import i18n, jobs
from signdesk.core.errors import BugError, UserError
from signdesk.core.jobs import Cancelled, Job, JobState, Limits, Progress, Reporter


def counting(reporter: Reporter, rows: int) -> int:
    for row in range(rows):
        reporter.report(row + 1, rows, "counting")
    return rows * 2


def refusing(_reporter: Reporter) -> None:
    raise UserError("the file is empty", field="file", hint="choose another")


def failing(_reporter: Reporter, secret: str) -> None:
    raise RuntimeError(f"could not read {secret}")


def dying(_reporter: Reporter) -> None:
    os._exit(3)


def stubborn(_reporter: Reporter, mark: str) -> None:
    Path(mark).touch()
    while True:
        time.perf_counter()


def greedy(_reporter: Reporter) -> int:
    return len(bytearray(3 * 1024**3))


def polite(reporter: Reporter, mark: str) -> None:
    try:
        for row in range(10**9):
            reporter.report(row)
    finally:
        Path(mark).write_text("tidied up")


def words(_reporter: Reporter) -> str:
    return i18n.language()


def test_a_thread_reports_and_returns() -> None:
    seen: list[Progress] = []
    begin = threading.Event()

    def work(reporter: Reporter) -> int:
        begin.wait(10)
        return counting(reporter, 3)

    job = jobs.in_thread("count", work)
    job.subscribe(lambda changed: seen.append(changed.progress))
    begin.set()
    assert job.result() == 6
    assert job.state is JobState.DONE
    assert [each.done for each in seen] == [1, 2, 3, 3]
    assert seen[0] == Progress(1, 3, "counting", None)


def test_a_thread_stops_at_its_next_report() -> None:
    began = threading.Event()

    def work(reporter: Reporter) -> None:
        while True:
            reporter.report(1)
            began.set()

    job = jobs.in_thread("endless", work)
    assert began.wait(10)
    job.cancel()
    assert job.wait(10)
    assert job.state is JobState.CANCELLED
    with pytest.raises(Cancelled):
        job.result()


def test_an_error_on_a_thread_comes_back_as_it_is() -> None:
    job = jobs.in_thread("fails", refusing)
    with pytest.raises(UserError, match="the file is empty"):
        job.result()
    assert job.state is JobState.FAILED


def test_who_subscribes_late_is_told_at_once() -> None:
    job = jobs.in_thread("quick", lambda _reporter: 1)
    job.wait()
    told: list[Job[int]] = []
    job.subscribe(told.append)
    assert told == [job]


def test_a_child_process_reports_and_returns() -> None:
    done: list[int] = []
    job = jobs.in_process("count", counting, 100_000)
    job.subscribe(lambda changed: done.append(changed.progress.done))
    assert job.result() == 200_000
    assert done[-1] == 100_000
    assert done == sorted(done)
    assert len(done) < 1_000


def test_a_childs_user_error_comes_back_whole() -> None:
    with pytest.raises(UserError) as refused:
        jobs.in_process("refuses", refusing).result()
    assert (refused.value.message, refused.value.field, refused.value.hint) == (
        "the file is empty",
        "file",
        "choose another",
    )


def test_a_childs_fault_names_its_place_but_not_the_data() -> None:
    with pytest.raises(BugError) as failed:
        jobs.in_process("fails", failing, "110101199003070000").result()
    assert "RuntimeError at" in str(failed.value)
    assert "110101199003070000" not in str(failed.value)


def test_a_child_that_dies_is_said_in_words() -> None:
    job = jobs.in_process("dies", dying)
    with pytest.raises(UserError):
        job.result()
    assert job.state is JobState.FAILED


def test_a_child_that_listens_tidies_up_when_cancelled(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    job = jobs.in_process("polite", polite, str(mark))
    running = threading.Event()
    job.subscribe(lambda changed: running.set() if changed.progress.done else None)
    assert running.wait(30)
    job.cancel()
    assert job.wait(30)
    assert job.state is JobState.CANCELLED
    assert mark.read_text() == "tidied up"


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    job = jobs.in_process("stubborn", stubborn, str(tmp_path / "mark"))
    job.cancel()
    assert job.wait(30)
    assert job.state is JobState.CANCELLED


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    job = jobs.in_process("slow", stubborn, str(tmp_path / "mark"), limits=Limits(seconds=0.5))
    with pytest.raises(UserError):
        job.result()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit for one process")
def test_a_child_that_wants_too_much_memory_fails_alone() -> None:
    with pytest.raises(UserError):
        jobs.in_process("greedy", greedy, limits=Limits(memory_mib=1024)).result()


def test_a_child_speaks_the_language_of_the_program() -> None:
    before = i18n.language()
    i18n.set_language("en")
    try:
        assert jobs.in_process("words", words).result() == "en"
    finally:
        i18n.set_language(before)
