"""What a page is, and what the shell hands to it. The shell builds a page on first show and keeps it.

::

    class LoansPage(Page):
        page_id, group, title, icon = "archive.loans", "archive", N_("Loans"), "loan"
        tables = frozenset({"loan"})
        permission = service.SEE_LOANS

        def build(self) -> None: ...            # once, before the first show: make the widgets
        def make_actions(self) -> list[Action]: ...
        def refresh(self) -> None: ...          # on first show and whenever one of ``tables`` changed
        def open_record(self, record_id: int) -> None: ...

Lists with a pane derive from ``ui.list_detail.ListDetail``, plain registers are described for ``RegisterPage``. The
rail is made from ``PageEntry`` rows in ``signdesk.app.pages``, so a page's module is imported only when it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from signdesk.ui.actions import Action, ActionRegistry
from signdesk.ui.form import Form
from signdesk.ui.messages import Messages
from signdesk.ui.ops import Ops, SeatLike, Session

GROUPS = ("desk", "signing", "archive", "registers", "management")


class Memory(Protocol):
    """Small things remembered per person (widths, filters) or kept safe (drafts). Values are JSON-able."""

    def get(self, key: str) -> Any: ...
    def set(self, key: str, value: Any) -> None: ...


class Forgetful:
    """A Memory that lasts as long as the window: the default, and for tests."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        """The value, or None."""
        return self._values.get(key)

    def set(self, key: str, value: Any) -> None:
        """Keep it; None forgets it."""
        if value is None:
            self._values.pop(key, None)
        else:
            self._values[key] = value


@dataclass(frozen=True)
class Listing:
    """A list as it stands on the screen, for paper and Excel: masked stays masked."""

    title: str
    facts: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Outlet(Protocol):
    """How lists leave the window; given by the app. All are called on a worker."""

    def excel(self, listing: Listing) -> bytes: ...
    def pdf(self, listing: Listing) -> bytes: ...
    def png(self, pdf: bytes, page: int, dpi: int) -> bytes: ...
    def page_count(self, pdf: bytes) -> int: ...
    def print(self, pdf: bytes, title: str) -> None: ...


@dataclass(frozen=True)
class PageContext:
    """Everything a page may ask for."""

    seat: SeatLike
    ops: Ops
    actions: ActionRegistry
    messages: Messages
    open_page: Callable[..., object]
    """``open_page(page_id, record_id=None)`` shows another page."""
    memory: Memory = field(default_factory=Forgetful)
    """Widths, splitters, filters of the person logged in."""
    drafts: Memory = field(default_factory=Forgetful)
    """What was typed into forms and not yet saved; survives a crash."""
    outlet: Outlet | None = None
    """Excel and print; None hides these actions."""
    place: Any = None
    """What only the app's own pages ask for: this PC's settings, key store and folder."""


@dataclass(frozen=True)
class PageEntry:
    """One line of the rail. ``load`` names the class ("package.module:Class") and is imported on first show."""

    page_id: str
    group: str
    title: str
    icon: str
    load: str
    permission: str = ""
    """Where the Permission stands ("package.module:NAME"); looked up when the rail is filled."""
    count: str = ""
    """Where the function ``count(session) -> int`` of what waits stands."""
    count_tables: frozenset[str] = frozenset()
    """The tables whose change makes the count stale."""
    search: str = ""
    """Where ``search(session, words)`` stands, which gives (id, text, note) triples for the palette."""


class Page(QWidget):
    """One page in the shell."""

    page_id: ClassVar[str] = ""
    group: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = "document"
    tables: ClassVar[frozenset[str]] = frozenset()
    permission: ClassVar[Any] = None

    status_changed = Signal(str)
    """Count and sum of what is selected, for the status bar."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.stale = True
        self.setObjectName(self.page_id)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)
        self.context.actions.add_all(self.make_actions(), self)
        self.build()
        context.ops.changed.connect(self.on_changed)

    @property
    def ops(self) -> Ops:
        """Short for context.ops."""
        return self.context.ops

    @property
    def messages(self) -> Messages:
        """Short for context.messages."""
        return self.context.messages

    def build(self) -> None:
        """Make the widgets. Called once."""

    def make_actions(self) -> Sequence[Action]:
        """The page's actions; registered before ``build``."""
        return ()

    def refresh(self) -> None:
        """Ask again for what the page shows."""

    def open_record(self, record_id: int) -> None:
        """Select and show one record."""

    def focus_search(self) -> bool:
        """Put the cursor into the page's own search field (Ctrl+F). False if it has none."""
        return False

    def unsaved(self) -> bool:
        """Whether something typed here is not saved yet."""
        return False

    def keep_drafts(self) -> None:
        """Write down what is typed right now (crash, lock, language, close)."""
        for form in self.findChildren(Form):
            form.keep_draft()

    def hide_secrets(self) -> None:
        """The screen is being locked: hide every revealed field."""

    def on_changed(self, changes: Any) -> None:
        """Something was committed, here or elsewhere."""
        if not self.tables or not changes.touches(*self.tables):
            return
        if self.isVisible():
            self.refresh()
        else:
            self.stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh what went stale while the page was hidden."""
        super().showEvent(event)
        if self.stale:
            self.stale = False
            self.refresh()


Reader = Callable[[Session], Any]
