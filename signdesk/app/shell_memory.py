"""What the windows remember for one person on this PC: widths, filters, and what was typed but not saved.

One small sealed file per person in the data folder, written soon after each change, so that a draft survives a crash.
It may hold personal data (half a form), therefore it is encrypted with the settings' key. A file that cannot be read
is put aside and said to be so; nothing else depends on it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from signdesk.core import durable, sealed_stream
from signdesk.core.errors import UserError

_PAUSE_MS = 300
_ABOUT = b"signdesk window memory 1"


class SealedMemory(QObject):
    """A ``ui.page.Memory`` in an encrypted file."""

    def __init__(self, path: Path, key: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path, self._key = path, key
        self.damaged = False
        """Whether the file could not be read and was put aside."""
        self._values = self._load()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self._dirty = False

    def get(self, key: str) -> Any:
        """The value, or None."""
        return self._values.get(key)

    def set(self, key: str, value: Any) -> None:
        """Keep a JSON-able value; None forgets it. Written within a third of a second."""
        if self._values.get(key) == value:
            return
        if value is None:
            self._values.pop(key, None)
        else:
            self._values[key] = value
        self._dirty = True
        self._pause.start()

    def flush(self) -> None:
        """Write now what is not written yet."""
        self._pause.stop()
        if not self._dirty:
            return
        plain = json.dumps(self._values, ensure_ascii=False).encode()
        self._path.parent.mkdir(mode=0o700, exist_ok=True)
        try:
            durable.write(self._path, sealed_stream.seal(plain, self._key, about=_ABOUT))
        except OSError:
            self._pause.start(10_000)  # a full disk: try again, nothing is lost while the window is open
            return
        self._dirty = False

    def _load(self) -> dict[str, Any]:
        if not self._path.exists():
            return {}
        try:
            values = json.loads(sealed_stream.unseal(self._path.read_bytes(), self._key, about=_ABOUT))
        except (OSError, UserError, ValueError):
            self.damaged = True
            aside = self._path.with_suffix(".damaged")
            self._path.replace(aside)
            return {}
        return values if isinstance(values, dict) else {}
