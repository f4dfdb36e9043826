"""One tour of the main job for all tests that look at what it leaves behind: run as a person runs it, in a process of
its own, with its own data folder and its own place for temporary files."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HUNG = 280
"""Seconds after which a tour is taken for hung: it takes about one minute."""


def signdesk(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does, without the keyring of whoever runs the tests."""
    return run([sys.executable, "-m", "signdesk", *words], environment)


def run(command: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command that must come to its end."""
    surroundings = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", **environment}
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        timeout=HUNG,
        check=False,
    )


@dataclass(frozen=True)
class Played:
    """A tour that is over."""

    out: Path
    data: Path
    temporary: Path
    ended: subprocess.CompletedProcess[str]

    @property
    def report(self) -> dict[str, Any]:
        """What `tour.json` says."""
        return dict(json.loads((self.out / "tour.json").read_text(encoding="utf-8")))

    @property
    def papers(self) -> list[Path]:
        """The PDF files it left."""
        return sorted(self.out.glob("*.pdf"))


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The tour without a screen."""
    place = tmp_path_factory.mktemp("tour")
    out, data, temporary = place / "out", place / "data", place / "tmp"
    temporary.mkdir()
    words = ["tour", "--out", str(out), "--dir", str(data)]
    ended = signdesk(*words, QT_QPA_PLATFORM="offscreen", TMPDIR=str(temporary), SIGNDESK_LANGUAGE="zh_CN")
    return Played(out, data, temporary, ended)
