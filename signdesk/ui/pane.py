"""The detail pane: what is this, what blocks it, what can I do now. Filled from top to bottom for one record.

::

    pane.start(record_id)
    pane.heading("A021", big=True, chip=Chip(_("Waiting 14 min"), "waiting"))
    pane.text("王建国", bold=True)
    pane.facts([(_("Identity number"), "3101**********4217"), (_("Companions"), "1")])
    pane.section(_("What blocks this visit"))
    pane.link(_("Contract HT-2026-0418 is not released"), lambda: context.open_page("signing.review", 418))
    pane.section(_("So far"))
    pane.steps([Step("done", _("Checked in"), "14:02"), Step("now", _("Waiting")), Step("open", _("Signing"))])
    pane.buttons("reception.call_this", "reception.pass", "reception.transfer")   # action ids; the first is primary
    pane.finish()

Scroll position and focus survive a refill of the same record. The footer with the buttons never scrolls away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from signdesk.core.i18n import _
from signdesk.ui import theme
from signdesk.ui.actions import ActionRegistry
from signdesk.ui.buttons import Button, ChipLabel, Ink, Role, label
from signdesk.ui.form import Form
from signdesk.ui.layouts import FlowLayout
from signdesk.ui.table_model import Chip

StepState = Literal["done", "now", "open", "problem"]
_CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True)
class Step:
    """One stage of a journey; the mark's shape says its state, not only the colour."""

    state: StepState
    text: str
    note: str = ""


class _StepMark(QWidget):
    def __init__(self, state: StepState) -> None:
        super().__init__()
        self._state = state
        self.setFixedSize(16, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = {"done": now.ok, "now": now.waiting, "open": now.control_border, "problem": now.seal}[self._state]
        painter.setPen(QPen(ink, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        if self._state == "done":
            painter.drawPolyline([QPointF(2, 9), QPointF(6, 13), QPointF(13, 4)])
        elif self._state == "problem":
            painter.drawLine(3, 4, 12, 13)
            painter.drawLine(12, 4, 3, 13)
        else:
            if self._state == "now":
                painter.setBrush(ink)
            painter.drawEllipse(2, 4, 10, 10)
        painter.end()


class LinkButton(QPushButton):
    """Words that lead somewhere: in the tab order, wraps, underlined."""

    def __init__(self, text: str, follow: Callable[[], object], *, ink: Ink = "accent") -> None:
        super().__init__()
        self._words = label(text, ink, wrap=True)
        font = self._words.font()
        font.setUnderline(True)
        self._words.setFont(font)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.addWidget(self._words)
        self._row = row
        self.setSizePolicy(_wrapping())
        self.setFlat(True)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _checked=False: follow())

    def sizeHint(self) -> QSize:
        """As high as the words need."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Words wrap: a narrow pane is never widened by them."""
        return self._row.minimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows, like Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CONTROL:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Only the focus ring; the words paint themselves."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.tokens().accent, 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
            painter.end()


class CheckLine(QAbstractButton):
    """One line of a checklist: a box, words that wrap, a note. Space or Enter ticks it; the owner does the ticking."""

    def __init__(self, text: str, note: str, *, on: bool, toggle: Callable[[], object]) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setChecked(on)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 4, 4, 4)
        row.setSpacing(8)
        words = label(text, "muted" if on else "text", wrap=True)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(words, 1)
        if note:
            told = label(note, "muted", px=12)
            told.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(told, 0, Qt.AlignmentFlag.AlignTop)
        self._row = row
        self.setSizePolicy(_wrapping())
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._toggle = toggle

    def nextCheckState(self) -> None:
        """The tick follows the record, not the click."""
        self._toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks, like Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CONTROL:
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as the words need."""
        return self._row.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground under the mouse, the box with its tick, the ring."""
        now = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.accent_soft)
            painter.drawRoundedRect(self.rect(), 4, 4)
        box = QRectF(4.5, 5.5, 15, 15)
        painter.setPen(QPen(now.ok if self.isChecked() else now.control_border, 1.2))
        painter.setBrush(now.ok_soft if self.isChecked() else now.raised)
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            painter.setPen(QPen(now.ok, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline([QPointF(8, 13), QPointF(11, 16), QPointF(16, 9)])
        if self.hasFocus():
            painter.setPen(QPen(now.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


class DetailPane(QFrame):
    """Body that scrolls, footer that does not."""

    lost_cursor = Signal()
    """What had the cursor is not there any more."""

    def __init__(self, actions: ActionRegistry, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setObjectName(f"{name}.pane")
        self._actions = actions
        self._shown: int | None = None
        self._scroll_to = 0
        self._parked: tuple[str, QWidget] | None = None
        self._save: Callable[[], object] | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self.area, 1)
        self._footer = QWidget()
        self._footer_box = QVBoxLayout(self._footer)
        self._footer_box.setContentsMargins(16, 8, 16, 14)
        self._footer_box.setSpacing(8)
        outer.addWidget(self._footer)
        self._new_body()
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]  # there are windows

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The field with the cursor is never out of sight, whoever put the cursor there."""
        if now is not None and self._body.isAncestorOf(now):
            QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self.area.widget() is self._body and self._body.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, 32)

    @property
    def record_id(self) -> int | None:
        """The record shown, or None."""
        return self._shown

    def _new_body(self) -> None:
        self._body = QWidget()
        self._body.setProperty("plain", True)
        self._box = QVBoxLayout(self._body)
        self._box.setContentsMargins(16, 14, 16, 12)
        self._box.setSpacing(6)
        self._box.setAlignment(Qt.AlignmentFlag.AlignTop)

    def start(self, record_id: int | None) -> None:
        """Begin to fill the pane for a record; nothing is shown until ``finish``."""
        same = record_id == self._shown
        self._scroll_to = self.area.verticalScrollBar().value() if same else 0
        self._shown = record_id
        self._save = None
        self._park_cursor()
        self._new_body()
        while (item := self._footer_box.takeAt(0)) is not None:
            _drop(item)

    def back(self, leave: Callable[[], object]) -> None:
        """A way back to the list, where the pane has taken its place."""
        row = QHBoxLayout()
        button = Button(_("Back to the list"), role="quiet", key="Esc", icon="back")
        button.clicked.connect(lambda _checked=False: leave())
        row.addWidget(button)
        row.addStretch(1)
        self._box.addLayout(row)

    def heading(self, text: str, *, big: bool = False, chip: Chip | None = None) -> None:
        """The record's name or number; ``big`` is 36 px."""
        row = QHBoxLayout()
        row.setSpacing(8)
        words = label(text, px=36 if big else 15, bold=True, wrap=not big)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(words, 1)
        if chip is not None:
            row.addWidget(ChipLabel(chip.text, chip.tone), 0, Qt.AlignmentFlag.AlignVCenter)
        self._box.addLayout(row)

    def chips(self, chips: Iterable[Chip]) -> None:
        """Several states side by side."""
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        for chip in chips:
            flow.addWidget(ChipLabel(chip.text, chip.tone))
        self._box.addWidget(holder)

    def text(self, text: str, *, ink: Ink = "text", bold: bool = False) -> None:
        """A paragraph."""
        words = label(text, ink, bold=bold, wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._box.addWidget(words)

    def facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Names and values below each other; empty values are left out."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        line = 0
        for name, value in facts:
            if not value:
                continue
            grid.addWidget(label(name, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            words = label(value, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(words, line, 1)
            line += 1
        if line:
            self._box.addWidget(holder)

    def section(self, title: str) -> None:
        """A small heading."""
        self._box.addSpacing(8)
        self._box.addWidget(label(title, px=14, bold=True))

    def link(self, text: str, follow: Callable[[], object], *, ink: Ink = "accent") -> None:
        """Words that lead to another page or record."""
        self._box.addWidget(LinkButton(text, follow, ink=ink))

    def check(self, text: str, note: str = "", *, on: bool, toggle: Callable[[], object]) -> None:
        """One line of a checklist; ``toggle`` changes the record, and the pane is filled again."""
        self._box.addWidget(CheckLine(text, note, on=on, toggle=toggle))

    def steps(self, steps: Iterable[Step]) -> None:
        """A journey."""
        for step in steps:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 2, 0, 2)
            row.setSpacing(8)
            row.addWidget(_StepMark(step.state), 0, Qt.AlignmentFlag.AlignTop)
            inks: dict[StepState, Ink] = {"done": "ok", "now": "waiting", "open": "muted", "problem": "seal"}
            row.addWidget(label(step.text, inks[step.state], wrap=True), 1)
            if step.note:
                row.addWidget(label(step.note, "muted"), 0, Qt.AlignmentFlag.AlignTop)
            self._box.addWidget(holder)

    def widget(self, widget: QWidget, stretch: int = 0) -> None:
        """Anything else (a form, a small table, a preview)."""
        self._box.addWidget(widget, stretch)
        if stretch:
            self._box.setAlignment(Qt.AlignmentFlag(0))

    def gap(self, height: int = 8) -> None:
        """Some room."""
        self._box.addSpacing(height)

    def buttons(self, primary: str | None, *others: str) -> None:
        """Actions in the footer by id: the first across the whole width, the others below, two or three in a row."""
        if primary is not None:
            made = self._actions.button(primary, role="primary")
            if not made.property("refused"):
                self._footer_box.addWidget(made)
        made_others = [self._actions.button(id) for id in others]
        self._rows([button for button in made_others if not button.property("refused")])

    def form_buttons(
        self, form: Form, text: str, cancel: Callable[[], object], in_sight: QWidget | None = None
    ) -> None:
        """Save (Ctrl+Enter) and Cancel of a form in the pane; above them what stays in sight while it is filled in."""
        self._save = form.save
        if in_sight is not None:
            self._footer_box.addWidget(in_sight)
        save = Button(text, role="primary", key="Ctrl+Return")
        save.setObjectName(f"{form.objectName()}.save")
        save.clicked.connect(lambda _checked=False: form.save())
        stop = Button(_("Cancel"))
        stop.setObjectName(f"{form.objectName()}.cancel")
        stop.clicked.connect(lambda _checked=False: cancel())
        self._rows([save, stop])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter anywhere in the pane saves its form."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._save is not None and control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
            return
        super().keyPressEvent(event)

    def custom_buttons(self, *buttons: tuple[str, Callable[[], object], Role]) -> None:
        """Buttons that are no registered action (Save and Cancel of a form)."""
        row = []
        for text, act, role in buttons:
            made = Button(text, role=role)
            made.clicked.connect(lambda _checked=False, act=act: act())
            row.append(made)
        self._rows(row)

    def _rows(self, buttons: list[Button]) -> None:
        if not buttons:
            return
        room = max(self.width(), 280) - 34
        lines, used = 1, 0
        for button in buttons:
            width = button.sizeHint().width() + 8
            if used and used + width > room + 8:
                lines, used = lines + 1, 0
            used += width
        each = -(-len(buttons) // lines)
        for start in range(0, len(buttons), each):
            line = QHBoxLayout()
            line.setSpacing(8)
            for button in buttons[start : start + each]:
                line.addWidget(button, max(button.sizeHint().width(), 1))
            self._footer_box.addLayout(line)

    def finish(self) -> None:
        """Show what was put together."""
        self._box.addStretch(1)
        self.area.setWidget(self._body)
        self._footer.setVisible(self._footer_box.count() > 0)
        if self._scroll_to:
            place = self._scroll_to
            QTimer.singleShot(0, self, lambda: self.area.verticalScrollBar().setValue(place))
        if self._parked is not None:
            name, parked = self._parked
            QTimer.singleShot(0, self, lambda: self._place_cursor(name, parked))  # what is new is not shown before

    def _park_cursor(self) -> None:
        """What has the cursor is about to go, and Qt would hand it to whatever comes next on the screen: the list
        has it until the pane is filled."""
        self._parked = None
        at = QApplication.focusWidget()
        if at is None or not self.isAncestorOf(at):
            return
        self.lost_cursor.emit()
        if QApplication.focusWidget() is at:  # the list is hidden
            self.setFocus()
        parked = QApplication.focusWidget()
        if parked is not None:
            self._parked = _spoken(at), parked

    def _place_cursor(self, name: str, parked: QWidget) -> None:
        """Put the cursor back on the control of this name, if there still is one and nobody has moved it meanwhile."""
        if QApplication.focusWidget() is not parked:
            return
        for part in (self._body, self._footer):
            for widget in part.findChildren(QWidget):
                if widget.isVisible() and widget.isEnabled() and _spoken(widget) == name:
                    widget.setFocus()
                    return

    def show_empty(self, text: str) -> None:
        """Nothing is selected."""
        self.start(None)
        words = label(text, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._box.addSpacing(40)
        self._box.addWidget(words)
        self.finish()


def _spoken(widget: QWidget) -> str:
    """The name by which a control is known to the person."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def _wrapping() -> QSizePolicy:
    """As wide as there is room, as high as the wrapped words need."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy


def _drop(item: object) -> None:
    """Take a layout item's widgets off the screen for good."""
    widget = item.widget()  # type: ignore[attr-defined]  # QLayoutItem
    if widget is not None:
        widget.hide()
        widget.deleteLater()
        return
    layout = item.layout()  # type: ignore[attr-defined]  # QLayoutItem
    while layout is not None and (inner := layout.takeAt(0)) is not None:
        _drop(inner)
