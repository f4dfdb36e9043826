"""The queue: whose turn it is and why, who is being served, and everything that is done with one ticket."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QMenu

from signdesk.core import people
from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _, ngettext
from signdesk.core.operations import Operation
from signdesk.domains.reception import service
from signdesk.domains.reception.pages.check_in import DRAFT, CheckInForm
from signdesk.domains.reception.pages.display import DisplayWindow
from signdesk.domains.reception.pages.ticket_printing import print_ticket
from signdesk.domains.reception.pages.visit_pane import fill_visit, note_form, state_chip
from signdesk.domains.reception.service import QueueRow, QueueView, State, TicketInfo, Visit
from signdesk.ui import typed_ahead
from signdesk.ui.actions import Action
from signdesk.ui.buttons import Button
from signdesk.ui.dialogs import ask_reason
from signdesk.ui.form_in_pane import FormInPane
from signdesk.ui.list_detail import Filter, Found, Query
from signdesk.ui.pane import DetailPane
from signdesk.ui.table_model import Chip, Column

_TICK_MS = 30_000
_P = "reception.queue"


def waited_chip(row: QueueRow) -> Chip:
    """Waiting minutes, always shown; red only when overdue."""
    words = _("{count} min").format(count=row.waited)
    return Chip(words, "seal" if row.overdue else "neutral")


class QueuePage(FormInPane):
    """List of tickets and the pane of one visit, or the check-in form."""

    page_id, group, title, icon = _P, "desk", N_("Reception queue"), "queue"
    tables = frozenset({"ticket", "ticket_step", "counter", "customer", "appointment", "power_of_attorney"})
    permission = service.SEE_QUEUE
    menu = (f"{_P}.display", f"{_P}.counter")
    search_hint = N_("Number or name")
    empty_sentence, empty_action = N_("Nobody is waiting."), f"{_P}.check_in"

    # actions

    def make_actions(self) -> Sequence[Action]:
        """Everything that is done with tickets; keys as on the buttons."""
        receive, calls = service.RECEIVE, service.CALL_TICKETS

        def on(*states: State) -> Callable[[], bool]:
            return lambda: self._target(*states) is not None

        waiting = (State.WAITING, State.TRANSFERRED)
        return (
            Action(f"{_P}.check_in", _("Check in"), self.check_in, "F2", receive, "ticket", act=False),
            Action(f"{_P}.take_number", _("Take number"), self.take_number, "Ctrl+Return", receive,
                   # Not guarded by time: the form takes one number only, and the next form may come within the second.
                   enabled=lambda: self._form() is not None, hidden=True, act=False),
            Action(f"{_P}.call_next", _("Call next"), self.call_next, "F4", calls, "call"),
            Action(f"{_P}.call_selected", _("Call this one"), self.call_selected, "Shift+F4", calls, "call",
                   enabled=on(*waiting)),
            Action(f"{_P}.recall", _("Recall"), self.recall, "F5", calls, enabled=on(State.CALLED)),
            Action(f"{_P}.pass", _("Pass"), self.pass_over, "F6", calls, enabled=on(State.CALLED)),
            Action(f"{_P}.start", _("Start serving"), self.start, "F7", calls, enabled=on(State.CALLED)),
            Action(f"{_P}.transfer", _("Transfer"), self.transfer, "F8", calls,
                   enabled=on(State.CALLED, State.SERVING, *waiting)),
            Action(f"{_P}.finish", _("Finish"), self.finish, "F9", calls, enabled=on(State.SERVING, State.SIGNING)),
            Action(f"{_P}.restore", _("Restore"), self.restore, "", calls, enabled=on(State.NO_SHOW, State.LEFT)),
            Action(f"{_P}.leave", _("Left"), self.leave, "", calls,
                   enabled=on(*waiting, State.CALLED, State.SERVING, State.NO_SHOW)),
            Action(f"{_P}.undo", _("Undo last step"), self.undo_last, "", calls, "undo",
                   enabled=lambda: self._selected() is not None),
            Action(f"{_P}.note", _("Seat and drinks"), self.note, "", calls, "edit",
                   enabled=lambda: self._selected() is not None),
            Action(f"{_P}.print_ticket", _("Print ticket"), self.print_again, "", receive, "print",
                   enabled=lambda: self._selected() is not None),
            Action(f"{_P}.display", _("Public display"), self.open_display, "F10", act=False, icon="queue"),
            Action(f"{_P}.counter", _("Open or close this counter"), self.toggle_counter, "", calls,
                   enabled=lambda: self.counter is not None),
        )  # fmt: skip

    @property
    def counter(self) -> int | None:
        """The number of this station's counter; None if it calls no tickets."""
        number: int | None = self.context.seat.station.counter
        return number

    def build(self) -> None:
        """The list; the primary button is the seat's own."""
        self._view: QueueView | None = None
        self._another = False
        self._display: DisplayWindow | None = None
        desk = "reception" in self.context.seat.actor.roles or self.counter is None
        self.primary = f"{_P}.check_in" if desk else f"{_P}.call_next"
        self.secondary = (f"{_P}.call_next",) if desk else (f"{_P}.check_in",)
        super().build()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()

    def _on_tick(self) -> None:
        if self.isVisible():
            self.refresh()

    # the list

    def make_columns(self) -> Sequence[Column]:
        """Number, waiting, customer, service, why here, missing papers, state, place."""
        return (
            Column("number", _("Queue no."), 82, text=lambda row: row.ticket.number, drop=0, bold=True),
            Column("waited", _("Waiting"), 78, "chip", chip=waited_chip, drop=0),
            Column("customer", _("Customer"), 132, text=lambda row: row.ticket.customer, drop=0),
            Column("service", _("Service"), 80, text=lambda row: row.ticket.service, drop=2),
            Column("why", _("Why here"), 150, text=lambda row: row.why, drop=1, stretch=True, muted=True),
            Column("missing", _("Missing"), 88, text=lambda row: "、".join(row.ticket.missing), drop=4),
            Column("state", _("State"), 92, "chip", chip=lambda row: state_chip(row.ticket), drop=0),
            Column("place", _("Where"), 124, text=_place, drop=3),
        )

    def make_filters(self) -> Sequence[Filter]:
        """Mine, and those that are over."""
        mine = (Filter("mine", _("My counter")),) if self.counter is not None else ()
        return (*mine, Filter("over", _("Finished today")))

    def find_records(self, session: Any, query: Query) -> Found:
        """Those who wait in the order of their turn; below the divider those being served."""
        view = service.queue(session, counter=self.counter)

        def wanted(row: QueueRow) -> bool:
            ticket = row.ticket
            if query.text and query.text.lower() not in f"{ticket.number} {ticket.customer}".lower():
                return False
            return "mine" not in query.filters or self.counter in (ticket.counter, ticket.for_counter)

        waiting = [row for row in view.waiting if wanted(row)]
        serving = [row for row in view.serving if wanted(row)]
        over = [row for row in view.over if wanted(row)]
        rows = over if "over" in query.filters else [*waiting, *serving]
        divider = len(waiting) if "over" not in query.filters and waiting and serving else None
        self._view = view
        return Found(rows=rows, facts=_facts(view), counts={"over": len(view.over)}, divider_at=divider)

    def read_detail(self, session: Any, record_id: int) -> Visit:
        """One visit."""
        return service.visit(session, ticket_id=record_id)

    def fill_pane(self, pane: DetailPane, visit: Visit) -> None:
        """What it is, what blocks it, what can be done."""
        fill_visit(self, pane, visit, is_next=self._is_next(visit))

    def _is_next(self, visit: Visit) -> bool:
        return bool(self._view and self._view.waiting and self._view.waiting[0].ticket.id == visit.ticket.id)

    def pane_facts(self, visit: Visit) -> tuple[Visit, bool]:
        """Whose turn it is belongs to the pane too."""
        return visit, self._is_next(visit)

    def show_nothing(self, pane: DetailPane) -> None:
        """Nobody is selected."""
        pane.show_empty(_("Select somebody to see what blocks the visit and the way so far."))

    # check-in

    def _form(self) -> CheckInForm | None:
        return self.findChild(CheckInForm) if getattr(self, "pane_busy", False) else None

    def check_in(self) -> None:
        """F2: the form in the pane, the cursor in its first field."""
        form = self._form()
        if form is not None:
            self._another = form.taking
            if not form.taking:
                form.start()
            return
        self.pane_busy = True
        if self.ops.reads_are_local:
            # At once: the next key is the first letter of a name already.
            try:
                self._open_form(self.ops.read_now(service.services))
            except UserError as error:
                self._no_form(error)
            return
        typed_ahead.hold(self)
        self.ops.read(service.services, self._open_form, self._no_form, key=f"{_P}.services")

    def check_in_customer(self, customer_id: int) -> None:
        """Check-in with this customer already chosen (from an appointment)."""

        def read(session: Any) -> Any:
            info = service.customer_info(session, customer_id=customer_id)
            hits = service.find_customers(session, info.name, limit=20)
            known = next((hit for hit in hits if hit.customer.id == customer_id), service.CustomerHit(info, "name"))
            return service.services(session), known

        def opened(found: Any) -> None:
            self._show_form(found[0])
            form = self._form()
            if form is not None:
                form.customer.show_hit(found[1])
                form.customer.picked.emit(found[1])
            typed_ahead.let_go(self)

        self.pane_busy = True
        typed_ahead.hold(self)
        self.ops.read(read, opened, self._no_form, key=f"{_P}.services")

    def _no_form(self, error: UserError) -> None:
        self.pane_busy = False
        typed_ahead.let_go(self, forget=True)
        self.messages.error(error)

    def _open_form(self, services: Sequence[service.ServiceInfo]) -> None:
        self._show_form(services)
        typed_ahead.let_go(self, forget=not services)

    def _show_form(self, services: Sequence[service.ServiceInfo]) -> None:
        if not services:
            self.pane_busy = False
            self.messages.error(_("There is no service yet."), _("Set up reception first."))
            return
        form = CheckInForm(self.context, services)
        form.taken.connect(self._on_taken)
        self.put_form("", form, _("Take number"))
        form.start()

    def close_form(self) -> None:
        """Back to the visit. A check-in given up can be taken up again for ten seconds; the next F2 begins empty."""
        form = self._form()
        kept = form.draft() if form is not None else None
        if form is not None:
            form.forget_draft()
        super().close_form()
        if kept is not None:

            def again() -> None:
                self.context.drafts.set(DRAFT, kept)
                self.check_in()

            self.messages.done(_("Check-in given up."), undo=again)

    def take_number(self) -> None:
        """Ctrl+Enter."""
        form = self._form()
        if form is not None:
            form.save()

    def _on_taken(self, ticket: TicketInfo) -> None:
        self.pane_busy = False
        self.select_when_there(ticket.id)
        self.close_form()
        print_ticket(self, ticket)
        if self._another:  # F2 came before the number was there
            self._another = False
            typed_ahead.hold(self)
            QTimer.singleShot(0, self, self.check_in)  # not from within the form that is about to go

    def print_again(self) -> None:
        """The same ticket once more."""
        ticket = self._selected()
        if ticket is not None:
            print_ticket(self, ticket)

    # the acts of the queue

    def _selected(self) -> TicketInfo | None:
        shown = getattr(self, "shown", None)
        return shown.ticket if isinstance(shown, Visit) and shown.ticket.id == self.current else None

    def _target(self, *states: State) -> TicketInfo | None:
        """The selected ticket if the act fits it, else the one at this counter that it fits."""
        selected = self._selected()
        if selected is not None and selected.state in states:
            return selected
        view = getattr(self, "_view", None)
        if view is None or self.counter is None or set(states) & {State.WAITING, State.NO_SHOW}:
            return None
        mine = [row.ticket for row in view.serving if row.ticket.counter == self.counter and row.ticket.state in states]
        return mine[-1] if len(mine) == 1 else None

    def select_when_there(self, ticket_id: int) -> None:
        """Select a ticket now or as soon as it is in the list."""
        if self.view.select_id(ticket_id):
            return
        self._wanted = ticket_id

    def _act(self, operation: Operation, act: Any, ticket: TicketInfo, words: str, **arguments: Any) -> None:
        def done(after: TicketInfo) -> None:
            self.select_when_there(after.id)
            self.messages.done(
                words.format(number=after.number, place=after.place), undo=lambda: self._take_back(after)
            )

        self.ops.write(
            operation,
            lambda session: act(session, ticket_id=ticket.id, version=ticket.version, **arguments),
            done,
            reason=arguments.get("reason") or None,
        )

    def _take_back(self, ticket: TicketInfo) -> None:
        def undo(session: Any) -> TicketInfo:
            return service.undo(session, ticket_id=ticket.id, version=ticket.version)

        self.ops.write(
            service.UNDO_STEP, undo, lambda now: self.messages.info(_("{number}: undone.").format(number=now.number))
        )

    def _need_counter(self) -> bool:
        if self.counter is None:
            self.messages.warn(
                _("This station has no counter number."), _("Set it in the settings, or call from a counter.")
            )
        return self.counter is not None

    def call_next(self) -> None:
        """F4: next by rule."""
        if not self._need_counter():
            return
        number = self.counter

        def called(ticket: TicketInfo) -> None:
            self.select_when_there(ticket.id)
            words = _("{number} called to {place}.").format(number=ticket.number, place=ticket.place)
            self.messages.done(words, undo=lambda: self._take_back(ticket))

        self.ops.write(service.CALL, lambda session: service.call_next(session, counter=number or 0), called)

    def call_selected(self) -> None:
        """Shift+F4: the selected one, with a reason unless it is next anyway."""
        ticket = self._target(State.WAITING, State.TRANSFERRED)
        if ticket is None or not self._need_counter():
            return
        first = self._view.waiting[0].ticket if self._view and self._view.waiting else None
        if first is not None and first.id == ticket.id:
            self._call(ticket, "")
            return
        text = (
            _("Next by rule is {number}. The reason stands in the record.").format(number=first.number) if first else ""
        )
        ask_reason(
            self,
            _("Call {number} out of turn").format(number=ticket.number),
            text=text,
            yes=_("Call"),
            suggestions=(
                _("Papers complete"),
                _("Comes back after a short errand"),
                _("Belongs to the one being served"),
            ),
            then=lambda reason: self._call(ticket, reason),
        )

    def _call(self, ticket: TicketInfo, reason: str) -> None:
        words = _("{number} called to {place}.")
        self._act(service.CALL, service.call, ticket, words, counter=self.counter, reason=reason)

    def recall(self) -> None:
        """F5: once more."""
        if (ticket := self._target(State.CALLED)) is not None:
            self.ops.write(
                service.RECALL,
                lambda session: service.recall(session, ticket_id=ticket.id, version=ticket.version),
                lambda now: self.messages.info(
                    _("{number} called again, call no. {count}.").format(number=now.number, count=now.calls)
                ),
            )

    def pass_over(self) -> None:
        """F6: nobody came."""
        if (ticket := self._target(State.CALLED)) is not None:
            self._act(service.PASS_OVER, service.pass_over, ticket, _("{number} passed."))

    def start(self) -> None:
        """F7: the customer is here."""
        if (ticket := self._target(State.CALLED)) is not None:
            self._act(service.START, service.start, ticket, _("{number}: serving."))

    def finish(self) -> None:
        """F9: done."""
        if (ticket := self._target(State.SERVING, State.SIGNING)) is not None:
            self._act(service.FINISH, service.finish, ticket, _("{number} finished."))

    def restore(self) -> None:
        """A passed number waits again."""
        if (ticket := self._target(State.NO_SHOW, State.LEFT)) is not None:
            self._act(service.RESTORE, service.restore, ticket, _("{number} waits again."))

    def leave(self) -> None:
        """Somebody has gone."""
        states = (State.WAITING, State.TRANSFERRED, State.CALLED, State.SERVING, State.NO_SHOW)
        if (ticket := self._target(*states)) is not None:
            self._act(service.LEAVE, service.leave, ticket, _("{number} has left."))

    def undo_last(self) -> None:
        """Take the selected ticket's last step back, also long after it."""
        if (ticket := self._selected()) is not None:
            self._take_back(ticket)

    def transfer(self) -> None:
        """F8: a menu of counters, rooms and people."""
        ticket = self._target(State.CALLED, State.SERVING, State.WAITING, State.TRANSFERRED)
        if ticket is None:
            return

        def targets(session: Any) -> tuple[Any, Any, Any]:
            return service.counters(session), service.rooms(session), people.people(session)

        self.ops.read(targets, lambda found: self._transfer_menu(ticket, *found), key=f"{_P}.targets")

    def _transfer_menu(self, ticket: TicketInfo, counters: Any, rooms: Any, staff: Any) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(_("Transfer {number} to").format(number=ticket.number))
        words = _("{number} transferred to {place}.")

        def go(**target: int) -> Callable[[], None]:
            return lambda: self._act(service.TRANSFER, service.transfer, ticket, words, **target)

        for desk in counters:
            if desk.number != ticket.counter:
                menu.addAction(_("Counter {number}").format(number=desk.number), go(to_counter=desk.number))
        menu.addSeparator()
        for room in rooms:
            menu.addAction(room.name, go(to_room_id=room.id))
        more = menu.addMenu(_("Responsible person"))
        for person in staff:
            more.addAction(" · ".join(part for part in (person.name, person.post) if part), go(to_person_id=person.id))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        place = self.pane.findChild(Button, f"{_P}.transfer.button") or self.pane
        menu.popup(place.mapToGlobal(place.rect().topLeft()))

    def note(self) -> None:
        """Seat, drinks and materials, in the pane."""
        if isinstance(self.shown, Visit):
            note_form(self, self.shown)

    def toggle_counter(self) -> None:
        """Open or close this counter: it decides the estimated wait."""
        number = self.counter
        if number is None:
            return

        def toggle(session: Any) -> service.CounterInfo:
            desk = service.counter_info(session, number=number)
            return service.set_counter(session, number=number, is_open=not desk.open)

        def told(desk: service.CounterInfo) -> None:
            words = _("Counter {number} is open.") if desk.open else _("Counter {number} is closed.")
            self.messages.info(words.format(number=desk.number))

        self.ops.write(service.SET_COUNTER, toggle, told)

    def open_display(self) -> None:
        """The window for the public, on the second screen if there is one."""
        if self._display is None:
            self._display = DisplayWindow(self.ops, "")
            self.ops.read(service.centre_name, self._display.set_centre)
        self._display.place()
        self._display.raise_()

    def unsaved(self) -> bool:
        """Whether somebody is being checked in."""
        form = self._form()
        return form is not None and bool(form.customer.field.text())


def _place(row: QueueRow) -> str:
    parts = (row.ticket.place or row.ticket.seat, row.ticket.served_by if row.turn is None else "")
    return " · ".join(part for part in parts if part)


def _facts(view: QueueView) -> str:
    facts = [_("{count} received today").format(count=view.received)]
    if view.average_wait is not None:
        facts.append(_("average wait {minutes} min").format(minutes=round(view.average_wait)))
    if view.waiting:
        facts.append(_("longest waiting {minutes} min").format(minutes=view.longest_wait))
    facts.append(
        ngettext("{count} counter open", "{count} counters open", view.counters_open).format(count=view.counters_open)
    )
    return " · ".join(facts)
