"""The smart field: a returning customer is found while typing, a scan is recognised, else it is a new name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from signdesk.core import clock
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.core.identity import IdKind, check_id, guess_kind
from signdesk.core.pinyin import looks_like_initials
from signdesk.core.typed_number import compact
from signdesk.domains.reception import service
from signdesk.domains.reception.service import CustomerHit
from signdesk.ui import theme, typed_ahead
from signdesk.ui.buttons import Ink, label
from signdesk.ui.ops import Ops
from signdesk.ui.search_field import SearchField

_LINE = 44
_CJK = re.compile(r"^[\u3400-\u9fff\U00020000-\U0003ffff·]{2,}$")


class PersonPicker(QWidget):
    """Caption, field, hits below it, and in one line who was chosen."""

    picked = Signal(object)
    """A returning customer: CustomerHit."""
    named = Signal(str)
    """Enter on a name nobody here has: somebody new."""
    numbered = Signal(str, object)
    """A complete number that nobody here has: (number, IdKind). The name follows."""
    digit_pressed = Signal(int)
    """A digit after a name whose number is known: the next field's answer."""
    cleared = Signal()
    """What was chosen is no longer."""

    def __init__(self, ops: Ops, caption: str, hint: str, *, name: str) -> None:
        super().__init__()
        self.ops = ops
        self.setObjectName(name)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        self.caption = label(caption, "muted")
        self.field = SearchField(hint, name=f"{name}.field", icon="person")
        self.field.setAccessibleName(caption)
        self.caption.setBuddy(self.field)
        self.told = label(ink="muted", px=12, wrap=True)
        self.told.setObjectName(f"{name}.told")
        self.told.hide()
        self.problem = label(ink="seal", px=12, wrap=True)
        self.problem.setObjectName(f"{name}.problem")
        self.problem.hide()
        self.list = QListWidget()
        self.list.setObjectName(f"{name}.hits")
        self.list.setAccessibleName(_("Customers found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QListWidget.Shape.StyledPanel)
        self.list.setViewportMargins(4, 2, 4, 2)
        self.list.hide()
        for widget in (self.caption, self.field, self.list, self.told, self.problem):
            box.addWidget(widget)
        self.setFocusProxy(self.field)
        self.hits: tuple[CustomerHit, ...] = ()
        self.hit: CustomerHit | None = None
        self.new_name = ""
        self.number_known = False
        """The number was scanned before the name: a digit after the name answers the next field."""
        self._answered = ""
        self._asked = ""
        self._enter_waits = False
        self._then: list[Callable[[], object]] = []
        self.field.asked.connect(self._on_asked)
        self.field.entered.connect(self._on_enter)
        self.field.textEdited.connect(self._on_edited)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda item: self._take(item))

    @property
    def settled(self) -> bool:
        """Whether somebody is chosen or named."""
        return self.hit is not None or bool(self.new_name)

    @property
    def waiting(self) -> bool:
        """Whether a search is on its way that Enter was pressed for."""
        return self._enter_waits

    def when_settled(self, act: Callable[[], object]) -> None:
        """Run it once the search that Enter waits for has been answered."""
        self._then.append(act)

    def show_hit(self, hit: CustomerHit) -> None:
        """This one it is."""
        self.hit, self.new_name = hit, ""
        self._set_text(hit.customer.name)
        parts = [part for part in (hit.customer.id_number, hit.customer.phone) if part]
        self.tell(" · ".join(parts) or _("no number known"), "ok")
        self.list.hide()
        self.show_problem("")

    def show_new(self, name: str) -> None:
        """Somebody new with this name."""
        self.hit, self.new_name = None, name
        self._set_text(name)
        self.tell(_("New customer"), "accent")
        self.list.hide()
        self.show_problem("")

    def _set_text(self, text: str) -> None:
        self._answered = self._asked = text
        self.field.setText(text)
        self.field._last = text

    def tell(self, words: str, ink: Ink = "muted") -> None:
        """A line below the field."""
        self.told.set_ink(ink)
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def show_problem(self, words: str) -> None:
        """Say beside the field what is wrong."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if self.field.property("problem") != bool(words):
            self.field.setProperty("problem", bool(words))
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)

    # typing

    def _on_edited(self, _text: str) -> None:
        self.show_problem("")
        if self.settled:
            self.hit, self.new_name = None, ""
            self.tell("")
            self.cleared.emit()
        if _is_whole_number(self.field.words()) and self.field.words() != self._answered:
            typed_ahead.hold(self)  # a card reader is followed by the name at once
            self.field.ask_now()

    def _on_asked(self, words: str) -> None:
        self._asked = words
        if not words:
            self._answered, self.hits = "", ()
            self.list.hide()
            typed_ahead.let_go(self)
            return
        self.ops.read(
            lambda session: (words, service.find_customers(session, words, limit=6)),
            self._on_answer,
            self._on_no_answer,
            key=f"{self.objectName()}.find",
        )

    def _on_no_answer(self, error: UserError) -> None:
        self._enter_waits = False
        self.show_problem(f"{error.message} {error.hint}".strip())
        typed_ahead.let_go(self)

    def _on_answer(self, answer: tuple[str, tuple[CustomerHit, ...]]) -> None:
        newest = self._asked == answer[0]  # what is found may be written into the field
        self._on_found(answer)
        if newest:
            typed_ahead.let_go(self)

    def _on_found(self, answer: tuple[str, tuple[CustomerHit, ...]]) -> None:
        words, self.hits = answer
        self._answered = words
        if words != self.field.words() or self.settled:
            return
        if _is_whole_number(words):
            self._on_number(words)
        else:
            self._fill_list(words)
        if self._enter_waits:
            self._enter_waits = False
            if not self.settled and self.field.words():
                self._on_enter(self.field.words())
        if not self._enter_waits:
            waiting, self._then = self._then, []
            for act in waiting:
                act()

    def _fill_list(self, words: str) -> None:
        self.list.clear()
        for hit in self.hits:
            item = QListWidgetItem(hit_words(hit))
            item.setData(Qt.ItemDataRole.UserRole, hit)
            item.setSizeHint(QSize(100, _LINE))
            self.list.addItem(item)
        if _may_be_name(words):
            item = QListWidgetItem(_("New: {name}").format(name=words))
            item.setSizeHint(QSize(100, 30))
            self.list.addItem(item)
        self.list.setVisible(self.list.count() > 0)
        self.tell("" if self.list.count() else _("Nobody found. Type the name."))
        self.list.setCurrentRow(0)
        height = sum(self.list.sizeHintForRow(row) for row in range(min(self.list.count(), 4))) + 4
        self.list.setFixedHeight(height)
        self.list.setFont(theme.font())

    def _on_number(self, words: str) -> None:
        exact = [hit for hit in self.hits if hit.found_by == "number"]
        if len(exact) == 1:
            self.show_hit(exact[0])
            self.picked.emit(exact[0])
            return
        kind = guess_kind(words) or IdKind.OTHER
        try:
            number = check_id(kind, words, today=clock.today())
        except UserError as error:
            self.show_problem(f"{error.message} {error.hint}".strip())
            return
        self.number_known = True
        self._enter_waits = False
        self._set_text("")
        self.field._last = ""
        self.tell(_("New number. Type the name."), "accent")
        self.numbered.emit(number, kind)

    # keys

    def _on_enter(self, words: str) -> None:
        if self.settled or not words:
            if self.settled:
                self.named.emit(self.new_name) if self.new_name else self.picked.emit(self.hit)
            return
        if self._answered != words:
            self._enter_waits = True
            typed_ahead.hold(self)
            return
        if _is_whole_number(words):
            self._on_number(words)
        elif self.list.currentItem() is not None:
            self._take(self.list.currentItem())
        else:
            self.show_problem(_("Nobody found. Type the name."))

    def _take(self, item: Any) -> None:
        hit = item.data(Qt.ItemDataRole.UserRole)
        if hit is not None:
            self.show_hit(hit)
            self.picked.emit(hit)
        else:
            name = self.field.words()
            self.show_new(name)
            self.named.emit(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move among the hits; a digit after a scanned person's name goes to the next field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.field.composing:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.isVisible():
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            digit = event.text()
            if self.number_known and len(digit) == 1 and digit in "123456789" and _CJK.match(self.field.text()):
                self.show_new(self.field.text())
                self.named.emit(self.new_name)
                self.digit_pressed.emit(int(digit))
                return True
        elif event.type() == QEvent.Type.FocusOut and not self.settled and not self._enter_waits:
            words = self.field.words()
            if _may_be_name(words) and not looks_like_initials(words) and not self.list.underMouse():
                self.show_new(words)
        return super().eventFilter(watched, event)


def hit_words(hit: CustomerHit) -> str:
    """A hit in two lines: name and appointment; number, phone and last visit, so that namesakes can be told apart."""
    customer = hit.customer
    first = customer.name
    if hit.appointment_at is not None:
        first += "  ·  " + _("appointment {time}").format(time=f"{clock.to_local(hit.appointment_at):%H:%M}")
    facts = [part for part in (customer.id_number, customer.phone) if part]
    if hit.last_seen_at is not None:
        facts.append(_("here {day}").format(day=f"{clock.to_local(hit.last_seen_at):%m-%d}"))
    return first + "\n" + (" · ".join(facts) or _("no number known"))


def _is_whole_number(words: str) -> bool:
    """Whether it is a whole document number: what a card reader types."""
    number = compact(words)
    return len(number) == 18 and sum(character.isdigit() for character in number) >= 9 and number.isascii()


def _may_be_name(words: str) -> bool:
    """Whether somebody may be called so: initials in small letters, tails and numbers are none."""
    if not words or sum(character.isdigit() for character in words) > len(words) / 2:
        return False
    if words.isascii():
        return len(words) > 2 and words != words.lower()
    return True
