"""Collects garbage on the screen thread only. Python collects on whichever thread happens to allocate; a widget
caught in a cycle would then be destroyed on a worker, which Qt answers with a crash."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 500


class Collector(QObject):
    """Looks twice a second, on the thread it was made on, and collects what Python's own thresholds say is due."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(3) if counts[generation] > thresholds[generation]]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Back to Python's own way: the last window is gone."""
        self._timer.stop()
        gc.enable()
