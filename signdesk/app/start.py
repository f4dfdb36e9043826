"""The front door: which window comes first, and which after it. Log-in at once where nothing must be typed to open
the data (the centre opens while the person types); the passphrase, a problem's own screen or the first run where it
must. No rule of the trade here, and nothing heavy is imported before the first window is painted."""

from __future__ import annotations

import contextlib
import gc
import sys
import threading
import types
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from signdesk.app.single_instance import SingleInstance
from signdesk.core import fonts, keystore_file
from signdesk.core.errors import UserError
from signdesk.core.i18n import LANGUAGES, _, set_language
from signdesk.ui import theme
from signdesk.ui.collector import Collector

if TYPE_CHECKING:
    from signdesk.app.context import AppContext
    from signdesk.app.key_problem import OpeningWindow
    from signdesk.app.login import LoginWindow, SampleNames
    from signdesk.app.system_lock import SystemLock
    from signdesk.core.operations import Seat

GOOD, FAILED = 0, 1
_AFTER_THE_WINDOW_MS = 100
_OURS = ("signdesk.db", "settings.bin", "settings.previous.bin", "heads.jsonl", "vault")


def run(folder: Path, *, sample: SampleNames | None = None) -> int:
    """Open SignDesk on `folder` and stay until the last window is closed. Comes forward instead if it is open
    already."""
    app = application()
    instance = SingleInstance(folder)
    if not instance.first:
        if instance.call_first():
            return GOOD
        sys.stderr.write(_("SignDesk is already open on {folder}, but does not answer.").format(folder=folder) + "\n")
        return FAILED
    door = FrontDoor(folder, sample=sample)
    instance.called.connect(door.come_forward)
    sys.excepthook = door.on_exception
    threading.excepthook = lambda told: door.crashed.emit(told.exc_value)
    try:
        door.begin()
        return app.exec()
    finally:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        door.finish()
        instance.close()


def application() -> QApplication:
    """The one Qt application, dressed."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app)
    else:
        app = theme.make_application(["signdesk"])
    app.setApplicationName("SignDesk")
    app.setDesktopFileName("signdesk")
    return app


class FrontDoor(QObject):
    """Holds the window in front and what is open behind it."""

    crashed = Signal(object)

    def __init__(self, folder: Path, *, sample: SampleNames | None = None) -> None:
        super().__init__()
        self.folder = folder
        self.sample = sample
        self.window: QWidget | None = None
        self.context: AppContext | None = None
        self._password_is_due = False
        self.system_lock: SystemLock | None = None
        self.crashed.connect(self._show_crash, Qt.ConnectionType.QueuedConnection)
        self._collector = Collector(self)

    # -- what comes first

    def begin(self) -> None:
        """Show the first window."""
        header = self._header()
        if header is None:
            if self._is_empty():
                self.show_first_run()
            else:
                self.show_opening(ask=False)
            return
        if header.get("language") in LANGUAGES:
            set_language(str(header["language"]))
        if header["asks"]:
            self.show_opening(ask=True)
        else:
            self.show_log_in(str(header.get("centre", "")), self._open)

    def show_first_run(self) -> None:
        """Ask what a new centre needs."""
        from signdesk.app.first_run import FirstRunWindow
        from signdesk.app.first_run_flow import FirstRun
        from signdesk.core.i18n import language

        window = FirstRunWindow(FirstRun(self.folder, language=language()))

        def on_made(store: Any, keys: Any) -> None:
            def open_it() -> AppContext:
                from signdesk.app import bootstrap

                return self._warmed(bootstrap.open_app(store, keys))

            self.show_log_in(store.header.get("centre", ""), open_it)

        window.made.connect(on_made)
        self._put_in_front(window)

    def show_opening(self, *, ask: bool, error: UserError | None = None) -> OpeningWindow:
        """The passphrase question, or a problem's own screen."""
        from signdesk.app.key_problem import OpeningWindow
        from signdesk.app.opening import Opening

        window = OpeningWindow(Opening(self.folder))
        window.opened.connect(self.on_opened)
        self._put_in_front(window)
        if error is None:
            window.begin()
        else:
            window.show_problem(error)
        return window

    def show_log_in(self, centre_name: str, prepare: Callable[[], AppContext]) -> LoginWindow:
        """Name and password, while `prepare` opens the centre."""
        from signdesk.app.login import LoginWindow

        painted = threading.Event()

        def when_painted() -> AppContext:
            # Importing beside the first painting would slow it down (one interpreter lock for both).
            painted.wait(1.0)
            return prepare()

        window = LoginWindow(
            centre_name=centre_name,
            prepare=when_painted,
            log_in=self._log_in,
            sample=self.sample,
            notices=self.context.notices if self.context else (),
        )
        window.logged_in.connect(self.on_logged_in)
        window.failed.connect(self.on_failed)
        self._put_in_front(window)
        QTimer.singleShot(0, painted.set)
        return window

    # -- what comes after

    def on_opened(self, context: AppContext) -> None:
        """The centre is open; now somebody logs in."""
        self.context = context
        self.show_log_in(context.centre_name, lambda: self._warmed(context))

    def on_failed(self, error: BaseException) -> None:
        """Opening failed behind the log-in window."""
        if isinstance(error, UserError):
            self.show_opening(ask=False, error=error)
        else:
            self.crashed.emit(error)

    def on_logged_in(self, context: AppContext, seat: Seat) -> None:
        """Somebody is who they say. A password that is due is changed before anything else."""
        self.context = context
        if not self._password_is_due:
            self.sit_down(context, seat)
            return
        from signdesk.app.new_password import NewPasswordWindow

        asking = NewPasswordWindow(seat)
        asking.done.connect(lambda: self.sit_down(context, seat))
        asking.left.connect(lambda: self.on_log_out(asking, seat))
        self._put_in_front(asking)

    def sit_down(self, context: AppContext, seat: Seat) -> None:
        """Open the main window for whoever logged in."""
        from signdesk.app.shell import main_window

        window = main_window(context, seat)
        window.log_out_asked.connect(lambda: self.on_log_out(window, seat))
        self._put_in_front(window)
        window.open_first()
        if self.system_lock is None:
            QTimer.singleShot(_AFTER_THE_WINDOW_MS, self, self._listen_to_the_system)

    def on_log_out(self, window: QWidget, seat: Seat) -> None:
        """Somebody leaves; the centre stays open for the next."""
        from signdesk.core import auth

        context = self.context
        if context is not None:
            self.show_log_in(context.centre_name, lambda: context)
            window.close()
            auth.log_out(seat)

    def lock_away(self) -> None:
        """The system was locked or goes to sleep: let running writes end, close the database and drop its keys.
        Whoever comes back logs in again; what was typed into forms is kept as drafts."""
        from signdesk.app.main_window import MainWindow

        window, context = self.window, self.context
        if not isinstance(window, MainWindow) or context is None:
            return
        self.context = None
        if "device" in context.store.slots or context.is_demo:
            self.show_log_in(context.centre_name, self._open)
        else:
            self.show_opening(ask=True)
        context.centre.close()

    def come_forward(self) -> None:
        """SignDesk was started again on this folder."""
        if self.window is not None:
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    def finish(self) -> None:
        """Close what is open."""
        self._collector.stop()
        if self.window is not None:
            self.window.close()
            self.window = None
        if self.context is not None:
            self.context.centre.close()
            self.context = None

    def on_exception(self, kind: type[BaseException], error: BaseException, trace: types.TracebackType | None) -> None:
        """A bug in a slot: into the crash dialog, and to standard error for whoever started it there."""
        sys.__excepthook__(kind, error, trace)
        if not isinstance(error, KeyboardInterrupt):
            self.crashed.emit(error)

    # -- inside

    def _header(self) -> dict[str, Any] | None:
        """What may be known before unlocking, without cryptography; None if no key store can be read. `asks`: a
        passphrase is needed."""
        for name in (keystore_file.FILE, keystore_file.COPY):
            try:
                content = keystore_file.parse((self.folder / name).read_bytes())
            except (OSError, ValueError, UserError):
                continue
            header = dict(content["header"])
            kinds = {slot["kind"] for slot in content["slots"]}
            return {**header, "asks": "device" not in kinds and "demo" not in header}
        return None

    def _is_empty(self) -> bool:
        names = (*_OURS, keystore_file.FILE, keystore_file.COPY)
        return not any((self.folder / name).exists() for name in names)

    def _open(self) -> AppContext:
        """On a worker, behind the log-in window."""
        from signdesk.app.opening import Opening
        from signdesk.core.errors import BugError

        context = Opening(self.folder).begin()
        if context is None:
            raise BugError("nothing opens this folder without asking")
        self.context = context
        return self._warmed(context)

    def _log_in(self, context: AppContext, login_name: str, password: str) -> Seat:
        """On a worker, behind the log-in window. The station is asked anew: its settings may have changed."""
        from signdesk.app.context import station_of
        from signdesk.app.new_password import is_due
        from signdesk.core import auth

        seat = auth.log_in(context.centre, station_of(context.config), login_name, password)
        self._password_is_due = is_due(seat)
        return seat

    def _warmed(self, context: AppContext) -> AppContext:
        """Make the rooms ready while the person types, and keep the font ready for the next start."""
        from signdesk.app import shell

        self.context = context
        shell.import_rooms()
        shell.rehearse(context)
        gc.freeze()  # modules stay for good: looking through them again would only make pauses
        with contextlib.suppress(OSError):  # a cache that cannot be written costs a hundredth of a second, no more
            fonts.keep_face()
        return context

    def _listen_to_the_system(self) -> None:
        from signdesk.app.system_lock import SystemLock

        if self.system_lock is None:
            self.system_lock = SystemLock(self)
            self.system_lock.locked.connect(self.lock_away)

    def _put_in_front(self, window: QWidget) -> None:
        before, self.window = self.window, window
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()
        if before is not None:
            before.close()

    def _show_crash(self, error: BaseException) -> None:
        from signdesk.ui.dialogs import show_crash
        from signdesk.ui.ops import Crash

        if self.window is not None:
            show_crash(self.window, Crash(_("SignDesk"), error))
