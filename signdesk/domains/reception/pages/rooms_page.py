"""Appointments and rooms: a day at a time, the week in chips, booking, moving, the readiness list before a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from signdesk.core import clock, people
from signdesk.core.i18n import N_, _, ngettext
from signdesk.domains.reception import service
from signdesk.domains.reception.pages.booking_form import APPOINTMENT, ROOM, BookingForm, Offers
from signdesk.domains.reception.pages.readiness import ReadinessForm
from signdesk.domains.reception.pages.timeline import Bar, Timeline
from signdesk.domains.reception.service import AppointmentInfo, BookingInfo
from signdesk.ui import fit as fitting
from signdesk.ui.actions import Action
from signdesk.ui.buttons import ChipButton
from signdesk.ui.dialogs import ask_reason
from signdesk.ui.form_in_pane import FormInPane
from signdesk.ui.list_detail import Found, Query
from signdesk.ui.pane import DetailPane
from signdesk.ui.table_model import Chip, Column
from signdesk.ui.theme import Tone

_P = "reception.rooms"
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


@dataclass(frozen=True)
class Entry:
    """A line of the day: an appointment (with its room), or a room taken for something else."""

    id: int
    starts_at: datetime
    ends_at: datetime
    who: str
    what: str
    room: str
    person: str
    appointment: AppointmentInfo | None
    booking: BookingInfo | None

    @property
    def times(self) -> str:
        """From – to on the centre's clock."""
        return f"{clock.to_local(self.starts_at):%H:%M}–{clock.to_local(self.ends_at):%H:%M}"


@dataclass(frozen=True)
class Plan:
    """What was read for a day: its entries, all its bookings, the rooms, and counts for the week."""

    entries: tuple[Entry, ...]
    bookings: tuple[BookingInfo, ...]
    rooms: tuple[tuple[int, str], ...]
    week: tuple[int, ...]


def read_plan(session: Any, day: date) -> Plan:
    """Read worker: a day's plan."""
    monday = day - timedelta(days=day.weekday())
    appointments = service.appointments(session, first=monday, last=monday + timedelta(days=6))
    bookings = service.bookings(session, first=monday, last=monday + timedelta(days=6))
    by_id = {booking.id: booking for booking in bookings}
    entries = [
        Entry(
            entry_id(one), one.starts_at, one.ends_at, one.customer, one.service, one.room, one.person, one,
            by_id.get(one.booking_id or 0),
        )
        for one in appointments
        if one.state != "cancelled"
    ] + [
        Entry(entry_id(one), one.starts_at, one.ends_at, one.title, _("Room"), one.room, one.person, None, one)
        for one in bookings
        if one.appointment_id is None
    ]  # fmt: skip
    days = [clock.to_local(entry.starts_at).date() for entry in entries]
    week = tuple(days.count(monday + timedelta(days=place)) for place in range(7))
    entries.sort(key=lambda entry: (entry.starts_at, entry.id))
    return Plan(
        tuple(entry for entry in entries if clock.to_local(entry.starts_at).date() == day),
        tuple(booking for booking in bookings if clock.to_local(booking.starts_at).date() == day),
        tuple((room.id, room.name) for room in service.rooms(session)),
        week,
    )


def entry_id(what: AppointmentInfo | BookingInfo) -> int:
    """The id of the line an appointment or a booking stands in; that of a booked appointment is the appointment's."""
    if isinstance(what, AppointmentInfo):
        return what.id * 2
    return what.appointment_id * 2 if what.appointment_id is not None else what.id * 2 + 1


def chip_of(entry: Entry) -> Chip:
    """The state in words."""
    booking = entry.booking
    if booking is not None and booking.state == "in_use":
        return Chip(_("Occupied"), "accent")
    if booking is not None and booking.state == "over":
        return Chip(_("Over"), "ok")
    state = entry.appointment.state if entry.appointment else "booked"
    words: dict[str, tuple[str, Tone]] = {
        "booked": (_("Booked"), "neutral"),
        "arrived": (_("Arrived"), "ok"),
        "missed": (_("Missed"), "seal"),
        "cancelled": (_("Cancelled"), "neutral"),
    }
    return Chip(*words[state])


def ready_chip(entry: Entry) -> Chip | None:
    """Whether the room has been checked."""
    if entry.booking is None:
        return None
    check = entry.booking.readiness
    if check is None:
        return Chip(_("Not checked"), "neutral")
    if not check.ready:
        return Chip(_("Not ready"), "seal")
    return Chip(_("Ready, fault reported"), "waiting") if check.faults else Chip(_("Ready"), "ok")


class RoomsPage(FormInPane):
    """A day's appointments and rooms."""

    page_id, group, title, icon = _P, "desk", N_("Appointments and rooms"), "calendar"
    tables = frozenset({"appointment", "booking", "readiness_check", "room", "customer", "ticket"})
    permission = service.SEE_QUEUE
    primary = f"{_P}.book"
    secondary = (f"{_P}.book_room",)
    empty_sentence, empty_action = N_("Nothing is booked on this day."), f"{_P}.book"

    def make_actions(self) -> Sequence[Action]:
        """Booking, moving, checking, and turning the days."""
        booking = service.MAKE_BOOKINGS
        return (
            Action(
                f"{_P}.book",
                _("Book an appointment"),
                lambda: self.open_form(APPOINTMENT),
                "F3",
                booking,
                "calendar",
                act=False,
            ),
            Action(
                f"{_P}.book_room",
                _("Book a room"),
                lambda: self.open_form(ROOM),
                "Shift+F3",
                booking,
                "room",
                act=False,
            ),
            Action(
                f"{_P}.check_in",
                _("Check in"),
                self.check_in,
                "F2",
                service.RECEIVE,
                "ticket",
                act=False,
                enabled=lambda: self._entry() is not None and self._is("booked"),
            ),
            Action(
                f"{_P}.check_room",
                _("Check the room"),
                self.check_room,
                "F6",
                service.CHECK_ROOMS,
                "check",
                act=False,
                enabled=lambda: self._booking() is not None,
            ),
            Action(
                f"{_P}.move",
                _("Move"),
                self.move_entry,
                "F8",
                booking,
                act=False,
                enabled=lambda: self._entry() is not None and self._is("booked"),
            ),
            Action(
                f"{_P}.cancel",
                _("Cancel the booking"),
                self.cancel_entry,
                "",
                booking,
                enabled=lambda: self._entry() is not None and self._is("booked"),
            ),
            Action(f"{_P}.before", _("Day before"), lambda: self.turn(-1), "Alt+Left", act=False),
            Action(f"{_P}.today", _("Today"), lambda: self.go(clock.today()), "Alt+Home", act=False),
            Action(f"{_P}.after", _("Day after"), lambda: self.turn(1), "Alt+Right", act=False),
        )

    def build(self) -> None:
        """The week, the rooms' day, then list and pane."""
        self.day = clock.today()
        super().build()
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for id, text in ((f"{_P}.before", "‹"), (f"{_P}.today", _("Today")), (f"{_P}.after", "›")):
            button = self.context.actions.button(id, text=text, show_key=False)
            button.setAccessibleName({"‹": _("Day before"), "›": _("Day after")}.get(text, text))
            line.addWidget(button)
        self.days: list[ChipButton] = []
        for place in range(7):
            chip = ChipButton("")
            chip.setObjectName(f"{_P}.day.{place}")
            chip.clicked.connect(lambda _on=False, place=place: self.go(self._monday() + timedelta(days=place)))
            self.days.append(chip)
            line.addWidget(chip)
        line.addStretch(1)
        self.timeline = Timeline()
        self.timeline.pressed.connect(self.view.select_id)
        top = QWidget()
        box = QVBoxLayout(top)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(row)
        box.addWidget(self.timeline)
        self._box.insertWidget(2, top)

    def apply_fit(self, fit: fitting.Fit) -> None:
        """Small windows keep the list: the picture of the day goes first, then the dates of the week."""
        super().apply_fit(fit)
        self.timeline.setVisible(self.window().height() >= 600)
        self._show_week(())

    # days

    def _monday(self) -> date:
        return self.day - timedelta(days=self.day.weekday())

    def turn(self, days: int) -> None:
        """So many days on or back."""
        self.go(self.day + timedelta(days=days))

    def go(self, day: date) -> None:
        """Show this day."""
        self.day = day
        self._show_week(())
        self.refresh()

    def _show_week(self, counts: Sequence[int]) -> None:
        for place, chip in enumerate(self.days):
            day = self._monday() + timedelta(days=place)
            full = f"{_(_WEEKDAYS[place])} {day:%m-%d}"
            chip.setText(_(_WEEKDAYS[place]) if self.fit.pane_replaces else full)
            chip.setAccessibleName(full)
            chip.setChecked(day == self.day)
            if counts:
                chip.set_count(counts[place] or None)
            chip.updateGeometry()

    # the list

    def make_columns(self) -> Sequence[Column]:
        """Time, who, what, room, officer, state, readiness."""
        return (
            Column("times", _("Time"), 104, drop=0, bold=True),
            Column("who", _("Customer"), 150, stretch=True, drop=0),
            Column("what", _("Service"), 90, drop=3),
            Column("room", _("Room"), 110, drop=1),
            Column("person", _("Officer"), 90, drop=4),
            Column("state", _("State"), 90, "chip", chip=chip_of, drop=0),
            Column("ready", _("Room check"), 130, "chip", chip=ready_chip, drop=2),
        )

    def find_records(self, session: Any, _query: Query) -> Found:
        """The day's entries."""
        plan = read_plan(session, self.day)
        waiting = sum(one.appointment is not None and one.appointment.state == "booked" for one in plan.entries)
        facts = [f"{self.day:%Y-%m-%d} {_(_WEEKDAYS[self.day.weekday()])}"]
        facts.append(ngettext("{count} appointment open", "{count} appointments open", waiting).format(count=waiting))
        facts.append(
            ngettext("{count} room booked", "{count} rooms booked", len(plan.bookings)).format(count=len(plan.bookings))
        )
        self._plan = plan
        return Found(rows=plan.entries, facts=" · ".join(facts))

    def on_found(self, found: Found) -> None:
        """Week and timeline follow the list."""
        plan = self._plan
        self._show_week(plan.week)
        bars = []
        for one in plan.bookings:
            tone: Tone = {"in_use": "accent", "over": "ok"}.get(one.state, "waiting")  # type: ignore[assignment]  # tones
            words = " · ".join(part for part in (one.title, one.person) if part)
            bars.append(Bar(entry_id(one), one.room_id, one.starts_at, one.ends_at, words, tone))
        self.timeline.show_day(self.day, plan.rooms, bars)
        super().on_found(found)

    def on_current(self, record_id: int | None) -> None:
        """The timeline marks the row."""
        self.timeline.mark(record_id)
        super().on_current(record_id)

    def read_detail(self, session: Any, record_id: int) -> Entry | None:
        """One entry."""
        return next((one for one in read_plan(session, self.day).entries if one.id == record_id), None)

    def fill_pane(self, pane: DetailPane, entry: Entry | None) -> None:
        """Who, when, where; the room's check; what can be done."""
        if entry is None:
            pane.text(_("This entry is on another day."), ink="muted")
            return
        pane.heading(entry.who, chip=chip_of(entry))
        appointment, booking = entry.appointment, entry.booking
        pane.facts(
            [
                (_("Time"), f"{clock.to_local(entry.starts_at):%m-%d} {entry.times}"),
                (_("Service"), entry.what if appointment else ""),
                (_("Room"), entry.room),
                (_("Officer"), entry.person),
                (_("People"), str(booking.people) if booking else ""),
                (_("Case"), appointment.case_no if appointment else ""),
                (_("Note"), appointment.note if appointment else ""),
                (_("Moved"), ngettext("once", "{count} times", appointment.moved).format(count=appointment.moved)
                 if appointment and appointment.moved else ""),
            ]
        )  # fmt: skip
        if booking is not None:
            self._readiness(pane, booking)
        pane.buttons(None, *(f"{_P}.{act}" for act in self._acts(entry)))

    def _acts(self, entry: Entry) -> list[str]:
        acts = []
        if entry.appointment is not None and entry.appointment.state == "booked":
            acts.append("check_in")
        if entry.booking is not None and entry.booking.state in ("booked", "in_use"):
            acts.append("check_room")
        return [*acts, "move", "cancel"] if self._open(entry) else acts

    def _readiness(self, pane: DetailPane, booking: BookingInfo) -> None:
        pane.section(_("Readiness of the room"))
        check = booking.readiness
        if check is None:
            pane.text(_("Not checked yet. The session cannot begin before."), ink="waiting")
            return
        yes, no = _("yes"), _("no")
        pane.facts(
            [
                (_("Clean"), yes if check.clean else no),
                (_("Comfortable"), yes if check.comfortable else no),
                (_("Equipment works"), yes if check.equipment_works else no),
                (_("Note"), check.note),
                (_("Checked"), f"{check.checked_by} {clock.to_local(check.checked_at):%H:%M}"),
            ]
        )
        if check.faults:
            pane.link(
                _("Repair requested: {numbers}").format(numbers=check.faults),
                lambda: self.context.open_page("assets.equipment"),
            )

    # acts

    def _entry(self) -> Entry | None:
        shown = getattr(self, "shown", None)
        return shown if isinstance(shown, Entry) and shown.id == self.current else None

    def _booking(self) -> BookingInfo | None:
        entry = self._entry()
        return entry.booking if entry is not None and not self.pane_busy else None

    @staticmethod
    def _open(entry: Entry) -> bool:
        if entry.appointment is not None:
            return entry.appointment.state in ("booked", "missed")
        return entry.booking is not None and entry.booking.state == "booked"

    def _is(self, state: str) -> bool:
        entry = self._entry()
        if entry is None:
            return False
        return (
            entry.appointment.state == state
            if entry.appointment
            else bool(entry.booking and entry.booking.state == state)
        )

    def open_form(self, kind: str, moving: AppointmentInfo | BookingInfo | None = None) -> None:
        """The booking form in the pane."""

        def offers(session: Any) -> Offers:
            staff = [(person.id, person.name) for person in people.people(session)]
            return Offers(service.services(session), service.rooms(session), staff)

        self.pane_busy = True
        self.ops.read(offers, lambda found: self._show_form(kind, found, moving), key=f"{_P}.offers")

    def _show_form(self, kind: str, offers: Offers, moving: AppointmentInfo | BookingInfo | None) -> None:
        form = BookingForm(self.context, kind, offers, max(self.day, clock.today()), moving=moving)
        form.saved.connect(self._on_saved)
        words = _("Move") if moving else _("Book an appointment") if kind == APPOINTMENT else _("Book a room")
        self.put_form(words, form, _("Save"))
        form.start()

    def _on_saved(self, made: AppointmentInfo | BookingInfo) -> None:
        self.close_form()
        self.go(clock.to_local(made.starts_at).date())  # it may be another day than the one that was shown
        self.open_record(entry_id(made))
        self.messages.info(_("Booked."))

    def check_in(self) -> None:
        """The customer is here: check-in opens with everything known."""
        entry = self._entry()
        if entry is None or entry.appointment is None:
            return
        page = self.context.open_page("reception.queue")
        if page is not None:
            page.check_in_customer(entry.appointment.customer_id)  # type: ignore[attr-defined]  # the queue page

    def check_room(self) -> None:
        """The readiness list of the room, in the pane."""
        booking = self._booking()
        if booking is None:
            return

        self.pane_busy = True
        self.ops.read(
            lambda session: service.room_devices(session, room_id=booking.room_id),
            lambda found: self._show_readiness(booking, found),
        )

    def _show_readiness(self, booking: BookingInfo, devices: Sequence[tuple[int, str]]) -> None:
        form = ReadinessForm(self.context, booking, devices)
        form.done.connect(self._on_checked)
        self.put_form(_("{room}: readiness").format(room=booking.room), form, _("Save"))
        form.start()

    def _on_checked(self, faults: str) -> None:
        self.close_form()
        self.messages.info(
            _("Checked. Repair requested: {numbers}").format(numbers=faults) if faults else _("The room is checked.")
        )

    def move_entry(self) -> None:
        """Another time, room or officer."""
        entry = self._entry()
        if entry is not None:
            self.open_form(APPOINTMENT if entry.appointment else ROOM, entry.appointment or entry.booking)

    def cancel_entry(self) -> None:
        """Cancel with a reason."""
        entry = self._entry()
        if entry is None:
            return

        def cancel(reason: str) -> None:
            if entry.appointment is not None:
                one = entry.appointment
                self.ops.write(
                    service.CANCEL,
                    lambda session: service.cancel_appointment(
                        session, appointment_id=one.id, version=one.version, reason=reason
                    ),
                    lambda _done: self.messages.info(_("Cancelled.")),
                    reason=reason,
                )
            elif entry.booking is not None:
                taken = entry.booking
                self.ops.write(
                    service.CANCEL_BOOKING,
                    lambda session: service.cancel_booking(
                        session, booking_id=taken.id, version=taken.version, reason=reason
                    ),
                    lambda _done: self.messages.info(_("Cancelled.")),
                    reason=reason,
                )

        ask_reason(
            self, _("Cancel {who}, {times}?").format(who=entry.who, times=entry.times), yes=_("Cancel the booking"),
            suggestions=(_("Customer asked for it"), _("Papers not complete"), _("Room not available")), then=cancel,
        )  # fmt: skip
