"""Watches for what concerns the person at the seat: an account that was closed, got other roles or another password
locks the screen at once, and the idle time of the centre's settings holds. It decides no rights: `core.auth` does."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from signdesk.app.main_window import MainWindow
from signdesk.core import auth, settings
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.operations import Seat


class SeatWatch(QObject):
    """Belongs to one main window."""

    def __init__(self, window: MainWindow, seat: Seat) -> None:
        super().__init__(window)
        self._window, self._seat = window, seat
        window.ops.changed.connect(self.on_changed)
        self.read_idle_time()

    def on_changed(self, changes: Any) -> None:
        """Something was committed, here or elsewhere."""
        if changes.touches("setting"):
            self.read_idle_time()
        account = self._seat.actor.account_id
        if account in changes.ids.get("account", ()) or self._seat.actor.person_id in changes.ids.get("person", ()):
            actor = self._seat.actor
            self._window.ops.read(
                lambda session: auth.still_holds(session, actor), self.on_held, _leave_it, key="seat_watch.rights"
            )

    def on_held(self, holds: bool) -> None:
        """Whether what the person logged in with still holds."""
        if holds:
            return
        self._window.lock()
        told = self._window.lock_screen.problem
        told.setText(_("Your account has been changed. Log in as someone else, or again as yourself."))
        told.show()

    def read_idle_time(self) -> None:
        """After how many minutes without use the screen is covered."""
        self._window.ops.read(
            lambda session: settings.get(session, settings.AUTO_LOCK_MINUTES),
            self.on_idle_time,
            _leave_it,
            key="seat_watch.idle",
        )

    def on_idle_time(self, minutes: int) -> None:
        """The setting is known."""
        self._window.idle.seconds = minutes * 60


def unlock(seat: Seat, password: str) -> None:
    """Give the seat its rights back for the right password; UserError as `auth.check_password`, and when another
    password was set meanwhile."""
    auth.check_password(seat, password)
    seat.resume_rights()
    with seat.query() as session:
        holds = auth.still_holds(session, seat.actor)
    if not holds:
        seat.end_rights()
        raise UserError(_("Your account has been changed."), hint=_("Log out and log in again."))


def _leave_it(_error: UserError) -> None:
    """The screen is locked already: unlocking asks the same again."""
