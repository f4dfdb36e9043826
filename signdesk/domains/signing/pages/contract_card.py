"""The card with the contract's text: masked, and in full for 30 seconds to who may see it and says why; and behind it
what was done for the review so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from signdesk.core import clock
from signdesk.core.i18n import _
from signdesk.core.text import TextModel
from signdesk.domains.signing import service
from signdesk.domains.signing.pages.document_view import DocumentView, Mark
from signdesk.domains.signing.service import HistoryLine, RevealedText
from signdesk.ui.buttons import Button
from signdesk.ui.page import PageContext
from signdesk.ui.pane import DetailPane, Step
from signdesk.ui.reveal import ShowButton


class ContractCard(QFrame):
    """Text of one version and its case's history. ``on_revealed`` hears when the text is shown in full and when it is
    masked again."""

    def __init__(self, name: str, context: PageContext, on_revealed: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._ops = context.ops
        self._on_revealed = on_revealed
        self._name = name
        self._case_id: int | None = None
        self._version_id: int | None = None
        self._masked: TextModel | None = None
        self._marks: tuple[Mark, ...] = ()
        self.revealed: RevealedText | None = None
        self.document = DocumentView(name)
        self.show_button = ShowButton(
            _("the numbers in this contract"),
            reveal=self._ask,
            show=self._on_shown,
            conceal=self._on_concealed,
            words=_("Show in full"),
        )
        self.show_button.setObjectName(f"{name}.show_in_full")
        self.show_button.setVisible(context.seat.may(service.REVEAL_CONTRACTS))
        self.show_button.setEnabled(False)
        self.history = DetailPane(context.actions, f"{name}.history")
        self.history.setProperty("card", False)
        self.history.setAccessibleName(_("History of the review"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.document)
        self.stack.addWidget(self.history)
        self.text_tab, self.history_tab = Button(_("Contract text"), role="quiet"), Button(_("History"), role="quiet")
        tabs = QButtonGroup(self)
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 10, 0)
        head.setSpacing(4)
        for place, tab in enumerate((self.text_tab, self.history_tab)):
            tab.setCheckable(True)
            tab.setFixedHeight(26)
            tab.setObjectName(f"{name}.tab{place}")
            tabs.addButton(tab, place)
            head.addWidget(tab)
        self.text_tab.setChecked(True)
        tabs.idClicked.connect(self._on_tab)
        head.addStretch(1)
        head.addWidget(self.show_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(4)
        box.addLayout(head)
        box.addWidget(self.stack, 1)

    def show_version(self, case_id: int, version_id: int, model: TextModel, marks: Sequence[Mark]) -> None:
        """Show a version of a case; another version than before is masked."""
        if version_id != self._version_id:
            self.show_button.conceal()
        self._version_id, self._masked, self._marks = version_id, model, tuple(marks)
        self._case_id = case_id
        self.show_button.setEnabled(self.text_tab.isChecked())
        self._put()
        if self.history_tab.isChecked():
            self._read_history()

    def conceal(self) -> None:
        """Mask the text, if it is shown in full."""
        self.show_button.conceal()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who leaves the page has seen enough."""
        self.show_button.conceal()
        super().hideEvent(event)

    def _on_tab(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.show_button.setEnabled(place == 0)
        if place == 0:
            return
        self.show_button.conceal()
        self._read_history()

    def _read_history(self) -> None:
        case_id = self._case_id
        if case_id is not None:
            self._ops.read(
                lambda session: service.review_history(session, case_id=case_id),
                self._on_history,
                key=f"{self._name}.history",
            )

    def _on_history(self, lines: Sequence[HistoryLine]) -> None:
        self.history.start(self._case_id)
        self.history.steps(_step(line) for line in lines)
        self.history.finish()

    def _ask(self, reason: str, show: Callable[[RevealedText], object]) -> None:
        version_id = self._version_id
        if version_id is None:
            return

        def shown(full: RevealedText) -> None:
            if version_id == self._version_id and self.isVisible():
                show(full)

        self._ops.write(
            service.REVEAL,
            lambda session: service.reveal_text(session, version_id=version_id, reason=reason),
            shown,
            reason=reason,
        )

    def _on_shown(self, full: RevealedText) -> None:
        self.revealed = full
        self._put()
        self._on_revealed()

    def _on_concealed(self) -> None:
        self.revealed = None
        self._put()
        self._on_revealed()

    def _put(self) -> None:
        model = self.revealed.model if self.revealed is not None else self._masked
        if model is not None and self._version_id is not None:
            self.document.show_text(self._version_id, model, self._marks)


def _step(line: HistoryLine) -> Step:
    words = [f"{line.act} · {line.about}"]
    if line.reason:
        words.append(_("Reason: {reason}").format(reason=line.reason))
    return Step(line.weight, "\n".join(words), f"{line.person}  {clock.to_local(line.at):%m-%d %H:%M}")
