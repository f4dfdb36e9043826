"""Keys pressed faster than the page follows. Between the moment a point is being settled and the moment the list shows
what became of it, a key would meet the point that is just being left; it is kept, and acts on the point it was meant
for. ``ui.typed_ahead`` does the same for what is typed into fields."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from signdesk.ui.actions import Action

MOST = 8
"""More than this nobody presses ahead on purpose."""


class KeptActs:
    """Acts of one page that wait until it has followed."""

    def __init__(self) -> None:
        self._kept: deque[Action] = deque(maxlen=MOST)
        self._writing = self._written = False

    def wait_for(self, action: Action) -> Action:
        """The same action, kept while the page is behind."""
        can = action.enabled
        return replace(action, callback=lambda: self._do(action), enabled=lambda: self._writing or can is None or can())

    def writing(self) -> None:
        """Something is being settled: from now on the page is behind."""
        self._writing, self._written = True, False

    def written(self) -> None:
        """It is settled; the page follows when it has read again."""
        self._written = True

    def followed(self) -> None:
        """The page shows what it read. What was pressed meanwhile is done, as far as it still can be."""
        if not self._written:
            return
        self._writing = self._written = False
        while self._kept and not self._writing:
            action = self._kept.popleft()
            if action.enabled is None or action.enabled():
                action.callback()

    def forget(self) -> None:
        """It was refused: what was pressed after it was pressed on a wrong belief."""
        self._kept.clear()
        self._writing = self._written = False

    def _do(self, action: Action) -> None:
        if self._writing:
            self._kept.append(action)
        else:
            action.callback()
