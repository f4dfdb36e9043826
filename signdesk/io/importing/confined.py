"""A process of its own for reading files nobody has looked at: ten seconds, 512 MiB, no file written, killed beyond
that. Bytes go in by standard input, one JSON object comes back. What is done inside is up to the module named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from signdesk.core.errors import BugError
from signdesk.io.importing.sniff import Refused

SECONDS = 10
MEMORY_LIMIT = 512 * 1024 * 1024


def ask(module: str, flag: str, data: bytes) -> dict[str, str]:
    """Run `module` on `data` and give its answer; the program without Python calls itself with `flag` instead.

    Raises Refused with what the module answered under "refused", or because it took too long or too much."""
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        command = [sys.executable, flag]
    else:
        command = [sys.executable, "-m", module]
        package_folder = str(Path(__file__).resolve().parents[3])
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [package_folder, environment.get("PYTHONPATH", "")]))
    try:
        finished = subprocess.run(  # noqa: S603  the command is our own, the file goes in by standard input
            command, input=data, capture_output=True, timeout=SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise Refused("too_slow") from problem
    if finished.returncode < 0:
        raise Refused("too_slow" if finished.returncode == -24 else "damaged")
    if finished.returncode != 0 or not finished.stdout:
        if b"MemoryError" in finished.stderr:
            raise Refused("too_much_memory")
        # the last line of a traceback names the kind of error; values stay out
        kind = finished.stderr.decode("ascii", "replace").strip().rpartition("\n")[2].partition(":")[0]
        raise BugError(f"{module} ended with {finished.returncode}: {kind}")
    answer: dict[str, str] = json.loads(finished.stdout)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer


def take_limits() -> None:
    """Inside the process: put the limits on, before the first byte is read."""
    try:
        import resource
    except ImportError:  # Windows: only the time limit, kept by the parent
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
