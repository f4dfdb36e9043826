"""The one road from a page to the database and back. The screen thread never waits for it.

One worker writes, one reads, one does slow work without a database (PDF, fonts, hashing). Results come back to the
main thread by a signal of a long-lived object, in one piece; a result for a page that is gone is dropped::

    ops.read(lambda session: service.queue(session), self.show_rows)
    ops.write(service.CALL_NEXT, lambda session: service.call_next(session, counter=1), then=self.on_called)
    ops.work(lambda: make_pdf(listing), self.on_pdf, label=_("Making the PDF"))
    ops.long(lambda progress: import_all(files, progress.say), self.on_imported, label=_("Importing"))

``failed(error)`` gets a UserError (StaleRecord, PermissionRefused …); without it the message bar shows the words. Any
other exception is a bug: it goes to ``crashed`` (the crash dialog), and ``failed`` is called with a BugError-like
UserError so that a form keeps what was typed. ``key=`` makes a newer read replace an older one of the same key.
"""

from __future__ import annotations

import contextlib
import itertools
import queue
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from signdesk.core.errors import UserError
from signdesk.core.i18n import _

T = TypeVar("T")
#: A core session. The walls only hand it on to services, so its type stays unknown here.
Session = Any
SLOW_MS = 200


class OperationLike(Protocol):
    """What is written under: an Operation of core."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...


class ActorLike(Protocol):
    """Who acts."""

    @property
    def name(self) -> str: ...


class SeatLike(Protocol):
    """Somebody at a station; core.operations.Seat is one."""

    @property
    def actor(self) -> Any: ...
    def may(self, permission: Any) -> bool: ...
    def operation(self, kind: Any, *, reason: str | None = None) -> AbstractContextManager[Any]: ...
    def query(self) -> AbstractContextManager[Any]: ...


class Unexpected(UserError):
    """A bug happened; the crash dialog has already been shown. For ``failed`` callbacks that keep a form's content."""


@dataclass(frozen=True)
class Crash:
    """A bug on a worker: what was being done and the exception with its traceback."""

    doing: str
    error: BaseException


@dataclass
class _Job:
    number: int
    lane: str
    run: Callable[[], Any]
    then: Callable[[Any], None] | None
    failed: Callable[[UserError], None] | None
    label: str
    key: str | None
    cancelled: threading.Event = field(default_factory=threading.Event)


class Ticket:
    """A piece of work under way. ``cancel()`` drops its result; what is already being written is still written."""

    def __init__(self, job: _Job) -> None:
        self._job = job

    def cancel(self) -> None:
        """Drop the result (and skip the work if it has not begun)."""
        self._job.cancelled.set()


class Progress:
    """Given to long work: it says how far it is and asks whether it was cancelled. Called on the worker."""

    def __init__(self, number: int, label: str, tell: Callable[[int, str, int, int], None]) -> None:
        self._number, self._label, self._tell = number, label, tell
        self._cancelled = threading.Event()

    def say(self, done: int, total: int, words: str = "") -> None:
        """``done`` of ``total`` parts; raises Cancelled if the person cancelled."""
        if self._cancelled.is_set():
            raise Cancelled(_("Cancelled."))
        self._tell(self._number, words or self._label, done, total)

    def cancel(self) -> None:
        """The person does not want it any more; the work ends at its next ``say``."""
        self._cancelled.set()


class Cancelled(UserError):
    """Long work ended because the person cancelled it."""


class _Lane(threading.Thread):
    """One worker; takes jobs in order until it is told to stop."""

    def __init__(self, name: str, done: Callable[[_Job, object, BaseException | None], None]) -> None:
        super().__init__(name=f"signdesk {name}", daemon=True)
        self.jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._done = done

    def run(self) -> None:
        while (job := self.jobs.get()) is not None:
            if job.cancelled.is_set() and job.lane != "write":
                self._done(job, None, None)
                continue
            try:
                result, error = job.run(), None
            except BaseException as caught:  # whatever it is, the main thread must hear of it
                result, error = None, caught
            self._done(job, result, error)
            del job, result, error


class Ops(QObject):
    """Reads, writes and slow work of one seat. Lives on the main thread for as long as the window does."""

    changed = Signal(object)
    """A ChangeSet: these tables and ids are different now (from this window or any other)."""
    busy = Signal(str)
    """Words for what has been running for longer than 200 ms; empty when nothing is."""
    refused = Signal(object)
    """A UserError nobody else has taken: the message bar shows it."""
    crashed = Signal(object)
    """A Crash: the crash dialog shows it."""
    progressed = Signal(object, str, int, int)
    """Long work: its Progress, what is being done, parts done, parts in all; (progress, "", 0, 0) when it ended."""
    _arrived = Signal(object, object, object)
    _told = Signal(int, str, int, int)

    def __init__(self, seat: SeatLike, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(0.0005)
        self.seat = seat
        self._numbers = itertools.count(1)
        self._newest: dict[str, int] = {}
        self._running: dict[int, _Job] = {}
        self._closed = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self._long: dict[int, Progress] = {}
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._on_slow)
        self._lanes = {name: _Lane(name, self._hand_over) for name in ("read", "write", "work")}
        for lane in self._lanes.values():
            lane.start()
        centre = getattr(seat, "centre", None)
        self._unsubscribe: Callable[[], None] | None = None
        if centre is not None:
            self._unsubscribe = centre.changes.subscribe(self._relay)

    @property
    def reads_are_local(self) -> bool:
        """Whether a small page may be read where it is painted."""
        return bool(getattr(getattr(self.seat, "centre", None), "reads_are_local", True))

    def read(
        self,
        fn: Callable[[Session], T],
        then: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
        *,
        key: str | None = None,
        label: str = "",
    ) -> Ticket:
        """Run ``fn(session)`` on the read worker; ``then(result)`` on the main thread."""

        def run() -> T:
            with self.seat.query() as session:
                return fn(session)

        return self._start("read", run, then, failed, label or _("Reading…"), key)

    def read_now(self, fn: Callable[[Session], T]) -> T:
        """Run ``fn(session)`` at once on the calling thread. For a few dozen rows, where reads are local."""
        with self.seat.query() as session:
            return fn(session)

    def write(
        self,
        operation: OperationLike,
        fn: Callable[[Session], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        *,
        reason: str | None = None,
    ) -> Ticket:
        """Run ``fn(session)`` inside the operation on the write worker: it commits when ``fn`` returns."""

        def run() -> T:
            with self.seat.operation(operation, reason=reason) as session:
                return fn(session)

        return self._start("write", run, then, failed, _(operation.label), None)

    def work(
        self,
        fn: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        *,
        label: str = "",
        key: str | None = None,
    ) -> Ticket:
        """Slow work without a database (PDF, Excel, hashing, pictures) on the third worker."""
        return self._start("work", fn, then, failed, label or _("Working…"), key)

    def long(
        self,
        fn: Callable[[Progress], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        *,
        label: str,
    ) -> Progress:
        """Long work with progress and cancel: ``fn(progress)`` calls ``progress.say(done, total)`` now and then. The
        shell shows the strip with what is being done, the time left and a button to cancel."""
        number = next(self._numbers)
        progress = Progress(number, label, self._tell)
        self._long[number] = progress

        def ended(result: T) -> None:
            self._end_long(number)
            if then is not None:
                then(result)

        def refused(error: UserError) -> None:
            self._end_long(number)
            if isinstance(error, Cancelled):
                return
            if failed is not None:
                failed(error)
            elif not isinstance(error, Unexpected):
                self.refused.emit(error)

        self._start("work", lambda: fn(progress), ended, refused, label, None)
        return progress

    def _tell(self, number: int, words: str, done: int, total: int) -> None:
        with contextlib.suppress(RuntimeError):
            self._told.emit(number, words, done, total)

    def _on_told(self, number: int, words: str, done: int, total: int) -> None:
        progress = self._long.get(number)
        if progress is not None:
            self.progressed.emit(progress, words, done, total)

    def _end_long(self, number: int) -> None:
        progress = self._long.pop(number, None)
        if progress is not None:
            self.progressed.emit(progress, "", 0, 0)

    def close(self) -> None:
        """Let running writes finish, then end the workers. Nothing arrives afterwards."""
        if self._closed:
            return
        self._closed = True
        for progress in self._long.values():
            progress.cancel()
        if self._unsubscribe is not None:
            self._unsubscribe()
        for lane in self._lanes.values():
            lane.jobs.put(None)
        for lane in self._lanes.values():
            lane.join(timeout=30)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._running

    def _start(
        self,
        lane: str,
        run: Callable[[], Any],
        then: Callable[[Any], None] | None,
        failed: Callable[[UserError], None] | None,
        label: str,
        key: str | None,
    ) -> Ticket:
        job = _Job(next(self._numbers), lane, run, then, failed, label, key)
        if self._closed:
            return Ticket(job)
        if key is not None:
            older = self._running.get(self._newest.get(key, 0))
            if older is not None:
                older.cancelled.set()
            self._newest[key] = job.number
        self._running[job.number] = job
        self._lanes[lane].jobs.put(job)
        if not self._slow.isActive():
            self._slow.start()
        return Ticket(job)

    def _hand_over(self, job: _Job, result: object, error: BaseException | None) -> None:
        # Called on a worker; the signal carries it to the main thread. The window may be gone by now.
        with contextlib.suppress(RuntimeError):
            self._arrived.emit(job, result, error)

    def _relay(self, changes: object) -> None:
        with contextlib.suppress(RuntimeError):
            self.changed.emit(changes)

    def _on_slow(self) -> None:
        if self._running:
            self.busy.emit(next(iter(self._running.values())).label)

    def _on_arrived(self, job: _Job, result: object, error: BaseException | None) -> None:
        self._running.pop(job.number, None)
        if not self._running:
            self._slow.stop()
            self.busy.emit("")
        if self._closed:
            return
        dropped = job.cancelled.is_set() or (job.key is not None and self._newest.get(job.key) != job.number)
        if error is None:
            if not dropped and job.then is not None and _alive(job.then):
                job.then(result)
        elif isinstance(error, UserError):
            if dropped:
                return
            if job.failed is not None and _alive(job.failed):
                job.failed(error)
            else:
                self.refused.emit(error)
        else:
            self.crashed.emit(Crash(job.label, error))
            if not dropped and job.failed is not None and _alive(job.failed):
                job.failed(Unexpected(_("Something went wrong in the program. What you typed is still here.")))


def _alive(callback: Callable[..., object]) -> bool:
    """Whether the object a bound method belongs to still exists on the C++ side."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
