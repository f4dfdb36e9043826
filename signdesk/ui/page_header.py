"""The head of a list page (title, facts in words, buttons, ⋯) and what stands in place of an empty list. Both are put
together by ``ui.list_detail``; pages do not make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from signdesk.core.i18n import _
from signdesk.ui import icons
from signdesk.ui.buttons import Button, OneLine, label

if TYPE_CHECKING:
    from signdesk.ui.list_detail import ListDetail


class EmptyState(QWidget):
    """One sentence, one button, its key."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addStretch(2)
        self.words = label(ink="muted", px=14, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(self.words)
        self.place = QHBoxLayout()
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addLayout(self.place)
        box.addStretch(3)

    def say(self, sentence: str, button: Button | None) -> None:
        """Show it."""
        self.words.setText(sentence)
        while (item := self.place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if button is not None and not button.property("refused"):
            self.place.addWidget(button)


class PageHeader(QWidget):
    """Title, facts in words, buttons. Secondary buttons go into ⋯ when there is no room."""

    def __init__(self, page: ListDetail) -> None:
        super().__init__(page)
        self._page = page
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = label(_(page.title), px=20, bold=True)
        self.title.setObjectName(f"{page.page_id}.title")
        self.facts = OneLine("muted")
        self.facts.setObjectName(f"{page.page_id}.facts")
        words.addWidget(self.title)
        words.addWidget(self.facts)
        row.addLayout(words, 1)
        actions = page.context.actions
        self.secondary = [actions.button(id) for id in page.secondary]
        for button in self.secondary:
            row.addWidget(button)
        self.more = Button("", role="secondary", icon="more")
        self.more.setAccessibleName(_("More"))
        self.more.setObjectName(f"{page.page_id}.more")
        self.more.clicked.connect(self._on_more)
        row.addWidget(self.more)
        self.primary = actions.button(page.primary, role="primary") if page.primary else None
        if self.primary is not None:
            row.addWidget(self.primary)
        self._overflow = False
        self.set_overflow(False)

    def set_overflow(self, overflow: bool) -> None:
        """Move the secondary buttons into ⋯ or back."""
        self._overflow = overflow
        for button in self.secondary:
            button.setVisible(not overflow and not button.property("refused"))
        hidden = [id for id in self._page.secondary if self._page.context.actions.get(id)] if overflow else []
        self.more.setVisible(bool(hidden or self._page.menu_ids()))

    def _on_more(self) -> None:
        menu = QMenu(self)
        registry = self._page.context.actions
        ids = [*(self._page.secondary if self._overflow else ()), *self._page.menu_ids()]
        for id in ids:
            qaction, action = registry.qaction(id), registry.get(id)
            if qaction is None or action is None:
                continue
            if action.icon:
                qaction.setIcon(icons.icon(action.icon))
            menu.addAction(qaction)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
