"""A list whose pane can hold a form instead of the record: it stays open whatever happens to the list behind it."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from signdesk.ui import fit as fitting
from signdesk.ui.form import Form
from signdesk.ui.list_detail import ListDetail


class FormInPane(ListDetail):
    """Opens and closes a form in the pane; Esc closes it, other rows and refreshes do not."""

    def put_form(self, words: str, form: Any, save: str, in_sight: QWidget | None = None) -> None:
        """Show a form, or a widget with ``save()``, in the pane, under a heading unless ``words`` is empty. The cursor
        goes into a form's first unfilled field; another widget puts it where it wants. ``in_sight`` stands above the
        buttons and does not scroll with the form."""
        self.pane_busy = True
        self.pane.start(-1)
        if words:
            self.pane.heading(words)
        self.pane.widget(form)
        self.pane.form_buttons(form, save, self.close_form, in_sight)
        self.pane.finish()
        if self.fit.pane_replaces:
            self._narrow_detail = True
            self._arrange()
        if isinstance(form, Form):
            form.focus_first()
        self.context.actions.refresh(self)

    def close_form(self) -> None:
        """Back to the record."""
        self.pane_busy = False
        self._narrow_detail = False
        self._arrange()
        self.context.actions.refresh(self)
        self.read_pane()
        self.view.setFocus()

    def on_current(self, record_id: int | None) -> None:
        """Another row; an open form stays."""
        if not self.pane_busy:
            super().on_current(record_id)
            return
        self.current = record_id
        self.context.actions.refresh(self)

    def apply_fit(self, fit: fitting.Fit) -> None:
        """On a small window an open form takes the list's place."""
        if self.pane_busy:
            self._narrow_detail = True
        super().apply_fit(fit)

    def unsaved(self) -> bool:
        """Whether a form is open."""
        return bool(self.pane_busy)

    def _arrange(self) -> None:
        super()._arrange()
        # Where the pane has taken the list's place, the list's filters only take room.
        has_filters = bool(self.filters or self.search_hint)
        self.filter_row.setVisible(has_filters and not (self.fit.pane_replaces and self._narrow_detail))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form first."""
        if event.matches(QKeySequence.StandardKey.Cancel) and self.pane_busy:
            self.close_form()
            return
        super().keyPressEvent(event)
