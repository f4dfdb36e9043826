"""The bars around the page: search, my work, person and lock at the top; database, keys and sums at the foot; the
sample centre's banner. They show what they are told."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from signdesk.core.i18n import _
from signdesk.ui import icons, theme
from signdesk.ui.buttons import Button, label
from signdesk.ui.fit import Fit
from signdesk.ui.search_field import SearchField


class _Bar(QWidget):
    """A strip of surface with a line towards the page."""

    line_below = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setSpacing(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and line."""
        now = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.surface)
        painter.setPen(now.line)
        y = self.height() - 1 if self.line_below else 0
        painter.drawLine(0, y, self.width(), y)
        painter.end()


class TopBar(_Bar):
    """Search and palette, my work, person, lock."""

    rail_asked = Signal()
    work_asked = Signal()
    person_asked = Signal()
    lock_asked = Signal()

    def __init__(self, person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = person
        self.setObjectName("top_bar")
        self.setFixedHeight(54)
        self.rail_button = Button("", role="quiet", icon="menu")
        self.rail_button.setAccessibleName(_("Pages"))
        self.rail_button.setObjectName("top.pages")
        self.rail_button.clicked.connect(self.rail_asked)
        self.search = SearchField(
            _("Customer, contract, archive number, device or command … Ctrl+K"), name="top.search"
        )
        self.search.setAccessibleName(_("Search and commands"))
        self.work = Button(_("My work"), role="quiet", icon="work")
        self.work.setObjectName("top.work")
        self.work.clicked.connect(self.work_asked)
        self.person = Button(person, role="quiet", icon="person")
        self.person.setObjectName("top.person")
        self.person.clicked.connect(self.person_asked)
        self.lock = Button(_("Lock"), icon="lock", key="Ctrl+L")
        self.lock.setObjectName("top.lock")
        self.lock.clicked.connect(self.lock_asked)
        self.row.addWidget(self.rail_button)
        self.row.addWidget(self.search)
        self.row.addStretch(1)
        for button in (self.work, self.person, self.lock):
            self.row.addWidget(button)

    def set_work(self, count: int | None) -> None:
        """How much waits for the person; None hides the button."""
        self.work.setVisible(count is not None)
        self.work.setText(_("My work {count}").format(count=count) if count else _("My work"))

    def apply_fit(self, fit: Fit) -> None:
        """Narrower search, icons only."""
        self.row.setContentsMargins(fit.margin, 0, fit.margin, 0)
        self.rail_button.setVisible(fit.rail_floats)
        self.search.setFixedWidth(fit.search_width)
        long = _("Customer, contract, archive number, device or command … Ctrl+K")
        self.search.setPlaceholderText(long if fit.search_width > 300 else _("Search or command … Ctrl+K"))
        self.lock.key = "" if fit.rail_icons else "Ctrl+L"
        self.lock.updateGeometry()
        short = fit.pane_replaces
        self.person.setText("" if short else self._person)
        self.person.setAccessibleName(self._person)
        self.lock.setText("" if short else _("Lock"))
        self.lock.setAccessibleName(_("Lock"))


_GAP = "   "


class StatusBar(_Bar):
    """Which database, this page's keys, what is selected."""

    line_below = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setFixedHeight(28)
        self.place = label(ink="muted", px=12)
        self.place.setObjectName("status.place")
        self.summed = label(ink="text", px=12)
        self.summed.setObjectName("status.summed")
        self.keys = label(ink="muted", px=12)
        self.keys.setObjectName("status.keys")
        self.keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for words in (self.place, self.keys):
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.row.addWidget(self.place, 2)
        self.row.addWidget(self.summed)
        self.row.addWidget(self.keys, 3)
        self._place_words = self._last_key = ""
        self.all_keys: tuple[str, ...] = ()

    def show_place(self, words: str) -> None:
        """Database, encryption, last backup (or what is being done right now)."""
        self._place_words = words
        self._cut()

    def show_keys(self, keys: Sequence[str], last: str) -> None:
        """The keys of this page, as many as there is room for; ``last`` (F1) is always there."""
        self.all_keys, self._last_key = tuple(keys), last
        self._cut()

    def apply_fit(self, fit: Fit) -> None:
        """Same edges as the page."""
        self.row.setContentsMargins(fit.margin, 1, fit.margin, 0)

    def _cut(self) -> None:
        metrics, room = self.place.fontMetrics(), max(self.place.width(), 40)
        cut = metrics.elidedText(self._place_words, Qt.TextElideMode.ElideRight, room)
        self.place.setText(cut)
        self.place.setToolTip(self._place_words if cut != self._place_words else "")
        keys = list(self.all_keys)
        while keys and metrics.horizontalAdvance(_GAP.join([*keys, self._last_key])) > max(self.keys.width(), 40):
            keys.pop()
        self.keys.setText(_GAP.join([*keys, self._last_key]))

    def event(self, event: QEvent) -> bool:
        """Cut again when the room changes."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._cut()
        return done


class DemoBanner(QWidget):
    """Says for as long as the window is open that nothing here is real."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("demo_banner")
        self.setFixedHeight(26)
        self._words = words
        self.setAccessibleName(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Soft yellow strip with words and sign."""
        ink, soft = theme.tone("waiting")
        painter = QPainter(self)
        painter.fillRect(self.rect(), soft)
        painter.setPen(ink)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.setFont(theme.font(12))
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 60)
        width = painter.fontMetrics().horizontalAdvance(words)
        left = (self.width() - width) // 2
        painter.drawPixmap(left - 22, 5, icons.pixmap("warning", ink, 16, self.devicePixelRatioF()))
        painter.drawText(left, 0, width + 4, self.height() - 1, Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
