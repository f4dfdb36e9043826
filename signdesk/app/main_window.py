"""The main window: rail, bars, pages, messages, palette, lock. It builds pages when they are first shown and hands each
its ``PageContext``; it holds no business rule and opens no centre.

::

    window = MainWindow(seat, facts=Facts(centre_name="…", place="…"), unlock=lambda word: auth.unlock(seat, word),
                        memory=SealedMemory(…), drafts=SealedMemory(…), outlet=Paper(…))
    window.show(); window.log_out_asked.connect(…); window.closed.connect(…)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from signdesk.app.lock import IdleWatch, LockScreen, dialogs_of
from signdesk.app.pages import GROUP_TITLES, MY_WORK, PAGES, installed, resolve, search_of
from signdesk.app.shell_bars import DemoBanner, StatusBar, TopBar
from signdesk.app.shell_person import Facts, person_menu
from signdesk.app.shell_rail import Rail
from signdesk.core.errors import UserError
from signdesk.core.i18n import _, language, set_language
from signdesk.ui import fit as fitting
from signdesk.ui import icons, theme
from signdesk.ui.actions import Action, ActionRegistry
from signdesk.ui.buttons import key_words
from signdesk.ui.dialogs import show_crash
from signdesk.ui.messages import Messages
from signdesk.ui.ops import Crash, Ops, Progress, SeatLike
from signdesk.ui.page import Forgetful, Memory, Outlet, Page, PageContext, PageEntry
from signdesk.ui.palette import PageLine, Palette, Provider
from signdesk.ui.reveal import hide_all
from signdesk.ui.shortcuts import ShortcutsSheet

_KEYS_SHOWN = 6
_AFTER_FIRST_PAGE_MS = 100


__all__ = ["Facts", "MainWindow"]


class MainWindow(QMainWindow):
    """Everything the person works in."""

    log_out_asked = Signal()
    closed = Signal()
    password_asked = Signal()
    """The person wants another password."""
    language_changed = Signal(str)

    def __init__(
        self,
        seat: SeatLike,
        *,
        facts: Facts,
        unlock: Callable[[str], object],
        memory: Memory | None = None,
        drafts: Memory | None = None,
        outlet: Outlet | None = None,
        place: Any = None,
        entries: Sequence[PageEntry] = PAGES,
    ) -> None:
        super().__init__()
        self.setObjectName("main")
        self.seat, self.facts = seat, facts
        self.memory, self.drafts, self.outlet = memory or Forgetful(), drafts or Forgetful(), outlet
        self.place = place
        self.locked = False
        self._unlock, self._all = unlock, tuple(entries)
        self._hidden_dialogs: list[QWidget] = []
        self._backup_words = ""
        self.ops = Ops(seat, self)
        self.ops.changed.connect(self.on_changed)
        self.ops.busy.connect(self.on_busy)
        self.ops.refused.connect(self.on_refused)
        self.ops.crashed.connect(self.on_crashed)
        self.ops.progressed.connect(self.on_progress)
        self.setWindowIcon(icons.icon("sign", theme.tokens().accent, 32))
        self.setMinimumSize(*fitting.MINIMUM)
        self.root = QStackedWidget()
        self.setCentralWidget(self.root)
        self._build()
        self._size()
        theme.watcher().changed.connect(self.update)
        self.idle = IdleWatch(parent=self)
        self.idle.idle.connect(self.lock)
        self.idle.start()
        for notice in facts.notices:
            self.messages.warn(notice)

    # building

    def _build(self) -> None:
        self.setWindowTitle(f"{self.facts.centre_name} · {_('SignDesk')}")
        self.work = QWidget()
        self.actions_ = ActionRegistry(self.seat, self.work)
        self.messages = Messages(self.work)
        self.messages.place = self._way_back
        self.entries = [entry for entry in self._all if installed(entry) and self._permitted(entry)]
        self.context = PageContext(
            self.seat,
            self.ops,
            self.actions_,
            self.messages,
            self.open_page,
            self.memory,
            self.drafts,
            self.outlet,
            self.place,
        )
        place = " · ".join(part for part in (self.facts.centre_name, self.facts.station) if part)
        self.rail = Rail(place, self.entries, GROUP_TITLES, self.work)
        self.rail.chosen.connect(self.on_rail)
        person = " · ".join(part for part in (self.seat.actor.name, self.facts.role()) if part)
        self.top = TopBar(person)
        self.top.rail_asked.connect(self.toggle_rail)
        self.top.lock_asked.connect(self.lock)
        self.top.person_asked.connect(self.on_person)
        self.top.work_asked.connect(lambda: self.open_page(MY_WORK))
        self.top.set_work(0 if any(entry.page_id == MY_WORK for entry in self.entries) else None)
        self.status = StatusBar()
        self.pages = QStackedWidget()
        self.shown: dict[str, Page] = {}
        self.page_id = ""
        self._lay_out()
        self._add_actions()
        self._add_palette()
        self.lock_screen = LockScreen(self.seat.actor.name, self._unlock)
        self.lock_screen.unlocked.connect(self.unlock)
        self.lock_screen.other_asked.connect(self.log_out_asked)
        while (old := self.root.widget(0)) is not None:
            self.root.removeWidget(old)
            old.deleteLater()
        self.root.addWidget(self.work)
        self.root.addWidget(self.lock_screen)
        self._apply_fit()
        QTimer.singleShot(_AFTER_FIRST_PAGE_MS, self, self.refresh_counts)
        self.refresh_place()

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        if self.facts.demo:
            middle.addWidget(DemoBanner(_("Sample centre: invented people and numbers, nothing here is real.")))
        middle.addWidget(self.top)
        self._message_box = QVBoxLayout()
        self._message_box.addWidget(self.messages.bar)
        middle.addLayout(self._message_box)
        middle.addWidget(self.pages, 1)
        self._strip_box = QVBoxLayout()
        self._strip_box.addWidget(self.messages.progress)
        self._strip_box.addWidget(self.messages.strip)
        middle.addLayout(self._strip_box)
        middle.addWidget(self.status)
        self._rail_place = QHBoxLayout()
        self._rail_place.addWidget(self.rail)
        whole = QHBoxLayout(self.work)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._rail_place)
        whole.addLayout(middle, 1)

    def _add_actions(self) -> None:
        strip = self.messages.strip
        for action in (
            Action("shell.palette", _("Search and commands"), self.open_palette, "Ctrl+K", act=False, hidden=True),
            Action("shell.find", _("Search in this page"), self.find_in_page, "Ctrl+F", icon="search", act=False),
            Action("shell.keys", _("Keys"), self.show_keys, "F1", icon="help", act=False),
            Action("shell.lock", _("Lock"), self.lock, "Ctrl+L", icon="lock", act=False),
            # Always on: an offer comes and goes without anybody asking the actions again; without one nothing happens.
            Action("shell.undo", _("Undo"), strip.undo, "Ctrl+Z", icon="undo", hidden=True),
            Action("shell.back", _("Page before"), self.back, icon="back", act=False),
        ):
            self.actions_.add(action, self.work)
        for number, entry in enumerate(self.entries[:9], start=1):
            self.actions_.add(
                Action(
                    f"shell.page.{entry.page_id}",
                    _(entry.title),
                    lambda id=entry.page_id: self.open_page(id),  # type: ignore[misc]  # one closure per page
                    f"Alt+{number}",
                    icon=entry.icon,
                    act=False,
                    hidden=True,
                ),
                self.work,
            )
        self._history: list[str] = []

    def _add_palette(self) -> None:
        providers = [
            Provider(entry.page_id, entry.title, entry.icon, search_of(entry.search))
            for entry in self.entries
            if entry.search
        ]
        lines = [PageLine(entry.page_id, _(entry.title), entry.icon) for entry in self.entries]
        self.palette_ = Palette(
            self.top.search,
            self.actions_,
            self.ops,
            pages=lines,
            open_page=self.open_page,
            providers=providers,
            parent=self.work,
        )

    def _permitted(self, entry: PageEntry) -> bool:
        return not entry.permission or self.seat.may(resolve(entry.permission))

    def _size(self) -> None:
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry() if screen else QRect(0, 0, 1440, 900)
        kept = self.memory.get("window") or [1440, 900]
        self.resize(min(int(kept[0]), room.width()), min(int(kept[1]), room.height()))

    def sizeHint(self) -> QSize:
        """The size of the design."""
        return QSize(1440, 900)

    # pages

    def open_first(self) -> None:
        """The page this person last worked on, or the first of the rail."""
        known = [entry.page_id for entry in self.entries]
        last = self.memory.get("page")
        if known:
            self.open_page(last if last in known else known[0])

    def open_page(self, page_id: str, record_id: int | None = None) -> Page | None:
        """Show a page, building it on first show, and one of its records."""
        entry = next((entry for entry in self.entries if entry.page_id == page_id), None)
        if entry is None:
            self.messages.warn(_("This page is not available to you."))
            return None
        page = self.shown.get(page_id) or self._make(entry)
        if page is None:
            return None
        if self.page_id and self.page_id != page_id:
            self.messages.leave_page()
            self._history = [*self._history[-20:], self.page_id]
        self.page_id = page_id
        if self.pages.currentWidget() is not page:
            self.pages.setCurrentWidget(page)
            # The stack hands the cursor to whatever comes first; the page knows where it belongs.
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.rail.mark(page_id)
        self._float_rail(False)
        self.memory.set("page", page_id)
        self.status.summed.setText("")
        self.show_page_keys()
        if record_id is not None:
            page.open_record(record_id)
        focused = QApplication.focusWidget()
        if focused is None or not page.isAncestorOf(focused):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        return page

    def _make(self, entry: PageEntry) -> Page | None:
        try:
            page = resolve(entry.load)(self.context)
        except UserError as error:
            self.messages.error(error)
            return None
        except Exception as error:  # a page that cannot be built must not take the others with it
            self.on_crashed(Crash(_(entry.title), error))
            return None
        assert isinstance(page, Page)  # noqa: S101 (the list of pages names pages)
        page.status_changed.connect(self.status.summed.setText)
        self.shown[entry.page_id] = page
        self.pages.addWidget(page)
        return page

    def _way_back(self) -> Callable[[], object]:
        page_id = self.page_id
        return lambda: self.open_page(page_id) if page_id != self.page_id else None

    def back(self) -> None:
        """The page before this one."""
        if self._history:
            page_id = self._history.pop()
            self.open_page(page_id)
            self._history = self._history[:-1]

    def current_page(self) -> Page | None:
        """The page on the screen."""
        return self.shown.get(self.page_id)

    def on_rail(self, page_id: str) -> None:
        """A line of the rail was chosen."""
        self.open_page(page_id)

    # what the shell does

    def open_palette(self) -> None:
        """Ctrl+K."""
        self.palette_.remember(QApplication.focusWidget())
        self.palette_.open()

    def find_in_page(self) -> None:
        """Ctrl+F: the page's own search, or the palette."""
        page = self.current_page()
        if page is None or not page.focus_search():
            self.open_palette()

    def show_keys(self) -> None:
        """F1."""
        ShortcutsSheet(self, self.actions_).open()

    def show_page_keys(self) -> None:
        """This page's keys into the status bar."""
        page = self.current_page()
        keyed = [action for action in self.actions_.offered_by(page) if action.shortcut] if page else []
        words = [f"{key_words(action.shortcut)} {action.text}" for action in keyed[:_KEYS_SHOWN]]
        self.status.show_keys(words, f"F1 {_('Keys')}")

    def on_person(self) -> None:
        """The menu of the person: appearance, language, log out."""
        menu = person_menu(
            self, set_scheme=self.set_scheme, set_language=self.set_language, keys=self.show_keys, lock=self.lock
        )
        menu.addAction(icons.icon("key"), _("Change my password"), self.password_asked.emit)
        menu.addAction(_("Log out"), self.log_out_asked.emit)
        menu.popup(self.top.person.mapToGlobal(QPoint(0, self.top.person.height() + 2)))

    def set_scheme(self, scheme: theme.Scheme | None) -> None:
        """Light, dark or as the system; remembered."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, scheme=scheme)
            self.memory.set("scheme", scheme)

    def set_language(self, code: str) -> None:
        """Another language: the window is built again; what is typed in forms is kept as drafts."""
        if code == language():
            return
        page_id, page = self.page_id, self.current_page()
        current = getattr(page, "current", None)
        for form_page in self.shown.values():
            form_page.keep_drafts()
        set_language(code)
        self.language_changed.emit(code)
        self._build()
        self.open_page(page_id, current)

    # what arrives

    def on_changed(self, changes: Any) -> None:
        """Records changed: the counts of the rail may be stale."""
        stale = {entry.page_id for entry in self.entries if entry.count and changes.touches(*entry.count_tables)}
        if stale:
            self.refresh_counts()

    def refresh_counts(self) -> None:
        """Ask how much waits on each page."""
        counted = [entry for entry in self.entries if entry.count]
        if not counted or self.locked:
            return
        self.ops.read(
            lambda session: {entry.page_id: int(resolve(entry.count)(session)) for entry in counted},
            self.on_counts,
            key="shell.counts",
        )

    def on_counts(self, counts: dict[str, int]) -> None:
        """What waits is known."""
        self.rail.set_counts(counts)
        if MY_WORK in counts:
            self.top.set_work(counts[MY_WORK])

    def refresh_place(self) -> None:
        """Database and last backup into the status bar."""
        told = self.facts.backup
        if told is None:
            self.show_place()
            return
        self.ops.work(told, self.on_backup_words, key="shell.backup")

    def on_backup_words(self, words: str) -> None:
        """When the last backup was is known."""
        self._backup_words = words
        self.show_place()

    def on_busy(self, words: str) -> None:
        """Something takes longer than 200 ms."""
        if words:
            self.status.show_place(words)
        else:
            self.show_place()

    def on_progress(self, progress: Progress, words: str, done: int, total: int) -> None:
        """Long work got on, or ended (no words)."""
        self.messages.progress.tell(progress, progress.cancel, words, done, total)

    def show_place(self) -> None:
        """Where the data is, and the last backup."""
        self.status.show_place(" · ".join(part for part in (self.facts.database(), self._backup_words) if part))

    def on_refused(self, error: UserError) -> None:
        """A UserError nobody took."""
        if not self.locked:
            self.messages.error(error)

    def on_crashed(self, crash: Crash) -> None:
        """A bug: keep what is typed, show the report."""
        for page in self.shown.values():
            page.keep_drafts()
        show_crash(self, crash)

    # lock

    def lock(self) -> None:
        """Cover the screen: revealed fields are hidden, the rights are gone until the password."""
        if self.locked:
            return
        self.locked = True
        self.idle.stop()
        hide_all()
        for page in self.shown.values():
            page.keep_drafts()
            page.hide_secrets()
        self._hidden_dialogs = dialogs_of(self)
        for dialog in self._hidden_dialogs:
            dialog.hide()
        end = getattr(self.seat, "end_rights", None)
        if end is not None:
            end()
        self.setWindowTitle(_("SignDesk"))
        self.root.setCurrentWidget(self.lock_screen)

    def unlock(self) -> None:
        """The password was right (the rights are back already)."""
        self.locked = False
        self.setWindowTitle(f"{self.facts.centre_name} · {_('SignDesk')}")
        self.root.setCurrentWidget(self.work)
        for dialog in self._hidden_dialogs:
            dialog.show()
        self._hidden_dialogs = []
        self.idle.start()
        self.refresh_counts()
        page = self.current_page()
        if page is not None:
            page.setFocus()

    # size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Parts give way in the order of the design."""
        super().resizeEvent(event)
        self._apply_fit()

    def _apply_fit(self) -> None:
        fit = fitting.fit(self.width(), self.height())
        self.fit = fit
        self.rail.set_shape(icons_only=fit.rail_icons and not fit.rail_floats, low=self.height() < 820)
        self.top.apply_fit(fit)
        self.status.apply_fit(fit)
        for box in (self._message_box, self._strip_box):
            box.setContentsMargins(fit.margin, 0, fit.margin, 0)
        if fit.rail_floats:
            self._rail_place.removeWidget(self.rail)
            self._float_rail(False)
        else:
            if self._rail_place.count() == 0:
                self._rail_place.addWidget(self.rail)
            self.rail.show()

    def toggle_rail(self) -> None:
        """The menu button of a small window."""
        self._float_rail(self.rail.isHidden())

    def _float_rail(self, out: bool) -> None:
        if not self.fit.rail_floats:
            return
        self.rail.setVisible(out)
        if out:
            self.rail.setGeometry(0, 0, fitting.RAIL_WIDE, self.work.height())
            self.rail.raise_()
            self.rail.setFocus()

    # end

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts and size, let running writes finish."""
        for page in self.shown.values():
            page.keep_drafts()
        self.memory.set("window", [self.width(), self.height()])
        for kept in (self.memory, self.drafts):
            flush = getattr(kept, "flush", None)
            if flush is not None:
                flush()
        self.idle.stop()
        self.ops.close()
        super().closeEvent(event)
        self.closed.emit()
