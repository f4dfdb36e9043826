"""The shortcuts sheet (F1): every key that works right now, from the one registry of actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from signdesk.core.i18n import _
from signdesk.ui.actions import Action, ActionRegistry
from signdesk.ui.buttons import Button, key_words, label
from signdesk.ui.dialogs import Panel


def _always() -> tuple[tuple[str, str], ...]:
    return (
        ("Enter", _("Open the row")),
        ("Esc", _("Go back")),
        ("Ctrl+Enter", _("Save the form")),
        ("Ctrl+C", _("Copy the selected rows as shown")),
        ("Tab", _("Next control")),
    )


class ShortcutsSheet(Panel):
    """Two columns of keys."""

    def __init__(self, parent: QWidget, registry: ActionRegistry) -> None:
        super().__init__(parent, _("Keys on this page"), name="shortcuts", width=620)
        keyed = registry.keyed()
        lines = [(key_words(action.shortcut), action.text) for action in _sorted(keyed)]
        holder = QWidget()
        holder.setProperty("plain", True)
        grid = QGridLayout(holder)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        everything = [*lines, *_always()]
        half = (len(everything) + 1) // 2
        for number, (keys, words) in enumerate(everything):
            column = 0 if number < half else 2
            key_label = label(keys, "accent", bold=True)
            text = label(words, wrap=True)
            text.setMinimumWidth(120)
            grid.addWidget(key_label, number % half, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, number % half, column + 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setMinimumHeight(min(half * 28 + 20, max(parent.window().height() - 220, 160)))
        area.setAccessibleName(", ".join(f"{keys} {words}" for keys, words in everything))
        self.body.addWidget(area, 1)
        self.add_button(Button(_("Close"), role="primary", key="Esc"), self.accept).setFocus()


def _sorted(actions: Sequence[Action]) -> list[Action]:
    """Function keys first, then the others."""

    def order(action: Action) -> tuple[int, int, str]:
        keys = action.shortcut
        number = keys.rsplit("F", 1)[-1] if "F" in keys else ""
        return (0, int(number), keys) if number.isdigit() else (1, 0, keys)

    return sorted(actions, key=order)
