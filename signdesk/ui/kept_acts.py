"""Keys pressed faster than the page follows. Between the moment something is being written and the moment the list
shows what became of it, a key would meet what is just being left; it is kept, and acts on what it was meant for.
``ui.typed_ahead`` does the same for what is typed into fields."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

from signdesk.core.errors import UserError
from signdesk.ui.actions import Action
from signdesk.ui.form_in_pane import FormInPane
from signdesk.ui.list_detail import Found
from signdesk.ui.ops import OperationLike, Session, T, Unexpected

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


class KeptActsPage(FormInPane):
    """A page on which one act follows another as fast as keys can be pressed."""

    def in_turn(self, actions: Sequence[Action]) -> tuple[Action, ...]:
        """These actions, each waiting for what the one before it wrote: for ``make_actions``, once."""
        self.keys = KeptActs()
        return tuple(self.keys.wait_for(action) for action in actions)

    def write_in_turn(
        self,
        operation: OperationLike,
        write: Callable[[Session], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        *,
        reason: str | None = None,
    ) -> None:
        """``ops.write``, then read the list again; acts in turn wait until that is shown. What is refused and has no
        ``failed`` goes to the message bar."""

        def done(value: T) -> None:
            self.keys.written()
            if then is not None:
                then(value)
            self.refresh()

        def refused(error: UserError) -> None:
            if failed is not None:
                self.keys.forget()
                failed(error)
            else:
                self.refuse(error)
            self.refresh()

        self.keys.writing()
        self.ops.write(operation, write, done, refused, reason=reason)

    def refuse(self, error: UserError) -> None:
        """It could not be done: say so, and forget what was pressed after it."""
        self.keys.forget()
        if not isinstance(error, Unexpected):
            self.messages.error(error)

    def on_not_read(self, error: UserError) -> None:
        """The page cannot follow: a key kept until it can would meet something else by then."""
        self.refuse(error)

    def on_found(self, found: Found) -> None:
        """The page has followed: what was pressed meanwhile acts now."""
        super().on_found(found)
        self.keys.followed()
