"""A process of its own for reading files nobody has looked at. Bytes go in by standard input, JSON comes back; it is
killed beyond its limits. What is done inside is up to the module named: `ask` is for what takes ten seconds and 512 MiB
at most, `follow` for what has a longer way and says how far it is."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from signdesk.core.errors import BugError
from signdesk.io.importing.sniff import Refused

SECONDS = 10
MEMORY_LIMIT = 512 * 1024 * 1024


def ask(module: str, flag: str, data: bytes) -> dict[str, str]:
    """Run `module` on `data` and give its answer; the program without Python calls itself with `flag` instead.

    Raises Refused with what the module answered under "refused", or because it took too long or too much."""
    command, environment = _command(module, flag)
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


def follow(
    module: str, flag: str, data: bytes, *, seconds: float, report: Callable[[int, int], object]
) -> dict[str, str]:
    """Run a `module` that has more to do and says so: lines {"read": n, "of": m}, then its answer. `report` hears them,
    and is asked again five times a second, so that what it raises ends the process at once.

    Raises Refused if `seconds` pass without a line, or if the process dies over the file."""
    command, environment = _command(module, flag)
    said: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    with subprocess.Popen(  # noqa: S603  the command is our own, the file goes in by standard input
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        threads = [
            threading.Thread(target=_feed, args=(process, data), daemon=True),
            threading.Thread(target=_listen, args=(process, said), daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            return _answer(said, seconds, report, module)
        finally:
            process.kill()
            for thread in threads:
                thread.join()


def _answer(
    said: queue.SimpleQueue[bytes], seconds: float, report: Callable[[int, int], object], module: str
) -> dict[str, str]:
    done, total, heard = 0, 0, time.monotonic()
    while True:
        report(done, total)
        try:
            line = said.get(timeout=0.2)
        except queue.Empty:
            if time.monotonic() - heard > seconds:
                raise Refused("scan_too_slow") from None
            continue
        if not line:
            raise Refused("damaged")
        heard = time.monotonic()
        answer = json.loads(line)
        if "fault" in answer:
            raise BugError(f"{module}: {answer['fault']}")
        if "read" not in answer:
            return dict(answer)
        done, total = answer["read"], answer["of"]


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 -- narrows the type
    with contextlib.suppress(OSError):  # it may end before it has read everything
        process.stdin.write(data)
        process.stdin.close()


def _listen(process: subprocess.Popen[bytes], said: queue.SimpleQueue[bytes]) -> None:
    assert process.stdout is not None  # noqa: S101 -- narrows the type
    for line in process.stdout:
        said.put(line)
    said.put(b"")


def _command(module: str, flag: str) -> tuple[list[str], dict[str, str]]:
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        return [sys.executable, flag], environment
    package_folder = str(Path(__file__).resolve().parents[3])
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [package_folder, environment.get("PYTHONPATH", "")]))
    return [sys.executable, "-m", module], environment


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
