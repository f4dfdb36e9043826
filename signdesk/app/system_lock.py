"""Hears that the system's screen was locked or the PC goes to sleep (D-Bus: logind, freedesktop and GNOME screen
savers). What is done then is `app.start`: running writes end, the database is closed and its keys are dropped."""

from __future__ import annotations

import sys

from PySide6.QtCore import SLOT, QObject, Signal, Slot


class SystemLock(QObject):
    """Says `locked` once for every lock or sleep; never on a system without these services."""

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listening = 0
        if sys.platform.startswith("linux"):
            self._listen()

    def _listen(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        manager = "org.freedesktop.login1.Manager"
        wanted = (
            (session, "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
            (session, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged"),
            (system, "/org/freedesktop/login1", manager, "PrepareForSleep"),
        )
        for bus, path, interface, name in wanted:
            slot = SLOT("on_changed(bool)")
            # The stubs want bytes for the slot, the library takes what SLOT gives.
            if bus.isConnected() and bus.connect("", path, interface, name, self, slot):  # type: ignore[call-overload]
                self.listening += 1

    @Slot(bool)
    def on_changed(self, begins: bool) -> None:
        """The screen saver became active, or the PC is about to sleep (and the opposite, which changes nothing)."""
        if begins:
            self.locked.emit()
