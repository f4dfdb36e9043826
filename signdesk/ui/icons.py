"""Our own line icons (24 × 24 strokes, ``resources/icons/*.svg``), drawn in any colour of the theme.

``icons.pixmap("queue", tokens().muted, 18, ratio)`` for what paints itself; ``icons.icon("print")`` for menus and
tool buttons. Not for pictures: those are shown by ``ui.preview``.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from signdesk.core import resources
from signdesk.ui import theme


@cache
def _source(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, colour: QColor, size: int = 18, ratio: float = 1.0) -> QPixmap:
    """The icon in a colour, ``size`` logical pixels wide, sharp at the device's pixel ratio."""
    return _drawn(name, colour.name(), size, ratio)


def icon(name: str, colour: QColor | None = None, size: int = 18) -> QIcon:
    """The icon for menus and actions; muted unless a colour is given, faint where disabled."""
    made = QIcon()
    current = theme.tokens()
    for ratio in (1.0, 1.5, 2.0):
        made.addPixmap(pixmap(name, colour or current.muted, size, ratio), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, current.control_border, size, ratio), QIcon.Mode.Disabled)
    return made
