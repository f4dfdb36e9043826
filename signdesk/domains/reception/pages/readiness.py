"""The readiness list of a room before a session: clean, comfortable, its equipment working. A fault opens a repair."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.domains.reception import service
from signdesk.domains.reception.service import BookingInfo, ReadinessInfo
from signdesk.ui.buttons import label
from signdesk.ui.fields import ChoiceField, TextField
from signdesk.ui.form import FieldRow
from signdesk.ui.page import PageContext

NAME = "reception.readiness"


class ReadinessForm(QWidget):
    """Three ticks, one of them for each that is in order; what is not in order is said."""

    done = Signal(str)
    """Saved; the numbers of the repair requests."""

    def __init__(self, context: PageContext, booking: BookingInfo, devices: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self.setObjectName(NAME)
        self.context, self.booking = context, booking
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        self.problem = label(ink="seal", wrap=True)
        self.problem.hide()
        box.addWidget(self.problem)
        box.addWidget(label(_("Tick what is in order."), "muted"))
        self.ticks: dict[str, QCheckBox] = {}
        for key, words in (
            ("clean", _("Clean")), ("comfortable", _("Comfortable")), ("equipment_works", _("Equipment works")),
        ):  # fmt: skip
            tick = QCheckBox(words)
            tick.setAccessibleName(words)
            tick.setObjectName(f"{NAME}.{key}")
            self.ticks[key] = tick
            box.addWidget(tick)
        self.device = FieldRow(ChoiceField("device", _("Faulty device"), options=list(devices)), NAME)
        self.fault = FieldRow(TextField("faults", _("What is wrong with it")), NAME)
        self.note = FieldRow(TextField("note", _("Note")), NAME)
        for row in (self.device, self.fault, self.note):
            box.addWidget(row)
            row.entered.connect(self.save)
        self.device.setVisible(bool(devices))
        self.fault.setVisible(bool(devices))

    def start(self) -> None:
        """The cursor on the first tick."""
        self.ticks["clean"].setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Record the check; a named device gets a repair request in the register of equipment."""
        self.problem.hide()
        device = self.device.read() if self.device.isVisibleTo(self) else None
        faults = ((int(device), self.fault.text()),) if device is not None else ()
        values = {key: tick.isChecked() for key, tick in self.ticks.items()}
        note = self.note.text()
        self.context.ops.write(
            service.CHECK_ROOM,
            lambda session: service.check_readiness(
                session, booking_id=self.booking.id, note=note, faults=faults, **values
            ),
            self._on_done,
            self._on_refused,
        )

    def _on_done(self, info: ReadinessInfo) -> None:
        self.done.emit(info.faults)

    def _on_refused(self, error: UserError) -> None:
        words = f"{error.message} {error.hint}".strip()
        row = {"note": self.note, "faults": self.fault}.get(error.field or "")
        if row is not None and row.isVisibleTo(self):
            row.show_problem(words)
            row.editor.setFocus()
        else:
            self.problem.setText(words)
            self.problem.show()
