"""What the main window says about its place (words only), and the menu of the person logged in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from signdesk.core.i18n import LANGUAGES, _, language
from signdesk.ui import icons, theme


@dataclass(frozen=True)
class Facts:
    """What the shell says about the place: words only."""

    centre_name: str
    station: str = ""
    database: Callable[[], str] = str
    """ "Database on this PC · encrypted", or which server, in the language in use. """
    backup: Callable[[], str] | None = None
    """Words for the last backup; asked on the read worker now and then."""
    demo: bool = False
    notices: Sequence[str] = ()
    role: Callable[[], str] = str
    """What the person does, for the top bar, in the language in use."""


def person_menu(
    parent: QWidget,
    *,
    set_scheme: Callable[[theme.Scheme | None], object],
    set_language: Callable[[str], object],
    keys: Callable[[], object],
    lock: Callable[[], object],
) -> QMenu:
    """Appearance, language, keys, lock; not shown yet."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    looks = menu.addMenu(_("Appearance"))
    group = QActionGroup(menu)
    schemes: tuple[tuple[str, theme.Scheme | None], ...] = (
        (_("As the system"), None),
        (_("Light"), "light"),
        (_("Dark"), "dark"),
    )
    for words, scheme in schemes:
        one = looks.addAction(words)
        one.setCheckable(True)
        one.setChecked(theme.watcher().override == scheme)
        group.addAction(one)
        one.triggered.connect(lambda _on=False, scheme=scheme: set_scheme(scheme))
    tongues = menu.addMenu(_("Language"))
    for code, words in LANGUAGES.items():
        one = tongues.addAction(words)
        one.setCheckable(True)
        one.setChecked(code == language())
        one.triggered.connect(lambda _on=False, code=code: set_language(code))
    menu.addSeparator()
    menu.addAction(icons.icon("help"), _("Keys"), lambda: keys())
    menu.addAction(icons.icon("lock"), _("Lock"), lambda: lock())
    return menu
