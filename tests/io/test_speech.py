"""Calls are spoken where there is a voice, in order; where there is none the reason is said and nothing waits."""

import os
import time
from pathlib import Path

import pytest

from signdesk.core.i18n import set_language
from signdesk.io import speech

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for the voice is a shell script")


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for the voice, since test machines have no loudspeaker: it writes down what it should say."""
    program = tmp_path / "espeak-ng"
    program.write_text(f'#!/bin/sh\ncat >> {tmp_path}/heard\necho "|" >> {tmp_path}/heard\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return tmp_path / "heard"


def wait_for(heard: Path, sentences: int) -> list[str]:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if heard.exists() and heard.read_text().count("|") >= sentences:
            return heard.read_text().replace("\n", "").split("|")[:-1]
        time.sleep(0.02)  # another process is being waited for
    raise AssertionError("nothing was said")


def test_a_call_is_spoken_twice_and_calls_keep_their_order(heard: Path) -> None:
    assert speech.say(speech.call_sentence("A012", "3 号柜台"), times=2)
    assert speech.say("下一位")
    assert wait_for(heard, 3) == ["Number A 0 1 2, please come to 3 号柜台."] * 2 + ["下一位"]
    assert speech.unavailable() == ""


def test_without_a_voice_nothing_is_said_and_the_reason_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not speech.say("请 A012 号")
    assert "espeak-ng" in speech.unavailable()
