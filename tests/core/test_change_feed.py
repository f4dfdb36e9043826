"""What one process writes, another one shows, without anybody pressing F5."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import text

from signdesk.core import numbering
from signdesk.core.centre import Centre
from signdesk.core.changes import ChangeSet
from signdesk.core.operations import Actor, Operation, Station
from signdesk.core.people import ADD_POST, add_post

GIVE_UP = 30.0
HR = Actor(1, None, "李静", frozenset({"hr"}))


def test_a_watching_window_hears_of_another_process_by_itself(open_centre: Callable[[], Centre]) -> None:
    here, there = open_centre(), open_centre()
    heard: list[ChangeSet] = []
    arrived = threading.Event()

    def hear(change: ChangeSet) -> None:
        heard.append(change)
        arrived.set()

    there.changes.subscribe(hear)
    there.changes.start()
    with here.seat(HR, Station("前台 1")).operation(ADD_POST) as session:
        post = add_post(session, name="前台接待")
    assert arrived.wait(GIVE_UP)
    assert heard[0].own is False
    assert heard[0].ids["post"] == frozenset({post.id})


def test_nobody_hears_of_an_operation_without_records(open_centre: Callable[[], Centre]) -> None:
    here, there = open_centre(), open_centre()
    heard: list[ChangeSet] = []
    there.changes.subscribe(heard.append)
    series = numbering.NumberSeries("feed", "Feed", "{seq}")
    with here.seat(HR, Station("前台 1")).operation(Operation("feed.count", "Count", None)) as session:
        numbering.take(session, series)
    there.changes.catch_up()
    assert heard == []


def test_a_listener_that_left_hears_nothing_more(open_centre: Callable[[], Centre]) -> None:
    centre = open_centre()
    heard: list[ChangeSet] = []
    leave = centre.changes.subscribe(heard.append)
    leave()
    with centre.seat(HR, Station("前台 1")).operation(ADD_POST) as session:
        add_post(session, name="前台接待")
    assert heard == []


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_news_arrives_again_after_the_server_has_cut_the_connection(open_centre: Callable[[], Centre]) -> None:
    here, there = open_centre(), open_centre()
    arrived = threading.Event()
    there.changes.subscribe(lambda _change: arrived.set())
    there.changes.start()
    seat = here.seat(HR, Station("前台 1"))
    with seat.operation(ADD_POST) as session:
        add_post(session, name="前台接待")
    assert arrived.wait(GIVE_UP)
    arrived.clear()
    with here.engines.write.begin() as connection:
        cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        assert connection.execute(text(cut)).scalar_one() == 1
    with seat.operation(ADD_POST) as session:
        add_post(session, name="柜台经办")
    assert arrived.wait(GIVE_UP)


def test_a_change_says_which_of_a_pages_tables_it_touches() -> None:
    change = ChangeSet({"ticket": frozenset({1})})
    assert change.touches("room", "ticket")
    assert not change.touches("room")
