"""Buttons, chips and small labels that paint themselves from the theme. What they do is wired by their owner.

``Button(_("Check in"), role="primary", key="F2")`` paints its key beside the words; ``ChipButton`` is a filter chip
that is on or off; ``ChipLabel`` shows a state (words and a 1 px border, never colour alone); ``label(text, "muted")``
makes a text label that follows the theme.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QSizePolicy, QWidget

from signdesk.ui import icons, theme
from signdesk.ui.theme import Tone

_CENTRE = Qt.AlignmentFlag.AlignCenter.value
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
Role = Literal["primary", "secondary", "danger", "quiet"]
Ink = Literal["text", "muted", "faint", "accent", "seal", "ok", "waiting"]


def key_words(shortcut: str) -> str:
    """A shortcut as it stands on a button: "Ctrl+Enter", "F2", "⇧F4" is written out as "Shift+F4"."""
    if not shortcut:
        return ""
    words = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return words.replace("Return", "Enter")


class Button(QPushButton):
    """A push button. ``role`` says how loud it is; there is one primary per page."""

    def __init__(
        self, text: str, *, role: Role = "secondary", key: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.role: Role = role
        self.key = key
        self.icon_name = icon
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFont(theme.font(bold=role in ("primary", "danger")))

    def setText(self, text: str) -> None:
        """Words of the button; the accessible name follows."""
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_role(self, role: Role) -> None:
        """Make it louder or quieter."""
        self.role = role
        self.setFont(theme.font(bold=role in ("primary", "danger")))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it stands on, like Space; also in a dialog that has another one for Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def _key_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(key_words(self.key)) + 8 if self.key else 0

    def _words_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text())

    def sizeHint(self) -> QSize:
        """As wide as its icon, words and key; as high as every control."""
        icon = (24 if self.text() else 18) if self.icon_name else 0
        side = 14 if self.text() else 8
        return QSize(self._words_width() + self._key_width() + icon + 2 * side, theme.CONTROL)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words; the key goes first when room is short."""
        return QSize(self.sizeHint().width() - self._key_width(), theme.CONTROL)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Ground, border, ink."""
        now = theme.tokens()
        clear = QColor(0, 0, 0, 0)
        if not self.isEnabled():
            return (now.background, now.line, now.faint) if self.role != "quiet" else (clear, clear, now.faint)
        hover = self.underMouse()
        if self.role in ("primary", "danger"):
            ground = QColor(now.primary if self.role == "primary" else now.danger)
            if self.isDown():
                ground = ground.darker(118)
            elif hover:
                ground = ground.darker(108)
            return ground, ground, now.on_filled
        if self.role == "quiet":
            ground = now.selection if self.isDown() else now.accent_soft if hover or self.isChecked() else clear
            return ground, clear, now.text
        ground = now.selection if self.isDown() else now.accent_soft if hover or self.isChecked() else now.raised
        return ground, now.control_border, now.text

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, focus ring, icon, words, key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, border, ink = self._colours()
        now = theme.tokens()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(border, 1) if border.alpha() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if self.hasFocus():
            inner = self.role in ("primary", "danger")
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.on_filled if inner else now.accent, 2))
            inset = 3.0 if inner else 1.0
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
        self._paint_content(painter, ink)
        painter.end()

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        words, key = self._words_width(), self._key_width()
        icon = (24 if self.text() else 18) if self.icon_name else 0
        if words + key + icon > self.width() - 14:
            key = 0
        left = (self.width() - words - key - icon) // 2
        if self.icon_name:
            drawn = icons.pixmap(self.icon_name, ink, 18, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - 18) // 2, drawn)
            left += icon
        painter.setFont(self.font())
        painter.setPen(ink)
        painter.drawText(left, 0, words + 2, self.height(), Qt.AlignmentFlag.AlignVCenter, self.text())
        if key:
            painter.setFont(theme.font())
            if self.role not in ("primary", "danger") and self.isEnabled():
                painter.setPen(theme.tokens().muted)
            painter.drawText(
                left + words + 8, 0, key + 8, self.height(), Qt.AlignmentFlag.AlignVCenter, key_words(self.key)
            )


class ChipButton(QAbstractButton):
    """A filter chip: words, perhaps a count, on or off (a tick says so, not only the colour)."""

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.count: int | None = None

    def set_count(self, count: int | None) -> None:
        """Show how many there are; None shows nothing."""
        if count != self.count:
            self.count = count
            self.setAccessibleDescription("" if count is None else str(count))
            self.updateGeometry()
            self.update()

    def _words(self) -> str:
        return self.text() if self.count is None else f"{self.text()}  {self.count}"

    def sizeHint(self) -> QSize:
        """Words and room for the tick."""
        width = self.fontMetrics().horizontalAdvance(self._words()) + 24 + (18 if self.isChecked() else 0)
        return QSize(width, 30)

    def checkStateSet(self) -> None:
        """The tick takes room."""
        super().checkStateSet()
        self.updateGeometry()

    def nextCheckState(self) -> None:
        """Toggle, and make or give back the room of the tick."""
        super().nextCheckState()
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Rounded chip with border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.tokens()
        on = self.isChecked()
        ink = now.accent if on else now.text
        ground = now.accent_soft if on or self.underMouse() else now.raised
        painter.setBrush(ground)
        painter.setPen(QPen(now.accent if on or self.hasFocus() else now.control_border, 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 14, 14)
        left = 12
        if on:
            painter.drawPixmap(10, (self.height() - 14) // 2, icons.pixmap("check", ink, 14, self.devicePixelRatioF()))
            left = 30
        painter.setPen(ink)
        painter.setFont(theme.font())
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words())
        painter.end()


@cache
def _chip_font() -> QFont:
    return theme.font(12)


@lru_cache(maxsize=1024)
def chip_width(text: str) -> int:
    """Pixels a chip with these words takes, uncut."""
    return QFontMetrics(_chip_font()).horizontalAdvance(text) + 18


def paint_chip(painter: QPainter, box: QRectF, text: str, tone: Tone) -> None:
    """One chip inside ``box``, as wide as its words: soft ground, words and a 1 px border in the same colour."""
    ink, soft = theme.tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(_chip_font())
    wanted = chip_width(text)
    width = min(wanted, box.width())
    height = min(22.0, box.height())
    chip = QRectF(box.left() + 0.5, round(box.center().y() - height / 2) + 0.5, width, height - 1)
    painter.setPen(QPen(ink, 1))
    painter.setBrush(soft)
    painter.drawRoundedRect(chip, height / 2, height / 2)
    if wanted > width:
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(chip.width()) - 10)
    painter.drawText(chip, _CENTRE, text)
    painter.restore()


class ChipLabel(QWidget):
    """A state in words with its tone."""

    def __init__(self, text: str = "", tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The words."""
        return self._text

    def show_state(self, text: str, tone: Tone) -> None:
        """Show another state."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        self.setFont(theme.font(12))
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + 20, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The chip."""
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._text, self._tone)
        painter.end()


class ThemedLabel(QLabel):
    """A label whose ink is named, so that it follows the theme."""

    def __init__(self, text: str, ink: Ink, px: int, bold: bool, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._ink: Ink = ink
        self.setForegroundRole(QPalette.ColorRole.WindowText)  # also inside a button, which would lend its own
        self.setFont(theme.font(px, bold=bold))
        self._dye()

    def set_ink(self, ink: Ink) -> None:
        """Another colour by name."""
        self._ink = ink
        self._dye()

    def _dye(self) -> None:
        colours = QPalette(self.palette())
        wanted = getattr(theme.tokens(), self._ink)
        if colours.color(QPalette.ColorRole.WindowText) != wanted:
            colours.setColor(QPalette.ColorRole.WindowText, wanted)
            self.setPalette(colours)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scheme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.StyleChange):
            self._dye()


class OneLine(ThemedLabel):
    """A label that gives way: its words are cut where room ends, and then stand in the tooltip."""

    def __init__(self, ink: Ink, px: int = theme.BASE_PX) -> None:
        super().__init__("", ink, px, False, None)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words, cut."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), cut)
        painter.end()
        tip = self.text() if cut != self.text() else ""
        if tip != self.toolTip():
            self.setToolTip(tip)


def label(
    text: str = "", ink: Ink = "text", *, px: int = theme.BASE_PX, bold: bool = False, wrap: bool = False
) -> ThemedLabel:
    """A text label. It is plain text always: data is never read as markup."""
    made = ThemedLabel(text, ink, px, bold)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return made
