"""Start: from the command to the first painted window, the log-in window of the sample centre against an empty Qt
window; and from Enter in it to the first page that has painted its rows. Each start is a process of its own, as a
person has it."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.measure import Figure, in_turns

ROUNDS = 7
CHILD = Path(__file__).with_name("start_child.py")


def first_window(kind: str, folder: Path) -> float:
    """Seconds from the start of the process to its first painted window."""
    start = time.perf_counter()
    child(kind, folder)
    return time.perf_counter() - start


def child(kind: str, folder: Path) -> str:
    """Run the child, which ends itself at the moment measured; what it printed. Raises CalledProcessError with its
    words."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    done = subprocess.run(
        [sys.executable, str(CHILD), kind, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise subprocess.CalledProcessError(done.returncode, kind)
    return done.stdout


def figures() -> list[Figure]:
    """The ratios of starting."""
    with tempfile.TemporaryDirectory(prefix="signdesk-bench-") as name:
        folder = Path(name)
        child("log-in", folder)  # builds the sample centre, which is not what is measured
        medians = in_turns(
            {
                "bare": lambda: first_window("bare", folder),
                "app": lambda: first_window("app", folder),
                "log-in": lambda: first_window("log-in", folder),
                "page": lambda: float(child("page", folder)),
            },
            rounds=ROUNDS,
        )
    return [
        Figure("start to the log-in window", "an empty Qt window", medians["app"], medians["bare"], 1.5),
        Figure("the same, demo with its names", "an empty Qt window", medians["log-in"], medians["bare"], 1.5),
        Figure("Enter to the first usable page", "an empty Qt window", medians["page"], medians["bare"], 2.0),
    ]
