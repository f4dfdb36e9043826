"""What is handed to another program does not stay on the disk."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from signdesk.io.handed_over import READ_WITHIN_SECONDS, hand_over


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_the_other_program_finds_the_file_for_its_owner_only(folder: Path) -> None:
    path = hand_over(b"%PDF-1.7", suffix=".pdf")
    assert path.parent == folder and path.suffix == ".pdf" and path.read_bytes() == b"%PDF-1.7"
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0


def test_a_file_handed_over_long_ago_is_gone_with_the_next_and_a_new_one_and_strangers_stay(folder: Path) -> None:
    (stranger := folder / "page.pdf").touch()
    old, new = (hand_over(b"page", suffix=".pdf") for _number in range(2))
    long_ago = time.time() - READ_WITHIN_SECONDS - 5
    for path in (old, stranger):
        os.utime(path, (long_ago, long_ago))
    third = hand_over(b"page", suffix=".pdf")
    assert sorted(folder.iterdir()) == sorted([stranger, new, third])


def test_at_the_programs_end_nothing_stays(folder: Path) -> None:
    code = "from signdesk.io.handed_over import hand_over; print(hand_over(b'page', suffix='.pdf').exists())"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"TMPDIR": str(folder), "TEMP": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.strip() == "True"
    assert list(folder.iterdir()) == []
