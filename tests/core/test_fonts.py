"""The one face taken out of the collection of fonts."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from signdesk.core import fonts

TABLES = ("CFF ", "cmap", "GSUB", "hmtx", "name", "OS/2")


def test_the_face_kept_for_the_screen_is_the_collections_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    fonts.keep_face()
    with (
        TTFont(fonts.kept_face(), checkChecksums=2) as kept,
        TTFont(fonts.sans_path(), fontNumber=fonts.SANS_INDEX, lazy=True) as original,
    ):
        assert kept["name"].getBestFamilyName() == fonts.SANS_FAMILY
        assert kept.reader is not None
        assert original.reader is not None
        for table in TABLES:
            assert kept.reader[table] == original.reader[table]


def test_a_face_that_is_kept_is_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    fonts.keep_face()
    before = fonts.kept_face().stat()
    fonts.keep_face()
    assert (fonts.kept_face().stat().st_ino, fonts.kept_face().stat().st_mtime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
    )
    assert list(tmp_path.rglob("*.*")) == [fonts.kept_face()]
