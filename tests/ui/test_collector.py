"""Garbage is collected on the screen thread only, and it is collected."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from signdesk.ui.collector import Collector


class Knot:
    """Something only a collection can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    made = Collector()
    yield made
    made.stop()


def test_what_a_worker_allocates_collects_nothing_there(collector: Collector) -> None:
    knot = Knot()
    freed_on: list[str] = []
    weakref.finalize(knot, lambda: freed_on.append(threading.current_thread().name))
    del knot
    worker = threading.Thread(target=lambda: [Knot() for _ in range(20_000)], name="worker")
    worker.start()
    worker.join()
    assert freed_on == []
    collector.look()
    assert freed_on == [threading.main_thread().name]


def test_after_the_last_window_python_collects_by_itself_again(collector: Collector) -> None:
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
