"""The log says where something broke, never whose data it was about."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from signdesk.core import log


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    log.start(tmp_path)
    yield tmp_path
    log.stop()


def written(folder: Path) -> str:
    return (folder / "logs" / "signdesk.log").read_text(encoding="utf-8")


def test_numbers_and_names_do_not_reach_the_file(folder: Path) -> None:
    log.logger.warning("ticket %s of %s, id %s, phone %s", 12, "王𬭩", "11010119900307002X", "１３８１２３４５６７８")
    text = written(folder)
    assert "ticket 12 of …, id #, phone #" in text
    assert "002X" not in text


def test_a_crash_is_noted_by_place_without_the_words_of_the_exception(folder: Path) -> None:
    try:
        try:
            raise ValueError("张三 13812345678")
        except ValueError as inner:
            raise RuntimeError("id 11010119900307002X") from inner
    except RuntimeError as error:
        log.crash("check-in", error)
    text = written(folder)
    assert "RuntimeError at test_log.py" in text
    assert "caused by ValueError at test_log.py" in text
    assert "13812345678" not in text
    assert "张三" not in text


def test_tracebacks_of_library_loggers_are_dropped(folder: Path) -> None:
    try:
        raise KeyError("13812345678")
    except KeyError:
        logging.getLogger("signdesk").exception("failed")
    assert "1381" not in written(folder)


def test_only_the_owner_can_open_the_folder(folder: Path) -> None:
    assert (folder / "logs").stat().st_mode & 0o077 == 0
