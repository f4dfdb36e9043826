"""Durable writes: the old file or the whole new one, whatever happens between."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from signdesk.core import durable
from signdesk.core.durable import CannotWrite
from signdesk.core.errors import UserError


def test_a_file_is_replaced_whole_and_for_this_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    durable.write(path, b"one")
    durable.write(path, b"two")
    assert path.read_bytes() == b"two"
    assert [one.name for one in tmp_path.iterdir()] == ["a.bin"]
    assert os.name == "nt" or oct(path.stat().st_mode)[-3:] == "600"


def test_a_failure_while_writing_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    durable.write(path, b"one")

    def fail(file: object) -> None:
        raise KeyError("stop")

    with pytest.raises(KeyError):
        durable.write_by(path, fail)
    assert path.read_bytes() == b"one"
    assert [one.name for one in tmp_path.iterdir()] == ["a.bin"]


@pytest.mark.skipif(os.name == "nt", reason="limits are POSIX")
def test_a_full_disk_is_said_in_words_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    durable.write(path, b"one")
    script = (
        "import pathlib, resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "from signdesk.core import durable, i18n\ni18n.set_language('en')\n"
        "try: durable.write(pathlib.Path(sys.argv[1]), bytes(1_000_000))\n"
        "except durable.CannotWrite as error: print(error.message)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "The disk is full."
    assert path.read_bytes() == b"one"
    assert [one.name for one in tmp_path.iterdir()] == ["a.bin"]


def test_a_place_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite) as problem:
        durable.write(tmp_path / "not there" / "a.bin", b"x")
    assert isinstance(problem.value, UserError)
    assert isinstance(problem.value, OSError)
    assert "a.bin" in problem.value.message


def test_left_overs_are_removed_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"kept")
    (tmp_path / "a.bin.0011.part").write_bytes(b"half")
    assert durable.remove_leftovers([tmp_path, tmp_path / "not there"]) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["a.bin"]


def test_folders_are_made_for_this_user_alone(tmp_path: Path) -> None:
    durable.make_folder(tmp_path / "a" / "b")
    durable.make_folder(tmp_path / "a" / "b")
    assert os.name == "nt" or oct((tmp_path / "a" / "b").stat().st_mode)[-3:] == "700"
