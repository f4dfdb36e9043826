"""A question at the counter: who asks, what, and the approved answers that fit while it is typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.domains.reception import service
from signdesk.domains.reception.pages.picker import PersonPicker
from signdesk.domains.reception.service import AnswerInfo, ConsultationInfo
from signdesk.ui.buttons import label
from signdesk.ui.fields import NotesField, TextField
from signdesk.ui.form import FieldRow
from signdesk.ui.page import PageContext

NAME = "reception.ask"
_PAUSE_MS = 200
_ROW = 36


class AskForm(QWidget):
    """Question, customer (may stay empty), category, answers found, materials. With an answer chosen it is closed."""

    asked = Signal(object)
    """Recorded: ConsultationInfo."""

    def __init__(self, context: PageContext, existing: ConsultationInfo | None = None) -> None:
        super().__init__()
        self.setObjectName(NAME)
        self.context, self.existing = context, existing
        self.answer: AnswerInfo | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(9)
        self.problem = label(ink="seal", wrap=True)
        self.problem.hide()
        self.question = FieldRow(NotesField("question", _("Question"), required=True), NAME)
        self.found_caption = label(_("Approved answers"), "muted")
        self.list = QListWidget()
        self.list.setObjectName(f"{NAME}.answers")
        self.list.setAccessibleName(_("Approved answers"))
        self.list.setWordWrap(True)
        self.list.setFixedHeight(_ROW)
        self.full = label("", "ok", wrap=True)
        self.customer = PersonPicker(
            context.ops, _("Customer (may stay empty)"), _("Name, initials, tail of a number"), name=f"{NAME}.customer"
        )
        self.category = FieldRow(TextField("category", _("Category")), NAME)
        self.materials = FieldRow(TextField("materials", _("Materials")), NAME)
        for widget in (
            self.problem, self.question, self.found_caption, self.list, self.full, self.customer, self.category,
            self.materials,
        ):  # fmt: skip
            box.addWidget(widget)
        box.addStretch(1)
        if existing is not None:
            self.question.set_text(existing.question)
            self.question.editor.setEnabled(False)
            self.customer.hide()
            self.category.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.question.edited.connect(self._pause.start)
        self.list.currentItemChanged.connect(lambda item, _old: self._on_answer(item))
        self.list.installEventFilter(self)
        self.question.editor.installEventFilter(self)
        self.customer.picked.connect(lambda _hit: self.category.editor.setFocus())
        self.category.entered.connect(lambda: self.materials.editor.setFocus())
        self.materials.entered.connect(self.save)

    def start(self) -> None:
        """The cursor into the question; an existing one is looked up at once."""
        if self.existing is not None:
            self._search()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.question.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self) -> None:
        text = self.question.text()
        self.context.ops.read(
            lambda session: service.find_answers(session, text), self._on_found, key=f"{NAME}.answers"
        )

    def _on_found(self, answers: tuple[AnswerInfo, ...]) -> None:
        kept = self.answer.id if self.answer else None
        self.list.clear()
        for answer in answers:
            item = QListWidgetItem(answer.question)
            item.setData(Qt.ItemDataRole.UserRole, answer)
            item.setToolTip(answer.answer)
            item.setSizeHint(QSize(100, _ROW))
            self.list.addItem(item)
            if answer.id == kept:
                self.list.setCurrentItem(item)
        self.list.setFixedHeight(_ROW * max(min(len(answers), 5), 1))
        if not answers and self.question.text().strip():
            self.found_caption.setText(_("Approved answers: none fits. Save, then refer it."))
        else:
            self.found_caption.setText(_("Approved answers"))

    def _on_answer(self, item: Any) -> None:
        self.answer = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        self.full.setText(self.answer.answer if self.answer else "")
        if self.answer is not None:
            if not self.category.text():
                self.category.set_text(self.answer.category)
            if not self.materials.text():
                self.materials.set_text(self.answer.materials)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the question's last line into the answers; Enter on one saves."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if watched is self.list and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.save()
                return True
            editor = self.question.editor
            if watched is editor and key == Qt.Key.Key_Down and isinstance(editor, QPlainTextEdit):
                cursor = editor.textCursor()
                if cursor.blockNumber() == editor.blockCount() - 1 and self.list.count():
                    self.list.setFocus(Qt.FocusReason.TabFocusReason)
                    self.list.setCurrentRow(0)
                    return True
        return super().eventFilter(watched, event)

    def save(self) -> None:
        """Record it; with an approved answer chosen it is answered and closed in the same act."""
        if not self.question.validate():
            self.question.editor.setFocus()
            return
        question, category, materials = self.question.text(), self.category.text(), self.materials.text()
        customer_id = self.customer.hit.customer.id if self.customer.hit else None
        existing, answer = self.existing, self.answer
        if existing is not None and answer is None:
            self.refused(UserError(_("Choose an approved answer."), field="answer"))
            return

        def record(session: Any) -> ConsultationInfo:
            asked = existing or service.ask(session, question=question, category=category, customer_id=customer_id)
            if answer is None:
                return asked
            return service.answer_with(
                session,
                consultation_id=asked.id,
                version=asked.version,
                approved_answer_id=answer.id,
                materials=materials,
            )

        operation = service.ASK if existing is None else service.ANSWER
        self.context.ops.write(operation, record, self.asked.emit, self.refused)

    def refused(self, error: UserError) -> None:
        """Say what is wrong; nothing typed is lost."""
        words = f"{error.message} {error.hint}".strip()
        if error.field == "question":
            self.question.show_problem(words)
        else:
            self.problem.setText(words)
            self.problem.show()
