"""Giving a time: an appointment for a customer, or a room for a matter; the same form moves either."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from signdesk.core import clock
from signdesk.core.errors import UserError
from signdesk.core.i18n import _
from signdesk.domains.reception import service
from signdesk.domains.reception.pages.choice import DigitChoice
from signdesk.domains.reception.pages.picker import PersonPicker
from signdesk.domains.reception.service import AppointmentInfo, BookingInfo, RoomInfo, ServiceInfo
from signdesk.ui.buttons import label
from signdesk.ui.fields import ChoiceField, DateField, Field, NumberField, PhoneField, TextField
from signdesk.ui.form import FieldRow
from signdesk.ui.page import PageContext

NAME = "reception.booking"
APPOINTMENT, ROOM = "appointment", "room"


def parse_time(text: str) -> time | None:
    """A time of day from what a person types: 14:30, 1430, 14. UserError with an example otherwise."""
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return None
    digits = re.sub(r"\D", "", typed)
    if len(digits) in (1, 2):
        digits += "00"
    try:
        return time(int(digits[:-2]), int(digits[-2:]))
    except ValueError:
        raise UserError(_("This is no time of day. Write 14:30, 1430 or 14.")) from None


@dataclass(frozen=True)
class TimeField(Field):
    """A time of day."""

    def parse(self, text: str) -> time | None:
        """14:30, 1430, 14."""
        return parse_time(text)

    def words(self, value: Any) -> str:
        """14:30"""
        return "" if value is None else f"{value:%H:%M}"


@dataclass(frozen=True)
class Offers:
    """What can be chosen: services, rooms, people."""

    services: Sequence[ServiceInfo]
    rooms: Sequence[RoomInfo]
    staff: Sequence[tuple[int, str]]


class BookingForm(QWidget):
    """Who, what, when, where, with whom."""

    saved = Signal(object)  # the appointment or the booking as it stands now

    def __init__(
        self,
        context: PageContext,
        kind: str,
        offers: Offers,
        day: date,
        *,
        moving: AppointmentInfo | BookingInfo | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName(NAME)
        self.context, self.kind, self.moving = context, kind, moving
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(9)
        self.problem = label(ink="seal", wrap=True)
        self.problem.hide()
        box.addWidget(self.problem)
        self.customer = PersonPicker(
            context.ops, _("Customer"), _("Name, initials, tail of a number, card"), name=f"{NAME}.customer"
        )
        self.phone = FieldRow(PhoneField("phone", _("Phone")), NAME)
        self.title = FieldRow(TextField("title", _("What for"), required=True), NAME)
        services = [(one.digit, one.name, one.id) for one in offers.services]
        self.service = DigitChoice(_("Service"), services, name=f"{NAME}.service")
        rooms = [
            (room.id, _("{room} · {seats} seats").format(room=room.name, seats=room.capacity)) for room in offers.rooms
        ]
        self.day = FieldRow(DateField("day", _("Day"), required=True, default=day), NAME)
        self.time = FieldRow(TimeField("starts_at", _("Time"), required=True, hint="14:30"), NAME)
        self.minutes = FieldRow(NumberField("ends_at", _("Minutes"), required=True, default=45), NAME)
        self.people = FieldRow(NumberField("people_expected", _("People"), default=2), NAME)
        self.room = FieldRow(ChoiceField("room_id", _("Room"), required=kind == ROOM, options=rooms), NAME)
        self.person = FieldRow(ChoiceField("person_id", _("Officer"), options=list(offers.staff)), NAME)
        self.note = FieldRow(TextField("note", _("Note")), NAME)
        for widget in (self.customer, self.phone, self.title, self.service):
            box.addWidget(widget)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        for place, row in enumerate((self.day, self.time, self.minutes, self.people)):
            grid.addWidget(row, place // 2, place % 2)
        box.addLayout(grid)
        for widget in (self.room, self.person, self.note):
            box.addWidget(widget)
        self._arrange()
        self._wire()

    def _arrange(self) -> None:
        appointment = self.kind == APPOINTMENT
        new = self.moving is None
        self.customer.setVisible(appointment and new)
        self.phone.setVisible(False)
        self.service.setVisible(appointment and new)
        self.title.setVisible(not appointment and new)
        self.people.setVisible(not appointment and new)
        self.note.setVisible(appointment and new)
        self.person.setVisible(appointment or new)
        if self.moving is not None:
            start, end = clock.to_local(self.moving.starts_at), clock.to_local(self.moving.ends_at)
            self.day.set_value(start.date())
            self.time.set_value(start.time())
            self.minutes.set_value(int((end - start).total_seconds() // 60))
            self.person.set_value(self.moving.person_id)
            if isinstance(self.moving, BookingInfo):
                self.room.set_value(self.moving.room_id)
            else:
                words = next(
                    (text for _value, text in self.room.field.options if text.startswith(self.moving.room)), ""
                )
                self.room.set_text(words if self.moving.room else "")

    def _wire(self) -> None:
        self.customer.picked.connect(self._on_customer)
        self.customer.named.connect(self._on_customer)
        self.service.chosen.connect(self._on_service)
        self.service.entered.connect(lambda: self._focus(self.time))
        rows = (
            self.phone,
            self.title,
            self.day,
            self.time,
            self.minutes,
            self.people,
            self.room,
            self.person,
            self.note,
        )
        for place, row in enumerate(rows):
            following = rows[place + 1 :]
            row.entered.connect(lambda row=row, following=following: self._next(row, following))

    def start(self) -> None:
        """The cursor where it begins."""
        if self.moving is not None:
            self._focus(self.time)
        elif self.kind == APPOINTMENT:
            self.customer.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._focus(self.title)

    def _focus(self, row: FieldRow) -> None:
        row.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def _next(self, row: FieldRow, following: Sequence[FieldRow]) -> None:
        if not row.validate():
            return
        target = next((one for one in following if one.isVisibleTo(self) and not one.text()), None)
        if target is not None:
            self._focus(target)
        else:
            self.save()

    def _on_customer(self, _who: object) -> None:
        hit = self.customer.hit
        self.phone.setVisible(hit is None or not hit.customer.phone)
        if self.service.value is None:
            self.service.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._focus(self.time)

    def _on_service(self, _value: object) -> None:
        self._focus(self.time)

    def save(self) -> None:
        """Check and book; problems stand beside their fields."""
        self.problem.hide()
        if self.customer.isVisibleTo(self) and not self.customer.settled:
            self.customer.show_problem(_("Who is it for? Press Enter on the name."))
            self.customer.field.setFocus()
            return
        if self.service.isVisibleTo(self) and self.service.value is None:
            self.service.show_problem(_("Press the digit of the service."))
            self.service.setFocus()
            return
        rows = (self.phone, self.title, self.day, self.time, self.minutes, self.people, self.room, self.person)
        wrong = [row for row in rows if row.isVisibleTo(self) and not row.validate()]
        if wrong:
            self._focus(wrong[0])
            return
        operation, act = self._booking(clock.from_local(self.day.read(), self.time.read()), int(self.minutes.read()))
        self.context.ops.write(operation, act, self.saved.emit, self.refused)

    def _booking(self, start: datetime, minutes: int) -> tuple[Any, Any]:
        room_id, person_id = self.room.read(), self.person.read()
        end = start + timedelta(minutes=minutes)
        moving = self.moving
        if isinstance(moving, AppointmentInfo):
            values = {"appointment_id": moving.id, "version": moving.version, "starts_at": start, "minutes": minutes}
            values |= {"room_id": room_id, "person_id": person_id}
            return service.MOVE, lambda session: service.move_appointment(session, **values)
        if isinstance(moving, BookingInfo):
            values = {"booking_id": moving.id, "version": moving.version, "starts_at": start, "ends_at": end}
            values |= {"room_id": room_id}
            return service.MOVE_BOOKING, lambda session: service.move_booking(session, **values)
        if self.kind == ROOM:
            values = {"room_id": room_id, "starts_at": start, "ends_at": end, "title": self.title.read()}
            values |= {"people_expected": self.people.read() or 1, "person_id": person_id}
            return service.BOOK_ROOM, lambda session: service.book_room(session, **values)
        hit = self.customer.hit
        values = {"service_id": self.service.value, "starts_at": start, "minutes": minutes, "room_id": room_id}
        values |= {"person_id": person_id, "note": self.note.text()}
        if hit is not None:
            values["customer_id"] = hit.customer.id
        else:
            values["new_customer"] = service.NewCustomer(self.customer.new_name, phone=self.phone.text())
        return service.BOOK, lambda session: service.book_appointment(session, **values)

    def refused(self, error: UserError) -> None:
        """Beside the field it names, else above the form."""
        words = f"{error.message} {error.hint}".strip()
        rows = {
            "starts_at": self.time, "ends_at": self.minutes, "room_id": self.room, "person_id": self.person,
            "phone": self.phone, "people_expected": self.people, "title": self.title,
        }  # fmt: skip
        row = rows.get(error.field or "")
        if row is not None:
            row.show_problem(words)
            self._focus(row)
        elif error.field == "name":
            self.customer.show_problem(words)
        else:
            self.problem.setText(words)
            self.problem.show()
