"""One window per data folder and user: whoever comes second asks the first to come forward and leaves. Commands
(verify, backup …) and other stations are no second window and are not kept out."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QLockFile, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CALL = b"forward\n"
_PATIENCE_MS = 15_000
"""A first window that is still opening, on a slow disk, hears late; whoever pressed twice is not told of a fault."""
_AFTER_THE_WINDOW_MS = 100


class SingleInstance(QObject):
    """Holds the place of the first window. The lock is the system's (it ends with the process); the socket only
    carries the call, so it opens after the first window, which Qt's network part would delay."""

    called = Signal()
    """Another start on the same folder: come forward."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = instance_name(folder)
        self._lock = QLockFile(str(lock_file(folder)))
        self._lock.setStaleLockTime(0)
        self.first = self._lock.tryLock(0)
        self._server: QLocalServer | None = None
        if self.first:
            QTimer.singleShot(_AFTER_THE_WINDOW_MS, self, self._listen)

    def _listen(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        if not self.first:
            return
        QLocalServer.removeServer(self.name)  # what a crash left; the lock says that nobody is there
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(self.name)

    def call_first(self) -> bool:
        """Ask the first window to come forward; whether it heard."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        if not self._connect(socket):
            return False
        socket.write(_CALL)
        socket.waitForBytesWritten(_PATIENCE_MS)
        heard = socket.waitForReadyRead(_PATIENCE_MS)
        socket.disconnectFromServer()
        return heard

    def _connect(self, socket: QLocalSocket) -> bool:
        """The first may have taken its place a moment ago and not listen yet."""
        from PySide6.QtCore import QDeadlineTimer, QThread

        patience = QDeadlineTimer(_PATIENCE_MS)
        while True:
            socket.connectToServer(self.name)
            if socket.waitForConnected(_PATIENCE_MS):
                return True
            if patience.hasExpired():
                return False
            QThread.msleep(20)

    def close(self) -> None:
        """Give the place up."""
        if self._server is not None:
            self._server.close()
            self._server = None
        if self.first:
            self._lock.unlock()
            self.first = False

    def _on_connection(self) -> None:
        if self._server is None:
            return
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._on_call(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._on_call(socket)

    def _on_call(self, socket: QLocalSocket) -> None:
        if bytes(socket.readAll().data()).startswith(_CALL[:1]):
            socket.write(b"coming\n")
            socket.flush()
            self.called.emit()


def instance_name(folder: Path) -> str:
    """The socket's name: one per folder and user."""
    place = f"{folder.absolute().resolve()}\n{getpass.getuser()}"
    return "signdesk-" + hashlib.sha256(place.encode()).hexdigest()[:24]


def lock_file(folder: Path) -> Path:
    """Beside the temporary files and not in the folder, which may not exist yet."""
    return Path(QDir.tempPath()) / f"{instance_name(folder)}.lock"
