"""Long work with progress, cancelling and a result: on a thread (waiting for the database, hashing, files) or in a
child process that may be killed (PDF, Excel, rendering what came from outside). Knows nothing of windows: listeners are
called on the job's own thread and pass the news on."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from signdesk.core import clock, i18n
from signdesk.core.errors import BugError, UserError
from signdesk.core.i18n import _

T = TypeVar("T")

_GRACE_SECONDS = 1.0
"""How long a cancelled child may tidy up before it is killed."""
_ESTIMATE_AFTER_SECONDS = 1.0
"""Earlier guesses of the time left jump too much to be shown."""


class Cancelled(Exception):
    """The person cancelled. Work lets it pass, so that its own `finally` blocks tidy up."""


class JobState(StrEnum):
    """How far a job has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Progress:
    """What is being done, how much of it is done, and the time left (None: not known)."""

    done: int = 0
    total: int | None = None
    doing: str = ""
    seconds_left: float | None = None


@dataclass(frozen=True)
class Limits:
    """What a child process may use: it is ended when it takes longer, and fails when it wants more memory."""

    seconds: float | None = None
    memory_mib: int | None = None


class Reporter:
    """Handed to the work: `report` says how far it is, and is where cancelling takes effect."""

    def __init__(self, tell: Callable[[int, int | None, str], None], cancelled: Callable[[], bool]) -> None:
        self._tell = tell
        self._cancelled = cancelled

    def report(self, done: int, total: int | None = None, doing: str = "") -> None:
        """Say how much is done. Raises Cancelled if it shall go no further. Cheap enough for every row."""
        self.check()
        self._tell(done, total, doing)

    def check(self) -> None:
        """Raises Cancelled if it shall go no further."""
        if self._cancelled():
            raise Cancelled


class Job(Generic[T]):
    """One piece of long work, started by `in_thread` or `in_process`."""

    def __init__(self, label: str, run: Callable[[Job[T]], T]) -> None:
        self.label = label
        self._run = run
        self._lock = threading.Lock()
        self._listeners: list[Callable[[Job[T]], None]] = []
        self._state = JobState.WAITING
        self._progress = Progress()
        self._cancel = threading.Event()
        self._finished = threading.Event()
        self._result: T | None = None
        self._error: BaseException | None = None
        self._began = 0.0
        self._thread = threading.Thread(target=self._work, name=f"job: {label}", daemon=True)

    @property
    def state(self) -> JobState:
        """How far it has come."""
        return self._state

    @property
    def progress(self) -> Progress:
        """The newest report."""
        return self._progress

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._cancel.is_set()

    def subscribe(self, listener: Callable[[Job[T]], None]) -> None:
        """Call `listener` with the job on every report and once at its end, at once if it has ended already."""
        with self._lock:
            if not self._finished.is_set():
                self._listeners.append(listener)
                return
        listener(self)

    def cancel(self) -> None:
        """Ask it to stop; it does at its next report, a child process within a second."""
        self._cancel.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it ended within `seconds`. Not for the screen thread."""
        return self._finished.wait(seconds)

    def result(self) -> T:
        """What the work returned; waits for it. Raises what the work raised, or Cancelled."""
        self._finished.wait()
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]  # T may itself be None

    @property
    def error(self) -> BaseException | None:
        """What the work raised, None while it runs or when it went well."""
        return self._error

    def start(self) -> Job[T]:
        """Begin. A job is started once."""
        self._thread.start()
        return self

    def told(self, done: int, total: int | None, doing: str) -> None:
        """The work's report (called on the job's thread)."""
        elapsed = time.monotonic() - self._began
        left = None
        if total and done and elapsed >= _ESTIMATE_AFTER_SECONDS:
            left = max(0.0, elapsed / done * (total - done))
        self._progress = Progress(done, total, doing or self._progress.doing, left)
        self._tell()

    def _work(self) -> None:
        self._state, self._began = JobState.RUNNING, time.monotonic()
        state = JobState.DONE
        try:
            if self._cancel.is_set():
                raise Cancelled
            self._result = self._run(self)
        except Cancelled as stopped:
            self._error, state = stopped, JobState.CANCELLED
        except BaseException as error:
            self._error, state = error, JobState.FAILED
        with self._lock:
            self._state = state
            self._finished.set()
        self._tell()

    def _tell(self) -> None:
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(self)


def in_thread(label: str, work: Callable[[Reporter], T]) -> Job[T]:
    """Run `work` on a thread of its own. For what waits; what computes belongs into `in_process`."""

    def run(job: Job[T]) -> T:
        return work(Reporter(job.told, lambda: job.is_cancelled))

    return Job(label, run).start()


def in_process(label: str, function: Callable[..., T], *arguments: Any, limits: Limits | None = None) -> Job[T]:
    """Run `function(reporter, *arguments)` in a child process.

    `function` is a module's own (children import it by name); arguments and result are plain values. A UserError comes
    back as it is; anything else becomes a BugError with the kind and place of the failure but none of its words, which
    could hold personal data. UserError when the child dies, wants more than `limits`, or is killed.
    """
    allowed = limits or Limits()

    def run(job: Job[T]) -> T:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        zone = clock.to_local(clock.now()).tzinfo
        surroundings = (i18n.language(), zone.key if isinstance(zone, ZoneInfo) else clock.DEFAULT_ZONE)
        child = context.Process(
            target=_child, args=(theirs, surroundings, allowed.memory_mib, function, arguments), daemon=True
        )
        child.start()
        theirs.close()
        try:
            outcome: T = _follow(job, child, ours, allowed.seconds)
            return outcome
        finally:
            if child.is_alive():
                child.kill()
            child.join()
            child.close()
            ours.close()

    return Job(label, run).start()


def _follow(job: Job[Any], child: Any, pipe: Connection, seconds: float | None) -> Any:
    """Read what the child says until it has a result, dies, or has to be ended."""
    end_at = time.monotonic() + seconds if seconds is not None else None
    kill_at: float | None = None
    while True:
        if job.is_cancelled and kill_at is None:
            kill_at = time.monotonic() + _GRACE_SECONDS
            with contextlib.suppress(OSError):
                pipe.send("cancel")
        if kill_at is not None and time.monotonic() > kill_at:
            raise Cancelled
        if end_at is not None and time.monotonic() > end_at:
            raise UserError(
                _("This took too long and was stopped: {label}.").format(label=job.label),
                hint=_("Try it with a smaller file."),
            )
        try:
            if not pipe.poll(0.05):
                if not child.is_alive() and not pipe.poll():
                    raise EOFError
                continue
            kind, *rest = pipe.recv()
        except (EOFError, OSError):
            if job.is_cancelled:
                raise Cancelled from None
            raise UserError(
                _("This ended unexpectedly: {label}.").format(label=job.label),
                hint=_("Try again; if it happens again, the file may be damaged or too large."),
            ) from None
        match kind:
            case "progress":
                job.told(*rest)
            case "result":
                return rest[0]
            case "cancelled":
                raise Cancelled
            case "user_error":
                message, field, hint = rest
                raise UserError(message, field=field, hint=hint)
            case _:
                raise BugError(f"{job.label}: {rest[0]}")


def _child(
    pipe: Connection,
    surroundings: tuple[str, str],
    memory_mib: int | None,
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
) -> None:
    language, zone = surroundings
    i18n.set_language(language)
    clock.set_zone(zone)
    _limit_memory(memory_mib)
    reported = 0.0
    cancelled = False

    def is_cancelled() -> bool:
        nonlocal cancelled
        cancelled = cancelled or pipe.poll()
        return cancelled

    def tell(done: int, total: int | None, doing: str) -> None:
        nonlocal reported
        now = time.monotonic()
        # A report per row would cost more than the rows: 20 a second is all an eye can follow.
        if now - reported >= 0.05 or (total is not None and done >= total):
            reported = now
            pipe.send(("progress", done, total, doing))

    message: tuple[Any, ...]
    try:
        message = ("result", function(Reporter(tell, is_cancelled), *arguments))
    except Cancelled:
        message = ("cancelled",)
    except UserError as error:
        message = ("user_error", error.message, error.field, error.hint)
    except MemoryError:
        message = ("user_error", _("This needs more memory than is allowed."), None, _("Try it with a smaller file."))
    except BaseException as error:
        message = ("bug", _kind_and_place(error))
    with contextlib.suppress(OSError):
        pipe.send(message)
    pipe.close()


def _kind_and_place(error: BaseException) -> str:
    trace = error.__traceback__
    place = ""
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"


def _limit_memory(memory_mib: int | None) -> None:
    if memory_mib is None:
        return
    try:
        import resource
    except ImportError:  # Windows: the time limit alone must do
        return
    size = memory_mib * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
