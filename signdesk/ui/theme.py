"""Colours, fonts and sizes: the one place that knows how SignDesk looks. It holds no widgets.

``apply(app)`` sets Fusion, the palette, the font and a short style sheet, and follows the system between light and
dark until somebody overrides it. Everything that paints itself asks ``tokens()`` at paint time, so that a change of
scheme needs no bookkeeping::

    theme.apply(app)                       # once at start; theme.apply(app, scheme="dark") overrides
    painter.setPen(theme.tokens().muted)   # QColor
    text, soft = theme.tone("seal")        # chip colours
    theme.watcher().changed.connect(self.update)

A new colour is a new field in ``Tokens``, given for both schemes and listed in ``TEXT_PAIRS``, where a test computes
its contrast. Never write a colour anywhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from signdesk.core import fonts, resources
from signdesk.ui import assistive

Scheme = Literal["light", "dark"]
Tone = Literal["neutral", "accent", "seal", "ok", "waiting"]

SPACES = (4, 8, 12, 16, 20, 24)
RADIUS = 6
CARD_RADIUS = 8
ROW = 38
ROW_SMALL = 32
CONTROL = 34
BASE_PX = 13


@dataclass(frozen=True, eq=False, repr=False)
class Tokens:
    """The semantic palette of one scheme."""

    background: QColor
    surface: QColor
    raised: QColor
    line: QColor
    control_border: QColor
    selection: QColor
    text: QColor
    muted: QColor
    faint: QColor
    accent: QColor
    accent_soft: QColor
    seal: QColor
    seal_soft: QColor
    ok: QColor
    ok_soft: QColor
    waiting: QColor
    waiting_soft: QColor
    rail: QColor
    rail_selected: QColor
    rail_text: QColor
    rail_group: QColor
    rail_mark: QColor
    primary: QColor
    danger: QColor
    on_filled: QColor


def _tokens(colours: str) -> Tokens:
    values = [QColor(part) for part in colours.split()]
    return Tokens(**dict(zip((field.name for field in fields(Tokens)), values, strict=True)))


LIGHT = _tokens(
    "#F5F6F8 #FFFFFF #FFFFFF #E2E5EA #838C9B #DCE8FA #1A2230 #566072 #646D7E #1D5FBF #E8F0FC #B92F27 #FCECEA "
    "#176F44 #E5F5EC #8F5105 #FDF1DC #172033 #25324C #C9D2E0 #8C98AC #F0776D #1D5FBF #B92F27 #FFFFFF"
)
DARK = _tokens(
    "#12161D #1A2029 #222A35 #2E3744 #6F7B8D #25385A #E6EAF0 #A9B3C2 #98A3B4 #7FB0FF #1B2D4A #FF8F85 #3E2122 "
    "#5CCB92 #16332A #F0B457 #3A2C14 #0C1017 #1F2B40 #C3CCDA #8C98AC #FF8F85 #2C6BD1 #C9443B #FFFFFF"
)

_GROUNDS = ("background", "surface", "raised")
#: Every text colour and every ground it stands on; each pair must reach 4.5 : 1 (tests/ui/test_theme.py).
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("text", "muted", "faint", "accent", "seal", "ok", "waiting") for ground in _GROUNDS),
    *((ink, "selection") for ink in ("text", "muted", "accent")),
    *((tone, f"{tone}_soft") for tone in ("accent", "seal", "ok", "waiting")),
    *(("text", f"{tone}_soft") for tone in ("accent", "seal", "ok", "waiting")),
    *(("rail_text", ground) for ground in ("rail", "rail_selected")),
    ("rail_group", "rail"),
    ("rail_mark", "rail"),
    *(("on_filled", ground) for ground in ("rail_selected", "primary", "danger")),
)
#: Borders and marks that carry meaning, and their grounds: 3 : 1.
MARK_PAIRS: tuple[tuple[str, str], ...] = (
    *(("control_border", ground) for ground in _GROUNDS),
    *(("accent", ground) for ground in (*_GROUNDS, "selection")),
    ("rail_mark", "rail_selected"),
    ("seal", "surface"),
)


def contrast(ink: QColor, ground: QColor) -> float:
    """Contrast ratio of two opaque colours by WCAG 2.1 (1 to 21)."""

    def luminance(colour: QColor) -> float:
        parts = []
        for value in (colour.redF(), colour.greenF(), colour.blueF()):
            parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@cache
def _family() -> str:
    """Load the font when the first text needs it: the one face kept from an earlier start (5 ms), or the collection of
    all (16 ms)."""
    for file in (fonts.kept_face(), fonts.sans_path()):
        number = QFontDatabase.addApplicationFont(str(file)) if file.exists() else -1
        if number >= 0 and fonts.SANS_FAMILY in QFontDatabase.applicationFontFamilies(number):
            return fonts.SANS_FAMILY
    raise FileNotFoundError(f"the font file {fonts.sans_path().name} cannot be loaded")


class Watcher(QObject):
    """Says that the colours changed; one per process, lives on the main thread."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = LIGHT
        self.override: Scheme | None = None

    def on_system_scheme(self) -> None:
        """The desktop went from light to dark or back."""
        app = QApplication.instance()
        if isinstance(app, QApplication) and self.override is None:
            _dress(app, _system_scheme(app))


@cache
def watcher() -> Watcher:
    """The object whose ``changed`` signal says that the scheme changed."""
    return Watcher()


def tokens() -> Tokens:
    """The palette in force."""
    return watcher().tokens


def is_dark() -> bool:
    """Whether the dark scheme is in force."""
    return watcher().tokens is DARK


def tone(name: Tone) -> tuple[QColor, QColor]:
    """Text (and border) colour and soft ground of a chip or message tone."""
    current = tokens()
    if name == "neutral":
        return current.muted, current.background
    return getattr(current, name), getattr(current, f"{name}_soft")


def font(px: int = BASE_PX, *, bold: bool = False) -> QFont:
    """The application's font at a size in logical pixels, with tabular figures."""
    made = QFont(_family())
    made.setPixelSize(px)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return made


def make_application(arguments: list[str]) -> QApplication:
    """The one application, dressed. Cheaper than dressing one that exists: Qt makes one style, not two, and Python no
    class for it, with some six hundred names, before the first window."""
    app = QApplication([*arguments, "-style", "Fusion"])
    _prepare(app)
    apply(app)
    return app


def apply(app: QApplication, *, scheme: Scheme | None = None) -> None:
    """Dress the application. ``scheme`` overrides the system; None follows it from now on."""
    if app.property("signdesk_dressed") is None:
        app.setStyle("Fusion")
        _prepare(app)
    watcher().override = scheme
    _dress(app, scheme or _system_scheme(app))


def _prepare(app: QApplication) -> None:
    """What is done once for an application in our style."""
    app.setProperty("signdesk_dressed", True)
    app.setFont(font())
    assistive.install()
    app.styleHints().colorSchemeChanged.connect(watcher().on_system_scheme)


def _system_scheme(app: QApplication) -> Scheme:
    return "dark" if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"


def _dress(app: QApplication, scheme: Scheme) -> None:
    chosen = DARK if scheme == "dark" else LIGHT
    watcher().tokens = chosen
    app.setPalette(palette(chosen))
    app.setStyleSheet(style_sheet(chosen))
    watcher().changed.emit()


def palette(chosen: Tokens) -> QPalette:
    """The Qt palette for a set of tokens."""
    made = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, chosen.background),
        (role.WindowText, chosen.text),
        (role.Base, chosen.surface),
        (role.AlternateBase, chosen.background),
        (role.Text, chosen.text),
        (role.Button, chosen.raised),
        (role.ButtonText, chosen.text),
        (role.BrightText, chosen.seal),
        (role.Highlight, chosen.selection),
        (role.HighlightedText, chosen.text),
        (role.Accent, chosen.accent),
        (role.PlaceholderText, chosen.faint),
        (role.ToolTipBase, chosen.raised),
        (role.ToolTipText, chosen.text),
        (role.Link, chosen.accent),
        (role.LinkVisited, chosen.accent),
        (role.Light, chosen.raised),
        (role.Midlight, chosen.line),
        (role.Mid, chosen.control_border),
        (role.Dark, chosen.control_border),
        (role.Shadow, chosen.control_border),
    ):
        made.setColor(where, colour)
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, chosen.faint)
    return made


def style_sheet(chosen: Tokens) -> str:
    """The part of the look that the palette cannot say: borders and radii of inputs, scroll bars, headers, menus."""
    arrow = resources.path("icons", "chevron-dark.svg" if chosen is DARK else "chevron-light.svg").as_posix()
    tick = resources.path("icons", "tick.svg").as_posix()
    names = {field.name: getattr(chosen, field.name).name() for field in fields(Tokens)}
    return _SHEET.format(arrow=arrow, tick=tick, radius=RADIUS, card_radius=CARD_RADIUS, **names)


_SHEET = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox {{
  background: {raised}; color: {text}; border: 1px solid {control_border}; border-radius: {radius}px;
  padding: 5px 8px; selection-background-color: {selection}; selection-color: {text}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus {{
  border: 2px solid {accent}; padding: 4px 7px; }}
QTextEdit[paper="true"] {{ border: 2px solid transparent; padding: 0; }}
QTextEdit[paper="true"]:focus {{ border: 2px solid {accent}; padding: 0; }}
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"] {{ border-color: {seal}; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QLineEdit:read-only {{
  background: {background}; color: {muted}; border-color: {line}; }}
QComboBox {{ padding-right: 26px; combobox-popup: 0; }}
QComboBox::drop-down {{ border: 0; width: 24px; subcontrol-origin: padding; subcontrol-position: center right; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {raised}; border: 1px solid {control_border};
  selection-background-color: {selection}; selection-color: {text}; outline: 0; }}
QCheckBox, QRadioButton {{ spacing: 8px; }}
QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {control_border}; border-radius: 4px;
  background: {raised}; }}
QCheckBox::indicator:focus {{ border: 2px solid {accent}; }}
QCheckBox::indicator:checked {{ background: {primary}; border-color: {primary}; image: url("{tick}"); }}
QCheckBox::indicator:disabled {{ background: {background}; }}
QFrame[card="true"] {{ background: {surface}; border: 1px solid {line}; border-radius: {card_radius}px; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {control_border}; padding: 4px 6px; }}
QMenu {{ background: {raised}; border: 1px solid {control_border}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {selection}; color: {text}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QTableView, QListView {{ background: {surface}; border: 0; outline: 0; }}
QHeaderView {{ background: {surface}; border: 0; }}
QHeaderView::section {{ background: {surface}; color: {muted}; border: 0; border-bottom: 1px solid {line};
  padding: 0 10px; font-weight: 700; }}
QScrollArea, QScrollArea > QWidget > QWidget[plain="true"] {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {control_border}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QProgressBar {{ background: {line}; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {primary}; border-radius: 3px; }}
"""
