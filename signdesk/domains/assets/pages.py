"""The register of equipment: what does not work stands on top, and the pane says whose turn it is. Numbers, states and
who may accept are decided by the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from signdesk.core import clock, people
from signdesk.core.i18n import N_, _
from signdesk.domains.assets import rules, service
from signdesk.domains.assets.service import EquipmentInfo, EquipmentRow, FaultInfo
from signdesk.ui.actions import Action
from signdesk.ui.dialogs import ask_reason
from signdesk.ui.fields import ChoiceField, DateField, Field, MoneyField, NotesField, NumberField, TextField, TickField
from signdesk.ui.list_detail import Filter, Found, Query
from signdesk.ui.pane import DetailPane, Step
from signdesk.ui.register import RegisterPage
from signdesk.ui.table_model import Chip, Column
from signdesk.ui.theme import Tone


def chip_of(row: EquipmentRow) -> Chip:
    """State with the day it is down; red only for what is a problem now."""
    if row.to_accept:
        return Chip(_("To accept · day {days}").format(days=row.days_down), "waiting")
    if row.days_down:
        words = _("In repair · day {days}") if row.status == service.REPAIRING else _("Fault · day {days}")
        return Chip(words.format(days=row.days_down), "waiting" if row.status == service.REPAIRING else "seal")
    if row.status == service.IN_USE and row.next_maintenance_on and row.next_maintenance_on < clock.today():
        return Chip(_("Maintenance overdue"), "seal")
    tone: Tone = "ok" if row.status == service.IN_USE else "neutral"
    return Chip(_("Spare") if row.spare and row.status == service.IN_USE else _(service.STATUSES[row.status]), tone)


class EquipmentPage(RegisterPage):
    """List, pane, and forms in the pane."""

    page_id, group, title, icon = "assets.equipment", "registers", N_("Equipment"), "device"
    tables = frozenset({"equipment", "repair", "maintenance"})
    permission = service.SEE_EQUIPMENT
    primary = "assets.equipment.add"
    secondary = ("assets.equipment.report",)
    search_hint = N_("Name, number, model, place, keeper")
    empty_sentence, empty_action = N_("No equipment is registered yet."), "assets.equipment.add"

    # ---- actions

    def make_actions(self) -> list[Action]:
        """What can be done; the pane shows what fits the device's state."""
        shown = lambda: getattr(self, "shown", None)  # noqa: E731 - asked before the page is built
        state = lambda: shown().fault.state if shown() is not None and shown().fault else ""  # noqa: E731
        alive = lambda: shown() is not None and shown().row.status != service.SCRAPPED  # noqa: E731
        whole = lambda: shown() is not None and shown().row.status == service.IN_USE  # noqa: E731
        keep, name = service.KEEP_EQUIPMENT, "assets.equipment."
        return [
            Action(name + "add", _("Add equipment"), self.start_add, "Ctrl+N", keep, "add", act=False),
            Action(
                name + "edit", _("Change the device"), self.start_edit, "Ctrl+E", keep, "edit",
                enabled=alive, act=False,
            ),
            Action(
                name + "report", _("Report a fault"), self.start_report, "F3", service.REPORT_FAULTS, "repair",
                enabled=alive, act=False,
            ),
            Action(
                name + "start", _("Start the repair"), self.start_start, "F6", keep, "repair",
                enabled=lambda: state() == "reported", act=False,
            ),
            Action(
                name + "finish", _("Repair is done"), self.start_finish, "F7", keep, "done",
                enabled=lambda: state() == "in_repair", act=False,
            ),
            Action(
                name + "accept", _("Accept the repair"), self.accept, "F8", service.ACCEPT_REPAIRS, "check",
                enabled=lambda: state() == "to_accept" and self._may_judge(),
            ),
            Action(
                name + "send_back", _("Send the repair back"), self.send_back, "", service.ACCEPT_REPAIRS, "undo",
                enabled=lambda: state() == "to_accept" and self._may_judge(), act=False,
            ),
            Action(
                name + "maintain", _("Maintenance done"), self.start_maintain, "F9", keep, "done",
                enabled=alive, act=False,
            ),
            Action(name + "scrap", _("Propose scrapping"), self.scrap, "", keep, "warning", enabled=whole, act=False),
        ]  # fmt: skip

    # ---- columns and filters

    def make_columns(self) -> tuple[Column, ...]:
        """State first, model takes the room that is left."""
        return (
            Column("status", _("State"), 138, "chip", chip=chip_of, drop=0),
            Column("name", _("Name"), 130, drop=0, bold=True),
            Column("place", _("Place"), 96, drop=2),
            Column("keeper", _("Keeper"), 80, drop=3),
            Column("next_maintenance_on", _("Next maintenance"), 100, "date", drop=4),
            Column("number", _("Device number"), 118, drop=0),
            Column("model", _("Model"), 160, stretch=True, drop=5, muted=True),
        )

    def make_filters(self) -> tuple[Filter, ...]:
        """What people look for."""
        return (
            Filter("faults", _("Faults")),
            Filter("soon", _("Maintenance within 7 days")),
            Filter("mine", _("Mine to keep")),
        )

    # ---- reading

    def find_records(self, session: Any, query: Query) -> Found:
        """Ids and the day's facts."""
        on = query.filters
        ids = service.find(
            session, query=query.text, faults="faults" in on, maintenance_soon="soon" in on, mine="mine" in on
        )
        facts = service.facts(session)
        words = [_("{count} devices").format(count=facts.devices), _("in use {count}").format(count=facts.in_use)]
        for count, said in (
            (facts.faults, _("faults {count}")),
            (facts.to_scrap, _("to be scrapped {count}")),
            (facts.maintenance_soon, _("maintenance soon {count}")),
        ):
            if count:
                words.append(said.format(count=count))
        counts = {"faults": facts.faults, "soon": facts.maintenance_soon, "mine": facts.mine}
        return Found(ids, " · ".join(words), counts)

    def read_rows(self, session: Any, ids: Any) -> Any:
        """Up to 64 rows."""
        return service.equipment_rows(session, ids=ids)

    def read_detail(self, session: Any, record_id: int) -> EquipmentInfo:
        """The device in the pane."""
        return service.equipment_info(session, equipment_id=record_id)

    # ---- pane

    def fill_pane(self, pane: DetailPane, device: EquipmentInfo) -> None:
        """Whose turn, what stands in, warranty, cost, downtime, and what has been."""
        row, details, fault = device.row, device.details, device.fault
        pane.heading(row.name, chip=chip_of(row))
        pane.text(f"{row.number} · {row.model}" if row.model else row.number, ink="muted")
        if fault is not None:
            pane.section(_("Fault"))
            pane.text(fault.description, ink="seal" if fault.state == "reported" else "text")
            pane.text(self._turn(device), bold=True)
            for spare in device.spares:
                words = _("Spare device: {number} {name}, {place}")
                pane.link(
                    words.format(number=spare.number, name=spare.name, place=spare.place),
                    lambda spare=spare: self.open_record(spare.id),
                )
            if not device.spares:
                pane.text(_("There is no spare device of this kind."), ink="muted")
        pane.facts(
            [
                (_("Place"), row.place),
                (_("Keeper"), row.keeper),
                (_("Warranty"), _warranty(device)),
                (_("Bought on"), str(details.purchased_on or "")),
                (_("Price"), str(details.price) if details.price is not None else ""),
                (_("Serial number"), details.serial),
                (_("Next maintenance"), str(row.next_maintenance_on or "")),
                (_("Cost of repairs"), str(device.cost) if device.cost.fen else ""),
                (_("Downtime"), _("{days} days").format(days=device.downtime) if device.downtime else ""),
                (_("Scrapping proposed"), device.scrap_reason),
                (_("Remarks"), details.remarks),
            ]
        )
        pane.section(_("So far"))
        pane.steps(_history(device))
        name = "assets.equipment."
        steps = {"reported": ["start"], "in_repair": ["finish"], "to_accept": ["accept", "send_back"]}
        first = steps.get(fault.state, []) if fault is not None else ["report", "maintain"]
        pane.buttons(None, *(name + each for each in [*first, "edit"]))

    def _turn(self, device: EquipmentInfo) -> str:
        fault = device.fault
        assert fault is not None  # noqa: S101 - only called with a fault
        keeper = device.row.keeper or _("the keeper of the register")
        if fault.state == "reported":
            return _("Next: {name} starts the repair.").format(name=keeper)
        if fault.state == "in_repair":
            return _("Next: {name} finishes the repair.").format(name=fault.repaired_by)
        return _("Next: somebody other than {name} accepts the repair.").format(name=fault.repaired_by)

    def _may_judge(self) -> bool:
        fault, actor = self.shown.fault, self.context.seat.actor
        return rules.may_accept(fault.repairer_id, fault.repaired_by, account_id=actor.account_id, name=actor.name)

    # ---- forms

    def start_add(self) -> None:
        """An empty form, with the people there are."""
        self.ops.read(people.people, lambda found: self._show_form(found, None), key="assets.people")

    def start_edit(self) -> None:
        """The device's values in the form."""
        device = self.shown
        self.ops.read(people.people, lambda found: self._show_form(found, device), key="assets.people")

    def _show_form(self, found: Any, device: EquipmentInfo | None) -> None:
        values = device.details if device is not None else {"purchased_on": clock.today(), "maintenance_months": 0}
        draft = str(device.row.id) if device is not None else "new"
        title = _("Change {name}").format(name=device.row.name) if device is not None else _("Add equipment")
        form = self._open_form(_fields(found), draft, title, values)

        def write(session: Any, given: dict[str, Any]) -> EquipmentInfo:
            details = service.Details(**{key: value for key, value in given.items() if value is not None})
            if device is None:
                return service.add(session, details=details)
            return service.change(session, equipment_id=device.row.id, version=device.row.version, details=details)

        operation = service.ADD if device is None else service.CHANGE

        def save(given: dict[str, Any]) -> None:
            self.ops.write(operation, lambda session: write(session, given), done, form.refused)

        def done(saved: EquipmentInfo) -> None:
            self._saved(form, saved.row.id, say=False)
            self.messages.done(_("Saved as {number}.").format(number=saved.row.number))

        form.saved.connect(save)

    def _ask(
        self, fields: tuple[Field, ...], title: str, operation: Any, do: Callable[[Any, dict[str, Any]], Any], said: str
    ) -> None:
        """A short form in the pane for one act on the device shown."""
        device = self.shown
        form = self._open_form(fields, f"{operation.name}.{device.row.id}", title, {})

        def done(_result: object) -> None:
            self._saved(form, device.row.id, say=False)
            self.messages.done(said)

        def save(given: dict[str, Any]) -> None:
            values = {key: value for key, value in given.items() if value is not None}
            self.ops.write(operation, lambda session: do(session, values), done, form.refused)

        form.saved.connect(save)

    def start_report(self) -> None:
        """What does not work?"""
        device = self.shown.row
        self._ask(
            (NotesField("description", _("What does not work?"), required=True),),
            _("Report a fault: {name}").format(name=device.name),
            service.REPORT_FAULT,
            lambda session, values: service.report_fault(session, equipment_id=device.id, **values),
            _("The fault is reported."),
        )

    def start_start(self) -> None:
        """Who repairs it?"""
        fault = self.shown.fault
        self._ask(
            (TextField("repaired_by", _("Repaired by"), hint=_("A firm; empty: I do it myself")),),
            _("Start the repair"),
            service.START_REPAIR,
            lambda session, values: service.start_repair(session, fault_id=fault.id, version=fault.version, **values),
            _("The repair has begun."),
        )

    def start_finish(self) -> None:
        """What was done, what did it cost?"""
        fault = self.shown.fault
        self._ask(
            (NotesField("work", _("What was done?"), required=True), MoneyField("cost", _("Cost"))),
            _("Repair is done"),
            service.FINISH_REPAIR,
            lambda session, values: service.finish_repair(session, fault_id=fault.id, version=fault.version, **values),
            _("The repair waits for acceptance."),
        )

    def start_maintain(self) -> None:
        """What was done, when?"""
        row = self.shown.row
        self._ask(
            (
                NotesField("work", _("What was done?"), required=True),
                DateField("done_on", _("Done on"), required=True, default=clock.today()),
            ),
            _("Maintenance done"),
            service.MAINTAIN,
            lambda session, values: service.maintain(session, equipment_id=row.id, version=row.version, **values),
            _("Maintenance recorded."),
        )

    def accept(self) -> None:
        """The repair is good."""
        fault = self.shown.fault
        self.ops.write(
            service.ACCEPT,
            lambda session: service.accept(session, fault_id=fault.id, version=fault.version),
            lambda _fault: self.messages.done(_("Accepted; the device is in use again.")),
        )

    def send_back(self) -> None:
        """The repair is not good: say why."""
        fault = self.shown.fault

        def send(remark: str) -> None:
            self.ops.write(
                service.SEND_BACK,
                lambda session: service.send_back(session, fault_id=fault.id, version=fault.version, remark=remark),
                lambda _fault: self.messages.done(_("Sent back.")),
                reason=remark,
            )

        ask_reason(self, _("What is still wrong?"), then=send)

    def scrap(self) -> None:
        """Propose it, with the reason."""
        row = self.shown.row

        def propose(reason: str) -> None:
            self.ops.write(
                service.PROPOSE_SCRAPPING,
                lambda session: service.propose_scrapping(
                    session, equipment_id=row.id, version=row.version, reason=reason
                ),
                lambda _device: self.messages.done(_("Scrapping is proposed.")),
                reason=reason,
            )

        ask_reason(self, _("Why is it to be scrapped?"), then=propose)


def _fields(found: Any) -> tuple[Field, ...]:
    keepers = tuple((person.id, person.name) for person in found)
    return (
        TextField("name", _("Name"), required=True),
        TextField("model", _("Model")),
        TextField("place", _("Place"), required=True),
        ChoiceField("keeper_id", _("Keeper"), options=keepers),
        DateField("purchased_on", _("Bought on")),
        MoneyField("price", _("Price")),
        DateField("warranty_until", _("Warranty until")),
        NumberField("maintenance_months", _("Maintenance every … months"), most=120, default=0),
        TextField("kind", _("Kind"), hint=_("Such as document camera; one can stand in for another")),
        TextField("serial", _("Serial number")),
        TickField("spare", _("Spare device")),
        NotesField("remarks", _("Remarks")),
    )


def _warranty(device: EquipmentInfo) -> str:
    until = device.details.warranty_until
    if until is None:
        return ""
    if until < clock.today():
        return _("ended on {date}").format(date=until)
    return _("until {date}").format(date=until)


def _history(device: EquipmentInfo) -> list[Step]:
    """Newest first: faults with their repair, maintenance, the purchase."""
    found: list[tuple[str, Step]] = []

    def add(day: str, step: Step) -> None:
        found.append((day, step))

    for fault in device.repairs:
        _add_fault(add, fault)
    for each in device.maintenance:
        words = _("Maintenance: {work} ({name})").format(work=each.work, name=each.done_by)
        add(str(each.done_on), Step("done", words, str(each.done_on)))
    bought = device.details.purchased_on
    if bought is not None:
        add(str(bought), Step("done", _("Bought"), str(bought)))
    return [step for _day, step in sorted(found, key=lambda entry: entry[0], reverse=True)]


def _add_fault(add: Callable[[str, Step], None], fault: FaultInfo) -> None:
    moments = (
        (fault.reported_at, _("Fault: {what} ({name})").format(what=fault.description, name=fault.reported_by)),
        (fault.started_at, _("Repair by {name}").format(name=fault.repaired_by)),
        (fault.finished_at, _("Repaired: {what}").format(what=fault.work)),
        (fault.accepted_at, _("Accepted by {name}").format(name=fault.accepted_by)),
    )
    for moment, words in moments:
        if moment is not None:
            local = clock.to_local(moment)
            broken = fault.state == "reported" and moment == fault.reported_at
            state = "problem" if broken else "done"
            add(f"{local:%Y-%m-%d %H:%M}", Step(state, words, f"{local:%m-%d %H:%M}"))
