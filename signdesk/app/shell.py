"""Puts the main window together from an open centre and somebody who logged in: facts for its bars, what it
remembers, how it prints. The window itself knows none of these."""

from __future__ import annotations

import importlib
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from PySide6 import QtWidgets

from signdesk.app.context import AppContext
from signdesk.core import clock
from signdesk.core.config import BACKUP_LAST, DATABASE_URL, LANGUAGE, THEME, Config
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.operations import ROLES, SYSTEM, Seat

if TYPE_CHECKING:
    from signdesk.app.main_window import MainWindow

_MEMORY_FOLDER = "windows"
_MODULES = ("domains", "main_window", "new_password", "pages", "paper", "seat_watch", "shell_memory", "system_lock")


def main_window(context: AppContext, seat: Seat) -> MainWindow:
    """The window for this seat, not shown yet."""
    from signdesk.app import new_password, seat_watch
    from signdesk.app.main_window import Facts, MainWindow
    from signdesk.app.paper import Paper
    from signdesk.app.shell_memory import SealedMemory
    from signdesk.ui import theme

    key, person = context.centre.keys.config, f"{seat.actor.account_id}"
    folder = context.folder / _MEMORY_FOLDER
    memory = SealedMemory(folder / f"{person}.bin", key)
    drafts = SealedMemory(folder / f"{person}.drafts.bin", key)
    facts = Facts(
        centre_name=context.centre_name,
        station=seat.station.name,
        database=lambda: _database_words(context),
        backup=lambda: _backup_words(context),
        demo=context.is_demo,
        notices=context.notices,
        role=lambda: "、".join(_(ROLES[role]) for role in ROLES if role in seat.actor.roles),
    )
    window = MainWindow(
        seat,
        facts=facts,
        unlock=lambda word: seat_watch.unlock(seat, word),
        memory=memory,
        drafts=drafts,
        outlet=Paper(seat, context.centre_name),
        place=context,
    )
    seat_watch.SeatWatch(window, seat)
    window.language_changed.connect(lambda code: _remember_language(context, code))
    window.password_asked.connect(
        lambda: new_password.ask(window, seat, then=lambda: window.messages.info(_("The password is changed.")))
    )
    scheme: Any = memory.get("scheme") or context.config.get(THEME)
    app = QtWidgets.QApplication.instance()
    if scheme in ("light", "dark") and isinstance(app, QtWidgets.QApplication):
        theme.apply(app, scheme=scheme)
    return window


def import_rooms() -> None:
    """Import services and pages ahead of their first use; for a worker while the person types."""
    for name in _MODULES:
        importlib.import_module(f"signdesk.app.{name}")
    from signdesk.app.pages import PAGES, installed, resolve

    for entry in PAGES:
        if installed(entry):
            for name in filter(None, (entry.permission, entry.count)):
                resolve(name)
    resolve(PAGES[0].load)


def rehearse(context: AppContext) -> None:
    """Ask once what the first page asks: its statements are compiled then. Nobody sees the answer."""
    from signdesk.domains.reception import service

    with context.centre.seat(SYSTEM, context.station).query() as session:
        service.queue(session, counter=context.station.counter)


def _database_words(context: AppContext) -> str:
    url = context.config.get(DATABASE_URL)
    if not url:
        return _("Database on this PC · encrypted")
    return _("Database on {server}").format(server=urlsplit(url).hostname or "?")


def _backup_words(context: AppContext) -> str:
    """When the last backup was written and read back; another process may have made it."""
    try:
        last = Config.load(context.folder, context.centre.keys.config).get(BACKUP_LAST)
        made_at = datetime.fromisoformat(last)
    except (UserError, ValueError):
        return _("No backup yet")
    return _("Last backup {time}").format(time=clock.to_local(made_at).strftime("%m-%d %H:%M"))


def _remember_language(context: AppContext, code: str) -> None:
    context.config.set(LANGUAGE, code)
    context.store.set_header(context.centre.keys, {**context.store.header, "language": code})
