"""A form: labelled fields with their problems beside them, that never loses what was typed.

::

    form = Form([TextField("name", _("Name"), required=True), MoneyField("price", _("Price")),
                 DateField("bought", _("Bought on"))], name="assets.equipment", drafts=context.drafts, draft="new")
    form.set_values({"name": "…"})            # or form.set_values(dataclass)
    form.saved.connect(lambda values: ops.write(ADD, lambda s: service.add(s, **values), then, form.refused))

Checks run when a field is left; Save stays enabled and jumps to the first problem. ``form.refused`` takes a UserError:
with ``field`` it stands beside that field, else above the form. Enter goes to the next unfilled field (and saves from
the last one), complete numbers go on by themselves, a digit chooses in a list, Ctrl+Enter saves. With ``drafts``
everything typed is kept until ``form.forget_draft()`` (call it when saved), also through a crash. ``form.save`` may be
given to a button of your own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.ui import theme
from signdesk.ui.buttons import label
from signdesk.ui.fields import (
    ChoiceField,
    DateField,
    Field,
    MoneyField,
    NotesField,
    NumberField,
    TickField,
)
from signdesk.ui.line import Line

if TYPE_CHECKING:
    from signdesk.ui.page import Memory

_DRAFT_PAUSE_MS = 400
_DIGITS = tuple("123456789")
Editor = QLineEdit | QPlainTextEdit | QComboBox | QCheckBox


class FieldRow(QWidget):
    """Label, editor and problem of one field."""

    edited = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, field: Field, name: str) -> None:
        super().__init__()
        self.field = field
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        self.caption = label(field.label + (" *" if field.required else ""), "muted")
        self.editor = self._make_editor()
        self.editor.setAccessibleName(field.label)
        if field.required:
            self.editor.setAccessibleDescription(_("required"))
        self.editor.setObjectName(f"{name}.{field.key}")
        self.editor.installEventFilter(self)
        self.caption.setBuddy(self.editor)
        self.problem = label(ink="seal", px=12, wrap=True)
        self.problem.setObjectName(f"{name}.{field.key}.problem")
        self.problem.hide()
        if not isinstance(self.editor, QCheckBox):
            box.addWidget(self.caption)
        box.addWidget(self.editor)
        box.addWidget(self.problem)
        if field.default is not None:
            self.set_value(field.default)

    def _make_editor(self) -> Editor:
        field = self.field
        if isinstance(field, NotesField):
            notes = QPlainTextEdit()
            notes.setTabChangesFocus(True)
            notes.setPlaceholderText(field.hint)
            notes.setFixedHeight(24 + 20 * field.lines)
            notes.textChanged.connect(self._on_edited)
            return notes
        if isinstance(field, ChoiceField):
            choice = QComboBox()
            choice.setFixedHeight(theme.CONTROL)
            if not field.required or field.default is None:
                choice.addItem("", None)
            for value, words in field.options:
                choice.addItem(words, value)
            choice.currentIndexChanged.connect(self._on_edited)
            return choice
        if isinstance(field, TickField):
            tick = QCheckBox(field.label)
            tick.toggled.connect(self._on_edited)
            return tick
        line = Line()
        line.setFixedHeight(theme.CONTROL)
        line.setMaxLength(field.max_length)
        line.setPlaceholderText(field.hint or (_("= today, +3 in three days") if isinstance(field, DateField) else ""))
        if isinstance(field, (NumberField, MoneyField)):
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.textEdited.connect(self._on_edited)
        return line

    def _on_edited(self, *_news: object) -> None:
        if not self.problem.isHidden():
            self.show_problem("")
        self.edited.emit()
        line = self.editor
        at_end = isinstance(line, QLineEdit) and line.hasFocus() and line.cursorPosition() == len(line.text())
        if at_end and self.field.complete(self.text()):
            self.entered.emit()

    def text(self) -> str:
        """What is typed."""
        if isinstance(self.editor, QLineEdit):
            return self.editor.text()
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.toPlainText()
        if isinstance(self.editor, QComboBox):
            return self.editor.currentText()
        return "1" if self.editor.isChecked() else ""

    def set_text(self, text: str) -> None:
        """Put words into the field (a draft)."""
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(text)
        elif isinstance(self.editor, QPlainTextEdit):
            self.editor.setPlainText(text)
        elif isinstance(self.editor, QComboBox):
            self.editor.setCurrentIndex(max(self.editor.findText(text), 0))
        else:
            self.editor.setChecked(text == "1")

    def set_value(self, value: Any) -> None:
        """Show a value."""
        if isinstance(self.field, TickField):
            self.set_text("1" if value else "")
        else:
            self.set_text(self.field.words(value))

    def read(self) -> Any:
        """The value; raises UserError if it cannot be taken as it is."""
        if isinstance(self.editor, QCheckBox):
            value: Any = self.editor.isChecked()
            if self.field.required and not value:
                raise UserError(_("Please tick this."))
        elif isinstance(self.editor, QComboBox):
            value = self.editor.currentData()
        else:
            value = self.field.parse(self.text())
        if value is None:
            if self.field.required:
                raise UserError(_("Please fill this in."))
            return None
        if self.field.check is not None:
            self.field.check(value)
        return value

    def validate(self) -> bool:
        """Read and show the problem beside the field, or nothing."""
        try:
            value = self.read()
        except UserError as error:
            self.show_problem(error.message if not error.hint else f"{error.message} {error.hint}")
            return False
        self.show_problem("")
        if value is not None and isinstance(self.editor, QLineEdit) and not self.editor.hasFocus():
            tidy = self.field.words(value)
            if tidy != self.editor.text():
                self.editor.setText(tidy)
        return True

    def _choose(self, number: int) -> bool:
        """A digit chooses by position and goes on."""
        field = self.field
        if not isinstance(field, ChoiceField) or not 1 <= number <= len(field.options):
            return False
        self.set_value(field.options[number - 1][0])
        self.entered.emit()
        return True

    def show_problem(self, words: str) -> None:
        """Say beside the field what is wrong."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.editor.setAccessibleDescription(words or (_("required") if self.field.required else ""))
        if self.editor.property("problem") != bool(words):
            self.editor.setProperty("problem", bool(words))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field checks it; Enter goes on."""
        if event.type() == QEvent.Type.FocusOut:
            if self.text():
                self.validate()
            self.left.emit()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() and not isinstance(self.editor, QPlainTextEdit):
                self.entered.emit()
                return True
            if isinstance(self.editor, QComboBox) and event.text() in _DIGITS and not event.modifiers():
                return self._choose(int(event.text()))
        return super().eventFilter(watched, event)


class Form(QWidget):
    """Fields in one or two columns."""

    saved = Signal(object)
    """Everything is right: a dict of values by key."""
    edited = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        name: str,
        columns: int = 1,
        drafts: Memory | None = None,
        draft: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._drafts = drafts
        self._draft_key = f"draft.{name}.{draft}"
        self.dirty = False
        self.restored = False
        """Whether a draft from before was put back."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        self.problem = label(ink="seal", wrap=True)
        self.problem.setObjectName(f"{name}.problem")
        self.problem.hide()
        outer.addWidget(self.problem)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        outer.addLayout(grid)
        outer.addStretch(1)
        self.rows: dict[str, FieldRow] = {}
        line = column = 0
        for field in fields:
            row = FieldRow(field, name)
            wide = field.wide or isinstance(field, NotesField)
            if wide and column:
                line, column = line + 1, 0
            grid.addWidget(row, line, column, 1, columns if wide else 1, Qt.AlignmentFlag.AlignTop)
            column += columns if wide else 1
            if column >= columns:
                line, column = line + 1, 0
            row.edited.connect(self._on_edited)
            row.entered.connect(lambda key=field.key: self._go_on(key))
            self.rows[field.key] = row
        for number in range(columns):
            grid.setColumnStretch(number, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_DRAFT_PAUSE_MS)
        self._pause.timeout.connect(self.keep_draft)

    def set_values(self, values: Mapping[str, Any] | object) -> None:
        """Show a record's values (a mapping or a dataclass); then a draft from before, if there is one, over them."""
        for key, row in self.rows.items():
            known = key in values if isinstance(values, Mapping) else hasattr(values, key)
            if known:
                row.set_value(values[key] if isinstance(values, Mapping) else getattr(values, key))
        self.dirty = False
        self.restore_draft()

    def values(self) -> dict[str, Any]:
        """All values; raises UserError (with ``field``) for the first that is wrong."""
        found: dict[str, Any] = {}
        for key, row in self.rows.items():
            try:
                found[key] = row.read()
            except UserError as error:
                raise UserError(error.message, field=key, hint=error.hint) from error
        return found

    def save(self) -> bool:
        """Check everything; ``saved`` if it is right, else jump to the first problem."""
        self.problem.hide()
        wrong = [row for row in self.rows.values() if row.isVisibleTo(self) and not row.validate()]
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.keep_draft()
        self.saved.emit({key: row.read() for key, row in self.rows.items() if row.isVisibleTo(self)})
        return True

    def refused(self, error: UserError) -> None:
        """The service refused: say it beside the field it names, or above the form. Nothing typed is lost. A form that
        is closed by then says nothing: what it asked for was done by the first of two presses, or given up."""
        if not shiboken6.isValid(self):
            return
        words = f"{error.message} {error.hint}".strip()
        row = self.rows.get(error.field or "")
        if row is not None:
            row.show_problem(words)
            row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.problem.setText(words)
        self.problem.show()

    def focus_first(self) -> None:
        """The cursor into the first unfilled field; a box that is not ticked is none."""
        rows = list(self.rows.values())
        open_rows = (row for row in rows if not row.text() and not isinstance(row.field, TickField))
        target = next(open_rows, rows[0])
        target.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.save()
            return
        super().keyPressEvent(event)

    def _go_on(self, key: str) -> None:
        if not self.rows[key].validate():
            return
        keys = [known for known, row in self.rows.items() if row.isVisibleTo(self)]
        place = keys.index(key)
        for later in keys[place + 1 :]:
            row = self.rows[later]
            if not row.text() and not isinstance(row.field, TickField):
                row.editor.setFocus(Qt.FocusReason.TabFocusReason)
                return
        if place + 1 < len(keys) and any(isinstance(self.rows[later].field, TickField) for later in keys[place + 1 :]):
            self.rows[keys[place + 1]].editor.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.save()

    # drafts

    def _on_edited(self) -> None:
        self.dirty = True
        self.problem.hide()
        self.edited.emit()
        if self._drafts is not None:
            self._pause.start()

    def keep_draft(self) -> None:
        """Remember what is typed."""
        self._pause.stop()
        if self._drafts is not None and self.dirty:
            self._drafts.set(self._draft_key, {key: row.text() for key, row in self.rows.items()})

    def restore_draft(self) -> None:
        """Put back what was typed before and not saved."""
        kept = self._drafts.get(self._draft_key) if self._drafts is not None else None
        if not isinstance(kept, dict):
            return
        for key, text in kept.items():
            if key in self.rows and isinstance(text, str):
                self.rows[key].set_text(text)
        self.dirty = self.restored = True

    def forget_draft(self) -> None:
        """It was saved (or given up)."""
        self._pause.stop()
        self.dirty = False
        if self._drafts is not None:
            self._drafts.set(self._draft_key, None)
