"""The card with the contract's text: masked, and in full for 30 seconds to who may see it and says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from signdesk.core.i18n import _
from signdesk.core.text import TextModel
from signdesk.domains.signing import service
from signdesk.domains.signing.pages.document_view import DocumentView, Mark
from signdesk.domains.signing.service import RevealedText
from signdesk.ui.buttons import label
from signdesk.ui.page import PageContext
from signdesk.ui.reveal import ShowButton


class ContractCard(QFrame):
    """Text of one version. ``on_revealed`` hears when it is shown in full and when it is masked again."""

    def __init__(self, name: str, context: PageContext, on_revealed: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._ops = context.ops
        self._on_revealed = on_revealed
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
        head = QHBoxLayout()
        head.setContentsMargins(18, 6, 10, 0)
        head.setSpacing(8)
        head.addWidget(label(_("Contract text"), px=14, bold=True))
        head.addStretch(1)
        head.addWidget(self.show_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(4)
        box.addLayout(head)
        box.addWidget(self.document, 1)

    def show_text(self, version_id: int, model: TextModel, marks: Sequence[Mark]) -> None:
        """Show a version; another version than before is masked."""
        if version_id != self._version_id:
            self.show_button.conceal()
        self._version_id, self._masked, self._marks = version_id, model, tuple(marks)
        self.show_button.setEnabled(True)
        self._put()

    def conceal(self) -> None:
        """Mask the text, if it is shown in full."""
        self.show_button.conceal()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who leaves the page has seen enough."""
        self.show_button.conceal()
        super().hideEvent(event)

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
